"""The task ledger: chapters, sections, items and units of a task-division document (分工意见, 责任分解).

A unit is a stretch of text with its own attribution. An item is the numbered paragraph (``1.``) that holds
units; where a document numbers none, the deepest heading does. What stands before the first attribution and
behind the last (covering notice, closing words, annexes) belongs to no item.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from analysis.attributions.deadlines import Deadline
from analysis.attributions.parser import Attribution, parse_attribution
from analysis.corpus.sources import Source, as_reports
from analysis.corpus.types import Report
from analysis.errors import InputError
from analysis.tables import column_types
from analysis.tables.declaration import table_of
from analysis.tasks.grids import GridRow, read_grid

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = tuple(column_types("tasks"))
_CHARS_PER_ATTRIBUTION = (
    4000  # a work report may hold a stray （…负责）; a task division holds one every few lines
)
_CHAPTER = re.compile(r"[一二三四五六七八九十百]{1,5}、")
_SECTION = re.compile(r"[（(][一二三四五六七八九十百]{1,5}[）)]、?")
_ITEM = re.compile(r"(\d{1,4})(?:[.．](?!\d)|[.．](?=(?:19|20)\d\d年)|、)[ 　]*")
_STOPS = "。；;，,、 　\n"


class Task(NamedTuple):
    """One task unit. ``report.text[start:end]`` is ``text``; lists are in the order of the document."""

    report_id: str
    chapter: str
    section: str
    item: int
    unit: int
    text: str
    leads: tuple[str, ...]
    participants: tuple[str, ...]
    responsible_mode: str
    open_ended: str
    deadlines: tuple[Deadline, ...]
    attribution: str
    start: int
    end: int
    officials: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass
class _Block:
    """What one heading or number opens: its body runs from ``start`` to ``end``;

    ``spans`` are the attributions in it.
    """

    kind: str
    number: int | None
    chapter: str
    section: str
    start: int
    end: int
    head: tuple[int, int]
    spans: list[tuple[int, int]] = field(default_factory=list)


def _trim(text: str, start: int, end: int, left: str = " 　\n", right: str = " 　\n") -> tuple[int, int]:
    while start < end and text[start] in left:
        start += 1
    while end > start and text[end - 1] in right:
        end -= 1
    return start, end


def _heading_end(line: str, spans: list[tuple[int, int]]) -> int:
    """Where a chapter or section heading ends within its line: at its first stop, if text follows, else at
    the line's end.
    """
    stop = re.search(r"[。：:！!]", line)
    limit = spans[0][0] if spans else len(line)
    if stop and stop.end() <= limit and (len(line) > stop.end()):
        return stop.end()
    return limit if spans else len(line)


def _blocks(report: Report) -> list[_Block]:
    """Cut the text at headings and numbers; every attribution falls into the block that was opened last."""
    blocks = [_Block("front", None, "", "", 0, 0, (0, 0))]
    chapter = section = ""
    place = 0
    attributions: dict[int, list[tuple[int, int]]] = {}
    for span in report.attributions:
        paragraph = report.paragraphs[span.paragraph].start
        attributions.setdefault(paragraph, []).append((span.start - paragraph, span.end - paragraph))
    for line in report.text.splitlines(keepends=True):
        body = line.rstrip("\n")
        spans = attributions.get(place, [])
        kind, number = "", None
        indent = len(body) - len(body.lstrip(" 　"))
        if found := _CHAPTER.match(body, indent):
            kind = "chapter"
        elif found := _SECTION.match(body, indent):
            kind = "section"
        elif found := _ITEM.match(body, indent):
            kind, number = "item", int(found.group(1))
        if found:
            at = found.end()
            if kind != "item":
                at = _heading_end(body, spans)
                heading = body[:at].strip()
                chapter, section = (heading, "") if kind == "chapter" else (chapter, heading)
            blocks.append(
                _Block(
                    kind,
                    number,
                    chapter,
                    section,
                    place + at,
                    place + len(body),
                    (place + found.end(), place + at),
                )
            )
        block = blocks[-1]
        block.end = place + len(body)
        block.spans += [(place + a, place + b) for a, b in spans]
        place += len(line)
    return blocks


def _belonging(blocks: list[_Block]) -> list[_Block]:
    """The blocks that are items: those with attributions, and between them those of the same kind without."""
    attributed = [i for i, block in enumerate(blocks) if block.spans]
    if not attributed:
        return []
    first, last = attributed[0], attributed[-1]
    kind = Counter(blocks[i].kind for i in attributed).most_common(1)[0][0]
    number = blocks[first].number
    for i in range(
        first - 1, -1, -1
    ):  # an unattributed 1. before 2. belongs to the list; a list in the covering notice doesn't
        before = blocks[i].number
        if before is not None:
            if number is None or before != number - 1:
                break
            first, number = i, before
    return [
        block
        for block in blocks[first : last + 1]
        if block.spans or (block.kind == kind and block.end > block.start)
    ]


def _units(text: str, block: _Block, closes: bool) -> Iterable[tuple[int, int, str]]:
    """(start, end, attribution) of the units of a block; text behind the last attribution is a unit that
    nobody was given.
    """
    units: list[tuple[int, int, str]] = []
    place = block.start
    last_attribution = (0, 0)
    for start, end in block.spans:
        a, b = _trim(text, place, start, _STOPS if units else " 　\n")
        if a == b and units:
            units[-1] = (*units[-1][:2], text[last_attribution[0] : end])
            last_attribution = (last_attribution[0], end)
        else:
            if a == b:
                a, b = _trim(text, *block.head)
            if a < b:
                units.append((a, b, text[start:end]))
                last_attribution = (start, end)
        place = end
    line_end = text.find("\n", place)
    a, b = _trim(
        text, place, min(block.end, line_end if line_end >= 0 else len(text)) if closes else block.end, _STOPS
    )
    if a < b:
        units.append((a, b, ""))
    return units


def _numbering(numbers: list[int | None]) -> list[int]:
    """Item numbers as printed where they run through the document, else 1, 2, 3 …"""
    if (
        numbers
        and all(n is not None for n in numbers)
        and all(a < b for a, b in pairwise(numbers) if a is not None and b is not None)
    ):
        return [n for n in numbers if n is not None]
    return list(range(1, len(numbers) + 1))


def _task(
    report: Report, chapter: str, section: str, item: int, unit: int, start: int, end: int, attribution: str
) -> Task:
    who = parse_attribution(attribution) if attribution else Attribution()
    place = (report.report_id, chapter, section, item, unit, report.text[start:end])
    said = (who.leads, who.participants, who.responsible_mode, who.open_ended, who.deadlines)
    return Task(*place, *said, attribution, start, end, who.officials, who.notes)


def _from_rows(report: Report, rows: list[GridRow]) -> list[Task]:
    """Tasks of a document that is a table: a row is an item of one unit, or one more unit of the item above
    it; the last heading before it is its chapter and section.
    """
    blocks = _blocks(report)
    begins = [block.head[0] for block in blocks]
    firsts = [row.number for at, row in enumerate(rows) if not at or not row.same_item]
    items = iter(_numbering(firsts))
    tasks: list[Task] = []
    item = unit = 0
    for row in rows:
        if not tasks or not row.same_item:
            item, unit = next(items), 0
        unit += 1
        block = blocks[max(0, bisect_right(begins, row.start) - 1)]
        headings = _headings_of(row, block)
        tasks.append(_task(report, *headings, item, unit, row.start, row.end, row.attribution))
    return tasks


def _headings_of(row: GridRow, block: _Block) -> tuple[str, str]:
    """The chapter and section of a row: those of its table, below those of the text around it."""
    chapter, section = ("" if "|" in heading else heading for heading in (block.chapter, block.section))
    if chapter and row.chapter and not _CHAPTER.match(row.chapter):
        return chapter, row.section or row.chapter
    return row.chapter or chapter, row.section or section


def _in_rows(report: Report) -> int:
    """How many attributions stand in rows of tables, as a cell that says 财政部牵头 does."""
    rows = {n for n, p in enumerate(report.paragraphs) if "|" in report.text[p.start : p.end]}
    return sum(span.paragraph in rows for span in report.attributions)


def read_tasks(report: Report) -> list[Task]:
    """The task units of a task-division document, in order.

    Items keep their printed numbers where these run through the document; where they start again in each
    section, or a heading stands for the item, items are counted 1, 2, 3 … A document that prints its tasks as
    a table gives one unit a row. Raises :class:`InputError` when the text is not a task division.

    >>> from analysis import text_report
    >>> text = "（一）减税。\\n1.降低费率。（财政部牵头，年内持续推进）加强监管。（税务总局牵头）\\n"
    >>> report = text_report(text, kind="task_division")
    >>> [(t.section, t.item, t.unit, t.text, t.leads) for t in read_tasks(report)]
    [('（一）减税。', 1, 1, '降低费率。', ('财政部',)), ('（一）减税。', 1, 2, '加强监管。', ('税务总局',))]
    """
    text = report.text
    blocks = _belonging(_blocks(report))
    found = sum(len(block.spans) for block in blocks)
    rows = list(read_grid(text)) if "|" in text else []
    if rows and len(rows) > found - _in_rows(report):
        return _from_rows(report, rows)
    if found == 0 or len(text) > _CHARS_PER_ATTRIBUTION * found:
        raise InputError(
            f"{report.source or report.report_id}: this is not a task division, for "
            f"{'no' if not found else f'only {found}'} attributions such as （财政部牵头，6月底前完成） were "
            "found; give a 分工意见 or 责任分解 document"
        )
    tasks: list[Task] = []
    for item, block in zip(_numbering([block.number for block in blocks]), blocks, strict=True):
        for unit, (start, end, attribution) in enumerate(_units(text, block, block is blocks[-1]), start=1):
            tasks.append(_task(report, block.chapter, block.section, item, unit, start, end, attribution))
    return tasks


def _plain(task: Task) -> dict[str, str | int | tuple[str, ...]]:
    return task._asdict() | {"deadlines": tuple(due.raw for due in task.deadlines)}


def tasks_table(source: Source) -> pd.DataFrame:
    """One row a task unit, over the reports whose kind is ``task_division``; other reports are passed over.

    Parameters
    ----------
    source : corpus, reports, a report, a path or a text
        What ``analysis.corpus.sources.as_reports`` takes; a file or a text by itself is taken for a task
        division.

    Returns
    -------
    pandas.DataFrame
        ``report_id, chapter, section, item, unit, text, leads, participants, responsible_mode, open_ended,
        deadlines, deadline_month, attribution, start, end, deadline_year, deadline_edge, officials, notes``.
        Lists are joined with ``;``; month, year and edge are those of the first dated clause. Sorted by
        report, then place.

    Raises
    ------
    InputError
        For a file or text that is no task division.

    Examples
    --------
    >>> tasks_table([]).shape
    (0, 19)
    """

    rows: list[dict[str, object]] = []
    for report in sorted(
        (r for r in as_reports(source, kind="task_division") if r.kind == "task_division"),
        key=lambda r: r.report_id,
    ):
        for task in read_tasks(report):
            dated = next(
                (due for due in task.deadlines if due.month is not None or due.year is not None), None
            )
            row: dict[str, object] = {
                name: ";".join(value) if isinstance(value, tuple) else value
                for name, value in _plain(task).items()
            }
            row |= {
                "deadline_month": dated and dated.month,
                "deadline_year": dated and dated.year,
                "deadline_edge": dated.edge if dated else "",
            }
            rows.append(row)
    kinds = dict.fromkeys(("item", "unit", "start", "end"), "int64") | dict.fromkeys(
        ("deadline_month", "deadline_year"), "Int64"
    )
    return table_of(rows, column_types("tasks")).astype(kinds)
