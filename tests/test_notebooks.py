"""Notebooks: in step with their sources, executed, and they run."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import nbformat
import pandas as pd
import pytest

from tests.tiny import SHIPPED_SUBSETS, TINY, write_subset, write_tiny

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "notebooks" / "src").glob("*.py"))


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("notebooks_tool", ROOT / "tools" / "notebooks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["notebooks_tool"] = module
    spec.loader.exec_module(module)
    return module


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


@pytest.mark.parametrize("name", ["02", "04", "09", "10"])
def test_runs_on_one_report_without_a_plan(name: str, tool: ModuleType, tmp_path: Path) -> None:
    """What can't be shown is said in a sentence."""
    source = next((ROOT / "notebooks" / "src").glob(f"{name}*.py"))
    notebook = tool.from_source(source)
    folder = write_tiny(tmp_path / "corpus", "no_plan")
    for cell in notebook.cells:
        cell.source = cell.source.replace("FOLDER = None", f"FOLDER = {str(folder)!r}")
    tool.execute(notebook, ROOT / "notebooks")


@pytest.mark.parametrize(
    ("name", "choice", "wrong", "said"),
    [
        (
            "09",
            'THEME = "environment"',
            'THEME = "digtal"',
            "no theme 'digtal' in the codebook; did you mean 'digital'?",
        ),
        ("04", 'INDICATOR = "gdp"', 'INDICATOR = "retail"', "did you mean 'retail_sales'?"),
        ("10", "REGION = None", 'REGION = "安薇"', "did you mean '安徽'?"),
        ("01", "FOLDER = None", 'FOLDER = "nowhere"', "nowhere isn't a folder"),
    ],
)
def test_a_wrong_choice_is_one_sentence(
    name: str, choice: str, wrong: str, said: str, tool: ModuleType
) -> None:
    from nbclient.exceptions import CellExecutionError

    notebook = tool.from_source(next((ROOT / "notebooks" / "src").glob(f"{name}*.py")))
    assert any(choice in cell.source for cell in notebook.cells)
    for cell in notebook.cells:
        cell.source = cell.source.replace(choice, wrong)
    with pytest.raises(CellExecutionError):
        tool.execute(notebook, ROOT / "notebooks")
    errors = [
        o
        for cell in notebook.cells
        if cell.cell_type == "code"
        for o in cell.outputs
        if o.output_type == "error"
    ]
    assert len(errors) == 1
    assert said in errors[0].evalue
    assert len(errors[0].traceback) == 1


# Notebooks 07–12
SMALL = [  # the corpora that leave each notebook least to show
    ("07", "title_and_greeting"),
    ("08", "one_task_division"),
    ("08", "task_divisions_of_two_levels"),
    ("09", "nation_alone"),
    ("09", "one_task_division"),
    ("10", "two_years"),
    ("11", "two_regions"),
    ("12", "one_short_report"),
    ("12", "three_regions_over_years"),
]


@pytest.mark.parametrize(("name", "small"), SMALL)
def test_each_cell_shows_something_of_a_small_corpus(
    name: str, small: str, tool: ModuleType, tmp_path: Path
) -> None:
    """A figure, a table with rows or a sentence; only the first cell, which checks the choices, is silent."""
    notebook = tool.from_source(next((ROOT / "notebooks" / "src").glob(f"{name}*.py")))
    folder = write_tiny(tmp_path / "corpus", small)
    for cell in notebook.cells:
        cell.source = cell.source.replace("FOLDER = None", f"FOLDER = {str(folder)!r}")
    first, *others = [
        cell for cell in tool.execute(notebook, ROOT / "notebooks").cells if cell.cell_type == "code"
    ]
    assert str(folder) in first.source
    assert first.outputs == []
    for cell in others:
        shown = [
            output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in cell.outputs
        ]
        assert "".join(shown).strip(), cell.source
        assert not [text for text in shown if text.startswith("Empty DataFrame")], cell.source


@pytest.mark.parametrize(
    ("name", "choice", "wrong", "said"),
    [
        (
            "07",
            'ENGINE = "rjieba"',
            'ENGINE = "rjeiba"',
            "no engine 'rjeiba' among the tokenisers; did you mean 'rjieba' or 'jieba'?",
        ),
        ("08", "FOLDER = None", 'FOLDER = "nowhere"', "nowhere isn't a folder"),
        ("09", "CODEBOOK = None", 'CODEBOOK = "nowhere.csv"', "nowhere.csv"),
        ("11", 'LANGUAGE = "en"', 'LANGUAGE = "fr"', "no language 'fr' of figures; known: en, zh"),
        ("12", 'BASIS = "terms"', 'BASIS = "term"', "no basis 'term' of similarity; did you mean 'terms'?"),
    ],
)
def test_a_wrong_choice_stops_the_first_cell(
    name: str, choice: str, wrong: str, said: str, tool: ModuleType
) -> None:
    test_a_wrong_choice_is_one_sentence(name, choice, wrong, said, tool)


# Notebooks 01–06
OF_TINY = [
    ("01", "title_and_greeting"),
    ("02", "one_short_report"),
    ("02", "three_regions_over_years"),
    ("03", "shipped_two_provinces"),
    ("04", "task_divisions_of_two_levels"),
    ("04", "shipped_two_provinces"),
    ("05", "no_plan"),
    ("05", "three_regions_over_years"),
    ("06", "one_short_report"),
    ("06", "no_plan"),
    ("06", "shipped_province"),
]
DRAWN = {
    ("02", "three_regions_over_years"),
    ("05", "three_regions_over_years"),
    ("06", "shipped_province"),
}  # and both provinces


@pytest.mark.parametrize(("name", "small"), OF_TINY)
def test_each_cell_says_what_it_cannot_show(name: str, small: str, tool: ModuleType, tmp_path: Path) -> None:
    """Every cell with a table or figure has a row, a figure or a sentence; figures where there is enough to
    draw, none without a plan.
    """
    folder = tmp_path / "corpus"
    folder = write_tiny(folder, small) if small in TINY else write_subset(folder, SHIPPED_SUBSETS[small])
    notebook = tool.from_source(next((ROOT / "notebooks" / "src").glob(f"{name}*.py")))
    for cell in notebook.cells:
        cell.source = cell.source.replace("FOLDER = None", f"FOLDER = {str(folder)!r}")
    cells = [cell for cell in tool.execute(notebook, ROOT / "notebooks").cells if cell.cell_type == "code"]
    assert str(folder) in cells[0].source
    outputs = [output for cell in cells for output in cell.outputs]
    assert not [o for o in outputs if "Empty DataFrame" in o.get("data", {}).get("text/plain", "")]
    silent = [cell.source for cell in cells[1:] if not cell.outputs]
    assert silent == []
    drawn = any("image/png" in output.get("data", {}) for output in outputs)
    if (name, small) in DRAWN or small == "shipped_two_provinces":
        assert drawn
    if small == "no_plan":
        assert not drawn


@pytest.mark.parametrize(
    ("name", "choice", "wrong", "said"),
    [
        ("02", "REGION = None", 'REGION = "安薇"', "did you mean '安徽'?"),
        ("03", 'ENGINE = "rjieba"', 'ENGINE = "rjeiba"', "did you mean 'rjieba' or 'jieba'?"),
        ("05", "REGIONS = None", 'REGIONS = ["全国", "安薇"]', "did you mean '安徽'?"),
        ("06", "TARGET = None", 'TARGET = {"region": "安薇"}', "did you mean '安徽'?"),
        ("06", "AMONG = None", 'AMONG = {"levle": "province"}', "did you mean 'level'?"),
    ],
)
def test_a_wrong_choice_stops_before_anything_is_shown(
    name: str, choice: str, wrong: str, said: str, tool: ModuleType
) -> None:
    from nbclient.exceptions import CellExecutionError

    notebook = tool.from_source(next((ROOT / "notebooks" / "src").glob(f"{name}*.py")))
    first, *others = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert choice in first.source
    first.source = first.source.replace(choice, wrong)
    with pytest.raises(CellExecutionError):
        tool.execute(notebook, ROOT / "notebooks")
    (error,) = [output for output in first.outputs if output.output_type == "error"]
    (line,) = error.traceback
    assert line.startswith("InputError: ") and said in line and "\n" not in line
    assert not any(cell.outputs for cell in others)
