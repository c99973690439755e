"""Which part of a report a paragraph belongs to: the review of the past year, the plan, or neither.

*review*: what was done (and what is still wanting), up to the thanks. *plan*: everything the government says
it will do, from the overall requirements and expected targets to its own conduct. *other*: title, speaker and
greeting, the closing appeal, a signature.

Parts change at chapter headings that say what they are (2019年工作回顾; 2020年重点工作); a chapter that
doesn't (贵州's 三、确保按时高质量打赢脱贫攻坚战) or that restarts the numbering inside a part (西藏) goes on
with the part before it. A report without such headings is read by the sentences with which these reports turn
to the new year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_REVIEW = re.compile(
    r"回顾|总结|过去[一五]年|(?:取得|主要|发展)(?:的)?(?:新)?成[就绩]|工作情况|完成情况|落实情况|(?:20\d\d|去)年(?:政府)?(?:主要)?工作$"
)
_PLAN = re.compile(
    r"工作(?:安排|任务|总体|部署|目标|要求|重点|打算|思路|建议)|(?:重点|主要|目标|政府工作|具体)任务|(?:主要|发展|奋斗|预期)目标|总体(?:要求|部署|思路)|重点工作|主要工作|今后五年|今年|"
    r"下一步|20\d\d年(?:的)?(?:政府)?(?:重点|主要)?工作|责任分解"
)
_TURN = re.compile(
    r"(?:今年|20\d\d年)(?:是|，是|工作|政府工作|经济社会发展|发展|我(?:省|市|县|区)|全(?:省|市|县|区))[^。]{0,60}(?:之年|一年|总体要求|主要预期目标|主要目标)"
    r"|(?:做好|关于|完成)(?:今年|20\d\d年)[^。]{0,20}(?:工作|任务)"
)
_PERIOD = re.compile(
    r"(?:各位代表[！!，,])?(?:“(?P<five>十[一二三四五六七八九]?)五”(?:时期|规划)|(?P<ahead>今后五年|未来五年|到20\d\d年))"
)
_FIRST_YEARS = {
    "十一": 2006,
    "十二": 2011,
    "十三": 2016,
    "十四": 2021,
    "十五": 2026,
    "十六": 2031,
    "十七": 2036,
}
_LOOK_BACK = re.compile(
    r"^(?:各位代表[！!，,：:]?)?(?:刚刚)?(?:过去(?:的)?(?:一年|五年|20\d\d年)|20\d\d年[，,]?(?:是|面对|我们|全|在)|一年来|五年来)"
)
_APPEAL = re.compile(
    r"让我们|更加紧密地?团结在|而努力奋斗|而团结奋斗|共同谱写|奋勇前进|不懈奋斗|谢谢大家|接续奋斗|携手"
)
_CHAPTER_NUMBER = re.compile(r"^(?:第[一二三四五六七八九十]+[部章篇]分?|[一二三四五六七八九十]{1,3}、)")
_REVIEW_LENGTH = 800  # characters of a review that stands before the first chapter
_ANNEX = re.compile(r"附件?(?:[ ]?[\d一二三四五]+)?[：:]?")
_SIGNATURE = re.compile(r"国务院$|.{2,20}(?:人民政府|办公厅|办公室)$|\d{4}年\d{1,2}月\d{1,2}日$|谢谢")


def heading_part(heading: str, year: int | None = None) -> str | None:
    """What a chapter heading says of its part.

    Parameters
    ----------
    heading
        The heading, with its number.
    year
        The year that the report plans for; None where it isn't known.

    Returns
    -------
    str or None
        ``"review"``, ``"plan"``, ``"both"``, or None when it says nothing.

    Examples
    --------
    >>> heading_part("一、2019年工作回顾", 2020), heading_part("二、2020年工作安排", 2020)
    ('review', 'plan')
    >>> heading_part("二、“十三五”时期发展成就和“十四五”时期主要目标任务", 2021)
    'both'
    >>> heading_part("三、确保打赢脱贫攻坚战", 2020)
    """
    bare = _CHAPTER_NUMBER.sub("", heading).strip("。 ")
    review, plan = bool(_REVIEW.search(bare)), bool(_PLAN.search(bare))
    if year is not None:
        review, plan = _by_years_named(bare, year, review, plan)
    if review and plan:
        return "both"
    return "review" if review else "plan" if plan else None


def _by_years_named(bare: str, year: int, review: bool, plan: bool) -> tuple[bool, bool]:
    """Whether a heading speaks of review and of plan, corrected by the years that it names.

    >>> _by_years_named("2020年政府工作", 2020, True, False)
    (False, True)
    >>> _by_years_named("2019年主要工作", 2020, True, True)
    (True, False)
    """
    years = [int(named) for named in re.findall(r"(20\d\d)年", bare)]
    if not years:
        return review, plan
    plan = plan or max(years) >= year
    if review and max(years) < year and "目标任务" not in bare and "今后" not in bare:
        plan = False
    if review and min(years) >= year and not re.search("回顾|总结", bare):
        review = False
    return review, plan


def _numeral(heading: str) -> int:
    """The number of a chapter heading such as 三、 or 第十二部分; 0 when it can't be read."""
    match = re.match("第?([一二三四五六七八九十]{1,3})", heading)
    if not match:
        return 0
    tens, ten, ones = match.group(1).rpartition("十")
    digits = {"": 0} | {c: n for n, c in enumerate("一二三四五六七八九", 1)}
    return (10 * (digits[tens] or 1) if ten else 0) + digits[ones]


def _turning_section(
    lines: Sequence[str], headings: Sequence[tuple[int, int] | None], first: int, last: int, year: int | None
) -> int:
    """The first section in ``first..last`` whose heading speaks of the plan and not of the review;

    ``last`` when none does.
    """
    for index in range(first, last):
        heading = headings[index]
        if heading and heading[0] == 2 and heading_part(lines[index][: heading[1]], year) == "plan":
            return index
    return last


def _turning_paragraph(lines: Sequence[str], first: int, last: int, year: int | None) -> int:
    """The first paragraph in ``first..last`` that turns to the new year; ``last`` when none does."""
    for index in range(first, last):
        line = lines[index]
        period = _PERIOD.match(line)
        # In 2021 “十四五”时期 lies ahead and “十三五”时期 behind; 今后五年 always lies ahead.
        if period and (period["ahead"] or (year is not None and _FIRST_YEARS.get(period["five"], 0) >= year)):
            return index
        match = _TURN.search(line[:160])
        if not match:
            continue
        named = re.search(r"(20\d\d)年", match.group())
        if named and year is not None and int(named.group(1)) < year:
            continue
        return index
    return last


def _closing(lines: Sequence[str], body_start: int) -> tuple[int, int]:
    """The stretch of the closing appeal and signature; empty when there is none. Annexes may follow it."""
    end = next((i for i in range(body_start, len(lines)) if _ANNEX.fullmatch(lines[i])), len(lines))
    last = end
    while last > body_start and (_SIGNATURE.fullmatch(lines[last - 1]) or not lines[last - 1].strip()):
        last -= 1
    address = next((i for i in range(last - 1, body_start, -1) if lines[i].startswith("各位代表")), None)
    if address is not None and last - address <= 6 and sum(map(len, lines[address:last])) <= 800:
        return address, end
    if last > body_start and _APPEAL.search(lines[last - 1]) and len(lines[last - 1]) <= 500:
        return last - 1, end
    return last, end


def assign_parts(
    lines: Sequence[str], headings: Sequence[tuple[int, int] | None], year: int | None = None
) -> list[str]:
    """The part of each paragraph.

    A text whose chapters never speak of review or plan is a plan from its first chapter on (a task division),
    unless a paragraph turns from one year to the next.

    Parameters
    ----------
    lines
        The paragraphs.
    headings
        What ``structure.find_heading`` said of each: its level and length, or None.
    year
        The year that the report plans for; None where it isn't known.

    Returns
    -------
    list of str
        ``"review"``, ``"plan"`` or ``"other"``, one a paragraph.

    Examples
    --------
    >>> lines = ["政府工作报告", "一、2021年工作回顾", "完成改革。", "二、2022年工作安排", "推进改革。"]
    >>> assign_parts(lines, [None, (1, 11), None, (1, 11), None], 2022)
    ['other', 'review', 'review', 'plan', 'plan']
    """
    chapters = [i for i, heading in enumerate(headings) if heading and heading[0] == 1]
    said = {i: heading_part(lines[i][: headings[i][1]], year) for i in chapters}  # type: ignore[index]
    if any(said.values()):
        start = next(i for i in chapters if said[i])
        parts = _parts_by_chapters(lines, headings, said, year)
    else:
        start, parts = _parts_by_turn(lines, chapters, year)
    for i in range(*_closing(lines, start + 1)):
        parts[i] = "other"
    return parts


def _parts_by_turn(lines: Sequence[str], chapters: Sequence[int], year: int | None) -> tuple[int, list[str]]:
    """The parts of a text whose chapters don't tell them, and the paragraph where they begin: a review where
    it looks back, up to the turn to the new year; else all of it is a plan.

    >>> _parts_by_turn(["各位代表：", "过去一年，我们完成改革。", "今年是开局之年。"], [], 2022)
    (1, ['other', 'review', 'plan'])
    """
    looks_back = next((i for i, line in enumerate(lines) if _LOOK_BACK.match(line)), None)
    turn = _turning_paragraph(lines, 0, len(lines), year)
    if looks_back is None:
        begin = min(turn, chapters[0] if chapters else 0)
        return begin, ["other"] * begin + ["plan"] * (len(lines) - begin)
    turn = max(turn, looks_back)
    parts = ["other"] * looks_back + ["review"] * (turn - looks_back) + ["plan"] * (len(lines) - turn)
    return looks_back, parts


def _parts_by_chapters(
    lines: Sequence[str],
    headings: Sequence[tuple[int, int] | None],
    said: dict[int, str | None],
    year: int | None,
) -> list[str]:
    """The parts of a text whose chapters tell them; ``said`` holds what the heading of each chapter says."""
    chapters = _numbered_on(lines, said)
    start = min(chapters)
    begin = _unheaded_review(lines, start) if said[start] == "plan" else start
    parts = ["other"] * begin + ["review"] * (start - begin)
    part, turn = "other", len(lines)  # the part that goes on, and where it turns to the plan
    for first, last in pairwise([*chapters, len(lines)]):
        says = chapters[first]
        if says == "both":
            part, turn = "review", _turn_inside(lines, headings, said, first, year)
        elif says == "plan" or (says == "review" and part != "plan"):
            part, turn = says, len(lines)
        cut = min(max(turn, first), last)
        parts += [part] * (cut - first) + ["plan"] * (last - cut)
        part = "plan" if cut < last else part
    return parts


def _numbered_on(lines: Sequence[str], said: dict[int, str | None]) -> dict[int, str | None]:
    """What each chapter says, from the first that says something on. The next chapter by number is a plan
    whatever its title: 一、回顾 is followed by it. A numbering that starts again inside says nothing.

    >>> lines = ["一、2021年工作回顾", "二、奋力开新局", "一、改革", "二、开放"]
    >>> _numbered_on(lines, {0: "review", 1: None, 2: None, 3: None})
    {0: 'review', 1: 'plan', 2: None, 3: None}
    """
    resolved: dict[int, str | None] = {}
    top = nested = 0  # the numerals of the last chapter, and of the last one of a numbering inside it
    for i, part in said.items():
        if not resolved and not part:
            continue
        number, resolved[i] = _numeral(lines[i]), part
        if part:
            top, nested = number, 0
        elif nested or number != top + 1:
            nested = number
        else:
            top, resolved[i] = number, "plan"
    return resolved


def _unheaded_review(lines: Sequence[str], chapter: int) -> int:
    """Where a review without a heading of its own begins before the first chapter; the chapter, if none
    does.
    """
    begin = next((i for i in range(chapter) if _LOOK_BACK.match(lines[i])), chapter)
    return begin if sum(map(len, lines[begin:chapter])) > _REVIEW_LENGTH else chapter


def _turn_inside(
    lines: Sequence[str],
    headings: Sequence[tuple[int, int] | None],
    said: dict[int, str | None],
    chapter: int,
    year: int | None,
) -> int:
    """Where a chapter of both parts turns to the plan: at a section that says so, else at a paragraph."""
    following = next((i for i in said if i > chapter and said[i]), len(lines))
    section = _turning_section(lines, headings, chapter + 1, following, year)
    return section if section < following else _turning_paragraph(lines, chapter + 1, following, year)
