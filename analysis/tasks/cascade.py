"""From the upper list down: what became of each upper item, and one lower item read side by side with its
model.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from analysis.tasks.alignment import Matched, match, one_report
from analysis.tasks.wording import Clause, bare, compare_wording

if TYPE_CHECKING:
    import pandas as pd

CASCADE = (
    "report_id",
    "item",
    "chapter",
    "lower_report_id",
    "lower_items",
    "characters",
    "kept",
    "share_kept",
    "lost",
)
FLOW = (
    "report_id",
    "item",
    "chapter",
    "lower_report_id",
    "lower_item",
    "lower_chapter",
    "flow",
    "characters",
    "text",
)
READER = ("part", "op", "text", "upper_item", "upper_unit", "lower_item")


def kept_and_new(upper: str, lower: str) -> tuple[list[int], list[str]]:
    """Where ``lower`` keeps the characters of ``upper`` (as indices into it), and its own new pieces.

    >>> kept_and_new("发展养老、托幼服务", "发展养老服务")
    ([0, 1, 2, 3, 7, 8], [])
    >>> kept_and_new("发展养老服务", "发展养老、托幼服务")
    ([0, 1, 2, 3, 4, 5], ['、托幼'])
    """
    kept: list[int] = []
    new: list[str] = []
    place = 0
    for change in compare_wording(upper, lower):
        if change.op == "equal":
            kept += range(place, place + len(change.text))
        if change.op == "added":
            new.append(change.text)
        else:
            place += len(change.text)
    return kept, new


def _not_carried(below: list[Clause], above: list[Clause], carried: dict[int, int]) -> list[set[int]]:
    """For each upper clause the places of the characters that no lower clause has."""
    free = [set(range(len(clause.text))) for clause in above]
    for k, u in carried.items():
        free[u].difference_update(kept_and_new(above[u].text, below[k].text)[0])
    return free


def _pieces(text: str, places: set[int]) -> list[str]:
    """The stretches of ``text`` at those places that hold more than a mark."""
    marked = "".join(char if i in places else "\n" for i, char in enumerate(text))
    return [piece.strip("、") for piece in marked.split("\n") if bare(piece)]


def cascade(lower: pd.DataFrame, upper: pd.DataFrame, matched: Matched | None = None) -> pd.DataFrame:
    """One row an item of ``upper``: the items of ``lower`` that carry its wording, and what nobody carries.

    Parameters
    ----------
    lower, upper
        The tasks of one report each.
    matched
        Whose wording is whose, where it is known already.

    Returns
    -------
    DataFrame
        Sorted by item. Columns ``report_id, item, chapter, lower_report_id, lower_items`` (joined with
        ``;``), ``characters`` (of its clauses, without stops), ``kept``, ``share_kept`` (kept / characters; 0
        where nobody took the item up), ``lost`` (clauses and words that nobody carries, joined with ``;``).

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["report_id", "chapter", "item", "unit", "text", "start"]
    >>> rows = [("n", "一", 1, 1, "发展养老服务。稳定物价。", 0), ("n", "一", 2, 1, "建设海港。", 20)]
    >>> nation = pd.DataFrame(rows, columns=columns)
    >>> city = pd.DataFrame([("c", "一", 5, 1, "发展养老服务。", 0)], columns=columns)
    >>> cascade(city, nation)[["item", "lower_items", "share_kept", "lost"]].values.tolist()
    [[1, '5', 0.6, '稳定物价'], [2, '', 0.0, '建设海港']]
    """
    import pandas as pd

    lower_id, upper_id = one_report(lower, "lower"), one_report(upper, "upper")
    below, above, carried = matched or match(lower, upper)
    free = _not_carried(below, above, carried)
    takers: dict[int, set[int]] = defaultdict(set)
    for k, u in carried.items():
        takers[above[u].group].add(below[k].group)
    chapters = dict(zip(upper["item"], upper["chapter"], strict=True))
    rows = []
    for item in sorted(chapters):
        own = [u for u, clause in enumerate(above) if clause.group == item]
        characters = sum(len(above[u].text) for u in own)
        kept = characters - sum(len(free[u]) for u in own)
        items = ";".join(map(str, sorted(takers[item])))
        lost = ";".join(piece for u in own for piece in _pieces(above[u].text, free[u]))
        share = kept / characters if characters else None
        rows.append((upper_id, item, chapters[item], lower_id, items, characters, kept, share, lost))
    return pd.DataFrame(rows, columns=list(CASCADE))


def cascade_flow(lower: pd.DataFrame, upper: pd.DataFrame) -> pd.DataFrame:
    """Characters on their way from the upper items to the lower ones: what a picture of the cascade shows.

    Columns: ``report_id, item, chapter, lower_report_id, lower_item, lower_chapter, flow, characters, text``.
    ``flow`` is *carried* (from ``item`` to ``lower_item``; a character that two lower items have goes to the
    first), *lost* (of ``item``; nobody has it) or *new* (in ``lower_item``; not from above); ``text`` is the
    wording lost or new, joined with ``;``. The carried and lost characters of an upper item add up to its
    clauses. Sorted by item, lower item, with what is new behind.

    >>> import pandas as pd
    >>> columns = ["report_id", "chapter", "item", "unit", "text", "start"]
    >>> rows = [("n", "一", 1, 1, "发展养老服务。稳定物价。", 0), ("n", "一", 2, 1, "建设海港。", 20)]
    >>> nation = pd.DataFrame(rows, columns=columns)
    >>> city = pd.DataFrame([("c", "一", 5, 1, "发展养老服务。节水。", 0)], columns=columns)
    >>> flow = cascade_flow(city, nation)[["item", "lower_item", "flow", "characters", "text"]]
    >>> for row in flow.astype(object).fillna("").itertuples(index=False, name=None):
    ...     print(row)
    (1, 5, 'carried', 6, '')
    (1, '', 'lost', 4, '稳定物价')
    (2, '', 'lost', 4, '建设海港')
    ('', 5, 'new', 2, '节水')
    """
    import pandas as pd

    lower_id, upper_id = one_report(lower, "lower"), one_report(upper, "upper")
    below, above, carried = match(lower, upper)
    sent: Counter[tuple[int, int]] = Counter()
    new: dict[int, list[str]] = defaultdict(list)
    free = {u: set(range(len(clause.text))) for u, clause in enumerate(above)}
    for k, clause in enumerate(below):
        if k not in carried:
            new[clause.group].append(clause.text)
            continue
        u = carried[k]
        kept, pieces = kept_and_new(above[u].text, clause.text)
        sent[above[u].group, clause.group] += len(free[u].intersection(kept))
        free[u].difference_update(kept)
        new[clause.group] += pieces
    lost: dict[int, list[str]] = defaultdict(list)
    gone: Counter[int] = Counter()
    for u, clause in enumerate(above):
        gone[clause.group] += len(free[u])
        lost[clause.group] += _pieces(clause.text, free[u])
    chapters = dict(zip(upper["item"], upper["chapter"], strict=True))
    own = dict(zip(lower["item"], lower["chapter"], strict=True))
    rows: list[tuple[object, ...]] = []
    for item in sorted(chapters):
        head = (upper_id, item, chapters[item], lower_id)
        rows += [
            (*head, to, own[to], "carried", sent[item, to], "")
            for _, to in sorted(key for key in sent if key[0] == item)
        ]
        if gone[item]:
            rows.append((*head, None, "", "lost", gone[item], ";".join(lost[item])))
    rows += [
        (upper_id, None, "", lower_id, to, own[to], "new", sum(map(len, new[to])), ";".join(new[to]))
        for to in sorted(new)
        if new[to]
    ]
    return pd.DataFrame(rows, columns=list(FLOW)).astype({"item": "Int64", "lower_item": "Int64"})


def side_by_side(lower: pd.DataFrame, upper: pd.DataFrame, item: int) -> pd.DataFrame:
    """An item of ``lower`` piece by piece, with what it changed: a table for a reader that colours
    differences.

    Columns: ``part`` (a clause of the item, from 1; 0 for clauses of its upper units that it does not carry),
    ``op`` (equal | dropped | added | elsewhere), ``text, upper_item, upper_unit`` (empty for new wording),
    ``lower_item``. *elsewhere* is an upper clause that another lower item carries (``lower_item`` says
    which), *dropped* with part 0 one that nobody carries. The pieces of an item in parts 1, 2 … with op equal
    or added are its text without stops.

    >>> import pandas as pd
    >>> columns = ["report_id", "item", "unit", "text", "start"]
    >>> nation = pd.DataFrame([("n", 1, 1, "发展养老、托幼服务。稳定物价。", 0)], columns=columns)
    >>> city = pd.DataFrame([("c", 5, 1, "发展养老服务。", 0)], columns=columns)
    >>> side_by_side(city, nation, 5)[["part", "op", "text"]].values.tolist()
    [[1, 'equal', '发展养老'], [1, 'dropped', '、托幼'], [1, 'equal', '服务'], [0, 'dropped', '稳定物价']]
    """
    import pandas as pd

    one_report(lower, "lower"), one_report(upper, "upper")
    below, above, carried = match(lower, upper)
    rows: list[tuple[int, str, str, int | None, int | None, int | None]] = []
    own = [k for k, clause in enumerate(below) if clause.group == item]
    for part, k in enumerate(own, start=1):
        if k not in carried:
            rows.append((part, "added", below[k].text, None, None, item))
            continue
        model = above[carried[k]]
        rows += [
            (part, c.op, c.text, model.group, model.unit, item)
            for c in compare_wording(model.text, below[k].text)
        ]
    taken = {u: below[k].group for k, u in carried.items()}
    mine = {carried[k] for k in own if k in carried}
    units = {(above[u].group, above[u].unit) for u in mine}
    for u, clause in enumerate(above):
        if (clause.group, clause.unit) in units and u not in mine:
            op = "elsewhere" if u in taken else "dropped"
            rows.append((0, op, clause.text, clause.group, clause.unit, taken.get(u)))
    table = pd.DataFrame(rows, columns=list(READER))
    return table.astype(dict.fromkeys(("upper_item", "upper_unit", "lower_item"), "Int64"))
