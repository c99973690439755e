"""Keyness: a funnel of log-odds, paired bars of effect sizes, and a shared vocabulary over reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.drawing import style
from analysis.drawing.boxes import spread_lines
from analysis.drawing.drawing import drawing, marks
from analysis.drawing.labels import Labels, labels
from analysis.drawing.selection import axes_for, row_key, row_names, selection_caption, shown_evenly
from analysis.drawing.seriation import seriate
from analysis.drawing.spec import FigureSpec, HasReports, Tables, group_name, main_group

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


SURE = 0.05  # q_resampled below which a term is drawn full
# z from which a cell of the vocabulary is darker; the prior pulls what a short report lacks towards 0, so −1
# says much
_STEPS = (1, 2, 3, 4)
_ABOUT = ["region", "year", "kind"]


def side_name(table: pd.DataFrame, side: str, say: Labels) -> str:
    """What a side (``target`` or ``reference``) of a comparison is called on a figure: 全国 2021（分工）, or
    the label of its key, or its own name.
    """
    row = table.iloc[0]
    if f"{side}_region" in table.columns and isinstance(row[f"{side}_region"], str) and row[f"{side}_region"]:
        return say.report(row[f"{side}_region"], int(row[f"{side}_year"]), row[f"{side}_kind"])
    name = str(row[side]) if side in table.columns else side
    return say.words.get(f"side.{name}", say.words.get(name, name))


@drawing(
    "term", "target_count", "reference_count", "target_tokens", "reference_tokens", "z",
    source="keyness", values=("z",), key=("term",),
)  # fmt: skip
def draw_keyness_funnel(
    table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", *, top: int = 14, **kwargs: Any
) -> Figure:
    """Every term as a dot.

    How frequent it is (both sides together, logarithmic), and the z of its weighted log-odds. Dark: sure
    after resampling. The ``top`` terms of either side are named at the right, each tied to its dot.

    Parameters
    ----------
    table
        As ``words.keyness.keyness`` gives it, with ``q_resampled`` if it was resampled.
    ax
        Axes to draw into; a new figure where there are none.
    language
        Of the words: ``"zh"`` or ``"en"``.
    top
        How many terms of either side are named.
    **kwargs
        ``kwargs`` go to ``Axes.plot``, which draws the dots.

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
    height = 3.7 * 0.86 if ax is None else style.inches(ax)[1]
    ax = style.new_axes(ax, style.SINGLE, 3.7)
    rate = (
        1e4
        * (table["target_count"] + table["reference_count"])
        / (table["target_tokens"] + table["reference_tokens"])
    )
    z = table["z"].to_numpy()
    sure = table["q_resampled"].to_numpy() < SURE if "q_resampled" in table.columns else np.abs(z) > 1.96
    for mask, colour, size in (
        (~sure, style.LIGHT, 1.6),
        (sure & (z > 0), style.BLUE, 2.6),
        (sure & (z < 0), style.VERMILION, 2.6),
    ):
        look = {
            "marker": "s" if colour == style.VERMILION else "o",
            "color": colour,
            "markersize": size,
            "markeredgewidth": 0,
            "linestyle": "none",
        }
        ax.plot(rate[mask], z[mask], **marks(look, kwargs, mpl.lines.Line2D))
    ax.axhline(0, color=style.GREY, linewidth=0.5)
    ax.set_xscale("log")
    ax.xaxis.set_major_locator(mpl.ticker.LogLocator(subs=(1, 2, 5)))
    ax.xaxis.set_major_formatter("{x:g}")
    ax.xaxis.set_minor_formatter(mpl.ticker.NullFormatter())
    reach = float(np.abs(z).max()) * 1.2
    ax.set_ylim(-reach, reach)
    ax.set_xlabel(say("per_10k_both"))
    ax.set_ylabel(say("log_odds_z"))
    line = 2 * reach * 0.118 / height
    order = np.argsort(-z, kind="stable")
    for chosen, colour, low, high in (
        (order[:top], style.BLUE, line / 2, reach),
        (order[-top:], style.VERMILION, -reach, -line / 2),
    ):
        chosen = chosen[z[chosen] > 0] if low > 0 else chosen[z[chosen] < 0]
        for place, y in zip(
            chosen, spread_lines([float(z[i]) for i in chosen], line, low, high), strict=True
        ):
            row = table.iloc[place]
            ax.annotate(
                str(row["term"]), (rate.iloc[place], z[place]), (1.06, round(y, 4)),
                textcoords=("axes fraction", "data"), va="center", fontsize=6.8,
                arrowprops={
                    "arrowstyle": "-", "color": colour, "linewidth": 0.35, "shrinkA": 1, "shrinkB": 1,
                    "relpos": (0, 0.5),
                },
            )  # fmt: skip
    ax.annotate(
        f"↑ {side_name(table, 'target', say)}",
        (0.02, 0.98),
        xycoords="axes fraction",
        va="top",
        color=style.BLUE,
    )
    ax.annotate(
        f"↓ {side_name(table, 'reference', say)}",
        (0.02, 0.02),
        xycoords="axes fraction",
        va="bottom",
        color=style.VERMILION,
    )
    return style.figure_of(ax)


@drawing(
    "term", "target_count", "reference_count", "log_ratio", "low", "high", "z", "q",
    source="keyness", values=("log_ratio",), key=("term",),
)  # fmt: skip
def draw_keyness_bars(
    table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", *, top: int = 14
) -> Figure:
    """The log ratio of the ``top`` terms of either side, with intervals.

    Full bars are sure after resampling, hollow ones aren't. The counts of the two sides stand at the right.

    Parameters
    ----------
    table
        As ``words.keyness.keyness`` gives it.
    ax
        Axes to draw into; a new figure where there are none.
    language
        Of the words: ``"zh"`` or ``"en"``.
    top
        How many terms of either side.

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
    favoured, avoided = table[table["z"] > 0].head(top), table[table["z"] < 0].tail(top)
    rows = pd.concat([favoured, avoided], ignore_index=True)
    ax = style.new_axes(ax, style.SINGLE, 0.75 + 0.135 * len(rows))
    place = np.arange(len(rows))[::-1] + np.where(np.arange(len(rows)) < len(favoured), 0.6, 0)
    reach = float(np.ceil(rows["log_ratio"].abs().max() + 0.6))
    sure = (
        rows["q_resampled"].to_numpy() < SURE
        if "q_resampled" in rows.columns
        else (rows["q"] < SURE).to_numpy()
    )
    colours = np.where(rows["z"] > 0, style.BLUE, style.ORANGE)
    ax.barh(
        place,
        rows["log_ratio"],
        height=0.72,
        color=np.where(sure, colours, "#FFFFFF"),
        edgecolor=colours,
        linewidth=0.7,
    )
    ax.hlines(
        place,
        rows["low"].clip(-reach, reach),
        rows["high"].clip(-reach, reach),
        color=style.BLACK,
        linewidth=0.6,
    )
    ax.axvline(0, color=style.BLACK, linewidth=0.6)
    ax.set_xlim(-reach, reach)
    ax.set_ylim(-0.8, len(rows) + 1.6)
    ax.set_yticks(place, rows["term"])
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(say("log_ratio"))
    ax.grid(axis="x")
    for y, a, b in zip(place, rows["target_count"], rows["reference_count"], strict=True):
        ax.annotate(
            f"{a} : {b}",
            (1.02, y),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=6.3,
            color=style.GREY,
        )
    head = len(rows) + 0.75
    ax.annotate(
        f"{side_name(table, 'reference', say)} ←",
        (-0.04 * reach, head),
        ha="right",
        va="center",
        fontsize=7,
        color="#9A6A00",
    )
    ax.annotate(
        f"→ {side_name(table, 'target', say)}",
        (0.04 * reach, head),
        ha="left",
        va="center",
        fontsize=7,
        color=style.BLUE,
    )
    return style.figure_of(ax)


@drawing("region", "term", "z", source="term_profile", values=("z",))
def draw_term_profile(
    table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", **kwargs: Any
) -> Figure:
    """A shared vocabulary × reports.

    The darker, the more a report favours the term (z of its log-odds against the others); a dash: it avoids
    it.

    Parameters
    ----------
    table
        ``region, term, z`` in the order to be drawn, terms from the top, reports from the left (of many: see
        :func:`shown_evenly`).
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

    say = labels(language)
    table = shown_evenly(table)
    key = row_key(table)
    reports, terms = row_names(table, say), list(dict.fromkeys(table["term"]))
    ax = axes_for(ax, table, say, style.DOUBLE, 1.1 + 0.145 * len(terms))
    z = (
        table.pivot_table(index="term", columns=key, values="z", aggfunc="first")
        .loc[terms, list(reports)]
        .to_numpy()
    )
    shades = [
        "#FFFFFF",
        *(mpl.colors.to_hex(mpl.colormaps["Blues"](share)) for share in (0.22, 0.45, 0.7, 0.95)),
    ]
    norm = mpl.colors.BoundaryNorm([-1e9, *_STEPS, 1e9], len(shades))
    look = {
        "cmap": mpl.colors.ListedColormap(shades),
        "norm": norm,
        "edgecolor": style.LIGHT,
        "linewidth": 0.3,
    }
    ax.pcolormesh(z, **marks(look, kwargs, mpl.collections.QuadMesh))
    for row, column in zip(*np.nonzero(z <= -1), strict=True):
        ax.plot([column + 0.3, column + 0.7], [row + 0.5] * 2, color=style.VERMILION, linewidth=1)
    ax.invert_yaxis()
    ax.set_yticks(np.arange(len(terms)) + 0.5, terms)
    names = list(reports.values())
    if language == "zh" and not any(" " in name for name in names):
        ax.set_xticks(
            np.arange(len(reports)) + 0.5, ["\n".join(name) for name in names], va="bottom", linespacing=1.0
        )
    else:
        ax.set_xticks(np.arange(len(reports)) + 0.5, names, rotation=90)
    ax.xaxis.tick_top()
    style.bare(ax)
    patches = [
        mpl.patches.Patch(facecolor=shade, edgecolor=style.LIGHT, label=f"z ≥ {step}")
        for step, shade in zip(_STEPS, shades[1:], strict=True)
    ]
    dash = mpl.lines.Line2D([], [], color=style.VERMILION, linewidth=1, label="z ≤ −1")
    ax.legend(
        handles=[*patches, dash],
        loc="upper center",
        bbox_to_anchor=(0.5, -0.005),
        ncols=len(patches) + 1,
        handlelength=1.2,
    )
    return style.figure_of(ax)


def _comparison(kind: str, corpus: HasReports, tables: Tables, top: int = 14) -> pd.DataFrame:
    """The terms that each side of the latest comparison of a kind favours, with region, year and kind of
    reports that are a side.
    """
    table = tables["keyness"]
    table = table[table["comparison"] == kind]
    if table.empty:
        return table
    reports = corpus.reports.set_index("report_id")[_ABOUT]
    if kind == "year":  # of several regions, the one whose later report is the latest, then the first
        years = table["target"].map(reports["year"])
        table = table[table["target"] == table["target"].iloc[int(years.to_numpy().argmax())]]
    for side in ("target", "reference"):
        for column in _ABOUT:
            table = table.assign(**{f"{side}_{column}": table[side].map(reports[column])})
    return pd.concat([table[table["z"] > 0].head(top), table[table["z"] < 0].tail(top)], ignore_index=True)


def ordered_profile(table: pd.DataFrame) -> pd.DataFrame:
    """A table of ``term_profile`` in the order in which it is drawn: like stands by like.

    Parameters
    ----------
    table : DataFrame
        ``report_id, term, per_10k`` and whatever else.

    Returns
    -------
    pandas.DataFrame
        The same rows, terms and reports in the order of ``seriate`` of the rates.

    Examples
    --------
    >>> rates = {"粮食": [9.0, 0, 8], "港口": [0, 7, 1]}
    >>> rows = [(r, term, rate) for term in rates for r, rate in zip("abc", rates[term])]
    >>> table = pd.DataFrame(rows, columns=["report_id", "term", "per_10k"])
    >>> ordered_profile(table)["report_id"].tolist()[1]  # c is like a and stands beside it
    'c'
    """
    if table.empty:
        return table
    reports, terms = list(dict.fromkeys(table["report_id"])), list(dict.fromkeys(table["term"]))
    rates = (
        table.pivot_table(index="term", columns="report_id", values="per_10k", aggfunc="first")
        .loc[terms, reports]
        .to_numpy()
    )
    rows, columns = seriate(rates)
    place = {terms[row]: number for number, row in enumerate(rows)}
    across = {reports[column]: number for number, column in enumerate(columns)}
    order = np.lexsort((table["report_id"].map(across), table["term"].map(place)))
    return table.iloc[order].reset_index(drop=True)


def _profile(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    """The shared vocabulary in the order to be drawn; of many reports some."""
    table = tables["term_profile"]
    years = table["report_id"].map(corpus.reports.set_index("report_id")["year"])
    return shown_evenly(ordered_profile(table.assign(year=years))) if len(table) else table


def _sides_caption(key: str, corpus: HasReports, table: pd.DataFrame, say: Labels) -> str:
    sides = {side: side_name(table, side, say) for side in ("target", "reference")}
    return say(key, **sides, group=group_name(main_group(corpus), say), n=len(table))


SPECS = (
    FigureSpec(
        "keyness_funnel",
        lambda _, tables: (
            tables["keyness_parts"]
            .pipe(lambda t: t[t["target_count"] + t["reference_count"] >= 10])
            .reset_index(drop=True)
        ),
        lambda table, language: draw_keyness_funnel(table, language=language),
        lambda corpus, table, say: _sides_caption("caption.keyness_funnel", corpus, table, say),
        "06_keyness",
    ),
    FigureSpec(
        "keyness_levels",
        lambda corpus, tables: _comparison("level", corpus, tables),
        lambda table, language: draw_keyness_bars(table, language=language),
        lambda corpus, table, say: _sides_caption("caption.keyness_bars", corpus, table, say),
        "06_keyness",
    ),
    FigureSpec(
        "keyness_years",
        lambda corpus, tables: _comparison("year", corpus, tables),
        lambda table, language: draw_keyness_bars(table, language=language),
        lambda corpus, table, say: _sides_caption("caption.keyness_bars", corpus, table, say),
        "06_keyness",
    ),
    FigureSpec(
        "term_profile",
        _profile,
        lambda table, language: draw_term_profile(table, language=language),
        lambda corpus, table, say: selection_caption(
            say("caption.term_profile", group=group_name(main_group(corpus), say), n=table["term"].nunique()),
            table,
            say,
            "profile",
        ),
        "06_keyness",
    ),
)
