"""Files of every kind with bytes changed, cut and put in: thousands, where ``make test`` tries hundreds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.ingest import test_fuzz as fuzz


@pytest.mark.long_faults
@given(st.sampled_from(sorted(fuzz.WHOLE)), st.data())
@settings(max_examples=8000, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_eight_thousand_damaged_files(name: str, data: st.DataObject) -> None:
    """Each is read, or refused in one sentence; nothing is written."""
    fuzz.test_files_cut_and_scribbled_on.hypothesis.inner_test(name, data)  # type: ignore[attr-defined]
