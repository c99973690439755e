"""From clean text to parts, headings, paragraphs and sentences, each a span of the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.corpus.parts import assign_parts
from analysis.corpus.types import Heading, Paragraph, Sentence

_NUMERAL = "一二三四五六七八九十百"
CHAPTER = re.compile(rf"(?:第[{_NUMERAL}]+(?:部分|章|篇)[ 、：]?|[{_NUMERAL}]{{1,3}}、)")
SECTION = re.compile(rf"（[{_NUMERAL}]{{1,3}}）")
ITEM = re.compile(rf"(?:\d{{1,3}}[.、](?!\d)|（\d{{1,2}}）|[{_NUMERAL}]{{1,2}}是(?!否)|第[{_NUMERAL}]{{1,2}}，|——)")
_SENTENCE = re.compile(r"[^。！？…]*(?:[。！？…]+[”’）》】」』]*|$)")
_GOES_ON = "，、；：的等和与及"
_LEAD_LENGTH = 30


class Structure(NamedTuple):
    """The spans of one report."""

    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]


def split_sentences(text: str) -> list[str]:
    """Sentences of one paragraph, stops and closing marks included: ``"".join(split_sentences(text)) == text``.

    A stop inside quotation marks doesn't end a sentence that goes on behind them.

    >>> split_sentences("坚持“只有进行时，没有完成时！”的韧劲。今年怎么办？干！")
    ['坚持“只有进行时，没有完成时！”的韧劲。', '今年怎么办？', '干！']
    """
    out: list[str] = []
    pending = ""
    for match in _SENTENCE.finditer(text):
        piece = match.group()
        if not piece:
            continue
        pending += piece
        goes_on = piece[-1] not in "。！？…" and text[match.end() : match.end() + 1] in tuple(_GOES_ON)
        opened = pending.count("“") > pending.count("”") or pending.count("（") > pending.count("）")
        # An unclosed mark is a slip of the source when no partner follows at all.
        if goes_on or (opened and re.search("[”）]", text[match.end() : match.end() + 120])):
            continue
        out.append(pending)
        pending = ""
    if pending:
        out.append(pending)
    return out


def _marker_level(line: str) -> int:
    for level, pattern in ((1, CHAPTER), (2, SECTION), (3, ITEM)):
        if pattern.match(line):
            return level
    return 0


def find_heading(line: str) -> tuple[int, int] | None:
    """Level and length of the heading that ``line`` is or begins with; ``None`` when it has none.

    Levels: 1 一、 · 2 （一） · 3 1. or 一是 or 第一， or —— · 4 a short lead sentence that opens a paragraph of several.

    >>> find_heading("（一）扎实推进“六稳”。面对压力，加强调节。")
    (2, 12)
    >>> find_heading("坚决打赢脱贫攻坚战。今年是决胜之年，要一鼓作气，确保剩余贫困人口如期脱贫。")
    (4, 10)
    >>> find_heading("现在，我代表省人民政府，向大会报告政府工作，请予审议。")
    """
    level = _marker_level(line)
    first = split_sentences(line)[0] if line else ""
    if level in (1, 2):
        if len(line) <= 60 and "。" not in line[:-1]:
            return level, len(line)
        return (level, len(first)) if len(first) <= 60 else (level, _clause_length(line))
    if level == 3:
        if len(line) <= 40 and not re.search("[。！？，；：]$|。", line):
            return level, len(line)
        return level, len(first) if len(first) <= 45 else _clause_length(line)
    if 4 <= len(first) <= _LEAD_LENGTH and len(line) > len(first) + 20 and first.endswith("。"):
        return 4, len(first)
    return None


def _clause_length(line: str) -> int:
    """Length up to and including the first clause mark."""
    match = re.search("[，：；。]", line)
    return match.end() if match else len(line)


def structure(text: str, year: int | None = None) -> Structure:
    """Spans of a clean text: one paragraph a line; ``year`` (the plan's) helps to tell review from plan.

    Every character but the line ends belongs to exactly one paragraph and one sentence.
    """
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    lines = text.split("\n")
    found = [find_heading(line) for line in lines]
    parts = assign_parts(lines, found, year)
    chapter = section = -1
    start = 0
    for index, (line, heading, part) in enumerate(zip(lines, found, parts, strict=True)):
        whole = 0
        if heading:
            level, length = heading
            whole = level if length == len(line) else 0
            headings.append(Heading(start, start + length, level, index, not whole))
            if level == 1:
                chapter, section = len(headings) - 1, -1
            elif level == 2:
                section = len(headings) - 1
        paragraphs.append(Paragraph(start, start + len(line), part, whole, chapter, section))
        at = start
        for sentence in split_sentences(line):
            sentences.append(Sentence(at, at + len(sentence), part, index))
            at += len(sentence)
        start += len(line) + 1
    return Structure(tuple(headings), tuple(paragraphs), tuple(sentences))
