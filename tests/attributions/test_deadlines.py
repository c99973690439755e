"""Deadlines, month by month and edge by edge."""

from __future__ import annotations

import pytest

from analysis.attributions.deadlines import Deadline, parse_deadline, speaks_of_time

HANZI = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


@pytest.mark.parametrize("month", range(1, 13))
def test_months(month: int) -> None:
    for name in (str(month), f"{month:02d}", HANZI[month - 1]):
        assert parse_deadline(f"{name}月底前完成").month == month


@pytest.mark.parametrize(
    ("clause", "month", "edge", "action"),
    [
        ("一季度末前出台方案", 3, "before", "出台方案"),
        ("二季度末前出台方案", 6, "before", "出台方案"),
        ("1季度末前出台方案", 3, "before", "出台方案"),
        ("2季度末前出台方案", 6, "before", "出台方案"),
        ("3季度末前出台方案", 9, "before", "出台方案"),
        ("4季度末前出台方案", 12, "before", "出台方案"),
        ("第四季度末前出台方案", 12, "before", "出台方案"),
        ("上半年出台方案", 6, "before", "出台方案"),
        ("下半年启动", 12, "start", "启动"),
        ("年底前完成", 12, "before", "完成"),
        ("7月开始普查", 7, "start", ""),
        ("7月起普查", 7, "start", ""),
        ("11月1日零时为标准时点", 11, "reference", ""),
        ("年内持续推进", None, "", "持续推进"),
        ("持续推进", None, "", "持续推进"),
        ("13月底前完成", None, "", "完成"),
        ("1月至12月", 12, "before", ""),
        ("3月份到5月份", 5, "before", ""),
    ],
)
def test_edges_and_actions(clause: str, month: int | None, edge: str, action: str) -> None:
    assert parse_deadline(clause) == Deadline(clause, action, None, month, edge)


@pytest.mark.parametrize(
    ("clause", "year", "month"),
    [("2024.10.31", 2024, 10), ("2024-9-30", 2024, 9), ("2024/12", 2024, 12), ("2020-2022年", 2022, None)],
)
def test_dates_in_figures(clause: str, year: int, month: int | None) -> None:
    due = parse_deadline(clause)
    assert (due.year, due.month) == (year, month)
    assert speaks_of_time(clause)


def test_years_and_the_length_that_is_read() -> None:
    assert parse_deadline("2022年12月底前完成").year == 2022
    assert parse_deadline("1899年12月底前完成").year is None
    assert speaks_of_time("长" * 198 + "年内")
    assert not speaks_of_time("长" * 199 + "年内")
