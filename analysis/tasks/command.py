"""What ``python -m analysis tasks`` does: read files as task divisions, compare them with one, write workbooks to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.corpus.single import read_report
from analysis.errors import InputError
from analysis.tasks.alignment import align
from analysis.tasks.ledger import tasks_table
from analysis.tasks.tables import ledger_title, of_report, workbook_files

if TYPE_CHECKING:
    import pandas as pd

    from analysis.corpus.types import Report

SHOWN = ["report_id", "item", "unit", "text", "leads", "participants", "deadlines"]
ALIGNED = ["report_id", "item", "matched_items", "relation", "similarity", "dropped", "added", "softened"]


def read_divisions(paths: Sequence[Path], year: int | None = None) -> list[Report]:
    """The files as task divisions, in order. Raises ``InputError`` when two of them have one name, which would be one id."""
    reports = [read_report(path, year, kind="task_division") for path in paths]
    known: dict[str, Path] = {}
    for report, path in zip(reports, paths, strict=True):
        if report.report_id in known:
            raise InputError(f"{known[report.report_id]} and {path} have the same name, which is their id; rename one of them or give them one at a time")
        known[report.report_id] = path
    return reports


def tasks_of(paths: Sequence[Path], year: int | None = None) -> tuple[pd.DataFrame, list[Report]]:
    """The table of tasks of the files, in their order, and the reports. Raises ``InputError`` naming a file that is no task division."""
    import pandas as pd

    reports = read_divisions(paths, year)
    return pd.concat([tasks_table([report]) for report in reports], ignore_index=True), reports


def aligned_with(paths: Sequence[Path], upper: Path, year: int | None = None) -> pd.DataFrame:
    """Each file aligned with ``upper``, item by item (see :func:`analysis.tasks.alignment.align`)."""
    import pandas as pd

    tasks, reports = tasks_of([*paths, upper], year)
    *lower, above = [of_report(tasks, report.report_id) for report in reports]
    return pd.concat([align(below, above) for below in lower], ignore_index=True)


def write_workbooks(tasks: pd.DataFrame, reports: Sequence[Report], folder: Path) -> list[Path]:
    """Write the two workbooks of each report to ``folder``; returns the files."""
    from analysis.output import write_bytes

    return [
        write_bytes(folder / name, data)
        for report in reports
        for name, data in workbook_files(tasks, report.report_id, ledger_title(report.title, report.year))
    ]


def readable(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The columns of a table for the eye: lists joined with 、 and an unknown value as nothing.

    >>> import pandas as pd
    >>> readable(pd.DataFrame({"item": [1], "leads": ["财政部;商务部"], "similarity": [None]}), ["item", "leads", "similarity"]).values.tolist()
    [[1, '财政部、商务部', '']]
    """
    shown = table[list(columns)].astype(object)
    shown = shown.where(shown.notna(), "")
    for name in [name for name in columns if name != "text"]:
        shown[name] = [cell.replace(";", "、") if isinstance(cell, str) else cell for cell in shown[name]]
    return shown
