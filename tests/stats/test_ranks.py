"""Ranks against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import rankdata

from analysis.stats.ranks import ranks


@given(
    st.sampled_from([np.float32, np.float64]).flatmap(
        lambda kind: arrays(
            kind,
            st.tuples(st.integers(1, 4), st.integers(1, 9)),
            elements=st.sampled_from([-1.0, 0.0, 0.125, 0.5, 3.0, np.nan]),
        )
    )
)
def test_ranks_are_the_mean_ranks_of_what_is_known(values: np.ndarray) -> None:
    expected = rankdata(-values, axis=-1, nan_policy="omit")
    assert np.array_equal(ranks(values), expected, equal_nan=True)


@pytest.mark.parametrize("shape", [(0,), (3, 0), (2, 1)])
def test_ranks_of_nothing_and_of_one(shape: tuple[int, ...]) -> None:
    assert ranks(np.zeros(shape)).tolist() == np.ones(shape).tolist()
