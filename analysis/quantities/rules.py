"""Rules that a linguist can read: ordered tables of named rules, of which the first that fits decides.

The tables are ``IDLE`` in ``exclusions`` (what looks like a quantity and is none), ``AMOUNTS`` in ``amounts``
(what a number in Arabic figures makes with the words behind it), ``REFERENCES`` and ``PARTS`` in ``roles``
and ``ATTRIBUTES`` in ``attributes`` (what part a quantity plays).

To add a rule, add one entry to its table, above the first rule that would decide otherwise:

- ``name`` and ``reason`` say what it is for;
- ``units`` and ``kinds`` say which quantities it concerns; leave them out where it concerns all;
- ``test`` looks at the words around: a small function of the table's context, made of patterns;
- ``result`` is what holds when the test fits;
- ``example`` is a text where this rule decides, with the number in 【】, and ``counterexample`` one where it
  doesn't. Both are run as tests (``tests/quantities/test_rules.py``), so a rule without them can't stand.
  A text is read as a paragraph of a plan; ``review:`` or ``other:`` before it names another part.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar

from analysis.quantities.qualifiers import QuantityMention


class Measured(Protocol):
    """What a table of rules looks at: a quantity and whatever stands around it."""

    @property
    def mention(self) -> QuantityMention: ...


ContextT = TypeVar("ContextT")
MeasuredT = TypeVar("MeasuredT", bound=Measured)
ResultT = TypeVar("ResultT")


def always(context: object) -> bool:
    """The test of a rule that unit and kind decide alone.

    >>> always("whatever the words around")
    True
    """
    return True


@dataclass(frozen=True, eq=False)
class Rule(Generic[ContextT, ResultT]):
    """One named rule; ``test`` fits where its value is true.

    Parameters
    ----------
    name, reason : str
        What the rule is called, and why it holds.
    result : ResultT
        What holds when the rule decides.
    example, counterexample : str
        A text where the rule decides and one where it doesn't; the number stands in 【】.
    test : callable
        A function of the table's context; by default it always fits.
    units : re.Pattern of str, optional
        Searched in the quantity's unit; by default every unit.
    kinds : tuple of str
        Kinds of quantity (``QuantityMention.kind``); empty, the default, means every kind.

    Examples
    --------
    >>> rule = Rule("short", "a word of few letters", "yes", "【ab】", "【abcdef】", lambda word: len(word) < 4)
    >>> decide((rule,), "ab").result, decide((rule,), "abcdef")
    ('yes', None)
    """

    name: str
    reason: str
    result: ResultT
    example: str
    counterexample: str
    test: Callable[[ContextT], object] = always
    units: re.Pattern[str] | None = None
    kinds: tuple[str, ...] = ()

    def concerns(self, unit: str, kind: str) -> bool:
        """Whether the rule concerns quantities of this unit and kind."""
        return (not self.kinds or kind in self.kinds) and (
            self.units is None or self.units.search(unit) is not None
        )


def decide(
    rules: tuple[Rule[ContextT, ResultT], ...], context: ContextT
) -> Rule[ContextT, ResultT] | None:
    """The first rule that fits, or None; units and kinds aren't looked at.

    >>> small = Rule("small", "below ten", "small", "【5】", "【50】", lambda number: number < 10)
    >>> print(decide((small,), 50))
    None
    """
    for rule in rules:
        if rule.test(context):
            return rule
    return None


@dataclass(frozen=True, eq=False, repr=False)
class RuleTable(Generic[MeasuredT, ResultT]):
    """Rules in their order. Which of them concern a unit and kind is worked out once for each."""

    rules: tuple[Rule[MeasuredT, ResultT], ...]

    def __repr__(self) -> str:
        return f"<RuleTable: {len(self.rules)} rules>"

    def decide(self, context: MeasuredT) -> Rule[MeasuredT, ResultT] | None:
        """The first rule that concerns the quantity and fits, or None."""
        mention = context.mention
        return decide(_concerning(self, mention.unit, mention.kind), context)

    def concerning(self, mention: QuantityMention) -> tuple[Rule[MeasuredT, ResultT], ...]:
        """The rules that concern a quantity of this unit and kind, in order."""
        return _concerning(self, mention.unit, mention.kind)


@lru_cache(maxsize=1 << 12)  # units are few: a report has some two hundred
def _concerning(table: RuleTable[Any, Any], unit: str, kind: str) -> tuple[Rule[Any, Any], ...]:
    return tuple(rule for rule in table.rules if rule.concerns(unit, kind))
