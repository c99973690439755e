"""The golden tables: what a build of tests/golden/corpus gave when somebody last looked.

``python tools/golden.py`` builds it anew and says in words how its tables differ from tests/golden/tables
(exit status 1 if they do); ``python tools/golden.py accept`` takes the new ones.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
# The codebook is data/lexicon/themes.csv in another order, and as large as all other tables together.
LEFT_OUT = {"codebook"}
SHOWN = 5  # cells and rows of a table that are shown


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True)))


def _name(header: Sequence[str], row: Sequence[str]) -> str:
    """A row by its first cells."""
    cells = dict(zip(header, row, strict=False))
    keys = [key for key in ("report_id", "year", "theme", "term", "item", "department") if cells.get(key)]
    return ", ".join(f"{key}={cells[key]}" for key in keys or list(header)[:2])


def _some(sentences: list[str]) -> Iterator[str]:
    yield from sentences[:SHOWN]
    if len(sentences) > SHOWN:
        yield f"… and {len(sentences) - SHOWN} more"


def _columns(before: list[str], after: list[str]) -> list[str]:
    """How the columns have changed, in sentences."""
    gone = [name for name in before if name not in after]
    come = [name for name in after if name not in before]
    moved = [name for name in before if name in after] != [name for name in after if name in before]
    sentences = [f"columns gone: {', '.join(gone)}"] if gone else []
    sentences += [f"columns added: {', '.join(come)}"] if come else []
    return sentences + (["columns stand in another order"] if moved else [])


def _only(rows: list[list[str]], header: list[str]) -> list[list[str]]:
    """The rows with these columns, in this order."""
    places = [rows[0].index(name) for name in header]
    return [[row[place] for place in places] for row in rows]


def difference(old: str, new: str) -> list[str]:
    """How a table's file differs from what it was, in sentences; none where it doesn't.

    >>> difference("term,count\\n创新,1\\n", "term,count\\n创新,2\\n")
    ['row 2 (term=创新): count was 1 and is 2']
    """
    if old == new:
        return []
    before, after = _rows(old), _rows(new)
    columns = _columns(before[0], after[0])
    # A change of columns mustn't hide a change of cells: the columns of both are compared.
    header = [name for name in before[0] if name in after[0]]
    before, after = _only(before, header), _only(after, header)
    changed, removed, added = [], [], []
    rows_before, rows_after = [tuple(row) for row in before[1:]], [tuple(row) for row in after[1:]]
    matcher = SequenceMatcher(None, rows_before, rows_after, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "replace" and b - a == d - c:
            for number in range(b - a):
                was, row = rows_before[a + number], rows_after[c + number]
                cells = [
                    f"{name} was {x or 'empty'} and is {y or 'empty'}"
                    for name, x, y in zip(header, was, row, strict=True)
                    if x != y
                ]
                changed.append(f"row {c + number + 2} ({_name(header, row)}): {'; '.join(cells)}")
        elif what != "equal":
            removed += [f"row gone: {_name(header, row)}" for row in rows_before[a:b]]
            added += [f"row added: {_name(header, row)}" for row in rows_after[c:d]]
    found = [*columns, *_some(changed), *_some(removed), *_some(added)]
    return found or ["the same cells, written in another way"]


def built(folder: Path) -> dict[str, str]:
    """The tables of the golden corpus, built now by the command line of this folder's package."""
    command = [sys.executable, "-m", "analysis", "build", "--no-figures", "--quiet"]
    command += ["--corpus", str(GOLDEN / "corpus"), "--output", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    paths = sorted((folder / "tables").glob("*.csv"))
    return {path.stem: path.read_text(encoding="utf-8") for path in paths if path.stem not in LEFT_OUT}


def kept() -> dict[str, str]:
    """The golden tables."""
    paths = sorted((GOLDEN / "tables").glob("*.csv"))
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


def differences(old: dict[str, str], new: dict[str, str]) -> dict[str, list[str]]:
    """How tables differ, by name; only those that do."""
    found = {name: ["the table is gone"] for name in old if name not in new}
    for name, text in new.items():
        sentences = difference(old[name], text) if name in old else ["the table is new"]
        if sentences:
            found[name] = sentences
    return found


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["accept"]):
        print("python tools/golden.py [accept]")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        new = built(Path(folder))
    found = differences(kept(), new)
    for name, sentences in found.items():
        print(name, *sentences, sep="\n  ")
    if not found:
        print("no difference")
        return 0
    if not arguments:
        print("make golden ACCEPT=1 takes the new tables")
        return 1
    for name in kept().keys() - new.keys():
        (GOLDEN / "tables" / f"{name}.csv").unlink()
    (GOLDEN / "tables").mkdir(exist_ok=True)
    for name in found.keys() & new.keys():
        (GOLDEN / "tables" / f"{name}.csv").write_text(new[name], encoding="utf-8")
    print(f"{len(found)} tables taken")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
