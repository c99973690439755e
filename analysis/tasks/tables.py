"""Every table of a build that comes from task divisions, and the files handed out with them; empty with
header where a corpus has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import pandas as pd

from analysis.corpus.selection import alignment_pairs, division_year_pairs
from analysis.tables import column_types
from analysis.tables.declaration import empty_table
from analysis.tasks.alignment import align
from analysis.tasks.cascade import cascade
from analysis.tasks.departments import Departments
from analysis.tasks.export import FORMS, ledger_workbook
from analysis.tasks.networks import (
    co_responsibility,
    deadline_table,
    department_table,
    network_measures,
    quantities_in_tasks,
)
from analysis.tasks.reader import reader_page
from analysis.tasks.years import compare_years

EDGES, NETWORK = (tuple(column_types(name)) for name in ("co_responsibility", "department_network"))


def tasks_of_report(tasks: pd.DataFrame, report_id: str) -> pd.DataFrame:
    """The tasks of one report.

    Parameters
    ----------
    tasks : DataFrame
        As ``tasks_table`` gives it.
    report_id : str
        The report.

    Returns
    -------
    pandas.DataFrame
        Its rows, numbered anew.

    Examples
    --------
    >>> tasks_of_report(pd.DataFrame({"report_id": ["a", "b"], "item": [1, 2]}), "b")["item"].tolist()
    [2]
    """
    return tasks[tasks["report_id"] == report_id]


def _joined(tables: Sequence[pd.DataFrame], name: str) -> pd.DataFrame:
    full = [table for table in tables if len(table)]
    return (
        pd.concat(full, ignore_index=True)[list(column_types(name))]
        if full
        else empty_table(column_types(name))
    )


def _each_pair(
    tasks: pd.DataFrame,
    pairs: list[tuple[str, str]],
    compare: Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame],
    name: str,
) -> pd.DataFrame:
    return _joined([compare(tasks_of_report(tasks, a), tasks_of_report(tasks, b)) for a, b in pairs], name)


def alignment_table(tasks: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """The table ``alignment``: every pair of ``alignment_pairs``, aligned item by item (see ``align``)."""
    return _each_pair(tasks, alignment_pairs(reports), align, "alignment")


def cascade_table(tasks: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """The table ``cascade``: what became of each upper item, for every pair of ``alignment_pairs`` (see
    ``cascade``).
    """
    return _each_pair(tasks, alignment_pairs(reports), cascade, "cascade")


def changes_table(tasks: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """The table ``task_changes``: every pair of ``division_year_pairs``, compared unit by unit (see
    ``compare_years``).
    """
    return _each_pair(tasks, division_year_pairs(reports), compare_years, "task_changes")


def network_tables(
    tasks: pd.DataFrame, departments: Departments | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``co_responsibility`` and ``department_network``: the edges, and the measures of each department,
    report by report.
    """
    edges, measures = [], []
    for report_id, part in tasks.groupby("report_id", sort=True):
        found = co_responsibility(part, departments)
        edges.append(found.assign(report_id=report_id))
        measures.append(network_measures(found).assign(report_id=report_id))
    return _joined(edges, "co_responsibility"), _joined(measures, "department_network")


def task_views(tasks: pd.DataFrame, reports: pd.DataFrame, targets: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """All tables made from the table of tasks, by the names of their files.

    Parameters
    ----------
    tasks : DataFrame
        As ``tasks_table`` gives it.
    reports : DataFrame
        The table of reports, with the manifest's columns.
    targets : DataFrame
        As ``extract_targets`` gives it.

    Returns
    -------
    dict of str to DataFrame
        ``alignment`` and ``cascade`` (a lower document against the upper one of its year, from below and from
        above), ``task_changes`` (a government's document against its last one), ``departments`` (led and
        shared), ``co_responsibility`` and ``department_network`` (who works with whom), ``deadlines`` (by
        department and month), ``task_quantities`` (targets that stand inside tasks).

    Examples
    --------
    >>> from analysis import extract_targets, load_corpus, tasks_table
    >>> corpus = load_corpus().select(report_id="national-2020-tasks")
    >>> views = task_views(tasks_table(corpus), corpus.reports, extract_targets(corpus))
    >>> views["departments"]["department"].tolist()[0]
    '发展改革部门'
    """
    edges, measures = network_tables(tasks)
    return {
        "alignment": alignment_table(tasks, reports),
        "cascade": cascade_table(tasks, reports),
        "task_changes": changes_table(tasks, reports),
        "departments": department_table(tasks),
        "co_responsibility": edges,
        "department_network": measures,
        "deadlines": deadline_table(tasks),
        "task_quantities": quantities_in_tasks(tasks, targets),
    }


def ledger_title(title: str, year: int | None) -> str:
    """What stands at the head of a ledger before 重点工作落实方案: the document's own words where its title
    has them, else year and report.

    >>> ledger_title("2020年国务院《政府工作报告》重点工作责任分解", 2020)
    '2020年国务院《政府工作报告》'
    >>> ledger_title("国务院关于落实《政府工作报告》重点工作分工的意见", 2021)
    '2021年《政府工作报告》'
    """
    found = re.match(rf"({year}年.{{0,60}}?)重点工作", title)
    return found.group(1) if found else f"{year}年《政府工作报告》" if year else "《政府工作报告》"


def workbook_files(tasks: pd.DataFrame, report_id: str, title: str) -> Iterator[tuple[str, bytes]]:
    """The two workbooks of a report as ``(name, bytes)``:

    ``<report_id>.plan.xlsx`` and ``<report_id>.progress.xlsx``.

    Parameters
    ----------
    tasks
        A table of tasks.
    report_id
        The report whose tasks they are.
    title
        Stands at the head of each sheet.

    Returns
    -------
    iterator of (str, bytes)
        Names and contents.
    """
    for form in FORMS:
        yield f"{report_id}.{form}.xlsx", ledger_workbook(tasks_of_report(tasks, report_id), form, title)


def ledger_files(tasks: pd.DataFrame, reports: pd.DataFrame) -> Iterator[tuple[str, bytes]]:
    """The files of ``ledgers/``: the two workbooks of each task division, and the reader of each lower one
    beside the upper one.
    """
    names = {str(row.report_id): row for row in reports.itertuples()}
    for report_id in sorted(set(tasks["report_id"])):
        row = names[report_id]
        yield from workbook_files(tasks, report_id, ledger_title(str(row.title), int(str(row.year))))
    for lower, upper in alignment_pairs(reports):
        here, there = (f"{names[name].region} {names[name].year}" for name in (lower, upper))
        yield (
            f"{lower}.reader.html",
            reader_page(tasks_of_report(tasks, lower), tasks_of_report(tasks, upper), here, there).encode(
                "utf-8"
            ),
        )
