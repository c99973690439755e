"""Attributions: who leads, who takes part, by when.

An attribution is what stands behind a task:
``（财政部牵头，税务总局等按职责分工负责，6月底前出台相关政策，年内持续推进）``,
``（牵头单位：市财政局；责任单位：市直各单位，各县、市、区人民政府）``, ``【责任单位：市科技局】`` or lines
such as ``责任单位：市发改委``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from analysis.attributions.clauses import Clause, cut_clauses
from analysis.attributions.deadlines import Deadline, parse_deadline, speaks_of_time
from analysis.attributions.department_names import (
    is_everybody,
    is_official,
    is_unspecified,
    like_department,
    part_at_blanks,
    split_names,
)
from analysis.attributions.label_rules import (
    ANSWER,
    ASIDE,
    BOTH,
    CONTACT,
    DEADLINE,
    LEAD,
    OFFICIAL,
    PART,
    VERBS,
    role_of,
)
from analysis.attributions.officials import split_people

MODES = ("lead", "lead_shared", "lead_unspecified", "shared", "unspecified", "all")

_ADVERB = (
    r"(?:按照?(?:各自|部门|有关)?(?:职责|职能|工作|任务)*(?:分工|任务)?(?:要求)?|根据(?:各自)?职责(?:分工)?|依(?:各自)?职责(?:分工)?|依法依规|结合(?:自身|各自)?(?:实际|职责|职能)"
    r"|在各自职责范围内|分工|分别|共同|各自|具体|分头|联合|协同|密切|积极|认真|抓好|做好|组织|全力|统筹|总)"
)
_LEAD_TAIL = re.compile(
    rf"(?:{_ADVERB}){{0,9}}(?:负责)?(?:牵头|主办|主责)"
    r"(?:负责|落实|实施|组织|推进|抓总|汇总|办理|制定|统筹|协调|抓好){0,9}$"
)
_PART_TAIL = re.compile(
    rf"(?:{_ADVERB}){{0,9}}(?:(?:负责|配合|落实|参加|参与|协助|协同|协办|承办|实施|推进|支持)(?:抓好|做好|组织)?){{1,9}}$"
)
_JOINS_IN = re.compile("配合|参加|参与|协助|协同|协办|支持")
BOTH_LEAD = "both lead"  # departments and persons, and the departments lead
_STARS = "★☆*＊※△▲◆●"
_MARKED = re.compile(r"^(.+?)[（(](?:为)?(?P<role>牵头|主办|主责|配合|协办|参与)(?:单位|部门)?[）)]$")
_WITH_PERSON = re.compile(r"^(.+?)(?:[（(]([^（）()]+)[）)]|[：:](.+))$")
_CHARGED = re.compile(r"^(.+?)[（(]([^（）()：:]{2,12})[：:]([^（）()]+)[）)]$")
_NAME_BEHIND = re.compile(r"^(.{2,}(?:局|委|办|部|院|会|府|室|厅|中心|公司|集团))([一-龥][一-龥某×]{1,2})$")


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
    """What has been read so far: ``others`` are those who don't lead, each with its role, ``waiting`` those
    whose verb has not come yet.
    """

    leads: dict[str, None] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    officials: dict[str, None] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    left_open: str = ""
    deadlines: list[Deadline] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, role: str, names: list[str], left_open: str = "") -> None:
        bare = [name.strip(_STARS) for name in names]
        starred = role == ANSWER and 0 < sum(map(str.__ne__, names, bare)) < len(names)
        for name, printed in zip(bare, names, strict=True):
            charged = _CHARGED.match(name)
            if charged and role_of(charged[2]) in (OFFICIAL, CONTACT):  # 县教育局（责任人：甲某某）
                name, printed = charged[1], printed.replace(name, charged[1])
                self.officials |= dict.fromkeys(split_people(charged[3]))
            marked = _MARKED.match(name)
            if marked:  # 县教育局（牵头）
                role_here = PART if _JOINS_IN.search(marked["role"]) else LEAD
                self._put(role_here, marked[1])
            else:
                self._put(LEAD if starred and name != printed else role, name)  # ★县教育局、县财政局
        self.left_open = self.left_open or left_open

    def _put(self, role: str, name: str) -> None:
        if is_official(name) or role == OFFICIAL:
            self.officials[name] = None
        elif role == LEAD:
            self.leads[name] = None
        else:
            self.others.setdefault(name, role)

    def settle(self, role: str) -> None:
        self.add(role, self.waiting)
        self.waiting = []

    def who(self, first_leads: int) -> tuple[list[str], list[str]]:
        """Who leads, and who takes part.

        Where nobody is said to lead, the first listed do if the document says so, or else those who answer
        for the task beside those who only join in.
        """
        leads = list(self.leads)
        answering = [
            name
            for name, role in self.others.items()
            if role == ANSWER and not is_unspecified(name) and not is_everybody(name)
        ]
        if not leads and first_leads:
            leads = answering[:first_leads]
        elif not leads and PART in self.others.values():
            leads = answering
        return leads, [name for name in self.others if name not in leads]


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


def _read_clause(clause: Clause, role: str, so_far: _Reading) -> None:
    """Add one clause to the reading; ``role`` is what the label before it, or before the last, says."""
    text = clause.text
    if role == ASIDE:
        so_far.notes.append(f"{clause.label}{text}")
    elif role == DEADLINE:
        if speaks_of_time(text) or not _read_verb(text, so_far):
            so_far.deadlines.append(parse_deadline(text))
    elif role in (OFFICIAL, CONTACT):
        for name in split_people(text):
            so_far.add(ANSWER if like_department(name) else OFFICIAL, [name])
    elif not _read_verb(text, so_far):
        if role in (BOTH_LEAD, BOTH):
            _read_both(text, LEAD if role == BOTH_LEAD else ANSWER, so_far)
        else:
            _read_list(text, role, so_far)


def _read_verb(clause: str, so_far: _Reading) -> bool:
    """Add a clause that ends in a verb (财政部牵头, 税务总局等按职责分工负责).

    False where it is none: without a verb, without names before it, or about time (6月底前推进).
    """
    tail = clause[-60:]
    for role, pattern in ((LEAD, _LEAD_TAIL), (PART, _PART_TAIL)):
        if match := pattern.search(tail):
            head = clause[: len(clause) - len(match.group(0))]
            names, left_open = split_names(part_at_blanks(head))
            if names and speaks_of_time(head) and not any(map(like_department, names)):
                return False
            if role == PART and not _JOINS_IN.search(match.group(0)):
                role = ANSWER
            if names or so_far.waiting:
                so_far.settle(role)
                so_far.add(role, names, left_open)
                return True
    return False


def _read_list(clause: str, role: str, so_far: _Reading) -> None:
    """Add a clause without a verb: names, which wait for their verb where no label gives their role; a
    deadline; else a note.
    """
    if role in (LEAD, ANSWER, PART) and _read_labelled(clause, role, so_far):
        return
    names, left_open = split_names(clause)
    if names and all(like_department(name) or is_official(name) for name in names):
        so_far.waiting += names
        so_far.left_open = so_far.left_open or left_open
    elif speaks_of_time(clause):
        so_far.deadlines.append(parse_deadline(clause))
    else:
        so_far.notes.append(clause)


def _read_labelled(clause: str, role: str, so_far: _Reading) -> bool:
    """Add the names behind a label, and times among them (县教育局 6月底前). False for a time alone."""
    names, left_open = split_names(part_at_blanks(clause))
    if speaks_of_time(clause):
        timely = [
            name
            for name in names
            if speaks_of_time(name) and not (like_department(name) or is_official(name))
        ]
        if len(timely) == len(names):
            return False
        so_far.deadlines += map(parse_deadline, timely)
        names = [name for name in names if name not in timely]
    so_far.add(role, names, left_open)
    return True


def _read_both(clause: str, role: str, so_far: _Reading) -> None:
    """Add a list of departments and of persons: 县教育局（甲某某）, 县财政局 乙某某."""
    names, left_open = split_names("、".join(clause.split()))
    for name in names:
        for piece in _NAME_BEHIND.sub(r"\1、\2", _WITH_PERSON.sub(r"\1、\2\3", name)).split("、"):
            so_far.add(role if like_department(piece) else OFFICIAL, [piece], left_open)


# Each is read where reports are made, and again for the ledger.
@lru_cache(maxsize=4096)
def parse_attribution(text: str, first_leads: int = 0) -> Attribution:
    """Read an attribution, brackets and all.

    Leads stand before 牵头 or behind 牵头单位：; everybody else is a participant. Where nobody leads, those
    who answer (责任单位) lead those who only join in (配合单位). Names and time clauses are verbatim; 等
    goes to ``open_ended``. Persons in charge (责任领导：) are officials.

    Parameters
    ----------
    text
        The attribution, on one line or several.
    first_leads
        How many of the first listed lead where no word says who does, as ``how_many_lead`` tells of the
        document.

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
    >>> parse_attribution("责任单位：县教育局、县财政局", 1).leads
    ('县教育局',)
    """
    so_far = _Reading()
    role = VERBS
    for clause in cut_clauses(text):
        if clause.role is not None:
            so_far.settle(ANSWER)
            role = _role_from(clause)
        if clause.text:
            _read_clause(clause, role, so_far)
    so_far.settle(ANSWER)
    leads, participants = so_far.who(first_leads)
    return Attribution(
        leads=tuple(leads),
        participants=tuple(participants),
        responsible_mode=_mode(leads, participants),
        open_ended=so_far.left_open,
        deadlines=tuple(so_far.deadlines),
        officials=tuple(so_far.officials),
        notes=tuple(so_far.notes),
    )


def _role_from(clause: Clause) -> str:
    """What a label says of this clause and those behind it: one that names no role begins a note."""
    if clause.role == BOTH and re.search("牵头|主办|主责", clause.label):
        return BOTH_LEAD
    return clause.role or ASIDE


def tells_role(clause: str) -> bool:
    """Whether a clause has a verb that tells who does what.

    >>> tells_role("财政部负责"), tells_role("财政部")
    (True, False)
    """
    tail = clause[-60:]
    return bool(_LEAD_TAIL.search(tail) or _PART_TAIL.search(tail))
