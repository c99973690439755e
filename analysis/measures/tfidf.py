"""Terms that set a document apart: TF-IDF."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from analysis.text.matrix import TermMatrix


def distinctive_terms(
    matrix: TermMatrix,
    *,
    top: int = 10,
    exclude: Iterable[str] = (),
    min_count: int = 2,
    label: Iterable[str] = ("report_id", "region", "year"),
) -> pd.DataFrame:
    """The terms of highest TF-IDF in each document of the matrix (group it first to compare provinces).

    The scheme: (1 + ln tf) · (ln((1 + N) / (1 + df)) + 1), each document scaled to length 1, where tf is the term's count in the document,
    N the number of documents and df the number of them with the term (scikit-learn's ``TfidfTransformer``, ``sublinear_tf=True``).

    ``exclude``: terms to set aside before anything is computed; give ``lexicon.place_names()``, or the names of places win in every province.
    ``min_count``: how often the document must use the term.

    Columns: those of ``label`` that the documents have, ``rank`` (from 1), ``term``, ``tfidf``, ``count``, ``per_10k`` (running words),
    ``documents`` (df).  Sorted by document, then tfidf downwards, then term.

    Source: Salton & Buckley (1988), Information Processing & Management 24 (5), 513–523.

    >>> from analysis import load_corpus
    >>> from analysis.text.lexicon import place_names
    >>> from analysis.text.matrix import term_matrix
    >>> from analysis.text.tokens import TokenOptions, tokenise_corpus
    >>> matrix = term_matrix(tokenise_corpus(load_corpus(), TokenOptions(engine="rjieba")))
    >>> table = distinctive_terms(matrix, top=3, exclude=place_names())
    >>> table.loc[table["region"] == "海南省", "rank"].tolist()
    [1, 2, 3]
    """
    matrix = matrix.drop(exclude)
    weighted = matrix.weight("tfidf").counts if len(matrix.docs) else matrix.counts
    names = np.array(matrix.terms, dtype=object)
    labels = [column for column in label if column in matrix.docs.columns]
    tokens = matrix.docs["tokens"].to_numpy(dtype=np.float64)
    document_counts = matrix.document_counts
    parts = []
    for row in range(matrix.shape[0]):
        begin, end = weighted.indptr[row], weighted.indptr[row + 1]
        columns, values = weighted.indices[begin:end], weighted.data[begin:end]
        counts = matrix.counts[[row]].toarray().ravel()[columns]
        fit = counts >= min_count
        columns, values, counts = columns[fit], values[fit], counts[fit]
        order = np.lexsort((names[columns].astype(str), -values))[:top]
        part = pd.DataFrame(
            {
                "rank": np.arange(1, len(order) + 1),
                "term": names[columns[order]],
                "tfidf": values[order],
                "count": counts[order].astype(np.int64),
                "per_10k": 1e4 * counts[order] / max(tokens[row], 1.0),
                "documents": document_counts[columns[order]],
            }
        )
        for position, column in enumerate(labels):
            part.insert(position, column, matrix.docs[column].iloc[row])
        parts.append(part)
    if not parts:
        return pd.DataFrame(columns=[*labels, "rank", "term", "tfidf", "count", "per_10k", "documents"])
    return pd.concat(parts, ignore_index=True)
