"""The forms of numbers in hanzi: composed amounts, ranges, percentages and fractions, tenths, round sizes.

七千三百八十二亿元, 二亿三千多万元, 三四十户, 五、六倍, 七百至八百个, 百分之八至九, 一倍半, 四成五,
千亿级. A form is never the tail of a longer number: what can't be read whole isn't read.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.quantities.numerals import (
    ARABIC,
    CHINESE_UNIT,
    COUNTER,
    DIGIT,
    HANZI_UNIT,
    LONGEST_HANZI,
    MEASURE,
    NUMERAL,
    read_decimal,
    read_number,
    scale_of,
    scaled,
)
from analysis.quantities.qualifiers import AT_LEAST, POST, RANGE, QuantityMention, qualify

_ONES = "一二两三四五六七八九"
_LINK = r"(?:—{1,2}|[-–~～－―─]|至|到)"
# 千 of 千瓦 and 两 of 两黄金 are units
_FIGURES = (
    rf"(?:[{NUMERAL.replace('千', '').replace('两', '')}]|千(?![瓦克伏卡赫焦帕])|两(?!以[上下]|黄金|白银))++"
)
_RUN = rf"{_FIGURES}(?:点[{DIGIT}]++(?:万亿|[万亿])?+)?+"
_MORE = r"多|余|来|几[十百千]?"
_TAIL = (
    rf"(?P<more>{_MORE})?(?P<scale>(?:[百千]?[万亿]){{1,2}})?(?P<more2>[多余])? ?"
    rf"(?:个半(?P<half>小时|月|百分点)|(?P<unit>UNIT)(?P<half2>半(?![年月天日数径]))?)?(?P<more3>(?<=倍)[多余])?{POST}"
)
_AFTER_LONG = re.compile(_TAIL.replace("UNIT", HANZI_UNIT))
_AFTER_ONE = re.compile(_TAIL.replace("UNIT", CHINESE_UNIT))
_SECOND = re.compile(rf"{_LINK}(?P<run>{_RUN})|、(?P<next>{_RUN})")
_SECOND_PART = re.compile(rf"(?:{_LINK}(?:[百千万]分之)?|、)(?P<run>[{NUMERAL}]++(?:点[{DIGIT}]++)?+)")
_GOES_ON = re.compile(rf"[年月日世届号点]|个(?!百分点)|{_MORE}|{COUNTER}")
_AFTER_WORD = re.compile(POST)
# Two figures side by side are the ends of a range: 三四十, 十七八, 七八百, 三五个
_PAIR = re.compile(
    rf"(?P<before>(?:[{NUMERAL}]*[十百千万亿])?)(?P<low>[一二两三四五六七八])(?P<high>[二三四五六七八九])"
    rf"(?P<after>(?:[十百千万亿][{NUMERAL}]*)?)"
)
_PAIRS = frozenset(["两三", "三五", *(_ONES.replace("两", "")[n : n + 2] for n in range(8))])
_YEAR = re.compile(r"(?:一[八九]|二[零〇○])[零〇○一二三四五六七八九]{2}")
_ROUND = re.compile(r"[一二三四五六七八九]?[十百千]?(?:万亿|[万亿])")
_PARTS = {"百": "%", "千": "‰", "万": "‱"}


class Number(NamedTuple):
    """A number in hanzi and what stands behind it."""

    low: float
    high: float
    scale: str
    more: str  # 多, 余, 几
    unit: str
    end: int  # of number and unit
    tail: re.Match[str]


def read_word(
    text: str, match: re.Match[str], floor: int, value: float, unit: str, kind: str = "part", more: str = ""
) -> QuantityMention | None:
    """A number whose unit is in the word itself: 三分之一, 翻番, 七成.

    Parameters
    ----------
    text : str
        A report's text or any other, digits as ASCII.
    match : re.Match of str
        The whole word.
    floor : int
        Where the quantity before it ends; words before that qualify nothing here.
    value : float
        What it says.
    unit, kind : str
        Its unit and the kind of quantity.
    more : str, optional
        多 behind it; ``""``, the default, where there is none.

    Returns
    -------
    QuantityMention or None
        ``None`` where it is too long to be one.

    Examples
    --------
    >>> mention = read_word("占比七成以上", re.compile("七成").search("占比七成以上"), 0, 7.0, "成")
    >>> mention.low, mention.unit, mention.qualifier_text
    (7.0, '成', '以上')
    """
    return _word_until(text, match.start(), match.end(), floor, (value, value), unit, kind, more)


def _word_until(
    text: str,
    start: int,
    end: int,
    floor: int,
    values: tuple[float, float],
    unit: str,
    kind: str,
    more: str = "",
) -> QuantityMention | None:
    """``read_word`` from the place of a word and the ends of its range; None where it is too long."""
    if end - start > LONGEST_HANZI:
        return None
    tail = _AFTER_WORD.match(text, end)
    assert tail is not None  # the pattern may be empty
    low, high, name, words, left = qualify(text, start, floor, values[0], more, tail["post"])
    if values[0] != values[1]:
        low, high, name = *values, RANGE
    return QuantityMention(start, end, low, high, unit, name, words, left, tail.end(), kind)


def _ends(run: str) -> tuple[str, str]:
    """Lower and higher end of what one run says; the run itself twice where it is no range."""
    pair = _PAIR.fullmatch(run)
    if pair is None or pair["low"] + pair["high"] not in _PAIRS:
        return run, run
    before, after = pair["before"], pair["after"]
    return before + pair["low"] + after, before + pair["high"] + after


def _values(run: str, scale: str) -> tuple[float, float, str] | None:
    """Both ends of a run and the scale that they count in; None where it is no number or a year."""
    if len(run) > LONGEST_HANZI or run[:2] == "亿万":
        return None
    low, high = _ends(run)
    places = low.partition("点")[0]
    if (
        len(places) > 1
        and all(char in DIGIT for char in places)
        and (len(places) < 3 or _YEAR.fullmatch(places))
    ):
        return None  # 三两, 一九五二
    try:
        (first, group), (second, other) = scaled(low + scale), scaled(high + scale)
    except ValueError:
        return None  # 三点十
    return (first, second, group) if group == other else None


def _number(text: str, run: str, end: int) -> Number | None:
    """The number of a run that ends at ``end``, with its scale and unit."""
    long = len(run) > 1 or run in "百千"
    tail = (_AFTER_LONG if long else _AFTER_ONE).match(text, end)
    assert tail is not None  # every part may be empty
    values = _values(run, tail["scale"] or "")
    if values is None:
        return None
    low, high, scale = values
    unit, more = tail["unit"] or "", tail["more"] or tail["more2"] or tail["more3"] or ""
    stop = tail.end() - len(tail["post"] or "")
    if tail["half"] or tail["half2"]:
        low, high = low + 0.5, high + 0.5
        unit = unit or {"月": "个月"}.get(tail["half"], tail["half"])
    return Number(low, high, scale, more, unit.removeprefix("个") if "百分点" in unit else unit, stop, tail)


def _listed_range(text: str, start: int, run: str, following: str) -> tuple[str, str] | None:
    """五、六倍, 一、二千万, 二、三十亿: both ends as runs of their own; None for a list."""
    if run[-1] + following[:1] not in _PAIRS or (start == 0 or text[start - 1] in "\n。；：　 "):
        return None
    rest = following[1:]
    return run + rest, run[:-1] + following


def _range(text: str, start: int, run: str, first: Number) -> Number | None:
    """A second number behind 至 or 、 that makes a range of both, else None."""
    match = _SECOND.match(text, first.tail.end())
    if match is None or first.more:
        return None
    if match["run"]:
        return _linked(text, match, first)
    if first.unit or first.scale:
        return None
    ends = _listed_range(text, start, run, match["next"])
    if ends is None:
        return None
    low, high = (_number(text, end, match.end()) for end in ends)
    if low is None or high is None or low.scale != high.scale or low.low >= high.high:
        return None
    return high._replace(low=low.low)


def _linked(text: str, match: re.Match[str], first: Number) -> Number | None:
    """The range of two numbers with 至 between them, else None."""
    second = _number(text, match["run"], match.end())
    if second is None or first.unit not in ("", second.unit) or not (second.unit or second.scale):
        return None
    value = first.low
    if first.scale != second.scale and (first.scale or first.unit):
        value = first.low * scale_of(first.scale) / scale_of(second.scale)
    return second._replace(low=value) if value < second.high else None


def chinese(text: str, match: re.Match[str], floor: int) -> QuantityMention | None:
    """The amount at a run of hanzi numerals, with its scale and unit.

    Parameters
    ----------
    text : str
        A report's text or any other, digits as ASCII.
    match : re.Match of str
        The run, decimals too.
    floor : int
        Where the quantity before it ends; words before that qualify nothing here.

    Returns
    -------
    QuantityMention or None
        ``None`` where it counts nothing.

    Examples
    --------
    >>> text = "节约二亿三千多万元"
    >>> mention = chinese(text, re.compile("二亿三千").search(text), 0)
    >>> mention.low, mention.high, mention.unit
    (2.3, None, '亿元')
    """
    start, run = match.start(), match[0]
    first = _number(text, run, match.end())
    if first is None:
        return None
    number = _range(text, start, run, first) or first
    if not number.unit and not (number.scale and run[0] not in "百千万亿"):
        return None  # 三百 without a unit; 上千台, whose unit hanzi don't count
    post = number.tail["post"]
    low, high, name, words, left = qualify(text, start, floor, number.low, number.more, post)
    if number.low != number.high:
        low, high, name = number.low, number.high, RANGE
    if run in ("百", "千") and text[start - 1 : start] == "上":
        high, name, words, left = None, AT_LEAST, "上", start - 1  # 上千台
    kind = "scale" if not number.unit and _ROUND.fullmatch(text, start, number.end) else "chinese"
    return QuantityMention(
        start, number.end, low, high, number.scale + number.unit, name, words, left, number.tail.end(), kind
    )


def part(text: str, match: re.Match[str], floor: int) -> QuantityMention | None:
    """百分之八十, 百分之八至九, 三分之一, 万分之五.

    Parameters
    ----------
    text : str
        A report's text or any other, digits as ASCII.
    match : re.Match of str
        The number before 分之 and the one behind.
    floor : int
        Where the quantity before it ends; words before that qualify nothing here.

    Returns
    -------
    QuantityMention or None
        ``None`` where it is no number, or more than the whole.

    Examples
    --------
    >>> mention = part("百分之八至九", re.compile(PART).search("百分之八至九"), 0)
    >>> mention.low, mention.high, mention.unit
    (8.0, 9.0, '%')
    """
    start, end, below = match.start(), match.end(), match["below"]
    try:
        if below not in _PARTS:
            value = read_number(match[0])
            return read_word(text, match, floor, value, "ratio") if value < 1 else None
        if match["above"][0].isdigit():
            low = high = read_number(match["above"])
        else:
            low, high = (read_decimal(word) for word in _ends(match["above"]))
        second = _SECOND_PART.match(text, end)
        if second is not None and not _GOES_ON.match(text, second.end()) and low == high:
            low, high, end = _to(text, match["above"], second, (low, end))
    except ValueError:
        return None  # 百分之点五
    more = re.compile(_MORE).match(text, end)
    more_words = more[0] if more is not None and low == high else ""
    end += len(more_words)
    return _word_until(text, start, end, floor, (low, high), _PARTS[below], "part", more_words)


def _to(text: str, above: str, second: re.Match[str], alone: tuple[float, int]) -> tuple[float, float, int]:
    """Both ends of a percentage and where it ends; the first alone where the second is none of its range."""
    run = second["run"]
    if text[second.start()] == "、":
        if above[-1] + run[0] not in _PAIRS or "点" in above + run:
            return alone[0], *alone
        low, high = read_decimal(above + run[1:]), read_decimal(above[:-1] + run)
    else:
        low, high = alone[0], read_decimal(run)
    return (low, high, second.end()) if low < high else (alone[0], *alone)


def tenths(text: str, match: re.Match[str], floor: int) -> QuantityMention | None:
    """七成, 三成多, 六成五, 七八成, 三至五成.

    Parameters
    ----------
    text : str
        A report's text or any other, digits as ASCII.
    match : re.Match of str
        The figures and 成.
    floor : int
        Where the quantity before it ends; words before that qualify nothing here.

    Returns
    -------
    QuantityMention or None
        ``None`` where the first of two figures isn't lower.

    Examples
    --------
    >>> mention = tenths("三至五成，", re.compile(TENTHS).search("三至五成，"), 0)
    >>> mention.low, mention.high
    (3.0, 5.0)
    """
    half = {"": 0.0, "半": 0.5}.get(match["rest"] or "")
    low = read_decimal(match["tens"]) + (half if half is not None else read_decimal(match["rest"]) / 10)
    high = read_decimal(match["tens2"]) if match["tens2"] else low
    more = "多" if text.startswith("多", match.end()) else ""
    if match["tens2"] and not low < high:
        return None
    return _word_until(text, match.start(), match.end(), floor, (low, high), "成", "part", more)


def round_size(text: str, match: re.Match[str], floor: int) -> QuantityMention | None:
    """千亿级, 超百亿元, 上万亩: a scale word with no figure before it.

    Parameters
    ----------
    text : str
        A report's text or any other, digits as ASCII.
    match : re.Match of str
        The scale word and what it measures.
    floor : int
        Where the quantity before it ends; words before that qualify nothing here.

    Returns
    -------
    QuantityMention or None
        ``None`` where it is part of an indicator or of another word.

    Examples
    --------
    >>> mention = round_size("超百亿元", re.compile(ROUND_SIZE).search("超百亿元"), 0)
    >>> mention.low, mention.high, mention.unit
    (100.0, None, '亿元')
    """
    start, end = match.span()
    unit = match["group"] + (match["measure"] or "")
    value = float(scale_of(match["ten"]))
    following = text[end : end + 1]
    if unit == "万元" and following not in ("以", "级", "的", "大"):
        return None  # 万元生产总值能耗: part of the indicator
    if match[0] == "亿" and following not in ("级", "以"):
        return None
    if text[start - 1 : start] == "上":
        return QuantityMention(start, end, value, None, unit, AT_LEAST, "上", start - 1, end, "scale")
    return read_word(text, match, floor, value, unit, "scale")


# The patterns of the forms; none begins inside another number.
_NOT_INSIDE = rf"(?<![\d{NUMERAL}第数几点])"
PART = (
    rf"{_NOT_INSIDE}(?P<below>[{_ONES}十百千万]++)分之(?P<above>{ARABIC}|[{NUMERAL}]++(?:点[{NUMERAL}]++)*+)"
)
TENTHS = (
    rf"{_NOT_INSIDE}(?P<tens>[{_ONES}])(?:(?:{_LINK}|、)?(?P<tens2>[{_ONES}]))?成(?P<rest>[半{_ONES}])?"
    r"(?=[以左的多，。；、上提增升降减至到扩\n]|$)"
)
_MORE_FIGURES = f"[{NUMERAL.replace('千', '')}点多余几]|千(?![瓦克伏卡赫焦帕])"
ROUND_SIZE = (
    rf"(?<![\d多余几数兆{NUMERAL}])(?P<ten>[百千]?)(?P<group>万亿|亿(?![万众])|"
    rf"(?<=[百千])万(?!不|别|要|注意)|万(?=元|亩|吨|千瓦|平方))(?!{_MORE_FIGURES})(?P<measure>{MEASURE})?"
)
_ONWARD = rf"、[{_ONES}]|{_LINK}[{NUMERAL}]"
CHINESE = (
    rf"{_NOT_INSIDE}(?:千(?=[个项座所条台套亩吨]|家(?!万)|名(?!录)|公里|场)|"
    rf"(?!百元)[{_ONES}十百](?![{NUMERAL}点])(?=[多余来几]|{_ONWARD}| ?{CHINESE_UNIT})|"
    rf"(?![千万亿]|百[万千])(?=.[{NUMERAL}点]){_FIGURES}(?:点[{DIGIT}]++(?:万亿|[万亿])?+)?+"
    rf"(?=[多余来几]|{_ONWARD}| ?{HANZI_UNIT}|(?<=[万亿])))"
)
