"""A build of thousands of reports: time and memory, how they grow, and what one more report costs.

    python benchmarks/scale.py [--years 4 8 16] [--regions 375] [--jobs 2] [--folder DIR]

Corpora of so many years are made by ``benchmarks/corpora.py``. Each is built from nothing with the fast
engine and without figures, then once more after one report was added (a county's, of the last year). Memory
is the largest sum over all processes of the build, pages that they share counted once (PSS; a look a second,
since looking takes time too). The exponent is the slope of the logarithm of time, and of memory, on that of
reports.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.corpora import make


def memory(pid: int) -> int:
    """The memory of a process and all its children in bytes."""
    import psutil

    total = 0
    try:
        for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
            total += process.memory_full_info().pss
    except psutil.Error:  # one has just ended
        return 0
    return total


def run(corpus: Path, output: Path, jobs: int) -> tuple[float, float]:
    """Seconds and peak memory in GiB of one build."""
    command = [
        sys.executable,
        "-m",
        "analysis",
        "build",
        "--corpus",
        str(corpus),
        "--output",
        str(output),
        "--engine",
        "rjieba",
        "--jobs",
        str(jobs),
    ]
    start, peak = time.perf_counter(), 0
    process = subprocess.Popen(
        [*command, "--no-figures", "--quiet"],
        stdout=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parents[1],
    )
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        time.sleep(1)
    if process.returncode:
        raise SystemExit(f"the build of {corpus} failed")
    return time.perf_counter() - start, peak / 2**30


def add_one(corpus: Path) -> None:
    """One more report: that of the last row again, as that of another county."""
    with (corpus / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    last = dict(
        zip(
            header, next(row for row in reversed(rows) if row[header.index("level")] == "county"), strict=True
        )
    )
    shutil.copy(corpus / "raw" / last["source"], corpus / "raw" / "one-more.txt")
    more = last | {"report_id": "one-more", "region": "某某县", "region_code": "", "source": "one-more.txt"}
    with (corpus / "reports.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow([more[name] for name in header])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--years", type=int, nargs="+", default=[4, 8, 16])
    parser.add_argument("--regions", type=int, default=375)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        for years in options.years:
            corpus, output = Path(scratch) / f"corpus-{years}", Path(scratch) / f"output-{years}"
            reports = make(corpus, years, options.regions)
            cold, peak = run(corpus, output, options.jobs)
            add_one(corpus)
            warm, warm_peak = run(corpus, output, options.jobs)
            rows.append((reports, cold, peak, warm))
            print(
                (
                    f"{reports:6,} reports: {cold:6.1f} s, {peak:.2f} GiB; one more: {warm:5.1f} s "
                    f"({cold / warm:.0f} times faster), {warm_peak:.2f} GiB"
                ),
                flush=True,
            )
            shutil.rmtree(output)
    if len(rows) > 1:
        reports_, seconds, gigabytes, warms = (np.log([row[n] for row in rows]) for n in range(4))
        slopes = [float(np.polyfit(reports_, values, 1)[0]) for values in (seconds, gigabytes, warms)]
        print("exponents: time {:.2f}, memory {:.2f}, one more {:.2f}".format(*slopes))


if __name__ == "__main__":
    main()
