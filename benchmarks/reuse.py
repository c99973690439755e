"""Text reuse: seconds on the shipped corpus, and how they grow with the number of reports.

    python benchmarks/reuse.py [--copies 16]

Larger corpora are made from the shipped one, as if each copy were another year: its hanzi are exchanged for others, the same ones throughout a copy, so that the
reports of a copy share with one another what the shipped ones share, and one sentence in twenty stays as it is, so that copies share too.  The exponent is the
slope of log seconds on log characters.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analysis import Report, load_corpus
from analysis.measures.reuse import find_reuse


def changed(report: Report, copy: int) -> Report:
    """A report of the same length and shape in other hanzi, one sentence in twenty kept."""
    other = np.random.default_rng(copy).permutation(0x9FA5 - 0x4E00) + 0x4E00
    generator = np.random.default_rng([copy, len(report.text)])
    characters = list(report.text)
    for sentence in report.sentences:
        if generator.random() < 1 / 20:
            continue
        for place in range(sentence.start, sentence.end):
            code = ord(characters[place]) - 0x4E00
            if 0 <= code < len(other):
                characters[place] = chr(int(other[code]))
    return replace(report, report_id=f"{report.report_id}-{copy}", text="".join(characters))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--copies", type=int, default=16)
    options = parser.parse_args()
    corpus = load_corpus()
    rows = []
    copies = 1
    while copies <= options.copies:
        reports = list(corpus.iter_reports()) + [changed(r, c) for c in range(1, copies) for r in corpus.iter_reports()]
        size = sum(len(r.text) for r in reports)
        seconds = []
        for _ in range(3):
            start = time.perf_counter()
            found = find_reuse(reports)
            seconds.append(time.perf_counter() - start)
        rows.append((size, float(np.median(seconds))))
        print(f"{len(reports):5} reports, {size / 1e6:5.2f} million characters: {rows[-1][1]:6.2f} s, {len(found):,} passages", flush=True)
        copies *= 2
    slope = np.polyfit(np.log([r[0] for r in rows]), np.log([r[1] for r in rows]), 1)[0]
    print(f"exponent {slope:.2f}")


if __name__ == "__main__":
    main()
