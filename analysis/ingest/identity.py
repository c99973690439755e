"""Whose report a text is, of which year and kind: told from its first lines, its title, its file's name and
folders, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.corpus.manifest import FIRST_YEAR, KINDS, LAST_YEAR, LEVELS
from analysis.corpus.metadata import read_date, read_opening
from analysis.corpus.parts import heading_part
from analysis.corpus.regions import NATION, Region
from analysis.errors import InputError
from analysis.ingest.regions import Gazetteer, gazetteer

_HEAD_LINES = 14
SHORT = 3000  # characters; a report has 8,000 or more
_VENUE = re.compile(r"第[一二三四五六七八九十〇零\d]{1,4}届[^。]{0,12}(?:人民代表大会|人大)")
_NATIONAL = re.compile(r"全国人民代表大会|国务院总理|代表国务院|^国务院(?:办公厅)?关于")
_WORK = re.compile("政府工作(?:的)?报告")
_TASKS = re.compile("(?:任务|工作|重点|报告》?)[^。]{0,14}(?:分工|分解)|责任分解|分工(?:方案|意见)")
_OFFICE = re.compile("人民政府|代理?(?:省|市|州|县|区|旗)长|(?:省|市|州|县|区|旗|盟)长|主席|专员")
_SIGNATURE = re.compile("[\u4e00-\u9fff]{2,24}人民政府(?:办公厅|办公室)?")
_REPORTS = re.compile("代表[^。，]{0,24}(?:政府|国务院|行署)[^。]{0,16}(?:报告|作)")
_OTHER_REPORT = re.compile(
    "国民经济和社会发展计划|预算(?:执行|草案)|财政预算|常务委员会工作报告|法院工作报告|检察院工作报告|"
    "政协[^。]{0,12}工作报告"
)
_YEAR = re.compile(r"(?<!\d)((?:19[4-9]|20[0-4])\d)(?!\d)")
_HANZI_YEAR = re.compile(
    "(一九[四五六七八九][〇○零一二三四五六七八九]|二[〇○零][〇○零一二三四][〇○零一二三四五六七八九])年"
)
_MONTH = re.compile(r"(?<!\d)((?:19[4-9]|20[0-4])\d)年(\d{1,2})月")
# Traditional forms in what first lines say: words and the names of provinces and larger cities. The text
# itself isn't touched.
_SIMPLE = str.maketrans(
    "廣東蘇龍遼寧貴雲陝肅灣門內維爾區縣報會務總國關於發張陽長漢鄭濟慶鎮揚無錫馬銅煙蘭銀烏魯齊臺滬參議開顧標經業實從嚴東華師聯義陰團結員們劃導創術產進應對點級記強歲際現時來為這個與",
    "广东苏龙辽宁贵云陕肃湾门内维尔区县报会务总国关于发张阳长汉郑济庆镇扬无锡马铜烟兰银乌鲁齐台沪参议开顾标经业实从严东华师联义阴团结员们划导创术产进应对点级记强岁际现时来为这个与",
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


class Told(NamedTuple):
    """What the user said on the command line, or a table in its cells; "" and ``None`` where nobody said."""

    region: str = ""
    year: int | None = None
    level: str = ""
    kind: str = ""


NOBODY = Told()


class NoReportError(InputError):
    """The text is no report as far as can be told."""


class Identity(NamedTuple):
    """Whose report, of which year: a row of the manifest without its file."""

    region: str
    code: str
    level: str
    year: int
    kind: str
    title: str
    date: str
    speaker: str
    stem: str  # the beginning of the report's id
    remark: str  # what the user should look at


def _years(text: str) -> list[int]:
    text = _HANZI_YEAR.sub(lambda m: m[1].translate(_DIGITS) + "年", text)
    return [int(y) for y in _YEAR.findall(text) if _is_year(y)]


def _is_year(digits: str) -> bool:
    return FIRST_YEAR <= int(digits) <= LAST_YEAR


def tell_year(
    lines: Sequence[str], name: str, date: str, folders: Sequence[str] = ()
) -> tuple[int | None, str]:
    """The year that a report plans for, and a remark where sources differ.

    In this order: the headings of its review and plan (2024年工作回顾 → 2025), its date, its title, its
    file's name, its folders. A meeting in the last months of a year plans for the next one if its title, its
    file's name or the text speaks of that; without such a sign it tells nothing.

    >>> tell_year(["政府工作报告", "一、2024年工作回顾", "二、2025年工作安排"], "新建文档.docx", "2025-01-20")
    (2025, '')
    """
    review: set[int] = set()
    plan: set[int] = set()
    for line in lines:
        if (
            not re.match(r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十][部章])", line[:4])
            and len(line) > 30
        ):
            continue
        heading = re.split("[。；]", line[:60])[0]
        years = _years(heading)
        said = heading_part(heading) if len(years) == 1 else None
        if said == "review" and re.search("回顾|总结|工作情况", heading):
            review.add(years[0] + 1)
        elif (
            said == "plan"
            and re.match(r"(?:[一二三四五六七八九十]{1,3}、|[^\d]{0,8})", heading)
            and not re.search(rf"到{years[0]}年", heading)
        ):
            plan.add(years[0])
    if not date:
        month = next(
            (m for line in lines[:8] if len(line) <= 80 and (m := _MONTH.search(line)) and _is_year(m[1])),
            None,
        )
        date = f"{month[1]}-{int(month[2]):02d}" if month else ""
    given = int(date[:4]) if date else None
    title = [
        y
        for line in lines[:3]
        if len(line) <= 60 and (_WORK.search(line) or _TASKS.search(line))
        for y in _years(line)
    ]
    named = _years(name)
    late = {given + 1} if given and int(date[5:7]) >= 10 else set()
    if late and not (late & {*title, *named}) and "\n".join(lines).count(f"{max(late)}年") < 5:
        late, given = set(), None
    above = {y for folder in folders for y in _years(folder)}
    sources: list[set[int]] = [
        plan & review,
        plan,
        review,
        late,
        {given} if given else set(),
        set(title[:1]),
        set(named),
        above,
    ]
    year = next((min(s) for s in sources if len(s) == 1), None)
    if year is not None and given is not None and year - given not in (0, 1):
        year = given  # a heading that speaks of another year: the meeting's date is better
    remark = ""
    for source, said_years in (("title", title), ("file name", named)):
        if year is not None and said_years and year not in said_years:
            remark = f"the {source} says {said_years[0]}"
    return year, remark


def tell_kind(lines: Sequence[str], name: str) -> str:
    """``work_report`` or ``task_division``; "" when neither title, greeting nor file name says so (a budget
    report, an article).
    """
    title = "\n".join(line for line in lines[:4] if len(line) <= 80)
    stem = re.sub(r"\.\w+$", "", name)
    if _TASKS.search(title) or (_TASKS.search(stem) and not _WORK.search(re.sub("《[^》]*》", "", title))):
        return "task_division"
    if any(_OTHER_REPORT.search(t) for t in (title, stem)):
        return ""
    head = lines[:30]
    greeting = any(line.startswith(("各位代表", "同志们")) for line in head) and any(
        _REPORTS.search(line) for line in head
    )
    return "work_report" if _WORK.search(title) or _WORK.search(stem) or greeting else ""


def may_be_report(text: str, name: str) -> bool:
    """Whether a text, one paragraph a line, can be a work report or a task division: its title, its greeting
    or its file's name says so, or it is long, as one that lost its first lines, and has no other report's
    title.

    >>> may_be_report("廣東省政府工作報告\\n各位代表：", "x.txt"), may_be_report("# 说明", "README.md")
    (True, False)
    """
    lines = text.translate(_SIMPLE).split("\n")
    if tell_kind(lines, name.translate(_SIMPLE)):
        return True
    return len(text) >= SHORT and not any(_OTHER_REPORT.search(line) for line in lines[:4] if len(line) <= 80)


def _head(lines: Sequence[str]) -> list[str]:
    greeting = next((i for i, line in enumerate(lines[:_HEAD_LINES]) if line.startswith("各位")), None)
    return list(lines[: greeting if greeting is not None else 6])


def _evidence(lines: Sequence[str], places: Gazetteer) -> list[tuple[Region, ...]]:
    """What the first lines say of the region, the surest first: where the congress met, the title, the
    speaker's office, the greeting.
    """
    head = _head(lines)
    found = []
    for line in head:
        venue = _VENUE.search(line)
        if venue:
            found.append(places.places(line[: venue.start()])[-1:])
    for line in head:
        title = _WORK.search(line) or _TASKS.search(line)
        if title and len(line) <= 80:
            found.append(places.places(re.sub("《[^》]*》", "", line))[:1])
    found += [places.places(line)[:1] for line in head[1:] if _OFFICE.search(line) and len(line) <= 60]
    found += [
        places.places(line[: match.end()])[:1]
        for line in lines[: len(head) + 4]
        if (match := _REPORTS.search(line))
    ]
    found += [
        places.places(line)[:1]
        for line, below in pairwise(lines)
        if _SIGNATURE.fullmatch(line) and read_date(below) and len(below) <= 20
    ]
    return [group[0] for group in found if group]


def _narrow(candidates: Sequence[Region], others: Sequence[Region], places: Gazetteer) -> list[Region]:
    """The candidates that are, or lie in, one of ``others``."""
    return [c for c in candidates if any(places.within(c, o) for o in others)]


def tell_region(lines: Sequence[str], name: str, folders: Sequence[str], level: str = "") -> Region:
    """The region that a report is of.

    The first lines come before the file's name, and the folders' names only choose between regions of one
    name; so does the rest of the text, which names the city that a district lies in. Raises ``InputError``
    when nothing tells, when two things differ, or when several regions remain.
    """
    places = gazetteer()
    said = _evidence(lines, places)
    stem = re.sub(r"\.[A-Za-z]{1,5}$", "", name)
    in_name = (
        places.places(stem, loose=True)
        or [(places.by_code[c],) for c in re.findall(r"(?<!\d)\d{6}(?!\d)", stem) if c in places.by_code][:1]
    )
    above = [r for folder in folders for group in places.places(folder, loose=True) for r in group]
    signed = any(
        line == "国务院" and read_date(below) and len(below) <= 20 for line, below in pairwise(lines)
    )
    national = signed or any(
        _NATIONAL.search(line) for line in [*_head(lines), *lines[: _HEAD_LINES + 1]] if len(line) <= 200
    )
    if not said and (national or re.search("全国|国务院|国家|中央", stem)) and not in_name:
        return places.by_code[NATION]
    if (
        national
        and not any(_VENUE.search(line) and places.places(line) for line in _head(lines))
        and not said
    ):
        return places.by_code[NATION]
    if not said:
        said = (
            [in_name[0]]
            if in_name
            else [
                group
                for folder in reversed(folders)
                if _is_a_place(folder, places)
                for group in places.places(folder, loose=True)[:1]
            ][:1]
        )
        if not said:
            raise InputError(f"doesn't tell its region; give it with --region{_suggestion(lines, places)}")
        if len(set(in_name)) > 1:
            raise InputError(
                f"names {' and '.join(g[0].name for g in in_name[:3])} in its file name; say which with "
                "--region"
            )
    candidates = list(said[0])
    for more in said[1:]:
        inside, deeper = _narrow(candidates, more, places), _narrow(more, candidates, places)
        candidates = inside or (deeper if len(candidates) > 1 else []) or candidates
    for group in in_name:
        chosen = _narrow(candidates, group, places)
        if chosen:
            candidates = chosen
        elif all(places.within(r, c) for r in group for c in candidates) or not any(
            places.within(c, r) or places.within(r, c) for r in group for c in candidates
        ):
            raise InputError(
                f"says {candidates[0].name} in its first lines and {group[0].name} in its file name; say "
                "which with --region"
            )
    candidates = _narrow(candidates, above, places) or candidates
    if level:
        candidates = [c for c in candidates if c.level == level] or candidates
    if len(candidates) > 1 and len({c.level for c in candidates}) == 1:
        candidates = _by_mention(candidates, lines, places)
    wanted = (
        level if any(c.level == level for c in candidates) else ""
    )  # a level that none of them has is the user's word, see contradiction
    return places.one(
        candidates,
        candidates[0].name if len({c.name for c in candidates}) == 1 else candidates[0].short,
        wanted or _spoken_level(candidates, lines),
    )


def _is_a_place(folder: str, places: Gazetteer) -> bool:
    """True when a folder is named after a region and nothing else (安徽省 2021; not 安徽史料室)."""
    for mention in reversed(places.mentions(folder, loose=True)):
        folder = folder[: mention.start] + folder[mention.end :]
    return not re.sub(
        "政府|人民|工作|报告|全文|文本|数据|合集|[年各届省市县区州]|[^\u4e00-\u9fffA-Za-z]", "", folder
    )


def _by_mention(candidates: Sequence[Region], lines: Sequence[str], places: Gazetteer) -> list[Region]:
    """Those candidates whose city or province the text names, if it names one far more often than the
    others'.
    """
    text = "\n".join(lines)
    counts = {c: sum(text.count(r.short) for r in places.chain(c)[1:]) for c in candidates}
    ranked = sorted(counts.values(), reverse=True)
    if ranked[0] >= 3 and ranked[0] >= 3 * ranked[1]:
        return [c for c, n in counts.items() if n == ranked[0]]
    return list(candidates)


def _spoken_level(candidates: Sequence[Region], lines: Sequence[str]) -> str | None:
    """The level that 全省, 全市, 全县 speak of, where a province and a city share a name (吉林)."""
    if len({c.level for c in candidates}) < 2:
        return None
    text = "\n".join(lines)
    counts = {
        "province": len(re.findall("全省|我省|省委", text)),
        "city": len(re.findall("全市|我市|市委|全州|州委", text)),
        "county": len(re.findall("全县|我县|县委", text)),
    }
    best = max(counts, key=lambda k: counts[k])
    rest = max(n for k, n in counts.items() if k != best)
    return (
        best
        if counts[best] >= 5 and counts[best] >= 3 * rest and any(c.level == best for c in candidates)
        else None
    )


def _suggestion(lines: Sequence[str], places: Gazetteer) -> str:
    text = "\n".join(lines)
    provinces = {r: text.count(r.short) for r in places.by_code.values() if r.level == "province"}
    ranked = sorted(provinces.items(), key=lambda item: (-item[1], item[0].code))
    if ranked[0][1] >= 5 and ranked[0][1] >= 2 * ranked[1][1]:
        return f" (the text speaks most of {ranked[0][0].name})"
    return ""


def _region_of(
    lines: Sequence[str], name: str, folders: Sequence[str], told: Told
) -> tuple[str, str, str, str]:
    """Name, code, level and id stem; a former name (襄樊市) is taken as given when its level is given too."""
    places = gazetteer()
    if not told.region:
        region = tell_region(lines, name, folders, told.level)
    else:
        try:
            region = places.named(told.region, told.level or None)
        except InputError:
            # The option may be one of several names that the text can decide between, or a name that is no
            # longer in use.
            groups = places.places(told.region, loose=True)
            several = (
                _narrow(groups[0], [r for e in _evidence(lines, places) for r in e], places)
                if len(groups) == 1
                else []
            )
            if len(several) == 1:
                region = several[0]
            elif told.level in LEVELS and not groups and re.fullmatch("[\u4e00-\u9fff·]{2,30}", told.region):
                return told.region, "", told.level, told.region
            else:
                raise
    return places.unique_name(region), region.code, told.level or region.level, places.identifier(region)


def identify(
    text: str,
    name: str,
    folders: Sequence[str] = (),
    told: Told = NOBODY,
    cells: Mapping[str, str] | None = None,
) -> Identity:
    """Whose report ``text`` (clean, one paragraph a line) is.

    ``name`` and ``folders`` are the file's; ``told`` is what the user said and wins; ``cells`` are a table's
    (title, date, speaker). Raises ``InputError`` without the file's name, which the caller puts before it.

    >>> identify("2025年四川省政府工作报告\\n2025年1月20日在四川省第十四届人民代表大会第四次会议上\\n四川省人民政府省长 施小琳\\n各位代表：", "a.docx")[:9]
    ('四川省', '510000', 'province', 2025, 'work_report', '2025年四川省政府工作报告', '2025-01-20', '施小琳', 'sichuan')
    """
    cells = cells or {}
    printed, text = (
        text,
        text.translate(_SIMPLE),
    )  # character for character, so that places in one are places in the other
    name = name.translate(_SIMPLE)
    lines = text.split("\n")
    opening = read_opening(text)
    kind = told.kind or tell_kind(lines, " ".join([cells.get("title", ""), name]))
    if kind not in KINDS:
        raise NoReportError(
            "doesn't look like a government work report or a task division; if it is one, say so with "
            "--kind work_report or --kind task_division"
        )
    region, code, level, stem = _region_of(lines, name, folders, told)
    year, remark = (
        (told.year, "")
        if told.year
        else tell_year(lines, f"{cells.get('title', '')} {name}", opening.date, folders)
    )
    if year is None:
        raise InputError("doesn't tell the year it plans for; give it with --year")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputError(
            f"has the year {year}; give the year it plans for, {FIRST_YEAR} to {LAST_YEAR}, with --year"
        )
    title = "" if re.match(r"\s*[=+@\-]", opening.title) else printed[: len(opening.title)]
    at = text.find(opening.speaker)
    speaker = printed[at : at + len(opening.speaker)]
    date = cells.get("date", "") if re.fullmatch(r"\d{4}-\d\d-\d\d", cells.get("date", "")) else opening.date
    return Identity(
        region,
        code,
        level,
        year,
        kind,
        title or cells.get("title", ""),
        date,
        speaker or cells.get("speaker", ""),
        stem,
        remark,
    )


def contradiction(text: str, who: Identity, told: Told) -> str:
    """What ``text`` itself says otherwise than the user or a table's cells (``told``), in one sentence; ""
    when it says the same, or nothing.

    The file's name and folders don't count: a user who gives the region or year often does so because they
    are wrong.
    """
    lines = text.translate(_SIMPLE).split("\n")
    kind, places = tell_kind(lines, ""), gazetteer()
    year, _ = tell_year(lines, "", read_opening("\n".join(lines)).date)
    region = places.by_code.get(who.code)
    found = []
    if told.region and region and (other := _other_region(lines, region)):
        found.append(f"region {who.region}, but its first lines name {places.unique_name(other)}")
    if told.year and year and year != told.year:
        found.append(f"year {told.year}, but the text speaks of {year}")
    if told.level and region and region.level != told.level:
        found.append(
            f"level {told.level}, but {who.region} is a {region.level}"
            if region.code != NATION
            else f"level {told.level}, but it is the nation's"
        )
    if told.kind and kind and kind != told.kind:
        found.append(f"kind {told.kind}, but its title is that of a {kind}")
    return f"told {'; '.join(found)}" if found else ""


def _other_region(lines: Sequence[str], region: Region) -> Region | None:
    """The region that the first lines name, when they name one and ``region`` isn't among those that they may
    mean.
    """
    groups = _evidence(lines, gazetteer())
    if any(region in group for group in groups):
        return None
    try:
        other = tell_region(lines, "", ())
    except InputError:
        return groups[0][0] if groups else None
    return other if other != region else None
