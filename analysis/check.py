"""What is in a corpus, and what looks wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.corpus.corpus import Corpus
    from analysis.corpus.types import Report


def warnings_of(report: Report) -> list[str]:
    """What looks wrong with one report, each in a few words.

    A report without a plan, without a review (a work report), or with fewer than 3,000 characters; a paragraph that ends without a stop in the
    middle of a sentence; a text that is cut off at its end.
    """
    found = []
    parts = {p.part for p in report.paragraphs}
    if "plan" not in parts:
        found.append("no plan part was recognised")
    if report.kind == "work_report" and "review" not in parts:
        found.append("no review of the past year was recognised")
    if len(report.text) < 3000:
        found.append(f"only {len(report.text)} characters")
    open_ended = [p for p in report.paragraphs if p.level == 0 and p.end - p.start >= 50 and report.text[p.end - 1] in "，、；"]
    if open_ended:
        found.append(f"{len(open_ended)} paragraphs end in the middle of a sentence")
    return found


def check_lines(corpus: Corpus) -> Iterator[str]:
    """A line a report, with its warnings, and a closing line."""
    total = 0
    for report in corpus.iter_reports():
        warnings = warnings_of(report)
        total += len(warnings)
        sizes = f"{len(report.text):>6} characters, {len(report.paragraphs):>4} paragraphs, {len(report.sentences):>4} sentences"
        yield f"{report.report_id:<22} {report.year} {report.level:<9}{sizes}" + "".join(f"; {w}" for w in warnings)
    yield f"{len(corpus)} reports read, checksums right, {total or 'no'} warning{'' if total == 1 else 's'}"
