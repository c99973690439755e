"""The text layer of a PDF as paragraphs: columns in reading order, running heads and page numbers dropped,
bold that was drawn twice read once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from statistics import median
from typing import NamedTuple

from analysis.characters.misread import mend_misread
from analysis.cleaning.lines import CLOSING, MARKER, ends_with_stop
from analysis.errors import InputError
from analysis.formats.pdf_pages import Char
from analysis.formats.pdf_process import pages_of

_PAGE_NUMBER = re.compile(
    r"[-—–－·•\[（(第 ]*\d{1,4}[ ]?(?:页|[/／][ ]?\d{1,4})?[ ]?(?:[，,]?共[ ]?\d{1,4}[ ]?页)?[-—–－·•\]）) "
    r"]*|第?[一二三四五六七八九十百]{1,4}页"
)
_MARGIN = 0.14  # a running head stands in the top or bottom seventh of a page
_CELLS = 4  # a character's width, when the white strips of a page are looked for
_MOST_CELLS = 20_000  # of a page; one of 200 characters a line has 800
_COLUMN = 6  # characters, at the least, on a line of a column


class Line(NamedTuple):
    """A printed line of one column."""

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    column: int
    edge: bool  # in the top or bottom margin of its page


def _rows(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters that stand on one line across the page, top to bottom; each row left to right, characters
    drawn twice once.
    """
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: (-c.base, c.left)):
        if rows and rows[-1][0].base - char.base <= 0.5 * max(char.size, rows[-1][0].size):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [_once(sorted(row, key=lambda c: c.left)) for row in rows]


def _once(row: list[Char]) -> list[Char]:
    kept: list[Char] = []
    for char in row:
        width = char.right - char.left
        if not any(k.text == char.text and abs(k.left - char.left) < 0.4 * width for k in kept[-3:]):
            kept.append(char)
    return kept


def _cover(rows: Sequence[Sequence[Char]], left: float, step: float, cells: int) -> list[int]:
    """How many rows have a character in each cell of a page's width; a row goes from left to right."""
    steps = [0] * (cells + 1)
    for row in rows:
        reached = 0
        for char in row:
            first, last = int((char.left - left) / step), int((char.right - left) / step)
            start, end = max(first, reached), min(cells, last + 1)
            if start < end:
                steps[start] += 1
                steps[end] -= 1
                reached = end
    return list(accumulate(steps))[:cells]


def _white_strips(cover: Sequence[int], allowed: float) -> list[tuple[int, int]]:
    """First cell and the one behind the last of each strip inside the page that is at least one character
    wide and has no more than the allowed rows.
    """
    strips = []
    start = None
    for cell, rows in enumerate(cover):
        if rows <= allowed:
            start = cell if start is None else start
        elif start is not None:
            if cell - start >= _CELLS and start > 0:
                strips.append((start, cell))
            start = None
    return strips


def _gutters(rows: Sequence[Sequence[Char]], em: float) -> list[float]:
    """The middles of the white strips between columns; none for a page of one column."""
    if len(rows) < 6:
        return []
    left, right = min(r[0].left for r in rows), max(r[-1].right for r in rows)
    step = em / _CELLS
    if right - left > _MOST_CELLS * step:  # a speck among far larger marks: no page of columns
        return []
    cells = int((right - left) / step) + 1
    cover = _cover(rows, left, step, cells)
    strips = _white_strips(cover, max(1, 0.12 * len(rows)))
    edges = [0, *(x for strip in strips for x in strip), cells]
    columns = list(zip(edges[::2], edges[1::2], strict=True))
    wide = all(b - a >= _COLUMN * _CELLS for a, b in columns)
    full = all(sum(cover[a:b]) >= 0.25 * len(rows) * (b - a) for a, b in columns)
    return [left + (a + b) / 2 * step for a, b in strips] if wide and full else []


def _line(chars: Sequence[Char], page: int, column: int, edge: bool) -> Line:
    size = median(c.size for c in chars)
    text = chars[0].text
    for before, char in pairwise(chars):
        gap = char.left - before.right
        text += (" " if gap > 0.5 * size or (char.spaced and gap > 0.12 * size) else "") + char.text
    return Line(text, chars[0].left, chars[-1].right, chars[0].base, size, page, column, edge)


def _outside(rows: Sequence[Sequence[Char]], height: float, em: float) -> set[int]:
    """The numbers of the rows that can be running heads or page numbers: the outermost two in a page's
    margins, set off from the text by a gap or by their size.
    """
    bases = [row[0].base for row in rows]
    gaps = [a - b for a, b in pairwise(bases)]
    pitch = median(gaps) if gaps else em
    found: set[int] = set()
    for order, margin in (
        (range(len(rows)), (1 - _MARGIN) * height),
        (range(len(rows) - 1, -1, -1), _MARGIN * height),
    ):
        top = order.step > 0
        for seen, number in enumerate(order):
            following = number + order.step
            inside = bases[number] < margin if top else bases[number] > margin
            if seen == 2 or inside or not 0 <= following < len(rows):
                break
            if abs(bases[number] - bases[following]) > 1.3 * pitch or rows[number][0].size < 0.9 * em:
                found.update(order[: seen + 1])
    return found


def _page_lines(chars: Sequence[Char], page: int, height: float) -> list[Line]:
    """The lines of a page in reading order: a line across the columns ends what stands above it."""
    rows = _rows(chars)
    if not rows:
        return []
    em = median(c.size for c in chars)
    outside = _outside(rows, height, em)
    gutters = _gutters([r for n, r in enumerate(rows) if n not in outside], em)
    if not gutters:
        return [_line(row, page, 0, number in outside) for number, row in enumerate(rows)]
    lines: list[Line] = []
    columns: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
    for number, row in enumerate(rows):
        edge = number in outside
        if any(c.left < gutter < c.right for c in row for gutter in gutters):
            lines += [*chain.from_iterable(columns), _line(row, page, -1, edge)]
            columns = [[] for _ in columns]
        else:
            for column, part in enumerate(_cut(row, gutters)):
                columns[column] += [_line(part, page, column, edge)] if part else []
    return [*lines, *chain.from_iterable(columns)]


def _cut(row: Sequence[Char], gutters: Sequence[float]) -> list[list[Char]]:
    """The characters of a row by column."""
    bounds = pairwise([float("-inf"), *gutters, float("inf")])
    return [[char for char in row if a <= char.left < b] for a, b in bounds]


def _without_running_heads(lines: list[Line], pages: int, body_size: float) -> list[Line]:
    def key(line: Line) -> str:
        return re.sub(r"[\d\s—–·-]", "", line.text)

    repeated = Counter(
        k for k, _ in {(key(line), line.page) for line in lines if line.edge and line.size <= 1.2 * body_size}
    )
    often = max(3, 0.3 * pages)
    return [
        line
        for line in lines
        if not (
            line.edge
            and (
                _PAGE_NUMBER.fullmatch(line.text.strip())
                or (line.size <= 1.2 * body_size and repeated[key(line)] >= often)
            )
        )
    ]


def _starts_paragraph(prev: Line, line: Line, left: float, right: float, pitch: float, em: float) -> bool:
    if abs(line.size - prev.size) > 0.15 * em:
        return True
    here = (prev.page, prev.column) == (line.page, line.column)
    if here and prev.base - line.base > 1.22 * pitch:
        return True
    if line.left > left + em or prev.right < right - 1.6 * em:
        return True
    return line.left < left - em or bool(
        MARKER.match(line.text) and (ends_with_stop(prev.text) or prev.text[-1] in CLOSING)
    )


def _margins(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """The left and right edge of each column: where most lines start, and where nine in ten have ended."""
    margins: dict[int, tuple[float, float]] = {}
    for column in {line.column for line in lines}:
        of_column = [line for line in lines if line.column == column]
        lefts = Counter(round(line.left / 2) * 2 for line in of_column)
        rights = sorted(line.right for line in of_column)
        left = max(lefts, key=lambda x: (lefts[x], -x))
        margins[column] = (float(left), rights[int(0.9 * (len(rights) - 1))])
    return margins


def _pitch(lines: Sequence[Line], em: float) -> float:
    """The usual distance from line to line; ``em`` where no two follow each other."""
    gaps = [
        above.base - below.base
        for above, below in pairwise(lines)
        if (above.page, above.column) == (below.page, below.column) and above.base > below.base
    ]
    return median(gaps) if gaps else em


def _joined(text: str, following: str) -> str:
    """Two lines as one, with a blank between Latin words."""
    before, after = text[-1:], following[:1]
    latin = before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
    return f"{text} {following}" if latin else text + following


def paragraphs_of(lines: list[Line]) -> list[str]:
    """Lines put together to paragraphs by what the page shows: indent, a short last line, a gap, another
    size.

    >>> words = ["　　今年要稳中求进，", "推进改革开放。"]
    >>> lines = [Line(w, 50.0, 300.0, 700.0 - 18 * n, 12.0, 1, 0, False) for n, w in enumerate(words)]
    >>> paragraphs_of(lines)
    ['　　今年要稳中求进，推进改革开放。']
    """
    em = median(line.size for line in lines)
    margins, pitch = _margins(lines), _pitch(lines, em)
    paragraphs = [lines[0].text]
    for prev, line in pairwise(lines):
        left, right = margins[line.column]
        before = margins[prev.column][1]
        # Another column has its own right edge: what matters is whether the line above was full in its own.
        above = prev._replace(right=prev.right - before + right)
        if _starts_paragraph(above, line, left, right, pitch, em):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = _joined(paragraphs[-1], line.text)
    return paragraphs


def read_pdf(data: bytes, name: str) -> tuple[str, str]:
    """The text of a PDF, and what is missing from it.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What to call it in a message.

    Returns
    -------
    text : str
        One paragraph a line.
    remark : str
        Which pages have no text, and what nobody can see and is left out; "" for neither.

    Raises
    ------
    InputError
        For a damaged or locked file, for one without a text layer (a scan), and for one whose fonts don't say
        which characters they draw; and for one that takes more time, memory, pages or characters than
        ``analysis.limits`` says.

    Examples
    --------
    >>> read_pdf(b"%PDF-1.4", "a.pdf")
    Traceback (most recent call last):
    ...
    analysis.errors.InputError: a.pdf is damaged: it can't be opened as a PDF; fetch it again
    """
    lines: list[Line] = []
    silent = []
    pages = unseen = 0
    for chars, height, hidden in pages_of(data, name):
        pages += 1
        unseen += hidden
        if not chars:
            silent.append(pages)
        lines += _page_lines(chars, pages, height)
    if not lines or sum(len(line.text) for line in lines) < 15 * pages:
        raise InputError(
            f"{name} is a scan: its {pages} page{'s have' if pages != 1 else ' has'} no text layer; let a "
            "program recognise the text (OCR) first"
        )
    lines = _without_running_heads(lines, pages, median(line.size for line in lines for _ in line.text))
    if not lines:
        raise InputError(f"{name} holds no text but running heads and page numbers")
    text = mend_misread("\n".join(paragraphs_of(lines)), name)
    said = [f"pages without text: {', '.join(map(str, silent))}"] if silent else []
    said += [f"left out: {unseen:,} characters larger than their page"] if unseen else []
    return text, "; ".join(said)
