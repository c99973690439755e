"""What the row of a table says of its report."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.corpus.manifest import FIRST_YEAR, KINDS, LAST_YEAR
from analysis.errors import InputError
from analysis.formats.convert import Draft
from analysis.identity.identity import Told
from analysis.identity.kind import is_another_text

_NO_CELL = ("nan", "none", "null", "无", "-", "—", "/", "全省", "省级", "省本级", "本级", "全市")
_LEVEL_WORDS = {
    "国家": "national", "中央": "national", "省": "province", "省级": "province", "市": "city",
    "地级": "city", "地级市": "city",
    "县": "county", "县级": "county", "区县": "county",
}  # fmt: skip


def _region_cells(cells: Mapping[str, str]) -> str:
    """The names of a row from the province down, or else its code.

    The same name twice is a city within its province (吉林, 吉林), or a city that is a province.
    """
    names = [re.sub(r"\s", "", cells.get(c, "")) for c in ("province", "city", "county", "region")]
    named = "".join(name for name in names if name.lower() not in _NO_CELL)
    return named or re.sub(r"\.0$", "", cells.get("code", ""))


def year_cell(cell: str) -> int | None:
    """The year of a cell (2021, 2021.0, 2021年度); ``None`` for an empty one."""
    if not cell:
        return None
    match = re.fullmatch(r"((?:19|20)\d\d)(?:\.0+)?年?(?:度)?", cell)
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise InputError(f"has the year {cell[:20]!r}; write it as 2025 ({FIRST_YEAR} to {LAST_YEAR})")
    return int(match[1])


def _kind_cell(cells: Mapping[str, str], text: str) -> str:
    """The kind of a row: its cell, or what its title and the first words of its text say; "" for a text of
    another kind.
    """
    if cells.get("kind") in KINDS:
        return cells["kind"]
    title = cells.get("title", "")
    if is_another_text(text[:400].split("\n"), title):
        return ""
    return "task_division" if re.search("分工|分解", title + text[:60]) else "work_report"


def told_of(draft: Draft, told: Told) -> Told:
    """What the command line says, and else the cells of a table's row."""
    cells = draft.cells
    if cells is None:
        return told
    return Told(
        told.region or _region_cells(cells),
        told.year if told.year is not None else year_cell(cells.get("year", "")),
        told.level or _LEVEL_WORDS.get(cells.get("level", ""), ""),
        told.kind or _kind_cell(cells, draft.text),
    )
