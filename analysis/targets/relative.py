"""Targets without a number: 与经济增长基本同步, 完成国家下达任务, 全部脱贫, 持续改善."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from analysis.quantities.indicators import OTHER, IndicatorList, match_indicator
from analysis.targets.members import members_of
from analysis.targets.relations import ADVERB, RELATION


class Relative(NamedTuple):
    """A target without a number: the thing, the words that say what is to become of it, its code, the offsets
    of the clause.
    """

    indicator_text: str
    words: str
    indicator: str
    direction: str
    start: int
    end: int


_TASK = re.compile(
    r"^(?P<verb>(?:务必|确保|努力|全面|全部|如期|坚决|力争|圆满|切实|按期|持续|要|高质量|超额|顺利|必须|严格|积极|完整|保质保量|还要|同时)*(?:完成|实现|打赢打好|打好打赢|打赢|打好|落实|达到|推动|巩固|保持|促进|做到))"
    r"(?P<given>(?:国家|省委省政府|省委|省政府|省、?市|省|中央|上级|自治区|市)?(?:、省)?(?:下达|核定|规定|确定|要求)?(?:我[省市区县]|给我[省市区县])?(?:下达)?的?)"
    r"(?P<thing>[^，；。]+?)(?P<tail>(?:等|各项)?(?:年度)?(?:控制|约束性|下降|计划|年度|工作|降低|提升|改善|目标)?(?:目标任务|任务|目标|指标|攻坚战|要求)?)$"
)
_PLAN = re.compile(r"规划|全年|收官|各项目标|目标任务$")
_NO_TARGET = re.compile(
    r"更好结果|更好成绩|更好成效|能快则快|实际工作|工作中|量力而行|尽力而为|留有余地|跳起摸高|良好开局|实际完成数|原则|基础上$|确保质量|总基调|扎实做好|新发展|高质量|^优先|^坚定|^坚持|^攻坚|^巩固恢复|^努力保持经济|^确保经济|运行(?:保持|处于)?在合理区间"
)
_SUBJECT = re.compile(rf"^(?!(?:{ADVERB}|要|将|务必|确保|努力|力争)*$).")
_ANAPHORA = re.compile(r"(?:增幅|增速|均|其|其中|全部|这些|各项|指标|增长|都|之后|此后|以后|届时|并|且|仍)*$")
_NEVER = re.compile(r"(?:坚决)?(?:不发生|杜绝)(?=.)")
_BACK = re.compile(r"(?:且|并)?(?P<subject>(?:增幅|增速|增长率|降幅|涨幅)?)(?:均|都)")
_LEADS = re.compile(
    r"^(?:(?:同时|其中|此外|确保|务必确保|力争|努力|争取|实现|推动|促进|全力|尽最大努力|切实|积极|着力|要|持续|继续|保持|使|让|更好|[一二三四五六七八九十]是|——|—|\d{1,2}月底前|年底前|年内|（?[一二三四五六七八九十\d]{1,2}[）、.．])[，、]?)*"
)
_LONGEST_CLAUSE = 200  # characters; a longer one states no target
_CLAUSE = re.compile(r"[^，；。：！？\n（）]+")


def read_relative(
    text: str, start: int, end: int, numbered: list[tuple[int, int]], indicators: IndicatorList
) -> list[Relative]:
    """The targets without a number between two offsets.

    A clause in which one of the quantities begins is left out, and one of more than 200 characters.

    Parameters
    ----------
    text : str
        A report's clean text.
    start, end : int
        Between which is read.
    numbered : list of (int, int)
        The spans of the quantities that are told there themselves; one that only counts what its clause is
        about (7类一级指标均好于去年) isn't among them.
    indicators : IndicatorList
        The wordings that have a code.

    Returns
    -------
    list of Relative
        In the order of the text.
    """
    found: list[Relative] = []
    numbers = sorted(number for number, _ in numbered)
    first = 0  # of those in the clauses before, up to a number or the end of a group of clauses
    for match in _CLAUSE.finditer(text, start, end):
        clause = match[0]
        if text[match.start() - 1] in "；。：\n":
            first = len(found)
        number = bisect_left(numbers, match.start())
        if number < len(numbers) and numbers[number] < match.end():
            first = len(found)
            continue
        if len(clause) > _LONGEST_CLAUSE or _NO_TARGET.search(clause):
            continue
        back = _BACK.match(clause)
        if back and RELATION.search(clause, back.end("subject")):
            found += _said_of_all(found[first:], clause[back.end("subject") :], match.start(), match.end())
        else:
            found += _read_clause(clause, match.start(), match.end(), indicators)
    return found


def _said_of_all(before: list[Relative], words: str, start: int, end: int) -> list[Relative]:
    """外贸、外资稳中提质，增幅均高于全国平均水平: what one clause says of the things of those before."""
    seen = dict.fromkeys((one.indicator_text, one.indicator) for one in before)
    return [Relative(name, words, code, _direction(words, name), start, end) for name, code in seen]


def _read_clause(clause: str, start: int, end: int, indicators: IndicatorList) -> list[Relative]:
    """The targets of one clause: a subject with a relation (与经济增长同步), else a task with its thing."""
    lead = _LEADS.match(clause)
    begin = lead.end() if lead else 0
    body = clause[begin:]
    never = _NEVER.match(body)
    if never:
        return [Relative(body[never.end() :], never[0], OTHER, "level", start + begin, end)]
    task, relation = _TASK.match(clause), RELATION.search(body)
    is_task = task is not None and task["given"] not in ("", "的")
    if relation is not None and not is_task and _SUBJECT.search(body[: relation.start()]):
        subject, words = body[: relation.start()], body[relation.start() :]
        if relation.lastgroup == "bare" and not _in_list(subject, indicators):
            return []
        return _related(subject, words, start + begin, end, indicators)
    return _read_task(task, "、" in clause, start, end, indicators) if task is not None else []


def _in_list(subject: str, indicators: IndicatorList) -> bool:
    return any(match_indicator(member, indicators) for member in members_of(subject, indicators))


def _related(subject: str, words: str, start: int, end: int, indicators: IndicatorList) -> list[Relative]:
    """The targets of a subject and the words of its relation; none of a subject that only points back."""
    if _ANAPHORA.fullmatch(subject):
        return []
    several = _several(subject, words, start, indicators, end)
    return _make(subject, words, start, end, indicators) if several is None else several


def _read_task(
    task: re.Match[str], is_list: bool, start: int, end: int, indicators: IndicatorList
) -> list[Relative]:
    """The targets of a task (完成节能减排任务): its verb, what is given of it, the thing and its tail."""
    verb, given, thing, tail = task["verb"], task["given"], task["thing"], task["tail"]
    known = _in_list(thing, indicators)
    if _PLAN.search(thing + tail) and "全面建成" not in thing and not known:
        return []
    if given == "":
        if not re.search(r"完成|打赢|打好|实现", verb):
            return []
        if not is_list and tail == "" and not known:
            return []
        if "小康" in thing + tail:
            return [Relative(thing + tail, verb, OTHER, "change", start, end)]
    words = f"{verb}{given}" + (f"…{tail}" if given else "")
    return _make(re.sub(r"等?(?:年度)?$", "", thing), words, start, end, indicators)


def _several(
    subject: str, words: str, start: int, indicators: IndicatorList, end: int
) -> list[Relative] | None:
    """现行标准下农村贫困人口全部脱贫、贫困县全部摘帽: two statements in one clause."""
    if "、" not in words and "和" not in words:
        return None
    for mark in ("、", "和"):
        first, found, second = words.partition(mark)
        if not found:
            continue
        later = RELATION.search(second)
        if later is None or later.start() == 0:
            continue
        if first.startswith(("与", "和", "同", "高于", "快于", "低于")) and not re.search(
            r"同步|持平|一致|水平|平均", first
        ):
            continue
        if not RELATION.search(first):
            continue
        at = start + len(subject) + len(first)
        rest = _read_clause(second, at + 1, end, indicators)
        if rest:
            return _make(subject, first, start, at, indicators) + rest
    return None


_VERBS = re.compile(
    r"(?:增长|增速|增幅|力争|努力|争取|确保|将|要|可|均|都|总体|分别|实际|实现|得到|保持|继续)+$"
)


def _without_verbs(subject: str, words: str) -> tuple[str, str]:
    """What ends the subject belongs to the words (投资力争实现 + 正增长); 经济 that grows is all of it."""
    found = _VERBS.search(subject)
    if found is None or found.start() < 2:
        found = None
    verbs = found[0] if found else ""
    subject, words = subject[: len(subject) - len(verbs)], verbs + words
    if subject.endswith("经济") and words.startswith(("增长", "增速", "增幅")):
        return subject + words[:2], words[2:]
    return subject, words


def _direction(words: str, subject: str) -> str:
    if re.search(r"下降|降低|减少|脱贫|摘帽|减排|压减|能耗|排放", words + subject):
        return "decrease"
    if re.search(r"同步|增长|提高|提升|增加|高于|快于|增收|上升", words):
        return "increase"
    return "level" if re.search(r"平衡|持平|稳定|保持|优良", words) else "change"


def _make(subject: str, words: str, start: int, end: int, indicators: IndicatorList) -> list[Relative]:
    """One target for each thing that the subject names."""
    subject = re.sub(r"^(?:的|其中)", "", subject.strip("“”，、和与及 "))
    subject, words = _without_verbs(subject, words)
    if len(subject) < 2:
        return []
    found = []
    for member in members_of(subject, indicators):
        code = match_indicator(member, indicators) or OTHER
        if code in ("poverty_persons", "poverty_counties"):
            code = "poverty"  # nobody is counted
        found.append(Relative(member, words, code, _direction(words, member), start, end))
    return found
