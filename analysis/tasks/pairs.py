"""Which task division is compared with which."""

from __future__ import annotations

import pandas as pd

from analysis.tasks.alignment import align

LEVELS = ("county", "city", "province", "national")
COLUMNS = ("report_id", "item", "matched_report_id", "matched_items", "relation", "similarity", "dropped", "added")


def alignment_pairs(reports: pd.DataFrame) -> list[tuple[str, str]]:
    """``(lower, upper)`` report ids: each task division below the nation with the nearest higher one of its year, in the order of the table.

    >>> table = pd.DataFrame({"report_id": ["n", "c"], "level": ["national", "city"], "kind": ["task_division"] * 2, "year": [2020, 2020]})
    >>> alignment_pairs(table)
    [('c', 'n')]
    """
    documents = [r for r in reports.itertuples() if r.kind == "task_division"]
    pairs = []
    for lower in documents:
        above = [u for u in documents if u.year == lower.year and LEVELS.index(str(u.level)) > LEVELS.index(str(lower.level))]
        if above:
            upper = min(above, key=lambda u: (LEVELS.index(str(u.level)), str(u.report_id)))
            pairs.append((str(lower.report_id), str(upper.report_id)))
    return pairs


def alignment_table(tasks: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """The table ``alignment``: every pair of ``alignment_pairs``, aligned item by item; only the header when there is no pair."""
    tables = [align(tasks[tasks["report_id"] == low], tasks[tasks["report_id"] == up]) for low, up in alignment_pairs(reports)]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))
