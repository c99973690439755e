"""Attention: which share of a text each theme takes, with intervals over paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.stats.intervals import CONFIDENCE, interval, ratio
from analysis.themes.counting import CountSource, as_counts
from analysis.themes.counts import ThemeCounts

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _intervals(
    counts: ThemeCounts, resamples: int, seed: int, confidence: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The interval of the share of each stratum and theme."""
    low, high = np.empty((len(counts), len(counts.codes))), np.empty((len(counts), len(counts.codes)))
    for row in range(len(counts)):
        low[row], high[row] = interval(ratio(*counts.drawn(row, resamples, seed)), confidence)
    return low, high


def attention(
    source: CountSource,
    by: str | Sequence[str] = ("report_id", "region", "year", "part"),
    *,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Share of each theme in each group of reports, with a bootstrap interval over paragraphs.

    share = count / total. The reports of a group are added up, and the paragraphs of each are drawn anew in
    itself. A sentence may carry several themes, so shares add up to more than 1 (unless ``counts.split``).

    Parameters
    ----------
    source : ThemeCounts, corpus, reports, path or text
        Counts of themes, or what ``count_themes`` takes, which is then counted.
    by : str or sequence of str, default ("report_id", "region", "year", "part")
        Columns of ``counts.strata`` (``region``, ``year``, ``part``, ``level`` …).
    resamples : int, default 1000
        Draws of the bootstrap, 2 or more.
    seed : int, default 0
        The seed of the draws, 0 or more. A report has the same draws in any company.
    confidence : float, default 0.95
        Of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        The columns of ``by``, ``theme, share`` (of the group's sentences, or whatever ``counts.unit`` says),
        ``low, high, count`` (the numerator), ``total`` (the denominator). Sorted by group, share downwards,
        theme. The interval is ``NaN`` for a report of one paragraph, whose variation nothing shows.

    Raises
    ------
    InputError
        For a column that the counts lack.

    Examples
    --------
    >>> from analysis import count_themes, load_corpus
    >>> counts = count_themes(load_corpus().select(region="北京市"))
    >>> table = attention(counts, by="part", resamples=50)
    >>> bool((table["low"] <= table["share"]).all() and (table["share"] <= table["high"]).all())
    True
    """
    counts = as_counts(source)
    keys = [by] if isinstance(by, str) else list(by)
    pooled = counts.pool(keys)
    labels, groups, themes = pooled.strata[keys], len(pooled.strata), len(counts.codes)
    numerator, denominator = pooled.totals()
    low, high = _intervals(pooled, resamples, seed, confidence)
    shares = ratio(numerator, denominator[:, None])
    names = pd.Series(counts.codes, dtype="str")
    alphabetical = np.argsort(np.argsort(np.array(counts.codes, dtype=str)))
    group, theme = np.divmod(np.arange(groups * themes), max(1, themes))
    order = np.lexsort(
        (alphabetical[theme], -shares.ravel(), group)
    )  # the groups stand in the order of their keys
    group, theme = group[order], theme[order]
    table = labels.iloc[group].reset_index(drop=True)
    table["theme"] = names.iloc[theme].reset_index(drop=True)
    table["share"] = shares[group, theme]
    table["low"], table["high"] = low[group, theme], high[group, theme]
    table["count"], table["total"] = numerator[group, theme], denominator[group]
    return table


def theme_coverage(source: CountSource) -> pd.DataFrame:
    """How much of each report any theme covers.

    Parameters
    ----------
    source : ThemeCounts, corpus, reports, path or text
        Counts of themes made with ``split=True``, or what ``count_themes`` takes, which is then counted so.

    Returns
    -------
    DataFrame
        ``report_id, region, year, part, covered, total, share`` (covered / total). Sorted by report and part.

    Raises
    ------
    InputError
        For counts without ``split``, in which a sentence counts as often as it has themes.

    Examples
    --------
    >>> table = theme_coverage("一、今年工作安排\\n扩大就业。")
    >>> table[["part", "covered", "total"]].values.tolist()
    [['plan', 1.0, 1.0]]
    """
    counts = as_counts(source, split=True)
    if not counts.split:
        raise InputError(
            "coverage wants counts with split=True, where a sentence counts once however many themes it has"
        )
    numerator, denominator = counts.totals()
    table = counts.strata[["report_id", "region", "year", "part"]].copy()
    table["covered"], table["total"] = numerator.sum(axis=1), denominator
    table["share"] = ratio(numerator.sum(axis=1), denominator)
    return table.sort_values(["report_id", "part"]).reset_index(drop=True)
