"""What a heading says of its part."""

from __future__ import annotations

import re

from analysis.parts.years import first_of_stretch, years_named

_REVIEW = re.compile(
    r"回顾|总结|本届政府|过去的?(?:[一二三四五六七八九十]{1,4}|几)年|(?<!今后)(?<!未来)(?:[一二三四五六七八九十]{1,4}|几)年来|"
    r"(?:取得|主要|发展)(?:的)?(?:新)?成[就绩]|成就|"
    r"(?:工作|完成|执行|落实|发展|建设)(?:的)?(?:基本|主要)?情况|"
    r"(?:去|上)年(?:的)?(?:政府)?(?:主要)?工作"
)
# Plan, unless the heading looks back: 今年的主要工作, 过去五年的主要工作.
_WORK = re.compile(r"年(?:的)?(?:政府)?(?:重点|主要)?工作$|重点工作|主要工作")
_PLAN = re.compile(
    r"工作(?:安排|任务|总体|部署|目标|要求|重点|打算|思路|建议|意见|设想)|(?:重点|主要|目标|政府工作|具体)任务|"
    r"(?:主要|发展|奋斗|预期)目标|总体(?:要求|部署|思路)|今后|未来|今年|明年|新的一年|"
    r"下一步|责任分解|安排(?:意见)?$|打算$"
)
_NUMERAL = "[一二三四五六七八九十]"
_CHAPTER_NUMBER = re.compile(
    rf"^(?:第{_NUMERAL}+(?:部分|章|篇)[ 、：]?|{_NUMERAL}{{1,3}}、|（{_NUMERAL}{{1,3}}）)"
)


def heading_part(heading: str, year: int | None = None) -> str | None:
    """What a heading says of its part.

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
    >>> heading_part("三年来的斗争和新时期的总任务", 1978), heading_part("一九八三年计划执行情况", 1984)
    ('review', 'review')
    >>> heading_part("二、“十三五”时期发展成就和“十四五”时期主要目标任务", 2021)
    'both'
    >>> heading_part("三、确保打赢脱贫攻坚战", 2020)
    """
    bare = _CHAPTER_NUMBER.sub("", heading).strip("。：: ")
    review, plan = bool(_REVIEW.search(bare)), bool(_PLAN.search(bare))
    plan = plan or (not review and bool(_WORK.search(bare)))
    review, plan = _by_years_named(bare, year, review, plan)
    if review and plan:
        return "both"
    return "review" if review else "plan" if plan else None


def _by_years_named(bare: str, year: int | None, review: bool, plan: bool) -> tuple[bool, bool]:
    """Whether a heading speaks of review and of plan, corrected by the years that it names.

    >>> _by_years_named("2020年政府工作", 2020, False, True)
    (False, True)
    >>> _by_years_named("2019年主要工作", 2020, False, True)
    (True, False)
    >>> _by_years_named("2021—2025年的发展", 2021, False, False)
    (False, True)
    """
    years = years_named(bare)
    looks_back = bool(re.search("回顾|总结", bare))
    ahead = _names_ahead(bare, plan)
    if not years or year is None:
        return review, plan and (ahead or not (years and looks_back))
    if max(years) < year and not ahead:
        return True, False
    begins = first_of_stretch(bare)
    of_plan = max(years) >= year if begins is None else begins >= year
    plan = ahead or (plan and max(years) >= year) or (of_plan and not looks_back)
    return review and (looks_back or min(years) < year), plan


def _names_ahead(bare: str, plan: bool) -> bool:
    """Whether a heading that names an earlier year speaks of what is ahead too: 2020年工作和今后任务."""
    return plan and bool(re.search("目标任务|今后|未来|今年|明年|新的一年", bare))
