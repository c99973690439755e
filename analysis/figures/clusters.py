"""Reports that go together: a tree beside their similarities, and a map of what sets them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.figures import style
from analysis.figures.labels import labels
from analysis.figures.placing import place_labels, shortened, text_size
from analysis.figures.spec import FigureSpec, HasReports, Tables, figure_of, group_name, main_group

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


MARKS = {"东部": "●", "中部": "▲", "西部": "■", "东北": "◆"}


@style.styled
def draw_similarity_tree(table: pd.DataFrame, figure: Figure | None = None, language: str = "zh", firm: float = 0.3) -> Figure:
    """A tree of reports beside the square of their similarities in the same order; branches that recur in ``firm`` or more of the resamples are heavy and
    carry their share in per cent.

    ``table``: rows of ``kind`` ``leaf`` (``name, region, economic_region, position``), ``branch`` (``name`` its number, ``left, right, height, support``) and
    ``pair`` (``name, other, similarity``), as ``tree_table`` makes it.
    """
    say = labels(language)
    leaves = table[table["kind"] == "leaf"].sort_values("position")
    names = leaves["name"].tolist()
    size = len(names)
    figure = figure or style.new_figure(style.DOUBLE, 0.9 + 0.185 * size)
    left, right = figure.subplots(1, 2, width_ratios=[1, 2.3])
    place = {name: size - 1 - number for number, name in enumerate(names)}
    spot = {name: (0.0, float(y)) for name, y in place.items()}
    merges = table[table["kind"] == "branch"]
    numbers = merges[["height", "support"]].to_numpy(dtype=float).tolist()
    for name, one, two, (height, support) in zip(merges["name"], merges["left"], merges["right"], numbers, strict=True):
        (xa, ya), (xb, yb) = spot[str(one)], spot[str(two)]
        heavy = support >= firm and str(name) != str(size - 1)
        left.plot([xa, height, height, xb], [ya, ya, yb, yb], color=style.BLUE if heavy else style.GREY, linewidth=1.6 if heavy else 0.7)
        spot[str(name)] = (height, (ya + yb) / 2)
        if heavy:
            left.annotate(f"{100 * support:.0f}", (height, (ya + yb) / 2), xytext=(3, 0), textcoords="offset points", fontsize=6.3, va="center")
    left.set_ylim(-0.5, size - 0.5)
    left.invert_xaxis()
    left.set_yticks([])
    left.spines["left"].set_visible(False)
    left.set_xlabel(say("distance"))
    square = np.full((size, size), np.nan)
    pairs = table[table["kind"] == "pair"]
    for a, b, value in zip(pairs["name"], pairs["other"], pairs["similarity"], strict=True):
        square[size - 1 - place[a], size - 1 - place[b]] = square[size - 1 - place[b], size - 1 - place[a]] = value
    image = right.imshow(square, cmap="Blues", aspect="auto", interpolation="nearest")
    shown = [f"{say.region(r)} {MARKS.get(e, '')}".strip() for r, e in zip(leaves["region"], leaves["economic_region"], strict=True)]
    right.set_yticks(np.arange(size), shown, fontsize=6.5)
    right.set_xticks(np.arange(size), [say.region(r) for r in leaves["region"]], rotation=90, fontsize=6.2)
    right.tick_params(length=0)
    for side in right.spines.values():
        side.set_visible(False)
    bar = figure.colorbar(image, ax=right, shrink=0.4, aspect=16, pad=0.01)
    bar.set_label(say("similarity"))
    bar.outline.set_visible(False)
    return figure


def tree_table(tables: Tables, basis: str = "terms") -> pd.DataFrame:
    """The numbers of ``draw_similarity_tree`` from the tables ``clusters, branches, similarity`` of a build."""
    import pandas as pd

    leaves = tables["clusters"].query("basis == @basis").rename(columns={"report_id": "name"}).assign(kind="leaf")
    merges = tables["branches"].query("basis == @basis").rename(columns={"branch": "name"}).assign(kind="branch")
    pairs = tables["similarity"].query("basis == @basis").rename(columns={"report_id": "name", "other_id": "other"}).assign(kind="pair")
    columns = ["kind", "name", "other", "region", "economic_region", "position", "cluster", "left", "right", "height", "size", "support", "similarity"]
    frames = [frame.reindex(columns=columns).astype(object) for frame in (leaves, merges, pairs) if len(frame)]
    table = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)
    numbers = ["position", "cluster", "height", "size", "support", "similarity"]
    return table.assign(**{name: pd.to_numeric(table[name]) for name in numbers}, name=table["name"].astype(str))


@style.styled
def draw_correspondence(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", height: float = 5.6) -> Axes:
    """Reports (blue dots, by economic region) and topics (triangles) on the first two axes of a correspondence analysis; labels keep apart.

    ``table``: ``kind (report|topic), label, economic_region, dim1, dim2, share1, share2`` (the axes' parts of the inertia).
    """
    from matplotlib.patheffects import withStroke

    say = labels(language)
    ax = style.new_axes(ax, style.DOUBLE, height)
    places = table[["dim1", "dim2"]].to_numpy(dtype=float)
    low, high = places.min(axis=0), places.max(axis=0)
    margin = 0.08 * np.where(high > low, high - low, 1)
    low, high = low - margin, high + margin
    box = np.array([72 * (style.DOUBLE - 0.7), 72 * (height - 0.6)])  # the axes in points, about
    names = [say.region(str(n)) if k == "report" else shortened(str(n), 7) for k, n in zip(table["kind"], table["label"], strict=True)]
    sizes = np.array([text_size(name, 6.8) for name in names])
    points = (places - low) / (high - low) * box
    centres = place_labels(points, sizes, (float(box[0]), float(box[1]))) / box * (high - low) + low
    ax.axhline(0, color=style.LIGHT, linewidth=0.6)
    ax.axvline(0, color=style.LIGHT, linewidth=0.6)
    marks = {"东部": "o", "中部": "^", "西部": "s", "东北": "D"}
    for (x, y), (cx, cy), name, kind, area in zip(places, centres, names, table["kind"], table["economic_region"], strict=True):
        topic = kind == "topic"
        ax.plot([x, cx], [y, cy], color=style.LIGHT, linewidth=0.5, zorder=1)
        ax.plot([x], [y], "x" if topic else marks.get(str(area), "o"), color=style.VERMILION if topic else style.BLUE, markersize=3.6, zorder=2)
        text = ax.text(cx, cy, name, ha="center", va="center", fontsize=6.8, color=style.VERMILION if topic else style.BLACK, zorder=3)
        text.set_path_effects([withStroke(linewidth=1.5, foreground="white")])
    ax.set_xlim(low[0], high[0])
    ax.set_ylim(low[1], high[1])
    ax.set_xlabel(say("axis_inertia", axis=1, share=f"{table['share1'].iloc[0]:.0%}"))
    ax.set_ylabel(say("axis_inertia", axis=2, share=f"{table['share2'].iloc[0]:.0%}"))
    return ax


def map_table(tables: Tables) -> pd.DataFrame:
    """The numbers of ``draw_correspondence`` from the tables ``correspondence, correspondence_inertia, topics, clusters`` of a build."""
    table = tables["correspondence"]
    if "dim2" not in table or not len(table) or table["dim2"].isna().all():
        return table.iloc[:0]
    about = tables["clusters"].drop_duplicates("report_id").set_index("report_id")
    first = tables["topics"].drop_duplicates("topic").assign(name=lambda t: t["topic"].astype(str)).set_index("name")["label"].str.split("·").str[0]
    reports = table["kind"] == "report"
    label = table["name"].map(about["region"]).where(reports, table["name"].map(first))
    share = tables["correspondence_inertia"]["share"]
    kept = table.assign(label=label, economic_region=table["name"].map(about["economic_region"]), share1=share.iloc[0], share2=share.iloc[1])
    return kept[kept["dim1"].notna()].reset_index(drop=True)


def _tree(_: HasReports, tables: Tables) -> pd.DataFrame:
    return tree_table(tables)


SPECS = (
    FigureSpec(
        "similarity_tree",
        _tree,
        lambda table, language: draw_similarity_tree(table, language=language),
        lambda corpus, table, say: say("caption.similarity_tree", group=group_name(main_group(corpus), say)),
        "12_clusters_and_reuse",
    ),
    FigureSpec(
        "correspondence_map",
        lambda _, tables: map_table(tables),
        lambda table, language: figure_of(draw_correspondence(table, language=language)),
        lambda corpus, table, say: say(
            "caption.correspondence_map", group=group_name(main_group(corpus), say), share=f"{table['share1'].iloc[0] + table['share2'].iloc[0]:.0%}"
        ),
        "12_clusters_and_reuse",
    ),
)
