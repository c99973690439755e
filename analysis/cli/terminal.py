"""What the commands print."""

from __future__ import annotations

import sys
from collections.abc import Sequence
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
    """A table: these columns for the eye, or all of them as CSV."""
    from analysis.output import table_bytes, text_table

    if as_csv:
        sys.stdout.write(table_bytes(table).decode("utf-8-sig"))
    else:
        say(text_table(table[list(columns)]))
