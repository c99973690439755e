"""The task ledger: chapters, sections, items and units of a task-division document (分工意见, 责任分解).

A unit is a stretch of text with its own attribution. An item is the numbered paragraph (``1.``) that holds
units; where a document numbers none, the deepest heading does. What stands before the first attribution and
behind the last (covering notice, closing words, annexes) belongs to no item.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from analysis.attributions.deadlines import Deadline
from analysis.attributions.first_leads import how_many_lead
from analysis.attributions.parser import Attribution, parse_attribution
from analysis.corpus.sources import Source, as_reports
from analysis.corpus.types import Report
from analysis.errors import InputError
from analysis.tables import column_types
from analysis.tables.declaration import table_of
from analysis.tasks.blocks import CHAPTER, Block, cut_blocks, items_of, units_of
from analysis.tasks.grids import GridRow, read_grid

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = tuple(column_types("tasks"))
_CHARS_PER_ATTRIBUTION = (
    4000  # a work report may hold a stray （…负责）; a task division holds one every few lines
)


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


def _numbering(numbers: list[int | None]) -> list[int]:
    """Item numbers as printed where they run through the document, else 1, 2, 3 …"""
    if (
        numbers
        and all(n is not None for n in numbers)
        and all(a < b for a, b in pairwise(numbers) if a is not None and b is not None)
    ):
        return [n for n in numbers if n is not None]
    return list(range(1, len(numbers) + 1))


class _Said(NamedTuple):
    """A unit's place in the text, its attribution as printed, and what that says."""

    start: int
    end: int
    attribution: str
    who: Attribution

    def names_somebody(self) -> bool:
        return bool(self.who.leads or self.who.participants or self.who.officials)


def _read(start: int, end: int, attribution: str, first_leads: int) -> _Said:
    who = parse_attribution(attribution, first_leads) if attribution else Attribution()
    return _Said(start, end, attribution, who)


def _task(report: Report, headings: tuple[str, str], item: int, unit: int, said: _Said) -> Task:
    start, end, attribution, who = said
    place = (report.report_id, *headings, item, unit, report.text[start:end])
    names = (who.leads, who.participants, who.responsible_mode, who.open_ended, who.deadlines)
    return Task(*place, *names, attribution, start, end, who.officials, who.notes)


def _shared(units: Sequence[_Said]) -> list[_Said]:
    """The units of an item, where those that only say by when take who answers from the next that says so, or
    else from the last: of several lines with deadlines, one label line names the departments.
    """
    shared = []
    for at, unit in enumerate(units):
        if unit.who.deadlines and not unit.names_somebody():
            others = [*units[at + 1 :], *reversed(units[:at])]
            other = next((one for one in others if one.names_somebody()), None)
            if other is not None:
                who = replace(other.who, deadlines=unit.who.deadlines, notes=unit.who.notes)
                unit = unit._replace(attribution=f"{unit.attribution}\n{other.attribution}", who=who)
        shared.append(unit)
    return shared


def _from_rows(report: Report, rows: list[GridRow], first_leads: int) -> list[Task]:
    """Tasks of a document that is a table: a row is an item of one unit, or one more unit of the item above
    it; the last heading before it is its chapter and section.
    """
    blocks = cut_blocks(report)
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
        said = _read(row.start, row.end, row.attribution, first_leads)
        tasks.append(_task(report, headings, item, unit, said))
    return tasks


def _headings_of(row: GridRow, block: Block) -> tuple[str, str]:
    """The chapter and section of a row: those of its table, below those of the text around it."""
    chapter, section = ("" if "|" in heading else heading for heading in (block.chapter, block.section))
    if chapter and row.chapter and not CHAPTER.match(row.chapter):
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
    a table gives one unit a row. Where the document says that the first listed leads, it does in every list
    that doesn't say otherwise. Raises :class:`InputError` when the text is not a task division.

    >>> from analysis import text_report
    >>> text = "（一）减税。\\n1.降低费率。（财政部牵头，年内持续推进）加强监管。（税务总局牵头）\\n"
    >>> report = text_report(text, kind="task_division")
    >>> [(t.section, t.item, t.unit, t.text, t.leads) for t in read_tasks(report)]
    [('（一）减税。', 1, 1, '降低费率。', ('财政部',)), ('（一）减税。', 1, 2, '加强监管。', ('税务总局',))]
    """
    text = report.text
    blocks = items_of(report)
    found = sum(len(block.spans) + (block.given is not None) for block in blocks)
    rows = list(read_grid(text)) if "|" in text else []
    first_leads = how_many_lead(f"{text}\n{report.notes}")
    if rows and len(rows) > found - _in_rows(report):
        return _from_rows(report, rows, first_leads)
    if found == 0 or len(text) > _CHARS_PER_ATTRIBUTION * found:
        raise InputError(
            f"{report.source or report.report_id}: this is not a task division, for "
            f"{'no' if not found else f'only {found}'} attributions such as （财政部牵头，6月底前完成） were "
            "found; give a 分工意见 or 责任分解 document"
        )
    tasks: list[Task] = []
    for item, block in zip(_numbering([block.number for block in blocks]), blocks, strict=True):
        units = [
            _read(start, end, text[slice(*said)], first_leads)
            for start, end, said in units_of(text, block, block is blocks[-1])
        ]
        for number, unit in enumerate(_shared(units), start=1):
            tasks.append(_task(report, (block.chapter, block.section), item, number, unit))
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
