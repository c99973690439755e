"""Rows that belong together: their numbers, their places, their sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array


def alike(table: pd.DataFrame) -> NDArray[np.int64]:
    """The number of each row: rows alike in all columns (unknown is like unknown) have the same, in the order
    of the first of them.

    >>> alike(pd.DataFrame({"region": ["乙", "甲", "乙"], "year": [2020, 2020, 2020]})).tolist()
    [0, 1, 0]
    """
    codes = np.zeros(len(table), dtype=np.int64)
    for column in table.columns:
        own = pd.factorize(table[column], use_na_sentinel=False)[0].astype(np.int64)
        codes = pd.factorize(codes * (int(own.max(initial=0)) + 1) + own)[0].astype(np.int64)
    return codes


def members(groups: NDArray[np.int64], count: int) -> list[NDArray[np.int64]]:
    """The places of the members of each of ``count`` groups, in order.

    >>> [places.tolist() for places in members(np.array([1, 0, 1]), 3)]
    [[1], [0, 2], []]
    """
    if not count:
        return []
    ends = np.cumsum(np.bincount(groups, minlength=count))
    return np.split(np.argsort(groups, kind="stable"), ends[:-1])


def group_sums(counts: csr_array, labels: NDArray[np.int64], groups: int) -> NDArray[np.float64]:
    """The sum of the rows of each group.

    Parameters
    ----------
    counts : sparse array, rows × columns
        What is added up.
    labels : array, rows
        The group of each row, from 0.
    groups : int
        How many groups there are.

    Returns
    -------
    array, groups × columns

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> group_sums(csr_array(np.array([[1, 0], [2, 3]])), np.array([1, 1]), 2).tolist()
    [[0.0, 0.0], [3.0, 3.0]]
    """
    cells = np.repeat(labels * counts.shape[1], np.diff(counts.indptr)) + counts.indices
    sums = np.bincount(cells, weights=counts.data, minlength=groups * counts.shape[1])
    return np.asarray(sums, dtype=np.float64).reshape(groups, counts.shape[1])
