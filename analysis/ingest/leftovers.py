"""What runs that ended half-way left in a corpus, and other files there that belong to no report."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from analysis.corpus.folders import is_litter
from analysis.errors import InputError, some
from analysis.folders.mark import sha256_of
from analysis.ingest.present import MANIFEST, named_files, read_present
from analysis.output import is_temporary, write_bytes
from analysis.resources import DATA

JOURNAL = ".work-reports-adding.json"  # the files that a run is about to write, with their checksums
FOLDERS = ("raw", "received")
_NAME = re.compile(r"(?:raw|received)/[^/\\]+")
_SHOWN = 5


@contextlib.contextmanager
def journal(corpus: Path, files: Mapping[str, str]) -> Iterator[None]:
    """Say which files are about to be written while that is done.

    A killed run leaves its journal; the next one then knows whose the files are.
    """
    path = corpus / JOURNAL
    write_bytes(path, json.dumps(files, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def tidied(corpus: Path) -> list[str]:
    """Remove what killed runs left in a corpus, for the only one that writes there.

    A file goes when a run had begun to write it, the manifest doesn't name it, and its bytes are those of
    that run; so does what has the name of a temporary file. Nothing else does.

    Parameters
    ----------
    corpus : Path
        The folder of a corpus; it needn't exist.

    Returns
    -------
    list of str
        Sentences: what was removed, and what belongs to no report and stays.
    """
    removed = []
    for name, checksum in _unnamed(corpus):
        path = corpus / name
        if path.is_file() and not path.is_symlink() and sha256_of(path) == checksum:
            path.unlink()
            removed.append(name)
    for path in _temporary(corpus):
        path.unlink(missing_ok=True)
        removed.append(path.relative_to(corpus).as_posix())
    with contextlib.suppress(OSError):
        (corpus / JOURNAL).unlink()
    for name in FOLDERS:
        with contextlib.suppress(OSError):
            if not (corpus / MANIFEST).exists():
                (corpus / name).rmdir()
    said = []
    if removed:
        said.append(f"removed what a run that was stopped had left in {corpus}: {some(removed, _SHOWN)}")
    if stay := sorted(_present(corpus) - _named(corpus)):
        said.append(f"named in no row of {corpus / MANIFEST}, and left alone: {some(stay, _SHOWN)}")
    return said


def left_over(corpus: Path | None) -> list[str]:
    """A sentence for each file of a corpus that belongs to no report; nothing is touched.

    Parameters
    ----------
    corpus : Path or None
        The folder of a corpus; ``None``: the shipped one. A file has nothing left over.

    Returns
    -------
    list of str
        Sentences: which file, and what to do.
    """
    folder = DATA if corpus is None else corpus
    if not folder.is_dir():
        return []
    stopped = dict(_unnamed(folder))
    said = []
    for path in _temporary(folder):
        name = path.relative_to(folder).as_posix()
        said.append(f"{name} is of a run that was stopped or is under way; the next “add” removes it")
    for name in sorted(_present(folder) - _named(folder)):
        path = folder / name
        if name in stopped and sha256_of(path) == stopped[name]:
            said.append(f"{name} is of an “add” that was stopped or is under way; the next one removes it")
        else:
            said.append(f"{name} is named in no row of reports.csv; add one, or move the file away")
    return said


def _named(folder: Path) -> set[str]:
    try:
        _, rows, cells = read_present(folder)
    except InputError:  # whoever reads the manifest says so
        return _present(folder)
    return named_files(rows, cells)


def _present(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for place in FOLDERS
        for path in _entries(folder / place)
        if path.is_file() and not is_litter(path.relative_to(folder))
    }


def _entries(folder: Path) -> Iterable[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ()


def _temporary(folder: Path) -> list[Path]:
    return [
        path
        for place in (folder, *(folder / name for name in FOLDERS))
        for path in _entries(place)
        if is_temporary(path.name) and path.is_file() and not path.is_symlink()
    ]


def _unnamed(folder: Path) -> list[tuple[str, str]]:
    """The files of a stopped run, with checksums, that are there and that the manifest doesn't name."""
    try:
        files = json.loads((folder / JOURNAL).read_text(encoding="utf-8"))
        items = [(str(name), str(checksum)) for name, checksum in files.items()]
    except (OSError, ValueError, AttributeError):
        return []
    present = _present(folder) - _named(folder)
    return [(name, checksum) for name, checksum in items if _NAME.fullmatch(name) and name in present]
