"""Themes: who attends to what, where, and how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.drawing import style
from analysis.drawing.drawing import check_table, drawing, marks, some
from analysis.drawing.labels import Labels, labels
from analysis.drawing.selection import (
    MOST,
    axes_for,
    ends,
    evenly,
    keep,
    named_rows,
    row_key,
    row_names,
    selection_caption,
)
from analysis.drawing.seriation import seriate
from analysis.drawing.spec import FigureSpec, HasReports, Tables, group_name, main_group
from analysis.errors import unknown
from analysis.text.lexicon import load_regions

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


SHOWN = "environment"  # the theme of the map and of the ranks, where the codebook has it


def theme_names(table: pd.DataFrame, language: str) -> dict[str, str]:
    """Names of the themes in a language: the table's columns ``name_zh, name_en``, else the codes."""
    column = f"name_{language}"
    if column not in table.columns:
        return {code: code for code in table["theme"].unique()}
    return {code: name or code for code, name in zip(table["theme"], table[column], strict=True)}


def _shares(table: pd.DataFrame) -> pd.DataFrame:
    """Reports × themes, in the order of the regions' names; the index is region and report."""
    return table.pivot_table(
        index=list(dict.fromkeys(["region", row_key(table)])), columns="theme", values="share", sort=True
    )


def _places(values: np.ndarray) -> np.ndarray:
    """What part of the other reports lies below, in each column."""
    # Undefined values are sorted to the end
    below = [np.searchsorted(np.sort(column), column) for column in values.T]
    return np.where(np.isnan(values), 0, np.stack(below, axis=1)) / max(1, len(values) - 1)


def shown_heatmap(table: pd.DataFrame) -> pd.DataFrame:
    """Of many reports, those evenly spaced along the first axis of the correspondence analysis of all, with
    their ``place`` among all in each theme (0 … 1).
    """
    key = row_key(table)
    if table[key].nunique() <= MOST:
        return table
    wide = _shares(table)
    values, reports = wide.to_numpy(dtype=float), wide.index.get_level_values(-1)
    place = (
        pd.DataFrame(_places(values), index=reports, columns=wide.columns)
        .reset_index()
        .melt(id_vars=key, value_name="place")
    )
    rows, _ = seriate(values)
    return keep(table, reports[rows].tolist(), evenly(len(rows))).merge(place, on=[key, "theme"], how="left")


@drawing("region", "theme", "share", source="attention", values=("share",))
def draw_theme_heatmap(
    table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", **kwargs: Any
) -> Figure:
    """Regions × themes, like beside like, shaded by the region's place among all regions in that theme.

    The share of sentences in per cent stands in the cells of the upper two fifths.

    Parameters
    ----------
    table
        ``region, theme, share`` (and ``report_id, name_zh, name_en``), one row a report and theme (of many
        reports: see :func:`shown_heatmap`).
    ax
        Axes to draw into; a new figure where there are none.
    language
        Of the words: ``"zh"`` or ``"en"``.
    **kwargs
        ``kwargs`` go to ``Axes.pcolormesh``, which draws the cells.

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

    say, names = labels(language), theme_names(table, language)
    table = shown_heatmap(table)
    wide = _shares(table)
    rows, columns = seriate(wide.to_numpy(dtype=float))
    wide = wide.iloc[rows, columns]
    values = wide.to_numpy(dtype=float)
    place = _places(values)
    if "place" in table:
        place = (
            table.pivot_table(index=row_key(table), columns="theme", values="place")
            .loc[wide.index.get_level_values(-1), wide.columns]
            .to_numpy(dtype=float)
        )
    reports = row_names(table, say)
    ax = axes_for(ax, table, say, style.DOUBLE, 1.15 + 0.195 * len(wide))
    shade = mpl.colors.LinearSegmentedColormap.from_list(
        "pale", mpl.colormaps["Blues"](np.linspace(0.02, 0.52, 64))
    )
    edges = np.arange(values.shape[1] + 1), np.arange(len(values) + 1)
    look = {"cmap": shade, "vmin": 0, "vmax": 1, "edgecolor": "white", "linewidth": 1.2}
    ax.pcolormesh(*edges, place[::-1], **marks(look, kwargs, mpl.collections.QuadMesh))
    for y, x in np.argwhere(
        np.isfinite(values) & (place >= 0.6)
    ):  # the upper two fifths: all figures would hide the pattern, and stand in the CSV
        text = ax.text(
            x + 0.5,
            len(values) - 0.52 - y,
            f"{100 * values[y, x]:.0f}",
            ha="center",
            va="center",
            fontsize=5.6,
        )
        text.set_in_layout(False)
    ax.set_xlim(0, values.shape[1])
    ax.set_ylim(0, len(values))
    ax.set_yticks(
        np.arange(len(values)) + 0.5, [reports[one] for one in wide.index.get_level_values(-1)[::-1]]
    )
    ax.set_xticks(
        np.arange(values.shape[1]) + 0.5,
        [names[str(code)] for code in wide.columns],
        rotation=55,
        ha="left",
        rotation_mode="anchor",
        fontsize=6.3,
    )
    ax.xaxis.tick_top()
    style.bare(ax)
    return style.figure_of(ax)


@drawing(
    "region", "value",
    source="attention (of one theme and part, its share renamed to value)", values=("value",),
    key=("region",),
)  # fmt: skip
def draw_tile_map(
    table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", *, percent: bool = True
) -> Figure:
    """China by province as tiles, shaded by a measure; a province without a value is hatched.

    Parameters
    ----------
    table
        ``region`` (full official name) and ``value``; with ``percent`` the value is a share and shown in per
        cent. Where the tiles stand is ``grid_row, grid_col`` of ``data/lexicon/regions.csv``.
    ax
        Axes to draw into; a new figure where there are none.
    language
        Of the words: ``"zh"`` or ``"en"``.
    percent
        Whether the value is a share, shown in per cent.

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
    tiles = load_regions()
    tiles = tiles[tiles["grid_row"].notna()]
    shown = table.dropna(subset=["value"])
    known = some(
        shown[shown["region"].isin(tiles["name"])],
        "none of the table's regions is a province by its full official name (安徽省)",
    ).set_index("region")["value"]
    low, high = float(known.min()), float(known.max())
    rows, columns = int(tiles["grid_row"].max()) + 1, int(tiles["grid_col"].max()) + 1
    ax = style.new_axes(ax, style.DOUBLE, 0.35 + 0.5 * rows)
    shade = mpl.colormaps["Blues"]
    for region, row, column in zip(
        tiles["name"], tiles["grid_row"].astype(int), tiles["grid_col"].astype(int), strict=True
    ):
        x, y = column, rows - 1 - row
        value = float(known[region]) if region in known.index else float("nan")
        missing = np.isnan(value)
        depth = 0.5 if high <= low or missing else (value - low) / (high - low)
        colour = "white" if missing else shade(0.05 + 0.5 * depth)
        hatch, edge = ("////", style.LIGHT) if missing else (None, "none")
        ax.add_patch(
            mpl.patches.Rectangle(
                (x + 0.02, y + 0.03), 0.96, 0.94, facecolor=colour, linewidth=0, hatch=hatch, edgecolor=edge
            )
        )
        text = "—" if missing else f"{100 * value:.1f}%" if percent else f"{value:.3g}"
        for height, words, size in (
            (0.68, say.region(region), 7 if language == "zh" else 6.2),
            (0.3, text, 7),
        ):
            # The hatching would run through the words
            box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8} if missing else None
            ax.text(
                x + 0.5,
                y + height,
                words,
                ha="center",
                va="center",
                fontsize=size,
                color=style.GREY if missing else style.BLACK,
                bbox=box,
            )
    missing_tile = mpl.patches.Patch(
        facecolor="white", edgecolor=style.LIGHT, hatch="////", linewidth=0, label=say("themes.no_data")
    )
    ax.legend(
        handles=[missing_tile], loc="lower left", bbox_to_anchor=(0, 0), handlelength=1.6, handleheight=1.2
    )
    ax.set_xlim(0, columns)
    ax.set_ylim(0, rows)
    ax.set_xticks([])
    ax.set_yticks([])
    style.bare(ax)
    return style.figure_of(ax)


def tile_map(table: pd.DataFrame, value: str = "share") -> pd.DataFrame:
    """What a tile map shows of a table: the provinces among its regions that have a value.

    Parameters
    ----------
    table : DataFrame
        ``region`` (full official name) and the column ``value``.
    value : str, default "share"
        The column that is shown.

    Returns
    -------
    pandas.DataFrame
        The numbers of ``draw_tile_map``: ``value`` is the column of that name.

    Raises
    ------
    InputError
        Where the table lacks the column.

    Examples
    --------
    >>> shares = pd.DataFrame({"region": ["安徽省", "咸宁市"], "share": [0.2, 0.3]})
    >>> tile_map(shares)[["region", "value"]].values.tolist()
    [['安徽省', 0.2]]
    """
    if value not in table.columns:
        raise unknown("column", value, table.columns, where="in the table")
    regions = load_regions()
    provinces = regions.loc[regions["grid_row"].notna(), "name"]
    shown = table[table["region"].isin(provinces)].rename(columns={value: "value"})
    return shown.dropna(subset=["value"]).reset_index(drop=True)


def shown_ranks(table: pd.DataFrame) -> pd.DataFrame:
    """Of many reports, those that rank highest and lowest."""
    key = row_key(table)
    return keep(table, table.sort_values(["report_rank", "region", key])[key].tolist(), ends(len(table)))


@drawing(
    "region", "report_rank", "report_rank_low", "report_rank_high", "share",
    source="theme_ranks (of one theme)", values=("report_rank",),
)  # fmt: skip
def draw_theme_ranks(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh") -> Figure:
    """One line a region.

    Its rank among the reports in a theme, with the interval of the rank, and its share at the right.

    Parameters
    ----------
    table
        Rows of ``themes.ranks.theme_ranks`` of one theme and group (of many reports: see
        :func:`shown_ranks`).
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
    check_table("draw_theme_ranks", table, (), "", key=(row_key(table),))
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
        ax.annotate(
            f"{100 * share:.1f}%",
            (1.02, y),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=6.3,
            color=style.GREY,
        )
    ax.set_yticks(place, named_rows(table, say))
    ax.set_ylim(-0.7, len(table) - 0.3)
    margin = 1 if among <= len(table) else 0.02 * among  # room for whole dots at the ends
    ax.set_xlim(1 - margin, among + margin)
    step = 5 if among <= len(table) else _step(among)
    ax.set_xticks([1, *range(step, among + 1, step)])
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(say("themes.rank_among_reports"))
    ax.grid(axis="x")
    return style.figure_of(ax)


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


def with_names(table: pd.DataFrame, tables: Tables) -> pd.DataFrame:
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
    return with_names(
        own[own["part"] == "plan"][["report_id", "region", "year", "theme", "share", "low", "high"]], tables
    )


def _map(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    own = _shown(_heatmap(corpus, tables))
    provinces = set(load_regions().dropna(subset=["grid_row"])["name"])
    return own[own["region"].isin(provinces)].rename(columns={"share": "value"})


def _ranks(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    # Where one report alone has a plan there is no rank to show
    ranked = tables["theme_ranks"].dropna(subset="report_rank")
    return shown_ranks(with_names(_shown(_of_group(corpus, ranked)), tables))


def _shown_name(table: pd.DataFrame, say: Labels) -> str:
    return str(theme_names(table, say.language)[table["theme"].iloc[0]])


SPECS = (
    FigureSpec(
        "theme_heatmap",
        lambda corpus, tables: shown_heatmap(_heatmap(corpus, tables)),
        lambda table, language: draw_theme_heatmap(table, language=language),
        lambda corpus, table, say: selection_caption(
            say(
                "caption.theme_heatmap", group=group_name(main_group(corpus), say), n=table["theme"].nunique()
            ),
            table,
            say,
            "heatmap",
        ),
        "09_priorities",
    ),
    FigureSpec(
        "theme_map",
        _map,
        lambda table, language: draw_tile_map(table, language=language),
        lambda corpus, table, say: say(
            "caption.theme_map", group=group_name(main_group(corpus), say), theme=_shown_name(table, say)
        ),
        "09_priorities",
    ),
    FigureSpec(
        "theme_ranks",
        _ranks,
        lambda table, language: draw_theme_ranks(table, language=language),
        lambda corpus, table, say: selection_caption(
            say(
                "caption.theme_ranks",
                group=group_name(main_group(corpus), say),
                theme=_shown_name(table, say),
            ),
            table,
            say,
            "ranks",
        ),
        "09_priorities",
    ),
)
