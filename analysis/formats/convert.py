"""From a received file to the texts of its reports, each as it will stand in ``raw/``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from analysis.characters.decoding import AS_FOUND
from analysis.cleaning.collections import find_articles
from analysis.cleaning.paragraphs import needs_paragraphs, recover_paragraphs
from analysis.corpus.readers import decode
from analysis.errors import InputError
from analysis.formats import received
from analysis.formats.archive import open_archive
from analysis.formats.collection import collection_of
from analysis.formats.html import Page, declared_charset, looks_like_html, read_page
from analysis.formats.mhtml import read_mhtml
from analysis.formats.pdf import read_pdf
from analysis.formats.received import Received
from analysis.formats.tables import EXCEL_LIMIT, read_table
from analysis.limits import LINE, REPORT
from analysis.wordfiles.reader import read_word

_TEXT_TABLES = (".csv", ".tsv", ".json", ".jsonl", ".ndjson")


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


def _plain(item: Received, said: list[str]) -> list[Draft]:
    text, _, remark = item.decoded()
    if looks_like_html(text):
        return _page(item, read_page(text, item.name), said, remark)
    LINE.hold(item.label, max(map(len, text.splitlines()), default=0))
    kept = Path(item.name).suffix.lower() in (".txt", ".md") and _reads_alike(item, text)
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
    return _split(item, text, said, kept, remark)


def _reads_alike(item: Received, text: str) -> bool:
    """Whether the file gives the same text when nobody says anything of its bytes."""
    try:
        return decode(item.data, item.name) == text
    except InputError:
        return False


def _page(item: Received, page: Page, said: list[str], remark: str = "") -> list[Draft]:
    return _split(item, page.text, said, remark=_remarks(remark, page.remark))


def _paragraphs(text: str, remark: str = "") -> tuple[str, str]:
    """The text with its paragraphs on lines of their own, and the remark with a word about that."""
    if not needs_paragraphs(text):
        return text, remark
    return recover_paragraphs(text), _remarks(remark, "paragraphs recovered from one line")


def _remarks(*remarks: str) -> str:
    return "; ".join(filter(None, remarks))


def _split(item: Received, text: str, said: list[str], kept: bool = False, remark: str = "") -> list[Draft]:
    collection = collection_of(text)
    if len(collection.pieces) == 1:
        whole, remark = _paragraphs(text, remark)
        kept = kept and whole is text
        suffix = Path(item.name).suffix.lower() if kept else ".txt"
        return [Draft(item, item.label, whole, suffix, kept, remark=remark)]
    left = f"; left out before the first: {_start_of(collection.before)}" if collection.before else ""
    said.append(f"{item.label}: {len(collection.pieces)} reports{left}")
    drafts = []
    for number, piece in enumerate(collection.pieces, 1):
        words, about = _paragraphs(piece.text, remark)
        label = f"{item.label}, report {number}"
        drafts.append(Draft(item, label, words, ".txt", False, cells=piece.cells or None, remark=about))
    return drafts


def _start_of(text: str) -> str:
    """What a stretch of text begins with, and how long it is.

    >>> _start_of("全国政府工作报告合集\\n目录")
    '“全国政府工作报告合集 目录” (13 characters)'
    """
    words = " ".join(text.split())
    return f"“{words[:30]}{'…' if len(words) > 30 else ''}” ({len(text):,} characters)"


def _table(item: Received, suffix: str, said: list[str]) -> list[Draft]:
    data = item.data
    if item.reading != AS_FOUND and suffix in _TEXT_TABLES:
        text, _, marked = item.decoded()
        data = text.encode("utf-8")
        said += [f"{item.label}: {marked}"] if marked else []
    table = read_table(data, item.name, suffix)
    said.append(table.said)
    drafts = []
    for place, cells, joined in table.rows:
        label = f"{item.label}, {place}"
        text = cells["text"]
        if not text.strip():
            raise InputError(f"{label}: the report's text is empty; fill it in or delete the row")
        remark = (
            f"cut off at {EXCEL_LIMIT:,} characters, the most that a cell of Excel holds"
            if len(text) >= EXCEL_LIMIT and suffix == ".xlsx"
            else ""
        )
        if looks_like_html(text):
            page = read_page(text, label)
            text, remark = page.text, _remarks(remark, page.remark)
        REPORT.hold(label, len(text))
        if needs_paragraphs(text):
            text = recover_paragraphs(text)
        drafts.append(Draft(item, label, text, ".txt", False, cells=cells, remark=_remarks(remark, joined)))
    return drafts


def drafts_of(item: Received, said: list[str]) -> list[Draft]:
    """The reports in a file. What was taken for what in a table is added to ``said``.

    Raises ``InputError`` that names the file when it can't be read or holds more text than a report.
    """
    kind, suffix = received.kind_of(item.name, item.data)
    if kind == received.PDF:
        text, remark = read_pdf(item.data, item.name)
        drafts = _split(item, text, said, remark=remark)
    elif kind == received.WORD:
        open_archive(item.data, item.name).close()
        text, remark = read_word(item.data, item.name)
        drafts = _split(item, text, said, Path(item.name).suffix.lower() == ".docx", remark)
    elif kind == received.TABLE:
        drafts = _table(item, suffix, said)
    elif kind == received.HTML:
        text, _, remark = item.decoded(declared_charset(item.data))
        drafts = _page(item, read_page(text, item.name), said, remark)
    elif kind == received.MHTML:
        drafts = _page(item, read_mhtml(item.data, item.name, item.reading), said)
    elif kind == received.TEXT:
        drafts = _plain(item, said)
    elif kind == received.ARCHIVE:  # a whole one was opened where it was received
        open_archive(item.data, item.name).close()
        raise InputError(f"{item.label} is an archive within a file; unpack it first")
    else:
        raise NotImplementedError(f"analysis.formats.convert lacks a reader of the kind {kind!r}")
    for draft in drafts:
        REPORT.hold(draft.label, len(draft.text))
        if any("\ud800" <= c <= "\udfff" for c in draft.text):
            raise InputError(
                f"{draft.label} holds halves of characters (lone surrogates), so it is damaged; save the "
                "report again"
            )
    return drafts
