"""Chance by resampling whole reports or paragraphs, since words don't come one by one.

All sums over resamples are products of sparse matrices: a block of resamples is one matrix of zeros and ones (resample and group ×
documents), and its product with the counts gives every group's counts in every resample at once.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from analysis.text.matrix import TermMatrix

_BLOCK_CELLS = 500_000  # cells of a block of results: 4 MB stay in the processor's cache
_BINS_PER_UNIT, _BINS = 100, 10_000  # z to two decimals, up to 100


def group_sums(counts: csr_array, labels: NDArray[np.int64], groups: int) -> NDArray[np.float64]:
    """The sum of the rows of each group, groups × columns, dense."""
    from scipy.sparse import csr_array

    choose = csr_array((np.ones(len(labels)), (labels, np.arange(len(labels)))), shape=(groups, len(labels)))
    return np.asarray((choose @ counts).toarray())


def shuffled_labels(
    labels: NDArray[np.int64], resamples: int, seed: int, strata: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """Random reassignments of the labels to the documents, resamples × documents; within strata when given.  The same seed gives the
    same table."""
    generator = np.random.default_rng(seed)
    keys = generator.random((resamples, len(labels)))
    if strata is None:
        return labels[np.argsort(keys, axis=1, kind="stable")]
    by_stratum = np.argsort(strata, kind="stable")
    result = np.empty((resamples, len(labels)), dtype=np.int64)
    # Ordering by stratum and, inside it, by chance puts each stratum's labels in a random order over the same documents.
    order = np.argsort(keys + strata[None, :] * 2.0, axis=1, kind="stable")
    result[:, by_stratum] = labels[order]
    return result


class Chance(NamedTuple):
    """What chance does, groups × terms: ``p`` of each term by itself, ``q`` the share of false ones among all terms at least as far apart."""

    p: NDArray[np.float64]
    q: NDArray[np.float64]


def permutation_test(
    counts: csr_array,
    tokens: NDArray[np.float64],
    labels: NDArray[np.int64],
    *,
    resamples: int = 1000,
    seed: int = 0,
    strata: NDArray[np.int64] | None = None,
) -> Chance:
    """How often chance alone sets a group as far apart from the others.

    ``counts`` (documents × terms), ``tokens`` (running words of each document), ``labels`` (each document's group, 0 … G − 1).  The
    statistic of a group and a term is the excess a − c · A / N: its occurrences in the group less those due to a group of c of the N words
    when the term occurs A times.  The labels are dealt out anew ``resamples`` times, every group keeping its number of documents
    (of each stratum, with ``strata``).

    p = (1 + resamples with |excess*| ≥ |excess|) / (1 + resamples): never 0, and never below 1 / (1 + resamples), too coarse to be
    corrected for thousands of terms.  So q pools the terms of a group: with z the excess in units of its standard deviation under dealing
    (known in closed form), q is the mean number of terms with |z*| ≥ |z| in a resample (one added to their sum, as for p) over the number with it in
    the data, made monotone; z is rounded down to two decimals.

    Sources: Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9 (1), 39 (p); Tusher, Tibshirani & Chu
    (2001), PNAS 98, 5116–5121 (q).
    """
    if resamples < 1:
        raise InputError("resamples is the number of resamples; give 1 or more")
    from scipy.sparse import csr_array

    groups, terms = int(labels.max()) + 1, counts.shape[1]
    counts = csr_array(counts, dtype=np.float64)
    rates = np.asarray(counts.sum(axis=0)).ravel() / tokens.sum()
    observed = np.abs(excesses(counts, tokens, rates, labels[None, :], groups))
    per_bin = _BINS_PER_UNIT / _deviations(counts, tokens, rates, labels, groups, strata)
    # An equal excess of a resample may differ from the observed one by rounding alone.
    threshold = observed * (1 - 1e-9) - 1e-9
    offsets = (np.arange(groups) * _BINS)[None, :, None]
    shuffled = shuffled_labels(labels, resamples, seed, strata)

    def count(block: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        found = excesses(counts, tokens, rates, block, groups).reshape(-1, groups, terms)
        np.abs(found, out=found)
        reached = (found >= threshold).sum(axis=0)
        found *= per_bin
        bins = np.minimum(found, _BINS - 1).astype(np.int64)
        bins += offsets
        return reached, np.bincount(bins.ravel(), minlength=groups * _BINS).reshape(groups, _BINS)

    reached, binned = np.zeros((groups, terms), dtype=np.int64), np.zeros((groups, _BINS), dtype=np.int64)
    blocks = np.array_split(shuffled, min(resamples, 1 + resamples * groups * terms // _BLOCK_CELLS))
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:  # the products leave Python's lock; sums don't mind the order
        for one, bins in pool.map(count, blocks):
            reached += one
            binned += bins
    observed_bins = np.minimum(observed * per_bin, _BINS - 1).astype(np.int64)
    return Chance((1 + reached) / (1 + resamples), _false_shares(observed_bins, binned, resamples))


def _deviations(
    counts: csr_array,
    tokens: NDArray[np.float64],
    rates: NDArray[np.float64],
    labels: NDArray[np.int64],
    groups: int,
    strata: NDArray[np.int64] | None,
) -> NDArray[np.float64]:
    """The standard deviation of the excess under dealing: that of drawing n of N documents without replacement, summed over strata."""
    strata = np.zeros(len(labels), dtype=np.int64) if strata is None else strata
    kinds = int(strata.max()) + 1
    crossed = counts.copy()
    crossed.data *= np.repeat(tokens, np.diff(crossed.indptr))
    x, x2, xt = group_sums(counts, strata, kinds), group_sums(counts.power(2), strata, kinds), group_sums(crossed, strata, kinds)
    t, t2 = np.bincount(strata, weights=tokens, minlength=kinds), np.bincount(strata, weights=tokens**2, minlength=kinds)
    size = np.bincount(strata, minlength=kinds).astype(np.float64)
    total = x - np.outer(t, rates)
    squares = x2 - 2 * rates * xt + rates**2 * t2[:, None] - total**2 / size[:, None]
    spread = np.maximum(squares, 0) / np.maximum(size - 1, 1)[:, None]
    drawn = np.bincount(labels * kinds + strata, minlength=groups * kinds).reshape(groups, kinds)
    deviation = np.sqrt((drawn * (1 - drawn / size)) @ spread)
    return np.where(deviation > 1e-9, deviation, np.inf)  # nothing varies: z is 0


def _false_shares(observed: NDArray[np.int64], binned: NDArray[np.int64], resamples: int) -> NDArray[np.float64]:
    """q from the bins of the observed |z| (groups × terms) and the chance terms in each bin over all resamples (groups × bins)."""
    above = (1 + np.cumsum(binned[:, ::-1], axis=1)[:, ::-1]) / (1 + resamples)
    result = np.empty(observed.shape)
    for group, bins in enumerate(observed):
        found = np.cumsum(np.bincount(bins, minlength=_BINS)[::-1])[::-1]
        share = np.divide(above[group], found, out=np.full(_BINS, np.inf), where=found > 0)
        # The least share among all thresholds up to a term's own.
        result[group] = np.minimum(np.minimum.accumulate(share), 1)[bins]
    return result


def excesses(
    counts: csr_array, tokens: NDArray[np.float64], rates: NDArray[np.float64], labels: NDArray[np.int64], groups: int
) -> NDArray[np.float64]:
    """a − c · A / N of each resample and group × terms, for labels of resamples × documents."""
    from scipy.sparse import csr_array

    resamples, size = labels.shape
    rows = (labels + np.arange(resamples)[:, None] * groups).ravel()
    columns = np.tile(np.arange(size), resamples)
    choose = csr_array((np.ones(len(rows)), (rows, columns)), shape=(resamples * groups, size))
    result = (choose @ counts).toarray()
    result -= np.outer(choose @ tokens, rates)
    return np.asarray(result)


def bootstrap_rates(
    matrix: TermMatrix,
    by: str | list[str],
    *,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Rates per 10,000 running words of each group and term with a bootstrap interval over the documents of the group.

    Each resample draws as many documents as the group has, with replacement (a row of multinomial weights times the group's block of
    counts); ``low`` and ``high`` are the percentiles.  Give a matrix by paragraph and keep its terms to the few of interest first.

    Columns: those of ``by``, ``term, count, tokens, per_10k, low, high``; the interval is ``NaN`` for a group of one document.
    """
    keys = [by] if isinstance(by, str) else list(by)
    generator = np.random.default_rng(seed)
    codes = matrix.docs.groupby(keys, sort=False, dropna=False).ngroup().to_numpy()
    grouped = matrix.group(keys)
    tail = (1 - confidence) / 2
    parts = []
    for code in range(len(grouped.docs)):
        rows = np.flatnonzero(codes == code)
        block, words = matrix.counts[rows], matrix.docs["tokens"].to_numpy(dtype=np.float64)[rows]
        total, count = words.sum(), np.asarray(block.sum(axis=0)).ravel()
        part = pd.DataFrame({"term": np.array(matrix.terms, dtype=object), "count": count, "tokens": int(total)})
        part["per_10k"] = 1e4 * count / total if total else np.nan
        part["low"], part["high"] = np.nan, np.nan
        if len(rows) > 1 and total:
            weights = generator.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), size=resamples).astype(np.float64)
            drawn = weights @ words
            drawn[drawn == 0] = np.nan
            rates = 1e4 * (block.T @ weights.T).T / drawn[:, None]
            part["low"], part["high"] = np.nanquantile(rates, [tail, 1 - tail], axis=0)
        for position, key in enumerate(keys):
            part.insert(position, key, grouped.docs[key].iloc[code])
        parts.append(part)
    if not parts:
        return pd.DataFrame(columns=[*keys, "term", "count", "tokens", "per_10k", "low", "high"])
    return pd.concat(parts, ignore_index=True)
