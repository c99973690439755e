"""Numeric targets with their qualifiers visible."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.drawing import style
from analysis.drawing.drawing import drawing, marks
from analysis.drawing.labels import Labels, labels
from analysis.drawing.selection import (
    axes_for,
    evenly,
    keep,
    named_rows,
    row_key,
    row_names,
    selection_caption,
)
from analysis.drawing.spec import FigureSpec, HasReports, Tables, group_name, main_group
from analysis.quantities.indicators import read_indicators
from analysis.targets.comparison import target_comparison, target_matrix

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure


STACK = 30  # dots above one another that a strip has room for
# Parts of a row by which the target stands above its middle and the outturn below: where they are equal, both
# are seen
RISE, DROP = (0.13, 0.25)
WAVE_X = np.linspace(-0.13, 0.13, 25)
WAVE_Y = 0.16 * np.sin(np.linspace(0, 2 * np.pi, 25))


def _draw_mark(ax: Axes, x: float, high: float, y: float, qualifier: str) -> None:
    """● exact, ~ around, → at least, ← at most, ▬ range: told apart by shape, not by colour alone."""
    if qualifier == "range":
        ax.plot([x, high], [y, y], color=style.BLUE, linewidth=4.5, solid_capstyle="butt")
    elif qualifier == "around":
        ax.plot(x + WAVE_X, y + WAVE_Y, color=style.VERMILION, linewidth=1.6, solid_capstyle="round")
    elif qualifier in ("at_least", "at_most"):
        reach = 0.32 if qualifier == "at_least" else -0.32
        colour = style.GREEN if qualifier == "at_least" else style.PURPLE
        ax.annotate(
            "",
            (x + reach, y),
            (x, y),
            arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0},
        )
        ax.plot([x], [y], marker="|", color=colour, markersize=6)
    else:
        ax.plot([x], [y], "o", color=style.BLUE, markersize=4)


def shown_targets(table: pd.DataFrame) -> pd.DataFrame:
    """Of many reports with a target, those evenly spaced in the order of the table, the highest and the
    lowest among them.
    """
    return keep(table, table[row_key(table)].tolist(), evenly(len(table)))


@drawing("region", "low", "high", "qualifier", "label", source="target_comparison", values=("low", "high"))
def draw_qualified_targets(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh") -> Figure:
    """One row a region, sorted.

    The mark shows the qualifier, a grey diamond below it last year's outturn where there is one.

    Parameters
    ----------
    table
        ``region, low, high, qualifier, label`` and, if known, ``outturn``; first row at the top.
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
    table = shown_targets(table)
    ax = axes_for(ax, table, say, style.SINGLE, 0.75 + 0.155 * len(table))
    place = np.arange(len(table))[::-1]
    outturn = table["outturn"].to_numpy(dtype=float) if "outturn" in table else np.full(len(table), np.nan)
    ax.plot(
        outturn,
        place - DROP,
        "D",
        markersize=3,
        color="none",
        markeredgecolor="#444444",
        markeredgewidth=0.8,
        zorder=4,
    )
    starts = table["low"].fillna(table["high"])
    for y, low, high, qualifier in zip(place, starts, table["high"], table["qualifier"], strict=True):
        _draw_mark(ax, float(low), float(high), float(y) + RISE, str(qualifier))
    ax.set_yticks(place, named_rows(table, say))
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(-0.7, len(table) - 0.3)
    values = np.column_stack([table[["low", "high"]].to_numpy(dtype=float), outturn])
    ax.set_xlim(np.nanmin(values) - 0.7, np.nanmax(values) + 0.9)
    ax.set_xlabel(say("growth_percent"))
    ax.grid(axis="x")
    for y, label, qualifier in zip(place, table["label"], table["qualifier"], strict=True):
        words = (
            str(label)
            if language == "zh"
            else SIGN.get(str(qualifier), "") + re.sub("[\u4e00-\u9fff…]+$", "", str(label))
        )
        ax.annotate(
            words, (1.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=6.3, color=style.GREY
        )
    return style.figure_of(ax)


SIGN = {"around": "~", "at_least": "≥ ", "at_most": "≤ "}
SYMBOL = {
    "exact": "●",
    "around": "~",
    "at_least": "→",
    "at_most": "←",
    "range": "–",
    "reach": "●",
    "relative": "",
}


def indicator_names(language: str) -> dict[str, str]:
    """Names of the indicators by code, in a language."""
    return {row.code: row.name_zh if language == "zh" else row.name_en for row in read_indicators().rows}


def wrapped(text: str, width: int) -> str:
    """Text on lines of at most ``width`` characters, broken at blanks; anywhere in a text without any."""
    import textwrap

    if " " not in text:
        return "\n".join(text[i : i + width] for i in range(0, len(text), width))
    return "\n".join(textwrap.wrap(text, width, break_long_words=False))


def _figures_only(label: str) -> str:
    """The figures of a label without its words: 6%左右 is shown as 6 beside its symbol."""
    match = re.match(r"[\d.–]+", label)
    return match.group() if match else ""


def _matrix_order(table: pd.DataFrame) -> list[str]:
    """The reports from the highest to the lowest target of the table's first indicator, those without it
    last.
    """
    key = row_key(table)
    first = (
        table[table["indicator"] == table["indicator"].iloc[0]]
        .dropna(subset="middle")
        .drop_duplicates(key)
        .set_index(key)["middle"]
        .to_dict()
    )
    named = dict(zip(table[key], table["region"].astype(str), strict=True))
    return sorted(named, key=lambda one: (-first.get(one, float("-inf")), named[one], one))


def shown_matrix(table: pd.DataFrame) -> pd.DataFrame:
    """Of many reports, those evenly spaced by the target of the first indicator."""
    ordered = _matrix_order(table) if len(table) else []
    return keep(table, ordered, evenly(len(ordered)))


@drawing("region", "indicator", "label", "kind", "qualifier", "middle", "position", source="target_matrix")
def draw_target_matrix(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh") -> Figure:
    """Regions × indicators.

    The figure of each target with the symbol of its qualifier, shaded by its place among the regions.

    A relative target (与经济增长基本同步) is a hatched tile, no target an empty one.

    Parameters
    ----------
    table
        As ``targets.comparison.target_matrix`` gives it; regions are sorted by the first indicator (of many:
        see :func:`shown_matrix`).
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
    import matplotlib as mpl

    say = labels(language)
    table = shown_matrix(table)
    codes = list(dict.fromkeys(table["indicator"]))
    key, reports = row_key(table), _matrix_order(table)
    names = row_names(table, say)
    place = {report: len(reports) - 1 - number for number, report in enumerate(reports)}
    ax = axes_for(ax, table, say, style.DOUBLE, 0.85 + 0.205 * len(reports))
    shade = mpl.colormaps["Blues"]
    for report, code, label, kind, qualifier, position in zip(
        table[key],
        table["indicator"],
        table["label"],
        table["kind"],
        table["qualifier"],
        table["position"],
        strict=True,
    ):
        x, y = codes.index(code), place[report]
        if kind == "relative" or position != position:
            ax.add_patch(
                mpl.patches.Rectangle(
                    (x, y), 0.96, 0.9, facecolor="white", edgecolor=style.LIGHT, hatch="////", linewidth=0
                )
            )
            continue
        ax.add_patch(
            mpl.patches.Rectangle(
                (x, y), 0.96, 0.9, facecolor=shade(0.06 + 0.44 * float(position)), edgecolor="none"
            )
        )
        mark = "" if qualifier in ("exact", "reach", "range") else SYMBOL[str(qualifier)]
        ax.text(
            x + 0.48, y + 0.43, f"{mark}{_figures_only(str(label))}", ha="center", va="center", fontsize=6.6
        )
    ax.set_xlim(0, len(codes))
    ax.set_ylim(0, len(reports))
    ax.set_yticks(np.arange(len(reports)) + 0.45, [names[report] for report in reports[::-1]])
    indicators = indicator_names(language)
    ax.set_xticks(
        np.arange(len(codes)) + 0.48,
        [wrapped(indicators.get(c, c), 6 if language == "zh" else 12) for c in codes],
        fontsize=5.8,
    )
    ax.xaxis.tick_top()
    style.bare(ax)
    return style.figure_of(ax)


def _swarm(values: np.ndarray, step: float) -> np.ndarray:
    """Heights that stack equal values above one another, centred on 0."""
    heights = np.zeros(len(values))
    for value in np.unique(values):
        at = np.flatnonzero(values == value)
        heights[at] = (np.arange(len(at)) - (len(at) - 1) / 2) * step
    return heights


@drawing("indicator", "middle", "national_middle", source="target_gaps", values=("middle",))
def draw_target_gaps(
    table: pd.DataFrame, figure: Figure | SubFigure | None = None, language: str = "zh"
) -> Figure | SubFigure:
    """One strip an indicator.

    The regions' targets as dots (those alike stacked; a bar of their height where they are very many), the
    nation's as a line, and how many lie on each side.

    Parameters
    ----------
    table
        As ``targets.comparison.target_gaps`` gives it, of one year.
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
    say = labels(language)
    codes = list(dict.fromkeys(table["indicator"]))
    figure = figure or style.new_figure(style.SINGLE, 0.5 + 1.05 * len(codes))
    names = indicator_names(language)
    for ax, code in zip(figure.subplots(len(codes), 1, squeeze=False).flat, codes, strict=True):
        part = table[table["indicator"] == code]
        values = part["middle"].to_numpy(dtype=float)
        counts = part["middle"].value_counts()
        bars = counts.max() > STACK  # dots would run into one another
        if bars:
            # Over the nation's line
            ax.vlines(
                counts.index,
                -counts.to_numpy() / 2,
                counts.to_numpy() / 2,
                color=style.BLUE,
                linewidth=2.6,
                zorder=3,
            )
        else:
            ax.plot(values, _swarm(values, 1.0), "o", color=style.BLUE, markersize=2.6, alpha=0.9)
        nation = float(part["national_middle"].iloc[0])
        ax.axvline(nation, color=style.VERMILION, linewidth=1.4)
        # Above bars there is room for the nation's name
        tallest = max(3.0, counts.max() / 2 * (1.4 if bars else 1) + 1)
        ax.set_ylim(-tallest, tallest)
        low, high = min(values.min(), nation), max(values.max(), nation)
        ax.set_xlim(low - 0.12 * (high - low or 1), high + 0.12 * (high - low or 1))
        below, equal, above = (
            int(n) for n in ((values < nation).sum(), (values == nation).sum(), (values > nation).sum())
        )
        ax.set_title(
            f"{names.get(code, code)}（%）" if language == "zh" else f"{names.get(code, code)} (%)",
            loc="left",
            fontsize=7,
        )
        ax.set_title(
            say("gap_counts", below=below, equal=equal, above=above),
            loc="right",
            fontsize=6.3,
            color=style.GREY,
        )
        ax.annotate(
            say("national"),
            (nation, tallest),
            ha="left",
            va="top",
            fontsize=6.3,
            color=style.VERMILION,
            xytext=(2, 0),
            textcoords="offset points",
        )
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
    return figure


@drawing("region", "value", "total", "national", source="target_sums", values=("value",))
def draw_target_sums(
    table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", **kwargs: Any
) -> Figure:
    """The regions' targets stacked one on the other from the largest down, against the nation's as a line.

    Parameters
    ----------
    table
        As ``targets.comparison.target_sums`` gives it, of one year.
    ax
        Axes to draw into; a new figure where there are none.
    language
        Of the words: ``"zh"`` or ``"en"``.
    **kwargs
        ``kwargs`` go to ``Axes.barh``.

    Returns
    -------
    matplotlib.figure.Figure
        What was drawn into.

    Raises
    ------
    InputError
        Where the table has no rows or lacks a column, or the language isn't known.
    """
    from matplotlib.patches import Patch

    say = labels(language)
    ax = style.new_axes(ax, style.SINGLE, 0.75 + 0.15 * len(table))
    place = np.arange(len(table))[::-1]
    ax.barh(
        place,
        table["value"],
        left=table["total"] - table["value"],
        **marks({"height": 0.75, "color": style.SKY}, kwargs, Patch),
    )
    nation = float(table["national"].iloc[0])
    if nation == nation:
        ax.axvline(nation, color=style.VERMILION, linewidth=1.4)
        ax.annotate(
            f"{say('national')} {nation:g}",
            (nation, len(table) - 0.4),
            ha="right",
            va="bottom",
            fontsize=6.5,
            color=style.VERMILION,
        )
    ends = table["total"].to_numpy(dtype=float)
    for y, value in zip(place, table["value"], strict=True):
        ax.annotate(
            f"{value:g}",
            (1.02, y),
            xycoords=("axes fraction", "data"),
            va="center",
            ha="left",
            fontsize=6.3,
            color=style.GREY,
        )
    ax.set_yticks(place, named_rows(table, say))
    ax.set_ylim(-0.7, len(table) + 0.3)
    ax.set_xlim(0, max(ends.max(), nation if nation == nation else 0) * 1.1)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(say("people_10k_running"))
    ax.grid(axis="x")
    return style.figure_of(ax)


def _main_year(corpus: HasReports, table: pd.DataFrame) -> pd.DataFrame:
    return table[table["report_id"].isin(main_group(corpus).report_ids)].reset_index(drop=True)


def _gdp(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    return shown_targets(
        target_comparison(tables["targets"], tables["quantities"], "gdp", main_group(corpus).report_ids)
    )


def _worded(key: str, corpus: HasReports, say: Labels, **values: object) -> str:
    """The caption, in its wording for provinces (``KEY``) or for any other level (``KEY.any``)."""
    group = main_group(corpus)
    return say(key if group.level == "province" else f"{key}.any", group=group_name(group, say), **values)


def _sums(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    table = _main_year(corpus, tables["target_sums"])
    return table if len(table) > 1 else table.iloc[:0]  # one target is no sum


def _sums_caption(corpus: HasReports, table: pd.DataFrame, say: Labels) -> str:
    first = table.iloc[0]
    key = (
        "caption.job_target_sums.alone"
        if first["national"] != first["national"]
        else "caption.job_target_sums"
    )
    return say(
        key,
        year=first["year"],
        n=first["reports"],
        of=first["provinces"],
        total=f"{table['total'].max():g}",
        national=f"{first['national']:g}",
    )


SPECS = (
    FigureSpec(
        "gdp_targets",
        _gdp,
        lambda table, language: draw_qualified_targets(table, language=language),
        lambda corpus, table, say: selection_caption(
            say("caption.gdp_targets", group=group_name(main_group(corpus), say)), table, say, "gdp"
        ),
        "04_targets",
    ),
    FigureSpec(
        "target_matrix",
        lambda corpus, tables: shown_matrix(target_matrix(tables["targets"], main_group(corpus).report_ids)),
        lambda table, language: draw_target_matrix(table, language=language),
        lambda corpus, table, say: selection_caption(
            _worded("caption.target_matrix", corpus, say), table, say, "matrix"
        ),
        "04_targets",
    ),
    FigureSpec(
        "target_gaps",
        lambda corpus, tables: _main_year(corpus, tables["target_gaps"]),
        lambda table, language: draw_target_gaps(table, language=language),
        lambda corpus, table, say: _worded("caption.target_gaps", corpus, say, year=table["year"].iloc[0]),
        "04_targets",
    ),
    FigureSpec(
        "job_target_sums",
        _sums,
        lambda table, language: draw_target_sums(table, language=language),
        _sums_caption,
        "04_targets",
    ),
)
