"""Which reports are compared with which: the one place where that is decided.

A region is its level and its code (GB/T 2260); its name is what is shown, and stands in for a code that isn't
known. Functions take a table with the columns of reports (reports, strata, documents). They give places of
its rows, counted from 0, so that the caller can carry along whatever else the table holds; those that end in
``_ids`` give report ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus.manifest import KINDS, LEVELS
from analysis.corpus.names import Named, name_with_above
from analysis.corpus.sources import TableSource, as_table
from analysis.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Digits of a GB/T 2260 code that a region of a level shares with all regions inside it.
PREFIX = {"national": 0, "province": 2, "city": 4, "county": 6}


class Group(NamedTuple):
    """Reports of one level and kind, and one year (``None`` for the nation, which has one report a year).

    Examples
    --------
    >>> Group("province", "work_report", 2020, ("anhui-2020", "hubei-2020")).key()
    'group.province.work_report'
    """

    level: str
    kind: str
    year: int | None
    report_ids: tuple[str, ...]

    def key(self) -> str:
        """The key of the group's name in ``data/labels.csv``."""
        return f"group.{self.level}.{self.kind}"


class YearOfReuse(NamedTuple):
    """The reports of a year, and those of the year before that the corpus has."""

    year: int
    report_ids: tuple[str, ...]
    before: tuple[str, ...]


# Groups: reports of one level, kind and year.


def group_numbers(table: pd.DataFrame) -> NDArray[np.int64]:
    """The number of the comparable group of each row: rows of one level, kind and year; all years of the
    nation are one group.

    >>> table = pd.DataFrame({"level": ["city", "national", "city", "national"], "kind": "work_report",
    ...                       "year": [2020, 2020, 2021, 2021]})
    >>> group_numbers(table).tolist()
    [0, 2, 1, 2]
    """
    year = table["year"].astype("Int64").mask(table["level"] == "national")
    groups = table.assign(_year=year).groupby(["level", "kind", "_year"], dropna=False)
    return np.asarray(groups.ngroup(), dtype=np.int64)


def comparable_groups(source: pd.DataFrame | TableSource) -> list[Group]:
    """The groups of reports that can be compared with one another: those of one level, kind and year.

    The nation has one report a year, so all its years are one group.

    Parameters
    ----------
    source : DataFrame or what has one
        A table of reports with ``report_id, level, kind, year``, or a corpus.

    Returns
    -------
    list of Group
        The largest first; ties go to the later year, then to the name of level and kind. The ids of a group
        are sorted.

    Raises
    ------
    InputError
        For a table that isn't one of reports.

    Examples
    --------
    >>> table = pd.DataFrame({"report_id": ["a", "b", "c"], "level": "province", "kind": "work_report",
    ...                       "year": [2020, 2020, 2021]})
    >>> [group.report_ids for group in comparable_groups(table)]
    [('a', 'b'), ('c',)]
    """
    reports = as_table(source)
    groups = []
    for _, part in reports.groupby(group_numbers(reports)):
        first = part.iloc[0]
        year = None if first["level"] == "national" or pd.isna(first["year"]) else int(first["year"])
        groups.append(Group(str(first["level"]), str(first["kind"]), year, tuple(sorted(part["report_id"]))))
    return sorted(
        groups, key=lambda group: (-len(group.report_ids), -(group.year or 0), group.level, group.kind)
    )


# Regions: level and code.


def region_keys(table: pd.DataFrame) -> pd.Series[str]:
    """What the region of each row is known by: its level, and its code or, where that is empty, its name.

    >>> table = pd.DataFrame({"level": "county", "region": ["鼓楼区", "鼓楼区", "某区"],
    ...                       "region_code": ["350102", "320106", ""]})
    >>> region_keys(table).tolist()
    ['county 350102', 'county 320106', 'county 某区']
    """
    level, region, code = (_texts(table, column) for column in ("level", "region", "region_code"))
    return level + " " + code.where(code != "", region)


def _texts(table: pd.DataFrame, column: str) -> pd.Series[str]:
    """A column as text; empty where a value is unknown or the table has no such column."""
    if column not in table.columns:
        return pd.Series("", index=table.index, dtype=object)
    values = table[column].astype(object)
    return values.where(values.notna(), "").astype(str).astype(object)


def latest_names(table: pd.DataFrame) -> dict[str, str]:
    """The name of each region by its key: that of its latest year, where it was renamed.

    >>> latest_names(pd.DataFrame({"level": "city", "region": ["襄阳市", "襄樊市"], "region_code": "420600",
    ...                       "year": [2011, 2010]}))
    {'city 420600': '襄阳市'}
    """
    dated = pd.DataFrame(
        {"key": region_keys(table), "region": _texts(table, "region"), "year": table["year"]}
    )
    ordered = dated.sort_values("year", kind="stable", na_position="first")
    return dict(zip(ordered["key"], ordered["region"], strict=True))


def distinct_names(table: pd.DataFrame) -> dict[str, str]:
    """A name for each region by its key, no two alike, and each understood by ``select(region=…)``.

    The latest name; where other regions of the table bear it too, the name with that of the unit above, or
    the code where the list of regions doesn't tell that.

    >>> table = pd.DataFrame({"level": "county", "region": "鼓楼区", "region_code": ["350102", "320106"],
    ...                       "year": 2020})
    >>> distinct_names(table)
    {'county 350102': '福州市鼓楼区', 'county 320106': '南京市鼓楼区'}
    """
    names = latest_names(table)
    bearers = pd.Series(list(names.values()), dtype=object).value_counts()
    codes = dict(zip(region_keys(table), _texts(table, "region_code"), strict=True))
    return {
        key: name if bearers[name] == 1 else name_with_above(Named(name, codes[key])) or codes[key] or name
        for key, name in names.items()
    }


def region_rows(table: pd.DataFrame) -> list[NDArray[np.int64]]:
    """The rows of each region, in the order of level, name and code.

    >>> codes = ["350102", "320106", "350102"]
    >>> years = [2020, 2020, 2021]
    >>> table = pd.DataFrame({"level": "county", "region": "鼓楼区", "region_code": codes, "year": years})
    >>> [rows.tolist() for rows in region_rows(table)]
    [[1], [0, 2]]
    """
    keys, names = region_keys(table).tolist(), latest_names(table)
    levels = dict(zip(keys, _texts(table, "level"), strict=True))
    rows: dict[str, list[int]] = {}
    for row, key in enumerate(keys):
        rows.setdefault(key, []).append(row)
    ordered = sorted(rows, key=lambda key: (levels[key], names[key], key))
    return [np.array(rows[key], dtype=np.int64) for key in ordered]


def regions_of_several_years(table: pd.DataFrame) -> list[NDArray[np.int64]]:
    """``region_rows`` of the regions that have more than one year.

    >>> codes = ["350102", "320106", "350102"]
    >>> years = [2020, 2020, 2021]
    >>> table = pd.DataFrame({"level": "county", "region": "鼓楼区", "region_code": codes, "year": years})
    >>> [rows.tolist() for rows in regions_of_several_years(table)]
    [[0, 2]]
    """
    return [rows for rows in region_rows(table) if _count_years(table, rows) > 1]


def _count_years(table: pd.DataFrame, rows: NDArray[np.int64]) -> int:
    return len(set(table["year"].iloc[rows].dropna()))


def _most_years_first(table: pd.DataFrame) -> list[tuple[int, NDArray[np.int64]]]:
    """How many years each region has, with its rows: most first, then the nation, then by name and code."""
    levels, names = table["level"].tolist(), latest_names(table)
    keys = region_keys(table).tolist()
    counted = [(_count_years(table, rows), rows) for rows in region_rows(table)]
    return sorted(
        counted,
        key=lambda pair: (
            -pair[0],
            levels[pair[1][0]] != "national",
            names[keys[pair[1][0]]],
            keys[pair[1][0]],
        ),
    )


def region_of_most_years(table: pd.DataFrame) -> NDArray[np.int64]:
    """The rows of the first region of ``years_by_region``; none of an empty table.

    >>> codes = ["350102", "320106", "350102"]
    >>> years = [2020, 2020, 2021]
    >>> table = pd.DataFrame({"level": "county", "region": "鼓楼区", "region_code": codes, "year": years})
    >>> region_of_most_years(table).tolist()
    [0, 2]
    """
    return next((rows for _, rows in _most_years_first(table)), np.empty(0, dtype=np.int64))


def years_by_region(source: pd.DataFrame | TableSource) -> pd.Series[int]:
    """Of how many years each region has any report.

    Parameters
    ----------
    source : DataFrame or what has one
        A table of reports with ``level, region, region_code, year``, or a corpus.

    Returns
    -------
    Series of int
        ``years`` by ``region``, most first; ties go to the nation, then to the name. The index is what
        ``select(region=…)`` understands: the name, with that of the unit above where other regions bear it
        too.

    Raises
    ------
    InputError
        For a table that isn't one of reports.

    Examples
    --------
    >>> table = pd.DataFrame({"report_id": list("abcde"), "level": ["province"] * 3 + ["national"] * 2,
    ...                       "region": ["四川省", "安徽省", "安徽省", "全国", "全国"],
    ...                       "year": [2020, 2020, 2021, 2020, 2021]})
    >>> years_by_region(table).to_dict()
    {'全国': 2, '安徽省': 2, '四川省': 1}
    """
    reports = as_table(source)
    keys, names = region_keys(reports).tolist(), distinct_names(reports)
    counted = _most_years_first(reports)
    index = pd.Index(
        [names[keys[rows[0]]] for _, rows in counted], name="region", dtype=reports["region"].dtype
    )
    return pd.Series([years for years, _ in counted], index=index, name="years", dtype="int64")


# The same region's years.


def _kind_place(kind: object) -> int:
    """The place of a kind of document: a work report before a task division."""
    return KINDS.index(str(kind)) if kind in KINDS else len(KINDS)


def year_series(table: pd.DataFrame, *, same_kind: bool = False) -> list[list[int]]:
    """The rows of each region, one a year, by year: in the order of level, name, code (and kind).

    Of several reports of one region and year the work report is taken, then the first by id. ``same_kind``: a
    series for each kind of document. Rows without a year belong to no series.

    >>> table = pd.DataFrame({"report_id": list("abc"), "level": "city", "region": "甲",
    ...                       "kind": ["task_division", "work_report", "work_report"],
    ...                       "year": [2020, 2020, 2019]})
    >>> year_series(table), year_series(table, same_kind=True)
    ([[2, 1]], [[0], [2, 1]])
    """
    kinds, years, ids = (table[name].tolist() for name in ("kind", "year", "report_id"))
    series = []
    for rows in region_rows(table):
        dated = [row for row in rows.tolist() if not pd.isna(years[row])]
        dated.sort(key=lambda row: (years[row], _kind_place(kinds[row]), ids[row]))
        for kind in sorted({kinds[row] for row in dated}) if same_kind else [None]:
            of_year: dict[int, int] = {}
            for row in dated:
                if kind is None or kinds[row] == kind:
                    of_year.setdefault(years[row], row)
            series.append(list(of_year.values()))
    return series


def one_report_a_year(source: Any) -> pd.DataFrame:
    """The reports of a corpus, one a region and year: a work report before a task division, then by id.

    Parameters
    ----------
    source : DataFrame or what has one
        A table of reports with ``report_id, level, region, region_code, year, kind``, or a corpus.

    Returns
    -------
    DataFrame
        Rows of the table with all its columns, by region, year and id. Reports without a year are one of a
        region.

    Raises
    ------
    InputError
        For a table that isn't one of reports.

    Examples
    --------
    >>> table = pd.DataFrame({"report_id": ["a", "b"], "level": "city", "region": "咸宁市", "year": 2020,
    ...                       "kind": ["task_division", "work_report"]})
    >>> one_report_a_year(table)["report_id"].tolist()
    ['b']
    """
    reports = as_table(source)
    keys = region_keys(reports)
    place = [_kind_place(kind) for kind in reports["kind"]]
    keyed = reports.assign(_name=keys.map(latest_names(reports)), _key=keys, _place=place)
    ordered = keyed.sort_values(["_name", "_key", "year", "_place", "report_id"])
    first = ordered.drop_duplicates(["_key", "year"], ignore_index=True)
    return first.drop(columns=["_name", "_key", "_place"])


def successive(table: pd.DataFrame, *, same_kind: bool = False) -> list[tuple[int, int]]:
    """``(earlier, later)`` rows: each report of a region with the next one (``year_series``).

    >>> table = pd.DataFrame({"report_id": list("abc"), "level": "city", "region": "甲",
    ...                       "kind": "work_report", "year": [2020, 2024, 2019]})
    >>> successive(table)
    [(2, 0), (0, 1)]
    """
    return [pair for rows in year_series(table, same_kind=same_kind) for pair in pairwise(rows)]


def year_pairs(table: pd.DataFrame, *, same_kind: bool = False) -> list[tuple[int, int]]:
    """``successive``, and behind a region's pairs its first year with its last, where it has more than two.

    >>> table = pd.DataFrame({"report_id": list("abc"), "level": "city", "region": "甲",
    ...                       "kind": "work_report", "year": [2020, 2024, 2019]})
    >>> year_pairs(table)
    [(2, 0), (0, 1), (2, 1)]
    """
    pairs = []
    for rows in year_series(table, same_kind=same_kind):
        pairs += [*pairwise(rows), *([(rows[0], rows[-1])] if len(rows) > 2 else [])]
    return pairs


# The nation's document of the year.


def national_partners(table: pd.DataFrame, within: Sequence[str] = ("year",)) -> list[tuple[int, int]]:
    """``(the nation's, the report's)`` rows: each report that isn't the nation's with the nation's document
    of its year.

    That of the same kind if there is one (and the table has ``kind``), then the first by id. A report of a
    year without one has no pair. ``within``: columns that a pair has in common; the year and, in a table of
    targets, what is aimed at.

    >>> table = pd.DataFrame({"report_id": ["n-a", "n", "a", "b"],
    ...                       "level": ["national", "national", "city", "city"],
    ...                       "kind": ["task_division", "work_report", "work_report", "work_report"],
    ...                       "year": [2020, 2020, 2020, 2021]})
    >>> national_partners(table)
    [(1, 2)]
    """
    levels, ids = table["level"].tolist(), table["report_id"].tolist()
    kinds = table["kind"].tolist() if "kind" in table.columns else [""] * len(table)
    common = list(zip(*(table[column].tolist() for column in within), strict=True))
    nation: dict[Any, list[int]] = {}
    for row, level in enumerate(levels):
        if level == "national":
            nation.setdefault(common[row], []).append(row)

    def partner(report: int) -> int:
        return min(nation[common[report]], key=lambda row: (kinds[row] != kinds[report], ids[row]))

    return [
        (partner(row), row)
        for row, level in enumerate(levels)
        if level != "national" and common[row] in nation
    ]


def national_ids(reports: pd.DataFrame, report_ids: Iterable[str]) -> list[str]:
    """The nation's documents of the years of these reports, in the order of the table.

    >>> table = pd.DataFrame({"report_id": ["n20", "n21", "a"], "level": ["national", "national", "city"],
    ...                       "year": [2020, 2021, 2021]})
    >>> national_ids(table, ["a"])
    ['n21']
    """
    years = set(reports.loc[reports["report_id"].isin(list(report_ids)), "year"])
    return reports.loc[(reports["level"] == "national") & reports["year"].isin(years), "report_id"].tolist()


# The level above.


def level_above(level: str, known: Iterable[str]) -> str | None:
    """The next level above that is among those ``known``.

    >>> level_above("county", ["county", "national", "province"]), level_above("national", ["county"])
    ('province', None)
    """
    levels = set(known)
    above = LEVELS[: LEVELS.index(level)] if level in LEVELS else ()
    return next((upper for upper in reversed(above) if upper in levels), None)


def rows_above(table: pd.DataFrame, report_ids: Iterable[str]) -> tuple[str | None, NDArray[np.bool_]]:
    """The next level above that of a group's reports that has reports of the group's year, and which rows are
    of that level and year; ``None`` and no rows where there is no such level.

    >>> table = pd.DataFrame({"report_id": ["n", "p", "c"], "level": ["national", "province", "county"],
    ...                       "year": [2020, 2019, 2020]})
    >>> level, rows = rows_above(table, ["c"])
    >>> level, rows.tolist()
    ('national', [True, False, False])
    """
    level, year = table.loc[table["report_id"].isin(list(report_ids)), ["level", "year"]].iloc[0]
    of_year = (table["year"] == year).to_numpy(dtype=np.bool_)
    upper = level_above(str(level), table.loc[of_year, "level"])
    return upper, of_year & (table["level"] == upper).to_numpy(dtype=np.bool_)


def ids_above(reports: pd.DataFrame, report_ids: Iterable[str]) -> list[str]:
    """The reports of ``rows_above``, in the order of the table.

    >>> table = pd.DataFrame({"report_id": ["n", "p", "c"], "level": ["national", "province", "county"],
    ...                       "year": [2020, 2019, 2020]})
    >>> ids_above(table, ["c"])
    ['n']
    """
    return reports.loc[rows_above(reports, report_ids)[1], "report_id"].tolist()


# Task divisions: a lower one with the upper one, a later one with the earlier one.


def covers(level: str, code: str, other_level: str, other_code: str) -> bool:
    """Whether a region lies around another one: at a higher level, and the codes begin alike. Without a code
    only the nation is known to.

    >>> covers("province", "420000", "city", "421200"), covers("province", "340000", "city", "421200")
    (True, False)
    >>> covers("province", "", "city", ""), covers("national", "", "city", "")
    (False, True)
    """
    if level not in LEVELS or other_level not in LEVELS or LEVELS.index(level) >= LEVELS.index(other_level):
        return False
    digits = PREFIX[level]
    return digits == 0 or (bool(code) and code[:digits] == other_code[:digits])


def alignment_pairs(reports: pd.DataFrame) -> list[tuple[str, str]]:
    """Each task division with the nearest higher one of its year whose region contains its own.

    A region contains another where the code's first digits agree: two for a province, four for a city; the
    nation contains all. Where two upper documents stand equally near, the first by id is taken.

    Parameters
    ----------
    reports : DataFrame
        A table of reports, with ``report_id, level, region_code, kind, year``.

    Returns
    -------
    list of tuple
        ``(lower, upper)`` report ids, in the order of the table.

    Examples
    --------
    >>> table = pd.DataFrame({"report_id": ["n", "hubei", "anhui", "xianning"],
    ...                       "level": ["national", "province", "province", "city"],
    ...                       "region_code": ["100000", "420000", "340000", "421200"],
    ...                       "kind": "task_division", "year": 2020})
    >>> alignment_pairs(table)
    [('hubei', 'n'), ('anhui', 'n'), ('xianning', 'hubei')]
    """
    divisions = reports[reports["kind"] == "task_division"]
    ids, levels, years = (divisions[name].tolist() for name in ("report_id", "level", "year"))
    codes = _texts(divisions, "region_code").tolist()
    of_year: dict[Any, list[int]] = {}
    for row, year in enumerate(years):
        of_year.setdefault(year, []).append(row)
    pairs = []
    for lower, year in enumerate(years):
        around = [
            row for row in of_year[year] if covers(levels[row], codes[row], levels[lower], codes[lower])
        ]
        if around:
            upper = min(around, key=lambda row: (-LEVELS.index(levels[row]), ids[row]))
            pairs.append((ids[lower], ids[upper]))
    return pairs


def division_year_pairs(reports: pd.DataFrame) -> list[tuple[str, str]]:
    """``(earlier, later)`` report ids: each task division with the one before it of the same region, by
    level from the nation down, code and year.

    >>> table = pd.DataFrame({"report_id": ["b", "a", "c"], "level": "national", "region": "全国",
    ...                       "region_code": "100000",
    ...                       "kind": "task_division", "year": [2021, 2020, 2024]})
    >>> division_year_pairs(table)
    [('a', 'b'), ('b', 'c')]
    """
    divisions = reports[reports["kind"] == "task_division"]
    ids, levels = divisions["report_id"].tolist(), divisions["level"].tolist()
    codes = _texts(divisions, "region_code").tolist()
    pairs = sorted(successive(divisions), key=lambda pair: (LEVELS.index(levels[pair[1]]), codes[pair[1]]))
    return [(ids[earlier], ids[later]) for earlier, later in pairs]


# Reuse: wording in common.


def years_of_reuse(reports: pd.DataFrame) -> list[YearOfReuse]:
    """Each year's reports, to be held against one another and against those of the year before that the table
    has.

    >>> table = pd.DataFrame({"report_id": ["a", "b", "c"], "year": [2020, 2024, 2024]})
    >>> [(each.year, each.report_ids, each.before) for each in years_of_reuse(table)]
    [(2020, ('a',), ()), (2024, ('b', 'c'), ('a',))]
    """
    of_year: dict[int, tuple[str, ...]] = {
        int(year): tuple(reports.loc[reports["year"] == year, "report_id"])
        for year in sorted(reports["year"].dropna().unique())
    }
    before = [(), *of_year.values()]
    return [
        YearOfReuse(year, ids, earlier) for (year, ids), earlier in zip(of_year.items(), before, strict=False)
    ]


# An example of two sides.


def one_side(docs: pd.DataFrame, regions: Sequence[str]) -> dict[str, list[Any]]:
    """One side of a comparison as an example: some regions, else the last region, else the last year.

    Parameters
    ----------
    docs : DataFrame
        Documents, with ``region`` and ``year`` (and ``level, region_code``).
    regions : sequence of str
        Names of the regions wanted on this side; those that ``docs`` lacks are passed over.

    Returns
    -------
    dict
        One condition for ``TermMatrix.select``: ``{"region": […]}`` or ``{"year": […]}``.

    Raises
    ------
    InputError
        When the documents are all of one region and year, so that nothing is left for the other side.

    Examples
    --------
    >>> one_side(pd.DataFrame({"region": ["安徽省", "北京市"], "year": [2020, 2020]}), ["北京市", "上海市"])
    {'region': ['北京市']}
    """
    keys, names = region_keys(docs), distinct_names(docs)
    shown = keys.map(names)
    last = max(names.values(), key=lambda name: name) if names else None
    sides: list[tuple[str, pd.Series[Any], list[Any]]] = [
        ("region", shown, [name for name in regions if name in set(shown)]),
        ("region", shown, [] if last is None else [last]),
        ("year", docs["year"], sorted(set(docs["year"]))[-1:]),
    ]
    for column, values, chosen in sides:
        if chosen and not values.isin(chosen).all():
            return {column: chosen}
    raise InputError("all documents are of one region and year; a comparison wants another one")
