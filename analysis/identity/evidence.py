"""What each fact about a report was told from: the rule that spoke, and the line that says it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.corpus.metadata import read_date
from analysis.corpus.regions import Region
from analysis.identity.clues import TASKS, WORK, Clues
from analysis.identity.first_lines import PLACES_NAMED
from analysis.identity.kind import KINDS_TOLD, titles_of
from analysis.identity.region import SOURCES
from analysis.identity.year import YEARS_TOLD, year_clues
from analysis.rules import first_to_speak

TOLD = "told"  # by the user, or by a table's cell
_FIRST = 40  # lines that a quotation is looked for in
_LONGEST = 40  # characters of a quotation
_HANZI = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))


def _quoted(lines: Sequence[str], pattern: re.Pattern[str]) -> str:
    """The first line that a pattern finds something in, in quotation marks; "" without one."""
    line = next((line for line in lines[:_FIRST] if pattern.search(line)), "")
    match = pattern.search(line)
    if not match:
        return ""
    start = 0 if match.end() <= _LONGEST else match.start()
    shown = line[start : start + _LONGEST]
    return f" “{'…' if start else ''}{shown}{'…' if len(line) > start + _LONGEST else ''}”"


def as_printed(evidence: str, simple: str, text: str) -> str:
    """The evidence with its quotations as a text prints them.

    Parameters
    ----------
    evidence
        What was read, in simple forms.
    simple
        The text in simple forms.
    text
        The text as it is printed, of the same length.

    Returns
    -------
    str

    Examples
    --------
    >>> as_printed("title “广东省政府工作报告”", "广东省政府工作报告", "廣東省政府工作報告")
    'title “廣東省政府工作報告”'
    """

    def printed(match: re.Match[str]) -> str:
        at = simple.find(match[2])
        return match[1] + (match[2] if at < 0 else text[at : at + len(match[2])])

    return re.sub(r"(“…?)([^\n“”]{2,40}?)(?=…?”)", printed, evidence)


def of_region(clues: Clues, region: Region) -> str:
    """The rule that named the region, and the line; "" where none speaks.

    >>> from analysis.identity.gazetteer import gazetteer
    >>> of_region(Clues(("四川省政府工作报告", "各位代表：")), gazetteer().named("四川省"))
    'title “四川省政府工作报告”'
    """
    source = first_to_speak(SOURCES, clues)
    if source is None:
        return ""
    first = next((rule.name for rule in PLACES_NAMED if rule.read(clues)), "")
    name = first if source[0].name == "first lines" else source[0].name
    if source[0].name not in ("first lines", "nation"):
        return f"{name} “{clues.name or ' '.join(clues.folders)}”"
    words = re.compile("国务院|全国" if region.level == "national" else re.escape(region.short))
    congress = [line for line in clues.lines[:_FIRST] if name == "congress" and "大会" in line]
    return name + (_quoted(congress, words) or _quoted(clues.lines, words))


def of_year(clues: Clues, year: int) -> str:
    """The rule that told the year, and the line; "" where none speaks.

    >>> of_year(Clues(("政府工作报告", "二、2025年工作安排")), 2025)
    'plan “二、2025年工作安排”'
    """
    spoken = first_to_speak(YEARS_TOLD, year_clues(clues))
    if spoken is None:
        return ""
    forms = [form for y in (year, year - 1) for form in (str(y), "".join(_HANZI[c] for c in str(y)))]
    short = [line for line in clues.lines if len(line) <= 60]
    return spoken[0].name + _quoted(short, re.compile("|".join(forms)))


def of_kind(lines: Sequence[str], name: str) -> str:
    """The rule that told the kind, and the line; "" where none speaks.

    >>> of_kind(["四川省政府工作报告"], "x.txt")
    'title of a work report “四川省政府工作报告”'
    """
    spoken = first_to_speak(KINDS_TOLD, titles_of(lines, name))
    return spoken[0].name + _quoted(lines, re.compile(f"{WORK.pattern}|{TASKS.pattern}")) if spoken else ""


def of_date(lines: Sequence[str], date: str) -> str:
    """The line that gives the date; "" without one.

    >>> of_date(["政府工作报告", "（2025年1月20日）"], "2025-01-20")
    '“（2025年1月20日）”'
    """
    line = next((line for line in lines[:_FIRST] if date and read_date(line) == date), "")
    return _quoted([line], re.compile(r"\S")).strip()


def of_speaker(lines: Sequence[str], speaker: str) -> str:
    """The line that names the speaker; "" without one.

    >>> of_speaker(["政府工作报告", "四川省省长 甲乙"], "甲乙")
    '“四川省省长 甲乙”'
    """
    return _quoted(lines, re.compile(re.escape(speaker))).strip() if speaker else ""
