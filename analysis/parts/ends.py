"""Where a speech begins behind title and greeting, and where it is signed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.parts.openings import LOOK_BACK

REVIEW_LENGTH = 800  # characters of a review that stands before the first chapter
_FORMULA_LINES = 3  # lines behind the greeting in which the speaker presents the report
_FORMULA = re.compile(
    "^(?:各位代表[，：:！!]?)?(?:(?:现在|下面)[，,]?)?(?:由)?我(?:现在)?(?:谨)?(?:受|代表|根据).{0,60}(?:报告|汇报)|"
    "^.{0,60}请(?:予|大会|各位代表|一并)?(?:予以)?审[议查]"
)
_FORMULA_LENGTH = 160
_ANNEX = re.compile(r"附件?(?:[ ]?[\d一二三四五]+)?[：:]?")
_SIGNATURE = re.compile(
    r"国务院$|.{2,20}(?:人民政府|办公厅|办公室)$|\d{4}年\d{1,2}月\d{1,2}日$|谢谢(?:大家|各位代表)?[！。!]?"
)


def body_start(lines: Sequence[str], chapters: Sequence[int], greeting: int | None) -> int:
    """The first paragraph that is review or plan: the first chapter, or the first one behind greeting and
    formula where a long stretch stands between them.

    Parameters
    ----------
    lines
        The paragraphs.
    chapters
        Those that are headings of chapters, in order.
    greeting
        The paragraph with the greeting; None where there is none.

    Returns
    -------
    int
        Its number.

    Examples
    --------
    >>> body_start(["报告", "各位代表：", "我代表县政府作报告，请予审议。", "一、回顾", "完成改革。"], [3], 1)
    3
    >>> body_start(["报告", "各位代表：", "我代表县政府作报告，请予审议。", "完成改革。"], [], 1)
    3
    >>> body_start(["一、今年工作安排", "扩大就业。", "各位代表！让我们努力奋斗！"], [0], 2)
    0
    """
    if greeting is not None and chapters and chapters[0] < greeting:
        greeting = None  # who is addressed below a chapter was greeted before
    after = 0 if greeting is None else _behind_formula(lines, greeting + 1)
    chapter = next((i for i in chapters if i >= after), None)
    if greeting is None:
        looks_back = next((i for i, line in enumerate(lines[:chapter]) if LOOK_BACK.match(line)), None)
        if looks_back is None:
            return chapter or 0
        after = looks_back
    if chapter is None or sum(map(len, lines[after:chapter])) > REVIEW_LENGTH:
        return after
    return chapter


def _behind_formula(lines: Sequence[str], first: int) -> int:
    """The first paragraph behind the sentences in which the speaker presents the report."""
    for i in range(min(len(lines), first + _FORMULA_LINES) - 1, first - 1, -1):
        if len(lines[i]) <= _FORMULA_LENGTH and _FORMULA.match(lines[i]):
            return i + 1
    return first


def closing(lines: Sequence[str], begin: int) -> tuple[int, int]:
    """The stretch of the signature; empty when there is none. Annexes may follow it.

    Parameters
    ----------
    lines
        The paragraphs.
    begin
        The first one that may be of it.

    Returns
    -------
    (int, int)
        The first paragraph, and the one behind the last.

    Examples
    --------
    >>> closing(["一、改革", "推进改革。", "让我们携手奋斗！", "谢谢大家！"], 1)
    (3, 4)
    """
    end = next((i for i in range(begin, len(lines)) if _ANNEX.fullmatch(lines[i])), len(lines))
    last = end
    while last > begin and (_SIGNATURE.fullmatch(lines[last - 1]) or not lines[last - 1].strip()):
        last -= 1
    return last, end
