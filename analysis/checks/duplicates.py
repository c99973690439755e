"""Reports that share their words: duplicates, near duplicates, and a report that stands twice in one file.

A text is the set of its stretches of twelve characters (shingles; hanzi, letters and figures only), and two
texts are as alike as their sets: the Jaccard index |A ∩ B| / |A ∪ B|. It is estimated from the 256 smallest
hashes of each set (a bottom-k sketch: Broder 1997, *On the resemblance and containment of documents*),
standard error below 0.03; candidates are the texts that share one of them, so the work grows with the number
of reports, not of pairs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LENGTH = 12
SKETCH = 256
# Reports that share one shingle; beyond it the shingle is a formula of the genre, and only the first ones are
# compared
_CROWD = 40
_FACTOR = 0x9E3779B97F4A7C15

Hashes = NDArray[np.uint64]


class Pair(NamedTuple):
    """Two reports, by their places in the list, and how alike they are (Jaccard index, 0 to 1)."""

    first: int
    second: int
    resemblance: float


def shingles(text: str, length: int = LENGTH) -> Hashes:
    """A 64-bit hash for each stretch of ``length`` characters, in reading order; empty for a shorter text."""
    bare = re.sub(r"[\W_]+", "", text)
    codes = np.frombuffer(bare.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < length:
        return np.zeros(0, dtype=np.uint64)
    total = np.zeros(len(codes) - length + 1, dtype=np.uint64)
    for place in range(length):
        total = total * np.uint64(_FACTOR) + codes[place : len(codes) - length + 1 + place]
    total ^= total >> np.uint64(30)
    total *= np.uint64(0xBF58476D1CE4E5B9)
    total ^= total >> np.uint64(27)
    return total


def sketch(text: str) -> Hashes:
    """The smallest hashes of a text's shingles, sorted."""
    return np.unique(shingles(text))[:SKETCH]


def resemblance(a: Hashes, b: Hashes) -> float:
    """The Jaccard index estimated from two sketches; ``nan`` when both are empty.

    >>> text = "推进经济社会高质量发展，保障和改善民生。" * 3
    >>> resemblance(sketch(text), sketch(text))
    1.0
    """
    union = np.union1d(a, b)[:SKETCH]
    if not len(union):
        return float("nan")
    return float(
        np.isin(union, a, assume_unique=True)[np.isin(union, b, assume_unique=True)].sum() / len(union)
    )


def near_duplicates(sketches: Sequence[Hashes], threshold: float = 0.3) -> list[Pair]:
    """The pairs of texts that are at least so alike, the most alike first.

    Of more than 40 texts that share a shingle only neighbours in the list are compared, so a report that
    stands there a hundred times gives a chain of pairs and not 4,950.
    """
    if not sketches:
        return []
    values = np.concatenate(sketches)
    owners = np.repeat(np.arange(len(sketches)), [len(s) for s in sketches])[
        np.argsort(values, kind="stable")
    ]
    values = np.sort(values)
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))[: len(values)]
    ends = np.append(starts[1:], len(values))
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for start, end in zip(starts[ends - starts > 1].tolist(), ends[ends - starts > 1].tolist(), strict=True):
        who = owners[start:end].tolist()
        if len(who) <= _CROWD:
            for at, first in enumerate(who):
                for second in who[at + 1 :]:
                    shared[first, second] += 1
        else:
            for first, second in pairwise(who):
                shared[first, second] += 1
    found = []
    for (first, second), count in shared.items():
        if count >= 0.25 * threshold * SKETCH or count >= 0.5 * min(
            len(sketches[first]), len(sketches[second])
        ):
            alike = resemblance(sketches[first], sketches[second])
            if alike >= threshold:
                found.append(Pair(first, second, alike))
    return sorted(found, key=lambda p: (-p.resemblance, p.first, p.second))


def repeated_share(text: str, length: int = 30) -> float:
    """The share of a text's stretches of ``length`` characters that stand in it more than once: about 0 for a
    report, 1 for one that stands there twice.

    >>> repeated_share("".join(map(chr, range(0x4e00, 0x4f00))) * 2) > 0.9
    True
    """
    hashes = shingles(text, length)
    if not len(hashes):
        return 0.0
    _, inverse, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    return float((counts[inverse] > 1).mean())


def sketches_of(texts: Iterable[str]) -> list[Hashes]:
    """The sketch of each text."""
    return [sketch(text) for text in texts]
