"""Bytes to text: which encoding, which kind of file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from analysis.characters import decoding
from analysis.corpus.folders import CLOSED
from analysis.errors import InputError, nearest_file
from analysis.wordfiles.reader import WordText, read_word


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    >>> from analysis.resources import DATA
    >>> len(sha256(DATA / "reports.csv"))
    64
    """
    return hashlib.sha256(path.read_bytes()).hexdigest()


def decode(data: bytes, name: str) -> str:
    """The text of a plain-text file: UTF-8, UTF-16, GB18030 or Big5, told from its bytes
    (``analysis.characters.decoding``).

    Parameters
    ----------
    data
        The file's bytes.
    name
        Its name, for the sentence of a mistake.

    Returns
    -------
    str
        The text as it stands there.

    Raises
    ------
    InputError
        For an empty or a binary file, another encoding, and a byte that belongs to no character.

    Examples
    --------
    >>> decode("政府工作报告".encode("gb18030"), "a.txt")
    '政府工作报告'
    """
    return decoding.decode(data, name).text


def read_file(path: Path) -> WordText:
    """The text of a file as it stands there, and what was left out of it.

    Parameters
    ----------
    path
        A ``.txt``, ``.md`` or ``.docx`` file, or one without an ending.

    Returns
    -------
    WordText
        The text, and a remark on notes, comments and the like of a Word file.

    Raises
    ------
    InputError
        As ``read_text`` does.

    Examples
    --------
    >>> from analysis.resources import DATA
    >>> read_file(DATA / "raw" / "national-2024.txt").remark
    ''
    """
    if path.suffix.lower() == ".docx" and path.is_file():
        return read_word(path.read_bytes(), path.name)
    return WordText(read_text(path))


def read_text(path: Path) -> str:
    """The text of a file as it stands there, before any cleaning.

    Parameters
    ----------
    path
        A ``.txt``, ``.md`` or ``.docx`` file, or one without an ending.

    Returns
    -------
    str
        The text.

    Raises
    ------
    InputError
        When the file is missing, empty, binary or of another kind.

    Examples
    --------
    >>> from analysis.resources import DATA
    >>> "各位代表" in read_text(DATA / "raw" / "national-2024.txt")
    True
    """
    if not path.is_file():
        names = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        near = nearest_file(path.name, names)
        hint = (
            f"did you mean {' or '.join(map(repr, near))}?"
            if near
            else "put the file there or correct the name"
        )
        raise InputError(f"{path.name} is not in {path.parent.resolve()}; {hint}")
    if path.suffix.lower() == ".docx":
        return read_word(path.read_bytes(), path.name).text
    if path.suffix.lower() in {".txt", ".md", ""}:
        return decode(path.read_bytes(), path.name)
    what = CLOSED.get(
        path.suffix.lower(),
        "save the report as .txt (UTF-8) or .docx, or let “python -m analysis add” put it into a corpus",
    )
    raise InputError(f"{path.name}: files of the kind {path.suffix} aren't read; {what}")
