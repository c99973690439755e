"""Targets beside one another, on tables made by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import Corpus
from analysis.quantities.quantities import quantities_table
from analysis.targets.comparison import (
    outturns,
    target_comparison,
    target_gaps,
    target_matrix,
    target_sums,
    targets_over_years,
)
from analysis.targets.targets import extract_targets

NAN = float("nan")


def targets(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Rows of (report_id, level, region, year, indicator, low, high, unit, direction, qualifier,
    qualifier_text[, evidence]).
    """
    names = [
        "report_id",
        "level",
        "region",
        "year",
        "indicator",
        "low",
        "high",
        "unit",
        "direction",
        "qualifier",
        "qualifier_text",
        "evidence",
    ]
    frame = pd.DataFrame([(*row, *([""] * (12 - len(row)))) for row in rows], columns=names)
    frame["kind"] = ["relative" if q == "relative" else "numeric" for q in frame["qualifier"]]
    frame["headline"], frame["start"] = True, range(len(frame))
    return frame.astype({"low": float, "high": float})


NATION = ("n", "national", "全国", 2020, "unemployment_surveyed", 6, 6, "%", "level", "around", "左右")


def test_gaps_say_which_side_is_more_ambitious() -> None:
    """A lower unemployment rate is beyond the nation's, a lower growth rate below it; prices have no better
    side; counts aren't compared.
    """
    table = target_gaps(
        targets(
            NATION,
            ("n", "national", "全国", 2020, "gdp", 6, 6, "%", "increase", "exact", ""),
            ("n", "national", "全国", 2020, "cpi", 3.5, 3.5, "%", "increase", "around", "左右"),
            ("n", "national", "全国", 2020, "urban_new_jobs", 900, NAN, "万人", "level", "at_least", "以上"),
            ("n", "national", "全国", 2020, "energy_intensity", 3, 3, "%", "decrease", "around", "左右"),
            (
                "a",
                "province",
                "甲省",
                2020,
                "unemployment_surveyed",
                NAN,
                5.5,
                "%",
                "level",
                "at_most",
                "以内",
            ),
            ("a", "province", "甲省", 2020, "gdp", 5, 6, "%", "increase", "range", ""),
            ("a", "province", "甲省", 2020, "cpi", 3, 3, "%", "increase", "around", "左右"),
            ("a", "province", "甲省", 2020, "urban_new_jobs", 50, 50, "万人", "level", "exact", ""),
            ("a", "province", "甲省", 2020, "energy_intensity", 4, 4, "%", "decrease", "exact", ""),
            ("b", "province", "乙省", 2021, "gdp", 9, 9, "%", "increase", "exact", ""),
        )
    )
    got = {(r.indicator, r.stance): r.gap for r in table.itertuples()}
    assert got == {
        ("unemployment_surveyed", "beyond"): -0.5,
        ("gdp", "below"): -0.5,
        ("cpi", ""): -0.5,
        ("energy_intensity", "beyond"): 1.0,
    }


def test_sums_bring_units_together() -> None:
    table = target_sums(
        targets(
            ("n", "national", "全国", 2020, "urban_new_jobs", 0.09, NAN, "亿人", "level", "at_least", "以上"),
            ("a", "province", "甲省", 2020, "urban_new_jobs", 50, 50, "万人", "level", "exact", ""),
            ("b", "province", "乙省", 2020, "urban_new_jobs", 650000, NAN, "人", "level", "at_least", "以上"),
            ("c", "province", "丙省", 2020, "gdp", 6, 6, "%", "increase", "exact", ""),
            ("d", "city", "丁市", 2020, "urban_new_jobs", 10, 10, "万人", "level", "exact", ""),
        )
    )
    assert table["region"].tolist() == ["乙省", "甲省"]
    assert table["total"].tolist() == [65.0, 115.0]
    assert set(table["reports"]) == {2}
    assert set(table["provinces"]) == {3}
    assert table["national"].tolist() == pytest.approx([900.0, 900.0], rel=1e-9)


def test_a_province_is_added_up_once_whatever_it_is_called() -> None:
    """Two documents of one province and year, and one of another of the same name."""
    rows = targets(
        ("n", "national", "全国", 2020, "urban_new_jobs", 900, NAN, "万人", "level", "at_least", "以上"),
        ("a", "province", "甲省", 2020, "urban_new_jobs", 50, 50, "万人", "level", "exact", ""),
        ("a-tasks", "province", "旧甲省", 2020, "urban_new_jobs", 70, 70, "万人", "level", "exact", ""),
        ("b", "province", "甲省", 2020, "urban_new_jobs", 40, 40, "万人", "level", "exact", ""),
    ).assign(region_code=["100000", "340000", "340000", "420000"])
    table = target_sums(rows)
    assert table["report_id"].tolist() == ["a", "b"]
    assert table["total"].tolist() == [50.0, 90.0]


def test_the_nation_first_by_id_is_the_measure() -> None:
    rows = targets(
        ("m", "national", "全国", 2020, "gdp", 5, 5, "%", "increase", "exact", ""),
        ("n", "national", "全国", 2020, "gdp", 6, 6, "%", "increase", "exact", ""),
        ("n21", "national", "全国", 2021, "gdp", 9, 9, "%", "increase", "exact", ""),
        ("a", "province", "甲省", 2020, "gdp", 7, 7, "%", "increase", "exact", ""),
    )
    assert target_gaps(rows)[["report_id", "national_middle", "gap"]].values.tolist() == [["a", 5.0, 2.0]]


def test_matrix_ranks_what_can_be_compared() -> None:
    """A figure in another unit, or counted from an earlier year, is shown but not ranked; a relative target
    has no place.
    """
    table = target_matrix(
        targets(
            (
                "a",
                "province",
                "甲省",
                2020,
                "energy_intensity",
                3,
                3,
                "%",
                "decrease",
                "exact",
                "",
                "能耗下降3%",
            ),
            (
                "b",
                "province",
                "乙省",
                2020,
                "energy_intensity",
                1,
                1,
                "%",
                "decrease",
                "exact",
                "",
                "能耗下降1%",
            ),
            (
                "c",
                "province",
                "丙省",
                2020,
                "energy_intensity",
                17,
                17,
                "%",
                "decrease",
                "exact",
                "",
                "能耗较2015年下降17%",
            ),
            (
                "d",
                "province",
                "丁省",
                2020,
                "energy_intensity",
                NAN,
                NAN,
                None,
                "decrease",
                "relative",
                "完成国家下达任务",
                "完成国家下达任务",
            ),
        ),
        list("abcd"),
    ).set_index("report_id")
    assert table.loc["a", "position"] == 1
    assert table.loc["b", "position"] == 0
    assert pd.isna(table.loc["c", "position"]) and pd.isna(table.loc["d", "position"])
    assert table.loc["d", "label"] == "完成国家下达任务"


def test_comparison_is_sorted_and_keeps_the_words() -> None:
    quantities = pd.DataFrame(
        {"report_id": ["a", "a", "b"], "indicator": "gdp", "role": ["achieved", "achieved", "target"],
         "part": ["review", "review", "plan"], "unit": "%",
         "direction": "increase", "start": [10, 99, 5], "low": [6.2, 9.0, 7.0], "high": [6.2, 9.0, 7.0],
         "mention": ["6.2%", "9%", "7%"],
         "qualifier": ["around", "exact", "exact"], "qualifier_text": ["左右", "", ""]}
    )  # fmt: skip
    table = target_comparison(
        targets(
            ("a", "province", "甲省", 2020, "gdp", 6, 6, "%", "increase", "around", "控制在…左右"),
            ("b", "province", "乙省", 2020, "gdp", 6, 7, "%", "increase", "range", ""),
            ("b", "province", "乙省", 2020, "gdp", 8, 8, "%", "increase", "exact", "力争"),
        ),
        quantities,
        "gdp",
        ["a", "b"],
    )
    assert table["label"].tolist() == ["6–7%", "6%左右"]
    assert table["outturn"].tolist()[1] == 6.2 and pd.isna(table["outturn"].tolist()[0])
    assert table["outturn_text"].tolist()[1] == "6.2%左右"


def test_years_need_two() -> None:
    table = targets_over_years(
        targets(
            NATION,
            (
                "m",
                "national",
                "全国",
                2021,
                "unemployment_surveyed",
                5.5,
                5.5,
                "%",
                "level",
                "around",
                "左右",
            ),
            ("a", "province", "甲省", 2020, "gdp", 6, 6, "%", "increase", "exact", ""),
        )
    )
    assert table["year"].tolist() == [2020, 2021]
    assert table["label"].tolist() == ["6%左右", "5.5%左右"]


@pytest.mark.parametrize("function", [target_gaps, target_sums, targets_over_years])
def test_empty_tables(function) -> None:  # type: ignore[no-untyped-def]
    assert (
        len(function(targets(("a", "province", "甲省", 2020, "gdp", 6, 6, "%", "increase", "exact", ""))))
        == 0
    )


def test_outturns_of_the_corpus(corpus: Corpus) -> None:
    """Last year's growth as the reports give it, read by eye for six provinces; every province gives one."""
    table = outturns(quantities_table(corpus.select(level="province").iter_reports()), "gdp").set_index(
        "report_id"
    )["outturn"]
    read = {
        "beijing-2020": 6.2,
        "guizhou-2020": 8.3,
        "jilin-2020": 3.5,
        "chongqing-2020": 6.3,
        "gansu-2020": 6.0,
        "tianjin-2020": 4.5,
    }
    assert {name: table[name] for name in read} == read
    assert len(table) == 29


def test_every_province_has_a_growth_target(corpus: Corpus) -> None:
    provinces = corpus.select(level="province", kind="work_report")
    found = extract_targets(provinces.iter_reports())
    numeric = found[(found["indicator"] == "gdp") & found["headline"] & (found["kind"] == "numeric")]
    assert set(numeric["report_id"]) == set(provinces.reports["report_id"])


def test_an_outturn_is_a_result_of_the_review() -> None:
    """The first that was achieved, of that unit, in the review; one in the plan is none."""
    columns = [
        "report_id",
        "indicator",
        "role",
        "part",
        "unit",
        "direction",
        "start",
        "low",
        "high",
        "mention",
    ]
    rows = [
        ("a", "gdp", "achieved", "plan", "%", "increase", 1, 9.0, 9.0, "9%"),
        ("a", "gdp", "target", "review", "%", "increase", 2, 8.0, 8.0, "8%"),
        ("a", "gdp", "achieved", "review", "亿元", "level", 3, 7.0, 7.0, "7亿元"),
        ("a", "cpi", "achieved", "review", "%", "increase", 4, 2.0, 2.0, "2%"),
        ("a", "gdp", "achieved", "review", "%", "decrease", 5, 1.0, 1.0, "1%"),
        ("a", "gdp", "achieved", "review", "%", "increase", 7, 6.2, 6.2, "6.2%"),
        ("a", "gdp", "achieved", "review", "%", "increase", 8, 6.0, 6.0, "6%"),
        ("b", "gdp", "achieved", "plan", "%", "increase", 1, 9.0, 9.0, "9%"),
        ("c", "gdp", "achieved", "review", "%", "increase", 1, None, 5.0, "5%"),
    ]
    quantities = pd.DataFrame(rows, columns=columns)
    quantities["qualifier"] = ["exact"] * 5 + ["around", "exact", "exact", "at_most"]
    quantities["qualifier_text"] = [""] * 5 + ["左右", "", "", "以内"]
    assert outturns(quantities, "gdp").values.tolist() == [["a", 6.2, "6.2%左右"], ["c", 5.0, "5%"]]
