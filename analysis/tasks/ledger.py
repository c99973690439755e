"""The task ledger: chapters, sections, items and units of a task-division document (分工意见, 责任分解).

A unit is a stretch of text with its own attribution. An item is the numbered paragraph (``1.``) that holds
units; where a document numbers none, the deepest heading does. What stands before the first attribution and
behind the last (covering notice, closing words, annexes) belongs to no item.
"""

from __future__ import annotations

import re
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
_LEAST_BESIDE = 2  # attributions in a text beside a table: one is that of its covering notice
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


class _Item(NamedTuple):
    """An item as it was read: its printed number, and its units with the headings over them."""

    number: int | None
    units: list[tuple[tuple[str, str], _Said]]

    def start(self) -> int:
        return self.units[0][1].start


def _of_rows(report: Report, rows: Sequence[GridRow], first_leads: int) -> list[_Item]:
    """The items of tables: a row is an item of one unit, or one more unit of the item above it; the last
    heading before it is its chapter and section.
    """
    blocks = cut_blocks(report)
    begins = [block.head[0] for block in blocks]
    items: list[_Item] = []
    for row in rows:
        block = blocks[max(0, bisect_right(begins, row.start) - 1)]
        said = _read(row.start, row.end, row.attribution, row.first_leads or first_leads)
        if not items or not row.same_item:
            items.append(_Item(row.number, []))
        items[-1].units.append((_headings_of(row, block), said))
    return items


def _tables(text: str, rows: Sequence[GridRow]) -> list[int]:
    """Where the tables begin that some rows stand in."""
    barred = [(m.start(), m.end()) for m in re.finditer(r"(?:^[^\n|]*\|[^\n]*(?:\n|\Z))+", text, re.M)]
    starts = [row.start for row in rows]
    return [a for a, b in barred if bisect_right(starts, a) < bisect_right(starts, b)]


def _of_blocks(
    report: Report, blocks: Sequence[Block], first_leads: int, tables: Sequence[int]
) -> list[_Item]:
    """The items of headings and numbers; a table behind the last attribution of a block ends it."""
    text = report.text
    items = []
    for block in blocks:
        last = max([block.start, *(end for _, end in block.spans)])
        table = next(iter(tables[(at := bisect_right(tables, last)) : at + 1]), block.end)
        closes = block is blocks[-1] or table < block.end
        block.end = min(block.end, table)
        units = [
            _read(start, end, text[slice(*said)], first_leads)
            for start, end, said in units_of(text, block, closes)
        ]
        headings = (block.chapter, block.section)
        items.append(_Item(block.number, [(headings, unit) for unit in _shared(units)]))
    return [item for item in items if item.units]


def _headings_of(row: GridRow, block: Block) -> tuple[str, str]:
    """The chapter and section of a row: those of its table, below those of the text around it."""
    chapter, section = ("" if "|" in heading else heading for heading in (block.chapter, block.section))
    if chapter and row.chapter and not CHAPTER.match(row.chapter):
        return chapter, row.section or row.chapter
    return row.chapter or chapter, row.section or section


def _without_rows(report: Report) -> Report:
    """A report whose attributions are those outside of tables."""
    rows = {n for n, p in enumerate(report.paragraphs) if "|" in report.text[p.start : p.end]}
    return replace(report, attributions=tuple(a for a in report.attributions if a.paragraph not in rows))


def _not_twice(items: Sequence[_Item], others: Sequence[_Item], text: str) -> list[_Item]:
    """The items whose words aren't those of others: a table may print again what the text says."""

    def words(item: _Item) -> tuple[str, ...]:
        return tuple(text[said.start : said.end].rstrip("。；; ") for _, said in item.units)

    known = set(map(words, others))
    return [item for item in items if words(item) not in known]


def read_tasks(report: Report) -> list[Task]:
    """The task units of a task-division document, in order.

    Items keep their printed numbers where these run through the document; where they start again in each
    section, or a heading stands for the item, items are counted 1, 2, 3 … A table of tasks gives one unit a
    row, beside those of the text around it, each task once. Where the document says that the first listed
    leads, it does in every list that doesn't say otherwise. Raises :class:`InputError` when the text is not a
    task division.

    >>> from analysis import text_report
    >>> text = "（一）减税。\\n1.降低费率。（财政部牵头，年内持续推进）加强监管。（税务总局牵头）\\n"
    >>> report = text_report(text, kind="task_division")
    >>> [(t.section, t.item, t.unit, t.text, t.leads) for t in read_tasks(report)]
    [('（一）减税。', 1, 1, '降低费率。', ('财政部',)), ('（一）减税。', 1, 2, '加强监管。', ('税务总局',))]
    """
    text = report.text
    rows = list(read_grid(text)) if "|" in text else []
    prose = _without_rows(report) if rows else report
    blocks = items_of(prose)
    found = sum(len(block.spans) + (block.given is not None) for block in blocks)
    first_leads = how_many_lead(f"{text}\n{report.notes}")
    if not rows and (found == 0 or len(text) > _CHARS_PER_ATTRIBUTION * found):
        raise InputError(
            f"{report.source or report.report_id}: this is not a task division, for "
            f"{'no' if not found else f'only {found}'} attributions such as （财政部牵头，6月底前完成） were "
            "found; give a 分工意见 or 责任分解 document"
        )
    if rows and found < _LEAST_BESIDE:
        blocks = []
    items = _of_blocks(prose, blocks, first_leads, _tables(text, rows))
    items += _not_twice(_of_rows(report, rows, first_leads), items, text)
    items.sort(key=_Item.start)
    return [
        _task(report, headings, number, unit, said)
        for number, item in zip(_numbering([item.number for item in items]), items, strict=True)
        for unit, (headings, said) in enumerate(item.units, start=1)
    ]


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
