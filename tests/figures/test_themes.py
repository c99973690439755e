"""Figures of themes: the numbers drawn are those of the table, in both languages, at the edges too."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from analysis.drawing import style
from analysis.drawing.labels import labels
from analysis.drawing.seriation import seriate
from analysis.figures import theme_parts, theme_years, themes
from analysis.text.lexicon import load_regions
from tests.drawing.test_style import glyphs_missing

SHARES = pd.DataFrame(
    {"region": np.repeat(["安徽省", "北京市", "西藏自治区"], 2), "theme": ["a", "b"] * 3, "share": [0.1, 0.2,
        0.3, 0.0, 0.05, 0.4],
     "name_zh": ["甲题", "乙题"] * 3, "name_en": ["First", "Second"] * 3}
)  # fmt: skip


def texts(figure: mpl.figure.Figure) -> set[str]:
    return {t.get_text() for t in figure.findobj(mpl.text.Text)}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_heatmap(language: str) -> None:
    ax = themes.draw_theme_heatmap(SHARES, language=language).axes[0]
    assert ax.figure.get_figwidth() == style.DOUBLE
    assert {labels(language).region(r) for r in SHARES["region"]} <= texts(ax.figure)
    assert {"甲题" if language == "zh" else "First", "30", "40"} <= texts(ax.figure)
    assert glyphs_missing(ax.figure) == set()


def test_seriation_puts_like_by_like() -> None:
    """Rows shuffled from a band come back in its order, or in its reverse."""
    band = np.maximum(0, 4 - np.abs(np.subtract.outer(np.arange(8), np.arange(8)))).astype(float)
    order = np.random.default_rng(3).permutation(8)
    rows, columns = seriate(band[order][:, order])
    assert order[rows].tolist() in (list(range(8)), list(range(7, -1, -1)))
    assert order[rows].tolist() == order[columns].tolist()
    assert [x.tolist() for x in seriate(np.zeros((2, 3)))] == [[0, 1], [0, 1, 2]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_map_has_31_tiles_and_marks_those_absent(language: str) -> None:
    table = pd.DataFrame({"region": ["安徽省", "北京市"], "value": [0.1, 0.25]})
    ax = themes.draw_tile_map(table, language=language).axes[0]
    tiles = [p for p in ax.patches if isinstance(p, mpl.patches.Rectangle)]
    assert len(tiles) == load_regions()["grid_row"].notna().sum() == 31
    assert sum(bool(p.get_hatch()) for p in tiles) == 29
    shown = [t.get_text() for t in ax.texts]
    assert shown.count("—") == 29 and "25.0%" in shown
    assert len({(p.get_x(), p.get_y()) for p in tiles}) == 31
    assert "3.5" in [
        t.get_text() for t in themes.draw_tile_map(table.assign(value=3.5), percent=False).axes[0].texts
    ]


def test_dumbbell_draws_both_ends() -> None:
    table = pd.DataFrame(
        {
            "theme": ["a", "b"],
            "review": [0.1, 0.2],
            "plan": [0.15, 0.1],
            "gap": [0.05, -0.1],
            "low": [0.01, -0.2],
            "high": [0.09, 0.05],
        }
    )
    ax = theme_parts.draw_part_gaps(table).axes[0]
    ends = {tuple(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2}
    assert ends == {(10.0, 15.0), (20.0, 10.0)}
    colours = {tuple(line.get_xdata()): line.get_color() for line in ax.lines if len(line.get_xdata()) == 2}
    assert colours[10.0, 15.0] == style.BLUE and colours[20.0, 10.0] == style.GREY


def test_ranks_with_intervals() -> None:
    table = pd.DataFrame(
        {
            "region": ["安徽省", "北京市"],
            "report_rank": [2.0, 1.0],
            "report_rank_low": [1.0, 1.0],
            "report_rank_high": [2.0, 2.0],
            "share": [0.1, 0.2],
        }
    )
    ax = themes.draw_theme_ranks(table, language="en").axes[0]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["Anhui", "Beijing"]
    assert list(ax.lines[0].get_xdata()) == [2.0, 1.0]
    assert ax.figure.get_figwidth() == style.SINGLE


def test_years_mark_a_change_of_kind() -> None:
    table = pd.DataFrame(
        {"year": [2020, 2020, 2021, 2021, 2024, 2024], "theme": ["a", "b"] * 3, "theme_rank": [1.0, 2, 2, 1,
            1, 2], "share": [0.2, 0.1] * 3,
         "kind": ["task_division"] * 4 + ["work_report"] * 2}
    )  # fmt: skip
    ax = theme_years.draw_theme_years(table, language="en").axes[0]
    styles = {
        (tuple(line.get_xdata()), line.get_linestyle()) for line in ax.lines if len(line.get_xdata()) == 2
    }
    assert ((0, 1), "-") in styles and (
        (1, 2),
        ":",
    ) in styles  # columns side by side, however far apart the years
    assert [t.get_text().split("\n")[1] for t in ax.get_xticklabels()] == [
        "task division",
        "task division",
        "work report",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_commitment_leaves_out_empty_themes(language: str) -> None:
    rows = []
    for theme, n, firm in (("all", 10, 0.2), ("a", 6, 0.3), ("b", 0, float("nan"))):
        rows.append(
            {
                "theme": theme,
                "sentences": n,
                "firm": firm,
                "firm_low": firm,
                "firm_high": firm,
                "concrete": firm,
                "concrete_low": firm,
                "concrete_high": firm,
            }
        )
    figure = theme_parts.draw_commitment(pd.DataFrame(rows), language=language)
    assert [t.get_text() for t in figure.axes[0].get_yticklabels()] == ["a"]
    assert glyphs_missing(figure) == set()


def test_labels_are_kept_apart() -> None:
    heights = theme_years._apart(np.array([3.0, 3.0, 3.0, 10.0]), 1.0)
    assert np.diff(np.sort(heights)).min() >= 1 - 1e-6
