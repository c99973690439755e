"""Headline targets: where the passage stands, what it is not, targets without a number."""

from __future__ import annotations

import pytest

from analysis import Corpus
from analysis.targets.headline import find_passages
from analysis.targets.targets import Target, read_targets
from tests.targets.texts import report

REVIEW = (
    "【review】\n一、2021年工作回顾\n全面完成年初确定的主要预期目标：地区生产总值增长7.8%，"
    "固定资产投资增长9%，城镇新增就业5万人，居民消费价格涨幅2%。\n【plan】\n"
)
LIST = "地区生产总值增长6%左右，固定资产投资增长7%，城镇新增就业10万人以上，居民消费价格涨幅3%左右"


def headline(text: str, **options: str | int) -> list[Target]:
    return [target for target in read_targets(report(text, **options)) if target.headline]  # type: ignore[arg-type]


def codes(text: str, **options: str | int) -> list[str]:
    return [target.indicator for target in headline(text, **options)]


FOUR = ["gdp", "fixed_investment", "urban_new_jobs", "cpi"]


@pytest.mark.parametrize(
    "opening",
    [
        "今年经济社会发展的主要预期目标是：", "今年发展主要预期目标为：", "主要预期目标是：",
        "全年主要预期目标是：", "今年工作的总体目标是：",
        "综合考虑各方面因素，建议今年全市经济社会发展主要预期目标为：",
        "2022年，全市经济社会发展的主要预期目标是：", "今年的奋斗目标是：",
        "今年经济社会发展主要预期目标，按保持“三个同步”原则安排：",
        "全市经济社会发展的预期目标是：", "建议今年全市",
        "今年经济社会发展主要预期目标建议为：", "今年主要预期目标建议安排如下：", "今年发展主要预期目标是",
    ],
)  # fmt: skip
def test_openings(opening: str) -> None:
    assert codes(REVIEW + opening + LIST + "。") == FOUR


@pytest.mark.parametrize("part", ["plan", "review", "other"])
def test_when_the_parts_are_wrong(part: str) -> None:
    text = (
        REVIEW.replace("【review】\n", "").replace("【plan】\n", "")
        + "今年经济社会发展的主要预期目标是："
        + LIST
        + "。"
    )
    assert [(target.indicator, target.low) for target in headline(text, part=part)][0] == ("gdp", 6)
    assert codes(text, part=part) == FOUR


def test_the_recap_of_last_year_is_none() -> None:
    assert codes(REVIEW + "新建学校100所。") == []


def test_a_five_year_list_is_none() -> None:
    five = "“十四五”时期经济社会发展的主要目标是：" + LIST + "。"
    assert codes(REVIEW + five) == []
    assert codes(REVIEW + "今后五年的奋斗目标是：" + LIST + "。") == []
    both = headline(
        REVIEW
        + five
        + "\n今年全市发展主要预期目标是：地区生产总值增长8%，城镇新增就业9万人，居民消费价格涨幅2%。"
    )
    assert [(target.indicator, target.low) for target in both] == [
        ("gdp", 8),
        ("urban_new_jobs", 9),
        ("cpi", 2),
    ]


def test_a_report_without_a_passage(corpus: Corpus) -> None:
    made = corpus.report("national-2024")
    assert find_passages(made) == []
    assert not any(target.headline for target in read_targets(made))
    assert any(target.kind == "numeric" for target in read_targets(made))


def test_under_a_heading_of_a_task_division() -> None:
    text = (
        "（一）总体要求和主要预期目标。\n1.坚持稳中求进，推动高质量发展，确保社会大局稳定，"
        f"全力做好各项工作。\n2.{LIST}。（市发展改革委负责，年内完成）"
    )
    assert codes(text, kind="task_division") == FOUR


def test_one_target_a_paragraph() -> None:
    lines = (
        "2022年全市经济社会发展主要预期目标：\n——地区生产总值增长6.5%以上；\n——固定资产投资增长8%；\n"
        "——居民收入增长与经济增长同步。\n为实现上述目标，抓好以下工作：\n新建学校10所。"
    )
    assert codes(lines) == ["gdp", "fixed_investment", "income_all"]


def test_comments_on_the_targets_are_left_out() -> None:
    text = f"今年主要预期目标是：{LIST}。实现上述目标，经济总量要突破2万亿元。"
    assert codes(text) == FOUR
    assert [target.headline for target in read_targets(report(text))].count(False) == 1


def test_sentences_that_go_on_with_the_list() -> None:
    assert codes(f"今年主要预期目标是：{LIST}。主要污染物排放完成国家下达目标。") == [*FOUR, "pollutants"]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("居民收入增长与经济增长基本同步", ["income_all"]), ("进出口总额增长高于全国平均水平", ["trade"]),
        ("一般公共预算收入与上年持平", ["fiscal_revenue_general"]),
        ("节能减排完成国家下达任务", ["emissions_general"]),
        ("完成国家下达的节能减排降碳任务", ["emissions_general"]),
        ("国际收支基本平衡", ["balance_of_payments"]),
        ("外贸进出口和实际使用外资稳中提质", ["trade", "fdi"]),
        ("农村贫困人口全部脱贫、贫困县全部摘帽", ["poverty", "poverty"]),
        ("生态环境质量持续改善", ["other"]), ("进出口量稳质升", ["trade"]),
        ("主要污染物排放控制在国家下达指标内", ["pollutants"]),
        ("青海湖、龙羊峡等重点湖库水质保持优良稳定", ["water_quality"]),
        ("城镇、农村居民收入增长不低于经济增长", ["income_urban", "income_rural"]),
        ("单位地区生产总值能耗、主要污染物排放量继续下降", ["energy_intensity", "pollutants"]),
        ("7类一级指标均好于去年", ["other"]),
        ("在实际工作中力争更好结果", []), ("在高质量基础上能快则快", []),
        ("努力完成“十三五”规划目标任务", []), ("全员劳动生产率稳步提高", ["labour_productivity"]),
    ],
)  # fmt: skip
def test_targets_without_a_number(clause: str, expected: list[str]) -> None:
    found = headline(f"今年主要预期目标是：{LIST}，{clause}。")
    relative = [target for target in found if target.kind == "relative"]
    assert sorted(target.indicator for target in relative) == sorted(expected)
    assert all(
        target.low is None and target.high is None and target.qualifier == "relative" for target in relative
    )


def test_people_out_of_poverty_are_counted() -> None:
    found = headline(f"今年主要预期目标是：实现剩余17.5万贫困人口脱贫，8个贫困县摘帽退出；{LIST}。")
    assert [(target.indicator, target.low, target.unit, target.direction) for target in found[:2]] == [
        ("poverty_persons", 17.5, "万人", "decrease"),
        ("poverty_counties", 8, "个", "decrease"),
    ]


def test_two_indicators_that_share_one_number() -> None:
    found = headline(f"今年主要预期目标是：{LIST}，社会消费品零售总额、进出口总额均增长8%。")
    assert [target.indicator for target in found[-2:]] == ["retail_sales", "trade"]


def test_horizon_and_strength() -> None:
    found = read_targets(report("到2025年，高铁里程达到4400公里。确保粮食产量700亿斤以上。投资增长5%左右。"))
    assert [target.horizon for target in found] == ["2025", "", ""]
    assert [target.strength for target in found] == [3, 5, 2]


def test_evidence_is_verbatim(corpus: Corpus) -> None:
    for made in corpus.iter_reports():
        for target in read_targets(made):
            assert target.evidence in made.text
            assert made.text[target.start : target.end] in target.evidence


def test_all_provinces_of_the_corpus_state_targets(corpus: Corpus) -> None:
    for made in corpus.iter_reports():
        if made.level == "province":
            found = [target.indicator for target in read_targets(made) if target.headline]
            assert found.count("gdp") == 1, made.report_id
            assert len(found) >= 5, made.report_id


ATTRIBUTED = "今年发展主要预期目标是：地区生产总值增长6%左右，城镇新增就业5万人。"


@pytest.mark.parametrize(
    "attribution",
    ["（省发展改革委牵头，年内完成）", "（省发展改革委、省人力资源社会保障厅）", "（责任单位：省统计局）"],
)
def test_the_passage_ends_before_its_attribution(attribution: str) -> None:
    plain, attributed = (find_passages(report(ATTRIBUTED + end)) for end in ("", attribution))
    assert plain == attributed != []


def test_another_bracket_at_the_end_stays() -> None:
    text = ATTRIBUTED[:-1] + "（含省属企业）。"
    (passage,) = find_passages(report(text))
    assert text[passage.start : passage.end].endswith("（含省属企业）。")


@pytest.mark.parametrize(
    ("text", "horizon"),
    [
        ("今年主要预期目标是：到2022年，地区生产总值增长6%。", ""),
        ("今年主要预期目标是：到2023年，地区生产总值增长6%。", "2023"),
        ("今年主要预期目标是：地区生产总值增长6%。", ""),
    ],
)
def test_a_horizon_is_another_year_than_the_reports(text: str, horizon: str) -> None:
    (target,) = [one for one in read_targets(report(text, year=2022)) if one.kind == "numeric"]
    assert target.horizon == horizon
