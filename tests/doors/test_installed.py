"""Installed by pip into an empty environment: the package, its data, its commands."""

from __future__ import annotations

from pathlib import Path

import analysis
from tests.doors.conftest import Run

ROOT = Path(__file__).resolve().parents[2]


def test_the_package_brings_its_corpus_and_word_lists(run: Run) -> None:
    code = (
        "import analysis; from analysis import load_corpus, load_terms, load_themes, load_regions\n"
        "print(analysis.__version__, len(load_corpus()), len(load_terms()), len(load_themes().codes), "
        "len(load_regions()))\n"
        "print(analysis.__file__)"
    )
    done = run("python", "-W", "error", "-c", code)
    assert done.stderr == ""
    facts, place = done.stdout.splitlines()
    assert (
        facts == f"{analysis.__version__} 33 {len(analysis.load_terms())} 25 {len(analysis.load_regions())}"
    )
    assert not Path(place).is_relative_to(ROOT)
    assert (Path(place).parent / "py.typed").is_file()


def test_a_figure_finds_its_font(run: Run) -> None:
    code = "from analysis.drawing.style import font_path, new_axes\nprint(font_path().is_file())"
    assert run("python", "-W", "error", "-c", code).stdout == "True\n"


def test_the_console_command_is_the_module(run: Run) -> None:
    by_module, by_name = run("python", "-m", "analysis", "--version"), run("work-reports", "--version")
    assert by_module.returncode == by_name.returncode == 0
    assert by_module.stdout.split()[-1] == by_name.stdout.split()[-1] == analysis.__version__


def test_a_build_from_another_folder(run: Run, tmp_path: Path) -> None:
    done = run("work-reports", "build", "--no-figures", "--quiet")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output" / "tables" / "targets.csv").is_file()


def test_nothing_else_is_put_into_the_environment(installed: Path, run: Run) -> None:
    """The wheel holds the package alone: no tests, tools or notebooks beside it."""
    names = ("tests", "tools", "notebooks", "benchmarks", "data")
    code = f"import importlib.util as u; print([n for n in {names} if u.find_spec(n)])"
    assert run("python", "-c", code).stdout == "[]\n"
