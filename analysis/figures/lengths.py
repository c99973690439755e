"""How long the reports are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.corpus.types import PARTS
from analysis.drawing import style
from analysis.drawing.drawing import drawing, marks
from analysis.drawing.labels import labels
from analysis.drawing.selection import axes_for, evenly, keep, selection_caption
from analysis.drawing.spec import FigureSpec

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = {"review": style.SKY, "plan": style.BLUE, "mixed": style.PURPLE, "other": style.LIGHT}


def corpus_lengths(lengths: pd.DataFrame) -> pd.DataFrame:
    """Characters of each report by part.

    Parameters
    ----------
    lengths : DataFrame
        As ``Corpus.lengths`` has it.

    Returns
    -------
    pandas.DataFrame
        ``report_id, region, year, kind, review, plan, mixed, other, total``, the longest first.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> corpus_lengths(load_corpus().select(year=2020).lengths)["region"].tolist()[0]
    '广东省'
    """
    wide = lengths.pivot_table(
        index="report_id", columns="part", values="characters", aggfunc="sum", fill_value=0
    )
    wide = wide.reindex(columns=list(PARTS), fill_value=0).astype(int).reset_index()
    wide.columns.name = None
    out = lengths[["report_id", "region", "year", "kind"]].drop_duplicates().merge(wide, on="report_id")
    out["total"] = out[list(PARTS)].sum(axis=1)
    return out.sort_values(["total", "report_id"], ascending=[False, True], ignore_index=True)


def shown_lengths(table: pd.DataFrame) -> pd.DataFrame:
    """Of many reports, those evenly spaced by length, the longest and the shortest among them."""
    return keep(table, table["report_id"].tolist(), evenly(len(table)))


@drawing(
    "report_id", "region", "year", "kind", *PARTS,
    source="corpus_lengths", values=PARTS,
)  # fmt: skip
def draw_corpus_lengths(
    table: pd.DataFrame, ax: Axes | None = None, language: str = "zh", **kwargs: Any
) -> Figure:
    """Stacked bars, one a report.

    Parameters
    ----------
    table
        As ``corpus_lengths`` gives it (of many reports: see :func:`shown_lengths`).
    ax
        Axes to draw into; a new figure where there are none.
    language
        Of the words: ``"zh"`` or ``"en"``.
    **kwargs
        ``kwargs`` go to ``Axes.barh``.

    Returns
    -------
    matplotlib.figure.Figure
        What was drawn into.

    Raises
    ------
    InputError
        Where the table has no rows or lacks a column, or the language isn't known.
    """
    from matplotlib.patches import Patch

    say = labels(language)
    table = shown_lengths(table)
    ax = axes_for(ax, table, say, style.SINGLE, 0.7 + 0.135 * len(table))
    place = np.arange(len(table))[::-1]
    left = np.zeros(len(table))
    drawn = {part: colour for part, colour in COLOURS.items() if part != "mixed" or table[part].any()}
    for part, colour in drawn.items():
        ax.barh(
            place,
            table[part] / 1000,
            left=left,
            **marks({"height": 0.72, "color": colour, "label": say(part)}, kwargs, Patch),
        )
        left += table[part].to_numpy() / 1000
    names = [
        say.report(r, y, k) for r, y, k in zip(table["region"], table["year"], table["kind"], strict=True)
    ]
    ax.set_yticks(place, names)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(-0.6, len(table) - 0.4)
    ax.margins(x=0.02)
    ax.set_xlabel(say("characters_thousand"))
    ax.grid(axis="x")
    ax.legend(loc="lower center", bbox_to_anchor=(0.4, 1.0), ncols=3, handlelength=1, columnspacing=1)
    return style.figure_of(ax)


SPECS = (
    FigureSpec(
        "corpus_lengths",
        lambda _, tables: shown_lengths(corpus_lengths(tables["lengths"])),
        lambda table, language: draw_corpus_lengths(table, language=language),
        lambda corpus, table, say: selection_caption(say("caption.corpus_lengths"), table, say, "lengths"),
        "01_corpus",
    ),
)
