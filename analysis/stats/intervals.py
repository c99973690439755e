"""Intervals from resamples: percentiles of what the resamples give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CONFIDENCE = 0.95


def ratio(numerator: NDArray[np.float64], denominator: NDArray[np.float64]) -> NDArray[np.float64]:
    """The quotient, ``NaN`` where nothing was counted."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(denominator > 0, numerator / denominator, np.nan)


def interval(values: NDArray[Any], confidence: float = CONFIDENCE) -> tuple[NDArray[Any], NDArray[Any]]:
    """Percentiles over the last axis, that of the resamples (the next resample outwards);

    ``NaN`` where resamples are undefined.
    """
    first, second = ends_of(values.shape[-1], confidence)
    ordered = np.sort(
        values, axis=-1
    )  # of contiguous rows, five times faster than a partition; undefined values go to the end
    return ordered[..., first], ordered[..., second]


def ends_of(resamples: int, confidence: float = CONFIDENCE) -> tuple[int, int]:
    """Which of so many ordered resamples bound an interval."""
    tail = (1 - confidence) / 2
    return int(np.floor(tail * (resamples - 1))), int(np.ceil((1 - tail) * (resamples - 1)))
