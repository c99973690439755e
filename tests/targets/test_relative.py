"""Targets without a number: the kinds of wording, and what each is said of."""

from __future__ import annotations

import pytest

from analysis.quantities.indicators import match_indicator
from analysis.targets.relations import RELATIONS, relation_of
from tests.targets.test_headline import LIST, headline


@pytest.mark.parametrize("kind", RELATIONS, ids=lambda kind: kind.name)
def test_each_kind_finds_its_example(kind) -> None:  # type: ignore[no-untyped-def]
    assert relation_of(kind.example) == kind.name
    assert relation_of(kind.counterexample) != kind.name
    assert kind.reason.endswith(".")


CLAUSES = """
国际收支状况改善 balance_of_payments
国际收支不平衡状况得到改善 balance_of_payments
外贸、外资稳中提质，增幅均高于全国平均水平 fdi fdi trade trade
外贸进出口稳中提质，吸引外资保持稳定，增幅均高于全国平均水平 fdi fdi trade trade
固定资产投资力争实现正增长 fixed_investment
固定资产投资止跌回稳 fixed_investment
固定资产投资增速由负转正 fixed_investment
外贸进出口量稳质优 trade
外贸外资稳中提质 fdi trade
财政收入可持续增长 fiscal_revenue
居民消费价格温和上涨 cpi
粮食播种面积和产量保持稳定 grain_output other
能源消费总量和强度控制在国家下达指标内 energy_intensity other
完成国家下达的节能降碳减排和环境质量改善目标任务 emissions_general other
单位地区生产总值能耗、主要污染物排放等约束性指标完成国家下达任务 energy_intensity pollutants
生态环境质量继续走在全国前列 other
空气质量优良天数比率、地表水优良比例完成国家下达任务 good_air_days water_quality
空气质量持续改善 other
服务业增加值占比稳步提高 other
第三产业增速高于地区生产总值增速 services_value_added
不发生系统性金融风险 other
全部完成国家下达的约束性指标 other
二氧化硫、化学需氧量排放量完成省下达的减排任务 pollutants pollutants
经济增速高于全国、全省平均水平 gdp
城镇居民人均可支配收入与经济增长同步，农村居民人均可支配收入增速高于城镇居民 income_rural income_urban
经济运行保持在合理区间
在实际工作中争取更好结果
高质量完成“十四五”规划目标任务
教育卫生工作改善
"""


@pytest.mark.parametrize("line", CLAUSES.strip().splitlines())
def test_what_a_clause_is_said_of(line: str) -> None:
    clause, *codes = line.split(" ")
    found = headline(f"今年主要预期目标是：{LIST}，{clause}。")
    assert sorted(one.indicator for one in found if one.kind == "relative") == codes


@pytest.mark.parametrize("between", ["；", "。", "，进出口增长5%，"])
def test_a_statement_on_all_goes_back_to_the_group_of_clauses_only(between: str) -> None:
    found = headline(f"今年主要预期目标是：{LIST}，外资稳中提质{between}增幅均高于全国平均水平。")
    assert [one.indicator for one in found if one.kind == "relative"] == ["fdi"]


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("税收占地方一般公共预算收入比重", ""), ("外贸进出口总额占比", ""), ("服务业增加值比重", ""),
        ("固定资产投资与地区生产总值比例", ""), ("空气质量", ""), ("空气质量优良天数比例", "good_air_days"),
        ("地方财政收入", "fiscal_revenue"), ("三产增加值", "services_value_added"), ("三产结构", ""),
        ("三产比重", ""), ("合同利用外资", ""), ("化学需氧量排放量", "pollutants"),
        ("研究与试验发展经费支出与国内生产总值之比", "rd_intensity"), ("经济增长预期目标", "gdp"),
    ],
)  # fmt: skip
def test_near_names_have_the_right_code_or_none(subject: str, code: str) -> None:
    assert match_indicator(subject) == code


def test_one_number_of_two_pollutants() -> None:
    found = headline(f"今年主要预期目标是：{LIST}，化学需氧量、二氧化硫排放量分别下降3%左右。")
    assert [(one.indicator, one.low) for one in found[-2:]] == [("pollutants", 3)] * 2
    assert found[-1].indicator_text != found[-2].indicator_text
