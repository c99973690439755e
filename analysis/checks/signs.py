"""How a work report ends: with an appeal, a conviction, cheers or thanks.

A text that was cut short ends with any sentence. No single word tells the two apart (every page speaks of
努力), so an ending is weighed: ``SIGNS`` are what the last words may have, each with its points, and an
ending with ``CLOSED`` points or more closes a speech. Every sign has an example and a counterexample, which
are run as tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from analysis.checks.behind import NUMBER

CLOSED = 2
SURE = 4  # so many points close a speech even where words of an unknown kind stand behind it
_WINDOW = 900  # characters before the end in which its last sentence is looked for
_ADDRESSED = 450  # … and in which the hall is addressed for the last time
SENTENCE = re.compile(r"[^。！？!?…\n]*[。！？!?…]+[”’）)》】」』]*|[^。！？!?…\n]+")
_STAGE = re.compile(r"[（(][^（）()\n]{0,20}(?:掌声|鼓掌|起立|欢呼|口号)[^（）()\n]{0,12}[)）]")
_ADDRESS = r"(?:各位代表|代表们|同志们|各位委员|朋友们|乡亲们)(?:[、，]同志们)?[！!，,：:]"
_TO_BE_CONTINUED = re.compile(rf"(?:{_ADDRESS})$|{NUMBER}")


class Words(NamedTuple):
    """The last words of a text: its last sentence, and the last 450 characters."""

    last: str
    around: str


@dataclass(frozen=True)
class Sign:
    """What the last words of a speech may have.

    Parameters
    ----------
    name, reason : str
        What it is called, and why it tells an ending.
    points : int
        What it weighs; below zero where it tells the middle of a speech.
    within : str
        The words that are read: ``last`` or ``around`` (``Words``).
    pattern : re.Pattern
        What is looked for.
    example, counterexample : str
        Last words that have it, and some that don't.
    """

    name: str
    reason: str
    points: int
    within: str
    pattern: re.Pattern[str]
    example: str
    counterexample: str


SIGNS: tuple[Sign, ...] = (
    Sign(
        "thanks",
        "Nothing is said after the speaker has thanked the hall.",
        SURE,
        "last",
        re.compile(
            r"^(?:(?:最后|再次)[，,]?)?(?:(?:衷心|再次|非常)?(?:谢谢|感谢)(?:大家|各位[^。！，]{0,8})?)[。！!]*$"
        ),
        "为建设美好家园而奋斗！谢谢大家！",
        "谢谢广大干部职工一年来的支持，工作还有不足。",
    ),
    Sign(
        "wishes",
        "A speaker may close with good wishes, before a festival above all.",
        SURE,
        "last",
        re.compile("^(?:最后[，,]?)?(?:再次|衷心|恭|敬|谨|预)?祝[^。]{4,}[！!。]$"),
        "最后，祝各位代表身体健康、新春愉快！",
        "隆重庆祝建市三十周年。",
    ),
    Sign(
        "cheers",
        "A speech of the older kind ends in cheers.",
        SURE,
        "last",
        re.compile(r"万岁[！!。]*[”’]?$"),
        "全国各族人民大团结万岁！",
        "有人高呼万岁，更多的人埋头苦干。",
    ),
    Sign(
        "submitted",
        "The report is laid before the hall; in its middle only single papers and figures are.",
        SURE,
        "last",
        re.compile(
            r"^(?:以上|上述|这个|本|我的)?(?:政府工作|工作)?报告[^。]{0,30}(?:审议|审查|讨论|指示|完了|完毕|到此)[^。]{0,14}[。！]*$"
            r"|^(?:以上|现)[^。]{0,16}[，,]?(?:敬)?请[^。]{0,20}(?:审议|审查|讨论|批评指正)[。！]*$"
            r"|^(?:敬)?请(?:予|各位|大家|大会|全体)[^。]{0,12}(?:审议|审查|讨论)[^。]{0,40}[。！]$"
        ),
        "以上报告，请各位代表审议。",
        "提请市人大常委会审议地方性法规六件。",
    ),
    Sign(
        "let us",
        "The speaker turns to the hall and calls on it.",
        2,
        "last",
        re.compile("(?<!这)让我们(?!的|感)"),
        "让我们携起手来，开创新局面。",
        "这让我们的城市更有温度。",
    ),
    Sign(
        "rally",
        "All are called together around the leadership: the set form of the last sentence.",
        2,
        "last",
        re.compile("紧密.{0,4}团结在|团结在.{2,40}周围|同志们.{0,6}团结起来"),
        "我们要更加紧密地团结在党中央周围，扎实工作。",
        "加强民族团结，维护社会稳定。",
    ),
    Sign(
        "struggle",
        "For what all are to strive: the other set form of the last sentence.",
        2,
        "last",
        re.compile(
            "为[^。]{4,300}(?:而|继续|共同|不懈|努力|团结|奋力|顽强)(?:努力|不懈|团结|共同|顽强|继续)?奋斗[！!。]+$|(?:前进|进军)吧?[！!。]+$"
        ),
        "为完成今年的各项任务而奋斗。",
        "为群众办实事，是我们奋斗的目标。",
    ),
    Sign(
        "together",
        "Called together in other words.",
        1,
        "last",
        re.compile(
            "团结起来|团结一[致心]|团结(?:奋斗|奋进|拼搏|带领)|同心同德|同心协力|齐心协力|众志成城|万众一心|携手(?:并肩|同心|奋进|前行|并进)|凝心聚力|勠力同心|戮力同心|精诚团结"
        ),
        "全市人民同心同德，一定能建成新城。",
        "县财政与银行合作，扩大贷款。",
    ),
    Sign(
        "led by",
        "Under whose lead or banner: said of the whole work, at its end.",
        1,
        "last",
        re.compile("(?:领导|指引|指导)下|旗帜(?!鲜明)"),
        "在县委的坚强领导下，再创佳绩。",
        "加强领导，落实责任。",
    ),
    Sign(
        "exclamation",
        "An appeal ends with its mark; few sentences of a report do.",
        1,
        "last",
        re.compile(r"[！!][”’）)]*$"),
        "为实现目标而奋斗！",
        "粮食总产量达到二十万吨。",
    ),
    Sign(
        "last word",
        "The words that an appeal ends on.",
        2,
        "last",
        re.compile(
            r"(?:奋斗|拼搏|前进吧?|奋进|前行|进军|迈进|跨越|贡献|篇章?|华章|画卷|答卷|乐章|局面|胜利|辉煌|伟业"
            r"|业绩|成绩|成就|献礼|召开|到来|明天|未来|前程|征程|努力|复兴|振兴|崛起|腾飞|世纪|现代化|强国|时代"
            r"|成功)[！。!]+[”’]?$"
            r"|(?:力量|家园|生活|幸福|彼岸|期望|期盼|重托|希望)[！!]+[”’]?$"
        ),
        "努力完成各项任务，迎接建国三十五周年的到来。",
        "粮食总产量达到二十万吨。",
    ),
    Sign(
        "address",
        "The closing passage addresses the hall once more.",
        1,
        "around",
        re.compile(_ADDRESS),
        "各位代表！蓝图已经绘就。",
        "办理人大代表建议十八件。",
    ),
    Sign(
        "conviction",
        "The speaker is sure of the outcome.",
        2,
        "last",
        re.compile(
            "我们(?:坚|深|确|完全|有理由)?(?:信|相信|坚信|确信)|一定(?:能|会|可以|是|属于|不辜负)|必将|必定|定能"
            "|就会|就能|我们.{0,6}决心|不辜负|不负(?:重托|众望|期望|使命|人民|时代)"
        ),
        "我们相信，今年的任务一定能够完成。",
        "今年要完成技术改造三十项。",
    ),
    Sign(
        "homage",
        "Homage to all circles, and whose merit it all is, close the review in the middle of a speech.",
        -3,
        "last",
        re.compile(
            "(?:表示|致以|表达)[^。！，]{0,16}(?:感谢|谢意|敬意|问候|慰问)[！!。]$|的结果[！!。]$|分不开的[。！]$"
        ),
        "向全市人民表示衷心的感谢！",
        "以实干表达感谢，把工作做好。",
    ),
)


def points(text: str) -> dict[str, int]:
    """The signs that the last words of a text have, with their points.

    >>> points("各位代表！让我们在县委的领导下建设新城！")
    {'let us': 2, 'led by': 1, 'exclamation': 1, 'address': 1}
    >>> points("粮食总产量达到二十万吨。")
    {}
    """
    text = _STAGE.sub("", text[-_WINDOW:])
    sentences = SENTENCE.findall(text)
    last = sentences[-1].strip() if sentences else ""
    if _TO_BE_CONTINUED.match(last):
        return {}
    words = Words(last, text[-_ADDRESSED:])
    return {sign.name: sign.points for sign in SIGNS if sign.pattern.search(getattr(words, sign.within))}


def weight(text: str) -> int:
    """How many points the last words of a text have (``SIGNS``)."""
    return sum(points(text).values())
