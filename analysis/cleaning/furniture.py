"""Kinds of lines that belong to a page and not to its report: buttons, paths of menus, labels, counters,
captions, imprints.

``FRONT`` are the kinds that stand before a report, between its title and its greeting; ``BEHIND`` those below
its last word. Both are ordered tables: a line is of the first kind that holds. Every kind has an example and
a counterexample, which are run as tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.cleaning.page_words import (
    CLOCK,
    DAY,
    OPEN,
    PLAIN_DAY,
    is_of_buttons,
    is_of_items,
    is_of_strong_buttons,
    pattern,
)

_LONGEST = 160  # characters of a line of furniture that isn't known by all of its words
_PROSE = 80  # … of a line with a stop that is a sentence of a speech


@dataclass(frozen=True)
class LineKind:
    """A kind of line.

    Parameters
    ----------
    name, reason : str
        What it is called, and why it stands there.
    holds : callable
        Whether a line, its blanks joined to one, is of this kind.
    example, counterexample : str
        Such a line, and one that isn't.
    prose : bool
        Whether such a line may be a long sentence; False by default.
    """

    name: str
    reason: str
    holds: Callable[[str], object]
    example: str
    counterexample: str
    prose: bool = False


def _matches(*patterns: str) -> Callable[[str], object]:
    return re.compile("|".join(patterns)).match


def _labelled(name: str) -> Callable[[str], object]:
    """Whether a line begins with a word of a list, and isn't long."""
    return lambda line: len(line) <= _LONGEST and pattern(name).match(line)


ITEMS = LineKind(
    "several items",
    "A page puts its labels and buttons in one line.",
    is_of_items,
    "某县人民政府办公室 2024-01-12 来源：县政府办 字体：【大 中 小】 打印",
    "和田县县长 甲乙丙",
)
CAPTION = LineKind(
    "caption",
    "A photograph stands above the speech, with its reporter.",
    _matches(
        r"[^\n]{0,200}(?:记者|通讯员)[^。\n]{0,30}(?:摄影?|报道|/文|/图)[）)。 ]*$",
        r"[^\n]{0,60}(?:摄影|图片)[^。\n]{0,20}(?:提供|/文|/图)[）)。 ]*$",
        r"[^\n]{0,120}(?:作政府工作报告|作报告|会议现场)[。，]?[^\n]{0,20}(?:记者|通讯员|[ ]摄|供图|配图)"
        r"[^。\n]{0,20}$",
        r"图为|图：|图片来源|资料图",
        r"[（(]?[^\n。]{0,20}(?:本报|新华社)?记者[ :：]?[\u4e00-\u9fff·、 ]{2,24}摄?[）)]?$",
    ),
    "甲乙丙作政府工作报告。本报记者 丁某 摄",
    "和田县县长 甲乙丙",
    prose=True,
)
SITE = LineKind(
    "site",
    "The site says its name, its address and the day.",
    _matches(
        r"[^。：:，]{0,24}(?:门户网站?|政府网站?|政务网|政府信息网|信息公开网|新闻网|人民网|新华网|自由的图书馆|自由的百科全书)"
        r"(?:欢迎[您你])?$",
        r"维基文库|维基百科|跳转?[到至](?:导航|搜索)|姊妹计划",
        r"(?:https?://|www\.)\S+$",
        r"欢迎(?:[您你])?(?:访问|光临|来到)|今天是[ :：]?20\d\d|[^。]{0,10}天气(?:预报)?[:：]",
    ),
    "某某县人民政府门户网站",
    "加快建设政府网站群。",
)
NOTICE = LineKind(
    "notice",
    "Browsers and telephones are told what to do.",
    _matches(
        r"[^\n]{0,30}(?:扫一扫|扫描(?:上方|下方|右侧)?二维码|扫码|二维码|微信[^。]{0,8}(?:扫描|打开)|在手机(?:上)?打开"
        r"|分享[至到给](?:朋友圈|好友|微信)|不支持(?:iframe|audio|video|javascript|脚本|语音)|浏览器版本"
        r"|请(?:使用|升级)[^。]{0,20}浏览器|您的浏览器|分辨率)",
        r"点击(?:上方|下方)?[^。]{0,10}(?:关注|蓝字)|关注我们|(?:点击)?阅读原文|往期(?:推荐|回顾|精彩)"
        r"|点个?在看|原创[ ]",
        r"(?:var|function|window|document|jQuery|\$)[ .(=]|/\*|<!--",
    ),
    "扫一扫在手机打开当前页",
    "扫清障碍，一抓到底",
)
_COUNTED = re.compile(
    rf"[（(]?{PLAIN_DAY}[ T]*(?:{CLOCK})?[)）]?|[^。]{{0,30}}{DAY}[ ]*{CLOCK}[^。]{{0,12}}|{CLOCK}"
    rf"|[^。]{{0,12}}{DAY}[ ]*星期[一二三四五六日天][^。]{{0,30}}"
    r"|[（(]?\d{1,7}[)）]?次?"
    r"|(?:已有|共有?)?[ ]?\d{1,8}[ ]?(?:人|次)?(?:浏览|阅读|点击|访问|参与|评论|点赞)(?:次|人)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
FRONT: tuple[LineKind, ...] = (
    LineKind(
        "buttons",
        "What can be pressed is text, too, once a page is saved; sizes of type come one character a line.",
        is_of_buttons,
        "【字号： 加大 还原 减小 】",
        "打印设备",
    ),
    CAPTION,
    LineKind(
        "label",
        "A page says where its text comes from, when it was put up, and under which number it is kept.",
        _labelled("label"),
        "来源：某某日报",
        "来源广、渠道多",
    ),
    ITEMS,
    LineKind(
        "path",
        "The path of menus that leads to a page.",
        _matches(
            rf"{OPEN}(?:网站)?(?:首[ ]?页|主[ ]?页)[^。]{{0,100}}$", r"[^。<]{0,100}[>＞»›→][^。]{0,100}$"
        ),
        "首页 > 政务公开 > 政府工作报告",
        "关于落实<政府工作报告>的意见",
    ),
    SITE,
    NOTICE,
    LineKind(
        "counter",
        "How often a page was read, and when it was put up.",
        lambda line: _COUNTED.fullmatch(line) and not _YEAR.fullmatch(line),
        "2024-01-12 09:30",
        "2024",
    ),
    LineKind(
        "data about the page",
        "Templates of wikis and headers of Markdown files keep data in lines of their own.",
        _matches(
            r"\{\{|\}\}$|\|[ ]*[A-Za-z_]{2,20}[ ]*=|-{3,}$",
            r"(?:title|subtitle|date|author|source|url|link|tags?|layout|categor(?:y|ies)|description|lang|slug"
            r"|draft|keywords|id|year|region)[ ]*[:：]",
        ),
        "title: 2024年和田县政府工作报告",
        "1978年政府工作报告",
    ),
)  # fmt: skip
_OF_THE_TEXT = re.compile(rf"{OPEN}(?:名称|标题|时间|日期|位置|主题|分类|大小|栏目|概述|摘要|附件)[ ]*[:：]")
_LICENCE = re.compile(
    r"(?=[^\n]{0,80}$|本|此|这|该|根据|依|注|除|取自|检索|以上|版权|维基|PD|Public|CC|Wiki|©)[^\n]*"
    r"(?:著作权法|公有领域|(?:作品|属于|进入)[^。]{0,20}公共领域|知识共享[ ]?(?:署名|协议|许可|\d|组织)"
    r"|署名[-—－ ]相同方式共享|CC[ -](?:BY|0)|Creative Commons|GFDL|GNU自由|[Pp]ublic [Dd]omain"
    r"|PD-[A-Z][A-Za-z-]*"
    r"|维基(?:文库|百科|共享|数据|媒体)|自由的图书馆|[Ww]iki(?:source|pedia|media|data)|姊妹计划|另有声明"
    r"|(?:本|此)(?:作品|页面)[^。]{0,20}(?:收录|修订|编辑|版权|原文|来自))"
    r"|(?:分类|Category)[:：]|取自[“\"]|检索自|\{\{|\}\}"
)
_REGISTERED = re.compile(r"ICP备|公网安备|网站标识码|[Cc]opyright|©|[Aa]ll [Rr]ights? [Rr]eserved|版权所有")
_MAKER = "(?:编辑|责编|美编|校对|编委|主编|版式|组版|制图|统筹|检校)"
_NAME = "[\u4e00-\u9fff·]{2,4}"
BEHIND: tuple[LineKind, ...] = (
    LineKind(
        "licence",
        "A wiki says under which licence its text stands, and where it belongs.",
        _LICENCE.match,
        "本作品在中国大陆属于公有领域。",
        "推进公共领域数据开放，依法保护著作权人的权益。",
        prose=True,
    ),
    LineKind(
        "strong buttons",
        "What can be pressed stands below a page as well.",
        is_of_strong_buttons,
        "【打印】 【关闭窗口】",
        "视频",
    ),
    LineKind(
        "list of links",
        "A page goes on with others.",
        _labelled("list"),
        "上一篇：2023年和田县政府工作报告",
        "相关链接产业加快发展。",
    ),
    LineKind(
        "label behind",
        "Source and editors may be named below; names and times are those of an annex as often.",
        lambda line: (
            len(line) <= _LONGEST and pattern("label behind").match(line) and not _OF_THE_TEXT.match(line)
        ),
        "（责任编辑：丁某）",
        "名称：和田县粮库",
    ),
    LineKind(
        "makers of a page",
        "A newspaper names who made the page, without a colon.",
        re.compile(
            rf"[（(]?(?:(?:本[版报期]|版面|值班|首席|执行|责任)?(?:责任)?{_MAKER}[ :：丨/]+{_NAME}"
            rf"(?:[ 、]{_NAME}(?![\u4e00-\u9fff]))*[ 　|丨/]*){{1,8}}[）)]?"
        ).fullmatch,
        "本版编辑 甲某某 美编 乙某某",
        "责任编辑制度 落实到位",
    ),
    LineKind(
        "note of Markdown",
        "What a mark [^1] in the text points to.",
        _matches(r"\[\^[^\[\]\s]{1,20}\][:：]"),
        "[^1]: 指地区生产总值。",
        "[1]指地区生产总值。",
        prose=True,
    ),
    LineKind(
        "imprint",
        "Who keeps the site, under which numbers it is registered.",
        lambda line: (
            len(line) <= 2 * _LONGEST and (pattern("imprint").match(line) or _REGISTERED.search(line))
        ),
        "主办单位：某某县人民政府办公室 滇ICP备12345678号",
        "主办单位要加强协调。",
        prose=True,
    ),
    LineKind(
        "copyright",
        "What may be done with the text of the site.",
        _matches(
            r"[（(]?(?:特别|版权|免责)?声明[:：]",
            r"凡(?:本网|本站|注明|来源|转载)|本(?:网站?|站)(?:所有|转载|刊登|内容|部分|未注明|文章)",
            r"未经(?:书面)?(?:授权|许可|允许)|转载(?:请|须|时)|以上(?:内容|信息|文章)[^。]{0,12}(?:版权|转载|来自)",
        ),
        "未经授权不得转载。",
        "凡事预则立。",
        prose=True,
    ),
    LineKind(
        "file",
        "Files that can be fetched from the page.",
        _matches(r"[^。\n]{0,90}\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar|txt|jpe?g|png|mp[34])\b[^。\n]{0,20}$"),
        "附件：2024年和田县政府工作报告.pdf",
        "附件：十件实事",
    ),
    CAPTION,
    ITEMS,
    SITE,
    NOTICE,
)  # fmt: skip


def is_prose(line: str) -> bool:
    """Whether a line is long and holds a sentence.

    >>> is_prose("推进改革，扩大开放。" * 8), is_prose("推进改革。")
    (True, False)
    """
    return len(line) >= _PROSE and "。" in line


def line_kind(line: str, kinds: Sequence[LineKind]) -> LineKind | None:
    """The first kind that a line is of; ``None`` for a line of the report, or of no known kind.

    >>> line_kind("来源：某某日报", FRONT).name
    'label'
    >>> line_kind("推进改革。", FRONT)
    """
    bare = " ".join(line.split())
    if not bare:
        return None
    sentence = is_prose(bare)
    return next((kind for kind in kinds if (kind.prose or not sentence) and kind.holds(bare)), None)
