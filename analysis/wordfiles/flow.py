"""Paragraphs while they are read, and the lines that they become."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from analysis.wordfiles.numbering import Label
from analysis.wordfiles.package import W
from analysis.wordfiles.styles import Listed
from analysis.wordfiles.tables import Line

_PAGE = re.compile(r"(?:\d{1,4}|[ivxlc]{1,7})$", re.I)
_LEADERS = "......"  # as a line of a table of contents is printed; the cleaners know it by them


@dataclass
class Paragraph:
    """A paragraph that is being read. ``above`` and ``below`` are lines of text boxes that hang on it."""

    style: str
    listed: Listed
    label: Label = field(default_factory=Label)
    mark: str = ""  # "gone": it runs on into the next paragraph, which gives the number; "hidden": it runs on
    pieces: list[str] = field(default_factory=list)
    contents: bool = False
    has_words: bool = False
    above: list[Line] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)

    def text(self) -> str:
        """Its words; a page's end within it is a line's end."""
        text = "".join(self.pieces).strip("\f").replace("\f", "\n")
        return _with_leaders(text) if self.contents else text


def _with_leaders(text: str) -> str:
    """A line of a table of contents with dots for the tab before its page.

    >>> _with_leaders("一、工作回顾\\t\\t12 "), _with_leaders("一、\\t工作回顾")
    ('一、工作回顾......\\t12 ', '一、\\t工作回顾')
    """
    page = _PAGE.search(text.rstrip())
    if page is None:
        return text
    at = text.find("\t", len(text[: page.start()].rstrip()), page.start())
    return text if at < 0 else text[:at] + _LEADERS + text[at + 1 :]


@dataclass
class Flow:
    """Lines that follow one another: of the body, a cell, a text box."""

    is_cell: bool = False
    lines: list[Line] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)  # what runs on into the next paragraph, numbers and all
    bare: list[str] = field(default_factory=list)  # what runs on behind the number of the next paragraph

    def take(self, text: str, label: Label) -> str:
        """A paragraph's text behind its number, with what ran on into it."""
        text = "".join([*self.bare, text])
        self.bare.clear()
        return label.before(text) if text.strip() or self.is_cell else text

    def put(self, text: str) -> None:
        """One more line, with what ran on into it."""
        self.lines.append(("".join([*self.whole, text]),))
        self.whole.clear()

    def close(self) -> list[Line]:
        """All lines: nothing runs on any further."""
        if self.whole or self.bare:
            self.put(self.take("", Label()))
        return self.lines


def mark_of(properties: Any, hidden: bool) -> str:
    """What became of a paragraph's mark (see ``Paragraph``); a dropped initial runs on too."""
    if properties is not None:
        frame = properties.find(W + "framePr")
        if frame is not None and frame.get(W + "dropCap", "none") != "none":
            return "gone"
        if any(properties.find(f"{W}rPr/{W}{change}") is not None for change in ("del", "moveFrom")):
            return "gone"
    return "hidden" if hidden else ""
