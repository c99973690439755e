"""What is made of each report by itself: its text, words, counts and rows of the tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.plain import attribution_spans
from analysis.corpus.raw import RawReport, report_of
from analysis.corpus.types import Report
from analysis.pipeline.readings import Readings
from analysis.pipeline.units import call, makers, results_of
from analysis.pipeline.workers import uncollected
from analysis.reuse.fingerprints import fingerprint
from analysis.stats.threads import single_threaded
from analysis.store.packing import pack, pack_table
from analysis.store.pieces import Pieces, files_as_values
from analysis.store.reports import LISTINGS, Entries, pack_data, words_of
from analysis.tables import column_types
from analysis.tasks.tables import ledger_title, tasks_of_report, workbook_files
from analysis.text.tokens import TokenOptions


@uncollected
# Small tables that are read row by row: Arrow's columns cost more than they save.
@pd.option_context("mode.string_storage", "python")
@single_threaded
def make_entries(raws: Sequence[RawReport], options: TokenOptions) -> list[Entries]:
    """Everything about each of these reports by itself.

    What a report gives doesn't depend on those it comes with: they come several at a time because small
    tables cost as much as larger ones.
    """
    corpus = Corpus(tuple(report_of(raw) for raw in raws))
    readings = Readings(corpus, options)
    made = Pieces()
    for maker in makers("report"):
        made.add(results_of(maker, call(maker, readings)))
    pieces = {name: {piece.label: piece for piece in found} for name, found in made.tables.items()}
    left_out = attribution_spans(corpus.iter_reports())
    targets = readings.targets
    listed = {
        "targets": _by_report(targets),
        "headline": _by_report(targets[targets["headline"]]),
        "tasks": _by_report(readings.tasks),
    }
    counts = {name: counted.split_by_report() for name, counted in readings.counts.items()}
    # Of a report without review or plan.
    nothing = {name: c.select(np.zeros(len(c), dtype=np.bool_)) for name, c in readings.counts.items()}
    ends = np.cumsum([len(report.sentences) for report in corpus.items]).tolist()
    entries = []
    for report, start, end in zip(corpus.items, [0, *ends], ends, strict=False):
        name = report.report_id
        rows = Pieces()
        rows.tables = {table: [found[name]] for table, found in pieces.items() if name in found}
        counted = {kind: found.get(name, nothing[kind]) for kind, found in counts.items()}
        entries.append(
            Entries(
                name,
                pack(rows.as_values() | files_as_values(_files(report, readings.tasks))),
                pack_data(report, words_of(readings.cut, start, end), counted),
                pack(
                    {
                        listing: pack_table(found[name], column_types(LISTINGS[listing]))
                        for listing, found in listed.items()
                        if name in found
                    }
                ),
                pack(fingerprint(report, left_out.get(name, ()))._asdict()),
            )
        )
    return entries


def _by_report(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of each report."""
    return {str(name): part for name, part in table.groupby("report_id", sort=False)}


def _files(report: Report, tasks: pd.DataFrame) -> dict[str, bytes]:
    """The files of a report: its clean text, what was printed behind it, a task division's ledger."""
    files = {f"reports/{report.report_id}.txt": report.text.encode("utf-8")}
    if report.notes:
        files[f"reports/{report.report_id}.notes.txt"] = report.notes.encode("utf-8")
    ours = tasks_of_report(tasks, report.report_id)
    if len(ours):
        title = ledger_title(report.title, report.year)
        files |= {f"ledgers/{name}": data for name, data in workbook_files(ours, report.report_id, title)}
    return files
