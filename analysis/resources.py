"""Where the word lists, the labels of figures and the shipped corpus are, in a clone, an editable install and
a wheel; and the one reader of such lists.

A wheel carries the folder ``data/`` inside the package, as ``analysis/_data``; in a clone it stands beside
the package.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from pathlib import Path
from typing import TypeVar

from analysis.errors import InputError
from analysis.formulas import unguarded

PACKAGE = Path(__file__).resolve().parent
# The shipped corpus: reports.csv and raw/
DATA = PACKAGE / "_data" if (PACKAGE / "_data").is_dir() else PACKAGE.parent / "data"
LEXICON = DATA / "lexicon"
LABELS = DATA / "labels.csv"


ResultT = TypeVar("ResultT")


def file_stamp(path: str | Path) -> tuple[int, int] | None:
    """What changes when a file does: its time and size; ``None`` for a file that isn't there.

    >>> file_stamp("no-such-file") is None, file_stamp(LABELS) == file_stamp(str(LABELS))
    (True, True)
    """
    try:
        status = os.stat(path)  # noqa: PTH116 (a Path takes longer than the file)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def kept_until_changed(read: Callable[..., ResultT]) -> Callable[..., ResultT]:
    """Decorator for a reader of files, all its arguments paths: what it gave is kept until one changes.

    A notebook that edits a list and counts again gets numbers of the list as it is.
    """

    @lru_cache(maxsize=32)
    def kept(paths: tuple[str, ...], stamps: tuple[tuple[int, int] | None, ...]) -> ResultT:
        return read(*map(Path, paths))

    @wraps(read)
    def inside(*paths: str | Path) -> ResultT:
        return kept(tuple(map(str, paths)), tuple(map(file_stamp, paths)))

    return inside


def read_rows(
    path: str | Path,
    required: Iterable[str],
    optional: Iterable[str] = (),
    *,
    strip: bool = True,
    unique: str = "",
) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file in UTF-8, each with its number.

    Rows are counted as a spreadsheet counts them: the header is row 1, and blank lines count. They are passed
    over. A cell that a short row lacks is empty, and so is an optional column that the file lacks; columns
    that nobody asked for are left out.

    Parameters
    ----------
    path : str or Path
        The file.
    required : iterable of str
        Columns that the header must name.
    optional : iterable of str, default ()
        Columns that it may name.
    strip : bool, default True
        Take white space off both ends of a cell.
    unique : str, optional
        A column whose cells are neither empty nor alike.

    Returns
    -------
    list of (int, dict of str to str)
        Row number, and the cells by column: the required ones, then the optional ones.

    Raises
    ------
    InputError
        Naming file and row: for a file that is missing or isn't CSV in UTF-8, a header that lacks a required
        column, a row longer than the header, or an empty or doubled cell in ``unique``.

    Examples
    --------
    >>> read_rows(LEXICON / "terms.csv", ("term",), ("category",))[0]
    (2, {'term': '一二三产业融合', 'category': '乡村'})
    """
    path, required = Path(path), tuple(required)
    columns = (*required, *optional)
    header, *lines = _lines(path) or [[]]
    header = [cell.strip() for cell in header]
    missing = [column for column in required if column not in header]
    if missing:
        lacks = f"column {missing[0]} is" if len(missing) == 1 else f"columns {', '.join(missing)} are"
        raise InputError(f"{path.name}, row 1: {lacks} missing; the header must name {', '.join(columns)}")
    rows = []
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            raise InputError(
                f"{path.name}, row {number}: {len(cells)} cells under {len(header)} headings; put cells "
                "with a comma in quotes"
            )
        by_column = dict(zip(header, cells, strict=False))
        # A list may have been written as a table: “phrases --csv” is one.
        row = {column: unguarded(by_column.get(column, "")) for column in columns}
        rows.append((number, {column: cell.strip() for column, cell in row.items()} if strip else row))
    if unique:
        _refuse_doubles(path, rows, unique)
    return rows


def _refuse_doubles(path: Path, rows: list[tuple[int, dict[str, str]]], column: str) -> None:
    seen: dict[str, int] = {}
    for number, row in rows:
        word = row[column]
        if not word:
            raise InputError(f"{path.name}, row {number}: {column} is empty; fill it or delete the row")
        if word in seen:
            raise InputError(
                f"{path.name}, row {number}: “{word}” stands already in row {seen[word]}; keep one of them"
            )
        seen[word] = number


def _lines(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file; check the path") from error
    except (UnicodeDecodeError, csv.Error, OSError) as error:
        raise InputError(
            f"{path}: it can't be read as CSV in UTF-8 ({error}); save it as “CSV UTF-8”"
        ) from error
