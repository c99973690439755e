"""A build beside the plain script, in one run: medians and ratios.

    python benchmarks/build.py [--runs 5] [--figures]

Each round runs, one after the other: ``benchmarks/plain.py``; tables alone into an empty folder, with two
processes and with one; the same again with nothing changed; and what an import, a corpus and the quantities
of the provinces take. Machines are noisy: the ratios mean more than the seconds.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUANTITIES = (
    "import time; from analysis import load_corpus\n"
    "from analysis.quantities.quantities import read_quantities\n"
    "reports = load_corpus().select(level='province').items; read_quantities(reports[0])\n"
    "start = time.perf_counter()\nfor report in reports: read_quantities(report)\n"
    "print(sum(len(report.text) for report in reports) / (time.perf_counter() - start) / 1e6)"
)
LOAD = (
    "import time; start = time.perf_counter(); from analysis import load_corpus; load_corpus()\n"
    "print(time.perf_counter() - start)"
)


def seconds(*arguments: str) -> float:
    """How long a command takes."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def printed(code: str) -> float:
    """The number that some code prints."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def one_round(figures: bool) -> dict[str, float]:
    """The seconds of each, once."""
    found = {"plain script": seconds("benchmarks/plain.py")}
    for jobs in ("2", "1"):
        with tempfile.TemporaryDirectory() as folder:
            build = ("-m", "analysis", "build", "--no-figures", "--quiet", "--jobs", jobs, "--output", folder)
            found[f"tables, {jobs} processes"] = seconds(*build)
            found[f"tables, {jobs} processes, nothing changed"] = seconds(*build)
    if figures:
        with tempfile.TemporaryDirectory() as folder:
            build = ("-m", "analysis", "build", "--quiet", "--jobs", "2", "--output", folder)
            found["tables and figures, 2 processes"] = seconds(*build)
            found["tables and figures, 2 processes, nothing changed"] = seconds(*build)
    found["import analysis"] = seconds("-c", "import analysis")
    found["load_corpus, with its imports"] = printed(LOAD)
    found["million characters a second, quantities"] = printed(QUANTITIES)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--figures", action="store_true", help="the figures in two languages too")
    options = parser.parse_args()
    rounds = [one_round(options.figures) for _ in range(options.runs)]
    print(f"medians of {options.runs} rounds; × the plain script, round by round")
    for name in rounds[0]:
        middle = statistics.median(found[name] for found in rounds)
        ratio = statistics.median(found[name] / found["plain script"] for found in rounds)
        print(
            f"{name:50} {middle:6.2f}  {ratio:5.2f}" if "million" not in name else f"{name:50} {middle:6.2f}"
        )


if __name__ == "__main__":
    main()
