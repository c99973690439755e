"""The names a region goes by: its full name, its short name, its English name, its code.

A region is its code; names are ways to say it. Which of them are understood depends on the regions that there
are to choose from: 吉林 is a province in one corpus, a city in another, and a question in a third.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from analysis.corpus.regions import NATION, NATION_NAMES, listed
from analysis.errors import InputError, nearest, unknown


class Named(NamedTuple):
    """A region as a report or a table names it; ``code`` is "" where it isn't known."""

    name: str
    code: str


def several(value: Any) -> list[Any]:
    """One value or several, as a list; a string is one.

    >>> several("安徽"), several(2020), several([2020, "2021"])
    (['安徽'], [2020], [2020, '2021'])
    """
    return [value] if isinstance(value, str) or not isinstance(value, Iterable) else list(value)


def must_be(what: str, value: object, known: Iterable[object], *, where: str = "") -> None:
    """Raises ``InputError`` with the nearest names when the value isn't among the known ones.

    Parameters
    ----------
    what
        What the sentence calls the value (“part”).
    value
        The value given.
    known
        The values that there are.
    where
        Where they are, said behind the value.

    Raises
    ------
    InputError
        For a value that isn't known; the sentence names the nearest.

    Examples
    --------
    >>> must_be("part", "paln", ("review", "plan", "other"))
    Traceback (most recent call last):
    ...
    analysis.errors.InputError: no part 'paln'; did you mean 'plan'?
    """
    names = list(known)
    if value not in names:
        raise unknown(what, value, names, where=where)


@lru_cache(maxsize=1 << 14)
def names_of(region: Named) -> tuple[str, ...]:
    """Every name that a region goes by, the full one first.

    >>> names_of(Named("安徽省", "340000"))
    ('安徽省', '340000', '安徽', 'Anhui')
    >>> "南京市鼓楼区" in names_of(Named("鼓楼区", "320106"))
    True
    """
    regions = listed()
    code = region.code or regions.code_of(region.name)
    row = regions.by_code.get(code)
    names = [region.name, code, *(regions.names_of(row) if row is not None else ())]
    if code == NATION or region.name in NATION_NAMES:
        names += NATION_NAMES
    return tuple(dict.fromkeys(filter(None, names)))


def name_with_above(region: Named) -> str:
    """The name with that of the unit above: 南京市鼓楼区; "" where the list has no unit above, or has another
    name under the code.

    >>> name_with_above(Named("鼓楼区", "320106")), name_with_above(Named("安徽省", "340000"))
    ('南京市鼓楼区', '')
    """
    row = listed().by_code.get(region.code)
    if row is None or row.name != region.name:
        return ""
    name = listed().name_with_above(row)
    return name if name != region.name else ""


def economic_region(name: str, code: str) -> str:
    """东部, 中部, 西部 or 东北, by the region's code, or by a name that is one region's; "" where unknown.

    >>> [economic_region("朝阳区", code) for code in ("110105", "220104", "")]
    ['东部', '东北', '']
    """
    row = listed().by_code.get(code or listed().code_of(name))
    return "" if row is None else row.economic_region


def find_regions(
    wanted: Any, known: Iterable[tuple[str, str]], *, where: str = "in the corpus"
) -> set[Named]:
    """The regions among ``known`` (name, code) that ``wanted`` (one name or code, or several) means.

    A full name or a code goes before a short or an English name; case and blanks don't matter. A region that
    was renamed (one code under two names) is meant by either name.

    Parameters
    ----------
    wanted
        One name or code, or several.
    known
        Names and codes, as pairs.
    where
        Where they are, for the sentence.

    Returns
    -------
    set of Named
        The regions that are meant.

    Raises
    ------
    InputError
        For a name that none of them goes by, and for one that could be several of them.

    Examples
    --------
    >>> places = [("安徽省", "340000"), ("吉林省", "220000"), ("吉林市", "220200")]
    >>> anhui = {Named("安徽省", "340000")}
    >>> [find_regions(name, places) == anhui for name in ("安徽", "Anhui", 340000, "安徽省")]
    [True, True, True, True]
    >>> find_regions("吉林", places)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    analysis.errors.InputError: the region '吉林' could be 吉林省 (220000) or 吉林市 (220200); ...
    """
    regions = list(dict.fromkeys(Named(str(name), str(code)) for name, code in known))
    return {region for value in several(wanted) for region in _find(value, regions, where)}


def _folded(name: object) -> str:
    """A name without blanks, in small letters."""
    return "".join(str(name).split()).casefold()


def _find(value: Any, regions: list[Named], where: str) -> list[Named]:
    """The rows of ``regions`` that a value means; a region that was renamed has several."""
    found = _matching(_folded(value), regions)
    if not found:
        full = [region.name for region in regions]
        others = [name for region in regions for name in names_of(region)]
        known = full if nearest(value, full) or not nearest(value, others) else others
        raise unknown("region", value, known, where=where)
    _must_be_one(value, found)
    codes = {region.code for region in found} - {""}
    return [region for region in regions if region in found or region.code in codes]


def _matching(text: str, regions: list[Named]) -> list[Named]:
    """The regions of a full name or a code; where there are none, those of any other name."""
    if not text:
        return []
    exact = [region for region in regions if text in (region.name, region.code)]
    return exact or [region for region in regions if text in map(_folded, names_of(region))]


def _must_be_one(value: Any, found: list[Named]) -> None:
    """Raises ``InputError`` when the rows are of several regions: codes, or names without one."""
    codes = {region.code for region in found} - {""}
    coded = {region.name for region in found if region.code}
    uncoded = {region.name for region in found if not region.code} - coded
    if len(codes) + len(uncoded) > 1:
        ordered = sorted(found, key=lambda region: region.code)
        names = " or ".join(f"{name} ({code})" if code else name for name, code in ordered)
        raise InputError(f"the region {value!r} could be {names}; give the full name or the code")


def find_values(what: str, wanted: Any, known: Iterable[Any], *, where: str = "in the corpus") -> set[Any]:
    """The values among ``known`` that ``wanted`` (one or several) means: as they are, a number also as text
    (2020, "2020"), a text also as a number.

    Parameters
    ----------
    what
        What the sentence calls a value (“year”).
    wanted
        One value, or several.
    known
        The values that there are.
    where
        Where they are, for the sentence.

    Returns
    -------
    set
        Those of ``known`` that are meant.

    Raises
    ------
    InputError
        For a value that isn't known.

    Examples
    --------
    >>> find_values("year", ["2020", 2021], [2020, 2021, 2024]) == {2020, 2021}
    True
    """
    values = list(dict.fromkeys(known))
    by_text = {str(value): value for value in values}
    found = set()
    for value in several(wanted):
        text = str(value).strip()
        if text not in by_text:
            raise unknown(what, value, values, where=where)
        found.add(by_text[text])
    return found
