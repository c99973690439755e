"""Verbs and commands read the same files of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.cli.inputs import Reader, read_sources
from analysis.corpus.folders import files_of
from analysis.corpus.sources import as_reports
from analysis.errors import InputError

TEXT = "2021年安徽省政府工作报告\n各位代表：\n一、2021年工作安排\n今年地区生产总值增长6%左右。\n"
READER = Reader(None, "work_report", "work reports", lambda report, name: "")


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TEXT, encoding="utf-8")


def test_litter_is_passed_over_by_both(tmp_path: Path) -> None:
    litter = ["Thumbs.db", "desktop.ini", "~$b.docx", ".DS_Store", ".git/c.txt", "__MACOSX/d.txt"]
    write(tmp_path, "a.txt", "2020", *litter)
    assert [path.name for path in files_of(tmp_path)] == ["2020", "a.txt"]
    assert [report.report_id for report in as_reports(tmp_path)] == ["2020", "a"]
    heard: list[str] = []
    assert [s.report.report_id for s in read_sources([tmp_path], READER, heard.append)] == ["2020", "a"]
    assert heard == []


@pytest.mark.parametrize("below", ["x/b.txt", "x/y/b.md", "x/b"])
def test_reports_below_are_read_by_commands_and_refused_by_verbs(tmp_path: Path, below: str) -> None:
    write(tmp_path, "a.txt", below)
    with pytest.raises(InputError, match="holds reports in folders below it"):
        as_reports(tmp_path)
    assert [s.label for s in read_sources([tmp_path], READER, print)] == [
        str(tmp_path / name) for name in ("a.txt", below)
    ]


def test_other_files_below_hide_no_report(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "x/b.pdf", "x/.hidden")
    assert [report.report_id for report in as_reports(tmp_path)] == ["a"]
    heard: list[str] = []
    read_sources([tmp_path], READER, heard.append)
    assert heard == [f"passed over: {Path('x/b.pdf')} (not .docx, .md, .txt)"]
