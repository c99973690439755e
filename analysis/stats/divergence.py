"""How far two distributions are from one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def jensen_shannon(p: NDArray[np.float64], q: NDArray[np.float64]) -> NDArray[np.float64]:
    """The Jensen–Shannon divergence in bits along the last axis.

    JS(p, q) = ½ Σ p log₂(p / m) + ½ Σ q log₂(q / m), m = (p + q) / 2. Its root is a metric.

    Parameters
    ----------
    p, q : arrays, … × categories
        Weights of 0 or more; each row is scaled to sum 1. The other axes are broadcast.

    Returns
    -------
    array of the other axes
        0 for like distributions, 1 for those without anything in common; ``NaN`` where either sums to 0 or
        is unknown.

    References
    ----------
    Lin (1991), IEEE Transactions on Information Theory 37 (1), 145–151; Endres & Schindelin (2003), ibid. 49,
    1858–1860 (the metric).

    Examples
    --------
    >>> jensen_shannon(np.array([[1.0, 0.0], [2.0, 2.0]]), np.array([0.0, 3.0])).round(3).tolist()
    [1.0, 0.311]
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        p, q = p / p.sum(axis=-1, keepdims=True), q / q.sum(axis=-1, keepdims=True)
        m = (p + q) / 2
        terms = np.where(p > 0, p * np.log2(p / m), 0) + np.where(q > 0, q * np.log2(q / m), 0)
    # Rounding can take the sum of like distributions below 0.
    return np.where(np.isnan(p + q).any(axis=-1), np.nan, np.maximum(terms.sum(axis=-1), 0) / 2)
