"""Frequent and distinctive terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.figures import style
from analysis.figures.labels import Labels, labels
from analysis.figures.spec import FigureSpec, Tables, figure_of, group_name, main_group

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from analysis.corpus.corpus import Corpus


@style.styled
def draw_keywords(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh") -> Axes:
    """Dots (all reports together) on lines (quartiles over reports), with the number of reports on the right.

    ``table``: ``term, per_10k, lower_quartile, median, upper_quartile, documents, reports``, most frequent first.
    """
    say = labels(language)
    ax = style.new_axes(ax, style.SINGLE, 0.6 + 0.15 * len(table))
    place = np.arange(len(table))[::-1]
    ax.hlines(place, table["lower_quartile"], table["upper_quartile"], color=style.SKY, linewidth=3, alpha=0.8)
    ax.plot(table["per_10k"], place, "o", color=style.BLUE, markersize=3.5)
    ax.set_yticks(place, table["term"])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(-0.7, len(table) + 0.3)
    ax.set_xlim(left=0)
    ax.set_xlabel(say("per_10k"))
    ax.grid(axis="x")
    for y, n in zip(place, table["documents"], strict=True):
        ax.annotate(str(n), (1.02, y), xycoords=("axes fraction", "data"), va="center", fontsize=6.5, color=style.GREY)
    ax.annotate(say("range_of_reports"), (1.02, len(table) - 0.1), xycoords=("axes fraction", "data"), va="center", ha="center", fontsize=6.5, color=style.GREY)
    return ax


@style.styled
def draw_distinctive_terms(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", top: int = 6) -> Axes:
    """A grid of terms, one row a report, shaded by weight. ``table`` as ``measures.tfidf.distinctive_terms`` gives it."""
    import matplotlib as mpl

    say = labels(language)
    table = table[table["rank"] <= top]
    regions = list(dict.fromkeys(table["region"]))
    ax = style.new_axes(ax, style.DOUBLE, 0.35 + 0.2 * len(regions))
    shade = mpl.colormaps["Blues"]
    low, high = table["tfidf"].min(), table["tfidf"].max()
    for rank, region, weight, term in zip(table["rank"], table["region"], table["tfidf"], table["term"], strict=True):
        x, y = int(rank) - 1, len(regions) - 1 - regions.index(region)
        depth = 0.08 + 0.42 * (weight - low) / (high - low if high > low else 1)
        ax.add_patch(mpl.patches.Rectangle((x, y), 0.97, 0.9, facecolor=shade(depth), edgecolor="none"))
        ax.text(x + 0.485, y + 0.44, str(term), ha="center", va="center", fontsize=6.8)
    ax.set_xlim(0, top)
    ax.set_ylim(0, len(regions))
    ax.set_yticks(np.arange(len(regions)) + 0.45, [say.region(r) for r in regions[::-1]])
    ax.set_xticks(np.arange(top) + 0.485, [str(i + 1) for i in range(top)])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)
    return ax


def _keywords_caption(corpus: Corpus, table: pd.DataFrame, say: Labels) -> str:
    group = main_group(corpus)
    return say("caption.keywords", group=group_name(group, say), n=len(table), reports=len(group.report_ids))


def _distinctive(corpus: Corpus, tables: Tables) -> pd.DataFrame:
    table = tables["tfidf"]
    return table[table["report_id"].isin(main_group(corpus).report_ids) & (table["rank"] <= 6)]


SPECS = (
    FigureSpec(
        "keywords",
        lambda _, tables: tables["keyword_spread"],
        lambda table, language: figure_of(draw_keywords(table, language=language)),
        _keywords_caption,
        "02_keywords",
    ),
    FigureSpec(
        "distinctive_terms",
        _distinctive,
        lambda table, language: figure_of(draw_distinctive_terms(table, language=language)),
        lambda corpus, table, say: say("caption.distinctive_terms", group=group_name(main_group(corpus), say)),
        "02_keywords",
    ),
)
