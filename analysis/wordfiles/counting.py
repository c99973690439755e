"""Numbers as Word counts with them: 一, 二; 甲, 乙; ①, ②; a, b; i, ii; 001, 002.

The names are those of ``w:numFmt``. What a format has no sign for (the eleventh of the ten heavenly stems) is
written in plain figures.
"""

from __future__ import annotations

from collections.abc import Callable

_HANZI = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_MOST_LETTERS = 780  # Word counts no further in letters, which it repeats: z, aa, bb …
_MOST_ROMAN = 32_767
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _by_digits(value: int, digits: str) -> str:
    """One sign a figure.

    >>> _by_digits(105, "〇一二三四五六七八九")
    '一〇五'
    """
    return "".join(digits[int(figure)] for figure in str(value))


def _to_ninety_nine(value: int) -> str:
    """十 and 二十一, and by figures from a hundred on.

    >>> [_to_ninety_nine(n) for n in (3, 10, 21, 100)]
    ['三', '十', '二十一', '一○○']
    """
    if not 1 <= value <= 99:
        return _by_digits(value, _HANZI.replace("〇", "○"))
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else _HANZI[tens]) + ("十" if tens else "") + (_HANZI[ones] if ones else "")


def _in_places(value: int, digits: str, places: str, zero: str, first_one: bool) -> str:
    """With 十, 百 and 千; ``zero`` stands for places left out, ``first_one`` is whether it's 一十 and not 十.

    >>> [_in_places(n, "零一二三四五六七八九", "十百千", "零", False) for n in (11, 105, 1110)]
    ['十一', '一百零五', '一千一百一十']
    """
    if not 1 <= value <= 9999:
        return str(value)
    written = ""
    for place, figure in zip(range(len(str(value)) - 1, -1, -1), str(value), strict=True):
        if figure != "0":
            written += digits[int(figure)] + (places[place - 1] if place else "")
        elif zero and written and not written.endswith(zero) and value % 10**place:
            written += zero
    return written[1:] if 10 <= value <= 19 and not first_one else written


def _japanese(value: int) -> str:
    """Without 一 before 十, 百 and 千: 百十一."""
    written = _in_places(value, "零一二三四五六七八九", "十百千", "", True)
    for place in "十百千":
        written = written.replace("一" + place, place)
    return written


def _of_row(row: str) -> Callable[[int], str]:
    return lambda value: row[value - 1] if 1 <= value <= len(row) else str(value)


def _from(first: int, many: int) -> Callable[[int], str]:
    """The signs that follow a code point."""
    return lambda value: chr(first + value - 1) if 1 <= value <= many else str(value)


def _circled(value: int) -> str:
    for first, low, high in ((0x2460, 1, 20), (0x3251, 21, 35), (0x32B1, 36, 50)):
        if low <= value <= high:
            return chr(first + value - low)
    return str(value)


def _letters(value: int, first: str) -> str:
    if not 1 <= value <= _MOST_LETTERS:
        return str(value)
    times, letter = divmod(value - 1, 26)
    return chr(ord(first) + letter) * (times + 1)


def _roman(value: int) -> str:
    if not 1 <= value <= _MOST_ROMAN:
        return str(value)
    written = ""
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        written += sign * times
    return written


def _sexagenary(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if 1 <= value <= 60 else str(value)


def _ordinal(value: int) -> str:
    last = value % 10 if value % 100 not in (11, 12, 13) else 0
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def _in_legal(digits: str, places: str) -> Callable[[int], str]:
    return lambda value: _in_places(value, digits, places, "零", True)


def _thousand(value: int) -> str:
    return _in_places(value, "零一二三四五六七八九", "十百千", "零", False)


def _full_width(value: int) -> str:
    return _by_digits(value, "０１２３４５６７８９")


FORMATS: dict[str, Callable[[int], str]] = {
    "bullet": lambda value: "",
    "chineseCounting": _to_ninety_nine,
    "chineseCountingThousand": _thousand,
    "chineseLegalSimplified": _in_legal("零壹贰叁肆伍陆柒捌玖", "拾佰仟"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "decimalEnclosedParen": _from(0x2474, 20),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda value: f"{value:02}",
    "hex": lambda value: f"{value:X}",
    "ideographDigital": lambda value: _by_digits(value, _HANZI),
    "ideographEnclosedCircle": _from(0x3280, 10),
    "ideographLegalTraditional": _in_legal("零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographTraditional": _of_row(_STEMS),
    "ideographZodiac": _of_row(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": lambda value: _by_digits(value, _HANZI),
    "japaneseLegal": _in_legal("零壱弐参四伍六七八九", "拾百阡"),
    "lowerLetter": lambda value: _letters(value, "a"),
    "lowerRoman": _roman,
    "none": lambda value: "",
    "numberInDash": lambda value: f"- {value} -",
    "ordinal": _ordinal,
    "taiwaneseCounting": _to_ninety_nine,
    "taiwaneseCountingThousand": _thousand,
    "taiwaneseDigital": lambda value: _by_digits(value, _HANZI.replace("〇", "○")),
    "upperLetter": lambda value: _letters(value, "A"),
    "upperRoman": lambda value: _roman(value).upper(),
}


def in_format(value: int, name: str) -> str:
    """A number in one of Word's formats.

    Parameters
    ----------
    value
        The number, 0 or more.
    name
        The format: a value of ``w:numFmt``, or the pattern of a custom one (``001, 002, …``).

    Returns
    -------
    str
        The number; in plain figures for a format that isn't known.

    Examples
    --------
    >>> formats = ("chineseCounting", "ideographTraditional", "decimalEnclosedCircle", "upperRoman")
    >>> [in_format(4, name) for name in formats]
    ['四', '丁', '④', 'IV']
    >>> in_format(4, "001, 002, 003, ...")
    '004'
    """
    if name[:1] == "0":
        return str(value).zfill(min(9, len(name.split(",")[0].strip())))
    return FORMATS.get(name, str)(value)
