"""Figures of words against one another: what is drawn are the table's numbers, in both languages, with the
packaged font.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from analysis.corpus.corpus import Corpus
from analysis.drawing import style
from analysis.drawing.labels import labels
from analysis.drawing.saving import figure_bytes
from analysis.figures.keyness import SPECS, draw_keyness_bars, draw_keyness_funnel, draw_term_profile
from analysis.figures.words import draw_term_trends
from tests.drawing.test_style import glyphs_missing


def compared(terms: int = 40) -> pd.DataFrame:
    """A comparison of made-up terms, from favoured to avoided."""
    numbers = np.arange(terms)
    ratio = np.linspace(3, -3, terms)
    return pd.DataFrame(
        {
            "comparison": "part", "target": "plan", "reference": "review",
            "term": [f"词{n}" for n in numbers], "target_count": 50 + 2 * (terms - numbers),
            "reference_count": 50 + 2 * numbers, "target_tokens": 10_000, "reference_tokens": 9_000,
            "log_ratio": ratio, "low": ratio - 0.5, "high": ratio + 0.5,
            "z": 2 * ratio, "q": 0.5, "q_resampled": np.where(np.abs(ratio) > 1, 0.01, 0.5),
        }
    )  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_funnel_names_both_sides_without_covering(language: str) -> None:
    table = compared()
    ax = draw_keyness_funnel(table, language=language, top=10).axes[0]
    named = [text for text in ax.texts if text.get_text().startswith("词")]
    assert [text.get_text() for text in named] == [*table["term"].head(10), *table["term"].tail(10)]
    dots = np.concatenate([line.get_ydata() for line in ax.lines[:3]])
    assert sorted(dots) == pytest.approx(sorted(table["z"]))
    assert len(ax.lines[0].get_ydata()) == (table["q_resampled"] >= 0.05).sum(), "grey: not sure"
    assert any(labels(language)("plan") in text.get_text() for text in ax.texts)
    figure = ax.figure
    figure.canvas.draw()
    boxes = sorted((Text.get_window_extent(text) for text in named), key=lambda box: -box.y0)
    assert all(upper.y0 >= lower.y1 - 2.5 for upper, lower in pairwise(boxes)), "names cover each other"
    assert glyphs_missing(figure) == set()
    assert figure.get_figwidth() == style.SINGLE


@pytest.mark.parametrize("language", ["zh", "en"])
def test_bars_are_the_ratios_and_hollow_where_unsure(language: str) -> None:
    table = compared()
    ax = draw_keyness_bars(table, language=language, top=12).axes[0]
    rows = pd.concat([table.head(12), table.tail(12)])
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(rows["log_ratio"].tolist())
    hollow = [bar.get_facecolor()[:3] == (1.0, 1.0, 1.0) for bar in ax.patches]
    assert hollow == (rows["q_resampled"] >= 0.05).tolist()
    assert f"{rows['target_count'].iloc[0]} : {rows['reference_count'].iloc[0]}" in [
        text.get_text() for text in ax.texts
    ]
    assert glyphs_missing(ax.figure) == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_profile_is_shaded_by_z(language: str) -> None:
    table = pd.DataFrame(
        {
            "region": ["安徽省", "内蒙古自治区"] * 2,
            "term": ["海洋", "海洋", "草原", "草原"],
            "z": [2.5, -3.0, 0.5, 5.0],
        }
    )
    ax = draw_term_profile(table, language=language).axes[0]
    assert ax.collections[0].get_array().ravel().tolist() == [2.5, -3.0, 0.5, 5.0]
    assert len(ax.lines) == 1, "one dash: 内蒙古 avoids 海洋"
    assert [t.get_text().replace("\n", "") for t in ax.get_xticklabels()] == [
        labels(language).region(r) for r in ("安徽省", "内蒙古自治区")
    ]
    assert glyphs_missing(ax.figure) == set()


def test_trends_have_a_panel_a_term_and_hollow_dots_for_other_kinds() -> None:
    table = pd.DataFrame(
        {
            "term": ["就业"] * 3 + ["创新"] * 3, "year": [2020, 2021, 2024] * 2, "per_10k": [5.0, 3, 1, 1, 2,
                4], "low": [4.0, 2, 0, 0, 1, 3], "high": [6.0, 4, 2, 2, 3, 5],
            "kind": ["task_division", "task_division", "work_report"] * 2,
        }
    )  # fmt: skip
    figure = draw_term_trends(table, language="en", columns=2)
    assert [panel.get_title() for panel in figure.axes] == ["就业", "创新"]
    line, full, hollow = figure.axes[0].lines
    assert line.get_ydata().tolist() == [5, 3, 1]
    assert full.get_xdata().tolist() == [2020, 2021] and hollow.get_xdata().tolist() == [2024]
    assert hollow.get_markerfacecolor() == "white"


@pytest.mark.parametrize("kind", style.FORMATS)
def test_same_bytes(kind: str) -> None:
    first, second = (figure_bytes(draw_keyness_funnel(compared()), kind) for _ in range(2))
    assert first == second


def test_a_corpus_without_the_sides_has_no_figure(corpus: Corpus) -> None:
    from analysis.words.comparisons import COLUMNS

    columns = ["report_id", "region", "term", "count", "per_10k", "z"]
    empty = {
        "keyness": pd.DataFrame(columns=COLUMNS),
        "keyness_parts": pd.DataFrame(columns=COLUMNS),
        "term_profile": pd.DataFrame(columns=columns),
    }
    assert all(spec.table(corpus, empty).empty for spec in SPECS)
