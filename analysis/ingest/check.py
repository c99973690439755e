"""What is in a corpus, and what looks wrong with it: a line a report.

``analysis.checks`` has the checks, ``check_page`` the tables and the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analysis.checks.companions import compared
from analysis.checks.seen import Warning
from analysis.checks.single import warnings_of
from analysis.corpus.corpus import load_corpus
from analysis.corpus.manifest import read_manifest
from analysis.corpus.types import PARTS
from analysis.resources import DATA
from analysis.targets.headline import Passage, find_passages

if TYPE_CHECKING:
    from analysis.corpus.corpus import Corpus


class Quality(NamedTuple):
    """A report as the check sees it; sizes in characters."""

    report_id: str
    region: str
    level: str
    year: int | None
    kind: str
    characters: int
    paragraphs: int
    sentences: int
    review: int
    plan: int
    mixed: int
    other: int
    notes: int
    headline: bool  # a passage of main expected targets was found
    warnings: tuple[str, ...]  # each one sentence: what is wrong, and what to do
    known_gaps: str
    checks: tuple[str, ...] = ()  # the names of the checks that gave the warnings


_LONG = 1000  # characters of a paragraph behind its list of targets that are worth a word


def cut_lists(passages: Sequence[Passage]) -> list[Warning]:
    """A warning where a list of expected targets ends far from the end of its paragraph.

    Parameters
    ----------
    passages : sequence of Passage
        Those of one report.

    Returns
    -------
    list of Warning
        One, or none.

    Examples
    --------
    >>> [warning.check for warning in cut_lists([Passage(0, 120, 3, "", 17_000)])]
    ['list of targets cut']
    """
    passage = max(passages, key=lambda one: one.cut, default=None)
    if passage is None or passage.cut < _LONG:
        return []
    return [
        Warning(
            "list of targets cut",
            f"the list of expected targets is {passage.end - passage.start} characters of a paragraph of "
            f"{passage.end - passage.start + passage.cut} or more; what follows isn't read as targets of the "
            "list, so look whether it ends there",
        )
    ]


def check_corpus(corpus: Corpus, gaps: dict[str, str] | None = None) -> list[Quality]:
    """One row a report, in the corpus's order; ``gaps`` are the known gaps of its manifest by id."""
    reports = list(corpus.iter_reports())
    beside = compared(reports)
    rows = []
    for number, r in enumerate(reports):
        sizes = {part: sum(p.end - p.start for p in r.paragraphs if p.part == part) for part in PARTS}
        passages = find_passages(r)
        found = [*warnings_of(r), *beside.get(number, []), *cut_lists(passages)]
        rows.append(
            Quality(
                r.report_id, r.region, r.level, r.year, r.kind, len(r.text), len(r.paragraphs),
                len(r.sentences), sizes["review"], sizes["plan"], sizes["mixed"], sizes["other"],
                len(r.notes), bool(passages), tuple(w.sentence for w in found),
                (gaps or {}).get(r.report_id, ""), tuple(w.check for w in found),
            )
        )  # fmt: skip
    return rows


def check_folder(path: Path | None) -> list[Quality]:
    """``check_corpus`` of a corpus folder (``None``: the shipped one)."""
    gaps = (
        {row.report_id: row.known_gaps for row in read_manifest((path or DATA) / "reports.csv")}
        if path is None or path.is_dir()
        else {}
    )
    return check_corpus(load_corpus(path), gaps)


def check_lines(rows: Sequence[Quality]) -> Iterator[str]:
    """A line a report, with its warnings, and a closing line."""
    wide = max((len(r.report_id) for r in rows), default=0) + 1
    for r in rows:
        own = {part: getattr(r, part) for part in PARTS if part != "mixed" or r.mixed}
        total = max(1, sum(own.values()))
        shares = f"{'/'.join(own)} {'/'.join(f'{100 * size / total:.0f}' for size in own.values())} %"
        sizes = f"{r.characters:>6} characters, {r.paragraphs:>4} paragraphs, {shares}"
        headline = "headline targets" if r.headline else "no headline passage"
        gaps = "; known gaps noted" if r.known_gaps else ""
        yield (
            f"{r.report_id:<{wide}} {r.year} {r.level:<9}{sizes}, {headline}"
            + "".join(f"; WARNING: {w}" for w in r.warnings)
            + gaps
        )
    total = sum(len(r.warnings) for r in rows)
    yield f"{len(rows)} reports read, checksums right, {total or 'no'} warning{'' if total == 1 else 's'}"
