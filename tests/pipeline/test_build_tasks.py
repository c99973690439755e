"""What a build writes of task divisions: tables with their columns, ledgers, figures."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from tests.tasks.test_tables import COLUMNS

FIGURES = ("task_departments", "task_network", "task_deadlines", "task_cascade", "task_changes")


def table(built: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(built / "tables" / f"{name}.csv", encoding="utf-8-sig", keep_default_na=False)


@pytest.mark.parametrize("name", list(COLUMNS))
def test_tables(built: Path, name: str) -> None:
    found = table(built, name)
    wanted = COLUMNS[name] if name != "task_quantities" else COLUMNS[name][:6]
    assert tuple(found.columns)[: len(wanted)] == wanted
    assert len(found) > 0
    assert (
        not found.drop(columns=[c for c in found.columns if "text" in c])
        .astype(str)
        .isin(["None", "nan", "<NA>"])
        .any(axis=None)
    )


def test_targets_stand_in_the_task_that_they_are_joined_to(built: Path) -> None:
    units = table(built, "tasks").set_index(["report_id", "item", "unit"])
    found = table(built, "task_quantities")
    for row in found.itertuples():
        task = units.loc[(row.report_id, row.item, row.task_unit)]
        assert task["start"] <= row.start < row.end <= task["end"]
        assert (row.leads, row.deadlines) == (task["leads"], task["deadlines"])
    jobs = found[
        (found["report_id"] == "national-2021-tasks") & (found["indicator"] == "urban_new_jobs")
    ].iloc[0]
    assert (jobs["item"], float(jobs["low"]), jobs["unit"]) == (2, 1100, "万人")


def test_ledgers(built: Path) -> None:
    names = sorted(path.name for path in (built / "ledgers").iterdir())
    assert names == [
        *(f"{r}.{form}.xlsx" for r in ("national-2020-tasks", "national-2021-tasks",
            "xianning-2020-tasks") for form in ("plan", "progress")),
        "xianning-2020-tasks.reader.html",
    ]  # fmt: skip
    book = openpyxl.load_workbook(built / "ledgers" / "xianning-2020-tasks.progress.xlsx")
    assert book.worksheets[0]["A1"].value == "2020年国务院《政府工作报告》重点工作落实情况"
    page = (built / "ledgers" / "xianning-2020-tasks.reader.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and "<h1>咸宁市 2020 ← 全国 2020</h1>" in page
    listed = set(pd.read_csv(built / "files.csv", encoding="utf-8-sig")["file"])
    assert {f"ledgers/{name}" for name in names} <= listed


def test_figures(built: Path) -> None:
    for language in ("zh", "en"):
        captions = (built / "figures" / f"captions.{language}.md").read_text(encoding="utf-8")
        digests = set()
        for name in FIGURES:
            digests.add(
                hashlib.sha256((built / "figures" / language / f"{name}.png").read_bytes()).hexdigest()
            )
            assert f"`{name}` —" not in captions and f"`{name}`" in captions
        assert len(digests) == len(FIGURES)
