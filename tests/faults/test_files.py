"""Files are written whole, with the mode that the user wants, and a full disk is one sentence that names the
file.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.output import is_temporary, replace_when_done, write_bytes
from tests.ingest.makers import report_of

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 2000  # bytes of a file that a process may write


def modes(*paths: Path) -> list[int]:
    return [path.stat().st_mode & 0o777 for path in paths]


@pytest.fixture(params=[0o022, 0o077, 0o002], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_the_umask_is_kept(umask: int, tmp_path: Path) -> None:
    path = write_bytes(tmp_path / "folder" / "file.csv", b"x")
    assert modes(path) == [0o666 & ~umask]


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    path = write_bytes(tmp_path / "file.csv", b"x")
    path.chmod(0o640)
    write_bytes(path, b"y")
    assert modes(path) == [0o640] and path.read_bytes() == b"y"


def test_a_link_is_replaced_and_what_it_leads_to_is_left(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"mine")
    path = tmp_path / "file.csv"
    path.symlink_to(tmp_path / "other")
    write_bytes(path, b"y")
    assert (tmp_path / "other").read_bytes() == b"mine" and not path.is_symlink()


def test_a_name_as_long_as_can_be(tmp_path: Path) -> None:
    assert write_bytes(tmp_path / ("x" * 255), b"x").read_bytes() == b"x"


def test_a_file_that_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    path = write_bytes(tmp_path / "file.csv", b"old")
    with pytest.raises(ZeroDivisionError), replace_when_done(path) as file:
        file.write(b"new")
        assert [p.name for p in tmp_path.iterdir() if is_temporary(p.name)] != []
        1 / 0  # noqa: B018
    assert [p.name for p in tmp_path.iterdir()] == ["file.csv"] and path.read_bytes() == b"old"


@pytest.fixture
def small_disk() -> Iterator[None]:
    """A process that may write no large file: the next best thing to a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


def test_of_several_files_the_one_that_failed_is_named(small_disk: None, tmp_path: Path) -> None:
    """Two files are open at once; it is the first that grows too large."""
    with (
        pytest.raises(OSError) as error,
        replace_when_done(tmp_path / "a.csv") as first,
        replace_when_done(tmp_path / "b.csv") as second,
    ):
        second.write(b"x")
        first.write(b"x" * 100_000)
    assert error.value.filename == str(tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []


def run(*words: str | Path, cwd: Path, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """A command, with a limit on the size of the files that it may write."""

    def lower() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-m", "analysis", *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd,
        preexec_fn=lower,
        check=False,
    )


def test_add_without_room(tmp_path: Path) -> None:
    (tmp_path / "安徽省2021.txt").write_text(report_of("安徽省", 2021), encoding="utf-8")
    result = run("add", "安徽省2021.txt", cwd=tmp_path, limit=LIMIT)
    assert result.returncode == 2 and result.stderr.count("\n") == 1, result.stderr
    assert "anhui-2021.txt" in result.stderr and "File too large" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["安徽省2021.txt"]


def test_tasks_and_check_without_room(tmp_path: Path) -> None:
    check = ("check", "--corpus", ROOT / "tests" / "golden" / "corpus", "--output", "check")
    for words, name, limit in (
        (("tasks", ROOT / "data" / "raw" / "xianning-2020-tasks.txt", "--xlsx", "out"), ".plan.xlsx", 500),
        (check, "quality.csv", 500),
    ):
        result = run(*words, cwd=tmp_path, limit=limit)
        assert result.returncode == 2, result.stderr
        assert name in result.stderr.splitlines()[-1] and "File too large" in result.stderr
        assert "Traceback" not in result.stderr
        assert list(tmp_path.rglob("*")) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_goes_to_a_full_disk(tmp_path: Path) -> None:
    """``work-reports targets … > FILE`` on a full disk."""
    report = ROOT / "data" / "raw" / "national-2024.txt"
    for words in (["targets", report, "--all", "--csv"], ["targets", "--help"], ["--version"]):
        with Path("/dev/full").open("wb") as full:
            result = subprocess.run(
                [sys.executable, "-m", "analysis", *map(str, words)],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                cwd=ROOT,
                check=False,
            )
        assert result.returncode == 2, words
        assert result.stderr.count("\n") == 1 and "standard output: No space left" in result.stderr
