"""What is made of each report by itself: its text, words, counts and rows of the tables."""

from __future__ import annotations

import functools
import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np
import pandas as pd

from analysis.corpus.body import body_sentences
from analysis.corpus.corpus import Corpus, RawReport, report_of
from analysis.corpus.plain import attribution_spans, without_attributions
from analysis.pipeline.kept import pack_data, words_of
from analysis.pipeline.packing import pack
from analysis.pipeline.pieces import Pieces, files_as_values
from analysis.quantities.quantities import quantities_table, read_quantities
from analysis.reuse.fingerprints import fingerprint
from analysis.stats.threads import single_threaded
from analysis.targets.targets import extract_targets
from analysis.tasks.departments import load_departments
from analysis.tasks.ledger import tasks_table
from analysis.tasks.networks import deadline_table, department_table, quantities_in_tasks
from analysis.tasks.tables import ledger_title, network_tables, tasks_of_report, workbook_files
from analysis.text.matrix import term_matrix
from analysis.text.tokens import TokenOptions, tokeniser, tokens_of
from analysis.themes.codebook import find_themes, load_themes, sentence_themes, theme_marks
from analysis.themes.commitment import commitment_shares, count_commitment
from analysis.themes.counts import ThemeCounts, count_themes
from analysis.themes.priorities import part_gaps
from analysis.themes.published import published_measures
from analysis.themes.tables import RESAMPLES, shares_of_attention, totals
from analysis.words.frequency import keyword_frequencies

if TYPE_CHECKING:
    from analysis.text.tokens import Tokens

F = TypeVar("F", bound=Callable[..., Any])
Tables = dict[str, pd.DataFrame]
BY = ["report_id", "level", "kind", "region", "year"]


class Entries(NamedTuple):
    """What is kept of one report, as bytes (see ``pipeline.kept``)."""

    report_id: str
    rows: bytes
    data: bytes
    listed: bytes
    prints: bytes


def _uncollected(function: F) -> F:
    """Decorator: Python's search for rings of objects that nobody needs rests meanwhile. Reports and rows are
    many small objects that all stay, and to look through them again and again takes a tenth of the time.
    """

    @functools.wraps(function)
    def inside(*args: Any, **kwargs: Any) -> Any:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            if was_on:
                gc.enable()

    return inside  # type: ignore[return-value]


@_uncollected
@pd.option_context(
    "mode.string_storage", "python"
)  # small tables that are read row by row: Arrow's columns cost more than they save
@single_threaded
def make_entries(raws: Sequence[RawReport], options: TokenOptions) -> list[Entries]:
    """Everything about each of these reports by itself.

    What a report gives doesn't depend on those it comes with: they come several at a time because small
    tables cost as much as larger ones.
    """
    corpus = Corpus(tuple(report_of(raw) for raw in raws))
    cutter = tokeniser(options)
    said = without_attributions(corpus)  # words are counted in what is said, not in who answers for it
    cut = cutter.cut(said.sentences["text"].tolist())
    tokens = tokens_of(cut, said.sentences, said.paragraphs, said.reports, cutter)
    made = Pieces()
    reports = corpus.reports.assign(tokens=tokens.per_report().to_numpy())
    made.add(
        {
            "reports": reports,
            "lengths": corpus.lengths,
            "headings": corpus.headings,
            "cleaning": corpus.cleaning,
        },
        "report_id",
    )
    quantities, targets = _counted_and_promised(corpus)
    promised, main = plain_rows(targets), plain_rows(targets[targets["headline"]])
    made.add({"quantities": quantities, "targets": targets}, "report_id")
    tasks = tasks_table(corpus.iter_reports())
    ledger = plain_rows(tasks)
    made.add(_task_tables(tasks, targets), "report_id")
    made.add(
        {
            "keywords": keyword_frequencies(
                term_matrix(tokens, unit="paragraph"), by=["report_id", "region", "year"], top=100
            )
        },
        "report_id",
    )
    themes, counts = _themes(corpus, tokens, quantities)
    made.add(themes | {"published_measures": _by_report(published_measures(corpus, tokens))}, "report_id")
    of_tables = {name: {piece.label: piece for piece in pieces} for name, pieces in made.tables.items()}
    left_out = attribution_spans(corpus.iter_reports())
    by_report = {name: one.split_by_report() for name, one in counts.items()}
    none = {
        name: one.select(np.zeros(len(one), dtype=np.bool_)) for name, one in counts.items()
    }  # a report without review or plan
    ends = np.cumsum([len(report.sentences) for report in corpus.items]).tolist()
    entries = []
    for report, start, end in zip(corpus.items, [0, *ends], ends, strict=False):
        own = Pieces()
        own.tables = {
            name: [pieces[report.report_id]]
            for name, pieces in of_tables.items()
            if report.report_id in pieces
        }
        files = {f"reports/{report.report_id}.txt": report.text.encode("utf-8")}
        if report.notes:
            files[f"reports/{report.report_id}.notes.txt"] = report.notes.encode("utf-8")
        ours = tasks_of_report(tasks, report.report_id)
        if len(ours):
            title = ledger_title(report.title, report.year)
            files |= {f"ledgers/{name}": data for name, data in workbook_files(ours, report.report_id, title)}
        values = own.as_values() | files_as_values(files)
        listed = {
            name: rows.get(report.report_id, [])
            for name, rows in (("targets", promised), ("headline", main), ("tasks", ledger))
        }
        of_counts = {name: by_report[name].get(report.report_id, none[name]) for name in counts}
        prints = fingerprint(report, left_out.get(report.report_id, ()))._asdict()
        entries.append(
            Entries(
                report.report_id,
                pack(values),
                pack_data(report, words_of(cut, start, end), of_counts),
                pack(listed),
                pack(prints),
            )
        )
    return entries


def _counted_and_promised(corpus: Corpus) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables of quantities and targets."""
    read = {report.report_id: read_quantities(report) for report in corpus.iter_reports()}
    targets = extract_targets(corpus.iter_reports(), read=read)
    return quantities_table(corpus.iter_reports(), read=read), targets


def plain_rows(table: pd.DataFrame) -> dict[str, list[Any]]:
    """The rows of each report (the first column) as JSON can say them; what is unknown is null."""
    columns = [
        [None if value is pd.NA or value != value else value for value in table[name].tolist()]
        for name in table.columns
    ]
    found: dict[str, list[Any]] = {}
    for row in zip(*columns, strict=True):
        found.setdefault(row[0], []).append(row)
    return found


def _task_tables(tasks: pd.DataFrame, targets: pd.DataFrame) -> Tables:
    """What is made of each task division by itself."""
    if tasks.empty:
        return {}
    known = load_departments()
    edges, network = network_tables(tasks, known)
    return {
        "tasks": tasks,
        "departments": department_table(tasks, known),
        "co_responsibility": edges,
        "department_network": network,
        "deadlines": deadline_table(tasks, known),
        "task_quantities": quantities_in_tasks(tasks, targets),
    }


def _themes(
    corpus: Corpus, tokens: Tokens, quantities: pd.DataFrame
) -> tuple[Tables, dict[str, ThemeCounts]]:
    """The tables of themes and commitment of each report, and the counts that groups of them are made of."""
    codebook = load_themes()
    sentences = body_sentences(corpus)
    found = find_themes(sentences, codebook)
    marks = theme_marks(sentences, codebook, found=found)
    units = {
        name: count_themes(corpus, codebook, unit=name, tokens=tokens, sentences=sentences, marks=marks)
        for name in ("sentences", "tokens", "paragraphs")
    }
    split = count_themes(corpus, codebook, sentences=sentences, marks=marks, split=True)
    firm = replace(
        count_commitment(corpus, quantities, codebook, sentences=sentences, marks=marks),
        draws=units["sentences"].draws,
    )
    plain = {name: totals(units[name]) for name in ("tokens", "paragraphs")}
    tables = {
        "themes": sentence_themes(sentences, codebook, found=found),
        "attention": shares_of_attention(units["sentences"], plain, [*BY, "part"]),
        "theme_parts": part_gaps(units["sentences"], resamples=RESAMPLES),
        "commitment": commitment_shares(firm, codebook, BY, resamples=RESAMPLES),
    }
    return tables, {"sentences": units["sentences"], "split": split, "firm": firm, **plain}


def _by_report(table: pd.DataFrame) -> pd.DataFrame:
    return table.sort_values("report_id", kind="stable", ignore_index=True)
