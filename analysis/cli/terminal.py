"""What the commands print."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def say(line: str) -> None:
    """A line of the result."""
    sys.stdout.write(f"{line}\n")


def warn(line: str) -> None:
    """A line beside the result: what was passed over, what is doubtful, what went wrong."""
    sys.stdout.flush()
    sys.stderr.write(f"{line}\n")


def show_table(table: pd.DataFrame, columns: Sequence[str], *, as_csv: bool) -> None:
    """A table: these columns for the eye, or all of them as CSV.

    Parameters
    ----------
    table
        Any table.
    columns
        The columns shown to the eye.
    as_csv
        Whether all columns are written as CSV instead.
    """
    from analysis.output import table_bytes, text_table

    if as_csv:
        sys.stdout.write(table_bytes(table).decode("utf-8-sig"))
    else:
        say(text_table(table[list(columns)]))


@contextmanager
def ending_in_order() -> Iterator[None]:
    """A program that is told to end (SIGTERM) goes the way of Ctrl-C: files and processes are given back."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
