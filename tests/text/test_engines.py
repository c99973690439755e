"""jieba's own cuts, found more quickly."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from analysis import Corpus
from analysis.text.engines import _import_jieba, _jieba_dictionary, jieba_engine, word_classes

WORDS = ("放管服", "新质生产力", "六稳", "稳就业")


@lru_cache(maxsize=1)
def both() -> tuple[Any, Any]:
    """jieba as it comes, and this package's, with the same words added."""
    jieba = _import_jieba()
    jieba.setLogLevel(logging.ERROR)
    plain = jieba.Tokenizer()
    plain.FREQ, plain.total = jieba.Tokenizer.gen_pfdict(plain.get_dict_file())
    plain.initialized = True
    for word in WORDS:
        plain.add_word(word)
    return plain, jieba_engine(WORDS)


def test_the_same_dictionary() -> None:
    jieba = _import_jieba()
    assert _jieba_dictionary() == jieba.Tokenizer.gen_pfdict(jieba.Tokenizer().get_dict_file())


@pytest.mark.parametrize("hmm", [True, False])
def test_the_same_cuts_of_reports(corpus: Corpus, hmm: bool) -> None:
    plain, quick = both()
    for report in corpus.items[::6]:
        assert quick.cut(report.text, False, hmm) == list(plain.cut(report.text, False, hmm))


@given(st.text(alphabet="中国人民政府工作报告的一二是和，。 Aa1%龘稳就业六", max_size=40), st.booleans())
@settings(deadline=None, max_examples=300)
def test_the_same_cuts_of_any_text(text: str, hmm: bool) -> None:
    plain, quick = both()
    assert quick.cut(text, False, hmm) == list(plain.cut(text, False, hmm))


def test_classes_of_words() -> None:
    classes = word_classes()
    assert (classes["政府"], classes["工作"], classes["的"]) == ("n", "vn", "uj")
