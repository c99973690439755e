"""Themes in parts of reports: the plan against the review, and how firmly the plan promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.drawing import style
from analysis.drawing.drawing import drawing
from analysis.drawing.labels import labels
from analysis.drawing.spec import FigureSpec, HasReports, group_name, main_group
from analysis.figures.themes import theme_names, with_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure


@drawing("theme", "review", "plan", "gap", "low", "high", source="part_gaps", values=("gap",), key=("theme",))
def draw_part_gaps(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh") -> Figure:
    """One line a theme.

    The share of the review (open) and of the plan (filled), in the order of the gap; filled blue where the
    interval of the gap lies on one side of 0, grey elsewhere.

    Parameters
    ----------
    table
        As ``themes.priorities.part_gaps`` gives it, of one report or of reports added up.
    ax
        Axes to draw into; a new figure where there are none.
    language
        Of the words: ``"zh"`` or ``"en"``.

    Returns
    -------
    matplotlib.figure.Figure
        What was drawn into.

    Raises
    ------
    InputError
        Where the table has no rows or lacks a column, or the language isn't known.
    """
    say, names = labels(language), theme_names(table, language)
    table = table.sort_values(["gap", "theme"]).reset_index(drop=True)
    place = np.arange(len(table))
    ax = style.new_axes(ax, style.SINGLE, 0.75 + 0.165 * len(table))
    sure = (table["low"] > 0) | (table["high"] < 0)
    for y, review, plan, certain in zip(place, 100 * table["review"], 100 * table["plan"], sure, strict=True):
        colour = style.BLUE if certain else style.GREY
        ax.plot(
            [review, plan], [y, y], color=colour, linewidth=1.4 if certain else 0.8, solid_capstyle="butt"
        )
        ax.plot([review], [y], "o", color=colour, markerfacecolor="white", markersize=4, markeredgewidth=0.9)
        ax.plot([plan], [y], "o", color=colour, markersize=4)
    marks = [
        ax.plot(
            [],
            [],
            "o",
            color=style.BLACK,
            markerfacecolor="white",
            markersize=4,
            markeredgewidth=0.9,
            label=say("review"),
        )[0],
        ax.plot([], [], "o", color=style.BLACK, markersize=4, label=say("plan"))[0],
    ]
    ax.legend(
        handles=marks, loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2, handletextpad=0.2
    )
    ax.set_yticks(place, [names[code] for code in table["theme"]])
    ax.set_ylim(-0.7, len(table) - 0.3)
    ax.set_xlim(left=0)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(say("themes.share_of_sentences"))
    ax.grid(axis="x")
    return style.figure_of(ax)


@drawing(
    "theme", "sentences", "firm", "firm_low", "firm_high", "concrete", "concrete_low", "concrete_high",
    source="commitment", values=("firm", "concrete"), key=("theme",),
)  # fmt: skip
def draw_commitment(
    table: pd.DataFrame, figure: Figure | SubFigure | None = None, language: str = "zh"
) -> Figure | SubFigure:
    """Two panels, one line a theme.

    The share of firm sentences, and of sentences with something that can be checked, with intervals; the line
    across is all sentences.

    Parameters
    ----------
    table
        Rows of ``themes.commitment.commitment`` of one group, ``theme`` ``all`` among them.
    figure
        Figure, or part of one, to draw into; a new one where there is none.
    language
        Of the words: ``"zh"`` or ``"en"``.

    Returns
    -------
    matplotlib.figure.Figure or SubFigure
        What was drawn into.

    Raises
    ------
    InputError
        Where the table has no rows or lacks a column, or the language isn't known.
    """
    say, names = labels(language), theme_names(table, language)
    overall = table[table["theme"] == "all"]
    table = (
        table[(table["theme"] != "all") & (table["sentences"] > 0)]
        .sort_values(["firm", "theme"])
        .reset_index(drop=True)
    )
    figure = figure or style.new_figure(style.DOUBLE, 0.75 + 0.165 * len(table))
    place = np.arange(len(table))
    left, right = figure.subplots(1, 2, sharey=True)
    for ax, name, colour, mark in (
        (left, "firm", style.VERMILION, "o"),
        (right, "concrete", style.BLUE, "s"),
    ):
        ax.hlines(
            place,
            100 * table[f"{name}_low"],
            100 * table[f"{name}_high"],
            color=colour,
            linewidth=1.6,
            alpha=0.45,
        )
        ax.plot(100 * table[name], place, mark, color=colour, markersize=3.6)
        if len(overall):
            ax.axvline(100 * float(overall[name].iloc[0]), color=style.GREY, linewidth=0.8, linestyle="--")
        ax.set_xlim(left=0)
        ax.set_xlabel(say(f"themes.{name}"))
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="x")
    left.set_yticks(place, [names[code] for code in table["theme"]])
    left.set_ylim(-0.7, len(table) - 0.3)
    return figure


def _together(corpus: HasReports, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the main group's reports added up."""
    group = main_group(corpus)
    if group.level == "national" or len(group.report_ids) < 2:
        return table.iloc[:0]
    chosen = (
        (table["report_id"] == "")
        & (table["level"] == group.level)
        & (table["year"].astype(str) == str(group.year))
    )
    if "kind" in table.columns:
        chosen &= table["kind"] == group.kind
    return table[chosen]


SPECS = (
    FigureSpec(
        "theme_parts",
        lambda corpus, tables: with_names(_together(corpus, tables["theme_parts"]), tables),
        lambda table, language: draw_part_gaps(table, language=language),
        lambda corpus, table, say: say("caption.theme_parts", group=group_name(main_group(corpus), say)),
        "09_priorities",
    ),
    FigureSpec(
        "theme_commitment",
        lambda corpus, tables: with_names(_together(corpus, tables["commitment"]), tables),
        lambda table, language: draw_commitment(table, language=language),
        lambda corpus, table, say: say("caption.theme_commitment", group=group_name(main_group(corpus), say)),
        "09_priorities",
    ),
)
