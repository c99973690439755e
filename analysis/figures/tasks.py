"""Task divisions: who leads, who works with whom, and by when."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.figures import style
from analysis.figures.boxes import push_apart
from analysis.figures.labels import Labels, labels
from analysis.figures.spec import FigureSpec, Tables
from analysis.tasks.deadlines import parse_deadline
from analysis.tasks.layout import stress_layout, strongest_ties
from analysis.tasks.networks import OUTSIDE, responsibilities

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analysis.corpus.corpus import Corpus

PANELS = 4  # reports that one figure shows beside one another
MARKS = {"o": 1.0, "s": 0.89, "^": 1.05, "D": 0.8, "v": 1.05, "P": 1.0, "p": 1.0, "X": 1.0}  # shapes, and their size for a like area
NO_MONTH, LATER = 0, 13
LEVELS = ("national", "province", "city", "county")


def shown_reports(corpus: Corpus, tables: Tables) -> pd.DataFrame:
    """The reports with tasks that a figure shows: from the nation down, the latest ``PANELS``, in the order of level, region and year."""
    reports = corpus.reports[corpus.reports["report_id"].isin(tables["tasks"]["report_id"])]
    height = reports["level"].map(LEVELS.index).astype("int64")
    keyed = reports.assign(height=height, year=reports["year"].astype("int64"), late=-reports["year"].astype("int64"))
    latest = keyed.sort_values(["height", "late", "region_code", "report_id"]).head(PANELS)
    return latest.sort_values(["height", "region_code", "year", "report_id"])[["report_id", "region", "year", "kind"]].reset_index(drop=True)


def department_name(name: str, say: Labels) -> str:
    """A department's short name on a figure; one that ``labels.csv`` lacks keeps its own, less 部门."""
    return say.words.get(f"department.{name}", name.removesuffix("部门") if len(name) > 3 else name)


def report_names(table: pd.DataFrame, say: Labels) -> dict[str, str]:
    """The name of each report of a figure's table: 全国 2020."""
    rows = table.dropna(subset="report_id").drop_duplicates("report_id")
    return {i: f"{say.region(r)} {y}" for i, r, y in zip(rows["report_id"], rows["region"], rows["year"], strict=True)}


def _reports_caption(key: str, table: pd.DataFrame, say: Labels, **values: object) -> str:
    return say(key, reports=("、" if say.language == "zh" else ", ").join(report_names(table, say).values()), **values)


def department_tasks(corpus: Corpus, tables: Tables, top: int = 20) -> pd.DataFrame:
    """The ``top`` departments by tasks over the reports shown: ``report_id, region, year, department, led, shared``, most tasks first."""
    shown = shown_reports(corpus, tables)
    table = tables["departments"]
    table = table[table["report_id"].isin(shown["report_id"]) & ~table["kind"].isin(OUTSIDE)]
    total = table.groupby("department")["tasks"].sum().reset_index().sort_values(["tasks", "department"], ascending=[False, True]).head(top)
    full = shown.drop(columns="kind").merge(total[["department"]], how="cross")
    found = full.merge(table[["report_id", "department", "led", "shared"]], on=["report_id", "department"], how="left")
    return found.fillna({"led": 0, "shared": 0}).astype({"led": "int64", "shared": "int64"})


@style.styled
def draw_department_tasks(table: pd.DataFrame, figure: Figure | None = None, language: str = "zh") -> Figure:
    """Paired bars, one panel a report: task units led and shared. ``table`` as :func:`department_tasks` gives it."""
    say = labels(language)
    names = report_names(table, say)
    departments = list(dict.fromkeys(table["department"]))
    figure = figure or style.new_figure(style.DOUBLE, 0.7 + 0.22 * len(departments))
    axes = figure.subplots(1, len(names), sharey=True, sharex=True, squeeze=False)[0]
    place = np.arange(len(departments))[::-1]
    widest = table[["led", "shared"]].to_numpy().max()
    for ax, (report_id, name) in zip(axes, names.items(), strict=True):
        part = table[table["report_id"] == report_id].set_index("department").loc[departments]
        for column, shift, colour in (("led", 0.21, style.BLUE), ("shared", -0.21, style.SKY)):
            ax.barh(place + shift, part[column], height=0.4, color=colour, label=say(f"tasks.{column}"))
            for y, n in zip(place + shift, part[column], strict=True):
                if n:
                    ax.annotate(str(n), (n, y), (1.5, 0), textcoords="offset points", va="center", fontsize=5.5, color=style.GREY)
        ax.set_title(name, loc="left")
        ax.set_xlim(0, widest * 1.1)
        ax.set_yticks(place, [department_name(d, say) for d in departments])
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(-0.6, len(departments) - 0.4)
        ax.set_xlabel(say("tasks.units"))
        ax.grid(axis="x")
    handles, words = axes[0].get_legend_handles_labels()
    figure.legend(handles, words, loc="outside upper right", ncols=2, handlelength=1)
    return figure


def task_network(corpus: Corpus, tables: Tables, top: int = 24) -> pd.DataFrame:
    """Nodes and ties of each report shown: ``report_id, region, year, department, partner, units, community, x, y``.

    A row without ``partner`` is a department with its task units, community and place; a row with one is a tie with the units together.
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


def _draw_network(ax: Axes, part: pd.DataFrame, width: float, height: float, widest: float, say: Labels) -> None:
    """One network in a panel of so many inches; boxes of mark and name are pushed apart."""
    nodes = part[part["partner"] == ""].sort_values(["units", "department"], ascending=[False, True])
    names = [department_name(name, say) for name in nodes["department"]]
    size = 5.8
    marks = np.array([_mark_size(units, widest) for units in nodes["units"]])
    boxes = np.array([[max(m, _text_width(n, size)) + 0.05, m + size / 72 + 0.06] for m, n in zip(marks, names, strict=True)])
    margin = np.array([0.45, 0.2])
    start = nodes[["x", "y"]].to_numpy() * (np.array([width, height]) - 2 * margin) + margin
    place = push_apart(start, boxes, (width, height))
    centre = place + np.stack([np.zeros(len(marks)), (boxes[:, 1] - marks) / 2 - 0.01], axis=1)
    where = dict(zip(nodes["department"], centre, strict=True))
    ties = part[part["partner"] != ""]
    heaviest = ties["units"].max()
    for source, target, units in ties[["department", "partner", "units"]].itertuples(index=False):
        (x0, y0), (x1, y1) = where[source], where[target]
        ax.plot([x0, x1], [y0, y1], color="#9A9A9A", linewidth=0.3 + 2.2 * units / heaviest, alpha=0.55, zorder=1, solid_capstyle="round")
    for (x, y), mark, community, name, below in zip(centre, marks, nodes["community"], names, place, strict=True):
        shape, scale, colour = _community_look(int(community))
        ax.plot([x], [y], shape, markersize=mark * scale * 72, color=colour, zorder=2, markeredgecolor="white", markeredgewidth=0.5)
        bottom = below[1] - (mark + size / 72 + 0.06) / 2 + 0.02
        veil = {"facecolor": "white", "alpha": 0.65, "edgecolor": "none", "pad": 0.2}
        ax.text(x, bottom, name, ha="center", va="bottom", fontsize=size, zorder=3, bbox=veil)
    ax.set_xlim(0, width)
    ax.set_ylim(0, height)
    ax.set_axis_off()


def _community_key(ax: Axes, nodes: pd.DataFrame, say: Labels) -> None:
    """A key below a network: each community's mark, and its department with most tasks."""
    from matplotlib.lines import Line2D

    first = nodes.sort_values(["units", "department"], ascending=[False, True]).drop_duplicates("community").sort_values("community")
    handles = []
    for community, head in zip(first["community"], first["department"], strict=True):
        shape, _, colour = _community_look(int(community))
        words = say("tasks.community", n=int(community), name=department_name(head, say))
        handles.append(Line2D([], [], linestyle="", marker=shape, color=colour, markersize=4, label=words))
    key = ax.legend(handles=handles, ncols=2, fontsize=6, handletextpad=0.1, columnspacing=0.6, labelspacing=0.3, borderaxespad=0.2, loc="upper left")
    key.set_bbox_to_anchor((0, 0))


def _size_key(figure: Figure, top: float, widest: float, say: Labels) -> None:
    """Grey marks of three sizes at the upper right, ``top`` inches above the foot of the figure."""
    ax = figure.add_axes((0.62, (top - 0.32) / figure.get_figheight(), 0.37, 0.3 / figure.get_figheight()))
    ax.set_xlim(0, 0.37 * style.DOUBLE)
    ax.set_ylim(0, 0.3)
    ax.set_axis_off()
    x = 0.37 * style.DOUBLE - 0.1
    for units in sorted({max(1, round(widest * share)) for share in (0.1, 0.5, 1)}, reverse=True):
        ax.text(x, 0.15, str(units), ha="right", va="center", fontsize=6)
        ax.plot([x - 0.3], [0.15], "o", markersize=_mark_size(units, widest) * 72, color=style.GREY, markeredgecolor="white", markeredgewidth=0.5)
        x -= 0.52
    ax.text(x, 0.15, say("tasks.units"), ha="right", va="center", fontsize=6)


@style.styled
def draw_task_network(table: pd.DataFrame, figure: Figure | None = None, language: str = "zh") -> Figure:
    """Networks of shared tasks, one panel a report, with a key of communities. ``table`` as :func:`task_network` gives it."""
    say = labels(language)
    names = report_names(table, say)
    columns = min(2, len(names))
    rows = -(-len(names) // columns)
    width, height, head, foot = style.DOUBLE / columns - 0.12, 3.55 if columns == 2 else 4.6, 0.36, 0.42
    figure = figure or style.new_figure(style.DOUBLE, rows * (head + height + foot))
    figure.set_layout_engine("none")  # the panels are measured in inches, for the boxes of the names
    across, down = figure.get_figwidth(), figure.get_figheight()
    widest = float(table.loc[table["partner"] == "", "units"].max())
    for number, (report_id, name) in enumerate(names.items()):
        row, column = divmod(number, columns)
        left, bottom = 0.06 + column * (width + 0.12), down - row * (head + height + foot) - head - height
        ax = figure.add_axes((left / across, bottom / down, width / across, height / down))
        part = table[table["report_id"] == report_id]
        _draw_network(ax, part, width, height, widest, say)
        ax.set_title(name, loc="left", pad=3)
        _community_key(ax, part[part["partner"] == ""], say)
    _size_key(figure, down, widest, say)
    return figure


def task_deadlines(corpus: Corpus, tables: Tables, top: int = 16) -> pd.DataFrame:
    """Task units by month: ``report_id, region, year, department, month, units``, for all units (department ``all``) and the ``top``
    departments by dated units; ``month`` is 0 where none is named, 13 in a later year. Reports without any dated unit are left out."""
    shown = shown_reports(corpus, tables).set_index("report_id")
    tasks = tables["tasks"]
    tasks = tasks[tasks["report_id"].isin(shown.index)]
    who = responsibilities(tasks.assign(participants=tasks["participants"].where(tasks["leads"] == "", "")))
    who = who[~who["kind"].isin(OUTSIDE)]
    by_unit = who.groupby(["report_id", "item", "unit"])["department"].agg(list).to_dict()
    counts: Counter[tuple[str, str, int]] = Counter()
    for report_id, item, unit, deadlines in tasks[["report_id", "item", "unit", "deadlines"]].itertuples(index=False):
        dues = [parse_deadline(clause) for clause in str(deadlines).split(";") if clause]
        year = int(shown.loc[report_id, "year"])
        months = {LATER if (due.year or year) > year else due.month for due in dues if due.month is not None} or {NO_MONTH}
        for department in ["all", *by_unit.get((report_id, item, unit), [])]:
            counts.update((report_id, department, month) for month in months)
    rows = [(*key, n) for key, n in sorted(counts.items())]
    table = pd.DataFrame(rows, columns=["report_id", "department", "month", "units"])
    dated = table[table["month"] != NO_MONTH]
    total = dated.groupby("department")["units"].sum().reset_index().sort_values(["units", "department"], ascending=[False, True])
    table = table[table["report_id"].isin(dated["report_id"]) & table["department"].isin(total["department"].head(top + 1))]
    order = {name: number for number, name in enumerate(total["department"])}
    table = table.assign(rank=table["department"].map(order)).merge(shown[["region", "year"]].reset_index(), on="report_id")
    position = {name: number for number, name in enumerate(shown.index)}
    table = table.assign(at=table["report_id"].map(position)).sort_values(["at", "rank", "month"])
    return table[["report_id", "region", "year", "department", "month", "units"]].reset_index(drop=True)


@style.styled
def draw_task_deadlines(table: pd.DataFrame, figure: Figure | None = None, language: str = "zh") -> Figure:
    """Months across, departments down, the number of task units in shaded cells; one panel a report."""
    import matplotlib as mpl

    say = labels(language)
    names = report_names(table, say)
    first = table.groupby("department", sort=False)["units"].size().index
    departments = ["all", *[name for name in first if name != "all"]]
    later = (table["month"] == LATER).any()
    months = [*range(1, 13), *([LATER] if later else []), NO_MONTH]
    figure = figure or style.new_figure(style.DOUBLE, 0.6 + 0.2 * len(departments) * (1 if len(names) < 3 else 2))
    columns = min(2, len(names))
    axes = figure.subplots(-(-len(names) // columns), columns, sharey=True, squeeze=False).flat
    shade = mpl.colormaps["Blues"]
    row = {name: len(departments) - 1 - i + (0.35 if name == "all" else 0) for i, name in enumerate(departments)}
    column = {month: float(i) if 1 <= month <= 12 else i + 0.9 * (i - 11) for i, month in enumerate(months)}
    for ax, (report_id, name) in zip(axes, names.items(), strict=False):
        part = table[table["report_id"] == report_id]
        dated = part[part["month"] != NO_MONTH]
        most = {whole: dated.loc[(dated["department"] == "all") == whole, "units"].max() for whole in (True, False)}
        for department, month, units in part[["department", "month", "units"]].itertuples(index=False):
            depth = 0.06 + 0.74 * float(units / most[department == "all"]) if month != NO_MONTH else 0.0
            x, y = column[month], row[department]
            if month != NO_MONTH:
                ax.add_patch(mpl.patches.Rectangle((x - 0.46, y - 0.44), 0.92, 0.88, facecolor=shade(depth), edgecolor="none"))
            ax.text(x, y, str(units), ha="center", va="center", fontsize=6, color="white" if depth > 0.55 else "black")
        for y in row.values():
            ax.axhline(y - 0.5, color=style.LIGHT, linewidth=0.3, zorder=0)
        ax.set_title(name, loc="left")
        ax.set_xlim(-0.6, max(column.values()) + 0.6)
        ax.set_ylim(-0.6, len(departments) - 0.05)
        words = {NO_MONTH: say("tasks.month_none"), LATER: say("tasks.month_later")}
        ax.set_xticks(list(column.values()), [words.get(month, str(month)) for month in months])
        ax.set_yticks(list(row.values()), [department_name(d, say) for d in departments])
        ax.tick_params(length=0)
        ax.set_xlabel(say("tasks.month"))
        for side in ax.spines.values():
            side.set_visible(False)
    for ax in list(axes)[len(names) :]:
        ax.set_visible(False)
    return figure


SPECS = (
    FigureSpec(
        "task_departments",
        department_tasks,
        lambda table, language: draw_department_tasks(table, language=language),
        lambda corpus, table, say: _reports_caption("caption.task_departments", table, say, n=table["department"].nunique()),
        "08_tasks",
    ),
    FigureSpec(
        "task_network",
        task_network,
        lambda table, language: draw_task_network(table, language=language),
        lambda corpus, table, say: _reports_caption(
            "caption.task_network", table, say, n=int((table["partner"] == "").groupby(table["report_id"]).sum().max())
        ),
        "08_tasks",
    ),
    FigureSpec(
        "task_deadlines",
        task_deadlines,
        lambda table, language: draw_task_deadlines(table, language=language),
        lambda corpus, table, say: _reports_caption("caption.task_deadlines", table, say),
        "08_tasks",
    ),
)
