"""Other ways to find topics, under their names: what each gives is topics × terms, to be held against the
default.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.errors import InputError
from analysis.topics.factorise import unit_rows

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

EXTRA = ("tomotopy-lda", "tomotopy-hdp", "tomotopy-dmr")


def lda_terms(counts: csr_array, topics: int, seed: int) -> NDArray[np.float64]:
    """Latent Dirichlet allocation by scikit-learn's online variational Bayes.

    Parameters
    ----------
    counts : sparse array, documents × terms
        Occurrences; 20 passes in batches of 128 documents.
    topics : int
        How many.
    seed : int
        The start.

    Returns
    -------
    array, topics × terms
    """
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(
        topics, learning_method="online", max_iter=20, batch_size=128, random_state=seed
    )
    model.fit(counts)
    return np.asarray(model.components_, dtype=np.float64)


def kmeans_terms(data: csr_array, topics: int, seed: int) -> NDArray[np.float64]:
    """k-means (ten starts) on a truncated SVD of the TF-IDF matrix, documents scaled to length 1.

    Parameters
    ----------
    data : sparse array, documents × terms
        TF-IDF.
    topics : int
        How many.
    seed : int
        The start.

    Returns
    -------
    array, topics × terms
        The mean TF-IDF of the documents of each topic.
    """
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.exceptions import ConvergenceWarning

    rank = min(100, min(data.shape) - 1)
    with np.errstate(
        invalid="ignore"
    ):  # documents all alike: a variance explained of 0 / 0, which nobody reads
        reduced = unit_rows(TruncatedSVD(rank, random_state=seed).fit_transform(data))
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", ConvergenceWarning
        )  # fewer distinct documents than topics: a topic stays empty
        labels = KMeans(topics, n_init=10, random_state=seed).fit(reduced).labels_
    result = np.zeros((topics, data.shape[1]))
    for topic in np.unique(labels):
        result[topic] = np.asarray(data[np.flatnonzero(labels == topic)].mean(axis=0)).ravel()
    return result


def import_tomotopy() -> Any:
    """The optional package, or an ``InputError`` that says how to have it."""
    try:
        import tomotopy
    except ImportError as error:
        raise InputError(
            "this method needs the package tomotopy; install it with: pip install -r requirements-extra.txt"
        ) from error
    return tomotopy


def _words_of(counts: csr_array, terms: Sequence[str], row: int) -> list[str]:
    """The words of a document, each as often as it occurs."""
    begin, end = counts.indptr[row], counts.indptr[row + 1]
    pairs = zip(counts.indices[begin:end], counts.data[begin:end], strict=True)
    return [terms[column] for column, times in pairs for _ in range(int(times))]


def tomotopy_terms(
    method: str,
    counts: csr_array,
    terms: Sequence[str],
    topics: int,
    seed: int,
    about: pd.DataFrame,
    iterations: int = 1000,
) -> NDArray[np.float64]:
    """Collapsed Gibbs sampling by tomotopy: LDA, HDP, or DMR with covariates.

    One worker, so that the same seed gives the same topics.

    Parameters
    ----------
    method : str
        ``tomotopy-lda``, ``tomotopy-hdp`` (it finds the number of topics; those in use are kept) or
        ``tomotopy-dmr``.
    counts : sparse array, documents × terms
        Occurrences.
    terms : sequence of str
        The terms.
    topics : int
        How many; HDP begins from it.
    seed : int
        The start.
    about : DataFrame, documents × covariates
        For DMR.
    iterations : int, default 1000
        Passes.

    Returns
    -------
    array, topics × terms

    Raises
    ------
    InputError
        When the package isn't installed, and for DMR without covariates.
    """
    package = import_tomotopy()
    if method == "tomotopy-dmr" and not len(about.columns):
        raise InputError(
            "tomotopy-dmr wants covariates, such as covariates=['region', 'year']; tomotopy-lda goes without"
        )
    makers = {
        "tomotopy-lda": lambda: package.LDAModel(k=topics, seed=seed),
        "tomotopy-hdp": lambda: package.HDPModel(initial_k=topics, seed=seed),
        "tomotopy-dmr": lambda: package.DMRModel(k=topics, seed=seed),
    }
    model = makers[method]()
    keys = about.astype(str).agg("|".join, axis=1).tolist() if len(about.columns) else []
    for row in range(counts.shape[0]):
        metadata = {"metadata": keys[row]} if method == "tomotopy-dmr" else {}
        model.add_doc(_words_of(counts, terms, row), **metadata)
    model.train(iterations, workers=1, show_progress=False)
    alive = [k for k in range(model.k) if method != "tomotopy-hdp" or model.is_live_topic(k)]
    column = {term: number for number, term in enumerate(terms)}
    order = [column[term] for term in model.used_vocabs]
    result = np.zeros((len(alive), len(terms)))
    for number, topic in enumerate(alive):
        result[number, order] = model.get_topic_word_dist(topic)
    return result
