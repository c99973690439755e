"""What is made of a topic model: its file, labels, formulas, shares with intervals, numbers of topics."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.text.matrix import TermMatrix
from analysis.topics.counts import COLUMNS, compare_topic_counts, recommend_topic_count
from analysis.topics.fit import fit_topics
from analysis.topics.labels import (
    class_tfidf,
    formula_shares,
    load_formulas,
    propose_labels,
    read_labels,
    typical_paragraphs,
    without_formula,
    write_labels,
)
from analysis.topics.model import TopicModel
from analysis.topics.shares import share_differences, share_intervals
from analysis.topics.store import load_topics, pack_topics, save_topics
from tests.topics.planted import planted_matrix


@pytest.fixture(scope="module")
def matrix() -> TermMatrix:
    return planted_matrix()


@pytest.fixture(scope="module")
def model(matrix: TermMatrix) -> TopicModel:
    return fit_topics(matrix, 3, max_share=0.9, runs=5)


def test_a_saved_model_is_the_same_to_the_byte(model: TopicModel, matrix: TermMatrix, tmp_path: Path) -> None:
    loaded = load_topics(save_topics(model, tmp_path / "model.topics"))
    assert pack_topics(loaded) == (tmp_path / "model.topics").read_bytes() == pack_topics(model)
    pd.testing.assert_frame_equal(loaded.terms, model.terms, check_exact=True)
    pd.testing.assert_frame_equal(loaded.topics, model.topics, check_exact=True)
    pd.testing.assert_frame_equal(loaded.docs, model.docs)
    pd.testing.assert_frame_equal(loaded.transform(matrix), model.shares, check_exact=True)
    assert dict(loaded.settings) == dict(model.settings) and dict(loaded.versions) == dict(model.versions)
    assert "numpy" in loaded.versions


def test_a_file_that_is_no_model_says_so(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"nothing of the kind")
    with pytest.raises(InputError, match="a isn't a topic model"):
        load_topics(tmp_path / "a")
    with pytest.raises(InputError, match="no such file"):
        load_topics(tmp_path / "b")


def texts_of(model: TopicModel, formal: int | None = None) -> dict[tuple[str, int], str]:
    """A text for each paragraph; those that speak of one topic are addresses."""
    most = model.shares.idxmax(axis=1)
    keys = zip(model.docs["report_id"], model.docs["paragraph"], strict=True)
    return {
        key: "各位代表！现在，我代表省人民政府报告工作。" if topic == formal else "推动高质量发展。"
        for key, topic in zip(keys, most, strict=True)
    }


def test_formula_is_recognised_and_set_aside(model: TopicModel) -> None:
    shares = formula_shares(model, texts_of(model, formal=2))
    assert shares[2] > 0.8 and shares[[1, 3]].max() < 0.2
    assert formula_shares(model, texts_of(model, formal=2), phrases=[]).tolist() == [0, 0, 0]
    table = without_formula(share_intervals(model, "report_id", resamples=50), [2])
    assert set(table["topic"]) == {1, 3}
    assert table.groupby("report_id")["share"].sum().tolist() == pytest.approx([1] * 6)
    assert (table["low"] <= table["share"]).all()
    assert "各位代表" in load_formulas()


def test_labels_are_proposed_edited_and_read(model: TopicModel, matrix: TermMatrix, tmp_path: Path) -> None:
    table = propose_labels(model, matrix, texts_of(model, formal=3))
    assert table["label"].tolist() == ["", "", ""] and table["formula"].tolist() == [False, False, True]
    assert all(len(p.split("·")) == 3 for p in table["proposed"])
    path = write_labels(table, tmp_path / "labels.csv")
    with pytest.raises(InputError, match="is there already"):
        write_labels(table, path)
    assert read_labels(path, model).tolist() == table["proposed"].tolist()
    edited = pd.read_csv(path, dtype=str, keep_default_na=False).assign(label=["产业", "", ""])
    edited.to_csv(path, index=False)
    assert read_labels(path, model).tolist() == ["产业", *table["proposed"][1:]]
    other = fit_topics(planted_matrix(seed=9), 2, max_share=0.9, runs=0)
    with pytest.raises(InputError, match=r"labels.csv, row 2: the terms of topic 1 aren't those"):
        read_labels(path, other)
    edited.iloc[:2].to_csv(path, index=False)
    with pytest.raises(InputError, match="no row for topic 3"):
        read_labels(path, model)
    edited.assign(topic="x").to_csv(path, index=False)
    with pytest.raises(InputError, match="row 2: the model has no topic 'x'"):
        read_labels(path, model)


def test_class_tfidf_by_hand(model: TopicModel, matrix: TermMatrix) -> None:
    found = class_tfidf(model, matrix, 12).set_index(["topic", "term"])["score"]
    classes = model.shares.to_numpy().T @ matrix.counts.toarray()
    term = matrix.terms.index("词05")
    tf = classes[0, term] / classes[0].sum()
    assert found[1, "词05"] == pytest.approx(tf * np.log(1 + classes.sum() / 3 / classes[:, term].sum()))
    with pytest.raises(InputError, match="3 documents and the model 120"):
        class_tfidf(model, matrix.select(np.arange(120) < 3))


def test_typical_paragraphs(model: TopicModel) -> None:
    table = typical_paragraphs(model, texts_of(model), top=2, min_tokens=0)
    assert table.groupby("topic").size().tolist() == [2, 2, 2]
    assert (table["text"] == "推动高质量发展。").all()
    best = model.shares.max().round(9)
    assert table[table["rank"] == 1]["share"].round(9).tolist() == best.tolist()


def test_shares_have_intervals(model: TopicModel) -> None:
    table = share_intervals(model, ["report_id", "year"], resamples=400)
    assert table.columns.tolist() == ["report_id", "year", "topic", "share", "low", "high", "paragraphs"]
    assert (table["low"] < table["share"]).all() and (table["share"] < table["high"]).all()
    pd.testing.assert_frame_equal(
        table, share_intervals(model, ["report_id", "year"], resamples=400), check_exact=True
    )
    # one topic a paragraph, 20 paragraphs: about the interval of a share of a third
    assert (table["high"] - table["low"]).mean() == pytest.approx(2 * 1.96 * np.sqrt(2 / 9 / 20), rel=0.2)
    with pytest.raises(InputError, match="no column 'province' in the documents"):
        share_intervals(model, "province")


def test_one_paragraph_has_no_interval(matrix: TermMatrix) -> None:
    docs = matrix.docs.assign(region=["甲"] * 119 + ["乙"])
    model = fit_topics(TermMatrix(matrix.counts, matrix.terms, docs), 3, max_share=0.9, runs=0)
    table = share_intervals(model, "region", resamples=20).set_index("region")
    assert table.loc["乙", ["low", "high"]].isna().all(axis=None) and table.loc["乙", "share"].notna().all()


def test_a_planted_difference_is_found() -> None:
    """Reports 0–5 of twelve leave out two thirds of the paragraphs of one topic; the others are alike."""
    matrix = planted_matrix(240, reports=12)
    early = matrix.docs["report_id"].isin([f"r{number}" for number in range(6)]).to_numpy()
    scarce = (np.arange(240) % 3 == 0) & early & (np.arange(240) % 9 != 0)
    part = matrix.select(~scarce)
    docs = part.docs.assign(side=np.where(early[~scarce], "甲", "乙"))
    model = fit_topics(TermMatrix(part.counts, part.terms, docs), 3, max_share=0.9, runs=0)
    planted = next(
        t
        for t, words in enumerate(model.top_words(4), start=1)
        if set(words) == {"词00", "词01", "词02", "词03"}
    )
    table = share_differences(model, "side", "甲", "乙", resamples=500)
    row = table.set_index("topic").loc[planted]
    assert row["difference"] < -0.1 and row["high"] < 0
    assert table["difference"].sum() == pytest.approx(0)
    assert table["difference"].tolist() == sorted(table["difference"], reverse=True)
    alone = share_differences(model, "report_id", "r0", "r5")
    assert alone[["low", "high"]].isna().all(axis=None), "one report a side"
    with pytest.raises(InputError, match="no side '丙' in the documents"):
        share_differences(model, "side", "丙", "乙")


def test_the_planted_number_is_recommended() -> None:
    matrix = planted_matrix(160, 4, reports=8)
    table = compare_topic_counts(matrix, [2, 4, 6, 200], samples=4, top=4, max_share=0.9, runs=0)
    assert table.columns.tolist() == COLUMNS
    assert table.loc[3, ["npmi", "stability"]].isna().all(), "more topics than the documents carry"
    assert table["samples"].tolist() == [4, 4, 4, 0]
    best = table.set_index("topics").loc[4]
    assert best["stability"] == pytest.approx(1) and best["diversity"] == 1
    advised = recommend_topic_count(table)
    assert advised.loc[advised["recommended"], "topics"].tolist() == [4]
    pd.testing.assert_frame_equal(
        table,
        compare_topic_counts(matrix, [2, 4, 6, 200], samples=4, top=4, max_share=0.9, runs=0),
        check_exact=True,
    )


def test_the_rule_can_be_disagreed_with() -> None:
    table = pd.DataFrame(
        {
            "topics": [10, 20, 30],
            "npmi": [0.3, 0.4, 0.5],
            "exclusivity": [0.9, 0.8, 0.7],
            "stability": [0.8, 0.78, 0.6],
        }
    )
    assert recommend_topic_count(table, slack=0.3).query("recommended")["topics"].tolist() == [30]
    assert recommend_topic_count(table, measure="exclusivity").query("recommended")["topics"].tolist() == [10]
    assert not recommend_topic_count(table.assign(stability=np.nan))["recommended"].any()
    with pytest.raises(InputError, match="no column 'taste' in the table"):
        recommend_topic_count(table, measure="taste")
    with pytest.raises(InputError, match="at least one number"):
        compare_topic_counts(planted_matrix(), [])
