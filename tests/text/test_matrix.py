"""One matrix worked by hand, and the laws that every matrix keeps."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from analysis.corpus.corpus import Corpus
from analysis.errors import InputError
from analysis.text.matrix import TermMatrix, term_matrix
from analysis.text.tokens import TokenOptions, tokenise_corpus

OPTIONS = TokenOptions(engine="rjieba", lexicon=("六稳", "从不出现"), stopwords=("的",))


def tiny_corpus(texts: dict[str, list[list[str]]]) -> SimpleNamespace:
    """Reports of paragraphs of sentences."""
    reports = pd.DataFrame(
        [
            (name, "province", name, f"{34 + number}0000", 2020, "work_report")
            for number, name in enumerate(texts)
        ],
        columns=["report_id", "level", "region", "region_code", "year", "kind"],
    )
    paragraphs, sentences = [], []
    for name, report in texts.items():
        number = 0
        for index, paragraph in enumerate(report):
            part = "review" if index == 0 else "plan"
            paragraphs.append((name, index, part, 0, "", "", "".join(paragraph)))
            for sentence in paragraph:
                sentences.append((name, index, number, part, sentence))
                number += 1
    return SimpleNamespace(
        reports=reports,
        paragraphs=pd.DataFrame(
            paragraphs, columns=["report_id", "paragraph", "part", "level", "chapter", "section", "text"]
        ),
        sentences=pd.DataFrame(sentences, columns=["report_id", "paragraph", "sentence", "part", "text"]),
        attributions=pd.DataFrame(columns=["report_id", "paragraph", "start", "end"]),
    )


@pytest.fixture
def tokens():
    corpus = tiny_corpus(
        {
            "甲": [["六稳的改革。", "改革！"], ["企业改革，2020。"]],
            "乙": [["企业的企业。"], ["六稳。"]],
            "丙": [],
        }
    )
    return tokenise_corpus(corpus, OPTIONS)


def test_a_matrix_by_hand(tokens) -> None:
    matrix = term_matrix(tokens, "report")
    assert matrix.terms == ("从不出现", "企业", "六稳", "改革")
    assert matrix.counts.toarray().tolist() == [[0, 1, 1, 3], [0, 2, 1, 0], [0, 0, 0, 0]]
    assert matrix.docs["report_id"].tolist() == ["甲", "乙", "丙"]
    assert matrix.docs["tokens"].tolist() == [7, 4, 0]  # 的 and 2020 are running words
    assert matrix.totals.tolist() == [0, 3, 2, 3]
    assert matrix.document_counts.tolist() == [0, 2, 2, 1]
    paragraphs = term_matrix(tokens, "paragraph")
    assert paragraphs.counts.toarray().tolist() == [[0, 0, 1, 2], [0, 1, 0, 1], [0, 2, 0, 0], [0, 0, 1, 0]]
    assert paragraphs.docs[["report_id", "part", "tokens"]].values.tolist() == [
        ["甲", "review", 4],
        ["甲", "plan", 3],
        ["乙", "review", 3],
        ["乙", "plan", 1],
    ]
    sentences = term_matrix(tokens, "sentence")
    assert sentences.counts.toarray().tolist() == [
        [0, 0, 1, 1],
        [0, 0, 0, 1],
        [0, 1, 0, 1],
        [0, 2, 0, 0],
        [0, 0, 1, 0],
    ]
    assert sentences.docs["sentence"].tolist() == [0, 1, 2, 0, 1]


def test_grouping(tokens) -> None:
    grouped = term_matrix(tokens, "paragraph").group("part")
    assert grouped.docs[["part", "tokens", "documents", "level"]].values.tolist() == [
        ["review", 7, 2, "province"],
        ["plan", 4, 2, "province"],
    ]
    assert "region" not in grouped.docs
    assert grouped.counts.toarray().tolist() == [[0, 2, 1, 2], [0, 1, 1, 1]]


def test_trimming_selecting_keeping_dropping(tokens) -> None:
    matrix = term_matrix(tokens)
    assert matrix.trim().terms == ("企业", "六稳", "改革")
    assert matrix.trim(min_count=3).terms == ("企业", "改革")
    assert matrix.trim(min_docs=2).terms == ("企业", "六稳")
    assert matrix.trim(max_share=0.5).terms == ("改革",)
    assert matrix.keep(["改革", "从不出现"]).counts.toarray().tolist() == [[3, 0], [0, 0], [0, 0]]
    assert matrix.drop(["改革", "无此词"]).terms == ("从不出现", "企业", "六稳")
    assert matrix.select(region=["乙", "丙"]).docs["report_id"].tolist() == ["乙", "丙"]
    assert matrix.select(matrix.docs["tokens"] > 0).shape == (2, 4)
    assert matrix.shape == (3, 4), "nothing changed the matrix itself"


def test_weights_by_hand(tokens) -> None:
    matrix = term_matrix(tokens)
    relative = matrix.weight("relative").counts.toarray()
    assert relative[0].tolist() == pytest.approx([0, 1e4 / 7, 1e4 / 7, 3e4 / 7])
    assert relative[2].tolist() == [0, 0, 0, 0]
    assert matrix.weight("log").counts.toarray()[0].tolist() == pytest.approx([0, 1, 1, 1 + np.log(3)])
    assert matrix.weight("binary").totals.tolist() == [0, 2, 2, 1]
    # N = 3; df 2, 2, 1: idf = ln(4/3) + 1 twice, ln(4/2) + 1
    row = np.array([0, np.log(4 / 3) + 1, np.log(4 / 3) + 1, (1 + np.log(3)) * (np.log(2) + 1)])
    assert matrix.weight("tfidf").counts.toarray()[0].tolist() == pytest.approx(
        (row / np.linalg.norm(row)).tolist()
    )
    assert matrix.weight("tfidf").weighting == "tfidf"


def test_mistakes_say_what_to_do(tokens) -> None:
    matrix = term_matrix(tokens)
    with pytest.raises(InputError, match=r"“改革开放”: no term of this matrix.*extra_terms"):
        matrix.keep(["改革开放", "改革"])
    with pytest.raises(InputError, match="no region '丁' in the documents"):
        matrix.select(region="丁")
    with pytest.raises(InputError, match="no column 'county' in the documents"):
        matrix.group("county")
    with pytest.raises(InputError, match="no unit 'chapter' of a term matrix"):
        term_matrix(tokens, "chapter")
    with pytest.raises(InputError, match="no weighting 'bm25'"):
        matrix.weight("bm25")
    with pytest.raises(ValueError, match="group first, weight afterwards"):
        matrix.weight("log").group("level")
    with pytest.raises(ValueError, match="don't fit"):
        TermMatrix(matrix.counts, matrix.terms[:1], matrix.docs)


SENTENCE = st.lists(st.sampled_from(["改革", "企业", "的", "六稳", "2020", "，", "发展"]), max_size=6).map(
    "".join
)
REPORT = st.lists(st.lists(SENTENCE, min_size=1, max_size=3), max_size=3)


@settings(max_examples=50, deadline=None)
@given(st.lists(REPORT, min_size=1, max_size=4))
def test_units_group_to_each_other(reports: list[list[list[str]]]) -> None:
    tokens = tokenise_corpus(
        tiny_corpus({f"r{number}": report for number, report in enumerate(reports)}), OPTIONS
    )
    by_report = term_matrix(tokens, "report")
    filled = by_report.docs["report_id"].isin(tokens.paragraphs["report_id"])
    for unit in ("paragraph", "sentence"):
        matrix = term_matrix(tokens, unit)
        assert matrix.docs["tokens"].sum() == len(tokens)
        if len(matrix.docs):
            grouped = matrix.group("report_id")
            assert (grouped.counts.toarray() == by_report.select(filled).counts.toarray()).all()
            assert grouped.docs["tokens"].tolist() == by_report.docs.loc[filled, "tokens"].tolist()
    assert by_report.counts.has_sorted_indices
    trimmed = by_report.trim(min_count=2)
    assert set(trimmed.terms) == {
        term for term, total in zip(by_report.terms, by_report.totals, strict=True) if total >= 2
    }


def test_the_corpus_counts_the_same_by_every_unit(corpus: Corpus) -> None:
    tokens = tokenise_corpus(corpus, TokenOptions(engine="rjieba"))
    report, paragraph = term_matrix(tokens), term_matrix(tokens, "paragraph")
    assert (report.totals == paragraph.totals).all()
    assert report.docs["tokens"].tolist() == tokens.per_report().tolist()
    assert set(paragraph.docs["part"]) == {"review", "plan", "other"}
