"""What the user knows of each file, in a table: written by a dry run, filled in, read again."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pandas as pd
import pytest

from analysis import load_corpus
from analysis.cli import main
from analysis.ingest.metadata import COLUMNS
from tests.ingest.makers import report_of

HEADLESS = "\n".join(
    report_of("安徽省", 2021).replace("安徽省", "本省").replace("2021", "今").split("\n")[4:]
)


def run(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    status = main(["add", *map(str, args)])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """One file that says whose it is, two that don't, one that is no report."""
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / "甘肃2021.txt").write_text(report_of("甘肃省", 2021, seed=1), encoding="utf-8")
    (folder / "x.txt").write_text(HEADLESS, encoding="utf-8")
    (folder / "b" / "y.txt").write_text(HEADLESS.replace("第", "又"), encoding="utf-8")
    (folder / "z.txt").write_text("一篇长文章。" * 2000, encoding="utf-8")
    return folder


def test_a_dry_run_writes_it_and_adding_reads_it(
    inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, corpus = tmp_path / "metadata.csv", tmp_path / "c"
    status, out, err = run(capsys, inbox, "--dry-run", "--metadata", table, "--corpus", corpus)
    assert status == 2 and "3 reports can't be added" in err and f"wrote {table}" in out
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))
    assert [row["file"] for row in rows] == ["甘肃2021.txt", "y.txt", "x.txt", "z.txt"]
    assert (rows[0]["region"], rows[0]["year"], rows[0]["kind"]) == ("甘肃省", "2021", "work_report")
    assert all(row["note"].startswith(row["file"]) for row in rows[1:])
    facts = {
        "x.txt": {"region": "安徽省", "year": "2019", "speaker": "甲乙", "date": "2019-01-14"},
        "y.txt": {"region": "合肥市", "year": "2020", "title": "报告"},
        "z.txt": {"kind": "none"},
    }
    filled = pd.DataFrame(
        [row | {"kind": "work_report"} | facts.get(row["file"], {}) for row in rows], columns=list(COLUMNS)
    )
    filled.to_csv(table, index=False, encoding="utf-8-sig")
    before = table.read_bytes()
    status, out, _ = run(capsys, inbox, "--dry-run", "--metadata", table, "--corpus", corpus)
    assert status == 0 and "passed over, being no reports: z.txt" in out
    assert table.read_bytes() == before  # what was filled in is never written over
    assert run(capsys, inbox, "--metadata", table, "--corpus", corpus)[0] == 0
    reports = load_corpus(corpus).reports.set_index("report_id")
    assert sorted(reports.index) == ["anhui-2019", "gansu-2021", "hefei-2020"]
    assert reports.loc["anhui-2019", ["speaker", "date"]].tolist() == ["甲乙", "2019-01-14"]
    assert reports.loc["hefei-2020", ["level", "title"]].tolist() == ["city", "报告"]


def test_a_file_goes_before_the_options_and_these_before_the_text(
    inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "m.csv"
    table.write_text("file,year\nx.txt,2018\nb/y.txt,2017\n", encoding="utf-8")
    (inbox / "z.txt").unlink()
    known = ("--region", "河北省", "--year", "2016", "--kind", "work_report")
    _, out, _ = run(capsys, inbox, "--dry-run", "--metadata", table, *known, "--corpus", tmp_path / "c")
    years = {line.split()[0]: line.split()[3] for line in out.splitlines() if ".txt" in line.split()[0]}
    assert years == {"甘肃2021.txt": "2016", "x.txt": "2018", "y.txt": "2017"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,year\nx.txt,2018\n", "m.csv has no column file"),
        ("file,yaer\nx.txt,2018\n", "no column 'yaer' in m.csv.*year"),
        ("file,year\nx.txt,2018\nx.txt,2019\n", "m.csv, row 3: x.txt has a row already"),
        ("file,year\nx.txt,last\n", "m.csv, row 2 has the year 'last'"),
        ("file,kind\nx.txt,report\n", "m.csv, row 2: .*kind.*work_report"),
        ("file,level\nx.txt,town\n", "m.csv, row 2: .*level.*'town'"),
        ("file,date\nx.txt,2018年\n", "m.csv, row 2: the date is '2018年'; write it as 2025-01-20"),
    ],
)
def test_mistakes_in_it(
    text: str, message: str, inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "m.csv"
    table.write_text(text, encoding="utf-8")
    status, _, err = run(capsys, inbox, "--metadata", table, "--corpus", tmp_path / "c")
    assert status == 2 and not (tmp_path / "c").exists()
    assert re.search(message, err), err


def test_a_table_that_is_missing_and_a_row_without_a_file(
    inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capsys, inbox, "--metadata", tmp_path / "no.csv", "--corpus", tmp_path / "c")
    assert status == 2 and "no.csv isn't there; the same command with --dry-run writes it" in err
    table = tmp_path / "m.csv"
    table.write_text("file,year\n甘肃2012.txt,2018\n", encoding="utf-8")
    _, out, _ = run(
        capsys, inbox / "甘肃2021.txt", "--dry-run", "--metadata", table, "--corpus", tmp_path / "c"
    )
    assert "m.csv speaks of 甘肃2012.txt, which isn't among these files (did you mean 甘肃2021.txt?)" in out


def test_one_bad_file_holds_up_the_others_unless_told(
    inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "c"
    assert run(capsys, inbox, "--corpus", corpus)[0] == 2
    assert not corpus.exists()
    status, out, err = run(capsys, inbox, "--keep-going", "--corpus", corpus)
    assert status == 0 and "added 1 report to" in out and "not 3 others" in out
    assert all(f"{name}.txt doesn't" in err for name in "xyz")
    assert [report.report_id for report in load_corpus(corpus)] == ["gansu-2021"]
    (only := tmp_path / "only").mkdir()
    (only / "x.txt").write_text(HEADLESS, encoding="utf-8")
    assert run(capsys, only, "--keep-going", "--corpus", tmp_path / "d")[0] == 2
    assert not (tmp_path / "d").exists()
