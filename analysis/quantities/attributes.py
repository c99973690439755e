"""Which quantities describe an object, a threshold or a name: 亿元以上项目, 20户以上自然村, 全省16个市.

``ATTRIBUTES`` is an ordered table of rules; ``analysis.quantities.rules`` says how to add one.
"""

from __future__ import annotations

import re

from analysis.quantities.numerals import COUNTER
from analysis.quantities.qualifiers import AT_LEAST, EXACT, RANGE, Context, bounded, ended
from analysis.quantities.rules import Rule

ATTRIBUTE = "attribute"
MEASURED = "measured"  # the quantity itself is told; the part of the report decides its role

_NAMED = 1000  # a smaller number in hanzi may belong to a name …
_NAMED_IN_HANZI = 20  # … in a report that writes all its numbers in hanzi
# Units
_MONEY_OR_SIZE = re.compile(
    r"^[十百千万亿]*(?:元|美元|欧元|亩|平方米|平方公里|吨|千瓦|万千瓦|岁|周岁|户|人|公里|米|层|立方米|头|床|"
    r"公顷|"
    r"吨标准煤|蒸吨|小时|年|分贝|度)(?:/年)?$"
)
_PEOPLE = re.compile(r"^[十百千万亿]*[户人]$")
_MONEY = re.compile(r"元$")
_SIZE = re.compile(r"(?:元|吨|千瓦|公里|米|亩|小时|标箱|人次)$")
_CAPACITY = re.compile(r"(?:吨|千瓦|兆瓦|吨/年|立方米)$")
_VOLT = re.compile(r"(?:千伏|伏|千伏安|兆赫|兆|蒸吨(?:/小时)?|摄氏度|分贝|英寸)$|^[KMGT]?bps$")

# Words before the quantity
_DESIGN = re.compile(
    r"(?:设计(?:时速|速度|年限|能力|产能|标准|使用年限)|全长|总长度?)(?:达到?|为|约|近|超过?)?$"
)
_THEME = re.compile(r"(?:紧盯|聚焦|围绕|瞄准|针对|对标|依托)[^，。；\d]*$")
_SPENT = re.compile(r"(?:发放|投入|吸引|引入|筹集|让利|减免)$")
_YEARLY = re.compile(
    r"(?:年产|日产|日处理|年处理|年加工|总投资|总建筑面积|装机|总装机|时速|设计时速|库容|总库容|起降|单机|"
    r"单体|"
    r"注册资本|固定资产|产值|年产值|营业收入|主营业务收入|年收入|年营业收入|投资额|投资|总里程|全长|总长度?|"
    r"占地)"
    r"(?:达到?|超过?|约|近|突破|额|在|为|过|逾|不足|低于|高于)?$"
)
_ACTION = re.compile(
    r"(?:建设|新建|完成|治理|改造|新增|建成|造林|营造|修复|整治|提供|筹集|盘活|收储|供应|压减|淘汰|减少|"
    r"增加|种植|"
    r"发展|改建|扩建|开工|打造|建立|新开工|储备|消纳|开发|流转|消化|压缩|退出|转移|培训|培养|引进|吸引|"
    r"新改建|维修|"
    r"硬化|铺设|绿化|推广|带动|帮助|服务|惠及|覆盖|到|达|至|为)$"
)
_ISSUED = re.compile(r"(?:出台|推出|制定|印发|发布|新增|修订|形成|提出)了?$")
_WHOLE = re.compile(r"(?:全部|所有|全[省市区国州县]|这|上述|余下|其余|其他|剩余|共有|现有|的)$")
_COUNTED = re.compile(
    r"(?:(?:增加|减少|扩大|发展|精简)[到至为]|新增|建成|新建|完成|建设|打造|培育|创建|引进|开工|组建|设立|制定|出台|修订|获批|落户|举办|实施|"
    r"推进|办好|推出|"
    r"布局|改造|建立|成立|落实|提供|开展|增加|减少|达到?|为|第|有|仅|至少|共|开通|获得?|启动|抓好|认定|安排|"
    r"分布)了?$"
)
# 打造青稞、牦牛等十个基地: the verb stands before the list
_LISTED = re.compile(
    r"(?:打造|建设|建成|新建|创建|培育|开工|推进|实施|启动|引进|改造|办好|组建|布局|完成|抓好)(?:好|"
    r"了)?[^，。；：的]*$"
)

# Words behind the quantity
_WORD = re.compile(r"[^，。；、：！？）\n]")  # no mark: something that the quantity may describe
_THEME_END = re.compile(r"[^，。；、\d]{1,16}，")
_FUNDS = re.compile(
    r"的?[^，。；、\d]{0,8}(?:资金|贷款|补贴|消费券|税费|负担|投资(?!项目|规模)|资产|基金|融资|债券|收入|"
    r"订单|奖励|"
    r"补助|红利|成本)"
)
_NOT_GRADE = re.compile(
    r"[^，。；、]{0,8}(?:群众|人口|家庭|农户|居民|市民|百姓|人乔迁)|大关|台阶|人次|市民|群众|农民|居民|职工|"
    r"目标|元人|的任务|"
    r"[^，。；、]{0,4}(?:吨|亩)以上[，。；]|门槛"
)
_COUNT_OF = re.compile(r"(?:的)?(?:企业|项目|园区|产业|乡镇|村)?\d+[家户个项名]")
_REACH = re.compile(r"(?:服务)?(?:半径|覆盖率|范围)|[^，。；：\d]{0,10}圈")
_SUCH = re.compile(r"的(?:\d+(?:个|家|座|户))?(?:[^，。；、\d]{0,8})(?:村|县|乡镇|小区|社区|城市)")
_HOME = re.compile(
    r"(?:的)?(?:[^，。；、]{0,4})(?:“|班|大班|超大|自然村|村|小区|屯|社区|乡镇|县|市|城市|单位|安置|以上)"
)
_OWNER = re.compile(
    r"(?:优势|级|村集体|村|企业|县|园区|产业|项目|集群|俱乐部|工业|开发区|特色|龙头|街区|商圈|重大|重点)"
)
_WORKS = re.compile(r"[^，。；、：\d的]{2,14}(?:项目|工程|装置|生产线|机组|电站|基地)")
_BESIDE = re.compile(
    r"、[^，。；、：\d的]{2,8}[\d.]+[十百千万亿]{0,2}(?:元|美元|公里|亩|吨|平方米|千瓦|人)(?:以上|左右)?的"
)
_OF = re.compile(r"的(?!目标|任务|速度|增速|增长|预期|增幅|涨幅|水平|规模|基础|历史|好|成绩)")
_OF_OBJECT = re.compile(
    r"的[^，。；、]{0,16}(?:项目|企业|工程|产业|园区|县|集群|单位|小微|工业|群体|居民|家庭|基金)"
)
_PROJECT = re.compile(
    r"[^，。；、：\d]{0,24}?(?:项目|工程|生产线|基地|装置|机组|电站|机场|大桥|码头|航道|厂|产业园|中心|管线|"
    r"线路|"
    r"铁路|高速|高铁)"
)
_COMPARED_WITH = re.compile(
    r"[^，。；、\d]{1,20}?(?:均|都|全部)?(?:好于|优于|有所|完成国家|完成省|完成年度|达到国家|低于|高于|"
    r"快于)(?!\d)"
)
_MEAN = re.compile(
    r"[^，。；、：\d]{2,16}(?:比例|比率|占比|浓度|平均水平|均值|达标率|优良率|覆盖率|"
    r"合格率)[^，。；、\d]{0,8}\d"
)
_MEASURES = re.compile(
    r"(?:政策)?(?:措施|政策|意见|举措|具体|规定|禁令|标准|要求|工作|任务|重点|改革|配套|实招|细则|建议)"
)
_PLACES = re.compile(
    r"(?:个)?(?:市|县|区(?!域)|州|旗|盟|镇|乡|村|设区市|地级市|市州|市地|省辖市|省份|省区市|地市|盟市|州市|"
    r"市县|县市|"
    r"旗县|县区|区县|县级|县（|市（|区（|民族|市辖区|建制|行政村|街道|贫困县|深度贫困|国家和地区|国家|部门|"
    r"单位|成员|"
    r"城市|省)"
)


def _is_theme(context: Context) -> bool:
    return (
        context.mention.qualifier == EXACT
        and _THEME_END.match(context.right) is not None
        and _THEME.search(context.clause) is not None
    )


def _is_round_size(context: Context) -> bool:
    if ended(context) or _NOT_GRADE.match(context.right) or _SPENT.search(context.left):
        return False
    bare = context.mention.right == context.mention.end
    return not (bare and _FUNDS.match(context.right))


def _is_threshold(context: Context) -> bool:
    """A bound with words behind it that it may describe: 亿元以上项目."""
    return bounded(context) and not ended(context) and not context.right.startswith(("人次", "的目标"))


def _is_done_to(context: Context) -> bool:
    mention = context.mention
    return (
        mention.qualifier == AT_LEAST
        and not mention.unit.endswith("元")
        and _ACTION.search(context.left) is not None
        and _is_threshold(context)
    )


def _is_capacity_of_works(context: Context) -> bool:
    left = context.left
    return (
        _WORKS.match(context.right) is not None
        and not ended(context)
        and not left.endswith("等")
        and not _ACTION.search(left)
    )


def _is_of_something(context: Context) -> bool:
    """The particle 的 leads to what the size belongs to; 的成绩, 的目标 and the like don't."""
    right = context.right
    return _OF.match(right) is not None and not right.startswith("的成") and not ended(context)


def _is_small_count(context: Context) -> bool:
    mention = context.mention
    most = _NAMED_IN_HANZI if context.setting.hanzi else _NAMED
    return mention.qualifier == EXACT and (mention.low or mention.high or 0) < most


def _is_counted(context: Context) -> bool:
    left = context.left
    return _COUNTED.search(left) is not None or (
        left.endswith("等") and _LISTED.search(context.clause) is not None
    )


def _is_of_all_places(context: Context) -> bool:
    return _WHOLE.search(context.left) is not None and (
        context.mention.unit != "个" or _PLACES.match(context.right) is not None
    )


_SMALL_UNITS = re.compile(rf"^(?!倍$)(?:{COUNTER}|[省市县区乡镇村])$")
_AMONG = re.compile(r"[^，。；、\d]{1,16}中(?:间|，|有|的)")
_COVERS = re.compile(r"覆盖|普及|占|达到?$|[有使]$")  # 覆盖80%以上的农村中小学: how many, not which
_LAND = re.compile(r"人口?的(?:国家|大国|地区|民族|省|市|县)|人民(?!币)")

# Nearest is the character behind the quantity.
ATTRIBUTES: tuple[Rule[Context, str], ...] = (
    Rule(
        "gloss",
        "A note or glossary explains a term; its numbers belong to the explanation.",
        ATTRIBUTE,
        "other:独角兽企业：估值超过【10亿元】的初创企业。",
        "other:独角兽企业估值超过【10亿元】。",
        lambda context: context.setting.gloss,
    ),
    Rule(
        "design",
        "What a work is designed for, and its whole length, describe the work.",
        ATTRIBUTE,
        "城际铁路设计时速【200公里】，年底通车。",
        "新建城际铁路【200公里】，年底通车。",
        lambda context: _DESIGN.search(context.left),
    ),
    Rule(
        "theme",
        "The words before say what it is about; what is done is told behind the comma.",
        ATTRIBUTE,
        "聚焦【13个】先进制造业集群，实施强链项目。",
        "建成【13个】先进制造业集群，实施强链项目。",
        _is_theme,
        near=re.compile(r"[^，。；、\d]"),
    ),
    Rule(
        "people of a land",
        "六亿人口的国家, 十亿人民: who they are, not how many.",
        ATTRIBUTE,
        "对于一个【六亿】人口的国家来说不够。",
        "全国有【六亿】人口。",
        lambda context: _LAND.match(context.right),
        units=re.compile(r"^[万亿]$"),
        near=re.compile(r"人"),
    ),
    Rule(
        "round size",
        "A round number with nothing but a scale word is a grade: 千亿级产业, 百亿元企业.",
        ATTRIBUTE,
        "打造【千亿】级产业。",
        "产值突破【千亿元】。",
        _is_round_size,
        kinds=("scale",),
        near=_WORD,
    ),
    Rule(
        "round sum",
        "A round number at the end of its clause, or of money spent, is the amount itself.",
        MEASURED,
        "产值突破【千亿元】。",
        "打造【千亿】级产业。",
        kinds=("scale",),
    ),
    Rule(
        "voltage",
        "Voltage, bandwidth, noise and heat are marks of a device.",
        ATTRIBUTE,
        "建设【500千伏】变电站。",
        "建设【500公里】线路。",
        units=_VOLT,
    ),
    Rule(
        "grade",
        "级 or 型 behind the number makes a class of it.",
        ATTRIBUTE,
        "建设【30万吨】级码头。",
        "吞吐量达到【30万吨】。",
        lambda context: (
            context.right.startswith("级")
            or (context.right.startswith("型") and context.mention.unit != "种")
        ),
        near=re.compile(r"[级型]"),
    ),
    Rule(
        "bounded scale",
        "万 or 亿 without a unit, bounded and with 的 behind, describes what follows.",
        ATTRIBUTE,
        "产值【10亿】以上的企业发展壮大。",
        "产值达到【10亿】以上。",
        lambda context: (
            context.right.startswith("的")
            and (context.mention.right > context.mention.end or context.mention.qualifier == RANGE)
        ),
        units=re.compile(r"^[万亿]$"),
        near=re.compile(r"的"),
    ),
    Rule(
        "size of things counted",
        "A count of firms or projects follows the money: each of them is that large.",
        ATTRIBUTE,
        "纳税超【10亿元】11家企业。",
        "纳税超【10亿元】，企业11家。",
        lambda context: _COUNT_OF.match(context.right),
        units=_MONEY,
        near=re.compile(r"[的企项园产乡村\d]"),
    ),
    Rule(
        "reach",
        "A distance or time with 半径, 覆盖率 or 圈 behind says how far a service reaches.",
        ATTRIBUTE,
        "构建【15分钟】公共文化服务圈。",
        "车程缩短【15分钟】。",
        lambda context: _REACH.match(context.right),
        units=re.compile(r"^(?:米|公里|分钟|小时)$"),
        near=re.compile(r"[^，。；：\d]"),
    ),
    Rule(
        "size of a town",
        "Inhabitants as a unit name a class of towns.",
        ATTRIBUTE,
        "【300万人口】以下城市放开落户。",
        "惠及【300万人】以上。",
        units=re.compile(r"人口$"),
    ),
    Rule(
        "age",
        "An age that something follows, or that is bounded, describes people.",
        ATTRIBUTE,
        "新增【3岁】以下婴幼儿托位。",
        "人均预期寿命达到【79岁】。",
        lambda context: context.mention.right > context.mention.end or not ended(context),
        units=re.compile(r"^周?岁$"),
    ),
    Rule(
        "span of life",
        "An age at the end of its clause is measured itself.",
        MEASURED,
        "人均预期寿命达到【79岁】。",
        "新增【3岁】以下婴幼儿托位。",
        units=re.compile(r"^周?岁$"),
    ),
    Rule(
        "time limit",
        "内 alone behind a time makes a limit, which is what is told.",
        MEASURED,
        "企业开办【5个工作日】内办结。",
        "企业开办【5个工作日】以内办结。",
        lambda context: context.mention.right - context.mention.end == 1,
        units=re.compile(r"(?:日|小时|分钟|天|秒)$"),
    ),
    Rule(
        "such villages",
        "A least share or number with 的 and a place behind says which places are meant.",
        ATTRIBUTE,
        "攻克贫困发生率在【5%】以上的贫困村。",
        "完成率达到【95%】以上。",
        lambda context: (
            (bounded(context) or context.mention.qualifier == AT_LEAST)
            and _SUCH.match(context.right)
            and not _COVERS.search(context.left)
        ),
        units=re.compile(r"[人户%]$"),
        near=re.compile(r"的"),
    ),
    Rule(
        "size of a village or class",
        "A bounded number of households or persons names a class of villages, towns or school classes.",
        ATTRIBUTE,
        "覆盖【20户】以上自然村。",
        "安置【20户】以上困难家庭。",
        lambda context: _is_threshold(context) and _HOME.match(context.right),
        units=_PEOPLE,
        near=_WORD,
    ),
    Rule(
        "persons bounded",
        "A bounded number of persons before other words is the number of those persons.",
        MEASURED,
        "安置【20户】以上困难家庭。",
        "覆盖【20户】以上自然村。",
        _is_threshold,
        units=_PEOPLE,
        near=_WORD,
    ),
    Rule(
        "so much to be done",
        "A verb before a least size says that so much is built or treated.",
        MEASURED,
        "建设【1000万平方米】以上标准厂房。",
        "引导【1000万平方米】以上标准厂房。",
        _is_done_to,
        units=_MONEY_OR_SIZE,
        near=_WORD,
    ),
    Rule(
        "funds bounded",
        "A bounded sum with funds, loans or investment behind is the sum of them.",
        MEASURED,
        "争取【10亿元】以上资金。",
        "实施【10亿元】以上项目。",
        lambda context: _FUNDS.match(context.right) and _is_threshold(context),
        units=re.compile(rf"{_MONEY_OR_SIZE.pattern}(?<=元)"),
        near=_WORD,
    ),
    Rule(
        "threshold",
        "A bounded size before a noun says which things are meant.",
        ATTRIBUTE,
        "实施【10亿元】以上项目。",
        "投资达到【10亿元】以上。",
        _is_threshold,
        units=_MONEY_OR_SIZE,
        near=_WORD,
    ),
    Rule(
        "size of a firm or park",
        "Money straight before firms, projects, parks or villages is the size of each.",
        ATTRIBUTE,
        "打造【50亿元】产业集群。",
        "打造产业集群，产值达【50亿元】。",
        lambda context: _OWNER.match(context.right) and not ended(context),
        units=re.compile(r"[元亿]$"),
        near=_WORD,
    ),
    Rule(
        "capacity of works",
        "A capacity before a project or plant, with no verb that does it, is the project's.",
        ATTRIBUTE,
        "推进【100万千瓦】海上风电项目。",
        "新增【100万千瓦】海上风电项目。",
        _is_capacity_of_works,
        units=_CAPACITY,
        near=_WORD,
    ),
    Rule(
        "beside a description",
        "What stands beside a description with 的 is one: 总里程超1000公里、总投资超1000亿元的项目.",
        ATTRIBUTE,
        "总里程超【1000公里】、总投资超1000亿元的15个项目开工。",
        "总里程超【1000公里】，15个项目开工。",
        lambda context: _BESIDE.match(context.right) and _YEARLY.search(context.left),
        near=re.compile(r"、"),
    ),
    Rule(
        "size of an object",
        "A size with 的 and an object behind, or behind 总投资 and the like, describes the object.",
        ATTRIBUTE,
        "总投资【100亿元】的新材料园开工。",
        "发放【100亿元】的优惠。",
        lambda context: (
            _is_of_something(context) and (_YEARLY.search(context.left) or _OF_OBJECT.match(context.right))
        ),
        units=_SIZE,
        near=re.compile(r"的"),
    ),
    Rule(
        "sum of something",
        "A size with 的 and something else behind is the amount of it.",
        MEASURED,
        "发放【100亿元】的优惠。",
        "总投资【100亿元】的新材料园开工。",
        _is_of_something,
        units=_SIZE,
        near=re.compile(r"的"),
    ),
    Rule(
        "yearly output of works",
        "年产, 总投资 or 时速 before and a plant or line behind: the size is the plant's.",
        ATTRIBUTE,
        "时速【350公里】高铁开通。",
        "高铁时速【350公里】。",
        lambda context: _YEARLY.search(context.left) and _PROJECT.match(context.right) and not ended(context),
        units=_SIZE,
        near=_WORD,
    ),
    Rule(
        "items compared",
        "A count of indicators that are better or worse than others: the comparison is told.",
        ATTRIBUTE,
        "【4项】指标均好于全国。",
        "完成【4项】指标。",
        lambda context: _COMPARED_WITH.match(context.right),
        units=re.compile(r"^[类项个种]$"),
        near=re.compile(r"[^，。；、\d]"),
    ),
    Rule(
        "among so many",
        "在 before and 中 behind: among how many, not how many.",
        ATTRIBUTE,
        "在【32种】主要工业产品中，产量增长一半以上的有17种。",
        "生产【32种】主要工业产品。",
        lambda context: context.left.endswith("在") and _AMONG.match(context.right),
        units=_SMALL_UNITS,
    ),
    Rule(
        "whose share",
        "A count before a share says whose share it is.",
        ATTRIBUTE,
        "确保【42个】国考断面水质优良比例稳定在95%以上。",
        "新增【42个】国考断面。",
        lambda context: _MEAN.match(context.right),
        units=re.compile(r"^[个家座条]$"),
        near=re.compile(r"[^，。；、：\d]"),
    ),
    Rule(
        "articles issued",
        "Articles that are issued or revised are counted.",
        MEASURED,
        "推出【30条】措施。",
        "落实【30条】措施。",
        lambda context: _MEASURES.match(context.right) and _ISSUED.search(context.left),
        units=re.compile(r"^条$"),
    ),
    Rule(
        "articles of a policy",
        "The number of its articles is a policy's name.",
        ATTRIBUTE,
        "落实【30条】措施。",
        "推出【30条】措施。",
        lambda context: _MEASURES.match(context.right),
        units=re.compile(r"^条$"),
    ),
    Rule(
        "places reached",
        "的 before places ends a description of them; how many they are is told.",
        MEASURED,
        "实现脱贫的【16个】县摘帽。",
        "全省【16个】县摘帽。",
        lambda context: context.left.endswith("的") and _is_of_all_places(context),
        units=re.compile(r"^[个家省市县区]$"),
    ),
    Rule(
        "all places",
        "全省16个市: the number of all places is known, not told.",
        ATTRIBUTE,
        "覆盖全省【16个】市。",
        "覆盖【16个】市。",
        _is_of_all_places,
        units=re.compile(r"^[个家省市县区]$"),
    ),
    Rule(
        "counted in hanzi",
        "A number in hanzi is told where a verb counts with it, be it before a list (打造…等十个基地).",
        MEASURED,
        "打造青稞、牦牛、藏羊等【十个】生物产业基地。",
        "深入实施创新驱动【十项】工程。",
        lambda context: _is_small_count(context) and _is_counted(context),
        units=_SMALL_UNITS,
        kinds=("chinese",),
    ),
    Rule(
        "things described",
        "In a report with numbers in hanzi a count behind 的 belongs to what the words before say.",
        ATTRIBUTE,
        "hanzi:加快修建的【三十九座】房屋已经动工。",
        "hanzi:修建房屋【三十九座】。",
        lambda context: context.setting.hanzi and context.left.endswith("的"),
        units=_SMALL_UNITS,
        kinds=("chinese",),
    ),
    Rule(
        "name in hanzi",
        "Other small numbers in hanzi belong to a name: 十项工程.",
        ATTRIBUTE,
        "深入实施创新驱动【十项】工程。",
        "实施【十项】工程。",
        _is_small_count,
        units=_SMALL_UNITS,
        kinds=("chinese",),
    ),
)
