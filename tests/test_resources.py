"""The reader of lists: rows are numbered as a spreadsheet numbers them, slips are named by file and row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.resources import read_rows


def read(tmp_path: Path, content: str, **options: bool) -> list[tuple[int, dict[str, str]]]:
    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8")
    return read_rows(path, ("word", "kind"), ("source",), **options)


def test_rows_are_numbered_and_blank_lines_passed_over(tmp_path: Path) -> None:
    rows = read(tmp_path, '\ufeffkind, word ,more\na, 甲 ,x\n\n , \nb,"乙\n丙"\n')
    assert rows == [
        (2, {"word": "甲", "kind": "a", "source": ""}),
        (5, {"word": "乙\n丙", "kind": "b", "source": ""}),
    ]


def test_white_space_stays_where_it_matters(tmp_path: Path) -> None:
    assert read(tmp_path, "word,kind\n and ,a\n", strip=False) == [
        (2, {"word": " and ", "kind": "a", "source": ""})
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "list.csv, row 1: columns word, kind are missing; the header must name word, kind, source"),
        ("word\n甲\n", "list.csv, row 1: column kind is missing"),
        ("word,kind\n甲,a\n乙,b,c\n", "list.csv, row 3: 3 cells under 2 headings"),
    ],
)
def test_slips_are_named(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        read(tmp_path, content)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: there is no such file"):
        read_rows(tmp_path / "none.csv", ("word",))
    with pytest.raises(InputError, match="can't be read as CSV in UTF-8"):
        read_rows(tmp_path, ("word",))
    path = tmp_path / "gbk.csv"
    path.write_bytes("word\n放管服\n".encode("gbk"))
    with pytest.raises(InputError, match=r"gbk\.csv: it can't be read as CSV in UTF-8"):
        read_rows(path, ("word",))
