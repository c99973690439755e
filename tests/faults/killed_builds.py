"""``build``, killed at each point: ``python -m tests.faults.killed_builds STEP`` in an empty folder."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from analysis.folders.mark import read_mark
from analysis.output import is_temporary
from analysis.pipeline.build_record import BUILD
from tests.faults.killed import command, points, snapshot
from tests.faults.killed_adds import reports


def build(corpus: str, output: str) -> list[str]:
    return ["build", "--corpus", corpus, "--output", output, "--no-figures", "--engine", "rjieba", "--quiet"]


def main(step: int) -> None:
    """A build of one corpus over that of another, with everything kept and with nothing."""
    reports("a", "安徽省", "甘肃省")
    reports("b", "甘肃省", "四川省")
    for name in "ab":
        assert command(["add", name, "--corpus", f"corpus-{name}"]) == 0
    assert command(build("corpus-b", "wanted")) == 0
    whole = snapshot(Path("wanted"))
    assert command(build("corpus-b", "start")) == 0  # what is kept of b stays
    assert command(build("corpus-a", "start")) == 0
    Path("start/reports/mine.txt").write_bytes(b"mine")
    tried = 0
    for kept in (True, False):
        output = Path("output")
        if kept:
            shutil.copytree("start", output)
        for point in points(build("corpus-b", "output"), Path("output"), step if kept else 8 * step):
            tried += 1
            known = read_mark(output, BUILD) if output.exists() else None
            names = {name for name in snapshot(output) if "/" in name and not is_temporary(Path(name).name)}
            assert names <= {*(known.files if known else ()), "reports/mine.txt"}, point
            assert command(build("corpus-b", "output")) == 0, (
                point,
                Path("said").read_text(encoding="utf-8"),
            )
            found = snapshot(output)
            assert found.pop("reports/mine.txt", b"mine") == b"mine", point
            assert found == whole, (point, found.keys() ^ whole.keys())
            assert [path for path in output.rglob(".*") if is_temporary(path.name)] == [], point
            shutil.rmtree(output)
            if kept:
                shutil.copytree("start", output)
        shutil.rmtree(output)
    sys.stdout.write(f"{tried}\n")


if __name__ == "__main__":
    os.chdir(sys.argv[2])
    main(int(sys.argv[1]))
