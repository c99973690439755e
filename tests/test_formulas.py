"""No cell of a table is run by a spreadsheet, and none is changed by it."""

from __future__ import annotations

import csv
import io

import pandas as pd
from hypothesis import given, strategies as st

from analysis.formulas import guarded, runs, unguarded
from analysis.output import table_bytes
from analysis.tables import TABLES
from analysis.tables.declaration import read_table

TEXT = st.text(st.sampled_from("'=+-@\t\r\n ,\"增长5＝＋－＠\u3000"), max_size=6)


@given(TEXT)
def test_every_text_comes_back_and_no_cell_runs(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    assert guarded(text).lstrip()[:1] not in tuple("=+-@＝＋－＠")
    assert not runs(guarded(text))


def test_ordinary_texts_stay_as_they_are() -> None:
    for text in ("", "5.5%", "'s", "——2021年", "（=）", "增长+5%"):
        assert guarded(text) == text


@given(st.lists(st.tuples(TEXT, st.integers(0, 9)), min_size=1, max_size=4))
def test_a_table_written_and_read_back(rows: list[tuple[str, int]]) -> None:
    table = pd.DataFrame(
        [(2020, text, number, number) for text, number in rows], columns=list(TABLES["stock_phrases"].types)
    )
    data = table_bytes(table)
    for row in list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]:
        assert row[1][:1] not in tuple("=+-@\t\r")
    assert read_table(TABLES["stock_phrases"], data)["text"].tolist() == [text for text, _ in rows]


def test_figures_below_zero_are_no_formulas() -> None:
    assert table_bytes(pd.DataFrame({"n": [-1.5], "k": [-2]})).decode("utf-8-sig") == "n,k\n-1.5,-2\n"
