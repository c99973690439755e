"""The main job: every table and figure of a corpus, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.cache import Cache, code_stamp, content_key
from analysis.corpus.corpus import Corpus, load_corpus
from analysis.figures.labels import LANGUAGES, labels
from analysis.groups import comparable_groups
from analysis.output import table_bytes, write_bytes
from analysis.table_cache import fetch_tables
from analysis.text.lexicon import LEXICON

if TYPE_CHECKING:
    from analysis.text.tokens import TokenOptions, Tokens

Tables = dict[str, pd.DataFrame]
Say = Callable[[str], None]
STAGES = 8  # what `say` hears, in order


@dataclass(frozen=True)
class Settings:
    """What a build can be told: the corpus, where to write, the tokeniser, how many processes, which languages the figures speak."""

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


def corpus_tables(corpus: Corpus, tokens: Tokens) -> Tables:
    """``reports`` (by the contract), ``headings``, and ``cleaning`` (what each step changed in each report)."""
    reports = corpus.reports.assign(tokens=tokens.per_report().to_numpy())
    return {"reports": reports, "headings": corpus.headings, "cleaning": corpus.cleaning}


def target_tables(corpus: Corpus) -> Tables:
    """``quantities``, ``targets``, their wide form, and comparisons: with the nation (gaps, sums) and over years."""
    from analysis.targets.comparison import target_gaps, target_sums, targets_over_years
    from analysis.targets.quantities import quantities_table, read_quantities
    from analysis.targets.targets import targets_table, targets_wide

    read = {report.report_id: read_quantities(report) for report in corpus.iter_reports()}
    targets = targets_table(corpus.iter_reports(), read=read)
    return {
        "quantities": quantities_table(corpus.iter_reports(), read=read),
        "targets": targets,
        "targets_wide": targets_wide(targets).reset_index(),
        "target_gaps": target_gaps(targets),
        "target_sums": target_sums(targets),
        "targets_over_years": targets_over_years(targets),
    }


def attribution_spans(corpus: Corpus) -> dict[str, list[tuple[int, int]]]:
    """Where the task divisions say who answers for a task: names of departments are no passages taken over from one another."""
    from analysis.tasks.attribution import find_attributions

    divisions = [report for report in corpus.iter_reports() if report.kind == "task_division"]
    return {
        report.report_id: [(p.start + a, p.start + b) for p in report.paragraphs for a, b in find_attributions(report.text[p.start : p.end])]
        for report in divisions
    }


def task_tables(corpus: Corpus, targets: pd.DataFrame) -> Tables:
    """``tasks`` of the task divisions and all that is made of them (see ``analysis.tasks.tables.task_views``); empty with header without any."""
    from analysis.tasks.ledger import tasks_table
    from analysis.tasks.tables import task_views

    tasks = tasks_table(corpus.iter_reports())
    return {"tasks": tasks} | task_views(tasks, corpus.reports, targets)


def all_tables(corpus: Corpus, settings: Settings, say: Say) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every table of a build, by name, in order; ``say`` hears what is being done."""
    from analysis.measures.theme_tables import theme_tables
    from analysis.measures.topic_tables import reuse_tables, topic_tables
    from analysis.measures.word_tables import word_tables
    from analysis.tasks.plain import without_attributions
    from analysis.text.token_cache import tokenise_cached

    say("reading quantities and targets")
    targets = target_tables(corpus)
    yield from targets.items()
    say("reading task divisions")
    yield from task_tables(corpus, targets["targets"]).items()
    say(f"cutting words with {settings.engine}")
    said = without_attributions(corpus)  # words are counted in what is said, not in who answers for it
    tokens = tokenise_cached(said, settings.options(), settings.cache())
    yield from corpus_tables(corpus, tokens).items()
    say("counting words")
    groups = comparable_groups(corpus.reports)
    yield from word_tables(said, tokens, groups, settings.cache()).items()
    say("finding topics")
    yield from topic_tables(corpus, tokens, groups, settings.cache()).items()
    yield from reuse_tables(corpus, attribution_spans(corpus)).items()
    say("reading themes and commitment")
    yield from theme_tables(corpus, tokens, targets["quantities"]).items()


def _tables_key(corpus: Corpus, settings: Settings) -> str:
    """Everything that the tables depend on: the reports and what is said of them, the settings, the code and the word lists."""
    package = Path(__file__).parent
    reports = [repr((r.report_id, r.level, r.region, r.region_code, r.year, r.kind, r.title, r.date, r.speaker, r.source, r.sha256)) for r in corpus.items]
    texts = [r.text for r in corpus.items]
    return content_key([code_stamp(package, LEXICON), settings.engine, str(settings.options()), *reports, *texts])


def _kept_files(
    kind: str, inputs: list[pd.DataFrame], settings: Settings, make: Callable[[], Iterable[tuple[str, bytes]]]
) -> list[tuple[str, bytes]]:
    """Files made from tables, kept between builds: ``(name, bytes)`` each."""
    import io

    import numpy as np

    def pack() -> bytes:
        buffer = io.BytesIO()
        np.savez(buffer, **{name: np.frombuffer(data, dtype=np.uint8) for name, data in make()})  # type: ignore[arg-type]
        return buffer.getvalue()

    key = content_key([code_stamp(Path(__file__).parent, LEXICON), *(table_bytes(table) for table in inputs)])
    with np.load(io.BytesIO(settings.cache().fetch(kind, key, pack)), allow_pickle=False) as file:
        return [(name, file[name].tobytes()) for name in file.files]


def build(settings: Settings, say: Say = lambda _: None) -> list[Path]:
    """Write every table, clean text and figure of a corpus to ``settings.output``; returns the files, in order.

    Each file is written whole, and the same corpus gives the same bytes.  A file of an earlier build that this one doesn't write is removed
    (only files named in the earlier ``files.csv`` are touched).  Raises ``InputError`` for whatever a user can mend.
    """
    from analysis.figures.registry import figure_files
    from analysis.targets.workbook import targets_workbook
    from analysis.tasks.tables import ledger_files

    for language in settings.languages:
        labels(language)  # an unknown language is said before any work is done
    say("reading the corpus")
    corpus = load_corpus(settings.corpus)
    output = settings.output
    written: list[Path] = []
    for report in corpus.iter_reports():
        written.append(write_bytes(output / "reports" / f"{report.report_id}.txt", report.text.encode("utf-8")))
        if report.notes:
            written.append(write_bytes(output / "reports" / f"{report.report_id}.notes.txt", report.notes.encode("utf-8")))
    tables = fetch_tables(settings.cache(), _tables_key(corpus, settings), lambda: dict(all_tables(corpus, settings, say)))
    for name, table in tables.items():
        written.append(write_bytes(output / "tables" / f"{name}.csv", table_bytes(table)))
    for name, data in _kept_files("workbook", [tables["targets"]], settings, lambda: [("targets.xlsx", targets_workbook(tables["targets"]))]):
        written.append(write_bytes(output / "tables" / name, data))
    for name, data in _kept_files("ledgers", [tables["tasks"], corpus.reports], settings, lambda: ledger_files(tables["tasks"], corpus.reports)):
        written.append(write_bytes(output / "ledgers" / name, data))
    say("drawing figures")
    for name, data in figure_files(corpus, tables, settings.languages, settings.jobs, settings.cache()):
        written.append(write_bytes(output / "figures" / name, data))
    _tidy(output, written)
    return written


def _tidy(output: Path, written: list[Path]) -> None:
    """Remove what an earlier build wrote and this one didn't; leave a list of the files behind."""
    record = output / "files.csv"
    names = sorted(p.relative_to(output).as_posix() for p in written)
    if record.is_file():
        for name in pd.read_csv(record, encoding="utf-8-sig")["file"]:
            if name not in set(names) and ".." not in str(name):
                (output / str(name)).unlink(missing_ok=True)
    write_bytes(record, table_bytes(pd.DataFrame({"file": names})))
