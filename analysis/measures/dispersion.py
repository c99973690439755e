"""How evenly terms are spread over the documents: Gries' deviation of proportions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.text.matrix import TermMatrix


def dispersion(matrix: TermMatrix) -> pd.DataFrame:
    """Gries' DP of each term over the documents of the matrix, one row a term, in the order of the matrix.

    With s_i the document's share of all running words and v_i its share of the term's occurrences,

        DP = ½ Σ |s_i − v_i|,

    0 where the term is spread as the words are, near 1 where one small document has it all.  Columns:

    - ``term``, ``count``;
    - ``dp``; ``dp_norm`` = DP / (1 − min s_i), which can reach 1 (Lijffijt & Gries 2012);
    - ``dp_floor``: the least DP that so many occurrences can have (three can't be spread over 29 reports); found by giving each document
      its whole share of the occurrences and the rest to the largest remainders, which minimises Σ |s_i − k_i / count|;
    - ``dp_free``: (DP − floor) / (1 − min s_i − floor), 0 for as even and 1 for as uneven as the count allows: dispersion freed of
      frequency (Gries 2022).

    ``NaN`` for a term that doesn't occur and where fewer than two documents have words; ``dp_free`` too where the count leaves no choice.
    Documents without words are left out.

    Sources: Gries (2008), International Journal of Corpus Linguistics 13 (4), 403–437; Lijffijt & Gries (2012), ibid. 17 (1), 147–149;
    Gries (2022), Journal of Second Language Studies 5 (2), 171–205.
    """
    tokens = matrix.docs["tokens"].to_numpy(dtype=np.float64)
    counts = matrix.totals.astype(np.int64)
    table = pd.DataFrame({"term": np.array(matrix.terms, dtype=object), "count": counts})
    sizes = tokens[tokens > 0] / max(tokens.sum(), 1.0)
    if len(sizes) < 2:
        return table.assign(dp=np.nan, dp_norm=np.nan, dp_floor=np.nan, dp_free=np.nan)
    entries = matrix.counts.tocoo()
    share_of_words = tokens[entries.coords[0]] / tokens.sum()
    columns = entries.coords[1]
    share_of_term = entries.data / np.maximum(counts, 1)[columns]
    # Documents without the term add s_i each: start from their sum, 1, and correct where the term stands.
    deviation = 1 + np.bincount(columns, weights=np.abs(share_of_words - share_of_term) - share_of_words, minlength=len(counts))
    ceiling = 1 - sizes.min()
    occurs = counts > 0
    dp = np.where(occurs, np.maximum(deviation / 2, 0), np.nan)
    distinct, inverse = np.unique(counts, return_inverse=True)
    floor = np.where(occurs, np.array([_least_dp(int(count), sizes) for count in distinct])[inverse], np.nan)
    room = ceiling - floor
    free = np.divide(dp - floor, room, out=np.full_like(dp, np.nan), where=room > 1e-12)
    return table.assign(dp=dp, dp_norm=dp / ceiling, dp_floor=floor, dp_free=np.clip(free, 0, 1))


def _least_dp(count: int, sizes: NDArray[np.float64]) -> float:
    """The least DP of ``count`` occurrences over documents of these sizes (largest remainders)."""
    if count == 0:
        return float("nan")
    due = sizes * count
    given = np.floor(due)
    left = count - int(given.sum())
    given[np.argsort(given - due, kind="stable")[:left]] += 1
    return float(np.abs(sizes - given / count).sum() / 2)
