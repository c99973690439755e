"""Targets without a number: 与经济增长基本同步, 完成国家下达任务, 全部脱贫, 持续改善."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.quantities import subjects
from analysis.quantities.indicators import IndicatorList, match_indicator


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


_ADVERB = (
    "持续|继续|稳步|进一步|明显|显著|大幅度?|不断|平稳|逐步|较快|有效|全面|切实|基本|总体|更加|稳定|"
    "全部|如期|均|圆满|按期|有序|合理|加快|保持|实现|稳定|有力|普遍|同步|巩固|得到|扎实|深入|充分|适度|"
    "协调"
)
_MOVE = (
    "下降|降低|减少|改善|提高|提升|增长|增加|好转|优化|向好|上升|稳定|平衡|脱贫|摘帽|出列|退出|清零|"
    "防控|管控|可控|化解|巩固|扩大|增强|达标|优良|增收|见效|缩小|提质|发展|恢复|合理|平稳|完成|增效|"
    "收窄|好于|压减|遏制|消除|推进|解决|落实|健全|加强|显现|有序|良好|上台阶|突破|协调|回升|安全|升级|"
    "进位|前移"
)
_RELATION = re.compile(
    r"(?P<with>(?:增长|增幅|增速|保持|力争){0,9}(?:与|和|同)(?=[^，；。]{2,24}(?:同步|持平|一致|相适应|相匹配|匹配|相当|相协调|协调|同频|一样|衔接))[^，；。]+)"
    r"|(?P<than>(?:继续|持续|均|总体|保持|努力|力争|略|要|明显|增长|增速|增幅|实现){0,9}(?:不低于|不高于|不少于|不超过|高于|快于|低于|好于|优于|大于|小于|超过|高出|跑赢|领先|达到或超过)(?!\d)[^，；。]+)"
    r"|(?P<finish>(?:全面|确保|努力|圆满|均|按期|超额|顺利){0,9}(?:完成|达到|实现|符合)[^，；。]{0,24}(?:任务|目标|指标|要求|计划|水平|标准)[^，；。]{0,6})"
    r"|(?P<within>(?:均|严格|稳定|保持|确保){0,9}(?:控制|保持|稳定|维持|处于)(?:在)?[^，；。\d]{1,24}(?:以内|之内|内|范围|水平|区间|低位|前列|以下|以上))"
    r"|(?P<keep>(?:增长|增速|增幅)?(?:保持|维持|稳定在|与|持平|列|位居|居|进入)(?:上年|去年|全国|基本|稳定|平稳|正|在|良好|优良|较快|合理|适度|增长|不|总体)[^，；。]*)"
    r"|(?P<quality>(?:取得[^，。；]{0,6}(?:进展|成效|突破|成果)|[^，。；]{0,12}统筹考核|回稳向好|[促保回稳扩增优提量][稳量质规][提增优升向中稳保][质升好进量效稳]|量稳质升|稳中提质|促稳提质|保稳提质|稳中有升|稳中有进|稳中向好|稳中有增|稳定增长|平稳增长|稳量提质|稳规模优结构|提质增效|稳中求进|量质齐升|量增质升|扩量提质|增量提质|优中有升|总体稳定|基本稳定|基本平衡|动态平衡|只增不减|只减不增|有所[^，；。]{1,6}|正增长|零增长|双下降|双降|动态清零|全部[^，；。]{2,6}|应[^，；。]应[^，；。]|稳中有降|稳步增长|稳定向好|不发生[^，；。]*|逐年[^，；。]{2,4})[^，；。]*)"
    rf"|(?P<done>(?:全面|如期|基本|圆满|顺利){{0,9}}(?:完成|实现)$)"
    rf"|(?P<move>(?:(?:{_ADVERB}){{1,4}}(?:{_MOVE})(?:{_MOVE}|、){{0,6}})$)"
)
_TASK = re.compile(
    r"^(?P<verb>(?:务必|确保|努力|全面|如期|坚决|力争|圆满|切实|按期|持续|要|高质量|超额|顺利|必须|严格|积极|完整|保质保量|还要|同时)*(?:完成|实现|打赢打好|打好打赢|打赢|打好|落实|达到|推动|巩固|保持|促进|做到))"
    r"(?P<given>(?:国家|省|中央|上级|省委|省政府|自治区|市)?(?:、省)?(?:下达|核定|规定|确定|要求)?(?:我[省市区县]|给我[省市区县])?(?:下达)?的?)"
    r"(?P<thing>[^，；。]+?)(?P<tail>(?:等|各项)?(?:年度)?(?:控制|约束性|下降|计划|年度|工作|降低|提升|改善|目标)?(?:目标任务|任务|目标|指标|攻坚战|要求)?)$"
)
_PLAN = re.compile(r"规划|全年|收官|各项目标|目标任务$")
_NO_TARGET = re.compile(
    r"更好结果|更好成绩|更好成效|能快则快|实际工作|工作中|量力而行|尽力而为|留有余地|跳起摸高|良好开局|实际完成数|原则|基础上|确保质量|总基调|扎实做好|新发展|高质量|^优先|^坚定|^攻坚|^巩固恢复|^努力保持经济|^确保经济|运行在合理区间"
)
_SUBJECT = re.compile(rf"^(?!(?:{_ADVERB}|要|将|务必|确保|努力|力争)*$).")
_ANAPHORA = re.compile(r"(?:增幅|增速|均|其|其中|全部|这些|各项|指标|增长|都)*$")
_LEADS = re.compile(
    r"^(?:(?:同时|其中|此外|确保|务必确保|力争|努力|争取|实现|推动|促进|全力|尽最大努力|切实|积极|着力|要|持续|继续|保持|使|让|更好|[一二三四五六七八九十]是|——|—|（?[一二三四五六七八九十\d]{1,2}[）、.．])[，、]?)*"
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
    for match in _CLAUSE.finditer(text, start, end):
        clause = match[0]
        if any(match.start() <= first < match.end() for first, _ in numbered):
            continue
        if len(clause) > _LONGEST_CLAUSE or _NO_TARGET.search(clause):
            continue
        found += _read_clause(clause, match.start(), match.end(), indicators)
    return found


def _read_clause(clause: str, start: int, end: int, indicators: IndicatorList) -> list[Relative]:
    """The targets of one clause: a subject with a relation (与经济增长同步), else a task with its thing."""
    lead = _LEADS.match(clause)
    begin = lead.end() if lead else 0
    body = clause[begin:]
    task, relation = _TASK.match(clause), _RELATION.search(body)
    is_task = task is not None and task["given"] not in ("", "的")
    if relation is not None and not is_task and _SUBJECT.search(body[: relation.start()]):
        subject, words = body[: relation.start()], body[relation.start() :]
        return _related(subject, words, start + begin, end, indicators)
    return _read_task(task, "、" in clause, start, end, indicators) if task is not None else []


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
    known = bool(match_indicator(thing, indicators))
    if _PLAN.search(thing + tail) and "全面建成" not in thing and not known:
        return []
    if given == "":
        if not re.search(r"完成|打赢|打好|实现", verb):
            return []
        if not is_list and tail == "" and not known:
            return []
        if "小康" in thing + tail:
            return [Relative(thing + tail, verb, "other", "change", start, end)]
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
        later = _RELATION.search(second)
        if later is None or later.start() == 0:
            continue
        if first.startswith(("与", "和", "同", "高于", "快于", "低于")) and not re.search(
            r"同步|持平|一致|水平|平均", first
        ):
            continue
        if not _RELATION.search(first):
            continue
        at = start + len(subject) + len(first)
        rest = _read_clause(second, at + 1, end, indicators)
        if rest:
            return _make(subject, first, start, at, indicators) + rest
    return None


def _direction(words: str, subject: str) -> str:
    if re.search(r"下降|降低|减少|脱贫|摘帽|减排|压减|能耗|排放", words + subject):
        return "decrease"
    if re.search(r"同步|增长|提高|提升|增加|高于|快于|增收|上升", words):
        return "increase"
    return "level" if re.search(r"平衡|持平|稳定|保持|优良", words) else "change"


def _make(subject: str, words: str, start: int, end: int, indicators: IndicatorList) -> list[Relative]:
    """One target for each thing that the subject names."""
    subject = re.sub(r"^(?:的|其中)", "", subject.strip("“”，、和与及 "))
    subject = re.sub(r"(?:增长|增速|力争|将|要|均|总体|都){1,20}$", "", subject) or subject
    if len(subject) < 2:
        return []
    found = []
    for member in _members(subject, words, indicators):
        code = match_indicator(member, indicators) or "other"
        if code in ("poverty_persons", "poverty_counties"):
            code = "poverty"  # nobody is counted
        found.append(Relative(member, words, code, _direction(words, member), start, end))
    return found


def _members(subject: str, words: str, indicators: IndicatorList) -> list[str]:
    members = subjects.split_list(subject)
    if len(members) < 2:
        return [subject]
    codes = [match_indicator(member, indicators) for member in members]
    if (
        match_indicator(subject, indicators) == "emissions_general"
        and subject.startswith(("节能", "能源"))
        and not any(codes[1:])
    ):
        return members if "环境保护" in subject or "环境质量" in subject else [subject]
    if all(codes) or sum(map(bool, codes)) >= 2 or (any(codes) and len(members) == 2):
        return members
    return [subject]
