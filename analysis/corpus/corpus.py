"""A corpus: a folder with ``reports.csv`` and ``raw/``, read, checked, cleaned and structured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.corpus.collections import find_articles
from analysis.corpus.corrections import Correction, corrector, read_corrections
from analysis.corpus.edits import Step, run
from analysis.corpus.manifest import ManifestRow, read_manifest
from analysis.corpus.metadata import read_opening
from analysis.corpus.pipeline import Cleaned, clean_report
from analysis.corpus.readers import read_text, sha256
from analysis.corpus.structure import structure
from analysis.corpus.types import PARTS, Report
from analysis.errors import InputError
from analysis.schema import TABLES, columns_of, table_of

_REPORTS = {name: kind for name, kind in TABLES["reports"].items() if name != "tokens"}
_PARAGRAPHS = columns_of("report_id paragraph:int start:int end:int part level:int chapter section text")
_SENTENCES = columns_of("report_id paragraph:int sentence:int start:int end:int part text")
SHIPPED = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True)
class Corpus:
    """Reports and the tables made of them.

    ``items`` are the ``Report`` objects; ``reports``, ``paragraphs``, ``sentences`` and ``headings`` are DataFrames, made when first asked
    for.  ``select`` gives a smaller corpus.  ``parts`` limits paragraphs and sentences; texts and offsets stay whole.
    """

    items: tuple[Report, ...]
    parts: tuple[str, ...] = PARTS

    def __len__(self) -> int:
        return len(self.items)

    def iter_reports(self) -> Iterator[Report]:
        """The reports, in the order of the manifest."""
        return iter(self.items)

    def report(self, report_id: str) -> Report:
        """The report of that id; ``InputError`` when the corpus has none."""
        for report in self.items:
            if report.report_id == report_id:
                return report
        raise InputError(f"no report {report_id!r} in the corpus; it has {_some(r.report_id for r in self.items)}")

    def select(
        self,
        *,
        level: str | Iterable[str] | None = None,
        region: str | Iterable[str] | None = None,
        year: int | Iterable[int] | None = None,
        kind: str | Iterable[str] | None = None,
        part: str | Iterable[str] | None = None,
        report_id: str | Iterable[str] | None = None,
    ) -> Corpus:
        """The corpus of the reports that meet every condition; a condition is one value or several.

        Raises ``InputError`` when a value occurs nowhere in the corpus (a slip of the pen shouldn't look like an empty result).

        >>> from analysis import load_corpus
        >>> sorted(load_corpus().select(level="national", kind="task_division").reports["year"])
        [2020, 2021]
        """
        items = self.items
        for name, wanted in (("level", level), ("region", region), ("year", year), ("kind", kind), ("report_id", report_id)):
            if wanted is None:
                continue
            values: set[Any] = {wanted} if isinstance(wanted, str) or not isinstance(wanted, Iterable) else set(wanted)
            known = {getattr(r, name) for r in self.items}
            if values - known:
                raise InputError(f"no report with {name} {min(map(str, values - known))!r} in the corpus; it has {_some(known)}")
            items = tuple(r for r in items if getattr(r, name) in values)
        parts = self.parts
        if part is not None:
            chosen = {part} if isinstance(part, str) else set(part)
            if chosen - set(PARTS):
                raise InputError(f"no part {min(chosen - set(PARTS))!r}; parts are {', '.join(PARTS)}")
            parts = tuple(p for p in self.parts if p in chosen)
        return replace(self, items=items, parts=parts)

    @cached_property
    def reports(self) -> pd.DataFrame:
        """One row a report: the columns of ``tables/reports.csv`` but for ``tokens`` (counts are of the whole report)."""
        names = list(_REPORTS)[:-3]
        rows = [
            [*(getattr(r, n) for n in names), len(r.text), sum(p.level == 0 and p.end > p.start for p in r.paragraphs), len(r.sentences)]
            for r in self.items
        ]
        return table_of(rows, _REPORTS)

    @cached_property
    def paragraphs(self) -> pd.DataFrame:
        """One row a paragraph: report_id, paragraph, start, end, part, level (0: body text), chapter, section (their headings), text."""
        rows = [
            (
                r.report_id, i, p.start, p.end, p.part, p.level,
                _heading(r, p.chapter), _heading(r, p.section), r.text[p.start : p.end],
            )
            for r in self.items
            for i, p in enumerate(r.paragraphs)
            if p.part in self.parts
        ]  # fmt: skip
        return table_of(rows, _PARAGRAPHS)

    @cached_property
    def lengths(self) -> pd.DataFrame:
        """One row a report and part that it has: report_id, region, year, kind, part, paragraphs (headings too), sentences, characters (without line ends)."""
        rows = []
        for r in self.items:
            for part in (part for part in PARTS if part in self.parts):
                own = [p.end - p.start for p in r.paragraphs if p.part == part]
                if own:
                    rows.append((r.report_id, r.region, r.year, r.kind, part, len(own), sum(s.part == part for s in r.sentences), sum(own)))
        return table_of(rows, TABLES["lengths"])

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """One row a sentence: report_id, paragraph, sentence (0-based in the report), start, end, part, text."""
        rows = [
            (r.report_id, s.paragraph, i, s.start, s.end, s.part, r.text[s.start : s.end])
            for r in self.items
            for i, s in enumerate(r.sentences)
            if s.part in self.parts
        ]
        return table_of(rows, _SENTENCES)

    @cached_property
    def headings(self) -> pd.DataFrame:
        """One row a heading: report_id, paragraph, start, end, level (1 一、 2 （一） 3 1. 一是 4 lead), inline, part, text."""
        rows = [
            (r.report_id, h.paragraph, h.start, h.end, h.level, h.inline, r.paragraphs[h.paragraph].part, r.text[h.start : h.end])
            for r in self.items
            for h in r.headings
            if r.paragraphs[h.paragraph].part in self.parts
        ]
        return table_of(rows, TABLES["headings"])

    @cached_property
    def cleaning(self) -> pd.DataFrame:
        """What cleaning did: report_id, step, times, characters_removed, characters_added, in the order of the steps."""
        rows = [row for r in self.items for row in _log(r)]
        return table_of(rows, TABLES["cleaning"])


def _log(report: Report) -> list[tuple[str, str, int, int, int]]:
    steps: dict[str, list[int]] = {}
    for step in report.cleaning:
        sums = steps.setdefault(step.name, [0, 0, 0])
        sums[0] += step.times
        sums[1] += len(step.removed)
        sums[2] += len(step.added)
    return [(report.report_id, name, times, removed, added) for name, (times, removed, added) in steps.items()]


def _some(values: Iterable[Any]) -> str:
    shown = sorted(map(str, values))
    return ", ".join(shown[:6]) + (f" and {len(shown) - 6} more" if len(shown) > 6 else "")


def _heading(report: Report, index: int) -> str:
    if index < 0:
        return ""
    return report.text[report.headings[index].start : report.headings[index].end]


@dataclass(frozen=True)
class RawReport:
    """One report before cleaning: its row in the manifest, its stretch of the corrected source file, what was corrected in that file, and
    the file's checksum."""

    row: ManifestRow
    text: str
    corrections: tuple[Step, ...]
    sha256: str


def _checksum(path: Path) -> str:
    if not path.is_file():
        raise InputError(f"{path.name} is named in reports.csv and isn't in {path.parent.name}/; put it there or remove its rows")
    return sha256(path)


def _article(text: str, row: ManifestRow) -> str:
    articles = find_articles(text)
    if not row.article:
        if len(articles) > 1:
            raise InputError(f"{row.source} holds {len(articles)} reports; give each its own row in reports.csv with its title in the column article")
        return text
    named = [a for a in articles if a.title == row.article]
    if len(named) != 1:
        raise InputError(f"{row.source} holds {len(named)} articles titled {row.article!r}; correct the column article of {row.report_id}")
    return text[named[0].start : named[0].end]


class RawSource(NamedTuple):
    """Where a report comes from, before its text is read: its row in the manifest, what is corrected in its file, and the file's checksum."""

    row: ManifestRow
    corrections: tuple[Correction, ...]
    sha256: str


def survey_raw(folder: Path) -> list[RawSource]:
    """The reports of a corpus, checked against the manifest; files are only hashed.

    Raises ``InputError`` naming the file that is missing or whose checksum differs, or the corrections of a file that the manifest doesn't name.
    """
    rows = read_manifest(folder / "reports.csv")
    corrections = read_corrections(folder / "corrections.csv")
    sums: dict[str, str] = {}
    for row in rows:
        if row.source not in sums:
            sums[row.source] = _checksum(folder / "raw" / row.source)
        if row.sha256 and row.sha256 != sums[row.source]:
            raise InputError(
                f"{row.source} isn't the file that reports.csv describes under {row.report_id} (its checksum differs); "
                "restore it or correct the sha256 column"
            )
    unknown = {c.file for c in corrections} - sums.keys()
    if unknown:
        raise InputError(f"corrections.csv speaks of {min(unknown)}, which reports.csv doesn't name; remove its rows or add the file")
    of_file: dict[str, tuple[Correction, ...]] = {}
    for correction in corrections:
        of_file[correction.file] = (*of_file.get(correction.file, ()), correction)
    return [RawSource(row, of_file.get(row.source, ()), sums[row.source]) for row in rows]


def read_raw(folder: Path, sources: Iterable[RawSource]) -> Iterator[RawReport]:
    """The raw texts of these reports, one after the other, with the declared corrections made; the last file is kept in mind, for the reports that share it.

    Raises ``InputError`` naming the correction that no longer holds.
    """
    name, text = "", ""
    for row, corrections, checksum in sources:
        if row.source != name:
            name, (text, _) = row.source, run(read_text(folder / "raw" / row.source), corrector(row.source, list(corrections)))
        steps = tuple(Step("correct", c.times, c.match, c.replacement) for c in corrections)
        yield RawReport(row, _article(text, row), steps, checksum)


def iter_raw(folder: Path) -> Iterator[RawReport]:
    """The raw texts of a corpus, checked against the manifest, with the declared corrections made.

    Raises ``InputError`` naming the file whose checksum differs, or the correction that no longer holds.
    """
    return read_raw(folder, survey_raw(folder))


def make_report(row: ManifestRow, cleaned: Cleaned, sha: str) -> Report:
    """The ``Report`` of a cleaned text; title, date and speaker that the row leaves empty are taken from the text's own opening."""
    if not (row.title and row.date and row.speaker):
        told = read_opening(cleaned.text)
        row = row._replace(title=row.title or told.title, date=row.date or told.date, speaker=row.speaker or told.speaker)
    shape = structure(cleaned.text, row.year)
    return Report(
        row.report_id, row.level, row.region, row.region_code, row.year, row.kind, row.title, row.date, row.speaker, row.source, sha,
        cleaned.text, cleaned.notes, *shape, (*cleaned.steps, *cleaned.note_steps),
    )  # fmt: skip


def report_of(raw: RawReport) -> Report:
    """The report of a raw text, cleaned and structured."""
    return make_report(raw.row, clean_report(raw.text), raw.sha256)


def corpus_folder(path: str | Path | None) -> Path:
    """The folder of a corpus, ``None`` being the shipped one; ``InputError`` when it isn't a folder."""
    folder = SHIPPED if path is None else Path(path)
    if not folder.is_dir():
        raise InputError(f"{folder} isn't a folder; a corpus is a folder with reports.csv and raw/")
    return folder


def load_corpus(path: str | Path | None = None) -> Corpus:
    """Read, check, clean and structure every report of a corpus.

    ``path`` is a folder with ``reports.csv`` (one row a report) and ``raw/`` (the files as received), and optionally
    ``corrections.csv``; ``None`` is the corpus shipped in ``data/``.  Raises ``InputError`` for whatever a user can mend.

    >>> corpus = load_corpus()
    >>> corpus.select(region="安徽省", part="plan").paragraphs["text"].iloc[0]
    '二、决战决胜全面建成小康社会'
    """
    return Corpus(tuple(report_of(raw) for raw in iter_raw(corpus_folder(path))))
