"""Task divisions printed as tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from analysis.corpus.single import read_report, text_report
from analysis.tasks.columns import COLUMN_RULES, ColumnRule, read_header, role_of
from analysis.tasks.ledger import Task, read_tasks
from tests.ingest.makers import cell, grid, par, word

HEAD = "序号 | 工作任务 | 责任领导 | 牵头单位 | 责任单位 | 完成时限"


def tasks(text: str) -> list[Task]:
    return read_tasks(text_report(text, kind="task_division"))


class Said(NamedTuple):
    """What a row says."""

    text: str
    leads: str = ""
    participants: str = ""
    officials: str = ""
    deadlines: str = ""
    chapter: str = ""
    section: str = ""


def said(text: str) -> list[Said]:
    return [
        Said(
            t.text,
            ";".join(t.leads),
            ";".join(t.participants),
            ";".join(t.officials),
            ";".join(due.raw for due in t.deadlines),
            t.chapter,
            t.section,
        )
        for t in tasks(text)
    ]


@pytest.mark.parametrize("rule", COLUMN_RULES, ids=[rule.name for rule in COLUMN_RULES])
def test_rules(rule: ColumnRule) -> None:
    assert role_of(rule.example) == rule.role
    first = next(other for other in COLUMN_RULES if re.search(other.pattern, rule.example))
    assert first is rule
    assert not re.search(rule.pattern, rule.counterexample)


HEADERS = {
    "牵头领导": "责任领导", "包联县领导": "责任领导", "责任县长": "责任领导", "责任单位负责人": "责任领导",
    "责任人": "责任领导", "牵头（主办）单位": "牵头单位", "主办部门": "牵头单位", "第一责任单位": "牵头单位",
    "实施主体": "责任单位", "承接单位": "责任单位", "责任科室": "责任单位", "配合": "配合单位",
    "牵头和配合单位": "责任单位", "牵头单位及责任人": "牵头单位及责任人",
    "督导单位": "", "计量单位": "", "单位": None, "责任单位（责任人）": "责任单位及责任人", "备注": None,
    "责任领导、责任单位": "责任单位及责任人",
    "责任单位（排名第一的为牵头单位）": "责任单位", "办结时限": "完成时限",
    "开工时间": "", "完成情况": None,
    "任 务 类 别": "group", "实事项目": "task", "工作任务及目标": "task", "联系电话": "",
}  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_headers(header: str) -> None:
    assert role_of(header) == HEADERS[header]


def test_a_header_is_short() -> None:
    """Twelve characters at the most, without what stands in brackets."""
    assert role_of("各项重点任务的总牵头单位") == "牵头单位"
    assert role_of("各项重点任务的主要牵头单位") is None
    assert role_of("牵头单位（没有特别说明时为第一个单位）") == "牵头单位"


def test_what_heads_a_task_table() -> None:
    """It has tasks, and says who; a table of targets with units of measure is none."""
    assert read_header(["工作任务", "责任人"])
    assert read_header(["工作任务", "完成时限"]) is None
    assert read_header(["指标", "单位", "目标"]) is None
    assert read_header(["建设粮库。", "县发改委牵头，各乡镇配合，负责落实各项工作任务。"]) is None


ROWS = {
    "an official of its own": (
        "1 | 建粮库。 | 甲某某 | 县发改委 | 县财政局、各乡镇 | 6月底前",
        [Said("建粮库。", "县发改委", "县财政局;各乡镇", "甲某某", "6月底前")],
    ),
    "officials on two lines, a name that is spaced out": (
        "1 | 建粮库。 | 甲某某 乙某某 | 县发改委 | |\n2 | 修路。 | 丙 某 | 县交通局 | |",
        [Said("建粮库。", "县发改委", "", "甲某某;乙某某"), Said("修路。", "县交通局", "", "丙某")],
    ),
    "departments on two lines": (
        "1 | 建粮库。 | | 县人力资源和 社会保障局 | 县财政局 县税务局 | /",
        [Said("建粮库。", "县人力资源和社会保障局", "县财政局;县税务局")],
    ),
    "cells that go on": (
        "1 | 建粮库。 | 甲某某 | 县发改委 | 各乡镇 | 6月底前\n2 | 修路。 | 〃 | 〃 | 〃 | 9月底前",
        [
            Said("建粮库。", "县发改委", "各乡镇", "甲某某", "6月底前"),
            Said("修路。", "县发改委", "各乡镇", "甲某某", "9月底前"),
        ],
    ),
    "a cell that is empty": (
        "1 | 建粮库。 | 甲某某 | 县发改委 | 各乡镇 | 6月底前\n2 | 修路。 | | 县交通局 | |",
        [Said("建粮库。", "县发改委", "各乡镇", "甲某某", "6月底前"), Said("修路。", "县交通局")],
    ),
    "a task that goes on": (
        "1 | 建粮库。 | 甲某某 | 县发改委 | | 6月底前\n〃 | 〃 | 乙某某 | 〃 | 县财政局 | 〃",
        [Said("建粮库。", "县发改委", "县财政局", "甲某某;乙某某", "6月底前")],
    ),
    "a task of two rows, the second without its words": (
        "1 | 建粮库。 | 甲某某 | 县发改委 | | 6月底前\n | | | | 县财政局 |",
        [Said("建粮库。", "县发改委", "县财政局", "甲某某", "6月底前")],
    ),
    "banners": (
        "一、产业（1项）\n1 | 建粮库。 | | 县发改委 | |\n（一）工业\n2 | 技改。 | | 县工信局 | |\n"
        "二、民生（1项）\n3 | 修路。 | | 县交通局 | |",
        [
            Said("建粮库。", "县发改委", chapter="一、产业（1项）"),
            Said("技改。", "县工信局", chapter="一、产业（1项）", section="（一）工业"),
            Said("修路。", "县交通局", chapter="二、民生（1项）"),
        ],
    ),
    "banners without a numeral": (
        "产业发展\n1 | 建粮库。 | | 县发改委 | |\n民生保障\n2 | 修路。 | | 县交通局 | |",
        [Said("建粮库。", "县发改委", chapter="产业发展"), Said("修路。", "县交通局", chapter="民生保障")],
    ),
    "banners in a cell": (
        "一、产业 | | | | |\n1 | 建粮库。 | | 县发改委 | |\n二 | 民生 | | | |\n2 | 修路。 | | 县交通局 | |\n"
        "（一） | 路 | | | |\n3 | 架桥。 | | 县交通局 | |",
        [
            Said("建粮库。", "县发改委", chapter="一、产业"),
            Said("修路。", "县交通局", chapter="二、民生"),
            Said("架桥。", "县交通局", chapter="二、民生", section="（一）路"),
        ],
    ),
    "a task of nobody": (
        "1 | 建粮库 | | | |\n2 | 修路 | | 县交通局 | |",
        [Said("建粮库"), Said("修路", "县交通局")],
    ),
    "a sum isn't a task, and no banner": (
        "1 | 建粮库。 | | 县发改委 | |\n合计 | 1项 | | | |\n总计：1项 | | | | |\n2 | 修路。 | | 县交通局 | |",
        [Said("建粮库。", "县发改委"), Said("修路。", "县交通局")],
    ),
    "a cell of many words is no banner": (
        f"{'本表所列各项任务由办公室督办' * 5} | | | | |\n1 | 建粮库。 | | 县发改委 | |",
        [Said("建粮库。", "县发改委")],
    ),
    "the header once more on the next page": (
        f"1 | 建粮库。 | | 县发改委 | |\n{HEAD}\n2 | 修路。 | | 县交通局 | |",
        [Said("建粮库。", "县发改委"), Said("修路。", "县交通局")],
    ),
    "what follows the table is no banner": (
        "1 | 建粮库。 | | 县发改委 | |\n注：以上各项由办公室督办。\n2 | 修路。 | | 县交通局 | |",
        [Said("建粮库。", "县发改委")],
    ),
    "a cell with a verb": (
        "1 | 建粮库。 | | | 县发改委牵头，县财政局配合 |",
        [Said("建粮库。", "县发改委", "县财政局")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_rows(name: str) -> None:
    rows, expected = ROWS[name]
    assert said(f"任务分解表\n{HEAD}\n{rows}") == expected


def test_the_deepest_column_with_words_is_the_task() -> None:
    """序号 and 重点任务 are merged over the measures: one item of two units, headed by its task."""
    text = (
        "序号 | 重点任务 | 具体措施 | 责任单位\n1 | 稳粮 | 建粮库。 | 县发改委\n"
        "〃 | 〃 | 育良种。 | 县农业农村局\n"
        "2 | 修路。 | | 县交通局"
    )
    assert [(t.item, t.unit, t.section, t.text, t.participants) for t in tasks(text)] == [
        (1, 1, "稳粮", "建粮库。", ("县发改委",)),
        (1, 2, "稳粮", "育良种。", ("县农业农村局",)),
        (2, 1, "", "修路。", ("县交通局",)),
    ]


def test_measures_of_one_task_without_numbers() -> None:
    text = (
        "重点任务 | 具体措施 | 责任单位\n稳粮 | 建粮库。 | 县发改委\n〃 | 育良种。 | 县农业农村局\n"
        "修路 | 架桥。 | 县交通局"
    )
    assert [(t.item, t.unit, t.section) for t in tasks(text)] == [
        (1, 1, "稳粮"),
        (1, 2, "稳粮"),
        (2, 1, "修路"),
    ]


def test_groups_are_sections() -> None:
    text = (
        "类别 | 任务 | 责任单位\n产业 | 建粮库。 | 县发改委\n〃 | 技改。 | 县工信局\n民生 | 修路。 | 县交通局"
    )
    assert [t.section for t in tasks(text)] == ["产业", "产业", "民生"]


def test_banners_below_a_chapter_of_the_text() -> None:
    text = "一、总体要求\n抓好落实。\n二、任务分工\n任务 | 责任单位\n产业\n建粮库。 | 县发改委\n"
    [task] = tasks(text)
    assert (task.chapter, task.section) == ("二、任务分工", "产业")


def test_departments_and_persons_in_one_column() -> None:
    text = "任务 | 责任单位及责任人 | 时限\n建粮库。 | 县发改委 甲某某 | 6月底前"
    assert said(text) == [Said("建粮库。", "", "县发改委", "甲某某", "6月底前")]


def test_a_header_of_two_rows_below_another_table() -> None:
    text = (
        "序号 | 任务 | 责任单位\n1 | 建粮库。 | 县发改委\n序号 | 工作任务 | 分解 | |\n"
        "〃 | 〃 | 牵头单位 | 责任人 |\n2 | 修路。 | 县交通局 | 甲某某"
    )
    assert said(text) == [Said("建粮库。", "", "县发改委"), Said("修路。", "县交通局", "", "甲某某")]


def test_words_set_downwards() -> None:
    """A group's name in a narrow column, two characters a line."""
    [task] = tasks("类别 | 任务 | 责任单位\n产业 发展 | 建粮库。 | 牵头：县发改委 配合：县财政局 县税务局")
    assert (task.section, task.leads, task.participants) == (
        "产业发展",
        ("县发改委",),
        ("县财政局", "县税务局"),
    )


def test_a_header_that_says_who_leads() -> None:
    text = "任务 | 责任单位（排第一位的为牵头单位） | 时限\n建粮库。 | 县发改委、县财政局等 | 6月底前"
    [task] = tasks(text)
    assert (task.leads, task.participants, task.open_ended) == (("县发改委",), ("县财政局",), "等")


def test_a_table_of_a_word_file(tmp_path: Path) -> None:
    """From the file to its tasks: a header of two rows, merged cells, banners of one cell, automatic numbers,
    cells of several paragraphs.
    """
    first, below = '<w:vMerge w:val="restart"/>', cell("", "<w:vMerge/>")
    number = cell(par("<w:r/>", '<w:numPr><w:numId w:val="1"/></w:numPr>'))
    table = grid(
        [
            *(cell(name, first) for name in ("序号", "工作任务", "分管领导")),
            cell("责任分工", '<w:gridSpan w:val="2"/>'),
        ],
        [below, below, below, "牵头单位", "配合单位"],
        [cell("产业发展", '<w:gridSpan w:val="5"/>')],
        [number, "建粮库", cell("甲某某", first), "县发改委", cell(par("县财政局") + par("县税务局"))],
        [number, "育良种", below, "县农业农村局", "各乡镇"],
        [cell("民生保障", '<w:gridSpan w:val="5"/>')],
        [number, "修路", "乙某某", "县交通局", ""],
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    path = tmp_path / "分工.docx"
    path.write_bytes(word(par("2024年重点工作分工") + table, numbering))
    found = read_tasks(read_report(path, kind="task_division"))
    assert [(t.chapter, t.item, t.text, t.officials, t.leads, t.participants) for t in found] == [
        ("产业发展", 1, "建粮库", ("甲某某",), ("县发改委",), ("县财政局", "县税务局")),
        ("产业发展", 2, "育良种", ("甲某某",), ("县农业农村局",), ("各乡镇",)),
        ("民生保障", 3, "修路", ("乙某某",), ("县交通局",), ()),
    ]


FORMS = {
    "a pair a row": "任务 | 建粮库。\n牵头单位 | 县发改委\n"
    "配合单位 | 县财政局、各乡镇\n完成时限 | 6月底前",
    "under a header": "项目 | 内容\n工作任务 | 建粮库。\n牵头单位 | 县发改委\n备注 | 续建\n"
    "配合单位 | 县财政局、各乡镇\n完成时限 | 6月底前",
    "two pairs a row": "序号 | 1 | 任务 | 建粮库。\n"
    "牵头单位 | 县发改委 | 配合单位 | 县财政局、各乡镇\n完成时限 | 6月底前",
    "a number in front": "1 | 任务 | 建粮库。\n〃 | 牵头单位 | 县发改委\n〃 | 配合单位 | 县财政局、各乡镇\n"
    "〃 | 完成时限 | 6月底前",
    "who answers and who joins in": "工作内容 | 建粮库。\n责任单位 | 县发改委\n配合单位 | 县财政局、各乡镇\n"
    "完成时间 | 6月底前",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("between", ["\n", "\n第二项\n"])
def test_a_form_a_task(form: str, between: str) -> None:
    """Names and values, a row each, are one task up to the row that begins the next."""
    other = FORMS[form].replace("建粮库", "修路").replace("县发改委", "县交通局")
    assert said(f"{FORMS[form]}{between}{other}\n") == [
        Said("建粮库。", "县发改委", "县财政局;各乡镇", "", "6月底前"),
        Said("修路。", "县交通局", "县财政局;各乡镇", "", "6月底前"),
    ]


def test_columns_of_those_who_answer_and_those_who_join_in() -> None:
    """They lead, as in label lines."""
    text = (
        "序号 | 任务 | 责任单位 | 配合单位\n"
        "1 | 建粮库。 | 县发改委、县粮食局 | 各乡镇\n2 | 修路。 | 县交通局 |\n"
    )
    assert said(text) == [Said("建粮库。", "县发改委;县粮食局", "各乡镇"), Said("修路。", "", "县交通局")]


PROSE = "一、粮食\n1.建粮库。（县发改委牵头）\n2.种粮。（县农业局牵头）\n"
TABLE = (
    "附件：项目表\n序号 | 任务 | 牵头单位\n"
    "1 | 修路。 | 县交通局\n2 | 种粮。 | 县农业局\n3 | 植树。 | 县林业局\n"
)


@pytest.mark.parametrize("more", ["", "二、水利\n3.修渠。（县水利局牵头）\n4.修库。（县水利局牵头）\n"])
def test_text_and_table_both_give_tasks(more: str) -> None:
    """Whichever holds more, and a task that both print once; what stands between is no task."""
    found = [(task.item, task.text) for task in tasks(f"任务分工\n{PROSE}{TABLE}{more}")]
    texts = ["建粮库。", "种粮。", "修路。", "植树。", *(["修渠。", "修库。"] if more else [])]
    assert found == list(enumerate(texts, start=1))


def test_a_notice_before_a_table_is_no_task() -> None:
    assert [task.text for task in tasks(f"1.抓好督查。（县政府办牵头）\n{TABLE}")] == [
        "修路。",
        "种粮。",
        "植树。",
    ]


def test_a_table_of_tasks_is_no_page() -> None:
    """Its header is made of words that pages have, too, and it stands at the end."""
    text = (
        "县2024年重点任务分工方案\n各乡镇：\n现将方案印发给你们。\n"
        "序号 | 工作任务 | 责任单位 | 责任人 | 完成时间\n"
        "1 | 建粮库。 | 县发改委 | 甲某某 | 全年\n2 | 修路。 | 县交通局 县财政局 | 乙某 | 全年\n"
        "扫一扫在手机打开当前页\n"
    )
    report = text_report(text, kind="task_division")
    assert [task.text for task in read_tasks(report)] == ["建粮库。", "修路。"]
    assert report.notes == "扫一扫在手机打开当前页"


def test_persons_behind_each_department() -> None:
    """In a column of both, of those who lead, and in brackets that say who they are."""
    table = "任务 | 牵头单位及责任人\n建粮库。 | 县发改委（甲某某）\n修路。 | 县交通局 乙某某\n"
    assert said(table) == [
        Said("建粮库。", "县发改委", "", "甲某某"),
        Said("修路。", "县交通局", "", "乙某某"),
    ]
    lines = (
        "1.建粮库。\n牵头单位：县发改委（责任人：甲某某）、县粮食局（分管领导：乙某某）\n"
        "2.修路。\n牵头单位：县交通局（县公路局）\n"
    )
    assert said(lines) == [
        Said("建粮库。", "县发改委;县粮食局", "", "甲某某;乙某某"),
        Said("修路。", "县交通局（县公路局）"),
    ]
