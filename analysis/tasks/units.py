"""The units of an item: stretches of its text, each with its own attribution."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.attributions.labels import find_labels
from analysis.tasks.blocks import Block

_SUB_LINE = re.compile(r"[ 　]*(?:[（(]?\d{1,2}[）)]|[①-⑳⑴-⒇❶-❿]|[—–●·•◆■])")
# What a form says of a task behind who answers for it.
_MORE = re.compile(
    r"[ 　]*[一-龥]{0,6}(?:措施|举措|要求|步骤|路径|抓手|做法|标准|备注|说明|进展|情况|依据|来源)[：:]"
)
_STOPS = "。；;，,、 　\n—"
_BLANKS = " 　\n"


class Unit(NamedTuple):
    """A task: where its text begins and ends, and where the attribution behind it does."""

    start: int
    end: int
    said: tuple[int, int]


def _trim(text: str, start: int, end: int, left: str = _BLANKS) -> tuple[int, int]:
    while start < end and text[start] in left:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return start, end


def units_of(text: str, block: Block, closes: bool) -> list[Unit]:
    """The units of a block; text behind the last attribution is a unit that nobody was given.

    What a form says besides, on lines of its own behind a label (工作措施：…), is part of the attribution
    before it. ``closes``: the block is the last, and what follows on other lines is no task.

    >>> from analysis.tasks.blocks import cut_blocks
    >>> from analysis import text_report
    >>> report = text_report("1.减税。（财政部牵头）降费。（商务部牵头）", kind="task_division")
    >>> block = cut_blocks(report)[-1]
    >>> [report.text[unit.start : unit.end] for unit in units_of(report.text, block, True)]
    ['减税。', '降费。']
    """
    if block.given is not None:
        start, end = _trim(text, block.start, block.end)
        return [Unit(start, end, block.given)] if start < end else []
    units: list[Unit] = []
    place = _first_line(text, block) if block.kind == "front" else block.start
    for start, end in block.spans:
        a, b = _trim(text, place, start, _STOPS if units else _BLANKS)
        if units and (a == b or _says_more(text, units[-1], a, (start, end))):
            units[-1] = units[-1]._replace(said=(units[-1].said[0], end))
        else:
            if a == b:
                a, b = _trim(text, *block.head)
            if a < b:
                units.append(Unit(a, b, (start, end)))
        place = end
    if units:
        place = _end_of_more(text, place, block.end, closes)
        units[-1] = units[-1]._replace(said=(units[-1].said[0], place))
    line_end = text.find("\n", place) if closes else -1
    a, b = _trim(text, place, min(block.end, line_end) if line_end >= 0 else block.end, _STOPS)
    return [*units, Unit(a, b, (b, b))] if a < b else units


def _first_line(text: str, block: Block) -> int:
    """Where the first task of a document without headings begins: title and notice stand before it. It is one
    line, with the lines below it that have marks of their own.
    """
    if not block.spans:
        return block.start
    end = len(text[: block.spans[0][0]].rstrip())
    start = text.rfind("\n", block.start, end) + 1
    while start > block.start and _SUB_LINE.match(text, start):
        start = text.rfind("\n", block.start, start - 1) + 1
    return max(start, block.start)


def _says_more(text: str, unit: Unit, place: int, following: tuple[int, int]) -> bool:
    """Whether the lines from ``place`` up to the next attribution only say more of a unit: they begin with a
    label such as 工作措施：, and the attribution names no role that the unit's names already.
    """
    if text[place - 1 : place] != "\n" or not _MORE.match(text, place):
        return False
    here, there = (
        {label.role for label in find_labels(text[slice(*span)])} for span in (unit.said, following)
    )
    return bool(there) and not here & there


def _end_of_more(text: str, place: int, end: int, closes: bool) -> int:
    """Where what a form says besides ends, behind the attribution that ends at ``place``: at the end of the
    block. Behind the last task other words may follow, so that only lines count there that begin with a label
    that other tasks have too, and those with marks below them.
    """
    found = _MORE.match(text, place + 1) if text[place : place + 1] == "\n" else None
    if found is None:
        return place
    if not closes:
        return len(text[:end].rstrip())
    while place < end and found and (_SUB_LINE.match(found.group()) or f"\n{found.group()}" in text[:place]):
        line_end = text.find("\n", place + 1)
        place = min(end, line_end if line_end >= 0 else len(text))
        found = _MORE.match(text, place + 1) or _SUB_LINE.match(text, place + 1)
    return place
