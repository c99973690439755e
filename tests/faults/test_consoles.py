"""Whatever a console can show: what it lacks is escaped, and so is what can't be seen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.errors import InputError, visible
from analysis.ingest.check import Quality
from analysis.ingest.check_page import quality_page
from tests.ingest.makers import report_of

ROOT = Path(__file__).resolve().parents[2]
ENCODINGS = ("cp1252", "cp437", "ascii")
EVIL = "安徽\u202e\x1b[31m\n2021"  # turns the line round, colours the terminal, forges a line


def run(
    *words: str | Path, cwd: Path = ROOT, encoding: str = "", closed: bool = False
) -> subprocess.CompletedProcess[bytes]:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    env |= {"PYTHONIOENCODING": encoding} if encoding else {}
    command = [sys.executable, "-m", "analysis", *map(str, words)]
    if closed:
        command = ["sh", "-c", 'exec "$0" "$@" >&-', *command]
    return subprocess.run(command, capture_output=True, cwd=cwd, env=env, check=False)


def decoded(result: subprocess.CompletedProcess[bytes], encoding: str) -> str:
    """All that was said, which must be in the console's encoding."""
    text = (result.stdout + result.stderr).decode(encoding)
    assert "Traceback" not in text and "UnicodeEncodeError" not in text
    return text


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("place")
    (folder / "安徽省2021.txt").write_text(report_of("安徽省", 2021), encoding="utf-8")
    assert run("add", "安徽省2021.txt", cwd=folder).returncode == 0
    return folder


COMMANDS: tuple[tuple[int, list[str]], ...] = (
    (0, ["--help"]),
    (0, ["--version"]),
    (2, ["建"]),
    (0, ["add", "--help"]),
    (0, ["add", "安徽省2021.txt", "--corpus", "新的", "--dry-run"]),
    (2, ["add", "没有.txt"]),
    (0, ["check", "--corpus", "my-corpus"]),
    (0, ["build", "--corpus", "my-corpus", "--output", "输出", "--no-figures", "--engine", "rjieba"]),
    (2, ["build", "--corpus", "没有"]),
    (0, ["targets", "安徽省2021.txt", "--all"]),
    (0, ["targets", "安徽省2021.txt", "--all", "--csv"]),
    (0, ["concordance", "就业", "--corpus", "my-corpus"]),
)


@pytest.mark.parametrize("words", COMMANDS, ids=[" ".join(words) for _, words in COMMANDS])
def test_a_console_that_lacks_characters(words: tuple[int, list[str]], place: Path) -> None:
    assert decoded(result := run(*words[1], cwd=place, encoding="ascii"), "ascii")
    assert result.returncode == words[0]


@pytest.mark.long_faults
@pytest.mark.parametrize("encoding", [*ENCODINGS, "cp1252:strict", "gbk"])
@pytest.mark.parametrize("words", COMMANDS, ids=[" ".join(words) for _, words in COMMANDS])
def test_every_console(words: tuple[int, list[str]], encoding: str, place: Path) -> None:
    result = run(*words[1], cwd=place, encoding=encoding)
    assert decoded(result, encoding.partition(":")[0])
    assert result.returncode == words[0]


def test_what_a_console_lacks_is_shown_by_number(place: Path) -> None:
    assert r"\u5b89\u5fbd\u7701" in decoded(
        run("add", "安徽省2021.txt", "--dry-run", "--corpus", "new", cwd=place, encoding="cp437"), "cp437"
    )


def test_into_a_pipe_it_is_utf_8(place: Path) -> None:
    assert "就业" in decoded(run("concordance", "就业", "--corpus", "my-corpus", cwd=place), "utf-8")


def test_an_output_that_was_closed(place: Path) -> None:
    result = run("--version", cwd=place, closed=True)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("安徽　2021.txt", "安徽　2021.txt"), ("a\tb\r\n", "a\\tb\\r\\n"), ("\x1b[31m", "\\x1b[31m"),
        ("\u202etxt.exe", "\\u202etxt.exe"), ("\u200f\u2066", "\\u200f\\u2066"), ("\ufeff", "\\ufeff"),
        ("\u2028", "\\u2028"), ("\udc80", "\\udc80"), ("\x85", "\\x85"),
    ],
)  # fmt: skip
def test_what_cannot_be_seen_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown == visible(shown)
    assert str(InputError(text)) == shown


def test_names_in_every_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a line nor a colour of its own in what the program says of a file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"{EVIL}.txt").write_text(report_of("安徽省", 2021), encoding="utf-8")
    (tmp_path / "in" / f"{EVIL}.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "in" / f"{EVIL}.md").write_text("说明", encoding="utf-8")
    for words in (
        ["add", "in", "--dry-run"],
        ["add", "in", "--dry-run", "--metadata", f"{EVIL}.csv"],
        ["add", "in", "--keep-going", "--corpus", f"c{EVIL}"],
        ["add", "in", "--corpus", f"c{EVIL}"],
        ["check", "--corpus", f"c{EVIL}", "--output", f"o{EVIL}"],
        ["build", "--corpus", f"c{EVIL}", "--output", f"o{EVIL}", "--no-figures"],
        ["build", "--corpus", f"c{EVIL}", "--output", f"in/{EVIL}.md"],
        ["build", "--corpus", f"c{EVIL}", "--output", "in"],
        ["targets", "in", "--all"],
        ["tasks", "in"],
        ["targets", f"{EVIL}"],
        ["targets", "--year", EVIL, "in"],
        ["check", "--corpus", f"{EVIL}"],
        ["concordance", EVIL, "--corpus", f"c{EVIL}"],
        [EVIL],
    ):
        main(words)
        out, err = capsys.readouterr()
        assert not {"\u202e", "\x1b"} & set(out + err), (words, out, err)
        assert not any(line.startswith("2021") for line in (out + err).splitlines()), (words, out, err)
        assert out or err


def test_names_on_a_page() -> None:
    sizes = dict.fromkeys(Quality._fields, 0)
    said = {"report_id": f"a{EVIL}", "region": f"r{EVIL}", "level": "province", "kind": "work_report"}
    row = Quality(**sizes | said | {"warnings": (f"w{EVIL}",), "known_gaps": f"g{EVIL}", "checks": ("c",)})  # type: ignore[arg-type]
    page = quality_page([row])
    assert not {"\u202e", "\x1b"} & set(page) and page.count("安徽\\u202e\\x1b[31m\\n2021") == 4
