"""What the columns of a task table are, told from their headers: 序号, 类别, 工作任务, 责任领导, 牵头单位,
责任单位, 完成时限. What says who and when has the names of labels in a text (``analysis.attributions``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.attributions import label_rules
from analysis.attributions.first_leads import how_many_lead

NUMBER, GROUP, TASK = "number", "group", "task"
# What says who and when, by the label that the parser of attributions reads; and what says neither.
WHO = {
    label_rules.LEAD: "牵头单位", label_rules.ANSWER: "责任单位", label_rules.PART: "配合单位",
    label_rules.BOTH: "责任单位及责任人", label_rules.OFFICIAL: "责任领导", label_rules.CONTACT: "责任领导",
    label_rules.VERBS: "部门分工",
}  # fmt: skip
ANSWER, DUE, OTHER = WHO[label_rules.ANSWER], "完成时限", ""
_BOTH_LEAD = "牵头单位及责任人"
_LABELS = WHO | {label_rules.DEADLINE: DUE, label_rules.ASIDE: OTHER}
_LONGEST_NAME = 12  # characters of a header without its brackets
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


class ColumnRule(NamedTuple):
    """One rule about a header without blanks: what its column is; an example that it decides and a
    counterexample that it doesn't.
    """

    name: str
    role: str
    pattern: str
    example: str
    counterexample: str


# The first rule that holds decides; what no rule decides is a label or nothing.
COLUMN_RULES = (
    ColumnRule("numbers", NUMBER, r"^(?:任务|项目|工作)?(?:序号|编号|项号)$|^序$", "序号", "文件编号表"),
    ColumnRule(
        "kinds of task",
        GROUP,
        r"^(?:类别|分类|大类|领域|方面|板块|(?:任务|工作|项目)(?:类别|分类)|重点领域|一级目标)$",
        "任务类别",
        "分类施策",
    ),
    ColumnRule(
        "tasks",
        TASK,
        r"^(?:具体|重点|主要|年度|目标|民生|建设)*(?:工作|任务|事项|内容|目标|举措|措施|指标|项目|实事|要点)+"
        r"(?:任务|内容|事项|名称|要求|分解|及目标)*$",
        "重点工作任务",
        "完成情况",
    ),
    ColumnRule(
        "neither who nor by when",
        OTHER,
        r"(?:(?<!牵头)考核|督[办查导促]|验收|填报|申报|报送|提出|提案|计量|发文)(?:责任)?(?:单位|部门)"
        r"|开[工始]时间|^(?:所[在属])?(?:乡镇|镇街|街镇|街道|园区|县区|县市区|属地)$",
        "督办单位",
        "承办单位",
    ),
)
_DEPARTMENTS = re.compile(r".(?:单位|部门|主体|机构|[处科股]室|乡镇|镇街|街镇)(?:名称)?$")
_TIME = re.compile("时限|期限|时间|截止|进度")


class Columns(NamedTuple):
    """The columns of a table: ``roles`` by place; the places of its tasks; how many of the first departments
    lead, as the header says.
    """

    roles: dict[int, str]
    tasks: tuple[int, ...]
    first_leads: int = 0


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
        if re.search(rule.pattern, bare):
            return rule.role
    role = label_rules.role_of(name)
    if role == label_rules.BOTH and "牵头" in name:
        return _BOTH_LEAD
    labelled = _LABELS.get(role)
    if labelled is None and _DEPARTMENTS.search(bare):
        return WHO[label_rules.LEAD] if "牵头" in bare else ANSWER
    return DUE if labelled is None and _TIME.search(bare) else labelled


def surely_names(cell: str) -> bool:
    """Whether a cell names a column and is no department: 各乡镇, 有关部门 may be either.

    >>> [surely_names(cell) for cell in ("责任单位", "各有关部门", "县发改委")]
    [True, False, False]
    """
    rule = label_rules.rule_of(re.sub(r"[\s　]", "", cell))
    said = rule is not None and rule.strength == label_rules.STRONG
    return bool(role_of(cell)) and (said or role_of(cell) in (NUMBER, GROUP, TASK))


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
    if not tasks or not {*WHO.values(), _BOTH_LEAD} & set(roles.values()):
        return None
    return Columns(roles, tasks, max(map(how_many_lead, cells)))
