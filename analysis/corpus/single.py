"""One file as a report, without a corpus around it."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.corpus.collections import find_articles
from analysis.corpus.corpus import make_report
from analysis.corpus.manifest import ManifestRow
from analysis.corpus.metadata import read_opening
from analysis.corpus.pipeline import clean_report
from analysis.corpus.readers import read_text, sha256
from analysis.corpus.types import Report
from analysis.errors import InputError


def guess_year(name: str, text: str, date: str) -> int | None:
    """The year that a report plans for: its date's year, else a year in the file's name, else the last year that its first lines name.

    >>> guess_year("2025年甘肃省政府工作报告.docx", "", "")
    2025
    """
    if date:
        return int(date[:4])
    for source in (name, "\n".join(text.split("\n")[:6])):
        years = re.findall(r"(?<!\d)(20\d\d)(?!\d)", source)
        if years:
            return max(map(int, years))
    return None


def read_report(path: Path, year: int | None = None, kind: str = "work_report") -> Report:
    """Read, clean and structure one file; its id is the file's name. Region and level are left empty: the text alone is read.

    Raises ``InputError`` when the file can't be read, holds several reports, or doesn't tell its year.
    """
    raw = read_text(path)
    articles = find_articles(raw)
    if len(articles) > 1:
        raise InputError(f"{path.name} holds {len(articles)} reports; make a corpus of it (reports.csv with the column article) and build that")
    cleaned = clean_report(raw)
    opening = read_opening(cleaned.text)
    year = year or guess_year(path.name, cleaned.text, opening.date)
    if year is None:
        raise InputError(f"{path.name} doesn't tell the year it plans for; give it with --year")
    row = ManifestRow(path.stem, "", "", "", year, kind, opening.title, opening.date, opening.speaker, path.name, "", path.name, "", "")
    return make_report(row, cleaned, sha256(path))
