"""The raw texts of a corpus folder: the manifest, the files and the declared corrections, checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from analysis.cleaning.collections import find_articles
from analysis.cleaning.corrections import Correction, corrector, read_corrections
from analysis.cleaning.edits import Step, run
from analysis.cleaning.pipeline import Cleaned, clean_report
from analysis.corpus.manifest import ManifestRow, read_manifest
from analysis.corpus.metadata import read_opening
from analysis.corpus.readers import read_text, sha256
from analysis.corpus.structure import attributions_of, structure
from analysis.corpus.types import Report
from analysis.errors import InputError, nearest
from analysis.resources import DATA


@dataclass(frozen=True, repr=False)
class RawReport:
    """One report before cleaning.

    Attributes
    ----------
    row : ManifestRow
        Its row in the manifest.
    text : str
        Its stretch of the corrected source file.
    corrections : tuple of Step
        What was corrected in that file.
    sha256 : str
        The file's checksum.
    """

    row: ManifestRow
    text: str
    corrections: tuple[Step, ...]
    sha256: str

    def __repr__(self) -> str:
        return f"<RawReport {self.row.report_id}: {len(self.text):,} characters of {self.row.source}>"


def _checksum(path: Path) -> str:
    if not path.is_file():
        raise InputError(
            f"{path.name} is named in reports.csv and isn't in {path.parent.name}/; put it there or remove "
            "its rows"
        )
    return sha256(path)


def _article(text: str, row: ManifestRow) -> str:
    articles = find_articles(text)
    if not row.article:
        if len(articles) > 1:
            raise InputError(
                f"{row.source} holds {len(articles)} reports; give each its own row in reports.csv with its "
                "title in the column article"
            )
        return text
    named = [a for a in articles if a.title == row.article]
    if len(named) != 1:
        raise InputError(
            f"{row.source} holds {len(named)} articles titled {row.article!r}; correct the column article "
            f"of {row.report_id}"
        )
    return text[named[0].start : named[0].end]


class RawSource(NamedTuple):
    """Where a report comes from, before its text is read.

    Attributes
    ----------
    row : ManifestRow
        Its row in the manifest.
    corrections : tuple of Correction
        What is corrected in its file.
    sha256 : str
        The file's checksum.
    """

    row: ManifestRow
    corrections: tuple[Correction, ...]
    sha256: str


def survey_raw(folder: Path) -> list[RawSource]:
    """The reports of a corpus, checked against the manifest; files are only hashed.

    Parameters
    ----------
    folder
        The corpus.

    Returns
    -------
    list of RawSource
        In the order of the manifest.

    Raises
    ------
    InputError
        Naming the file that is missing or whose checksum differs, or the corrections of a file that the
        manifest doesn't name.

    Examples
    --------
    >>> len(survey_raw(DATA))
    33
    """
    rows = read_manifest(folder / "reports.csv")
    corrections = read_corrections(folder / "corrections.csv")
    sums: dict[str, str] = {}
    for row in rows:
        if row.source not in sums:
            sums[row.source] = _checksum(folder / "raw" / row.source)
        if row.sha256 and row.sha256 != sums[row.source]:
            raise InputError(
                f"{row.source} isn't the file that reports.csv describes under {row.report_id} (its checksum "
                "differs); restore it or correct the sha256 column"
            )
    unknown = {c.file for c in corrections} - sums.keys()
    if unknown:
        raise InputError(
            f"corrections.csv speaks of {min(unknown)}, which reports.csv doesn't name; remove its rows or "
            "add the file"
        )
    of_file: dict[str, tuple[Correction, ...]] = {}
    for correction in corrections:
        of_file[correction.file] = (*of_file.get(correction.file, ()), correction)
    return [RawSource(row, of_file.get(row.source, ()), sums[row.source]) for row in rows]


def read_raw(folder: Path, sources: Iterable[RawSource]) -> Iterator[RawReport]:
    """The raw texts of some reports, one after the other, with the declared corrections made.

    The last file is kept in mind, for the reports that share it.

    Parameters
    ----------
    folder
        The corpus.
    sources
        Some of ``survey_raw(folder)``.

    Yields
    ------
    RawReport
        In the same order.

    Raises
    ------
    InputError
        Naming the correction that no longer holds.

    Examples
    --------
    >>> next(read_raw(DATA, survey_raw(DATA)[:1]))
    <RawReport national-2020-tasks: 14,741 characters of national-2020-tasks.txt>
    """
    name, text = "", ""
    for row, corrections, checksum in sources:
        if row.source != name:
            name, (text, _) = (
                row.source,
                run(read_text(folder / "raw" / row.source), corrector(row.source, list(corrections))),
            )
        steps = tuple(Step("correct", c.times, c.match, c.replacement) for c in corrections)
        yield RawReport(row, _article(text, row), steps, checksum)


def iter_raw(folder: Path) -> Iterator[RawReport]:
    """The raw texts of a corpus, checked against the manifest, with the declared corrections made.

    Parameters
    ----------
    folder
        The corpus.

    Yields
    ------
    RawReport
        In the order of the manifest.

    Raises
    ------
    InputError
        Naming the file whose checksum differs, or the correction that no longer holds.

    Examples
    --------
    >>> sum(1 for raw in iter_raw(DATA))
    33
    """
    return read_raw(folder, survey_raw(folder))


def make_report(row: ManifestRow, cleaned: Cleaned, sha: str) -> Report:
    """The report of a cleaned text.

    Parameters
    ----------
    row
        Its row in the manifest; title, date and speaker that it leaves empty are taken from the text's
        opening.
    cleaned
        The text and its notes.
    sha
        The checksum of the source file.

    Returns
    -------
    Report
        The report, structured.

    Examples
    --------
    >>> raw = next(iter_raw(DATA))
    >>> make_report(raw.row, clean_report(raw.text), raw.sha256).report_id == raw.row.report_id
    True
    """
    if not (row.title and row.date and row.speaker):
        opening = read_opening(cleaned.text)
        row = row._replace(
            title=row.title or opening.title,
            date=row.date or opening.date,
            speaker=row.speaker or opening.speaker,
        )
    shape = structure(cleaned.text, row.year)
    return Report(
        row.report_id, row.level, row.region, row.region_code, row.year, row.kind, row.title, row.date,
            row.speaker, row.source, sha,
        cleaned.text, cleaned.notes, *shape, (*cleaned.steps, *cleaned.note_steps),
        attributions_of(cleaned.text, shape.paragraphs),
    )  # fmt: skip


def report_of(raw: RawReport) -> Report:
    """The report of a raw text, cleaned and structured.

    >>> report_of(next(iter_raw(DATA))).kind
    'task_division'
    """
    return make_report(raw.row, clean_report(raw.text), raw.sha256)


def corpus_folder(path: str | Path | None) -> Path:
    """The folder of a corpus.

    Parameters
    ----------
    path
        A folder; a relative one is looked for in the working folder, then in the folders above it. None: the
        shipped corpus.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    InputError
        When there is none, saying where it was looked for.

    Examples
    --------
    >>> corpus_folder(None) == DATA
    True
    """
    if path is None:
        return DATA
    wanted = Path(path).expanduser()
    bases = [Path()] if wanted.is_absolute() else [Path(), *Path.cwd().parents]
    folders = [base / wanted for base in bases if (base / wanted).is_dir()]
    folder = next(
        (folder for folder in folders if (folder / "reports.csv").is_file()), folders[0] if folders else None
    )
    if folder is None:
        looked = "" if wanted.is_absolute() else f" in {Path.cwd()} or the folders above it"
        above = wanted.parent if wanted.parent.is_dir() else Path()
        near = nearest(wanted.name, (p.name for p in above.iterdir() if p.is_dir()))
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        raise InputError(
            f"{wanted} isn't a folder{looked}; a corpus is a folder with reports.csv and raw/{hint}"
        )
    return folder
