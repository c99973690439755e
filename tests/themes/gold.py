"""Sentences coded by reading, for the tests of themes and commitment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

GOLD = Path(__file__).resolve().parents[1] / "gold"


def coded(name: str, *samples: str) -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    """The sentences of some samples as a table that the matchers take, and their rows with the codes."""
    rows = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["sample"] in samples]
    table = pd.DataFrame(rows)[["report_id", "part", "start", "end", "text"]]
    return table.assign(paragraph=range(len(table)), sentence=range(len(table))), rows
