"""Counts, cohesion and freedom of all runs of n symbols (words or characters) in a sequence with breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.integer[Any]]


class Grams:
    """All runs of 1 … ``longest`` symbols that don't cross a break.

    ``codes``: the symbols as whole numbers from 0, −1 for a break (a mark, the end of a sentence);
    ``stretches``: a number for each place that changes where a new stretch begins, so that a break may also
    stand between two symbols. For each n, ``counts[n]`` says how often each run occurs, ``first[n]`` where it
    occurs first; runs are numbered from 0 in no order that means anything.

    Of the runs of a large corpus nearly all are of no use to the caller. ``least`` leaves out those that
    occur more rarely (and so every run that holds one); ``wanted``, an array of places and one of lengths,
    all but the runs that stand there and what they hold.

    >>> runs = Grams(np.array([0, 1, 2, -1, 0, 1]), np.array([0, 0, 0, 1, 1, 1]), 2)
    >>> runs.counts[2].tolist(), runs.first[2].tolist(), runs.at(2, np.array([0, 1, 2, 4])).tolist()
    ([2, 1], [0, 1], [0, 1, -1, 0])
    """

    def __init__(
        self,
        codes: Whole,
        stretches: Whole,
        longest: int,
        least: int = 1,
        wanted: tuple[Whole, Whole] | None = None,
    ) -> None:
        self.codes, self.stretches = codes, stretches
        self.symbols = int(codes.max(initial=-1)) + 1
        self.total = int((codes >= 0).sum())
        self.counts: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]
        self.first: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]
        self._places: list[NDArray[np.int32]] = [np.empty(0, dtype=np.int32)]  # where a run begins, in order
        self._runs: list[NDArray[np.int32]] = [np.empty(0, dtype=np.int32)]  # which
        for n in range(1, longest + 1):
            places, keys = self._keys(n)
            if wanted is None:
                self._add(places, *pd.factorize(keys), least)
            else:
                start, length = wanted[0][wanted[1] >= n], wanted[1][wanted[1] >= n] - n + 1
                inside = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
                known = np.unique(keys[np.searchsorted(places, np.repeat(start, length) + inside)])
                self._add(places, pd.Index(known).get_indexer(pd.Index(keys)), known, least)

    def _keys(self, n: int) -> tuple[NDArray[np.int32], Whole]:
        """The places where a run of n symbols may begin, and a number for each that is the same for the same
        run: it is made of the two runs of n − 1 symbols that begin there and at the next place.
        """
        if n == 1:
            places = np.flatnonzero(self.codes >= 0).astype(np.int32)
            return places, self.codes[places]
        places, runs = self._places[n - 1], self._runs[n - 1]
        follows = places[1:] - places[:-1] == 1
        if n == 2:
            follows &= self.stretches[places[1:]] == self.stretches[places[:-1]]
        pairs = np.flatnonzero(follows)
        return places[pairs], runs[pairs].astype(np.int64) * len(self.counts[n - 1]) + runs[pairs + 1]

    def _add(self, places: NDArray[np.int32], runs: NDArray[np.int64], known: Whole, least: int) -> None:
        """Keep the runs that occur often enough, with new numbers; −1 is none."""
        counts = np.bincount(runs[runs >= 0], minlength=len(known))
        often = np.append(counts >= least, False)
        frequent = often[runs]
        number = np.cumsum(often) - 1
        places, runs = places[frequent], number[runs[frequent]]
        first = np.empty(int(often.sum()), dtype=np.int64)
        first[runs[::-1]] = places[::-1]  # the last that is written stays
        self.counts.append(counts[often[:-1]])
        self.first.append(first)
        self._places.append(places)
        self._runs.append(runs.astype(np.int32))

    def at(self, n: int, places: Whole) -> NDArray[np.int64]:
        """The run of n symbols that begins at each place; −1: none."""
        if not len(self._places[n]):
            return np.full(len(places), -1, dtype=np.int64)
        index = np.searchsorted(self._places[n], places)
        index[index == len(self._places[n])] = 0
        return np.where(self._places[n][index] == places, self._runs[n][index], -1).astype(np.int64)

    def places(self, n: int, runs: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where these runs occur, and which (an index into ``runs``) occurs there; in the order of places."""
        index = np.full(len(self.counts[n]), -1, dtype=np.int32)
        index[runs] = np.arange(len(runs))
        which = index[self._runs[n]]
        wanted = which >= 0
        return self._places[n][wanted].astype(np.int64), which[wanted].astype(np.int64)

    def cohesion(self, n: int, runs: NDArray[np.int64]) -> NDArray[np.float64]:
        """The pointwise mutual information, in bits, of each run's weakest seam: the least, over its splits
        into xy, of log₂ (f(xy) · N / (f(x) · f(y))); infinite for single symbols.
        """
        places, count = self.first[n][runs], self.counts[n][runs]
        weakest = np.full(len(runs), np.inf)
        for k in range(1, n):
            left = self.counts[k][self.at(k, places)]
            right = self.counts[n - k][self.at(n - k, places + k)]
            weakest = np.minimum(weakest, np.log2(count * self.total / (left * right.astype(np.float64))))
        return weakest

    def neighbours(self, n: int, places: NDArray[np.int64], side: int) -> NDArray[np.int64]:
        """The symbol before (``side`` −1) or after (1) a run at each place; −1 where a break stands there."""
        beside = places + n if side > 0 else places - 1
        inside = (beside >= 0) & (beside < len(self.codes))
        beside = np.where(inside, beside, 0)
        return np.where(
            inside & (self.stretches[beside] == self.stretches[places]), self.codes[beside], -1
        ).astype(np.int64)

    def entropy(self, n: int, runs: NDArray[np.int64], side: int) -> NDArray[np.float64]:
        """The branching entropy of each run, in bits: that of its neighbours on one side. Each break counts
        as a neighbour of its own, since a run that ends at marks ends there of itself.
        """
        places, which = self.places(n, runs)
        beside = self.neighbours(n, places, side)
        beside = np.where(beside >= 0, beside, self.symbols + np.arange(len(beside)))
        pairs, counts = np.unique(which * np.int64(self.symbols + len(beside)) + beside, return_counts=True)
        run = pairs // np.int64(self.symbols + max(1, len(beside)))
        share = counts / np.bincount(which, minlength=len(runs))[run]
        return np.asarray(
            np.bincount(run, weights=-share * np.log2(share), minlength=len(runs)), dtype=np.float64
        )
