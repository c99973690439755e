"""Reports cut short: how many of them ``check`` finds, and of how many whole reports it says the same.

    python benchmarks/cuts.py [CORPUS or FILE ...] [--cuts 240] [--seed 1] [--leave NAME ...] [--list]

Whole work reports are taken from corpus folders (by default the shipped one) and from files of any kind that
``add`` reads; those whose name holds a ``--leave`` (known not to be whole) are left out. Each cut takes a
report by turns and ends it at the sentence end next to a place drawn uniformly between 20 and 95 % of its
text. Found means a warning of ``end``, ``plan`` or ``chapters``. Intervals are Wilson's, of 95 %. ``--list``
names what was missed and the whole reports that were warned of.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from analysis import Report, load_corpus, text_report
from analysis.checks.single import warnings_of
from analysis.corpus.structure import structure
from analysis.formats.convert import drafts_of
from analysis.formats.received import receive

CUT = ("end", "plan", "chapters")
LOW, HIGH = 0.20, 0.95


class Cut(NamedTuple):
    """A report cut at a place of its text, and the names of the warnings about it."""

    name: str
    share: float
    last: str
    warnings: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether a warning says that something is missing."""
        return bool(set(self.warnings) & set(CUT))


def wilson(hits: int, trials: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval of a proportion.

    >>> [round(end, 3) for end in wilson(9, 10)]
    [0.596, 0.982]
    """
    if not trials:
        return math.nan, math.nan
    share, wide = hits / trials, z * z / trials
    middle, half = share + wide / 2, z * math.sqrt(share * (1 - share) / trials + wide / trials / 4)
    return (middle - half) / (1 + wide), (middle + half) / (1 + wide)


def names_of(report: Report) -> tuple[str, ...]:
    """The names of the warnings about a report by itself."""
    return tuple(warning.check for warning in warnings_of(report))


def cut(report: Report, share: float) -> Cut:
    """A report up to the sentence end next to a share of its text; its last sentence always goes."""
    ends = [sentence.end for sentence in report.sentences[:-1]]
    end = min(ends, key=lambda end: (abs(end - share * len(report.text)), end))
    text = report.text[:end].rstrip()
    shorter = replace(report, text=text, notes="", **structure(text, report.year)._asdict())
    return Cut(report.report_id, end / len(report.text), text[-40:], names_of(shorter))


def cuts_of(reports: list[Report], number: int, seed: int) -> list[Cut]:
    """So many cuts, the reports taken by turns, the places drawn uniformly."""
    rng = random.Random(seed)
    turns = rng.sample(reports, len(reports))
    return [cut(turns[n % len(turns)], rng.uniform(LOW, HIGH)) for n in range(number)]


def whole_reports(paths: list[Path], leave: list[str]) -> Iterator[Report]:
    """The work reports of corpus folders and files; a file's year is read from its name or first lines."""
    for path in paths or [None]:
        if path is None or (path / "reports.csv").is_file():
            found = list(load_corpus(path).iter_reports())
        else:
            drafts = [draft for item in receive([path], []) for draft in drafts_of(item, [])]
            found = []
            for draft in drafts:
                year = re.search(r"(?:19|20)\d\d", draft.article or draft.label)
                found.append(text_report(draft.text, year and int(year[0]), report_id=draft.label))
        for report in found:
            if report.kind == "work_report" and not any(name in report.report_id for name in leave):
                yield report


def said(what: str, hits: int, trials: int) -> str:
    """A proportion with its interval, for print."""
    low, high = wilson(hits, trials)
    return f"{what}: {hits} of {trials} = {100 * hits / trials:.1f} % ({100 * low:.1f}–{100 * high:.1f} %)"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, metavar="CORPUS or FILE")
    parser.add_argument("--cuts", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--leave", nargs="*", default=[], metavar="NAME")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    reports = list(whole_reports(options.paths, options.leave))
    start = time.perf_counter()
    alarms = {report.report_id: names_of(report) for report in reports}
    seconds = time.perf_counter() - start
    false = {name: names for name, names in alarms.items() if set(names) & set(CUT)}
    cuts = cuts_of(reports, options.cuts, options.seed)
    print(said("found", sum(c.found for c in cuts), len(cuts)))
    for low in (0.20, 0.45, 0.70):
        band = [c for c in cuts if low <= c.share < low + 0.25]
        print(said(f"  cut at {100 * low:.0f}–{100 * low + 25:.0f} %", sum(c.found for c in band), len(band)))
    print(said("false alarms", len(false), len(reports)))
    print("warnings of cuts:", dict(Counter(name for c in cuts for name in c.warnings).most_common()))
    print("warnings of whole reports:", dict(Counter(n for names in alarms.values() for n in names)))
    print(f"{1000 * seconds / max(1, len(reports)):.0f} ms a report")
    if options.list:
        for name, names in false.items():
            print(f"false alarm: {name}: {', '.join(names)}")
        for c in cuts:
            if not c.found:
                print(f"missed: {c.name} at {100 * c.share:.0f} %: …{c.last!r}")


if __name__ == "__main__":
    main()
