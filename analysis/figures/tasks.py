"""Task divisions: who leads, and by when."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.attributions.deadlines import parse_deadline
from analysis.corpus.manifest import LEVELS
from analysis.drawing import style
from analysis.drawing.drawing import drawing, marks
from analysis.drawing.labels import Labels, labels
from analysis.drawing.spec import FigureSpec, HasReports, Tables
from analysis.tasks.networks import OUTSIDE, responsibilities

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure


PANELS = 4  # reports that one figure shows beside one another
NO_MONTH, LATER = 0, 13


def shown_reports(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    """The reports with tasks that a figure shows: from the nation down, the latest ``PANELS``, in the order
    of level, region and year.
    """
    reports = corpus.reports[corpus.reports["report_id"].isin(tables["tasks"]["report_id"])]
    height = reports["level"].map(LEVELS.index).astype("int64")
    keyed = reports.assign(
        height=height, year=reports["year"].astype("int64"), late=-reports["year"].astype("int64")
    )
    latest = keyed.sort_values(["height", "late", "region_code", "report_id"]).head(PANELS)
    return latest.sort_values(["height", "region_code", "year", "report_id"])[
        ["report_id", "region", "year", "kind"]
    ].reset_index(drop=True)


def department_name(name: str, say: Labels) -> str:
    """A department's short name on a figure; one that ``labels.csv`` lacks keeps its own, less 部门."""
    return say.words.get(f"department.{name}", name.removesuffix("部门") if len(name) > 3 else name)


def report_names(table: pd.DataFrame, say: Labels) -> dict[str, str]:
    """The name of each report of a figure's table: 全国 2020."""
    rows = table.dropna(subset="report_id").drop_duplicates("report_id")
    return {
        i: f"{say.region(r)} {y}"
        for i, r, y in zip(rows["report_id"], rows["region"], rows["year"], strict=True)
    }


def reports_caption(key: str, table: pd.DataFrame, say: Labels, **values: object) -> str:
    """A caption that names the reports of a figure's table.

    Parameters
    ----------
    key : str
        The row of ``data/labels.csv``; its wording has ``{reports}``.
    table : DataFrame
        A figure's: ``report_id, region, year``; rows without ``report_id`` name nothing.
    say : Labels
        Of the language of the caption.
    **values : object
        What else the wording wants.

    Returns
    -------
    str

    Examples
    --------
    >>> from analysis.drawing.labels import labels
    >>> table = pd.DataFrame({"report_id": ["a", "b"], "region": ["全国", "全国"], "year": [2020, 2021]})
    >>> reports_caption("caption.task_deadlines", table, labels("en"))[:56]
    'Deadlines with a month in China 2020, China 2021: task u'
    """
    return say(
        key,
        reports=("、" if say.language == "zh" else ", ").join(report_names(table, say).values()),
        **values,
    )


def department_tasks(corpus: HasReports, tables: Tables, top: int = 20) -> pd.DataFrame:
    """The departments with most tasks over the reports shown.

    Parameters
    ----------
    corpus : has ``reports``
        A corpus, or whatever has its table of reports.
    tables : mapping of str to DataFrame
        ``tasks, departments`` of a build, or of ``tasks_table`` and ``task_views``.
    top : int, default 20
        How many departments.

    Returns
    -------
    pandas.DataFrame
        ``report_id, region, year, department, led, shared``, most tasks first.

    Examples
    --------
    >>> from analysis import extract_targets, load_corpus, task_views, tasks_table
    >>> corpus = load_corpus().select(report_id="national-2020-tasks")
    >>> tasks = tasks_table(corpus)
    >>> views = {"tasks": tasks} | task_views(tasks, corpus.reports, extract_targets(corpus))
    >>> department_tasks(corpus, views, top=3)["department"].nunique()
    3
    """
    shown = shown_reports(corpus, tables)
    table = tables["departments"]
    table = table[table["report_id"].isin(shown["report_id"]) & ~table["kind"].isin(OUTSIDE)]
    total = (
        table.groupby("department")["tasks"]
        .sum()
        .reset_index()
        .sort_values(["tasks", "department"], ascending=[False, True])
        .head(top)
    )
    full = shown.drop(columns="kind").merge(total[["department"]], how="cross")
    found = full.merge(
        table[["report_id", "department", "led", "shared"]], on=["report_id", "department"], how="left"
    )
    return found.fillna({"led": 0, "shared": 0}).astype({"led": "int64", "shared": "int64"})


@drawing(
    "report_id", "region", "year", "department", "led", "shared",
    source="department_tasks", values=("led", "shared"),
)  # fmt: skip
def draw_department_tasks(
    table: pd.DataFrame, figure: Figure | SubFigure | None = None, language: str = "zh", **kwargs: Any
) -> Figure | SubFigure:
    """Paired bars, one panel a report: task units led and shared.

    Parameters
    ----------
    table
        As :func:`department_tasks` gives it.
    figure
        Figure, or part of one, to draw into; a new one where there is none.
    language
        Of the words: ``"zh"`` or ``"en"``.
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
    names = report_names(table, say)
    departments = list(dict.fromkeys(table["department"]))
    figure = figure or style.new_figure(style.DOUBLE, 0.7 + 0.22 * len(departments))
    axes = figure.subplots(1, len(names), sharey=True, sharex=True, squeeze=False)[0]
    place = np.arange(len(departments))[::-1]
    widest = table[["led", "shared"]].to_numpy().max()
    for ax, (report_id, name) in zip(axes, names.items(), strict=True):
        part = table[table["report_id"] == report_id].set_index("department").loc[departments]
        for column, shift, colour in (("led", 0.21, style.BLUE), ("shared", -0.21, style.SKY)):
            look = {"height": 0.4, "color": colour, "label": say(f"tasks.{column}")}
            ax.barh(place + shift, part[column], **marks(look, kwargs, Patch))
            for y, n in zip(place + shift, part[column], strict=True):
                if n:
                    ax.annotate(
                        str(n),
                        (n, y),
                        (1.5, 0),
                        textcoords="offset points",
                        va="center",
                        fontsize=5.5,
                        color=style.GREY,
                    )
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


def task_deadlines(corpus: HasReports, tables: Tables, top: int = 16) -> pd.DataFrame:
    """Task units by month, for all departments together and those with most dated units.

    Parameters
    ----------
    corpus : has ``reports``
        A corpus, or whatever has its table of reports.
    tables : mapping of str to DataFrame
        ``tasks`` of a build, or ``tasks_table`` under that name.
    top : int, default 16
        How many departments.

    Returns
    -------
    pandas.DataFrame
        ``report_id, region, year, department, month, units``; ``department`` is ``all`` for all units,
        ``month`` is 0 where none is named, 13 in a later year. Reports without any dated unit are left out.

    Examples
    --------
    >>> from analysis import load_corpus, tasks_table
    >>> corpus = load_corpus().select(report_id="national-2020-tasks")
    >>> task_deadlines(corpus, {"tasks": tasks_table(corpus)}, top=2)["department"].nunique()
    3
    """
    shown = shown_reports(corpus, tables).set_index("report_id")
    tasks = tables["tasks"]
    tasks = tasks[tasks["report_id"].isin(shown.index)]
    who = responsibilities(tasks.assign(participants=tasks["participants"].where(tasks["leads"] == "", "")))
    who = who[~who["kind"].isin(OUTSIDE)]
    by_unit = who.groupby(["report_id", "item", "unit"])["department"].agg(list).to_dict()
    counts: Counter[tuple[str, str, int]] = Counter()
    for report_id, item, unit, deadlines in tasks[["report_id", "item", "unit", "deadlines"]].itertuples(
        index=False
    ):
        dues = [parse_deadline(clause) for clause in str(deadlines).split(";") if clause]
        year = int(shown.loc[report_id, "year"])
        months = {
            LATER if (due.year or year) > year else due.month for due in dues if due.month is not None
        } or {NO_MONTH}
        for department in ["all", *by_unit.get((report_id, item, unit), [])]:
            counts.update((report_id, department, month) for month in months)
    rows = [(*key, n) for key, n in sorted(counts.items())]
    table = pd.DataFrame(rows, columns=["report_id", "department", "month", "units"])
    dated = table[table["month"] != NO_MONTH]
    total = (
        dated.groupby("department")["units"]
        .sum()
        .reset_index()
        .sort_values(["units", "department"], ascending=[False, True])
    )
    table = table[
        table["report_id"].isin(dated["report_id"])
        & table["department"].isin(total["department"].head(top + 1))
    ]
    order = {name: number for number, name in enumerate(total["department"])}
    table = table.assign(rank=table["department"].map(order)).merge(
        shown[["region", "year"]].reset_index(), on="report_id"
    )
    position = {name: number for number, name in enumerate(shown.index)}
    table = table.assign(at=table["report_id"].map(position)).sort_values(["at", "rank", "month"])
    return table[["report_id", "region", "year", "department", "month", "units"]].reset_index(drop=True)


@drawing(
    "report_id", "region", "year", "department", "month", "units",
    source="task_deadlines", values=("units",),
)  # fmt: skip
def draw_task_deadlines(
    table: pd.DataFrame, figure: Figure | SubFigure | None = None, language: str = "zh"
) -> Figure | SubFigure:
    """Months across, departments down, the number of task units in shaded cells; one panel a report.

    Parameters
    ----------
    table
        As ``task_deadlines`` gives it.
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
    names = report_names(table, say)
    first = table.groupby("department", sort=False)["units"].size().index
    departments = ["all", *[name for name in first if name != "all"]]
    later = (table["month"] == LATER).any()
    months = [*range(1, 13), *([LATER] if later else []), NO_MONTH]
    figure = figure or style.new_figure(
        style.DOUBLE, 0.6 + 0.2 * len(departments) * (1 if len(names) < 3 else 2)
    )
    columns = min(2, len(names))
    axes = figure.subplots(-(-len(names) // columns), columns, sharey=True, squeeze=False).flat
    row = {
        name: len(departments) - 1 - i + (0.35 if name == "all" else 0) for i, name in enumerate(departments)
    }
    column = {month: float(i) if 1 <= month <= 12 else i + 0.9 * (i - 11) for i, month in enumerate(months)}
    for ax, (report_id, name) in zip(axes, names.items(), strict=False):
        _draw_cells(ax, table[table["report_id"] == report_id], column, row)
        for y in row.values():
            ax.axhline(y - 0.5, color=style.LIGHT, linewidth=0.3, zorder=0)
        ax.set_title(name, loc="left")
        ax.set_xlim(-0.6, max(column.values()) + 0.6)
        ax.set_ylim(-0.6, len(departments) - 0.05)
        words = {NO_MONTH: say("tasks.month_none"), LATER: say("tasks.month_later")}
        ax.set_xticks(list(column.values()), [words.get(month, str(month)) for month in months])
        ax.set_yticks(list(row.values()), [department_name(d, say) for d in departments])
        ax.set_xlabel(say("tasks.month"))
        style.bare(ax)
    for ax in list(axes)[len(names) :]:
        ax.set_visible(False)
    return figure


def _draw_cells(ax: Axes, part: pd.DataFrame, column: dict[int, float], row: dict[str, float]) -> None:
    """The task units of a report in shaded cells; all departments together have a scale of their own."""
    import matplotlib as mpl

    shade = mpl.colormaps["Blues"]
    dated = part[part["month"] != NO_MONTH]
    most = {
        whole: dated.loc[(dated["department"] == "all") == whole, "units"].max() for whole in (True, False)
    }
    for department, month, units in part[["department", "month", "units"]].itertuples(index=False):
        depth = 0.06 + 0.74 * float(units / most[department == "all"]) if month != NO_MONTH else 0.0
        x, y = column[month], row[department]
        if month != NO_MONTH:
            corner = (x - 0.46, y - 0.44)
            cell = mpl.patches.Rectangle(corner, 0.92, 0.88, facecolor=shade(depth), edgecolor="none")
            ax.add_patch(cell)
        colour = "white" if depth > 0.6 else "black"
        ax.text(x, y, str(units), ha="center", va="center", fontsize=6, color=colour)


SPECS = (
    FigureSpec(
        "task_departments",
        department_tasks,
        lambda table, language: draw_department_tasks(table, language=language),
        lambda corpus, table, say: reports_caption(
            "caption.task_departments", table, say, n=table["department"].nunique()
        ),
        "08_tasks",
    ),
    FigureSpec(
        "task_deadlines",
        task_deadlines,
        lambda table, language: draw_task_deadlines(table, language=language),
        lambda corpus, table, say: reports_caption("caption.task_deadlines", table, say),
        "08_tasks",
    ),
)
