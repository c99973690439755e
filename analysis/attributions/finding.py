"""Where a line says who answers for a task: in brackets, behind a label, or in a sentence of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from analysis.attributions.brackets import CLOSE, OPEN, inside_brackets, outermost_brackets, strip_brackets
from analysis.attributions.deadlines import speaks_of_time
from analysis.attributions.department_names import (
    is_everybody,
    is_unspecified,
    like_department,
    split_outside,
)
from analysis.attributions.first_leads import how_many_lead
from analysis.attributions.labels import Label, find_labels
from analysis.attributions.parser import parse_attribution, tells_role

_DEED = re.compile("完成|推进|落实|出台|启动|开始|坚持|前$")
_SHORT = 60  # characters of a bracket that says no more than when
_LONGEST = 3000  # characters of an attribution
_SENTENCE = 200  # characters of one in a sentence of its own
_AFTER = "。；;！!？?）)】 　"  # behind one of these a bare list of departments is an attribution
_NUMBER = re.compile(r"(?<=[。；; 　])\d{1,3}[.．、](?!\d)")
_DASHES = " 　—–―"
_NEXT_SENTENCE = re.compile(r"(?<=。)[ 　—–―]*([^。]+)")
# How a line looks that may begin with a label: a colon comes soon, a bracket, a blank or a figure.
_MAY_BEGIN = re.compile(
    r"[^一-龥]{0,8}[一-龥][^：:]{0,34}[：:]|[^一-龥]{0,8}[【［〔\[（(][^【［〔\[（(]{2,24}[】］〕\])）]|"
    r"[^一-龥]{0,8}[一-龥]{4,10}[ 　\d]"
)
# The foot of a web page names those who run it.
_FOOT = re.compile("备案|ICP|公安网备|公网安备|版权所有|技术支持|网站标识码|邮编|邮政编码")


def looks_like_attribution(inside: str, after_stop: bool) -> bool:
    """Whether the inside of a bracket is an attribution; a bare list of departments counts only
    ``after_stop``, behind a sentence.

    >>> looks_like_attribution("财政部牵头，年内推进", False), looks_like_attribution("可比口径", True)
    (True, False)
    >>> [looks_like_attribution("省财政厅、省教育厅", after_stop) for after_stop in (True, False)]
    [True, False]
    """
    if not 2 <= len(inside) <= _LONGEST:
        return False
    if any(label.opens for label in find_labels(inside)):
        return True
    if how_many_lead(inside):
        return False
    read = parse_attribution(inside)
    who = read.leads + read.participants
    if not who or not (any(map(like_department, who)) or any(map(is_unspecified, who))):
        return False
    has_role = any(tells_role(piece.strip()) for piece in split_outside(inside, "，,；;。"))
    return has_role or (after_stop and not read.notes and all(map(like_department, who)))


def find_attributions(line: str) -> list[tuple[int, int]]:
    """Spans of the attributions in one line: brackets, a label (责任单位：) with what follows it, or a last
    sentence that says nothing else.

    Parameters
    ----------
    line
        One paragraph, without its line end.

    Returns
    -------
    list of (int, int)
        Start and end, in characters of the line, in order; they don't overlap.

    Examples
    --------
    >>> line = "降低费率。（财政部牵头）加大力度（含县级）。责任单位：市科技局"
    >>> [line[a:b] for a, b in find_attributions(line)]
    ['（财政部牵头）', '责任单位：市科技局']
    >>> line = "建粮库。——牵头单位：县发改委——"
    >>> [line[a:b] for a, b in find_attributions(line)]
    ['——牵头单位：县发改委——']
    """
    groups, left_open = outermost_brackets(line)
    if left_open >= max(0, len(line) - _LONGEST) and (not groups or groups[-1][0] < left_open):
        groups.append((left_open, len(line)))
    labelled = list(_labelled(line))
    spans = sorted([*labelled, *_outside(_bracketed(line, groups), labelled)])
    last = spans[-1][1] if spans else 0
    return [*spans, *_last_sentence(line, last)]


def _outside(
    spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The spans that have no part in common with others; both in order."""
    at = 0
    for start, end in spans:
        while at < len(others) and others[at][1] <= start:
            at += 1
        if at == len(others) or others[at][0] >= end:
            yield start, end


def _bracketed(line: str, groups: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The brackets that are attributions, and those right behind one that say when.

    >>> _bracketed("减税（含社保费）。（财政部牵头）（年内完成）", [(2, 8), (9, 16), (16, 22)])
    [(9, 16), (16, 22)]
    """
    spans: list[tuple[int, int]] = []
    for start, end in groups:
        inside = line[start + 1 : end - 1 if line[end - 1] in CLOSE else end]
        goes_on = bool(spans) and spans[-1][1] == start and len(inside) <= _SHORT and speaks_of_time(inside)
        if goes_on or looks_like_attribution(inside, start == 0 or line[start - 1] in _AFTER):
            spans.append((start, end))
    return spans


def _labelled(line: str) -> Iterator[tuple[int, int]]:
    """Labels outside brackets, each with what it labels and the labels that follow.

    >>> line = "减税。责任单位：财政局；时限：年底。工作措施：加快。"
    >>> [line[start:end] for start, end in _labelled(line)]
    ['责任单位：财政局；时限：年底。']
    """
    labels = list(find_labels(line))
    if not any(label.opens for label in labels) or _FOOT.search(line):
        return
    inside = inside_brackets(line)
    labels = [label for label in labels if not inside(label.start)]
    ends = _ends(line, labels)
    last = 0
    for label in labels:
        if label.opens and label.start >= last:
            last = ends[bisect_left(ends, label.end)]
            yield label.start, last


def _ends(line: str, labels: Sequence[Label]) -> list[int]:
    """Where what labels say may end: before words that name no role, before a number, behind a sentence where
    the next says another thing; at the end of the line.
    """
    begins = {label.start: label.role for label in labels}
    ends = {label.start for label in labels if not label.role}
    ends |= {match.start() for match in _NUMBER.finditer(line) if match.start() not in begins}
    inside = inside_brackets(line)
    for sentence in _NEXT_SENTENCE.finditer(line):
        labelled = begins.get(sentence.start(1)) or begins.get(sentence.start())
        if not (labelled or inside(sentence.start()) or _adds(sentence[1])):
            ends.add(sentence.start())
    return sorted(ends | {len(line)})


def _adds(sentence: str) -> bool:
    """Whether a sentence behind a label only names more departments, or says by when.

    >>> _adds("市税务局"), _adds("6月底前完成"), _adds("各单位要抓好落实")
    (True, True, False)
    """
    if len(sentence) > _SENTENCE:
        return False
    read = parse_attribution(sentence)
    who = read.leads + read.participants
    return not read.notes and all(map(like_department, who)) and (bool(who) or _is_due(sentence))


def _last_sentence(line: str, start: int) -> Iterator[tuple[int, int]]:
    """The last sentence behind ``start``, where it only says who leads: 由财政局牵头，税务局配合.

    >>> line = "减税。由财政局牵头，税务局配合。"
    >>> [line[a:b] for a, b in _last_sentence(line, 0)]
    ['由财政局牵头，税务局配合。']
    """
    if "牵头" not in line[max(start, len(line) - _SENTENCE) :]:
        return
    body = line.rstrip("。；;" + _DASHES)
    start = max(start, *(body.rfind(mark, start) + 1 for mark in "。；;！？—："))
    first = start + len(body[start:]) - len(body[start:].lstrip(_DASHES))
    if 0 < len(body) - first <= _SENTENCE and says_only_who(body[first:]):
        while start > 0 and line[start - 1] in "—–―":
            start -= 1
        yield start, len(line)


def says_only_who(sentence: str) -> bool:
    """Whether a sentence names who leads and says nothing besides, but for a time.

    >>> says_only_who("由县财政局牵头，县税务局配合，年内完成"), says_only_who("县财政局牵头，抓好落实工作")
    (True, False)
    """
    read = parse_attribution(sentence)
    who = read.leads + read.participants
    return bool(read.leads) and not read.notes and all(like_department(n) or is_everybody(n) for n in who)


@lru_cache(maxsize=4096)  # several rules of line ends ask about the same lines
def first_label(line: str) -> Label | None:
    """The label that a line begins with, behind its mark and an opening bracket; ``None`` where none is.

    >>> first_label("（1）牵头单位：县财政局").role, first_label("【责任人】甲某某").role
    ('lead', 'official')
    >>> first_label("牵头单位要抓好落实")
    """
    head = line.lstrip(" 　")[:80]
    if not _MAY_BEGIN.match(head):
        return None
    for start in (0, 1) if head[:1] and head[0] in OPEN else (0,):
        label = next(find_labels(head[start:]), None)
        if label and label.opens and not head[start : start + label.start].strip(_DASHES):
            return label
    return None


@lru_cache(maxsize=4096)
def ends_with_label(line: str) -> bool:
    """Whether a line begins with a label, or ends with what a label outside brackets says.

    >>> [ends_with_label(line) for line in ("责任单位：县财政局", "修路。责任单位：县财政局", "修路。")]
    [True, True, False]
    """
    if first_label(line):
        return True
    return ("：" in line or ":" in line) and any(end == len(line) for _, end in _labelled(line))


def is_attribution(line: str) -> bool:
    """Whether a whole line, in brackets, says who answers for the task before it, or by when.

    For what runs before a report exists: its order and its line ends. A labelled line without brackets
    (责任单位：市科技局) is none here: of several such lines, all may belong to one task.

    Parameters
    ----------
    line
        A line without its end, or a bracket.

    Returns
    -------
    bool
        True where the line is one attribution in brackets, or several that follow one another, and where it
        is a bracket that says when something must be done.

    Examples
    --------
    >>> list(map(is_attribution, ["（财政部牵头）", "（财政部牵头）（年内完成）", "（12月底前完成）"]))
    [True, True, True]
    >>> list(map(is_attribution, ["（含县级）", "（2020年）", "（财政部牵头）减税（税务总局牵头）"]))
    [False, False, False]
    """
    if line[:1] not in tuple("（(【［[〔"):
        return False
    groups, _ = outermost_brackets(line)
    if "".join(line[start:end] for start, end in groups) != line:
        return False
    return find_attributions(line) == groups or (len(groups) == 1 and _is_due(strip_brackets(line)))


def _is_due(inside: str) -> bool:
    """Whether a bracket by itself says by when something must be done; a date or a year alone doesn't.

    >>> _is_due("年内持续推进"), _is_due("2020年1月12日在安徽省第十三届人民代表大会第三次会议上")
    (True, False)
    """
    return len(inside) <= _SHORT and speaks_of_time(inside) and bool(_DEED.search(inside))
