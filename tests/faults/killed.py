"""Runs commands and kills them at each point at which they touch a file: ``python -m tests.faults.killed``.

A process of its own: it forks for each run, and what a forked process did to itself is gone with it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from analysis.cli import main

_EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def killed_at(point: int, folder: Path) -> None:
    """Let this process be killed just before it touches a file of a folder for the ``point``-th time."""
    count = 0

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal count
        if event in _EVENTS and str(folder) in str(args[0]):
            if event == "open" and not (isinstance(args[2], int) and args[2] & _WRITING):
                return
            count += 1
            if count == point:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def forked(run: Callable[[], int]) -> int:
    """The status of a run in a process of its own; -9: it was killed. What it says is in ``said``."""
    pid = os.fork()
    if not pid:
        said = os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        status = 99  # a traceback
        try:
            status = run()
            sys.stdout.flush()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def command(words: Sequence[str]) -> int:
    """The status of a command that nobody disturbs."""
    return forked(lambda: main(list(words)))


def points(words: Sequence[str], folder: Path, step: int) -> Iterator[int]:
    """Run a command again and again, each time killed at a later point, until it isn't any more."""
    point = 1
    while True:

        def run(point: int = point) -> int:
            killed_at(point, folder)
            return main(list(words))

        status = forked(run)
        if status != -signal.SIGKILL:
            assert status == 0, Path("said").read_text(encoding="utf-8")
            return
        yield point
        point += step


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }
