"""Statistics of a 2 × 2 table: how strongly a term goes with a group, or a word with another.

Everywhere a and b are a term's counts on two sides of c and d words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The words of the prior of the log-odds, as a share of the words of both sides: a term of five occurrences
# gets half a one. With a much smaller prior the variance of a term that a side lacks, about 1 / α, hides it
# however often the other side has it; a larger one shrinks all.
PRIOR_SHARE = 0.1


def log_likelihood(
    a: NDArray[Any], b: NDArray[Any], c: NDArray[Any] | float, d: NDArray[Any] | float
) -> NDArray[np.float64]:
    """G² = 2 Σ O ln(O / E) of the tables [[a, b], [c − a, d − b]].

    Parameters
    ----------
    a, b : arrays, terms
        A term's counts on the two sides.
    c, d : float, or arrays of the shape of ``a``
        Running words of the two sides.

    Returns
    -------
    array, terms
        0 or more.

    References
    ----------
    Dunning (1993), Computational Linguistics 19 (1), 61–74; the example is “the swiss”, first in its table of
    bigrams.

    Examples
    --------
    >>> log_likelihood(np.array([110]), np.array([111]), 2552, 29225).round(2).tolist()
    [270.72]
    """
    from scipy.special import xlogy

    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    c, d = np.asarray(c, dtype=np.float64), np.asarray(d, dtype=np.float64)
    n = c + d
    cells = xlogy(a, a) + xlogy(b, b) + xlogy(c - a, c - a) + xlogy(d - b, d - b)
    margins = xlogy(a + b, a + b) + xlogy(n - a - b, n - a - b) + xlogy(c, c) + xlogy(d, d)
    return np.asarray(np.maximum(2 * (cells - margins + xlogy(n, n)), 0))


def chi2_tail(statistic: NDArray[np.float64]) -> NDArray[np.float64]:
    """The upper tail of χ² with one degree of freedom.

    >>> chi2_tail(np.array([3.841458820694124])).round(6).tolist()
    [0.05]
    """
    from scipy.special import chdtrc

    return np.asarray(chdtrc(1.0, statistic))


def benjamini_hochberg(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """The adjusted p-values of a family of tests.

    Parameters
    ----------
    p : array, tests
        Between 0 and 1.

    Returns
    -------
    array, tests
        The least false discovery rate at which each would be kept, at most 1.

    References
    ----------
    Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289–300.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(4).tolist()
    [0.03, 0.04, 0.04]
    """
    count = len(p)
    order = np.argsort(p, kind="stable")[::-1]
    adjusted = np.empty(count)
    adjusted[order] = np.minimum(np.minimum.accumulate(p[order] * count / np.arange(count, 0, -1)), 1)
    return adjusted


def log_ratio(a: NDArray[Any], b: NDArray[Any], c: float, d: float) -> NDArray[np.float64]:
    """log₂ ((a / c) / (b / d)), a count of 0 taken for ½.

    Parameters
    ----------
    a, b : arrays, terms
        A term's counts on the two sides.
    c, d : float
        Running words of the two sides.

    Returns
    -------
    array, terms
        1 for twice as frequent on the first side; ``NaN`` where both counts are 0.

    References
    ----------
    Hardie (2014), Log Ratio: an informal introduction.

    Examples
    --------
    >>> log_ratio(np.array([8, 3]), np.array([2, 0]), 100, 100).round(3).tolist()
    [2.0, 2.585]
    """
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    ratio = np.log2(np.maximum(a, 0.5) / c) - np.log2(np.maximum(b, 0.5) / d)
    return np.where(a + b > 0, ratio, np.nan)


def weighted_log_odds(
    a: NDArray[Any], b: NDArray[Any], c: float, d: float, prior: NDArray[Any], prior_size: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The difference of a term's log-odds on the two sides, and that difference over its standard deviation.

    With α the prior's count of the term and α₀ = ``prior_size`` the prior's words,

        δ = ln((a + α) / (c + α₀ − a − α)) − ln((b + α) / (d + α₀ − b − α)), z = δ / √(1 / (a + α) + 1 / (b +
        α)).

    Parameters
    ----------
    a, b : arrays, terms
        A term's counts on the two sides.
    c, d : float
        Running words of the two sides.
    prior : array, terms
        The prior's count of each term.
    prior_size : float
        The prior's words (by default in ``words`` a share ``PRIOR_SHARE`` of both sides').

    Returns
    -------
    odds, z : arrays, terms

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Political Analysis 16, 372–403, equations 15, 20 and 22.

    Examples
    --------
    >>> odds, z = weighted_log_odds(np.array([30.0]), np.array([10.0]), 1000, 1000, np.array([2.0]), 100)
    >>> odds.round(3).tolist(), z.round(3).tolist()
    ([0.999], [2.952])
    """
    first, second = np.asarray(a) + prior, np.asarray(b) + prior
    odds = np.log(first / (c + prior_size - first)) - np.log(second / (d + prior_size - second))
    return odds, odds / np.sqrt(1 / first + 1 / second)


def log_dice(
    together: NDArray[Any], first: NDArray[Any] | float, second: NDArray[Any] | float
) -> NDArray[np.float64]:
    """14 + log₂ (2 f(xy) / (f(x) + f(y))): one less for half the strength, whatever the size of the corpus.

    Parameters
    ----------
    together : array, words
        How often each word stands with the other.
    first, second : float or array, words
        How often either stands at all.

    Returns
    -------
    array, words
        At most 14; −∞ for words that never meet.

    References
    ----------
    Rychlý (2008), A lexicographer-friendly association score, RASLAN, 6–9.

    Examples
    --------
    >>> log_dice(np.array([10, 5]), 10, np.array([10, 10])).tolist()
    [14.0, 13.0]
    """
    with np.errstate(divide="ignore"):
        return np.asarray(
            14
            + np.log2(2 * np.asarray(together, dtype=np.float64) / (np.asarray(first) + np.asarray(second)))
        )
