"""One corpus and one build for the whole suite."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import settings

from analysis import Corpus, load_corpus

# The same examples in every run, so that nothing is red by chance; HYPOTHESIS=search looks for new ones.
settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
settings.register_profile("search", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS", "fixed"))


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The shipped corpus."""
    return load_corpus()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of one build of the shipped corpus with the fast engine, shared by all workers of a run:
    read it, don't write to it.
    """
    from analysis.pipeline.build import Settings, build

    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "built"
    done = folder / "done"
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(6000):  # another worker is at it
            if done.exists():
                break
            time.sleep(0.1)
        assert done.exists(), "the worker that builds has failed"
    else:
        build(Settings(output=folder / "output", engine="rjieba"))
        done.touch()
    return folder / "output"
