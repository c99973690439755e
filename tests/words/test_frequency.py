"""Rates by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from analysis.errors import InputError
from analysis.text.matrix import TermMatrix
from analysis.words.dispersion import dispersion
from analysis.words.frequency import keyword_frequencies


@pytest.fixture
def matrix() -> TermMatrix:
    docs = pd.DataFrame(
        {"report_id": list("abcd"), "year": [2019, 2019, 2020, 2020], "tokens": [100, 300, 50, 0]}
    )
    counts = csr_array(np.array([[2, 0, 1], [2, 0, 3], [1, 5, 0], [0, 0, 0]]))
    return TermMatrix(counts, ("企业", "六保", "改革"), docs)


def test_overall(matrix: TermMatrix) -> None:
    table = keyword_frequencies(matrix)
    assert table.columns.tolist() == [
        "term",
        "count",
        "tokens",
        "per_10k",
        "documents",
        "range",
        "dp",
        "dp_norm",
        "dp_floor",
        "dp_free",
    ]
    assert table["term"].tolist() == ["企业", "六保", "改革"]
    assert table["count"].tolist() == [5, 5, 4], "equal counts stand in the order of the terms"
    assert table["per_10k"].tolist() == pytest.approx([5e4 / 450, 5e4 / 450, 4e4 / 450])
    assert table["documents"].tolist() == [3, 1, 2]
    assert table["range"].tolist() == [0.75, 0.25, 0.5]


def test_by_year(matrix: TermMatrix) -> None:
    table = keyword_frequencies(matrix, by="year", top=1)
    assert table[["year", "term", "count", "tokens", "documents"]].values.tolist() == [
        [2019, "企业", 4, 400, 2],
        [2020, "六保", 5, 50, 1],
    ]


def test_dispersion_is_within_the_group(matrix: TermMatrix) -> None:
    table = keyword_frequencies(matrix, ["改革", "六保"], by="year").set_index(["year", "term"])
    # 2019: a quarter of the words has 1 of 4, three quarters have 3 of 4.
    assert table.loc[(2019, "改革"), "dp"] == 0
    assert table["dp"].drop((2019, "改革")).isna().all(), (
        "六保 doesn't occur in 2019; 2020 has one document with words"
    )


def test_asked_terms_count_zero_and_no_words_give_no_rate(matrix: TermMatrix) -> None:
    table = keyword_frequencies(matrix, ["六保"], by="report_id")
    assert table["count"].tolist() == [0, 0, 5, 0]
    assert table["per_10k"].tolist()[:3] == [0, 0, 1000]
    assert np.isnan(table["per_10k"].iloc[3])


def test_an_unknown_term_says_so(matrix: TermMatrix) -> None:
    with pytest.raises(InputError, match="“六稳”: no term of this matrix"):
        keyword_frequencies(matrix, ["六稳"])


def test_the_top_of_each_group_is_the_top_of_its_whole_table() -> None:
    generator = np.random.default_rng(4)
    docs = pd.DataFrame({"region": ["甲", None, "乙"] * 4, "tokens": generator.integers(0, 40, size=12)})
    matrix = TermMatrix(
        csr_array(generator.poisson(0.7, size=(12, 30))),
        tuple(f"词{n}" for n in generator.permutation(30)),
        docs,
    )
    table = keyword_frequencies(matrix, by="region", top=7)
    whole = keyword_frequencies(matrix, by="region")
    pd.testing.assert_frame_equal(
        table,
        whole.groupby("region", sort=False, dropna=False).head(7).reset_index(drop=True),
        check_exact=True,
    )
    own = matrix.select((docs["region"] == "乙").to_numpy())
    spread = dispersion(own).set_index("term").loc[table["term"].iloc[14:]].reset_index(drop=True)
    pd.testing.assert_frame_equal(
        table.loc[14:, ["dp", "dp_norm", "dp_floor", "dp_free"]].reset_index(drop=True),
        spread[["dp", "dp_norm", "dp_floor", "dp_free"]],
    )
    assert table["region"].fillna("").tolist() == ["甲"] * 7 + [""] * 7 + ["乙"] * 7
