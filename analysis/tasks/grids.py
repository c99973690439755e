"""Task divisions printed as tables: rows of cells between ``|`` under a header such as 序号 | 重点工作 |
牵头单位 | 责任单位 | 完成时限.

A cell that goes on from the row above is 〃. A banner, one cell over all columns, is a line without bars or a
row with words in one cell; it heads the rows below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.attributions.department_names import is_official, like_department, split_names
from analysis.tasks.columns import (
    BOTH,
    GROUP,
    LEAD,
    NUMBER,
    OFFICIAL,
    OTHER,
    PART,
    TASK,
    Columns,
    read_header,
    role_of,
)

_DITTO = "〃"
_NOTHING = re.compile(r"[-—–―/／\\＼无〇○]+|:?-{3,}:?")
_COUNT = re.compile(r"[（(]?(\d{1,4})[）).．、]*")
_NUMERAL = re.compile(r"[（(]?[一二三四五六七八九十百]{1,5}[）)]?、?")
_CHAPTER = re.compile(r"[一二三四五六七八九十百]{1,5}、|第[一二三四五六七八九十百]{1,5}(?:部分|章|篇)")
_SECTION = re.compile(r"[（(][一二三四五六七八九十百]{1,5}[）)]")
_NO_BANNER = re.compile(r"附[件表录]|备?注[：:]|单位[：:]|填[报表]|说明[：:]|[（(]?续表|合计|总计")
_LABELLED = re.compile(r"(?:牵头|主办|主责|责任|配合|协办|协同|参与|参加)(?:单位|部门)?[：:]")
_WITH_PERSON = re.compile(r"^(.+?)(?:[（(]([^（）()]+)[）)]|[：:](.+))$")
_BLANK_IN_WORD = re.compile(r"(?<=[一-龥])[ 　]+(?=[一-龥])")
_LONGEST_BANNER = 60


class GridRow(NamedTuple):
    """One task in a table: its number (``None`` where the cell has none), whether it belongs to the item of
    the row above, the headings over it, the task cell's place, and the attribution as text.
    """

    number: int | None
    same_item: bool
    chapter: str
    section: str
    start: int
    end: int
    attribution: str


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
    said = []
    for place in who:
        role, text, first_leads = row.columns.roles[place], row.cells[place].text, row.columns.first_leads
        if role == OFFICIAL:
            said.append(f"{role}：{_people(text)}")
        elif role == BOTH or place in first_leads:
            said += _sorted_out(_departments(text), role == BOTH, place in first_leads)
        else:
            said.append(f"{role}：{_departments(text) if role in (LEAD, PART) else text}")
    return "；".join(said)


def _departments(text: str) -> str:
    """Names on lines of their own parted by 、; a name that runs over two lines is put together.

    >>> _departments("县发改委 县财政局"), _departments("县人力资源和 社会保障局")
    ('县发改委、县财政局', '县人力资源和社会保障局')
    >>> _departments("牵头：县发改委 配合：县财政局/县税务局")
    '牵头：县发改委；配合：县财政局、县税务局'
    """
    first, *others = re.sub(r"[ 　]*[/／][ 　]*", "、", text).split()
    for piece in others:
        last = re.split("[、，；,;：:]", first)[-1]
        if _LABELLED.match(piece):
            first += "；"
        elif like_department(last) and piece[0] not in "（(、，；,;":
            first += "、"
        first += piece
    return first


def _people(text: str) -> str:
    """Names parted by blanks, by 、; a blank within a name of two hanzi, and behind a post, is none.

    >>> _people("甲某某 乙　某"), _people("甲　某"), _people("常务副县长 甲某某")
    ('甲某某、乙某', '甲某', '常务副县长 甲某某')
    """
    pieces = text.split()
    said = pieces[0]
    for before, piece in pairwise(pieces):
        said += (" " if is_official(before) else "" if len(before) == 1 else "、") + piece
    return said


def _sorted_out(text: str, has_people: bool, first_leads: bool) -> list[str]:
    """A list of departments under labels: without persons among them, the first as the lead.

    >>> _sorted_out("县发改委、甲某某、县财政局", True, True)
    ['牵头单位：县发改委', '责任单位：县财政局', '责任领导：甲某某']
    >>> _sorted_out("县发改委（甲某某）、县财政局：乙某某", True, False)
    ['责任单位：县发改委、县财政局', '责任领导：甲某某、乙某某']
    """
    names, left_open = split_names(text)
    if has_people:
        names = [piece for name in names for piece in _WITH_PERSON.sub(r"\1、\2\3", name).split("、")]
    people = [name for name in names if has_people and not like_department(name)]
    rest = [name for name in names if name not in people]
    leads = rest[: int(first_leads)]
    lists = ((LEAD, leads), (PART, rest[len(leads) :]), (OFFICIAL, people))
    said = [f"{label}：{'、'.join(names)}" for label, names in lists if names]
    return [*said[:-1], said[-1] + left_open] if said else said


def read_grid(text: str) -> Iterator[GridRow]:
    """The task rows of all tables in a text, in order.

    Of several task columns (工作任务, 具体措施) the last that has words is the task, and the first heads it.
    Rows of a task cell that is merged over them are one task.

    >>> text = "序号 | 重点工作 | 牵头单位 | 完成时限\\n1 | 建设粮库。 | 市发改委 | 6月底前\\n"
    >>> [(row.number, text[row.start:row.end], row.attribution) for row in read_grid(text)]
    [(1, '建设粮库。', '牵头单位：市发改委；完成时限：6月底前')]
    """
    grid = _Grid()
    last: GridRow | None = None
    place = 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\n")
        cells = _cells(body, place) if "|" in body else []
        place += len(line)
        if len(cells) < 2:
            grid.line(cells[0].text if cells else body)
            continue
        row = grid.row(cells)
        if row is None:
            continue
        if row.start < row.end:
            if last is not None:
                yield last
            last = row
        elif last is not None:
            last = last._replace(attribution="；".join(filter(None, [last.attribution, row.attribution])))
    if last is not None:
        yield last
