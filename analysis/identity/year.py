"""The year that a report plans for: told from its headings, date, title, file name and folders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.corpus.manifest import FIRST_YEAR, LAST_YEAR
from analysis.identity.clues import TASKS, WORK, Clues
from analysis.parts.headings import heading_part
from analysis.rules import Rule

_YEAR = re.compile(r"(?<!\d)((?:19[4-9]|20[0-4])\d)(?!\d)")
_HANZI_YEAR = re.compile(
    "(一九[四五六七八九][〇○零一二三四五六七八九]|二[〇○零][〇○零一二三四][〇○零一二三四五六七八九])年"
)
_MONTH = re.compile(r"(?<!\d)((?:19[4-9]|20[0-4])\d)年(\d{1,2})月")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十][部章])")
_PLAN_HEADING = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[^\d]{0,8})")
# 首先报告2001年的工作: what is reported is past, though no word of the heading says so.
_REPORTED = re.compile(
    "(?:首先|先|现|现在)[，]?(?:[^，]{0,4}向?[^，]{0,6})?(?:报告|汇报|回顾|总结)(?:一下)?[^，]{0,8}年(?:来|度)?(?:政府)?(?:的)?(?:主要)?工作"
)
_LATE_MONTH = 10  # a meeting from October on plans for the next year
_MENTIONS = 5  # of the next year, in the text of a report that plans for it


@dataclass(frozen=True)
class YearClues:
    """The years that each part of a file speaks of.

    ``plan`` are those of its headings of plans, ``review`` the ones after those of its reviews; ``meeting``
    is the year of its date, ``late`` the one after it where the meeting was late and a sign tells that it
    plans for that; ``title`` and ``name`` hold theirs in order, ``folders`` those of all folders.
    """

    plan: frozenset[int]
    review: frozenset[int]
    meeting: int | None
    late: int | None
    title: tuple[int, ...]
    name: tuple[int, ...]
    folders: frozenset[int]


def _years(text: str) -> list[int]:
    text = _HANZI_YEAR.sub(lambda m: m[1].translate(_DIGITS) + "年", text)
    return [int(y) for y in _YEAR.findall(text) if _is_year(y)]


def _is_year(digits: str) -> bool:
    return FIRST_YEAR <= int(digits) <= LAST_YEAR


def _heading_year(line: str) -> tuple[str, int] | None:
    """Part and year of a heading that speaks of one year: ``review`` with the year after it, ``plan``."""
    if not _NUMBERED.match(line[:4]) and len(line) > 30:
        return None
    heading = re.split("[。；]", line[:60])[0]
    years = _years(heading)
    if len(years) == 1 and _REPORTED.search(heading):
        return "review", years[0] + 1
    part = heading_part(heading) if len(years) == 1 else None
    if part == "review" and re.search("回顾|总结|工作情况", heading):
        return part, years[0] + 1
    if part == "plan" and _PLAN_HEADING.match(heading) and not re.search(rf"到{years[0]}年", heading):
        return part, years[0]
    return None


def _month_of(clues: Clues) -> str:
    """The date of the opening, or else year and month of the first short line that gives them; ""."""
    if clues.date:
        return clues.date
    short = (line for line in clues.lines[:8] if len(line) <= 80)
    month = next((m for line in short if (m := _MONTH.search(line)) and _is_year(m[1])), None)
    return f"{month[1]}-{int(month[2]):02d}" if month else ""


def _title_years(lines: Iterable[str]) -> tuple[int, ...]:
    titles = (line for line in lines if len(line) <= 60 and (WORK.search(line) or TASKS.search(line)))
    return tuple(year for line in titles for year in _years(line))


def _meeting_years(clues: Clues, signs: Iterable[int]) -> tuple[int | None, int | None]:
    """The year of the meeting, and the one after it where the meeting was late.

    A meeting in the last months of a year plans for the next one where ``signs``, the years of title and
    file's name, or the text speak of that; without such a sign it tells nothing.
    """
    date = _month_of(clues)
    if not date:
        return None, None
    year = int(date[:4])
    if int(date[5:7]) < _LATE_MONTH:
        return year, None
    spoken = year + 1 in signs or "\n".join(clues.lines).count(f"{year + 1}年") >= _MENTIONS
    return (year, year + 1) if spoken else (None, None)


def year_clues(clues: Clues) -> YearClues:
    """The years that each part of a file speaks of.

    >>> year_clues(Clues(("政府工作报告", "二、2025年工作安排"), "四川2025.txt")).plan
    frozenset({2025})
    """
    headings = {heading for line in clues.lines if (heading := _heading_year(line))}
    title, name = _title_years(clues.lines[:3]), tuple(_years(clues.name))
    meeting, late = _meeting_years(clues, (*title, *name))
    return YearClues(
        plan=frozenset(year for part, year in headings if part == "plan"),
        review=frozenset(year for part, year in headings if part == "review"),
        meeting=meeting,
        late=late,
        title=title,
        name=name,
        folders=frozenset(year for folder in clues.folders for year in _years(folder)),
    )


def _only(years: Iterable[int]) -> int | None:
    """The year where there is one and no other."""
    distinct = set(years)
    return distinct.pop() if len(distinct) == 1 else None


YEARS_TOLD: tuple[Rule[YearClues, int | None], ...] = (
    Rule(
        "plan and review",
        "Where the headings of review and plan agree (二〇二四年工作回顾, 2025年工作安排) nothing is surer.",
        lambda years: _only(years.plan & years.review),
        example="政府工作报告 / 一、二〇二四年工作回顾 / 二、2025年工作安排 / 三、2026年工作安排",
        answer="2025",
        counterexample="政府工作报告 / 一、二〇二三年工作回顾 / 二、2025年工作安排",
    ),
    Rule(
        "plan",
        "A heading of the plan names its year; 到2030年的目标 is that of a longer plan.",
        lambda years: _only(years.plan),
        example="政府工作报告 / 一、过去五年工作回顾 / 二、2025年工作安排",
        answer="2025",
        counterexample="政府工作报告 / 二、到2030年的目标任务",
    ),
    Rule(
        "review",
        "A report reviews the year before the one that it plans for.",
        lambda years: _only(years.review),
        example="政府工作报告 / 二〇二〇年工作回顾",
        answer="2021",
        counterexample="政府工作报告 / 一、过去五年工作回顾",
    ),
    Rule(
        "late meeting",
        "A meeting from October on plans for the next year if title, file name or text speak of that year.",
        lambda years: years.late,
        example="file: 2022年政府工作报告.txt / date: 2021-12-28 / 政府工作报告",
        answer="2022",
        counterexample="file: x.txt / date: 2021-12-28 / 政府工作报告",
    ),
    Rule(
        "meeting",
        "A meeting in the first months of a year plans for that year.",
        lambda years: years.meeting,
        example="file: 四川2024.txt / date: 2025-01-20 / 政府工作报告",
        answer="2025",
        counterexample="政府工作报告 / 各位代表：",
    ),
    Rule(
        "title",
        "The first year that the title names.",
        lambda years: _only(years.title[:1]),
        example="file: 四川2024.txt / 2025年四川省政府工作报告",
        answer="2025",
        counterexample="四川省政府工作报告 / 2025年四川省人民政府",
    ),
    Rule(
        "file name",
        "A file's name is somebody else's word, so it comes after the text's.",
        lambda years: _only(years.name),
        example="file: 四川2025.txt / folder: 2021年 / 政府工作报告",
        answer="2025",
        counterexample="file: 2019-2020.txt / 政府工作报告",
    ),
    Rule(
        "folder",
        "Folders are often sorted by year.",
        lambda years: _only(years.folders),
        example="file: 安徽.txt / folder: data / folder: 2021年 / 政府工作报告",
        answer="2021",
        counterexample="file: 安徽.txt / folder: 2020年 / folder: 2021年 / 政府工作报告",
    ),
)


def _near_the_meeting(year: int, meeting: int | None) -> int:
    """The year, or the meeting's where it is neither that nor the next: a heading that speaks of another year
    (一、1998年工作回顾 in a report of 2005); the meeting's date is better.
    """
    return year if meeting is None or year - meeting in (0, 1) else meeting


def tell_year(
    lines: Sequence[str], name: str, date: str, folders: Sequence[str] = ()
) -> tuple[int | None, str]:
    """The year that a report plans for, and a remark where sources differ.

    The first rule of ``YEARS_TOLD`` that tells a single year decides: the headings of its review and plan
    (二〇二四年工作回顾 → 2025), its date, its title, its file's name, its folders. A meeting in the last
    months of a year plans for the next one if its title, its file's name or the text speaks of that; without
    such a sign it tells nothing. A year that is neither the meeting's nor the next gives way to the
    meeting's.

    Parameters
    ----------
    lines : sequence of str
        The text, a paragraph a line, in simple forms.
    name : str
        The file's name; "" when there is none.
    date : str
        The date that the report gives (ISO); "" when it gives none.
    folders : sequence of str, optional
        The names of the folders that the file lies in.

    Returns
    -------
    year : int or None
        The year; ``None`` when nothing tells.
    remark : str
        Which source says another year; "" when none does.

    Examples
    --------
    >>> tell_year(["政府工作报告", "一、2024年工作回顾", "二、2025年工作安排"], "新建文档.docx", "2025-01-20")
    (2025, '')
    """
    years = year_clues(Clues(tuple(lines), name, tuple(folders), date))
    year = next((year for rule in YEARS_TOLD if (year := rule.read(years)) is not None), None)
    if year is None:
        return None, ""
    year = _near_the_meeting(year, years.meeting)
    remarks = [
        f"the {source} says {source_years[0]}"
        for source, source_years in (("title", years.title), ("file name", years.name))
        if source_years and year not in source_years
    ]
    return year, remarks[-1] if remarks else ""
