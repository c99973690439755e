"""The region that a report is of: told from its first lines, its file's name and folders, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.corpus.regions import NATION, Region
from analysis.errors import InputError
from analysis.identity.clues import Clues
from analysis.identity.first_lines import Place, names_a_congress, places_named, speaks_for_the_nation
from analysis.identity.gazetteer import gazetteer
from analysis.rules import Rule, first_to_speak

_OFTEN = 4  # times that a text names the region that is offered
_NATION_NAMED = re.compile("全国|国务院|国家|中央")
_NO_NAME = re.compile("政府|人民|工作|报告|全文|文本|数据|合集|[年各届省市县区州]|[^\u4e00-\u9fffA-Za-z]")
_SPOKEN_LEVELS = {
    "province": "全省|我省|省委",
    "city": "全市|我市|市委|全州|州委",
    "county": "全县|我县|县委",
}


@dataclass(frozen=True)
class Candidates:
    """The regions that remain, the places that the rest of the sources names, and the file itself."""

    regions: tuple[Region, ...]
    places: tuple[Place, ...]
    clues: Clues


def places_in_name(clues: Clues) -> list[Place]:
    """The places that the file's name holds, or else the first code of a region (GB/T 2260).

    >>> [[region.name for region in place] for place in places_in_name(Clues((), "2021_110105.txt"))]
    [['朝阳区']]
    """
    places = gazetteer()
    codes = [code for code in re.findall(r"(?<!\d)\d{6}(?!\d)", clues.stem) if code in places.by_code]
    return places.places(clues.stem, loose=True) or [(places.by_code[code],) for code in codes[:1]]


def _nation() -> Place:
    return (gazetteer().by_code[NATION],)


def _nation_unopposed(clues: Clues) -> list[Place]:
    return [_nation()] if _NATION_NAMED.search(clues.stem) and not places_in_name(clues) else []


def _state_council(clues: Clues) -> list[Place]:
    return [_nation()] if speaks_for_the_nation(clues) and not names_a_congress(clues) else []


def _file_name(clues: Clues) -> list[Place]:
    named = places_in_name(clues)
    if len(set(named)) > 1:
        raise InputError(
            f"names {' and '.join(place[0].name for place in named[:3])} in its file name or title; say "
            "which with --region"
        )
    return named[:1]


def _folder(clues: Clues) -> list[Place]:
    folders = [folder for folder in reversed(clues.folders) if _is_a_place(folder)]
    return [place for folder in folders for place in gazetteer().places(folder, loose=True)[:1]][:1]


def _is_a_place(folder: str) -> bool:
    """True when a folder is named after a region and nothing else (安徽省 2021; not 安徽史料室)."""
    for mention in reversed(gazetteer().mentions(folder, loose=True)):
        folder = folder[: mention.start] + folder[mention.end :]
    return not _NO_NAME.sub("", folder)


SOURCES: tuple[Rule[Clues, list[Place]], ...] = (
    Rule(
        "nation",
        "The National People's Congress hears it, the State Council gives it; a place beside that is where.",
        _state_council,
        example="政府工作报告 / 3月5日，第十届全国人民代表大会第五次会议在北京人民大会堂开幕。 / 各位代表：",
        answer="全国",
        counterexample="政府工作报告 / 传达全国人民代表大会精神 / 四川省第十届人民代表大会 / 各位代表：",
    ),
    Rule(
        "first lines",
        "What a report says of itself is surer than what somebody called its file.",
        places_named,
        example="file: 锦江区.txt / 政府工作报告 / 成都市锦江区区长 甲乙 / 各位代表：",
        answer="锦江区",
        counterexample="file: 锦江区.txt / 政府工作报告 / 各位代表：",
    ),
    Rule(
        "nation, in the file name",
        "全国 or 国务院 in the file's name, where that names no place.",
        _nation_unopposed,
        example="file: 2021全国.txt / 政府工作报告 / 各位代表：",
        answer="全国",
        counterexample="file: 2021四川.txt / 政府工作报告 / 各位代表：",
    ),
    Rule(
        "file name",
        "The text names no region; two different ones in the file's name are asked about.",
        _file_name,
        example="file: 湖北_咸宁_通山_2021.txt / 政府工作报告 / 各位代表：",
        answer="通山县",
        counterexample="file: 河南大学整理2021.txt / 政府工作报告 / 各位代表：",
    ),
    Rule(
        "folder",
        "The innermost folder that is named after a region and nothing else.",
        _folder,
        example="file: 2021.txt / folder: 四川省 / folder: 安徽省2021年政府工作报告 / 政府工作报告",
        answer="安徽省",
        counterexample="file: 2021.txt / folder: 安徽史料室 / 政府工作报告",
    ),
)


def within(candidates: Sequence[Region], others: Sequence[Region]) -> list[Region]:
    """The candidates that are, or lie in, one of ``others``.

    >>> places = gazetteer()
    >>> [region.name for region in within([places.named("成都市")], [places.named("四川省")])]
    ['成都市']
    """
    places = gazetteer()
    return [region for region in candidates if any(places.within(region, other) for other in others)]


def _by_other_lines(candidates: Candidates) -> list[Region]:
    """The candidates that lie in what the other lines name; where several remain, what lies in them."""
    regions = list(candidates.regions)
    for place in candidates.places:
        deeper = within(place, regions) if len(regions) > 1 else []
        regions = within(regions, place) or deeper or regions
    return regions


def _by_file_name(candidates: Candidates) -> list[Region]:
    """The candidates that lie in what the file's name says; ``InputError`` where it names what lies in them
    or elsewhere.
    """
    regions = list(candidates.regions)
    for place in places_in_name(candidates.clues):
        chosen = within(regions, place)
        if not chosen and _contradicts(place, regions):
            raise InputError(
                f"says {regions[0].name} in its first lines and {place[0].name} in its file name or title; "
                "say which with --region"
            )
        regions = chosen or regions
    return regions


def _contradicts(place: Place, regions: Sequence[Region]) -> bool:
    """Whether all that a name can mean lies in all the regions, or nothing of it has to do with them."""
    places = gazetteer()
    pairs = [(named, region) for named in place for region in regions]
    inside = [places.within(named, region) for named, region in pairs]
    around = [places.within(region, named) for named, region in pairs]
    return all(inside) or not any([*inside, *around])


def _by_folders(candidates: Candidates) -> list[Region]:
    places = gazetteer()
    folders = [places.places(folder, loose=True) for folder in candidates.clues.folders]
    return within(candidates.regions, [region for groups in folders for place in groups for region in place])


def _by_level(candidates: Candidates) -> list[Region]:
    return [region for region in candidates.regions if region.level == candidates.clues.level]


def _by_mentions(candidates: Candidates) -> list[Region]:
    """Those candidates of one level whose city or province the text names, if it names one at least three
    times and three times as often as the others'.
    """
    if len(candidates.regions) < 2 or len({region.level for region in candidates.regions}) > 1:
        return []
    places, text = gazetteer(), "\n".join(candidates.clues.lines)
    counts = {
        region: sum(text.count(above.short) for above in places.chain(region)[1:])
        for region in candidates.regions
    }
    most, second = sorted(counts.values(), reverse=True)[:2]
    return [region for region, n in counts.items() if n == most] if most >= max(3, 3 * second) else []


CHOICES: tuple[Rule[Candidates, list[Region]], ...] = (
    Rule(
        "other lines",
        "The next lines say in which city a district lies, and which district of a city it is.",
        _by_other_lines,
        example="鼓楼区政府工作报告 / 南京市鼓楼区区长 甲乙 / 各位代表：",
        answer="鼓楼区",
        counterexample="鼓楼区政府工作报告 / 鼓楼区区长 甲乙 / 各位代表：",
    ),
    Rule(
        "file name",
        "The file's name may say in which city a district lies; it doesn't overrule the text.",
        _by_file_name,
        example="file: 南京市.txt / 鼓楼区政府工作报告 / 各位代表：",
        answer="鼓楼区",
        counterexample="file: 2021.txt / 鼓楼区政府工作报告 / 各位代表：",
    ),
    Rule(
        "folders",
        "Folders only choose between regions of one name.",
        _by_folders,
        example="folder: 北京市 / folder: 2021 / 朝阳区政府工作报告 / 各位代表：",
        answer="朝阳区",
        counterexample="folder: 四川省 / folder: 2021 / 朝阳区政府工作报告 / 各位代表：",
    ),
    Rule(
        "level",
        "The level that the user told chooses; one that no candidate has is seen as a contradiction later.",
        _by_level,
        example="level: city / 吉林政府工作报告 / 各位代表：",
        answer="吉林市",
        counterexample="level: county / 吉林政府工作报告 / 各位代表：",
    ),
    Rule(
        "mentions",
        "A district's report speaks of its city again and again.",
        _by_mentions,
        example="鼓楼区政府工作报告 / 各位代表： / 南京市委的领导，南京都市圈，南京都市圈。",
        answer="鼓楼区",
        counterexample="鼓楼区政府工作报告 / 各位代表： / 南京市委的领导，徐州都市圈，福州都市圈。",
    ),
)


def choose(candidates: Candidates, rules: Sequence[Rule[Candidates, list[Region]]] = CHOICES) -> Candidates:
    """What remains of the candidates after each rule in turn; a rule that leaves none is passed over.

    >>> jilin = gazetteer().places("吉林")[0]
    >>> [region.name for region in choose(Candidates(jilin, (), Clues((), level="city"))).regions]
    ['吉林市']
    """
    for rule in rules:
        regions = tuple(rule.read(candidates)) or candidates.regions
        candidates = Candidates(regions, candidates.places, candidates.clues)
    return candidates


def first_candidates(clues: Clues) -> Candidates:
    """The regions that the surest source names, with what else it names.

    >>> [region.name for region in first_candidates(Clues(("政府工作报告",), "吉林2021.txt")).regions]
    ['吉林省', '吉林市']
    """
    source = first_to_speak(SOURCES, clues)
    if source is None:
        raise InputError(f"doesn't tell its region; give it with --region{_suggestion(clues)}")
    first, *others = source[1]
    return Candidates(first, tuple(others), clues)


def tell_region(lines: Sequence[str], name: str, folders: Sequence[str], level: str = "") -> Region:
    """The region that a report is of.

    The first rule of ``SOURCES`` that speaks names the candidates: the first lines come before the file's
    name, and that before the folders'. The rules of ``CHOICES``, each in turn, choose between regions of one
    name: by the other lines, the file's name, the folders, the told level, and the rest of the text, which
    names the city that a district lies in.

    Parameters
    ----------
    lines : sequence of str
        The text, a paragraph a line, in simple forms.
    name : str
        The file's name; "" when there is none.
    folders : sequence of str
        The names of the folders that the file lies in, the innermost last.
    level : str, optional
        The level that the user told; "", the default, when nobody did.

    Returns
    -------
    Region
        A region of the shipped list.

    Raises
    ------
    InputError
        When nothing tells, when two things differ, or when several regions remain.

    Examples
    --------
    >>> tell_region(["四川省政府工作报告", "各位代表："], "x.txt", ()).code
    '510000'
    """
    candidates = first_candidates(Clues(tuple(lines), name, tuple(folders), level=level))
    if candidates.regions == _nation():
        return candidates.regions[0]
    regions = choose(candidates).regions
    told = level if any(region.level == level for region in regions) else ""
    one_name = len({region.name for region in regions}) == 1
    return gazetteer().one(
        regions, regions[0].name if one_name else regions[0].short, told or _spoken_level(regions, lines)
    )


def _spoken_level(regions: Sequence[Region], lines: Sequence[str]) -> str | None:
    """The level that 全省, 全市, 全县 speak of, where a province and a city share a name (吉林)."""
    levels = {region.level for region in regions}
    if len(levels) < 2:
        return None
    text = "\n".join(lines)
    counts = {level: len(re.findall(words, text)) for level, words in _SPOKEN_LEVELS.items()}
    best = max(counts, key=lambda level: counts[level])
    rest = max(n for level, n in counts.items() if level != best)
    return best if best in levels and counts[best] >= max(5, 3 * rest) else None


def _suggestion(clues: Clues) -> str:
    """The region that the text speaks most of, for the user to consider; "" where none stands out."""
    text = "\n".join(clues.lines)
    named = Counter(mention.regions[0] for mention in gazetteer().mentions(text) if len(mention.regions) == 1)
    for level in ("county", "city", "province"):
        ranked = [(region, n) for region, n in named.most_common() if region.level == level]
        most, second = [*(n for _, n in ranked[:2]), 0, 0][:2]
        if most >= _OFTEN and most >= 2 * second:
            return f" (the text speaks most of {gazetteer().unique_name(ranked[0][0])}: {most} times)"
    return ""
