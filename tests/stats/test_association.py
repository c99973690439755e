"""Statistics against scipy and printed tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy.stats import chi2, chi2_contingency, false_discovery_control
from scipy.stats.contingency import relative_risk

from analysis.stats.association import (
    benjamini_hochberg,
    chi2_tail,
    log_dice,
    log_likelihood,
    log_ratio,
    weighted_log_odds,
)


@pytest.mark.parametrize(
    ("printed", "cells"),
    [
        (270.72, (110, 2442, 111, 29114)),  # the swiss
        (263.90, (29, 13, 123, 31612)),  # can be
        (256.84, (31, 23, 139, 31584)),  # previous year
        (167.23, (10, 0, 3, 31764)),  # mineral water
        (157.21, (76, 104, 2476, 29121)),  # at the
    ],
)
def test_the_table_of_dunning(printed: float, cells: tuple[int, int, int, int]) -> None:
    """The bigrams that Dunning (1993) ranks by −2 log λ; the cells are AB, A¬B, ¬AB, ¬A¬B."""
    both, first, second, neither = cells
    assert log_likelihood(np.array([both]), np.array([second]), both + first, second + neither)[
        0
    ] == pytest.approx(printed, abs=0.006)


COUNT = st.integers(0, 500)


@given(COUNT, COUNT, st.integers(501, 5000), st.integers(501, 5000))
def test_g2_and_p_are_scipys(a: int, b: int, c: int, d: int) -> None:
    if a + b == 0:
        return
    statistic, p, _, _ = chi2_contingency(
        [[a, b], [c - a, d - b]], correction=False, lambda_="log-likelihood"
    )
    mine = log_likelihood(np.array([a]), np.array([b]), c, d)
    assert mine[0] == pytest.approx(statistic, abs=1e-7)
    assert chi2_tail(mine)[0] == pytest.approx(chi2.sf(mine[0], 1))
    assert p == pytest.approx(chi2_tail(mine)[0], abs=1e-4)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_q_is_scipys(p: list[float]) -> None:
    assert benjamini_hochberg(np.array(p)).tolist() == pytest.approx(
        false_discovery_control(p, method="bh").tolist()
    )


@given(st.integers(1, 500), st.integers(1, 500))
def test_log_ratio_is_the_log_of_scipys_relative_risk(a: int, b: int) -> None:
    assert log_ratio(np.array([a]), np.array([b]), 1000, 2000)[0] == pytest.approx(
        np.log2(relative_risk(a, 1000, b, 2000).relative_risk)
    )


def test_log_ratio_at_zero() -> None:
    values = log_ratio(np.array([0, 4, 0]), np.array([4, 0, 0]), 100, 100)
    assert values[:2].tolist() == [-3, 3]
    assert np.isnan(values[2])


def test_log_odds_worked_by_hand() -> None:
    """Two sides of 10 words, a prior of 4 words: α = 1, so 4 and 2 of 14 words."""
    odds, z = weighted_log_odds(np.array([3]), np.array([1]), 10, 10, np.array([1.0]), 4)
    assert odds[0] == pytest.approx(np.log((4 / 10) / (2 / 12)))
    assert z[0] == pytest.approx(np.log(2.4) / np.sqrt(1 / 4 + 1 / 2))


@given(COUNT, COUNT, st.floats(0.01, 100))
def test_log_odds_turn_with_the_sides(a: int, b: int, prior: float) -> None:
    one = weighted_log_odds(np.array([a]), np.array([b]), 1000, 2000, np.array([prior]), 500)
    other = weighted_log_odds(np.array([b]), np.array([a]), 2000, 1000, np.array([prior]), 500)
    assert one[0][0] == pytest.approx(-other[0][0])
    assert one[1][0] == pytest.approx(-other[1][0])


def test_log_dice_by_hand() -> None:
    assert log_dice(np.array([5]), 10, np.array([30]))[0] == 12


def test_weighted_log_odds_against_the_printed_example_of_tidylo() -> None:
    """The vignette of tidylo (Silge, Hayes & Schnoebelen, CRAN; “Counting things other than words”) prints
    gears by engine shape of R's ``mtcars``: 12, 2, 4 and 3, 10, 1 cars, and their weighted log-odds. There a
    group stands against all groups together, and each group gets the prior: the feature's whole count, or 1.
    """
    counts = np.array([[12.0, 2, 4], [3, 10, 1]])
    for prior, printed in (
        (counts.sum(axis=0), [[1.1728347, -1.3767516, 0.4033125], [-1.1354777, 1.5661168, -0.4362340]]),
        (np.ones(3), [[1.8912729, -1.9691060, 0.5549172]]),
    ):
        whole = (counts + prior).sum(axis=0)
        for group, expected in zip(counts, printed, strict=False):
            odds, z = weighted_log_odds(
                group, whole - prior, group.sum(), whole.sum() - prior.sum(), prior, prior.sum()
            )
            assert z.tolist() == pytest.approx(expected, abs=5e-7)
    odds, _ = weighted_log_odds(counts[0], counts.sum(axis=0) + 1, 18, 35, np.ones(3), 3)
    assert odds[:3].tolist() == pytest.approx([0.6968169, -1.2527630, 0.3249262], abs=5e-7)
