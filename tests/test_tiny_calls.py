"""Every verb of the front door on tiny and empty corpora: it works, or says in one sentence what it needs."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis import (
    Corpus,
    InputError,
    KeynessOptions,
    PhraseOptions,
    TokenOptions,
    attention,
    cluster_tables,
    collocates,
    commitment,
    compare_reports,
    compare_sides,
    compare_topic_counts,
    concordance,
    count_themes,
    dispersion,
    distinctive_terms,
    environmental_attention,
    example_sides,
    extract_targets,
    find_phrases,
    find_reuse,
    fit_topics,
    keyness,
    keyness_by,
    keyword_frequencies,
    keyword_spread,
    keyword_trends,
    load_corpus,
    most_topics,
    place_names,
    quantities_table,
    read_report,
    target_comparison,
    targets_wide,
    tasks_table,
    term_matrix,
    theme_hits,
    theme_ranks,
    tokenise_corpus,
    without_attributions,
    word_share,
)
from analysis.corpus.plain import body_sentences
from analysis.reuse.reuse import stock_phrases
from analysis.similarity.clusters import linkage_tree
from analysis.similarity.coefficients import cosine_similarity, resampled_cosines, similarity_pairs
from analysis.similarity.correspondence import correspondence
from analysis.targets.comparison import target_gaps, target_matrix, target_sums, targets_over_years
from analysis.tasks.networks import (
    co_responsibility,
    deadline_table,
    department_table,
    network_measures,
    quantities_in_tasks,
)
from analysis.tasks.tables import alignment_table, cascade_table, changes_table
from analysis.text.matrix import TermMatrix
from analysis.themes.attention import theme_coverage
from analysis.themes.changes import theme_changes
from analysis.themes.distances import national_distances
from analysis.themes.gaps import national_gaps, part_gaps
from analysis.themes.published import choice_robustness, published_measures
from analysis.themes.tables import shares_of_attention
from analysis.themes.term_changes import term_changes
from analysis.themes.word_lists import MeasureChoice
from analysis.words.profile import moving_terms, term_profile
from analysis.words.tables import (
    group_keyness,
    level_keyness,
    part_keyness,
    spread_tables,
    trend_table,
    year_keyness,
)
from tests.tiny import SHORT, TINY, write_tiny

FAST = TokenOptions(engine="rjieba")
FEW = KeynessOptions(min_count=1, resamples=20)
ANY = PhraseOptions(min_count=2, min_documents=1, min_cohesion=0, min_entropy=0, min_open=0)
NONE = ("no_corpus", "nothing_of_a_part", "greeting_alone")
# What the first parameter of a measure is said to be.
MEASURED = {"MatrixSource", "CountSource", "TermMatrix", "ThemeCounts"}
Calls = Iterator[tuple[str, Callable[[], Any]]]
Results = Callable[[str], dict[str, Any]]


def calls(corpus: Corpus) -> Calls:
    """Every verb on one corpus, by name."""
    reports, tokens = list(corpus.iter_reports()), tokenise_corpus(corpus, FAST)
    ids = [report.report_id for report in reports]
    whole, paragraphs, sentences = (term_matrix(tokens, unit) for unit in ("report", "paragraph", "sentence"))
    plans = paragraphs.select((paragraphs.docs["part"] == "plan").to_numpy())
    targets, quantities, tasks = extract_targets(reports), quantities_table(reports), tasks_table(reports)
    themes, split = count_themes(corpus), count_themes(corpus, split=True)
    yield from corpus_tables(corpus)
    yield from (
        (f"term_matrix {name}", lambda m=m: m.docs)
        for name, m in (("report", whole), ("paragraph", paragraphs), ("sentence", sentences))
    )
    yield from (
        (f"weight {scheme}", lambda s=scheme: paragraphs.weight(s).to_frame()[[]])
        for scheme in ("relative", "log", "binary", "tfidf")
    )
    yield from words(whole, paragraphs, plans, ids)
    yield "find_phrases", lambda: find_phrases(corpus)
    yield "find_phrases, any", lambda: find_phrases(corpus, ANY)
    for sort in ("position", "left", "right"):
        yield f"concordance {sort}", lambda sort=sort: concordance(corpus, "就业", sort=sort, words=FAST)
    yield "collocates", lambda: collocates(corpus, "就业", tokens, min_count=1)
    yield "find_reuse", lambda: find_reuse(reports)
    yield "stock_phrases", lambda: stock_phrases(reports)
    yield "targets", lambda: targets
    yield "quantities_table", lambda: quantities
    yield "target_comparison", lambda: target_comparison(targets, quantities, "gdp", ids)
    yield "targets_wide", lambda: targets_wide(targets).reset_index()[["region", "year"]]
    yield "target_matrix", lambda: target_matrix(targets, ids)
    yield "target_gaps", lambda: target_gaps(targets)
    yield "target_sums", lambda: target_sums(targets)
    yield "targets_over_years", lambda: targets_over_years(targets)
    yield "tasks_table", lambda: tasks
    yield "department_table", lambda: department_table(tasks)
    yield "co_responsibility", lambda: co_responsibility(tasks)
    yield "network_measures", lambda: network_measures(co_responsibility(tasks))
    yield "deadline_table", lambda: deadline_table(tasks)
    yield "quantities_in_tasks", lambda: quantities_in_tasks(tasks, targets)
    yield "alignment_table", lambda: alignment_table(tasks, corpus.reports)
    yield "cascade_table", lambda: cascade_table(tasks, corpus.reports)
    yield "changes_table", lambda: changes_table(tasks, corpus.reports)
    yield "theme_hits", lambda: theme_hits(body_sentences(corpus))
    for unit in ("sentences", "paragraphs", "characters", "tokens"):
        yield (
            f"attention {unit}",
            lambda unit=unit: attention(count_themes(corpus, unit=unit, tokens=tokens), resamples=20),
        )
    yield "attention by part", lambda: attention(themes, by="part", resamples=20)
    yield "coverage", lambda: theme_coverage(split)
    yield "theme_ranks", lambda: theme_ranks(themes, resamples=20)
    yield "commitment", lambda: commitment(corpus, quantities, resamples=20)
    yield "part_gaps", lambda: part_gaps(themes, resamples=20)
    yield "national_gaps", lambda: national_gaps(themes, resamples=20)
    yield "national_distances", lambda: national_distances(split, resamples=20)
    yield "theme_changes", lambda: theme_changes(themes, resamples=20)
    yield (
        "shares_of_attention",
        lambda: shares_of_attention(
            themes, {"tokens": count_themes(corpus, unit="tokens", tokens=tokens)}, ["report_id", "part"], 20
        ),
    )
    yield "environmental_attention", lambda: environmental_attention(corpus, tokens=tokens)
    yield "word_share", lambda: word_share(corpus, ["就业"], MeasureChoice(part="review"), tokens=tokens)
    yield "robustness", lambda: choice_robustness(published_measures(corpus, tokens))


def clusters_of(paragraphs: TermMatrix) -> pd.DataFrame:
    model = fit_topics(paragraphs, 2, runs=0, min_docs=1, max_share=1.0)
    return cluster_tables(paragraphs, model, resamples=5)["clusters"]


def corpus_tables(corpus: Corpus) -> Calls:
    for name in ("reports", "paragraphs", "sentences", "headings", "lengths", "cleaning"):
        yield f"corpus.{name}", lambda name=name: getattr(corpus, name)
    yield "without_attributions", lambda: without_attributions(corpus).sentences


def words(whole: TermMatrix, paragraphs: TermMatrix, plans: TermMatrix, ids: list[str]) -> Calls:
    term = "数字经济"  # of the lexicon, so known to every corpus
    yield (
        "keyword_frequencies",
        lambda: keyword_frequencies(paragraphs, by=["report_id", "region", "year"], top=10),
    )
    yield "keyword_frequencies of terms", lambda: keyword_frequencies(whole, [term], by="region")
    yield "keyword_spread", lambda: keyword_spread(whole)
    yield "dispersion", lambda: dispersion(whole)
    yield "distinctive_terms", lambda: distinctive_terms(whole, exclude=place_names())
    yield "keyword_trends", lambda: keyword_trends(paragraphs, [term], by="region", resamples=20)
    yield "keyness", lambda: keyness(paragraphs, {"part": "plan"}, options=FEW)
    yield "keyness of nothing", lambda: keyness(paragraphs, np.zeros(len(paragraphs.docs), dtype=bool))
    yield "keyness_by", lambda: keyness_by(paragraphs, "report_id", FEW)
    yield "group_keyness", lambda: group_keyness(plans)["keyness"]
    yield "part_keyness", lambda: part_keyness(paragraphs)["keyness_parts"]
    yield "year_keyness", lambda: year_keyness(plans)
    yield "level_keyness", lambda: level_keyness(paragraphs, ids)
    yield "profile", lambda: term_profile(plans.group(["report_id", "region"]))
    yield "compare_sides", lambda: compare_sides(paragraphs, {"part": "plan"}, options=FEW)
    yield "compare_reports", lambda: compare_reports(paragraphs, FEW)
    yield "example_sides", lambda: example_sides(paragraphs, ids)
    yield "trend_table", lambda: trend_table(plans)
    yield "moving_terms", lambda: moving_terms(plans.group("year"), min_count=1)
    yield "spread_tables", lambda: spread_tables(paragraphs)["dispersion"]
    yield "term_changes", lambda: term_changes(paragraphs, resamples=20, min_count=1)
    yield "fit_topics", lambda: fit_topics(paragraphs, 3).topics
    yield "fit_topics, any terms", lambda: fit_topics(paragraphs, 2, runs=2, min_docs=1, max_share=1.0).topics
    yield "most_topics", lambda: most_topics(paragraphs, min_docs=1, max_share=1.0)
    yield "cluster_tables", lambda: clusters_of(paragraphs)
    yield "compare_topic_counts", lambda: compare_topic_counts(paragraphs, (2, 3), samples=2, runs=0)
    yield "linkage_tree", lambda: linkage_tree(cosine_similarity(whole))
    yield "similarity_pairs", lambda: similarity_pairs(cosine_similarity(whole), ids, "terms")
    yield "resampled_cosines", lambda: resampled_cosines(paragraphs, resamples=5)
    yield "correspondence", lambda: correspondence(whole.to_frame().set_axis(whole.docs["report_id"]))


def test_every_measure_is_tried() -> None:
    """Whatever takes a term matrix or counts of themes, or a corpus in their place."""
    tried = set(re.findall(r"\b(\w+)\(", inspect.getsource(sys.modules[__name__])))
    lacking = [
        name
        for name in analysis.__all__
        if inspect.isfunction(function := getattr(analysis, name))
        and first_takes(function) & MEASURED
        and name not in tried
    ]
    assert not lacking, f"add them to the calls of tests/test_tiny_calls.py: {lacking}"


def first_takes(function: Callable[..., Any]) -> set[str]:
    """The names in the annotation of a function's first parameter."""
    parameters = list(inspect.signature(function).parameters.values())
    return set(re.findall(r"\w+", str(parameters[0].annotation))) if parameters else set()


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Corpus]:
    folder = tmp_path_factory.mktemp("tiny")
    read = {name: load_corpus(write_tiny(folder / name, name)) for name in TINY}
    return read | {
        "no_corpus": Corpus(()),
        "nothing_of_a_part": read["no_plan"].select(part="plan"),
        "greeting_alone": read["one_short_report"].select(part="other"),
    }


@pytest.fixture(scope="module")
def results(corpora: dict[str, Corpus]) -> Results:
    """What every verb gives of a corpus, worked out when first asked for: a result or what was raised."""
    known: dict[str, dict[str, Any]] = {}

    def of_corpus(name: str) -> dict[str, Any]:
        if name not in known:
            known[name] = {verb: attempt(call) for verb, call in calls(corpora[name])}
        return known[name]

    return of_corpus


def attempt(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except Exception as error:
        return error


@pytest.mark.parametrize("name", [*TINY, *NONE])
def test_every_verb_works_or_says_what_it_needs(results: Results, name: str) -> None:
    """No other exception than ``InputError``, with one sentence; no warning; no infinite number."""
    for verb, result in results(name).items():
        if isinstance(result, Exception):
            assert isinstance(result, InputError), f"{verb}: {result!r}"
            assert len(str(result)) > 20 and "\n" not in str(result), verb
        elif isinstance(result, pd.DataFrame):
            numbers = result.select_dtypes("number").to_numpy(dtype=float, na_value=np.nan)
            assert not np.isinf(numbers).any(), verb


def test_an_empty_table_has_the_types_of_a_full_one(results: Results) -> None:
    """Whatever the corpus, a verb gives the same columns of the same types, and most have rows of one corpus
    and none of another.
    """
    types: dict[str, dict[tuple[tuple[str, str], ...], str]] = {}
    sizes: dict[str, set[bool]] = {}
    for name in (*TINY, *NONE):
        for verb, result in results(name).items():
            if isinstance(result, pd.DataFrame):
                types.setdefault(verb, {}).setdefault(
                    tuple((str(c), str(t)) for c, t in result.dtypes.items()), name
                )
                sizes.setdefault(verb, set()).add(len(result) > 0)
    assert {verb: shapes for verb, shapes in types.items() if len(shapes) > 1} == {}
    assert sum(full == {True, False} for full in sizes.values()) > 50


NEEDS = {
    ("cluster_tables", "marks_and_text"): "the model has no shares of county-421224-2024: the report has no",
    ("fit_topics", "one_paragraph"): "3 topics can't be had from 1 documents with 0 terms",
    ("keyness of nothing", "one_short_report"): "the target has no words",
    ("keyness_by", "one_short_report"): "there is one group by report_id; keyness needs two or more",
    ("linkage_tree", "one_short_report"): "a tree wants three reports or more, not 1",
    ("linkage_tree", "two_regions"): "a tree wants three reports or more, not 2",
    (
        "correspondence",
        "two_regions",
    ): "a map wants three rows and columns that hold anything; the table has 2 and",
}


@pytest.mark.parametrize(("verb", "name"), NEEDS)
def test_what_a_verb_needs(results: Results, verb: str, name: str) -> None:
    error = results(name)[verb]
    assert isinstance(error, InputError) and str(error).startswith(NEEDS[verb, name])


def test_one_file_without_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SHORT, encoding="utf-8")
    corpus = Corpus((read_report(tmp_path / "a.txt"),))
    assert targets_wide(extract_targets(corpus.iter_reports()))["gdp"].tolist() == [6]


def test_a_side_without_words_has_no_rate_that_could_change(corpora: dict[str, Corpus]) -> None:
    """From a report of marks to one of words: how often the terms stood there can't be said, so no change
    either.
    """
    matrix = term_matrix(tokenise_corpus(corpora["marks_the_year_before"], FAST), "paragraph")
    table = term_changes(matrix, resamples=20, min_count=1, top=None)
    assert len(table) > 3
    assert table[["per_10k_from", "log_ratio", "low", "high"]].isna().all(axis=None)
    assert (table["per_10k_to"] > 0).all() and set(table["trend"]) == {""}


def test_a_report_without_words_has_no_rate() -> None:
    from scipy.sparse import csr_array

    docs = pd.DataFrame({"report_id": ["a", "b", "c"], "region": ["甲", "乙", "丙"], "tokens": [100, 300, 0]})
    matrix = TermMatrix(
        csr_array(np.array([[3, 0, 0], [3, 6, 0], [0, 0, 0]])), ("创新", "就业", "从未"), docs
    )
    table = keyword_spread(matrix)
    assert table[
        ["term", "lower_quartile", "median", "upper_quartile", "documents", "reports"]
    ].to_numpy().tolist() == [
        ["创新", 150.0, 200.0, 250.0, 2, 3],  # of 300 and 100
        ["就业", 50.0, 100.0, 150.0, 1, 3],  # of 0 and 200
    ]
    assert keyword_spread(matrix.select(report_id="c")).empty
    shown = term_profile(matrix)
    assert set(shown["report_id"]) == {"a", "b"} and np.isfinite(shown["z"]).all()
    assert term_profile(matrix.select(report_id=["a", "c"])).empty
