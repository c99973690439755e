"""What looks like a quantity and is none: list numbers, slogans in quotation marks, idioms, spans of time.

``IDLE`` is an ordered table of rules; ``analysis.quantities.rules`` says how to add one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.quantities.numerals import COUNTER
from analysis.quantities.qualifiers import AT_LEAST, AT_MOST, QuantityMention
from analysis.quantities.rules import Rule, RuleTable

_QUOTE_LONGEST = 14  # characters inside “…” that make a name or slogan: “30条”, “15连增”, “1+6”
_TITLE_LONGEST = 40  # characters of a title in 《》 before a number in it

_BOUNDED = re.compile(
    r"(?:最多|至多|不超过|不低于|至少|低于|高于)\d+(?:\.\d+)?"
    r"(?:个?工作日|天|小时|分钟|%|[万亿]?元|公里)(?:以内|以上|左右)?"
)


def quoted(text: str, start: int, end: int) -> bool:
    """Inside a short quotation or a title; 审批“最多90天”， is a bound, not a slogan.

    Parameters
    ----------
    text : str
        A report's text or any other.
    start, end : int
        Where the quantity stands in it, with its unit.

    Returns
    -------
    bool

    Examples
    --------
    >>> quoted("推出“30条”措施", 3, 5), quoted("审批“最多90天”。", 5, 7)
    (True, False)
    """
    before = text[max(0, start - _TITLE_LONGEST) : start]
    if "“" in before and text.find("”", end, end + _QUOTE_LONGEST) >= 0:
        opened = text.rfind("“", max(0, start - _QUOTE_LONGEST), start)
        closed = text.find("”", end)
        if opened >= 0 and text.find("”", opened, start) < 0 and closed <= opened + _QUOTE_LONGEST + 1:
            followed = text[closed + 1 : closed + 2] in ("，", "。", "；", "、")
            return not (followed and _BOUNDED.fullmatch(text, opened + 1, closed))
    return "《" in before and "》" not in before[before.rindex("《") :]


def listed(text: str, start: int, end: int) -> bool:
    """A list number: 1. at the start of a line, or alone in brackets.

    Parameters
    ----------
    text : str
        A report's text or any other.
    start, end : int
        Where the number stands in it.

    Returns
    -------
    bool

    Examples
    --------
    >>> listed("1.加快发展", 0, 1), listed("（3）", 1, 2), listed("增长5%", 2, 3)
    (True, True, False)
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in ("（", "(", "[", "［", "〔", "【") and after in ("）", ")", "]", "］", "〕", "】"):
        return True
    return (
        before in ("", "\n")
        and after in (".", "．", "、", ")", "）")
        and not text[end + 1 : end + 2].isdigit()
    )


class Candidate(NamedTuple):
    """What may be a quantity, in its text."""

    text: str
    mention: QuantityMention

    def word(self) -> str:
        """Number and unit."""
        return self.text[self.mention.start : self.mention.end]

    def before(self, size: int) -> str:
        """So many characters before the number."""
        start = self.mention.start
        return self.text[max(0, start - size) : start]

    def lead(self) -> str:
        """The two characters before the words that qualify the number."""
        left = self.mention.left
        return self.text[max(0, left - 2) : left]

    def follows(self, pattern: re.Pattern[str]) -> bool:
        """The pattern matches behind the unit."""
        return pattern.match(self.text, self.mention.end) is not None


_END = re.compile(r"[，。；、：\n]|$")
_MADE = re.compile(r"[建打新创培设增]|实施|打造|建设|新增|推进")
_PHRASES = re.compile(
    r"八项规定|[两二三](?:条(?:底线|红线|控制线|保障线))|"
    r"[两二](?:个市场|种资源|个大局|个轮子|条底线|个翻番|个确立|个维护|项补贴|个责任|手抓)|"
    r"三项(?:制度|机制|岗位)|四个(?:革命|中心|服务|意识|自信|全面)|五个(?:必须|坚持)|三个(?:区分|代表|务必)|"
    r"一家(?!企)|百家争|[千万]家万户"
)
_ASPECTS = re.compile(
    r"方面|维护|意识|自信|确保|重点(?!项目|工程|企业|任务|产业|园区|实验室)|坚持|毫不|关键|一百年|问题上|字|"
    r"百年|层面|"
    r"转变|环节"
)
_MEETING = re.compile(r"(?:党|人民)?(?:代表|全体)?(?:全会|大会|会议|党代会)")
_DIVIDED = re.compile(r"方面[：:]")
_SERVICE = re.compile(r"不|自助|服务|在线|值班|营业|开放|全天|值守")
_WATER = re.compile(r"[水断以及]")
_DIGITS = re.compile(r"数")
_CHINESE = ("chinese",)
_LASTING = frozenset(["连续", "历时", "时隔", "，前", "年前", "。前", "期前", "额前"])


def _is_one_of_a_kind(candidate: Candidate) -> bool:
    mention = candidate.mention
    return (
        mention.low == 1
        and candidate.text[mention.start] == "一"
        and mention.qualifier not in (AT_LEAST, AT_MOST)
    )


IDLE: RuleTable[Candidate, bool] = RuleTable(
    (
        Rule(
            "per so many",
            "每百户拥有车位120个: what it is counted by.",
            True,
            "每【百户】拥有车位120个。",
            "惠及【百户】居民。",
            lambda candidate: candidate.before(1) == "每",
            kinds=("chinese", "scale"),
        ),
        Rule(
            "grade of water",
            "劣五类, 三类水: a grade, not a number of kinds.",
            True,
            "消除劣【五类】水体。",
            "推出【五类】产品。",
            lambda candidate: candidate.before(1) in tuple("劣由到至、") or candidate.follows(_WATER),
            units=re.compile(r"^类$"),
            kinds=_CHINESE,
        ),
        Rule(
            "number of digits",
            "两位数增长: how many digits, not how many persons.",
            True,
            "实现【两位】数增长。",
            "引进【两位】院士。",
            lambda candidate: candidate.follows(_DIGITS),
            units=re.compile(r"^位$"),
            kinds=_CHINESE,
        ),
        Rule(
            "set phrase",
            "Names and idioms that hold a number: 八项规定, 三个代表, 千家万户.",
            True,
            "落实中央【八项】规定。",
            "实施【八项】工程。",
            lambda candidate: _PHRASES.match(candidate.text, candidate.mention.start),
            kinds=_CHINESE,
        ),
        Rule(
            "a or an",
            "一个 without a bound is an article.",
            True,
            "打造【一个】平台。",
            "打造【两个】平台。",
            _is_one_of_a_kind,
            units=re.compile(rf"^(?!倍$)(?:{COUNTER}|[省市县区乡镇村人])$"),
            kinds=_CHINESE,
        ),
        Rule(
            "meeting",
            "十一次全会: which meeting it was.",
            True,
            "落实省委【十一次】全会精神。",
            "开展【十一次】检查。",
            lambda candidate: candidate.follows(_MEETING),
            units=re.compile(r"^次$"),
            kinds=_CHINESE,
        ),
        Rule(
            "aspects",
            "六个方面, 四个坚持: how a speech is divided.",
            True,
            "抓好【六个】方面工作。",
            "抓好【六个】项目。",
            lambda candidate: candidate.follows(_ASPECTS),
            units=re.compile(r"^个$"),
            kinds=_CHINESE,
        ),
        Rule(
            "aspects in figures",
            "14个方面: how a speech is divided.",
            True,
            "抓好以下【14个】方面的工作。",
            "抓好以下【14个】项目。",
            lambda candidate: (
                candidate.follows(_DIVIDED)
                or (candidate.before(2) in ("以下", "如下") and candidate.follows(_ASPECTS))
            ),
            units=re.compile(r"^个$"),
        ),
        Rule(
            "slogan",
            "五个“必须统筹好”: the name of a slogan, unless a verb makes so many of them.",
            True,
            "坚持【五个】“必须统筹好”。",
            "打造【五个】“无废城市”。",
            lambda candidate: (
                candidate.text.startswith("个“", candidate.mention.end - 1)
                and not _MADE.search(candidate.before(2))
            ),
            kinds=_CHINESE,
        ),
        Rule(
            "run of days",
            "连续 so many days of something: a quantity of it.",
            False,
            "连续【100天】攻坚。",
            "连续【100天】，未发生事故。",
            lambda candidate: (
                candidate.lead() == "连续" and _END.match(candidate.text, candidate.mention.right) is None
            ),
            units=re.compile(r"^(?:个月|天)$"),
        ),
        Rule(
            "span of time",
            "How long something has lasted, or how long ago it was.",
            True,
            "历时【3个月】完成。",
            "提前【3个月】完成。",
            lambda candidate: candidate.lead() in _LASTING,
            units=re.compile(r"^(?:个月|天|小时|分钟|秒)$"),
        ),
        Rule(
            "round the clock",
            "24小时服务: always open.",
            True,
            "开通【24小时】服务热线。",
            "压缩到【24小时】办结。",
            lambda candidate: candidate.word() == "24小时" and candidate.follows(_SERVICE),
            units=re.compile(r"^小时$"),
        ),
    )
)


def idle(text: str, mention: QuantityMention) -> bool:
    """Words that look like quantities and count nothing: 一个, 六个方面, 24小时服务.

    >>> from analysis.quantities.grammar import scan
    >>> [mention.low for mention in scan("抓好六个方面工作，建设六个项目")]
    [6.0]
    """
    unit, kind = mention.unit, mention.kind
    if not IDLE.concerns(unit, kind):  # most quantities: nothing need be made for them
        return False
    rule = IDLE.decide(Candidate(text, mention), unit, kind)
    return rule is not None and rule.result
