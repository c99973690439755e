"""Text reuse: seconds of the processor and memory, and how they grow with the number of reports.

    python benchmarks/reuse.py [--copies 1 4 16 64] [--shared year|all]

Larger corpora are made from the shipped one, as if each copy were another year: its hanzi are exchanged for
others, the same ones throughout a copy, so that the reports of a copy share with one another what the shipped
ones share. One sentence in twenty is that of the copy before (``--shared year``: what a report shares doesn't
depend on the size of the corpus) or that of the shipped corpus (``--shared all``: the more copies, the more
passages each report has, until a sentence is a stock phrase). Each size runs in a process of its own;
``memory`` is what the comparison takes beyond the texts. The exponent is the slope of log seconds on log
characters.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np

from analysis import Report, load_corpus
from analysis.reuse.fingerprints import fingerprint
from analysis.reuse.reuse import find_reuse, stock_phrases

FIRST, LAST = 0x4E00, 0x9FA5


def exchanged(copy: int) -> np.ndarray:
    """For each code up to U+FFFF the one that stands for it in a copy."""
    table = np.arange(0x10000, dtype=np.uint16)
    if copy:
        table[FIRST:LAST] = np.random.default_rng(copy).permutation(np.arange(FIRST, LAST, dtype=np.uint16))
    return table


def changed(report: Report, copy: int, shared: str) -> Report:
    """A report of the same length and shape in other hanzi, one sentence in twenty those of the copy before
    or of the shipped corpus.
    """
    codes = np.array([min(ord(c), 0xFFFF) for c in report.text], dtype=np.uint16)
    own, kept = exchanged(copy)[codes], exchanged(max(copy - 1, 0) if shared == "year" else 0)[codes]
    generator = np.random.default_rng([copy, len(report.text)])
    for sentence in report.sentences:
        if generator.random() < 1 / 20:
            own[sentence.start : sentence.end] = kept[sentence.start : sentence.end]
    text = "".join(map(chr, own.tolist()))
    return replace(
        report, report_id=f"{report.report_id}-{copy}", date=f"{1000 + copy}-01-01", text=text, cleaning=()
    )


def megabytes() -> float:
    """The most memory that the process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(copies: int, shared: str) -> dict[str, float]:
    corpus = load_corpus()
    reports = [changed(r, c, shared) for c in range(copies) for r in corpus.iter_reports()]
    result: dict[str, float] = {
        "reports": len(reports),
        "characters": sum(len(r.text) for r in reports),
        "before": megabytes(),
    }
    start = time.process_time()
    ready = {report.report_id: fingerprint(report) for report in reports}
    result |= {"fingerprints": time.process_time() - start, "held": megabytes()}
    seconds = []
    for _ in range(3 if copies <= 16 else 1):
        start = time.process_time()
        found = find_reuse(reports, fingerprints=ready)
        seconds.append(time.process_time() - start)
    result |= {"reuse": float(np.median(seconds)), "passages": len(found), "memory": megabytes()}
    start = time.process_time()
    result["phrases"] = len(stock_phrases(reports, fingerprints=ready))
    return result | {"stock": time.process_time() - start}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 4, 16, 64])
    parser.add_argument("--shared", choices=("year", "all"), default="year")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measured(options.copies[0], options.shared)))
        return
    rows = []
    for copies in options.copies:
        command = [sys.executable, __file__, "--copies", str(copies), "--shared", options.shared, "--one"]
        r = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        rows.append((r["characters"], r["fingerprints"] + r["reuse"]))
        print(
            f"{r['reports']:5.0f} reports, {r['characters'] / 1e6:6.2f} million characters: "
            f"fingerprints {r['fingerprints']:5.2f} s, reuse {r['reuse']:5.2f} s "
            f"({r['passages']:,.0f} passages), stock phrases {r['stock']:5.2f} s ({r['phrases']:,.0f}); "
            f"memory {r['memory'] - r['before']:,.0f} MB, "
            f"{r['held'] - r['before']:,.0f} of them fingerprints",
            flush=True,
        )
    if len(rows) > 1:
        sizes, seconds = (np.log([row[column] for row in rows]) for column in (0, 1))
        print(f"exponent of fingerprints and reuse: {np.polyfit(sizes, seconds, 1)[0]:.2f}")


if __name__ == "__main__":
    main()
