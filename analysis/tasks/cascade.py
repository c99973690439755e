"""From the upper list down: what became of each upper item, and one lower item read side by side with its model."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from analysis.tasks.alignment import clauses_of, one_report
from analysis.tasks.wording import Clause, carry, compare_wording

if TYPE_CHECKING:
    import pandas as pd

READER = ("part", "op", "text", "upper_item", "upper_unit", "lower_item")


def _kept_of(upper: Clause, takers: list[Clause]) -> int:
    """Characters of an upper clause that at least one of its takers has."""
    kept: set[int] = set()
    for clause in takers:
        place = 0
        for change in compare_wording(upper.text, clause.text):
            if change.op == "equal":
                kept |= set(range(place, place + len(change.text)))
            if change.op != "added":
                place += len(change.text)
    return len(kept)


def cascade(lower: pd.DataFrame, upper: pd.DataFrame) -> pd.DataFrame:
    """One row an item of ``upper``: the items of ``lower`` that carry its wording, and what nobody carries.

    Columns: ``report_id, item, chapter, lower_report_id, lower_items`` (joined with ``;``), ``characters`` (of its clauses, without stops),
    ``kept``, ``share_kept`` (kept / characters; 0 where nobody took the item up), ``lost`` (whole clauses that nobody carries, joined with
    ``;``). Sorted by item.

    >>> import pandas as pd
    >>> columns = ["report_id", "chapter", "item", "unit", "text", "start"]
    >>> nation = pd.DataFrame([("n", "一", 1, 1, "发展养老服务。稳定物价。", 0), ("n", "一", 2, 1, "建设海港。", 20)], columns=columns)
    >>> city = pd.DataFrame([("c", "一", 5, 1, "发展养老服务。", 0)], columns=columns)
    >>> cascade(city, nation)[["item", "lower_items", "share_kept", "lost"]].values.tolist()
    [[1, '5', 0.6, '稳定物价'], [2, '', 0.0, '建设海港']]
    """
    import pandas as pd

    lower_id, upper_id = one_report(lower, "lower"), one_report(upper, "upper")
    below, above = clauses_of(lower), clauses_of(upper)
    takers: dict[int, list[Clause]] = defaultdict(list)
    for k, u in carry(below, above).items():
        takers[u].append(below[k])
    chapters = dict(zip(upper["item"], upper["chapter"], strict=True))
    rows = []
    for item in sorted(chapters):
        own = [u for u, clause in enumerate(above) if clause.group == item]
        characters = sum(len(above[u].text) for u in own)
        kept = sum(_kept_of(above[u], takers[u]) for u in own)
        items = sorted({clause.group for u in own for clause in takers[u]})
        lost = ";".join(above[u].text for u in own if not takers[u])
        share = kept / characters if characters else None
        rows.append((upper_id, item, chapters[item], lower_id, ";".join(map(str, items)), characters, kept, share, lost))
    columns = ["report_id", "item", "chapter", "lower_report_id", "lower_items", "characters", "kept", "share_kept", "lost"]
    return pd.DataFrame(rows, columns=columns)


def side_by_side(lower: pd.DataFrame, upper: pd.DataFrame, item: int) -> pd.DataFrame:
    """An item of ``lower`` piece by piece, with what it changed: a table for a reader that colours differences.

    Columns: ``part`` (a clause of the item, from 1; 0 for clauses of its upper units that it does not carry), ``op`` (equal | dropped |
    added | elsewhere), ``text, upper_item, upper_unit`` (empty for new wording), ``lower_item``. *elsewhere* is an upper clause that
    another lower item carries (``lower_item`` says which), *dropped* with part 0 one that nobody carries. The pieces of an item in
    parts 1, 2 … with op equal or added are its text without stops.

    >>> import pandas as pd
    >>> columns = ["report_id", "item", "unit", "text", "start"]
    >>> nation = pd.DataFrame([("n", 1, 1, "发展养老、托幼服务。稳定物价。", 0)], columns=columns)
    >>> city = pd.DataFrame([("c", 5, 1, "发展养老服务。", 0)], columns=columns)
    >>> side_by_side(city, nation, 5)[["part", "op", "text"]].values.tolist()
    [[1, 'equal', '发展养老'], [1, 'dropped', '、托幼'], [1, 'equal', '服务'], [0, 'dropped', '稳定物价']]
    """
    import pandas as pd

    one_report(lower, "lower"), one_report(upper, "upper")
    below, above = clauses_of(lower), clauses_of(upper)
    carried = carry(below, above)
    rows: list[tuple[int, str, str, int | None, int | None, int | None]] = []
    own = [k for k, clause in enumerate(below) if clause.group == item]
    for part, k in enumerate(own, start=1):
        if k not in carried:
            rows.append((part, "added", below[k].text, None, None, item))
            continue
        model = above[carried[k]]
        rows += [(part, c.op, c.text, model.group, model.unit, item) for c in compare_wording(model.text, below[k].text)]
    taken = {u: below[k].group for k, u in carried.items()}
    mine = {carried[k] for k in own if k in carried}
    units = {(above[u].group, above[u].unit) for u in mine}
    for u, clause in enumerate(above):
        if (clause.group, clause.unit) in units and u not in mine:
            op = "elsewhere" if u in taken else "dropped"
            rows.append((0, op, clause.text, clause.group, clause.unit, taken.get(u)))
    table = pd.DataFrame(rows, columns=list(READER))
    return table.astype(dict.fromkeys(("upper_item", "upper_unit", "lower_item"), "Int64"))
