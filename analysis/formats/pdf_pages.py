"""The characters of a PDF's pages, read by PDFium: what runs in a process of its own.

PDFium is a library of C++, and a file can make it loop, fill the memory or break down. So ``pdf_process``
starts ``serve`` in a process that may end. What it is sent: a file's length (8 bytes) and the file. What it
answers: blocks of a sign, a length (4 bytes) and that many bytes: ``B``, it has the file; ``P``, a page
(height; how many characters; their codes, whether a blank stands before each; left, right, base line, size);
``E``, no more pages; ``X``, why there are none (JSON).
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import os
import struct
import sys
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from analysis.limits import PDF_CHARACTERS, PDF_MEMORY, PDF_PAGES, PDF_TIME

TOO_MUCH_MEMORY, IDLE = 77, 76  # what the process ends with
_SECONDS_A_PAGE, _SECONDS_A_MIB = 0.3, 1
_IDLE = 30  # seconds without a file, after which the process ends
_HEAD = "<dI"  # of a page: its height, how many characters


class Char(NamedTuple):
    """A printed character: its left and right edge and its base line in points (y grows upwards), its size,
    and whether a blank stands before it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    spaced: bool


def seconds(size: int, page: int = 0) -> float:
    """How much processor time a file of a size may take, up to and with a page.

    >>> seconds(2**20), seconds(2**20, 10)
    (11.0, 14.0)
    """
    return PDF_TIME.most + _SECONDS_A_MIB * size / 2**20 + _SECONDS_A_PAGE * page


def memory(size: int) -> int:
    """How many bytes of memory a file of a size may take.

    >>> memory(0) == PDF_MEMORY.most
    True
    """
    return PDF_MEMORY.most + 4 * size


@lru_cache(maxsize=1)
def _pdfium() -> Any:
    """The library, with a font that has hanzi.

    A PDF that doesn't embed its fonts takes the machine's. Where none has hanzi (a bare Linux), characters
    that are drawn one by one have no width and would be left out of the text, so PDFium is told of the font
    of the figures. Other systems bring such a font.
    """
    import pypdfium2
    import pypdfium2.raw as raw

    if sys.platform.startswith("linux"):
        character = ctypes.POINTER(ctypes.c_char)
        folder = ctypes.create_string_buffer(str(files("pylopdf_fonts_zh_cn")).encode())
        paths = (character * 2)(
            ctypes.cast(folder, character)
        )  # the second place stays empty: the end of the list
        raw.FPDF_DestroyLibrary()
        raw.FPDF_InitLibraryWithConfig(
            raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths, m_pIsolate=None, m_v8EmbedderSlot=0)
        )
    return pypdfium2


def _page_chars(page: Any, raw: Any) -> Iterator[tuple[int, bool, float, float, float, float]]:
    """The characters of a page: code, whether a blank stands before it, left, right, base line, size."""
    textpage, tallest = page.get_textpage(), page.get_height()
    rect, x, base = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_rect, at_x, at_base = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(base)
    spaced = False
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if raw.FPDFText_IsGenerated(textpage, index) == 1 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        code = 0x2D if code == 2 else code  # how PDFium gives a hyphen at a line's end
        if code <= 32 or code in (0x3000, 0xA0):
            spaced = True
            continue
        angle = raw.FPDFText_GetCharAngle(textpage, index)
        if 0.05 < angle < 6.23:  # a watermark across the page
            continue
        if raw.FPDFText_GetLooseCharBox(textpage, index, at_rect) and rect.right > rect.left:
            # The base line is the same for every font on a line; boxes aren't.
            raw.FPDFText_GetCharOrigin(textpage, index, at_x, at_base)
            size = raw.FPDFText_GetFontSize(textpage, index)
            if not 2 < size <= tallest:  # a size of 1 is scaled elsewhere
                size = abs(rect.top - rect.bottom) or 1.0
            yield code, spaced, rect.left, rect.right, base.value, size
            spaced = False
    textpage.close()


def _packed(page: Any, raw: Any, room: int) -> bytes:
    """A page as it is sent; ``OverflowError`` when it has more characters than there is room for."""
    codes, spaced = array("I"), array("B")
    places = tuple(array("d") for _ in range(4))
    for code, blank, *numbers in _page_chars(page, raw):
        if len(codes) == room:
            raise OverflowError
        codes.append(code)
        spaced.append(blank)
        for place, number in zip(places, numbers, strict=True):
            place.append(number)
    head = struct.pack(_HEAD, page.get_height(), len(codes))
    return b"".join((head, codes.tobytes(), spaced.tobytes(), *(place.tobytes() for place in places)))


def unpacked(data: bytes) -> tuple[list[Char], float, int]:
    """A page as it was sent: its characters, its height, and how many characters nobody can see, which are
    left out: taller than the page, or nowhere.
    """
    height, many = struct.unpack_from(_HEAD, data)
    codes, spaced = array("I"), array("B")
    places = tuple(array("d") for _ in range(4))
    at = struct.calcsize(_HEAD)
    columns: list[array[Any]] = [codes, spaced, *places]
    for column in columns:
        end = at + many * column.itemsize
        column.frombytes(data[at:end])
        at = end
    found = [
        Char(chr(code), left, right, base, size, bool(blank))
        for code, blank, left, right, base, size in zip(codes, spaced, *places, strict=True)
    ]
    chars = [c for c in found if c.size <= height and math.isfinite(c.left + c.right + c.base)]
    return chars, height, len(found) - len(chars)


def _read(data: bytes, put: Callable[[bytes, bytes], None], may_take: Callable[[int], None]) -> None:
    """One file, page by page."""
    pypdfium2 = _pdfium()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        put(b"X", _why("locked" if "password" in str(error).lower() else "damaged"))
        return
    try:
        if len(document) > PDF_PAGES.most:
            put(b"X", _why("pages", len(document)))
            return
        room = PDF_CHARACTERS.most
        for number in range(len(document)):
            may_take(number)
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                put(b"X", _why("page", number + 1))
                return
            packed = _packed(page, pypdfium2.raw, room)
            room -= struct.unpack_from(_HEAD, packed)[1]
            put(b"P", packed)
            page.close()
        put(b"E", b"")
    except OverflowError:
        put(b"X", _why("characters"))
    finally:
        document.close()


def _why(reason: str, number: int = 0) -> bytes:
    return json.dumps([reason, number]).encode()


def _limit_time(size: int) -> Callable[[int], None]:
    """Let the system end this process when a file takes too long; a function that gives it time for a page
    more. Without such limits (Windows) who started it looks at the clock.
    """
    try:
        import resource
    except ImportError:
        return lambda page: None
    start = time.process_time()
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]

    def may_take(page: int) -> None:
        most = math.ceil(start + seconds(size, page))
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (most, hard))

    may_take(0)
    return may_take


def _in_use() -> int:
    """How much memory this process has, in bytes: now (Linux), or at the most so far, which begins with what
    the process had that started this one; 0 where the system doesn't say.
    """
    with contextlib.suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


class _Watch:
    """Ends this process with the one that started it, and when it takes too much memory; PDFium's functions
    let other threads run.
    """

    def __init__(self, parent: int) -> None:
        self.parent = parent
        self.first = _in_use()
        self.most = math.inf  # bytes, while a file is read

    def run(self) -> None:
        while not hasattr(os, "getppid") or os.name != "posix" or os.getppid() == self.parent:
            if self.taken() > self.most:
                os._exit(TOO_MUCH_MEMORY)
            time.sleep(0.05)
        os._exit(1)

    def taken(self) -> int:
        """The memory taken since this process began."""
        return _in_use() - self.first


def _limit_memory(size: int) -> None:
    """No more addresses than a file of a size may take, however fast it takes them."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        most = 4 * memory(size)
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _wait() -> None:
    """Wait for a file; without one for long, the process ends."""
    if os.name == "posix":
        import select

        if not select.select([0], [], [], _IDLE)[0]:
            os._exit(IDLE)


def serve(parent: int) -> None:
    """Read files from the standard input and answer with their pages, until it ends, the parent ends, none
    comes for half a minute, or a file took much memory.

    Parameters
    ----------
    parent : int
        The process that started this one.
    """
    answers = os.dup(1)
    os.dup2(2, 1)  # whatever a library says isn't an answer
    out = os.fdopen(answers, "wb")
    source = os.fdopen(os.dup(0), "rb", buffering=0)
    watch = _Watch(parent)
    threading.Thread(target=watch.run, daemon=True).start()

    def put(sign: bytes, payload: bytes) -> None:
        out.write(sign + struct.pack("<I", len(payload)))
        out.write(payload)

    while True:
        _wait()
        size = struct.unpack("<Q", head)[0] if len(head := _exactly(source, 8)) == 8 else -1
        data = _exactly(source, size) if size >= 0 else b""
        if len(data) < size or size < 0:
            os._exit(0)
        put(b"B", b"")
        out.flush()
        _limit_memory(size)
        watch.most = memory(size)
        _read(data, put, _limit_time(size))
        watch.most = math.inf
        out.flush()
        if watch.taken() > PDF_MEMORY.most // 4:
            os._exit(IDLE)


def _exactly(source: Any, size: int) -> bytes:
    """So many bytes; fewer where there are no more."""
    pieces = []
    while size and (piece := source.read(min(size, 2**20))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
