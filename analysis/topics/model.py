"""A fitted topic model: what each paragraph speaks of, and where new paragraphs belong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.stats.threads import single_threaded
from analysis.topics.factorise import fold_in
from analysis.topics.quality import top_words

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from analysis.text.matrix import TermMatrix

KINDS = ("factors", "mixture", "clusters")


def weighted(counts: csr_array, idf: NDArray[np.float64]) -> csr_array:
    """(1 + ln tf) · idf, each document scaled to length 1; ``counts`` has the columns of ``idf``."""
    from scipy.sparse import csr_array

    data = csr_array(counts, dtype=np.float64, copy=True)
    data.data = (1 + np.log(data.data)) * idf[data.indices]
    lengths = np.sqrt(np.asarray(data.multiply(data).sum(axis=1)).ravel())
    data.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(data.indptr))
    return data


def _mixture(
    counts: csr_array, weights: NDArray[np.float64], alpha: float = 0.1, rounds: int = 50
) -> NDArray[np.float64]:
    """Topic proportions of documents under given word distributions: expectation–maximisation with a
    Dirichlet prior, a fixed number of rounds.
    """
    topics = len(weights)
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    likelihood = np.maximum(weights[:, counts.indices].T, 1e-12)
    shares = np.full((counts.shape[0], topics), 1 / topics)
    starts = counts.indptr[:-1][np.diff(counts.indptr) > 0]
    filled = np.flatnonzero(np.diff(counts.indptr) > 0)
    for _ in range(rounds):
        if not len(filled):
            break
        parts = shares[rows] * likelihood
        parts *= (counts.data / parts.sum(axis=1))[:, None]
        shares[filled] = np.add.reduceat(parts, starts, axis=0) + alpha
        shares[filled] /= shares[filled].sum(axis=1, keepdims=True)
    return shares


@dataclass(frozen=True, eq=False, repr=False)
class TopicModel:
    """Topics and where they stand; topics are numbered from 1, the most prevalent first.

    Parameters
    ----------
    weights : array, topics × vocabulary
        Each row sums to 1.
    shares : DataFrame, documents × topics
        Columns 1 … k; each row holds the document's topic shares, summing to 1; ``NaN`` for a document
        without any term of the model. Rows stand in the order of ``docs``.
    docs : DataFrame
        The documents, as in the matrix.
    vocabulary : tuple of str
        The terms.
    idf : array, vocabulary
        The weight of each term in the documents it was fitted on.
    recurrence, agreement : arrays, topics
        Of a consensus: in what share of its factorisations a topic was found, and how alike these findings
        were (cosine); else ``NaN``.
    kind : str
        ``factors`` (shares of reconstructed weight), ``mixture`` (proportions of words), ``clusters`` (all or
        nothing).
    settings, versions : mappings
        What it was fitted with.
    error : float
        The Frobenius norm of what the topics leave unexplained, as a share of the matrix's norm (``NaN``
        unless ``factors``).
    """

    weights: NDArray[np.float64]
    shares: pd.DataFrame
    docs: pd.DataFrame
    vocabulary: tuple[str, ...]
    idf: NDArray[np.float64]
    recurrence: NDArray[np.float64]
    agreement: NDArray[np.float64]
    kind: str
    settings: Mapping[str, Any]
    versions: Mapping[str, str]
    error: float

    def __repr__(self) -> str:
        method = self.settings.get("method", self.kind)
        size = f"{len(self.docs):,} documents, {len(self.vocabulary):,} terms"
        return f"<TopicModel: {len(self.weights)} topics of {size}, {method}>"

    @cached_property
    def terms(self) -> pd.DataFrame:
        """``topic, rank, term, weight``: the heaviest terms (``top_terms`` of the settings)."""
        index = {term: column for column, term in enumerate(self.vocabulary)}
        rows = [
            (topic, rank, term, self.weights[topic - 1, index[term]])
            for topic, words in enumerate(self.top_words(int(self.settings["top_terms"])), start=1)
            for rank, term in enumerate(words, start=1)
        ]
        return pd.DataFrame(rows, columns=["topic", "rank", "term", "weight"])

    @cached_property
    def topics(self) -> pd.DataFrame:
        """``topic, label, share, recurrence, agreement``: the label joins the three heaviest terms, the share
        is the topic's part of all paragraphs, each counted by its running words.
        """
        known = self.shares.notna().all(axis=1).to_numpy()
        words = self.docs["tokens"].to_numpy(dtype=np.float64)[known]
        share = (
            np.average(self.shares.to_numpy()[known], axis=0, weights=words)
            if words.sum()
            else np.full(len(self.weights), np.nan)
        )
        return pd.DataFrame(
            {
                "topic": np.arange(1, len(self.weights) + 1),
                "label": ["·".join(words) for words in self.top_words(3)],
                "share": share,
                "recurrence": self.recurrence,
                "agreement": self.agreement,
            }
        )

    def top_words(self, top: int = 10) -> list[list[str]]:
        """The heaviest terms of each topic, heaviest first."""
        return top_words(self.weights, self.vocabulary, top)

    def typical(self, topic: int, top: int = 3, min_tokens: int = 20) -> pd.DataFrame:
        """The documents with the largest share of a topic, with at least ``min_tokens`` running words:
        ``docs`` and ``share``; among equals the longer first.
        """
        table = self.docs.assign(
            share=self.shares[topic].to_numpy(), _rounded=-self.shares[topic].round(9).to_numpy()
        )
        table = table[(table["tokens"] >= min_tokens) & table["share"].notna()]
        table = table.assign(_long=-table["tokens"]).sort_values(["_rounded", "_long"], kind="stable")
        return table.drop(columns=["_rounded", "_long"]).head(top).reset_index(drop=True)

    @single_threaded
    def transform(self, matrix: TermMatrix) -> pd.DataFrame:
        """The topic shares of other documents (a matrix of counts with any vocabulary): documents × topics,
        rows summing to 1, ``NaN`` for a document without any term of the model. The documents that the model
        was fitted on get the shares they have.

        Raises ``InputError`` when no document has a term of the model.
        """
        if matrix.weighting != "count":
            raise ValueError("transform needs counts; give the matrix before it is weighted")
        shares = shares_of(strengths(aligned(matrix, self.vocabulary), self.weights, self.idf, self.kind))
        if len(shares) and np.isnan(shares).all():
            raise InputError(
                "none of the documents has a term of the model; cut them with the options that the model "
                "was fitted with"
            )
        return pd.DataFrame(shares, columns=self.shares.columns)


def aligned(matrix: TermMatrix, vocabulary: tuple[str, ...]) -> csr_array:
    """The counts of a matrix under another vocabulary: columns in its order, 0 for a term that the matrix
    lacks.
    """
    from scipy.sparse import csr_array

    own = matrix.terms_index
    pairs = [(own[term], column) for column, term in enumerate(vocabulary) if term in own]
    old, new = (
        np.array([p[0] for p in pairs], dtype=np.int64),
        np.array([p[1] for p in pairs], dtype=np.int64),
    )
    moving = csr_array(
        (np.ones(len(old), dtype=np.int64), (old, new)), shape=(matrix.shape[1], len(vocabulary))
    )
    counts = csr_array(matrix.counts @ moving)
    counts.sort_indices()
    return counts


def strengths(
    counts: csr_array, weights: NDArray[np.float64], idf: NDArray[np.float64], kind: str, sweeps: int = 100
) -> NDArray[np.float64]:
    """How much of each topic a document has, before it is scaled to 1.

    Parameters
    ----------
    counts : sparse array, documents × terms
        With the columns of the model (``aligned``).
    weights : array, topics × terms
        The topics.
    idf : array, terms
        The weights of the terms in the corpus that the model was fitted on.
    kind : str
        ``factors``, ``mixture`` or ``clusters``.
    sweeps : int, default 100
        Passes over the topics, for ``factors``.

    Returns
    -------
    array, documents × topics
        0 or more; only 0 where a document has no term of the topics.
    """
    data = weighted(counts, idf)
    if kind == "mixture":
        found = _mixture(counts, weights)
        found[np.diff(counts.indptr) == 0] = 0
    elif kind == "clusters":
        lengths = np.linalg.norm(weights, axis=1, keepdims=True)
        close = np.asarray(
            data @ np.divide(weights, lengths, out=np.zeros_like(weights), where=lengths > 0).T
        )
        found = np.zeros_like(close)
        found[np.arange(len(close)), np.argmax(np.round(close, 12), axis=1)] = 1
        found[close.max(axis=1, initial=0) <= 0] = 0
    else:
        found = fold_in(data, weights, sweeps=sweeps).T
    return found


def shares_of(found: NDArray[np.float64]) -> NDArray[np.float64]:
    """Strengths scaled to sum 1 in each document; ``NaN`` where there are none."""
    sums = found.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(found, sums, out=np.full_like(found, np.nan), where=sums > 0))
