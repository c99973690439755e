"""The sentences that shares of attention are counted over."""

from __future__ import annotations

import re
from itertools import compress

import numpy as np
import pandas as pd

from analysis.text.tokens import CorpusTables

# （财政部牵头，税务总局等按职责分工负责，12月底前完成）: who does it, not what is done.
_ATTRIBUTION = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*(?:负责|牵头)[^（）]*(?:（[^（）]*）[^（）]*)*）|(?:牵头单位|责任单位|责任领导)：[^\n]*")
_WORD = re.compile(r"\w")


def mask_attributions(text: str) -> str:
    """The text with the attributions of a task division blanked out, as long as before, so that offsets hold.

    >>> mask_attributions("（财政部牵头）增加教育投入。")
    '       增加教育投入。'
    """
    if "负责" not in text and "牵头" not in text and "单位：" not in text:
        return text
    return _ATTRIBUTION.sub(lambda match: " " * len(match.group()), text)


def body_sentences(corpus: CorpusTables, *, headings: bool = False) -> pd.DataFrame:
    """The sentences of body text: no heading lines, no attributions, nothing without a word.

    Headings announce what their section says; counted too, they would count it twice (``headings`` keeps them).  Columns as ``Corpus.sentences``: ``report_id,
    paragraph, sentence, start, end, part, text``; the text of an attribution is blanks, and offsets hold.
    """
    sentences, paragraphs = corpus.sentences, corpus.paragraphs
    body: set[tuple[str, int]] = set()
    if not headings:
        plain = paragraphs[paragraphs["level"] == 0]
        body = set(zip(plain["report_id"].tolist(), plain["paragraph"].tolist(), strict=True))
    keys = zip(sentences["report_id"].tolist(), sentences["paragraph"].tolist(), strict=True)
    texts = [mask_attributions(text) if headings or key in body else "" for key, text in zip(keys, sentences["text"].tolist(), strict=True)]
    keep = np.fromiter((_WORD.search(text) is not None for text in texts), dtype=np.bool_, count=len(texts))
    result = sentences[keep].reset_index(drop=True)
    result["text"] = list(compress(texts, keep.tolist()))
    return result
