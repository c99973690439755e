"""The tables of words that a build writes: dispersion, distinctive terms, keyness, trends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.selection import regions_of_several_years
from analysis.stats.permutation import affordable_resamples
from analysis.tables import column_types
from analysis.tables.declaration import empty_table
from analysis.text.lexicon import place_names
from analysis.words import comparisons as sides
from analysis.words.frequency import keyword_frequencies
from analysis.words.profile import moving_terms, term_profile
from analysis.words.sides import KeynessOptions
from analysis.words.spread import keyword_spread
from analysis.words.tfidf import distinctive_terms
from analysis.words.trends import keyword_trends

if TYPE_CHECKING:
    from analysis.text.matrix import TermMatrix

Tables = dict[str, pd.DataFrame]
# Of a build, to be quick: p_resampled is then 1/201 at the least. Notebooks and papers take 1,000 or more.
RESAMPLES = 200
TOP = 50  # terms that each side of a comparison favours, in a build's tables


def spread_tables(paragraphs: TermMatrix) -> Tables:
    """The most frequent terms of the plans, and how evenly terms are spread over them.

    Parameters
    ----------
    paragraphs : TermMatrix
        Counts, by paragraph.

    Returns
    -------
    dict of str to DataFrame
        ``keyword_spread`` (30 terms, with quartiles over reports) and ``dispersion`` (every term with five
        occurrences, with Gries' DP over reports).
    """
    plans = paragraphs.select((paragraphs.docs["part"] == "plan").to_numpy()).group(
        ["report_id", "region", "year"]
    )
    return {
        "keyword_spread": keyword_spread(plans, top=30),
        "dispersion": keyword_frequencies(plans, min_count=5),
    }


def distinctive_table(reports: TermMatrix) -> pd.DataFrame:
    """``tfidf``: the 20 most distinctive terms of each report, places set aside.

    Parameters
    ----------
    reports : TermMatrix
        Counts, by report.

    Returns
    -------
    DataFrame
        As ``distinctive_terms``.
    """
    return distinctive_terms(reports, top=20, exclude=place_names())


def group_keyness(plans: TermMatrix, resamples: int = RESAMPLES) -> Tables:
    """Each report's plan against the others, and a shared vocabulary.

    Parameters
    ----------
    plans : TermMatrix
        Counts of plans, by paragraph. Plans without words are left out.
    resamples : int, default 200
        How often documents are dealt out; fewer for hundreds of reports.

    Returns
    -------
    dict of str to DataFrame
        ``keyness`` (the 50 terms that each side favours) and ``term_profile``; empty for one report.
    """
    worded = plans.docs.loc[plans.docs["tokens"] > 0, "report_id"].nunique()
    options = KeynessOptions(resamples=affordable_resamples(worded, resamples), top=TOP)
    profile = term_profile(plans.trim(options.min_count).group(["report_id", "region"]))
    return {"keyness": sides.compare_reports(plans, options), "term_profile": profile}


def part_keyness(paragraphs: TermMatrix, resamples: int = RESAMPLES) -> Tables:
    """Plans against reviews.

    Parameters
    ----------
    paragraphs : TermMatrix
        Counts, by paragraph.
    resamples : int, default 200
        How often documents are dealt out.

    Returns
    -------
    dict of str to DataFrame
        ``keyness_parts`` with all terms, ``keyness`` with the strongest.
    """
    whole = sides.compare_all(
        paragraphs, sides.part_comparison(paragraphs.docs), KeynessOptions(resamples=resamples)
    )
    return {"keyness": sides.strongest(whole, TOP), "keyness_parts": whole}


def year_keyness(plans: TermMatrix, resamples: int = RESAMPLES) -> pd.DataFrame:
    """``keyness`` of each plan of a region against the one before.

    Parameters
    ----------
    plans : TermMatrix
        Counts of plans, by paragraph.
    resamples : int, default 200
        How often documents are dealt out.

    Returns
    -------
    DataFrame
        As ``comparisons.compare_all``.
    """
    return sides.compare_all(
        plans, sides.year_comparisons(plans.docs), KeynessOptions(resamples=resamples, top=TOP)
    )


def level_keyness(
    paragraphs: TermMatrix, report_ids: Iterable[str], resamples: int = RESAMPLES
) -> pd.DataFrame:
    """``keyness`` of the level above against a group of reports.

    Parameters
    ----------
    paragraphs : TermMatrix
        Counts, by paragraph.
    report_ids : iterable of str
        The group.
    resamples : int, default 200
        How often documents are dealt out.

    Returns
    -------
    DataFrame
        As ``comparisons.compare_all``.
    """
    return sides.compare_all(
        paragraphs,
        sides.level_comparison(paragraphs.docs, report_ids),
        KeynessOptions(resamples=resamples, top=TOP),
    )


def trend_table(plans: TermMatrix, top: int = 60, resamples: int = RESAMPLES) -> pd.DataFrame:
    """``keyword_trends`` of the terms that move most in each region that has plans of several years.

    Parameters
    ----------
    plans : TermMatrix
        Counts of plans, by paragraph.
    top : int, default 60
        Terms of each region.
    resamples : int, default 200
        Draws of the bootstrap.

    Returns
    -------
    DataFrame
        The table ``trends``; ``report_ids`` names the year's reports, so that a reader sees where documents
        of another kind are compared.
    """
    docs = plans.docs
    tables = []
    for rows in regions_of_several_years(docs):
        own = plans.select(np.isin(np.arange(len(docs)), rows))
        terms = moving_terms(own.group("year"), top)
        if not terms:
            continue
        table = keyword_trends(own, terms, by="region", resamples=resamples)
        named = own.docs.groupby("year")["report_id"].agg(lambda ids: ";".join(sorted(set(ids))))
        tables.append(table.assign(report_ids=table["year"].map(named))[list(column_types("trends"))])
    return pd.concat(tables, ignore_index=True) if tables else empty_table(column_types("trends"))
