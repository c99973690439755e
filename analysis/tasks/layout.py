"""Places for the departments of a network.

A fixed number of plain steps on numpy arrays draws the places together, and what is returned is rounded, so
that the last bits of a machine's arithmetic don't move a figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

_STEPS = 300
_APART = 0.8  # members of two communities stand farther apart, by so many ties


def strongest_ties(edges: pd.DataFrame, departments: Sequence[str], each: int = 3) -> pd.DataFrame:
    """The ties among ``departments`` that are among the strongest ``each`` of one of their ends, ties broken
    by name.

    Parameters
    ----------
    edges
        ``source, target, weight``, a row a tie.
    departments
        The departments that are drawn.
    each
        How many ties of a department may stay for its sake.

    Returns
    -------
    DataFrame
        Rows of ``edges``.

    Examples
    --------
    >>> import pandas as pd
    >>> ties = [("a", "b", 3), ("a", "c", 2), ("b", "c", 1)]
    >>> edges = pd.DataFrame(ties, columns=["source", "target", "weight"])
    >>> strongest_ties(edges, ["a", "b", "c"], each=1)[["source", "target"]].values.tolist()
    [['a', 'b'], ['a', 'c']]
    """
    inside = edges[edges["source"].isin(departments) & edges["target"].isin(departments)]
    inside = inside.sort_values(["weight", "source", "target"], ascending=[False, True, True], kind="stable")
    kept: set[int] = set()
    for name in departments:
        own = inside[(inside["source"] == name) | (inside["target"] == name)]
        kept |= set(own.index[:each])
    return inside[inside.index.isin(kept)].reset_index(drop=True)


def stress_layout(ties: pd.DataFrame, community: Mapping[str, int]) -> dict[str, tuple[float, float]]:
    """A place in the unit square for each key of ``community``: near where ties are few steps long (stress
    majorisation).

    ``ties`` has ``source, target``. Distances are steps along ties; pairs without a path stand as far apart
    as the longest one plus one; members of two communities a little farther. The start is a circle by
    community and name (Gansner, Koren & North 2004).

    >>> import pandas as pd
    >>> places = stress_layout(pd.DataFrame({"source": ["a"], "target": ["b"]}), {"a": 1, "b": 1})
    >>> places["a"] != places["b"] and all(0 <= x <= 1 for place in places.values() for x in place)
    True
    """
    names = sorted(community, key=lambda name: (community[name], name))
    count = len(names)
    if count < 2:
        return dict.fromkeys(names, (0.5, 0.5))
    index = {name: i for i, name in enumerate(names)}
    steps = np.full((count, count), np.inf)
    np.fill_diagonal(steps, 0)
    for source, target in zip(ties["source"], ties["target"], strict=True):
        steps[index[source], index[target]] = steps[index[target], index[source]] = 1
    for k in range(count):
        steps = np.minimum(steps, steps[:, k, None] + steps[None, k, :])
    steps = np.where(np.isfinite(steps), steps, steps[np.isfinite(steps)].max() + 1)
    groups = np.array([community[name] for name in names])
    wanted = steps + _APART * (groups[:, None] != groups[None, :])
    np.fill_diagonal(wanted, 1)
    weight = wanted**-2
    np.fill_diagonal(weight, 0)
    angle = 2 * np.pi * np.arange(count) / count
    place = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    for _ in range(_STEPS):
        gap = place[:, None, :] - place[None, :, :]
        far = np.sqrt((gap**2).sum(axis=2))
        pull = np.divide(wanted, far, out=np.zeros_like(far), where=far > 1e-9)
        aim = (weight[:, :, None] * (place[None, :, :] + pull[:, :, None] * gap)).sum(axis=1) / weight.sum(
            axis=1
        )[:, None]
        place = (place + aim) / 2  # half the way: all move at once, and would change sides otherwise
    low, high = place.min(axis=0), place.max(axis=0)
    unit = (place - low) / np.where(high - low > 1e-9, high - low, 1)
    return {name: (round(float(x), 3), round(float(y), 3)) for name, (x, y) in zip(names, unit, strict=True)}
