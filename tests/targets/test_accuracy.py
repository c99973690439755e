"""Accuracy against hand annotation (``tests/gold/``): the floors are what was reached; a change that falls
below them is a loss.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from analysis import Corpus
from analysis.corpus.types import Report
from analysis.quantities.quantities import read_quantities
from analysis.targets.targets import read_targets

GOLD = Path(__file__).parents[1] / "gold"
CLASSES = {
    "exact": "exact",
    "": "exact",
    "力争": "exact", "控制在": "exact", "达到": "reach", "左右": "around", "约": "around", "range": "range",
    **dict.fromkeys(["以上", "不低于", "不少于", "高于", "超过", "超", "突破", "至少", "多"], "at_least"),
    **dict.fromkeys(["以内", "不超过", "低于", "不到", "近", "以下"], "at_most"),
}  # fmt: skip


def gold(name: str) -> list[dict[str, Any]]:
    return [
        json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def f1(wanted: Counter[Any], found: Counter[Any]) -> float:
    hit = sum((wanted & found).values())
    return 2 * hit / max(1, sum(wanted.values()) + sum(found.values()))


def of(corpus: Corpus, region: str, year: int) -> Report:
    return next(
        made
        for made in corpus.iter_reports()
        if (made.region, made.year) == (region, year) and made.level != "city"
    )


@pytest.fixture(scope="module")
def headlines(corpus: Corpus) -> tuple[list[dict[str, Any]], list[Any]]:
    wanted = gold("targets_dev.jsonl")
    places = dict.fromkeys((row["region"], row["year"]) for row in wanted)
    found = [
        target
        for region, year in places
        for target in read_targets(of(corpus, region, year))
        if target.headline
    ]
    return wanted, found


def test_headline_targets(headlines: tuple[list[dict[str, Any]], list[Any]]) -> None:
    wanted = [row for row in headlines[0] if row["kind"] == "numeric"]
    found = [target for target in headlines[1] if target.kind == "numeric"]
    keys = ("region", "year", "indicator", "low", "high")
    assert (
        f1(
            Counter(tuple(row[key] for key in keys) for row in wanted),
            Counter(tuple(getattr(t, key) for key in keys) for t in found),
        )
        >= 0.99
    )
    keys = (*keys, "unit", "direction")
    assert (
        f1(
            Counter(tuple(row[key] for key in keys) for row in wanted),
            Counter(tuple(getattr(t, key) for key in keys) for t in found),
        )
        >= 0.99
    )
    hard = Counter((row["region"], row["indicator"], row["low"], CLASSES[row["qualifier"]]) for row in wanted)
    assert f1(hard, Counter((t.region, t.indicator, t.low, t.qualifier) for t in found)) >= 0.99


def test_relative_targets(headlines: tuple[list[dict[str, Any]], list[Any]]) -> None:
    wanted = Counter(
        (row["region"], row["year"], row["indicator"]) for row in headlines[0] if row["kind"] == "relative"
    )
    found = Counter(
        (target.region, target.year, target.indicator) for target in headlines[1] if target.kind == "relative"
    )
    assert f1(wanted, found) >= 0.99


def squash(text: str) -> str:
    """What annotation and clean text share:

    NFKC, no blanks, markdown, LaTeX or note marks, one kind of punctuation.
    """
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"\*\*|_\{|\}|\[\d+\]|\s", "", text)
    return text.translate(str.maketrans("，：；（）！？。．", ",:;()!?.."))


def inside(made: Report, paragraph: str) -> tuple[int, int]:
    flat, where = [], []
    for offset, character in enumerate(made.text):
        for piece in squash(character):
            flat.append(piece)
            where.append(offset)
    needle = squash(paragraph)
    at = "".join(flat).find(needle)
    return (where[at], where[at + len(needle) - 1]) if at >= 0 else (-1, -1)


Counts = tuple["Counter[Any]", "Counter[Any]"]


def compare(corpus: Corpus, name: str) -> tuple[Counts, Counts, int]:
    """Annotated and found quantities of a set by value, and by value and role; how many paragraphs the clean
    text hasn't.
    """
    values: Counts = (Counter(), Counter())
    roles: Counts = (Counter(), Counter())
    missing = 0
    by_id = {made.report_id: made for made in corpus.iter_reports()}
    for row in gold(name):
        made = by_id[row["report_id"]] if "report_id" in row else of(corpus, row["region"], row["year"])
        first, last = inside(made, row["text"])
        if first < 0:
            missing += 1  # a note: notes are kept apart from the speech
            continue
        found = [quantity for quantity in read_quantities(made) if first <= quantity.start <= last]
        unsure = {(mention["low"], mention["high"]) for mention in row["mentions"] if mention["role"] is None}
        values[0].update((row["pid"], mention["low"], mention["high"]) for mention in row["mentions"])
        values[1].update((row["pid"], quantity.low, quantity.high) for quantity in found)
        roles[0].update(
            (row["pid"], m["low"], m["high"], m["role"])
            for m in row["mentions"]
            if (m["low"], m["high"]) not in unsure
        )
        roles[1].update((row["pid"], q.low, q.high, q.role) for q in found if (q.low, q.high) not in unsure)
    return values, roles, missing


def test_quantities_of_sampled_paragraphs(corpus: Corpus) -> None:
    values, roles, missing = compare(corpus, "quantities_dev.jsonl")
    assert missing <= 1
    assert sum(values[0].values()) >= 90
    assert f1(*values) >= 0.99
    assert f1(*roles) >= 0.98


@pytest.mark.parametrize(
    ("name", "size", "value", "role"),
    [("quantities_blind.jsonl", 179, 0.995, 0.99), ("quantities_fresh.jsonl", 94, 0.99, 0.99)],
)
def test_quantities_of_paragraphs_annotated_before_the_extractor_ran(
    corpus: Corpus, name: str, size: int, value: float, role: float
) -> None:
    values, roles, missing = compare(corpus, name)
    assert (missing, sum(values[0].values())) == (0, size)
    assert f1(*values) >= value
    assert f1(*roles) >= role
