"""Of which period a result in a review is: last year's, or a mean or sum over a term, or of another year.

A table of named markers. A marker holds for its clause, for the clauses up to the next ；, or for what
follows in the paragraph; of those that hold, the one of the clause decides, else the last one before the
number.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LAST, TERM, OTHER_YEAR = "last", "term", "other"

_TERM_WORDS = (
    r"(?:[二两三四五六七八九十]年(?:来|间|多来|里)|(?:过去|这|近|前)的?[两三四五六七八九十几]年|本届政府|任期|"
    r"“?十[一二三四五]五”?(?:时期|期间|以来|规划实施)|“[六七八九十]五”(?:时期|期间|以来)|党的十[七八九]大以来|20\d\d年以来)"
)


class Marker(NamedTuple):
    """Words that say of which period a result is; {last} is last year, {before} the year before it.

    ``example`` ends before a number that has this standing by the marker, ``counterexample`` before one on
    which the marker says nothing; both are of a report for 2018.
    """

    name: str
    scope: str  # clause | group | paragraph
    standing: str
    pattern: str
    reason: str
    example: str
    counterexample: str


MARKERS = (
    Marker(
        "mean", "clause", TERM, r"年均(?!浓度|值|气温)|平均每年|年平均|每年平均",
        "A mean over several years is no year's figure.",
        "国内生产总值达到82.7万亿元，年均增长", "国内生产总值年均增长7.1%，城镇新增就业",
    ),
    Marker(
        "sum", "clause", TERM, r"累计|总计|五年(?:新增|投入|减少|增加)",
        "A sum over a term is no year's figure; where the review is of one year, the sum is that year's.",
        "城镇新增就业累计", "累计投资3万亿元，城镇新增就业",
    ),
    Marker(
        "since an earlier year", "group", TERM,
        r"(?:比|较|与|从|由)(?:“?十[一二三四五]五”?(?:末|初|时期)|(?!{last}|{before})(?:19|20)\d\d年)",
        "Growth since an earlier year is that of several years.",
        "2017年，国内生产总值达到82.7万亿元，比2012年增长", "2017年，国内生产总值比2016年增长",
    ),
    Marker(
        "part of a year", "clause", OTHER_YEAR,
        r"(?:上|下)半年|[一二三四]季度|前?[三两]季度|1[—\-至到]1?\d月|前[十\d]{{1,2}}个月|\d{{1,2}}月份",
        "The figure of some months isn't that of the year.",
        "一季度国内生产总值增长", "国内生产总值增长",
    ),
    Marker(
        "several years", "paragraph", TERM, _TERM_WORDS,
        "What follows tells of a term, up to the words for one year; in a review of one year, its sentence.",
        "过去五年，经济实力跃上新台阶。国内生产总值增长", "过去一年，经济实力跃上新台阶。国内生产总值增长",
    ),
    Marker(
        "last year", "paragraph", LAST,
        r"(?<!比)(?<!较)(?:去年|上年(?!同期))|(?<![比较自从由到至与])(?:{last})年(?!以来|以前|底前)|过去(?:的)?一年|一年来|全年|"
        r"(?:比|较)(?:上年|去年|(?:{before})年)|同比",
        "The words name last year, or compare it with the year before.",
        "过去五年成就巨大。刚刚过去的2017年，国内生产总值增长", "国内生产总值增长",
    ),
    Marker(
        "another year", "paragraph", OTHER_YEAR,
        r"(?<![比较自从由到至与])(?!{last}|{before}年(?:增|提|下))(?:19|20)\d\d年(?!以来|底前|以前)|"
        r"(?<![比较自从由到至与])一[八九][〇○零一二三四五六七八九]{{2}}年",
        "The words name another year than the last.",
        "2013年国内生产总值增长", "2017年国内生产总值增长",
    ),
)  # fmt: skip


_OF_SEVERAL = "sum"  # the marker that speaks only in a review of several years
_GROUP = re.compile(r"[；。！\n]")
_CLAUSE = re.compile(r"[，；。！、：\n](?![^，；。！\n]{0,6}分别)")
_SEVERAL = re.compile(r"(?:过去|这|近)的?[三四五]年|五年(?:来|间|里)|本届政府|任期")
_ONE = re.compile("过去(?:的)?一年|一年来|去年|全年")
_FAR = 1500  # characters before a number in which its paragraph can say of which period it is


@lru_cache(maxsize=64)
def _compiled(year: int) -> list[tuple[Marker, re.Pattern[str]]]:
    names = {"{last}": str(year - 1), "{before}": str(year - 2)}
    patterns = []
    for marker in MARKERS:
        pattern = marker.pattern.replace("{{", "{").replace("}}", "}")
        for name, value in names.items():
            pattern = pattern.replace(name, value)
        patterns.append((marker, re.compile(pattern)))
    return patterns


def _behind_last(mark: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in mark.finditer(text)), default=0)


def standing(before: str, year: int, several: bool = False) -> str:
    """Of which period a number is, from the words before it.

    Parameters
    ----------
    before : str
        The paragraph, or the sentence, up to the number.
    year : int
        That the report plans for: last year is the one before.
    several : bool, default False
        The review is of several years, in which sums are over all of them.

    Returns
    -------
    str
        ``last``, ``term`` (a mean, a sum, growth since an earlier year), ``other`` (another year, part of
        one), or "" where nothing is said.

    Examples
    --------
    >>> standing("过去五年，国内生产总值年均增长", 2018), standing("刚刚过去的2017年，国内生产总值增长", 2018)
    ('term', 'last')
    """
    marker = marker_of(before, year, several)
    return marker.standing if marker else ""


def marker_of(before: str, year: int, several: bool = False) -> Marker | None:
    """The marker that decides, or None: that of the clause, else the last one before the number.

    Parameters
    ----------
    before : str
        The paragraph, or the sentence, up to the number.
    year : int
        That the report plans for.
    several : bool
        The review is of several years.

    Returns
    -------
    Marker or None
    """
    before = before[-_FAR:]
    clause, group = _behind_last(_CLAUSE, before), _behind_last(_GROUP, before)
    bounds = {"clause": clause, "group": group, "paragraph": 0}
    latest: tuple[int, Marker | None] = (-1, None)
    for marker, pattern in _compiled(year):
        if marker.name == _OF_SEVERAL and not several:
            continue
        scope = marker.scope if several or marker.standing != TERM or marker.scope == "clause" else "group"
        at = max((match.start() for match in pattern.finditer(before, bounds[scope])), default=-1)
        if at >= 0 and marker.scope == "clause":
            return marker
        if at > latest[0]:
            latest = (at, marker)
    return latest[1]


def is_of_several_years(review: str) -> bool:
    """Whether a review is of several years, as the first report of a term gives it.

    >>> is_of_several_years("过去五年，成就巨大。"), is_of_several_years("过去一年，五年来最好。")
    (True, False)
    """
    several, one = _SEVERAL.search(review), _ONE.search(review)
    return several is not None and (one is None or several.start() < one.start())
