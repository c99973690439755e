"""How deadlines are written: every rule with its example and its counterexample."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from analysis.themes.modality import DEADLINES, DeadlineRule, commitment_marks

NO_QUANTITIES = pd.DataFrame({"report_id": [], "start": [], "end": []})


def has_deadline(text: str) -> bool:
    sentences = pd.DataFrame({"report_id": ["r"], "start": [0], "end": [len(text)], "text": [text]})
    return bool(commitment_marks(sentences, NO_QUANTITIES)["deadline"].iloc[0])


@pytest.mark.parametrize("rule", DEADLINES, ids=lambda rule: rule.name)
def test_a_rule_finds_its_example_and_no_rule_its_counterexample(rule: DeadlineRule) -> None:
    assert re.search(rule.pattern, rule.example)
    assert has_deadline(rule.example)
    assert not has_deadline(rule.counterexample)


@pytest.mark.parametrize("rule", DEADLINES, ids=lambda rule: rule.name)
def test_no_rule_is_idle(rule: DeadlineRule) -> None:
    """Its example is found by it alone."""
    others = [other for other in DEADLINES if other is not rule]
    assert not any(re.search(other.pattern, rule.example) for other in others)
