"""The documents keep step with what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from analysis.pipeline.figures import FIGURES
from analysis.tables import TABLES
from tests.test_architecture import FLOOR
from tests.tools import load_tool

ROOT = Path(__file__).resolve().parents[1]


def test_outputs_page_is_what_the_tables_declare() -> None:
    """Mend it with ``make outputs``."""
    tool = load_tool("outputs")
    text = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
    assert tool.page(text) == text, "the tables have changed: make outputs"


def test_every_table_is_declared(built: Path) -> None:
    """A build writes the declared tables, with the declared columns."""
    for path in (built / "tables").glob("*.csv"):
        columns = list(pd.read_csv(path, encoding="utf-8-sig", nrows=0).columns)
        declared = list(TABLES[path.stem].types)
        assert (columns[: len(declared)] if TABLES[path.stem].open else columns) == declared
    assert {path.stem for path in (built / "tables").glob("*.csv")} == set(TABLES)


def test_every_decision_is_in_the_index_with_its_date() -> None:
    pages = {
        path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "decisions").glob("*.md")
    }
    rows = re.findall(r"^\| ([\d-]+) \| \[(.+)\]\((.+)\) \|$", pages.pop("README.md"), flags=re.M)
    told = {name: text.split("\n")[:3] for name, text in pages.items()}
    assert {name: [f"# {title}", "", date] for date, title, name in rows} == told


def test_contributing_maps_every_room() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    mapped = [
        name.rstrip("/")
        for row in re.findall(r"^\| (`.+?) \|", text, flags=re.M)
        for name in re.findall("`(.+?)`", row)
    ]
    assert set(mapped) == {*FLOOR, "__main__"} - {"__main__"}
    assert [FLOOR[room] for room in mapped] == sorted(FLOOR[room] for room in mapped)


def test_readme_names_every_figure_and_notebook() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for spec in FIGURES:
        assert f"`{spec.name}`" in readme, spec.name
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"`{path.stem}`" in readme, path.stem


def test_figures_name_notebooks_that_exist() -> None:
    for spec in FIGURES:
        assert (ROOT / "notebooks" / f"{spec.notebook}.ipynb").is_file(), spec


def test_links_lead_somewhere() -> None:
    """Relative links in the Markdown files point at files that exist."""
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target):
                assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_nothing_of_this_machine_in_the_repository() -> None:
    """No absolute path of a developer's machine in code, documents or notebooks."""
    bad = re.compile(r"/(?:home|root|Users|work|tmp)/[a-z]")
    for path in [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "analysis").rglob("*.py"),
        *(ROOT / "notebooks").glob("*.ipynb"),
    ]:
        found = bad.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path}: {found and found.group()}"


def test_code_that_documents_name_is_there() -> None:
    """`analysis/…`, `data/…` in the documents lead to a file or folder."""
    for path in [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "data" / "README.md",
    ]:
        text = path.read_text(encoding="utf-8")
        # analysis/_data is there in a wheel only.
        for name in re.findall(
            r"`((?!analysis/_data)(?:analysis|tests|tools|benchmarks|data|docs|notebooks)/[\w/.-]*\w/?)`",
            text,
        ):
            assert (ROOT / name).exists(), f"{path.name}: {name}"
