"""Terms that rise and fade from one report of a region to a later one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.stats.bootstrap import Draws, name_of
from analysis.stats.grouping import members
from analysis.stats.intervals import CONFIDENCE, defined, interval, stance
from analysis.tables import column_types
from analysis.tables.declaration import empty_table
from analysis.text.sources import MatrixSource, as_matrix
from analysis.themes.changes import about_pair, year_pairs
from analysis.themes.differences import records

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from analysis.text.matrix import TermMatrix

_TERM_COLUMNS = [
    "term",
    "count_from",
    "count_to",
    "per_10k_from",
    "per_10k_to",
    "log_ratio",
    "low",
    "high",
    "trend",
]


def term_changes(
    source: MatrixSource,
    *,
    part: str = "plan",
    same_kind: bool = False,
    min_count: int = 6,
    top: int | None = 30,
    resamples: int = 500,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Terms that rise and fade from one report of a region to a later one.

    log_ratio = log₂ of the later rate over the earlier one, half an occurrence added to each count; its
    interval resamples the paragraphs of both reports. The pairs are those of ``themes.changes.year_pairs``.

    Parameters
    ----------
    source : TermMatrix, corpus, reports, path or text
        A matrix of counts, documents × terms; of anything else one by paragraph is made (``text.sources``).
    part : str, default "plan"
        The part of the reports that is compared.
    same_kind : bool, default False
        Pair only reports of one kind.
    min_count : int, default 6
        Occurrences that a term needs in both reports together.
    top : int or None, default 30
        So many rising (or new) and so many fading (or gone) terms of each pair, by the end of the interval
        that is nearer to 0; ``None`` keeps all.
    resamples : int, default 500
        Draws of the bootstrap, 2 or more.
    seed : int, default 0
        The seed of the draws, 0 or more. A report has the same draws in any company.
    confidence : float, default 0.95
        Of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        ``level, region, part, year_from, year_to, report_from, report_to, same_kind, term``; ``count_from,
        count_to``; ``per_10k_from, per_10k_to`` (per 10,000 running words); ``log_ratio, low, high``;
        ``trend`` (``rising``, ``fading``, ``new``, ``gone``, ``steady``). Sorted by region, years, the nearer
        end of the interval, term.

    Examples
    --------
    >>> from analysis import TokenOptions, load_corpus, term_matrix, tokenise_corpus
    >>> tokens = tokenise_corpus(load_corpus().select(level="national"), TokenOptions(engine="rjieba"))
    >>> table = term_changes(term_matrix(tokens, unit="paragraph"), same_kind=True, resamples=100)
    >>> table[["year_from", "year_to"]].drop_duplicates().values.tolist()
    [[2020, 2021]]
    """
    matrix = as_matrix(source, "paragraph")
    label, strata = matrix.groups(["report_id", "level", "region", "region_code", "year", "kind", "part"])
    pairs = year_pairs(strata, part=part, same_kind=same_kind)
    rows = members(label, len(strata))
    names = [name_of(*key) for key in zip(strata["report_id"], strata["part"], strict=True)]
    sides = {row: _Side.of(matrix, rows[row], names[row]) for row in sorted(set(chain(*pairs)))}
    draws = Draws()
    changes = [
        _changed_terms(
            sides[first],
            sides[second],
            matrix.terms,
            min_count=min_count,
            top=top,
            weights_of=lambda side: draws.weights(len(side.tokens), resamples, seed, side.name),
            confidence=confidence,
        )
        for first, second in pairs
    ]
    if not any(len(one["term"]) for one in changes):
        return empty_table(column_types("term_changes"))
    said = records(strata)
    about = pd.DataFrame([about_pair(said[first], said[second]) for first, second in pairs])
    table = about.iloc[np.repeat(np.arange(len(pairs)), [len(one["term"]) for one in changes])].reset_index(
        drop=True
    )
    for name in _TERM_COLUMNS:
        table[name] = np.concatenate([one[name] for one in changes])
    return table[list(column_types("term_changes"))]


class _Side(NamedTuple):
    """A report in ``term_changes``: its name, its counts (terms × paragraphs), the running words of its
    paragraphs, the sum of each term.
    """

    name: str
    counts: csr_array
    tokens: NDArray[np.float64]
    totals: NDArray[np.float64]

    @classmethod
    def of(cls, matrix: TermMatrix, rows: NDArray[np.int64], name: str) -> _Side:
        counts = matrix.counts[rows]
        totals = np.bincount(counts.indices, weights=counts.data, minlength=counts.shape[1]).astype(
            np.float64
        )
        tokens = matrix.docs["tokens"].to_numpy(dtype=np.float64)[rows]
        return cls(name, counts.T.tocsr(), tokens, totals)

    def rates(self, terms: NDArray[np.int64]) -> NDArray[np.float64]:
        """The rate of each of these terms, half an occurrence added; ``NaN`` without words."""
        return _smoothed(self.totals[terms], self.tokens.sum())

    def drawn_rates(self, terms: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """``rates`` in each resample: terms × resamples."""
        return _smoothed(np.asarray(self.counts[terms] @ weights), self.tokens @ weights)


def _smoothed(counts: NDArray[np.float64], words: NDArray[np.float64]) -> NDArray[np.float64]:
    return (counts + 0.5) / np.where(words > 0, words + 0.5, np.nan)


def _changed_terms(
    first: _Side,
    second: _Side,
    terms: tuple[str, ...],
    *,
    min_count: int,
    top: int | None,
    weights_of: Callable[[_Side], NDArray[np.float64]],
    confidence: float,
) -> dict[str, NDArray[Any]]:
    """The columns of ``term_changes`` that aren't about the pair of reports."""
    frequent = np.flatnonzero(first.totals + second.totals >= min_count)
    ratios = second.drawn_rates(frequent, weights_of(second))
    ratios /= first.drawn_rates(frequent, weights_of(first))
    # The logarithm keeps the order, so only the bounds need it.
    low, high = (np.log2(bound) for bound in interval(defined(ratios), confidence))
    before, after = first.totals[frequent], second.totals[frequent]
    log_ratio = np.log2(second.rates(frequent)) - np.log2(first.rates(frequent))
    words = [float(side.tokens.sum()) or np.nan for side in (first, second)]  # without words there is no rate
    trend = stance(low, high, ("rising", "fading", "steady"))
    trend[(before == 0) & (low > 0)] = "new"
    trend[(after == 0) & (high < 0)] = "gone"
    names = np.array([terms[column] for column in frequent.tolist()], dtype=object)
    order = np.lexsort((names.astype(str), -np.where(log_ratio > 0, low, -high)))
    if top is not None:
        up, down = (np.isin(trend[order], kinds) for kinds in (("rising", "new"), ("fading", "gone")))
        order = np.concatenate([order[up][:top], order[down][:top]])
    values = {
        "term": names, "count_from": before.astype(np.int64), "count_to": after.astype(np.int64),
        "per_10k_from": 1e4 * before / words[0], "per_10k_to": 1e4 * after / words[1],
        "log_ratio": log_ratio, "low": low, "high": high, "trend": trend,
    }  # fmt: skip
    return {name: column[order] for name, column in values.items()}
