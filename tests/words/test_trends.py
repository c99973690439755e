"""Trends by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from analysis.errors import InputError
from analysis.text.matrix import TermMatrix
from analysis.words.frequency import keyword_frequencies
from analysis.words.tfidf import distinctive_terms
from analysis.words.trends import bootstrap_rates, keyword_trends


@pytest.fixture
def matrix() -> TermMatrix:
    docs = pd.DataFrame(
        {
            "level": ["national"] * 6 + ["city"] * 2,
            "year": [2024, 2024, 2020, 2020, 2021, 2021, 2020, 2020],
            "tokens": [100, 100, 50, 50, 40, 60, 10, 10],
        }
    )
    counts = csr_array(np.array([[8, 0], [0, 0], [1, 1], [1, 0], [0, 0], [2, 0], [1, 0], [0, 0]]))
    return TermMatrix(counts, ("企业", "改革"), docs)


def test_by_hand(matrix: TermMatrix) -> None:
    table = keyword_trends(matrix, ["改革", "企业"], resamples=200)
    assert table[["level", "term", "year"]].values.tolist() == [
        ["national", "改革", 2020], ["national", "改革", 2021], ["national", "改革", 2024],
        ["national", "企业", 2020], ["national", "企业", 2021], ["national", "企业", 2024],
        ["city", "改革", 2020], ["city", "企业", 2020],
    ]  # fmt: skip
    firm = table[(table["term"] == "企业") & (table["level"] == "national")]
    assert firm["per_10k"].tolist() == [200, 200, 400]
    assert firm["change"].tolist()[1:] == [0, 200]
    assert firm["log_ratio"].tolist()[1:] == [0, 1]
    assert firm["previous_year"].tolist() == [pd.NA, 2020, 2021]
    assert np.isnan(firm["change"].iloc[0])
    assert (firm["low"] <= firm["per_10k"]).all() and (firm["per_10k"] <= firm["high"]).all()
    reform = table[(table["term"] == "改革") & (table["level"] == "national")]
    assert reform["log_ratio"].iloc[1] == pytest.approx(-1), "a count of 0 is taken for ½"
    assert np.isnan(reform["log_ratio"].iloc[2]), "from 0 to 0 is no change to speak of"
    pd.testing.assert_frame_equal(
        table, keyword_trends(matrix, ["改革", "企业"], resamples=200), check_exact=True
    )


def test_an_unknown_term_says_so(matrix: TermMatrix) -> None:
    with pytest.raises(InputError, match="“六稳”"):
        keyword_trends(matrix, ["六稳"])


def test_no_documents_give_empty_tables_with_their_columns(matrix: TermMatrix) -> None:
    nothing = matrix.select(np.zeros(8, dtype=bool))
    for table, full in (
        (keyword_frequencies(nothing), keyword_frequencies(matrix)),
        (keyword_frequencies(nothing, by="year"), keyword_frequencies(matrix, by="year")),
        (distinctive_terms(nothing), distinctive_terms(matrix)),
        (keyword_trends(nothing, ["企业"]), keyword_trends(matrix, ["企业"], resamples=10)),
    ):
        assert table.empty
        assert table.columns.tolist() == full.columns.tolist()
    assert nothing.group("year").shape == (0, 2)


def test_a_draw_without_words_is_left_out() -> None:
    """Of two paragraphs one has words: a quarter of the draws have none, and all others the same rate."""
    docs = pd.DataFrame({"year": 2020, "tokens": [10, 0]})
    table = bootstrap_rates(TermMatrix(csr_array(np.array([[2], [0]])), ("a",), docs), "year", resamples=50)
    assert table[["per_10k", "low", "high"]].to_numpy().tolist() == [[2000, 2000, 2000]]
    docs = docs.assign(tokens=0)
    nothing = bootstrap_rates(TermMatrix(csr_array(np.array([[0], [0]])), ("a",), docs), "year", resamples=9)
    assert nothing[["per_10k", "low", "high"]].isna().all(axis=None)


def test_ends_are_rates_that_resamples_have() -> None:
    """Of two paragraphs with one and three occurrences there are three rates, and no rate between them."""
    docs = pd.DataFrame({"year": 2020, "tokens": [10, 10]})
    matrix = TermMatrix(csr_array(np.array([[1], [3]])), ("a",), docs)
    for resamples in (2, 3, 5, 100):
        table = bootstrap_rates(matrix, "year", resamples=resamples, confidence=0.5)
        assert set(table[["low", "high"]].to_numpy().ravel()) <= {1000, 2000, 3000}
