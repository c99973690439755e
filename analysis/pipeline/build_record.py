"""``files.csv``, the list of what a build wrote: name and SHA-256 of each file.

What isn't on it, or was changed since, is never removed.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from analysis.errors import InputError
from analysis.output import table_bytes, write_bytes

RECORD = "files.csv"
# Where a build writes, and what; a list that names anything else was written by somebody else.
_WRITTEN = re.compile(
    r"tables/[^/\\]+\.(?:csv|xlsx)|reports/[^/\\]+\.txt|ledgers/[^/\\]+\.(?:xlsx|html)|"
    r"figures/[^/\\]+\.(?:csv|md)|figures/[a-z]{2}/[^/\\]+\.(?:pdf|svg|png)"
)
_ALWAYS = "tables/reports.csv"  # every build writes it


def read_record(folder: Path) -> dict[str, str]:
    """The files that an earlier build wrote to ``folder``, each with its SHA-256 ("" in a list of version
    0.1, which had none).

    Empty where there is no list.  Raises ``InputError`` for a ``files.csv`` that no build wrote.
    """
    path = folder / RECORD
    if not path.exists() and not path.is_symlink():
        return {}
    rows = _rows(path) if path.is_file() and not path.is_symlink() else []
    files = {row[0]: row[1].lower() if len(row) > 1 else "" for row in rows[1:] if row}
    if not (_is_whole(rows) and _are_written(files, with_sums=rows[0] != ["file"])):
        raise InputError(
            f"{path} is not the list of files that a build writes, so nothing was touched; give --output an "
            "empty folder or one that a build wrote"
        )
    return files


def _is_whole(rows: list[list[str]]) -> bool:
    """Whether rows have the header of a record, and as many cells as that."""
    if not rows or rows[0] not in (["file"], ["file", "sha256"]):
        return False
    return all(len(row) == len(rows[0]) for row in rows[1:] if row)


def _are_written(files: Mapping[str, str], with_sums: bool) -> bool:
    """Whether a build writes such files, and their checksums are some."""
    if _ALWAYS not in files or not all(_WRITTEN.fullmatch(name) for name in files):
        return False
    return not with_sums or all(re.fullmatch("[0-9a-f]{64}", checksum) for checksum in files.values())


def _rows(path: Path) -> list[list[str]]:
    """The rows of a CSV file; none when it is no such file."""
    try:
        return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return []


def write_record(folder: Path, names: Iterable[str]) -> Path:
    """Write the list of these files of ``folder``, sorted: columns ``file, sha256``."""
    ordered = sorted(names)
    return write_bytes(
        folder / RECORD,
        table_bytes(
            pd.DataFrame({"file": ordered, "sha256": [_checksum(folder / name) for name in ordered]})
        ),
    )


def remove_earlier(folder: Path, earlier: Mapping[str, str], names: Iterable[str]) -> list[str]:
    """Remove the files of an earlier build that this one doesn't write.

    A file stays when its bytes aren't those that the build wrote, when it is a link, and when it lies outside
    ``folder`` (a folder above it is a link). Folders that are empty then are removed too.

    Parameters
    ----------
    folder : Path
        The output folder.
    earlier : mapping of str to str
        The files of the earlier build, below ``folder`` with forward slashes, and their SHA-256 (``""``: not
        known).
    names : iterable of str
        The files of this build, written in the same way.

    Returns
    -------
    list of str
        Those of ``earlier`` that stay though this build doesn't write them, sorted.
    """
    current = {_same(name) for name in names}
    stay = []
    for name in sorted(earlier):
        path = folder / name
        if _same(name) in current or not (path.exists() or path.is_symlink()):
            continue
        if _is_unchanged(path, folder, earlier[name]):
            path.unlink()
            _remove_empty(path.parent, folder)
        else:
            stay.append(name)
    return stay


def _same(name: str) -> str:
    """One name for those that a file system may take for the same."""
    return unicodedata.normalize("NFC", name).casefold()


def _is_unchanged(path: Path, folder: Path, checksum: str) -> bool:
    inside = not path.is_symlink() and path.is_file() and path.resolve().is_relative_to(folder.resolve())
    return inside and bool(checksum) and _checksum(path) == checksum


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
