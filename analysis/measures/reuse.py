"""Passages that stand nearly word for word in another report.

Letters and figures of all reports are laid end to end, without marks and blanks.  Every stretch of ``shingle`` characters is hashed; where two reports have the
same stretch, its places are a seed, and neighbouring seeds grow into passages with small gaps, which RapidFuzz aligns.  A stretch that stands in more than
``common`` places is a stock phrase (以习近平新时代中国特色社会主义思想为指导): it seeds nothing, so that the work grows with the length of
the corpus and not with the square of its reports, but it may lie inside a passage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.corpus.types import Report

LEVELS = ("national", "province", "city", "county")
COLUMNS = [
    "report_id", "other_id", "paragraph", "start", "end", "other_paragraph", "other_start", "other_end", "characters", "similarity", "text", "other_text",
]  # fmt: skip
Spans = Mapping[str, Sequence[tuple[int, int]]]
_BASE = np.uint64(0x9E3779B97F4A7C15)


class _Stream(NamedTuple):
    """All reports end to end: one entry a letter or figure."""

    codes: NDArray[np.uint64]
    report: NDArray[np.int64]
    paragraph: NDArray[np.int64]  # of its report
    offset: NDArray[np.int64]
    home: NDArray[np.int64]  # one number for report and paragraph


class _Match(NamedTuple):
    start: int
    end: int
    other_start: int
    other_end: int


def _stream(reports: list[Report], leave_out: Spans | None) -> _Stream:
    codes, owners, paragraphs, offsets = [], [], [], []
    for number, report in enumerate(reports):
        own = np.frombuffer(report.text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
        counted = np.fromiter(map(str.isalnum, report.text), dtype=np.bool_, count=len(report.text))
        for start, end in (leave_out or {}).get(report.report_id, ()):
            counted[start:end] = False
        places = np.flatnonzero(counted)
        ends = np.array([p.end for p in report.paragraphs], dtype=np.int64)
        codes.append(own[places])
        owners.append(np.full(len(places), number))
        paragraphs.append(np.searchsorted(ends, places, side="right"))
        offsets.append(places)
    if not codes:
        nothing = np.empty(0, dtype=np.int64)
        return _Stream(nothing.astype(np.uint64), nothing, nothing, nothing, nothing)
    owner, paragraph = np.concatenate(owners), np.concatenate(paragraphs)
    home = owner * (int(paragraph.max(initial=0)) + 1) + paragraph
    return _Stream(np.concatenate(codes), owner, paragraph, np.concatenate(offsets), home)


def _hashes(stream: _Stream, shingle: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The hash of each stretch that stays inside a paragraph, and where it begins."""
    size = len(stream.codes) - shingle + 1
    if size <= 0:
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    values = np.zeros(size, dtype=np.uint64)
    for step in range(shingle):
        values = values * _BASE + stream.codes[step : step + size]  # wraps around at 2^64
    last = np.arange(size) + shingle - 1
    inside = (stream.report[:size] == stream.report[last]) & (stream.paragraph[:size] == stream.paragraph[last])
    places = np.flatnonzero(inside)
    return values[places], places


def _seeds(stream: _Stream, shingle: int, common: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of places (the earlier report's first) in different reports where the same stretch begins."""
    values, places = _hashes(stream, shingle)
    order = np.argsort(values, kind="stable")
    values, places = values[order], places[order]
    group = np.cumsum(np.concatenate(([0], values[1:] != values[:-1]))) if len(values) else np.empty(0, dtype=np.int64)
    size = np.bincount(group)
    fit = (size[group] > 1) & (size[group] <= common) if len(group) else np.empty(0, dtype=np.bool_)
    places, group = places[fit], group[fit]
    first, second = [], []
    for step in range(1, common):
        same = np.flatnonzero(group[step:] == group[:-step]) if step < len(group) else np.empty(0, dtype=np.int64)
        a, b = places[same], places[same + step]
        apart = stream.report[a] != stream.report[b]
        first.append(a[apart])
        second.append(b[apart])
    return np.concatenate(first), np.concatenate(second)


def _exact(stream: _Stream, shingle: int, common: int) -> Iterator[tuple[tuple[int, int], list[_Match]]]:
    """For each pair of reports: its stretches of equal characters, in order."""
    first, second = _seeds(stream, shingle, common)
    if not len(first):
        return
    keys = (stream.report[first], stream.report[second])
    order = np.lexsort((first, second - first, keys[1], keys[0]))
    a, b, one, two = first[order], second[order], keys[0][order], keys[1][order]
    new = np.concatenate(([True], (one[1:] != one[:-1]) | (two[1:] != two[:-1]) | (b[1:] - a[1:] != b[:-1] - a[:-1]) | (a[1:] != a[:-1] + 1)))
    begin = np.flatnonzero(new)
    end = np.concatenate((begin[1:], [len(a)])) - 1
    table = np.stack([one[begin], two[begin], a[begin], a[end] + shingle, b[begin], b[end] + shingle], axis=1)
    table = table[np.lexsort((table[:, 4], table[:, 2], table[:, 1], table[:, 0]))]
    borders = np.flatnonzero(np.concatenate(([True], (table[1:, :2] != table[:-1, :2]).any(axis=1))))
    for low, high in zip(borders, [*borders[1:], len(table)], strict=True):
        yield (int(table[low, 0]), int(table[low, 1])), [_Match(*row) for row in table[low:high, 2:].tolist()]


def _chains(matches: list[_Match], stream: _Stream, gap: int) -> list[_Match]:
    """Neighbouring matches joined when no more than ``gap`` characters lie between them on either side, inside one paragraph of each report."""
    done: list[_Match] = []
    open_: list[_Match] = []
    for match in matches:
        still = [c for c in open_ if match.start - c.end <= gap]
        done += [c for c in open_ if match.start - c.end > gap]
        for at, chain in enumerate(still):
            near = -len(stream.codes) < match.other_start - chain.other_end <= gap and match.other_end > chain.other_end and match.end > chain.end
            together = (
                stream.paragraph[chain.start] == stream.paragraph[match.start] and stream.paragraph[chain.other_start] == stream.paragraph[match.other_start]
            )
            if near and together and match.other_start >= chain.other_start:
                still[at] = _Match(chain.start, match.end, chain.other_start, match.other_end)
                break
        else:
            still.append(match)
        open_ = still
    joined: list[_Match] = []
    home = stream.home
    for chain in sorted({_grown(chain, stream) for chain in done + open_}):
        last = joined[-1] if joined else None
        same_place = last and home[last.start] == home[chain.start] and home[last.other_start] == home[chain.other_start]
        if last and same_place and chain.start < last.end and last.other_start <= chain.other_start < last.other_end:
            joined[-1] = _Match(last.start, max(last.end, chain.end), last.other_start, max(last.other_end, chain.other_end))
        else:
            joined.append(chain)
    return joined


def _grown(chain: _Match, stream: _Stream) -> _Match:
    """The chain with the equal characters before and behind it: a stock phrase at its edge seeds nothing, yet belongs to it."""
    start, end, other_start, other_end = chain
    codes, home = stream.codes, stream.home
    while start > 0 and home[start - 1] == home[start] and home[other_start - 1] == home[other_start] and codes[start - 1] == codes[other_start - 1]:
        start, other_start = start - 1, other_start - 1
    last = len(codes) - 1
    while other_end <= last and end <= last and home[end] == home[start] and home[other_end] == home[other_start] and codes[end] == codes[other_end]:
        end, other_end = end + 1, other_end + 1
    return _Match(start, end, other_start, other_end)


def _earlier(report: Report) -> tuple[str, int, str]:
    return (report.date or f"{report.year}", LEVELS.index(report.level) if report.level in LEVELS else len(LEVELS), report.report_id)


def find_reuse(
    reports: Iterable[Report],
    *,
    shingle: int = 10,
    common: int = 20,
    gap: int = 12,
    min_characters: int = 24,
    min_similarity: float = 0.8,
    leave_out: Spans | None = None,
) -> pd.DataFrame:
    """Passages of at least ``min_characters`` letters and figures that two reports have nearly word for word.

    ``shingle``: characters that must be the same in a row for two places to be looked at; ``common``: places at which a stretch counts as a stock phrase and
    seeds nothing; ``gap``: characters that may differ between two equal stretches; ``min_similarity``: 1 − insertions and deletions / characters
    of both (RapidFuzz's Indel ratio).  ``leave_out``: spans of clean texts that are passed over, such as who answers for a task.

    Columns: ``report_id`` (the later of the two by date, then by level from the county up), ``other_id`` (the earlier), ``paragraph, start, end, other_paragraph,
    other_start, other_end`` (into the clean texts), ``characters`` (letters and figures in ``report_id``), ``similarity, text, other_text``.  The order says
    which came first, not who copied: both may follow a third text.  Sorted by characters downwards, then ids and places.

    Sources: Manber (1994), USENIX Winter, 1–10 (shingles); Smith, Cordell & Mullen (2015), American Literary History 27, E1–E15 (passages from seeds).
    """
    if shingle < 2 or common < 2 or min_characters < shingle:
        raise InputError("shingle and common are 2 or more, and min_characters at least shingle")
    from rapidfuzz.distance import Indel

    ordered = sorted(reports, key=_earlier)
    stream = _stream(ordered, leave_out)
    rows = []
    for (one, two), matches in _exact(stream, shingle, common):
        earlier, later = ordered[one], ordered[two]
        for chain in _chains(matches, stream, gap):
            if min(chain.end - chain.start, chain.other_end - chain.other_start) < min_characters:
                continue
            similarity = Indel.normalized_similarity(
                stream.codes[chain.start : chain.end].tolist(), stream.codes[chain.other_start : chain.other_end].tolist()
            )
            if similarity < min_similarity:
                continue
            a, b = (int(stream.offset[p]) for p in (chain.start, chain.end - 1))
            c, d = (int(stream.offset[p]) for p in (chain.other_start, chain.other_end - 1))
            rows.append(
                (
                    later.report_id, earlier.report_id, int(stream.paragraph[chain.other_start]), c, d + 1, int(stream.paragraph[chain.start]), a, b + 1,
                    chain.other_end - chain.other_start, similarity, later.text[c : d + 1], earlier.text[a : b + 1],
                )
            )  # fmt: skip
    table = pd.DataFrame(rows, columns=COLUMNS)
    table = table.assign(_long=-table["characters"].astype(np.int64)).sort_values(["_long", "report_id", "other_id", "start", "other_start"], ignore_index=True)
    return table.drop(columns="_long")


def reuse_pairs(reuse: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """How much two reports have in common: ``report_id, other_id, passages, characters`` (of ``report_id``, each counted once), ``share`` (of all its
    characters, marks included), ``similarity`` (mean, by characters).  Sorted by characters downwards, then ids.

    ``reuse`` as ``find_reuse`` gives it; ``reports`` has ``report_id, characters``.
    """
    lengths = dict(zip(reports["report_id"], reports["characters"], strict=True))
    rows = []
    for (report_id, other_id), part in reuse.groupby(["report_id", "other_id"], sort=True):
        covered, reached = 0, 0
        for start, end in sorted(zip(part["start"], part["end"], strict=True)):
            covered += max(0, end - max(start, reached))
            reached = max(reached, end)
        rows.append(
            (report_id, other_id, len(part), covered, covered / lengths[report_id], float(np.average(part["similarity"], weights=part["characters"])))
        )
    table = pd.DataFrame(rows, columns=["report_id", "other_id", "passages", "characters", "share", "similarity"])
    return table.sort_values(["characters", "report_id", "other_id"], ascending=[False, True, True], ignore_index=True)


def stock_phrases(reports: Iterable[Report], *, shingle: int = 10, common: int = 20, leave_out: Spans | None = None) -> pd.DataFrame:
    """The wording that seeds nothing in ``find_reuse`` since it stands in more than ``common`` places: ``text`` (without marks), ``reports``, ``occurrences``.

    Each is as long as its stretches stay common; sorted by reports, then occurrences downwards, then text.
    """
    stream = _stream(sorted(reports, key=_earlier), leave_out)
    values, places = _hashes(stream, shingle)
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    at = places[counts[inverse] > common]
    new = np.concatenate(([True], (at[1:] != at[:-1] + 1) | (stream.paragraph[at[1:]] != stream.paragraph[at[:-1]]))) if len(at) else np.empty(0, dtype=np.bool_)
    begin = np.flatnonzero(new)
    found: dict[str, list[int]] = {}
    for low, high in zip(begin, np.append(begin[1:], len(at))[: len(begin)], strict=True):
        text = "".join(map(chr, stream.codes[at[low] : at[high - 1] + shingle].tolist()))
        found.setdefault(text, []).append(int(stream.report[at[low]]))
    rows = [(text, len(set(owners)), len(owners)) for text, owners in found.items() if len(owners) > 1]
    table = pd.DataFrame(rows, columns=["text", "reports", "occurrences"])
    return table.sort_values(["reports", "occurrences", "text"], ascending=[False, False, True], ignore_index=True)
