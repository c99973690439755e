"""Frequent and distinctive terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.corpus.selection import region_of_most_years
from analysis.drawing import style
from analysis.drawing.boxes import label_years
from analysis.drawing.drawing import drawing
from analysis.drawing.labels import Labels, labels
from analysis.drawing.selection import MOST, axes_for, keep, row_key, row_names, selection_caption
from analysis.drawing.spec import FigureSpec, HasReports, Tables, group_name, main_group

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure
    from matplotlib.ticker import Locator


@drawing(
    "term", "per_10k", "lower_quartile", "upper_quartile", "documents",
    source="keyword_spread", values=("per_10k",), key=("term",),
)  # fmt: skip
def draw_keywords(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh") -> Figure:
    """Dots (all reports together) on lines (quartiles over reports), with the number of reports on the right.

    Parameters
    ----------
    table
        ``term, per_10k, lower_quartile, median, upper_quartile, documents, reports``, most frequent first.
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
    say = labels(language)
    ax = style.new_axes(ax, style.SINGLE, 0.6 + 0.15 * len(table))
    place = np.arange(len(table))[::-1]
    ax.hlines(
        place, table["lower_quartile"], table["upper_quartile"], color=style.SKY, linewidth=3, alpha=0.8
    )
    ax.plot(table["per_10k"], place, "o", color=style.BLUE, markersize=3.5)
    ax.set_yticks(place, table["term"])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(-0.7, len(table) + 0.3)
    ax.set_xlim(left=0)
    ax.set_xlabel(say("per_10k"))
    ax.grid(axis="x")
    for y, n in zip(place, table["documents"], strict=True):
        ax.annotate(
            str(n), (1.02, y), xycoords=("axes fraction", "data"), va="center", fontsize=6.5, color=style.GREY
        )
    ax.annotate(
        say("range_of_reports"),
        (1.02, len(table) - 0.1),
        xycoords=("axes fraction", "data"),
        va="center",
        ha="center",
        fontsize=6.5,
        color=style.GREY,
    )
    return style.figure_of(ax)


def shown_terms(table: pd.DataFrame) -> pd.DataFrame:
    """Of many reports, those whose first term weighs most, in the order of the table."""
    key = row_key(table)
    first = table[table["rank"] == 1].sort_values(["tfidf", key], ascending=[False, True])[key]
    ordered = [*first, *(one for one in dict.fromkeys(table[key]) if one not in set(first))]
    return keep(table, ordered, np.arange(min(MOST, len(ordered)), dtype=np.int64))


@drawing("region", "rank", "term", "tfidf", source="distinctive_terms", values=("tfidf",))
def draw_distinctive_terms(
    table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", *, top: int = 6
) -> Figure:
    """A grid of terms, one row a report, shaded by weight.

    Parameters
    ----------
    table
        As ``words.tfidf.distinctive_terms`` gives it (of many reports: see :func:`shown_terms`).
    ax
        Axes to draw into; a new figure where there are none.
    language
        Of the words: ``"zh"`` or ``"en"``.
    top
        How many terms a report has.

    Returns
    -------
    matplotlib.figure.Figure
        What was drawn into.

    Raises
    ------
    InputError
        Where the table has no rows or lacks a column, or the language isn't known.
    """
    import matplotlib as mpl

    say = labels(language)
    table = shown_terms(table[table["rank"] <= top])
    key = row_key(table)
    reports = row_names(table, say)
    place = {report: len(reports) - 1 - number for number, report in enumerate(reports)}
    ax = axes_for(ax, table, say, style.DOUBLE, 0.35 + 0.2 * len(reports))
    shade = mpl.colormaps["Blues"]
    low, high = table["tfidf"].min(), table["tfidf"].max()
    for rank, report, weight, term in zip(
        table["rank"], table[key], table["tfidf"], table["term"], strict=True
    ):
        x, y = int(rank) - 1, place[report]
        depth = 0.08 + 0.42 * (weight - low) / (high - low if high > low else 1)
        ax.add_patch(mpl.patches.Rectangle((x, y), 0.97, 0.9, facecolor=shade(depth), edgecolor="none"))
        ax.text(x + 0.485, y + 0.44, str(term), ha="center", va="center", fontsize=6.8)
    ax.set_xlim(0, top)
    ax.set_ylim(0, len(reports))
    ax.set_yticks(np.arange(len(reports)) + 0.45, [*reports.values()][::-1])
    ax.set_xticks(np.arange(top) + 0.485, [str(i + 1) for i in range(top)])
    ax.xaxis.tick_top()
    style.bare(ax)
    return style.figure_of(ax)


@drawing(
    "term", "year", "per_10k", "low", "high", "kind",
    source="term_trends (with the kind of each year's documents)", values=("per_10k",), key=("term", "year"),
)  # fmt: skip
def draw_term_trends(
    table: pd.DataFrame, figure: Figure | SubFigure | None = None, language: str = "zh", *, columns: int = 4
) -> Figure | SubFigure:
    """Small multiples, one panel a term.

    Its rate in each year with the interval; hollow where the year's document is of another kind than the
    first.

    Parameters
    ----------
    table
        ``term, year, per_10k, low, high, kind``, of one region.
    figure
        Figure, or part of one, to draw into; a new one where there is none.
    language
        Of the words: ``"zh"`` or ``"en"``.
    columns
        How many panels stand side by side.

    Returns
    -------
    matplotlib.figure.Figure or SubFigure
        What was drawn into.

    Raises
    ------
    InputError
        Where the table has no rows or lacks a column, or the language isn't known.
    """
    say = labels(language)
    terms = list(dict.fromkeys(table["term"]))
    lines = -(-len(terms) // columns)
    figure = figure or style.new_figure(style.DOUBLE, 0.35 + 1.05 * lines)
    panels = figure.subplots(lines, columns, squeeze=False, sharex=True)
    years = [int(year) for year in sorted(table["year"].unique())]
    for panel, term in zip(panels.flat, terms, strict=False):
        rows = table[table["term"] == term].sort_values("year")
        alike = (rows["kind"] == rows["kind"].iloc[0]).to_numpy()
        panel.plot(rows["year"], rows["per_10k"], color=style.SKY, linewidth=0.9, zorder=1)
        panel.vlines(rows["year"], rows["low"], rows["high"], color=style.BLUE, linewidth=0.9, zorder=2)
        for mask, face in ((alike, style.BLUE), (~alike, "white")):
            if mask.any():  # marks without a place would pull the panel's box to the corner of the page
                panel.plot(
                    rows["year"][mask],
                    rows["per_10k"][mask],
                    "o",
                    color=style.BLUE,
                    markerfacecolor=face,
                    markersize=4,
                    markeredgewidth=0.9,
                    zorder=3,
                    clip_on=False,
                )
        panel.set_title(term, fontsize=7.8, pad=2)
        panel.set_ylim(0, float(rows[["per_10k", "high"]].max().max()) * 1.08 or 1)
        label_years(panel.xaxis, years, 0.2 * (years[-1] - years[0]))
        panel.set_xlim(years[0] - 0.4, years[-1] + 0.4)
        panel.yaxis.set_major_locator(_few_ticks())
    for panel in panels.flat[len(terms) :]:
        panel.set_visible(False)
    figure.supylabel(say("per_10k"), fontsize=7.5)
    return figure


def _few_ticks() -> Locator:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(3, integer=True)


def _trends(corpus: HasReports, tables: Tables, top: int = 12) -> pd.DataFrame:
    """The terms that move most in the region with most years (the first of several), with the kind of each
    year's documents.
    """
    table = tables["trends"]
    if table.empty:
        return table
    first = table["report_ids"].str.partition(";")[0]  # of a year: its region is that of the row
    reports = corpus.reports[corpus.reports["report_id"].isin(set(first))]
    longest = reports["report_id"].iloc[region_of_most_years(reports)]
    table = table[first.isin(set(longest))]
    kinds = corpus.reports.set_index("report_id")["kind"]
    table = table.assign(kind=[str(kinds[ids.split(";")[0]]) for ids in table["report_ids"]])
    return table[table["term"].isin(list(dict.fromkeys(table["term"]))[:top])].reset_index(drop=True)


def _trends_caption(corpus: HasReports, table: pd.DataFrame, say: Labels) -> str:
    years = sorted(table["year"].unique())
    return say(
        "caption.term_trends",
        region=say.region(table["region"].iloc[0]),
        years=f"{years[0]}–{years[-1]}",
        n=table["term"].nunique(),
    )


def _keywords_caption(corpus: HasReports, table: pd.DataFrame, say: Labels) -> str:
    group = main_group(corpus)
    return say("caption.keywords", group=group_name(group, say), n=len(table), reports=len(group.report_ids))


def _distinctive(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    table = tables["tfidf"]
    return shown_terms(table[table["report_id"].isin(main_group(corpus).report_ids) & (table["rank"] <= 6)])


SPECS = (
    FigureSpec(
        "keywords",
        lambda _, tables: tables["keyword_spread"],
        lambda table, language: draw_keywords(table, language=language),
        _keywords_caption,
        "02_keywords",
    ),
    FigureSpec(
        "distinctive_terms",
        _distinctive,
        lambda table, language: draw_distinctive_terms(table, language=language),
        lambda corpus, table, say: selection_caption(
            say("caption.distinctive_terms", group=group_name(main_group(corpus), say)), table, say, "terms"
        ),
        "02_keywords",
    ),
    FigureSpec(
        "term_trends",
        _trends,
        lambda table, language: draw_term_trends(table, language=language),
        _trends_caption,
        "02_keywords",
    ),
)
