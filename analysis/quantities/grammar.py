"""The grammar of a measured quantity: number, scale, unit, range and the words that bound it.

One pass goes from number to number; what stands before a number is looked up behind it. Every pattern is
anchored at the number and has possessive or bounded repeats, so the time is linear in the text's length.
"""

from __future__ import annotations

import re

from analysis.quantities.exclusions import idle, listed, quoted
from analysis.quantities.numerals import ARABIC, LONGEST, fold_width, read_chinese, read_number
from analysis.quantities.qualifiers import AT_LEAST, EXACT, POST, RANGE, QuantityMention, qualify
from analysis.quantities.units import CHINESE_UNIT, MEASURE, SCALE, UNIT

_LINK = r"(?:—{1,2}|[-–~～－―─]|至|到)"
_TAIL = rf"(?P<more1>多|余)?(?P<scale>{SCALE})?(?P<more2>多|余)?(?P<unit>{UNIT})?(?P<more3>(?<=倍)多)?"
# A second number behind a link; without it units need not be tried twice
_RANGE_AHEAD = r"(?=\D{0,40}+(?<=[-–~～－―─—至到])\d)"
_AFTER_NUMBER = re.compile(
    rf"(?:{_RANGE_AHEAD}(?P<scale0>{SCALE})?(?P<unit0>{UNIT})?{_LINK}(?P<second>{ARABIC}))?{_TAIL}{POST}"
)
_AFTER_ONE = re.compile(rf"(?P<scale0>(?!))?(?P<unit0>(?!))?(?P<second>(?!))?{_TAIL}{POST}")
_AFTER_CHINESE = re.compile(rf"(?P<more>多|余|来)?(?P<unit>{CHINESE_UNIT})(?P<more3>(?<=倍)多)?{POST}")
_AFTER_WORD = re.compile(POST)
_CN = "一二两三四五六七八九十百"
_NUMBERS = re.compile(
    rf"(?=[\d{_CN}千万亿翻半第首])(?:"
    rf"(?P<fraction>(?<![\d/.])[1-9]\d?/[1-9]\d?(?![\d/.]))"
    rf"|(?P<arabic>{ARABIC})"
    rf"|(?P<rank>第(?P<place>[一二三四五六七八九十]++|\d++)(?P<placed>位|名)?)"
    rf"|(?P<part>(?:百|千|[二三四五六七八九])分之(?:{ARABIC}|[{_CN}零点]++))"
    rf"|(?P<fold>翻了?[一两二三四]?番)"
    rf"|(?P<half>(?<![大多])一半|半数|(?<=[过超近])半(?=[，。；、左]|数|以上))"
    rf"|(?P<tenths>(?<![\d{_CN}千万亿第])[一二两三四五六七八九]成(?=[以左的多，。；、"
    rf"上提增升降减至到扩\n]|$))"
    rf"|(?P<scaled>(?<![\d零〇{_CN}千万亿多余几数兆])"
    rf"(?:(?P<lead>[一二两三四五六七八九]?)(?P<ten>[十百千]?)(?P<group>万亿|亿(?![万众])|"
    rf"(?<=[十百千])万|万(?=元|亩|吨|千瓦|平方)))(?P<measure>{MEASURE})?)"
    rf"|(?P<chinese>(?<![\d零〇{_CN}千万亿第数几])(?:[{_CN}][零{_CN}千万]*+(?=[多余来]?{CHINESE_UNIT})|"
    rf"千(?=[个项座所条台套亩吨]|家(?!万)|名(?!录)|公里|场)))"
    rf"|(?P<top>首位(?![度城]))"
    r")"
)
_RANKED = re.compile(
    r"(?:全国|世界|全球|亚洲|[全我]省|[全我]区|全市|[中西东]部(?:省份|地区)?|西北|西南|东北|国内|地区|省份|"
    r"城市|[位排]?列|名列|居|排名|排|升至|上升到|位次|前移至|提升至|保持|获得?)$"
)
_NOT_RANK = re.compile(r"[大批个届次轮季阶产梯方期步责要家条例线极动时一二三四五六七八九十]")
_NO_UNIT_AFTER = re.compile(r"年|月|日|号|时|届|期|版|强|级|周|季|代|线|[A-Za-z+＋×:：/∶%]")
_NAME_BEFORE = re.compile(r"[A-Za-z+＋×·_#№/Ⅰ-Ⅻ]")
_BEFORE_MINUS = frozenset("为是到至达在率长")  # a stroke behind these is a minus sign: 自然增长率为-1.2‰
_TO_ONE = re.compile(rf"(?P<one>\s?[∶:：]\s?1(?![\d.∶:：])|/(?:10|十)万(?!元)){POST}")
_INDEX = re.compile(r"(?:系数|指数|容积率|弹性|比值)[^，。；、\d]{0,6}$")  # these have no unit
_CLOSED = re.compile(r"(?:以上|以下|左右|以内)?(?:[，。；、）\n]|$)")


def _amount(text: str, match: re.Match[str], floor: int) -> QuantityMention | None:
    """The quantity at an Arabic number; a number without a unit comes back with the unit ``""``."""
    start, end = match.span()
    if end - start > LONGEST:
        return None
    before = text[start - 1 : start]
    below = before in ("-", "－", "−") and text[max(0, start - 2) : start - 1] in _BEFORE_MINUS
    if (
        before
        and not below
        and (
            _NAME_BEFORE.match(before)
            or (before in "-－〔[［" and start > 1 and (text[start - 2].isalnum() or before in "〔[［"))
        )
    ):
        return None
    if listed(text, start, end):
        return None
    value = float(match[0].replace(",", ""))
    to_one = _TO_ONE.match(text, end)
    if to_one is not None and not below:  # 城乡收入比2.31∶1, 死亡率9.8/10万
        low, high_, name, words, left = qualify(text, start, floor, value, "", to_one["post"])
        return QuantityMention(
            start,
            to_one.end("one"),
            low,
            high_,
            "/10万" if to_one["one"][0] == "/" else ":1",
            name,
            words,
            left,
            to_one.end(),
            "ratio",
        )
    if below:
        value, start = -value, start - 1
    tail = _AFTER_NUMBER.match(text, end)
    assert tail is not None  # every part of the pattern may be empty
    if tail["unit0"] and (tail["unit"] or "") not in ("", tail["unit0"]):
        tail = _AFTER_ONE.match(text, end)  # 下降2.3个百分点至61.5%: no range
        assert tail is not None
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
    if (
        unit
        and unit[-1].isascii()
        and unit[-1].isalpha()
        and text[tail.end("unit") : tail.end("unit") + 1].isascii()
        and text[tail.end("unit") : tail.end("unit") + 1].isalnum()
    ):
        return None
    if unit == "日" and before == "月":
        return None
    if (
        not scale
        and not unit
        and not second
        and "." in match[0]
        and _INDEX.search(text[max(floor, start - 14) : start])
        and _CLOSED.match(text, end)
    ):
        low, high_, name, words, left = qualify(text, start, floor, value, "", tail["post"])
        return QuantityMention(
            start, end, low, high_, "", name, words, left, tail.end(), "ratio"
        )  # 灌溉水有效利用系数提高到0.576
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
        _, _, _, words, left = qualify(text, start, floor, value, more, tail["post"])
        if tail["scale0"] and not scale:
            return None
        return QuantityMention(
            start,
            max(tail.end("unit"), tail.end("scale"), tail.end("second")),
            value,
            high,
            _unit(scale, unit),
            RANGE,
            words,
            left,
            tail.end(),
            "amount",
        )
    low, high_, name, words, left = qualify(text, start, floor, value, more, tail["post"])
    stop = max(
        tail.end("unit"), tail.end("scale"), tail.end("more1"), tail.end("more2"), tail.end("more3"), end
    )
    return QuantityMention(
        start, stop, low, high_, _unit(scale, unit), name, words, left, tail.end(), "amount"
    )


def _unit(scale: str, unit: str) -> str:
    return scale + unit.removeprefix("个") if unit.startswith("个百分点") else scale + unit


def _word(text: str, match: re.Match[str], floor: int) -> QuantityMention | None:
    """The quantity at a number that is written in hanzi."""
    start, end = match.span()
    kind, unit, more = match.lastgroup or "", "", ""
    if match["top"] is not None:
        if not _RANKED.search(text[max(floor, start - 5) : start]):
            return None
        return QuantityMention(start, end, 1.0, 1.0, "位", EXACT, "", start, end, "rank")
    if match["rank"] is not None:
        if not match["placed"] and (
            not _RANKED.search(text[max(floor, start - 5) : start]) or _NOT_RANK.match(text, end)
        ):
            return None
        if match["placed"] and _NOT_RANK.match(text, end):
            return None
        value = read_number(match["place"])
        return QuantityMention(start, end, value, value, "位", EXACT, "", start, end, "rank")
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
        value, kind, unit = (
            {"一": 2.0, "两": 4.0, "二": 4.0, "三": 8.0, "四": 16.0}.get(match[0][-2], 2.0),
            "part",
            "倍",
        )
    elif match["half"] is not None:
        value, kind, unit = 0.5, "part", "ratio"
        if match[0] == "半" and text[start - 1 : start] in ("过", "超"):
            return QuantityMention(
                start, end, 0.5, None, unit, AT_LEAST, text[start - 1], start - 1, end, kind
            )
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
        if (
            unit == "亿"
            and not match["ten"]
            and not match["lead"]
            and text[end : end + 1] not in ("级", "以")
        ):
            return None
        if text[start - 1 : start] == "上":
            return QuantityMention(start, end, value, None, unit, AT_LEAST, "上", start - 1, end, kind)
    else:
        tail = _AFTER_CHINESE.match(text, end)
        if tail is None:
            return None  # 上千台: the pattern of numbers knows more units than Chinese numerals count
        value, kind, unit, more = (
            read_chinese(match[0]),
            "chinese",
            tail["unit"],
            tail["more"] or tail["more3"] or "",
        )
        low, high, name, words, left = qualify(text, start, floor, value, more, tail["post"])
        if len(match[0]) == 2 and set(match[0]) <= set("一二两三四五六七八九"):  # 两三个
            low, high, name = read_chinese(match[0][0]), read_chinese(match[0][1]), RANGE
        return QuantityMention(
            start,
            max(tail.end("unit"), tail.end("more3")),
            low,
            high,
            unit.removeprefix("个") if "百分点" in unit else unit,
            name,
            words,
            left,
            tail.end(),
            kind,
        )
    tail = _AFTER_WORD.match(text, end)
    assert tail is not None
    low, high, name, words, left = qualify(text, start, floor, value, more, tail["post"])
    return QuantityMention(start, end, low, high, unit, name, words, left, tail.end(), kind)


def scan(text: str) -> list[QuantityMention]:
    """Every measured quantity of a text, in order, with its bounds and unit; dates, ordinals, names and list
    numbers left out.

    >>> [(m.low, m.high, m.unit, m.qualifier) for m in scan("增长6%—6.5%，新增就业900万人以上，控制在4.5%以内，近500家，翻一番")]
    [(6.0, 6.5, '%', 'range'), (900.0, None, '万人', 'at_least'), (None, 4.5, '%', 'at_most'), (None, 500.0, '家', 'at_most'), (2.0, 2.0, '倍', 'exact')]

    A number without a unit of its own takes that of the next in a list (5.1、7.2和8.3个百分点).
    """
    text = fold_width(text)
    found: list[QuantityMention] = []
    floor = 0
    for match in _NUMBERS.finditer(text):
        start = match.start()
        if start < floor:
            continue
        mention = _amount(text, match, floor) if match["arabic"] is not None else _word(text, match, floor)
        if mention is None or quoted(text, start, mention.end) or idle(text, mention):
            continue
        floor = mention.right
        found.append(mention)
    return _share_units(text, found)


def _points(text: str, mention: QuantityMention, after: QuantityMention) -> bool:
    """高于全国4.2个、全省2.1个百分点."""
    between = text[mention.right : min(after.left, mention.right + 10)]
    return (
        "." in text[mention.start : mention.end]
        and after.left - mention.right < 10
        and "，" not in between
        and "。" not in between
    )


def _share_units(text: str, found: list[QuantityMention]) -> list[QuantityMention]:
    """Numbers without a unit take the next one's across 、 and 和, and 1.5个和2个百分点 are both 百分点; the
    rest are dropped.
    """
    shared: list[QuantityMention] = []
    after: QuantityMention | None = None
    for mention in reversed(found):
        joined = after is not None and text[mention.right : after.left] in ("、", "和", "及", "与", "或", ",")
        if mention.kind == "amount" and not mention.unit:
            if not joined or after is None or after.kind != "amount":
                continue
            mention = mention._replace(unit=after.unit)
        elif (
            after is not None
            and mention.unit == "个"
            and after.unit == "百分点"
            and (joined or _points(text, mention, after))
        ):
            mention = mention._replace(unit="百分点")
        after = mention
        shared.append(mention)
    return shared[::-1]
