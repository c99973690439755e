"""Task divisions printed as tables: rows of cells between ``|`` under a header such as 序号 | 重点工作 |
牵头单位 | 责任单位 | 完成时限.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TASK = re.compile(
    r"^(?:具体|重点|主要|年度|目标)*(?:工作|任务|事项|内容|目标|举措|措施|指标)+(?:任务|内容|事项|名称|要求|分解|及目标)*$"
)
_NUMBER = re.compile(r"^(?:序号|编号|项目序号)$")
_GROUP = re.compile(r"^(?:类别|分类|领域|方面|板块|任务类别|工作类别|重点领域|一级目标)$")
_WHO = (
    (re.compile(r"牵头|主办|主责"), "牵头单位"),
    (
        re.compile(r"(?:责任|配合|协办|协同|参与|参加|承办|落实|实施|负责)(?:责任)?(?:单位|部门|主体|处室)"),
        "责任单位",
    ),
    (re.compile(r"(?:部门|责任|任务)分工"), "部门分工"),
    (re.compile(r"领导|责任人|负责人"), "责任领导"),
    (re.compile(r"时限|期限|完成时间|时间节点|时间要求|进度"), "完成时限"),
)
_OTHERS = ("number", "group", "task")  # columns that don't say who and when


class GridRow(NamedTuple):
    """One task in a table: its number (``None`` where the cell has none), group, the task cell's place, and
    the attribution as text.
    """

    number: int | None
    group: str
    start: int
    end: int
    attribution: str


def _cells(line: str) -> list[tuple[int, int]]:
    """Places of the cells of a row within its line, without the blanks around them; an empty cell behind the
    last bar doesn't count.
    """
    spans = []
    place = 0
    for cell in line.split("|"):
        lead = len(cell) - len(cell.lstrip(" 　\t"))
        spans.append(
            (place + min(lead, len(cell)), place + max(len(cell.rstrip(" 　\t")), min(lead, len(cell))))
        )
        place += len(cell) + 1
    if spans and spans[-1][0] == spans[-1][1]:
        spans.pop()
    return spans


def _header(names: list[str]) -> dict[int, str] | None:
    """What each column is: number, group, task or a label of who and when;

    ``None`` when the row heads no task table.
    """
    roles: dict[int, str] = {}
    for place, name in enumerate(re.sub(r"[\s　（）()]", "", cell) for cell in names):
        label = next((label for pattern, label in _WHO if pattern.search(name)), None)
        if len(name) > 12:
            return None
        if _NUMBER.match(name):
            roles[place] = "number"
        elif _GROUP.match(name):
            roles[place] = "group"
        elif label:
            roles[place] = label
        elif _TASK.match(name):
            roles = {p: r for p, r in roles.items() if r != "task"} | {place: "task"}
    values = set(roles.values())
    return roles if "task" in values and values & {"牵头单位", "责任单位", "部门分工"} else None


def read_grid(text: str) -> Iterator[GridRow]:
    """The task rows of all tables in a text, in order. Of several task columns (工作任务, 具体措施) the last
    is the task.

    >>> text = "序号 | 重点工作 | 牵头单位 | 完成时限\\n1 | 建设粮库。 | 市发改委 | 6月底前\\n"
    >>> [(row.number, text[row.start:row.end], row.attribution) for row in read_grid(text)]
    [(1, '建设粮库。', '牵头单位：市发改委；完成时限：6月底前')]
    """
    roles: dict[int, str] | None = None
    width = place = 0
    for line in text.splitlines(keepends=True):
        spans = _cells(line.rstrip("\n")) if "|" in line else []
        cells = [line[a:b] for a, b in spans]
        if len(cells) < 3:
            roles = None
        elif found := _header(cells):
            roles, width = found, len(cells)
        elif roles and len(cells) <= width:
            row = _task_row(cells, spans, roles, place)
            if row is not None:
                yield row
        place += len(line)


def _task_row(
    cells: list[str], spans: list[tuple[int, int]], roles: dict[int, str], place: int
) -> GridRow | None:
    """The task of a row of cells; ``None`` where it has no task, or nobody answers for it."""
    there = {role: at for at, role in roles.items() if at < len(cells)}
    words = [
        f"{role}：{cells[at]}"
        for at, role in sorted(roles.items())
        if at < len(cells) and cells[at] and role not in _OTHERS
    ]
    if "task" not in there or not cells[there["task"]] or not words:
        return None
    start, end = spans[there["task"]]
    number = re.fullmatch(r"(\d{1,4})[.．、]?", cells[there["number"]]) if "number" in there else None
    group = cells[there["group"]] if "group" in there else ""
    return GridRow(int(number[1]) if number else None, group, place + start, place + end, "；".join(words))
