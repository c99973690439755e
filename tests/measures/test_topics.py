"""Topics: planted ones are found, and the same data gives the same model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from analysis.corpus.corpus import Corpus
from analysis.errors import InputError
from analysis.measures.topics import fit_topics
from analysis.text.matrix import TermMatrix, term_matrix
from analysis.text.tokens import TokenOptions, tokenise_corpus


@pytest.fixture
def planted() -> TermMatrix:
    """Three topics of four words; each paragraph speaks of one, the last one of none."""
    generator = np.random.default_rng(1)
    counts = np.zeros((61, 12), dtype=np.int64)
    for row in range(60):
        topic = row % 3
        counts[row, 4 * topic : 4 * topic + 4] = generator.integers(1, 4, size=4)
    docs = pd.DataFrame({"region": ["甲" if row < 30 else "乙" for row in range(61)], "tokens": np.append(counts[:60].sum(axis=1) + 5, 7)})
    return TermMatrix(csr_array(counts), tuple("abcdefghijkl"), docs)


def test_planted_topics_are_found(planted: TermMatrix) -> None:
    model = fit_topics(planted, 3, top_terms=4, max_share=0.5)
    found = {"".join(sorted(group)) for _, group in model.terms.groupby("topic")["term"]}
    assert found == {"abcd", "efgh", "ijkl"}
    assert model.shares.to_numpy()[:60].max(axis=1).min() > 0.99
    assert model.shares.iloc[60].isna().all(), "a paragraph without words of the model has no shares"
    assert model.shares.to_numpy()[:60].sum(axis=1) == pytest.approx(1)
    assert model.weights.sum(axis=1) == pytest.approx(1)
    assert model.topics["share"].sum() == pytest.approx(1)
    assert (np.diff(model.topics["share"]) <= 0).all()
    assert 0 <= model.error < 0.5


def test_shares_by_group_are_weighted_by_words(planted: TermMatrix) -> None:
    model = fit_topics(planted, 3, max_share=0.5)
    table = model.shares_by("region")
    assert table.columns.tolist() == ["region", "topic", "share", "paragraphs"]
    assert table.groupby("region")["share"].sum().tolist() == pytest.approx([1, 1])
    words, shares = planted.docs["tokens"].to_numpy()[:30], model.shares.to_numpy()[:30]
    assert table.loc[table["region"] == "甲", "share"].tolist() == pytest.approx(np.average(shares, axis=0, weights=words).tolist())
    assert table["paragraphs"].tolist() == [30] * 6
    assert len(model.typical(1, top=2, min_tokens=1)) == 2


def test_the_same_data_gives_the_same_topics(corpus: Corpus) -> None:
    plan = corpus.select(level="province", part="plan")
    matrix = term_matrix(tokenise_corpus(plan, TokenOptions(engine="rjieba")), "paragraph")
    first, second = fit_topics(matrix, 12), fit_topics(matrix, 12)
    pd.testing.assert_frame_equal(first.terms, second.terms, check_exact=True)
    pd.testing.assert_frame_equal(first.shares, second.shares, check_exact=True)
    assert len(first.shares) == len(matrix.docs)
    tops = first.terms[first.terms["rank"] <= 10].groupby("topic")["term"].agg(set)
    assert any({"脱贫攻坚", "脱贫"} <= words for words in tops), "poverty relief is a topic of 2020"


def test_too_many_topics_say_so(planted: TermMatrix) -> None:
    with pytest.raises(InputError, match="12 topics can't be had from 61 documents with 12 terms"):
        fit_topics(planted, 12, max_share=0.5)
