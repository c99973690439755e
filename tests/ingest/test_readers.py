"""Each kind of file gives the paragraphs that were put into it."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from analysis.characters.decoding import decode
from analysis.characters.misread import mend_misread
from analysis.characters.plausible import common_share
from analysis.cleaning.paragraphs import needs_paragraphs, recover_paragraphs
from analysis.errors import InputError
from analysis.formats.archive import members
from analysis.formats.collection import collection_of
from analysis.formats.columns import guess_columns
from analysis.formats.convert import drafts_of
from analysis.formats.html import html_text, looks_like_html
from analysis.formats.pdf import read_pdf
from analysis.formats.received import Received
from analysis.formats.tables import read_table
from tests.ingest.makers import Text, docx, pdf, report_of, set_lines, shipped, zipped

REPORT = report_of("安徽省", 2021)


def read(name: str, data: bytes) -> str:
    drafts = drafts_of(Received(name, name, (), data), [])
    assert len(drafts) == 1
    return drafts[0].text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end(encoding: str, newline: str) -> None:
    text = read("a.txt", REPORT.replace("\n", newline).encode(encoding))
    assert text.lstrip("\ufeff").splitlines() == REPORT.split("\n")


def test_a_file_in_two_encodings_is_refused() -> None:
    lines = REPORT.split("\n")
    data = "\n".join(lines[:20]).encode() + b"\n" + "\n".join(lines[20:]).encode("gb18030")
    with pytest.raises(InputError, match=r"two|partly"):
        decode(data, "a.txt")


def test_a_text_decoded_wrongly_is_mended_or_refused() -> None:
    assert mend_misread(REPORT.encode("gb18030").decode("latin-1"), "a.txt") == REPORT
    lost = REPORT.encode().decode("gb18030", "replace")
    with pytest.raises(InputError, match=r"a\.txt can't be read as Chinese"):
        mend_misread(lost, "a.txt")


def test_shipped_reports_are_never_taken_for_noise(corpus) -> None:  # type: ignore[no-untyped-def]
    for report in corpus.iter_reports():
        assert mend_misread(report.text, report.report_id) == report.text
        assert common_share(report.text) > 0.25


def test_one_line_gets_its_paragraphs_back() -> None:
    """With the indents left in it every paragraph comes back; without, at least chapters, sections and
    greetings; no character is lost.
    """
    paragraphs = shipped("hebei-2020").text.split("\n")
    indented = "　　".join(paragraphs)
    assert needs_paragraphs(indented)
    assert recover_paragraphs(indented).split("\n") == paragraphs
    bare = "".join(paragraphs)
    found = recover_paragraphs(bare).split("\n")
    assert "".join(found) == bare
    chapters = [p for p in paragraphs if re.match("[一二三]、", p)]
    assert chapters
    assert all(any(line.startswith(chapter[:12]) for line in found) for chapter in chapters)
    assert not needs_paragraphs("\n".join(paragraphs))


@given(st.text(alphabet="一二三、（）。！各位代表：　 \n年增长5%", max_size=300))
@settings(max_examples=100, deadline=None)
def test_recovering_paragraphs_changes_blanks_only(text: str) -> None:
    assert re.sub(r"\s", "", recover_paragraphs(text)) == re.sub(r"\s", "", text)


PARAGRAPHS = shipped("anhui-2020").text.split("\n")[:50]


def page(lines: list[tuple[str, bool]], number: int, left: float = 90, pitch: float = 24) -> list[Text]:
    drawn = [Text(180, 800, "安徽省人民政府公报", 10), Text(280, 40, f"— {number} —", 10)]
    for row, (line, first) in enumerate(lines):
        drawn.append(Text(left + (28 if first else 0), 760 - row * pitch, line))
        if re.match("[一二三]、", line):  # bold by drawing twice
            drawn.append(drawn[-1]._replace(x=drawn[-1].x + 0.4))
    return drawn


def test_pdf_paragraphs_heads_page_numbers_and_bold() -> None:
    lines = set_lines(PARAGRAPHS, 30)
    pages = [page(lines[at : at + 28], at // 28 + 1) for at in range(0, len(lines), 28)]
    assert len(pages) > 5
    text, missing = read_pdf(pdf(pages), "a.pdf")
    assert text.split("\n") == PARAGRAPHS
    assert missing == ""


def test_pdf_drawn_character_by_character_without_a_font() -> None:
    """A PDF that embeds no font is read alike on every machine, also where no font there has hanzi."""
    words = "政府工作报告。二〇二〇年，各项工作取得新进展。"
    data = pdf([[Text(72 + 14 * place, 700, character) for place, character in enumerate(words)]])
    assert read_pdf(data, "drawn.pdf")[0] == words


def test_pdf_columns_in_any_drawing_order() -> None:
    lines = set_lines(PARAGRAPHS, 14)
    pages = []
    for at in range(0, len(lines), 60):
        drawn = [Text(180, 810, "2020年1月20日 安徽日报", 10)]
        for column in range(2):
            for row, (line, first) in enumerate(lines[at + 30 * column : at + 30 * column + 30]):
                drawn.append(
                    Text(60 + 240 * column + (28 if first else 0), 740 - row * 22 - 6 * column, line)
                )
        pages.append(random.Random(at).sample(drawn, len(drawn)))
    text, _ = read_pdf(pdf(pages), "a.pdf")
    assert text.split("\n") == PARAGRAPHS


def test_pdf_without_indents() -> None:
    """Paragraphs set off by a gap or a short last line."""
    drawn: list[list[Text]] = [[]]
    y = 760.0
    for paragraph in PARAGRAPHS:
        for at in range(0, len(paragraph), 30):
            if y < 80:
                drawn.append([])
                y = 760.0
            drawn[-1].append(Text(90, y, paragraph[at : at + 30]))
            y -= 20
        y -= 8
    text, _ = read_pdf(pdf(drawn), "a.pdf")
    found = text.split("\n")
    assert "".join(found) == "".join(PARAGRAPHS)
    assert len(set(found) & set(PARAGRAPHS)) >= 0.9 * len(PARAGRAPHS)


def test_scanned_pdf_says_so() -> None:
    with pytest.raises(InputError, match=r"a\.pdf is a scan: its 3 pages have no text layer"):
        read_pdf(pdf([[], [], []]), "a.pdf")
    whole = pdf([page(set_lines(PARAGRAPHS, 30)[:28], 1), []])
    assert read_pdf(whole, "a.pdf")[1] == "pages without text: 2"
    with pytest.raises(InputError, match="damaged"):
        read_pdf(b"%PDF-1.4 and then nothing", "a.pdf")


PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312">\
<title>2021年安徽省政府工作报告-安徽省人民政府网</title><script>var a="政府";</script></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li>\
<li><a href="/x">政务公开</a></li></ul></div><div id="header">安徽省人民政府</div>
<div class="crumbs">当前位置：<a>首页</a> &gt; <a>报告</a></div>\
<div class="wrap"><h1>2021年安徽省政府工作报告</h1><div class="content" id="zoom">{body}</div>
<div class="share">分享到：微信</div></div>\
<div class="footer">版权所有：安徽省人民政府 皖ICP备1号</div></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_html_main_text(encoding: str) -> None:
    body = "".join(f"<p>&nbsp;&nbsp;<span>{line[:3]}</span>{line[3:]}</p>\n" for line in REPORT.split("\n"))
    text = read("a.htm", PAGE.replace("{body}", body).encode(encoding))
    assert [line.strip() for line in text.split("\n")][-len(REPORT.split("\n")) :] == REPORT.split("\n")
    for gone in ("首页", "分享", "版权", "当前位置", "var a"):
        assert gone not in text


def test_html_fragments_breaks_and_tables() -> None:
    assert read("a.txt", ("<p>" + REPORT.replace("\n", "</p><p>") + "</p>").encode()) == REPORT
    assert html_text(REPORT.replace("\n", "<br/>　　"), "a.html").replace("\n　　", "\n") == REPORT
    table = "<table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>稳就业</td></tr></table>"
    assert (
        html_text(f"<div><p>各位代表：</p>{table}</div>", "a.html") == "各位代表：\n序号 | 任务\n1 | 稳就业"
    )
    assert not looks_like_html("《国务院关于落实<政府工作报告>重点工作部门分工的意见》和<<意见>>")
    with pytest.raises(InputError, match=r"a\.html holds no text"):
        html_text("<html><body><script>render()</script></body></html>", "a.html")


def test_html_tables_are_read_as_those_of_word() -> None:
    """Cells merged over rows and columns, cells of several paragraphs, banners, a long cell of data."""
    long = "加快建设粮库，" * 60 + "年内建成。"
    rows = (
        "<tr><th>序号</th><th>任务</th><th><p>牵头</p><p>单位</p></th><th>时限</th></tr>"
        "<tr><td colspan=4><p>一、粮食</p></td></tr>"
        "<tr><td rowspan=2>1</td><td rowspan='2'><p>建粮库。</p></td><td>县发改委</td><td>6月底</td></tr>"
        "<tr><td>县财政局</td><td>9月底</td></tr>"
        f"<tr><td>2</td><td>{long}</td><td>县粮食局<br>县农业局</td><td></td></tr>"
        "<tr><td>3</td><td colspan=2>修路。</td><td>年底</td></tr>"
    )
    page = f"<div><p>{'推进改革。' * 99}</p><table>{rows}</table><p>完</p></div>"
    assert html_text(page, "a.html").split("\n")[1:] == [
        "序号 | 任务 | 牵头 单位 | 时限",
        "一、粮食",
        "1 | 建粮库。 | 县发改委 | 6月底",
        "〃 | 〃 | 县财政局 | 9月底",
        f"2 | {long} | 县粮食局 县农业局 |",
        "3 | 修路。 | | 年底",
        "完",
    ]


def test_a_table_of_links_is_no_data() -> None:
    menu = "<table>" + "<tr><td><a>首页</a></td><td><a>新闻</a></td></tr>" * 40 + "</table>"
    body = "".join(f"<p>{line}</p>" for line in REPORT.split("\n"))
    assert html_text(f"<html><body>{menu}<div>{body}</div></body></html>", "a.html") == REPORT


def test_html_inside_a_form() -> None:
    """As ASP.NET writes pages: everything is a form."""
    body = "".join(f"<p>{line}</p>" for line in REPORT.split("\n"))
    assert (
        html_text(
            (
                "<html><body><form "
                f"id='aspnetForm'><header><a>首页</a></header><div>{body}</div></form></body></html>"
            ),
            "a.html",
        )
        == REPORT
    )


def test_deep_html_is_no_danger() -> None:
    assert html_text("<div>" * 200 + "各位代表：" + "</div>" * 200, "a.html") == "各位代表："
    with pytest.raises(InputError, match=r"a\.html is nested more than 2,048 levels deep"):
        html_text("<div>" * 100_000 + "各位代表：" + "</div>" * 100_000, "a.html")


def test_docx_is_kept_as_it_came() -> None:
    item = Received("a.docx", "a.docx", (), docx(REPORT.split("\n")))
    [draft] = drafts_of(item, [])
    assert draft.text == REPORT
    assert (draft.kept, draft.suffix) == (True, ".docx")


def test_content_goes_before_the_name() -> None:
    """A .doc or .txt that is really a web page or a Word file, as government sites hand out."""
    assert read("a.txt", docx(REPORT.split("\n"))) == REPORT
    [draft] = drafts_of(Received("a.txt", "a.txt", (), docx(REPORT.split("\n"))), [])
    assert (draft.kept, draft.suffix) == (False, ".txt")
    assert read("a.doc", docx(REPORT.split("\n"))) == REPORT
    assert read("a.doc", f"<HTML><body><p>{REPORT}</p></body></HTML>".encode()).startswith(REPORT[:6])
    for name, data, message in (
        ("a.doc", b"\xd0\xcf\x11\xe0" * 9, r"a\.doc is an old Office file.*Word, WPS or LibreOffice.*\.docx"),
        ("a.rtf", b"{\\rtf1 x}", r"a\.rtf is an RTF file.*Save as.*\.docx"),
        ("a.wps", b"x", r"a\.wps: files of the kind \.wps aren't read.*Save as.*\.docx"),
        ("a.odt", zipped({"content.xml": b"<x/>"}), r"a\.odt: files of the kind \.odt.*Save as.*\.docx"),
        ("a.et", b"x", r"a\.et: .*\.xlsx"),
        ("a.rar", b"Rar!", r"a\.rar: .*unpack"),
        ("a.jpg", b"\xff\xd8\xff", r"\.jpg"),
    ):
        with pytest.raises(InputError, match=message):
            drafts_of(Received(name, name, (), data), [])


def test_zip_names_in_gbk() -> None:
    data = zipped({"湖北省/咸宁市2021.txt": b"1", "__MACOSX/x": b"2", "湖北省/.DS_Store": b"3"}, "gbk")
    assert [str(m.path) for m in members(data, "a.zip")] == ["湖北省/咸宁市2021.txt"]
    assert [str(m.path) for m in members(zipped({"湖北省/咸宁市.txt": b"1"}), "a.zip")] == [
        "湖北省/咸宁市.txt"
    ]


def test_columns_are_told_from_their_headers() -> None:
    assert guess_columns(["序号", "省份", "年份", "正文"]) == {
        "text": "正文",
        "year": "年份",
        "province": "省份",
    }
    assert guess_columns(["Province", "City", "Year", "Content"]) == {
        "text": "Content",
        "year": "Year",
        "province": "Province",
        "city": "City",
    }
    assert guess_columns(["地区", "年度", "报告人", "政府工作报告全文"]) == {
        "text": "政府工作报告全文",
        "year": "年度",
        "region": "地区",
        "speaker": "报告人",
    }
    assert guess_columns(["id", "v1"], "v1") == {"text": "v1"}


def tables() -> list[tuple[str, bytes]]:
    import pandas as pd

    table = pd.DataFrame(
        {
            "省份": ["安徽省", "甘肃省"],
            "年份": [2021, 2021],
            "正文": [REPORT, report_of("甘肃省", 2021, seed=3)],
        }
    )
    xlsx, dta, old = io.BytesIO(), io.BytesIO(), io.BytesIO()
    table.to_excel(xlsx, index=False)
    table.to_stata(dta, write_index=False, version=118, convert_strl=["正文"])
    latin = table.rename(columns={"省份": "province", "年份": "year", "正文": "content"})
    latin["content"] = latin["content"].str[:700]
    for column in ("province", "content"):
        latin[column] = [v.encode("gb18030").decode("latin-1") for v in latin[column]]
    latin.to_stata(old, write_index=False, version=117)
    return [
        ("a.csv", table.to_csv(index=False).encode("utf-8-sig")),
        ("b.csv", table.to_csv(index=False).encode("gb18030")),
        ("c.tsv", table.to_csv(index=False, sep="\t").encode()),
        ("d.xlsx", xlsx.getvalue()), ("e.dta", dta.getvalue()), ("f.dta", old.getvalue()),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), tables(), ids=lambda v: v if isinstance(v, str) else "")
def test_tables(name: str, data: bytes) -> None:
    table = read_table(data, name, Path(name).suffix)
    assert [row.place for row in table.rows] == ["row 2", "row 3"]
    assert table.rows[0].cells["province"] == "安徽省"
    assert table.rows[0].cells["year"] == "2021"
    assert table.rows[1].cells["text"][:300] == report_of("甘肃省", 2021, seed=3)[:300]
    assert table.said.startswith(f"{name}: 2 rows; text from ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("省份,年份\n安徽,2021\n", "no column that holds reports"),
        ("省份,正文\n", "no rows below"),
        ("省份,省份,正文\n1,2,3\n", "no column|two columns"),
        ('省份,年份,正文\n"=cmd|calc!A1",2021,各位代表，推进经济发展。\n', "row 2: 省份 is a formula"),
        ('省份,年份,正文\n安徽,2021,"=HYPERLINK(""x"")推进经济发展"\n', "row 2: 正文 is a formula"),
        ('省份,正文\n安徽,"没有结束\n', "well-formed"),
    ],
)
def test_bad_tables(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_table(text.encode(), "a.csv", ".csv")


def test_many_reports_in_one_file() -> None:
    two = f"合集\n\n{REPORT}\n\n{report_of('甘肃省', 2021, seed=5)}"
    assert [piece.text.split("\n")[1] for piece in collection_of(two).pieces] == [
        "——2021年1月15日在安徽省第十四届人民代表大会第三次会议上",
        "——2021年1月15日在甘肃省第十四届人民代表大会第三次会议上",
    ]
    assert collection_of(two).before == "合集"
    assert [piece.text for piece in collection_of(REPORT).pieces] == [REPORT]


def test_a_collection_with_heads_is_kept_whole() -> None:
    gansu = report_of("甘肃省", 2021, seed=5)
    text = f"【第一篇】安徽省政府工作报告(全文)\n{REPORT}\n【第二篇】甘肃省政府工作报告(全文)\n{gansu}"
    drafts = drafts_of(Received("a.txt", "a.txt", (), text.encode()), [])
    assert [(d.article, d.kept) for d in drafts] == [
        ("安徽省政府工作报告", True),
        ("甘肃省政府工作报告", True),
    ]
