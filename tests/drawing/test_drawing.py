"""What every drawing function promises: what it returns, where it draws, what it says of mistakes, and tables
of any size.
"""

from __future__ import annotations

import importlib
import inspect
import pickle
import pkgutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import analysis.figures
from analysis.drawing import style
from analysis.drawing.drawing import check_table
from analysis.drawing.labels import labels
from analysis.drawing.saving import figure_bytes
from analysis.drawing.spec import FigureSpec, Overview
from analysis.errors import InputError
from analysis.figures import keyness, lengths, targets, tasks, themes, topics
from analysis.pipeline.assemble import WrittenTables
from analysis.pipeline.figures import FIGURES

Drawing = Callable[..., Any]
SPECS = {spec.name: spec for spec in FIGURES}
# The figures of a build drawn by each function; ``draw_topic_counts`` is a notebook's alone.
DRAWN = {
    "draw_corpus_lengths": "corpus_lengths", "draw_keywords": "keywords",
    "draw_distinctive_terms": "distinctive_terms", "draw_term_trends": "term_trends",
    "draw_keyness_funnel": "keyness_funnel", "draw_keyness_bars": "keyness_levels",
    "draw_term_profile": "term_profile", "draw_topic_terms": "topic_terms",
    "draw_topic_shares": "topic_shares", "draw_similarity_tree": "similarity_tree",
    "draw_correspondence": "correspondence_map",
    "draw_reuse_network": "reuse_network", "draw_qualified_targets": "gdp_targets",
    "draw_target_matrix": "target_matrix", "draw_target_gaps": "target_gaps",
    "draw_target_sums": "job_target_sums", "draw_targets_over_years": "targets_over_years",
    "draw_theme_heatmap": "theme_heatmap", "draw_tile_map": "theme_map",
    "draw_theme_ranks": "theme_ranks", "draw_part_gaps": "theme_parts", "draw_commitment": "theme_commitment",
    "draw_theme_years": "theme_years",
    "draw_department_tasks": "task_departments", "draw_task_deadlines": "task_deadlines",
    "draw_task_network": "task_network",
    "draw_task_cascade": "task_cascade", "draw_task_changes": "task_changes",
}  # fmt: skip
COUNTS = pd.DataFrame(
    {"topics": [10, 20], "npmi": [0.3, 0.4], "npmi_window": [np.nan, np.nan], "stability": [0.8, 0.7],
        "stability_low": [0.7, 0.6],
     "stability_high": [0.9, 0.8], "exclusivity": [0.8, 0.7], "recommended": [False, True]}
)  # fmt: skip


def drawing_functions() -> dict[str, Drawing]:
    """Every public ``draw_…`` function of the room, found by looking."""
    found: dict[str, Drawing] = {}
    for module in pkgutil.iter_modules(analysis.figures.__path__, "analysis.figures."):
        members = inspect.getmembers(importlib.import_module(module.name), inspect.isfunction)
        found |= {name: function for name, function in members if name.startswith("draw_")}
    return found


DRAWINGS = drawing_functions()
SINGLE = sorted(name for name, draw in DRAWINGS.items() if "ax" in inspect.signature(draw).parameters)
SEVERAL = sorted(set(DRAWINGS) - set(SINGLE))


@pytest.fixture(scope="module")
def tables(built: Path) -> Mapping[str, pd.DataFrame]:
    return WrittenTables(built / "tables")


@pytest.fixture(scope="module")
def numbers(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The numbers behind each figure of the shipped corpus."""
    overview = Overview(tables["reports"])
    return {spec.name: spec.table(overview, tables) for spec in FIGURES}


def table_of(name: str, numbers: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return COUNTS if name == "draw_topic_counts" else numbers[DRAWN[name]]


def test_no_drawing_is_forgotten() -> None:
    assert set(DRAWN) | {"draw_topic_counts"} == set(DRAWINGS)
    assert set(DRAWN.values()) | {"keyness_years"} == set(SPECS)


@pytest.mark.parametrize("name", DRAWINGS)
def test_signature(name: str) -> None:
    """``draw(table, ax=None | figure=None, language="zh", *, …)``; what goes through to matplotlib is said in
    the docstring.
    """
    parameters = list(inspect.signature(DRAWINGS[name]).parameters.values())
    assert parameters[0].name == "table" and parameters[0].default is inspect.Parameter.empty
    assert parameters[1].name in ("ax", "figure") and parameters[1].default is None
    assert parameters[2].name == "language" and parameters[2].default == "zh"
    assert all(
        p.kind in (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD) for p in parameters[3:]
    )
    through = any(p.kind is inspect.Parameter.VAR_KEYWORD for p in parameters)
    assert through == ("``kwargs`` go to" in " ".join((DRAWINGS[name].__doc__ or "").split()))


@pytest.mark.parametrize("name", DRAWINGS)
def test_returns_its_figure(name: str, numbers: dict[str, pd.DataFrame]) -> None:
    figure = DRAWINGS[name](table_of(name, numbers))
    assert type(figure) is Figure and figure.axes
    assert figure.figure is figure, "cells that end in .figure go on working"


@pytest.mark.parametrize("name", SINGLE)
def test_draws_into_axes(name: str, numbers: dict[str, pd.DataFrame]) -> None:
    """Into axes of a figure or of part of one: the whole figure comes back, nothing is drawn elsewhere."""
    whole = style.new_figure(style.DOUBLE, 8)
    upper, lower = whole.subfigures(2, 1)
    ax, other = upper.subplots(), lower.subplots()
    assert DRAWINGS[name](table_of(name, numbers), ax) is whole
    assert ax.has_data() or ax.texts or ax.patches
    assert not (other.has_data() or other.texts or other.patches) and whole.axes == [ax, other]


@pytest.mark.parametrize("name", SEVERAL)
def test_draws_into_a_figure_or_a_part_of_one(name: str, numbers: dict[str, pd.DataFrame]) -> None:
    whole = style.new_figure(style.DOUBLE, 8)
    assert DRAWINGS[name](table_of(name, numbers), whole, "en") is whole and whole.axes
    parted = style.new_figure(2 * style.DOUBLE, 8)
    left, right = parted.subfigures(1, 2)
    other = right.subplots()
    assert DRAWINGS[name](table_of(name, numbers), figure=left) is left
    assert left.axes and right.axes == [other] and not other.has_data()
    with style.style():
        parted.draw_without_rendering()


def test_keyword_arguments_reach_the_marks_and_win(numbers: dict[str, pd.DataFrame]) -> None:
    red = (1.0, 0.0, 0.0, 1.0)
    for draw, name in (
        (lengths.draw_corpus_lengths, "corpus_lengths"), (topics.draw_topic_terms, "topic_terms"),
        (targets.draw_target_sums, "job_target_sums"),
        (tasks.draw_department_tasks, "task_departments"), (DRAWINGS["draw_task_changes"], "task_changes"),
    ):  # fmt: skip
        figure = draw(numbers[name], color="red", lw=2.5)
        bars = [bar for ax in figure.axes for bar in ax.patches]
        assert (
            bars
            and {bar.get_facecolor() for bar in bars} == {red}
            and {bar.get_linewidth() for bar in bars} == {2.5}
        ), name
    dots = keyness.draw_keyness_funnel(numbers["keyness_funnel"], marker="D", ms=7).axes[0].lines[:3]
    assert {line.get_marker() for line in dots} == {"D"} and {line.get_markersize() for line in dots} == {7}
    assert {line.get_linestyle() for line in dots} == {"None"}
    for draw, name in (
        (topics.draw_topic_shares, "topic_shares"), (themes.draw_theme_heatmap, "theme_heatmap"),
        (keyness.draw_term_profile, "term_profile"),
    ):  # fmt: skip
        from matplotlib.colors import Normalize

        cells = draw(numbers[name], cmap="Reds", linewidths=3, norm=Normalize(0, 2)).axes[0].collections[0]
        assert cells.get_cmap().name == "Reds" and cells.get_linewidth() == [3] and cells.norm.vmax == 2, name


@pytest.mark.parametrize("name", DRAWINGS)
def test_mistakes_are_one_sentence(name: str, numbers: dict[str, pd.DataFrame]) -> None:
    draw, table = DRAWINGS[name], table_of(name, numbers)
    with pytest.raises(InputError, match=f"{name}: the table has no rows; check the region"):
        draw(table.iloc[:0])
    with pytest.raises(InputError, match="'fr'"):
        draw(table, language="fr")
    with pytest.raises(InputError, match=rf"{name}: takes a table \(DataFrame\), not list"):
        draw([1, 2])
    with pytest.raises(InputError, match="for the language write language='en'"):
        draw(table, "en")
    with pytest.raises(InputError, match=f"{name}: the table has no column '"):
        draw(pd.DataFrame({"unrelated": [1]}))


def needed(draw: Drawing) -> list[str]:
    """The columns that a drawing declares, taken from its decorator's closure."""
    return list(inspect.getclosurevars(draw).nonlocals["needs"])


@pytest.mark.parametrize("name", DRAWINGS)
def test_each_column_that_is_needed_is_asked_for(name: str, numbers: dict[str, pd.DataFrame]) -> None:
    """Without any one of them the sentence names it; with these alone the figure can be drawn."""
    draw, table = DRAWINGS[name], table_of(name, numbers)
    columns = needed(draw)
    for column in columns:
        with pytest.raises(InputError, match=f"no column '{column}'"):
            draw(table.drop(columns=column))
    assert draw(table[columns]).axes


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (pd.DataFrame({"region": ["安徽省"], "valeu": [1.0]}), r"no column 'value' \(it has 'valeu'\)"),
        (pd.DataFrame({"region": ["安徽省"], "value": [np.nan]}), "no row of the table has a value in value"),
        (pd.DataFrame({"region": ["安徽省"], "value": ["0.1"]}), "column 'value' holds the text '0.1'"),
        (pd.DataFrame({"region": ["安徽省"] * 2, "value": [0.1, 0.2]}), "several rows of region '安徽省'"),
        (pd.DataFrame({"region": ["咸宁市"], "value": [0.1]}), "none of the table's regions is a province"),
    ],
)
def test_a_map_is_never_blank(table: pd.DataFrame, says: str) -> None:
    with pytest.raises(InputError, match=says):
        themes.draw_tile_map(table)


def test_ranks_are_of_one_theme() -> None:
    table = pd.DataFrame(
        {
            "region": ["安徽省"] * 2,
            "theme": ["a", "b"],
            "report_rank": 1.0,
            "report_rank_low": 1.0,
            "report_rank_high": 2.0,
            "share": 0.1,
        }
    )
    with pytest.raises(InputError, match="several rows of region '安徽省'"):
        themes.draw_theme_ranks(table)
    assert themes.draw_theme_ranks(table.head(1)).axes


def test_a_tree_needs_its_leaves(numbers: dict[str, pd.DataFrame]) -> None:
    table = numbers["similarity_tree"]
    leaf = table.loc[table["kind"] == "leaf", "name"].iloc[0]
    with pytest.raises(InputError, match=f"no leaf '{leaf}'"):
        DRAWINGS["draw_similarity_tree"](table[table["name"] != leaf])
    with pytest.raises(InputError, match="two reports or more"):
        DRAWINGS["draw_similarity_tree"](table[table["name"] == leaf])


def test_a_table_is_checked_by_what_is_declared() -> None:
    table = pd.DataFrame({"a": [1, 1], "b": [np.nan, 2.0]})
    check_table("f", table, ("a", "b"), "x", values=("b",))
    with pytest.raises(InputError, match="several rows of a 1"):
        check_table("f", table, ("a",), "x", key=("a",))


def off_the_canvas(figure: Figure) -> list[str]:
    """Texts that would be drawn but reach out of the figure."""
    with style.style():
        figure.draw_without_rendering()
    hidden = set()
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
                if not ax.axison or not ax.get_visible() or not low <= tick.get_loc() <= high:
                    hidden |= {tick.label1, tick.label2}
        if not ax.get_visible():
            hidden |= set(ax.findobj(Text))
    width, height = figure.bbox.size
    out = []
    for text in figure.findobj(Text):
        if text in hidden or not text.get_visible() or not text.get_text().strip():
            continue
        box = text.get_window_extent()
        if box.x0 < -2 or box.y0 < -2 or box.x1 > width + 2 or box.y1 > height + 2:
            out.append(f"{text.get_text()} {box.extents.round()}")
    return out


REPORTS = [
    ["anhui-2020"], ["national-2024"], ["national-2020-tasks"], ["anhui-2020", "beijing-2020"],
    ["national-2020-tasks", "national-2021-tasks"],
    ["national-2020-tasks", "xianning-2020-tasks"], ["national-2020-tasks", "anhui-2020"], ["anhui-2020",
        "beijing-2020", "gansu-2020"],
]  # fmt: skip
ID_COLUMNS = ("report_id", "other_id", "matched_report_id", "earlier_report_id", "later_report_id")


def of_reports(tables: Mapping[str, pd.DataFrame], wanted: list[str]) -> dict[str, pd.DataFrame]:
    """The tables of a build as though its corpus held these reports alone."""
    cut = {}
    for name in tables:
        table = tables[name]
        for column in set(ID_COLUMNS) & set(table.columns):
            table = table[table[column].isin([*wanted, ""]) | table[column].isna()]
        if "report_ids" in table.columns:
            table = table[[set(str(ids).split(";")) <= set(wanted) for ids in table["report_ids"]]]
        if name == "branches":
            table = table[table["left"].isin(wanted) & table["right"].isin(wanted)]
        if name == "correspondence":
            table = table[(table["kind"] == "topic") | table["name"].isin(wanted)]
        if name in ("clusters", "similarity", "correspondence", "topic_shares") and len(wanted) < 2:
            table = table.iloc[:0]
        cut[name] = table.reset_index(drop=True)
    return cut


@pytest.mark.parametrize("wanted", REPORTS, ids="+".join)
def test_corpora_of_few_reports(wanted: list[str], tables: Mapping[str, pd.DataFrame]) -> None:
    """Every figure that such a corpus has numbers for is drawn, in both languages, with its caption; warnings
    are errors.
    """
    few = of_reports(tables, wanted)
    overview = Overview(few["reports"])
    drawn = []
    for spec in FIGURES:
        table = spec.table(overview, few)
        for language in ("zh", "en") if len(table) else ():
            assert off_the_canvas(spec.draw(table, language)) == [], spec.name
            caption = spec.caption(overview, table, labels(language))
            assert caption and "{" not in caption, spec.name
            drawn.append(spec.name)
    assert "corpus_lengths" in drawn


PICKED = (
    "report_id",
    "region",
    "theme",
    "indicator",
    "term",
    "department",
    "year",
    "topic",
    "chapter",
    "side",
    "flow",
    "level",
)


def cuts(spec: FigureSpec, table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """A figure's table cut down: its first rows; the first one and the last two of its reports, themes, terms
    …
    """
    parts = {"row": table.head(1), "two rows": table.head(2)}
    for column in PICKED:
        if column in table.columns:
            values = list(dict.fromkeys(table[column].dropna()))
            parts |= {
                f"one {column}": table[table[column].isin(values[:1])],
                f"two of {column}": table[table[column].isin(values[-2:])],
            }
    return {name: part for name, part in parts.items() if len(part)}


@pytest.mark.parametrize("spec", FIGURES, ids=lambda spec: spec.name)
def test_tables_of_few_rows(spec: FigureSpec, numbers: dict[str, pd.DataFrame]) -> None:
    """Drawn, with all text on the canvas, or said in a sentence (a tree of one report, terms of low rank
    alone); never another error or a warning.
    """
    drawn = 0
    for number, (name, part) in enumerate(cuts(spec, numbers[spec.name]).items()):
        try:
            figure = spec.draw(part, ("zh", "en")[number % 2])
        except InputError as mistake:
            assert spec.name in ("similarity_tree", "task_network", "topic_terms"), f"{name}: {mistake}"
            continue
        assert off_the_canvas(figure) == [], name
        drawn += 1
    assert drawn or spec.name == "similarity_tree"


def test_figures_can_be_kept_and_read_back(numbers: dict[str, pd.DataFrame]) -> None:
    figure = DRAWINGS["draw_similarity_tree"](numbers["similarity_tree"])
    again = pickle.loads(pickle.dumps(figure))
    assert figure_bytes(again, "svg") == figure_bytes(figure, "svg")
