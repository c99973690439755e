"""A quantity and the words around it: what the rules of roles look at.

Both are named tuples, as all that is made once a quantity: a frozen dataclass takes seven times as long.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.quantities.qualifiers import AT_LEAST, AT_MOST, QuantityMention

_LONGEST = 32  # characters of the words before a number that a pattern of their end may look at
_END = re.compile(r"$|[，。；、：！？）\n]|(?:和|及|以及|与)\d")


class Setting(NamedTuple):
    """What holds for all quantities of a sentence."""

    part: str  # review | plan | other
    planned: bool  # a task division, or a report whose parts aren't known
    gloss: bool  # a note or an entry of a glossary
    year: int | None  # that the report plans for


class Context(NamedTuple):
    """A quantity and the words around it.

    A run is a list of quantities with nothing but 、 or 和 between them. The words are those before and
    behind the qualifying words (约, 以上).
    """

    mention: QuantityMention
    left: str  # from the quantity or the clause before
    right: str  # 32 characters behind
    clause: str  # the clause before the run
    lead: str  # what stands before the run, from the run or the clause before
    behind: str  # 32 characters behind the run
    sentence: str  # the sentence so far
    setting: Setting


def ended(context: Context) -> bool:
    """Nothing follows the quantity that it could describe: a mark, the end or the next number.

    >>> from analysis.quantities.grammar import scan
    >>> (mention,) = scan("总投资10亿元，")
    >>> setting = Setting("plan", planned=True, gloss=False, year=2022)
    >>> words = {"left": "总投资", "clause": "总投资", "lead": "总投资", "sentence": "总投资"}
    >>> ended(Context(mention, right="，", behind="，", setting=setting, **words))
    True
    """
    return _END.match(context.right) is not None


def bounded(context: Context) -> bool:
    """A word behind the number bounds it: 20户以上, 30万吨以下."""
    mention = context.mention
    return mention.right > mention.end and mention.qualifier in (AT_LEAST, AT_MOST)


def ends_in(pattern: re.Pattern[str], text: str) -> bool:
    """The pattern, which ends in ``$`` and matches 32 characters at most, matches the end of the text.

    >>> ends_in(re.compile("总投资$"), "项目总投资")
    True
    """
    return pattern.search(text, max(0, len(text) - _LONGEST)) is not None
