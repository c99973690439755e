"""What one text gives more than another: the plan and the review, a region and the nation."""

from __future__ import annotations

import pandas as pd

from analysis.corpus.selection import national_partners
from analysis.stats.intervals import CONFIDENCE, stance
from analysis.tables import column_types
from analysis.tables.declaration import empty_table
from analysis.themes.counting import CountSource, as_counts
from analysis.themes.differences import Pairs, about_partner, records


def part_gaps(
    source: CountSource, *, resamples: int = 1000, seed: int = 0, confidence: float = CONFIDENCE
) -> pd.DataFrame:
    """The plan against the review of the same report: what is promised more than reported, and the reverse.

    gap = share in the plan − share in the review, with the interval of the same difference in resamples of
    the paragraphs of both. A review tells of results and a plan of measures: a gap is a difference of
    emphasis, not of deeds.

    Parameters
    ----------
    source : ThemeCounts, corpus, reports, path or text
        Counts of themes, or what ``count_themes`` takes, which is then counted.
    resamples : int, default 1000
        Draws of the bootstrap, 2 or more.
    seed : int, default 0
        The seed of the draws, 0 or more. A report has the same draws in any company.
    confidence : float, default 0.95
        Of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        ``report_id, level, region, year, theme, review, plan`` (shares, 0–1), ``gap, low, high``, ``stance``
        (``promised`` or ``reported`` where the interval lies on one side of 0, else ``alike``; empty where it
        isn't known). Reports without a review are left out. Sorted by report, gap downwards, theme.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> table = part_gaps(load_corpus().select(region="海南省"), resamples=50)
    >>> len(table), sorted(set(table["stance"]))
    (25, ['alike', 'promised'])
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

    gap = share − the nation's share, with the interval of the same difference in resamples of the paragraphs
    of both. Of several documents of the nation that of the same kind is taken, if there is one.

    Parameters
    ----------
    source : ThemeCounts, corpus, reports, path or text
        Counts of themes, or what ``count_themes`` takes, which is then counted.
    part : str, default "plan"
        The part of the reports that is compared.
    resamples : int, default 1000
        Draws of the bootstrap, 2 or more.
    seed : int, default 0
        The seed of the draws, 0 or more. A report has the same draws in any company.
    confidence : float, default 0.95
        Of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        ``report_id, level, region, year, national_report_id, same_kind`` (the nation's document is of the
        same kind), ``theme, share, national`` (0–1), ``gap, low, high, stance`` (``more``, ``less``,
        ``alike``; empty where the interval isn't known). Sorted by report, gap downwards, theme.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> table = national_gaps(load_corpus().select(year=2020, region=["全国", "海南省"]), resamples=50)
    >>> table["national_report_id"].unique().tolist()
    ['national-2020-tasks']
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
