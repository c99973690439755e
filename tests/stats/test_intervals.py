"""The one rule of percentiles, at its edges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import arrays

from analysis.stats.intervals import CONFIDENCE, defined, ends_of, interval, ratio, stance


@pytest.mark.parametrize(
    ("resamples", "confidence", "ends"),
    [
        (1, 0.95, (0, 0)),
        (2, 0.95, (0, 1)),
        (40, 0.95, (0, 39)),
        (41, 0.95, (1, 39)),  # 0.025 · 40 is one exactly
        (1000, 0.95, (24, 975)),
        (101, 0.9, (5, 95)),
        (100, 0.5, (24, 75)),
    ],
)
def test_ends_are_the_next_resamples_outwards(
    resamples: int, confidence: float, ends: tuple[int, int]
) -> None:
    assert ends_of(resamples, confidence) == ends


@given(
    arrays(np.float64, st.tuples(st.integers(1, 3), st.integers(1, 50)), elements=st.integers(-9, 9)),
    st.sampled_from([0.5, 0.8, 0.9, CONFIDENCE]),
)
def test_the_ends_are_numpys_percentiles_outwards(values: np.ndarray, confidence: float) -> None:
    low, high = interval(values, confidence)
    tail = round((1 - confidence) / 2, 9)
    assert low.tolist() == np.quantile(values, tail, axis=-1, method="lower").tolist()
    assert high.tolist() == np.quantile(values, 1 - tail, axis=-1, method="higher").tolist()


def test_undefined_resamples() -> None:
    values = np.array([[3.0, np.nan, 1.0, 2.0], [1.0, 2.0, 3.0, 4.0]])
    low, high = interval(values)
    assert low.tolist() == [1, 1] and np.isnan(high[0]) and high[1] == 4
    assert defined(values).tolist() == [[3, 1, 2], [1, 3, 4]]
    assert defined(np.array([np.nan, 1.0])).tolist() == [1]
    for end in interval(defined(np.full((2, 5), np.nan))):
        assert end.shape == (2,) and np.isnan(end).all()


def test_ratio_of_nothing_is_unknown() -> None:
    quotient = ratio(np.array([1.0, 1.0, 0.0, np.nan, 1.0]), np.array([2.0, 0.0, 0.0, 1.0, np.nan]))
    assert quotient[0] == 0.5 and np.isnan(quotient[1:]).all()


def test_an_interval_that_touches_0_takes_no_side() -> None:
    low, high = np.array([0.0, -1.0, 1e-9, -1.0]), np.array([1.0, 0.0, 1.0, -1e-9])
    assert stance(low, high, ("up", "down", "none")).tolist() == ["none", "none", "up", "down"]
