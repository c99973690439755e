"""The tables of words that a build writes: frequencies, dispersion, distinctive terms, keyness, trends, phrases."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.cache import Cache, code_stamp, content_key
from analysis.errors import InputError
from analysis.groups import Group
from analysis.measures import comparisons as sides
from analysis.measures.frequency import keyword_frequencies
from analysis.measures.keyness import KeynessOptions
from analysis.measures.spread import keyword_spread
from analysis.measures.tfidf import distinctive_terms
from analysis.measures.trends import keyword_trends
from analysis.output import table_bytes
from analysis.text.lexicon import LEXICON, place_names
from analysis.text.matrix import TermMatrix, term_matrix
from analysis.text.phrases import find_phrases

if TYPE_CHECKING:
    from analysis.text.tokens import CorpusTables, Tokens

Tables = dict[str, pd.DataFrame]
RESAMPLES = 200  # of a build, to be quick: p_resampled is then 1/201 at the least.  Notebooks and papers take 1,000 or more.
_ROOM = Path(__file__).parent
_TFIDF = ["report_id", "region", "year", "rank", "term", "tfidf", "count", "per_10k", "documents"]
_PROFILE = ["report_id", "region", "term", "count", "per_10k", "z"]
_TRENDS = ["region", "term", "year", "report_ids", "count", "tokens", "per_10k", "low", "high", "previous_year", "change", "log_ratio"]


def word_tables(corpus: CorpusTables, tokens: Tokens, groups: list[Group], cache: Cache) -> Tables:
    """Tables of words, by name; columns where they aren't named stand with the functions that make them.

    - ``keywords``: the 100 most frequent terms of each report (``keyword_frequencies``; documents and dispersion are over its paragraphs);
    - ``keyword_spread`` and ``dispersion``: the most frequent terms of the plans of the largest group with quartiles over reports, and every
      term with five occurrences, with Gries' DP over reports;
    - ``tfidf``: the 20 most distinctive terms of each report within its group of three or more, places set aside;
    - ``keyness``: the 50 terms that each side of each comparison favours (``measures.comparisons``), places set aside; ``keyness_parts``: plan against
      review, all terms; ``term_profile``: a shared vocabulary, each report against the others;
    - ``trends``: the rates of the 60 terms that move most, for each region with plans of several years;
    - ``phrases``: candidates for the lexicon (``text.phrases``).
    """
    paragraphs = term_matrix(tokens, by="paragraph")
    reports = term_matrix(tokens, by="report")
    placeless = paragraphs.drop(place_names())
    group = groups[0].report_ids
    plan = (paragraphs.docs["part"] == "plan").to_numpy()
    plans = paragraphs.select(plan & paragraphs.docs["report_id"].isin(group).to_numpy()).group(["report_id", "region", "year"])
    keyness = keyness_tables(placeless, group, cache)
    return {
        "keywords": keyword_frequencies(paragraphs, by=["report_id", "region", "year"], top=100),
        "keyword_spread": keyword_spread(plans, top=30),
        "dispersion": keyword_frequencies(plans, min_count=5),
        "tfidf": _distinctive(reports, groups),
        **keyness,
        "trends": trend_table(placeless.select(plan)),
        "phrases": _kept(cache, "phrases", [*corpus.sentences["report_id"], *corpus.sentences["text"]], lambda: find_phrases(corpus)),
    }


def keyness_tables(paragraphs: TermMatrix, report_ids: tuple[str, ...], cache: Cache, resamples: int = RESAMPLES) -> Tables:
    """``keyness``, ``keyness_parts`` and ``term_profile`` of a matrix by paragraph and a group of its reports; see ``word_tables``."""
    options = KeynessOptions(resamples=resamples)
    docs = paragraphs.docs
    parts = [np.ascontiguousarray(array).tobytes() for array in (paragraphs.counts.data, paragraphs.counts.indices, paragraphs.counts.indptr)]
    made: Tables = {}

    def compute() -> Tables:
        if not made:
            made.update(_keyness(paragraphs, report_ids, options))
        return made

    about: list[str | bytes] = [table_bytes(docs), "\n".join(paragraphs.terms), ";".join(report_ids), repr(options), *parts]
    names = ("keyness", "keyness_parts", "term_profile")
    return {name: _kept(cache, name, about, lambda name=name: compute()[name]) for name in names}  # type: ignore[misc]


def _keyness(paragraphs: TermMatrix, report_ids: tuple[str, ...], options: KeynessOptions) -> Tables:
    docs = paragraphs.docs
    plans = paragraphs.select(((docs["part"] == "plan") & docs["report_id"].isin(report_ids)).to_numpy())
    tables = []
    profile = pd.DataFrame(columns=_PROFILE)
    if len(plans.docs["report_id"].unique()) > 1:
        each = sides.compare_reports(plans, options)
        tables.append(sides.strongest(each))
        profile = sides.profile(each, plans.trim(options.min_count).group(["report_id", "region"]))
    whole = pd.DataFrame(columns=sides.COLUMNS)
    for comparison in sides.comparisons(docs, report_ids):
        try:
            table = sides.compare(paragraphs, comparison, options)
        except InputError:  # a side without words
            continue
        tables.append(sides.strongest(table))
        if comparison.kind == "part":
            whole = table
    together = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=sides.COLUMNS)
    return {"keyness": together, "keyness_parts": whole, "term_profile": profile}


def trend_table(plans: TermMatrix, top: int = 60, resamples: int = RESAMPLES) -> pd.DataFrame:
    """``keyword_trends`` of the terms that move most in each region that has plans of several years; ``plans`` is a matrix by paragraph.

    ``report_ids`` names the year's reports, so that a reader sees where documents of another kind are compared.
    """
    docs = plans.docs
    years = docs.groupby("region_code")["year"].nunique()
    tables = []
    for code in sorted(years.index[years > 1]):
        own = plans.select(region_code=code)
        terms = sides.moving_terms(own.group("year"), top)
        if not terms:
            continue
        table = keyword_trends(own, terms, by="region", resamples=resamples)
        named = own.docs.groupby("year")["report_id"].agg(lambda ids: ";".join(sorted(set(ids))))
        tables.append(table.assign(report_ids=table["year"].map(named))[_TRENDS])
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=_TRENDS)


def _distinctive(matrix: TermMatrix, groups: list[Group]) -> pd.DataFrame:
    places = place_names()
    wide = [group for group in groups if len(group.report_ids) >= 3]
    tables = [distinctive_terms(matrix.select(matrix.docs["report_id"].isin(group.report_ids)), top=20, exclude=places) for group in wide]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=_TFIDF)


def _kept(cache: Cache, name: str, about: list[str | bytes], make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """A table from the cache, or made and kept; the same either way, since both are read back from the bytes."""
    key = content_key([code_stamp(_ROOM, _ROOM.parent / "text", LEXICON), name, *about])

    def write() -> bytes:
        buffer = io.BytesIO()
        make().to_parquet(buffer, index=False)
        return buffer.getvalue()

    return pd.read_parquet(io.BytesIO(cache.fetch("tables", key, write)))
