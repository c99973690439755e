"""Changes of terms between two reports, by hand and at the edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from analysis.errors import InputError
from analysis.text.matrix import TermMatrix
from analysis.themes.term_changes import term_changes

TERMS = ("企业", "就业", "改革", "创新", "少见")


def matrix(tokens: list[int] | None = None) -> TermMatrix:
    """Two plans of a city, three paragraphs of fifty words each."""
    counts = [
        [4, 2, 0, 3, 1], [4, 2, 0, 3, 1], [4, 2, 0, 3, 1],
        [1, 2, 3, 0, 1], [1, 2, 3, 0, 1], [1, 2, 3, 0, 0],
    ]  # fmt: skip
    docs = pd.DataFrame(
        {
            "report_id": ["a"] * 3 + ["b"] * 3,
            "level": "city",
            "region": "甲",
            "region_code": "100001",
            "year": [2020] * 3 + [2021] * 3,
            "kind": "work_report",
            "part": "plan",
            "tokens": tokens or [50] * 6,
        }
    )
    return TermMatrix(csr_array(np.array(counts)), TERMS, docs)


def test_a_whole_table() -> None:
    """Paragraphs alike within a report leave nothing to chance: the interval is the change."""
    table = term_changes(matrix(), resamples=40)
    ratios = [
        np.log2((9 + 0.5) / (0 + 0.5)),
        np.log2((0 + 0.5) / (9 + 0.5)),
        np.log2((3 + 0.5) / (12 + 0.5)),
    ]
    assert table["term"].tolist() == ["改革", "创新", "企业"]
    assert table["trend"].tolist() == ["new", "gone", "fading"]
    assert table["log_ratio"].tolist() == pytest.approx(ratios)
    assert table["low"].tolist() == table["high"].tolist() == pytest.approx(ratios)
    assert table["count_from"].tolist() == [0, 9, 12] and table["count_to"].tolist() == [9, 0, 3]
    assert table["per_10k_from"].tolist() == [0, 600, 800]
    assert table["per_10k_to"].tolist() == [600, 0, 200]
    assert (table["report_from"] + table["report_to"]).unique().tolist() == ["ab"]


def test_the_bar_and_the_top() -> None:
    def terms(**options: int | None) -> list[str]:
        return term_changes(matrix(), resamples=40, **options)["term"].tolist()  # type: ignore[arg-type]

    assert "少见" in terms(top=None, min_count=5) and "少见" not in terms(top=None, min_count=6)
    assert "就业" in terms(top=None) and "就业" not in terms(top=30), "it doesn't move"
    assert terms(top=1) == ["改革", "创新"], "one that rises and one that fades"


def test_a_draw_without_words_is_left_out() -> None:
    """Of three paragraphs one has words: a draw has none in eight of 27 cases."""
    table = term_changes(matrix([50, 0, 0, 50, 50, 50]), min_count=1, top=None, resamples=200)
    assert table[["low", "high", "log_ratio"]].notna().all(axis=None)
    nothing = term_changes(matrix([0, 0, 0, 50, 50, 50]), min_count=1, top=None, resamples=200)
    assert nothing[["low", "high", "log_ratio", "per_10k_from"]].isna().all(axis=None)
    assert set(nothing["trend"]) == {""}


def test_an_interval_wants_two_resamples() -> None:
    assert len(term_changes(matrix(), resamples=2)) == 3
    with pytest.raises(InputError, match="give 2 or more"):
        term_changes(matrix(), resamples=1)
