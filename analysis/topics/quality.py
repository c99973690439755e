"""How good topics are: do their words go together, are they their own, do they come back?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from analysis.text.matrix import TermMatrix
    from analysis.text.tokens import Tokens

TopWords = Sequence[Sequence[str]]


def npmi_table(together: NDArray[np.float64], windows: float) -> NDArray[np.float64]:
    """Normalised pointwise mutual information of words.

    NPMI(a, b) = ln(p(a, b) / (p(a) p(b))) / −ln p(a, b): 1 for words that only stand together, 0 for
    independent ones, −1 (the limit) for words that never meet.

    Parameters
    ----------
    together : array, words × words
        In how many windows two stand together (the diagonal: one word's own).
    windows : float
        How many windows there are.

    Returns
    -------
    array, words × words
        Between −1 and 1; ``NaN`` for a word that never occurs, and for two that stand in every window:
        nothing is learnt from them.

    References
    ----------
    Bouma (2009), Proceedings of GSCL, 31–40.

    Examples
    --------
    >>> npmi_table(np.array([[2.0, 1.0], [1.0, 2.0]]), 4)[0, 1].round(3)  # p(a) = p(b) = 1/2, p(a, b) = 1/4
    np.float64(0.0)
    """
    shares = np.asarray(together, dtype=np.float64) / windows
    own = np.diag(shares)
    result = np.full(shares.shape, -1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.log(shares / np.outer(own, own)) / -np.log(shares)
    result[shares > 0] = values[shares > 0]
    result[shares >= 1] = np.nan
    result[own == 0, :] = np.nan
    result[:, own == 0] = np.nan
    return result


def document_windows(matrix: TermMatrix, words: Sequence[str]) -> tuple[NDArray[np.float64], float]:
    """In how many documents of a matrix two words stand together.

    Parameters
    ----------
    matrix : TermMatrix
        Counts.
    words : sequence of str
        Those that it lacks never meet any.

    Returns
    -------
    together : array, words × words
    windows : float
        How many documents there are.
    """
    index = matrix.terms_index
    columns = [index.get(word, -1) for word in words]
    present = (matrix.counts[:, [max(c, 0) for c in columns]] > 0).astype(np.float64)
    together = np.asarray((present.T @ present).toarray())
    unknown = np.array(columns) < 0
    together[unknown, :] = 0
    together[:, unknown] = 0
    return together, float(matrix.shape[0])


def sliding_windows(
    tokens: Tokens, words: Sequence[str], width: int = 10, *, among: Iterable[str] | None = None
) -> tuple[NDArray[np.float64], float]:
    """In how many windows two words stand together, that slide one by one inside a paragraph.

    Parameters
    ----------
    tokens : Tokens
        The token stream.
    words : sequence of str
        The words of interest.
    width : int, default 10
        Terms of a window; a shorter paragraph is one window.
    among : iterable of str or None, default None
        The words that make up the stream in place of the terms (a model's vocabulary, or
        ``tokens.vocabulary`` for all running words).

    Returns
    -------
    together : array, words × words
    windows : float
        How many windows there are.

    References
    ----------
    Röder, Both & Hinneburg (2015), Proceedings of WSDM, 399–408 (windows as documents).
    """
    from scipy.sparse import csr_array

    wanted = {word: number for number, word in enumerate(words)}
    number_of = np.array([wanted.get(word, -1) for word in tokens.vocabulary], dtype=np.int64)
    keys = tokens.sentences.groupby(["report_id", "paragraph"], sort=False).ngroup().to_numpy()
    chosen = tokens.kept
    if among is not None:
        stream = frozenset(among)
        chosen = np.fromiter(
            (word in stream for word in tokens.vocabulary), dtype=np.bool_, count=len(tokens.vocabulary)
        )
    stays = chosen[tokens.codes]
    paragraph_of = np.repeat(keys, np.diff(tokens.starts))[stays]
    lengths = np.bincount(paragraph_of, minlength=int(keys.max(initial=-1)) + 1).astype(np.int64)
    begins = np.concatenate(([0], np.cumsum(lengths)))
    counts = np.where(lengths > 0, np.maximum(lengths - width + 1, 1), 0)
    first = np.concatenate(([0], np.cumsum(counts)))
    numbers = number_of[tokens.codes[stays]] if len(tokens.vocabulary) else np.empty(0, dtype=np.int64)
    at = np.flatnonzero(numbers >= 0)
    paragraph = paragraph_of[at]
    offset = at - begins[paragraph]
    low, high = np.maximum(offset - width + 1, 0), np.minimum(offset, counts[paragraph] - 1)
    spans = high - low + 1
    rows = (
        np.repeat(first[paragraph] + low, spans)
        + np.arange(spans.sum())
        - np.repeat(np.cumsum(spans) - spans, spans)
    )
    present = csr_array(
        (np.ones(len(rows)), (rows, np.repeat(numbers[at], spans))), shape=(int(first[-1]), len(words))
    )
    present.data[:] = 1  # a word that stands twice in a window is there once
    return np.asarray((present.T @ present).toarray()), float(first[-1])


def coherence(
    tops: TopWords, source: TermMatrix | Tokens, *, width: int = 10, among: Iterable[str] | None = None
) -> NDArray[np.float64]:
    """The mean NPMI of all pairs of each topic's top words.

    Parameters
    ----------
    tops : sequence of sequences of str
        The top words of each topic.
    source : TermMatrix or Tokens
        Co-occurrence by document of a matrix, or by sliding window of tokens.
    width, among
        As for ``sliding_windows``.

    Returns
    -------
    array, topics
        ``NaN`` for a topic of fewer than two words that occur.
    """
    from analysis.text.matrix import TermMatrix

    words = sorted({word for top in tops for word in top})
    if not words:
        return np.full(len(tops), np.nan)
    if isinstance(source, TermMatrix):
        together, windows = document_windows(source, words)
    else:
        together, windows = sliding_windows(source, words, width, among=among)
    table, index = (
        npmi_table(together, max(windows, 1.0)),
        {word: number for number, word in enumerate(words)},
    )
    result = np.full(len(tops), np.nan)
    for number, top in enumerate(tops):
        own = [index[word] for word in top]
        pairs = table[np.ix_(own, own)][np.triu_indices(len(own), 1)]
        if (~np.isnan(pairs)).any():
            result[number] = np.nanmean(pairs)
    return result


def exclusivity(weights: NDArray[np.float64], top: int = 10) -> NDArray[np.float64]:
    """The mean, over a topic's top words, of the topic's part in the word's weight over all topics.

    Parameters
    ----------
    weights : array, topics × terms
        First scaled so that each topic sums to 1.
    top : int, default 10
        How many words of a topic.

    Returns
    -------
    array, topics
        1 when its words are its own, 1 / topics when all topics share them alike.

    References
    ----------
    Bischof & Airoldi (2012), Proceedings of ICML (FREX), without their ranking.

    Examples
    --------
    >>> exclusivity(np.array([[0.5, 0.5, 0.0], [0.0, 0.5, 0.5]]), top=2)
    array([0.75, 0.75])
    """
    masses = weights.sum(axis=1, keepdims=True)
    scaled = np.divide(weights, masses, out=np.zeros_like(weights), where=masses > 0)
    totals = scaled.sum(axis=0)
    part = np.divide(scaled, totals, out=np.zeros_like(scaled), where=totals > 0)
    order = np.argsort(-np.round(scaled, 10), axis=1, kind="stable")[:, :top]
    return np.asarray(np.take_along_axis(part, order, axis=1).mean(axis=1))


class Match(NamedTuple):
    """For each topic of the first model: the topic of the second that it is paired with (-1: none left) and
    the overlap of their top words.
    """

    partner: NDArray[np.int64]
    jaccard: NDArray[np.float64]


def match_topics(first: TopWords, second: TopWords) -> Match:
    """Pair the topics of two models one to one so that the overlap of their top words is greatest.

    Overlap is Jaccard's, |A ∩ B| / |A ∪ B|; its sum is made greatest.

    Parameters
    ----------
    first, second : sequences of sequences of str
        The top words of each topic.

    Returns
    -------
    Match
        ``partner, jaccard``, one of each topic of the first model.

    References
    ----------
    Kuhn (1955), Naval Research Logistics Quarterly 2, 83–97; Greene, O'Callaghan & Cunningham (2014), ECML
    PKDD, 498–513.

    Examples
    --------
    >>> match_topics([["a", "b"], ["c", "d"]], [["c", "e"], ["a", "b"]]).partner.tolist()
    [1, 0]
    """
    from scipy.optimize import linear_sum_assignment

    left, right = [frozenset(top) for top in first], [frozenset(top) for top in second]
    overlap = np.array([[len(a & b) / len(a | b) if a | b else 0.0 for b in right] for a in left]).reshape(
        len(left), len(right)
    )
    rows, columns = linear_sum_assignment(-overlap)
    partner, jaccard = np.full(len(left), -1, dtype=np.int64), np.zeros(len(left))
    partner[rows], jaccard[rows] = columns, overlap[rows, columns]
    return Match(partner, jaccard)


def top_words(weights: NDArray[np.float64], terms: Sequence[str], top: int = 10) -> list[list[str]]:
    """The heaviest words of each topic, heaviest first; equals in the order of their characters.

    Parameters
    ----------
    weights : array, topics × terms
        The topics; rounded to ten decimals.
    terms : sequence of str
        The terms of the columns.
    top : int, default 10
        How many of each.

    Returns
    -------
    list of list of str
        Topic by topic.

    Examples
    --------
    >>> top_words(np.array([[0.2, 0.5, 0.2]]), ["b", "c", "a"], 2)
    [['c', 'a']]
    """
    names = np.array(terms, dtype=str)
    # Rounding keeps a difference in the last bit from changing the order of equals.
    return [names[np.lexsort((names, -np.round(row, 10)))[:top]].tolist() for row in weights]


def positive(data: csr_array) -> csr_array:
    """The rows that hold anything."""
    return data[np.flatnonzero(np.diff(data.indptr))]
