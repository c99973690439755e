"""What a heading says of its part: an ordered table of wordings, and the years that it names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis.parts.sentences import years_in

SURE, FAIRLY, WEAK = 8.0, 5.0, 1.0  # log-odds that the heading's part is the one it speaks of
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十]+[部章篇]分?|（?[一二三四五六七八九十]{1,3}[、）]|\d{1,2}[.、])[ ]?"
)
_BY_NAME = re.compile("回顾|总结")
_GONE_BY = "[一两二三四五六七八九十几]"
FIRST_YEARS = {"七": 1986, "八": 1991, "九": 1996, "十": 2001} | {
    "十" + digit: 2001 + 5 * number for number, digit in enumerate("一二三四五六七", 1)
}
_FIVE = re.compile("[“]?(十[一二三四五六七]?|[七八九])五[”]?(?:时期|计划|规划)")
_PLANNED = re.compile("目标|任务|规划|计划|安排|部署|思路|要求|重点")
_YEAR_ONLY = "year of work"


class Saying(NamedTuple):
    """A wording of headings, or of what paragraphs open with, and what it says.

    Attributes
    ----------
    name, reason : str
        What the wording is called, and why it speaks.
    pattern : re.Pattern
        Looked for in the heading without its number, or from the start of the opening on.
    weight : float
        Negative for the review, positive for the plan.
    example, counterexample : str
        A line that it is found in, and one like it that it isn't found in.
    """

    name: str
    reason: str
    pattern: re.Pattern[str]
    weight: float
    example: str
    counterexample: str


HEADINGS: tuple[Saying, ...] = (
    Saying(
        "look back",
        "The chapter is called a look back.",
        _BY_NAME,
        -SURE,
        "一、2019年工作回顾",
        "一、2019年工作",
    ),
    Saying(
        "years gone by",
        "The time that the chapter is about has passed.",
        re.compile(
            f"过去的?{_GONE_BY}年|{_GONE_BY}年(?:多|以)?来|去年|(?:上|本)届政府|"
            f"(?<!今后)(?<!未来){_GONE_BY}年(?:的)?(?:政府)?工作$"
        ),
        -SURE,
        "三年来的斗争",
        "今后五年的工作",
    ),
    Saying(
        "how it went",
        "What was to be done is told of as carried out.",
        re.compile("(?:工作|完成|落实|执行|实施|进展)的?情况"),
        -SURE,
        "一、一九八三年计划执行情况",
        "一、一九八三年计划执行",
    ),
    Saying(
        "achievements",
        "Achievements are told of where nobody strives for them.",
        re.compile(
            "^(?!.*(?:推动|力争|努力|争取|促进|确保|奋力|夺取|再创)).*(?:"
            "(?:取得|主要|发展|伟大|巨大|辉煌|历史性)(?:了|的|新|重大|巨大|伟大|显著|明显|历史性|积极)*"
            "(?:成[就绩]|胜利|成果|成效|进展|突破)|成就$)"
        ),
        -FAIRLY,
        "一、改革开放取得新的进展",
        "二、推动改革开放取得新的进展",
    ),
    Saying(
        "experience",
        "Experience is drawn from what was.",
        re.compile("经验|体会|启示|存在的(?:主要)?(?:困难|问题)"),
        -WEAK,
        "（三）几点体会",
        "（三）几点要求",
    ),
    Saying(
        "tasks",
        "Tasks are set, not told of.",
        re.compile(
            "工作(?:安排|任务|总体|部署|目标|要求|重点|打算|思路|建议|布局)|"
            "(?:重点|主要|目标|政府工作|具体|基本|战略|总)任务|重点工作|主要工作|责任分解|任务$"
        ),
        SURE,
        "三、一九八五年的主要任务",
        "三、一九八五年的主要成绩",
    ),
    Saying(
        "goals",
        "Goals lie ahead.",
        re.compile("(?:主要|发展|奋斗|预期|战略|总)目标|总体(?:要求|部署|思路|目标)|指导(?:思想|方针)|为.+而奋斗"),
        SURE,
        "二、今后五年的奋斗目标",
        "二、过去五年的奋斗",
    ),
    Saying(
        "time ahead",
        "The time that the chapter is about has not passed.",
        re.compile(f"今后|未来(?:{_GONE_BY}|的)|今年|明年|下一步|下一?(?:年|阶段|届)|新的一年|新时期"),
        SURE,
        "二、今后五年的建设",
        "一、这五年的建设",
    ),
    Saying(
        _YEAR_ONLY,
        "A year's work is that of the year that is planned for, unless the year is an earlier one.",
        re.compile("(?:19|20)[0-9]{2}年(?:的)?(?:政府)?(?:重点|主要)?工作|[一二][九〇○零].{2}年的?(?:政府)?(?:重点|主要)?工作"),
        SURE,
        "三、2021年重点工作",
        "三、2021年粮食生产",
    ),
    Saying(
        "situation",
        "How things stand opens the plan more often than it ends the review.",
        re.compile("(?:当前|面临|发展|经济|国内外)的?(?:发展|经济|国内外)?形势"),
        WEAK,
        "二、当前形势",
        "二、形成合力",
    ),
    Saying(
        "proposals",
        "What is proposed or explained is to be decided.",
        re.compile("建议$|打算$|设想|展望|(?:规划|计划|纲要).{0,16}说明"),
        SURE,
        "二、关于“十四五”规划纲要草案的说明",
        "二、关于“十四五”规划纲要草案",
    ),
)  # fmt: skip


def heading_evidence(heading: str, year: int | None = None) -> float:
    """How much a heading speaks for the plan (positive) or the review (negative); 0 where it says nothing, or
    speaks of both.

    Parameters
    ----------
    heading
        The heading, with its number.
    year
        The year that the report plans for; None where it isn't known.

    Returns
    -------
    float
        Log-odds.

    Examples
    --------
    >>> heading_evidence("一、一九八三年计划执行情况", 1984), heading_evidence("二、今后的任务", 1984)
    (-8.0, 8.0)
    """
    review, plan = _said(heading, year)
    return 0.0 if abs(review) > WEAK and plan > WEAK else review + plan


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
    review, plan = _said(heading, year)
    if -review > WEAK and plan > WEAK:
        return "both"
    return "review" if -review > WEAK else "plan" if plan > WEAK else None


@lru_cache(maxsize=1024)  # several steps ask about the same heading
def _said(heading: str, year: int | None) -> tuple[float, float]:
    """What a heading says for the review (0 or less) and for the plan (0 or more)."""
    bare = _NUMBER.sub("", heading).strip("。 ")
    found = [saying for saying in HEADINGS if saying.pattern.search(bare)]
    if _BY_NAME.search(bare):  # 2024年工作回顾 speaks of that year's work to look back on it
        found = [saying for saying in found if saying.name != _YEAR_ONLY]
    review = min((saying.weight for saying in found), default=0.0)
    plan = max((saying.weight for saying in found), default=0.0)
    said = min(review, 0.0), max(plan, 0.0)
    return said if year is None else _by_years(bare, year, *said)


def _by_years(bare: str, year: int, review: float, plan: float) -> tuple[float, float]:
    """What a heading says, corrected by the years and the periods of five years that it names.

    >>> _by_years("2020年政府工作", 2020, -8.0, 0.0), _by_years("2019年主要工作", 2020, 0.0, 8.0)
    ((0.0, 5.0), (-5.0, 0.0))
    >>> _by_years("“十五五”时期的农业", 2026, 0.0, 0.0)
    (0.0, 5.0)
    """
    years = years_in(bare)
    if not years:
        period = _FIVE.search(bare)
        if period and not review and not plan:
            first = FIRST_YEARS[period[1]]
            return (0.0, FAIRLY) if first >= year else (-FAIRLY, 0.0) if first + 5 <= year else (0.0, 0.0)
        return review, plan
    if max(years) >= year:
        plan = max(plan, FAIRLY)
    elif "目标任务" not in bare and "今后" not in bare and (review or not _PLANNED.search(bare)):
        review, plan = min(review, -FAIRLY), 0.0
    if review and min(years) >= year and not _BY_NAME.search(bare):
        review = 0.0
    return review, plan
