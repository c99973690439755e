"""Brackets of an attribution: the outermost pairs of a line, and a text without those around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

OPEN, CLOSE = "（(【［[〔", "）)】］]〕"
_BRACKET = re.compile(f"[{re.escape(OPEN + CLOSE)}]")


def outermost_brackets(line: str) -> tuple[list[tuple[int, int]], int]:
    """Spans of the outermost matched brackets, and the place of the last bracket left open (-1: none).

    One pass.

    >>> outermost_brackets("减税（含（社保）费）（财政部")
    ([(2, 10)], 10)
    """
    groups: list[tuple[int, int]] = []
    stack: list[int] = []
    for bracket in _BRACKET.finditer(line):
        if bracket.group() in OPEN:
            stack.append(bracket.start())
        elif stack:
            start = stack.pop()
            while groups and groups[-1][0] > start:
                groups.pop()
            groups.append((start, bracket.end()))
    return groups, stack[-1] if stack else -1


def strip_brackets(text: str) -> str:
    """The inside of a bracketed attribution, also where one of the two brackets is missing.

    >>> [strip_brackets(text) for text in ("（财政部牵头）", "财政部牵头）", "（1）财政部（牵头）")]
    ['财政部牵头', '财政部牵头', '（1）财政部（牵头）']
    """
    text = text.strip(" 　\n。；;")
    if len(text) > 1 and text[0] in OPEN and outermost_brackets(text)[0] == [(0, len(text))]:
        return text[1:-1]
    if text[:1] and text[0] in OPEN and not any(c in CLOSE for c in text):
        return text[1:]
    return text[:-1] if text[-1:] and text[-1] in CLOSE and not any(c in OPEN for c in text) else text


def inside_brackets(line: str) -> Callable[[int], bool]:
    """What tells whether a place of a line lies inside brackets, behind the first and before the last one.

    >>> inside = inside_brackets("减税（含社保）费（财政部")
    >>> [inside(place) for place in (1, 2, 3, 6, 7, 8, 9)]
    [False, False, True, True, False, False, True]
    """
    groups, left_open = outermost_brackets(line)
    if left_open >= 0 and (not groups or groups[-1][0] < left_open):
        groups.append((left_open, len(line)))
    starts = [start for start, _ in groups]

    def inside(place: int) -> bool:
        near = bisect_left(starts, place) - 1
        return near >= 0 and place < groups[near][1]

    return inside
