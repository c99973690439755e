"""Fingerprints of a report: a third of its stretches of ten letters and figures, chosen by the stretch
itself.

A stretch of ``shingle`` characters is chosen when the smallest of its parts of ``shingle − window``
characters (by hash) is its first or its last. Whether it is chosen depends on nothing around it, so the same
stretch is chosen in every report or in none, and places may be counted; and a wording of at least ``shingle +
window − 1`` characters that stands in two reports holds one that is chosen in both. Chosen are 2 / (window +
1) of all.

Sources: Edgar (2021), PeerJ 9:e10805 (closed syncmers); Schleimer, Wilkerson & Aiken (2003), SIGMOD, 76–85
(winnowing, the same guarantee and density).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from analysis.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.corpus.types import Report

SHINGLE = 10
WINDOW = 5
FOLDED = 0xD800  # the first code of surrogates
_BASE = 0x9E3779B97F4A7C15
Code = TypeVar("Code", np.uint32, np.uint64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


class Fingerprint(NamedTuple):
    """What one report brings to a comparison with others: chosen stretches, by hash, and where they begin.

    ``places`` count the codes of ``letters``; ``left_out`` are the spans of the clean text that were passed
    over, one row each.
    """

    hashes: NDArray[np.uint32]  # ascending
    places: NDArray[np.int32]
    left_out: NDArray[np.int32]  # spans × 2

    def __repr__(self) -> str:
        return f"<Fingerprint: {len(self.hashes):,} stretches>"


@lru_cache(maxsize=1)
def _counted() -> NDArray[np.bool_]:
    """Whether a character up to U+FFFF is a letter or figure."""
    return np.fromiter((chr(code).isalnum() for code in range(0x10000)), dtype=np.bool_, count=0x10000)


def marked(report: Report, left_out: NDArray[np.int32]) -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """The code of each character of a report, and whether it is one of the ``letters``."""
    data = report.text.encode("utf-16-le") + bytes(2)
    if len(data) == 2 * len(report.text) + 2:
        codes = np.frombuffer(data, dtype=np.uint16).copy()
        counted = _counted()[codes]
    else:
        wide = np.frombuffer(report.text.encode("utf-32-le") + bytes(4), dtype=np.uint32)
        codes = wide.astype(np.uint16)
        counted = _counted()[codes]
        for at in np.flatnonzero(wide > 0xFFFF).tolist():
            counted[at] = report.text[at].isalnum()
            codes[at] = FOLDED + wide[at] % 0x800
    for start, end in left_out.tolist():
        counted[start:end] = False
    ends = [
        len(report.text),
        *(p.end for p in report.paragraphs),
    ]  # a line break stands there, or nothing any more
    counted[ends] = True
    codes[ends] = 0
    return codes, counted


def letters(report: Report, left_out: NDArray[np.int32]) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """The letters and figures of a report and their offsets; a 0 stands at the end of each paragraph.

    Characters above U+FFFF, which are rare hanzi, are folded onto the codes of surrogates, which no text has.
    """
    codes, counted = marked(report, left_out)
    offsets = np.flatnonzero(counted)
    return codes[offsets], offsets


def sums(codes: NDArray[Code], size: int) -> NDArray[Code]:
    """Σ code · base^(size − 1 − i) of the ``size`` codes from each place on, along the last axis, wrapped
    around: from the sums of half the size.
    """
    if size == 1:
        return codes
    half = size // 2
    part = sums(codes, half)
    base, wrap = codes.dtype.type, 1 << 8 * codes.itemsize
    whole: NDArray[Code] = (
        part[..., : part.shape[-1] - half] * base(pow(_BASE, half, wrap)) + part[..., half:]
    )
    if size % 2:
        whole = whole[..., :-1] * base(_BASE % wrap) + codes[..., size - 1 :]
    return whole


def stretch_hashes(codes: NDArray[np.uint16], size: int) -> NDArray[np.uint32]:
    """The hash of the ``size`` codes from each place on, along the last axis."""
    if codes.shape[-1] < size:
        return np.empty((*codes.shape[:-1], 0), dtype=np.uint32)
    values = sums(codes.astype(np.uint64), size)
    values = (values ^ (values >> np.uint64(32))) * _MIX
    return (values >> np.uint64(32)).astype(np.uint32)


def within(codes: NDArray[np.uint16], size: int) -> NDArray[np.bool_]:
    """Whether the ``size`` codes from each place on lie inside one paragraph."""
    ends = np.concatenate(([0], np.cumsum(codes == 0)))
    inside: NDArray[np.bool_] = ends[size:] == ends[:-size]
    return inside


def check_sizes(shingle: int, window: int) -> None:
    """Raise ``InputError`` unless 1 ≤ window < shingle."""
    if not 1 <= window < shingle:
        raise InputError(f"window ({window}) is at least 1 and shorter than shingle ({shingle})")


def fingerprint(
    report: Report, leave_out: Sequence[tuple[int, int]] = (), *, shingle: int = SHINGLE, window: int = WINDOW
) -> Fingerprint:
    """The fingerprint of one report; it depends on this report alone, so that it may be kept.

    A stretch does not run over the end of a paragraph.

    Parameters
    ----------
    report : Report
        Its text and paragraphs count.
    leave_out : sequence of (int, int), default ()
        Spans of the clean text that are passed over.
    shingle : int, default 10
        Letters and figures of a stretch.
    window : int, default 5
        Sets how many stretches are chosen: 2 / (window + 1) of all.

    Returns
    -------
    Fingerprint
        Without stretches for a report that is no longer than ``shingle``.

    Raises
    ------
    InputError
        Unless 1 ≤ window < shingle.
    """
    check_sizes(shingle, window)
    left_out = np.array(leave_out, dtype=np.int32).reshape(-1, 2)
    codes, _ = letters(report, left_out)
    if len(codes) <= shingle:
        return Fingerprint(np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.int32), left_out)
    parts = stretch_hashes(codes, shingle - window)
    width = len(codes) - shingle + 1
    least = parts[:width]
    for step in range(1, window + 1):
        least = np.minimum(least, parts[step : step + width])
    chosen = ((parts[:width] == least) | (parts[window : window + width] == least)) & within(codes, shingle)
    places = np.flatnonzero(chosen)
    hashes = stretch_hashes(codes, shingle)[places]
    order = np.argsort(hashes, kind="stable")
    return Fingerprint(hashes[order], places[order].astype(np.int32), left_out)
