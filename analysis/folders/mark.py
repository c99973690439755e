"""``files.csv``, the mark of a folder that this package wrote: by which version, of which corpus, and each
file with its SHA-256.

Its first row names who wrote the folder, in place of a file, and the corpus, in place of a checksum; the
others name files. While somebody writes, each file is named before it appears, so that a killed process
leaves none that isn't.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.errors import InputError
from analysis.output import write_bytes

MARK = "files.csv"
PROGRAM = "work-report-analysis"
_HEADER = ["file", "sha256"]
_SUM = re.compile("[0-9a-f]{64}")


class Maker(NamedTuple):
    """Who writes a folder.

    Attributes
    ----------
    name : str
        As the mark has it.
    noun : str
        What wrote the folder, in sentences: ``a build``.
    option : str
        The option that names the folder.
    doing : str
        What is done there, for those who wait.
    files : str
        A pattern of the files that it writes, by their names in the folder.
    places : tuple of str
        The folders in it that are the maker's.
    earlier : callable
        Whether the entries of a folder without a mark are all of an earlier version, which made none.
    """

    name: str
    noun: str
    option: str
    doing: str
    files: str
    places: tuple[str, ...] = ()
    earlier: Callable[[Sequence[Path]], bool] = lambda _: False


class Mark(NamedTuple):
    """What a mark says: who wrote the folder ("" in one of an earlier version), and the checksums that each
    file may have ("" for one that isn't known, in a list of version 0.1).
    """

    maker: str
    files: dict[str, set[str]]


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file.

    >>> sha256_of(Path(__file__)) == hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    True
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def first_row(maker: Maker, version: str, corpus: str) -> list[str]:
    """The row that makes a list of files a mark.

    Parameters
    ----------
    maker : Maker
        Who writes the folder.
    version : str
        Of this package.
    corpus : str
        A SHA-256 of what was read.

    Returns
    -------
    list of str
        Two cells.

    Examples
    --------
    >>> maker = Maker("build", "a build", "--output", "building into", ".*")
    >>> first_row(maker, "0.2.0", "0" * 64)[0]
    'work-report-analysis 0.2.0 build'
    """
    return [f"{PROGRAM} {version} {maker.name}", corpus]


def mark_lines(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows of a mark as lines of CSV."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode("utf-8")


def write_mark(folder: Path, first: list[str], files: Mapping[str, Iterable[str]]) -> Path:
    """Write a mark.

    Parameters
    ----------
    folder : Path
        The folder that it is for.
    first : list of str
        Its first row.
    files : mapping of str to str
        The checksums that each file may have; they are written sorted by name.

    Returns
    -------
    Path
        The mark.
    """
    rows = [[name, checksum] for name in sorted(files) for checksum in sorted(files[name])]
    return write_bytes(folder / MARK, b"\xef\xbb\xbf" + mark_lines([_HEADER, first, *rows]))


def read_mark(folder: Path, maker: Maker) -> Mark | None:
    """What the mark of a folder says; ``None`` where there is no file of its name.

    Raises ``InputError`` for one that ``maker`` can't have written, and for that of another maker.
    """
    path = folder / MARK
    if not path.exists() and not path.is_symlink():
        return None
    rows = _rows(path) if path.is_file() and not path.is_symlink() else []
    mark = _understood(rows, maker)
    if mark is None:
        raise InputError(
            f"{path} is not the list of files that {maker.noun} writes, so nothing was touched; give "
            f"{maker.option} an empty folder or one that {maker.noun} wrote"
        )
    return mark


def is_marked(folder: Path) -> bool:
    """Whether a folder has a mark of this version, whoever wrote it."""
    path = folder / MARK
    rows = _rows(path) if path.is_file() and not path.is_symlink() else []
    return len(rows) > 1 and rows[0] == _HEADER and bool(_maker_of(rows[1]))


def _maker_of(row: list[str]) -> str:
    found = re.fullmatch(rf"{PROGRAM} [\w.+-]+ (\w+)", row[0]) if len(row) == 2 else None
    return found.group(1) if found and _SUM.fullmatch(row[1]) else ""


def _understood(rows: list[list[str]], maker: Maker) -> Mark | None:
    """What the rows say; ``None`` where it isn't what ``maker`` writes."""
    header, rows = rows[0] if rows else [], [row for row in rows[1:] if row]
    if header == ["file"]:  # version 0.1
        rows = [[*row, ""] for row in rows]
    elif header != _HEADER:
        return None
    by = _maker_of(rows[0]) if rows else ""
    rows = rows[1:] if by else rows
    if by != maker.name and (by or not rows):
        return None
    files: dict[str, set[str]] = {}
    for row in rows:
        if not _is_entry(row, maker, with_sum=header == _HEADER):
            return None
        files.setdefault(row[0], set()).add(row[1].lower())
    return Mark(by, files)


def _is_entry(row: list[str], maker: Maker, *, with_sum: bool) -> bool:
    """Whether a row names a file that ``maker`` writes."""
    if len(row) != 2 or not re.fullmatch(maker.files, row[0]):
        return False
    return bool(_SUM.fullmatch(row[1].lower())) if with_sum else not row[1]


def _rows(path: Path) -> list[list[str]]:
    """The rows of a CSV file; none when it is no such file. A last line that a killed process left half
    written isn't one.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return []
    whole = text.endswith("\n") or (rows and len(rows[-1]) == 2 and _SUM.fullmatch(rows[-1][1]))
    return rows if whole else rows[:-1]
