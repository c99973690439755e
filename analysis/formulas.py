"""Cells that no spreadsheet runs as formulas, and the texts that they stand for."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_FIRST = frozenset("'=+-@\t\r")


def guarded(text: str) -> str:
    """A text as a cell that no spreadsheet runs as a formula: ``'`` before one that begins like a formula.

    Texts that begin with ``'`` and go on so get another one, so that ``unguarded`` gives every text back.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The cell.

    References
    ----------
    OWASP, CSV Injection: cells that begin with ``= + - @``, a tab or a carriage return.

    Examples
    --------
    >>> [guarded(text) for text in ("=1+1", "+”一号工程", "5.5%", "'=1+1", "'s")]
    ["'=1+1", "'+”一号工程", '5.5%', "''=1+1", "'s"]
    """
    return f"'{text}" if text[:1] in _FIRST and _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell that ``guarded`` made.

    >>> [unguarded(cell) for cell in ("'=1+1", "''=1+1", "'s", "5.5%")]
    ['=1+1', "'=1+1", "'s", '5.5%']
    """
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell
