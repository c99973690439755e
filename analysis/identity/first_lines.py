"""Where the first lines of a text name its region: congress, title, office, mandate, signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.corpus.regions import Region
from analysis.identity.clues import (
    HEAD_LINES,
    SPEAKS_FOR,
    TASKS,
    WORK,
    Clues,
    dated_lines,
    without_quoted,
)
from analysis.identity.gazetteer import gazetteer
from analysis.rules import Rule

Place = tuple[Region, ...]  # the regions that one name can mean
_VENUE = re.compile(r"第[一二三四五六七八九十〇零\d]{1,4}届[^。]{0,12}(?:人民代表大会|人大)")
_NATIONAL = re.compile(r"全国人民代表大会|国务院总理|代表国务院|^国务院(?:办公厅)?关于")
_OFFICE = re.compile("人民政府|代理?(?:省|市|州|县|区|旗)长|(?:省|市|州|县|区|旗|盟)长|主席|专员")
_SIGNATURE = re.compile("[\u4e00-\u9fff]{2,24}人民政府(?:办公厅|办公室)?")


def _first_places(texts: Sequence[str]) -> list[Place]:
    """The first place that each text names."""
    places = gazetteer()
    return [place for text in texts for place in places.places(text)[:1]]


def _congress(line: str) -> list[Place]:
    """The place whose congress a line names; what stands behind (在北京人民大会堂开幕) is where it met."""
    venue = _VENUE.search(line)
    return gazetteer().places(line[: venue.end()])[-1:] if venue else []


def _venue(clues: Clues) -> list[Place]:
    return [place for line in clues.head for place in _congress(line)]


def _title(clues: Clues) -> list[Place]:
    titles = [line for line in clues.head if len(line) <= 80 and (WORK.search(line) or TASKS.search(line))]
    return _first_places([without_quoted(line) for line in titles])


def _office(clues: Clues) -> list[Place]:
    return _first_places([line for line in clues.head[1:] if len(line) <= 60 and _OFFICE.search(line)])


def _mandate(clues: Clues) -> list[Place]:
    near = clues.lines[: len(clues.head) + 4]
    return _first_places([line[: match.end()] for line in near if (match := SPEAKS_FOR.search(line))])


def _signature(clues: Clues) -> list[Place]:
    return _first_places([line for line in dated_lines(clues.lines) if _SIGNATURE.fullmatch(line)])


PLACES_NAMED: tuple[Rule[Clues, list[Place]], ...] = (
    Rule(
        "congress",
        "The congress that hears a report is that of its region; the place stands before its number.",
        _venue,
        example="四川省政府工作报告 / ——2021年1月9日在成都市锦江区第七届人民代表大会上 / 各位代表：",
        answer="锦江区",
        counterexample="四川省政府工作报告 / ——2021年1月9日在第七届人民代表大会上 / 各位代表：",
    ),
    Rule(
        "title",
        "A short line with 政府工作报告 or 任务分工; what stands in 《》 is another text's title.",
        _title,
        example="甘肃省政府工作报告 / 青海省人民政府省长 / 各位代表：",
        answer="甘肃省",
        counterexample="《甘肃省政府工作报告》重点任务分工 / 各位代表：",
    ),
    Rule(
        "office",
        "Who speaks says of what: 四川省人民政府省长.",
        _office,
        example="政府工作报告 / 四川省人民政府省长 甲乙 / 各位代表：",
        answer="四川省",
        counterexample="政府工作报告 / 来源：四川省 / 各位代表：",
    ),
    Rule(
        "mandate",
        "The sentence below the greeting says for whom the report is given.",
        _mandate,
        example="政府工作报告 / 各位代表： / 现在，我代表甘肃省人民政府，向大会报告政府工作。",
        answer="甘肃省",
        counterexample="政府工作报告 / 各位代表： / 现在，我向大会报告甘肃省的工作。",
    ),
    Rule(
        "signature",
        "A government's name above a date signs a task division.",
        _signature,
        example="重点任务分工方案 / 各位同志： / 请认真落实。 / 甘肃省人民政府办公厅 / 2021年3月5日",
        answer="甘肃省",
        counterexample="重点任务分工方案 / 各位同志： / 请认真落实。 / 甘肃省人民政府办公厅 / 请遵照执行。",
    ),
)


def places_named(clues: Clues) -> list[Place]:
    """What the first lines say of the region, the surest first: where the congress met, the title, the
    speaker's office, the mandate, the signature.

    >>> [[region.name for region in place] for place in places_named(Clues(("吉林政府工作报告",)))]
    [['吉林省', '吉林市']]
    """
    return [place for rule in PLACES_NAMED for place in rule.read(clues)]


def names_a_congress(clues: Clues) -> bool:
    """Whether a line before the greeting names a congress and a place.

    >>> names_a_congress(Clues(("2021年1月9日在四川省第七届人民代表大会上",)))
    True
    """
    return any(_congress(line) for line in clues.head)


def speaks_for_the_nation(clues: Clues) -> bool:
    """Whether the first lines or a signature are the State Council's.

    >>> speaks_for_the_nation(Clues(("政府工作报告", "国务院总理 甲乙")))
    True
    """
    first = [*clues.head, *clues.lines[: HEAD_LINES + 1]]
    return "国务院" in dated_lines(clues.lines) or any(
        _NATIONAL.search(line) for line in first if len(line) <= 200
    )
