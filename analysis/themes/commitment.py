"""How firmly a plan promises: modal strength, and whether a promise can be checked (a number, a deadline, a
named project or unit), by group and theme. What a sentence commits to is told in ``themes.modality``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.names import must_be
from analysis.corpus.plain import body_sentences
from analysis.corpus.sources import CorpusTables, TableSource, as_corpus, as_tables
from analysis.corpus.types import PARTS
from analysis.errors import InputError
from analysis.stats.intervals import CONFIDENCE, ends_of, interval, ratio
from analysis.themes.codebook import Codebook, CodebookSource, as_codebook, theme_marks
from analysis.themes.counting import count_marks
from analysis.themes.counts import ThemeCounts
from analysis.themes.modality import CommitmentLexicon, commitment_marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

MEASURES = ("firm", "soft", "number", "deadline", "named", "concrete")


def commitment(
    source: TableSource,
    quantities: pd.DataFrame | None = None,
    codebook: CodebookSource = None,
    *,
    by: str | Sequence[str] = ("report_id", "region", "year"),
    part: str = "plan",
    lexicon: CommitmentLexicon | None = None,
    sentences: pd.DataFrame | None = None,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Shares of sentences that are firm, soft, and concrete, by group and theme, with intervals.

    Parameters
    ----------
    source : corpus, reports, report, path or text
        Also the tables of a corpus, when ``quantities`` are given.
    quantities : DataFrame or None, default None
        As ``quantities_table`` gives them; read from the reports when none are given.
    codebook : Codebook, path or None, default None
        The themes; ``None`` is the shipped codebook.
    by : str or sequence of str, default ("report_id", "region", "year")
        Columns of ``counts.strata`` by which reports are added up.
    part : str, default "plan"
        The part that is counted.
    lexicon : CommitmentLexicon or None, default None
        The words of commitment; ``None`` is the shipped list.
    sentences : DataFrame or None, default None
        Those of ``body_sentences``, when they are at hand.
    resamples : int, default 1000
        Draws of the bootstrap, 2 or more.
    seed : int, default 0
        The seed of the draws, 0 or more. A report has the same draws in any company.
    confidence : float, default 0.95
        Of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        The columns of ``by``; ``theme`` (``all`` for every sentence of the part); ``sentences`` (of the
        theme); then for each of ``firm, soft, number, deadline, named`` and ``concrete`` (any of the last
        three) the share of these sentences (0–1), with ``_low`` and ``_high``. ``NaN`` where a theme has no
        sentence, and for an end of an interval at which the resamples have none. Sorted by group, then the
        codebook's order with ``all`` first.

    Raises
    ------
    InputError
        For a codebook in the place of ``quantities``, and for a part that isn't known.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> table = commitment(load_corpus().select(region="海南省"), by="region", resamples=50)
    >>> table["theme"].iloc[0], len(table)
    ('all', 26)
    """
    codebook = as_codebook(codebook)
    if isinstance(quantities, Codebook):
        raise InputError("commitment takes quantities before the codebook; give the codebook as codebook=…")
    if quantities is None:
        from analysis.quantities.quantities import quantities_table

        source = as_corpus(source)  # type: ignore[arg-type]  # an iterator is read once
        quantities = quantities_table(source)
    corpus = as_tables(source)
    counts = count_commitment(corpus, quantities, codebook, part=part, lexicon=lexicon, sentences=sentences)
    return commitment_shares(counts, codebook, by, resamples=resamples, seed=seed, confidence=confidence)


def count_commitment(
    corpus: CorpusTables,
    quantities: pd.DataFrame,
    codebook: Codebook,
    *,
    part: str = "plan",
    lexicon: CommitmentLexicon | None = None,
    sentences: pd.DataFrame | None = None,
    marks: NDArray[np.bool_] | None = None,
) -> ThemeCounts:
    """Counts of sentences by paragraph for every measure and theme, for ``commitment_shares``.

    Parameters
    ----------
    corpus : tables of a corpus
        Whose sentences are counted.
    quantities, codebook, part, lexicon
        As for ``commitment``.
    sentences : DataFrame or None, default None
        Those of ``body_sentences(corpus)``, when they are at hand.
    marks : array of bool, sentences × themes, or None, default None
        Their themes (``theme_marks``), likewise.

    Returns
    -------
    ThemeCounts
        Its codes are ``sentences/all``, ``sentences/<theme>`` …, ``firm/all`` …
        (``themes.tables.firm_codes``).
    """
    must_be("part", part, PARTS)
    own = body_sentences(corpus) if sentences is None else sentences
    marks = theme_marks(own, codebook) if marks is None else marks
    chosen = (own["part"] == part).to_numpy()
    own, marks = own[chosen].reset_index(drop=True), marks[chosen]
    flags = commitment_marks(own, quantities, lexicon)
    flags["concrete"] = flags["number"] | flags["deadline"] | flags["named"]
    themes = np.column_stack([np.ones(len(own), dtype=np.bool_), marks])
    # One table of counts holds every theme and every theme × measure, so that numerator and denominator come
    # from the same resamples.
    crossed = np.concatenate(
        [themes, *(themes & flags[name].to_numpy()[:, None] for name in MEASURES)], axis=1
    )
    names = tuple(f"{name}/{code}" for name in ("sentences", *MEASURES) for code in ("all", *codebook.codes))
    return count_marks(corpus.reports, own, crossed, names, "sentences", None, False)


def commitment_shares(
    counts: ThemeCounts,
    codebook: Codebook,
    by: str | Sequence[str],
    *,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """The table of ``commitment`` from its counts.

    Parameters
    ----------
    counts : ThemeCounts
        As ``count_commitment`` gives them.
    codebook : Codebook
        Whose themes were counted.
    by, resamples, seed, confidence
        As for ``commitment``.

    Returns
    -------
    DataFrame
        As ``commitment``.
    """
    keys, codes = [by] if isinstance(by, str) else list(by), ("all", *codebook.codes)
    counts = counts.pool(keys)
    totals, _ = counts.totals()
    groups, size = len(counts), len(codes)
    low, high = _intervals(counts, totals, size, resamples, seed, confidence)
    table = counts.strata[keys].iloc[np.repeat(np.arange(groups), size)].reset_index(drop=True)
    table["theme"] = (
        pd.Series(codes, dtype="str").iloc[np.tile(np.arange(size), groups)].reset_index(drop=True)
    )
    table["sentences"] = totals[:, :size].ravel().astype(np.int64)
    for number, name in enumerate(MEASURES):
        table[name] = ratio(totals[:, (number + 1) * size : (number + 2) * size], totals[:, :size]).ravel()
        table[f"{name}_low"], table[f"{name}_high"] = low[:, number].ravel(), high[:, number].ravel()
    return table


def _intervals(
    counts: ThemeCounts, totals: NDArray[np.float64], size: int, resamples: int, seed: int, confidence: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The interval of the share of each stratum, measure and theme. Most pairs of measure and theme never
    meet in a report: their share is 0 wherever it is defined, and needs no drawing.
    """
    first, second = ends_of(resamples, confidence)
    low, high = np.empty((len(counts), len(MEASURES), size)), np.empty((len(counts), len(MEASURES), size))
    for row in range(len(counts)):
        present = np.flatnonzero(totals[row])
        drawn, _ = counts.drawn(row, resamples, seed, present)
        themes = np.zeros((size, resamples))
        known = int(np.searchsorted(present, size))
        themes[present[:known]] = drawn[:known]
        defined = (themes > 0).sum(axis=1)
        low[row], high[row] = np.where(first < defined, 0, np.nan), np.where(second < defined, 0, np.nan)
        measure, theme = np.divmod(present[known:] - size, size)
        low[row, measure, theme], high[row, measure, theme] = interval(
            ratio(drawn[known:], themes[theme]), confidence
        )
    return low, high
