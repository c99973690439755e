"""Topics of paragraphs; the same data gives the same topics."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus.names import must_be
from analysis.errors import InputError
from analysis.stats.threads import single_threaded
from analysis.text.sources import MatrixSource, as_matrix
from analysis.topics.consensus import Consensus, consensus_terms, content_keys
from analysis.topics.factorise import factorise, unexplained
from analysis.topics.methods import EXTRA, kmeans_terms, lda_terms, tomotopy_terms
from analysis.topics.model import TopicModel, shares_of, strengths, weighted

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from analysis.text.matrix import TermMatrix

_KINDS = {"nmf": "factors", "kmeans": "clusters"}  # of models; others are mixtures
METHODS = ("nmf", "lda", "kmeans", *EXTRA)


@single_threaded
def fit_topics(
    source: MatrixSource,
    topics: int = 20,
    *,
    method: str = "nmf",
    exclude: Iterable[str] = (),
    runs: int = 40,
    share: float = 0.8,
    resample: str = "",
    seed: int = 0,
    top_terms: int = 15,
    min_docs: int | None = None,
    max_share: float = 0.3,
    length_power: float = 1 / 3,
    idf_power: float = 2.0,
    covariates: Iterable[str] = (),
    scheme: int = 0,
) -> TopicModel:
    """Topics of the documents of a matrix of counts (paragraphs or sentences of any selection).

    A document's shares are the non-negative weights that reconstruct it best from the topics (each scaled to
    sum 1), or its proportions, or its cluster; they are scaled to 1. The same call gives the same model.

    Parameters
    ----------
    source : TermMatrix, corpus, reports, path or text
        A matrix of counts, documents × terms; of anything else one by paragraph is made (``text.sources``).
    topics : int, default 20
        How many; 2 or more.
    method : str, default "nmf"
        ``nmf``: non-negative factorisation of the TF-IDF matrix, X ≈ W·H with W, H ≥ 0, as a consensus of
        ``runs`` factorisations, each of ``share`` of the documents (``consensus.consensus_terms``). Nothing
        is random in it: which documents are left out follows from what stands in them, each equally often, so
        that neither ``seed`` nor the order of the documents has an effect.

        ``lda``: latent Dirichlet allocation, scikit-learn's online variational Bayes.

        ``kmeans``: k-means on a truncated SVD of the TF-IDF matrix; a document belongs to one topic.

        ``tomotopy-lda``, ``tomotopy-hdp``, ``tomotopy-dmr`` (with ``covariates``): Gibbs samplers; they need
        ``pip install -r requirements-extra.txt``. HDP finds the number of topics itself and begins from
        ``topics``.
    exclude : iterable of str, default ()
        Terms that are left out.
    runs : int, default 40
        Factorisations of a consensus; 0: one factorisation of all documents.
    share : float, default 0.8
        The part of the documents in each, above 0 and at most 1.
    resample : str, default ""
        ``"report_id"`` leaves out whole reports instead of paragraphs.
    seed : int, default 0
        The start of the methods that begin by chance (all but ``nmf``).
    top_terms : int, default 15
        Terms of each topic in the model's tables.
    min_docs : int or None, default None
        Terms in fewer documents are left out; ``None``: one in 150, at least 2 and at most 15.
    max_share : float, default 0.3
        Terms in a larger share of the documents are left out.
    length_power : float, default 1/3
        For ``nmf`` a document of n terms weighs n to this power: a long paragraph says more than a short one,
        though not in proportion.
    idf_power : float, default 2.0
        For ``nmf`` the idf is raised to it: 1 is the usual TF-IDF; 2 lets the words of few documents lead, so
        that topics have words of their own.
    covariates : iterable of str, default ()
        Columns of ``docs``, such as region and year, for ``tomotopy-dmr``.
    scheme : int, default 0
        Another one leaves out other documents together; it is there to see how far topics hang on that
        (docs/methods/topics.md).

    Returns
    -------
    TopicModel
        Topics numbered by prevalence.

    Raises
    ------
    InputError
        When the documents or their terms are too few for so many topics, for a method that isn't known, and
        for one whose package isn't installed.

    References
    ----------
    Lee & Seung (1999), Nature 401, 788–791; Belford, Mac Namee & Greene (2018), Expert Systems with
    Applications 91, 159–169; Hoffman, Blei & Bach (2010), NIPS 23 (online LDA); Mimno & McCallum (2008), UAI,
    411–418 (DMR); Teh et al. (2006), JASA 101, 1566–1581 (HDP).

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> from analysis.text.matrix import TermMatrix
    >>> counts = np.kron(np.diag([2, 1]), np.ones((4, 3), dtype=int))
    >>> docs = pd.DataFrame({"report_id": "r", "paragraph": range(8), "tokens": 30})
    >>> model = fit_topics(TermMatrix(csr_array(counts), tuple("abcdef"), docs), 2, runs=0, max_share=0.5)
    >>> sorted("".join(sorted(words)) for words in model.top_words(3))
    ['abc', 'def']
    """
    matrix = as_matrix(source, "paragraph")
    must_be("method", method, METHODS, where="of topics")
    if not 0 < share <= 1 or runs < 0 or scheme < 0:
        raise InputError(
            "share is the part of the documents in each factorisation, above 0 and at most 1; runs, their "
            "number, and scheme are 0 or more"
        )
    least = fewest_documents(matrix.shape[0]) if min_docs is None else min_docs
    excluded = tuple(sorted(set(exclude)))
    columns = tuple(covariates)
    kept = _kept(matrix, excluded, least, max_share)
    if topics < 2 or topics >= min(kept.shape):
        raise InputError(_too_few(topics, f"{kept.shape[0]} documents with {kept.shape[1]} terms"))
    idf = (np.log((1 + kept.shape[0]) / (1 + kept.document_counts)) + 1) ** (
        idf_power if method == "nmf" else 1.0
    )
    data = weighted(kept.counts, idf)
    # In an order of their own, so that another order of the documents doesn't even change the last bits of a
    # sum.
    keys = content_keys(matrix.counts, matrix.terms)
    filled = np.flatnonzero(np.diff(data.indptr))
    if topics >= len(filled):
        raise InputError(
            _too_few(topics, f"{kept.shape[0]} documents, {len(filled)} of which have a term that stays")
        )
    filled = filled[np.argsort(keys[filled], kind="stable")]
    if method == "nmf":
        way = _Resampling(runs, share, scheme, resample)
        found = _factors(kept, _by_length(data, kept.counts, length_power), filled, keys, topics, way)
    else:
        found = _unresampled(_of_method(method, kept, data, filled, topics, seed, columns))
    settings = {
        "method": method, "topics": topics, "runs": runs, "share": share, "resample": resample,
        "seed": None if method == "nmf" else seed, "scheme": scheme if method == "nmf" else None,
        "top_terms": top_terms, "min_docs": least, "max_share": max_share, "length_power": length_power,
        "idf_power": idf_power, "covariates": list(columns), "exclude": list(excluded),
    }  # fmt: skip
    return _model(kept, idf, data, found, settings)


class _Resampling(NamedTuple):
    """How documents are left out: see ``fit_topics``."""

    runs: int
    share: float
    scheme: int
    resample: str


def _unresampled(weights: NDArray[np.float64]) -> Consensus:
    """Topics of one fit: nothing tells how often they would be found."""
    unknown = np.full(len(weights), np.nan)
    return Consensus(weights, unknown, unknown)


def _factors(
    kept: TermMatrix,
    scaled: csr_array,
    filled: NDArray[np.int64],
    keys: NDArray[np.uint64],
    topics: int,
    way: _Resampling,
) -> Consensus:
    """Topics by factorisation of the documents ``filled``, as a consensus or (no runs) of all at once."""
    if not way.runs:
        return _unresampled(factorise(scaled[filled], topics).terms)
    groups = None
    if way.resample:
        numbers = kept.docs.groupby(_column(kept, way.resample), sort=False).ngroup()
        groups = numbers.to_numpy().astype(np.int64)[filled]
    return consensus_terms(
        scaled[filled],
        topics,
        keys[filled],
        runs=way.runs,
        share=way.share,
        groups=groups,
        scheme=way.scheme,
    )


def _of_method(
    method: str,
    kept: TermMatrix,
    data: csr_array,
    filled: NDArray[np.int64],
    topics: int,
    seed: int,
    covariates: tuple[str, ...],
) -> NDArray[np.float64]:
    """Topics × terms by one of the methods that begin by chance."""
    if method == "lda":
        return lda_terms(kept.counts[filled], topics, seed)
    if method == "kmeans":
        return kmeans_terms(data[filled], topics, seed)
    about = kept.docs[[_column(kept, name) for name in covariates]].iloc[filled]
    return tomotopy_terms(method, kept.counts[filled], kept.terms, topics, seed, about)


def most_topics(
    source: MatrixSource, *, exclude: Iterable[str] = (), min_docs: int | None = None, max_share: float = 0.3
) -> int:
    """How many topics ``fit_topics`` can have at most of these documents.

    Fewer than there are terms that stay, and than documents with one.

    Parameters
    ----------
    source : TermMatrix, corpus, reports, path or text
        A matrix of counts, documents × terms; of anything else one by paragraph is made (``text.sources``).
    exclude, min_docs, max_share
        As for ``fit_topics``.

    Returns
    -------
    int
        0 for none.

    Examples
    --------
    >>> most_topics("扩大就业，稳定就业。")
    0
    """
    matrix = as_matrix(source, "paragraph")
    kept = _kept(
        matrix, exclude, fewest_documents(matrix.shape[0]) if min_docs is None else min_docs, max_share
    )
    most = min(kept.shape[1], int((np.diff(kept.counts.indptr) > 0).sum())) - 1
    return most if most >= 2 else 0


def _kept(matrix: TermMatrix, exclude: Iterable[str], min_docs: int, max_share: float) -> TermMatrix:
    return matrix.drop(exclude).trim(min_docs=min_docs, max_share=max_share)


def fewest_documents(size: int) -> int:
    """In how many of ``size`` documents a term must stand to be used: one in 150, at least 2 and at most 15.
    Words of fewer paragraphs come and go with them: they make topics less stable.
    """
    return min(15, max(2, size // 150))


def _too_few(topics: int, what: str) -> str:
    return (
        f"{topics} topics can't be had from {what}; choose fewer topics (2 at least), more documents, or a "
        "smaller min_docs"
    )


def _column(matrix: TermMatrix, name: str) -> str:
    matrix.must_have([name])
    return name


def _by_length(data: csr_array, counts: csr_array, power: float) -> csr_array:
    from scipy.sparse import csr_array

    words = np.asarray(counts.sum(axis=1)).ravel().astype(np.float64) ** power
    return csr_array(
        (data.data * np.repeat(words, np.diff(data.indptr)), data.indices, data.indptr), shape=data.shape
    )


def _scaled(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    masses = weights.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(weights, masses, out=np.zeros_like(weights), where=masses > 0))


def _model(
    kept: TermMatrix,
    idf: NDArray[np.float64],
    data: csr_array,
    found: Consensus,
    settings: dict[str, object],
) -> TopicModel:
    """Number the topics by prevalence, and place the documents under them."""
    weights, kind = _scaled(found.terms), _KINDS.get(str(settings["method"]), "mixture")
    shares = shares_of(strengths(kept.counts, weights, idf, kind, sweeps=20))
    known = ~np.isnan(shares).any(axis=1)
    words = kept.docs["tokens"].to_numpy(dtype=np.float64)
    prevalence = (shares[known] * words[known, None]).sum(axis=0)
    order = np.lexsort((np.arange(len(weights)), -np.round(prevalence, 6)))
    weights = weights[order]
    # Placed anew in the final order, so that `transform` repeats the very same steps.
    final = strengths(kept.counts, weights, idf, kind)
    error = unexplained(data, final.T, weights) if kind == "factors" else float("nan")
    return TopicModel(
        weights=weights,
        shares=pd.DataFrame(shares_of(final), columns=np.arange(1, len(weights) + 1)),
        docs=kept.docs,
        vocabulary=kept.terms,
        idf=idf,
        recurrence=found.recurrence[order],
        agreement=found.agreement[order],
        kind=kind,
        settings=settings,
        versions=_versions(str(settings["method"])),
        error=error,
    )


def _versions(method: str) -> dict[str, str]:
    from importlib.metadata import version

    names = [
        "numpy",
        "scipy",
        *(["scikit-learn"] if method in ("lda", "kmeans") else []),
        *(["tomotopy"] if method in EXTRA else []),
    ]
    return {name: version(name) for name in names}
