"""Labels that keep out of one another's way."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDS = 6
_ANGLES = np.deg2rad([90, 270, 0, 180, 45, 135, 225, 315, 67, 113, 247, 293])


def text_size(text: str, size: float) -> tuple[float, float]:
    """About how wide and high a line of text is, in points: a hanzi is as wide as the font is high, a Latin
    letter a little over half.
    """
    return sum(
        size if unicodedata.east_asian_width(char) in "WF" else 0.56 * size for char in text
    ), 1.15 * size


def shortened(text: str, most: int) -> str:
    """Text of at most so many characters, the last one … when there were more."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def place_labels(
    points: NDArray[np.float64],
    sizes: NDArray[np.float64],
    box: tuple[float, float],
    *,
    gap: float = 4.0,
    reach: int = 4,
) -> NDArray[np.float64]:
    """Centres of labels near their points, so that they cover neither one another nor a point where that can
    be had.

    Each label in turn takes the best of some places around its point, the nearer the better, above before
    below before beside; the round is repeated, so that early labels make way for late ones. Nothing is
    random.

    Parameters
    ----------
    points : array, labels × 2
        What is labelled: across and up, in printer's points, for the distances tried are so.
    sizes : array, labels × 2
        Width and height of each label (``text_size``).
    box : (float, float)
        Width and height of the area, which begins at 0; labels keep inside.
    gap : float, default 4.0
        Between a point and the nearest places tried for its label.
    reach : int, default 4
        At how many distances places are tried.

    Returns
    -------
    array, labels × 2
        The middles of the labels, rounded to a tenth.

    Examples
    --------
    >>> points, sizes = np.array([[50.0, 50.0], [50.0, 52.0]]), np.array([[20.0, 8.0], [20.0, 8.0]])
    >>> spots = place_labels(points, sizes, (100.0, 100.0))
    >>> bool((np.abs(spots[0] - spots[1]) >= [20, 8]).any())
    True
    """
    half = sizes / 2
    way = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)
    centres = points + np.array([0, 1]) * (half + gap)
    for _ in range(_ROUNDS):
        before = centres.copy()
        for label in range(len(points)):
            steps = np.concatenate([(half[label] + gap + 9 * ring) * way for ring in range(reach)])
            tries = np.clip(
                points[label] + steps, half[label], np.maximum(np.array(box) - half[label], half[label])
            )
            apart = np.abs(tries[:, None, :] - centres[None, :, :])
            over = np.clip(half[label] + half[None, :, :] + 0.8 - apart, 0, None).prod(axis=2)
            over[:, label] = 0
            cover = np.clip(half[label] + 2.5 - np.abs(tries[:, None, :] - points[None, :, :]), 0, None).prod(
                axis=2
            )
            far = np.abs(tries - points[label]).sum(axis=1)
            cost = (
                4 * over.sum(axis=1)
                + 3 * cover.sum(axis=1)
                + 0.4 * far
                + 0.5 * (np.arange(len(tries)) % len(way))
            )
            centres[label] = tries[int(np.argmin(np.round(cost, 6)))]
        if np.array_equal(before, centres):
            break
    return np.asarray(np.round(centres, 1))
