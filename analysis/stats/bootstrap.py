"""The bootstrap: the units of a group (its paragraphs, its reports) drawn anew with replacement.

There is one rule of seeding. The chance of a set of draws comes from the caller's seed and the name of what
is drawn (a report, a group by its labels), and from nothing else: a group has the same draws, and so the same
interval, whatever other groups are looked at with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from analysis.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KEPT = 200_000  # units × resamples of a set of draws that is kept for the next table
_ROOM = 32 << 20  # bytes of all draws that are kept


def name_of(*labels: object) -> str:
    """The name of a group, by which its draws are seeded: its labels, a slash between.

    A whole number is written as one, since a column holds ``2020.0`` as soon as another row of it is unknown.

    >>> name_of("安徽省", 2020), name_of("安徽省", 2020.0)
    ('安徽省/2020', '安徽省/2020')
    """
    return "/".join(
        str(int(label)) if isinstance(label, float) and label.is_integer() else str(label) for label in labels
    )


def check_resamples(resamples: int) -> None:
    """Raise ``InputError`` where there are too few resamples for an interval.

    >>> check_resamples(2)
    """
    if resamples < 2:
        raise InputError("resamples is the number of resamples; give 2 or more")


def times_drawn(
    units: int, resamples: int, seed: int = 0, name: str = ""
) -> NDArray[np.unsignedinteger[Any]]:
    """How often each resample draws each unit, when it draws as many as there are, with replacement.

    Parameters
    ----------
    units : int
        How many units the group has.
    resamples : int
        How many resamples, 0 or more.
    seed : int, default 0
        The caller's seed, 0 or more.
    name : str, default ""
        The name of what is drawn (``name_of``): another name has other draws.

    Returns
    -------
    array of whole numbers, units × resamples
        Each column sums to ``units``.

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 6.

    Examples
    --------
    >>> times = times_drawn(4, 3, name="安徽省/2020")
    >>> times.shape, times.sum(axis=0).tolist()
    ((4, 3), [4, 4, 4])
    """
    drawn = np.random.default_rng((seed, crc32(name.encode()))).integers(0, units, size=(resamples, units))
    drawn *= resamples
    drawn += np.arange(resamples)[:, None]
    times = np.bincount(drawn.ravel(), minlength=resamples * units).reshape(units, resamples)
    return times.astype(np.min_scalar_type(units))


class Draws:
    """``times_drawn``, kept for the next table that asks for the same draws, as far as there is room."""

    def __init__(self) -> None:
        self._times: dict[tuple[int, int, int, str], NDArray[np.unsignedinteger[Any]]] = {}
        self._room = _ROOM

    def times(
        self, units: int, resamples: int, seed: int = 0, name: str = ""
    ) -> NDArray[np.unsignedinteger[Any]]:
        """``times_drawn`` of the same arguments.

        >>> draws = Draws()
        >>> draws.times(4, 3) is draws.times(4, 3)
        True
        """
        key = (units, resamples, seed, name)
        if key in self._times:
            return self._times[key]
        times = times_drawn(*key)
        if units * resamples <= _KEPT and times.nbytes <= self._room:
            self._times[key] = times
            self._room -= times.nbytes
        return times

    def weights(self, units: int, resamples: int, seed: int = 0, name: str = "") -> NDArray[np.float64]:
        """``times`` as numbers to multiply with, for intervals.

        ``NaN`` for fewer than two units, whose variation nothing shows. Raises ``InputError`` for fewer than
        two resamples.

        >>> Draws().weights(1, 2).tolist()
        [[nan, nan]]
        """
        check_resamples(resamples)
        if units < 2:
            return np.full((units, resamples), np.nan)
        return self.times(units, resamples, seed, name).astype(np.float64)
