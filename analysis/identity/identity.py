"""Whose report a text is, of which year and kind: told from its first lines, its title, its file's name and
folders, never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.corpus.manifest import FIRST_YEAR, KINDS, LAST_YEAR, LEVELS
from analysis.corpus.metadata import Opening, read_opening
from analysis.corpus.regions import NATION, Region
from analysis.errors import InputError, NoReportError
from analysis.identity.clues import Clues, simple_forms
from analysis.identity.evidence import (
    TOLD,
    as_printed,
    of_date,
    of_kind,
    of_region,
    of_speaker,
    of_year,
)
from analysis.identity.first_lines import places_named
from analysis.identity.gazetteer import gazetteer
from analysis.identity.kind import tell_kind
from analysis.identity.region import tell_region, within
from analysis.identity.year import tell_year


class Told(NamedTuple):
    """What the user said on the command line, or a table in its cells; "" and ``None`` where nobody said.

    Parameters
    ----------
    region : str
        A region's name, with or without those above it, or its code.
    year : int or None
        The year that the report plans for.
    level, kind : str
        Those of the manifest (``province``, ``work_report`` …).

    Examples
    --------
    >>> Told(region="安徽", year=2021)
    Told(region='安徽', year=2021, level='', kind='')
    """

    region: str = ""
    year: int | None = None
    level: str = ""
    kind: str = ""


NOBODY = Told()


class Identity(NamedTuple):
    """Whose report, of which year: a row of the manifest without its file.

    Parameters
    ----------
    region, code, level : str
        Its region's name, alone in the list; code (GB/T 2260), "" for a former name; and level.
    year : int
        The year that it plans for.
    kind : str
        ``work_report`` or ``task_division``.
    title, date, speaker : str
        What its opening prints, or else a table's cells; the date is ISO; "" where nothing says.
    stem : str
        The beginning of the report's id.
    remark : str
        What the user should look at; "" when nothing.
    evidence : str
        What region, year, kind, date and speaker were told from: ``year: plan “二、2025年工作安排”; …``.
    """

    region: str
    code: str
    level: str
    year: int
    kind: str
    title: str
    date: str
    speaker: str
    stem: str
    remark: str
    evidence: str = ""


def _named_by(name: str, lines: Sequence[str]) -> Region | None:
    """The one region of those that ``name`` can mean which the first lines name; ``None`` without one."""
    named = gazetteer().places(name, loose=True)
    if len(named) != 1:
        return None
    regions = within(named[0], [region for place in places_named(Clues(tuple(lines))) for region in place])
    return regions[0] if len(regions) == 1 else None


def _is_former_name(name: str) -> bool:
    """Whether a name can be one that is no longer in use: hanzi that name no region of today."""
    return not gazetteer().places(name, loose=True) and bool(re.fullmatch("[\u4e00-\u9fff·]{2,30}", name))


def _told_region(told: Told, lines: Sequence[str]) -> Region | None:
    """The region that the user names, or the one of several of its name that the first lines name; ``None``
    for a former name (襄樊市) whose level is given too.
    """
    try:
        return gazetteer().named(told.region, told.level or None)
    except InputError:
        region = _named_by(told.region, lines)
        if region is None and not (told.level in LEVELS and _is_former_name(told.region)):
            raise
        return region


def _region_of(
    lines: Sequence[str], name: str, folders: Sequence[str], told: Told
) -> tuple[str, str, str, str]:
    """Name, code, level and id stem; a former name is taken as given."""
    region = _told_region(told, lines) if told.region else tell_region(lines, name, folders, told.level)
    if region is None:
        return told.region, "", told.level, told.region
    places = gazetteer()
    return places.unique_name(region), region.code, told.level or region.level, places.identifier(region)


def _kind_of(lines: Sequence[str], name: str, told: Told) -> str:
    kind = told.kind or tell_kind(lines, name)
    if kind not in KINDS:
        raise NoReportError(
            "doesn't look like a government work report or a task division; if it is one, say so with "
            "--kind work_report or --kind task_division"
        )
    return kind


def _year_of(clues: Clues, told: Told) -> tuple[int, str]:
    """The year and what is doubtful about it."""
    year, remark = (
        (told.year, "") if told.year else tell_year(clues.lines, clues.name, clues.date, clues.folders)
    )
    if year is None:
        raise InputError(
            f"doesn't tell the year it plans for; give it with --year{_years_named(clues.lines)}"
        )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputError(
            f"has the year {year}; give the year it plans for, {FIRST_YEAR} to {LAST_YEAR}, with --year"
        )
    return year, remark


def _years_named(lines: Sequence[str]) -> str:
    """The year that the text names most, for the user to consider; "" where none stands out."""
    named = Counter(re.findall(r"(?<!\d)((?:19|20)\d\d)年", "\n".join(lines))).most_common(2)
    if not named or named[0][1] < 4 or (len(named) > 1 and named[0][1] < 2 * named[1][1]):
        return ""
    return f" (the text speaks most of {named[0][0]}: {named[0][1]} times)"


def _as_printed(text: str, simple: str, opening: Opening) -> tuple[str, str]:
    """Title and speaker in the characters that the report prints."""
    title, speaker = (
        text[at : at + len(words)]
        for words in (opening.title, opening.speaker)
        for at in [simple.find(words)]
    )
    return title, speaker


def identify(
    text: str,
    name: str,
    folders: Sequence[str] = (),
    told: Told = NOBODY,
    cells: Mapping[str, str] | None = None,
) -> Identity:
    """Whose report a text is.

    Parameters
    ----------
    text : str
        The clean text, one paragraph a line.
    name : str
        The file's name; "" where it speaks of many reports.
    folders : sequence of str, optional
        The names of the folders that the file lies in, the innermost last.
    told : Told, optional
        What the user said, which wins; by default nothing.
    cells : mapping of str to str, optional
        A table's cells: ``title``, ``date``, ``speaker``.

    Returns
    -------
    Identity
        Region, year, kind, what the opening prints, and what is doubtful.

    Raises
    ------
    InputError
        When region or year aren't told, or several remain; ``NoReportError`` when it is no report. The
        sentence lacks the file's name, which the caller puts before it.

    Examples
    --------
    >>> text = "2025年四川省政府工作报告\\n2025年1月20日\\n四川省人民政府省长 施小琳\\n各位代表："
    >>> who = identify(text, "a.docx")
    >>> who[:5]
    ('四川省', '510000', 'province', 2025, 'work_report')
    >>> who[5:9]
    ('2025年四川省政府工作报告', '2025-01-20', '施小琳', 'sichuan')
    """
    cells = cells or {}
    simple, name = simple_forms(text), simple_forms(name)
    lines, opening = simple.split("\n"), read_opening(simple)
    titled_name = f"{simple_forms(cells.get('title', ''))} {name}".strip()
    kind = _kind_of(lines, titled_name, told)
    region, code, level, stem = _region_of(lines, titled_name, folders, told)
    year, remark = _year_of(Clues(tuple(lines), titled_name, tuple(folders), opening.date), told)
    title, speaker = _as_printed(text, simple, opening)
    date = cells.get("date", "")
    date = date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else opening.date
    clues = Clues(tuple(lines), titled_name, tuple(folders), level=told.level)
    evidence = {
        "region": TOLD if told.region else of_region(clues, gazetteer().by_code[code]),
        "year": TOLD
        if told.year
        else of_year(Clues(tuple(lines), titled_name, tuple(folders), opening.date), year),
        "kind": TOLD if told.kind else of_kind(lines, titled_name),
        "date": of_date(lines, date) or (TOLD if date else ""),
        "speaker": of_speaker(lines, opening.speaker) or (TOLD if cells.get("speaker") else ""),
    }
    return Identity(
        region=region,
        code=code,
        level=level,
        year=year,
        kind=kind,
        title=title or cells.get("title", ""),
        date=date,
        speaker=speaker or cells.get("speaker", ""),
        stem=stem,
        remark=remark,
        evidence=as_printed(
            "; ".join(f"{fact}: {source}" for fact, source in evidence.items() if source), simple, text
        ),
    )


def contradiction(text: str, who: Identity, told: Told) -> str:
    """What a text itself says otherwise than the user or a table's cells.

    The file's name and folders don't count: a user who gives the region or year often does so because they
    are wrong.

    Parameters
    ----------
    text : str
        The clean text, one paragraph a line.
    who : Identity
        What it was taken for.
    told : Told
        What the user or the cells said.

    Returns
    -------
    str
        One sentence; "" when the text says the same, or nothing.

    Examples
    --------
    >>> text, told = "四川省政府工作报告\\n各位代表：", Told(region="安徽省", year=2021)
    >>> contradiction(text, identify(text, "", (), told), told)
    'told region 安徽省, but its first lines name 四川省'
    """
    lines = simple_forms(text).split("\n")
    denials = [
        *_region_denied(lines, who, told),
        *_year_denied(lines, told),
        *_level_denied(who, told),
        *_kind_denied(lines, told),
    ]
    return f"told {'; '.join(denials)}" if denials else ""


def _region_denied(lines: Sequence[str], who: Identity, told: Told) -> list[str]:
    region = gazetteer().by_code.get(who.code)
    other = _other_region(lines, region) if told.region and region else None
    name = gazetteer().unique_name(other) if other else ""
    return [f"region {who.region}, but its first lines name {name}"] if other else []


def _year_denied(lines: Sequence[str], told: Told) -> list[str]:
    year, _ = tell_year(lines, "", read_opening("\n".join(lines)).date) if told.year else (None, "")
    return [f"year {told.year}, but the text speaks of {year}"] if year and year != told.year else []


def _level_denied(who: Identity, told: Told) -> list[str]:
    region = gazetteer().by_code.get(who.code)
    if not told.level or region is None or region.level == told.level:
        return []
    it = "it is the nation's" if region.code == NATION else f"{who.region} is a {region.level}"
    return [f"level {told.level}, but {it}"]


def _kind_denied(lines: Sequence[str], told: Told) -> list[str]:
    kind = tell_kind(lines, "") if told.kind else ""
    return [f"kind {told.kind}, but its title is that of a {kind}"] if kind and kind != told.kind else []


def _other_region(lines: Sequence[str], region: Region) -> Region | None:
    """The region that the first lines name, when they name one and ``region`` isn't among those that they may
    mean.
    """
    named = places_named(Clues(tuple(lines)))
    if any(region in place for place in named):
        return None
    try:
        other = tell_region(lines, "", ())
    except InputError:
        return named[0][0] if named else None
    return other if other != region else None
