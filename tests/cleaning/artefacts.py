"""Counters of what is wrong with source files: each counts one artefact in a text, and sees it without the
cleaners.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

HAN = "\u4e00-\u9fff"
WIDE = HAN + "，。、；：！？（）《》“”"


def pattern(regex: str, flags: int = re.M) -> Callable[[str], int]:
    compiled = re.compile(regex, flags)
    return lambda text: len(compiled.findall(text))


def doubled_lines(text: str) -> int:
    """Lines that are one text twice."""
    lines = (line.strip() for line in text.split("\n"))
    return sum(
        len(line) >= 8 and len(line) % 2 == 0 and line[: len(line) // 2] == line[len(line) // 2 :]
        for line in lines
    )


def doubled_sentences(text: str) -> int:
    """A sentence that follows itself, at the end of another or at the start of a line."""
    sentences = re.findall("[^。！？\n]*[。！？\n]", text)
    return sum(a.strip() == b.strip() and len(a.strip()) > 5 for a, b in pairwise(sentences))


def open_paragraphs(text: str) -> int:
    """Lines that end without a stop and are long, or hold one: neither headings nor titles, speakers or
    attributions.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return sum(
        bool(re.search(rf"[{HAN}0-9%、，]$", line))
        and (
            len(line) > 60
            or (
                bool(re.search("[。，]", line))
                and not re.match("[一二三四五六七八九十（0-9]|附件|国发", line)
            )
        )
        for line in lines
    )


COUNTERS: dict[str, Callable[[str], int]] = {
    "doubled lines": doubled_lines,
    "doubled sentences": doubled_sentences,
    "paragraphs without a stop": open_paragraphs,
    "lines that start inside a sentence": pattern(r"^[ ]*(?:[，、。；：！？”）》％%]|\d[\d.]*%)"),
    "spaced-out hanzi": pattern(rf"[{HAN}][ \u3000][{HAN}][ \u3000](?=[{HAN}])"),
    "blank before a mark": pattern(rf"[{HAN}”][ ][，。、；：]"),
    "bold marks": pattern(r"\*\*"),
    "LaTeX subscripts": pattern(r"_\{"),
    "subscript figures": pattern("[₀-₉]"),
    "collector's lines": pattern("公选王|报告合集|暂未公布"),
    "contents": pattern(r"\.{4,}|^目录$"),
    "article heads": pattern("【第.{1,3}篇】"),
    "banners": pattern("此件公开发布|新华社北京|^政 府 工 作 报 告"),
    "half-width marks at hanzi": pattern(rf"[{WIDE}][,:;!?]|[,:;!?][{WIDE}]"),
    "half-width parentheses at hanzi": pattern(rf"[{WIDE}][()]|[()][{WIDE}]"),
    "half-width mark behind a figure": pattern(rf"[0-9A-Za-z%)][,;!](?=[{WIDE}])"),
    "full-width figures and stops": pattern("[０-９Ａ-Ｚａ-ｚ％．＋]"),
    "full-width minus": pattern("－"),
    "angle brackets": pattern("[<>]"),
    "blank between figure and hanzi": pattern(rf"[0-9%][ ]+[{WIDE}]|[{WIDE}][ ]+[0-9]"),
    "blank between letters and hanzi": pattern(rf"[A-Za-z][ ]+[{WIDE}]|[{WIDE}][ ]+[A-Za-z]"),
    "blank behind a section number": pattern(r"[（(][一二三四五六七八九十]+[）)][ ]"),
    "English words for hanzi": pattern(r"\b(?:and|etc|workflows)\b"),
    "traditional hanzi": pattern("[學導體崑發產務實業處與為關萬國華]"),
    "一 for a dash": pattern(
        "凯里一都匀|北汽一皓月|滨海一中关村|乌兰察布一二连|新和一拜城|莎车一和田|政一产学研|振兴一辽宁"
    ),
    "doubled words": pattern("管理管理水平|年来来的|服务和服务和"),
    "table rows": pattern(r" \| "),
    "note marks": pattern(r"\[\d{1,3}\]|〔\d{1,2}〕"),
    "glossaries": pattern("^(?:附件.{0,3})?(?:名词解释|.{0,18}名词注释|名词解释和说明)$"),
    "other blanks": pattern("[\u3000\t\u00a0]"),
    "blank lines": pattern(r"\n[ ]*\n"),
    "blanks at line ends": pattern(r"^[ ]|[ ]$"),
    "invisible characters": pattern("[\ufeff\u200b-\u200f\u2060\u00ad\r]"),
}
# Artefacts that these five files don't have; the cleaners are made for other files too.
NOT_HERE = {"invisible characters"}
