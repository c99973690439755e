"""Small random corpora worked by hand, in the slow and plain way."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from analysis.corpus.types import Report
from analysis.reuse.fingerprints import SHINGLE, WINDOW
from analysis.reuse.reuse import find_reuse, stock_phrases
from tests.reuse.test_reuse import made, noise

SURE = SHINGLE + WINDOW - 1


def corpus_of_pieces(seed: int, reports: int) -> list[Report]:
    """Reports of paragraphs put together from a few pieces, so that much is shared and much is cut off."""
    draw = random.Random(seed)
    pieces = [noise(seed + n, draw.randint(3, 30)) for n in range(12)]
    return [
        made(
            f"r{n:02d}",
            [
                "".join(draw.choices([*pieces, noise(draw.randint(0, 10**6), 5)], k=draw.randint(0, 6)))
                for _ in range(3)
            ],
            date=f"2020-01-{n + 1:02d}",
        )
        for n in range(reports)
    ]


def equal_stretches(one: str, two: str) -> list[tuple[int, int, int]]:
    """Every maximal equal stretch of two texts without line breaks: begin, begin in the other, length."""
    found = []
    for a in range(len(one)):
        for b in range(len(two)):
            if one[a] != two[b] or one[a] == "\n" or (a and b and one[a - 1] == two[b - 1] != "\n"):
                continue
            length = 0
            while (
                a + length < len(one) and b + length < len(two) and one[a + length] == two[b + length] != "\n"
            ):
                length += 1
            found.append((a, b, length))
    return found


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6))
def test_every_equal_stretch_lies_in_a_passage_and_every_passage_is_alike(seed: int) -> None:
    reports = corpus_of_pieces(seed, 5)
    table = find_reuse(reports, common=1000, min_own=0)
    for earlier, later in combinations(reports, 2):
        rows = table[(table["report_id"] == later.report_id) & (table["other_id"] == earlier.report_id)]
        for a, b, length in equal_stretches(earlier.text, later.text):
            if length >= 24:
                inside = (
                    (rows["other_start"] <= a)
                    & (rows["other_end"] >= a + length)
                    & (rows["start"] <= b)
                    & (rows["end"] >= b + length)
                )
                assert inside.any(), (earlier.report_id, later.report_id, a, b, length)
    for row in table.itertuples():
        assert (
            row.similarity >= 0.8
            and min(len(row.text), len(row.other_text)) >= 24
            and "\n" not in row.text + row.other_text
        )
        lengths = np.zeros(
            (len(row.text) + 1, len(row.other_text) + 1), dtype=int
        )  # longest common subsequence
        for i, one in enumerate(row.text):
            for j, two in enumerate(row.other_text):
                lengths[i + 1, j + 1] = (
                    lengths[i, j] + 1 if one == two else max(lengths[i, j + 1], lengths[i + 1, j])
                )
        assert row.similarity == pytest.approx(2 * lengths[-1, -1] / (len(row.text) + len(row.other_text)))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_stock_phrases_are_counted_to_the_place(seed: int) -> None:
    common = 4
    reports = corpus_of_pieces(seed, 12)
    table = stock_phrases(reports, common=common)
    for text, number, occurrences in table.itertuples(index=False):
        places = [sum(r.text.startswith(text, at) for at in range(len(r.text))) for r in reports]
        assert occurrences == sum(places) > common
        assert number == sum(count > 0 for count in places)
    counts = Counter(
        line[at : at + SURE]
        for r in reports
        for line in r.text.split("\n")
        for at in range(len(line) - SURE + 1)
    )
    for stretch, count in counts.items():
        if count > 2 * common:  # a phrase may drop at most half of a stretch's places
            shared = [stretch[at : at + SHINGLE] for at in range(WINDOW)]
            assert any(part in text for part in shared for text in table["text"]), (stretch, count)


@settings(max_examples=30, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(SURE, 40), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)
)
def test_the_shortest_sure_wording_is_found_wherever_it_stands(
    seed: int, length: int, before: int, other_before: int, behind: int
) -> None:
    passage = noise(seed, length)
    first = made("a", [noise(seed + 1, before) + passage + noise(seed + 2, behind)])
    second = made("b", [noise(seed + 3, 40), noise(seed + 4, other_before) + passage], date="2020-02-01")
    forward, backward = (
        find_reuse(pair, min_characters=SURE, min_own=0) for pair in ([first, second], [second, first])
    )
    assert forward.equals(backward)
    assert len(forward) == 1 and passage in forward["text"][0] and passage in forward["other_text"][0]


def test_the_same_report_thrice_and_reports_with_nothing() -> None:
    text = [noise(1, 200), noise(2, 5), noise(3, 24)]
    reports = [made(name, text) for name in ("a", "b", "c")] + [
        made("empty", [""]),
        made("one", ["一"]),
        made("none", []),
    ]
    table = find_reuse(reports)
    assert list(zip(table["report_id"], table["other_id"], table["characters"], strict=True)) == [
        (later, earlier, size)
        for size in (200, 24)
        for later, earlier in (("b", "a"), ("c", "a"), ("c", "b"))
    ]
    assert (table["text"] == table["other_text"]).all() and (table["similarity"] == 1).all()


def test_an_equal_stretch_stands_for_itself_when_too_much_lies_between() -> None:
    first, second, third = noise(1, 24), noise(2, 10), noise(3, 10)
    one, two = noise(4, 12).join([first, second, third]), noise(5, 12).join([first, second, third])
    table = find_reuse([made("a", [one]), made("b", [two], date="2020-02-01")])
    assert table["text"].tolist() == [first]


def test_what_is_stock_but_for_a_few_characters_is_no_passage() -> None:
    phrase, few, enough = noise(1, 30), noise(2, 4), noise(3, 12)
    stock = [made(f"s{n:02d}", [phrase]) for n in range(21)]
    for tail, passages in ((few, 0), (enough, 1)):
        pair = [made(name, [phrase + tail]) for name in ("a", "b")]
        assert len(find_reuse(stock + pair)) == passages
        assert len(find_reuse(stock + pair, min_own=0)) <= 1


def test_text_of_one_character_and_long_phrases_come_to_an_end() -> None:
    reports = [made(f"r{n}", ["一" * 3000]) for n in range(3)]
    assert len(find_reuse(reports)) == 0
    assert stock_phrases(reports)["text"].str.len().tolist() == [1010]
