"""``targets``: the targets of any report, in a corpus or not."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.arguments import add_csv, year
from analysis.cli.command import Command
from analysis.cli.inputs import NO_REPORT, Reader, read_sources
from analysis.cli.terminal import show_table, warn

if TYPE_CHECKING:
    from analysis.corpus.types import Report

SHOWN = (
    "report_id",
    "year",
    "indicator",
    "indicator_text",
    "low",
    "high",
    "unit",
    "direction",
    "qualifier",
    "qualifier_text",
    "evidence",
)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="reports as .txt (UTF-8 or GB18030) or .docx, folders of them, or a corpus",
    )
    add_csv(parser)
    parser.add_argument(
        "--year",
        type=year,
        metavar="YEAR",
        help="the year that the reports plan for (default: told from the text)",
    )
    parser.add_argument(
        "--all", action="store_true", help="the targets of the body too, not only the headline ones"
    )


def _objection(report: Report, name: str) -> str:
    """Why a file of a folder is no report. A corpus says of each report what it is."""
    from analysis.identity.kind import may_be_report

    return "" if report.region or may_be_report(report.text, name) else NO_REPORT


def run(args: argparse.Namespace) -> None:
    """The table of targets, the headline ones unless told otherwise."""
    from analysis.targets.targets import extract_targets

    sources = read_sources(args.paths, Reader(args.year, "work_report", "report", _objection), warn)
    table = extract_targets([source.report for source in sources])
    if not args.all:
        table = table[table["headline"]]
    if table.empty:
        warn("no passage of main expected targets was found; --all shows the targets of the body")
    show_table(table, SHOWN, as_csv=args.csv)


COMMAND = Command(
    "targets", "print the targets of any report", _arguments, run,
    ("targets data/raw/national-2024.txt --all", "targets data --csv"),
)  # fmt: skip
