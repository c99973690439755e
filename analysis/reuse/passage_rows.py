"""Passages as rows of a table, with their places and wording in the clean texts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.reuse.passages import Passages
from analysis.reuse.shared_places import offsets_of
from analysis.tables import column_types
from analysis.tables.declaration import empty_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.corpus.types import Report

COLUMNS = list(column_types("reuse"))


class PassageRows(NamedTuple):
    """Passages of reports, where each report begins in the corpus, which of its characters stand there."""

    reports: list[Report]
    starts: NDArray[np.int64]
    counted: tuple[NDArray[np.uint8], ...]
    passages: Passages
    similarity: NDArray[np.float64]


def passage_table(rows: PassageRows) -> pd.DataFrame:
    """The passages with places and wording in the clean texts, which are read one at a time."""
    reports, starts, counted, passages, similarity = rows
    columns = {
        name: np.empty(len(similarity), dtype=object if name.endswith(("_id", "text")) else np.int64)
        for name in COLUMNS
    }
    columns["characters"], columns["similarity"] = passages.other_end - passages.other_start, similarity
    sides = (
        _Side("report_id", "", passages.other_start, passages.other_end),
        _Side("other_id", "other_", passages.start, passages.end),
    )
    places = [side.places(starts) for side in sides]
    for number, report in enumerate(reports):
        if any(len(of_report[number]) for of_report in places):
            offsets = offsets_of(counted[number])
            for side, of_report in zip(sides, places, strict=True):
                side.fill(columns, of_report[number], report, offsets, starts[number])
    rank = np.argsort(np.argsort(np.array([report.report_id for report in reports], dtype=object)))
    owners = (
        rank[np.searchsorted(starts, side, side="right") - 1]
        for side in (passages.start, passages.other_start)
    )
    order_of_rows = np.lexsort([columns["other_start"], columns["start"], *owners, -columns["characters"]])
    if not len(similarity):
        return empty_table(column_types("reuse"))
    return pd.DataFrame({name: pd.Series(columns.pop(name)[order_of_rows]) for name in COLUMNS})


class _Side(NamedTuple):
    """One of the two reports of each passage: the columns with its id and, after a prefix, its place; where
    the passage begins and ends in the letters and figures of all reports.
    """

    owner: str
    prefix: str
    start: NDArray[np.int64]
    end: NDArray[np.int64]

    def places(self, starts: NDArray[np.int64]) -> list[NDArray[np.int64]]:
        """The rows of the passages of each report."""
        order = np.argsort(self.start, kind="stable")
        cuts = np.searchsorted(self.start[order], starts).tolist()
        return [order[first:last] for first, last in pairwise(cuts)]

    def fill(
        self,
        columns: dict[str, NDArray[Any]],
        rows: NDArray[np.int64],
        report: Report,
        offsets: NDArray[np.int64],
        start: int,
    ) -> None:
        """Write the places and the wording in the clean text of a report into these rows of the columns."""
        first, behind = offsets[self.start[rows] - start], offsets[self.end[rows] - 1 - start] + 1
        ends = np.array([paragraph.end for paragraph in report.paragraphs], dtype=np.int64)
        columns[self.owner][rows] = report.report_id
        columns[f"{self.prefix}paragraph"][rows] = np.searchsorted(ends, first, side="right")
        columns[f"{self.prefix}start"][rows], columns[f"{self.prefix}end"][rows] = first, behind
        wordings: dict[str, str] = {}  # the same wording found in several reports takes room once
        texts = (report.text[low:high] for low, high in zip(first.tolist(), behind.tolist(), strict=True))
        columns[f"{self.prefix}text"][rows] = [wordings.setdefault(text, text) for text in texts]
