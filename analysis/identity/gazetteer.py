"""Regions by name: 广西, 广西自治区 and 广西壮族自治区 are one; 吉林省吉林市 is a city; 鼓楼区 alone could be
four.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.corpus.regions import NATION, NATION_NAMES, Region, RegionList, former_names, read_regions
from analysis.errors import InputError, nearest
from analysis.resources import LEXICON, kept_until_changed

# A name before these words is that of a newspaper or a site, not of who reports.
_PUBLISHER = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:大学|学院|师范|研究院|图书馆|出版社|日报|晚报|早报|晨报|时报|都市报|新闻|"
    r"人大网|发布|广播|电视|卫视|网|在线|融媒)"
)
_SOURCE = re.compile(r"(?:来源|稿源|出处|转自|摘自|编辑|责编|记者)[：: ]?")
_GAP = re.compile(r"[\s_\-—－·/\\、，,.（(【\[]{0,3}")


class Mention(NamedTuple):
    """A name in a text, the regions that it means by itself, and the counties that it can mean behind the
    name of what they lie in.
    """

    start: int
    end: int
    regions: tuple[Region, ...]
    others: tuple[Region, ...] = ()


class Gazetteer(RegionList):
    """Every region by every name it goes by in a text."""

    def __init__(self, regions: Iterable[Region]) -> None:
        super().__init__(regions)
        names: dict[str, set[Region]] = defaultdict(set)
        loose: dict[str, set[Region]] = defaultdict(set)
        for region in self.by_code.values():
            if region.level == "national":
                continue
            for name in {region.name, *former_names(region)}:
                names[name].add(region)
            for name in _loose_names(region):
                loose[name].add(region)
        for name in {r.short for r in self.by_code.values() if r.level in ("province", "city")}:
            names[name] |= {
                r for r in self.by_code.values() if r.short == name and r.level in ("province", "city")
            }
        self.names = {name: tuple(sorted(found)) for name, found in names.items()}
        self.loose = {name: tuple(sorted(found)) for name, found in loose.items()}
        self._longest = max(map(len, [*self.names, *self.loose]))
        self._english: dict[str, int] = defaultdict(int)
        for region in self.by_code.values():
            self._english[region.name_en] += region.level in ("city", "county")

    def identifier(self, region: Region) -> str:
        """The beginning of a report's id: the English name in small letters where it is the region's alone,
        else the code.
        """
        if region.level == "national":
            return "national"
        own = region.level == "province" or (
            self._english[region.name_en] == 1 and not self._is_province(region.name_en)
        )
        return (
            re.sub("[^a-z]+", "-", region.name_en.lower()).strip("-")
            if region.name_en and own
            else region.code
        )

    def _is_province(self, name_en: str) -> bool:
        return any(r.name_en == name_en and r.level == "province" for r in self.by_code.values())

    def mentions(self, text: str, *, loose: bool = False) -> list[Mention]:
        """The names in ``text``, longest first at each place, left to right; names of newspapers and whatever
        follows 来源 left out.

        ``loose`` lets counties go without 县, 市 or 区 where the name stands alone (a file's name, a cell):
        通山_2021.
        """
        found: list[Mention] = []
        at = 0
        source = _SOURCE.search(text)
        end = source.start() if source else len(text)
        while at < end:
            for length in range(min(self._longest, end - at), 1, -1):
                name = text[at : at + length]
                regions = self.names.get(name, ())
                if (
                    not regions
                    and loose
                    and _stands_alone(text, at, at + length, bool(found) and found[-1].end == at)
                ):
                    regions = self.loose.get(name, ())
                if regions:
                    if not _PUBLISHER.match(text, at + length) and (
                        loose or _is_a_word(text, at, name) or (found and found[-1].end == at)
                    ):
                        found.append(Mention(at, at + length, regions, self.loose.get(name, ())))
                    at += length - 1
                    break
            at += 1
        return found

    def places(self, text: str, *, loose: bool = False) -> list[tuple[Region, ...]]:
        """The places that ``text`` names: mentions that follow one another and lie in one another count as
        one (吉林省吉林市).
        """
        groups: list[tuple[int, tuple[Region, ...]]] = []
        for mention in self.mentions(text, loose=loose):
            gap = _GAP.match(text, groups[-1][0]) if groups else None
            joined = self._joined(groups[-1][1], mention) if gap and gap.end() >= mention.start else ()
            if joined:
                groups[-1] = (mention.end, joined)
            else:
                groups.append((mention.end, mention.regions))
        return [regions for _, regions in groups]

    def _joined(self, before: tuple[Region, ...], mention: Mention) -> tuple[Region, ...]:
        """What a mention means right behind the name of other regions: those of its regions that lie in one
        of them, else the counties that it can mean there, else those that both can be.
        """
        inner = tuple(r for r in mention.regions if any(r != o and self.within(r, o) for o in before))
        outer = [o for o in before if o not in mention.regions]
        counties = (r for r in mention.others if any(r != o and self.within(r, o) for o in outer))
        return inner or tuple(counties) or tuple(sorted(set(mention.regions) & set(before)))

    def named(self, name: str, level: str | None = None) -> Region:
        """The region that an option or a cell names: a name, a name with those above it (北京市朝阳区), or a
        code.

        Raises ``InputError`` for an unknown name, and for one that could be several.
        """
        name = re.sub(r"\s", "", name)
        if name in NATION_NAMES:
            return self.by_code[NATION]
        if re.fullmatch(r"\d{6}", name):
            if name not in self.by_code:
                raise InputError(f"the code {name} is no region's; give a code of GB/T 2260 or a name")
            return self.by_code[name]
        found = (
            [r for r in self.by_code.values() if name.lower() == r.name_en.lower() != ""]
            if name.isascii()
            else []
        )
        if not found:
            groups = self.places(name, loose=True)
            whole = self.mentions(name, loose=True)
            covered = sum(m.end - m.start for m in whole) == len(name)
            found = list(groups[0]) if len(groups) == 1 and covered else []
        return self.one(found, name, level)

    def one(self, found: Sequence[Region], name: str, level: str | None = None) -> Region:
        """The single region among ``found``: of ``level`` if that is given, else a province before a city of
        the same name (吉林).
        """
        if level:
            found = [r for r in found if r.level == level]
        if not found:
            at = f" at the level {level}" if level else ""
            near = "".join(
                f" (did you mean {other}?)" for other in nearest(name, self.names, most=1) if other != name
            )
            raise InputError(
                f"no region is called {name!r}{at}{near}; give its full official name with --region, or a "
                "former name with --region and --level"
            )
        provinces = [r for r in found if r.level == "province"]
        if len(found) > 1 and len(provinces) == 1:
            return provinces[0]
        if len(found) > 1:
            raise InputError(
                f"{name} could be {', '.join(self.full_name(r) for r in found[:4])}; say which with "
                f"--region, such as --region {self.full_name(found[0])}"
            )
        return found[0]


# What may stand before a short name that isn't part of a longer word (隆重庆祝, 孙中山, 黄河南岸).
_BEFORE = "在年月日是的表自于向由经和与及为省市州盟区县届给到赴"
_NAMED_WHOLE = re.compile("[省市县区州盟旗]$")
_NO_PLACE = ("长治久安",)


def _is_a_word(text: str, start: int, name: str) -> bool:
    """Whether a name in a line is a word by itself: a full one, or a short one that nothing stands before but
    a mark, a figure or a word that can.

    >>> [_is_a_word(text, 1, text[1:3]) for text in ("隆重庆祝", "在重庆市", "，长治久安")]
    [False, True, False]
    """
    if any(text.startswith(word, start) for word in _NO_PLACE):
        return False
    before = text[start - 1] if start else ""
    return bool(_NAMED_WHOLE.search(name)) or not "\u4e00" <= before <= "\u9fff" or before in _BEFORE


def _stands_alone(text: str, start: int, end: int, follows: bool) -> bool:
    before = (
        start == 0 or follows or not re.match("[\u4e00-\u9fff]", text[start - 1]) or text[start - 1] in "年版"
    )
    after = (
        end == len(text)
        or not re.match("[\u4e00-\u9fff]", text[end])
        or text.startswith(("政府", "人民政府", "工作报告"), end)
    )
    return before and after


def _loose_names(region: Region) -> set[str]:
    if region.level != "county":
        return set()
    stem = re.sub("(?:新区|特区|林区|矿区|区|县|市|旗)$", "", region.name)
    return {name for name in (region.short, stem) if len(name) >= 2}


@kept_until_changed
def _gazetteer(path: Path) -> Gazetteer:
    return Gazetteer(read_regions(path))


def gazetteer() -> Gazetteer:
    """The gazetteer of the shipped list.

    >>> [gazetteer().named(name).name for name in ("广西", "广西自治区", "广西壮族自治区", "吉林省吉林市",
    ...     "海南州", "北京朝阳区")]
    ['广西壮族自治区', '广西壮族自治区', '广西壮族自治区', '吉林市', '海南藏族自治州', '朝阳区']
    """
    return _gazetteer(LEXICON / "regions.csv")
