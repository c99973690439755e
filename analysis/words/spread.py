"""The most frequent terms of a set of reports, and how evenly the reports use them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.text.sources import MatrixSource, as_matrix


def keyword_spread(source: MatrixSource, top: int = 30) -> pd.DataFrame:
    """The most frequent terms of reports, with their rate and its quartiles over reports.

    Parameters
    ----------
    source : TermMatrix, corpus, reports, path or text
        A matrix of counts, documents × terms; of anything else one by report is made (``text.sources``).
    top : int, default 30
        How many terms.

    Returns
    -------
    DataFrame
        ``term, count, per_10k`` (10,000 · count / running words, all reports together), ``lower_quartile,
        median, upper_quartile`` (of the reports' own rates, linear interpolation; a report without words has
        no rate and takes no part), ``documents`` (reports with the term), ``reports``. Terms that don't occur
        have no row. Sorted by count downwards, then term.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> from analysis.text.matrix import TermMatrix
    >>> docs = pd.DataFrame({"report_id": ["a", "b"], "tokens": [100, 300]})
    >>> matrix = TermMatrix(csr_array(np.array([[3, 0], [3, 6]])), ("创新", "就业"), docs)
    >>> keyword_spread(matrix)[["term", "per_10k", "median", "documents"]]
      term  per_10k  median  documents
    0   创新    150.0   200.0          2
    1   就业    150.0   100.0          1
    """
    matrix = as_matrix(source, "report")
    totals = matrix.totals
    order = np.lexsort((np.array(matrix.terms, dtype=str), -totals))[:top]
    order = order[totals[order] > 0]
    tokens = matrix.docs["tokens"].to_numpy(dtype=np.float64)
    counts = matrix.counts[:, order].toarray()
    worded = tokens > 0  # a report without words has no rate
    rates = 1e4 * counts[worded] / tokens[worded, None]
    quartiles = (
        np.quantile(rates, [0.25, 0.5, 0.75], axis=0) if worded.any() else np.full((3, len(order)), np.nan)
    )
    return pd.DataFrame(
        {
            "term": pd.Series([matrix.terms[column] for column in order.tolist()], dtype="str"),
            "count": totals[order].astype(np.int64),
            "per_10k": 1e4 * totals[order] / tokens.sum(),
            "lower_quartile": quartiles[0],
            "median": quartiles[1],
            "upper_quartile": quartiles[2],
            "documents": (counts > 0).sum(axis=0),
            "reports": matrix.shape[0],
        }
    )
