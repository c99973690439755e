"""A state for each region, year and indicator."""

from __future__ import annotations

import pandas as pd

from analysis.quantities.indicators import read_indicators
from analysis.targets.completeness import target_completeness

REPORTS = pd.DataFrame(
    [
        ("a20", "city", "甲市", "110100", 2020, "work_report"),
        ("a20t", "city", "甲市", "110100", 2020, "task_division"),
        ("a21", "city", "甲市", "110100", 2021, "work_report"),
        ("b21", "city", "乙市", "120100", 2021, "task_division"),
        ("n19", "national", "全国", "100000", 2019, "work_report"),
    ],
    columns=["report_id", "level", "region", "region_code", "year", "kind"],
)
TARGETS = pd.DataFrame(
    [
        ("a20", "gdp", "numeric", True), ("a20", "trade", "relative", True), ("a20", "cpi", "numeric", False),
        ("a20", "income_all", "relative", True), ("a20", "income_all", "numeric", True),
        ("a20t", "exports", "numeric", True), ("b21", "gdp", "relative", True),
        ("a21", "gdp", "numeric", False),
    ],
    columns=["report_id", "indicator", "kind", "headline"],
)  # fmt: skip


def _states(table: pd.DataFrame, region: str, year: int) -> dict[str, str]:
    rows = table[(table["region"] == region) & (table["year"] == year)]
    return dict(zip(rows["indicator"], rows["state"], strict=True))


def test_states() -> None:
    table = target_completeness(REPORTS, TARGETS)
    first = _states(table, "甲市", 2020)
    wanted = {"gdp": "stated", "trade": "relative", "income_all": "stated", "cpi": "not_stated"}
    assert {code: first[code] for code in wanted} == wanted
    assert first["exports"] == "not_stated"  # the work report goes before the task division
    assert set(_states(table, "甲市", 2021).values()) == {"no_passage"}
    assert set(_states(table, "乙市", 2020).values()) == {"no_report"}
    assert _states(table, "乙市", 2021)["gdp"] == "relative"


def test_one_row_a_region_year_of_its_level_and_indicator() -> None:
    table = target_completeness(REPORTS, TARGETS)
    codes = [row.code for row in read_indicators().rows]
    keys = table[["level", "region", "year"]].drop_duplicates().values.tolist()
    assert keys == [
        ["city", "甲市", 2020],
        ["city", "甲市", 2021],
        ["city", "乙市", 2020],
        ["city", "乙市", 2021],
        ["national", "全国", 2019],
    ]
    assert table["indicator"].tolist() == codes * len(keys)
    assert table.loc[table["state"] == "no_report", "report_id"].eq("").all()


def test_an_undated_report_has_no_rows() -> None:
    undated = REPORTS.assign(year=[2020, 2020, 2021, None, 2019])
    assert "乙市" not in set(target_completeness(undated, TARGETS)["region"])
    assert target_completeness(REPORTS.head(0), TARGETS.head(0)).empty
