"""What a number in Arabic figures makes with the words around it: an amount, a range, a ratio, or nothing.

``AMOUNTS`` is an ordered table of rules whose results are the functions that read;
``analysis.quantities.rules`` says how to add one. Every pattern is anchored at the number and has possessive
or bounded repeats, so the time is linear in the text's length.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from analysis.quantities.exclusions import listed
from analysis.quantities.numerals import ARABIC, LONGEST, SCALE, UNIT, scale_of
from analysis.quantities.qualifiers import EXACT, POST, RANGE, SHARE, QuantityMention, qualify
from analysis.quantities.rules import Rule, RuleTable

_LINK = r"(?:—{1,2}|[-–~～－―─]|至|到)"
_TAIL = (
    rf"(?P<more1>[多余]|[几来](?!自))?(?: {{0,3}}(?P<scale>{SCALE}))?(?P<more2>[多余](?P<scale2>[万亿])?)?"
    rf"(?: {{0,3}}(?P<unit>{UNIT}))?"
    r"(?P<more3>(?<=倍)多)?"
)
# A second number behind a link; without it units need not be tried twice
_RANGE_AHEAD = r"(?=[^\d，。；、\n]{0,40}+(?<=[-–~～－―─—至到])\d)"
_AFTER_NUMBER = re.compile(
    rf"(?:{_RANGE_AHEAD}(?P<scale0>{SCALE})?(?P<unit0>{UNIT})?{_LINK}(?P<second>{ARABIC}))?{_TAIL}{POST}"
)
_AFTER_ONE = re.compile(rf"(?P<scale0>(?!))?(?P<unit0>(?!))?(?P<second>(?!))?{_TAIL}{POST}")
_NO_UNIT_AFTER = re.compile(r"年|月|日|号|时|届|期|版|强|级|周|季|代|线|[A-Za-z+＋×:：/∶%]")
_BEFORE_MINUS = frozenset("为是到至达在率长")  # a stroke behind these is a minus sign: 自然增长率为-1.2‰
_TO_ONE = re.compile(rf"(?P<one>\s?[∶:：]\s?1(?![\d.∶:：])|/(?:10|十)万(?!元)){POST}")
_INDEX = re.compile(r"(?:系数|指数|容积率|弹性|比值)[^，。；、\d]{0,6}$")  # these have no unit
_MINUS = frozenset("-－−")
TO_ONE, BARE, TWO, ONE, THREE = "to one", "bare", "two", "one", "three"
# 10.2∶60.6∶29.2: shares of a whole in per cent, if they are about a hundred together
_PART_OF_100 = r"(\d{1,2}(?:\.\d+)?)"
_COLON = " ?[∶:：] ?"
_SHARES = re.compile(
    rf"(?<![\d.∶:：]){_PART_OF_100}{_COLON}{_PART_OF_100}{_COLON}{_PART_OF_100}(?! ?[∶:：]|[\d.]\d)"
)
_LONGEST_SHARES = 24
_BESIDE_COLON = frozenset("∶:： ")
# 3亿8000万, 1万2千: more figures behind a scale word
_MIXED = re.compile(rf"(?:{SCALE}\d++(?:\.\d++)?)+")
_SHORTEST_REST = 100  # 5万200户
_PIECE = re.compile(rf"({SCALE})(\d+(?:\.\d+)?)")
_INDEX_BEFORE = re.compile(  # 比值由3.27缩小至
    r"(?:系数|指数|容积率|弹性|比值)[^，。；、\d]{0,6}(?:20\d\d年的)?\d+\.\d+[^，。；、\d]{1,6}[至到为]$"
)
_CLOSED = re.compile(
    r"(?:以上|以下|左右|以内)?(?:[，。；、）\n]|$)|[缩下降提上扩减][^，。；、\d]{0,4}[至到为]\d"
)


class Amount(NamedTuple):
    """A number in Arabic figures and what the grammar finds behind it."""

    text: str
    start: int  # of the number, its minus sign not counted
    end: int
    floor: int  # where the quantity before it ends
    before: str  # the character before
    negative: bool
    value: float
    kind: str  # to one (∶1 or /10万 behind) | three (shares) | bare (no scale, no unit) | two (a range) | one
    to_one: re.Match[str] | None
    tail: re.Match[str]
    scale: str
    unit: str
    second: str | None  # the other end of a range
    stop: int  # the end of what may be a range, where there is neither scale nor unit

    @property
    def first(self) -> int:
        """Where the amount starts, its minus sign counted."""
        return self.start - self.negative


def _tail(text: str, end: int) -> re.Match[str]:
    """What stands behind the number; every part of the patterns may be empty."""
    tail = _AFTER_NUMBER.match(text, end)
    if tail is not None and tail["unit0"] and (tail["unit"] or "") not in ("", tail["unit0"]):
        tail = _AFTER_ONE.match(text, end)  # 下降2.3个百分点至61.5%: no range
    assert tail is not None
    return tail


def _measure(text: str, end: int, tail: re.Match[str]) -> tuple[str, str, str, str | None, int]:
    """Kind, scale, unit, second number and the end of what has neither scale nor unit."""
    scale, unit, second = (tail["scale"] or "") + (tail["scale2"] or ""), tail["unit"] or "", tail["second"]
    if scale or unit:
        return TWO if second else ONE, scale, unit, second, end
    if not second:
        return BARE, "", "", None, end
    stop = tail.end("second")
    if (tail["unit0"] or tail["scale0"]) and not _NO_UNIT_AFTER.match(text, stop):
        return TWO, tail["scale0"] or "", tail["unit0"] or "", second, stop  # 6%至6.5
    return BARE, "", "", None, stop


def _is_share(text: str, start: int, end: int) -> bool:
    """One of three shares of a whole: 10.2∶60.6∶29.2."""
    if text[end : end + 1] not in _BESIDE_COLON and text[start - 1 : start] not in _BESIDE_COLON:
        return False
    for shares in _SHARES.finditer(text, max(0, start - _LONGEST_SHARES), end + _LONGEST_SHARES):
        if shares.start() <= start < shares.end():
            return abs(sum(map(float, shares.groups())) - 100) < 1
    return False


def _mixed(text: str, value: float, end: int, tail: re.Match[str]) -> tuple[float, int, str] | None:
    """Value, end and scale of a number whose figures go on behind a scale word: 3亿8000万, else None."""
    at = tail.end("scale")
    more = _MIXED.match(text, end) if text[at : at + 1].isdigit() and not tail["more1"] else None
    if more is None or value != int(value):
        return None
    pieces = _PIECE.findall(more[0])
    last = _AFTER_ONE.match(text, more.end())
    assert last is not None  # every part may be empty
    scales = [scale_of(scale) for scale, _ in pieces] + [scale_of(last["scale"] or "")]
    numbers = [value, *(float(number) for _, number in pieces)]
    if any(n * low >= high for n, low, high in zip(numbers[1:], scales[1:], scales[:-1], strict=True)):
        return None  # 5万20000
    if not last["scale"] and numbers[-1] < _SHORTEST_REST:
        return None  # 680万65岁以上老年人
    total = sum(number * scale for number, scale in zip(numbers, scales, strict=True))
    return total / scales[0], more.end(), pieces[0][0]


def read_amount(text: str, match: re.Match[str], floor: int) -> Amount:
    """The number of a match with its scale, unit and range.

    >>> amount = read_amount("增长6%—6.5%左右", re.compile("6").search("增长6%"), 0)
    >>> amount.kind, amount.value, amount.unit, amount.second
    ('two', 6.0, '%', '6.5')
    """
    start, end = match.span()
    before = text[start - 1 : start]
    negative = before in _MINUS and text[max(0, start - 2) : start - 1] in _BEFORE_MINUS
    value = float(match[0].replace(",", ""))
    if negative:
        value = -value
    to_one = None if negative else _TO_ONE.match(text, end)
    tail = _tail(text, end)
    mixed = _mixed(text, value, end, tail) if tail["scale"] else None
    if mixed is not None:
        value, end, whole = mixed
        tail = _AFTER_ONE.match(text, end) or tail
    kind, scale, unit, second, stop = _measure(text, end, tail)
    if mixed is not None:
        kind, scale = ONE, whole
    kind = THREE if _is_share(text, start, end) else TO_ONE if to_one else kind
    return Amount(
        text, start, end, floor, before, negative, value, kind, to_one, tail, scale, unit, second, stop
    )


Reader = Callable[[Amount], "QuantityMention | None"]


def _nothing(amount: Amount) -> None:
    """No quantity."""


def _figures(amount: Amount) -> int:
    """How many figures, commas and scale words not counted."""
    size = amount.end - amount.start
    return size if size <= LONGEST else sum(map(str.isdigit, amount.text[amount.start : amount.end]))


def _joined_by_stroke(amount: Amount) -> bool:
    text, start = amount.text, amount.start
    return start > 1 and text[start - 2].isalnum() and not amount.negative


def _glued_to_latin(amount: Amount) -> bool:
    at = amount.tail.end("unit")
    following = amount.text[at : at + 1]
    return following.isascii() and following.isalnum()


def _is_index(amount: Amount) -> bool:
    text, first = amount.text, amount.first
    return (
        "." in text[amount.start : amount.end]
        and (
            _INDEX.search(text[max(amount.floor, first - 14) : first]) is not None
            or _INDEX_BEFORE.search(text[max(0, first - 28) : first]) is not None
        )
        and _CLOSED.match(text, amount.end) is not None
    )


def _is_no_range(amount: Amount) -> bool:
    """The second number is too long, or falls where it can't be a short form of more, or lacks the scale."""
    second = amount.second
    if second is None:
        return False
    if len(second) > LONGEST or (amount.tail["scale0"] and not amount.scale):
        return True
    high = float(second.replace(",", ""))
    return high < amount.value and bool(amount.tail["unit0"] or high * 10 ** (len(second)) < amount.value)


def _full_unit(amount: Amount) -> str:
    unit = amount.unit
    if unit == "微克" and amount.text.startswith("每立方米", max(0, amount.first - 4)):
        unit = "微克/立方米"
    return amount.scale + (unit.removeprefix("个") if unit.startswith("个百分点") else unit)


def _ratio(amount: Amount) -> QuantityMention:
    to_one = amount.to_one
    assert to_one is not None  # the rule's test
    low, high, name, words, left = qualify(
        amount.text, amount.start, amount.floor, amount.value, "", to_one["post"]
    )
    unit = "/10万" if to_one["one"][0] == "/" else ":1"
    return QuantityMention(
        amount.start, to_one.end("one"), low, high, unit, name, words, left, to_one.end(), "ratio"
    )


def _index(amount: Amount) -> QuantityMention:
    first, tail = amount.first, amount.tail
    low, high, name, words, left = qualify(amount.text, first, amount.floor, amount.value, "", tail["post"])
    return QuantityMention(first, amount.end, low, high, "", name, words, left, tail.end(), "ratio")


def _more(tail: re.Match[str]) -> str:
    return tail["more1"] or tail["more2"] or tail["more3"] or ""


def _range(amount: Amount) -> QuantityMention:
    first, tail = amount.first, amount.tail
    low, high = sorted((amount.value, float((amount.second or "").replace(",", ""))))
    *_, words, left = qualify(amount.text, first, amount.floor, low, _more(tail), tail["post"])
    end = max(tail.end("unit"), tail.end("scale"), tail.end("second"))
    return QuantityMention(
        first, end, low, high, _full_unit(amount), RANGE, words, left, tail.end(), "amount"
    )


def _plain(amount: Amount) -> QuantityMention:
    first, tail = amount.first, amount.tail
    low, high, name, words, left = qualify(
        amount.text, first, amount.floor, amount.value, _more(tail), tail["post"]
    )
    if tail["second"] is None:  # what the pattern finds stands end to end, the word that bounds it last
        end = tail.end() - len(tail["post"] or "")
    else:
        end = max(amount.end, tail.end("more1"), tail.end("more2"))
    return QuantityMention(first, end, low, high, _full_unit(amount), name, words, left, tail.end(), "amount")


def _share(amount: Amount) -> QuantityMention:
    value, start, end = amount.value, amount.start, amount.end
    return QuantityMention(start, end, value, value, "%", EXACT, "", start, end, SHARE)


# Nearest is the character before the number.
AMOUNTS: RuleTable[Amount, Reader] = RuleTable(
    (
        Rule(
            "identifier",
            "A longer run of digits is a telephone number, an identifier or noise.",
            _nothing,
            "拨打【1234567890123456789】个电话。",
            "拨打【123456个】电话。",
            lambda amount: _figures(amount) > LONGEST,
        ),
        Rule(
            "part of a name",
            "A Latin letter, a plus or a stroke before the number makes a name of both: PM2.5, G60.",
            _nothing,
            "PM【2.5】平均浓度下降5%。",
            "细颗粒物浓度下降【2.5%】。",
            near=re.compile(r"[A-Za-z+＋×·_#№/Ⅰ-Ⅻ]"),
        ),
        Rule(
            "joined by a stroke",
            "A stroke between a letter or figure and the number makes a name or a date.",
            _nothing,
            "新能源-【3个】项目。",
            "新能源：-【3个】项目。",
            _joined_by_stroke,
            near=re.compile(r"[-－]"),
        ),
        Rule(
            "number of a document",
            "〔2020〕6号: the year of a document.",
            _nothing,
            "国发〔【2020】〕6号。",
            "（【20户】）试点。",
            lambda amount: amount.start > 1,
            near=re.compile(r"[〔\[［]"),
        ),
        Rule(
            "list number",
            "1. at the start of a line, or a number alone in brackets.",
            _nothing,
            "（【3】）加快发展。",
            "（【3个】）加快发展。",
            lambda amount: listed(amount.text, amount.start, amount.end),
            near=re.compile(r"[\n（(［\[〔【]|$"),
        ),
        Rule(
            "share of a whole",
            "Three numbers with colons between them that make a hundred: shares of the three industries.",
            _share,
            "三次产业结构调整为【10.2】∶60.6∶29.2。",
            "比例为【1.2】∶6.6∶2.2。",
            kinds=(THREE,),
        ),
        Rule(
            "ratio to one",
            "2.31∶1, 9.8/10万.",
            _ratio,
            "城乡收入比缩小到【2.31∶1】。",
            "结构为【3.0】∶4.0∶3.0。",
            kinds=(TO_ONE,),
        ),
        Rule(
            "year or ordinal",
            "A number without a unit before 年, 号, 届 and the like, or that may be a year.",
            _nothing,
            "【2020】年。",
            "新增【2020所】。",
            lambda amount: 1900 <= amount.value <= 2100 or _NO_UNIT_AFTER.match(amount.text, amount.stop),
            kinds=(BARE,),
        ),
        Rule(
            "unit inside a word",
            "Latin letters go on behind a Latin unit: it is a word.",
            _nothing,
            "建设【5】kVA变压器。",
            "建设【5kV】线路。",
            _glued_to_latin,
            units=re.compile(r"[A-Za-z]$"),
        ),
        Rule(
            "day of a month",
            "5月3日内: a date.",
            _nothing,
            "5月【3日】内办结。",
            "【3日】内办结。",
            near=re.compile(r"月"),
            units=re.compile(r"^日$"),
        ),
        Rule(
            "index",
            "Coefficients and indices have no unit; they are decimals at the end of a clause.",
            _index,
            "灌溉水有效利用系数提高到【0.576】。",
            "版本提高到【0.576】。",
            _is_index,
            kinds=(BARE,),
        ),
        Rule(
            "no range",
            "Two numbers joined by 至 or a stroke that can't be the ends of a range.",
            _nothing,
            "占比从【65%】至60%。",
            "占比从【60%至65%】。",
            _is_no_range,
            kinds=(TWO,),
        ),
        Rule(
            "range",
            "6%—6.5%, 10至20个: from the lower number to the higher.",
            _range,
            "增长【6%—6.5%】左右。",
            "增长【6%】左右。",
            kinds=(TWO,),
        ),
        Rule(
            "plain",
            "A number with its unit; without one it may take that of the next in a list.",
            _plain,
            "增长【6%】左右。",
            "增长【6%—6.5%】左右。",
        ),
    )
)


def arabic(text: str, match: re.Match[str], floor: int) -> QuantityMention | None:
    """The quantity at a number in Arabic figures, or None where it counts nothing.

    Parameters
    ----------
    text : str
        A report's text or any other, digits as ASCII.
    match : re.Match of str
        The number in it, without scale and unit.
    floor : int
        Where the quantity before it ends; words before that qualify nothing here.

    Returns
    -------
    QuantityMention or None
        Its unit is ``""`` where it has none of its own.

    Examples
    --------
    >>> mention = arabic("近500家企业", re.compile("500").search("近500家企业"), 0)
    >>> mention.low, mention.high, mention.unit
    (None, 500.0, '家')
    """
    amount = read_amount(text, match, floor)
    rule = AMOUNTS.decide(amount, amount.unit, amount.kind, amount.before)
    assert rule is not None  # the last rule fits always
    return rule.result(amount)
