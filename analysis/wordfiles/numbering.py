"""Automatic numbering written out: 一、（一） 1. as Word prints them, from ``numbering.xml``.

A list (``w:num``) takes its levels from an abstract one and may change some. Lists of one abstract list count
on together; a list that says where it starts does so when it is first used.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from analysis.wordfiles.counting import in_format
from analysis.wordfiles.package import VAL, W, is_on, number_of, value_of
from analysis.wordfiles.styles import Listed

_LEVELS = 9
_LONGEST = 255  # characters of a level's pattern
_DASHES = frozenset("—–―─")
_PLACE = re.compile(r"%([1-9])")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


class Level(NamedTuple):
    """One level of a list: where it starts, its format, its pattern (``第%1章``), what stands behind the
    number (tab, space, nothing), after which level it starts again (``None``: after each that is higher),
    whether all its numbers are plain figures, and the style of its paragraphs.
    """

    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    behind: str = "tab"
    restart: int | None = None
    plain: bool = False
    style: str = ""


class Label(NamedTuple):
    """The number of a paragraph, and what stands behind it: ``tab``, ``space`` or ``nothing``."""

    text: str = ""
    behind: str = "nothing"

    def before(self, text: str) -> str:
        """The number and the text.

        A number that ends in a mark needs no blank, as in typed text; else a blank stays that was there. A
        figure never touches another one.

        >>> Label("一、", "tab").before("改革"), Label("第一章", "tab").before("总则")
        ('一、改革', '第一章 总则')
        >>> Label("1.", "nothing").before("5G网络"), Label("1.1", "space").before("2024年")
        ('1. 5G网络', '1.1、2024年')
        """
        if not self.text or not text.strip():
            return self.text + text
        text = text.lstrip(" \u3000\t\u00a0")
        last, first = self.text[-1], text[0]
        if first.isascii() and first.isdigit() and last.isascii() and (last.isdigit() or last == "."):
            return self.text + ("、" if last.isdigit() else " ") + text
        return self.text + (" " if last.isalnum() and self.behind != "nothing" else "") + text


class _List(NamedTuple):
    counts_with: str  # the abstract list
    levels: dict[int, Level]
    starts: dict[int, int]  # of levels that this list starts anew


def _format_of(level: Any) -> str:
    """The format of a level; a custom one by its pattern."""
    found = level.find(W + "numFmt")
    if found is None:  # newer formats are given beside an older one
        found = level.find(f"{_MC}AlternateContent/{_MC}Choice/{W}numFmt")
    if found is None:
        return "decimal"
    name = str(found.get(VAL, "decimal"))
    return str(found.get(W + "format", "decimal")) if name == "custom" else name


def _pattern_of(level: Any) -> str:
    text = (value_of(level, "lvlText") or "")[:_LONGEST]
    return "" if is_on(value_of(level, "rPr", "vanish")) else text


def _level(element: Any) -> Level:
    restart = value_of(element, "lvlRestart")
    return Level(
        start=number_of(value_of(element, "start"), 0),
        format=_format_of(element),
        pattern=_pattern_of(element),
        behind=value_of(element, "suff") or "tab",
        restart=None if restart is None else number_of(restart, 0),
        plain=is_on(value_of(element, "isLgl")),
        style=value_of(element, "pStyle") or "",
    )


def _levels_in(element: Any) -> dict[int, Level]:
    """The levels that stand in an element, by their numbers from 0."""
    last = {number_of(found.get(W + "ilvl"), _LEVELS): found for found in element.iterfind(W + "lvl")}
    return {at: _level(found) for at, found in last.items() if at < _LEVELS}


class Numbering:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, root: Any) -> None:
        self._lists = _read_lists(root) if root is not None else {}
        self._counted: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, listed: Listed) -> Label:
        """The number of the next paragraph of a list; an empty one where it shows none."""
        found = self._lists.get(listed.num_id or "")
        if found is None:
            return Label()
        at = listed.level or 0
        if listed.style:  # a style's paragraphs stand on the level that names the style
            at = next((n for n, level in found.levels.items() if level.style == listed.style), at)
        level = found.levels.get(at)
        if level is None:
            return Label()
        values = self._count(found, listed.num_id or "", at)
        if level.format == "bullet":
            text = level.pattern if level.pattern and _DASHES.issuperset(level.pattern) else ""
            return Label(text, "nothing")

        def shown(place: re.Match[str]) -> str:
            other = int(place[1]) - 1
            there = found.levels.get(other, Level())
            value = values[other]
            value = _start(found, other) if value is None else value
            return in_format(value, "decimal" if level.plain else there.format)

        return Label(_PLACE.sub(shown, level.pattern).strip(), level.behind)

    def _count(self, found: _List, num_id: str, at: int) -> list[int | None]:
        values = self._counted.setdefault(found.counts_with, [None] * _LEVELS)
        if at in found.starts and (num_id, at) not in self._begun:
            self._begun.add((num_id, at))
            values[at] = None
        value = values[at]
        values[at] = _start(found, at) if value is None else value + 1
        for deeper in range(at + 1, _LEVELS):
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or at < restart:
                values[deeper] = None
        return values


def _start(found: _List, at: int) -> int:
    return found.starts.get(at, found.levels.get(at, Level()).start)


def _read_lists(root: Any) -> dict[str, _List]:
    abstract = {e.get(W + "abstractNumId", ""): e for e in root.iterfind(W + "abstractNum")}
    # An abstract list may be that of a style, which another one defines.
    defined = {value_of(e, "styleLink"): key for key, e in abstract.items() if value_of(e, "styleLink")}
    levels = {key: _levels_in(e) for key, e in abstract.items()}
    linked = {key: value_of(e, "numStyleLink") for key, e in abstract.items()}
    lists = {}
    for element in root.iterfind(W + "num"):
        key = value_of(element, "abstractNumId") or ""
        if key in abstract:
            key = defined.get(linked[key], key)
        own: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for change in element.iterfind(W + "lvlOverride"):
            at = number_of(change.get(W + "ilvl"), _LEVELS)
            level, start = change.find(W + "lvl"), value_of(change, "startOverride")
            if level is not None and at < _LEVELS:
                own[at] = _level(level)
            if start is not None and at < _LEVELS:
                starts[at] = number_of(start, 1)
        lists[element.get(W + "numId", "")] = _List(key, levels.get(key, {}) | own, starts)
    return lists
