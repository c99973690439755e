"""Non-negative factorisation of a sparse matrix, X ≈ W·H: the numerical part, without words.

The solver is HALS (hierarchical alternating least squares): one topic at a time is set to its best
non-negative value while the others stand still. Nothing in it is random. Topics are rows throughout:
``documents`` is topics × documents, ``terms`` topics × terms.

Why not scikit-learn's ``NMF``? Measured on 1,378 plan paragraphs of 29 provinces × 1,782 terms, 20 topics,
one thread: 0.03 s for an error of 0.9214 (60 rounds, tol 1e-4, as in a consensus) and 0.07 s for 0.9197 (200
rounds, tol 1e-5), where ``NMF(init="nndsvda", tol=1e-2)`` takes 0.04–0.06 s for 0.9214 and
``NMF(init="nndsvd", tol=1e-2)`` 0.08 s for 0.9197: as good, and not faster. Its NNDSVD starts from a random
projection: another ``random_state`` moves weights by up to 1 % of the largest, where nothing should hang on a
seed. And the import of scikit-learn takes a second, a fifth of the tables of a build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

_TINY = 1e-12


class Factors(NamedTuple):
    """Topics × documents, topics × terms, and the Frobenius norm of what is unexplained as a share of the
    matrix's own.
    """

    documents: NDArray[np.float64]
    terms: NDArray[np.float64]
    error: float

    def __repr__(self) -> str:
        return f"<Factors: {len(self.terms)} topics, error {self.error:.3f}>"


def nndsvd(data: csr_array, rank: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Non-negative double SVD, a start without chance.

    The SVD is ARPACK's from a fixed start vector. Zeros are raised to a small number, or they would stay zero
    for good.

    Parameters
    ----------
    data : sparse array, documents × terms
        0 or more.
    rank : int
        How many topics, fewer than documents and terms.

    Returns
    -------
    documents : array, topics × documents
    terms : array, topics × terms

    References
    ----------
    Boutsidis & Gallopoulos (2008), Pattern Recognition 41, 1350–1362.
    """
    from scipy.sparse.linalg import svds

    short = min(data.shape)
    left, values, right = svds(data, k=rank, v0=np.full(short, short**-0.5), solver="arpack", tol=1e-8)
    order = np.argsort(-values, kind="stable")
    left, values, right = left.T[order], values[order], right[order]
    documents, terms = np.zeros_like(left), np.zeros_like(right)
    documents[0], terms[0] = np.sqrt(values[0]) * np.abs(left[0]), np.sqrt(values[0]) * np.abs(right[0])
    for topic in range(1, rank):
        sides = []
        for sign in (1.0, -1.0):
            x, y = np.maximum(sign * left[topic], 0), np.maximum(sign * right[topic], 0)
            sides.append((float(np.linalg.norm(x) * np.linalg.norm(y)), x, y))
        size, x, y = max(sides, key=lambda side: side[0])
        if size > 0:
            scale = np.sqrt(max(values[topic], 0.0) * size)
            documents[topic], terms[topic] = scale * x / np.linalg.norm(x), scale * y / np.linalg.norm(y)
    least = 1e-6 * data.mean()
    return np.maximum(documents, least), np.maximum(terms, least)


def _sweep(rows: NDArray[np.float64], cross: NDArray[np.float64], gram: NDArray[np.float64]) -> None:
    """One pass over the rows in place: each is moved to its best non-negative value while the others stand
    still.
    """
    for row in range(len(rows)):
        rows[row] += (cross[row] - gram[row] @ rows) / max(gram[row, row], _TINY)
        np.maximum(rows[row], 0, out=rows[row])


def factorise(data: csr_array, rank: int, *, max_iter: int = 200, tol: float = 1e-5) -> Factors:
    """Minimise ‖X − WᵀH‖² over W, H ≥ 0 from the NNDSVD start.

    Parameters
    ----------
    data : sparse array, documents × terms
        0 or more.
    rank : int
        How many topics, fewer than documents and terms.
    max_iter : int, default 200
        Rounds at most.
    tol : float, default 1e-5
        A round that gains less than this share of ‖X‖² is the last.

    Returns
    -------
    Factors

    References
    ----------
    Lee & Seung (1999), Nature 401, 788–791; Cichocki & Phan (2009), IEICE Transactions E92-A, 708–721 (HALS).

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> factors = factorise(csr_array(np.kron(np.diag([2.0, 1.0]), np.ones((3, 4)))), 2)
    >>> round(factors.error, 6)
    0.0
    """
    from scipy.sparse import csr_array

    documents, terms = nndsvd(data, rank)
    turned = csr_array(data.T)
    norm = float((data.data**2).sum())
    last = np.inf
    for _ in range(max_iter):
        _sweep(documents, np.ascontiguousarray((data @ np.ascontiguousarray(terms.T)).T), terms @ terms.T)
        gram, cross = (
            documents @ documents.T,
            np.ascontiguousarray((turned @ np.ascontiguousarray(documents.T)).T),
        )
        _sweep(terms, cross, gram)
        loss = norm - 2 * float(np.vdot(cross, terms)) + float(np.vdot(gram, terms @ terms.T))
        if last - loss < tol * norm:
            break
        last = loss
    return Factors(documents, terms, float(np.sqrt(max(loss, 0.0) / max(norm, _TINY))))


def fold_in(data: csr_array, terms: NDArray[np.float64], *, sweeps: int = 100) -> NDArray[np.float64]:
    """The non-negative weights that come nearest to documents when the topics are given.

    Each document is a problem of its own, and the number of sweeps is fixed: a document has the same weights
    whatever others are there.

    Parameters
    ----------
    data : sparse array, documents × terms
        0 or more.
    terms : array, topics × terms
        The topics.
    sweeps : int, default 100
        Passes over the topics.

    Returns
    -------
    array, topics × documents

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> fold_in(csr_array(np.array([[2.0, 0.0]])), np.eye(2)).tolist()
    [[2.0], [0.0]]
    """
    documents = np.zeros((len(terms), data.shape[0]))
    cross, gram = np.ascontiguousarray((data @ np.ascontiguousarray(terms.T)).T), terms @ terms.T
    for _ in range(sweeps):
        _sweep(documents, cross, gram)
    return documents


def unexplained(data: csr_array, documents: NDArray[np.float64], terms: NDArray[np.float64]) -> float:
    """‖X − WᵀH‖ / ‖X‖, of X (documents × terms), W (topics × documents), H (topics × terms).

    Parameters
    ----------
    data : sparse array, documents × terms
        0 or more.
    documents : array, topics × documents
        The weights of the documents.
    terms : array, topics × terms
        The topics.

    Returns
    -------
    float
        0 for a perfect fit.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> unexplained(csr_array(np.array([[3.0, 4.0]])), np.array([[1.0]]), np.array([[3.0, 0.0]]))
    0.8
    """
    norm = float((data.data**2).sum())
    cross = (data @ np.ascontiguousarray(terms.T)).T
    loss = (
        norm - 2 * float(np.vdot(cross, documents)) + float(np.vdot(documents @ documents.T, terms @ terms.T))
    )
    return float(np.sqrt(max(loss, 0.0) / max(norm, _TINY)))


def unit_rows(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each row scaled to length 1; a row of zeros stays.

    >>> unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6, 0.8], [0.0, 0.0]]
    """
    lengths = np.linalg.norm(values, axis=1, keepdims=True)
    return np.asarray(np.divide(values, lengths, out=np.zeros_like(values), where=lengths > 0))
