"""Time grows with the length of the text, whatever the text is made of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.corpus.types import Paragraph, Report, Sentence
from analysis.quantities.quantities import read_quantities
from analysis.targets.targets import read_targets
from tests.growth import LINEAR, exponent


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


def _exponent(unit: str, size: int) -> float:
    def run(size: int) -> Callable[[], object]:
        text = unit * (size // len(unit))
        made, opened = _plain(text), _plain("今年主要预期目标是：" + text)

        def read() -> None:
            read_targets(opened, quantities=read_quantities(made))
            read_targets(made, quantities=[])

        return read

    return exponent(run, size)


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
    assert _exponent(unit, 80_000) <= LINEAR


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
    assert _exponent(unit, 16_000) <= LINEAR
