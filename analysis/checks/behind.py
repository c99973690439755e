"""What sources print behind a speech: marks of the end, credits, dates, annexes, glossaries, a page's links.

``BEHIND`` is a table of kinds of lines, each with an example and a counterexample that are run as tests. A
line that ``opens`` has everything below it behind the speech, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

NUMBER = (
    r"(?:第[一二三四五六七八九十]+(?:部分|章|篇)|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])"
)
FINISHED = re.compile(r"[。！？!?…][”’）)》】」』]*$")
_SHORT = 40  # characters of a line of a page's furniture
_LONGEST = 400  # … and of any line that is looked at
_FEW = 30  # … and how many such lines may stand behind a speech
_WHO = (
    "(?:信息|文章|稿件)?来源|出处|原载|转自|摘自|责任编辑|编辑|责编|校对|审核|[初复终]审|作者|供稿(?:单位)?|录入|记者"
    "|发布(?:时间|日期|机构)?"
)


@dataclass(frozen=True)
class Line:
    """A kind of line.

    Parameters
    ----------
    name, reason : str
        What it is called, and why it stands there.
    pattern : re.Pattern
        What matches at the beginning of such a line.
    opens : bool
        Whether everything below it stands behind the speech, too.
    example, counterexample : str
        Such a line, and one of a speech.
    """

    name: str
    reason: str
    pattern: re.Pattern[str]
    opens: bool
    example: str
    counterexample: str


BEHIND: tuple[Line, ...] = (
    Line(
        "end mark",
        "Editors mark the end.",
        re.compile(r"[（(\[【—－ -]*(?:全文|本文|报告|正文)?(?:完毕?|结束|终)[)）\]】—－ -]*$"),
        False,
        "（完）",
        "完成。",
    ),
    Line(
        "newspaper",
        "Collections name the newspaper, its day and page.",
        re.compile(
            rf"[（(]?(?:{_WHO}|[载据])?[ ]*[:：]?[ ]*《[^》\n]{{1,20}}(?:报|年鉴|公报|文选|汇编|网)》"
            r"[^。\n]{0,40}[)）]?[。]?$"
        ),
        False,
        "（《人民日报》19540924第1至2版）",
        "《某市日报》办得更好了，发行量增长一成，网站的读者也多了五万，广告收入增长两成，报社职工的住房得到改善，收入年年有增加。",
    ),
    Line(
        "credits",
        "A page names its source and its editors.",
        re.compile(rf"[（(【\[]?(?:{_WHO})[ ]*[:：][^。\n]{{0,60}}$"),
        False,
        "责任编辑：甲乙",
        "来源广、渠道多的筹资办法要推广。",
    ),
    Line(
        "office",
        "Who issued it signs below.",
        re.compile(r"[^，。！：；、\n]{0,24}(?:人民政府|人民委员会|办公[厅室]|国务院|革命委员会|行政公署)$"),
        False,
        "某县人民政府办公室",
        "建设人民满意的服务型政府。",
    ),
    Line(
        "day",
        "The day stands below.",
        re.compile(
            r"[（(]?(?:二[〇○零Oo０]|一九|[12]\d)[\d〇○零一二三四五六七八九]{2}年[\d一二三四五六七八九十]{1,3}月"
            r"(?:[\d一二三四五六七八九十]{1,3}日)?[)）]?$"
        ),
        False,
        "二〇〇六年二月十日",
        "二〇〇六年二月十日，工程开工。",
    ),
    Line(
        "table row",
        "Forms and tables are annexed.",
        re.compile(r"[^\n]*\|[^\n]*$"),
        False,
        "地区 | 产量 |",
        "产量增长百分之五。",
    ),
    Line(
        "licence",
        "Wikis state the licence of the text.",
        re.compile(
            r"[^\n]*(?:公有领域|公共领域|著作权法|知识共享|版权所有|版权归|创作共用|CC[ -]BY|GFDL"
            r"|Creative Commons|[Pp]ublic domain|Copyright|©)"
        ),
        True,
        "本作品在中国大陆属于公有领域。",
        "依法保护知识产权。",
    ),
    Line(
        "page",
        "A saved page goes on: links, buttons, counters.",
        re.compile(
            r"(?:相关(?:报道|链接|阅读|新闻|文章|稿件|附件|解读|专题|文件)|延伸阅读|友情链接|[上下]一[篇条]"
            r"|返回(?:顶部|首页|列表)?|打印(?:本[页文])?|关闭(?:窗口)?|分享|扫一扫|收藏|附件下载|网站地图|联系我们|主办|承办|备案|[^\n]{0,6}ICP备"
            r"|点击(?:率|量|数|次数)?|浏览(?:次数|量)?|字号|【[^】\n]{0,12}】)[^。！，；\n]{0,60}$"
        ),
        True,
        "相关报道：",
        "打印设备产量增长百分之八，居全省首位。",
    ),
    Line(
        "annex",
        "Annexes, glossaries and notes are printed behind the speech.",
        re.compile(
            r"[（(【《]?(?:附[件录表图注]?[ ]?[\d一二三四五六七八九十]*[ ]*(?:[:：]|$)"
            r"|(?:《?(?:政府工作)?报告》?)?[^\n。，；]{0,16}(?:名词|用语|术语|词语|词汇|概念|指标|缩略语|有关内容)"
            r"[^\n。，；]{0,10}(?:解释|注释|注解|说明|释义|浅释|简介)"
            r"|注释|注解|脚注|尾注|备注|注[：:①1一]|说明[：:]|编者注|译者注|[\[［【〔]1[\]］】〕]|①)"
        ),
        True,
        "附件：名词解释",
        "附加值高的产业加快发展。",
    ),
    Line(
        "list of works",
        "The works for the people, or the main projects, are listed behind the speech.",
        re.compile(
            rf"(?!{NUMBER})[^。，；：\n]{{0,20}}(?:实事|项目|指标|工程)[^。，；：\n]{{0,10}}(?:实事|项目|清单|目录|表)$"
        ),
        True,
        "2018年为民办实事项目",
        "十、抓好重点工程项目",
    ),
    Line(
        "entry of a glossary",
        "A numbered term with what it means, where the glossary's title is lost.",
        re.compile(
            r"[（(\[［【〔]?[\d１-９]{1,2}[)）\]］】〕]?[.．、：: ]?[“《]?[^。\n]{1,40}[：:，,][“《]?"
            r"[^。\n]{0,24}指"
        ),
        True,
        "1、两个确保：是指确保按时发放。",
        "1、确保按时足额发放养老金。",
    ),
)


def is_behind(line: str) -> bool:
    """Whether a line is one of ``BEHIND``.

    >>> is_behind("（完）"), is_behind("推进改革。")
    (True, False)
    """
    return any(kind.pattern.match(line) for kind in BEHIND)


def has_furniture(behind: str) -> bool:
    """Whether what stands behind a speech is of a page (links, a licence) and no annex.

    >>> has_furniture("（完）\\n相关链接：甲"), has_furniture("附件\\n名词解释\\n1.甲：指乙。")
    (True, False)
    """
    lines = [line.strip() for line in behind.split("\n") if line.strip()]
    kinds = (next((kind for kind in BEHIND if kind.pattern.match(line)), None) for line in lines)
    opening = next((kind for kind in kinds if kind is not None and kind.opens), None)
    return opening is not None and opening.name in ("licence", "page")


def _lines(behind: str) -> Iterator[str]:
    """The lines that aren't blank, one after the other: a long text is asked about at many places. Of a line
    that is longer than any of a page, its beginning.
    """
    at = 0
    while at < len(behind):
        end = behind.find("\n", at) % (len(behind) + 1)
        if line := behind[at : min(end, at + _LONGEST)].strip():
            yield line
        at = end + 1


def goes_on(behind: str) -> bool:
    """Whether a speech goes on in what stands behind a closing: anything but an annex and the short lines of
    a page.

    >>> goes_on("附件1\\n十件实事\\n一、增加学位。"), goes_on("二、今年的工作\\n推进改革。")
    (False, True)
    """
    lines = list(islice(_lines(behind), _FEW + 1))
    for line in lines[:_FEW]:
        if any(kind.opens and kind.pattern.match(line) for kind in BEHIND):
            return False
        short = len(line) <= _SHORT and not FINISHED.search(line) and not re.match(NUMBER, line)
        if not short and not is_behind(line):
            return True
    return len(lines) > _FEW
