"""Counts of themes of reports taken together, and their shares in several units, as a build's tables have
them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.stats.intervals import ratio
from analysis.themes.attention import attention
from analysis.themes.commitment import MEASURES
from analysis.themes.counts import ThemeCounts

if TYPE_CHECKING:
    from analysis.themes.codebook import Codebook

RESAMPLES = 500  # of a build
_GROUP = ["level", "kind", "year"]


def grouped(counts: ThemeCounts) -> ThemeCounts:
    """The reports of one level, kind and year added up, where there are several.

    >>> from analysis import count_themes, load_corpus
    >>> counts = count_themes(load_corpus().select(region=["海南省", "全国"], year=2020))
    >>> len(grouped(counts))
    0
    """
    pooled = counts.pool([*_GROUP, "part"])
    return pooled.select(pooled.strata["reports"] > 1)


def firm_codes(codebook: Codebook) -> tuple[str, ...]:
    """The codes of the counts that ``commitment`` is made of.

    Sentences, and sentences with each mark of commitment, of all themes and of each.

    >>> from analysis import load_themes
    >>> firm_codes(load_themes().keep("health"))[:4]
    ('sentences/all', 'sentences/health', 'firm/all', 'firm/health')
    """
    return tuple(f"{name}/{code}" for name in ("sentences", *MEASURES) for code in ("all", *codebook.codes))


def totals(counts: ThemeCounts) -> ThemeCounts:
    """The same sums without the paragraphs that they come from: enough for shares, not for intervals.

    >>> from analysis import count_themes
    >>> totals(count_themes("一、今年工作安排\\n扩大就业。稳定就业。")).denominator.tolist()
    [2.0]
    """
    from dataclasses import replace

    numerator, denominator = counts.totals()
    return replace(
        counts,
        group=np.arange(len(counts)),
        source=np.arange(len(counts)),
        numerator=numerator,
        denominator=denominator,
    )


def shares_of_attention(
    counts: ThemeCounts,
    others: dict[str, ThemeCounts],
    by: list[str],
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """``attention`` in sentences with its intervals, and beside it the bare share in other units.

    Parameters
    ----------
    counts : ThemeCounts
        Counts of sentences.
    others : dict of str to ThemeCounts
        Counts in other units, by unit.
    by : list of str
        Columns of ``counts.strata`` that make the groups.
    resamples, seed : int, default 500 and 0
        As for ``attention``.

    Returns
    -------
    DataFrame
        As ``attention``, with ``share_<unit>`` (0–1) for each of ``others``; ``NaN`` for what it lacks.
    """
    table = attention(counts, by, resamples=resamples, seed=seed)
    firsts = _keys(
        table[by].iloc[:: max(1, len(counts.codes))]
    )  # one row a group: the themes of each follow one another
    for unit, other in others.items():
        numerator, denominator = other.totals()
        shares = np.vstack(
            [ratio(numerator, denominator[:, None]), np.full((1, len(other.codes)), np.nan)]
        )  # last: what the other lacks
        rows = {key: row for row, key in enumerate(_keys(other.strata[by]))}
        group = np.repeat(
            np.array([rows.get(key, len(rows)) for key in firsts], dtype=np.int64), len(counts.codes)
        )
        table[f"share_{unit}"] = shares[group, pd.Index(other.codes).get_indexer(pd.Index(table["theme"]))]
    return table


def _keys(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The rows as they can be looked up: unknown values alike."""
    return [
        tuple(None if value != value else value for value in row)
        for row in table.itertuples(index=False, name=None)
    ]
