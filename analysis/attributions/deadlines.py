"""Deadlines: when a clause of an attribution speaks of time, and which month it means."""

from __future__ import annotations

import re
from typing import NamedTuple


class Deadline(NamedTuple):
    """One clause about time, verbatim, and what it says.

    Attributes
    ----------
    raw : str
        The clause.
    action : str
        What has to be done by then (出台相关政策); empty where the clause says nothing of it.
    year : int or None
        The year that the clause names.
    month : int or None
        1-12; None where the clause names none.
    edge : str
        ``before`` (6月底前), ``start`` (7月开始), ``reference`` (标准时点是2020年11月1日), or empty without a
        month.
    """

    raw: str
    action: str
    year: int | None
    month: int | None
    edge: str


_QUARTER = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九", start=1)} | {"十": 10, "十一": 11, "十二": 12}
_SPEAKS_OF_TIME = re.compile(
    r"\d{4}年|(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])(?!\d)|\d{1,2}月|[一二三四五六七八九十]{1,2}月(?:份|底|末|初|中|上旬|下旬|前)|\d{1,2}日前|季度|年内|年底|年末|年终|年初|年前|年中|月底|月末"
    r"|上半年|下半年|半年|全年|整年|今年|明年|本年|当年|次年|来年|[近今]期|中期|远期|长期|常年|常态化|持续|适时|及时|即时|即行|尽快|尽早|立即|立行立改"
    r"|逐[日周月季年]|每[日周月季年半]|按[日周月季年](?!度)|按时|按期|按进度|按节点|按序时|按计划|按要求|时序进度|序时进度|时点|时限|期间|阶段性"
    r"|前完成|底前|末前|贯穿|开始|启动|“?[十一二三四五]{2,4}五”?(?:期间|末)|一直|坚持"
)
_SPAN = re.compile(r"月份?(?:至|到|[-—–~～]+)(?=(?:当年|本年)?(?:1[0-2]|0?[1-9])月)")
_MONTH = re.compile(
    r"(?<!\d)(1[0-2]|0?[1-9])月|(?<=\d\d\d\d[-./])(1[0-2]|0?[1-9])(?!\d)|"
    r"(?<![一二三四五六七八九十])(十[一二]|[一二三四五六七八九十])月"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|(?=[-./](?:1[0-2]|0?[1-9])(?!\d)))")
_BY_NAME = (
    (re.compile(r"第?([一二三四1-4])季度"), None),
    (re.compile(r"上半年|年中"), 6),
    (re.compile(r"下半年|年底|年末|年终"), 12),
)
_ACTION = re.compile(
    r"^.*?(?:[底末旬日年月]前|之前|以前|年内|适时|[年月][底末](?!前)|季度(?![底末]?前)|半年(?!前)|前)[，、]?(.*)$",
    re.S,
)


def speaks_of_time(clause: str) -> bool:
    """Whether a clause is about when, not about who.

    Parameters
    ----------
    clause
        A clause of an attribution; its first 200 characters are read.

    Returns
    -------
    bool
        True where a word of time stands in it.

    Examples
    --------
    >>> [speaks_of_time(clause) for clause in ("6月底前出台相关政策", "逐月调度", "财政部牵头")]
    [True, True, False]
    """
    return bool(_SPEAKS_OF_TIME.search(clause[:200]))


def parse_deadline(clause: str) -> Deadline:
    """Read one clause about time.

    A month stands for itself, the last of a span (1月至12月) for both; 季度, 上半年, 下半年 and 年底 stand
    for their last month; 年内, 全年, 逐月, 适时 and 长期 name none.

    Parameters
    ----------
    clause
        A clause of an attribution; its first 200 characters are read.

    Returns
    -------
    Deadline
        The clause and what it says.

    Examples
    --------
    >>> parse_deadline("6月底前出台相关政策")
    Deadline(raw='6月底前出台相关政策', action='出台相关政策', year=None, month=6, edge='before')
    >>> parse_deadline("2022年12月底前完成").year, parse_deadline("三季度末前").month
    (2022, 9)
    >>> parse_deadline("年内持续推进").month
    >>> parse_deadline("7月开始对第1批普查对象进行现场登记").edge
    'start'
    """
    raw = clause.strip()
    head = raw[:200]
    year = int(found.group(1)) if (found := _YEAR.search(head)) else None
    month: int | None = None
    span = _SPAN.search(head)
    if found := _MONTH.search(head, span.end() if span else 0):
        number = found.group(1) or found.group(2)
        month = int(number) if number else _DIGITS[found.group(3)]
    else:
        for pattern, value in _BY_NAME:
            if found := pattern.search(head):
                month = value if value is not None else _QUARTER[found.group(1)]
                break
    if month is None:
        edge = ""
    elif re.search(r"标准时点|基准|为准", head):
        edge = "reference"
    elif re.search(r"(?:月份?|[初日旬]|季度|半年)(?:起|开始|启动)", head):
        edge = "start"
    else:
        edge = "before"
    action = found.group(1) if (found := _ACTION.match(head)) else ("" if month is not None else raw)
    return Deadline(raw, action.strip(), year, month, edge)
