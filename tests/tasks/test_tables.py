"""Tables and files of a build that come from task divisions: pairs by region, columns, an empty corpus, what
is handed out.
"""

from __future__ import annotations

import io

import openpyxl
import pandas as pd
import pytest

from analysis import Corpus
from analysis.corpus.selection import alignment_pairs, division_year_pairs
from analysis.tasks.alignment import COLUMNS as ALIGNMENT
from analysis.tasks.cascade import CASCADE, FLOW, cascade, cascade_flow
from analysis.tasks.export import FORMS, due_key
from analysis.tasks.layout import stress_layout, strongest_ties
from analysis.tasks.ledger import tasks_table
from analysis.tasks.networks import quantities_in_tasks
from analysis.tasks.tables import EDGES, NETWORK, ledger_files, ledger_title, task_views
from analysis.tasks.years import COLUMNS as CHANGES

COLUMNS = {
    "alignment": ALIGNMENT,
    "cascade": CASCADE,
    "task_changes": CHANGES,
    "departments": ("report_id", "department", "kind", "led", "shared", "tasks", "share_led"),
    "co_responsibility": EDGES,
    "department_network": NETWORK,
    "deadlines": ("report_id", "department", "year", "month", "action", "edge", "tasks"),
    "task_quantities": (
        "report_id",
        "item",
        "task_unit",
        "leads",
        "participants",
        "deadlines",
        "start",
        "end",
        "unit",
    ),
}
TARGETS = pd.DataFrame(
    [("national-2020-tasks", 900, 904, "%"), ("anhui-2020", 10, 14, "%")],
    columns=["report_id", "start", "end", "unit"],
)


def reports(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["report_id", "level", "region_code", "year"])
    return table.assign(kind="task_division", region="某地", title="")


MANY = reports(
    ("n20", "national", "100000", 2020), ("n21", "national", "100000", 2021),
    ("hubei20", "province", "420000", 2020),
    ("anhui20", "province", "340000", 2020), ("xianning20", "city", "421200", 2020),
    ("hefei20", "city", "340100", 2020),
    ("changsha20", "city", "430100", 2020), ("xianan20", "county", "421202", 2020),
    ("xianan21", "county", "421202", 2021),
    ("xianning19", "city", "421200", 2019),
)  # fmt: skip


def test_a_lower_document_is_paired_with_the_one_that_covers_its_region() -> None:
    assert dict(alignment_pairs(MANY)) == {
        "hubei20": "n20",
        "anhui20": "n20",
        "xianning20": "hubei20",
        "hefei20": "anhui20",
        "changsha20": "n20",  # no list of its own province: the nation's
        "xianan20": "xianning20",
        "xianan21": "n21",
    }


def test_work_reports_and_other_years_are_no_pair() -> None:
    assert alignment_pairs(MANY.assign(kind="work_report")) == []
    assert alignment_pairs(MANY[MANY["year"] == 2019]) == []


def test_years_are_paired_within_a_region() -> None:
    assert division_year_pairs(MANY) == [
        ("n20", "n21"),
        ("xianning19", "xianning20"),
        ("xianan20", "xianan21"),
    ]
    twice = reports(("a", "city", "421200", 2020), ("b", "city", "421200", 2020))
    assert division_year_pairs(twice) == []


@pytest.fixture(scope="module")
def views(tasks: pd.DataFrame, corpus: Corpus) -> dict[str, pd.DataFrame]:
    return task_views(tasks, corpus.reports, TARGETS)


def test_columns(views: dict[str, pd.DataFrame]) -> None:
    assert {name: tuple(table.columns) for name, table in views.items()} == COLUMNS
    assert all(len(table) for table in views.values())


def test_a_corpus_without_task_divisions_has_the_same_columns() -> None:
    """Empty tables with their header; nothing is handed out."""
    empty = task_views(tasks_table([]), MANY.assign(kind="work_report"), TARGETS)
    assert {name: tuple(table.columns) for name, table in empty.items()} == COLUMNS
    assert not any(len(table) for table in empty.values())
    assert list(ledger_files(tasks_table([]), MANY.assign(kind="work_report"))) == []


def test_one_national_document_has_no_pairs(nation: pd.DataFrame, corpus: Corpus) -> None:
    alone = corpus.reports[corpus.reports["report_id"] == "national-2020-tasks"]
    found = task_views(nation, alone, TARGETS)
    assert {name: tuple(table.columns) for name, table in found.items()} == COLUMNS
    assert [name for name, table in found.items() if table.empty] == ["alignment", "cascade", "task_changes"]


def test_counts_agree_between_tables(views: dict[str, pd.DataFrame], tasks: pd.DataFrame) -> None:
    departments, edges, network = (
        views["departments"],
        views["co_responsibility"],
        views["department_network"],
    )
    assert (departments["led"] + departments["shared"] == departments["tasks"]).all()
    assert edges["weight"].sum() * 2 == network["strength"].sum()
    assert len(edges) * 2 == network["degree"].sum()
    assert set(network["report_id"]) == set(tasks["report_id"])
    assert len(views["alignment"]) == 107 and len(views["cascade"]) == 51
    assert (views["task_changes"]["fate"] != "went").sum() == 182


def test_a_quantity_keeps_its_unit_of_measure() -> None:
    """Both tables have a column unit: the task's becomes task_unit."""
    tasks = pd.DataFrame(
        [("a", 3, 2, "财政部", "", "", 10, 30)],
        columns=["report_id", "item", "unit", "leads", "participants", "deadlines", "start", "end"],
    )
    found = quantities_in_tasks(
        tasks, pd.DataFrame([("a", 12, 14, "万人")], columns=["report_id", "start", "end", "unit"])
    )
    assert found[["item", "task_unit", "unit"]].values.tolist() == [[3, 2, "万人"]]


def test_no_character_is_lost_on_the_way(city: pd.DataFrame, nation: pd.DataFrame) -> None:
    """Carried and lost characters of an item add up to its clauses, and the lost ones are those of the
    cascade.
    """
    flow, whole = cascade_flow(city, nation), cascade(city, nation).set_index("item")
    assert tuple(flow.columns) == FLOW
    by_item = flow[flow["item"].notna()].groupby("item")["characters"].sum()
    assert by_item.tolist() == whole["characters"].tolist()
    lost = flow[flow["flow"] == "lost"].set_index("item")["characters"].reindex(whole.index).fillna(0)
    assert (whole["characters"] - lost == whole["kept"]).all()
    pairs = {(int(r.item), int(r.lower_item)) for r in flow[flow["flow"] == "carried"].itertuples()}
    assert pairs == {(n, int(i)) for n, cell in whole["lower_items"].items() for i in cell.split(";") if i}
    new = flow[flow["flow"] == "new"].set_index("lower_item")["text"]
    assert "抓紧做好经济社会发展各项工作" in new[8]


def test_places_of_a_network() -> None:
    """The start doesn't matter to the bytes, ties draw together, and nobody shares a place."""
    edges = pd.DataFrame(
        [("a", "b", 9), ("b", "c", 5), ("d", "e", 4), ("c", "d", 1)], columns=["source", "target", "weight"]
    )
    group = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2, "alone": 3}
    places = stress_layout(edges, group)
    assert places == stress_layout(edges.sample(frac=1, random_state=1), dict(reversed(group.items())))
    assert len(set(places.values())) == len(group)
    far = {
        pair: sum((x - y) ** 2 for x, y in zip(places[pair[0]], places[pair[1]], strict=True))
        for pair in ("ab", "ae")
    }
    assert far["ab"] < far["ae"]
    assert stress_layout(edges.head(0), {"a": 1}) == {"a": (0.5, 0.5)}
    assert len(strongest_ties(edges, ["a", "b", "c"], each=3)) == 2


def test_files_that_are_handed_out(tasks: pd.DataFrame, corpus: Corpus) -> None:
    files = dict(ledger_files(tasks, corpus.reports))
    assert list(files) == [
        *[
            f"{name}.{form}.xlsx"
            for name in ("national-2020-tasks", "national-2021-tasks", "xianning-2020-tasks")
            for form in FORMS
        ],
        "xianning-2020-tasks.reader.html",
    ]
    assert files == dict(ledger_files(tasks, corpus.reports))


@pytest.mark.parametrize("form", list(FORMS))
def test_a_handed_out_workbook(form: str, tasks: pd.DataFrame, corpus: Corpus) -> None:
    """A sheet a department, sorted by deadline, under the printed heads."""
    files = dict(ledger_files(tasks, corpus.reports))
    book = openpyxl.load_workbook(io.BytesIO(files[f"national-2021-tasks.{form}.xlsx"]))
    names = {
        n
        for cells in tasks.loc[
            tasks["report_id"] == "national-2021-tasks", ["leads", "participants"]
        ].to_numpy()
        for c in cells
        for n in c.split(";")
        if n
    }
    assert set(book.sheetnames) == {name[:31] for name in names}
    sheet = book["财政部"]
    assert sheet["A1"].value == f"2021年《政府工作报告》重点工作{FORMS[form][0]}"
    assert [cell.value for cell in sheet[3]] == [head for head, _ in FORMS[form][1]]
    dues = [
        due_key(str(sheet.cell(row, 4).value or "").replace("，", ";")) for row in range(4, sheet.max_row)
    ]
    assert len(dues) == 79
    assert dues == sorted(dues)


@pytest.mark.parametrize(
    ("title", "year", "head"),
    [
        ("2020年国务院《政府工作报告》重点工作责任分解", 2020, "2020年国务院《政府工作报告》"),
        ("关于2019年重点工作的通知", 2020, "2020年《政府工作报告》"),
        ("", 2022, "2022年《政府工作报告》"),
    ],
)
def test_heads_of_ledgers(title: str, year: int, head: str) -> None:
    assert ledger_title(title, year) == head
