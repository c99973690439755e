"""The course of a report: where it turns, how sure that is, and what doesn't move it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings, strategies as st

from analysis import text_report
from analysis.corpus.structure import structure
from analysis.parts.course import assign_parts
from analysis.parts.sentences import MOST, evidence, years_in
from tests.growth import LINEAR, exponent

PAST = (
    "粮食产量比上年增长，超额完成了计划，人民生活不断改善。",
    "建成了一批水库，灌溉面积明显扩大，取得了很大的成绩。",
    "商店里的货物多了，物价稳定，城乡居民收入连续增长。",
)
AHEAD = (
    "要继续办好水利，力争今年再增加一成收成。",
    "必须把学校办得更好，确保适龄儿童都能上学。",
    "今年将努力扩大贸易，争取让群众买到更多的货物。",
)


def parts_of(lines: list[str], year: int) -> str:
    return "".join(p.part[0] for p in structure("\n".join(lines), year).paragraphs)


@pytest.mark.parametrize(
    ("back", "turn", "year"),
    [
        ("一、一九八三年计划执行情况", "二、一九八四年的任务", 1984),
        ("一、三年来的工作", "二、今后的任务", 1978),
        ("2011年工作回顾", "2012年工作安排", 2012),
        ("（一）过去五年的工作", "（二）今后五年的奋斗目标", 2003),
        ("第一部分 去年工作情况", "第二部分 今年工作打算", 1995),
        ("一、经济建设取得了重大成就", "二、当前形势和主要任务", 1959),
    ],
)
def test_headings_of_any_form(back: str, turn: str, year: int) -> None:
    assert parts_of([back, *PAST, turn, *AHEAD], year) == "rrrrpppp"


def test_numbering_that_starts_again_inside_parts() -> None:
    """Chapters within an unnumbered part heading go on with it, whatever their number."""
    inside = ["一、经济稳中有进", PAST[0], "二、民生不断改善", PAST[1]]
    ahead = ["一、办好水利", AHEAD[0], "二、办好学校", AHEAD[1]]
    assert parts_of(["2011年工作回顾", *inside, "2012年工作安排", *ahead], 2012) == "r" * 5 + "p" * 5


def test_sentences_alone_find_the_turn() -> None:
    assert parts_of([*PAST * 3, *AHEAD * 3], 1985) == "r" * 9 + "p" * 9


def test_a_text_of_one_part() -> None:
    assert parts_of(list(PAST) * 4, 1985) == "r" * 12
    assert parts_of(list(AHEAD) * 4, 1985) == "p" * 12


def test_a_report_ordered_by_topic_is_mixed() -> None:
    """Every topic looks back, then ahead: no turn parts it."""
    topics = [
        line
        for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯"
        for line in (f"关于{name}业", *PAST, *AHEAD, *PAST[:2], *AHEAD[:2])
    ]
    report = text_report("各位代表：\n" + "\n".join(topics), year=1956)
    sizes = report.part_sizes()
    assert sizes["mixed"] > 0.9 * sum(sizes.values())


def test_a_topic_of_the_plan_that_looks_back_as_much_is_mixed() -> None:
    chapters = ["一、去年工作回顾", *PAST * 3, "二、今年任务", *AHEAD * 6]
    abroad = ["三、对外关系", *[line for pair in zip(PAST, AHEAD, strict=True) for line in pair] * 4]
    assert parts_of([*chapters, *abroad], 1990)[-1] == "m"
    assert "m" not in parts_of(chapters, 1990)


def test_confidence_says_how_clear_the_turn_is() -> None:
    """A text with headings is surer than one without."""
    clear = text_report("\n".join(["一、去年工作回顾", *PAST, "二、今年工作安排", *AHEAD]), year=1990)
    bare = text_report("\n".join([*PAST, *AHEAD]), year=1990)
    assert clear.split_confidence > 0.99 > bare.split_confidence


@pytest.mark.parametrize("text", ["一九八四年", "二〇〇一年", "二○○一年", "1984年"])
def test_years_in_figures_and_hanzi(text: str) -> None:
    assert years_in(text + "，二十年") == [1984 if "8" in text or "八" in text else 2001]


LINES = st.lists(
    st.sampled_from([*PAST, *AHEAD, "一、回顾", "二、今年任务", "三、改革", "各位代表！", "", "𠀀"])
)


@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from([None, 1956, 1990, 2020]))
def test_every_paragraph_has_a_part_and_a_confidence(lines: list[str], year: int | None) -> None:
    for paragraph in structure("\n".join(lines), year).paragraphs:
        assert paragraph.part in {"review", "plan", "mixed", "other"}
        assert 0 <= paragraph.confidence <= 1


@settings(max_examples=100, deadline=None)
@given(LINES, st.sampled_from([None, 1990]))
def test_what_paragraphs_say_doesnt_hang_on_their_neighbours(lines: list[str], year: int | None) -> None:
    together = evidence(lines, year) if lines else []
    for line, said in zip(lines, together, strict=True):
        assert said == pytest.approx(evidence([line], year)[0], abs=1e-5)
        assert abs(said) <= MOST


def test_time_grows_with_length() -> None:
    def reading(size: int) -> Callable[[], object]:
        lines = [*PAST * size, *AHEAD * size]
        headings: list[tuple[int, int] | None] = [None] * len(lines)
        return lambda: assign_parts(lines, headings, 1990)

    assert exponent(reading, 300) < LINEAR
