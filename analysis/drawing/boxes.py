"""Text that covers no other text: boxes pushed apart, lines spread along a side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axis import Axis
    from numpy.typing import NDArray


def spaced(values: Sequence[float], least: float) -> list[float]:
    """Of ascending values those to label: the first, the last, and between them as many as stand ``least``
    apart.

    >>> spaced([2014, 2015, 2020, 2023, 2024], 2)
    [2014, 2020, 2024]
    """
    if len(values) < 3:
        return list(values)
    chosen = [values[0]]
    for value in values[1:-1]:
        if value - chosen[-1] >= least and values[-1] - value >= least:
            chosen.append(value)
    return [*chosen, values[-1]]


def label_years(axis: Axis, years: Sequence[int], least: float) -> None:
    """A tick at each year, labelled where neighbours stand ``least`` years apart.

    Parameters
    ----------
    axis : matplotlib.axis.Axis
        The axis of years; its ticks are set.
    years : sequence of int
        The years, ascending.
    least : float
        Years between two labels at the least; the first and the last year have theirs all the same.
    """
    shown = set(spaced(years, least))
    axis.set_ticks(list(years), [str(year) if year in shown else "" for year in years])


def spread_lines(wanted: list[float], least: float, low: float, high: float) -> list[float]:
    """Heights for lines of text near the ones wanted, from the top down.

    Parameters
    ----------
    wanted : list of float
        Heights of the middles, descending.
    least : float
        Between two middles at the least, in the same unit.
    low, high : float
        Between which the middles lie, unless there is no room for so many.

    Returns
    -------
    list of float
        A height for each line, in the order of ``wanted``.

    Examples
    --------
    >>> [round(y, 2) for y in spread_lines([0.5, 0.5, 0.1], 0.1, 0, 1)]
    [0.55, 0.45, 0.1]
    """
    groups: list[tuple[float, int]] = []  # middle and number of lines of groups that touch
    for y in wanted:
        middle, count = y, 1
        while groups and groups[-1][0] - groups[-1][1] * least / 2 < middle + count * least / 2:
            above, more = groups.pop()
            middle, count = (above * more + middle * count) / (more + count), more + count
        groups.append((middle, count))
    places = [middle + least * ((count - 1) / 2 - i) for middle, count in groups for i in range(count)]
    ceiling = high
    for i, y in enumerate(places):
        places[i] = min(y, ceiling)
        ceiling = places[i] - least
    floor = low
    for i in range(len(places) - 1, -1, -1):
        places[i] = max(places[i], floor)
        floor = places[i] + least
    return places


def push_apart(
    centres: NDArray[np.float64], sizes: NDArray[np.float64], bounds: tuple[float, float], steps: int = 4000
) -> NDArray[np.float64]:
    """Move boxes until none covers another, inside of an area; the same input gives the same places.

    Parameters
    ----------
    centres : array, boxes × 2
        Where the middles should be: across and up.
    sizes : array, boxes × 2
        Width and height of each box, in the same unit.
    bounds : (float, float)
        Width and height of the area, which begins at 0; a box larger than that begins at 0 too.
    steps : int, default 4000
        After so many moves boxes stay where they are, even if some cover others.

    Returns
    -------
    array, boxes × 2
        The middles, rounded to a thousandth.

    Examples
    --------
    >>> moved = push_apart(np.array([[1.0, 1.0], [1.2, 1.0]]), np.array([[1.0, 0.5], [1.0, 0.5]]), (4, 4))
    >>> bool(abs(moved[0] - moved[1])[1] >= 0.5)
    True
    """
    place = centres.astype(float).copy()
    half = sizes / 2
    top = np.array(bounds, dtype=float)
    first, second = np.triu_indices(len(place), 1)
    reach = half[first] + half[second]
    for _ in range(steps):
        place = np.clip(place, half, np.maximum(top - half, half))
        gap = place[second] - place[first]
        cover = reach - np.abs(gap)
        hit = np.flatnonzero((cover > 1e-4).all(axis=1))
        if not len(hit):
            break
        move = np.zeros_like(place)
        for pair in hit:
            axis = int(cover[pair, 1] <= cover[pair, 0])
            way = 1.0 if gap[pair, axis] >= 0 else -1.0
            move[first[pair], axis] -= way * 0.3 * cover[pair, axis]
            move[second[pair], axis] += way * 0.3 * cover[pair, axis]
        place = place + move
    return np.round(place, 3)
