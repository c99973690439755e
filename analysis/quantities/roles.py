"""What part a quantity plays: target, achieved, reference or attribute.

Two ordered tables of rules are asked: ``ROLES``, which is ``REFERENCES`` (a baseline or a comparison) and
behind them ``ATTRIBUTES`` (in ``attributes``: part of a description); where none of them fits, or one says
that the quantity itself is told, ``PARTS`` (target or achieved).
``analysis.quantities.rules`` says how to add a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from analysis.quantities.attributes import ATTRIBUTE, ATTRIBUTES, MEASURED
from analysis.quantities.qualifiers import Context, Sign, ends_in
from analysis.quantities.rules import Rule, RuleTable

TARGET, ACHIEVED, REFERENCE = "target", "achieved", "reference"

_AMONG = re.compile(r"(?:全[国省市区球]|世界|居|列|排名?|跻身|进入|进)前$")
_FROM = re.compile(r"(?:由|从)(?!严|优|宽|容|业|化|国|来|而|紧|快|重|事|源|根|此|于)[^，。；]{0,24}$")
_ON = re.compile(
    r"(?:个|年|左右|以上|以下|多)?(?:，(?=[上下提降增减]))?[^，。；\d]{0,6}?(?:升|降|增|减|提|缩|扩|压|上|下|调|变|涨|高|发展|跃|"
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
    r"(?:目标|任务|平均水平|标准|要求|底线|红线|速度)"
)
_THAN = re.compile(r"(?:比|较|同|与|超过)[^，。；、]{1,16}的(?:约|近|将近)?$")
_CHANGED = re.compile(r"[要将也还又都]?(?:相比)?[净略约]?(?:增|减|提|下|上|多|少|高|降|翻|扩|缩)")
_BEYOND = re.compile(
    r"(?:超额|高于|低于|超过|好于|优于|快于)(?:[^，。；]{0,10}(?:规定|计划|预定)的)?[^，。；]{0,6}$"
)

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
_COMPARED_BEHIND = re.compile(r"，?(?:比|较|同)(?:上年|去年|上年同期|去年同期|比)")
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
        "compared with",
        "比上年的, 比原有的 before and a change behind: what the change is measured from.",
        REFERENCE,
        "全年产值比上年的【82亿元】增加9亿元。",
        "全年产值比上年增加【82亿元】。",
        lambda context: ends_in(_THAN, context.left) and _CHANGED.match(context.behind),
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


def _last(context: Context) -> Sign | None:
    """The last sign before the quantity in its sentence."""
    left = context.mention.left
    found = None
    for sign in context.setting.signs:
        if sign.end > left:
            break
        found = sign
    return found


def _is_aimed(context: Context) -> bool:
    sign = _last(context)
    return sign is not None and sign.aim


def _is_told(context: Context) -> bool:
    sign = _last(context)
    return sign is not None and not sign.aim


def _is_aimed_at_later(context: Context) -> bool:
    """A strong word for an aim, and no word for a result between it and the number."""
    aimed = False
    for sign in _before(context):
        aimed = sign.aim and (aimed or sign.strong)
    return aimed


def _is_compared_behind(context: Context) -> bool:
    right = context.mention.right
    for sign in context.setting.signs:
        if sign.end > right:
            compared = _COMPARED_BEHIND.match(context.right) is not None
            return compared and not _carries_aim(context) and not promises(context.sentence)
        if sign.aim:
            return False
    return False


def _is_of_the_past(context: Context) -> bool:
    """A strong word for a result, or 比上年, and no word for an aim behind it."""
    told = compared = aimed = here = False
    clause = context.mention.left - len(context.clause)
    for sign in _before(context):
        told = not sign.aim and (told or sign.strong)
        compared = not sign.aim and (compared or sign.compared)
        here = told and sign.end > clause
        aimed = aimed or sign.aim
    if told:  # 目标是：就业不低于去年水平，物价涨幅3%: a list of aims goes on behind what is compared with
        return (here or not aimed) and not promises(context.clause)
    return compared and not aimed and not _carries_aim(context) and not promises(context.sentence)


def _before(context: Context) -> Iterator[Sign]:
    return (sign for sign in context.setting.signs if sign.end <= context.mention.left)


def _carries_aim(context: Context) -> bool:
    before = context.setting.before
    return before is not None and before.aim


def _carries_result(context: Context) -> bool:
    before = context.setting.before
    return before is not None and not before.aim


# Nearest is the part of the report.
PARTS: RuleTable[Context, str] = RuleTable(
    (
        Rule(
            "aim in the review",
            "A later year, 今后五年, 力争 or 要求…达到 is an aim in the review too.",
            TARGET,
            "review:到2035年森林覆盖率要达到【26%】。",
            "review:到2021年森林覆盖率达到【26%】。",
            _is_aimed_at_later,
            near=re.compile(r"review"),
        ),
        Rule(
            "word for an aim",
            "Where the part doesn't tell, the last word before the number does: 今年, 将, 要, 计划, 五年内.",
            TARGET,
            "mixed:去年增产不少，今年要生产棉花【九万担】。",
            "mixed:今年任务很重，去年只生产了棉花【九万担】。",
            _is_aimed,
            near=re.compile(r"mixed"),
        ),
        Rule(
            "word for a result",
            "Likewise 去年, 一九五二年, 已, 增加了, 共有, 比上年.",
            ACHIEVED,
            "mixed:今年任务很重，去年只生产了棉花【九万担】。",
            "mixed:去年增产不少，今年要生产棉花【九万担】。",
            _is_told,
            near=re.compile(r"mixed"),
        ),
        Rule(
            "aim carried on",
            "A sentence that says nothing carries on what those before in its paragraph or list said.",
            TARGET,
            "mixed:今年的指标是这样的。棉花为【九万担】。",
            "mixed:去年的产量是这样的。棉花为【九万担】。",
            _carries_aim,
            near=re.compile(r"mixed"),
        ),
        Rule(
            "result carried on",
            "Likewise what was said of results.",
            ACHIEVED,
            "mixed:去年的产量是这样的。棉花为【九万担】。",
            "mixed:今年的指标是这样的。棉花为【九万担】。",
            _carries_result,
            near=re.compile(r"mixed"),
        ),
        Rule(
            "review",
            "The review tells what was done.",
            ACHIEVED,
            "review:新建学校【100所】。",
            "新建学校【100所】。",
            near=re.compile(r"(?:mixed )?review"),
        ),
        Rule(
            "nothing said",
            "Where neither part nor words tell, most figures are results (see docs/methods/targets.md).",
            ACHIEVED,
            "mixed:棉花为【九万担】。",
            "mixed:今年的指标是这样的。棉花为【九万担】。",
            near=re.compile(r"mixed$"),
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
            "year that is over",
            "An earlier year, 五年来 or 据统计 tells a result in the plan too, and so does 比上年 "
            "where the plan hasn't yet named its year.",
            ACHIEVED,
            "全市2020年农业产值增长【5%】。",
            "2022年全市农业产值增长【5%】。",
            _is_of_the_past,
            near=re.compile(r"plan|other"),
        ),
        Rule(
            "compared behind",
            "比上年 behind the number tells a result where nothing says otherwise.",
            ACHIEVED,
            "毕业生就业率【79.2%】，比上年提高4.2个百分点。",
            "今年毕业生就业率达到【79.2%】，比上年提高4.2个百分点。",
            _is_compared_behind,
            near=re.compile(r"plan|other"),
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


def part_of(context: Context) -> str:
    """What the rules of ``PARTS`` are asked with: the part, behind ``mixed`` where the words speak first.

    >>> from analysis.quantities.grammar import scan
    >>> from analysis.quantities.qualifiers import Setting
    >>> (mention,) = scan("居全国第3位")
    >>> setting = Setting("plan", planned=False, gloss=False, year=2022, mixed=True)
    >>> part_of(Context(mention, "", "", "", "", "", "", setting))
    'mixed plan'
    """
    setting = context.setting
    if not setting.mixed:
        return setting.part
    return f"mixed {setting.part}" if setting.part in ("review", "plan") else "mixed"


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
        rule = PARTS.decide(context, "", "", part_of(context))
    assert rule is not None  # the last rule of PARTS fits always
    return rule


__all__ = ["ACHIEVED", "ATTRIBUTE", "REFERENCE", "TARGET", "deciding", "is_gloss", "promises"]
