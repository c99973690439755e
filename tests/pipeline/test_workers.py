"""Processes that share work end with the one that called them, and a killed one is one sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import InputError
from analysis.pipeline import build as build_module
from analysis.pipeline.build import Settings, build
from analysis.pipeline.workers import workers

BUSY = """
import os, time
from analysis.pipeline.workers import workers
with workers(3) as shared:
    print(*{shared.executor.submit(os.getpid).result() for _ in range(20)}, flush=True)
    list(shared.results(time.sleep, [(120,)] * 4))
"""


def is_running(pid: int) -> bool:
    """Whether a process is there and hasn't ended (one that nobody has waited for is a zombie)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_their_parent(number: signal.Signals) -> None:
    """Within five seconds, whatever ended it; the pipe that they share with it closes."""
    command = [sys.executable, "-c", BUSY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert pids and all(map(is_running, pids))
        os.kill(parent.pid, number)
        start = time.monotonic()
        assert parent.stdout.read() == b""  # ends when nobody holds it any more
    assert time.monotonic() - start < 5
    assert not any(map(is_running, pids))


def stop_a_process(shared: Any, stage: Any) -> None:
    """What a kernel does that runs out of memory."""
    stage("comparing reports", 0, 1)
    list(shared.executor.map(os._exit, [1]))


def test_a_killed_worker_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def written(settings: Settings, shared: Any, progress: Any, look_closely: bool) -> list[Path]:
        stop_a_process(shared, progress)
        return []

    monkeypatch.setattr(build_module, "_written", written)
    message = "a process was stopped while comparing reports, .* build again with --jobs 2$"
    with pytest.raises(InputError, match=message):
        build(Settings(output=tmp_path / "o", jobs=4, languages=()))


def test_results_of_several_processes() -> None:
    with workers(2) as shared:
        assert sorted(shared.results(abs, [(-n,) for n in range(9)])) == [*range(9)]
