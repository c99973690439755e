"""A corpus: a folder with ``reports.csv`` and ``raw/``, read, checked, cleaned and structured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import NamedTuple, overload

import pandas as pd

from analysis.cleaning.collections import find_articles
from analysis.cleaning.corrections import Correction, corrector, read_corrections
from analysis.cleaning.edits import Step, run
from analysis.cleaning.pipeline import Cleaned, clean_report
from analysis.corpus.manifest import ManifestRow, read_manifest
from analysis.corpus.metadata import read_opening
from analysis.corpus.names import find_regions, find_values
from analysis.corpus.readers import read_text, sha256
from analysis.corpus.structure import attributions_of, structure
from analysis.corpus.types import PARTS, Report, counted, html_table
from analysis.errors import InputError, nearest, unknown
from analysis.resources import DATA
from analysis.tables import column_types
from analysis.tables.declaration import columns_of, table_of

_SHOWN = 20  # reports listed in a notebook
_REPORTS = {name: kind for name, kind in column_types("reports").items() if name != "tokens"}
_PARAGRAPHS = columns_of("report_id paragraph:int start:int end:int part level:int chapter section text")
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

        Columns: report_id, paragraph (0-based in the report), start, end (characters), part, level (0: body
        text), chapter, section (their headings), text.
        """
        rows = [
            (
                r.report_id, i, p.start, p.end, p.part, p.level,
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


@dataclass(frozen=True, repr=False)
class RawReport:
    """One report before cleaning.

    Attributes
    ----------
    row : ManifestRow
        Its row in the manifest.
    text : str
        Its stretch of the corrected source file.
    corrections : tuple of Step
        What was corrected in that file.
    sha256 : str
        The file's checksum.
    """

    row: ManifestRow
    text: str
    corrections: tuple[Step, ...]
    sha256: str

    def __repr__(self) -> str:
        return f"<RawReport {self.row.report_id}: {len(self.text):,} characters of {self.row.source}>"


def _checksum(path: Path) -> str:
    if not path.is_file():
        raise InputError(
            f"{path.name} is named in reports.csv and isn't in {path.parent.name}/; put it there or remove "
            "its rows"
        )
    return sha256(path)


def _article(text: str, row: ManifestRow) -> str:
    articles = find_articles(text)
    if not row.article:
        if len(articles) > 1:
            raise InputError(
                f"{row.source} holds {len(articles)} reports; give each its own row in reports.csv with its "
                "title in the column article"
            )
        return text
    named = [a for a in articles if a.title == row.article]
    if len(named) != 1:
        raise InputError(
            f"{row.source} holds {len(named)} articles titled {row.article!r}; correct the column article "
            f"of {row.report_id}"
        )
    return text[named[0].start : named[0].end]


class RawSource(NamedTuple):
    """Where a report comes from, before its text is read.

    Attributes
    ----------
    row : ManifestRow
        Its row in the manifest.
    corrections : tuple of Correction
        What is corrected in its file.
    sha256 : str
        The file's checksum.
    """

    row: ManifestRow
    corrections: tuple[Correction, ...]
    sha256: str


def survey_raw(folder: Path) -> list[RawSource]:
    """The reports of a corpus, checked against the manifest; files are only hashed.

    Parameters
    ----------
    folder
        The corpus.

    Returns
    -------
    list of RawSource
        In the order of the manifest.

    Raises
    ------
    InputError
        Naming the file that is missing or whose checksum differs, or the corrections of a file that the
        manifest doesn't name.

    Examples
    --------
    >>> len(survey_raw(DATA))
    33
    """
    rows = read_manifest(folder / "reports.csv")
    corrections = read_corrections(folder / "corrections.csv")
    sums: dict[str, str] = {}
    for row in rows:
        if row.source not in sums:
            sums[row.source] = _checksum(folder / "raw" / row.source)
        if row.sha256 and row.sha256 != sums[row.source]:
            raise InputError(
                f"{row.source} isn't the file that reports.csv describes under {row.report_id} (its checksum "
                "differs); restore it or correct the sha256 column"
            )
    unknown = {c.file for c in corrections} - sums.keys()
    if unknown:
        raise InputError(
            f"corrections.csv speaks of {min(unknown)}, which reports.csv doesn't name; remove its rows or "
            "add the file"
        )
    of_file: dict[str, tuple[Correction, ...]] = {}
    for correction in corrections:
        of_file[correction.file] = (*of_file.get(correction.file, ()), correction)
    return [RawSource(row, of_file.get(row.source, ()), sums[row.source]) for row in rows]


def read_raw(folder: Path, sources: Iterable[RawSource]) -> Iterator[RawReport]:
    """The raw texts of some reports, one after the other, with the declared corrections made.

    The last file is kept in mind, for the reports that share it.

    Parameters
    ----------
    folder
        The corpus.
    sources
        Some of ``survey_raw(folder)``.

    Yields
    ------
    RawReport
        In the same order.

    Raises
    ------
    InputError
        Naming the correction that no longer holds.

    Examples
    --------
    >>> next(read_raw(DATA, survey_raw(DATA)[:1]))
    <RawReport national-2020-tasks: 14,741 characters of national-2020-tasks.txt>
    """
    name, text = "", ""
    for row, corrections, checksum in sources:
        if row.source != name:
            name, (text, _) = (
                row.source,
                run(read_text(folder / "raw" / row.source), corrector(row.source, list(corrections))),
            )
        steps = tuple(Step("correct", c.times, c.match, c.replacement) for c in corrections)
        yield RawReport(row, _article(text, row), steps, checksum)


def iter_raw(folder: Path) -> Iterator[RawReport]:
    """The raw texts of a corpus, checked against the manifest, with the declared corrections made.

    Parameters
    ----------
    folder
        The corpus.

    Yields
    ------
    RawReport
        In the order of the manifest.

    Raises
    ------
    InputError
        Naming the file whose checksum differs, or the correction that no longer holds.

    Examples
    --------
    >>> sum(1 for raw in iter_raw(DATA))
    33
    """
    return read_raw(folder, survey_raw(folder))


def make_report(row: ManifestRow, cleaned: Cleaned, sha: str) -> Report:
    """The report of a cleaned text.

    Parameters
    ----------
    row
        Its row in the manifest; title, date and speaker that it leaves empty are taken from the text's
        opening.
    cleaned
        The text and its notes.
    sha
        The checksum of the source file.

    Returns
    -------
    Report
        The report, structured.

    Examples
    --------
    >>> raw = next(iter_raw(DATA))
    >>> make_report(raw.row, clean_report(raw.text), raw.sha256).report_id == raw.row.report_id
    True
    """
    if not (row.title and row.date and row.speaker):
        opening = read_opening(cleaned.text)
        row = row._replace(
            title=row.title or opening.title,
            date=row.date or opening.date,
            speaker=row.speaker or opening.speaker,
        )
    shape = structure(cleaned.text, row.year)
    return Report(
        row.report_id, row.level, row.region, row.region_code, row.year, row.kind, row.title, row.date,
            row.speaker, row.source, sha,
        cleaned.text, cleaned.notes, *shape, (*cleaned.steps, *cleaned.note_steps),
        attributions_of(cleaned.text, shape.paragraphs),
    )  # fmt: skip


def report_of(raw: RawReport) -> Report:
    """The report of a raw text, cleaned and structured.

    >>> report_of(next(iter_raw(DATA))).kind
    'task_division'
    """
    return make_report(raw.row, clean_report(raw.text), raw.sha256)


def corpus_folder(path: str | Path | None) -> Path:
    """The folder of a corpus.

    Parameters
    ----------
    path
        A folder; a relative one is looked for in the working folder, then in the folders above it. None: the
        shipped corpus.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    InputError
        When there is none, saying where it was looked for.

    Examples
    --------
    >>> corpus_folder(None) == DATA
    True
    """
    if path is None:
        return DATA
    wanted = Path(path).expanduser()
    bases = [Path()] if wanted.is_absolute() else [Path(), *Path.cwd().parents]
    folders = [base / wanted for base in bases if (base / wanted).is_dir()]
    folder = next(
        (folder for folder in folders if (folder / "reports.csv").is_file()), folders[0] if folders else None
    )
    if folder is None:
        looked = "" if wanted.is_absolute() else f" in {Path.cwd()} or the folders above it"
        above = wanted.parent if wanted.parent.is_dir() else Path()
        near = nearest(wanted.name, (p.name for p in above.iterdir() if p.is_dir()))
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        raise InputError(
            f"{wanted} isn't a folder{looked}; a corpus is a folder with reports.csv and raw/{hint}"
        )
    return folder


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
