"""Paragraphs given back to a text that came as one long line (a database, a spreadsheet, a web form)."""

from __future__ import annotations

import re

from analysis.characters.blanks import BLANKS, HIDDEN

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
# Two blanks or more, with what has no width. A run is taken as a whole: nothing is tried again within it.
_RUN = re.compile(f"[{BLANKS}{HIDDEN}]++")
_TWO_BLANKS = re.compile(f"[{BLANKS}][{HIDDEN}]*+[{BLANKS}]")
_EDGE = re.compile(f"(?<![{BLANKS}])[{BLANKS}]*+\n[\n{BLANKS}]*+")
_STRIPPED = "".join(map(chr, (*range(0x2000, 0x200C), 0x20, 0x9, 0xA, 0xA0, 0x202F, 0x205F, 0x3000, 0xFEFF)))
_STOP = "。！？；：”）"
_NUMBER = "[一二三四五六七八九十]{1,3}"
# A heading ends where its own words say so, even with no mark behind it.
_CHAPTER = re.compile(
    rf"(?:(?<=[{_STOP}])|(?<=\n))[ ]?({_NUMBER}、[^。，；！？\n]{{2,40}}?"
    "(?:工作回顾|情况回顾|工作总结|工作安排|重点工作(?:任务|安排)?|主要任务|工作任务|重点任务|"
    "总体要求和主要(?:预期)?目标|主要预期目标|总体要求|自身建设))"
    r"(?=[ ]|[^，、。和及与；的\n])"
)
_STARTS = re.compile(
    rf"(?<=[{_STOP}])[ ]?"
    rf"(?={_NUMBER}、|[（(]{_NUMBER}[)）]|各位代表[！：，:!,]|——[\u4e00-\u9fff]|第[一二三四五六七八九十]部分)"
    r"|(?<=[^ \n])[ ]?(?=各位代表[：:])|(?<=各位代表[：:])"
)
_TITLE = re.compile(r"\A\s*((?:[^\s。，：]{0,30}?)政府工作报告)[ ]?(?=[（(—\d\u4e00-\u9fff])")


def needs_paragraphs(text: str) -> bool:
    """True for a text of more than 1,500 characters whose lines are longer than any paragraph is (1,500
    characters on average).

    >>> needs_paragraphs("今年要更好。" * 300), needs_paragraphs("今年要更好。\\n" * 300)
    (True, False)
    """
    return len(text) > 1500 and len(text) > 1500 * (1 + len(re.findall(r"\n\s*\S", text.strip())))


def recover_paragraphs(text: str) -> str:
    """A text with its paragraphs on lines of their own.

    They start at the indents left in it, else before headings, greetings and dashes that follow a stop.
    Nothing but blanks is taken away, and nothing but line ends put in.

    Parameters
    ----------
    text : str
        A text in one line, or a few.

    Returns
    -------
    str
        The same words, one paragraph a line.

    Examples
    --------
    >>> print(recover_paragraphs("各位代表：报告工作。一、2024年工作回顾 过去一年很好。（一）稳增长。"))
    各位代表：
    报告工作。
    一、2024年工作回顾
    过去一年很好。
    （一）稳增长。
    """
    text = _LINE_ENDS.sub("\n", text)
    indents = sum(_TWO_BLANKS.search(run) is not None for run in _RUN.findall(text.strip()))
    if indents >= max(3, len(text) // 3000):
        text = _RUN.sub(lambda run: "\n" if _TWO_BLANKS.search(run[0]) else run[0], text)
    else:
        text = _TITLE.sub(lambda m: f"{m[1]}\n", text, count=1)
        text = _STARTS.sub("\n", text)
        text = _CHAPTER.sub(lambda m: f"\n{m[1]}\n", text)
    return _EDGE.sub("\n", text).strip(_STRIPPED)
