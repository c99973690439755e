"""Lines to paragraphs: hard wraps, newspaper columns, and sentences cut by a page.

Two kinds of layout are told apart from the text itself. *Wrapped*: every line is cut at a fixed width (a
PDF's text layer, a newspaper's column), so most lines end without a stop and none is long; paragraphs are
recovered from line widths, first-line indents that are lost but still make a line shorter, and headings.
*Paragraphs*: a line is a paragraph already, but one that a page end has cut goes on in the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from analysis.attributions.parser import is_attribution
from analysis.cleaning.edits import Edit, cleaner

STOP = "。！？；：…!?;:"
CLOSING = "”’）》】」』)"
MARKER = re.compile(
    r"[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十百]{1,4}[)）]|\d{1,3}[.．、](?!\d)|第[一二三四五六七八九十]+[部章节]|——|附件|各位代表"
)
_TITLE = re.compile(r"政府工作报告$|.{0,40}(?:会议|大会)上$|20\d\d年\d+月\d+日$|[一二三四五六七八九十]、")


def width(line: str) -> float:
    """Printed width in hanzi: an ASCII character counts a half.

    >>> width("达到6.5万亿元")
    6.5
    """
    return len(line) - 0.5 * len(line.encode("latin-1", "ignore"))  # Latin-1 is all below U+0100


def ends_with_stop(line: str) -> bool:
    """True when the line ends a sentence: a stop, or a stop before closing marks, or a closing mark after
    one.
    """
    bare = line.rstrip(CLOSING)
    return bare != "" and bare[-1] in STOP


def is_wrapped(lines: list[str]) -> bool:
    """True for a text whose lines were cut at a fixed width.

    At least 40 % of the lines end without a stop and 19 lines of 20 are at most 60 hanzi wide; a text of
    fewer than 20 lines isn't judged.
    """
    if len(lines) < 20:
        return False
    widths = sorted(width(line) for line in lines)
    open_ended = sum(not ends_with_stop(line) for line in lines)
    return widths[int(len(lines) * 0.95) - 1] <= 60 and open_ended >= 0.4 * len(lines)


def _full_width(lines: list[str]) -> float:
    """The width of a full line: the commonest among the wider half."""
    widths = sorted((width(line.replace(" ", "")) for line in lines), reverse=True)
    counts = Counter(round(w) for w in widths[: len(widths) // 2 + 1])
    return float(max(counts, key=lambda w: (counts[w], w)))


def _breaks_wrapped(lines: list[str]) -> list[bool]:
    """For each line end but the last: does a paragraph end there? (Column and page layouts.)"""
    full = _full_width(lines)
    breaks = []
    for prev, cur in pairwise(lines):
        # Blanks count: a line that was spaced out to fill its column is full, however few characters it has.
        short = width(prev) <= full - max(1.5, full * 0.06)
        if cur.startswith(("（", "(")) and not MARKER.match(cur) and len(prev) > 0.2 * full:
            breaks.append(False)  # a parenthesis belongs to what it follows: an attribution, an aside
        elif ends_with_stop(prev) or (prev[-1:] in CLOSING and MARKER.match(cur)):
            # A full last line says nothing: then the next paragraph's first line shows itself by a marker or
            # by its lost indent.
            indented = width(cur.replace(" ", "")) <= full - 1.5 and not ends_with_stop(cur)
            breaks.append(bool(short or MARKER.match(cur) or indented))
        elif prev[-1:] in CLOSING:
            breaks.append(short and width(prev) < 0.75 * full)
        else:
            # No stop: a heading, title or signature if it is far from full, else a wrapped line.
            heading = width(prev) < 0.75 * full and prev[-1:] not in "，、"
            breaks.append(
                heading
                or (
                    bool(re.match(r"[（(][一二三四五六七八九十百]{1,4}[)）]", cur))
                    and width(prev) < 0.9 * full
                )
            )
    return breaks


def _is_cut(line: str, following: str) -> bool:
    """True when a page end has cut the paragraph: no stop, and too long or too full to be a heading."""
    if not line or not following or (MARKER.match(following) and not line.endswith(("，", "、"))):
        return False
    if re.fullmatch(r"\d{1,3}[.．、]", line):
        return True
    if following[0] in "，、。；：！？”）》%" and line[-1] not in STOP:
        return True
    if line[-1] in "”）)’》":
        bracket = re.search(r"[“（(‘《]([^“”（）()《》]{1,8})[”）)’》]$", line)
        if not bracket or ends_with_stop(line):
            return False
        return len(line) >= 50 and "。" in line and not is_attribution(bracket.group())
    if line[-1] in STOP or line[-1] == "|":
        return False
    if _TITLE.match(line) and len(line) <= 60 and "。" not in line:
        return False
    if line[-1] in "，、（(“‘《" or following[0] in "，、。；：！？”’）》%":
        return True
    if re.search(r"\d$", line) and re.match(r"\.\d|[ ]?[万亿%]", following):
        return True
    return len(line) >= 50 or ("。" in line and len(line) >= 25)


def _break_marks(lines: list[str]) -> list[bool]:
    if is_wrapped(lines):
        return _breaks_wrapped(lines)
    breaks = []
    for prev, cur in pairwise(lines):
        title = (
            prev.startswith("国务院关于") and not prev.endswith(("意见", "通知", "决定")) and len(prev) < 40
        )
        breaks.append(not (_is_cut(prev, cur) or title))
    return breaks


@cleaner
def join_lines(text: str) -> Iterator[Edit]:
    """Lines that belong to one paragraph are joined; the line ends (and blank lines) between them go.

    The text has no blanks at the ends of its lines.
    """
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    lines = [text[a:b] for a, b in spans]
    for (_, end), (start, _), keep in zip(spans, spans[1:], _break_marks(lines), strict=False):
        if not keep:
            yield Edit(end, start)
