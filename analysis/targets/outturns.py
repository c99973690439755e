"""Last year's results as a report gives them, indicator by indicator; what it doesn't give is said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from analysis.corpus.corpus import with_years
from analysis.corpus.sources import Source, as_reports
from analysis.corpus.types import Report
from analysis.quantities.indicators import IndicatorList, read_indicators
from analysis.quantities.quantities import Quantity, read_quantities
from analysis.tables import column_types
from analysis.tables.declaration import table_of
from analysis.targets.standing import LAST, is_of_several_years, standing

if TYPE_CHECKING:
    import pandas as pd

GIVEN, NOT_GIVEN = "given", "not_given"
PRELIMINARY, FINAL = "preliminary", "final"


class Outturn(NamedTuple):
    """One result; the columns of the table ``outturns``."""

    report_id: str
    level: str
    region: str
    region_code: str
    year: int  # of the result: the year before the report's
    indicator: str
    indicator_text: str
    state: str
    low: float | None
    high: float | None
    unit: str
    direction: str
    qualifier: str
    qualifier_text: str
    stage: str
    evidence: str
    start: int | None
    end: int | None


class _Found(NamedTuple):
    quantity: Quantity
    dated: bool  # the words name last year
    stage: str


_STAGES = (
    (FINAL, re.compile(r"最终核[实算定]|核实(?:数|后)|核定|决算|修订")),
    (PRELIMINARY, re.compile(r"预计|初步(?:核算|统计|测算|预计)|快报|预期|有望")),
)
# A part of the region, or something else that bears the indicator's name: 庆阳经济总量, 民营经济增速.
_PART = re.compile(
    r"(?<![全我本地])[市县区州湾盟旗](?:域)?(?![规实场内])|民营|集体|园区|开发区|板块|其中|占|企业|产业(?!增加值)|中心城|新城|圈|带(?!动)"
)
_OWN_TOTAL = re.compile(r"^(?:全[国省市区县州]|我[国省市区县州]|全社会)?(?:实现)?经济总量$")
_AGAINST = re.compile(r"(?:高于|低于|快于|高出|好于|优于|超出|超过)[^，。；]{1,12}$|比全[国省市]")
_TIMES = "倍"
_COUNTS = frozenset("条项次批件期市户所部份")  # of measures and cases: no indicator of the list is one


def read_outturns(
    report: Report, indicators: IndicatorList | None = None, quantities: list[Quantity] | None = None
) -> list[Outturn]:
    """Last year's results in one report: for each indicator of the list one a unit, or that it isn't given.

    A mean or a sum over a term, growth since an earlier year and the figure of some months are none of them.
    Where the text gives a preliminary and a final figure, there are both.

    Parameters
    ----------
    report : Report
        A work report; other documents and reports without a year give no rows.
    indicators : IndicatorList, optional
        By default the shipped list.
    quantities : list of Quantity, optional
        Its quantities, where they were read before.

    Returns
    -------
    list of Outturn
        In the order of the list, then of the text.

    Examples
    --------
    >>> from analysis.corpus.single import text_report
    >>> text = "政府工作报告\\n一、2017年工作回顾\\n五年来，生产总值年均增长7.1%。2017年生产总值增长6.9%。"
    >>> rows = read_outturns(text_report(text + "\\n二、2018年工作安排\\n今年增长6%。", year=2018))
    >>> [(row.indicator, row.low) for row in rows if row.state == "given"]
    [('gdp', 6.9)]
    """
    if report.year is None or report.kind != "work_report":
        return []
    table = indicators or read_indicators()
    read = read_quantities(report, table) if quantities is None else quantities
    found: dict[str, list[_Found]] = {}
    for one in _results(report, read, report.year):
        found.setdefault(one.quantity.indicator, []).append(one)
    rows: list[Outturn] = []
    for indicator in table.rows:
        chosen = _chosen(found.get(indicator.code, []))
        rows += [_given(report, report.year, one) for one in chosen]
        if not chosen:
            rows.append(_not_given(report, report.year, indicator.code))
    return rows


def _results(report: Report, read: list[Quantity], year: int) -> list[_Found]:
    """The results that may be last year's."""
    text = report.reading
    review = "".join(text[one.start : one.end] for one in report.paragraphs if one.part != "plan")
    several = is_of_several_years(review)
    starts = [paragraph.start for paragraph in report.paragraphs]
    found = []
    for one in read:
        if not _is_result(one):
            continue
        before = text[starts[max(0, bisect_right(starts, one.start) - 1)] : one.start]
        told = standing(before, year, several)
        ours = told == LAST or (told == "" and not several)
        if ours and not (several and one.unit == _TIMES) and not _AGAINST.search(before[-24:]):
            found.append(_Found(one, told == LAST, _stage(before)))
    return found


def _is_result(quantity: Quantity) -> bool:
    """Whether a quantity is a result of the region in an indicator of the list, outside of the plan."""
    told = quantity.role == "achieved" and quantity.part != "plan"
    return told and bool(quantity.indicator) and quantity.unit not in _COUNTS and not _is_of_a_part(quantity)


def _is_of_a_part(quantity: Quantity) -> bool:
    """Whether what is measured isn't the region's figure of a year: another place's, or a sum of years."""
    name = quantity.indicator_text
    if "五年" in name:
        return True
    if "经济总量" in name:
        return _OWN_TOTAL.match(name) is None
    return _PART.search(name[: len(name) - 2]) is not None


def _stage(before: str) -> str:
    """What the sentence says of how sure its figures are."""
    sentence = before[max(before.rfind("。"), before.rfind("；")) + 1 :]
    return next((name for name, pattern in _STAGES if pattern.search(sentence)), "")


def _chosen(found: list[_Found]) -> list[_Found]:
    """The first of each unit, and of level and change; one that the words date goes before one that they
    don't, and a preliminary figure leaves room for a final one.
    """
    best: dict[tuple[str, bool, bool], _Found] = {}
    for one in sorted(found, key=lambda one: (not one.dated, one.quantity.start)):
        unit, change = one.quantity.unit, one.quantity.direction in ("increase", "decrease")
        best.setdefault((unit, change, one.stage == FINAL), one)
    kept = [
        one
        for (unit, change, final), one in best.items()
        if final or one.stage == PRELIMINARY or (unit, change, True) not in best
    ]
    return sorted(kept, key=lambda one: one.quantity.start)


def _given(report: Report, year: int, one: _Found) -> Outturn:
    quantity = one.quantity
    return Outturn(
        report.report_id, report.level, report.region, report.region_code, year - 1, quantity.indicator,
        quantity.indicator_text, GIVEN, quantity.low, quantity.high, quantity.unit, quantity.direction,
        quantity.qualifier, quantity.qualifier_text, one.stage, quantity.sentence, quantity.start,
        quantity.end,
    )  # fmt: skip


def _not_given(report: Report, year: int, code: str) -> Outturn:
    return Outturn(
        report.report_id, report.level, report.region, report.region_code, year - 1, code, "", NOT_GIVEN,
        None, None, "", "", "", "", "", "", None, None,
    )  # fmt: skip


def extract_outturns(
    source: Source,
    indicators: IndicatorList | None = None,
    read: Mapping[str, list[Quantity]] | None = None,
) -> pd.DataFrame:
    """The table ``outturns``: last year's results of each work report, indicator by indicator.

    Parameters
    ----------
    source : corpus, reports, a report, a path or a text
        What ``analysis.corpus.sources.as_reports`` takes.
    indicators : IndicatorList, optional
        By default the shipped list.
    read : mapping of str to list of Quantity, optional
        Quantities that were read before, by report id.

    Returns
    -------
    pandas.DataFrame
        ``report_id, level, region, region_code, year`` (of the result), ``indicator, indicator_text, state``
        (given, not_given), ``low, high, unit, direction, qualifier, qualifier_text, stage`` (preliminary,
        final or empty), ``evidence`` (the sentence), ``start, end``.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> rows = extract_outturns(load_corpus().select(region="北京"))
    >>> rows.loc[rows["indicator"] == "gdp", ["year", "state", "low", "stage"]].values.tolist()
    [[2019, 'given', 6.2, 'preliminary']]
    """
    rows = [
        row
        for report in as_reports(source)
        for row in read_outturns(report, indicators, None if read is None else read[report.report_id])
    ]
    frame = table_of(rows, column_types("outturns"))
    return with_years(frame.astype({"low": "float64", "high": "float64", "start": "Int64", "end": "Int64"}))
