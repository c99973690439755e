"""Topics: planted ones are found by every method, and the same data gives the same model."""

from __future__ import annotations

import dataclasses
import sys

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from analysis.corpus.corpus import Corpus
from analysis.errors import InputError
from analysis.text.lexicon import place_names
from analysis.text.matrix import TermMatrix, term_matrix
from analysis.text.tokens import TokenOptions, Tokens, tokenise_corpus
from analysis.topics.consensus import consensus_terms, content_keys, subsamples
from analysis.topics.factorise import factorise, fold_in, unexplained
from analysis.topics.fit import fit_topics
from analysis.topics.labels import formula_shares
from analysis.topics.quality import coherence, match_topics
from analysis.topics.shares import share_intervals
from analysis.topics.store import pack_topics
from tests.topics.planted import planted_matrix


@pytest.fixture
def planted() -> TermMatrix:
    """Three topics of four words; each paragraph speaks of one, the last one of none."""
    generator = np.random.default_rng(1)
    counts = np.zeros((61, 12), dtype=np.int64)
    for row in range(60):
        topic = row % 3
        counts[row, 4 * topic : 4 * topic + 4] = generator.integers(1, 4, size=4)
    docs = pd.DataFrame(
        {
            "region": ["甲" if row < 30 else "乙" for row in range(61)],
            "tokens": np.append(counts[:60].sum(axis=1) + 5, 7),
        }
    )
    return TermMatrix(csr_array(counts), tuple("abcdefghijkl"), docs)


@pytest.fixture(scope="module")
def corpus_tokens(corpus: Corpus) -> Tokens:
    return tokenise_corpus(
        corpus.select(level="province"),
        TokenOptions(engine="rjieba", stop_kinds=("function", "unit", "formula")),
    )


@pytest.fixture(scope="module")
def paragraphs(corpus_tokens: Tokens) -> TermMatrix:
    """The body paragraphs of the provinces' reports."""
    return term_matrix(corpus_tokens, "paragraph").select(heading_level=0).drop(place_names())


@pytest.mark.parametrize("method", ["nmf", "lda", "kmeans"])
def test_planted_topics_are_found(planted: TermMatrix, method: str) -> None:
    if method == "lda":  # it learns by batches, and wants more of them
        planted = TermMatrix(
            csr_array(np.vstack([planted.counts.toarray()[:60]] * 10 + [planted.counts.toarray()[60:]])),
            planted.terms,
            pd.concat([planted.docs.iloc[:60]] * 10 + [planted.docs.iloc[60:]], ignore_index=True),
        )
    model = fit_topics(planted, 3, method=method, top_terms=4, max_share=0.5)
    found = {"".join(sorted(group)) for _, group in model.terms.groupby("topic")["term"]}
    assert found == {"abcd", "efgh", "ijkl"}
    assert model.shares.to_numpy()[:60].max(axis=1).min() > (0.9 if method == "lda" else 0.99)
    assert model.shares.iloc[-1].isna().all(), "a paragraph without words of the model has no shares"
    assert model.shares.to_numpy()[:60].sum(axis=1) == pytest.approx(1)
    assert model.weights.sum(axis=1) == pytest.approx(1)
    assert model.topics["share"].sum() == pytest.approx(1)
    assert (np.diff(model.topics["share"]) <= 1e-9).all()
    assert model.settings["method"] == method
    if method == "nmf":
        assert 0 <= model.error < 0.5
        assert model.recurrence == pytest.approx(1)
        assert model.agreement.min() > 0.99
    else:
        assert np.isnan(model.error) and np.isnan(model.recurrence).all()


def test_shares_by_group_are_weighted_by_words(planted: TermMatrix) -> None:
    model = fit_topics(planted, 3, max_share=0.5)
    table = share_intervals(model, "region", resamples=0)
    assert table.columns.tolist() == ["region", "topic", "share", "low", "high", "paragraphs"]
    assert table.groupby("region")["share"].sum().tolist() == pytest.approx([1, 1])
    words, shares = planted.docs["tokens"].to_numpy()[:30], model.shares.to_numpy()[:30]
    assert table.loc[table["region"] == "甲", "share"].tolist() == pytest.approx(
        np.average(shares, axis=0, weights=words).tolist()
    )
    assert table["paragraphs"].tolist() == [30] * 6
    assert len(model.typical(1, top=2, min_tokens=1)) == 2


@pytest.mark.parametrize("method", ["nmf", "lda", "kmeans"])
def test_documents_of_the_fit_get_the_shares_they_have(planted: TermMatrix, method: str) -> None:
    """In another order, with terms in another order, and with a word that the model doesn't know."""
    model = fit_topics(planted, 3, method=method, max_share=0.5)
    order = np.random.default_rng(4).permutation(12)
    wider = csr_array(np.hstack([planted.counts.toarray()[:, order], np.ones((61, 1), dtype=np.int64)]))
    other = TermMatrix(wider, (*(planted.terms[c] for c in order), "zz"), planted.docs)
    rows = np.arange(61) % 2 == 0
    placed = model.transform(other.select(rows))
    assert placed.to_numpy() == pytest.approx(model.shares.to_numpy()[rows], nan_ok=True, abs=1e-9)
    assert placed.columns.tolist() == [1, 2, 3]
    with pytest.raises(InputError, match="none of the documents has a term"):
        model.transform(other.keep(["zz"]))


def test_the_same_data_gives_the_same_topics(paragraphs: TermMatrix) -> None:
    first, second = fit_topics(paragraphs, 12, runs=6), fit_topics(paragraphs, 12, runs=6)
    pd.testing.assert_frame_equal(first.terms, second.terms, check_exact=True)
    pd.testing.assert_frame_equal(first.shares, second.shares, check_exact=True)
    assert len(first.shares) == len(paragraphs.docs)
    assert any({"脱贫攻坚", "返贫"} <= set(words) for words in first.top_words(10)), (
        "poverty relief is a topic of 2020"
    )


def test_neither_seed_nor_order_has_an_effect(paragraphs: TermMatrix) -> None:
    """The same paragraphs in another order, with the terms in another order and with words that are left out
    anyway: the same weights to the last bit.
    """
    part = paragraphs.select(np.arange(paragraphs.shape[0]) < 400)
    model = fit_topics(part, 8, runs=6, exclude=["发展"])
    assert pack_topics(model) == pack_topics(fit_topics(part, 8, runs=6, exclude=["发展"], seed=77)), (
        "and the file tells nothing of a seed"
    )
    order = np.random.default_rng(5).permutation(400)
    turned = TermMatrix(part.counts[order], part.terms, part.docs.iloc[order].reset_index(drop=True))
    other = fit_topics(turned, 8, runs=6, exclude=["发展"])
    assert (other.weights == model.weights).all()
    assert other.shares.to_numpy() == pytest.approx(model.shares.to_numpy()[order], nan_ok=True, abs=1e-9)
    columns = np.random.default_rng(6).permutation(part.shape[1])
    mixed = TermMatrix(csr_array(part.counts[:, columns]), tuple(part.terms[c] for c in columns), part.docs)
    assert fit_topics(mixed, 8, runs=6, exclude=["发展"]).top_words(10) == model.top_words(10)
    assert (
        fit_topics(part, 8, runs=6, exclude=["发展"], scheme=1).weights.tolist() != model.weights.tolist()
    ), "another scheme leaves out others"


def test_the_threads_of_the_algebra_have_no_effect(paragraphs: TermMatrix) -> None:
    from threadpoolctl import threadpool_limits

    part = paragraphs.select(np.arange(paragraphs.shape[0]) < 300)
    files = []
    for threads in (1, 2):
        with threadpool_limits(threads, user_api="blas"):
            files.append(pack_topics(fit_topics(part, 6, runs=4)))
    assert files[0] == files[1]


def test_sentences_have_topics_too(corpus_tokens: Tokens) -> None:
    """Twelve thousand short documents: less coherent and less stable than paragraphs, but topics."""
    matrix = term_matrix(corpus_tokens, "sentence").select(part=["review", "plan"])
    model = fit_topics(matrix, 20, runs=5, exclude=place_names())
    tops = model.top_words(10)
    assert matrix.shape[0] > 10_000
    assert np.nanmean(coherence(tops, matrix)) > 0.3
    assert np.nanmean(coherence(tops, corpus_tokens)) > 0.2
    placed = model.shares.dropna()
    assert len(placed) > 0.95 * matrix.shape[0]
    assert placed.sum(axis=1).to_numpy() == pytest.approx(1)


def test_thanks_are_taken_for_formula(corpus: Corpus, paragraphs: TermMatrix) -> None:
    """Whole speeches, with their openings and closings: one topic speaks of thanks, and no other comes near
    the half.
    """
    model = fit_topics(paragraphs, 20, runs=10)
    rows = corpus.paragraphs
    texts = dict(zip(zip(rows["report_id"], rows["paragraph"], strict=True), rows["text"], strict=True))
    shares = formula_shares(model, texts).sort_values(ascending=False)
    assert shares.iloc[0] > 0.5 and shares.iloc[1] < 0.25
    assert {"民主党派", "各界人士", "关心"} <= set(model.top_words(10)[shares.index[0] - 1])


def test_quality_at_twenty_topics(corpus_tokens: Tokens, paragraphs: TermMatrix) -> None:
    """What the method promises: coherent topics that come back when a fifth of the paragraphs is left out,
    more so than one factorisation's.
    """
    model = fit_topics(paragraphs, 20, runs=20)
    tops = model.top_words(10)
    assert np.nanmean(coherence(tops, paragraphs)) > 0.5
    assert np.nanmean(coherence(tops, corpus_tokens)) > 0.26, "windows of ten terms"
    found: dict[int, list[float]] = {0: [], 20: []}
    plain = {"runs": 0, "length_power": 0.0, "idf_power": 1.0}
    single = fit_topics(paragraphs, 20, **plain).top_words(10)  # type: ignore[arg-type]
    for rows in subsamples(paragraphs.shape[0], 2, 0.8, 5):
        part = paragraphs.select(np.isin(np.arange(paragraphs.shape[0]), rows))
        found[20].append(match_topics(tops, fit_topics(part, 20, runs=20).top_words(10)).jaccard.mean())
        found[0].append(match_topics(single, fit_topics(part, 20, **plain).top_words(10)).jaccard.mean())
    assert np.mean(found[20]) > 0.72
    assert np.mean(found[20]) > np.mean(found[0]) + 0.05


def test_whole_reports_can_be_left_out() -> None:
    matrix = planted_matrix()
    model = fit_topics(matrix, 3, max_share=0.9, resample="report_id")
    assert {"".join(sorted(words)) for words in model.top_words(4)} == {
        "词00词01词02词03",
        "词04词05词06词07",
        "词08词09词10词11",
    }
    groups = matrix.docs.groupby("report_id").ngroup().to_numpy()
    for rows in subsamples(120, 5, 0.5, 0, groups):
        assert len(set(groups[rows])) == 3 and len(rows) == np.isin(groups, groups[rows]).sum(), (
            "three reports of six, whole"
        )


def test_too_few_say_so(planted: TermMatrix) -> None:
    with pytest.raises(InputError, match="12 topics can't be had from 61 documents with 12 terms"):
        fit_topics(planted, 12, max_share=0.5)
    with pytest.raises(InputError, match="3 topics can't be had from 61 documents with 0 terms"):
        fit_topics(planted, 3, min_docs=62)
    with pytest.raises(InputError, match="choose fewer topics"):
        fit_topics(planted, 1)
    with pytest.raises(InputError, match="5 topics can't be had from 3 documents"):
        fit_topics(planted.select(np.arange(61) < 3), 5, min_docs=1, max_share=1)
    with pytest.raises(InputError, match="no method 'svd' of topics; known: kmeans, lda, nmf"):
        fit_topics(planted, 3, method="svd")
    with pytest.raises(InputError, match="no column 'province' in the documents"):
        fit_topics(planted, 3, max_share=0.5, resample="province")
    with pytest.raises(InputError, match="above 0 and at most 1"):
        fit_topics(planted, 3, share=0)
    with pytest.raises(InputError, match="scheme are 0 or more"):
        fit_topics(planted, 3, scheme=-1)


def test_documents_that_hardly_outnumber_the_topics(planted: TermMatrix) -> None:
    """Subsamples are too small to be factorised: one factorisation of all stands in, and how often a topic
    comes back isn't known.
    """
    model = fit_topics(planted.select(np.arange(61) < 4), 3, min_docs=1, max_share=1)
    assert model.shares.shape == (4, 3)
    assert np.isnan(model.recurrence).all() and np.isnan(model.agreement).all()


def test_one_report_can_not_be_left_out_of_itself() -> None:
    matrix = planted_matrix(reports=1)
    model = fit_topics(matrix, 3, max_share=0.9, resample="report_id")
    assert np.isnan(model.recurrence).all()
    assert model.weights == pytest.approx(fit_topics(matrix, 3, max_share=0.9, runs=0).weights)
    assert fit_topics(matrix, 3, max_share=0.9).recurrence == pytest.approx(1), "its paragraphs can"


@pytest.mark.parametrize("method", ["nmf", "lda", "kmeans"])
def test_documents_without_terms_and_documents_all_alike(method: str) -> None:
    """Empty paragraphs have no shares and no say; paragraphs that are all the same are no error."""
    matrix = planted_matrix()
    gaps = matrix.counts.toarray()
    gaps[::2] = 0
    model = fit_topics(
        TermMatrix(csr_array(gaps), matrix.terms, matrix.docs), 3, method=method, max_share=0.9
    )
    assert model.shares.isna().all(axis=1).tolist() == [row % 2 == 0 for row in range(120)]
    assert np.isfinite(model.weights).all()
    same = TermMatrix(csr_array(np.tile([1, 2, 1, 3, 1], (30, 1))), tuple("abcde"), matrix.docs.iloc[:30])
    alike = fit_topics(same, 3, method=method, max_share=1)
    assert alike.shares.round(9).nunique().tolist() == [1, 1, 1]
    assert np.isfinite(alike.weights).all()
    few = np.zeros((50, 8), dtype=np.int64)
    few[:4] = np.arange(32).reshape(4, 8) + 1
    with pytest.raises(
        InputError, match="5 topics can't be had from 50 documents, 4 of which have a term that stays"
    ):
        fit_topics(
            TermMatrix(csr_array(few), tuple("abcdefgh"), planted_matrix(50).docs),
            5,
            method=method,
            min_docs=1,
            max_share=1,
        )


@pytest.mark.parametrize("method", ["tomotopy-lda", "tomotopy-hdp", "tomotopy-dmr"])
def test_an_extra_that_is_not_installed_says_how_to_have_it(
    planted: TermMatrix, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tomotopy", None)
    with pytest.raises(InputError, match=r"pip install -r requirements-extra\.txt"):
        fit_topics(planted, 3, method=method, max_share=0.5, covariates=["region"])


@pytest.mark.parametrize("method", ["tomotopy-lda", "tomotopy-hdp", "tomotopy-dmr"])
def test_tomotopy_when_it_is_there(planted: TermMatrix, method: str) -> None:
    pytest.importorskip("tomotopy", reason="an optional extra")
    model = fit_topics(
        planted, 3, method=method, max_share=0.5, covariates=["region"] if method.endswith("dmr") else []
    )
    assert len(model.weights) >= 2 and model.weights.sum(axis=1) == pytest.approx(1)
    assert model.shares.to_numpy()[:60].sum(axis=1) == pytest.approx(1)
    assert "tomotopy" in model.versions


def test_factorisation_comes_as_near_as_scikit_learns() -> None:
    from sklearn.decomposition import NMF

    data = planted_matrix().weight("tfidf").counts
    factors = factorise(data, 3, tol=1e-9)
    reference = NMF(3, init="nndsvda", tol=1e-7, max_iter=1000).fit(data)
    assert factors.error == pytest.approx(reference.reconstruction_err_ / np.linalg.norm(data.data), abs=1e-3)
    assert unexplained(data, factors.documents, factors.terms) == pytest.approx(factors.error, abs=1e-6)
    assert factors.documents.min() >= 0 and factors.terms.min() >= 0


def test_folding_in_is_non_negative_least_squares() -> None:
    from scipy.optimize import nnls

    generator = np.random.default_rng(2)
    terms, data = generator.random((4, 15)), generator.random((6, 15))
    found = fold_in(csr_array(data), terms, sweeps=3000)
    for row in range(6):
        assert found[:, row] == pytest.approx(nnls(terms.T, data[row])[0], abs=1e-6)


def test_the_consensus_of_planted_topics_recurs_throughout() -> None:
    """Every subsample finds the planted topics, and each is found once in each."""
    matrix = planted_matrix(90, 3)
    found = consensus_terms(
        matrix.weight("tfidf").counts, 3, content_keys(matrix.counts, matrix.terms), runs=12, share=0.6
    )
    assert found.terms.shape == (3, 12)
    assert np.linalg.norm(found.terms, axis=1) == pytest.approx(1)
    assert found.recurrence.tolist() == [1, 1, 1]
    assert found.agreement.min() > 0.99


def test_a_model_is_frozen(planted: TermMatrix) -> None:
    model = fit_topics(planted, 3, max_share=0.5, runs=2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        model.error = 0.0  # type: ignore[misc]
