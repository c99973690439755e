"""What is known of a file that may be a report: its lines, its name and folders, its date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.characters.folding import folded
from analysis.characters.traditional import in_simple_forms
from analysis.corpus.metadata import read_date

HEAD_LINES = 14
WORK = re.compile("政府工作(?:的)?报告")
TASKS = re.compile("(?:任务|工作|重点|报告》?)[^。]{0,14}(?:分工|分解)|责任分解|分工(?:方案|意见)")
SPEAKS_FOR = re.compile("代表[^。，]{0,24}(?:政府|国务院|行署)[^。]{0,16}(?:报告|作)")
_QUOTED_TITLE = re.compile("《[^》]*》")


@dataclass(frozen=True)
class Clues:
    """What is known of a file; the rules read nothing else.

    Parameters
    ----------
    lines : tuple of str
        The text in simple forms, a paragraph a line.
    name : str
        The file's name, with a table's cell of titles before it; "" where it speaks of many reports.
    folders : tuple of str
        The names of the folders that it lies in, the innermost last.
    date : str
        The date that the opening gives (ISO); "" without one.
    level : str
        The level that the user told; "" when nobody did.

    Examples
    --------
    >>> clues = Clues(("政府工作报告", "四川省省长 甲乙", "各位代表：", "去年很好。"), "2025年.docx")
    >>> clues.head, clues.stem
    (('政府工作报告', '四川省省长 甲乙'), '2025年')
    """

    lines: tuple[str, ...]
    name: str = ""
    folders: tuple[str, ...] = ()
    date: str = ""
    level: str = ""

    @property
    def head(self) -> tuple[str, ...]:
        """The lines before the greeting; the first six without one."""
        return head_of(self.lines)

    @property
    def stem(self) -> str:
        """The file's name without its suffix."""
        return re.sub(r"\.[A-Za-z]{1,5}$", "", self.name)


def simple_forms(text: str) -> str:
    """The text with simple forms for the traditional ones of first lines, character for character, so that
    places in one are places in the other.

    >>> simple_forms("廣東省政府工作報告")
    '广东省政府工作报告'
    """
    return in_simple_forms(folded(text))


def head_of(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines before the greeting; the first six without one.

    >>> head_of(["政府工作报告", "各位代表：", "去年很好。"])
    ('政府工作报告',)
    """
    greeting = next((i for i, line in enumerate(lines[:HEAD_LINES]) if line.startswith("各位")), None)
    return tuple(lines[: greeting if greeting is not None else 6])


def without_quoted(line: str) -> str:
    """The line without titles in 《》, which are those of other texts.

    >>> without_quoted("《政府工作报告》重点任务分工")
    '重点任务分工'
    """
    return _QUOTED_TITLE.sub("", line)


def dated_lines(lines: Sequence[str]) -> Iterator[str]:
    """The lines with nothing but a date below them: signatures.

    >>> list(dated_lines(["国务院", "2021年3月5日", "（完）"]))
    ['国务院']
    """
    return (line for line, below in pairwise(lines) if read_date(below) and len(below) <= 20)
