"""Numeric targets with their qualifiers visible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.figures import style
from analysis.figures.labels import labels
from analysis.figures.spec import FigureSpec, Tables, figure_of, group_name, main_group
from analysis.targets.comparison import target_comparison

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from analysis.corpus.corpus import Corpus

WAVE_X = np.linspace(-0.13, 0.13, 25)
WAVE_Y = 0.16 * np.sin(np.linspace(0, 2 * np.pi, 25))
QUALIFIERS = ("exact", "around", "at_least", "at_most", "range")


def _draw_mark(ax: Axes, x: float, high: float, y: float, qualifier: str) -> None:
    """● exact, ~ around, → at least, ← at most, ▬ range: told apart by shape, not by colour alone."""
    if qualifier == "range":
        ax.plot([x, high], [y, y], color=style.BLUE, linewidth=4.5, solid_capstyle="butt")
    elif qualifier == "around":
        ax.plot(x + WAVE_X, y + WAVE_Y, color=style.VERMILION, linewidth=1.6, solid_capstyle="round")
    elif qualifier in ("at_least", "at_most"):
        reach = 0.32 if qualifier == "at_least" else -0.32
        colour = style.GREEN if qualifier == "at_least" else style.PURPLE
        ax.annotate("", (x + reach, y), (x, y), arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0})
        ax.plot([x], [y], marker="|", color=colour, markersize=6)
    else:
        ax.plot([x], [y], "o", color=style.BLUE, markersize=4)


@style.styled
def draw_qualified_targets(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh") -> Axes:
    """One row a region, sorted; the mark shows the qualifier, a grey diamond last year's outturn where there is one.

    ``table``: ``region, low, high, qualifier, label`` and, if known, ``outturn``; first row at the top.
    """
    say = labels(language)
    ax = style.new_axes(ax, style.SINGLE, 0.75 + 0.155 * len(table))
    place = np.arange(len(table))[::-1]
    if "outturn" in table:
        ax.plot(table["outturn"], place, "D", markersize=3, color="none", markeredgecolor=style.GREY, markeredgewidth=0.8, label=say("outturn"))
    starts = table["low"].fillna(table["high"])
    for y, low, high, qualifier in zip(place, starts, table["high"], table["qualifier"], strict=True):
        _draw_mark(ax, float(low), float(high), float(y), str(qualifier))
    ax.set_yticks(place, [say.region(r) for r in table["region"]])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(-0.7, len(table) - 0.3)
    values = table[["low", "high"]].to_numpy(dtype=float)
    ax.set_xlim(np.nanmin(values) - 0.7, np.nanmax(values) + 0.9)
    ax.set_xlabel(say("growth_percent"))
    ax.grid(axis="x")
    for y, label in zip(place, table["label"], strict=True):
        ax.annotate(label, (1.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=6.3, color=style.GREY)
    return ax


def _gdp(corpus: Corpus, tables: Tables) -> pd.DataFrame:
    return target_comparison(tables["targets"], tables["quantities"], "gdp", main_group(corpus).report_ids)


SPECS = (
    FigureSpec(
        "gdp_targets",
        _gdp,
        lambda table, language: figure_of(draw_qualified_targets(table, language=language)),
        lambda corpus, table, say: say("caption.gdp_targets", group=group_name(main_group(corpus), say)),
        "04_targets",
    ),
)
