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
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.corpus.types import counted
from analysis.errors import unknown
from analysis.stats.bootstrap import Draws, check_resamples
from analysis.stats.grouping import members

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array


_EXACT = 1 << 24  # whole numbers up to here are exact in single precision


@dataclass(frozen=True, eq=False, repr=False)
class ThemeCounts:
    """Themes counted paragraph by paragraph.

    Parameters
    ----------
    strata : DataFrame
        One row a report and part, with ``report_id, level, region, region_code, year, kind, part``, or one
        row a group of them after ``pool``.
    codes : tuple of str
        The themes.
    sources : tuple of str
        The report and part of each unit of resampling.
    group : array of int, sources
        The row of ``strata`` of each of them.
    source : array of int, paragraphs
        The unit of resampling of each paragraph.
    numerator : array, paragraphs × themes
        What a paragraph has of each theme, in ``unit``.
    denominator : array, paragraphs
        What it has at all.
    unit : str, default "sentences"
        ``sentences``, ``paragraphs``, ``characters`` or ``tokens``.
    split : bool, default False
        A sentence with several themes was divided among them, so that the shares of a report add up to the
        share of it that any theme covers.
    draws : Draws
        May be shared by whatever is counted in the same paragraphs.
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
        paragraphs = counted(len(self.denominator), "paragraph")
        return f"<ThemeCounts: {what}; {len(self.strata):,} strata, {paragraphs}>"

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
                self,
                strata=strata,
                sources=self.sources[first:last],
                group=np.arange(last - first),
                source=self.source[own] - first,
                numerator=self.numerator[own],
                denominator=self.denominator[own],
            )
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
        """Sums of one stratum in each resample.

        Parameters
        ----------
        row : int
            Of ``strata``.
        resamples : int, default 1000
            Draws of the bootstrap, 2 or more.
        seed : int, default 0
            The seed of the draws, 0 or more. A report has the same draws in any company.
        columns : array of int or None, default None
            Only these themes.

        Returns
        -------
        numerators : array, themes × resamples
        denominators : array, resamples
            ``NaN`` where a report has one paragraph, whose variation nothing shows.

        Raises
        ------
        InputError
            For fewer than two resamples.
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
