"""Every table worked out from the whole corpus at once, without pieces, entries or jobs: what a build must
give, up to the order of rows.
"""

from __future__ import annotations

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.plain import body_sentences, without_attributions
from analysis.corpus.selection import comparable_groups
from analysis.pipeline.report_tables import BY
from analysis.quantities.quantities import quantities_table
from analysis.targets.completeness import target_completeness
from analysis.targets.outturns import extract_outturns
from analysis.targets.targets import extract_targets
from analysis.tasks.ledger import tasks_table
from analysis.tasks.tables import task_views
from analysis.text.lexicon import place_names
from analysis.text.matrix import term_matrix
from analysis.text.phrases import find_phrases
from analysis.text.tokens import TokenOptions, Tokens, tokenise_corpus
from analysis.themes.changes import theme_changes
from analysis.themes.codebook import load_themes, sentence_themes, theme_marks
from analysis.themes.commitment import commitment_shares, count_commitment
from analysis.themes.counting import count_themes
from analysis.themes.distances import national_distances
from analysis.themes.gaps import national_gaps, part_gaps
from analysis.themes.published import published_measures
from analysis.themes.ranks import theme_ranks
from analysis.themes.tables import RESAMPLES, grouped, shares_of_attention
from analysis.themes.term_changes import term_changes
from analysis.words.frequency import keyword_frequencies
from analysis.words.tables import (
    distinctive_table,
    group_keyness,
    level_keyness,
    part_keyness,
    spread_tables,
    trend_table,
    year_keyness,
)

Tables = dict[str, pd.DataFrame]


def paragraphs_table(corpus: Corpus) -> pd.DataFrame:
    """The paragraphs, with the last heading of level 1 or 2 that begins at or above each."""
    rows = []
    for report in corpus:
        above = ""
        heads = {h.paragraph: report.text[h.start : h.end] for h in report.headings if h.level in (1, 2)}
        for number, p in enumerate(report.paragraphs):
            above = heads.get(number, above)
            rows.append((report.report_id, number, p.start, p.end, p.part, p.confidence, above))
    columns = ["report_id", "paragraph", "start", "end", "part", "confidence", "heading"]
    return pd.DataFrame(rows, columns=columns)


def word_tables(corpus: Corpus, options: TokenOptions) -> tuple[Tokens, Tables]:
    """The token stream, and the tables of words."""
    said = without_attributions(corpus)
    tokens = tokenise_corpus(said, options)
    groups = comparable_groups(corpus.reports)
    main = groups[0].report_ids
    paragraphs, reports = term_matrix(tokens, unit="paragraph"), term_matrix(tokens, unit="report")
    placeless = paragraphs.drop(place_names())
    plan, inside = (
        (paragraphs.docs["part"] == "plan").to_numpy(),
        paragraphs.docs["report_id"].isin(main).to_numpy(),
    )
    each, parts = group_keyness(placeless.select(plan & inside)), part_keyness(placeless.select(inside))
    keyness = [
        each["keyness"],
        parts["keyness"],
        year_keyness(placeless.select(plan)),
        level_keyness(placeless, main),
    ]
    wide = [
        reports.select(reports.docs["report_id"].isin(group.report_ids))
        for group in groups
        if len(group.report_ids) >= 3
    ]
    return tokens, {
        "keywords": keyword_frequencies(paragraphs, by=["report_id", "region", "year"], top=100),
        **spread_tables(paragraphs.select(inside)),
        "tfidf": pd.concat([distinctive_table(matrix) for matrix in wide]) if wide else pd.DataFrame(),
        "keyness": pd.concat([table for table in keyness if len(table)] or keyness),
        "keyness_parts": parts["keyness_parts"],
        "term_profile": each["term_profile"],
        "trends": trend_table(placeless.select(plan)),
        "phrases": find_phrases(said),
    }


def theme_tables(
    corpus: Corpus, tokens: Tokens, quantities: pd.DataFrame, resamples: int = RESAMPLES
) -> Tables:
    """The tables of themes and commitment."""
    codebook = load_themes()
    sentences = body_sentences(corpus)
    marks = theme_marks(sentences, codebook)
    counts = count_themes(corpus, codebook, sentences=sentences, marks=marks)
    split = count_themes(corpus, codebook, sentences=sentences, marks=marks, split=True)
    together = grouped(counts)
    units = {
        unit: count_themes(corpus, codebook, unit=unit, tokens=tokens, sentences=sentences, marks=marks)
        for unit in ("tokens", "paragraphs")
    }
    firm = count_commitment(corpus, quantities, codebook, sentences=sentences)
    several = firm.pool(["level", "kind", "year"])
    several = several.select(several.strata["reports"] > 1)
    pooled = {unit: grouped(one) for unit, one in units.items()}
    both = [(counts, units), *([(together, pooled)] if len(together) else [])]
    return {
        "themes": sentence_themes(sentences, codebook),
        "codebook": codebook.terms.merge(codebook.themes, on="theme"),
        "attention": pd.concat(
            [shares_of_attention(c, others, [*BY, "part"], resamples) for c, others in both]
        ),
        "theme_ranks": theme_ranks(counts, resamples=resamples),
        "theme_parts": pd.concat([part_gaps(c, resamples=resamples) for c in (counts, together)]),
        "theme_gaps": national_gaps(counts, resamples=resamples),
        "theme_distances": national_distances(split, resamples=resamples),
        "theme_changes": theme_changes(counts, resamples=resamples),
        "term_changes": term_changes(term_matrix(tokens, unit="paragraph"), resamples=resamples),
        "commitment": pd.concat(
            [commitment_shares(c, codebook, BY, resamples=resamples) for c in (firm, several) if len(c)]
            or [pd.DataFrame()]
        ),
        "published_measures": published_measures(corpus, tokens),
    }


def other_tables(corpus: Corpus, tokens: Tokens) -> Tables:
    """The tables of the corpus, targets and tasks."""
    targets, tasks = extract_targets(corpus.iter_reports()), tasks_table(corpus.iter_reports())
    return {
        "reports": corpus.reports.assign(tokens=tokens.per_report().to_numpy()),
        "lengths": corpus.lengths,
        "paragraphs": paragraphs_table(corpus),
        "headings": corpus.headings,
        "cleaning": corpus.cleaning,
        "quantities": quantities_table(corpus.iter_reports()),
        "targets": targets,
        "target_completeness": target_completeness(corpus.reports, targets),
        "outturns": extract_outturns(corpus.iter_reports()),
        "tasks": tasks,
        **task_views(tasks, corpus.reports, targets),
    }


def all_tables(corpus: Corpus, options: TokenOptions) -> Tables:
    """All of them but those of topics and reuse, which are one job each."""
    tokens, words = word_tables(corpus, options)
    return (
        words
        | other_tables(corpus, tokens)
        | theme_tables(corpus, tokens, quantities_table(corpus.iter_reports()))
    )
