"""Fingerprints: chosen by the stretch alone, and never too far apart."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from analysis.corpus.corpus import Corpus
from analysis.errors import InputError
from analysis.reuse.fingerprints import SHINGLE, WINDOW, Fingerprint, fingerprint, letters, stretch_hashes
from analysis.reuse.reuse import find_reuse, reuse_and_phrases, stock_phrases
from tests.reuse.test_reuse import made, noise

SURE = SHINGLE + WINDOW - 1
RARE = "𫖮𠮷𬘡"


def stretches(text: str) -> dict[str, int]:
    """The chosen stretches of a text of one paragraph, with their hashes."""
    own = fingerprint(made("a", [text]))
    return {text[at : at + SHINGLE]: int(value) for value, at in zip(own.hashes, own.places, strict=True)}


@settings(max_examples=60, deadline=None)
@given(st.text("一二三四五六七八九十", min_size=SURE, max_size=60))
def test_every_long_enough_wording_holds_a_chosen_stretch(text: str) -> None:
    places = np.sort(fingerprint(made("a", [text])).places)
    assert places[0] < WINDOW and places[-1] > len(text) - SHINGLE - WINDOW
    assert (np.diff(places) <= WINDOW).all()


@settings(max_examples=60, deadline=None)
@given(
    st.text("一二三四五六", min_size=SHINGLE, max_size=40),
    st.text("一二三七八九", max_size=20),
    st.text("一二三七八九", max_size=20),
)
def test_whether_a_stretch_is_chosen_depends_on_nothing_around_it(
    text: str, before: str, behind: str
) -> None:
    alone, within = stretches(text), stretches(before + text + behind)
    inner = {text[at : at + SHINGLE] for at in range(len(text) - SHINGLE + 1)}
    assert alone.keys() == within.keys() & inner
    assert all(within[stretch] == value for stretch, value in alone.items())


def test_the_hash_is_a_polynomial_then_mixed() -> None:
    codes = np.array([3, 5, 7, 11, 13, 17, 19], dtype=np.uint16)
    for size in (1, 2, 3, 5, 7, 8):
        expected = []
        for at in range(len(codes) - size + 1):
            value = 0
            for code in codes[at : at + size].tolist():
                value = (value * 0x9E3779B97F4A7C15 + code) % 2**64
            value = (value ^ value >> 32) * 0xBF58476D1CE4E5B9 % 2**64
            expected.append(value >> 32)
        assert stretch_hashes(codes, size).tolist() == expected


def test_a_third_is_chosen_and_few_hashes_meet_by_chance(corpus: Corpus) -> None:
    report = corpus.items[0]
    own = fingerprint(report)
    codes, _ = letters(report, own.left_out)
    assert 2 / (WINDOW + 1) * 0.8 < len(own.hashes) / (codes != 0).sum() < 2 / (WINDOW + 1) * 1.1
    wordings = {codes[at : at + SHINGLE].tobytes() for at in own.places}
    assert len(np.unique(own.hashes)) >= len(wordings) - 1
    assert (np.diff(own.hashes.astype(np.int64)) >= 0).all()


def test_letters_are_those_of_the_text_and_paragraphs_end_in_zero() -> None:
    report = made("a", ["甲，乙1", "", f"{RARE}b。"])
    codes, offsets = letters(report, np.array([[2, 3]], dtype=np.int32))
    assert [report.text[at] for at, code in zip(offsets, codes, strict=True) if code] == [
        "甲",
        "1",
        *RARE,
        "b",
    ]
    assert offsets[codes == 0].tolist() == [p.end for p in report.paragraphs]


def test_rare_hanzi_come_back_as_they_were() -> None:
    base = RARE.join([noise(1, 20), noise(2, 20)])
    table = find_reuse([made("a", [base]), made("b", [base], date="2020-02-01")])
    assert table["text"].tolist() == [base]
    assert stock_phrases([made(f"r{n}", [base]) for n in range(25)])["text"].tolist() == [base]


def test_ready_fingerprints_give_the_same_tables(corpus: Corpus) -> None:
    some = list(corpus.items[:10])
    leave_out = {some[0].report_id: [(0, 2000), (5000, 5100)]}
    kept = {}
    for report in some:
        file = io.BytesIO()
        np.savez(file, **fingerprint(report, leave_out.get(report.report_id, ()))._asdict())
        file.seek(0)
        with np.load(file) as arrays:
            kept[report.report_id] = Fingerprint(**arrays)
    reuse, phrases = reuse_and_phrases(some, fingerprints=kept)
    pd.testing.assert_frame_equal(reuse, find_reuse(some, leave_out=leave_out))
    pd.testing.assert_frame_equal(phrases, stock_phrases(some, leave_out=leave_out))
    pd.testing.assert_frame_equal(phrases, stock_phrases(some[::-1], fingerprints=kept))


def test_fingerprints_of_other_texts_are_noticed() -> None:
    reports = [made("a", [noise(1, 60)]), made("b", [noise(2, 60)])]
    ready = {report.report_id: fingerprint(report) for report in reports}
    with pytest.raises(InputError, match="no fingerprint was given"):
        find_reuse(reports, fingerprints={"a": ready["a"]})
    for other in (made("b", [noise(3, 60)]), made("b", ["短"])):
        with pytest.raises(InputError, match="make it again"):
            find_reuse([reports[0], other], fingerprints=ready)
    with pytest.raises(InputError, match="make it again"):
        find_reuse(reports, shingle=12, fingerprints=ready)
