"""Every figure of a build: drawn or taken from the cache, as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.drawing import saving, style
from analysis.drawing.labels import labels
from analysis.drawing.spec import Overview, Tables
from analysis.figures import (
    cascade,
    clusters,
    keyness,
    lengths,
    network,
    reuse,
    target_years,
    targets,
    tasks,
    theme_parts,
    theme_years,
    themes,
    topics,
    words,
)
from analysis.output import table_bytes
from analysis.pipeline.progress import Progress
from analysis.pipeline.workers import Workers
from analysis.resources import LABELS, LEXICON, PACKAGE
from analysis.store.cache import Cache, code_stamp, content_key

FIGURES = (
    *lengths.SPECS, *words.SPECS, *keyness.SPECS, *topics.SPECS, *clusters.SPECS, *reuse.SPECS,
    *targets.SPECS, *target_years.SPECS, *themes.SPECS,
    *theme_parts.SPECS, *theme_years.SPECS, *tasks.SPECS, *network.SPECS, *cascade.SPECS,
)  # fmt: skip


ALONE = Workers()


def _draw(number: int, name: str, table: pd.DataFrame, language: str) -> tuple[int, dict[str, bytes]]:
    """The figure's files by format, with the number of the task."""
    figure = next(s for s in FIGURES if s.name == name).draw(table, language)
    return number, saving.figure_files(figure, style.FORMATS)


def _keys(name: str, table: pd.DataFrame, language: str) -> dict[str, str]:
    """What the figure's files are kept under, by format."""
    import matplotlib as mpl

    stamp = code_stamp(PACKAGE / "drawing", PACKAGE / "figures", Path(__file__), LABELS, LEXICON)
    numbers = content_key([mpl.__version__, stamp, name, language, table_bytes(table, 17)])
    return {kind: content_key([numbers, kind]) for kind in style.FORMATS}


def _drawn(
    tasks: list[tuple[str, pd.DataFrame, str]], workers: Workers, cache: Cache, progress: Progress
) -> Iterator[tuple[str, bytes]]:
    """The files of the figures, from the cache or drawn, in order."""
    keys = [_keys(*task) for task in tasks]
    files = [{kind: cache.read("figures", key) for kind, key in own.items()} for own in keys]
    todo = [i for i, own in enumerate(files) if None in own.values()]
    for done, (i, own) in enumerate(workers.results(_draw, ((i, *tasks[i]) for i in todo)), 1):
        progress("drawing figures", done, len(todo))
        files[i] = dict(own)
        for kind, data in own.items():
            cache.write("figures", keys[i][kind], data)
    for (name, _, language), own_files in zip(tasks, files, strict=True):
        for kind, kept in own_files.items():
            assert kept is not None
            yield f"{language}/{name}.{kind}", kept


def figure_files(
    tables: Tables,
    languages: tuple[str, ...],
    workers: Workers = ALONE,
    cache: Cache | None = None,
    progress: Progress = lambda *_: None,
) -> Iterator[tuple[str, bytes]]:
    """Every file of the figures: ``LANGUAGE/NAME.pdf|svg|png``, the numbers behind each as ``NAME.csv``, and
    ``captions.LANGUAGE.md``.

    A figure for which the corpus has no numbers is left out, and its caption says so.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of a build.
    languages : tuple of str
        Those that the figures speak: ``"zh"``, ``"en"``.
    workers : Workers
        The processes that draw; by default this one alone.
    cache : Cache or None, default None
        Where drawn figures are kept; ``None``: nowhere.
    progress : callable
        Hears how many figures are drawn, of those that must be.

    Yields
    ------
    (str, bytes)
        A name below the folder of figures, and what the file holds.
    """
    corpus = Overview(tables["reports"])
    numbers = {spec.name: spec.table(corpus, tables) for spec in FIGURES}
    tasks = [
        (spec.name, numbers[spec.name], language)
        for spec in FIGURES
        if len(numbers[spec.name])
        for language in languages
    ]
    yield from _drawn(tasks, workers, cache or Cache(None), progress)
    for name, table in numbers.items():
        yield f"{name}.csv", table_bytes(table)
    for language in languages:
        say = labels(language)
        lines = []
        for number, spec in enumerate(FIGURES, 1):
            table = numbers[spec.name]
            text = spec.caption(corpus, table, say) if len(table) else "—"
            lines.append(f"**{'图' if language == 'zh' else 'Figure '}{number}** `{spec.name}` {text}\n")
        yield f"captions.{language}.md", "\n".join(lines).encode("utf-8")
