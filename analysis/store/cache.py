"""Results kept by what they were made from, so that a second build makes only what has changed.

A result is a file named by the SHA-256 of everything that went into it: the data, the settings, and the code
that made it. Files are written whole and carry a checksum, so that two builds at once, or one that is killed,
do no harm: a damaged entry is made again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from analysis.output import is_temporary, write_bytes
from analysis.resources import kept_until_changed

_DIGEST = 32
KINDS = ("data", "listed", "prints", "rows", "jobs", "figures")  # of what a build keeps
_ENTRY = re.compile("[0-9a-f]{64}")
_OLD_TEMPORARY = re.compile(r"\.[0-9a-f]{64}\.[a-z0-9_]{8}")  # as version 0.1 named it


def code_stamp(*places: Path) -> str:
    """A digest of these files, or of the files of these folders: what a result depends on."""
    files = [path for place in places for path in (sorted(place.rglob("*.*")) if place.is_dir() else [place])]
    code, lists = (tuple(path for path in files if path.suffix == kind) for kind in (".py", ".csv"))
    return content_key([_code_digest(code), *map(_list_digest, lists)])


@lru_cache(maxsize=32)
def _code_digest(paths: tuple[Path, ...]) -> str:
    """A digest of code as it stood when it was first asked for: a process runs what it imported."""
    return _digest(paths)


@kept_until_changed
def _list_digest(path: Path) -> str:
    """A digest of a word list as it stands: an edited one is read anew."""
    return _digest([path])


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def content_key(parts: Iterable[str | bytes]) -> str:
    """One name for a sequence of parts; parts are told apart by their lengths.

    >>> content_key(["a", "bc"]) == content_key(["ab", "c"])
    False
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _body(data: bytes) -> bytes | None:
    """An entry without its checksum; ``None`` when that doesn't hold."""
    body = data[_DIGEST:]
    return body if hashlib.sha256(body).digest() == data[:_DIGEST] else None


class Cache:
    """Bytes by key in a folder; ``Cache(None)`` keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def _path(self, kind: str, key: str) -> Path | None:
        return None if self.folder is None else self.folder.joinpath(kind, key[:2], key)

    def has(self, kind: str, key: str) -> bool:
        """Whether something is kept under ``key``, damaged or not."""
        path = self._path(kind, key)
        return path is not None and path.is_file()

    def drop_damaged(self) -> None:
        """Take away every entry whose checksum doesn't hold; what is no entry by its name stays."""
        for path in sorted(self.folder.glob("*/*/*")) if self.folder is not None else ():
            if _ENTRY.fullmatch(path.name) and path.is_file() and _body(path.read_bytes()) is None:
                path.unlink(missing_ok=True)

    def drop_unfinished(self) -> None:
        """Take away what killed processes were writing when they ended, where nobody else writes."""
        for path in self.folder.glob("*/*/.*") if self.folder is not None else ():
            if is_temporary(path.name) or _OLD_TEMPORARY.fullmatch(path.name):
                path.unlink(missing_ok=True)

    def read(self, kind: str, key: str) -> bytes | None:
        """What is kept under ``key``; ``None`` when there is nothing, or when it is damaged."""
        path = self._path(kind, key)
        if path is None or not path.is_file():
            return None
        return _body(path.read_bytes())

    def write(self, kind: str, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``."""
        path = self._path(kind, key)
        if path is not None:
            write_bytes(path, hashlib.sha256(data).digest() + data)

    def fetch(self, kind: str, key: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under ``key``, or else what ``make()`` gives, which is then kept."""
        data = self.read(kind, key)
        if data is None:
            data = make()
            self.write(kind, key, data)
        return data
