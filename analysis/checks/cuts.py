"""Whether a report is whole: how it ends, what it announces, and where its numbering stops."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from analysis.checks.behind import FINISHED
from analysis.checks.endings import Ending
from analysis.checks.signs import CLOSED, SURE
from analysis.corpus.types import Report

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_COUNT = "[一二两三四五六七八九十]{1,3}"
# 二、三产业 and 十一、十二月 are no numbers of chapters.
_NUMBER = re.compile(rf"(?:第|[（(])?({_COUNT})(?:部分|章|篇|[、)）](?!{_COUNT}[产月次季、])|是)")
_PARTS = re.compile(
    rf"(?:分|讲|谈|就|报告|汇报|说)[^。，；\n]{{0,14}}?({_COUNT})个?大?(?:部分|方面|问题)(?!工作|内容)"
)
_LIST = re.compile(
    rf"(?:以下|如下|下面|下列|这|重点|着重|着力|切实|突出)[^。；\n]{{0,12}}?({_COUNT})(?:个方面|方面|项|大|件|点)"
)
_OPENING = 1500  # characters in which a speech announces its parts


def number(hanzi: str) -> int:
    """A number of up to two digits.

    >>> number("三"), number("十二"), number("二十"), number("两")
    (3, 12, 20, 2)
    """
    tens, ten, ones = hanzi.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)


def _numbers(report: Report, level: int, start: int, end: int) -> list[int]:
    """The numbers of the headings of a level that begin in ``start..end``, in order."""
    heads = (
        report.text[h.start : h.end] for h in report.headings if h.level == level and start <= h.start < end
    )
    return [number(match[1]) for head in heads if (match := _NUMBER.match(head))]


def chapters_left_out(report: Report, ending: Ending) -> str:
    """Which numbered chapters of a report are missing before its last one; "" for none.

    >>> from analysis import text_report
    >>> report = text_report("三、推进改革\\n各项改革都要推进。\\n五、扩大开放\\n开放要扩大。")
    >>> chapters_left_out(report, Ending(len(report.text), 0, ""))
    'its chapters begin at 三, and 五 follows 三'
    """
    heads = [h for h in report.headings if h.level == 1 and h.start < ending.end]
    found = [m[1] for h in heads if (m := _NUMBER.match(report.text[h.start : h.end]))]
    remarks = [f"its chapters begin at {found[0]}"] if found and number(found[0]) > 1 else []
    remarks += [f"{second} follows {first}" for first, second in gaps(found)]
    return ", and ".join(remarks)


def gaps(numerals: Sequence[str]) -> list[tuple[str, str]]:
    """Where a numbering leaves something out; a series inside another begins at 一.

    >>> gaps(["一", "一", "二", "二", "三", "一", "四"]), gaps(["一", "二", "四", "五"])
    ([], [('二', '四')])
    """
    found, running = [], [number(numerals[0])] if numerals else []
    for first, second in pairwise(numerals):
        now = number(second)
        while now > 1 and running[-1] != now - 1 and now - 1 in running:
            running.pop()
        if now > 1 and running[-1] != now - 1:
            found += [(first, second)] if now > running[-1] else []
        running = [*running, now] if now == 1 else [*running[:-1], now]
    return found


def short_of_what_it_announces(report: Report, ending: Ending) -> str:
    """What a report announces and doesn't come to; "" for nothing.

    It says that it has so many parts, or lists so many works, and its numbering stops before.

    >>> from analysis import text_report
    >>> report = text_report("我的报告分三个部分。\\n一、经济\\n经济增长。\\n二、民生\\n民生改善。")
    >>> short_of_what_it_announces(report, Ending(len(report.text), 0, ""))
    'it announces 三个部分 and comes to 2'
    """
    parts = _PARTS.search(report.text, 0, _OPENING)
    chapters = _numbers(report, 1, parts.end() if parts else 0, ending.end)
    if parts and chapters and max(chapters) < number(parts[1]):
        return f"it announces {parts[0][parts.start(1) - parts.start() :]} and comes to {max(chapters)}"
    lists = list(_LIST.finditer(report.text, 0, ending.end))
    if not lists:
        return ""
    last = lists[-1]
    series = [_numbers(report, level, last.end(), ending.end) for level in (1, 2, 3)]
    listed = next((found for found in series if found and found[0] == 1), [])
    if len(listed) >= 2 and max(listed) < number(last[1]) and listed == list(range(1, len(listed) + 1)):
        return f"it announces {last[0][last.start(1) - last.start() :]} and comes to {max(listed)}"
    return ""


def end_missing(report: Report, ending: Ending) -> str:
    """Why the end of a work report seems to be missing; "" where it closes as speeches do.

    A text that stops without a stop, or without a closing. A weak closing is believed only if the report has
    a plan of some length and comes to what it announces.

    >>> from analysis import text_report
    >>> from analysis.checks.endings import ending_of
    >>> report = text_report("一、今年工作\\n各项改革都要推进，开放也要扩大")
    >>> end_missing(report, ending_of(report.text))
    'ends in the middle of a sentence (…要推进，开放也要扩大), so its end may be missing'
    """
    speech = report.text[: ending.end]
    if not FINISHED.search(speech) and ending.weight < SURE:
        return f"ends in the middle of a sentence (…{speech[-10:].strip()}), so its end may be missing"
    if ending.weight >= SURE:
        return ""
    short = short_of_what_it_announces(report, ending)
    if ending.weight < CLOSED:
        return f"has no closing appeal{short and ', ' + short}, so its end may be missing"
    short = short or _little_plan(report)
    return f"hardly closes, and {short}, so its end may be missing" if short else ""


def _little_plan(report: Report) -> str:
    """That a report has no plan, or half as much of it as of review; "" where it has enough."""
    sizes = report.part_sizes()
    if no_plan(report):
        return "no plan part was recognised"
    little = "mixed" not in sizes and 2 * sizes["plan"] < sizes.get("review", 0)
    return "its plan is short beside its review" if little else ""


def no_plan(report: Report) -> bool:
    """Whether nothing of a report was recognised as its plan, nor as review and plan in one."""
    return not {"plan", "mixed"} & set(report.part_sizes())
