"""Reading numbers: Arabic (with thousands commas, full-width digits), hanzi of any size, fractions, and the
words that stand for one.

The reader of hanzi is our own: cn2an 0.5 reads 一百二十 well but raises on 百, 千, 几, 半, 三分之一 and
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
    "○": 0,
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
_VALUES = {**_DIGITS, **_PLACES, "万": 10_000, "亿": 100_000_000}

ARABIC = r"\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?+"
DIGIT = "零〇○一二两三四五六七八九"
NUMERAL = f"{DIGIT}十百千万亿"
LONGEST = (
    18  # characters; a longer run of digits is a telephone number, an identifier or noise, not a quantity
)
LONGEST_HANZI = 36  # 九千九百九十九万九千九百九十九亿九千九百九十九万九千九百九十九 has 31

# What may stand behind a number that isn't at the end of its list or of its sentence.
_LEADS = "[%‰多余几十百千万亿个元美吨公平立人户家亩斤担台套辆名件头只项所股倍度米日]"
# The patterns begin with one set of characters, which the engine looks for fastest.
# 30，357，976，000元: groups of three behind one to three figures, and what they count. A list has 、 there.
_COMMAS = re.compile(rf"[1-9](?<![\d.,，·:：∶/第].)\d{{0,2}}+(?:，\d{{3}})+(?=(?:\.\d+)? ?{_LEADS})")
_POINT = re.compile(r"[·•・](?<=\d.)(?=\d{1,4} ?(?:[%‰万亿倍元吨]|个?百分点))")
# 0 .8%, 4. 5%, 1 2 .6万吨 and 1 2%; at the head of a line it is the number of an item (1. 5个项目)
_BLANKS = re.compile(
    rf"\d(?<=[^\d.,\n]\d)(?:(?:\d{{0,{LONGEST - 1}}}+|(?: \d)+) ?\. ?\d+|(?: \d)+)(?= ?{_LEADS}|年)"
)
_PIECES = re.compile(r"\d(?:，\d{3}(?!\d)|[·•・]\d| [\d.]|\. \d)")  # most texts have none


def fold_width(text: str) -> str:
    """The text with ASCII digits, ``%``, ``.`` and ``~`` for the full-width ones; its length does not change.

    >>> fold_width("增长５.５％左右")
    '增长5.5%左右'
    """
    return text.translate(_WIDE) if _ANY_WIDE.search(text) else text


def _closed_up(match: re.Match[str]) -> str:
    """The number without blanks, and as many blanks behind it."""
    return match[0].replace(" ", "").ljust(len(match[0]))


def fold_numbers(text: str) -> str:
    """``fold_width``, and each number in one piece: commas that group figures and points as in ASCII, blanks
    inside a number behind it. The length does not change, nor where a number starts.

    >>> fold_numbers("支出30，357，976，000元，上涨4·3%，下降0 .8%")
    '支出30,357,976,000元，上涨4.3%，下降0.8 %'
    """
    text = fold_width(text)
    if _PIECES.search(text) is None:
        return text
    text = _COMMAS.sub(lambda match: match[0].replace("，", ","), _POINT.sub(".", text))
    return _BLANKS.sub(_closed_up, text)


def read_chinese(text: str) -> float:
    """A whole number in hanzi; a leading 十, 百, 千, 万 or 亿 counts as one of it.

    >>> [read_chinese(word) for word in ("十五", "一百二十", "两千三百万", "百", "二〇二五", "一千零五")]
    [15.0, 120.0, 23000000.0, 100.0, 2025.0, 1005.0]
    >>> [read_chinese(word) for word in ("四百十八", "三万五", "六万万")]
    [418.0, 35000.0, 600000000.0]

    Raises ValueError for a character that is no numeral.
    """
    if not text or len(text) > LONGEST_HANZI or any(char not in _VALUES for char in text):
        raise ValueError(f"no Chinese number: {text[:20]!r}")
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return float("".join(str(_DIGITS[char]) for char in text))
    return float(_by_place(text))


def _by_place(text: str) -> int:
    """The value of figures with 十, 百, 千, 万 and 亿 between them."""
    total = group = digit = 0
    fresh = True  # nothing read since the last 万 or 亿: the place word itself is then one
    lower = 1  # what a last figure counts: the thousands in 三万五
    for char in text:
        size = _VALUES[char]
        if char in _DIGITS:
            digit, fresh, lower = size, False, lower if size else 1
        elif char in _PLACES:
            group += (digit or 1) * size
            digit, fresh, lower = 0, False, size // 10
        else:
            group = 1 if fresh and not total else group + digit
            # 一亿二千万 adds; 五万万, 三百万亿 and 一万二千亿 multiply all that stands before
            adds = total >= (size * 10**4)
            total = total + group * size if adds else (total + group) * size
            group, digit, fresh, lower = 0, 0, True, size // 10
    return total + group + digit * lower


def read_decimal(text: str) -> float:
    """A number in hanzi with or without a decimal part.

    >>> read_decimal("四点二"), read_decimal("一百零八")
    (4.2, 108.0)

    Raises ValueError where the text is none.
    """
    whole, _, places = text.partition("点")
    if any(char not in _DIGITS for char in places) or text.endswith("点"):
        raise ValueError(f"no number: {text!r}")
    digits = "".join(str(_DIGITS[char]) for char in places)
    return float(f"{int(read_chinese(whole))}.{digits}") if digits else read_chinese(whole)


_LAST_SCALE = re.compile(r"(?:万万|万亿|[万亿])$")


def scaled(text: str) -> tuple[float, str]:
    """A number in hanzi as reports print figures: how many, and of what scale.

    A number of one group keeps its scale (七千三百八十二亿 is 7382 of 亿), one of several counts in the
    largest (三亿八千万 is 3.8 of 亿).

    >>> scaled("七千三百八十二亿"), scaled("三亿八千万"), scaled("一点二万亿"), scaled("三百一十")
    ((7382.0, '亿'), (3.8, '亿'), (1.2, '万亿'), (310.0, ''))

    Raises ValueError where the text is no number.
    """
    last = _LAST_SCALE.search(text)
    if last is not None:
        many = text[: last.start()]
        if "亿" not in many and (last[0] != "万" or "万" not in many):
            group = {"万万": "亿"}.get(last[0], last[0])
            return read_decimal(many) if many else 1.0, group
    if "万" not in text and "亿" not in text:
        return read_decimal(text), ""
    value = read_chinese(text)
    group = "万亿" if value >= 10**12 and "万亿" in text else "亿" if value >= 10**8 else "万"
    return value / scale_of(group), group


def scale_of(words: str) -> int:
    """How many a scale word stands for.

    >>> scale_of("百万"), scale_of("")
    (1000000, 1)
    """
    return int(read_chinese(words)) if words else 1


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
    if len(text) > 2 * (LONGEST if text.isascii() else LONGEST_HANZI):
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
        if below in ("百", "千", "万"):
            return read_number(above)
        return round(read_number(above) / read_number(below), 4)
    return read_decimal(text)
