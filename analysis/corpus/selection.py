"""Which reports can be compared with one another: those of one level, kind and year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.corpus.manifest import LEVELS
from analysis.corpus.sources import TableSource, as_table
from analysis.errors import InputError


class Group(NamedTuple):
    """Reports of one level and kind, and one year (``None`` for the nation, which has one report a year)."""

    level: str
    kind: str
    year: int | None
    report_ids: tuple[str, ...]

    def key(self) -> str:
        """The key of the group's name in ``data/labels.csv``."""
        return f"group.{self.level}.{self.kind}"


def comparable_groups(source: pd.DataFrame | TableSource) -> list[Group]:
    """The groups of a corpus or its table of reports, the largest first; ties go to the later year, then to
    the name of level and kind.

    >>> table = pd.DataFrame({"report_id": ["a", "b", "c"], "level": ["province"] * 3, "kind": ["work_report"] * 3, "year": [2020, 2020, 2021]})
    >>> [g.report_ids for g in comparable_groups(table)]
    [('a', 'b'), ('c',)]
    """
    reports = as_table(source)
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


def years_by_region(source: pd.DataFrame | TableSource) -> pd.Series[int]:
    """Of how many years each region of a corpus or its table of reports has any, most first; ties go to the
    nation, then to the name.

    >>> table = pd.DataFrame({"level": ["province"] * 3 + ["national"] * 2, "region": ["四川省", "安徽省", "安徽省", "全国", "全国"], "year": [2020, 2020, 2021, 2020, 2021]})
    >>> years_by_region(table).to_dict()
    {'全国': 2, '安徽省': 2, '四川省': 1}
    """
    reports = as_table(source)
    years = (
        reports.assign(_local=reports["level"] != "national")
        .groupby(["region", "_local"])["year"]
        .nunique()
        .rename("years")
        .reset_index()
    )
    return years.sort_values(["years", "_local", "region"], ascending=[False, True, True]).set_index(
        "region"
    )["years"]


def one_report_a_year(source: Any) -> pd.DataFrame:
    """The reports of a corpus, or of its table, one a region and year: a work report before a task division,
    then by id.

    >>> table = pd.DataFrame({"report_id": ["a", "b"], "level": "city", "region": "咸宁市", "year": 2020, "kind": ["task_division", "work_report"]})
    >>> one_report_a_year(table)["report_id"].tolist()
    ['b']
    """
    ordered = as_table(source).sort_values(
        ["region", "year", "kind", "report_id"], ascending=[True, True, False, True]
    )
    return ordered.drop_duplicates(["level", "region", "year"], ignore_index=True)


def one_side(docs: pd.DataFrame, regions: Sequence[str]) -> dict[str, list[Any]]:
    """One side of a comparison as an example: those of ``regions`` that a table of documents has, else its
    last region, else its last year.

    Raises ``InputError`` when the documents are all of one region and year, so that nothing is left for the
    other side.

    >>> one_side(pd.DataFrame({"region": ["安徽省", "北京市"], "year": [2020, 2020]}), ["北京市", "上海市"])
    {'region': ['北京市']}
    """
    known = [region for region in regions if region in set(docs["region"])]
    for column, values in (
        ("region", known),
        ("region", sorted(set(docs["region"]))[-1:]),
        ("year", sorted(set(docs["year"]))[-1:]),
    ):
        if values and not docs[column].isin(values).all():
            return {column: values}
    raise InputError("all documents are of one region and year; a comparison wants another one")
