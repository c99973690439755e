"""How evenly terms are spread over the documents: Gries' deviation of proportions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.text.sources import MatrixSource, as_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray


_BLOCK = 64  # counts at a time: a few arrays of 64 × documents


def dispersion(source: MatrixSource) -> pd.DataFrame:
    """Gries' DP of each term over the documents of the matrix.

    With s_i the document's share of all running words and v_i its share of the term's occurrences,

        DP = ½ Σ |s_i − v_i|,

    0 where the term is spread as the words are, near 1 where one small document has it all. Documents without
    words are left out.

    Parameters
    ----------
    source : TermMatrix, corpus, reports, path or text
        A matrix of counts, documents × terms; of anything else one by report is made (``text.sources``).

    Returns
    -------
    DataFrame
        One row a term, in the order of the matrix: ``term``, ``count``; ``dp``; ``dp_norm`` = DP / (1 − min
        s_i), which can reach 1 (Lijffijt & Gries 2012); ``dp_floor``: the least DP that so many occurrences
        can have (three can't be spread over 29 reports), found by giving each document its whole share of the
        occurrences and the rest to the largest remainders, which minimises Σ |s_i − k_i / count|;
        ``dp_free``: (DP − floor) / (1 − min s_i − floor), 0 for as even and 1 for as uneven as the count
        allows: dispersion freed of frequency (Gries 2022). ``NaN`` for a term that doesn't occur and where
        fewer than two documents have words; ``dp_free`` too where the count leaves no choice.

    References
    ----------
    Gries (2008), International Journal of Corpus Linguistics 13 (4), 403–437; Lijffijt & Gries (2012), ibid.
    17 (1), 147–149; Gries (2022), Journal of Second Language Studies 5 (2), 171–205.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> from analysis.text.matrix import TermMatrix
    >>> docs = pd.DataFrame({"report_id": ["a", "b"], "tokens": [100, 300]})
    >>> dispersion(TermMatrix(csr_array(np.array([[1, 4], [3, 0]])), ("创新", "就业"), docs))["dp"].tolist()
    [0.0, 0.75]
    """
    matrix = as_matrix(source, "report")
    tokens = matrix.docs["tokens"].to_numpy(dtype=np.float64)
    counts = matrix.totals.astype(np.int64)
    table = pd.DataFrame({"term": np.array(matrix.terms, dtype=object), "count": counts})
    entries = matrix.counts.tocoo()
    rows, columns = entries.coords
    dp = deviations(tokens, rows, columns, entries.data, counts)
    return table.assign(**dict(zip(("dp", "dp_norm", "dp_floor", "dp_free"), dp, strict=True)))


def deviations(
    tokens: NDArray[np.float64],
    rows: NDArray[np.integer[Any]],
    columns: NDArray[np.integer[Any]],
    data: NDArray[Any],
    counts: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Dispersion of each term, from the entries of a matrix.

    Parameters
    ----------
    tokens : array, documents
        Running words.
    rows, columns, data : arrays, entries
        The counts of the matrix and where they stand.
    counts : array, terms
        The sums of the columns.

    Returns
    -------
    array, 4 × terms
        ``dp, dp_norm, dp_floor, dp_free``, as in ``dispersion``.
    """
    sizes = tokens[tokens > 0] / max(tokens.sum(), 1.0)
    if len(sizes) < 2:
        return np.full((4, len(counts)), np.nan)
    share_of_words = tokens[rows] / tokens.sum()
    share_of_term = data / np.maximum(counts, 1)[columns]
    # Documents without the term add s_i each: start from their sum, 1, and correct where the term stands.
    deviation = 1 + np.bincount(
        columns, weights=np.abs(share_of_words - share_of_term) - share_of_words, minlength=len(counts)
    )
    ceiling = 1 - sizes.min()
    occurs = counts > 0
    dp = np.where(occurs, np.maximum(deviation / 2, 0), np.nan)
    distinct, inverse = np.unique(counts, return_inverse=True)
    floor = np.where(occurs, _least_dp(distinct, sizes)[inverse], np.nan)
    room = ceiling - floor
    free = np.divide(dp - floor, room, out=np.full_like(dp, np.nan), where=room > 1e-12)
    return np.stack([dp, dp / ceiling, floor, np.clip(free, 0, 1)])


def _least_dp(counts: NDArray[np.int64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """The least DP of so many occurrences over documents of these sizes (largest remainders)."""
    result = np.full(len(counts), np.nan)
    for start in range(0, len(counts), _BLOCK):
        own = counts[start : start + _BLOCK, None]
        due = sizes * own
        given = np.floor(due)
        left = own - given.sum(axis=1, keepdims=True).astype(np.int64)
        largest = np.argsort(given - due, axis=1, kind="stable")
        np.put_along_axis(
            given,
            largest,
            np.take_along_axis(given, largest, axis=1) + (np.arange(len(sizes)) < left),
            axis=1,
        )
        with np.errstate(invalid="ignore", divide="ignore"):
            result[start : start + _BLOCK] = np.abs(sizes - given / own).sum(axis=1) / 2
    return result
