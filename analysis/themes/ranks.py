"""Ranks of themes and of reports, with their uncertainty."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus.names import must_be
from analysis.corpus.selection import group_numbers
from analysis.corpus.types import PARTS
from analysis.stats.intervals import CONFIDENCE, interval, ratio
from analysis.stats.ranks import ranks
from analysis.themes.counting import CountSource, as_counts


def theme_ranks(
    source: CountSource,
    *,
    part: str = "plan",
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Ranks with their uncertainty: of the themes within each report, and of the reports within each theme.

    Reports are ranked among those of their level, kind and year (the nation's among all of its kind). The
    interval of a rank is that of the ranks in the resamples.

    Parameters
    ----------
    source : ThemeCounts, corpus, reports, path or text
        Counts of themes, or what ``count_themes`` takes, which is then counted.
    part : str, default "plan"
        The part of the reports that is ranked.
    resamples : int, default 1000
        Draws of the bootstrap, 2 or more.
    seed : int, default 0
        The seed of the draws, 0 or more. A report has the same draws in any company.
    confidence : float, default 0.95
        Of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        ``report_id, level, region, year, theme, share, low, high``; ``theme_rank, theme_rank_low,
        theme_rank_high`` (1: the report's largest theme) of ``themes``; ``report_rank, report_rank_low,
        report_rank_high`` (1: the report that gives the theme most) of ``reports``; ``NaN`` for a report
        alone, which is the first and the last at once. Sorted by report, then theme_rank, then theme.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> table = theme_ranks(load_corpus().select(region=["江苏省", "海南省"]), resamples=50)
    >>> table.loc[table["theme"] == "health", "report_rank"].sum()
    np.float64(3.0)
    """
    counts = as_counts(source)
    must_be("part", part, PARTS)
    own = counts.select(counts.strata["part"] == part)
    numerator, denominator = own.totals()
    shares = ratio(numerator, denominator[:, None])
    low, high, *across = (np.full(shares.shape, np.nan) for _ in range(4))
    drawn = np.empty((*shares.shape, resamples), dtype=np.float32)
    for row in range(len(own)):
        resampled = ratio(*own.drawn(row, resamples, seed))
        low[row], high[row] = interval(resampled, confidence)
        drawn[row] = resampled
        across[0][row], across[1][row] = interval(
            np.ascontiguousarray(ranks(drawn[row].T.copy()).T), confidence
        )
    among = [np.full(shares.shape, np.nan) for _ in range(3)]
    sizes = np.zeros(len(own.strata), dtype=np.int64)
    groups = group_numbers(own.strata)
    for group in np.unique(groups):
        rows = np.flatnonzero(groups == group)
        sizes[rows] = len(rows)
        if len(rows) < 2:
            continue
        among[0][rows] = ranks(shares[rows].T).T
        for theme in range(len(own.codes)):  # a theme at a time, in the processor's cache
            of_resamples = ranks(drawn[rows, theme].T.copy())
            among[1][rows, theme], among[2][rows, theme] = interval(
                np.ascontiguousarray(of_resamples.T), confidence
            )
    count = len(own.codes)
    table = (
        own.strata[["report_id", "level", "region", "year"]]
        .iloc[np.repeat(np.arange(len(own.strata)), count)]
        .reset_index(drop=True)
    )
    table["theme"] = pd.Series(np.tile(np.array(own.codes, dtype=object), len(own.strata)), dtype="str")
    for name, values in zip(("share", "low", "high"), (shares, low, high), strict=True):
        table[name] = values.ravel()
    for prefix, three in (("theme_rank", (ranks(shares), *across)), ("report_rank", among)):
        for name, values in zip((prefix, f"{prefix}_low", f"{prefix}_high"), three, strict=True):
            table[name] = values.ravel()
    table.insert(11, "themes", count)
    table["reports"] = np.repeat(sizes, count)
    return table.sort_values(["report_id", "theme_rank", "theme"]).reset_index(drop=True)
