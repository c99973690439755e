"""``keyness``: the words of two groups of reports compared."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from analysis.cli.arguments import add_corpus, add_csv, count
from analysis.cli.command import Command
from analysis.cli.terminal import show_table
from analysis.errors import InputError

if TYPE_CHECKING:
    from analysis.text.matrix import TermMatrix

SHOWN = [
    "term",
    "target_count",
    "reference_count",
    "target_per_10k",
    "reference_per_10k",
    "g2",
    "log_ratio",
    "low",
    "high",
    "z",
    "q",
]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--target",
        required=True,
        metavar="WHICH",
        help="such as region=广东省, or 'year=2020,2021;part=plan'",
    )
    parser.add_argument(
        "--reference",
        default="rest",
        metavar="WHICH",
        help="likewise (default: rest, all that isn't the target)",
    )
    parser.add_argument(
        "--among",
        default="",
        metavar="WHICH",
        help="look only at these on both sides, such as 'level=province;part=plan'",
    )
    parser.add_argument(
        "--resamples",
        type=int,
        default=1000,
        metavar="N",
        help="how often to deal the paragraphs out anew (default: 1000)",
    )
    text = "terms of either side (default: 25; all of them with --csv)"
    parser.add_argument("--top", type=count("terms to show"), default=25, metavar="N", help=text)
    parser.add_argument("--places", action="store_true", help="count the names of places too")
    add_corpus(parser)
    add_csv(parser)


def run(args: argparse.Namespace) -> None:
    """Keyness of two groups of paragraphs."""
    from analysis.words.keyness import keyness
    from analysis.words.sides import KeynessOptions

    target, among = conditions(args.target), conditions(args.among) if args.among else {}
    reference = None if args.reference == "rest" else conditions(args.reference)
    options = KeynessOptions(resamples=args.resamples)
    matrix = _matrix(args)
    matrix.must_have([*target, *among, *(reference or {})])
    table = keyness(matrix.select(**among) if among else matrix, target, reference, options)
    if not args.csv:
        table = table[
            ((table["z"] > 0) & (table.index < args.top))
            | ((table["z"] < 0) & (table.index >= len(table) - args.top))
        ]
    resampled = [column for column in ("p_resampled", "q_resampled") if column in table.columns]
    show_table(table, [*SHOWN, *resampled], as_csv=args.csv)


def _matrix(args: argparse.Namespace) -> TermMatrix:
    """Terms by paragraph, without attributions, stopwords and (unless they are wanted) names of places."""
    from analysis.corpus.corpus import load_corpus
    from analysis.corpus.plain import without_attributions
    from analysis.text.lexicon import place_names
    from analysis.text.matrix import term_matrix
    from analysis.text.tokens import CONTENT, TokenOptions, tokenise_corpus

    corpus = without_attributions(load_corpus(args.corpus))
    matrix = term_matrix(
        tokenise_corpus(corpus, TokenOptions(engine="rjieba", stop_kinds=CONTENT)), unit="paragraph"
    )
    return matrix if args.places else matrix.drop(place_names())


def conditions(text: str) -> dict[str, Any]:
    """Conditions on documents from ``column=value,value;column=value``. Raises ``InputError`` for text of
    another form.

    >>> conditions("region=广东省;year=2020,2021")
    {'region': ['广东省'], 'year': [2020, 2021]}
    """
    chosen: dict[str, Any] = {}
    for part in text.replace("；", ";").split(";"):
        name, sign, values = part.partition("=")
        name = name.strip()
        wanted = [value.strip() for value in values.replace("，", ",").split(",") if value.strip()]
        if not sign or not name or not wanted:
            raise InputError(
                f"“{text}” is no choice of reports; write it as region=广东省 or 'year=2020,2021;part=plan'"
            )
        if name in chosen:
            raise InputError(
                f"“{text}” names {name} twice; write its values together, such as "
                f"{name}={','.join(map(str, chosen[name]))},{','.join(wanted)}"
            )
        numbers = name == "year" and all(value.isdecimal() for value in wanted)
        chosen[name] = [int(value) for value in wanted] if numbers else wanted
    return chosen


COMMAND = Command(
    "keyness", "compare the words of two groups of reports", _arguments, run,
    ("keyness --target region=广东省 --among 'level=province;part=plan'",
     "keyness --target part=plan --reference part=review --resamples 0 --csv"),
)  # fmt: skip
