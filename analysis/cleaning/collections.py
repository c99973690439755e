"""Files that hold many reports, and what stands behind a report's last word."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.characters.traditional import simple_view
from analysis.wordfiles.reader import NOTES_BELOW

_ARTICLE = re.compile(
    r"【第[一二三四五六七八九十百\d]+篇】(?P<title>[^\n]*?)(?:[（(]全文[)）])?(?:(?<! )[ ]++)?$\n?", re.M
)
_CONTENTS_TAIL = re.compile(r"(?:(?<!\.)\.{4,}+|(?<!…)…{2,}+)\s*+\d*+\s*+$")

_GLOSSARY = re.compile(
    r"^[ ]*+(?:附件?[ ]?[\d一二三四五]*[ ]?[:：]?[ ]*\n+)?[ ]*+"
    r"(?:附件?[ ]?[\d一二三四五]*[ ]?[:：]?[ ]*)?[（(【]?"
    r"(?:(?:《?(?:政府工作)?报告》?)?[^\n。，；：]{0,14}(?:名词|用语|术语|词语|词汇|概念)[^\n。，；：]{0,8}"
    r"(?:解释|注释|说明|释义|浅释)[^\n。，；]{0,8}|注释|名词注解)[）)】]?[:：]?[ ]*$",
    re.M,
)
_WORD_NOTES = re.compile(rf"^{NOTES_BELOW}$", re.M)
_FORM = re.compile(
    r"^附件[ ]?\d+[ ]*\n+[^\n]*(?:样表|表)[）)]?[ ]*\n(?=(?:[^\n]*\n+){0,3}[^\n]*\|[^\n]*\|)", re.M
)


class Article(NamedTuple):
    """One report inside a collection: its title in the head line, and its body ``text[start:end]``."""

    title: str
    start: int
    end: int


def find_articles(text: str) -> list[Article]:
    """The articles of a collection, in order.

    An article starts behind a head line of its own, ``【第一篇】安徽省政府工作报告(全文)``; the same line in
    a table of contents, with dots and a page number, is not a head.

    Parameters
    ----------
    text
        The text of a file.

    Returns
    -------
    list of Article
        Title and span of each; empty for a file that isn't a collection.

    Examples
    --------
    >>> find_articles("目录\\n【第一篇】甲省报告(全文).....3\\n【第一篇】甲省报告(全文)\\n各位代表：\\n")
    [Article(title='甲省报告', start=37, end=43)]
    """
    heads = []
    for match in _ARTICLE.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        if not text[line : match.start()].strip(" ") and not _CONTENTS_TAIL.search(match.group()):
            heads.append((line, match))
    ends = [line for line, _ in heads[1:]] + [len(text)][: len(heads)]
    return [Article(m.group("title"), m.end(), end) for (_, m), end in zip(heads, ends, strict=True)]


def split_notes(text: str) -> tuple[str, str]:
    """The speech, and the glossary, notes or blank forms printed behind it.

    A glossary starts at its own title (名词解释, 《政府工作报告》有关内容名词注释 …) in the last two fifths
    of the text, with the line 附件 before it if there is one; a blank form at a line 附件2 whose table has
    columns set off by ``|``; the notes of a Word file at the line that its reader puts above them.

    Parameters
    ----------
    text
        The text of a report.

    Returns
    -------
    speech, notes : str
        The two parts; together they are the text.

    Examples
    --------
    >>> split_notes("正文。" * 9 + "\\n附件\\n名词解释\\n1.六稳：稳就业。")[1]
    '附件\\n名词解释\\n1.六稳：稳就业。'
    """
    view = simple_view(text)
    cuts = [m.start() for m in _GLOSSARY.finditer(view) if m.start() >= 0.6 * len(text)]
    cuts += [m.start() for pattern in (_FORM, _WORD_NOTES) for m in pattern.finditer(view)]
    cut = min(cuts, default=len(text))
    return text[:cut], text[cut:]
