"""Tables are declared once; a part that is forgotten is said in one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import pytest

from analysis import Corpus
from analysis.pipeline import units
from analysis.pipeline.units import call, check_takes, function_of, makers, results_of, tables_of
from analysis.tables import TABLES
from analysis.tables.declaration import (
    UNITS,
    Column,
    DeclarationError,
    Maker,
    Table,
    checked,
    columns,
    empty_table,
    made,
    read_table,
)


def a_table(**changes: object) -> Table:
    whole: dict[str, object] = {
        "name": "rates",
        "room": "Words",
        "meaning": "One row a term.",
        "columns": columns("term\nper_10k\nrank:int | from 1\nfirst:bool | of all\nlast:Int | or unknown"),
        "makers": made(corpus="group_tables:codebook"),
    }
    return Table(**(whole | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"meaning": ""}, "the table 'rates' lacks a sentence that says what a row is"),
        ({"makers": ()}, "the table 'rates' names no function that makes it"),
        ({"makers": (Maker("page", "m:f"),)}, "the table 'rates' is made for 'page'; known: report, group"),
        ({"columns": columns("odd")}, "the column 'odd' of 'rates' lacks its meaning"),
        ({"columns": (Column("odd", "date", "a day"),)}, "the column 'odd' of 'rates' has the type 'date'"),
    ],
)
def test_a_forgotten_part_is_said(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(DeclarationError, match=re.escape(sentence)):
        a_table(**changes)


FULL = pd.DataFrame({"term": ["创新"], "per_10k": [1.5], "rank": [1], "first": [True], "last": [3]})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda t: t.drop(columns="rank"),
            "the table 'rates' has the columns term, per_10k, first, last and not",
        ),
        (
            lambda t: t.assign(more=1),
            "the table 'rates' has the columns term, per_10k, rank, first, last, more",
        ),
        (
            lambda t: t[["per_10k", "term", "rank", "first", "last"]],
            "the table 'rates' has the columns per_10k",
        ),
        (lambda t: t.assign(per_10k="1.5"), "the column 'per_10k' of 'rates' is str and not float"),
        (lambda t: t.assign(rank=1.5), "the column 'rank' of 'rates' is float64 and not int"),
        (lambda t: t.assign(first=1), "the column 'first' of 'rates' is int64 and not bool"),
        (lambda t: t.assign(last=True), "the column 'last' of 'rates' is bool and not Int"),
        (lambda t: t.assign(term=1), "the column 'term' of 'rates' is int64 and not str"),
    ],
)
def test_what_a_function_gives_is_checked(
    change: Callable[[pd.DataFrame], pd.DataFrame], sentence: str
) -> None:
    assert checked(a_table(), FULL) is FULL
    with pytest.raises(DeclarationError, match=re.escape(sentence)):
        checked(a_table(), change(FULL))


def test_columns_of_the_corpus_stand_behind() -> None:
    wide = FULL.assign(gdp_growth=6.0)
    assert checked(a_table(open=True), wide) is wide
    with pytest.raises(DeclarationError):
        checked(a_table(open=True), wide[["gdp_growth", *FULL.columns]])


@pytest.mark.parametrize("name", TABLES)
def test_every_declaration_leads_to_its_functions(name: str) -> None:
    table = TABLES[name]
    assert len(set(table.types)) == len(table.columns), "a column twice"
    assert table.meaning.endswith(".")
    for maker in table.makers:
        assert callable(function_of(maker))
        assert name in tables_of(maker)
    assert "report_id" in table.types or not (table.by_report or table.made_for("report"))


def test_every_unit_can_be_found() -> None:
    assert {*units._FINDERS, "report"} == set(UNITS)


def test_functions_take_what_their_units_give(corpus: Corpus) -> None:
    """Whatever the shipped corpus has of a unit; it has some of each."""
    instances = {unit: units.members(unit, corpus.reports) for unit in units._FINDERS}
    assert [unit for unit, found in instances.items() if not found] == []
    for maker in makers():
        for one in instances[maker.unit]:
            check_takes(maker, function_of(maker), one.about)
    for maker in makers("report"):
        check_takes(maker, function_of(maker), ())


def test_what_a_unit_gives_is_told() -> None:
    assert set(units.GIVEN) == set(UNITS)
    sentence = "group_tables:codebook takes (_), and the unit 'group' gives: store, *report_ids: those of"
    with pytest.raises(DeclarationError, match=re.escape(sentence)):
        call(Maker("group", "group_tables:codebook"), None, ("a-2020", "b-2020"))


def test_a_function_that_isn_t_there() -> None:
    for function in ("group_tables:nothing", "nowhere:codebook"):
        with pytest.raises(DeclarationError, match=f"made by {function}, and there is no such function"):
            function_of(Maker("corpus", function))


def test_a_function_gives_the_tables_that_name_it() -> None:
    maker = Maker("task divisions of two levels", "group_tables:aligned_tasks")
    both = {name: empty_table(TABLES[name].types) for name in ("alignment", "cascade")}
    assert list(results_of(maker, both | {"ledgers/a.html": b""})) == ["alignment", "cascade"]
    sentence = "group_tables:aligned_tasks gives the tables alignment, and alignment, cascade name it"
    with pytest.raises(DeclarationError, match=sentence):
        results_of(maker, {"alignment": both["alignment"]})


def test_each_function_is_called_once_a_unit() -> None:
    everything = [*makers("report"), *makers()]
    assert len(everything) == len(set(everything))
    named = {maker for table in TABLES.values() for maker in table.makers}
    assert named | set(units.FILES) == set(everything)


def test_a_table_read_back_has_its_types() -> None:
    data = "term,per_10k,rank,first,last\n创新,,2,True,\n".encode()
    back = read_table(a_table(), data)
    assert back.dtypes.astype(str).to_dict() == {
        "term": "str",
        "per_10k": "float64",
        "rank": "int64",
        "first": "bool",
        "last": "Int64",
    }
    assert pd.isna(back["per_10k"][0]) and back["last"][0] is pd.NA and bool(back["first"][0])
