"""How often terms occur, and over how many documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.measures.dispersion import dispersion

if TYPE_CHECKING:
    from analysis.text.matrix import TermMatrix

PER = 10_000
_SPREAD = ["dp", "dp_norm", "dp_floor", "dp_free"]


def keyword_frequencies(
    matrix: TermMatrix,
    terms: Iterable[str] | None = None,
    *,
    by: str | Sequence[str] | None = None,
    top: int | None = None,
    min_count: int = 1,
) -> pd.DataFrame:
    """Counts of terms and their rate per 10,000 running words, in all documents or group by group.

    One row a term (and group), with the columns of ``by`` first, then

    - ``term``;
    - ``count``: how often it occurs;
    - ``tokens``: running words of the group, stop words included; the denominator;
    - ``per_10k``: 10,000 · count / tokens, ``NaN`` where the group has no words;
    - ``documents``: in how many documents of the group it stands; ``range``: their share of all its documents;
    - ``dp, dp_norm, dp_floor, dp_free``: Gries' dispersion over the documents of the group, and the least that so few occurrences can have
      (see ``dispersion``); ``NaN`` in a group of one document.

    ``terms``: only these, also where they count 0 (``InputError`` for one that the matrix doesn't know).  Without ``terms``, only terms
    with ``min_count`` occurrences in the group; ``top`` keeps the most frequent of each group.  Sorted by group (in the matrix's order),
    then count downwards, then term.

    >>> from analysis import load_corpus
    >>> from analysis.text.matrix import term_matrix
    >>> from analysis.text.tokens import TokenOptions, tokenise_corpus
    >>> matrix = term_matrix(tokenise_corpus(load_corpus(), TokenOptions(engine="rjieba")))
    >>> keyword_frequencies(matrix, ["放管服"], by="level")["documents"].tolist()
    [2, 1, 27]
    """
    matrix = matrix if terms is None else matrix.keep(terms)
    keys = [] if by is None else [by] if isinstance(by, str) else list(by)
    grouped = matrix.group(keys) if keys else None
    if grouped is None:
        counts, ranges, parts = matrix.totals[None, :], matrix.document_counts[None, :], [matrix]
        tokens, sizes = np.array([matrix.docs["tokens"].sum()]), np.array([len(matrix.docs)])
        labels = pd.DataFrame(index=range(1))
    else:
        codes = matrix.docs.groupby(keys, sort=False, dropna=False).ngroup().to_numpy()
        parts = [matrix.select(codes == code) for code in range(len(grouped.docs))] or [matrix]  # no group: shapes all the same
        counts, ranges = grouped.counts.toarray(), np.array([part.document_counts for part in parts])
        tokens, sizes = grouped.docs["tokens"].to_numpy(), grouped.docs["documents"].to_numpy()
        labels = grouped.docs[keys]
    if terms is None:
        rows, columns = np.nonzero(counts >= max(1, min_count))
    else:
        rows, columns = (index.ravel() for index in np.indices(counts.shape))
    table = labels.iloc[rows].reset_index(drop=True)
    table["term"] = np.array(matrix.terms, dtype=object)[columns]
    table["count"] = counts[rows, columns].astype(np.int64)
    table["tokens"] = tokens[rows].astype(np.int64)
    with np.errstate(invalid="ignore", divide="ignore"):
        table["per_10k"] = np.where(tokens[rows] > 0, PER * table["count"] / tokens[rows], np.nan)
        table["documents"] = ranges[rows, columns].astype(np.int64)
        table["range"] = table["documents"] / sizes[rows]
    spread = np.stack([dispersion(part)[_SPREAD].to_numpy() for part in parts])
    table[_SPREAD] = spread[rows, columns]
    order = np.lexsort((table["term"].to_numpy(dtype=str), -table["count"].to_numpy(), rows))
    table, rows = table.iloc[order].reset_index(drop=True), rows[order]
    if top is not None:
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        place = np.arange(len(rows)) - np.repeat(starts, np.diff(np.append(starts, len(rows))))
        table = table[place < top].reset_index(drop=True)
    return table

