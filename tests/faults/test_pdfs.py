"""PDFs are read by a process of their own: where it ends one sentence says so, and the next one is read."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.formats import pdf_process
from analysis.formats.pdf import read_pdf
from analysis.limits import PDF_CHARACTERS, PDF_PAGES
from tests.faults.hostile_pdfs import LINES, draws_itself, draws_twice, many_pages, paged, text

GOOD = paged()
WORDS = read_pdf(GOOD, "good.pdf")[0]
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a form that draws itself": (draws_itself, "more than|breaks down"),
    "forms that draw the next one twice": (draws_twice, "more than|breaks down"),
    "a million pages": (lambda: many_pages(1_000_000), "has 1,000,000 pages, more than 2,000"),
    "pages that aren't there": (lambda: many_pages(1, 1_999), "damaged at page 2"),
    "pages within themselves": (
        lambda: paged(pages=b"<</Type/Pages/Kids[2 0 R 6 0 R]/Count 5>>"),
        "damaged at page",
    ),
    "packed twice over": (
        lambda: paged(b" " * 6 * 10**8, packed=2),
        "more than|scan|breaks down",
    ),
    "strokes without end": (lambda: paged(LINES + b"0 0 m 1 1 l S " * 8_000_000, packed=1), "more than"),
    "nothing but its name": (lambda: b"%PDF-1.4", "can't be opened as a PDF"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_pdf_ends_in_a_sentence(case: str) -> None:
    make, message = HOSTILE[case]
    with pytest.raises(InputError, match=message) as caught:
        read_pdf(make(), "a.pdf")
    assert str(caught.value).startswith("a.pdf ")
    assert "\n" not in str(caught.value)
    assert read_pdf(GOOD, "good.pdf")[0] == WORDS  # the next one is read all the same


READ: dict[str, Callable[[], bytes]] = {
    "a page as large as a country": lambda: paged(box=b"0 0 1000000000 1000000000"),
    "no end of a page": lambda: paged(box=b"-1e30 -1e30 1e30 1e30"),
    "words a thousand miles away": lambda: paged(LINES + text("远", x=2_000_000_000)),
    "characters of no size": lambda: paged(LINES + text("小" * 30, size=0.000001) * 400),
    "characters nowhere": lambda: paged(LINES + b"BT /F1 1e400 Tf 1 0 0 1 1e400 0 Tm <65396539> Tj ET"),
    "packed blanks": lambda: paged(LINES + b" " * 10**8, packed=1),
    "brackets without end": lambda: paged(
        pages=b"<</Type/Pages/Kids[6 0 R]/Count 1/X " + b"[" * 300_000 + b">>"
    ),
}


@pytest.mark.parametrize("case", READ)
def test_the_words_of_a_strange_pdf_are_read(case: str) -> None:
    assert set(WORDS.split("\n")) <= set(read_pdf(READ[case](), "a.pdf")[0].split("\n"))


def test_a_character_larger_than_its_page_is_left_out_and_said() -> None:
    found, remark = read_pdf(paged(LINES + text("大", size=10**9)), "a.pdf")
    assert (found, remark) == (WORDS, "left out: 1 characters larger than their page")
    scaled = text("大", size=10**4).replace(b"1 0 0 1", b"0.0014 0 0 0.0014")  # 14 points, in another way
    assert "大" in read_pdf(paged(LINES + scaled), "a.pdf")[0]


@pytest.mark.long_faults
def test_more_characters_than_a_pdf_may_have() -> None:
    per_page = len(pdf_process.pages_of(GOOD, "a.pdf")[0][0])
    pages = PDF_CHARACTERS.most // per_page + 1
    assert pages < PDF_PAGES.most
    with pytest.raises(InputError, match="has more than 1,000,000 characters; cut it"):
        pdf_process.pages_of(many_pages(pages), "a.pdf")


def test_threads_take_turns() -> None:
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda n: read_pdf(many_pages(1 + n % 3), f"{n}.pdf")[0], range(9)))
    assert [len(text) for text in found] == [len(found[n % 3]) for n in range(9)]
    assert found[0] == WORDS


def _words(data: bytes) -> str:
    return read_pdf(data, "a.pdf")[0]


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_workers_read_pdfs(method: str) -> None:
    """A worker may have no children of its own by ``multiprocessing``, and a copy has its maker's pipes."""
    read_pdf(GOOD, "a.pdf")
    with multiprocessing.get_context(method).Pool(1) as pool:
        assert pool.apply(_words, (GOOD,)) == WORDS
        assert read_pdf(GOOD, "a.pdf")[0] == WORDS
        with pytest.raises(InputError):
            pool.apply(_words, (b"%PDF-1.4",))


def test_a_reader_that_was_killed_is_started_again() -> None:
    read_pdf(GOOD, "a.pdf")
    assert pdf_process._reader.process is not None
    pdf_process._reader.process.kill()
    pdf_process._reader.process.wait()
    assert read_pdf(GOOD, "a.pdf")[0] == WORDS


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_reader_ends_with_who_started_it(sent: int, tmp_path: Path) -> None:
    """In the middle of a file that it would read for long."""
    path = tmp_path / "a.pdf"
    path.write_bytes(draws_twice(60))
    program = (
        "import sys, threading, time; from pathlib import Path\n"
        "from analysis.formats import pdf_process\n"
        "reading = threading.Thread(target=pdf_process.pages_of, "
        "args=(Path(sys.argv[1]).read_bytes(), 'a.pdf'), daemon=True)\n"
        "reading.start()\n"
        "while pdf_process._reader.process is None: time.sleep(0.01)\n"
        "print(pdf_process._reader.process.pid, flush=True); reading.join()\n"
    )
    started = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert started.stdout is not None
    with started:
        reader = int(started.stdout.readline())
        assert _is_alive(reader)
        started.send_signal(sent)
        started.wait(20)
    for _ in range(50):
        if not _is_alive(reader):
            return
        time.sleep(0.1)
    raise AssertionError("the reader lives on")


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
