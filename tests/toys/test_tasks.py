"""Tasks: whole tables of two national task divisions and a city's, of three or four tasks each."""

from __future__ import annotations

import pandas as pd
import pytest

import analysis as wr
from tests.toys.corpora import DRAWN, NAN, report, same_table

NATION = report(
    "全国",
    "100000",
    "national",
    2020,
    """一、稳定就业
1.发展养老、托幼服务。（财政部牵头，教育部、有关部门按职责分工负责，6月底前出台相关政策，年内持续推进）
2.坚决稳定物价水平。（商务部、财政部、教育部等按职责分工负责，2021年12月底前完成）"""
    """建设海港码头。（交通运输部牵头，2020年9月底前完成）
二、扩大开放
3.推进科技创新发展。（科技部、财政部按职责分工负责，7月开始实施）
""",
    kind="task_division",
)
LATER = report(
    "全国",
    "100000",
    "national",
    2021,
    """一、稳定就业
1.继续推进科技创新发展。（科技部、财政部按职责分工负责）
2.发展养老、托幼服务。（民政部牵头）
3.培育新型消费业态。（商务部牵头）
""",
    kind="task_division",
)
CITY = report(
    "咸宁市",
    "421200",
    "city",
    2020,
    """一、改善民生
1.发展养老服务。（市财政局牵头）
2.发展托幼服务，稳定物价水平。（市教育局牵头，6月底前完成）
3.修建城区公园5个。（市住建局牵头）
""",
    kind="task_division",
)
JOBS, OPENING, LIVES = "一、稳定就业", "二、扩大开放", "一、改善民生"


@pytest.fixture(scope="module")
def corpus() -> wr.Corpus:
    return wr.Corpus((LATER, CITY, NATION))


@pytest.fixture(scope="module")
def tasks(corpus: wr.Corpus) -> pd.DataFrame:
    return wr.tasks_table(corpus)


@pytest.fixture(scope="module")
def views(corpus: wr.Corpus, tasks: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {"tasks": tasks} | wr.task_views(tasks, corpus.reports, wr.extract_targets(corpus))


def place(source: wr.Report, wording: str) -> list[int]:
    assert source.text.count(wording) == 1
    start = source.text.index(wording)
    return [start, start + len(wording)]


def unit(
    source: wr.Report, chapter: str, item: int, number: int, text: str, who: str, leads: str,
    participants: str, mode: str, open_ended: str = "", deadlines: str = "", month: int | None = None,
    year: int | None = None, edge: str = "",
) -> list[object]:  # fmt: skip
    """A row of ``tasks``."""
    return [
        source.report_id, chapter, "", item, number, text, leads, participants, mode, open_ended, deadlines,
        month, who, *place(source, text), year, edge, "", "",
    ]  # fmt: skip


def test_tasks(tasks: pd.DataFrame) -> None:
    """By report, then place; month, year and edge are those of the first dated clause."""
    same_table(
        tasks,
        "report_id chapter section item unit text leads participants responsible_mode open_ended deadlines "
        "deadline_month attribution start end deadline_year deadline_edge officials notes",
        [
            unit(NATION, JOBS, 1, 1, "发展养老、托幼服务。",
                 "（财政部牵头，教育部、有关部门按职责分工负责，6月底前出台相关政策，年内持续推进）",
                 "财政部", "教育部;有关部门", "lead_shared",
                 deadlines="6月底前出台相关政策;年内持续推进", month=6, edge="before"),
            unit(NATION, JOBS, 2, 1, "坚决稳定物价水平。",
                 "（商务部、财政部、教育部等按职责分工负责，2021年12月底前完成）",
                 "", "商务部;财政部;教育部", "shared", "等", "2021年12月底前完成", 12, 2021, "before"),
            unit(NATION, JOBS, 2, 2, "建设海港码头。", "（交通运输部牵头，2020年9月底前完成）",
                 "交通运输部", "", "lead", "", "2020年9月底前完成", 9, 2020, "before"),
            unit(NATION, OPENING, 3, 1, "推进科技创新发展。", "（科技部、财政部按职责分工负责，7月开始实施）",
                 "", "科技部;财政部", "shared", "", "7月开始实施", 7, None, "start"),
            unit(LATER, JOBS, 1, 1, "继续推进科技创新发展。", "（科技部、财政部按职责分工负责）",
                 "", "科技部;财政部", "shared"),
            unit(LATER, JOBS, 2, 1, "发展养老、托幼服务。", "（民政部牵头）", "民政部", "", "lead"),
            unit(LATER, JOBS, 3, 1, "培育新型消费业态。", "（商务部牵头）", "商务部", "", "lead"),
            unit(CITY, LIVES, 1, 1, "发展养老服务。", "（市财政局牵头）", "市财政局", "", "lead"),
            unit(CITY, LIVES, 2, 1, "发展托幼服务，稳定物价水平。", "（市教育局牵头，6月底前完成）",
                 "市教育局", "", "lead", "", "6月底前完成", 6, None, "before"),
            unit(CITY, LIVES, 3, 1, "修建城区公园5个。", "（市住建局牵头）", "市住建局", "", "lead"),
        ],
    )  # fmt: skip
    assert wr.tasks_of_report(tasks, "421200-2020")["item"].tolist() == [1, 2, 3]


def test_departments(views: dict[str, pd.DataFrame]) -> None:
    """By report, then tasks led, all tasks, name."""
    nation, later, city = "100000-2020", "100000-2021", "421200-2020"
    government = [
        [nation, "财政部门", 1, 2],
        [nation, "交通运输部门", 1, 0],
        [nation, "教育部门", 0, 2],
        [nation, "商务部门", 0, 1],
        [nation, "有关部门", 0, 1],
        [nation, "科技部门", 0, 1],
        [later, "商务部门", 1, 0],
        [later, "民政部门", 1, 0],
        [later, "科技部门", 0, 1],
        [later, "财政部门", 0, 1],
        [city, "住房城乡建设部门", 1, 0],
        [city, "教育部门", 1, 0],
        [city, "财政部门", 1, 0],
    ]
    expected = [
        [name, department, "unspecified" if department == "有关部门" else "government", led, shared,
         led + shared, led / (led + shared)]
        for name, department, led, shared in government
    ]  # fmt: skip
    same_table(views["departments"], "report_id department kind led shared tasks share_led", expected)


def test_who_works_with_whom(views: dict[str, pd.DataFrame]) -> None:
    """教育 and 财政 meet in two units, of which 财政 leads one; 有关部门 is nobody. By weight, names."""
    same_table(
        views["co_responsibility"],
        "report_id source target weight led",
        [
            ["100000-2020", "教育部门", "财政部门", 2, 1],
            ["100000-2020", "商务部门", "教育部门", 1, 0],
            ["100000-2020", "商务部门", "财政部门", 1, 0],
            ["100000-2020", "科技部门", "财政部门", 1, 0],
            ["100000-2021", "科技部门", "财政部门", 1, 0],
        ],
    )


def test_network(views: dict[str, pd.DataFrame]) -> None:
    """A tie of two is ½ long. Of the three pairs without 财政, 商务 and 教育 meet directly, and 科技 reaches
    both through 财政: ⅔. Every division of the four has a modularity below 0, that of the whole.
    """
    same_table(
        views["department_network"],
        "report_id department degree strength betweenness community",
        [
            ["100000-2020", "财政部门", 3, 4, 2 / 3, 1],
            ["100000-2020", "教育部门", 2, 3, 0, 1],
            ["100000-2020", "商务部门", 2, 2, 0, 1],
            ["100000-2020", "科技部门", 1, 1, 0, 1],
            ["100000-2021", "科技部门", 1, 1, 0, 1],
            ["100000-2021", "财政部门", 1, 1, 0, 1],
        ],
    )


def test_deadlines(views: dict[str, pd.DataFrame]) -> None:
    """Each lead, or where nobody leads, each participant; by report, department, year (none first), month."""
    same_table(
        views["deadlines"],
        "report_id department year month action edge tasks",
        [
            ["100000-2020", "交通运输部门", 2020, 9, "完成", "before", 1],
            ["100000-2020", "商务部门", 2021, 12, "完成", "before", 1],
            ["100000-2020", "教育部门", 2021, 12, "完成", "before", 1],
            ["100000-2020", "科技部门", None, 7, "", "start", 1],
            ["100000-2020", "财政部门", None, 6, "出台相关政策", "before", 1],
            ["100000-2020", "财政部门", None, 7, "", "start", 1],
            ["100000-2020", "财政部门", 2021, 12, "完成", "before", 1],
            ["421200-2020", "教育部门", None, 6, "完成", "before", 1],
        ],
    )


@pytest.mark.parametrize(
    ("clause", "month", "edge"),
    [
        ("12月底前完成", 12, "before"),
        ("十二月底前完成", 12, "before"),
        ("11月底前完成", 11, "before"),
        ("10月底前完成", 10, "before"),
        ("一月底前完成", 1, "before"),
        ("四季度前完成", 12, "before"),
        ("上半年完成", 6, "before"),
        ("年底前完成", 12, "before"),
        ("10月起实施", 10, "start"),
        ("每月调度", None, ""),
    ],
)
def test_months_of_deadlines(clause: str, month: int | None, edge: str) -> None:
    text = f"一、任务\n1.推进改革。（财政部牵头，{clause}）\n"
    found = wr.tasks_table(report("全国", "100000", "national", 2020, text, kind="task_division"))
    columns = "deadlines deadline_month deadline_edge"
    same_table(found[columns.split()], columns, [[clause, month, edge]])


def test_alignment(views: dict[str, pd.DataFrame]) -> None:
    """The city's first item has six characters of the nation's nine, and the second the rest, with six of the
    eight on prices; what stands beside those, and nobody has, is lost by the second.

    Similarity is 2 · kept / (own + upper): the first 2 · 6 / (6 + 6); the second has 12 and keeps them all,
    of 6 + 8 + 6 above: 24 / 32.
    """
    same_table(
        views["alignment"],
        "report_id item matched_report_id matched_items relation similarity dropped added matched_units also "
        "softened moved",
        [
            ["421200-2020", 1, "100000-2020", "1", "split", 1, "", "", "1.1", "", "", "托幼→2"],
            ["421200-2020", 2, "100000-2020", "1;2", "merged", 0.75, "坚决;建设海港码头", "", "1.1;2.1",
             "split;narrowed", "坚决→", "养老→1"],
            ["421200-2020", 3, "", "", "none", NAN, "", "修建城区公园5个", "", "", "", ""],
        ],
    )  # fmt: skip


def test_cascade(views: dict[str, pd.DataFrame]) -> None:
    """Of 发展养老、托幼服务 only the mark is lost; of 8 + 6 characters six are kept."""
    same_table(
        views["cascade"],
        "report_id item chapter lower_report_id lower_items characters kept share_kept lost",
        [
            ["100000-2020", 1, JOBS, "421200-2020", "1;2", 9, 8, 8 / 9, ""],
            ["100000-2020", 2, JOBS, "421200-2020", "2", 14, 6, 6 / 14, "坚决;建设海港码头"],
            ["100000-2020", 3, OPENING, "421200-2020", "", 8, 0, 0, "推进科技创新发展"],
        ],
    )


def test_flow_of_the_cascade(corpus: wr.Corpus, views: dict[str, pd.DataFrame]) -> None:
    """What two have goes to the first: 托幼 alone is left for the second. What is carried and lost adds up to
    the nation's 9, 14 and 8 characters.
    """
    found = wr.task_cascade(corpus, views)
    ends = ["全国;2020", "咸宁市;2020"]
    same_table(
        found,
        "item chapter lower_item lower_chapter flow characters text relation upper lower",
        [
            [1, JOBS, 1, LIVES, "carried", 6, "", "split", *ends],
            [1, JOBS, 2, LIVES, "carried", 2, "", "merged", *ends],
            [1, JOBS, None, "", "lost", 1, "", "", *ends],
            [2, JOBS, 2, LIVES, "carried", 6, "", "merged", *ends],
            [2, JOBS, None, "", "lost", 8, "坚决;建设海港码头", "", *ends],
            [3, OPENING, None, "", "lost", 8, "推进科技创新发展", "", *ends],
            [None, "", 3, LIVES, "new", 8, "修建城区公园5个", "none", *ends],
        ],
    )
    assert found.groupby("item")["characters"].sum().tolist() == [9, 14, 8]


FATES = (
    "fate earlier_report_id earlier_item earlier_unit later_report_id later_item later_unit similarity "
    "dropped added departments_left departments_joined earlier_deadlines later_deadlines earlier_text "
    "later_text"
)


def test_what_became_of_the_tasks(views: dict[str, pd.DataFrame]) -> None:
    """The later units in their order, then the earlier ones that went: 8 characters of 8 and 10 in common,
    and 9 of 9.
    """
    first, second = "100000-2020", "100000-2021"
    same_table(
        views["task_changes"],
        FATES,
        [
            ["stayed", first, 3, 1, second, 1, 1, round(16 / 18, 4), "", "继续", "", "", "7月开始实施", "",
             "推进科技创新发展。", "继续推进科技创新发展。"],
            ["moved", first, 1, 1, second, 2, 1, 1, "", "", "财政部门", "民政部门",
             "6月底前出台相关政策;年内持续推进", "", "发展养老、托幼服务。", "发展养老、托幼服务。"],
            ["came", "", None, None, second, 3, 1, NAN, "", "", "", "", "", "", "", "培育新型消费业态。"],
            ["went", first, 2, 1, "", None, None, NAN, "", "", "", "", "2021年12月底前完成", "",
             "坚决稳定物价水平。", ""],
            ["went", first, 2, 2, "", None, None, NAN, "", "", "", "", "2020年9月底前完成", "",
             "建设海港码头。", ""],
        ],
    )  # fmt: skip


def test_fates_by_chapter(corpus: wr.Corpus, views: dict[str, pd.DataFrame]) -> None:
    earlier, later = ["earlier", "100000-2020", "全国", 2020], ["later", "100000-2021", "全国", 2021]
    same_table(
        wr.task_changes(corpus, views),
        "side report_id region year chapter fate units",
        [
            [*earlier, JOBS, "moved", 1],
            [*earlier, JOBS, "went", 2],
            [*earlier, OPENING, "stayed", 1],
            [*later, JOBS, "stayed", 1],
            [*later, JOBS, "moved", 1],
            [*later, JOBS, "came", 1],
        ],
    )


def test_targets_in_tasks(views: dict[str, pd.DataFrame]) -> None:
    """One of the tasks has a number; 个 of nothing that the list knows."""
    same_table(
        views["task_quantities"],
        "report_id item task_unit leads participants deadlines level region region_code year indicator "
        "indicator_text kind low high unit direction qualifier qualifier_text headline evidence start end "
        "horizon strength",
        [
            ["421200-2020", 3, 1, "市住建局", "", "", "city", "咸宁市", "421200", 2020, "other",
             "修建城区公园", "numeric", 5, 5, "个", "level", "exact", "", False, "修建城区公园5个",
             *place(CITY, "5个"), "", 3],
        ],
    )  # fmt: skip


def test_departments_of_most_tasks(corpus: wr.Corpus, views: dict[str, pd.DataFrame]) -> None:
    """财政 has five units in all, 教育 three; reports from the nation down, by year."""
    same_table(
        wr.department_tasks(corpus, views, top=2),
        "report_id region year department led shared",
        [
            ["100000-2020", "全国", 2020, "财政部门", 1, 2],
            ["100000-2020", "全国", 2020, "教育部门", 0, 2],
            ["100000-2021", "全国", 2021, "财政部门", 0, 1],
            ["100000-2021", "全国", 2021, "教育部门", 0, 0],
            ["421200-2020", "咸宁市", 2020, "财政部门", 1, 0],
            ["421200-2020", "咸宁市", 2020, "教育部门", 1, 0],
        ],
    )


def test_units_by_month(corpus: wr.Corpus, views: dict[str, pd.DataFrame]) -> None:
    """13 is a month of a later year, and a month of the report's own year is itself though the clause names
    the year; 0 is none. The nation's list of 2021 has no date at all and is left out.
    """
    nation, city = ["100000-2020", "全国", 2020], ["421200-2020", "咸宁市", 2020]
    same_table(
        wr.task_deadlines(corpus, views, top=1),
        "report_id region year department month units",
        [
            [*nation, "all", 6, 1],
            [*nation, "all", 7, 1],
            [*nation, "all", 9, 1],
            [*nation, "all", 13, 1],
            [*nation, "财政部门", 6, 1],
            [*nation, "财政部门", 7, 1],
            [*nation, "财政部门", 13, 1],
            [*city, "all", 0, 2],
            [*city, "all", 6, 1],
            [*city, "财政部门", 0, 1],
        ],
    )


def test_network_to_draw(corpus: wr.Corpus, views: dict[str, pd.DataFrame]) -> None:
    """Departments by name, with their units, then the ties; the city's departments work alone. Places are the
    layout's: in the unit square, no two alike.
    """
    found = wr.task_network(corpus, views)
    nation, later = ["100000-2020", "全国", 2020], ["100000-2021", "全国", 2021]
    same_table(
        found,
        "report_id region year department partner units community x y",
        [
            [*nation, "商务部门", "", 1, 1, DRAWN, DRAWN],
            [*nation, "教育部门", "", 2, 1, DRAWN, DRAWN],
            [*nation, "科技部门", "", 1, 1, DRAWN, DRAWN],
            [*nation, "财政部门", "", 3, 1, DRAWN, DRAWN],
            [*nation, "教育部门", "财政部门", 2, None, NAN, NAN],
            [*nation, "商务部门", "教育部门", 1, None, NAN, NAN],
            [*nation, "商务部门", "财政部门", 1, None, NAN, NAN],
            [*nation, "科技部门", "财政部门", 1, None, NAN, NAN],
            [*later, "科技部门", "", 1, 1, DRAWN, DRAWN],
            [*later, "财政部门", "", 1, 1, DRAWN, DRAWN],
            [*later, "科技部门", "财政部门", 1, None, NAN, NAN],
        ],
    )
    nodes = found[found["partner"] == ""]
    assert nodes["x"].between(0, 1).all() and nodes["y"].between(0, 1).all()
    assert not nodes.duplicated(["report_id", "x", "y"]).any()
