"""One file or one text as a report, without a corpus around it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from analysis.corpus.collections import find_articles
from analysis.corpus.manifest import KINDS
from analysis.corpus.metadata import Opening, read_opening
from analysis.corpus.pipeline import Cleaned, clean_report
from analysis.corpus.readers import read_text, sha256
from analysis.corpus.structure import structure
from analysis.corpus.types import Report
from analysis.errors import InputError, unknown


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


def read_report(path: str | Path, year: int | None = None, kind: str = "work_report") -> Report:
    """Read, clean and structure one file; its id is the file's name. Region and level are left empty: the text alone is read.

    Raises ``InputError`` when the file can't be read, holds several reports, or doesn't tell its year, and for a kind that isn't known.
    """
    path = Path(path)
    raw = read_text(path)
    articles = find_articles(raw)
    if len(articles) > 1:
        raise InputError(f"{path.name} holds {len(articles)} reports; make a corpus of it (reports.csv with the column article) and build that")
    cleaned = clean_report(raw)
    opening = read_opening(cleaned.text)
    year = year or guess_year(path.name, cleaned.text, opening.date)
    if year is None:
        raise InputError(f"{path.name} doesn't tell the year it plans for; give it with --year, or as year= in Python")
    return _report(path.stem, path.name, _known(kind), year, opening, cleaned, sha256(path))


def text_report(text: str, year: int | None = None, kind: str = "work_report", report_id: str = "text") -> Report:
    """A text as a report, cleaned and structured.  ``year`` is None where neither the caller nor the text's opening tells it: it is never guessed
    from a year that the text only speaks of.

    Raises ``InputError`` for a text without a word, and for a kind that isn't known.

    >>> text_report("今年地区生产总值增长6%左右。")
    <Report text: work_report; 15 characters, 0 headings>
    """
    if not re.search(r"\w", text):
        raise InputError("the text is empty; give the report's text, or the path of its file")
    cleaned = clean_report(text)
    opening = read_opening(cleaned.text)
    if year is None:
        titles = [line for line in cleaned.text.split("\n")[:6] if len(line) <= 40 and not re.search("[。；，]", line)]
        year = guess_year("", "\n".join(titles), opening.date)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return _report(report_id, "", _known(kind), year, opening, cleaned, digest)


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise unknown("kind", kind, KINDS, where="of report")
    return kind


def _report(report_id: str, source: str, kind: str, year: int | None, opening: Opening, cleaned: Cleaned, digest: str) -> Report:
    return Report(
        report_id, "", "", "", year, kind, opening.title, opening.date, opening.speaker, source, digest, cleaned.text, cleaned.notes,
        *structure(cleaned.text, year), (*cleaned.steps, *cleaned.note_steps),
    )  # fmt: skip
