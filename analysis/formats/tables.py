"""Tables with one report a row: CSV, XLSX, Stata. Which column is what is told from the header, and said."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from analysis.errors import InputError
from analysis.formats.archive import open_archive
from analysis.formats.decoding import common_share, decode_bytes

if TYPE_CHECKING:
    import pandas as pd

_MOST_COLUMNS = 500
_LEAST_TEXT = 500  # characters of its cells on average: a column that can hold the reports
_NO_TEXT = 200  # … that a header called text can't have with such a column beside it
EXCEL_LIMIT = 32_767  # characters that a cell of a workbook can hold
_FORMULA = re.compile(r"\s*(?:[=@]|[+-](?=[A-Za-z(]))")
# Header words by what they mean; the first that a header equals, then the first that it contains.
WORDS: dict[str, tuple[str, ...]] = {
    "text": (
        "正文",
        "内容",
        "全文",
        "文本",
        "报告全文",
        "报告内容",
        "报告正文",
        "text",
        "content",
        "fulltext",
        "body",
        "政府工作报告",
        "报告",
        "report",
    ),
    "year": ("年份", "年度", "报告年份", "年", "year"),
    "province": ("省份", "省", "省级", "所属省份", "省名", "province", "prov", "省市"),
    "city": ("城市", "市", "地级市", "市名", "所属城市", "city", "prefecture"),
    "county": ("区县", "县", "县区", "县市", "县名", "county", "district"),
    "region": ("地区", "区域", "地域", "行政区", "地名", "region", "area", "place", "名称", "单位"),
    "code": ("行政区划代码", "区划代码", "地区代码", "行政代码", "代码", "code", "adcode", "region_code"),
    "title": ("标题", "题目", "报告标题", "title"),
    "date": ("日期", "报告日期", "时间", "date"),
    "speaker": ("报告人", "讲话人", "发言人", "作者", "speaker", "author"),
    "level": ("层级", "级别", "level"),
    "kind": ("类型", "类别", "kind", "type"),
}
_PART = {
    "text",
    "year",
    "province",
    "city",
    "county",
    "region",
}  # these are also found inside a longer header


# Inside a longer header these say nothing of it: 报告日期, report_id.
_TOO_BROAD = {("text", "报告"), ("text", "report")}


class Row(NamedTuple):
    """One report of a table: its row as a spreadsheet counts (the header is row 1), its cells by meaning."""

    number: int
    cells: dict[str, str]


class ReportTable(NamedTuple):
    """The reports of a table, and one sentence about which column was taken for what."""

    rows: list[Row]
    said: str


def guess_columns(headers: list[str], longest: str = "") -> dict[str, str]:
    """Which header means what: exact words first, then headers that contain one.

    Parameters
    ----------
    headers : list of str
        The headers of a table, in their order.
    longest : str, optional
        The column that holds the text when no header says it does; "", the default, for none.

    Returns
    -------
    dict of str to str
        Header by meaning, in the order of ``WORDS``.

    Examples
    --------
    >>> guess_columns(["省份", "年份", "报告正文（全）"])
    {'text': '报告正文（全）', 'year': '年份', 'province': '省份'}
    """
    bare = {h: re.sub(r"[\s_（）()\-]", "", h).lower() for h in headers}
    columns: dict[str, str] = {}
    for exact in (True, False):
        for meaning in WORDS if exact else (meaning for meaning in WORDS if meaning in _PART):
            if meaning in columns:
                continue
            free = {header: words for header, words in bare.items() if header not in columns.values()}
            header = _header_of(meaning, free, exact)
            if header is not None:
                columns[meaning] = header
    if "text" not in columns and longest:
        columns["text"] = longest
    return {meaning: columns[meaning] for meaning in WORDS if meaning in columns}


def _header_of(meaning: str, bare: dict[str, str], exact: bool) -> str | None:
    """The first header (by its bare form) that is, or holds, the first word of a meaning that any has."""
    words = [word.replace("_", "") for word in WORDS[meaning]]
    if not exact:
        words = [word for word in words if len(word) >= 2 and (meaning, word) not in _TOO_BROAD]
    for word in words:
        for header, form in bare.items():
            if (form == word) if exact else (word in form):
                return header
    return None


def _read_csv(data: bytes, name: str) -> pd.DataFrame:
    import pandas as pd

    text = decode_bytes(data, name)
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    separator = max(",\t;|", key=first.count)
    try:
        return pd.read_csv(
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


def _cell(value: object) -> str:
    """A workbook's cell as text: 2021 for 2021.0, 2021-01-15 for a date."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def _read_xlsx(data: bytes, name: str) -> pd.DataFrame:
    """The sheet that holds most text; its index is the row as the workbook counts."""
    import warnings

    import openpyxl
    import pandas as pd

    open_archive(data, name).close()
    sheets: list[list[tuple[int, list[str]]]] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for sheet in openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets:
                sheet.reset_dimensions()  # what a sheet says of its size can be wrong, or a trap
                rows: list[tuple[int, list[str]]] = []
                for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
                    cells = [_cell(v) for v in values[:_MOST_COLUMNS]]
                    if any(cells):
                        rows.append((number, cells))
                sheets.append(rows)
    except Exception as error:  # openpyxl lets whatever its XML held come through
        raise InputError(f"{name} can't be opened as a workbook; save it again as .xlsx") from error
    filled = [rows for rows in sheets if len(rows) > 1]
    if not filled:
        raise InputError(f"{name} has no rows below its header; put one report a row")
    (_, header), *rows = max(filled, key=lambda rows: sum(len(c) for _, cells in rows for c in cells))
    while not header[-1]:
        header.pop()
    table = [(cells + [""] * len(header))[: len(header)] for _, cells in rows]
    return pd.DataFrame(table, columns=header, index=[number for number, _ in rows], dtype=str)


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


def _read_stata(data: bytes, name: str) -> pd.DataFrame:
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
    return out.astype(str)


def _check_headers(table: pd.DataFrame, name: str) -> None:
    """``InputError`` for two columns of one name, and for a table without rows."""
    twice = table.columns[table.columns.duplicated()]
    if len(twice):
        raise InputError(f"{name} has two columns named {twice[0]!r}; give each its own name")
    if not len(table):
        raise InputError(f"{name} has no rows below its header; put one report a row")


def _columns_of(table: pd.DataFrame, name: str) -> dict[str, str]:
    """Column by meaning; ``InputError`` when none holds reports."""
    lengths = {c: float(table[c].str.len().mean()) for c in table.columns}
    longest = max(lengths, key=lambda c: lengths[c])
    holds_texts = lengths[longest] >= _LEAST_TEXT
    columns = guess_columns(list(table.columns), longest if holds_texts else "")
    if "text" in columns and lengths[columns["text"]] < _NO_TEXT and holds_texts:
        columns["text"] = longest
    if "text" not in columns or common_share(table[columns["text"]].iloc[0][:5000]) == 0:
        raise InputError(
            f"{name} has no column that holds reports (its columns are {', '.join(table.columns[:8])}); "
            "name it 正文 or text"
        )
    return {m: c for m, c in columns.items() if m == "text" or c != columns["text"]}


def _refuse_formulas(cells: dict[str, str], columns: dict[str, str], where: str) -> None:
    for meaning, cell in cells.items():
        if _FORMULA.match(cell):
            raise InputError(
                f"{where}: {columns[meaning]} is a formula or begins like one ({cell[:20]!r}); put the "
                "value there"
            )


def read_table(data: bytes, name: str, suffix: str) -> ReportTable:
    """The reports of a table, one a row.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What to call it in a message.
    suffix : str
        ``.csv``, ``.tsv``, ``.xlsx`` or ``.dta``.

    Returns
    -------
    ReportTable
        Its reports in their order, and a sentence that says which column was taken for what.

    Raises
    ------
    InputError
        When it can't be read, when no column holds reports, or when a cell is a formula.

    Examples
    --------
    >>> table = read_table("省份,年份,正文\\n四川,2021,各位代表：今年要更好。\\n".encode(), "t.csv", ".csv")
    >>> table.rows[0].cells["province"], table.said
    ('四川', 't.csv: 1 rows; text from 正文, year from 年份, province from 省份')
    """
    table = {".xlsx": _read_xlsx, ".dta": _read_stata}.get(suffix, _read_csv)(data, name)
    table.columns = [str(c).strip().lstrip("\ufeff") for c in table.columns]
    _check_headers(table, name)
    columns = _columns_of(table, name)
    rows = []
    numbers = table.index.tolist() if suffix == ".xlsx" else range(2, len(table) + 2)
    for number, values in zip(numbers, table.to_dict("records"), strict=True):
        cells = {meaning: str(values[column]).strip() for meaning, column in columns.items()}
        _refuse_formulas(cells, columns, f"{name}, row {number}")
        if any(cells.values()):
            rows.append(Row(int(number), cells))
    told = ", ".join(f"{meaning} from {column}" for meaning, column in columns.items())
    return ReportTable(rows, f"{name}: {len(rows)} rows; {told}")
