"""Broken files of every sort: one clear sentence, status 2, and the corpus as it was."""

from __future__ import annotations

import io
import json
import random
import struct
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from analysis.cli import main
from analysis.errors import InputError
from analysis.formats import archive
from analysis.formats.convert import drafts_of
from analysis.formats.received import Received
from analysis.ingest.survey import survey
from analysis.ingest.writing import write
from analysis.limits import ARCHIVE_MEMBER
from tests.ingest.makers import docx, mhtml, pdf, report_of, set_lines, zipped
from tests.ingest.test_add import put, snapshot
from tests.ingest.test_readers import page

REPORT = report_of("安徽省", 2021)
LINES = set_lines(REPORT.split("\n"), 30)


def bomb() -> bytes:
    return zipped({"a.txt": b"\0" * (32 * 2**20)})


def lying_bomb() -> bytes:
    """An archive whose directory says that its file is small."""
    data = bytearray(bomb())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(data)


def docx_bomb() -> bytes:
    buffer = io.BytesIO(docx(["各位代表："]))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/media/x.bin", b"\0" * (32 * 2**20))
    return buffer.getvalue()


def strange_docx() -> bytes:
    source = zipfile.ZipFile(io.BytesIO(docx(["各位代表："])))
    return zipped(
        {n: b"<a/>" if n.endswith("document.xml.rels") else source.read(n) for n in source.namelist()}
    )


def far_cell() -> bytes:
    """A workbook of two cells, one of them the last that a sheet can have."""
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "省份"
    book.active["XFD1048576"] = "x"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def link() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = 0o120777 << 16
        file.writestr(info, "/etc/passwd")
    return buffer.getvalue()


BROKEN: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.txt", lambda: b"", "is empty"),
    "blank": ("a.txt", lambda: "　\r\n\t".encode(), "is empty"),
    "binary": ("a.txt", lambda: random.Random(1).randbytes(5000), r"a\.txt"),
    "picture named txt": ("a.txt", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(999), "not a text file"),
    "NULs late": ("a.txt", lambda: REPORT.encode() + b"\0" * 9, "NUL"),
    "lone surrogates": ("a.txt", lambda: REPORT.encode() + b"\xed\xa0\x80" * 9, r"a\.txt"),
    "half UTF-16": ("a.txt", lambda: b"\xff\xfe" + REPORT.encode("utf-16-le")[:-1], "UTF-16"),
    "two encodings": ("a.txt", lambda: REPORT.encode() + REPORT.encode("gb18030"), r"a\.txt"),
    "a long line": (
        "a.txt",
        lambda: ("推进经济社会发展。" * 200_000).encode(),
        r"holds 1,800,000 characters",
    ),
    "a long line of nothing": ("a.txt", lambda: b" " * 5_000_000, "is empty"),
    "a long line of dots": ("a.txt", lambda: b"." * 5_000_000, "has a line of 5,000,000 characters"),
    "another text": (
        "a.txt",
        lambda: "今天天气很好。".encode() * 400,
        "doesn't look like a government work report",
    ),
    "Latin": ("a.txt", lambda: b"Lorem ipsum dolor sit amet. " * 200, "doesn't look like"),
    "torn docx": ("a.docx", lambda: docx(REPORT.split("\n"))[:3000], r"a\.docx"),
    "docx without document": ("a.docx", lambda: zipped({"x.xml": b"<x/>"}), r"a\.docx is not a readable"),
    "docx with strange parts": ("a.docx", strange_docx, r"a\.docx is not a readable"),
    "a cell at the end of a workbook": (
        "a.xlsx",
        far_cell,
        "more than 100,000 empty rows",
    ),
    "docx of nothing": ("a.docx", lambda: docx([]), "holds no text"),
    "docx bomb": ("a.docx", docx_bomb, "zip bomb"),
    "zip bomb": ("a.zip", bomb, "zip bomb"),
    "zip bomb that lies": ("a.zip", lying_bomb, "zip bomb|damaged"),
    "path up": ("a.zip", lambda: zipped({"../../evil.txt": REPORT.encode()}), "leads outside"),
    "path absolute": ("a.zip", lambda: zipped({"/etc/evil.txt": REPORT.encode()}), "leads outside"),
    "path of Windows": ("a.zip", lambda: zipped({"C:\\evil.txt": REPORT.encode()}), "leads outside"),
    "link": ("a.zip", link, "holds a link"),
    "zips in zips": (
        "a.zip",
        lambda: zipped({"b.zip": zipped({"c.zip": zipped({"d.txt": b"1"})})}),
        "within an archive",
    ),
    "torn zip": ("a.zip", lambda: zipped({"a.txt": REPORT.encode()})[:-9], "damaged"),
    "empty zip": ("a.zip", lambda: zipped({}), "no reports among these files"),
    "zip with a bad file": (
        "a.zip",
        lambda: zipped({"安徽2021.txt": REPORT.encode(), "b.txt": b""}),
        r"b\.txt is empty",
    ),
    "torn pdf": ("a.pdf", lambda: pdf([page(LINES[:28], 1)])[:200], "damaged|scan"),
    "scan": ("a.pdf", lambda: pdf([[], []]), "is a scan"),
    "page of nothing": ("a.html", lambda: b"<html><body></body></html>", "holds no text"),
    "formula": (
        "a.csv",
        lambda: f'省份,年份,正文\n=1+1,2021,"{REPORT}"\n'.encode(),
        "row 2: 省份 is a formula",
    ),
    "table without region": (
        "a.csv",
        lambda: f'年份,正文\n2021,"{REPORT[REPORT.index("各位") :]}"\n'.encode(),
        r"row 2 .*--region",
    ),
    "table with a bad year": (
        "a.csv",
        lambda: f'省份,年份,正文\n安徽,去年,"{REPORT}"\n'.encode(),
        "row 2 has the year '去年'",
    ),
    "table with an unknown region": (
        "a.csv",
        lambda: f'省份,年份,正文\n火星,2021,"{REPORT}"\n'.encode(),
        "no region is called '火星'",
    ),
    "not a workbook": ("a.xlsx", lambda: zipped({"xl/workbook.xml": b"<x"}), r"a\.xlsx can't be opened"),
    "not a dta": ("a.dta", lambda: b"<stata_dta><header>" * 9, r"a\.dta can't be opened"),
    "old Word": ("a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99, r"\.doc"),
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz")
    write(
        survey(
            [put(folder / "x.txt", report_of("咸宁市", 2022, assembly="第六届", office="市长", seed=7))],
            folder / "corpus",
        )
    )
    return folder / "corpus"


@pytest.mark.parametrize("case", BROKEN)
def test_broken_files(case: str, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, make, message = BROKEN[case]
    path = put(tmp_path / "in" / name, make())
    before, started = snapshot(corpus), time.perf_counter()
    assert main(["add", str(path), "--corpus", str(corpus)]) == 2
    assert time.perf_counter() - started < 10
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert len(err) < 600
    with pytest.raises(AssertionError, match=message):
        raise AssertionError(err)
    assert snapshot(corpus) == before
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("region,year\n安徽省,2020\n", "no column source"),
        ("region,year,source\n安徽省,2020,a.txt\n安徽省,2020,b.txt\n", "stands in row 2 too"),
        (
            "report_id,region,year,source\nx,安徽省,2020,a.txt\nx,甘肃省,2020,b.txt\n",
            "'x' stands in row 2 too",
        ),
        ("region,year,source\n安徽省,两千,a.txt\n", "row 2: year"),
        ("region,year,source\n安徽省,2020,../a.txt\n", "plain name"),
        ("region,year,source\n安徽省,2020,a.txt,more\n", "more cells than the header"),
        ("", "no column region"),
        ("\udcff", "can't be read as a CSV file in UTF-8"),
    ],
)
def test_a_corpus_with_a_broken_manifest(
    manifest: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "corpus"
    put(folder / "reports.csv", manifest.encode("utf-8", "surrogateescape"))
    before = snapshot(folder)
    assert main(["add", str(put(tmp_path / "a.txt", REPORT)), "--corpus", str(folder)]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1
    assert snapshot(folder) == before


@pytest.mark.parametrize(
    "args",
    [
        ["nowhere.txt"],
        ["*.nothing"],
        ["--corpus", "file", "a.txt"],
        ["a.txt", "--region", "火星"],
        ["a.txt", "--year", "1200"],
    ],
)
def test_bad_arguments(
    args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "a.txt", REPORT)
    put(tmp_path / "file", "mine")
    before = snapshot(tmp_path)
    assert main(["add", *args]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert snapshot(tmp_path) == before


def test_an_empty_folder_has_no_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    assert main(["add", str(tmp_path / "in"), "--corpus", str(tmp_path / "c")]) == 2
    assert "no reports" in capsys.readouterr().err
    assert not (tmp_path / "c").exists()


def test_limits_hold_for_real_archives() -> None:
    assert ARCHIVE_MEMBER.most <= 2**28
    with pytest.raises(InputError, match="zip bomb"):
        archive.check_sizes([_info(2**27, 2**10)], "a.zip", 2**10)
    archive.check_sizes([_info(60_000, 20_000)] * 6000, "a.zip", 20_000 * 6000)
    with pytest.raises(InputError, match="zip bomb"):  # entries that all name the same bytes
        archive.check_sizes([_info(60_000, 20_000)] * 6000, "a.zip", 20_000)


def _info(size: int, packed: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("a")
    info.file_size, info.compress_size = size, packed
    return info


WHOLE = {
    "a.txt": REPORT.encode(), "a.docx": docx(REPORT.split("\n")[:6]), "a.pdf": pdf([page(LINES[:20], 1)]),
    "a.zip": zipped({"安徽.txt": REPORT.encode()}, "gbk"),
    "a.html": f"<html><p>{REPORT[:400]}</p></html>".encode("gb18030"),
    "a.csv": f'省份,年份,正文\n安徽,2021,"{REPORT[:400]}"\n'.encode(),
    "a.json": json.dumps([{"省份": "安徽", "年份": 2021, "正文": REPORT[:400]}], ensure_ascii=False).encode(),
    "a.tmx": f"<tmx><body><tu><tuv xml:lang='zh'><seg>{REPORT[:99]}</seg></tuv></tu></body></tmx>".encode(),
    "a.mht": mhtml([f"<p>{REPORT[:400]}</p>"]),
}  # fmt: skip


@given(st.sampled_from(sorted(WHOLE)), st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_files_cut_and_scribbled_on(name: str, data: st.DataObject) -> None:
    """A real file with bytes changed, cut or put in is read, or refused in one sentence that names it;
    nothing else happens.
    """
    content = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(0, len(content) - 1)))
        match data.draw(st.sampled_from(["change", "cut", "insert", "end"])):
            case "change":
                content[at : at + 4] = data.draw(st.binary(min_size=1, max_size=4))
            case "cut":
                del content[at : at + data.draw(st.integers(1, 200))]
            case "insert":
                content[at:at] = data.draw(st.binary(min_size=1, max_size=20))
            case _:
                del content[at:]
    with tempfile.TemporaryDirectory() as folder:
        try:
            plan = survey([put(Path(folder) / name, bytes(content))], Path(folder) / "corpus")
            complaint = plan.complaint()
        except InputError as error:
            complaint = str(error)
        assert "\n" not in complaint
        assert not (Path(folder) / "corpus").exists()


@given(
    st.sampled_from(["a.txt", "a.docx", "a.pdf", "a.zip", "a.html", "a.csv", "a.xlsx", "a.dta", "a.md", "a"]),
    st.binary(max_size=300),
)
@settings(max_examples=200, deadline=None)
def test_any_bytes_under_any_name(name: str, content: bytes) -> None:
    try:
        drafts_of(Received(name, name, (), content), [])
    except InputError as error:
        assert "\n" not in str(error)
        assert name in str(error)
