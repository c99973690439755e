"""The tables of themes and commitment that a build writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.measures.attention import ThemeCounts, attention, count_themes, theme_ranks
from analysis.measures.commitment import commitment_shares, count_commitment
from analysis.measures.priorities import national_distances, national_gaps, part_gaps, term_changes, theme_changes
from analysis.measures.published import published_measures
from analysis.measures.sentences import body_sentences
from analysis.measures.themes import Codebook, load_themes, sentence_themes, theme_marks

if TYPE_CHECKING:
    from analysis.text.tokens import CorpusTables, Tokens

RESAMPLES = 500
_GROUP = ["level", "kind", "year"]


def grouped(counts: ThemeCounts) -> ThemeCounts:
    """The reports of one level, kind and year added up, where there are several."""
    pooled = counts.pool([*_GROUP, "part"])
    return pooled.select(pooled.strata["reports"] > 1)


def theme_tables(
    corpus: CorpusTables, tokens: Tokens, quantities: pd.DataFrame, codebook: Codebook | None = None, *, resamples: int = RESAMPLES, seed: int = 0
) -> dict[str, pd.DataFrame]:
    """``themes`` (sentences with their themes), ``codebook``, ``attention``, ``theme_ranks``, ``theme_parts`` (plan against review), ``theme_gaps`` and ``theme_distances``
    (against the nation), ``theme_changes`` and ``term_changes`` (over years), ``commitment``, ``published_measures``.

    In ``attention``, ``theme_parts`` and ``commitment`` a row without ``report_id`` stands for all reports of a level, kind and year together.
    """
    from analysis.text.matrix import term_matrix

    codebook = codebook or load_themes()
    sentences = body_sentences(corpus)
    marks = theme_marks(sentences, codebook)
    counts = count_themes(corpus, codebook, sentences=sentences, marks=marks)
    together = grouped(counts)
    by = ["report_id", "level", "kind", "region", "year", "part"]
    shares = pd.concat([attention(c, by, resamples=resamples, seed=seed) for c in (counts, together) if len(c)] or [attention(counts, by)])
    for unit in ("tokens", "paragraphs"):
        other = count_themes(corpus, codebook, unit=unit, tokens=tokens, sentences=sentences, marks=marks)
        plain = pd.concat([_shares(c, by, f"share_{unit}") for c in (other, grouped(other))], ignore_index=True)
        shares = shares.merge(plain, on=[*by, "theme"], how="left", validate="one_to_one")
    split = count_themes(corpus, codebook, sentences=sentences, marks=marks, split=True)
    parts = [part_gaps(c, resamples=resamples, seed=seed) for c in (counts, together)]
    firm = count_commitment(corpus, quantities, codebook, sentences=sentences)
    several = firm.pool(_GROUP)
    several = several.select(several.strata["reports"] > 1)
    keys = ["report_id", "level", "kind", "region", "year"]
    promises = [commitment_shares(c, codebook, keys, resamples=resamples, seed=seed) for c in (firm, several) if len(c)]
    return {
        "themes": sentence_themes(sentences, codebook),
        "codebook": codebook.terms.merge(codebook.themes, on="theme"),
        "attention": shares.reset_index(drop=True),
        "theme_ranks": theme_ranks(counts, resamples=resamples, seed=seed),
        "theme_parts": pd.concat(parts, ignore_index=True),
        "theme_gaps": national_gaps(counts, resamples=resamples, seed=seed),
        "theme_distances": national_distances(split, resamples=resamples, seed=seed),
        "theme_changes": theme_changes(counts, resamples=resamples, seed=seed),
        "term_changes": term_changes(term_matrix(tokens, by="paragraph"), resamples=resamples, seed=seed),
        "commitment": pd.concat(promises or [commitment_shares(firm, codebook, keys)], ignore_index=True),
        "published_measures": published_measures(corpus, tokens),
    }


def _shares(counts: ThemeCounts, by: list[str], name: str) -> pd.DataFrame:
    """The bare shares, without intervals."""
    from analysis.measures.attention import ratio

    numerator, denominator = counts.totals()
    table = counts.strata[by].iloc[np.repeat(np.arange(len(counts)), len(counts.codes))].reset_index(drop=True)
    table["theme"] = np.tile(np.array(counts.codes, dtype=object), len(counts))
    table[name] = ratio(numerator, denominator[:, None]).ravel()
    return table
