"""Documents that say once that the first listed leads."""

from __future__ import annotations

import re

import pytest

from analysis.attributions.first_leads import STATEMENTS, StatementRule, how_many_lead, statement_rule
from analysis.attributions.parser import parse_attribution


@pytest.mark.parametrize("rule", STATEMENTS, ids=[rule.name for rule in STATEMENTS])
def test_a_rule_decides_its_example_and_not_its_counterexample(rule: StatementRule) -> None:
    assert statement_rule(rule.example) is rule
    assert not re.search(rule.pattern, rule.counterexample)
    assert how_many_lead(rule.counterexample) == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "列第一位的为牵头单位",
        "排在首位的为牵头部门",
        "第一个单位为牵头单位",
        "责任单位排第一的为牵头单位",
        "名列首位者为牵头单位",
        "排在第一位的单位牵头",
        "各项任务排在首位的部门（单位）为牵头部门（单位）",
        "各项任务排在首位的部门(单位)为牵头部门(单位)",
        "位列第一的单位为牵头单位，其他单位为配合单位",
        "责任单位中的第一个为牵头单位",
        "由列在首位的单位牵头",
        "（注：排列第一的单位为牵头单位）",
        "第一单位为牵头单位",
        "排名第一为牵头单位",
        "列首位的为主办单位",
        "列在首位的市直部门为牵头部门",
        "排首位的单位负总责",
        "有多个责任单位的，排在第一位的，为牵头单位",
        "第一责任单位为牵头单位",
        "排名在前的为牵头单位",
        "牵头部门由排名第一的部门担任",
        "列“第一位”的为牵头单位",
    ],
)
def test_said(sentence: str) -> None:
    assert how_many_lead(f"各单位：\n{sentence}。\n1.修路。") == 1


def test_more_than_one_leads() -> None:
    assert how_many_lead("排在前两位的为牵头单位") == how_many_lead("前2个单位为牵头单位") == 2
    assert how_many_lead("前三家单位为牵头单位") == 3


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "第一产业由县农业农村局牵头",
        "首批项目由县发改委牵头",
        "第一书记牵头抓落实",
        "排名第一的县由县财政局牵头奖励",
        "总量居全省第一位，由县统计局牵头",
        "第一牵头单位：县财政局",
        "党政主要负责人是第一责任人",
        "首先由县财政局牵头",
        "牵头单位为县第一中学",
        "排在第一位。县财政局为牵头单位",
    ],
)
def test_not_said(sentence: str) -> None:
    assert how_many_lead(sentence) == 0


@pytest.mark.parametrize(
    ("text", "leads", "participants"),
    [
        ("（甲局、乙局）", "甲局", "乙局"),
        ("责任单位：甲局、乙局", "甲局", "乙局"),
        ("（甲局、乙局按职责分工负责）", "甲局", "乙局"),
        ("责任单位：甲局", "甲局", ""),
        # where a word says who leads, it holds
        ("牵头单位：乙局；责任单位：甲局", "乙局", "甲局"),
        ("（甲局、乙局，丙局牵头）", "甲局;乙局;丙局", ""),
        ("责任单位：甲局、乙局（牵头）", "乙局", "甲局"),
        # those who only join in don't lead, nor does nobody
        ("配合单位：甲局、乙局", "", "甲局;乙局"),
        ("责任单位：甲局、乙局；配合单位：丙局", "甲局", "乙局;丙局"),
        ("（有关部门）", "", "有关部门"),
        ("（各部门、各地区）", "", "各部门;各地区"),
    ],
)
def test_who_leads_then(text: str, leads: str, participants: str) -> None:
    read = parse_attribution(text, 1)
    assert (";".join(read.leads), ";".join(read.participants)) == (leads, participants)


def test_the_first_two() -> None:
    read = parse_attribution("（甲局、乙局、丙局）", 2)
    assert (read.leads, read.participants, read.responsible_mode) == (
        ("甲局", "乙局"),
        ("丙局",),
        "lead_shared",
    )
