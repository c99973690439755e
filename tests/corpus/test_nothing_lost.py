"""Nothing is lost: every character that differs between a source and its clean text is on a list that was
read.
"""

from __future__ import annotations

import csv
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from analysis import Corpus
from analysis.cleaning.collections import find_articles
from analysis.cleaning.edits import apply_edits
from analysis.cleaning.pipeline import CLEANERS, clean_report
from analysis.corpus.raw import iter_raw
from analysis.corpus.readers import read_text
from analysis.resources import DATA
from tests.corpus.accounting import differences, plain

GOLDEN = Path(__file__).parents[1] / "golden" / "cleaning_account.csv"
DISPLACED = "national-2021-tasks"


def source_text(report_id: str, source: str, title: str) -> str:
    """The report's stretch of its source file, uncorrected."""
    text = read_text(DATA / "raw" / source)
    articles = [a for a in find_articles(text) if a.title == title]
    return text[articles[0].start : articles[0].end] if articles else text


def test_every_difference_is_declared(corpus: Corpus) -> None:
    """An alignment made without the cleaners finds the declared differences alone, in all 33 reports."""
    found: Counter[tuple[str, str, str]] = Counter()
    for report in corpus.iter_reports():
        if report.report_id == DISPLACED:
            continue
        raw = source_text(report.report_id, report.source, report.title)
        for (sign, piece), n in differences(raw, report.text + report.notes).items():
            found[report.report_id, sign, piece] += n
    with GOLDEN.open(encoding="utf-8", newline="") as handle:
        declared = Counter(
            {(r["report_id"], r["sign"], r["piece"]): int(r["count"]) for r in csv.DictReader(handle)}
        )
    assert found == declared


def test_displaced_report_keeps_every_line(corpus: Corpus) -> None:
    """The report whose sentences were put back in order has the lines of its source, each once; leads are
    joined to their paragraphs.
    """
    report = corpus.report(DISPLACED)
    raw = [
        plain(line)
        for line in source_text(report.report_id, report.source, report.title).split("\n")
        if line.strip()
    ]
    clean = [plain(line) for line in report.text.split("\n")]
    assert Counter("".join(raw)) - Counter("".join(clean)) == Counter("(此件公开发布)")
    gone = Counter(raw) - Counter(clean)
    leads = [line for line in gone if line.startswith(("一是", "二是", "三是"))]
    bodies = [line for line in gone if line.startswith("各地区、各部门")]
    title = ["国务院关于落实《政府工作报告》", "重点工作分工的意见"]
    assert set(gone) == {"(此件公开发布)", *leads, *bodies, *title}
    assert len(leads) == len(bodies) == 3


def test_collection_is_shared_out_whole() -> None:
    """Front matter, head lines and bodies of the collection add up to the file."""
    text = read_text(DATA / "raw" / "provinces-2020.txt")
    articles = find_articles(text)
    assert len(articles) == 29
    assert articles[-1].end == len(text)
    for before, after in pairwise(articles):
        head = text[before.end : after.start]
        assert head.count("\n") == 1
        assert head.startswith("【第")
    front = text[: articles[0].start]
    assert "目录" in front and "各位代表" not in front


@pytest.mark.parametrize("step", CLEANERS, ids=lambda step: step.name)
def test_a_second_pass_changes_nothing(step, corpus: Corpus) -> None:  # type: ignore[no-untyped-def]
    """Each cleaner leaves a clean text alone."""
    for report in corpus.iter_reports():
        assert step(report.text) == report.text, report.report_id


def test_steps_account_for_the_text() -> None:
    """What the steps say they took out and put in is the difference between the raw and the clean text,
    character for character.
    """
    for raw in iter_raw(DATA):
        cleaned = clean_report(raw.text)
        balance = Counter(raw.text)
        for step in (*cleaned.steps, *cleaned.note_steps):
            balance.subtract(step.removed)
            balance.update(step.added)
        assert +balance == Counter(cleaned.text + cleaned.notes), raw.row.report_id
        assert all(n >= 0 for n in balance.values())


def test_edits_apply_in_order() -> None:
    """Overlapping edits are a defect of a cleaner and don't pass silently."""
    with pytest.raises(ValueError, match="overlapping"):
        apply_edits("abc", [(0, 2, ""), (1, 3, "")])  # type: ignore[list-item]
