"""What a report is made of: spans into its clean text.

``text[span.start:span.end]`` is the span's wording.  Spans are plain tuples, so that thousands of reports stay small.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from analysis.corpus.edits import Step

PARTS = ("review", "plan", "other")


class Heading(NamedTuple):
    """A heading: level 1 一、 · 2 （一） · 3 "1." or 一是 · 4 an inline bold lead; ``inline`` when body text follows on the line."""

    start: int
    end: int
    level: int
    paragraph: int
    inline: bool


class Paragraph(NamedTuple):
    """One line of the clean text. ``level`` is 0 for body text, else the level of the heading that fills the whole line;
    ``chapter`` and ``section`` are indices into ``Report.headings`` (-1: none)."""

    start: int
    end: int
    part: str
    level: int
    chapter: int
    section: int


class Sentence(NamedTuple):
    """A stretch up to and including its stop and closing marks; the sentences of a paragraph join to the paragraph."""

    start: int
    end: int
    part: str
    paragraph: int


@dataclass(frozen=True)
class Report:
    """One report: who, where, when, its clean text and the spans in it."""

    report_id: str
    level: str  # national | province | city | county
    region: str  # full official name; 全国 for the nation
    region_code: str  # GB/T 2260, six digits
    year: int  # the year that the report plans for
    kind: str  # work_report | task_division
    title: str
    date: str  # ISO, or ""
    speaker: str
    source: str  # file name in raw/
    sha256: str  # of the source file
    text: str
    notes: str
    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    cleaning: tuple[Step, ...] = ()  # what each cleaning step took out and put in, in order
