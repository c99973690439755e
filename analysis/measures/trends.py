"""How the use of terms changes from year to year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.measures.defaults import MatrixSource, as_matrix
from analysis.measures.resampling import bootstrap_rates
from analysis.text.matrix import alike


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

    ``source``: a matrix of counts, or a corpus, reports, a path or a text, of which a matrix by paragraph is made (``measures.defaults``).

    Give a matrix by paragraph: the interval comes from drawing the year's paragraphs anew (``resampling.bootstrap_rates``).  Columns: those of
    ``by``, ``term, year, count, tokens, per_10k, low, high``; ``previous_year``: the year before it that the group has (not always the calendar's);
    ``change``: the difference of the two rates; ``log_ratio``: log₂ of their ratio, a count of 0 taken for ½.  These three are empty (``NaN``,
    ``<NA>``) in a group's first year.  Sorted by group and term in the given order, then year.

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
        raise InputError("the year of some documents isn't known, and a trend goes from year to year; give year= when the reports are read")
    matrix = matrix.keep(terms)
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
    front = [*keys, "term", "year", "count", "tokens", "per_10k", "low", "high", "previous_year", "change", "log_ratio"]
    return table[front]
