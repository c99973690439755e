"""An interval is the same whatever other groups are looked at with it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from analysis.similarity.coefficients import resampled_cosines, resampled_profiles
from analysis.text.matrix import TermMatrix
from analysis.themes.term_changes import term_changes
from analysis.topics.model import TopicModel
from analysis.topics.shares import share_differences, share_intervals
from analysis.words.trends import bootstrap_rates, keyword_trends

REGIONS = ("甲", "乙", "丙", "丁")


def matrix_of(regions: tuple[str, ...]) -> TermMatrix:
    """Two years of five paragraphs each of these regions; a region's paragraphs are always the same."""
    docs, counts = [], []
    for region in regions:
        generator = np.random.default_rng(REGIONS.index(region))
        for year in (2020, 2021):
            for paragraph in range(5):
                docs.append(
                    {
                        "report_id": f"{region}-{year}",
                        "level": "province",
                        "region": region,
                        "region_code": str(REGIONS.index(region)),
                        "year": year,
                        "kind": "work_report",
                        "part": "plan",
                        "paragraph": paragraph,
                        "tokens": int(generator.integers(20, 60)),
                    }
                )
                counts.append(generator.integers(1, 9, size=3))
    return TermMatrix(csr_array(np.array(counts)), ("企业", "就业", "改革"), pd.DataFrame(docs))


def model_of(matrix: TermMatrix) -> TopicModel:
    """Topics that are the three terms: what a paragraph has of each depends on it alone."""
    counts = matrix.counts.toarray().astype(float)
    shares = pd.DataFrame(counts / counts.sum(axis=1, keepdims=True), columns=[1, 2, 3])
    nothing = np.full(3, np.nan)
    return TopicModel(
        weights=np.eye(3),
        shares=shares,
        docs=matrix.docs,
        vocabulary=matrix.terms,
        idf=np.ones(3),
        recurrence=nothing,
        agreement=nothing,
        kind="factors",
        settings={"method": "nmf", "top_terms": 3},
        versions={},
        error=0.0,
    )


def rates(matrix: TermMatrix) -> pd.DataFrame:
    return bootstrap_rates(matrix, ["region", "year"], resamples=30)


def trends(matrix: TermMatrix) -> pd.DataFrame:
    return keyword_trends(matrix, ["就业"], by="region", resamples=30)


def changes(matrix: TermMatrix) -> pd.DataFrame:
    return term_changes(matrix, min_count=1, top=None, resamples=30)


def shares(matrix: TermMatrix) -> pd.DataFrame:
    return share_intervals(model_of(matrix), ["region", "year"], resamples=30)


@pytest.mark.parametrize("measure", [rates, trends, changes, shares])
def test_tables_by_region(measure: Callable[[TermMatrix], pd.DataFrame]) -> None:
    whole = measure(matrix_of(REGIONS))
    assert whole["low"].notna().all() and (whole["low"] < whole["high"]).any()
    for company in (("乙",), ("丙", "乙"), ("丁", "乙", "甲")):
        few = measure(matrix_of(company))
        pd.testing.assert_frame_equal(
            *(table[table["region"] == "乙"].reset_index(drop=True) for table in (few, whole)),
            check_exact=True,
        )


def test_regions_of_as_many_paragraphs_have_draws_of_their_own() -> None:
    """Else their differences would show less chance than there is."""
    twins = matrix_of(("甲", "甲"))
    docs = twins.docs.assign(region=np.repeat(["甲", "戊"], 10))
    table = rates(TermMatrix(twins.counts, twins.terms, docs)).set_index("region")
    first, second = (table.loc[region, ["per_10k", "low", "high"]].to_numpy() for region in ("甲", "戊"))
    assert (first[:, 0] == second[:, 0]).all() and (first[:, 1:] != second[:, 1:]).any()


def test_an_unknown_year_beside_it_leaves_a_group_alone() -> None:
    """A column with an unknown year holds 2020.0 and not 2020."""
    model = model_of(matrix_of(("甲", "乙")))
    partly = model.docs.assign(year=model.docs["year"].astype(float).where(model.docs["region"] == "甲"))
    known = share_intervals(model, ["region", "year"], resamples=30)
    other = model_of(TermMatrix(matrix_of(("甲", "乙")).counts, model.vocabulary, partly))
    unknown = share_intervals(other, ["region", "year"], resamples=30)
    ends = [table.loc[table["region"] == "甲", ["low", "high"]] for table in (known, unknown)]
    pd.testing.assert_frame_equal(*ends, check_exact=True)


def test_differences_of_topics() -> None:
    few, whole = (
        share_differences(
            model_of(matrix_of(regions)), "region", "甲", "乙", resample="paragraph", resamples=30
        )
        for regions in (("乙", "甲"), REGIONS)
    )
    pd.testing.assert_frame_equal(few, whole, check_exact=True)


@pytest.mark.parametrize(
    "resampled",
    [
        lambda matrix: resampled_cosines(matrix, resamples=30),
        lambda matrix: resampled_profiles(model_of(matrix), resamples=30),
    ],
)
def test_similarities_behind_the_support_of_branches(resampled: Callable[[TermMatrix], np.ndarray]) -> None:
    """Every report has every term, so that their idf doesn't hang on the company either."""
    whole, few = resampled(matrix_of(REGIONS)), resampled(matrix_of(("乙", "丙")))
    assert few == pytest.approx(whole[:, 2:6, 2:6], abs=1e-12)
    assert few.std(axis=0)[0, 1] > 0


def twins() -> TermMatrix:
    """Two regions, reports of two years each, with the same paragraphs throughout."""
    one = matrix_of(("甲",)).select(year=2020)
    counts = np.vstack([one.counts.toarray()] * 4)
    docs = pd.concat(
        [
            one.docs.assign(region=region, region_code=region, year=year, report_id=f"{region}-{year}")
            for region in "甲乙"
            for year in (2020, 2021)
        ],
        ignore_index=True,
    )
    return TermMatrix(csr_array(counts), one.terms, docs)


def test_twins_differ_by_chance_alone() -> None:
    """With the same draws they would look the same in every resample."""
    table = share_differences(model_of(twins()), "region", "甲", "乙", resample="paragraph", resamples=30)
    assert (table["difference"] == 0).all() and (table["low"] < 0).all() and (table["high"] > 0).all()
    table = term_changes(twins(), min_count=1, top=None, resamples=30)
    assert (table["log_ratio"] == 0).all() and (table["low"] < 0).all() and (table["high"] > 0).all()
    assert resampled_cosines(twins(), resamples=30)[:, 0, 1].min() < 1 - 1e-6
    assert resampled_profiles(model_of(twins()), resamples=30)[:, 0, 1].min() < 1 - 1e-6
