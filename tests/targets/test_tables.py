"""The tables of targets, the wide form, the workbook, the lists that users change."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis import Corpus, InputError
from analysis.quantities.indicators import match_indicator, read_indicators
from analysis.targets.strength import read_strength
from analysis.targets.targets import extract_targets, read_targets, targets_wide
from analysis.targets.workbook import write_targets_xlsx
from tests.targets.texts import report

CONTRACT = [
    "report_id", "level", "region", "region_code", "year", "indicator", "indicator_text", "kind", "low",
    "high", "unit", "direction", "qualifier",
    "qualifier_text", "headline", "evidence", "start", "end",
]  # fmt: skip
TEXT = (
    "今年主要预期目标是：地区生产总值增长6%—6.5%，城镇新增就业10万人以上，居民消费价格涨幅3%左右，"
    "居民收入增长与经济增长同步，城镇登记失业率4.5%以内。"
)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return extract_targets([report(TEXT)])


def test_columns_of_the_contract(table: pd.DataFrame) -> None:
    assert list(table.columns[: len(CONTRACT)]) == CONTRACT
    assert list(table.columns[len(CONTRACT) :]) == ["horizon", "strength"]
    assert list(extract_targets([]).columns) == list(table.columns)


def test_unknown_bounds_are_empty(table: pd.DataFrame) -> None:
    row = table[table["indicator"] == "urban_new_jobs"].iloc[0]
    assert row["low"] == 10
    assert pd.isna(row["high"])
    assert pd.isna(table[table["kind"] == "relative"]["low"]).all()


def test_wide_form(table: pd.DataFrame) -> None:
    wide = targets_wide(table)
    assert wide.loc[("测试市", 2022)].to_dict() == {
        "gdp": 6.25,
        "urban_new_jobs": 10,
        "cpi": 3,
        "unemployment_registered": 4.5,
    }
    assert targets_wide(table, value="high").loc[("测试市", 2022), "gdp"] == 6.5
    assert targets_wide(table.iloc[:0]).empty
    with pytest.raises(ValueError, match="no value 'mean' of a target; known: high, low, middle"):
        targets_wide(table, value="mean")


def test_wide_form_of_the_corpus(corpus: Corpus) -> None:
    wide = targets_wide(extract_targets(corpus.iter_reports()))
    assert wide.loc[("安徽省", 2020), "gdp"] == 7.5
    assert wide.loc[("全国", 2021), "urban_new_jobs"] == 1100
    assert wide.index.is_unique


def test_workbook(table: pd.DataFrame, tmp_path: Path) -> None:
    risky = table.copy()
    risky.loc[risky.index[0], "indicator_text"] = "=1+1"
    risky.loc[risky.index[1], "indicator_text"] = "+A1"
    first = write_targets_xlsx(risky, tmp_path / "a.xlsx")
    second = write_targets_xlsx(risky, tmp_path / "b.xlsx")
    assert first.read_bytes() == second.read_bytes()
    sheet = openpyxl.load_workbook(first).active
    names = [cell.value for cell in sheet[1]]
    column = names.index("indicator_text") + 1
    assert names == list(table.columns)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is not None
    assert sheet.cell(2, column).data_type == sheet.cell(3, column).data_type == "s"
    assert [sheet.cell(row, column).value for row in (2, 3)] == ["=1+1", "+A1"]
    # What keeps it text when it is edited; no other cell has it.
    quoted = [(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.quotePrefix]
    assert quoted == [(2, column), (3, column)]
    assert "地区生产总值增长6%—6.5%" in sheet.cell(2, column).comment.text
    assert sheet.cell(3, names.index("high") + 1).value is None
    assert sheet.cell(2, names.index("low") + 1).value == 6


def test_every_indicator_of_the_list_matches_its_own_wordings() -> None:
    for row in read_indicators().rows:
        for wording in row.wordings:
            assert match_indicator(wording.replace("…", "其")) == row.code, (row.code, wording)


HEADER = "code,name_zh,name_en,wordings,excluding,unit_family,better,source\n"


def test_users_extend_the_list(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        HEADER + "tea_output,茶叶产量,Tea output,茶叶产量;茶…产量,,amount,higher,own\n", encoding="utf-8-sig"
    )
    mine = read_indicators(path)
    found = read_targets(report("茶叶产量达到30万吨。"), mine)
    assert [target.indicator for target in found] == ["tea_output"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("code,name_zh\ngdp,x\n",
            "row 1: columns name_en, wordings, excluding, unit_family, better, source are missing"),
        (HEADER + "gdp,x,x,y,,p,higher,s\ngdp,x,x,z,,p,higher,s\n",
            "row 3: code gdp stands in row 2 already"),
        (HEADER + "gdp,x,x,,,p,higher,s\n", "row 2: gdp has no wordings"),
        (HEADER + "gdp,x,x,y,,p,best,s\n", "row 2: better is 'best'"),
        (HEADER + "GDP 1,x,x,y,,p,higher,s\n", "row 2: code 'GDP 1'"),
        (HEADER + "gdp,x,x,y,,p,higher,s,extra\n", "row 2: 9 cells under 8 headings"),
        (HEADER, "no indicators"),
    ],
)  # fmt: skip
def test_malformed_indicators_name_file_and_row(tmp_path: Path, rows: str, message: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        read_indicators(path)
    assert "bad.csv" in str(caught.value)


def test_malformed_strength(tmp_path: Path) -> None:
    path = tmp_path / "scale.csv"
    path.write_text("term,class,strength,note,source\n左右,around,soft,,x\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"scale\.csv, row 2: strength is 'soft'"):
        read_strength(path)
    path.write_text("term,class,strength,note,source\n左右,about,2,,x\n", encoding="utf-8")
    with pytest.raises(InputError, match="row 2: class is 'about'"):
        read_strength(path)
    with pytest.raises(InputError, match="there is no such file"):
        read_strength(tmp_path / "none.csv")


def test_strength_orders_hard_before_soft() -> None:
    scale = read_strength()
    order = [
        scale.of("at_least", "不低于", ""),
        scale.of("at_least", "以上", ""),
        scale.of("exact", "", ""),
        scale.of("around", "左右", ""),
        scale.of("exact", "力争", "力争5%"),
    ]
    assert order == sorted(order, reverse=True)
    assert len(set(order)) == len(order)
