"""An attribution cut into clauses: at stops, lines and brackets, before labels, and behind 牵头."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.attributions.brackets import CLOSE, OPEN, inside_brackets, strip_brackets
from analysis.attributions.department_names import split_outside
from analysis.attributions.label_rules import role_of
from analysis.attributions.labels import Label, find_labels

_LEAD_THEN = re.compile(
    r"(牵头(?:负责)?)(?:[、\s]|并?会同|(?=[一-龥]{2,12}(?:等)?(?:按职责|配合|参加|参与|协助)))(?!单位|部门)"
)
_TOUCHING = re.compile(r"(?<=[）)】])(?=[（(【])")
_STOPS = "，,；;。\n"
_EDGES = " 　—–―-·"
_LONGEST_LABEL = 24  # characters, with its brackets


class Clause(NamedTuple):
    """A clause, and the label before it: its words (牵头单位：) and its role; without a label "" and None."""

    label: str
    role: str | None
    text: str


def _lines(text: str) -> Iterator[str]:
    """Lines, and brackets that follow one another, by themselves: one with a bracket left open mustn't take
    in the next. A label in brackets of its own stays before what it labels.
    """
    for line in text.split("\n"):
        held = ""
        for piece in _TOUCHING.split(line):
            held += piece
            if len(piece) > _LONGEST_LABEL or not role_of(piece.strip(OPEN + CLOSE)):
                yield held
                held = ""
        yield held


def cut_clauses(text: str) -> Iterator[Clause]:
    """The clauses of an attribution, in order.

    >>> [(clause.role, clause.text) for clause in cut_clauses("（财政部牵头，年内完成）（(部")]
    [(None, '财政部牵头'), (None, '年内完成'), (None, '(部')]
    >>> [(clause.role, clause.text) for clause in cut_clauses("责任单位：县财政局 完成时限：年底")]
    [('answer', '县财政局'), ('deadline', '年底')]
    """
    for line in _lines(text):
        for piece in split_outside(strip_brackets(line), _STOPS):
            yield from _parted(piece)


def _parted(piece: str) -> Iterator[Clause]:
    """A piece parted before its labels, and behind 牵头 where others follow; never inside a bracket.

    >>> [clause.text for clause in _parted("财政部牵头、商务部按职责分工负责")]
    ['财政部牵头', '商务部按职责分工负责']
    >>> [clause.text for clause in _parted("财政部（牵头、协调）")]
    ['财政部（牵头、协调）']
    """
    labels, leads = list(find_labels(piece)), list(_LEAD_THEN.finditer(piece))
    if not labels and not leads:
        yield from _clause(piece, None, 0, len(piece))
        return
    inside = inside_brackets(piece)
    cuts: list[tuple[int, int, Label | None]] = [(label.start, label.end, label) for label in labels]
    cuts += [(lead.end(1), lead.end(), None) for lead in leads]
    place, label = 0, None
    for start, end, following in sorted(cuts, key=lambda cut: cut[:2]):
        if start >= place and not inside(start):
            yield from _clause(piece, label, place, start)
            place, label = end, following
    yield from _clause(piece, label, place, len(piece))


def _clause(piece: str, label: Label | None, start: int, end: int) -> Iterator[Clause]:
    """The clause behind a label, or behind none: then only where it has words."""
    text = piece[start:end].strip(_EDGES)
    if label is not None:
        yield Clause(piece[label.start : label.end], label.role, text)
    elif text:
        yield Clause("", None, text)
