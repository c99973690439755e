"""Reading numbers: Arabic (with thousands commas, full-width digits), Chinese, fractions, and the words that
stand for one.

The Chinese reader is our own: cn2an 0.5 reads 一百二十 well but raises on 百, 千, 几, 半, 三分之一 and
百分之八十, which are what reports write (千亿级, 三分之一以上), and takes 18 µs a number. The tests hold the
two against each other where both can read.
"""

from __future__ import annotations

import re

# One character for one, so that every offset into the text stays right.
_WIDE = str.maketrans("０１２３４５６７８９％．～﹪", "0123456789%.~%")
_ANY_WIDE = re.compile("[０-９％．～﹪]")
_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}

ARABIC = r"\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?+"
CHINESE = r"[零〇一二两三四五六七八九十百千万亿]++"
LONGEST = (
    18  # characters; a longer run of digits is a telephone number, an identifier or noise, not a quantity
)


def fold_width(text: str) -> str:
    """The text with ASCII digits, ``%``, ``.`` and ``~`` for the full-width ones; its length does not change.

    >>> fold_width("增长５.５％左右")
    '增长5.5%左右'
    """
    return text.translate(_WIDE) if _ANY_WIDE.search(text) else text


def read_chinese(text: str) -> float:
    """A whole number in Chinese numerals; a leading 十, 百, 千, 万 or 亿 counts as one of it.

    >>> [read_chinese(word) for word in ("十五", "一百二十", "两千三百万", "百", "二〇二五", "一千零五")]
    [15.0, 120.0, 23000000.0, 100.0, 2025.0, 1005.0]

    Raises ValueError for a character that is no numeral.
    """
    if not text or len(text) > LONGEST:
        raise ValueError(f"no Chinese number: {text[:20]!r}")
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return float("".join(str(_DIGITS[char]) for char in text))
    total = group = digit = 0
    fresh = True  # nothing read since the last 万 or 亿: the place word itself is then one
    for char in text:
        if char in _DIGITS:
            digit, fresh = _DIGITS[char], False
        elif char in _PLACES:
            group += (digit or 1) * _PLACES[char]
            digit, fresh = 0, False
        elif char in _GROUPS:
            group += digit
            if fresh and not total:
                group = 1
            total = (total + group) * _GROUPS[char] if char == "亿" else total + group * _GROUPS[char]
            group, digit, fresh = 0, 0, True
        else:
            raise ValueError(f"no Chinese number: {text!r}")
    return float(total + group + digit)


def read_number(text: str) -> float:
    """The value of a number as printed, in Arabic or Chinese figures.

    >>> [read_number(word) for word in ("1,000", "６.５", "三百", "三分之一")]
    [1000.0, 6.5, 300.0, 0.3333]
    >>> [read_number(word) for word in ("百分之八十", "三点五", "半", "3/4")]
    [80.0, 3.5, 0.5, 0.75]

    Fractions are rounded to four places; 百分之八十 is 80, its unit is %. Raises ValueError when the text is
    no number.
    """
    text = fold_width(text.strip())
    if len(text) > 2 * LONGEST:
        raise ValueError(f"no number: {text[:20]!r}")
    if text[:1].isdigit() and text.isascii():
        if "/" in text:
            above, below = text.split("/", 1)
            return round(float(above) / float(below), 4)
        return float(text.replace(",", ""))
    if text == "半":
        return 0.5
    if "分之" in text:
        below, above = text.split("分之", 1)
        if below in ("百", "千"):
            return read_number(above)
        return round(read_number(above) / read_number(below), 4)
    if "点" in text:
        whole, places = text.split("点", 1)
        if any(char not in _DIGITS for char in places):
            raise ValueError(f"no number: {text!r}")
        return float(f"{int(read_chinese(whole))}." + "".join(str(_DIGITS[char]) for char in places))
    return read_chinese(text)
