"""What a quantity measures: the noun phrase before it (or behind it), which way it moves, and lists shared
out by 分别.
"""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.text.patterns import alternatives

INCREASE, DECREASE, LEVEL = "increase", "decrease", "level"

_UP = "增长 增加 提高 提升 上升 上涨 提 净增 上浮 高出 多增 回升 扩大 攀升 快于 高于"
_DOWN = (
    "下降 降低 减少 压减 压缩 缩减 削减 缩短 下调 缩小 精简 压降 下跌 降 减 回落 减排 减量 下浮 低于 收窄 "
    "核减 调减"
)
_TO = (
    "定为 定在 设定为 确定为 安排为 拟定为 "
    "增长到 增加到 提高到 提升到 上升到 增至 提高至 提升至 上升至 升至 扩大到 扩大至 缩小到 缩小至 精简到 "
    "精简至 恢复到 达到 达 到 至 为 在 降至 降到 降低到 下降到 "
    "下降至 减少到 减少至 压缩到 压缩至 压减至 缩短到 缩短至 缩减至 占 是 有 即"
)
_OTHER = (
    "分别 都 各 已 已经 将 再 还 又 也 仅 就 共 共有 总计 合计 累计 预计 力争 争取 努力 确保 实现 保持 控制 "
    "稳定 维持 控制在 保持在 稳定在 维持在 "
    "同比 环比 比上年 比去年 较上年 较去年 比上年同期 年均 平均 名义 实际 同口径 可比口径 按可比口径 可比价 "
    "总体 大约 近 超 超过 突破 完成 了 的 同步 左右 "
    "不低于 不少于 不超过 高于 低于 至少 一 率先 继续 进一步 大幅 再次 首次 全年 连续 持续 稳步 基本 其中 "
    "大力 预期 规模 "
    "能够 有望 可望 可以 可 要 应 仍 还 原来 原先 每人每月 每人每年 每人每天 每人 每月 每年 每户 每亩 须 以 "
    "与 、 ， 和 及 （ 达成 安排 计划 预定 拟 按 "
    "不变价 扣除价格因素 扣除价格因素后 剔除不可比因素 以上 以内 之间 区间"
)


def _reversed_words(*groups: str) -> str:
    words = {word[::-1] for group in groups for word in group.split()}
    return alternatives(sorted(words, key=lambda word: (-len(word), word)))


# Patterns for the reversed text, so that they are anchored at the number. Three that are also parts of words:
# 新增, 产能, 理由; and the year that a change starts from (由2012年底的, 恢复到2019年的).
_PARTS = (
    r"约(?![签节履公契合预集])|均(?![人户亩地])|增(?!新)|能(?![产功性智效节光核职动技势潜])|"
    r"[由从](?![理自事缘因])"
)
_PLANNED = r"的(?:算预|划计|标目|务任)(?:初年|年全|度年)?(?:为|是|于当相|成完|的)?"  # 为年初预算的103.2%
_SINCE = r"的?(?:平水)?(?:期同|末|底|初)?年\d\d\d\d(?:到复恢|于当相|[比较由从是到]|到)"
_FIRST = "".join(
    sorted(
        {word[-1] for group in (_UP, _DOWN, _TO, _OTHER) for word in group.split()}
        | set("的平期末底初年约均增能由从")
    )
)
_TRAIL = re.compile(  # with a look at the first character, since most stretches end behind a word or two
    rf"(?:(?=[{_FIRST}])(?:{_PLANNED}|{_SINCE}|{_reversed_words(_UP, _DOWN, _TO, _OTHER)}|{_PARTS}|"
    r"年[\d一二三四五六七八九十]{1,3}续连))*+"
)
_TRAIL_TO = re.compile(rf"(?:{_reversed_words(_OTHER)})*+(?:{_reversed_words(_TO)})")
_TRAIL_MOVE = re.compile(rf"(?P<down>{_reversed_words(_DOWN)})|(?P<up>{_reversed_words(_UP)}|增(?!新))")
_LEAD = re.compile(  # with a look at the first character, too
    r"(?:(?=[\d今明当全年本去上每各到至在截的级我建预力争确务努其同目已将再要是使让把以对按并也为与和及或"
    r"、，：“”（）—；第一二三四五六七八九十累共总推实保继持加大着积稳重新主])"
    r"(?:\d{1,3}[.．、)）](?!\d)|[一二三四五六七八九十]{1,3}[)）]|今年|明年|今后|当年|全年|年内|年底前?|本年度|去年|上年|每年|各地|"
    r"(?:[到至在]|截至)?\d{4}年(?:\d{1,2}月)?(?:底|末|前|内)?|\d{1,2}月底前?|"
    r"\d{1,2}月份?当月|当月|的|级(?!别)|我[省市区县州](?![农城常户工企高居场管属级委政内外域])|"
    r"建议|预计|力争|争取|确保|务必确保|努力|其中|同时|目前|已经|已|将(?!乐)|再(?![生就造制贷融担])|"
    r"要(?![素件])|是|使(?![用馆])|让|把|以(?![旧工])|对(?![外口虾俄台港韩日美欧])|"
    r"在(?![建岗校外职册线园孵学编])|到(?![位账港岗期户])|按|并(?!购)|也|为|与|和|及|或|、|，|：|“|”|（|）|"
    r"——|—|；|"
    r"第[一二三四五六七八九十](?!产业|方)|[一二三四五六七八九十]是|累计|共|总共|推动|实现|保持|全面|继续|"
    r"持续|加快|大力|着力|积极|稳步|重点|新一轮|主要|预期目标是|目标是))*+"
)
_VERB_WORDS = (
    r"新建成|新建|新增|新开工|新改扩建|新改建|新设立|新设|新认定|新培育|新引进|新开通|建成投用|建成|建设|"
    r"改造提升|改造|完成|开工建设|开工|实施|推进|打造|创建|培育|引进|"
    r"组织|开展|发放|减免|减轻|带动|吸引|安排|投入|争取|落实|设立|支持|推广|发展|治理|整治|办好|办理|解决|"
    r"帮助|帮扶|惠及|覆盖|转移|签约|落户|落地|出台|"
    r"制定|修订|授予|获得|获|拥有|统筹|抓好|谋划|储备|启动|新|举办|选派|选聘|招收|招录|招聘|补充|培训|培养|"
    r"建立|划定|关闭|淘汰|退出|化解|压减|取消|下放|"
    r"免除|免收|减征|免征|用\d年(?:左右)?(?:的)?时间|整合|筹集|筹措|募集|安置|搬迁|提供|供应|保障|救助|处置|"
    r"查处|查办|侦破|破获|拆除|新辟|新添|更新|投放|配备|布局|部署|选取|评选|命名|入选|迁建|扩建|续建|达标|"
    r"减税降费|"
    r"建|为|有|以|从|由|达|超|近|约|等|共|各|每|仅|对|向|给|至少|实际"
)
_VERBS = re.compile(f"(?:{alternatives(_VERB_WORDS.split('|'))})*+")
_AFTER = re.compile(r"级?(?:的|以上的?|左右的?|以下的?)?(?P<noun>[^，。；：！？、（）\n\d“”《》]{1,24})")
_NOUN_STOP = re.compile(
    r"(?<=.)(?:实现|达到|进入|入选|获|全部|完成|开工|建成|得到|纳入|投入|超过|超|增长|下降|提高|居|位居|均|"
    r"用于|落户|落地|摘帽|脱贫|出列|如期)"
)


def trailing(left: str) -> str:
    """The verbs and adverbs that end a stretch of text before a number (比上年增长, 控制在, 分别达到)."""
    match = _TRAIL.match(left[::-1])
    return match[0][::-1] if match else ""


def direction(tail: str, subject: str) -> str:
    """increase, decrease or level, from the verbs before the number and the end of the subject (涨幅).

    >>> direction("下降", "单位能耗"), direction("降至", "单位能耗"), direction("控制在", "居民消费价格涨幅")
    ('decrease', 'level', 'increase')
    """
    moved = _move(tail)
    if moved:
        return moved
    if _GROWS.search(subject):
        return INCREASE
    return DECREASE if subject.endswith("降幅") else LEVEL


_GROWS = re.compile(
    r"(?:涨幅|增速|增幅|(?<!自然)(?:增长|上涨|上升)(?:率|速度|幅度)?)(?:预期)?(?:目标|指标)?$"
)


@lru_cache(maxsize=1 << 10)  # reports use the same verbs
def _move(tail: str) -> str:
    """The way that the verbs before a number move it; "" where they say what it is or becomes."""
    back = tail[::-1]
    move = None if _TRAIL_TO.match(back) else _TRAIL_MOVE.search(back)
    if move is None:
        return ""
    return DECREASE if move["down"] else INCREASE


_COMPARED = re.compile(
    r"(?P<move>增长|增速|增幅|涨幅)?(?P<than>(?:明显|略|继续|持续){0,9}(?:不低于|不高于|不少于|高于|快于|低于|"
    r"优于|高出|好于|大于|小于|(?<!最)[低高快](?=[全平上去经同]))(?:于)?)"
    r"[^，。；]{0,10}(?:平均水平|平均|全国|全省|全市|上年|去年|经济增速|水平|预期|目标|同期|收入|标准|"
    r"[省市])的?$|(?:比|较)[^，。；比较]{2,12}$"
)
_ECONOMY = re.compile(r"(?:国民|全[国省市区县州])?经济")
_COMPARING = re.compile("[于高低快比较]")  # every comparison holds one of these
_THAN = re.compile(
    r"(?:高出|高于|低于|快于)[^，。；\d]{2,14}|(?:但|且)?(?:与|和|同)?[^，。；\d]{2,14}平均水平相"
)
_ANAPHORIC = frozenset(
    [
        "增幅",
        "增速",
        "涨幅",
        "降幅",
        "同比增幅",
        "占比",
        "比重",
        "比例",
        "增长率",
        "总数",
        "总量",
        "总额",
        "规模",
        "均",
        "增量",
        "净增",
        "目标",
        "预期目标",
        "奋斗目标",
        "力争目标",
        "争取目标",
    ]
)


def before(left: str) -> tuple[str, str]:
    """The noun phrase that ends ``left`` and the verbs behind it.

    >>> before("一般公共预算收入同口径增长"), before("城镇新增就业累计达到")
    (('一般公共预算收入', '同口径增长'), ('城镇新增就业', '累计达到'))
    """
    tail = trailing(left)
    noun = left[: len(left) - len(tail)]
    if not noun:
        return "", tail
    noun, tail = _without_comparison(noun, tail)
    lead = _LEAD.match(noun)
    noun = noun[lead.end() :] if lead else noun
    if "”" in noun and "“" not in noun:
        noun = "“" + noun
    if _THAN.fullmatch(noun):
        noun, tail = "", ("低于" if "低" in noun + tail else "高于") + tail
    if len(noun) > 3 and noun.endswith("新增"):
        noun = noun[:-2]
    if noun.endswith("经济") and _ECONOMY.fullmatch(noun) and tail.startswith(("增长", "增速")):
        noun, tail = noun + "增长", "增长" + tail[2:]
    return ("", noun + tail) if noun in _ANAPHORIC else (noun, tail)


def _without_comparison(noun: str, tail: str) -> tuple[str, str]:
    """A comparison at the end of the noun (高于全国平均水平) goes over to the verbs behind it."""
    last = max(0, len(noun) - 24)
    compared = _COMPARED.search(noun, last) if _COMPARING.search(noun, last) else None
    if compared is None:
        return noun, tail
    at = compared.start() - len(trailing(noun[: compared.start()]))
    than = compared["than"]
    verb = ("低于" if "低" in than else "高于") if than else ""
    return noun[:at], noun[at:] + tail + verb


_PLACE_OF_RANK = re.compile(
    r"(?:[，、]|跃|上升|前移|提升|升|位|居|列|排|名|次|在|至|到|均|稳|保持|连续|分别|继续|总量|规模|"
    r"全[国省市区球]|世界|亚洲|[东中西]{1,2}部(?:地区|省份)?|西北|西南|东北)*$"
)


def without_place(left: str) -> str:
    """A stretch before a rank without the words for where it is one (，跃居全国)."""
    match = _PLACE_OF_RANK.search(left, max(0, len(left) - 24))
    return left[: match.start()] if match else left


def moves(gap: str) -> bool:
    """The stretch between two numbers has a verb of its own: 360亿元，增长14.5%; 提高1.5个百分点，达到52%."""
    back = trailing(gap)[::-1]
    return _TRAIL_MOVE.search(back) is not None or ("，" in gap and _TRAIL_TO.match(back) is not None)


def is_verb(noun: str) -> bool:
    """Nothing but a light verb (新增, 完成): then the measured thing stands behind the number."""
    match = _VERBS.match(noun)
    return match is not None and match.end() == len(noun)


_MOVED = re.compile(
    r"提高|增加|增长|下降|降低|降至|减少|压减|提升|上升|扩大|精简|缩短|缩小|达到|恢复到|调整|跃升|升至|增至"
)


def after(right: str) -> str:
    """The noun phrase behind a number, up to a mark, a number or a verb."""
    match = _AFTER.match(right)
    if match is None:
        return ""
    noun = match["noun"]
    if _MOVED.match(noun):
        return ""
    stop = _NOUN_STOP.search(noun)
    return (noun[: stop.start()] if stop else noun).rstrip("和与及、")


_TOPIC = re.compile(
    r"[^，。；：！？、\d]{2,16}?(?=保持|持续|稳步|继续|实现|达到|运行|平稳|稳定|再|跃|迈|增长|提高|上升|"
    r"回升|好于)"
)


def topic(clause: str) -> str:
    """What a clause without a number speaks of, up to its verb: 地区生产总值增速保持在合理区间 →
    地区生产总值增速.
    """
    lead = _LEAD.match(clause)
    match = _TOPIC.match(clause, lead.end() if lead else 0)
    return match[0] if match else ""


_HEADING = re.compile(r"[^，。；：！？\d]{4,60}(?:水平|标准|比例|费用|价格|经费|时间|补贴|率)(?=，)")


def heading(clause: str) -> str:
    """A clause that is nothing but the name of what the next one measures:
    低保对象补差水平，分别从554元、251元提高到….

    >>> heading("城乡低保补助标准，")
    '城乡低保补助标准'
    """
    match = _HEADING.match(clause)
    return match[0] if match else ""


_LIST = re.compile(r"、|和|与|及|以及")


def split_list(noun: str, size: int | None = None) -> list[str]:
    """The members of a coordinated noun phrase, each with what it shares: 城镇、农村居民收入 → 城镇居民收入,
    农村居民收入.

    With ``size``, the split that has that many members, or the phrase alone when there is none; 城乡 makes
    two of one.

    >>> split_list("城镇登记失业率、调查失业率", 2)
    ['城镇登记失业率', '城镇调查失业率']
    >>> split_list("城乡居民人均可支配收入", 2)
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    """
    noun = noun.strip("、和与及，")
    if size is None and "等" in noun.rsplit("、", 1)[-1][:-1]:
        return [noun]  # 青海湖、龙羊峡等重点湖库水质: one thing
    sectors = _sectors(noun) if size in (2, 3) else []
    if len(sectors) == size:
        return sectors
    parts = [part for part in re.split(r"、|和|以及|与|及", noun) if part]
    if size is not None and len(parts) != size:
        parts = _split_into(noun, size)
        if not parts and size == 2 and "城乡" in noun:
            return [noun.replace("城乡", "城镇", 1), noun.replace("城乡", "农村", 1)]
    return [_complete(part, parts) for part in parts] if len(parts) > 1 else [noun]


_SECTORS = re.compile(r"(?P<which>一、二、三|一二三|二、三|二三|三(?=次))次?产业")


def _sectors(noun: str) -> list[str]:
    """三次产业增加值, 二、三产业增加值: a name for each sector; none where the noun isn't of all."""
    match = _SECTORS.search(noun)
    if match is None:
        return []
    which = match["which"].replace("、", "")
    return [f"第{one}产业{noun[match.end() :]}" for one in ("一二三" if which == "三" else which)]


def _split_into(noun: str, size: int) -> list[str]:
    """The members of the first kind of split that has so many, or none."""
    for pattern in (r"、", r"和", r"、|和"):
        parts = [part for part in re.split(pattern, noun) if part]
        if len(parts) == size:
            return parts
    return []


_SECOND = re.compile(r"(?:登记失业|调查失业|能耗|水耗|用水|二氧化碳|碳排放)")
_AREA = re.compile(r"(?:全[省市区县国州]|全体)?(?:城镇|农村|农牧区|城市|乡村)(?:常住)?$")
_PREFIX = re.compile(
    r"(?:全[省市区县国州]|全社会)?(?:城镇|农村|单位(?:地区|国内)?生产总值|单位GDP|万元(?:地区)?生产总值|"
    r"万元GDP)"
)


def _complete(part: str, parts: list[str]) -> str:
    """A member with the head of the last one (城镇 + 居民人均可支配收入) or the opening of the first (城镇 +
    调查失业率).
    """
    last, first = parts[-1], parts[0]
    if part is not last and _AREA.match(part):
        opening = _AREA_HEAD.match(last)
        return part + (last[opening.end() :] if opening else last)
    if part is not last:
        shared = part[-2:]
        at = last.find(shared)
        if len(part) > 2 and at > 0 and at + 2 < len(last):
            return part + last[at + 2 :]
    if part is not first:
        opening = _PREFIX.match(first)
        if opening and not _PREFIX.match(part) and _SECOND.match(part):
            return opening[0] + part
        if first.startswith("生产安全事故") and part.startswith("死亡"):
            return "生产安全事故" + part
    return part


_PLACE_ONLY = re.compile(
    r"(?:主要|重点|中心|地级|其他|其中|省会|设区|县级)*(?:及以上)?(?:城市|地区|县城|区域|市县)(?:均)?$"
)
_WHOLE_AREA = re.compile(r"^全[省市区县国州]")
_AREA_HEAD = re.compile(r"(?:全[省市区县国州])?(?:城镇|农村|农牧区|城市|乡村)(?:常住)?")
_AREA_ONLY = re.compile(r"(?:全[省市区县国州])?(?:城镇|农村|农牧区)(?:常住)?(?:居民|部分)?$")


def complete_area(name: str, carried: str) -> str:
    """城镇 alone after 居民人均可支配收入增长7.5%左右，其中 is 城镇居民人均可支配收入."""
    if _AREA_ONLY.match(name) and "居民" in carried:
        return name.removesuffix("居民") + carried[carried.index("居民") :]
    if _PLACE_ONLY.match(name) and carried:
        return name + _WHOLE_AREA.sub("", carried)
    return name
