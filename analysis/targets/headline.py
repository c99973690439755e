"""The passage that states the year's main expected targets (主要预期目标), wherever it stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.corpus.types import Report


class Passage(NamedTuple):
    """A stretch of the text inside one paragraph that states targets."""

    start: int
    end: int
    paragraph: int


_NEAR = 160  # characters around the words for the targets that tell what they introduce
_MENTION = re.compile(r"(?:预期|主要|总体|奋斗|发展|工作|任务)(?:性)?目标")
_COLON = re.compile(r"[：:]|(?:是|为|如下)[，,：:]?(?=[^，。]{0,40}\d)")
_LONGER = re.compile(
    r"“?十[一二三四五六]五”?(?:时期|期间|末|发展|经济社会|规划|主要)?|五年(?:规划|经济|发展|的)|今后五年|未来五年|[到至]20\d\d年|二〇三五|2035|远景|今后[一二三四五六七八九几]年|未来[一二三四五六七八九几]年|三年|本届政府|第[一二]个百年|两个一百年"
)
_YEARLY = re.compile(r"今年|本年|20\d\d年|全年|年度")
_PAST = re.compile(r"完成了?|实现了?|确定的|达到|超额|低于|没有|未能|年初|去年|上年|过去|兑现|能够实现")
_STOP = re.compile(
    r"(?:实现|完成|确定|设定|提出|制定|确立|达成|安排|落实|围绕|对照|做到|为了?|要)*(?:好|了)?(?:以上|上述|这些|这一|今年的?|全年的?|年度)(?:各项|经济社会发展|主要|预期|发展|经济增长|的)*(?:目标|指标|安排|任务)"
    r"|^(?:上述|以上|这些)|^加强对|^这里|^综合考虑|^主要考虑|^这(?:既|是|样|一|充分|与|个)|^需要(?:说明|指出)|^做好|^我们[要将必]|^为此|^确定[^，。；]{0,12}目标|^提出|^之所以"
)
_ENUMERATED = re.compile(
    r"(?:——|—|[一二三四五六七八九十]是|（?[一二三四五六七八九十\d]{1,2}[）.．、]|第[一二三四五六七八九十]|[①-⑩●·•])"
)
_INDICATOR = re.compile(
    r"生产总值|经济增长|GDP|预算收入|财政收入|固定资产投资|社会消费品|进出口|新增就业|失业率|消费价格|CPI|可支配收入|居民收入|能耗|污染物|粮食|贫困|外资|工业增加值|城镇化率|PM2\.5|优良天数|减排"
)
_CARRY_ON = re.compile(r"(?:上述|以上|这些)[^。]{0,16}目标的?(?:同时|基础上)[^。：，]{0,10}[：:，]")
_SENTENCE = re.compile(r"[^。！？\n]*+(?:[。！？]+[”’）]*|\n|$)")


def find_passages(report: Report) -> list[Passage]:
    """The passages of the year's main expected targets, in order; none when the report states none.

    A passage opens with the words for expected or main targets and a colon (or 是, 为, 如下), or stands under
    a heading of that name; it names at least two indicators of the year's list. The recap of last year's
    targets (完成了……主要预期目标) and lists for five years or for 2035 are left out, and so are the sentences
    that comment on the targets (上述目标……).
    """
    found: list[Passage] = []
    text, paragraphs = report.reading, report.paragraphs
    known = any(paragraph.part == "plan" for paragraph in paragraphs)
    best = 0
    for number, paragraph in enumerate(paragraphs):
        if (
            paragraph.part == "review"
            and known
            and not _this_year(text[paragraph.start : paragraph.start + 80], report.year)
        ):
            continue
        opened = _opening(report, number)
        if opened is None:
            continue
        passage = _collect(report, number, opened)
        weight = sum(_weight(text[start:end]) for start, end, _ in passage)
        if weight >= 2 and weight > best:
            found, best = passage, weight
    return found or _unnamed(report)


def _unnamed(report: Report) -> list[Passage]:
    """A sentence that states the year's figures without calling them targets:
    建议今年全市地区生产总值增长6%左右，…….
    """
    text = report.reading
    for sentence in report.sentences:
        if sentence.part == "review" or sentence.end - sentence.start < 40:
            continue
        match = _GROWTH.search(text, sentence.start, min(sentence.end, sentence.start + 80))
        if match is None:
            continue
        head = text[sentence.start : match.start()]
        if (
            not re.search(rf"建议|今年|全年|{report.year}年|预期", head)
            or _LONGER.search(head)
            or _PAST.search(head)
        ):
            continue
        wording = text[sentence.start : sentence.end]
        if _weight(wording) >= 4 and _dense(wording):
            end = report.paragraphs[sentence.paragraph].end
            return [Passage(match.start(), _until_comment(report, match.start(), end), sentence.paragraph)]
    return []


_GROWTH = re.compile(
    r"(?:全[省市区县国州])?(?:地区|国内)?(?:生产总值|GDP|经济)(?:预期)?(?:增长|增速)[^，。；]{0,8}\d"
)


def _this_year(text: str, year: int | None) -> bool:
    return "今年" in text or (year is not None and f"{year}年" in text)


def _weight(text: str) -> int:
    """How many different indicators of a yearly list a text names."""
    return len(set(_INDICATOR.findall(text)))


def _opening(report: Report, number: int) -> int | None:
    """Where the list of targets begins in this paragraph, or None."""
    start, end = report.paragraphs[number][:2]
    paragraph = report.reading[start:end]
    for match in _MENTION.finditer(paragraph):
        if _opens(paragraph, match, report.year):
            colon = _COLON.search(paragraph[match.end() : match.end() + _NEAR][:60])
            return start + match.end() + (colon.end() if colon else 0)
    if _heads_a_list(report, number, paragraph):
        return end
    dense = len(paragraph) > 40 and _weight(paragraph) >= 4 and _dense(paragraph)
    return start if number and dense and _under_heading(report, number) else None


def _opens(paragraph: str, mention: re.Match[str], year: int | None) -> bool:
    """Whether a mention of the targets introduces those of the year: not those of the past or of several
    years, nor what has been done of them.
    """
    head = paragraph[max(0, mention.start() - _NEAR) : mention.start()]
    sentence = head[max(head.rfind("。"), head.rfind("；")) + 1 :]
    before = sentence[-60:]
    if not _introduces(paragraph[mention.end() : mention.end() + _NEAR]):
        return False
    if _PAST.search(before) and not _YEARLY.search(before):
        return False
    if _LONGER.search(before) and not re.search(rf"今年|{year}年(?!底|末|全面|基本)|年度", before):
        return False
    return not re.search(r"(?:完成|实现|达到|达成)[^，。]{0,12}$", sentence[-24:])


def _heads_a_list(report: Report, number: int, paragraph: str) -> bool:
    """Whether a paragraph is a heading of the expected targets over an enumerated one with figures."""
    if len(paragraph) > 40 or "预期目标" not in paragraph or not _HEADING.search(paragraph):
        return False
    if number + 1 >= len(report.paragraphs) or _LONGER.search(paragraph):
        return False
    below = report.paragraphs[number + 1]
    following = report.reading[below.start : below.end]
    return bool(_ENUMERATED.match(following) and _weight(following) and _NUMBER.search(following))


def _under_heading(report: Report, number: int) -> bool:
    """A heading of main or expected targets stands one or two paragraphs above, as in a task division."""
    for above in report.paragraphs[max(0, number - 3) : number]:
        heading = report.reading[above.start : above.end]
        if (
            len(heading) <= 48
            and _HEADING.search(heading)
            and not heading.endswith(("：", ":"))
            and not _LONGER.search(heading)
        ):
            return True
    return False


_NUMBER = re.compile(r"\d(?:%|％|万|个|亿)")
_HEADING = re.compile(r"(?:主要|预期|总体|发展)目标")


def _introduces(tail: str) -> bool:
    """目标 is followed by a colon, or by 是, 为 or 如下, before the sentence ends; or the line ends there."""
    if re.match(
        r"(?:任务|值|建议)?(?:[，,][^：:。]{0,50}|按[^：:。]{0,40}|（[^）]{0,20}）|初步|拟?安排|确定|建议|设)?[^：:。，]{0,10}[：:]",
        tail,
    ):
        return True
    return bool(re.match(r"(?:任务|值)?(?:拟|建议|初步|安排|确定|设定|定)*(?:是|为|如下)", tail))


def _dense(text: str) -> bool:
    return len(re.findall(r"\d(?:%|％|万)", text)) >= 3


def _collect(report: Report, number: int, opened: int) -> list[Passage]:
    """The list from its opening on: the rest of the paragraph and the enumerated paragraphs that follow."""
    text, paragraphs = report.reading, report.paragraphs
    passages = []
    end = _until_comment(report, opened, paragraphs[number].end)
    if end > opened:
        passages.append(Passage(opened, end, number))
    rest = text[opened : paragraphs[number].end].strip()
    stopped = end < paragraphs[number].end
    follows = not rest or rest.endswith(("：", ":", "；", ";"))
    for after in range(number + 1, min(number + 12, len(paragraphs))):
        start, finish = paragraphs[after].start, paragraphs[after].end
        paragraph = text[start:finish]
        carried = _CARRY_ON.search(paragraph[:160])
        goes_on = not stopped and (follows or _ENUMERATED.match(paragraph)) and not carried
        if not goes_on or paragraphs[after].level not in (0, 3, 4):
            if carried:
                passages.append(Passage(start + carried.end(), finish, after))
            break
        if not _is_item(paragraph, follows):
            break
        end = _until_comment(report, start, finish)
        if end > start:
            passages.append(Passage(start, end, after))
        stopped = end < finish
        follows = follows and not stopped
    return passages


def _is_item(paragraph: str, follows: bool) -> bool:
    """Whether a paragraph is an item of the list: no comment and no new section, with an indicator or an
    amount; ``follows``: it stands right behind the words that open the list, and needs no figure.
    """
    if _STOP.search(paragraph[:24]) or _SECTION.match(paragraph):
        return False
    if not follows and not re.search(r"\d", paragraph):
        return False
    return bool(_weight(paragraph) or _AMOUNT.search(paragraph))


_SECTION = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
_AMOUNT = re.compile(r"\d(?:%|％|万|个|亿|件|元|微克)|达到|完成|保持")


def _until_comment(report: Report, start: int, end: int) -> int:
    """The end of the last sentence before one that comments on the targets; an attribution at the end is left
    out.
    """
    text, at = report.reading, start
    end = next((a.start for a in report.attributions if a.end == end and a.start >= start), end)
    while at < end:
        match = _SENTENCE.match(text, at, end)
        assert match is not None  # the pattern may be empty
        if match.end() == at:
            break
        if at > start and _STOP.match(text[at : min(at + 30, match.end())]):
            return at
        at = match.end()
    return end
