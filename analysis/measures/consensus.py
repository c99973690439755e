"""Topics that many factorisations agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.measures.factorise import factorise, unit_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array


ALIKE = 0.2  # cosine distance below which two findings are the same topic
SPARE = 0.5  # clusters beyond the topics wanted, as a share of them: room for the accidents of single runs


class Consensus(NamedTuple):
    """``terms`` (topics × terms, rows of length 1); ``recurrence``: in what share of the factorisations the topic was found;
    ``agreement``: the mean cosine of those findings with their average."""

    terms: NDArray[np.float64]
    recurrence: NDArray[np.float64]
    agreement: NDArray[np.float64]


def subsamples(size: int, runs: int, share: float, seed: int, groups: NDArray[np.int64] | None = None) -> list[NDArray[np.int64]]:
    """Rows of ``runs`` subsamples without replacement, each of ``share`` of the rows (of the groups, with ``groups``: whole reports)."""
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


def consensus_terms(
    data: csr_array, topics: int, *, runs: int = 40, share: float = 0.8, seed: int = 0, groups: NDArray[np.int64] | None = None
) -> Consensus:
    """Topics that recur when part of the documents is left out.

    1. ``runs`` subsamples of ``share`` of the documents (of whole groups, when given) are factorised, each from its own NNDSVD start.
    2. Their runs × topics rows, scaled to length 1, are clustered by average linkage of the cosine distance into 1.5 × ``topics`` clusters (fewer
       where these would part rows that are nearly the same).
    3. The clusters are ranked by recurrence × agreement; the best ``topics`` are kept, each as the average of its rows.

    The half more clusters leave room for the accidents of single runs, which then don't blur the topics that recur.  The idea is that of Belford,
    Mac Namee & Greene (2018), *Expert Systems with Applications* 91, 159–169; they factorise the stacked rows again instead of clustering them, which
    gave less stable topics here (docs/methods/topics.md).  The ranking follows Kotliar et al. (2019), *eLife* 8, e43803, who drop outlying rows.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    bases = []
    for rows in subsamples(data.shape[0], runs, share, seed, groups):
        part = data[rows]
        if runs > 1 and topics < min(part.shape):
            bases.append(unit_rows(factorise(part, topics, max_iter=60, tol=1e-4).terms))
    if len(bases) < 2:  # the documents hardly outnumber the topics: nothing can be left out
        only = unit_rows(factorise(data, topics).terms)
        return Consensus(only, np.ones(topics), np.ones(topics))
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
