"""Resampling against every permutation, against its own law under chance, and against closed forms."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from analysis.errors import InputError
from analysis.stats.grouping import group_sums
from analysis.stats.permutation import Deal, permutation_test, shuffled_labels
from analysis.text.matrix import TermMatrix
from analysis.words.trends import bootstrap_rates

GENERATOR = np.random.default_rng(7)
COUNTS = GENERATOR.poisson(2, size=(7, 4))
TOKENS = GENERATOR.integers(20, 60, size=7).astype(float)
LABELS = np.array([0, 0, 0, 1, 1, 2, 2])


def every_excess(strata: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The excess of the data, and of every way of dealing the labels."""
    rates = COUNTS.sum(axis=0) / TOKENS.sum()
    dealt = [
        np.array(labels)
        for labels in permutations(LABELS.tolist())
        if strata is None
        or all(sorted(np.array(labels)[strata == s]) == sorted(LABELS[strata == s]) for s in set(strata))
    ]

    def one(labels: np.ndarray) -> np.ndarray:
        return np.array(
            [COUNTS[labels == g].sum(axis=0) - TOKENS[labels == g].sum() * rates for g in range(3)]
        )

    return one(LABELS), np.array([one(labels) for labels in dealt])


@pytest.mark.parametrize("strata", [None, np.array([0, 1, 0, 1, 0, 1, 0])])
def test_p_comes_near_that_of_all_permutations(strata: np.ndarray | None) -> None:
    observed, every = every_excess(strata)
    exact = (np.abs(every) >= np.abs(observed) - 1e-9).mean(axis=0)
    chance = permutation_test(csr_array(COUNTS), TOKENS, LABELS, resamples=4000, seed=1, strata=strata)
    assert np.abs(chance.p - exact).max() < 0.035, "four standard errors of 4,000 draws"


@pytest.mark.parametrize("strata", [None, np.array([0, 1, 0, 1, 0, 1, 0])])
def test_the_deviation_in_closed_form_is_that_of_all_permutations(strata: np.ndarray | None) -> None:
    _, every = every_excess(strata)
    deal = Deal(csr_array(COUNTS.astype(float)), TOKENS, LABELS, [LABELS[None]], strata)
    assert deal.deviation(0, 3) == pytest.approx(every.std(axis=0))


def test_dealing_keeps_the_groups_and_strata() -> None:
    labels, strata = np.array([0, 0, 1, 1, 1, 0]), np.array([1, 0, 1, 0, 0, 1])
    dealt = shuffled_labels(labels, 200, 3, strata)
    for stratum in (0, 1):
        assert (np.sort(dealt[:, strata == stratum], axis=1) == np.sort(labels[strata == stratum])).all()
    assert len(np.unique(dealt, axis=0)) == 9, "three ways in each stratum"
    assert (np.sort(shuffled_labels(labels, 50, 3), axis=1) == np.sort(labels)).all()
    assert (shuffled_labels(labels, 50, 3) == shuffled_labels(labels, 50, 3)).all()
    assert (shuffled_labels(labels, 50, 3) != shuffled_labels(labels, 50, 4)).any()


def test_under_chance_p_is_even_and_q_finds_little() -> None:
    generator = np.random.default_rng(11)
    counts = csr_array(generator.poisson(0.4, size=(120, 300)))
    tokens = generator.integers(80, 120, size=120).astype(float)
    chance = permutation_test(counts, tokens, np.repeat([0, 1], 60), resamples=400, seed=2)
    assert 0.02 < (chance.p[0] <= 0.05).mean() < 0.09
    assert (chance.q < 0.05).sum() <= 2


def test_a_planted_difference_is_found_and_one_clump_is_not() -> None:
    """Twelve occurrences over twelve documents are a difference; twelve in one document are one accident,
    which G² can't tell.
    """
    generator = np.random.default_rng(5)
    counts = generator.poisson(0.5, size=(60, 200))
    counts[:, 0], counts[:, 1] = 0, 0
    counts[:12, 0] = 1
    counts[3, 1] = 12
    chance = permutation_test(
        csr_array(counts), np.full(60, 100.0), np.repeat([0, 1], 30), resamples=999, seed=0
    )
    assert chance.p[0, 0] <= 0.002
    assert chance.q[0, 0] < 0.05
    assert chance.p[0, 1] > 0.4


def test_p_is_never_zero_and_needs_a_resample() -> None:
    chance = permutation_test(csr_array(COUNTS), TOKENS, LABELS, resamples=9)
    assert chance.p.min() >= 0.1
    assert (chance.q > 0).all()
    with pytest.raises(InputError, match="give 1 or more"):
        permutation_test(csr_array(COUNTS), TOKENS, LABELS, resamples=0)


def test_sums_by_sparse_product() -> None:
    assert (
        group_sums(csr_array(COUNTS), LABELS, 3)
        == np.array([COUNTS[g == LABELS].sum(axis=0) for g in range(3)])
    ).all()
    dealt = shuffled_labels(LABELS, 5, 1)
    deal = Deal(csr_array(COUNTS.astype(float)), TOKENS, LABELS, [dealt], None)
    assert deal.excess(deal.own, 0, 3)[0] == pytest.approx(every_excess()[0])
    for resample, labels in enumerate(dealt):
        by_hand = [COUNTS[labels == g].sum(axis=0) - TOKENS[labels == g].sum() * deal.rates for g in (1, 2)]
        assert deal.excess(deal.dealt, 1, 3)[resample] == pytest.approx(np.array(by_hand))


def test_many_groups_are_tested_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """In blocks of groups and of resamples, and two groups by one of them."""
    whole = permutation_test(csr_array(COUNTS), TOKENS, LABELS, resamples=50)
    two = permutation_test(csr_array(COUNTS), TOKENS, np.minimum(LABELS, 1), resamples=50)
    monkeypatch.setattr("analysis.stats.permutation._BLOCK_CELLS", 4)
    parts = permutation_test(csr_array(COUNTS), TOKENS, LABELS, resamples=50)
    assert (whole.p == parts.p).all() and (whole.q == parts.q).all()
    strata = np.array([0, 1, 2, 0, 1, 2, 2])
    blocks = Deal(csr_array(COUNTS.astype(float)), TOKENS, LABELS, [LABELS[None]], strata).deviation(0, 3)
    monkeypatch.setattr("analysis.stats.permutation._BLOCK_CELLS", 100)
    assert blocks == pytest.approx(
        Deal(csr_array(COUNTS.astype(float)), TOKENS, LABELS, [LABELS[None]], strata).deviation(0, 3)
    )
    excess = COUNTS[:3].sum(axis=0) - TOKENS[:3].sum() * COUNTS.sum(axis=0) / TOKENS.sum()
    dealt = shuffled_labels(np.minimum(LABELS, 1), 50, 0)
    chance = np.array(
        [
            COUNTS[one == 1].sum(axis=0) - TOKENS[one == 1].sum() * COUNTS.sum(axis=0) / TOKENS.sum()
            for one in dealt
        ]
    )
    assert (two.p == (1 + (np.abs(chance) >= np.abs(excess) - 1e-9).sum(axis=0)) / 51).all() and (
        two.q[0] == two.q[1]
    ).all()


def test_the_bootstrap_interval_is_that_of_the_linearised_error() -> None:
    generator = np.random.default_rng(3)
    counts, tokens = generator.poisson(3, size=(400, 2)), generator.integers(50, 150, size=400)
    docs = pd.DataFrame({"region": ["甲"] * 399 + ["乙"], "tokens": tokens})
    table = bootstrap_rates(TermMatrix(csr_array(counts), ("a", "b"), docs), "region", resamples=2000, seed=1)
    assert table.columns.tolist() == ["region", "term", "count", "tokens", "per_10k", "low", "high"]
    x, t = counts[:399, 0], tokens[:399]
    rate = x.sum() / t.sum()
    error = np.sqrt(((x - rate * t) ** 2).sum()) / t.sum()
    first = table.iloc[0]
    assert first["per_10k"] == pytest.approx(1e4 * rate)
    assert (first["high"] - first["low"]) / (2 * 1.96e4 * error) == pytest.approx(1, abs=0.08)
    assert first["low"] < first["per_10k"] < first["high"]
    assert table.loc[table["region"] == "乙", ["low", "high"]].isna().all(axis=None), (
        "one document has no spread"
    )
    again = bootstrap_rates(TermMatrix(csr_array(counts), ("a", "b"), docs), "region", resamples=2000, seed=1)
    pd.testing.assert_frame_equal(table, again, check_exact=True)
