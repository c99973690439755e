"""Words that say whether a figure is done or yet to be done: the sentence speaks before the part.

今年, 将, 计划 and a later year lead to aims; 已, 增加了, 五年来, 据统计 and an earlier year to results. The
last one before a number holds. A year that is compared with (比一九五二年增长) says nothing.
"""

from __future__ import annotations

import re

from analysis.parts.sentences import year_named
from analysis.quantities.qualifiers import Sign
from analysis.text.patterns import alternatives

_FIGURE = "零〇○一二三四五六七八九"
# Of two words that begin alike the longer stands first.
_NEUTRAL = r"""
五年计划(?!规定|要求|将|所?提出) 计划经济 计划生育 计划单列 计划体制 规划局 计划委 任务重 目标责任 要求高
比(?:原定?|国家|原来)?计划(?:规定)? 去年(?:同期)?的?(?:基础|水平|基数) 上年(?:同期)?的?(?:基础|水平|基数)
完成[^，。；了]{0,8}(?:任务|指标|计划|目标)
计划(?=的[一二三四五六七八九十\d]|的?百分|[^，。；]{0,3}\d)
超过(?:原定?|国家)?计划(?:规定)? 将近 为了 除了 了解 了结
"""
_AIMS = r"""
今后 未来(?=[一二两三四五六七八九十几\d]+年) 明年 后年(?<!前后年) 力争(?!上游) 争取到 远景
要求(?=[^，。；]{0,12}(?:达到|不低于|不少于|控制)) 今年(?=拟|要|将|计划|力争|预计)
"""
_PLANS = r"""
今年(?!以来|[一二三四五六七八九]月|[1-9]月|上半年|第一季度) 本年度 年内
计划 预计 预期 拟 规定 指标 目标 规划 提出了 规定了 确定了 制定了 安排了 批准了
"""
_MODALS = r"""
将(?![士领军]) 要(?![求点素道闻员害好么]|不是) 打算 争取 确保(?!了) 应当 应该
必须 可以 能够(?<!已经能够) 努力 继续 进一步
逐步 建议 任务
"""
_RESULTS = r"""
年来(?<=[一二两三四五六七八九十几多\d]年来) 年以来 过去(?=[一二两三四五六七八九十几\d，的])
据(?=[^，。；]{0,12}统计)
已(?![知定]) 曾 业已
解放前 解放以来 解放以后 建国以来 旧中国 历史上
截至 截止 实际完成的 迄今 至今 今年以来 今年上半年 今年第一季度
"""
_DONE = r"""
了(?<=[一-鿿]了)(?![解结]) 只有 仅有 还只 只占 仅占 累计 同期
"""
_FACTS = r"""
去年 上年 前年 目前 现在 现有 仍有 当时 原来
"""
_COMPARISONS = """
比上年 比去年 较上年 较去年 同比
"""


def _group(name: str, words: str) -> str:
    return f"(?P<{name}>{alternatives(words.split())})"


_TERM = r"第(?P<term>[一二三四五六七八九十])个五年计划"
_YEAR = rf"(?P<year>(?:19|20)\d\d(?=年)|[一二](?:九|[零〇○])[{_FIGURE}][{_FIGURE}](?=年))"
_WORDS = {
    "neutral": _NEUTRAL,
    "aims": _AIMS,
    "results": _RESULTS,
    "comparisons": _COMPARISONS,
    "plans": _PLANS,
    "modals": _MODALS,
    "done": _DONE,
    "facts": _FACTS,
}
# One set of first characters spares the engine the choices where no sign begins.
_FIRST = "".join(sorted({word[0] for words in _WORDS.values() for word in words.split()} - {"("}))
_GROUPS = "|".join(_group(name, words) for name, words in _WORDS.items())
_SIGN = re.compile(rf"(?=[12一二第{_FIRST}])(?:{_TERM}|{_YEAR}|{_GROUPS})")
_LAST_YEAR = {  # of a five-year plan; there was none from 1963 to 1965
    word: 1952 + 5 * number + (3 if number > 2 else 0)
    for number, word in enumerate("一二三四五六七八九十", 1)
}
_KINDS = {
    "aims": (True, True),
    "plans": (True, False),
    "modals": (True, False),
    "done": (False, False),
    "results": (False, True),
    "facts": (False, False),
    "comparisons": (False, False),
}
_OF_SENTENCE = frozenset(["modals", "done", "comparisons"])  # they say nothing of the sentences behind
_COMPARED = frozenset("比较于从由自以与同")  # before a year that is only compared with
_UNTIL = frozenset("到至")
_BASE = re.compile(r"年(?:底|末)?(?:的)?(?:基础|水平|基数|的[^，。；]{0,10}倍)")


def _of_year(text: str, match: re.Match[str], year: int | None) -> Sign | None:
    """A later year leads to an aim, an earlier one to a result; None for one that is compared with."""
    if year is None or text[match.start() - 1 : match.start()] in _COMPARED or _BASE.match(text, match.end()):
        return None
    named = year_named(match[0])
    until = text[match.start() - 1 : match.start()] in _UNTIL
    return Sign(match.end(), named >= year, named < year or (named > year and until))


def read_signs(text: str, start: int, end: int, year: int | None) -> tuple[Sign, ...]:
    """The signs of a stretch of text, in order.

    Parameters
    ----------
    text : str
        A report's text or any other, digits as ASCII.
    start, end : int
        The stretch, in characters.
    year : int or None
        That the report plans for; where it isn't known years say nothing.

    Returns
    -------
    tuple of Sign

    Examples
    --------
    >>> text = "去年增产不少，到2025年要达到五百吨"
    >>> [(text[: sign.end][-2:], sign.aim, sign.strong) for sign in read_signs(text, 0, 18, 2022)]
    [('去年', False, False), ('25', True, True), ('年要', True, False)]
    """
    signs = []
    for match in _SIGN.finditer(text, start, end):
        name = match.lastgroup or ""
        if name == "year":
            sign = _of_year(text, match, year)
            if sign is not None:
                signs.append(sign)
        elif name == "term":
            if year is not None:
                signs.append(Sign(match.end(), _LAST_YEAR[match["term"]] >= year, False))
        elif name == "facts" and text[match.start() - 1 : match.start()] in _COMPARED:
            continue  # 比现在增加两倍
        elif name != "neutral":
            aim, strong = _KINDS[name]
            signs.append(Sign(match.end(), aim, strong, name == "comparisons", name not in _OF_SENTENCE))
    return tuple(signs)
