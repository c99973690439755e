"""Arguments that several commands share, and the types of their values."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.corpus.manifest import check_year
from analysis.errors import InputError, unknown


def year(text: str) -> int:
    """A year from 1949 to 2100."""
    try:
        return check_year(text)
    except InputError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def count(of: str) -> Callable[[str], int]:
    """A whole number of at least 1.

    >>> count("rows to show")("5")
    5
    """

    def number(text: str) -> int:
        if not text.strip().isdecimal() or not 1 <= int(text) <= sys.maxsize:
            raise argparse.ArgumentTypeError(f"{text!r} is no number of {of}; give a whole number, 1 or more")
        return int(text)

    return number


def one_of(what: str, known: Sequence[str]) -> Callable[[str], str]:
    """One of these names.

    >>> one_of("level", ["province", "city"])("city")
    'city'
    """

    def name(text: str) -> str:
        if text not in known:
            raise argparse.ArgumentTypeError(str(unknown(what, text, known)))
        return text

    return name


def add_choice(
    parser: argparse.ArgumentParser,
    *names: str,
    what: str,
    known: Sequence[str],
    default: str | None,
    text: str,
) -> None:
    """An option that takes one of these names.

    Parameters
    ----------
    parser
        The parser that gains the option.
    *names
        The option's names (``--kind``).
    what
        What the sentence about an unknown name calls it.
    known
        The names that may be chosen.
    default
        The name where none is chosen.
    text
        The line of ``--help``.
    """
    parser.add_argument(
        *names, type=one_of(what, known), default=default, metavar=f"{{{','.join(known)}}}", help=text
    )


def add_corpus(parser: argparse.ArgumentParser) -> None:
    """The option ``--corpus`` of the commands that read one."""
    parser.add_argument(
        "--corpus",
        type=Path,
        metavar="DIR",
        help="a folder with reports.csv and raw/ (default: the corpus shipped in data/)",
    )


def add_csv(parser: argparse.ArgumentParser) -> None:
    """The option ``--csv`` of the commands that print a table."""
    parser.add_argument("--csv", action="store_true", help="print CSV with every column instead of a table")
