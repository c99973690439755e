"""Themes counted paragraph by paragraph.

Sentences of one paragraph speak of one thing, so chance is taken over paragraphs: each resample draws as many
paragraphs as a report has (in the part in question), with replacement, and all shares, ranks and differences
are worked out anew. A report draws the same paragraphs whatever else is in the corpus, so that its interval
doesn't depend on the selection.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from analysis.corpus.body import body_sentences
from analysis.corpus.names import must_be
from analysis.corpus.sources import TableSource, as_tables
from analysis.corpus.types import PARTS, counted
from analysis.errors import unknown
from analysis.stats.bootstrap import Draws, check_resamples
from analysis.stats.grouping import members
from analysis.themes.codebook import CodebookSource, as_codebook, theme_marks

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from analysis.text.tokens import Tokens

UNITS = ("sentences", "paragraphs", "characters", "tokens")
ABOUT = ["report_id", "level", "region", "region_code", "year", "kind"]
_EXACT = 1 << 24  # whole numbers up to here are exact in single precision
CountSource: TypeAlias = "ThemeCounts | TableSource"


@dataclass(frozen=True, eq=False, repr=False)
class ThemeCounts:
    """Themes counted paragraph by paragraph.

    ``strata``: one row a report and part, with ``report_id, level, region, region_code, year, kind, part``,
    or one row a group of them after ``pool``; ``codes``: the themes; ``sources``: the report and part of each
    unit of resampling; ``group``: the row of ``strata`` of each of them; ``source``: the unit of resampling
    of each paragraph; ``numerator`` (paragraphs × themes) and ``denominator`` (paragraphs). ``split``: a
    sentence with several themes was divided among them, so that the shares of a report add up to the share of
    it that any theme covers. ``draws`` may be shared by whatever is counted in the same paragraphs.
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
    draws: Draws = field(default_factory=Draws)

    def __len__(self) -> int:
        return len(self.strata)

    def __repr__(self) -> str:
        what = f"{counted(len(self.codes), 'theme')} in {self.unit}{', split' if self.split else ''}"
        return f"<ThemeCounts: {what}; {len(self.strata):,} strata, {counted(len(self.denominator), 'paragraph')}>"

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
        """The sums over strata alike in ``by`` (columns of ``strata``); each report is still drawn anew in
        itself. The other columns keep the value that a group has throughout and are empty elsewhere;
        ``reports`` counts the reports.
        """
        keys = [by] if isinstance(by, str) else list(by)
        missing = [key for key in keys if key not in self.strata.columns]
        if missing:
            raise unknown("column", missing[0], self.strata.columns, where="to group attention by", most=12)
        grouped = self.strata.groupby(keys, sort=True, dropna=False)
        group = np.asarray(grouped.ngroup().to_numpy(), dtype=np.int64)
        others = [column for column in self.strata.columns if column not in (*keys, "reports")]
        reports = _distinct(group, self.strata["report_id"])
        if len(reports) == len(group):  # nothing to be added up
            one = (
                self.strata.iloc[np.argsort(group)][[*keys, *others]]
                .reset_index(drop=True)
                .astype(dict.fromkeys(others, object))
            )
        else:
            one = grouped[others].first().reset_index()
            for column in others:
                one[column] = one[column].astype(object).where(_distinct(group, self.strata[column]) == 1, "")
        return replace(self, strata=one.assign(reports=reports), group=group[self.group])

    def split_by_report(self) -> dict[str, ThemeCounts]:
        """The counts of each report by itself (not after ``pool``)."""
        names = self.strata["report_id"].to_numpy(dtype=object)
        starts = (
            np.flatnonzero(np.concatenate(([True], names[1:] != names[:-1]))).tolist() if len(names) else []
        )
        sorted_units = bool((self.source[1:] >= self.source[:-1]).all())
        bounds = np.searchsorted(self.source, [*starts, len(names)]).tolist() if sorted_units else []
        found = {}
        for number, (first, last) in enumerate(zip(starts, [*starts[1:], len(names)], strict=False)):
            own = (
                slice(bounds[number], bounds[number + 1])
                if sorted_units
                else (self.source >= first) & (self.source < last)
            )
            strata = self.strata.iloc[first:last]
            strata.index = pd.RangeIndex(len(strata))
            found[str(names[first])] = replace(
                self, strata=strata, sources=self.sources[first:last], group=np.arange(last - first),
                source=self.source[own] - first, numerator=self.numerator[own], denominator=self.denominator[own],
            )  # fmt: skip
        return found

    def totals(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Sums of each stratum: numerators (strata × themes) and denominators (strata)."""
        rows = self.group[self.source]
        order = np.argsort(rows, kind="stable")
        starts = np.flatnonzero(np.diff(rows[order], prepend=-1))
        numerator = np.zeros((len(self.strata), len(self.codes)))
        numerator[rows[order][starts]] = np.add.reduceat(self.numerator[order], starts, axis=0)
        denominator = np.bincount(rows, weights=self.denominator, minlength=len(self.strata))
        return numerator, np.asarray(denominator, dtype=np.float64)

    @cached_property
    def _units(self) -> list[NDArray[np.int64]]:
        """The units of resampling of each stratum."""
        return members(self.group, len(self.strata))

    @cached_property
    def _paragraphs(self) -> list[NDArray[np.int64]]:
        """The paragraphs of each unit of resampling."""
        return members(self.source, len(self.sources))

    @cached_property
    def _whole(self) -> bool:
        """Whether everything counted, and whatever sum of it a resample may have, is a whole number that
        single precision holds.
        """
        most = max(map(len, self._paragraphs), default=0) * max(
            self.numerator.max(initial=0), self.denominator.max(initial=0)
        )
        return bool(
            most < _EXACT
            and all((values == np.floor(values)).all() for values in (self.numerator, self.denominator))
        )

    def drawn(
        self, row: int, resamples: int = 1000, seed: int = 0, columns: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Sums of one stratum in each resample: numerators (themes × resamples; of these ``columns``) and
        denominators (resamples); ``NaN`` where a report has one paragraph, whose variation nothing shows.
        """
        check_resamples(resamples)
        sums = np.zeros(((len(self.codes) if columns is None else len(columns)) + 1, resamples))
        for unit in self._units[row].tolist():
            paragraphs = self._paragraphs[unit]
            counts = (
                self.numerator[paragraphs] if columns is None else self.numerator[np.ix_(paragraphs, columns)]
            )
            several = np.vstack([counts.T, self.denominator[paragraphs]])
            which = (len(paragraphs), resamples, seed, self.sources[unit])
            if len(paragraphs) > 1 and self._whole:  # exact in single precision, whatever the order
                sums += several.astype(np.float32) @ self.draws.times(*which).astype(np.float32)
            else:
                sums += _sparse(several) @ self.draws.weights(*which)  # few paragraphs have a theme
        return sums[:-1], sums[-1]

    def resampled(
        self, resamples: int = 1000, seed: int = 0
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """``drawn`` of every stratum: numerators (resamples × strata × themes) and denominators (resamples ×
        strata). Large, where there are many strata.
        """
        several = [self.drawn(row, resamples, seed) for row in range(len(self))]
        if not several:
            return np.zeros((resamples, 0, len(self.codes))), np.zeros((resamples, 0))
        return np.stack([numerator.T for numerator, _ in several], axis=1), np.stack(
            [size for _, size in several], axis=1
        )


def _sparse(dense: NDArray[np.float64]) -> csr_array:
    from scipy.sparse import csr_array

    rows, columns = np.nonzero(dense)
    starts = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=len(dense)))))
    return csr_array((dense[rows, columns], columns, starts), shape=dense.shape)


def _distinct(group: NDArray[np.int64], values: pd.Series[Any]) -> NDArray[np.int64]:
    """How many different values each group has."""
    codes = pd.factorize(values, use_na_sentinel=False)[0].astype(np.int64)
    width = int(codes.max(initial=0)) + 1
    return np.bincount(np.unique(group * width + codes) // width)


def count_themes(
    source: TableSource,
    codebook: CodebookSource = None,
    *,
    unit: str = "sentences",
    tokens: Tokens | None = None,
    split: bool = False,
    parts: str | Sequence[str] = ("review", "plan"),
    sentences: pd.DataFrame | None = None,
    marks: NDArray[np.bool_] | None = None,
) -> ThemeCounts:
    """The themes of a corpus, counted by paragraph.

    ``source``: a corpus or its tables, reports, a report, a path or a text
    (``analysis.corpus.sources.as_tables``). ``unit``: ``sentences`` (each counts one), ``characters`` or
    ``tokens`` (each counts its length; ``tokens``: the token stream, made with the default options when none
    is given), ``paragraphs`` (a paragraph has a theme when a sentence of it has). ``sentences``: those of
    ``body_sentences(corpus)``, when they are at hand, or some of them (a section, say); ``marks``: their
    themes (``theme_marks``), likewise. Heading lines and the attributions of task divisions are left out.
    """
    codebook = as_codebook(codebook)
    must_be("unit", unit, UNITS, where="of attention")
    parts = [parts] if isinstance(parts, str) else list(parts)
    for part in parts:
        must_be("part", part, PARTS)
    corpus = as_tables(source)
    if unit == "tokens" and tokens is None:
        from analysis.text.tokens import tokenise_corpus

        tokens = tokenise_corpus(corpus)
    sentences = body_sentences(corpus) if sentences is None else sentences
    marks = theme_marks(sentences, codebook) if marks is None else marks
    wanted = sentences["part"].isin(list(parts)).to_numpy()
    if not wanted.all():
        sentences, marks = sentences[wanted].reset_index(drop=True), marks[wanted]
    return _counted(corpus.reports, sentences, marks, codebook.codes, unit, tokens, split)


def _counted(
    reports: pd.DataFrame,
    sentences: pd.DataFrame,
    marks: NDArray[np.bool_],
    codes: tuple[str, ...],
    unit: str,
    tokens: Tokens | None,
    split: bool,
) -> ThemeCounts:
    report, report_ids = pd.factorize(sentences["report_id"])
    part, parts = pd.factorize(sentences["part"])
    number = sentences["paragraph"].to_numpy(dtype=np.int64)
    stratum_of_row, stratum_keys = pd.factorize(report * np.int64(len(parts)) + part)
    width = int(number.max(initial=0)) + 1
    paragraph, keys = pd.factorize(stratum_of_row * width + number)
    stratum = np.asarray(keys // width, dtype=np.int64)
    lengths = (
        np.ones(len(sentences)) if unit in ("sentences", "paragraphs") else _lengths(sentences, unit, tokens)
    )
    row, theme = np.nonzero(marks)
    each = 1 / np.maximum(np.bincount(row, minlength=len(marks)), 1) if split else np.ones(len(marks))
    cells = paragraph[row] * np.int64(len(codes)) + theme
    numerator = np.bincount(cells, weights=each[row] * lengths[row], minlength=len(keys) * len(codes)).astype(
        np.float64
    )
    if unit == "paragraphs":
        numerator = np.minimum(numerator, 1)
        denominator = np.ones(len(keys))
    else:
        denominator = np.bincount(paragraph, weights=lengths, minlength=len(keys)).astype(np.float64)
    reports_of_strata, parts_of_strata = np.divmod(stratum_keys, max(1, len(parts)))
    strata = (
        reports[ABOUT]
        .set_index("report_id", drop=False)
        .reindex(report_ids[reports_of_strata])
        .reset_index(drop=True)
    )
    strata["part"] = parts[parts_of_strata]
    sources = tuple(
        f"{report_id}/{part}" for report_id, part in zip(strata["report_id"], strata["part"], strict=True)
    )
    numerator = numerator.reshape(len(keys), len(codes))
    return ThemeCounts(
        strata, codes, sources, np.arange(len(strata)), stratum, numerator, denominator, unit, split
    )


def _lengths(sentences: pd.DataFrame, unit: str, tokens: Tokens | None) -> NDArray[np.float64]:
    if unit == "characters":
        return np.asarray(sentences["text"].str.strip().str.len(), dtype=np.float64)
    assert tokens is not None  # made by count_themes when it isn't given
    several = (tokens.sentences, sentences)
    report = pd.factorize(pd.concat([table["report_id"] for table in several], ignore_index=True))[0].astype(
        np.int64
    )
    number = np.concatenate([table["sentence"].to_numpy(dtype=np.int64) for table in several])
    key = report * (int(number.max(initial=0)) + 1) + number
    place = pd.Index(key[: len(tokens.sentences)]).get_indexer(key[len(tokens.sentences) :])
    sizes = np.append(np.diff(tokens.starts), 0)  # a sentence that wasn't cut has no words
    return np.asarray(sizes[place], dtype=np.float64)


def as_counts(source: CountSource, *, split: bool = False) -> ThemeCounts:
    """Counts of themes; they pass as they are, and are made of anything that ``count_themes`` takes."""
    return source if isinstance(source, ThemeCounts) else count_themes(source, split=split)
