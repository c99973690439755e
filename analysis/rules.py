"""Rules that can be read: ordered tables of named rules, each with reason, example and counterexample.

The first rule of a table that speaks decides. ``analysis.identity`` says which tables there are, and how to
add a rule to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

ClueT = TypeVar("ClueT")
AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True, eq=False)
class Rule(Generic[ClueT, AnswerT]):
    """One named rule; it speaks where what it reads isn't empty.

    Parameters
    ----------
    name, reason : str
        What the rule is called, and why it holds.
    read : callable
        What the rule reads in the clues; an empty value where it tells nothing.
    example, counterexample : str
        A file where the rule speaks, and one where it doesn't.
    answer : str
        What its table tells in the example: a kind, a year, a region's name.

    Examples
    --------
    >>> rule = Rule("long", "a word of many letters", lambda word: word[4:], "abcdef", "ef", "abc")
    >>> rule.read(rule.example), rule.read(rule.counterexample)
    ('ef', '')
    """

    name: str
    reason: str
    read: Callable[[ClueT], AnswerT]
    example: str
    answer: str
    counterexample: str


def first_to_speak(
    rules: Iterable[Rule[ClueT, AnswerT]], clues: ClueT
) -> tuple[Rule[ClueT, AnswerT], AnswerT] | None:
    """The first rule of a table that tells something, with what it tells; ``None`` when none does.

    >>> long = Rule("long", "a word of many letters", lambda word: word[4:], "abcdef", "ef", "abc")
    >>> first_to_speak([long], "abcde")[1], first_to_speak([long], "abcd")
    ('e', None)
    """
    return next(((rule, answer) for rule in rules if (answer := rule.read(clues))), None)
