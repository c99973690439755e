"""Planted passages are found where they stand, and nothing else is."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from analysis.corpus.corpus import Corpus
from analysis.corpus.types import Paragraph, Report
from analysis.errors import InputError
from analysis.reuse.passage_rows import COLUMNS
from analysis.reuse.reuse import find_reuse, reuse_pairs, stock_phrases

HANZI = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def made(report_id: str, paragraphs: list[str], date: str = "2020-01-01", level: str = "province") -> Report:
    spans, at = [], 0
    for text in paragraphs:
        spans.append(Paragraph(at, at + len(text), "plan", 0, -1, -1))
        at += len(text) + 1
    text = "\n".join(paragraphs)
    return Report(
        report_id,
        level,
        report_id,
        "000000",
        2020,
        "work_report",
        "",
        date,
        "",
        "",
        "",
        text,
        "",
        (),
        tuple(spans),
        (),
    )


def noise(seed: int, length: int) -> str:
    return "".join(random.Random(seed).choices(HANZI, k=length))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(24, 120), st.integers(0, 60), st.integers(0, 60), st.booleans())
def test_a_planted_passage_is_found_to_the_character(
    seed: int, length: int, before: int, behind: int, marks: bool
) -> None:
    passage = noise(seed, length)
    shown = passage[:10] + "，“" + passage[10:] if marks else passage
    first = made("a", [noise(seed + 1, 80), noise(seed + 2, before) + passage + noise(seed + 3, behind)])
    second = made(
        "b",
        [noise(seed + 4, behind) + shown + noise(seed + 5, before), noise(seed + 6, 50)],
        date="2020-02-01",
    )
    table = find_reuse([first, second])
    assert len(table) == 1
    row = table.iloc[0]
    assert (row["report_id"], row["other_id"]) == ("b", "a"), "the later report first"
    assert second.text[row["start"] : row["end"]] == row["text"]
    assert first.text[row["other_start"] : row["other_end"]] == row["other_text"]
    assert passage in row["other_text"] and row["characters"] - length <= 2, (
        "a character more where the neighbours happen to agree"
    )
    assert (row["paragraph"], row["other_paragraph"]) == (0, 1)
    assert row["similarity"] == 1


def test_small_changes_are_bridged_and_measured() -> None:
    base = noise(1, 60)
    changed = base[:25] + "新" + base[27:45] + "加几字" + base[45:]
    table = find_reuse([made("a", [base]), made("b", [changed], date="2020-02-01")])
    assert len(table) == 1
    row = table.iloc[0]
    assert row["text"] == changed and row["other_text"] == base
    common = 58
    assert row["similarity"] == pytest.approx(2 * common / (len(base) + len(changed)))


def test_a_passage_does_not_run_over_paragraphs() -> None:
    base = noise(2, 60)
    table = find_reuse([made("a", [base]), made("b", [base[:30], base[30:]], date="2020-02-01")])
    assert sorted(table["characters"]) == [30, 30]


def test_stock_phrases_seed_nothing_but_belong_to_a_passage() -> None:
    phrase, tail = noise(3, 30), noise(4, 40)
    reports = [
        made(f"r{n:02d}", [noise(100 + n, 40) + phrase + (tail if n < 2 else noise(200 + n, 40))])
        for n in range(25)
    ]
    table = find_reuse(reports)
    assert len(table) == 1
    assert table["text"][0] == phrase + tail
    stock = stock_phrases(reports)
    assert stock.loc[0, ["text", "reports", "occurrences"]].tolist() == [phrase, 25, 25]
    assert len(find_reuse(reports, common=30)) == 25 * 24 / 2, "when they count as seeds, every pair has it"


def test_left_out_spans_and_edge_cases() -> None:
    base = noise(5, 60)
    reports = [made("a", [base]), made("b", ["", base, ""], date="2020-02-01")]
    assert len(find_reuse(reports)) == 1
    assert len(find_reuse(reports, leave_out={"b": [(0, 50)]})) == 0
    for few in ([], reports[:1], [made("a", [""]), made("b", ["。，"])]):
        table = find_reuse(few)
        assert table.columns.tolist() == COLUMNS and len(table) == 0
        assert len(stock_phrases(few)) == 0
    assert len(reuse_pairs(find_reuse([]), pd.DataFrame({"report_id": [], "characters": []}))) == 0
    for wrong, message in (
        ({"shingle": 1}, "shorter than shingle"),
        ({"common": 1}, "2 or more"),
        ({"min_characters": 9}, "at least shingle"),
    ):
        with pytest.raises(InputError, match=message):
            find_reuse(reports, **wrong)


def test_pairs_count_each_character_once() -> None:
    base = noise(6, 50)
    first, second = made("a", [base, base]), made("b", [base], date="2020-02-01")
    passages = find_reuse([first, second])
    assert len(passages) == 2
    about = pd.DataFrame({"report_id": ["a", "b"], "characters": [101, 50]})
    row = reuse_pairs(passages, about).iloc[0]
    assert row[["report_id", "other_id", "passages", "characters", "share"]].tolist() == [
        "b",
        "a",
        2,
        50,
        1.0,
    ]


def test_the_order_of_reports_does_not_matter(corpus: Corpus) -> None:
    some = list(corpus.items[:8])
    pd.testing.assert_frame_equal(find_reuse(some), find_reuse(some[::-1]))


def test_the_city_takes_over_the_nation(corpus: Corpus) -> None:
    """咸宁's task division of 2020 repeats the State Council's of the same year; no province shares as much
    with another.
    """
    pairs = reuse_pairs(find_reuse(corpus.iter_reports()), corpus.reports)
    assert pairs.loc[0, ["report_id", "other_id"]].tolist() == ["xianning-2020-tasks", "national-2020-tasks"]
    assert pairs.loc[0, "share"] > 0.25
    provinces = pairs[~pairs["report_id"].str.contains("national|xianning")]
    assert provinces["share"].max() < 0.05


def test_spans_of_the_build_point_into_the_texts(built: Path) -> None:
    table = pd.read_csv(built / "tables" / "reuse.csv", encoding="utf-8-sig")
    texts = {p.stem: p.read_text(encoding="utf-8") for p in (built / "reports").glob("*.txt")}
    assert len(table) > 300
    for report_id, start, end, text, other_id, other_start, other_end, other_text in table[
        ["report_id", "start", "end", "text", "other_id", "other_start", "other_end", "other_text"]
    ].itertuples(index=False):
        assert texts[report_id][start:end] == text
        assert texts[other_id][other_start:other_end] == other_text
