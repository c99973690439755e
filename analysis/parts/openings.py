"""How paragraphs open that turn to the year ahead, look back, give thanks or own up to problems; where a
speech begins, and where it closes.
"""

from __future__ import annotations

import re

from analysis.parts.headings import FIRST_YEARS, Saying
from analysis.parts.sentences import years_in

_NAMES_A_YEAR = 56  # characters in which a paragraph that turns names the year
OPENING = 160  # characters of a paragraph in which it turns
_TURNING = "turn to a year"
_YEAR = "(?:(?:19|20)[0-9]{2}|[一二][九〇○零].{2})年"
LOOK_BACK = re.compile(
    "^(?:各位代表[！!，,：:]?)?(?:首先，?)?(?:刚刚)?"
    "(?:过去的?|[一两二三四五几]年(?:多|以)?来|去年|首先报告|回顾)"
)
_PERIOD = re.compile("(?:各位代表[！!，,])?“(十[一二三四五六七]?|[七八九])五”(?:时期|规划|计划)")


OPENINGS: tuple[Saying, ...] = (
    Saying(
        "thanks",
        "Thanks are given for what was done.",
        re.compile("^(?:各位代表|在此|成绩|这些|过去|所有)(?=.{0,120}(?:感谢|谢意|敬意))"),
        -4.0,
        "各位代表！这些成绩来之不易。我代表市政府，向全市人民表示衷心的感谢！",
        "我们要感谢人民，把工作做好。",
    ),
    Saying(
        "problems",
        "Problems that remain are owned up to at the end of the review.",
        re.compile(
            "^.{0,24}(?:清醒|看到|存在|认识到|肯定|面临)(?!.{0,6}(?:形势|环境)).{0,30}"
            "(?:问题|困难|不足|差距|矛盾)"
        ),
        -2.0,
        "同时，我们也清醒地看到，发展中还存在不少困难和问题。",
        "针对发展中的问题，我们要深化改革。",
    ),
    Saying(
        "look back",
        "A time that has passed is named first.",
        LOOK_BACK,
        -3.0,
        "过去一年，面对严峻考验，全市上下同心。",
        "面对严峻考验，全市上下要同心。",
    ),
    Saying(
        _TURNING,
        "A year is called one of a kind, or its work, requirements or goals are named.",
        re.compile(
            f"[^。；]{{0,40}}?(?:今年|明年|{_YEAR})(?:是|，是|工作|政府工作|经济社会发展|发展|我(?:省|市|县|区)|全(?:省|市|县|区))"
            "[^。]{0,60}(?:之年|一年|总体要求|主要预期目标|主要目标|开局|起步)"
            f"|[^。；]{{0,40}}?(?:做好|关于|完成|搞好)(?:今年|明年|{_YEAR})[^。]{{0,20}}(?:工作|任务|计划)"
        ),
        4.0,
        "今年是实施规划的关键一年，做好各项工作意义重大。",
        "2019年粮食产量是历年最高的。",
    ),
    Saying(
        "time ahead",
        "A time ahead is named first.",
        re.compile(f"^(?:各位代表[！!，,])?(?:今后|未来[一二三五十几]|到{_YEAR}|新的一年|明年|(?:下面|现在)[，]?.{{0,12}}(?:任务|安排|今后|建议))"),
        3.0,
        "今后五年，要加快建设步伐。",
        "五年里，建设步伐加快了。",
    ),
)  # fmt: skip

# A paragraph that opens with any of these wordings begins in one of these ways, or names a year, or what is
# wanting, in its first words; most don't, and need not be asked about each.
_BEGINS = re.compile("各位代表|[在成这过所首刚一两二三四五几去回今未到新明下现]")
_WANTING = re.compile("[^问困不差矛]{0,54}[问困不差矛]")


def opening_evidence(line: str, year: int | None) -> float:
    """What the opening of a paragraph says: positive for the plan.

    Parameters
    ----------
    line
        The paragraph.
    year
        The year that the report plans for; None where it isn't known.

    Returns
    -------
    float
        Log-odds.

    Examples
    --------
    >>> opening_evidence("2020年是全面建成小康社会之年。", 2020)
    4.0
    >>> opening_evidence("2019年是新中国成立七十周年，是极不平凡的一年。", 2020)
    0.0
    """
    head = line[:OPENING]
    period = "五”" in head and _PERIOD.match(head)
    said = 3.0 if period and year is not None and FIRST_YEARS[period[1]] >= year else 0.0
    if not ("年" in head[:_NAMES_A_YEAR] or _BEGINS.match(head) or _WANTING.match(head)):
        return said
    for saying in OPENINGS:
        match = saying.pattern.match(head)
        if match and not (saying.name == _TURNING and _is_past(match.group(), year)):
            return saying.weight + said
    return said


def _is_past(turn: str, year: int | None) -> bool:
    """Whether a turn is to a year before the report's."""
    named = years_in(turn)
    return year is not None and bool(named) and max(named) < year
