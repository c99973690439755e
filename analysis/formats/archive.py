"""ZIP archives: names in GBK, nothing unpacked to disk, bombs and paths that lead outside refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from analysis.errors import InputError

MOST_MEMBERS = 20_000
LARGEST_MEMBER = 256 * 2**20
LARGEST_TOTAL = 2 * 2**30
HIGHEST_RATIO = 300


class Member(NamedTuple):
    """A file in an archive: its path there and its bytes."""

    path: PurePosixPath
    data: bytes


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
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or any(ord(c) < 32 for c in name):
        raise InputError(
            f"{archive} holds a file whose path leads outside it ({name!r}); nothing of it was read"
        )
    return path


def check_sizes(infos: list[zipfile.ZipInfo], name: str) -> None:
    """``InputError`` for an archive that would unpack to far more than it holds."""
    if len(infos) > MOST_MEMBERS:
        raise InputError(
            f"{name} holds {len(infos)} files, more than {MOST_MEMBERS}; unpack it and add its folders one "
            "by one"
        )
    total = sum(i.file_size for i in infos)
    packed = sum(i.compress_size for i in infos)
    if (
        total > LARGEST_TOTAL
        or any(i.file_size > LARGEST_MEMBER for i in infos)
        or (total > 2**24 and total > HIGHEST_RATIO * max(1, packed))
    ):
        raise InputError(
            f"{name} would unpack to {total / 2**20:,.0f} MiB from {packed / 2**20:,.1f}; it looks like a "
            "zip bomb and was not read"
        )


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive, its sizes checked; ``InputError`` when it is damaged or a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        check_sizes(archive.infolist(), name)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            f"{name} is damaged: it can't be opened as a ZIP archive; fetch or save it again"
        ) from error
    return archive


def members(data: bytes, name: str) -> Iterator[Member]:
    """The files of an archive, in its order, without folders and the systems' own litter (``__MACOSX``,
    ``.DS_Store``).
    """
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
                    content = handle.read(LARGEST_MEMBER + 1)
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
            if len(content) > LARGEST_MEMBER:
                raise InputError(
                    f"{name} would unpack to far more than it says ({path}); it looks like a zip bomb and "
                    "was not read"
                )
            yield Member(path, content)
