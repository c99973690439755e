"""Attributions: who leads, who takes part, by when.

An attribution is what stands behind a task:
``（财政部牵头，税务总局等按职责分工负责，6月底前出台相关政策，年内持续推进）``,
``（牵头单位：市财政局；责任单位：市直各单位，各县、市、区人民政府）``, ``【责任单位：市科技局】`` or lines
such as ``责任单位：市发改委``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from analysis.attributions.deadlines import Deadline, parse_deadline, speaks_of_time
from analysis.attributions.department_names import (
    is_everybody,
    is_official,
    is_unspecified,
    like_department,
    split_names,
    split_outside,
)

MODES = ("lead", "lead_shared", "lead_unspecified", "shared", "unspecified", "all")

_LABELS = {
    "lead": r"(?:主?牵头|主办|主责|第一责任|总牵头)(?:责任|考核)?(?:单位|部门|处室|科室)|牵头",
    "part": r"(?:共同|主要|其他)?"
    r"(?:责任|配合|协办|协同|协作|协助|参与|参加|承办|落实|实施|负责|主体|会办|支持)(?:责任)?"
    r"(?:单位|部门|主体|地区|处室)|配合",
    "verbs": r"(?:部门|责任|职责|任务|工作)分工",
    "official": r"(?:分管|牵头|责任|包[抓保联]|领办|联系|负责|督办)(?:[省市州县区](?:政府|级)?)?"
    r"(?:领导|负责人)(?:同志)?|责任人",
    "deadline": r"(?:完成|办结|工作|时间|落实|整改|推进)?(?:时限|期限|时间节点)(?:要求)?"
    r"|完成时间|时间(?:要求|安排)|进度(?:安排|要求)",
}
_LABEL = re.compile(
    "(?:" + "|".join(f"(?P<{role}>{words})" for role, words in _LABELS.items()) + r")\s*[：:]\s*"
)
_LABEL_AT = re.compile(r"(?:^|(?<=[。；;！!？?\s）)】]))" + _LABEL.pattern)
_LABEL_INSIDE = re.compile(rf"(?<![ 　])[ 　]++(?={_LABEL.pattern})")
_ADVERB = (
    r"(?:按照?(?:各自|部门|有关)?(?:职责|职能|工作|任务)*(?:分工|任务)?(?:要求)?|根据(?:各自)?职责(?:分工)?|依(?:各自)?职责(?:分工)?|依法依规|结合(?:自身|各自)?(?:实际|职责|职能)"
    r"|在各自职责范围内|分工|分别|共同|各自|具体|分头|联合|协同|密切|积极|认真|抓好|做好|组织|全力|统筹|总)"
)
_LEAD_TAIL = re.compile(
    rf"(?:{_ADVERB})*(?:负责)?牵头(?:负责|落实|实施|组织|推进|抓总|汇总|办理|制定|统筹|协调|抓好)*$"
)
_PART_TAIL = re.compile(
    rf"(?:{_ADVERB})*(?:(?:负责|配合|落实|参加|参与|协助|协同|协办|承办|主办|实施|推进|支持)(?:抓好|做好|组织)?)+$"
)
_LEAD_THEN = re.compile(
    r"(牵头(?:负责)?)(?:[、\s]|并?会同|(?=[一-龥]{2,12}(?:等)?(?:按职责|配合|参加|参与|协助)))(?!单位|部门)"
)


_BRACKET = re.compile("[（(【）)】]")
_DEED = re.compile("完成|推进|落实|出台|启动|开始|坚持|前$")
_SHORT = 60  # characters of a bracket that says no more than when
_LONGEST = 3000  # characters of an attribution
_AFTER = "。；;！!？?）)】 　"  # behind one of these a bare list of departments is an attribution


@dataclass(frozen=True)
class Attribution:
    """What an attribution says.

    Attributes
    ----------
    leads, participants : tuple of str
        Departments, verbatim and in order; nobody stands in both.
    responsible_mode : str
        One of ``MODES``, or empty where nobody is named: ``lead`` (leads alone), ``lead_shared``,
        ``lead_unspecified`` (leads with 有关部门), ``shared`` (nobody leads), ``unspecified``, ``all``
        (各部门).
    open_ended : str
        The words that leave the list open (等有关部门); else empty.
    deadlines : tuple of Deadline
        The clauses about time.
    officials : tuple of str
        The posts of persons.
    notes : tuple of str
        The clauses that say neither who nor when.
    """

    leads: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    responsible_mode: str = ""
    open_ended: str = ""
    deadlines: tuple[Deadline, ...] = ()
    officials: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class _Reading:
    """What has been read so far; ``waiting`` are names whose verb has not come yet."""

    names: dict[str, dict[str, None]] = field(
        default_factory=lambda: {"lead": {}, "part": {}, "official": {}}
    )
    waiting: list[str] = field(default_factory=list)
    left_open: str = ""
    deadlines: list[Deadline] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, role: str, names: list[str], left_open: str = "") -> None:
        for name in names:
            self.names["official" if is_official(name) else role][name] = None
        self.left_open = self.left_open or left_open

    def settle(self, role: str) -> None:
        self.add(role, self.waiting)
        self.waiting = []


def _mode(leads: list[str], participants: list[str]) -> str:
    if leads:
        if not participants:
            return "lead"
        return "lead_unspecified" if all(map(is_unspecified, participants)) else "lead_shared"
    if not participants:
        return ""
    if all(map(is_everybody, participants)):
        return "all"
    return "unspecified" if all(map(is_unspecified, participants)) else "shared"


def _read_clause(clause: str, role: str, so_far: _Reading) -> None:
    """Add one clause to the reading;

    ``role`` is what the label before it says (lead, part, verbs, official, deadline or empty).
    """
    if role == "deadline":
        so_far.deadlines.append(parse_deadline(clause))
    elif not _read_verb(clause, so_far):
        _read_list(clause, role, so_far)


def _read_verb(clause: str, so_far: _Reading) -> bool:
    """Add a clause that ends in a verb (财政部牵头, 税务总局等按职责分工负责).

    False where it is none: without a verb, without names before it, or about time (6月底前推进).
    """
    tail = clause[-60:]
    for role, pattern in (("lead", _LEAD_TAIL), ("part", _PART_TAIL)):
        if match := pattern.search(tail):
            head = clause[: len(clause) - len(match.group(0))]
            names, left_open = split_names(head)
            if names and speaks_of_time(head) and not any(map(like_department, names)):
                return False
            if names or so_far.waiting:
                so_far.settle(role)
                so_far.add(role, names, left_open)
                return True
    return False


def _read_list(clause: str, role: str, so_far: _Reading) -> None:
    """Add a clause without a verb: names, which wait for their verb where no label gives their role; a
    deadline; else a note.
    """
    names, left_open = split_names(clause)
    labelled = role in ("lead", "part", "official")
    listed = bool(names) and all(like_department(name) or is_official(name) for name in names)
    about_time = speaks_of_time(clause)
    if labelled and (listed or not about_time):
        so_far.add(role, names, left_open)
    elif listed:
        so_far.waiting += names
        so_far.left_open = so_far.left_open or left_open
    elif about_time:
        so_far.deadlines.append(parse_deadline(clause))
    else:
        so_far.notes.append(clause)


def strip_brackets(text: str) -> str:
    """The inside of a bracketed attribution.

    >>> strip_brackets("（财政部牵头）")
    '财政部牵头'
    """
    text = text.strip(" 　\n。；;")
    if len(text) > 1 and text[0] + text[-1] in ("（）", "()", "【】", "（)", "(）", "[]", "［］"):
        return text[1:-1]
    return text[1:] if text[:1] and text[0] in "（(【" and not any(c in "）)】" for c in text) else text


def _pieces(text: str) -> list[str]:
    """The clauses of an attribution. Lines, and brackets that follow one another, are cut by themselves: one
    with a bracket left open mustn't take in the next.

    >>> _pieces("（财政部牵头，年内完成）（(部")
    ['财政部牵头', '年内完成', '(部']
    """
    lines = [line for line in re.split(r"\n|(?<=[）)】])(?=[（(【])", text) if line.strip()]
    clauses = [c for line in lines for c in split_outside(strip_brackets(line), "，,；;。\n")]
    return [piece for clause in clauses for piece in _parted(clause)]


def _parted(clause: str) -> list[str]:
    """A clause parted before a label, and behind 牵头 where others follow; never inside a bracket.

    >>> _parted("财政部牵头、商务部按职责分工负责"), _parted("财政部（牵头、协调）")
    (['财政部牵头', '商务部按职责分工负责'], ['财政部（牵头、协调）'])
    """
    groups, left_open = _outermost_brackets(clause)
    if left_open >= 0:
        groups = [*groups, (left_open, len(clause))]
    cuts = [match.span() for match in _LABEL_INSIDE.finditer(clause)]
    cuts += [(match.end(1), match.end()) for match in _LEAD_THEN.finditer(clause)]
    parts, place = [], 0
    for start, end in sorted(cuts):
        if start >= place and not any(first < start < last for first, last in groups):
            parts.append(clause[place:start])
            place = end
    return [*parts, clause[place:]]


# Each is read where reports are made, and again for the ledger.
@lru_cache(maxsize=4096)
def parse_attribution(text: str) -> Attribution:
    """Read an attribution, brackets and all.

    Leads stand before 牵头 or behind 牵头单位：; everybody else is a participant. Names and time clauses are
    verbatim; 等 goes to ``open_ended``. Where no verb says 牵头, nobody leads, even if a covering note makes
    the first name the leader.

    Parameters
    ----------
    text
        The attribution, on one line or several.

    Returns
    -------
    Attribution
        Who leads, who takes part, by when.

    Examples
    --------
    >>> read = parse_attribution("（商务部牵头，财政部等按职责分工负责，6月底前出台政策，年内推进）")
    >>> read.leads, read.participants, read.responsible_mode, read.open_ended
    (('商务部',), ('财政部',), 'lead_shared', '等')
    >>> [due.raw for due in read.deadlines]
    ['6月底前出台政策', '年内推进']
    >>> parse_attribution("（牵头单位：市财政局；责任单位：市直各单位，各县、市、区人民政府）").participants
    ('市直各单位', '各县、市、区人民政府')
    """
    so_far = _Reading()
    role = ""
    for piece in _pieces(text):
        clause = piece.strip(" 　")
        while found := _LABEL.match(clause):
            if so_far.waiting:
                so_far.settle("part")
            role = found.lastgroup or ""
            clause = clause[found.end() :].strip()
        if clause:
            _read_clause(clause, role, so_far)
    so_far.settle("part")
    leads = list(so_far.names["lead"])
    participants = [name for name in so_far.names["part"] if name not in so_far.names["lead"]]
    return Attribution(
        leads=tuple(leads),
        participants=tuple(participants),
        responsible_mode=_mode(leads, participants),
        open_ended=so_far.left_open,
        deadlines=tuple(so_far.deadlines),
        officials=tuple(so_far.names["official"]),
        notes=tuple(so_far.notes),
    )


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
    if _LABEL.match(inside):
        return True
    read = parse_attribution(inside)
    who = read.leads + read.participants
    if not who or not (any(map(like_department, who)) or any(map(is_unspecified, who))):
        return False
    has_role = any(_tells_role(piece.strip()) for piece in split_outside(inside, "，,；;。"))
    return has_role or (after_stop and not read.notes and all(map(like_department, who)))


def _tells_role(clause: str) -> bool:
    """Whether a clause has a label or a verb that tells who does what.

    >>> _tells_role("牵头考核单位：市财政局"), _tells_role("财政部负责"), _tells_role("财政部")
    (True, True, False)
    """
    tail = clause[-60:]
    return bool(_LABEL.match(clause) or _LEAD_TAIL.search(tail) or _PART_TAIL.search(tail))


def _outermost_brackets(line: str) -> tuple[list[tuple[int, int]], int]:
    """Spans of the outermost matched brackets, and the place of the last bracket left open (-1: none).

    One pass.
    """
    groups: list[tuple[int, int]] = []
    stack: list[int] = []
    for bracket in _BRACKET.finditer(line):
        if bracket.group() in "（(【":
            stack.append(bracket.start())
        elif stack:
            start = stack.pop()
            while groups and groups[-1][0] > start:
                groups.pop()
            groups.append((start, bracket.end()))
    return groups, stack[-1] if stack else -1


def find_attributions(line: str) -> list[tuple[int, int]]:
    """Spans of the attributions in one line: brackets, or a label (责任单位：) up to the end of the line.

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
    """
    groups, left_open = _outermost_brackets(line)
    if left_open >= max(0, len(line) - _LONGEST) and (not groups or groups[-1][0] < left_open):
        groups.append((left_open, len(line)))
    spans = _bracketed(line, groups)
    label = _label_outside(line, groups)
    if label < 0:
        return spans
    return [span for span in spans if span[1] <= label] + [(label, len(line))]


def _bracketed(line: str, groups: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The brackets that are attributions, and those right behind one that say when.

    >>> _bracketed("减税（含社保费）。（财政部牵头）（年内完成）", [(2, 8), (9, 16), (16, 22)])
    [(9, 16), (16, 22)]
    """
    spans: list[tuple[int, int]] = []
    for start, end in groups:
        inside = line[start + 1 : end - 1 if line[end - 1] in "）)】" else end]
        goes_on = bool(spans) and spans[-1][1] == start and len(inside) <= _SHORT and speaks_of_time(inside)
        if goes_on or looks_like_attribution(inside, start == 0 or line[start - 1] in _AFTER):
            spans.append((start, end))
    return spans


def _label_outside(line: str, groups: list[tuple[int, int]]) -> int:
    """Where the first label outside brackets stands (责任单位：市科技局); -1 where none does.

    >>> _label_outside("减税。责任单位：市财政局", []), _label_outside("（责任单位：市财政局）", [(0, 11)])
    (3, -1)
    """
    if "：" not in line and ":" not in line:  # a label ends with a colon
        return -1
    starts = [start for start, _ in groups]
    for match in _LABEL_AT.finditer(line):
        near = bisect_right(starts, match.start()) - 1
        if near < 0 or groups[near][1] <= match.start():
            return match.start()
    return -1


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
    if line[:1] not in tuple("（(【"):
        return False
    groups, _ = _outermost_brackets(line)
    if "".join(line[start:end] for start, end in groups) != line:
        return False
    return find_attributions(line) == groups or (len(groups) == 1 and _is_due(line[1:-1]))


def _is_due(inside: str) -> bool:
    """Whether a bracket by itself says by when something must be done; a date or a year alone doesn't.

    >>> _is_due("年内持续推进"), _is_due("2020年1月12日在安徽省第十三届人民代表大会第三次会议上")
    (True, False)
    """
    return len(inside) <= _SHORT and speaks_of_time(inside) and bool(_DEED.search(inside))
