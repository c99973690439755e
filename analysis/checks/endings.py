"""Where a speech ends in its text, and whether it closes there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.checks.behind import goes_on, is_behind
from analysis.checks.signs import CLOSED, SENTENCE, SURE, weight

_END_BRACKET = re.compile(r"[ ]*[（(\[【][^（()）\[\]【】\n]{1,60}[)）\]】][ ]*$")
_CLOSING_WORDS = re.compile(
    "让我们|团结|万岁|谢谢|感谢|奋斗|贡献|篇|局面|前进|审|完|胜利|[！!]"
)  # what is read at all as an earlier closing, for speed


class Ending(NamedTuple):
    """Where the speech ends in its text, how its end weighs, and what stands behind it."""

    end: int
    weight: int
    behind: str

    @property
    def closed(self) -> bool:
        """Whether the speech closes as speeches do."""
        return self.weight >= CLOSED


def ending_of(text: str) -> Ending:
    """The end of the speech in a clean text.

    Lines that are printed behind a speech (``behind.BEHIND``) are taken off its end. Where what remains
    doesn't close a speech, an earlier closing counts if an annex or a page's furniture follows it.

    Parameters
    ----------
    text : str
        The text, one paragraph a line.

    Returns
    -------
    Ending
        ``end`` is an offset in ``text``.

    Examples
    --------
    >>> speech = "推进改革。\\n各位代表！让我们为建设新城而努力奋斗！"
    >>> ending_of(speech).closed, ending_of("推进改革。").closed
    (True, False)
    >>> ending_of(speech + "\\n（完）\\n附件：\\n1. 新城：是指城东。").end == len(speech)
    True
    """
    end = _without_lines_behind(text)
    found = Ending(end, weight(text[:end]), text[end:].strip())
    if found.closed:
        return found
    return next(_earlier_closings(text, end), found)


def _without_lines_behind(text: str) -> int:
    """The end of a text without the lines of ``BEHIND`` at its end, and without marks in brackets there."""
    end = len(text.rstrip())
    while end:
        bracketed = _END_BRACKET.search(text, max(0, end - 120), end)
        line = text.rfind("\n", 0, end) + 1
        if bracketed and is_behind(bracketed.group().strip()):
            end = bracketed.start()
        elif line and is_behind(text[line:end].strip()):
            end = line
        else:
            break
        end = len(text[:end].rstrip())
    return end or len(text.rstrip())


def _earlier_closings(text: str, end: int) -> Iterator[Ending]:
    """Closings before the end behind which no speech goes on, the last one first."""
    for sentence in reversed(list(SENTENCE.finditer(text, 0, end))):
        at = sentence.end()
        if at >= end or not _CLOSING_WORDS.search(sentence.group()):
            continue
        behind = text[at:].lstrip()
        if not goes_on(behind) and (heavy := weight(text[:at])) >= SURE:
            yield Ending(at, heavy, behind.strip())
