"""Several years of a region: no name twice, no label on another."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from analysis.drawing.labels import labels
from analysis.drawing.selection import named_rows, row_names
from analysis.drawing.spec import Overview
from analysis.figures.target_years import draw_targets_over_years
from analysis.figures.targets import SPECS
from analysis.figures.words import draw_term_trends


@pytest.mark.parametrize(
    ("language", "names"),
    [("zh", ["全国 2014", "全国 2015", "安徽"]), ("en", ["China 2014", "China 2015", "Anhui"])],
)
def test_reports_of_one_region_are_told_apart(language: str, names: list[str]) -> None:
    table = pd.DataFrame(
        {"report_id": ["n14", "n15", "a"], "region": ["全国", "全国", "安徽省"], "year": [2014, 2015, 2015]}
    )
    assert named_rows(table, labels(language)) == names
    assert row_names(table.drop(columns="year"), labels(language)) == {
        "n14": "n14",
        "n15": "n15",
        "a": names[2],
    }


def test_years_close_together_share_a_label() -> None:
    years = [2014, 2015, 2020, 2021, 2025]
    table = pd.DataFrame(
        {"term": "就业", "year": years, "per_10k": 1.0, "low": 0.5, "high": 2.0, "kind": "work_report"}
    )
    panel = draw_term_trends(table, language="en").axes[0]
    assert panel.get_xticks().tolist() == years
    assert [text.get_text() for text in panel.get_xticklabels()] == ["2014", "", "2020", "", "2025"]


def test_names_at_the_ends_of_lines_stand_apart() -> None:
    rows = [
        (region, year, 3.0 if year == 2020 else 2.0)
        for region in ("安徽省", "北京市", "甘肃省")
        for year in (2020, 2025)
    ]
    about = {"indicator": "cpi", "unit": "%", "level": "province", "qualifier": "around", "label": ""}
    table = pd.DataFrame(rows, columns=["region", "year", "middle"]).assign(report_id="", **about)
    figure = draw_targets_over_years(table.assign(low=table["middle"], high=table["middle"]), language="en")
    figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    assert len(boxes) == 3
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))


def test_sums_without_a_national_target_say_so() -> None:
    reports = pd.DataFrame(
        {
            "report_id": ["a", "b"],
            "level": "province",
            "region": ["安徽省", "北京市"],
            "year": 2025,
            "kind": "work_report",
        }
    )
    table = reports[["report_id", "region", "year"]].assign(
        value=[60.0, 20.0], total=[60.0, 80.0], reports=2, provinces=2, national=float("nan")
    )
    spec = next(spec for spec in SPECS if spec.name == "job_target_sums")
    assert "nan" not in spec.caption(Overview(reports), table, labels("en"))
    assert spec.table(Overview(reports), {"target_sums": table.head(1)}).empty, "one target is no sum"
