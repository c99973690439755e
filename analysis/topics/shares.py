"""How much of the talk a topic has, by province and year, with intervals; and how two groups differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.names import must_be
from analysis.errors import unknown
from analysis.stats.bootstrap import Draws, name_of
from analysis.stats.intervals import CONFIDENCE, defined, interval, ratio

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.topics.model import TopicModel


def _known(model: TopicModel) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64]]:
    """Which documents have shares; their running words, and words × shares."""
    known = model.shares.notna().all(axis=1).to_numpy()
    words = model.docs["tokens"].to_numpy(dtype=np.float64)[known]
    return known, words, model.shares.to_numpy()[known] * words[:, None]


def share_intervals(
    model: TopicModel,
    by: str | Sequence[str],
    *,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Topic shares of groups of documents, each weighted by its running words, with bootstrap intervals.

    The documents of a group (its paragraphs) are drawn with replacement. The topics themselves are taken as
    given: the interval doesn't hold what other topics another fit would find (their recurrence tells of
    that).

    Parameters
    ----------
    model : TopicModel
        Of which the shares are.
    by : str or sequence of str
        Columns of ``docs`` that make the groups.
    resamples : int, default 1000
        Draws of the bootstrap, 2 or more; 0 for no intervals.
    seed : int, default 0
        The seed of the draws, 0 or more. A group has the same draws in any company.
    confidence : float, default 0.95
        Of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        The columns of ``by``, ``topic, share, low, high`` (0–1), ``paragraphs``; sorted by group (in the
        documents' order), then topic. The interval is ``NaN`` for a group of one paragraph, and everything is
        for a group without running words.

    Raises
    ------
    InputError
        For a column that the documents lack.

    Examples
    --------
    >>> from analysis import TokenOptions, fit_topics, load_corpus, plan_paragraphs, tokenise_corpus
    >>> corpus = load_corpus().select(region=["安徽", "北京", "海南"], year=2020)
    >>> tokens = tokenise_corpus(corpus, TokenOptions(engine="rjieba"))
    >>> matrix = plan_paragraphs(tokens, corpus.reports["report_id"])
    >>> model = fit_topics(matrix, 5, runs=0)
    >>> table = share_intervals(model, "report_id", resamples=20)
    >>> table.groupby("report_id")["share"].sum().round(6).tolist()
    [1.0, 1.0, 1.0]
    """
    keys = [by] if isinstance(by, str) else list(by)
    missing = [key for key in keys if key not in model.docs.columns]
    if missing:
        raise unknown("column", missing[0], model.docs.columns, where="in the documents", most=12)
    known, words, masses = _known(model)
    grouped = model.docs.loc[known, keys].reset_index(drop=True).groupby(keys, sort=False, dropna=False)
    codes, topics = grouped.ngroup().to_numpy(), masses.shape[1]
    about = grouped.size().reset_index()[keys]
    names = [name_of(*label) for label in about.itertuples(index=False, name=None)]
    draws = Draws()
    parts = []
    for code in range(int(codes.max(initial=-1)) + 1):
        own = codes == code
        part = pd.DataFrame(
            {
                "topic": np.arange(1, topics + 1),
                "share": ratio(masses[own].sum(axis=0), words[own].sum()),
            }
        )
        part["low"], part["high"] = np.nan, np.nan
        if resamples:
            weights = draws.weights(int(own.sum()), resamples, seed, names[code])
            drawn = ratio(masses[own].T @ weights, words[own] @ weights)
            part["low"], part["high"] = interval(defined(drawn), confidence)
        part["paragraphs"] = int(own.sum())
        parts.append(part)
    if not parts:
        return pd.DataFrame(columns=[*keys, "topic", "share", "low", "high", "paragraphs"])
    table = pd.concat(parts, ignore_index=True)
    for position, key in enumerate(keys):
        table.insert(position, key, np.repeat(about[key].to_numpy(), topics))
    return table


def share_differences(
    model: TopicModel,
    column: str,
    first: object,
    second: object,
    *,
    resample: str = "report_id",
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Topic shares of two groups of documents and their difference, with a bootstrap interval.

    Reports are drawn with replacement in each group, since the paragraphs of a report go together; the
    difference is significant at the level when the interval doesn't hold 0, topic by topic, without a
    correction for there being many topics.

    Parameters
    ----------
    model : TopicModel
        Of which the shares are.
    column : str
        The column of ``docs`` that tells the groups.
    first, second : object
        Its two values.
    resample : str, default "report_id"
        Documents alike in this column are drawn together.
    resamples : int, default 1000
        Draws of the bootstrap, 2 or more.
    seed : int, default 0
        The seed of the draws, 0 or more. A report has the same draws in any company.
    confidence : float, default 0.95
        Of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        ``topic, label, first, second`` (shares, 0–1), ``difference`` (first − second), ``low, high``; sorted
        by the difference downwards, then topic. A group of one report has no interval (``NaN``).

    Raises
    ------
    InputError
        For a column or value that the documents lack.

    Examples
    --------
    >>> from analysis import TokenOptions, fit_topics, load_corpus, plan_paragraphs, tokenise_corpus
    >>> corpus = load_corpus().select(region=["安徽", "北京", "海南"], year=2020)
    >>> tokens = tokenise_corpus(corpus, TokenOptions(engine="rjieba"))
    >>> matrix = plan_paragraphs(tokens, corpus.reports["report_id"])
    >>> model = fit_topics(matrix, 5, runs=0)
    >>> model.docs["east"] = model.docs["region"] != "安徽省"
    >>> table = share_differences(model, "east", True, False, resamples=20)
    >>> table.columns.tolist()
    ['topic', 'label', 'first', 'second', 'difference', 'low', 'high']
    """
    for name in (column, resample):
        must_be("column", name, model.docs.columns, where="in the documents")
    known, words, masses = _known(model)
    docs = model.docs.loc[known].reset_index(drop=True)
    draws = Draws()
    shares, drawn = [], []
    for value in (first, second):
        own = (docs[column] == value).to_numpy()
        if not own.any():
            raise unknown(column, value, docs[column].unique(), where="in the documents")
        codes = docs.loc[own].groupby(resample, sort=False).ngroup().to_numpy()
        size = int(codes.max()) + 1
        sums = np.zeros((size, masses.shape[1]))
        np.add.at(sums, codes, masses[own])
        totals = np.bincount(codes, weights=words[own], minlength=size)
        shares.append(ratio(sums.sum(axis=0), totals.sum()))
        weights = draws.weights(size, resamples, seed, name_of(value))
        drawn.append(ratio(sums.T @ weights, totals @ weights))
    low, high = interval(defined(drawn[0] - drawn[1]), confidence)
    table = pd.DataFrame(
        {
            "topic": model.topics["topic"],
            "label": model.topics["label"],
            "first": shares[0],
            "second": shares[1],
            "difference": shares[0] - shares[1],
            "low": low,
            "high": high,
        }
    )
    return table.sort_values(["difference", "topic"], ascending=[False, True], ignore_index=True)
