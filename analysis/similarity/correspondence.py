"""Correspondence analysis: a table of counts as a map of its rows and columns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import InputError


class Correspondence(NamedTuple):
    """``rows`` and ``columns``: ``name, mass, inertia`` (its part of the total, as a share), ``dim1, dim2`` …
    (principal coordinates), ``quality`` (the share of its own inertia that the first two dimensions show).
    ``inertias``: ``dimension, inertia, share``.
    """

    rows: pd.DataFrame
    columns: pd.DataFrame
    inertias: pd.DataFrame

    def __repr__(self) -> str:
        return f"<Correspondence: {len(self.rows):,} rows, {len(self.columns):,} columns>"


def correspondence(table: pd.DataFrame, dimensions: int = 2) -> Correspondence:
    """Correspondence analysis of a table of non-negative numbers.

    With P the table over its sum, r and c its margins: the singular value decomposition of (P − r cᵀ) / √(r
    cᵀ); principal coordinates are the singular vectors over the root of the mass, times the singular values;
    inertia is their square. In each dimension the row of greatest inertia there is on the positive side, and
    coordinates are rounded to ten decimals.

    Parameters
    ----------
    table : DataFrame, rows × columns
        Index and columns are the names.
    dimensions : int, default 2
        How many coordinates.

    Returns
    -------
    Correspondence
        ``rows``, ``columns``, ``inertias``. Rows and columns of nothing have ``NaN`` coordinates.

    Raises
    ------
    InputError
        For negative or unknown numbers and for a table of fewer than three rows or columns that hold
        anything.

    References
    ----------
    Greenacre (2017), *Correspondence Analysis in Practice*, 3rd edition, appendix A.

    Examples
    --------
    >>> result = correspondence(pd.DataFrame(np.eye(3) * 5 + 1, index=list("abc"), columns=list("xyz")))
    >>> result.inertias["share"].round(3).tolist()
    [0.5, 0.5]
    """
    values = table.to_numpy(dtype=np.float64)
    if np.isnan(values).any() or (values < 0).any():
        raise InputError("correspondence analysis wants numbers of 0 or more in every cell")
    keep_rows, keep_columns = values.sum(axis=1) > 0, values.sum(axis=0) > 0
    if keep_rows.sum() < 3 or keep_columns.sum() < 3:
        raise InputError(
            f"a map wants three rows and columns that hold anything; the table has {keep_rows.sum()} and "
            f"{keep_columns.sum()}"
        )
    shares = values[np.ix_(keep_rows, keep_columns)] / values.sum()
    row_mass, column_mass = shares.sum(axis=1), shares.sum(axis=0)
    expected = np.outer(row_mass, column_mass)
    left, singular, right = np.linalg.svd((shares - expected) / np.sqrt(expected), full_matrices=False)
    rank = min(shares.shape) - 1
    left, singular, right = left[:, :rank], singular[:rank], right[:rank].T
    strongest = np.argmax(np.round(np.abs(left), 9), axis=0)
    signs = np.where(left[strongest, np.arange(rank)] < 0, -1.0, 1.0)
    inertia = singular**2
    total = float(inertia.sum())
    found = []
    for vectors, mass, keep, names in (
        (left, row_mass, keep_rows, table.index),
        (right, column_mass, keep_columns, table.columns),
    ):
        points = vectors * signs * singular / np.sqrt(mass)[:, None]
        own = (points**2).sum(axis=1)
        frame = pd.DataFrame({"name": names.astype(str), "mass": 0.0, "inertia": np.nan})
        frame.loc[keep, "mass"] = mass
        frame.loc[keep, "inertia"] = np.round(mass * own / total, 10) if total > 0 else np.nan
        for dimension in range(min(dimensions, rank)):
            frame[f"dim{dimension + 1}"] = np.nan
            frame.loc[keep, f"dim{dimension + 1}"] = np.round(points[:, dimension], 10)
        frame["quality"] = np.nan
        frame.loc[keep, "quality"] = np.round(
            np.divide((points[:, :2] ** 2).sum(axis=1), own, out=np.full(len(own), np.nan), where=own > 0), 10
        )
        found.append(frame)
    inertias = pd.DataFrame(
        {
            "dimension": np.arange(1, rank + 1),
            "inertia": inertia,
            "share": inertia / total if total > 0 else np.nan,
        }
    )
    return Correspondence(found[0], found[1], inertias)
