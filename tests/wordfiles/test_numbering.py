"""Automatic numbering, written out as Word prints it."""

from __future__ import annotations

import cn2an
import pytest

from analysis.wordfiles.counting import FORMATS, in_format
from analysis.wordfiles.reader import read_word
from tests.ingest.makers import grid, par, run, word


def level(number: int, text: str, form: str = "decimal", more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{nums}'


def item(text: str, at: int = 0, num: int = 1, more: str = "") -> str:
    return par(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>{more}')


def lines(body: str, numbering: str, styles: str = "") -> list[str]:
    return read_word(word(body, numbering, styles), "a.docx").text.split("\n")


CHINESE = (
    level(0, "%1、", "chineseCountingThousand"),
    level(1, "（%2）", "chineseCounting"),
    level(2, "%3."),
    level(3, "%1.%2.%3.%4"),
)


def test_levels_start_again_below_higher_ones() -> None:
    body = "".join(item(text, at) for text, at in (
        ("回顾", 0), ("经济", 1), ("甲", 2), ("乙", 2), ("民生", 1), ("丙", 2),
        ("安排", 0), ("目标", 1), ("丁", 2),
    ))  # fmt: skip
    assert lines(body, lists(*CHINESE)) == [
        "一、回顾", "（一）经济", "1.甲", "2.乙", "（二）民生", "1.丙", "二、安排", "（一）目标", "1.丁"
    ]  # fmt: skip


def test_a_level_starts_again_where_it_is_told_to() -> None:
    """``lvlRestart``: 0 for never; 1 for after level 1 only."""
    never = lists(level(0, "%1、"), level(1, "（%2）", more='<w:lvlRestart w:val="0"/>'))
    body = item("甲") + item("乙", 1) + item("丙") + item("丁", 1)
    assert lines(body, never) == ["1、甲", "（1）乙", "2、丙", "（2）丁"]
    third = lists(level(0, "%1、"), level(1, "（%2）"), level(2, "%3.", more='<w:lvlRestart w:val="1"/>'))
    body = item("甲", 2) + item("乙", 1) + item("丙", 2) + item("丁") + item("戊", 2)
    assert lines(body, third) == ["1.甲", "（1）乙", "2.丙", "1、丁", "1.戊"]


def test_upper_levels_stand_in_lower_numbers() -> None:
    body = item("甲") + item("乙", 3) + item("丙", 1) + item("丁", 3)
    assert lines(body, lists(*CHINESE)) == ["一、甲", "一.一.1.1 乙", "（一）丙", "一.一.1.1 丁"]
    plain = (*CHINESE[:3], level(3, "%1.%2.%3.%4", more="<w:isLgl/>"))
    assert lines(body, lists(*plain))[1] == "1.1.1.1 乙"


def test_lists_count_on_together_or_start_anew() -> None:
    """Two lists of one abstract list; the third starts at 5 when it is first used."""
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="7"/>{more}</w:num>'
        for n, more in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
            (4, f'<w:lvlOverride w:ilvl="0">{level(0, "第%1条", "chineseCounting")}</w:lvlOverride>'),
        )
    )
    body = "".join(item(text, 0, num) for text, num in zip("甲乙丙丁戊己", (1, 2, 3, 3, 1, 4), strict=True))
    numbering = lists(level(0, "%1."), nums=nums)
    assert lines(body, numbering) == ["1.甲", "2.乙", "5.丙", "6.丁", "7.戊", "第八条 己"]


def test_numbers_of_styles() -> None:
    """A heading's style names the list, and the list's level names the style; a style based on it has it too;
    a paragraph may take it away.
    """
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}">{more}</w:style>'
        for key, more in {
            "h1": '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
            "h2": '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>',
            "h3": '<w:basedOn w:val="h2"/>',
            "h4": '<w:basedOn w:val="h2"/><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr>',
        }.items()
    )
    numbering = lists(
        level(0, "第%1章", "chineseCounting", '<w:pStyle w:val="h1"/><w:suff w:val="space"/>'),
        level(1, "（%2）", "chineseCounting", '<w:pStyle w:val="h2"/>'),
    )
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = "".join(
        par(text, f'<w:pStyle w:val="{style}"/>{more}')
        for text, style, more in (
            ("总则", "h1", ""),
            ("甲", "h2", ""),
            ("乙", "h3", ""),
            ("丙", "h2", none),
            ("附则", "h1", ""),
        )
    )
    assert lines(body, numbering, styles) == ["第一章 总则", "（一）甲", "（二）乙", "丙", "第二章 附则"]
    own = par("甲", '<w:pStyle w:val="h2"/><w:numPr><w:ilvl w:val="0"/></w:numPr>')
    other = par("乙", '<w:pStyle w:val="h2"/><w:numPr><w:numId w:val="1"/></w:numPr>')
    assert lines(own + other, numbering, styles) == ["第一章 甲", "（一）乙"]
    default = '<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:basedOn w:val="h1"/></w:style>'
    assert lines(par("总则"), numbering, styles + default) == ["第一章 总则"]


def test_a_list_of_a_style_of_lists() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="L"/>'
        f"{level(0, '%1、', 'chineseCounting')}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert lines(item("甲") + item("乙"), numbering) == ["一、甲", "二、乙"]


def test_a_list_without_a_level() -> None:
    numbering = lists(level(0, "%1、", "chineseCounting"), level(1, "（%2）"))
    assert lines(par("甲", '<w:numPr><w:numId w:val="1"/></w:numPr>'), numbering) == ["一、甲"]


def test_what_isnt_counted() -> None:
    """Deleted and hidden paragraphs have no number; one without words has, and it isn't printed."""
    gone = item("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", more="<w:rPr><w:del/></w:rPr>")
    hidden = item(run("密", "<w:vanish/>"), more="<w:rPr><w:vanish/></w:rPr>")
    numbering = lists(level(0, "%1、", "chineseCounting"))
    assert lines(item("甲") + gone + hidden + item("乙"), numbering) == ["一、甲", "二、乙"]
    assert lines(item("甲") + item("<w:r/>") + item("乙"), numbering) == ["一、甲", "", "三、乙"]
    # What runs on into another paragraph has that one's number.
    assert lines(item("甲", more="<w:rPr><w:del/></w:rPr>") + item("乙"), numbering) == ["一、甲乙"]
    # A heading that its text follows on the same line keeps its own.
    run_in = item("甲。", more="<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + par("乙。") + item("丙")
    assert lines(run_in, numbering) == ["一、甲。乙。", "二、丙"]


def test_numbers_in_cells() -> None:
    """The column 序号 is often an automatic one, its cells without a word."""
    empty = f"<w:tc>{item('<w:r/>')}</w:tc>"
    below = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{item('<w:r/>')}</w:tc>"
    first = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{item("<w:r/>")}</w:tc>'
    table = grid([empty, "甲", "乙"], [first, "丙", "丁"], [below, "戊", "己"], [empty, "庚", "辛"])
    numbering = lists(level(0, "%1"))
    assert lines(table, numbering) == ["1 | 甲 | 乙", "2 | 丙 | 丁", "〃 | 戊 | 己", "3 | 庚 | 辛"]


BEHIND = [
    ("%1.", "tab", "推进改革", "1.推进改革"),
    ("%1.", "nothing", "5G网络", "1. 5G网络"),
    ("%1", "nothing", "2024年", "1、2024年"),
    ("%1", "tab", "推进改革", "1 推进改革"),
    ("%1", "nothing", "推进改革", "1推进改革"),
    ("第%1章", "space", "总则", "第1章 总则"),
    ("第%1章", "nothing", "总则", "第1章总则"),
    ("（%1）", "tab", "　　总则", "（1）总则"),
]


@pytest.mark.parametrize(("pattern", "behind", "text", "line"), BEHIND)
def test_what_stands_between_number_and_text(pattern: str, behind: str, text: str, line: str) -> None:
    numbering = lists(level(0, pattern, more=f'<w:suff w:val="{behind}"/>'))
    assert lines(item(text), numbering) == [line]


def test_bullets_are_no_text_but_dashes_are() -> None:
    for sign, line in (("\uf0b7", "甲"), ("●", "甲"), ("——", "——甲"), ("%1", "甲")):
        assert lines(item("甲"), lists(level(0, sign, "bullet"))) == [line]


def test_formats_beside_an_older_one() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>'
    )
    assert lines(item("甲"), lists(custom)) == ["007.甲"]


def test_lists_that_arent_there() -> None:
    """An unknown list, a level that isn't defined, senseless numbers: no number, and no mistake."""
    numbering = lists(level(0, "%1."), level(99, "%1."), '<w:lvl w:ilvl="x"/>')
    body = item("甲", num=5) + item("乙", at=4) + item("丙", at=99)
    assert lines(body, numbering) == ["甲", "乙", "丙"]


# Values by hand, of the formats that Chinese documents use: 1, 2, 10, 11, 20, 21, 100, 101, 110.
VALUES = (1, 2, 10, 11, 20, 21, 100, 101, 110)
BY_HAND = {
    "chineseCounting": "一 二 十 十一 二十 二十一 一○○ 一○一 一一○",
    "taiwaneseCounting": "一 二 十 十一 二十 二十一 一○○ 一○一 一一○",
    "chineseCountingThousand": "一 二 十 十一 二十 二十一 一百 一百零一 一百一十",
    "japaneseCounting": "一 二 十 十一 二十 二十一 百 百一 百十",
    "ideographDigital": "一 二 一〇 一一 二〇 二一 一〇〇 一〇一 一一〇",
    "chineseLegalSimplified": "壹 贰 壹拾 壹拾壹 贰拾 贰拾壹 壹佰 壹佰零壹 壹佰壹拾",
    "ideographTraditional": "甲 乙 癸 11 20 21 100 101 110",
    "ideographZodiac": "子 丑 酉 戌 20 21 100 101 110",
    "ideographZodiacTraditional": "甲子 乙丑 癸酉 甲戌 癸未 甲申 100 101 110",
    "decimalEnclosedCircle": "① ② ⑩ ⑪ ⑳ ㉑ 100 101 110",
    "decimalEnclosedCircleChinese": "① ② ⑩ ⑪ ⑳ ㉑ 100 101 110",
    "decimalEnclosedParen": "⑴ ⑵ ⑽ ⑾ ⒇ 21 100 101 110",
    "decimalEnclosedFullstop": "⒈ ⒉ ⒑ ⒒ ⒛ 21 100 101 110",
    "ideographEnclosedCircle": "㊀ ㊁ ㊉ 11 20 21 100 101 110",
    "decimalFullWidth": "１ ２ １０ １１ ２０ ２１ １００ １０１ １１０",
    "decimalZero": "01 02 10 11 20 21 100 101 110",
    "lowerLetter": "a b j k t u vvvv wwww fffff",
    "upperLetter": "A B J K T U VVVV WWWW FFFFF",
    "lowerRoman": "i ii x xi xx xxi c ci cx",
    "upperRoman": "I II X XI XX XXI C CI CX",
    "ordinal": "1st 2nd 10th 11th 20th 21st 100th 101st 110th",
    "decimal": "1 2 10 11 20 21 100 101 110",
    "a format of the future": "1 2 10 11 20 21 100 101 110",
}


@pytest.mark.parametrize("name", BY_HAND)
def test_formats_by_hand(name: str) -> None:
    assert [in_format(value, name) for value in VALUES] == BY_HAND[name].split()


def test_hanzi_as_another_library_writes_them() -> None:
    for value in range(1, 10_000):
        written = cn2an.an2cn(value).removeprefix("一" if 10 <= value <= 19 else "")
        assert in_format(value, "chineseCountingThousand") == written
        assert cn2an.cn2an(in_format(value, "chineseLegalSimplified"), "smart") == value


def test_letters_and_roman_numerals_have_an_end() -> None:
    for name in FORMATS:
        assert len(in_format(999_999_999, name)) < 40
        assert in_format(0, name) in ("", "0", "00", "０", "○", "〇", "- 0 -", "0th")
