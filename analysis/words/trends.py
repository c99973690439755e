"""How the use of terms changes from year to year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.selection import latest_names, region_keys
from analysis.errors import InputError
from analysis.stats.grouping import alike, members
from analysis.text.matrix import TermMatrix
from analysis.text.sources import MatrixSource, as_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array


def keyword_trends(
    source: MatrixSource,
    terms: Iterable[str],
    *,
    by: str | Sequence[str] = "level",
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """The rate of each term in each year, within groups, with its interval and its change.

    ``source``: a matrix of counts, or a corpus, reports, a path or a text, of which a matrix by paragraph is
    made (``text.sources``).

    Give a matrix by paragraph: the interval comes from drawing the year's paragraphs anew
    (``bootstrap_rates``). Columns: those of ``by``, ``term, year, count, tokens, per_10k, low, high``;
    ``previous_year``: the year before it that the group has (not always the calendar's); ``change``: the
    difference of the two rates; ``log_ratio``: log₂ of their ratio, a count of 0 taken for ½. These three are
    empty (``NaN``, ``<NA>``) in a group's first year. Sorted by group and term in the given order, then year.

    >>> from analysis import load_corpus
    >>> from analysis.text.matrix import term_matrix
    >>> from analysis.text.tokens import TokenOptions, tokenise_corpus
    >>> corpus = load_corpus().select(level="national")
    >>> matrix = term_matrix(tokenise_corpus(corpus, TokenOptions(engine="rjieba")), "paragraph")
    >>> keyword_trends(matrix, ["新质生产力"], resamples=100)[["year", "count", "previous_year"]].values.tolist()
    [[2020, 0, <NA>], [2021, 0, 2020], [2024, 1, 2021]]
    """
    matrix = as_matrix(source, "paragraph")
    keys = [by] if isinstance(by, str) else list(by)
    matrix.must_have(["year"])
    if matrix.docs["year"].isna().any():
        raise InputError(
            "the year of some documents isn't known, and a trend goes from year to year; give year= when "
            "the reports are read"
        )
    matrix = matrix.keep(terms)
    names = latest_names(matrix.docs) if "region" in keys else {}
    if names:  # a region is known by its level and code, and shown by its name
        shown = matrix.docs["region"].dtype
        matrix = replace(matrix, docs=matrix.docs.assign(region=region_keys(matrix.docs)))
    table = bootstrap_rates(matrix, [*keys, "year"], resamples=resamples, seed=seed, confidence=confidence)
    group = alike(table[keys])
    place = {term: index for index, term in enumerate(matrix.terms)}
    term = np.array([place[name] for name in table["term"].tolist()], dtype=np.int64)
    order = np.lexsort((table["year"].to_numpy(), term, group))
    table, group, term = table.iloc[order].reset_index(drop=True), group[order], term[order]
    first = np.ones(len(table), dtype=np.bool_)  # of a group and term: nothing stands before it
    first[1:] = (group[1:] != group[:-1]) | (term[1:] != term[:-1])
    table["previous_year"] = table["year"].shift(1).mask(first).astype("Int64")
    table["change"] = table["per_10k"] - table["per_10k"].shift(1).mask(first)
    smoothed = np.maximum(table["count"], 0.5) / table["tokens"].where(table["tokens"] > 0)
    table["log_ratio"] = np.log2(smoothed / smoothed.shift(1).mask(first))
    both_zero = (table["count"] == 0) & (table["count"].shift(1) == 0)
    table.loc[both_zero, "log_ratio"] = np.nan
    if names:
        table["region"] = table["region"].map(names).astype(shown)
    front = [
        *keys,
        "term",
        "year",
        "count",
        "tokens",
        "per_10k",
        "low",
        "high",
        "previous_year",
        "change",
        "log_ratio",
    ]
    return table[front]


def bootstrap_rates(
    matrix: TermMatrix,
    by: str | list[str],
    *,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Rates per 10,000 running words of each group and term with a bootstrap interval over the documents of
    the group.

    Each resample draws as many documents as the group has, with replacement (a row of multinomial weights
    times the group's block of counts); ``low`` and ``high`` are the percentiles. Give a matrix by paragraph
    and keep its terms to the few of interest first.

    Columns: those of ``by``, ``term, count, tokens, per_10k, low, high``; the interval is ``NaN`` for a group
    of one document.
    """
    keys = [by] if isinstance(by, str) else list(by)
    generator = np.random.default_rng(seed)
    codes, labels = matrix.groups(keys)
    words = matrix.docs["tokens"].to_numpy(dtype=np.float64)
    terms = len(matrix.terms)
    values = np.full((len(labels), 5, terms), np.nan)
    for group, rows in enumerate(members(codes, len(labels))):
        block = matrix.counts[rows]
        total, count = words[rows].sum(), np.bincount(block.indices, weights=block.data, minlength=terms)
        values[group, :2] = count, np.full(terms, total)
        if total:
            values[group, 2] = 1e4 * count / total
        if len(rows) > 1 and total:
            values[group, 3:] = _drawn_rates(block, words[rows], generator, resamples, confidence)
    table = labels.iloc[np.repeat(np.arange(len(labels)), terms)].reset_index(drop=True)
    table["term"] = (
        pd.Series(matrix.terms, dtype="str")
        .iloc[np.tile(np.arange(terms), len(labels))]
        .reset_index(drop=True)
    )
    for number, name in enumerate(("count", "tokens", "per_10k", "low", "high")):
        table[name] = values[:, number].ravel().astype(np.int64 if number < 2 else np.float64)
    return table


def _drawn_rates(
    counts: csr_array,
    words: NDArray[np.float64],
    generator: np.random.Generator,
    resamples: int,
    confidence: float,
) -> NDArray[np.float64]:
    """The two percentiles of each term's rate (2 × terms): linear interpolation, as ``numpy.quantile``."""
    tail = (1 - confidence) / 2
    weights = generator.multinomial(len(words), np.full(len(words), 1 / len(words)), size=resamples).T.astype(
        np.float64
    )
    drawn = (weights * words[:, None]).sum(axis=0)
    weights, drawn = weights[:, drawn > 0], drawn[drawn > 0]
    if not len(drawn):
        return np.full((2, counts.shape[1]), np.nan)
    rates = np.sort(1e4 * (counts.T @ np.ascontiguousarray(weights)) / drawn, axis=1)
    result = []
    for share in (tail, 1 - tail):
        at = share * (len(drawn) - 1)
        first = int(at)
        lower, upper = rates[:, first], rates[:, min(first + 1, len(drawn) - 1)]
        # From the nearer of the two, as numpy does, so that neither end is overshot by rounding.
        step, part = upper - lower, at - first
        result.append(upper - step * (1 - part) if part >= 0.5 else lower + step * part)
    return np.stack(result)
