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


def a_report(attribution: str) -> wr.Report:
    lines = [f"{number}.{task}。{attribution}" for number, task in enumerate(TASKS, 1)]
    return wr.text_report("\n".join(["一、今年重点工作", *lines]), year=2022, kind="task_division")


@pytest.fixture(scope="module")
def plain() -> wr.Report:
    return a_report("")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", ["task_division", "work_report"])
def test_the_same_themes_words_and_quantities(plain: wr.Report, style: str, kind: str) -> None:
    """Without an attribution, and with one of each style; in a task division and anywhere else."""
    report = a_report(STYLES[style])
    assert len(report.attributions) == 4
    themes = [wr.theme_hits(one)[["theme", "term"]].values.tolist() for one in (plain, report)]
    words = [
        wr.keyword_frequencies(one)[["term", "count", "tokens"]].values.tolist() for one in (plain, report)
    ]
    columns = ["mention", "unit", "role", "indicator_text", "direction"]
    quantities = [wr.quantities_table(one)[columns].values.tolist() for one in (plain, report)]
    assert themes[0] == themes[1] != []
    assert words[0] == words[1] != []
    assert quantities[0] == quantities[1] != []


def test_spans_lie_in_their_paragraphs_and_apart() -> None:
    for style in STYLES.values():
        report = a_report(style)
        last = 0
        for span in report.attributions:
            paragraph = report.paragraphs[span.paragraph]
            assert max(last, paragraph.start) <= span.start < span.end <= paragraph.end
            assert report.text[span.start : span.end] == style
            last = span.end
