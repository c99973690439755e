"""The documents keep step with what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from analysis.pipeline.figures import FIGURES

ROOT = Path(__file__).resolve().parents[1]


def sections(text: str) -> dict[str, str]:
    """The text under each third-level heading."""
    parts = re.split(r"^### (\S+)$", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_table_and_column_is_documented(built: Path) -> None:
    documented = sections((ROOT / "docs" / "outputs.md").read_text(encoding="utf-8"))
    tables = {
        p.stem: list(pd.read_csv(p, encoding="utf-8-sig", nrows=0).columns)
        for p in (built / "tables").glob("*.csv")
    }
    assert set(documented) == set(tables)
    missing = {}
    for name, columns in tables.items():
        words = set(re.findall(r"[a-z0-9_]+", documented[name]))
        gone = [c for c in columns if c not in words and name != "targets_wide"]
        if gone:
            missing[name] = gone
    assert missing == {}


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
