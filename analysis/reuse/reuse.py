"""Passages that stand nearly word for word in another report.

Letters and figures of all reports are laid end to end, without marks and blanks. Each report has a
fingerprint (``analysis.reuse.fingerprints``); where two reports have the same stretch in theirs, its places
are a seed, which grows into all that is equal around it and over small gaps (``analysis.reuse.passages``);
RapidFuzz measures how alike the two are. A stretch that stands in more than ``common`` places is a stock
phrase (以习近平新时代中国特色社会主义思想为指导): it seeds nothing, so that the work grows with the length of
the corpus and not with the square of its reports, but it may lie inside a passage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus.manifest import LEVELS
from analysis.corpus.sources import Source, as_reports
from analysis.errors import InputError
from analysis.reuse.fingerprints import SHINGLE, WINDOW, Fingerprint, check_sizes, fingerprint
from analysis.reuse.passage_rows import PassageRows, passage_table
from analysis.reuse.passages import STEP, Covered, Passages, blocks, equal_runs, merged, over_gaps
from analysis.reuse.shared_places import Laid, SharedPlaces, lay, shared_places
from analysis.reuse.stock import phrases
from analysis.tables import column_types
from analysis.tables.declaration import empty_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.corpus.types import Report

COMMON = 20
GAP = 12
MIN_CHARACTERS = 24
MIN_SIMILARITY = 0.8
Spans = Mapping[str, Sequence[tuple[int, int]]]
Fingerprints = Mapping[str, Fingerprint]


class _Compared(NamedTuple):
    """The reports of a comparison, the earliest first, what they share, and which of them a pair must have
    one of (all: ``None``).
    """

    reports: list[Report]
    fingerprints: list[Fingerprint]
    laid: Laid
    found: SharedPlaces
    newcomers: NDArray[np.bool_] | None = None


def _earlier(report: Report) -> tuple[str, int, str]:
    return (
        report.date or f"{report.year}",
        LEVELS.index(report.level) if report.level in LEVELS else len(LEVELS),
        report.report_id,
    )


def _compared(
    reports: Iterable[Report],
    shingle: int,
    window: int,
    common: int,
    gap: int,
    leave_out: Spans | None,
    ready: Fingerprints | None,
) -> _Compared:
    check_sizes(shingle, window)
    if common < 2:
        raise InputError("common is 2 or more")
    ordered = sorted(reports, key=_earlier)
    spans = leave_out or {}
    missing = next(
        (report.report_id for report in ordered if ready is not None and report.report_id not in ready), None
    )
    if missing is not None:
        raise InputError(f"{missing}: no fingerprint was given for this report")
    own = [
        fingerprint(report, spans.get(report.report_id, ()), shingle=shingle, window=window)
        if ready is None
        else ready[report.report_id]
        for report in ordered
    ]
    laid = lay(
        ordered,
        own,
        sum(len(report.text) + len(report.paragraphs) + 1 for report in ordered),
        shingle=shingle,
        margin=gap + 2 * shingle + STEP,
    )
    return _Compared(ordered, own, laid, shared_places(own, laid.starts, common))


def _alike(laid: Laid, passages: Passages, equal: NDArray[np.bool_]) -> NDArray[np.float64]:
    """1 − insertions and deletions / characters of both, for each passage;

    ``equal`` are known to be the same.
    """
    from rapidfuzz.distance import Indel

    similarity = np.ones(len(equal))
    for at in np.flatnonzero(~equal).tolist():
        start, end, other_start, other_end = (column[at] for column in passages)
        similarity[at] = Indel.normalized_similarity(
            laid.codes[start:end].tolist(), laid.codes[other_start:other_end].tolist()
        )
    return similarity


def _passages(
    compared: _Compared, shingle: int, gap: int, min_characters: int, min_similarity: float, min_own: int
) -> Iterator[tuple[Passages, NDArray[np.float64]]]:
    """Passages with their similarity, those of a few earlier reports at a time."""
    laid, found, newcomers = compared.laid, compared.found, compared.newcomers
    ends = np.flatnonzero(laid.codes == 0)
    covered = Covered(found.stock, shingle)
    for start, other in blocks(found.rare, laid):
        if newcomers is not None:
            wanted = newcomers[laid.report(start)] | newcomers[laid.report(other)]
            start, other = start[wanted], other[wanted]
        runs = equal_runs(laid, start, other, shingle)
        wide = over_gaps(laid, runs, shingle, gap)
        fit = np.flatnonzero(wide.shorter() >= min_characters)
        fit = fit[covered.rest(wide.take(fit)) >= min_own]
        runs, wide = runs.take(fit), wide.take(fit)
        joined, member = merged(wide, ends)
        equal = np.zeros(len(joined.start), dtype=np.bool_)
        equal[
            member[
                np.logical_and.reduce([own == all_[member] for own, all_ in zip(runs, joined, strict=True)])
            ]
        ] = True
        similarity = _alike(laid, joined, equal)
        alike = similarity >= min_similarity
        yield joined.take(alike), similarity[alike]
        alone = runs.take(
            ~alike[member] & (runs.shorter() >= min_characters)
        )  # too much between them: what is equal stands for itself
        alone = alone.take(covered.rest(alone) >= min_own)
        yield alone, np.ones(len(alone.start))


def _rows(
    compared: _Compared, shingle: int, gap: int, min_characters: int, min_similarity: float, min_own: int
) -> PassageRows:
    parts = list(_passages(compared, shingle, gap, min_characters, min_similarity, min_own))
    columns = [
        np.concatenate([part[0][at] for part in parts] or [np.empty(0, dtype=np.int64)]) for at in range(4)
    ]
    similarity = np.concatenate([part[1] for part in parts] or [np.empty(0)])
    return PassageRows(
        compared.reports, compared.laid.starts, compared.laid.counted, Passages(*columns), similarity
    )


def find_reuse(
    source: Source,
    *,
    shingle: int = SHINGLE,
    window: int = WINDOW,
    common: int = COMMON,
    gap: int = GAP,
    min_characters: int = MIN_CHARACTERS,
    min_similarity: float = MIN_SIMILARITY,
    min_own: int = SHINGLE,
    leave_out: Spans | None = None,
    fingerprints: Fingerprints | None = None,
) -> pd.DataFrame:
    """Passages that two reports have nearly word for word.

    The order says which came first, not who copied: both may follow a third text.

    Parameters
    ----------
    source : corpus or several reports
        As objects, paths or texts (``analysis.corpus.sources.as_reports``).
    shingle : int, default SHINGLE
        Characters that must be the same in a row for two places to be looked at.
    window : int, default WINDOW
        Of these stretches, 2 / (``window`` + 1) are looked at, among them one of every ``shingle + window −
        1`` equal characters.
    common : int, default 20
        Places at which a stretch counts as a stock phrase and seeds nothing; 2 or more.
    gap : int, default 12
        Characters that may differ between two equal stretches.
    min_characters : int, default 24
        Letters and figures of a passage, at least; no fewer than ``shingle``.
    min_similarity : float, default 0.8
        1 − insertions and deletions / characters of both (RapidFuzz's Indel ratio), at least.
    min_own : int, default SHINGLE
        Characters outside of stock phrases that a passage has at least.
    leave_out : mapping of str to spans, or None, default None
        By ``report_id``: spans of clean texts that are passed over, such as who answers for a task.
    fingerprints : mapping of str to Fingerprint, or None, default None
        Those of all reports, by ``report_id``, as ``fingerprint`` makes them with the same ``shingle``,
        ``window`` and spans left out (which they carry: ``leave_out`` is then not read).

    Returns
    -------
    DataFrame
        ``report_id`` (the later of the two by date, then by level from the county up), ``other_id`` (the
        earlier), ``paragraph, start, end, other_paragraph, other_start, other_end`` (characters into the
        clean texts), ``characters`` (letters and figures in ``report_id``), ``similarity`` (0–1), ``text,
        other_text``. Sorted by characters downwards, then ids and places.

    Raises
    ------
    InputError
        For sizes that don't fit one another.

    References
    ----------
    Manber (1994), USENIX Winter, 1–10 (shingles); Edgar (2021), PeerJ 9:e10805 (which are looked at); Smith,
    Cordell & Mullen (2015), American Literary History 27, E1–E15 (passages from seeds).

    Examples
    --------
    >>> from analysis import load_corpus
    >>> reuse = find_reuse(load_corpus().select(year=2020, region=["全国", "咸宁市"]))
    >>> set(reuse["report_id"]), bool(reuse["characters"].min() >= 24)
    ({'xianning-2020-tasks'}, True)
    """
    if min_characters < shingle:
        raise InputError(f"min_characters ({min_characters}) is at least shingle ({shingle})")
    compared = _compared(as_reports(source), shingle, window, common, gap, leave_out, fingerprints)
    rows = _rows(compared, shingle, gap, min_characters, min_similarity, min_own)
    del compared  # the texts end to end: a large table needs the room
    return passage_table(rows)


def reuse_pairs(reuse: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """How much two reports have in common.

    Parameters
    ----------
    reuse : DataFrame
        As ``find_reuse`` gives it.
    reports : DataFrame
        With ``report_id, characters``.

    Returns
    -------
    DataFrame
        ``report_id, other_id, passages, characters`` (of ``report_id``, each counted once), ``share`` (of all
        its characters, marks included; 0–1), ``similarity`` (mean, by characters). Sorted by characters
        downwards, then ids.

    Examples
    --------
    >>> place = {"report_id": "b", "other_id": "a", "start": [0, 20], "end": [30, 40]}
    >>> reuse = pd.DataFrame(place | {"characters": [30, 20], "similarity": [1.0, 0.9]})
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "characters": 80})
    >>> reuse_pairs(reuse, reports)[["passages", "characters", "share"]].values.tolist()
    [[2.0, 40.0, 0.5]]
    """
    if not len(reuse):
        return empty_table(column_types("reuse_pairs"))
    lengths = reports.set_index("report_id")["characters"]
    rows = reuse.sort_values(["report_id", "other_id", "start", "end"], ignore_index=True)
    grouped = rows.groupby(["report_id", "other_id"], sort=False)
    pair = grouped.ngroup().to_numpy()
    table = grouped.size().rename("passages").reset_index()
    # Laid end to end, pair after pair, the furthest end reached so far tells which characters are new.
    shift = pair * (int(rows["end"].max()) + 1)
    start, end = rows["start"].to_numpy() + shift, rows["end"].to_numpy() + shift
    reached = np.concatenate(([0], np.maximum.accumulate(end)[:-1]))
    new = np.maximum(0, end - np.maximum(start, reached))
    table["characters"] = np.bincount(pair, weights=new).astype(np.int64)
    table["share"] = table["characters"] / lengths.loc[table["report_id"]].to_numpy()
    weights = rows["characters"].to_numpy(dtype=np.float64)
    table["similarity"] = np.bincount(pair, weights=weights * rows["similarity"].to_numpy()) / np.bincount(
        pair, weights=weights
    )
    return table[list(column_types("reuse_pairs"))].sort_values(
        ["characters", "report_id", "other_id"], ascending=[False, True, True], ignore_index=True
    )


def _phrases(compared: _Compared, shingle: int, common: int) -> pd.DataFrame:
    wording = partial(compared.laid.wording, compared.reports)
    return phrases(compared.laid, compared.found.stock, wording, shingle, common)


def stock_phrases(
    source: Source,
    *,
    shingle: int = SHINGLE,
    window: int = WINDOW,
    common: int = COMMON,
    leave_out: Spans | None = None,
    fingerprints: Fingerprints | None = None,
) -> pd.DataFrame:
    """The wording that seeds nothing in ``find_reuse`` since it stands in more than ``common`` places.

    A phrase is as long as more than ``common`` places, and more than half of the places that its stretch has,
    go on alike. A phrase within a longer one is listed when the longer has at most half of its places. All
    wording of ``shingle + window − 1`` characters is seen, of shorter wording a part.

    Parameters
    ----------
    source, shingle, window, common, leave_out, fingerprints
        As for ``find_reuse``.

    Returns
    -------
    DataFrame
        ``text`` (without marks), ``reports``: in how many it stands, ``occurrences``: in how many places.
        Sorted by reports, then occurrences downwards, then text.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> stock_phrases(load_corpus().select(level="province"), common=25)["reports"].max()
    np.int64(29)
    """
    return _phrases(
        _compared(as_reports(source), shingle, window, common, GAP, leave_out, fingerprints), shingle, common
    )


def reuse_and_phrases(
    reports: Iterable[Report],
    *,
    leave_out: Spans | None = None,
    fingerprints: Fingerprints | None = None,
    newcomers: Iterable[str] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``find_reuse`` and ``stock_phrases`` of the same reports with the usual settings, compared once.

    Parameters
    ----------
    reports : iterable of Report
        What is compared.
    leave_out, fingerprints
        As for ``find_reuse``.
    newcomers : iterable of str or None, default None
        The ids of reports of which each pair must have one; what the others have in common is then left out
        of ``find_reuse``.

    Returns
    -------
    two of DataFrame
    """
    compared = _compared(reports, SHINGLE, WINDOW, COMMON, GAP, leave_out, fingerprints)
    if newcomers is not None:
        wanted = set(newcomers)
        compared = compared._replace(
            newcomers=np.array([report.report_id in wanted for report in compared.reports], dtype=np.bool_)
        )
    stock = _phrases(compared, SHINGLE, COMMON)
    rows = _rows(compared, SHINGLE, GAP, MIN_CHARACTERS, MIN_SIMILARITY, SHINGLE)
    del compared
    return passage_table(rows), stock
