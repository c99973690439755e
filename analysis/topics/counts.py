"""How many topics?  Several numbers side by side, and a rule that a reader can disagree with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.errors import InputError, unknown
from analysis.text.sources import MatrixSource, as_matrix
from analysis.topics.consensus import subsamples
from analysis.topics.fit import fit_topics
from analysis.topics.quality import coherence, exclusivity, match_topics

if TYPE_CHECKING:
    from analysis.text.matrix import TermMatrix
    from analysis.text.tokens import Tokens

COLUMNS = [
    "topics",
    "npmi",
    "npmi_window",
    "stability",
    "stability_low",
    "stability_high",
    "exclusivity",
    "diversity",
    "error",
    "samples",
    "resampled",
]


def compare_topic_counts(
    source: MatrixSource,
    grid: Iterable[int] = (10, 15, 20, 25, 30),
    *,
    tokens: Tokens | None = None,
    samples: int = 10,
    share: float = 0.8,
    resample: str = "report_id",
    top: int = 10,
    seed: int = 0,
    **settings: Any,
) -> pd.DataFrame:
    """Fit each number of topics on all documents and on subsamples of them, and measure.

    Parameters
    ----------
    source : TermMatrix, corpus, reports, path or text
        A matrix of counts, documents × terms; of anything else one by paragraph is made (``text.sources``).
    grid : iterable of int, default (10, 15, 20, 25, 30)
        The numbers of topics.
    tokens : Tokens or None, default None
        For ``npmi_window``.
    samples : int, default 10
        How many subsamples.
    share : float, default 0.8
        The part of the documents in each.
    resample : str, default "report_id"
        The column whose values are left out together (whole reports, as another year or province would change
        them); ``""``: documents.
    top : int, default 10
        Top words of a topic.
    seed : int, default 0
        Draws the subsamples.
    **settings
        Go to ``fit_topics``; ``runs=0`` (single factorisations) is quick and enough to compare numbers, the
        default (a consensus) takes forty times as long.

    Returns
    -------
    DataFrame
        ``topics``; ``npmi``: mean coherence of the topics' top words by co-occurrence in a document;
        ``npmi_window``: by windows of ten terms (with ``tokens``); ``stability``: mean Jaccard overlap of the
        top words between the model of all documents and that of a subsample, topics matched one to one;
        ``stability_low, stability_high``: the least and greatest of the subsamples; ``exclusivity``: the
        topic's part in the weight of its top words; ``diversity``: the share of different words among all top
        words; ``error``: what the topics leave unexplained (``NaN`` for other methods than ``nmf``);
        ``samples``: the subsamples that could be fitted; ``resampled``: what was left out. A number of topics
        that the documents can't carry has ``NaN`` throughout. Sorted by ``topics``.

    Raises
    ------
    InputError
        For no number of topics or no subsample, and a column that the documents lack.

    References
    ----------
    Greene, O'Callaghan & Cunningham (2014), ECML PKDD, 498–513 (stability); Röder, Both & Hinneburg (2015),
    WSDM, 399–408.

    Examples
    --------
    >>> from analysis import TokenOptions, fit_topics, load_corpus, plan_paragraphs, tokenise_corpus
    >>> corpus = load_corpus().select(region=["安徽", "北京", "海南"], year=2020)
    >>> tokens = tokenise_corpus(corpus, TokenOptions(engine="rjieba"))
    >>> matrix = plan_paragraphs(tokens, corpus.reports["report_id"])
    >>> model = fit_topics(matrix, 5, runs=0)
    >>> compare_topic_counts(matrix, (3, 5), samples=2, runs=0)["topics"].tolist()
    [3, 5]
    """
    matrix = as_matrix(source, "paragraph")
    numbers = sorted(set(grid))
    if not numbers or samples < 1:
        raise InputError("compare_topic_counts wants at least one number of topics and one subsample")
    if resample:
        matrix.must_have([resample])
    groups = (
        matrix.docs.groupby(resample, sort=False).ngroup().to_numpy().astype(np.int64) if resample else None
    )
    drawn = subsamples(matrix.shape[0], samples, share, seed, groups) if matrix.shape[0] else []
    parts = [matrix.select(_mask(rows, matrix.shape[0])) for rows in drawn]
    rows = [
        {"topics": topics, "samples": 0, "resampled": resample or "documents"}
        | _measured(matrix, parts, topics, tokens, top, settings)
        for topics in numbers
    ]
    return pd.DataFrame(rows).reindex(columns=COLUMNS)


def _measured(
    matrix: TermMatrix,
    parts: list[TermMatrix],
    topics: int,
    tokens: Tokens | None,
    top: int,
    settings: dict[str, Any],
) -> dict[str, Any]:
    """The measures of one number of topics; none where the documents can't carry so many."""
    try:
        model = fit_topics(matrix, topics, **settings)
    except InputError:
        return {}
    tops = model.top_words(top)
    overlaps = [_overlap(tops, part, topics, top, settings) for part in parts]
    overlaps = [overlap for overlap in overlaps if not np.isnan(overlap)]
    measures = {
        "npmi": float(np.nanmean(coherence(tops, matrix))),
        "npmi_window": float(np.nanmean(coherence(tops, tokens, among=model.vocabulary)))
        if tokens is not None
        else np.nan,
        "exclusivity": float(exclusivity(model.weights, top).mean()),
        "diversity": len({word for words in tops for word in words}) / sum(map(len, tops)),
        "error": model.error,
        "samples": len(overlaps),
    }
    if not overlaps:
        return measures
    return measures | {
        "stability": float(np.mean(overlaps)),
        "stability_low": min(overlaps),
        "stability_high": max(overlaps),
    }


def _overlap(
    tops: list[list[str]], part: TermMatrix, topics: int, top: int, settings: dict[str, Any]
) -> float:
    """The mean overlap of the top words with those of a subsample; ``NaN`` where it is too small for so many
    topics.
    """
    try:
        model = fit_topics(part, topics, **settings)
    except InputError:
        return float("nan")
    return float(match_topics(tops, model.top_words(top)).jaccard.mean())


def _mask(rows: np.ndarray, size: int) -> np.ndarray:
    mask = np.zeros(size, dtype=np.bool_)
    mask[rows] = True
    return mask


def recommend_topic_count(table: pd.DataFrame, *, slack: float = 0.05, measure: str = "npmi") -> pd.DataFrame:
    """Which number of topics to take: of the stable ones, the most coherent.

    The rule takes stability for a condition and coherence for the aim. Coherence alone likes many narrow
    topics and stability alone a few broad ones; whoever wants finer topics gives a greater ``slack``, whoever
    wants ``measure="exclusivity"`` says so.

    Parameters
    ----------
    table : DataFrame
        As ``compare_topic_counts`` gives it.
    slack : float, default 0.05
        How far below the best stability a number may be.
    measure : str, default "npmi"
        The column that decides among the stable ones.

    Returns
    -------
    DataFrame
        The table with ``stable`` and ``recommended``: of the stable numbers the one with the greatest
        ``measure``; the smaller of equals (to two decimals). No row is recommended when nothing was measured.

    Raises
    ------
    InputError
        For a column that the table lacks.

    Examples
    --------
    >>> table = pd.DataFrame({"topics": [10, 20, 30], "npmi": [0.3, 0.4, 0.5], "stability": [0.8, 0.78, 0.6]})
    >>> recommend_topic_count(table).loc[lambda t: t["recommended"], "topics"].tolist()
    [20]
    """
    if measure not in table.columns:
        raise unknown("column", measure, table.columns, where="in the table", most=12)
    stable = table["stability"] >= table["stability"].max() - slack
    values = table[measure].round(2).where(stable)
    chosen = pd.Series(False, index=table.index)
    if values.notna().any():
        best = table.loc[values == values.max(), "topics"].min()
        chosen = table["topics"] == best
    return table.assign(stable=stable, recommended=chosen)
