"""How much of the talk a topic has, by province and year, with intervals; and how two groups differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.names import must_be
from analysis.errors import unknown

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.topics.model import TopicModel


def _known(model: TopicModel) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64]]:
    """Which documents have shares; their running words, and words × shares."""
    known = model.shares.notna().all(axis=1).to_numpy()
    words = model.docs["tokens"].to_numpy(dtype=np.float64)[known]
    return known, words, model.shares.to_numpy()[known] * words[:, None]


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(part, whole[..., None], out=np.full_like(part, np.nan), where=whole[..., None] > 0)


def _draws(generator: np.random.Generator, size: int, resamples: int) -> NDArray[np.float64]:
    """How often each of ``size`` documents is drawn, resamples × documents."""
    return generator.multinomial(size, np.full(size, 1 / size), size=resamples).astype(np.float64)


def _percentiles(draws: NDArray[np.float64], tail: float) -> NDArray[np.float64]:
    """The lower and upper percentile of each column; draws without words don't count."""
    known = draws[~np.isnan(draws).any(axis=1)]
    return (
        np.quantile(known, [tail, 1 - tail], axis=0) if len(known) else np.full((2, draws.shape[1]), np.nan)
    )


def share_intervals(
    model: TopicModel,
    by: str | Sequence[str],
    *,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Topic shares of groups of documents, each document weighted by its running words, with percentile
    bootstrap intervals over the documents of the group (its paragraphs are drawn with replacement).

    The topics themselves are taken as given: the interval doesn't hold what other topics another fit would
    find (their recurrence tells of that).

    Columns: those of ``by``, ``topic, share, low, high, paragraphs``; sorted by group (in the documents'
    order), then topic. The interval is ``NaN`` for a group of one paragraph, and everything is for a group
    without running words.
    """
    keys = [by] if isinstance(by, str) else list(by)
    missing = [key for key in keys if key not in model.docs.columns]
    if missing:
        raise unknown("column", missing[0], model.docs.columns, where="in the documents", most=12)
    known, words, masses = _known(model)
    grouped = model.docs.loc[known, keys].reset_index(drop=True).groupby(keys, sort=False, dropna=False)
    codes, topics = grouped.ngroup().to_numpy(), masses.shape[1]
    generator = np.random.default_rng(seed)
    tail = (1 - confidence) / 2
    parts = []
    for code in range(int(codes.max(initial=-1)) + 1):
        own = codes == code
        part = pd.DataFrame(
            {
                "topic": np.arange(1, topics + 1),
                "share": _ratio(masses[own].sum(axis=0), np.asarray(words[own].sum())),
            }
        )
        part["low"], part["high"] = np.nan, np.nan
        if resamples and own.sum() > 1:
            weights = _draws(generator, int(own.sum()), resamples)
            part["low"], part["high"] = _percentiles(
                _ratio(weights @ masses[own], weights @ words[own]), tail
            )
        part["paragraphs"] = int(own.sum())
        parts.append(part)
    if not parts:
        return pd.DataFrame(columns=[*keys, "topic", "share", "low", "high", "paragraphs"])
    about = grouped.size().reset_index()[keys]
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
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Topic shares of two groups (two values of a column of ``docs``) and their difference with a bootstrap
    interval.

    Reports are drawn with replacement in each group (``resample``: another column to draw by), since the
    paragraphs of a report go together; the difference is significant at the level when the interval doesn't
    hold 0, topic by topic, without a correction for there being many topics.

    Columns: ``topic, label, first, second, difference, low, high``; sorted by the difference downwards, then
    topic. A group of one report has no interval (``NaN``).
    """
    for name in (column, resample):
        must_be("column", name, model.docs.columns, where="in the documents")
    known, words, masses = _known(model)
    docs = model.docs.loc[known].reset_index(drop=True)
    generator = np.random.default_rng(seed)
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
        shares.append(_ratio(sums.sum(axis=0), np.asarray(totals.sum())))
        weights = _draws(generator, size, resamples)
        drawn.append(
            _ratio(weights @ sums, weights @ totals)
            if size > 1
            else np.full((resamples, masses.shape[1]), np.nan)
        )
    tail = (1 - confidence) / 2
    gaps = drawn[0] - drawn[1]
    low, high = _percentiles(gaps, tail)
    table = pd.DataFrame(
        {
            "topic": model.topics["topic"], "label": model.topics["label"], "first": shares[0], "second": shares[1],
            "difference": shares[0] - shares[1], "low": low, "high": high,
        }
    )  # fmt: skip
    return table.sort_values(["difference", "topic"], ascending=[False, True], ignore_index=True)
