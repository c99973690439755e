"""Every measured quantity of a report, with bounds, unit, direction, role and what it measures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from analysis.corpus.corpus import with_years
from analysis.corpus.sources import Source, as_reports
from analysis.corpus.structure import attribution_ends
from analysis.corpus.types import Paragraph, Report
from analysis.quantities import roles, subjects
from analysis.quantities.grammar import scan_folded
from analysis.quantities.indicators import IndicatorList, match_indicator, read_indicators
from analysis.quantities.numerals import fold_numbers
from analysis.quantities.qualifiers import Context, QuantityMention, Setting, Sign
from analysis.quantities.runs import Passage, Run, clause_marks, read_runs
from analysis.quantities.signs import read_signs
from analysis.tables import column_types
from analysis.tables.declaration import table_of

if TYPE_CHECKING:
    import pandas as pd


class Quantity(NamedTuple):
    """One quantity; ``text[start:end]`` is ``mention``.

    The columns of the table ``quantities`` between ``part`` and ``sentence``, and two offsets.
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
_SHORT = 3000  # characters of a text that may be a single passage of a plan
_LINE = 80  # characters of a line of a list
_FEW = 20  # numbers in hanzi that a report of today may have
_NOUN = 40  # characters behind a number that can hold its noun


def read_quantities(report: Report, indicators: IndicatorList | None = None) -> list[Quantity]:
    """Every measured quantity of a report, in order. Dates, ordinals, meeting numbers, names and slogans are
    not quantities.

    Linear in the length of the text.

    Parameters
    ----------
    report : Report
        One report.
    indicators : IndicatorList, optional
        The list that names what is measured; by default the shipped one.

    Returns
    -------
    list of Quantity
        ``low`` and ``high`` are the bounds as printed (6%左右: 6, 6; 6%以上: 6, None; 4.5%以内: None, 4.5),
        in ``unit``; ``role`` is target, achieved, reference or attribute, from the part of the report and the
        words around. Offsets are characters into the report's text.

    Examples
    --------
    >>> from analysis.corpus.single import text_report
    >>> (quantity,) = read_quantities(text_report("今年地区生产总值增长6%左右。"))
    >>> quantity.mention, quantity.qualifier, quantity.indicator
    ('6%', 'around', 'gdp')
    """
    return _quantities(report, indicators or read_indicators())


def read_contexts(report: Report, indicators: IndicatorList | None = None) -> list[Context]:
    """What the rules of roles look at: each quantity with the words around it, in order.

    >>> from analysis.corpus.single import text_report
    >>> (context,) = read_contexts(text_report("今年实施亿元以上项目。"))
    >>> context.left, context.right, roles.deciding(context).name
    ('今年实施', '项目。', 'round size')
    """
    table = indicators or read_indicators()
    return [
        context
        for passage, mentions in _passages(report)
        for run in read_runs(passage, mentions, table)
        for context in run.contexts
    ]


def _quantities(report: Report, indicators: IndicatorList) -> list[Quantity]:
    quantities: list[Quantity] = []
    for passage, mentions in _passages(report):
        fact = False  # the run before was a result in a plan, and what carries its subject on is one too
        for run in read_runs(passage, mentions, indicators):
            run_roles = _roles(run, fact)
            fact = roles.ACHIEVED in run_roles and passage.setting.part != "review"
            quantities += _of_run(report.text, passage, run, run_roles, indicators)
    return quantities


def _passages(report: Report) -> Iterator[tuple[Passage, list[QuantityMention]]]:
    """The sentences that hold quantities, each with its quantities."""
    text = fold_numbers(report.reading)
    mentions = scan_folded(text)
    if not mentions:
        return
    marks = clause_marks(text, attribution_ends(report))
    sentence_starts = [sentence.start for sentence in report.sentences]
    paragraph_starts = [paragraph.start for paragraph in report.paragraphs]
    planned = _has_no_plan(report)
    untold = planned and report.kind == "work_report" and len(text) > _SHORT
    hanzi = _is_in_hanzi(mentions)
    carried = _Carried(text, report)
    numbered = groupby(mentions, lambda mention: bisect_right(sentence_starts, mention.start) - 1)
    for number, group in numbered:
        members = list(group)
        start, end = report.sentences[number][:2] if number >= 0 else (0, len(text))
        at = max(0, bisect_right(paragraph_starts, members[0].start) - 1)
        paragraph = (
            report.paragraphs[at] if report.paragraphs else Paragraph(0, len(text), "other", 0, -1, -1)
        )
        gloss = (
            paragraph.part == "other"
            and not planned
            and roles.is_gloss(text[paragraph.start : paragraph.start + 40])
        )
        signs, before = carried.signs(at, start, end)
        setting = Setting(
            paragraph.part,
            planned,
            gloss,
            report.year,
            untold or hanzi or paragraph.part == "mixed",
            hanzi,
            signs,
            before,
        )
        yield Passage(text, start, report.reading[start:end].strip("\n"), at, marks, setting), members


class _Carried:
    """Reads the signs of one sentence after the other, and what is carried on to the next.

    A paragraph carries on what its sentences said; so does a list whose lines end in ； or follow a colon, or
    are short.
    """

    def __init__(self, text: str, report: Report) -> None:
        self._text, self._report = text, report
        self._paragraph, self._at = -1, 0
        self._last: Sign | None = None

    def signs(self, paragraph: int, start: int, end: int) -> tuple[tuple[Sign, ...], Sign | None]:
        """The signs of a sentence, and the last one before it."""
        paragraphs = self._report.paragraphs
        while self._paragraph < paragraph < len(paragraphs):
            if self._paragraph >= 0:
                self._read(paragraphs[self._paragraph].end)
            self._paragraph += 1
            if not self._goes_on():
                self._last = None
            self._at = paragraphs[self._paragraph].start
        self._read(start)
        before = self._last
        signs = self._read(end)
        return signs, before

    def _read(self, end: int) -> tuple[Sign, ...]:
        signs = read_signs(self._text, self._at, end, self._report.year) if end > self._at else ()
        self._last = next((sign for sign in reversed(signs) if sign.carries), self._last)
        self._at = max(self._at, end)
        return signs

    def _goes_on(self) -> bool:
        """Whether the paragraph is one of a list with the one before."""
        if not self._paragraph:
            return False
        before, this = self._report.paragraphs[self._paragraph - 1 : self._paragraph + 1]
        closed = self._text[before.start : before.end].rstrip()[-1:]
        return (
            closed in ("；", "：", ":", ";") or max(before.end - before.start, this.end - this.start) < _LINE
        )


def _is_in_hanzi(mentions: list[QuantityMention]) -> bool:
    """Whether a report writes its numbers in hanzi: what is 十二个 there is 12个 elsewhere."""
    in_hanzi = sum(mention.kind in ("chinese", "part") for mention in mentions)
    return in_hanzi > max(_FEW, len(mentions) / 2)


def _has_no_plan(report: Report) -> bool:
    """A task division, or a text whose parts are not known: what it counts is planned unless it says
    otherwise.
    """
    return report.kind == "task_division" or not any(
        paragraph.part == "plan" for paragraph in report.paragraphs
    )


def _roles(run: Run, fact: bool) -> list[str]:
    """The role of each quantity of a run."""
    contexts, subject = run.contexts, run.subject
    results = [roles.deciding(context).result for context in contexts]
    if len(contexts) > 1 and results[-1] == roles.ATTRIBUTE:
        unit = contexts[-1].mention.unit
        if all(context.mention.unit == unit for context in contexts):
            return [roles.ATTRIBUTE] * len(contexts)
    if fact and not subject.noun and not subject.follows and not roles.promises(contexts[0].lead):
        return [roles.ACHIEVED if role == roles.TARGET else role for role in results]
    return results


def _of_run(
    printed: str, passage: Passage, run: Run, run_roles: list[str], indicators: IndicatorList
) -> list[Quantity]:
    """The quantities of a run; ``printed`` is the report's text with its digits as they stand."""
    text, part, subject, members = passage.text, passage.setting.part, run.subject, run.members
    each = len(members) == len(run_roles)
    alone = len(members) == 1
    unnamed = not subject.noun and not subject.follows
    quantities = []
    gap = ""  # between the quantity and the one before in its run
    for index, role in enumerate(run_roles):
        mention = run.contexts[index].mention
        start, end, low, high, unit, qualifier, qualifier_text, _, right, _ = mention
        if index:
            gap = text[run.contexts[index - 1].mention.right : start]
        name = members[index] if each else subject.name
        if role == roles.ATTRIBUTE and unnamed:
            name = subjects.after(text[right : right + _NOUN]) or name
        code = subject.code if alone and name == subject.name else match_indicator(name, indicators)
        quantities.append(
            Quantity(
                part,
                passage.paragraph,
                start,
                end,
                printed[start:end],
                low,
                high,
                unit,
                qualifier,
                qualifier_text,
                _direction(mention, gap, run, name, text[start]),
                role,
                name,
                code,
                passage.wording,
                run.clause,
                right,
            )
        )
    return quantities


def _direction(mention: QuantityMention, gap: str, run: Run, name: str, first: str) -> str:
    """increase, decrease or level; ``gap`` stands between the quantity and the one before in its run."""
    if mention.unit == "倍" and first == "翻":
        return subjects.INCREASE
    if mention.kind == "rank":
        return subjects.LEVEL
    own_verb = gap and (subjects.moves(gap) or (not run.shared and gap.endswith(("达到", "达", "至", "为"))))
    return subjects.direction(gap if own_verb else run.subject.tail, name)


def quantities_table(
    source: Source, indicators: IndicatorList | None = None, read: Mapping[str, list[Quantity]] | None = None
) -> pd.DataFrame:
    """The table ``quantities``: one row a quantity, in the order of the reports and of the text.

    Parameters
    ----------
    source : corpus, report, reports, path or text
        As ``analysis.corpus.sources.as_reports`` takes it.
    indicators : IndicatorList, optional
        The list that names what is measured; by default the shipped one.
    read : mapping of str to list of Quantity, optional
        Quantities that were read before, by report id.

    Returns
    -------
    pandas.DataFrame
        Columns: report_id, level, region, year, part, paragraph, start, end, mention, low, high, unit,
        qualifier, qualifier_text, direction, role, indicator_text, indicator, sentence. Bounds are in
        ``unit``, offsets in characters of the clean text. Unknown bounds are NaN, an unknown year is
        ``<NA>``; an indicator outside the list is "".

    Raises
    ------
    InputError
        For a source that can't be read.

    Examples
    --------
    >>> table = quantities_table("今年地区生产总值增长6%左右。")
    >>> table[["mention", "low", "qualifier", "indicator"]].values.tolist()
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
