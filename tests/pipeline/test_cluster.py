"""The stages of single reports on other processes and machines: the same bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from joblib import parallel_config

from analysis.pipeline.build import Settings, build
from tests.pipeline.test_build import small_corpus

pytestmark = pytest.mark.filterwarnings(
    "ignore"
)  # what the cluster's own processes and sockets warn of is not ours


def digests(folder: Path) -> dict[str, str]:
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for kind in ("tables", "reports", "ledgers")
        for p in sorted((folder / kind).iterdir())
    }


def test_a_dask_cluster_gives_the_same_tables(tmp_path: Path) -> None:
    """Two workers of a local cluster, each a process of its own with nothing but the package: every table and
    text byte for byte.
    """
    from distributed import Client, LocalCluster

    corpus = small_corpus(
        tmp_path / "corpus",
        "national-2020-tasks",
        "national-2021-tasks",
        "xianning-2020-tasks",
        "anhui-2020",
        "beijing-2020",
        "hainan-2020",
    )
    here, there = (
        Settings(corpus, tmp_path / "here", "rjieba", languages=()),
        Settings(corpus, tmp_path / "there", "rjieba", languages=()),
    )
    build(here)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        before = _tasks_done(client)
        with parallel_config(backend="dask"):
            build(there)
        assert _tasks_done(client) > before  # the work was done there
    assert digests(here.output) == digests(there.output)
    assert len(digests(here.output)) > 60


def _tasks_done(client: object) -> int:
    return sum(
        client.run(
            lambda dask_worker: (
                sum(dask_worker.state.task_counter.current_count().values())
                + dask_worker.state.executed_count
            )
        ).values()
    )  # type: ignore[attr-defined]
