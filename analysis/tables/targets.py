"""The tables of quantities and targets."""

from __future__ import annotations

from analysis.tables.declaration import Table, columns, made

ROOM = "Targets"

# Of a target, wherever it stands.
TARGET = """
    level region region_code year indicator
    indicator_text | what the target is of, in the words of the report
    kind | numeric, relative
    low:float | lower bound; empty where there is none
    high:float | upper bound; empty where there is none
    unit
    direction | increase, decrease, level, change
    qualifier | exact, around, at_least, at_most, range, reach
    qualifier_text | the words that say so
    headline:bool | True in the passage of the year's main expected targets
    evidence | the clause
    start end
    horizon | the period, where it isn't the report's year
    strength:float | of the qualifier, by `data/lexicon/strength.csv`
"""

TABLES = (
    Table(
        "quantities",
        ROOM,
        "One row a measured quantity anywhere in a report.",
        columns("""
            report_id level region year part paragraph start end
            mention | verbatim
            low:float | lower bound (6%左右: 6; 6%以上: 6; 4.5%以内: empty)
            high:float | upper bound (6%左右: 6; 6%以上: empty; 4.5%以内: 4.5)
            unit
            qualifier | exact, around, at_least, at_most, range, reach
            qualifier_text | the words that say so
            direction | increase, decrease, level, change
            role | target, achieved, reference, attribute
            indicator_text | what is measured, in the words of the report
            indicator
            sentence | in which it stands
        """),
        made(report="report_tables:quantities"),
    ),
    Table(
        "targets",
        ROOM,
        "One row a target, numeric or relative.",
        columns("report_id" + TARGET),
        made(report="report_tables:targets"),
    ),
    Table(
        "target_completeness",
        ROOM,
        "One row a region, year and indicator: whether it is among the year's main expected targets. A "
        "region has rows for each year of which the corpus has a report of its level.",
        columns("""
            region_code
            region | its latest name
            level year indicator
            state | stated, relative (without a number), not_stated (in the list found), no_passage, no_report
            report_id | the work report of the year, else the task division; empty where there is none
        """),
        made(corpus="group_tables:targets_compared"),
    ),
    Table(
        "outturns",
        ROOM,
        "One row a result of last year in a work report: for each indicator one a unit, or one that says "
        "that none is given. No mean or sum over several years is among them.",
        columns("""
            report_id level region region_code
            year | of the result: the year before the report's
            indicator
            indicator_text | what the result is of, in the words of the report
            state | given, not_given
            low:float | lower bound; empty where there is none
            high:float | upper bound; empty where there is none
            unit
            direction | increase, decrease, level, change
            qualifier | exact, around, at_least, at_most, range, reach
            qualifier_text | the words that say so
            stage | preliminary, final, or empty where the report doesn't say
            evidence | the sentence
            start:Int end:Int
        """),
        made(report="report_tables:outturns"),
    ),
    Table(
        "targets_wide",
        ROOM,
        "One row a region and year: the numeric headline targets for regressions. Behind these columns "
        "stands one an indicator: the mean of the bounds, or the bound that there is.",
        columns("""
            region | its latest name, with that of the unit above where several regions bear it
            year
        """),
        made(corpus="group_tables:targets_compared"),
        open=True,
    ),
    Table(
        "target_gaps",
        ROOM,
        "One row a regional target of which the nation has one of the same year, indicator and unit.",
        columns("""
            report_id level region year indicator unit
            middle:float | the mean of the bounds, or the bound that there is
            qualifier | of the region's target
            national_middle:float | of the nation's
            national_qualifier | of the nation's
            gap:float | the region's less the nation's
            stance | beyond, equal, below; empty where neither way is better
        """),
        made(corpus="group_tables:targets_compared"),
    ),
    Table(
        "target_sums",
        ROOM,
        "One row a province and year: the provinces' targets for new urban jobs added up.",
        columns("""
            report_id region year
            value:float | 万人
            qualifier | of the target
            total:float | running sum, 万人
            reports:int | of the year that state one
            provinces:int | reports of the year
            national:float | the nation's target, 万人
        """),
        made(corpus="group_tables:targets_compared"),
    ),
    Table(
        "targets_over_years",
        ROOM,
        "One row a numeric headline target of a region that has it for two years or more.",
        columns("""
            report_id region level indicator unit year
            low:float | lower bound
            high:float | upper bound
            middle:float | the mean of the bounds, or the bound that there is
            qualifier | exact, around, at_least, at_most, range, reach
            label | the target as a figure writes it
        """),
        made(corpus="group_tables:targets_compared"),
    ),
)
