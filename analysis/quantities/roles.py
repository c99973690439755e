"""What part a quantity plays: target, achieved, reference or attribute."""

from __future__ import annotations

import re

from analysis.quantities.qualifiers import QuantityMention

TARGET, ACHIEVED, REFERENCE, ATTRIBUTE = "target", "achieved", "reference", "attribute"

_END = re.compile(r"$|[，。；、：！？）\n]|(?:和|及|以及|与)\d")
_MONEY_OR_SIZE = re.compile(
    r"[十百千万亿]*(?:元|美元|欧元|亩|平方米|平方公里|吨|千瓦|万千瓦|岁|周岁|户|人|公里|米|层|立方米|头|床|公顷|吨标准煤|蒸吨|小时|年|分贝|度)(?:/年)?$"
)
_NOT_GRADE = re.compile(
    r"[^，。；、]{0,8}(?:群众|人口|家庭|农户|居民|市民|百姓|人乔迁)|大关|台阶|人次|市民|群众|农民|居民|职工|目标|元人|[^，。；、]{0,4}(?:吨|亩)以上[，。；]|门槛"
)
_VOLT = re.compile(r"(?:千伏|伏|千伏安|兆赫|兆|蒸吨(?:/小时)?|摄氏度|分贝|英寸)$|^[KMGT]?bps$")
_OF = re.compile(r"的(?!目标|任务|速度|增速|增长|预期|增幅|涨幅|水平|规模|基础|历史|好|成绩)")
_PROJECT = re.compile(
    r"[^，。；、：\d]{0,24}?(?:项目|工程|生产线|基地|装置|机组|电站|机场|大桥|码头|航道|厂|产业园|中心|管线|线路|铁路|高速|高铁)"
)
_YEARLY = re.compile(
    r"(?:年产|日产|日处理|年处理|年加工|总投资|总建筑面积|装机|总装机|时速|设计时速|库容|总库容|起降|单机|单体|注册资本|固定资产|产值|"
    r"年产值|营业收入|主营业务收入|年收入|年营业收入|投资额|投资|总里程|全长|总长度?|占地)"
    r"(?:达到?|超过?|约|近|突破|额|在|为|过|逾|不足|低于|高于)?$"
)
_DESIGN = re.compile(
    r"(?:设计(?:时速|速度|年限|能力|产能|标准|使用年限)|全长|总长度?)(?:达到?|为|约|近|超过?)?$"
)
# 总里程超1000公里、总投资超1000亿元的项目: what stands beside a description is one
_BESIDE = re.compile(
    r"、[^，。；、：\d的]{2,8}[\d.]+[十百千万亿]{0,2}(?:元|美元|公里|亩|吨|平方米|千瓦|人)(?:以上|左右)?的"
)
_THEME = re.compile(r"(?:^|[\n。；])?(?:紧盯|聚焦|围绕|瞄准|针对|对标|依托)[^，。；\d]*$")
_THEME_END = re.compile(r"[^，。；、\d]{1,16}，")
_MEAN = re.compile(
    r"[^，。；、：\d]{2,16}(?:比例|比率|占比|浓度|平均水平|均值|达标率|优良率|覆盖率|合格率)[^，。；、\d]{0,8}\d"
)
_COUNT_OF = re.compile(r"(?:的)?(?:企业|项目|园区|产业|乡镇|村)?\d+[家户个项名]")
_REACH = re.compile(r"(?:服务)?(?:半径|覆盖率|范围)|[^，。；：\d]{0,10}圈")
_WHOLE = re.compile(r"(?:全部|所有|全[省市区国州县]|这|上述|余下|其余|其他|剩余|共有|现有|的)$")
_PLACES = re.compile(
    r"(?:个)?(?:市|县|区(?!域)|州|旗|盟|镇|乡|村|设区市|地级市|市州|市地|省辖市|省份|省区市|地市|盟市|州市|市县|县市|旗县|县区|区县|县级|县（|市（|区（|民族|市辖区|建制|"
    r"行政村|街道|贫困县|深度贫困|国家和地区|国家|部门|单位|成员|城市|省)"
)
_RULES = re.compile(
    r"(?:政策)?(?:措施|政策|意见|举措|具体|规定|禁令|标准|要求|工作|任务|重点|改革|配套|实招|细则|建议)"
)
_FROM = re.compile(r"(?:由|从)(?!严|优|宽|容|业|化|国|来|而|紧|快|重|事|源|根|此|于)[^，。；]{0,24}$")
_ON = re.compile(
    r"(?:个|年|左右|以上|以下|多)?[^，。；\d]{0,6}?(?:升|降|增|减|提|缩|扩|压|上|下|调|变|涨|高|发展|跃|优化|转|精简|跌|收窄|回落|拓|"
    r"延)[^，。；\d]{0,6}?(?:至|到|为|成|约|近|超|过)|(?:至|到|、?增长到)"
)
_BASE = re.compile(
    r"(?:(?:全国|世界|东部|中部|西部)平均(?:水平)?(?:约|为|是|的)?|(?:上年|去年)同期(?:的|为|是)?|既定目标|预期目标)$"
)
_AFTER_BASE = re.compile(
    r"(?:左右|以上|以内)?的(?:年度|预期|年初|全国|计划|既定|考核|控制)?[^，。]{0,4}(?:目标|任务|平均水平|标准|要求|底线|红线)"
)
_BEYOND = re.compile(r"(?:超额|高于|低于|超过|好于|优于|快于)[^，。；]{0,6}$")

_DONE = re.compile(
    r"(?<![比较从与于以])(?:去年|上年|过去|截至目前|目前|现已|已有|已建成|已达|已经|已完成|已累计|[年来]以来|历史上|五年来|"
    r"[一二三四五六七八九十\d]年来|一年来|业已|已突破|已超|新中国成立|改革开放\d|我国经济总量)"
)
_WILL = re.compile(r"今年|力争|确保|将|争取|预期|到20\d\d年|20\d\d年底|努力|年内|明年|继续|进一步|再")
_STATE = re.compile(
    r"我[省市区国县州][^，。；]{0,16}(?:有|拥有|已|达到?|居)|[”时期年]以来，"
    r"|(?:^|今年|年|届|预计)高校毕业生(?:人数|规模|总数)?(?:达到?|有|将|预计)*$|(?:全国|我国)(?:有|共有|现有|约|近)?$"
    r"|预计[^，。；]{0,8}(?:高校毕业生|老年人口?|劳动力|考生|人口|学龄|需求|缺口|退役军人|到期债务)[^，。；\d]{0,8}$"
)
_OPENED = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]+[）)、是]?，?)?(?:去年|上年|过去|截至|目前|一年来|[一二三四五六七八九十]+年来)[^。；]{0,12}?，"
)
_DATED = re.compile(r"\s*(20\d\d)年(?:底|末)?，")
_ALREADY = re.compile(r"[^，。；]{0,3}已")
_GLOSS = re.compile(r"(?:\d{1,3}[.．、]|[\[［〔]\d{1,3}[\]］〕]|注)?[^，。；：:\n]{1,30}[：:]")
_ACTION = re.compile(
    r"(?:建设|新建|完成|治理|改造|新增|建成|造林|营造|修复|整治|提供|筹集|盘活|收储|供应|压减|淘汰|减少|增加|种植|发展|改建|扩建|开工|"
    r"打造|建立|新开工|储备|消纳|开发|流转|消化|压缩|退出|转移|培训|培养|引进|吸引|新改建|维修|硬化|铺设|绿化|推广|带动|帮助|服务|惠及|"
    r"覆盖|到|达|至|为)$"
)
_OWNER = re.compile(
    r"(?:优势|级|村集体|村|企业|县|园区|产业|项目|集群|俱乐部|工业|开发区|特色|龙头|街区|商圈|重大|重点)"
)
_WORKS = re.compile(r"[^，。；、：\d的]{2,14}(?:项目|工程|装置|生产线|机组|电站|基地)")
_SUCH = re.compile(r"的(?:\d+(?:个|家|座|户))?(?:[^，。；、\d]{0,8})(?:村|县|乡镇|小区|社区|城市)")
_SPENT = re.compile(r"(?:发放|投入|吸引|引入|筹集|让利|减免)$")
_FUNDS = re.compile(
    r"的?[^，。；、\d]{0,8}(?:资金|贷款|补贴|消费券|税费|负担|投资(?!项目|规模)|资产|基金|融资|债券|收入|订单|奖励|补助|红利|成本)"
)
_COMPARED_WITH = re.compile(
    r"[^，。；、\d]{1,20}?(?:均|都|全部)?(?:好于|优于|有所|完成国家|完成省|完成年度|达到国家|低于|高于|快于)(?!\d)"
)
_COUNTED = re.compile(
    r"(?:新增|建成|新建|完成|建设|打造|培育|创建|引进|开工|组建|设立|制定|出台|修订|获批|落户|举办|实施|推进|办好|推出|布局|改造|建立|"
    r"成立|落实|提供|开展|增加|减少|达到?|为|第|有|仅|至少|共|开通|获得?|启动|抓好|认定|安排|分布)$"
)


_ISSUED = re.compile(r"(?:出台|推出|制定|印发|发布|新增|修订|形成|提出)了?$")
_LISTED = re.compile(
    r"(?:打造|建设|建成|新建|创建|培育|开工|推进|实施|启动|引进|改造|办好|组建|布局|完成|抓好)(?:好|了)?[^，。；：的]*$"
)  # 打造青稞、牦牛等十个基地: the verb stands before the list


def is_attribute(mention: QuantityMention, left: str, right: str, whole: str) -> bool:
    """Part of the description of an object, a threshold or a name: 亿元以上项目, 20户以上自然村, 全省16个市.

    ``left`` ends and ``whole`` (the clause so far) ends before the qualifying words; ``right`` begins behind
    them.
    """
    unit, kind = mention.unit, mention.kind
    ended = _END.match(right) is not None
    if _DESIGN.search(left):
        return True
    if _THEME.search(whole) and _THEME_END.match(right) and mention.qualifier == "exact":
        return True  # 聚焦13个先进制造业集群，实施……: what is done is told behind
    if kind == "scale":
        spent = _FUNDS.match(right) and mention.right == mention.end
        return not ended and not spent and not _NOT_GRADE.match(right) and not _SPENT.search(left)
    if _VOLT.search(unit):
        return True
    if right.startswith("级") or (right.startswith("型") and unit != "种"):
        return True
    if (
        unit in ("万", "亿")
        and right.startswith("的")
        and (mention.right > mention.end or mention.qualifier == "range")
    ):
        return True
    if unit.endswith("元") and _COUNT_OF.match(right):
        return True  # 超10亿元11家
    if unit in ("米", "公里", "分钟", "小时") and _REACH.match(right):
        return True
    if unit.endswith("人口"):
        return True  # 300万人口以下城市
    if unit in ("岁", "周岁"):
        return not ended or mention.right > mention.end
    if mention.right - mention.end == 1 and mention.unit.endswith(("日", "小时", "分钟", "天", "秒")):
        return False  # 5个工作日内办结: the limit is what is told
    bounded = mention.right > mention.end and mention.qualifier in ("at_least", "at_most")
    if (
        (bounded or mention.qualifier == "at_least")
        and unit.endswith(("人", "户", "%"))
        and _SUCH.match(right)
    ):
        return True  # 贫困发生率在5%以上的贫困村
    if bounded and not ended and _MONEY_OR_SIZE.match(unit) and not right.startswith(("人次", "的目标")):
        if unit.endswith(("户", "人")):
            return bool(
                re.match(
                    r"(?:的)?(?:[^，。；、]{0,4})(?:“|班|大班|超大|自然村|村|小区|屯|社区|乡镇|县|市|城市|单位|安置|以上)",
                    right,
                )
            )
        if not unit.endswith("元") and mention.qualifier == "at_least" and _ACTION.search(left):
            return False  # 建设1000万平方米以上标准厂房: that much is to be built
        return not (unit.endswith("元") and _FUNDS.match(right))
    if not ended and unit.endswith(("元", "亿")) and _OWNER.match(right):
        return True
    if (
        not ended
        and unit.endswith(("吨", "千瓦", "兆瓦", "吨/年", "立方米"))
        and not left.endswith("等")
        and not _ACTION.search(left)
        and _WORKS.match(right)
    ):
        return True
    if _BESIDE.match(right) and _YEARLY.search(left):
        return True
    if not ended and unit.endswith(
        ("元", "美元", "吨", "千瓦", "公里", "平方米", "亩", "立方米", "米", "小时", "标箱", "人次")
    ):
        if _OF.match(right) and not right.startswith("的成"):
            return bool(_YEARLY.search(left)) or bool(
                re.match(
                    r"的[^，。；、]{0,16}(?:项目|企业|工程|产业|园区|县|集群|单位|小微|工业|群体|居民|家庭|基金)",
                    right,
                )
            )
        if _YEARLY.search(left) and _PROJECT.match(right):
            return True
    if unit in ("类", "项", "个", "种") and _COMPARED_WITH.match(right):
        return True
    if unit in ("个", "家", "座", "条") and _MEAN.match(right):
        return True  # 42个国考断面水质优良比例稳定在95%: whose share it is
    if unit == "条" and _RULES.match(right):
        return not _ISSUED.search(left)
    if (
        unit in ("个", "家", "省", "市", "县", "区")
        and _WHOLE.search(left)
        and (_PLACES.match(right) or unit != "个")
    ):
        return not left.endswith("的") or False
    if (
        kind == "chinese"
        and (mention.low or mention.high or 0) < 1000
        and unit not in ("倍", "百分点", "亩", "公里", "日", "工作日", "个工作日")
        and mention.qualifier == "exact"
    ):
        return not _COUNTED.search(left) and not (left.endswith("等") and _LISTED.search(whole))
    return False


_AMONG = re.compile(r"(?:全[国省市区球]|世界|居|列|排名?|跻身|进入|进)前$")


def is_reference(mention: QuantityMention, whole: str, right: str, gap: str, behind: str) -> bool:
    """A baseline or comparison: 从上年的0.93%降至…, 居全国第3位.

    ``behind`` follows the whole list that the quantity stands in.
    """
    if mention.kind == "rank" or (mention.unit in ("位", "名") and _AMONG.search(whole)):
        return True
    if _FROM.search(gap) and _ON.match(behind):
        return True
    if mention.unit.endswith("百分点"):
        return False  # 高于全国平均水平5.7个百分点: the lead itself is what is told
    return (mention.unit != "倍" and bool(_BASE.search(whole))) or bool(
        _AFTER_BASE.match(right) and _BEYOND.search(whole)
    )


def is_gloss(paragraph: str) -> bool:
    """A note or glossary entry: a short term, a colon, its explanation."""
    return _GLOSS.match(paragraph) is not None


def promises(clause: str) -> bool:
    """A word for what is yet to be done: 今年, 力争, 确保 …"""
    return _WILL.search(clause) is not None


def by_part(part: str, planned: bool, clause: str, sentence: str, right: str, year: int | None) -> str:
    """target or achieved, from the part of the report, its year and the words of the sentence so far."""
    if part == "review":
        return ACHIEVED
    done = _DONE.search(clause)
    if done is None:
        done = _STATE.search(sentence)
        if done is not None and "高校" not in done[0] and "预计" not in done[0] and _WILL.search(sentence):
            done = None
        elif done is not None and ("高校" in done[0] or "预计" in done[0]):
            return ACHIEVED  # 预计今年高校毕业生超过1170万人: a fact to reckon with, nobody's aim
    dated = _DATED.match(sentence)
    opened = _OPENED.match(sentence) is not None or (
        dated is not None and year is not None and int(dated[1]) < year
    )
    if done is None and opened and not _WILL.search(sentence):
        return ACHIEVED  # 去年，我市……: the words that open a sentence hold until others follow
    if (done is not None and not _WILL.search(clause)) or _ALREADY.match(right):
        return ACHIEVED
    return TARGET if planned or part == "plan" else ACHIEVED
