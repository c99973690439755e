"""A corpus: its reports, and the tables made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import overload

import pandas as pd

from analysis.corpus.names import find_regions, find_values
from analysis.corpus.raw import corpus_folder, iter_raw, report_of
from analysis.corpus.types import PARTS, Report, counted, html_table
from analysis.errors import InputError, unknown
from analysis.tables import column_types
from analysis.tables.declaration import columns_of, table_of

_SHOWN = 20  # reports listed in a notebook
_REPORTS = {name: kind for name, kind in column_types("reports").items() if name != "tokens"}
_PARAGRAPHS = columns_of(
    "report_id paragraph:int start:int end:int part confidence:float level:int chapter section text"
)
ATTRIBUTIONS = columns_of("report_id paragraph:int start:int end:int")
_SENTENCES = columns_of("report_id paragraph:int sentence:int start:int end:int part text")


@dataclass(frozen=True, repr=False)
class Corpus:
    """Reports and the tables made of them.

    A corpus is a sequence of its reports: ``len(corpus)``, ``for report in corpus``,
    ``corpus["anhui-2020"]``, ``corpus[0]``, ``corpus[:5]`` (a corpus), ``"anhui-2020" in corpus``. Its tables
    are DataFrames, made when first asked for.

    Parameters
    ----------
    items
        The reports.
    parts
        The parts that are in the tables of paragraphs, sentences, headings and attributions (default: all);
        texts and offsets stay whole.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> corpus = load_corpus()
    >>> corpus
    <Corpus: 33 reports of 31 regions, 2020–2024; 568,611 characters>
    >>> corpus["anhui-2020"].region, "anhui-2019" in corpus
    ('安徽省', False)
    """

    items: tuple[Report, ...]
    parts: tuple[str, ...] = PARTS

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Report]:
        return iter(self.items)

    def __contains__(self, item: object) -> bool:
        """Whether a report, or the report of an id, is in the corpus."""
        return any(report.report_id == item or report is item for report in self.items)

    @overload
    def __getitem__(self, key: str | int) -> Report: ...
    @overload
    def __getitem__(self, key: slice) -> Corpus: ...
    def __getitem__(self, key: str | int | slice) -> Report | Corpus:
        """The report of an id or at a position, or the corpus of a slice;

        ``InputError`` when there is none.
        """
        if isinstance(key, slice):
            return replace(self, items=self.items[key])
        if isinstance(key, str):
            return self.report(key)
        try:
            return self.items[key]
        except IndexError:
            raise InputError(
                f"no report at position {key}; the corpus has {len(self)} reports, counted from 0"
            ) from None
        except TypeError:
            raise InputError(
                f"a corpus gives a report by its id, a position or a slice, not by {key!r}"
            ) from None

    def __repr__(self) -> str:
        years = sorted({r.year for r in self.items if r.year is not None})
        span = "" if not years else f", {years[0]}" if len(years) == 1 else f", {years[0]}–{years[-1]}"
        regions = len({r.region_code or r.region for r in self.items})
        parts = "" if self.parts == PARTS else f"; parts: {', '.join(self.parts) or 'none'}"
        reports = f"{counted(len(self), 'report')} of {counted(regions, 'region')}"
        return f"<Corpus: {reports}{span}; {sum(len(r.text) for r in self.items):,} characters{parts}>"

    def _repr_html_(self) -> str:
        rows = []
        for report in self.items[:_SHOWN]:
            sizes = report.part_sizes()
            review = f"{sizes.get('review', 0) / sum(sizes.values()):.0%}" if sum(sizes.values()) else ""
            year = "" if report.year is None else report.year
            rows.append((report.report_id, report.region, year, report.kind, f"{len(report.text):,}", review))
        rest = len(self) - _SHOWN
        table = html_table(
            ("report", "region", "year", "kind", "characters", "review"),
            rows,
            f"and {rest} more" if rest > 0 else "",
        )
        return f"<p>{escape(repr(self)[1:-1])}</p>{table}"

    def iter_reports(self) -> Iterator[Report]:
        """The reports, in the order of the manifest."""
        return iter(self.items)

    def report(self, report_id: str) -> Report:
        """The report of an id.

        Parameters
        ----------
        report_id
            The id.

        Returns
        -------
        Report
            The report.

        Raises
        ------
        InputError
            When the corpus has none of that id.

        Examples
        --------
        >>> from analysis import load_corpus
        >>> load_corpus().report("anhui-2020").year
        2020
        """
        for report in self.items:
            if report.report_id == report_id:
                return report
        raise unknown("report", report_id, (r.report_id for r in self.items), where="in the corpus")

    def select(
        self,
        *,
        level: str | Iterable[str] | None = None,
        region: str | int | Iterable[str | int] | None = None,
        year: int | str | Iterable[int | str] | None = None,
        kind: str | Iterable[str] | None = None,
        part: str | Iterable[str] | None = None,
        report_id: str | Iterable[str] | None = None,
    ) -> Corpus:
        """The corpus of the reports that meet every condition.

        Parameters
        ----------
        level, region, year, kind, part, report_id
            One value or several each; None (default) is no condition. A region goes by its full name, its
            short name (安徽), its English name or its code; a year is a number or its digits. ``part`` limits
            the tables, not the reports.

        Returns
        -------
        Corpus
            The reports, in the same order.

        Raises
        ------
        InputError
            When a value occurs nowhere in the corpus (a slip of the pen shouldn't look like an empty result),
            and for a name that means several regions of the corpus.

        Examples
        --------
        >>> from analysis import load_corpus
        >>> sorted(load_corpus().select(level="national", kind="task_division").reports["year"])
        [2020, 2021]
        >>> load_corpus().select(region="安徽", year="2020").reports["report_id"].tolist()
        ['anhui-2020']
        """
        items = self.items
        if region is not None:
            chosen = find_regions(region, ((r.region, r.region_code) for r in self.items))
            items = tuple(r for r in items if (r.region, r.region_code) in chosen)
        for name, wanted in (("level", level), ("year", year), ("kind", kind), ("report_id", report_id)):
            if wanted is not None:
                values = find_values(
                    "report" if name == "report_id" else name, wanted, (getattr(r, name) for r in self.items)
                )
                items = tuple(r for r in items if getattr(r, name) in values)
        parts = self.parts
        if part is not None:
            some = find_values("part", part, PARTS, where="")
            parts = tuple(p for p in self.parts if p in some)
        return replace(self, items=items, parts=parts)

    @cached_property
    def reports(self) -> pd.DataFrame:
        """One row a report: the columns of ``tables/reports.csv`` but for ``tokens`` (counts are of the whole
        report).
        """
        names = list(_REPORTS)[:-3]
        rows = [
            [
                *(getattr(r, n) for n in names),
                len(r.text),
                sum(p.level == 0 and p.end > p.start for p in r.paragraphs),
                len(r.sentences),
            ]
            for r in self.items
        ]
        return with_years(table_of(rows, _REPORTS))

    @cached_property
    def paragraphs(self) -> pd.DataFrame:
        """One row a paragraph.

        Columns: report_id, paragraph (0-based in the report), start, end (characters), part, confidence (of
        the part, from 0 to 1), level (0: body text), chapter, section (their headings), text.
        """
        rows = [
            (
                r.report_id, i, p.start, p.end, p.part, p.confidence, p.level,
                _heading(r, p.chapter), _heading(r, p.section), r.text[p.start : p.end],
            )
            for r in self.items
            for i, p in enumerate(r.paragraphs)
            if p.part in self.parts
        ]  # fmt: skip
        return table_of(rows, _PARAGRAPHS)

    @cached_property
    def lengths(self) -> pd.DataFrame:
        """One row a report and part that it has.

        Columns: report_id, region, year, kind, part, paragraphs (headings too), sentences, characters
        (without line ends).
        """
        rows = []
        for r in self.items:
            for part in (part for part in PARTS if part in self.parts):
                sizes = [p.end - p.start for p in r.paragraphs if p.part == part]
                if sizes:
                    rows.append(
                        (
                            r.report_id,
                            r.region,
                            r.year,
                            r.kind,
                            part,
                            len(sizes),
                            sum(s.part == part for s in r.sentences),
                            sum(sizes),
                        )
                    )
        return with_years(table_of(rows, column_types("lengths")))

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """One row a sentence.

        Columns: report_id, paragraph, sentence (0-based in the report), start, end (characters), part, text.
        """
        rows = [
            (r.report_id, s.paragraph, i, s.start, s.end, s.part, r.text[s.start : s.end])
            for r in self.items
            for i, s in enumerate(r.sentences)
            if s.part in self.parts
        ]
        return table_of(rows, _SENTENCES)

    @cached_property
    def headings(self) -> pd.DataFrame:
        """One row a heading.

        Columns: report_id, paragraph, start, end (characters), level (1 一、 2 （一） 3 1. 一是 4 lead),
        inline, part, text.
        """
        rows = [
            (
                r.report_id,
                h.paragraph,
                h.start,
                h.end,
                h.level,
                h.inline,
                r.paragraphs[h.paragraph].part,
                r.text[h.start : h.end],
            )
            for r in self.items
            for h in r.headings
            if r.paragraphs[h.paragraph].part in self.parts
        ]
        return table_of(rows, column_types("headings"))

    @cached_property
    def attributions(self) -> pd.DataFrame:
        """One row an attribution （财政部牵头，年内完成）.

        Columns: report_id, paragraph, start, end (characters).
        """
        rows = [
            (r.report_id, a.paragraph, a.start, a.end)
            for r in self.items
            for a in r.attributions
            if r.paragraphs[a.paragraph].part in self.parts
        ]
        return table_of(rows, ATTRIBUTIONS)

    @cached_property
    def cleaning(self) -> pd.DataFrame:
        """What cleaning did, one row a report and step, in the order of the steps.

        Columns: report_id, step, times, characters_removed, characters_added.
        """
        rows = [row for r in self.items for row in _log(r)]
        return table_of(rows, column_types("cleaning"))


def _log(report: Report) -> list[tuple[str, str, int, int, int]]:
    steps: dict[str, list[int]] = {}
    for step in report.cleaning:
        sums = steps.setdefault(step.name, [0, 0, 0])
        sums[0] += step.times
        sums[1] += len(step.removed)
        sums[2] += len(step.added)
    return [
        (report.report_id, name, times, removed, added) for name, (times, removed, added) in steps.items()
    ]


def with_years(table: pd.DataFrame) -> pd.DataFrame:
    """The table with years as whole numbers where some aren't known (``<NA>``); as it is where all are.

    >>> with_years(pd.DataFrame({"year": [2020, None]}))["year"].tolist()
    [2020, <NA>]
    """
    return table.astype({"year": "Int64"}) if len(table) and table["year"].isna().any() else table


def _heading(report: Report, index: int) -> str:
    if index < 0:
        return ""
    return report.text[report.headings[index].start : report.headings[index].end]


def load_corpus(path: str | Path | None = None) -> Corpus:
    """Read, check, clean and structure every report of a corpus.

    Parameters
    ----------
    path
        A folder with ``reports.csv`` (one row a report) and ``raw/`` (the files as received), and optionally
        ``corrections.csv``; None (default) is the corpus shipped in ``data/``. A relative path is looked for
        in the working folder, then in the folders above it, so that ``"my-corpus"`` means the same from the
        project's root and from ``notebooks/``.

    Returns
    -------
    Corpus
        In the order of ``reports.csv``.

    Raises
    ------
    InputError
        For whatever a user can mend.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> corpus.select(region="安徽省", part="plan").paragraphs["text"].iloc[0]
    '二、决战决胜全面建成小康社会'
    """
    return Corpus(tuple(report_of(raw) for raw in iter_raw(corpus_folder(path))))
