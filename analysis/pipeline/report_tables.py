"""The functions that make the rows of single reports: one a table (``analysis.tables`` says which).

Each takes the ``Readings`` of some reports and gives a table with ``report_id``, report by report.
"""

from __future__ import annotations

import pandas as pd

from analysis.corpus.paragraphs import paragraph_parts
from analysis.pipeline.readings import Readings
from analysis.targets.outturns import extract_outturns
from analysis.tasks.networks import deadline_table, department_table, quantities_in_tasks
from analysis.text.matrix import term_matrix
from analysis.themes.codebook import sentence_themes
from analysis.themes.commitment import commitment_shares
from analysis.themes.gaps import part_gaps
from analysis.themes.published import published_measures as measures_of
from analysis.themes.tables import RESAMPLES, shares_of_attention
from analysis.words.frequency import keyword_frequencies

# What is said of a report, or of a group, in the tables of themes.
BY = ["report_id", "level", "kind", "region", "year"]


def reports(readings: Readings) -> pd.DataFrame:
    """The manifest's columns and what was counted."""
    return readings.corpus.reports.assign(tokens=readings.tokens.per_report().to_numpy())


def lengths(readings: Readings) -> pd.DataFrame:
    """How long each part is."""
    return readings.corpus.lengths


def paragraphs(readings: Readings) -> pd.DataFrame:
    """The paragraphs with their parts."""
    return paragraph_parts(readings.corpus)


def headings(readings: Readings) -> pd.DataFrame:
    """The headings."""
    return readings.corpus.headings


def cleaning(readings: Readings) -> pd.DataFrame:
    """What cleaning did."""
    return readings.corpus.cleaning


def quantities(readings: Readings) -> pd.DataFrame:
    """Measured quantities."""
    return readings.quantities


def targets(readings: Readings) -> pd.DataFrame:
    """Targets."""
    return readings.targets


def outturns(readings: Readings) -> pd.DataFrame:
    """Last year's results."""
    return extract_outturns(readings.corpus.iter_reports(), read=readings.read)


def tasks(readings: Readings) -> pd.DataFrame:
    """Task units."""
    return readings.tasks


def departments(readings: Readings) -> pd.DataFrame:
    """Departments by the tasks that they answer for."""
    return department_table(readings.tasks, readings.departments)


def task_networks(readings: Readings) -> dict[str, pd.DataFrame]:
    """Departments that answer together."""
    edges, nodes = readings.networks
    return {"co_responsibility": edges, "department_network": nodes}


def deadlines(readings: Readings) -> pd.DataFrame:
    """What is due when."""
    return deadline_table(readings.tasks, readings.departments)


def task_quantities(readings: Readings) -> pd.DataFrame:
    """Targets inside tasks."""
    return quantities_in_tasks(readings.tasks, readings.targets)


def keywords(readings: Readings) -> pd.DataFrame:
    """The most frequent terms."""
    matrix = term_matrix(readings.tokens, unit="paragraph")
    return keyword_frequencies(matrix, by=["report_id", "region", "year"], top=100)


def themes(readings: Readings) -> pd.DataFrame:
    """Sentences with themes."""
    return sentence_themes(readings.sentences, readings.codebook, found=readings.found_themes)


def attention(readings: Readings) -> pd.DataFrame:
    """The share of each theme."""
    counts = readings.counts
    others = {name: counts[name] for name in ("tokens", "paragraphs")}
    return shares_of_attention(counts["sentences"], others, [*BY, "part"])


def theme_parts(readings: Readings) -> pd.DataFrame:
    """The plan against the review."""
    return part_gaps(readings.counts["sentences"], resamples=RESAMPLES)


def commitment(readings: Readings) -> pd.DataFrame:
    """How firmly a plan promises."""
    return commitment_shares(readings.counts["firm"], readings.codebook, BY, resamples=RESAMPLES)


def published_measures(readings: Readings) -> pd.DataFrame:
    """Published word lists."""
    table = measures_of(readings.corpus, readings.tokens)
    return table.sort_values("report_id", kind="stable", ignore_index=True)
