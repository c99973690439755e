"""What stands around a report on a saved page, set apart from it: nothing is thrown away.

The page's front ends at the report's title; what stands between title and greeting stays when it says when,
where or by whom the report is given. The page goes on below the last line that isn't of a page. All of it is
kept with the notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from analysis.attributions.finding import find_attributions, first_label
from analysis.attributions.label_rules import NONE, role_of
from analysis.characters.traditional import simple_view
from analysis.cleaning.collections import split_notes
from analysis.cleaning.edits import Step
from analysis.cleaning.furniture import BEHIND, FRONT, is_prose, line_kind

_HEAD_LINES = 400  # a site's whole menu can stand above a title, one word a line
_PROSE_ABOVE = 3  # sentences that may stand above a title: an editor's note
_LINK = 60  # characters of the title of another page
_BETWEEN = 20  # characters of an unknown line between two lines of a page
_TITLE = re.compile(
    r"[《“]?[^。！？；：:>＞»›|]{0,40}(?:政府(?:的)?工作(?:的)?报告|(?:任务|工作|重点|报告》?)[^。：]{0,14}(?:分工|分解)|责任分解|分工(?:方案|意见))"
    r"[^。！？；：:>＞»›|]{0,24}"
)
_NO_TITLE = re.compile(
    r"作(?:了)?(?:题为)?《?(?:政府)?工作报告|解读|图解|决议|决定|解释|注释|说明|附件|附[:：]|审议|听取|讨论|摘登|评论|社论"
    r"|^的?政府工作报告的|提请|全文下载"
)
_VENUE = re.compile(r"第?[一二三四五六七八九十〇零\d]{1,4}届|人民代表大会|(?:会议|大会|全会)上")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OWN_DAY = re.compile(
    r"[（(—\-― ]*(?:(?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2})年"
    r"[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?[）)]?"
)
OFFICE = "总理|省长|主席|市长|州长|盟长|区长|县长|旗长|专员|主任"
_SPEAKER = re.compile(
    rf"[（(]?[\u4e00-\u9fff]{{0,20}}(?:{OFFICE})[ ：:]*[\u4e00-\u9fff](?:[ ]?[\u4e00-\u9fff·]){{1,12}}[）)]?"
)
GREETING = re.compile(r"(?:尊敬的)?各位(?:代表|同志|委员)|同志们[：:，,！!]")
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+(?:部分|章)|[（(][一二三四五六七八九十]{1,3}[）)]"
)
_TASK = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）).．、]")
_DIVIDES = re.compile("分工|分解")
_OF_SITE = re.compile("网站|备案|ICP|公网安备|版权|技术支持|地址[：:]|邮编")
_STOPPED = re.compile(r"[。！？；][”’）)》】]*$")


class Apart(NamedTuple):
    """A text and what a page put around it.

    Attributes
    ----------
    text : str
        The report.
    page : str
        The lines of the page, in their order.
    step : Step or None
        The account: how many lines were set apart, and which characters; None for none.
    """

    text: str
    page: str
    step: Step | None


def is_title(line: str) -> bool:
    """Whether a line looks like the title of a work report or a task division.

    >>> [is_title(line) for line in ("2024年和田县政府工作报告", "下载", "甲乙丙作政府工作报告")]
    [True, False, False]
    """
    bare = re.sub(r"\s", "", line)
    return len(bare) <= 70 and _TITLE.fullmatch(bare) is not None and not _NO_TITLE.search(bare)


def _is_of_head(line: str) -> bool:
    """Whether a line says which report this is, when and where it was given, or by whom."""
    return bool(is_title(line) or _VENUE.search(line) or _OWN_DAY.fullmatch(line) or _SPEAKER.fullmatch(line))


def _head_end(lines: Sequence[str]) -> int:
    """Where the greeting stands, or without one the first heading or sentence of the report."""
    prose = 0
    first = None
    for at, line in enumerate(lines[:_HEAD_LINES]):
        if GREETING.match(line):
            return at
        if is_prose(line) and not line_kind(line, FRONT):
            prose += 1
        if first is None and (prose or _HEADING.match(line)):
            first = at
        if prose > _PROSE_ABOVE:
            break
    return first or 0


def _title_at(head: Sequence[str]) -> int:
    """Where the report's title stands among the lines above the greeting, or else its first line of another
    kind (venue, day, speaker); 0 where none does.

    The last title counts, unless a fuller one stands above it with nothing but a page's lines between.
    """
    of_page = [bool(line_kind(line, FRONT)) for line in head]
    titles = [at for at, line in enumerate(head) if is_title(line) and not of_page[at]]
    if titles:
        last = titles[-1]
        near = [
            at
            for at in titles
            if all(of_page[n] or _is_little(head[n]) for n in range(at + 1, last))
            and _may_name(head[at], head[last:])
        ]
        return max(near, key=lambda at: (len("".join(head[at].split())), at))
    return next((at for at, line in enumerate(head) if _is_of_head(line) and not of_page[at]), 0)


def _is_little(line: str) -> bool:
    """Whether a line can be a page's, among others of it: a short one that says nothing of the report."""
    return is_title(line) or (len(line) <= _BETWEEN and not _is_of_head(line))


def _may_name(title: str, below: Sequence[str]) -> bool:
    """Whether a title can be that of a report with these lines: it names no other year than they do."""
    named = _YEAR.findall(title)
    venue = next((line for line in below if _VENUE.search(line)), "")
    held = _YEAR.findall(venue)
    return not named or not held or int(named[0]) - int(held[0]) in (0, 1)


def _task_rows(lines: Sequence[str]) -> frozenset[int]:
    """The rows of tables that divide tasks, by their places: cells of such a table name roles.

    >>> sorted(_task_rows(["牵头单位 | 完成时限", "县交通局 | 全年", "完", "首页 | 主办单位"]))
    [0, 1]
    """
    rows: set[int] = set()
    for barred, run in groupby(enumerate(lines), key=lambda line: "|" in line[1]):
        table = list(run) if barred else []
        cells = [cell for _, line in table for cell in line.split("|")]
        roles = {role_of(cell) for cell in cells} - {NONE}
        if len(roles) > 1 and not any(map(_OF_SITE.search, cells)):
            rows |= {at for at, _ in table}
    return frozenset(rows)


def _front(lines: Sequence[str], rows: frozenset[int]) -> set[int]:
    """The lines of the page above the greeting, by their places; ``rows`` are those of tables of tasks."""
    head = lines[: min([_head_end(lines), *rows])]
    of_page = {at for at, line in enumerate(head) if line_kind(line, FRONT) and not _says_who(lines, at)}
    if not of_page:
        return set()
    title = _title_at(head)
    above = set(range(title))
    if of_page & above and sum(is_prose(line) for line in head[:title]) <= _PROSE_ABOVE:
        of_page |= above
    known = sorted(of_page)
    for before, after in pairwise(known):
        between = range(before + 1, after)
        if all(_is_little(head[at]) and not is_title(head[at]) for at in between):
            of_page |= set(between)
    return of_page


def _may_be_link(line: str) -> bool:
    """Whether a line below a page's line can be the title of another page."""
    return len(line) <= _LINK and not _STOPPED.search(line) and not _HEADING.match(line)


def _behind(lines: Sequence[str], rows: frozenset[int]) -> int:
    """Where the page goes on below the report, and below its tables of tasks; the number of lines where it
    doesn't.
    """
    top = len(lines)
    for at in range(len(lines) - 1, -1, -1):
        if at in rows or _says_who(lines, at):
            break
        if line_kind(lines[at], BEHIND):
            top = at
        elif not _may_be_link(lines[at]):
            break
    return top


def _says_who(lines: Sequence[str], at: int) -> bool:
    """Whether a line such as 主办单位：… says who answers for a task, not who keeps the site: another line
    begins with the same label, or in a task division it stands below a task that nobody else answers for.

    >>> lines = ["重点工作分工", "1.修路。", "主办单位：县交通局", "2.植树。", "主办单位：县林业局"]
    >>> _says_who(lines, 4), _says_who(["推进改革。", "主办单位：县政府办"], 1)
    (True, False)
    """
    label = first_label(lines[at])
    if label is None or _OF_SITE.search(lines[at]):
        return False
    words = lines[at][: len(lines[at]) - len(lines[at].lstrip()) + label.end]
    if sum(line.startswith(words) for line in lines) > 1:
        return True
    above = at - 1
    while above > 0 and first_label(lines[above]):
        above -= 1
    task = lines[above] if above >= 0 else ""
    divides = any(_DIVIDES.search(line) for line in lines[:_HEAD_LINES] if is_title(line))
    return divides and _TASK.match(task) is not None and not find_attributions(task)


def set_page_apart(text: str) -> Apart:
    """A report without the lines of the page that it was saved from.

    Parameters
    ----------
    text : str
        The text as received, its blanks made alike.

    Returns
    -------
    Apart
        Report and page; all characters of the text are in one of them.

    Examples
    --------
    >>> page = "下载\\n打印\\n甲县政府工作报告\\n来源：甲县报\\n各位代表：\\n推进改革。\\n相关报道："
    >>> apart = set_page_apart(page)
    >>> apart.text, apart.page
    ('甲县政府工作报告\\n各位代表：\\n推进改革。\\n', '下载\\n打印\\n来源：甲县报\\n相关报道：')
    """
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\n|[^\n]+$", text)]
    numbers = [n for n, (a, b) in enumerate(spans) if text[a:b].strip()]
    view = simple_view(text)
    lines = [view[slice(*spans[n])].strip() for n in numbers]
    rows = _task_rows(lines)
    front = _front(lines, rows)
    last = _behind(lines, rows)
    speech = split_notes(view[: spans[numbers[last - 1]][1]] if last else "")[0]
    spoken = sum(1 for n in numbers[:last] if spans[n][0] < len(speech))
    of_page = front | set(range(last, len(lines))) | set(range(_behind(lines[:spoken], rows), spoken))
    if not of_page:
        return Apart(text, "", None)
    apart = {numbers[at] for at in of_page}
    page = "".join(text[a:b] for n, (a, b) in enumerate(spans) if n in apart)
    rest = "".join(text[a:b] for n, (a, b) in enumerate(spans) if n not in apart)
    return Apart(rest, page, Step("set_page_apart", len(apart), page, page))
