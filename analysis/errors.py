"""The one exception for mistakes that a user can mend, and the sentence about a name that isn't known."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence

# Control and format characters, lone surrogates, ends of lines and paragraphs.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def visible(text: str) -> str:
    """A text on one line, each character that can't be seen, or that moves others about, as its number.

    File names may hold line ends, marks of writing direction and commands to the terminal.

    >>> print(visible("安徽\\n\\u202etxt.exe\\x1b[2J"))
    安徽\\n\\u202etxt.exe\\x1b[2J
    """
    if text.isprintable():
        return text
    return "".join(
        char.encode("unicode_escape").decode("ascii") if unicodedata.category(char) in _UNSEEN else char
        for char in text
    )


class InputError(ValueError):
    """Bad input, said in one sentence: which file, which row, what to do.

    The command line prints the sentence and ends with status 2; in a script it is a ``ValueError``; in a
    notebook the sentence stands alone, without the way that led to it.

    >>> raise InputError("reports.csv, row 3: year is missing; write the year that the report plans for")
    Traceback (most recent call last):
    ...
    analysis.errors.InputError: reports.csv, row 3: year is missing; write the year that the report plans for
    """

    def __init__(self, *sentence: object) -> None:
        super().__init__(*(visible(part) if isinstance(part, str) else part for part in sentence))

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback."""
        return [f"InputError: {self}"]


class NoReportError(InputError):
    """A file that holds no report, as far as can be told; among others it is passed over and named."""


def nearest(value: object, known: Iterable[object], most: int = 3) -> list[str]:
    """The known names most like what was written, the likest first; none where nothing is near.

    Parameters
    ----------
    value : object
        What was written.
    known : iterable
        The names that are known.
    most : int, default 3
        How many are given at the most.

    Returns
    -------
    list of str

    Examples
    --------
    >>> nearest("digtal", ["digital", "industry", "environment"])
    ['digital']
    >>> nearest("安薇", ["安徽", "广西"])
    ['安徽']
    """
    wanted = str(value).strip().casefold()
    names = {str(name): str(name).casefold() for name in known}
    within = [
        name for name, folded in names.items() if wanted and (folded.startswith(wanted) or wanted in folded)
    ]
    alike = difflib.get_close_matches(
        wanted, list(names.values()), n=most, cutoff=0.5 if len(wanted) <= 3 and not wanted.isascii() else 0.6
    )
    found = dict.fromkeys(
        [
            *(name for folded in alike for name in names if names[name] == folded),
            *sorted(within, key=lambda n: (len(n), n)),
        ]
    )
    return list(found)[:most]


def nearest_file(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The files whose names are most like ``name``; their endings, which many share, don't count.

    Parameters
    ----------
    name : str
        What was written.
    known : iterable of str
        The names of the files that there are.
    most : int, default 3
        How many are given at the most.

    Returns
    -------
    list of str
        With their endings.

    Examples
    --------
    >>> nearest_file("anhiu-2020.txt", ["anhui-2020.docx", "notes.txt"])
    ['anhui-2020.docx']
    """
    files = list(known)
    stems = nearest(name.rsplit(".", 1)[0], dict.fromkeys(file.rsplit(".", 1)[0] for file in files), most)
    return [file for stem in stems for file in files if file.rsplit(".", 1)[0] == stem][:most]


def some(names: Sequence[str], most: int) -> str:
    """The first names of a list, and how many more there are.

    >>> some(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def unknown(
    what: str, value: object, known: Iterable[object], *, where: str = "", most: int = 6
) -> InputError:
    """An ``InputError`` about a name that isn't known: the nearest known ones, or else some of all.

    Parameters
    ----------
    what : str
        What the name is of: a theme, a year.
    value : object
        The name.
    known : iterable
        The names that are known.
    where : str, optional
        Where it was looked for (``in the corpus``); "", the default, leaves it out.
    most : int, optional
        How many known names are told where none is near; 6 by default.

    Returns
    -------
    InputError
        To be raised.

    Examples
    --------
    >>> print(unknown("theme", "digtal", ["digital", "industry"]))
    no theme 'digtal'; did you mean 'digital'?
    >>> print(unknown("year", 2019, [2020, 2021], where="in the corpus"))
    no year 2019 in the corpus; known: 2020, 2021
    """
    names = list(dict.fromkeys(str(name) for name in known))
    shown = f"no {what} {value!r}{f' {where}' if where else ''}"
    near = nearest(value, names)
    if near and not str(value).strip().isdecimal():
        return InputError(f"{shown}; did you mean {' or '.join(map(repr, near))}?")
    return InputError(f"{shown}; known: {some(sorted(names), most)}" if names else f"{shown}; there is none")
