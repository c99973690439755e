"""One corpus and one build for the whole suite."""

from __future__ import annotations

import pytest

from analysis import Corpus, load_corpus


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The shipped corpus."""
    return load_corpus()
