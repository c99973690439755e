"""The things that one statement is said of: 外贸、外资, 能源消费总量和强度, 能耗、污染物排放等约束性指标."""

from __future__ import annotations

import re

from analysis.quantities import subjects
from analysis.quantities.indicators import IndicatorList, match_indicator

_TOGETHER = re.compile(
    r"等(?:主要|各项|约束性|预期性|环保|资源|环境|生态)*(?:指标|任务|目标|方面)(?:均|都)?$"
)
_IN = re.compile(r"^在(?=.+方面$)")
_GLUED = (("外贸外资", "外贸、外资"),)
# 粮食播种面积和产量: the second member lacks what the first one begins with.
_SECOND = re.compile(
    r"(?P<head>[^、和与及]{2,12}?)(?:总量|播种面积|面积|规模)(?:、|和|与|及)(?P<tail>强度|总?产量)$"
)


def members_of(subject: str, indicators: IndicatorList) -> list[str]:
    """The members of a subject, each whole; the subject alone where it names one thing.

    Parameters
    ----------
    subject : str
        The noun phrase.
    indicators : IndicatorList
        The wordings that have a code: a list whose members have none is left together.

    Returns
    -------
    list of str

    Examples
    --------
    >>> from analysis.quantities.indicators import read_indicators
    >>> members_of("单位生产总值能耗、主要污染物排放等约束性指标", read_indicators())
    ['单位生产总值能耗', '主要污染物排放']
    >>> members_of("粮食播种面积和产量", read_indicators())
    ['粮食播种面积', '粮食产量']
    >>> members_of("教育、卫生事业", read_indicators())
    ['教育、卫生事业']
    """
    for glued, parted in _GLUED:
        subject = subject.replace(glued, parted)
    in_all = _IN.match(subject)
    subject = _TOGETHER.sub("", subject[in_all.end() :] if in_all else subject) or subject
    second = _SECOND.search(subject)
    if second:
        cut = second.start("tail")
        return [*_split(subject[: cut - 1], indicators), second["head"] + second["tail"]]
    parts = subjects.split_list(subject)
    return parts if in_all else _split(subject, indicators)


def _split(subject: str, indicators: IndicatorList) -> list[str]:
    """The members where two of them have a code, or one of a pair."""
    members = subjects.split_list(subject)
    if len(members) < 2:
        return [subject]
    codes = [match_indicator(member, indicators) for member in members]
    if (
        match_indicator(subject, indicators) == "emissions_general"
        and subject.startswith(("节能", "能源"))
        and not any(codes[1:])
    ):
        return members if re.search("环境保护|环境质量|生态环境", subject) else [subject]
    if all(codes) or sum(map(bool, codes)) >= 2 or (any(codes) and len(members) == 2):
        return members
    return [subject]
