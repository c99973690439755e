"""What a clause without a number says that its subject is to do: a table of named kinds of wording.

The kind that speaks first in the clause decides; of two that begin at the same place, the upper one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

ADVERB = (
    "持续|继续|稳步|进一步|明显|显著|大幅度?|不断|平稳|逐步|较快|有效|全面|切实|基本|总体|更加|稳定|"
    "全部|如期|均|圆满|按期|有序|合理|加快|保持|实现|有力|普遍|同步|巩固|得到|扎实|深入|充分|适度|"
    "协调|温和|和谐|坚实|可持续"
)
MOVE = (
    "下降|降低|减少|改善|提高|提升|增长|增加|好转|优化|向好|上升|上涨|稳定|平衡|脱贫|摘帽|出列|退出|清零|"
    "防控|管控|可控|化解|巩固|扩大|增强|达标|优良|增收|见效|缩小|提质|发展|恢复|合理|平稳|完成|增效|"
    "收窄|好于|压减|遏制|消除|推进|解决|落实|健全|加强|显现|有序|有力|有效|良好|上台阶|突破|协调|回升|安全|升级|"
    "进位|前移"
)


class Relation(NamedTuple):
    """One kind of wording: it is found in the clause ``example``, and not in ``counterexample``."""

    name: str
    pattern: str
    reason: str
    example: str
    counterexample: str


RELATIONS = (
    Relation(
        "with",
        r"(?:增长|增幅|增速|保持|力争)*(?:与|和|同)"
        r"(?=[^，；。]{2,24}(?:同步|持平|一致|相适应|相匹配|匹配|相当|相协调|协调|同频|一样|衔接))[^，；。]+",
        "The subject keeps step with another thing.",
        "居民收入增长与经济增长基本同步",
        "进出口和实际使用外资稳中提质",
    ),
    Relation(
        "than",
        r"(?:继续|持续|均|都|总体|保持|努力|力争|略|要|明显|增长|增速|增幅|实现)*"
        r"(?:不低于|不高于|不少于|不超过|高于|快于|低于|好于|优于|大于|小于|超过|高出|跑赢|领先|达到或超过)"
        r"(?!\d)[^，；。]+",
        "The subject is compared with another thing, which has no number.",
        "进出口总额增长高于全国平均水平",
        "进出口总额增长高于5%",
    ),
    Relation(
        "finish",
        r"(?:全面|确保|努力|圆满|均|都|全部|按期|超额|顺利)*(?:完成|达到|实现|符合)[^，；。]{0,24}"
        r"(?:任务|目标|指标|要求|计划|水平|标准)[^，；。]{0,6}",
        "The subject does what somebody asks of it.",
        "主要污染物排放完成国家下达目标",
        "主要污染物排放完成情况",
    ),
    Relation(
        "within",
        r"(?:均|严格|稳定|保持|确保)*(?:控制|保持|稳定|维持|处于)(?:在)?[^，；。\d]{1,24}"
        r"(?:以内|之内|内|范围|水平|区间|低位|前列|以下|以上)",
        "The subject stays within bounds that have no number.",
        "节能减排控制在国家下达目标内",
        "节能减排控制能力",
    ),
    Relation(
        "keep",
        r"(?:增长|增速|增幅)?(?:(?:继续|持续|始终|保持|努力|力争)*走在|保持|维持|稳定在|与|持平|列|位居|居|进入)"
        r"(?:上年|去年|全国|全省|全区|西部|中部|东部|基本|稳定|平稳|正|在|良好|优良|较快|较低|较高|合理|适度|增长|不|"
        r"总体|温和|和谐)[^，；。]*",
        "The subject stays as it is, or keeps its place.",
        "一般公共预算收入保持增长",
        "一般公共预算收入保持率",
    ),
    Relation(
        "quality",
        r"(?:取得[^，。；]{0,6}(?:进展|成效|突破|成果)|[^，。；]{0,12}统筹考核|"
        r"[促保回稳扩增优提量][稳量质规][提增优升向中稳保][质升好进量效稳优]|量稳质[升优]|稳中有升|稳中有进|稳中向好|"
        r"稳中有增|稳定增长|平稳增长|稳规模优结构|提质增效|稳中求进|量质齐升|量增质升|优中有升|总体稳定|基本稳定|"
        r"基本平衡|动态平衡|只增不减|只减不增|有所[^，。；]{1,6}|正增长|零增长|双下降|双降|动态清零|"
        r"全部[^，。；]{2,6}|应[^，。；]应[^，。；]|稳中有降|稳步增长|稳定向好|不发生[^，。；]*|逐年[^，。；]{2,4}|"
        r"[止企触筑趋][跌稳底降](?:回[稳升暖]|企稳|向好|反弹)|由[负降跌减][转变][正升增]|[转扭]负?[转为]?正|"
        r"(?:全面|基本|总体)*(?:消除|退出)劣[^，。；]{1,6}|只能变好|稳[存总]量|规模稳定|回升向好|稳中提质)[^，。；]*",
        "A set phrase says how the subject is to fare.",
        "外贸进出口促稳提质",
        "外贸进出口促进中心",
    ),
    Relation(
        "done",
        r"(?:全面|如期|基本|圆满|顺利|全部)*(?:完成|实现)$",
        "The clause ends in the bare verb of doing.",
        "脱贫攻坚任务完成",
        "脱贫攻坚任务完成后",
    ),
    Relation(
        "move",
        rf"(?:(?:{ADVERB}){{1,4}}(?:{MOVE})(?:{MOVE}|、){{0,6}})$",
        "The clause ends in a verb or state with an adverb before it.",
        "生态环境质量持续改善",
        "生态环境质量持续改善工程",
    ),
    Relation(
        "bare",
        r"(?:改善|好转|下降|降低|减少|稳定|平衡|提高|提升|增长|缩小|优良)$",
        "The same without an adverb, which counts only of an indicator of the list.",
        "国际收支状况改善",
        "国际收支平衡表",
    ),
)
RELATION = re.compile("|".join(f"(?P<{kind.name}>{kind.pattern})" for kind in RELATIONS))


def relation_of(clause: str) -> str:
    """The name of the kind of wording that a clause without a number has, or "".

    >>> relation_of("居民收入增长与经济增长同步"), relation_of("新建学校")
    ('with', '')
    """
    match = RELATION.search(clause)
    return match.lastgroup or "" if match else ""
