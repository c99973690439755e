"""A report as the check sees it, and what a check is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from analysis.checks.damage import lost_paragraphs
from analysis.checks.duplicates import repeated_share
from analysis.checks.endings import Ending, ending_of
from analysis.corpus.types import Report

_APART = 3000  # characters between the heads of two reports, at the least
_YEAR = "(?:[12][0-9０-９]{3}|[１２][０-９]{3}|[一二][〇○零Oo０一二三四五六七八九]{3})年"
_VENUE = re.compile(
    rf"(?<![—–-])[—–-]++[ ]*+{_YEAR}[^。，；\n]{{1,14}}在[^。，；\n]{{4,50}}(?:会议|大会)[^。，；\n]{{0,6}}上"
)
_REPORTING = r"[^。]{0,90}(?:报告|审议|审查)"
_TITLED = re.compile(
    rf"政府工作报告[^。]{{0,300}}?(?:各位代表|同志们)[^。]{{0,8}}[：:！!，,]\s*(?:现在|下面|受|我(?!们)){_REPORTING}"
)
_GREETING = re.compile(rf"现在[，,]?我(?:谨)?代表[^。，]{{0,16}}(?:政府|国务院|委员会){_REPORTING}")


class Warning(NamedTuple):
    """A check's name, and one sentence: what is wrong, and what to do."""

    check: str
    sentence: str


@dataclass(frozen=True)
class Seen:
    """A report as the checks see it."""

    report: Report

    @cached_property
    def ending(self) -> Ending:
        """How its speech ends."""
        return ending_of(self.report.text)

    @cached_property
    def lines(self) -> list[str]:
        """Its paragraphs."""
        return self.report.text.split("\n")

    @cached_property
    def repeated(self) -> float:
        """The share of its text that stands in it more than once."""
        return repeated_share(self.report.text)

    @cached_property
    def lost(self) -> int:
        """The length of a paragraph that shows that line ends were lost, and headings with them; else 0."""
        return lost_paragraphs(self.lines)

    @property
    def is_speech(self) -> bool:
        """Whether it is a work report."""
        return self.report.kind == "work_report"


@dataclass(frozen=True)
class Check:
    """One named check of a report.

    Parameters
    ----------
    name, reason : str
        What it is called, and why it tells that something is wrong.
    find : callable
        What is wrong with a report, in a few words; "" for nothing.
    remedy : str
        What to do.
    example, counterexample : str
        A text that it warns of, and one that it doesn't.
    """

    name: str
    reason: str
    find: Callable[[Seen], str]
    remedy: str
    example: str
    counterexample: str


def heads(text: str) -> int:
    """How many reports begin in a text: lines that name the congress, or greetings, far apart.

    >>> head = "政府工作报告\\n——2003年1月20日在某县第九届人民代表大会第一次会议上\\n各位代表：\\n"
    >>> heads(head + "推进改革。" * 900 + head), heads(head)
    (2, 1)
    """
    most = 0
    for pattern in (_VENUE, _TITLED, _GREETING):
        found, last = 0, -_APART
        for match in pattern.finditer(text):
            if match.start() - last >= _APART:
                found, last = found + 1, match.start()
        most = max(most, found)
    return most
