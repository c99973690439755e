"""Bytes to text: which encoding, which kind of file."""

from __future__ import annotations

import hashlib
from pathlib import Path

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
    """The text of a plain-text file: UTF-8 (with or without a mark), UTF-16 with a mark, else GB18030.

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
        For an empty or a binary file, and for another encoding.

    Examples
    --------
    >>> decode("政府工作报告".encode("gb18030"), "a.txt")
    '政府工作报告'
    """
    text = _decode(data, name)
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise InputError(f"{name} is empty; put the report's text in it or remove it")
    return text


def _decode(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise InputError(f"{name} begins as UTF-16 and doesn't go on so; save it as UTF-8") from error
    if b"\0" in data[:4096]:
        raise InputError(f"{name} is not a text file; save the report as .txt (UTF-8) or .docx")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{name} is neither UTF-8 nor GB18030; save it as UTF-8")


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
