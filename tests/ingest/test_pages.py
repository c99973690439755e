"""Saved pages and files of any encoding through the door: web archives, tables, a broken byte."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from analysis import load_corpus
from analysis.cli.program import main
from analysis.corpus.manifest import read_manifest
from analysis.errors import InputError
from analysis.formats.convert import Draft, drafts_of
from analysis.formats.html import declared_charset, read_page
from analysis.formats.mhtml import read_mhtml
from analysis.formats.received import HTML, MHTML, TEXT, Received, kind_of
from tests.ingest.makers import mhtml, report_of

REPORT = report_of("安徽省", 2021)
SHORT = report_of("安徽省", 2021, paragraphs=2)
PAGE = """<html><head><meta charset="{charset}"><title>2021年安徽省政府工作报告-某网</title></head><body>
<div class="header"><a href="/">首页</a> <a href="/x">政务公开</a></div>
<table><tr><td>索引号：</td><td>1/2021</td></tr><tr><td>发布机构：</td><td>省政府办公厅</td></tr></table>
<h1>2021年安徽省政府工作报告</h1><div>发布时间：2021-02-01 浏览次数：<span>12</span> 字号：[大 中 小]</div>
<div class="TRS_Editor">{body}</div><div class="share">分享到：微信</div>
<div>责任编辑：丁某</div><div class="footer">版权所有：某省人民政府 某ICP备1号</div></body></html>"""


def page(text: str, charset: str = "utf-8") -> str:
    body = "".join(f"<p>&emsp;&emsp;<b>{line[:3]}</b>{line[3:]}</p>\n" for line in text.split("\n"))
    return PAGE.replace("{body}", body).replace("{charset}", charset)


def draft(name: str, data: bytes) -> Draft:
    (found,) = drafts_of(Received(name, name, (), data), [])
    return found


@pytest.mark.parametrize(
    ("encoding", "transfer"),
    [
        ("utf-8", "quoted-printable"),
        ("gb18030", "quoted-printable"),
        ("utf-8", "base64"),
        ("gb2312", "base64"),
        ("utf-16", "base64"),
    ],
)
def test_web_archives(encoding: str, transfer: str) -> None:
    text = REPORT.replace("—", "-") if encoding == "gb2312" else REPORT
    data = mhtml(["<html><body>广告</body></html>", page(text, encoding)], encoding, transfer)
    for name in ("a.mht", "a.mhtml", "a.doc", "a.txt"):
        assert kind_of(name, data) == (MHTML, ".mhtml")
        found = draft(name, data)
        assert not found.kept
        lines = [line.strip() for line in found.text.split("\n")]
        assert lines == text.split("\n")
        assert "of the page left out" in found.remark


def test_web_archives_without_a_page() -> None:
    with pytest.raises(InputError, match=r"a\.mht holds no page with text"):
        read_mhtml(mhtml([]), "a.mht")
    with pytest.raises(InputError, match=r"a\.mht holds no page with text"):
        read_mhtml(mhtml(["<html><body><script>x()</script></body></html>"]), "a.mht")
    whole = mhtml([page(REPORT)])
    assert len(read_mhtml(whole[: len(whole) // 3], "a.mht").text) < len(read_mhtml(whole, "a.mht").text)
    assert kind_of("a.txt", "MIME-Version: 这是一篇报告".encode())[0] == TEXT
    assert kind_of("a.html", b"<html>")[0] == HTML


def test_nothing_of_a_page_is_left_out_unsaid() -> None:
    found = read_page("<nav>首页 公开</nav><div><p>各位代表：</p><p>今年要更好。</p></div>", "a.html")
    assert found == ("各位代表：\n今年要更好。", 4)
    assert found.remark == "4 characters of the page left out (menus, links, imprint)"
    assert read_page("<p>各位代表：</p>", "a.html").remark == ""


@pytest.mark.parametrize("name", ["print", "footer_text", "share-box", "sidebar"])
def test_a_report_is_no_furniture_whatever_its_element_is_called(name: str) -> None:
    """A short report in an element with a piece of furniture's name stays."""
    body = "".join(f"<p>{line}</p>" for line in SHORT.split("\n"))
    markup = f"<html><body><div class='nav'>首页</div><div id='{name}'>{body}</div></body></html>"
    assert read_page(markup, "a.html").text == SHORT


def test_what_a_page_says_of_its_encoding() -> None:
    assert (
        declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=GB2312">') == "GB2312"
    )
    assert declared_charset(b"<html>") == ""
    markup = "<html><meta charset=big5><body><p>各位代表：</p><p>縣</p></body></html>"
    assert draft("a.html", markup.encode("big5")).text == "各位代表：\n縣"


def add(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    status = main(["add", *map(str, args)])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_page_in_a_table_and_in_an_archive_give_one_corpus(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cell = (
        "下载\n打印\n【字号：\n加大\n】\n"
        + REPORT.replace("政府工作报告", "2021年安徽省政府工作报告\n来源：安徽日报", 1)
        + "\n相关报道："
    )
    table = io.StringIO()
    csv.writer(table).writerows([("province", "year", "full_text"), ("安徽省", "2021", cell)])
    (tmp_path / "t.csv").write_text(table.getvalue(), encoding="utf-8-sig")
    (tmp_path / "a.mht").write_bytes(
        mhtml([page(report_of("甘肃省", 2021, seed=3).replace("政府工作报告", "", 1))])
    )
    assert add(capsys, tmp_path / "t.csv", tmp_path / "a.mht", "--corpus", tmp_path / "c")[0] == 0
    rows = {row.region: row for row in read_manifest(tmp_path / "c" / "reports.csv")}
    assert rows["安徽省"].title == "2021年安徽省政府工作报告"
    assert (rows["安徽省"].date, rows["安徽省"].speaker) == ("2021-01-15", "王建国")
    assert rows["甘肃省"].speaker == "王建国"
    assert "of the page left out" in rows["甘肃省"].known_gaps
    texts = {report.region: report for report in load_corpus(tmp_path / "c").iter_reports()}
    assert texts["安徽省"].text == REPORT.replace("政府工作报告", "2021年安徽省政府工作报告", 1)
    assert texts["安徽省"].notes.split("\n") == [
        "下载",
        "打印",
        "【字号：",
        "加大",
        "】",
        "来源：安徽日报",
        "相关报道：",
    ]
    assert texts["甘肃省"].text.endswith("努力奋斗！")
    assert {p.part for p in texts["甘肃省"].paragraphs} == {"other", "review", "plan"}


def test_a_file_in_big5_is_added_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        "廣東省政府工作報告",
        "——2021年1月24日在廣東省第十三屆人民代表大會第四次會議上",
        "省長 甲乙丙",
        "各位代表：",
        "現在，我代表省人民政府，向大會報告工作，請予審議。",
        "一、2020年工作回顧",
        "全省地區生產總值增長2.3%，達到11萬億元。",
    ]
    data = "\n".join(lines).encode("big5")
    (tmp_path / "a.txt").write_bytes(data)
    assert add(capsys, tmp_path / "a.txt", "--corpus", tmp_path / "c")[0] == 0
    (row,) = read_manifest(tmp_path / "c" / "reports.csv")
    assert (row.region, row.year, row.title, row.speaker) == ("广东省", 2021, "廣東省政府工作報告", "甲乙丙")
    assert (tmp_path / "c" / "raw" / row.source).read_bytes() == data
    (report,) = load_corpus(tmp_path / "c").iter_reports()
    assert report.text == "\n".join(lines)


def test_an_encoding_is_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes(REPORT.encode("utf-7"))
    status, _, err = add(capsys, tmp_path / "a.txt", "--encoding", "utf7", "--corpus", tmp_path / "c")
    assert (status, err) == (0, "")
    (row,) = read_manifest(tmp_path / "c" / "reports.csv")
    assert (tmp_path / "c" / "raw" / row.source).read_text(encoding="utf-8") == REPORT
    status, _, err = add(capsys, tmp_path / "a.txt", "--encoding", "utf9", "--corpus", tmp_path / "d")
    assert (status, err.startswith("error: no encoding 'utf9'")) == (2, True)


def test_a_bad_byte_stops_or_is_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "b.txt"
    good.write_text(report_of("甘肃省", 2021, seed=3), encoding="utf-8")
    at = len("\n".join(REPORT.split("\n")[:9]).encode("gb18030"))
    data = REPORT.encode("gb18030")
    (tmp_path / "a.txt").write_bytes(data[:at] + b"\xff" + data[at:])
    corpus = tmp_path / "c"
    status, out, err = add(capsys, tmp_path / "a.txt", good, "--corpus", corpus)
    assert (status, out) == (2, "")
    assert f"a.txt, line 9, byte {at + 1:,} (0xFF): a byte belongs to no character of GB18030" in err
    status, out, err = add(capsys, tmp_path / "a.txt", good, "--errors", "mark", "--corpus", corpus)
    assert status == 0
    rows = {row.region: row for row in read_manifest(corpus / "reports.csv")}
    assert rows["安徽省"].known_gaps.startswith("1 byte of no character marked with U+FFFD (line 9")
    assert rows["甘肃省"].known_gaps == ""
    texts = {report.region: report.text for report in load_corpus(corpus).iter_reports()}
    assert texts["安徽省"].replace("\ufffd", "") == REPORT


def test_a_bad_byte_in_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'province,year,text\n安徽省,2021,"' + REPORT + '"\n'
    at = len(text[:200].encode())
    (tmp_path / "t.csv").write_bytes(text[:200].encode() + b"\xff" + text[200:].encode())
    status, _, err = add(capsys, tmp_path / "t.csv", "--corpus", tmp_path / "c")
    assert status == 2
    assert f"byte {at + 1:,} (0xFF)" in err
    status, out, _ = add(capsys, tmp_path / "t.csv", "--errors", "mark", "--corpus", tmp_path / "c")
    assert status == 0
    assert "t.csv: 1 byte of no character marked with U+FFFD (line" in out
