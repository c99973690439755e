"""Themes: who attends to what, where, how surely, and since when."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.figures import style
from analysis.figures.boxes import spaced
from analysis.figures.labels import Labels, labels
from analysis.figures.selection import MOST, axes_for, ends, evenly, keep, named_rows, row_key, row_names, selection_caption
from analysis.figures.seriation import seriate
from analysis.figures.spec import FigureSpec, HasReports, Tables, figure_of, group_name, main_group
from analysis.text.lexicon import load_regions

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


SHOWN = "environment"  # the theme of the map and of the ranks, where the codebook has it
MOVED = 6  # themes of the bump chart drawn in colour


def _bare(ax: Axes) -> None:
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)


def _names(table: pd.DataFrame, language: str) -> dict[str, str]:
    """Names of the themes in a language: the table's columns ``name_zh, name_en``, else the codes."""
    column = f"name_{language}"
    if column not in table.columns:
        return {code: code for code in table["theme"].unique()}
    return {code: name or code for code, name in zip(table["theme"], table[column], strict=True)}


def _shares(table: pd.DataFrame) -> pd.DataFrame:
    """Reports × themes, in the order of the regions' names; the index is region and report."""
    return table.pivot_table(index=list(dict.fromkeys(["region", row_key(table)])), columns="theme", values="share", sort=True)


def _places(values: np.ndarray) -> np.ndarray:
    """What part of the other reports lies below, in each column."""
    below = [np.searchsorted(np.sort(column), column) for column in values.T]  # undefined values are sorted to the end
    return np.where(np.isnan(values), 0, np.stack(below, axis=1)) / max(1, len(values) - 1)


def shown_heatmap(table: pd.DataFrame) -> pd.DataFrame:
    """Of many reports, those evenly spaced along the first axis of the correspondence analysis of all, with their ``place`` among all in each theme (0 … 1)."""
    key = row_key(table)
    if table[key].nunique() <= MOST:
        return table
    wide = _shares(table)
    values, reports = wide.to_numpy(dtype=float), wide.index.get_level_values(-1)
    place = pd.DataFrame(_places(values), index=reports, columns=wide.columns).reset_index().melt(id_vars=key, value_name="place")
    rows, _ = seriate(values)
    return keep(table, reports[rows].tolist(), evenly(len(rows))).merge(place, on=[key, "theme"], how="left")


@style.styled
def draw_theme_heatmap(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh") -> Axes:
    """Regions × themes, like beside like, shaded by the region's place among all regions in that theme; the share of sentences in per cent stands in the cells of
    the upper two fifths.

    ``table``: ``region, theme, share`` (and ``report_id, name_zh, name_en``), one row a report and theme (of many reports: see :func:`shown_heatmap`).
    """
    import matplotlib as mpl

    say, names = labels(language), _names(table, language)
    table = shown_heatmap(table)
    wide = _shares(table)
    rows, columns = seriate(wide.to_numpy(dtype=float))
    wide = wide.iloc[rows, columns]
    values = wide.to_numpy(dtype=float)
    place = _places(values)
    if "place" in table:
        place = table.pivot_table(index=row_key(table), columns="theme", values="place").loc[wide.index.get_level_values(-1), wide.columns].to_numpy(dtype=float)
    reports = row_names(table, say)
    ax = axes_for(ax, table, say, style.DOUBLE, 1.15 + 0.195 * len(wide))
    shade = mpl.colors.LinearSegmentedColormap.from_list("pale", mpl.colormaps["Blues"](np.linspace(0.02, 0.52, 64)))
    edges = np.arange(values.shape[1] + 1), np.arange(len(values) + 1)
    ax.pcolormesh(*edges, place[::-1], cmap=shade, vmin=0, vmax=1, edgecolors="white", linewidth=1.2)
    for y, x in np.argwhere(np.isfinite(values) & (place >= 0.6)):  # the upper two fifths: all figures would hide the pattern, and stand in the CSV
        text = ax.text(x + 0.5, len(values) - 0.52 - y, f"{100 * values[y, x]:.0f}", ha="center", va="center", fontsize=5.6)
        text.set_in_layout(False)
    ax.set_xlim(0, values.shape[1])
    ax.set_ylim(0, len(values))
    ax.set_yticks(np.arange(len(values)) + 0.5, [reports[one] for one in wide.index.get_level_values(-1)[::-1]])
    ax.set_xticks(np.arange(values.shape[1]) + 0.5, [names[str(code)] for code in wide.columns], rotation=55, ha="left", rotation_mode="anchor", fontsize=6.3)
    ax.xaxis.tick_top()
    _bare(ax)
    return ax


@style.styled
def draw_tile_map(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", *, percent: bool = True) -> Axes:
    """China by province as tiles, shaded by a measure; a province without a value is hatched.

    ``table``: ``region`` (full official name) and ``value``; with ``percent`` the value is a share and shown in per cent.  Where the tiles stand is
    ``grid_row, grid_col`` of ``data/lexicon/regions.csv``.
    """
    import matplotlib as mpl

    say = labels(language)
    tiles = load_regions()
    tiles = tiles[tiles["grid_row"].notna()]
    known = table.dropna(subset=["value"]).set_index("region")["value"]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    rows, columns = int(tiles["grid_row"].max()) + 1, int(tiles["grid_col"].max()) + 1
    ax = style.new_axes(ax, style.DOUBLE, 0.35 + 0.5 * rows)
    shade = mpl.colormaps["Blues"]
    for region, row, column in zip(tiles["name"], tiles["grid_row"].astype(int), tiles["grid_col"].astype(int), strict=True):
        x, y = column, rows - 1 - row
        value = float(known[region]) if region in known.index else float("nan")
        missing = np.isnan(value)
        depth = 0.5 if high <= low or missing else (value - low) / (high - low)
        colour = "white" if missing else shade(0.05 + 0.5 * depth)
        hatch, edge = ("////", style.LIGHT) if missing else (None, "none")
        ax.add_patch(mpl.patches.Rectangle((x + 0.02, y + 0.03), 0.96, 0.94, facecolor=colour, linewidth=0, hatch=hatch, edgecolor=edge))
        text = "—" if missing else f"{100 * value:.1f}%" if percent else f"{value:.3g}"
        for height, words, size in ((0.68, say.region(region), 7 if language == "zh" else 6.2), (0.3, text, 7)):
            box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8} if missing else None  # the hatching would run through the words
            ax.text(x + 0.5, y + height, words, ha="center", va="center", fontsize=size, color=style.GREY if missing else style.BLACK, bbox=box)
    missing_tile = mpl.patches.Patch(facecolor="white", edgecolor=style.LIGHT, hatch="////", linewidth=0, label=say("themes.no_data"))
    ax.legend(handles=[missing_tile], loc="lower left", bbox_to_anchor=(0, 0), handlelength=1.6, handleheight=1.2)
    ax.set_xlim(0, columns)
    ax.set_ylim(0, rows)
    ax.set_xticks([])
    ax.set_yticks([])
    _bare(ax)
    return ax


@style.styled
def draw_part_gaps(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh") -> Axes:
    """One line a theme: the share of the review (open) and of the plan (filled), in the order of the gap; filled blue where the interval of the gap lies on one
    side of 0, grey elsewhere.

    ``table`` as ``measures.priorities.part_gaps`` gives it, of one report or of reports added up.
    """
    say, names = labels(language), _names(table, language)
    table = table.sort_values(["gap", "theme"]).reset_index(drop=True)
    place = np.arange(len(table))
    ax = style.new_axes(ax, style.SINGLE, 0.75 + 0.165 * len(table))
    sure = (table["low"] > 0) | (table["high"] < 0)
    for y, review, plan, certain in zip(place, 100 * table["review"], 100 * table["plan"], sure, strict=True):
        colour = style.BLUE if certain else style.GREY
        ax.plot([review, plan], [y, y], color=colour, linewidth=1.4 if certain else 0.8, solid_capstyle="butt")
        ax.plot([review], [y], "o", color=colour, markerfacecolor="white", markersize=4, markeredgewidth=0.9)
        ax.plot([plan], [y], "o", color=colour, markersize=4)
    marks = [
        ax.plot([], [], "o", color=style.BLACK, markerfacecolor="white", markersize=4, markeredgewidth=0.9, label=say("review"))[0],
        ax.plot([], [], "o", color=style.BLACK, markersize=4, label=say("plan"))[0],
    ]
    ax.legend(handles=marks, loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2, handletextpad=0.2)
    ax.set_yticks(place, [names[code] for code in table["theme"]])
    ax.set_ylim(-0.7, len(table) - 0.3)
    ax.set_xlim(left=0)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(say("themes.share_of_sentences"))
    ax.grid(axis="x")
    return ax


def shown_ranks(table: pd.DataFrame) -> pd.DataFrame:
    """Of many reports, those that rank highest and lowest."""
    key = row_key(table)
    return keep(table, table.sort_values(["report_rank", "region", key])[key].tolist(), ends(len(table)))


@style.styled
def draw_theme_ranks(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh") -> Axes:
    """One line a region: its rank among the reports in a theme, with the interval of the rank, and its share at the right.

    ``table``: rows of ``measures.attention.theme_ranks`` of one theme and group (of many reports: see :func:`shown_ranks`).
    """
    say = labels(language)
    table = shown_ranks(table)
    among = int(table["of"].iloc[0]) if "of" in table else len(table)
    table = table.sort_values(["report_rank", "region"], ascending=[False, False]).reset_index(drop=True)
    place = np.arange(len(table))
    ax = axes_for(ax, table, say, style.SINGLE, 0.7 + 0.155 * len(table))
    if among > len(table):  # between the highest and the lowest
        ax.axhline(len(table) // 2 - 0.5, color=style.GREY, linewidth=0.6, linestyle="--")
    ax.hlines(place, table["report_rank_low"], table["report_rank_high"], color=style.SKY, linewidth=2.4)
    ax.plot(table["report_rank"], place, "o", color=style.BLUE, markersize=3.6)
    for y, share in zip(place, table["share"], strict=True):
        ax.annotate(f"{100 * share:.1f}%", (1.02, y), xycoords=("axes fraction", "data"), va="center", fontsize=6.3, color=style.GREY)
    ax.set_yticks(place, named_rows(table, say))
    ax.set_ylim(-0.7, len(table) - 0.3)
    margin = 1 if among <= len(table) else 0.02 * among  # room for whole dots at the ends
    ax.set_xlim(1 - margin, among + margin)
    step = 5 if among <= len(table) else _step(among)
    ax.set_xticks([1, *range(step, among + 1, step)])
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(say("themes.rank_among_reports"))
    ax.grid(axis="x")
    return ax


def _step(count: int) -> int:
    """A round number that goes into ``count`` ten times at the most.

    >>> _step(100), _step(333), _step(2900)
    (10, 50, 500)
    """
    power = 10
    while True:
        for step in (power, 2 * power, 5 * power):
            if count / step <= 10:
                return step
        power *= 10


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


@style.styled
def draw_theme_years(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", moved: int = MOVED) -> Axes:
    """Themes by rank over the years of a region (side by side, however far apart), the first at the top; those that moved most in colour and with their own
    mark, a dotted line into a document of another kind.

    ``table``: ``year, theme, theme_rank, share, kind`` of one region, one report a year.
    """
    say, names = labels(language), _names(table, language)
    wide = table.pivot_table(index="theme", columns="year", values="theme_rank")
    years = [int(year) for year in wide.columns]
    kinds = table.drop_duplicates("year").set_index("year")["kind"]
    change = (wide.iloc[:, -1] - wide.iloc[:, 0]).abs()
    loud = sorted(wide.index, key=lambda code: (-change[code], str(code)))[:moved]
    ax = style.new_axes(ax, style.DOUBLE, 0.7 + 0.18 * len(wide))
    marks = ["o", "s", "^", "D", "v", "P", "X", "*"]
    for code in sorted(wide.index, key=lambda code: code in loud):
        bright = code in loud
        at = loud.index(code) if bright else 0
        colour = style.PALETTE[at % len(style.PALETTE)] if bright else style.LIGHT
        for place, (first, second) in enumerate(pairwise(years)):
            dots = kinds[first] != kinds[second]
            ax.plot([place, place + 1], wide.loc[code, [first, second]], color=colour, linewidth=1.8 if bright else 0.9, linestyle=":" if dots else "-")
        mark = marks[at % len(marks)] if bright else "o"
        ax.plot(range(len(years)), wide.loc[code], mark, color=colour if bright else "#B5B5B5", markersize=4.6 if bright else 3, linestyle="none")
    span = len(years) - 1 or 1
    for side, x, year in ((-1, 0, years[0]), (1, len(years) - 1, years[-1])):
        ranks = wide[year].to_numpy(dtype=float)
        for code, y, rank in zip(wide.index, _apart(ranks, 0.95), ranks, strict=True):
            share = 100 * float(table.loc[(table["theme"] == code) & (table["year"] == year), "share"].iloc[0])
            text = f"{names[str(code)]} {share:.0f}%" if side < 0 else f"{share:.0f}% {names[str(code)]}"
            ax.annotate(text, (x, rank), (x + side * 0.06 * span, y), ha="right" if side < 0 else "left", va="center", fontsize=6.4,
                        color=style.BLACK if code in loud else style.GREY, annotation_clip=False)  # fmt: skip
    ax.set_ylim(len(wide) + 0.8, 0.2)
    shown = set(spaced(range(len(years)), 0.08 * span))
    same = [len(years) > 6 and place > 0 and kinds[year] == kinds[years[place - 1]] for place, year in enumerate(years)]  # of many years only where the kind changes
    says = ["" if again else say(f"themes.kind.{kinds[year]}") for again, year in zip(same, years, strict=True)]
    ax.set_xticks(range(len(years)), [f"{year if place in shown else ''}\n{kind}" for place, (year, kind) in enumerate(zip(years, says, strict=True))])
    ax.set_yticks([])
    ax.set_xlim(-0.62 * span, len(years) - 1 + 0.62 * span)
    for name in ("left", "bottom"):
        ax.spines[name].set_visible(False)
    ax.tick_params(axis="x", length=0)
    return ax


@style.styled
def draw_commitment(table: pd.DataFrame, language: str = "zh") -> Figure:
    """Two panels, one line a theme: the share of firm sentences, and of sentences with something that can be checked, with intervals; the line across is all sentences.

    ``table``: rows of ``measures.commitment.commitment`` of one group, ``theme`` ``all`` among them.
    """
    say, names = labels(language), _names(table, language)
    overall = table[table["theme"] == "all"]
    table = table[(table["theme"] != "all") & (table["sentences"] > 0)].sort_values(["firm", "theme"]).reset_index(drop=True)
    figure = style.new_figure(style.DOUBLE, 0.75 + 0.165 * len(table))
    place = np.arange(len(table))
    left, right = figure.subplots(1, 2, sharey=True)
    for ax, name, colour, mark in ((left, "firm", style.VERMILION, "o"), (right, "concrete", style.BLUE, "s")):
        ax.hlines(place, 100 * table[f"{name}_low"], 100 * table[f"{name}_high"], color=colour, linewidth=1.6, alpha=0.45)
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


def _named(table: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The table with the names of its themes."""
    about = tables["codebook"].drop_duplicates("theme")[["theme", "name_zh", "name_en"]]
    return table.merge(about, on="theme", how="left").fillna({"name_zh": "", "name_en": ""})


def _of_group(corpus: HasReports, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the main group, when it has three reports or more."""
    group = main_group(corpus)
    return table[table["report_id"].isin(group.report_ids)] if len(group.report_ids) > 2 else table.iloc[:0]


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    themes = list(dict.fromkeys(table["theme"]))
    return table[table["theme"] == (SHOWN if SHOWN in themes else themes[0])] if themes else table


def _heatmap(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    own = _of_group(corpus, tables["attention"])
    return _named(own[own["part"] == "plan"][["report_id", "region", "year", "theme", "share", "low", "high"]], tables)


def _map(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    own = _shown(_heatmap(corpus, tables))
    provinces = set(load_regions().dropna(subset=["grid_row"])["name"])
    return own[own["region"].isin(provinces)].rename(columns={"share": "value"})


def _ranks(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    return shown_ranks(_named(_shown(_of_group(corpus, tables["theme_ranks"])), tables))


def _together(corpus: HasReports, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the main group's reports added up."""
    group = main_group(corpus)
    if group.level == "national" or len(group.report_ids) < 2:
        return table.iloc[:0]
    return table[(table["report_id"] == "") & (table["level"] == group.level) & (table["year"].astype(str) == str(group.year))]


def _years(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    """Ranks of the themes over the years of the region with the most reports, the nation first."""
    reports = corpus.reports.sort_values(["region", "year", "kind", "report_id"], ascending=[True, True, False, True]).drop_duplicates(["region", "year"])
    ranks = tables["theme_ranks"].merge(reports[["report_id", "kind"]], on="report_id")
    several = reports[reports["report_id"].isin(set(ranks["report_id"]))].groupby(["level", "region"])["year"].nunique()
    several = several[several > 1]
    if not len(several):
        return ranks.iloc[:0]
    _, region = min(several.index, key=lambda key: (-several[key], key[0] != "national", key))
    own = ranks[ranks["region"] == region]
    return _named(own[["report_id", "region", "year", "kind", "theme", "share", "low", "high", "theme_rank", "theme_rank_low", "theme_rank_high"]], tables)


def _shown_name(table: pd.DataFrame, say: Labels) -> str:
    return str(_names(table, say.language)[table["theme"].iloc[0]])


def _years_caption(corpus: HasReports, table: pd.DataFrame, say: Labels) -> str:
    mark = "、" if say.language == "zh" else ", "
    return say("caption.theme_years", region=say.region(table["region"].iloc[0]), years=mark.join(str(y) for y in sorted(set(table["year"]))))


SPECS = (
    FigureSpec(
        "theme_heatmap",
        lambda corpus, tables: shown_heatmap(_heatmap(corpus, tables)),
        lambda table, language: figure_of(draw_theme_heatmap(table, language=language)),
        lambda corpus, table, say: selection_caption(
            say("caption.theme_heatmap", group=group_name(main_group(corpus), say), n=table["theme"].nunique()), table, say, "heatmap"
        ),
        "09_priorities",
    ),
    FigureSpec(
        "theme_map",
        _map,
        lambda table, language: figure_of(draw_tile_map(table, language=language)),
        lambda corpus, table, say: say("caption.theme_map", group=group_name(main_group(corpus), say), theme=_shown_name(table, say)),
        "09_priorities",
    ),
    FigureSpec(
        "theme_ranks",
        _ranks,
        lambda table, language: figure_of(draw_theme_ranks(table, language=language)),
        lambda corpus, table, say: selection_caption(
            say("caption.theme_ranks", group=group_name(main_group(corpus), say), theme=_shown_name(table, say)), table, say, "ranks"
        ),
        "09_priorities",
    ),
    FigureSpec(
        "theme_parts",
        lambda corpus, tables: _named(_together(corpus, tables["theme_parts"]), tables),
        lambda table, language: figure_of(draw_part_gaps(table, language=language)),
        lambda corpus, table, say: say("caption.theme_parts", group=group_name(main_group(corpus), say)),
        "09_priorities",
    ),
    FigureSpec(
        "theme_commitment",
        lambda corpus, tables: _named(_together(corpus, tables["commitment"]), tables),
        lambda table, language: draw_commitment(table, language=language),
        lambda corpus, table, say: say("caption.theme_commitment", group=group_name(main_group(corpus), say)),
        "09_priorities",
    ),
    FigureSpec(
        "theme_years",
        _years,
        lambda table, language: figure_of(draw_theme_years(table, language=language)),
        _years_caption,
        "10_priorities_over_years",
    ),
)
