"""Examples and counterexamples of the tables of wordings."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.parts import sentences
from analysis.parts.headings import HEADINGS, Saying
from analysis.parts.openings import OPENINGS, opening_evidence
from analysis.resources import LEXICON


@pytest.mark.parametrize("saying", HEADINGS, ids=lambda saying: saying.name)
def test_wording_of_headings(saying: Saying) -> None:
    assert saying.pattern.search(saying.example)
    assert not saying.pattern.search(saying.counterexample)
    assert saying.reason.endswith(".")


@pytest.mark.parametrize("saying", OPENINGS, ids=lambda saying: saying.name)
def test_wording_of_openings(saying: Saying) -> None:
    assert opening_evidence(saying.example, None) == saying.weight
    assert not saying.pattern.match(saying.counterexample)
    assert saying.reason.endswith(".")


def test_every_word_of_the_list_is_counted() -> None:
    """A word by itself says its weight, beside what is said without any word."""
    with (LEXICON / "part_words.csv").open(encoding="utf-8") as handle:
        weights = {row["word"]: float(row["weight"]) for row in csv.DictReader(handle)}
    nothing = sentences.evidence(["〇"], None)[0]
    for word, weight in weights.items():
        inside = sum(weights.get(character, 0) for character in word) if len(word) == 2 else 0
        assert sentences.evidence([word], None)[0] == pytest.approx(nothing + weight + inside, abs=1e-4), word


def test_a_word_that_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / "part_words.csv"
    path.write_text("word,weight\n一年来,-1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"part_words.csv, row 2: 一年来 is longer than two characters"):
        sentences._read(str(path))
