"""Figures of the task divisions: the numbers behind them, names that don't cover one another, hanzi and
bytes.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from analysis import Corpus
from analysis.drawing import style
from analysis.drawing.boxes import push_apart, spread_lines
from analysis.drawing.labels import labels
from analysis.drawing.saving import figure_bytes
from analysis.figures import cascade, network, tasks
from analysis.tasks.ledger import tasks_table
from analysis.tasks.tables import task_views
from tests.drawing.test_style import glyphs_missing

Tables = Mapping[str, pd.DataFrame]
SPECS = (*tasks.SPECS, *network.SPECS, *cascade.SPECS)
TARGETS = pd.DataFrame({"report_id": ["x"], "start": [0], "end": [1]})


@pytest.fixture(scope="module")
def tables(corpus: Corpus) -> Tables:
    table = tasks_table(corpus.iter_reports())
    return {"tasks": table} | task_views(table, corpus.reports, TARGETS)


@pytest.fixture(scope="module")
def numbers(corpus: Corpus, tables: Tables) -> Tables:
    return {spec.name: spec.table(corpus, tables) for spec in SPECS}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_drawn_in_both_languages(
    spec: tasks.FigureSpec, language: str, numbers: Tables, corpus: Corpus
) -> None:
    """Every character has a glyph, the figure fits a page, and its caption is whole."""
    figure = spec.draw(numbers[spec.name], language)
    assert glyphs_missing(figure) == set()
    width, height = figure.get_size_inches()
    assert width == style.DOUBLE and height <= style.TALLEST
    caption = spec.caption(corpus, numbers[spec.name], labels(language))
    assert "{" not in caption and "nan" not in caption and "2020" in caption


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_same_bytes(spec: tasks.FigureSpec, numbers: Tables) -> None:
    first, second = (figure_bytes(spec.draw(numbers[spec.name], "zh"), "svg") for _ in range(2))
    assert first == second


def covering(texts: list[mpl.text.Text], renderer: object) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes share more than a hair."""
    boxes = [
        (t.get_text(), t.get_window_extent(renderer))
        for t in texts
        if t.get_text().strip() and t.get_visible()
    ]  # type: ignore[arg-type]
    found = []
    for (a, one), (b, two) in itertools.combinations(boxes, 2):
        across = min(one.x1, two.x1) - max(one.x0, two.x0)
        up = min(one.y1, two.y1) - max(one.y0, two.y0)
        if across > 1 and up > 1:
            found.append((a, b))
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["task_network", "task_cascade", "task_departments", "task_changes"])
def test_no_name_covers_another_or_leaves_the_figure(name: str, language: str, numbers: Tables) -> None:
    spec = next(s for s in SPECS if s.name == name)
    figure = spec.draw(numbers[name], language)
    with style.style():
        figure.draw_without_rendering()
        renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
        for ax in figure.axes:
            assert covering(list(ax.texts), renderer) == []
            for text in ax.texts:
                box = text.get_window_extent(renderer)
                assert box.x0 >= -1 and box.x1 <= figure.bbox.x1 + 1, text.get_text()


def test_departments_are_the_numbers_of_the_ledger(numbers: Tables, tables: Tables) -> None:
    table = numbers["task_departments"]
    assert len(table) == 3 * 20 and table["department"].nunique() == 20
    row = table[(table["report_id"] == "national-2020-tasks") & (table["department"] == "发展改革部门")].iloc[
        0
    ]
    assert (row["led"], row["shared"]) == (18, 40)
    leads = tables["tasks"].query("report_id == 'national-2020-tasks'")["leads"]
    assert sum("国家发展改革委" in cell.split(";") for cell in leads) == 18
    figure = tasks.draw_department_tasks(table)
    widths = [bar.get_width() for bar in figure.axes[0].patches]
    part = table[table["report_id"] == "national-2020-tasks"]
    assert widths == [*part["led"], *part["shared"]]


def test_network_draws_three_ties_a_department(numbers: Tables, tables: Tables) -> None:
    table = numbers["task_network"]
    nodes, ties = table[table["partner"] == ""], table[table["partner"] != ""]
    assert nodes.groupby("report_id").size().tolist() == [24, 24, 24]
    assert nodes[["x", "y"]].apply(lambda c: c.between(0, 1)).all(axis=None)
    ends = pd.concat(
        [
            ties[["report_id", "department"]],
            ties[["report_id", "partner"]].rename(columns={"partner": "department"}),
        ]
    )
    assert (ends.value_counts() >= 3).all()
    edges = tables["co_responsibility"].set_index(["report_id", "source", "target"])["weight"]
    assert all(edges[r.report_id, r.department, r.partner] == r.units for r in ties.itertuples())


def test_deadlines_count_each_unit_once_a_month(numbers: Tables, tables: Tables) -> None:
    table = numbers["task_deadlines"]
    whole = table[table["department"] == "all"]
    assert set(whole["report_id"]) == {
        "national-2020-tasks",
        "national-2021-tasks",
    }  # the city gives no months
    ledger = tables["tasks"].query("report_id == 'national-2020-tasks'")
    months = whole[whole["report_id"] == "national-2020-tasks"].set_index("month")["units"]
    assert months[tasks.NO_MONTH] == (~ledger["deadlines"].str.contains(r"\d月")).sum()  # 逐月 names none
    assert months[6] == ledger["deadlines"].str.contains(r"(?<!\d)6月").sum()
    assert tasks.LATER in set(
        whole.loc[whole["report_id"] == "national-2021-tasks", "month"]
    )  # 2022年12月底前
    assert table["units"].min() >= 1


def test_changes_hold_every_unit(numbers: Tables, tables: Tables) -> None:
    table = numbers["task_changes"]
    assert table.groupby("side")["units"].sum().to_dict() == {"earlier": 142, "later": 182}
    fates = table.groupby(["side", "fate"])["units"].sum()
    want = tables["task_changes"]["fate"].value_counts()
    assert fates["earlier", "went"] == want["went"] and fates["later", "came"] == want["came"]
    assert fates["later", "stayed"] == want["stayed"] and fates["later", "moved"] == want["moved"]


def test_cascade_is_the_alignment(numbers: Tables, tables: Tables) -> None:
    table = numbers["task_cascade"]
    relation = (
        table.dropna(subset="lower_item").drop_duplicates("lower_item")["relation"].value_counts().to_dict()
    )
    assert relation == tables["alignment"]["relation"].value_counts().to_dict()


def test_without_task_divisions_there_is_nothing_to_draw(corpus: Corpus) -> None:
    """A corpus of work reports alone: empty tables, no error."""
    alone = corpus.select(kind="work_report")
    none = tasks_table([])
    empty = {"tasks": none} | task_views(none, alone.reports, TARGETS)
    assert [len(spec.table(alone, empty)) for spec in SPECS] == [0] * len(SPECS)


def test_one_report_alone_can_be_drawn(corpus: Corpus) -> None:
    alone = corpus.select(report_id="national-2020-tasks")
    table = tasks_table(alone.iter_reports())
    tables = {"tasks": table} | task_views(table, alone.reports, TARGETS)
    for spec in (*tasks.SPECS, *network.SPECS):
        assert spec.draw(spec.table(alone, tables), "zh").get_figwidth() == style.DOUBLE
    assert all(spec.table(alone, tables).empty for spec in cascade.SPECS)


def test_unknown_departments_keep_their_name() -> None:
    say = labels("en")
    assert tasks.department_name("财政部门", say) == "Finance"
    assert tasks.department_name("湖北科技学院", say) == "湖北科技学院"
    assert tasks.department_name("重点项目部门", say) == "重点项目"


def test_chapter_names_break_well() -> None:
    name = cascade.chapter_name("九、做好民族、宗教、侨务、国防、港澳台、外交工作", 13)
    assert name.replace("\n", "") == "九、做好民族、宗教、侨务、国防、港澳台、外交工作"
    assert not any(line.startswith("、") for line in name.split("\n"))
    assert cascade.chapter_name("") == ""


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_lines_are_spread(wanted: list[float]) -> None:
    places = spread_lines(sorted(wanted, reverse=True), 0.05, 0, 1)
    assert len(places) == len(wanted)
    assert all(a - b >= 0.05 - 1e-9 for a, b in itertools.pairwise(places))
    assert places[-1] >= -1e-9 and places[0] <= 1 + 1e-9


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 4), st.floats(0, 4)), min_size=2, max_size=12))
def test_boxes_are_pushed_apart(places: list[tuple[float, float]]) -> None:
    sizes = np.tile([0.7, 0.25], (len(places), 1))
    moved = push_apart(np.array(places), sizes, (4, 4))
    gap = np.abs(moved[:, None] - moved[None]) - sizes[0]
    first, second = np.triu_indices(len(places), 1)
    assert (gap[first, second].max(axis=1) > -0.01).all()
    assert (moved >= sizes / 2 - 0.01).all() and (moved <= 4 - sizes / 2 + 0.01).all()
