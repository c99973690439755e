"""Every artefact counter is zero on all clean texts, and isn't on the files as received."""

from __future__ import annotations

import pytest

from analysis import Corpus
from analysis.corpus.readers import read_text
from analysis.resources import DATA
from tests.cleaning.artefacts import COUNTERS, NOT_HERE

IN_NOTES = {"table rows", "note marks", "glossaries"}  # blank forms, the numbers of notes, their title


@pytest.fixture(scope="module")
def raw() -> str:
    return "\n".join(read_text(path) for path in sorted((DATA / "raw").iterdir()))


@pytest.mark.parametrize("name", COUNTERS)
def test_clean_texts_are_free_of(name: str, corpus: Corpus) -> None:
    count = COUNTERS[name]
    assert {r.report_id: n for r in corpus.iter_reports() if (n := count(r.text))} == {}
    if name not in IN_NOTES:
        assert {r.report_id: n for r in corpus.iter_reports() if (n := count(r.notes))} == {}


@pytest.mark.parametrize("name", [n for n in COUNTERS if n not in NOT_HERE])
def test_files_as_received_are_not_free_of(name: str, raw: str) -> None:
    assert COUNTERS[name](raw) > 0


def test_counters_see_what_is_not_here() -> None:
    assert COUNTERS["invisible characters"]("\ufeff政府\u200b工作") == 2


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("bold marks", 80), ("LaTeX subscripts", 7), ("contents", 30), ("article heads", 58),
        ("English words for hanzi", 19),
        ("traditional hanzi", 5), ("blank behind a section number", 27), ("doubled lines", 10),
        ("doubled sentences", 4), ("angle brackets", 4),
        ("full-width figures and stops", 44), ("note marks", 128),
    ],
)  # fmt: skip
def test_counts_of_the_documentation(name: str, count: int, raw: str) -> None:
    """``docs/artefacts.md`` states these."""
    assert COUNTERS[name](raw) == count
