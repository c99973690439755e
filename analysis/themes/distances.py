"""How far the themes of reports are from those of the nation's document."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.selection import national_partners
from analysis.stats.divergence import jensen_shannon
from analysis.stats.intervals import CONFIDENCE, defined, interval
from analysis.tables import column_types
from analysis.tables.declaration import table_of
from analysis.themes.counting import CountSource, as_counts
from analysis.themes.differences import about_partner, records

if TYPE_CHECKING:
    pass


def national_distances(
    source: CountSource,
    *,
    part: str = "plan",
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
    named: int = 3,
) -> pd.DataFrame:
    """How far each report's themes are from those of the nation's document, and in which direction.

    Distributions over themes, compared by the Jensen–Shannon divergence. Resamples look further apart than
    the texts are (chance never brings two distributions together), so ``bias``, the mean of the resamples −
    distance, is shown and taken off the percentiles; ``low`` isn't below 0. A resample without any theme is
    left out.

    Parameters
    ----------
    source : ThemeCounts, corpus, reports, path or text
        Counts of themes made with ``split=True``, or what ``count_themes`` takes, which is then counted so.
    part : str, default "plan"
        The part of the reports that is compared.
    resamples : int, default 1000
        Draws of the bootstrap, 2 or more.
    seed : int, default 0
        The seed of the draws, 0 or more. A report has the same draws in any company.
    confidence : float, default 0.95
        Of the intervals, between 0 and 1.
    named : int, default 3
        How many themes are named on either side.

    Returns
    -------
    DataFrame
        ``report_id, level, region, year, national_report_id, same_kind, distance, bias, low, high`` (bits,
        0–1; unknown where a report has one paragraph), ``more, less`` (the themes with the largest
        differences, ``;`` between). Sorted by distance downwards, then report.

    References
    ----------
    Lin (1991), IEEE Transactions on Information Theory 37 (1), 145–151.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> table = national_distances(load_corpus().select(year=2020, region=["全国", "海南省"]), resamples=50)
    >>> bool(table["distance"].between(table["low"], table["high"]).all())
    True
    """
    counts = as_counts(source, split=True)
    own = counts.select(counts.strata["part"] == part)
    numerator, _ = own.totals()
    drawn = lru_cache(maxsize=16)(lambda row: np.ascontiguousarray(own.drawn(row, resamples, seed)[0].T))
    strata = records(own.strata)
    rows = []
    for partner, row in national_partners(own.strata):
        if not numerator[row].any() or not numerator[partner].any():
            continue
        here, there = numerator[row] / numerator[row].sum(), numerator[partner] / numerator[partner].sum()
        distance = float(jensen_shannon(here, there))
        chance = defined(jensen_shannon(drawn(row), drawn(partner)))
        bias = float(chance.mean()) - distance if len(chance) else np.nan
        low, high = (float(end) - bias for end in interval(chance, confidence))
        order = np.argsort(-(here - there), kind="stable")
        more = [own.codes[i] for i in order[:named] if here[i] > there[i]]
        less = [own.codes[i] for i in order[::-1][:named] if here[i] < there[i]]
        measured = {
            "distance": distance,
            "bias": bias,
            "low": float(np.maximum(0.0, low)),
            "high": high,
            "more": ";".join(more),
            "less": ";".join(less),
        }
        rows.append(about_partner(strata[row], strata[partner]) | measured)
    return (
        table_of(rows, column_types("theme_distances"))
        .sort_values(["distance", "report_id"], ascending=[False, True])
        .reset_index(drop=True)
    )
