"""Bytes to text: encodings told and given, and bytes that belong to no character."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from analysis.characters.decoding import REPLACED, Reading, decode, known_encoding
from analysis.characters.misread import decode_file
from analysis.characters.plausible import common_share, is_prose
from analysis.errors import InputError

SIMPLE = """政府工作报告
——2024年1月9日在某县第十七届人民代表大会第三次会议上
各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。
过去一年，全县地区生产总值完成52.3亿元，增长5.4%；一般公共预算收入3.1亿元，增长4.2%。
"""
TRADITIONAL = """政府工作報告
——2024年1月9日在某縣第十七屆人民代表大會第三次會議上
各位代表：
現在，我代表縣人民政府向大會報告工作，請予審議。
過去一年，全縣地區生產總值完成52.3億元，增長5.4%；一般公共預算收入3.1億元，增長4.2%。
"""
WIDE = ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8", "utf-8-sig", "gb18030"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((SIMPLE, encoding) for encoding in (*WIDE, "gbk")),
        *((TRADITIONAL, encoding) for encoding in (*WIDE, "big5", "cp950", "big5hkscs")),
    ],
)
def test_encodings_are_told(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt").text == text
    assert decode(text.encode(encoding), "a.txt", Reading(encoding)).text == text


def test_an_encoding_that_is_given_holds() -> None:
    assert decode("縣".encode("big5"), "a.txt", Reading("Big5")).text == "縣"
    assert decode("縣".encode("big5"), "a.txt").text != "縣"  # two bytes alone tell nothing
    with pytest.raises(InputError, match="no encoding 'big6'; did you mean 'big5'"):
        decode(b"x", "a.txt", Reading("big6"))
    with pytest.raises(InputError, match=r"a\.txt isn't Big5 from line 1, byte 1 .*--encoding"):
        decode((SIMPLE * 9).encode(), "a.txt", Reading("big5"))
    assert known_encoding("GB2312") == "gb18030"
    with pytest.raises(InputError, match="no encoding 'hex'"):
        known_encoding("hex")  # a codec, but none of text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "utf-8"),
        ("utf-8", "gb18030"),
        ("big5", "gb18030"),
        ("iso-8859-1", "gb18030"),
        ("x", "utf-8"),
    ],
)
def test_what_a_page_says_of_itself_holds_where_the_bytes_agree(declared: str, encoding: str) -> None:
    assert decode(SIMPLE.encode(encoding), "a.html", declared=declared).text == SIMPLE
    assert decode("縣長".encode("big5"), "a.html", declared="gb2312").encoding == "gb18030"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_a_bad_byte_is_located_and_marked(encoding: str) -> None:
    data = (SIMPLE * 3).encode(encoding)
    line = data.split(b"\n")[6]  # the seventh
    at = data.index(line, len(data) // 3) + len("——".encode(encoding))
    bad = data[:at] + b"\xff" + data[at:]
    with pytest.raises(InputError, match=rf"a\.txt, line 7, byte {at + 1} \(0xFF\): a byte .*--errors mark"):
        decode(bad, "a.txt")
    marked = decode(bad, "a.txt", Reading(errors="mark"))
    assert marked.remark == f"1 byte of no character marked with U+FFFD (line 7, byte {at + 1} (0xFF))"
    assert marked.text.replace(REPLACED, "") == SIMPLE * 3
    assert marked.text.count(REPLACED) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16"])
def test_a_file_cut_in_a_character(encoding: str) -> None:
    data = (SIMPLE * 3).strip().encode(encoding)[:-1]
    with pytest.raises(InputError, match=r"line 15, byte \d.*ends in the middle of a character"):
        decode(data, "a.txt")
    marked = decode(data, "a.txt", Reading(errors="mark"))
    assert marked.text == (SIMPLE * 3).strip()[:-1] + REPLACED


def test_bytes_of_no_encoding_are_not_marked() -> None:
    lines = SIMPLE.split("\n")
    half = "\n".join(lines[:3]).encode() + b"\n" + "\n".join(lines[3:]).encode("gb18030")
    for reading in (Reading(), Reading(errors="mark")):
        with pytest.raises(InputError, match="neither UTF-8 nor GB18030"):
            decode(b"\xff\xff\xff\x80abc", "a.txt", reading)
        with pytest.raises(InputError, match=r"partly UTF-8 and partly GB18030 \(from line 4\)"):
            decode(half, "a.txt", reading)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.integers(0, len(SIMPLE.encode())))
def test_any_bytes_give_a_text_or_a_sentence(noise: bytes, at: int) -> None:
    whole = SIMPLE.encode()
    for data in (noise, whole[:at] + noise + whole[at:]):
        for reading in (Reading(), Reading(errors="mark")):
            try:
                decoded = decode_file(data, "a.txt", reading)
            except InputError as error:
                assert str(error).startswith("a.txt")
            else:
                assert decoded.text.strip()


def test_plausible_texts() -> None:
    assert is_prose(SIMPLE)
    assert common_share(TRADITIONAL) > 0.2
    assert not is_prose(TRADITIONAL.encode("big5").decode("gb18030", "ignore"))
    assert not is_prose(SIMPLE + "\x01")
