"""Task divisions printed as tables: rows of cells between ``|`` under a header such as 序号 | 重点工作 |
牵头单位 | 责任单位 | 完成时限.

Or as forms, a task each, with a name and a value a row (牵头单位 | 市发改委), one or two pairs in it.

A cell that goes on from the row above is 〃. A banner, one cell over all columns, is a line without bars or a
row with words in one cell; it heads the rows below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.tasks.columns import GROUP, NUMBER, OTHER, TASK, Columns, read_header, role_of, surely_names

_DITTO = "〃"
_NOTHING = re.compile(r"[-—–―/／\\＼无〇○]+|:?-{3,}:?")
_COUNT = re.compile(r"[（(]?(\d{1,4})[）).．、]*")
_NUMERAL = re.compile(r"[（(]?[一二三四五六七八九十百]{1,5}[）)]?、?")
_CHAPTER = re.compile(r"[一二三四五六七八九十百]{1,5}、|第[一二三四五六七八九十百]{1,5}(?:部分|章|篇)")
_SECTION = re.compile(r"[（(][一二三四五六七八九十百]{1,5}[）)]")
_NO_BANNER = re.compile(r"附[件表录]|备?注[：:]|单位[：:]|填[报表]|说明[：:]|[（(]?续表|合计|总计")
_BLANK_IN_WORD = re.compile(r"(?<=[一-龥])[ 　]+(?=[一-龥])")
_LONGEST_BANNER = 60


class GridRow(NamedTuple):
    """One task in a table: its number (``None`` where the cell has none), whether it belongs to the item of
    the row above, the headings over it, the task cell's place, the attribution as text, and how many of the
    first departments lead by the header.
    """

    number: int | None
    same_item: bool
    chapter: str
    section: str
    start: int
    end: int
    attribution: str
    first_leads: int = 0


class _Cell(NamedTuple):
    text: str
    start: int
    end: int
    goes_on: bool = False


def _cells(line: str, place: int) -> list[_Cell]:
    """The cells of a row, without the blanks around them and with their places in the text; an empty cell
    behind the last bar doesn't count.
    """
    cells = []
    for cell in line.split("|"):
        bare = cell.strip(" 　\t")
        start = place + (len(cell) - len(cell.lstrip(" 　\t")) if bare else 0)
        cells.append(_Cell("" if _NOTHING.fullmatch(bare) else bare, start, start + len(bare)))
        place += len(cell) + 1
    if not cells[-1].text:
        cells.pop()
    return cells


class _Row(NamedTuple):
    """A row under a header."""

    cells: tuple[_Cell, ...]
    columns: Columns

    def has(self, place: int) -> bool:
        """Whether there are words in a column."""
        return place < len(self.cells) and bool(self.cells[place].text)

    def own(self) -> set[int]:
        """The columns with words that don't go on from the row above."""
        return {place for place, cell in enumerate(self.cells) if cell.text and not cell.goes_on}

    def first(self, role: str, but: int = -1) -> _Cell:
        """The cell of the first column of a role, other than ``but``; an empty one where there is none."""
        places = (at for at, found in self.columns.roles.items() if found == role and at != but)
        place = next(places, len(self.cells))
        return self.cells[place] if place < len(self.cells) else _Cell("", 0, 0)

    def task(self) -> int | None:
        """The column of the task: the last with words of its own."""
        own = self.own()
        return next((place for place in reversed(self.columns.tasks) if place in own), None)

    def who(self) -> list[int]:
        """The columns that say who and when."""
        silent = (NUMBER, GROUP, TASK, OTHER)
        return [at for at, role in sorted(self.columns.roles.items()) if role not in silent and self.has(at)]

    def is_heading(self, task: int) -> bool:
        """Whether the task's cell heads the rows below: nobody answers for it, it has no number and no stop,
        and nothing stands beside it.
        """
        number = self.first(NUMBER).text
        beside = self.own() - {task, *(at for at, role in self.columns.roles.items() if role == NUMBER)}
        is_task = self.who() or beside or _COUNT.fullmatch(number) or self.cells[task].text[-1] in "。；"
        return not is_task


class _Grid:
    """A table while it is read: its columns, the cells above, the headings over the next row."""

    def __init__(self) -> None:
        self.columns: Columns | None = None
        self.chapter = self.section = ""
        self._above: dict[int, _Cell] = {}

    def line(self, text: str) -> None:
        """A line that is no row: a banner, or the end of the table."""
        text = text.strip(" 　\t")
        if not text or self.columns is None:
            return
        if len(text) > _LONGEST_BANNER or text[-1] in "。；！，" or _NO_BANNER.match(text):
            self.columns, self.chapter, self.section = None, "", ""
        else:
            self._head(text)

    def _head(self, text: str) -> None:
        if _CHAPTER.match(text) or (not _SECTION.match(text) and not _CHAPTER.match(self.chapter)):
            self.chapter, self.section = text, ""
        else:
            self.section = text

    def row(self, cells: list[_Cell]) -> GridRow | None:
        """A row as a task; ``None`` for a header and a banner. Of a row that only says more of the task
        above, ``start`` and ``end`` are the same.
        """
        seen = tuple(self._seen(place, cell) for place, cell in enumerate(cells))
        found = read_header([cell.text for cell in seen])
        if found:
            self.columns = found
        if found or self.columns is None or _names_columns(seen):
            return None
        row = _Row(seen, self.columns)
        task = row.task()
        if task is not None and not row.is_heading(task):
            return self._task(row, task)
        words = _words(row, [place for place in row.who() if place in row.own()])
        if task is None and words:
            return GridRow(None, True, "", "", 0, 0, words)
        self._banner(row)
        return None

    def form(self, row: _Row | None) -> GridRow | None:
        """A form as a task; ``None`` for one that has no words for it."""
        task = row.task() if row else None
        self.columns = None
        return self._task(row, task) if row and task is not None else None

    def _seen(self, place: int, cell: _Cell) -> _Cell:
        """A cell as it is read: the one above where it goes on."""
        above = self._above.get(place)
        if cell.text == _DITTO and above is not None:
            return above._replace(goes_on=True)
        self._above[place] = cell
        return cell

    def _task(self, row: _Row, task: int) -> GridRow:
        number, upper = row.first(NUMBER), row.first(TASK, but=task)
        counted = _COUNT.fullmatch(number.text)
        return GridRow(
            int(counted[1]) if counted else None,
            number.goes_on or (not number.text and upper.goes_on),
            self.chapter,
            _BLANK_IN_WORD.sub("", row.first(GROUP).text) or upper.text or self.section,
            row.cells[task].start,
            row.cells[task].end,
            _words(row, row.who()),
            row.columns.first_leads,
        )

    def _banner(self, row: _Row) -> None:
        """A row with words in one cell, or in one behind a numeral, is a heading."""
        said = [row.cells[place].text for place in sorted(row.own())]
        if len(said) == 2 and _NUMERAL.fullmatch(said[0]):
            mark = "" if said[0][-1] in "）)、" else "、"
            said = [f"{said[0]}{mark}{said[1]}"]
        if len(said) == 1 and len(said[0]) <= _LONGEST_BANNER and not _NO_BANNER.match(said[0]):
            self._head(said[0])


def _names_columns(cells: Sequence[_Cell]) -> bool:
    """Whether a row is the first of a header of two rows: its cells name a number and a task."""
    roles = {role_of(cell.text) for cell in cells if cell.text}
    return TASK in roles and NUMBER in roles


def _words(row: _Row, who: Sequence[int]) -> str:
    """What cells say of who and when, behind labels."""
    return "；".join(f"{row.columns.roles[place]}：{row.cells[place].text}" for place in who)


class _Form:
    """A form while it is read: names and values, a row each, up to the row that begins the next task."""

    def __init__(self) -> None:
        self._pairs: list[tuple[str, _Cell, str]] = []

    def __bool__(self) -> bool:
        return bool(self._pairs)

    def begins_anew(self, pairs: Sequence[tuple[str, _Cell, str]]) -> bool:
        """Whether a row begins another task: a name in it stands in the form already."""
        return not {name for name, _, _ in pairs}.isdisjoint(name for name, _, _ in self._pairs)

    def add(self, pairs: Sequence[tuple[str, _Cell, str]]) -> None:
        """One more row."""
        self._pairs += pairs

    def close(self) -> _Row | None:
        """The form as a row under a header; ``None`` where it names no task, or nobody."""
        cells = tuple(cell for _, cell, _ in self._pairs)
        columns = read_header([name for name, _, _ in self._pairs])
        self._pairs = []
        return _Row(cells, columns) if columns else None


def _pairs(cells: Sequence[_Cell]) -> list[tuple[str, _Cell, str]]:
    """The names of a form's row with their values and roles, one pair or two; a cell in front may number
    them. Empty for another row.

    >>> [[(name, cell.text) for name, cell, _ in _pairs(_cells(line, 0))]
    ...  for line in ("任务 | 修路 | 时限 | 全年", "1 | 任务 | 修路", "1 | 修路", "任务 | 责任单位")]
    [[('任务', '修路'), ('时限', '全年')], [('任务', '修路')], [], []]
    """
    for own in (cells, cells[1:]):
        names, values = own[::2], [*own[1::2], *[_Cell("", 0, 0)] * (len(own) % 2)]
        roles = [role_of(name.text) for name in names]
        if 1 < len(own) <= 4 and None not in roles and not any(surely_names(v.text) for v in values):
            return [(n.text, v, r or "") for n, v, r in zip(names, values, roles, strict=True)]
    return []


def read_grid(text: str) -> Iterator[GridRow]:
    """The task rows of all tables in a text, in order.

    Of several task columns (工作任务, 具体措施) the last that has words is the task, and the first heads it.
    Rows of a task cell that is merged over them are one task.

    >>> text = "序号 | 重点工作 | 牵头单位 | 完成时限\\n1 | 建设粮库。 | 市发改委 | 6月底前\\n"
    >>> [(row.number, text[row.start:row.end], row.attribution) for row in read_grid(text)]
    [(1, '建设粮库。', '牵头单位：市发改委；完成时限：6月底前')]
    """
    last: GridRow | None = None
    for row in _rows(text):
        if row.start < row.end:
            if last is not None:
                yield last
            last = row
        elif last is not None:
            last = last._replace(attribution="；".join(filter(None, [last.attribution, row.attribution])))
    if last is not None:
        yield last


def _rows(text: str) -> Iterator[GridRow]:
    """The rows of all tables and the forms, in order, with those that only say more of the row above."""
    grid, form = _Grid(), _Form()
    place = 0
    for line in [*text.splitlines(keepends=True), ""]:
        body = line.rstrip("\n")
        cells = _cells(body, place) if "|" in body else []
        pairs = _pairs(cells)
        place += len(line)
        if form and (len(cells) < 2 or form.begins_anew(pairs)):
            row = grid.form(form.close())
            if row is not None:
                yield row
        if len(cells) < 2:
            grid.line(cells[0].text if cells else body)
        elif pairs and (form or pairs[0][2] in (NUMBER, GROUP, TASK)):
            form.add(pairs)
        elif not form:
            row = grid.row(cells)
            if row is not None:
                yield row
