"""Every figure: its table, its drawing, its caption, the notebook that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from analysis.cache import Cache, code_stamp, content_key
from analysis.corpus.corpus import Corpus
from analysis.figures import lengths, style, targets, topics, words
from analysis.figures.labels import LABELS, Labels, labels
from analysis.groups import Group, comparable_groups
from analysis.output import table_bytes
from analysis.targets.comparison import target_comparison
from analysis.text.lexicon import LEXICON

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Tables = Mapping[str, pd.DataFrame]


class FigureSpec(NamedTuple):
    """``table(corpus, tables)`` gives the numbers, ``draw(table, language)`` the figure; an empty table means: nothing to draw."""

    name: str
    table: Callable[[Corpus, Tables], pd.DataFrame]
    draw: Callable[[pd.DataFrame, str], Figure]
    caption: Callable[[Corpus, pd.DataFrame, Labels], str]
    notebook: str


def _figure(ax: object) -> Figure:
    return ax.figure  # type: ignore[attr-defined, no-any-return]


def _group_name(group: Group, say: Labels) -> str:
    return say(group.key(), n=len(group.report_ids), year=group.year)


def _main(corpus: Corpus) -> Group:
    return comparable_groups(corpus.reports)[0]


def _topic_terms(_: Corpus, tables: Tables) -> pd.DataFrame:
    return tables["topics"][["topic", "share", "rank", "term", "weight"]]


def _distinctive(corpus: Corpus, tables: Tables) -> pd.DataFrame:
    return tables["tfidf"][tables["tfidf"]["report_id"].isin(_main(corpus).report_ids) & (tables["tfidf"]["rank"] <= 6)]


def _gdp(corpus: Corpus, tables: Tables) -> pd.DataFrame:
    return target_comparison(tables["targets"], tables["quantities"], "gdp", _main(corpus).report_ids)


FIGURES = (
    FigureSpec(
        "corpus_lengths",
        lambda corpus, _: lengths.corpus_lengths(corpus),
        lambda table, lang: _figure(lengths.draw_corpus_lengths(table, language=lang)),
        lambda corpus, table, say: say("caption.corpus_lengths"),
        "01_corpus",
    ),
    FigureSpec(
        "keywords",
        lambda _, tables: tables["keyword_spread"],
        lambda table, lang: _figure(words.draw_keywords(table, language=lang)),
        lambda corpus, table, say: say("caption.keywords", group=_group_name(_main(corpus), say), n=len(table), reports=len(_main(corpus).report_ids)),
        "02_keywords",
    ),
    FigureSpec(
        "distinctive_terms",
        _distinctive,
        lambda table, lang: _figure(words.draw_distinctive_terms(table, language=lang)),
        lambda corpus, table, say: say("caption.distinctive_terms", group=_group_name(_main(corpus), say)),
        "02_keywords",
    ),
    FigureSpec(
        "topic_terms",
        _topic_terms,
        lambda table, lang: topics.draw_topic_terms(table, language=lang),
        lambda corpus, table, say: say("caption.topic_terms", k=table["topic"].nunique()),
        "03_topics",
    ),
    FigureSpec(
        "gdp_targets",
        _gdp,
        lambda table, lang: _figure(targets.draw_qualified_targets(table, language=lang)),
        lambda corpus, table, say: say("caption.gdp_targets", year=table["year"].iloc[0], group=_group_name(_main(corpus), say)),
        "04_targets",
    ),
)


def _draw(name: str, table: pd.DataFrame, language: str) -> dict[str, bytes]:
    """The figure's files by format."""
    figure = next(s for s in FIGURES if s.name == name).draw(table, language)
    return {kind: style.figure_bytes(figure, kind) for kind in style.FORMATS}


def _key(name: str, table: pd.DataFrame, language: str, kind: str) -> str:
    import matplotlib as mpl

    stamp = code_stamp(Path(__file__).parent, LABELS, LEXICON / "regions.csv")
    return content_key([mpl.__version__, stamp, name, language, kind, table_bytes(table, 17)])


def _drawn(tasks: list[tuple[str, pd.DataFrame, str]], jobs: int, cache: Cache) -> Iterator[tuple[str, bytes]]:
    """The files of the figures, from the cache or drawn, in order."""
    keys = [{kind: _key(*task, kind) for kind in style.FORMATS} for task in tasks]
    files = [{kind: cache.read("figures", key) for kind, key in own.items()} for own in keys]
    todo = [i for i, own in enumerate(files) if None in own.values()]
    if jobs > 1 and len(todo) > 1:
        from joblib import Parallel, delayed

        made = Parallel(n_jobs=jobs)(delayed(_draw)(*tasks[i]) for i in todo)
    else:
        made = [_draw(*tasks[i]) for i in todo]
    for i, own in zip(todo, made, strict=True):
        files[i] = dict(own)
        for kind, data in own.items():
            cache.write("figures", keys[i][kind], data)
    for (name, _, language), own_files in zip(tasks, files, strict=True):
        for kind, kept in own_files.items():
            assert kept is not None
            yield f"{language}/{name}.{kind}", kept


def figure_files(
    corpus: Corpus, tables: Tables, languages: tuple[str, ...], jobs: int = 1, cache: Cache | None = None
) -> Iterator[tuple[str, bytes]]:
    """Every file of the figures as ``(name, bytes)``: ``LANGUAGE/NAME.pdf|svg|png``, the numbers behind each as ``NAME.csv``, and
    ``captions.LANGUAGE.md``.  A figure for which the corpus has no numbers is left out, and its caption says so."""
    numbers = {spec.name: spec.table(corpus, tables) for spec in FIGURES}
    tasks = [(spec.name, numbers[spec.name], language) for spec in FIGURES if len(numbers[spec.name]) for language in languages]
    yield from _drawn(tasks, jobs, cache or Cache(None))
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
