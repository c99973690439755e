"""``concordance``: a word, a phrase or a pattern in its contexts."""

from __future__ import annotations

import argparse

from analysis.cli.arguments import add_choice, add_corpus, add_csv, count
from analysis.cli.command import Command
from analysis.cli.terminal import show_table
from analysis.errors import InputError

ORDERS = ("position", "left", "right")
SHOWN = ("region", "year", "part", "left", "node", "right")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", help="what to look for in the clean texts")
    parser.add_argument("--regex", action="store_true", help="QUERY is a regular expression")
    add_choice(
        parser,
        "--sort",
        what="order",
        known=ORDERS,
        default="position",
        text="order of the lines (default: position)",
    )
    parser.add_argument(
        "--width",
        type=count("characters on either side"),
        default=16,
        metavar="N",
        help="characters on either side (default: 16)",
    )
    parser.add_argument(
        "--top",
        type=count("lines to show"),
        default=200,
        metavar="N",
        help="lines to show (default: 200; all of them with --csv)",
    )
    add_corpus(parser)
    add_csv(parser)


def run(args: argparse.Namespace) -> None:
    """The lines of a concordance."""
    from analysis.corpus.corpus import load_corpus
    from analysis.text.concordance import concordance

    table = concordance(
        load_corpus(args.corpus), args.query, regex=args.regex, width=args.width, sort=args.sort
    )
    if table.empty:
        raise InputError(f"“{args.query}” stands nowhere in the corpus; try a shorter word, or --regex")
    show_table(table if args.csv else table.head(args.top), SHOWN, as_csv=args.csv)


COMMAND = Command(
    "concordance", "show a word, a phrase or a regular expression in its contexts", _arguments, run,
    ("concordance 就业 --sort right --top 20", "concordance '确保[^，。]{0,6}不' --regex --csv"),
)  # fmt: skip
