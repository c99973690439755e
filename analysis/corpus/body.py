"""The sentences that shares of attention are counted over."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from analysis.corpus.plain import attributions_in_sentences, replaced
from analysis.corpus.sources import TableSource, as_tables

_WORD = re.compile(r"\w")


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
