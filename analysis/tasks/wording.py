"""Whose wording is whose: clauses of one document found again in another, and what changed inside them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from analysis.text.tokens import Tokeniser

_CLAUSE = re.compile(r"[^。；，：！？;,:!?\n]+")
_JOINERS = re.compile(r"[、，。；：！？,;:!?\s和与及的“”]")
NEAR = 0.6  # a clause is the other's kin from here on; below it, shared characters are chance
_CANDIDATES = 12
_BLOCK = 256


class Clause(NamedTuple):
    """A clause: the ``group`` (item) and the ``unit`` it belongs to, its place in the report, and its wording
    without stops.
    """

    group: int
    unit: int
    start: int
    end: int
    text: str


class Change(NamedTuple):
    """A piece of two compared wordings:

    ``op`` is equal, dropped (only in the upper one) or added (only in the lower one).
    """

    op: str
    text: str


def split_clauses(group: int, text: str, offset: int = 0, unit: int = 0) -> Iterator[Clause]:
    """The clauses of a text, cut at stops and commas but not at 、; places are shifted by ``offset``.

    Parameters
    ----------
    group
        The number of the item that the text belongs to.
    text
        The text.
    offset
        Where the text begins in its report.
    unit
        The number of the unit within the item.

    Returns
    -------
    iterator of Clause
        In the order of the text.

    Examples
    --------
    >>> [clause.text for clause in split_clauses(1, "发展养老、托幼服务。改造步行街，推动消费。")]
    ['发展养老、托幼服务', '改造步行街', '推动消费']
    """
    for found in _CLAUSE.finditer(text):
        if wording := found.group().strip():
            yield Clause(group, unit, offset + found.start(), offset + found.end(), wording)


def _pairs(text: str) -> Counter[str]:
    return Counter(map("".join, pairwise(text)))


def kinship(lower: str, upper: str) -> float:
    """How much of ``lower`` stands in ``upper`` (0–1): the mean of its longest common subsequence and its
    shared pairs of characters.

    It is one-sided, so that 发展托幼服务 is found in 发展养老、托幼服务.

    >>> kinship("发展托幼服务", "发展养老、托幼服务"), kinship("深化国际科技合作", "深化农村改革") < 0.6
    (0.9, True)
    """
    from rapidfuzz.distance import LCSseq

    if lower == upper:
        return 1.0
    if len(lower) < 2:
        return 0.0
    return _kinship(LCSseq.similarity(lower, upper) / len(lower), _pairs(lower), _pairs(upper))


def _kinship(common: float, lower: Counter[str], upper: Counter[str]) -> float:
    """The same from the share of the longest common subsequence, and the pairs of characters of both."""
    shared = sum(min(times, upper[pair]) for pair, times in lower.items() if pair in upper)
    return round(0.5 * common + 0.5 * shared / lower.total(), 4)


def _kin(lower: Sequence[Clause], upper: Sequence[Clause]) -> dict[int, list[tuple[float, int]]]:
    """For each lower clause (by index) the upper clauses that are its kin, as (score, index)."""
    wordings = sorted({clause.text for clause in upper})
    where: dict[str, list[int]] = defaultdict(list)
    for j, clause in enumerate(upper):
        where[clause.text].append(j)
    pairs = lru_cache(maxsize=None)(_pairs)
    asked = sorted({clause.text for clause in lower if len(clause.text) > 1})
    near: dict[str, list[tuple[float, int]]] = {}
    for text, candidates in _candidates(asked, wordings):
        near[text] = []
        for common, wording in candidates:
            score = 1.0 if wording == text else _kinship(common / len(text), pairs(text), pairs(wording))
            near[text] += [(score, j) for j in where[wording] if score >= NEAR]
    return {k: near[clause.text] for k, clause in enumerate(lower) if near.get(clause.text)}


def _candidates(asked: Sequence[str], wordings: Sequence[str]) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Each wording asked for that has any near one, with those that have most in common with it, as
    (characters of the longest common subsequence, wording).
    """
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import LCSseq

    for first in range(0, len(asked) if wordings else 0, _BLOCK):
        block = asked[first : first + _BLOCK]
        least = np.array([NEAR * len(text) - 0.5 for text in block])
        common = process.cdist(block, wordings, scorer=LCSseq.similarity, dtype=np.int32)
        near: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for row, column in np.argwhere(common >= least[:, None]).tolist():
            near[row].append((-int(common[row, column]), column))
        for row, columns in near.items():
            most = sorted(columns)[:_CANDIDATES]
            yield block[row], [(-minus, wordings[column]) for minus, column in most]


def carry(lower: Sequence[Clause], upper: Sequence[Clause], kindred: int = 12) -> dict[int, int]:
    """Which upper clause each lower clause carries, as indices; lower clauses of nobody's wording are absent.

    Within a lower group the upper group that explains most characters comes first and takes its clauses, then
    the next one takes from what is left; a further group needs a clause of six characters in the same words,
    or ``kindred`` characters in kindred ones. The first needs four characters in the same words, or kindred
    ones for seven tenths of the lower group.

    Parameters
    ----------
    lower, upper
        Clauses of two reports.
    kindred
        Characters in kindred words that let a further group carry.

    Returns
    -------
    dict of int to int
        Places in ``upper`` by places in ``lower``.

    Examples
    --------
    >>> lower = list(split_clauses(1, "发展托幼服务，稳定物价。"))
    >>> upper = list(split_clauses(7, "发展养老、托幼服务。稳定物价。"))
    >>> carry(lower, upper)
    {0: 0, 1: 1}
    """
    kin = _kin(lower, upper)
    groups: dict[int, list[int]] = defaultdict(list)
    for k in kin:
        groups[lower[k].group].append(k)
    length = Counter[int]()
    for clause in lower:
        length[clause.group] += len(clause.text)
    result: dict[int, int] = {}
    for group, members in groups.items():
        left, first = members, True
        while left and (taken := _best_group(left, kin, lower, upper)):
            if _is_carried(taken, lower, length[group] if first else None, kindred):
                result |= {k: j for k, (_, j) in taken.items()}
                first = False
            left = [k for k in left if k not in taken]
    return dict(sorted(result.items()))


def _best_group(
    left: Sequence[int],
    kin: Mapping[int, Sequence[tuple[float, int]]],
    lower: Sequence[Clause],
    upper: Sequence[Clause],
) -> dict[int, tuple[float, int]]:
    """Of the upper group that explains most characters of the lower clauses ``left``: for each of them that
    has kin there, the nearest of its clauses, as (score, index).
    """
    best: dict[tuple[int, int], tuple[float, int]] = {}
    for k in left:
        for score, j in kin[k]:
            key = (upper[j].group, k)
            if key not in best or score > best[key][0]:
                best[key] = (score, j)
    explained: dict[int, float] = defaultdict(float)
    for (group, k), (score, _) in best.items():
        explained[group] += score * len(lower[k].text)
    if not explained:
        return {}
    most = min(explained, key=lambda group: (-explained[group], group))
    return {k: best[most, k] for k in left if (most, k) in best}


def _is_carried(
    taken: Mapping[int, tuple[float, int]], lower: Sequence[Clause], whole: int | None, kindred: int
) -> bool:
    """Whether clauses have enough in common with those of an upper group.

    ``whole``: the characters of the lower group, where the upper group is its first; then four characters in
    the same words are enough, or kindred ones for seven tenths of it. A further one needs six.
    """
    lengths = {k: len(lower[k].text) for k in taken}
    same = sum(lengths[k] for k, (score, _) in taken.items() if score >= 0.9)
    known = sum(score * lengths[k] for k, (score, _) in taken.items())
    if whole is not None and known >= max(4, 0.7 * whole):
        return True
    return same >= (6 if whole is None else 4) or sum(lengths.values()) >= kindred


@lru_cache(maxsize=1)
def _cutter() -> Tokeniser:
    """The tokeniser without a lexicon: no file has a say in how it cuts."""
    from analysis.text.tokens import TokenOptions, tokeniser

    return tokeniser(TokenOptions(engine="rjieba", lexicon=()))


def _words_and_marks(text: str) -> list[str]:
    """A text cut into words, with every character that is no part of a word by itself; the pieces join to the
    text.
    """
    pieces: list[str] = []
    place = 0
    for word in _cutter().words(text):
        at = text.find(word, place)
        if at < 0:  # a word that the tokeniser rewrote: leave its characters to the loop below
            continue
        pieces += [*text[place:at], word]
        place = at + len(word)
    return [*pieces, *text[place:]]


def _slide(before: str, piece: str, after: str) -> tuple[str, str, str]:
    """Move a piece along its neighbours, where the characters allow it, until it is a whole member of a list
    (、残疾人, not 人、残疾).
    """
    back = 0
    while back < min(len(before), 12) and before[-1 - back] == piece[-1 - back % len(piece)]:
        back += 1
    on = 0
    while on < min(len(after), 12) and after[on] == piece[on % len(piece)]:
        on += 1
    whole = before + piece + after
    for shift in sorted(range(-back, on + 1), key=abs):
        start = len(before) + shift
        moved = whole[start : start + len(piece)]
        if moved[0] in "、和与及" or moved[-1] in "、和与及":
            return whole[:start], moved, whole[start + len(piece) :]
    return before, piece, after


def compare_wording(upper: str, lower: str) -> list[Change]:
    """The pieces of two wordings in reading order, word by word; a lone character that agrees between two
    changes is part of them, and a piece left out of a list is a whole member of it.

    >>> compare_wording("今年要编制好规划", "编制好规划")
    [Change(op='dropped', text='今年要'), Change(op='equal', text='编制好规划')]
    >>> [(c.op, c.text) for c in compare_wording("发展养老、托幼服务", "发展托幼服务")]
    [('equal', '发展'), ('dropped', '养老、'), ('equal', '托幼服务')]
    """
    return list(_changes(upper, lower))


_Run = list[str]  # what is kept, or nothing and what is dropped and added


@lru_cache(maxsize=4096)  # tables and pages about the same two documents ask for the same wordings
def _changes(upper: str, lower: str) -> tuple[Change, ...]:
    if upper == lower:
        return (Change("equal", upper),) if upper else ()
    joined = _without_lone_characters(_runs(upper, lower))
    for before, run, after in zip(joined, joined[1:], joined[2:], strict=False):
        if before[0] and after[0] and bool(run[1]) != bool(run[2]):
            which = 1 if run[1] else 2
            before[0], run[which], after[0] = _slide(before[0], run[which], after[0])
    names = ("equal", "dropped", "added")
    return tuple(Change(op, text) for run in joined for op, text in zip(names, run, strict=True) if text)


def _runs(upper: str, lower: str) -> list[_Run]:
    """What is kept and what is changed, in turns: word by word, or by characters where words were only left
    out or only put in.
    """
    from rapidfuzz.distance import Indel, LCSseq

    by_character = LCSseq.similarity(upper, lower) == min(len(upper), len(lower))
    olds, news = (list(text) if by_character else _words_and_marks(text) for text in (upper, lower))
    runs: list[_Run] = []
    for code in Indel.opcodes(olds, news):
        old = "".join(olds[code.src_start : code.src_end])
        new = "".join(news[code.dest_start : code.dest_end])
        if code.tag == "equal":
            runs.append([old, "", ""])
        elif runs and not runs[-1][0]:
            runs[-1][1] += old
            runs[-1][2] += new
        else:
            runs.append(["", old, new])
    return runs


def _without_lone_characters(runs: list[_Run]) -> list[_Run]:
    """The runs with a lone character that is kept between two changes made part of them."""
    joined: list[_Run] = []
    for place, run in enumerate(runs):
        inner = 0 < place < len(runs) - 1 and len(run[0]) == 1
        if inner and all(runs[place - 1][1:]) and all(runs[place + 1][1:]):
            joined[-1][1] += run[0]
            joined[-1][2] += run[0]
        elif joined and not joined[-1][0] and not run[0]:
            joined[-1][1] += run[1]
            joined[-1][2] += run[2]
        else:
            joined.append(list(run))
    return joined


def bare(text: str) -> str:
    """A wording without joiners and stops, to ask whether anything was said in it.

    >>> bare("、养老和")
    '养老'
    """
    return _JOINERS.sub("", text)


def join_pieces(pieces: Iterable[str]) -> str:
    """Pieces for one cell, joined with ``;``, each once, stripped of stops at their ends.

    >>> join_pieces(["养老、", "今年", "今年"])
    '养老;今年'
    """
    return ";".join(dict.fromkeys(text for piece in pieces if (text := piece.strip("、，。；：,;: 　\n"))))
