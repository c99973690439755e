"""Topics: their terms and paragraphs, where they stand, how many there should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.drawing import style
from analysis.drawing.drawing import drawing, marks, some
from analysis.drawing.labels import Labels, labels
from analysis.drawing.placing import shortened, text_size
from analysis.drawing.selection import axes_for, row_key, row_names, selection_caption, shown_evenly
from analysis.drawing.spec import FigureSpec, HasReports, Tables, group_name, main_group

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure


@drawing("topic", "share", "rank", "term", "weight", source="topics", values=("weight",))
def draw_topic_terms(
    table: pd.DataFrame,
    figure: Figure | SubFigure | None = None,
    language: str = "zh",
    *,
    top: int = 6,
    columns: int = 4,
    **kwargs: Any,
) -> Figure | SubFigure:
    """Small multiples, one a topic.

    The heaviest terms as bars; above them the topic's number and share, below them how its most typical
    paragraph begins.

    Parameters
    ----------
    table
        ``topic, share, rank, term, weight`` and, if there are paragraphs to show, ``region, typical``.
    figure
        Figure, or part of one, to draw into; a new one where there is none.
    language
        Of the words: ``"zh"`` or ``"en"``.
    top
        How many terms a topic has.
    columns
        How many panels stand side by side.
    **kwargs
        ``kwargs`` go to ``Axes.barh``.

    Returns
    -------
    matplotlib.figure.Figure or SubFigure
        What was drawn into.

    Raises
    ------
    InputError
        Where the table has no rows or lacks a column, or the language isn't known.
    """
    from matplotlib.patches import Patch

    say = labels(language)
    table = some(table[table["rank"] <= top], f"no term of rank {top} or above in the table")
    topics = list(dict.fromkeys(table["topic"]))
    rows = -(-len(topics) // columns)
    left = _room_at_left(table, columns)
    figure = figure or style.new_figure(style.DOUBLE, 0.3 + 1.5 * rows)
    axes = figure.subplots(rows, columns, squeeze=False)
    widest = table["weight"].max()
    for ax in axes.flat[len(topics) :]:
        ax.set_visible(False)
    for number, (ax, topic) in enumerate(zip(axes.flat, topics, strict=False)):
        part = table[table["topic"] == topic]
        place = np.arange(len(part))[::-1]
        ax.barh(place, part["weight"], **marks({"height": 0.7, "color": style.SKY}, kwargs, Patch))
        ax.set_yticks(place, [shortened(term, 8) for term in part["term"]], fontsize=6.8)
        ax.set_title(f"{say('topic')} {topic} · {part['share'].iloc[0]:.1%}", fontsize=7.5, loc="left")
        ax.set_xlim(0, widest * 1.02)
        ax.set_xticks([])
        ax.tick_params(length=0)
        ax.spines["bottom"].set_visible(False)
        if "typical" in part.columns and part["typical"].iloc[0]:
            colon = "：" if language == "zh" else ": "
            text = f"{say.region(part['region'].iloc[0])}{colon}{part['typical'].iloc[0]}"
            lines = _lines(text, 17, 2)
            ax.set_xlabel("\n".join(lines), fontsize=5.6, color=style.GREY, loc="left", labelpad=2)
            ax.xaxis.set_label_coords(-min(0.45, left[number % columns]), -0.02)
    return figure


def _room_at_left(table: pd.DataFrame, columns: int) -> list[float]:
    """About how much room the terms take to the left of the axes in each column of panels, as a part of the
    axes' width; the quoted paragraphs begin there.
    """
    widths = [0.0] * columns
    for number, (_, terms) in enumerate(table.groupby("topic", sort=False)["term"]):
        own = max(text_size(shortened(term, 8), 6.8)[0] for term in terms) + 3
        widths[number % columns] = max(widths[number % columns], own)
    across = max(20.0, (72 * style.DOUBLE - sum(widths)) / columns)
    return [width / across for width in widths]


def _lines(text: str, wide: int, most: int) -> list[str]:
    """Text as lines of so many hanzi (a Latin letter counts half), the last one cut with … when there is
    more.
    """
    lines, width = [""], 0.0
    for char in text:
        step = 1.0 if ord(char) > 0x2E7F else 0.55
        if width + step > wide and char not in "，。、；：！？”）》":  # a line doesn't begin with these
            if len(lines) == most:
                lines[-1] = f"{lines[-1][:-1]}…"
                break
            lines.append("")
            width = 0.0
        lines[-1] += char
        width += step
    return lines


@drawing(
    "region", "topic", "label", "share", "low", "high", "average",
    source="topic_shares (with label and average of the topics)", values=("share",),
)  # fmt: skip
def draw_topic_shares(
    table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", **kwargs: Any
) -> Figure:
    """Regions × topics, shares in per cent, darker where greater.

    A triangle where the interval lies wholly above or below the mean of all.

    Parameters
    ----------
    table
        ``region, topic, label, share, low, high, average``, rows and columns in the order of the table (of
        many reports: see :func:`shown_evenly`).
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
    from matplotlib.collections import QuadMesh

    say = labels(language)
    table = shown_evenly(table)
    key = row_key(table)
    reports, topics = row_names(table, say), list(dict.fromkeys(table["topic"]))
    place = {report: len(reports) - 1 - number for number, report in enumerate(reports)}
    names = dict(zip(table["topic"], table["label"], strict=True))
    ax = axes_for(ax, table, say, style.DOUBLE, 1.3 + 0.2 * len(reports))
    most = float(table["share"].quantile(0.98)) or 1.0
    cells = np.full((len(reports), len(topics)), np.nan)
    numbers = table[["share", "low", "high", "average"]].to_numpy(dtype=float).tolist()
    for report, topic, (share, low, high, average) in zip(table[key], table["topic"], numbers, strict=True):
        x, y = topics.index(topic), place[report]
        if share != share:
            continue
        mark = "^" if low > average else "v" if high < average else ""
        cells[y, x] = 0.04 + 0.5 * min(1.0, share / most)
        # Not asked about when the page is laid out: hundreds of them, and all inside the axes.
        ax.text(
            x + 0.62, y + 0.48, f"{100 * share:.0f}", ha="center", va="center", fontsize=6.2, in_layout=False
        )
        if mark:
            ax.plot([x + 0.22], [y + 0.5], mark, color=style.BLACK, markersize=2.4)
    look = {"cmap": "Blues", "vmin": 0, "vmax": 1, "edgecolor": "white", "linewidth": 1.2}
    ax.pcolormesh(cells, **marks(look, kwargs, QuadMesh))
    ax.set_xlim(0, len(topics))
    ax.set_ylim(0, len(reports))
    ax.set_yticks(np.arange(len(reports)) + 0.5, [*reports.values()][::-1])
    shown = [f"{topic} {shortened(names[topic].split('·')[0], 7)}" for topic in topics]
    ax.set_xticks(
        np.arange(len(topics)) + 0.48, shown, fontsize=6.2, rotation=55, ha="left", rotation_mode="anchor"
    )
    ax.xaxis.tick_top()
    style.bare(ax)
    return style.figure_of(ax)


@drawing(
    "topics", "npmi", "npmi_window", "stability", "stability_low", "stability_high", "exclusivity",
    "recommended",
    source="recommend_topic_count", values=("npmi", "npmi_window", "stability", "exclusivity"),
)  # fmt: skip
def draw_topic_counts(
    table: pd.DataFrame, figure: Figure | SubFigure | None = None, language: str = "zh"
) -> Figure | SubFigure:
    """How coherence, stability (with the range over subsamples) and exclusivity change with the number of
    topics; the recommended number is ringed.

    Parameters
    ----------
    table
        As ``topics.counts.recommend_topic_count`` gives it.
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
    panels = [m for m in ("npmi", "npmi_window", "stability", "exclusivity") if table[m].notna().any()]
    figure = figure or style.new_figure(style.DOUBLE, 2.1)
    for ax, measure in zip(np.ravel(figure.subplots(1, len(panels))), panels, strict=True):
        if measure == "stability":
            ax.fill_between(
                table["topics"],
                table["stability_low"],
                table["stability_high"],
                color=style.LIGHT,
                linewidth=0,
            )
        ax.plot(table["topics"], table[measure], "-o", color=style.BLUE, markersize=3)
        chosen = table[table["recommended"]]
        ax.plot(
            chosen["topics"],
            chosen[measure],
            "o",
            markersize=8,
            markerfacecolor="none",
            markeredgecolor=style.VERMILION,
        )
        ax.set_title(say(f"quality.{measure}"), loc="left", fontsize=7.5)
        ax.set_xticks(table["topics"])
        ax.set_xlabel(say("number_of_topics"))
        ax.margins(y=0.2)
        ax.grid(axis="y")
    return figure


def _terms(_: HasReports, tables: Tables) -> pd.DataFrame:
    table = tables["topics"][["topic", "share", "rank", "term", "weight"]]
    if not len(table):
        return table
    first = (
        tables["topic_paragraphs"]
        .query("rank == 1")
        .merge(tables["topic_shares"][["report_id", "region"]].drop_duplicates(), on="report_id")
    )
    first = first.assign(typical=first["text"].str[:60])[["topic", "region", "typical"]]
    return table.merge(first, on="topic", how="left").fillna({"region": "", "typical": ""})


def _shares(_: HasReports, tables: Tables) -> pd.DataFrame:
    table = tables["topic_shares"]
    if not len(table) or table["report_id"].nunique() < 2:
        return table.iloc[:0]
    about = tables["topics"].drop_duplicates("topic").set_index("topic")
    table = table.assign(label=table["topic"].map(about["label"]), average=table["topic"].map(about["share"]))
    tree = tables["clusters"].query("basis == 'topics'").set_index("report_id")["position"]
    place = table["report_id"].map(tree).fillna(0)
    return shown_evenly(
        table.assign(_place=place)
        .sort_values(["_place", "report_id", "topic"], ignore_index=True)
        .drop(columns="_place")
    )


def _caption(key: str, corpus: HasReports, table: pd.DataFrame, say: Labels) -> str:
    return say(key, group=group_name(main_group(corpus), say), k=table["topic"].nunique())


def _shares_caption(corpus: HasReports, table: pd.DataFrame, say: Labels) -> str:
    key = "caption.topic_shares" if main_group(corpus).level == "province" else "caption.topic_shares.any"
    return selection_caption(_caption(key, corpus, table, say), table, say, "shares")


SPECS = (
    FigureSpec(
        "topic_terms",
        _terms,
        lambda table, language: draw_topic_terms(table, language=language),
        lambda corpus, table, say: _caption("caption.topic_terms", corpus, table, say),
        "03_topics",
    ),
    FigureSpec(
        "topic_shares",
        _shares,
        lambda table, language: draw_topic_shares(table, language=language),
        _shares_caption,
        "03_topics",
    ),
)
