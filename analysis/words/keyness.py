"""Which terms set one group of documents apart from another: test, effect size, and a p-value that knows of
documents.
"""

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
from analysis.text.sources import MatrixSource, as_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Columns = dict[str, NDArray[Any]]
    Documents = Mapping[str, Any] | pd.Series[bool] | NDArray[np.bool_]


BLOCK = 64  # groups that are compared at a time: what is held of each is as long as the vocabulary


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


def keyness(
    source: MatrixSource,
    target: Documents,
    reference: Documents | None = None,
    options: KeynessOptions | None = None,
) -> pd.DataFrame:
    """Each term in the target against the reference (all other documents, when none is given).

    Parameters
    ----------
    source : TermMatrix, corpus, reports, path or text
        A matrix of counts, documents × terms; of anything else one by paragraph is made (``text.sources``).
    target, reference : conditions or array of bool, documents
        Conditions on ``docs`` (``{"part": "plan", "year": [2020, 2021]}``) or masks.
    options : KeynessOptions or None, default None
        How to compare.

    Returns
    -------
    DataFrame
        ``term, target_count, reference_count``; ``target_tokens, reference_tokens`` (running words);
        ``target_per_10k, reference_per_10k``;

        ``g2``: the log-likelihood ratio of the 2 × 2 table of this term and all other words; ``p``: its tail
        under χ² with one degree of freedom; ``q``: p after Benjamini and Hochberg over the terms of the
        table. The test takes words for independent, so it overstates;

        ``log_ratio``: log₂ of the ratio of the two rates, 1 for twice as frequent, a count of 0 taken for ½;
        ``low, high``: its interval from the spread of the term over the documents of each side (linearised
        variance of a ratio of sums, normal quantiles); ``NaN`` where a side has one document;

        ``log_odds, z``: the weighted log-odds with an informative Dirichlet prior, distributed as both sides
        together (Monroe, Colaresi & Quinn);

        with ``resamples``: ``p_resampled`` of dealing the documents out anew, never below 1 / (1 +
        resamples), and ``q_resampled``, the share of false ones among the terms at least as far apart
        (``stats.permutation.permutation_test``). These are the ones to report.

        Sorted by ``z`` downwards, then term: what the target favours comes first, what it avoids last.

    Raises
    ------
    InputError
        Where a side has no words, where both have a document in common, and for a column or value that the
        documents lack.

    References
    ----------
    The formulas and their sources stand in ``analysis.stats.association``.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> from analysis.text.matrix import term_matrix
    >>> from analysis.text.tokens import TokenOptions, tokenise_corpus
    >>> matrix = term_matrix(tokenise_corpus(load_corpus(), TokenOptions(engine="rjieba")), "paragraph")
    >>> keyness(matrix, {"region": "海南省"}, {"region": ["安徽省", "浙江省"]})["term"].head(2).tolist()
    ['海南', '国际']
    """
    matrix = as_matrix(source, "paragraph")
    chosen = side_mask(matrix, target)
    others = ~chosen if reference is None else side_mask(matrix, reference)
    if (chosen & others).any():
        raise InputError(
            f"{int((chosen & others).sum())} documents are both in the target and in the reference; the two "
            "must not overlap"
        )
    return pd.DataFrame(keyness_columns(matrix, chosen, others, options or KeynessOptions())).astype(
        {"term": "str"}
    )


def keyness_columns(
    matrix: TermMatrix, target: NDArray[np.bool_], reference: NDArray[np.bool_], options: KeynessOptions
) -> Columns:
    """The columns of ``keyness`` as arrays, for many comparisons in one table.

    Parameters
    ----------
    matrix : TermMatrix
        Counts, by paragraph.
    target, reference : arrays of bool, documents
        The two sides, which don't overlap.
    options : KeynessOptions
        How to compare.

    Returns
    -------
    dict of str to array, terms
        In the order of ``keyness``.
    """
    labels = np.where(target, 0, np.where(reference, 1, -1))
    rows = np.flatnonzero(labels >= 0)
    return _Sides(matrix, rows, labels[rows], ("the target", "the reference"), options).columns(0, 1)[0]


def keyness_by(
    source: MatrixSource, by: str | Sequence[str], options: KeynessOptions | None = None
) -> pd.DataFrame:
    """``keyness`` of each group of documents against all others, one table below the other.

    One series of resamples serves all groups.

    Parameters
    ----------
    source : TermMatrix, corpus, reports, path or text
        A matrix of counts, documents × terms; of anything else one by paragraph is made (``text.sources``).
    by : str or sequence of str
        Columns of ``docs`` that make the groups.
    options : KeynessOptions or None, default None
        How to compare.

    Returns
    -------
    DataFrame
        The columns of ``by``, then those of ``keyness``, in the order of the groups' first documents. ``q``
        counts the terms of one group.

    Raises
    ------
    InputError
        For fewer than two groups, and a group without words.

    Examples
    --------
    >>> from analysis import load_corpus, term_matrix, tokenise_corpus, TokenOptions
    >>> corpus = load_corpus().select(region=["海南省", "安徽省"])
    >>> matrix = term_matrix(tokenise_corpus(corpus, TokenOptions(engine="rjieba")), "paragraph")
    >>> keyness_by(matrix, "region", KeynessOptions(top=1)).groupby("region").size().tolist()
    [2, 2]
    """
    matrix = as_matrix(source, "paragraph")
    keys = [by] if isinstance(by, str) else list(by)
    labels, groups = matrix.groups(keys)
    if len(groups) < 2:
        raise InputError(f"there is one group by {', '.join(keys)}; keyness needs two or more to compare")
    names = tuple(" ".join(map(str, row)) for row in groups.itertuples(index=False))
    sides = _Sides(matrix, np.arange(len(labels)), labels, names, options or KeynessOptions())
    parts = [
        columns
        for first in range(0, len(groups), BLOCK)
        for columns in sides.columns(first, min(first + BLOCK, len(groups)))
    ]
    sizes = [len(part["term"]) for part in parts]
    about = {
        key: groups[key].iloc[np.repeat(np.arange(len(groups)), sizes)].reset_index(drop=True) for key in keys
    }
    return pd.DataFrame(about | join_columns(parts)).astype({"term": "str"})


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


class _Sides:
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
