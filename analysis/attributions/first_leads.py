"""“The first listed leads”: what a document says once, at its head or foot, of all its lists."""

from __future__ import annotations

import re
from typing import NamedTuple

_BODY = (
    r"(?:(?:(?:[省市县区州]|中央)(?:直|级|属)?|责任|承办|落实|实施|承担|配合|参与|有关|相关)*"
    r"(?:单位|部门|地区|机构|科室|处室|主体))"
)
_BODIES = rf"(?:{_BODY}(?:（{_BODY}）|[、和及]{_BODY})?)"
_IS = (
    r"(?:，|则|均|即|分别)*(?:为|是|系|作为|担任|任|负责|承担|视为|负)?(?:该|本|此|各)?项?"
    r"(?:工作|任务|事项)?的?"
)
_LEADS = r"(?:总|主)?(?:牵头|主办|主责|第一责任|总负责|总责)"
_COUNT = r"(?P<count>[二两三23])"
_UNITS = r"[个位名家]"


class StatementRule(NamedTuple):
    """One way of saying it; ``pattern`` is searched in a sentence without blanks. Where it has a ``count``,
    so many lead, else one.
    """

    name: str
    reason: str
    pattern: str
    example: str
    counterexample: str


# The first rule that fits decides.
STATEMENTS = (
    StatementRule(
        "the first one leads",
        "列第一位的, 排名第一的, 首位的: a place in the list, then that it leads.",
        rf"(?:第[一1]{_UNITS}?|首[位个家名])(?:的|者)+{_BODIES}?{_IS}{_LEADS}|"
        rf"(?:第[一1]{_UNITS}|首[位个家名]|(?<=[排列名序位居])第[一1])，?(?:即?为|是|系){_LEADS}",
        "列第一位的责任单位为牵头单位。",
        "综合排名第一的县获得奖励，由县财政局牵头。",
    ),
    StatementRule(
        "the first department leads",
        "第一个单位, 首位单位, 首个部门, without 的.",
        rf"(?:第[一1]{_UNITS}?|首[位个家名]|列首|排首){_BODIES}{_IS}{_LEADS}",
        "第一个单位为牵头单位，其余为配合单位。",
        "第一责任单位：县财政局",
    ),
    StatementRule(
        "what stands in front leads",
        "排在最前面的, 列在前面的.",
        rf"(?:排|列|居|位|写)(?:名|列|序)?(?:在|于)?(?:最前[面列]?|前面?|首|前列)(?:的|者)+{_BODIES}?{_IS}{_LEADS}",
        "责任单位排在最前面的为牵头单位。",
        "经济总量排在前列，由县统计局牵头。",
    ),
    StatementRule(
        "the first few lead",
        "前两位, 前2个: so many lead.",
        rf"前{_COUNT}{_UNITS}(?:的|者)*{_BODIES}?{_IS}{_LEADS}",
        "排在前两位的单位为牵头单位。",
        "前两个月由县统计局牵头。",
    ),
    StatementRule(
        "the leader is the first",
        "牵头单位为列第一位的单位: the same said the other way round.",
        rf"{_LEADS}{_BODY}(?:，)?(?:即?为|是|由|系|指)[^，。；：]{{0,8}}(?:第[一1]{_UNITS}|排?名?第[一1](?=的)|首[位个家])",
        "牵头单位为排在第一位的单位。",
        "牵头单位为县第一中学。",
    ),
)  # fmt: skip
_NUMBER = {"二": 2, "两": 2, "三": 3, "2": 2, "3": 3}
_SENTENCE = re.compile(r"[^。；;\n]+")
_RANKS = re.compile("[第首前列排]")
_ROLES = re.compile("牵头|主办|责")
_LONGEST = 400  # characters of a sentence that are looked at


def _statement(sentence: str) -> tuple[StatementRule, re.Match[str]] | None:
    bare = re.sub(r"[ 　“”\"]", "", sentence).replace("(", "（").replace(")", "）")
    matches = ((rule, re.search(rule.pattern, bare)) for rule in STATEMENTS)
    return next(((rule, match) for rule, match in matches if match), None)


def statement_rule(sentence: str) -> StatementRule | None:
    """The rule by which a sentence says that the first listed leads; ``None`` where it doesn't say so.

    >>> statement_rule("排在首位的为牵头部门。").name, statement_rule("县财政局为牵头部门。")
    ('the first one leads', None)
    """
    found = _statement(sentence)
    return found[0] if found else None


def how_many_lead(text: str) -> int:
    """How many of the first departments of a list lead, as a document says: 0 where it doesn't.

    Parameters
    ----------
    text : str
        A document, with what stands behind its last task.

    Returns
    -------
    int
        0, 1, or as many as it says.

    Examples
    --------
    >>> how_many_lead("责任分解中，列第一位的责任单位为牵头单位。"), how_many_lead("由县财政局牵头。")
    (1, 0)
    """
    for match in _SENTENCE.finditer(text):
        sentence = match.group()[:_LONGEST]
        if _ROLES.search(sentence) and _RANKS.search(sentence):
            found = _statement(sentence)
            if found:
                return _NUMBER.get(found[1].groupdict().get("count") or "1", 1)
    return 0
