"""Targets beside one another: a region's target, how it is qualified, and last year's outturn from the same
report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.corpus.corpus import Corpus
from analysis.corpus.names import must_be, several
from analysis.corpus.selection import distinct_names, national_partners, region_keys
from analysis.corpus.sources import Source, as_reports
from analysis.corpus.types import Report
from analysis.tables import column_types
from analysis.tables.declaration import columns_of, empty_table

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = columns_of(
    "report_id region year:int low:float high:float middle:float unit qualifier qualifier_text label "
    "evidence outturn:float outturn_text"
)
MATRIX = columns_of(
    "report_id region year:int indicator label kind unit middle:float qualifier comparable:bool "
    "position:float reports:int"
)


def outturns(quantities: pd.DataFrame, indicator: str, unit: str = "%") -> pd.DataFrame:
    """Last year's result of an indicator as each report gives it: ``report_id, outturn, outturn_text``.

    The first quantity of the review with role ``achieved``, that unit and a bound; 6.2%左右 and 7.5%以上
    count with their figure. A report that gives none has no row.
    """
    rows = quantities[
        (quantities["indicator"] == indicator)
        & (quantities["role"] == "achieved")
        & (quantities["part"] == "review")
        & (quantities["unit"] == unit)
        & quantities["direction"].isin(["increase", "change", "level"])
    ]
    rows = rows.sort_values(["report_id", "start"]).drop_duplicates("report_id")
    value = rows["low"].fillna(rows["high"])
    return rows.assign(
        outturn=value,
        outturn_text=rows["mention"] + rows["qualifier_text"].where(rows["qualifier"] == "around", ""),
    )[["report_id", "outturn", "outturn_text"]].reset_index(drop=True)


def _middle(rows: pd.DataFrame) -> pd.Series[float]:
    """The mean of the bounds, or the bound that there is."""
    return rows["low"].fillna(rows["high"]).add(rows["high"].fillna(rows["low"])).div(2)


def _label(low: float, high: float, unit: str, words: str) -> str:
    number = f"{low:g}" if low == low else f"{high:g}"
    if low == low and high == high and low != high:
        number = f"{low:g}–{high:g}"
    return f"{number}{unit}{words}"


def known_indicators(targets: pd.DataFrame) -> list[str]:
    """The codes of the list of indicators, and whatever others a table of targets has."""
    from analysis.quantities.indicators import read_indicators

    return list(dict.fromkeys([*(row.code for row in read_indicators().rows), *targets["indicator"]]))


def _ids(reports: Source) -> list[str]:
    """The ids of reports that are given as they are, or by their ids."""
    if isinstance(reports, (Corpus, Report)):
        return [report.report_id for report in as_reports(reports)]
    return [item.report_id if isinstance(item, Report) else str(item) for item in several(reports)]


def target_comparison(
    targets: pd.DataFrame, quantities: pd.DataFrame, indicator: str, reports: Source | None = None
) -> pd.DataFrame:
    """The headline target of one indicator in each of the reports, highest first, with last year's outturn.

    Where a report states several (可比口径), the first counts. Reports without such a target have no row.

    Parameters
    ----------
    targets : DataFrame
        Targets, as ``extract_targets`` gives them.
    quantities : DataFrame
        Quantities of the same reports, as ``quantities_table`` gives them: for the outturns.
    indicator : str
        A code of ``data/lexicon/indicators.csv``, such as ``gdp``.
    reports : corpus, report or ids, optional
        Which reports; all that ``targets`` has by default.

    Returns
    -------
    DataFrame
        ``report_id, region, year, low, high, middle`` (the mean of the bounds, or the bound that there is),
        ``unit, qualifier, qualifier_text, label`` (6%左右), ``evidence, outturn, outturn_text``; the highest
        ``middle`` first, ties by the lower bound, then by the report's id.

    Raises
    ------
    InputError
        For an indicator that neither the list nor the table has.

    Examples
    --------
    >>> from analysis import extract_targets, load_corpus
    >>> from analysis.quantities.quantities import quantities_table
    >>> corpus = load_corpus().select(region=["安徽省", "北京市"])
    >>> table = target_comparison(extract_targets(corpus), quantities_table(corpus), "gdp")
    >>> table[["report_id", "middle", "label", "outturn"]].values.tolist()
    [['anhui-2020', 7.5, '7.5%', 7.5], ['beijing-2020', 6.0, '6%左右', 6.2]]
    """
    must_be("indicator", indicator, known_indicators(targets), where="in the list of indicators")
    ids = targets["report_id"] if reports is None else _ids(reports)
    chosen = (
        targets["report_id"].isin(ids)
        & (targets["indicator"] == indicator)
        & targets["headline"]
        & (targets["kind"] == "numeric")
    )
    rows = targets[chosen].sort_values(["report_id", "start"]).drop_duplicates("report_id")
    if rows.empty:
        return empty_table(COLUMNS)
    low, high = rows["low"], rows["high"]
    words = np.where(
        rows["qualifier"].isin(["exact", "range", "reach"]),
        "",
        rows["qualifier_text"].str.replace("^.*…", "", regex=True),
    )
    table = rows.assign(
        middle=_middle(rows),
        label=[_label(a, b, u, w) for a, b, u, w in zip(low, high, rows["unit"], words, strict=True)],
    ).merge(outturns(quantities, indicator), on="report_id", how="left")
    table = table.sort_values(
        ["middle", "low", "report_id"], ascending=[False, False, True], ignore_index=True
    )
    return table[list(COLUMNS)]


def target_matrix(targets: pd.DataFrame, reports: Source | None = None, indicators: int = 12) -> pd.DataFrame:
    """Headline targets of several reports beside one another, for the commonest indicators.

    Parameters
    ----------
    targets : DataFrame
        As ``extract_targets`` gives it.
    reports : corpus, reports, a report, a path or a text, or report ids, optional
        Those that are compared; by default all of the table.
    indicators : int, default 12
        How many indicators.

    Returns
    -------
    pandas.DataFrame
        One row a report and indicator: ``report_id, region, year, indicator, label`` (6%左右; the words
        themselves for a relative target), ``kind, unit, middle, qualifier, comparable`` (the indicator's
        commonest unit, and not counted from an earlier year, 较2015年), ``position`` (0 lowest … 1 highest
        ``middle`` among the comparable ones; ``NaN`` for the others), ``reports`` (how many state the
        indicator). The first target of an indicator counts, numeric before relative. Sorted by indicator
        (commonest first, ties by code), then report.

    Examples
    --------
    >>> from analysis import extract_targets, load_corpus
    >>> corpus = load_corpus().select(region=["安徽", "北京"], year=2020)
    >>> matrix = target_matrix(extract_targets(corpus), indicators=1)
    >>> matrix[["report_id", "indicator", "reports"]].values.tolist()
    [['anhui-2020', 'cpi', 2], ['beijing-2020', 'cpi', 2]]
    """
    import pandas as pd

    ids = targets["report_id"] if reports is None else _ids(reports)
    rows = targets[targets["report_id"].isin(ids) & targets["headline"] & (targets["indicator"] != "other")]
    rows = rows.sort_values(["report_id", "indicator", "kind", "start"]).drop_duplicates(
        ["report_id", "indicator"]
    )
    stating = rows.groupby("indicator")["report_id"].nunique()
    common = stating.sort_index().sort_values(ascending=False, kind="stable").index[:indicators]
    rows = rows[rows["indicator"].isin(common)].reset_index(drop=True)
    if rows.empty:
        return empty_table(MATRIX)
    words = np.where(
        rows["qualifier"].isin(["exact", "range", "reach"]),
        "",
        rows["qualifier_text"].fillna("").str.replace("^.*…", "", regex=True),
    )
    numeric = [
        _label(a, b, str(u), str(w))
        for a, b, u, w in zip(rows["low"], rows["high"], rows["unit"], words, strict=True)
    ]
    middle = _middle(rows)
    table = rows.assign(
        label=np.where(rows["kind"] == "numeric", numeric, rows["qualifier_text"]),
        middle=middle,
        reports=rows["indicator"].map(stating),
    )
    numbers = table[table["kind"] == "numeric"]
    usual = numbers.groupby("indicator")["unit"].agg(lambda units: units.value_counts().index[0])
    table["comparable"] = (table["unit"] == table["indicator"].map(usual)) & ~table["evidence"].str.contains(
        "[比较]20[0-9]{2}年"
    )
    spread = table[table["comparable"]].groupby("indicator")["middle"]
    low, high = (table["indicator"].map(edge).astype("float64") for edge in (spread.min(), spread.max()))
    table["position"] = (
        ((table["middle"] - low) / (high - low)).where(high > low, 0.5).where(table["comparable"])
    )
    table["indicator"] = pd.Categorical(table["indicator"], categories=list(common), ordered=True)
    table = table.sort_values(["indicator", "report_id"], ignore_index=True)
    table["indicator"] = table["indicator"].astype(str)
    return table[list(MATRIX)]


def _first_numeric(targets: pd.DataFrame) -> pd.DataFrame:
    rows = targets[targets["headline"] & (targets["kind"] == "numeric") & (targets["indicator"] != "other")]
    return rows.sort_values(["report_id", "indicator", "start"]).drop_duplicates(["report_id", "indicator"])


def target_gaps(targets: pd.DataFrame) -> pd.DataFrame:
    """How the targets of regions stand to the nation's of the same year, indicator and unit (层层加码).

    The bound stands for a one-sided target; counts (万人) aren't compared one by one (see ``target_sums``).
    Of several documents of the nation that state a target, the first by id is the measure.

    Parameters
    ----------
    targets : DataFrame
        Targets, as ``extract_targets`` gives them.

    Returns
    -------
    DataFrame
        One row a regional target whose nation states one: ``report_id, level, region, year, indicator, unit,
        middle, qualifier, national_middle, national_qualifier, gap`` (the region's less the nation's, in the
        unit), ``stance`` (``beyond``: more ambitious, given which way is better in ``indicators.csv``;
        ``equal``; ``below``; empty where neither way is better, as for consumer prices). Sorted by indicator,
        then gap, then report.

    Examples
    --------
    >>> from analysis import extract_targets, load_corpus
    >>> targets = extract_targets(load_corpus().select(year=2024))
    >>> len(target_gaps(targets))
    0
    """
    from analysis.quantities.indicators import read_indicators

    rows = _first_numeric(targets)
    rows = rows.assign(middle=_middle(rows))
    pairs = national_partners(rows.drop(columns="kind"), within=("year", "indicator", "unit"))
    nation, own = (rows.iloc[[pair[side] for pair in pairs]] for side in (0, 1))
    table = own.assign(national_middle=nation["middle"].array, national_qualifier=nation["qualifier"].array)
    table = table[table["unit"].isin(["%", "‰", "百分点"])]
    table["gap"] = (table["middle"] - table["national_middle"]).round(6)
    better = {row.code: row.better for row in read_indicators().rows}
    sign = (
        table["indicator"]
        .map({code: {"higher": 1, "lower": -1}.get(way, 0) for code, way in better.items()})
        .astype("float64")
        .fillna(0)
    )
    # A rate of decline is better when larger, whatever the level that declines.
    sign = sign.where(table["direction"] != "decrease", sign.abs())
    stance = np.select(
        [sign == 0, sign * table["gap"] > 0, sign * table["gap"] < 0], ["", "beyond", "below"], "equal"
    )
    table = table.assign(stance=stance).sort_values(["indicator", "gap", "report_id"], ignore_index=True)
    return table[
        [
            "report_id",
            "level",
            "region",
            "year",
            "indicator",
            "unit",
            "middle",
            "qualifier",
            "national_middle",
            "national_qualifier",
            "gap",
            "stance",
        ]
    ]


_COUNT_UNITS = {"人": 1e-4, "万人": 1.0, "亿人": 1e4}


def target_sums(targets: pd.DataFrame, indicator: str = "urban_new_jobs") -> pd.DataFrame:
    """The provinces' targets for a count of people, added up, against the nation's of the same year.

    A province is added up once a year, by its first report that states the target. Those without the target
    are missing from the sum, which is therefore a lower bound.

    Parameters
    ----------
    targets : DataFrame
        Targets, as ``extract_targets`` gives them.
    indicator : str, default "urban_new_jobs"
        A code of ``data/lexicon/indicators.csv`` whose targets are numbers of people.

    Returns
    -------
    DataFrame
        One row a province and year, by year, the largest first: ``report_id, region, year, value`` (万人),
        ``qualifier, total`` (running sum, 万人), ``reports`` (provinces that state one), ``provinces``
        (provincial reports of the year in ``targets``), ``national`` (the nation's target, NaN without one).

    Raises
    ------
    InputError
        For an unknown indicator.

    Examples
    --------
    >>> from analysis import extract_targets, load_corpus
    >>> targets = extract_targets(load_corpus().select(region=["安徽省", "海南省"]))
    >>> target_sums(targets)[["region", "value", "total"]].values.tolist()
    [['安徽省', 63.0, 63.0], ['海南省', 13.0, 76.0]]
    """
    must_be("indicator", indicator, known_indicators(targets), where="in the list of indicators")
    rows = _first_numeric(targets)
    rows = rows[(rows["indicator"] == indicator) & rows["unit"].isin(_COUNT_UNITS)]
    rows = rows.assign(
        value=rows["low"].fillna(rows["high"]) * rows["unit"].map(_COUNT_UNITS).astype("float64")
    )
    pairs = national_partners(rows.drop(columns="kind"))
    years, values = rows["year"].tolist(), rows["value"].tolist()
    nation = {years[row]: values[partner] for partner, row in pairs}
    provinces = targets[targets["level"] == "province"].groupby("year")["report_id"].nunique()
    table = rows.assign(_region=region_keys(rows))[rows["level"] == "province"]
    table = table.sort_values("report_id").drop_duplicates(["_region", "year"])  # a region is added up once
    table = table.sort_values(
        ["year", "value", "report_id"], ascending=[True, False, True], ignore_index=True
    )
    table["total"] = table.groupby("year")["value"].cumsum()
    table["reports"] = table.groupby("year")["value"].transform("size")
    table["provinces"] = table["year"].map(provinces)
    table["national"] = table["year"].map(nation).astype("float64")
    return table[
        ["report_id", "region", "year", "value", "qualifier", "total", "reports", "provinces", "national"]
    ]


def targets_over_years(targets: pd.DataFrame) -> pd.DataFrame:
    """Numeric headline targets of regions that have them for two years or more.

    A region is its level and code. Where several bear one name, it stands with that of the unit above
    (南京市鼓楼区); one that was renamed has its latest name.

    Parameters
    ----------
    targets : DataFrame
        Targets, as ``extract_targets`` gives them.

    Returns
    -------
    DataFrame
        ``report_id, region, level, indicator, unit, year, low, high, middle`` (the mean of the bounds, or the
        bound that there is), ``qualifier, label``; sorted by level, region, indicator, year. Of several
        reports of a region and year the first by id counts.

    Examples
    --------
    >>> from analysis import extract_targets, load_corpus
    >>> len(targets_over_years(extract_targets(load_corpus().select(year=2020))))
    0
    """
    rows = _first_numeric(targets)
    keys, names = region_keys(rows), distinct_names(rows)
    rows = rows.assign(_key=keys, region=keys.map(names).astype(rows["region"].dtype))
    rows = rows.sort_values(["_key", "indicator", "unit", "year", "report_id"])
    rows = rows.drop_duplicates(["_key", "indicator", "unit", "year"])
    years = rows.groupby(["_key", "indicator", "unit"])["year"].transform("nunique")
    rows = rows[years >= 2].reset_index(drop=True)
    if rows.empty:
        return empty_table(column_types("targets_over_years"))
    words = np.where(
        rows["qualifier"].isin(["exact", "range", "reach"]),
        "",
        rows["qualifier_text"].fillna("").str.replace("^.*…", "", regex=True),
    )
    rows = rows.assign(
        middle=_middle(rows),
        label=[
            _label(a, b, str(u), str(w))
            for a, b, u, w in zip(rows["low"], rows["high"], rows["unit"], words, strict=True)
        ],
    )
    rows = rows.sort_values(["level", "region", "indicator", "unit", "year"], ignore_index=True)
    return rows[
        [
            "report_id",
            "region",
            "level",
            "indicator",
            "unit",
            "year",
            "low",
            "high",
            "middle",
            "qualifier",
            "label",
        ]
    ]
