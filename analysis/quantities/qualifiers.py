"""A quantity: the words that bound its number (约, 不低于, 以上, 控制在…左右), and those around it, which the
rules of roles look at.

What is made once a quantity is a named tuple: a frozen dataclass takes seven times as long.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class QuantityMention(NamedTuple):
    """A quantity in a text:

    ``text[start:end]`` is number and unit, ``text[left:right]`` the qualifying words too.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    qualifier: str  # exact | around | at_least | at_most | range | reach
    qualifier_text: str
    left: int
    right: int
    kind: str  # amount | rank | scale (千亿) | part (三分之一) | share (10.2∶60.6∶29.2) | ratio | chinese


SHARE = "share"  # the kind of one of three parts of a whole
AROUND, AT_LEAST, AT_MOST, REACH, EXACT, RANGE = "around", "at_least", "at_most", "reach", "exact", "range"

_BEFORE = {
    AT_LEAST: (
        "不低于 不少于 不小于 不下于 超过 超出 突破 高于 多于 大于 至少 最少 逾 超 冲刺 跨过 跨越 跨上 迈上 "
        "站上 越过高出"
    ),
    AT_MOST: "不高于 不超过 不多于 不大于 不突破 低于 少于 小于 不足 不到 不及 至多 最多 接近 将近 近 逼近",
    AROUND: "大约 约为 约 大概 大致",
    REACH: "达到 达 达成",
    EXACT: "力争 控制在 稳定在 保持在 维持在 稳定保持在 控制到 保持 稳定 控制",
}
_AFTER = {
    AT_LEAST: "以上 及以上 或以上 （含）以上 （含）及以上 有余",
    AT_MOST: "以内 之内 以下 及以下 或以下 之下 内",
    AROUND: "左右 上下 前后",
}
_CLASS_BEFORE = {word: name for name, words in _BEFORE.items() for word in words.split()}
_CLASS_AFTER = {word: name for name, words in _AFTER.items() for word in words.split()}


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


# 内 alone bounds a span of time or a way (3个工作日内), and isn't the head of a word (内容, 内需).
_INSIDE = r"(?<=[日时钟天月米里秒])内(?![容部外需蒙陆涝存在科设循资])"
POST = (
    f"(?P<post>{_alternatives({word: name for word, name in _CLASS_AFTER.items() if word != '内'})}|"
    f"{_INSIDE})?"
)
_BEFORE_NUMBER = re.compile(rf"(?P<word>{_alternatives(_CLASS_BEFORE)})(?:了|到|于|成|为|过|有)?$")
_HOLD = re.compile(r"(?:控制|稳定|保持|维持|稳定保持)(?:在|到)?(?:全国平均水平)?$")
_LEAST_EARLIER = re.compile(r"(至少)[^，。；、\d]{1,6}$")
_OF_WHAT = re.compile(r"(不低于|不少于|不高于|不超过)[^，。；、\d]{1,22}的$")  # 不低于最低生活保障标准的1.6倍


# The last character of another word: 最近, 新签约亿元以上项目
_IN_WORDS = {"近": frozenset("最附临相邻靠就"), "约": frozenset("签节履集公契解违预")}
# A look at the last character spares most numbers the search.
_LAST = frozenset(word[-1] for word in _CLASS_BEFORE) | frozenset("了到于成为过有")


def bounds(value: float, name: str) -> tuple[float | None, float | None]:
    """low and high of a number whose qualifier is of the class ``name``: at_least has no high, at_most no
    low.
    """
    if name == AT_LEAST:
        return value, None
    if name == AT_MOST:
        return None, value
    return value, value


def _earlier(text: str, window: str, start: int, floor: int) -> tuple[str, str, int]:
    """The same for a bound that other words part from the number: 不低于最低生活保障标准的1.6倍."""
    if window.endswith("的"):
        match = _OF_WHAT.search(text[max(floor, start - 30) : start])
        if match is not None:
            return _CLASS_BEFORE[match[1]], match[1], start
    match = _LEAST_EARLIER.search(window) if "至少" in window else None
    if match is None:
        return "", "", start
    return AT_LEAST, match[1], start - (len(window) - match.start())


def _before(text: str, start: int, floor: int) -> tuple[str, str, int]:
    """Class, words and start of the qualifying words that end where the number starts."""
    window = text[max(floor, start - 10) : start]
    match = _BEFORE_NUMBER.search(window) if window[-1:] in _LAST else None
    if match is None:
        return _earlier(text, window, start, floor)
    word, at = match["word"], match.start()
    name = _CLASS_BEFORE[word]
    if window[at - 1 : at] in _IN_WORDS.get(word, ()):
        return "", "", start
    hold = _HOLD.search(window[:at]) if name != EXACT else None
    if hold is not None:
        word, at = hold[0] + word, hold.start()
    if word == "达到" and window[max(0, at - 2) : at] == "力争":
        word, at = "力争达到", at - 2
    return name, word, start - (len(window) - at)


def qualify(
    text: str, start: int, floor: int, value: float, more: str, post: str | None
) -> tuple[float | None, float | None, str, str, int]:
    """What the words around a number say of it.

    Parameters
    ----------
    text : str
        A report's text or any other.
    start : int
        Where the number begins.
    floor : int
        Where the quantity before it ends; words before that qualify nothing here.
    value : float
        The number.
    more : str
        多 or 余 behind the number; ``""`` where there is none.
    post : str or None
        The word behind the unit (以上, 左右); it outweighs what stands before the number.

    Returns
    -------
    low, high : float or None
        The bounds; ``None`` for a side that is open.
    kind : str
        exact, around, at_least, at_most or reach.
    words : str
        As printed, … between those before and behind.
    left : int
        Where the words before the number begin; ``start`` where there are none.

    Examples
    --------
    >>> qualify("增长不低于6%", 5, 0, 6.0, "", None)
    (6.0, None, 'at_least', '不低于', 2)
    """
    name, words, left = _before(text, start, floor)
    after = _CLASS_AFTER[post] if post else ""
    kind = after or (AT_LEAST if more and name != AT_MOST else "") or name or EXACT
    low, high = bounds(value, kind)
    tail = post or more
    qualifier_text = f"{words}…{tail}" if words and tail else words or tail or ""
    return low, high, kind, qualifier_text, left


_FAR = 32  # characters of the words before a number that a pattern of their end may look at
_END = re.compile(r"$|[，。；、：！？）\n]|(?:和|及|以及|与)\d")


class Sign(NamedTuple):
    """A word that says whether what follows is done or yet to be done."""

    end: int  # its end in the report's text
    aim: bool
    strong: bool  # it holds against the part of the report, too
    compared: bool = False  # 比上年, 同比
    carries: bool = True  # it holds for the sentences behind, too: a time or a plan, not 要 or 了


class Setting(NamedTuple):
    """What holds for all quantities of a sentence."""

    part: str  # review | plan | other
    planned: bool  # a task division, or a report whose parts aren't known
    gloss: bool  # a note or an entry of a glossary
    year: int | None  # that the report plans for
    mixed: bool = False  # the part doesn't tell what is done: the sentence decides alone
    hanzi: bool = False  # the report writes its numbers in hanzi
    signs: tuple[Sign, ...] = ()  # of the sentence, in order
    before: Sign | None = None  # the last one before the sentence in its paragraph or list


class Context(NamedTuple):
    """A quantity and the words around it.

    A run is a list of quantities with nothing but 、 or 和 between them. The words are those before and
    behind the qualifying words (约, 以上).
    """

    mention: QuantityMention
    left: str  # from the quantity or the clause before
    right: str  # 32 characters behind
    clause: str  # the clause before the run
    lead: str  # what stands before the run, from the run or the clause before
    behind: str  # 32 characters behind the run
    sentence: str  # the sentence so far
    setting: Setting


def ended(context: Context) -> bool:
    """Nothing follows the quantity that it could describe: a mark, the end or the next number.

    >>> from analysis.quantities.grammar import scan
    >>> (mention,) = scan("总投资10亿元，")
    >>> setting = Setting("plan", planned=True, gloss=False, year=2022)
    >>> words = {"left": "总投资", "clause": "总投资", "lead": "总投资", "sentence": "总投资"}
    >>> ended(Context(mention, right="，", behind="，", setting=setting, **words))
    True
    """
    return _END.match(context.right) is not None


def bounded(context: Context) -> bool:
    """A word behind the number bounds it: 20户以上, 30万吨以下."""
    mention = context.mention
    return mention.right > mention.end and mention.qualifier in (AT_LEAST, AT_MOST)


def ends_in(pattern: re.Pattern[str], text: str) -> bool:
    """The pattern, which ends in ``$`` and matches 32 characters at most, matches the end of the text.

    >>> ends_in(re.compile("总投资$"), "项目总投资")
    True
    """
    return pattern.search(text, max(0, len(text) - _FAR)) is not None
