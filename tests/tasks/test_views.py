"""Networks, deadlines, quantities in tasks, and the workbook."""

from __future__ import annotations

import io
from pathlib import Path

import networkx
import openpyxl
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.tasks.betweenness import betweenness
from analysis.tasks.export import FORMS, by_department, ledger_workbook, write_ledger
from analysis.tasks.networks import (
    co_responsibility,
    deadline_table,
    department_table,
    network_measures,
    quantities_in_tasks,
)

COLUMNS = ["report_id", "item", "unit", "text", "leads", "participants", "deadlines", "start", "end"]
FOUR = pd.DataFrame(
    [
        ("a", 1, 1, "甲。", "财政部", "税务总局;商务部", "年内持续推进", 0, 10),
        ("a", 2, 1, "乙。", "财政部;税务总局", "有关部门", "6月底前出台相关政策;年内持续推进", 10, 20),
        ("a", 3, 1, "丙。", "", "商务部;教育部", "2022年12月底前完成", 20, 30),
        ("a", 4, 1, "丁。", "", "国务院各部门", "", 30, 40),
    ],
    columns=COLUMNS,
)


def test_departments_by_hand() -> None:
    found = department_table(FOUR).set_index("department")
    assert found[["led", "shared", "tasks"]].loc["财政部门"].tolist() == [2, 0, 2]
    assert found[["led", "shared", "tasks"]].loc["税务部门"].tolist() == [1, 1, 2]
    assert found.index[:2].tolist() == ["财政部门", "税务部门"]
    assert found.loc["税务部门", "share_led"] == 0.5


def test_pairs_by_hand() -> None:
    assert co_responsibility(FOUR).values.tolist() == [
        ["税务部门", "财政部门", 2, 2],
        ["商务部门", "教育部门", 1, 0],
        ["商务部门", "税务部门", 1, 0],
        ["商务部门", "财政部门", 1, 1],
    ]


def test_measures_of_a_star_and_two_triangles() -> None:
    star = pd.DataFrame([("m", leaf, 1) for leaf in "abcd"], columns=["source", "target", "weight"])
    found = network_measures(star).set_index("department")
    assert found.loc["m", ["degree", "strength", "betweenness"]].tolist() == [4, 4, 1]
    assert (found.loc[list("abcd"), "betweenness"] == 0).all()
    triangles = [
        ("a", "b", 9),
        ("b", "c", 9),
        ("a", "c", 9),
        ("x", "y", 9),
        ("y", "z", 9),
        ("x", "z", 9),
        ("c", "x", 1),
    ]
    found = network_measures(pd.DataFrame(triangles, columns=star.columns)).set_index("department")
    assert len(set(found.loc[list("abc"), "community"])) == len(set(found.loc[list("xyz"), "community"])) == 1
    assert found["community"].nunique() == 2
    assert found.loc["c", "betweenness"] == pytest.approx(6 / 10)


def test_network_of_the_nation(nation: pd.DataFrame) -> None:
    edges = co_responsibility(nation)
    found = network_measures(edges, seed=1)
    assert found.equals(network_measures(edges.sample(frac=1, random_state=3), seed=1))
    assert found.loc[0, "department"] == "发展改革部门"
    assert found["strength"].sum() == 2 * edges["weight"].sum()
    assert not set(found["department"]) & {"有关部门", "各部门", "地方人民政府"}
    assert network_measures(edges.head(0)).empty


def test_deadlines_by_month() -> None:
    found = deadline_table(FOUR)
    months = {(row.department, row.month): (row.action, row.edge, row.tasks) for row in found.itertuples()}
    assert months == {
        ("税务部门", 6): ("出台相关政策", "before", 1),
        ("财政部门", 6): ("出台相关政策", "before", 1),
        ("商务部门", 12): ("完成", "before", 1),
        ("教育部门", 12): ("完成", "before", 1),
    }
    assert found.set_index("department")["year"].fillna(0).to_dict() == {
        "税务部门": 0,
        "财政部门": 0,
        "商务部门": 2022,
        "教育部门": 2022,
    }


def test_quantities_stand_inside_their_task() -> None:
    quantities = pd.DataFrame(
        [("a", 25, 27, "5%"), ("a", 0, 3, "1万"), ("a", 39, 41, "9"), ("b", 1, 2, "7")],
        columns=["report_id", "start", "end", "mention"],
    )
    assert quantities_in_tasks(FOUR, quantities)[["item", "mention"]].values.tolist() == [
        [1, "1万"],
        [3, "5%"],
    ]


@pytest.mark.parametrize("form", list(FORMS))
def test_workbook_has_the_printed_form(form: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(ledger_workbook(FOUR, form, "2022年")))
    assert book.sheetnames[:2] == ["财政部", "税务总局"]
    sheet = book["财政部"]
    heads = [cell.value for cell in sheet[3]]
    assert sheet["A1"].value == f"2022年重点工作{FORMS[form][0]}"
    assert (
        heads[:2] == ["序号", "重点工作"]
        and heads[3] == "完成时限"
        and heads[-2:] == ["责任领导", "联系电话"]
    )
    assert len(heads) == {"plan": 6, "progress": 7}[form]
    assert [sheet.cell(row, 2).value for row in (4, 5)] == ["乙。（第2项，牵头）", "甲。（第1项，牵头）"]
    assert sheet["D4"].value == "6月底前出台相关政策，年内持续推进"
    assert sheet["A2"].value == "填报单位（盖章）：财政部"
    assert sheet["C4"].value is None


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_formulas_are_harmless_text(start: str) -> None:
    bad = FOUR.head(1).assign(text=f"{start}SUM(A1:A9)", deadlines=f"{start}1+1", leads=f"{start}cmd|calc")
    book = openpyxl.load_workbook(io.BytesIO(ledger_workbook(bad)))
    sheet = book.worksheets[0]
    for cell in (sheet["B4"], sheet["D4"]):
        assert cell.data_type == "s" and cell.value.startswith(start) and cell.quotePrefix
    assert all(cell.data_type != "f" for each in book for row in each.iter_rows() for cell in row)


def test_sheet_names_are_legal_and_apart() -> None:
    names = [
        "市[防范]/重大:风险?*攻坚战指挥部办公室和其他各个成员单位联席会议",
        "市防范重大风险攻坚战指挥部办公室和其他各个成员单位联席会议办公室",
        "a",
        "A",
    ]
    many = pd.concat([FOUR.head(1).assign(leads=name, participants="") for name in names])
    sheets = openpyxl.load_workbook(io.BytesIO(ledger_workbook(many))).sheetnames
    assert len(sheets) == len({name.casefold() for name in sheets}) == 4
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in sheets)


def test_workbook_of_the_city(city: pd.DataFrame, tmp_path: Path) -> None:
    first = ledger_workbook(city, "progress", "2020年国务院《政府工作报告》")
    assert first == ledger_workbook(city.copy(), "progress", "2020年国务院《政府工作报告》")
    path = write_ledger(city, tmp_path / "ledger.xlsx", "progress", "2020年国务院《政府工作报告》")
    assert path.read_bytes() == first
    groups = by_department(city)
    book = openpyxl.load_workbook(path, read_only=True)
    assert len(book.sheetnames) == len(groups) and next(iter(groups)) == "市发改委"
    assert len(groups["各县、市、区人民政府"]) == 107


def test_mistakes_are_named() -> None:
    with pytest.raises(InputError, match="the form “plam” is unknown; choose plan or progress"):
        ledger_workbook(FOUR, "plam")
    with pytest.raises(InputError, match="no tasks to write"):
        ledger_workbook(FOUR.head(0))


def test_betweenness_is_networkx_s(nation: pd.DataFrame) -> None:
    edges = co_responsibility(nation)
    graph = networkx.Graph()
    graph.add_nodes_from(sorted(set(edges["source"]) | set(edges["target"])))
    graph.add_edges_from(
        (a, b, {"length": 1 / w})
        for a, b, w in sorted(zip(edges["source"], edges["target"], edges["weight"], strict=True))
    )
    found = network_measures(edges).set_index("department")["betweenness"]
    assert found.to_dict() == networkx.betweenness_centrality(graph, weight="length")
    assert betweenness([]) == []
    assert betweenness([[(1, 0.5)], [(0, 0.5)], []]) == [0.0, 0.0, 0.0]
    assert betweenness([[(1, 0.5)], [(0, 0.5)]]) == [0.0, 0.0]
