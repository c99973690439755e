"""``phrases``: set phrases and terms that the lexicon lacks."""

from __future__ import annotations

import argparse

from analysis.cli.arguments import add_corpus, add_csv, count
from analysis.cli.command import Command
from analysis.cli.terminal import show_table

FOUND = "短语发现"  # how the lexicon's column source begins for terms that the finder proposed
SHOWN = ("term", "cut", "count", "documents", "cohesion", "left_open", "right_open", "score", "example")


def _arguments(parser: argparse.ArgumentParser) -> None:
    text = "how many candidates, the best first (default: 50)"
    parser.add_argument("--top", type=count("rows to show"), default=50, metavar="N", help=text)
    add_corpus(parser)
    add_csv(parser)


def run(args: argparse.Namespace) -> None:
    """Candidates as rows of a lexicon (``term, category, source``), with their figures behind: the CSV can be
    pruned and used as it is.
    """
    from analysis.corpus.corpus import load_corpus
    from analysis.corpus.plain import without_attributions
    from analysis.text.phrases import find_phrases

    table = (
        find_phrases(without_attributions(load_corpus(args.corpus)))
        .head(args.top)
        .rename(columns={"phrase": "term"})
    )
    table.insert(1, "category", "")
    table.insert(2, "source", [f"{FOUND}；{report_id}" for report_id in table["report_id"]])
    show_table(table, SHOWN, as_csv=args.csv)


COMMAND = Command(
    "phrases",
    "propose set phrases and terms that the lexicon lacks",
    _arguments,
    run,
    ("phrases --top 20", "phrases --top 200 --csv"),
)
