"""Cleaners that can account for every character they change.

A cleaner is a ``str → str`` function made from one that *finds* edits. Because the edits are explicit, a test
(and the build's table of cleaning steps) can show what was taken out, what was put in and where: nothing
disappears undeclared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace ``text[start:end]`` by ``new``."""

    start: int
    end: int
    new: str = ""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits made.

    Parameters
    ----------
    text
        Any text.
    edits
        In order; they don't overlap.

    Returns
    -------
    str
        The new text.

    Raises
    ------
    ValueError
        When edits overlap.

    Examples
    --------
    >>> apply_edits("推进 5G 网络", [Edit(2, 3), Edit(5, 6)])
    '推进5G网络'
    """
    pieces, last = [], 0
    for start, end, new in edits:
        if start < last:
            raise ValueError(f"overlapping edits at character {start}")
        pieces += [text[last:start], new]
        last = end
    pieces.append(text[last:])
    return "".join(pieces)


@dataclass(frozen=True)
class Cleaner:
    """A named ``str → str`` function that can tell its edits without making them.

    Attributes
    ----------
    name : str
        As it stands in the table of cleaning steps.
    find : callable
        The edits of a text, in order.

    Examples
    --------
    >>> trim = Cleaner("trim", lambda text: [Edit(0, 1)] if text.startswith(" ") else [])
    >>> trim(" 改革"), trim("改革")
    ('改革', '改革')
    """

    name: str
    find: Callable[[str], Iterable[Edit]]
    __doc__: str | None = None

    def __call__(self, text: str) -> str:
        return apply_edits(text, self.find(text))


def cleaner(find: Callable[[str], Iterator[Edit]]) -> Cleaner:
    """Decorator: the cleaner that makes the edits which a function yields.

    Parameters
    ----------
    find
        Yields the edits of a text, in order. Its name and docstring become the cleaner's.

    Returns
    -------
    Cleaner
        The ``str → str`` function.

    Examples
    --------
    >>> @cleaner
    ... def drop_stars(text):
    ...     yield from substitute(re.compile("[*]"), text)
    >>> drop_stars.name, drop_stars("**改革**")
    ('drop_stars', '改革')
    """
    return Cleaner(find.__name__, find, find.__doc__)


def substitute(
    pattern: re.Pattern[str], text: str, new: str | Callable[[re.Match[str]], str] = ""
) -> Iterator[Edit]:
    """The edits of ``pattern.sub(new, text)``.

    Parameters
    ----------
    pattern
        What is looked for.
    text
        Any text.
    new
        What is put in its place, or a function of the match.

    Yields
    ------
    Edit
        One a match that changes something.

    Examples
    --------
    >>> list(substitute(re.compile("[ ]"), "推进 改革"))
    [Edit(start=2, end=3, new='')]
    """
    for match in pattern.finditer(text):
        put = new if isinstance(new, str) else new(match)
        if put != match.group():
            yield Edit(match.start(), match.end(), put)


def holds(text: str, marks: Iterable[str]) -> bool:
    """True when any of the marks stands in the text: a look that costs a hundredth of a pattern's, before the
    pattern is tried at every character.

    >>> holds("PM₁₀", "₀₁"), holds("目录.....3", ("....", "……"))
    (True, True)
    """
    return any(mark in text for mark in marks)


class Step(NamedTuple):
    """What one cleaner did to one report.

    Attributes
    ----------
    name : str
        The cleaner's name.
    times : int
        How many edits it made.
    removed, added : str
        The characters that it took out and put in, in reading order.
    """

    name: str
    times: int
    removed: str
    added: str


def run(text: str, cleaners: Iterable[Cleaner]) -> tuple[str, list[Step]]:
    """A text after some cleaners.

    Parameters
    ----------
    text
        Any text.
    cleaners
        In the order in which they are run.

    Returns
    -------
    text : str
        The text after all of them.
    steps : list of Step
        One a cleaner that changed something.

    Examples
    --------
    >>> trim = Cleaner("trim", lambda text: [Edit(0, 1)] if text.startswith(" ") else [])
    >>> run(" 改革", [trim, trim])
    ('改革', [Step(name='trim', times=1, removed=' ', added='')])
    """
    steps = []
    for clean in cleaners:
        edits = list(clean.find(text))
        if edits:
            removed = "".join(text[e.start : e.end] for e in edits)
            steps.append(Step(clean.name, len(edits), removed, "".join(e.new for e in edits)))
            text = apply_edits(text, edits)
    return text, steps


def merged(*steps: Step) -> tuple[Step, ...]:
    """Steps with those of one name made one, where the first of them stands.

    Parameters
    ----------
    *steps
        In the order in which they were made.

    Returns
    -------
    tuple of Step
        One a name.

    Examples
    --------
    >>> merged(Step("trim", 1, " ", ""), Step("close", 1, "-", ""), Step("trim", 2, "  ", ""))
    (Step(name='trim', times=3, removed='   ', added=''), Step(name='close', times=1, removed='-', added=''))
    """
    found: dict[str, Step] = {}
    for name, times, removed, added in steps:
        known = found.get(name, Step(name, 0, "", ""))
        found[name] = Step(name, known.times + times, known.removed + removed, known.added + added)
    return tuple(found.values())
