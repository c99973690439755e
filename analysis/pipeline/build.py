"""The main job: every table and figure of a corpus, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.corpus.raw import corpus_folder, survey_raw
from analysis.drawing.labels import LANGUAGES, labels
from analysis.errors import InputError, some
from analysis.output import write_bytes
from analysis.pipeline.build_record import read_record, remove_earlier, write_record
from analysis.pipeline.progress import Progress
from analysis.pipeline.workers import Workers, workers
from analysis.store.cache import Cache

if TYPE_CHECKING:
    from analysis.text.tokens import TokenOptions

# What `progress` hears, in order; a stage without work is passed over
STAGES = ("reading reports", "comparing reports", "writing tables", "drawing figures")
_SHOWN = 10  # names of files in a notice


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
        return Cache(self.output / ".cache")

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
    else is.

    Parameters
    ----------
    settings : Settings
        The corpus, where to write, and how.
    progress : callable
        Hears what is being done (one of ``STAGES``), how much of it is done, of how much.
    notice : callable
        Hears a sentence about files of an earlier build that stay.

    Returns
    -------
    list of Path
        Tables, clean texts, ledgers and figures, in the order in which they were written.

    Raises
    ------
    InputError
        For whatever a user can mend, such as a ``files.csv`` in the output folder that no build wrote.
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
    if settings.output.exists() and not settings.output.is_dir():
        raise InputError(f"{settings.output} is a file; give --output a folder")
    earlier = read_record(settings.output)
    for attempt in range(3):
        try:
            # Where nothing is kept, there is work for all: the others load their dictionaries meanwhile.
            prepare = None if (settings.output / ".cache").exists() else _load_dictionary
            with workers(settings.jobs, prepare, settings) as shared:
                written = _written(settings, shared, heard, look_closely=attempt > 0)
            break
        except DamagedEntry:
            settings.cache().drop_damaged()
        except BrokenExecutor as error:
            fewer = max(1, settings.jobs // 2)
            raise InputError(
                f"a process was stopped while {stage}, most likely because memory ran out; what was made is "
                f"kept: build again with --jobs {fewer}"
            ) from error
    else:
        raise OSError(
            5, "entries of the cache are damaged as soon as they are written", str(settings.output / ".cache")
        )
    names = {path.relative_to(settings.output).as_posix() for path in written}
    _tell(remove_earlier(settings.output, earlier, names), earlier, notice)
    write_record(settings.output, names)
    return written


def _load_dictionary(settings: Settings) -> None:
    """What a process needs for its first reports."""
    from analysis.pipeline import entries
    from analysis.text.tokens import tokeniser

    assert entries
    tokeniser(settings.options())


def _written(settings: Settings, shared: Workers, progress: Progress, look_closely: bool) -> list[Path]:
    from analysis.pipeline.assemble import Results, WrittenTables, write_tables
    from analysis.pipeline.run import make_reports, run_jobs
    from analysis.pipeline.units import plan_jobs
    from analysis.store.store import Store, report_keys

    folder = corpus_folder(settings.corpus)
    sources = survey_raw(folder)
    options, cache = settings.options(), settings.cache()
    store = Store(cache, report_keys(sources, options), options)
    make_reports(folder, sources, store, shared, progress, look_closely)
    reports = pd.DataFrame([source.row for source in sources])
    jobs = plan_jobs(reports)
    keys = run_jobs(jobs, store, shared, progress)
    results = Results(store, list(zip(jobs, keys, strict=True)))
    total = len(store.keys)
    written = write_tables(
        settings.output, store, results, lambda done: progress("writing tables", done, total)
    )
    if settings.languages:
        from analysis.pipeline.figures import figure_files

        tables = WrittenTables(settings.output / "tables")
        for name, data in figure_files(tables, settings.languages, shared, cache, progress):
            written.append(write_bytes(settings.output / "figures" / name, data, changed_only=True))
    return written


def _tell(stay: list[str], earlier: dict[str, str], notice: Callable[[str], None]) -> None:
    """Say which files of an earlier build stay, though this one doesn't write them."""
    unknown = [name for name in stay if not earlier[name]]
    changed = [name for name in stay if earlier[name]]
    if unknown:
        notice(
            f"{len(unknown)} file{'s' if len(unknown) > 1 else ''} of an earlier version's build stay, for "
            f"its list has no checksums; delete them if they are nobody's: {some(unknown, _SHOWN)}"
        )
    if changed:
        notice(
            "left where they are, though this build doesn't write them, for they aren't as an earlier "
            f"build wrote them: {some(changed, _SHOWN)}"
        )
