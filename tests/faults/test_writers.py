"""Two writers at once: one waits and says for whom; a lock ends with its owner."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.corpus.manifest import read_manifest
from analysis.errors import InputError
from analysis.folders.locks import LOCK, OWNER, only_writer, read_owner
from analysis.ingest.survey import survey
from analysis.ingest.writing import write
from tests.faults.killed import snapshot
from tests.ingest.makers import report_of

ROOT = Path(__file__).resolve().parents[2]
REGIONS = ("安徽省", "甘肃省", "四川省", "海南省", "山西省", "吉林省", "江苏省", "浙江省")
HOLDS = """
import sys
from pathlib import Path
from analysis.folders.locks import only_writer
with only_writer(Path(sys.argv[1]), "adding to"):
    print("has it", flush=True)
    sys.stdin.readline()
"""


def start(*command: str | Path, cwd: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *map(str, command)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
    )


def program(*words: str | Path, cwd: Path) -> subprocess.Popen[str]:
    return start("-m", "analysis", *words, cwd=cwd)


@contextlib.contextmanager
def held(folder: Path, cwd: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has the lock of a folder."""
    with start("-c", HOLDS, folder, cwd=cwd) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "has it\n"
        try:
            yield holder
        finally:
            holder.kill()


def reports(folder: Path, regions: tuple[str, ...]) -> list[str]:
    for region in regions:
        (folder / f"{region}2021.txt").write_text(report_of(region, 2021), encoding="utf-8")
    return [f"{region}2021.txt" for region in regions]


def check_several_adds(folder: Path, regions: tuple[str, ...]) -> None:
    """All are there, with their files, whoever came first; nothing else is."""
    running = [program("add", name, cwd=folder) for name in reports(folder, regions)]
    said = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0] * len(running), said
    corpus = folder / "my-corpus"
    rows = read_manifest(corpus / "reports.csv")
    assert sorted(row.region for row in rows) == sorted(regions)
    assert snapshot(corpus).keys() == {"reports.csv", *(f"raw/{row.source}" for row in rows)}


def test_two_adds_at_once(tmp_path: Path) -> None:
    check_several_adds(tmp_path, REGIONS[:2])


@pytest.mark.long_faults
@pytest.mark.parametrize("turn", range(10))
def test_many_adds_at_once(turn: int, tmp_path: Path) -> None:
    check_several_adds(tmp_path, REGIONS)


@pytest.mark.long_faults
def test_the_same_report_twice_at_once(tmp_path: Path) -> None:
    """One of them adds it; the other says that it is there."""
    for turn in range(8):
        folder = tmp_path / str(turn)
        folder.mkdir()
        (name,) = reports(folder, REGIONS[:1])
        running = [program("add", name, cwd=folder) for _ in range(2)]
        said = [process.communicate()[1] for process in running]
        assert sorted(process.returncode for process in running) == [0, 2]
        assert "is in the corpus already, as anhui-2021" in "".join(said)
        assert len(read_manifest(folder / "my-corpus" / "reports.csv")) == 1


def test_who_waits_says_for_whom(tmp_path: Path) -> None:
    """And goes on as soon as the other has ended, whatever ended it."""
    (name,) = reports(tmp_path, REGIONS[:1])
    with held(Path("my-corpus"), tmp_path) as holder, program("add", name, cwd=tmp_path) as second:
        assert second.stderr is not None and second.stdout is not None
        sentence = second.stderr.readline()
        assert sentence.startswith(
            f"waiting for process {holder.pid}, which has been adding to my-corpus since "
        )
        assert second.poll() is None and not (tmp_path / "my-corpus" / "reports.csv").exists()
        holder.send_signal(signal.SIGKILL)
        assert second.wait(60) == 0
        assert second.stderr.read() == ""
    assert snapshot(tmp_path / "my-corpus").keys() == {"reports.csv", "raw/anhui-2021.txt"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_end_while_waiting(number: signal.Signals, tmp_path: Path) -> None:
    (name,) = reports(tmp_path, REGIONS[:1])
    with held(Path("my-corpus"), tmp_path) as holder, program("add", name, cwd=tmp_path) as second:
        assert second.stderr is not None
        second.stderr.readline()
        second.send_signal(number)
        assert second.wait(30) == {signal.SIGINT: 130, signal.SIGTERM: 143}[number]
        assert "Traceback" not in second.stderr.read()
        assert holder.poll() is None and read_owner(tmp_path / "my-corpus") is not None
        holder.communicate("go on\n")
    assert [path.name for path in tmp_path.iterdir()] == [name], "the holder wrote nothing"


@pytest.mark.long_faults
def test_a_check_and_a_build_wait_too(tmp_path: Path) -> None:
    corpus = ROOT / "tests" / "golden" / "corpus"
    words = (
        ["check", "--corpus", corpus, "--output", "out"],
        ["tasks", ROOT / "data" / "raw" / "xianning-2020-tasks.txt", "--xlsx", "out"],
        ["build", "--corpus", corpus, "--output", "out", "--no-figures", "--engine", "rjieba", "--quiet"],
    )
    for command in words:
        with held(Path("out"), tmp_path) as holder, program(*command, cwd=tmp_path) as second:
            assert second.stderr is not None
            assert second.stderr.readline().startswith(f"waiting for process {holder.pid}, ")
            second.kill()


@pytest.mark.long_faults
def test_two_builds_at_once(tmp_path: Path) -> None:
    """Into one folder, of two corpora: the last one's files are there, and only those."""
    for name, regions in (("a", REGIONS[:2]), ("b", REGIONS[2:4])):
        folder = tmp_path / name
        folder.mkdir()
        write(survey([folder / file for file in reports(folder, regions)], tmp_path / f"corpus-{name}"))
    options = ("--no-figures", "--engine", "rjieba", "--quiet", "--jobs", "2")
    for _ in range(4):
        running = [
            program("build", "--corpus", f"corpus-{name}", "--output", "out", *options, cwd=tmp_path)
            for name in "ab"
        ]
        said = [process.communicate() for process in running]
        assert [process.returncode for process in running] == [0, 0], said
        texts = {path.name for path in (tmp_path / "out" / "reports").iterdir()}
        assert texts in (
            {"anhui-2021.txt", "gansu-2021.txt"},
            {"hainan-2021.txt", "sichuan-2021.txt"},
        )


def test_a_lock_of_another_machine_is_not_broken(tmp_path: Path) -> None:
    owner = {"pid": 1, "host": "elsewhere", "since": "2026-01-02 10:03", "doing": "adding to corpus"}
    (tmp_path / OWNER).write_text(json.dumps(owner))
    before = snapshot(tmp_path)
    with (
        pytest.raises(
            InputError, match=r"process 1 of elsewhere, .* since 2026-01-02 10:03, .* delete .*owner"
        ),
        only_writer(tmp_path, "adding to"),
    ):
        raise AssertionError
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("said", ["", "{}", "[1]", '{"pid": "x"}', "\x00"])
def test_an_owner_that_says_nothing(said: str, tmp_path: Path) -> None:
    (tmp_path / OWNER).write_text(said)
    with only_writer(tmp_path, "adding to"):
        owner = read_owner(tmp_path)
        assert owner is not None and owner.pid == os.getpid()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_within_a_lock_and_threads(tmp_path: Path) -> None:
    """The same thread may go in again; another waits."""
    heard: list[str] = []
    order: list[str] = []

    def other() -> None:
        with only_writer(tmp_path, "adding to", heard.append):
            order.append("other")

    with only_writer(tmp_path, "adding to"):
        with only_writer(tmp_path, "adding to"):
            pass
        assert (tmp_path / LOCK).exists()
        thread = threading.Thread(target=other)
        thread.start()
        while not heard:
            pass
        order.append("first")
    thread.join(30)
    assert order == ["first", "other"] and f"waiting for process {os.getpid()}" in heard[0]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long_faults
def test_reading_needs_no_lock(tmp_path: Path) -> None:
    """A corpus that somebody adds to, or that can't be written, is read as it stands."""
    files = [tmp_path / name for name in reports(tmp_path, REGIONS[:1])]
    write(survey(files, tmp_path / "corpus"))
    with only_writer(tmp_path / "corpus", "adding to"):
        second = program("check", "--corpus", "corpus", cwd=tmp_path)
        out, err = second.communicate()
        assert (second.returncode, err) == (0, "") and "1 reports read" in out
        words = ("build", "--corpus", "corpus", "--output", "out", "--no-figures", "--engine", "rjieba")
        third = program(*words, "--quiet", cwd=tmp_path)
        assert third.communicate()[1] == "" and third.returncode == 0
