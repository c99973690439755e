"""One writer at a time: a lock on a folder, which ends with the process that has it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analysis.errors import InputError, visible
from analysis.output import write_bytes

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK = ".work-reports.lock"
OWNER = ".work-reports.owner"  # who has the lock; a file of its own, for a lock's can't be read everywhere
_PAUSE = 0.1  # seconds between two tries
_UNKNOWN = 5  # tries before a process that hasn't said who it is is told of


class Owner(NamedTuple):
    """The process that has a lock: its number, its machine, since when, and what it does."""

    pid: int
    host: str
    since: str
    doing: str

    def told(self) -> str:
        """The process in words."""
        where = f" of {self.host}" if self.host != socket.gethostname() else ""
        day, _, minute = self.since.partition(" ")
        today = day == datetime.now().astimezone().date().isoformat()
        return (
            f"process {self.pid}{where}, which has been {self.doing} since {minute if today else self.since}"
        )


def say(sentence: str) -> None:
    """Say a sentence on the standard error, where that can be written."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"{visible(sentence)}\n")
        sys.stderr.flush()


@contextlib.contextmanager
def only_writer(folder: Path, doing: str, hears: Callable[[str], None] = say) -> Iterator[None]:
    """Be the only one that writes to a folder, waiting for whoever does; a lock within a lock of the same
    thread is no other.

    The system ends the lock with the process that has it, whatever ended that.

    Parameters
    ----------
    folder : Path
        The folder; it is made, and removed again when nothing came into it.
    doing : str
        What is done there, for those who wait: ``adding to``.
    hears : callable
        Hears for whom it waits; by default that is written to the standard error.

    Raises
    ------
    InputError
        Where a process of another machine seems to write there.
    OSError
        Naming the folder, where it can't be written.
    """
    from filelock import FileLock

    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder.resolve() / LOCK, is_singleton=True)
        if lock.is_locked:
            yield
            return
        with _naming(folder):
            _wait_for(lock, folder, hears)
        try:
            with _naming(folder):
                _enter(folder, f"{doing} {folder}")
            yield
        finally:
            _leave(folder, lock)
    finally:
        for place in missing:
            with contextlib.suppress(OSError):
                place.rmdir()


@contextlib.contextmanager
def _naming(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        path = error.filename or str(folder)
        raise OSError(error.errno, error.strerror or str(error), path) from error


def _wait_for(lock: BaseFileLock, folder: Path, hears: Callable[[str], None]) -> None:
    from filelock import Timeout

    told: Owner | None = None
    tries = 0
    while True:
        try:
            with warnings.catch_warnings():  # of file systems on which the lock is of a simpler kind
                warnings.simplefilter("ignore")
                lock.acquire(blocking=False)
            return
        except Timeout:
            tries += 1
        except FileNotFoundError:  # whoever made the folder has just removed it
            folder.mkdir(parents=True, exist_ok=True)
            continue
        owner = read_owner(folder)
        if owner != told and owner is not None:
            told = owner
            hears(f"waiting for {owner.told()}")
        elif told is None and tries == _UNKNOWN:
            hears(f"waiting for another process, which writes to {folder}")
        time.sleep(_PAUSE)


def read_owner(folder: Path) -> Owner | None:
    """Who says that it writes to a folder; it may be gone. ``None``: nobody."""
    try:
        said = json.loads((folder / OWNER).read_text(encoding="utf-8"))
        return Owner(int(said["pid"]), str(said["host"]), str(said["since"]), str(said["doing"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _enter(folder: Path, doing: str) -> None:
    """Say who writes; whoever said so before is gone if it was of this machine, for it has no lock."""
    before = read_owner(folder)
    if before is not None and before.host != socket.gethostname():
        raise InputError(
            f"{folder} seems to be written by {before.told()}, on a machine that can't be asked; if that "
            f"process has ended, delete {folder / OWNER}"
        )
    since = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    owner = Owner(os.getpid(), socket.gethostname(), since, doing)
    write_bytes(folder / OWNER, json.dumps(owner._asdict()).encode())


def _leave(folder: Path, lock: BaseFileLock) -> None:
    """Give the lock back. Its file is removed while it is held: whoever waits for it sees that and takes a
    new one.
    """
    owner = read_owner(folder)
    mine = owner is not None and (owner.pid, owner.host) == (os.getpid(), socket.gethostname())
    for path in [folder / OWNER] * mine + [folder / LOCK]:
        with contextlib.suppress(OSError):
            path.unlink()
    lock.release()
