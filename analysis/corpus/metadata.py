"""What a report says of itself in its first and last lines: title, date, speaker."""

from __future__ import annotations

import re
from typing import NamedTuple

_DATE = re.compile(r"(?P<y>20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日")
_SPEAKER = re.compile(
    r"(?:[\u4e00-\u9fff]{0,16}?(?:代理|代)?(?:国务院总理|总理|省长|主席|市长|州长|盟长|区长|县长|旗长|专员))?[ ]*(?P<name>[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})*)$"
)


class Opening(NamedTuple):
    """Title, ISO date and speaker as a report prints them; "" where it doesn't say."""

    title: str
    date: str
    speaker: str


def _number(digits: str) -> int:
    if digits.isascii():
        return int(digits)
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return 10 * (_number(tens) if tens else 1) + (_number(ones) if ones else 0)
    return int("".join(str("〇一二三四五六七八九".find(c.replace("○", "〇").replace("零", "〇"))) for c in digits))


def read_date(text: str) -> str:
    """The first full date in ``text`` as ISO, "" when there is none.

    >>> read_date("——二〇二〇年一月十五日在江苏省第十三届人民代表大会第三次会议上")
    '2020-01-15'
    """
    match = _DATE.search(text)
    if not match:
        return ""
    return f"{_number(match['y']):04d}-{_number(match['m']):02d}-{_number(match['d']):02d}"


def read_opening(text: str) -> Opening:
    """Title, date and speaker from the first lines of a clean text (the date also from the last three, where a document is signed).

    >>> read_opening("政府工作报告\\n——2020年1月12日在安徽省第十三届人民代表大会第三次会议上\\n省人民政府省长 李国英\\n各位代表：")
    Opening(title='政府工作报告', date='2020-01-12', speaker='李国英')
    """
    lines = text.split("\n")
    head = lines[:8]
    title = head[0] if head and len(head[0]) <= 60 else ""
    greeting = next((i for i, line in enumerate(head) if line.startswith(("各位代表", "各位"))), 0)
    date_line = next((line for line in head[: greeting or 4] if _DATE.search(line)), "")
    date = read_date(date_line) or next((d for line in lines[-3:] if len(line) <= 20 and (d := read_date(line))), "")
    speaker = ""
    if greeting:
        match = _SPEAKER.fullmatch(head[greeting - 1])
        speaker = match["name"] if match and not head[greeting - 1].startswith("——") and greeting > 1 else ""
    return Opening(title, date, speaker)
