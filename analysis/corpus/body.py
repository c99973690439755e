"""The sentences that shares of attention are counted over."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from analysis.corpus.sources import TableSource, as_tables

# （财政部牵头，税务总局等按职责分工负责，12月底前完成）: who does it, not what is done.
_ATTRIBUTION = re.compile(
    r"（[^（）]*(?:（[^（）]*）[^（）]*)*(?:负责|牵头)[^（）]*(?:（[^（）]*）[^（）]*)*）|(?:牵头单位|责任单位|责任领导)：[^\n]*"
)
_WORD = re.compile(r"\w")


def mask_attributions(text: str) -> str:
    """The text with the attributions of a task division blanked out, as long as before, so that offsets hold.

    >>> mask_attributions("（财政部牵头）增加教育投入。")
    '       增加教育投入。'
    """
    if "负责" not in text and "牵头" not in text and "单位：" not in text:
        return text
    return _ATTRIBUTION.sub(lambda match: " " * len(match.group()), text)


def body_sentences(source: TableSource, *, headings: bool = False) -> pd.DataFrame:
    """The sentences of body text: no heading lines, no attributions, nothing without a word.

    ``source``: a corpus or its tables, reports, a report, a path or a text
    (``analysis.corpus.sources.as_tables``). Headings announce what their section says; counted too, they
    would count it twice (``headings`` keeps them). Columns as ``Corpus.sentences``: ``report_id, paragraph,
    sentence, start, end, part, text``; the text of an attribution is blanks, and offsets hold.
    """
    corpus = as_tables(source)
    sentences, paragraphs = corpus.sentences, corpus.paragraphs
    body: set[tuple[str, int]] = set()
    if not headings:
        plain = paragraphs[paragraphs["level"] == 0]
        body = set(zip(plain["report_id"].tolist(), plain["paragraph"].tolist(), strict=True))
    keys = zip(sentences["report_id"].tolist(), sentences["paragraph"].tolist(), strict=True)
    keep = np.zeros(len(sentences), dtype=np.bool_)
    masked: dict[int, str] = {}
    for row, (key, text) in enumerate(zip(keys, sentences["text"].tolist(), strict=True)):
        if headings or key in body:
            own = mask_attributions(text)
            keep[row] = _WORD.search(own) is not None
            if own is not text and keep[row]:
                masked[row] = own
    result: pd.DataFrame = sentences[keep].reset_index(drop=True)
    if masked:  # a column of text is dear to make anew, and few sentences hold an attribution
        result.loc[np.cumsum(keep)[list(masked)] - 1, "text"] = list(masked.values())
    return result
