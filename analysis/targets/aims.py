"""What a sentence of a list of aims looks like, and where the list ends."""

from __future__ import annotations

import re

from analysis.corpus.types import Report
from analysis.targets.relations import RELATION

IN_LIST = re.compile(
    r"生产总值|经济增长|GDP|预算收入|财政收入|固定资产投资|社会消费品|进出口|新增就业|失业率|消费价格|CPI|可支配收入|居民收入|"
    r"能耗|污染物|粮食|贫困|外资|工业增加值|城镇化率|PM2\.5|优良天数|减排|用水量|水耗|二氧化碳|碳排放|水质|森林覆盖率|"
    r"零售价格|国际收支|研发"
)
_ENUMERATED = re.compile(
    r"(?:——|—|[一二三四五六七八九十]是|（?[一二三四五六七八九十\d]{1,2}[）.．、]|第[一二三四五六七八九十]|[①-⑩●·•])"
)
_STOP = re.compile(
    r"(?:实现|完成|确定|设定|提出|制定|确立|达成|安排|落实|围绕|对照|做到|为了?|要)*(?:好|了)?(?:以上|上述|这些|这一|今年的?|全年的?|年度)(?:各项|经济社会发展|主要|预期|发展|经济增长|的)*(?:目标|指标|安排|任务)"
    r"|^(?:上述|以上|这些)|^加强对|^综合考虑|^主要考虑|^这|^需要(?:说明|指出)|^做好|^我们[要将必]|^为此|^确定[^，。；]{0,12}目标|^提出|^之所以"
)
_SECTION = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
_AMOUNT = re.compile(r"\d(?:%|％|万|个|亿|件|元|微克)|达到|完成|保持")
_NUMBER = re.compile(r"\d ?(?:%|％|‰|万|个|亿)|百分之[一二三四五六七八九十零点]+")
_FIGURE = re.compile(r"\d(?![\d.．年月日届、）])|百分之")
_SENTENCE = re.compile(r"[^。！？\n]*+(?:[。！？]+[”’）]*|\n|$)")
_WORK = re.compile(  # how a sentence begins that tells what will be done
    r"(?:今年)?(?:要|还要|我们|我[省市区县州]|坚持|全力|加快|推进|深入|深化|大力|着力|抓好|强化|聚焦|围绕|突出|扎实|牢牢|"
    r"统筹|开展|启动|加强|优化|重点|必须|工作中|以)"
)
_ASIDE = 60  # characters of a sentence of a list that may name no indicator
_SHORT = 20  # characters of the name of an item
_LONG = 320  # characters of a sentence that speaks of work, whatever it counts


def weight(text: str) -> int:
    """How many different indicators of a yearly list a text names.

    >>> weight("地区生产总值增长6%，生产总值质量提高，新增就业5万人")
    2
    """
    return len(set(IN_LIST.findall(text)))


def is_dense(text: str) -> bool:
    """Whether a text states three figures or more."""
    return len(re.findall(r"\d(?:%|％|万)", text)) >= 3


def states_a_number(text: str) -> bool:
    """Whether a text states a figure, in digits or hanzi (百分之八).

    >>> states_a_number("计划增长百分之八"), states_a_number("持续改善")
    (True, False)
    """
    return _NUMBER.search(text) is not None


def goes_on(paragraph: str) -> bool:
    """Whether a paragraph begins like an item of a list: ——, 一是, （一）, 1."""
    return _ENUMERATED.match(paragraph) is not None


def is_item(paragraph: str, follows: bool) -> bool:
    """Whether a paragraph is an item of the list: no comment and no new section, with an indicator or an
    amount; ``follows``: it stands right behind the words that open the list, and needs no figure.
    """
    section = _SECTION.match(paragraph) and not (follows and states_a_number(paragraph))
    if _STOP.search(paragraph[:24]) or section:
        return False
    if not follows and not re.search(r"\d", paragraph):
        return False
    return bool(weight(paragraph) or _AMOUNT.search(paragraph))


def states_an_aim(sentence: str) -> bool:
    """Whether a sentence states aims: a figure, or what an indicator is to do without one.

    >>> states_an_aim("居民收入增长与经济增长同步。"), states_an_aim("我们将深化改革。")
    (True, False)
    """
    named = weight(sentence)
    if (len(sentence) > _LONG and named < 3) or (named < 2 and _WORK.match(sentence)):
        return False
    if len(sentence) <= _SHORT and _ENUMERATED.match(sentence):
        return True  # 二是民生目标。
    if _FIGURE.search(sentence):
        return True
    return any(RELATION.search(clause) for clause in re.split("[，；。]", sentence) if clause)


_PROMISE = re.compile(
    r"将|计划|规定|争取|力争|力求|保证|应该|应当|必须|准备|打算|预计|拟|安排|确保|今年|明年|年内|要(?![素求点])|还要|可望|[三五]年内|"
    r"(?:到|在)一九[五六七八].年"
)
_FACT = re.compile(
    r"已经?|过去|曾|因为|由于|如果|只要|损失|浪费|积压|超过(?:国家|原定)?(?:规定|计划)|完成了|去年|仅|例如|"
    r"[协帮]助我国|比现有|还不到|比[^，。]{0,4}造价|造价|以苏联"
)


def is_promised(before: str) -> bool:
    """Whether a report that mixes review and plan promises what follows, by the words of its sentence.

    >>> is_promised("五年计划规定工业总产值增长"), is_promised("这个工程因为盲目采购材料而积压资金")
    (True, False)
    """
    clauses = re.split("[，；]", before)
    near = "，".join(clauses[-3:])
    return _PROMISE.search(near) is not None and _FACT.search("，".join(clauses[-2:])) is None


def until_the_list_ends(report: Report, start: int, end: int) -> tuple[int, int]:
    """Where a list ends inside its paragraph, and how many characters of the paragraph are cut off behind it.

    It ends before a sentence that comments on the targets, before one that states no aim, and before a long
    one, or the second in a row, that names no indicator of a yearly list; an attribution at the end of the
    paragraph is left out.

    Parameters
    ----------
    report : Report
        The report.
    start, end : int
        Where the list begins, and its paragraph ends.

    Returns
    -------
    tuple of (int, int)
    """
    text, at, unnamed = report.reading, start, False
    end = next((a.start for a in report.attributions if a.end == end and a.start >= start), end)
    while at < end:
        match = _SENTENCE.match(text, at, end)
        assert match is not None  # the pattern may be empty
        if match.end() == at:
            break
        comment = _STOP.match(text[at : min(at + 30, match.end())])
        of_none = not weight(match[0]) and not _ENUMERATED.match(match[0])
        strays = of_none and (unnamed or len(match[0]) > _ASIDE)
        if at > start and (comment or strays or not states_an_aim(match[0])):
            return at, end - at
        unnamed = of_none and at > start
        at = match.end()
    return end, 0
