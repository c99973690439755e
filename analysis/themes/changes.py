"""Themes that rise and fade from one report of a region to a later one."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from analysis.stats.intervals import CONFIDENCE, stance
from analysis.tables import column_types
from analysis.tables.declaration import empty_table
from analysis.themes.counting import CountSource, as_counts
from analysis.themes.differences import Pairs, records

_KINDS = ("work_report", "task_division")
CHANGE_COLUMNS = ["level", "region", "part", "year_from", "year_to", "report_from", "report_to", "same_kind"]


def year_pairs(strata: pd.DataFrame, *, part: str = "plan", same_kind: bool = False) -> list[tuple[int, int]]:
    """Rows of ``strata`` to be compared over years: of each region, every report with the next one, and the
    first with the last.

    With ``same_kind`` only reports of one kind are paired (a task division with a task division). Of two
    reports of one region and year the work report is taken.
    """
    own = strata.loc[strata["part"] == part, ["level", "region", "kind", "year", "report_id"]]
    several: dict[tuple[str, ...], list[tuple[int, float, str, int]]] = {}
    for row, (level, region, kind, year, report_id) in zip(
        own.index.tolist(), own.itertuples(index=False, name=None), strict=True
    ):
        place = _KINDS.index(kind) if kind in _KINDS else np.inf
        several.setdefault((level, region, *([kind] if same_kind else [])), []).append(
            (year, place, report_id, row)
        )
    pairs = []
    for _, reports in sorted(several.items()):
        rows = list({year: row for year, _, _, row in sorted(reports, reverse=True)}.values())[
            ::-1
        ]  # the first of a year
        pairs += list(pairwise(rows))
        if len(rows) > 2:
            pairs.append((rows[0], rows[-1]))
    return pairs


def about_pair(a: dict[str, Any], b: dict[str, Any]) -> dict[str, Any]:
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

    ``source``: counts of themes, or what ``count_themes`` takes (a corpus, reports, a path, a text), which is
    then counted.

    Columns: ``level, region, part, year_from, year_to, report_from, report_to, same_kind, theme, share_from,
    share_to, change, low, high, trend``: ``rising`` or ``fading`` where the interval of the change lies on
    one side of 0, ``new`` or ``gone`` where a theme has no sentence on one side, else ``steady``. Where
    ``same_kind`` is ``False`` the two are different kinds of document, and a change may be one of genre.
    Sorted by region, years, change downwards, theme.
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
    order = ["level", "region", "year_from", "year_to", "change", "theme"]
    return table.sort_values(order, ascending=[True, True, True, True, False, True]).reset_index(drop=True)
