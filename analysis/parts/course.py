"""The course of a report: where it turns from the review to the plan, or that it never does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.parts.ends import body_start, closing
from analysis.parts.headings import FAIRLY, SURE, heading_evidence, heading_part
from analysis.parts.openings import opening_evidence
from analysis.parts.sentences import evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Spans = Sequence[tuple[int, int] | None]

TRUST = 0.4  # of the words: paragraphs of one stretch say the same, and aren't independent witnesses
# What stands at a paragraph makes a turn there more or less likely (logarithms).
_PLAIN, _SECTION, _CHAPTER, _NEXT_CHAPTER, _ADDRESS = -2.0, -0.5, 0.0, 2.0, -1.0
_SAYS_SO = 3.0  # for a chapter that leaves no doubt that it is the plan
_SECTION_SHARE = 0.4  # of a section's heading, beside a chapter's
_NO_LOOK_BACK = 1.0  # for a plan from the first paragraph on, where nothing looks back
_NEVER_TURNS, _NEVER_REVIEWS = 0.0, -4.0
_BY_TOPIC = -6.0  # for a report that looks back and ahead throughout
_APART = 3.0  # by which a chapter of the plan must be better told as review, or as mixed
_LOOKS_BACK = -2.0  # a heading or opening that says so
# A heading whose line end was lost names a year, or years, first.
_YEAR_BY = 10
_LOST = re.compile(
    "[^。，；]{0,8}年[^。，；]{0,14}(?:回顾|总结|情况|安排|部署|工作|任务|要求|目标|建议)[。 ]"
)
_LEAST_CHAPTER = 3  # paragraphs
_NUMERAL = re.compile("第?([一二三四五六七八九十]{1,3})")


class Parts(NamedTuple):
    """The part of each paragraph, and how probable it is.

    Attributes
    ----------
    parts : list of str
        ``review``, ``plan``, ``mixed`` or ``other``.
    confidences : list of float
        From 0 to 1; 1 for ``other``, which wording tells.
    """

    parts: list[str]
    confidences: list[float]


class _Clues(NamedTuple):
    """What speaks, paragraph by paragraph: the words, the headings and openings, and the likelihood of a turn
    at each (one more: that there is none).
    """

    words: Numbers
    told: Numbers
    turns: Numbers


def assign_parts(
    lines: Sequence[str], headings: Spans, year: int | None = None, greeting: int | None = None
) -> Parts:
    """The part of each paragraph.

    Parameters
    ----------
    lines
        The paragraphs, in simple characters.
    headings
        What ``structure.find_heading`` said of each: its level and length, or None.
    year
        The year that the report plans for; None where it isn't known.
    greeting
        The paragraph with the greeting; None where there is none.

    Returns
    -------
    Parts
        One a paragraph.

    Examples
    --------
    >>> lines = ["政府工作报告", "一、2021年工作回顾", "完成改革。", "二、2022年工作安排", "推进改革。"]
    >>> assign_parts(lines, [None, (1, 11), None, (1, 11), None], 2022).parts
    ['other', 'review', 'review', 'plan', 'plan']
    """
    chapters: Sequence[int] = [i for i, heading in enumerate(headings) if heading and heading[0] == 1]
    if greeting is None:
        chapters = _behind_a_letter(lines, headings, chapters, year)
    begin = body_start(lines, chapters, greeting)
    last, end = closing(lines, begin + 1)
    parts, confidences = ["other"] * len(lines), [1.0] * len(lines)
    body = _course(lines[begin:last], headings[begin:last], year)
    parts[begin:last], confidences[begin:last] = body
    if end < len(lines):
        parts[end:] = ["plan"] * (len(lines) - end)  # an annex lists tasks
    return Parts(parts, confidences)


def _behind_a_letter(
    lines: Sequence[str], headings: Spans, chapters: Sequence[int], year: int | None
) -> Sequence[int]:
    """The chapters without those of a covering letter: the first one that says what it is starts the
    numbering again.

    >>> lines = ["一、细化分解", "二、加强督查", "一、2020年工作部署", "推进改革。"]
    >>> _behind_a_letter(lines, [(1, 6), (1, 6), (1, 11), None], [0, 1, 2], 2020)
    [2]
    """
    for place, i in enumerate(chapters):
        if abs(heading_evidence(lines[i][: headings[i][1]], year)) >= SURE:  # type: ignore[index]
            return chapters[place:] if _numeral(lines[i]) == 1 else chapters
    return chapters


def _course(lines: Sequence[str], headings: Spans, year: int | None) -> Parts:
    """The parts of the body of a report."""
    if not lines:
        return Parts([], [])
    clues = _clues(lines, headings, year)
    says = TRUST * clues.words + clues.told
    before = np.concatenate([[0.0], np.cumsum(-says / 2)])
    behind = np.concatenate([[0.0], np.cumsum(says / 2)])
    scores = before + (behind[-1] - behind) + clues.turns
    by_topic = _both(TRUST * clues.words).sum() + _BY_TOPIC
    total = np.logaddexp.reduce([*scores, by_topic])
    turn = int(scores.argmax())
    if by_topic > np.logaddexp.reduce(scores):
        return _by_topic(lines, headings, says, float(np.exp(by_topic - total)))
    chances = np.exp(scores - np.logaddexp.reduce(scores))
    plan = np.cumsum(chances)[:-1]  # that the turn stands here or before
    topic = float(np.exp(by_topic - total))
    parts = ["review"] * turn + ["plan"] * (len(lines) - turn)
    sure = np.where(np.arange(len(lines)) < turn, 1 - plan, plan) * (1 - topic)
    split = Parts(parts, np.clip(sure, 0, 1).round(2).tolist())
    return _chapters_apart(headings, TRUST * clues.words, clues.told, split)


def _both(says: Numbers) -> Numbers:
    """The likelihood of paragraphs in a stretch that looks back and ahead: the mean of those of the parts."""
    return np.log(np.cosh(says / 2))


def _stretches(headings: Spans, size: int) -> list[tuple[int, int]]:
    """The chapters: from one heading of a chapter to the next."""
    starts = [i for i, heading in enumerate(headings) if heading and heading[0] == 1]
    return [(a, b) for a, b in pairwise(sorted({0, *starts, size})) if b > a]


def _by_topic(lines: Sequence[str], headings: Spans, says: Numbers, sure: float) -> Parts:
    """The parts of a report ordered by topic: a chapter is of one part only where it says so all through."""
    parts: list[str] = []
    confidences: list[float] = []
    for first, last in _stretches(headings, len(lines)):
        total = float(says[first:last].sum()) / 2
        both = float(_both(says[first:last]).sum())
        options = {"review": -total, "plan": total, "mixed": both}
        chances = np.exp(np.array(list(options.values())) - np.logaddexp.reduce(list(options.values())))
        best = int(chances.argmax())
        parts += [list(options)[best]] * (last - first)
        confidences += [round(float(chances[best]) * sure, 2)] * (last - first)
    return Parts(parts, confidences)


def _chapters_apart(headings: Spans, words: Numbers, told: Numbers, split: Parts) -> Parts:
    """The parts, with chapters of the plan that look back told as review, and as mixed where they look back
    as much as ahead.
    """
    parts, confidences = split
    for first, last in _stretches(headings, len(parts)):
        if parts[first] != "plan" or last - first < _LEAST_CHAPTER:
            continue
        backward = -float((words + told)[first:last].sum()) if told[first] <= -FAIRLY else 0.0
        both = float((_both(words[first:last]) - words[first:last] / 2).sum())
        gain = max(backward, both) - _APART
        if gain > 0:
            part = "review" if backward >= both else "mixed"
            parts[first:last] = [part] * (last - first)
            confidences[first:last] = [round(float(1 / (1 + np.exp(-gain))), 2)] * (last - first)
    return split


def _head(line: str, heading: tuple[int, int] | None, year: int | None) -> tuple[int, str]:
    """The level and wording of the chapter's or section's heading that a paragraph is, or opens with; 0 for
    none. A short first sentence that leaves no doubt is a chapter's heading whose line end was lost.

    >>> _head("2021年工作回顾。全县经济稳定增长。", None, 2022), _head("全县经济稳定增长。", None, 2022)
    ((1, '2021年工作回顾。'), (0, ''))
    """
    if heading and (heading[0] == 1 or (heading[0] == 2 and heading[1] == len(line))):
        return heading[0], line[: heading[1]]
    lost = "年" in line[:_YEAR_BY] and _LOST.match(line)
    return (1, lost.group()) if lost and abs(heading_evidence(lost.group(), year)) >= SURE else (0, "")


def _clues(lines: Sequence[str], headings: Spans, year: int | None) -> _Clues:
    """What speaks in the body of a report."""
    told, turns = [0.0] * len(lines), [_PLAIN] * (len(lines) + 1)
    following = _next_chapters(lines, headings, year)
    above = None  # the first of the headings right above
    turned = False
    for i, (line, heading) in enumerate(zip(lines, headings, strict=True)):
        level, head = _head(line, heading, year)
        if level:
            chapter = level == 1
            told[i] = heading_evidence(head, year) * (1 if chapter else _SECTION_SHARE)
            turns[i] = _CHAPTER if chapter else _SECTION
            turns[i] += _NEXT_CHAPTER if i in following else 0
            turns[i] += _SAYS_SO if chapter and told[i] >= SURE and not turned else 0
            # One that is both holds the turn, or the next chapter comes behind it.
            turned = turned or (chapter and heading_part(head, year) in ("both", "plan"))
            above = i if above is None else above
        if len(head) < len(line):
            opening = opening_evidence(line[len(head) :], year)
            told[i] += opening
            if line.startswith("各位代表"):
                turns[i] = _ADDRESS
            if opening > 0:
                turns[i if above is None else above] += opening / 2
            above = None
    turns[-1] = _NEVER_TURNS
    turns[0] = _NEVER_REVIEWS if min(told) <= _LOOKS_BACK else _NO_LOOK_BACK
    return _Clues(evidence(lines, year), np.array(told), np.array(turns))


def _numeral(heading: str) -> int:
    """The number of a chapter heading such as 三、 or 第十二部分; 0 when it has none."""
    match = _NUMERAL.match(heading)
    if not match:
        return 0
    tens, ten, ones = match.group(1).rpartition("十")
    digits = {"": 0} | {c: n for n, c in enumerate("一二三四五六七八九", 1)}
    return (10 * (digits[tens] or 1) if ten else 0) + digits[ones]


def _next_chapters(lines: Sequence[str], headings: Spans, year: int | None) -> set[int]:
    """The chapters that follow by number on one that looks back: 二、 behind 一、回顾. A numbering that
    starts again inside a chapter is another one.

    >>> lines = ["一、2021年工作回顾", "二、奋力开新局", "一、改革", "二、开放"]
    >>> _next_chapters(lines, [(1, 11), (1, 7), (1, 4), (1, 4)], 2022)
    {1}
    """
    found: set[int] = set()
    top = nested = 0  # the numerals of the last chapter, and of the last one of a numbering inside it
    looked_back = False
    for i, heading in enumerate(headings):
        if not heading or heading[0] != 1:
            continue
        number, said = _numeral(lines[i]), heading_evidence(lines[i][: heading[1]], year)
        if abs(said) >= SURE:
            top, nested, looked_back = number, 0, said < 0
        elif top and not nested and number == top + 1:
            top = number
            if looked_back:
                found.add(i)
            looked_back = False
        else:
            nested = number
    return found
