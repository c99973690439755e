"""Attention: which share of a text each theme takes, with intervals over paragraphs.

Sentences of one paragraph speak of one thing, so chance is taken over paragraphs: each resample draws as many paragraphs as a report has (in the part in
question), with replacement, and all shares, ranks and differences are worked out anew.  A report draws the same paragraphs whatever else is in the
corpus, so that its interval doesn't depend on the selection.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.measures.sentences import body_sentences
from analysis.measures.themes import Codebook, load_themes, theme_marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.text.tokens import CorpusTables, Tokens

UNITS = ("sentences", "paragraphs", "characters", "tokens")
ABOUT = ["report_id", "level", "region", "region_code", "year", "kind"]
CONFIDENCE = 0.95


@dataclass(frozen=True, eq=False)
class ThemeCounts:
    """Themes counted paragraph by paragraph.

    ``strata``: one row a report and part, with ``report_id, level, region, region_code, year, kind, part``, or one row a group of them after ``pool``;
    ``codes``: the themes; ``sources``: the report and part of each unit of resampling; ``group``: the row of ``strata`` of each of them; ``source``: the
    unit of resampling of each paragraph; ``numerator`` (paragraphs × themes) and ``denominator`` (paragraphs).  ``split``: a sentence with several themes
    was divided among them, so that the shares of a report add up to the share of it that any theme covers.
    """

    strata: pd.DataFrame
    codes: tuple[str, ...]
    sources: tuple[str, ...]
    group: NDArray[np.int64]
    source: NDArray[np.int64]
    numerator: NDArray[np.float64]
    denominator: NDArray[np.float64]
    unit: str = "sentences"
    split: bool = False
    _drawn: dict[tuple[int, int, str], tuple[NDArray[np.float64], NDArray[np.float64]]] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.strata)

    def select(self, mask: pd.Series[bool] | NDArray[np.bool_]) -> ThemeCounts:
        """Only the strata of a mask (one truth value a row of ``strata``)."""
        rows = np.flatnonzero(np.asarray(mask, dtype=np.bool_))
        place = np.full(len(self.strata), -1, dtype=np.int64)
        place[rows] = np.arange(len(rows))
        units = np.flatnonzero(place[self.group] >= 0)
        unit_place = np.full(len(self.sources), -1, dtype=np.int64)
        unit_place[units] = np.arange(len(units))
        kept = unit_place[self.source] >= 0
        return replace(
            self,
            strata=self.strata.iloc[rows].reset_index(drop=True),
            sources=tuple(self.sources[unit] for unit in units),
            group=place[self.group[units]],
            source=unit_place[self.source[kept]],
            numerator=self.numerator[kept],
            denominator=self.denominator[kept],
        )

    def pool(self, by: str | Sequence[str]) -> ThemeCounts:
        """The sums over strata alike in ``by`` (columns of ``strata``); each report is still drawn anew in itself.  The other columns keep the value that
        a group has throughout and are empty elsewhere; ``reports`` counts the reports."""
        keys = [by] if isinstance(by, str) else list(by)
        missing = [key for key in keys if key not in self.strata.columns]
        if missing:
            raise InputError(f"attention can't be grouped by {missing[0]}; choose from {', '.join(self.strata.columns)}")
        grouped = self.strata.groupby(keys, sort=True, dropna=False)
        one = grouped.first().reset_index()
        for column in self.strata.columns.difference(keys):
            one[column] = one[column].astype(object).where(grouped[column].nunique(dropna=False).to_numpy() == 1, "")
        one["reports"] = grouped["report_id"].nunique().to_numpy()
        return replace(self, strata=one, group=np.asarray(grouped.ngroup().to_numpy(), dtype=np.int64)[self.group])

    def split_by_report(self) -> dict[str, ThemeCounts]:
        """The counts of each report by itself (not after ``pool``)."""
        names = self.strata["report_id"].to_numpy(dtype=object)
        starts = np.flatnonzero(np.concatenate(([True], names[1:] != names[:-1]))).tolist() if len(names) else []
        found = {}
        for first, last in zip(starts, [*starts[1:], len(names)], strict=False):
            own = (self.source >= first) & (self.source < last)
            found[str(names[first])] = replace(
                self, strata=self.strata.iloc[first:last].reset_index(drop=True), sources=self.sources[first:last], group=np.arange(last - first),
                source=self.source[own] - first, numerator=self.numerator[own], denominator=self.denominator[own],
            )  # fmt: skip
        return found

    def totals(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Sums of each stratum: numerators (strata × themes) and denominators (strata)."""
        rows = self.group[self.source]
        numerator = (rows[None, :] == np.arange(len(self.strata))[:, None]).astype(np.float64) @ self.numerator
        denominator = np.bincount(rows, weights=self.denominator, minlength=len(self.strata))
        return numerator, np.asarray(denominator, dtype=np.float64)

    def resampled(self, resamples: int = 1000, seed: int = 0) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Sums of each stratum in each resample: numerators (resamples × strata × themes) and denominators (resamples × strata); ``NaN`` for a report of
        one paragraph, whose variation nothing shows."""
        if resamples < 2:
            raise InputError("resamples is the number of resamples; give 2 or more")
        numerator = np.zeros((resamples, len(self.strata), len(self.codes)))
        denominator = np.zeros((resamples, len(self.strata)))
        for unit, (name, row) in enumerate(zip(self.sources, self.group, strict=True)):
            if (resamples, seed, name) not in self._drawn:  # kept, since shares, ranks and gaps all ask for the same resamples
                own = np.flatnonzero(self.source == unit)
                weights = _weights(len(own), resamples, (seed, crc32(name.encode())))
                self._drawn[resamples, seed, name] = weights @ self.numerator[own], weights @ self.denominator[own]
            one, size = self._drawn[resamples, seed, name]
            numerator[:, row] += one
            denominator[:, row] += size
        return numerator, denominator


def join_counts(several: Sequence[ThemeCounts]) -> ThemeCounts:
    """The counts of several corpora as those of one; they are of one kind, and no report stands in two."""
    units = np.cumsum([0, *(len(one.sources) for one in several)])
    strata = np.cumsum([0, *(len(one.strata) for one in several)])
    return replace(
        several[0],
        strata=pd.concat([one.strata for one in several], ignore_index=True),
        sources=tuple(name for one in several for name in one.sources),
        group=np.concatenate([one.group + first for one, first in zip(several, strata, strict=False)]),
        source=np.concatenate([one.source + first for one, first in zip(several, units, strict=False)]),
        numerator=np.concatenate([one.numerator for one in several]),
        denominator=np.concatenate([one.denominator for one in several]),
        _drawn={},
    )


def _weights(paragraphs: int, resamples: int, seed: tuple[int, int]) -> NDArray[np.float64]:
    """How often each paragraph is drawn, resamples × paragraphs; ``NaN`` for a single one."""
    if paragraphs < 2:
        return np.full((resamples, paragraphs), np.nan)
    drawn = np.random.default_rng(seed).integers(0, paragraphs, size=(resamples, paragraphs))
    drawn += np.arange(resamples)[:, None] * paragraphs
    return np.bincount(drawn.ravel(), minlength=resamples * paragraphs).reshape(resamples, paragraphs).astype(np.float64)


def count_themes(
    corpus: CorpusTables,
    codebook: Codebook | None = None,
    *,
    unit: str = "sentences",
    tokens: Tokens | None = None,
    split: bool = False,
    parts: Sequence[str] = ("review", "plan"),
    sentences: pd.DataFrame | None = None,
    marks: NDArray[np.bool_] | None = None,
) -> ThemeCounts:
    """The themes of a corpus, counted by paragraph.

    ``unit``: ``sentences`` (each counts one), ``characters`` or ``tokens`` (each counts its length; ``tokens`` wants the token stream), ``paragraphs``
    (a paragraph has a theme when a sentence of it has).  ``sentences``: those of ``body_sentences(corpus)``, when they are at hand, or some of them (a section, say);
    ``marks``: their themes (``theme_marks``), likewise.  Heading lines and the attributions of task divisions are left out.
    """
    codebook = codebook or load_themes()
    if unit not in UNITS:
        raise InputError(f"attention is counted in {', '.join(UNITS)}, not in “{unit}”")
    sentences = body_sentences(corpus) if sentences is None else sentences
    marks = theme_marks(sentences, codebook) if marks is None else marks
    wanted = sentences["part"].isin(list(parts)).to_numpy()
    sentences, marks = sentences[wanted].reset_index(drop=True), marks[wanted]
    return _counted(corpus.reports, sentences, marks, codebook.codes, unit, tokens, split)


def _counted(
    reports: pd.DataFrame, sentences: pd.DataFrame, marks: NDArray[np.bool_], codes: tuple[str, ...], unit: str, tokens: Tokens | None, split: bool
) -> ThemeCounts:
    grouped = sentences.groupby(["report_id", "part", "paragraph"], sort=False)
    paragraph = grouped.ngroup().to_numpy()
    keys = grouped.size().index.to_frame(index=False)
    lengths = np.ones(len(sentences)) if unit in ("sentences", "paragraphs") else _lengths(sentences, unit, tokens)
    if unit == "paragraphs":
        seen = np.zeros((len(keys), len(codes)), dtype=np.bool_)
        np.logical_or.at(seen, paragraph, marks)
        marks, paragraph, lengths = seen, np.arange(len(keys)), np.ones(len(keys))
    weights = marks.astype(np.float64)
    if split:
        weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1)
    row, theme = np.nonzero(weights)
    cells = paragraph[row] * np.int64(len(codes)) + theme
    sums = np.bincount(cells, weights=weights[row, theme] * lengths[row], minlength=len(keys) * len(codes))
    numerator = np.asarray(sums, dtype=np.float64).reshape(len(keys), len(codes))
    denominator = np.bincount(paragraph, weights=lengths, minlength=len(keys)).astype(np.float64)
    strata = keys[["report_id", "part"]].drop_duplicates().reset_index(drop=True)
    stratum = pd.MultiIndex.from_frame(strata).get_indexer(pd.MultiIndex.from_frame(keys[["report_id", "part"]]))
    strata = strata.merge(reports[ABOUT], on="report_id", how="left", validate="many_to_one")[[*ABOUT, "part"]]
    sources = tuple(f"{report_id}/{part}" for report_id, part in zip(strata["report_id"], strata["part"], strict=True))
    return ThemeCounts(strata, codes, sources, np.arange(len(strata)), np.asarray(stratum, dtype=np.int64), numerator, denominator, unit, split)


def _lengths(sentences: pd.DataFrame, unit: str, tokens: Tokens | None) -> NDArray[np.float64]:
    if unit == "characters":
        return np.asarray(sentences["text"].str.strip().str.len(), dtype=np.float64)
    if tokens is None:
        raise InputError("attention in tokens wants the token stream; give tokens=tokenise_corpus(corpus)")
    keys = ["report_id", "sentence"]
    sizes = pd.Series(np.diff(tokens.starts), index=pd.MultiIndex.from_frame(tokens.sentences[keys]))
    return np.asarray(sizes.reindex(pd.MultiIndex.from_frame(sentences[keys])).fillna(0), dtype=np.float64)


def ratio(numerator: NDArray[np.float64], denominator: NDArray[np.float64]) -> NDArray[np.float64]:
    """The quotient, ``NaN`` where nothing was counted."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(denominator > 0, numerator / denominator, np.nan)


def interval(values: NDArray[np.float64], confidence: float = CONFIDENCE) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Percentiles over the first axis (the next resample outwards); ``NaN`` where resamples are undefined."""
    shape, last = values.shape[1:], len(values) - 1
    tail = (1 - confidence) / 2
    first, second = int(np.floor(tail * last)), int(np.ceil((1 - tail) * last))
    # Partitioning contiguous rows is ten times faster than numpy's percentile; undefined values go to the end.
    ordered = np.partition(np.ascontiguousarray(values.reshape(len(values), -1).T), [first, second], axis=1)
    return ordered[:, first].reshape(shape), ordered[:, second].reshape(shape)


def attention(
    counts: ThemeCounts,
    by: str | Sequence[str] = ("report_id", "region", "year", "part"),
    *,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Share of each theme in each group of reports, with a bootstrap interval over the paragraphs within reports.

    ``by``: columns of ``counts.strata`` (``region``, ``year``, ``part``, ``level`` …); the reports of a group are added up, each drawn anew in itself.
    Columns: those of ``by``, ``theme, share`` (of the group's sentences, or whatever ``counts.unit`` says), ``low, high, count`` (the numerator), ``total``
    (the denominator).  A sentence may carry several themes, so shares add up to more than 1 (unless ``counts.split``).  Sorted by group, share
    downwards, theme.

    >>> from analysis import load_corpus
    >>> counts = count_themes(load_corpus().select(region="北京市"))
    >>> table = attention(counts, by="part", resamples=50)
    >>> bool((table["low"] <= table["share"]).all() and (table["share"] <= table["high"]).all())
    True
    """
    keys = [by] if isinstance(by, str) else list(by)
    pooled = counts.pool(keys)
    labels, groups, themes = pooled.strata[keys], len(pooled.strata), len(counts.codes)
    numerator, denominator = pooled.totals()
    drawn, size = pooled.resampled(resamples, seed)
    low, high = interval(ratio(drawn, size[:, :, None]), confidence)
    table = labels.iloc[np.repeat(np.arange(groups), themes)].reset_index(drop=True)
    table["theme"] = np.tile(np.array(counts.codes, dtype=object), groups)
    table["share"] = ratio(numerator, denominator[:, None]).ravel()
    table["low"], table["high"] = low.ravel(), high.ravel()
    table["count"], table["total"] = numerator.ravel(), np.repeat(denominator, themes)
    return table.sort_values([*keys, "share", "theme"], ascending=[True] * len(keys) + [False, True], kind="stable").reset_index(drop=True)


def coverage(counts: ThemeCounts) -> pd.DataFrame:
    """How much of each report any theme covers: ``report_id, region, year, part, covered, total, share``.  Wants ``split`` counts."""
    if not counts.split:
        raise InputError("coverage wants counts with split=True, where a sentence counts once however many themes it has")
    numerator, denominator = counts.totals()
    table = counts.strata[["report_id", "region", "year", "part"]].copy()
    table["covered"], table["total"] = numerator.sum(axis=1), denominator
    table["share"] = ratio(numerator.sum(axis=1), denominator)
    return table.sort_values(["report_id", "part"]).reset_index(drop=True)


def _ranks(shares: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Ranks along the last axis, 1 for the largest; equal shares have the mean of their ranks; ``NaN`` stays so."""
    first, second = shares[..., None, :], shares[..., :, None]
    twice = (first > second).sum(axis=-1, dtype=np.int16) + (first >= second).sum(axis=-1, dtype=np.int16)
    return np.where(np.isnan(shares), np.nan, (twice + 1) / 2)


def _ranks_of_resamples(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """``_ranks`` of many resamples, a block of them at a time."""
    return np.concatenate([_ranks(block) for block in np.array_split(shares.astype(np.float32), max(1, shares.size * shares.shape[-1] // 2_000_000))])


def theme_ranks(counts: ThemeCounts, *, part: str = "plan", resamples: int = 1000, seed: int = 0, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Ranks with their uncertainty: of the themes within each report, and of the reports within each theme.

    Reports are ranked among those of their level, kind and year (the nation's among all of its kind).  Columns: ``report_id, level, region, year, theme,
    share, low, high``; ``theme_rank, theme_rank_low, theme_rank_high`` (1: the report's largest theme) of ``themes``; ``report_rank, report_rank_low,
    report_rank_high`` (1: the report that gives the theme most) of ``reports``.  The interval of a rank is that of the ranks in the resamples.  Sorted by
    report, then theme_rank, then theme.
    """
    own = counts.select(counts.strata["part"] == part)
    numerator, denominator = own.totals()
    drawn, size = own.resampled(resamples, seed)
    shares, resampled = ratio(numerator, denominator[:, None]), ratio(drawn, size[:, :, None])
    low, high = interval(resampled, confidence)
    across = [_ranks(shares), *interval(_ranks_of_resamples(resampled), confidence)]
    ranks = [np.full(shares.shape, np.nan) for _ in range(3)]
    sizes = np.zeros(len(own.strata), dtype=np.int64)
    national = own.strata["level"] == "national"
    groups = own.strata.assign(_year=own.strata["year"].mask(national)).groupby(["level", "kind", "_year"], dropna=False).ngroup().to_numpy()
    for group in np.unique(groups):
        rows = np.flatnonzero(groups == group)
        sizes[rows] = len(rows)
        drawn_ranks = interval(_ranks_of_resamples(resampled[:, rows].transpose(0, 2, 1)), confidence)
        for target, values in zip(ranks, (_ranks(shares[rows].T), *drawn_ranks), strict=True):
            target[rows] = values.T
    count = len(own.codes)
    table = own.strata[["report_id", "level", "region", "year"]].iloc[np.repeat(np.arange(len(own.strata)), count)].reset_index(drop=True)
    table["theme"] = np.tile(np.array(own.codes, dtype=object), len(own.strata))
    for name, values in zip(("share", "low", "high"), (shares, low, high), strict=True):
        table[name] = values.ravel()
    for prefix, three in (("theme_rank", across), ("report_rank", ranks)):
        for name, values in zip((prefix, f"{prefix}_low", f"{prefix}_high"), three, strict=True):
            table[name] = values.ravel()
    table.insert(11, "themes", count)
    table["reports"] = np.repeat(sizes, count)
    return table.sort_values(["report_id", "theme_rank", "theme"]).reset_index(drop=True)
