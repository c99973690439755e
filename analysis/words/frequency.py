"""How often terms occur, and over how many documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.stats.grouping import members
from analysis.text.sources import MatrixSource, as_matrix
from analysis.words.dispersion import deviations

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.text.matrix import TermMatrix

PER = 10_000
_SPREAD = ["dp", "dp_norm", "dp_floor", "dp_free"]


def keyword_frequencies(
    source: MatrixSource,
    terms: Iterable[str] | None = None,
    *,
    by: str | Sequence[str] | None = None,
    top: int | None = None,
    min_count: int = 1,
) -> pd.DataFrame:
    """Counts of terms and their rate per 10,000 running words, in all documents or group by group.

    Parameters
    ----------
    source : TermMatrix, corpus, reports, path or text
        A matrix of counts, documents × terms; of anything else one by report is made (``text.sources``).
    terms : iterable of str or None, default None
        Only these, also where they count 0.
    by : str or sequence of str or None, default None
        Columns of ``docs`` that make the groups.
    top : int or None, default None
        The most frequent of each group.
    min_count : int, default 1
        Without ``terms``, only terms with so many occurrences in the group.

    Returns
    -------
    DataFrame
        One row a term (and group): the columns of ``by``; ``term``; ``count``: how often it occurs;
        ``tokens``: running words of the group, stop words included, the denominator; ``per_10k``: 10,000 ·
        count / tokens, ``NaN`` where the group has no words; ``documents``: in how many documents of the
        group it stands; ``range``: their share of all its documents; ``dp, dp_norm, dp_floor, dp_free``:
        Gries' dispersion over the documents of the group, and the least that so few occurrences can have (see
        ``dispersion``), ``NaN`` in a group of one document. Sorted by group (in the matrix's order), then
        count downwards, then term.

    Raises
    ------
    InputError
        For a term that the matrix doesn't know, and a column that the documents lack.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> from analysis.text.matrix import term_matrix
    >>> from analysis.text.tokens import TokenOptions, tokenise_corpus
    >>> matrix = term_matrix(tokenise_corpus(load_corpus(), TokenOptions(engine="rjieba")))
    >>> keyword_frequencies(matrix, ["放管服"], by="level")["documents"].tolist()
    [2, 1, 27]
    """
    matrix = as_matrix(source, "report")
    matrix = matrix if terms is None else matrix.keep(terms)
    codes, labels = matrix.groups([] if by is None else by)
    words = matrix.docs["tokens"].to_numpy(dtype=np.float64)
    groups = [
        _of_group(matrix, rows, words, None if terms is not None else max(1, min_count), top)
        for rows in members(codes, len(labels))
    ]
    sizes = np.array([len(own.columns) for own in groups], dtype=np.int64)
    group = np.repeat(np.arange(len(groups)), sizes)
    columns = _joined([own.columns for own in groups])
    tokens = np.bincount(codes, weights=words, minlength=len(labels))[group]
    table = labels.iloc[group].reset_index(drop=True)
    table["term"] = pd.Series([matrix.terms[column] for column in columns.tolist()], dtype="str")
    table["count"] = _joined([own.counts for own in groups])
    table["tokens"] = tokens.astype(np.int64)
    with np.errstate(invalid="ignore", divide="ignore"):
        table["per_10k"] = np.where(tokens > 0, PER * table["count"] / tokens, np.nan)
        table["documents"] = _joined([own.documents for own in groups])
        table["range"] = table["documents"] / np.bincount(codes, minlength=len(labels))[group]
    table[_SPREAD] = np.concatenate([np.empty((4, 0)), *(own.spread for own in groups)], axis=1).T
    return table


class _Group(NamedTuple):
    """The terms of one group of documents, in the order of the table;

    ``spread``: the four measures of dispersion × terms.
    """

    columns: NDArray[np.int64]
    counts: NDArray[np.int64]
    documents: NDArray[np.int64]
    spread: NDArray[np.float64]


def _of_group(
    matrix: TermMatrix,
    rows: NDArray[np.int64],
    words: NDArray[np.float64],
    min_count: int | None,
    top: int | None,
) -> _Group:
    """All terms (``min_count`` is ``None``) or those with so many occurrences, the ``top`` most frequent:
    dispersion is only worked out for these.
    """
    block = matrix.counts[rows]
    totals = np.bincount(block.indices, weights=block.data, minlength=len(matrix.terms))
    chosen = np.arange(len(totals)) if min_count is None else np.flatnonzero(totals >= min_count)
    if top is not None and len(chosen) > top > 0:
        chosen = chosen[totals[chosen] >= np.partition(totals[chosen], -top)[-top]]
    names = np.array([matrix.terms[column] for column in chosen.tolist()], dtype=str)
    chosen = chosen[np.lexsort((names, -totals[chosen]))][:top]
    counts = totals[chosen].astype(np.int64)
    place = np.full(len(totals), -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    columns = place[block.indices]
    kept = columns >= 0
    columns, data, document = (
        columns[kept],
        block.data[kept],
        np.repeat(np.arange(len(rows)), np.diff(block.indptr))[kept],
    )
    documents = np.bincount(columns[data != 0], minlength=len(chosen)).astype(np.int64)
    return _Group(chosen, counts, documents, deviations(words[rows], document, columns, data, counts))


def _joined(several: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.empty(0, dtype=np.int64), *several])
