"""The main job: every table and figure of a corpus, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from analysis.corpus.raw import RawSource, corpus_folder, survey_raw
from analysis.drawing.labels import LANGUAGES, labels
from analysis.errors import InputError
from analysis.folders.owned import Owned, owned
from analysis.pipeline.build_record import BUILD, CACHE, check_output, corpus_sum
from analysis.pipeline.progress import Progress
from analysis.pipeline.workers import Workers, workers
from analysis.store.cache import Cache

if TYPE_CHECKING:
    from analysis.text.tokens import TokenOptions

# What `progress` hears, in order; a stage without work is passed over
STAGES = ("reading reports", "comparing reports", "writing tables", "drawing figures")


@dataclass(frozen=True)
class Settings:
    """What a build can be told: the corpus, where to write, the tokeniser, how many processes, which
    languages the figures speak (none: no figures).
    """

    corpus: Path | None = None
    output: Path = Path("output")
    engine: str = "jieba"
    jobs: int = 1
    languages: tuple[str, ...] = LANGUAGES

    def cache(self) -> Cache:
        return Cache(self.output / CACHE)

    def options(self) -> TokenOptions:
        from analysis.text.tokens import CONTENT, TokenOptions

        return TokenOptions(engine=self.engine, stop_kinds=CONTENT)


def build(
    settings: Settings, progress: Progress = lambda *_: None, notice: Callable[[str], None] = lambda _: None
) -> list[Path]:
    """Write every table, clean text and figure of a corpus to ``settings.output``.

    Each file is written whole, and the same corpus gives the same bytes. What was made of each report, and of
    groups of them, is kept in ``.cache`` there, so that the next build makes only what has changed, whether
    this one ended well or was interrupted. A file of an earlier build that this one doesn't write is removed
    if it still has the bytes that the build wrote (``files.csv`` lists them with their checksums); nothing
    else is, and a file that was changed by hand is kept under another name. While another build writes to
    the folder, this one waits.

    Parameters
    ----------
    settings : Settings
        The corpus, where to write, and how.
    progress : callable
        Hears what is being done (one of ``STAGES``), how much of it is done, of how much.
    notice : callable
        Hears sentences about files that stay, or were set aside.

    Returns
    -------
    list of Path
        Tables, clean texts, ledgers and figures, in the order in which they were written.

    Raises
    ------
    InputError
        For whatever a user can mend, such as an output folder with files that no build wrote.
    OSError
        Where entries of the cache are damaged as soon as they are written.
    """
    from concurrent.futures import BrokenExecutor

    from analysis.store.store import DamagedEntry

    stage = ""

    def heard(what: str, done: int, total: int) -> None:
        nonlocal stage
        stage = what
        progress(what, done, total)

    # What would stop the build at its end is said before any work is done.
    for language in settings.languages:
        labels(language)
    corpus = corpus_folder(settings.corpus)
    check_output(settings.output, corpus)
    sources = survey_raw(corpus)
    with owned(settings.output, BUILD, corpus_sum(sources)) as output:
        settings.cache().drop_unfinished()
        work = _Work(settings, corpus, sources, output)
        for attempt in range(3):
            try:
                # Where nothing is kept, there is work for all: the others load their dictionaries meanwhile.
                prepare = None if (settings.output / CACHE).exists() else _load_dictionary
                with workers(settings.jobs, prepare, settings) as shared:
                    written = _written(work, shared, heard, look_closely=attempt > 0)
                break
            except DamagedEntry:
                settings.cache().drop_damaged()
            except BrokenExecutor as error:
                fewer = max(1, settings.jobs // 2)
                raise InputError(
                    f"a process was stopped while {stage}, most likely because memory ran out; what was "
                    f"made is kept: build again with --jobs {fewer}"
                ) from error
        else:
            raise OSError(
                5,
                "entries of the cache are damaged as soon as they are written",
                str(settings.output / CACHE),
            )
        for remark in output.remarks(output.finish()):
            notice(remark)
    return written


class _Work(NamedTuple):
    """What is built, and where to."""

    settings: Settings
    corpus: Path
    sources: list[RawSource]
    output: Owned


def _load_dictionary(settings: Settings) -> None:
    """What a process needs for its first reports."""
    from analysis.pipeline import entries
    from analysis.text.tokens import tokeniser

    assert entries
    tokeniser(settings.options())


def _written(work: _Work, shared: Workers, progress: Progress, look_closely: bool) -> list[Path]:
    from analysis.pipeline.assemble import Results, WrittenTables, write_tables
    from analysis.pipeline.run import make_reports, run_jobs
    from analysis.pipeline.units import plan_jobs
    from analysis.store.store import Store, report_keys

    settings, folder, sources, output = work
    options, cache = settings.options(), settings.cache()
    store = Store(cache, report_keys(sources, options), options)
    make_reports(folder, sources, store, shared, progress, look_closely)
    reports = pd.DataFrame([source.row for source in sources])
    jobs = plan_jobs(reports)
    keys = run_jobs(jobs, store, shared, progress)
    results = Results(store, list(zip(jobs, keys, strict=True)))
    total = len(store.keys)
    written = write_tables(output, store, results, lambda done: progress("writing tables", done, total))
    if settings.languages:
        from analysis.pipeline.figures import figure_files

        tables = WrittenTables(settings.output / "tables")
        for name, data in figure_files(tables, settings.languages, shared, cache, progress):
            written.append(output.write(f"figures/{name}", data))
    return written
