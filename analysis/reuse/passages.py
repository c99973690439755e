"""Passages from seeds: two places with the same stretch grow into all that is equal around them, and over
small gaps.

Everything here works on many pairs of places at once; a pair is a place in the earlier report and one in the
later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.reuse.fingerprints import sums
from analysis.reuse.shared_places import Laid, Shared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.int64]

SEEDS_AT_ONCE = 1 << 19
STEP = 16
_AT_ONCE = 1 << 14


class Passages(NamedTuple):
    """Equal or similar wording: from ``start`` to ``end`` in the earlier report and from ``other_start`` to
    ``other_end`` in the later, as places in the corpus.
    """

    start: Places
    end: Places
    other_start: Places
    other_end: Places

    def __repr__(self) -> str:
        return f"<Passages: {len(self.start):,}>"

    def take(self, which: NDArray[np.int64] | NDArray[np.bool_]) -> Passages:
        return Passages(*(column[which] for column in self))

    def shorter(self) -> Places:
        """The characters of the side that has fewer."""
        fewer: Places = np.minimum(self.end - self.start, self.other_end - self.other_start)
        return fewer


def blocks(rare: Shared, laid: Laid) -> Iterator[tuple[Places, Places]]:
    """Pairs of places in two reports with the same stretch, those of a few earlier reports at a time."""
    if not len(rare.places):
        return
    owner = laid.report(rare.places)
    own = np.bincount(owner, weights=rare.behind, minlength=len(laid.starts) - 1)
    part = (np.cumsum(own) // SEEDS_AT_ONCE).astype(np.int64)
    for first in np.flatnonzero(np.concatenate(([True], part[1:] != part[:-1]))).tolist():
        until = int(np.searchsorted(part, part[first], side="right"))
        at = np.flatnonzero((owner >= first) & (owner < until) & (rare.behind > 0))
        behind = rare.behind[at]
        source = np.repeat(at, behind)
        target = source + 1 + np.arange(len(source)) - np.repeat(np.cumsum(behind) - behind, behind)
        apart = owner[source] != owner[target]
        yield rare.places[source[apart]].astype(np.int64), rare.places[target[apart]].astype(np.int64)


def equal_runs(laid: Laid, start: Places, other: Places, shingle: int) -> Passages:
    """The stretches of equal characters around pairs of places, each once, as long as they are equal inside a
    paragraph.

    Parameters
    ----------
    laid : Laid
        The corpus.
    start, other : array of int, pairs
        Places in an earlier report and in a later one, from which on ``shingle`` characters have one hash;
        pairs whose characters differ all the same are dropped.
    shingle : int
        Characters of a stretch.

    Returns
    -------
    Passages
        By distance of the two places, then by place.
    """
    same = np.ones(len(start), dtype=np.bool_)
    for low in range(0, len(start), _AT_ONCE):  # another stretch may have the same hash
        block = slice(low, low + _AT_ONCE)
        same[block] = (
            _window(laid, start[block], shingle, 1) == _window(laid, other[block], shingle, 1)
        ).all(axis=1)
    keys = ((other - start)[same].astype(np.uint64) << np.uint64(32)) | start[same].astype(np.uint64)
    keys.sort()
    start = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    apart = (keys >> np.uint64(32)).astype(np.int64)
    new = np.concatenate(([True], (apart[1:] != apart[:-1]) | (start[1:] > start[:-1] + shingle)))[
        : len(start)
    ]
    begin = np.flatnonzero(new)
    last = start[np.append(begin[1:], len(start))[: len(begin)] - 1]
    left = _grown(laid, start[begin], start[begin] + apart[begin], -1)
    right = _grown(laid, last + shingle, last + shingle + apart[begin], 1)
    grown = Passages(
        start[begin] - left,
        last + shingle + right,
        start[begin] + apart[begin] - left,
        last + shingle + apart[begin] + right,
    )
    begins, distance = grown.start, apart[begin]  # in order, as the runs are, by distance and place
    once = np.concatenate(([True], (begins[1:] != begins[:-1]) | (distance[1:] != distance[:-1])))[
        : len(begins)
    ]
    return grown.take(once)


def _window(laid: Laid, at: Places, size: int, way: int) -> NDArray[np.uint16]:
    """The codes from ``at`` on (``way`` 1), or those before it, nearest first (−1)."""
    rows = np.lib.stride_tricks.sliding_window_view(laid.codes, size)
    codes: NDArray[np.uint16] = rows[at] if way > 0 else rows[at - size][:, ::-1]
    return codes


def _while_going(size: int, step: Callable[[Places], Places]) -> None:
    """Take a step with each of so many pairs of places, a part of them at a time, and again with those that
    ``step`` gives back, until none is left.
    """
    going = np.arange(size)
    while len(going):
        going = np.concatenate([step(going[low : low + _AT_ONCE]) for low in range(0, len(going), _AT_ONCE)])


def _grown(laid: Laid, at: Places, other: Places, way: int) -> Places:
    """How many characters are equal from ``at`` and ``other`` on (``way`` 1) or before them (−1), inside a
    paragraph.
    """
    length: Places = np.zeros(len(at), dtype=np.int64)

    def grow(going: Places) -> Places:
        moved = way * length[going]
        one, two = (_window(laid, place[going] + moved, STEP, way) for place in (at, other))
        differ = np.concatenate(((one != two) | (one == 0), np.ones((len(going), 1), dtype=np.bool_)), axis=1)
        equal = differ.argmax(axis=1)
        length[going] += equal
        further: Places = going[equal == STEP]
        return further

    _while_going(len(at), grow)
    return length


def _may_meet(one: NDArray[np.uint16], two: NDArray[np.uint16], shingle: int, gap: int) -> NDArray[np.bool_]:
    """Whether windows of ``gap + shingle`` codes may have a stretch of ``shingle`` in common: wherever it
    begins in one of them, it holds one of a few pairs of neighbours there, which must then stand somewhere in
    the other. Most windows have none, and need no closer look.
    """
    pairs = two[:, :-1].astype(np.uint32) << np.uint32(16) | two[:, 1:]
    found = np.zeros(len(one), dtype=np.bool_)
    for place in range(shingle - 2, gap + shingle - 1, shingle - 1):
        found |= (
            pairs == (one[:, place, None].astype(np.uint32) << np.uint32(16) | one[:, place + 1, None])
        ).any(axis=1)
    return found


def _nearest(equal: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The gaps on the two sides to the nearest stretches that are equal: by their sum, then by how alike they
    are, then by the first.
    """
    size = equal.shape[1]
    one, two = np.divmod(np.arange(size * size), size)
    order = np.lexsort((one, abs(one - two), one + two))
    best = order[equal.reshape(len(equal), size * size)[:, order].argmax(axis=1)]
    return one[best], two[best]


def _bridged(
    laid: Laid, at: Places, other: Places, way: int, shingle: int, gap: int
) -> tuple[Places, Places]:
    """How far the wording goes on from ``at`` and ``other``: over gaps of at most ``gap`` characters on
    either side to the next ``shingle`` equal ones.
    """
    far, other_far = np.zeros(len(at), dtype=np.int64), np.zeros(len(at), dtype=np.int64)

    def bridge(going: Places) -> Places:
        one, two = (
            _window(laid, place[going] + way * moved[going], gap + shingle, way)
            for place, moved in ((at, far), (other, other_far))
        )
        near = np.flatnonzero(_may_meet(one, two, shingle, gap))
        going, hashes = going[near], []
        for never, window in enumerate((one[near], two[near])):
            hashes.append(sums(window.astype(np.uint32), shingle))
            beyond = np.logical_or.accumulate(window == 0, axis=1)[:, shingle - 1 :]
            hashes[-1][beyond] = never  # like nothing on the other side
        equal = hashes[0][:, :, None] == hashes[1][:, None, :]
        hit = np.flatnonzero(equal.any(axis=(1, 2)))
        skipped, other_skipped = _nearest(equal[hit])
        going = going[hit]
        length = _grown(
            laid,
            at[going] + way * (far[going] + skipped),
            other[going] + way * (other_far[going] + other_skipped),
            way,
        )
        sure = length >= shingle  # another stretch may have the same hash
        going, skipped, other_skipped, length = (
            column[sure] for column in (going, skipped, other_skipped, length)
        )
        far[going] += skipped + length
        other_far[going] += other_skipped + length
        return going

    _while_going(len(at), bridge)
    return far, other_far


def over_gaps(laid: Laid, runs: Passages, shingle: int, gap: int) -> Passages:
    """Each run with what lies near it, before and behind, over small gaps.

    Parameters
    ----------
    laid : Laid
        The corpus.
    runs : Passages
        Stretches of equal characters (``equal_runs``).
    shingle : int
        So many characters must be equal behind a gap.
    gap : int
        Characters that may be skipped on either side at a time.

    Returns
    -------
    Passages
        One for each of ``runs``, in their order; several may have become the same.
    """
    right, other_right = _bridged(laid, runs.end, runs.other_end, 1, shingle, gap)
    left, other_left = _bridged(laid, runs.start, runs.other_start, -1, shingle, gap)
    return Passages(
        runs.start - left, runs.end + right, runs.other_start - other_left, runs.other_end + other_right
    )


class Covered:
    """How many characters of the corpus up to a place belong to stretches of stock phrases."""

    def __init__(self, stock: Shared, shingle: int) -> None:
        places = np.sort(stock.places)
        alone = np.minimum(
            np.diff(places, prepend=places[:1]), shingle
        )  # what the stretch before covers until this one begins
        self._places, self._counted, self._shingle = places, np.cumsum(alone, dtype=np.uint32), shingle

    def until(self, ends: Places) -> Places:
        """The covered characters before ``ends``."""
        if not len(self._places):
            return np.zeros(len(ends), dtype=np.int64)
        last = np.searchsorted(self._places, ends.astype(np.uint32)) - 1
        return np.where(
            last < 0,
            0,
            self._counted[last].astype(np.int64) + np.minimum(ends - self._places[last], self._shingle),
        )

    def rest(self, passages: Passages) -> Places:
        """The characters of passages that belong to none, on the side that has fewer."""
        one = passages.end - passages.start - self.until(passages.end) + self.until(passages.start)
        two = (
            passages.other_end
            - passages.other_start
            - self.until(passages.other_end)
            + self.until(passages.other_start)
        )
        fewer: Places = np.minimum(one, two)
        return fewer


def merged(passages: Passages, paragraph_ends: Places) -> tuple[Passages, Places]:
    """Passages that overlap in both reports as one, and for each of ``passages`` the number of the one that
    it is part of.
    """
    homes = [np.searchsorted(paragraph_ends, places) for places in (passages.start, passages.other_start)]
    order = np.lexsort(
        (passages.other_end, passages.end, passages.other_start, passages.start, homes[1], homes[0])
    )
    rows: list[list[int]] = []
    member = np.empty(len(order), dtype=np.int64)
    last_home = (-1, -1)
    for at, one, two, *row in zip(
        order.tolist(), *(column[order].tolist() for column in (*homes, *passages)), strict=True
    ):
        start, end, other_start, other_end = row
        last = rows[-1] if rows else row
        if rows and (one, two) == last_home and start < last[1] and last[2] <= other_start < last[3]:
            last[1], last[3] = max(last[1], end), max(last[3], other_end)
        else:
            rows.append(row)
        last_home = (one, two)
        member[at] = len(rows) - 1
    return Passages(*np.array(rows, dtype=np.int64).reshape(-1, 4).T), member
