"""Words of a report kept between runs: cutting is the slow step, and a report's words change only with its text and the options."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.cache import Cache, code_stamp, content_key
from analysis.text.lexicon import LEXICON
from analysis.text.tokens import CorpusTables, Tokeniser, TokenOptions, Tokens, tokeniser, tokens_from_words

if TYPE_CHECKING:
    import pandas as pd

_CODE = Path(__file__).parent


def pack_words(sentences: Sequence[Sequence[str]]) -> bytes:
    """Words of sentences as the bytes of an npz file (no pickle): codes, lengths, and the vocabulary in order of appearance."""
    index: dict[str, int] = {}
    codes = np.array([index.setdefault(word, len(index)) for words in sentences for word in words], dtype=np.int32)
    buffer = io.BytesIO()
    vocabulary = np.frombuffer("\n".join(index).encode("utf-8"), dtype=np.uint8)
    np.savez(buffer, codes=codes, lengths=np.array([len(words) for words in sentences], dtype=np.int32), vocabulary=vocabulary)
    return buffer.getvalue()


def unpack_words(data: bytes) -> list[list[str]]:
    """The inverse of ``pack_words``.

    >>> unpack_words(pack_words([["创新", "发展"], [], ["创新"]]))
    [['创新', '发展'], [], ['创新']]
    """
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        vocabulary = file["vocabulary"].tobytes().decode("utf-8").split("\n")
        words = [vocabulary[code] for code in file["codes"].tolist()]
        ends = np.cumsum(file["lengths"]).tolist()
    return [words[a:b] for a, b in zip([0, *ends], ends, strict=False)]


def _key(texts: list[str], cutter: Tokeniser) -> str:
    options: TokenOptions = cutter.options
    stamp = code_stamp(_CODE, LEXICON / "terms.csv", LEXICON / "stopwords.csv")
    return content_key([stamp, options.engine, str(options.hmm), "\n".join(cutter.terms), "\x00".join(texts)])


def tokenise_cached(corpus: CorpusTables, options: TokenOptions | None, cache: Cache) -> Tokens:
    """``tokenise_corpus``, taking from ``cache`` the words of reports that were cut before with the same engine and lexicon."""
    cutter = tokeniser(options)
    sentences: pd.DataFrame = corpus.sentences
    per_sentence: list[list[str]] = []
    for _, part in sentences.groupby("report_id", sort=False):
        texts = part["text"].tolist()

        def cut(texts: list[str] = texts) -> bytes:
            return pack_words([cutter.words(text) for text in texts])

        per_sentence += unpack_words(cache.fetch("words", _key(texts, cutter), cut))
    return tokens_from_words(per_sentence, sentences, corpus.paragraphs, corpus.reports, cutter)
