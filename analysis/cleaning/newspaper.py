"""Marks that a printed page leaves inside a text: where a newspaper goes on, and numbers of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from analysis.cleaning.edits import Edit, cleaner

_LEAF = r"[ ]*(?:第[ ]*)?[一二三四五六七八九十\dA-Za-z]{1,5}[ ]*版[^（）()\[\]【】\n。]{0,16}"
_ARROW = "▶►▲→⇒◀◄←■●"
_ARROWS = f"[{_ARROW}>》·•* ]*"


def _mark(verbs: str) -> str:
    """A mark in brackets, or one that has a line for itself."""
    return (
        rf"(?:[（(\[【〔]{_ARROWS}(?:{verbs}){_LEAF}[）)\]】〕]"
        rf"|(?m:^){_ARROWS}(?:{verbs}){_LEAF}(?m:$)|(?<![{_ARROW}])[{_ARROW}]+[ ]*(?:{verbs}){_LEAF}(?m:$))"
    )


_LOOKS_SO = re.compile(r"[转接承][ ]*(?:第[ ]*)?[一二三四五六七八九十\dA-Za-z]{1,5}[ ]*版")
_TO = _mark("[下紧]?[ ]?转|下[ ]?接")
_FROM = _mark("[上紧]?[ ]?接|上[ ]?承")
# What the paper prints between the two: its name, the day, the page's running head.
_JUMP = re.compile(rf"(?<![ ])[ ]*{_TO}[ ]*(?:\n[^\n。！？；]{{0,40}}){{0,6}}?\n?[ ]*{_FROM}[ ]*\n?")
_ALONE = re.compile(rf"^[ ]*(?:{_TO}|{_FROM})[ ]*$\n?|(?<![ ])[ ]*(?:{_TO}|{_FROM})[ ]*", re.M)
_STOP = re.compile(r"[。！？…][”’）)》】]*$")
_NUMBER = re.compile(r"^[ ]*(\d{1,3})[ ]*$\n?", re.M)
_LEAST_PAGES = 3
_PAGE = 300  # characters between two numbers of pages, on average
_LATEST = 20  # the first number that is left of a longer document


@cleaner
def drop_jump_lines(text: str) -> Iterator[Edit]:
    """A newspaper's marks that an article goes on go: ``社会（下转第四版）`` / ``（上接第一版）消费品`` →
    ``社会消费品``; and so does what it prints between them.

    A paragraph that has ended before the mark stays by itself.
    """
    if not _LOOKS_SO.search(text):
        return
    jumps = list(_JUMP.finditer(text))
    edits = [Edit(m.start(), m.end(), "\n" if _has_ended(text, m.start()) else "") for m in jumps]
    inside = [range(m.start(), m.end()) for m in jumps]
    alone = [m for m in _ALONE.finditer(text) if not any(m.start() in jump for jump in inside)]
    yield from sorted([*edits, *(Edit(m.start(), m.end()) for m in alone)])


def _has_ended(text: str, at: int) -> bool:
    """Whether a sentence ends before a place."""
    return _STOP.search(text[max(0, at - 6) : at].rstrip()) is not None


@cleaner
def drop_page_numbers(text: str) -> Iterator[Edit]:
    """Numbers of pages on lines of their own go, if they count up through the text, a page apart."""
    numbers = [(int(m[1]), m) for m in _NUMBER.finditer(text)]
    run: list[re.Match[str]] = []
    best: list[re.Match[str]] = []
    for number, match in numbers:
        run = [*run, match] if run and number == int(run[-1][1]) + 1 else [match]
        best = max(best, run, key=len)
    if len(best) < _LEAST_PAGES or int(best[0][1]) > _LATEST:
        return
    gaps = [after.start() - before.end() for before, after in pairwise(best)]
    if sum(gaps) >= _PAGE * len(gaps):
        yield from (Edit(m.start(), m.end()) for m in best)
