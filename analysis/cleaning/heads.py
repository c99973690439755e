"""Lines at the top and the end of a report that somebody has glued together, parted again.

Title, venue, speaker and greeting stand on lines of their own in print; a form or a program that drops line
ends glues them. ``PARTS`` says where such a line is parted; each rule has an example and a counterexample,
which are run as tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from analysis.characters.traditional import simple_view
from analysis.cleaning.edits import Edit, cleaner
from analysis.cleaning.furniture import BEHIND, FRONT, LineKind, line_kind
from analysis.cleaning.page import OFFICE

_HEAD = 6000  # characters in which the first greeting is looked for
_GLUED = 400  # … of a line of the head, up to its greeting
_LAST_LINES = 60
_BROKEN_TITLE = re.compile(
    r"^[ ]*(?:(?:(?:19|20)\d\d年)?[\u4e00-\u9fff]{1,14}(?:省|市|县|区|州|盟|旗)|(?:19|20)\d\d年)([ ]*\n[ ]*)"
    r"(?=(?:[\u4e00-\u9fff]{2,12}(?:省|市|县|区|州|盟|旗))?政府工作报告[ ]*$)"
    r"|^[ ]*[^\n。：>]{0,24}人民政府([ ]*\n[ ]*)(?=工作报告[ ]*$)",
    re.M,
)
_NAME = "[\u4e00-\u9fff](?:[ ]?[\u4e00-\u9fff]){1,3}(?:·[\u4e00-\u9fff]{1,6})*"
_GREETING = re.compile("各位代表[：:！!]")
_LABEL = (
    "(?:信息|文章|稿件|内容)?来源|稿源|发布(?:时间|日期|机构|单位)|发表时间|更新时间|公开日期|浏览(?:次数|量)|点击(?:数|量|次数)"
    "|阅读(?:数|量|次数)|访问量|字号|字体|字体大小|作者|责任编辑|编辑|时间|日期|索引号"
)
_STOP = re.compile(r"[。！？!?][”’）)》】]*[ ]*")
_TITLE_END = re.compile(r"政府工作报告[ ]+")


@dataclass(frozen=True)
class PartRule:
    """Where a line of a report's head, or one at its end, is parted.

    Parameters
    ----------
    name, reason : str
        What the rule is called, and why it holds.
    places : callable
        The spans in a line that lie between two parts: blanks, or nothing.
    example, parted : str
        A line, and its parts with `` / `` between them.
    counterexample : str
        A line that stays whole.
    """

    name: str
    reason: str
    places: Callable[[str], Iterable[tuple[int, int]]]
    example: str
    parted: str
    counterexample: str


def _between(pattern: str) -> Callable[[str], Iterable[tuple[int, int]]]:
    """The spans that a pattern matches."""
    compiled = re.compile(pattern)
    return lambda line: [match.span() for match in compiled.finditer(line)]


def _before_page(
    ends: re.Pattern[str], kinds: tuple[LineKind, ...]
) -> Callable[[str], list[tuple[int, int]]]:
    """The blanks behind the last end, where what follows is a page's."""

    def places(line: str) -> list[tuple[int, int]]:
        at = max((match.end() for match in ends.finditer(line)), default=len(line))
        return [(len(line[:at].rstrip(" ")), at)] if line_kind(line[at:], kinds) else []

    return places


HEAD_PARTS: tuple[PartRule, ...] = (
    PartRule(
        "greeting",
        "The hall is greeted on a line of its own; a sentence may address it inside a paragraph.",
        _between(r"(?<=[^\s。！？；，：])[ ]*(?=各位代表[：:！!])"),
        "县长甲乙丙各位代表：",
        "县长甲乙丙 / 各位代表：",
        "工作还有不足。各位代表：成绩来之不易。",
    ),
    PartRule(
        "speaker",
        "Office and name stand below the venue.",
        _between(
            rf"(?:(?<=[议会]上)|(?<=[议会]上[）)]))[ ]*"
            rf"(?=[\u4e00-\u9fff]{{0,20}}(?:{OFFICE})[ ：:]*{_NAME}(?:同志)?[ ]*(?:$|[（(]|各位代表))"
        ),
        "——2023年1月9日在和田市第十七届人民代表大会第二次会议上和田市市长甲乙丙",
        "——2023年1月9日在和田市第十七届人民代表大会第二次会议上 / 和田市市长甲乙丙",
        "2023年1月9日在和田市第十七届人民代表大会第二次会议上和田市市长甲乙丙作政府工作报告。",
    ),
    PartRule(
        "venue",
        "Day and venue stand below the title.",
        _between(
            r"(?<=政府工作报告)[ ]*"
            r"(?=[—―－-]{1,2}[ ]?(?:[1１][9９]|[2２][0０]|一九|二[〇○零])"
            r"|[（(](?:19|20)\d\d年\d{1,2}月\d{1,2}日)"
        ),
        "1993年政府工作报告——1993年3月15日在第八届全国人民代表大会第一次会议上",
        "1993年政府工作报告 / ——1993年3月15日在第八届全国人民代表大会第一次会议上",
        "政府工作报告——关于民生的部分",
    ),
    PartRule(
        "label",
        "A page's labels stand below its title.",
        _between(rf"(?<=[\u4e00-\u9fff）)】])[ ]+(?=[【\[（(]?(?:{_LABEL})[ ]?[:：])"),
        "2024年和田县人民政府工作报告（全文） 来源：县政府办",
        "2024年和田县人民政府工作报告（全文） / 来源：县政府办",
        "打造 来源可查、去向可追的链条。",
    ),
    PartRule(
        "buttons and days",
        "A page's buttons and days stand below its title.",
        _before_page(_TITLE_END, FRONT),
        "2024年和田县政府工作报告 打印 关闭",
        "2024年和田县政府工作报告 / 打印 关闭",
        "2024年和田县政府工作报告 县长 甲乙丙",
    ),
    PartRule(
        "title of an index",
        "Where only the table of a page names the report, its title is that.",
        _between(r"(?:(?<=^标题：)|(?<=^名称：)|(?<=^信息名称：))[ ]*(?=[^。：]{0,40}政府工作报告[ ]*$)"),
        "标题：2024年和田县政府工作报告",
        "标题： / 2024年和田县政府工作报告",
        "标题：县政府常务会议",
    ),
    PartRule(
        "title behind a path",
        "The path of menus ends where the title begins, with its year.",
        _between(r"(?<=[\u4e00-\u9fff])[ ]+(?=20\d\d年[^ >＞»›]{0,30}政府工作报告)"),
        "首页 > 政务公开 > 政府工作报告 2024年和田县政府工作报告",
        "首页 > 政务公开 > 政府工作报告 / 2024年和田县政府工作报告",
        "首页 > 政务公开 > 2024年政府工作报告",
    ),
)
LAST_PARTS: tuple[PartRule, ...] = (
    PartRule(
        "page behind the last word",
        "Credits and buttons stand below the last word.",
        _before_page(_STOP, BEHIND),
        "为建设美好家园而努力奋斗！（责任编辑：丁某）",
        "为建设美好家园而努力奋斗！ / （责任编辑：丁某）",
        "为建设美好家园而努力奋斗！谢谢大家！",
    ),
)


def _head_end(text: str) -> int:
    """Where the line with the first greeting ends, or else the text's twelfth line."""
    greeting = _GREETING.search(text, 0, _HEAD)
    if greeting and greeting.start() - text.rfind("\n", 0, greeting.start()) <= _GLUED:
        return len(text[: greeting.end()]) + len(text[greeting.end() :].partition("\n")[0])
    return sum(len(line) + 1 for line in text.split("\n", 12)[:12])


def _parted(text: str, start: int, rules: Iterable[PartRule]) -> Iterator[Edit]:
    """The line ends to put into a line that begins at ``start``."""
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    spans = {span for rule in rules for span in rule.places(line)}
    yield from (Edit(start + a, start + b, "\n") for a, b in spans)


@cleaner
def join_title(text: str) -> Iterator[Edit]:
    """A title on two lines is joined: ``和田县人民政府`` / ``工作报告``."""
    view = simple_view(text)
    for match in _BROKEN_TITLE.finditer(view, 0, _head_end(view)):
        yield Edit(*match.span(match.lastindex or 0))


@cleaner
def part_lines(text: str) -> Iterator[Edit]:
    """Title, venue, speaker and greeting get lines of their own, and so do a page's lines behind the last
    word: ``会议上和田市市长甲乙丙``, ``县长甲乙丙各位代表：``.
    """
    text = simple_view(text)
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    head_end = _head_end(text)
    filled = [start for start in starts if text[start : text.find("\n", start) + 1 or None].strip()]
    edits = {e for start in filled if start < head_end for e in _parted(text, start, HEAD_PARTS)}
    edits |= {e for start in filled[-_LAST_LINES:] for e in _parted(text, start, LAST_PARTS)}
    last = -1
    for edit in sorted(edits):
        if edit.start > last:  # two rules may part one place
            yield edit
            last = max(last, edit.end)
