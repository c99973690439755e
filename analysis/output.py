"""Files written whole: to a temporary name first, then renamed, so that a reader never meets half a file."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import re
import secrets
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.errors import visible
from analysis.formulas import guarded

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Of a file that is being written; short, for a name may be as long as a file system allows.
_PREFIX, _SUFFIX = ".work-reports-", ".tmp"


def write_bytes(path: Path, data: bytes) -> Path:
    """Write a file whole; an interruption leaves the old file, or none.

    Parameters
    ----------
    path : Path
        The file; folders that lack are made.
    data : bytes
        All that it is to hold.

    Returns
    -------
    Path
        ``path``.
    """
    with replace_when_done(path) as file:
        file.write(data)
    return path


class Writing:
    """A file that is being written; what goes wrong names the file that it will be: a full disk doesn't say
    which.
    """

    def __init__(self, path: Path, temporary: Path) -> None:
        self.path, self.temporary = path, temporary
        self._digest = hashlib.sha256()
        with self._naming():
            self._file = temporary.open("xb")  # with the mode that the user's umask gives

    def write(self, data: bytes) -> None:
        """Write these bytes."""
        self._digest.update(data)
        with self._naming():
            self._file.write(data)

    def close(self) -> None:
        """Write what waits to be written."""
        with self._naming():
            self._file.close()

    def replace(self) -> None:
        """Put the file, which is whole, in the place of what stands there, with the mode of that."""
        with self._naming():
            if self.path.is_file() and not self.path.is_symlink():
                self.temporary.chmod(stat.S_IMODE(self.path.stat().st_mode))
            self.temporary.replace(self.path)

    def forget(self) -> None:
        """Leave nothing of it."""
        for forget in (self._file.close, self.temporary.unlink):
            with contextlib.suppress(OSError):
                forget()

    @property
    def sha256(self) -> str:
        """The checksum of what was written up to now."""
        return self._digest.hexdigest()

    @contextlib.contextmanager
    def _naming(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OSError(error.errno, error.strerror or str(error), str(self.path)) from error


@contextlib.contextmanager
def replace_when_done(path: Path, before: Callable[[Writing], None] = lambda _: None) -> Iterator[Writing]:
    """A file to write to, which takes the place of ``path`` when the block ends well and vanishes when it
    doesn't.

    Parameters
    ----------
    path : Path
        The file; folders that lack are made.
    before : callable
        Is given the file when it is whole, before it takes its place.

    Yields
    ------
    Writing
        Where to write; an ``OSError`` names ``path``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = Writing(path, path.with_name(f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"))
    try:
        yield file
        file.close()
        before(file)
        file.replace()
    except BaseException:
        file.forget()
        raise


def is_temporary(name: str) -> bool:
    """Whether a file of this name was being written: where nobody writes, it was left by a killed process.

    >>> is_temporary(".work-reports-0123456789abcdef.tmp"), is_temporary("notes.tmp")
    (True, False)
    """
    return re.fullmatch(rf"{re.escape(_PREFIX)}[0-9a-f]{{16}}{re.escape(_SUFFIX)}", name) is not None


def _cell(value: object, digits: int) -> str:
    if value is None or (isinstance(value, float) and value != value) or value is pd.NA:
        return ""
    if isinstance(value, float):
        return (
            format(value, f".{digits}g") if not value.is_integer() or abs(value) >= 1e15 else str(int(value))
        )
    return str(value)


def _cells(column: pd.Series[Any], digits: int) -> list[str]:
    if isinstance(column.dtype, pd.StringDtype):
        return [guarded(text) for text in column.fillna("").tolist()]
    if isinstance(column.dtype, np.dtype) and column.dtype.kind == "f":
        return _figures(column.to_numpy(dtype=np.float64), digits)
    if pd.api.types.is_bool_dtype(column) or pd.api.types.is_integer_dtype(column):
        return ["" if value is pd.NA else str(value) for value in column.tolist()]
    return [guarded(value) if isinstance(value, str) else _cell(value, digits) for value in column.tolist()]


def _figures(values: NDArray[np.float64], digits: int) -> list[str]:
    """What ``_cell`` makes of each: all are formatted at once, and those that it treats in another way
    (unknown, large whole numbers) again by themselves.
    """
    cells = (f"%.{digits}g " * len(values) % tuple((values + 0.0).tolist())).split(" ")[:-1]  # −0 is 0
    for place in np.flatnonzero(~(np.abs(values) < 10**digits)).tolist():
        cells[place] = _cell(float(values[place]), digits)
    return cells


def csv_rows(table: pd.DataFrame, digits: int = 10) -> list[str]:
    """The rows of a table as lines of CSV, by the rules of ``table_bytes``."""
    lines: list[str] = []
    writer = csv.writer(_Lines(lines), lineterminator="\n")
    writer.writerows(zip(*(_cells(table[name], digits) for name in table.columns), strict=True))
    return lines


class _Lines:
    """What ``csv.writer`` writes to: a list of lines."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def table_bytes(table: pd.DataFrame, digits: int = 10) -> bytes:
    """A table as CSV: UTF-8 with a byte-order mark, ``\\n`` line ends, an unknown value as an empty cell,
    figures with so many digits, texts ``guarded``.

    >>> table_bytes(pd.DataFrame({"low": [6.0, float("nan")], "unit": ["%", None]})).decode("utf-8-sig")
    'low,unit\\n6,%\\n,\\n'
    """
    return "".join([header_row(table.columns), *csv_rows(table, digits)]).encode("utf-8-sig")


def header_row(columns: Iterable[str]) -> str:
    """The first line of a CSV file."""
    lines: list[str] = []
    csv.writer(_Lines(lines), lineterminator="\n").writerow([guarded(str(name)) for name in columns])
    return lines[0]


def write_table(table: pd.DataFrame, path: Path, digits: int = 10) -> Path:
    """Write a table as CSV, by the rules of ``table_bytes``.

    Parameters
    ----------
    table : DataFrame
        Its index isn't written.
    path : Path
        The file.
    digits : int, default 10
        Significant digits of a figure.

    Returns
    -------
    Path
        ``path``.
    """
    return write_bytes(path, table_bytes(table, digits))


def _width(text: str) -> int:
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1
        for char in text
    )


def _clip(text: str, widest: int) -> str:
    """Text of at most so many columns (a hanzi has two), on one line, with … where it was cut."""
    text = visible(" ".join(text.split()))
    if _width(text) <= widest:
        return text
    cut = 0
    kept = ""
    for char in text:
        cut += _width(char)
        if cut > widest - 1:
            break
        kept += char
    return f"{kept}…"


def text_table(table: pd.DataFrame, widest: int = 48, right: tuple[str, ...] = ("left",)) -> str:
    """A table for a terminal: columns aligned by their width there.

    Parameters
    ----------
    table : DataFrame
        Its index isn't shown; an unknown value is blank.
    widest : int, default 48
        Columns of the terminal that a cell may take, a hanzi taking two; a longer one is cut with ….
    right : tuple of str, default ("left",)
        Columns of text that stand to the right, as what is left of a node in a concordance.

    Returns
    -------
    str
        Lines without a last line break; words stand to the left, figures to the right, fractions with four
        significant digits.

    Examples
    --------
    >>> print(text_table(pd.DataFrame({"who": ["财政部", None], "n": [5, 12]})))
    who      n
    财政部   5
            12
    """
    columns = []
    for name in table.columns:
        values = table[name].tolist()
        cells = [_clip(str(name), widest), *(_clip(_cell(value, 4), widest) for value in values)]
        wide = max(map(_width, cells))
        ranged = name in right or (
            any(isinstance(v, (int, float)) for v in values)
            and all(v == "" or v is None or isinstance(v, (int, float)) for v in values)
        )
        columns.append(
            [" " * (wide - _width(c)) + c if ranged else c + " " * (wide - _width(c)) for c in cells]
        )
    return "\n".join("  ".join(row).rstrip() for row in zip(*columns, strict=True))
