"""The files a user points at: folders and globs walked, archives opened, each told by its content rather than
by its name.
"""

from __future__ import annotations

import glob
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from analysis.characters.decoding import AS_FOUND, Decoded, Reading
from analysis.characters.misread import decode_file
from analysis.corpus.folders import CLOSED, files_of, is_litter
from analysis.errors import InputError
from analysis.formats.archive import Budget, members
from analysis.formats.mhtml import looks_like_mhtml
from analysis.limits import FILE

TEXT, HTML, WORD, PDF, TABLE, ARCHIVE = "text", "html", "word", "pdf", "table", "archive"
MHTML = "mhtml"
_BY_SUFFIX = {
    ".txt": TEXT, ".text": TEXT, ".md": TEXT, "": TEXT, ".htm": HTML, ".html": HTML, ".shtml": HTML,
    ".xhtml": HTML, ".mht": MHTML, ".mhtml": MHTML,
    ".docx": WORD, ".pdf": PDF, ".csv": TABLE, ".tsv": TABLE, ".xlsx": TABLE, ".dta": TABLE,
    ".json": TABLE, ".jsonl": TABLE, ".ndjson": TABLE, ".tmx": TABLE, ".zip": ARCHIVE,
}  # fmt: skip
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.I)
_NO_SUFFIX = re.compile(
    r"\.\d+|\.[^.]*[^.A-Za-z0-9][^.]*"
)  # what stands behind a dot in 2025.四川省政府工作报告


class Received(NamedTuple):
    """A file as it came: what to call it in a message, its name, the folders it lies in (outermost first),
    its bytes.
    """

    label: str
    name: str
    folders: tuple[str, ...]
    data: bytes
    # The user named this one file, not a folder or archive that it lies in, nor a pattern (which a shell
    # writes out as many files)
    named: bool = True
    reading: Reading = AS_FOUND  # what the user said of its bytes

    def decoded(self, declared: str = "") -> Decoded:
        """Its bytes as text."""
        return decode_file(self.data, self.name, self.reading, declared)


def kind_of(name: str, data: bytes) -> tuple[str, str]:
    """What a file is (text, html, word, pdf, table, archive), and the suffix that says how to read it;
    content goes before the name.

    Raises ``InputError`` for a kind that can't be read, with what to do.
    """
    suffix = Path(name).suffix.lower()
    if data[:1024].lstrip().startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        return PDF, ".pdf"
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _kind_of_zip(name, suffix, data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(
            f"{name} is an old Office file (or one with a password); "
            + CLOSED[suffix if suffix in (".xls", ".et") else ".doc"]
        )
    if looks_like_mhtml(data):
        return MHTML, ".mhtml"
    if data.startswith(b"{\\rtf"):
        raise InputError(f"{name} is an RTF file; {CLOSED['.rtf']}")
    if suffix in CLOSED and _PAGE.match(data[:1024]):
        return HTML, ".html"
    kind = _BY_SUFFIX.get(suffix, TEXT if _NO_SUFFIX.fullmatch(suffix) else None)
    if kind is None:
        raise _not_read(name, suffix)
    return kind, suffix


def _kind_of_zip(name: str, suffix: str, data: bytes) -> tuple[str, str]:
    """What an archive is: of Word, of a workbook, of files."""
    if b"word/document.xml" in data or suffix == ".docx":
        return WORD, ".docx"
    if b"xl/workbook.xml" in data or suffix == ".xlsx":
        return TABLE, ".xlsx"
    if suffix in CLOSED:
        raise _not_read(name, suffix)
    return ARCHIVE, ".zip"


def _not_read(name: str, suffix: str) -> InputError:
    what = CLOSED.get(suffix, "save it as .docx, PDF, .html or .txt")
    return InputError(f"{name}: files of the kind {suffix} aren't read; {what}")


def _files(paths: Iterable[str | Path]) -> Iterator[tuple[Path, tuple[str, ...], bool]]:
    """Each file once, with its folders and whether it alone was named, in the order of the paths and then of
    the names.
    """
    seen = set()
    paths = list(paths)
    for given in paths:
        path = Path(given)
        if path.exists():
            found = [path]
        elif glob.has_magic(str(given)):
            found = _matching(path)
        else:
            found = []
        if not found:
            raise InputError(
                f"{given}: there is no such file or folder; check the path (and quote a pattern such as "
                "'*.docx')"
            )
        for top in found:
            inside = files_of(top) if top.is_dir() else [top]
            for file in inside:
                if file.resolve() not in seen:
                    seen.add(file.resolve())
                    yield (
                        file,
                        file.resolve().parts[1:-1][-3:],
                        len(paths) == len(found) == 1 and not top.is_dir(),
                    )


def _matching(pattern: Path) -> list[Path]:
    """What a pattern matches, sorted, litter left out; links to folders aren't followed, as they may lead in
    a circle.
    """
    top = Path(pattern.anchor)
    try:
        found = sorted(top.glob(str(pattern.relative_to(top))), key=str)
    except (ValueError, OSError):  # no pattern after all
        return []
    return [path for path in found if not is_litter(path.relative_to(top))]


def _open(file: Path) -> bytes:
    """The bytes of a file; a pipe or a device might give none, or no end of them."""
    found = file.stat()
    if not stat.S_ISREG(found.st_mode):
        raise InputError(f"{file.name} is a pipe, a socket or a device and no file; save it as a file first")
    FILE.hold(file.name, found.st_size)
    with file.open("rb") as handle:
        data = handle.read(FILE.most + 1)  # some files of the system say that they have no bytes
    FILE.hold(file.name, len(data))
    return data


def _expand(item: Received, depth: int = 0, budget: Budget | None = None) -> Iterator[Received]:
    if not _is_archive(item):
        yield item
        return
    if depth == 2:
        raise InputError(f"{item.label} is an archive within an archive within an archive; unpack it first")
    budget = budget or Budget(len(item.data))
    for path, data in members(item.data, item.name, budget):
        if _is_wanted(path, False):
            inner = Received(
                f"{item.label}: {path}",
                path.name,
                (*item.folders, Path(item.name).stem, *path.parts[:-1]),
                data,
                False,
                item.reading,
            )
            yield from _expand(inner, depth + 1, budget)


def _is_archive(item: Received) -> bool:
    if not item.data.startswith(b"PK"):
        return False
    try:
        return kind_of(item.name, item.data)[0] == ARCHIVE
    except InputError:  # is said where the file is read
        return False


def _is_wanted(path: PurePosixPath | Path, named: bool) -> bool:
    """Whether a file is opened: a name says little, so those of kinds that can't be read are, too."""
    suffix = path.suffix.lower()
    return named or suffix in _BY_SUFFIX or suffix in CLOSED or bool(_NO_SUFFIX.fullmatch(suffix))


def receive(
    paths: Iterable[str | Path], passed_over: list[str], reading: Reading = AS_FOUND
) -> Iterator[Received]:
    """Every file under ``paths``, archives opened. Files that are no documents (pictures, programs) and
    weren't named alone are passed over and named in ``passed_over``; documents of a kind that can't be read
    are refused.

    Parameters
    ----------
    paths : iterable of str or Path
        Files, folders, archives and patterns.
    passed_over : list of str
        The list that those names are added to.
    reading : Reading, optional
        What the user said of the files' encoding; by default nothing.

    Yields
    ------
    Received
        Each file with its bytes.
    """
    for file, folders, named in _files(paths):
        if not _is_wanted(file, named):
            passed_over.append(file.name)
            continue
        yield from _expand(Received(file.name, file.name, folders, _open(file), named, reading))
