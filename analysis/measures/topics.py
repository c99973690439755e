"""Topics of paragraphs by non-negative matrix factorisation; the same data gives the same topics."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from analysis.text.matrix import TermMatrix


@dataclass(frozen=True, eq=False)
class TopicModel:
    """Topics and where they stand; topics are numbered from 1, the most prevalent first.

    - ``topics``: ``topic, label, share`` — the label joins the three heaviest terms, the share is the topic's part of all paragraphs' words.
    - ``terms``: ``topic, rank, term, weight`` — the heaviest terms; weights of a topic over all terms sum to 1.
    - ``shares``: documents × topics (columns 1 … k), each row the document's topic shares, summing to 1; ``NaN`` for a document without
      any term of the model.  Rows stand in the order of ``docs``.
    - ``docs``: the documents (as in the matrix).
    - ``weights``: topics × ``vocabulary``, each row summing to 1.
    - ``error``: the Frobenius norm of what the model leaves unexplained, as a share of the norm of the matrix.
    """

    topics: pd.DataFrame
    terms: pd.DataFrame
    shares: pd.DataFrame
    docs: pd.DataFrame
    weights: NDArray[np.float64]
    vocabulary: tuple[str, ...]
    error: float

    def shares_by(self, by: str | list[str]) -> pd.DataFrame:
        """``by…, topic, share, paragraphs``: the topic shares of groups of documents, each document weighted by its running words.
        Sorted by group (in the documents' order), then topic."""
        keys = [by] if isinstance(by, str) else list(by)
        known = self.shares.notna().all(axis=1).to_numpy()
        words = self.docs["tokens"].to_numpy(dtype=np.float64)[known]
        frame = self.docs.loc[known, keys].reset_index(drop=True)
        grouped = frame.groupby(keys, sort=False)
        codes = grouped.ngroup().to_numpy()
        size = int(codes.max(initial=-1)) + 1
        sums = np.zeros((size, self.shares.shape[1]))
        np.add.at(sums, codes, self.shares.to_numpy()[known] * words[:, None])
        shares = sums / np.bincount(codes, weights=words, minlength=size)[:, None]
        table = grouped.size().rename("paragraphs").reset_index()
        table = table.loc[np.repeat(np.arange(size), shares.shape[1])].reset_index(drop=True)
        table["topic"] = np.tile(np.asarray(self.shares.columns), size)
        table["share"] = shares.ravel()
        return table[[*keys, "topic", "share", "paragraphs"]]

    def typical(self, topic: int, top: int = 3, min_tokens: int = 20) -> pd.DataFrame:
        """The documents with the largest share of a topic, with at least ``min_tokens`` running words: ``docs`` and ``share``."""
        table = self.docs.assign(share=self.shares[topic].to_numpy())
        table = table[table["tokens"] >= min_tokens]
        return table.sort_values("share", ascending=False, kind="stable", na_position="last").head(top).reset_index(drop=True)


def fit_topics(
    matrix: TermMatrix,
    topics: int = 20,
    *,
    top_terms: int = 15,
    min_docs: int = 5,
    max_share: float = 0.3,
    exclude: frozenset[str] | set[str] | tuple[str, ...] = (),
    max_iter: int = 400,
) -> TopicModel:
    """Factorise the TF-IDF matrix of paragraphs, X ≈ W·H with W, H ≥ 0 (squared error, coordinate descent).

    Each topic is a row of H; a paragraph's shares are its row of W, where each topic is first weighted by the sum of its row of H, scaled to 1.
    Terms in fewer than ``min_docs`` paragraphs or in more than the share ``max_share`` of them, and those in ``exclude``, are left out.
    The start is NNDSVD from a truncated SVD by ARPACK with a fixed start vector: nothing is random, and paragraphs in the same order
    give the same model.

    Raises ``InputError`` when the paragraphs are too few for so many topics.

    Sources: Lee & Seung (1999), Nature 401, 788–791; Boutsidis & Gallopoulos (2008), Pattern Recognition 41, 1350–1362.
    """
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    matrix = matrix.drop(exclude).trim(min_docs=min_docs, max_share=max_share)
    if topics < 2 or topics >= min(matrix.shape):
        raise InputError(f"{topics} topics can't be had from {matrix.shape[0]} documents with {matrix.shape[1]} terms; choose fewer, or 2 at least")
    data = matrix.weight("tfidf").counts
    start_documents, start_terms = _nndsvd(data, topics)
    model = NMF(n_components=topics, init="custom", solver="cd", tol=1e-4, max_iter=max_iter)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # max_iter is a choice: the last digits of a weight don't matter
        documents = model.fit_transform(data, W=start_documents, H=start_terms)
    weights = model.components_
    masses = weights.sum(axis=1)
    weights = np.divide(weights, masses[:, None], out=np.zeros_like(weights), where=masses[:, None] > 0)
    documents = documents * masses
    sums = documents.sum(axis=1, keepdims=True)
    shares = np.divide(documents, sums, out=np.full_like(documents, np.nan), where=sums > 0)
    words = matrix.docs["tokens"].to_numpy(dtype=np.float64)
    known = sums.ravel() > 0
    prevalence = (shares[known] * words[known, None]).sum(axis=0) / words[known].sum()
    order = np.lexsort((np.arange(topics), -prevalence))
    numbers = np.arange(1, topics + 1)
    weights, shares, prevalence = weights[order], shares[:, order], prevalence[order]
    terms = _top_terms(weights, matrix.terms, top_terms)
    labels = terms[terms["rank"] <= 3].groupby("topic")["term"].agg("·".join)
    return TopicModel(
        topics=pd.DataFrame({"topic": numbers, "label": labels.reindex(numbers).to_numpy(), "share": prevalence}),
        terms=terms,
        shares=pd.DataFrame(shares, columns=numbers),
        docs=matrix.docs,
        weights=weights,
        vocabulary=matrix.terms,
        error=float(model.reconstruction_err_ / np.linalg.norm(data.data)),
    )


def _nndsvd(data: csr_array, rank: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Non-negative double SVD: a start without chance.  Zeros are raised to a small number, or they would stay zero for good."""
    from scipy.sparse.linalg import svds

    short = min(data.shape)
    left, values, right = svds(data, k=rank, v0=np.full(short, short**-0.5), solver="arpack", tol=1e-8)
    order = np.argsort(-values)
    left, values, right = left[:, order], values[order], right[order]
    documents, terms = np.zeros_like(left), np.zeros_like(right)
    documents[:, 0], terms[0] = np.sqrt(values[0]) * np.abs(left[:, 0]), np.sqrt(values[0]) * np.abs(right[0])
    for topic in range(1, rank):
        sides = []
        for sign in (1.0, -1.0):
            x, y = np.maximum(sign * left[:, topic], 0), np.maximum(sign * right[topic], 0)
            sides.append((float(np.linalg.norm(x) * np.linalg.norm(y)), x, y))
        size, x, y = max(sides, key=lambda side: side[0])
        if size > 0:
            scale = np.sqrt(values[topic] * size)
            documents[:, topic], terms[topic] = scale * x / np.linalg.norm(x), scale * y / np.linalg.norm(y)
    least = 1e-6 * data.mean()
    return np.maximum(documents, least), np.maximum(terms, least)


def _top_terms(weights: NDArray[np.float64], vocabulary: tuple[str, ...], top: int) -> pd.DataFrame:
    names = np.array(vocabulary)
    parts = []
    for topic, row in enumerate(weights, start=1):
        # Rounding keeps a difference in the last bit from changing the order of equals.
        order = np.lexsort((names, -np.round(row, 10)))[:top]
        parts.append(pd.DataFrame({"topic": topic, "rank": np.arange(1, len(order) + 1), "term": names[order].astype(object), "weight": row[order]}))
    return pd.concat(parts, ignore_index=True)
