"""Notebooks: in step with their sources, executed, and they run."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pandas as pd
import pytest

from tests.tiny import SHIPPED_SUBSETS, TINY, write_subset, write_tiny
from tests.tools import load_tool

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "notebooks" / "src").glob("*.py"))


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    return load_tool("notebooks")


def test_in_step_and_executed(tool: ModuleType) -> None:
    assert tool.out_of_step() == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)
def test_runs_and_gives_the_committed_output(source: Path, tool: ModuleType) -> None:
    """Run afresh, a notebook gives the numbers that stand in the repository (pictures are compared by their
    presence).
    """
    fresh = tool.execute(tool.from_source(source), ROOT / "notebooks")
    kept = nbformat.read(ROOT / "notebooks" / f"{source.stem}.ipynb", as_version=4)
    for a, b in zip(fresh.cells, kept.cells, strict=True):
        if a.cell_type != "code":
            continue
        assert [o.output_type for o in a.outputs] == [o.output_type for o in b.outputs]
        for x, y in zip(a.outputs, b.outputs, strict=True):
            assert x.get("text") == y.get("text")
            assert x.get("data", {}).keys() == y.get("data", {}).keys()
            assert x.get("data", {}).get("text/plain") == y.get("data", {}).get("text/plain")


@pytest.fixture(scope="module")
def provinces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of three provinces: without the nation, without task divisions, of one year."""
    folder = tmp_path_factory.mktemp("provinces")
    reports = pd.read_csv(ROOT / "data" / "reports.csv", dtype=str)
    reports[reports["report_id"].isin(["anhui-2020", "hebei-2020", "gansu-2020"])].to_csv(
        folder / "reports.csv", index=False
    )
    shutil.copy(ROOT / "data" / "corrections.csv", folder)
    (folder / "raw").mkdir()
    shutil.copy(ROOT / "data" / "raw" / "provinces-2020.txt", folder / "raw")
    return folder


@pytest.mark.parametrize(
    "name", ["02_keywords", "05_targets_over_years", "06_keyness", "08_tasks", "10_priorities_over_years"]
)
def test_runs_on_another_corpus(name: str, tool: ModuleType, provinces: Path) -> None:
    """Nothing but the folder has to be changed."""
    notebook = tool.from_source(ROOT / "notebooks" / "src" / f"{name}.py")
    for cell in notebook.cells:
        cell.source = cell.source.replace("FOLDER = None", f"FOLDER = {str(provinces)!r}")
    assert any(str(provinces) in cell.source for cell in notebook.cells)
    tool.execute(notebook, ROOT / "notebooks")


def test_a_notebook_out_of_step_is_named(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "09_new.py").write_text("# %%\nprint(1)\n", encoding="utf-8")
    monkeypatch.setattr(tool, "SOURCES", tmp_path / "src")
    monkeypatch.setattr(tool, "NOTEBOOKS", tmp_path)
    assert tool.out_of_step() == ["09_new.ipynb: missing"]


WRONG = [  # of the choices in the first cell, one of each notebook at the least
    ("01", "FOLDER = None", 'FOLDER = "nowhere"', "nowhere isn't a folder"),
    ("02", "REGION = None", 'REGION = "安薇"', "did you mean '安徽'?"),
    ("03", 'ENGINE = "rjieba"', 'ENGINE = "rjeiba"', "did you mean 'rjieba' or 'jieba'?"),
    ("04", 'INDICATOR = "gdp"', 'INDICATOR = "retail"', "did you mean 'retail_sales'?"),
    ("05", "REGIONS = None", 'REGIONS = ["全国", "安薇"]', "did you mean '安徽'?"),
    ("06", "TARGET = None", 'TARGET = {"region": "安薇"}', "did you mean '安徽'?"),
    ("06", "AMONG = None", 'AMONG = {"levle": "province"}', "did you mean 'level'?"),
    (
        "07",
        'ENGINE = "rjieba"',
        'ENGINE = "rjeiba"',
        "no engine 'rjeiba' among the tokenisers; did you mean 'rjieba' or 'jieba'?",
    ),
    ("08", "FOLDER = None", 'FOLDER = "nowhere"', "nowhere isn't a folder"),
    (
        "09",
        'THEME = "environment"',
        'THEME = "digtal"',
        "no theme 'digtal' in the codebook; did you mean 'digital'?",
    ),
    ("09", "CODEBOOK = None", 'CODEBOOK = "nowhere.csv"', "nowhere.csv"),
    ("10", "REGION = None", 'REGION = "安薇"', "did you mean '安徽'?"),
    ("11", 'LANGUAGE = "en"', 'LANGUAGE = "fr"', "no language 'fr' of figures; known: en, zh"),
    ("12", 'BASIS = "terms"', 'BASIS = "term"', "no basis 'term' of similarity; did you mean 'terms'?"),
]


def code_cells(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize(("name", "choice", "wrong", "sentence"), WRONG)
def test_a_wrong_choice_stops_the_first_cell_with_one_sentence(
    name: str, choice: str, wrong: str, sentence: str, tool: ModuleType
) -> None:
    """Nothing is shown before, and nothing but the sentence itself."""
    from nbclient.exceptions import CellExecutionError

    notebook = tool.from_source(next((ROOT / "notebooks" / "src").glob(f"{name}*.py")))
    first, *others = code_cells(notebook)
    assert choice in first.source
    first.source = first.source.replace(choice, wrong)
    with pytest.raises(CellExecutionError):
        tool.execute(notebook, ROOT / "notebooks")
    (error,) = [output for output in first.outputs if output.output_type == "error"]
    assert sentence in error.evalue
    (line,) = error.traceback
    assert line.startswith("InputError: ") and sentence in line and "\n" not in line
    assert not any(cell.outputs for cell in others)


SMALL = [  # the corpora that leave each notebook least to show, and whether it draws a figure of them
    ("01", "title_and_greeting", None),
    ("02", "one_short_report", None),
    ("02", "no_plan", None),
    ("02", "three_regions_over_years", True),
    ("03", "shipped_two_provinces", True),
    ("04", "no_plan", None),
    ("04", "task_divisions_of_two_levels", None),
    ("04", "shipped_two_provinces", True),
    ("05", "no_plan", False),
    ("05", "three_regions_over_years", True),
    ("06", "one_short_report", None),
    ("06", "no_plan", False),
    ("06", "shipped_province", True),
    ("07", "title_and_greeting", None),
    ("08", "one_task_division", None),
    ("08", "task_divisions_of_two_levels", None),
    ("09", "nation_alone", None),
    ("09", "no_plan", None),
    ("09", "one_task_division", None),
    ("10", "no_plan", None),
    ("10", "two_years", None),
    ("11", "two_regions", None),
    ("12", "one_short_report", None),
    ("12", "three_regions_over_years", None),
]
SILENT_AT_FIRST = ("07", "08", "09", "10", "11", "12")  # their first cell only checks the choices


def texts_of(cell: Any) -> list[str]:
    """What a cell printed, and its tables and figures as text."""
    return [output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in cell.outputs]


def written(folder: Path, small: str) -> Path:
    return write_tiny(folder, small) if small in TINY else write_subset(folder, SHIPPED_SUBSETS[small])


@pytest.mark.parametrize(("name", "small", "draws"), SMALL)
def test_each_cell_shows_something_of_a_small_corpus(
    name: str, small: str, draws: bool | None, tool: ModuleType, tmp_path: Path
) -> None:
    """A figure, a table with rows or a sentence; figures where there is enough to draw, none without a
    plan.
    """
    folder = written(tmp_path / "corpus", small)
    notebook = tool.from_source(next((ROOT / "notebooks" / "src").glob(f"{name}*.py")))
    for cell in notebook.cells:
        cell.source = cell.source.replace("FOLDER = None", f"FOLDER = {str(folder)!r}")
    first, *others = code_cells(tool.execute(notebook, ROOT / "notebooks"))
    assert str(folder) in first.source
    if name in SILENT_AT_FIRST:
        assert first.outputs == []
    shown = {cell.source: texts_of(cell) for cell in [first, *others]}
    assert [source for source, texts in shown.items() if "Empty DataFrame" in "".join(texts)] == []
    assert [cell.source for cell in others if not "".join(shown[cell.source]).strip()] == []
    drawn = any("image/png" in output.get("data", {}) for cell in [first, *others] for output in cell.outputs)
    if draws is not None:
        assert drawn is draws
