"""One corpus and one build for the whole suite."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import Corpus, load_corpus


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The shipped corpus."""
    return load_corpus()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of one build of the shipped corpus with the fast engine."""
    from analysis.build import Settings, build

    output = tmp_path_factory.mktemp("built")
    build(Settings(output=output, engine="rjieba"))
    return output
