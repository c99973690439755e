"""How alike reports are: by their words, and by what they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.stats.bootstrap import name_of, times_drawn
from analysis.stats.divergence import jensen_shannon
from analysis.stats.grouping import members
from analysis.topics.factorise import unit_rows
from analysis.topics.model import TopicModel
from analysis.topics.shares import share_intervals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.text.matrix import TermMatrix


def cosine_similarity(matrix: TermMatrix) -> NDArray[np.float64]:
    """Cosines of the TF-IDF vectors of documents (``TermMatrix.weight("tfidf")``).

    Parameters
    ----------
    matrix : TermMatrix
        Counts.

    Returns
    -------
    array, documents × documents
        Between 0 and 1; ``NaN`` in row and column of a document without terms.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> from analysis.text.matrix import TermMatrix
    >>> docs = pd.DataFrame({"report_id": ["a", "b"], "tokens": 9})
    >>> matrix = TermMatrix(csr_array(np.array([[1, 2], [1, 2]])), ("创新", "就业"), docs)
    >>> cosine_similarity(matrix).round(6).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    data = matrix.weight("tfidf").counts
    values = np.clip(np.asarray((data @ data.T).toarray()), 0, 1)
    return _undefined(values, np.diff(data.indptr) == 0)


def profile_similarity(profiles: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 − the Jensen–Shannon distance (base 2) of profiles, such as topic shares.

    Parameters
    ----------
    profiles : array, … × reports × topics
        Weights of 0 or more; each row is scaled to sum 1.

    Returns
    -------
    array, … × reports × reports
        1 for equal profiles, 0 for those without a common topic; ``NaN`` where a profile is empty or unknown.

    References
    ----------
    Endres & Schindelin (2003), IEEE Transactions on Information Theory 49, 1858–1860 (the root of the
    divergence is a metric).

    Examples
    --------
    >>> profile_similarity(np.array([[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1.0]])).round(6).tolist()
    [[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    values = np.empty((*profiles.shape[:-1], profiles.shape[-2]))
    for row in range(profiles.shape[-2]):
        values[..., row, :] = 1 - np.sqrt(jensen_shannon(profiles[..., row : row + 1, :], profiles))
    return values


def _undefined(values: NDArray[np.float64], empty: NDArray[np.bool_]) -> NDArray[np.float64]:
    values[empty, :] = np.nan
    values[:, empty] = np.nan
    return values


def report_profiles(model: TopicModel, by: str = "report_id") -> pd.DataFrame:
    """Topic shares as a table.

    Parameters
    ----------
    model : TopicModel
        Of which the shares are.
    by : str, default "report_id"
        The column of ``docs`` that makes the groups.

    Returns
    -------
    DataFrame, groups × topics
        Each row sums to 1; groups in the documents' order.
    """
    table = share_intervals(model, by, resamples=0)
    names = table[by].drop_duplicates().tolist()
    return pd.DataFrame(
        table["share"].to_numpy().reshape(len(names), -1),
        index=pd.Index(names, name=by),
        columns=model.shares.columns,
    )


NEAREST = 20
ALL_PAIRS = 400


def similarity_pairs(values: NDArray[np.float64], names: Sequence[str], basis: str) -> pd.DataFrame:
    """A square of similarities as a table of pairs.

    Parameters
    ----------
    values : array, reports × reports
        The similarities.
    names : sequence of str
        The reports.
    basis : str
        What they are alike by.

    Returns
    -------
    DataFrame
        ``basis, report_id, other_id, similarity``; each pair once, sorted by similarity downwards, then ids.
        Of more than ``ALL_PAIRS`` reports, only the pairs in which one is among the ``NEAREST`` most similar
        of the other.

    Raises
    ------
    InputError
        Where the names are more or fewer than the similarities.

    Examples
    --------
    >>> similarity_pairs(np.array([[1.0, 0.5], [0.5, 1.0]]), ["a", "b"], "terms").values.tolist()
    [['terms', 'a', 'b', 0.5]]
    """
    if values.shape != (len(names), len(names)):
        raise InputError(f"{values.shape} similarities don't fit {len(names)} names")
    chosen = np.ones(values.shape, dtype=np.bool_)
    if len(names) > ALL_PAIRS:
        near = np.zeros(values.shape, dtype=np.bool_)
        own = np.where(np.eye(len(names), dtype=np.bool_) | np.isnan(values), -np.inf, values.round(9))
        np.put_along_axis(near, np.argsort(-own, axis=1, kind="stable")[:, :NEAREST], True, axis=1)
        chosen = near | near.T
    rows, columns = np.nonzero(np.triu(chosen, 1))
    ids = np.array(names, dtype=object)
    table = pd.DataFrame(
        {
            "basis": basis,
            "report_id": ids[rows],
            "other_id": ids[columns],
            "similarity": values[rows, columns],
        }
    )
    table = table.astype(dict.fromkeys(("basis", "report_id", "other_id"), "str"))
    table = table.assign(_key=-table["similarity"].round(9))
    return table.sort_values(["_key", "report_id", "other_id"], ignore_index=True).drop(columns="_key")


def resampled_cosines(
    paragraphs: TermMatrix, by: str = "report_id", *, resamples: int = 200, seed: int = 0
) -> NDArray[np.float64]:
    """Cosine similarities of reports when their paragraphs are drawn anew with replacement.

    Parameters
    ----------
    paragraphs : TermMatrix
        Counts, by paragraph; the idf of its terms is that of the reports as they are.
    by : str, default "report_id"
        The column of ``docs`` that tells the reports.
    resamples : int, default 200
        Draws of the bootstrap.
    seed : int, default 0
        The seed of the draws, 0 or more. A report has the same draws in any company.

    Returns
    -------
    array, resamples × reports × reports
    """
    reports = paragraphs.group(by)
    idf = np.log((1 + reports.shape[0]) / (1 + reports.document_counts)) + 1
    result = np.empty((resamples, reports.shape[0], reports.shape[0]))
    for number, counts in enumerate(_drawn_counts(paragraphs, by, resamples, seed)):
        vectors = unit_rows(np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0) * idf)
        result[number] = np.clip(vectors @ vectors.T, 0, 1)
    return result


def resampled_profiles(
    model: TopicModel, by: str = "report_id", *, resamples: int = 200, seed: int = 0
) -> NDArray[np.float64]:
    """Similarities of topic shares when the paragraphs of each report are drawn anew with replacement.

    Parameters
    ----------
    model : TopicModel
        Of which the shares are.
    by, resamples, seed
        As for ``resampled_cosines``.

    Returns
    -------
    array, resamples × reports × reports
        0 where a draw has no words.
    """
    words = model.docs["tokens"].to_numpy(dtype=np.float64)[:, None] * np.nan_to_num(model.shares.to_numpy())
    sums = np.stack(
        [
            times_drawn(len(rows), resamples, seed, name).T.astype(np.float64) @ words[rows]
            for name, rows in _named_rows(model.docs, by)
        ],
        axis=1,
    )
    return np.nan_to_num(profile_similarity(sums))


def _named_rows(docs: pd.DataFrame, by: str) -> list[tuple[str, NDArray[np.int64]]]:
    """The name and the rows of each group of documents, in the documents' order."""
    codes, labels = pd.factorize(docs[by])
    return list(zip(map(name_of, labels), members(codes.astype(np.int64), len(labels)), strict=True))


def _drawn_counts(
    paragraphs: TermMatrix, by: str, resamples: int, seed: int
) -> Iterator[NDArray[np.float64]]:
    """Counts of each report in one resample after another: reports × terms."""
    from scipy.sparse import csr_array

    codes = paragraphs.docs.groupby(by, sort=False).ngroup().to_numpy()
    size = int(codes.max(initial=-1)) + 1
    weights = np.zeros((resamples, len(codes)))
    for name, rows in _named_rows(paragraphs.docs, by):
        weights[:, rows] = times_drawn(len(rows), resamples, seed, name).T
    order = np.arange(len(codes))
    counts = paragraphs.counts.astype(np.float64)
    for own in weights:
        yield np.asarray((csr_array((own, (codes, order)), shape=(size, len(codes))) @ counts).toarray())
