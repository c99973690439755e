"""The side-by-side reader: whole texts, marks that don't need colour, nothing that could run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis.errors import InputError
from analysis.tasks.reader import read_side_by_side, reader_html, reader_page

COLUMNS = ["report_id", "item", "unit", "text", "start", "attribution"]
NATION = pd.DataFrame(
    [
        ("n", 1, 1, "大力发展养老、托幼服务，坚决稳定物价。", 0, "（财政部牵头）"),
        ("n", 2, 1, "建设海港和机场。", 60, ""),
    ],
    columns=COLUMNS,
)
CITY = pd.DataFrame(
    [
        ("c", 1, 1, "发展养老服务；做好节水工作。", 0, "（市财政局牵头）"),
        ("c", 2, 1, "坚决稳定物价。", 30, ""),
    ],
    columns=COLUMNS,
)


class Reader(HTMLParser):
    """Collects tags and the text inside ``del`` and ``ins``; fails on tags that aren't closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.marked: dict[str, list[str]] = {"del": [], "ins": []}
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag in self.marked:
            self.marked[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in self.marked:
            if tag in self.open:
                self.marked[tag][-1] += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def test_by_hand() -> None:
    first, second = read_side_by_side(CITY, NATION)
    assert [(p.op, p.text, p.note) for p in first.upper[0].pieces] == [
        ("dropped", "大力", ""), ("equal", "发展养老", ""), ("dropped", "、托幼", ""),
        ("equal", "服务，", ""), ("elsewhere", "坚决稳定物价。", "2"),
    ]  # fmt: skip
    assert [(p.op, p.text) for p in first.lower[0].pieces] == [
        ("equal", "发展养老服务；"),
        ("added", "做好节水工作。"),
    ]
    assert [(p.op, p.text, p.note) for p in second.upper[0].pieces] == [
        ("dropped", "大力", ""), ("elsewhere", "发展养老", "1"), ("dropped", "、托幼", ""),
        ("elsewhere", "服务", "1"), ("equal", "，坚决稳定物价。", ""),
    ]  # fmt: skip
    assert first.upper[0].label == "1.1" and first.upper[0].attribution == "（财政部牵头）"
    assert first.relations[0] == second.relations[0] == "split"


def test_marks_of_an_item() -> None:
    """Dropped words in <del>, added ones in <ins>: read without colour."""
    found = read(reader_html(CITY, NATION, 1))
    assert found.marked["del"] == ["删去 dropped", "大力", "、托幼"]
    assert found.marked["ins"] == ["增加 added", "做好节水工作。"]


def test_what_nobody_took_up_stands_at_the_end() -> None:
    page = reader_page(CITY, NATION, "某市 2020", "全国 2020")
    assert read(page).marked["del"][-1] == "建设海港和机场。"
    assert "无人承接 Taken up by no item（1）" in page


def test_an_item_that_is_not_there() -> None:
    with pytest.raises(InputError, match="no item 9; the items run from 1 to 2"):
        reader_html(CITY, NATION, 9)


EVIL = '<script>alert(1)</script><img src=x onerror="a()">&amp;\'"'


@pytest.mark.parametrize("column", ["text", "attribution"])
def test_wording_is_escaped(column: str) -> None:
    """Whatever stands in a document is shown, not run: in both texts, the attributions and the titles."""
    lower, upper = CITY.assign(**{column: EVIL}), NATION.assign(**{column: EVIL + "物价"})
    html = reader_page(lower, upper, EVIL, EVIL) + reader_html(lower, upper, 1, EVIL, EVIL)
    assert "<script" not in html and "<img" not in html
    assert "&lt;script&gt;" in html
    assert "script" not in read(html).tags


def test_the_page_stands_alone() -> None:
    found = read(reader_page(CITY, NATION, "a", "b"))
    assert "link" not in found.tags and "script" not in found.tags
    assert found.links and all(re.fullmatch(r"#item-\d+", link) for link in found.links)


def test_every_item_of_the_city_is_whole(city: pd.DataFrame, nation: pd.DataFrame) -> None:
    """The pieces of each unit join to its text, on both sides; every link leads somewhere."""
    texts = {
        side: {f"{r.item}.{r.unit}": r.text for r in table.itertuples()}
        for side, table in (("lower", city), ("upper", nation))
    }
    views = read_side_by_side(city, nation)
    assert [view.item for view in views] == sorted(set(city["item"]))
    for view in views:
        for side in ("lower", "upper"):
            for unit in getattr(view, side):
                assert "".join(piece.text for piece in unit.pieces) == texts[side][unit.label]
    page = reader_page(city, nation, "咸宁市 2020", "全国 2020")
    ids = set(re.findall(r'id="(item-\d+)"', page))
    assert {link[1:] for link in read(page).links} <= ids
    assert len(ids) == 107


WORDING = st.lists(
    st.text(alphabet="发展养老、托幼服务，。；<&", min_size=1, max_size=12), min_size=1, max_size=3
)


@given(WORDING, WORDING)
def test_pieces_join_whatever_the_wording(lower: list[str], upper: list[str]) -> None:
    tables = [
        pd.DataFrame(
            [(name, i, 1, text, 40 * i, "") for i, text in enumerate(texts, start=1)], columns=COLUMNS
        )
        for name, texts in (("c", lower), ("n", upper))
    ]
    for view in read_side_by_side(*tables):
        assert ["".join(p.text for p in unit.pieces) for unit in view.lower] == [lower[view.item - 1]]
        for unit in view.upper:
            assert "".join(p.text for p in unit.pieces) == upper[int(unit.label.split(".")[0]) - 1]
    read(reader_page(*tables, "甲", "乙"))
