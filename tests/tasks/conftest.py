"""Reports made of a few lines, and the tables of tasks of the shipped corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus
from analysis.corpus.structure import attributions_of
from analysis.corpus.types import Paragraph, Report
from analysis.tasks.ledger import tasks_table

GOLD = Path(__file__).parents[1] / "gold"


def make_report(text: str, report_id: str = "x", kind: str = "task_division") -> Report:
    """A report with nothing but a text, whose lines are its paragraphs."""
    ends = np.cumsum([len(line) + 1 for line in text.split("\n")]).tolist()
    paragraphs = [
        Paragraph(end - len(line) - 1, end - 1, "plan", 0, -1, -1)
        for line, end in zip(text.split("\n"), ends, strict=True)
    ]
    return Report(
        report_id,
        "city",
        "某市",
        "000000",
        2022,
        kind,
        "",
        "",
        "",
        f"{report_id}.txt",
        "",
        text,
        "",
        (),
        tuple(paragraphs),
        (),
        attributions=attributions_of(text, paragraphs),
    )


def gold(name: str) -> list[dict[str, Any]]:
    """The lines of a file of annotations."""
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def tasks(corpus: Corpus) -> pd.DataFrame:
    """The task units of all task divisions in the corpus."""
    return tasks_table(corpus.iter_reports())


@pytest.fixture(scope="session")
def nation(tasks: pd.DataFrame) -> pd.DataFrame:
    """The national list of 2020."""
    return tasks[tasks["report_id"] == "national-2020-tasks"]


@pytest.fixture(scope="session")
def city(tasks: pd.DataFrame) -> pd.DataFrame:
    """The city's list of 2020."""
    return tasks[tasks["report_id"] == "xianning-2020-tasks"]
