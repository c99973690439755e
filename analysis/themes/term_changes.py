"""Terms that rise and fade from one report of a region to a later one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.stats.grouping import members
from analysis.stats.intervals import CONFIDENCE, interval
from analysis.tables import column_types
from analysis.tables.declaration import empty_table
from analysis.text.sources import MatrixSource, as_matrix
from analysis.themes.changes import about_pair, year_pairs
from analysis.themes.counts import _weights
from analysis.themes.differences import records, stance

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

    ``source``: a matrix of counts, or a corpus, reports, a path or a text, of which a matrix by paragraph is
    made (``text.sources``).

    ``matrix``: a term matrix by paragraph. A term needs ``min_count`` occurrences in both reports together.
    log_ratio = log₂ of the later rate over the earlier one, half an occurrence added to each count; its
    interval resamples the paragraphs of both reports. Columns as ``theme_changes``, with ``term, count_from,
    count_to, per_10k_from, per_10k_to, log_ratio, low, high, trend``; ``top`` keeps so many rising (or new)
    and so many fading (or gone) terms of each pair, by the bound of the interval that is nearer to 0;
    ``None`` keeps all. Sorted by region, years, that bound, term.
    """
    matrix = as_matrix(source, "paragraph")
    label, strata = matrix.groups(["report_id", "level", "region", "year", "kind", "part"])
    pairs = year_pairs(strata, part=part, same_kind=same_kind)
    rows = members(label, len(strata))
    sides = {row: _Side.of(matrix, rows[row]) for row in sorted({row for pair in pairs for row in pair})}
    changes = [
        _changed_terms(
            sides[first], sides[second], matrix.terms, min_count, top, (resamples, seed, confidence)
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
    """A report in ``term_changes``: its counts, terms × paragraphs, the running words of its paragraphs, the
    sum of each term.
    """

    counts: csr_array
    tokens: NDArray[np.float64]
    totals: NDArray[np.float64]

    @classmethod
    def of(cls, matrix: TermMatrix, rows: NDArray[np.int64]) -> _Side:
        counts = matrix.counts[rows]
        totals = np.bincount(counts.indices, weights=counts.data, minlength=counts.shape[1]).astype(
            np.float64
        )
        return cls(counts.T.tocsr(), matrix.docs["tokens"].to_numpy(dtype=np.float64)[rows], totals)

    def drawn(self, kept: NDArray[np.int64], resamples: int, seed: tuple[int, int]) -> NDArray[np.float64]:
        """The rate of each of these terms, half an occurrence added, in each resample: terms × resamples."""
        weights = _weights(len(self.tokens), resamples, seed).T
        sums = self.counts[kept] @ weights
        sums += 0.5
        words = (weights * self.tokens[:, None]).sum(axis=0)
        sums /= np.where(words > 0, words + 0.5, np.nan)  # a draw without words has no rate
        return np.asarray(sums)


def _changed_terms(
    first: _Side,
    second: _Side,
    terms: tuple[str, ...],
    min_count: int,
    top: int | None,
    draws: tuple[int, int, float],
) -> dict[str, NDArray[Any]]:
    """The columns of ``term_changes`` that aren't about the pair of reports."""
    resamples, seed, confidence = draws
    kept = np.flatnonzero(first.totals + second.totals >= min_count)
    ratios = second.drawn(kept, resamples, (seed, 1))
    ratios /= first.drawn(kept, resamples, (seed, 0))
    low, high = (
        np.log2(bound) for bound in interval(ratios, confidence)
    )  # the logarithm keeps the order, so only the bounds need it
    before, after = first.totals[kept], second.totals[kept]
    words = [float(side.tokens.sum()) or np.nan for side in (first, second)]  # without words there is no rate
    logs = [
        np.log2((side.totals[kept] + 0.5) / (size + 0.5))
        for side, size in zip((first, second), words, strict=True)
    ]
    log_ratio = logs[1] - logs[0]
    trend = stance(low, high, ("rising", "fading", "steady"))
    trend[(before == 0) & (low > 0)] = "new"
    trend[(after == 0) & (high < 0)] = "gone"
    names = np.array([terms[column] for column in kept.tolist()], dtype=object)
    order = np.lexsort((names.astype(str), -np.where(log_ratio > 0, low, -high)))
    if top is not None:
        up = np.isin(trend[order], ["rising", "new"])
        order = np.concatenate([order[up][:top], order[np.isin(trend[order], ["fading", "gone"])][:top]])
    values = {
        "term": names, "count_from": before.astype(np.int64), "count_to": after.astype(np.int64),
        "per_10k_from": 1e4 * before / words[0], "per_10k_to": 1e4 * after / words[1],
        "log_ratio": log_ratio, "low": low, "high": high, "trend": trend,
    }  # fmt: skip
    return {name: column[order] for name, column in values.items()}
