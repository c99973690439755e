"""What a report says of itself in its first and last lines: title, date, speaker."""

from __future__ import annotations

import contextlib
import re
from datetime import date
from typing import NamedTuple

from analysis.corpus.manifest import FIRST_YEAR, LAST_YEAR

_DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d|(?:二[〇○零]|一九)[〇○零一二三四五六七八九]{2})年(?P<m>\d{1,2}|"
    r"[一二三四五六七八九十]{1,2})月(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_OFFICE = "总理|省长|主席|市长|州长|盟长|区长|县长|旗长|专员"
_NAME = r"(?P<name>[\u4e00-\u9fff]{2,4}?(?:·[\u4e00-\u9fff]{1,6})*)"
_SPEAKER = re.compile(rf"[\u4e00-\u9fff]{{0,20}}(?:{_OFFICE})[ ：:]*{_NAME}(?:同志)?")
_BARE_NAME = re.compile(_NAME)
# Office and name inside the line that names the congress: 2025年1月14日海南省省长
# 刘小明在海南省第七届人民代表大会…上的讲话
_SPEAKER_INSIDE = re.compile(rf"(?<!副)(?:{_OFFICE})[ ：:]*{_NAME}(?=同志|在|作|代表|$)")


class Opening(NamedTuple):
    """What a report prints of itself; "" where it doesn't say.

    Attributes
    ----------
    title : str
        The first line.
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
    alone = _BARE_NAME.fullmatch(head[-1]) if head else None
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
    lines = text.split("\n")
    greeting = next((i for i, line in enumerate(lines[:12]) if line.startswith("各位")), 0)
    head = lines[: greeting or 4]
    title = lines[0] if len(lines[0]) <= 60 else ""
    date = next((d for line in head[1:] if (d := read_date(line))), "") or read_date(title)
    date = date or next((read_date(line) for line in lines if len(line) <= 20 and _DATE.fullmatch(line)), "")
    return Opening(title, date, _find_speaker(head[1:]) if greeting > 1 else "")
