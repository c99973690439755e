"""The labels of a text: what stands before a colon, or in brackets of its own, and names a role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.attributions.deadlines import speaks_of_time
from analysis.attributions.department_names import (
    is_everybody,
    is_official,
    is_unspecified,
    like_department,
)
from analysis.attributions.label_rules import (
    CHECKED,
    CONTACT,
    DEADLINE,
    NONE,
    OFFICIAL,
    STRONG,
    WEAK,
    LabelRule,
    role_of,
    rule_of,
)
from analysis.attributions.officials import like_person


class Label(NamedTuple):
    """A label in a text: its place, with its mark (（1）, ——) and its colon, and the role that it names.

    The role of words that name none (工作措施：) is "". ``opens``: an attribution can begin with it.
    """

    start: int
    end: int
    role: str
    opens: bool


_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
# Marks before a label: numbers in brackets or circles, dashes, dots; and plain numbers at the head of a line.
_SIGN = rf"(?:[（(]?{_NUMERAL}[）)]|[①-⑳⑴-⒇❶-❿]|[-—–―－·•●○◆◇■□▲△★☆※►▶◎*]{{1,4}})"
_MARK_BEFORE = re.compile(rf"(?:{_SIGN}|(?:^|(?<=[。；;，,！!？?\s））】])){_NUMERAL}[.．、])[ 　]*$")
_RUN = rf"[一-龥]{{2,14}}(?:[（(](?!{_NUMERAL}[）)])[^（）()：:\n]{{1,20}}[）)][一-龥]{{0,6}})?"
_WORDS = rf"{_RUN}(?:[ ]?[、/／][ ]?{_RUN})?"
_CANDIDATE = re.compile(
    rf"(?:(?<![一-龥])(?P<colon>{_WORDS})[ 　]*[：:]|"
    r"(?:^|(?<=[\n）.、]))(?P<spaced>[一-龥]{1,2}(?:[ 　]{1,4}[一-龥]{1,2}){1,5})[ 　]*[：:]|"
    rf"(?:[【［\[〔]|(?<![一-龥])[（(])(?P<inside>{_WORDS})[】］\]〕）)][ 　]*(?P<mark>[：:]?)|"
    rf"(?<![一-龥])(?P<blank>[一-龥]{{4,10}})(?:[ 　]+(?=[^ 　])|(?=\d)))[ 　]*"
)
_MAY_LABEL = re.compile("[：:】］〕）)]|[一-龥][ 　]|[限间期]\\d")
# A label within a run of hanzi, where a line end or a blank was lost: 县财政局配合单位：
_GLUED = re.compile(
    r"(?<=[一-龥])(?P<colon>(?:牵头|主办|主责|责任|配合|协办|协同|参与|参加|承办|会办)(?:考核|推进|责任|抓总|落实|实施)?"
    r"(?:单位|部门|领导|科室|股室)|责任人|"
    r"(?:完成|办结)(?:时限|时间|期限|日期)|时间节点)[ 　]*[：:][ 　]*"
)
_RUN_BEFORE = re.compile(r"[一-龥]{1,20}$")
# What a department is told to do, behind a heading that ends in a colon (落实责任单位：各单位要…).
_BEHIND_BRACKET = re.compile(r"^.*[）)]")
_PROSE = re.compile(
    r"[^、，,；;。\n]{0,14}(?:要|应当|必须|须|做好|抓好|加强|强化|认真|切实|按照|根据|高度重视|进一步|建立|健全)"
)
_FIRST = re.compile(r"[^，,；;。\n、/／ 　【［\[〔]{1,40}")
_DATE = re.compile(r"(?:19|20)\d\d[-./年]|\d{1,2}[-./月]\d")


def _fits(role: str, value: str) -> bool:
    """Whether what stands behind a label is of its kind: a department, a person, a time.

    >>> _fits("answer", "县教育局、县财政局"), _fits("answer", "各单位要抓好落实")
    (True, False)
    >>> _fits("deadline", "6月底前"), _fits("official", "甲某某")
    (True, True)
    """
    if role == DEADLINE:
        return bool(speaks_of_time(value[:30]) or _DATE.match(value))
    found = _FIRST.match(value)
    if found is None:
        return False
    name = found.group() if "（" in found.group() else found.group().rstrip("）)】]等")
    if role in (OFFICIAL, CONTACT):
        return like_person(name)
    return like_department(name) or is_everybody(name) or is_unspecified(name) or is_official(name)


def find_labels(text: str) -> Iterator[Label]:
    """The labels of a text, in order, and whatever else stands before a colon as a label does (role "").

    >>> text = "建粮库。（1）牵头单位：县发改委 完成时限：6月底前 工作措施：加快施工。"
    >>> [(text[label.start : label.end], label.role) for label in find_labels(text)]
    [('（1）牵头单位：', 'lead'), ('完成时限：', 'deadline'), ('工作措施：', '')]
    """
    if not _MAY_LABEL.search(text):
        return
    found = {label.end: label for label in map(_label, _CANDIDATE.finditer(text)) if label}
    for match in _GLUED.finditer(text):
        label = _glued(match)
        if label and not (label.end in found and found[label.end].role):
            found[label.end] = label
    last = 0
    for _, label in sorted(found.items()):
        if label.start >= last:
            yield label
            last = label.end


def _label(match: re.Match[str]) -> Label | None:
    """What a candidate is. Whatever stands before a colon may be a label that names no role."""
    words, start = next(filter(None, match.group("colon", "spaced", "inside", "blank"))), match.start()
    rule = rule_of(words)
    if rule is None and match["colon"]:  # 甲某某（副县长）责任单位：
        tail = _BEHIND_BRACKET.sub("", words)
        rule, start = rule_of(tail), start + len(words) - len(tail)
    role = rule.role if rule else NONE
    has_colon = bool(match["colon"] or match["spaced"] or match["mark"])
    value = match.string[match.end() : match.end() + 50]
    if rule and role and (_told_by_colon(rule, value) if has_colon else _told_by_value(rule, match, value)):
        return Label(_start(match.string, start), match.end(), role, rule.strength != WEAK)
    if match["colon"] and not (rule is None and like_department(words)):  # 县发改委：甲某某
        return Label(match.start(), match.end(), NONE, False)
    return None


def _told_by_colon(rule: LabelRule, value: str) -> bool:
    """Whether words with a colon behind them are a label."""
    if rule.strength == CHECKED:
        return _fits(rule.role, value)
    return rule.strength == WEAK or not _PROSE.match(value) or _fits(rule.role, value)


def _told_by_value(rule: LabelRule, match: re.Match[str], value: str) -> bool:
    """Whether words without a colon are a label: in brackets or before a blank, or, at the start of a text,
    before a figure; and what follows is of their kind.
    """
    blank = match["inside"] or match.string[match.end() - 1] in " 　" or match.start() == 0
    strong = rule.strength == STRONG or (match["inside"] and rule.strength == CHECKED)
    return bool(blank and strong) and _fits(rule.role, value)


def _glued(match: re.Match[str]) -> Label | None:
    """A label within a run of hanzi: behind a department or a time, or before a value of its kind."""
    text, start, end = match.string, match.start(), match.end()
    run = _RUN_BEFORE.search(text, max(0, start - 20), start)
    before = run.group() if run else ""
    role = role_of(match["colon"])
    behind_value = (len(before) > 3 and like_department(before)) or speaks_of_time(before)
    return Label(start, end, role, True) if behind_value or _fits(role, text[end : end + 50]) else None


def _start(text: str, start: int) -> int:
    """Where a label begins with its mark: （1）牵头单位：, ——责任单位：."""
    mark = _MARK_BEFORE.search(text, max(0, start - 8), start)
    return mark.start() if mark else start
