"""Declared corrections hold their counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import InputError
from analysis.cleaning.corrections import Correction, corrector, read_corrections
from analysis.cleaning.edits import run
from analysis.corpus.raw import iter_raw
from analysis.corpus.readers import read_text
from analysis.resources import DATA

HEADER = "file,match,replacement,reason,count\n"


def test_shipped_corrections_hold_in_the_files_as_received() -> None:
    """Each stands as often as declared, changes something, gives its reason, and is needed."""
    rows = read_corrections(DATA / "corrections.csv")
    assert len(rows) == 20
    assert sum(r.times for r in rows) == 37
    text = read_text(DATA / "raw" / "provinces-2020.txt")
    for row in rows:
        assert row.file == "provinces-2020.txt"
        assert row.match != row.replacement
        assert row.reason
        assert text.count(row.match) == row.times


def test_corrected_words_in_the_clean_texts() -> None:
    raw = "".join(r.text for r in iter_raw(DATA))
    for wrong in (
        " and ",
        " etc",
        "workflows",
        "學",
        "導",
        "體",
        "崑",
        "凯里一都匀",
        "管理管理水平",
        "千百年来来",
        "培育融\n\n融资",
    ):
        assert wrong not in raw, wrong
    for right in (
        "新增供应租赁住房和共有产权房",
        "专业服务等8 个领域",
        "教育督导体制",
        "崀山",
        "凯里—都匀",
        "自觉接受",
    ):
        assert right in raw, right


def test_a_correction_that_no_longer_matches_fails() -> None:
    row = Correction("a.txt", " and ", "和", "an English word", 2)
    text, steps = run("甲 and 乙 and 丙", corrector("a.txt", [row]))
    assert text == "甲和乙和丙"
    assert [(s.name, s.times) for s in steps] == [("correct", 2)]
    assert corrector("b.txt", [row]) == []
    for changed, times in (("甲 and 乙", 1), ("甲和乙", 0), ("甲 and 乙 and 丙 and 丁", 3)):
        with pytest.raises(InputError, match=f"stands {times} times in a.txt, not 2"):
            run(changed, corrector("a.txt", [row]))


def test_corrections_are_made_one_after_another() -> None:
    """A later row sees what an earlier one has made."""
    rows = [Correction("a", "甲", "乙", "", 1), Correction("a", "乙乙", "丙", "", 1)]
    assert run("甲乙", corrector("a", rows))[0] == "丙"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("file,match,replacement,reason\na,b,c,d\n", "row 1: column count is missing"),
        (HEADER + "a.txt,甲,乙,why,many\n", "row 2"),
        (HEADER + "a.txt,甲,乙,why,\n", "row 2"),
        (HEADER + "a.txt,甲,乙,why,1\na.txt,,乙,why,1\n", "row 3"),
        (HEADER + ",甲,乙,why,1\n", "row 2"),
        (HEADER + "a.txt,甲,乙,why,-1\n", "row 2"),
        (HEADER + "a.txt,甲\n", "row 2"),
        (HEADER + "a.txt,甲,乙,why,1,more\n", "row 2"),
        ("", "row 1: columns file, match, replacement, reason, count are missing"),
    ],
)
def test_malformed_rows(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_corrections(path)


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_bytes((HEADER + "a.txt,甲,乙,why,1\n").encode("gb18030"))
    with pytest.raises(InputError, match="UTF-8"):
        read_corrections(path)


def test_no_file_means_no_corrections(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "corrections.csv") == []
