"""What looks like a quantity and is none: list numbers, slogans in quotation marks, idioms, spans of time."""

from __future__ import annotations

import re

from analysis.quantities.qualifiers import AT_LEAST, AT_MOST, QuantityMention

_QUOTE_LONGEST = 14  # characters inside “…” that make a name or slogan: “30条”, “15连增”, “1+6”


_BOUNDED = re.compile(
    r"(?:最多|至多|不超过|不低于|至少|低于|高于)\d+(?:\.\d+)?(?:个?工作日|天|小时|分钟|%|[万亿]?元|公里)(?:以内|以上|左右)?"
)


def quoted(text: str, start: int, end: int) -> bool:
    """Inside a short quotation or a title; 审批“最多90天”， is a bound, not a slogan."""
    opened = text.rfind("“", max(0, start - _QUOTE_LONGEST), start)
    if (
        opened >= 0
        and text.find("”", opened, start) < 0
        and text.find("”", end, opened + _QUOTE_LONGEST + 2) >= 0
    ):
        closed = text.find("”", end)
        return text[closed + 1 : closed + 2] not in ("，", "。", "；", "、") or not _BOUNDED.fullmatch(
            text, opened + 1, closed
        )
    opened = text.rfind("《", max(0, start - 40), start)
    return opened >= 0 and text.find("》", opened, start) < 0


def listed(text: str, start: int, end: int) -> bool:
    """A list number: 1. at the start of a line, or alone in brackets."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in ("（", "(", "[", "［", "〔", "【") and after in ("）", ")", "]", "］", "〕", "】"):
        return True
    return (
        before in ("", "\n")
        and after in (".", "．", "、", ")", "）")
        and not text[end + 1 : end + 2].isdigit()
    )


def idle(text: str, mention: QuantityMention) -> bool:
    """Words that look like quantities and count nothing: 一个, 六个方面, 24小时服务."""
    word = text[mention.start : mention.end]
    if mention.kind in ("chinese", "scale") and text[mention.start - 1 : mention.start] == "每":
        return True  # 每百户拥有车位120个
    if mention.kind == "chinese":
        if mention.unit == "类" and (
            text[mention.start - 1] in "劣由到至、"
            or text[mention.end : mention.end + 1] in ("水", "断", "以", "及")
        ):
            return True  # 劣五类: a grade of water
        if mention.unit == "位" and text.startswith("数", mention.end):
            return True  # 两位数增长
        if _PHRASES.match(text, mention.start):
            return True
        if (
            text[mention.start] == "一"
            and mention.unit not in ("倍", "小时", "日")
            and mention.qualifier not in (AT_LEAST, AT_MOST)
            and mention.low == 1
        ):
            return True
        if mention.unit == "个" and _ASPECTS.match(text, mention.end):
            return True
        if text.startswith("个“", mention.end - 1) and not _MADE.search(
            text[max(0, mention.start - 2) : mention.start]
        ):
            return True  # 五个“必须统筹好”
        counted = mention.unit in (
            "人",
            "条",
            "位",
            "项",
            "名",
            "处",
            "场",
            "列",
            "部",
            "支",
            "门",
            "台",
            "家",
        )
        if counted and mention.qualifier != AT_LEAST and text[mention.start] == "一":
            return mention.low is not None and mention.low < 10
    if mention.unit in ("个月", "天") and text[mention.left - 2 : mention.left] == "连续":
        return _END.match(text, mention.right) is not None  # 连续1200多天未发生: how long it has held
    if mention.unit in ("个月", "天", "小时", "分钟", "秒") and text[mention.left - 2 : mention.left] in (
        "连续",
        "历时",
        "时隔",
        "，前",
        "年前",
        "。前",
        "期前",
        "额前",
    ):
        return True
    return word in ("24小时",) and bool(_SERVICE.match(text, mention.end))


_END = re.compile(r"[，。；、：\n]|$")
_MADE = re.compile(r"[建打新创培设增]|实施|打造|建设|新增|推进")
_PHRASES = re.compile(
    r"八项规定|[两二三](?:条(?:底线|红线|控制线|保障线))|[两二](?:个市场|种资源|个大局|个轮子|条底线|个翻番|个确立|个维护|项补贴|个责任|手抓)|三项(?:制度|机制|岗位)|四个(?:革命|中心|服务|意识|自信|全面)|五个(?:必须|坚持)|三个(?:区分|代表|务必)|一家(?!企)|百家争|[千万]家万户"
)
_ASPECTS = re.compile(
    r"方面|维护|意识|自信|确保|重点(?!项目|工程|企业|任务|产业|园区|实验室)|坚持|毫不|关键|一百年|问题上|字|百年|层面|转变|环节"
)
_SERVICE = re.compile(r"不|自助|服务|在线|值班|营业|开放|全天|值守")
