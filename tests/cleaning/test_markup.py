"""Marks of Markdown and wikis, newspaper jumps, numbers of pages."""

from __future__ import annotations

import pytest

from analysis.cleaning.edits import apply_edits
from analysis.cleaning.markup import LINKS, MARKS, MARKUP, Mark
from analysis.cleaning.newspaper import drop_jump_lines, drop_page_numbers
from analysis.cleaning.pipeline import clean_report

RULES = (*LINKS, *MARKS)
CLEANERS = MARKUP[-len(RULES) :]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_mark_goes_and_its_words_stay(rule: Mark) -> None:
    clean = CLEANERS[RULES.index(rule)]
    assert clean(rule.example) == rule.plain
    assert clean(rule.counterexample) == rule.counterexample


def test_what_stays_of_a_mark_is_not_counted_as_changed() -> None:
    text = "## 一、2022年工作回顾 ##"
    (edits,) = [found for clean in CLEANERS if (found := list(clean.find(text)))]
    assert "".join(text[e.start : e.end] for e in edits) == "##  ##"
    assert apply_edits(text, edits) == "一、2022年工作回顾"


def test_a_report_in_markdown() -> None:
    markdown = """---
title: 报告
---
# 政府工作报告

——2023年1月9日在和田县第十七届人民代表大会第二次会议上

县长　甲乙丙

各位代表：

> 现在，我代表县人民政府，向大会报告工作。

## 一、2022年工作回顾

完成**86.4亿元**，增长*6.1%*；[全文](http://example.org/a_(1)见附表。

## 二、2023年工作安排

* 推进改革。
- 扩大开放\\.

| 指标 | 目标 |
|:---|---:|
| 粮食产量 | 12万吨 |

各位代表！让我们为建设美好家园而努力奋斗！"""
    assert clean_report(markdown.replace("(1)", "1)")).text.split("\n") == [
        "政府工作报告",
        "——2023年1月9日在和田县第十七届人民代表大会第二次会议上",
        "县长 甲乙丙",
        "各位代表：",
        "现在，我代表县人民政府，向大会报告工作。",
        "一、2022年工作回顾",
        "完成86.4亿元，增长6.1%；全文见附表。",
        "二、2023年工作安排",
        "推进改革。",
        "扩大开放.",
        "指标 | 目标",
        "粮食产量 | 12万吨",
        "各位代表！让我们为建设美好家园而努力奋斗！",
    ]


def test_names_of_characters_become_these() -> None:
    assert clean_report("各位代表：\n11&#8226;18&nbsp;&ldquo;改革&rdquo;&amp;开放。").text == (
        "各位代表：\n11•18“改革”&开放。"
    )


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("社会（下转第四版）\n（上接第一版）消费品零售总额", "社会消费品零售总额"),
        ("社会(下转第4版)\n\n和田日报\n2024年1月12日 星期五\n(上接第1版)消费品", "社会消费品"),
        ("社会【▶下转A2版】\n【◀上接A1版】消费品", "社会消费品"),
        ("增长7%。（下转第四版）\n（上接第一版）二、今年", "增长7%。\n二、今年"),
        ("增长7%。\n下转第二版\n上接第一版\n二、今年", "增长7%。\n\n二、今年"),
        ("社会（下转第二版）消费品", "社会消费品"),
        ("推进改革。\n（紧接第一版）扩大开放。", "推进改革。\n扩大开放。"),
        ("出版物（第二版）转为电子版", "出版物（第二版）转为电子版"),
        ("推进出版业改革（下转基层）", "推进出版业改革（下转基层）"),
    ],
)
def test_jump_lines(text: str, clean: str) -> None:
    assert drop_jump_lines(text) == clean


def test_what_a_paper_prints_between_two_sentences_stays() -> None:
    text = "社会（下转第四版）\n全市召开会议。\n（上接第一版）消费品"
    assert drop_jump_lines(text) == "社会\n全市召开会议。\n消费品"


PAGE = "推进改革，扩大开放，" * 40


def test_numbers_of_pages() -> None:
    pages = "".join(f"{PAGE}\n{number}\n" for number in (1, 2, 3, 4))
    assert drop_page_numbers(pages) == f"{PAGE}\n" * 4
    broken = f"{PAGE}投资19.3\n1\n亿元，{PAGE}\n2\n{PAGE}\n3\n"
    assert "投资19.3亿元" in clean_report(broken).text


@pytest.mark.parametrize(
    "numbers", [(1, 2), (3, 5, 9), (30, 31, 32, 33)], ids=["too few", "no sequence", "too late"]
)
def test_numbers_that_count_no_pages_stay(numbers: tuple[int, ...]) -> None:
    text = "".join(f"{PAGE}\n{number}\n" for number in numbers)
    assert drop_page_numbers(text) == text


def test_numbers_of_rows_stay() -> None:
    rows = "".join(f"{number}\n建粮库\n市发改委\n" for number in range(1, 9))
    assert drop_page_numbers(rows) == rows
