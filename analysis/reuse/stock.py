"""Stock phrases: wording that stands in too many places to say that one report took it from another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.reuse.shared_places import Laid, Shared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.int64]

LONGEST = 500  # characters that a phrase grows on either side


def _without_followers(places: Places, group: Places, sizes: Places, shingle: int) -> NDArray[np.bool_]:
    """Groups that don't follow another group at the same distance in all places of both: both lie in the same
    phrase, and one of them is enough.
    """
    order = np.argsort(places)
    own, before = group[order[1:]], group[order[:-1]]
    distance = places[order[1:]] - places[order[:-1]]
    fit = (distance <= shingle) & (sizes[own] == sizes[before])
    own, kind = own[fit], before[fit] * (shingle + 1) + distance[fit]
    count = np.bincount(own, minlength=len(sizes))
    same = np.lexsort((kind, own))
    own, kind = own[same], kind[same]
    changes = np.bincount(own[1:][(own[1:] == own[:-1]) & (kind[1:] != kind[:-1])], minlength=len(sizes))
    followers: NDArray[np.bool_] = (count == sizes) & (changes == 0)
    return ~followers


def _most(group: Places, codes: NDArray[np.uint16], least: Places) -> Places:
    """For each group the code that stands in at least ``least`` of its places, or 0;

    ``least`` is more than half, so there is one at most.
    """
    first = np.concatenate(([True], group[1:] != group[:-1]))
    best = np.zeros(len(least), dtype=np.int64)
    best[group[first]] = codes[first]
    enough = np.bincount(group[codes == best[group]], minlength=len(least)) >= least
    open_ = np.flatnonzero(~enough[group])
    best[~enough] = 0
    if len(open_):  # the first place may be the odd one out
        keys, counts = np.unique((group[open_] << 16) | codes[open_], return_counts=True)
        fit = counts >= least[keys >> 16]
        best[keys[fit] >> 16] = keys[fit] & 0xFFFF
    return best


def _extended(
    laid: Laid, places: Places, group: Places, least: Places, edge: Places, way: int
) -> tuple[Places, Places, Places]:
    """Groups grown character by character behind (``way`` 1) or before (−1) the ``edge`` from their places:
    what is left of places and groups, and how far.

    A group grows while the most frequent next character stands in ``least`` of its places; places that go on
    differently are dropped.
    """
    length = np.zeros(len(least), dtype=np.int64)
    keep = np.ones(len(places), dtype=np.bool_)
    at = np.arange(len(places))
    for _ in range(LONGEST):
        if not len(at):
            break
        own = group[at]
        codes = laid.codes[places[at] + (edge[own] + length[own] if way > 0 else -1 - length[own])]
        best = _most(own, codes, least)
        at = at[best[own] > 0]
        fit = codes[best[own] > 0] == best[group[at]]
        keep[at[~fit]] = False
        at = at[fit]
        length[best > 0] += 1
    return places[keep], group[keep], length


def _listed(found: dict[str, tuple[int, int]], shingle: int) -> list[tuple[str, int, int]]:
    """The phrases, the longest first, without those that lie within a listed one that has more than half of
    their places.
    """
    rows: list[tuple[str, int, int]] = []
    holding: dict[str, list[int]] = {}
    for text, (reports, occurrences) in sorted(found.items(), key=lambda item: (-len(item[0]), item[0])):
        if any(
            2 * rows[longer][2] > occurrences and text in rows[longer][0]
            for longer in holding.get(text[:shingle], ())
        ):
            continue
        for part in {text[at : at + shingle] for at in range(len(text) - shingle + 1)}:
            holding.setdefault(part, []).append(len(rows))
        rows.append((text, reports, occurrences))
    return rows


def phrases(
    laid: Laid, stock: Shared, wording: Callable[[int, int], str], shingle: int, common: int
) -> pd.DataFrame:
    """The wording around stretches that stand in very many places (``analysis.reuse.reuse.stock_phrases``).

    Parameters
    ----------
    laid : Laid
        The corpus.
    stock : Shared
        The places of stretches that stand in more than ``common`` places.
    wording : callable
        The words between two places of the corpus.
    shingle : int
        Characters of a stretch.
    common : int
        A phrase stands in more places than that.

    Returns
    -------
    DataFrame
        ``text, reports`` (in how many it stands), ``occurrences``; those of most reports first.
    """
    places = stock.places.astype(np.int64)
    group = np.concatenate(([0], np.cumsum(stock.behind[:-1] == 0))) if len(places) else places
    if len(places):
        fit = _without_followers(places, group, np.bincount(group), shingle)[group]
        places, group = places[fit], np.unique(group[fit], return_inverse=True)[1]
    least = np.maximum(np.bincount(group) // 2, common) + 1
    places, group, right = _extended(laid, places, group, least, np.full(len(least), shingle), 1)
    places, group, left = _extended(laid, places, group, least, np.zeros(len(least), dtype=np.int64), -1)
    begin = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1]))[: len(group)])
    owners = np.unique((group << 32) | laid.report(places)) >> 32
    found: dict[str, tuple[int, int]] = {}
    for first, reports, occurrences in zip(
        begin.tolist(), np.bincount(owners).tolist(), np.bincount(group).tolist(), strict=True
    ):
        at, own = int(places[first]), int(group[first])
        found[wording(at - int(left[own]), at + shingle + int(right[own]))] = (reports, occurrences)
    table = pd.DataFrame(_listed(found, shingle), columns=["text", "reports", "occurrences"])
    table = table.astype({"text": "str", "reports": "int64", "occurrences": "int64"})
    return table.sort_values(
        ["reports", "occurrences", "text"], ascending=[False, False, True], ignore_index=True
    )
