"""What part a quantity plays: target, achieved, reference or attribute."""

from __future__ import annotations

import re

from analysis.targets.grammar import Mention

TARGET, ACHIEVED, REFERENCE, ATTRIBUTE = "target", "achieved", "reference", "attribute"

_END = re.compile(r"$|[，。；、：！？）\n]|(?:和|及|以及|与)\d")
_MONEY_OR_SIZE = re.compile(r"[十百千万亿]*(?:元|美元|欧元|亩|平方米|平方公里|吨|千瓦|万千瓦|岁|周岁|户|人|公里|米|层|立方米|头|床|公顷|吨标准煤|蒸吨|小时|年|分贝)$")
_GRADE = re.compile(r"级|型|规模以上|量级|大关|台阶|俱乐部|产业|园区|集群|工程|项目|企业|基地|县|镇|村|强|行动|计划|专项|技改|市场主体|平台")
_VOLT = re.compile(r"(?:千伏|伏|千伏安|兆赫|兆|蒸吨|摄氏度|分贝)$|^[KMGT]?bps$")
_OF = re.compile(r"的(?!目标|任务|速度|增速|增长|预期|增幅|涨幅|水平|规模|基础|历史|好|成绩)")
_PROJECT = re.compile(r"[^，。；、：\d]{0,24}?(?:项目|工程|生产线|基地|装置|机组|电站|机场|大桥|码头|航道|厂|产业园|中心|管线|线路|铁路|高速|高铁)")
_YEARLY = re.compile(r"(?:年产|日产|日处理|年处理|年加工|总投资|总建筑面积|装机|总装机|时速|设计时速|库容|总库容|起降|单机|单体|注册资本|固定资产|产值|年产值|营业收入|主营业务收入|年收入|年营业收入|投资额|投资)"
                     r"(?:达到?|超过?|约|近|突破|额|在|为|过|逾|不足|低于|高于)?$")
_WHOLE = re.compile(r"(?:全部|所有|全[省市区国州县]|这|上述|余下|其余|其他|剩余|共有|现有|的)$")
_PLACES = re.compile(r"(?:个)?(?:设区市|地级市|市州|市地|省辖市|省份|省区市|地市|盟市|州市|市县|县市|旗县|县区|区县|县级|县（|市（|区（|民族|市辖区|建制|行政村|街道|贫困县|深度贫困|国家和地区|国家|部门|单位|成员|城市|省)")
_RULES = re.compile(r"(?:政策)?(?:措施|政策|意见|举措|具体|规定|禁令|标准|要求|工作|任务|重点|改革|配套|实招|细则|建议)")
_FROM = re.compile(r"(?:由|从)(?!严|优|宽|容|业|化|国|来|而|紧|快|重|事|源|根|此|于)[^，。；]{0,24}$")
_ON = re.compile(
    r"(?:个|年|左右|以上|以下|多)?[^，。；\d]{0,6}?(?:升|降|增|减|提|缩|扩|压|上|下|调|变|涨|高|发展|跃|优化|转|精简|跌|收窄|回落|拓|延)[^，。；\d]{0,6}?(?:至|到|为|成|约|近|超|过)|(?:至|到|、?增长到)"
)
_BASE = re.compile(r"(?:全国平均|平均水平|全国平均水平|世界平均水平|上年同期|去年同期|原来的?|原有|上年的?|去年的?|基期|标准值|国家标准|国家要求|国家规定|国家下达[^，。]{0,6})(?:约|为|是)?$")
_AFTER_BASE = re.compile(r"(?:左右)?的(?:年度|预期|年初|全国|计划|既定|考核|控制)?[^，。]{0,4}(?:目标|任务|平均水平|标准|要求|底线|红线)")

_DONE = re.compile(
    r"(?:去年|上年|过去|截至目前|目前|现已|已有|已建成|已达|已经|已完成|已累计|现有|[年来]以来|历史上|五年来|[一二三四五六七八九十\d]年来|一年来|业已|已突破|已超|新中国成立|改革开放\d|我国经济总量)"
)
_WILL = re.compile(r"(?:今年|力争|确保|将|要|争取|预期|目标|到20\d\d年|20\d\d年底|努力|年内|完成|推进|实现|新增|新建|建成|达到)")
_GLOSS = re.compile(r"(?:\d{1,3}[.．、]|[\[［〔]\d{1,3}[\]］〕]|注)?[^，。；：:\n]{1,30}[：:]")
_COMPARED_WITH = re.compile(r"[^，。；、\d]{1,20}?(?:均|都|全部)?(?:好于|优于|有所|完成国家|完成省|完成年度|达到国家|低于|高于|快于)(?!\d)")
_COUNTED = re.compile(r"(?:新增|建成|新建|完成|建设|打造|培育|创建|引进|开工|组建|设立|制定|出台|修订|获批|落户|举办|实施|推进|办好|推出|布局|改造|建立|成立|落实|提供|开展|增加|减少|达到?|为|第|有|仅|至少|共|开通|获得?|启动|抓好|认定|安排|分布)$")


def is_attribute(mention: Mention, left: str, right: str, whole: str) -> bool:
    """Part of the description of an object, a threshold or a name: 亿元以上项目, 20户以上自然村, 全省16个市.

    ``left`` ends and ``whole`` (the clause so far) ends before the qualifying words; ``right`` begins behind them.
    """
    unit, kind = mention.unit, mention.kind
    ended = _END.match(right) is not None
    if kind == "scale":
        if ended:
            return False
        if _OF.match(right) or mention.right > mention.end or _GRADE.match(right) or mention.left == mention.start:
            return True
        return bool(_PROJECT.match(right)) and not right.startswith("人次")
    if _VOLT.search(unit):
        return True
    if right.startswith("级") or (right.startswith("型") and unit != "种"):
        return True
    if unit in ("岁", "周岁"):
        return not ended or mention.right > mention.end
    bounded = mention.right > mention.end and mention.qualifier in ("at_least", "at_most")
    if bounded and not ended and _MONEY_OR_SIZE.match(unit) and not right.startswith(("人次", "的目标")):
        if unit.endswith(("户", "人")):
            return bool(re.match(r"(?:的)?(?:[^，。；、]{0,4})(?:自然村|村|小区|屯|社区|乡镇|县|市|城市|企业|单位|安置|以上)", right))
        return True
    if not ended and unit.endswith(("元", "美元", "吨", "千瓦", "公里", "平方米", "亩", "立方米", "米", "小时", "标箱", "人次")):
        if _OF.match(right) and not right.startswith("的成"):
            return bool(_YEARLY.search(left)) or bool(re.match(r"的[^，。；、]{0,16}(?:项目|企业|工程|产业|园区|县|集群|单位|小微|工业|群体|居民|家庭|基金)", right))
        if _YEARLY.search(left) and _PROJECT.match(right):
            return True
    if unit in ("类", "项", "个", "种") and _COMPARED_WITH.match(right):
        return True
    if unit == "条" and _RULES.match(right):
        return True
    if unit in ("个", "家", "省", "市", "县", "区") and _WHOLE.search(left) and (_PLACES.match(right) or unit != "个"):
        return not left.endswith("的") or False
    if kind == "chinese" and unit not in ("倍", "百分点", "亩", "公里") and mention.qualifier == "exact":
        return not _COUNTED.search(left)
    return False


def is_reference(mention: Mention, whole: str, right: str, gap: str) -> bool:
    """A baseline or comparison: 从上年的0.93%降至…, 居全国第3位."""
    if mention.kind == "rank":
        return True
    if _FROM.search(gap) and _ON.match(right):
        return True
    if mention.unit.endswith("百分点"):
        return False  # 高于全国平均水平5.7个百分点: the lead itself is what is told
    return bool(_BASE.search(whole)) or bool(_AFTER_BASE.match(right))


def is_gloss(paragraph: str) -> bool:
    """A note or glossary entry: a short term, a colon, its explanation."""
    return _GLOSS.match(paragraph) is not None


def by_part(part: str, planned: bool, clause: str, sentence: str) -> str:
    """target or achieved, from the part of the report and the words of the sentence so far."""
    if part == "review":
        return ACHIEVED
    done = _DONE.search(clause) or (_DONE.match(sentence) if len(sentence) < 400 else None)
    if done and not _WILL.search(clause, done.end()):
        return ACHIEVED
    return TARGET if planned or part == "plan" else ACHIEVED
