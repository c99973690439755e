"""What reports say, without who answers for it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus.corpus import ATTRIBUTIONS
from analysis.corpus.sources import CorpusTables, Source, TableSource, as_reports, as_tables
from analysis.corpus.types import counted
from analysis.tables.declaration import empty_table

_WORD = re.compile(r"\w")


class PlainTables(NamedTuple):
    """The tables of a corpus that words are counted in; no attribution is left in them.

    Attributes
    ----------
    reports, paragraphs, sentences, attributions : pandas.DataFrame
        Columns as those of ``Corpus``; the last has no rows.
    """

    reports: pd.DataFrame
    paragraphs: pd.DataFrame
    sentences: pd.DataFrame
    attributions: pd.DataFrame

    def __repr__(self) -> str:
        nouns = ("report", "paragraph", "sentence")
        return "<PlainTables: " + ", ".join(map(counted, map(len, self[:3]), nouns)) + ">"


def attribution_spans(source: Source) -> dict[str, list[tuple[int, int]]]:
    """Where reports say who answers for a task, for those that do.

    Names of departments are no passages taken over from one another.

    Parameters
    ----------
    source
        A corpus, reports, a report, a path or a text.

    Returns
    -------
    dict
        By report id: spans of characters of the clean text, in order.

    Examples
    --------
    >>> attribution_spans("加强预算管理（财政部牵头）。")
    {'text': [(6, 13)]}
    """
    return {
        report.report_id: [(span.start, span.end) for span in report.attributions]
        for report in as_reports(source)
        if report.attributions
    }


def attributions_in_sentences(tables: CorpusTables) -> dict[int, list[tuple[int, int]]]:
    """Which characters of each sentence belong to an attribution.

    Parameters
    ----------
    tables
        A corpus, or its tables.

    Returns
    -------
    dict
        By the sentence's row: spans in characters of the sentence, in order. Sentences without one are left
        out.

    Examples
    --------
    >>> from analysis import as_corpus
    >>> attributions_in_sentences(as_corpus("扩大开放。加强管理（财政部牵头）。"))
    {1: [(4, 11)]}
    """
    attributions, sentences = tables.attributions, tables.sentences
    if attributions.empty:
        return {}
    spans: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for report_id, paragraph, start, end in attributions.itertuples(index=False, name=None):
        spans.setdefault((report_id, paragraph), []).append((start, end))
    rows = np.flatnonzero(sentences["report_id"].isin(set(attributions["report_id"])).to_numpy())
    places = sentences[["report_id", "paragraph", "start", "end"]].iloc[rows]
    within: dict[int, list[tuple[int, int]]] = {}
    for row, place in zip(rows.tolist(), places.itertuples(index=False, name=None), strict=True):
        report_id, paragraph, first, last = place
        if clipped := _clipped(spans.get((report_id, paragraph), []), first, last):
            within[row] = clipped
    return within


def _clipped(spans: list[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """What of these spans (in order, apart) lies in a stretch, counted from its start.

    >>> _clipped([(0, 3), (5, 9), (12, 20)], 7, 14)
    [(0, 2), (5, 7)]
    """
    begin = bisect_right(spans, first, key=itemgetter(1))
    end = bisect_left(spans, last, key=itemgetter(0))
    return [(max(start, first) - first, min(stop, last) - first) for start, stop in spans[begin:end]]


def replaced(text: str, spans: list[tuple[int, int]], filler: str) -> str:
    """The text with each character of some spans (in order, apart) replaced by a filler; "" takes them out.

    >>> replaced("管理（财政部）。", [(2, 7)], " "), replaced("管理（财政部）。", [(2, 7)], "")
    ('管理     。', '管理。')
    """
    pieces, place = [], 0
    for start, end in spans:
        pieces += [text[place:start], filler * (end - start)]
        place = end
    return "".join([*pieces, text[place:]])


def without_attributions(source: TableSource) -> PlainTables:
    """The tables of a corpus with attributions （财政部牵头，年内完成） taken out of the sentences.

    Counted as text, they make 住房 and 保障 the words of a year in which 住房城乡建设部 got more to do.

    Parameters
    ----------
    source
        A corpus or its tables, reports, a report, a path or a text.

    Returns
    -------
    PlainTables
        ``reports, paragraphs, sentences``; ``start`` and ``end`` still point into the whole text.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> texts = without_attributions(load_corpus().select(report_id="national-2020-tasks")).sentences["text"]
    >>> int(texts.str.contains("按职责分工负责").sum())
    0
    """
    corpus = as_tables(source)
    sentences, none = corpus.sentences, empty_table(ATTRIBUTIONS)
    attributed = attributions_in_sentences(corpus)
    if not attributed:
        return PlainTables(corpus.reports, corpus.paragraphs, sentences, none)
    texts = sentences["text"].to_numpy(dtype=object).copy()
    for row, spans in attributed.items():
        texts[row] = replaced(texts[row], spans, "")
    return PlainTables(corpus.reports, corpus.paragraphs, sentences.assign(text=texts), none)


def body_sentences(source: TableSource, *, headings: bool = False) -> pd.DataFrame:
    """The sentences of body text: no heading lines, no attributions, nothing without a word.

    Headings announce what their section says; counted too, they would count it twice.

    Parameters
    ----------
    source
        A corpus or its tables, reports, a report, a path or a text (``analysis.corpus.sources.as_tables``).
    headings
        Whether headings are kept.

    Returns
    -------
    pandas.DataFrame
        Columns as ``Corpus.sentences``: ``report_id, paragraph, sentence, start, end, part, text``. The text
        of an attribution is blanks, and offsets hold.

    Examples
    --------
    >>> body_sentences("加强预算管理（财政部牵头）。")["text"].tolist()
    ['加强预算管理       。']
    """
    corpus = as_tables(source)
    sentences, paragraphs = corpus.sentences, corpus.paragraphs
    body: set[tuple[str, int]] = set()
    if not headings:
        plain = paragraphs[paragraphs["level"] == 0]
        body = set(zip(plain["report_id"].tolist(), plain["paragraph"].tolist(), strict=True))
    places = zip(sentences["report_id"].tolist(), sentences["paragraph"].tolist(), strict=True)
    attributed = attributions_in_sentences(corpus)
    keep = np.zeros(len(sentences), dtype=np.bool_)
    blanked: dict[int, str] = {}
    for row, (place, text) in enumerate(zip(places, sentences["text"].tolist(), strict=True)):
        if not headings and place not in body:
            continue
        spans = attributed.get(row, [])
        body_text = replaced(text, spans, " ") if spans else text
        keep[row] = _WORD.search(body_text) is not None
        if spans and keep[row]:
            blanked[row] = body_text
    result: pd.DataFrame = sentences[keep].reset_index(drop=True)
    if blanked:  # a column of text is dear to make anew, and few sentences hold an attribution
        result.loc[np.cumsum(keep)[list(blanked)] - 1, "text"] = list(blanked.values())
    return result
