"""鼓楼区 of 南京 and of 福州 in one corpus: every table has all of both, and none compares one with the
other.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analysis import Corpus, keyword_trends, load_corpus
from analysis.ingest.check import check_folder
from analysis.pipeline.build import Settings, build
from tests.tiny import write_tiny

Rows = list[dict[str, str]]
NANJING, FUZHOU = "county-320106", "county-350102"
# Each district's later report against its earlier one.
OVER_YEARS = {(f"{district}-2020", f"{district}-2021") for district in (NANJING, FUZHOU)}
TASKS_OVER_YEARS = {(f"{a}-tasks", f"{b}-tasks") for a, b in OVER_YEARS}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny(tmp_path_factory.mktemp("districts") / "corpus", "two_districts_of_one_name")


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    return load_corpus(folder)


@pytest.fixture(scope="module")
def tables(folder: Path) -> Path:
    build(Settings(folder, folder.parent / "output", engine="rjieba", languages=("zh",)))
    return folder.parent / "output" / "tables"


def rows(tables: Path, name: str) -> Rows:
    with (tables / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def pairs(table: Rows, first: str, second: str) -> set[tuple[str, str]]:
    return {(row[first], row[second]) for row in table if row[first] and row[second]}


def test_no_report_is_lost_from_the_panel_of_targets(tables: Path) -> None:
    wide = rows(tables, "targets_wide")
    assert [(row["region"], row["year"], row["gdp"]) for row in wide] == [
        ("南京市鼓楼区", "2020", "6"),
        ("南京市鼓楼区", "2021", "6"),
        ("福州市鼓楼区", "2020", "7"),
        ("福州市鼓楼区", "2021", "7"),
    ]


def test_targets_over_years_are_those_of_one_district(tables: Path) -> None:
    growth = [row for row in rows(tables, "targets_over_years") if row["indicator"] == "gdp"]
    assert [(row["region"], row["report_id"], row["middle"]) for row in growth] == [
        ("南京市鼓楼区", f"{NANJING}-2020", "6"),
        ("南京市鼓楼区", f"{NANJING}-2021", "6"),
        ("福州市鼓楼区", f"{FUZHOU}-2020", "7"),
        ("福州市鼓楼区", f"{FUZHOU}-2021", "7"),
    ]


@pytest.mark.parametrize("name", ["theme_changes", "term_changes"])
def test_changes_go_from_a_district_to_itself(tables: Path, name: str) -> None:
    assert pairs(rows(tables, name), "report_from", "report_to") == OVER_YEARS


def test_keyness_over_years_is_within_a_district(tables: Path) -> None:
    years = [row for row in rows(tables, "keyness") if row["comparison"] == "year"]
    assert pairs(years, "reference", "target") == OVER_YEARS


def test_trends_are_of_one_district_each(tables: Path) -> None:
    trends = rows(tables, "trends")
    ids = {frozenset(row["report_ids"].split(";")) for row in trends}
    assert ids == {
        frozenset({f"{district}-{year}", f"{district}-{year}-tasks"})
        for district in (NANJING, FUZHOU)
        for year in (2020, 2021)
    }
    assert {row["region"] for row in trends} == {"鼓楼区"}
    firsts = [row for row in trends if not row["previous_year"]]
    assert len(firsts) == len(trends) / 2


def test_task_divisions(tables: Path) -> None:
    changes = pairs(rows(tables, "task_changes"), "earlier_report_id", "later_report_id")
    assert changes == TASKS_OVER_YEARS
    aligned = pairs(rows(tables, "alignment"), "report_id", "matched_report_id")
    assert aligned == {(f"{FUZHOU}-2020-tasks", "city-350100-2020-tasks")}
    cascade = pairs(rows(tables, "cascade"), "report_id", "lower_report_id")
    assert cascade == {("city-350100-2020-tasks", f"{FUZHOU}-2020-tasks")}


def test_figures_over_years_show_one_district(tables: Path) -> None:
    """The numbers beside a figure: of two districts with as many years, the one of the first code."""
    file = tables.parent / "figures" / "theme_years.csv"
    with file.open(encoding="utf-8-sig", newline="") as handle:
        ids = {row["report_id"] for row in csv.DictReader(handle)}
    assert ids == {f"{NANJING}-2020", f"{NANJING}-2021"}


def test_check_says_that_the_two_are_two(folder: Path) -> None:
    sentence = "the name 鼓楼区 stands under the codes 320106 and 350102, so these are different regions"
    for report in check_folder(folder):
        named = any(warning.startswith(sentence) for warning in report.warnings)
        assert named == (report.region == "鼓楼区")


def test_trends_by_region_keep_them_apart(corpus: Corpus) -> None:
    table = keyword_trends(corpus.select(kind="work_report"), ["就业"], by="region", resamples=10)
    assert table[["region", "year", "count"]].values.tolist() == [
        ["鼓楼区", 2020, 13],
        ["鼓楼区", 2021, 13],
        ["鼓楼区", 2020, 13],
        ["鼓楼区", 2021, 13],
    ]
    assert table["previous_year"].isna().tolist() == [True, False, True, False]


def test_a_district_is_selected_by_code_or_with_its_city(corpus: Corpus) -> None:
    for name in ("320106", "南京市鼓楼区"):
        assert set(corpus.select(region=name).reports["region_code"]) == {"320106"}
