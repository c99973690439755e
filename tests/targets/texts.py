"""A report made of a few lines, for tests of the language."""

from __future__ import annotations

import re

from analysis.corpus.structure import attributions_of
from analysis.corpus.types import Paragraph, Report, Sentence


def report(text: str, *, part: str = "plan", year: int = 2022, kind: str = "work_report") -> Report:
    """A report whose paragraphs all belong to one part, or to the part that a line 【review】 or 【plan】
    above them names.
    """
    lines, parts = [], []
    for line in text.split("\n"):
        named = re.fullmatch(r"【(review|plan|other|mixed)】", line)
        if named:
            part = named[1]
            continue
        lines.append(line)
        parts.append(part)
    paragraphs, sentences, at = [], [], 0
    for number, line in enumerate(lines):
        paragraphs.append(Paragraph(at, at + len(line), parts[number], 0, -1, -1))
        for match in re.finditer(r"[^。！？]+[。！？”’）]*|[。！？”’）]+", line):
            sentences.append(Sentence(at + match.start(), at + match.end(), parts[number], number))
        at += len(line) + 1
    whole = "\n".join(lines)
    return Report(
        "test", "city", "测试市", "000000", year, kind, "", "", "", "", "", whole, "", (), tuple(paragraphs),
        tuple(sentences), attributions=attributions_of(whole, paragraphs),
    )  # fmt: skip
