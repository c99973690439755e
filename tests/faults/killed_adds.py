"""``add``, killed at each point: ``python -m tests.faults.killed_adds STEP`` in an empty folder."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from analysis.ingest.leftovers import JOURNAL, left_over
from analysis.output import is_temporary
from tests.faults.killed import command, points, snapshot
from tests.ingest.makers import report_of, zipped

ADD = ["add", "in", "--corpus", "corpus"]


def reports(folder: str, *regions: str) -> None:
    for region in regions:
        name = Path(folder, f"{region}2021.txt")
        name.parent.mkdir(exist_ok=True)
        name.write_text(report_of(region, 2021), encoding="utf-8")


def strays(corpus: Path) -> set[str]:
    """The files of a corpus that belong to nothing."""
    manifest = corpus / "reports.csv"
    text = manifest.read_text(encoding="utf-8-sig") if manifest.exists() else ""
    return {
        name
        for name in snapshot(corpus)
        if is_temporary(Path(name).name)
        or (name.startswith("raw/") and name.removeprefix("raw/") not in text)
    }


def main(step: int) -> None:
    """Into a corpus that has a report, and into none."""
    reports("first", "安徽省")
    reports("in", "甘肃省", "四川省")
    Path("in", "更多.zip").write_bytes(zipped({"海南省2021.txt": report_of("海南省", 2021).encode()}))
    tried = 0
    for before in (True, False):
        start, corpus, wanted = Path("start"), Path("corpus"), Path("wanted")
        if before:
            assert command(["add", "first", "--corpus", "start"]) == 0
            shutil.copytree(start, wanted)
        assert command(["add", "in", "--corpus", "wanted"]) == 0
        whole = snapshot(wanted)
        if before:
            shutil.copytree(start, corpus)
        for point in points(ADD, Path("corpus"), step):
            tried += 1
            manifest = corpus / "reports.csv"
            assert not manifest.exists() or manifest.read_bytes() in (
                whole["reports.csv"],
                (start / "reports.csv").read_bytes() if before else b"",
            ), point
            for name in strays(corpus):
                assert any(name in sentence for sentence in left_over(corpus)), (point, name)
            done = manifest.exists() and manifest.read_bytes() == whole["reports.csv"]
            assert command(ADD) == (2 if done else 0), (point, Path("said").read_text(encoding="utf-8"))
            assert snapshot(corpus) == whole and not (corpus / JOURNAL).exists(), point
            shutil.rmtree(corpus)
            if before:
                shutil.copytree(start, corpus)
        shutil.rmtree(corpus)
        shutil.rmtree(wanted)
    sys.stdout.write(f"{tried}\n")


if __name__ == "__main__":
    os.chdir(sys.argv[2])
    main(int(sys.argv[1]))
