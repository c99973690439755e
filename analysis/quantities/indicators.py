"""The list of indicators: which wording is which code. Users extend ``data/lexicon/indicators.csv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.errors import InputError
from analysis.resources import LEXICON, kept_until_changed, read_rows

COLUMNS = ("code", "name_zh", "name_en", "wordings", "excluding", "unit_family", "better", "source")
_BETTER = ("higher", "lower", "none")
OTHER = "other"
POVERTY_BY_NUMBER = {"poverty_persons", "poverty_counties"}

# What may follow the name inside a subject without changing it: 地区生产总值增速, 居民消费价格涨幅.
_ENDINGS = frozenset(
    [
        "增长速度",
        "增长率",
        "增长",
        "增速",
        "增幅",
        "涨幅",
        "降幅",
        "上涨",
        "上升",
        "下降",
        "降低",
        "减少",
        "总水平",
        "水平",
        "规模",
        "总规模",
        "总额",
        "总值",
        "总量",
        "总产量",
        "数量",
        "量",
        "额",
        "指标",
        "目标",
        "预期",
        "任务",
        "控制",
        "约束性",
        "年均",
        "平均",
        "浓度",
        "率",
        "同比",
        "实际",
        "名义",
        "全年",
        "累计",
        "人数",
        "总体",
        "指数",
        "的",
        "同口径",
        "可比口径",
        "质量",
        "程度",
        "幅度",
        "强度",
        "战",
        "成果",
        "等",
        "岗位",
        "人员",
        "数",
        "（",
        "）",
        "两项",
        "各项",
        "速度",
        "累计",
        "保持",
        "可比",
        "按",
    ]
)
_LONGEST_ENDING = max(map(len, _ENDINGS))
_LAST_OF_ENDINGS = frozenset(word[-1] for word in _ENDINGS)
_GAP = 16  # characters that … may stand for in a wording


@dataclass(frozen=True)
class Indicator:
    """One row of the list; ``better`` says which way is better: higher, lower or none."""

    code: str
    name_zh: str
    name_en: str
    wordings: tuple[str, ...]
    excluding: tuple[str, ...]
    unit_family: str
    better: str
    source: str


@dataclass(frozen=True, eq=False, repr=False)
class IndicatorList:
    """The rows, and their wordings by their last piece:

    ``tails[piece]`` lists (first piece, length, pieces, row), longest wording first.
    """

    rows: tuple[Indicator, ...]
    tails: dict[str, list[tuple[str, int, tuple[str, ...], int]]]
    lengths: dict[
        str, tuple[int, ...]
    ]  # of the tails that end in a character, longest first; under "" those that fit any

    def __repr__(self) -> str:
        return f"<IndicatorList: {len(self.rows)} indicators>"

    def by_code(self, code: str) -> Indicator | None:
        """The row of a code, or None."""
        return next((row for row in self.rows if row.code == code), None)


def read_indicators(path: Path | None = None) -> IndicatorList:
    """The list of indicators in a CSV file.

    Parameters
    ----------
    path : Path, optional
        A file with the columns code, name_zh, name_en, wordings (joined with ``;``; ``…`` stands for up to 16
        characters), excluding (words before the wording inside the phrase that speak against the code),
        unit_family, better (higher | lower | none), source. By default the shipped list.

    Returns
    -------
    IndicatorList
        The rows in the order of the file.

    Raises
    ------
    InputError
        Naming file and row, for a missing column, an empty or repeated code, no wordings, or another value of
        ``better``.

    Examples
    --------
    >>> read_indicators().by_code("cpi").name_zh
    '居民消费价格'
    """
    return _read(path or LEXICON / "indicators.csv")


@kept_until_changed
def _read(path: Path) -> IndicatorList:
    rows: list[Indicator] = []
    seen: dict[str, int] = {}
    for number, cells in read_rows(path, COLUMNS):
        row = _row(f"{path.name}, row {number}", cells)
        if row.code in seen:
            raise InputError(
                f"{path.name}, row {number}: code {row.code} stands in row {seen[row.code]} already; join "
                "the wordings with ;"
            )
        seen[row.code] = number
        rows.append(row)
    if not rows:
        raise InputError(f"{path.name}, row 2: no indicators; add a row")
    return _compile(tuple(rows))


def _row(where: str, cells: dict[str, str]) -> Indicator:
    code, better = cells["code"], cells["better"]
    if not re.fullmatch(r"[a-z][a-z0-9_]*", code):
        raise InputError(f"{where}: code {code!r} is not a name of small letters, digits and _; write one")
    wordings = tuple(word.strip() for word in cells["wordings"].split(";") if word.strip("… "))
    if not wordings:
        raise InputError(f"{where}: {code} has no wordings; write at least one")
    if better not in _BETTER:
        raise InputError(f"{where}: better is {better!r}; write higher, lower or none")
    excluding = tuple(word.strip() for word in cells["excluding"].split(";") if word.strip())
    return Indicator(
        code=code,
        name_zh=cells["name_zh"],
        name_en=cells["name_en"],
        wordings=wordings,
        excluding=excluding,
        unit_family=cells["unit_family"],
        better=better,
        source=cells["source"],
    )


def _compile(rows: tuple[Indicator, ...]) -> IndicatorList:
    """The wordings by their last piece; a wording that ends in … has an empty last piece."""
    tails: dict[str, list[tuple[str, int, tuple[str, ...], int]]] = {}
    for number, row in enumerate(rows):
        for word in row.wordings:
            pieces = tuple(word.split("…"))
            tails.setdefault(pieces[-1], []).append((pieces[0], sum(map(len, pieces)), pieces, number))
    for entries in tails.values():
        entries.sort(key=lambda entry: (-entry[1], entry))
    lengths = {
        last: tuple(sorted({len(tail) for tail in tails if tail[-1:] in (last, "")}, reverse=True))
        for last in {"", *(t[-1:] for t in tails)}
    }
    return IndicatorList(rows, tails, lengths)


def _starts_at(text: str, pieces: tuple[str, ...]) -> int:
    """Where a wording that ends the text begins, or -1."""
    at = len(text) - len(pieces[-1])
    for piece in reversed(pieces[:-1]):
        at = text.rfind(piece, max(0, at - _GAP - len(piece)), at)
        if at < 0:
            return -1
    return at


def match_indicator(text: str, indicators: IndicatorList | None = None) -> str:
    """The code of the indicator that a subject names. The name must end the phrase, endings such as 增速 or
    总额 aside.

    Parameters
    ----------
    text : str
        The phrase; its last 60 characters count.
    indicators : IndicatorList, optional
        By default the shipped list.

    Returns
    -------
    str
        The code, or "" where none fits.

    Examples
    --------
    >>> match_indicator("单位地区生产总值能耗"), match_indicator("全省生产总值增速")
    ('energy_intensity', 'gdp')
    >>> match_indicator("十大生态产业增加值占生产总值比重")
    ''
    """
    return _match(text[-60:], indicators or read_indicators())


@lru_cache(maxsize=1 << 15)  # reports speak of the same things
def _match(text: str, table: IndicatorList) -> str:
    while text:
        code = _named_at_end(text, table)
        if code:
            return code
        text = _without_ending(text)
    return ""


def _named_at_end(text: str, table: IndicatorList) -> str:
    """The code whose longest wording ends the text, or ""."""
    best, code = -1, ""
    for length in table.lengths.get(text[-1], table.lengths[""]):
        if length > len(text):
            continue
        for first, size, pieces, number in table.tails.get(text[len(text) - length :], ()):
            if size <= best:
                break
            if first in text and _holds(text, pieces, table.rows[number].excluding):
                best, code = size, table.rows[number].code
                break
    return code


def _holds(text: str, pieces: tuple[str, ...], excluding: tuple[str, ...]) -> bool:
    """A wording ends the text, and no word before it speaks against it."""
    start = _starts_at(text, pieces)
    return start >= 0 and not any(word in text and word not in text[start:] for word in excluding)


def _without_ending(text: str) -> str:
    """The text without an ending such as 增速 or 总额; "" where it has none."""
    if text[-1] not in _LAST_OF_ENDINGS:
        return ""
    for length in range(min(_LONGEST_ENDING, len(text)), 0, -1):
        if text[-length:] in _ENDINGS:
            return text[:-length]
    return ""
