"""Wording that reports have in common."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.drawing import style
from analysis.drawing.drawing import drawing
from analysis.drawing.labels import Labels, labels
from analysis.drawing.placing import text_size
from analysis.drawing.selection import MOST
from analysis.drawing.spec import FigureSpec, Tables
from analysis.similarity.clusters import leaf_order, linkage_tree

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


SHOWN = 45
STANDING = 30  # names round the circle that stand upright; more of them point outwards, for room


@drawing(
    "report_id", "other_id", "characters", "name", "year", "kind", "other", "other_year", "other_kind",
    source="reuse_network", values=("characters",),
)  # fmt: skip
def draw_reuse_network(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh") -> Figure:
    """Reports round a circle, those with much in common near one another.

    Lines are wording in common, wider and darker the more characters, and the arrow points from the earlier
    to the later.

    Parameters
    ----------
    table
        ``report_id, other_id, characters, name, year, kind`` and ``other, other_year, other_kind`` (names are
        regions), as ``reuse_network`` gives it.
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
    height = 5.6 if ax is None else style.inches(ax)[1]
    ax = style.new_axes(ax, style.DOUBLE, height)
    names = _node_names(table, say)
    nodes = _round(table, sorted(names))
    angle = np.pi / 2 - 2 * np.pi * np.arange(len(nodes)) / len(nodes)
    place = {node: np.round([np.cos(a), np.sin(a)], 4) for node, a in zip(nodes, angle, strict=True)}
    sizes = np.log(table["characters"].to_numpy(dtype=float))
    part = (sizes - sizes.min()) / (np.ptp(sizes) or 1.0)
    for later, earlier, depth in sorted(
        zip(table["report_id"], table["other_id"], part.tolist(), strict=True), key=lambda row: row[2]
    ):
        (x, y), (u, v) = place[earlier], place[later]
        bend = 0.35 if x * v - y * u > 0 else -0.35  # both ways bend to the inside
        ax.annotate(
            "", (u, v), (x, y),
            arrowprops={
                "arrowstyle": "-|>", "connectionstyle": f"arc3,rad={-bend}", "color": style.BLUE,
                "alpha": 0.35 + 0.6 * depth, "linewidth": 0.6 + 3.4 * depth, "shrinkA": 3, "shrinkB": 3,
                "mutation_scale": 6 + 5 * depth,
            },
        )  # fmt: skip
    radial = len(nodes) > STANDING
    for node, (x, y) in place.items():
        ax.plot([x], [y], "o", color=style.BLACK, markersize=3, zorder=3)
        ax.text(
            1.04 * x, 1.04 * y, names[node], fontsize=7, **(_outwards(x, y) if radial else _upright(x, y))
        )
    if radial:  # the page's half height is the circle's radius, a gap and the longest name
        half, longest = 0.5 * 72 * height, max(text_size(name, 7)[0] for name in names.values())
        longest = min(longest, 0.8 * half)  # in small axes of a caller's names may reach out
        ax.set_xlim(-1.3 * (reach := 1.05 * half / (half - longest)), 1.3 * reach)
        ax.set_ylim(-reach, reach)
    else:
        ax.set_xlim(-1.45, 1.45)
        ax.set_ylim(-1.12, 1.12)
    ax.set_aspect("equal")
    ax.set_axis_off()
    return style.figure_of(ax)


def _node_names(table: pd.DataFrame, say: Labels) -> dict[str, str]:
    """The reports' names: the region; with year and kind where it has several reports, or an unusual one."""
    regions = [*zip(table["report_id"], table["name"], table["year"], table["kind"], strict=True)]
    regions += [
        *zip(table["other_id"], table["other"], table["other_year"], table["other_kind"], strict=True)
    ]
    common = max(sorted({kind for *_, kind in regions}), key=[kind for *_, kind in regions].count)
    usual = max(sorted({year for _, _, year, _ in regions}), key=[year for _, _, year, _ in regions].count)
    several = Counter(region for _, region in {(node, region) for node, region, *_ in regions})
    return {
        node: say.region(region)
        if (kind, year) == (common, usual) and several[region] == 1
        else say.report(region, int(year), kind)
        for node, region, year, kind in regions
    }


def _outwards(x: float, y: float) -> dict[str, Any]:
    """How a name stands that points away from the circle's middle."""
    turn, flip = float(np.degrees(np.arctan2(y, x))), x < -1e-9
    return {
        "ha": "right" if flip else "left",
        "va": "center",
        "rotation": turn + 180 if flip else turn,
        "rotation_mode": "anchor",
    }


def _upright(x: float, y: float) -> dict[str, Any]:
    """How an upright name stands beside its place on the circle."""
    return {
        "ha": "center" if abs(x) < 0.12 else "left" if x > 0 else "right",
        "va": "center" if abs(y) < 0.95 else "bottom" if y > 0 else "top",
    }


def _round(table: pd.DataFrame, nodes: list[str]) -> list[str]:
    """The nodes in an order that puts those with much in common next to one another."""
    if len(nodes) < 3:
        return nodes
    index = {node: number for number, node in enumerate(nodes)}
    alike = np.eye(len(nodes))
    most = float(np.log1p(table["characters"].max()))
    for a, b, n in zip(table["report_id"], table["other_id"], table["characters"], strict=True):
        alike[index[a], index[b]] = alike[index[b], index[a]] = np.log1p(n) / most
    return [nodes[leaf] for leaf in leaf_order(linkage_tree(alike))]


def reuse_network(tables: Tables, shown: int = SHOWN) -> pd.DataFrame:
    """The pairs of reports with most wording in common, with the names of both.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``reuse_pairs`` and ``reports`` of a build.
    shown : int, default 45
        How many pairs; fewer where these would be more than ``MOST`` reports.

    Returns
    -------
    pandas.DataFrame
        The columns of ``reuse_pairs``, then ``name, other, year, other_year, kind, other_kind``, most
        characters first.

    Examples
    --------
    >>> from analysis import find_reuse, load_corpus, reuse_pairs
    >>> corpus = load_corpus().select(region=["安徽", "北京"], year=2020)
    >>> pairs = reuse_pairs(find_reuse(corpus), corpus.lengths.groupby("report_id", as_index=False).sum())
    >>> network = reuse_network({"reuse_pairs": pairs, "reports": corpus.reports})
    >>> {"name", "other"} <= set(network.columns)
    True
    """
    about = tables["reports"].set_index("report_id")
    order = ["characters", "report_id", "other_id"]
    table = (
        tables["reuse_pairs"].sort_values(order, ascending=[False, True, True], ignore_index=True).head(shown)
    )
    seen = pd.unique(table[["report_id", "other_id"]].to_numpy(dtype=object).ravel())
    late = set(seen[MOST:])
    table = table[
        ~(table["report_id"].isin(late) | table["other_id"].isin(late)).cummax()
    ].copy()  # up to the first pair that would bring one report too many
    for column, source in (("name", "region"), ("year", "year"), ("kind", "kind")):
        table[column] = table["report_id"].map(about[source])
        table["other" if column == "name" else f"other_{column}"] = table["other_id"].map(about[source])
    return table


SPECS = (
    FigureSpec(
        "reuse_network",
        lambda _, tables: reuse_network(tables),
        lambda table, language: draw_reuse_network(table, language=language),
        lambda corpus, table, say: say(
            "caption.reuse_network", n=len(table), least=int(table["characters"].min())
        ),
        "12_clusters_and_reuse",
    ),
)
