"""Coherence by hand and by brute force, matching by every permutation."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from scipy.sparse import csr_array

from analysis.text.matrix import TermMatrix
from analysis.text.tokens import CutWords, TokenOptions, Tokens, tokeniser, tokens_of
from analysis.topics.quality import (
    coherence,
    exclusivity,
    match_topics,
    npmi_table,
    sliding_windows,
    top_words,
)


def make_tokens(paragraphs: list[list[str]]) -> Tokens:
    sentences = pd.DataFrame(
        {
            "report_id": "r",
            "paragraph": range(len(paragraphs)),
            "sentence": range(len(paragraphs)),
            "part": "plan",
        }
    )
    reports = pd.DataFrame({"report_id": ["r"]})
    vocabulary = tuple(sorted({word for own in paragraphs for word in own}))
    codes = np.array([vocabulary.index(word) for own in paragraphs for word in own], dtype=np.int32)
    words = CutWords(codes, np.array([len(own) for own in paragraphs], dtype=np.int64), vocabulary)
    return tokens_of(
        words,
        sentences,
        sentences[["report_id", "paragraph"]],
        reports,
        tokeniser(TokenOptions(engine="rjieba", lexicon=(), min_length=1)),
    )


def test_npmi_by_hand() -> None:
    """Four documents: a in 1 2, b in 1 2, c in 2 3, d in 4, e nowhere, f everywhere."""
    rows = ["abf", "abcf", "cf", "df"]
    counts = np.array([[word in row for word in "abcdef"] for row in rows], dtype=np.int64)
    docs = pd.DataFrame({"report_id": list("1234"), "tokens": 3})
    matrix = TermMatrix(csr_array(counts), tuple("abcdef"), docs)
    table = coherence(
        [["a", "b"], ["a", "c"], ["a", "d"], ["a", "e"], ["a", "f"], ["a", "b", "d"], ["zzz", "a"], ["a"]],
        matrix,
    )
    assert table[0] == pytest.approx(1), "always together: ln(.5 / .25) / -ln .5"
    assert table[1] == pytest.approx(0), "p = 1/4 = 1/2 · 1/2"
    assert table[2] == -1, "never together"
    assert np.isnan(table[3]), "a word that never occurs"
    assert table[4] == pytest.approx(0), "with a word that is everywhere: independent"
    assert table[5] == pytest.approx((1 - 1 - 1) / 3)
    assert np.isnan(table[6]) and np.isnan(table[7])


def test_two_words_in_every_window_teach_nothing() -> None:
    assert np.isnan(npmi_table(np.full((2, 2), 5.0), 5)).all()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from("甲乙丙丁"), max_size=9), min_size=1, max_size=5), st.integers(1, 5))
def test_sliding_windows_are_those_counted_one_by_one(paragraphs: list[list[str]], width: int) -> None:
    words = list("甲乙丙")
    expected, windows = np.zeros((3, 3)), 0
    for paragraph in paragraphs:
        for start in range(max(1, len(paragraph) - width + 1) if paragraph else 0):
            seen = paragraph[start : start + width]
            windows += 1
            expected += np.array([[a in seen and b in seen for b in words] for a in words])
    found, number = sliding_windows(make_tokens(paragraphs), words, width, among="甲乙丙丁")
    assert number == windows
    assert (found == expected).all()


def test_windows_over_chosen_words_pass_over_the_others() -> None:
    tokens = make_tokens([["甲", "丁", "丁", "丁", "乙"]])
    assert sliding_windows(tokens, ["甲", "乙"], 2, among=["甲", "乙"])[0][0, 1] == 1
    assert sliding_windows(tokens, ["甲", "乙"], 2, among=["甲", "乙", "丁"])[0][0, 1] == 0


def test_matching_is_the_best_of_all_permutations() -> None:
    generator = np.random.default_rng(3)
    first, second = (
        [generator.choice(list("abcdefghij"), 4, replace=False).tolist() for _ in range(5)] for _ in range(2)
    )
    overlap = [[len(set(a) & set(b)) / len(set(a) | set(b)) for b in second] for a in first]
    best = max(sum(overlap[i][j] for i, j in enumerate(order)) for order in permutations(range(5)))
    match = match_topics(first, second)
    assert match.jaccard.sum() == pytest.approx(best)
    assert sorted(match.partner) == list(range(5))
    assert match.jaccard == pytest.approx([overlap[i][j] for i, j in enumerate(match.partner)])


def test_matching_models_of_different_size() -> None:
    match = match_topics([["a"], ["b"], ["c"]], [["c"], ["a"]])
    assert match.partner.tolist() == [1, -1, 0]
    assert match.jaccard.tolist() == [1, 0, 1]


def test_exclusivity_and_top_words() -> None:
    weights = np.array([[4.0, 4.0, 0.0, 0.0], [0.0, 1.0, 1.0, 0.0]])
    assert exclusivity(weights, 2) == pytest.approx([(1 + 0.5) / 2, (0.5 + 1) / 2])
    assert top_words(weights, list("dcba"), 2) == [["c", "d"], ["b", "c"]], "equals by their characters"
