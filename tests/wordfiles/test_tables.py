"""Tables of Word files: rows, merged cells, banners, tables in tables."""

from __future__ import annotations

import pytest

from analysis.wordfiles.reader import read_word
from tests.ingest.makers import cell, grid, par, run, word

FIRST, BELOW = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def lines(table: str) -> list[str]:
    return read_word(word(table), "a.docx").text.split("\n")


def controlled(table: str, name: str) -> str:
    """A table with a content control around its first row or cell."""
    opened = table.replace(f"<w:{name}>", f"<w:sdt><w:sdtContent><w:{name}>", 1)
    return opened.replace(f"</w:{name}>", f"</w:{name}></w:sdtContent></w:sdt>", 1)


GOES_ON = cell("", BELOW)
HEAD = ["序号", "任务", "牵头单位", "时限"]
ROW = ["1", "建粮库。", "市发改委", "6月"]
TABLES = {
    "rows": (grid(HEAD, ROW), ["序号 | 任务 | 牵头单位 | 时限", "1 | 建粮库。 | 市发改委 | 6月"]),
    "a banner": (grid([cell("一、产业", span(4))], ROW), ["一、产业", "1 | 建粮库。 | 市发改委 | 6月"]),
    "a banner of two lines": (
        grid([cell(par("一、产业") + par("（2项）"), span(4))], ROW),
        ["一、产业", "（2项）", "1 | 建粮库。 | 市发改委 | 6月"],
    ),
    "a banner behind a number": (
        grid(["一", cell("产业", span(3))], ROW),
        ["一 | 产业 |  | ", "1 | 建粮库。 | 市发改委 | 6月"],
    ),
    "a cell over rows": (
        grid(["1", cell("甲", FIRST), "乙"], ["2", cell("", BELOW), "丙"], ["3", cell("", BELOW), "丁"]),
        ["1 | 甲 | 乙", "2 | 〃 | 丙", "3 | 〃 | 丁"],
    ),
    "cells over rows, one after the other": (
        grid(["1", cell("甲", FIRST)], ["2", GOES_ON], ["3", cell("乙", FIRST)], ["4", GOES_ON]),
        ["1 | 甲", "2 | 〃", "3 | 乙", "4 | 〃"],
    ),
    "a cell of two paragraphs over rows": (
        grid(["1", cell("<w:p/>" + par("甲"), FIRST)], ["2", GOES_ON]),
        ["1 | 甲", "2 | 〃"],
    ),
    "an empty cell over rows": (grid(["1", cell("", FIRST)], ["2", cell("", BELOW)]), ["1 | ", "2 | "]),
    "an empty cell": (grid(["1", "甲", "乙"], ["2", "", "丙"]), ["1 | 甲 | 乙", "2 |  | 丙"]),
    "a cell that goes on from nowhere": (grid(["1", cell("甲", BELOW)], ["2", "乙"]), ["1 | 甲", "2 | 乙"]),
    "a cell that a row interrupts": (
        grid(["1", cell("甲", FIRST)], ["2", "乙"], ["3", cell("丙", BELOW)]),
        ["1 | 甲", "2 | 乙", "3 | 丙"],
    ),
    "a head of two rows": (
        grid(
            [cell("序号", FIRST), cell("任务", FIRST), cell("责任分工", span(2)), cell("时限", FIRST)],
            [cell("", BELOW), cell("", BELOW), "牵头单位", "配合单位", cell("", BELOW)],
            [*ROW[:3], "市财政局", "6月"],
        ),
        [
            "序号 | 任务 | 责任分工 |  | 时限",
            "〃 | 〃 | 牵头单位 | 配合单位 | 〃",
            "1 | 建粮库。 | 市发改委 | 市财政局 | 6月",
        ],
    ),
    "cells merged in the old way": (
        grid(
            ["1", cell("甲", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), "6月"],
            ["2", "乙", "丙", "7月"],
            ["3", "丁", "戊", "8月"],
        ),
        ["1 | 甲 |  | 6月", "2 | 乙 | 丙 | 7月", "3 | 丁 | 戊 | 8月"],
    ),
    "several paragraphs in a cell": (
        grid(["1", cell(par("甲。") + "<w:p/>" + par("<w:r><w:t>乙。</w:t><w:br/><w:t>丙。</w:t></w:r>"))]),
        ["1 | 甲。 乙。 丙。"],
    ),
    "words set downwards": (
        grid([cell(par("产") + par("业") + par("发") + par("展")), "甲"]),
        ["产业发展 | 甲"],
    ),
    "a bar in a cell": (grid(["1", "甲|乙"]), ["1 | 甲｜乙"]),
    "an empty row": (grid(ROW, ["", "", "", ""], ROW), [" | ".join(ROW)] * 2),
    "a row of cells that go on": (
        grid(["甲", cell("乙", FIRST)], ["", cell("", BELOW)], ["丙", "丁"]),
        ["甲 | 乙", "丙 | 丁"],
    ),
    "a table in a cell": (
        grid(["1", cell(par("前") + grid(["甲", "乙"], ["丙", "丁"]) + par("后")), "6月"]),
        ["1 | 前 甲 乙 丙 丁 后 | 6月"],
    ),
    "a table in a frame": (
        grid([cell(par("题目") + grid(ROW, ROW) + "<w:p/>")]),
        ["题目", " | ".join(ROW), " | ".join(ROW), ""],
    ),
    "a table in a frame of two columns": (
        grid([cell(par("图") + grid(["甲", "乙"]) + "<w:p/>"), "丙"]),
        ["图", "甲 | 乙", "", "丙"],
    ),
    "a frame of one column": (grid(["甲。"], [cell(par("乙。") + par("丙。"))]), ["甲。", "乙。", "丙。"]),
    "text in two columns": (
        grid([cell(par("甲。" * 160) + par("乙。")), cell(par("丙。") + par("丁。"))]),
        ["甲。" * 160, "乙。", "丙。", "丁。"],
    ),
    "a long cell beside a short one": (
        grid([cell(par("甲。" * 160) + par("乙。")), "丙"]),
        ["甲。" * 160 + " 乙。 | 丙"],
    ),
    "a row in a content control": (
        controlled(grid(ROW, ROW), "tr"),
        [" | ".join(ROW)] * 2,
    ),
    "a cell in a content control": (
        controlled(grid(ROW), "tc"),
        [" | ".join(ROW)],
    ),
    "a deleted row": (
        grid(ROW, ["2", *ROW[1:]]).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1),
        ["2 | 建粮库。 | 市发改委 | 6月"],
    ),
    "an inserted row": (
        grid(ROW).replace("<w:tr>", "<w:tr><w:trPr><w:ins/></w:trPr>"),
        [" | ".join(ROW)],
    ),
    "a deleted cell": (grid(["1", cell("旧", "<w:cellDel/>"), "新"]), ["1 | 新"]),
    "a row that begins behind the last column": (
        grid(ROW, ROW, ["甲", "乙"]).replace(
            "<w:tr><w:tc><w:tcPr></w:tcPr>" + par("甲"),
            '<w:tr><w:trPr><w:gridBefore w:val="9"/></w:trPr><w:tc><w:tcPr></w:tcPr>' + par("甲"),
        ),
        [" | ".join(ROW)] * 2 + [" |  |  | 甲 | 乙"],
    ),
    "a row that begins further right": (
        grid(ROW, ROW, ["甲", "乙"]).replace(
            "<w:tr><w:tc><w:tcPr></w:tcPr>" + par("甲"),
            '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr><w:tc><w:tcPr></w:tcPr>' + par("甲"),
        ),
        [" | ".join(ROW)] * 2 + [" |  | 甲 | 乙"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    table, expected = TABLES[name]
    assert lines(table) == expected


def test_columns_that_were_moved_by_a_hair() -> None:
    """A row whose edges stand a little off those of the others takes one more column of the grid; a row of as
    many cells as the others has the same columns, one of fewer is placed by the widths.
    """
    widths = "".join(f'<w:gridCol w:w="{w}"/>' for w in (600, 3000, 40, 1500, 900))
    rows = grid(
        ["序号", cell("任务", span(2)), "单位", "时限"],
        ["1", "建粮库。", cell("市发改委", span(2)), "6月"],
        [cell("合计", span(2)), cell("两家", span(2)), "12月"],
        [cell("合计", span(3)), "一家", "12月"],
    )
    table = rows.replace("<w:tbl>", f"<w:tbl><w:tblGrid>{widths}</w:tblGrid>")
    assert lines(table) == [
        "序号 | 任务 | 单位 | 时限",
        "1 | 建粮库。 | 市发改委 | 6月",
        "合计 |  | 两家 | 12月",
        "合计 |  | 一家 | 12月",
    ]


def test_columns_that_were_moved_far() -> None:
    """The task's cell of the second row reaches behind the middle of the next column."""
    widths = "".join(f'<w:gridCol w:w="{w}"/>' for w in (600, 3040, 900, 600, 900))
    rows = grid(
        ["序号", "任务", cell("单位", span(2)), "时限"],
        ["1", cell("建粮库。", span(2)), "市发改委", "6月"],
    )
    table = rows.replace("<w:tbl>", f"<w:tbl><w:tblGrid>{widths}</w:tblGrid>")
    assert lines(table) == ["序号 | 任务 | 单位 | 时限", "1 | 建粮库。 | 市发改委 | 6月"]


def test_a_grid_that_is_too_short_or_has_no_widths() -> None:
    """Columns that the grid doesn't have follow one another."""
    rows = grid(["1", "2", "3", "4"], ["1", "2", "3", "4"], [cell("甲", span(3)), "乙"])
    expected = ["1 | 2 | 3 | 4", "1 | 2 | 3 | 4", "甲 |  |  | 乙"]
    for widths in ((), (0, 0, 0, 0), (900,), (900, 100)):
        columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        assert lines(rows.replace("<w:tbl>", f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>")) == expected


def test_what_is_below_a_merged_cell_isnt_shown() -> None:
    """A merged cell shows what stands in the first row, whatever files keep below it."""
    table = grid(["1", cell("甲", FIRST)], ["2", cell(par(run("乙")), BELOW)])
    assert lines(table) == ["1 | 甲", "2 | 〃"]
