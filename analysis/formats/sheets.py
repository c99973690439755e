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
from analysis.limits import CELLS, COLUMNS, EMPTY_ROWS, RECORD_DEPTH, ROWS, TABLE_RATIO

if TYPE_CHECKING:
    import pandas as pd

_MUCH_TEXT = 2**24  # characters of a table that need a file of some size
_LONG_NUMBER = 18  # figures; a longer one is text
_FIRST = re.compile("[\ufeff\r\n]*[^\r\n]*")
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
    first = _FIRST.match(text)[0].strip("\ufeff\r\n")  # type: ignore[index]
    separator = max(",\t;|", key=first.count)
    COLUMNS.hold(name, first.count(separator) + 1)
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
    ROWS.hold(name, len(table))
    return [Sheet("", table, [f"row {number}" for number in range(2, len(table) + 2)])]


def _frame(rows: Iterable[Any], name: str, columns: list[str] | None = None) -> pd.DataFrame:
    """A table of texts; ``InputError`` where one holds half a character, or they are too many."""
    import pandas as pd

    rows = list(rows)
    ROWS.hold(name, len(rows))
    try:
        return pd.DataFrame(rows, columns=columns).fillna("").astype(str)
    except UnicodeEncodeError:
        raise InputError(
            f"{name} holds halves of characters (lone surrogates), so it is damaged; save it again"
        ) from None


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
                yield sheet.title, list(_rows_with_words(rows, f"{name}, sheet {sheet.title}", len(data)))
    except InputError:
        raise
    except Exception as error:  # openpyxl lets whatever its XML held come through
        raise InputError(f"{name} can't be opened as a workbook; save it again as .xlsx") from error


def _rows_with_words(
    rows: Iterable[Sequence[object]], where: str, size: int
) -> Iterator[tuple[int, list[str]]]:
    """The rows that have something in them, numbered as the workbook counts."""
    last = cells_read = characters = 0
    for number, values in enumerate(rows, 1):
        ROWS.hold(where, number)
        cells_read += len(values)
        CELLS.hold(where, cells_read)
        if any(value is not None for value in values[COLUMNS.most :]):
            raise COLUMNS.refusal(where)
        cells = [_cell(value) for value in values[: COLUMNS.most]]
        if any(cells):
            last = number
            characters += sum(map(len, cells))
            if characters > _MUCH_TEXT:
                TABLE_RATIO.hold(where, characters // size)
            yield number, cells
        else:
            EMPTY_ROWS.hold(where, number - last)


def _read_xlsx(data: bytes, name: str) -> list[Sheet]:
    """Every sheet that has rows below its header; the places of rows are those that the workbook counts."""
    filled = [(title, rows) for title, rows in list(_workbook_rows(data, name)) if len(rows) > 1]
    if not filled:
        raise NoReportError(f"{name} has no rows below its header; put one report a row")
    sheets = []
    for title, ((_, header), *rows) in filled:
        while not header[-1]:
            header.pop()
        width = len(header)
        table = _frame(((cells + [""] * width)[:width] for _, cells in rows), name, header)
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


def _flat(value: Any, before: str = "", depth: int = 1) -> dict[str, str]:
    """The cells of a JSON record: ``meta.year`` for what lies deeper, a list of texts as lines.

    ``RecursionError`` for one that lies deeper than any.

    >>> _flat({"meta": {"year": 2021}, "text": ["一段。", "二段。"]})
    {'meta.year': '2021', 'text': '一段。\\n二段。'}
    """
    if depth > RECORD_DEPTH.most:
        raise RecursionError
    if isinstance(value, dict):
        cells: dict[str, str] = {}
        for key, inner in value.items():
            cells |= _flat(inner, f"{before}.{key}" if before else str(key), depth + 1)
        return cells
    if isinstance(value, list):
        lines = ["\n".join(_flat(inner, "", depth + 1).values()) for inner in value]
        return {before or "text": "\n".join(lines)}
    return {before or "text": _cell(value)}


def _table_of(records: Sequence[Any], name: str) -> pd.DataFrame:
    try:
        rows = [_flat(record) for record in records]
    except RecursionError:
        raise RECORD_DEPTH.refusal(name) from None
    _hold_columns(rows, name)
    return _frame(rows, name)


def _hold_columns(rows: Iterable[dict[str, str]], name: str) -> None:
    """``InputError`` when the cells of some rows have too many names."""
    known: set[str] = set()
    for row in rows:
        known.update(row)
        COLUMNS.hold(name, len(known))


def _number(figures: str) -> int | str:
    """A whole number of JSON; a long one stays text, as it takes long to work out."""
    return int(figures) if len(figures) <= _LONG_NUMBER else figures


def _read_json(data: bytes, name: str) -> list[Sheet]:
    """A JSON document, or one record a line."""
    text = decode_file(data, name).text.strip("\ufeff \t\r\n")
    try:
        records = records_of(json.loads(text, parse_int=_number))
        places = [f"record {number}" for number in range(1, len(records) + 1)]
    except RecursionError:
        raise RECORD_DEPTH.refusal(name) from None
    except json.JSONDecodeError as error:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) < 2 or not lines[0][1].rstrip().endswith(("}", "]", "},")):
            raise InputError(
                f"{name} isn't well-formed JSON (line {error.lineno}, character {error.colno}); "
                "write it again"
            ) from None
        records, places = _json_lines(lines, name)
    if not records:
        raise NoReportError(f"{name} holds no records; put one report a record")
    return [Sheet("", _table_of(records, name), places)]


def _json_lines(lines: Sequence[tuple[int, str]], name: str) -> tuple[list[Any], list[str]]:
    records, places = [], []
    for number, line in lines:
        try:
            records.append(json.loads(line.strip().rstrip(","), parse_int=_number))
        except (json.JSONDecodeError, RecursionError):
            raise InputError(
                f"{name}, line {number} isn't a JSON record; mend the line or take it out"
            ) from None
        places.append(f"line {number}")
    return records, places


def _read_tmx(data: bytes, name: str) -> list[Sheet]:
    """A translation memory: one row a unit, one column a language."""
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
            while unit.getprevious() is not None:  # units that were read stay in the memory else
                del unit.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise InputError(f"{name} isn't a well-formed TMX file ({error}); save it again") from None
    if not rows:
        raise NoReportError(f"{name} holds no translation units, so no text")
    _hold_columns(rows, name)
    return [Sheet("", _frame(rows, name), [f"unit {n}" for n in range(1, len(rows) + 1)])]


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
