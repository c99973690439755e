"""What is kept of one report, against plain loops."""

from __future__ import annotations

import numpy as np
from hypothesis import given, strategies as st

from analysis import text_report
from analysis.store.reports import Kept, Words, pack_data, words_of
from analysis.text.tokens import CutWords


@given(st.lists(st.lists(st.sampled_from("甲乙丙丁戊"), max_size=5), max_size=6), st.data())
def test_words_are_numbered_as_they_appear(sentences: list[list[str]], data: st.DataObject) -> None:
    vocabulary = tuple("己戊丁丙乙甲")
    codes = [vocabulary.index(word) for own in sentences for word in own]
    cut = CutWords(
        np.array(codes, dtype=np.int32), np.array([len(own) for own in sentences], dtype=np.int64), vocabulary
    )
    first = data.draw(st.integers(0, len(sentences)))
    last = data.draw(st.integers(first, len(sentences)))
    found = words_of(cut, first, last)
    flat = [word for own in sentences[first:last] for word in own]
    assert found.vocabulary == tuple(dict.fromkeys(flat))
    assert [found.vocabulary[code] for code in found.codes.tolist()] == flat
    assert found.lengths.tolist() == [len(own) for own in sentences[first:last]]
    assert (found.codes.dtype, found.lengths.dtype) == (np.uint16, np.int32)


@given(
    st.lists(
        st.sampled_from(["减税。（财政部牵头）", "（一）扩大内需", "责任单位：市科技局", "修路。", ""]),
        max_size=5,
    )
)
def test_a_report_comes_back_as_it_was(lines: list[str]) -> None:
    report = text_report("\n".join(["工作。", *lines]), year=2022)
    words = Words(np.zeros(0, dtype=np.uint16), np.zeros(len(report.sentences), dtype=np.int32), ())
    kept = Kept(pack_data(report, words, {}))
    assert kept.report() == report
    small = kept.text_only()
    assert (small.text, small.paragraphs, small.attributions) == (
        report.text,
        report.paragraphs,
        report.attributions,
    )
    assert (small.headings, small.sentences, small.cleaning) == ((), (), ())
