"""What is wrong with a text that can be seen from its characters: bad recognition, traditional forms, wrong
decoding, a cut end.
"""

from __future__ import annotations

import re

from analysis.characters.plausible import common_share, rare_share

_HANZI = "\u4e00-\u9fff"
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
# What recognition leaves: letters inside figures, single small letters and signs between hanzi, marks in a
# row.
_RECOGNITION = re.compile(
    r"\d[OoIl](?=[\d%％])|(?<![A-Za-z\d])[OIl]\d+(?:\.\d+)?[%％]"
    rf"|(?<=[{_HANZI}])[a-zàáéíóúüβ](?=[{_HANZI}])"
    rf"|(?<=[{_HANZI}])[?？□■◆◇▲△●○¤§¶†•~^`\\_*#=|](?=[{_HANZI}])"
    rf"|(?<=[{_HANZI}])[，。、；：]{{2,}}|(?<=[{_HANZI}])[,.](?=[{_HANZI}])|[“”]{{3,}}"
)
_FINISHED = re.compile(
    r"[。！？!?…]['”’）)》】」』]*$|\d{1,2}月\d{1,2}日$|政府$|国务院$|办公[厅室]$|谢谢(?:大家|各位)?$|全文完[）)]?$|"
    r"（完）$|\|$"
)
_APPEAL = re.compile("让我们|奋斗|谢谢|努力|前进|奋进|新篇章|新局面|新征程|贡献|篇章")


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
    """
    return len(_RECOGNITION.findall(text))


def damage_of(text: str, work_report: bool) -> list[str]:
    """What looks wrong with a clean text.

    Parameters
    ----------
    text : str
        The text, one paragraph a line.
    work_report : bool
        Whether it is a work report, which has a closing appeal and ends with a stop.

    Returns
    -------
    list of str
        Each thing in a few words; empty when nothing looks wrong.

    Examples
    --------
    >>> for sentence in damage_of("各位代表：今年要推进經濟發展，改革開放與創新驅動發展戰略實施，", True):
    ...     print(sentence)
    traditional characters (39 % of the hanzi)
    ends in the middle of a sentence, so its end may be missing
    """
    found = []
    unreadable = len(_UNREADABLE.findall(text))
    if unreadable:
        found.append(f"{unreadable} unreadable characters (wrong encoding)")
    if len(text) >= 200 and common_share(text) < 0.08 and rare_share(text) > 0.1:
        found.append("the text is noise: it was decoded wrongly")
    share = traditional_share(text)
    if share >= 0.01:
        found.append(f"traditional characters ({100 * share:.0f} % of the hanzi)")
    errors = recognition_errors(text)
    if errors >= 5 and errors >= len(text) / 2000:
        found.append(f"{errors} places look like bad recognition of print (OCR)")
    last = text.rstrip().rsplit("\n", 1)[-1]
    if work_report and last and not _FINISHED.search(last):
        found.append("ends in the middle of a sentence, so its end may be missing")
    elif work_report and len(text) >= 3000 and not _APPEAL.search(text[-1500:]):
        found.append("has no closing appeal, so its end may be missing")
    return found
