"""targets and tasks of files, folders, patterns and corpora."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from analysis import extract_targets, load_corpus, tasks_table
from analysis.cli import main
from analysis.resources import DATA
from tests.ingest.makers import docx, par, report_of, run, word

TARGETS = (
    "今年经济社会发展的主要预期目标是：地区生产总值增长{}%左右，城镇新增就业3000人以上，"
    "居民消费价格涨幅3%左右。\n"
)


def report(growth: int, year: int = 2023) -> str:
    review = f"一、{year - 1}年工作回顾\n去年很好。\n"
    return f"政府工作报告\n各位代表：\n{review}二、{year}年工作安排\n{TARGETS.format(growth)}"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "reports"
    for name, data in {
        "甲县2023.txt": report(5).encode("gb18030"), "deep/甲县2022.txt": report(6, 2022).encode(),
        "乙县2023.docx": docx(report(7).split("\n")), "plain2023": report(8).encode(),
        "README.md": b"# What this is",
        "budget2023.txt": ("关于2022年预算执行情况和2023年预算草案的报告\n" + "收支平衡。\n" * 900).encode(),
        "a.png": b"x", "b.pdf": b"%PDF",
        "empty.txt": b"", ".hidden.txt": report(9).encode(), "~$乙县2023.docx": b"x",
    }.items():  # fmt: skip
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return folder


def test_targets_of_a_folder(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every report of the folder, in the order of the names; every other file is named with a reason."""
    assert main(["targets", "reports", "--csv"]) == 0
    out, err = capsys.readouterr()
    growth = [row for row in rows(out) if row["indicator"] == "gdp"]
    assert [(row["report_id"], row["year"], row["low"]) for row in growth] == [
        ("deep-甲县2022", "2022", "6"), ("plain2023", "2023", "8"), ("乙县2023", "2023", "7"),
        ("甲县2023", "2023", "5"),
    ]  # fmt: skip
    assert sorted(err.splitlines()) == [
        (
            "passed over: README.md, budget2023.txt (no reports, as far as their titles and names tell; "
            "give a file itself if it is one)"
        ),
        "passed over: a.png, b.pdf (not .docx, .md, .txt)",
        "passed over: empty.txt is empty; put the report's text in it or remove it",
    ]


def test_files_folders_patterns_and_corpora_in_their_order(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(place / "甲县2023.txt", place.parent / "first.txt")
    shutil.copy(place / "甲县2023.txt", place.parent / "last.txt")
    assert main(["targets", "last.txt", str(DATA), "reports/deep", "f*.txt", "--csv"]) == 0
    ids = list(dict.fromkeys(row["report_id"] for row in rows(capsys.readouterr().out)))
    with_targets = [name for name in load_corpus().reports["report_id"] if name in ids]
    assert ids == ["last", *with_targets, "甲县2022", "first"] and len(with_targets) > 25


def test_targets_of_a_corpus_are_those_of_its_reports(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["targets", str(DATA), "--all", "--csv"]) == 0
    out, err = capsys.readouterr()
    expected = extract_targets(load_corpus().iter_reports())
    assert [(row["report_id"], row["evidence"], row["start"]) for row in rows(out)] == [
        (r.report_id, r.evidence, str(r.start)) for r in expected.itertuples()
    ]
    assert err == ""


def test_tasks_of_a_corpus_are_those_of_its_divisions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks", str(DATA), "--csv"]) == 0
    out, err = capsys.readouterr()
    expected = tasks_table(load_corpus().select(kind="task_division").iter_reports())
    assert [(row["report_id"], row["text"]) for row in rows(out)] == list(
        zip(expected["report_id"], expected["text"], strict=True)
    )
    assert (
        err.startswith("passed over: ")
        and err.endswith(" and 20 more (no task divisions)\n")
        and err.count("\n") == 1
    )


def test_tasks_of_a_folder(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(DATA / "raw" / "xianning-2020-tasks.txt", place / "deep" / "咸宁.txt")
    assert main(["tasks", "reports", "--csv", "--xlsx", "out"]) == 0
    out, err = capsys.readouterr()
    assert {row["report_id"] for row in rows(out)} == {"deep-咸宁"} and len(rows(out)) == 107
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "deep-咸宁.plan.xlsx",
        "deep-咸宁.progress.xlsx",
    ]
    assert "甲县2023.txt" in err and "乙县2023.docx" in err and "(no task divisions)" in err


def test_a_long_report_without_its_title_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the shipped national report of 2024, whose first two parts are missing."""
    shutil.copy(DATA / "raw" / "national-2024.txt", tmp_path / "2024.txt")
    assert main(["targets", str(tmp_path), "--all", "--csv"]) == 0
    out, err = capsys.readouterr()
    assert {row["report_id"] for row in rows(out)} == {"2024"} and err == ""


def test_a_collection_in_a_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(DATA / "raw" / "provinces-2020.txt", tmp_path / "all.txt")
    (tmp_path / "2021.txt").write_text(report_of("安徽省", 2021), encoding="utf-8")
    assert main(["targets", str(tmp_path), "--all"]) == 0
    assert "passed over: all.txt holds 29 reports; make a corpus of it" in capsys.readouterr().err


def test_a_file_named_itself_is_read_whatever_it_is_called(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["targets", "reports/budget2023.txt"]) == 0
    assert "no passage of main expected targets was found" in capsys.readouterr().err


def test_what_is_left_out_of_a_word_file_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By a file's name, and in a folder."""
    lines = report(4).split("\n")
    note = par(run(lines[0]) + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    (place / "new").mkdir()
    (place / "new" / "丙县2023.docx").write_bytes(word(note + "".join(map(par, lines[1:-1]))))
    for path in ("reports/new/丙县2023.docx", "reports/new"):
        assert main(["targets", path, "--csv"]) == 0
        out, err = capsys.readouterr()
        assert [row["low"] for row in rows(out) if row["indicator"] == "gdp"] == ["4"]
        assert err.splitlines() == ["丙县2023.docx: left out: 1 footnote"]
