"""The targets of a report: the year's main expected ones and every quantity with role target in the body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from analysis.corpus.corpus import with_years
from analysis.corpus.selection import distinct_names, region_keys
from analysis.corpus.sources import Source, as_reports
from analysis.corpus.types import Report
from analysis.errors import unknown
from analysis.quantities import subjects
from analysis.quantities.indicators import OTHER, IndicatorList, match_indicator, read_indicators
from analysis.quantities.quantities import Quantity, read_quantities
from analysis.tables import column_types
from analysis.tables.declaration import table_of
from analysis.targets.aims import is_promised
from analysis.targets.headline import Passage, find_all_passages
from analysis.targets.members import members_of
from analysis.targets.periods import Periods, period_before
from analysis.targets.relative import read_relative
from analysis.targets.single import sentences_beside
from analysis.targets.strength import StrengthScale, read_strength

if TYPE_CHECKING:
    import pandas as pd


class Target(NamedTuple):
    """One target; the columns of the table ``targets``."""

    report_id: str
    level: str
    region: str
    region_code: str
    year: int | None
    indicator: str
    indicator_text: str
    kind: str  # numeric | relative
    low: float | None
    high: float | None
    unit: str
    direction: str
    qualifier: str
    qualifier_text: str
    headline: bool
    evidence: str
    start: int
    end: int
    horizon: str
    strength: float | None


BOUNDS = ("low", "high", "middle")
_LONGEST_EVIDENCE = 200  # characters on either side of the number
_CLAUSE_END = re.compile(r"[，。；：！？\n]|$")
_PEOPLE = re.compile(r"[^，。；\d]{0,6}(?:人口|人员|劳动力|职工|群众|居民|毕业生|农民)")
_POVERTY_PERSONS = re.compile(r"(?:建档立卡|农村|剩余|绝对)*贫困(?:人口|群众)")
_POVERTY_VILLAGES = re.compile(r"[^，。；\d]{0,8}贫困村")
_POVERTY_COUNTIES = re.compile(r"[^，。；\d]{0,8}贫困(?:县|旗)")


def read_targets(
    report: Report,
    indicators: IndicatorList | None = None,
    strength: StrengthScale | None = None,
    quantities: list[Quantity] | None = None,
) -> list[Target]:
    """The targets of one report, in the order of the text.

    ``headline`` is True in the passage of the year's main expected targets, where targets without a number
    (与经济增长基本同步) are rows too; the others are the quantities with role target. ``quantities`` saves
    reading them twice. ``strength`` is looked up in the scale of qualifiers (``data/lexicon/strength.csv``);
    ``horizon`` is the period where it isn't the report's year.
    """
    table = indicators or read_indicators()
    scale = strength or read_strength()
    read = read_quantities(report, table) if quantities is None else quantities
    periods = Periods(report.reading, report.paragraphs, report.year)
    passages = find_all_passages(report, periods)
    ours = [passage for passage in passages if not passage.period]
    spans = [(passage.start, passage.end) for passage in ours]
    alone = [Passage(start, end, -1) for start, end in sentences_beside(report, read, spans, periods)]
    every = [*passages, *alone]
    found: list[Target] = []
    for quantity in read:
        passage = _holding(every, quantity)
        if passage is not None and not passage.period:
            found += _headline(report, quantity, passage, table, scale)
        elif quantity.role == "target" and _is_aim(report, quantity):
            period = periods.of(quantity.start) or (passage.period if passage is not None else "")
            found.append(_body(report, quantity, period, scale))
    for passage in ours:
        found += _relative(report, passage, _told_there(read, passage), table, scale)
    return sorted(found, key=lambda target: (target.start, target.end, target.indicator))


def _is_aim(report: Report, quantity: Quantity) -> bool:
    """In a part that mixes review and plan, what the words of the sentence promise; elsewhere any target."""
    if quantity.part != "mixed":
        return True
    before = report.reading[max(0, quantity.start - _LONGEST_EVIDENCE) : quantity.start]
    return is_promised(before[max(before.rfind("。"), before.rfind("\n")) + 1 :])


def _holding(passages: list[Passage], quantity: Quantity) -> Passage | None:
    return next((passage for passage in passages if passage.start <= quantity.start < passage.end), None)


def _told_there(read: list[Quantity], passage: Passage) -> list[tuple[int, int]]:
    """The spans of the quantities of a passage that are told there themselves."""
    return [
        (quantity.start, quantity.span_end)
        for quantity in read
        if passage.start <= quantity.start < passage.end and quantity.role not in ("attribute", "reference")
    ]


def _headline(
    report: Report, quantity: Quantity, passage: Passage, table: IndicatorList, scale: StrengthScale
) -> list[Target]:
    """The targets of a quantity in the passage of the main targets: one for each thing that it is said of.

    A result counts as one in a list (城镇化率已达60%以上); in a sentence by itself it is a result.
    """
    if quantity.role not in ("target", "achieved" if passage.paragraph >= 0 else ""):
        return []
    behind = report.reading[quantity.span_end : quantity.span_end + 24]
    code, names, direction = _aim(quantity, behind)
    unit = quantity.unit
    if unit in ("万", "亿") and (_PEOPLE.match(behind) or code == "poverty_persons"):
        unit += "人"
    if not code or code == quantity.indicator:
        names = _named_together(quantity.indicator_text, table) or names
    start = max(passage.start, quantity.clause_start)
    rows = []
    for name in names:
        found = match_indicator(name, table) if len(names) > 1 else code
        way = "increase" if found == "cpi" and direction == "level" else direction
        period = period_before(report.reading, quantity.start, report.year) or ""
        rows.append(_target(report, quantity, found or OTHER, name, unit, way, True, start, period, scale))
    return rows


def _aim(quantity: Quantity, behind: str) -> tuple[str, list[str], str]:
    """Indicator, name and direction of a quantity: of poverty where the words ``behind`` it say so
    (减少1.2万农村贫困人口).
    """
    code, name, direction = quantity.indicator, quantity.indicator_text, quantity.direction
    if _POVERTY_PERSONS.match(behind):
        code, direction = "poverty_persons", "decrease"
        name = name.removesuffix("贫困人口") + subjects.after(behind).removesuffix("脱贫")
    elif _POVERTY_COUNTIES.match(behind):
        code, direction = "poverty_counties", "decrease"
    elif _POVERTY_VILLAGES.match(behind):
        code, name = OTHER, subjects.after(behind)
    if code == "poverty_persons" and direction == "level":
        direction = "decrease"  # 减少贫困人口1.2万人: the verb stands before the noun
    return code, [name], direction


def _named_together(text: str, table: IndicatorList) -> list[str]:
    """The members of a list of indicators (城镇化率、就业率); none where it isn't one."""
    members = members_of(text, table)
    named = len(members) > 1 and all(match_indicator(member, table) for member in members)
    return members if named else []


def _body(report: Report, quantity: Quantity, period: str, scale: StrengthScale) -> Target:
    return _target(
        report,
        quantity,
        quantity.indicator or OTHER,
        quantity.indicator_text,
        quantity.unit,
        quantity.direction,
        False,
        quantity.clause_start,
        period,
        scale,
    )


def _target(
    report: Report,
    quantity: Quantity,
    code: str,
    name: str,
    unit: str,
    direction: str,
    headline: bool,
    start: int,
    period: str,
    scale: StrengthScale,
) -> Target:
    start = max(start, quantity.start - _LONGEST_EVIDENCE)
    stop = _CLAUSE_END.search(report.reading, quantity.span_end, quantity.span_end + _LONGEST_EVIDENCE)
    end = stop.start() if stop else min(len(report.text), quantity.span_end + _LONGEST_EVIDENCE)
    end = min(end, quantity.span_end + 40) if not headline else end
    evidence, reading = report.text[start:end].strip(), report.reading[start:end].strip()
    return Target(
        report.report_id, report.level, report.region, report.region_code, report.year, code, name,
        "numeric", quantity.low, quantity.high,
        unit, direction, quantity.qualifier, quantity.qualifier_text, headline, evidence, quantity.start,
        quantity.end,
        period, scale.of(quantity.qualifier,
        quantity.qualifier_text, reading),
    )  # fmt: skip


def _relative(
    report: Report, passage: Passage, spans: list[tuple[int, int]], table: IndicatorList, scale: StrengthScale
) -> list[Target]:
    return [
        Target(
            report.report_id, report.level, report.region, report.region_code, report.year, row.indicator,
            row.indicator_text, "relative", None,
            None, "", row.direction, "relative", row.words, True, report.text[row.start : row.end],
            row.start, row.end, "",
            scale.of("relative", row.words, report.reading[row.start : row.end]),
        )
        for row in read_relative(report.reading, passage.start, passage.end, spans, table)
    ]  # fmt: skip


def extract_targets(
    source: Source,
    indicators: IndicatorList | None = None,
    strength: StrengthScale | None = None,
    read: Mapping[str, list[Quantity]] | None = None,
) -> pd.DataFrame:
    """The table ``targets``: one row a target, in the order of the reports and of the text.

    Parameters
    ----------
    source : corpus, reports, a report, a path or a text
        What ``analysis.corpus.sources.as_reports`` takes.
    indicators : IndicatorList, optional
        The list that names what is measured; by default the shipped one.
    strength : StrengthScale, optional
        How strong a qualifier is; by default the shipped scale.
    read : mapping of str to list of Quantity, optional
        Quantities that were read before, by report id.

    Returns
    -------
    pandas.DataFrame
        ``report_id, level, region, region_code, year, indicator, indicator_text, kind`` (numeric, relative),
        ``low, high, unit, direction, qualifier, qualifier_text, headline, evidence, start, end, horizon,
        strength``. Unknown bounds are ``NaN``, an unknown year is ``<NA>``.

    Examples
    --------
    >>> targets = extract_targets("今年地区生产总值增长6%左右。")
    >>> targets[["indicator", "low", "high", "unit", "qualifier"]].values.tolist()
    [['gdp', 6.0, 6.0, '%', 'around']]
    """

    rows = [
        target
        for report in as_reports(source)
        for target in read_targets(
            report, indicators, strength, None if read is None else read[report.report_id]
        )
    ]
    frame = table_of(rows, column_types("targets"))
    return with_years(
        frame.astype({"low": "float64", "high": "float64", "strength": "float64", "headline": "bool"})
    )


def targets_wide(targets: pd.DataFrame, *, value: str = "middle", headline_only: bool = True) -> pd.DataFrame:
    """One row a region and year, one column an indicator: the numeric targets for regression work.

    The first target of an indicator in a report counts, and of several reports of a region and year the first
    by id; ``other`` is left out, as it isn't one thing. A region is its level and code.

    Parameters
    ----------
    targets : DataFrame
        Targets, as ``extract_targets`` gives them.
    value : {"middle", "low", "high"}, default "middle"
        What of a target; ``middle`` is the mean of the bounds, or the bound that there is.
    headline_only : bool, default True
        Only targets of the passage of the year's main expected ones.

    Returns
    -------
    DataFrame
        Index ``region, year`` (sorted), one column an indicator, in its unit; NaN for a missing target. Where
        several regions bear one name, it stands with that of the unit above (南京市鼓楼区); one that was
        renamed has its latest name.

    Raises
    ------
    InputError
        For another ``value``.

    Examples
    --------
    >>> from analysis import extract_targets, load_corpus
    >>> wide = targets_wide(extract_targets(load_corpus().select(region=["安徽省", "海南省"])))
    >>> wide["gdp"].to_dict()
    {('安徽省', 2020): 7.5, ('海南省', 2020): 6.5}
    """
    if value not in BOUNDS:
        raise unknown("value", value, BOUNDS, where="of a target")
    rows = targets[(targets["kind"] == "numeric") & (targets["indicator"] != OTHER)]
    if headline_only:
        rows = rows[rows["headline"]]
    low, high = rows["low"].fillna(rows["high"]), rows["high"].fillna(rows["low"])
    numbers = rows[value] if value != "middle" else (low + high) / 2
    keys, names = region_keys(rows), distinct_names(rows)
    frame = rows.assign(value=numbers, _key=keys, region=keys.map(names).astype(rows["region"].dtype))
    frame = frame.sort_values(["region", "year", "report_id", "start"])
    frame = frame.drop_duplicates(["_key", "year", "indicator"])
    wide = frame.pivot_table(index=["region", "year"], columns="indicator", values="value", aggfunc="first")
    return wide.sort_index().sort_index(axis=1)
