"""The blocks of a task division, which its headings and numbers open, and the units of each.

A line that begins with a label (（1）牵头单位：…) opens nothing, whatever stands before the label. Where the
items of each section have but one attribution, behind the last of them, they are the lines of one task; where
labelled lines stand before the items instead, they hold for all items up to the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.attributions.labels import find_labels
from analysis.corpus.types import Report

CHAPTER = re.compile(r"[一二三四五六七八九十百]{1,5}、")
SECTION = re.compile(r"[（(][一二三四五六七八九十百]{1,5}[）)]、?")
ITEM = re.compile(r"(\d{1,4})(?:[.．](?!\d)|[.．](?=(?:19|20)\d\d年)|、)[ 　]*")

_SUB_LINE = re.compile(r"[ 　]*(?:[（(]?\d{1,2}[）)]|[①-⑳⑴-⒇❶-❿]|[—–●·•◆■])")
# What a form says of a task behind who answers for it.
_MORE = re.compile(
    r"[ 　]*[一-龥]{0,6}(?:措施|举措|要求|步骤|路径|抓手|做法|标准|备注|说明|进展|情况|依据|来源)[：:]"
)
_STOPS = "。；;，,、 　\n—"
_BLANKS = " 　\n"


@dataclass
class Block:
    """What one heading or number opens: its body runs from ``start`` to ``end``;

    ``spans`` are the attributions in it, ``given`` the one before it that holds for it.
    """

    kind: str
    number: int | None
    chapter: str
    section: str
    start: int
    end: int
    head: tuple[int, int]
    spans: list[tuple[int, int]] = field(default_factory=list)
    given: tuple[int, int] | None = None


def _heading_end(line: str, spans: list[tuple[int, int]]) -> int:
    """Where a chapter or section heading ends within its line: at its first stop, if text follows, else at
    the line's end.
    """
    stop = re.search(r"[。：:！!]", line)
    limit = spans[0][0] if spans else len(line)
    if stop and stop.end() <= limit and (len(line) > stop.end()):
        return stop.end()
    return limit if spans else len(line)


def _opening(line: str, spans: list[tuple[int, int]]) -> tuple[str, re.Match[str]] | None:
    """What kind of block a line opens, and its mark; ``None`` where it opens none."""
    indent = len(line) - len(line.lstrip(" 　"))
    if spans and spans[0][0] <= indent:  # （2）配合单位：…
        return None
    marks = (("chapter", CHAPTER), ("section", SECTION), ("item", ITEM))
    found = ((kind, mark.match(line, indent)) for kind, mark in marks)
    return next(((kind, match) for kind, match in found if match), None)


def cut_blocks(report: Report) -> list[Block]:
    """The text cut at headings and numbers; every attribution falls into the block that was opened last.

    >>> from analysis import text_report
    >>> report = text_report("一、产业\\n1.减税。\\n（1）责任单位：财政局\\n", kind="task_division")
    >>> [(block.kind, block.chapter, len(block.spans)) for block in cut_blocks(report)]
    [('front', '', 0), ('chapter', '一、产业', 0), ('item', '一、产业', 1)]
    """
    blocks = [Block("front", None, "", "", 0, 0, (0, 0))]
    chapter = section = ""
    place = 0
    attributions: dict[int, list[tuple[int, int]]] = {}
    for span in report.attributions:
        paragraph = report.paragraphs[span.paragraph].start
        attributions.setdefault(paragraph, []).append((span.start - paragraph, span.end - paragraph))
    for line in report.text.splitlines(keepends=True):
        body = line.rstrip("\n")
        spans = attributions.get(place, [])
        if found := _opening(body, spans):
            kind, mark = found
            at = mark.end()
            if kind != "item":
                at = _heading_end(body, spans)
                heading = body[:at].strip()
                chapter, section = (heading, "") if kind == "chapter" else (chapter, heading)
            number = int(mark.group(1)) if kind == "item" else None
            head = (place + mark.end(), place + at)
            blocks.append(Block(kind, number, chapter, section, place + at, place + len(body), head))
        block = blocks[-1]
        block.end = place + len(body)
        block.spans += [(place + a, place + b) for a, b in spans]
        place += len(line)
    return blocks


def items_of(report: Report) -> list[Block]:
    """The blocks of a report that are items: those with attributions, and between them those of the same kind
    without.

    >>> from analysis import text_report
    >>> text = "1.甲。（财政局牵头）\\n2.无人负责。\\n3.乙。（商务局牵头）\\n4.附则。\\n"
    >>> [block.number for block in items_of(text_report(text, kind="task_division"))]
    [1, 2, 3]
    """
    blocks = cut_blocks(report)
    blocks = _below_labels(report.text, blocks) or _with_sub_lines(report.text, blocks)
    attributed = [i for i, block in enumerate(blocks) if block.spans or block.given]
    if not attributed:
        return []
    last = attributed[-1]
    kind = Counter(blocks[i].kind for i in attributed).most_common(1)[0][0]
    return [
        block
        for block in blocks[_first_item(blocks, attributed[0]) : last + 1]
        if block.spans or block.given or (block.kind == kind and block.end > block.start)
    ]


def _first_item(blocks: Sequence[Block], first: int) -> int:
    """The first block of a list whose first attribution stands in block ``first``: an unattributed 1. before
    2. belongs to the list; a list in the covering notice doesn't.
    """
    number = blocks[first].number
    for i in range(first - 1, -1, -1):
        before = blocks[i].number
        if before is not None:
            if number is None or before != number - 1:
                break
            first, number = i, before
    return first


def _families(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Each heading with the items below it."""
    family: list[Block] = []
    for block in blocks:
        if block.kind != "item" and family:
            yield family
            family = []
        family.append(block)
    if family:
        yield family


def _is_one_task(text: str, family: Sequence[Block]) -> bool:
    """Whether the items below a heading are the lines of one task: several of them, and lines of their own
    behind the last say who answers.
    """
    head, *items = family
    if len(items) < 2 or head.kind == "front" or any(block.spans for block in (head, *items[:-1])):
        return False
    spans = items[-1].spans
    return bool(spans) and text[spans[0][0] - 1] == "\n" and not text[spans[-1][1] : items[-1].end].strip()


def _with_sub_lines(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks with the items of each heading made one, where all headings with attributions in their items
    have them behind the last item alone; one such heading is no rule.
    """
    families = list(_families(blocks))
    holding = [family for family in families if any(block.spans for block in family[1:])]
    single = [len(family) == 2 and family[0].kind != "front" for family in holding]
    one = [_is_one_task(text, family) for family in holding]
    if sum(one) < 2 or not all(a or b for a, b in zip(one, single, strict=True)):
        return blocks
    joined: list[Block] = []
    for family in families:
        head, *items = family
        if family in holding:
            head.end, head.spans = items[-1].end, items[-1].spans
            joined.append(head)
        else:
            joined += family
    return joined


def _runs(text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Attributions with nothing but blanks between them, as one."""
    runs: list[tuple[int, int]] = []
    for start, end in (span for block in blocks for span in block.spans):
        if runs and not text[runs[-1][1] : start].strip():
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _below_labels(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks of a document whose labelled lines stand before the items that they hold for (责任单位：…,
    then 1., 2. …): the first before all items, the last before the last items. Empty for other documents.
    """
    items = [block for block in blocks if block.kind == "item"]
    runs = _runs(text, blocks)
    if len(runs) < 2 or not items or not runs[0][0] < items[0].start or not runs[-1][0] < items[-1].start:
        return []
    lines = {text.rfind("\n", 0, block.head[0]) + 1 for block in items}
    if not all(_stands_before(text, run, lines) for run in runs):
        return []
    begins = [start for start, _ in runs]
    for block in blocks:
        if block.spans:
            block.end, block.spans = block.spans[0][0], []
        near = bisect_right(begins, block.head[0]) - 1
        if near >= 0 and block.kind == "item":
            block.given = runs[near]
            block.section = text[slice(*runs[near])].split("\n")[0]
    return blocks


def _stands_before(text: str, run: tuple[int, int], lines: Container[int]) -> bool:
    """Whether labelled lines stand right before one of some lines."""
    start, end = run
    follows = end + len(text[end:]) - len(text[end:].lstrip())
    return not text[text.rfind("\n", 0, start) + 1 : start].strip() and follows in lines


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

    Parameters
    ----------
    text
        The text of the report.
    block
        One of its blocks.
    closes
        Whether the block is the last: what follows on other lines is no task then.

    Returns
    -------
    list of Unit
        In the order of the text.

    Examples
    --------
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
