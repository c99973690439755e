"""A file of every kind that is read gives back the report that was put into it, and the documents name it.

A kind whose reader, file or line in the documents was forgotten is said here.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.formats import received
from analysis.formats.convert import drafts_of
from analysis.formats.received import Received
from analysis.ingest.survey import survey
from tests.ingest.makers import docx, pdf, report_of, set_lines, zipped
from tests.ingest.test_readers import page

ROOT = Path(__file__).resolve().parents[2]
REPORT = report_of("安徽省", 2021)
LINES = REPORT.split("\n")
ROW = pd.DataFrame({"省份": ["安徽省"], "年份": [2021], "正文": [REPORT]})


def plain() -> bytes:
    return REPORT.encode()


def html() -> bytes:
    return f"<html><body>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>".encode()


def saved_page() -> bytes:
    """A page saved by a browser with all that belongs to it."""
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    kind = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return head + kind + html() + b"\r\n--b--\r\n"


def printed() -> bytes:
    lines = set_lines(LINES, 30)
    return pdf([page(lines[at : at + 28], at // 28 + 1) for at in range(0, len(lines), 28)])


def csv() -> bytes:
    return ROW.to_csv(index=False).encode()


def xlsx() -> bytes:
    data = io.BytesIO()
    ROW.to_excel(data, index=False)
    return data.getvalue()


def dta() -> bytes:
    data = io.BytesIO()
    ROW.to_stata(data, write_index=False, version=118, convert_strl=["正文"])
    return data.getvalue()


def record() -> bytes:
    return json.dumps({"region": "安徽省", "year": 2021, "content": REPORT}, ensure_ascii=False).encode()


def memory() -> bytes:
    units = "".join(f'<tu><tuv xml:lang="zh"><seg>{line}</seg></tuv></tu>' for line in LINES)
    return f'<?xml version="1.0"?><tmx version="1.4"><body>{units}</body></tmx>'.encode()


# A file of each kind, by the ending of its name.
WRITTEN: dict[str, Callable[[], bytes]] = {
    "": plain,
    ".txt": plain,
    ".text": plain,
    ".md": plain,
    ".htm": html,
    ".html": html,
    ".shtml": html,
    ".xhtml": html,
    ".mht": saved_page,
    ".mhtml": saved_page,
    ".docx": lambda: docx(LINES),
    ".pdf": printed,
    ".csv": csv,
    ".tsv": lambda: ROW.to_csv(index=False, sep="\t").encode(),
    ".xlsx": xlsx,
    ".dta": dta,
    ".json": lambda: b"[" + record() + b"]",
    ".jsonl": record,
    ".ndjson": record,
    ".tmx": memory,
    ".zip": lambda: zipped({"安徽省2021.txt": REPORT.encode()}),
}


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_kind_has_a_file_here() -> None:
    assert set(received._BY_SUFFIX) == set(WRITTEN), "give WRITTEN a file of each kind that is read"


@pytest.mark.parametrize("suffix", WRITTEN)
def test_what_was_put_in_comes_out(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"安徽省2021{suffix}"
    file.write_bytes(WRITTEN[suffix]())
    plan = survey([file], tmp_path / "corpus")
    assert plan.complaint() == ""
    assert [(one.who.region, one.who.year) for one in plan.entries] == [("安徽省", 2021)]
    assert bare(plan.entries[0].draft.text) == bare(REPORT)


def test_a_kind_without_a_reader_is_not_read_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(received, "kind_of", lambda name, data: ("subtitles", ".srt"))
    with pytest.raises(NotImplementedError, match="convert lacks a reader of the kind 'subtitles'"):
        drafts_of(Received("a.srt", "a.srt", (), REPORT.encode()), [])


def test_every_kind_is_documented() -> None:
    document = (ROOT / "docs" / "adding-reports.md").read_text(encoding="utf-8")
    lacking = [suffix for suffix in received._BY_SUFFIX if suffix and f"`{suffix}`" not in document]
    assert not lacking, f"docs/adding-reports.md doesn't say what is made of {', '.join(lacking)}"
