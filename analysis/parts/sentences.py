"""What the words of a paragraph say: that things were done (negative), or that they will be (positive)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from analysis.errors import InputError
from analysis.resources import LEXICON, kept_until_changed, read_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

MOST = 3.0  # of one paragraph: its sentences speak of one thing, and don't count as so many witnesses
_START = 0.4  # where no word speaks: plans are longer than reviews
_BASE = 0x10000  # characters of the plane that hanzi are in
_OUTSIDE = re.compile("[\U00010000-\U0010ffff]")
_YEAR = re.compile(
    "(?:19[4-9]|20[0-9])[0-9](?=年)|(?:一九[四五六七八九]|二[〇○零].)[〇○零一二三四五六七八九](?=年)"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
# A year that is named, by its distance to the report's: the past one, one before it, this one, one ahead.
_LAST, _EARLIER, _THIS, _AHEAD = -0.9, -0.3, 0.6, 0.5
_YEARS_COUNTED = 3
_NEAR = 60  # years: what is further away tells nothing (一九二一年)
_MARK = ord("年")
_DIGIT_OF = np.full(_BASE, -1, dtype=np.int64)
for _characters in ("0123456789", "〇一二三四五六七八九", "○", "零"):
    _DIGIT_OF[list(map(ord, _characters))] = np.arange(len(_characters))


class Weights(NamedTuple):
    """The weights of words of one and two characters, to be looked up for a whole text at once.

    ``single`` by the character's code; ``pairs[first[a] + second[b]]`` for the characters a and b.
    """

    single: NDArray[np.float32]
    first: NDArray[np.uint16]
    second: NDArray[np.uint16]
    pairs: NDArray[np.float32]


@kept_until_changed
def _read(path: Path) -> Weights:
    words = {}
    for number, row in read_rows(path, ("word", "weight"), unique="word"):
        words[row["word"]] = float(row["weight"])
        if len(row["word"]) > 2:
            raise InputError(
                f"{path.name}, row {number}: {row['word']} is longer than two characters; shorten it"
            )
    pairs = {word: weight for word, weight in words.items() if len(word) == 2}
    second_of = {character: n for n, character in enumerate(sorted({word[1] for word in pairs}), 1)}
    row_size = len(second_of) + 1
    first_of = {word[0]: row_size * n for n, word in enumerate(sorted(pairs), 1)}
    single, first, second = np.zeros(_BASE, dtype=np.float32), *np.zeros((2, _BASE), dtype=np.uint16)
    for table, numbers in ((first, first_of), (second, second_of)):
        table[list(map(ord, numbers))] = list(numbers.values())
    single[[ord(word) for word in words if len(word) == 1]] = [
        weight for word, weight in words.items() if len(word) == 1
    ]
    square = np.zeros(row_size * (len(pairs) + 1), dtype=np.float32)
    for word, weight in pairs.items():
        square[first_of[word[0]] + second_of[word[1]]] = weight
    return Weights(single, first, second, square)


def weights() -> Weights:
    """The weights of ``data/lexicon/part_words.csv``, read once."""
    return _read(str(LEXICON / "part_words.csv"))


def year_named(digits: str) -> int:
    """A year in figures or hanzi.

    >>> year_named("1984"), year_named("一九八四"), year_named("二○○一")
    (1984, 1984, 2001)
    """
    return int(digits.translate(_DIGITS))


def years_in(text: str) -> list[int]:
    """The years that a text names, in figures or hanzi.

    >>> years_in("一九八四年比1983年增长，到20年后")
    [1984, 1983]
    """
    return [year_named(digits) for digits in _YEAR.findall(text) if digits.translate(_DIGITS).isdigit()]


def _years(codes: NDArray[np.uint16], starts: NDArray[np.int64], year: int) -> Numbers:
    """What the years say that the paragraphs name, which begin at ``starts``; at most three years of a kind
    count.

    >>> text = "2019年粮食增产，比2015年多。\\n到二○二五年翻一番。"
    >>> _years(_codes(text), np.array([0, text.index("到")]), 2020)
    array([-1.2,  0.5])
    """
    said = np.zeros(len(starts))
    at = np.flatnonzero(codes[4:] == _MARK) + 4
    digits = _DIGIT_OF[codes[at[:, None] + np.arange(-4, 0)]]
    named = digits @ (1000, 100, 10, 1)
    real = (digits >= 0).all(axis=1) & (abs(named - year) < _NEAR)
    apart, paragraph = (named - year)[real], np.searchsorted(starts, at[real], side="right") - 1
    kinds = ((apart == -1, _LAST), (apart < -1, _EARLIER), (apart == 0, _THIS), (apart > 0, _AHEAD))
    for of_kind, weight in kinds:
        times = np.bincount(paragraph[of_kind], minlength=len(starts))
        said += weight * np.minimum(times, _YEARS_COUNTED)
    return said


def _codes(text: str) -> NDArray[np.uint16]:
    """The characters of a text as numbers; those outside the plane of hanzi as 0.

    >>> _codes("年\\U0001f600").tolist()
    [24180, 0]
    """
    encoded = text.encode("utf-16-le", "surrogatepass")
    if len(encoded) != 2 * len(text):
        encoded = _OUTSIDE.sub("\0", text).encode("utf-16-le", "surrogatepass")
    return np.frombuffer(encoded, dtype=np.uint16)


def evidence(lines: Sequence[str], year: int | None) -> Numbers:
    """What the words of each paragraph say, and the years it names.

    Parameters
    ----------
    lines
        The paragraphs, in simple characters.
    year
        The year that the report plans for; None where it isn't known.

    Returns
    -------
    ndarray
        One number a paragraph, from -3 (it looks back) to 3 (it looks ahead): log-odds.

    Examples
    --------
    >>> evidence(["粮食产量比上年增长，取得了成绩。", "今年要继续推进改革，确保增收。", ""], None).round(1)
    array([-3.,  3.,  0.])
    """
    table = weights()
    text = "\n".join(lines) + "\n\n"
    codes = _codes(text)
    both = table.first.take(codes[:-1]) + table.second.take(codes[1:])
    spoken = table.single.take(codes[:-1]) + table.pairs.take(both)
    lengths = np.fromiter(map(len, lines), dtype=np.int64, count=len(lines)) + 1
    starts = np.cumsum(lengths) - lengths
    said: Any = np.add.reduceat(spoken, starts).astype(float) + _START
    if year is not None:
        said += _years(codes, starts, year)
    return np.where(lengths > 1, np.clip(said, -MOST, MOST), 0.0)
