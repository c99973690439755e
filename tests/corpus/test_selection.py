"""Which reports are compared with which: regions by code, the nation of the year, the same kind, the level
above.
"""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from analysis import InputError
from analysis.corpus import selection
from analysis.corpus.selection import Group

COLUMNS = ["report_id", "level", "region", "region_code", "year", "kind"]
Row = tuple[str, str, str, str, int, str]


def reports(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def work(report_id: str, level: str, region: str, code: str, year: int) -> Row:
    return report_id, level, region, code, year, "work_report"


def tasks(report_id: str, level: str, region: str, code: str, year: int) -> Row:
    return report_id, level, region, code, year, "task_division"


GULOU = reports(
    work("f20", "county", "鼓楼区", "350102", 2020),
    work("n21", "county", "鼓楼区", "320106", 2021),
    work("f21", "county", "鼓楼区", "350102", 2021),
    work("n22", "county", "鼓楼区", "320106", 2022),
)
RENAMED = reports(
    work("x10", "city", "襄樊市", "420600", 2010),
    work("x11", "city", "襄阳市", "420600", 2011),
)


def test_two_districts_of_one_name_are_two_regions() -> None:
    assert selection.year_pairs(GULOU) == [(1, 3), (0, 2)]
    assert selection.years_by_region(GULOU).to_dict() == {"南京市鼓楼区": 2, "福州市鼓楼区": 2}
    assert selection.one_report_a_year(GULOU)["report_id"].tolist() == ["n21", "n22", "f20", "f21"]
    assert [rows.tolist() for rows in selection.regions_of_several_years(GULOU)] == [[1, 3], [0, 2]]


def test_a_renamed_region_is_one() -> None:
    assert selection.successive(RENAMED) == [(0, 1)]
    assert selection.years_by_region(RENAMED).to_dict() == {"襄阳市": 2}
    assert selection.one_report_a_year(RENAMED)["report_id"].tolist() == ["x10", "x11"]


def test_the_name_stands_in_for_an_empty_code() -> None:
    table = reports(
        tasks("a", "city", "甲市", "", 2020),
        tasks("b", "city", "乙市", "", 2021),
        tasks("c", "city", "甲市", "", 2021),
    )
    assert selection.successive(table) == [(0, 2)]
    assert selection.division_year_pairs(table) == [("a", "c")]


def test_a_code_at_two_levels_is_two_regions() -> None:
    table = reports(
        work("a", "city", "仙桃市", "429004", 2020), work("b", "county", "仙桃市", "429004", 2021)
    )
    assert selection.successive(table) == []


def test_regions_of_one_name_without_a_unit_above_go_by_their_codes() -> None:
    table = reports(work("a", "county", "某区", "999998", 2020), work("b", "county", "某区", "999999", 2020))
    assert selection.distinct_names(table) == {"county 999998": "999998", "county 999999": "999999"}


def test_regions_without_a_code_lie_in_no_province() -> None:
    table = reports(tasks("p", "province", "甲省", "", 2020), tasks("c", "city", "乙市", "", 2020))
    assert selection.alignment_pairs(table) == []


def test_the_nearest_upper_division_of_the_same_year_is_taken() -> None:
    table = reports(
        tasks("n", "national", "全国", "100000", 2020),
        tasks("z", "city", "咸宁市", "421200", 2020),
        tasks("y", "city", "咸宁市", "421200", 2020),
        tasks("c", "county", "咸安区", "421202", 2020),
        tasks("d", "county", "咸安区", "421202", 2021),
        work("w", "city", "咸宁市", "421200", 2021),
    )
    assert selection.alignment_pairs(table) == [("z", "n"), ("y", "n"), ("c", "y")]


def test_groups_are_of_one_level_kind_and_year_and_the_nation_is_one() -> None:
    table = reports(
        work("n20", "national", "全国", "100000", 2020),
        work("n21", "national", "全国", "100000", 2021),
        work("a20", "city", "甲市", "1", 2020),
        work("b20", "city", "乙市", "2", 2020),
        tasks("t20", "city", "乙市", "2", 2020),
        work("a21", "city", "甲市", "1", 2021),
    )
    assert selection.comparable_groups(table) == [
        Group("city", "work_report", 2020, ("a20", "b20")),
        Group("national", "work_report", None, ("n20", "n21")),
        Group("city", "work_report", 2021, ("a21",)),
        Group("city", "task_division", 2020, ("t20",)),
    ]


def test_the_partner_is_of_the_same_kind_and_year_whatever_its_id() -> None:
    table = reports(
        tasks("a", "national", "全国", "100000", 2020),
        work("b", "national", "全国", "100000", 2020),
        work("c", "city", "甲市", "1", 2020),
        tasks("d", "city", "甲市", "1", 2020),
        tasks("e", "national", "全国", "100000", 2021),
        work("f", "city", "甲市", "1", 2021),
        work("g", "city", "甲市", "1", 2022),
    )
    assert selection.national_partners(table) == [(1, 2), (0, 3), (4, 5)]
    assert selection.national_ids(table, ["f", "g"]) == ["e"]


def test_the_work_report_stands_for_its_year() -> None:
    table = reports(
        tasks("a", "city", "甲市", "1", 2020),
        work("c", "city", "甲市", "1", 2020),
        work("b", "city", "甲市", "1", 2020),
        tasks("d", "city", "甲市", "1", 2021),
        work("e", "city", "甲市", "1", 2024),
    )
    assert selection.year_pairs(table) == [(2, 3), (3, 4), (2, 4)]
    assert selection.year_pairs(table, same_kind=True) == [(0, 3), (2, 4)]
    assert selection.one_report_a_year(table)["report_id"].tolist() == ["b", "d", "e"]


def test_the_level_above_is_the_next_that_has_reports_of_the_year() -> None:
    table = reports(
        work("n", "national", "全国", "100000", 2020),
        work("p", "province", "湖北省", "420000", 2021),
        work("c", "county", "咸安区", "421202", 2020),
    )
    assert selection.ids_above(table, ["c"]) == ["n"]
    assert selection.ids_above(table, ["n"]) == []
    assert selection.level_above("village", ["national"]) is None


def test_reuse_is_looked_for_within_a_year_and_in_the_year_before_that_there_is() -> None:
    table = reports(
        *(work(f"{year}-{name}", "city", "甲市", "1", year) for year in (2024, 2020, 2021) for name in "ab")
    )
    assert selection.years_of_reuse(table) == [
        (2020, ("2020-a", "2020-b"), ()),
        (2021, ("2021-a", "2021-b"), ("2020-a", "2020-b")),
        (2024, ("2024-a", "2024-b"), ("2021-a", "2021-b")),
    ]


def test_one_side_of_two_districts_of_one_name() -> None:
    assert selection.one_side(GULOU, ["福州市鼓楼区"]) == {"region": ["福州市鼓楼区"]}
    assert selection.one_side(GULOU, ["某区"]) == {"region": ["福州市鼓楼区"]}
    with pytest.raises(InputError, match="all documents are of one region and year"):
        selection.one_side(GULOU.iloc[:1], [])


# Few regions, names and years, so that they meet.
_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["national", "province", "city", "county"]),
        st.sampled_from(["甲", "乙"]),
        st.sampled_from(["420100", "420600", "320106"]),
        st.integers(2019, 2022),
        st.sampled_from(["work_report", "task_division"]),
    ),
    min_size=1,
    max_size=12,
)


def table_of(rows: list[tuple[str, str, str, int, str]]) -> pd.DataFrame:
    return reports(*((f"r{number:02}", *row) for number, row in enumerate(rows)))


def compared(table: pd.DataFrame) -> dict[str, object]:
    """Whoever is compared with whom, by report ids and without regard to the order of regions."""
    ids = table["report_id"].tolist()

    def named(pairs: list[tuple[int, int]]) -> set[tuple[str, str]]:
        return {(ids[a], ids[b]) for a, b in pairs}

    groups = selection.comparable_groups(table)
    return {
        "groups": groups,
        "years": named(selection.year_pairs(table)),
        "years of a kind": named(selection.year_pairs(table, same_kind=True)),
        "nation": named(selection.national_partners(table)),
        "above": [sorted(selection.ids_above(table, group.report_ids[:1])) for group in groups],
        "upper": set(selection.alignment_pairs(table)),
        "divisions": set(selection.division_year_pairs(table)),
        "regions": {frozenset(ids[row] for row in rows) for rows in selection.region_rows(table)},
        "one a year": set(selection.one_report_a_year(table)["report_id"]),
        "counts": sorted(selection.years_by_region(table).tolist()),
    }


@settings(deadline=None, max_examples=30)
@given(_ROWS, st.data())
def test_a_name_never_changes_who_is_compared_with_whom(
    rows: list[tuple[str, str, str, int, str]], data: st.DataObject
) -> None:
    table = table_of(rows)
    names = data.draw(st.lists(st.sampled_from(["甲", "丙区", ""]), min_size=len(rows), max_size=len(rows)))
    assert compared(table.assign(region=names)) == compared(table)


@settings(deadline=None, max_examples=30)
@given(_ROWS, st.randoms(use_true_random=False))
def test_neither_does_the_order_of_the_table(
    rows: list[tuple[str, str, str, int, str]], random: object
) -> None:
    table = table_of(rows)
    order = list(range(len(rows)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert compared(table.iloc[order].reset_index(drop=True)) == compared(table)


@settings(deadline=None, max_examples=30)
@given(_ROWS)
def test_pairs_are_of_one_region_and_go_forward(rows: list[tuple[str, str, str, int, str]]) -> None:
    table = table_of(rows)
    keys, years, kinds = selection.region_keys(table), table["year"], table["kind"]
    for earlier, later in selection.year_pairs(table):
        assert keys[earlier] == keys[later]
        assert years[earlier] < years[later]
    for earlier, later in selection.successive(table, same_kind=True):
        assert kinds[earlier] == kinds[later]
    for series in selection.year_series(table):
        assert all(years[a] < years[b] for a, b in pairwise(series))
    assert (
        sorted(row for rows_ in selection.region_rows(table) for row in rows_.tolist())
        == table.index.tolist()
    )


@settings(deadline=None, max_examples=30)
@given(_ROWS)
def test_names_shown_are_distinct(rows: list[tuple[str, str, str, int, str]]) -> None:
    """Of regions at one level; a code at two levels may be shown alike."""
    table = table_of([("county", *row[1:]) for row in rows])
    names = selection.distinct_names(table)
    assert len(set(names.values())) == len(names)


def test_one_report_a_year_numbers_its_rows() -> None:
    table = reports(
        work("b", "city", "甲市", "1", 2021),
        work("a", "city", "甲市", "1", 2020),
        work("a-again", "city", "甲市", "1", 2020),
    )
    found = selection.one_report_a_year(table)
    assert found["report_id"].to_dict() == {0: "a", 1: "b"}
