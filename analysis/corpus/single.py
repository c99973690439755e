"""One file or one text as a report, without a corpus around it."""

from __future__ import annotations

import hashlib
import re
import warnings
from pathlib import Path

from analysis.cleaning.collections import find_articles
from analysis.cleaning.paragraphs import needs_paragraphs, recover_paragraphs
from analysis.cleaning.pipeline import Cleaned, clean_report
from analysis.corpus.manifest import FIRST_YEAR, KINDS, LAST_YEAR, check_year
from analysis.corpus.metadata import Opening, read_opening
from analysis.corpus.readers import read_file, sha256
from analysis.corpus.structure import attributions_of, structure
from analysis.corpus.types import Report
from analysis.errors import InputError, unknown


def guess_year(name: str, text: str, date: str) -> int | None:
    """The year that a report plans for: its date's year, else the last year in the file's name, else the last
    one in its first lines.

    Parameters
    ----------
    name
        The file's name.
    text
        The clean text; its first six lines are read.
    date
        ISO, or "".

    Returns
    -------
    int or None
        None when none of them names a year from 1949 to 2100.

    Examples
    --------
    >>> guess_year("2025年甘肃省政府工作报告.docx", "", "")
    2025
    """
    if date:
        return int(date[:4])
    for source in (name, "\n".join(text.split("\n")[:6])):
        years = [
            int(year)
            for year in re.findall(r"(?<!\d)[12]\d{3}(?!\d)", source)
            if FIRST_YEAR <= int(year) <= LAST_YEAR
        ]
        if years:
            return max(years)
    return None


def read_report(path: str | Path, year: int | str | None = None, kind: str = "work_report") -> Report:
    """Read, clean and structure one file.

    Its id is the file's name. Region and level are left empty: the text alone is read. What was left out of a
    Word file (comments, charts) and what was set apart (notes) is said in a warning.

    Parameters
    ----------
    path
        A ``.txt``, ``.md`` or ``.docx`` file.
    year
        The year that it plans for, 1949–2100; None: told from the date, the file's name or the first lines.
    kind
        ``"work_report"`` (default) or ``"task_division"``.

    Returns
    -------
    Report
        The report.

    Raises
    ------
    InputError
        When the file can't be read, holds several reports, or doesn't tell its year; for a ``year`` out of
        range and an unknown ``kind``.

    Examples
    --------
    >>> from analysis.resources import DATA
    >>> read_report(DATA / "raw" / "national-2024.txt").year
    2024
    """
    path = Path(path)
    year = None if year is None else check_year(year)
    if path.is_dir():
        raise InputError(f"{path} is a folder; give one report (load_corpus reads a folder with reports.csv)")
    kind = _known_kind(kind)
    read = read_file(path)
    if read.remark:
        warnings.warn(f"{path.name}: {read.remark}", stacklevel=2)
    return parse_report(path, read.text, year, kind)


def parse_report(path: Path, raw: str, year: int | None, kind: str) -> Report:
    """``read_report`` of a file whose text has been read.

    Parameters
    ----------
    path
        The file; its checksum is taken.
    raw
        Its text.
    year
        The year that it plans for; None: told from the text or the name.
    kind
        ``"work_report"`` or ``"task_division"``.

    Returns
    -------
    Report
        The report.

    Raises
    ------
    InputError
        When it holds several reports or no text, or doesn't tell its year.

    Examples
    --------
    >>> from analysis.resources import DATA
    >>> parse_report(DATA / "raw" / "national-2024.txt", "推进改革。", 2024, "work_report").report_id
    'national-2024'
    """
    articles = find_articles(raw)
    if len(articles) > 1:
        raise InputError(
            f"{path.name} holds {len(articles)} reports; make a corpus of it (reports.csv with the column "
            "article) and build that"
        )
    cleaned = clean_report(_with_paragraphs(raw))
    if not cleaned.text.strip():
        raise InputError(f"{path.name} holds no text; put the report's text in it or remove it")
    opening = read_opening(cleaned.text)
    year = year or guess_year(path.name, cleaned.text, opening.date)
    if year is None:
        raise InputError(
            f"{path.name} doesn't tell the year it plans for; give it with --year, or as year= in Python"
        )
    return _report(path.stem, path.name, kind, year, opening, cleaned, sha256(path))


def text_report(
    text: str, year: int | str | None = None, kind: str = "work_report", report_id: str = "text"
) -> Report:
    """A text as a report, cleaned and structured.

    Parameters
    ----------
    text
        The report's text.
    year
        The year that it plans for, 1949–2100. None: told from the text's opening, else unknown; it is never
        guessed from a year that the text only speaks of.
    kind
        ``"work_report"`` (default) or ``"task_division"``.
    report_id
        Its id (default ``"text"``).

    Returns
    -------
    Report
        The report; its year is None where neither the caller nor the opening tells it.

    Raises
    ------
    InputError
        For a text without a word, a year out of range, and a kind that isn't known.

    Examples
    --------
    >>> text_report("今年地区生产总值增长6%左右。")
    <Report text: work_report; 15 characters, 0 headings>
    """
    if not re.search(r"\w", text):
        raise InputError("the text is empty; give the report's text, or the path of its file")
    year = None if year is None else check_year(year)
    cleaned = clean_report(_with_paragraphs(text))
    opening = read_opening(cleaned.text)
    if year is None:
        titles = [
            line
            for line in cleaned.text.split("\n")[:6]
            if len(line) <= 40 and not re.search("[。；，]", line)
        ]
        year = guess_year("", "\n".join(titles), opening.date)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return _report(report_id, "", _known_kind(kind), year, opening, cleaned, digest)


def _with_paragraphs(text: str) -> str:
    """The text, its paragraphs on lines of their own where it came as one line."""
    return recover_paragraphs(text) if needs_paragraphs(text) else text


def _known_kind(kind: str) -> str:
    if kind not in KINDS:
        raise unknown("kind", kind, KINDS, where="of report")
    return kind


def _report(
    report_id: str, source: str, kind: str, year: int | None, opening: Opening, cleaned: Cleaned, digest: str
) -> Report:
    shape = structure(cleaned.text, year)
    return Report(
        report_id, "", "", "", year, kind, opening.title, opening.date, opening.speaker, source, digest,
        cleaned.text, cleaned.notes, *shape, (*cleaned.steps, *cleaned.note_steps),
        attributions_of(cleaned.text, shape.paragraphs),
    )  # fmt: skip
