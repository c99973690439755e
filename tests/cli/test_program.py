"""Version, help, examples, what the program is called."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

import analysis
from analysis.cli import main
from analysis.cli.command import make_parsers, parse
from analysis.cli.program import COMMANDS, version
from analysis.resources import DATA
from tests.ingest.makers import report_of

ROOT = Path(__file__).resolve().parents[2]
NAMES = [command.name for command in COMMANDS]
EXAMPLES = [example for command in COMMANDS for example in command.examples]


def test_version(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What the package says of itself, else what was installed, else unknown."""
    monkeypatch.setattr(analysis, "__version__", "9.9", raising=False)
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "work-report-analysis 9.9\n"
    monkeypatch.setattr(analysis, "__version__", "")
    monkeypatch.setattr("importlib.metadata.version", {"work-report-analysis": "8.8"}.__getitem__)
    assert version() == "8.8"

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    assert version() == "unknown"


@pytest.mark.parametrize(
    ("called", "prog"),
    [
        ("/venv/bin/work-reports", "work-reports"), ("C:\\venv\\Scripts\\work-reports.exe", "work-reports"),
        ("work-reports-script.py", "work-reports"),
        ("/clone/analysis/__main__.py", "python -m analysis"), ("/usr/bin/pytest", "python -m analysis"),
    ],
)  # fmt: skip
def test_help_shows_how_it_was_called(
    called: str, prog: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if "\\" in called and sys.platform != "win32":
        called = called.rsplit("\\", 1)[1]
    monkeypatch.setattr(sys, "argv", [called])
    with pytest.raises(SystemExit) as end:
        main(["targets", "--help"])
    assert end.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith(f"usage: {prog} targets")
    assert f"\n  {prog} targets data" in out


def test_the_program_names_its_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    out = capsys.readouterr().out
    for command in COMMANDS:
        assert command.name in out and command.summary.split(" (")[0] in " ".join(out.split())


@pytest.mark.parametrize("name", NAMES)
def test_help_ends_with_two_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([name, "--help"])
    *_, head, first, second = capsys.readouterr().out.rstrip("\n").split("\n")
    assert head == "examples:"
    assert (
        all(line.startswith(f"  python -m analysis {name}") for line in (first, second)) and first != second
    )


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_are_understood(example: str) -> None:
    words = shlex.split(example)
    assert parse(words, "work-reports", COMMANDS).command == words[0]
    for option in (word for word in words if word.startswith("--")):
        assert option in make_parsers("", COMMANDS)[1][words[0]].options


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the clone's, with a folder of reports and a corpus of one's own."""
    folder = tmp_path_factory.mktemp("place")
    shutil.copytree(DATA, folder / "data")
    (folder / "我的报告").mkdir()
    for region, year, seed in (("安徽省", 2021, 0), ("甘肃省", 2021, 3)):
        (folder / "我的报告" / f"{region}{year}.txt").write_text(
            report_of(region, year, seed=seed), encoding="utf-8"
        )
    return folder


@pytest.mark.parametrize("example", [example for example in EXAMPLES if "--output output" not in example])
def test_examples_run_as_printed(
    example: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All but the build of the whole corpus, which the other tests share."""
    monkeypatch.chdir(place)
    if (
        "--corpus my-corpus" in example
        and not (place / "my-corpus").exists()
        and not example.startswith("add")
    ):
        assert main(["add", "我的报告"]) == 0
    if example.startswith("add") and (place / "my-corpus").exists():
        shutil.rmtree(place / "my-corpus")
    capsys.readouterr()
    assert main(shlex.split(example)) == 0
    out, err = capsys.readouterr()
    assert out.count("\n") >= 1 and "error" not in err


def test_the_module_is_the_program() -> None:
    result = subprocess.run(
        [sys.executable, "-W", "error", "-m", "analysis", "--version"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert result.stdout == f"work-report-analysis {version()}\n" and result.stderr == ""


def test_a_word_that_begins_with_a_dash(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["concordance", "--", "-就业"]) == 2
    assert "“-就业” stands nowhere in the corpus" in capsys.readouterr().err
