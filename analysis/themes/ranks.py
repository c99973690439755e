"""Ranks, and those of themes and reports with their uncertainty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.corpus.names import must_be
from analysis.corpus.selection import group_numbers
from analysis.corpus.types import PARTS
from analysis.stats.intervals import CONFIDENCE, interval, ratio
from analysis.themes.counts import CountSource, as_counts

if TYPE_CHECKING:
    from numpy.typing import NDArray


def ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks along the last axis, 1 for the largest; equal values have the mean of their ranks;

    ``NaN`` stays so.
    """
    order = np.argsort(-values, axis=-1)
    ranks = np.empty(values.shape)
    np.put_along_axis(ranks, order, _mean_places(np.take_along_axis(values, order, axis=-1)) + 1.0, axis=-1)
    ranks[np.isnan(values)] = np.nan
    return ranks


def ranks_of_resamples(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """``ranks`` of values that are 0 or more, faster: each is sorted together with its place, as one number.

    >>> ranks_of_resamples(np.array([[0.5, 0.25, 0.5]], dtype=np.float32)).tolist()
    [[1.5, 3.0, 1.5]]
    """
    size = values.shape[-1]
    place = np.arange(size, dtype=np.uint64)
    keys = (
        values.view(np.uint32).astype(np.uint64) << np.uint64(32) | place
    )  # the bits of such numbers are in their order, NaN last
    keys.sort(axis=-1)
    order = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    order += np.arange(values.size // max(1, size)).reshape(*values.shape[:-1], 1) * size
    ranks = np.empty(values.shape, dtype=np.float32)
    ranks.reshape(-1)[order] = (~np.isnan(values)).sum(axis=-1, keepdims=True) - _mean_places(
        keys >> np.uint64(32)
    )
    ranks[np.isnan(values)] = np.nan
    return ranks


def _mean_places(ordered: NDArray[Any]) -> NDArray[np.float32]:
    """The mean place, from 0, of each run of equal values among sorted ones."""
    size = ordered.shape[-1]
    place = np.arange(size, dtype=np.int32)
    starts, stops = np.ones(ordered.shape, dtype=np.bool_), np.ones(ordered.shape, dtype=np.bool_)
    starts[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    stops[..., :-1] = starts[..., 1:]
    first = np.maximum.accumulate(np.where(starts, place, 0), axis=-1)
    last = np.minimum.accumulate(np.where(stops, place, size)[..., ::-1], axis=-1)[..., ::-1]
    return (first + last) * np.float32(0.5)  # halves, exact below 8 million


def theme_ranks(
    source: CountSource,
    *,
    part: str = "plan",
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Ranks with their uncertainty: of the themes within each report, and of the reports within each theme.

    ``source``: counts of themes, or what ``count_themes`` takes (a corpus, reports, a path, a text), which is
    then counted.

    Reports are ranked among those of their level, kind and year (the nation's among all of its kind).
    Columns: ``report_id, level, region, year, theme, share, low, high``; ``theme_rank, theme_rank_low,
    theme_rank_high`` (1: the report's largest theme) of ``themes``; ``report_rank, report_rank_low,
    report_rank_high`` (1: the report that gives the theme most) of ``reports``; ``NaN`` for a report alone,
    which is the first and the last at once. The interval of a rank is that of the ranks in the resamples.
    Sorted by report, then theme_rank, then theme.
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
            np.ascontiguousarray(ranks_of_resamples(drawn[row].T.copy()).T), confidence
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
            of_resamples = ranks_of_resamples(drawn[rows, theme].T.copy())
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
