"""``check``: what is in a corpus and what looks wrong."""

from __future__ import annotations

import argparse
from pathlib import Path

from analysis.cli.arguments import add_corpus
from analysis.cli.command import Command
from analysis.cli.terminal import say
from analysis.errors import InputError


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_corpus(parser)
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="write the report as quality.html, quality.csv and warnings.csv too",
    )


def run(args: argparse.Namespace) -> None:
    """A line a report, with its warnings; the same as a page and two tables with ``--output``."""
    from analysis.ingest.check import check_folder, check_lines
    from analysis.ingest.check_page import write_check

    if args.output is not None and args.output.exists() and not args.output.is_dir():
        raise InputError(f"{args.output} is a file; give --output a folder")
    rows = check_folder(args.corpus)
    for line in check_lines(rows):
        say(line)
    for path in write_check(rows, args.output) if args.output else []:
        say(f"wrote {path}")


COMMAND = Command(
    "check",
    "read a corpus and say what is in it and what looks wrong",
    _arguments,
    run,
    ("check", "check --corpus my-corpus --output check"),
)
