"""Which reports can be compared with one another: those of one level, kind and year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from analysis.corpus.manifest import LEVELS


class Group(NamedTuple):
    """Reports of one level and kind, and one year (``None`` for the nation, which has one report a year)."""

    level: str
    kind: str
    year: int | None
    report_ids: tuple[str, ...]

    def key(self) -> str:
        """The key of the group's name in ``data/labels.csv``."""
        return f"group.{self.level}.{self.kind}"


def comparable_groups(reports: pd.DataFrame) -> list[Group]:
    """The groups of a table of reports, the largest first; ties go to the later year, then to the name of level and kind.

    >>> table = pd.DataFrame({"report_id": ["a", "b", "c"], "level": ["province"] * 3, "kind": ["work_report"] * 3, "year": [2020, 2020, 2021]})
    >>> [g.report_ids for g in comparable_groups(table)]
    [('a', 'b'), ('c',)]
    """
    national = reports["level"] == "national"
    keyed = reports.assign(_year=reports["year"].astype("Int64").mask(national))
    groups = []
    for _, part in keyed.groupby(["level", "kind", "_year"], dropna=False):
        first = part.iloc[0]
        year = None if pd.isna(first["_year"]) else int(first["_year"])
        groups.append(Group(str(first["level"]), str(first["kind"]), year, tuple(sorted(part["report_id"]))))
    return sorted(groups, key=lambda g: (-len(g.report_ids), -(g.year or 0), g.level, g.kind))


def level_above(level: str, known: Iterable[str]) -> str | None:
    """The next level above that is among those ``known``.

    >>> level_above("county", ["county", "national", "province"]), level_above("national", ["county"])
    ('province', None)
    """
    found = set(known)
    above = LEVELS[: LEVELS.index(level)] if level in LEVELS else ()
    return next((upper for upper in reversed(above) if upper in found), None)
