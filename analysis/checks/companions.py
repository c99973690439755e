"""What can be wrong with a report beside the others of its corpus, and beside the list of regions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from analysis.checks.duplicates import near_duplicates, sketches_of
from analysis.checks.seen import Warning
from analysis.corpus.regions import LEVELS, Region, listed
from analysis.corpus.types import Report

Places = dict[int, list[str]]  # what is wrong, by the places of the reports in their list

_NEIGHBOURS = 5  # other reports of the level and kind, at the least
_SHORTER, _LONGER = 0.4, 3.0  # times the median of the neighbours
_NAMED = 8  # times that another region is named, at the least
_CLEAR = 8  # … and how many times as often as the region itself
_LOCAL = re.compile("[全我](?:省|市|县|区(?!域)|州|盟|旗)")
_OFTEN = 20  # times that no region but the report's own is named; the others needn't be counted then


@dataclass(frozen=True)
class Comparison:
    """One named check of reports beside one another.

    Parameters
    ----------
    name, reason : str
        What it is called, and why it tells that something is wrong.
    find : callable
        What is wrong, by the places of the reports.
    remedy : str
        What to do.
    example, counterexample : tuple of str
        Reports, each ``level region code: text``: the last one is warned of, and isn't.
    """

    name: str
    reason: str
    find: Callable[[Sequence[Report]], Places]
    remedy: str
    example: tuple[str, ...]
    counterexample: tuple[str, ...]


def _alike(reports: Sequence[Report]) -> Places:
    found: Places = defaultdict(list)
    for first, second, share in near_duplicates(sketches_of(r.text for r in reports)):
        a, b = reports[first], reports[second]
        words = (
            "has the same words as" if a.text == b.text else f"is a near duplicate of ({100 * share:.0f} %)"
        )
        found[first].append(f"{words} {b.report_id}")
        found[second].append(f"{words} {a.report_id}")
    return found


def _lengths(reports: Sequence[Report]) -> Places:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, report in enumerate(reports):
        groups[report.level, report.kind].append(place)
    found: Places = {}
    for (level, _), places in groups.items():
        if len(places) <= _NEIGHBOURS:
            continue
        usual = median(len(reports[place].text) for place in places)
        for place in places:
            times = len(reports[place].text) / usual
            if not _SHORTER <= times <= _LONGER:
                found[place] = [f"{times:.1f} times as long as others of the level {level}"]
    return found


def _region_doubts(reports: Sequence[Report]) -> Places:
    """Names and codes of regions that don't agree.

    A region is its level and code: one name under two codes is two regions, one code under two names is one.
    """
    codes: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    levels: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        if report.region_code:
            codes[report.level, report.region].add(report.region_code)
            names[report.level, report.region_code].add(report.region)
            levels[report.region_code].add(report.level)
    found: Places = defaultdict(list)
    for place, report in enumerate(reports):
        region, code = report.region, report.region_code
        if len(codes[report.level, region]) > 1:
            both = " and ".join(sorted(codes[report.level, region]))
            found[place].append(
                f"the name {region} stands under the codes {both}, so these are different regions"
            )
        if len(names[report.level, code]) > 1:
            both = " and ".join(sorted(names[report.level, code]))
            found[place].append(
                f"the code {code} stands under the names {both}, which are taken for one region"
            )
        if len(levels[code]) > 1:
            both = " and ".join(level for level in LEVELS if level in levels[code])
            found[place].append(
                f"the code {code} stands at the levels {both}, so these are different regions"
            )
        found[place] += _unlisted(region, code)
    return found


def _unlisted(region: str, code: str) -> list[str]:
    """What the list of regions has against a name and a code."""
    if not code:
        return []
    row = listed().by_code.get(code)
    if row is None:
        return [f"the code {code} isn't in the list of regions"]
    if region not in listed().names_of(row):
        return [f"the code {code} is that of {row.name} in the list of regions, and not of {region}"]
    return []


def _stem(name: str) -> str:
    """A name without what its region is: 湖北 of 湖北省; names of two characters stay.

    >>> _stem("湖北省"), _stem("延边朝鲜族自治州"), _stem("赛罕区"), _stem("郊区")
    ('湖北', '延边朝鲜族', '赛罕', '郊区')
    """
    stem = re.sub("(?:自治[区州县旗]|地区|特别行政区|新区|[省市区县州盟旗])$", "", name)
    return stem if len(stem) >= 2 else name


@lru_cache(maxsize=len(LEVELS))
def _names(level: str) -> dict[str, Region]:
    """The names that regions of a level go by in texts, and what they mean; names of several are left out,
    and so are those of counties without 县, 市 or 区, which are common words (和平, 新华).
    """
    meant: dict[str, set[Region]] = defaultdict(set)
    for region in listed().by_code.values():
        if region.level == level:
            for name in {region.name} if level == "county" else {region.short, _stem(region.name)}:
                meant[name].add(region)
    return {name: next(iter(regions)) for name, regions in meant.items() if len(regions) == 1}


def _own_names(report: Report) -> set[str]:
    """The names that a report's own region goes by."""
    row = listed().by_code.get(report.region_code)
    names = {report.region, _stem(report.region)}
    if row is not None:
        names |= {row.name, row.short, _stem(row.name), *filter(_is_hanzi, listed().names_of(row))}
    return {name for name in names if len(name) >= 2}


def _is_hanzi(name: str) -> bool:
    return re.fullmatch("[\u4e00-\u9fff]{2,}", name) is not None


def _most_named(report: Report, levels: Iterable[str]) -> tuple[str, int]:
    """The code of the region of some levels that a report names most, and how often; neither its own nor one
    that this lies in.
    """
    own = listed().by_code.get(report.region_code)
    above = {region.code for region in listed().chain(own)} if own else {report.region_code}
    counts: Counter[str] = Counter()
    for level in levels:
        for name, region in _names(level).items():
            if region.code not in above:
                counts[region.code] = max(counts[region.code], report.text.count(name))
    if not counts:
        return "", 0
    # One name at two levels (海南, 吉林) means the higher one.
    code = max(counts, key=lambda code: (counts[code], -LEVELS.index(listed().by_code[code].level), code))
    return code, counts[code]


def named_instead(report: Report) -> tuple[Region, int, int] | None:
    """Another region that a report names far more often than its own, with the two counts; None where it
    isn't clear.

    Regions of its level are counted, and those of all levels where its own is never named. The nation's
    reports name every region, but speak of 全国 more often than of 全省 or 我市.
    """
    levels: Sequence[str] = LEVELS[1:3]
    if report.level == "national":
        own, least = report.text.count("全国"), _NAMED
        clear = len(_LOCAL.findall(report.text)) > max(_OFTEN, own)
    else:
        own = max((report.text.count(name) for name in _own_names(report)), default=0)
        clear, least = own < _OFTEN, max(_NAMED, _CLEAR * own)
        levels = (report.level,) if own else LEVELS[1:]
    code, count = _most_named(report, levels) if clear else ("", 0)
    return (listed().by_code[code], count, own) if count >= least else None


def _other_region(reports: Sequence[Report]) -> Places:
    found: Places = {}
    for place, report in enumerate(reports):
        instead = named_instead(report)
        if instead:
            region, count, own = instead
            often = f"{own} times" if own > 1 else "once" if own else "never"
            found[place] = [f"names {region.name} {count} times, and its own region {report.region} {often}"]
    return found


COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "alike",
        "Two reports hardly share stretches of twelve characters.",
        _alike,
        "keep one of them, or mend the region or year of the other",
        (
            "province 安徽省 340000: 各位代表：今年要推进经济体制改革，扩大对外开放，改善城乡人民生活。",
            "province 福建省 350000: 各位代表：今年要推进经济体制改革，扩大对外开放，改善城乡人民生活。",
        ),
        (
            "province 安徽省 340000: 各位代表：今年要推进经济体制改革，扩大对外开放，改善城乡人民生活。",
            "province 福建省 350000: 各位代表：粮食总产量稳定在二十万吨以上，工业增加值增长百分之八。",
        ),
    ),
    Comparison(
        "length",
        "Reports of one level and kind are of one length, give or take a half.",
        _lengths,
        "compare its beginning and its end with the source",
        (*(f"city 甲{n}市 : {{推进第#项改革。*50}}" for n in range(6)), "city 乙市 : {推进第#项改革。*10}"),
        (*(f"city 甲{n}市 : {{推进第#项改革。*50}}" for n in range(6)), "city 乙市 : {推进第#项改革。*30}"),
    ),
    Comparison(
        "names and codes",
        "One region has one name and one code.",
        _region_doubts,
        "mend its row in reports.csv if that is a slip",
        ("province 安徽省 330000: 推进改革。",),
        ("province 安徽省 340000: 推进改革。",),
    ),
    Comparison(
        "other region",
        "A report names its own region on every page.",
        _other_region,
        "see which of them it is of, and mend its row in reports.csv",
        ("province 湖南省 430000: {湖北要推进第#项改革。*12}",),
        ("province 湖北省 420000: {湖北要推进第#项改革，向湖南学习。*12}",),
    ),
)


def compared(reports: Sequence[Report]) -> dict[int, list[Warning]]:
    """What looks wrong with reports beside one another, by their places, in the order of ``COMPARISONS``."""
    found: dict[int, list[Warning]] = defaultdict(list)
    for comparison in COMPARISONS:
        for place, sentences in comparison.find(reports).items():
            found[place] += [Warning(comparison.name, f"{said}: {comparison.remedy}") for said in sentences]
    return found
