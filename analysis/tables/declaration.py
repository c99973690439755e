"""What a table is: its name, its columns with types and meanings, what it is made for, and by which function.

Everything else about a table follows from its declaration: the order of tables and columns, the jobs of a
build, the table without rows, the check of what a function returns, and its section of ``docs/outputs.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.formulas import unguarded

if TYPE_CHECKING:
    import pandas as pd

# What a table is made for; a unit's reports are found by ``analysis.pipeline.units``.
UNITS = {
    "report": "each report by itself",
    "group": "each group of comparable reports (one level, kind and year)",
    "main group": "the largest group of comparable reports",
    "region": "each region with reports of several years",
    "level above": "the largest group and the reports of the level above it",
    "year": "each year's reports, and those of the year before",
    "sample": "all reports, or an even sample of many",
    "task divisions of two levels": "a lower task division and the upper one that covers its region",
    "task divisions of two years": "a government's task division and the one before it",
    "corpus": "all reports",
    "lexicon": "the word lists alone",
    "workbook": "all reports, or those of each year where they are many",
}

# Types of columns, and what pandas calls them.  Int is a whole number that may be unknown.
TYPES = {"str": "str", "int": "int64", "float": "float64", "bool": "bool", "Int": "Int64"}

# Columns that mean the same wherever they stand.
USUAL = {
    "report_id": ("str", "the report; also the name of its text in `reports/`"),
    "level": ("str", "national, province, city, county"),
    "region": ("str", "full official name; 全国 for the nation"),
    "region_code": ("str", "GB/T 2260"),
    "year": ("int", "the year that the report plans for"),
    "kind": ("str", "work_report, task_division"),
    "part": ("str", "review, plan, mixed (a report ordered by topic), other"),
    "paragraph": ("int", "line of the clean text, from 0"),
    "start": ("int", "offset into the clean text (characters, from 0)"),
    "end": ("int", "offset behind the last character"),
    "low": ("float", "lower end of the 95 % interval"),
    "high": ("float", "upper end of the 95 % interval"),
    "term": ("str", "word or set term"),
    "count": ("int", "occurrences"),
    "tokens": ("int", "running words"),
    "per_10k": ("float", "occurrences per 10,000 running words"),
    "theme": ("str", "code of the codebook"),
    "topic": ("int", "number of the topic, from 1"),
    "same_kind": ("bool", "whether the two documents are of one kind"),
    "indicator": ("str", "code of `data/lexicon/indicators.csv`, or empty"),
    "unit": ("str", "unit of measurement, as the report writes it"),
    "department": ("str", "one name across documents"),
    "basis": ("str", "terms (cosine of TF-IDF), topics (1 − Jensen–Shannon distance of topic shares)"),
}


class DeclarationError(ValueError):
    """A table's declaration and what its function gives don't agree: a mistake in the code, not a user's."""


class Column(NamedTuple):
    """A column of a table: its name, its type (one of ``TYPES``) and what it means."""

    name: str
    type: str
    meaning: str


class Maker(NamedTuple):
    """A function that makes rows of a table, as ``module:function`` in ``analysis.pipeline``, and for which
    unit.  Tables that are made together name the same one.
    """

    unit: str
    function: str


@dataclass(frozen=True)
class Table:
    """One table of a build.

    Parameters
    ----------
    name
        The file is ``tables/<name>.csv``.
    room
        The heading under which ``docs/outputs.md`` has it.
    meaning
        What a row is, in a sentence.
    columns
        In order: the contract of the file.
    makers
        Where its rows come from; they stand in this order.
    open
        Whether columns that depend on the corpus stand behind the declared ones.
    by_report
        Whether rows stand in the order of the corpus, whichever function made them (those of single reports
        always do).
    """

    name: str
    room: str
    meaning: str
    columns: tuple[Column, ...]
    makers: tuple[Maker, ...]
    open: bool = False
    by_report: bool = False

    def __post_init__(self) -> None:
        if not self.meaning:
            raise DeclarationError(f"the table {self.name!r} lacks a sentence that says what a row is")
        if not self.makers:
            raise DeclarationError(f"the table {self.name!r} names no function that makes it")
        for maker in self.makers:
            if maker.unit not in UNITS:
                known = ", ".join(UNITS)
                raise DeclarationError(f"the table {self.name!r} is made for {maker.unit!r}; known: {known}")
        for column in self.columns:
            if column.type not in TYPES:
                known = ", ".join(TYPES)
                told = f"the column {column.name!r} of {self.name!r} has the type {column.type!r}"
                raise DeclarationError(f"{told}; known: {known}")
            if not column.meaning:
                raise DeclarationError(f"the column {column.name!r} of {self.name!r} lacks its meaning")

    @property
    def types(self) -> dict[str, str]:
        """The type of each column, in order."""
        return {column.name: column.type for column in self.columns}

    def made_for(self, unit: str) -> bool:
        """Whether some of its rows are made for a unit."""
        return any(maker.unit == unit for maker in self.makers)


def columns(text: str) -> tuple[Column, ...]:
    """Columns from lines of text.

    A line is a column, ``name:type | meaning``; or several columns whose meaning is the usual one, or that of
    a column with that name in the same text.  A column without a type has the usual one, or holds text.

    >>> columns("report_id year\\nshare:float | of sentences")[2]
    Column(name='share', type='float', meaning='of sentences')
    """
    found = []
    for line in text.strip().splitlines():
        names, _, meaning = line.partition("|")
        for item in names.split():
            name, _, kind = item.partition(":")
            usual_kind, usual_meaning = USUAL.get(name, ("str", ""))
            found.append(Column(name, kind or usual_kind, meaning.strip() or usual_meaning))
    return tuple(found)


def made(**functions: str) -> tuple[Maker, ...]:
    """Makers from ``unit="module:function"``; an underscore in a unit's name is a blank.

    >>> made(main_group="group_tables:topics")
    (Maker(unit='main group', function='group_tables:topics'),)
    """
    return tuple(Maker(unit.replace("_", " "), function) for unit, function in functions.items())


def columns_of(text: str) -> dict[str, str]:
    """Columns and their types from one line, for a table that no build writes.

    >>> columns_of("report_id year:int share:float")
    {'report_id': 'str', 'year': 'int', 'share': 'float'}
    """
    return {column: kind or "str" for column, _, kind in (item.partition(":") for item in text.split())}


def empty_table(types: Mapping[str, str]) -> pd.DataFrame:
    """A table without rows whose columns have the types of a full one, so that it can be merged, sorted and
    joined with others.

    >>> empty_table(columns_of("report_id year:int share:float")).dtypes.astype(str).tolist()
    ['str', 'int64', 'float64']
    """
    import pandas as pd

    return pd.DataFrame({column: pd.Series(dtype=TYPES[kind]) for column, kind in types.items()})


def table_of(rows: Sequence[Any], types: Mapping[str, str]) -> pd.DataFrame:
    """A table of these rows, or the ``empty_table`` where there is none (pandas would make columns of no type
    of it).
    """
    import pandas as pd

    return pd.DataFrame(rows, columns=list(types)) if len(rows) else empty_table(types)


def checked(table: Table, result: pd.DataFrame) -> pd.DataFrame:
    """What a function gave for a table, if it has the declared columns in their order, with their types.

    Raises ``DeclarationError`` with one sentence otherwise.

    >>> import pandas as pd
    >>> phrases = Table("words", "Words", "One row a word.", columns("term count"), made(corpus="m:f"))
    >>> checked(phrases, pd.DataFrame({"count": [1], "term": ["创新"]}))
    Traceback (most recent call last):
    analysis.tables.declaration.DeclarationError: the table 'words' has the columns count, term and not ...
    """
    names, declared = list(result.columns), list(table.types)
    if (names[: len(declared)] if table.open else names) != declared:
        raise DeclarationError(
            f"the table {table.name!r} has the columns {', '.join(map(str, names))} and not "
            f"{', '.join(declared)}, as declared"
        )
    if len(result):
        for column, kind in table.types.items():
            if result[column].dtype.kind not in _KINDS[kind]:
                told = f"the column {column!r} of {table.name!r} is {result[column].dtype}"
                raise DeclarationError(f"{told} and not {kind}, as declared")
    return result


# numpy's letters for what pandas may hold for a type: bounds of whole numbers may come as whole numbers.
_KINDS = {"str": "OTU", "int": "iu", "float": "fiu", "bool": "bO", "Int": "iufO"}


def read_table(table: Table, data: bytes) -> pd.DataFrame:
    r"""A table of a build from the bytes of its CSV file, with its types; text that was unknown is empty.

    >>> from analysis.tables import TABLES
    >>> read_table(TABLES["stock_phrases"], b"year,text,reports,occurrences\n2020,,2,3\n").to_dict("list")
    {'year': [2020], 'text': [''], 'reports': [2], 'occurrences': [3]}
    """
    import io

    import pandas as pd

    result = pd.read_csv(
        io.BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8-sig", lineterminator="\n"
    )
    result.columns = result.columns.map(unguarded)
    types = table.types
    for column in result.columns:
        kind = TYPES[types.get(column, "float")]
        values = result[column].mask(result[column] == "")
        if kind == "bool":
            result[column] = values == "True"
        elif kind != "str":
            result[column] = pd.to_numeric(values).astype(kind)  # type: ignore[call-overload]
        else:
            result[column] = result[column].map(unguarded)
    return result
