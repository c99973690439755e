"""Cuts at sentence ends are found, and whole reports not warned of: a small run of benchmarks/cuts.py."""

from __future__ import annotations

import pytest

from analysis.corpus.corpus import Corpus
from analysis.corpus.types import Report
from benchmarks.cuts import CUT, Cut, cut, cuts_of, names_of, wilson


@pytest.fixture(scope="module")
def whole(corpus: Corpus) -> list[Report]:
    """The shipped work reports but the one whose beginning is missing, as its manifest says."""
    return [r for r in corpus.iter_reports() if r.kind == "work_report" and r.report_id != "national-2024"]


def test_cuts_are_found(whole: list[Report]) -> None:
    cuts = cuts_of(whole, 87, seed=7)
    missed = [(c.name, round(c.share, 2), c.last) for c in cuts if not c.found]
    assert len(missed) <= 0.05 * len(cuts), missed
    assert all(0.18 < c.share < 0.97 for c in cuts)
    assert len({c.name for c in cuts}) == len(whole)


def test_whole_reports_are_not_warned_of(whole: list[Report]) -> None:
    assert {r.report_id: names for r in whole if (names := names_of(r))} == {}


def test_a_beginning_that_is_missing(corpus: Corpus) -> None:
    report = next(r for r in corpus.iter_reports() if r.report_id == "national-2024")
    assert names_of(report) == ("chapters", "review")


def test_a_cut_ends_at_a_sentence_end(whole: list[Report]) -> None:
    report = whole[0]
    half = cut(report, 0.5)
    assert abs(half.share - 0.5) < 0.01
    assert half.last[-1] in "。！？”"
    assert cut(report, 1.0).share < 1  # its last sentence always goes
    assert half == cut(report, 0.5)


def test_found_is_a_warning_of_a_cut() -> None:
    assert all(Cut("a", 0.5, "。", ("split", name)).found for name in CUT)
    assert not Cut("a", 0.5, "。", ("split", "review")).found


def test_wilson() -> None:
    """Newcombe (1998), table I: 81 of 263 and 0 of 20."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert all(end != end for end in wilson(0, 0))
