"""Last year's results: never a mean, a sum or another year's figure; what isn't given is said."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import Corpus
from analysis.corpus.types import Report
from analysis.targets.outturns import Outturn, extract_outturns, read_outturns
from analysis.targets.standing import MARKERS, Marker, marker_of, standing
from tests.targets.texts import report


@pytest.mark.parametrize("marker", MARKERS, ids=lambda marker: marker.name)
def test_each_marker_decides_its_example(marker: Marker) -> None:
    decided, other = (marker_of(text, 2018, several=True) for text in (marker.example, marker.counterexample))
    assert decided is marker
    assert other is not marker
    assert marker.reason.endswith(".")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("国内生产总值增长", ""),
        ("国内生产总值比上年增长", "last"),
        ("2017年，国内生产总值达到82.7万亿元，比2012年增长", "term"),
        ("2017年，国内生产总值达到82.7万亿元，年均增长", "term"),
        ("2017年，国内生产总值达到82.7万亿元，比2016年增长", "last"),
        ("全年增长6.9%，前三季度增长", "other"),
        ("2013年国内生产总值增长", "other"),
        ("过去五年，实力增强。去年，国内生产总值增长", "last"),
        ("去年成绩很大。五年来，国内生产总值增长", "term"),
    ],
)
def test_the_words_before_a_number_say_of_which_period_it_is(before: str, expected: str) -> None:
    assert standing(before, 2018, several=True) == expected


def test_a_review_of_one_year_takes_sums_and_earlier_paragraph_openings_as_that_years() -> None:
    assert standing("新增就业累计", 2018) == ""
    assert standing("“十三五”以来成就巨大。国内生产总值增长", 2018) == ""
    assert standing("“十三五”以来成就巨大。国内生产总值增长", 2018, several=True) == "term"


def _term(review: str, plan: str = "今年主要预期目标是：地区生产总值增长6%。") -> Report:
    return report(f"【review】\n{review}\n【plan】\n{plan}", year=2018)


def given(made: Report, code: str = "gdp") -> list[Outturn]:
    return [one for one in read_outturns(made) if one.indicator == code and one.state == "given"]


FIRST = "过去五年，实力增强。五年来，地区生产总值年均增长7.1%，比2012年增长41%，累计新增就业6000万人。"


@pytest.mark.parametrize(
    ("review", "value"),
    [
        (FIRST + "刚刚过去的2017年，主要目标完成。地区生产总值增长6.9%。", 6.9),
        (FIRST + "2017年，地区生产总值达到8万亿元，增长6.9%。", 6.9),
        ("2017年，地区生产总值达到8万亿元，比2012年增长41%，年均增长7.1%。去年，地区生产总值增长6.9%。", 6.9),
        (FIRST, None),
        ("过去五年，实力增强。五年来，地区生产总值增长41%。", None),
        ("过去五年，实力增强。五年来，地区生产总值从5万亿元增加到8万亿元，年均增长7.1%。", None),
        ("2016年，地区生产总值增长6.7%。", None),
        ("一季度地区生产总值下降6%。全年地区生产总值增长1.7%。", 1.7),
        ("某某市地区生产总值增长9%。民营经济增长10%。全市地区生产总值增长6.5%。", 6.5),
        ("地区生产总值增长6.5%，高于全国0.7个百分点。", 6.5),
    ],
)  # fmt: skip
def test_last_years_growth(review: str, value: float | None) -> None:
    rows = [one.low for one in given(_term(review)) if one.unit == "%"]
    assert rows == ([] if value is None else [value])


def test_growth_over_a_term_in_multiples_is_none() -> None:
    made = _term("过去五年，实力增强。五年来成就巨大。2017年，财政收入达到5.13万亿元，增长1.71倍。")
    assert [one.unit for one in given(made, "fiscal_revenue")] == ["万亿元"]


def test_a_preliminary_and_a_final_figure_are_both_rows() -> None:
    both = "预计地区生产总值增长6.8%。经最终核实，2017年地区生产总值增长6.9%。"
    assert [(one.low, one.stage) for one in given(_term(both))] == [(6.8, "preliminary"), (6.9, "final")]
    once = "初步核算，地区生产总值增长6.8%。预计地区生产总值增长6.8%。"
    assert [(one.low, one.stage) for one in given(_term(once))] == [(6.8, "preliminary")]


def test_what_isnt_given_is_said() -> None:
    rows = read_outturns(_term("地区生产总值增长6.9%。"))
    by_code = {one.indicator: one for one in rows}
    assert by_code["cpi"].state == "not_given"
    assert by_code["cpi"].low is None and by_code["cpi"].evidence == "" and by_code["cpi"].year == 2017
    assert len(rows) == len(by_code) == 43


def test_the_evidence_is_the_sentence() -> None:
    made = _term("过去一年成绩很大。地区生产总值增长6.9%，就业稳定。")
    (row,) = given(made)
    assert row.evidence == "地区生产总值增长6.9%，就业稳定。"
    assert made.text[row.start : row.end] == "6.9%"


def test_figures_of_the_plan_are_none() -> None:
    assert given(_term("过去一年成绩很大。", "今年地区生产总值增长6%，去年增长6.9%。")) == []


def test_other_documents_have_no_rows() -> None:
    assert read_outturns(report("地区生产总值增长6.9%。", part="review", kind="task_division")) == []


def test_the_growth_of_every_province_of_the_corpus(corpus: Corpus) -> None:
    rows = extract_outturns(corpus.select(level="province").iter_reports())
    growth = rows[(rows["indicator"] == "gdp") & (rows["unit"] == "%")].set_index("region")["low"]
    assert len(growth) == 29 and not growth.index.duplicated().any()
    assert growth.between(3, 9).all()
    read = {
        "吉林省": 3.5,
        "天津市": 4.5,
        "贵州省": 8.3,
        "西藏自治区": 9,
        "北京市": 6.2,
        "上海市": 6,
        "海南省": 5.8,
    }
    assert growth[list(read)].to_dict() == read


def test_no_reports_give_an_empty_table() -> None:
    table = extract_outturns([])
    assert table.empty and isinstance(table, pd.DataFrame)
    assert list(table.columns[:8])[-1] == "state"
