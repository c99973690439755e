"""Targets beside one another: a region's target, how it is qualified, and last year's outturn from the same report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "report_id", "region", "year", "low", "high", "middle", "unit", "qualifier", "qualifier_text", "label", "evidence", "outturn", "outturn_text",
)  # fmt: skip


def outturns(quantities: pd.DataFrame, indicator: str, unit: str = "%") -> pd.DataFrame:
    """Last year's result of an indicator as each report gives it: ``report_id, outturn, outturn_text``.

    The first quantity of the review with role ``achieved``, that unit and a bound; 6.2%左右 and 7.5%以上 count with their figure. A report that
    gives none has no row.
    """
    rows = quantities[
        (quantities["indicator"] == indicator)
        & (quantities["role"] == "achieved")
        & (quantities["part"] == "review")
        & (quantities["unit"] == unit)
        & quantities["direction"].isin(["increase", "change", "level"])
    ]
    rows = rows.sort_values(["report_id", "start"]).drop_duplicates("report_id")
    value = rows["low"].fillna(rows["high"])
    return rows.assign(outturn=value, outturn_text=rows["mention"] + rows["qualifier_text"].where(rows["qualifier"] == "around", ""))[
        ["report_id", "outturn", "outturn_text"]
    ].reset_index(drop=True)


def _label(low: float, high: float, unit: str, words: str) -> str:
    number = f"{low:g}" if low == low else f"{high:g}"
    if low == low and high == high and low != high:
        number = f"{low:g}–{high:g}"
    return f"{number}{unit}{words}"


def target_comparison(targets: pd.DataFrame, quantities: pd.DataFrame, indicator: str, report_ids: Iterable[str]) -> pd.DataFrame:
    """The headline target of one indicator in each of the reports, highest first, with last year's outturn.

    ``middle`` is the mean of the bounds, or the bound that there is; ties are broken by the lower bound, then by the report's id.  Where a report
    states several (可比口径), the first counts.  Reports without such a target have no row.
    """
    chosen = targets["report_id"].isin(list(report_ids)) & (targets["indicator"] == indicator) & targets["headline"] & (targets["kind"] == "numeric")
    rows = targets[chosen].sort_values(["report_id", "start"]).drop_duplicates("report_id")
    low, high = rows["low"], rows["high"]
    words = np.where(rows["qualifier"].isin(["exact", "range", "reach"]), "", rows["qualifier_text"].str.replace("^.*…", "", regex=True))
    table = rows.assign(
        middle=low.fillna(high).add(high.fillna(low)).div(2),
        label=[_label(a, b, u, w) for a, b, u, w in zip(low, high, rows["unit"], words, strict=True)],
    ).merge(outturns(quantities, indicator), on="report_id", how="left")
    table = table.sort_values(["middle", "low", "report_id"], ascending=[False, False, True], ignore_index=True)
    return table[list(COLUMNS)]
