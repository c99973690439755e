"""What a task division says, without who answers for it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.attributions.parser import find_attributions
from analysis.corpus.sources import CorpusTables, Source, TableSource, as_reports, as_tables
from analysis.corpus.types import counted


class PlainTables(NamedTuple):
    """The tables of a corpus that words are counted in."""

    reports: pd.DataFrame
    paragraphs: pd.DataFrame
    sentences: pd.DataFrame

    def __repr__(self) -> str:
        return (
            "<PlainTables: "
            + ", ".join(
                counted(len(table), noun)
                for table, noun in zip(self, ("report", "paragraph", "sentence"), strict=True)
            )
            + ">"
        )


def attribution_spans(source: Source) -> dict[str, list[tuple[int, int]]]:
    """Where the task divisions among the reports say who answers for a task, by report id: characters into
    the clean text.

    Names of departments are no passages taken over from one another.
    """
    return {
        report.report_id: [
            (p.start + a, p.start + b)
            for p in report.paragraphs
            for a, b in find_attributions(report.text[p.start : p.end])
        ]
        for report in as_reports(source)
        if report.kind == "task_division"
    }


def without_attributions(source: TableSource) -> PlainTables:
    """The tables of a corpus with the attributions of its task divisions （财政部牵头，年内完成） taken out
    of the sentences.

    Counted as text, they make 住房 and 保障 the words of a year in which 住房城乡建设部 got more to do. Other
    kinds of reports stay as they are; ``start`` and ``end`` still point into the whole text.

    >>> from analysis import load_corpus
    >>> texts = without_attributions(load_corpus().select(report_id="national-2020-tasks")).sentences["text"]
    >>> int(texts.str.contains("按职责分工负责").sum())
    0
    """
    corpus: CorpusTables = as_tables(source)
    sentences, paragraphs = corpus.sentences, corpus.paragraphs
    divisions = corpus.reports.loc[corpus.reports["kind"] == "task_division", "report_id"]
    own = paragraphs.loc[paragraphs["report_id"].isin(divisions), ["report_id", "paragraph", "start", "text"]]
    spans = {}
    for report_id, paragraph, start, text in own.itertuples(index=False, name=None):
        if found := find_attributions(text):
            spans[report_id, paragraph] = [(start + a, start + b) for a, b in found]
    if not spans:
        return PlainTables(corpus.reports, paragraphs, sentences)
    rows = np.flatnonzero(sentences["report_id"].isin(divisions).to_numpy())
    texts = sentences["text"].to_numpy(dtype=object).copy()
    places = (
        sentences[["report_id", "paragraph", "start", "end"]].iloc[rows].itertuples(index=False, name=None)
    )
    for row, (report_id, paragraph, start, end) in zip(rows.tolist(), places, strict=True):
        for a, b in reversed(spans.get((report_id, paragraph), [])):
            if a < end and b > start:
                texts[row] = texts[row][: max(0, a - start)] + texts[row][min(b, end) - start :]
    return PlainTables(corpus.reports, paragraphs, sentences.assign(text=texts))
