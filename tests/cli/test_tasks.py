"""python -m analysis tasks: a readable table, CSV, workbooks, an alignment, and one sentence for what isn't a
task division.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from analysis.cli import main
from analysis.output import text_table
from analysis.resources import DATA
from analysis.tasks.alignment import COLUMNS

RAW = DATA / "raw"
NATION, LATER, CITY = (
    str(RAW / f"{name}-tasks.txt") for name in ("national-2020", "national-2021", "xianning-2020")
)


def test_a_readable_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks", NATION]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 143
    assert lines[0].split() == ["report_id", "item", "unit", "text", "leads", "participants", "deadlines"]
    assert (
        "财政部" in lines[3]
        and "国家发展改革委、人力资源社会保障部" in lines[3]
        and "12月底前完成" in lines[3]
    )
    assert max(map(len, lines)) < 200


def test_several_files_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks", CITY, LATER, "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["report_id"] for row in rows] == ["xianning-2020-tasks"] * 107 + ["national-2021-tasks"] * 182


def test_alignment(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks", CITY, "--align", NATION, "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert tuple(rows[0]) == COLUMNS and len(rows) == 107
    assert (rows[0]["matched_items"], rows[0]["relation"], rows[0]["dropped"]) == ("3", "same", "今年")
    assert main(["tasks", CITY, "--align", NATION]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[3].split()[:4] == ["xianning-2020-tasks", "3", "2、5", "merged"]


def test_workbooks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks", CITY, "--xlsx", str(tmp_path / "out"), "--csv"]) == 0
    out, err = capsys.readouterr()
    assert out.lstrip("\ufeff").startswith("report_id,")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "xianning-2020-tasks.plan.xlsx",
        "xianning-2020-tasks.progress.xlsx",
    ]
    assert err.count("wrote ") == 2
    book = openpyxl.load_workbook(tmp_path / "out" / "xianning-2020-tasks.plan.xlsx")
    assert book.worksheets[0]["A1"].value == "2020年《政府工作报告》重点工作落实方案"
    assert book.sheetnames[0] == "市发改委"


def test_formulas_in_a_document_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "2023.txt"
    path.write_text(
        "一、总则\n1.=HYPERLINK(1)（@SUM部牵头，6月底前完成）\n2.＋1。\n-2+3。（财政局牵头，年内完成）\n",
        encoding="utf-8",
    )
    assert main(["tasks", str(path), "--xlsx", str(tmp_path)]) == 0
    book = openpyxl.load_workbook(tmp_path / "2023.plan.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(str(cell.value).startswith("=HYPERLINK（1）") and cell.quotePrefix for cell in cells)


@pytest.mark.parametrize(
    "args",
    [
        ["national-2024.txt"],
        ["national-2020-tasks.txt", "national-2024.txt"],
        ["national-2020-tasks.txt", "--align", "national-2024.txt"],
    ],
)
def test_what_is_no_task_division_is_said(
    args: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence that names the file, status 2, and nothing written."""
    paths = [arg if arg.startswith("--") else str(RAW / arg) for arg in args]
    assert main(["tasks", *paths, "--xlsx", str(tmp_path / "out")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: national-2024.txt: this is not a task division") and err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_two_files_of_one_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Their ids would be one, and one would overwrite the other's workbook."""
    copy = tmp_path / "national-2020-tasks.txt"
    copy.write_bytes(Path(NATION).read_bytes())
    assert main(["tasks", NATION, str(copy)]) == 2
    assert "have the same name" in capsys.readouterr().err


def test_tables_for_the_terminal() -> None:
    """Columns stand under one another where a hanzi takes two places; long cells are cut; unknown values are
    empty.
    """
    import pandas as pd

    table = pd.DataFrame(
        {"name": ["财政部", "a\nb", None], "share": [0.5, float("nan"), 12.0], "text": ["长" * 40, "", "x"]}
    )
    lines = text_table(table, widest=9).splitlines()
    assert lines == ["name    share  text", "财政部    0.5  长长长长…", "a b", "           12  x"]
