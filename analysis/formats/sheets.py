"""Files that hold tables, as tables of text: CSV, workbooks, Stata, JSON, translation memories."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.characters.misread import decode_file
from analysis.errors import InputError, NoReportError
from analysis.formats.archive import open_archive
from analysis.formats.records import records_of

if TYPE_CHECKING:
    import pandas as pd

_MOST_COLUMNS = 500
_WIDEST_GAP = 100_000  # empty rows between rows of a sheet
_TU = "{*}tu"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class Sheet(NamedTuple):
    """A table of text, and where each of its rows stands in the file.

    Attributes
    ----------
    name : str
        The sheet's name, where a workbook has several with rows; "" otherwise.
    table : pandas.DataFrame
        All cells as text.
    places : list of str
        Of each row: ``row 2`` (the header is row 1), ``line 7``, ``record 3``.
    """

    name: str
    table: pd.DataFrame
    places: list[str]


def _read_csv(data: bytes, name: str) -> list[Sheet]:
    import pandas as pd

    text = decode_file(data, name).text
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    separator = max(",\t;|", key=first.count)
    try:
        table = pd.read_csv(
            io.StringIO(text),
            sep=separator,
            dtype=str,
            keep_default_na=False,
            encoding_errors="strict",
            skipinitialspace=True,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError, OverflowError) as error:
        raise InputError(
            f"{name} isn't a well-formed table ({str(error).strip().splitlines()[-1]}); quote cells that "
            "hold a comma or a line end"
        ) from error
    return [Sheet("", table, [f"row {number}" for number in range(2, len(table) + 2)])]


def _cell(value: object) -> str:
    """A workbook's cell as text: 2021 for 2021.0, 2021-01-15 for a date."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def _workbook_rows(data: bytes, name: str) -> Iterator[tuple[str, list[tuple[int, list[str]]]]]:
    """Title and rows (number and cells, those with something in them) of each sheet."""
    import warnings

    import openpyxl

    open_archive(data, name).close()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for sheet in openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets:
                sheet.reset_dimensions()  # what a sheet says of its size can be wrong, or a trap
                rows = sheet.iter_rows(values_only=True)
                yield sheet.title, list(_rows_with_words(rows, f"{name}, sheet {sheet.title}"))
    except InputError:
        raise
    except Exception as error:  # openpyxl lets whatever its XML held come through
        raise InputError(f"{name} can't be opened as a workbook; save it again as .xlsx") from error


def _rows_with_words(rows: Iterable[Sequence[object]], where: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that have something in them, numbered as the workbook counts."""
    last = 0
    for number, values in enumerate(rows, 1):
        cells = [_cell(value) for value in values[:_MOST_COLUMNS]]
        if any(cells):
            last = number
            yield number, cells
        elif number - last > _WIDEST_GAP:  # a row's number can be a trap: each one before it costs time
            raise InputError(
                f"{where} has more than {_WIDEST_GAP:,} empty rows one after the other; delete them and what "
                "stands below"
            )


def _read_xlsx(data: bytes, name: str) -> list[Sheet]:
    """Every sheet that has rows below its header; the places of rows are those that the workbook counts."""
    import pandas as pd

    filled = [(title, rows) for title, rows in list(_workbook_rows(data, name)) if len(rows) > 1]
    if not filled:
        raise NoReportError(f"{name} has no rows below its header; put one report a row")
    sheets = []
    for title, ((_, header), *rows) in filled:
        while not header[-1]:
            header.pop()
        width = len(header)
        table = pd.DataFrame([(cells + [""] * width)[:width] for _, cells in rows], columns=header, dtype=str)
        label = f"sheet {title}, " if len(filled) > 1 else ""
        sheets.append(Sheet(title if label else "", table, [f"{label}row {number}" for number, _ in rows]))
    return sheets


def _stata_text(value: object) -> str:
    """A cell as text; files of Stata 13 and before hold GB18030 that was read as Latin-1."""
    text = "" if value is None or value != value else str(value)
    if re.search("[\x80-\xff]", text) and not re.search("[\u4e00-\u9fff]", text):
        for encoding in ("gb18030", "utf-8"):
            try:
                return text.encode("latin-1").decode(encoding)
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
    return re.sub(r"\.0$", "", text) if isinstance(value, float) else text


def _read_stata(data: bytes, name: str) -> list[Sheet]:
    import warnings

    import pandas as pd

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            table = pd.read_stata(io.BytesIO(data), convert_dates=False)
    except Exception as error:  # a damaged file fails wherever its bytes lead
        raise InputError(
            f"{name} can't be opened as a Stata file; save it again (.dta of Stata 8 or later)"
        ) from error
    out = pd.DataFrame(
        {_stata_text(c): [_stata_text(v) for v in table[c].astype(object)] for c in table.columns}
    )
    return [Sheet("", out.astype(str), [f"row {number}" for number in range(2, len(out) + 2)])]


def _flat(value: Any, before: str = "") -> dict[str, str]:
    """The cells of a JSON record: ``meta.year`` for what lies deeper, a list of texts as lines.

    >>> _flat({"meta": {"year": 2021}, "text": ["一段。", "二段。"]})
    {'meta.year': '2021', 'text': '一段。\\n二段。'}
    """
    if isinstance(value, dict):
        cells: dict[str, str] = {}
        for key, inner in value.items():
            cells |= _flat(inner, f"{before}.{key}" if before else str(key))
        return cells
    if isinstance(value, list):
        lines = ["\n".join(_flat(inner).values()) for inner in value]
        return {before or "text": "\n".join(lines)}
    return {before or "text": _cell(value)}


def _table_of(records: Iterable[Any]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame([_flat(record) for record in records]).fillna("").astype(str)


def _read_json(data: bytes, name: str) -> list[Sheet]:
    """A JSON document, or one record a line."""
    text = decode_file(data, name).text.strip("\ufeff \t\r\n")
    try:
        records = records_of(json.loads(text))
        places = [f"record {number}" for number in range(1, len(records) + 1)]
    except (json.JSONDecodeError, RecursionError) as error:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) < 2 or not lines[0][1].rstrip().endswith(("}", "]", "},")):
            raise InputError(f"{name} isn't well-formed JSON ({_where(error)}); write it again") from None
        records, places = _json_lines(lines, name)
    if not records:
        raise NoReportError(f"{name} holds no records; put one report a record")
    return [Sheet("", _table_of(records), places)]


def _where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, character {error.colno}"
    return "it is nested too deeply"


def _json_lines(lines: Sequence[tuple[int, str]], name: str) -> tuple[list[Any], list[str]]:
    records, places = [], []
    for number, line in lines:
        try:
            records.append(json.loads(line.strip().rstrip(",")))
        except (json.JSONDecodeError, RecursionError):
            raise InputError(
                f"{name}, line {number} isn't a JSON record; mend the line or take it out"
            ) from None
        places.append(f"line {number}")
    return records, places


def _read_tmx(data: bytes, name: str) -> list[Sheet]:
    """A translation memory: one row a unit, one column a language."""
    import pandas as pd
    from lxml import etree

    rows: list[dict[str, str]] = []
    try:
        parser = etree.iterparse(
            io.BytesIO(data), tag=_TU, resolve_entities=False, no_network=True, load_dtd=False
        )
        for _, unit in parser:
            cells: dict[str, str] = {}
            for variant in unit.iter("{*}tuv"):
                language = variant.get(_LANGUAGE) or variant.get("lang") or "?"
                cells[language] = "".join("".join(s.itertext()) for s in variant.iter("{*}seg")).strip()
            for note in unit.iter("{*}prop"):
                cells.setdefault(str(note.get("type")), (note.text or "").strip())
            rows.append(cells)
            unit.clear()
    except etree.XMLSyntaxError as error:
        raise InputError(f"{name} isn't a well-formed TMX file ({error}); save it again") from None
    if not rows:
        raise NoReportError(f"{name} holds no translation units, so no text")
    return [Sheet("", pd.DataFrame(rows).fillna(""), [f"unit {n}" for n in range(1, len(rows) + 1)])]


_READERS = {
    ".xlsx": _read_xlsx, ".dta": _read_stata, ".json": _read_json, ".jsonl": _read_json,
    ".ndjson": _read_json, ".tmx": _read_tmx,
}  # fmt: skip


def read_sheets(data: bytes, name: str, suffix: str) -> list[Sheet]:
    """The tables in a file.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What to call it in a message.
    suffix : str
        ``.xlsx``, ``.dta``, ``.json``, ``.jsonl``, ``.ndjson`` or ``.tmx``; anything else is read as CSV.

    Returns
    -------
    list of Sheet
        Those with rows: one, or several of a workbook, in their order.

    Raises
    ------
    InputError
        When it can't be read (``NoReportError`` when it holds no rows).

    Examples
    --------
    >>> read_sheets('{"2021": "今年要更好。"}'.encode(), "a.json", ".json")[0].places
    ['record 1']
    """
    return _READERS.get(suffix, _read_csv)(data, name)
