"""Numeric targets with their qualifiers visible."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from analysis.figures import style
from analysis.figures.labels import labels
from analysis.figures.spec import FigureSpec, HasReports, Tables, figure_of, group_name, main_group
from analysis.targets.comparison import target_comparison, target_matrix
from analysis.targets.indicators import read_indicators

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


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
    outturn = table["outturn"].to_numpy(dtype=float) if "outturn" in table else np.full(len(table), np.nan)
    ax.plot(outturn, place, "D", markersize=3, color="none", markeredgecolor="#444444", markeredgewidth=0.8, zorder=4)
    starts = table["low"].fillna(table["high"])
    for y, low, high, qualifier in zip(place, starts, table["high"], table["qualifier"], strict=True):
        _draw_mark(ax, float(low), float(high), float(y), str(qualifier))
    ax.set_yticks(place, [say.region(r) for r in table["region"]])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(-0.7, len(table) - 0.3)
    values = np.column_stack([table[["low", "high"]].to_numpy(dtype=float), outturn])
    ax.set_xlim(np.nanmin(values) - 0.7, np.nanmax(values) + 0.9)
    ax.set_xlabel(say("growth_percent"))
    ax.grid(axis="x")
    for y, label, qualifier in zip(place, table["label"], table["qualifier"], strict=True):
        words = str(label) if language == "zh" else SIGN.get(str(qualifier), "") + re.sub("[\u4e00-\u9fff…]+$", "", str(label))
        ax.annotate(words, (1.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=6.3, color=style.GREY)
    return ax


SIGN = {"around": "~", "at_least": "≥ ", "at_most": "≤ "}
SYMBOL = {"exact": "●", "around": "~", "at_least": "→", "at_most": "←", "range": "–", "reach": "●", "relative": ""}


def _indicator_names(language: str) -> dict[str, str]:
    return {row.code: row.name_zh if language == "zh" else row.name_en for row in read_indicators().rows}


def _wrapped(text: str, width: int) -> str:
    """Text on lines of at most ``width`` characters, broken at blanks, or anywhere in a text without blanks."""
    import textwrap

    if " " not in text:
        return "\n".join(text[i : i + width] for i in range(0, len(text), width))
    return "\n".join(textwrap.wrap(text, width, break_long_words=False))


def _figures_only(label: str) -> str:
    """The figures of a label without its words: 6%左右 is shown as 6 beside its symbol."""
    match = re.match(r"[\d.–]+", label)
    return match.group() if match else ""


@style.styled
def draw_target_matrix(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh") -> Axes:
    """Regions × indicators: the figure of each target with the symbol of its qualifier, shaded by its place among the regions.

    A relative target (与经济增长基本同步) is a hatched tile, no target an empty one. ``table`` as ``targets.comparison.target_matrix`` gives it;
    regions are sorted by the first indicator.
    """
    import matplotlib as mpl

    say = labels(language)
    codes = list(dict.fromkeys(table["indicator"]))
    first = table[table["indicator"] == codes[0]].set_index("region")["middle"]
    regions = sorted(dict.fromkeys(table["region"]), key=lambda r: (-first.get(r, float("-inf")), str(r)))
    ax = style.new_axes(ax, style.DOUBLE, 0.85 + 0.205 * len(regions))
    shade = mpl.colormaps["Blues"]
    for region, code, label, kind, qualifier, position in zip(
        table["region"], table["indicator"], table["label"], table["kind"], table["qualifier"], table["position"], strict=True
    ):
        x, y = codes.index(code), len(regions) - 1 - regions.index(region)
        if kind == "relative" or position != position:
            ax.add_patch(mpl.patches.Rectangle((x, y), 0.96, 0.9, facecolor="white", edgecolor=style.LIGHT, hatch="////", linewidth=0))
            continue
        ax.add_patch(mpl.patches.Rectangle((x, y), 0.96, 0.9, facecolor=shade(0.06 + 0.44 * float(position)), edgecolor="none"))
        mark = "" if qualifier in ("exact", "reach", "range") else SYMBOL[str(qualifier)]
        ax.text(x + 0.48, y + 0.43, f"{mark}{_figures_only(str(label))}", ha="center", va="center", fontsize=6.6)
    ax.set_xlim(0, len(codes))
    ax.set_ylim(0, len(regions))
    ax.set_yticks(np.arange(len(regions)) + 0.45, [say.region(r) for r in regions[::-1]])
    names = _indicator_names(language)
    ax.set_xticks(np.arange(len(codes)) + 0.48, [_wrapped(names.get(c, c), 6 if language == "zh" else 12) for c in codes], fontsize=5.8)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)
    return ax


def _swarm(values: np.ndarray, step: float) -> np.ndarray:
    """Heights that stack equal values above one another, centred on 0."""
    heights = np.zeros(len(values))
    for value in np.unique(values):
        at = np.flatnonzero(values == value)
        heights[at] = (np.arange(len(at)) - (len(at) - 1) / 2) * step
    return heights


@style.styled
def draw_target_gaps(table: pd.DataFrame, figure: Figure | None = None, language: str = "zh") -> Figure:
    """One strip an indicator: the regions' targets as dots (those alike stacked), the nation's as a line, and how many lie on each side.

    ``table`` as ``targets.comparison.target_gaps`` gives it, of one year.
    """
    say = labels(language)
    codes = list(dict.fromkeys(table["indicator"]))
    figure = figure or style.new_figure(style.SINGLE, 0.5 + 1.05 * len(codes))
    names = _indicator_names(language)
    for ax, code in zip(figure.subplots(len(codes), 1, squeeze=False).flat, codes, strict=True):
        part = table[table["indicator"] == code]
        values = part["middle"].to_numpy(dtype=float)
        ax.plot(values, _swarm(values, 1.0), "o", color=style.BLUE, markersize=2.6, alpha=0.9)
        nation = float(part["national_middle"].iloc[0])
        ax.axvline(nation, color=style.VERMILION, linewidth=1.4)
        tallest = max(3.0, float(part["middle"].value_counts().max()) / 2 + 1)
        ax.set_ylim(-tallest, tallest)
        low, high = min(values.min(), nation), max(values.max(), nation)
        ax.set_xlim(low - 0.12 * (high - low or 1), high + 0.12 * (high - low or 1))
        below, equal, above = (int(n) for n in ((values < nation).sum(), (values == nation).sum(), (values > nation).sum()))
        ax.set_title(f"{names.get(code, code)}（%）" if language == "zh" else f"{names.get(code, code)} (%)", loc="left", fontsize=7)
        ax.set_title(say("gap_counts", below=below, equal=equal, above=above), loc="right", fontsize=6.3, color=style.GREY)
        ax.annotate(say("national"), (nation, tallest), ha="left", va="top", fontsize=6.3, color=style.VERMILION, xytext=(2, 0), textcoords="offset points")
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
    return figure


@style.styled
def draw_target_sums(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh") -> Axes:
    """The regions' targets stacked one on the other from the largest down, against the nation's as a line.

    ``table`` as ``targets.comparison.target_sums`` gives it, of one year.
    """
    say = labels(language)
    ax = style.new_axes(ax, style.SINGLE, 0.75 + 0.15 * len(table))
    place = np.arange(len(table))[::-1]
    ax.barh(place, table["value"], left=table["total"] - table["value"], height=0.75, color=style.SKY)
    nation = float(table["national"].iloc[0])
    if nation == nation:
        ax.axvline(nation, color=style.VERMILION, linewidth=1.4)
        ax.annotate(f"{say('national')} {nation:g}", (nation, len(table) - 0.4), ha="right", va="bottom", fontsize=6.5, color=style.VERMILION)
    ends = table["total"].to_numpy(dtype=float)
    for y, value in zip(place, table["value"], strict=True):
        ax.annotate(f"{value:g}", (1.02, y), xycoords=("axes fraction", "data"), va="center", ha="left", fontsize=6.3, color=style.GREY)
    ax.set_yticks(place, [say.region(r) for r in table["region"]])
    ax.set_ylim(-0.7, len(table) + 0.3)
    ax.set_xlim(0, max(ends.max(), nation if nation == nation else 0) * 1.1)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(say("people_10k_running"))
    ax.grid(axis="x")
    return ax


@style.styled
def draw_targets_over_years(table: pd.DataFrame, figure: Figure | None = None, language: str = "zh", columns: int = 3, named: int = 6) -> Figure:
    """Small multiples, one an indicator: a line a region over the years, the nation's heavy; marks show the qualifier.

    At most ``named`` regions of a panel are labelled at their last point; beyond that only the nation. ``table`` as
    ``targets.comparison.targets_over_years`` gives it.
    """
    say = labels(language)
    panels = list(dict.fromkeys(zip(table["indicator"], table["unit"], strict=True)))[:12]
    rows = -(-len(panels) // columns)
    figure = figure or style.new_figure(style.DOUBLE if len(panels) > 1 else style.SINGLE, 0.4 + 1.55 * rows)
    axes = figure.subplots(rows, min(columns, len(panels)), squeeze=False).flat
    names = _indicator_names(language)
    for ax in list(axes)[len(panels) :]:
        ax.set_visible(False)
    for ax, (code, unit) in zip(figure.axes, panels, strict=False):
        part = table[(table["indicator"] == code) & (table["unit"] == unit)]
        regions = list(dict.fromkeys(part["region"]))
        for region in regions:
            own = part[part["region"] == region]
            nation = bool((own["level"] == "national").any())
            colour = style.VERMILION if nation else style.BLUE
            ax.plot(own["year"], own["middle"], color=colour, linewidth=1.6 if nation else 0.7, alpha=1 if nation else 0.6)
            for year, low, high, qualifier in zip(own["year"], own["low"].fillna(own["high"]), own["high"], own["qualifier"], strict=True):
                mark = MARKERS.get(str(qualifier), "o")
                ax.plot([year], [(low + high) / 2 if high == high else low], mark, color=colour, markersize=4 if nation else 2.5)
            if nation or len(regions) <= named:
                last = own.iloc[-1]
                ax.annotate(say.region(region), (last["year"], last["middle"]), xytext=(4, 0), textcoords="offset points", va="center", fontsize=6.3)
        shown = say.words.get(f"unit.{unit}", unit)
        title = f"{names.get(code, code)}（{shown}）" if language == "zh" else f"{names.get(code, code)} ({shown})"
        ax.set_title(_wrapped(title, 40), loc="left", fontsize=7)
        years = sorted(set(part["year"]))
        ax.set_xticks(years, [str(y) for y in years])
        ax.margins(x=0.25, y=0.2)
    return figure


MARKERS = {"exact": "o", "reach": "o", "around": "D", "at_least": "^", "at_most": "v", "range": "s"}


def _main_year(corpus: HasReports, table: pd.DataFrame) -> pd.DataFrame:
    return table[table["report_id"].isin(main_group(corpus).report_ids)].reset_index(drop=True)


def _gdp(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    return target_comparison(tables["targets"], tables["quantities"], "gdp", main_group(corpus).report_ids)


SPECS = (
    FigureSpec(
        "gdp_targets",
        _gdp,
        lambda table, language: figure_of(draw_qualified_targets(table, language=language)),
        lambda corpus, table, say: say("caption.gdp_targets", group=group_name(main_group(corpus), say)),
        "04_targets",
    ),
    FigureSpec(
        "target_matrix",
        lambda corpus, tables: target_matrix(tables["targets"], main_group(corpus).report_ids),
        lambda table, language: figure_of(draw_target_matrix(table, language=language)),
        lambda corpus, table, say: say("caption.target_matrix", group=group_name(main_group(corpus), say)),
        "04_targets",
    ),
    FigureSpec(
        "target_gaps",
        lambda corpus, tables: _main_year(corpus, tables["target_gaps"]),
        lambda table, language: draw_target_gaps(table, language=language),
        lambda corpus, table, say: say("caption.target_gaps", year=table["year"].iloc[0], group=group_name(main_group(corpus), say)),
        "04_targets",
    ),
    FigureSpec(
        "job_target_sums",
        lambda corpus, tables: _main_year(corpus, tables["target_sums"]),
        lambda table, language: figure_of(draw_target_sums(table, language=language)),
        lambda corpus, table, say: say(
            "caption.job_target_sums", year=table["year"].iloc[0], n=table["reports"].iloc[0], of=table["provinces"].iloc[0],
            total=f"{table['total'].max():g}", national=f"{table['national'].iloc[0]:g}",
        ),
        "04_targets",
    ),
    FigureSpec(
        "targets_over_years",
        lambda corpus, tables: tables["targets_over_years"],
        lambda table, language: draw_targets_over_years(table, language=language),
        lambda corpus, table, say: say("caption.targets_over_years", years="、".join(str(y) for y in sorted(set(table["year"])))),
        "05_targets_over_years",
    ),
)
