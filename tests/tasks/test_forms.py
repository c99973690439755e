"""Task divisions in the forms that cities and counties print: label lines, persons in charge, the first that
leads; from the text of a file to its tasks.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, strategies as st

from analysis.corpus.single import text_report
from analysis.tasks.ledger import Task, read_tasks

HEAD = "某县2024年重点工作任务分工\n各乡镇人民政府，县直各部门：\n现将任务分工印发给你们，请认真落实。\n"


class Said(NamedTuple):
    """What a unit says, lists joined with ``;``."""

    text: str
    leads: str = ""
    participants: str = ""
    officials: str = ""
    deadlines: str = ""
    notes: str = ""


def tasks(text: str) -> list[Task]:
    return read_tasks(text_report(text, kind="task_division"))


def said(text: str) -> list[Said]:
    return [
        Said(
            t.text,
            ";".join(t.leads),
            ";".join(t.participants),
            ";".join(t.officials),
            ";".join(due.raw for due in t.deadlines),
            ";".join(t.notes),
        )
        for t in tasks(text)
    ]


ROAD = Said("修路12公里。", "县交通局", "县财政局;各乡镇", "", "6月底前")
STORE = Said("建粮库2座。", "县发改委", "县粮食局", "", "年底")
FORMS = {
    "lines without stops": (
        "一、基础设施\n1.修路12公里。\n牵头单位：县交通局\n配合单位：县财政局、各乡镇\n完成时限：6月底前\n"
        "二、粮食\n2.建粮库2座。\n牵头单位：县发改委\n配合单位：县粮食局\n完成时限：年底\n",
        [ROAD, STORE],
    ),
    "lines with stops": (
        "1.修路12公里。\n牵头单位：县交通局。\n配合单位：县财政局、各乡镇。\n完成时限：6月底前。\n"
        "2.建粮库2座。\n牵头单位：县发改委；\n配合单位：县粮食局；\n完成时限：年底。\n",
        [ROAD, STORE],
    ),
    "tasks without stops": (
        "1.修路12公里\n牵头部门：县交通局\n2.建粮库2座\n牵头部门：县发改委\n",
        [Said("修路12公里", "县交通局"), Said("建粮库2座", "县发改委")],
    ),
    "labels with numbers in brackets": (
        "1.修路12公里。\n（1）牵头单位：县交通局\n（2）配合单位：县财政局、各乡镇\n（3）完成时限：6月底前\n"
        "2.建粮库2座。\n（1）牵头单位：县发改委\n（2）配合单位：县粮食局\n（3）完成时限：年底\n",
        [ROAD, STORE],
    ),
    "labels with numbers as items have": (
        "（一）修路12公里。\n1.牵头单位：县交通局\n2.配合单位：县财政局、各乡镇\n3.完成时限：6月底前\n"
        "（二）建粮库2座。\n1.牵头单位：县发改委\n2.配合单位：县粮食局\n3.完成时限：年底\n",
        [ROAD, STORE],
    ),
    "labels with numerals as sections have": (
        "1.修路12公里。\n（一）牵头单位：县交通局\n（二）配合单位：县财政局、各乡镇\n（三）完成时限：6月底前\n"
        "2.建粮库2座。\n（一）牵头单位：县发改委\n（二）配合单位：县粮食局\n（三）完成时限：年底\n",
        [ROAD, STORE],
    ),
    "bullets": (
        "1.修路12公里。\n● 牵头单位：县交通局\n● 配合单位：县财政局、各乡镇\n● 完成时限：6月底前\n"
        "2.建粮库2座。\n①牵头单位：县发改委\n②配合单位：县粮食局\n③完成时限：年底\n",
        [ROAD, STORE],
    ),
    "one line, blanks and tabs": (
        "1.修路12公里。\n牵头单位：县交通局　　配合单位：县财政局、各乡镇　　完成时限：6月底前\n"
        "2.建粮库2座。\n牵头单位：县发改委\t配合单位：县粮食局\t完成时限：年底\n",
        [ROAD, STORE],
    ),
    "one line with the task": (
        "1.修路12公里。牵头单位：县交通局；配合单位：县财政局、各乡镇；完成时限：6月底前\n"
        "2.建粮库2座。牵头单位：县发改委，配合单位：县粮食局，完成时限：年底。\n",
        [ROAD, STORE],
    ),
    "labels run together": (
        "1.修路12公里。牵头单位：县交通局配合单位：县财政局、各乡镇完成时限：6月底前\n"
        "2.建粮库2座。\n牵头单位：县发改委配合单位：县粮食局完成时限：年底\n",
        [ROAD, STORE],
    ),
    "half-width marks": (
        "1. 修路12公里。\n牵头单位: 县交通局; 配合单位: 县财政局, 各乡镇; 完成时限: 6月底前\n"
        "2. 建粮库2座。\n(牵头单位:县发改委;配合单位:县粮食局;完成时限:年底)\n",
        [ROAD, STORE],
    ),
    "a bracket each": (
        "1.修路12公里。\n（牵头单位：县交通局）\n（配合单位：县财政局、各乡镇）\n（完成时限：6月底前）\n"
        "2.建粮库2座。\n（牵头单位：县发改委）\n（配合单位：县粮食局）\n（完成时限：年底）\n",
        [ROAD, STORE],
    ),
    "a bracket over lines": (
        "1.修路12公里。\n（牵头单位：县交通局；\n配合单位：县财政局、各乡镇；\n完成时限：6月底前）\n"
        "2.建粮库2座。（牵头单位：县发改委\n配合单位：县粮食局\n完成时限：年底）\n",
        [ROAD, STORE],
    ),
    "square brackets": (
        "1.修路12公里。\n【牵头单位】县交通局\n【配合单位】县财政局、各乡镇\n【完成时限】6月底前\n"
        "2.建粮库2座。【牵头单位】县发改委【配合单位】县粮食局【完成时限】年底\n"
        "3.植树。［责任单位：县林业局］\n4.办学。〔责任单位：县教育局〕\n",
        [ROAD, STORE, Said("植树。", "", "县林业局"), Said("办学。", "", "县教育局")],
    ),
    "no colons": (
        "1.修路12公里。\n牵头单位　县交通局\n配合单位　县财政局、各乡镇\n完成时限　6月底前\n"
        "2.建粮库2座。\n牵头单位　县发改委\n配合单位　县粮食局\n完成时限　年底\n",
        [ROAD, STORE],
    ),
    "values on lines of their own": (
        "1.修路12公里。\n牵头单位：\n县交通局\n配合单位：\n县财政局、\n各乡镇\n完成时限：\n6月底前\n"
        "2.建粮库2座。\n责任单位：县发改委\n县粮食局\n县财政局\n完成时限：年底\n",
        [ROAD, Said("建粮库2座。", "", "县发改委;县粮食局;县财政局", "", "年底")],
    ),
    "dashes": (
        "1.修路12公里。\n——责任单位：县交通局、县财政局——\n2.建粮库2座。\n——县发改委牵头，县粮食局配合，年底完成——\n"
        "3.植树。——牵头单位：县林业局——\n4.办学。\n—责任分工：县教育局牵头，各乡镇配合—\n",
        [
            Said("修路12公里。", "", "县交通局;县财政局"),
            Said("建粮库2座。", "县发改委", "县粮食局", "", "年底完成"),
            Said("植树。", "县林业局"),
            Said("办学。", "县教育局", "各乡镇"),
        ],
    ),
    "sentences with verbs": (
        "1.修路12公里。\n由县交通局牵头，县财政局、各乡镇配合，6月底前完成。\n"
        "2.建粮库2座。县发改委牵头，县粮食局配合。\n3.植树（县林业局负责，各乡镇配合）\n",
        [
            ROAD._replace(deadlines="6月底前完成"),
            STORE._replace(deadlines=""),
            Said("植树", "县林业局", "各乡镇"),
        ],
    ),
    "other words for the roles": (
        "1.修路12公里。\n主责股室：公路股\n协办股室：财务股\n办结时限：6月底前\n"
        "2.建粮库2座。\n牵头局办：县发改委\n参与局办：县粮食局\n时间节点：三季度末\n"
        "3.植树。\n负责部门：县林业局\n协同部门：县水利局\n完成日期：2024年9月30日\n"
        "4.办学。\n主办：县教育局\n协办：县财政局\n时限：全年\n",
        [
            Said("修路12公里。", "公路股", "财务股", "", "6月底前"),
            Said("建粮库2座。", "县发改委", "县粮食局", "", "三季度末"),
            Said("植树。", "县林业局", "县水利局", "", "2024年9月30日"),
            Said("办学。", "县教育局", "县财政局", "", "全年"),
        ],
    ),
    "who answers, beside who joins in and alone": (
        "1.修路12公里。\n责任单位：县交通局\n配合单位：县财政局、各乡镇\n完成时限：6月底前\n"
        "2.建粮库2座。\n责任单位：县发改委、县粮食局\n3.植树。\n牵头单位：县林业局\n责任单位：各乡镇\n",
        [
            ROAD,
            Said("建粮库2座。", "", "县发改委;县粮食局"),
            Said("植树。", "县林业局", "各乡镇"),
        ],
    ),
    "persons in charge": (
        "1.修路12公里。\n牵头领导：县委常委、副县长甲某某\n牵头单位：县交通局\n责任人：乙某某\n"
        "2.建粮库2座。\n县级包联领导：甲某某、乙　某\n责任单位：县发改委\n联系人：丙某某\n联系电话：0123-4567"
        "\n3.植树。\n责任单位及责任人：县林业局 丁某某、县水利局（戊某某）\n"
        "4.办学。（分管领导：甲某某；责任单位：县教育局；完成时限：8月底）\n",
        [
            Said("修路12公里。", "县交通局", "", "县委常委、副县长甲某某;乙某某"),
            Said("建粮库2座。", "", "县发改委", "甲某某;乙某;丙某某", "", "联系电话：0123-4567"),
            Said("植树。", "", "县林业局;县水利局", "丁某某;戊某某"),
            Said("办学。", "", "县教育局", "甲某某", "8月底"),
        ],
    ),
    "whom to ask, task by task": (
        "1.修路。\n责任单位：县交通局\n联系人：甲某某\n联系电话：0123-4567\n2.植树。\n责任单位：县林业局\n"
        "联系人：乙某某\n联系人：县政府办丙某某\n",
        [
            Said("修路。", "", "县交通局", "甲某某", "", "联系电话：0123-4567"),
            Said("植树。", "", "县林业局", "乙某某"),
        ],
    ),
    "whom to ask, once at the foot": (
        "1.修路。\n责任单位：县交通局\n2.植树。\n责任单位：县林业局\n联系人：甲某某，电话：0123-4567\n某县人民政府\n",
        [Said("修路。", "", "县交通局"), Said("植树。", "", "县林业局")],
    ),
    "the first leads, said at the head": (
        "责任分解中，列第一位的责任单位为牵头单位。\n1.修路。（责任单位：县交通局、县财政局）\n2.植树。（县林业局、各乡镇）\n"
        "3.办学。（牵头单位：县教育局；责任单位：县财政局）\n4.养路。（配合单位：县交通局）\n",
        [
            Said("修路。", "县交通局", "县财政局"),
            Said("植树。", "县林业局", "各乡镇"),
            Said("办学。", "县教育局", "县财政局"),
            Said("养路。", "", "县交通局"),
        ],
    ),
    "the first leads, said in a bracket": (
        "（注：排在首位的为牵头单位，其余为配合单位。）\n1.修路。\n责任单位：县交通局、县财政局\n",
        [Said("修路。", "县交通局", "县财政局")],
    ),
    "the first leads, said at the foot": (
        "1.修路。\n责任单位：县交通局、县财政局\n2.植树。\n责任单位：县林业局、各乡镇\n备注：涉及多个单位的，第一个单位为牵头单位。\n",
        [Said("修路。", "县交通局", "县财政局"), Said("植树。", "县林业局", "各乡镇")],
    ),
    "marks behind names": (
        "1.修路。\n责任单位：县交通局（牵头）、县财政局、各乡镇\n2.植树。\n责任单位：县林业局(牵头单位)、县水利局（配合单位）\n",
        [Said("修路。", "县交通局", "县财政局;各乡镇"), Said("植树。", "县林业局", "县水利局")],
    ),
    "stars before names": (
        "注：标★的为牵头单位。\n1.修路。\n责任单位：★县交通局、县财政局\n2.植树。\n责任单位：县水利局、县林业局*\n"
        "3.办学。\n★责任单位：县教育局\n",
        [
            Said("修路。", "县交通局", "县财政局"),
            Said("植树。", "县林业局", "县水利局"),
            Said("办学。", "", "县教育局"),
        ],
    ),
    "labels spaced out": (
        "1.修路12公里。\n牵 头 单 位：县交通局\n配合 单位：县财政局、各乡镇\n时 限：6月底前\n"
        "2.植树。\n责 任 人：甲某某\n责任 单位：县林业局\n",
        [ROAD, Said("植树。", "", "县林业局", "甲某某")],
    ),
    "departments of levels": (
        "1.修路。（县直单位：县交通局、县财政局；乡镇：城关镇、东乡）\n2.植树。（责任单位：县直各单位，各乡镇）\n"
        "3.办学。（县直责任单位：县教育局；属地责任单位：各乡镇）\n",
        [
            Said("修路。", "", "县交通局;县财政局;城关镇;东乡"),
            Said("植树。", "", "县直各单位;各乡镇"),
            Said("办学。", "", "县教育局;各乡镇"),
        ],
    ),
    "lines below an item": (
        "1.改善交通。\n（1）修路12公里。\n（2）架桥2座。\n牵头单位：县交通局\n完成时限：6月底前\n"
        "2.稳定粮食。\n①建粮库；\n②育良种。\n牵头单位：县发改委\n",
        [
            Said("改善交通。\n（1）修路12公里。\n（2）架桥2座。", "县交通局", "", "", "6月底前"),
            Said("稳定粮食。\n①建粮库；\n②育良种。", "县发改委"),
        ],
    ),
    "items of a heading are its lines": (
        "（一）改善交通。\n1.修路12公里。\n2.架桥2座。\n牵头单位：县交通局\n完成时限：6月底前\n"
        "（二）稳定粮食。\n1.建粮库。\n2.育良种。\n牵头单位：县发改委\n",
        [
            Said("1.修路12公里。\n2.架桥2座。", "县交通局", "", "", "6月底前"),
            Said("1.建粮库。\n2.育良种。", "县发改委"),
        ],
    ),
    "deadlines line by line": (
        "1.改善交通。\n（1）修路12公里。完成时限：6月底前\n（2）架桥2座。完成时限：9月底前\n牵头单位：县交通局\n"
        "配合单位：各乡镇\n2.稳定粮食。\n牵头单位：县发改委\n完成时限：6月底前建成，年底投用\n",
        [
            Said("改善交通。\n（1）修路12公里。", "县交通局", "各乡镇", "", "6月底前"),
            Said("（2）架桥2座。", "县交通局", "各乡镇", "", "9月底前"),
            Said("稳定粮食。", "县发改委", "", "", "6月底前建成;年底投用"),
        ],
    ),
    "no numbers": (
        "修路12公里。\n牵头单位：县交通局\n配合单位：县财政局、各乡镇\n完成时限：6月底前\n建粮库2座。\n牵头单位：县发改委\n"
        "配合单位：县粮食局\n完成时限：年底\n",
        [ROAD, STORE],
    ),
    "labels before their items": (
        "（一）责任单位：县交通局\n1.修路。\n2.架桥。\n（二）责任单位：县林业局\n1.植树。\n",
        [Said("修路。", "", "县交通局"), Said("架桥。", "", "县交通局"), Said("植树。", "", "县林业局")],
    ),
    "what a form says besides": (
        "1.修路。\n牵头单位：县交通局\n工作措施：加快施工，保证质量。\n完成时限：6月底前\n督办单位：县政府督查室\n"
        "2.植树。\n牵头单位：县林业局\n工作措施：落实补贴。\n工作要求：各单位要抓好落实。\n",
        [
            Said(
                "修路。", "县交通局", "", "", "6月底前", "工作措施：加快施工;保证质量;督办单位：县政府督查室"
            ),
            Said("植树。", "县林业局", "", "", "", "工作措施：落实补贴"),
        ],
    ),
    "goals before the labels": (
        "（一）交通\n目标任务：修路12公里。\n牵头领导：甲某某\n牵头单位：县交通局\n（二）粮食\n目标任务：建粮库2座。\n"
        "牵头领导：乙某某\n牵头单位：县发改委\n",
        [
            Said("目标任务：修路12公里。", "县交通局", "", "甲某某"),
            Said("目标任务：建粮库2座。", "县发改委", "", "乙某某"),
        ],
    ),
    "headings that end in a colon": (
        "1.加强组织领导：成立专班。修路。（县交通局）\n2.落实责任单位：各单位要主动认领。植树。（县林业局）\n",
        [
            Said("加强组织领导：成立专班。修路。", "", "县交通局"),
            Said("落实责任单位：各单位要主动认领。植树。", "", "县林业局"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_forms(name: str) -> None:
    text, expected = FORMS[name]
    assert said(HEAD + text) == expected
    assert said((HEAD + text).replace("\n", "\n　　")) == expected  # indented


@pytest.mark.parametrize("name", FORMS)
def test_places_hold(name: str) -> None:
    report = text_report(HEAD + FORMS[name][0], kind="task_division")
    for task in read_tasks(report):
        assert report.text[task.start : task.end] == task.text
        for line in task.attribution.split("\n"):
            assert line in report.text


def test_label_lines_are_no_headings() -> None:
    text = HEAD + FORMS["labels with numerals as sections have"][0]
    assert [t.section for t in tasks(text)] == ["", ""]
    report = text_report(text, kind="task_division")
    assert not [h for h in report.headings if "单位" in report.text[h.start : h.end]]


DEPARTMENTS = (
    "县发展和改革委员会", "县人力资源和社会保障局", "县交通局", "县教育局", "县税务局", "县融媒体中心",
    "各乡镇人民政府", "县委宣传部", "国网某县供电公司", "县总工会", "城关镇", "县政府办公室",
)  # fmt: skip
PEOPLE = ("甲某某", "乙某", "副县长丙某某", "县委常委、副县长丁某某", "戊某某（县政协副主席）")
TIMES = ("6月底前", "2024年12月底", "全年", "三季度末前", "长期坚持", "8月底前建成", "2024年9月30日")
LABELS = {  # for who leads, joins in, is in charge, by when
    "plain": ("牵头单位", "配合单位", "责任领导", "完成时限"),
    "departments": ("牵头部门", "责任部门", "分管领导", "办结时限"),
    "answering": ("责任单位", "协办单位", "责任人", "完成时间"),
    "main": ("主办科室", "参与科室", "县级包联领导", "时间节点"),
    "checked": ("牵头考核单位", "协同推进单位", "第一责任人", "完成日期"),
    "levels": ("县级牵头单位", "其他责任单位", "牵头县领导", "计划完成时间"),
    "passive": ("主责单位", "参加单位", "挂帅领导", "期限"),
}
LAYOUTS = {
    "lines": "\n{0}：{1}",
    "lines with stops": "\n{0}：{1}。",
    "half-width colons": "\n{0}: {1}",
    "brackets": "\n（{0}：{1}）",
    "square": "\n【{0}】{1}",
    "dashes": "\n——{0}：{1}",
    "numbers": "\n（{2}）{0}：{1}",
    "numerals": "\n（{3}）{0}：{1}",
    "dots": "\n{2}.{0}：{1}",
    "circles": "\n{4}{0}：{1}",
    "blanks": "　　{0}：{1}",
    "semicolons": "{0}：{1}；",
    "tabs": "\t{0}：{1}",
}
SENTENCES = ("修路12公里。", "建粮库2座，育良种3个。", "推进县城东部道路网络建设，打通断头路。", "植树")


class Made(NamedTuple):
    """A task as it is put in."""

    text: str
    leads: list[str]
    participants: list[str]
    officials: list[str]
    deadlines: list[str]
    order: list[int]


def _some(values: tuple[str, ...], least: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=least, max_size=4, unique=True)


MADE = st.builds(
    Made,
    st.sampled_from(SENTENCES),
    _some(DEPARTMENTS, 1),
    _some(DEPARTMENTS, 1),
    _some(PEOPLE, 0),
    st.lists(st.sampled_from(TIMES), max_size=1),
    st.permutations([0, 1, 2, 3]),
)


def _written(task: Made, labels: tuple[str, ...], layout: str) -> str:
    """The labels of a task with what they say, in the task's order."""
    lists = (task.leads, task.participants, task.officials, task.deadlines)
    said = [(labels[which], "、".join(lists[which])) for which in task.order if lists[which]]
    return "".join(
        LAYOUTS[layout].format(label, value, at, "一二三四"[at - 1], "①②③④"[at - 1])
        for at, (label, value) in enumerate(said, start=1)
    )


@given(
    made=st.lists(MADE, min_size=1, max_size=5),
    labels=st.sampled_from(sorted(LABELS)),
    layout=st.sampled_from(sorted(LAYOUTS)),
    numbered=st.sampled_from(["{}.", "{}、", "（{}）"]),
)
def test_what_is_put_in_comes_out(made: list[Made], labels: str, layout: str, numbered: str) -> None:
    stop = "。" if layout == "semicolons" else ""  # a label needs something between it and the task
    made = [
        task._replace(
            text=task.text if task.text.endswith("。") else task.text + stop,
            participants=[name for name in task.participants if name not in task.leads],
        )
        for task in made
    ]
    text = (
        HEAD
        + "一、重点任务\n"
        + "\n".join(
            numbered.format(number) + task.text + _written(task, LABELS[labels], layout)
            for number, task in enumerate(made, start=1)
        )
    )
    found = tasks(text)
    assert len(found) == len(made)
    for task, read in zip(made, found, strict=True):
        assert read.text.endswith(task.text)
        # without anybody who joins in, those who answer are all that there are
        alone = labels == "answering" and not task.participants
        leads, participants = ([], task.leads) if alone else (task.leads, task.participants)
        assert (list(read.leads), list(read.participants)) == (leads, participants)
        assert list(read.officials) == task.officials
        assert [due.raw for due in read.deadlines] == task.deadlines
        assert not read.notes
        assert read.chapter == "一、重点任务"


@given(made=st.lists(MADE, min_size=1, max_size=5), label=st.sampled_from(["责任单位：", ""]))
def test_the_first_leads_where_the_document_says_so(made: list[Made], label: str) -> None:
    lines = [
        f"{number}.{task.text}（{label}{'、'.join(task.leads)}）" for number, task in enumerate(made, start=1)
    ]
    body = "\n".join(line if "。" in line else line.replace("（", "。（", 1) for line in lines)
    plain, first = tasks(HEAD + body), tasks(f"{HEAD}排在首位的为牵头单位。\n{body}")
    assert [t.participants for t in plain] == [tuple(task.leads) for task in made]
    assert [t.leads for t in first] == [tuple(task.leads[:1]) for task in made]
    assert [t.participants for t in first] == [tuple(task.leads[1:]) for task in made]


WORDS = "推动高质量发展，坚持稳中求进，统筹推进改革、开放、民生和安全各项工作，确保全年各项目标任务圆满完成"


def wrapped(paragraphs: list[str], columns: int) -> str:
    """The paragraphs as a page prints them, with two blanks lost at the front of each."""
    lines = []
    for paragraph in paragraphs:
        rest = paragraph[columns - 2 :]
        lines += [paragraph[: columns - 2], *(rest[i : i + columns] for i in range(0, len(rest), columns))]
    return "\n".join(lines)


@given(made=st.lists(MADE, min_size=12, max_size=14), columns=st.integers(22, 40))
def test_label_lines_of_a_column(made: list[Made], columns: int) -> None:
    """A page's lines are put together to paragraphs; names that run over a line end are whole again."""
    paragraphs = ["某县2024年重点工作分工", f"现将分工印发给你们，{WORDS}。"]
    for number, task in enumerate(made, start=1):
        others = [name for name in task.participants if name not in task.leads]
        paragraphs += [f"{number}.{WORDS}。", f"牵头单位：{'、'.join(task.leads)}"]
        paragraphs += [f"配合单位：{'、'.join(others)}"] if others else []
        paragraphs += ["完成时限：6月底前"]
    found = tasks(wrapped(paragraphs, columns))
    assert [t.text for t in found] == [f"{WORDS}。"] * len(made)
    assert [list(t.leads) for t in found] == [task.leads for task in made]
    assert [[due.raw for due in t.deadlines] for t in found] == [["6月底前"]] * len(made)
