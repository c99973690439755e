"""The ledger as a workbook to be filled in: one sheet a department, in the two forms that governments hand
out.

*plan* (落实方案): 序号 重点工作 落实措施 完成时限 责任领导 联系电话; *progress* (落实情况): 序号 重点工作
落实情况 完成时限 是否完成（未完成需说明原因） 责任领导 联系电话.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from analysis.attributions.deadlines import parse_deadline
from analysis.errors import InputError
from analysis.formulas import runs

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

FORMS: dict[str, tuple[str, tuple[tuple[str, int], ...]]] = {
    "plan": (
        "落实方案",
        (
            ("序号", 6),
            ("重点工作", 60),
            ("落实措施", 40),
            ("完成时限", 22),
            ("责任领导", 12),
            ("联系电话", 16),
        ),
    ),
    "progress": (
        "落实情况",
        (
            ("序号", 6),
            ("重点工作", 60),
            ("落实情况", 40),
            ("完成时限", 22),
            ("是否完成\n（未完成需说明原因）", 22),
            ("责任领导", 12),
            ("联系电话", 16),
        ),
    ),
}
_EPOCH = (2000, 1, 1)
_NEVER = (9999, 13)


def by_department(tasks: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The tasks of each department, as printed in the document, first dated first: tasks that it leads and
    tasks that it shares.

    Keys are in the order of their number of tasks led, then shared, then name; each task is a dict with
    ``item, unit, text, role, deadlines``.

    >>> import pandas as pd
    >>> columns = ["report_id", "item", "unit", "text", "leads", "participants", "deadlines", "deadline_year"]
    >>> tasks = pd.DataFrame([("a", 1, 1, "甲。", "财政部", "税务总局", "年内持续推进", None),
    ...                       ("a", 2, 1, "乙。", "财政部", "", "6月底前完成", None)],
    ...                      columns=columns)
    >>> {name: [task["item"] for task in rows] for name, rows in by_department(tasks).items()}
    {'财政部': [2, 1], '税务总局': [1]}
    """
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    columns = ["item", "unit", "text", "deadlines", "leads", "participants"]
    for item, unit, text, deadlines, leads, participants in zip(
        *(tasks[column] for column in columns), strict=True
    ):
        task = {
            "item": int(item),
            "unit": int(unit),
            "text": str(text),
            "deadlines": str(deadlines),
            "due": due_key(str(deadlines)),
        }
        names: dict[str, str] = {}
        for role, cell in (("牵头", leads), ("参与", participants)):
            for name in filter(None, str(cell).split(";")):
                names.setdefault(name, role)
        for name, role in names.items():
            found[name].append(task | {"role": role})
    led = {name: sum(task["role"] == "牵头" for task in rows) for name, rows in found.items()}
    order = sorted(found, key=lambda name: (-led[name], -len(found[name]), name))
    return {
        name: sorted(found[name], key=lambda task: (task["due"], task["item"], task["unit"]))
        for name in order
    }


def due_key(deadlines: str) -> tuple[int, int]:
    """A sortable (year, month) of the first dated clause; a clause without a year counts as of the document's
    own year (0).

    >>> due_key("6月底前出台相关政策;年内持续推进") < due_key("2022年12月底前完成") < due_key("年内持续推进")
    True
    """
    for due in map(parse_deadline, filter(None, deadlines.split(";"))):
        if due.month is not None:
            return due.year or 0, due.month
    return _NEVER


def _sheet_name(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "", name).strip("' ")[:31] or "部门"
    candidate, number = plain, 2
    while candidate.casefold() in taken:
        suffix = f"_{number}"
        candidate, number = plain[: 31 - len(suffix)] + suffix, number + 1
    taken.add(candidate.casefold())
    return candidate


def ledger_workbook(tasks: pd.DataFrame, form: str = "plan", title: str = "") -> bytes:
    """The workbook as bytes; the same tasks give the same bytes.

    One sheet a department, sorted by deadline; what the office has to fill in is left empty. A cell that
    begins with ``= + - @`` is text and stays text when it is edited.

    Parameters
    ----------
    tasks
        A table of tasks.
    form
        ``plan`` (落实方案) or ``progress`` (落实情况).
    title
        Stands at the head of each sheet, before 重点工作落实方案 or 重点工作落实情况.

    Returns
    -------
    bytes
        An XLSX file.

    Raises
    ------
    InputError
        For an unknown form or a table without tasks.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["item", "unit", "text", "leads", "participants", "deadlines"]
    >>> tasks = pd.DataFrame([(1, 1, "=1+1", "财政部", "", "6月底前完成")], columns=columns)
    >>> ledger_workbook(tasks)[:2], ledger_workbook(tasks) == ledger_workbook(tasks)
    (b'PK', True)
    """
    import datetime

    import xlsxwriter

    if form not in FORMS:
        raise InputError(f"the form “{form}” is unknown; choose {' or '.join(FORMS)}")
    if tasks.empty:
        raise InputError("there are no tasks to write; give a table with at least one task unit")
    heading, columns = FORMS[form]
    memory = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(memory, options)
    book.set_properties({"title": f"{title}重点工作{heading}", "created": datetime.datetime(*_EPOCH)})
    base = {"font_name": "SimSun", "font_size": 11, "valign": "vcenter", "text_wrap": True}
    styles = {
        "title": book.add_format(base | {"bold": True, "font_size": 16, "align": "center"}),
        "line": book.add_format(base | {"text_wrap": False}),
        "head": book.add_format(base | {"bold": True, "border": 1, "align": "center"}),
        "cell": book.add_format(base | {"border": 1}),
        "quoted": book.add_format(base | {"border": 1, "quote_prefix": True}),
        "middle": book.add_format(base | {"border": 1, "align": "center"}),
    }
    taken: set[str] = set()
    for department, rows in by_department(tasks).items():
        sheet = book.add_worksheet(_sheet_name(department, taken))
        _fill(sheet, styles, department, rows, f"{title}重点工作{heading}", columns)
    book.close()
    return memory.getvalue()


def _fill(
    sheet: Any,
    styles: dict[str, Any],
    department: str,
    rows: list[dict[str, Any]],
    title: str,
    columns: tuple[tuple[str, int], ...],
) -> None:
    last = len(columns) - 1
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 0)
    sheet.merge_range(0, 0, 0, last, "", styles["title"])
    _text(sheet, 0, 0, title, styles["title"], styles["title"])
    _text(sheet, 1, 0, f"填报单位（盖章）：{department}", styles["line"], styles["line"])
    sheet.write_string(1, last - 1, "填报时间：", styles["line"])
    for place, (name, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(2, place, name, styles["head"])
    for number, task in enumerate(rows, start=1):
        line = number + 2
        sheet.write_number(line, 0, number, styles["middle"])
        _text(
            sheet,
            line,
            1,
            f"{task['text']}（第{task['item']}项，{task['role']}）",
            styles["cell"],
            styles["quoted"],
        )
        for place in range(2, last + 1):
            sheet.write_blank(line, place, None, styles["cell"])
        _text(sheet, line, 3, task["deadlines"].replace(";", "，"), styles["cell"], styles["quoted"])
    foot = len(rows) + 3
    sheet.write_string(foot, 0, "填表人：", styles["line"])
    sheet.write_string(foot, last - 1, "联系电话：", styles["line"])


def _text(sheet: Any, row: int, column: int, text: str, plain: Any, quoted: Any) -> None:
    """Write text as text, with the mark that keeps it text (a leading apostrophe in the program) where it
    looks like a formula.
    """
    shown = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)[:32767]
    sheet.write_string(row, column, shown, quoted if runs(shown) else plain)


def write_ledger(tasks: pd.DataFrame, path: str | Path, form: str = "plan", title: str = "") -> Path:
    """Write :func:`ledger_workbook` to a file, whole or not at all, and return its path."""
    from pathlib import Path

    from analysis.output import write_bytes

    return write_bytes(Path(path), ledger_workbook(tasks, form, title))
