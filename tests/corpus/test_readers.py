"""Bytes to text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from analysis import InputError
from analysis.cleaning.pipeline import clean_report
from analysis.corpus.readers import decode, read_text, sha256

TEXT = "政府工作报告\n各位代表：\n增长6.5%，达到1.2万亿元。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    data = TEXT.encode(encoding)
    if encoding in ("utf-16-le", "utf-16-be"):
        data = "\ufeff".encode(encoding) + data
    path.write_bytes(data)
    assert read_text(path) == TEXT


def test_rare_hanzi_of_gb18030() -> None:
    assert decode("区长 \u4dae㐂".encode("gb18030"), "a.txt") == "区长 \u4dae㐂"


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_line_ends(tmp_path: Path, newline: str) -> None:
    """Line ends are kept by the reader, and are all one to the cleaners."""
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("\n", newline).encode())
    assert read_text(path) == TEXT.replace("\n", newline)
    assert clean_report(read_text(path)).text == TEXT.strip()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfe", "is empty"),
        (b"%PDF-1.7\n\0\0\1binary", "not a text file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text file"),
        (b"\xff\xff\xff\x80abc", "neither UTF-8 nor GB18030"),
        (b"\xff\xfe\x00\xd8\x00", "UTF-16"),
    ],
)
def test_files_that_hold_no_text(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as error:
        read_text(path)
    assert "bad.txt" in str(error.value)


def test_missing_file_and_other_kinds(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.txt is not in"):
        read_text(tmp_path / "a.txt")
    with pytest.raises(InputError, match="is not in"):
        read_text(tmp_path)
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(InputError, match=r"\.pdf aren't read"):
        read_text(path)
    (tmp_path / "a.wps").write_bytes(b"x")
    with pytest.raises(InputError, match=r"a\.wps: .*Word, WPS or LibreOffice.*Save as.*\.docx"):
        read_text(tmp_path / "a.wps")


def test_docx(tmp_path: Path) -> None:
    """Paragraphs and tables in their order, a table's rows with bars."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("政府工作报告", 0)
    document.add_paragraph("各位代表：")
    paragraph = document.add_paragraph("一是")
    paragraph.add_run("坚决打赢脱贫攻坚战。").bold = True
    paragraph.add_run("增长6.5%。")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "序号"
    table.rows[0].cells[1].text = "任务"
    document.add_paragraph("谢谢大家！")
    path = tmp_path / "report.DOCX"
    document.save(str(path))
    assert (
        read_text(path)
        == "政府工作报告\n各位代表：\n一是坚决打赢脱贫攻坚战。增长6.5%。\n序号 | 任务\n谢谢大家！"
    )


def test_docx_without_text(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    path = tmp_path / "scan.docx"
    docx.Document().save(str(path))
    with pytest.raises(InputError, match=r"scan\.docx holds no text"):
        read_text(path)


def test_broken_docx(tmp_path: Path) -> None:
    path = tmp_path / "broken.docx"
    with zipfile.ZipFile(tmp_path / "other.docx", "w") as archive:
        archive.writestr("hello.txt", "not a document")
    cut = tmp_path / "cut.docx"
    docx = pytest.importorskip("docx")
    docx.Document().save(str(cut))
    torn = tmp_path / "torn.docx"
    with zipfile.ZipFile(cut) as whole, zipfile.ZipFile(torn, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, "<w:document" if name == "word/document.xml" else whole.read(name))
    cut.write_bytes(cut.read_bytes()[:2000])
    for data, name in (
        (b"", "broken.docx"),
        (b"plain text", "broken.docx"),
        (None, "other.docx"),
        (None, "cut.docx"),
        (None, "torn.docx"),
    ):
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(InputError, match=name.replace(".", r"\.")):
            read_text(tmp_path / name)


def test_checksum(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    assert sha256(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
