"""What a lower government makes of the upper one's list: items matched by wording, with what was lost on the
way.

``align`` matches every item of a lower task-division document with the items of an upper one whose wording it
carries. The wording is compared clause by clause (:mod:`analysis.tasks.wording`), so that an item that is
shared out, merged or reordered is still found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analysis.errors import InputError
from analysis.resources import kept_until_changed
from analysis.tasks.wording import Clause, bare, carry, compare_wording, join_pieces, split_clauses

if TYPE_CHECKING:
    import pandas as pd

RELATIONS = ("same", "narrowed", "split", "merged", "none")
COLUMNS = (
    "report_id", "item", "matched_report_id", "matched_items", "relation", "similarity", "dropped", "added",
    "matched_units", "also",
    "softened", "moved",
)  # fmt: skip


@dataclass
class _Fate:
    """What became of a lower item: lengths for the similarity, and the pieces that changed."""

    own: int = 0
    kept: int = 0
    upper: int = 0
    dropped: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    softened: list[str] = field(default_factory=list)
    lost_part: bool = False


def clauses_of(tasks: pd.DataFrame) -> list[Clause]:
    """The clauses of a table of tasks, in order, with the item as their group and their places in the
    report.
    """
    ordered = tasks.sort_values(["item", "unit"], kind="stable")
    return [
        clause
        for item, unit, start, text in zip(
            ordered["item"], ordered["unit"], ordered["start"], ordered["text"], strict=True
        )
        for clause in split_clauses(int(item), str(text), int(start), int(unit))
    ]


def one_report(tasks: pd.DataFrame, which: str) -> str:
    """The one report that the tasks come from; ``InputError`` where there are several or none."""
    ids = sorted(set(tasks["report_id"]))
    if len(ids) != 1:
        raise InputError(
            f"the {which} tasks come from {len(ids)} reports; give the tasks of one, such as "
            "tasks[tasks.report_id == …]"
        )
    return str(ids[0])


class Matched(NamedTuple):
    """The clauses of a lower and an upper task division, and which upper one each lower one carries (as
    indices).
    """

    below: list[Clause]
    above: list[Clause]
    carried: dict[int, int]

    def __repr__(self) -> str:
        carried, below, above = (f"{len(part):,}" for part in (self.carried, self.below, self.above))
        return f"<Matched: {carried} of {below} lower clauses carry one of {above} upper ones>"


def match(lower: pd.DataFrame, upper: pd.DataFrame) -> Matched:
    """The clauses of two tables of tasks of one report each, matched:

    ``align``, ``cascade`` and the reader all begin with it.
    """
    below, above = clauses_of(lower), clauses_of(upper)
    return Matched(below, above, carry(below, above))


@kept_until_changed
def _strength(path: Path) -> tuple[tuple[int, str], ...]:
    from analysis.text.lexicon import read_rows

    words: dict[str, int] = {}
    for number, row in read_rows(path, ("word", "grade"), ("source",)):
        if not row["word"] or row["grade"] not in ("1", "2", "3"):
            raise InputError(
                f"{path.name}, row {number}: a word and its grade are needed; write 1 (soft), 2 or 3 (strong)"
            )
        words[row["word"]] = int(row["grade"])
    return tuple(sorted(((grade, word) for word, grade in words.items()), reverse=True))


def load_strength(path: str | Path | None = None) -> tuple[tuple[int, str], ...]:
    """Words that make a task binding, as (grade, word), strongest first: 3 确保 必须, 2 加快 全面, 1 鼓励
    探索.

    >>> (3, "确保") in load_strength()
    True
    """
    from analysis.resources import LEXICON

    return _strength(path if path is not None else LEXICON / "task_strength.csv")


def _softer(gone_pieces: list[str], lower: str, strength: tuple[tuple[int, str], ...]) -> str:
    """坚决→ where a binding word is gone and nothing as strong is left; with the strongest word left behind
    the arrow.
    """
    gone = next(
        (
            (g, w)
            for g, w in strength
            if w not in lower and any(w in piece and len(piece) <= 8 for piece in gone_pieces)
        ),
        None,
    )
    left = next(((grade, word) for grade, word in strength if word in lower), (0, ""))
    return f"{gone[1]}→{left[1]}" if gone and left[0] < gone[0] else ""


def _note_dropped(piece: str, k: int, takers: list[int], lower: list[Clause], fate: _Fate) -> None:
    """Enter a piece that clause ``k`` lacks: lost, or (member by member of a list) moved to another taker of
    the same upper clause.
    """
    for member in re.split("、", piece):
        words = bare(member.strip("和与及等"))
        if not words:
            continue
        holders = {lower[o].group for o in takers if words in bare(lower[o].text)}
        if not holders:
            fate.dropped.append(member)
            fate.upper += len(member)
            fate.lost_part |= "、" in piece or piece[0] in "和与及" or piece[-1] in "和与及"
        elif lower[k].group not in holders:
            fate.moved.append(f"{member.strip('和与及')}→{min(holders)}")


def _compare_inside(
    u: int, takers: list[int], lower: list[Clause], upper: list[Clause], fates: dict[int, _Fate]
) -> None:
    """Enter what changed inside the clauses that carry upper clause ``u``."""
    strength = load_strength()
    for k in takers:
        fate = fates[lower[k].group]
        changes = compare_wording(upper[u].text, lower[k].text)
        if soft := _softer(
            [c.text for c in changes if c.op == "dropped" and "、" not in c.text], lower[k].text, strength
        ):
            fate.softened.append(soft)
        for change in changes:
            if change.op == "equal":
                fate.kept += len(change.text)
                fate.upper += len(change.text)
            elif change.op == "added":
                fate.added += [change.text] if bare(change.text) else []
            else:
                _note_dropped(change.text, k, takers, lower, fate)


def _fates(lower: list[Clause], upper: list[Clause], carried: dict[int, int]) -> dict[int, _Fate]:
    fates: dict[int, _Fate] = defaultdict(_Fate)
    takers: dict[int, list[int]] = defaultdict(list)
    for k, clause in enumerate(lower):
        fates[clause.group].own += len(clause.text)
        if k in carried:
            takers[carried[k]].append(k)
        else:
            fates[clause.group].added.append(clause.text)
    for u in sorted(takers):
        _compare_inside(u, takers[u], lower, upper, fates)
    taken: dict[int, list[int]] = defaultdict(list)
    for v in takers:
        taken[upper[v].group].append(v)
    for u, clause in enumerate(
        upper
    ):  # a clause that nobody carries was lost by whoever carries its neighbour
        if u in takers:
            continue
        siblings = taken.get(clause.group, [])
        near = [v for v in siblings if upper[v].unit == clause.unit] or siblings
        if not near:
            continue
        beside = max((v for v in near if v < u), default=min(near))
        fate = fates[lower[takers[beside][-1]].group]
        fate.dropped.append(clause.text)
        fate.upper += len(clause.text)
        fate.lost_part |= len(bare(clause.text)) >= 4
    return fates


def align(lower: pd.DataFrame, upper: pd.DataFrame, matched: Matched | None = None) -> pd.DataFrame:
    """One row an item of ``lower``: the items of ``upper`` whose wording it carries, and what changed.

    ``relation``: *merged* carries wording of two or more upper items; *split* shares one upper item with
    other lower items; *narrowed* carries one alone and has lost a clause or a member of a list; *same*
    carries it alone and whole; *none* carries nothing. ``similarity`` is 2·kept / (own + upper): kept are the
    characters in common, own those of the item, upper those of the upper wording that it carries or lost (1:
    verbatim; empty for *none*).

    Parameters
    ----------
    lower, upper
        The tasks of one report each (see :func:`analysis.tasks.ledger.tasks_table`).
    matched
        Whose wording is whose, where it is known already.

    Returns
    -------
    DataFrame
        Columns ``report_id, item, matched_report_id, matched_items`` (joined with ``;``), ``relation``,
        ``similarity`` (0–1), ``dropped, added`` (wording lost and new, joined with ``;``), ``matched_units``
        (item.unit), ``also`` (a second relation that holds too), ``softened`` (坚决→: a strong word gone),
        ``moved`` (wording that another item of ``lower`` carries, with its number).

    Raises
    ------
    InputError
        For tasks of several reports in one table.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["report_id", "item", "unit", "text", "start"]
    >>> nation = pd.DataFrame([("n", 1, 1, "发展养老、托幼服务。稳定物价。", 0)], columns=columns)
    >>> city = pd.DataFrame([("c", 1, 1, "发展养老服务。", 0), ("c", 2, 1, "发展托幼服务。", 9)],
    ...     columns=columns)
    >>> align(city, nation)[["item", "matched_items", "relation", "dropped", "moved"]].values.tolist()
    [[1, '1', 'split', '', '托幼→2'], [2, '1', 'split', '稳定物价', '养老→1']]
    """
    import pandas as pd

    lower_id, upper_id = one_report(lower, "lower"), one_report(upper, "upper")
    below, above, carried = matched or match(lower, upper)
    fates = _fates(below, above, carried)
    models: dict[int, dict[int, None]] = {int(item): {} for item in sorted(set(lower["item"]))}
    taken: dict[int, list[int]] = defaultdict(list)
    for k, u in carried.items():
        models[below[k].group][above[u].group] = None
        taken[below[k].group].append(u)
    sharing = Counter(group for uppers in models.values() for group in uppers)
    unit_at = _unit_labels(upper)
    rows = []
    for item, uppers in models.items():
        fate = fates[item]
        names = _relations(uppers, sharing, fate)
        units = dict.fromkeys(unit_at(above[u].start) for u in sorted(taken[item]))
        total = fate.own + fate.upper
        rows.append(
            {
                "report_id": lower_id,
                "item": item,
                "matched_report_id": upper_id if uppers else "",
                "matched_items": ";".join(map(str, sorted(uppers))),
                "relation": names[0],
                "similarity": round(2 * fate.kept / total, 4) if uppers and total else None,
                "dropped": join_pieces(fate.dropped),
                "added": join_pieces(fate.added),
                "matched_units": ";".join(units),
                "also": ";".join(names[1:]),
                "softened": join_pieces(fate.softened),
                "moved": join_pieces(fate.moved),
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"item": "int64", "similarity": "float64"})


def _relations(uppers: Collection[int], sharing: Counter[int], fate: _Fate) -> list[str]:
    """The relations of an item to the upper items that it carries, the first one its own; ``sharing``: how
    many lower items carry each upper one.
    """
    if not uppers:
        return ["none"]
    holds = {
        "merged": len(uppers) > 1,
        "split": any(sharing[group] > 1 for group in uppers),
        "narrowed": fate.lost_part,
    }
    return [name for name, true in holds.items() if true] or ["same"]


def _unit_labels(tasks: pd.DataFrame) -> Callable[[int], str]:
    """What gives the unit (item.unit) that a place of the report lies in."""
    ordered = tasks.sort_values("start")
    labels = [f"{item}.{unit}" for item, unit in zip(ordered["item"], ordered["unit"], strict=True)]
    starts = [int(start) for start in ordered["start"]]
    return lambda place: labels[bisect_right(starts, place) - 1]
