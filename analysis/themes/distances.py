"""How far the themes of reports are from those of the nation's document."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.stats.intervals import CONFIDENCE
from analysis.tables import column_types
from analysis.tables.declaration import table_of
from analysis.themes.counts import CountSource, as_counts
from analysis.themes.differences import records
from analysis.themes.national import about_partner, national_partners

if TYPE_CHECKING:
    from numpy.typing import NDArray


def divergence(p: NDArray[np.float64], q: NDArray[np.float64]) -> NDArray[np.float64]:
    """Jensen–Shannon divergence in bits along the last axis: 0 for like distributions, 1 for those without
    anything in common.

    JS(p, q) = ½ Σ p log₂(p / m) + ½ Σ q log₂(q / m), m = (p + q) / 2; p and q are scaled to sum 1. Source:
    Lin (1991), IEEE Transactions on Information Theory 37 (1).

    >>> float(divergence(np.array([1.0, 0.0]), np.array([0.0, 2.0])))
    1.0
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        p, q = p / p.sum(axis=-1, keepdims=True), q / q.sum(axis=-1, keepdims=True)
        m = (p + q) / 2
        terms = np.where(p > 0, p * np.log2(p / m), 0) + np.where(q > 0, q * np.log2(q / m), 0)
    return np.where(np.isnan(p + q).any(axis=-1), np.nan, np.maximum(terms.sum(axis=-1), 0) / 2)


def national_distances(
    source: CountSource,
    *,
    part: str = "plan",
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
    named: int = 3,
) -> pd.DataFrame:
    """How far each report's themes are from those of the nation's document of its year, and in which
    direction.

    ``source``: counts of themes, or what ``count_themes`` takes (a corpus, reports, a path, a text), which is
    then counted with ``split``.

    Distributions over themes, compared by the Jensen–Shannon divergence. Give counts with ``split=True``.
    Resamples look further apart than the texts are (chance never brings two distributions together), so
    ``bias``, the mean of the resamples − distance, is shown and taken off the percentiles; ``low`` isn't
    below 0. Columns: ``report_id, level, region, year, national_report_id, same_kind, distance, bias, low,
    high, more, less`` (the ``named`` themes with the largest differences, on either side). Sorted by distance
    downwards, then report.
    """
    counts = as_counts(source, split=True)
    own = counts.select(counts.strata["part"] == part)
    numerator, _ = own.totals()
    drawn = lru_cache(maxsize=16)(lambda row: np.ascontiguousarray(own.drawn(row, resamples, seed)[0].T))
    strata = records(own.strata)
    tail = (1 - confidence) / 2
    rows = []
    for partner, row in national_partners(own.strata):
        if not numerator[row].any() or not numerator[partner].any():
            continue
        here, there = numerator[row] / numerator[row].sum(), numerator[partner] / numerator[partner].sum()
        distance = float(divergence(here, there))
        chance = divergence(drawn(row), drawn(partner))
        bias = float(chance.mean()) - distance
        low, high = np.quantile(chance, [tail, 1 - tail]) - bias
        order = np.argsort(-(here - there), kind="stable")
        more = [own.codes[i] for i in order[:named] if here[i] > there[i]]
        less = [own.codes[i] for i in order[::-1][:named] if here[i] < there[i]]
        measured = {
            "distance": distance,
            "bias": bias,
            "low": max(0.0, float(low)),
            "high": float(high),
            "more": ";".join(more),
            "less": ";".join(less),
        }
        rows.append(about_partner(strata[row], strata[partner]) | measured)
    return (
        table_of(rows, column_types("theme_distances"))
        .sort_values(["distance", "report_id"], ascending=[False, True])
        .reset_index(drop=True)
    )
