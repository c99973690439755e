"""The reports that each unit of a table is made from, and the jobs that follow: a function, once a unit.

A job knows which reports it needs, so that a new report calls for the jobs that have to do with it and for no
other.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import pandas as pd

from analysis.corpus.selection import (
    alignment_pairs,
    comparable_groups,
    division_year_pairs,
    ids_above,
    national_ids,
    regions_of_several_years,
    years_of_reuse,
)
from analysis.store.cache import content_key
from analysis.store.packing import pack
from analysis.store.pieces import Pieces, files_as_values
from analysis.tables import TABLES
from analysis.tables.declaration import DeclarationError, Maker

if TYPE_CHECKING:
    from analysis.store.store import Store

# What a function gives: tables by name, and files by their path in the output folder.
Result: TypeAlias = "Mapping[str, pd.DataFrame | bytes]"
MANY = 400  # reports: of more, a sample is enough for phrases, and a workbook is no good

# Functions that make files and no table.
FILES = (Maker("workbook", "group_tables:workbook"),)
# Functions that take longest start first.
_LONG = ("group_tables:topics", "group_tables:words_of_each", "group_tables:phrases", "group_tables:reuse")


class Members(NamedTuple):
    """The reports of one instance of a unit, and what else its functions are told of it."""

    report_ids: tuple[str, ...]
    about: tuple[Any, ...] = ()


def members(unit: str, reports: pd.DataFrame) -> list[Members]:
    """The instances of a unit in a table of reports, in the order in which their rows stand.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> [len(one.report_ids) for one in members("main group", load_corpus().reports)]
    [29]
    """
    return list(_FINDERS[unit](reports))


def _groups(reports: pd.DataFrame) -> Iterator[Members]:
    """Each group, and the nation's documents of its years to hold it against."""
    for group in comparable_groups(reports):
        beside = [] if group.level == "national" else national_ids(reports, group.report_ids)
        yield Members(tuple(dict.fromkeys((*group.report_ids, *beside))), group.report_ids)


def _main_group(reports: pd.DataFrame) -> Iterator[Members]:
    group = comparable_groups(reports)[0]
    yield Members(group.report_ids, (group,))


def _regions(reports: pd.DataFrame) -> Iterator[Members]:
    for rows in regions_of_several_years(reports):
        yield Members(tuple(reports["report_id"].iloc[rows]))


def _level_above(reports: pd.DataFrame) -> Iterator[Members]:
    """The largest group with the reports of the next level above it that has reports of its year."""
    group = comparable_groups(reports)[0]
    above = ids_above(reports, group.report_ids)
    if above:
        yield Members((*group.report_ids, *above), group.report_ids)


def _years(reports: pd.DataFrame) -> Iterator[Members]:
    """Each year's reports with those of the year before that the corpus has."""
    for year, ours, theirs in years_of_reuse(reports):
        yield Members((*ours, *theirs), (year, ours))


def _sample(reports: pd.DataFrame) -> Iterator[Members]:
    yield Members(phrase_sample(tuple(reports["report_id"])))


def phrase_sample(report_ids: tuple[str, ...], most: int = MANY) -> tuple[str, ...]:
    """The reports that new phrases are looked for in: all, or an even sample where there are more than
    ``most``.

    A report is drawn by the digest of its id, so that a new one hardly changes the sample.
    """
    if len(report_ids) <= most:
        return report_ids
    drawn = set(sorted(report_ids, key=lambda name: content_key([name]))[:most])
    return tuple(name for name in report_ids if name in drawn)


def _workbooks(reports: pd.DataFrame) -> Iterator[Members]:
    """All reports; the reports of a year, with their headline targets only, where there are more than a
    spreadsheet is good for.
    """
    if len(reports) <= MANY:
        yield Members(tuple(reports["report_id"]), ("targets.xlsx", False))
        return
    for year, part in reports.groupby("year", sort=True):
        yield Members(tuple(part["report_id"]), (f"targets-{year}.xlsx", True))


_FINDERS: dict[str, Callable[[pd.DataFrame], Iterator[Members]]] = {
    "group": _groups,
    "main group": _main_group,
    "region": _regions,
    "level above": _level_above,
    "year": _years,
    "sample": _sample,
    "task divisions of two levels": lambda reports: (Members(p, p) for p in alignment_pairs(reports)),
    "task divisions of two years": lambda reports: (Members(p, p) for p in division_year_pairs(reports)),
    "corpus": lambda reports: iter([Members(tuple(reports["report_id"]))]),
    "lexicon": lambda reports: iter([Members(())]),
    "workbook": _workbooks,
}


# What a unit gives its functions.  A store may hold other reports besides the unit's own: what is given
# behind it says which are meant.
GIVEN = {
    "report": "readings",
    "group": "store, *report_ids: those of the group; the store also has the nation's documents of its year",
    "main group": "store, group: a Group",
    "region": "store",
    "level above": "store, *report_ids: those of the largest group; the store also has the level above",
    "year": "store, year, report_ids: those of the year; the store also has the year before",
    "sample": "store",
    "task divisions of two levels": "store, lower_id, upper_id",
    "task divisions of two years": "store, earlier_id, later_id",
    "corpus": "store",
    "lexicon": "store, which is empty",
    "workbook": "store, file_name, headline_only",
}


def function_of(maker: Maker) -> Callable[..., Any]:
    """The function that a maker names.

    Raises ``DeclarationError`` where there is none.
    """
    try:
        return resolve_name(f"analysis.pipeline.{maker.function}")  # type: ignore[no-any-return]
    except (ModuleNotFoundError, AttributeError) as error:
        raise DeclarationError(
            f"a table is made by {maker.function}, and there is no such function"
        ) from error


def call(maker: Maker, source: object, about: tuple[Any, ...] = ()) -> Any:
    """What the function of a maker gives.

    Parameters
    ----------
    maker : Maker
        As a table declares it.
    source : Store or Readings
        What it is made from: ``Readings`` for the unit *report*.
    about : tuple
        What the unit says besides (``Members.about``).

    Returns
    -------
    DataFrame or Result

    Raises
    ------
    DeclarationError
        Where there is no such function, or it doesn't take what its unit gives.
    """
    function = function_of(maker)
    check_takes(maker, function, about)
    return function(source, *about)


def check_takes(maker: Maker, function: Callable[..., Any], about: tuple[Any, ...]) -> None:
    """Raise ``DeclarationError`` where the function of a maker can't be called with a source and ``about``.

    >>> check_takes(Maker("region", "group_tables:rates"), lambda store, year: None, ())
    Traceback (most recent call last):
    analysis.tables.declaration.DeclarationError: group_tables:rates takes (store, year), and the unit ...
    """
    parameters = inspect.signature(function)
    try:
        parameters.bind(None, *about)
    except TypeError as error:
        names = ", ".join(str(one).partition(":")[0] for one in parameters.parameters.values())
        raise DeclarationError(
            f"{maker.function} takes ({names}), and the unit {maker.unit!r} gives: {GIVEN[maker.unit]}"
        ) from error


def tables_of(maker: Maker) -> list[str]:
    """The tables that a function makes rows of."""
    return [name for name, table in TABLES.items() if maker in table.makers]


def makers(unit: str | None = None) -> list[Maker]:
    """The functions that make tables and files, each once, in the order of the tables; of one unit, or of all
    but those of single reports.
    """
    found = dict.fromkeys(maker for table in TABLES.values() for maker in table.makers)
    wanted = [*found, *FILES]
    return [m for m in wanted if (m.unit != "report" if unit is None else m.unit == unit)]


def results_of(maker: Maker, result: pd.DataFrame | Result) -> dict[str, pd.DataFrame]:
    """The tables of what a function gave, by name, each of those that name it.

    Raises ``DeclarationError`` where it gave others.
    """
    declared = tables_of(maker)
    tables = (
        {declared[0]: result}
        if isinstance(result, pd.DataFrame)
        else {name: table for name, table in result.items() if not isinstance(table, bytes)}
    )
    if set(tables) != set(declared):
        raise DeclarationError(
            f"{maker.function} gives the tables {', '.join(tables) or 'none'}, and "
            f"{', '.join(declared) or 'none'} name it"
        )
    return tables


@dataclass(frozen=True)
class Job:
    """A function and the reports that it is called for."""

    maker: Maker
    members: Members

    def key(self, store: Store, stamp: str) -> str:
        """What the result is kept under."""
        reports = (f"{name}={store.keys[name]}" for name in self.members.report_ids)
        return content_key([stamp, *self.maker, repr(self.members.about), repr(store.options), *reports])

    @property
    def turn(self) -> int:
        """The long ones go first."""
        return _LONG.index(self.maker.function) if self.maker.function in _LONG else len(_LONG)

    def made(self, store: Store) -> bytes:
        """What the function gives, packed: rows of tables, and files."""
        result = call(self.maker, store.only(self.members.report_ids), self.members.about)
        pieces = Pieces()
        pieces.add(results_of(self.maker, result))
        files = {} if isinstance(result, pd.DataFrame) else result
        data = {name: value for name, value in files.items() if isinstance(value, bytes)}
        return pack(pieces.as_values() | files_as_values(data))


def plan_jobs(reports: pd.DataFrame) -> list[Job]:
    """The jobs of a corpus; ``reports`` has the manifest's columns."""
    instances = {unit: members(unit, reports) for unit in _FINDERS}
    return [Job(maker, one) for maker in makers() for one in instances[maker.unit]]
