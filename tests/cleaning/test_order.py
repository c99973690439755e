"""Displaced sentences of the 2021 task division."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings, strategies as st

from analysis import Corpus
from analysis.cleaning.order import reorder_items, reorder_leads, restore_order
from analysis.corpus.readers import read_text
from analysis.resources import DATA


def attributed(lines: list[str]) -> list[tuple[str, str]]:
    """Each attribution line with the line before it."""
    return [
        (before, line)
        for before, line in pairwise(lines)
        if re.fullmatch("（[^（]*(?:负责|牵头|完成|推进).*）", line)
    ]


def test_every_unit_is_followed_by_its_attribution(corpus: Corpus) -> None:
    """182 units, each a line of its own directly before one attribution, in items that each begin with their
    number.
    """
    lines = corpus.report("national-2021-tasks").text.split("\n")
    pairs = attributed(lines)
    assert len(pairs) == 182
    assert not [before for before, _ in pairs if before.startswith("（")]
    numbers = [int(m.group(1)) for line in lines if (m := re.match(r"(\d+)\.(?!\d)", line))]
    assert numbers == list(range(1, 45))
    item = 0
    sizes: Counter[int] = Counter()
    for before, _ in pairs:
        if m := re.match(r"(\d+)\.(?!\d)", before):
            item = int(m.group(1))
        sizes[item] += 1
    assert sum(n == 1 for n in sizes.values()) == 12
    assert sum(n - 1 for n in sizes.values()) == 138


def test_pairs_that_only_the_right_order_makes(corpus: Corpus) -> None:
    """Attributions that fit one unit alone, as read in the document."""
    pairs = attributed(corpus.report("national-2021-tasks").text.split("\n"))
    for word, department in [
        ("跨省通办", "公安部、民政部、司法部"), ("知识产权保护", "国家知识产权局"),
        ("基础研究支出", "财政部、科技部"),
        ("广交会", "上海市、广东省、北京市、海南省"), ("海南自由贸易港", "海南省人民政府"),
        ("冬奥会", "北京市、河北省"),
        ("优抚", "财政部、退役军人部"), ("信访制度", "国家信访局"), ("国防科技", "国家国防科工局"),
        ("明年年底前", "2022年12月底前完成"),
        ("短缺药品", "工业和信息化部"), ("全民健身", "体育总局"), ("双拥", "退役军人部"),
        ("社会治安", "公安部"),
    ]:  # fmt: skip
        assert any(word in unit and department in attribution for unit, attribution in pairs), word


def test_leads_open_their_paragraphs(corpus: Corpus) -> None:
    lines = corpus.report("national-2021-tasks").text.split("\n")
    assert [line[:9] for line in lines[-5:-2]] == [
        "一是强化组织领导。",
        "二是密切协调联动。",
        "三是规范督查督办。",
    ]
    assert all(len(line) > 60 for line in lines[-5:-2])


def test_the_raw_file_is_displaced() -> None:
    """The other way round, so that the tests above can fail: in the file most attributions follow another
    attribution.
    """
    lines = [line.strip() for line in read_text(DATA / "raw" / "national-2021-tasks.txt").split("\n")]
    assert sum(before.startswith("（") for before, _ in attributed(lines)) == 138


def test_units_belong_to_the_next_number() -> None:
    lines = [
        "1．甲。",
        "（甲部负责）",
        "乙之二。",
        "乙之三。",
        "2．乙之一。",
        "（一部牵头）",
        "（二部牵头）",
        "（三部牵头）",
    ]
    assert reorder_items(lines) == [
        "1．甲。",
        "（甲部负责）",
        "2．乙之一。",
        "（一部牵头）",
        "乙之二。",
        "（二部牵头）",
        "乙之三。",
        "（三部牵头）",
    ]


def test_counts_that_disagree_stay_untouched() -> None:
    for lines in (
        ["二。", "1．一。", "（甲负责）"],  # one attribution only
        ["1．一。", "（甲负责）", "（乙负责）"],  # one unit only
        ["二。", "一。", "（甲负责）", "（乙负责）"],  # no number
        ["（四）一节。", "1．一。", "（甲负责）", "（乙负责）"],
        ["1.一。", "2.二。", "（甲负责）", "（乙负责）"],  # two items
    ):
        assert reorder_items(lines) == lines


def test_leads_in_place_stay() -> None:
    for lines in (
        ["总起。", "一是强化领导。各部门要精心组织。", "二是密切联动。各地区要加强沟通。"],
        ["一是强化领导。", "二是密切联动。"],
        ["各部门要精心组织。", "一是强化领导。", "二是密切联动。", "三是规范督办。"],
    ):
        assert reorder_leads(lines) == lines


def test_other_reports_keep_their_order(corpus: Corpus) -> None:
    for report in corpus.iter_reports():
        assert restore_order(report.text) == report.text
        steps = {step.name for step in report.cleaning}
        assert ("restore_order" in steps) == (report.report_id == "national-2021-tasks")


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "1．一。",
                "2.二。",
                "乙。",
                "丙之二。",
                "（甲负责）",
                "（乙部牵头）",
                "（一）节",
                "一、章",
                "一是强化领导。",
                "二是联动。",
                "",
                "国务院",
            ]
        ),
        max_size=14,
    )
)
def test_reordering_keeps_the_characters(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert Counter(restore_order(text).replace("\n", "")) == Counter(text.replace("\n", ""))
    assert Counter(reorder_items(lines)) == Counter(lines)
