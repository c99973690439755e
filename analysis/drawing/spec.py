"""What a figure is: its numbers, its drawing, its caption, the notebook that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pandas as pd

from analysis.corpus.selection import Group, comparable_groups
from analysis.drawing.labels import Labels

if TYPE_CHECKING:
    from matplotlib.figure import Figure, SubFigure

Tables = Mapping[str, pd.DataFrame]


class HasReports(Protocol):
    """What a figure needs of a corpus: its table of reports (a corpus has it, and so have the tables of a
    build).
    """

    @property
    def reports(self) -> pd.DataFrame: ...


class Overview(NamedTuple):
    """The reports of a build."""

    reports: pd.DataFrame


class FigureSpec(NamedTuple):
    """``table(corpus, tables)`` gives the numbers, ``draw(table, language)`` the figure; an empty table
    means: nothing to draw.

    ``tables`` are those of a build, by name. ``caption(corpus, table, say)`` words it with the labels of a
    language.
    """

    name: str
    table: Callable[[HasReports, Tables], pd.DataFrame]
    draw: Callable[[pd.DataFrame, str], Figure | SubFigure]
    caption: Callable[[HasReports, pd.DataFrame, Labels], str]
    notebook: str


def main_group(corpus: HasReports) -> Group:
    """The largest set of comparable reports, which the figures that compare reports show."""
    return comparable_groups(corpus.reports)[0]


def group_name(group: Group, say: Labels) -> str:
    """The group in words: 29 provincial work reports of 2020."""
    return say(group.key(), n=len(group.report_ids), year=group.year)
