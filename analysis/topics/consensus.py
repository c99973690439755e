"""Topics that many factorisations agree on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.topics.factorise import factorise, unit_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array


ALIKE = 0.2  # cosine distance below which two findings are the same topic
MOST = 10_000  # documents of one factorisation: more don't change what is found, and cost their time
SPARE = 0.5  # clusters beyond the topics wanted, as a share of them: room for the accidents of single runs


class Consensus(NamedTuple):
    """``terms`` (topics × terms, rows of length 1); ``recurrence``: in what share of the factorisations the
    topic was found; ``agreement``: the mean cosine of those findings with their average. Both are ``NaN``
    where nothing could be left out.
    """

    terms: NDArray[np.float64]
    recurrence: NDArray[np.float64]
    agreement: NDArray[np.float64]

    def __repr__(self) -> str:
        return f"<Consensus: {len(self.recurrence)} topics>"


def subsamples(
    size: int, runs: int, share: float, seed: int, groups: NDArray[np.int64] | None = None
) -> list[NDArray[np.int64]]:
    """Random subsamples without replacement: what a finished method is tried on.

    The consensus itself leaves nothing to chance (``balanced_subsamples``).

    Parameters
    ----------
    size : int
        How many rows there are.
    runs : int
        How many subsamples.
    share : float
        The part of the rows (of the groups, with ``groups``) in each.
    seed : int
        The same seed gives the same rows.
    groups : array, rows, or None, default None
        Rows of a group go together: whole reports.

    Returns
    -------
    list of arrays of int
        The rows of each, in order.

    Examples
    --------
    >>> [len(rows) for rows in subsamples(10, 2, 0.8, 0)]
    [8, 8]
    """
    generator = np.random.default_rng(seed)
    result: list[NDArray[np.int64]] = []
    for _ in range(runs):
        if groups is None:
            result.append(np.sort(generator.choice(size, max(1, int(share * size)), replace=False)))
        else:
            kinds = np.unique(groups)
            chosen = generator.choice(kinds, max(1, int(share * len(kinds))), replace=False)
            result.append(np.flatnonzero(np.isin(groups, chosen)))
    return result


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """64-bit numbers spread evenly, one to one (the finaliser of SplitMix64:

    Steele, Lea & Flood 2014, OOPSLA, 453–472).
    """
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(numbers ^ (numbers >> np.uint64(31)))


def content_keys(counts: csr_array, terms: Sequence[str]) -> NDArray[np.uint64]:
    """A number for each document that depends on its terms and their counts alone.

    Not on where it stands, nor on other documents, nor on the order of the columns. Documents alike have the
    same.

    Parameters
    ----------
    counts : sparse array, documents × terms
        Occurrences.
    terms : sequence of str
        The terms.

    Returns
    -------
    array of 64-bit numbers, documents

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> counts = np.array([[1, 2], [2, 1], [1, 2]])
    >>> keys = content_keys(csr_array(counts), "ab")
    >>> turned = content_keys(csr_array(counts[:, ::-1]), "ba")
    >>> bool(keys[0] == keys[2] != keys[1]), bool((turned == keys).all())
    (True, True)
    """
    digests = b"".join(hashlib.blake2b(term.encode("utf-8"), digest_size=8).digest() for term in terms)
    words = np.frombuffer(digests, dtype="<u8").astype(np.uint64)
    sums = np.concatenate(
        (
            np.zeros(1, dtype=np.uint64),
            np.cumsum(counts.data.astype(np.uint64) * words[counts.indices], dtype=np.uint64),
        )
    )
    return _mixed(sums[counts.indptr[1:]] - sums[counts.indptr[:-1]])


def balanced_subsamples(
    keys: NDArray[np.uint64],
    runs: int,
    share: float,
    *,
    groups: NDArray[np.int64] | None = None,
    scheme: int = 0,
) -> list[NDArray[np.int64]]:
    """Subsamples in which each row is left out equally often (once more or less), without chance.

    Each run leaves out those that were left out least so far; among these the run's own order of the ``keys``
    decides, which is as good as random and always the same. Since keys come from the content
    (``content_keys``), the same documents are left out together wherever they stand.

    Parameters
    ----------
    keys : array of 64-bit numbers, documents
        As ``content_keys`` gives them.
    runs : int
        How many subsamples.
    share : float
        The part of the rows (of the groups, with ``groups``) in each.
    groups : array, documents, or None, default None
        Documents of a group go together.
    scheme : int, default 0
        Another one leaves out others together.

    Returns
    -------
    list of arrays of int
        The rows of each, in order.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> keys = content_keys(csr_array(np.eye(10, dtype=np.int64)), "abcdefghij")
    >>> rows = balanced_subsamples(keys, 10, 0.8)
    >>> np.bincount(np.concatenate(rows)).tolist()
    [8, 8, 8, 8, 8, 8, 8, 8, 8, 8]
    """
    member = np.arange(len(keys)) if groups is None else np.unique(groups, return_inverse=True)[1]
    units = np.zeros(int(member.max(initial=-1)) + 1, dtype=np.uint64)
    np.add.at(
        units, member, keys
    )  # a report's key is the sum of its documents': their order is nothing to it
    absent = min(len(units) - 1, round((1 - share) * len(units)))
    times, result = np.zeros(len(units), dtype=np.int64), []
    for run in range(runs):
        turn = _mixed(_mixed(np.array([scheme], dtype=np.uint64)) + np.uint64(run + 1))
        order = np.lexsort((_mixed(units + turn), times))
        times[order[:absent]] += 1
        result.append(np.flatnonzero(np.isin(member, order[absent:])))
    return result


def consensus_terms(
    data: csr_array,
    topics: int,
    keys: NDArray[np.uint64],
    *,
    runs: int = 40,
    share: float = 0.8,
    groups: NDArray[np.int64] | None = None,
    scheme: int = 0,
) -> Consensus:
    """Topics that recur when part of the documents is left out.

    1. ``runs`` subsamples of ``share`` of the documents (of whole groups, when given; at most some ``MOST``
       documents each) are factorised, each from its own NNDSVD start. Each document is left out equally
       often, and which ones go together follows from their ``keys`` (``balanced_subsamples``): nothing is
       random.
    2. Their runs × topics rows, scaled to length 1, are clustered by average linkage of the cosine distance
    into
       1.5 × ``topics`` clusters (fewer where these would part rows that are nearly the same).
    3. The clusters are ranked by recurrence × agreement; the best ``topics`` are kept, each as the average of
    its
       rows.

    The half more clusters leave room for the accidents of single runs, which then don't blur the topics that
    recur.

    Parameters
    ----------
    data : sparse array, documents × terms
        0 or more.
    topics : int
        How many.
    keys : array of 64-bit numbers, documents
        As ``content_keys`` gives them.
    runs : int, default 40
        Factorisations.
    share : float, default 0.8
        The part of the documents in each.
    groups : array, documents, or None, default None
        Documents of a group go together.
    scheme : int, default 0
        Another one leaves out others together.

    Returns
    -------
    Consensus
        ``terms, recurrence, agreement``.

    References
    ----------
    Belford, Mac Namee & Greene (2018), *Expert Systems with Applications* 91, 159–169; they factorise the
    stacked rows again instead of clustering them, which gave less stable topics here
    (docs/methods/topics.md). The ranking follows Kotliar et al. (2019), *eLife* 8, e43803, who drop outlying
    rows.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    share = min(share, MOST / max(1, data.shape[0]))
    bases = []
    for rows in balanced_subsamples(keys, runs, share, groups=groups, scheme=scheme):
        part = data[rows]
        if runs > 1 and topics < min(part.shape) and len(rows) < data.shape[0]:
            bases.append(unit_rows(factorise(part, topics, max_iter=60, tol=1e-4).terms))
    if (
        len(bases) < 2
    ):  # nothing can be left out: the documents hardly outnumber the topics, or all are of one group
        only, unknown = unit_rows(factorise(data, topics).terms), np.full(topics, np.nan)
        return Consensus(only, unknown, unknown)
    stacked = np.vstack(bases)
    stacked = stacked[stacked.any(axis=1)]
    run_of = np.repeat(np.arange(len(bases)), [int(base.any(axis=1).sum()) for base in bases])
    # Rounding keeps the last bits of a sum from deciding between equal distances.
    distances = np.round(np.maximum(1 - stacked @ stacked.T, 0), 9)[np.triu_indices(len(stacked), 1)]
    tree = linkage(distances, "average")
    wanted = topics + int(np.ceil(SPARE * topics))
    # Never so low that findings of one topic part, never so high that fewer than the topics wanted are left.
    height = max(tree[-wanted, 2], ALIKE) if wanted <= len(tree) else ALIKE
    members = fcluster(tree, height, "distance")
    if members.max() < topics:
        members = fcluster(tree, topics, "maxclust")
    centres, recurrence, agreement = [], [], []
    for cluster in np.unique(members):
        own = stacked[members == cluster]
        centre = unit_rows(own.mean(axis=0, keepdims=True))[0]
        centres.append(centre)
        recurrence.append(len(np.unique(run_of[members == cluster])) / len(bases))
        agreement.append(float((own @ centre).mean()))
    score = np.round(np.array(recurrence) * np.array(agreement), 9)
    best = np.lexsort((np.arange(len(score)), -score))[:topics]
    return Consensus(np.array(centres)[best], np.array(recurrence)[best], np.array(agreement)[best])
