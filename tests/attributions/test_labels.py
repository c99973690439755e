"""Labels: what the words before a colon name, and where a text has labels."""

from __future__ import annotations

import re

import pytest

from analysis.attributions.finding import find_attributions, first_label
from analysis.attributions.label_rules import LABELS, STRONG, WEAK, LabelRule, role_of, rule_of
from analysis.attributions.labels import find_labels


@pytest.mark.parametrize("rule", LABELS, ids=[rule.name for rule in LABELS])
def test_a_rule_decides_its_example_and_not_its_counterexample(rule: LabelRule) -> None:
    assert rule_of(rule.example) is rule
    assert not re.fullmatch(rule.pattern, rule.counterexample)
    assert rule.reason.endswith(".")


ROLES = {
    "lead": "牵头单位 牵头部门 主办单位 主责单位 主责科室 第一责任单位 牵头责任单位 总牵头单位 "
    "牵头考核单位 责任牵头单位 市级牵头单位 主牵头单位 牵头（主办）单位 牵头处室 "
    "牵头股室 牵头机构 牵头局办 牵头乡镇 牵头 主办 主管部门",
    "part": "配合单位 配合部门 协办单位 协办科室 参加单位 协同部门 参与局办 协同推进单位 "
    "共同责任单位 其他责任单位 相关单位 配合乡镇 支持单位 会办单位 配合 协办 参与",
    "answer": "责任单位 责任部门 责任主体 实施主体 承办单位 落实单位 负责部门 县级责任单位 "
    "市直责任单位 责任科室 责任站所 责任单位（部门） 责任单位为 "
    "责任单位（列第一位的为牵头单位） 牵头及配合单位 责任 县直单位 各乡镇",
    "both": "责任单位及责任人 责任单位和责任人 责任单位（责任人） 牵头单位及责任领导",
    "official": "责任领导 分管领导 牵头领导 市级领导 县领导 责任人 第一责任人 包联领导 "
    "县级包保领导 责任县领导 分管副县长 分管校长 县人大领导 挂帅领导 领衔领导 督办领导 "
    "责任单位负责人 链长",
    "contact": "联系人 联络员",
    "deadline": "完成时限 完成时间 时间节点 完成日期 办结时限 时限 期限 截止日期 时间要求 "
    "计划完成时间 最迟完成时限 起止时间 进度安排 时间",
    "verbs": "责任分工 任务分工 部门分工 分工",
    "aside": "督办单位 督查单位 考核单位 联系电话",
    "": "责任编辑 发布时间 会议时间 公开期限 工作目标 工作措施 主要任务 加强组织领导 "
    "坚持党的领导 压实责任 领导小组 建设内容 项目名称 参与方式 完成情况 协同发展 "
    "统筹推进 领导责任 年度目标",
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_roles(role: str) -> None:
    words = ROLES[role].split()
    assert {word: role_of(word) for word in words} == dict.fromkeys(words, role)


def labels(text: str) -> list[tuple[str, str]]:
    return [(text[label.start : label.end], label.role) for label in find_labels(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("牵头单位：县财政局", [("牵头单位：", "lead")]),
        ("（2）配合单位: 县财政局", [("（2）配合单位: ", "part")]),
        ("②责任人：甲某某", [("②责任人：", "official")]),
        ("二、责任单位：县财政局", [("二、责任单位：", "answer")]),
        ("——责任单位：县财政局", [("——责任单位：", "answer")]),
        ("● 完成时限：年底", [("● 完成时限：", "deadline")]),
        ("【责任单位】县财政局", [("【责任单位】", "answer")]),
        ("[责任单位]：县财政局", [("[责任单位]：", "answer")]),
        ("（责任单位）县财政局", [("（责任单位）", "answer")]),
        ("责任单位　县财政局", [("责任单位　", "answer")]),
        ("完成时限10月底前", [("完成时限", "deadline")]),
        ("责任 单位：县财政局", [("责任 单位：", "answer")]),
        ("（1）责 任 人：甲某某", [("（1）责 任 人：", "official")]),
        ("县财政局配合单位：县税务局", [("配合单位：", "part")]),
        ("责任单位/责任人：县财政局", [("责任单位/责任人：", "both")]),
        ("责任单位（部门）：县财政局", [("责任单位（部门）：", "answer")]),
        ("牵头单位：县财政局；备注：略", [("牵头单位：", "lead"), ("备注：", "")]),
        # a word for the role alone needs a value of its kind
        ("主办：县财政局", [("主办：", "lead")]),
        ("参与：广泛动员群众", [("参与：", "")]),
        ("进度安排：一季度摸底", [("进度安排：", "deadline")]),
        ("工作进度：已完成主体", [("工作进度：", "")]),
        # headings that end in a colon
        ("落实责任单位：各单位要抓好落实", [("落实责任单位：", "")]),
        ("牵头单位要抓好落实", []),
        ("（责任单位）", []),
        ("县财政局（牵头单位） 县税务局", []),
        ("各责任单位　要抓好落实", []),
        ("县发改委：甲某某", []),
    ],
)
def test_labels_of_a_text(text: str, found: list[tuple[str, str]]) -> None:
    assert labels(text) == found


def test_what_opens_an_attribution() -> None:
    """联系人： and 时间： may be those of a notice: they only go on."""
    opens = {
        rule.example: [label.opens for label in find_labels(f"{rule.example}：县财政局")] for rule in LABELS
    }
    for rule in LABELS:
        if rule.role and rule.strength in (STRONG, WEAK):
            assert opens[rule.example] == [rule.strength == STRONG], rule.name


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("牵头单位：县财政局", "lead"),
        ("　　（1）牵头单位：县财政局", "lead"),
        ("（责任单位：县财政局）", "answer"),
        ("【完成时限】年底", "deadline"),
        ("修路。责任单位：县财政局", None),
        ("联系人：甲某某", None),
        ("责任单位", None),
        ("", None),
    ],
)
def test_first_label(line: str, role: str | None) -> None:
    found = first_label(line)
    assert (found.role if found else None) == role


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("修路。责任单位：县交通局；时限：年底", ["责任单位：县交通局；时限：年底"]),
        ("修路，责任单位：县交通局，完成时限：6月底。", ["责任单位：县交通局，完成时限：6月底。"]),
        ("修路。责任单位：县交通局。6月底前完成。", ["责任单位：县交通局。6月底前完成。"]),
        ("修路。责任单位：县交通局。各乡镇要配合好。", ["责任单位：县交通局。"]),
        ("修路。责任单位：县交通局；工作措施：加快施工。", ["责任单位：县交通局；"]),
        (
            "1.修路。责任单位：县交通局。2.建园。责任单位：县教育局。",
            ["责任单位：县交通局。", "责任单位：县教育局。"],
        ),
        ("修路。——责任单位：县交通局——", ["——责任单位：县交通局——"]),
        ("修路。（1）牵头单位：县交通局（2）时限：年底", ["（1）牵头单位：县交通局（2）时限：年底"]),
        ("修路。【牵头单位】县交通局【时限】年底", ["【牵头单位】县交通局【时限】年底"]),
        ("修路。［责任单位：县交通局］", ["［责任单位：县交通局］"]),
        ("修路。〔责任单位：县交通局〕和政发〔2024〕3号", ["〔责任单位：县交通局〕"]),
        ("由县交通局牵头，县财政局配合，年内完成。", ["由县交通局牵头，县财政局配合，年内完成。"]),
        ("修路。县交通局牵头，县财政局配合。", ["县交通局牵头，县财政局配合。"]),
        ("修路由县交通局牵头，抓好各项工作。", []),
        ("县交通局牵头，有序推进道路建设。", []),
        ("修路。（排在首位的为牵头单位，其余为配合单位）", []),
        ("修路。（注：列第一位的单位为牵头单位。）", []),
        ("主办单位：县政府办 技术支持：某公司", []),
        ("加强组织领导：成立领导小组。", []),
        ("（会议时间：3月1日）", []),
    ],
)
def test_where_attributions_stand(line: str, found: list[str]) -> None:
    assert [line[start:end] for start, end in find_attributions(line)] == found
