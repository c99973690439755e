"""A folder that is written as a whole and written again: only what this package wrote is changed or removed
there.
"""

from __future__ import annotations

import contextlib
import hashlib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from analysis.errors import InputError, some
from analysis.folders.locks import LOCK, OWNER, only_writer, say
from analysis.folders.mark import (
    MARK,
    Maker,
    Mark,
    first_row,
    is_marked,
    mark_lines,
    read_mark,
    sha256_of,
    write_mark,
)
from analysis.output import Writing, is_temporary, replace_when_done

_SHOWN = 10  # names of files in a sentence
# What systems leave in any folder, and what keeps an empty one in a repository.
_NOTHING = {".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", ".gitignore", LOCK, OWNER, MARK}
NOTHING_READ = hashlib.sha256().hexdigest()  # the corpus of what has none


def check_folder(folder: Path, maker: Maker) -> Mark | None:
    """Whether ``maker`` may write to a folder, before any work; nothing is touched.

    Parameters
    ----------
    folder : Path
        The folder; it needn't be there.
    maker : Maker
        Who wants to write.

    Returns
    -------
    Mark or None
        What its mark says; ``None``: it isn't there, or holds nothing.

    Raises
    ------
    InputError
        For a file, a folder with files of others and no mark, a mark that ``maker`` didn't write, and links
        in the places of its folders.
    """
    if folder.is_symlink() and not folder.exists():
        raise InputError(f"{folder} is a link that leads nowhere; give {maker.option} a folder")
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not there.is_dir():
        raise InputError(f"{there} is a file; give {maker.option} a folder")
    if not folder.exists():
        return None
    mark = read_mark(folder, maker)
    if (
        mark is None
        and (others := others_in(folder))
        and not maker.earlier([folder / name for name in others])
    ):
        raise InputError(
            f"{folder} holds files ({some(others, 3)}) and no list that says {maker.noun} wrote them, so "
            f"nothing was touched; give {maker.option} an empty folder or one that {maker.noun} wrote"
        )
    _check_places(folder, maker)
    return mark


def _check_places(folder: Path, maker: Maker) -> None:
    """Raise ``InputError`` where a link or a file stands in the place of one of the maker's folders."""
    for place in maker.places:
        path = folder / place
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            what = "a link" if path.is_symlink() else "a file"
            raise InputError(
                f"{path} is {what} where {maker.noun} writes a folder, so nothing was touched; move it "
                f"away or give {maker.option} another folder"
            )


def others_in(folder: Path) -> list[str]:
    """The entries of a folder that are neither litter nor, with a mark of their own, folders that this
    package wrote; an empty folder is none.
    """
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.name not in _NOTHING
        and not is_temporary(path.name)
        and (path.is_symlink() or not path.is_dir() or not (is_marked(path) or _is_empty(path)))
    )


def _is_empty(folder: Path) -> bool:
    return not any(path.name not in _NOTHING and not is_temporary(path.name) for path in folder.iterdir())


@contextlib.contextmanager
def owned(
    folder: Path, maker: Maker, corpus: str = NOTHING_READ, hears: Callable[[str], None] = say
) -> Iterator[Owned]:
    """A folder to write to, as the only one that does.

    Parameters
    ----------
    folder : Path
        The folder; it is made.
    maker : Maker
        Who writes.
    corpus : str, optional
        A SHA-256 of what was read.
    hears : callable, optional
        Hears for whom it waits.

    Yields
    ------
    Owned

    Raises
    ------
    InputError
        As ``check_folder`` does, and where a process of another machine seems to write there.
    """
    check_folder(folder, maker)
    with only_writer(folder, maker.doing, hears):
        one = Owned(folder, maker, corpus, check_folder(folder, maker))
        try:
            yield one
        except BaseException:
            one.abandon()
            raise
        finally:
            one.close()


class Owned:
    """A folder that is being written. ``files`` has what is written this time, with checksums; ``aside`` the
    files that stood in the way and weren't as an earlier run wrote them, with the names that they have now.
    """

    def __init__(self, folder: Path, maker: Maker, corpus: str, mark: Mark | None) -> None:
        from analysis import __version__

        self.folder, self.maker = folder, maker
        self.earlier = mark.files if mark else {}
        self.files: dict[str, str] = {}
        self.aside: dict[str, str] = {}
        self._first = first_row(maker, __version__, corpus)
        self._remove_temporary()
        write_mark(folder, self._first, self._known())
        self._list: BinaryIO = (folder / MARK).open("ab")

    def _known(self) -> dict[str, set[str]]:
        known = {name: {one for one in sums if one} for name, sums in self.earlier.items()}
        for name, checksum in self.files.items():
            known.setdefault(name, set()).add(checksum)
        return known

    def _remove_temporary(self) -> None:
        """What killed processes were writing when they ended: nobody else writes here."""
        for place in (".", *self.maker.places):
            folder = self.folder / place
            for path in folder.iterdir() if folder.is_dir() else ():
                if is_temporary(path.name) and path.is_file() and not path.is_symlink():
                    path.unlink(missing_ok=True)

    def write(self, name: str, data: bytes) -> Path:
        """Write a file whole, unless it holds just these bytes."""
        path = self.folder / name
        if path.is_file() and not path.is_symlink() and path.stat().st_size == len(data):
            checksum = hashlib.sha256(data).hexdigest()
            if sha256_of(path) == checksum:
                self._note(name, checksum)
                return path
        with self.stream(name) as file:
            file.write(data)
        return path

    @contextlib.contextmanager
    def stream(self, name: str) -> Iterator[Writing]:
        """A file to write to, which appears when the block ends well."""

        def before(file: Writing) -> None:
            self._clear(name, file.sha256)
            self._note(name, file.sha256)

        with replace_when_done(self.folder / name, before) as file:
            yield file

    def _note(self, name: str, checksum: str) -> None:
        """Name a file in the mark, before it appears."""
        if checksum not in self.earlier.get(name, ()) and self.files.get(name) != checksum:
            try:
                self._list.write(mark_lines([[name, checksum]]))
                self._list.flush()
            except OSError as error:
                raise OSError(error.errno, error.strerror, str(self.folder / MARK)) from error
        self.files[name] = checksum

    def _clear(self, name: str, checksum: str) -> None:
        """Set aside what stands in the place of a file, unless an earlier run wrote it."""
        path = self.folder / name
        if not path.exists() and not path.is_symlink():
            return
        sums = {*self.earlier.get(name, ()), self.files.get(name, ""), checksum}
        if (
            path.is_file()
            and not path.is_symlink()
            and ("" in self.earlier.get(name, ()) or sha256_of(path) in sums)
        ):
            return
        number = 1
        while True:
            new = path.with_name(f"{path.stem}.edited{number if number > 1 else ''}{path.suffix}")
            if not new.exists() and not new.is_symlink():
                break
            number += 1
        path.rename(new)
        self.aside[name] = new.relative_to(self.folder).as_posix()

    def finish(self, *, whole: bool = True) -> list[str]:
        """Remove the files of earlier runs that this one didn't write, and write the mark.

        A file stays when its bytes aren't those that were written, when it is a link, and when it lies
        outside the folder (a folder above it is a link). Folders that are empty then are removed too.

        Parameters
        ----------
        whole : bool, default True
            False: what earlier runs wrote stays the maker's.

        Returns
        -------
        list of str
            The files of earlier runs that stay though this one didn't write them, sorted.
        """
        stay = []
        current = {_same(name) for name in self.files}
        for name in sorted(self.earlier) if whole else ():
            path = self.folder / name
            if _same(name) in current or not (path.exists() or path.is_symlink()):
                continue
            if self._is_unchanged(path, name):
                path.unlink()
                self._remove_empty(path.parent)
            else:
                stay.append(name)
        self.close()
        files = {name: {checksum} for name, checksum in self.files.items()}
        write_mark(self.folder, self._first, files if whole else self._known() | files)
        return stay

    def _is_unchanged(self, path: Path, name: str) -> bool:
        inside = not path.is_symlink() and path.is_file()
        inside = inside and path.resolve().is_relative_to(self.folder.resolve())
        return inside and sha256_of(path) in self.earlier[name]

    def _remove_empty(self, folder: Path) -> None:
        while folder != self.folder and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent

    def others(self) -> list[str]:
        """The files here that nobody wrote but the user: in the folder itself and in those of the maker."""
        known = {_same(name) for name in (*self.files, *self.earlier)}
        found = [name for name in others_in(self.folder) if name.split("/")[0] not in self._tops()]
        for place in self.maker.places:
            folder = self.folder / place
            found += [
                f"{place}/{name}"
                for name in (others_in(folder) if folder.is_dir() and not place.startswith(".") else ())
                if f"{place}/{name}" not in self.maker.places
            ]
        return sorted(name for name in found if _same(name) not in known)

    def _tops(self) -> set[str]:
        return {place.split("/")[0] for place in self.maker.places}

    def remarks(self, stay: list[str]) -> list[str]:
        """Sentences about the files that stay; ``stay`` is what ``finish`` returned."""
        unknown = [name for name in stay if "" in self.earlier[name]]
        changed = [name for name in stay if "" not in self.earlier[name]]
        said = []
        if unknown:
            said.append(
                f"{len(unknown)} file{'s' if len(unknown) > 1 else ''} of an earlier version's "
                f"{self.maker.name} stay, for its list has no checksums; delete them if they are nobody's: "
                f"{some(unknown, _SHOWN)}"
            )
        if changed:
            said.append(
                f"left where they are, though this {self.maker.name} doesn't write them, for they aren't "
                f"as an earlier {self.maker.name} wrote them: {some(changed, _SHOWN)}"
            )
        if self.aside:
            moved = [f"{name} is now {new}" for name, new in sorted(self.aside.items())]
            said.append(f"kept under other names, for they were changed by hand: {some(moved, _SHOWN)}")
        mine = [name for name in self.others() if name not in {*self.aside.values(), *stay}]
        if mine:
            said.append(f"left alone, being no files of {self.maker.noun}: {some(mine, _SHOWN)}")
        return said

    def abandon(self) -> None:
        """Leave no mark in a folder in which there is nothing."""
        if not others_in(self.folder):
            self.close()
            with contextlib.suppress(OSError):
                (self.folder / MARK).unlink()

    def close(self) -> None:
        """No more files are named."""
        with contextlib.suppress(OSError):  # what couldn't be written was said
            self._list.close()


def _same(name: str) -> str:
    """One name for those that a file system may take for the same."""
    return unicodedata.normalize("NFC", name).casefold()
