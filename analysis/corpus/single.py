"""One file as a report, without a corpus around it."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.corpus.collections import find_articles
from analysis.corpus.corpus import make_report
from analysis.corpus.manifest import FIRST_YEAR, KINDS, LAST_YEAR, ManifestRow, check_year
from analysis.corpus.metadata import read_opening
from analysis.corpus.pipeline import clean_report
from analysis.corpus.readers import read_text, sha256
from analysis.corpus.types import Report
from analysis.errors import InputError, unknown


def guess_year(name: str, text: str, date: str) -> int | None:
    """The year that a report plans for: its date's year, else the last year in the file's name, else the last one in its first lines; ``None`` when
    none of them names a year from 1949 to 2100.

    >>> guess_year("2025年甘肃省政府工作报告.docx", "", "")
    2025
    """
    if date:
        return int(date[:4])
    for source in (name, "\n".join(text.split("\n")[:6])):
        years = [int(year) for year in re.findall(r"(?<!\d)[12]\d{3}(?!\d)", source) if FIRST_YEAR <= int(year) <= LAST_YEAR]
        if years:
            return max(years)
    return None


def read_report(path: str | Path, year: int | str | None = None, kind: str = "work_report") -> Report:
    """Read, clean and structure one file; its id is the file's name. Region and level are left empty: the text alone is read.

    Raises ``InputError`` when the file can't be read, holds several reports, or doesn't tell its year, and for a ``year`` outside 1949–2100 or an
    unknown ``kind``.

    >>>     >>> read_report(DATA / "raw" / "national-2024.txt").year
    2024
    """
    path = Path(path)
    year = None if year is None else check_year(year)
    if kind not in KINDS:
        raise unknown("kind", kind, KINDS)
    if path.is_dir():
        raise InputError(f"{path} is a folder; give one report (load_corpus reads a folder with reports.csv)")
    return parse_report(path, read_text(path), year, kind)


def parse_report(path: Path, raw: str, year: int | None, kind: str) -> Report:
    """``read_report`` of a file whose text has been read."""
    articles = find_articles(raw)
    if len(articles) > 1:
        raise InputError(f"{path.name} holds {len(articles)} reports; make a corpus of it (reports.csv with the column article) and build that")
    cleaned = clean_report(raw)
    if not cleaned.text.strip():
        raise InputError(f"{path.name} holds no text; put the report's text in it or remove it")
    opening = read_opening(cleaned.text)
    year = year or guess_year(path.name, cleaned.text, opening.date)
    if year is None:
        raise InputError(f"{path.name} doesn't tell the year it plans for; give it with --year")
    row = ManifestRow(path.stem, "", "", "", year, kind, opening.title, opening.date, opening.speaker, path.name, "", path.name, "", "")
    return make_report(row, cleaned, sha256(path))
