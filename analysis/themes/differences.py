"""Differences of shares between pairs of strata, with the intervals of the same differences in resamples."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.stats.intervals import interval, ratio
from analysis.themes.counts import ThemeCounts

if TYPE_CHECKING:
    pass


class Pairs:
    """Differences of shares between pairs of strata of one set of counts.

    Parameters
    ----------
    counts : ThemeCounts
        What is compared.
    resamples, seed, confidence : int, int, float
        As for ``attention``.
    """

    def __init__(self, counts: ThemeCounts, resamples: int, seed: int, confidence: float) -> None:
        numerator, denominator = counts.totals()
        self.codes = np.array(counts.codes, dtype=object)
        self.numerator, self.shares = numerator, ratio(numerator, denominator[:, None])
        self.confidence = confidence
        # The nation's document, or a year, stands in several pairs; more than a few draws are large.
        self.drawn = lru_cache(maxsize=16)(lambda row: ratio(*counts.drawn(row, resamples, seed)))

    def table(
        self, pairs: list[tuple[int, int]], about: list[dict[str, Any]], names: tuple[str, str, str]
    ) -> pd.DataFrame:
        """What is said ``about`` each pair, and the difference of the shares (second − first).

        Parameters
        ----------
        pairs : list of pairs of int
            Rows of ``counts.strata``.
        about : list of dict
            The first columns of each pair.
        names : three of str
            The columns of the first share, the second share, their difference.

        Returns
        -------
        DataFrame
            One row a pair and theme: the columns of ``about``, ``theme``, the three of ``names``, ``low,
            high``.
        """
        first, second = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
        themes = len(self.codes)
        low, high = np.empty((len(pairs), themes)), np.empty((len(pairs), themes))
        for number, (one, other) in enumerate(pairs):
            low[number], high[number] = interval(self.drawn(other) - self.drawn(one), self.confidence)
        before, after = self.shares[first], self.shares[second]
        table = (
            pd.DataFrame(about, columns=list(about[0]) if about else None)
            .iloc[np.repeat(np.arange(len(pairs)), themes)]
            .reset_index(drop=True)
        )
        values = {"theme": np.tile(self.codes, len(pairs))} | {
            n: v.ravel() for n, v in zip(names, (before, after, after - before), strict=True)
        }
        return table.assign(**values, low=low.ravel(), high=high.ravel())


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries.

    >>> records(pd.DataFrame({"year": [2020]}))
    [{'year': 2020}]
    """
    return [dict(zip(table.columns, row, strict=True)) for row in table.itertuples(index=False, name=None)]


def national_partners(strata: pd.DataFrame) -> list[tuple[int, int]]:
    """The rows of the nation's document and of the report for each report of a year that has one.

    Parameters
    ----------
    strata : DataFrame
        One row a report, with ``report_id, level, year, kind``.

    Returns
    -------
    list of pairs of int
        The nation's document is of the report's kind if there is one, else the first by id.

    Examples
    --------
    >>> strata = pd.DataFrame({"report_id": ["n", "a"], "level": ["national", "province"], "year": 2020})
    >>> national_partners(strata.assign(kind="work_report"))
    [(0, 1)]
    """
    about = list(zip(strata["level"], strata["year"], strata["kind"], strata["report_id"], strict=True))
    nation: dict[Any, list[tuple[str, str, int]]] = {}
    for row, (level, year, kind, report_id) in enumerate(about):
        if level == "national":
            nation.setdefault(year, []).append((kind, report_id, row))
    pairs = []
    for row, (level, year, kind, _) in enumerate(about):
        if level != "national" and year in nation:
            pairs.append((min(nation[year], key=lambda one, own=kind: (one[0] != own, one[1]))[2], row))  # type: ignore[misc]
    return pairs


def about_partner(own: dict[str, Any], nation: dict[str, Any]) -> dict[str, Any]:
    """What the tables of gaps and distances say of a report and of the nation's document beside it."""
    about = {key: own[key] for key in ("report_id", "level", "region", "year")}
    return about | {"national_report_id": nation["report_id"], "same_kind": own["kind"] == nation["kind"]}
