"""Task divisions compared: from the upper list to the lower one, and from one year to the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.corpus.selection import alignment_pairs, division_year_pairs, region_keys
from analysis.drawing import style
from analysis.drawing.boxes import spread_lines
from analysis.drawing.drawing import drawing, marks
from analysis.drawing.labels import Labels, labels
from analysis.drawing.spec import FigureSpec, HasReports, Tables
from analysis.tasks.cascade import cascade_flow
from analysis.tasks.tables import tasks_of_report
from analysis.tasks.years import FATES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure


RELATIONS = {
    "same": (style.LIGHT, ""),
    "split": (style.SKY, ""),
    "merged": (style.BLUE, ""),
    "narrowed": (style.ORANGE, "...."),
}
SIDES = {"earlier": ("stayed", "moved", "folded", "went"), "later": ("stayed", "moved", "came")}
LOOKS = {  # colour, hatch, colour of the number: told apart in grey too
    "stayed": (style.BLUE, "", "white"),
    "moved": (style.SKY, "", "black"),
    "folded": (style.LIGHT, "....", "black"),
    "went": ("white", "////", "black"),
    "came": (style.YELLOW, "", "black"),
}
QUOTED = 4  # characters from which on wording lost or new is quoted beside the picture
_SPREAD = 0.016  # least distance between quoted lines, as a share of the height


def chapter_name(chapter: str, widest: int = 14) -> str:
    """A chapter's title to stand beside a bar: up to its first comma, in lines of so many characters.

    >>> chapter_name("二、加大宏观政策实施力度，着力稳企业保就业")
    '二、加大宏观政策实施力度'
    """
    first = re.split(r"[，,]", chapter.strip())[0]
    lines = -(-len(first) // widest) or 1
    each = -(-len(first) // lines) or 1
    parts = [first[i : i + each] for i in range(0, len(first), each)]
    for i in range(1, len(parts)):  # no line begins with a mark
        while parts[i][:1] in ("、", "”", "）", "；"):
            parts[i - 1], parts[i] = parts[i - 1] + parts[i][0], parts[i][1:]
    return "\n".join(filter(None, parts))


def task_cascade(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    """The flow of characters from an upper document to a lower one.

    Parameters
    ----------
    corpus : has ``reports``
        A corpus, or whatever has its table of reports.
    tables : mapping of str to DataFrame
        ``tasks`` and ``alignment`` of a build, or of ``task_views``.

    Returns
    -------
    pandas.DataFrame
        As ``cascade_flow`` gives it, with ``relation`` of the lower item, and ``upper`` and ``lower`` (region
        and year). The first pair of the corpus by level and name; no rows without one.

    Examples
    --------
    >>> from analysis import load_corpus, tasks_table
    >>> corpus = load_corpus().select(report_id="national-2020-tasks")
    >>> len(task_cascade(corpus, {"tasks": tasks_table(corpus)}))
    0
    """
    pairs = sorted(alignment_pairs(corpus.reports))
    columns = [
        "item",
        "chapter",
        "lower_item",
        "lower_chapter",
        "flow",
        "characters",
        "text",
        "relation",
        "upper",
        "lower",
    ]
    if not pairs:
        return pd.DataFrame(columns=columns)
    lower, upper = pairs[0]
    flow = cascade_flow(tasks_of_report(tables["tasks"], lower), tasks_of_report(tables["tasks"], upper))
    own = tables["alignment"]
    own = own[(own["report_id"] == lower) & own["matched_report_id"].isin([upper, ""])]
    relation = dict(zip(own["item"], own["relation"], strict=True))
    named = {row.report_id: f"{row.region};{row.year}" for row in corpus.reports.itertuples()}
    flow["relation"] = [relation.get(item, "") if pd.notna(item) else "" for item in flow["lower_item"]]
    return flow.assign(upper=named[upper], lower=named[lower])[columns]


def _bars(sizes: pd.Series, breaks: set[int], height: float) -> dict[int, tuple[float, float]]:
    """(top, bottom) of each item's bar, from the top down, with a wide gap before each item in ``breaks``;
    all fill ``height``.
    """
    gaps = np.array([0.0, *[3.0 if item in breaks else 0.4 for item in sizes.index[1:]]][: len(sizes)])
    free = height - sizes.sum()
    gaps = gaps * (free / gaps.sum()) if gaps.sum() else gaps
    places, y = {}, height
    for item, gap in zip(sizes.index, gaps, strict=True):
        y -= gap
        places[int(item)] = (y, y - sizes[item])
        y -= sizes[item]
    return places


def _quote(text: str, characters: int, say: Labels, most: int = 15) -> str:
    plain = text.replace(";", " ")
    cut = plain if len(plain) <= most else f"{plain[:most]}…"
    return f"{cut} ({say('tasks.characters', n=characters)})" if len(plain) > most else cut


def _ribbon(
    ax: Axes,
    x0: float,
    x1: float,
    left: tuple[float, float],
    right: tuple[float, float],
    look: tuple[str, str],
) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    middle = (x0 + x1) / 2
    points = [
        (x0, left[0]),
        (middle, left[0]),
        (middle, right[0]),
        (x1, right[0]),
        (x1, right[1]),
        (middle, right[1]),
        (middle, left[1]),
        (x0, left[1]),
    ]
    codes = [
        Path.MOVETO,
        Path.CURVE4,
        Path.CURVE4,
        Path.CURVE4,
        Path.LINETO,
        Path.CURVE4,
        Path.CURVE4,
        Path.CURVE4,
    ]
    ax.add_patch(
        PathPatch(
            Path(points, codes),
            facecolor=look[0],
            hatch=look[1],
            edgecolor="#5A3E00" if look[1] else "none",
            linewidth=0,
            alpha=0.75,
        )
    )


def _quotes(
    ax: Axes, rows: list[tuple[float, str]], x: float, towards: float, height: float, align: str
) -> None:
    """Lines of text beside bars, spread so that none covers another, each with a thin line to its bar."""
    rows = sorted(rows, key=lambda row: -row[0])
    places = spread_lines([y for y, _ in rows], height * _SPREAD, 0, height)
    for (y, text), place in zip(rows, places, strict=True):
        ax.plot([towards, (x + towards) / 2, x], [y, place, place], color=style.GREY, linewidth=0.35)
        ax.text(x + (0.4 if align == "left" else -0.4), place, text, ha=align, va="center", fontsize=5.8)


@drawing(
    "item", "chapter", "lower_item", "lower_chapter", "flow", "characters", "text", "relation",
    "upper", "lower",
    source="task_cascade", values=("characters",),
)  # fmt: skip
def draw_task_cascade(table: pd.DataFrame, ax: Axes | None = None, language: str = "zh") -> Figure:
    """Bands from the upper document's items to the lower one's; lost wording is hatched and quoted.

    Parameters
    ----------
    table
        As :func:`task_cascade`.
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
    from matplotlib.patches import Patch, Rectangle

    say = labels(language)
    ax = style.new_axes(ax, style.DOUBLE, 8.2)
    above, below = table[table["item"].notna()], table[table["lower_item"].notna()]
    left, right = above.groupby("item")["characters"].sum(), below.groupby("lower_item")["characters"].sum()
    height = 1.12 * max(left.sum(), right.sum())
    chapters = above.groupby("chapter", sort=False)["item"].agg(["min", "max"])
    lefts = _bars(left, set(chapters["min"].astype(int)), height)
    rights = _bars(right, set(below.groupby("lower_chapter")["lower_item"].min().astype(int)), height)
    x0, x1, x2, x3 = 47.0, 49.0, 75.0, 77.0
    at_left, at_right = {i: top for i, (top, _) in lefts.items()}, {i: top for i, (top, _) in rights.items()}
    lost: list[tuple[float, str]] = []
    new: list[tuple[float, str]] = []
    for item, lower, flow, characters, text, relation in table[
        ["item", "lower_item", "flow", "characters", "text", "relation"]
    ].itertuples(index=False):
        if flow == "new":
            top = at_right[int(lower)]
            ax.add_patch(
                Rectangle(
                    (x2, top - characters), x3 - x2, characters, facecolor=style.BLACK, edgecolor="none"
                )
            )
            if characters >= QUOTED:
                new.append((top - characters / 2, f"{int(lower)}: {_quote(text, int(characters), say, 10)}"))
            continue
        top = at_left[int(item)]
        at_left[int(item)] = top - characters
        if flow == "lost":
            ax.add_patch(
                Rectangle(
                    (x0, top - characters),
                    x1 - x0,
                    characters,
                    facecolor="white",
                    edgecolor=style.VERMILION,
                    hatch="/////",
                    linewidth=0.5,
                )
            )
            if characters >= QUOTED:
                lost.append((top - characters / 2, f"{int(item)}: {_quote(text, int(characters), say)}"))
            continue
        end = at_right[int(lower)]
        at_right[int(lower)] = end - characters
        ax.add_patch(
            Rectangle((x0, top - characters), x1 - x0, characters, facecolor=style.GREY, edgecolor="none")
        )
        ax.add_patch(
            Rectangle((x2, end - characters), x3 - x2, characters, facecolor=style.GREY, edgecolor="none")
        )
        _ribbon(
            ax,
            x1,
            x2,
            (top, top - characters),
            (end, end - characters),
            RELATIONS.get(relation, RELATIONS["same"]),
        )
    for chapter, (first, last) in chapters.iterrows():
        top, bottom = lefts[int(first)][0], lefts[int(last)][1]
        ax.plot([17.0, 17.0], [top, bottom], color=style.GREY, linewidth=0.8)
        ax.text(
            16.4, (top + bottom) / 2, chapter_name(str(chapter), 10), ha="right", va="center", fontsize=6.5
        )
    _quotes(ax, lost, 45.5, x0, height, "right")
    _quotes(ax, new, 78.5, x3, height, "left")
    shown = [relation for relation in RELATIONS if relation in set(table["relation"])]
    handles = [
        Patch(
            facecolor=RELATIONS[r][0],
            hatch=RELATIONS[r][1],
            linewidth=0,
            alpha=0.75,
            label=say(f"relation.{r}"),
        )
        for r in shown
    ]
    handles += [
        Patch(facecolor="white", edgecolor=style.VERMILION, hatch="/////", label=say("tasks.lost")),
        Patch(facecolor="black", label=say("tasks.new")),
    ]
    ax.legend(
        handles=handles,
        loc="lower center",
        bbox_to_anchor=(0.5, -0.035),
        ncols=len(handles),
        handlelength=1.4,
        columnspacing=1.2,
    )
    for x, column, count, align in ((x1, "upper", len(left), "right"), (x2, "lower", len(right), "left")):
        if not count:
            continue
        region, _, year = str(table[column].iloc[0]).partition(";")
        first = int((left if column == "upper" else right).index.min())
        words = f"{say.region(region)} {year} · {say('tasks.items', first=first, last=count)}"
        ax.text(x, height * 1.012, words, ha=align, va="bottom", fontsize=8)
    ax.set_xlim(0, 100)
    ax.set_ylim(-0.01 * height, height * 1.035)
    ax.set_axis_off()
    return style.figure_of(ax)


def task_changes(corpus: HasReports, tables: Tables) -> pd.DataFrame:
    """Task units by chapter and fate, of the latest two documents of the highest government that has two.

    Parameters
    ----------
    corpus : has ``reports``
        A corpus, or whatever has its table of reports.
    tables : mapping of str to DataFrame
        ``tasks`` and ``task_changes`` of a build, or of ``task_views``.

    Returns
    -------
    pandas.DataFrame
        ``side`` (earlier, later), ``report_id, region, year, chapter, fate, units``. *folded* are earlier
        units whose wording lives on inside another one. No rows without such a government.

    Examples
    --------
    >>> from analysis import load_corpus, tasks_table
    >>> corpus = load_corpus().select(report_id="national-2020-tasks")
    >>> len(task_changes(corpus, {"tasks": tasks_table(corpus)}))
    0
    """
    columns = ["side", "report_id", "region", "year", "chapter", "fate", "units"]
    pairs = division_year_pairs(corpus.reports)
    if not pairs:
        return pd.DataFrame(columns=columns)
    of = dict(zip(corpus.reports["report_id"], region_keys(corpus.reports), strict=True))
    earlier, later = [pair for pair in pairs if of[pair[0]] == of[pairs[0][0]]][-1]
    changes = tables["task_changes"]
    changes = changes[
        changes["earlier_report_id"].isin([earlier, ""]) & changes["later_report_id"].isin([later, ""])
    ]
    rows = []
    for side, report_id in (("earlier", earlier), ("later", later)):
        own = changes.dropna(subset=[f"{side}_item"]).sort_values(
            "fate", key=lambda fate: fate.map(FATES.index), kind="stable"
        )
        fate = {
            (int(i), int(u)): f
            for i, u, f in reversed(
                [*zip(own[f"{side}_item"], own[f"{side}_unit"], own["fate"], strict=True)]
            )
        }
        for row in tasks_of_report(tables["tasks"], report_id).itertuples():
            rows.append(
                (side, report_id, row.chapter, fate.get((int(str(row.item)), int(str(row.unit))), "folded"))
            )
    table = pd.DataFrame(rows, columns=["side", "report_id", "chapter", "fate"])
    table = (
        table.groupby(["side", "report_id", "chapter", "fate"], sort=False)
        .size()
        .rename("units")
        .reset_index()
    )
    table = table.merge(corpus.reports[["report_id", "region", "year"]], on="report_id")
    return table[columns]


@drawing("side", "region", "year", "chapter", "fate", "units", source="task_changes", values=("units",))
def draw_task_changes(
    table: pd.DataFrame, figure: Figure | SubFigure | None = None, language: str = "zh", **kwargs: Any
) -> Figure | SubFigure:
    """Stacked bars by chapter.

    On the left what became of the earlier units, on the right where the later ones come from.

    Parameters
    ----------
    table
        As ``task_changes`` gives it.
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
    rows = table.groupby("side")["chapter"].nunique()
    figure = figure or style.new_figure(style.DOUBLE, 0.8 + 0.26 * rows.max())
    axes = figure.subplots(1, 2, squeeze=False)[0]
    widest = table.groupby(["side", "chapter"])["units"].sum().max()
    seen: dict[str, Any] = {}
    for ax, (side, fates) in zip(axes, SIDES.items(), strict=True):
        part = table[table["side"] == side]
        if part.empty:
            ax.set_visible(False)
            continue
        chapters = list(dict.fromkeys(part["chapter"]))
        place = np.arange(len(chapters))[::-1]
        left = np.zeros(len(chapters))
        for fate in fates:
            units = (
                part[part["fate"] == fate]
                .set_index("chapter")["units"]
                .reindex(chapters)
                .fillna(0)
                .to_numpy(dtype=float)
            )
            colour, hatch, ink = LOOKS[fate]
            look = {
                "height": 0.72,
                "color": colour,
                "hatch": hatch,
                "edgecolor": style.GREY,
                "linewidth": 0.4,
            }
            bars = ax.barh(place, units, left=left, **marks(look, kwargs, Patch))
            seen.setdefault(fate, bars)
            for y, x, n in zip(place, left, units, strict=True):
                if n:
                    veil = {"facecolor": "white", "edgecolor": "none", "pad": 0.6} if hatch else None
                    ax.text(
                        x + n / 2, y, f"{n:.0f}", ha="center", va="center", fontsize=5.8, color=ink, bbox=veil
                    )
            left += units
        ax.set_yticks(
            place, [chapter_name(chapter, 13) for chapter in chapters], fontsize=6.3, linespacing=1.0
        )
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(len(chapters) - 0.5 - rows.max(), len(chapters) - 0.4)
        ax.set_xlim(0, widest * 1.03)
        ax.set_xlabel(say("tasks.units"))
        ax.set_title(f"{say.region(part['region'].iloc[0])} {part['year'].iloc[0]}", loc="left")
    order = [fate for fate in ("stayed", "moved", "folded", "went", "came") if fate in set(table["fate"])]
    figure.legend(
        [seen[fate] for fate in order],
        [say(f"fate.{fate}") for fate in order],
        loc="outside lower center",
        ncols=len(order),
        handlelength=1.4,
    )
    return figure


def _cascade_caption(corpus: HasReports, table: pd.DataFrame, say: Labels) -> str:
    above = table[table["item"].notna()]
    names = {}
    for column in ("upper", "lower"):
        region, _, year = str(table[column].iloc[0]).partition(";")
        names[column] = f"{say.region(region)} {year}"
    share = above.loc[above["flow"] == "lost", "characters"].sum() / above["characters"].sum()
    return say(
        "caption.task_cascade",
        **names,
        items=above["item"].nunique(),
        lower_items=table["lower_item"].nunique(),
        share=f"{share:.0%}",
    )


def _changes_caption(corpus: HasReports, table: pd.DataFrame, say: Labels) -> str:
    names = {
        str(side): f"{say.region(part['region'].iloc[0])} {part['year'].iloc[0]}"
        for side, part in table.groupby("side")
    }
    return say("caption.task_changes", **names)


SPECS = (
    FigureSpec(
        "task_cascade",
        task_cascade,
        lambda table, language: draw_task_cascade(table, language=language),
        _cascade_caption,
        "08_tasks",
    ),
    FigureSpec(
        "task_changes",
        task_changes,
        lambda table, language: draw_task_changes(table, language=language),
        _changes_caption,
        "08_tasks",
    ),
)
