"""What the commands print."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from analysis.errors import visible

if TYPE_CHECKING:
    import pandas as pd

# What Python may do about a character that a stream lacks; "strict" would be a traceback.
_HANDLERS = ("replace", "ignore", "xmlcharrefreplace", "namereplace")


def write_any_character() -> None:
    """A terminal that lacks a character gets its number, and not the user a traceback. What goes into a file
    or a pipe is UTF-8, unless PYTHONIOENCODING says otherwise.
    """
    wanted, _, errors = os.environ.get("PYTHONIOENCODING", "").partition(":")
    errors = errors if errors in _HANDLERS else "backslashreplace"
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # it was closed before the program began
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
            continue
        # Whatever stands in for a stream (in a notebook, in a test) may be no file.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            encoding = stream.encoding if wanted or stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors=errors)


def say(line: str) -> None:
    """A line of the result."""
    _put(f"{visible(line)}\n")


def say_table(table: pd.DataFrame) -> None:
    """A table for the eye."""
    from analysis.output import text_table

    _put(f"{text_table(table)}\n")


def warn(line: str) -> None:
    """A line beside the result: what was passed over, what is doubtful, what went wrong."""
    with contextlib.suppress(OSError):  # it is tried once more, and told, at the end
        sys.stdout.flush()
    with contextlib.suppress(OSError):  # nobody hears it
        sys.stderr.write(f"{visible(line)}\n")


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
    from analysis.output import table_bytes

    if as_csv:
        _put(table_bytes(table).decode("utf-8-sig"))
    else:
        say_table(table[list(columns)])


def flush() -> None:
    """Send away what was said and waits; an ``OSError`` names the output."""
    _put("", flush=True)


def _put(text: str, *, flush: bool = False) -> None:
    try:
        sys.stdout.write(text)
        if flush:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        forget_output()
        raise OSError(error.errno, error.strerror, "standard output") from error


def forget_output() -> None:
    """What is still to be written goes nowhere, and Python doesn't complain of it at its end: whoever read
    the output has gone (``| head``), or there is no room for it.
    """
    with contextlib.suppress(AttributeError, ValueError, OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
