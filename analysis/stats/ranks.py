"""Ranks.

``scipy.stats.rankdata`` gives the same numbers (the tests hold them against it). It isn't used because a
build needs nothing else of ``scipy.stats``, whose import takes 0.8 s, and all ranks of a build 0.02 s. Of 500
resamples of 29 reports in 25 themes it takes 17 ms where this takes 10, and 370 ms where it leaves out what
is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def ranks(values: NDArray[Any]) -> NDArray[Any]:
    """Ranks along the last axis, 1 for the largest.

    Parameters
    ----------
    values : array of numbers
        ``NaN`` for what is unknown.

    Returns
    -------
    array of the same shape and kind
        Equal values have the mean of their ranks; ``NaN`` stays so and takes no rank from others.

    Examples
    --------
    >>> ranks(np.array([0.5, 0.25, 0.5, np.nan])).tolist()
    [1.5, 3.0, 1.5, nan]
    """
    order = np.argsort(-values, axis=-1)
    result = np.empty(values.shape, dtype=np.result_type(values, np.float32))
    np.put_along_axis(result, order, _mean_places(np.take_along_axis(values, order, axis=-1)) + 1, axis=-1)
    result[np.isnan(values)] = np.nan
    return result


def _mean_places(ordered: NDArray[Any]) -> NDArray[np.float32]:
    """The mean place, from 0, of each run of equal values among sorted ones."""
    size = ordered.shape[-1]
    place = np.arange(size, dtype=np.int32)
    starts, stops = np.ones(ordered.shape, dtype=np.bool_), np.ones(ordered.shape, dtype=np.bool_)
    starts[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    stops[..., :-1] = starts[..., 1:]
    first = np.maximum.accumulate(np.where(starts, place, 0), axis=-1)
    last = np.minimum.accumulate(np.where(stops, place, size)[..., ::-1], axis=-1)[..., ::-1]
    return (first + last) * np.float32(0.5)  # halves, exact below 8 million
