"""Kinds of lines that belong to a page and not to its report: buttons, paths of menus, labels, counters,
captions, imprints.

``FRONT`` are the kinds that stand before a report, between its title and its greeting; ``BEHIND`` those below
its last word. Both are ordered tables: a line is of the first kind that holds. Every kind has an example and
a counterexample, which are run as tests. The words are those of ``data/lexicon/page_words.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.resources import LEXICON, read_rows

LONGEST = 160  # characters of a line of furniture that isn't known by all of its words
_BETWEEN = re.compile(
    r"[\s|丨│┃/\\·•>›»＞＜<\[\]【】〖〗「」（）()：:,，、“”\"'+＋*×✕xX…。.—_\-→↑↓~～#©®！!？?&]+"
)
_OPEN = r"[ 【\[（(〖·•*|丨☆★◆■▲►▶>-]*"
_CLOSE = r"[】\]）)〗]?"
_PLAIN_DAY = r"20\d\d[-/.]\d{1,2}[-/.]\d{1,2}"  # a report prints its own with 年月日
_DAY = rf"(?:{_PLAIN_DAY}|20\d\d年\d{{1,2}}月\d{{1,2}}日)"
_CLOCK = r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
_COUNT = re.compile(r"\d{1,7}")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Words:
    """The words of pages, by kind, and the patterns that are made of them."""

    def __init__(self) -> None:
        kinds: dict[str, set[str]] = {}
        for _, row in read_rows(LEXICON / "page_words.csv", ("word", "kind")):
            kinds.setdefault(row["kind"], set()).add(row["word"])
        self.buttons = frozenset(kinds["button"])
        self.weak = frozenset(kinds["mark"] | kinds["menu"])
        self.lists = _any_of(kinds["list"])
        self.labels = _any_of(kinds["label"])
        self.imprints = _any_of(kinds["imprint"])


def _any_of(words: set[str]) -> str:
    """A pattern for any of some words, which may be spaced out.

    >>> _any_of({"来源", "稿源"})
    '(?:来[ ]*源|稿[ ]*源)'
    """
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join("[ ]*".join(map(re.escape, word)) for word in longest_first) + ")"


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of pages, read once."""
    return Words()


@lru_cache(maxsize=16)
def _pattern(name: str) -> re.Pattern[str]:
    """The patterns that are made of the lists of words, by name."""
    known = words()
    sources = {
        "label": rf"{_OPEN}(?:{_DAY}[ ]*(?:{_CLOCK})?[ ]*)?{_OPEN}{known.labels}[ ]*(?:[】\]〗]|{_CLOSE}[ ]*(?:[:：|]|$))",
        "label behind": rf"{_OPEN}{known.labels}[ ]*{_CLOSE}[ ]*[:：]",
        "list": rf"{_OPEN}{known.lists}[ ]*{_CLOSE}[ ]*(?:[:：>»›|+]|$|[（(《]|(?=20\d\d年))",
        "imprint": rf"{_OPEN}{known.imprints}[ ]*{_CLOSE}[ ]*(?:[:：|©]|$)",
    }
    return re.compile(sources[name])


def _tokens(line: str) -> list[str]:
    return [token for token in _BETWEEN.split(line) if token]


def _is_of_buttons(line: str) -> bool:
    """Whether a line is made of buttons' and menus' words, their counters and decoration, or of decoration
    alone.
    """
    tokens = _tokens(line)
    known = words()
    is_known = [token in known.buttons or token in known.weak for token in tokens]
    if not tokens:
        return line != ""
    whole = "".join(tokens)
    if whole in known.buttons or whole in known.weak:  # 打 印
        return True
    counters = all(ok or _COUNT.fullmatch(token) for ok, token in zip(is_known, tokens, strict=True))
    return any(is_known) and counters


def _is_of_strong_buttons(line: str) -> bool:
    """Whether a line is made of such words, one of them a button's: 打印 and not 视频."""
    tokens = _tokens(line)
    strong = any(token in words().buttons for token in [*tokens, "".join(tokens)])
    return strong and _is_of_buttons(line)


def _is_of_items(line: str) -> bool:
    """Whether a line holds several pieces of furniture, blanks between them."""
    items = [item for item in re.split("[ \t]+", line) if item]
    if len(items) < 2 or "。" in line:
        return False
    found = sum(bool(_is_of_buttons(item) or _pattern("label").match(item)) for item in items)
    return found >= 2 and _pattern("label").search(line) is not None


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
    """

    name: str
    reason: str
    holds: Callable[[str], object]
    example: str
    counterexample: str


def _matches(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern).match


BUTTONS = LineKind(
    "buttons",
    "What can be pressed is text, too, once a page is saved; sizes of type come one character a line.",
    _is_of_buttons,
    "【字号： 加大 还原 减小 】",
    "打印设备",
)
ITEMS = LineKind(
    "several items",
    "A page puts its labels and buttons in one line.",
    _is_of_items,
    "某县人民政府办公室 2024-01-12 来源：县政府办 字体：【大 中 小】 打印",
    "和田县县长 甲乙丙",
)
CAPTION = LineKind(
    "caption",
    "A photograph stands above the speech, with its reporter.",
    _matches(
        r"[^\n]{0,200}(?:记者|通讯员|摄影|图片)[^。\n]{0,30}(?:摄影?|报道|提供|/文|/图)[）)。 ]*$"
        r"|[^\n]{0,120}(?:作政府工作报告|作报告|会议现场)[。，]?[^\n]{0,20}(?:记者|通讯员|摄|图)[^。\n]{0,20}$"
        r"|(?:图为|图：|图片来源|资料图)"
        r"|[（(]?[^\n。]{0,20}(?:本报|新华社)?记者[ :：]?[\u4e00-\u9fff·、 ]{2,24}摄?[）)]?$"
    ),
    "甲乙丙作政府工作报告。本报记者 丁某 摄",
    "和田县县长 甲乙丙",
)
SITE = LineKind(
    "site",
    "The site says its name, its address and the day.",
    _matches(
        r"[^。：:，]{0,24}(?:门户网站?|政府网站?|政务网|政府信息网|信息公开网|新闻网|人民网|新华网|自由的图书馆|自由的百科全书)(?:欢迎[您你])?$"
        r"|(?:维基文库|维基百科)|跳转?[到至](?:导航|搜索)|姊妹计划"
        r"|(?:https?://|www\.)\S+$"
        r"|欢迎(?:[您你])?(?:访问|光临|来到)|今天是[ :：]?20\d\d|[^。]{0,10}天气(?:预报)?[:：]"
    ),
    "某某县人民政府门户网站",
    "加快建设政府网站群。",
)
NOTICE = LineKind(
    "notice",
    "Browsers and telephones are told what to do.",
    _matches(
        r"[^\n]{0,30}(?:扫一扫|扫描(?:上方|下方|右侧)?二维码|扫码|二维码|微信[^。]{0,8}(?:扫描|打开)|在手机(?:上)?打开|分享[至到给](?:朋友圈|好友|微信)"
        r"|不支持(?:iframe|audio|video|javascript|脚本|语音)|浏览器版本|请(?:使用|升级)[^。]{0,20}浏览器|您的浏览器|分辨率)"
        r"|(?:var|function|window|document|jQuery|\$)[ .(=]|/\*|<!--"
    ),
    "扫一扫在手机打开当前页",
    "扫清障碍，一抓到底",
)
COUNTER = LineKind(
    "counter",
    "How often a page was read, and when it was put up.",
    lambda line: (
        re.fullmatch(rf"[（(]?{_PLAIN_DAY}[ T]*(?:{_CLOCK})?[)）]?|{_DAY}[ ]*{_CLOCK}|{_CLOCK}", line)
        or (re.fullmatch(r"[（(]?\d{1,7}[)）]?次?", line) and not _YEAR.fullmatch(line))
        or re.fullmatch(
            r"(?:已有|共有?)?[ ]?\d{1,8}[ ]?(?:人|次)?(?:浏览|阅读|点击|访问|参与|评论|点赞)(?:次|人)?", line
        )
    ),
    "2024-01-12 09:30",
    "2024",
)
FRONT: tuple[LineKind, ...] = (
    BUTTONS,
    CAPTION,
    LineKind(
        "label",
        "A page says where its text comes from, when it was put up, and under which number it is kept.",
        lambda line: len(line) <= LONGEST and _pattern("label").match(line),
        "来源：某某日报",
        "来源广、渠道多",
    ),
    ITEMS,
    LineKind(
        "path",
        "The path of menus that leads to a page.",
        lambda line: (
            len(line) <= LONGEST
            and "。" not in line
            and re.match(rf"{_OPEN}(?:网站)?(?:首[ ]?页|主[ ]?页)|[^。<]*[>＞»›→][^。]*$", line)
        ),
        "首页 > 政务公开 > 政府工作报告",
        "关于落实<政府工作报告>的意见",
    ),
    SITE,
    NOTICE,
    COUNTER,
    LineKind(
        "data about the page",
        "Templates of wikis and headers of Markdown files keep data in lines of their own.",
        _matches(
            r"\{\{|\}\}$|\|[ ]*[A-Za-z_]{2,20}[ ]*=|-{3,}$"
            r"|(?:title|subtitle|date|author|source|url|link|tags?|layout|categor(?:y|ies)|description|lang|slug|draft|keywords|id|year|region)"
            r"[ ]*[:：]"
        ),
        "title: 2024年和田县政府工作报告",
        "1978年政府工作报告",
    ),
)  # fmt: skip
BEHIND: tuple[LineKind, ...] = (
    LineKind(
        "licence",
        "A wiki says under which licence its text stands, and where it belongs.",
        lambda line: re.search(
            r"著作权法|公有领域|公共领域|知识共享|署名[-—－]相同方式共享|CC[ -](?:BY|0)|Creative Commons|GFDL|GNU自由|[Pp]ublic [Dd]omain"
            r"|PD-[A-Z][A-Za-z-]*|维基(?:文库|百科|共享|数据|媒体)|[Ww]iki(?:source|pedia|media|data)?|自由的(?:图书馆|百科全书)"
            r"|姊妹计划|(?:本|此)(?:作品|页面)[^。\n]{0,20}(?:收录|修订|编辑|版权|原文|来自)|^(?:分类|Category)[:：]|^取自[“\"]|^检索自"
            r"|除非另有声明|除另有声明|^\{\{|^\}\}",
            line,
        ),
        "本作品在中国大陆属于公有领域。",
        "依法保护知识产权。",
    ),
    LineKind(
        "strong buttons",
        "What can be pressed stands below a page as well.",
        _is_of_strong_buttons,
        "【打印】 【关闭窗口】",
        "视频",
    ),
    LineKind(
        "list of links",
        "A page goes on with others.",
        lambda line: len(line) <= LONGEST and _pattern("list").match(line),
        "上一篇：2023年和田县政府工作报告",
        "相关链接产业加快发展。",
    ),
    LineKind(
        "label behind",
        "Source and editors may be named below.",
        lambda line: (
            len(line) <= LONGEST
            and _pattern("label behind").match(line)
            and not re.match(rf"{_OPEN}(?:名称|标题|时间|日期|位置|主题|分类|大小|栏目|概述|摘要|附件)[ ]*[:：]", line)
        ),
        "（责任编辑：丁某）",
        "名称：和田县粮库",
    ),
    LineKind(
        "imprint",
        "Who keeps the site, under which numbers it is registered.",
        lambda line: (
            len(line) <= 2 * LONGEST
            and (
                _pattern("imprint").match(line)
                or re.search(
                    r"ICP备|公网安备|网站标识码|[Cc]opyright|©|[Aa]ll [Rr]ights? [Rr]eserved|版权所有", line
                )
            )
        ),
        "主办单位：某某县人民政府办公室 滇ICP备12345678号",
        "主办单位要加强协调。",
    ),
    LineKind(
        "copyright",
        "What may be done with the text of the site.",
        _matches(
            r"(?:[（(]?(?:特别|版权|免责)?声明[:：]?)?(?:凡(?:本网|本站|注明|来源|转载)|本(?:网站?|站)(?:所有|转载|刊登|内容|部分|未注明|文章)|未经(?:书面)?(?:授权|许可|允许)"
            r"|转载(?:请|须|时)|以上(?:内容|信息|文章)[^。]{0,12}(?:版权|转载|来自))"
        ),
        "未经授权不得转载。",
        "凡事预则立。",
    ),
    LineKind(
        "file",
        "Files that can be fetched from the page.",
        _matches(r"(?:附件)?[ ]*[\d一二三四五]?[ .、:：]*[^。\n]{0,80}\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar|txt|jpe?g|png|mp[34])\b[^。\n]{0,20}$"),
        "附件：2024年和田县政府工作报告.pdf",
        "附件：十件实事",
    ),
    CAPTION,
    ITEMS,
    SITE,
    NOTICE,
)  # fmt: skip


def line_kind(line: str, kinds: Sequence[LineKind]) -> LineKind | None:
    """The first kind that a line is of; ``None`` for a line of the report, or of no known kind.

    >>> line_kind("来源：某某日报", FRONT).name
    'label'
    >>> line_kind("推进改革。", FRONT)
    """
    bare = " ".join(line.split())
    return next((kind for kind in kinds if bare and kind.holds(bare)), None)
