"""Roles held against hand annotation: sentences of reports of 1954–2026, drawn at random.

Each was read before any program's answer was looked at (``tests/gold/roles_sentences.jsonl``). It stands by
itself here, in the part that it has in its report: what the sentences before say isn't known. The floors are
what was reached; a change that falls below them is a loss.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from analysis.quantities.quantities import Quantity, read_quantities
from tests.targets.texts import report

GOLD = Path(__file__).parents[1] / "gold" / "roles_sentences.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
PERIODS = {"old": "nation to 1988", "mid": "nation 1990-2004", "new": "nation from 2005", "city": "others"}


def scored(period: str) -> tuple[int, int, int]:
    """Annotated quantities of a period, those whose value is found, and those whose role is right too."""
    by_report: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in ROWS:
        if row["period"] == period:
            by_report[row["report"]].append(row)
    size = values = right = 0
    for rows in by_report.values():
        lines = [f"【{row['part'] or 'other'}】\n{row['text']}" for row in rows]
        made = report("【plan】\n一、工作安排\n" + "\n".join(lines), year=rows[0]["year"])
        found: dict[str, list[Quantity]] = defaultdict(list)
        for quantity in read_quantities(made):
            found[quantity.sentence].append(quantity)
        for row in rows:
            mine = [q for sentence, each in found.items() if sentence in row["text"] for q in each]
            for mention in row["mentions"]:
                size += 1
                wanted = (mention["low"], mention["high"], mention["unit"])
                fits = [q for q in mine if (q.low, q.high, q.unit) == wanted]
                values += bool(fits)
                right += any(q.role in mention["roles"] for q in fits)
    return size, values, right


@pytest.mark.parametrize(
    ("period", "least", "role"),
    [("old", 250, 0.90), ("mid", 85, 0.98), ("new", 60, 0.95), ("city", 100, 0.98)],
)
def test_sentences_of_every_decade(period: str, least: int, role: float) -> None:
    size, values, right = scored(period)
    assert size >= least
    assert values == size
    assert right / size >= role, f"{PERIODS[period]}: {right} of {size}"
