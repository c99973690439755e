"""What speaks for the review and what for the plan inside a paragraph: words, years, clauses without subject.

Each sign has a weight: how much one occurrence adds to the logarithm of the odds that the paragraph is part
of the plan. The weights were fitted by logistic regression over the paragraphs of 49 reports of 1978–2026
whose parts are known (docs/methods/parts.md) and rounded; what reads like a review has a negative weight.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.parts.years import years_named

_WORDS = 45  # characters of a sentence, on average …
_MOST = 1.5  # … and what each sentence can add at the most: one paragraph of promises isn't the whole plan
_SHORT = 25  # characters of a line that says too little
_CONSTANT, _OF_100_CHARACTERS = 0.2, -0.95


class Sign(NamedTuple):
    """Words that speak for one part.

    Attributes
    ----------
    name : str
        What they have in common.
    weight : float
        What one occurrence adds to the log odds of the plan.
    words : tuple of str
        Each is counted wherever it stands.
    without : tuple of str
        Longer words that hold one of them and count for nothing.
    example, counterexample : str
        Sentences in which the sign occurs, and doesn't.
    """

    name: str
    weight: float
    words: tuple[str, ...]
    without: tuple[str, ...]
    example: str
    counterexample: str

    def count(self, text: str) -> int:
        """How often the sign occurs in a text."""
        found = sum(map(text.count, self.words))
        return found - sum(map(text.count, self.without)) if found and self.without else found


def _sign(name: str, weight: float, words: str, without: str, example: str, counterexample: str) -> Sign:
    return Sign(name, weight, tuple(words.split()), tuple(without.split()), example, counterexample)


SIGNS = (
    _sign("done", -0.4, "了", "了解 为了 除了 了望 了结", "建成了粮库。", "为了群众，深入了解情况。"),
    _sign("since then", -1.4, "以来 过去 年来", "", "一年来，经济平稳。", "到年底完成。"),
    _sign("compared", -0.4, "比上年 比去年 同比 较上年 比一九 比19 比20 去年 上年", "",
          "比上年增长6%。", "增长6%左右。"),
    _sign("added up", -0.5, "累计 平均每年 年均", "", "累计投资三亿元。", "投资三亿元。"),
    _sign("success", -1.0, "显著 顺利 成功 圆满 取得 成就 成绩 成效 进展", "",
          "取得新成绩。", "争取更大发展。"),
    _sign("finished", -0.4, "建成 竣工 投产 通车 完成 荣获 获得 入选 跃居 位居 跻身 首次 率先 新增", "",
          "大桥竣工通车。", "加快建设大桥。"),
    _sign("difficulties and thanks", -0.85, "不足 困难 尚未 不够 滞后 缺点 差距 感谢 敬意 来之不易", "",
          "基础薄弱，投入不足。", "补上短板。"),
    _sign("will", 1.4, "将", "将近 将军 将士", "我们将加快建设。", "将近一半已经建成。"),
    _sign("must", 0.75, "要 必须 务必 应当 应该 需要",
          "要素 要求 要点 重要 主要 要害 纲要 必要 摘要 首要", "要稳定物价。", "主要产品重要。"),
    _sign("strive", 0.75, "力争 确保 争取 努力 致力", "", "力争增长6%。", "增长了6%。"),
    _sign("aims", 0.2, "目标 左右 打算 计划 安排 规划 任务 预期", "", "增长6%左右。", "增长了6%。"),
    _sign("ahead", 2.4, "今年 明年 今后 未来 新的一年 下一步", "今年以来",
          "今年要办好十件实事。", "今年以来物价平稳。"),
)  # fmt: skip
# Years named: before the year that the report plans for, that year, later ones.
_EARLIER, _OWN, _LATER = -0.6, 1.7, 1.2
_OPENS_WITH_VERB = 0.45
_VERBS = (
    "要|加快|推进|推动|深化|加强|完善|坚持|促进|实施|发展|鼓励|支持|引导|健全|落实|严格|抓好|做好|抓紧|积极|"
    "大力|着力|切实|全面|强化|优化|扩大|提高|建设|深入|持续|继续|进一步|改革|提升|培育|打造|加大|稳定|开展|启动|"
    "统筹|建立|保障|巩固|规范|创新|创建|力争|确保|争取|努力|有序|稳步|依法|认真|集中|突出|拓展|探索|制定|组织|"
    "办好|用好|抢抓|聚焦|围绕"
)
# A clause that opens with what is to be done, and says of nobody that he did it: 推进改革，扩大开放。
_VERB_FIRST = re.compile(rf"(?:^|[，。；：、])(?:[一二三四五六七八九十]+是)?(?:{_VERBS})")


def log_odds(paragraph: str, year: int | None) -> float:
    """How much a paragraph reads like plan rather than review: the logarithm of the odds.

    Sum of weight × occurrences over all signs, within ± 1.5 a sentence of 45 characters.

    Parameters
    ----------
    paragraph
        A line of the clean text, in simple characters.
    year
        The year that the report plans for; None where it isn't known.

    Returns
    -------
    float
        Above 0: plan; below 0: review; 0 for a line that is too short to tell.

    Examples
    --------
    >>> log_odds("一年来，我们克服困难，完成了各项任务，建成了两座粮库，取得显著成绩。", 2022) < 0
    True
    >>> log_odds("2022年，我们将加快发展，推进改革，力争建设两座粮库，努力办好十件实事。", 2022) > 0
    True
    """
    if len(paragraph) < _SHORT:
        return 0.0
    total = _CONSTANT + _OF_100_CHARACTERS * len(paragraph) / 100
    total += sum(sign.weight * sign.count(paragraph) for sign in SIGNS)
    total += _OPENS_WITH_VERB * len(_VERB_FIRST.findall(paragraph))
    if year is not None and "年" in paragraph:
        for named in years_named(paragraph):
            total += _EARLIER if named < year else _OWN if named == year else _LATER
    most = _MOST * max(1.0, len(paragraph) / _WORDS)
    return max(-most, min(most, total))
