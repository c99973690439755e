"""Counts, cohesion and freedom of all runs of n symbols (words or characters) in a sequence with breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Grams:
    """All runs of 1 … ``longest`` symbols that don't cross a break.

    ``codes``: the symbols as whole numbers from 0, −1 for a break (a mark, the end of a sentence); ``stretches``: a number for each place
    that changes where a new stretch begins, so that a break may also stand between two symbols.  For each n, ``ids[n]`` gives the run that
    begins at each place (−1: none), ``counts[n]`` how often each run occurs, ``first[n]`` where it occurs first.
    """

    def __init__(self, codes: NDArray[np.int64], stretches: NDArray[np.int64], longest: int) -> None:
        self.codes, self.stretches = codes, stretches
        self.symbols = int(codes.max(initial=-1)) + 1
        self.total = int((codes >= 0).sum())
        self.ids: list[NDArray[np.int32]] = [np.empty(0, dtype=np.int32)]
        self.counts: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]
        self.first: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]
        for n in range(1, longest + 1):
            self._add(n)

    def _add(self, n: int) -> None:
        size = len(self.codes)
        ids = np.full(size, -1, dtype=np.int32)
        counts, first = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        last = self.codes[n - 1 :]
        if n == 1:
            places, keys = np.flatnonzero(last >= 0), last
        else:
            shorter = self.ids[n - 1][: size - n + 1]
            places = np.flatnonzero((shorter >= 0) & (last >= 0) & (self.stretches[: size - n + 1] == self.stretches[n - 1 :]))
            keys = shorter.astype(np.int64) * self.symbols + last
        if len(places):
            _, at, inverse, counts = np.unique(keys[places], return_index=True, return_inverse=True, return_counts=True)
            ids[places], first = inverse, places[at]
        self.ids.append(ids)
        self.counts.append(counts)
        self.first.append(first)

    def places(self, n: int, runs: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where these runs occur, and which (an index into ``runs``) occurs there; in the order of places."""
        index = np.full(len(self.counts[n]) + 1, -1, dtype=np.int64)
        index[runs] = np.arange(len(runs))
        which = index[self.ids[n]]  # no run at a place: id −1, the last cell, −1
        places = np.flatnonzero(which >= 0)
        return places, which[places]

    def cohesion(self, n: int, runs: NDArray[np.int64]) -> NDArray[np.float64]:
        """The pointwise mutual information, in bits, of each run's weakest seam: the least, over its splits into xy, of
        log₂ (f(xy) · N / (f(x) · f(y))); infinite for single symbols."""
        places, count = self.first[n][runs], self.counts[n][runs]
        weakest = np.full(len(runs), np.inf)
        for k in range(1, n):
            left = self.counts[k][self.ids[k][places]]
            right = self.counts[n - k][self.ids[n - k][places + k]]
            weakest = np.minimum(weakest, np.log2(count * self.total / (left * right.astype(np.float64))))
        return weakest

    def neighbours(self, n: int, places: NDArray[np.int64], side: int) -> NDArray[np.int64]:
        """The symbol before (``side`` −1) or after (1) a run at each place; −1 where a break stands there."""
        beside = places + n if side > 0 else places - 1
        inside = (beside >= 0) & (beside < len(self.codes))
        beside = np.where(inside, beside, 0)
        return np.where(inside & (self.stretches[beside] == self.stretches[places]), self.codes[beside], -1)

    def entropy(self, n: int, runs: NDArray[np.int64], side: int) -> NDArray[np.float64]:
        """The branching entropy of each run, in bits: that of its neighbours on one side.  Each break counts as a neighbour of its own,
        since a run that ends at marks ends there of itself."""
        places, which = self.places(n, runs)
        beside = self.neighbours(n, places, side)
        beside = np.where(beside >= 0, beside, self.symbols + np.arange(len(beside)))
        pairs, counts = np.unique(which * np.int64(self.symbols + len(beside)) + beside, return_counts=True)
        run = pairs // np.int64(self.symbols + max(1, len(beside)))
        share = counts / np.bincount(which, minlength=len(runs))[run]
        return np.asarray(np.bincount(run, weights=-share * np.log2(share), minlength=len(runs)), dtype=np.float64)
