"""The stages one after the other: reports by themselves, then jobs of several reports, each made only where
nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from analysis.corpus.raw import RawSource, read_raw
from analysis.pipeline.entries import make_entries
from analysis.pipeline.progress import Progress
from analysis.pipeline.units import Job
from analysis.pipeline.workers import Workers, uncollected
from analysis.stats.threads import single_threaded
from analysis.store.reports import Entries
from analysis.store.store import Store, stages_stamp

BATCH = 40  # reports that are made together: small tables cost as much as larger ones
# Reports: jobs of more take gigabytes, so they follow one another in one process while others make the small
# ones.
LARGE = 1000


def make_reports(
    folder: Path,
    sources: Sequence[RawSource],
    store: Store,
    workers: Workers,
    progress: Progress,
    look_closely: bool = False,
) -> None:
    """Make and keep what is missing of each report by itself.

    Texts are read and results kept in this process, as they come, so that other machines need neither the
    corpus nor the cache, and an interruption loses only what was under way.

    Parameters
    ----------
    folder : Path
        The corpus.
    sources : sequence of RawSource
        Its reports, as the manifest has them.
    store : Store
        Where entries are kept.
    workers : Workers
        Processes that share the work; without any it goes through joblib, to whatever
        ``joblib.parallel_config`` says around the call (a Dask cluster, say).
    progress : callable
        Hears how many reports are made, of those that must be.
    look_closely : bool, default False
        See ``Store.missing``.
    """
    missing = set(store.missing(look_closely))
    todo = [source for source in sources if source.row.report_id in missing]
    if not todo:
        return
    # Few reports are spread over the processes too.
    step = max(1, min(BATCH, -(-len(todo) // (4 * (1 + workers.others)))))
    raws = read_raw(folder, todo)
    batches = iter(lambda: list(islice(raws, step)), [])
    done = 0
    progress("reading reports", 0, len(todo))
    arguments = ((batch, store.options) for batch in batches)
    made = workers.results(make_entries, arguments) if workers.others else _by_surroundings(arguments)
    for entries in made:
        for one in entries:
            store.keep(one)
        done += len(entries)
        progress("reading reports", done, len(todo))


def _by_surroundings(arguments: Iterable[tuple[Any, ...]]) -> Iterator[list[Entries]]:
    """The entries of batches, made wherever ``joblib.parallel_config`` says; without it, here."""
    from joblib import Parallel, delayed

    return iter(Parallel(return_as="generator")(delayed(make_entries)(*args) for args in arguments))


def run_jobs(jobs: Sequence[Job], store: Store, workers: Workers, progress: Progress) -> list[str]:
    """Make and keep what is missing of the jobs.

    Jobs read what is kept of their reports from the cache's folder, so they run on this machine whatever the
    surroundings say.

    Parameters
    ----------
    jobs : sequence of Job
        As ``plan_jobs`` has them.
    store : Store
        Of all reports of the corpus, whose entries are there.
    workers : Workers
        Processes that share the work.
    progress : callable
        Hears how many jobs are done, of those that must be.

    Returns
    -------
    list of str
        The key under which the result of each job is kept, in the order of the jobs.
    """
    stamp = stages_stamp()
    keys = [job.key(store, stamp) for job in jobs]
    todo = [n for n, key in enumerate(keys) if not store.cache.has("jobs", key)]
    todo.sort(key=lambda n: (jobs[n].turn, n))  # the long ones first
    if not todo:
        return keys
    progress("comparing reports", 0, len(todo))
    large = [n for n in todo if len(jobs[n].members.report_ids) > LARGE]
    small = [[n] for n in todo if len(jobs[n].members.report_ids) <= LARGE]
    turns = [large, *small] if large else small
    arguments = (
        ([(jobs[n], store.only(jobs[n].members.report_ids), keys[n]) for n in turn],) for turn in turns
    )
    done = 0
    for number in workers.results(_run, arguments):
        done += number
        progress("comparing reports", done, len(todo))
    return keys


@single_threaded
def _run(jobs: Sequence[tuple[Job, Store, str]]) -> int:
    """Make and keep these jobs, one after the other; returns how many."""
    for job, store, key in jobs:
        make = job.made if len(job.members.report_ids) > LARGE else uncollected(job.made)
        store.cache.write("jobs", key, make(store))
    return len(jobs)
