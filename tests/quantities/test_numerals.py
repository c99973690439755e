"""Numbers: Arabic, full-width, Chinese; the Chinese reader held against cn2an."""

from __future__ import annotations

import cn2an
import pytest
from hypothesis import given, strategies as st

from analysis.quantities.numerals import fold_width, read_chinese, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,000", 1000),
        ("１２．５", 12.5),
        ("十", 10),
        ("二十五", 25),
        ("两百", 200),
        ("一千零五", 1005),
        ("三万五千", 35000),
        ("两千三百万", 23_000_000),
        ("一亿两千万", 120_000_000),
        ("百", 100),
        ("千", 1000),
        ("三分之一", 0.3333),
        ("二分之一", 0.5),
        ("百分之八十", 80),
        ("百分之十二点五", 12.5),
        ("半", 0.5),
        ("1/4", 0.25),
        ("三点一四", 3.14),
    ],
)
def test_reads_numbers(text: str, value: float) -> None:
    assert read_number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "几", "abc", "一a", "1" * 60])
def test_what_is_no_number_raises(text: str) -> None:
    with pytest.raises(ValueError, match=r"no|could not|invalid"):
        read_number(text)


@given(st.integers(min_value=1, max_value=99_999_999))
def test_chinese_numbers_as_cn2an_writes_them(number: int) -> None:
    assert read_chinese(cn2an.an2cn(str(number))) == number


@given(st.integers(min_value=1, max_value=9_999))
def test_agrees_with_cn2an_where_it_can_read(number: int) -> None:
    text = cn2an.an2cn(str(number))
    assert read_chinese(text) == cn2an.cn2an(text, "smart")


@given(st.text(max_size=200))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold_width(text)) == len(text)
