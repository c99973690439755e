"""A run that is killed wherever it touches a file, and the run after it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def tried(module: str, step: int, folder: Path) -> int:
    """How many points were tried; the module asserts what must hold after each."""
    result = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{module}", str(step), str(folder)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-2000:]
    return int(result.stdout)


def test_some_points_of_an_add(tmp_path: Path) -> None:
    """After a kill the corpus is as it was or whole, ``check`` names what is left over, and the next run
    gives the same bytes as one that nobody disturbed.
    """
    assert tried("killed_adds", 9, tmp_path) >= 5


def test_some_points_of_a_build(tmp_path: Path) -> None:
    """After a kill the mark names every file that there is, and the next build gives the same bytes, without
    a file of the other corpus, and leaves what is the user's.
    """
    assert tried("killed_builds", 90, tmp_path) >= 2


@pytest.mark.long_faults
def test_every_point_of_an_add(tmp_path: Path) -> None:
    assert tried("killed_adds", 1, tmp_path) >= 40


@pytest.mark.long_faults
def test_many_points_of_a_build(tmp_path: Path) -> None:
    assert tried("killed_builds", 3, tmp_path) >= 50
