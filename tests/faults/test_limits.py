"""Files made to take long or to fill the memory: read, or refused in one sentence; time grows with size.

The table of limits in ``docs/reliability.md`` is that of ``analysis.limits``.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.formats.convert import drafts_of
from analysis.formats.received import Received, receive
from analysis.ingest.survey import survey
from analysis.limits import LIMITS, REPORT
from tests.faults.reading import READERS, read_in
from tests.growth import LINEAR, exponent
from tests.ingest.makers import cell, grid, par, report_of, word, zipped

REPORT_TEXT = report_of("安徽省", 2021)
PARAGRAPHS = REPORT_TEXT.split("\n")
BODY = "".join(map(par, PARAGRAPHS))
PAGE = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
DOCS = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"


def test_the_table_of_limits_is_that_of_the_docs() -> None:
    rows = [f"| {limit.what} | {limit.shown} | {limit.reason} |" for limit in LIMITS]
    text = DOCS.read_text(encoding="utf-8")
    assert [row for row in rows if row not in text] == []
    assert len({limit.what for limit in LIMITS}) == len(LIMITS) >= 20


def merged(rows: int) -> str:
    """A table with one cell of many words merged over many rows."""
    words = "".join(par("推进改革开放。" * 30) for _ in range(10))
    first = cell(words, '<w:vMerge w:val="restart"/>')
    return grid([first, "建粮库"], *([cell("", "<w:vMerge/>"), f"植树{n}"] for n in range(rows)))


def spreadsheet(rows: str) -> bytes:
    """A workbook of one sheet, its rows as XML."""
    import openpyxl

    buffer = BytesIO()
    openpyxl.Workbook().save(buffer)
    source = zipfile.ZipFile(buffer)
    names = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{names}"><sheetData>{rows}</sheetData></worksheet>'
    files = {name: source.read(name) for name in source.namelist()}
    return zipped(files | {"xl/worksheets/sheet1.xml": sheet.encode()})


def texts(number: int | str, *cells: str) -> str:
    """A row of a sheet."""
    inside = "".join(
        f'<c r="{"ABC"[n]}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for n, text in enumerate(cells)
    )
    return f'<row r="{number}">{inside}</row>'


HEAD = texts(1, "省份", "年份", "正文") + texts(2, "安徽", "2021", REPORT_TEXT)
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "改革开放">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a line of many reports": ("a.txt", lambda: ("推进发展。" * 500_000).encode(), "has a line of 2,500,000"),
    "attributes without end": (
        "a.html",
        lambda: ("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">" + PAGE).encode(),
        "more than 1,000 attributes",
    ),
    "elements too deep": ("a.html", lambda: ("<div>" * 9_000 + PAGE).encode(), "nested more than 2,048"),
    "tags without end": ("a.html", lambda: ("<html>" + "<b>" * 2_000_001).encode(), "2,000,002 tags"),
    "a header of a web archive": (
        "a.mht",
        lambda: (
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; "
            + "; ".join(f"a{n}=1" for n in range(9_000)) + "\n\n<p>a</p>\n--x--"
        ).encode(),
        "header of more than 20,000 characters",
    ),
    "laughs in a Word file": (
        "a.docx",
        lambda: zipped({"word/document.xml": (LAUGHS + "<x>&m;</x>").encode()}),
        "not a readable .docx",
    ),
    "laughs in a memory": ("a.tmx", lambda: (LAUGHS + "<tmx><tu>&m;</tu></tmx>").encode(), "well-formed TMX"),
    "laughs in a workbook": ("a.xlsx", lambda: spreadsheet(HEAD + "]]>" + LAUGHS), "can't be opened"),
    "the last row of all": ("a.xlsx", lambda: spreadsheet(HEAD + texts(2**31 - 1, "x")), "empty rows"),
    "rows far apart": (
        "a.xlsx",
        lambda: spreadsheet(HEAD + "".join(texts(99_000 * n, "x") for n in range(1, 20))),
        "more than 1,048,576 rows",
    ),
    "columns of a table": ("a.csv", lambda: b"a" + b"," * 10**6 + b"\n1", "more than 500 columns"),
    "columns of records": (
        "a.json",
        lambda: json.dumps([{f"k{n}": 1} for n in range(900)]).encode(),
        "more than 500 columns",
    ),
    "records too deep": ("a.json", lambda: b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    "records rather deep": (
        "a.json",
        lambda: b"[" * 400 + json.dumps(REPORT_TEXT).encode() + b"]" * 400,
        "nested too deeply, more than 100",
    ),
    "half a character": ("a.json", lambda: b'[{"a": "\\ud800"}]', "halves of characters"),
    "a number of many figures": ("a.json", lambda: b'[{"a": ' + b"9" * 10**6 + b"}]", "no column that holds"),
    "a long name": ("a.zip", lambda: zipped({"长" * 2_000 + ".txt": b"a"}), "2,004 characters, more than"),
    "archives of blanks": (
        "a.zip",
        lambda: zipped({f"{n}.zip": zipped({f"{m}.txt": b" " * 10**6 for m in range(9)}) for n in range(9)}),
        "zip bomb",
    ),
}  # fmt: skip


def _read(name: str, data: bytes) -> list[str]:
    return [draft.text for draft in drafts_of(Received(name, name, (), data), [])]


@pytest.mark.parametrize("case", REFUSED)
def test_refused_in_one_sentence(case: str, tmp_path: Path) -> None:
    name, make, message = REFUSED[case]
    (tmp_path / name).write_bytes(make())
    plan = survey([tmp_path / name], tmp_path / "corpus")
    assert plan.entries == []
    assert all("\n" not in sentence and len(sentence) < 400 for _, sentence in plan.problems)
    with pytest.raises(AssertionError, match=message):
        raise AssertionError("; ".join(sentence for _, sentence in plan.problems))


READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a column span of a million": (
        "a.docx",
        lambda: word(BODY + grid([cell("甲", '<w:gridSpan w:val="1000000"/>'), "乙"], ["丙", "丁"])),
    ),
    "empty paragraphs": ("a.docx", lambda: word(BODY + "<w:p/>" * 100_000)),
    "scripts": ("a.html", lambda: ("<html><body>" + "<script>a</script>" * 80_000 + PAGE).encode()),
    "a character of absurd size": (
        "a.docx",
        lambda: word(BODY + '<w:p><w:r><w:rPr><w:sz w:val="1000000000"/></w:rPr><w:t>大</w:t></w:r></w:p>'),
    ),
    "an instruction of blanks": ("a.html", lambda: ("<?xml " + " " * 300_000 + "<html>" + PAGE).encode()),
    "a row of many cells": (
        "a.html",
        lambda: ("<html><body>" + PAGE + "<table><tr>" + "<td></td>" * 20_000).encode(),
    ),
    "levels of a list": (
        "a.docx",
        lambda: word(BODY, "<w:abstractNum>" + '<w:lvl w:ilvl="0"/>' * 100_000 + "</w:abstractNum>"),
    ),
    "tabs of a table of contents": (
        "a.docx",
        lambda: word(
            BODY + par("<w:r>" + "<w:tab/>" * 30_000 + "</w:r>", '<w:pStyle w:val="a"/>'),
            styles='<w:style w:styleId="a"><w:name w:val="toc 1"/></w:style>',
        ),
    ),
}


@pytest.mark.parametrize("case", READ)
def test_the_words_are_read(case: str) -> None:
    name, make = READ[case]
    (text,) = _read(name, make())
    assert PARAGRAPHS[-1] in text
    assert len(text) < REPORT.most


GROWING: dict[str, tuple[str, int, Callable[[int], bytes]]] = {
    "a merged cell": ("a.docx", 100, lambda n: word(BODY + merged(n))),
    "wide rows": ("a.docx", 300, lambda n: word(BODY + grid(*(["x"] * 9 for _ in range(n)), ["y"] * n))),
    "cells of a page's row": ("a.html", 2_000, lambda n: (PAGE + "<table><tr>" + "<td>a</td>" * n).encode()),
    "instructions": ("a.html", 50_000, lambda n: (f"<html><body>{PAGE}<?xml " + " " * n + "?>").encode()),
    "rows of a table": (
        "a.csv",
        2_000,
        lambda n: ("省份,年份,正文\n" + f"安徽,2021,{'改革' * 99}\n" * n).encode(),
    ),
}


@pytest.mark.parametrize("case", GROWING)
def test_time_grows_with_the_file(case: str) -> None:
    name, small, make = GROWING[case]

    def run(size: int) -> Callable[[], object]:
        data = make(size)

        def read() -> None:
            with contextlib.suppress(InputError):
                _read(name, data)

        return read

    assert exponent(run, small) <= LINEAR


UNITS = (
    " ", "\u3000", "\u200b", "\u200b ", "\n", "\n ", "甲\n", "！甲", "。", "(", "（", "[", "![](", "【",
    "|", "\n|", "|a", "| a |\n", "--|", "*", "#", "$ ", "==", "<", "<p>", "&nbsp;", "1", "一", "十",
    "、", "各位代表：", "各位代表！\n", "\n1\n", "\u2026\u2026 1\n", "责任单位：", "（财政部牵头，",
    "负责", "增长5%，", "2021年", "部、", "将", "持续", "\u0301", "-", "—", "“",
)  # fmt: skip


def _growth(way: str, unit: str, small: int) -> float:
    def run(size: int) -> Callable[[], object]:
        text = f"{REPORT_TEXT}\n甲{unit * (size // len(unit))}乙。\n"
        return lambda: read_in(way, text)

    return exponent(run, small)


@pytest.mark.parametrize("unit", UNITS[::12])
def test_time_grows_with_the_text(unit: str) -> None:
    slow = {way: found for way in READERS if (found := _growth(way, unit, 10_000)) > LINEAR}
    assert slow == {}


@pytest.mark.long_faults
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_any_text(unit: str) -> None:
    slow = {way: found for way in READERS if (found := _growth(way, unit, 10_000)) > LINEAR}
    assert slow == {}


@pytest.fixture
def no_files(tmp_path: Path) -> Iterator[dict[str, Path]]:
    """Things with a name that are no files."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "endless.txt").symlink_to("/dev/zero")
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    (tmp_path / "circle").symlink_to(tmp_path, target_is_directory=True)
    with socket.socket(socket.AF_UNIX) as server, contextlib.chdir(tmp_path):
        server.bind("s.txt")
        yield {path.name: path for path in tmp_path.iterdir()}


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices are those of POSIX")
def test_what_is_no_file_is_not_read(no_files: dict[str, Path]) -> None:
    for name in ("pipe.txt", "endless.txt", "s.txt"):
        with pytest.raises(InputError, match=f"{name} is a pipe, a socket or a device and no file"):
            list(receive([no_files[name]], []))
    with pytest.raises(InputError, match="no such file"):
        list(receive([no_files["round.txt"]], []))
    folder = no_files["pipe.txt"].parent
    (folder / "a.txt").write_text(REPORT_TEXT, encoding="utf-8")
    assert [item.name for item in receive([folder], [])] == ["a.txt"]
    assert [item.name for item in receive([f"{folder}/**/a.txt"], [])] == ["a.txt"]
