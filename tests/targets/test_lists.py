"""Which lists and sentences state the year's aims, and where they end."""

from __future__ import annotations

import pytest

from analysis.targets.aims import is_promised, states_an_aim
from analysis.targets.headline import find_all_passages, find_passages
from analysis.targets.openings import REFUSALS, Refusal, mentions_of, refusal_of
from analysis.targets.single import WORDINGS, Wording, single_sentence
from analysis.targets.targets import read_targets
from tests.targets.test_headline import FOUR, LIST, codes, headline
from tests.targets.texts import report

THREE = "地区生产总值增长6%左右，城镇新增就业10万人以上，居民消费价格涨幅3%左右"
CODES = ["gdp", "urban_new_jobs", "cpi"]
YEARS = f"今年发展的主要预期目标是：{THREE}。"


@pytest.mark.parametrize("rule", REFUSALS, ids=lambda rule: rule.name)
def test_each_refusal_decides_its_example(rule: Refusal) -> None:
    shown, not_shown = (next(mentions_of(text, "", 2022)) for text in (rule.example, rule.counterexample))
    assert refusal_of(shown.mention) == rule.name
    assert not rule.holds(not_shown.mention)
    assert rule.reason.endswith(".")


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.name)
def test_each_wording_of_the_growth_finds_its_example(wording: Wording) -> None:
    assert single_sentence(wording.example, 2022)
    assert single_sentence(wording.counterexample, 2022) is None
    assert wording.reason.endswith(".")


@pytest.mark.parametrize(
    "second",
    [
        "\n约束性指标是：单位生产总值能耗下降3%，森林覆盖率达到20%。",
        "约束性指标是：单位生产总值能耗下降3%，森林覆盖率达到20%。",
        "\n高质量发展主要目标是：单位生产总值能耗下降3%，森林覆盖率达到20%。",
        "\n我们还将努力。\n生态环保目标为：单位生产总值能耗下降3%，森林覆盖率达到20%。",
    ],
)
def test_a_second_list_beside_the_first(second: str) -> None:
    assert codes(YEARS + second) == [*CODES, "energy_intensity", "forest_cover"]


def test_a_second_list_may_be_longer_than_the_first() -> None:
    second = (
        "\n高质量发展主要目标是：单位生产总值能耗下降3%，PM2.5浓度下降2%，优良天数比率85%，粮食产量10万吨。"
    )
    assert codes(YEARS + second)[:3] == CODES
    assert len(codes(YEARS + second)) == 7


def test_a_list_far_from_the_first_is_none_of_the_year() -> None:
    between = "\n加快发展。" * 8
    assert codes(YEARS + between + "\n约束性指标是：单位生产总值能耗下降3%。") == CODES


def test_the_growth_said_again_in_a_comment_is_no_second_list() -> None:
    assert codes(YEARS + "\n今年经济增长预期目标定为6%左右，主要基于两方面考虑。") == CODES


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (f"未来五年发展的主要目标是：{THREE}。", {"五年"}),
        (f"“十四五”时期经济社会发展主要目标是：{THREE}。", {"十四五"}),
        (f"一、“十四五”时期发展目标\n主要预期目标是：{THREE}。", {"十四五"}),
        (f"到2025年的发展目标是：{THREE}。", {"2025"}),
        ("主要目标是：地区生产总值年均增长6%，城镇新增就业年均5万人。", {"年均"}),
        ("本届政府的主要目标是：地区生产总值增长6%，城镇新增就业5万人。", {"本届政府"}),
    ],
)
def test_aims_of_several_years_are_no_headline_and_say_their_period(text: str, periods: set[str]) -> None:
    found = read_targets(report(text))
    assert found
    assert not any(target.headline for target in found)
    assert {target.horizon for target in found} == periods
    assert find_passages(report(text)) == []
    assert find_all_passages(report(text))


@pytest.mark.parametrize(
    "head",
    [
        "一、“十四五”时期发展目标\n2022年的主要预期目标是：",
        "二、2022年工作安排\n主要预期目标是：",
        "PM2.5年均浓度下降，主要目标是：",
    ],
)
def test_the_years_aims_beside_those_of_several_years(head: str) -> None:
    assert codes(f"{head}{THREE}。") == CODES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年经济增长预期目标为百分之七左右。", [("gdp", 7)]),
        ("今年国民生产总值计划增长百分之八，是留有余地的。", [("gdp", 8)]),
        ("今年，经济增长速度预期为7%，居民消费价格上涨率控制在2%以内。", [("gdp", 7), ("cpi", None)]),
        ("今年国民经济增长速度安排为8%。固定资产投资计划增长10%。", [("gdp", 8), ("fixed_investment", 10)]),
        ("今年要力争国内生产总值增长8%。", [("gdp", 8)]),
        ("今后五年经济增长预期目标为7%左右。", []),
        ("去年经济增长预期目标为7%左右。", []),
        ("今年国民生产总值计划增长百分之八。棉纱产量达到100万吨。", [("gdp", 8)]),
        ("今年宏观调控的主要目标是：经济增长率8%，零售价格涨幅3%以内。", [("gdp", 8), ("other", None)]),
    ],
)  # fmt: skip
def test_the_years_growth_in_a_sentence(text: str, expected: list[tuple[str, float | None]]) -> None:
    assert [(one.indicator, one.low) for one in headline(text)] == expected


def test_a_list_of_three_needs_no_sentences_beside() -> None:
    assert codes(YEARS + "\n今年固定资产投资计划增长10%。") == CODES


@pytest.mark.parametrize(
    "behind",
    [
        "坚持稳中求进，完成投资300亿元。", "为此，要完成投资300亿元。", "我们将深化改革。完成投资300亿元。",
        "这既积极又稳妥，投资可以完成300亿元。",
    ],
)  # fmt: skip
def test_the_list_ends_where_its_paragraph_turns_to_work(behind: str) -> None:
    assert codes(f"今年发展主要预期目标是：{LIST}。{behind}") == FOUR


def test_what_a_paragraph_holds_behind_its_list_is_counted() -> None:
    behind = "我们将深化改革。" * 100
    (passage,) = find_passages(report(f"今年发展主要预期目标是：{LIST}。{behind}"))
    assert passage.cut == len(behind)
    (passage,) = find_passages(report(f"今年发展主要预期目标是：{LIST}。"))
    assert passage.cut == 0


@pytest.mark.parametrize(
    "text",
    [
        "今年发展主要预期目标是：\n（一）地区生产总值增长6%；\n（二）城镇新增就业5万人；\n（三）居民消费价格涨幅3%。",
        "主要预期目标是：一是经济目标。地区生产总值增长6%。二是民生目标。城镇新增就业5万人，居民消费价格涨幅3%。",
        "预期性指标：地区生产总值增长6%，城镇新增就业5万人。\n约束性指标：居民消费价格涨幅3%以内。",
    ],
)
def test_lists_in_parts(text: str) -> None:
    assert codes(text) == CODES


def test_the_three_sectors_are_shared_out() -> None:
    found = headline(f"今年主要预期目标是：{THREE}，一、二、三产业增加值分别增长4%、8%、7%。")
    assert [(one.indicator, one.indicator_text, one.low) for one in found[3:]] == [
        ("other", "第一产业增加值", 4),
        ("other", "第二产业增加值", 8),
        ("services_value_added", "第三产业增加值", 7),
    ]


def test_a_long_sentence_of_work_is_no_aim() -> None:
    assert not states_an_aim("新建学校10所，" * 50 + "。")
    assert states_an_aim("新建学校10所。")


def test_a_plan_in_one_paragraph_isnt_swallowed() -> None:
    behind = "".join(f"在{number}个乡镇新建学校{number}所。" for number in range(10, 200))
    found = headline(f"今年发展主要预期目标是：{LIST}。{behind}")
    assert len(found) <= len(FOUR) + 2
    assert [one.indicator for one in found[:4]] == FOUR


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("五年计划规定工业总产值增长百分之九十八", True),
        ("在一九五七年达到六千万人", True),
        ("这个工程因为盲目采购材料而积压资金一百四十四亿元", False),
        ("仅窝工开支就有二百万元", False),
        ("苏联帮助我国设计一百五十六个单位", False),
    ],
)
def test_a_mixed_part_promises_what_its_words_promise(sentence: str, kept: bool) -> None:
    assert is_promised(sentence) is kept
    found = read_targets(report(sentence + "。", part="mixed", year=1955))
    assert (len(found) == 1) is kept


def test_as_many_things_as_numbers_are_shared_out() -> None:
    found = headline(f"今年主要预期目标是：{THREE}，城镇居民收入和农村居民收入实际增长8.4%和11.4%。")
    assert [(one.indicator, one.low) for one in found[3:]] == [("income_urban", 8.4), ("income_rural", 11.4)]
