"""Where the word lists, the labels of figures and the shipped corpus are: in a clone, an editable install and
a wheel; and the reader of these lists.

A wheel carries the folder ``data/`` inside the package, as ``analysis/_data``; in a clone it stands beside
the package.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from analysis.errors import InputError

PACKAGE = Path(__file__).resolve().parent
DATA = (
    PACKAGE / "_data" if (PACKAGE / "_data").is_dir() else PACKAGE.parent / "data"
)  # the shipped corpus: reports.csv and raw/
LEXICON = DATA / "lexicon"
LABELS = DATA / "labels.csv"


def read_rows(
    path: str | Path, required: Iterable[str], optional: Iterable[str] = (), *, unique: str = ""
) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file as ``(row number, {column: cell})``, cells stripped; blank lines are passed
    over.

    ``unique``: a column whose cells are neither empty nor alike. Raises ``InputError`` for a file that is
    missing, isn't UTF-8, lacks a required column, has a row longer than its header, or an empty or doubled
    cell in ``unique``.
    """
    path = Path(path)
    columns = [*required, *optional]
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = [cell.strip() for cell in next(reader, [])]
            rows = list(enumerate(reader, start=2))
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file; check the path") from error
    except (UnicodeDecodeError, csv.Error, OSError) as error:
        raise InputError(
            f"{path}: it can't be read as CSV in UTF-8 ({error}); save it as “CSV UTF-8”"
        ) from error
    missing = [column for column in required if column not in header]
    if missing:
        raise InputError(
            f"{path.name}, row 1: column {', '.join(missing)} is missing; the header must name "
            f"{', '.join(columns)}"
        )
    result = []
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            raise InputError(
                f"{path.name}, row {number}: {len(cells)} cells under {len(header)} headings; put cells "
                "with a comma in quotes"
            )
        record = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        result.append((number, {column: record.get(column, "") for column in columns}))
    if unique:
        _refuse_doubles(path, result, unique)
    return result


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
