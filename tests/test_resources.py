"""The reader of lists: rows are numbered as a spreadsheet numbers them, slips are named by file and row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.resources import kept_until_changed, read_rows
from analysis.store.cache import code_stamp


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


def test_a_list_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    """A notebook that edits a list and counts again gets numbers of the list as it is."""
    path = tmp_path / "a.csv"
    path.write_text("x", encoding="utf-8")
    read: list[str] = []

    @kept_until_changed
    def reader(path: Path) -> str:
        read.append(path.read_text(encoding="utf-8"))
        return read[-1]

    assert [reader(path), reader(str(path)), reader(path)] == ["x"] * 3 and len(read) == 1
    path.write_text("xy", encoding="utf-8")
    assert reader(path) == "xy" and len(read) == 2


def test_keys_know_a_changed_list_within_one_process(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x", encoding="utf-8")
    (tmp_path / "a.py").write_text("x", encoding="utf-8")
    before = code_stamp(tmp_path)
    assert code_stamp(tmp_path) == before
    (tmp_path / "a.csv").write_text("xy", encoding="utf-8")
    changed = code_stamp(tmp_path)
    assert changed != before
    # The code that runs is the one that was imported, whatever its file says meanwhile.
    (tmp_path / "a.py").write_text("xy", encoding="utf-8")
    assert code_stamp(tmp_path) == changed
