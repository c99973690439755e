"""What the columns of a task table are, told from their headers: 序号, 类别, 工作任务, 责任领导, 牵头单位,
责任单位, 完成时限.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.attributions.first_leads import how_many_lead

NUMBER, GROUP, TASK = "number", "group", "task"
# What says who and when, by the label that the parser of attributions reads; and what says neither.
OFFICIAL, LEAD, PART, DIVISION, DUE, OTHER = "责任领导", "牵头单位", "责任单位", "部门分工", "完成时限", ""
BOTH = "责任单位及责任人"
_LONGEST_NAME = 12  # characters of a header without its brackets
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_PERSON = r"领导(?!小组|机构)|责任人|负责人|负责同志|[省市县区州旗镇乡]长|书记|[链河湖林田路]长"


class ColumnRule(NamedTuple):
    """One rule about a header without blanks: what its column is; an example that it decides and a
    counterexample that it doesn't.
    """

    name: str
    role: str
    pattern: str
    example: str
    counterexample: str


# The first rule that holds decides.
COLUMN_RULES = (
    ColumnRule("numbers", NUMBER, r"^(?:任务|项目|工作)?(?:序号|编号|项号)$|^序$", "序号", "文件编号表"),
    ColumnRule(
        "kinds of task",
        GROUP,
        r"^(?:类别|分类|大类|领域|方面|板块|(?:任务|工作|项目)(?:类别|分类)|重点领域|一级目标)$",
        "任务类别",
        "分类施策",
    ),
    ColumnRule("who does what, in a sentence", DIVISION, r"(?:部门|责任|任务|职责)分工", "责任分工", "分工"),
    ColumnRule(
        "departments and persons in one column",
        BOTH,
        rf"(?:单位|部门).{{0,2}}[及和与、/（(].{{0,4}}(?:{_PERSON})|(?:{_PERSON})[及和与、/（(].{{0,4}}(?:单位|部门)",
        "责任单位及责任人",
        "责任单位负责人",
    ),
    ColumnRule("persons", OFFICIAL, _PERSON, "牵头领导", "领导小组办公室"),
    ColumnRule(
        "departments that don't do it",
        OTHER,
        r"(?:(?<!牵头)考核|督[办查导促]|验收|填报|申报|报送|提出|提案|计量|发文)(?:责任)?(?:单位|部门)",
        "督办单位",
        "承办单位",
    ),
    ColumnRule("departments that lead", LEAD, r"牵头|主办|主责|第一责任|总责", "牵头处室", "承办单位"),
    ColumnRule(
        "departments",
        PART,
        r".(?:单位|部门|主体|机构|[处科股]室|乡镇|镇街|街镇)(?:名称)?$|^(?:配合|协办|协同|参与)$",
        "协同推进单位",
        "单位",
    ),
    ColumnRule(
        "deadlines",
        DUE,
        r"时限|期限|(?<!开工)(?<!开始)时间|完成日期|截止|进度",
        "完成时间",
        "完成情况",
    ),
    ColumnRule(
        "tasks",
        TASK,
        r"^(?:具体|重点|主要|年度|目标|民生|建设)*(?:工作|任务|事项|内容|目标|举措|措施|指标|项目|实事|要点)+"
        r"(?:任务|内容|事项|名称|要求|分解|及目标)*$",
        "重点工作任务",
        "完成情况",
    ),
)


class Columns(NamedTuple):
    """The columns of a table: ``roles`` by place; the places of its tasks; the places of departments whose
    first leads, as the header says.
    """

    roles: dict[int, str]
    tasks: tuple[int, ...]
    first_leads: frozenset[int]


def role_of(header: str) -> str | None:
    """What a column is; ``None`` where its header tells nothing.

    >>> [role_of(header) for header in ("牵 头 单 位", "分管领导", "责任单位（排第一的牵头）", "备注")]
    ['牵头单位', '责任领导', '责任单位', None]
    """
    name = re.sub(r"[\s　]", "", header)
    bare = _BRACKETS.sub("", name) or name
    if len(bare) > _LONGEST_NAME:
        return None
    for rule in COLUMN_RULES:
        if re.search(rule.pattern, name if rule.role == BOTH else bare):
            return rule.role
    return None


def read_header(cells: Sequence[str]) -> Columns | None:
    """The columns of a task table by its header; ``None`` for a row that heads none: it needs a column of
    tasks, and one that says who.

    >>> read_header(["序号", "工作任务", "责任领导", "牵头单位", "备注"]).roles
    {0: 'number', 1: 'task', 2: '责任领导', 3: '牵头单位'}
    >>> read_header(["指标", "单位", "目标值"])
    """
    found = {place: role_of(cell) for place, cell in enumerate(cells)}
    roles = {place: role for place, role in found.items() if role}
    tasks = tuple(place for place, role in roles.items() if role == TASK)
    if not tasks or not {OFFICIAL, LEAD, PART, DIVISION, BOTH} & set(roles.values()):
        return None
    first = frozenset(
        place for place, role in roles.items() if role in (PART, BOTH) and how_many_lead(cells[place])
    )
    return Columns(roles, tasks, first)
