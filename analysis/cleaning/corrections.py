"""Declared corrections of characters that are simply wrong in a source file.

``corrections.csv`` has the columns ``file, match, replacement, reason, count``: the text ``match`` of file
``file`` is replaced, and must stand there exactly ``count`` times. A correction that no longer matches stops
the build: the source has changed, or the fix has been made upstream, and someone should look.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from analysis.cleaning.edits import Cleaner, Edit
from analysis.errors import InputError
from analysis.resources import read_rows

COLUMNS = ("file", "match", "replacement", "reason", "count")


class Correction(NamedTuple):
    """One row of ``corrections.csv``.

    Attributes
    ----------
    file : str
        The file that is corrected, in ``raw/``.
    match, replacement : str
        What stands there, and what should.
    reason : str
        Why.
    times : int
        How often ``match`` stands in the file.
    """

    file: str
    match: str
    replacement: str
    reason: str
    times: int


def read_corrections(path: Path) -> list[Correction]:
    """The rows of ``corrections.csv``.

    Parameters
    ----------
    path
        The file; an absent one means no corrections.

    Returns
    -------
    list of Correction
        In the order of the file.

    Raises
    ------
    InputError
        For a missing column, a malformed row, or a file that is no CSV in UTF-8.

    Examples
    --------
    >>> from analysis.resources import DATA
    >>> read_corrections(DATA / "corrections.csv")[0].file
    'provinces-2020.txt'
    >>> read_corrections(DATA / "no-such-file.csv")
    []
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
    """The cleaners that make the corrections declared for one file.

    Parameters
    ----------
    file
        The file's name.
    corrections
        Corrections of any files.

    Returns
    -------
    list of Cleaner
        One a correction of this file.

    Raises
    ------
    InputError
        When one is run and its ``match`` doesn't stand in the text as often as declared.

    Examples
    --------
    >>> row = Correction("a.txt", "改格", "改革", "misread", 1)
    >>> [clean("推进改格。") for clean in corrector("a.txt", [row])]
    ['推进改革。']
    """
    return [Cleaner("correct", partial(_correct, row), row.reason) for row in corrections if row.file == file]


def _correct(row: Correction, text: str) -> list[Edit]:
    """The edits of one correction, as many as declared."""
    edits = [Edit(at, at + len(row.match), row.replacement) for at in _find_all(text, row.match)]
    if len(edits) != row.times:
        raise InputError(
            f"corrections.csv: {row.match!r} stands {len(edits)} times in {row.file}, not {row.times}; "
            "look at the file and mend the row"
        )
    return edits
