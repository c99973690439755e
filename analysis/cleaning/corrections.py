"""Declared corrections of characters that are simply wrong in a source file.

``corrections.csv`` has the columns ``file, match, replacement, reason, count``: the text ``match`` of file
``file`` is replaced, and must stand there exactly ``count`` times. A correction that no longer matches stops
the build: the source has changed, or the fix has been made upstream, and someone should look.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.cleaning.edits import Cleaner, Edit
from analysis.errors import InputError
from analysis.resources import read_rows

COLUMNS = ("file", "match", "replacement", "reason", "count")


class Correction(NamedTuple):
    """One row of ``corrections.csv``."""

    file: str
    match: str
    replacement: str
    reason: str
    times: int


def read_corrections(path: Path) -> list[Correction]:
    """The rows of ``corrections.csv``; an absent file means no corrections.

    ``InputError`` for a malformed row.
    """
    if not path.is_file():
        return []
    corrections = []
    for number, row in read_rows(path, COLUMNS, strip=False):  # white space may be what is corrected
        if not row["count"].isdigit() or not row["match"] or not row["file"]:
            raise InputError(f"{path.name}, row {number}: file, match and a whole number in count are needed")
        corrections.append(
            Correction(row["file"], row["match"], row["replacement"], row["reason"], int(row["count"]))
        )
    return corrections


def _find_all(text: str, needle: str) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + len(needle))


def corrector(file: str, corrections: list[Correction]) -> list[Cleaner]:
    """The cleaners that make the corrections declared for ``file``; each raises ``InputError`` when its count
    doesn't hold.
    """

    def one(row: Correction) -> Cleaner:
        def find(text: str) -> list[Edit]:
            found = [Edit(at, at + len(row.match), row.replacement) for at in _find_all(text, row.match)]
            if len(found) != row.times:
                raise InputError(
                    f"corrections.csv: {row.match!r} stands {len(found)} times in {file}, not {row.times}; "
                    "look at the file and mend the row"
                )
            return found

        return Cleaner("correct", find, row.reason)

    return [one(row) for row in corrections if row.file == file]
