"""Stretches that stand in several places of a corpus, from the fingerprints of its reports.

Hashes are taken range by range, so that each sort fits into a processor's cache and the work grows with the
length of the corpus alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.errors import InputError
from analysis.reuse.fingerprints import FOLDED, Fingerprint, marked, stretch_hashes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.corpus.types import Report

ENTRIES_AT_ONCE = 1 << 20


def offsets_of(counted: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Where the letters and figures of a report stand in its clean text, from the bits that say which
    characters they are.
    """
    return np.flatnonzero(np.unpackbits(counted))


class Laid(NamedTuple):
    """The letters and figures of all reports end to end, a 0 behind each paragraph; report ``n`` begins at
    ``starts[n]``.
    """

    codes: NDArray[np.uint16]
    starts: NDArray[np.int64]  # one more than reports
    counted: tuple[
        NDArray[np.uint8], ...
    ]  # of each report, which characters of its clean text are here, a bit each

    def __repr__(self) -> str:
        return f"<Laid: {len(self.counted):,} reports, {len(self.codes):,} codes>"

    def report(self, places: NDArray[np.int64] | NDArray[np.uint32]) -> NDArray[np.int32]:
        """The numbers of the reports that places lie in."""
        return (np.searchsorted(self.starts.astype(places.dtype), places, side="right") - 1).astype(np.int32)

    def wording(self, reports: Sequence[Report], start: int, end: int) -> str:
        """The letters and figures from ``start`` to ``end``, without marks."""
        codes = self.codes[start:end]
        if not ((codes >= FOLDED) & (codes < FOLDED + 0x800)).any():
            return "".join(map(chr, codes.tolist()))
        number = int(np.searchsorted(self.starts, start, side="right")) - 1
        return "".join(
            reports[number].text[at]
            for at in offsets_of(self.counted[number])[
                start - self.starts[number] : end - self.starts[number]
            ]
        )


class Shared(NamedTuple):
    """Places of stretches that stand in two places or more, stretch by stretch, each in the order of the
    corpus.
    """

    places: NDArray[np.uint32]
    behind: NDArray[np.int32]  # how many further places of the same stretch follow

    def __repr__(self) -> str:
        return f"<Shared: {len(self.places):,} places>"


class SharedPlaces(NamedTuple):
    rare: Shared  # at most ``common`` places
    stock: Shared  # more


def lay(
    reports: Iterable[Report],
    fingerprints: Sequence[Fingerprint],
    characters: int,
    *,
    shingle: int,
    margin: int,
) -> Laid:
    """The letters and figures of the reports end to end; reports are read one at a time.

    Parameters
    ----------
    reports : iterable of Report
        In the order of the corpus.
    fingerprints : sequence of Fingerprint
        Those of the reports, in the same order.
    characters : int
        The length of all their texts, so that room is made once.
    shingle : int
        Characters of a stretch, as the fingerprints have it.
    margin : int
        How many zeros stand before the first report and behind the last one.

    Returns
    -------
    Laid

    Raises
    ------
    InputError
        When a fingerprint was made of another text or with another ``shingle``.
    """
    codes = np.zeros(characters + 2 * margin + 1, dtype=np.uint16)
    starts, bits = [margin], []
    for report, own in zip(reports, fingerprints, strict=True):
        marks, counted = marked(report, own.left_out)
        text = marks[counted]
        bits.append(np.packbits(counted))
        end = starts[-1] + len(text)
        if end + margin > len(codes):
            codes = np.concatenate((codes, np.zeros(len(codes) // 4 + len(text) + margin, dtype=np.uint16)))
        codes[starts[-1] : end] = text
        if len(own.places):
            at = int(own.places[0])
            if (
                at + shingle > len(text)
                or stretch_hashes(text[at : at + shingle], shingle)[0] != own.hashes[0]
            ):
                raise InputError(
                    f"{report.report_id}: its fingerprint was made of another text, or with another "
                    "shingle; make it again"
                )
        starts.append(end)
    return Laid(codes[: starts[-1] + margin], np.array(starts, dtype=np.int64), tuple(bits))


def _grouped(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the stretches of sorted keys begin, and how many places each has."""
    hashes = keys >> np.uint64(32)
    begin = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    return begin, np.diff(np.append(begin, len(keys)))


def shared_places(
    fingerprints: Sequence[Fingerprint], starts: NDArray[np.int64], common: int
) -> SharedPlaces:
    """The places that share a hash with another place, those of rare stretches and those of stock phrases
    apart.

    A key is a hash and, below it, a place in the corpus: sorting keys groups places by stretch, in the order
    of the corpus.

    Parameters
    ----------
    fingerprints : sequence of Fingerprint
        Those of the reports, in the order of the corpus.
    starts : array of int, reports + 1
        Where each report begins in the corpus (``Laid.starts``).
    common : int
        A stretch in more places than that is one of a stock phrase.

    Returns
    -------
    SharedPlaces
    """
    total = sum(len(own.hashes) for own in fingerprints)
    bits = max(total // ENTRIES_AT_ONCE, 0).bit_length()
    edges = np.arange(1, 1 << bits, dtype=np.uint64) << np.uint64(32 - bits)
    cuts = [
        [0, *np.searchsorted(own.hashes, edges.astype(np.uint32)).tolist(), len(own.hashes)]
        for own in fingerprints
    ]
    rare: list[Shared] = []
    stock: list[Shared] = []
    for part in range(1 << bits if total else 0):
        hashes = np.concatenate(
            [own.hashes[cut[part] : cut[part + 1]] for own, cut in zip(fingerprints, cuts, strict=True)]
        )
        sizes = [cut[part + 1] - cut[part] for cut in cuts]
        places = np.concatenate(
            [own.places[cut[part] : cut[part + 1]] for own, cut in zip(fingerprints, cuts, strict=True)]
        )
        keys = (hashes.astype(np.uint64) << np.uint64(32)) | (places + np.repeat(starts[:-1], sizes)).astype(
            np.uint64
        )
        if not len(keys):
            continue
        keys.sort()
        begin, size = _grouped(keys)
        behind = np.repeat(begin + size - 1, size) - np.arange(len(keys))
        many = np.repeat(size, size)
        for kept, fit in ((rare, (many > 1) & (many <= common)), (stock, many > common)):
            kept.append(Shared(keys[fit].astype(np.uint32), behind[fit].astype(np.int32)))
    return SharedPlaces(_joined(rare), _joined(stock))


def _joined(parts: list[Shared]) -> Shared:
    empty = Shared(np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.int32))
    return Shared(*(np.concatenate(columns) for columns in zip(empty, *parts, strict=True)))
