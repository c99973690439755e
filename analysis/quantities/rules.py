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
  A text is read as a paragraph of a plan; ``review:``, ``other:`` or ``mixed:`` before it names another
  part, ``hanzi:`` a plan of a report that writes its numbers in hanzi.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

ContextT = TypeVar("ContextT")
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
        Kinds of quantity (amount, rank, scale, part, chinese); empty, the default, means every kind.
    near : re.Pattern of str, optional
        Matched against what stands nearest; the table says what that is (the character behind the quantity,
        say; "" at an end). It spares most quantities the test. By default anything may stand there.

    Examples
    --------
    >>> rule = Rule("size", "metres", "size", "【5米】", "【5人】", units=re.compile("米$"))
    >>> rule.concerns("万米", "amount"), rule.concerns("人", "amount")
    (True, False)
    """

    name: str
    reason: str
    result: ResultT
    example: str
    counterexample: str
    test: Callable[[ContextT], object] = always
    units: re.Pattern[str] | None = None
    kinds: tuple[str, ...] = ()
    near: re.Pattern[str] | None = None

    def concerns(self, unit: str, kind: str) -> bool:
        """Whether the rule concerns quantities of this unit and kind."""
        return (not self.kinds or kind in self.kinds) and (
            self.units is None or self.units.search(unit) is not None
        )


@dataclass(frozen=True, eq=False, repr=False)
class RuleTable(Generic[ContextT, ResultT]):
    """Rules in their order. Which of them concern a unit and kind is worked out once for each.

    Examples
    --------
    >>> def is_short(word):
    ...     return len(word) < 4
    >>> short = Rule("short", "a word of few letters", "yes", "【ab】", "【abcdef】", is_short)
    >>> table = RuleTable((short,))
    >>> table.decide("ab", "", "").name, table.decide("abcdef", "", "")
    ('short', None)
    """

    rules: tuple[Rule[ContextT, ResultT], ...]

    def __repr__(self) -> str:
        return f"<RuleTable: {len(self.rules)} rules>"

    def decide(
        self, context: ContextT, unit: str, kind: str, near: str = ""
    ) -> Rule[ContextT, ResultT] | None:
        """The first rule that concerns the unit and kind of the quantity and fits its context, or None."""
        for test, rule in _near(self, unit, kind, near):
            if test(context):
                return rule
        return None

    def concerns(self, unit: str, kind: str) -> bool:
        """Whether any rule concerns quantities of this unit and kind."""
        return bool(_concerning(self, unit, kind))


@lru_cache(maxsize=1 << 12)  # units are few: a report has some two hundred
def _concerning(table: RuleTable[Any, Any], unit: str, kind: str) -> tuple[Rule[Any, Any], ...]:
    return tuple(rule for rule in table.rules if rule.concerns(unit, kind))


@lru_cache(maxsize=1 << 14)
def _near(
    table: RuleTable[Any, Any], unit: str, kind: str, near: str
) -> tuple[tuple[Callable[[Any], object], Rule[Any, Any]], ...]:
    rules = _concerning(table, unit, kind)
    return tuple((rule.test, rule) for rule in rules if rule.near is None or rule.near.match(near))
