"""Themes by rank over the years of a region."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.selection import one_report_a_year, region_of_most_years
from analysis.drawing import style
from analysis.drawing.boxes import spaced
from analysis.drawing.drawing import drawing
from analysis.drawing.labels import Labels, labels
from analysis.drawing.spec import FigureSpec, HasReports, Tables
from analysis.figures.themes import theme_names, with_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


MOVED = 6  # themes of the bump chart drawn in colour


def _apart(heights: np.ndarray, step: float) -> np.ndarray:
    """Heights moved as little as need be for neighbours to stand ``step`` apart, in the same order."""
    order = np.argsort(heights, kind="stable")
    placed = heights[order].astype(float)
    for _ in range(200):
        short = step - np.diff(placed)
        if not (short > 1e-9).any():
            break
        push = np.maximum(short, 0) / 2
        placed[:-1] -= push
        placed[1:] += push
    result = np.empty(len(heights))
    result[order] = placed
    return result


_MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")


@drawing(
    "year", "theme", "theme_rank", "share", "kind",
    source="theme_ranks (of one region, with the kind of each report)", values=("theme_rank",),
    key=("year", "theme"),
)  # fmt: skip
def draw_theme_years(
    table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", *, moved: int = MOVED
) -> Figure:
    """Themes by rank over the years of a region (side by side, however far apart), the first at the top.

    Those that moved most in colour and with their own mark, a dotted line into a document of another kind.

    Parameters
    ----------
    table
        ``year, theme, theme_rank, share, kind`` of one region, one report a year.
    ax
        Axes to draw into; a new figure where there are none.
    language
        Of the words: ``"zh"`` or ``"en"``.
    moved
        How many themes stand in colour.

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
    wide = table.pivot_table(index="theme", columns="year", values="theme_rank")
    years = [int(year) for year in wide.columns]
    kinds = table.drop_duplicates("year").set_index("year")["kind"].reindex(years)
    change = (wide.iloc[:, -1] - wide.iloc[:, 0]).abs()
    loud = sorted(wide.index, key=lambda code: (-change[code], str(code)))[:moved]
    first_rank, last_rank = float(np.nanmin(wide.to_numpy())), float(np.nanmax(wide.to_numpy()))
    if last_rank <= len(wide):
        first_rank, last_rank = 1.0, float(len(wide))
    ax = style.new_axes(ax, style.DOUBLE, 0.7 + 0.18 * (last_rank - first_rank + 1))
    for code in sorted(wide.index, key=lambda code: code in loud):
        _draw_line(ax, wide.loc[code], kinds, loud.index(code) if code in loud else None)
    for last in (False, True):
        _name_themes(ax, table, wide, names, loud, last=last)
    ax.set_ylim(last_rank + 0.8, first_rank - 0.8)
    _name_years(ax, kinds, say)
    ax.set_yticks([])
    span = len(years) - 1 or 1
    ax.set_xlim(-0.62 * span, len(years) - 1 + 0.62 * span)
    for name in ("left", "bottom"):
        ax.spines[name].set_visible(False)
    ax.tick_params(axis="x", length=0)
    return style.figure_of(ax)


def _draw_line(ax: Axes, ranks: pd.Series[float], kinds: pd.Series[str], place: int | None) -> None:
    """The line of a theme; ``place``: its place among those in colour."""
    bright = place is not None
    number = place or 0
    colour = style.PALETTE[number % len(style.PALETTE)] if bright else style.LIGHT
    years = list(ranks.index)
    for x, (first, second) in enumerate(pairwise(years)):
        ax.plot(
            [x, x + 1],
            ranks[[first, second]],
            color=colour,
            linewidth=1.8 if bright else 0.9,
            linestyle=":" if kinds[first] != kinds[second] else "-",
        )
    ax.plot(
        range(len(years)),
        ranks,
        _MARKS[number % len(_MARKS)] if bright else "o",
        color=colour if bright else "#B5B5B5",
        markersize=4.6 if bright else 3,
        linestyle="none",
    )


def _name_themes(
    ax: Axes, table: pd.DataFrame, wide: pd.DataFrame, names: dict[str, str], loud: list[str], *, last: bool
) -> None:
    """The names of the themes with their shares, left of the first year or right of the last."""
    years = list(wide.columns)
    span = len(years) - 1 or 1
    side, x, year = (1, len(years) - 1, years[-1]) if last else (-1, 0, years[0])
    ranks = wide[year].to_numpy(dtype=float)
    shares = table[table["year"] == year].drop_duplicates("theme").set_index("theme")["share"]
    for code, y, rank in zip(wide.index, _apart(ranks, 0.95), ranks, strict=True):
        share = 100 * float(shares[code])
        ax.annotate(
            f"{share:.0f}% {names[str(code)]}" if last else f"{names[str(code)]} {share:.0f}%",
            (x, rank),
            (x + side * 0.06 * span, y),
            ha="left" if last else "right",
            va="center",
            fontsize=6.4,
            color=style.BLACK if code in loud else style.GREY,
            annotation_clip=False,
        )


def _name_years(ax: Axes, kinds: pd.Series[str], say: Labels) -> None:
    """Years with the kind of their document; of many years only where the kind changes."""
    years = [int(year) for year in kinds.index]
    span = len(years) - 1 or 1
    shown = set(spaced(range(len(years)), 0.08 * span))
    texts = []
    for place, year in enumerate(years):
        again = len(years) > 6 and place > 0 and kinds[year] == kinds[years[place - 1]]
        kind = "" if again else say(f"themes.kind.{kinds[year]}")
        texts.append(f"{year if place in shown else ''}\n{kind}")
    ax.set_xticks(range(len(years)), texts)


def _years(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    """Ranks of the themes over the years of the region with the most reports, the nation first."""
    reports = one_report_a_year(corpus.reports)
    ranks = tables["theme_ranks"].merge(reports[["report_id", "kind"]], on="report_id")
    ranked = reports[reports["report_id"].isin(set(ranks["report_id"]))]
    longest = ranked.iloc[region_of_most_years(ranked)]
    if longest["year"].nunique() < 2:
        return ranks.iloc[:0]
    own = ranks[ranks["report_id"].isin(set(longest["report_id"]))]
    return with_names(
        own[
            [
                "report_id",
                "region",
                "year",
                "kind",
                "theme",
                "share",
                "low",
                "high",
                "theme_rank",
                "theme_rank_low",
                "theme_rank_high",
            ]
        ],
        tables,
    )


def _years_caption(corpus: HasReports, table: pd.DataFrame, say: Labels) -> str:
    mark = "、" if say.language == "zh" else ", "
    return say(
        "caption.theme_years",
        region=say.region(table["region"].iloc[0]),
        years=mark.join(str(y) for y in sorted(set(table["year"]))),
    )


SPECS = (
    FigureSpec(
        "theme_years",
        _years,
        lambda table, language: draw_theme_years(table, language=language),
        _years_caption,
        "10_priorities_over_years",
    ),
)
