"""Task divisions: units by construct, true counts, accuracy against annotation."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import assume, given, strategies as st

from analysis import Corpus
from analysis.errors import InputError
from analysis.tasks.ledger import COLUMNS, Task, read_tasks, tasks_table
from tests.growth import LINEAR, exponent
from tests.tasks.conftest import GOLD, gold, make_report

IDS = ["national-2020-tasks", "national-2021-tasks", "xianning-2020-tasks"]
COUNTS = json.loads((GOLD / "task_counts.json").read_text(encoding="utf-8"))


def units(text: str) -> list[tuple[int, int, str, str]]:
    return [
        (t.item, t.unit, t.text, ";".join(t.leads + t.participants)) for t in read_tasks(make_report(text))
    ]


def test_units_of_an_item() -> None:
    assert units(
        "1.甲。（财政部牵头）乙，丙。丁。（税务总局牵头）\n2．戊。\n（商务部牵头）\n己。\n（审计署牵头）\n"
    ) == [
        (1, 1, "甲。", "财政部"),
        (1, 2, "乙，丙。丁。", "税务总局"),
        (2, 1, "戊。", "商务部"),
        (2, 2, "己。", "审计署"),
    ]


def test_chapters_and_sections() -> None:
    found = read_tasks(
        make_report("一、总则\n（一）减税。\n1.甲。（财政部牵头）\n二、附则\n2.乙。（财政部牵头）\n")
    )
    assert [(t.chapter, t.section) for t in found] == [("一、总则", "（一）减税。"), ("二、附则", "")]


def test_numbers_that_start_again_are_counted_through() -> None:
    assert [
        u[0]
        for u in units(
            "（一）甲。\n1.乙。（甲局牵头）\n2.丙。（乙局牵头）\n（二）丁。\n1．2022年底前建成。"
            "（丙局牵头）\n"
        )
    ] == [
        1,
        2,
        3,
    ]


def test_headings_stand_for_items_where_nothing_is_numbered() -> None:
    text = (
        "一、产业\n（一）工业。\n强链。（市经信局牵头）\n技改。（市发改委负责）\n（二）农业。\n农田。"
        "（市农业农村局牵头）\n"
    )
    assert [u[:3] for u in units(text)] == [(1, 1, "强链。"), (1, 2, "技改。"), (2, 1, "农田。")]


def test_a_heading_that_is_the_task() -> None:
    text = (
        "（一）加快制造强省建设。（省工业和信息化厅牵头）\n（二）防范风险（省财政厅牵头）。"
        "推进脱贫（省扶贫办牵头）。\n"
    )
    assert [u[2] for u in units(text)] == ["加快制造强省建设。", "防范风险", "推进脱贫"]


def test_labelled_lines() -> None:
    text = (
        "1.增长6%以上。\n分管省领导：张三\n部门分工：省发展改革委牵头，各地配合。\n2.收入增长5%。\n"
        "责任单位：省财政厅\n完成时限：年底前\n"
    )
    found = read_tasks(make_report(text))
    assert [(t.leads, t.participants, t.officials, [d.raw for d in t.deadlines]) for t in found] == [
        (("省发展改革委",), ("各地",), ("张三",), []),
        ((), ("省财政厅",), (), ["年底前"]),
    ]


def test_a_table() -> None:
    text = (
        "任务分解表\n序号 | 重点工作 | 牵头单位 | 责任单位 | 完成时限 |\n1 | 新增就业5万人。"
        " | 市人社局 | 市财政局、各县（市、区）政府 | 6月底前 |\n2 | 建粮库。 | 市发改委 | | |\n"
    )
    found = read_tasks(make_report(text))
    assert [(t.item, t.text, t.leads, t.participants, len(t.deadlines)) for t in found] == [
        (1, "新增就业5万人。", ("市人社局",), ("市财政局", "各县（市、区）政府"), 1),
        (2, "建粮库。", ("市发改委",), (), 0),
    ]
    assert all(text[t.start : t.end] == t.text for t in found)


def test_what_stands_outside_the_list_is_no_task() -> None:
    text = (
        "各县人民政府：\n附件:1.责任分解\n2.落实方案\n1.甲。（财政局牵头）\n2.无人负责。\n3.乙。"
        "（商务局牵头）\n请各单位抓好落实。\n附件2\n"
    )
    assert [u[:3] for u in units(text)] == [(1, 1, "甲。"), (2, 1, "无人负责。"), (3, 1, "乙。")]
    assert read_tasks(make_report(text))[1].responsible_mode == ""


def test_words_behind_the_last_attribution_are_not_lost() -> None:
    assert [u[2] for u in units("1.甲。（财政局牵头）各地照办。\n2.乙。（商务局牵头）\n")] == [
        "甲。",
        "各地照办。",
        "乙。",
    ]


@pytest.mark.parametrize(
    "text", ["", "各位代表：\n发展经济。\n", "工作报告（初稿由办公室负责）。\n" + "发展经济。" * 2000]
)
def test_another_document_says_so(text: str) -> None:
    with pytest.raises(InputError, match=r"^x\.txt: this is not a task division"):
        read_tasks(make_report(text))


def test_work_reports_of_the_corpus_are_no_task_divisions(corpus: Corpus) -> None:
    for report in corpus.iter_reports():
        if report.kind == "work_report":
            with pytest.raises(InputError):
                read_tasks(report)


PIECES = st.lists(
    st.tuples(
        st.text(alphabet="稳增长促改革、，。（含县）5%", min_size=1, max_size=12),
        st.sampled_from(["（财政部牵头）", "\n（有关部门负责，年内完成）\n", "【责任单位：市科技局】"]),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=4))
def test_places_hold_and_nothing_is_lost(items: list[list[tuple[str, str]]]) -> None:
    text = "一、总则\n" + "".join(
        f"{n}.稳" + "".join("".join(piece) for piece in item) + "\n" for n, item in enumerate(items, start=1)
    )
    assume(
        not re.search(r"(?m)^\d+、", text)
    )  # a line that begins so is an item of its own, and may hold no task
    found = read_tasks(make_report(text))
    places = [(t.start, t.end) for t in found]
    assert all(text[t.start : t.end] == t.text and t.text.strip() == t.text and t.text for t in found)
    assert places == sorted(places) and all(a[1] <= b[0] for a, b in pairwise(places))
    assert [(t.item, t.unit) for t in found] == sorted((t.item, t.unit) for t in found)
    rest = list(text)
    for task in found:
        rest[task.start : task.end] = " " * (task.end - task.start)
    left = "".join(rest)
    for task in found:
        left = left.replace(task.attribution, "", 1)
    assert re.fullmatch(r"(?:[\s。，、；]|一、总则|\d\.)*", left)


@pytest.mark.parametrize("report_id", IDS)
def test_true_counts(tasks: pd.DataFrame, report_id: str) -> None:
    here, true = tasks[tasks["report_id"] == report_id], COUNTS[report_id]
    assert len(here) == true["units"]
    assert (here["chapter"].nunique(), here["section"].nunique(), here["item"].nunique()) == (
        true["chapters"],
        true["sections"],
        true["items"],
    )
    assert here["responsible_mode"].value_counts().to_dict() == true["responsible_mode"]
    assert Counter(cell.replace(";", "，") for cell in here["deadlines"] if cell) == Counter(
        true["deadline_clause"]
    )
    assert Counter(here.groupby("item").size().astype(str)) == Counter(true["units_per_item"])
    chapters = [
        {"chapter": name, "sections": part["section"].nunique(), "items": part["item"].nunique(),
         "units": len(part),
         "first_item": part["item"].min(), "last_item": part["item"].max()}
        for name, part in here.groupby("chapter", sort=False)
    ]  # fmt: skip
    assert chapters == true["per_chapter"]
    assert not here["notes"].any() and not here["officials"].any()


@pytest.mark.parametrize("report_id", IDS)
def test_places_in_the_corpus(corpus: Corpus, report_id: str) -> None:
    report = corpus.report(report_id)
    found = read_tasks(report)
    for before, task in zip([None, *found[:-1]], found, strict=True):
        assert report.text[task.start : task.end] == task.text
        assert task.attribution in report.text[task.end :]
        if isinstance(before, Task) and before.item == task.item:
            assert report.text[before.end : task.start].strip() == before.attribution


def squash(text: str) -> str:
    return re.sub(r"\s", "", text).translate(str.maketrans("，：；（）", ",:;()")).rstrip("。")


@pytest.mark.parametrize(
    ("column", "floor"), [("text", 0.98), ("leads", 0.99), ("participants", 0.99), ("deadlines", 0.99)]
)
def test_accuracy(tasks: pd.DataFrame, column: str, floor: float) -> None:
    rows = {(r.report_id, r.item, r.unit): r for r in tasks.itertuples()}
    lines = gold("tasks.jsonl")
    good = 0
    for line in lines:
        cell = str(getattr(rows[line["report_id"], line["item"], line["unit"]], column))
        if column == "text":
            good += squash(cell) == squash(line["text"])
        else:
            want = [d["raw"] for d in line["deadlines"]] if column == "deadlines" else line[column]
            good += {squash(x) for x in cell.split(";") if x} == {squash(x) for x in want}
    assert len(lines) == 45
    assert good / len(lines) >= floor


def test_modes_open_words_and_months_match_the_annotation(tasks: pd.DataFrame) -> None:
    rows = {(r.report_id, r.item, r.unit): r for r in tasks.itertuples()}
    for line in gold("tasks.jsonl"):
        row = rows[line["report_id"], line["item"], line["unit"]]
        month = next((d["month"] for d in line["deadlines"] if "month" in d), None)
        assert row.responsible_mode == line["responsible_mode"]
        assert row.open_ended == (line["open_ended"] or "")
        assert month is None or row.deadline_month == month


def test_table_has_the_contracts_columns_and_passes_other_reports_over() -> None:
    table = tasks_table(
        [
            make_report("1.甲。（财政部牵头，2022年12月底前完成）\n", "b"),
            make_report("讲话", "a", "work_report"),
        ]
    )
    assert tuple(table.columns) == COLUMNS
    assert table.loc[
        0, ["report_id", "item", "deadline_month", "deadline_year", "deadline_edge"]
    ].tolist() == ["b", 1, 12, 2022, "before"]
    assert tasks_table([make_report("1.甲。（财政部牵头，年内持续推进）\n")])["deadline_month"].isna().all()


@pytest.mark.parametrize(
    "unit", ["（", "）", "、", "1.甲。（财政部牵头）\n", "1.甲（", "甲。（财政部牵头）", "| ", "一、"]
)
def test_linear_time(unit: str) -> None:
    def run(size: int) -> Callable[[], object]:
        report = make_report("1.甲。（财政部牵头）\n" + unit * (size // len(unit)))

        def read() -> None:
            with suppress(InputError):
                read_tasks(report)

        return read

    assert exponent(run, 250_000 if len(unit) < 3 else 75_000) <= LINEAR
