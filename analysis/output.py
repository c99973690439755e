"""Files written whole: to a temporary name first, then renamed, so that a reader never meets half a file."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from pathlib import Path

import pandas as pd


def write_bytes(path: Path, data: bytes) -> Path:
    """Write ``data`` to ``path`` whole; an interruption leaves the old file, or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return path


def _cell(value: object, digits: int) -> str:
    if value is None or (isinstance(value, float) and value != value) or value is pd.NA:
        return ""
    if isinstance(value, float):
        return format(value, f".{digits}g") if not value.is_integer() or abs(value) >= 1e15 else str(int(value))
    return str(value)


def table_bytes(table: pd.DataFrame, digits: int = 10) -> bytes:
    """A table as CSV: UTF-8 with a byte-order mark, ``\\n`` line ends, an unknown value as an empty cell, figures with so many digits.

    >>> table_bytes(pd.DataFrame({"low": [6.0, float("nan")], "unit": ["%", None]})).decode("utf-8-sig")
    'low,unit\\n6,%\\n,\\n'
    """
    text = pd.DataFrame({name: [_cell(v, digits) for v in table[name].tolist()] for name in table.columns}, columns=table.columns)
    buffer = io.StringIO()
    text.to_csv(buffer, index=False, lineterminator="\n")
    return buffer.getvalue().encode("utf-8-sig")


def write_table(table: pd.DataFrame, path: Path, digits: int = 10) -> Path:
    """Write a table by the rules of ``table_bytes``."""
    return write_bytes(path, table_bytes(table, digits))
