"""The period that an aim is for, where it isn't the report's year: a plan of five years, a later year."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from analysis.parts.sentences import year_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.corpus.types import Paragraph

_YEAR = r"(?:1[89]|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2}"
_NAMED = re.compile(
    rf"(?<![比较自从\d])(?P<year>{_YEAR})年(?!代)(?:底|末|前|内)?"
    r"|“?(?P<plan>十[一二三四五六]五)”?(?:末|时期|期间)?|“(?P<short>[六七八九十]五)”"
    r"|(?:未来|今后|下一个?)(?P<years>[一二三四五两几十]+年)|(?P<now>今年|年内|全年|本年度?|当年)"
)
# What a list of aims for several years is announced with.
LONGER = re.compile(
    r"“?十[一二三四五六]五”?(?:时期|期间|末|发展|经济社会|规划|主要)?|“[六七八九十]五”|五年(?:规划|计划|经济|发展|的)|"
    r"(?:今后|未来|下一个?)(?:[三五两几十]|二十)年|[到至](?:20|19)\d\d年|二〇[二三四]五|20[345]5|远景|三年|本届政府|任期|"
    r"第[一二]个百年|两个一百年"
)
_MEAN = re.compile(r"年均(?!浓度|值|气温|降水|降雨|预警)|平均每年|每年(?:平均)?(?:增长|递增|提高)")
_TELLING = re.compile("[年五3届景回总成]")  # what every heading with a period, or of a review, holds one of
_TOPIC = re.compile(  # 到2025年 at its beginning is said of one sentence
    r"(?:各位代表[！!，,：:])?(?:“?十[一二三四五六]五”?(?:时期|期间)|“[六七八九十]五”(?:时期|期间)|"
    r"(?:今后|未来)(?:[三五两几十]|二十)年)"
)
_HEADING = 60  # characters of the longest line that can be a heading
_OPENING = 40  # characters of a paragraph that can say of which period it speaks


def period_named(text: str, year: int | None) -> str | None:
    """The last period that a text names: "" for the report's year, None where it names none.

    Parameters
    ----------
    text : str
        A heading, or the words before a number.
    year : int or None
        That the report plans for.

    Returns
    -------
    str or None
        ``"2030"``, ``"十四五"``, ``"五年"``, ``""`` or None.

    Examples
    --------
    >>> period_named("到2025年", 2022), period_named("今后五年的目标", 2022), period_named("“十四五”末", 2021)
    ('2025', '五年', '十四五')
    >>> period_named("今年的目标", 2022), period_named("发展目标", 2022)
    ('', None)
    """
    if "年" not in text and "五" not in text:
        return None  # as in most sentences
    found = None
    for match in _NAMED.finditer(text):
        if match["year"]:
            named = year_named(match["year"])
            found = str(named) if year is None or named > year else ""
        else:
            found = match["plan"] or match["short"] or match["years"] or ""
    return found


def period_before(text: str, start: int, year: int | None) -> str | None:
    """The period that a sentence names before a number; "" for the report's year, None where it names none.

    Parameters
    ----------
    text : str
        Of the report.
    start : int
        Where the number begins.
    year : int or None
        That the report plans for.

    Returns
    -------
    str or None

    Examples
    --------
    >>> period_before("到2025年，高铁里程达到4400公里", 13, 2022)
    '2025'
    """
    window = text[max(0, start - 120) : start]
    window = window[max(window.rfind("。"), window.rfind("\n"), window.rfind("；")) + 1 :]
    return period_named(window, year)


def is_yearly_mean(text: str) -> bool:
    """Whether the figures that follow are means over several years.

    >>> is_yearly_mean("地区生产总值年均增长6%"), is_yearly_mean("PM2.5年均浓度下降3%")
    (True, False)
    """
    return _MEAN.search(text) is not None


class Periods:
    """The periods that the headings of a report and the openings of its paragraphs name."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], year: int | None) -> None:
        self._text, self._year = text, year
        self._starts = [paragraph.start for paragraph in paragraphs]
        self._headed: list[str] = []
        period, level = "", 0
        for start, end, _, own, *_ in paragraphs:
            line = text[start:end] if end - start <= _HEADING else ""
            heads = bool(line) and (own > 0 or not line.endswith(("。", "；", "！", "？", "，")))
            if heads:
                named = self._of_heading(line)
                if named is not None:
                    period, level = named, own
                elif 0 < own <= max(level, 1):
                    period, level = "", own
            self._headed.append(period)

    def _of_heading(self, line: str) -> str | None:
        """The period that a heading names; that of the year where it names both."""
        if not _TELLING.search(line):
            return None
        if re.search(r"今年|年度", line) or (self._year is not None and f"{self._year}年" in line):
            return ""
        if re.search("回顾|总结|成[就绩]", line):
            return ""
        longer = LONGER.search(line)
        return (period_named(line, self._year) or "") if longer else None

    def heading(self, paragraph: int) -> str:
        """The period that the heading above a paragraph names; "" for the year, or for none."""
        return self._headed[paragraph] if 0 <= paragraph < len(self._headed) else ""

    def of(self, start: int) -> str:
        """The period of a number: named in its sentence before it, by the opening of its paragraph, or by
        the heading above.

        Parameters
        ----------
        start : int
            Where the number begins.

        Returns
        -------
        str
            "" for the report's year.
        """
        number = bisect_right(self._starts, start) - 1
        named = period_before(self._text, start, self._year)
        if named is None and number >= 0:
            at = self._starts[number]
            opening = self._text[at : min(at + _OPENING, start)]
            if _TOPIC.match(opening):
                between = self._text[at:start]
                named = "" if "今年" in between else period_named(opening, self._year)
        return self.heading(number) if named is None else named
