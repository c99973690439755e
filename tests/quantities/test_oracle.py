"""An oracle: amounts up to 9,999万亿 written in every form that reports use, and read back.

The writers here know nothing of the readers: they spell a whole number digit by digit.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings, strategies as st

from analysis.quantities.grammar import scan
from analysis.quantities.numerals import read_chinese

LARGEST = 9_999 * 10**12
FIGURES = "零一二三四五六七八九"
WIDE = str.maketrans("0123456789.%,", "０１２３４５６７８９．％，")
TRADITIONAL = str.maketrans("万亿两点", "萬億兩點")
SCALES = {"万亿": 10**12, "千亿": 10**11, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "": 1}


def four_figures(number: int, inside: bool) -> str:
    """A number below 10,000; inside a longer one 十 has its 一 and a gap its 零."""
    words, gap = "", inside and number < 1000
    for place, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure = number // place % 10
        if not figure:
            gap = gap or bool(words)
            continue
        words += ("零" if gap else "") + FIGURES[figure] + word
        gap = False
    return words if inside or not words.startswith("一十") else words[1:]


def hanzi(number: int, whole: bool = True) -> str:
    """A whole number in hanzi: 三亿零五百万一千; 一万二千亿, or 一万亿二千亿 where it isn't ``whole``."""
    if number >= 10**8 and whole:
        above, rest = divmod(number, 10**8)
        return f"{hanzi(above)}亿" + (
            ("零" if rest < 10**7 else "") + below(rest, True) if rest else ""
        ).replace("零零", "零")
    return below(number, False)


def below(number: int, inside: bool) -> str:
    words = ""
    for scale, word in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        group = number // scale % 10**4 if scale < 10**12 else number // scale
        if group:
            words += four_figures(group, inside or bool(words)) + word
    return words.replace("零零", "零")


def wide_thousands(number: int) -> str:
    return f"{number:,}".replace(",", "，")


def mixed(number: int) -> str:
    """3亿8000万5200."""
    words = ""
    for scale, word in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        group = number // scale % 10**4 if scale < 10**12 else number // scale
        words += f"{group}{word}" if group else ""
    return words


WRITERS: dict[str, Callable[[int], str]] = {
    "arabic": str,
    "commas": lambda number: f"{number:,}",
    "full width": lambda number: str(number).translate(WIDE),
    "full-width commas": wide_thousands,
    "hanzi": hanzi,
    "hanzi with 万亿": lambda number: hanzi(number, whole=False),
    "hanzi with 〇": lambda number: hanzi(number).replace("零", "〇"),
    "hanzi with ○": lambda number: hanzi(number).replace("零", "○"),
    "hanzi with 两": lambda number: (
        hanzi(number).replace("二千", "两千").replace("二万", "两万").replace("二百", "两百")
    ),
}


def value(text: str) -> tuple[float, str]:
    """What one amount says, in units, and its unit without the scale."""
    (found,) = scan(f"总额为{text}，比上年多。")
    assert found.low == found.high
    assert found.low is not None
    assert f"总额为{text}"[found.start : found.end] == text
    for scale, size in SCALES.items():
        if found.unit.startswith(scale):
            return found.low * size, found.unit.removeprefix(scale)
    raise AssertionError(found)


def sample() -> Iterator[int]:
    """Every number to 1,200, each power of ten and its neighbours, gaps of every shape, and random ones of
    every length.
    """
    yield from range(1, 1_200)
    for power in range(3, 16):
        yield from (10**power - 1, 10**power, 10**power + 1, 2 * 10**power, 11 * 10 ** (power - 1))
    draw = random.Random(17)
    for length in range(4, 16):
        for _ in range(40):
            figures = [draw.choice("0001234567899") for _ in range(length)]
            yield int(draw.choice("123456789") + "".join(figures))
    yield LARGEST


def possible(name: str, number: int) -> bool:
    return "comma" not in name or number >= 1000


@pytest.mark.parametrize("name", WRITERS)
def test_every_amount_is_read_back(name: str) -> None:
    wrong = [
        (number, text)
        for number in sample()
        if number <= LARGEST and possible(name, number)
        for text in [WRITERS[name](number) + "元"]
        if value(text) != (pytest.approx(number, rel=1e-12), "元")
    ]
    assert wrong == []


@settings(max_examples=300)
@given(st.integers(1, LARGEST), st.sampled_from(sorted(WRITERS)), st.sampled_from(["元", "吨", "户", "公里"]))
def test_any_amount_is_read_back(number: int, name: str, unit: str) -> None:
    if possible(name, number):
        assert value(WRITERS[name](number) + unit) == (pytest.approx(number, rel=1e-12), unit)


@settings(max_examples=200)
@given(st.integers(10_000, LARGEST))
def test_mixed_amounts_are_read_back(number: int) -> None:
    rest = number % 10_000
    number -= rest if rest < 1_000 else 0  # 5万65 isn't written
    assert value(mixed(number) + "元")[0] == pytest.approx(number, rel=1e-12)


@settings(max_examples=200)
@given(st.integers(1, LARGEST))
def test_whole_numbers_in_hanzi(number: int) -> None:
    assert read_chinese(hanzi(number)) == pytest.approx(number, rel=1e-15)


@given(
    st.integers(0, 9_999),
    st.integers(1, 9_999),
    st.sampled_from(["万亿元", "亿吨", "万亩", "倍", "个百分点"]),
)
def test_decimals_in_hanzi_and_figures(whole: int, places: int, unit: str) -> None:
    digits = f"{places:04}".rstrip("0")
    words = (hanzi(whole) or "零") + "点" + "".join(FIGURES[int(digit)] for digit in digits)
    for text in (f"{words}{unit}", f"{whole}.{digits}{unit}", f"{whole}.{digits}{unit}".translate(WIDE)):
        (found,) = scan(f"达到{text}。")
        assert (found.low, found.unit) == (float(f"{whole}.{digits}"), unit.removeprefix("个"))


@given(st.integers(1, 999), st.sampled_from(["%", "‰", "‱"]))
def test_percentages(number: int, unit: str) -> None:
    whole = {"%": "百", "‰": "千", "‱": "万"}[unit]
    tenth = f"{hanzi(number)}点{FIGURES[number % 9 + 1]}"
    for words, expected in (
        (hanzi(number), number),
        (str(number), number),
        (tenth, number + (number % 9 + 1) / 10),
    ):
        (found,) = scan(f"增长{whole}分之{words}，")
        assert (found.low, found.high, found.unit) == (pytest.approx(expected), pytest.approx(expected), unit)


@pytest.mark.parametrize("figure", range(1, 9))
def test_tenths_and_ranges(figure: int) -> None:
    low, high = FIGURES[figure], FIGURES[figure + 1]
    (tenths,) = scan(f"约占{low}成五，")
    assert (tenths.low, tenths.unit) == (figure + 0.5, "成")
    for words, size, unit in [
        (f"{low}{high}十户", 10, "户"),
        (f"{low}、{high}十户", 10, "户"),
        (f"{low}十至{high}十户", 10, "户"),
        (f"{low}{high}百万吨", 100, "万吨"),
        (f"{low}百万吨到{high}百万吨", 100, "万吨"),
        (f"百分之{low}至{high}", 1, "%"),
        (f"百分之{low}到百分之{high}", 1, "%"),
        (f"百分之{low}、{high}", 1, "%"),
        (f"{low}、{high}倍", 1, "倍"),
        (f"十{low}{high}个", 1, "个"),
    ]:
        (found,) = scan(f"大体上{words}。")
        ten = 10 if words.startswith("十") else 0
        expected = (figure * size + ten, (figure + 1) * size + ten, unit, "range")
        assert (found.low, found.high, found.unit, found.qualifier) == expected


def test_traditional_characters() -> None:
    from analysis.corpus.single import text_report
    from analysis.quantities.quantities import read_quantities

    for number in (2_500, 35_000, 738_200_000_000, 380_000_000):
        (found,) = read_quantities(text_report(f"全年總額達到{hanzi(number).translate(TRADITIONAL)}元。"))
        size = next(size for scale, size in SCALES.items() if found.unit.startswith(scale))
        assert found.low is not None
        assert found.low * size == pytest.approx(number)
