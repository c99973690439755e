"""From a received file to the texts of its reports, each as it will stand in ``raw/``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from analysis.cleaning.collections import find_articles
from analysis.corpus.readers import decode
from analysis.errors import InputError
from analysis.formats import received
from analysis.formats.archive import open_archive
from analysis.formats.decoding import decode_bytes
from analysis.formats.html import html_text, looks_like_html
from analysis.formats.paragraphs import needs_paragraphs, recover_paragraphs
from analysis.formats.pdf import read_pdf
from analysis.formats.received import Received
from analysis.formats.tables import EXCEL_LIMIT, read_table
from analysis.wordfiles.reader import read_word

LONGEST_REPORT = 400_000  # characters; the longest known have 60,000
_HEAD = re.compile(r"^[ \u3000]*[^\n。，；]{0,40}政府工作(?:的)?报告[^\n。，；]{0,30}$", re.M)
_GREETING = re.compile(r"^[ \u3000]*各位代表[：:，,！!]", re.M)


class Draft(NamedTuple):
    """The text of one report before cleaning, and where it came from.

    ``kept`` is true when the file itself can go into ``raw/``; otherwise ``text`` goes there and the file is
    kept beside it. ``article`` is its title in a file that holds many; ``cells`` are the other columns of a
    table's row.
    """

    item: Received
    label: str
    text: str
    suffix: str
    kept: bool
    article: str = ""
    cells: Mapping[str, str] | None = None
    remark: str = ""


def split_reports(text: str) -> list[str]:
    """The reports of a file that holds several, one after the other; one text for a file of one.

    A report starts at its title on a line of its own (……政府工作报告) with the greeting 各位代表 within
    twelve lines.

    >>> one = "甲县政府工作报告\\n各位代表：\\n" + "增长。" * 700 + "\\n"
    >>> len(split_reports(one + "乙县政府工作报告\\n各位代表：\\n" + "增长。" * 700))
    2
    """
    starts: list[int] = []
    for head in _HEAD.finditer(text):
        below = head.end()
        for _ in range(13):
            below = text.find("\n", below + 1)
            if below < 0:
                below = len(text)
                break
        greeting = _GREETING.search(text, head.end(), below)
        if greeting and (not starts or not _same_opening(text, starts[-1], head.start())):
            starts.append(head.start())
    if len(starts) < 2:
        return [text]
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return pieces if all(len(p) >= 2000 for p in pieces) else [text]


def _same_opening(text: str, first: int, second: int) -> bool:
    """Two title lines over one greeting belong to one report."""
    return not _GREETING.search(text, first, second)


def _plain(item: Received) -> list[Draft]:
    text = decode_bytes(item.data, item.name)
    if looks_like_html(text):
        return _split(item, html_text(text, item.name))
    try:
        kept = decode(item.data, item.name) == text and Path(item.name).suffix.lower() in (".txt", ".md")
    except InputError:
        kept = False
    articles = find_articles(text)
    if len(articles) > 1:
        titles = [a.title for a in articles]
        if kept and len(set(titles)) == len(titles):
            return [
                Draft(item, f"{item.label}, {a.title}", text[a.start : a.end], ".txt", True, a.title)
                for a in articles
            ]
        return [
            Draft(item, f"{item.label}, {a.title}", f"{a.title}\n{text[a.start : a.end]}", ".txt", False)
            for a in articles
        ]
    return _split(item, text, kept)


def _split(item: Received, text: str, kept: bool = False, remark: str = "") -> list[Draft]:
    suffix = Path(item.name).suffix.lower() if kept else ".txt"
    if needs_paragraphs(text):
        text, kept, suffix = recover_paragraphs(text), False, ".txt"
        remark = "; ".join(filter(None, [remark, "paragraphs recovered from one line"]))
    pieces = split_reports(text)
    if len(pieces) == 1:
        return [Draft(item, item.label, text, suffix, kept, remark=remark)]
    squeezed = [re.sub(r"\s", "", p) for p in pieces]
    if len(set(squeezed)) < len(squeezed):
        raise InputError(f"{item.label} holds the same report twice over; remove one copy")
    return [
        Draft(item, f"{item.label}, report {number}", piece, ".txt", False, remark=remark)
        for number, piece in enumerate(pieces, 1)
    ]


def _table(item: Received, suffix: str, said: list[str]) -> list[Draft]:
    table = read_table(item.data, item.name, suffix)
    said.append(table.said)
    drafts = []
    for number, cells in table.rows:
        label = f"{item.label}, row {number}"
        text = cells["text"]
        if not text.strip():
            raise InputError(f"{label}: the report's text is empty; fill it in or delete the row")
        remark = (
            f"cut off at {EXCEL_LIMIT:,} characters, the most that a cell of Excel holds"
            if len(text) >= EXCEL_LIMIT and suffix == ".xlsx"
            else ""
        )
        if looks_like_html(text):
            text = html_text(text, label)
        if needs_paragraphs(text):
            text = recover_paragraphs(text)
        drafts.append(Draft(item, label, text, ".txt", False, cells=cells, remark=remark))
    return drafts


def drafts_of(item: Received, said: list[str]) -> list[Draft]:
    """The reports in a file. What was taken for what in a table is added to ``said``.

    Raises ``InputError`` that names the file when it can't be read or holds more text than a report.
    """
    kind, suffix = received.kind_of(item.name, item.data)
    if kind == received.PDF:
        text, remark = read_pdf(item.data, item.name)
        drafts = _split(item, text, remark=remark)
    elif kind == received.WORD:
        open_archive(item.data, item.name).close()
        text, remark = read_word(item.data, item.name)
        drafts = _split(item, text, Path(item.name).suffix.lower() == ".docx", remark)
    elif kind == received.TABLE:
        drafts = _table(item, suffix, said)
    elif kind == received.HTML:
        drafts = _split(item, html_text(decode_bytes(item.data, item.name), item.name))
    else:
        drafts = _plain(item)
    for draft in drafts:
        if len(draft.text) > LONGEST_REPORT:
            raise InputError(
                f"{draft.label} holds {len(draft.text):,} characters, and a report has some 20,000; cut it "
                "into its reports, one a file"
            )
        if any("\ud800" <= c <= "\udfff" for c in draft.text):
            raise InputError(
                f"{draft.label} holds halves of characters (lone surrogates), so it is damaged; save the "
                "report again"
            )
    return drafts
