"""Who works with whom, by when, on what: tables behind the views of a task ledger.

All take a table of tasks (:func:`analysis.tasks.ledger.tasks_table`). Department names are resolved across
documents and levels; bodies that name nobody (有关部门, 国务院各部门) and local governments as a whole
(各县、市、区人民政府) take no part in the network.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from analysis.attributions.deadlines import parse_deadline
from analysis.tables import column_types
from analysis.tables.declaration import columns_of, empty_table, table_of
from analysis.tasks.betweenness import betweenness
from analysis.tasks.departments import Departments, department_kind, resolve_department

if TYPE_CHECKING:
    import pandas as pd

_ROLES = columns_of("report_id item:int unit:int department name kind role")
_EDGES = {name: kind for name, kind in column_types("co_responsibility").items() if name != "report_id"}
_NETWORK = {name: kind for name, kind in column_types("department_network").items() if name != "report_id"}
OUTSIDE = ("unspecified", "local_government")


def responsibilities(tasks: pd.DataFrame, departments: Departments | None = None) -> pd.DataFrame:
    """One row a task unit and department: ``report_id, item, unit, department, name`` (as printed), ``kind,
    role`` (lead | share).

    >>> import pandas as pd
    >>> columns = ["report_id", "item", "unit", "leads", "participants"]
    >>> tasks = pd.DataFrame([("a", 1, 1, "财政部", "税务总局;有关部门")], columns=columns)
    >>> responsibilities(tasks)[["department", "role"]].values.tolist()
    [['财政部门', 'lead'], ['税务部门', 'share'], ['有关部门', 'share']]
    """

    columns = ["report_id", "item", "unit", "leads", "participants"]
    rows = []
    for report_id, item, unit, leads, participants in tasks[columns].itertuples(index=False):
        seen: set[str] = set()
        for role, cell in (("lead", leads), ("share", participants)):
            for name in filter(None, str(cell).split(";")):
                department = resolve_department(name, departments)
                if department not in seen:
                    seen.add(department)
                    rows.append(
                        (report_id, item, unit, department, name, department_kind(name, departments), role)
                    )
    return table_of(rows, _ROLES)


def department_table(tasks: pd.DataFrame, departments: Departments | None = None) -> pd.DataFrame:
    """Departments by task units led and shared: ``report_id, department, kind, led, shared, tasks,
    share_led``.

    ``share_led`` is led / tasks. Sorted by report, tasks led, tasks, name.

    >>> import pandas as pd
    >>> columns = ["report_id", "item", "unit", "leads", "participants"]
    >>> tasks = pd.DataFrame([("a", 1, 1, "财政部", "税务总局")], columns=columns)
    >>> department_table(tasks)[["department", "led", "shared"]].values.tolist()
    [['财政部门', 1, 0], ['税务部门', 0, 1]]
    """
    long = responsibilities(tasks, departments)
    long = long.assign(
        led=(long["role"] == "lead").astype("int64"), shared=(long["role"] == "share").astype("int64")
    )
    table = long.groupby(["report_id", "department", "kind"], as_index=False)[["led", "shared"]].sum()
    table["tasks"] = table["led"] + table["shared"]
    table["share_led"] = table["led"] / table["tasks"]
    order = ["report_id", "led", "tasks", "department"]
    return table.sort_values(order, ascending=[True, False, False, True], kind="stable").reset_index(
        drop=True
    )


def co_responsibility(tasks: pd.DataFrame, departments: Departments | None = None) -> pd.DataFrame:
    """Pairs of departments that answer for the same task unit: ``source, target, weight`` (units), ``led``
    (units that one of them leads).

    Sorted by weight, then names; ``source`` sorts before ``target``.

    >>> import pandas as pd
    >>> columns = ["report_id", "item", "unit", "leads", "participants"]
    >>> tasks = pd.DataFrame([("a", 1, 1, "财政部", "税务总局")], columns=columns)
    >>> co_responsibility(tasks).values.tolist()
    [['税务部门', '财政部门', 1, 1]]
    """

    long = responsibilities(tasks, departments)
    weight: Counter[tuple[str, str]] = Counter()
    led: Counter[tuple[str, str]] = Counter()
    units: dict[tuple[object, ...], dict[str, bool]] = {}  # of each unit, whether a department leads it
    inside = long[~long["kind"].isin(OUTSIDE)]
    for *unit, department, role in inside[["report_id", "item", "unit", "department", "role"]].itertuples(
        index=False, name=None
    ):
        own = units.setdefault(tuple(unit), {})
        own[department] = own.get(department, False) or role == "lead"
    for own in units.values():
        for pair in combinations(sorted(own), 2):
            weight[pair] += 1
            led[pair] += own[pair[0]] or own[pair[1]]
    rows = [(*pair, weight[pair], led[pair]) for pair in sorted(weight, key=lambda p: (-weight[p], p))]
    return table_of(rows, _EDGES)


def network_measures(edges: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Departments in a network of shared tasks: ``department, degree, strength, betweenness, community``.

    ``degree`` counts partners, ``strength`` is the sum of weights, ``betweenness`` the share of shortest
    paths that pass through (Brandes 2001; a tie of weight w is 1/w long), ``community`` a number from 1 by
    size (Louvain on weights, with ``seed``). Sorted by strength, then name.

    >>> import pandas as pd
    >>> edges = pd.DataFrame([("a", "b", 2), ("b", "c", 1)], columns=["source", "target", "weight"])
    >>> network_measures(edges)[["department", "degree", "strength", "betweenness"]].values.tolist()
    [['b', 2, 3, 1.0], ['a', 1, 2, 0.0], ['c', 1, 1, 0.0]]
    """
    import networkx as nx  # type: ignore[import-untyped]

    graph = nx.Graph()
    graph.add_nodes_from(sorted(set(edges["source"]) | set(edges["target"])))
    for source, target, weight in sorted(zip(edges["source"], edges["target"], edges["weight"], strict=True)):
        graph.add_edge(source, target, weight=int(weight), length=1 / int(weight))
    if not graph.number_of_nodes():
        return empty_table(_NETWORK)
    number = {name: place for place, name in enumerate(graph)}
    between = dict(
        zip(
            graph,
            betweenness([[(number[b], tie["length"]) for b, tie in graph[a].items()] for a in graph]),
            strict=True,
        )
    )
    groups = sorted(
        (sorted(group) for group in nx.community.louvain_communities(graph, weight="weight", seed=seed)),
        key=lambda g: (-len(g), g),
    )
    community = {name: number for number, group in enumerate(groups, start=1) for name in group}
    strength = dict(graph.degree(weight="weight"))
    rows = [(name, graph.degree[name], strength[name], between[name], community[name]) for name in graph]
    return (
        table_of(rows, _NETWORK)
        .sort_values(["strength", "department"], ascending=[False, True])
        .reset_index(drop=True)
    )


def deadline_table(tasks: pd.DataFrame, departments: Departments | None = None) -> pd.DataFrame:
    """Dated clauses by department and month: ``report_id, department, year, month, action, edge, tasks``
    (task units).

    A unit's department is each of its leads, or where nobody leads, each participant. ``year`` is empty where
    the clause names none (the document's own year). Clauses without a month (年内持续推进) are left out.
    Sorted by report, department, year, month, action.

    >>> import pandas as pd
    >>> columns = ["report_id", "item", "unit", "leads", "participants", "deadlines"]
    >>> tasks = pd.DataFrame([("a", 1, 1, "财政部", "", "6月底前出台相关政策;年内持续推进")], columns=columns)
    >>> deadline_table(tasks)[["department", "month", "action", "tasks"]].values.tolist()
    [['财政部门', 6, '出台相关政策', 1]]
    """

    counts: Counter[tuple[str, str, int, int, str, str]] = Counter()
    for row in tasks.itertuples(index=False):
        names = filter(None, str(row.leads or row.participants).split(";"))
        who = {resolve_department(name, departments) for name in names}
        for due in map(parse_deadline, filter(None, str(row.deadlines).split(";"))):
            if due.month is not None:
                for department in who:
                    counts[
                        str(row.report_id), department, due.year or 0, due.month, due.action, due.edge
                    ] += 1
    rows = [(*key, counts[key]) for key in sorted(counts)]
    table = table_of(rows, column_types("deadlines"))
    table["year"] = table["year"].astype("Int64").where(table["year"] != 0)
    return table


def quantities_in_tasks(tasks: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """The measured quantities that stand in the text of a task unit, joined on their places in the report.

    ``quantities`` is any table with ``report_id, start, end`` (quantities or targets); its rows come back
    behind ``item, task_unit, leads, participants, deadlines``, sorted by report and place (``unit`` stays the
    unit of measure). Quantities outside the units are left out.

    >>> import pandas as pd
    >>> tasks = pd.DataFrame([("a", 1, 1, "财政部", "", "", 10, 30)],
    ...                      columns=["report_id", "item", "unit", "leads", "participants", "deadlines",
    ...                      "start", "end"])
    >>> rows = [("a", 12, 14, "5%"), ("a", 40, 42, "6%")]
    >>> found = pd.DataFrame(rows, columns=["report_id", "start", "end", "mention"])
    >>> quantities_in_tasks(tasks, found)[["item", "mention"]].values.tolist()
    [[1, '5%']]
    """
    import pandas as pd

    keep = ["item", "task_unit", "leads", "participants", "deadlines"]
    left = quantities.sort_values(["start", "report_id", "end"], kind="stable").astype(
        {"start": "int64", "report_id": "str"}
    )
    right = tasks.rename(columns={"end": "task_end", "unit": "task_unit"})[
        ["report_id", "start", "task_end", *keep]
    ]
    right = right.sort_values("start", kind="stable").astype({"start": "int64", "report_id": "str"})
    joined = pd.merge_asof(left, right, on="start", by="report_id", direction="backward")
    inside = joined[joined["task_end"].notna() & (joined["end"] <= joined["task_end"])].drop(
        columns="task_end"
    )
    inside = inside.astype({"item": "int64", "task_unit": "int64"})
    others = [column for column in quantities.columns if column not in ("report_id", *keep)]
    return (
        inside[["report_id", *keep, *others]]
        .sort_values(["report_id", "start", "end"], kind="stable")
        .reset_index(drop=True)
    )
