"""Tables in pieces: the CSV rows of one report, group or region, made once and joined in the order of the
corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from analysis.output import csv_rows
from analysis.tables import TABLES
from analysis.tables.declaration import checked

if TYPE_CHECKING:
    import pandas as pd


class Piece(NamedTuple):
    """Rows of a table as CSV without a header;

    ``label`` is the report they belong to, or ``""`` for a group's.
    """

    label: str
    rows: bytes
    columns: tuple[str, ...]


def cut_table(name: str, table: pd.DataFrame) -> list[Piece]:
    """A table in pieces: one for each run of rows of the same report where rows stand by report, or one for
    all rows.

    Raises ``DeclarationError`` where its columns aren't those declared.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"dimension": [1, 2], "inertia": [0.5, 0.25], "share": [2 / 3, 1 / 3]})
    >>> cut_table("correspondence_inertia", table)[0].rows
    b'1,0.5,0.6666666667\\n2,0.25,0.3333333333\\n'
    """
    declared = TABLES[name]
    if not len(checked(declared, table)):
        return []
    rows = csv_rows(table)
    columns = tuple(table.columns)
    if not declared.by_report and not declared.made_for("report"):
        return [Piece("", "".join(rows).encode("utf-8"), columns)]
    values = table["report_id"].fillna("").to_numpy(dtype=object)
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1]))).tolist()
    return [
        Piece(str(values[a]), "".join(rows[a:b]).encode("utf-8"), columns)
        for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)
    ]


class Pieces:
    """Pieces of many tables, as they are kept and joined."""

    def __init__(self) -> None:
        self.tables: dict[str, list[Piece]] = {}

    def add(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Cut these tables and take the pieces in."""
        for name, table in tables.items():
            self.tables.setdefault(name, []).extend(cut_table(name, table))

    def as_values(self) -> dict[str, object]:
        """For ``packing.pack``."""
        index = {
            name: [[piece.label, len(piece.rows), list(piece.columns)] for piece in pieces]
            for name, pieces in self.tables.items()
        }
        return {
            "pieces": index,
            **{
                f"rows.{name}": b"".join(piece.rows for piece in pieces)
                for name, pieces in self.tables.items()
            },
        }


def pieces_of(values: Mapping[str, object], names: Iterable[str] | None = None) -> dict[str, list[Piece]]:
    """The inverse of ``Pieces.as_values``, after ``packing.unpack``."""
    index: dict[str, list[tuple[str, int, list[str]]]] = values["pieces"]  # type: ignore[assignment]
    found: dict[str, list[Piece]] = {}
    for name in index if names is None else [n for n in names if n in index]:
        data: bytes = values[f"rows.{name}"]  # type: ignore[assignment]
        at, pieces = 0, []
        for label, size, columns in index[name]:
            pieces.append(Piece(label, data[at : at + size], tuple(columns)))
            at += size
        found[name] = pieces
    return found


def files_as_values(files: Mapping[str, bytes]) -> dict[str, object]:
    """Files by name, for ``packing.pack``."""
    return {"files": list(files), **{f"file.{number}": data for number, data in enumerate(files.values())}}


def files_of(values: Mapping[str, Any]) -> dict[str, bytes]:
    """The inverse of ``files_as_values``, after ``packing.unpack``."""
    return {name: values[f"file.{number}"] for number, name in enumerate(values["files"])}
