"""ZIP archives: names in GBK, nothing unpacked to disk, bombs and paths that lead outside refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from analysis.errors import InputError
from analysis.limits import ARCHIVE_FILES, ARCHIVE_MEMBER, ARCHIVE_NAME, ARCHIVE_RATIO, ARCHIVE_TOTAL

_SMALL = 2**24  # bytes: an archive that unpacks to less is none to be afraid of


class Member(NamedTuple):
    """A file in an archive: its path there and its bytes."""

    path: PurePosixPath
    data: bytes


@dataclass
class Budget:
    """How much an archive of so many bytes has given so far, with the archives within it."""

    size: int
    unpacked: int = 0
    files: int = 0

    def spend(self, name: str, size: int) -> None:
        """One more file; ``InputError`` when they are too many or too large together."""
        self.unpacked += size
        self.files += 1
        ARCHIVE_FILES.hold(name, self.files)
        ARCHIVE_TOTAL.hold(name, self.unpacked)
        if self.unpacked > _SMALL:
            ARCHIVE_RATIO.hold(name, self.unpacked // max(1, self.size))


def member_name(info: zipfile.ZipInfo) -> str:
    """The name as its maker meant it: UTF-8 when so flagged, else UTF-8 or GB18030 by its bytes."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _safe_path(name: str, archive: str) -> PurePosixPath:
    ARCHIVE_NAME.hold(archive, len(name))
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or any(ord(c) < 32 for c in name):
        raise InputError(
            f"{archive} holds a file whose path leads outside it ({name!r}); nothing of it was read"
        )
    return path


def check_sizes(infos: list[zipfile.ZipInfo], name: str, size: int) -> None:
    """``InputError`` for an archive of so many bytes that would unpack to far more than it holds.

    Its entries may say that they are larger than the archive is: several may name the same bytes.

    Parameters
    ----------
    infos : list of zipfile.ZipInfo
        Its entries.
    name : str
        What to call it in a message.
    size : int
        How many bytes it has.
    """
    ARCHIVE_FILES.hold(name, len(infos))
    ARCHIVE_MEMBER.hold(name, max((i.file_size for i in infos), default=0))
    total = sum(i.file_size for i in infos)
    ARCHIVE_TOTAL.hold(name, total)
    if total > _SMALL:
        ARCHIVE_RATIO.hold(name, total // max(1, min(size, sum(i.compress_size for i in infos))))


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive, its sizes checked; ``InputError`` when it is damaged or a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        check_sizes(archive.infolist(), name, len(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            f"{name} is damaged: it can't be opened as a ZIP archive; fetch or save it again"
        ) from error
    return archive


def members(data: bytes, name: str, budget: Budget | None = None) -> Iterator[Member]:
    """The files of an archive, in its order, without folders and the systems' own litter (``__MACOSX``,
    ``.DS_Store``); what they have together goes into the budget.

    Parameters
    ----------
    data : bytes
        The archive.
    name : str
        What to call it in a message.
    budget : Budget, optional
        That of the archive it lies in; by default its own.

    Yields
    ------
    Member
        A file and its path.
    """
    budget = budget or Budget(len(data))
    with open_archive(data, name) as archive:
        listed = [
            (info, _safe_path(member_name(info), name)) for info in archive.infolist()
        ]  # every path is judged before any file is read
        for info, path in listed:
            if (
                info.is_dir()
                or any(part.startswith((".", "__MACOSX", "~$")) for part in path.parts)
                or path.name in ("Thumbs.db", "desktop.ini")
            ):
                continue
            if (info.external_attr >> 16) & 0o170000 == 0o120000:
                raise InputError(f"{name} holds a link ({path}); pack the file itself")
            if info.flag_bits & 0x1:
                raise InputError(f"{name} is locked with a password; pack it again without one")
            try:
                with archive.open(info) as handle:
                    content = handle.read(ARCHIVE_MEMBER.most + 1)
            except (
                zipfile.BadZipFile,
                zlib.error,
                EOFError,
                OSError,
                NotImplementedError,
                RuntimeError,
                ValueError,
            ) as error:
                raise InputError(f"{name} is damaged at {path}; fetch or pack it again") from error
            ARCHIVE_MEMBER.hold(f"{name}, {path}", len(content))
            budget.spend(name, len(content))
            yield Member(path, content)
