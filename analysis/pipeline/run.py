"""The stages one after the other: reports by themselves, then jobs of several reports, each made only where
nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from analysis.corpus.corpus import RawSource, read_raw
from analysis.pipeline.entries import make_entries
from analysis.pipeline.progress import Progress
from analysis.pipeline.units import Job
from analysis.stats.threads import single_threaded
from analysis.store.store import Store, stages_stamp

BATCH = 40  # reports that are made together: small tables cost as much as larger ones
# Reports: jobs of more take gigabytes, so they follow one another, in one process, while others make the
# small ones
LARGE = 1000
T = TypeVar("T")


def make_reports(
    folder: Path,
    sources: Sequence[RawSource],
    store: Store,
    jobs: int,
    progress: Progress,
    look_closely: bool = False,
) -> None:
    """Make and keep what is missing of each report by itself (``look_closely``: see ``Store.missing``).

    The work goes through joblib: ``jobs`` processes here, or whatever ``joblib.parallel_config`` says around
    the call (a Dask cluster, say). Texts are read and results kept in this process, as they come, so that
    other machines need neither the corpus nor the cache, and an interruption loses only what was under way.
    """
    missing = set(store.missing(look_closely))
    todo = [source for source in sources if source.row.report_id in missing]
    if not todo:
        return
    step = max(
        1, min(BATCH, -(-len(todo) // (4 * max(1, jobs))))
    )  # few reports are spread over the processes too
    raws = read_raw(folder, todo)
    batches = (list(islice(raws, n)) for n in _sizes(len(todo), step))
    done = 0
    progress("reading reports", 0, len(todo))
    processes = min(jobs, -(-len(todo) // step))
    for entries in parallel(make_entries, ((batch, store.options) for batch in batches), processes):
        for one in entries:
            store.keep(one)
        done += len(entries)
        progress("reading reports", done, len(todo))


def _sizes(total: int, step: int) -> list[int]:
    return [min(step, total - at) for at in range(0, total, step)]


def parallel(
    function: Callable[..., T],
    arguments: Iterator[tuple[Any, ...]],
    jobs: int,
    return_as: str = "generator",
    **how: Any,
) -> Iterator[T]:
    """The results of calls as they come, in order unless ``return_as`` is ``generator_unordered``. With
    ``jobs`` 1 the surroundings decide (``joblib.parallel_config``), and without any it is this process.
    """
    from joblib import Parallel, delayed

    return iter(
        Parallel(n_jobs=jobs if jobs > 1 else None, return_as=return_as, **how)(
            delayed(function)(*args) for args in arguments
        )
    )


def run_jobs(jobs: Sequence[Job], store: Store, processes: int, progress: Progress) -> list[str]:
    """Make and keep what is missing of the jobs; returns the key of each, in order.

    Jobs read what is kept of their reports from the cache's folder, so they run on this machine whatever the
    surroundings say.
    """
    stamp = stages_stamp()
    keys = [job.key(store, stamp) for job in jobs]
    todo = [n for n, key in enumerate(keys) if not store.cache.has("jobs", key)]
    todo.sort(key=lambda n: (jobs[n].turn, n))  # the long ones first
    if not todo:
        return keys
    progress("comparing reports", 0, len(todo))
    large = [n for n in todo if len(jobs[n].members.report_ids) > LARGE]
    turns = [*([large] if large else []), *([n] for n in todo if n not in set(large))]
    arguments = (
        ([(jobs[n], store.only(jobs[n].members.report_ids), keys[n]) for n in turn],) for turn in turns
    )
    processes = min(processes, len(turns))
    made = (
        parallel(_run, arguments, processes, backend="loky", return_as="generator_unordered")
        if processes > 1
        else map(_run, *zip(*arguments, strict=True))
    )
    done = 0
    for some in made:
        done += some
        progress("comparing reports", done, len(todo))
    return keys


@single_threaded
def _run(jobs: Sequence[tuple[Job, Store, str]]) -> int:
    """Make and keep these jobs, one after the other; returns how many."""
    for job, store, key in jobs:
        store.cache.write("jobs", key, job.made(store))
    return len(jobs)
