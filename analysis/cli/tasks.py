"""``tasks``: files read as task divisions, compared with one, written as workbooks to be filled in."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.arguments import add_csv, year
from analysis.cli.command import Command
from analysis.cli.inputs import Reader, read_sources
from analysis.cli.terminal import show_table, warn
from analysis.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from analysis.corpus.types import Report

SHOWN = ["report_id", "item", "unit", "text", "leads", "participants", "deadlines"]
NO_DIVISION = "no task divisions"
ALIGNED = ["report_id", "item", "matched_items", "relation", "similarity", "dropped", "added", "softened"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="task divisions as .txt (UTF-8 or GB18030) or .docx, folders of them, or a corpus",
    )
    add_csv(parser)
    parser.add_argument(
        "--year",
        type=year,
        metavar="YEAR",
        help="the year that the reports plan for (default: told from the text)",
    )
    parser.add_argument(
        "--xlsx",
        type=Path,
        metavar="DIR",
        help="write the ledger as two workbooks to be filled in (plan, progress), a sheet a department",
    )
    parser.add_argument(
        "--align",
        type=Path,
        metavar="UPPER",
        help="print what each file made of the task division UPPER, item by item",
    )


def _objection(report: Report, _: str) -> str:
    """Why a report is no task division; "" when it is one."""
    from analysis.tasks.ledger import tasks_table

    if report.region:  # a corpus says what it is
        return "" if report.kind == "task_division" else NO_DIVISION
    try:
        tasks_table([report])
    except InputError:
        return NO_DIVISION
    return ""


def run(args: argparse.Namespace) -> None:
    """The table of tasks, or of the alignment; workbooks with ``--xlsx``."""
    if args.xlsx is not None and args.xlsx.exists() and not args.xlsx.is_dir():
        raise InputError(f"{args.xlsx} is a file; give --xlsx a folder")
    if args.align is not None and args.align.is_dir():
        raise InputError(f"{args.align} is a folder; give --align one task division")
    reader = Reader(args.year, "task_division", "task division", _objection)
    above = [args.align] if args.align is not None else []
    reports = [source.report for source in read_sources([*args.paths, *above], reader, warn)]
    tasks = tasks_of(reports)
    if args.align is not None:
        *reports, upper = reports
        table, columns = aligned_with(tasks, reports, upper), ALIGNED
    else:
        table, columns = tasks, SHOWN
    for path in write_workbooks(tasks, reports, args.xlsx) if args.xlsx else []:
        warn(f"wrote {path}")
    show_table(table if args.csv else readable(table, columns), columns, as_csv=args.csv)


def tasks_of(reports: Sequence[Report]) -> pd.DataFrame:
    """The table of tasks of the reports, in their order.

    Raises ``InputError`` naming a file that is no task division.
    """
    import pandas as pd

    from analysis.tasks.ledger import tasks_table

    return pd.concat([tasks_table([report]) for report in reports], ignore_index=True)


def aligned_with(tasks: pd.DataFrame, lower: Sequence[Report], upper: Report) -> pd.DataFrame:
    """Each lower document aligned with ``upper``, item by item.

    See :func:`analysis.tasks.alignment.align`.
    """
    import pandas as pd

    from analysis.tasks.alignment import align
    from analysis.tasks.tables import tasks_of_report

    above = tasks_of_report(tasks, upper.report_id)
    return pd.concat(
        [align(tasks_of_report(tasks, report.report_id), above) for report in lower], ignore_index=True
    )


def write_workbooks(tasks: pd.DataFrame, reports: Sequence[Report], folder: Path) -> list[Path]:
    """Write the two workbooks of each report to ``folder``; returns the files.

    All are made before the first is written. Raises ``InputError`` where a file of such a name holds
    something else: it may have been filled in since it was written.
    """
    from analysis.folders.locks import only_writer
    from analysis.output import write_bytes
    from analysis.tasks.tables import ledger_title, workbook_files

    made = {
        folder / name: data
        for report in reports
        for name, data in workbook_files(tasks, report.report_id, ledger_title(report.title, report.year))
    }
    with only_writer(folder, "writing workbooks to"):
        for path, data in made.items():
            if path.is_symlink() or (path.exists() and (not path.is_file() or path.read_bytes() != data)):
                raise InputError(
                    f"{path} is there and holds something else; if it was filled in, keep it: move it away "
                    "or give --xlsx another folder"
                )
        return [path if path.exists() else write_bytes(path, data) for path, data in made.items()]


def readable(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The columns of a table for the eye: lists joined with 、 and an unknown value as nothing.

    >>> import pandas as pd
    >>> row = pd.DataFrame({"item": [1], "leads": ["财政部;商务部"], "similarity": [None]})
    >>> readable(row, ["item", "leads", "similarity"]).values.tolist()
    [[1, '财政部、商务部', '']]
    """
    shown = table[list(columns)].astype(object)
    shown = shown.where(shown.notna(), "")
    for name in [name for name in columns if name != "text"]:
        shown[name] = [cell.replace(";", "、") if isinstance(cell, str) else cell for cell in shown[name]]
    return shown


COMMAND = Command(
    "tasks", "print the task ledger of any task division", _arguments, run,
    ("tasks data/raw/national-2020-tasks.txt",
     "tasks data/raw/xianning-2020-tasks.txt --align data/raw/national-2020-tasks.txt --csv"),
)  # fmt: skip
