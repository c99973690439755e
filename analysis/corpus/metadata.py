"""What a report says of itself in its first and last lines: title, date, speaker."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from analysis.characters.traditional import simple_view
from analysis.cleaning.furniture import FRONT, line_kind
from analysis.cleaning.page import GREETING, is_title
from analysis.corpus.manifest import FIRST_YEAR, LAST_YEAR

_HEAD_LINES = 40  # title, day, speaker, a list of contents
_SOME = 12  # lines in which a sentence may stand above the greeting: a photograph's caption
_PROSE = 80  # characters: with a stop in it, a line of the speech itself

_DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d|(?:二[〇○零]|一九)[〇○零一二三四五六七八九]{2})年(?P<m>\d{1,2}|"
    r"[一二三四五六七八九十]{1,2})月(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_OFFICE = "总理|省长|主席|市长|州长|盟长|区长|县长|旗长|专员"
_NAME = r"(?P<name>[\u4e00-\u9fff]{2,4}?(?:·[\u4e00-\u9fff]{1,6})*)"
_SPEAKER = re.compile(rf"[\u4e00-\u9fff]{{0,20}}(?:{_OFFICE})[ ：:]*{_NAME}(?:同志)?")
_BARE_NAME = re.compile(_NAME)
_NO_NAME = re.compile(f"目录|报告|大会|会议|政府|{_OFFICE}")
# Office and name inside the line that names the congress: 2025年1月14日海南省省长
# 刘小明在海南省第七届人民代表大会…上的讲话
_SPEAKER_INSIDE = re.compile(rf"(?<!副)(?:{_OFFICE})[ ：:]*{_NAME}(?=同志|在|作|代表|$)")

_VENUE = re.compile("——[ ]?(?:19|20|一九|二[〇○零])")


class Opening(NamedTuple):
    """What a report prints of itself; "" where it doesn't say.

    Attributes
    ----------
    title : str
        The first line that looks like a report's title, or else the first line that is no line of a page, no
        venue, speaker or greeting.
    date : str
        ISO.
    speaker : str
        The name, without the office.
    """

    title: str
    date: str
    speaker: str


def _number(digits: str) -> int:
    if digits.isascii():
        return int(digits)
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return 10 * (_number(tens) if tens else 1) + (_number(ones) if ones else 0)
    return int(
        "".join(str("〇一二三四五六七八九".find(c.replace("○", "〇").replace("零", "〇"))) for c in digits)
    )


def read_date(text: str) -> str:
    """The first full date in a text.

    Parameters
    ----------
    text
        Any text, with dates in figures or in hanzi.

    Returns
    -------
    str
        ISO; "" when there is none. One that no calendar has, or of a year outside 1949–2100, is none.

    Examples
    --------
    >>> read_date("——二〇二〇年一月十五日在江苏省第十三届人民代表大会第三次会议上")
    '2020-01-15'
    >>> read_date("一九九九年三月五日在第九届全国人民代表大会第二次会议上")
    '1999-03-05'
    """
    for match in _DATE.finditer(text):
        with contextlib.suppress(ValueError):  # the thirteenth month
            day = date(_number(match["y"]), _number(match["m"]), _number(match["d"]))
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day.isoformat()
    return ""


def _find_speaker(head: list[str]) -> str:
    """The speaker named in the lines between title and greeting; the line before the greeting may give the
    name alone.
    """
    alone = _BARE_NAME.fullmatch(head[-1]) if head and not _NO_NAME.search(head[-1]) else None
    for line in reversed(head):
        bare = line.strip("（）() ")
        match = None if line.startswith("——") or _DATE.search(bare) else _SPEAKER.fullmatch(bare)
        match = match or _SPEAKER_INSIDE.search(bare)
        if match:
            return match["name"]
    return alone["name"] if alone else ""


def read_opening(text: str) -> Opening:
    """Title, date and speaker from the lines before the greeting 各位代表.

    Parameters
    ----------
    text
        The clean text of a report.

    Returns
    -------
    Opening
        What it says; without a greeting the date is that of the signature.

    Examples
    --------
    >>> head = "政府工作报告\\n——2020年1月12日在安徽省第十三届人民代表大会第三次会议上"
    >>> read_opening(head + "\\n省人民政府省长 李国英\\n各位代表：")
    Opening(title='政府工作报告', date='2020-01-12', speaker='李国英')
    """
    view = simple_view(text)
    lines = view.split("\n")
    greeting = greeting_line(lines)
    head = lines[: greeting or 4]
    at, title = _title(head)
    below = head[at + 1 :] if title else head
    date = next((d for line in below if (d := read_date(line))), "") or read_date(title)
    date = date or next((read_date(line) for line in lines if len(line) <= 20 and _DATE.fullmatch(line)), "")
    speaker = _find_speaker(below) if greeting else ""
    title, speaker = (text[at : at + len(words)] for words in (title, speaker) for at in [view.find(words)])
    return Opening(title, date, speaker)


def greeting_line(lines: Sequence[str]) -> int:
    """Where the line with the greeting 各位代表 stands among the first lines, above the first sentences; 0
    where none does.

    >>> greeting_line(["政府工作报告", "县长 甲乙丙", "各位代表：", "推进改革。"])
    2
    """
    for at, line in enumerate(lines[:_HEAD_LINES]):
        if GREETING.match(line):
            return at
        if len(line) >= _PROSE and "。" in line and at >= _SOME:
            break
    return 0


def _title(head: Sequence[str]) -> tuple[int, str]:
    """The title, and where it stands in the head; "" where none does."""
    at = next((at for at, line in enumerate(head) if is_title(line)), 0)
    line = head[at] if head else ""
    if is_title(line):
        return at, line
    other = line_kind(line, FRONT) or GREETING.match(line) or _SPEAKER.fullmatch(line) or _VENUE.match(line)
    return 0, "" if other or len(line) > 60 else line
