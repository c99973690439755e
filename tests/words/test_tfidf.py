"""Against scikit-learn, and against a table worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import TfidfTransformer

from analysis.corpus.corpus import Corpus
from analysis.text.lexicon import place_names
from analysis.text.matrix import TermMatrix, term_matrix
from analysis.text.tokens import TokenOptions, tokenise_corpus
from analysis.words.tfidf import distinctive_terms


def test_by_hand_and_ties_in_order_of_terms() -> None:
    docs = pd.DataFrame({"region": ["甲省", "乙省"], "tokens": [10, 20]})
    matrix = TermMatrix(csr_array(np.array([[2, 2, 2, 1], [0, 0, 2, 4]])), ("b", "a", "c", "d"), docs)
    table = distinctive_terms(matrix, top=2)
    assert table[["region", "rank", "term", "count", "documents"]].values.tolist() == [
        ["甲省", 1, "a", 2, 1],
        ["甲省", 2, "b", 2, 1],
        ["乙省", 1, "d", 4, 2],
        ["乙省", 2, "c", 2, 2],
    ]
    assert table["per_10k"].tolist() == [2000, 2000, 2000, 1000]
    one, two = (1 + np.log(2)) * (np.log(3 / 2) + 1), 1 + np.log(2)
    assert table["tfidf"].iloc[0] == pytest.approx(one / np.sqrt(2 * one**2 + two**2 + 1))


def test_against_scikit_learn_on_the_corpus(corpus: Corpus) -> None:
    matrix = term_matrix(tokenise_corpus(corpus, TokenOptions(engine="rjieba"))).select(level="province")
    table = distinctive_terms(matrix, top=5, min_count=1)
    reference = TfidfTransformer(sublinear_tf=True).fit_transform(matrix.counts).toarray()
    for row, (_, group) in enumerate(table.groupby("region", sort=False)):
        assert group["tfidf"].tolist() == pytest.approx(np.sort(reference[row])[::-1][:5].tolist())


def test_without_place_names_no_province_is_its_own_word(corpus: Corpus) -> None:
    matrix = term_matrix(tokenise_corpus(corpus, TokenOptions(engine="rjieba"))).select(level="province")
    first = distinctive_terms(matrix, top=3).groupby("region")["term"].agg(set)
    assert sum(region[:2] in " ".join(terms) for region, terms in first.items()) > 20, (
        "places win when they may"
    )
    table = distinctive_terms(matrix, top=30, exclude=place_names())
    assert not set(table["term"]) & place_names()
    assert len(table) == 29 * 30
