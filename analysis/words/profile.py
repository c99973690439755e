"""Vocabularies that tell documents apart: a shared one for all reports, and the terms that move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.stats.association import PRIOR_SHARE, weighted_log_odds
from analysis.tables import column_types
from analysis.tables.declaration import empty_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.text.matrix import TermMatrix


def term_profile(matrix: TermMatrix, terms: int = 40, min_share: float = 0.25) -> pd.DataFrame:
    """A shared vocabulary: the terms whose ``z`` varies most from report to report.

    ``z`` is that of each report against the others (``keyness_by``); terms are ordered by its root mean
    square over the reports.

    Parameters
    ----------
    matrix : TermMatrix
        Counts, by report, trimmed as for ``keyness``.
    terms : int, default 40
        How many terms.
    min_share : float, default 0.25
        The share of the reports that use a term, at least.

    Returns
    -------
    DataFrame
        One row a term and report: ``report_id, region, term, count, per_10k`` (running words), ``z``. Terms
        by the root mean square of their ``z`` downwards, then by name; reports in the order of the matrix.
        Reports without words and terms that don't occur are left out; no rows when fewer than two are left,
        since then there are no others.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> from analysis.text.matrix import TermMatrix
    >>> docs = pd.DataFrame({"report_id": ["a", "b"], "region": ["甲", "乙"], "tokens": [9, 9]})
    >>> profile = term_profile(TermMatrix(csr_array(np.array([[5, 2], [1, 2]])), ("创新", "就业"), docs))
    >>> profile.loc[profile["term"] == "创新", "z"].round(2).tolist()
    [2.03, -2.03]
    """
    matrix = matrix.select((matrix.docs["tokens"] > 0).to_numpy()).trim()
    if matrix.shape[0] < 2:
        return empty_table(column_types("term_profile"))
    tokens = matrix.docs["tokens"].to_numpy(dtype=np.float64)
    totals, words = matrix.totals.astype(np.float64), tokens.sum()
    size = PRIOR_SHARE * words
    prior = size * totals / words

    def z_of(row: int) -> NDArray[np.float64]:
        own = matrix.counts[[row]].toarray()[0].astype(np.float64)
        return weighted_log_odds(own, totals - own, tokens[row], words - tokens[row], prior, size)[1]

    squares = np.zeros(
        len(totals)
    )  # a report at a time: with thousands of them all z at once would take gigabytes
    for row in range(len(tokens)):
        squares += z_of(row) ** 2
    order = np.lexsort((np.array(matrix.terms, dtype=str), -squares))
    common = matrix.document_counts >= min_share * len(matrix.docs)
    chosen = order[common[order]][:terms]
    counts = matrix.counts[:, chosen].toarray().astype(np.int64)
    rates = 1e4 * counts / tokens[:, None]
    return pd.DataFrame(
        {
            "report_id": np.tile(matrix.docs["report_id"].to_numpy(), len(chosen)),
            "region": np.tile(matrix.docs["region"].to_numpy(), len(chosen)),
            "term": pd.Series(
                np.repeat(np.array(matrix.terms, dtype=object)[chosen], len(matrix.docs)), dtype="str"
            ),
            "count": counts.T.ravel(),
            "per_10k": rates.T.ravel(),
            "z": np.array([z_of(row)[chosen] for row in range(len(tokens))]).T.ravel(),
        }
    )


def moving_terms(matrix: TermMatrix, top: int = 60, min_count: int = 10) -> list[str]:
    """The terms whose shares differ most between the documents of the matrix (one document a year).

    Ordered by G² of the term's counts over the documents (per degree of freedom the same for all). Documents
    without words are left out.

    Parameters
    ----------
    matrix : TermMatrix
        Counts, one document a year.
    top : int, default 60
        How many terms.
    min_count : int, default 10
        Occurrences that a term needs.

    Returns
    -------
    list of str
        By G² downwards, then by name.
    """
    from scipy.special import xlogy

    matrix = matrix.select((matrix.docs["tokens"] > 0).to_numpy()).trim(min_count=min_count)
    tokens = matrix.docs["tokens"].to_numpy(dtype=np.float64)
    counts = matrix.counts.toarray().astype(np.float64)
    expected = np.outer(tokens / tokens.sum(), matrix.totals)
    rest, rest_expected = tokens[:, None] - counts, tokens[:, None] - expected
    with np.errstate(divide="ignore", invalid="ignore"):
        g2 = 2 * (xlogy(counts, counts / expected) + xlogy(rest, rest / rest_expected)).sum(axis=0)
    order = np.lexsort((np.array(matrix.terms, dtype=str), -g2))[:top]
    return [matrix.terms[column] for column in order]
