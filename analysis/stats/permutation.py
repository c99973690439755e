"""Chance by resampling whole reports or paragraphs, since words don't come one by one.

Sums over resamples go through the occurrences, not through all documents and terms: most documents lack most
terms.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array


_BLOCK_CELLS = (
    100_000  # cells of a block of results: with what belongs to them they stay in the processor's cache
)
_BLOCK_LABELS = 2_000_000  # labels that are dealt at a time
_DEALT = 12_000  # reports × resamples of a build, at most
_BINS_PER_UNIT, _BINS = 100, 10_000  # z to two decimals, up to 100


def shuffled_labels(
    labels: NDArray[np.int64], resamples: int, seed: int, strata: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """Random reassignments of the labels to the documents; within strata when given.

    Parameters
    ----------
    labels : array, documents
        The group of each.
    resamples : int
        How many reassignments.
    seed : int
        The same seed gives the same table.
    strata : array, documents, or None, default None
        Inside of which labels are exchanged.

    Returns
    -------
    array, resamples × documents

    Examples
    --------
    >>> shuffled_labels(np.array([0, 0, 1]), 2, 0).sum(axis=1).tolist()
    [1, 1]
    """
    return np.concatenate(
        [np.empty((0, len(labels)), dtype=np.int64), *_shuffled(labels, resamples, seed, strata)]
    )


def _shuffled(
    labels: NDArray[np.int64], resamples: int, seed: int, strata: NDArray[np.int64] | None
) -> Iterator[NDArray[np.int64]]:
    """``shuffled_labels`` in blocks of resamples: with many documents, all at once would take gigabytes."""
    generator = np.random.default_rng(seed)
    step = max(1, _BLOCK_LABELS // max(1, len(labels)))
    by_stratum = None if strata is None else np.argsort(strata, kind="stable")
    for first in range(0, resamples, step):
        keys = generator.random((min(step, resamples - first), len(labels)))
        if strata is None or by_stratum is None:
            yield labels[np.argsort(keys, axis=1)]
            continue
        # Ordering by stratum and, inside it, by chance puts each stratum's labels in a random order over the
        # same documents.
        block = np.empty(keys.shape, dtype=np.int64)
        block[:, by_stratum] = labels[np.argsort(keys + strata[None, :] * 2.0, axis=1, kind="stable")]
        yield block


class Chance(NamedTuple):
    """What chance does, groups × terms:

    ``p`` of each term by itself, ``q`` the share of false ones among all terms at least as far apart.
    """

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

    The statistic of a group and a term is the excess a − c · A / N: its occurrences in the group less those
    due to a group of c of the N words when the term occurs A times. The labels are dealt out anew
    ``resamples`` times, every group keeping its number of documents (of each stratum, with ``strata``).

    p = (1 + resamples with |excess*| ≥ |excess|) / (1 + resamples): never 0, and never below 1 / (1 +
    resamples), too coarse to be corrected for thousands of terms. So q pools the terms of a group: with z the
    excess in units of its standard deviation under dealing (known in closed form), q is the mean number of
    terms with |z*| ≥ |z| in a resample (one added to their sum, as for p) over the number with it in the
    data, made monotone; z is rounded down to two decimals.

    Parameters
    ----------
    counts : sparse array, documents × terms
        Occurrences.
    tokens : array, documents
        Running words.
    labels : array, documents
        Each document's group, 0 … G − 1.
    resamples : int, default 1000
        How often the labels are dealt out, 1 or more.
    seed : int, default 0
        The same seed gives the same result.
    strata : array, documents, or None, default None
        Inside of which labels are dealt.

    Returns
    -------
    Chance
        ``p`` and ``q``, groups × terms.

    Raises
    ------
    InputError
        For no resamples.

    References
    ----------
    Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9 (1), 39 (p); Tusher,
    Tibshirani & Chu (2001), PNAS 98, 5116–5121 (q).

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> counts = csr_array(np.array([[9], [8], [0], [1]]))
    >>> permutation_test(counts, np.full(4, 50.0), np.array([0, 0, 1, 1]), resamples=99).p.shape
    (2, 1)
    """
    if resamples < 1:
        raise InputError("resamples is the number of resamples; give 1 or more")
    deal = deal_anew(counts, tokens, labels, resamples, seed, strata)
    return deal.chance(0, len(deal.sizes))


def deal_anew(
    counts: csr_array,
    tokens: NDArray[np.float64],
    labels: NDArray[np.int64],
    resamples: int,
    seed: int = 0,
    strata: NDArray[np.int64] | None = None,
) -> Deal:
    """What ``permutation_test`` works with, for a few groups at a time where there are thousands.

    Parameters
    ----------
    counts, tokens, labels, resamples, seed, strata
        As for ``permutation_test``.

    Returns
    -------
    Deal
        Its ``chance(first, last)`` is that of the groups from ``first`` to before ``last``.
    """
    from scipy.sparse import csr_array

    return Deal(
        csr_array(counts, dtype=np.float64),
        tokens,
        labels,
        _shuffled(labels, resamples, seed, strata),
        strata,
    )


class Deal:
    """Labels dealt out anew, and what the groups have in excess by them.

    Groups are taken a few at a time through all resamples, so that what is held of them stays in the
    processor's cache.
    """

    def __init__(
        self,
        counts: csr_array,
        tokens: NDArray[np.float64],
        labels: NDArray[np.int64],
        dealt: Iterable[NDArray[np.int64]],
        strata: NDArray[np.int64] | None,
    ) -> None:
        self.counts, self.tokens = counts, tokens
        self.rates = (
            np.bincount(counts.indices, weights=counts.data, minlength=counts.shape[1]) / tokens.sum()
        )
        self.sizes = np.bincount(labels)  # of the groups, in documents: the same in every resample
        self.by_term = counts.T.tocsr() if len(self.sizes) == 2 else None
        small = np.min_scalar_type(len(self.sizes))  # short numbers are sorted digit by digit
        self.own = np.argsort(labels.astype(small), kind="stable")[None, :]
        self.dealt = np.concatenate(
            [np.argsort(block.astype(small), axis=1, kind="stable").astype(np.int32) for block in dealt]
        )
        self.resamples = len(self.dealt)
        strata = np.zeros(len(labels), dtype=np.int64) if strata is None else strata
        kinds, groups = int(strata.max()) + 1, len(self.sizes)
        drawn = np.bincount(labels * kinds + strata, minlength=groups * kinds).reshape(groups, kinds)
        self.drawn = drawn * (1 - drawn / np.bincount(strata, minlength=kinds))
        self.spread = _spread(counts, tokens, self.rates, strata, 1) if kinds == 1 else None
        if kinds > 1:  # summed over the strata at once: what they have all together may be large
            summed = np.zeros((groups, counts.shape[1]))
            step = max(1, 10 * _BLOCK_CELLS // max(1, counts.shape[1]))
            for first in range(0, kinds, step):
                rows = np.flatnonzero((strata >= first) & (strata < first + step))
                block = _spread(
                    counts[rows], tokens[rows], self.rates, strata[rows] - first, min(step, kinds - first)
                )
                summed += self.drawn[:, first : first + step] @ block
            self.variance = summed

    def chance(self, first: int, last: int) -> Chance:
        """What chance does to the groups from ``first`` to before ``last``."""
        if len(self.sizes) == 2:  # what one has in excess the other lacks
            p, q = self.of_groups(0, 1)
            return Chance(np.repeat(p, 2, axis=0)[first:last], np.repeat(q, 2, axis=0)[first:last])
        terms = len(self.rates)
        step = max(1, _BLOCK_CELLS // max(1, terms))
        chance = Chance(np.empty((last - first, terms)), np.empty((last - first, terms)))

        def some(start: int) -> None:
            end = min(start + step, last)
            chance.p[start - first : end - first], chance.q[start - first : end - first] = self.of_groups(
                start, end
            )

        with ThreadPoolExecutor(
            max_workers=min(4, os.cpu_count() or 1)
        ) as pool:  # most of the work leaves Python's lock
            list(pool.map(some, range(first, last, step)))
        return chance

    def of_groups(self, first: int, last: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """p and q of the terms of the groups from ``first`` to before ``last``."""
        groups, terms = last - first, len(self.rates)
        observed = np.abs(self.excess(self.own, first, last))[0]
        per_bin = _BINS_PER_UNIT / self.deviation(first, last)
        # An equal excess of a resample may differ from the observed one by rounding alone.
        threshold = observed * (1 - 1e-9) - 1e-9
        offsets = (np.arange(groups) * _BINS)[None, :, None]
        reached, binned = np.zeros((groups, terms), dtype=np.uint32), np.zeros(groups * _BINS, dtype=np.int64)
        step = max(1, _BLOCK_CELLS // max(1, groups * terms))
        for start in range(0, self.resamples, step):
            found = self.excess(self.dealt[start : start + step], first, last)
            np.abs(found, out=found)
            reached += (found >= threshold).sum(axis=0, dtype=np.uint32)
            found *= per_bin
            bins = np.minimum(found, _BINS - 1, out=found).astype(np.int64)
            bins += offsets
            binned += np.bincount(bins.ravel(), minlength=groups * _BINS)
        observed_bins = np.minimum(observed * per_bin, _BINS - 1).astype(np.int64)
        return (1.0 + reached) / (1 + self.resamples), _false_shares(
            observed_bins, binned.reshape(groups, _BINS), self.resamples
        )

    def deviation(self, first: int, last: int) -> NDArray[np.float64]:
        """The standard deviation of the excess under dealing: that of drawing n of N documents without
        replacement, summed over strata.
        """
        deviation = np.sqrt(
            self.variance[first:last] if self.spread is None else self.drawn[first:last] * self.spread
        )
        return np.where(deviation > 1e-9, deviation, np.inf)  # nothing varies: z is 0

    def excess(self, order: NDArray[np.int64], first: int, last: int) -> NDArray[np.float64]:
        """a − c · A / N, resamples × groups × terms;

        ``order``: the documents of each resample, group by group.
        """
        ends, terms = np.cumsum(self.sizes), len(self.rates)
        if (
            self.by_term is not None and last == 1
        ):  # of two, one group: half of all documents in every resample
            chosen = np.zeros((len(self.tokens), len(order)))
            chosen[order[:, : ends[0]].T, np.arange(len(order))] = 1
            words = (chosen * self.tokens[:, None]).sum(axis=0)
            return np.ascontiguousarray((self.by_term @ chosen - self.rates[:, None] * words).T)[:, None, :]
        documents = order[:, ends[first] - self.sizes[first] : ends[last - 1]].ravel()
        rows = np.repeat(np.arange(len(order) * (last - first)), np.tile(self.sizes[first:last], len(order)))
        dealt = self.counts[documents]
        cells = np.repeat(rows * terms, np.diff(dealt.indptr)) + dealt.indices
        size = len(order) * (last - first)
        result: NDArray[np.float64] = (
            np.bincount(cells, weights=dealt.data, minlength=size * terms)
            .reshape(size, terms)
            .astype(np.float64, copy=False)
        )
        result -= np.bincount(rows, weights=self.tokens[documents], minlength=size)[:, None] * self.rates
        return result.reshape(len(order), last - first, terms)


def _spread(
    counts: csr_array,
    tokens: NDArray[np.float64],
    rates: NDArray[np.float64],
    strata: NDArray[np.int64],
    kinds: int,
) -> NDArray[np.float64]:
    """The variance of each term's excess over the documents of each stratum, strata × terms."""
    terms = counts.shape[1]
    documents = np.repeat(np.arange(len(tokens)), np.diff(counts.indptr))
    cells, data = strata[documents] * terms + counts.indices, counts.data
    x, x2, xt = (
        np.bincount(cells, weights=weights, minlength=kinds * terms).reshape(kinds, terms)
        for weights in (data, data**2, data * tokens[documents])
    )
    t, t2 = (
        np.bincount(strata, weights=tokens, minlength=kinds),
        np.bincount(strata, weights=tokens**2, minlength=kinds),
    )
    size = np.bincount(strata, minlength=kinds).astype(np.float64)
    total = x - np.outer(t, rates)
    squares = x2 - 2 * rates * xt + rates**2 * t2[:, None] - total**2 / size[:, None]
    return np.maximum(squares, 0) / np.maximum(size - 1, 1)[:, None]


def _false_shares(
    observed: NDArray[np.int64], binned: NDArray[np.int64], resamples: int
) -> NDArray[np.float64]:
    """q from the bins of the observed |z| (groups × terms) and the chance terms in each bin over all
    resamples (groups × bins).
    """
    above = (1 + np.cumsum(binned[:, ::-1], axis=1)[:, ::-1]) / (1 + resamples)
    result = np.empty(observed.shape)
    for group, bins in enumerate(observed):
        found = np.cumsum(np.bincount(bins, minlength=_BINS)[::-1])[::-1]
        share = np.divide(above[group], found, out=np.full(_BINS, np.inf), where=found > 0)
        # The least share among all thresholds up to a term's own.
        result[group] = np.minimum(np.minimum.accumulate(share), 1)[bins]
    return result


def affordable_resamples(reports: int, resamples: int) -> int:
    """How often a build resamples so many reports: ``resamples`` times, fewer for hundreds of reports, 30
    times at the least.

    >>> affordable_resamples(29, 200), affordable_resamples(333, 200)
    (200, 36)
    """
    return min(resamples, max(30, _DEALT // max(1, reports)))
