"""Notebooks from their py:percent sources.

    python tools/notebooks.py write make notebooks/*.ipynb from notebooks/src/*.py and execute them in place
    python tools/notebooks.py execute --output DIR execute them into DIR, leaving notebooks/ as it is python
    tools/notebooks.py check fail when a notebook isn't in step with its source

Executed notebooks hold no times and no random ids, so that a second run gives the same bytes.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import sys
import warnings
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "notebooks" / "src"
NOTEBOOKS = ROOT / "notebooks"


KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def from_source(path: Path) -> Any:
    """The notebook that a py:percent source describes, without outputs; ids come from the cells' texts."""
    import jupytext

    notebook = jupytext.read(path, fmt="py:percent")
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells):
        cell["id"] = hashlib.sha256(f"{number}:{cell.source}".encode()).hexdigest()[:8]
        cell.metadata = {k: v for k, v in cell.metadata.items() if k == "tags"}
    return notebook


def execute(notebook: Any, folder: Path) -> Any:
    """The notebook with its outputs, run from top to bottom in ``folder``; the first error ends it."""
    from nbclient import NotebookClient

    quiet = ["--log-level=ERROR"]
    NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        extra_arguments=quiet,
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
    ).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [o for o in cell.outputs if not (o.output_type == "stream" and o.name == "stderr")]
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return notebook


def _cells(notebook: Any) -> list[tuple[str, str]]:
    return [(c.cell_type, c.source.strip()) for c in notebook.cells]


def out_of_step() -> list[str]:
    """Names of notebooks that are missing, differ from their source, or hold no output."""
    import nbformat

    bad = []
    for source in sorted(SOURCES.glob("*.py")):
        target = NOTEBOOKS / f"{source.stem}.ipynb"
        if not target.is_file():
            bad.append(f"{target.name}: missing")
            continue
        notebook = nbformat.read(target, as_version=4)
        if _cells(notebook) != _cells(from_source(source)):
            bad.append(f"{target.name}: differs from its source")
        elif not all(c.execution_count for c in notebook.cells if c.cell_type == "code" and c.source.strip()):
            bad.append(f"{target.name}: not executed")
    sources = {p.stem for p in SOURCES.glob("*.py")}
    return bad + [
        f"{p.name}: has no source" for p in sorted(NOTEBOOKS.glob("*.ipynb")) if p.stem not in sources
    ]


def as_bytes(notebook: Any) -> bytes:
    """What stands in the file of a notebook."""
    import nbformat

    return f"{nbformat.writes(notebook).rstrip()}\n".encode()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=["write", "execute", "check"])
    parser.add_argument("--output", type=Path, default=ROOT / "output" / "notebooks")
    parser.add_argument("--only", help="just the notebooks whose names begin so, such as 02")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    if args.action == "check":
        bad = out_of_step()
        for line in bad:
            print(f"{line}; run: make notebooks", file=sys.stderr)
        return 1 if bad else 0
    return write(args)


def write(args: argparse.Namespace) -> int:
    """Execute the notebooks and write them; into a folder of others nothing is written."""
    from analysis.errors import InputError
    from analysis.folders.mark import Maker
    from analysis.folders.owned import owned
    from analysis.output import write_bytes

    target = NOTEBOOKS if args.action == "write" else args.output
    sources = [p for p in sorted(SOURCES.glob("*.py")) if p.name.startswith(args.only or "")]
    known = {f"{path.stem}.ipynb" for path in SOURCES.glob("*.py")}
    executed = Maker(
        "notebooks",
        "this tool",
        "--output",
        "writing notebooks to",
        r"[^/\\]+\.ipynb",
        earlier=lambda paths: {path.name for path in paths} <= known,
    )
    with contextlib.ExitStack() as stack:
        try:
            place = stack.enter_context(owned(target, executed)) if args.action == "execute" else None
        except InputError as error:
            sys.exit(f"error: {error}")
        for number, source in enumerate(sources, 1):
            print(f"notebook {number} of {len(sources)}: {source.stem}", flush=True)
            data = as_bytes(execute(from_source(source), NOTEBOOKS))
            name = f"{source.stem}.ipynb"
            if place is None:
                write_bytes(target / name, data)
            else:
                place.write(name, data)
        for remark in place.remarks(place.finish(whole=not args.only)) if place else []:
            print(remark, file=sys.stderr)
    print(f"wrote {len(sources)} notebooks to {os.path.relpath(target)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
