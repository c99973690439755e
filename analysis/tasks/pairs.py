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
    chosen = reports[reports["kind"] == "task_division"]
    documents = [(LEVELS.index(level), int(year), str(name)) for level, year, name in zip(chosen["level"], chosen["year"], chosen["report_id"], strict=True)]
    pairs = []
    for height, year, name in documents:
        above = [(h, n) for h, y, n in documents if y == year and h > height]
        if above:
            pairs.append((name, min(above)[1]))
    return pairs



def alignment_table(tasks: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """The table ``alignment``: every pair of ``alignment_pairs``, aligned item by item; only the header when there is no pair."""
    tables = [align(tasks[tasks["report_id"] == low], tasks[tasks["report_id"] == up]) for low, up in alignment_pairs(reports)]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))
