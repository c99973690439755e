"""Time grows with the length of the text, whatever the text is made of."""

from __future__ import annotations

import time

import pytest

from analysis.corpus.types import Paragraph, Report, Sentence
from analysis.quantities.quantities import read_quantities
from analysis.targets.targets import read_targets


def _plain(text: str) -> Report:
    """One paragraph of one sentence: nothing bounds a pattern but itself."""
    paragraph, sentence = Paragraph(0, len(text), "plan", 0, -1, -1), Sentence(0, len(text), "plan", 0)
    return Report(
        "test",
        "city",
        "测试市",
        "000000",
        2022,
        "work_report",
        "",
        "",
        "",
        "",
        "",
        text,
        "",
        (),
        (paragraph,),
        (sentence,),
    )


def _seconds(text: str) -> float:
    made, opened = _plain(text), _plain("今年主要预期目标是：" + text)
    start = time.process_time()
    read_targets(opened, quantities=read_quantities(made))
    read_targets(made, quantities=[])
    return time.process_time() - start


@pytest.mark.parametrize(
    "unit",
    [
        "7",
        "（",
        "、",
        "分别",
        "一",
        "百",
        "第",
        "“",
        "《",
        "主要目标，",
        "稳定",
        "居民收入与",
        "。",
        "万",
        "——",
    ],
)
def test_a_megabyte_of_one_thing(unit: str) -> None:
    assert _seconds(unit * (1_000_000 // len(unit.encode()))) < 2


@pytest.mark.parametrize(
    "unit",
    [
        "增长5%",
        "城乡居民收入分别增长5%、",
        "从5%",
        "1、",
        "1-",
        "1.",
        "1/",
        "三分之一",
        "达到5%以上，",
        "生产总值增长6%。",
        "“5",
        "千亿",
    ],
)
def test_twice_the_text_takes_about_twice_the_time(unit: str) -> None:
    short, long = unit * (16_000 // len(unit)), unit * (64_000 // len(unit))
    first = min(_seconds(short) for _ in range(2))
    assert min(_seconds(long) for _ in range(2)) < 8 * first + 0.1  # four times the length
