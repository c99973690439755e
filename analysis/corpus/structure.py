"""From clean text to parts, headings, paragraphs and sentences, each a span of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.attributions.finding import first_label
from analysis.attributions.lines import find_in_lines
from analysis.characters.traditional import simple_view
from analysis.cleaning.page import GREETING, is_title
from analysis.corpus.metadata import greeting_line
from analysis.corpus.types import AttributionSpan, Heading, Paragraph, Report, Sentence
from analysis.parts.course import assign_parts
from analysis.parts.headings import SURE, heading_evidence, heading_part

_NUMERAL = "一二三四五六七八九十百"
CHAPTER = re.compile(rf"(?:第[{_NUMERAL}]+(?:部分|章|篇)[ 、：]?|[{_NUMERAL}]{{1,3}}、)")
SECTION = re.compile(rf"（[{_NUMERAL}]{{1,3}}）")
ITEM = re.compile(
    rf"(?:\d{{1,3}}[.、](?!\d)|（\d{{1,2}}）|[{_NUMERAL}]{{1,2}}是(?!否)|第[{_NUMERAL}]{{1,2}}，|——)"
)
_SENTENCE = re.compile(r"[^。！？…]*(?:[。！？…]+[”’）》】」』]*|$)")
_GOES_ON = frozenset("，、；：的等和与及")
_STOPS = frozenset("。！？…")
_PAIRED = re.compile("[“（”’）》】」』]")
_PARTNER = 120  # characters in which the partner of an open mark is looked for
_LEAD_LENGTH = 30
_HEADING_LENGTH = 80  # 广东's sections are sentences of up to 61 characters
_VENUE = re.compile(r"——[ ]?(?:20\d\d|二[〇○零])")
# Sentences that open a paragraph without being its title: they address the hall, or turn to a time or to the
# speaker.
_NOT_LEAD = re.compile(
    r"各位代表|(?:刚刚)?过去|今年|去年|当前|同时|与此同时|一年来|五年来|新的一年|20\d\d年|我们|在.{0,16}的同时|(?:下面|现在)，"
)
_BARE = re.compile(r"[^。！？；：，、（）\n]{4,30}")


class Structure(NamedTuple):
    """The spans of one report."""

    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]


def split_sentences(text: str) -> list[str]:
    """The sentences of one paragraph, stops and closing marks included.

    A stop inside quotation marks doesn't end a sentence that goes on behind them: it goes on behind ！” and
    ？” unless a colon opened the quotation, and behind 。” when a mark or a particle follows.

    Parameters
    ----------
    text
        One paragraph.

    Returns
    -------
    list of str
        Joined they are the text.

    Examples
    --------
    >>> split_sentences("坚持“只有进行时，没有完成时！”的韧劲。今年怎么办？干！")
    ['坚持“只有进行时，没有完成时！”的韧劲。', '今年怎么办？', '干！']
    >>> split_sentences("“暖气够不够热？”检视工作惠及千家。他们说：“干！”大家都来了。")
    ['“暖气够不够热？”检视工作惠及千家。', '他们说：“干！”', '大家都来了。']
    """
    ends = list(_sentence_ends(text))
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _sentence_ends(text: str) -> Iterator[int]:
    """Where the sentences of one paragraph end, in order; none for an empty one."""
    paired = _PAIRED.search(text) is not None
    start = end = 0
    quotes = brackets = 0  # the marks that the sentence so far has left open
    for match in _SENTENCE.finditer(text):
        begin, end = match.span()
        if begin == end:
            continue
        if paired:
            quotes += text.count("“", begin, end) - text.count("”", begin, end)
            brackets += text.count("（", begin, end) - text.count("）", begin, end)
            if _quotation_goes_on(text, start, begin, end) or (
                (quotes > 0 or brackets > 0) and _closes_soon(text, end)
            ):
                continue
        yield end
        start, quotes, brackets = end, 0, 0
    if start < end:
        yield end


def _quotation_goes_on(text: str, start: int, begin: int, end: int) -> bool:
    """Whether a sentence goes on behind the stop and closing marks at ``end``; it began at ``start``, and its
    last stretch at ``begin``.

    >>> text = "坚持“没有完成时！”的韧劲。"
    >>> _quotation_goes_on(text, 0, 0, 10), _quotation_goes_on(text, 0, 10, 14)
    (True, False)
    """
    following = text[end : end + 1]
    if text[end - 1] not in _STOPS and following in _GOES_ON:
        return True
    if following and text[end - 1] == "”" and text[max(begin, end - 2)] in "！？":
        opening = text.rfind("“", start, end)
        return opening <= start or text[opening - 1] not in "：:"
    return False


def _closes_soon(text: str, end: int) -> bool:
    """Whether the partner of an open mark follows. A mark without one is a slip of the source."""
    return text.find("”", end, end + _PARTNER) >= 0 or text.find("）", end, end + _PARTNER) >= 0


def _marker_level(line: str) -> int:
    for level, pattern in ((1, CHAPTER), (2, SECTION), (3, ITEM)):
        if pattern.match(line):
            return level
    return 0


def find_heading(line: str) -> tuple[int, int] | None:
    """The heading that a line is or begins with.

    Levels: 1 一、 · 2 （一） · 3 1. or 一是 or 第一， or —— · 4 a short lead sentence that opens a paragraph
    of several. Bold type is lost in most sources, so level 4 goes by length and wording alone and also finds
    a few plain sentences (就业是民生之本。).

    Parameters
    ----------
    line
        One paragraph.

    Returns
    -------
    (int, int) or None
        Level and length in characters; None when the line has no heading.

    Examples
    --------
    >>> find_heading("（一）扎实推进“六稳”。面对压力，加强调节。")
    (2, 12)
    >>> find_heading("坚决打赢脱贫攻坚战。今年是决胜之年，要一鼓作气，确保剩余贫困人口如期脱贫。")
    (4, 10)
    >>> find_heading("现在，我代表省人民政府，向大会报告政府工作，请予审议。")
    """
    if _VENUE.match(line):
        return None
    level = _marker_level(line)
    first = line[: next(_sentence_ends(line), 0)]
    if level in (1, 2):
        if len(line) <= _HEADING_LENGTH and "。" not in line[:-1]:
            return level, len(line)
        return (level, len(first)) if len(first) <= _HEADING_LENGTH else (level, _clause_length(line))
    if level == 3:
        if len(line) <= 40 and not re.search("[。！？，；：]$|。", line):
            return level, len(line)
        return level, len(first) if len(first) <= 45 else _clause_length(line)
    if (
        3 <= len(first) <= _LEAD_LENGTH
        and len(line) > len(first) + 20
        and first.endswith("。")
        and not _NOT_LEAD.match(first)
    ):
        return 4, len(first)
    return None


def _find_headings(lines: Sequence[str], year: int | None) -> list[tuple[int, int] | None]:
    """``find_heading`` of each line. Bare lines such as 2024年工作回顾 are chapters too: where no numbered
    one says what it is, all of them; beside such, those that leave no doubt.
    """
    headings = [None if first_label(line) else find_heading(line) for line in lines]
    chapters = {i: heading[1] for i, heading in enumerate(headings) if heading and heading[0] == 1}
    bare = _bare_lines(lines, headings)
    if _opens_with_chapter(lines[0], headings[0], year):
        bare = [0, *(i for i in bare if i)]
    if any(heading_part(lines[i][:length], year) for i, length in chapters.items()):
        bare = [i for i in bare if abs(heading_evidence(lines[i], year)) >= SURE]
    else:
        speaking = [i for i in bare if heading_part(lines[i], year)]
        bare = speaking if chapters or not speaking else bare
    for i in bare:
        headings[i] = (1, len(lines[i]))
    return headings


def _opens_with_chapter(line: str, heading: tuple[int, int] | None, year: int | None) -> bool:
    """Whether a text without a head begins with the bare heading of a chapter.

    >>> _opens_with_chapter("2011年工作回顾", None, 2012), _opens_with_chapter("政府工作报告", None, 2012)
    (True, False)
    """
    return (
        heading is None
        and _BARE.fullmatch(line) is not None
        and not is_title(line)
        and abs(heading_evidence(line, year)) >= SURE
    )


def _bare_lines(lines: Sequence[str], headings: Sequence[tuple[int, int] | None]) -> list[int]:
    """Lines without a mark that stand between the greeting and the last line, and are no headings yet; the
    report's own title is none, wherever it stands.

    >>> lines = ["政府工作报告", "各位代表：", "2024年工作回顾", "经济增长。", "2025年工作安排", "推进改革。"]
    >>> _bare_lines(lines, [None] * 6)
    [2, 4]
    """
    first = greeting_line(lines) + 1
    bare = [i for i in range(first, len(lines) - 1) if _BARE.fullmatch(lines[i]) and not headings[i]]
    return [i for i in bare if not is_title(lines[i])]


def _clause_length(line: str) -> int:
    """Length up to and including the first clause mark."""
    match = re.search("[，：；。]", line)
    return match.end() if match else len(line)


def structure(text: str, year: int | None = None) -> Structure:
    """The spans of a clean text: one paragraph a line.

    Every character but the line ends belongs to exactly one paragraph and one sentence.

    Parameters
    ----------
    text
        The clean text.
    year
        The year that the report plans for; it helps to tell review from plan. None where it isn't known.

    Returns
    -------
    Structure
        Headings, paragraphs and sentences.

    Examples
    --------
    >>> shape = structure("一、改革\\n推进改革。扩大开放。")
    >>> len(shape.headings), len(shape.paragraphs), len(shape.sentences)
    (1, 2, 3)
    """
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    lines = simple_view(text).split("\n")
    heads = _find_headings(lines, year)
    greeting = greeting_line(lines)
    split = assign_parts(lines, heads, year, greeting if GREETING.match(lines[greeting]) else None)
    chapter = section = -1
    start = 0
    for index, (line, heading, part, sure) in enumerate(zip(lines, heads, *split, strict=True)):
        whole = 0
        if heading:
            level, length = heading
            # An item that is one sentence is body text all the same: 1.提高退休人员基本养老金。
            whole = level if length == len(line) and not (level == 3 and line[-1] in "。！；？") else 0
            headings.append(Heading(start, start + length, level, index, not whole))
            if level == 1:
                chapter, section = len(headings) - 1, -1
            elif level == 2:
                section = len(headings) - 1
        paragraphs.append(Paragraph(start, start + len(line), part, whole, chapter, section, sure))
        at = start
        for end in _sentence_ends(line):
            sentences.append(Sentence(at, start + end, part, index))
            at = start + end
        start += len(line) + 1
    return Structure(tuple(headings), tuple(paragraphs), tuple(sentences))


def attributions_of(text: str, paragraphs: Sequence[Paragraph]) -> tuple[AttributionSpan, ...]:
    """Where paragraphs say who answers for a task.

    Parameters
    ----------
    text
        The clean text.
    paragraphs
        Its paragraphs.

    Returns
    -------
    tuple of AttributionSpan
        In order; each lies in its paragraph, and they don't overlap.

    Examples
    --------
    >>> text = "降低费率。（财政部牵头，年内完成）"
    >>> attributions_of(text, [Paragraph(0, len(text), "plan", 0, -1, -1)])
    (AttributionSpan(start=5, end=17, paragraph=0),)
    """
    view = simple_view(text)
    spans = find_in_lines([view[paragraph.start : paragraph.end] for paragraph in paragraphs])
    return tuple(
        AttributionSpan(paragraph.start + start, paragraph.start + end, number)
        for number, paragraph in enumerate(paragraphs)
        for start, end in spans[number]
    )


def attribution_ends(report: Report) -> frozenset[int]:
    """Where attributions end: characters of the clean text, behind the last one of each.

    Parameters
    ----------
    report
        A report.

    Returns
    -------
    frozenset of int
        Ends of ``report.attributions``; a clause ends there too.

    Examples
    --------
    >>> from analysis import text_report
    >>> sorted(attribution_ends(text_report("降低费率。（财政部牵头，年内完成）减税。")))
    [17]
    """
    return frozenset(span.end for span in report.attributions)
