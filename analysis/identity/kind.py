"""Whether a text is a work report or a task division: told from title, greeting and file name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.identity.clues import SPEAKS_FOR, TASKS, WORK, simple_forms, without_quoted
from analysis.rules import Rule, first_to_speak

SHORT = 3000  # characters; a report has 8,000 or more
NEITHER = "neither"
_OTHER_REPORT = re.compile(
    "国民经济和社会发展计划|预算(?:执行|草案)|财政预算|常务委员会工作报告|法院工作报告|检察院工作报告|"
    "政协[^。]{0,12}工作报告"
)

# A text about a work report: a resolution, a comment, an explanation.
_ABOUT_REPORT = re.compile(
    "政府工作(?:的)?报告》?[^。，]{0,8}(?:决议|决定|审议意见|评论|社论|解读|图解|综述|侧记|摘登|问答|点评|学习|起草组)|"
    "(?:评论员|社论|读懂|图解|解读|速览|划重点|一图|学习贯彻|热议|聚焦|审议|讨论|听取|答记者问|起草组)[^。]{0,24}政府工作报告"
)


@dataclass(frozen=True)
class Titles:
    """What can hold a title: the short ones of the first four lines, and the file's name without suffix;
    and the ``opening``, the first thirty lines.
    """

    title: str
    stem: str
    opening: tuple[str, ...]


def titles_of(lines: Sequence[str], name: str) -> Titles:
    """What can hold the title of a text, and its first thirty lines.

    >>> titles_of(["政府工作报告", "各位代表："], "2021.txt").stem
    '2021'
    """
    return Titles("\n".join(_title_lines(lines)), re.sub(r"\.\w+$", "", name), tuple(lines[:30]))


def _title_lines(lines: Sequence[str]) -> list[str]:
    return [line for line in lines[:4] if len(line) <= 80]


def _titled_division(titles: Titles) -> str:
    return "task_division" if TASKS.search(titles.title) else ""


def _named_division(titles: Titles) -> str:
    says_so = TASKS.search(titles.stem) and not WORK.search(without_quoted(titles.title))
    return "task_division" if says_so else ""


def _other_report(titles: Titles) -> str:
    return NEITHER if _OTHER_REPORT.search(titles.title) or _OTHER_REPORT.search(titles.stem) else ""


def _about_report(titles: Titles) -> str:
    return NEITHER if _ABOUT_REPORT.search(titles.title) or _ABOUT_REPORT.search(titles.stem) else ""


def _titled_report(titles: Titles) -> str:
    return "work_report" if WORK.search(titles.title) else ""


def _named_report(titles: Titles) -> str:
    return "work_report" if WORK.search(titles.stem) else ""


def _greeting(titles: Titles) -> str:
    greets = any(line.startswith(("各位代表", "同志们")) for line in titles.opening)
    return "work_report" if greets and any(SPEAKS_FOR.search(line) for line in titles.opening) else ""


KINDS_TOLD: tuple[Rule[Titles, str], ...] = (
    Rule(
        "title of a task division",
        "Its title names the work report too, so it comes before that.",
        _titled_division,
        example="国务院关于落实《政府工作报告》重点工作分工的意见",
        answer="task_division",
        counterexample="政府工作报告 / 一、重点工作",
    ),
    Rule(
        "name of a task division",
        "A file's name counts, unless the title is a work report's own and not one in 《》.",
        _named_division,
        example="file: 2020年重点工作分解.txt / 各县、市人民政府：",
        answer="task_division",
        counterexample="file: 2020年重点工作分解.txt / 政府工作报告",
    ),
    Rule(
        "another report",
        "The budget, the plan, courts and committees report to the same congress, with the same greeting.",
        _other_report,
        example="关于2024年预算执行情况和2025年预算草案的报告 / 各位代表： / 我代表市人民政府向大会报告",
        answer=NEITHER,
        counterexample="政府工作报告 / 各位代表： / 我代表市人民政府向大会报告",
    ),
    Rule(
        "about a report",
        "A resolution on a work report, a newspaper's comment or an explanation names it in its title too.",
        _about_report,
        example="四川省第十三届人民代表大会第四次会议关于政府工作报告的决议 / 各位代表：",
        answer=NEITHER,
        counterexample="四川省政府工作报告 / ——2021年1月30日在四川省第十三届人民代表大会第四次会议上",
    ),
    Rule(
        "title of a work report",
        "政府工作报告 in a short line at the top.",
        _titled_report,
        example="甘肃省政府工作报告",
        answer="work_report",
        counterexample="我们认真贯彻政府工作报告" + "，坚持稳中求进" * 10,
    ),
    Rule(
        "name of a work report",
        "The title may be lost and the file's name left.",
        _named_report,
        example="file: 2021四川政府工作报告.txt / 一篇文章",
        answer="work_report",
        counterexample="file: 2021四川.txt / 一篇文章",
    ),
    Rule(
        "greeting and mandate",
        "Who greets the deputies and speaks for a government gives its work report.",
        _greeting,
        example="各位代表： / 现在，我代表市人民政府，向大会作报告，请予审议。",
        answer="work_report",
        counterexample="各位代表： / 现在，向大会作报告，请予审议。",
    ),
)


def tell_kind(lines: Sequence[str], name: str) -> str:
    """Whether a text is a work report or a task division.

    The first rule of ``KINDS_TOLD`` that speaks decides.

    Parameters
    ----------
    lines : sequence of str
        The text, a paragraph a line, in simple forms.
    name : str
        The file's name; "" when there is none.

    Returns
    -------
    str
        ``work_report`` or ``task_division``; "" when neither title, greeting nor file name says so (a budget
        report, an article).

    Examples
    --------
    >>> tell_kind(["政府工作报告"], "x.txt"), tell_kind(["一篇文章"], "2021.txt")
    ('work_report', '')
    """
    spoken = first_to_speak(KINDS_TOLD, titles_of(lines, name))
    return spoken[1] if spoken and spoken[1] != NEITHER else ""


def is_another_text(lines: Sequence[str], name: str) -> bool:
    """Whether title or name are those of another text: a budget report, a resolution, a comment.

    Parameters
    ----------
    lines : sequence of str
        The text, a paragraph a line.
    name : str
        The file's name, or the title that a table gives.

    Returns
    -------
    bool
        Whether they are.

    Examples
    --------
    >>> is_another_text(["关于政府工作报告的决议"], ""), is_another_text(["政府工作报告"], "")
    (True, False)
    """
    spoken = first_to_speak(KINDS_TOLD, titles_of([simple_forms(line) for line in lines], simple_forms(name)))
    return spoken is not None and spoken[1] == NEITHER


def may_be_report(text: str, name: str) -> bool:
    """Whether a text can be a work report or a task division: its title, its greeting or its file's name says
    so, or it is long, as one that lost its first lines, and has no other report's title.

    Parameters
    ----------
    text : str
        The text, a paragraph a line.
    name : str
        The file's name.

    Returns
    -------
    bool
        Whether it can.

    Examples
    --------
    >>> may_be_report("廣東省政府工作報告\\n各位代表：", "x.txt"), may_be_report("# 说明", "README.md")
    (True, False)
    """
    lines = simple_forms(text).split("\n")
    if tell_kind(lines, simple_forms(name)):
        return True
    return len(text) >= SHORT and not is_another_text(lines, name)
