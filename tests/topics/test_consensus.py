"""Which documents a consensus leaves out: each equally often, by their content and by nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.sparse import csr_array

from analysis.topics.consensus import balanced_subsamples, content_keys
from tests.topics.planted import planted_matrix


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.integers(1, 30), st.floats(0.05, 1), st.integers(0, 3))
def test_each_document_is_left_out_equally_often(size: int, runs: int, share: float, scheme: int) -> None:
    keys = np.random.default_rng(size).integers(0, 2**63, size).astype(np.uint64)
    rows = balanced_subsamples(keys, runs, share, scheme=scheme)
    absent = min(size - 1, round((1 - share) * size))
    assert [len(chosen) for chosen in rows] == [size - absent] * runs
    assert all((np.diff(chosen) > 0).all() for chosen in rows)
    times = np.bincount(np.concatenate(rows), minlength=size)
    assert times.max() - times.min() <= 1


def test_whole_groups_are_left_out_equally_often() -> None:
    groups = np.repeat([7, 3, 5, 9, 1], [1, 9, 4, 2, 6])
    keys = np.arange(22, dtype=np.uint64)
    rows = balanced_subsamples(keys, 10, 0.8, groups=groups)
    left = [sorted(set(groups) - set(groups[chosen])) for chosen in rows]
    assert [len(gone) for gone in left] == [1] * 10
    assert sorted(kind for gone in left for kind in gone) == sorted([1, 3, 5, 7, 9] * 2)
    assert all(len(chosen) == np.isin(groups, groups[chosen]).sum() for chosen in rows), "whole"


def test_what_is_left_out_follows_from_the_content() -> None:
    """Another order of documents, of terms, further documents: a document keeps its key; and the same
    documents are left out in another order.
    """
    matrix = planted_matrix(documents=90)
    keys = content_keys(matrix.counts, matrix.terms)
    order, columns = np.random.default_rng(1).permutation(90), np.random.default_rng(2).permutation(12)
    turned = csr_array(matrix.counts.toarray()[order][:, columns])
    assert (content_keys(turned, [matrix.terms[c] for c in columns]) == keys[order]).all()
    assert (content_keys(matrix.counts[:40], matrix.terms) == keys[:40]).all()
    distinct = np.arange(90, dtype=np.uint64) ** 3
    for first, second in zip(
        balanced_subsamples(distinct, 8, 0.7), balanced_subsamples(distinct[order], 8, 0.7), strict=True
    ):
        assert set(first) == set(order[second])


def test_keys_tell_documents_apart() -> None:
    counts = csr_array(np.array([[1, 1, 0], [1, 1, 0], [2, 1, 0], [1, 2, 0], [0, 0, 0], [1, 0, 1]]))
    keys = content_keys(counts, "abc").tolist()
    assert keys[0] == keys[1]
    assert len(set(keys)) == 5


def test_runs_and_schemes_differ_as_chance_would() -> None:
    """Two runs of different rounds, or of different schemes, have in common what independent draws would."""
    keys = content_keys(csr_array(np.eye(2000, dtype=np.int64)), [f"t{n}" for n in range(2000)])
    absent = [
        [set(range(2000)) - set(rows.tolist()) for rows in balanced_subsamples(keys, 10, 0.8, scheme=scheme)]
        for scheme in (0, 1, 2)
    ]
    rounds = [len(absent[0][i] & absent[0][j]) for i in range(5) for j in range(5, 10)]
    schemes = [len(absent[0][i] & absent[s][j]) for s in (1, 2) for i in range(10) for j in range(10)]
    assert np.mean(rounds) == pytest.approx(80, abs=1)
    assert np.mean(schemes) == pytest.approx(80, abs=1)
    assert max(schemes + rounds) < 120, "none is another's copy (five standard deviations above the mean)"
    assert all(not absent[0][i] & absent[0][j] for i in range(5) for j in range(i)), (
        "within a round nothing is left out twice"
    )
