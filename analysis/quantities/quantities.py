"""Every measured quantity of a report, with bounds, unit, direction, role and what it measures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from analysis.corpus.corpus import with_years
from analysis.corpus.sources import Source, as_reports
from analysis.corpus.types import Paragraph, Report
from analysis.quantities import roles, subjects
from analysis.quantities.grammar import scan
from analysis.quantities.indicators import IndicatorList, match_indicator, read_indicators
from analysis.quantities.numerals import fold_width
from analysis.quantities.qualifiers import QuantityMention
from analysis.tables import column_types
from analysis.tables.declaration import table_of

if TYPE_CHECKING:
    import pandas as pd


class Quantity(NamedTuple):
    """One quantity;

    ``text[start:end]`` is ``mention``. The columns of the table ``quantities`` between ``part`` and
    ``sentence``.
    """

    part: str
    paragraph: int
    start: int
    end: int
    mention: str
    low: float | None
    high: float | None
    unit: str
    qualifier: str
    qualifier_text: str
    direction: str
    role: str
    indicator_text: str
    indicator: str
    sentence: str
    clause_start: int  # of the clause it stands in
    span_end: int  # with the words behind it (左右)


COLUMNS = ("report_id", "level", "region", "year", *Quantity._fields[:15])
_FAR = 200  # characters before a number that can bear on its role
_COUNTERS = frozenset("个家项条座所处户台件名位支辆套间张") | {
    "万个",
    "万家",
    "万户",
    "万台",
    "万套",
}  # what they count stands behind
# A bracket that ends an attribution (财政部牵头，年内持续推进) ends a clause too. The pattern opens with one
# set of characters, which the engine looks for five times as fast as for a choice of patterns.
_MARKS = re.compile(
    r"[，。；：！？\n—）\d](?:(?<=[，。；：！？\n])|(?<=—)—|(?:(?<=推进）)|(?<=完成）)|(?<=负责）)|"
    r"(?<=牵头）)|(?<=政策）)|(?<=任务）))|(?<=\n\d)\d{0,2}[.、](?!\d))"
)
_OUTCOME = re.compile(
    r"(?:全部|如期)?(?:脱贫|摘帽|出列|退出|达标|投产|开工|竣工|完工)[、，和]?"
)  # behind the noun: 3万人口脱贫、85个村
_AREA = re.compile(r"^(?:全[省市区县国州]|地区)")


def read_quantities(report: Report, indicators: IndicatorList | None = None) -> list[Quantity]:
    """Every measured quantity of a report, in order. Dates, ordinals, meeting numbers, names and slogans are
    not quantities.

    ``low``/``high`` are the bounds as printed (6%左右: 6, 6; 6%以上: 6, None; 4.5%以内: None, 4.5); ``role``
    is target, achieved, reference or attribute, from the part of the report and the words around. Linear in
    the length of the text.
    """
    return list(_quantities(report, indicators or read_indicators()))


def _quantities(report: Report, indicators: IndicatorList) -> Iterator[Quantity]:
    text = fold_width(report.text)
    mentions = scan(text)
    if not mentions:
        return
    marks = [match.end() for match in _MARKS.finditer(text)]
    sentence_starts = [sentence.start for sentence in report.sentences]
    paragraph_starts = [paragraph.start for paragraph in report.paragraphs]
    planned = _has_no_plan(report)
    group: list[QuantityMention] = []
    key = -1
    for mention in mentions:
        at = bisect_right(sentence_starts, mention.start) - 1
        if at != key and group:
            yield from _sentence(report, text, group, key, marks, paragraph_starts, planned, indicators)
            group = []
        key = at
        group.append(mention)
    yield from _sentence(report, text, group, key, marks, paragraph_starts, planned, indicators)


def _has_no_plan(report: Report) -> bool:
    """A task division, or a text whose parts are not known: what it counts is planned unless it says
    otherwise.
    """
    return report.kind == "task_division" or not any(
        paragraph.part == "plan" for paragraph in report.paragraphs
    )


def _sentence(
    report: Report,
    text: str,
    group: list[QuantityMention],
    number: int,
    marks: list[int],
    paragraph_starts: list[int],
    planned: bool,
    indicators: IndicatorList,
) -> Iterator[Quantity]:
    """The quantities of one sentence: subjects are carried over, 分别 shares subjects and qualifiers out."""
    if number < 0:
        start, end = 0, len(text)
    else:
        start, end = report.sentences[number].start, report.sentences[number].end
    at = max(0, bisect_right(paragraph_starts, group[0].start) - 1)
    paragraph = report.paragraphs[at] if report.paragraphs else Paragraph(0, len(text), "other", 0, -1, -1)
    wording = report.text[start:end].strip("\n")
    gloss = (
        paragraph.part == "other"
        and not planned
        and roles.is_gloss(text[paragraph.start : paragraph.start + 40])
    )
    carried, previous, behind = "", start, ""
    told: list[str] = []  # the subjects so far
    fact = False  # the quantity before was a result in a plan, and what carries its subject on is one too
    for first, last in _chains(text, group):
        chain = group[first:last]
        head = chain[0]
        mark = bisect_right(marks, head.start)
        clause = max(start, marks[mark - 1] if mark else 0)
        bound = max(previous, clause)
        left = text[bound : max(bound, head.left)]
        if behind and left.startswith(behind):
            left = left[len(behind) :]
            if _OUTCOME.fullmatch(left):
                left = ""
        else:
            behind = ""
        noun, tail = subjects.before(
            subjects.without_place(left[-80:]) if head.kind == "rank" else left[-80:]
        )
        if noun == "人均" and match_indicator(carried, indicators):
            noun += _AREA.sub("", carried)
        whole = text[max(clause, head.left - _FAR) : head.left]
        shared = "分别" in left or "分别" in tail
        bare = noun or behind or not carried or head.unit in _COUNTERS
        follows = (
            subjects.after(text[chain[-1].right : chain[-1].right + 40])
            if subjects.is_verb(noun) and bare
            else ""
        )
        if follows:
            behind = subject = follows
            code = match_indicator(noun + behind, indicators) or match_indicator(behind, indicators)
        elif noun:
            behind, subject = "", noun
            code = match_indicator(noun, indicators)
        else:
            behind = ""
            if not carried and mark > 1 and marks[mark - 2] >= start:
                topic = subjects.topic(text[marks[mark - 2] : clause])
                carried = topic if match_indicator(topic, indicators) else ""
                carried = carried or (
                    subjects.heading(text[marks[mark - 2] : clause])
                    if tail[:1] in ("分", "从", "由", "均")
                    else ""
                )
            subject, code = carried, match_indicator(carried, indicators) if carried else ""
        members = subjects.split_list(subject, len(chain)) if shared and len(chain) > 1 else [subject]
        if len(members) > 1:
            members = _complete_by_code(members, indicators)
        elif shared and not noun and not follows and len(told) >= len(chain) > 1 and clause - previous < 3:
            members = told[-len(chain) :]  # 游客2.2亿人次、旅游收入2684亿元，分别增长19%、19.6%
        if shared and len(chain) > 1:
            chain = _share_qualifier(chain)
        if carried and noun and not follows:
            members = [subjects.complete_area(member, carried) for member in members]
        carried = members[-1]
        told += [member for member in members if member not in told[-1:]]
        behind_chain = text[chain[-1].right : chain[-1].right + 32]
        parts = []
        for index, mention in enumerate(chain):
            gap = left if index == 0 else text[chain[index - 1].right : mention.left]
            right = text[mention.right : mention.right + 32]
            told_so_far = text[max(start, mention.left - _FAR) : mention.left]
            parts.append(
                _role(
                    mention,
                    gap,
                    right,
                    whole,
                    left,
                    behind_chain,
                    gloss,
                    paragraph.part,
                    planned,
                    told_so_far,
                    report.year,
                )
            )
        if (
            len(chain) > 1
            and parts[-1] == roles.ATTRIBUTE
            and all(mention.unit == chain[-1].unit for mention in chain)
        ):
            parts = [roles.ATTRIBUTE] * len(chain)
        if fact and not noun and not follows and not roles.promises(left):
            parts = [roles.ACHIEVED if role == roles.TARGET else role for role in parts]
        fact = roles.ACHIEVED in parts and paragraph.part != "review"
        for index, (mention, role) in enumerate(zip(chain, parts, strict=True)):
            name = members[index] if len(members) == len(chain) else subject
            if role == roles.ATTRIBUTE and not noun and not follows:
                name = subjects.after(text[mention.right : mention.right + 40]) or name
            gap = text[chain[index - 1].right : mention.start] if index else ""
            verbs = (
                gap
                if gap and (subjects.moves(gap) or (not shared and gap.endswith(("达到", "达", "至", "为"))))
                else tail
            )
            rising = mention.unit == "倍" and text[mention.start] == "翻"
            yield Quantity(
                paragraph.part, at, mention.start, mention.end, report.text[mention.start : mention.end],
                mention.low, mention.high, mention.unit, mention.qualifier, mention.qualifier_text,
                subjects.INCREASE if rising else subjects.LEVEL if mention.kind == "rank" else subjects.direction(verbs, name),
                role, name, match_indicator(name, indicators) if len(members) > 1 or name != subject else code, wording, clause, mention.right,
            )  # fmt: skip
        previous = chain[-1].right


def _role(
    mention: QuantityMention,
    left: str,
    right: str,
    whole: str,
    lead: str,
    behind: str,
    gloss: bool,
    part: str,
    planned: bool,
    sentence: str,
    year: int | None,
) -> str:
    if roles.is_reference(mention, whole, right, lead, behind):
        return roles.REFERENCE
    if gloss or roles.is_attribute(mention, left, right, whole):
        return roles.ATTRIBUTE
    return roles.by_part(part, planned, whole, sentence, right, year)


def _complete_by_code(members: list[str], indicators: IndicatorList) -> list[str]:
    """规上工业、服务业增加值: a member that names no indicator takes the longest end of the last one that
    makes it name one.
    """
    last = members[-1]
    if not match_indicator(last, indicators):
        return members
    done = []
    for member in members:
        if member is not last and not match_indicator(member, indicators):
            ends = (last[at:] for at in range(1, len(last) - 1))
            member = next(
                (
                    member + end
                    for end in ends
                    if end[0] != member[-1] and match_indicator(member + end, indicators)
                ),
                member,
            )
        done.append(member)
    return done


_BETWEEN = re.compile(r"(?:、|，|和|与|及|以及|或)(?:以及|达到?|超过|约|近|为|增长|控制在|和)?$|^$")


def _chains(text: str, group: list[QuantityMention]) -> Iterator[tuple[int, int]]:
    """Runs of quantities with nothing but 、 or 和 between them: 9.1%、9.4%."""
    first = 0
    for index in range(1, len(group)):
        between = text[group[index - 1].right : group[index].left]
        graded = text.startswith("级", group[index].right) != text.startswith("级", group[index - 1].right)
        other = between[:1] == "，" and group[index].unit != group[index - 1].unit
        if graded or other or len(between) > 4 or not _BETWEEN.match(between):
            yield first, index
            first = index
    yield first, len(group)


def _share_qualifier(chain: list[QuantityMention]) -> list[QuantityMention]:
    """分别控制在5.5%、4.5%以内: what is said once holds for all."""
    last, first = chain[-1], chain[0]
    if last.right > last.end and all(
        mention.right == mention.end and mention.qualifier in ("exact", "reach") for mention in chain[:-1]
    ):
        return [_requalify(mention, last) for mention in chain[:-1]] + [last]
    if first.left < first.start and all(mention.qualifier == "exact" for mention in chain[1:]):
        return [first] + [_requalify(mention, first) for mention in chain[1:]]
    return chain


def _requalify(mention: QuantityMention, like: QuantityMention) -> QuantityMention:
    value = mention.low if mention.low is not None else mention.high
    low = value if like.low is not None else None
    high = value if like.high is not None else None
    if like.qualifier == "range":
        return mention
    return mention._replace(low=low, high=high, qualifier=like.qualifier, qualifier_text=like.qualifier_text)


def quantities_table(
    source: Source, indicators: IndicatorList | None = None, read: Mapping[str, list[Quantity]] | None = None
) -> pd.DataFrame:
    """The table ``quantities``: one row a quantity, in the order of the reports and of the text.

    ``source``: a corpus, reports, a report, a path or a text (``analysis.corpus.sources.as_reports``).
    Columns: report_id, level, region, year, part, paragraph, start, end, mention, low, high, unit, qualifier,
    qualifier_text, direction, role, indicator_text, indicator, sentence. Unknown bounds are NaN, an unknown
    year is ``<NA>``; an indicator outside the list is "". ``read`` holds quantities that were read before, by
    report id.

    >>> quantities_table("今年地区生产总值增长6%左右。")[["mention", "low", "qualifier", "indicator"]].values.tolist()
    [['6%', 6.0, 'around', 'gdp']]
    """

    table = indicators or read_indicators()
    rows = [
        (report.report_id, report.level, report.region, report.year, *quantity[:15])
        for report in as_reports(source)
        for quantity in (_quantities(report, table) if read is None else read[report.report_id])
    ]
    frame = table_of(rows, column_types("quantities"))
    return with_years(frame.astype({"low": "float64", "high": "float64"}))
