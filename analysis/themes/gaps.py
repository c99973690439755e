"""What one text gives more than another: the plan and the review, a region and the nation."""

from __future__ import annotations

import pandas as pd

from analysis.stats.intervals import CONFIDENCE, stance
from analysis.tables import column_types
from analysis.tables.declaration import empty_table
from analysis.themes.counting import CountSource, as_counts
from analysis.themes.differences import Pairs, about_partner, national_partners, records


def part_gaps(
    source: CountSource, *, resamples: int = 1000, seed: int = 0, confidence: float = CONFIDENCE
) -> pd.DataFrame:
    """The plan against the review of the same report: what is promised more than it was reported, and the
    reverse.

    ``source``: counts of themes, or what ``count_themes`` takes (a corpus, reports, a path, a text), which is
    then counted.

    Columns: ``report_id, level, region, year, theme, review, plan`` (shares), ``gap`` (plan − review), ``low,
    high``, ``stance`` (``promised`` or ``reported`` where the interval lies on one side of 0, else
    ``alike``). Reports without a review are left out. A review tells of results and a plan of measures: a gap
    is a difference of emphasis, not of deeds. Sorted by report, gap downwards, theme.
    """
    counts = as_counts(source)
    pairs = Pairs(counts, resamples, seed, confidence)
    keys = [
        tuple(key)
        for key in counts.strata[["report_id", "level", "region", "year", "kind"]].itertuples(index=False)
    ]
    row = {(key, part): i for i, (key, part) in enumerate(zip(keys, counts.strata["part"], strict=True))}
    both = {
        key: (index, row[key, "plan"])
        for (key, part), index in row.items()
        if part == "review" and (key, "plan") in row
    }
    if not both:
        return empty_table(column_types("theme_parts"))
    columns = ["report_id", "level", "region", "year", "theme", "review", "plan", "gap", "low", "high"]
    about = [dict(zip(columns[:4], key[:4], strict=True)) for key in both]
    table = pairs.table(list(both.values()), about, ("review", "plan", "gap")).reindex(columns=columns)
    table = table.sort_values(["report_id", "gap", "theme"], ascending=[True, False, True]).reset_index(
        drop=True
    )
    return table.assign(
        stance=stance(
            table["low"].to_numpy(dtype=float),
            table["high"].to_numpy(dtype=float),
            ("promised", "reported", "alike"),
        )
    )


def national_gaps(
    source: CountSource,
    *,
    part: str = "plan",
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Each report against the nation's document of its year: which themes it gives more, which less.

    ``source``: counts of themes, or what ``count_themes`` takes (a corpus, reports, a path, a text), which is
    then counted.

    Columns: ``report_id, level, region, year, national_report_id, same_kind`` (the nation's document is of
    the same kind), ``theme, share, national, gap`` (share − national), ``low, high, stance`` (``more``,
    ``less``, ``alike``). Sorted by report, gap downwards, theme.
    """
    counts = as_counts(source)
    own = counts.select(counts.strata["part"] == part)
    partners = national_partners(own.strata)
    if not partners:
        return empty_table(column_types("theme_gaps"))
    columns = [
        "report_id",
        "level",
        "region",
        "year",
        "national_report_id",
        "same_kind",
        "theme",
        "share",
        "national",
        "gap",
        "low",
        "high",
    ]
    strata = records(own.strata)
    about = [about_partner(strata[row], strata[partner]) for partner, row in partners]
    table = (
        Pairs(own, resamples, seed, confidence)
        .table(partners, about, ("national", "share", "gap"))
        .reindex(columns=columns)
    )
    table = table.sort_values(["report_id", "gap", "theme"], ascending=[True, False, True]).reset_index(
        drop=True
    )
    return table.assign(
        stance=stance(
            table["low"].to_numpy(dtype=float), table["high"].to_numpy(dtype=float), ("more", "less", "alike")
        )
    )
