"""The reports in a table: one a row, or one sentence a row."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from analysis.errors import InputError, NoReportError, some
from analysis.formats.columns import columns_of, guess_columns
from analysis.formats.sheets import Sheet, read_sheets
from analysis.limits import REPORTS

if TYPE_CHECKING:
    import pandas as pd

EXCEL_LIMIT = 32_767  # characters that a cell of a workbook can hold
_FORMULA = re.compile(r"\s*(?:[=@]|[+-](?=[A-Za-z(]))")
_HANZI = re.compile("[\u4e00-\u9fff]")
_WORDS = re.compile(r"\w")
_SAMPLE = 1000  # characters of a cell that tell whether it is Chinese
_SENTENCE = 200  # characters: a cell of sentences has fewer on average
_LEAST_ROWS = 5  # of one text that stands a sentence a row
_LANGUAGES = re.compile(r"lang(?:uage)?(?:[_ ]?code)?|语言|语种", re.IGNORECASE)
_CHINESE = re.compile(r"zh|cn\b|chi|zho|cmn|中|汉|简体|繁体", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"(?:doc(?:ument)?|text|file|report)(?:[_ ]?(?:id|name|no))?|文件名?|篇名?|报告编号", re.IGNORECASE
)


class Row(NamedTuple):
    """One report of a table: where it stands, its cells by meaning, and what was made of its rows."""

    place: str
    cells: dict[str, str]
    remark: str = ""


class ReportTable(NamedTuple):
    """The reports of a table, and one sentence about which column was taken for what."""

    rows: list[Row]
    said: str


def _check_headers(table: pd.DataFrame, name: str) -> None:
    """``InputError`` for two columns of one name, and for a table without rows."""
    twice = table.columns[table.columns.duplicated()]
    if len(twice):
        raise InputError(f"{name} has two columns named {twice[0]!r}; give each its own name")
    if not len(table):
        raise NoReportError(f"{name} has no rows below its header; put one report a row")


def _refuse_formulas(cells: dict[str, str], columns: dict[str, str], where: str) -> None:
    for meaning, cell in cells.items():
        if _FORMULA.match(cell):
            raise InputError(
                f"{where}: {columns[meaning]} is a formula or begins like one ({cell[:20]!r}); put the "
                "value there"
            )


def _hanzi_share(texts: pd.Series[str]) -> float:
    joined = "".join(text[:_SAMPLE] for text in texts.iloc[:500])
    return len(_HANZI.findall(joined)) / max(1, len(_WORDS.findall(joined)))


def _sentence_column(table: pd.DataFrame) -> str:
    """The column that holds the sentences of Chinese texts, one a row; "" when none does."""
    chinese = [c for c in table.columns if _hanzi_share(table[c]) > 0.5]
    lengths = {c: table[c].str.len().mean() for c in chinese}
    best = max(lengths, key=lambda c: lengths[c], default="")
    return best if best and 8 <= lengths[best] < _SENTENCE and len(table) >= _LEAST_ROWS else ""


def _identity(table: pd.DataFrame, columns: dict[str, str]) -> list[str]:
    """The columns that tell one report from the next."""
    known = [column for meaning, column in columns.items() if meaning != "text"]
    return known + [c for c in table.columns if c not in known and _DOCUMENT.fullmatch(str(c).strip())]


def _sentence_rows(sheet: Sheet) -> ReportTable | None:
    """The reports of a table that has them a sentence a row; ``None`` for another table.

    Rows that follow one another with the same region, year, title or document make one report.
    """
    table = sheet.table
    text = _sentence_column(table)
    columns = {m: c for m, c in guess_columns(list(table.columns)).items() if c != text and m != "text"}
    identity = [c for c in _identity(table, columns) if c != text]
    runs = _runs(table, identity)
    if not text or len(runs) * _LEAST_ROWS > len(table):
        return None
    rows = [_joined(sheet, run, text, columns) for run in runs]
    rest = [str(c) for c in table.columns if c not in (text, *identity) and table[c].str.len().sum()]
    left = f"; left out: {some(rest, 5)}" if rest else ""
    told = ", ".join(f"{meaning} from {column}" for meaning, column in {"text": text, **columns}.items())
    return ReportTable(rows, f"{len(table)} rows are sentences, joined to {len(rows)} texts; {told}{left}")


def _runs(table: pd.DataFrame, identity: list[str]) -> list[list[int]]:
    """The rows that follow one another with the same cells in some columns."""
    keys = list(map(tuple, table[identity].to_numpy())) if identity else [()] * len(table)
    return [list(group) for _, group in groupby(range(len(table)), key=lambda row: keys[row])]


def _joined(sheet: Sheet, run: list[int], text: str, columns: dict[str, str]) -> Row:
    """The report of some rows, its other cells those of the first."""
    table = sheet.table
    cells = {meaning: str(table[column].iloc[run[0]]).strip() for meaning, column in columns.items()}
    lines = (str(cell).strip() for cell in table[text].iloc[run])
    words = "\n".join(line for line in lines if line)
    place = f"{sheet.places[run[0]]} and {len(run) - 1} below"
    return Row(place, {"text": words} | cells, f"{len(run)} rows joined")


def _report_rows(sheet: Sheet, name: str) -> ReportTable:
    table = sheet.table
    columns = columns_of(table, name)
    REPORTS.hold(name, len(table))
    rows = []
    for place, values in zip(sheet.places, table.to_dict("records"), strict=True):
        cells = {meaning: str(values[column]).strip() for meaning, column in columns.items()}
        _refuse_formulas(cells, columns, f"{name}, {place}")
        if any(cells.values()):
            rows.append(Row(place, cells))
    told = ", ".join(f"{meaning} from {column}" for meaning, column in columns.items())
    return ReportTable(rows, f"{len(rows)} rows; {told}")


def _in_chinese(sheet: Sheet) -> tuple[Sheet, str]:
    """The rows in Chinese of a table with a column of languages, and what is left out; all rows of another.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"lang": ["zh", "en"], "text": ["今年要更好。", "To the better."]})
    >>> rows, left_out = _in_chinese(Sheet("", table, ["row 2", "row 3"]))
    >>> rows.places, left_out
    (['row 2'], '; left out: 1 rows in en')
    """
    table = sheet.table
    column = next((c for c in table.columns if _LANGUAGES.fullmatch(str(c).strip())), None)
    said = [str(cell).strip() for cell in table[column]] if column is not None else []
    chinese = [at for at, language in enumerate(said) if _CHINESE.match(language)]
    others = list(dict.fromkeys(language for language in said if language and not _CHINESE.match(language)))
    if not chinese or not others:
        return sheet, ""
    rows = table.iloc[chinese].reset_index(drop=True)
    left_out = f"; left out: {len(said) - len(chinese)} rows in {some(others, 5)}"
    return Sheet(sheet.name, rows, [sheet.places[at] for at in chinese]), left_out


def _reports_of(sheet: Sheet, name: str) -> ReportTable:
    sheet.table.columns = [str(c).strip().lstrip("\ufeff") for c in sheet.table.columns]
    _check_headers(sheet.table, name)
    chinese, left_out = _in_chinese(sheet)
    found = _sentence_rows(chinese) or _report_rows(chinese, name)
    return found._replace(said=f"{found.said}{left_out}")


def read_table(data: bytes, name: str, suffix: str) -> ReportTable:
    """The reports of a table: one a row, or the sentences of one a row each.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What to call it in a message.
    suffix : str
        Of the file: ``.csv``, ``.xlsx``, ``.jsonl`` … (``analysis.formats.sheets``).

    Returns
    -------
    ReportTable
        Its reports in their order, and a sentence that says which column was taken for what, and which sheets
        of a workbook hold none.

    Raises
    ------
    InputError
        When it can't be read, when a cell is a formula, or when no column holds reports (``NoReportError``).

    Examples
    --------
    >>> table = read_table("省份,年份,正文\\n四川,2021,各位代表：今年要更好。\\n".encode(), "t.csv", ".csv")
    >>> table.rows[0].cells["province"], table.said
    ('四川', 't.csv: 1 rows; text from 正文, year from 年份, province from 省份')
    """
    sheets = read_sheets(data, name, suffix)
    rows: list[Row] = []
    said: list[str] = []
    refused: list[NoReportError] = []
    for sheet in sheets:
        try:
            found = _reports_of(sheet, name)
        except NoReportError as error:
            refused.append(error)
            said.append(f"sheet {sheet.name} holds no reports and is left out")
            continue
        rows += found.rows
        said.append(f"sheet {sheet.name}: {found.said}" if sheet.name else found.said)
    if refused and not rows:
        raise refused[0]
    return ReportTable(rows, f"{name}: {'; '.join(said)}")
