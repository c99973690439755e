"""The units and counters that follow a number, as one regular expression each.

A closed class: function words of the grammar, so they stand in the code; what is measured stands in
``data/lexicon/indicators.csv``.
"""

from __future__ import annotations

from analysis.text.patterns import alternatives


def _words(text: str) -> list[str]:
    return text.split()


def _one_of(words: list[str]) -> str:
    """Longest first; what follows (? in a word is a condition on the text behind it."""
    return alternatives(sorted(dict.fromkeys(words), key=lambda word: (-len(word.partition("(?")[0]), word)))


_SCALES = _words("百万亿 十万亿 万亿 千亿 百亿 十亿 千万 百万 十万 亿 万 千(?![瓦克米伏卡赫焦帕]) 百(?!分)")

# Measures: what physics, money and statistics count in. They may follow a scale word and stand on either side
# of a stroke.
MEASURES = _words("""
个百分点 百分点 个基点 基点 % ‰
元 美元 欧元 港元 澳元 日元 英镑 元人民币 人民币
平方公里 平方千米 平方米 平方英尺 立方米 立方 公里 千米 厘米 毫米 海里 米 亩 公顷 平米
吨标准煤 吨标煤 吨公里 人公里 吨海里 人海里 吨 公斤 千克 克 斤 担 微克 毫克 升 毫升
市斤 市担 市石 市亩 市尺 市里 华里 公尺 平方公尺 立方公尺 公担 公石 垧
石(?![油化家头材河墨灰英窟膏刻碑漠拐景屏首泉])
尺(?!寸) 英里 英尺 英亩 磅 加仑 里(?=长|路|以[上下内外]|左右|[，。；、]) 两(?=以[上下]|黄金|白银)
马力 度(?=以[上下]) 度(?<=[万亿]度)(?![假量]) 卢布 法郎 马克 瓩 工分 劳动日 工日 人日
千瓦时 千瓦小时 度电 千瓦 千伏安 千伏 伏 兆瓦 吉瓦 兆瓦时 蒸吨 载重吨 总吨 兆赫 赫兹 安时
标准箱 标箱 重量箱 重箱 自然箱 大卡 吉焦 焦
摄氏度 分贝 年吨 亩次 车皮 kWh MWh GWh MW GW kW KW kV km KM m² ㎡ m³ ℃ TB PB EB PFLOPS EFLOPS
Mbps Gbps Tbps PFlops
EFlops TEU
天 日(?=办结|办成|内) 小时 分钟 秒 个工作日 工作日 个月 岁 周岁 人天 学时 课时 人年
""")

# Counters of persons and things.
COUNTERS = _words("""
人次 人份 剂次 批次 架次 车次 班次 场次 标段 件套 台套 套次 户次 家次 课次 例次 宗次 台次 列次 航次 艘次 辆次
机组 床位 学位
席位 泊位 车位
个 家 户 人口(?=以[上下]) 人 项 条 件 名 位 所 座 处 套 场 台(?!阶) 辆 列 艘 架 只 头 羽 匹 口 眼 盏 根 块 片
幅 篇 部(?![门分队]) 首 枚 支 队 轮 趟
起 宗 例 单 笔 门 间 栋 幢 床 张 席 份 封
本 种 样 档 款 道 对 班 册 株 层 次 类 倍 成(?![为功果立效员就品本长]) 盘 枝 顶 段 期次 家庭 排 尾 箱 包 桶 瓶
团 遍 站
锭 组 节 员 行 筒 剂 杆 堂 炉 册次 方 顷 颗 群(?!众|体) 大类 英寸 项次 处次 批 卷 集
""")

# Places as counters (16市): only where the word does not go on as 市民, 国道, 县级 …
PLACES = _words("""
省(?![道级委政内外市]) 市(?![民政场长直委级内域]) 县(?![道级域委]) 区(?![域间块]) 州 旗 村(?![道级民]) 镇
乡(?![道村])
国(?![道家际内企有家外]) 地市 郡 街道 社区 地(?![区方铁下面上块表质震理标位球热级税产租基带段价形缘])
大(?!关|门|多|型|额|力) 校 园 院(?!士) 港 城(?![乡镇]) 盟
""")

# What a single figure in hanzi may count: fewer, since 三大, 四级, 两岸, 二期 and 三农 are words …
_CHINESE_COUNTERS = _words("""
个百分点 百分点 个工作日 工作日 日(?=办结|办成|内) 个月 小时 分钟 公里 平方公里 平方米 立方米 亩 公顷 吨 千瓦
人次 批次 架次 场次
个 家 户 条 项 座 所(?!港) 名 位 人(?![口民均才大类工]) 处
类 种 辆 张 件 套 间 栋 倍 艘 架 例 起 宗 支 部(?![门分队]) 场 列 省(?!会) 岁
元(?![化论素]|结构) 美元 斤 公斤 市斤 担 华里 平方公尺 立方公尺 枚 株 匹(?!配)
""")
# … and those that a longer one doesn't count either: 十分, 七十七国集团, 二十方面, 十大工程
_NOT_HANZI = frozenset(["方", "人", "口", "头", "组", "节", "员", "行", "片", "度(?=以[上下])"])
_HANZI_PLACES = _words(
    "人(?![口民均才大类工]) 省(?![道级委政内外市会]) 市(?![民政场长直委级内域]) 县(?![道级域委]) "
    "区(?![域间块]) 乡(?![道村]) 镇 村(?![道级民])"
)

SCALE = f"(?:{_one_of(_SCALES)})"
MEASURE = f"(?:{_one_of(MEASURES)})"
_PERIODS = ["年", "月", "日", "时"]
# 微克/立方米, 件/万人, 元/人·月; 元每千瓦时
_RATIO = f"(?:(?:/|每){SCALE}?(?:{_one_of([*MEASURES, *COUNTERS, *_PERIODS])})(?:·(?:年|月|日|天|次|人))?)"
UNIT = f"(?:(?:{_one_of(MEASURES + COUNTERS)}|{alternatives(PLACES)}){_RATIO}?)"
CHINESE_UNIT = f"(?:{_one_of(_CHINESE_COUNTERS)})"
HANZI_UNIT = (
    f"(?:{_one_of([*(word for word in MEASURES + COUNTERS if word not in _NOT_HANZI), *_HANZI_PLACES])})"
)
COUNTER = f"(?:{_one_of(COUNTERS)})"
