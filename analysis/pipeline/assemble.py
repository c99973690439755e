"""Tables put together from their pieces, and read back for the figures."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from analysis.output import header_row, replace_when_done, write_bytes
from analysis.pipeline.packing import unpack
from analysis.pipeline.pieces import Piece, files_of, pieces_of
from analysis.pipeline.store import DamagedEntry, Store
from analysis.schema import TABLES, read_table

# The tables whose rows belong to one report each, in the order of the corpus; behind them stand the rows of
# groups.
BY_REPORT = (
    "reports", "lengths", "headings", "cleaning", "quantities", "targets", "tasks", "departments", "co_responsibility", "department_network", "deadlines",
    "task_quantities", "keywords", "themes", "attention", "theme_parts", "commitment", "published_measures",
)  # fmt: skip


class Jobs:
    """What the jobs made: rows of tables and files, by their keys, in order."""

    def __init__(self, store: Store, keys: Sequence[str]) -> None:
        self.pieces: dict[str, list[Piece]] = {name: [] for name in TABLES}
        self.files: dict[str, bytes] = {}
        for key in keys:
            data = store.cache.read("jobs", key)
            if data is None:
                raise DamagedEntry("jobs", key)
            values = unpack(data)
            for name, pieces in pieces_of(values).items():
                self.pieces[name] += pieces
            self.files |= files_of(values)


def _header(name: str, pieces: Sequence[Piece]) -> bytes:
    columns = pieces[0].columns if pieces else tuple(TABLES[name])
    return ("\ufeff" + header_row(columns)).encode("utf-8")


def write_tables(folder: Path, store: Store, jobs: Jobs, tick: Callable[[int], None]) -> list[Path]:
    """Write every table to ``folder/tables`` and the reports' own files to ``folder``; returns the files.

    All tables of single reports are written side by side, so that each report is read once; a table appears
    when it is whole.
    """
    written: list[Path] = []
    place = {name: number for number, name in enumerate(store.keys)}
    with contextlib.ExitStack() as stack:
        out: dict[str, BinaryIO] = {}
        for name in BY_REPORT:
            out[name] = stack.enter_context(replace_when_done(folder / "tables" / f"{name}.csv"))
            out[name].write(_header(name, ()))
        for number, report_id in enumerate(store.keys, 1):
            values = store.rows(report_id)
            for name, pieces in pieces_of(values).items():
                out[name].writelines(piece.rows for piece in pieces)
            written += [
                write_bytes(folder / name, data, changed_only=True) for name, data in files_of(values).items()
            ]
            tick(number)
        for name in BY_REPORT:
            out[name].writelines(piece.rows for piece in jobs.pieces[name])
    for name, pieces in jobs.pieces.items():
        if name not in out:
            ordered = sorted(
                pieces, key=lambda piece: place.get(piece.label, 0)
            )  # stable: by report where rows belong to one, else as the jobs come
            write_bytes(
                folder / "tables" / f"{name}.csv",
                b"".join([_header(name, pieces), *(piece.rows for piece in ordered)]),
            )
    written += [folder / "tables" / f"{name}.csv" for name in TABLES]
    return written + [
        write_bytes(folder / name, data, changed_only=True) for name, data in jobs.files.items()
    ]


class WrittenTables(Mapping[str, pd.DataFrame]):
    """The tables of a build by name, read from their files when asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise KeyError(name)
        if name not in self._read:
            self._read[name] = read_table(name, (self.folder / f"{name}.csv").read_bytes())
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)
