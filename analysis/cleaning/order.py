"""Sentences that a web page has displaced, back in reading order.

In the State Council's task divisions as published on the web, an item of k units can arrive as: units 2…k,
one line each without a number; the numbered line with unit 1; then the k attributions in parentheses.
Attribution 1 belongs to the numbered line, attributions 2…k to the unnumbered lines, in order. The closing
part can be displaced in the same way: three paragraphs, then their three leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.attributions.brackets import strip_brackets
from analysis.attributions.finding import is_attribution
from analysis.attributions.labels import find_labels
from analysis.attributions.parser import parse_attribution
from analysis.cleaning.edits import Edit, cleaner

_NUMBERED = re.compile(r"\d{1,3}[.．、](?!\d)")
_HEADING = re.compile(r"[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十百]{1,4}[)）]")
_LEAD = re.compile(r"[一二三四五六七八九十]是[^。\n]{2,25}。")


def reorder_items(lines: list[str]) -> list[str]:
    """Lines with displaced units back behind the first unit of their item.

    Parameters
    ----------
    lines
        Paragraphs of a task division.

    Returns
    -------
    list of str
        The same lines; untouched where the counts of units and attributions don't agree.

    Examples
    --------
    >>> reorder_items(["第二件事。", "1．第一件事。", "（财政部牵头，年内完成）", "（商务部负责）"])
    ['1．第一件事。', '（财政部牵头，年内完成）', '第二件事。', '（商务部负责）']
    """
    out: list[str] = []
    at = 0
    while at < len(lines):
        texts = at
        while texts < len(lines) and not is_attribution(lines[texts]) and not _HEADING.match(lines[texts]):
            texts += 1
        attributions = texts
        while attributions < len(lines) and is_attribution(lines[attributions]):
            attributions += 1
        units, notes = lines[at:texts], _together(lines[texts:attributions])
        k = len(notes)
        if (
            k >= 2
            and len(units) >= k
            and _NUMBERED.match(units[-1])
            and not any(_NUMBERED.match(u) for u in units[-k:-1])
        ):
            out += units[:-k]
            for unit, note in zip([units[-1], *units[-k:-1]], notes, strict=True):
                out += [unit, *note]
        else:
            out += lines[at:attributions]
        if attributions == at:  # a heading
            out.append(lines[at])
            attributions += 1
        at = attributions
    return out


def _together(notes: list[str]) -> list[list[str]]:
    """Attributions with those lines together that are about one task: （牵头单位：…）, （配合单位：…） and
    （完成时限：…）, until a role comes again; and a bracket that names nobody with the one before it.

    >>> _together(["（牵头单位：甲局）", "（配合单位：乙局）", "（年内完成）", "（丙局负责）"])
    [['（牵头单位：甲局）', '（配合单位：乙局）', '（年内完成）'], ['（丙局负责）']]
    """
    groups: list[list[str]] = []
    said: set[str] = set()
    for note in notes:
        roles = {label.role for label in find_labels(strip_brackets(note))}
        read = parse_attribution(note)
        names_somebody = read.leads or read.participants or read.officials
        if groups and (not names_somebody or (said and roles and not said & roles)):
            groups[-1].append(note)
            said |= roles
        else:
            groups.append([note])
            said = roles
    return groups


def reorder_leads(lines: list[str]) -> list[str]:
    """Lines with displaced leads (一是强化组织领导。 …) put before the paragraphs that they open.

    Parameters
    ----------
    lines
        Paragraphs of a task division.

    Returns
    -------
    list of str
        As given where there are no such leads, or too few paragraphs before them.

    Examples
    --------
    >>> reorder_leads(["总起。", "各部门要组织。", "各地区要沟通。", "一是强化领导。", "二是密切联动。"])
    ['总起。', '一是强化领导。各部门要组织。', '二是密切联动。各地区要沟通。']
    """
    at = next((i for i, line in enumerate(lines) if _LEAD.fullmatch(line) and line.startswith("一是")), None)
    if at is None:
        return lines
    end = at
    while end < len(lines) and _LEAD.fullmatch(lines[end]):
        end += 1
    k = end - at
    if k < 2 or at < k or any(re.match("[一二三四五六七八九十]是", line) for line in lines[at - k : at]):
        return lines
    opened = [lead + body for lead, body in zip(lines[at:end], lines[at - k : at], strict=True)]
    return lines[: at - k] + opened + lines[end:]


@cleaner
def restore_order(text: str) -> Iterator[Edit]:
    """Displaced lines of a task division are put back; as one edit, which holds the same characters in
    another order.
    """
    lines = text.split("\n")
    if sum(map(is_attribution, lines)) < 2:
        return
    restored = "\n".join(reorder_leads(reorder_items(lines)))
    if restored == text:
        return
    # The edit covers just the stretch that moved.
    start = next(i for i, (a, b) in enumerate(zip(text, restored, strict=False)) if a != b)
    tail = 0
    while tail < len(restored) - start and text[-1 - tail] == restored[-1 - tail]:
        tail += 1
    yield Edit(start, len(text) - tail, restored[start : len(restored) - tail])
