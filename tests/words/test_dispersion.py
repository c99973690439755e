"""DP against the published example and against all ways of spreading a few occurrences."""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from scipy.sparse import csr_array

from analysis.text.matrix import TermMatrix
from analysis.words.dispersion import dispersion


def matrix_of(counts: list[list[int]], tokens: list[int]) -> TermMatrix:
    """Rows of the list are terms."""
    return TermMatrix(
        csr_array(np.array(counts).T),
        tuple(f"t{row}" for row in range(len(counts))),
        pd.DataFrame({"tokens": tokens}),
    )


def test_the_example_of_gries_2008() -> None:
    """Five parts of 9, 10, 10, 10, 11 words; a stands in them 1, 2, 3, 4, 5 times;

    DP = 0.18 (Gries 2008, table 1).
    """
    row = dispersion(matrix_of([[1, 2, 3, 4, 5]], [9, 10, 10, 10, 11])).iloc[0]
    assert row["dp"] == pytest.approx(0.18)
    assert row["dp_norm"] == pytest.approx(0.18 / (1 - 9 / 50))


def test_the_ends_of_the_scale() -> None:
    table = dispersion(matrix_of([[1, 1, 1, 1], [7, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0]], [10, 10, 10, 10]))
    assert table["dp"].tolist()[:2] == [0, 0.75]
    assert table["dp_norm"].tolist()[:2] == [0, 1]
    assert table["dp_free"].tolist()[:2] == [0, 1]
    assert table.loc[2, ["dp", "dp_norm", "dp_floor", "dp_free"]].isna().all(), "a term that doesn't occur"
    assert table["dp_floor"].iloc[3] == 0.75
    assert np.isnan(table["dp_free"].iloc[3]), "one occurrence in equal documents has no choice"


def test_one_document_has_no_dispersion() -> None:
    assert dispersion(matrix_of([[3, 0]], [10, 0]))["dp"].isna().all()


@settings(max_examples=60)
@given(st.integers(1, 5), st.lists(st.integers(1, 30), min_size=2, max_size=4))
def test_no_spread_lies_below_the_floor_and_one_reaches_it(count: int, tokens: list[int]) -> None:
    spreads = []
    for places in combinations_with_replacement(range(len(tokens)), count):
        spreads.append(np.bincount(places, minlength=len(tokens)).tolist())
    table = dispersion(matrix_of(spreads, tokens))
    assert table["dp"].min() == pytest.approx(table["dp_floor"].iloc[0])
    assert (table["dp_floor"] == table["dp_floor"].iloc[0]).all()
    assert table["dp"].max() == pytest.approx(1 - min(tokens) / sum(tokens))
    free = table["dp_free"].dropna()
    assert free.between(0, 1).all()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(10, 50)), min_size=2, max_size=8))
def test_the_formula_term_by_term(rows: list[tuple[int, int]]) -> None:
    counts, tokens = map(list, zip(*rows, strict=True))
    if sum(counts) == 0:
        return
    s, v = np.array(tokens) / sum(tokens), np.array(counts) / sum(counts)
    assert dispersion(matrix_of([counts], tokens))["dp"].iloc[0] == pytest.approx(
        np.abs(s - v).sum() / 2, abs=1e-12
    )
