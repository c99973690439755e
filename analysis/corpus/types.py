"""What a report is made of: spans into its clean text.

``text[span.start:span.end]`` is the span's wording. Spans are plain tuples, so that thousands of reports stay
small.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import NamedTuple

from analysis.characters.traditional import simple_view
from analysis.cleaning.edits import Step

BODY = ("review", "plan", "mixed")
PARTS = (*BODY, "other")


class Heading(NamedTuple):
    """A heading.

    Attributes
    ----------
    start, end : int
        Characters of the clean text.
    level : int
        1 一、 · 2 （一） · 3 "1." or 一是 · 4 an inline bold lead.
    paragraph : int
        Its paragraph, 0-based.
    inline : bool
        Whether body text follows on the line.
    """

    start: int
    end: int
    level: int
    paragraph: int
    inline: bool


class Paragraph(NamedTuple):
    """One line of the clean text.

    Attributes
    ----------
    start, end : int
        Characters of the clean text, without the line end.
    part : str
        ``review``, ``plan``, ``mixed`` (a report ordered by topic) or ``other``.
    level : int
        0 for body text, else the level of the heading that fills the whole line.
    chapter, section : int
        Indices into ``Report.headings`` (-1: none).
    confidence : float
        How likely it belongs to its part, 0–1.
    """

    start: int
    end: int
    part: str
    level: int
    chapter: int
    section: int
    confidence: float = 1.0


class Sentence(NamedTuple):
    """A stretch up to and including its stop and closing marks; the sentences of a paragraph join to the
    paragraph.

    Attributes
    ----------
    start, end : int
        Characters of the clean text.
    part : str
        ``review``, ``plan``, ``mixed`` or ``other``.
    paragraph : int
        Its paragraph, 0-based.
    """

    start: int
    end: int
    part: str
    paragraph: int


class AttributionSpan(NamedTuple):
    """Where the text says who answers for a task （财政部牵头，年内完成）.

    Attributes
    ----------
    start, end : int
        Characters of the clean text.
    paragraph : int
        Its paragraph, 0-based.
    """

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, repr=False)
class Report:
    """One report: who, where, when, its clean text and the spans in it.

    At the end of a notebook's cell it shows what it is and its headings, never its text.

    Attributes
    ----------
    report_id : str
        Its id.
    level : str
        ``national``, ``province``, ``city`` or ``county``.
    region, region_code : str
        Full official name (全国 for the nation) and six digits of GB/T 2260.
    year : int or None
        The year that the report plans for; None where a text alone doesn't tell it.
    kind : str
        ``work_report`` or ``task_division``.
    title, date, speaker : str
        As it prints them; the date ISO; "" where it doesn't say.
    source, sha256 : str
        The file's name in ``raw/`` and its checksum.
    text, notes : str
        The clean text, one paragraph a line, and what is printed behind it.
    headings, paragraphs, sentences, attributions : tuple
        Spans of the text, in order.
    cleaning : tuple of Step
        What each cleaning step took out and put in, in order.

    Examples
    --------
    >>> from analysis import text_report
    >>> report = text_report("推进改革。（财政部牵头）扩大开放。")
    >>> [report.text[span.start : span.end] for span in report.attributions]
    ['（财政部牵头）']
    """

    report_id: str
    level: str  # national | province | city | county
    region: str  # full official name; 全国 for the nation
    region_code: str  # GB/T 2260, six digits
    year: int | None  # the year that the report plans for; None where a text alone doesn't tell it
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
    attributions: tuple[AttributionSpan, ...] = ()

    @cached_property
    def reading(self) -> str:
        """The text in simple characters, of the same length: what numbers, indicators and themes are read in.

        >>> from analysis import text_report
        >>> report = text_report("全縣地區生產總值達到1.2萬億元。")
        >>> report.text, report.reading
        ('全縣地區生產總值達到1.2萬億元。', '全县地区生产总值达到1.2万亿元。')
        """
        return simple_view(self.text)

    def part_sizes(self) -> dict[str, int]:
        """Characters of each part that the report has, headings included, line ends not.

        >>> from analysis import text_report
        >>> text = "一、2021年工作回顾\\n完成改革。\\n二、2022年工作安排\\n推进改革。"
        >>> text_report(text, year=2022).part_sizes()
        {'review': 16, 'plan': 16}
        """
        sizes: Counter[str] = Counter()
        for paragraph in self.paragraphs:
            sizes[paragraph.part] += paragraph.end - paragraph.start
        return {part: sizes[part] for part in PARTS if part in sizes}

    @cached_property
    def split_confidence(self) -> float:
        """How much of the body is expected to stand in the right part: the mean confidence of its paragraphs,
        weighted by characters; ``nan`` without a body.

        >>> from analysis import text_report
        >>> text_report("一、2021年工作回顾\\n完成。\\n二、2022年工作安排").split_confidence > 0.9
        True
        """
        body = [(p.end - p.start, p.confidence) for p in self.paragraphs if p.part != "other"]
        size = sum(length for length, _ in body)
        return round(sum(length * sure for length, sure in body) / size, 4) if size else math.nan

    def __repr__(self) -> str:
        about = " ".join(filter(None, (self.region, "" if self.year is None else str(self.year), self.kind)))
        size = f"{counted(len(self.text), 'character')}, {counted(len(self.headings), 'heading')}"
        return f"<Report {self.report_id}: {about}; {size}>"

    def _repr_html_(self) -> str:
        sizes = self.part_sizes()
        parts = ", ".join(f"{part} {size:,}" for part, size in sizes.items())
        facts = [
            ("report", self.report_id), ("title", self.title), ("region", self.region),
            ("year", "" if self.year is None else str(self.year)),
            ("kind", self.kind), ("date", self.date), ("speaker", self.speaker),
            ("characters", f"{len(self.text):,}"), ("parts", parts),
        ]  # fmt: skip
        outline = [h for h in self.headings if h.level in (1, 2) and not h.inline]
        shown = "".join(
            f'<li style="margin-left:{h.level - 1}em">{escape(self.text[h.start : h.end][:60])}</li>'
            for h in outline[:_SHOWN]
        )
        more = f"<p>and {len(outline) - _SHOWN} more headings</p>" if len(outline) > _SHOWN else ""
        return html_table(("", ""), [fact for fact in facts if fact[1]]) + (
            f"<ul>{shown}</ul>{more}" if shown else ""
        )


_SHOWN = 20  # rows of a table in a notebook


def counted(number: int, noun: str) -> str:
    """A number of things, for a short ``repr``.

    >>> counted(1, "report"), counted(1200, "sentence")
    ('1 report', '1,200 sentences')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def html_table(header: Iterable[str], rows: Iterable[Iterable[object]], more: str = "") -> str:
    """A small table for a notebook, everything escaped.

    Parameters
    ----------
    header
        The names of the columns.
    rows
        The cells of each row.
    more
        A line below the table.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> html_table(["a"], [["<b>"]])
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    head = "".join(f"<th>{escape(name)}</th>" for name in header)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" + (
        f"<p>{escape(more)}</p>" if more else ""
    )
