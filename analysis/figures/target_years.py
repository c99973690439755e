"""Numeric targets over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.drawing import style
from analysis.drawing.boxes import label_years, spread_lines
from analysis.drawing.drawing import drawing
from analysis.drawing.labels import Labels, labels
from analysis.drawing.selection import MOST
from analysis.drawing.spec import FigureSpec, HasReports
from analysis.figures.targets import indicator_names, wrapped

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure


LEVELS = {"province": (style.BLUE, "-"), "city": (style.GREEN, "--"), "county": (style.ORANGE, ":")}
MARKERS = {"exact": "o", "reach": "o", "around": "D", "at_least": "^", "at_most": "v", "range": "s"}


def shown_years(table: pd.DataFrame) -> pd.DataFrame:
    """Where an indicator has very many regions, a row a level and year instead: ``low, middle, high`` their
    quartiles, ``qualifier`` quartiles, ``of`` how many.

    The nation's own row stays, and so does the order of the indicators.
    """
    import pandas as pd

    panel = ["indicator", "unit"]
    local = table["level"] != "national"
    many = local & (table[local].groupby(panel)["region"].transform("nunique").reindex(table.index) > MOST)
    if not many.any():
        return table
    grouped = table[many].groupby([*panel, "level", "year"])["middle"]
    quartiles = grouped.quantile(np.array([0.25, 0.5, 0.75])).unstack()  # noqa: PD010
    edges = quartiles.set_axis(["low", "middle", "high"], axis=1)
    rows = (
        edges.assign(of=grouped.size())
        .reset_index()
        .assign(report_id="", region="", qualifier="quartiles", label="")
    )
    order = {
        key: number
        for number, key in enumerate(dict.fromkeys(zip(table["indicator"], table["unit"], strict=True)))
    }
    kept = pd.concat([table[~many], rows], ignore_index=True)
    place = [order[key] for key in zip(kept["indicator"], kept["unit"], strict=True)]
    kept = (
        kept.assign(_place=place)
        .sort_values("_place", kind="stable", ignore_index=True)
        .drop(columns="_place")
    )
    return kept.astype({"of": "Int64"})[[*table.columns, "of"]]


def _draw_quartiles(ax: Axes, part: pd.DataFrame, say: Labels) -> None:
    """The middle half of very many regions as a band, their median as a line, a level each; the names at the
    right stand apart.
    """
    ends = [
        (float(own["middle"].iloc[-1]), say.region(str(name)))
        for name, own in part[part["qualifier"] != "quartiles"].groupby("region")
        if own["level"].iloc[0] == "national"
    ]
    for level, own in part[part["qualifier"] == "quartiles"].groupby("level", sort=False):
        colour, line = LEVELS.get(str(level), (style.BLUE, "-"))
        ax.fill_between(own["year"], own["low"], own["high"], color=colour, alpha=0.22, linewidth=0)
        ax.plot(own["year"], own["middle"], line, color=colour, linewidth=1.2)
        ends.append((float(own["middle"].iloc[-1]), say(f"side.{level}")))
    low, high = float(part["low"].fillna(part["high"]).min()), float(part["high"].fillna(part["low"]).max())
    step = 0.16 * (high - low or 1)  # about a line of text
    ends.sort(key=lambda end: -end[0])
    for place, (_, name) in zip(
        spread_lines([y for y, _ in ends], step, low - step, high + step), ends, strict=True
    ):
        ax.annotate(
            name,
            (part["year"].max(), place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=6.3,
        )


def _name_ends(ax: Axes, ends: list[tuple[int, float, str]]) -> None:
    """Names at the ends of lines, given as year, value and name; those of one year stand apart."""
    low, high = ax.dataLim.intervaly
    step = 0.13 * (high - low or 1)  # about a line of text
    for year in sorted({year for year, _, _ in ends}):
        own = sorted((end for end in ends if end[0] == year), key=lambda end: -end[1])
        for place, (_, _, name) in zip(
            spread_lines([y for _, y, _ in own], step, low - step, high + step), own, strict=True
        ):
            ax.annotate(
                name, (year, place), xytext=(4, 0), textcoords="offset points", va="center", fontsize=6.3
            )


@drawing(
    "region", "level", "indicator", "unit", "year", "low", "high", "middle", "qualifier",
    source="targets_over_years", values=("middle",),
)  # fmt: skip
def draw_targets_over_years(
    table: pd.DataFrame,
    figure: Figure | SubFigure | None = None,
    language: str = "zh",
    *,
    columns: int = 3,
    named: int = 6,
) -> Figure | SubFigure:
    """Small multiples, one an indicator.

    A line a region over the years, the nation's heavy; marks show the qualifier.

    At most ``named`` regions of a panel are labelled at their last point; beyond that only the nation.

    Parameters
    ----------
    table
        As ``targets.comparison.targets_over_years`` gives it (of very many regions: see :func:`shown_years`).
    figure
        Figure, or part of one, to draw into; a new one where there is none.
    language
        Of the words: ``"zh"`` or ``"en"``.
    columns
        How many panels stand side by side.
    named
        How many regions of a panel are labelled at their last point.

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
    table = shown_years(table)
    panels = list(dict.fromkeys(zip(table["indicator"], table["unit"], strict=True)))[:12]
    rows = -(-len(panels) // columns)
    figure = figure or style.new_figure(style.DOUBLE if len(panels) > 1 else style.SINGLE, 0.4 + 1.55 * rows)
    axes = figure.subplots(rows, min(columns, len(panels)), squeeze=False).flat
    names = indicator_names(language)
    for ax in list(axes)[len(panels) :]:
        ax.set_visible(False)
    for ax, (code, unit) in zip(figure.axes, panels, strict=False):
        part = table[(table["indicator"] == code) & (table["unit"] == unit)]
        banded = (part["qualifier"] == "quartiles").any()
        if banded:
            _draw_quartiles(ax, part, say)
        regions = list(dict.fromkeys(part.loc[part["qualifier"] != "quartiles", "region"]))
        ends: list[tuple[int, float, str]] = []
        for region in regions:
            line = part[part["region"] == region]
            nation = bool((line["level"] == "national").any())
            _draw_region(ax, line, nation)
            if (nation or len(regions) <= named) and not banded:
                ends.append((int(line["year"].iloc[-1]), float(line["middle"].iloc[-1]), say.region(region)))
        shown = say.words.get(f"unit.{unit}", unit)
        left, right = ("（", "）") if language == "zh" else (" (", ")")
        ax.set_title(wrapped(f"{names.get(code, code)}{left}{shown}{right}", 40), loc="left", fontsize=7)
        _name_ends(ax, ends)
        years = sorted({int(year) for year in part["year"]})
        label_years(ax.xaxis, years, 0.17 * (years[-1] - years[0]))
        ax.margins(x=0.25, y=0.2)
    return figure


def _draw_region(ax: Axes, line: pd.DataFrame, nation: bool) -> None:
    """The line of a region; marks show the qualifiers."""
    colour = style.VERMILION if nation else style.BLUE
    width, alpha = (1.6, 1) if nation else (0.7, 0.6)
    ax.plot(line["year"], line["middle"], color=colour, linewidth=width, alpha=alpha)
    lows = line["low"].fillna(line["high"])
    for year, low, high, qualifier in zip(line["year"], lows, line["high"], line["qualifier"], strict=True):
        middle = (low + high) / 2 if high == high else low
        mark = MARKERS.get(str(qualifier), "o")
        ax.plot([year], [middle], mark, color=colour, markersize=4 if nation else 2.5)


def _years_caption(corpus: HasReports, table: pd.DataFrame, say: Labels) -> str:
    words = say(
        "caption.targets_over_years",
        years=("、" if say.language == "zh" else ", ").join(str(y) for y in sorted(set(table["year"]))),
    )
    return (
        f"{words}{'' if say.language == 'zh' else ' '}{say('shown.quartiles', most=MOST)}"
        if "of" in table
        else words
    )


SPECS = (
    FigureSpec(
        "targets_over_years",
        lambda corpus, tables: shown_years(tables["targets_over_years"]),
        lambda table, language: draw_targets_over_years(table, language=language),
        _years_caption,
        "05_targets_over_years",
    ),
)
