"""The commands of words: phrases, concordance, keyness.  Each has its arguments and gives a table and the columns to show."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    Shown = tuple[pd.DataFrame, list[str]]

FOUND = "短语发现"  # how the lexicon's column source begins for terms that the finder proposed


def add_word_commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The arguments of the three commands."""
    phrases = add("phrases", "propose set phrases and terms that the lexicon lacks")
    phrases.add_argument("--top", type=int, default=50, metavar="N", help="how many candidates, the best first (default: 50)")
    lines = add("concordance", "show a word, a phrase or a regular expression in its contexts")
    lines.add_argument("query", metavar="QUERY", help="what to look for in the clean texts")
    lines.add_argument("--regex", action="store_true", help="QUERY is a regular expression")
    lines.add_argument("--sort", default="position", choices=["position", "left", "right"], help="order of the lines (default: position)")
    lines.add_argument("--width", type=int, default=16, metavar="N", help="characters on either side (default: 16)")
    lines.add_argument("--top", type=int, default=200, metavar="N", help="lines to show (default: 200; all of them with --csv)")
    key = add("keyness", "compare the words of two groups of reports")
    key.add_argument("--target", required=True, metavar="WHICH", help="such as region=广东省, or 'year=2020,2021;part=plan'")
    key.add_argument("--reference", default="rest", metavar="WHICH", help="likewise (default: rest, all that isn't the target)")
    key.add_argument("--among", default="", metavar="WHICH", help="look only at these on both sides, such as 'level=province;part=plan'")
    key.add_argument("--resamples", type=int, default=1000, metavar="N", help="how often to deal the paragraphs out anew (default: 1000)")
    key.add_argument("--top", type=int, default=25, metavar="N", help="terms of either side (default: 25; all of them with --csv)")
    key.add_argument("--places", action="store_true", help="count the names of places too")
    for command in (phrases, lines, key):
        command.add_argument("--corpus", type=Path, metavar="DIR", help="a folder with reports.csv and raw/ (default: the corpus shipped in data/)")
        command.add_argument("--csv", action="store_true", help="print CSV with every column instead of a table")


def phrase_candidates(args: argparse.Namespace) -> Shown:
    """Candidates as rows of a lexicon (``term, category, source``), with their figures behind: the CSV can be pruned and used as it is."""
    from analysis.corpus.corpus import load_corpus
    from analysis.tasks.plain import without_attributions
    from analysis.text.phrases import find_phrases

    _positive(args.top)
    table = find_phrases(without_attributions(load_corpus(args.corpus))).head(args.top).rename(columns={"phrase": "term"})
    table.insert(1, "category", "")
    table.insert(2, "source", [f"{FOUND}；{report_id}" for report_id in table["report_id"]])
    return table, ["term", "cut", "count", "documents", "cohesion", "left_open", "right_open", "score", "example"]


def concordance_lines(args: argparse.Namespace) -> Shown:
    """The lines of a concordance."""
    from analysis.corpus.corpus import load_corpus
    from analysis.text.concordance import concordance

    _positive(args.top)
    table = concordance(load_corpus(args.corpus), args.query, regex=args.regex, width=args.width, sort=args.sort)
    if table.empty:
        raise InputError(f"“{args.query}” stands nowhere in the corpus; try a shorter word, or --regex")
    return table if args.csv else table.head(args.top), ["region", "year", "part", "left", "node", "right"]


def keyness_table(args: argparse.Namespace) -> Shown:
    """Keyness of two groups of paragraphs."""
    from analysis.corpus.corpus import load_corpus
    from analysis.measures.keyness import KeynessOptions, keyness
    from analysis.tasks.plain import without_attributions
    from analysis.text.lexicon import place_names
    from analysis.text.matrix import term_matrix
    from analysis.text.tokens import CONTENT, TokenOptions, tokenise_corpus

    _positive(args.top)
    target, reference = _conditions(args.target), None if args.reference == "rest" else _conditions(args.reference)
    options = KeynessOptions(resamples=args.resamples)
    tokens = tokenise_corpus(without_attributions(load_corpus(args.corpus)), TokenOptions(engine="rjieba", stop_kinds=CONTENT))
    matrix = term_matrix(tokens, unit="paragraph")
    matrix = matrix if args.places else matrix.drop(place_names())
    if args.among:
        matrix = matrix.select(**_conditions(args.among))
    table = keyness(matrix, target, reference, options)
    if not args.csv:
        table = table[((table["z"] > 0) & (table.index < args.top)) | ((table["z"] < 0) & (table.index >= len(table) - args.top))]
    sure = [column for column in ("p_resampled", "q_resampled") if column in table.columns]
    return table, ["term", "target_count", "reference_count", "target_per_10k", "reference_per_10k", "g2", "log_ratio", "low", "high", "z", "q", *sure]


def _conditions(text: str) -> dict[str, Any]:
    """Conditions on documents from ``column=value,value;column=value``.

    >>> _conditions("region=广东省;year=2020,2021")
    {'region': ['广东省'], 'year': [2020, 2021]}
    """
    found: dict[str, Any] = {}
    for part in text.replace("；", ";").split(";"):
        name, sign, values = part.partition("=")
        wanted = [value.strip() for value in values.replace("，", ",").split(",") if value.strip()]
        if not sign or not name.strip() or not wanted:
            raise InputError(f"“{text}” is no choice of reports; write it as region=广东省 or 'year=2020,2021;part=plan'")
        numbers = name.strip() == "year" and all(value.isdecimal() for value in wanted)
        found[name.strip()] = [int(value) for value in wanted] if numbers else wanted
    return found


def _positive(top: int) -> None:
    if top < 1:
        raise InputError(f"--top is {top}; give the number of rows to show, 1 or more")


WORD_COMMANDS = {"phrases": phrase_candidates, "concordance": concordance_lines, "keyness": keyness_table}
