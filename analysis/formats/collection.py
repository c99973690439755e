"""A file that holds many reports, cut where one ends and the next begins.

Three forms are known: a report a line behind its year or title and a tab, bar or comma
(``1993 <tab> 各位代表：…``); titles ……政府工作报告 on lines of their own; greetings 各位代表 with the
sentence that says for which government the report is given. Nothing but what stands before the first report
is left out, and that is named.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from analysis.characters.folding import folded

_YEAR = re.compile(r"((?:19|20)\d\d)年?(?:度)?")
_LEAST_RECORD = 1000  # characters of a line that can hold a report
_LONGEST_CELL = 40  # … of a cell before it
_MOST_CELLS = 4
# A blank or colon parts a year or a title from a text, a tab, bar or comma any cell.
_SEPARATOR = re.compile(
    r"\t|[ \u3000]*\|[ \u3000]*|[,;]|(?<=报告)[ \u3000：:]+|(?<=全文[）)])[ \u3000：:]+"
    r"|(?:(?<=^(?:19|20)\d\d)|(?<=^(?:19|20)\d\d年))[ \u3000]*[ \u3000：:]",
    re.M,
)
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPOKEN = re.compile("各位|同志|代表|现在|报告如下")  # what stands in no cell before a text
_BARE = re.compile(r"\s+")
_NUMBERING = re.compile(
    r"^[\s#*=\-—【\[（(]*(?:第?[一二三四五六七八九十百\d]{1,4}(?:[篇.．、)）】\]：:]|(?=[\s\u3000]))[\s\u3000]*)?"
)
_LEADERS = re.compile(r"(?:[.．·…]{3,}|[ \t\u3000]{2,})\s*\d{0,4}\s*$|[\s#*=\-—】\]）)]+$")
_TITLE = re.compile(
    r"[^\n。，；！？：]{0,40}(?:政府(?:的)?工作(?:情况)?(?:的)?报告|政府[^\n。，；！？]{0,14}工作报告)"
    r"[^\n。，；！？：]{0,30}"
)
# Lines with a report's name that begin no report.
_NO_TITLE = re.compile("解释|注释|说明|附[件表录]|解读|评论|社论|决议|决定|审议|修改|讨论|听取|目标任务|见第")
_GREETING = re.compile(r"^[ \t\u3000]*(?:各位代表|同志们)[，、：:,！!]", re.M)
_MANDATE = re.compile("代表[^。]{0,30}(?:政府|国务院|行署|行政公署|人民委员会)[^。]{0,20}(?:报告|作)")
_HEAD = 400  # characters: title, date, speaker, contents of one report
_LEAST_REPORT = 800  # characters of a report that has no greeting
_LONG_REPORT = 2000  # … and no title


class Piece(NamedTuple):
    """One report of a text.

    Attributes
    ----------
    text : str
        Its words, as they stand.
    cells : dict of str to str
        What stands before it in its line: ``year``, ``title``; empty for a report that was cut at its title.
    """

    text: str
    cells: dict[str, str]


class Collection(NamedTuple):
    """The reports of a text, in their order, and what stands before the first of them.

    Attributes
    ----------
    pieces : list of Piece
        At least one.
    before : str
        Characters that belong to no report: a heading, a list of contents; "" for none.
    """

    pieces: list[Piece]
    before: str = ""


def _cells_before(line: str) -> list[tuple[str, int]]:
    """The short cells at the beginning of a line whose rest is long, each with the place behind it."""
    cells: list[tuple[str, int]] = []
    at = 0
    while len(line) - at >= _LEAST_RECORD and (found := _SEPARATOR.search(line, at, at + _LONGEST_CELL + 4)):
        cell = line[at : found.start()].strip("\ufeff \u3000")
        if not cell or len(cells) == _MOST_CELLS or _SPOKEN.search(cell):
            break
        at = found.end()
        cells.append((cell, at))
    return cells if len(line) - at >= _LEAST_RECORD else []


def _meaning(cells: list[str]) -> dict[str, str]:
    years = [cell for cell in cells if _YEAR.fullmatch(cell)]
    others = " ".join(cell for cell in cells if cell not in years)
    return ({"year": years[0]} if years else {}) | ({"title": others} if others else {})


def _lines_of_records(text: str) -> Collection | None:
    """A report a line, behind its year (or region and year, or title); lines without a cell go on with the
    report above. So many cells stand before a report as before all of them: what more there is in one line
    is the beginning of its text.
    """
    lines = text.split("\n")
    heads = {at: cells for at, line in enumerate(lines) if (cells := _cells_before(line))}
    number = min(map(len, heads.values()), default=0)
    told = {at: _meaning([cell for cell, _ in cells[:number]]) for at, cells in heads.items()}
    if len(heads) < 2 or not all(_ANY_YEAR.search(" ".join(cells.values())) for cells in told.values()):
        return None
    pieces = []
    for at, end in pairwise([*heads, len(lines)]):
        rest = lines[at][heads[at][number - 1][1] :]
        pieces.append(Piece("\n".join([rest, *lines[at + 1 : end]]).rstrip("\n"), told[at]))
    if sum(len(piece.text) for piece in pieces) < 0.9 * len(text):
        return None
    return Collection(pieces, "\n".join(lines[: next(iter(heads))]).strip())


def bare_title(line: str) -> str:
    """A title without its numbering, marks, and the dots and page of a list of contents.

    >>> bare_title("## 2. 四川省政府工作报告……………… 12"), bare_title("2021年四川省政府工作报告")
    ('四川省政府工作报告', '2021年四川省政府工作报告')
    """
    return _LEADERS.sub("", _NUMBERING.sub("", line.strip(), count=1)).strip("《》*# \u3000")


def _titles(text: str) -> list[tuple[int, str]]:
    """Where a line is the title of a report, and the title."""
    found = []
    at = 0
    for line in text.split("\n"):
        if len(line) <= 100 and "报告" in line:
            title = bare_title(line)
            if _TITLE.fullmatch(title) and not _NO_TITLE.search(title):
                found.append((at, title))
        at += len(line) + 1
    return found


def _size(text: str) -> int:
    return len(_BARE.sub("", text))


def _near(text: str, first: int, second: int) -> bool:
    """Whether two places can belong to one report's head: little text and no greeting lies between them."""
    between = text[first:second]
    return len(between) <= 4 * _HEAD and _size(between) <= _HEAD and not _GREETING.search(between)


def _without_contents(text: str, titles: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The titles but those of a list of contents: another follows closely, and they stand again below."""
    last = {title: at for at, title in titles}
    return [
        (at, title)
        for (at, title), (below, other) in pairwise([*titles, (len(text), "")])
        if title == other or last[title] == at or not _near(text, at, below)
    ]


def _starts_by_title(text: str) -> list[int]:
    """Where reports begin at their titles.

    Titles that follow one another closely belong to one report. A title that several have (a running head of
    a page) needs a greeting below it.
    """
    titles = _without_contents(text, _titles(text))
    first = titles[:1] + [
        (at, title) for (above, _), (at, title) in pairwise(titles) if not _near(text, above, at)
    ]
    count = Counter(title for _, title in first)
    return [
        at
        for (at, title), (end, _) in pairwise([*first, (len(text), "")])
        if _GREETING.search(text, at, min(end, at + 2 * _HEAD))
        or (count[title] == 1 and _size(text[at:end]) >= _LEAST_REPORT)
    ]


def _starts_by_greeting(text: str, start: int, end: int) -> list[int]:
    """Where reports without a title begin: above greetings that say for whom the report is given."""
    found = []
    for greeting in _GREETING.finditer(text, start, end):
        below = text[greeting.end() : min(end, greeting.end() + 300)]
        if greeting[0][-1] in "：:，," and _MANDATE.search(below) and "报告" in below:
            found.append(_head_start(text, start, greeting.start()))
    return found


def _head_start(text: str, start: int, greeting: int) -> int:
    """Where the short lines above a greeting (title, date, speaker) begin."""
    at = greeting
    for _ in range(8):
        above = text.rfind("\n", start, max(start, at - 1)) + 1 or start
        line = text[above : max(start, at - 1)].strip()
        if at <= start or len(line) > 80 or line.endswith(("。", "！", "？", "”", "；", "：", ".", "!")):
            break
        at = max(above, start)
    return at


def collection_of(text: str) -> Collection:
    """The reports of a text; one piece, the text itself, for a text of one report.

    Parameters
    ----------
    text : str
        A file's text.

    Returns
    -------
    Collection
        The pieces and what stands before them are the text, but for separators and blank ends.

    Examples
    --------
    >>> body = "各位代表：\\n现在，我代表市人民政府报告工作。\\n" + "增长。" * 400
    >>> text = f"合集\\n甲市政府工作报告\\n{body}\\n乙市政府工作报告\\n{body}"
    >>> found = collection_of(text)
    >>> [piece.text[:8] for piece in found.pieces], found.before
    (['甲市政府工作报告', '乙市政府工作报告'], '合集')
    >>> [piece.cells for piece in collection_of(f"2020\\t{'增长。' * 400}\\n2021\\t{'发展。' * 400}").pieces]
    [{'year': '2020'}, {'year': '2021'}]
    """
    view = folded(text.replace("\r\n", " \n").replace("\r", "\n"))  # of the same length
    records = _lines_of_records(view)
    if records:
        return records
    starts = _starts_by_title(view)
    bounds = [0, *starts, len(text)]
    starts += [at for a, b in pairwise(bounds) for at in _starts_by_greeting(view, a, b)]
    starts = _apart(view, sorted(set(starts)))
    before = text[: starts[0]] if starts else ""
    if _size(before) >= _LONG_REPORT and "各位代表" in before:  # a report whose title is lost
        starts, before = [0, *starts], ""
    if len(starts) < 2:
        return Collection([Piece(text, {})])
    ends = [*starts[1:], len(text)]
    return Collection([Piece(text[a:b], {}) for a, b in zip(starts, ends, strict=True)], before.strip())


def _apart(text: str, starts: list[int]) -> list[int]:
    """Without the starts that belong to the head of a report which has begun already."""
    kept: list[int] = []
    for at in starts:
        if not kept or not _near(text, kept[-1], at):
            kept.append(at)
    return kept
