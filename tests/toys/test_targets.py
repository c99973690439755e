"""Targets: whole tables of a nation, two provinces and a city, each of a few lines."""

from __future__ import annotations

import pandas as pd
import pytest

import analysis as wr
from tests.toys.corpora import NAN, parts, report, same_table

MAIN = "今年主要预期目标是："
NATION = report(
    "全国",
    "100000",
    "national",
    2024,
    parts(
        ["国内生产总值增长5.2%。"],
        [
            MAIN
            + "国内生产总值增长5%左右，城镇新增就业1200万人以上，居民消费价格涨幅3%左右，单位能耗下降2.5%。"
        ],
    ),
)
# The second gives last year's result in its plan, and has no review.
FIRST = report(
    "湖北省",
    "420000",
    "province",
    2024,
    parts(
        ["全省生产总值增长6%以上，地区生产总值增长5.8%。", "居民消费价格上涨2.1%。"],
        [
            MAIN + "地区生产总值增长6%左右，城镇新增就业70万人以上，居民消费价格涨幅3%以内，单位能耗下降3%，"
            "居民收入与经济增长基本同步。",
            "到2024年，森林覆盖率达到42%。到2027年，森林覆盖率达到43%。",
        ],
    ),
)
SECOND = report(
    "湖南省",
    "430000",
    "province",
    2024,
    parts(
        [],
        [
            "去年，全省地区生产总值增长9.9%。",
            MAIN + "地区生产总值增长5%—6%，城镇新增就业90万人，单位能耗下降2%。",
        ],
    ),
)
EARLIER = report(
    "湖北省",
    "420000",
    "province",
    2023,
    parts(
        ["地区生产总值增长4.3%左右。"],
        [MAIN + "地区生产总值增长6.5%左右，城镇新增就业80万人以上，居民收入增长6%。"],
    ),
)
CITY = report(
    "武汉市", "420100", "city", 2024, parts([], [MAIN + "地区生产总值增长5%，居民消费价格涨幅3%。"])
)


@pytest.fixture(scope="module")
def corpus() -> wr.Corpus:
    return wr.Corpus((SECOND, FIRST, NATION, EARLIER, CITY))


@pytest.fixture(scope="module")
def targets(corpus: wr.Corpus) -> pd.DataFrame:
    return wr.extract_targets(corpus)


@pytest.fixture(scope="module")
def quantities(corpus: wr.Corpus) -> pd.DataFrame:
    return wr.quantities_table(corpus)


def place(source: wr.Report, around: str, mention: str) -> list[int]:
    """Where a mention stands: in the one stretch of the text that reads ``around``."""
    assert source.text.count(around) == 1
    start = source.text.index(around) + around.index(mention)
    return [start, start + len(mention)]


def test_quantities_of_a_report() -> None:
    """Bounds as printed: a figure and 左右 on both sides, 以上 below, 以内 above, a dash between."""
    review = "全省生产总值增长6%以上，地区生产总值增长5.8%。"
    main = FIRST.text.split("\n")[4]
    later = ["到2024年，森林覆盖率达到42%。", "到2027年，森林覆盖率达到43%。"]
    about = ["420000-2024", "province", "湖北省", 2024]

    def row(
        part: str, paragraph: int, around: str, mention: str, low: float, high: float, unit: str,
        qualifier: str, words: str, direction: str, role: str, name: str, indicator: str, sentence: str,
    ) -> list[object]:  # fmt: skip
        return [
            *about, part, paragraph, *place(FIRST, around, mention), mention, low, high, unit, qualifier,
            words, direction, role, name, indicator, sentence,
        ]  # fmt: skip

    same_table(
        wr.quantities_table(FIRST),
        "report_id level region year part paragraph start end mention low high unit qualifier qualifier_text "
        "direction role indicator_text indicator sentence",
        [
            row("review", 1, "增长6%以上", "6%", 6, NAN, "%", "at_least", "以上", "increase", "achieved",
                "全省生产总值", "gdp", review),
            row("review", 1, "增长5.8%", "5.8%", 5.8, 5.8, "%", "exact", "", "increase", "achieved",
                "地区生产总值", "gdp", review),
            row("review", 2, "上涨2.1%", "2.1%", 2.1, 2.1, "%", "exact", "", "increase", "achieved",
                "居民消费价格", "cpi", "居民消费价格上涨2.1%。"),
            row("plan", 4, "增长6%左右", "6%", 6, 6, "%", "around", "左右", "increase", "target",
                "地区生产总值", "gdp", main),
            row("plan", 4, "70万人以上", "70万人", 70, NAN, "万人", "at_least", "以上", "level", "target",
                "城镇新增就业", "urban_new_jobs", main),
            row("plan", 4, "涨幅3%以内", "3%", NAN, 3, "%", "at_most", "以内", "increase", "target",
                "居民消费价格涨幅", "cpi", main),
            row("plan", 4, "下降3%", "3%", 3, 3, "%", "exact", "", "decrease", "target",
                "单位能耗", "energy_intensity", main),
            row("plan", 5, "达到42%", "42%", 42, 42, "%", "reach", "达到", "level", "target",
                "森林覆盖率", "forest_cover", later[0]),
            row("plan", 5, "达到43%", "43%", 43, 43, "%", "reach", "达到", "level", "target",
                "森林覆盖率", "forest_cover", later[1]),
        ],
    )  # fmt: skip


TARGETS = (
    "report_id level region region_code year indicator indicator_text kind low high unit direction qualifier "
    "qualifier_text headline evidence start end horizon strength"
)


def test_targets_of_a_report() -> None:
    """The report's own year is no horizon, a later one is; strength is that of the list of qualifiers: 以上
    and 以内 4, a bare figure and 达到 3, 左右 2, and nothing for words that it lacks.
    """
    about = ["420000-2024", "province", "湖北省", "420000", 2024]

    def row(
        indicator: str, name: str, low: float, high: float, unit: str, direction: str, qualifier: str,
        words: str, headline: bool, evidence: str, mention: str, horizon: str, strength: float,
    ) -> list[object]:  # fmt: skip
        kind = "relative" if qualifier == "relative" else "numeric"
        return [
            *about, indicator, name, kind, low, high, unit, direction, qualifier, words, headline, evidence,
            *place(FIRST, evidence, mention), horizon, strength,
        ]  # fmt: skip

    relative = "居民收入与经济增长基本同步"
    same_table(
        wr.extract_targets(FIRST),
        TARGETS,
        [
            row("gdp", "地区生产总值", 6, 6, "%", "increase", "around", "左右", True,
                "地区生产总值增长6%左右", "6%", "", 2),
            row("urban_new_jobs", "城镇新增就业", 70, NAN, "万人", "level", "at_least", "以上", True,
                "城镇新增就业70万人以上", "70万人", "", 4),
            row("cpi", "居民消费价格涨幅", NAN, 3, "%", "increase", "at_most", "以内", True,
                "居民消费价格涨幅3%以内", "3%", "", 4),
            row("energy_intensity", "单位能耗", 3, 3, "%", "decrease", "exact", "", True,
                "单位能耗下降3%", "3%", "", 3),
            row("income_all", "居民收入", NAN, NAN, "", "increase", "relative", "与经济增长基本同步", True,
                relative, relative, "", NAN),
            row("forest_cover", "森林覆盖率", 42, 42, "%", "level", "reach", "达到", False,
                "森林覆盖率达到42%", "42%", "", 3),
            row("forest_cover", "森林覆盖率", 43, 43, "%", "level", "reach", "达到", False,
                "森林覆盖率达到43%", "43%", "2027", 3),
        ],
    )  # fmt: skip


def wide(targets: pd.DataFrame, **settings: object) -> pd.DataFrame:
    return wr.targets_wide(targets, **settings).reset_index()


def test_one_row_a_region_and_year(targets: pd.DataFrame) -> None:
    """The mean of two bounds, or the one bound; rows by region and year, columns by name."""
    columns = "region year cpi energy_intensity gdp income_all urban_new_jobs"
    same_table(
        wide(targets),
        columns,
        [
            ["全国", 2024, 3, 2.5, 5, NAN, 1200],
            ["武汉市", 2024, 3, NAN, 5, NAN, NAN],
            ["湖北省", 2023, NAN, NAN, 6.5, 6, 80],
            ["湖北省", 2024, 3, 3, 6, NAN, 70],
            ["湖南省", 2024, NAN, 2, 5.5, NAN, 90],
        ],
    )
    provinces = targets[targets["level"] == "province"]
    same_table(  # 3 at most has no lower bound
        wide(provinces, value="low", headline_only=False),
        "region year energy_intensity forest_cover gdp income_all urban_new_jobs",
        [
            ["湖北省", 2023, NAN, NAN, 6.5, 6, 80],
            ["湖北省", 2024, 3, 42, 6, NAN, 70],
            ["湖南省", 2024, 2, NAN, 5, NAN, 90],
        ],
    )
    same_table(
        wide(provinces, value="high"),
        "region year cpi energy_intensity gdp income_all urban_new_jobs",
        [
            ["湖北省", 2023, NAN, NAN, 6.5, 6, NAN],
            ["湖北省", 2024, 3, 3, 6, NAN, NAN],
            ["湖南省", 2024, NAN, 2, 6, NAN, 90],
        ],
    )


def test_gaps_to_the_nation(targets: pd.DataFrame) -> None:
    """By indicator, gap, report. Prices have no better side, of a decline the larger is better, counts of
    people aren't compared, and the nation has none for 2023.
    """
    first, second = ["420000-2024", "province", "湖北省", 2024], ["430000-2024", "province", "湖南省", 2024]
    city = ["420100-2024", "city", "武汉市", 2024]
    same_table(
        wr.target_gaps(targets),
        "report_id level region year indicator unit middle qualifier national_middle national_qualifier gap "
        "stance",
        [
            [*first, "cpi", "%", 3, "at_most", 3, "around", 0, ""],
            [*city, "cpi", "%", 3, "exact", 3, "around", 0, ""],
            [*second, "energy_intensity", "%", 2, "exact", 2.5, "exact", -0.5, "below"],
            [*first, "energy_intensity", "%", 3, "exact", 2.5, "exact", 0.5, "beyond"],
            [*city, "gdp", "%", 5, "exact", 5, "around", 0, "equal"],
            [*second, "gdp", "%", 5.5, "range", 5, "around", 0.5, "beyond"],
            [*first, "gdp", "%", 6, "around", 5, "around", 1, "beyond"],
        ],
    )


def test_sums_of_the_provinces(targets: pd.DataFrame) -> None:
    """Year by year the largest first; of a year without the nation's target there is none to hold against."""
    columns = "report_id region year value qualifier total reports provinces national"
    expected = [
        ["420000-2023", "湖北省", 2023, 80, "at_least", 80, 1, 1, NAN],
        ["430000-2024", "湖南省", 2024, 90, "exact", 90, 2, 2, 1200],
        ["420000-2024", "湖北省", 2024, 70, "at_least", 160, 2, 2, 1200],
    ]
    same_table(wr.target_sums(targets), columns, expected)
    prices = "居民消费价格涨幅3%。"
    third = report("江西省", "360000", "province", 2024, parts([], [MAIN + "地区生产总值增长5%，" + prices]))
    persons = report(
        "山西省", "140000", "province", 2024, parts([], [MAIN + "城镇新增就业800000人，" + prices])
    )
    many = report(
        "河北省", "130000", "province", 2024, parts([], [MAIN + "城镇新增就业0.009亿人，" + prices])
    )
    more = wr.extract_targets(wr.Corpus((NATION, third, persons, many)))
    same_table(  # a province that states none is missing from the sum, and known to be
        wr.target_sums(more),
        columns,
        [
            ["130000-2024", "河北省", 2024, 90, "exact", 90, 2, 3, 1200],
            ["140000-2024", "山西省", 2024, 80, "exact", 170, 2, 3, 1200],
        ],
    )


def test_targets_over_years(targets: pd.DataFrame) -> None:
    """Only 湖北 has two years, and only of growth and jobs."""
    growth, jobs = ["湖北省", "province", "gdp", "%"], ["湖北省", "province", "urban_new_jobs", "万人"]
    same_table(
        wr.targets_over_years(targets),
        "report_id region level indicator unit year low high middle qualifier label",
        [
            ["420000-2023", *growth, 2023, 6.5, 6.5, 6.5, "around", "6.5%左右"],
            ["420000-2024", *growth, 2024, 6, 6, 6, "around", "6%左右"],
            ["420000-2023", *jobs, 2023, 80, NAN, 80, "at_least", "80万人以上"],
            ["420000-2024", *jobs, 2024, 70, NAN, 70, "at_least", "70万人以上"],
        ],
    )


COMPARISON = (
    "report_id region year low high middle unit qualifier qualifier_text label evidence outturn outturn_text"
)


def test_comparison(targets: pd.DataFrame, quantities: pd.DataFrame) -> None:
    """The highest first, ties by the lower bound, then by id; the outturn is the review's first, and a result
    in a plan is none.
    """
    around, exact = ["%", "around", "左右"], ["%", "exact", ""]
    growth = "地区生产总值增长"
    same_table(
        wr.target_comparison(targets, quantities, "gdp"),
        COMPARISON,
        [
            ["420000-2023", "湖北省", 2023, 6.5, 6.5, 6.5, *around, "6.5%左右", growth + "6.5%左右", 4.3,
             "4.3%左右"],
            ["420000-2024", "湖北省", 2024, 6, 6, 6, *around, "6%左右", growth + "6%左右", 6, "6%"],
            ["430000-2024", "湖南省", 2024, 5, 6, 5.5, "%", "range", "", "5–6%", growth + "5%—6%", NAN, None],
            ["100000-2024", "全国", 2024, 5, 5, 5, *around, "5%左右", "国内生产总值增长5%左右", 5.2, "5.2%"],
            ["420100-2024", "武汉市", 2024, 5, 5, 5, *exact, "5%", growth + "5%", NAN, None],
        ],
    )  # fmt: skip
    same_table(
        wr.target_comparison(targets, quantities, "cpi", ["420000-2024", "430000-2024"]),
        COMPARISON,
        [["420000-2024", "湖北省", 2024, NAN, 3, 3, "%", "at_most", "以内", "3%以内",
          "居民消费价格涨幅3%以内", 2.1, "2.1%"]],
    )  # fmt: skip
    results = quantities[(quantities["report_id"] == "430000-2024") & (quantities["role"] == "achieved")]
    assert results[["part", "mention"]].to_numpy().tolist() == [["plan", "9.9%"]]


def test_matrix(targets: pd.DataFrame) -> None:
    """The commonest indicators, ties by code; the place of each between the lowest and the highest: growth
    from 5 to 6, 5.5 half way; one alone is in the middle, and a relation has no place.
    """
    columns = "report_id region year indicator label kind unit middle qualifier comparable position reports"
    first, second = ["420000-2024", "湖北省", 2024], ["430000-2024", "湖南省", 2024]
    of_year = targets[targets["year"] == 2024]
    growth = [
        ["100000-2024", "全国", 2024, "gdp", "5%左右", "numeric", "%", 5, "around", True, 0, 4],
        [*first, "gdp", "6%左右", "numeric", "%", 6, "around", True, 1, 4],
        ["420100-2024", "武汉市", 2024, "gdp", "5%", "numeric", "%", 5, "exact", True, 0, 4],
        [*second, "gdp", "5–6%", "numeric", "%", 5.5, "range", True, 0.5, 4],
    ]
    same_table(wr.target_matrix(of_year, indicators=1), columns, growth)
    alone = wr.target_matrix(of_year, [FIRST], indicators=12)
    same_table(
        alone,
        columns,
        [
            [*first, "cpi", "3%以内", "numeric", "%", 3, "at_most", True, 0.5, 1],
            [*first, "energy_intensity", "3%", "numeric", "%", 3, "exact", True, 0.5, 1],
            [*first, "gdp", "6%左右", "numeric", "%", 6, "around", True, 0.5, 1],
            [*first, "income_all", "与经济增长基本同步", "relative", "", NAN, "relative", False, NAN, 1],
            [*first, "urban_new_jobs", "70万人以上", "numeric", "万人", 70, "at_least", True, 0.5, 1],
        ],
    )


def test_labels_have_what_stands_behind_the_number() -> None:
    """达到6%以上 is 6%以上, 控制在3%左右 is 3%左右, in all three tables."""
    text = parts([], [MAIN + "地区生产总值增长达到6%以上，居民消费价格涨幅控制在3%左右。"])
    reports = wr.Corpus(tuple(report("湖北省", "420000", "province", year, text) for year in (2023, 2024)))
    targets = wr.extract_targets(reports)
    assert targets["qualifier_text"].tolist() == ["达到…以上", "控制在…左右"] * 2
    labels = ["3%左右", "3%左右", "6%以上", "6%以上"]
    assert wr.target_matrix(targets)["label"].tolist() == labels
    assert wr.targets_over_years(targets)["label"].tolist() == labels
    growth = wr.target_comparison(targets, wr.quantities_table(reports), "gdp")
    assert growth["label"].tolist() == ["6%以上"] * 2
