"""Which words open a list of aims: 今年的主要预期目标是：, and which only speak of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from analysis.targets.periods import LONGER

NEAR = 160  # characters around the words that tell what they introduce
_AIMS = re.compile(
    r"(?P<second>(?:约束|指导)性指标|(?:重要|主要|量化|支撑性?)指标(?=安排|[：:是为])|"
    r"(?:控制|治理|保护|民生|环保|安全|改革|具体)性?目标)"
    r"|(?:预期|主要|总体|奋斗|发展|工作|任务|调控)(?:性)?目标|预期性指标"
)
_COLON = re.compile(r"[：:]|(?:是|为|如下)[，,：:]?(?=[^，。]{0,40}\d)")
_YEARLY = re.compile(r"今年|本年|20\d\d年|全年|年度")
_PAST = re.compile(r"完成了?|实现了?|确定的|达到|超额|低于|没有|未能|年初|去年|上年|过去|兑现|能够实现")
_COLON_FOLLOWS = re.compile(
    r"(?:任务|值|建议)?(?:[，,][^：:。]{0,50}|按[^：:。]{0,40}|（[^）]{0,20}）|初步|拟?安排|确定|建议|设)?[^：:。，]{0,10}[：:]"
)
_IS_FOLLOWS = re.compile(r"(?:任务|值)?(?:拟|建议|初步|安排|确定|设定|定)*(?:是|为|如下)")


class Mention(NamedTuple):
    """Words for aims in a paragraph, and what stands around them."""

    words: str
    before: str  # the sentence so far, 160 characters at most
    tail: str  # 160 characters behind
    heading: str  # the period that the heading above names, "" for the year
    year: int | None  # that the report plans for


class Refusal(NamedTuple):
    """Why a mention opens no list of the year; ``example`` is refused for it, ``counterexample`` isn't.

    The mention in both is the first one of the text, in a report for 2022.
    """

    name: str
    reason: str
    holds: Callable[[Mention], bool]
    example: str
    counterexample: str


def _introduces_nothing(mention: Mention) -> bool:
    return not (_COLON_FOLLOWS.match(mention.tail) or _IS_FOLLOWS.match(mention.tail))


def _names_the_year(mention: Mention, pattern: str) -> bool:
    return re.search(pattern.format(year=mention.year), mention.before[-60:]) is not None


def _is_past(mention: Mention) -> bool:
    before = mention.before[-60:]
    return _PAST.search(before) is not None and not _YEARLY.search(before)


def _is_done(mention: Mention) -> bool:
    return re.search(r"(?:完成|实现|达到|达成)[^，。]{0,12}$", mention.before[-24:]) is not None


def _is_longer(mention: Mention) -> bool:
    if LONGER.search(mention.before[-60:] + mention.words):
        return not _names_the_year(mention, r"今年|{year}年(?!底|末|全面|基本)|年度")
    return bool(mention.heading) and not _names_the_year(mention, r"今年|{year}年|全年|年度")


LONGER_PERIOD = "several years"
REFUSALS = (
    Refusal(
        "nothing introduced",
        "Neither a colon nor 是, 为 or 如下 follows before the sentence ends.",
        _introduces_nothing,
        "今年的主要预期目标，符合实际。",
        "今年的主要预期目标是：地区生产总值增长6%。",
    ),
    Refusal(
        "past",
        "The sentence tells what became of the aims of a year before.",
        _is_past,
        "超额完成全部主要目标：地区生产总值增长6%。",
        "围绕完成规划任务，今年的主要目标是：地区生产总值增长6%。",
    ),
    Refusal(
        LONGER_PERIOD,
        "The aims are those of a plan of several years, which the sentence or the heading above names.",
        _is_longer,
        "“十四五”时期的主要目标是：地区生产总值年均增长6%。",
        "落实“十四五”规划，今年的主要目标是：地区生产总值增长6%。",
    ),
    Refusal(
        "done",
        "A verb of doing stands right before the words.",
        _is_done,
        "今年要努力实现各项主要目标：一要抓项目。",
        "今年要努力实现的，是主要目标：地区生产总值增长6%。",
    ),
)


def refusal_of(mention: Mention) -> str:
    """The name of the first rule that refuses a mention, or "".

    >>> refusal_of(Mention("主要目标", "今年的", "是：地区生产总值增长6%", "", 2022))
    ''
    >>> refusal_of(Mention("主要目标", "今后五年的", "是：地区生产总值年均增长6%", "", 2022))
    'several years'
    """
    return next((rule.name for rule in REFUSALS if rule.holds(mention)), "")


class Opening(NamedTuple):
    """Where a list begins in a paragraph, and what its mention is."""

    at: int
    mention: Mention


def is_second(words: str) -> bool:
    """Whether words for aims announce a list beside another one only.

    >>> is_second("约束性指标"), is_second("主要目标")
    (True, False)
    """
    match = _AIMS.match(words + "是")
    return match is not None and match["second"] is not None


def mentions_of(paragraph: str, heading: str, year: int | None) -> Iterator[Opening]:
    """The words for aims in a paragraph, in order.

    Parameters
    ----------
    paragraph : str
        Its text.
    heading : str
        The period that the heading above names; "" for the year, or for none.
    year : int or None
        That the report plans for.

    Yields
    ------
    Opening
    """
    if "目标" not in paragraph and "指标" not in paragraph:
        return  # as nearly all paragraphs
    for match in _AIMS.finditer(paragraph):
        head = paragraph[max(0, match.start() - NEAR) : match.start()]
        sentence = head[max(head.rfind("。"), head.rfind("；")) + 1 :]
        tail = paragraph[match.end() : match.end() + NEAR]
        colon = _COLON.search(tail[:60])
        mention = Mention(match[0], sentence, tail, heading, year)
        yield Opening(match.end() + (colon.end() if colon else 0), mention)
