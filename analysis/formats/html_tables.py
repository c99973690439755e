"""The tables of a web page as lines, as those of Word are: a row's cells side by side, a cell merged over
rows or columns once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from analysis.wordfiles.package import number_of
from analysis.wordfiles.tables import Table, table_lines

_LONGEST = 300  # characters of a cell of data; the text of a page's layout is longer
_WIDEST = 63  # columns, as in Word
_CELLS = ("td", "th")


def cells_of(row: Any) -> list[Any]:
    """The cells of a row."""
    return [cell for cell in row if cell.tag in _CELLS]


def holds_data(row: Any) -> bool:
    """Whether a row holds data and not a page's layout: several cells, none of them long."""
    cells = cells_of(row)
    return len(cells) > 1 and all(len(" ".join(cell.itertext())) < _LONGEST for cell in cells)


def _is_of_data(table: Any) -> bool:
    """Whether most rows of several cells hold data, none a table of its own, and not links alone."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    if 2 * sum(len(link.text_content()) for link in table.iter("a")) > len(table.text_content()):
        return False
    several = [row for row in table.iter("tr") if len(cells_of(row)) > 1]
    return 2 * sum(map(holds_data, several)) > len(several)


def _span(cell: Any, of: str) -> int:
    return max(1, number_of(cell.get(of), 1))


def _read(rows: Sequence[Any], text_of: Callable[[Any], str]) -> Table | None:
    """The rows of a table with their merged cells; ``None`` for one that is wider than tables are."""
    table = Table([])
    reach: dict[int, tuple[int, int]] = {}  # by the column where a merged cell begins: rows left, columns

    def go_on(at: int) -> int:
        while at in reach:
            left, span = reach.pop(at)
            table.continues(span)
            if left > 1:
                below[at] = (left - 1, span)
            at += span
        return at

    for row in rows:
        table.begin_row(0)
        below: dict[int, tuple[int, int]] = {}
        at = 0
        for cell in cells_of(row):
            at = go_on(at)
            down, span = _span(cell, "rowspan"), _span(cell, "colspan")
            if at + span > _WIDEST:
                return None
            table.add(span, [(line,) for line in text_of(cell).split("\n")], goes_on=down > 1)
            if down > 1:
                below[at] = (down - 1, span)
            at += span
        go_on(at)
        table.end_row()
        reach = below
    return table


def lay_out(root: Any, text_of: Callable[[Any], str]) -> None:
    """Put paragraphs in the place of each table of data under an element, a row each.

    Parameters
    ----------
    root
        An element of lxml; it is changed.
    text_of
        The text of a cell, a paragraph a line.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> cells = "<tr><td rowspan=2>建粮库。<td>县发改委<td>全年<tr><td>县财政局<td>年底"
    >>> page = fromstring(f"<div><table>{cells}</table></div>")
    >>> lay_out(page, lambda cell: cell.text_content())
    >>> [line.text for line in page.iter("p")]
    ['建粮库。 | 县发改委 | 全年', '〃 | 县财政局 | 年底']
    """
    for element in [table for table in root.iter("table") if _is_of_data(table)]:
        table = _read(list(element.iter("tr")), text_of)
        if table is None:
            continue
        captions = [line for caption in element.iter("caption") for line in text_of(caption).split("\n")]
        lines = [*captions, *(" | ".join(line) for line in table_lines(table))]
        tail = element.tail
        for child in list(element):
            element.remove(child)
        element.tag, element.text, element.tail = "div", None, tail
        for line in lines:
            paragraph = element.makeelement("p")
            paragraph.text = line
            element.append(paragraph)
