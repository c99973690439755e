"""Two sides of documents, or groups each against all others, and what keyness says of every term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.stats.association import (
    PRIOR_SHARE,
    benjamini_hochberg,
    chi2_tail,
    log_likelihood,
    log_ratio,
    weighted_log_odds,
)
from analysis.stats.grouping import group_sums
from analysis.stats.permutation import Deal, deal_anew
from analysis.text.matrix import TermMatrix

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Columns = dict[str, NDArray[Any]]
    Documents = Mapping[str, Any] | pd.Series[bool] | NDArray[np.bool_]


@dataclass(frozen=True)
class KeynessOptions:
    """How to compare.

    Parameters
    ----------
    min_count : int, default 5
        Occurrences that a term needs in both sides together.
    confidence : float, default 0.95
        Of the interval, between 0 and 1.
    prior_size : float or None, default None
        Words that the prior of the log-odds adds to each side; ``None`` is a tenth of both sides' words
        (``stats.association.PRIOR_SHARE`` says why).
    resamples : int, default 0
        How often to deal the documents out anew (0: not).
    seed : int, default 0
        Of the dealing, 0 or more.
    resample : tuple of str, default ()
        Columns of ``docs``; documents alike in them are dealt together (``("report_id",)``). By default each
        document by itself.
    within : str or None, default None
        A column inside of which they are dealt (``"report_id"`` for plan against review, since each report
        has both).
    top : int or None, default None
        So many terms that the target favours and so many that it avoids, by ``z``; all by default.

    Raises
    ------
    InputError
        For a confidence outside of 0 to 1, a prior of no words, and fewer than 0 resamples.

    Examples
    --------
    >>> KeynessOptions(resamples=200, top=50).confidence
    0.95
    """

    min_count: int = 5
    confidence: float = 0.95
    prior_size: float | None = None
    resamples: int = 0
    seed: int = 0
    resample: tuple[str, ...] = ()
    within: str | None = None
    top: int | None = None

    def __post_init__(self) -> None:
        if not 0 < self.confidence < 1:
            raise InputError("confidence lies between 0 and 1; 0.95 is usual")
        if self.prior_size is not None and self.prior_size <= 0:
            raise InputError("prior_size is a number of words above 0")
        if self.resamples < 0:
            raise InputError("resamples is a number of resamples, 0 or more")


def join_columns(parts: Sequence[Columns]) -> Columns:
    """The columns of several comparisons as those of one table."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


class _Sums(NamedTuple):
    """Of groups of documents (the first axis), or of all together: documents, the occurrences of each term
    (x), Σ x², Σ x·t, running words (t), Σ t².

    The sums of x², x·t and t² give Σ (x − r t)² for any rate r.
    """

    documents: NDArray[Any]
    x: NDArray[np.float64]
    x2: NDArray[np.float64]
    xt: NDArray[np.float64]
    t: NDArray[np.float64]
    t2: NDArray[np.float64]

    @classmethod
    def of(
        cls, counts: csr_array, tokens: NDArray[np.float64], labels: NDArray[np.int64], groups: int
    ) -> _Sums:
        crossed = counts.copy()
        crossed.data *= np.repeat(tokens, np.diff(crossed.indptr))
        x, x2, xt = (group_sums(values, labels, groups) for values in (counts, counts.power(2), crossed))
        t, t2 = (
            np.bincount(labels, weights=weights, minlength=groups).astype(np.float64)
            for weights in (tokens, tokens**2)
        )
        return cls(np.bincount(labels, minlength=groups), x, x2, xt, t, t2)

    def group(self, number: int) -> _Sums:
        return _Sums(*(values[number] for values in self))

    def without(self, group: _Sums) -> _Sums:
        """All but a group: whole numbers, so that a difference is as exact as a sum."""
        return _Sums(*(total - own for total, own in zip(self, group, strict=True)))


class Sides:
    """Groups of documents (``rows`` of the matrix), each to be compared with all others."""

    def __init__(
        self,
        matrix: TermMatrix,
        rows: NDArray[np.int64],
        labels: NDArray[np.int64],
        names: tuple[str, ...],
        options: KeynessOptions,
    ) -> None:
        self.options = options
        dealt = dict.fromkeys([*options.resample, *([options.within] if options.within else [])])
        matrix.must_have(dealt)
        docs = pd.DataFrame(
            {name: matrix.docs[name].to_numpy()[rows] for name in ("tokens", *dealt)}
        )  # cutting all columns takes longer than the test
        matrix = TermMatrix(matrix.counts[rows], matrix.terms, docs).trim(min_count=max(1, options.min_count))
        self.terms = np.array(matrix.terms, dtype=object)
        self.rank = np.argsort(np.argsort(self.terms.astype(str)))
        self.tokens, self.counts, self.labels = (
            docs["tokens"].to_numpy(dtype=np.float64),
            matrix.counts.astype(np.float64),
            labels,
        )
        for name, words in zip(
            names, np.bincount(labels, weights=self.tokens, minlength=len(names)), strict=True
        ):
            if words == 0:
                raise InputError(f"{name} has no words; choose documents with text")
        self.total = _Sums.of(self.counts, self.tokens, np.zeros(len(labels), dtype=np.int64), 1).group(0)
        self.deal = _deal(matrix, labels, options) if options.resamples else None

    def columns(self, first: int, last: int) -> list[Columns]:
        """Each group from ``first`` to before ``last`` against the rest, by ``z`` downwards, then by term."""
        rows = np.flatnonzero((self.labels >= first) & (self.labels < last))
        sums = _Sums.of(self.counts[rows], self.tokens[rows], self.labels[rows] - first, last - first)
        chance = self.deal.chance(first, last) if self.deal else None
        found = []
        for group in range(last - first):
            values = self._columns(sums.group(group))
            if chance is not None:
                values |= {"p_resampled": chance.p[group], "q_resampled": chance.q[group]}
            z = values["z"]
            order = np.lexsort((self.rank, -z))
            if (top := self.options.top) is not None:
                place, z = np.arange(len(order)), z[order]
                order = order[((place < top) & (z > 0)) | ((place >= len(order) - top) & (z < 0))]
            found.append({name: column[order] for name, column in values.items()})
        return found

    def _columns(self, own: _Sums) -> Columns:
        others = self.total.without(own)
        a, c, b, d = own.x, float(own.t), others.x, float(others.t)
        g2 = log_likelihood(a, b, c, d)
        p = chi2_tail(g2)
        ratio = log_ratio(a, b, c, d)
        reach = _quantile(self.options.confidence) * np.sqrt(_variance(own) + _variance(others)) / np.log(2)
        size = self.options.prior_size or PRIOR_SHARE * (c + d)
        odds, z = weighted_log_odds(a, b, c, d, size * (a + b) / (c + d), size)
        return {
            "term": self.terms,
            "target_count": a.astype(np.int64),
            "reference_count": b.astype(np.int64),
            "target_tokens": np.full(len(a), int(c)),
            "reference_tokens": np.full(len(a), int(d)),
            "target_per_10k": 1e4 * a / c,
            "reference_per_10k": 1e4 * b / d,
            "g2": g2,
            "p": p,
            "q": benjamini_hochberg(p),
            "log_ratio": ratio,
            "low": ratio - reach,
            "high": ratio + reach,
            "log_odds": odds,
            "z": z,
        }


def _variance(sums: _Sums) -> NDArray[np.float64]:
    """The variance of ln(rate) over the documents of a group: n / (n − 1) · Σ (x − r t)² / (Σ x)²."""
    n, count = int(sums.documents), sums.x
    if n < 2:
        return np.full(len(count), np.nan)
    rate = count / sums.t
    squares = sums.x2 - 2 * rate * sums.xt + rate**2 * sums.t2
    variance = n / (n - 1) * np.maximum(squares, 0) / np.maximum(count, 1) ** 2
    # Without an occurrence there is no spread to measure: half a word among independent words stands in.
    return np.asarray(np.where(count > 0, variance, 1 / 0.5 - 1 / sums.t))


def _deal(matrix: TermMatrix, labels: NDArray[np.int64], options: KeynessOptions) -> Deal:
    if options.resample:
        keys = [
            *options.resample,
            "_label",
            *([options.within] if options.within and options.within not in options.resample else []),
        ]
        matrix = replace(matrix, docs=matrix.docs.assign(_label=labels)).group(keys)
        labels = matrix.docs["_label"].to_numpy(dtype=np.int64)
    strata = matrix.groups(options.within)[0] if options.within else None
    tokens = matrix.docs["tokens"].to_numpy(dtype=np.float64)
    return deal_anew(matrix.counts, tokens, labels, options.resamples, options.seed, strata)


def side_mask(matrix: TermMatrix, choice: Documents) -> NDArray[np.bool_]:
    """Which documents are on a side.

    Parameters
    ----------
    matrix : TermMatrix
        Counts.
    choice : conditions or array of bool, documents
        As ``keyness`` takes them.

    Returns
    -------
    array of bool, documents

    Raises
    ------
    InputError
        For a column or value that the documents lack, and for no condition.
    """
    if not isinstance(choice, Mapping):
        return matrix.as_mask(choice)
    if not choice:
        raise InputError("a side needs at least one condition, such as {'region': '安徽省'}")
    return matrix.where(**choice)


def _quantile(confidence: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf((1 + confidence) / 2)
