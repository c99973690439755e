"""Counts of themes of reports taken together, and their shares in several units, as a build's tables have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.measures.attention import ThemeCounts, attention, ratio
from analysis.measures.commitment import MEASURES

if TYPE_CHECKING:
    import pandas as pd

    from analysis.measures.themes import Codebook

RESAMPLES = 500  # of a build
_GROUP = ["level", "kind", "year"]


def grouped(counts: ThemeCounts) -> ThemeCounts:
    """The reports of one level, kind and year added up, where there are several."""
    pooled = counts.pool([*_GROUP, "part"])
    return pooled.select(pooled.strata["reports"] > 1)


def firm_codes(codebook: Codebook) -> tuple[str, ...]:
    """The columns of the counts that ``commitment`` is made of: sentences, and sentences with each mark of commitment, of all themes and of each."""
    return tuple(f"{name}/{code}" for name in ("sentences", *MEASURES) for code in ("all", *codebook.codes))


def totals(counts: ThemeCounts) -> ThemeCounts:
    """The same sums without the paragraphs that they come from: enough for shares, not for intervals."""
    from dataclasses import replace

    numerator, denominator = counts.totals()
    return replace(counts, group=np.arange(len(counts)), source=np.arange(len(counts)), numerator=numerator, denominator=denominator, _drawn={})


def shares_of_attention(counts: ThemeCounts, others: dict[str, ThemeCounts], by: list[str], resamples: int = RESAMPLES, seed: int = 0) -> pd.DataFrame:
    """``attention`` in sentences with its intervals, and beside it the bare share in other units (``share_tokens``, ``share_paragraphs``)."""
    table = attention(counts, by, resamples=resamples, seed=seed)
    for unit, other in others.items():
        numerator, denominator = other.totals()
        plain = other.strata[by].iloc[np.repeat(np.arange(len(other)), len(other.codes))].reset_index(drop=True)
        plain["theme"] = np.tile(np.array(other.codes, dtype=object), len(other))
        plain[f"share_{unit}"] = ratio(numerator, denominator[:, None]).ravel()
        table = table.merge(plain, on=[*by, "theme"], how="left", validate="one_to_one")
    return table
