"""Terms that set a document apart: TF-IDF."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.text.sources import MatrixSource, as_matrix


def distinctive_terms(
    source: MatrixSource,
    *,
    top: int = 10,
    exclude: Iterable[str] = (),
    min_count: int = 2,
    label: Iterable[str] = ("report_id", "region", "year"),
) -> pd.DataFrame:
    """The terms of highest TF-IDF in each document of the matrix (group it first to compare provinces).

    tfidf = (1 + ln tf) · (ln((1 + N) / (1 + df)) + 1), each document scaled to length 1, where tf is the
    term's count in the document, N the number of documents and df the number of them with the term
    (scikit-learn's ``TfidfTransformer``, ``sublinear_tf=True``).

    Parameters
    ----------
    source : TermMatrix, corpus, reports, path or text
        A matrix of counts, documents × terms; of anything else one by report is made (``text.sources``).
    top : int, default 10
        How many terms of each document.
    exclude : iterable of str, default ()
        Terms to set aside before anything is computed; give ``lexicon.place_names()``, or the names of places
        win in every province.
    min_count : int, default 2
        How often the document must use the term.
    label : iterable of str, default ("report_id", "region", "year")
        Columns of ``docs`` that name a document; those that it lacks are left out.

    Returns
    -------
    DataFrame
        The columns of ``label``, ``rank`` (from 1), ``term``, ``tfidf`` (0–1), ``count``, ``per_10k``
        (running words), ``documents`` (df). Sorted by document, then tfidf downwards, then term.

    References
    ----------
    Salton & Buckley (1988), Information Processing & Management 24 (5), 513–523.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> from analysis.text.lexicon import place_names
    >>> from analysis.text.matrix import term_matrix
    >>> from analysis.text.tokens import TokenOptions, tokenise_corpus
    >>> matrix = term_matrix(tokenise_corpus(load_corpus(), TokenOptions(engine="rjieba")))
    >>> table = distinctive_terms(matrix, top=3, exclude=place_names())
    >>> table.loc[table["region"] == "海南省", "rank"].tolist()
    [1, 2, 3]
    """
    matrix = as_matrix(source, "report")
    matrix = matrix.drop(exclude)
    weighted = matrix.weight("tfidf").counts if len(matrix.docs) else matrix.counts
    labels = [column for column in label if column in matrix.docs.columns]
    tokens = matrix.docs["tokens"].to_numpy(dtype=np.float64)
    counted = matrix.counts.sorted_indices()
    columns, counts, rows = ([np.empty(0, dtype=np.int64)] for _ in range(3))
    values = [np.empty(0)]
    for row, (begin, end) in enumerate(pairwise(weighted.indptr.tolist())):
        fit = np.flatnonzero(counted.data[begin:end] >= min_count) + begin
        if len(fit) > top > 0:
            fit = fit[weighted.data[fit] >= np.partition(weighted.data[fit], -top)[-top]]
        names = np.array([matrix.terms[column] for column in weighted.indices[fit].tolist()], dtype=str)
        fit = fit[np.lexsort((names, -weighted.data[fit]))][:top]
        columns.append(weighted.indices[fit])
        values.append(weighted.data[fit])
        counts.append(counted.data[fit].astype(np.int64))
        rows.append(np.full(len(fit), row))
    term, count, document = np.concatenate(columns), np.concatenate(counts), np.concatenate(rows)
    table = matrix.docs[labels].iloc[document].reset_index(drop=True)
    table["rank"] = np.concatenate([np.arange(1, len(own) + 1) for own in rows])
    table["term"] = pd.Series([matrix.terms[column] for column in term.tolist()], dtype="str")
    table["tfidf"] = np.concatenate(values)
    table["count"] = count
    table["per_10k"] = 1e4 * count / np.maximum(tokens[document], 1.0)
    table["documents"] = matrix.document_counts[term]
    return table
