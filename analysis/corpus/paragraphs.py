"""The paragraphs of reports with their parts, as a table."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from analysis.corpus.sources import Source, as_reports
from analysis.tables import column_types
from analysis.tables.declaration import table_of

if TYPE_CHECKING:
    import pandas as pd

    from analysis.corpus.types import Report


def _headings_above(report: Report) -> list[str]:
    """For each paragraph the last heading of a chapter or section that begins at it or above it."""
    heads = {h.paragraph: report.text[h.start : h.end] for h in report.headings if h.level in (1, 2)}
    return list(accumulate((heads.get(n, "") for n in range(len(report.paragraphs))), lambda a, b: b or a))


def paragraph_parts(source: Source) -> pd.DataFrame:
    """One row a paragraph: which part it belongs to, and how certain that is.

    Parameters
    ----------
    source
        A corpus, reports, a report, a path or a text.

    Returns
    -------
    DataFrame
        ``report_id, paragraph`` (0-based), ``start, end`` (characters of the clean text), ``part`` (review,
        plan, mixed, other), ``confidence`` (0–1: how likely it belongs to its part), ``heading`` (the last one
        of a chapter or section that begins at it or above it).

    Examples
    --------
    >>> table = paragraph_parts("一、2021年工作回顾\\n完成改革。\\n二、2022年工作安排\\n推进改革。")
    >>> table[["part", "heading"]].values.tolist()[1::2]
    [['review', '一、2021年工作回顾'], ['plan', '二、2022年工作安排']]
    """
    rows = [
        (report.report_id, number, p.start, p.end, p.part, p.confidence, heading)
        for report in as_reports(source)
        for number, (p, heading) in enumerate(zip(report.paragraphs, _headings_above(report), strict=True))
    ]
    return table_of(rows, column_types("paragraphs"))
