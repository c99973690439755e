"""Phrase discovery: planted phrases, measures by hand, precision on the corpus by a reader's judgement."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis.corpus.corpus import Corpus
from analysis.errors import InputError
from analysis.text.grams import Grams
from analysis.text.lexicon import load_stopwords, load_terms
from analysis.text.phrases import PhraseOptions, find_phrases
from analysis.text.tokens import TokenOptions

# The source of terms that this very method has found: it is judged with the lexicon as it was without them
FOUND_BEFORE = "短语发现"
FAST = TokenOptions(
    engine="rjieba",
    lexicon=tuple(
        term
        for term, source in load_terms()[["term", "source"]].to_numpy().tolist()
        if not source.startswith(FOUND_BEFORE)
    ),
)


@pytest.fixture(scope="module")
def found(corpus: Corpus) -> pd.DataFrame:
    return find_phrases(corpus, tokens=FAST)


def grams(text: str, longest: int, **kept: Any) -> Grams:
    """Letters are symbols, a blank is a break."""
    codes = np.array([-1 if letter == " " else ord(letter) - 97 for letter in text])
    return Grams(codes, np.cumsum(codes < 0), longest, **kept)


def run_of(counts: Grams, text: str, wanted: str) -> np.ndarray:
    return counts.at(len(wanted), np.array([text.index(wanted)]))


def test_counts_cohesion_and_entropy_by_hand() -> None:
    text = "abc abd xab ab"
    counts = grams(text, 3)
    ab = run_of(counts, text, "ab")
    assert counts.total == 11
    assert counts.counts[2][ab].tolist() == [4]
    assert counts.cohesion(2, ab).tolist() == pytest.approx([np.log2(4 * 11 / (4 * 4))])
    # after ab: c, d, a break, a break: four of one kind each; before: three breaks and x
    assert counts.entropy(2, ab, 1).tolist() == pytest.approx([2.0])
    assert counts.entropy(2, ab, -1).tolist() == pytest.approx([2.0])
    abc = run_of(counts, text, "abc")
    assert counts.cohesion(3, abc).tolist() == pytest.approx([np.log2(11 / 4)]), (
        "the weakest seam is ab|c, tied with a|bc"
    )
    assert (counts.at(3, np.arange(len(text))) >= 0).sum() == 3, "no run crosses a break"


@given(st.text(alphabet="abc ", max_size=40), st.integers(1, 4))
def test_counts_are_those_of_a_plain_count(text: str, n: int) -> None:
    counts = grams(text + " ", 4)
    plain: dict[str, int] = {}
    for stretch in text.split(" "):
        for at in range(len(stretch) - n + 1):
            plain[stretch[at : at + n]] = plain.get(stretch[at : at + n], 0) + 1
    mine = {
        (text + " ")[at : at + n]: int(count)
        for at, count in zip(counts.first[n], counts.counts[n], strict=True)
    }
    assert mine == plain
    runs = np.arange(len(counts.counts[n]))
    places, which = counts.places(n, runs)
    assert np.bincount(which, minlength=len(runs)).tolist() == counts.counts[n].tolist()
    assert (counts.entropy(n, runs, 1) <= np.log2(np.maximum(counts.counts[n], 1)) + 1e-9).all()
    assert len(places) == counts.counts[n].sum()


def measures(counts: Grams, n: int, places: list[int]) -> list[tuple[float, ...]]:
    runs = counts.at(n, np.array(places, dtype=np.int64))
    values = (
        counts.counts[n][runs],
        counts.first[n][runs],
        counts.cohesion(n, runs),
        counts.entropy(n, runs, -1),
        counts.entropy(n, runs, 1),
    )
    return list(zip(*(value.tolist() for value in values), strict=True))


@given(st.text(alphabet="ab ", max_size=60), st.integers(1, 4), st.integers(1, 4), st.data())
def test_runs_left_out_change_nothing_for_the_others(
    text: str, n: int, least: int, data: st.DataObject
) -> None:
    text += " "
    whole = grams(text, 4)
    runs = whole.at(n, np.arange(len(text)))
    first = [int(place) for place in whole.first[n][whole.counts[n] >= least]]
    frequent = grams(text, 4, least=least)
    assert sorted(frequent.first[n].tolist()) == sorted(first)
    assert measures(frequent, n, first) == measures(whole, n, first)
    places = [place for place in range(len(text)) if runs[place] >= 0]
    chosen = (
        data.draw(st.lists(st.sampled_from(places), unique_by=lambda place: runs[place])) if places else []
    )
    wanted = grams(text, 4, wanted=(np.array(chosen, dtype=np.int64), np.full(len(chosen), n)))
    assert measures(wanted, n, chosen) == measures(whole, n, chosen)


def planted(lines: list[str], reports: int = 6) -> SimpleNamespace:
    """Every report holds the same lines."""
    rows = [
        (f"r{report}", 0, number, "plan", line)
        for report in range(reports)
        for number, line in enumerate(lines)
    ]
    sentences = pd.DataFrame(rows, columns=["report_id", "paragraph", "sentence", "part", "text"])
    return SimpleNamespace(
        sentences=sentences,
        paragraphs=sentences,
        reports=pd.DataFrame({"report_id": sentences["report_id"].unique()}),
    )


def test_planted_phrases_are_found_and_cut_ones_are_not() -> None:
    noise = [
        "经济增长很快。",
        "企业学校医院。",
        "天气农民工人。",
        "教师研究语言。",
        "河流山脉海洋。",
        "汽车飞机轮船。",
    ]
    lines = [
        "实施城市绿道工程。", "建设城市绿道，", "城市绿道和公园。", "完善城市绿道、",  # stands free
        "取得新成就。", "取得新面貌。", "等重点企业。", "等重点学校。",  # 取得新, 等重点: no clean end
        *noise,
    ]  # fmt: skip
    options = PhraseOptions(min_cohesion=1.0)
    phrases = find_phrases(planted(lines), options, TokenOptions(engine="rjieba", lexicon=()))[
        "phrase"
    ].tolist()
    assert "城市绿道" in phrases
    assert not {"取得新", "等重点"} & set(phrases)


@pytest.mark.parametrize("lines", [[], [""], ["，"], ["改革"], ["改革", "2020"]])
def test_nothing_to_find(lines: list[str]) -> None:
    assert find_phrases(planted(lines), PhraseOptions(min_count=2, min_cohesion=-99.0, max_words=8)).empty


def test_a_run_that_always_goes_on_is_no_phrase() -> None:
    """企业用电 is followed by 成本 each time, so it isn't whole; 企业用电成本 is."""
    lines = [
        "降低企业用电成本。",
        "企业用电成本高。",
        "控制企业用电成本，",
        "企业用电成本和税费。",
        "学校医院公园。",
        "山脉海洋河流。",
    ]
    phrases = find_phrases(
        planted(lines), PhraseOptions(min_cohesion=1.0), TokenOptions(engine="rjieba", lexicon=())
    )["phrase"].tolist()
    assert "企业用电成本" in phrases
    assert not {"企业用电", "用电成本"} & set(phrases)


def test_a_term_of_the_lexicon_is_not_proposed(found: pd.DataFrame) -> None:
    assert not set(found["phrase"]) & set(FAST.terms())


def test_no_candidate_has_a_function_word_at_an_end(found: pd.DataFrame) -> None:
    stop = load_stopwords()
    ends = set(stop.loc[stop["kind"] != "head", "word"])
    cuts = found["cut"].str.split("|")
    assert not cuts.str[0].isin(ends).any()
    assert not cuts.str[-1].isin(ends).any()
    assert (found["phrase"] == found["cut"].str.replace("|", "")).all()


def test_the_figures_are_true(corpus: Corpus, found: pd.DataFrame) -> None:
    """Counts against a plain search of the texts; a phrase may also lie across a cut that the tokeniser makes
    otherwise.
    """
    texts = [report.text for report in corpus.iter_reports()]
    for row in found.iloc[::40].itertuples():
        plain = sum(text.count(str(row.phrase)) for text in texts)
        assert 0.9 * plain <= row.count <= plain
        assert row.documents <= sum(str(row.phrase) in text for text in texts)
        assert f"【{row.phrase}】" in str(row.example)
        assert str(row.example).replace("【", "").replace("】", "") in corpus.report(str(row.report_id)).text


def test_precision_of_the_first_200_by_a_reader(found: pd.DataFrame) -> None:
    """``phrases_judged.csv``: a term or name (``term``), a set phrase that is whole (``set_phrase``), or
    ``no`` with the reason; a candidate that nobody judged counts as wrong.
    """
    with (Path(__file__).parent / "phrases_judged.csv").open(encoding="utf-8", newline="") as file:
        verdicts = {row["phrase"]: row["verdict"] for row in csv.DictReader(file)}
    first = found["phrase"].head(200)
    assert len(first) == 200
    assert first.map(lambda phrase: verdicts.get(phrase, "no") != "no").mean() >= 0.85


def test_the_order_is_the_same_with_every_engine(corpus: Corpus, found: pd.DataFrame) -> None:
    assert (np.diff(found["score"]) <= 1e-12).all()
    small = corpus.select(level=["national", "city"])
    options = PhraseOptions(min_documents=2)
    pd.testing.assert_frame_equal(
        find_phrases(small, options, FAST), find_phrases(small, options, replace(FAST, engine="jieba"))
    )


def test_bad_options_say_so() -> None:
    with pytest.raises(InputError, match="two words and two characters"):
        PhraseOptions(max_words=1)
    with pytest.raises(InputError, match="min_count is 2 or more"):
        PhraseOptions(min_count=1)
