"""``reports.csv``, the manifest of a corpus: one row a report."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from analysis.corpus.regions import LEVELS as LEVELS, listed
from analysis.errors import InputError, nearest
from analysis.formulas import unguarded

COLUMNS = (
    "report_id", "level", "region", "region_code", "year", "kind", "title", "date", "speaker",
    "source", "article", "original_name", "sha256", "known_gaps",
)  # fmt: skip
REQUIRED = ("region", "year", "source")
KINDS = ("work_report", "task_division")
FIRST_YEAR, LAST_YEAR = 1949, 2100  # of a report


class ManifestRow(NamedTuple):
    """One report: where it comes from and what it is.

    ``article`` names it inside a file that holds many; "" for a file of its own.
    """

    report_id: str
    level: str
    region: str
    region_code: str
    year: int
    kind: str
    title: str
    date: str
    speaker: str
    source: str
    article: str
    original_name: str
    sha256: str
    known_gaps: str


def check_year(value: int | str, where: str = "") -> int:
    """The year that a report plans for, from 1949 to 2100; ``InputError`` for anything else, with ``where``
    it stands before the sentence.

    >>> check_year("2020")
    2020
    """
    text = str(value).strip()
    if not re.fullmatch("[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise InputError(
            f"{where}year is {text!r}; write the year that the report plans for, {FIRST_YEAR} to "
            f"{LAST_YEAR}, such as 2020"
        )
    return int(text)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def level_of(region: str) -> str:
    """The level that a region's full name shows by its ending; "" when it shows none.

    >>> [level_of(name) for name in ("全国", "安徽省", "重庆市", "广西壮族自治区", "咸宁市",
    ...     "恩施土家族苗族自治州", "赤壁市", "通山县", "某地")]
    ['national', 'province', 'province', 'province', 'city', 'city', 'city', 'county', '']
    """
    if region in ("全国", "中国", "国务院"):
        return "national"
    if region in ("北京市", "天津市", "上海市", "重庆市") or region.endswith(("省", "自治区", "特别行政区")):
        return "province"
    if region.endswith(("市", "自治州", "州", "盟", "地区")):
        return "city"
    return "county" if region.endswith(("县", "旗", "区", "林区")) else ""


def _complete(row: dict[str, str]) -> dict[str, str]:
    """A row with what the other cells tell: level and code from the region's name, kind from the title, id
    from region, year and kind.
    """
    tasks = re.search("分工|分解", row["title"])
    level = row["level"] or level_of(row["region"])
    kind = row["kind"] or ("task_division" if tasks else "work_report")
    code = row["region_code"] or listed().code_of(row["region"], level)
    name = row["report_id"] or f"{row['region']}-{row['year']}" + (
        "-tasks" if kind == "task_division" else ""
    )
    return row | {"level": level, "region_code": code, "kind": kind, "report_id": name}


def _check(row: dict[str, str], where: str) -> ManifestRow:
    for column in REQUIRED:
        if not row[column]:
            raise InputError(f"{where}: {column} is empty; fill it in")
    row = _complete(row)
    year = check_year(row["year"], f"{where}: ")
    for column, allowed in (("level", LEVELS), ("kind", KINDS)):
        if row[column] not in allowed:
            near = "".join(f"; did you mean {name!r}?" for name in nearest(row[column], allowed, most=1))
            raise InputError(
                f"{where}: {column} is {row[column]!r}; it must be one of {', '.join(allowed)}{near}"
            )
    _check_form(row, where)
    row["sha256"] = row["sha256"].lower()
    return ManifestRow(**{**row, "year": year})  # type: ignore[arg-type]


def _check_form(row: dict[str, str], where: str) -> None:
    """Raises ``InputError`` for a name with folders, a code, checksum or date that doesn't look like one."""
    for column in ("report_id", "source"):
        if re.search(r"[/\\:\x00-\x1f]", row[column]) or row[column].startswith("."):
            raise InputError(f"{where}: {column} {row[column]!r} must be a plain name, without folders")
    if row["region_code"] and not re.fullmatch("[0-9]{6}", row["region_code"]):
        raise InputError(f"{where}: region_code is {row['region_code']!r}; a GB/T 2260 code has six digits")
    if row["sha256"] and not re.fullmatch("[0-9a-fA-F]{64}", row["sha256"]):
        raise InputError(
            f"{where}: sha256 is {row['sha256']!r}; it has 64 hexadecimal digits, or leave it empty"
        )
    if row["date"] and not _is_date(row["date"]):
        raise InputError(f"{where}: date is {row['date']!r}; write it as 2020-01-12, or leave it empty")
    if row["date"]:
        check_year(row["date"][:4], f"{where}: date is {row['date']}, whose ")


def read_manifest(path: Path) -> list[ManifestRow]:
    """The rows of ``reports.csv``; columns that aren't required may be absent or empty.

    An empty level is told from the region's name (a city that is run as a county looks like a city: say
    ``county``), an empty code from the list of regions where one region of the level bears the name, an empty
    kind from the title (分工, 分解: a task division), an empty id is made of region, year and kind.

    Raises ``InputError`` naming the row for a missing column, an unknown level or kind, a bad year or code,
    or an id used twice.
    """
    if not path.is_file():
        raise InputError(f"{path} is missing; a corpus is a folder with reports.csv and raw/")
    return parse_manifest(path.read_bytes(), path.name)


def parse_manifest(data: bytes, name: str = "reports.csv") -> list[ManifestRow]:
    """The rows of a manifest's bytes; see ``read_manifest``.

    >>> parse_manifest("region,year,source\\n四川省,2021,a.txt\\n".encode())[0].report_id
    '四川省-2021'
    """
    rows: list[ManifestRow] = []
    seen: dict[str, int] = {}
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        _check_header(reader.fieldnames or [], name)
        for number, raw in enumerate(reader, 2):
            where = f"{name}, row {number}"
            if None in raw:
                raise InputError(f"{where} has more cells than the header; quote cells that hold a comma")
            row = _check({c: unguarded((raw.get(c) or "").strip()) for c in COLUMNS}, where)
            if row.report_id in seen:
                raise InputError(
                    f"{where}: report_id {row.report_id!r} stands in row {seen[row.report_id]} too; "
                    "give each report its own"
                )
            seen[row.report_id] = number
            rows.append(row)
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{name} can't be read as a CSV file in UTF-8; save it as one") from error
    if not rows:
        raise InputError(f"{name} names no report; add one row a report")
    return rows


def _check_header(header: Sequence[str], name: str) -> None:
    missing = [c for c in REQUIRED if c not in header]
    if missing:
        near = "".join(f" (is it {other!r}?)" for other in nearest(missing[0], header, most=1))
        raise InputError(f"{name} has no column {missing[0]}{near}; it needs {', '.join(REQUIRED)}")
