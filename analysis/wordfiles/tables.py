"""Tables as lines: a row's cells side by side, a cell merged over rows once, a banner as a line of its own.

A cell merged over several rows stands in the first; below it, 〃 (the sign for “as above”) holds its place.
So every word of a table is read once, and a table's text is no longer than its file. A cell merged over
several columns stands in the first of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

DITTO = "〃"
_MOST_COLUMNS = 63  # of a table that Word can show
_LONG_TEXT = 300  # characters of two cells of several paragraphs: text set in columns, not data

_EMPTY = frozenset(("", DITTO))

Line = tuple[str, ...]  # a paragraph, or the cells of a row


class Cell(NamedTuple):
    """A cell: the columns of the grid that it takes, from 0, the end exclusive; what stands in it."""

    start: int
    end: int
    lines: tuple[Line, ...]


class Table:
    """A table while it is read, row by row and cell by cell."""

    def __init__(self, widths: Sequence[int]) -> None:
        self.widths = widths
        self.rows: list[list[Cell]] = []
        self._row: list[Cell] = []
        self._at = 0
        self._above: dict[int, bool] = {}  # cells that go on below, and whether there are words in them
        self._open: dict[int, bool] = {}

    def begin_row(self, before: int) -> None:
        """A row whose first cell stands behind so many columns."""
        self._row, self._at, self._open = [], before, {}

    def continues(self, span: int) -> bool:
        """Put a cell that goes on from the row above; False where none does at that place."""
        above = self._above.get(self._at)
        if above is None:
            return False
        self._open[self._at] = above
        self._put(span, ((DITTO,),) if above else ())
        return True

    def add(self, span: int, lines: Sequence[Line], goes_on: bool = False, joins: bool = False) -> None:
        """Put a cell; ``goes_on``: it may go on below; ``joins``: it belongs to the cell before it."""
        if joins and self._row:
            before = self._row.pop()
            self._at = before.start
            self._put(before.end - before.start + span, (*before.lines, *lines))
            return
        if goes_on:
            self._open[self._at] = any(part.strip() for line in lines for part in line)
        self._put(span, tuple(lines))

    def _put(self, span: int, lines: tuple[Line, ...]) -> None:
        self._row.append(Cell(self._at, self._at + span, lines))
        self._at += span

    def end_row(self) -> None:
        """The row is whole."""
        self.rows.append(self._row)
        self._above, self._row = self._open, []


def _flat(cell: Cell) -> str:
    """A cell as one stretch of text, without the bar that parts cells.

    Words set downwards, a character a line, are put together.

    >>> _flat(Cell(0, 1, (("建粮库。",), ("市发改委", "6月|7月"))))
    '建粮库。 市发改委 6月｜7月'
    >>> _flat(Cell(0, 1, (("产",), ("业\\n发",), ("展",))))
    '产业发展'
    """
    lines = (part.strip() for line in cell.lines for words in line for part in words.split("\n"))
    parts = [part for part in lines if part]
    downwards = all(len(part) == 1 for part in parts) and all(len(line) == 1 for line in cell.lines)
    return ("" if downwards else " ").join(parts).replace("|", "｜")


def _usual(rows: Sequence[Sequence[Cell]]) -> int:
    """How many cells most rows have, of those with several; 1 where none has."""
    counts = Counter(len(row) for row in rows if len(row) > 1)
    return max(counts, key=lambda many: (counts[many], many), default=1)


def _aligned(row: Sequence[Cell], usual: Sequence[Cell], edges: Sequence[int]) -> list[str]:
    """The cells of a row that has fewer of them than most, each in the first column that it covers.

    >>> usual = [Cell(n, n + 1, ()) for n in range(4)]
    >>> _aligned([Cell(0, 2, (("甲",),)), Cell(2, 4, (("乙",),))], usual, [0])
    ['甲', '', '乙', '']
    """

    middles = [(_place(column.start, edges) + _place(column.end, edges)) / 2 for column in usual]
    placed: list[str] = []
    for cell in row:
        before = bisect_left(middles, _place(cell.start, edges))
        after = bisect_left(middles, _place(cell.end, edges))
        placed += [""] * (min(before, len(usual) - 1) - len(placed))
        placed.append(_flat(cell))
        placed += [""] * (after - len(placed))
    return placed + [""] * (len(usual) - len(placed))


def _place(at: int, edges: Sequence[int]) -> float:
    """Where the edge of a column stands, by the widths of the grid; one after the other behind them."""
    return edges[at] if at < len(edges) else edges[-1] + at - len(edges) + 1


def _is_layout(row: Sequence[Cell]) -> bool:
    """Whether two cells hold text set side by side, or tables, and not data."""
    if any(len(line) > 1 for cell in row for line in cell.lines):
        return True
    lengths = [sum(len(line[0]) for line in cell.lines) for cell in row]
    return min(len(cell.lines) for cell in row) > 1 and sum(lengths) >= _LONG_TEXT


def table_lines(table: Table) -> list[Line]:
    """The lines of a table: its rows, and paragraphs of their own for the cells that stand alone in a row.

    Parameters
    ----------
    table
        A table that has been read.

    Returns
    -------
    list of Line
        A row of cells, or one paragraph. Rows without a word of their own are left out.

    Examples
    --------
    >>> table = Table([])
    >>> for cells in (["一、产业"], ["1", "建粮库。", "市发改委"]):
    ...     table.begin_row(0)
    ...     for text in cells:
    ...         table.add(3 // len(cells), [(text,)])
    ...     table.end_row()
    >>> table_lines(table)
    [('一、产业',), ('1', '建粮库。', '市发改委')]
    """
    many = _usual(table.rows)
    usual = next((row for row in table.rows if len(row) == many), [])
    edges = [0, *accumulate(max(1, width) for width in table.widths)]
    lines = [line for row in table.rows for line in _row_lines(row, usual, edges)]
    return [line for line in lines if len(line) == 1 or not _EMPTY.issuperset(line)]


def _row_lines(row: Sequence[Cell], usual: Sequence[Cell], edges: Sequence[int]) -> list[Line]:
    """One row: the paragraphs of a cell that stands alone, else its cells in the table's columns."""
    if len(row) == 1 or (len(row) == 2 == len(usual) and _is_layout(row)):
        return [line for cell in row for line in cell.lines if line != (DITTO,)]
    if len(row) >= len(usual) or len(usual) > _MOST_COLUMNS:
        return [tuple(map(_flat, row))]
    return [tuple(_aligned(row, usual, edges))]
