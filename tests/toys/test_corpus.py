"""Corpora: whole tables of a folder of two reports, before and after a correction."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pandas as pd
import pytest

import analysis as wr
from tests.toys.corpora import parts, report, same_table

TITLES = {"a": "黄石市政府工作报告", "b": "武汉市政府工作报告"}
ABOUT = "report_id level region region_code year kind title date speaker source"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two cities; the manifest's order isn't that of the ids."""
    made = tmp_path / "corpus"
    (made / "raw").mkdir(parents=True)
    (made / "reports.csv").write_text(
        "report_id,level,region,region_code,year,kind,source\n"
        "b,city,武汉市,420100,2024,work_report,b.txt\n"
        "a,city,黄石市,420200,2024,work_report,a.txt\n",
        encoding="utf-8",
    )
    texts = {"a": parts(["抓好粮食。"], ["地区生产总值增长5%。"]), "b": parts([], ["地区生产总值增长6%。"])}
    for name, text in texts.items():
        (made / "raw" / f"{name}.txt").write_text(TITLES[name] + "\n" + text, encoding="utf-8")
    return made


def test_a_folder(folder: Path) -> None:
    """In the manifest's order; line ends belong to no sentence."""
    corpus = wr.load_corpus(folder)
    same_table(
        corpus.reports[ABOUT.split()],
        ABOUT,
        [
            ["b", "city", "武汉市", "420100", 2024, "work_report", TITLES["b"], "", "", "b.txt"],
            ["a", "city", "黄石市", "420200", 2024, "work_report", TITLES["a"], "", "", "a.txt"],
        ],
    )
    same_table(
        corpus.sentences,
        "report_id paragraph sentence start end part text",
        [
            ["b", 0, 0, 0, 9, "other", "武汉市政府工作报告"],
            ["b", 1, 1, 10, 18, "plan", "二、今年工作安排"],
            ["b", 2, 2, 19, 30, "plan", "地区生产总值增长6%。"],
            ["a", 0, 0, 0, 9, "other", "黄石市政府工作报告"],
            ["a", 1, 1, 10, 16, "review", "一、工作回顾"],
            ["a", 2, 2, 17, 22, "review", "抓好粮食。"],
            ["a", 3, 3, 23, 31, "plan", "二、今年工作安排"],
            ["a", 4, 4, 32, 43, "plan", "地区生产总值增长5%。"],
        ],
    )


def test_lengths() -> None:
    """The longest first, ties by id; characters of both reports, headings included."""
    reports = [
        report("甲市", "420100", "city", 2020, parts(["抓好粮食。"], ["扩大就业。"]), report_id="c"),
        report("乙市", "420200", "city", 2021, parts([], ["扩大就业。"]), report_id="b"),
        report("丙市", "420300", "city", 2020, parts([], ["扩大开放。"]), report_id="a"),
    ]
    same_table(
        wr.corpus_lengths(wr.Corpus(tuple(reports)).lengths),
        "report_id region year kind review plan mixed other total",
        [
            ["c", "甲市", 2020, "work_report", 11, 13, 0, 0, 24],
            ["a", "丙市", 2020, "work_report", 0, 13, 0, 0, 13],
            ["b", "乙市", 2021, "work_report", 0, 13, 0, 0, 13],
        ],
    )


def build(folder: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    """The quantities of a build, from its file."""
    words = ["build", "--corpus", str(folder), "--output", str(output), "--no-figures", "--quiet"]
    monkeypatch.setattr(sys, "argv", ["analysis", *words, "--engine", "rjieba"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("analysis", run_name="__main__")
    assert not ended.value.code
    table = pd.read_csv(output / "tables" / "quantities.csv", encoding="utf-8-sig")
    return table[["report_id", "mention", "low", "high"]]


def test_a_correction_reaches_the_next_build(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into the same folder: what was kept of the report before isn't taken for what it is now."""
    columns, output = "report_id mention low high", tmp_path / "output"
    before = [["a", "5%", 5, 5], ["b", "6%", 6, 6]]
    same_table(build(folder, output, monkeypatch).sort_values("report_id"), columns, before)
    corrections = folder / "corrections.csv"
    corrections.write_text("file,match,replacement,reason,count\na.txt,5%,7%,misread,1\n", encoding="utf-8")
    same_table(
        build(folder, output, monkeypatch).sort_values("report_id"),
        columns,
        [["a", "7%", 7, 7], ["b", "6%", 6, 6]],
    )
    corrections.unlink()
    same_table(build(folder, output, monkeypatch).sort_values("report_id"), columns, before)
