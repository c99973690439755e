"""Rows and columns of a table put so that like stands by like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def seriate(values: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The order of rows and of columns along the first axis of a correspondence analysis.

    The first pair of singular vectors of the standardised residuals (x / n − r c) / √(r c), r and c the
    shares of rows and columns; ties keep their order, and the sign is chosen so that the largest row comes in
    the first half.

    Parameters
    ----------
    values : array, rows × columns
        Counts, rates or other weights, 0 or more; undefined ones count as 0.

    Returns
    -------
    tuple of two arrays of int
        The places of the rows, and of the columns, in their new order.

    References
    ----------
    Greenacre (2017), Correspondence Analysis in Practice.

    Examples
    --------
    >>> rows, columns = seriate(np.array([[9.0, 1, 0], [0, 1, 9], [8, 2, 0]]))
    >>> rows.tolist()[1], columns.tolist()
    (2, [0, 1, 2])
    """
    table = np.nan_to_num(np.asarray(values, dtype=np.float64))
    if min(table.shape) < 2 or table.sum() <= 0:
        return np.arange(table.shape[0]), np.arange(table.shape[1])
    table = table / table.sum()
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    scale = np.sqrt(np.outer(rows, columns))
    residuals = np.divide(table - np.outer(rows, columns), scale, out=np.zeros_like(table), where=scale > 0)
    left, _, right = np.linalg.svd(residuals, full_matrices=False)
    first = np.divide(left[:, 0], np.sqrt(rows), out=np.zeros(len(rows)), where=rows > 0)
    second = np.divide(right[0], np.sqrt(columns), out=np.zeros(len(columns)), where=columns > 0)
    sign = -1.0 if first[int(rows.argmax())] > 0 else 1.0
    return np.argsort(np.round(sign * first, 9), kind="stable"), np.argsort(
        np.round(sign * second, 9), kind="stable"
    )
