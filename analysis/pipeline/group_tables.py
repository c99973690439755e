"""The functions that make rows of several reports, or files: ``analysis.tables`` says of which tables.

Each takes the ``Store`` of the reports of one instance of its unit and what else the unit says of it
(``GIVEN`` in ``analysis.pipeline.units``); it gives a table, or tables by name, or files by their path in the
output folder.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from analysis.pipeline.report_tables import BY
from analysis.tables import TABLES
from analysis.tables.declaration import empty_table
from analysis.text.lexicon import place_names
from analysis.text.matrix import term_matrix
from analysis.themes.changes import theme_changes
from analysis.themes.codebook import load_themes
from analysis.themes.commitment import commitment_shares
from analysis.themes.distances import national_distances
from analysis.themes.gaps import national_gaps, part_gaps
from analysis.themes.ranks import theme_ranks
from analysis.themes.tables import RESAMPLES, firm_codes, grouped, shares_of_attention
from analysis.themes.term_changes import term_changes
from analysis.words.tables import (
    distinctive_table,
    group_keyness,
    level_keyness,
    part_keyness,
    spread_tables,
    trend_table,
    year_keyness,
)

if TYPE_CHECKING:
    from analysis.corpus.selection import Group
    from analysis.store.store import Store
    from analysis.themes.counts import ThemeCounts

Tables = dict[str, pd.DataFrame]


def _empty(name: str) -> pd.DataFrame:
    return empty_table(TABLES[name].types)


def themes_of_group(store: Store, *report_ids: str) -> Tables:
    """A group of comparable reports: taken together, ranked, held against the nation's documents."""
    codebook = load_themes()
    counts = {name: store.counts(name) for name in ("sentences", "split")}
    counts["firm"] = store.counts("firm", firm_codes(codebook))
    sentences = counts["sentences"]
    split, firm = (replace(counts[name], draws=sentences.draws) for name in ("split", "firm"))
    members = set(report_ids)
    inside = _of_reports(sentences, members)
    return {
        "theme_gaps": national_gaps(sentences, resamples=RESAMPLES),
        "theme_distances": national_distances(split, resamples=RESAMPLES),
        "theme_ranks": theme_ranks(inside, resamples=RESAMPLES),
        **_together(store, inside, _of_reports(firm, members)),
    }


def _together(store: Store, sentences: ThemeCounts, firm: ThemeCounts) -> Tables:
    """The rows of a group taken together in the tables that have a row a report: none for a single report."""
    pooled = grouped(sentences)
    if not len(pooled):
        return {name: _empty(name) for name in ("attention", "theme_parts", "commitment")}
    members = set(sentences.strata["report_id"])
    others = {unit: grouped(_of_reports(store.counts(unit), members)) for unit in ("tokens", "paragraphs")}
    # The group's year may be None: the nation's reports.
    firm = firm.pool(["level", "kind", "year"])
    several = firm.select(firm.strata["reports"] > 1)
    return {
        "attention": shares_of_attention(pooled, others, [*BY, "part"]),
        "theme_parts": part_gaps(pooled, resamples=RESAMPLES),
        "commitment": commitment_shares(several, load_themes(), BY, resamples=RESAMPLES),
    }


def _of_reports(counts: ThemeCounts, report_ids: Collection[str]) -> ThemeCounts:
    return counts.select(counts.strata["report_id"].isin(report_ids))


def distinctive_terms(store: Store, *report_ids: str) -> pd.DataFrame:
    """What sets each report of a group of three or more apart in words."""
    if len(report_ids) < 3:
        return _empty("tfidf")
    return distinctive_table(term_matrix(store.tokens(set(report_ids)), unit="report"))


# Many small tables: Arrow's columns cost more than they save
@pd.option_context("mode.string_storage", "python")
def region_years(store: Store) -> Tables:
    """A region over years: themes, terms, rates, keyness of each plan against the one before."""
    matrix = term_matrix(store.tokens(), unit="paragraph")
    plans = matrix.drop(place_names()).select((matrix.docs["part"] == "plan").to_numpy())
    return {
        "theme_changes": theme_changes(store.counts("sentences"), resamples=RESAMPLES),
        "term_changes": term_changes(matrix, resamples=RESAMPLES),
        "keyness": year_keyness(plans),
        "trends": trend_table(plans),
    }


def words_of_group(store: Store, _: Group) -> Tables:
    """The words of the plans of the largest group, and its plans against its reviews."""
    paragraphs = term_matrix(store.tokens(), unit="paragraph")
    return spread_tables(paragraphs) | part_keyness(paragraphs.drop(place_names()))


def words_of_each(store: Store, _: Group) -> Tables:
    """The plan of each report of the largest group against the others."""
    paragraphs = term_matrix(store.tokens(), unit="paragraph").drop(place_names())
    return group_keyness(paragraphs.select((paragraphs.docs["part"] == "plan").to_numpy()))


def words_of_levels(store: Store, *report_ids: str) -> pd.DataFrame:
    """The plans of the level above against those of the largest group."""
    matrix = term_matrix(store.tokens(), unit="paragraph").drop(place_names())
    return level_keyness(matrix, report_ids)


def topics(store: Store, group: Group) -> Tables:
    """Topics, similarity and clusters of the plans of the largest group."""
    from analysis.similarity.tables import topic_tables

    return topic_tables(store.corpus(), store.tokens(), group)


def phrases(store: Store) -> pd.DataFrame:
    """Candidates for the lexicon."""
    from analysis.corpus.plain import without_attributions
    from analysis.text.phrases import find_phrases

    return find_phrases(without_attributions(store.corpus()))


def reuse(store: Store, year: int, newcomers: tuple[str, ...]) -> Tables:
    """Wording in common of the reports of a year, with one another and with those of the year before.

    Parameters
    ----------
    store : Store
        The reports of a year and of the year before that the corpus has.
    year : int
        The year.
    newcomers : tuple of str
        The ``report_id`` of the year's reports.

    Returns
    -------
    dict of str to DataFrame
        ``reuse, reuse_pairs, stock_phrases``.
    """
    from analysis.reuse.tables import reuse_tables

    return reuse_tables(store.texts(), store.fingerprints(), newcomers, year)


def aligned_tasks(store: Store, lower_id: str, upper_id: str) -> dict[str, pd.DataFrame | bytes]:
    """A lower task division beside the upper one, from below and from above, and the page to read them by.

    Parameters
    ----------
    store : Store
        Both task divisions.
    lower_id, upper_id : str
        Their ``report_id``.

    Returns
    -------
    dict of str to DataFrame or bytes
        ``alignment`` (from below), ``cascade`` (from above), ``ledgers/<lower_id>.reader.html``.
    """
    from analysis.tasks.alignment import align, match
    from analysis.tasks.cascade import cascade
    from analysis.tasks.reader import reader_page

    lower, upper = (store.only([name]).listed("tasks") for name in (lower_id, upper_id))
    about = store.said()
    matched = match(lower, upper)
    aligned = align(lower, upper, matched)
    here, there = (f"{about[name]['region']} {about[name]['year']}" for name in (lower_id, upper_id))
    page = reader_page(lower, upper, here, there, matched, aligned)
    return {
        "alignment": aligned,
        "cascade": cascade(lower, upper, matched),
        f"ledgers/{lower_id}.reader.html": page.encode("utf-8"),
    }


def task_changes(store: Store, earlier_id: str, later_id: str) -> pd.DataFrame:
    """A government's task division beside its last one.

    Parameters
    ----------
    store : Store
        Both task divisions.
    earlier_id, later_id : str
        Their ``report_id``.

    Returns
    -------
    DataFrame
        The table ``task_changes``.
    """
    from analysis.tasks.years import compare_years

    return compare_years(*(store.only([name]).listed("tasks") for name in (earlier_id, later_id)))


def targets_compared(store: Store) -> Tables:
    """The main expected targets of all reports beside one another."""
    from analysis.targets.comparison import target_gaps, target_sums, targets_over_years
    from analysis.targets.completeness import target_completeness
    from analysis.targets.targets import targets_wide

    targets = store.listed("headline")
    about = ["report_id", "level", "region", "region_code", "year", "kind"]
    reports = pd.DataFrame([[said[name] for name in about] for said in store.said().values()], columns=about)
    return {
        "target_completeness": target_completeness(reports, targets),
        "targets_wide": targets_wide(targets).reset_index(),
        "target_gaps": target_gaps(targets),
        "target_sums": target_sums(targets),
        "targets_over_years": targets_over_years(targets),
    }


def workbook(store: Store, name: str, headline_only: bool) -> dict[str, bytes]:
    """The table of targets for a spreadsheet.

    Parameters
    ----------
    store : Store
        The reports of the workbook.
    name : str
        Of the file.
    headline_only : bool
        Put in the main expected targets alone.

    Returns
    -------
    dict of str to bytes
        The file, by its path in the output folder.
    """
    from analysis.targets.workbook import targets_workbook

    return {f"tables/{name}": targets_workbook(store.listed("headline" if headline_only else "targets"))}


def codebook(_: Store) -> pd.DataFrame:
    """The themes and their terms, as they were used."""
    book = load_themes()
    return book.terms.merge(book.themes, on="theme")
