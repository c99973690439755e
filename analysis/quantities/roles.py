"""What part a quantity plays: target, achieved, reference or attribute.

Two ordered tables of rules are asked: ``ROLES``, which is ``REFERENCES`` (a baseline or a comparison) and
behind them ``ATTRIBUTES`` (in ``attributes``: part of a description); where none of them fits, or one says
that the quantity itself is told, ``PARTS`` (target or achieved).
``analysis.quantities.rules`` says how to add a rule.
"""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.quantities.attributes import ATTRIBUTE, ATTRIBUTES, MEASURED
from analysis.quantities.qualifiers import Context, ends_in
from analysis.quantities.rules import Rule, RuleTable

TARGET, ACHIEVED, REFERENCE = "target", "achieved", "reference"

_AMONG = re.compile(r"(?:全[国省市区球]|世界|居|列|排名?|跻身|进入|进)前$")
_FROM = re.compile(r"(?:由|从)(?!严|优|宽|容|业|化|国|来|而|紧|快|重|事|源|根|此|于)[^，。；]{0,24}$")
_ON = re.compile(
    r"(?:个|年|左右|以上|以下|多)?[^，。；\d]{0,6}?(?:升|降|增|减|提|缩|扩|压|上|下|调|变|涨|高|发展|跃|"
    r"优化|转|精简|"
    r"跌|收窄|回落|拓|延)[^，。；\d]{0,6}?(?:至|到|为|成|约|近|超|过)|(?:至|到|、?增长到)"
)
_BASE = re.compile(
    r"(?:(?:全国|世界|东部|中部|西部)平均(?:水平)?(?:约|为|是|的)?|(?:上年|去年)同期(?:的|为|是)?|既定目标|"
    r"预期目标)$"
)
_BASE_ENDS = frozenset("均平约为是的期标")  # a look at the last character spares most of them the search
_AFTER_BASE = re.compile(
    r"(?:左右|以上|以内)?的(?:年度|预期|年初|全国|计划|既定|考核|控制)?[^，。]{0,4}"
    r"(?:目标|任务|平均水平|标准|要求|底线|红线)"
)
_BEYOND = re.compile(r"(?:超额|高于|低于|超过|好于|优于|快于)[^，。；]{0,6}$")

_DONE = re.compile(
    r"(?=[去上过截目现已年来历五一二三四六七八九十\d业新改我])(?<![比较从与于以])(?:去年|上年|过去|截至目前|"
    r"目前|现已|已有|已建成|已达|已经|已完成|已累计|[年来]以来|历史上|"
    r"五年来|[一二三四五六七八九十\d]年来|一年来|业已|已突破|已超|新中国成立|改革开放\d|我国经济总量)"
)
_WILL = re.compile(r"今年|力争|确保|将|争取|预期|到20\d\d年|20\d\d年底|努力|年内|明年|继续|进一步|再")
_STATE = re.compile(
    r"(?=[我”时期年今届预全高])(?:我[省市区国县州][^，。；]{0,16}(?:有|拥有|已|达到?|居)|[”时期年]以来，"
    r"|(?:^|今年|年|届|预计)高校毕业生(?:人数|规模|总数)?(?:达到?|有|将|预计)*$"
    r"|(?:全国|我国)(?:有|共有|现有|约|近)?$"
    r"|预计[^，。；]{0,8}(?:高校毕业生|老年人口?|劳动力|考生|人口|学龄|需求|缺口|退役军人|"
    r"到期债务)[^，。；\d]{0,8}$)"
)
_OPENED = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]+[）)、是]?，?)?"
    r"(?:去年|上年|过去|截至|目前|一年来|[一二三四五六七八九十]+年来)[^。；]{0,12}?，"
)
_DATED = re.compile(r"\s*(20\d\d)年(?:底|末)?，")
_ALREADY = re.compile(r"[^，。；]{0,3}已")
_GLOSS = re.compile(r"(?:\d{1,3}[.．、]|[\[［〔]\d{1,3}[\]］〕]|注)?[^，。；：:\n]{1,30}[：:]")


def is_gloss(paragraph: str) -> bool:
    """A note or glossary entry: a short term, a colon, its explanation.

    >>> is_gloss("“双碳”：碳达峰与碳中和的简称。"), is_gloss("今年工作的总体要求是，坚持稳中求进。")
    (True, False)
    """
    return _GLOSS.match(paragraph) is not None


def promises(clause: str) -> bool:
    """A word for what is yet to be done: 今年, 力争, 确保 …

    >>> promises("力争达到"), promises("去年达到")
    (True, False)
    """
    return _WILL.search(clause) is not None


# 高于全国平均水平5.7个百分点: the lead itself is what is told, no baseline
_NO_LEAD = re.compile(r"^(?!.*百分点$)")
_NO_LEAD_NOR_FOLD = re.compile(r"^(?!.*百分点$|倍$)")

REFERENCES: tuple[Rule[Context, str], ...] = (
    Rule(
        "rank",
        "A place among others compares.",
        REFERENCE,
        "增速居全国【第3位】。",
        "新增高速公路【3条】。",
        kinds=("rank",),
    ),
    Rule(
        "among the first",
        "全国前3位: the number stands in Arabic figures, but it is a place all the same.",
        REFERENCE,
        "主要指标增速居全国前【3位】。",
        "引进院士【3位】。",
        lambda context: ends_in(_AMONG, context.clause),
        units=re.compile(r"^[位名]$"),
    ),
    Rule(
        "starting point",
        "从 or 由 before the run and a change to something behind it: where the change starts.",
        REFERENCE,
        "贫困发生率从上年的【0.93%】降至0.16%。",
        "贫困发生率从上年的0.93%降至【0.16%】。",
        lambda context: _FROM.search(context.lead) and _ON.match(context.behind),
    ),
    Rule(
        "average before",
        "The number is that of an average, of the year before or of a goal.",
        REFERENCE,
        "收入增速高于全国平均【5.5%】。",
        "收入是全国平均的【1.5倍】。",
        lambda context: context.clause[-1:] in _BASE_ENDS and ends_in(_BASE, context.clause),
        units=_NO_LEAD_NOR_FOLD,
    ),
    Rule(
        "goal behind",
        "快于 or 超额 before and 的目标 behind: the number is the goal's.",
        REFERENCE,
        "增速快于去年确定的【6%】的预期目标。",
        "完成去年确定的【6%】的预期目标。",
        lambda context: _AFTER_BASE.match(context.right) and ends_in(_BEYOND, context.clause),
        units=_NO_LEAD,
        near=re.compile(r"[的左以]"),
    ),
)
# Nearest is the character behind the quantity.
ROLES: RuleTable[Context, str] = RuleTable((*REFERENCES, *ATTRIBUTES))


@lru_cache(maxsize=4)  # several rules ask about the same words
def _is_done(clause: str) -> bool:
    return _DONE.search(clause) is not None


@lru_cache(maxsize=4)
def _state(sentence: str) -> str:
    """The words for how things stand, or ""."""
    match = _STATE.search(sentence)
    return match[0] if match else ""


def _is_expected(context: Context) -> bool:
    if _is_done(context.clause):
        return False
    state = _state(context.sentence)
    return "高校" in state or "预计" in state


def _is_state(context: Context) -> bool:
    return _state(context.sentence) != "" and not promises(context.sentence) and not promises(context.clause)


def _is_opened_in_the_past(context: Context) -> bool:
    """The sentence opens with a time that is over; a word for what is to come ends it."""
    sentence, year = context.sentence, context.setting.year
    if _OPENED.match(sentence) is None:
        dated = _DATED.match(sentence)
        if dated is None or year is None or int(dated[1]) >= year:
            return False
    return not (promises(sentence) or _state(sentence) or _is_done(context.clause))


# Nearest is the part of the report.
PARTS: RuleTable[Context, str] = RuleTable(
    (
        Rule(
            "review",
            "The review tells what was done.",
            ACHIEVED,
            "review:新建学校【100所】。",
            "新建学校【100所】。",
            near=re.compile(r"review"),
        ),
        Rule(
            "word for what is done",
            "去年, 已有, 截至目前 in the clause, and no word for what is to come.",
            ACHIEVED,
            "去年已建成学校【100所】。",
            "今年要在去年的基础上新建学校【100所】。",
            lambda context: _is_done(context.clause) and not promises(context.clause),
        ),
        Rule(
            "fact to reckon with",
            "Graduates, pensioners or debts that are expected are nobody's aim.",
            ACHIEVED,
            "预计今年高校毕业生超过【1170万人】，要稳定就业。",
            "今年帮助高校毕业生就业【1170万人】。",
            _is_expected,
        ),
        Rule(
            "standing",
            "我市现有…, 我国…达到…: how things stand, where nothing is promised.",
            ACHIEVED,
            "我市贫困人口仍有【12.6万人】。",
            "确保我市城镇人口达到【12.6万人】。",
            _is_state,
        ),
        Rule(
            "opening in the past",
            "去年，… or a year that is over opens the sentence and holds until other words follow.",
            ACHIEVED,
            "2019年，全市数字经济规模增长【15%】。",
            "2022年，全市数字经济规模增长【15%】。",
            _is_opened_in_the_past,
        ),
        Rule(
            "already",
            "已 behind the number.",
            ACHIEVED,
            "【100所】学校已开工。",
            "【100所】学校将开工。",
            lambda context: _ALREADY.match(context.right),
        ),
        Rule(
            "plan",
            "What a plan or a task division counts is to be done.",
            TARGET,
            "新建学校【100所】。",
            "other:新建学校【100所】。",
            lambda context: context.setting.planned or context.setting.part == "plan",
        ),
        Rule(
            "elsewhere",
            "Outside of review and plan nothing is promised.",
            ACHIEVED,
            "other:新建学校【100所】。",
            "新建学校【100所】。",
        ),
    )
)


def deciding(context: Context) -> Rule[Context, str]:
    """The rule that decides the role of a quantity; its ``result`` is the role.

    >>> from analysis.quantities.qualifiers import Setting
    >>> from analysis.quantities.grammar import scan
    >>> (mention,) = scan("居全国第3位")
    >>> setting = Setting("plan", planned=True, gloss=False, year=2022)
    >>> words = {"left": "居全国", "clause": "居全国", "lead": "居全国", "sentence": "居全国"}
    >>> rule = deciding(Context(mention, right="", behind="", setting=setting, **words))
    >>> rule.name, rule.result
    ('rank', 'reference')
    """
    unit, kind = context.mention.unit, context.mention.kind
    rule = ROLES.decide(context, unit, kind, context.right[:1])
    if rule is None or rule.result == MEASURED:
        rule = PARTS.decide(context, "", "", context.setting.part)
    assert rule is not None  # the last rule of PARTS fits always
    return rule


__all__ = ["ACHIEVED", "ATTRIBUTE", "REFERENCE", "TARGET", "deciding", "is_gloss", "promises"]
