"""Reports that go together: a tree beside their similarities, and a map of what sets them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.drawing import style
from analysis.drawing.drawing import drawing
from analysis.drawing.labels import Labels, labels
from analysis.drawing.placing import place_labels, shortened, text_size
from analysis.drawing.selection import MOST, is_selection, named_rows, selection_caption, selection_note
from analysis.drawing.spec import FigureSpec, HasReports, Tables, group_name, main_group
from analysis.errors import InputError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure


MARKS = {"东部": "●", "中部": "▲", "西部": "■", "东北": "◆"}


def _clusters_of(branches: pd.DataFrame, most: int) -> dict[str, list[str]]:
    """The reports of each of the ``most`` parts that the tree falls into when its highest branches are taken
    away; a part is named by its own branch or report.
    """
    under: dict[str, list[str]] = {}
    parts: dict[str, list[str]] = {}
    for number, (name, *sides) in enumerate(
        zip(branches["name"], branches["left"], branches["right"], strict=True)
    ):
        own = {str(side): under.pop(str(side), [str(side)]) for side in sides}
        if number <= len(branches) - most:
            under[str(name)] = [report for reports in own.values() for report in reports]
        else:
            parts |= {side: reports for side, reports in own.items() if reports}
            under[str(name)] = []
    return parts


def shown_tree(table: pd.DataFrame, most: int = MOST) -> pd.DataFrame:
    """Of many reports, the upper part of the tree, whose leaves are the ``most`` clusters it is cut into.

    A cluster's row has ``height`` and ``size``, and the ``region`` of the report most like the others of the
    cluster; ``similarity`` of two clusters is the mean over their pairs of reports (of a cluster with itself:
    inside it). ``of``: how many reports.
    """
    import pandas as pd

    leaves = table[table["kind"] == "leaf"].sort_values("position").set_index("name")
    if len(leaves) <= most:
        return table
    merges, pairs = table[table["kind"] == "branch"], table[table["kind"] == "pair"]
    parts = _clusters_of(merges, most)
    at = {str(name): number for number, name in enumerate(leaves.index)}
    names = sorted(parts, key=lambda name: min(at[report] for report in parts[name]))
    square = np.zeros((len(at), len(at)))
    one, two = pairs["name"].astype(str).map(at).to_numpy(), pairs["other"].astype(str).map(at).to_numpy()
    square[one, two] = square[two, one] = pairs["similarity"].to_numpy(dtype=float)
    member = np.zeros((most, len(at)))
    for number, name in enumerate(names):
        member[number, [at[report] for report in parts[name]]] = 1
    sizes = member.sum(axis=1)
    among = np.outer(sizes, sizes) - np.diag(sizes)
    means = np.divide(member @ square @ member.T, among, out=np.full_like(among, np.nan), where=among > 0)
    height = dict(zip(merges["name"].astype(str), merges["height"], strict=True))
    rows = []
    for number, name in enumerate(names):
        own = [at[report] for report in parts[name]]
        typical = leaves.iloc[max(own, key=lambda leaf: (round(float(square[leaf, own].sum()), 9), -leaf))]
        rows.append(
            {
                "kind": "leaf",
                "name": name,
                "region": typical["region"],
                "economic_region": typical["economic_region"],
                "position": number + 1,
                "height": height.get(name, 0.0),
                "size": len(own),
            }
        )
    rows += [
        {"kind": "pair", "name": names[a], "other": names[b], "similarity": means[a, b]}
        for a in range(most)
        for b in range(a, most)
        if means[a, b] == means[a, b]
    ]
    made = pd.DataFrame(rows).reindex(columns=table.columns)
    kept = merges.tail(most - 1)
    joined = [made[made["kind"] == "leaf"], kept, made[made["kind"] == "pair"]]
    columns = {
        name: np.concatenate([frame[name].to_numpy(dtype=object) for frame in joined])
        for name in table.columns
    }
    numbers = table.select_dtypes("number").columns
    return pd.DataFrame(columns).astype(dict.fromkeys(numbers, "float64")).assign(of=len(at))


def _leaf_names(leaves: pd.DataFrame, say: Labels) -> list[str]:
    """A report's region; for a cluster of several also how many more there are."""
    more = (
        [0 if size != size else int(size) - 1 for size in leaves["size"].astype(float)]
        if "size" in leaves
        else [0] * len(leaves)
    )
    return [
        f"{name} +{others}" if others else name
        for name, others in zip(named_rows(leaves, say), more, strict=True)
    ]


def _check_sides(table: pd.DataFrame, leaves: list[str]) -> None:
    """Raise ``InputError`` where a branch or pair speaks of a report that is no leaf."""
    merges = table[table["kind"] == "branch"]
    known = {*leaves, *merges["name"].astype(str)}
    pairs = table.loc[table["kind"] == "pair", ["name", "other"]].to_numpy().ravel()
    for side in (*merges["left"].astype(str), *merges["right"].astype(str), *pairs):
        if side not in known:
            raise InputError(
                f"draw_similarity_tree: the table has no leaf {side!r} that a branch or pair speaks of; "
                "give it whole, as similarity_tree makes it"
            )


@drawing(
    "kind", "name", "other", "region", "economic_region", "position", "left", "right", "height", "support",
    "similarity", source="similarity_tree",
)  # fmt: skip
def draw_similarity_tree(
    table: pd.DataFrame, figure: Figure | SubFigure | None = None, language: str = "zh", *, firm: float = 0.3
) -> Figure | SubFigure:
    """A tree of reports beside the square of their similarities in the same order.

    Branches that recur in ``firm`` or more of the resamples are heavy and carry their share in per cent.

    Parameters
    ----------
    table
        Rows of ``kind`` ``leaf`` (``name, region, economic_region, position``), ``branch`` (``name`` its
        number, ``left, right, height, support``) and ``pair`` (``name, other, similarity``), as
        ``similarity_tree`` makes it (of many reports: see :func:`shown_tree`).
    figure
        Figure, or part of one, to draw into; a new one where there is none.
    language
        Of the words: ``"zh"`` or ``"en"``.
    firm
        Share of the resamples from which a branch is heavy.

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
    table = shown_tree(table)
    leaves = table[table["kind"] == "leaf"].sort_values("position")
    if len(leaves) < 2:
        raise InputError("draw_similarity_tree: a tree needs two reports or more (rows of kind 'leaf')")
    names = leaves["name"].tolist()
    size = len(names)
    if figure is None:
        figure = style.new_figure(style.DOUBLE, 0.9 + 0.185 * size)
        selection_note(figure, table, say, size, "shown.note.clusters")
    left, right = figure.subplots(1, 2, width_ratios=[1, 2.3])
    place = {name: size - 1 - number for number, name in enumerate(names)}
    spot = {name: (0.0, float(y)) for name, y in place.items()}
    merges = table[table["kind"] == "branch"]
    if is_selection(table):  # a cluster begins at its own height
        for name, height in zip(names, leaves["height"].to_numpy(dtype=float), strict=True):
            left.plot([0, height], [place[name]] * 2, color=style.LIGHT, linewidth=0.7)
            spot[name] = (height, float(place[name]))
    _check_sides(table, names)
    root = str(merges["name"].iloc[-1]) if len(merges) else ""
    numbers = merges[["height", "support"]].to_numpy(dtype=float).tolist()
    for name, one, two, (height, support) in zip(
        merges["name"], merges["left"], merges["right"], numbers, strict=True
    ):
        (xa, ya), (xb, yb) = spot[str(one)], spot[str(two)]
        heavy = support >= firm and str(name) != root
        left.plot(
            [xa, height, height, xb],
            [ya, ya, yb, yb],
            color=style.BLUE if heavy else style.GREY,
            linewidth=1.6 if heavy else 0.7,
        )
        spot[str(name)] = (height, (ya + yb) / 2)
        if heavy:
            left.annotate(
                f"{100 * support:.0f}",
                (height, (ya + yb) / 2),
                xytext=(3, 0),
                textcoords="offset points",
                fontsize=6.3,
                va="center",
            )
    left.set_ylim(-0.5, size - 0.5)
    left.invert_xaxis()
    left.set_yticks([])
    left.spines["left"].set_visible(False)
    left.set_xlabel(say("distance"))
    square = np.full((size, size), np.nan)
    pairs = table[table["kind"] == "pair"]
    for a, b, value in zip(pairs["name"], pairs["other"], pairs["similarity"], strict=True):
        square[size - 1 - place[a], size - 1 - place[b]] = square[
            size - 1 - place[b], size - 1 - place[a]
        ] = value
    image = right.imshow(square, cmap="Blues", aspect="auto", interpolation="nearest")
    plain = _leaf_names(leaves, say)
    shown = [
        f"{name} {MARKS.get(area, '')}".strip()
        for name, area in zip(plain, leaves["economic_region"], strict=True)
    ]
    right.set_yticks(np.arange(size), shown, fontsize=6.5)
    right.set_xticks(np.arange(size), plain, rotation=90, fontsize=6.2)
    style.bare(right)
    bar = figure.colorbar(image, ax=right, shrink=0.4, aspect=16, pad=0.01)
    bar.set_label(say("similarity"))
    bar.outline.set_visible(False)
    return figure


def similarity_tree(tables: Tables, basis: str = "terms") -> pd.DataFrame:
    """The numbers of ``draw_similarity_tree``.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``clusters, branches, similarity`` of a build, or of ``topic_tables``.
    basis : str, default "terms"
        ``"terms"`` or ``"topics"``.

    Returns
    -------
    pandas.DataFrame
        Rows of ``kind`` ``leaf``, ``branch`` and ``pair``: ``kind, name, other, region, economic_region,
        position, cluster, left, right, height, size, support, similarity``.

    Examples
    --------
    >>> from analysis.tables import TABLES
    >>> from analysis.tables.declaration import empty_table
    >>> len(similarity_tree({name: empty_table(table.types) for name, table in TABLES.items()}))
    0
    """
    import pandas as pd

    leaves = (
        tables["clusters"].query("basis == @basis").rename(columns={"report_id": "name"}).assign(kind="leaf")
    )
    merges = (
        tables["branches"].query("basis == @basis").rename(columns={"branch": "name"}).assign(kind="branch")
    )
    pairs = (
        tables["similarity"]
        .query("basis == @basis")
        .rename(columns={"report_id": "name", "other_id": "other"})
        .assign(kind="pair")
    )
    columns = [
        "kind",
        "name",
        "other",
        "region",
        "economic_region",
        "position",
        "cluster",
        "left",
        "right",
        "height",
        "size",
        "support",
        "similarity",
    ]
    frames = [
        frame.reindex(columns=columns).astype(object) for frame in (leaves, merges, pairs) if len(frame)
    ]
    table = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)
    numbers = ["position", "cluster", "height", "size", "support", "similarity"]
    return table.assign(
        **{name: pd.to_numeric(table[name]) for name in numbers}, name=table["name"].astype(str)
    )


def shown_names(table: pd.DataFrame, most: int = MOST) -> pd.DataFrame:
    """All points; of many reports only those farthest from the origin (the mean of all) are ``named``, and
    all topics.
    """
    reports = table["kind"] == "report"
    if "named" in table or reports.sum() <= most:
        return table
    far = (table["dim1"] ** 2 + table["dim2"] ** 2).round(9).where(reports)
    order = (
        table.assign(far=far)
        .sort_values(["far", "label"], ascending=[False, True], kind="stable")
        .index[:most]
    )
    return table.assign(named=~reports | table.index.isin(order), of=int(reports.sum()))


@drawing(
    "kind", "label", "economic_region", "dim1", "dim2", "share1", "share2",
    source="correspondence_map", values=("dim1",),
)  # fmt: skip
def draw_correspondence(
    table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", *, height: float = 5.6
) -> Figure:
    """Reports (blue dots, by economic region) and topics (triangles) on the first two axes of a
    correspondence analysis; labels keep apart.

    Parameters
    ----------
    table
        ``kind (report|topic), label, economic_region, dim1, dim2, share1, share2`` (the axes' parts of the
        inertia); of many reports only some have names: see :func:`shown_names`.
    ax
        Axes to draw into; a new figure where there are none.
    language
        Of the words: ``"zh"`` or ``"en"``.
    height
        Height of a new figure, in inches.

    Returns
    -------
    matplotlib.figure.Figure
        What was drawn into.

    Raises
    ------
    InputError
        Where the table has no rows or lacks a column, or the language isn't known.
    """
    from matplotlib.patheffects import withStroke

    say = labels(language)
    table = shown_names(table)
    across, down = (style.DOUBLE - 0.7, height - 0.6) if ax is None else style.inches(ax)
    ax = style.new_axes(ax, style.DOUBLE, height)
    places = table[["dim1", "dim2"]].to_numpy(dtype=float)
    low, high = places.min(axis=0), places.max(axis=0)
    margin = 0.08 * np.where(high > low, high - low, 1)
    low, high = low - margin, high + margin
    box = np.array([72 * across, 72 * down])  # the axes in points, about
    named = table["named"].to_numpy(dtype=bool) if "named" in table else np.ones(len(table), dtype=bool)
    reports = iter(named_rows(table[table["kind"] == "report"].rename(columns={"label": "region"}), say))
    names = [
        next(reports) if kind == "report" else shortened(str(label), 7)
        for kind, label in zip(table["kind"], table["label"], strict=True)
    ]
    sizes = np.array([text_size(name, 6.8) for name in names])
    points = (places - low) / (high - low) * box
    centres = places.copy()
    centres[named] = (
        place_labels(points[named], sizes[named], (float(box[0]), float(box[1]))) / box * (high - low) + low
    )
    ax.axhline(0, color=style.LIGHT, linewidth=0.6)
    ax.axvline(0, color=style.LIGHT, linewidth=0.6)
    marks = {"东部": "o", "中部": "^", "西部": "s", "东北": "D"}
    for (x, y), (cx, cy), name, kind, area, with_name in zip(
        places, centres, names, table["kind"], table["economic_region"], named, strict=True
    ):
        topic = kind == "topic"
        if not with_name:
            ax.plot([x], [y], marks.get(str(area), "o"), color=style.SKY, markersize=2.4, zorder=1.5)
            continue
        ax.plot([x, cx], [y, cy], color=style.LIGHT, linewidth=0.5, zorder=1)
        ax.plot(
            [x],
            [y],
            "x" if topic else marks.get(str(area), "o"),
            color=style.VERMILION if topic else style.BLUE,
            markersize=3.6,
            zorder=2,
        )
        text = ax.text(
            cx,
            cy,
            name,
            ha="center",
            va="center",
            fontsize=6.8,
            color=style.VERMILION if topic else style.BLACK,
            zorder=3,
        )
        text.set_path_effects([withStroke(linewidth=1.5, foreground="white")])
    ax.set_xlim(low[0], high[0])
    ax.set_ylim(low[1], high[1])
    ax.set_xlabel(say("axis_inertia", axis=1, share=f"{table['share1'].iloc[0]:.0%}"))
    ax.set_ylabel(say("axis_inertia", axis=2, share=f"{table['share2'].iloc[0]:.0%}"))
    return style.figure_of(ax)


def correspondence_map(tables: Tables) -> pd.DataFrame:
    """The numbers of ``draw_correspondence``.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``correspondence, correspondence_inertia, topics, clusters`` of a build, or of ``topic_tables``.

    Returns
    -------
    pandas.DataFrame
        ``kind`` (report, topic), ``name, mass, inertia, dim1, dim2, quality, label, economic_region, share1,
        share2`` (the axes' parts of the inertia); no rows where there is no map.

    Examples
    --------
    >>> from analysis.tables import TABLES
    >>> from analysis.tables.declaration import empty_table
    >>> len(correspondence_map({name: empty_table(table.types) for name, table in TABLES.items()}))
    0
    """
    table = tables["correspondence"]
    if "dim2" not in table or not len(table) or table["dim2"].isna().all():
        return table.iloc[:0]
    about = tables["clusters"].drop_duplicates("report_id").set_index("report_id")
    first = (
        tables["topics"]
        .drop_duplicates("topic")
        .assign(name=lambda t: t["topic"].astype(str))
        .set_index("name")["label"]
        .str.split("·")
        .str[0]
    )
    reports = table["kind"] == "report"
    label = table["name"].map(about["region"]).where(reports, table["name"].map(first))
    share = tables["correspondence_inertia"]["share"]
    kept = table.assign(
        label=label,
        economic_region=table["name"].map(about["economic_region"]),
        share1=share.iloc[0],
        share2=share.iloc[1],
    )
    return shown_names(kept[kept["dim1"].notna()].reset_index(drop=True))


def _tree(_: HasReports, tables: Tables) -> pd.DataFrame:
    table = shown_tree(similarity_tree(tables))
    return table if (table["kind"] == "leaf").sum() > 1 else table.iloc[:0]


def _tree_caption(corpus: HasReports, table: pd.DataFrame, say: Labels) -> str:
    key = "caption.similarity_tree.clusters" if is_selection(table) else "caption.similarity_tree"
    many = {"k": int((table["kind"] == "leaf").sum())} if is_selection(table) else {}
    return say(key, group=group_name(main_group(corpus), say), **many)


def _map_caption(corpus: HasReports, table: pd.DataFrame, say: Labels) -> str:
    group = main_group(corpus)
    key = "caption.correspondence_map" if group.level == "province" else "caption.correspondence_map.any"
    words = say(
        key, group=group_name(group, say), share=f"{table['share1'].iloc[0] + table['share2'].iloc[0]:.0%}"
    )
    return (
        selection_caption(words, table[table["kind"].eq("report") & table["named"]], say, "names")
        if is_selection(table)
        else words
    )


SPECS = (
    FigureSpec(
        "similarity_tree",
        _tree,
        lambda table, language: draw_similarity_tree(table, language=language),
        _tree_caption,
        "12_clusters_and_reuse",
    ),
    FigureSpec(
        "correspondence_map",
        lambda _, tables: correspondence_map(tables),
        lambda table, language: draw_correspondence(table, language=language),
        _map_caption,
        "12_clusters_and_reuse",
    ),
)
