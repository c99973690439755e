"""The targets as a workbook for readers: frozen header, filters, the sentence behind each target as a cell
note.
"""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.formulas import runs
from analysis.output import write_bytes

if TYPE_CHECKING:
    import pandas as pd

_WIDTHS = {
    "indicator_text": 34,
    "evidence": 60,
    "region": 16,
    "indicator": 24,
    "qualifier_text": 16,
    "report_id": 20,
}
_CREATED = datetime.datetime(2020, 1, 1)  # a fixed date: the same table gives the same bytes
_NOTE_ON = "indicator_text"


def write_targets_xlsx(targets: pd.DataFrame, path: str | Path) -> Path:
    """Write the table ``targets`` as an .xlsx workbook, whole, and return its path."""
    return write_bytes(Path(path), targets_workbook(targets))


def targets_workbook(targets: pd.DataFrame) -> bytes:
    """The table ``targets`` as the bytes of an .xlsx workbook.

    One sheet: the header row is frozen and filtered, the evidence is a note on the cell of indicator_text as
    well as a column. Text is written as text, so that a cell that begins with =, +, - or @ is no formula, and
    becomes none when it is edited; an unknown value is an empty cell. The same table gives the same bytes.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": _CREATED, "title": "targets"})
        sheet = book.add_worksheet("targets")
        head = book.add_format({"bold": True, "bottom": 1})
        quoted = None  # text, and text after it was edited; only where it is needed
        names = list(targets.columns)
        for column, name in enumerate(names):
            sheet.write_string(0, column, name, head)
            sheet.set_column(column, column, _WIDTHS.get(name, 12))
        for row, record in enumerate(targets.itertuples(index=False, name=None), 1):
            for column, value in enumerate(record):
                if isinstance(value, str) and runs(value):
                    quoted = quoted or book.add_format({"quote_prefix": True})
                    sheet.write_string(row, column, value, quoted)
                else:
                    _write(sheet, row, column, value)
            if _NOTE_ON in names and "evidence" in names:
                note = str(record[names.index("evidence")])
                if note:
                    sheet.write_comment(row, names.index(_NOTE_ON), note, {"x_scale": 2.5, "author": ""})
        sheet.freeze_panes(1, 0)
        if names:
            sheet.autofilter(0, 0, max(1, len(targets)), len(names) - 1)
    return buffer.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        sheet.write_boolean(row, column, bool(value))
    elif isinstance(value, (int, float)) or hasattr(value, "dtype"):
        number = float(value)
        if number == number:
            sheet.write_number(row, column, number)
    elif value is not None and str(value):
        sheet.write_string(row, column, str(value))
