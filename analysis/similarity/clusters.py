"""Which reports go together: a tree, how firm its branches are, and whether it follows known regions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

ORDERED = 1000  # reports of a tree whose leaves are put in order


def linkage_tree(similarity: NDArray[np.float64], method: str = "ward") -> NDArray[np.float64]:
    """The tree of 1 − similarity, its leaves ordered so that neighbours are as alike as they can be.

    Distances are rounded to nine decimals, so that the last bits of a sum decide nothing. Average linkage
    strings reports of one kind onto a single large cluster; Ward's joins those that add least to the spread
    inside clusters, and makes parts of like sizes.

    Parameters
    ----------
    similarity : array, reports × reports
        Between 0 and 1.
    method : str, default "ward"
        ``ward``, ``average`` or ``complete``.

    Returns
    -------
    array, (reports − 1) × 4
        scipy's matrix of merges. The leaves of more than ``ORDERED`` reports stand as they were joined.

    Raises
    ------
    InputError
        For fewer than three reports and for one whose similarity is undefined.

    References
    ----------
    Ward (1963), Journal of the American Statistical Association 58, 236–244; Bar-Joseph, Gifford & Jaakkola
    (2001), Bioinformatics 17, S22–S29 (order of leaves).

    Examples
    --------
    >>> similarity = np.array([[1, 0.9, 0.1], [0.9, 1, 0.1], [0.1, 0.1, 1]])
    >>> linkage_tree(similarity, "average")[:, 2].round(3).tolist()
    [0.1, 0.9]
    """
    from scipy.cluster.hierarchy import linkage, optimal_leaf_ordering

    distances = _distances(similarity)
    tree = linkage(distances, method)
    if (
        len(similarity) > ORDERED
    ):  # the time to order leaves grows with their third power: minutes for some thousands
        return np.asarray(tree, dtype=np.float64)
    return np.asarray(optimal_leaf_ordering(tree, distances), dtype=np.float64)


def _distances(similarity: NDArray[np.float64]) -> NDArray[np.float64]:
    size = len(similarity)
    if size < 3:
        raise InputError(f"a tree wants three reports or more, not {size}")
    if np.isnan(similarity).any():
        raise InputError("a report without terms has no similarity; leave it out of the tree")
    return np.asarray(np.round(np.maximum(1 - similarity, 0), 9)[np.triu_indices(size, 1)])


def branches(tree: NDArray[np.float64]) -> list[frozenset[int]]:
    """The leaves under each merge of a tree, in the order of its rows.

    >>> [sorted(b) for b in branches(np.array([[0, 2, 0.1, 2], [1, 3, 0.5, 3]]))]
    [[0, 2], [0, 1, 2]]
    """
    size = len(tree) + 1
    sets = [frozenset([leaf]) for leaf in range(size)]
    for left, right, *_ in tree:
        sets.append(sets[int(left)] | sets[int(right)])
    return sets[size:]


def branch_support(
    tree: NDArray[np.float64], resampled: NDArray[np.float64], method: str = "ward"
) -> NDArray[np.float64]:
    """In what share of resamples each branch of the tree stands with exactly the same members.

    Parameters
    ----------
    tree : array, (reports − 1) × 4
        As ``linkage_tree`` gives it.
    resampled : array, resamples × reports × reports
        Similarities (``coefficients.resampled_cosines``).
    method : str, default "ward"
        That of the tree.

    Returns
    -------
    array, reports − 1
        Between 0 and 1, in the order of the merges; the root's is always 1. ``NaN`` without resamples.

    References
    ----------
    Felsenstein (1985), Evolution 39, 783–791 (bootstrap proportions of branches).

    Examples
    --------
    >>> similarity = np.array([[1, 0.9, 0.1], [0.9, 1, 0.1], [0.1, 0.1, 1]])
    >>> branch_support(linkage_tree(similarity), similarity[None]).tolist()
    [1.0, 1.0]
    """
    from scipy.cluster.hierarchy import linkage

    wanted = branches(tree)
    hits = np.zeros(len(wanted))
    for similarity in resampled:
        found = set(branches(linkage(_distances(similarity), method)))
        hits += [branch in found for branch in wanted]
    return np.asarray(hits / len(resampled)) if len(resampled) else np.full(len(wanted), np.nan)


def branch_table(
    tree: NDArray[np.float64], names: Sequence[str], support: NDArray[np.float64], basis: str
) -> pd.DataFrame:
    """The branches of a tree, lowest first.

    Parameters
    ----------
    tree : array, (reports − 1) × 4
        As ``linkage_tree`` gives it.
    names : sequence of str
        The reports.
    support : array, reports − 1
        As ``branch_support`` gives it.
    basis : str
        What the reports are alike by.

    Returns
    -------
    DataFrame
        ``basis, branch`` (from 1), ``height, size, support, left, right`` (a name, or the number of a
        branch), ``members`` (``;`` between).
    """
    size = len(names)
    rows = []
    for number, (merge, members) in enumerate(zip(tree, branches(tree), strict=True), start=1):
        sides = [names[int(side)] if side < size else str(int(side) - size + 1) for side in merge[:2]]
        joined = ";".join(sorted(names[leaf] for leaf in members))
        rows.append((basis, number, merge[2], len(members), support[number - 1], *sides, joined))
    return pd.DataFrame(
        rows, columns=["basis", "branch", "height", "size", "support", "left", "right", "members"]
    )


def cut(tree: NDArray[np.float64], clusters: int) -> NDArray[np.int64]:
    """The cluster of each leaf when the tree is cut.

    Parameters
    ----------
    tree : array, (reports − 1) × 4
        As ``linkage_tree`` gives it.
    clusters : int
        How many parts, at most.

    Returns
    -------
    array of int, reports
        From 1, in the order of the leaves on the page.

    Examples
    --------
    >>> cut(linkage_tree(np.array([[1, 0.9, 0.1], [0.9, 1, 0.1], [0.1, 0.1, 1]])), 2).tolist()
    [2, 2, 1]
    """
    from scipy.cluster.hierarchy import fcluster, leaves_list

    found = fcluster(tree, clusters, "maxclust")
    number: dict[int, int] = {}
    for leaf in leaves_list(tree):
        number.setdefault(int(found[leaf]), len(number) + 1)
    return np.array([number[int(value)] for value in found], dtype=np.int64)


def leaf_order(tree: NDArray[np.float64]) -> NDArray[np.int64]:
    """The leaves from one end of the page to the other."""
    from scipy.cluster.hierarchy import leaves_list

    return np.asarray(leaves_list(tree), dtype=np.int64)


def adjusted_rand(first: Sequence[object], second: Sequence[object]) -> float:
    """The adjusted Rand index of two partitions.

    scikit-learn's ``adjusted_rand_score`` gives the same (the tests hold it against this); its import takes a
    second, and a build has no other use for it.

    Parameters
    ----------
    first, second : sequences
        The class of each item, by either.

    Returns
    -------
    float
        1 when they are the same, 0 on average by chance; ``NaN`` when both are one class or all are alone.

    References
    ----------
    Hubert & Arabie (1985), Journal of Classification 2, 193–218.

    Examples
    --------
    >>> adjusted_rand([1, 1, 2, 2], ["b", "b", "a", "a"])
    1.0
    """
    rows, columns = pd.factorize(pd.Series(list(first)))[0], pd.factorize(pd.Series(list(second)))[0]
    table = np.zeros((rows.max(initial=0) + 1, columns.max(initial=0) + 1))
    np.add.at(table, (rows, columns), 1)
    pairs, left, right = (
        float((x * (x - 1)).sum() / 2) for x in (table, table.sum(axis=1), table.sum(axis=0))
    )
    total = len(rows) * (len(rows) - 1) / 2
    expected = left * right / total if total else 0.0
    best = (left + right) / 2
    return (pairs - expected) / (best - expected) if best != expected else float("nan")


class Agreement(NamedTuple):
    """The adjusted Rand index of clusters and known classes, and how often shuffled classes reach it."""

    ari: float
    p: float
    items: int


def compare_classes(
    found: Sequence[object], known: Sequence[object], *, resamples: int = 9999, seed: int = 0
) -> Agreement:
    """The adjusted Rand index of clusters and known classes, and how often shuffled classes reach it.

    p = (1 + shuffles that reach it) / (1 + shuffles).

    Parameters
    ----------
    found, known : sequences
        The cluster and the class of each item; items without a known class (``""`` or missing) are left out.
    resamples : int, default 9999
        Shuffles.
    seed : int, default 0
        Of the shuffles.

    Returns
    -------
    Agreement
        ``ari, p, items``; ``NaN`` for fewer than three items.

    Examples
    --------
    >>> compare_classes([1, 1, 2, 2], ["a", "a", "b", ""], resamples=99).items
    3
    """
    pairs = [(a, b) for a, b in zip(found, known, strict=True) if isinstance(b, str) and b]
    if len(pairs) < 3:
        return Agreement(float("nan"), float("nan"), len(pairs))
    first, second = (
        pd.factorize(pd.Series([a for a, _ in pairs]))[0],
        pd.factorize(pd.Series([b for _, b in pairs]))[0],
    )
    observed = adjusted_rand(first.tolist(), second.tolist())
    if observed != observed:
        return Agreement(observed, float("nan"), len(pairs))
    generator = np.random.default_rng(seed)
    # Sizes of classes don't change by shuffling, so the number of joint pairs orders the indices.
    width = int(second.max()) + 1
    shuffled = generator.permuted(np.tile(second, (resamples, 1)), axis=1)
    cells = first[None, :] * width + shuffled + np.arange(resamples)[:, None] * (int(first.max()) + 1) * width
    counts = np.bincount(cells.ravel(), minlength=resamples * (int(first.max()) + 1) * width).reshape(
        resamples, -1
    )
    own = np.bincount(first * width + second)
    reached = int(((counts * (counts - 1)).sum(axis=1) >= (own * (own - 1)).sum()).sum())
    return Agreement(observed, (1 + reached) / (1 + resamples), len(pairs))
