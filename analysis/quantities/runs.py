"""Runs of quantities in a sentence, what each measures and the words around it.

A run is a list of quantities with nothing but 、 or 和 between them (9.1%、9.4%). Subjects are carried from
run to run; 分别 shares subjects and qualifiers out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from analysis.quantities import subjects
from analysis.quantities.indicators import IndicatorList, match_indicator
from analysis.quantities.qualifiers import SHARE, Context, QuantityMention, Setting

_INDUSTRIES = ("一产", "二产", "三产")
_ADJUSTED = re.compile(r"(?:由|为|从|调整|优化|转变|演变|变化)+$")
_OF_INDUSTRIES = re.compile(r"产业|三产|产值|GDP|生产总值")
_FAR = 200  # characters before a number that can bear on its role
_NEAR = 32  # characters behind it
_NOUN = 40  # characters behind it that can hold the noun
_PHRASE = 80  # characters before it that can hold the noun
# What they count stands behind.
_COUNTERS = frozenset([*"个家项条座所处户台件名位支辆套间张", "万个", "万家", "万户", "万台", "万套"])
# The number of an item at the head of a line ends a clause too. The pattern opens with one set of characters,
# which the engine looks for five times as fast as for a choice of patterns.
_MARKS = re.compile(r"[，。；：！？\n—](?:(?<=\n)\d{1,3}[.、](?!\d)|(?<=[，。；：！？\n])|(?<=—)—)")
_OUTCOME = re.compile(
    r"(?:全部|如期)?(?:脱贫|摘帽|出列|退出|达标|投产|开工|竣工|完工)[、，和]?"
)  # behind the noun: 3万人口脱贫、85个村
_AREA = re.compile(r"^(?:全[省市区县国州]|地区)")
_BETWEEN = re.compile(r"(?:、|，|和|与|及|以及|或)(?:以及|达到?|超过|约|近|为|增长|控制在|和)?$|^$")


class Passage(NamedTuple):
    """A sentence of a report, whose digits are folded to ASCII."""

    text: str  # of the whole report
    start: int  # of the sentence in it
    wording: str  # of the sentence, as printed
    paragraph: int
    marks: list[int]  # ends of the marks of the report that end a clause
    setting: Setting


class Opening(NamedTuple):
    """What stands before a run."""

    clause: int  # start of its clause
    earlier: int  # start of the clause before in the same sentence, or -1
    left: str  # from the run or the clause before
    repeated: str  # the noun behind the run before, where ``left`` began with it


class Subject(NamedTuple):
    """What a run measures."""

    noun: str  # before the run; a verb where the noun follows
    tail: str  # the verbs behind the noun
    follows: str  # the noun behind the run, where it stands there
    name: str
    code: str  # of the indicator
    carried: str  # what the runs before were about


class Run(NamedTuple):
    """Quantities with nothing but 、 or 和 between them, and what they measure."""

    contexts: list[Context]
    subject: Subject
    members: list[str]  # a name for each quantity, or one for all
    shared: bool  # 分别 shares the members out
    clause: int  # start of the clause


def clause_marks(text: str, attribution_ends: frozenset[int] = frozenset()) -> list[int]:
    """The ends of the marks that end a clause; an attribution （财政部牵头，年内完成） ends one too.

    >>> clause_marks("增长6%，达到5万元。")
    [5, 11]
    """
    return sorted({match.end() for match in _MARKS.finditer(text)} | attribution_ends)


def read_runs(passage: Passage, mentions: list[QuantityMention], indicators: IndicatorList) -> Iterator[Run]:
    """The runs of a sentence, in order, and what they measure.

    Parameters
    ----------
    passage : Passage
        The sentence.
    mentions : list of QuantityMention
        Its quantities, in order, one at the least; offsets are into the report's text.
    indicators : IndicatorList
        The wordings that have a code.

    Yields
    ------
    Run
    """
    carried, previous, behind = "", passage.start, ""
    names: list[str] = []  # the subjects so far
    for first, last in _spans(passage.text, mentions):
        run = mentions[first:last]
        opening = _opening(passage, run[0], previous, behind)
        subject = _subject(passage.text, run, opening, carried, indicators)
        shared = "分别" in opening.left or "分别" in subject.tail or _as_many(subject, run, indicators)
        near = opening.clause - previous < 3
        members = [subject.name]
        if shared and len(run) > 1:
            members = _members(subject, len(run), names if near else [], indicators)
            run = _share_qualifier(run)
        if run[0].kind == SHARE and len(run) == len(_INDUSTRIES):
            members = _shares(subject.name, carried)
        if subject.carried and subject.noun and not subject.follows:
            members = [subjects.complete_area(member, subject.carried) for member in members]
        yield Run(_contexts(passage, run, opening), subject, members, shared, opening.clause)
        carried, previous, behind = members[-1], run[-1].right, subject.follows
        latest = names[-1:]
        names += [member for member in members if member not in latest]


def _spans(text: str, mentions: list[QuantityMention]) -> Iterator[tuple[int, int]]:
    """First and end index of each run."""
    first = 0
    for index in range(1, len(mentions)):
        if not _joined(text, mentions[index - 1], mentions[index]):
            yield first, index
            first = index
    yield first, len(mentions)


def _joined(text: str, mention: QuantityMention, following: QuantityMention) -> bool:
    between = text[mention.right : following.left]
    if mention.kind == SHARE:
        return following.kind == SHARE and len(between) < 4 and between.strip() in ("∶", ":", "：")
    if len(between) > 4 or not _BETWEEN.match(between):
        return False
    graded = text.startswith("级", following.right) != text.startswith("级", mention.right)
    return not graded and not (between[:1] == "，" and following.unit != mention.unit)


def _opening(passage: Passage, head: QuantityMention, previous: int, behind: str) -> Opening:
    marks, start = passage.marks, passage.start
    number = bisect_right(marks, head.start)
    clause = max(start, marks[number - 1] if number else 0)
    earlier = marks[number - 2] if number > 1 and marks[number - 2] >= start else -1
    bound = max(previous, clause)
    left = passage.text[bound : max(bound, head.left)]
    if not behind or not left.startswith(behind):
        return Opening(clause, earlier, left, "")
    left = left[len(behind) :]
    return Opening(clause, earlier, "" if _OUTCOME.fullmatch(left) else left, behind)


def _subject(
    text: str, run: list[QuantityMention], opening: Opening, carried: str, indicators: IndicatorList
) -> Subject:
    head = run[0]
    left = opening.left[-_PHRASE:]
    noun, tail = subjects.before(subjects.without_place(left) if head.kind == "rank" else left)
    if noun == "人均" and match_indicator(carried, indicators):
        noun += _AREA.sub("", carried)
    bare = noun or opening.repeated or not carried or head.unit in _COUNTERS
    if bare and subjects.is_verb(noun):
        end = run[-1].right
        follows = subjects.after(text[end : end + _NOUN])
        if follows:
            code = match_indicator(noun + follows, indicators) or match_indicator(follows, indicators)
            return Subject(noun, tail, follows, follows, code, carried)
    if noun:
        return Subject(noun, tail, "", noun, match_indicator(noun, indicators), carried)
    if not carried and opening.earlier >= 0:
        carried = _clause_before(text[opening.earlier : opening.clause], tail, indicators)
    code = match_indicator(carried, indicators) if carried else ""
    return Subject("", tail, "", carried, code, carried)


def _clause_before(clause: str, tail: str, indicators: IndicatorList) -> str:
    """The subject that a clause without a number names for the next one."""
    topic = subjects.topic(clause)
    if match_indicator(topic, indicators):
        return topic
    return subjects.heading(clause) if tail[:1] in ("分", "从", "由", "均") else ""


def _as_many(subject: Subject, run: list[QuantityMention], indicators: IndicatorList) -> bool:
    """As many things of the list as numbers, though 分别 is lacking: 城镇和农村居民收入增长8%和9%."""
    if not 1 < len(run) < 4 or not subject.noun or len({mention.unit for mention in run}) > 1:
        return False
    codes = [match_indicator(member, indicators) for member in subjects.split_list(subject.name, len(run))]
    return len(set(codes)) == len(run) and all(codes)


def _members(subject: Subject, size: int, names: list[str], indicators: IndicatorList) -> list[str]:
    """What 分别 shares out: a name for each quantity of a run, or one name for all.

    ``names`` are the subjects just before.
    """
    members = subjects.split_list(subject.name, size)
    if len(members) > 1:
        return _complete_by_code(members, indicators)
    if not subject.noun and not subject.follows and len(names) >= size:
        return names[-size:]  # 游客2.2亿人次、旅游收入2684亿元，分别增长19%、19.6%
    return members


def _shares(name: str, carried: str) -> list[str]:
    """The names of three shares: those of the three industries, where what is shared says so."""
    of = next((whole for whole in (name, carried.partition("（")[0]) if _OF_INDUSTRIES.search(whole)), "")
    of = _ADJUSTED.sub("", of)
    return [f"{of}（{industry}）" for industry in _INDUSTRIES] if of else [name]


def _contexts(passage: Passage, run: list[QuantityMention], opening: Opening) -> list[Context]:
    text, start, setting = passage.text, passage.start, passage.setting
    head, end = run[0].left, run[-1].right
    clause = text[max(opening.clause, head - _FAR) : head]
    behind = text[end : end + _NEAR]
    contexts = []
    gap = opening.left
    previous = -1
    for mention in run:
        if previous >= 0:
            gap = text[previous : mention.left]
        previous = mention.right
        contexts.append(
            Context(
                mention,
                gap,
                text[previous : previous + _NEAR],
                clause,
                opening.left,
                behind,
                text[max(start, mention.left - _FAR) : mention.left],
                setting,
            )
        )
    return contexts


def _complete_by_code(members: list[str], indicators: IndicatorList) -> list[str]:
    """规上工业、服务业增加值: a member that names no indicator takes the longest end of the last one that
    makes it name one.
    """
    last = members[-1]
    if not match_indicator(last, indicators):
        return members
    return [
        member
        if member is last or match_indicator(member, indicators)
        else _completed(member, last, indicators)
        for member in members
    ]


def _completed(member: str, last: str, indicators: IndicatorList) -> str:
    for at in range(1, len(last) - 1):
        if last[at] != member[-1] and match_indicator(member + last[at:], indicators):
            return member + last[at:]
    return member


def _share_qualifier(run: list[QuantityMention]) -> list[QuantityMention]:
    """分别控制在5.5%、4.5%以内: what is said once holds for all."""
    last, first = run[-1], run[0]
    if last.right > last.end and all(
        mention.right == mention.end and mention.qualifier in ("exact", "reach") for mention in run[:-1]
    ):
        return [*(_requalify(mention, last) for mention in run[:-1]), last]
    if first.left < first.start and all(mention.qualifier == "exact" for mention in run[1:]):
        return [first, *(_requalify(mention, first) for mention in run[1:])]
    return run


def _requalify(mention: QuantityMention, like: QuantityMention) -> QuantityMention:
    if like.qualifier == "range":
        return mention
    value = mention.low if mention.low is not None else mention.high
    return mention._replace(
        low=value if like.low is not None else None,
        high=value if like.high is not None else None,
        qualifier=like.qualifier,
        qualifier_text=like.qualifier_text,
    )
