"""The grammar of a measured quantity: number, scale, unit, range and the words that bound it.

One pass goes from number to number; what stands before a number is looked up behind it. Every pattern is anchored at the number
and has possessive or bounded repeats, so the time is linear in the text's length.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.targets.numerals import ARABIC, LONGEST, fold_width, read_chinese, read_number
from analysis.targets.units import CHINESE_UNIT, MEASURE, SCALE, UNIT


class Mention(NamedTuple):
    """A quantity in a text: ``text[start:end]`` is number and unit, ``text[left:right]`` the qualifying words too."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    qualifier: str  # exact | around | at_least | at_most | range | reach
    qualifier_text: str
    left: int
    right: int
    kind: str  # amount | rank | scale (千亿) | part (三分之一) | chinese


AROUND, AT_LEAST, AT_MOST, REACH, EXACT, RANGE = "around", "at_least", "at_most", "reach", "exact", "range"

_BEFORE = {
    AT_LEAST: "不低于 不少于 不小于 不下于 超过 超出 突破 高于 多于 大于 至少 最少 逾 超 冲刺 跨过 跨越 跨上 迈上 站上 越过高出",
    AT_MOST: "不高于 不超过 不多于 不大于 不突破 低于 少于 小于 不足 不到 不及 至多 最多 接近 将近 近 逼近",
    AROUND: "大约 约为 约 大概 大致",
    REACH: "达到 达 达成",
    EXACT: "力争 控制在 稳定在 保持在 维持在 稳定保持在 控制到 保持 稳定 控制",
}
_AFTER = {
    AT_LEAST: "以上 及以上 或以上 （含）以上 （含）及以上 有余",
    AT_MOST: "以内 之内 以下 及以下 或以下 之下",
    AROUND: "左右 上下 前后",
}
_CLASS_BEFORE = {word: name for name, words in _BEFORE.items() for word in words.split()}
_CLASS_AFTER = {word: name for name, words in _AFTER.items() for word in words.split()}


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


_POST = f"(?P<post>{_alternatives(_CLASS_AFTER)})?"
_LINK = r"(?:—{1,2}|[-–~～－―─]|至|到)"
_TAIL = rf"(?P<more1>多|余)?(?P<scale>{SCALE})?(?P<more2>多|余)?(?P<unit>{UNIT})?(?P<more3>(?<=倍)多)?"
_AFTER_NUMBER = re.compile(
    rf"(?:(?P<scale0>{SCALE})?(?P<unit0>{UNIT})?{_LINK}(?P<second>{ARABIC}))?{_TAIL}{_POST}"
)
_AFTER_CHINESE = re.compile(rf"(?P<more>多|余|来)?(?P<unit>{CHINESE_UNIT})(?P<more3>(?<=倍)多)?{_POST}")
_AFTER_WORD = re.compile(_POST)
_BEFORE_NUMBER = re.compile(rf"(?P<word>{_alternatives(_CLASS_BEFORE)})(?:了|到|于|成|为|过|有|突破|近|约)?$")
_HOLD = re.compile(r"(?:控制|稳定|保持|维持|稳定保持)(?:在|到)?(?:全国平均水平)?$")
_LEAST_EARLIER = re.compile(r"(至少)[^，。；、\d]{1,6}$")

_CN = "一二两三四五六七八九十百"
_OF_WHAT = re.compile(r"(不低于|不少于|不高于|不超过)[^，。；、\d]{1,22}的$")  # 不低于最低生活保障标准的1.6倍
_NUMBERS = re.compile(
    rf"(?=[\d{_CN}千万亿翻半第])(?:"
    rf"(?P<fraction>(?<![\d/.])[1-9]\d?/[1-9]\d?(?![\d/.]))"
    rf"|(?P<arabic>{ARABIC})"
    rf"|(?P<rank>第(?P<place>[一二三四五六七八九十]++|\d++)(?P<placed>位|名)?)"
    rf"|(?P<part>(?:百|千|[二三四五六七八九])分之(?:{ARABIC}|[{_CN}零点]++))"
    rf"|(?P<fold>翻了?[一两二三四]?番)"
    rf"|(?P<half>(?<![大多])一半|半数|(?<=[过超近])半(?=[，。；、左]|数|以上))"
    rf"|(?P<tenths>(?<![\d{_CN}千万亿第])[一二两三四五六七八九]成(?=[以左的多，。；、上]))"
    rf"|(?P<scaled>(?<![\d零〇{_CN}千万亿多余几数兆])"
    rf"(?:(?P<lead>[一二两三四五六七八九]?)(?P<ten>[十百千]?)(?P<group>万亿|亿(?![万众])|(?<=[十百千])万|万(?=元|亩|吨|千瓦|平方)))(?P<measure>{MEASURE})?)"
    rf"|(?P<chinese>(?<![\d零〇{_CN}千万亿第数几])[{_CN}][零{_CN}千万]*+(?=[多余来]?{CHINESE_UNIT}))"
    r")"
)
_RANKED = re.compile(
    r"(?:全国|世界|全球|亚洲|[全我]省|[全我]区|全市|[中西东]部(?:省份|地区)?|西北|西南|东北|国内|地区|省份|城市|[位排]?列|名列|居|排名|排|升至|上升到|位次|前移至|提升至|保持|获得?)$"
)
_NOT_RANK = re.compile(r"[大批个届次轮季阶产梯方期步责要家条例线极动时一二三四五六七八九十]")
_NO_UNIT_AFTER = re.compile(r"年|月|日|号|时|届|期|版|强|级|周|季|代|线|[A-Za-z+＋×:：/∶%]")
_NAME_BEFORE = re.compile(r"[A-Za-z+＋×·_#№/Ⅰ-Ⅻ]")
_QUOTE_LONGEST = 14  # characters inside “…” that make a name or slogan: “30条”, “15连增”, “1+6”


def _value(number: float) -> float:
    return round(number, 6)


def _bounds(value: float, name: str) -> tuple[float | None, float | None]:
    if name == AT_LEAST:
        return value, None
    if name == AT_MOST:
        return None, value
    return value, value


def _before(text: str, start: int, floor: int) -> tuple[str, str, int]:
    """Class, words and start of the qualifying words that end where the number starts."""
    window = text[max(floor, start - 10) : start]
    match = _BEFORE_NUMBER.search(window)
    if match is None and window.endswith("的"):
        match = _OF_WHAT.search(text[max(floor, start - 30) : start])
        if match is not None:
            return _CLASS_BEFORE[match[1]], match[1], start
    if match is None:
        match = _LEAST_EARLIER.search(window)
        if match is None:
            return "", "", start
        return AT_LEAST, match[1], start - (len(window) - match.start())
    word = match["word"]
    name = _CLASS_BEFORE[word]
    at = match.start()
    if word == "近" and window[at - 1 : at] in ("最", "附", "临", "相", "邻", "靠", "就"):
        return "", "", start
    hold = _HOLD.search(window[:at]) if name != EXACT else None
    if hold is not None:
        word, at = hold[0] + word, hold.start()
    if word == "达到" and window[max(0, at - 2) : at] == "力争":
        word, at = "力争达到", at - 2
    return name, word, start - (len(window) - at)


def _qualify(
    text: str, start: int, floor: int, value: float, more: str, post: str | None
) -> tuple[float | None, float | None, str, str, int]:
    name, words, left = _before(text, start, floor)
    after = _CLASS_AFTER[post] if post else ""
    kind = after or (AT_LEAST if more and name != AT_MOST else "") or name or EXACT
    low, high = _bounds(value, kind)
    tail = post or more
    qualifier_text = f"{words}…{tail}" if words and tail else words or tail or ""
    return low, high, kind, qualifier_text, left


def _quoted(text: str, start: int, end: int) -> bool:
    """Inside a short quotation or a title."""
    opened = text.rfind("“", max(0, start - _QUOTE_LONGEST), start)
    if opened >= 0 and text.find("”", opened, start) < 0 and text.find("”", end, opened + _QUOTE_LONGEST + 2) >= 0:
        return True
    opened = text.rfind("《", max(0, start - 40), start)
    return opened >= 0 and text.find("》", opened, start) < 0


def _listed(text: str, start: int, end: int) -> bool:
    """A list number: 1. at the start of a line, or alone in brackets."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in ("（", "(", "[", "［", "〔", "【") and after in ("）", ")", "]", "］", "〕", "】"):
        return True
    return before in ("", "\n") and after in (".", "．", "、", ")", "）") and not text[end + 1 : end + 2].isdigit()


def _amount(text: str, match: re.Match[str], floor: int) -> Mention | None:
    """The quantity at an Arabic number; a number without a unit comes back with the unit ``""``."""
    start, end = match.span()
    if end - start > LONGEST:
        return None
    before = text[start - 1 : start]
    if before and (_NAME_BEFORE.match(before) or (before in "-－〔[［" and start > 1 and (text[start - 2].isalnum() or before in "〔[［"))):
        return None
    if _listed(text, start, end):
        return None
    value = float(match[0].replace(",", ""))
    tail = _AFTER_NUMBER.match(text, end)
    assert tail is not None  # every part of the pattern may be empty
    scale, unit = tail["scale"] or "", tail["unit"] or ""
    more = tail["more1"] or tail["more2"] or tail["more3"] or ""
    second = tail["second"]
    if not scale and not unit:
        stop = tail.end("second") if second else end
        if second and (tail["unit0"] or tail["scale0"]) and not _NO_UNIT_AFTER.match(text, stop):
            scale, unit = tail["scale0"] or "", tail["unit0"] or ""  # 6%至6.5
        elif _NO_UNIT_AFTER.match(text, stop) or (value >= 1900 and value <= 2100):
            return None
        else:
            second = None
    if unit and unit[-1].isascii() and unit[-1].isalpha() and text[tail.end("unit") : tail.end("unit") + 1].isascii() and text[tail.end("unit") : tail.end("unit") + 1].isalnum():
        return None
    if unit == "微克" and text.startswith("每立方米", max(0, start - 4)):
        unit = "微克/立方米"
    if second:
        if len(second) > LONGEST:
            return None
        high = float(second.replace(",", ""))
        if high < value:
            if tail["unit0"] or high * 10 ** (len(second)) < value:
                return None
            value, high = high, value
        _, _, _, words, left = _qualify(text, start, floor, value, more, tail["post"])
        if tail["scale0"] and not scale:
            return None
        return Mention(start, max(tail.end("unit"), tail.end("scale"), tail.end("second")), value, high, _unit(scale, unit), RANGE, words, left, tail.end(), "amount")
    low, high_, name, words, left = _qualify(text, start, floor, value, more, tail["post"])
    stop = max(tail.end("unit"), tail.end("scale"), tail.end("more1"), tail.end("more2"), tail.end("more3"), end)
    return Mention(start, stop, low, high_, _unit(scale, unit), name, words, left, tail.end(), "amount")


def _unit(scale: str, unit: str) -> str:
    return scale + unit.removeprefix("个") if unit.startswith("个百分点") else scale + unit


def _word(text: str, match: re.Match[str], floor: int) -> Mention | None:
    """The quantity at a number that is written in hanzi."""
    start, end = match.span()
    kind, unit, more = match.lastgroup or "", "", ""
    if match["rank"] is not None:
        if not match["placed"] and (not _RANKED.search(text[max(floor, start - 5) : start]) or _NOT_RANK.match(text, end)):
            return None
        if match["placed"] and _NOT_RANK.match(text, end):
            return None
        value = read_number(match["place"])
        return Mention(start, end, value, value, "位", EXACT, "", start, end, "rank")
    if match["arabic"] is not None or len(match[0]) > LONGEST:
        return None
    if match["fraction"] is not None:
        value, kind, unit = read_number(match[0]), "part", "ratio"
        if value >= 1:
            return None
    elif match["part"] is not None:
        value = read_number(match[0].rstrip("点"))
        kind, unit = "part", "%" if match[0][0] == "百" else "‰" if match[0][0] == "千" else "ratio"
    elif match["fold"] is not None:
        value, kind, unit = {"一": 2.0, "两": 4.0, "二": 4.0, "三": 8.0, "四": 16.0}.get(match[0][-2], 2.0), "part", "倍"
    elif match["half"] is not None:
        value, kind, unit = 0.5, "part", "ratio"
        if match[0] == "半" and text[start - 1 : start] in ("过", "超"):
            return Mention(start, end, 0.5, None, unit, AT_LEAST, text[start - 1], start - 1, end, kind)
    elif match["tenths"] is not None:
        value, kind, unit = read_chinese(match[0][0]), "part", "成"
        more = "多" if text.startswith("多", end) else ""
    elif match["scaled"] is not None:
        value, kind = {"": 1.0, "十": 10.0, "百": 100.0, "千": 1000.0}[match["ten"]], "scale"
        if match["lead"]:
            value *= read_chinese(match["lead"])
        unit = match["group"] + (match["measure"] or "")
        if unit == "万元" and text[end : end + 1] not in ("以", "级", "的", "大"):
            return None  # 万元生产总值能耗: part of the indicator
        if unit == "亿" and not match["ten"] and not match["lead"] and text[end : end + 1] not in ("级", "以"):
            return None
        if text[start - 1 : start] == "上":
            return Mention(start, end, value, None, unit, AT_LEAST, "上", start - 1, end, kind)
    else:
        tail = _AFTER_CHINESE.match(text, end)
        assert tail is not None  # the look-ahead has seen it
        value, kind, unit, more = read_chinese(match[0]), "chinese", tail["unit"], tail["more"] or tail["more3"] or ""
        low, high, name, words, left = _qualify(text, start, floor, value, more, tail["post"])
        if len(match[0]) == 2 and set(match[0]) <= set("一二两三四五六七八九"):  # 两三个
            low, high, name = read_chinese(match[0][0]), read_chinese(match[0][1]), RANGE
        return Mention(start, max(tail.end("unit"), tail.end("more3")), low, high, unit.removeprefix("个") if "百分点" in unit else unit, name, words, left, tail.end(), kind)
    tail = _AFTER_WORD.match(text, end)
    assert tail is not None
    low, high, name, words, left = _qualify(text, start, floor, value, more, tail["post"])
    return Mention(start, end, low, high, unit, name, words, left, tail.end(), kind)


def scan(text: str) -> list[Mention]:
    """Every measured quantity of a text, in order, with its bounds and unit; dates, ordinals, names and list numbers left out.

    >>> [(m.low, m.high, m.unit, m.qualifier) for m in scan("增长6%—6.5%，新增就业900万人以上，控制在4.5%以内，近500家，翻一番")]
    [(6.0, 6.5, '%', 'range'), (900.0, None, '万人', 'at_least'), (None, 4.5, '%', 'at_most'), (None, 500.0, '家', 'at_most'), (2.0, 2.0, '倍', 'exact')]

    A number without a unit of its own takes that of the next in a list (5.1、7.2和8.3个百分点).
    """
    text = fold_width(text)
    found: list[Mention] = []
    floor = 0
    for match in _NUMBERS.finditer(text):
        start = match.start()
        if start < floor:
            continue
        mention = _amount(text, match, floor) if match["arabic"] is not None else _word(text, match, floor)
        if mention is None or _quoted(text, start, mention.end) or _idle(text, mention):
            continue
        floor = mention.right
        found.append(mention)
    return _share_units(text, found)


def _idle(text: str, mention: Mention) -> bool:
    """Words that look like quantities and count nothing: 一个, 六个方面, 24小时服务."""
    word = text[mention.start : mention.end]
    if mention.kind == "chinese":
        if mention.unit == "类" and (text[mention.start - 1] in "劣由到至、" or text[mention.end : mention.end + 1] in ("水", "断", "以", "及")):
            return True  # 劣五类: a grade of water
        if mention.unit == "位" and text.startswith("数", mention.end):
            return True  # 两位数增长
        if _PHRASES.match(text, mention.start):
            return True
        if text[mention.start] == "一" and mention.unit not in ("倍", "小时") and mention.qualifier not in (AT_LEAST, AT_MOST) and mention.low == 1:
            return True
        if mention.unit == "个" and _ASPECTS.match(text, mention.end):
            return True
        if mention.unit in ("人", "条", "位", "项", "名", "处", "场", "列", "部", "支", "门", "台", "家") and text[mention.start : mention.start + 1] == "一":
            return mention.low is not None and mention.low < 10
    if mention.unit in ("个月", "天", "小时", "分钟", "秒") and text[mention.left - 2 : mention.left] in ("连续", "历时", "时隔", "，前", "年前", "。前", "期前", "额前"):
        return True
    return word in ("24小时",) and bool(_SERVICE.match(text, mention.end))


_PHRASES = re.compile(
    r"八项规定|[两二](?:个市场|种资源|个大局|个轮子|条底线|个翻番|个确立|个维护|项补贴|个责任|手抓)|三项(?:制度|机制|岗位)|四个(?:革命|中心|服务|意识|自信|全面)|五个(?:必须|坚持)|三个(?:区分|代表|务必)|一家(?!企)|百家争|[千万]家万户"
)
_ASPECTS = re.compile(r"方面|维护|意识|自信|确保|重点|坚持|毫不|关键|一百年|问题上|字|百年|层面|转变|环节")
_SERVICE = re.compile(r"不|自助|服务|在线|值班|营业|开放|全天|值守")


def _share_units(text: str, found: list[Mention]) -> list[Mention]:
    """Numbers without a unit take the next one's across 、 and 和, and 1.5个和2个百分点 are both 百分点; the rest are dropped."""
    shared: list[Mention] = []
    after: Mention | None = None
    for mention in reversed(found):
        joined = after is not None and text[mention.right : after.left] in ("、", "和", "及", "与", "或", ",")
        if mention.kind == "amount" and not mention.unit:
            if not joined or after is None or after.kind != "amount":
                continue
            mention = mention._replace(unit=after.unit)
        elif joined and after is not None and mention.unit == "个" and after.unit == "百分点":
            mention = mention._replace(unit="百分点")
        after = mention
        shared.append(mention)
    return shared[::-1]
