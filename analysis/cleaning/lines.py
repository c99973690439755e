"""Lines to paragraphs: hard wraps, newspaper columns, and sentences cut by a page.

Two kinds of layout are told apart from the text itself. *Wrapped*: every line is cut at a fixed width (a
PDF's text layer, a newspaper's column), so most lines end without a stop and none is long; paragraphs are
recovered from line widths, first-line indents that are lost but still make a line shorter, and headings.
*Paragraphs*: a line is a paragraph already, but one that a page end has cut goes on in the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from analysis.attributions.brackets import outermost_brackets
from analysis.attributions.deadlines import speaks_of_time
from analysis.attributions.department_names import like_department
from analysis.attributions.finding import ends_with_label, first_label, is_attribution
from analysis.attributions.officials import like_person
from analysis.cleaning.edits import Edit, cleaner

STOP = "。！？；：…!?;:"
CLOSING = "”’）》】」』)"
MARKER = re.compile(
    r"[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十百]{1,4}[)）]|\d{1,3}[.．、](?!\d)|第[一二三四五六七八九十]+[部章节]|——|附件|各位代表"
)
_SECTION = re.compile(r"[（(][一二三四五六七八九十百]{1,4}[)）]")
_TITLE = re.compile(r"政府工作报告$|.{0,40}(?:会议|大会)上$|20\d\d年\d+月\d+日$|[一二三四五六七八九十]、")


def width(line: str) -> float:
    """Printed width in hanzi: an ASCII character counts a half.

    >>> width("达到6.5万亿元")
    6.5
    """
    return len(line) - 0.5 * len(line.encode("latin-1", "ignore"))  # Latin-1 is all below U+0100


def ends_with_stop(line: str) -> bool:
    """True when a line ends a sentence: with a stop, or a stop before closing marks.

    >>> [ends_with_stop(line) for line in ("推进改革。", "推进“改革。”", "推进“改革”")]
    [True, True, False]
    """
    bare = line.rstrip(CLOSING)
    return bare != "" and bare[-1] in STOP


def is_wrapped(lines: list[str]) -> bool:
    """True for a text whose lines were cut at a fixed width.

    At least 40 % of the lines end without a stop, and 19 lines of 20 are at most 60 hanzi wide; a text of
    fewer than 20 lines isn't judged.

    >>> is_wrapped(["推进改革，扩大开放，"] * 20), is_wrapped(["推进改革，扩大开放。"] * 20)
    (True, False)
    """
    if len(lines) < 20:
        return False
    widths = sorted(width(line) for line in lines)
    open_ended = sum(not ends_with_stop(line) for line in lines)
    return widths[int(len(lines) * 0.95) - 1] <= 60 and open_ended >= 0.4 * len(lines)


def is_row(line: str) -> bool:
    """True for a row of a table: cells with bars between them.

    >>> is_row("1 | 建粮库。 | 市发改委"), is_row("建粮库。")
    (True, False)
    """
    return "|" in line


def _full_width(lines: list[str]) -> float:
    """The width of a full line: the commonest among the wider half."""
    widths = sorted((width(line.replace(" ", "")) for line in lines), reverse=True)
    counts = Counter(round(w) for w in widths[: len(widths) // 2 + 1])
    return float(max(counts, key=lambda w: (counts[w], w)))


def _breaks_wrapped(lines: list[str], full: float) -> list[bool]:
    """For each line end but the last: does a paragraph end there? (Column and page layouts.)"""
    breaks: list[bool] = []
    labelled = False  # whether the paragraph so far began with a label
    for line, following in pairwise(lines):
        labelled = ends_with_label(line) or (labelled and not breaks[-1])
        breaks.append(
            is_row(line)
            or is_row(following)
            or _opens_said(line, following)
            or (labelled and _ends_said(line, following, full))
            or _breaks_between(line, following, full)
        )
    return breaks


def _opens_said(line: str, following: str) -> bool:
    """Whether a label opens the next paragraph: not within a bracket that runs over the line end.

    >>> _opens_said("建粮库，修路", "牵头单位：县发改委")
    True
    >>> _opens_said("（牵头单位：县发改委；", "责任单位：县财政局）")
    False
    """
    return outermost_brackets(line)[1] < 0 and first_label(following) is not None


def _ends_said(line: str, following: str, full: float) -> bool:
    """Whether a line of a column ends what a label says: no list goes on, and it isn't full, or the next line
    shows that it is another paragraph's first. A paragraph's first line may be full without its lost indent.

    >>> _ends_said("配合单位：县发改委、县财政局", "3.改造老旧小区。", 14)
    True
    >>> _ends_said("配合单位：县发改委、县财", "政局", 14)
    False
    """
    short = width(line) <= full - (3.5 if first_label(line) else 1.5)
    return _says_all(line) and (short or MARKER.match(following) is not None or following[:1] in "（(①")


def _says_all(line: str) -> bool:
    """Whether nothing is missing at the end of a labelled line: no name is cut, no list or bracket goes on.

    >>> [_says_all(line) for line in ("责任单位：县发改委、县财政局", "责任单位：县发改委、", "责任单位：")]
    [True, False, False]
    """
    if line[-1:] in "，、：:（(“《和与及" or outermost_brackets(line)[1] >= 0:
        return False
    last = re.split("[、，；：: ]", line)[-1]
    whole = like_department(last) or speaks_of_time(last) or like_person(last)
    return len(line) < _LONG or ends_with_stop(line) or whole


def _breaks_between(line: str, following: str, full: float) -> bool:
    """Whether a paragraph ends between two lines of a column; ``full`` is the width of a full line.

    >>> _breaks_between("完成改革任务。", "今年要推进开放", 20)
    True
    >>> _breaks_between("完成改革任务要靠大家共同努力推进", "开放。", 17)
    False
    """
    # Blanks count: a line that was spaced out to fill its column is full, however few characters it has.
    wide = width(line)
    short = wide <= full - max(1.5, full * 0.06)
    if following.startswith(("（", "(")) and not MARKER.match(following) and len(line) > 0.2 * full:
        return False  # a parenthesis belongs to what it follows: an attribution, an aside
    if ends_with_stop(line) or (line[-1:] in CLOSING and MARKER.match(following)):
        return short or _shows_itself(following, full)
    if line[-1:] in CLOSING:
        return short and wide < 0.75 * full
    # No stop: a heading, title or signature if it is far from full, else a wrapped line.
    if wide < 0.75 * full and line[-1:] not in "，、":
        return True
    return bool(_SECTION.match(following)) and wide < 0.9 * full


def _shows_itself(line: str, full: float) -> bool:
    """Whether a line shows that it is a paragraph's first, by a marker or by its lost indent: a full last
    line before it says nothing.

    >>> _shows_itself("一、改革", 20), _shows_itself("今年要全面推进各项改革和对外", 17)
    (True, True)
    """
    indented = width(line.replace(" ", "")) <= full - 1.5 and not ends_with_stop(line)
    return bool(MARKER.match(line)) or indented


def _cuts_a_name(line: str, following: str) -> bool:
    """Whether a line end cuts the name of a department: the two pieces make one, and the first alone doesn't.

    >>> _cuts_a_name("责任单位：县发展和改革委员", "会、县税务局")
    True
    >>> _cuts_a_name("责任单位：县发改委", "县税务局")
    False
    """
    last = re.split("[、，；：:]", line)[-1]
    rest = re.match("([一-龥]{1,6})、|[一-龥]{1,3}$", following)
    return rest is not None and not like_department(last) and like_department(last + (rest[1] or rest[0]))


class CutRule(NamedTuple):
    """One rule about a line and the line that follows: whether a page end has cut a paragraph there."""

    name: str
    holds: Callable[[str, str], object]
    cut: bool
    example: tuple[str, str]
    counterexample: tuple[str, str]


def _long_aside(line: str, following: str) -> bool:
    """Whether a long line ends in a short bracket that closes nothing: a term, no attribution."""
    bracket = re.search(r"[“（(‘《]([^“”（）()《》]{1,8})[”）)’》]$", line)
    if not bracket or ends_with_stop(line) or is_attribution(bracket.group()):
        return False
    if bracket[0][0] in "（(" and ends_with_stop(line[: bracket.start()]):
        return False  # （热烈鼓掌）
    return len(line) >= _LONG and "。" in line


def _is_clause(line: str) -> bool:
    """Whether a line is no heading: it has a comma or a colon and no number before it, or a sentence behind
    the heading that it begins with.
    """
    heading = MARKER.match(line) is not None and "。" not in line
    return re.search("[，：；。]", line) is not None and not heading


_LONG = 50  # characters: no heading is as long
_GOES_ON = tuple("，、；：")
_LONGEST = 4000  # characters of a paragraph that are looked at
# Words that no paragraph ends or begins with: a line end beside them is that of a bold run, a link, a figure.
_LEADS_ON = re.compile(
    "(?:(?<![目标])的|以及|(?<![温祥平共总饱融缓调柔亲附中])和|(?<!参)与|(?<![普涉顾触波])及|(?<![存所实潜内外健])在"
    "|(?<!求)是|把|被|由于|关于|尤其是|包括|特别是)$"
)
_FOLLOWS = re.compile(
    "是(?!否)|的(?![士确])|等(?=[，。、；：方各多]|\\d)|以及|左右|个百分点|以[上下内外](?=[，。、；])|[万亿]?[吨元亩人户件](?=[，。、；])"
)
_TO_AMOUNT = (
    "(?:达到?|完成|实现|增长|下降|降低|提高|增加|增至|降至|超过?|突破|新增|新建|建成|改造|控制在|不低于|不高于"
    "|不少于|约|近|为|至)"
)
_TO_AN_AMOUNT = re.compile(f"{_TO_AMOUNT}$")
_BARE_VERB = re.compile(f"{_TO_AMOUNT}$")
_AMOUNT = re.compile(r"\d[\d.,，]*[ ]?(?![\d年.．、月])")
_VENUE_END = re.compile(r"[^，。：]{2,40}[议会]上[）)]?$")
_OPEN_VENUE = re.compile(r"[—―－（( -]{0,3}(?:(?:19|20)\d\d|二[〇○零]..)年[^，。：]{2,12}在[^，。：]{2,40}$")
_SAMPLE = "推进改革。" * 10  # a long line, for the examples

# The first rule that holds decides.
CUT_RULES = (
    CutRule(
        "a row of a table stands alone",
        lambda line, following: is_row(line) or is_row(following),
        False,
        ("1 | 建粮库，", "2 | 修路，"),
        ("建粮库，", "修路，"),
    ),
    CutRule(
        "a label opens a paragraph",
        lambda line, following: first_label(following),
        False,
        ("推进改革，", "牵头单位：县发改委"),
        ("推进改革，", "牵头单位要抓好落实"),
    ),
    CutRule(
        "a label alone goes on",
        lambda line, following: line[-1] in "：:】" and first_label(line),
        True,
        ("牵头单位：", "县发改委"),
        ("主要目标：", "推进改革。"),
    ),
    CutRule(
        "a name behind a label goes on",
        lambda line, following: ends_with_label(line) and _cuts_a_name(line, following),
        True,
        ("责任单位：县财政局、县发展和改革委员", "会、县税务局"),
        ("责任单位：县发展和改革委员会", "县税务局、县财政局"),
    ),
    CutRule(
        "a marker opens a paragraph",
        lambda line, following: MARKER.match(following) and not line.endswith(("，", "、")),
        False,
        ("推进改革，扩大开放的", "二、保障民生"),
        ("推进改革，扩大开放、", "二、保障民生"),
    ),
    CutRule(
        "a number alone is no paragraph",
        lambda line, following: re.fullmatch(r"\d{1,3}[.．、]", line),
        True,
        ("12.", "推进改革。"),
        ("12.推进改革。", "扩大开放。"),
    ),
    CutRule(
        "no paragraph begins with a mark that closes",
        lambda line, following: following[0] in "，、。；：！？”）》%" and line[-1] not in STOP,
        True,
        ("推进改革", "，扩大开放。"),
        ("推进改革。", "，扩大开放。"),
    ),
    CutRule(
        "what a label says ends with its line",
        lambda line, following: ends_with_label(line) and _says_all(line),
        False,
        ("责任单位：" + "县发改委、县财政局、县自然资源局、" * 3 + "县税务局", "扩大开放。"),
        ("牵头单位：县发改委、", "县财政局"),
    ),
    CutRule("a term in brackets ends no paragraph", _long_aside, True, (_SAMPLE + "建设（二期）", "工程。"),
            (_SAMPLE + "建设（财政部牵头）", "工程。")),
    CutRule("a bracket closes a paragraph", lambda line, following: line[-1] in "”）)’》", False,
            ("推进改革（财政部牵头）", "扩大开放。"), ("推进改革", "扩大开放。")),
    CutRule("a stop or a cell of a table ends it", lambda line, following: line[-1] in STOP + "|", False,
            ("推进改革。", "扩大开放。"), ("推进改革", "扩大开放。")),
    CutRule(
        "a venue goes on",
        lambda line, following: (
            _OPEN_VENUE.match(line) and not _TITLE.match(line) and _VENUE_END.match(following)
        ),
        True,
        ("——2020年1月12日在某省第十三届", "人民代表大会第三次会议上"),
        ("——2020年1月12日在某省第十三届人民代表大会第三次会议上", "省长甲乙丙"),
    ),
    CutRule(
        "a word that leads on ends no paragraph",
        lambda line, following: _LEADS_ON.search(line),
        True,
        ("今年经济社会发展的", "主要预期目标"),
        ("明确工作目的", "推进改革。"),
    ),
    CutRule(
        "a word that follows another begins no paragraph",
        lambda line, following: _FOLLOWS.match(following) or _BARE_VERB.match(following),
        True,
        ("主要预期目标", "是：地区生产总值增长6%。"),
        ("主要预期目标", "地区生产总值增长6%。"),
    ),
    CutRule(
        "an amount goes on",
        lambda line, following: (_TO_AN_AMOUNT.search(line) or _is_clause(line)) and _AMOUNT.match(following),
        True,
        ("地区生产总值完成", "86.4亿元"),
        ("工作完成", "2023年是关键一年。"),
    ),
    CutRule(
        "a title stands alone",
        lambda line, following: _TITLE.match(line) and len(line) <= 60 and "。" not in line,
        False,
        ("——2020年1月12日在某省第十三届人民代表大会第三次会议上", "省长"),
        ("推进改革", "扩大开放。"),
    ),
    CutRule(
        "a comma or an opening mark goes on",
        lambda line, following: line[-1] in "，、（(“‘《" or following[0] in "，、。；：！？”’）》%",
        True,
        ("推进改革，", "扩大开放。"),
        ("推进改革", "扩大开放。"),
    ),
    CutRule(
        "a number goes on",
        lambda line, following: re.search(r"\d$", line) and re.match(r"\.\d|[ ]?[万亿%]", following),
        True,
        ("增长6", ".5%。"),
        ("增长6", "个项目。"),
    ),
    CutRule(
        "too long for a heading",
        lambda line, following: len(line) >= _LONG or ("。" in line and len(line) >= 25),
        True,
        (_SAMPLE + "扩大", "开放。"),
        ("扩大", "开放。"),
    ),
)  # fmt: skip


def _is_cut(line: str, following: str) -> bool:
    """True when a page end has cut the paragraph: no stop, and too long or too full to be a heading."""
    if not line or not following:
        return False
    return next((rule.cut for rule in CUT_RULES if rule.holds(line, following)), False)


def _ends(line: str) -> bool:
    """Whether a line ends with a stop or a mark that closes."""
    return line[-1:] in STOP + CLOSING


def _break_marks(lines: list[str]) -> list[bool]:
    prose = [line for line in lines if not is_row(line) and not ends_with_label(line)]
    if is_wrapped(prose):
        return _breaks_wrapped(lines, _full_width(prose))
    breaks = []
    so_far = lines[0] if lines else ""  # of the paragraph: a bold run has a line of its own
    below = [*lines[2:], "", ""]
    for prev, cur, following in zip(lines, lines[1:], below, strict=False):
        run = following[:1] in _GOES_ON and not _ends(cur)  # a bold run, and its sentence goes on below
        title = (
            prev.startswith("国务院关于") and not prev.endswith(("意见", "通知", "决定")) and len(prev) < 40
        )
        joined = _is_cut(so_far, cur) or title or (run and _is_clause(so_far) and not _ends(so_far))
        breaks.append(not joined)
        so_far = (so_far + cur)[-_LONGEST:] if joined else cur
    return breaks


@cleaner
def join_lines(text: str) -> Iterator[Edit]:
    """Lines that belong to one paragraph are joined; the line ends (and blank lines) between them go.

    The text has no blanks at the ends of its lines.
    """
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    lines = [text[a:b] for a, b in spans]
    for (_, end), (start, _), keep in zip(spans, spans[1:], _break_marks(lines), strict=False):
        if not keep:
            yield Edit(end, start)
