"""The word lists in ``data/lexicon/``: policy terms, stop words, regions.

Each list is a CSV file (UTF-8) with a header; a user's own file of the same columns can stand in for the
shipped one. Rows are counted as a spreadsheet counts them: the header is row 1.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from analysis.corpus.regions import Region, read_regions
from analysis.errors import InputError
from analysis.resources import LEXICON, kept_until_changed, read_rows as read_rows

STOP_KINDS = ("function", "unit", "formula", "head")


def load_terms(path: str | Path | None = None) -> pd.DataFrame:
    """Policy terms, in the order of the file.

    Parameters
    ----------
    path : str or Path, optional
        A CSV file of the user's own, of which only the column ``term`` is required; by default the shipped
        list.

    Returns
    -------
    pandas.DataFrame
        One row a term: ``term, category, source``.

    Raises
    ------
    InputError
        For an empty or doubled term and for a term of one character (a character is too little to be cut
        whole wherever it stands).

    Examples
    --------
    >>> terms = load_terms()
    >>> bool((terms["term"] == "放管服").any())
    True
    """
    path = LEXICON / "terms.csv" if path is None else Path(path)
    rows = read_rows(path, ("term",), ("category", "source"), unique="term")
    for number, row in rows:
        if len(row["term"]) < 2:
            raise InputError(
                f"{path.name}, row {number}: the term “{row['term']}” has one character; a term needs two "
                "or more"
            )
        if re.search(r"[\n\r\t]", row["term"]):
            raise InputError(
                f"{path.name}, row {number}: the term “{row['term']!r}” runs over a line end; write it on "
                "one line"
            )
    return pd.DataFrame([row for _, row in rows], columns=["term", "category", "source"])


def load_stopwords(path: str | Path | None = None) -> pd.DataFrame:
    """Stop words, in the order of the file.

    Parameters
    ----------
    path : str or Path, optional
        A CSV file of the user's own, of which only the column ``word`` is required; an empty kind means
        ``function``. By default the shipped list.

    Returns
    -------
    pandas.DataFrame
        One row a word: ``word, kind, source``. ``kind`` is ``function`` (function words), ``unit`` (units and
        counting words), ``formula`` (the set words of reports, which say that something is done rather than
        what) or ``head`` (nouns that close many terms and say little alone: 体系, 机制).

    Raises
    ------
    InputError
        For an empty or doubled word and an unknown kind.

    Examples
    --------
    >>> words = load_stopwords().set_index("word")
    >>> words.loc["的", "kind"]
    'function'
    """
    path = LEXICON / "stopwords.csv" if path is None else Path(path)
    rows = read_rows(path, ("word",), ("kind", "source"), unique="word")
    for number, row in rows:
        row["kind"] = row["kind"] or "function"
        if row["kind"] not in STOP_KINDS:
            raise InputError(
                f"{path.name}, row {number}: the kind “{row['kind']}” is unknown; write "
                f"{', '.join(STOP_KINDS)}"
            )
    return pd.DataFrame([row for _, row in rows], columns=["word", "kind", "source"])


def load_regions(path: str | Path | None = None) -> pd.DataFrame:
    """Regions: the nation, provinces, prefectures and counties.

    Parameters
    ----------
    path : str or Path, optional
        A CSV file of the same columns; by default the shipped list.

    Returns
    -------
    pandas.DataFrame
        One row a region: ``code, level, name, short, name_en, parent, economic_region, grid_row, grid_col``.
        ``code`` and ``parent`` are GB/T 2260 codes (six digits, as text); ``economic_region`` is 东部, 中部,
        西部 or 东北 (National Bureau of Statistics); ``grid_row`` and ``grid_col`` place a province on a tile
        map (``NaN`` elsewhere). ``short`` isn't unique: 吉林 is a province and a city, 海南 a province and a
        prefecture of 青海; at the county level ``name`` isn't either (鼓楼区 of four cities).

    Raises
    ------
    InputError
        Naming file and row, for a code that isn't six digits or stands twice, an unknown level, a missing
        name, a parent that isn't in the file, or a place on the map that is no whole number.

    Examples
    --------
    >>> load_regions().set_index("code").loc["340000", ["name", "economic_region"]].tolist()
    ['安徽省', '中部']
    """
    table = pd.DataFrame(read_regions(path), columns=list(Region._fields))
    for column in ("grid_row", "grid_col"):
        table[column] = pd.to_numeric(table[column].replace("", None))
    return table


def place_names(regions: pd.DataFrame | None = None, *, counties: bool = False) -> frozenset[str]:
    """The names of provinces and prefectures, full (安徽省) and short (安徽): the words that win every
    comparison of provinces.

    Parameters
    ----------
    regions : pandas.DataFrame, optional
        What ``load_regions`` returns; by default the shipped list.
    counties : bool, default False
        Add the county level. Ask for it only where a county's name can't be an ordinary word: 城区, 郊区,
        和平区, 新城区 and 东方 are names of counties too.

    Returns
    -------
    frozenset of str
        The names.

    Examples
    --------
    >>> {"安徽", "安徽省", "恩施", "恩施土家族苗族自治州"} <= place_names()
    True
    >>> "全国" in place_names(), "郊区" in place_names(), "郊区" in place_names(counties=True)
    (False, False, True)
    """
    if regions is None:  # every job of a build asks for them
        return _listed_names(LEXICON / "regions.csv")[counties]
    return _names(regions, counties)


@kept_until_changed
def _listed_names(path: Path) -> tuple[frozenset[str], frozenset[str]]:
    regions = load_regions(path)
    return _names(regions, False), _names(regions, True)


def _names(regions: pd.DataFrame, counties: bool) -> frozenset[str]:
    named = regions[regions["level"].isin(["province", "city", *(["county"] if counties else [])])]
    return frozenset(named["name"]) | frozenset(named["short"]) - {""}
