"""One file as a report: its year, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import InputError, read_report
from analysis.corpus.manifest import check_year
from analysis.corpus.metadata import read_date
from analysis.corpus.single import guess_year
from analysis.identity.year import tell_year

TEXT = "政府工作报告\n各位代表：\n去年很好。\n"


@pytest.mark.parametrize("year", [1949, 2020, 2100, "2020", " 2020 "])
def test_years(year: int | str) -> None:
    assert check_year(year) == int(year)


@pytest.mark.parametrize(
    "year", [1948, 2101, 20205, 0, -2020, "202", "２０２０", "2020年", "", "twenty", 2020.5]
)
def test_no_years(year: int | str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError, match="1949 to 2100, such as 2020"):
        read_report(tmp_path / "a.txt", year)


def test_a_path_or_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert read_report(str(tmp_path / "a.txt"), "2020") == read_report(tmp_path / "a.txt", 2020)


@pytest.mark.parametrize(
    ("name", "text", "date", "year"),
    [
        ("2025年.txt", "", "", 2025), ("1998.txt", "", "", 1998), ("1949-2020.txt", "", "", 2020),
        ("1930.txt", "", "", None), ("2101.txt", "", "", None),
        ("20205.txt", "", "", None), ("2999 1948.txt", "政府工作报告\n2021年1月", "", 2021),
        ("1930.txt", "", "2020-01-12", 2020), ("2020.txt", "2021年", "", 2020),
    ],
)  # fmt: skip
def test_the_year_is_told(name: str, text: str, date: str, year: int | None) -> None:
    assert guess_year(name, text, date) == year


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1930年1月2日", ""),
        ("1930年1月2日，2020年1月12日", "2020-01-12"),
        ("2020年13月1日", ""),
        ("2021年2月29日", ""),
        ("1949年10月1日", "1949-10-01"),
    ],
)
def test_dates_that_no_report_has(text: str, date: str) -> None:
    assert read_date(text) == date


def test_years_before_the_republic_tell_nothing() -> None:
    assert tell_year(["政府工作报告", "（1948年1月）"], "1947.txt", "", ("1946",))[0] is None
    assert tell_year(["政府工作报告", "（1949年1月）"], "x.txt", "")[0] == 1949


def test_folders_kinds_and_empty_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder; give one report"):
        read_report(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError, match="no kind 'work_reprot' of report; did you mean 'work_report'"):
        read_report(tmp_path / "a.txt", 2020, "work_reprot")
