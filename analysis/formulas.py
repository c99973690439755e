"""Cells that no spreadsheet runs as formulas, and the texts that they stand for."""

from __future__ import annotations

import re

# Some programs pass over blanks before a formula, and those of East Asia take the wide forms for the others.
_SIGNS = r"(?:\s*[=+\-@＝＋－＠]|[\t\r\n])"
_FORMULA = re.compile(f"'*{_SIGNS}")
_RUN = re.compile(_SIGNS)


def runs(text: str) -> bool:
    """Whether a spreadsheet might run a cell with this text as a formula.

    >>> [runs(text) for text in ("=1+1", " +1", "＝1+1", "5.5%", "'=1+1")]
    [True, True, True, False, False]
    """
    return _RUN.match(text) is not None


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
    OWASP, CSV Injection: cells that begin with ``= + - @`` or their wide forms, a tab, a carriage return or a
    line feed.

    Examples
    --------
    >>> [guarded(text) for text in ("=1+1", "+”一号工程", "5.5%", "'=1+1", "'s")]
    ["'=1+1", "'+”一号工程", '5.5%', "''=1+1", "'s"]
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell that ``guarded`` made.

    >>> [unguarded(cell) for cell in ("'=1+1", "''=1+1", "'s", "5.5%")]
    ['=1+1', "'=1+1", "'s", '5.5%']
    """
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell
