"""The same tasks, whoever answers for them and however that is written, say the same."""

from __future__ import annotations

import pytest

import analysis as wr

TASKS = (
    "降低企业用电价格5%",
    "新建保障性租赁住房3万套",
    "加强大气污染防治",
    "推进义务教育优质均衡发展",
)
STYLES = {
    "labels": "（牵头单位：省财政厅；责任单位：省住房城乡建设厅、省生态环境厅）",
    "leading and helping": "（牵头部门：省财政厅；配合部门：省住房城乡建设厅、省生态环境厅）",
    "a bare list": "（省财政厅、省住房城乡建设厅、省生态环境厅）",
    "verbs": "（省财政厅牵头，省住房城乡建设厅、省生态环境厅按职责分工落实）",
}


def a_report(attribution: str, kind: str) -> wr.Report:
    lines = [f"{number}.{task}。{attribution}" for number, task in enumerate(TASKS, 1)]
    return wr.text_report("\n".join(["一、今年重点工作", *lines]), year=2022, kind=kind)


def themes(report: wr.Report) -> list[list[object]]:
    return wr.theme_hits(report)[["theme", "term"]].values.tolist()


def words(report: wr.Report) -> list[list[object]]:
    return wr.keyword_frequencies(report)[["term", "count", "tokens"]].values.tolist()


def quantities(report: wr.Report) -> list[list[object]]:
    columns = ["mention", "unit", "role", "indicator_text", "direction"]
    return wr.quantities_table(report)[columns].values.tolist()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", ["task_division", "work_report"])
@pytest.mark.parametrize("view", [themes, words, quantities])
def test_every_style_says_what_the_tasks_say_alone(view, style: str, kind: str) -> None:  # type: ignore[no-untyped-def]
    plain, attributed = a_report("", kind), a_report(STYLES[style], kind)
    assert (plain.kind, attributed.kind) == (kind, kind)
    assert (len(plain.attributions), len(attributed.attributions)) == (0, len(TASKS))
    assert view(plain) == view(attributed) != []


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_a_span_is_the_whole_attribution(style: str) -> None:
    report = a_report(style, "task_division")
    assert [report.text[span.start : span.end] for span in report.attributions] == [style] * len(TASKS)
    assert [span.paragraph for span in report.attributions] == [1, 2, 3, 4]
