"""Which task division is compared with which: a lower one with the upper one that covers its region, a later
one with the one before.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from analysis.corpus.manifest import LEVELS

PREFIX = {
    "national": 0,
    "province": 2,
    "city": 4,
    "county": 6,
}  # digits of a GB/T 2260 code that a level's region shares with all inside it


class Division(NamedTuple):
    """A task division: its id, level, region's code and year."""

    report_id: str
    level: str
    code: str
    year: int

    def covers(self, other: Division) -> bool:
        """Whether the other one's region lies in this one's, at a lower level."""
        digits = PREFIX[self.level]
        return (
            LEVELS.index(self.level) < LEVELS.index(other.level) and self.code[:digits] == other.code[:digits]
        )


def divisions(reports: pd.DataFrame) -> Iterator[Division]:
    """The task divisions of a table of reports, in its order."""
    for row in reports[reports["kind"] == "task_division"].itertuples():
        yield Division(str(row.report_id), str(row.level), str(row.region_code), int(str(row.year)))


def alignment_pairs(reports: pd.DataFrame) -> list[tuple[str, str]]:
    """``(lower, upper)`` report ids: each task division with the nearest higher one of its year whose region
    contains its own.

    A region contains another where the code's first digits agree: two for a province, four for a city; the
    nation contains all. Pairs come in the order of the table; where two upper documents stand equally near,
    the first by id is taken.

    >>> table = pd.DataFrame({"report_id": ["n", "hubei", "anhui", "xianning"], "level": ["national", "province", "province", "city"],
    ...                       "region_code": ["100000", "420000", "340000", "421200"], "kind": ["task_division"] * 4, "year": [2020] * 4})
    >>> alignment_pairs(table)
    [('hubei', 'n'), ('anhui', 'n'), ('xianning', 'hubei')]
    """
    known = list(divisions(reports))
    pairs = []
    for lower in known:
        above = [
            (-LEVELS.index(d.level), d.report_id) for d in known if d.year == lower.year and d.covers(lower)
        ]
        if above:
            pairs.append((lower.report_id, min(above)[1]))
    return pairs


def year_pairs(reports: pd.DataFrame) -> list[tuple[str, str]]:
    """``(earlier, later)`` report ids: each task division with the one before it of the same level and
    region, sorted by level, region, year.

    >>> table = pd.DataFrame({"report_id": ["b", "a", "c"], "level": ["national"] * 3, "region_code": ["100000"] * 3,
    ...                       "kind": ["task_division"] * 3, "year": [2021, 2020, 2024]})
    >>> year_pairs(table)
    [('a', 'b'), ('b', 'c')]
    """
    known = sorted(divisions(reports), key=lambda d: (LEVELS.index(d.level), d.code, d.year, d.report_id))
    return [
        (a.report_id, b.report_id)
        for a, b in pairwise(known)
        if (a.level, a.code) == (b.level, b.code) and a.year < b.year
    ]
