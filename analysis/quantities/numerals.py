"""Reading numbers: Arabic (with thousands commas, full-width digits), hanzi of any size, fractions, and the
words that stand for one; and the units and counters that follow a number, as one regular expression each.

Units are a closed class: function words of the grammar, so they stand in the code; what is measured stands in
``data/lexicon/indicators.csv``.

The reader of hanzi is our own: cn2an 0.5 reads 一百二十 well but raises on 百, 千, 几, 半, 三分之一 and
百分之八十, which are what reports write (千亿级, 三分之一以上), and takes 18 µs a number. The tests hold the
two against each other where both can read.
"""

from __future__ import annotations

import re

from analysis.text.patterns import alternatives

# One character for one, so that every offset into the text stays right.
_WIDE = str.maketrans("０１２３４５６７８９％．～﹪", "0123456789%.~%")
_ANY_WIDE = re.compile("[０-９％．～﹪]")
_DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_VALUES = {**_DIGITS, **_PLACES, "万": 10_000, "亿": 100_000_000}

ARABIC = r"\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?+"
DIGIT = "零〇○一二两三四五六七八九"
NUMERAL = f"{DIGIT}十百千万亿"
LONGEST = (
    18  # characters; a longer run of digits is a telephone number, an identifier or noise, not a quantity
)
LONGEST_HANZI = 36  # 九千九百九十九万九千九百九十九亿九千九百九十九万九千九百九十九 has 31

# What may stand behind a number that isn't at the end of its list or of its sentence.
_LEADS = "[%‰多余几十百千万亿个元美吨公平立人户家亩斤担台套辆名件头只项所股倍度米日]"
# The patterns begin with one set of characters, which the engine looks for fastest.
# 30，357，976，000元: groups of three behind one to three figures, and what they count. A list has 、 there.
_COMMAS = re.compile(rf"[1-9](?<![\d.,，·:：∶/第].)\d{{0,2}}+(?:，\d{{3}})+(?=(?:\.\d+)? ?{_LEADS})")
_POINT = re.compile(r"[·•・](?<=\d.)(?=\d{1,4} ?(?:[%‰万亿倍元吨]|个?百分点))")
# 0 .8%, 4. 5%, 1 2 .6万吨 and 1 2%; at the head of a line it is the number of an item (1. 5个项目)
_BLANKS = re.compile(
    rf"\d(?<=[^\d.,\n]\d)(?:(?:\d{{0,{LONGEST - 1}}}+|(?: \d)+) ?\. ?\d+|(?: \d)+)(?= ?{_LEADS}|年)"
)
_PIECES = re.compile(r"\d(?:，\d{3}(?!\d)|[·•・]\d| [\d.]|\. \d)")  # most texts have none


def fold_width(text: str) -> str:
    """The text with ASCII digits, ``%``, ``.`` and ``~`` for the full-width ones; its length does not change.

    >>> fold_width("增长５.５％左右")
    '增长5.5%左右'
    """
    return text.translate(_WIDE) if _ANY_WIDE.search(text) else text


def _closed_up(match: re.Match[str]) -> str:
    """The number without blanks, and as many blanks behind it."""
    return match[0].replace(" ", "").ljust(len(match[0]))


def fold_numbers(text: str) -> str:
    """``fold_width``, and each number in one piece: commas that group figures and points as in ASCII, blanks
    inside a number behind it. The length does not change, nor where a number starts.

    >>> fold_numbers("支出30，357，976，000元，上涨4·3%，下降0 .8%")
    '支出30,357,976,000元，上涨4.3%，下降0.8 %'
    """
    text = fold_width(text)
    if _PIECES.search(text) is None:
        return text
    text = _COMMAS.sub(lambda match: match[0].replace("，", ","), _POINT.sub(".", text))
    return _BLANKS.sub(_closed_up, text)


def read_chinese(text: str) -> float:
    """A whole number in hanzi; a leading 十, 百, 千, 万 or 亿 counts as one of it.

    >>> [read_chinese(word) for word in ("十五", "一百二十", "两千三百万", "百", "二〇二五", "一千零五")]
    [15.0, 120.0, 23000000.0, 100.0, 2025.0, 1005.0]
    >>> [read_chinese(word) for word in ("四百十八", "三万五", "六万万")]
    [418.0, 35000.0, 600000000.0]

    Raises ValueError for a character that is no numeral.
    """
    if not text or len(text) > LONGEST_HANZI or any(char not in _VALUES for char in text):
        raise ValueError(f"no Chinese number: {text[:20]!r}")
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return float("".join(str(_DIGITS[char]) for char in text))
    return float(_by_place(text))


def _by_place(text: str) -> int:
    """The value of figures with 十, 百, 千, 万 and 亿 between them."""
    total = group = digit = 0
    fresh = True  # nothing read since the last 万 or 亿: the place word itself is then one
    lower = 1  # what a last figure counts: the thousands in 三万五
    for char in text:
        size = _VALUES[char]
        if char in _DIGITS:
            digit, fresh, lower = size, False, lower if size else 1
        elif char in _PLACES:
            group += (digit or 1) * size
            digit, fresh, lower = 0, False, size // 10
        else:
            group = 1 if fresh and not total else group + digit
            # 一亿二千万 adds; 五万万, 三百万亿 and 一万二千亿 multiply all that stands before
            adds = total >= (size * 10**4)
            total = total + group * size if adds else (total + group) * size
            group, digit, fresh, lower = 0, 0, True, size // 10
    return total + group + digit * lower


def read_decimal(text: str) -> float:
    """A number in hanzi with or without a decimal part.

    >>> read_decimal("四点二"), read_decimal("一百零八")
    (4.2, 108.0)

    Raises ValueError where the text is none.
    """
    whole, _, places = text.partition("点")
    if any(char not in _DIGITS for char in places) or text.endswith("点"):
        raise ValueError(f"no number: {text!r}")
    digits = "".join(str(_DIGITS[char]) for char in places)
    return float(f"{int(read_chinese(whole))}.{digits}") if digits else read_chinese(whole)


_LAST_SCALE = re.compile(r"(?:万万|万亿|[万亿])$")


def scaled(text: str) -> tuple[float, str]:
    """A number in hanzi as reports print figures: how many, and of what scale.

    A number of one group keeps its scale (七千三百八十二亿 is 7382 of 亿), one of several counts in the
    largest (三亿八千万 is 3.8 of 亿).

    >>> scaled("七千三百八十二亿"), scaled("三亿八千万"), scaled("一点二万亿"), scaled("三百一十")
    ((7382.0, '亿'), (3.8, '亿'), (1.2, '万亿'), (310.0, ''))

    Raises ValueError where the text is no number.
    """
    last = _LAST_SCALE.search(text)
    if last is not None:
        many = text[: last.start()]
        if "亿" not in many and (last[0] != "万" or "万" not in many):
            group = {"万万": "亿"}.get(last[0], last[0])
            return read_decimal(many) if many else 1.0, group
    if "万" not in text and "亿" not in text:
        return read_decimal(text), ""
    value = read_chinese(text)
    group = "万亿" if value >= 10**12 and "万亿" in text else "亿" if value >= 10**8 else "万"
    return value / scale_of(group), group


def scale_of(words: str) -> int:
    """How many a scale word stands for.

    >>> scale_of("百万"), scale_of("")
    (1000000, 1)
    """
    return int(read_chinese(words)) if words else 1


def read_number(text: str) -> float:
    """The value of a number as printed, in Arabic or Chinese figures.

    >>> [read_number(word) for word in ("1,000", "６.５", "三百", "三分之一")]
    [1000.0, 6.5, 300.0, 0.3333]
    >>> [read_number(word) for word in ("百分之八十", "三点五", "半", "3/4")]
    [80.0, 3.5, 0.5, 0.75]

    Fractions are rounded to four places; 百分之八十 is 80, its unit is %. Raises ValueError when the text is
    no number.
    """
    text = fold_width(text.strip())
    if len(text) > 2 * (LONGEST if text.isascii() else LONGEST_HANZI):
        raise ValueError(f"no number: {text[:20]!r}")
    if text[:1].isdigit() and text.isascii():
        if "/" in text:
            above, below = text.split("/", 1)
            return round(float(above) / float(below), 4)
        return float(text.replace(",", ""))
    if text == "半":
        return 0.5
    if "分之" in text:
        below, above = text.split("分之", 1)
        if below in ("百", "千", "万"):
            return read_number(above)
        return round(read_number(above) / read_number(below), 4)
    return read_decimal(text)


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
