"""``check``: what is in a corpus and what looks wrong."""

from __future__ import annotations

import argparse
from pathlib import Path

from analysis.cli.arguments import add_corpus
from analysis.cli.command import Command
from analysis.cli.terminal import say, warn


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
    from analysis.folders.owned import check_folder as check_place
    from analysis.ingest.check import check_folder, check_lines
    from analysis.ingest.check_page import CHECK, write_check
    from analysis.ingest.leftovers import left_over

    if args.output is not None:
        check_place(args.output, CHECK)
    rows = check_folder(args.corpus)
    for line in check_lines(rows):
        say(line)
    left = left_over(args.corpus)
    for sentence in left:
        say(f"LEFT OVER: {sentence}")
    for path in write_check(rows, args.output, left, warn) if args.output else []:
        say(f"wrote {path}")


COMMAND = Command(
    "check",
    "read a corpus and say what is in it and what looks wrong",
    _arguments,
    run,
    ("check", "check --corpus my-corpus --output check"),
)
