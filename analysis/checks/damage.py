"""What is wrong with a text that can be seen from its characters and lines: bad recognition, traditional
forms, wrong decoding, paragraphs broken or lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from analysis.characters.plausible import common_share, rare_share
from analysis.checks.behind import FINISHED, NUMBER

_HANZI = "\u4e00-\u9fff"
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
# What recognition leaves: letters inside figures, single small letters and signs between hanzi, marks in a
# row. The sign ○ is a zero between the figures of a year (一九八○年, 二百○八所), and a letter can be the name
# of a standard (国六b).
_FIGURE = "一二三四五六七八九十百千万两零〇年第"
_RECOGNITION = re.compile(
    r"\d[OoIl](?=[\d%％])|(?<![A-Za-z\d])[OIl]\d+(?:\.\d+)?[%％]"
    rf"|(?<=[{_HANZI}])(?<!国[一二三四五六七])[a-zàáéíóúüβ](?=[{_HANZI}])"
    rf"|(?<=[{_HANZI}])[□■◆◇▲△●¤§¶†•~^`\\_*#=|](?=[{_HANZI}])"
    rf"|(?<=[{_HANZI}])○(?=[{_HANZI}])(?<![{_FIGURE}]○)(?!○[{_FIGURE}])"
    rf"|(?<=[{_HANZI}])[，。、；：]{{2,}}|(?<=[{_HANZI}])[,.](?=[{_HANZI}])|[“”]{{3,}}"
)
_QUESTION = re.compile(rf"(?<=[{_HANZI}])[?？](?=[{_HANZI}])")
_ASKED = re.compile(
    "什么|甚么|何|怎|哪|谁|吗|呢|么|吧|嘛|啊|几|多[少大久]|是否|难道|岂|咋|可否|还是|有没有|(.)不\\1"
)
_LONG = 50  # characters of a paragraph that isn't a line of a list or a signature
_LOST = 8000  # characters of a paragraph that nobody has written as one


def unreadable(text: str) -> int:
    """How many characters no encoding means: marks of replacement, private use, controls.

    >>> unreadable("增长5%\\ufffd\\ufffd")
    2
    """
    return len(_UNREADABLE.findall(text))


def is_noise(text: str) -> bool:
    """Whether a text was decoded wrongly: its commonest characters aren't those of Chinese.

    >>> is_noise("我们要推进改革。" * 30), is_noise("我们要推进改革。".encode().decode("gbk", "ignore") * 30)
    (False, True)
    """
    return len(text) >= 200 and common_share(text) < 0.08 and rare_share(text) > 0.1


def traditional_share(text: str) -> float:
    """The share of hanzi that GB 2312 lacks and Big5 has: traditional forms, apart from a few rare
    characters.
    """
    hanzi = "".join(re.findall(f"[{_HANZI}]", text))
    if not hanzi:
        return 0.0
    outside = [c for c in hanzi if not c.encode("gb2312", "ignore") and c.encode("big5", "ignore")]
    return len(outside) / len(hanzi)


def recognition_errors(text: str) -> int:
    """How often the text has what only bad recognition of print leaves (2O20年, 政l府, 发展，，); a clean
    report has next to none.

    A question mark between hanzi stands for a lost character unless its clause asks something.

    >>> recognition_errors("发?展和政l府。"), recognition_errors("一九八○年怎么办?大家干！")
    (2, 0)
    """
    lost = 0
    for mark in _QUESTION.finditer(text):
        clause = re.split(r"[。！？?!\n；]", text[max(0, mark.start() - 120) : mark.start()])[-1]
        lost += not _ASKED.search(clause)
    return len(_RECOGNITION.findall(text)) + lost


def broken_lines(lines: Sequence[str]) -> int:
    """How many paragraphs end in the middle of a sentence and go on in the next one.

    A line that ends in ； may be one of a list, and one that ends in a bracket has its attribution there; one
    that ends in a hanzi, letter or figure counts where a sentence follows that no number opens.

    >>> broken_lines(["今年全县农业总产值增长百分之八，" * 4, "工业增长百分之九。"])
    1
    """
    found = 0
    for line, following in pairwise(lines):
        if len(line) < _LONG or FINISHED.search(line) or re.match(NUMBER, following):
            continue
        if line[-1] in "，、" or (line[-1].isalnum() and FINISHED.search(following)):
            found += 1
    return found


def lost_paragraphs(lines: Sequence[str]) -> int:
    """How long the longest paragraph is, where no one can have written it as one; else 0.

    >>> lost_paragraphs(["推进改革。" * 2000]), lost_paragraphs(["推进改革。"] * 2000)
    (10000, 0)
    """
    longest = max(map(len, lines), default=0)
    return longest if longest >= _LOST else 0
