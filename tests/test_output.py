"""Tables as CSV: every figure is written the same way, one by one or all at once."""

from __future__ import annotations

import csv
import io
import re

import numpy as np
import pandas as pd
from hypothesis import example, given, strategies as st

from analysis.formulas import unguarded
from analysis.output import _cell, _figures, csv_rows, table_bytes


@given(st.lists(st.floats() | st.integers(-(10**18), 10**18).map(float), max_size=20), st.integers(3, 17))
@example(
    [
        0.0,
        -0.0,
        float("nan"),
        float("inf"),
        1e9,
        1e10,
        -1e10,
        12345678901.0,
        9999999999.5,
        0.99999999999999,
        5e-324,
        1e16,
    ],
    10,
)
def test_figures_at_once_are_those_one_by_one(values: list[float], digits: int) -> None:
    assert _figures(np.array(values, dtype=np.float64), digits) == [_cell(value, digits) for value in values]


@given(
    st.lists(
        st.tuples(st.text(), st.floats(allow_infinity=False), st.integers(-(2**53), 2**53), st.booleans()),
        max_size=8,
    )
)
def test_what_is_written_can_be_read(rows: list[tuple[str, float, int, bool]]) -> None:
    # Texts have no carriage returns (reading a file takes them for line ends), and nothing in a corpus has
    # NULs.
    rows = [
        (re.sub(r"[\0\r]", " ", text).encode("utf-8", "replace").decode("utf-8"), *rest)
        for text, *rest in rows
    ]
    table = pd.DataFrame(rows, columns=["text", "share", "count", "sure"])
    read = list(csv.reader(io.StringIO(table_bytes(table, digits=17).decode("utf-8-sig"), newline="")))
    assert read[0] == table.columns.tolist() and len(read) == len(rows) + 1
    for (text, share, count, sure), cells in zip(rows, read[1:], strict=True):
        assert unguarded(cells[0]) == text and cells[2:] == [str(count), str(sure)]
        assert (cells[1] == "") if share != share else float(cells[1]) == share


def test_the_rows_are_the_lines_of_the_table() -> None:
    table = pd.DataFrame(
        {
            "low": [6.0, float("nan"), 1 / 3],
            "unit": ["%", None, "a,b"],
            "year": pd.array([2020, None, 1], dtype="Int64"),
        }
    )
    assert csv_rows(table) == ["6,%,2020\n", ",,\n", '0.3333333333,"a,b",1\n']
    assert table_bytes(table).decode("utf-8-sig") == "low,unit,year\n" + "".join(csv_rows(table))
