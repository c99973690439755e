"""Draws with replacement: their number, their chance, and their seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from analysis.errors import InputError
from analysis.stats import bootstrap
from analysis.stats.bootstrap import Draws, name_of, times_drawn


@given(st.integers(0, 300), st.integers(0, 20), st.integers(0, 9))
def test_each_resample_draws_as_many_as_there_are(units: int, resamples: int, seed: int) -> None:
    times = times_drawn(units, resamples, seed, "a")
    assert times.shape == (units, resamples)
    assert (times.sum(axis=0) == units).all()


def test_many_draws_of_one_unit_are_counted_to_the_end() -> None:
    """A unit may be drawn as often as there are units: the small whole numbers hold that."""
    assert [times_drawn(units, 1).dtype for units in (255, 256)] == [np.uint8, np.uint16]


def test_counts_are_multinomial() -> None:
    times = times_drawn(5, 20_000).astype(float)
    assert times.mean(axis=1) == pytest.approx(np.ones(5), abs=0.03)
    assert times.var(axis=1) == pytest.approx(np.full(5, 0.8), abs=0.03)  # n p (1 − p)
    assert np.cov(times)[0, 1] == pytest.approx(-0.2, abs=0.03)  # −n p²


def test_the_name_and_the_seed_make_the_draws() -> None:
    first = times_drawn(6, 50, 1, "安徽省/2020")
    assert (first == times_drawn(6, 50, 1, "安徽省/2020")).all()
    assert (first != times_drawn(6, 50, 1, "安徽省/2021")).any()
    assert (first != times_drawn(6, 50, 2, "安徽省/2020")).any()


def test_names_say_which_group() -> None:
    assert name_of("a", 2020) == name_of("a", np.int64(2020)) == name_of("a", np.float64(2020)) == "a/2020"
    assert name_of(0.5, float("nan"), None) == "0.5/nan/None"
    assert name_of() == ""


def test_weights_want_two_units_and_two_resamples() -> None:
    draws = Draws()
    assert np.isnan(draws.weights(1, 2)).all() and draws.weights(0, 2).shape == (0, 2)
    assert draws.weights(2, 2).sum(axis=0).tolist() == [2, 2]
    assert (draws.weights(4, 30, 1, "a") == times_drawn(4, 30, 1, "a")).all()
    with pytest.raises(InputError, match="give 2 or more"):
        draws.weights(2, 1)


def test_draws_are_kept_while_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "_KEPT", 12)
    monkeypatch.setattr(bootstrap, "_ROOM", 20)
    draws = Draws()
    assert draws.times(4, 3) is draws.times(4, 3), "twelve bytes of twenty"
    assert draws.times(4, 3, 1) is not draws.times(4, 3, 1), "the rest is too small"
    assert draws.times(4, 2, 1) is draws.times(4, 2, 1), "eight bytes fill it"
    assert draws.times(1, 1) is not draws.times(1, 1)
    assert Draws().times(13, 1) is not None
    large = Draws()
    assert large.times(13, 1) is not large.times(13, 1)
