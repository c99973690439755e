"""Tables put together from their pieces, and read back for the figures."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.folders.owned import Owned
from analysis.output import Writing, header_row
from analysis.pipeline.units import Job
from analysis.store.packing import unpack
from analysis.store.pieces import Piece, files_of, pieces_of
from analysis.store.store import DamagedEntry, Store
from analysis.tables import TABLES
from analysis.tables.declaration import read_table


class Results:
    """What the jobs made: the rows of tables, and files."""

    def __init__(self, store: Store, jobs: Sequence[tuple[Job, str]]) -> None:
        """``jobs``: each with the key of its result."""
        self.files: dict[str, bytes] = {}
        found: dict[str, list[tuple[int, Piece]]] = {name: [] for name in TABLES}
        for job, key in jobs:
            data = store.cache.read("jobs", key)
            if data is None:
                raise DamagedEntry("jobs", key)
            values = unpack(data)
            for name, pieces in pieces_of(values).items():
                turn = TABLES[name].makers.index(job.maker)
                found[name] += [(turn, piece) for piece in pieces]
            self.files |= files_of(values)
        # A table's rows stand in the order of its makers; what one maker gives, in the order of its jobs.
        self.pieces = {
            name: [piece for _, piece in sorted(pieces, key=lambda pair: pair[0])]
            for name, pieces in found.items()
        }


def _header(name: str, pieces: Sequence[Piece]) -> bytes:
    columns = pieces[0].columns if pieces else tuple(TABLES[name].types)
    return ("\ufeff" + header_row(columns)).encode("utf-8")


def write_tables(folder: Owned, store: Store, results: Results, tick: Callable[[int], None]) -> list[Path]:
    """Write every table to ``folder/tables`` and the reports' own files to ``folder``.

    All tables of single reports are written side by side, so that each report is read once; a table appears
    when it is whole.

    Parameters
    ----------
    folder : Owned
        The output folder.
    store : Store
        Of all reports of the corpus, in its order.
    results : Results
        What the jobs made.
    tick : callable
        Is told after each report how many are written.

    Returns
    -------
    list of Path
        The reports' own files, the tables, the files of the jobs.

    Raises
    ------
    DamagedEntry
        Where what was kept of a report is gone.
    """
    written: list[Path] = []
    place = {name: number for number, name in enumerate(store.keys)}
    by_report = [name for name, table in TABLES.items() if table.made_for("report")]
    with contextlib.ExitStack() as stack:
        out: dict[str, Writing] = {}
        for name in by_report:
            out[name] = stack.enter_context(folder.stream(f"tables/{name}.csv"))
            out[name].write(_header(name, ()))
        for number, report_id in enumerate(store.keys, 1):
            values = store.rows(report_id)
            for name, pieces in pieces_of(values).items():
                out[name].write(b"".join(piece.rows for piece in pieces))
            written += _write_files(folder, files_of(values))
            tick(number)
        for name in by_report:
            out[name].write(b"".join(piece.rows for piece in results.pieces[name]))
    for name, pieces in results.pieces.items():
        if name not in out:
            # By report where rows belong to one, else as the jobs come.
            ordered = sorted(pieces, key=lambda piece: place.get(piece.label, 0))
            rows = b"".join([_header(name, pieces), *(piece.rows for piece in ordered)])
            folder.write(f"tables/{name}.csv", rows)
    written += [folder.folder / "tables" / f"{name}.csv" for name in TABLES]
    return written + _write_files(folder, results.files)


def _write_files(folder: Owned, files: Mapping[str, bytes]) -> list[Path]:
    return [folder.write(name, data) for name, data in files.items()]


class WrittenTables(Mapping[str, pd.DataFrame]):
    """The tables of a build by name, read from their files when asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise KeyError(name)
        if name not in self._read:
            self._read[name] = read_table(TABLES[name], (self.folder / f"{name}.csv").read_bytes())
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)
