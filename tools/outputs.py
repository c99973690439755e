"""The part of docs/outputs.md that describes the tables, written from their declarations.

``python tools/outputs.py write`` writes it; ``check`` says whether it is up to date (exit status 1 if not).
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from analysis.tables import TABLES
from analysis.tables.declaration import UNITS, USUAL, Column, Table

PAGE = Path(__file__).resolve().parents[1] / "docs" / "outputs.md"
START = "<!-- From here on written by tools/outputs.py from analysis/tables: edit the declarations. -->\n"
TYPES = {
    "str": "text",
    "int": "whole number",
    "Int": "whole number or empty",
    "float": "number or empty",
    "bool": "True, False",
}


def _row(column: Column) -> str:
    meaning = column.meaning.replace("|", "\\|")
    return f"| `{column.name}` | {TYPES[column.type]} | {meaning} |\n"


def usual() -> str:
    """The columns that mean the same wherever they stand."""
    rows = "".join(_row(Column(name, kind, meaning)) for name, (kind, meaning) in USUAL.items())
    return f"## Columns that recur\n\n| column | holds | meaning |\n|---|---|---|\n{rows}"


def section(table: Table) -> str:
    """The section of a table."""
    units = "; ".join(dict.fromkeys(UNITS[maker.unit] for maker in table.makers))
    rows = "".join(map(_row, table.columns))
    return (
        f"### {table.name}\n{table.meaning}\nMade for {units}.\n\n"
        f"| column | holds | meaning |\n|---|---|---|\n{rows}"
    )


def generated() -> str:
    """Everything behind the mark."""
    parts = [usual()]
    for room, tables in groupby(TABLES.values(), key=lambda table: table.room):
        parts.append(f"## {room}\n")
        parts += [section(table) for table in tables]
    return "\n".join(parts)


def page(text: str) -> str:
    """The page with the generated part anew."""
    return text.partition(START)[0] + START + "\n" + generated()


def main(arguments: list[str]) -> int:
    text = PAGE.read_text(encoding="utf-8")
    if arguments == ["write"]:
        PAGE.write_text(page(text), encoding="utf-8")
        return 0
    if arguments == ["check"]:
        if page(text) == text:
            return 0
        print("docs/outputs.md isn't what the tables declare; write it anew: python tools/outputs.py write")
        return 1
    print("python tools/outputs.py write|check")
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
