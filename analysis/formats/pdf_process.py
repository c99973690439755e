"""The process that reads PDFs: started when it is needed, ended when it breaks down or takes too much.

It is no copy of this one and no worker of a pool, but a Python of its own that is told where the package
lies: so it can be started from a notebook, a script without a guard, a worker or a thread, on every system.
It reads one file after the other, as starting takes some tenths of a second, and ends when nobody needs it
(``analysis.formats.pdf_pages``).
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

from analysis.errors import InputError
from analysis.formats import pdf_pages
from analysis.formats.pdf_pages import Char
from analysis.limits import PDF_CHARACTERS, PDF_MEMORY, PDF_PAGES, PDF_TIME

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from analysis.formats.pdf_pages import serve; serve(int(sys.argv[2]))"
)
_SLOW = 10  # times the processor time: what a file may take by the clock, on a machine that others use


class _Broken(Exception):
    """The process has ended."""


class _Reader:
    """The process, and whose it is."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            self.end()
            # It imports from where this process does, as multiprocessing's do, and from nowhere else.
            path = json.dumps([os.path.abspath(folder) for folder in sys.path])  # noqa: PTH100 ("" is this one)
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-X", "utf8", "-c", _START, path, str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
        return self.process

    def end(self) -> int:
        """End the process; what it ended with."""
        process, self.process = self.process, None
        if process is None:
            return 0
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(5)
        process.kill()
        return process.wait()

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()


_reader = _Reader()


def _forget() -> None:
    """In a copy of this process: the reader belongs to the other one."""
    global _reader
    if _reader.process is not None:
        _reader.process.returncode = 0
    _reader = _Reader()


atexit.register(lambda: _reader.end())
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _exactly(pipe: Any, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        piece = pipe.read(size - len(data))
        if not piece:
            raise _Broken
        data += piece
    return bytes(data)


def _blocks(process: subprocess.Popen[bytes], data: bytes) -> Iterator[tuple[bytes, bytes]]:
    assert process.stdin is not None
    try:
        for piece in (struct.pack("<Q", len(data)), data):
            view = memoryview(piece)
            while view:
                view = view[process.stdin.write(view) :]
    except OSError:
        raise _Broken from None
    while True:
        sign, size = struct.unpack("<cI", _exactly(process.stdout, 5))
        yield sign, _exactly(process.stdout, size)
        if sign in b"EX":
            return


def _refusal(name: str, reason: str, number: int) -> InputError:
    """The sentence for what the process found."""
    if reason == "pages":
        return PDF_PAGES.refusal(name, number)
    if reason == "characters":
        return PDF_CHARACTERS.refusal(name)
    return InputError(
        {
            "locked": f"{name} is locked with a password; save a copy without one",
            "damaged": f"{name} is damaged: it can't be opened as a PDF; fetch it again",
            "page": f"{name} is damaged at page {number}; fetch it again",
        }[reason]
    )


def _ended(name: str, status: int, size: int, page: int, late: bool) -> InputError:
    """The sentence for a process that has ended."""
    import signal

    if late or status == -getattr(signal, "SIGXCPU", 0.5):
        return PDF_TIME.refusal(name, int(pdf_pages.seconds(size, page)))
    if status == pdf_pages.TOO_MUCH_MEMORY:
        return PDF_MEMORY.refusal(name, pdf_pages.memory(size))
    return InputError(
        f"{name} is damaged at page {page + 1}: what opens PDFs breaks down over it; print it to a new PDF"
    )


def pages_of(data: bytes, name: str) -> list[tuple[list[Char], float, int]]:
    """The pages of a PDF: each with its characters, its height, and how many characters nobody can see.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What to call it in a message.

    Returns
    -------
    list of tuple

    Raises
    ------
    InputError
        For a damaged or locked file, and for one that takes more time, memory, pages or characters than
        ``analysis.limits`` says.

    Examples
    --------
    >>> pages_of(b"%PDF-1.4", "a.pdf")
    Traceback (most recent call last):
    ...
    analysis.errors.InputError: a.pdf is damaged: it can't be opened as a PDF; fetch it again
    """
    with _reader.lock:
        try:
            found = _attempt(data, name)
            return _attempt(data, name, last=True) or [] if found is None else found
        except InputError:
            raise
        except BaseException:  # stopped half-way: what it still says is of another file
            _reader.kill()
            raise


def _attempt(data: bytes, name: str, last: bool = False) -> list[tuple[list[Char], float, int]] | None:
    """The pages; ``None`` when the process had ended before it had the file: nobody had needed it for long,
    or the file before took much memory.
    """
    try:
        process = _reader.start()
    except OSError as error:
        raise InputError(
            f"{name} can't be read: no process for it can be started ({error.strerror or error}); close "
            "other programs, or save its text as .txt"
        ) from error
    reader = _reader
    late = threading.Event()

    def stop() -> None:
        late.set()
        reader.kill()

    pages: list[tuple[list[Char], float, int]] = []
    begun = False
    clock = threading.Timer(_SLOW * pdf_pages.seconds(len(data), PDF_PAGES.most), stop)
    clock.daemon = True
    clock.start()
    try:
        for sign, payload in _blocks(process, data):
            begun = True
            if sign == b"X":
                reason, number = json.loads(payload)
                raise _refusal(name, reason, number)
            if sign == b"P":
                pages.append(pdf_pages.unpacked(payload))
    except _Broken:
        status = _reader.end()
        if not begun and not last:
            return None
        raise _ended(name, status, len(data), len(pages), late.is_set()) from None
    finally:
        clock.cancel()
    return pages
