"""Task divisions: who works with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.drawing import style
from analysis.drawing.boxes import push_apart
from analysis.drawing.drawing import drawing, some
from analysis.drawing.labels import Labels, labels
from analysis.drawing.spec import FigureSpec, HasReports, Tables
from analysis.figures.tasks import department_name, report_names, reports_caption, shown_reports
from analysis.tasks.layout import stress_layout, strongest_ties

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure


# Shapes, and their size for a like area
MARKS = {"o": 1.0, "s": 0.89, "^": 1.05, "D": 0.8, "v": 1.05, "P": 1.0, "p": 1.0, "X": 1.0}


def task_network(corpus: HasReports, tables: Tables, top: int = 24) -> pd.DataFrame:
    """Nodes and ties of each report shown.

    Parameters
    ----------
    corpus : has ``reports``
        A corpus, or whatever has its table of reports.
    tables : mapping of str to DataFrame
        ``tasks`` of a build, and what ``task_views`` makes of them.
    top : int, default 24
        How many departments of a report.

    Returns
    -------
    pandas.DataFrame
        ``report_id, region, year, department, partner, units, community, x, y``. A row without ``partner`` is
        a department with its task units, community and place; a row with one is a tie with the units
        together.

    Examples
    --------
    >>> from analysis import extract_targets, load_corpus, task_views, tasks_table
    >>> corpus = load_corpus().select(report_id="national-2020-tasks")
    >>> tasks = tasks_table(corpus)
    >>> views = {"tasks": tasks} | task_views(tasks, corpus.reports, extract_targets(corpus))
    >>> int((task_network(corpus, views, top=3)["partner"] == "").sum())
    3
    """
    rows: list[tuple[object, ...]] = []
    for report_id, region, year, _ in shown_reports(corpus, tables).itertuples(index=False):
        nodes = tables["department_network"]
        nodes = nodes[nodes["report_id"] == report_id].head(top)
        edges = tables["co_responsibility"]
        edges = edges[edges["report_id"] == report_id]
        units = tables["departments"]
        units = units[units["report_id"] == report_id].set_index("department")["tasks"]
        community = dict(zip(nodes["department"], nodes["community"].astype(int), strict=True))
        ties = strongest_ties(edges, list(community))
        for name, (x, y) in stress_layout(ties, community).items():
            rows.append((report_id, region, year, name, "", int(units[name]), community[name], x, y))
        for source, target, weight in ties[["source", "target", "weight"]].itertuples(index=False):
            rows.append((report_id, region, year, source, target, int(weight), None, None, None))
    columns = ["report_id", "region", "year", "department", "partner", "units", "community", "x", "y"]
    return pd.DataFrame(rows, columns=columns).astype({"community": "Int64", "x": "float64", "y": "float64"})


def _text_width(text: str, size: float) -> float:
    """About how many inches a text takes at a size in points."""
    return sum(1.0 if ord(char) > 0x2E80 else 0.57 for char in text) * size / 72


def _mark_size(units: float, widest: float) -> float:
    """Inches across a mark whose area stands for so many task units."""
    return max(0.05, 0.28 * float(np.sqrt(units / widest)))


def _community_look(community: int) -> tuple[str, float, str]:
    """The shape of a community's marks, its size for a like area, and its colour."""
    kind = (community - 1) % len(MARKS)
    shape, scale = list(MARKS.items())[kind]
    return shape, scale, style.PALETTE[kind]


def _draw_network(
    ax: Axes, part: pd.DataFrame, width: float, height: float, widest: float, say: Labels
) -> None:
    """One network in a panel of so many inches; boxes of mark and name are pushed apart."""
    nodes = part[part["partner"] == ""].sort_values(["units", "department"], ascending=[False, True])
    names = [department_name(name, say) for name in nodes["department"]]
    size = 5.8
    marks = np.array([_mark_size(units, widest) for units in nodes["units"]])
    boxes = np.array(
        [
            [max(m, _text_width(n, size)) + 0.05, m + size / 72 + 0.06]
            for m, n in zip(marks, names, strict=True)
        ]
    )
    margin = np.array([0.45, 0.2])
    start = nodes[["x", "y"]].to_numpy() * (np.array([width, height]) - 2 * margin) + margin
    place = push_apart(start, boxes, (width, height))
    centre = place + np.stack([np.zeros(len(marks)), (boxes[:, 1] - marks) / 2 - 0.01], axis=1)
    where = dict(zip(nodes["department"], centre, strict=True))
    ties = part[part["department"].isin(list(where)) & part["partner"].isin(list(where))]
    heaviest = ties["units"].max()
    for source, target, units in ties[["department", "partner", "units"]].itertuples(index=False):
        (x0, y0), (x1, y1) = where[source], where[target]
        ax.plot(
            [x0, x1],
            [y0, y1],
            color="#9A9A9A",
            linewidth=0.3 + 2.2 * units / heaviest,
            alpha=0.55,
            zorder=1,
            solid_capstyle="round",
        )
    for (x, y), mark, community, name, below in zip(
        centre, marks, nodes["community"], names, place, strict=True
    ):
        shape, scale, colour = _community_look(int(community))
        ax.plot(
            [x],
            [y],
            shape,
            markersize=mark * scale * 72,
            color=colour,
            zorder=2,
            markeredgecolor="white",
            markeredgewidth=0.5,
        )
        bottom = below[1] - (mark + size / 72 + 0.06) / 2 + 0.02
        veil = {"facecolor": "white", "alpha": 0.65, "edgecolor": "none", "pad": 0.2}
        ax.text(x, bottom, name, ha="center", va="bottom", fontsize=size, zorder=3, bbox=veil)
    ax.set_xlim(0, width)
    ax.set_ylim(0, height)
    ax.set_axis_off()


def _community_key(ax: Axes, nodes: pd.DataFrame, say: Labels) -> None:
    """A key below a network: each community's mark, and its department with most tasks."""
    from matplotlib.lines import Line2D

    first = (
        nodes.sort_values(["units", "department"], ascending=[False, True])
        .drop_duplicates("community")
        .sort_values("community")
    )
    handles = []
    for community, head in zip(first["community"], first["department"], strict=True):
        shape, _, colour = _community_look(int(community))
        words = say("tasks.community", n=int(community), name=department_name(head, say))
        handles.append(Line2D([], [], linestyle="", marker=shape, color=colour, markersize=4, label=words))
    key = ax.legend(
        handles=handles,
        ncols=2,
        fontsize=6,
        handletextpad=0.1,
        columnspacing=0.6,
        labelspacing=0.3,
        borderaxespad=0.2,
        loc="upper left",
    )
    key.set_bbox_to_anchor((0, 0))


def _size_key(figure: Figure | SubFigure, across: float, down: float, widest: float, say: Labels) -> None:
    """Grey marks of three sizes at the upper right of a figure of so many inches."""
    ax = figure.add_axes((0.62, (down - 0.32) / down, 0.37, 0.3 / down))
    ax.set_xlim(0, 0.37 * across)
    ax.set_ylim(0, 0.3)
    ax.set_axis_off()
    x = 0.37 * across - 0.1
    for units in sorted({max(1, round(widest * share)) for share in (0.1, 0.5, 1)}, reverse=True):
        ax.text(x, 0.15, str(units), ha="right", va="center", fontsize=6)
        ax.plot(
            [x - 0.3],
            [0.15],
            "o",
            markersize=_mark_size(units, widest) * 72,
            color=style.GREY,
            markeredgecolor="white",
            markeredgewidth=0.5,
        )
        x -= 0.52
    ax.text(x, 0.15, say("tasks.units"), ha="right", va="center", fontsize=6)


@drawing(
    "report_id", "region", "year", "department", "partner", "units", "community", "x", "y",
    source="task_network", values=("units",),
)  # fmt: skip
def draw_task_network(
    table: pd.DataFrame, figure: Figure | SubFigure | None = None, language: str = "zh"
) -> Figure | SubFigure:
    """Networks of shared tasks, one panel a report, with a key of communities.

    The panels take the whole of ``figure`` and are measured in inches; its layout engine is switched off.

    Parameters
    ----------
    table
        As :func:`task_network` gives it.
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
    from matplotlib.figure import SubFigure

    say = labels(language)
    nodes = some(
        table[table["partner"] == ""], "the table has no department of its own (a row without partner)"
    )
    names = report_names(nodes, say)
    columns = min(2, len(names))
    rows = -(-len(names) // columns)
    width, height, head, foot = style.DOUBLE / columns - 0.12, 3.55 if columns == 2 else 4.6, 0.36, 0.42
    if figure is None:
        figure = style.new_figure(style.DOUBLE, rows * (head + height + foot))
        across, down = figure.get_size_inches().tolist()
    else:
        across, down = style.inches(figure)
        width, height = max(across / columns - 0.12, 0.5), max(down / rows - head - foot, 0.5)
    if not isinstance(figure, SubFigure):
        figure.set_layout_engine("none")  # the panels are measured in inches, for the boxes of the names
    widest = float(table.loc[table["partner"] == "", "units"].max())
    for number, (report_id, name) in enumerate(names.items()):
        row, column = divmod(number, columns)
        left, bottom = 0.06 + column * (width + 0.12), down - row * (head + height + foot) - head - height
        ax = figure.add_axes((left / across, bottom / down, width / across, height / down))
        part = table[table["report_id"] == report_id]
        _draw_network(ax, part, width, height, widest, say)
        ax.set_title(name, loc="left", pad=3)
        _community_key(ax, part[part["partner"] == ""], say)
    _size_key(figure, across, down, widest, say)
    return figure


SPECS = (
    FigureSpec(
        "task_network",
        task_network,
        lambda table, language: draw_task_network(table, language=language),
        lambda corpus, table, say: reports_caption(
            "caption.task_network",
            table,
            say,
            n=int((table["partner"] == "").groupby(table["report_id"]).sum().max()),
        ),
        "08_tasks",
    ),
)
