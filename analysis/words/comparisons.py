"""The comparisons that every corpus allows: which groups of documents are set against which, and their
keyness.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus.selection import one_side, region_keys, rows_above, successive
from analysis.errors import InputError
from analysis.tables import column_types
from analysis.tables.declaration import empty_table
from analysis.words.keyness import keyness, keyness_by, keyness_columns
from analysis.words.sides import KeynessOptions, join_columns, side_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.text.matrix import TermMatrix
    from analysis.words.sides import Documents

COLUMNS = list(column_types("keyness"))
_SIDES = {"comparison": "kind", "target": "target", "reference": "reference"}


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """One side against another:

    ``kind`` (``part``, ``year``, ``level``), the names of the sides, their documents, what to deal within.
    """

    kind: str
    target: str
    reference: str
    target_mask: NDArray[np.bool_]
    reference_mask: NDArray[np.bool_]
    within: str | None = None

    def __repr__(self) -> str:
        return f"<Comparison: {self.target} against {self.reference}>"


def part_comparison(docs: pd.DataFrame) -> list[Comparison]:
    """``part``: the plans of a table of paragraphs (``TermMatrix.docs``) against their reviews, dealt within
    each report; none when there are not both.
    """
    plan, review = ((docs["part"] == part).to_numpy() for part in ("plan", "review"))
    return (
        [Comparison("part", "plan", "review", plan, review, "report_id")]
        if plan.any() and review.any()
        else []
    )


def year_comparisons(docs: pd.DataFrame) -> list[Comparison]:
    """``year``: a region's plan against the plan before it that the table has, for reports of one kind; a
    side is named by its report. By region code and year.
    """
    plan = (docs["part"] == "plan").to_numpy()
    reports = docs[plan].drop_duplicates("report_id")
    ids, regions = reports["report_id"].tolist(), reports["region_code"].tolist()
    codes, names = pd.factorize(docs["report_id"])
    mask = {name: plan & (codes == code) for code, name in enumerate(names)}
    pairs = sorted(successive(reports, same_kind=True), key=lambda pair: regions[pair[1]])
    return [
        Comparison("year", ids[later], ids[earlier], mask[ids[later]], mask[ids[earlier]])
        for earlier, later in pairs
    ]


def level_comparison(docs: pd.DataFrame, report_ids: Iterable[str]) -> list[Comparison]:
    """``level``: the plans of the next level above that has reports of the group's year against the plans of
    the group (``report_ids``), if there is one.
    """
    ids = list(report_ids)
    plan = (docs["part"] == "plan").to_numpy(dtype=np.bool_)
    inside = docs["report_id"].isin(ids).to_numpy(dtype=np.bool_)
    rows = np.flatnonzero(plan | inside)  # the level above is the next one that has plans
    if not inside.any():
        return []
    upper, above = rows_above(docs.iloc[rows], ids)
    if upper is None:
        return []
    target = np.zeros(len(docs), dtype=np.bool_)
    target[rows[above]] = True
    return [Comparison("level", upper, str(docs.loc[inside, "level"].iloc[0]), target & plan, inside & plan)]


def compare_all(
    matrix: TermMatrix, comparisons: Iterable[Comparison], options: KeynessOptions | None = None
) -> pd.DataFrame:
    """``keyness`` of comparisons one below the other.

    Parameters
    ----------
    matrix : TermMatrix
        Counts, by paragraph.
    comparisons : iterable of Comparison
        What is compared; one with a side without words is left out.
    options : KeynessOptions or None, default None
        How to compare; ``within`` is that of each comparison.

    Returns
    -------
    DataFrame
        ``comparison, target, reference``, then the columns of ``keyness``.
    """
    options = options or KeynessOptions()
    matrix = matrix.trim(min_count=max(1, options.min_count))  # what is rare everywhere is rare in each
    parts = []
    for one in comparisons:
        try:
            columns = keyness_columns(
                matrix, one.target_mask, one.reference_mask, replace(options, within=one.within)
            )
        except InputError:  # a side without words
            continue
        size = len(columns["term"])
        parts.append(
            {name: np.full(size, getattr(one, field), dtype=object) for name, field in _SIDES.items()}
            | columns
        )
    if not any(len(part["term"]) for part in parts):
        return empty_table(column_types("keyness"))
    return pd.DataFrame(join_columns(parts))[[c for c in COLUMNS if c in parts[0]]]


def compare_sides(
    matrix: TermMatrix,
    target: Documents,
    reference: Documents | None = None,
    options: KeynessOptions | None = None,
) -> pd.DataFrame:
    """``keyness`` of two sides; a table without rows where one of them has no words: for corpora of any size.

    Parameters
    ----------
    matrix : TermMatrix
        Counts, by paragraph.
    target, reference, options
        As for ``keyness``.

    Returns
    -------
    DataFrame
        As ``keyness``.

    Raises
    ------
    InputError
        For a column or value that the documents lack, and when the sides overlap.

    Examples
    --------
    >>> from analysis import term_matrix, tokenise_corpus
    >>> matrix = term_matrix(tokenise_corpus("扩大就业，稳定就业。"), "paragraph")
    >>> len(compare_sides(matrix, {"report_id": "text"}))
    0
    """
    options = options or KeynessOptions()
    first = side_mask(matrix, target)
    second = ~first if reference is None else side_mask(matrix, reference)
    tokens = matrix.docs["tokens"].to_numpy()
    if tokens[first].any() and tokens[second].any():
        return keyness(matrix, first, second, options)
    return empty_table(
        {
            name: kind
            for name, kind in column_types("keyness").items()
            if name not in _SIDES and (options.resamples or "resampled" not in name)
        }
    )


class ExampleSides(NamedTuple):
    """Two sides to begin with: conditions on what is looked at, and of that, on the target; the reference is
    the rest.
    """

    among: dict[str, Any]
    target: dict[str, Any]


def example_sides(matrix: TermMatrix, report_ids: Iterable[str], regions: Sequence[str] = ()) -> ExampleSides:
    """Two sides that a corpus of any size has, for ``TermMatrix.select(**among)`` and ``keyness(…, target)``.

    The plans of ``report_ids`` (comparable ones), or else all plans: those of ``regions``, the last region or
    the last year against the others (``one_side``). Where all plans are of one region and year, the plans
    against the reviews. Where there are not both, all reports are the target, and the other side is empty
    (see ``compare_sides``). Only paragraphs with words count.

    Parameters
    ----------
    matrix : TermMatrix
        Counts, by paragraph.
    report_ids : iterable of str
        Comparable reports.
    regions : sequence of str, default ()
        Regions whose plans are the target.

    Returns
    -------
    ExampleSides
        ``among`` and ``target``: conditions on ``docs``.

    Examples
    --------
    >>> from analysis import term_matrix, tokenise_corpus
    >>> text = "一、去年工作回顾\\n民生改善。\\n二、今年工作安排\\n扩大就业。"
    >>> matrix = term_matrix(tokenise_corpus(text), "paragraph")
    >>> example_sides(matrix, ["text"])
    ExampleSides(among={'part': ['plan', 'review']}, target={'part': 'plan'})
    """
    docs = matrix.docs[matrix.docs["tokens"] > 0]
    plans = docs[docs["part"] == "plan"]
    for chosen in (plans[plans["report_id"].isin(list(report_ids))], plans):
        if len(chosen.assign(_region=region_keys(chosen))[["_region", "year"]].drop_duplicates()) > 1:
            return ExampleSides(
                {"report_id": tuple(dict.fromkeys(chosen["report_id"])), "part": "plan"},
                one_side(chosen, regions),
            )
    if {"plan", "review"} <= set(docs["part"]):
        return ExampleSides({"part": ["plan", "review"]}, {"part": "plan"})
    every = {"report_id": tuple(dict.fromkeys(matrix.docs["report_id"]))}
    return ExampleSides(every, every)


def compare_reports(matrix: TermMatrix, options: KeynessOptions | None = None) -> pd.DataFrame:
    """``keyness_by`` of each report against the others of the matrix.

    Parameters
    ----------
    matrix : TermMatrix
        Counts, by paragraph.
    options : KeynessOptions or None, default None
        How to compare.

    Returns
    -------
    DataFrame
        ``comparison`` (``report``), ``target`` (the report), ``reference`` (``others``), then the columns of
        ``keyness``. Reports without words are left out; no rows when fewer than two are left.

    Examples
    --------
    >>> from analysis import term_matrix, tokenise_corpus
    >>> len(compare_reports(term_matrix(tokenise_corpus("扩大就业，稳定就业。"), "paragraph")))
    0
    """
    words = matrix.docs.groupby("report_id")["tokens"].transform("sum")
    matrix = matrix.select((words > 0).to_numpy())
    if matrix.docs["report_id"].nunique() < 2:
        return empty_table(column_types("keyness"))
    table = (
        keyness_by(matrix, "report_id", options)
        .rename(columns={"report_id": "target"})
        .assign(comparison="report", reference="others")
    )
    return table[[column for column in COLUMNS if column in table.columns]]


def strongest(table: pd.DataFrame, top: int = 50) -> pd.DataFrame:
    """The strongest terms of each comparison, in the table's order.

    Parameters
    ----------
    table : DataFrame
        As ``compare_all`` gives it.
    top : int, default 50
        So many that each target favours and so many that it avoids, by ``z``.

    Returns
    -------
    DataFrame
        Rows of the table.
    """
    place = table.groupby(["comparison", "target", "reference"], sort=False).cumcount()
    size = table.groupby(["comparison", "target", "reference"], sort=False)["term"].transform("size")
    keep = ((place < top) & (table["z"] > 0)) | ((place >= size - top) & (table["z"] < 0))
    return table[keep].reset_index(drop=True)
