"""The forms in which a number is written: 6.5, 第3位, 三分之一, 翻一番, 一半, 七成, 千亿, 十二个, 首位.

``FORMS`` is an ordered table. The pattern that runs over a text is made of it, so the first form that matches
at a place reads the number there. To add a form, add an entry: its pattern, the function that reads it, an
example with the number in 【】 and a counterexample, which are run as tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from analysis.quantities import hanzi
from analysis.quantities.amounts import arabic
from analysis.quantities.numerals import ARABIC, LONGEST, NUMERAL, read_number
from analysis.quantities.qualifiers import AT_LEAST, EXACT, QuantityMention

_RANKED = re.compile(
    r"(?:全国|世界|全球|亚洲|[全我]省|[全我]区|全市|[中西东]部(?:省份|地区)?|西北|西南|东北|国内|地区|省份|"
    r"城市|[位排]?列|名列|居|排名|排|升至|上升到|位次|前移至|提升至|保持|获得?)$"
)
_NOT_RANK = re.compile(r"[大批个届次轮季阶产梯方期步责要家条例线极动时一二三四五六七八九十]")
_FOLDS = {"一": 2.0, "两": 4.0, "二": 4.0, "三": 8.0, "四": 16.0}

_Reader = Callable[[str, "re.Match[str]", int], "QuantityMention | None"]


@dataclass(frozen=True, eq=False)
class Form:
    """One way to write a number.

    Parameters
    ----------
    name, reason : str
        What the form is called, and what is special about it. The name is the group's in the pattern.
    pattern : str
        A regular expression; groups of its own need names that no other form uses.
    read : callable
        Takes the text, the match and the place where the quantity before ends; the quantity, or None where
        the words around speak against one.
    example, counterexample : str
        A text where the form reads the quantity in 【】 and one where it reads none.
    """

    name: str
    reason: str
    pattern: str
    read: _Reader
    example: str
    counterexample: str


def _ranked(text: str, start: int, floor: int) -> bool:
    """Words for an order of places stand before: 居全国, 排名."""
    return _RANKED.search(text[max(floor, start - 5) : start]) is not None


def _at(value: float, start: int, end: int) -> QuantityMention:
    return QuantityMention(start, end, value, value, "位", EXACT, "", start, end, "rank")


def _top(text: str, match: re.Match[str], floor: int) -> QuantityMention | None:
    start, end = match.span()
    return _at(1.0, start, end) if _ranked(text, start, floor) else None


def _rank(text: str, match: re.Match[str], floor: int) -> QuantityMention | None:
    start, end = match.span()
    if (
        len(match["place"]) > LONGEST
        or _NOT_RANK.match(text, end)
        or not (match["placed"] or _ranked(text, start, floor))
    ):
        return None
    return _at(read_number(match["place"]), start, end)


def _fraction(text: str, match: re.Match[str], floor: int) -> QuantityMention | None:
    value = read_number(match[0])
    return hanzi.read_word(text, match, floor, value, "ratio") if value < 1 else None


def _fold(text: str, match: re.Match[str], floor: int) -> QuantityMention | None:
    return hanzi.read_word(text, match, floor, _FOLDS.get(match[0][-2], 2.0), "倍")


def _half(text: str, match: re.Match[str], floor: int) -> QuantityMention | None:
    start, end = match.span()
    before = text[start - 1 : start]
    if match[0] == "半" and before in ("过", "超"):
        return QuantityMention(start, end, 0.5, None, "ratio", AT_LEAST, before, start - 1, end, "part")
    return hanzi.read_word(text, match, floor, 0.5, match["of"] or "ratio")


FORMS = (
    Form(
        "fraction",
        "A fraction of two small numbers, below one.",
        r"(?<![\d/.])[1-9]\d?/[1-9]\d?(?![\d/.])",
        _fraction,
        "减少【1/3】。",
        "5/3",
    ),
    Form(
        "arabic",
        "Arabic figures; the table AMOUNTS says what they make.",
        ARABIC,
        arabic,
        "增长【6.5%】左右。",
        "2020年",
    ),
    Form(
        "rank",
        "第 and a number: a rank behind words for an order of places or before 位 and 名, else an ordinal.",
        r"第(?P<place>[一二三四五六七八九十]++|\d++)(?P<placed>位|名)?",
        _rank,
        "增速居全国【第3位】。",
        "第一书记，第二批，获第一批",
    ),
    Form(
        "part",
        "三分之一, 百分之八十, 千分之五, 百分之八至九.",
        hanzi.PART,
        hanzi.part,
        "压减【三分之一】以上。",
        "三分之五",
    ),
    Form(
        "fold",
        "翻番 is twice as much, 翻两番 four times.",
        r"翻了?[一两二三四]?番",
        _fold,
        "比2010年【翻两番】。",
        "翻五番",
    ),
    Form(
        "half",
        "一半, 半数, 过半; 半个百分点.",
        r"(?<![大多])一半|半数|(?<=[过超近])半(?=[，。；、左]|数|以上)|半个?(?P<of>百分点|倍)",
        _half,
        "审批时限压缩【一半】以上。",
        "大半，超半年",
    ),
    Form(
        "tenths",
        "七成, 六成五, 三至五成: so many tenths.",
        hanzi.TENTHS,
        hanzi.tenths,
        "占比约【七成】。",
        "第七成员单位，一成不变",
    ),
    Form(
        "scaled",
        "A round number of 万 or 亿, with or without a measure: 千亿级, 超百亿元, 上万亩.",
        hanzi.ROUND_SIZE,
        hanzi.round_size,
        "打造【千亿】级产业链。",
        "万元生产总值能耗，亿万人民，千万不能",
    ),
    Form(
        "chinese",
        "An amount in hanzi, composed or of one figure, with what it may count.",
        hanzi.CHINESE,
        hanzi.chinese,
        "设立【十二个】等级。",
        "三大攻坚战，几十个，上千班组，一九五二年，第十五个",
    ),
    Form(
        "top",
        "首位 behind words for an order of places: the first.",
        r"首位(?![度城])",
        _top,
        "装机居全国【首位】。",
        "摆在首位，居首位度",
    ),
)
NUMBERS = re.compile(
    rf"(?=[\d{NUMERAL}翻半第首])(?:{'|'.join(f'(?P<{form.name}>{form.pattern})' for form in FORMS)})"
)
_READERS = {form.name: form.read for form in FORMS}


def read_form(text: str, match: re.Match[str], floor: int) -> QuantityMention | None:
    """The quantity at a match of ``NUMBERS``.

    Parameters
    ----------
    text : str
        A report's text or any other, digits as ASCII.
    match : re.Match of str
        What ``NUMBERS`` found in it; the name of the group is that of the form.
    floor : int
        Where the quantity before it ends.

    Returns
    -------
    QuantityMention or None
        ``None`` where the form counts nothing here.

    Examples
    --------
    >>> match = NUMBERS.search("占比约七成。")
    >>> read_form("占比约七成。", match, 0).low
    7.0
    """
    return _READERS[match.lastgroup or ""](text, match, floor)
