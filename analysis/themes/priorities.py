"""Priorities beside one another: the plan and the review, a region and the nation, one year and the next.

All differences are of shares of attention (``themes.attention``), with the interval of the same difference in
resamples of the paragraphs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus import selection
from analysis.corpus.selection import national_partners
from analysis.stats.grouping import members
from analysis.stats.intervals import CONFIDENCE, interval, ratio
from analysis.tables import column_types
from analysis.tables.declaration import empty_table, table_of
from analysis.text.sources import MatrixSource, as_matrix
from analysis.themes.counts import CountSource, ThemeCounts, _weights, as_counts

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from analysis.text.matrix import TermMatrix

_TERM_COLUMNS = [
    "term",
    "count_from",
    "count_to",
    "per_10k_from",
    "per_10k_to",
    "log_ratio",
    "low",
    "high",
    "trend",
]
CHANGE_COLUMNS = ["level", "region", "part", "year_from", "year_to", "report_from", "report_to", "same_kind"]


def _stance(
    low: NDArray[np.float64], high: NDArray[np.float64], words: tuple[str, str, str]
) -> NDArray[np.object_]:
    """``words``: for a difference above 0, below 0, and neither; empty where the interval is unknown."""
    result = np.where(low > 0, words[0], np.where(high < 0, words[1], words[2])).astype(object)
    result[np.isnan(low)] = ""
    return result


class _Pairs:
    """Differences between pairs of strata of one set of counts."""

    def __init__(self, counts: ThemeCounts, resamples: int, seed: int, confidence: float) -> None:
        numerator, denominator = counts.totals()
        self.codes = np.array(counts.codes, dtype=object)
        self.numerator, self.shares = numerator, ratio(numerator, denominator[:, None])
        self.confidence = confidence
        # The nation's document, or a year, stands in several pairs; more than a few draws are large.
        self.drawn = lru_cache(maxsize=16)(lambda row: ratio(*counts.drawn(row, resamples, seed)))

    def table(
        self, pairs: list[tuple[int, int]], about: list[dict[str, Any]], names: tuple[str, str, str]
    ) -> pd.DataFrame:
        """What is said ``about`` each pair, then ``theme``, both shares, their difference (second − first)
        and its interval, one row a pair and theme.
        """
        first, second = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
        themes = len(self.codes)
        low, high = np.empty((len(pairs), themes)), np.empty((len(pairs), themes))
        for number, (one, other) in enumerate(pairs):
            low[number], high[number] = interval(self.drawn(other) - self.drawn(one), self.confidence)
        before, after = self.shares[first], self.shares[second]
        table = (
            pd.DataFrame(about, columns=list(about[0]) if about else None)
            .iloc[np.repeat(np.arange(len(pairs)), themes)]
            .reset_index(drop=True)
        )
        values = {"theme": np.tile(self.codes, len(pairs))} | {
            n: v.ravel() for n, v in zip(names, (before, after, after - before), strict=True)
        }
        return table.assign(**values, low=low.ravel(), high=high.ravel())


def part_gaps(
    source: CountSource, *, resamples: int = 1000, seed: int = 0, confidence: float = CONFIDENCE
) -> pd.DataFrame:
    """The plan against the review of the same report: what is promised more than it was reported, and the
    reverse.

    ``source``: counts of themes, or what ``count_themes`` takes (a corpus, reports, a path, a text), which is
    then counted.

    Columns: ``report_id, level, region, year, theme, review, plan`` (shares), ``gap`` (plan − review), ``low,
    high``, ``stance`` (``promised`` or ``reported`` where the interval lies on one side of 0, else
    ``alike``). Reports without a review are left out. A review tells of results and a plan of measures: a gap
    is a difference of emphasis, not of deeds. Sorted by report, gap downwards, theme.
    """
    counts = as_counts(source)
    pairs = _Pairs(counts, resamples, seed, confidence)
    keys = [
        tuple(key)
        for key in counts.strata[["report_id", "level", "region", "year", "kind"]].itertuples(index=False)
    ]
    row = {(key, part): i for i, (key, part) in enumerate(zip(keys, counts.strata["part"], strict=True))}
    both = {
        key: (index, row[key, "plan"])
        for (key, part), index in row.items()
        if part == "review" and (key, "plan") in row
    }
    if not both:
        return empty_table(column_types("theme_parts"))
    columns = ["report_id", "level", "region", "year", "theme", "review", "plan", "gap", "low", "high"]
    about = [dict(zip(columns[:4], key[:4], strict=True)) for key in both]
    table = pairs.table(list(both.values()), about, ("review", "plan", "gap")).reindex(columns=columns)
    table = table.sort_values(["report_id", "gap", "theme"], ascending=[True, False, True]).reset_index(
        drop=True
    )
    return table.assign(
        stance=_stance(
            table["low"].to_numpy(dtype=float),
            table["high"].to_numpy(dtype=float),
            ("promised", "reported", "alike"),
        )
    )


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.itertuples(index=False, name=None)]


def _about(own: dict[str, Any], nation: dict[str, Any]) -> dict[str, Any]:
    about = {key: own[key] for key in ("report_id", "level", "region", "year")}
    return about | {"national_report_id": nation["report_id"], "same_kind": own["kind"] == nation["kind"]}


def national_gaps(
    source: CountSource,
    *,
    part: str = "plan",
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Each report against the nation's document of its year: which themes it gives more, which less.

    ``source``: counts of themes, or what ``count_themes`` takes (a corpus, reports, a path, a text), which is
    then counted.

    Columns: ``report_id, level, region, year, national_report_id, same_kind`` (the nation's document is of
    the same kind), ``theme, share, national, gap`` (share − national), ``low, high, stance`` (``more``,
    ``less``, ``alike``). Sorted by report, gap downwards, theme.
    """
    counts = as_counts(source)
    own = counts.select(counts.strata["part"] == part)
    partners = national_partners(own.strata)
    if not partners:
        return empty_table(column_types("theme_gaps"))
    columns = [
        "report_id",
        "level",
        "region",
        "year",
        "national_report_id",
        "same_kind",
        "theme",
        "share",
        "national",
        "gap",
        "low",
        "high",
    ]
    strata = _rows(own.strata)
    about = [_about(strata[row], strata[partner]) for partner, row in partners]
    table = (
        _Pairs(own, resamples, seed, confidence)
        .table(partners, about, ("national", "share", "gap"))
        .reindex(columns=columns)
    )
    table = table.sort_values(["report_id", "gap", "theme"], ascending=[True, False, True]).reset_index(
        drop=True
    )
    return table.assign(
        stance=_stance(
            table["low"].to_numpy(dtype=float), table["high"].to_numpy(dtype=float), ("more", "less", "alike")
        )
    )


def divergence(p: NDArray[np.float64], q: NDArray[np.float64]) -> NDArray[np.float64]:
    """Jensen–Shannon divergence in bits along the last axis: 0 for like distributions, 1 for those without
    anything in common.

    JS(p, q) = ½ Σ p log₂(p / m) + ½ Σ q log₂(q / m), m = (p + q) / 2; p and q are scaled to sum 1. Source:
    Lin (1991), IEEE Transactions on Information Theory 37 (1).

    >>> float(divergence(np.array([1.0, 0.0]), np.array([0.0, 2.0])))
    1.0
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        p, q = p / p.sum(axis=-1, keepdims=True), q / q.sum(axis=-1, keepdims=True)
        m = (p + q) / 2
        terms = np.where(p > 0, p * np.log2(p / m), 0) + np.where(q > 0, q * np.log2(q / m), 0)
    return np.where(np.isnan(p + q).any(axis=-1), np.nan, np.maximum(terms.sum(axis=-1), 0) / 2)


def national_distances(
    source: CountSource,
    *,
    part: str = "plan",
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
    named: int = 3,
) -> pd.DataFrame:
    """How far each report's themes are from those of the nation's document of its year, and in which
    direction.

    ``source``: counts of themes, or what ``count_themes`` takes (a corpus, reports, a path, a text), which is
    then counted with ``split``.

    Distributions over themes, compared by the Jensen–Shannon divergence. Give counts with ``split=True``.
    Resamples look further apart than the texts are (chance never brings two distributions together), so
    ``bias``, the mean of the resamples − distance, is shown and taken off the percentiles; ``low`` isn't
    below 0. Columns: ``report_id, level, region, year, national_report_id, same_kind, distance, bias, low,
    high, more, less`` (the ``named`` themes with the largest differences, on either side). Sorted by distance
    downwards, then report.
    """
    counts = as_counts(source, split=True)
    own = counts.select(counts.strata["part"] == part)
    numerator, _ = own.totals()
    drawn = lru_cache(maxsize=16)(lambda row: np.ascontiguousarray(own.drawn(row, resamples, seed)[0].T))
    strata = _rows(own.strata)
    tail = (1 - confidence) / 2
    rows = []
    for partner, row in national_partners(own.strata):
        if not numerator[row].any() or not numerator[partner].any():
            continue
        here, there = numerator[row] / numerator[row].sum(), numerator[partner] / numerator[partner].sum()
        distance = float(divergence(here, there))
        chance = divergence(drawn(row), drawn(partner))
        bias = float(chance.mean()) - distance
        low, high = np.quantile(chance, [tail, 1 - tail]) - bias
        order = np.argsort(-(here - there), kind="stable")
        more = [own.codes[i] for i in order[:named] if here[i] > there[i]]
        less = [own.codes[i] for i in order[::-1][:named] if here[i] < there[i]]
        measured = {
            "distance": distance,
            "bias": bias,
            "low": max(0.0, float(low)),
            "high": float(high),
            "more": ";".join(more),
            "less": ";".join(less),
        }
        rows.append(_about(strata[row], strata[partner]) | measured)
    return (
        table_of(rows, column_types("theme_distances"))
        .sort_values(["distance", "report_id"], ascending=[False, True])
        .reset_index(drop=True)
    )


def year_pairs(strata: pd.DataFrame, *, part: str = "plan", same_kind: bool = False) -> list[tuple[int, int]]:
    """Rows of ``strata`` to be compared over years: of each region, every report with the next one, and the
    first with the last.

    With ``same_kind`` only reports of one kind are paired (a task division with a task division). Of two
    reports of one region and year the work report is taken.
    """
    rows = np.flatnonzero((strata["part"] == part).to_numpy())
    pairs = selection.year_pairs(strata.iloc[rows], same_kind=same_kind)
    return [(int(rows[earlier]), int(rows[later])) for earlier, later in pairs]


def _about_pair(a: dict[str, Any], b: dict[str, Any]) -> dict[str, Any]:
    return {
        "level": b["level"], "region": b["region"], "part": b["part"], "year_from": a["year"], "year_to": b["year"],
        "report_from": a["report_id"], "report_to": b["report_id"], "same_kind": a["kind"] == b["kind"],
    }  # fmt: skip


def theme_changes(
    source: CountSource,
    *,
    part: str = "plan",
    same_kind: bool = False,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Themes that rise and fade from one report of a region to a later one.

    ``source``: counts of themes, or what ``count_themes`` takes (a corpus, reports, a path, a text), which is
    then counted.

    Columns: ``level, region, part, year_from, year_to, report_from, report_to, same_kind, theme, share_from,
    share_to, change, low, high, trend``: ``rising`` or ``fading`` where the interval of the change lies on
    one side of 0, ``new`` or ``gone`` where a theme has no sentence on one side, else ``steady``. Where
    ``same_kind`` is ``False`` the two are different kinds of document, and a change may be one of genre.
    Sorted by region, years, change downwards, theme.
    """
    counts = as_counts(source)
    wanted = {row for pair in year_pairs(counts.strata, part=part, same_kind=same_kind) for row in pair}
    counts = counts.select(np.isin(np.arange(len(counts)), list(wanted)))
    pairs = year_pairs(counts.strata, part=part, same_kind=same_kind)
    if not pairs:
        return empty_table(column_types("theme_changes"))
    strata = _rows(counts.strata)
    about = [_about_pair(strata[first], strata[second]) for first, second in pairs]
    columns = [*CHANGE_COLUMNS, "theme", "share_from", "share_to", "change", "low", "high"]
    table = (
        _Pairs(counts, resamples, seed, confidence)
        .table(pairs, about, ("share_from", "share_to", "change"))
        .reindex(columns=columns)
    )
    trend = _stance(
        table["low"].to_numpy(dtype=float),
        table["high"].to_numpy(dtype=float),
        ("rising", "fading", "steady"),
    )
    trend[(table["share_from"] == 0) & (table["share_to"] > 0)] = "new"
    trend[(table["share_from"] > 0) & (table["share_to"] == 0)] = "gone"
    table["trend"] = trend
    regions = selection.region_keys(counts.strata).iloc[[later for _, later in pairs]]
    table["_region"] = regions.repeat(len(counts.codes)).to_numpy()
    order = ["level", "region", "_region", "year_from", "year_to", "change", "theme"]
    table = table.sort_values(order, ascending=[name != "change" for name in order], ignore_index=True)
    return table.drop(columns="_region")


def term_changes(
    source: MatrixSource,
    *,
    part: str = "plan",
    same_kind: bool = False,
    min_count: int = 6,
    top: int | None = 30,
    resamples: int = 500,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Terms that rise and fade from one report of a region to a later one.

    ``source``: a matrix of counts, or a corpus, reports, a path or a text, of which a matrix by paragraph is
    made (``text.sources``).

    ``matrix``: a term matrix by paragraph. A term needs ``min_count`` occurrences in both reports together.
    log_ratio = log₂ of the later rate over the earlier one, half an occurrence added to each count; its
    interval resamples the paragraphs of both reports. Columns as ``theme_changes``, with ``term, count_from,
    count_to, per_10k_from, per_10k_to, log_ratio, low, high, trend``; ``top`` keeps so many rising (or new)
    and so many fading (or gone) terms of each pair, by the bound of the interval that is nearer to 0;
    ``None`` keeps all. Sorted by region, years, that bound, term.
    """
    matrix = as_matrix(source, "paragraph")
    label, strata = matrix.groups(["report_id", "level", "region", "region_code", "year", "kind", "part"])
    pairs = year_pairs(strata, part=part, same_kind=same_kind)
    rows = members(label, len(strata))
    sides = {row: _Side.of(matrix, rows[row]) for row in sorted({row for pair in pairs for row in pair})}
    changes = [
        _changed_terms(
            sides[first], sides[second], matrix.terms, min_count, top, (resamples, seed, confidence)
        )
        for first, second in pairs
    ]
    if not any(len(one["term"]) for one in changes):
        return empty_table(column_types("term_changes"))
    said = _rows(strata)
    about = pd.DataFrame([_about_pair(said[first], said[second]) for first, second in pairs])
    table = about.iloc[np.repeat(np.arange(len(pairs)), [len(one["term"]) for one in changes])].reset_index(
        drop=True
    )
    for name in _TERM_COLUMNS:
        table[name] = np.concatenate([one[name] for one in changes])
    return table[list(column_types("term_changes"))]


class _Side(NamedTuple):
    """A report in ``term_changes``: its counts, terms × paragraphs, the running words of its paragraphs, the
    sum of each term.
    """

    counts: csr_array
    tokens: NDArray[np.float64]
    totals: NDArray[np.float64]

    @classmethod
    def of(cls, matrix: TermMatrix, rows: NDArray[np.int64]) -> _Side:
        counts = matrix.counts[rows]
        totals = np.bincount(counts.indices, weights=counts.data, minlength=counts.shape[1]).astype(
            np.float64
        )
        return cls(counts.T.tocsr(), matrix.docs["tokens"].to_numpy(dtype=np.float64)[rows], totals)

    def drawn(self, kept: NDArray[np.int64], resamples: int, seed: tuple[int, int]) -> NDArray[np.float64]:
        """The rate of each of these terms, half an occurrence added, in each resample: terms × resamples."""
        weights = _weights(len(self.tokens), resamples, seed).T
        sums = self.counts[kept] @ weights
        sums += 0.5
        words = (weights * self.tokens[:, None]).sum(axis=0)
        sums /= np.where(words > 0, words + 0.5, np.nan)  # a draw without words has no rate
        return np.asarray(sums)


def _changed_terms(
    first: _Side,
    second: _Side,
    terms: tuple[str, ...],
    min_count: int,
    top: int | None,
    draws: tuple[int, int, float],
) -> dict[str, NDArray[Any]]:
    """The columns of ``term_changes`` that aren't about the pair of reports."""
    resamples, seed, confidence = draws
    kept = np.flatnonzero(first.totals + second.totals >= min_count)
    ratios = second.drawn(kept, resamples, (seed, 1))
    ratios /= first.drawn(kept, resamples, (seed, 0))
    low, high = (
        np.log2(bound) for bound in interval(ratios, confidence)
    )  # the logarithm keeps the order, so only the bounds need it
    before, after = first.totals[kept], second.totals[kept]
    words = [float(side.tokens.sum()) or np.nan for side in (first, second)]  # without words there is no rate
    logs = [
        np.log2((side.totals[kept] + 0.5) / (size + 0.5))
        for side, size in zip((first, second), words, strict=True)
    ]
    log_ratio = logs[1] - logs[0]
    trend = _stance(low, high, ("rising", "fading", "steady"))
    trend[(before == 0) & (low > 0)] = "new"
    trend[(after == 0) & (high < 0)] = "gone"
    names = np.array([terms[column] for column in kept.tolist()], dtype=object)
    order = np.lexsort((names.astype(str), -np.where(log_ratio > 0, low, -high)))
    if top is not None:
        up = np.isin(trend[order], ["rising", "new"])
        order = np.concatenate([order[up][:top], order[np.isin(trend[order], ["fading", "gone"])][:top]])
    values = {
        "term": names, "count_from": before.astype(np.int64), "count_to": after.astype(np.int64),
        "per_10k_from": 1e4 * before / words[0], "per_10k_to": 1e4 * after / words[1],
        "log_ratio": log_ratio, "low": low, "high": high, "trend": trend,
    }  # fmt: skip
    return {name: column[order] for name, column in values.items()}
