"""A table of what the user knows of each file: written by ``add --dry-run``, filled in, and read again."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from analysis.corpus.manifest import KINDS, LEVELS
from analysis.errors import InputError, nearest, unknown
from analysis.formats.received import Received
from analysis.formats.sheets import read_sheets
from analysis.formulas import guarded, unguarded
from analysis.identity.identity import Told
from analysis.ingest.addition import Addition
from analysis.ingest.cells import year_cell
from analysis.output import write_bytes

COLUMNS = ("file", "region", "level", "year", "kind", "title", "date", "speaker", "note")
NO_REPORT = "none"  # the kind of a file that the user wants left out


class Known(NamedTuple):
    """What the table says of one file: whose report it is, and what it prints of itself; "" for nothing."""

    told: Told
    title: str
    date: str
    speaker: str


def _known(cells: Mapping[str, str], where: str) -> Known:
    level, kind, date = cells["level"], cells["kind"], cells["date"]
    if level and level not in LEVELS:
        raise InputError(f"{where}: {unknown('level', level, LEVELS)}")
    if kind and kind not in (*KINDS, NO_REPORT):
        raise InputError(f"{where}: {unknown('kind', kind, (*KINDS, NO_REPORT))}")
    if date and not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        raise InputError(f"{where}: the date is {date[:20]!r}; write it as 2025-01-20")
    try:
        year = year_cell(cells["year"])
    except InputError as error:
        raise InputError(f"{where} {error}") from None
    return Known(Told(cells["region"], year, level, kind), cells["title"], date, cells["speaker"])


class Metadata:
    """What the user knows of each file, by its name in the column ``file``.

    Parameters
    ----------
    path : Path
        A table (CSV, XLSX) with a column ``file`` and some of ``region, level, year, kind, title, date,
        speaker``; an empty cell leaves a fact to the text.

    Raises
    ------
    InputError
        Naming the row: no or two rows of a file, a year, level, kind or date that can't be.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "metadata.csv")
    ...     _ = path.write_text("file,region,year\\na.txt,四川省,2021\\n", encoding="utf-8")
    ...     Metadata(path).rows["a.txt"].told[:2]
    ('四川省', 2021)
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise InputError(f"{path} isn't there; the same command with --dry-run writes it, to fill in")
        self.name = path.name
        self.rows: dict[str, Known] = {}
        self._used: set[str] = set()
        sheet = read_sheets(path.read_bytes(), path.name, path.suffix.lower())[0]
        headers = [str(header).strip().lstrip("\ufeff").lower() for header in sheet.table.columns]
        if "file" not in headers:
            raise InputError(f"{path.name} has no column file; give the file's name there, one file a row")
        wrong = [h for h in headers if h not in COLUMNS and (near := nearest(h, COLUMNS, most=1)) and near]
        if wrong:
            raise unknown("column", wrong[0], COLUMNS, where=f"in {path.name}")
        for place, values in zip(sheet.places, sheet.table.to_numpy().tolist(), strict=True):
            cells = dict.fromkeys(COLUMNS, "") | {
                header: unguarded(str(value).strip()) for header, value in zip(headers, values, strict=True)
            }
            file = cells["file"]
            if file in self.rows:
                raise InputError(f"{path.name}, {place}: {file} has a row already; keep one")
            if file:
                self.rows[file] = _known(cells, f"{path.name}, {place}")

    def of(self, item: Received, label: str) -> Known | None:
        """What is known of a report, by its label, with the folder before it or without."""
        names = (f"{item.folders[-1]}/{label}" if item.folders else label, label)
        name = next((name for name in names if name in self.rows), None)
        if name is None:
            return None
        self._used.add(name)
        return self.rows[name]

    def unused(self, labels: Iterable[str]) -> list[str]:
        """A sentence for each row that belongs to no file, with the file that its name is most like."""
        labels = list(labels)
        found = []
        for name in self.rows:
            if name not in self._used:
                near = nearest(name, labels, most=1)
                hint = f" (did you mean {near[0]}?)" if near else ""
                found.append(f"{self.name} speaks of {name}, which isn't among these files{hint}")
        return found


def metadata_file(plan: Addition) -> bytes:
    """The table of what was understood, as CSV, for the user to fill in.

    Parameters
    ----------
    plan : Addition
        A survey.

    Returns
    -------
    bytes
        UTF-8 with its mark; one row a report or problem, columns ``COLUMNS``; ``note`` says what to look at.

    Examples
    --------
    >>> plan = Addition(Path("my-corpus"), problems=[("a.txt", "a.txt doesn't tell its year")])
    >>> print(metadata_file(plan).decode("utf-8-sig").splitlines()[1])
    a.txt,,,,,,,,a.txt doesn't tell its year
    """
    count = Counter(entry.draft.label for entry in plan.entries)
    rows: list[tuple[object, ...]] = []
    for entry in plan.entries:
        label, who = entry.draft.label, entry.who
        folders = entry.draft.item.folders
        name = f"{folders[-1]}/{label}" if count[label] > 1 and folders else label
        rows.append(
            (name, who.region, who.level, who.year, who.kind, who.title, who.date, who.speaker, entry.remark)
        )
    rows += [(label, "", "", "", "", "", "", "", sentence) for label, sentence in plan.problems]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(str(cell)) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")


def write_metadata(plan: Addition, path: Path) -> bool:
    """Write the table of what was understood, unless there is one; whether it was written."""
    if path.exists():
        return False
    write_bytes(path, metadata_file(plan))
    return True
