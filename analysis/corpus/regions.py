"""The list of regions (GB/T 2260), ``data/lexicon/regions.csv``: its one reader, and the names that each
region goes by.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from analysis.errors import InputError
from analysis.resources import LEXICON, kept_until_changed, read_rows

LEVELS = ("national", "province", "city", "county")
NATION = "100000"
NATION_NAMES = ("全国", "中国", "国家", "中央", "国务院", "China", "national")
_LIST = LEXICON / "regions.csv"


class Region(NamedTuple):
    """A row of the list; ``parent`` is the code of the unit above."""

    code: str
    level: str
    name: str
    short: str
    name_en: str
    parent: str
    economic_region: str
    grid_row: str
    grid_col: str


def _mistake(row: dict[str, str], codes: set[str]) -> str:
    """What is wrong with a row; "" for nothing."""
    if not re.fullmatch(r"\d{6}", row["code"]):
        return f"the code “{row['code']}” isn't six digits; write the GB/T 2260 code"
    if row["level"] not in LEVELS:
        return f"the level “{row['level']}” is unknown; write {', '.join(LEVELS)}"
    if not row["name"]:
        return "the name is missing; write the full official name"
    if row["parent"] and row["parent"] not in codes:
        return f"the parent {row['parent']} isn't in the file; add its row or mend the code"
    if not all(re.fullmatch(r"\d*", row[column]) for column in ("grid_row", "grid_col")):
        return "grid_row and grid_col are whole numbers from 0; mend or empty them"
    return ""


def read_regions(path: str | Path | None = None) -> tuple[Region, ...]:
    """The rows of the list, or of a file of the same columns.

    Raises ``InputError`` naming the row for a code that is empty, doubled or not of six digits, for an
    unknown level or parent, and for a missing name.

    >>> read_regions()[1][:5]
    ('110000', 'province', '北京市', '北京', 'Beijing')
    """
    path = _LIST if path is None else Path(path)
    rows = read_rows(path, Region._fields, unique="code")
    codes = {row["code"] for _, row in rows}
    for number, row in rows:
        mistake = _mistake(row, codes)
        if mistake:
            raise InputError(f"{path.name}, row {number}: {mistake}")
    return tuple(Region(**row) for _, row in rows)


class RegionList:
    """Regions by their codes, and what lies in what."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self.by_code = {region.code: region for region in regions}

    @cached_property
    def by_name(self) -> dict[str, tuple[Region, ...]]:
        """The regions of each full name: 鼓楼区 is four."""
        found: dict[str, list[Region]] = defaultdict(list)
        for region in self.by_code.values():
            found[region.name].append(region)
        return {name: tuple(regions) for name, regions in found.items()}

    def chain(self, region: Region) -> list[Region]:
        """The region and those above it, the nation left out."""
        regions = [region]
        while (above := self.by_code.get(regions[-1].parent)) and above.level != "national":
            regions.append(above)
        return regions

    def within(self, inner: Region, outer: Region) -> bool:
        """True when ``inner`` is ``outer`` or lies in it."""
        return outer.code == NATION or outer in self.chain(inner)

    def full_name(self, region: Region) -> str:
        """The name with those above it: 福建省福州市鼓楼区."""
        return "".join(each.name for each in reversed(self.chain(region)))

    def name_with_above(self, region: Region) -> str:
        """The name with that of the unit above: 福州市鼓楼区; a province's name alone."""
        return "".join(each.name for each in reversed(self.chain(region)[:2]))

    def unique_name(self, region: Region) -> str:
        """The official name; with the name of the unit above where several regions have it (北京市朝阳区)."""
        return region.name if len(self.by_name[region.name]) == 1 else self.name_with_above(region)

    def code_of(self, name: str, level: str = "") -> str:
        """The code of the only region of a full name (at a level); "" where there is none, or several.

        >>> listed().code_of("安徽省"), listed().code_of("全国", "national"), listed().code_of("鼓楼区")
        ('340000', '100000', '')
        """
        if level in ("", "national") and name in NATION_NAMES:
            return NATION
        regions = [each for each in self.by_name.get(name, ()) if level in ("", each.level)]
        return regions[0].code if len(regions) == 1 else ""

    def names_of(self, region: Region) -> tuple[str, ...]:
        """Every name that a region of the list goes by, the full one first, its code among them."""
        names = [region.name, region.code, region.short, region.name_en]
        above = self.chain(region)[1:2]
        names += [prefix + region.name for each in above for prefix in (each.name, each.short)]
        names += [self.full_name(region), *sorted(former_names(region))]
        names += NATION_NAMES if region.code == NATION else ()
        return tuple(dict.fromkeys(filter(None, names)))


def former_names(region: Region) -> set[str]:
    """Other full names of a region: 广西自治区, 恩施州, 咸宁地区 (what many cities were called before).

    >>> sorted(former_names(listed().by_code["422800"]))
    ['恩施州', '恩施自治州']
    """
    names: set[str] = set()
    if region.level == "province" and region.name.endswith("自治区"):
        names.add(region.short + "自治区")
    if region.level == "city" and region.name.endswith("自治州"):
        names |= {region.short + "州", region.short + "自治州"}
    if region.level == "city" and region.name.endswith("市"):
        names.add(region.short + "地区")
    if region.level == "county" and "自治" in region.name:
        stem = region.short.removesuffix(region.name[-1])
        names |= {stem + "自治" + region.name[-1], stem + region.name[-1]}
    return names


@kept_until_changed
def _listed(path: Path) -> RegionList:
    return RegionList(read_regions(path))


def listed() -> RegionList:
    """The shipped list.

    >>> listed().by_code["320106"].name, listed().name_with_above(listed().by_code["320106"])
    ('鼓楼区', '南京市鼓楼区')
    """
    return _listed(_LIST)
