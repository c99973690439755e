"""Corpora of a few words, and whole tables beside what was worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from types import EllipsisType
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

import analysis as wr

NAN = float("nan")
DRAWN = ...  # a cell that chance fills: the test says apart what is known of it


def report(
    region: str,
    code: str,
    level: str,
    year: int,
    text: str,
    *,
    kind: str = "work_report",
    report_id: str = "",
) -> wr.Report:
    """A text as the report of a region."""
    name = report_id or f"{code}-{year}"
    made = wr.text_report(text, year, kind, name)
    return replace(made, region=region, region_code=code, level=level)


def parts(review: Sequence[str] = (), plan: Sequence[str] = ()) -> str:
    """A text with a review and a plan, one string a paragraph."""
    lines: list[str] = []
    if review:
        lines += ["一、工作回顾", *review]
    if plan:
        lines += ["二、今年工作安排", *plan]
    return "\n".join(lines) + "\n"


def matrix(
    counts: Sequence[Sequence[int]],
    terms: Sequence[str],
    tokens: Sequence[int],
    **about: Sequence[Any],
) -> wr.TermMatrix:
    """A term matrix of counts written down; ``about`` are columns of its documents."""
    docs = pd.DataFrame({**about, "tokens": list(tokens)})
    return wr.TermMatrix(csr_array(np.array(counts, dtype=np.int64)), tuple(terms), docs)


TERMS = ("创新", "就业", "粮食", "外贸")
WEIGHTS = ((0.5, 0.375, 0.125, 0), (0, 0.125, 0.375, 0.5))


def by_hand(docs: pd.DataFrame, shares: Sequence[Sequence[float]]) -> wr.TopicModel:
    """A model whose shares are given; as many topics as there are shares."""
    count = len(shares[0])
    weights = np.array([*WEIGHTS, (0.25,) * 4][:count])
    return wr.TopicModel(
        weights,
        pd.DataFrame(shares, columns=range(1, count + 1), dtype=float),
        docs,
        TERMS,
        np.ones(4),
        np.full(count, 0.75),
        np.full(count, 0.9),
        "factors",
        {"method": "nmf", "top_terms": 3},
        {},
        0.25,
    )


def same_table(
    found: pd.DataFrame, columns: str, rows: Sequence[Sequence[Any]], tolerance: float = 1e-9
) -> None:
    """Every column, in order, and every cell of every row, in order; numbers to ``tolerance``, ``None`` and
    ``NaN`` for what is unknown, ``DRAWN`` for what is left to chance.
    """
    assert found.columns.tolist() == columns.split()
    names = columns.split()
    cells = found.astype(object).to_numpy().tolist()
    shown = "\n".join(map(str, cells))
    assert len(cells) == len(rows), f"{len(cells)} rows, {len(rows)} expected:\n{shown}"
    for number, (row, expected) in enumerate(zip(cells, rows, strict=True)):
        assert len(expected) == len(names), f"row {number} of the expected table has {len(expected)} cells"
        for name, cell, wanted in zip(names, row, expected, strict=True):
            assert _same(cell, wanted, tolerance), (
                f"row {number}, {name}: {cell!r}, expected {wanted!r}\n{shown}"
            )


def _same(cell: Any, wanted: Any, tolerance: float) -> bool:
    if isinstance(wanted, EllipsisType):
        return True
    if wanted is None or (isinstance(wanted, float) and math.isnan(wanted)):
        return bool(pd.isna(cell))
    if isinstance(wanted, (str, bool)) or isinstance(cell, (str, bool, np.bool_)):
        return isinstance(wanted, bool) == isinstance(cell, (bool, np.bool_)) and bool(cell == wanted)
    return not pd.isna(cell) and abs(float(cell) - float(wanted)) <= tolerance * max(1.0, abs(float(wanted)))


def around(table: pd.DataFrame, value: str, low: str = "low", high: str = "high") -> None:
    """Every interval is known and holds its value."""
    assert table[[low, high]].notna().all().all()
    assert (table[low] <= table[value] + 1e-12).all()
    assert (table[value] <= table[high] + 1e-12).all()
