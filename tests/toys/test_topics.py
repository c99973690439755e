"""Topics: the tables of a model written down, and a structure that was planted and is found."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import analysis as wr
from tests.toys.corpora import NAN, TERMS, by_hand, matrix, parts, report, same_table

# Two regions, a report each of two paragraphs; the last paragraph has no term of the model.
DOCS = {
    "report_id": ["a", "a", "b", "b", "b"],
    "region": ["甲", "甲", "乙", "乙", "乙"],
    "year": [2020] * 5,
    "paragraph": [1, 2, 1, 2, 3],
}
WORDS = [30, 10, 20, 20, 40]
COUNTS = [[4, 2, 0, 0], [0, 1, 1, 0], [0, 0, 2, 4], [0, 0, 2, 2], [0, 0, 0, 0]]
SHARES = [(1, 0), (0.5, 0.5), (0, 1), (0, 1), (NAN, NAN)]
TEXTS = {
    ("a", 1): "创新就业。",
    ("a", 2): "就业粮食。",
    ("b", 1): "粮食外贸。",
    ("b", 2): "各位代表，请予审议。",
}


@pytest.fixture
def counts() -> wr.TermMatrix:
    return matrix(COUNTS, TERMS, WORDS, **DOCS)


@pytest.fixture
def model(counts: wr.TermMatrix) -> wr.TopicModel:
    return by_hand(counts.docs, SHARES)


def test_topics_and_their_terms(model: wr.TopicModel) -> None:
    """Shares by running words of the four paragraphs that have any: (30 + 5) / 80 and (5 + 40) / 80."""
    same_table(
        model.topics,
        "topic label share recurrence agreement",
        [[1, "创新·就业·粮食", 35 / 80, 0.75, 0.9], [2, "外贸·粮食·就业", 45 / 80, 0.75, 0.9]],
    )
    same_table(
        model.terms,
        "topic rank term weight",
        [
            [1, 1, "创新", 0.5],
            [1, 2, "就业", 0.375],
            [1, 3, "粮食", 0.125],
            [2, 1, "外贸", 0.5],
            [2, 2, "粮食", 0.375],
            [2, 3, "就业", 0.125],
        ],
    )


def test_shares_of_reports(model: wr.TopicModel) -> None:
    """a: 30 words of the first topic and 10 of both, 35 of 40; its two paragraphs come out alone in a quarter
    of the draws each: ½ to 1. All of b's have one share.
    """
    about, other = ["a", "甲", 2020], ["b", "乙", 2020]
    columns = "report_id region year topic share low high paragraphs"
    expected = [
        [*about, 1, 35 / 40, 0.5, 1, 2],
        [*about, 2, 5 / 40, 0, 0.5, 2],
        [*other, 1, 0, 0, 0, 2],
        [*other, 2, 1, 1, 1, 2],
    ]
    same_table(wr.share_intervals(model, ["report_id", "region", "year"]), columns, expected)
    without = [[*row[:5], NAN, NAN, row[7]] for row in expected]
    same_table(wr.share_intervals(model, ["report_id", "region", "year"], resamples=0), columns, without)
    same_table(
        wr.share_intervals(model, "year", resamples=0),
        "year topic share low high paragraphs",
        [[2020, 1, 35 / 80, NAN, NAN, 4], [2020, 2, 45 / 80, NAN, NAN, 4]],
    )


def test_shares_without_formula(model: wr.TopicModel) -> None:
    """The rest scaled to 1; where nothing is left it is unknown."""
    shares = wr.share_intervals(model, "report_id", resamples=0)
    same_table(
        wr.without_formula(shares, [1]),
        "report_id topic share low high paragraphs",
        [["a", 2, 1, NAN, NAN, 2], ["b", 2, 1, NAN, NAN, 2]],
    )
    same_table(
        wr.without_formula(shares.drop(columns=["low", "high"]), [2]),
        "report_id topic share paragraphs",
        [["a", 1, 1, 2], ["b", 1, NAN, 2]],
    )


def test_differences_of_shares() -> None:
    """Two reports on each side, of 10 words each: the first 1 and ½, the second 0 and 0. Sorted by the
    difference; each report comes out alone in a quarter of the draws.
    """
    docs = pd.DataFrame(
        {
            "report_id": ["a", "b", "c", "d"],
            "side": ["east", "east", "west", "west"],
            "paragraph": [1] * 4,
            "tokens": [10] * 4,
        }
    )
    model = by_hand(docs, [(0, 1), (0.5, 0.5), (1, 0), (1, 0)])
    columns = "topic label first second difference low high"
    labels = ["创新·就业·粮食", "外贸·粮食·就业"]
    same_table(
        wr.share_differences(model, "side", "east", "west"),
        columns,
        [[2, labels[1], 0.75, 0, 0.75, 0.5, 1], [1, labels[0], 0.25, 1, -0.75, -1, -0.5]],
    )
    same_table(  # one report a side has no interval
        wr.share_differences(model, "report_id", "b", "c"),
        columns,
        [[2, labels[1], 0.5, 0, 0.5, NAN, NAN], [1, labels[0], 0.5, 1, -0.5, NAN, NAN]],
    )


def test_typical_paragraphs(model: wr.TopicModel) -> None:
    """The largest share first, among equals the first in the documents; 10 words are too few."""
    same_table(
        wr.typical_paragraphs(model, TEXTS, top=2),
        "topic rank report_id paragraph share text",
        [
            [1, 1, "a", 1, 1, "创新就业。"],
            [1, 2, "b", 1, 0, "粮食外贸。"],
            [2, 1, "b", 1, 1, "粮食外贸。"],
            [2, 2, "b", 2, 1, "各位代表，请予审议。"],
        ],
    )
    same_table(
        wr.typical_paragraphs(model, {}, top=1, min_tokens=10),
        "topic rank report_id paragraph share text",
        [[1, 1, "a", 1, 1, ""], [2, 1, "b", 1, 1, ""]],
    )


def class_tfidf(topic: int) -> list[str]:
    """Terms by tf · ln(1 + A / f), counts dealt by shares: 创新 4 0, 就业 2½ ½, 粮食 ½ 4½, 外贸 0 6."""
    dealt = {"创新": (4, 0), "就业": (2.5, 0.5), "粮食": (0.5, 4.5), "外贸": (0, 6)}
    sums = [sum(pair[side] for pair in dealt.values()) for side in (0, 1)]
    mean = sum(sums) / 2
    scores = {
        term: pair[topic] / sums[topic] * math.log(1 + mean / sum(pair)) for term, pair in dealt.items()
    }
    return sorted(scores, key=lambda term: (-scores[term], term))[:3]


def test_proposed_labels(model: wr.TopicModel, counts: wr.TermMatrix) -> None:
    """20 of the 45 words of the second topic stand in a paragraph of address: not more than half."""
    assert class_tfidf(0) == ["创新", "就业", "粮食"]
    assert class_tfidf(1) == ["外贸", "粮食", "就业"]
    columns = "topic label proposed terms share formula_share formula typical"
    proposed = ["·".join(class_tfidf(topic)) for topic in (0, 1)]
    typical = ["创新就业。…（a）", "粮食外贸。…（b）"]
    found = wr.propose_labels(model, counts, TEXTS)
    terms = found["terms"].tolist()
    assert [line.split(";")[:3] for line in terms] == [["创新", "就业", "粮食"], ["外贸", "粮食", "就业"]]
    expected = [
        [1, "", proposed[0], terms[0], 35 / 80, 0, False, typical[0]],
        [2, "", proposed[1], terms[1], 45 / 80, 20 / 45, False, typical[1]],
    ]
    same_table(found, columns, expected)
    expected[1][6] = True
    same_table(wr.propose_labels(model, counts, TEXTS, formula_least=0.4), columns, expected)


def test_labels_there_and_back(model: wr.TopicModel, counts: wr.TermMatrix, tmp_path: Path) -> None:
    table = wr.propose_labels(model, counts, TEXTS).assign(label=["创新", "开放"])
    found = wr.read_labels(wr.write_labels(table, tmp_path / "labels.csv"), model)
    assert found.to_dict() == {1: "创新", 2: "开放"}


def test_a_model_there_and_back(model: wr.TopicModel, tmp_path: Path) -> None:
    again = wr.load_topics(wr.save_topics(model, tmp_path / "model.topics"))
    pd.testing.assert_frame_equal(again.topics, model.topics)
    pd.testing.assert_frame_equal(again.terms, model.terms)


def planted(reports: int = 6) -> wr.TermMatrix:
    """Two topics of three words and one of two, a paragraph speaks of one: 4, 3 and 2 paragraphs in turn."""
    kinds = [0, 0, 0, 0, 1, 1, 1, 2, 2] * 4
    words = {0: [2, 2, 2, 0, 0, 0, 0, 0], 1: [0, 0, 0, 2, 2, 2, 0, 0], 2: [0, 0, 0, 0, 0, 0, 2, 2]}
    size = len(kinds)
    return matrix(
        [words[kind] for kind in kinds],
        tuple("甲乙丙丁戊己庚辛"),
        [30] * size,
        report_id=[f"r{number % reports}" for number in range(size)],
        region=["市"] * size,
        year=[2020] * size,
        paragraph=list(range(size)),
    )


@pytest.mark.parametrize("settings", [{"runs": 0}, {"runs": 6}, {"method": "kmeans"}])
def test_a_planted_structure_is_found(settings: dict[str, object]) -> None:
    """By prevalence: 4, 3 and 2 of nine; each word of a topic weighs as the others do, and a paragraph has
    one topic.
    """
    model = wr.fit_topics(planted(), 3, max_share=0.5, top_terms=8, **settings)
    found = model.terms[model.terms["weight"] > 1e-6]
    same_table(
        found,
        "topic rank term weight",
        [
            *[[1, rank, term, 1 / 3] for rank, term in enumerate(sorted("甲乙丙"), start=1)],
            *[[2, rank, term, 1 / 3] for rank, term in enumerate(sorted("丁戊己"), start=1)],
            *[[3, rank, term, 1 / 2] for rank, term in enumerate(sorted("庚辛"), start=1)],
        ],
        1e-6,
    )
    again = 1.0 if settings.get("runs") else NAN
    labels = ["·".join(sorted(words)) for words in ("甲乙丙", "丁戊己")]
    same_table(
        model.topics.iloc[:2],
        "topic label share recurrence agreement",
        [[1, labels[0], 4 / 9, again, again], [2, labels[1], 3 / 9, again, again]],
        1e-6,
    )
    one = {0: (1, 0, 0), 1: (0, 1, 0), 2: (0, 0, 1)}
    kinds = [0, 0, 0, 0, 1, 1, 1, 2, 2] * 4
    assert np.allclose(model.shares.to_numpy(), [one[kind] for kind in kinds], atol=1e-6)
    assert np.allclose(model.transform(planted()).to_numpy(), model.shares.to_numpy(), atol=1e-9)


def test_numbers_of_topics() -> None:
    """Three topics of words that stand together or not at all: nothing is left unexplained and every
    subsample finds the same two words; with two topics something is left.
    """
    found = wr.compare_topic_counts(
        planted(), [3, 2, 30], samples=3, top=2, runs=0, max_share=0.5, resample=""
    )
    assert found["topics"].tolist() == [2, 3, 30]
    same_table(
        found[found["topics"] != 2],
        "topics npmi npmi_window stability stability_low stability_high exclusivity diversity error samples "
        "resampled",
        [
            [3, 1, NAN, 1, 1, 1, 1, 1, 0, 3, "documents"],
            [30, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0, "documents"],
        ],
        1e-4,
    )
    assert found.loc[0, "error"] > 0.1


def test_recommended_number() -> None:
    """0.8 is the best stability; 0.75 is 0.05 below it, and of the stable ones the most coherent is taken."""
    table = pd.DataFrame(
        {"topics": [5, 10, 15, 20], "npmi": [0.2, 0.301, 0.304, 0.9], "stability": [0.8, 0.76, 0.77, 0.7]}
    )
    columns = "topics npmi stability stable recommended"
    rows = [[5, 0.2, 0.8, True], [10, 0.301, 0.76, True], [15, 0.304, 0.77, True], [20, 0.9, 0.7, False]]
    same_table(  # 0.301 and 0.304 are equal to two decimals: the smaller number
        wr.recommend_topic_count(table), columns, [[*row, row[0] == 10] for row in rows]
    )
    every = [[*row[:3], True, row[0] == 20] for row in rows]
    same_table(wr.recommend_topic_count(table, slack=0.2), columns, every)


def test_paragraphs_of_plans() -> None:
    """Body paragraphs of the plan of twenty words or more."""
    # Nothing stands twice in a row, which would be taken for bold print read twice.
    words = [("粮食", "就业", "创新")[int(digit)] for digit in "21020121012021020120"]
    assert len(words) == 20
    text = parts(["".join(words)], ["".join(words[:-1]), "".join(words)])
    options = wr.TokenOptions(engine="rjieba", lexicon=("粮食", "就业", "创新"), stop_kinds=())
    reports = [report("甲", "1", "city", 2020, text, report_id=name) for name in "ab"]
    found = wr.plan_paragraphs(wr.tokenise_corpus(reports, options), ["b"])
    assert found.docs[["report_id", "part", "paragraph", "tokens"]].to_numpy().tolist() == [
        ["b", "plan", 4, 20]
    ]
    found = found.trim()
    assert found.terms == ("创新", "就业", "粮食")
    assert found.counts.toarray().tolist() == [[words.count(term) for term in found.terms]]
