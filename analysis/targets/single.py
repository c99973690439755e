"""The year's growth in one sentence, as reports of 1990 to 2004 state it: 今年经济增长预期目标为7%左右."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from analysis.corpus.types import Report
from analysis.quantities.quantities import Quantity
from analysis.targets.periods import LONGER, Periods

_THING = r"(?:经济增长|国民经济|国民生产总值|国内生产总值|(?:地区)?生产总值|GDP|经济)"
_NUMBER = r"(?:[\d一二三四五六七八九十][\d.．·点]* ?[%％]|百分之)"
_PAST = re.compile("完成了|实现了|比去年|去年|上年|过去|年初")


class Wording(NamedTuple):
    """How a sentence says what growth is expected; ``example`` is one, ``counterexample`` isn't."""

    name: str
    pattern: str  # the group "aim" begins with the thing and ends behind the number
    reason: str
    example: str
    counterexample: str


WORDINGS = (
    Wording(
        "aim",
        rf"(?P<aim>{_THING}[^，。；：]{{0,12}}(?:目标|指标|计划|预期|安排|预定|拟)[^，。；：]{{0,12}}{_NUMBER}[^，。；]*)",
        "The growth is called an aim, or planned, or expected.",
        "今年国民生产总值计划增长百分之八，是留有余地的。",
        "今年国民生产总值的增长要靠科技进步。",
    ),
    Wording(
        "planned",
        rf"(?:预期|计划|安排|争取|力争|确保|要求|目标)[^，。；：]{{0,10}}(?P<aim>{_THING}[^，。；：]{{0,10}}{_NUMBER}[^，。；]*)",
        "A verb of planning stands before the growth.",
        "今年要力争国内生产总值增长8%。",
        "今年要力争国内生产总值稳定增长。",
    ),
)
_PATTERNS = tuple(re.compile(wording.pattern) for wording in WORDINGS)


def single_sentence(sentence: str, year: int | None) -> tuple[int, int] | None:
    """Where in a sentence the year's growth is stated as an aim, or None.

    Parameters
    ----------
    sentence : str
        One sentence.
    year : int or None
        That the report plans for.

    Returns
    -------
    tuple of (int, int) or None
        The clause, from what grows on.

    Examples
    --------
    >>> sentence = "今年经济增长预期目标为7%左右，是积极稳妥的。"
    >>> start, end = single_sentence(sentence, 1999)
    >>> sentence[start:end]
    '经济增长预期目标为7%左右'
    >>> single_sentence("今后五年经济增长预期目标为7%左右。", 1999)
    """
    for pattern in _PATTERNS:
        match = pattern.search(sentence)
        if match is None:
            continue
        head = sentence[: match.start("aim")]
        ours = "今年" in head or "全年" in head or (year is not None and f"{year}年" in head)
        if ours and not LONGER.search(head + match["aim"]) and not _PAST.search(head):
            return match.span("aim")
    return None


# The figures that a year's plan consists of. Where the aims aren't listed, sentences state them one by one.
_OF_A_PLAN = frozenset(
    re.findall(
        r"\w+",
        "gdp fiscal_revenue_general fiscal_revenue_total fiscal_revenue fixed_investment retail_sales trade "
        "exports imports fdi industrial_value_added services_value_added cpi urban_new_jobs grain_output "
        "unemployment_surveyed unemployment_registered income_all income_urban income_rural",
    )
)
_FEW = 3  # aims with a number, below which the list isn't the whole of them
_EXPECTED = re.compile("今年|全年|年内|计划|预定|预期|安排|稳定在|控制在|目标")


def sentences_beside(
    report: Report, quantities: list[Quantity], spans: list[tuple[int, int]], periods: Periods
) -> list[tuple[int, int]]:
    """The sentences of the plan that state more of the year's aims where few are stated together.

    Parameters
    ----------
    report : Report
        The report.
    quantities : list of Quantity
        All of it.
    spans : list of (int, int)
        Where its aims are stated together, or its growth alone.
    periods : Periods
        What its headings name.

    Returns
    -------
    list of (int, int)
        None where three aims or more have a number in the spans, or none has.
    """
    aims = [one for one in quantities if one.role == "target"]
    if not 0 < sum(start <= one.start < end for one in aims for start, end in spans) < _FEW:
        return []
    starts = [sentence.start for sentence in report.sentences]
    found: dict[tuple[int, int], bool] = {}
    for one in aims:
        sentence = report.sentences[max(0, bisect_right(starts, one.start) - 1)]
        if one.indicator in _OF_A_PLAN and sentence.part != "review":
            span = sentence[:2]
            ours = _is_of_the_year(report.reading[slice(*span)]) and not periods.of(one.start)
            found[span] = ours and found.get(span, True)
    return [span for span, ours in found.items() if ours]


def _is_of_the_year(sentence: str) -> bool:
    return _EXPECTED.search(sentence) is not None and LONGER.search(sentence) is None
