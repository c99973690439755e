"""Jensen–Shannon against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial.distance import jensenshannon

from analysis.stats.divergence import jensen_shannon

WEIGHTS = arrays(np.float64, 5, elements=st.sampled_from([0.0, 0.25, 1.0, 3.0])).filter(np.any)


@given(WEIGHTS, WEIGHTS)
def test_it_is_scipys(p: np.ndarray, q: np.ndarray) -> None:
    own = float(jensen_shannon(p, q))
    assert own == pytest.approx(np.nan_to_num(jensenshannon(p, q, base=2)) ** 2, abs=1e-12)
    assert 0 <= own <= 1 + 1e-12
    assert own == pytest.approx(float(jensen_shannon(q, 7 * p)), abs=1e-12)


def test_like_is_0_and_apart_is_1() -> None:
    p = np.random.default_rng(0).dirichlet(np.ones(30), size=50)
    assert (jensen_shannon(p, p) == 0).all()
    scaled = jensen_shannon(p, p * 0.3)
    assert (scaled >= 0).all() and scaled.max() < 1e-15, "also after rounding"
    assert float(jensen_shannon(np.array([1.0, 0]), np.array([0, 1.0]))) == 1


def test_nothing_and_the_unknown_have_no_distance() -> None:
    rows = np.array([[0.0, 0.0], [np.nan, 1.0], [1.0, 1.0]])
    assert np.isnan(jensen_shannon(rows, np.array([1.0, 2.0]))).tolist() == [True, True, False]
    assert jensen_shannon(rows[:, None], rows[None]).shape == (3, 3)
