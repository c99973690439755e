"""Keyness: the table's numbers against scipy, its laws, and what the corpus must say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array
from scipy.stats import chi2_contingency
from scipy.stats.contingency import relative_risk

from analysis.corpus.corpus import Corpus
from analysis.errors import InputError
from analysis.text.matrix import TermMatrix, term_matrix
from analysis.text.tokens import TokenOptions, tokenise_corpus
from analysis.words.keyness import keyness, keyness_by
from analysis.words.profile import term_profile
from analysis.words.sides import KeynessOptions

ALL = KeynessOptions(min_count=1)


@pytest.fixture
def small() -> TermMatrix:
    generator = np.random.default_rng(2)
    docs = pd.DataFrame(
        {
            "report_id": [f"r{row // 10}" for row in range(40)],
            "part": ["plan" if row % 2 else "review" for row in range(40)],
            "tokens": generator.integers(60, 90, size=40),
        }
    )
    return TermMatrix(csr_array(generator.poisson(1.0, size=(40, 6))), tuple("abcdef"), docs)


@pytest.fixture(scope="module")
def paragraphs(corpus: Corpus) -> TermMatrix:
    return term_matrix(tokenise_corpus(corpus, TokenOptions(engine="rjieba")), "paragraph").select(
        level="province"
    )


def test_counts_rates_and_g2_are_those_of_the_table(small: TermMatrix) -> None:
    table = keyness(small, {"report_id": ["r0", "r1"]}, {"report_id": "r3"}, ALL).set_index("term")
    here, there = small.select(report_id=["r0", "r1"]), small.select(report_id="r3")
    for column, term in enumerate(small.terms):
        row = table.loc[term]
        a, b = int(here.totals[column]), int(there.totals[column])
        c, d = int(here.docs["tokens"].sum()), int(there.docs["tokens"].sum())
        assert (
            row["target_count"],
            row["reference_count"],
            row["target_tokens"],
            row["reference_tokens"],
        ) == (a, b, c, d)
        assert (row["target_per_10k"], row["reference_per_10k"]) == pytest.approx((1e4 * a / c, 1e4 * b / d))
        expected = chi2_contingency([[a, b], [c - a, d - b]], correction=False, lambda_="log-likelihood")
        assert (row["g2"], row["p"]) == pytest.approx((expected.statistic, expected.pvalue))
        assert row["log_ratio"] == pytest.approx(np.log2(relative_risk(a, c, b, d).relative_risk))


def test_order_is_by_z_then_term(small: TermMatrix) -> None:
    table = keyness(small, {"part": "plan"}, options=ALL)
    assert (np.diff(table["z"]) <= 0).all()
    twins = TermMatrix(csr_array(small.counts[:, [0, 0, 1]]), ("乙", "甲", "丙"), small.docs)
    order = keyness(twins, {"part": "plan"}, options=ALL)["term"].tolist()
    assert order.index("乙") < order.index("甲"), "equal terms stand in the order of their characters"


def test_words_scattered_at_random_have_scipys_interval() -> None:
    """Where words come one by one, the spread over documents gives the interval of word-level theory."""
    generator = np.random.default_rng(9)
    docs = pd.DataFrame({"side": ["x"] * 3000 + ["y"] * 3000, "tokens": 100})
    counts = np.vstack(
        [generator.binomial(100, 0.02, size=(3000, 1)), generator.binomial(100, 0.01, size=(3000, 1))]
    )
    row = keyness(TermMatrix(csr_array(counts), ("w",), docs), {"side": "x"}, options=ALL).iloc[0]
    low, high = relative_risk(
        int(counts[:3000].sum()), 300_000, int(counts[3000:].sum()), 300_000
    ).confidence_interval(0.95)
    assert row["high"] - row["low"] == pytest.approx(np.log2(high / low), rel=0.05)
    assert row["low"] < 1 < row["high"]


def test_words_that_come_in_clumps_have_a_wider_interval() -> None:
    docs = pd.DataFrame({"side": ["x"] * 50 + ["y"] * 50, "tokens": 100})
    even, clumped = np.ones((100, 1), dtype=int), np.zeros((100, 1), dtype=int)
    clumped[[0, 50]] = 50
    table = keyness(
        TermMatrix(csr_array(np.hstack([even, clumped])), ("even", "clumped"), docs),
        {"side": "x"},
        options=ALL,
    ).set_index("term")
    assert table.loc["even", "high"] - table.loc["even", "low"] == pytest.approx(0, abs=1e-6)
    assert table.loc["clumped", "high"] - table.loc["clumped", "low"] > 3


def test_a_term_of_one_side_has_an_interval_and_one_document_has_none(small: TermMatrix) -> None:
    counts = small.counts.toarray()
    counts[:20, 0] = 0
    matrix = TermMatrix(csr_array(counts), small.terms, small.docs)
    row = keyness(matrix, {"report_id": ["r2", "r3"]}, options=ALL).set_index("term").loc["a"]
    assert row["reference_count"] == 0
    assert 0 < row["low"] < row["log_ratio"] < row["high"] < np.inf
    grouped = matrix.group("report_id")
    assert keyness(grouped, {"report_id": "r1"}, options=ALL)[["low", "high"]].isna().all(axis=None)


def test_every_group_against_the_rest_is_keyness_of_each(small: TermMatrix) -> None:
    every = keyness_by(small, "report_id", ALL)
    assert every["report_id"].unique().tolist() == ["r0", "r1", "r2", "r3"]
    for name, part in every.groupby("report_id", sort=False):
        one = keyness(small, {"report_id": name}, options=ALL)
        pd.testing.assert_frame_equal(part.drop(columns="report_id").reset_index(drop=True), one)


def test_sides_swap(small: TermMatrix) -> None:
    plan = keyness(small, {"part": "plan"}, options=ALL).set_index("term")
    review = keyness(small, {"part": "review"}, options=ALL).set_index("term").loc[plan.index]
    for column in ("log_ratio", "log_odds", "z"):
        assert plan[column].tolist() == pytest.approx((-review[column]).tolist())
    assert plan["g2"].tolist() == pytest.approx(review["g2"].tolist())
    assert plan["low"].tolist() == pytest.approx((-review["high"]).tolist())


def test_resampling_by_unit_and_within(small: TermMatrix) -> None:
    options = KeynessOptions(min_count=1, resamples=499, seed=4)
    free = keyness(small, {"part": "plan"}, options=options)
    assert free[["p_resampled", "q_resampled"]].notna().all(axis=None)
    pd.testing.assert_frame_equal(free, keyness(small, {"part": "plan"}, options=options), check_exact=True)
    whole = KeynessOptions(min_count=1, resamples=499, resample=("report_id",), within="report_id")
    paired = keyness(small, {"part": "plan"}, options=whole)
    # Four reports of two parts each can be dealt in 2⁴ ways, of which two are as far apart as the data.
    assert paired["p_resampled"].min() > 0.09
    lone = keyness(
        small,
        {"report_id": "r0"},
        options=KeynessOptions(min_count=1, resamples=499, resample=("report_id",)),
    )
    assert lone["p_resampled"].min() > 0.2, "one report of four"


def test_mistakes_say_what_to_do(small: TermMatrix) -> None:
    with pytest.raises(InputError, match="20 documents are both in the target and in the reference"):
        keyness(small, {"part": "plan"}, {"part": ["plan", "review"]})
    with pytest.raises(InputError, match="the reference has no words"):
        keyness(small, {"part": ["plan", "review"]})
    with pytest.raises(InputError, match="no part 'budget' in the documents"):
        keyness(small, {"part": "budget"})
    with pytest.raises(InputError, match="at least one condition"):
        keyness(small, {})
    with pytest.raises(InputError, match="there is one group by part"):
        keyness_by(small.select(part="plan"), "part")
    with pytest.raises(InputError, match="no column 'canton'"):
        keyness(small, {"part": "plan"}, options=KeynessOptions(resamples=9, within="canton"))
    for bad in ({"confidence": 95}, {"prior_size": 0}, {"resamples": -1}):
        with pytest.raises(InputError):
            KeynessOptions(**bad)


def test_plan_against_review_in_the_corpus(paragraphs: TermMatrix) -> None:
    table = keyness(
        paragraphs, {"part": "plan"}, {"part": "review"}, KeynessOptions(resamples=200, within="report_id")
    ).set_index("term")
    assert {"完善", "加快", "确保"} <= set(table.index[:15]), "a plan completes, hastens, makes sure"
    assert {"取得", "增长", "新增"} <= set(table.index[-15:]), "a review counts what was gained"
    assert table.loc[["完善", "取得"], "p_resampled"].max() < 0.01


def test_word_level_tests_overstate(paragraphs: TermMatrix) -> None:
    """Paragraphs dealt out at random to two sides: few terms should differ, and G² finds many more than
    resampling does.
    """
    side = np.random.default_rng(0).permutation(len(paragraphs.docs)) % 2 == 0
    table = keyness(paragraphs, side, options=KeynessOptions(min_count=10, resamples=200))
    by_words, by_documents = (table["p"] < 0.05).mean(), (table["p_resampled"] < 0.05).mean()
    assert by_words > 0.07 > by_documents > 0.03
    assert (table["q_resampled"] < 0.05).sum() <= 3 < (table["q"] < 0.05).sum()


def test_the_prior_is_a_tenth_of_the_words() -> None:
    docs = pd.DataFrame({"report_id": ["a", "b"], "region": ["甲", "乙"], "tokens": [60, 40]})
    matrix = TermMatrix(csr_array(np.array([[5, 2], [1, 2]])), ("创新", "就业"), docs)
    table = keyness(matrix, {"region": "甲"}, options=KeynessOptions(min_count=1))
    given = keyness(matrix, {"region": "甲"}, options=KeynessOptions(min_count=1, prior_size=10))
    pd.testing.assert_frame_equal(table, given)
    profile = term_profile(matrix)
    own = profile[profile["report_id"] == "a"].set_index("term")["z"]
    assert own.to_dict() == pytest.approx(table.set_index("term")["z"].to_dict())
