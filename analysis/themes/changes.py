"""Themes that rise and fade from one report of a region to a later one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import selection
from analysis.stats.intervals import CONFIDENCE, stance
from analysis.tables import column_types
from analysis.tables.declaration import empty_table
from analysis.themes.counting import CountSource, as_counts
from analysis.themes.differences import Pairs, records

CHANGE_COLUMNS = ["level", "region", "part", "year_from", "year_to", "report_from", "report_to", "same_kind"]


def year_pairs(strata: pd.DataFrame, *, part: str = "plan", same_kind: bool = False) -> list[tuple[int, int]]:
    """Rows to be compared over years: of each region every report with the next, and the first with the last.

    Of two reports of one region and year the work report is taken.

    Parameters
    ----------
    strata : DataFrame
        One row a report and part, with ``level, region, region_code, kind, year, report_id, part``.
    part : str, default "plan"
        Only rows of this part.
    same_kind : bool, default False
        Pair only reports of one kind: a task division with a task division.

    Returns
    -------
    list of pairs of int
        The rows of the earlier and the later report.

    Examples
    --------
    >>> strata = pd.DataFrame({"report_id": list("abc"), "year": [2020, 2021, 2022], "part": "plan"})
    >>> strata = strata.assign(level="city", region="甲", region_code="340100", kind="work_report")
    >>> year_pairs(strata)
    [(0, 1), (1, 2), (0, 2)]
    """
    rows = np.flatnonzero((strata["part"] == part).to_numpy())
    pairs = selection.year_pairs(strata.iloc[rows], same_kind=same_kind)
    return [(int(rows[earlier]), int(rows[later])) for earlier, later in pairs]


def about_pair(a: dict[str, Any], b: dict[str, Any]) -> dict[str, Any]:
    """What the tables of changes say of two reports, from their rows of ``strata``: ``CHANGE_COLUMNS``."""
    return {
        "level": b["level"],
        "region": b["region"],
        "part": b["part"],
        "year_from": a["year"],
        "year_to": b["year"],
        "report_from": a["report_id"],
        "report_to": b["report_id"],
        "same_kind": a["kind"] == b["kind"],
    }


def theme_changes(
    source: CountSource,
    *,
    part: str = "plan",
    same_kind: bool = False,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Themes that rise and fade from one report of a region to a later one.

    change = the later share − the earlier one, with the interval of the same difference in resamples of the
    paragraphs of both. The pairs are those of ``year_pairs``. Where ``same_kind`` is ``False`` in the table,
    the two are different kinds of document, and a change may be one of genre.

    Parameters
    ----------
    source : ThemeCounts, corpus, reports, path or text
        Counts of themes, or what ``count_themes`` takes, which is then counted.
    part : str, default "plan"
        The part of the reports that is compared.
    same_kind : bool, default False
        Pair only reports of one kind.
    resamples : int, default 1000
        Draws of the bootstrap, 2 or more.
    seed : int, default 0
        The seed of the draws, 0 or more. A report has the same draws in any company.
    confidence : float, default 0.95
        Of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        ``level, region, part, year_from, year_to, report_from, report_to, same_kind, theme``; ``share_from,
        share_to`` (0–1), ``change, low, high``; ``trend``: ``rising`` or ``fading`` where the interval lies
        on one side of 0, ``new`` or ``gone`` where a theme has no sentence on one side, else ``steady``.
        Sorted by region, years, change downwards, theme.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> table = theme_changes(load_corpus().select(level="national"), resamples=50)
    >>> table[["year_from", "year_to"]].drop_duplicates().values.tolist()
    [[2020, 2021], [2020, 2024], [2021, 2024]]
    """
    counts = as_counts(source)
    wanted = {row for pair in year_pairs(counts.strata, part=part, same_kind=same_kind) for row in pair}
    counts = counts.select(np.isin(np.arange(len(counts)), list(wanted)))
    pairs = year_pairs(counts.strata, part=part, same_kind=same_kind)
    if not pairs:
        return empty_table(column_types("theme_changes"))
    strata = records(counts.strata)
    about = [about_pair(strata[first], strata[second]) for first, second in pairs]
    columns = [*CHANGE_COLUMNS, "theme", "share_from", "share_to", "change", "low", "high"]
    table = (
        Pairs(counts, resamples, seed, confidence)
        .table(pairs, about, ("share_from", "share_to", "change"))
        .reindex(columns=columns)
    )
    trend = stance(
        table["low"].to_numpy(dtype=float),
        table["high"].to_numpy(dtype=float),
        ("rising", "fading", "steady"),
    )
    trend[(table["share_from"] == 0) & (table["share_to"] > 0)] = "new"
    trend[(table["share_from"] > 0) & (table["share_to"] == 0)] = "gone"
    table["trend"] = trend
    regions = selection.region_keys(counts.strata).iloc[[later for _, later in pairs]]
    table["_region"] = regions.repeat(len(counts.codes)).to_numpy()
    order = ["level", "region", "_region", "year_from", "year_to", "change", "theme"]
    table = table.sort_values(order, ascending=[name != "change" for name in order], ignore_index=True)
    return table.drop(columns="_region")
