"""The command line as a user meets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.resources import DATA

ROOT = Path(__file__).resolve().parents[2]
TASKS = DATA / "raw" / "national-2020-tasks.txt"


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "analysis", *args],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )


def test_help_names_the_commands() -> None:
    result = run("--help")
    assert result.returncode == 0
    for command in ("build", "add", "check", "targets", "tasks"):
        assert command in result.stdout


@pytest.mark.parametrize("command", ["build", "add", "check", "targets", "tasks"])
def test_each_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert "usage: python -m analysis" in capsys.readouterr().out


def test_check_names_every_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 34
    assert lines[-1].startswith("33 reports read")


@pytest.mark.parametrize(
    ("args", "names"),
    [
        (["build", "--corpus", "nowhere"], "nowhere"),
        (["build", "--jobs", "0"], "--jobs"),
        (["build", "--languages", "fr"], "fr"),
        (["check", "--corpus", "nowhere"], "nowhere"),
        (["add", "nowhere.docx"], "nowhere.docx"),
        (["targets", "nowhere.txt"], "nowhere.txt"),
        (["tasks", "nowhere.txt"], "nowhere.txt"),
    ],
)
def test_bad_input_is_one_sentence(
    args: list[str], names: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Status 2, nothing on standard output, one line on standard error that names the thing."""
    if args[0] == "build":
        args = [*args, "--output", str(tmp_path), "--quiet"]
    assert main(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("error: ")
    assert names in err


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("binary.txt", b"\0\1\2" * 99),
        ("broken.docx", b"PK\3\4 not a zip"),
        ("a.pdf", b"%PDF-1.4"),
    ],
)
def test_broken_files(name: str, data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert main(["targets", str(path)]) == 2
    assert name in capsys.readouterr().err


def test_a_changed_source_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    shutil.copytree(DATA, tmp_path / "corpus")
    path = tmp_path / "corpus" / "raw" / "national-2024.txt"
    path.write_bytes(path.read_bytes() + b"x")
    assert (
        main(["build", "--corpus", str(tmp_path / "corpus"), "--output", str(tmp_path / "out"), "--quiet"])
        == 2
    )
    assert "national-2024.txt" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_tasks_of_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    import csv
    import io

    assert main(["tasks", str(TASKS), "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 142
    assert rows[0]["report_id"] == "national-2020-tasks"


def test_targets_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "2023年某县政府工作报告.txt"
    path.write_text(
        "政府工作报告\n各位代表：\n一、2022年工作回顾\n2022年，地区生产总值增长5.5%。\n二、2023年工作安排\n"
        "今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，城镇新增就业3000人以上，居民收入与经济增长基本同步。\n",
        encoding="gb18030",
    )
    assert main(["targets", str(path)]) == 0
    out = capsys.readouterr().out
    assert "地区生产总值增长6%左右" in out
    assert "relative" in out
    assert "5.5" not in out


def test_a_work_report_is_no_task_division(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "2023.txt"
    path.write_text("政府工作报告\n各位代表：\n一、2022年工作回顾\n去年很好。\n", encoding="utf-8")
    assert main(["tasks", str(path)]) == 2
    assert "2023" in capsys.readouterr().err


def test_an_output_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file where a folder should be: said in a sentence, and the file stays as it was."""
    blocked = tmp_path / "file"
    blocked.write_text("mine", encoding="utf-8")
    assert main(["build", "--output", str(blocked), "--quiet", "--engine", "rjieba"]) == 2
    assert "error: " in capsys.readouterr().err
    assert blocked.read_text(encoding="utf-8") == "mine"
