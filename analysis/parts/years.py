"""Years as reports name them: 2020年, 1984年, 一九八四年, 二〇〇五年."""

from __future__ import annotations

import re

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0}
_HANZI = "".join(_DIGITS)
_YEAR = re.compile(rf"(?<!\d)(?:(?:19|20)\d\d|(?:一九|二[〇○零Ｏ])[{_HANZI}]{{2}})(?=年)")
_STRETCH = re.compile(
    rf"(?<!\d)((?:19|20)\d\d|(?:一九|二[〇○零Ｏ])[{_HANZI}]{{2}})年?[—–－~～-]+"
    rf"((?:19|20)\d\d|(?:一九|二[〇○零Ｏ])[{_HANZI}]{{2}})(?=年)"
)


def year_of(text: str) -> int:
    """The number of a year.

    >>> year_of("1984"), year_of("一九八四"), year_of("二〇〇五")
    (1984, 1984, 2005)
    """
    return int(text) if text.isascii() else int("".join(str(_DIGITS[digit]) for digit in text))


def years_named(text: str) -> list[int]:
    """The years that a text names, in order.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    list of int
        Those that 年 follows.

    Examples
    --------
    >>> years_named("从一九七八年到1984年，二〇〇〇年以前")
    [1978, 1984, 2000]
    """
    return [year_of(found) for found in _YEAR.findall(text)]


def first_of_stretch(text: str) -> int | None:
    """The year with which a stretch of years begins (2021—2025年); ``None`` where the text names none.

    >>> first_of_stretch("2021—2025年的目标"), first_of_stretch("2021年")
    (2021, None)
    """
    found = _STRETCH.search(text)
    return year_of(found.group(1)) if found else None
