"""Which reports a figure shows when there are more than a page has room for, and how it says so.

Up to ``MOST`` reports a figure shows all of them. Beyond that it shows ``MOST``, chosen by a rule that stands
in its caption; the table then has a column ``of``, the number of reports chosen from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.drawing import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from analysis.drawing.labels import Labels

MOST = 40  # rows of names that a page holds one below the other


def evenly(count: int, most: int = MOST) -> NDArray[np.int64]:
    """``most`` places spread evenly over 0…``count`` − 1, both ends among them; all places when there are no
    more.

    >>> evenly(9, 5).tolist(), evenly(3, 5).tolist()
    ([0, 2, 4, 6, 8], [0, 1, 2])
    """
    wanted = min(count, most)
    if wanted < 2:
        return np.arange(wanted, dtype=np.int64)
    # In whole numbers: half a place is rounded down on every machine.
    return np.arange(wanted, dtype=np.int64) * (count - 1) // (wanted - 1)


def ends(count: int, most: int = MOST) -> NDArray[np.int64]:
    """The first and the last places of 0…``count`` − 1, ``most`` together; all places when there are no more.

    >>> ends(9, 4).tolist(), ends(3, 5).tolist()
    ([0, 1, 7, 8], [0, 1, 2])
    """
    places = np.arange(count, dtype=np.int64)
    return (
        places if count <= most else np.concatenate([places[: most - most // 2], places[count - most // 2 :]])
    )


def row_key(table: pd.DataFrame) -> str:
    """The column that tells the reports of a figure's table apart:

    ``report_id`` or ``name``, or ``region`` where it has neither.
    """
    return next((name for name in ("report_id", "name") if name in table.columns), "region")


def row_names(table: pd.DataFrame, say: Labels) -> dict[object, str]:
    """What a figure calls its reports, by their ``row_key``: the region; where a region has several of them
    its year too, or its id if the table has no years.
    """
    key = row_key(table)
    rows = table.drop_duplicates(key)
    years = rows["year"] if "year" in rows.columns else [None] * len(rows)
    names = {}
    for one, region, several, year in zip(
        rows[key], rows["region"], rows["region"].duplicated(keep=False), years, strict=True
    ):
        names[one] = (
            say.region(region) if not several else str(one) if year is None else say.report(region, int(year))
        )
    return names


def named_rows(table: pd.DataFrame, say: Labels) -> list[str]:
    """The name of each row's report: see :func:`row_names`."""
    names = row_names(table, say)
    return [names[one] for one in table[row_key(table)]]


def keep(table: pd.DataFrame, ordered: Sequence[object], places: NDArray[np.int64]) -> pd.DataFrame:
    """The rows of some reports, with ``of``; the table itself when that is all of them.

    Parameters
    ----------
    table : DataFrame
        A figure's, with the column of ``row_key``.
    ordered : sequence
        All its reports, by that column, in the order in which they are chosen.
    places : array of int, chosen reports
        Places in ``ordered``.

    Returns
    -------
    DataFrame
        The rows in the order of the table; ``of``: how many reports there were.

    Examples
    --------
    >>> keep(pd.DataFrame({"report_id": ["a", "b", "c"]}), ["c", "b", "a"], np.array([0, 2])).to_dict("list")
    {'report_id': ['a', 'c'], 'of': [3, 3]}
    """
    if len(places) == len(ordered):
        return table
    chosen = {ordered[place] for place in places}
    return table[table[row_key(table)].isin(chosen)].assign(of=len(ordered)).reset_index(drop=True)


def shown_evenly(table: pd.DataFrame) -> pd.DataFrame:
    """Of many reports, those evenly spaced in the order of the table."""
    reports = table[row_key(table)].unique().tolist()
    return keep(table, reports, evenly(len(reports)))


def is_selection(table: pd.DataFrame) -> bool:
    """Whether a figure's table holds some of its reports only."""
    return "of" in table.columns and len(table) > 0


def selection_caption(caption: str, table: pd.DataFrame, say: Labels, rule: str) -> str:
    """The caption with a sentence on what was chosen, where something was.

    Parameters
    ----------
    caption : str
        What is said of the figure in any case.
    table : DataFrame
        The figure's table; it has ``of`` where it is a selection.
    say : Labels
        Of the language of the caption.
    rule : str
        The rule by which was chosen: a ``shown.RULE`` of ``data/labels.csv``.

    Returns
    -------
    str
    """
    if not is_selection(table):
        return caption
    n = table[row_key(table)].nunique()
    words = say(f"shown.{rule}", n=n, of=int(table["of"].iloc[0]), high=n - n // 2, low=n // 2)
    return f"{caption}{'' if say.language == 'zh' else ' '}{words}"


def selection_note(
    figure: Figure, table: pd.DataFrame, say: Labels, n: int | None = None, key: str = "shown.note"
) -> None:
    """How many of how many reports, small at the foot of the figure, where something was chosen: a figure is
    seen without its caption too.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        At whose foot it is written.
    table : DataFrame
        The figure's table; it has ``of`` where it is a selection.
    say : Labels
        Of the language of the figure.
    n : int or None, default None
        How many are shown; ``None``: the reports of the table.
    key : str, default "shown.note"
        The wording in ``data/labels.csv``.
    """
    if is_selection(table):
        shown = table[row_key(table)].nunique() if n is None else n
        figure.supxlabel(
            say(key, n=shown, of=int(table["of"].iloc[0])),
            x=0.995,
            ha="right",
            fontsize=6.3,
            color=style.GREY,
        )


def axes_for(ax: Axes | None, table: pd.DataFrame, say: Labels, width: float, height: float) -> Axes:
    """The caller's axes, or those of a new figure with the note of a selection at its foot.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
        Axes of the caller; they come back as they are.
    table : DataFrame
        The figure's table.
    say : Labels
        Of the language of the figure.
    width, height : float
        Of a new figure, in inches.

    Returns
    -------
    matplotlib.axes.Axes
    """
    if ax is not None:
        return ax
    new = style.new_axes(None, width, height)
    selection_note(new.figure, table, say)  # type: ignore[arg-type]
    return new
