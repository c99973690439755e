"""The comparisons that every corpus allows: which groups of documents are set against which, and their keyness."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.groups import level_above
from analysis.measures.keyness import KeynessOptions, keyness, keyness_by

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.text.matrix import TermMatrix

COLUMNS = [
    "comparison", "target", "reference", "term", "target_count", "reference_count", "target_tokens", "reference_tokens",
    "target_per_10k", "reference_per_10k", "g2", "p", "q", "log_ratio", "low", "high", "log_odds", "z", "p_resampled", "q_resampled",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Comparison:
    """One side against another: ``kind`` (``part``, ``year``, ``level``), the names of the sides, their documents, what to deal within."""

    kind: str
    target: str
    reference: str
    target_mask: NDArray[np.bool_]
    reference_mask: NDArray[np.bool_]
    within: str | None = None


def part_comparison(docs: pd.DataFrame) -> list[Comparison]:
    """``part``: the plans of a table of paragraphs (``TermMatrix.docs``) against their reviews, dealt within each report; none when there are not both."""
    plan, review = ((docs["part"] == part).to_numpy() for part in ("plan", "review"))
    return [Comparison("part", "plan", "review", plan, review, "report_id")] if plan.any() and review.any() else []


def year_comparisons(docs: pd.DataFrame) -> list[Comparison]:
    """``year``: a region's plan against the plan before it that the table has, for reports of one kind; a side is named by its report.  By region code and year."""
    plan = (docs["part"] == "plan").to_numpy()
    reports = docs.loc[plan, ["report_id", "region_code", "kind", "year"]].drop_duplicates("report_id")
    reports = reports.sort_values(["region_code", "kind", "year", "report_id"], kind="stable")
    found = []
    for _, own in reports.groupby(["region_code", "kind"], sort=True):
        for earlier, later in zip(own["report_id"], own["report_id"].iloc[1:], strict=False):
            sides = [plan & (docs["report_id"] == name).to_numpy() for name in (later, earlier)]
            found.append(Comparison("year", later, earlier, sides[0], sides[1]))
    return found


def level_comparison(docs: pd.DataFrame, report_ids: Iterable[str]) -> list[Comparison]:
    """``level``: the plans of the next level above that has reports of the group's year against the plans of the group (``report_ids``), if there is one."""
    plan = (docs["part"] == "plan").to_numpy()
    inside = docs["report_id"].isin(list(report_ids)).to_numpy()
    for level, year in docs.loc[inside, ["level", "year"]].head(1).itertuples(index=False):
        of_year = plan & (docs["year"] == year).to_numpy()
        upper = level_above(level, docs.loc[of_year, "level"])
        if upper is not None:
            return [Comparison("level", upper, level, of_year & (docs["level"] == upper).to_numpy(), inside & plan)]
    return []


def compare(matrix: TermMatrix, comparison: Comparison, options: KeynessOptions | None = None) -> pd.DataFrame:
    """``keyness`` of a comparison, with ``comparison, target, reference`` before its columns."""
    options = replace(options or KeynessOptions(), within=comparison.within)
    table = keyness(matrix, comparison.target_mask, comparison.reference_mask, options)
    return _named(table, comparison.kind, comparison.target, comparison.reference)


def compare_reports(matrix: TermMatrix, options: KeynessOptions | None = None) -> pd.DataFrame:
    """``keyness_by`` of each report against the others of the matrix (``comparison`` is ``report``, ``reference`` is ``others``)."""
    table = keyness_by(matrix, "report_id", options)
    return _named(table.drop(columns="report_id"), "report", table["report_id"], "others")


def strongest(table: pd.DataFrame, top: int = 50) -> pd.DataFrame:
    """The ``top`` terms that each target favours and the ``top`` that it avoids (by ``z``), in the table's order."""
    place = table.groupby(["comparison", "target", "reference"], sort=False).cumcount()
    size = table.groupby(["comparison", "target", "reference"], sort=False)["term"].transform("size")
    keep = ((place < top) & (table["z"] > 0)) | ((place >= size - top) & (table["z"] < 0))
    return table[keep].reset_index(drop=True)


def profile(table: pd.DataFrame, matrix: TermMatrix, terms: int = 40, min_share: float = 0.25) -> pd.DataFrame:
    """A shared vocabulary: the terms whose ``z`` varies most from report to report, among those that ``min_share`` of the reports use.

    ``table`` is that of ``compare_reports``, ``matrix`` the same matrix by report.  One row a term and report: ``report_id, region, term, count,
    per_10k, z``; terms by the root mean square of their ``z`` downwards, then by name; reports in the order of the matrix.
    """
    wide = table.pivot_table(index="term", columns="target", values="z", aggfunc="first")[matrix.docs["report_id"].tolist()]
    columns = matrix.columns(wide.index)
    common = matrix.document_counts[columns] >= min_share * len(matrix.docs)
    spread = np.sqrt((wide.to_numpy() ** 2).mean(axis=1))
    order = np.lexsort((wide.index.to_numpy(dtype=str), -spread))
    chosen = [place for place in order if common[place]][:terms]
    counts = matrix.counts[:, [columns[place] for place in chosen]].toarray().astype(np.int64)
    rates = 1e4 * counts / np.maximum(matrix.docs["tokens"].to_numpy(dtype=np.float64), 1)[:, None]
    size = len(matrix.docs)
    return pd.DataFrame(
        {
            "report_id": np.tile(matrix.docs["report_id"].to_numpy(), len(chosen)),
            "region": np.tile(matrix.docs["region"].to_numpy(), len(chosen)),
            "term": np.repeat(wide.index.to_numpy(dtype=object)[chosen], size),
            "count": counts.T.ravel(),
            "per_10k": rates.T.ravel(),
            "z": wide.to_numpy()[chosen].ravel(),
        }
    )


def moving_terms(matrix: TermMatrix, top: int = 60, min_count: int = 10) -> list[str]:
    """The terms whose shares differ most between the documents of the matrix (one document a year): G² of the term's counts over the documents,
    per degree of freedom the same for all, so sorted by it downwards, then by name."""
    from scipy.special import xlogy

    matrix = matrix.trim(min_count=min_count)
    tokens = matrix.docs["tokens"].to_numpy(dtype=np.float64)
    counts = matrix.counts.toarray().astype(np.float64)
    expected = np.outer(tokens / tokens.sum(), matrix.totals)
    rest, rest_expected = tokens[:, None] - counts, tokens[:, None] - expected
    with np.errstate(divide="ignore", invalid="ignore"):
        g2 = 2 * (xlogy(counts, counts / expected) + xlogy(rest, rest / rest_expected)).sum(axis=0)
    order = np.lexsort((np.array(matrix.terms, dtype=str), -g2))[:top]
    return [matrix.terms[column] for column in order]


def _named(table: pd.DataFrame, kind: str, target: str | pd.Series[str], reference: str) -> pd.DataFrame:
    named = table.assign(comparison=kind, target=target, reference=reference)
    return named[[column for column in COLUMNS if column in named.columns]]
