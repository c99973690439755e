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
_ANNEX = re.compile(r"附件?(?:[ ]?[\d一二三四五]+)?[：:]?")
_SIGNATURE = re.compile(r"国务院$|.{2,20}(?:人民政府|办公厅|办公室)$|\d{4}年\d{1,2}月\d{1,2}日$|谢谢")


def heading_part(heading: str, year: int | None = None) -> str | None:
    """What a chapter heading says of its part: ``"review"``, ``"plan"``, ``"both"`` or ``None`` when it says
    nothing.

    >>> heading_part("一、2019年工作回顾", 2020), heading_part("二、2020年工作安排", 2020), heading_part("三、确保打赢脱贫攻坚战", 2020)
    ('review', 'plan', None)
    >>> heading_part("二、“十三五”时期发展成就和“十四五”时期主要目标任务", 2021)
    'both'
    """
    bare = re.sub(
        r"^(?:第[一二三四五六七八九十]+[部章篇]分?|[一二三四五六七八九十]{1,3}、)", "", heading
    ).strip("。 ")
    review, plan = bool(_REVIEW.search(bare)), bool(_PLAN.search(bare))
    if year is not None:
        years = [int(y) for y in re.findall(r"(20\d\d)年", bare)]
        plan = plan or (bool(years) and max(years) >= year)
        if review and years and max(years) < year and "目标任务" not in bare and "今后" not in bare:
            plan = False
        if review and years and min(years) >= year and not re.search("回顾|总结", bare):
            review = False
    if review and plan:
        return "both"
    return "review" if review else "plan" if plan else None


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
    """The part of each paragraph. ``headings`` holds what ``structure.find_heading`` said of each line.

    A text whose chapters never speak of review or plan is a plan from its first chapter on (a task division),
    unless a paragraph turns from one year to the next.
    """
    chapters = [i for i, h in enumerate(headings) if h and h[0] == 1]
    said = {i: heading_part(lines[i][: headings[i][1]], year) for i in chapters}  # type: ignore[index]
    parts = ["other"] * len(lines)
    start = next((i for i in chapters if said[i]), chapters[0] if chapters else None)
    if start is None or not any(said.values()):
        looks_back = next((i for i, line in enumerate(lines) if _LOOK_BACK.match(line)), None)
        turn = _turning_paragraph(lines, 0, len(lines), year)
        begin = looks_back if looks_back is not None else min(turn, chapters[0] if chapters else 0)
        for i in range(begin, len(lines)):
            parts[i] = "review" if looks_back is not None and i < turn else "plan"
        start = begin
    else:
        current = "other"
        split_at = len(lines)
        first_said = said[start]
        if first_said == "plan":
            # A review without a heading of its own may stand before the first chapter.
            looks_back = next((i for i in range(start) if _LOOK_BACK.match(lines[i])), None)
            if looks_back is not None and sum(map(len, lines[looks_back:start])) > 800:
                for i in range(looks_back, start):
                    parts[i] = "review"
        top = nested = (
            0  # the numerals of the last chapter, and of the last one of a numbering restarted inside it
        )
        for i in range(start, len(lines)):
            say = said.get(i)
            if i in said:
                number = _numeral(lines[i])
                if say:
                    top, nested = number, 0
                elif nested or number != top + 1:
                    nested = number
                else:
                    # The next chapter, whatever its title: 一、回顾 is followed by the plan.
                    top, say = number, "plan"
            if say == "both":
                following = next((c for c in chapters if c > i and said[c]), len(lines))
                section = _turning_section(lines, headings, i + 1, following, year)
                current, split_at = (
                    "review",
                    section if section < following else _turning_paragraph(lines, i + 1, following, year),
                )
            elif say == "plan" or (say == "review" and current != "plan"):
                current, split_at = say, len(lines)
            if i >= split_at:
                current = "plan"
            parts[i] = current
    for i in range(*_closing(lines, start + 1)):
        parts[i] = "other"
    return parts
