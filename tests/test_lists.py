"""The shipped word lists and labels are whole, and the documents state their sizes: what a new row leaves
behind is said.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.pipeline.figures import FIGURES
from analysis.quantities.indicators import read_indicators
from analysis.resources import LABELS, LEXICON
from analysis.themes.codebook import load_themes

ROOT = Path(__file__).resolve().parents[1]
LISTS = sorted(LEXICON.glob("*.csv"))
# Codes are official; a theme's source stands in one of its rows (tests/themes/test_codebook.py).
NO_SOURCES = {"regions.csv", "themes.csv"}
UNIT_FAMILIES = {"percent", "money", "count", "amount", "concentration", "qualitative"}


def read(path: Path) -> pd.DataFrame:
    """A list as text; the index is the row's number in a spreadsheet."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return table.set_axis(range(2, len(table) + 2))


def without(table: pd.DataFrame, column: str) -> list[int]:
    """The numbers of the rows whose cell is empty."""
    return table.index[table[column].str.strip() == ""].tolist()


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_every_row_has_its_source(path: Path) -> None:
    if path.name not in NO_SOURCES:
        assert without(read(path), "source") == [], f"rows of {path.name} without a source"


def test_every_label_speaks_both_languages() -> None:
    table = read(LABELS)
    empty = {column: without(table, column) for column in ("key", "zh", "en")}
    assert empty == {"key": [], "zh": [], "en": []}, "rows of labels.csv with an empty cell"
    assert table["key"][table["key"].duplicated()].tolist() == []


def test_every_indicator_is_whole() -> None:
    table = read(LEXICON / "indicators.csv")
    empty = {column: without(table, column) for column in ("name_zh", "name_en", "unit_family")}
    assert empty == {"name_zh": [], "name_en": [], "unit_family": []}, "rows with an empty cell"
    unknown = table.loc[~table["unit_family"].isin(UNIT_FAMILIES), "unit_family"].to_dict()
    assert unknown == {}, f"known: {', '.join(sorted(UNIT_FAMILIES))}"


def test_no_wording_is_that_of_two_indicators() -> None:
    """A wording in two rows goes to the first of them unless a word of its ``excluding`` stands before."""
    words = [word for row in read_indicators().rows for word in row.wordings]
    assert [word for word in dict.fromkeys(words) if words.count(word) > 1] == []


def stated(path: str, pattern: str) -> set[int]:
    """The numbers that a document states."""
    text = (ROOT / path).read_text(encoding="utf-8")
    return {int(number.replace(",", "")) for number in re.findall(pattern, text)}


def test_documents_state_the_sizes() -> None:
    book = load_themes()
    assert stated("docs/methods/targets.md", r"([\d,]+) indicators;") == {len(read_indicators().rows)}
    assert stated("docs/methods/themes.md", r"([\d,]+) policy themes") == {len(book.codes)}
    assert stated("docs/methods/themes.md", r"policy themes, ([\d,]+) terms") == {len(book.terms)}
    assert stated("notebooks/src/09_priorities.py", r"codebook of ([\d,]+) policy themes") == {
        len(book.codes)
    }
    assert stated("README.md", r"tables and (\d+) figures") == {len(FIGURES)}
