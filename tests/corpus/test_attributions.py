"""Attributions as spans of a report, and what is read without them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from analysis import Corpus, text_report
from analysis.corpus.plain import attributions_in_sentences, body_sentences, without_attributions
from analysis.corpus.structure import attribution_ends, attributions_of
from analysis.corpus.types import AttributionSpan, Paragraph
from tests.growth import LINEAR, exponent

TEXT = (
    "（一）减税降费。\n1.降低费率（财政部牵头）。加强监管。（税务总局负责，年内完成）\n"
    "责任单位：市财政局\n扩大内需。"
)


def test_the_table_of_attributions() -> None:
    corpus = Corpus((text_report(TEXT, kind="task_division"),))
    expected = pd.DataFrame(
        [("text", 1, 15, 22), ("text", 1, 28, 41), ("text", 2, 42, 51)],
        columns=["report_id", "paragraph", "start", "end"],
    )
    pd.testing.assert_frame_equal(corpus.attributions, expected, check_dtype=False)
    assert corpus.attributions.dtypes[1:].map(str).tolist() == ["int64"] * 3
    assert [TEXT[start:end] for start, end in zip(expected["start"], expected["end"], strict=True)] == [
        "（财政部牵头）",
        "（税务总局负责，年内完成）",
        "责任单位：市财政局",
    ]
    assert attribution_ends(corpus.items[0]) == {22, 41, 51}


def test_attributions_of_the_parts_that_were_chosen() -> None:
    text = "一、2021年工作回顾\n完成改革。（财政部牵头）\n二、2022年工作安排\n推进改革。（税务总局牵头）"
    corpus = Corpus((text_report(text, year=2022),))
    assert corpus.attributions["paragraph"].tolist() == [1, 3]
    assert corpus.select(part="plan").attributions["paragraph"].tolist() == [3]
    assert without_attributions(corpus).attributions.empty


def test_body_sentences_blank_them() -> None:
    body = body_sentences(text_report(TEXT, kind="task_division"))
    assert body["text"].tolist() == [
        "1.降低费率" + " " * 7 + "。",
        "加强监管。",
        "扩大内需。",
    ]
    assert (body["end"] - body["start"]).tolist() == [len(text) for text in body["text"]]


def test_plain_sentences_lack_them() -> None:
    plain = without_attributions(text_report(TEXT, kind="task_division"))
    assert plain.sentences["text"].tolist() == [
        "（一）减税降费。",
        "1.降低费率。",
        "加强监管。",
        "",
        "",
        "扩大内需。",
    ]


def test_an_attribution_over_two_sentences() -> None:
    """Stops inside of brackets end no sentence, but those of a labelled line do."""
    report = text_report("责任单位：市财政局。市税务局。")
    assert report.attributions == (AttributionSpan(0, 15, 0),)
    assert len(report.sentences) == 2
    assert attributions_in_sentences(Corpus((report,))) == {0: [(0, 10)], 1: [(0, 5)]}
    assert body_sentences(report).empty
    assert without_attributions(report).sentences["text"].tolist() == ["", ""]


def test_spans_count_from_the_start_of_the_text() -> None:
    paragraphs = [Paragraph(0, 5, "plan", 0, -1, -1), Paragraph(6, 18, "plan", 0, -1, -1)]
    assert attributions_of("扩大内需。\n减税降费。（财政部牵头）", paragraphs) == (
        AttributionSpan(11, 18, 1),
    )


@given(st.text(alphabet="（）()【】，。；、：牵头负责责任单位财政部年内 \n", min_size=1, max_size=60))
@settings(deadline=None)
def test_any_text(text: str) -> None:
    """Spans lie in their paragraphs, in order and apart; blanks keep the length; what they hold is cut."""
    report = text_report("工作。" + text)
    ends = [0]
    for span in report.attributions:
        paragraph = report.paragraphs[span.paragraph]
        assert max(ends[-1], paragraph.start) <= span.start < span.end <= paragraph.end
        ends.append(span.end)
    inside = {place for span in report.attributions for place in range(span.start, span.end)}
    body = body_sentences(report, headings=True)
    for start, end, blanked in body[["start", "end", "text"]].itertuples(index=False):
        assert blanked == "".join(" " if i in inside else report.text[i] for i in range(start, end))
    plain = without_attributions(report).sentences
    for start, end, cut in plain[["start", "end", "text"]].itertuples(index=False):
        assert cut == "".join(report.text[i] for i in range(start, end) if i not in inside)


@pytest.mark.parametrize("read", [body_sentences, without_attributions])
def test_a_long_paragraph_takes_no_longer_than_its_share(read: Callable[[Corpus], object]) -> None:
    def run(times: int) -> Callable[[], object]:
        report = text_report("".join(f"减税{number}项。（财政部牵头）" for number in range(times)))
        assert len(report.attributions) == times
        corpus = Corpus((report,))
        _ = corpus.sentences, corpus.paragraphs, corpus.attributions
        return partial(read, corpus)

    assert exponent(run, 2000) <= LINEAR
