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
from analysis.stats.association import weighted_log_odds
from analysis.tables import column_types
from analysis.tables.declaration import empty_table
from analysis.words.keyness import (
    KeynessOptions,
    join_columns,
    keyness,
    keyness_by,
    keyness_columns,
    side_mask,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.text.matrix import TermMatrix
    from analysis.words.keyness import Documents

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
    """``keyness`` of comparisons one below the other, with ``comparison, target, reference`` before its
    columns; one with a side without words is left out.
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
    """``keyness`` of two sides; a table without rows, and not an error, where one of them has no words: for
    corpora of any size.

    Raises ``InputError`` for a column or value that the documents lack, and when the sides overlap.

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
    """Two sides that a corpus of any size has, for ``TermMatrix.select(**among)`` and ``keyness(…, target)``;
    only paragraphs with words count.

    The plans of ``report_ids`` (comparable ones), or else all plans: those of ``regions``, the last region or
    the last year against the others (``one_side``). Where all plans are of one region and year, the plans
    against the reviews. Where there are not both, all reports are the target, and the other side is empty
    (see ``compare_sides``).

    >>> from analysis import term_matrix, tokenise_corpus
    >>> matrix = term_matrix(tokenise_corpus("一、去年工作回顾\\n民生改善。\\n二、今年工作安排\\n扩大就业。"), "paragraph")
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
    """``keyness_by`` of each report against the others of the matrix (``comparison`` is ``report``,
    ``reference`` is ``others``).

    Reports without words are left out; no rows when fewer than two are left.
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
    """The ``top`` terms that each target favours and the ``top`` that it avoids (by ``z``), in the table's
    order.
    """
    place = table.groupby(["comparison", "target", "reference"], sort=False).cumcount()
    size = table.groupby(["comparison", "target", "reference"], sort=False)["term"].transform("size")
    keep = ((place < top) & (table["z"] > 0)) | ((place >= size - top) & (table["z"] < 0))
    return table[keep].reset_index(drop=True)


def term_profile(matrix: TermMatrix, terms: int = 40, min_share: float = 0.25) -> pd.DataFrame:
    """A shared vocabulary: the terms whose ``z`` varies most from report to report, among those that
    ``min_share`` of the reports use.

    ``matrix``: a term matrix by report, trimmed as for ``keyness``; ``z`` is that of each report against the
    others (``keyness_by``). One row a term and report: ``report_id, region, term, count, per_10k, z``; terms
    by the root mean square of their ``z`` downwards, then by name; reports in the order of the matrix.
    Reports without words and terms that don't occur are left out; no rows when fewer than two are left, since
    then there are no others.
    """
    matrix = matrix.select((matrix.docs["tokens"] > 0).to_numpy()).trim()
    if matrix.shape[0] < 2:
        return empty_table(column_types("term_profile"))
    tokens = matrix.docs["tokens"].to_numpy(dtype=np.float64)
    totals, words = matrix.totals.astype(np.float64), tokens.sum()
    size = 0.1 * words  # of the prior, as in KeynessOptions
    prior = size * totals / words

    def z_of(row: int) -> NDArray[np.float64]:
        own = matrix.counts[[row]].toarray()[0].astype(np.float64)
        return weighted_log_odds(own, totals - own, tokens[row], words - tokens[row], prior, size)[1]

    squares = np.zeros(
        len(totals)
    )  # a report at a time: with thousands of them all z at once would take gigabytes
    for row in range(len(tokens)):
        squares += z_of(row) ** 2
    order = np.lexsort((np.array(matrix.terms, dtype=str), -squares))
    common = matrix.document_counts >= min_share * len(matrix.docs)
    chosen = order[common[order]][:terms]
    counts = matrix.counts[:, chosen].toarray().astype(np.int64)
    rates = 1e4 * counts / tokens[:, None]
    return pd.DataFrame(
        {
            "report_id": np.tile(matrix.docs["report_id"].to_numpy(), len(chosen)),
            "region": np.tile(matrix.docs["region"].to_numpy(), len(chosen)),
            "term": pd.Series(
                np.repeat(np.array(matrix.terms, dtype=object)[chosen], len(matrix.docs)), dtype="str"
            ),
            "count": counts.T.ravel(),
            "per_10k": rates.T.ravel(),
            "z": np.array([z_of(row)[chosen] for row in range(len(tokens))]).T.ravel(),
        }
    )


def moving_terms(matrix: TermMatrix, top: int = 60, min_count: int = 10) -> list[str]:
    """The terms whose shares differ most between the documents of the matrix (one document a year): G² of the
    term's counts over the documents, per degree of freedom the same for all, so sorted by it downwards, then
    by name. Documents without words are left out.
    """
    from scipy.special import xlogy

    matrix = matrix.select((matrix.docs["tokens"] > 0).to_numpy()).trim(min_count=min_count)
    tokens = matrix.docs["tokens"].to_numpy(dtype=np.float64)
    counts = matrix.counts.toarray().astype(np.float64)
    expected = np.outer(tokens / tokens.sum(), matrix.totals)
    rest, rest_expected = tokens[:, None] - counts, tokens[:, None] - expected
    with np.errstate(divide="ignore", invalid="ignore"):
        g2 = 2 * (xlogy(counts, counts / expected) + xlogy(rest, rest / rest_expected)).sum(axis=0)
    order = np.lexsort((np.array(matrix.terms, dtype=str), -g2))[:top]
    return [matrix.terms[column] for column in order]
