"""The passages that state the year's main expected targets (主要预期目标), wherever they stand."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.corpus.types import Report
from analysis.targets.aims import (
    IN_LIST,
    goes_on,
    is_dense,
    is_item,
    states_a_number,
    until_the_list_ends,
    weight,
)
from analysis.targets.openings import LONGER_PERIOD, is_second, mentions_of, refusal_of
from analysis.targets.periods import LONGER, Periods, is_yearly_mean, period_named
from analysis.targets.single import single_sentence


class Passage(NamedTuple):
    """A stretch of the text inside one paragraph that states targets."""

    start: int
    end: int
    paragraph: int
    period: str = ""  # that the aims are for, where it isn't the report's year
    cut: int = 0  # characters of its paragraph that follow the list and aren't of it


class _List(NamedTuple):
    passages: list[Passage]
    second: bool  # announced by words that stand beside a first list only
    expected: bool  # the words that announce it call its aims expected
    period: str
    size: int  # how many indicators of a yearly list it names
    codes: frozenset[str]


_BESIDE = 4  # paragraphs behind the first list in which another one belongs to it
_MOST = 12  # paragraphs of a list
_MEAN = "年均"  # the period of a list of means over several years that doesn't name them
_CARRY_ON = re.compile(r"(?:上述|以上|这些)[^。]{0,16}目标的?(?:同时|基础上)[^。：，]{0,10}[：:，]")
_HEADING = re.compile(r"(?:主要|预期|总体|发展)目标")


def find_passages(report: Report) -> list[Passage]:
    """The passages of the year's main expected targets, in order; none when the report states none.

    A passage opens with the words for expected or main targets and a colon (or 是, 为, 如下), or stands under
    a heading of that name; it names at least two indicators of the year's list. Other lists that follow it at
    once (约束性指标是：…) are passages too. The recap of last year's targets (完成了……主要预期目标), lists
    for five years or for 2035 and the sentences that comment on the targets (上述目标……) are left out. A
    report without a list may state the year's growth in a sentence (今年经济增长预期目标为7%左右).

    Examples
    --------
    >>> from analysis.corpus.single import text_report
    >>> text = "今年发展主要预期目标是：生产总值增长6%，城镇新增就业5万人。实现上述目标并不轻松。"
    >>> (passage,) = find_passages(text_report(text))
    >>> text[passage.start : passage.end]
    '生产总值增长6%，城镇新增就业5万人。'
    """
    return [passage for passage in find_all_passages(report) if not passage.period]


def find_all_passages(report: Report, periods: Periods | None = None) -> list[Passage]:
    """The same, with those for several years: their ``period`` is named, as far as the text names it."""
    periods = periods or Periods(report.reading, report.paragraphs, report.year)
    lists = _lists(report, periods)
    found = _of_the_year([one for one in lists if not one.period])
    if found is None:
        short = max(lists, key=_rank, default=None)
        found = _unnamed(report) or _short_list(short) or _single(report, periods)
    longer = [passage for one in lists if one.period and one.size >= 2 for passage in one.passages]
    return sorted(found + [passage for passage in longer if not _overlaps(passage, found)])


def _rank(one: _List) -> tuple[bool, bool, bool, int]:
    """The first list of the year: one that its words call expected, else the longest."""
    return not one.second and not one.period, one.size >= 2, one.expected, one.size


def _of_the_year(lists: list[_List]) -> list[Passage] | None:
    """The passages of the first list of the year and of those beside it; None where none names two
    indicators.
    """
    first = max(lists, key=_rank, default=None)
    if first is None or first.second or first.size < 2:
        return None
    return [*first.passages, *_beside(first, lists)]


def _overlaps(passage: Passage, others: list[Passage]) -> bool:
    return any(other.start < passage.end and passage.start < other.end for other in others)


def _beside(first: _List, lists: list[_List]) -> list[Passage]:
    """The passages of other lists of the year that stand near the first one, and say more."""
    codes, found, spans = first.codes, [], [*first.passages]
    for one in lists:
        apart = (
            one.passages[0].paragraph - spans[-1].paragraph,
            spans[0].paragraph - one.passages[-1].paragraph,
        )
        if one is first or max(apart) > _BESIDE or not one.codes - codes:
            continue
        found += one.passages
        codes |= one.codes
        spans = sorted([*spans, *one.passages])
    return found


def _short_list(first: _List | None) -> list[Passage]:
    """A list of the year that names one indicator of the usual ones, with a number."""
    ours = first is not None and not first.period and not first.second
    return first.passages if first is not None and ours and first.size == 1 else []


def _lists(report: Report, periods: Periods) -> list[_List]:
    text, paragraphs = report.reading, report.paragraphs
    known = any(paragraph.part == "plan" for paragraph in paragraphs)
    found: list[_List] = []
    for number, paragraph in enumerate(paragraphs):
        opening = text[paragraph.start : paragraph.start + 80]
        if paragraph.part == "review" and known and not _this_year(opening, report.year):
            continue
        covered = found[-1].passages[-1].end if found else 0
        for at, mention, period in _openings(report, number, periods):
            if at < covered:
                continue
            passages = _collect(report, number, at, period)
            if passages:
                found.append(_list_of(text, passages, mention, period))
                covered = passages[-1].end
    return found


def _list_of(text: str, passages: list[Passage], words: str, period: str) -> _List:
    """A list of passages; one of means over several years is for several years, though it doesn't say so."""
    stated = "".join(text[passage.start : passage.end] for passage in passages)
    if not period and is_yearly_mean(stated[:120]):
        period = _MEAN
        passages = [passage._replace(period=period) for passage in passages]
    codes = frozenset(IN_LIST.findall(stated))
    size = len(codes) if states_a_number(stated) or len(codes) > 1 else 0
    return _List(passages, is_second(words), "预期" in words, period, size, codes)


def _this_year(text: str, year: int | None) -> bool:
    return "今年" in text or (year is not None and f"{year}年" in text)


def _openings(report: Report, number: int, periods: Periods) -> list[tuple[int, str, str]]:
    """Where lists begin in a paragraph: the place, the words that announce them, the period."""
    start, end = report.paragraphs[number][:2]
    paragraph = report.reading[start:end]
    heading = periods.heading(number)
    found = []
    for at, mention in mentions_of(paragraph, heading, report.year):
        refused = refusal_of(mention)
        if refused == LONGER_PERIOD:
            said = LONGER.search(mention.before + mention.words)
            named = period_named(mention.before, report.year) or heading or (said[0] if said else _MEAN)
            found.append((start + at, mention.words, named))
        elif not refused:
            found.append((start + at, mention.words, ""))
    if found:
        return found
    if _heads_a_list(report, number, paragraph):
        return [(end, "", heading)]
    headed = number and len(paragraph) > 40 and _under_heading(report, number)
    return [(start, "", heading)] if headed and weight(paragraph) >= 4 and is_dense(paragraph) else []


def _heads_a_list(report: Report, number: int, paragraph: str) -> bool:
    """Whether a paragraph is a heading of the expected targets over an enumerated one with figures."""
    if len(paragraph) > 40 or "预期目标" not in paragraph or not _HEADING.search(paragraph):
        return False
    if number + 1 >= len(report.paragraphs) or LONGER.search(paragraph):
        return False
    below = report.paragraphs[number + 1]
    following = report.reading[below.start : below.end]
    return goes_on(following) and bool(weight(following)) and states_a_number(following)


def _under_heading(report: Report, number: int) -> bool:
    """A heading of main or expected targets stands one or two paragraphs above, as in a task division."""
    for above in report.paragraphs[max(0, number - 3) : number]:
        if above.end - above.start > 48:
            continue
        heading = report.reading[above.start : above.end]
        if (
            "目标" in heading
            and _HEADING.search(heading)
            and not heading.endswith(("：", ":"))
            and not LONGER.search(heading)
        ):
            return True
    return False


def _collect(report: Report, number: int, opened: int, period: str) -> list[Passage]:
    """The list from its opening on: the rest of the paragraph and the enumerated paragraphs that follow."""
    text, paragraphs = report.reading, report.paragraphs
    passages = []
    bound = paragraphs[number].end
    end, cut = until_the_list_ends(report, opened, bound)
    if end > opened:
        passages.append(Passage(opened, end, number, period, cut))
    rest = text[opened:bound].strip()
    stopped = end < bound
    follows = not rest or rest.endswith(("：", ":", "；", ";"))
    for after in range(number + 1, min(number + _MOST, len(paragraphs))):
        start, finish = paragraphs[after].start, paragraphs[after].end
        paragraph = text[start:finish]
        carried = _CARRY_ON.search(paragraph[:160])
        if (
            stopped
            or carried
            or not (follows or goes_on(paragraph))
            or paragraphs[after].level not in (0, 3, 4)
        ):
            if carried:
                passages.append(Passage(start + carried.end(), finish, after, period))
            break
        if not is_item(paragraph, follows):
            break
        end, cut = until_the_list_ends(report, start, finish)
        if end > start:
            passages.append(Passage(start, end, after, period, cut))
        stopped = end < finish
        follows = follows and not stopped
    return passages


_GROWTH = re.compile(
    r"(?:全[省市区县国州])?(?:地区|国内)?(?:生产总值|GDP|经济)(?:预期)?(?:增长|增速)[^，。；]{0,8}\d"
)
_TOLD = re.compile("完成了?|实现了?|确定的|达到|超额|低于|没有|未能|年初|去年|上年|过去|兑现|能够实现")


def _unnamed(report: Report) -> list[Passage]:
    """A sentence that states the year's figures without calling them targets:
    建议今年全市地区生产总值增长6%左右，…….
    """
    text = report.reading
    for sentence in report.sentences:
        if sentence.part == "review" or sentence.end - sentence.start < 40:
            continue
        match = _GROWTH.search(text, sentence.start, min(sentence.end, sentence.start + 80))
        if match is None:
            continue
        head = text[sentence.start : match.start()]
        ours = re.search(rf"建议|今年|全年|{report.year}年|预期", head)
        if not ours or LONGER.search(head) or _TOLD.search(head):
            continue
        wording = text[sentence.start : sentence.end]
        if weight(wording) >= 4 and is_dense(wording):
            end, cut = until_the_list_ends(report, match.start(), report.paragraphs[sentence.paragraph].end)
            return [Passage(match.start(), end, sentence.paragraph, "", cut)]
    return []


def _single(report: Report, periods: Periods) -> list[Passage]:
    for sentence in report.sentences:
        if sentence.part == "review" or periods.heading(sentence.paragraph):
            continue
        found = single_sentence(report.reading[sentence.start : sentence.end], report.year)
        if found:
            return [Passage(sentence.start + found[0], sentence.start + found[1], sentence.paragraph)]
    return []
