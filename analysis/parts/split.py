"""Where the review ends and the plan begins: headings, their numbers and the sentences speak together.

A report looks back first and forward then, so one place t is looked for: what stands before it is review, the
rest plan. For every t

    S(t) = Σ over i ≥ t of e(i) − Σ over i < t of e(i) + b(t)

adds up what the paragraphs say (e: the log odds of plan, from their signs and from what headings say) and how
well a part can begin there (b). The largest S wins. Reports ordered by topic have no such place: they are
``mixed``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from analysis.parts.headings import heading_part
from analysis.parts.signs import log_odds

# What a heading of a chapter, and of a section, adds to the log odds of its paragraph; and a chapter whose
# title tells of success (五、城市建设取得新成绩).
_CHAPTER_SAYS, _SECTION_SAYS, _SUCCESS = 12.0, 5.0, -3.0
# What a paragraph adds that looks back, owns up to difficulties, or turns to the new year.
_LOOKS_BACK, _OWNS_UP, _TURNS = -3.0, -8.0, 4.0
# How well the plan can begin at a paragraph.
_AT_PLAN_CHAPTER, _AT_PLAN_SECTION, _AT_CHAPTER, _AT_TURN = 20.0, 4.0, 2.0, 8.0
_AT_REVIEW_HEADING, _INSIDE = -20.0, -4.0
_NO_REVIEW, _NO_PLAN = -4.0, -10.0  # hardly any report lacks a plan …
_NO_PLAN_TOLD = -3.0  # … and where chapters say what they are, the plan would have one
_SCALE = 4.0  # of S: differences of so much make one place e times as likely as another
# Of what the signs say, the share that agrees with the best place: 0.75–0.99 in 49 reports that have one,
# 0.61–0.71 in three ordered by topic.
_AGREES = 0.72
_WHOLE = 3000  # characters of a body; fewer can't be ordered by topic
_LONGEST_OPENING = 160  # characters of 我代表省人民政府作工作报告，请予审议
_UNHEADED = 800  # characters of a review that stands before the first chapter

_LOOK_BACK = re.compile(
    r"(?:各位代表[！!，,：:]?)?(?:刚刚)?(?:过去(?:的)?(?:一年|[一二三四五几两]年|(?:19|20)\d\d年)|"
    r"(?:19|20)\d\d年[，,]?(?:是|面对|我们|全|在)|[一二三四五几两]年来)"
)
_DIFFICULTIES = re.compile(
    r"(?:还|仍|也|尚)[^。]{0,30}(?:存在|面临|有)[^。]{0,30}(?:问题|困难|不足|矛盾|挑战)|"
    r"清醒地?(?:认识|看到)|(?:几点|主要|深刻)体会|基本经验|(?:感谢|敬意)[！!。]"
)
_TITLE_OF_SUCCESS = re.compile(
    r"取得|成效|成果|(?:提高|改善|增强|加强|提升|加快|好转|进步|显现|显著|明显)$|新(?:进展|突破|提高|台阶|成绩)"
)
_TURN = re.compile(
    r"(?:今年|20\d\d年)(?:是|，是|工作|政府工作|经济社会发展|发展|我(?:省|市|县|区)|全(?:省|市|县|区))"
    r"[^。]{0,60}(?:之年|一年|总体要求|主要预期目标|主要目标)"
    r"|(?:做好|关于|完成)(?:今年|20\d\d年)[^。]{0,20}(?:工作|任务)"
)
_PERIOD = re.compile(
    r"(?:各位代表[！!，,])?(?:“(?P<five>十[一二三四五六七八九]?)五”(?:时期|规划)|(?P<ahead>今后五年|未来五年|到20\d\d年))"
)
_FIRST_YEARS = {f"十{digit}": 2001 + 5 * n for n, digit in enumerate(["", *"一二三四五六七八九"])}
_ANNEX = re.compile(r"附件?(?:[ ]?[\d一二三四五]+)?[：:]?")
_SIGNATURE = re.compile(
    r"国务院$|.{2,20}(?:人民政府|办公厅|办公室)$|\d{4}年\d{1,2}月\d{1,2}日$|谢谢(?:大家)?[！!。]?"
)
_OPENING = re.compile(r"[^。]{0,40}(?:代表|受)[^。]{2,60}(?:报告|审议|审查)|[^。]{0,40}(?:请予审议|请审议)")


class Split(NamedTuple):
    """The parts of a report.

    Attributes
    ----------
    parts : list of str
        ``review``, ``plan``, ``mixed`` or ``other``, one a paragraph.
    confidence : list of float
        How likely it is that each paragraph belongs to its part (0–1); 1 for ``other``.
    """

    parts: list[str]
    confidence: list[float]


def _numeral(heading: str) -> int:
    """The number of a chapter heading such as 三、 or 第十二部分; 0 when it can't be read."""
    match = re.match("第?([一二三四五六七八九十]{1,3})(?:、|部分|章|篇)", heading)
    if not match:
        return 0
    tens, ten, ones = match.group(1).rpartition("十")
    digits = {"": 0} | {c: n for n, c in enumerate("一二三四五六七八九", 1)}
    return (10 * (digits.get(tens, 0) or 1) if ten else 0) + digits.get(ones, 0)


def _chapters_say(
    lines: Sequence[str], chapters: Sequence[int], said: Sequence[str | None]
) -> list[str | None]:
    """What each chapter says. The next chapter by number behind a numbered review is a plan whatever its
    title: 一、回顾 is followed by it. A numbering that starts again inside a part says nothing.

    >>> lines = ["一、2021年工作回顾", "二、奋力开新局", "一、改革", "二、开放"]
    >>> _chapters_say(lines, range(4), ["review", None, None, None])
    ['review', 'plan', None, None]
    >>> _chapters_say(["2011年工作回顾", "一、改革"], range(2), ["review", None])
    ['review', None]
    """
    resolved = list(said)
    top = nested = 0  # the numerals of the last chapter, and of the last one of a numbering inside it
    for place, index in enumerate(chapters):
        number = _numeral(lines[index])
        if said[place]:
            top, nested = number if said[place] == "review" else 0, 0
        elif top and not nested and number == top + 1:
            top, resolved[place] = 0, "plan"
        else:
            nested = number
    return resolved


def _turns(line: str, year: int | None) -> bool:
    """Whether a paragraph turns to the new year, or to the years ahead.

    >>> _turns("2022年是开局之年。", 2022), _turns("2021年是收官之年。", 2022), _turns("“十四五”时期，", 2021)
    (True, False, True)
    """
    period = _PERIOD.match(line)
    # In 2021 “十四五”时期 lies ahead and “十三五”时期 behind; 今后五年 always lies ahead.
    if period and (period["ahead"] or (year is not None and _FIRST_YEARS.get(period["five"], 0) >= year)):
        return True
    match = _TURN.search(line[:160])
    named = re.search(r"(20\d\d)年", match.group()) if match else None
    return match is not None and not (named and year is not None and int(named.group(1)) < year)


def _body(lines: Sequence[str], first: int) -> tuple[int, int, int]:
    """Where the body begins, behind the opening formula; where it ends, before the signature; where annexes
    begin.
    """
    begin = first
    while begin < len(lines) and _is_opening(lines[begin]):
        begin += 1
    annex = next((i for i in range(begin + 1, len(lines)) if _ANNEX.fullmatch(lines[i])), len(lines))
    end = annex
    while end > begin + 1 and (_SIGNATURE.fullmatch(lines[end - 1]) or not lines[end - 1].strip()):
        end -= 1
    return begin, end, annex


def _is_opening(line: str) -> bool:
    return not line.strip() or (len(line) < _LONGEST_OPENING and _OPENING.match(line) is not None)


def assign_parts(
    lines: Sequence[str],
    headings: Sequence[tuple[int, int] | None],
    year: int | None = None,
    first: int = 0,
    whole_plan: bool = False,
) -> Split:
    """The part of each paragraph.

    Parameters
    ----------
    lines
        The paragraphs.
    headings
        What ``structure.find_heading`` said of each: its level and length, or None.
    year
        The year that the report plans for; None where it isn't known.
    first
        The first line behind title and greeting.
    whole_plan
        It is a plan from its first chapter on: a task division.

    Returns
    -------
    Split
        Parts and confidence.

    Examples
    --------
    >>> lines = ["政府工作报告", "一、2021年工作回顾", "完成改革。", "二、2022年工作安排", "推进改革。"]
    >>> assign_parts(lines, [None, (1, 11), None, (1, 11), None], 2022, first=1).parts
    ['other', 'review', 'review', 'plan', 'plan']
    """
    begin, end, annex = _body(lines, first)
    chapters = _chapters(lines, headings, year)
    if whole_plan:
        begin = next((i for i, says in chapters.items() if says), min(chapters, default=begin))
        parts = ["other"] * begin + ["plan"] * (len(lines) - begin)
        parts[max(begin, end) : annex] = ["other"] * max(0, annex - max(begin, end))
        return Split(parts, [1.0] * len(lines))
    begin = _first_told(lines, chapters, begin, end)
    told = any(chapters.values())
    signs = [log_odds(line, year) for line in lines[begin:end]]
    clues = [_clue(lines[i], headings[i], chapters.get(i), year) for i in range(begin, end)]
    evidence = [sign + clue for sign, clue in zip(signs, clues, strict=True)]
    starts = _starts(
        lines[begin:end], headings[begin:end], [chapters.get(i) for i in range(begin, end)], year
    )
    scores = _scores(evidence, starts, _NO_PLAN_TOLD if told else _NO_PLAN)
    best = max(range(len(scores)), key=scores.__getitem__)
    parts = _laid_out(begin, best, end, annex, len(lines))
    confidence = [1.0] * len(lines)
    confidence[begin:end] = _confidence(scores, best)
    short = sum(map(len, lines[begin:end])) < _WHOLE
    agreement = 1.0 if told or short else _agreement(signs, best)
    if agreement < _AGREES:
        parts[begin:end] = ["mixed"] * (end - begin)
        confidence[begin:end] = [round(2 * (1 - agreement), 4)] * (end - begin)
    return Split(parts, confidence)


def _chapters(
    lines: Sequence[str], headings: Sequence[tuple[int, int] | None], year: int | None
) -> dict[int, str | None]:
    """What each chapter says of its part, by its paragraph."""
    lengths = {i: heading[1] for i, heading in enumerate(headings) if heading and heading[0] == 1}
    named = [heading_part(lines[i][:length], year) for i, length in lengths.items()]
    return dict(zip(lengths, _chapters_say(lines, tuple(lengths), named), strict=True))


def _first_told(lines: Sequence[str], chapters: Mapping[int, str | None], begin: int, end: int) -> int:
    """Where the parts begin: at the first chapter that says what it is, unless much stands before it."""
    speaking = next((i for i, says in chapters.items() if says and i < end), None)
    if speaking is None or sum(map(len, lines[begin:speaking])) > _UNHEADED:
        return begin
    return speaking


def _says(
    line: str, heading: tuple[int, int] | None, chapter: str | None, year: int | None
) -> tuple[int, str | None]:
    """The level of a paragraph's heading (0: none that counts), and what it says."""
    level, length = heading or (0, 0)
    if level == 2:
        return level, heading_part(line[:length], year)
    return (level, chapter) if level == 1 else (0, None)


def _clue(line: str, heading: tuple[int, int] | None, chapter: str | None, year: int | None) -> float:
    """What a paragraph's heading and opening add to the log odds of the plan."""
    level, says = _says(line, heading, chapter, year)
    weight = _CHAPTER_SAYS if level == 1 else _SECTION_SAYS
    clue = {"plan": weight, "review": -weight}.get(says or "", 0.0)
    if level == 1 and not says and heading and _TITLE_OF_SUCCESS.search(line[: heading[1]]):
        clue = _SUCCESS
    if not heading and _DIFFICULTIES.search(line):
        clue += _OWNS_UP
    if _turns(line, year):
        return clue + _TURNS
    return clue + _LOOKS_BACK if _LOOK_BACK.match(line) else clue


def _starts(
    lines: Sequence[str],
    headings: Sequence[tuple[int, int] | None],
    chapters: Sequence[str | None],
    year: int | None,
) -> list[float]:
    """How well the plan can begin at each paragraph of the body.

    Behind a chapter of both parts the plan may have begun inside it, so a later heading needn't be its first.
    """
    told = any(chapters)
    both = chapters.index("both") if "both" in chapters else len(chapters)
    return [
        _start(line, heading, chapter, year, told)
        - (_AT_PLAN_CHAPTER if n > both and chapter == "plan" else 0.0)
        for n, (line, heading, chapter) in enumerate(zip(lines, headings, chapters, strict=True))
    ]


def _start(
    line: str, heading: tuple[int, int] | None, chapter: str | None, year: int | None, told: bool
) -> float:
    """How well the plan can begin at a paragraph; ``told``: some chapter says what it is."""
    level, says = _says(line, heading, chapter, year)
    start = _AT_TURN if _turns(line, year) else 0.0
    if says == "plan":
        return start + (_AT_PLAN_CHAPTER if level == 1 else _AT_PLAN_SECTION)
    if says == "review":
        return start + _AT_REVIEW_HEADING
    return start + (_AT_CHAPTER if level == 1 else _INSIDE if told else 0.0)


def _scores(evidence: Sequence[float], starts: Sequence[float], no_plan: float) -> list[float]:
    """S(t) for each place, the end too."""
    total = sum(evidence)
    before = [0.0, *accumulate(evidence)]
    bonus = [*starts, no_plan if starts else 0.0]
    scores = [total - 2 * passed + start for passed, start in zip(before, bonus, strict=True)]
    scores[0] += _NO_REVIEW
    return scores


def _confidence(scores: Sequence[float], best: int) -> list[float]:
    """For each paragraph how likely it is on its side of the place where the plan begins."""
    odds = [math.exp((score - scores[best]) / _SCALE) for score in scores]
    total = sum(odds)
    begun = [passed / total for passed in accumulate(odds)]  # that the plan begins here or before
    return [round(p if n >= best else 1 - p, 4) for n, p in enumerate(begun[:-1])]


def _agreement(signs: Sequence[float], best: int) -> float:
    """The share of what the signs say that agrees with a plan from paragraph ``best`` on; 1 where they say
    nothing.

    >>> _agreement([-3.0, -2.0, 4.0, -1.0], 2)
    0.9
    """
    said = sum(map(abs, signs))
    agreed = sum(abs(sign) for n, sign in enumerate(signs) if (sign > 0) == (n >= best))
    return agreed / said if said else 1.0


def _laid_out(begin: int, review: int, end: int, annex: int, lines: int) -> list[str]:
    """The parts of a text whose body, with ``review`` paragraphs of review, begins and ends there.

    >>> _laid_out(1, 1, 3, 4, 5)
    ['other', 'review', 'plan', 'other', 'plan']
    """
    parts = ["other"] * begin + ["review"] * review + ["plan"] * (end - begin - review)
    return parts + ["other"] * (annex - end) + ["plan"] * (lines - annex)
