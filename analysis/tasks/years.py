"""Two task documents of one government: what stayed, moved, went and came."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from analysis.tables import column_types
from analysis.tables.declaration import table_of
from analysis.tasks.departments import Departments, department_kind, load_departments, resolve_department
from analysis.tasks.wording import Clause, bare, carry, compare_wording, join_pieces, split_clauses

if TYPE_CHECKING:
    import pandas as pd

_Link = tuple[int, int, int]  # characters in common, later clause, earlier clause
FATES = ("stayed", "moved", "went", "came")
COLUMNS = (
    "fate", "earlier_report_id", "earlier_item", "earlier_unit", "later_report_id", "later_item",
    "later_unit", "similarity", "dropped", "added",
    "departments_left", "departments_joined", "earlier_deadlines", "later_deadlines", "earlier_text",
    "later_text",
)  # fmt: skip


def responsible(leads: str, participants: str, departments: Departments | None = None) -> frozenset[str]:
    """The departments that answer for a task: its leads, or where nobody leads, its participants; 有关部门 is
    nobody.

    >>> sorted(responsible("", "财政部;商务部;有关部门"))
    ['商务部门', '财政部门']
    >>> sorted(responsible("财政部", "商务部"))
    ['财政部门']
    """
    names = [name for name in (leads or participants).split(";") if name]
    return frozenset(
        resolve_department(n, departments) for n in names if department_kind(n, departments) != "unspecified"
    )


def _clauses(texts: Iterable[str]) -> list[Clause]:
    return [clause for group, text in enumerate(texts) for clause in split_clauses(group, str(text))]


def _links(below: list[Clause], above: list[Clause]) -> dict[tuple[int, int], list[_Link]]:
    """For each pair of units (later, earlier) the clauses that carry one another, as (characters in common,
    later, earlier clause).

    Asked in both directions: a short task may live on inside a longer one, or a longer one in a short one.
    """
    from rapidfuzz.distance import LCSseq

    pairs = set(carry(below, above, 6).items()) | {(k, j) for j, k in carry(above, below, 6).items()}
    links: dict[tuple[int, int], list[_Link]] = defaultdict(list)
    for k, j in sorted(pairs):
        common = int(LCSseq.similarity(below[k].text, above[j].text))
        links[below[k].group, above[j].group].append((common, k, j))
    return links


def _once(clauses: list[_Link]) -> list[_Link]:
    """Of several pairings keep, from the strongest down, those whose clauses are both still free."""
    kept: list[_Link] = []
    for common, k, j in sorted(clauses, key=lambda pair: (-pair[0], pair[1:])):
        if all(k != other and j != another for _, other, another in kept):
            kept.append((common, k, j))
    return sorted(kept, key=lambda pair: pair[1])


def compare_years(
    earlier: pd.DataFrame, later: pd.DataFrame, *, least: float = 0.5, departments: Departments | None = None
) -> pd.DataFrame:
    """Match the units of two tables of tasks by wording.

    One row a unit of ``later``, in its order, then one a unit of ``earlier`` that went. ``fate``: *stayed*
    (the wording is carried on and at least half of the departments responsible in either year are the same),
    *moved* (the wording is carried on, but others answer for it), *came* (new wording) and *went* (given up).
    Wording is carried on where kindred clauses hold ``least`` of the shorter unit's characters (eight or
    more), or twelve characters and half that share; where a department answers in both years, five characters
    and 0.4 of the shorter unit are enough. ``earlier_item`` and ``earlier_unit`` are those that the later
    unit shares most with; an earlier unit that lives on in any later one hasn't gone. ``similarity`` is
    2·common / (earlier + later) in characters; ``dropped`` and ``added`` are the words changed inside kindred
    clauses, and whole clauses.

    Parameters
    ----------
    earlier, later
        Tables of tasks.
    least
        The share of the shorter unit's characters that kindred clauses have to hold.
    departments
        Names of departments that mean the same; those of the package where none are given.

    Returns
    -------
    DataFrame
        One row a unit of ``later``, in its order, then one a unit of ``earlier`` that went. Columns:
        ``COLUMNS`` of this module.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["report_id", "item", "unit", "text", "leads", "participants", "deadlines"]
    >>> old = [("a", 1, 1, "大幅缩减外资准入负面清单。", "商务部", "", ""),
    ...        ("a", 2, 1, "改造步行街。", "商务部", "", "")]
    >>> new = [("b", 1, 1, "继续缩减外资准入负面清单。", "财政部", "", ""),
    ...        ("b", 2, 1, "发展第三支柱。", "财政部", "", "")]
    >>> old, new = (pd.DataFrame(rows, columns=columns) for rows in (old, new))
    >>> compare_years(old, new)[["fate", "earlier_item", "later_item", "dropped"]].fillna(0).values.tolist()
    [['moved', 1, 1, '大幅'], ['came', 0, 2, ''], ['went', 2, 0, '']]
    """

    departments = load_departments() if departments is None else departments
    order = ["report_id", "item", "unit"]
    old, new = (table.sort_values(order, kind="stable").reset_index(drop=True) for table in (earlier, later))
    above, below = _clauses(old["text"]), _clauses(new["text"])
    long_old, long_new = _lengths(above), _lengths(below)
    who_old, who_new = _responsible_each(old, departments), _responsible_each(new, departments)
    models: dict[int, list[tuple[int, int, list[_Link]]]] = defaultdict(list)
    used: set[int] = set()
    for (after, before), links in _links(below, above).items():
        pairs = _once(links)
        common = sum(pair[0] for pair in pairs)
        share = common / min(long_new[after], long_old[before])
        if _lives_on(common, share, least, bool(who_new[after] & who_old[before])):
            models[after].append((-common, before, pairs))
            used.add(before)
    was, now = _records(old), _records(new)
    rows = []
    for after, task in enumerate(now):
        if not models[after]:
            rows.append(_row(None, task))
            continue
        minus, before, pairs = min(models[after])
        row = _row(was[before], task, who_old[before], who_new[after])
        row["similarity"] = round(-2 * minus / (long_new[after] + long_old[before]), 4)
        row["dropped"], row["added"] = _changes(after, before, pairs, below, above)
        rows.append(row)
    rows += [_row(task, None) for before, task in enumerate(was) if before not in used]
    whole = dict.fromkeys(("earlier_item", "earlier_unit", "later_item", "later_unit"), "Int64")
    return table_of(rows, column_types("task_changes")).astype({**whole, "similarity": "float64"})


def _lengths(clauses: Iterable[Clause]) -> Counter[int]:
    """The characters of each unit."""
    lengths = Counter[int]()
    for clause in clauses:
        lengths[clause.group] += len(clause.text)
    return lengths


def _responsible_each(tasks: pd.DataFrame, departments: Departments) -> list[frozenset[str]]:
    """Who answers for each unit of a table of tasks."""
    pairs = zip(tasks["leads"], tasks["participants"], strict=True)
    return [responsible(str(leads), str(others), departments) for leads, others in pairs]


def _lives_on(common: int, share: float, least: float, same_department: bool) -> bool:
    """Whether a unit's wording is carried on: ``common`` characters, that ``share`` of the shorter unit."""
    if same_department and share >= 0.4 and common >= 5:
        return True
    return (share >= least and common >= 8) or (share >= least / 2 and common >= 12)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.itertuples(index=False)]


def _changes(
    after: int, before: int, pairs: list[_Link], below: list[Clause], above: list[Clause]
) -> tuple[str, str]:
    dropped: list[str] = []
    added: list[str] = []
    for _, k, j in pairs:
        for change in compare_wording(above[j].text, below[k].text):
            if change.op != "equal" and bare(change.text):
                (dropped if change.op == "dropped" else added).append(change.text)
    dropped += [
        c.text for j, c in enumerate(above) if c.group == before and all(j != pair[2] for pair in pairs)
    ]
    added += [c.text for k, c in enumerate(below) if c.group == after and all(k != pair[1] for pair in pairs)]
    return join_pieces(dropped), join_pieces(added)


def _row(
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    old: frozenset[str] = frozenset(),
    new: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """A row of two units, or of one that came or went; ``old`` and ``new`` answer for them."""
    row: dict[str, Any] = dict.fromkeys(COLUMNS, "") | {"similarity": None}
    for side, task in (("earlier", before), ("later", after)):
        for column in ("report_id", "item", "unit", "deadlines", "text"):
            row[f"{side}_{column}"] = task[column] if task else (None if column in ("item", "unit") else "")
    if before is None or after is None:
        row["fate"] = "came" if before is None else "went"
        return row
    row["fate"] = "stayed" if 2 * len(old & new) >= len(old | new) else "moved"
    row["departments_left"], row["departments_joined"] = (
        ";".join(sorted(old - new)),
        ";".join(sorted(new - old)),
    )
    return row
