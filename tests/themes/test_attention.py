"""Shares, ranks, gaps and changes: by hand, as properties, and at the edges."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, TokenOptions, quantities_table, term_matrix, tokenise_corpus
from analysis.errors import InputError
from analysis.themes.attention import attention, theme_coverage
from analysis.themes.changes import theme_changes, year_pairs
from analysis.themes.codebook import load_themes
from analysis.themes.commitment import commitment, commitment_shares, count_commitment
from analysis.themes.counting import count_themes
from analysis.themes.counts import ThemeCounts
from analysis.themes.distances import national_distances
from analysis.themes.gaps import national_gaps, part_gaps
from analysis.themes.modality import commitment_marks, load_commitment
from analysis.themes.ranks import theme_ranks
from analysis.themes.term_changes import term_changes
from tests.pipeline.whole import theme_tables


def small() -> ThemeCounts:
    """Two reports of a year and level, one theme pair: report a has 3 paragraphs, b one."""
    strata = pd.DataFrame(
        {
            "report_id": ["a", "b"],
            "level": "province",
            "region": ["甲", "乙"],
            "region_code": "",
            "year": 2020,
            "kind": "work_report",
            "part": "plan",
        }
    )
    return ThemeCounts(
        strata, ("x", "y"), ("a/plan", "b/plan"), np.array([0, 1]), np.array([0, 0, 0, 1]),
        np.array([[1.0, 0], [2, 1], [0, 0], [1, 1]]), np.array([2.0, 2, 1, 4]),
    )  # fmt: skip


def test_shares_by_hand() -> None:
    table = attention(small(), "report_id").set_index(["report_id", "theme"])
    assert table["share"].to_dict() == pytest.approx(
        {("a", "x"): 3 / 5, ("a", "y"): 1 / 5, ("b", "x"): 1 / 4, ("b", "y"): 1 / 4}
    )
    assert table.loc["b", ["low", "high"]].isna().all(axis=None), "one paragraph shows no variation"
    assert (table.loc["a", "low"] <= table.loc["a", "share"]).all() and (
        table.loc["a", "share"] <= table.loc["a", "high"]
    ).all()


def test_interval_against_every_resample() -> None:
    """With three paragraphs all 27 resamples can be written down."""
    counts = small().select([True, False])
    drawn, size = counts.resampled(4000, 0)
    shares = drawn[:, 0, 0] / size[:, 0]
    numerator, denominator = np.array([1.0, 2, 0]), np.array([2.0, 2, 1])
    grid = np.array(np.meshgrid(*[range(3)] * 3)).reshape(3, -1).T
    exact = numerator[grid].sum(axis=1) / denominator[grid].sum(axis=1)
    assert shares.mean() == pytest.approx(exact.mean(), abs=0.02)
    assert set(np.round(shares, 9)) <= set(np.round(exact, 9))


def test_sums_of_a_group_are_those_of_its_reports(corpus: Corpus) -> None:
    """Also when the paragraphs of the reports stand mixed, and in a part of the columns."""
    counts = count_themes(corpus.select(region=["江苏省", "浙江省", "海南省"]))
    mixed = np.random.default_rng(1).permutation(len(counts.source))
    pooled = replace(
        counts,
        source=counts.source[mixed],
        numerator=counts.numerator[mixed],
        denominator=counts.denominator[mixed],
    ).pool("part")
    for row, part in enumerate(pooled.strata["part"]):
        own = (counts.strata["part"] == part).to_numpy()
        assert pooled.totals()[0][row].tolist() == counts.totals()[0][own].sum(axis=0).tolist()
        assert pooled.totals()[1][row] == counts.totals()[1][own].sum()
        assert own.sum() == 3
    numerator, denominator = counts.select(counts.strata["part"] == "plan").resampled(20)
    whole, size = counts.pool("part").drawn(pooled.strata["part"].tolist().index("plan"), 20)
    assert (
        whole.tolist() == numerator.sum(axis=1).T.tolist()
        and size.tolist() == denominator.sum(axis=1).tolist()
    )
    some = counts.drawn(0, 20, columns=np.array([3, 1]))
    assert (
        some[0].tolist() == counts.drawn(0, 20)[0][[3, 1]].tolist()
        and some[1].tolist() == counts.drawn(0, 20)[1].tolist()
    )
    names = list(counts.split_by_report())
    assert names == counts.strata["report_id"].unique().tolist()
    assert [one.numerator.sum() for one in counts.split_by_report().values()] == counts.totals()[0].sum(
        axis=1
    ).reshape(3, 2).sum(axis=1).tolist()


def test_commitment_intervals_are_those_of_all_resamples(corpus: Corpus) -> None:
    """Also where a measure and a theme never meet, and in a report of one paragraph."""
    own, book = corpus.select(region=["江苏省", "海南省"]), load_themes()
    counts = count_commitment(own, quantities_table(own.iter_reports()), book)
    alone = counts.source == 1
    alone[np.flatnonzero(alone)[0]] = False
    counts = replace(
        counts,
        source=counts.source[~alone],
        numerator=counts.numerator[~alone],
        denominator=counts.denominator[~alone],
    )
    table = commitment_shares(counts, book, "report_id", resamples=40)
    drawn, size = counts.resampled(40)[0], len(book.codes) + 1
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.sort(
            drawn[:, :, size : 2 * size] / np.where(drawn[:, :, :size] > 0, drawn[:, :, :size], np.nan),
            axis=0,
        )
    assert np.array_equal(table["firm_low"], shares[0].ravel(), equal_nan=True)
    assert np.array_equal(table["firm_high"], shares[39].ravel(), equal_nan=True)
    assert table["firm_low"].isna().sum() >= size and (table["firm_high"] == 0).any()


def test_pooling_adds_up() -> None:
    pooled = small().pool("year")
    assert pooled.strata["reports"].tolist() == [2]
    assert pooled.strata["report_id"].tolist() == [""]
    assert attention(small(), "year").set_index("theme")["share"].to_dict() == pytest.approx(
        {"x": 4 / 9, "y": 2 / 9}
    )
    with pytest.raises(InputError, match="no column 'weather' to group attention by"):
        attention(small(), "weather")


def test_a_selection_leaves_a_reports_interval_alone(corpus: Corpus) -> None:
    everything = attention(count_themes(corpus.select(level="province")), resamples=100)
    alone = attention(count_themes(corpus.select(region="江苏省")), resamples=100)
    own = everything[everything["region"] == "江苏省"].reset_index(drop=True)
    pd.testing.assert_frame_equal(own, alone)


def test_units_and_split(corpus: Corpus) -> None:
    own = corpus.select(region=["江苏省", "浙江省"])
    tokens = tokenise_corpus(own, TokenOptions(engine="rjieba"))
    for unit in ("sentences", "paragraphs", "characters", "tokens"):
        table = attention(count_themes(own, unit=unit, tokens=tokens), resamples=20)
        assert table["share"].between(0, 1).all()
    split = attention(count_themes(own, split=True), resamples=20)
    covered = theme_coverage(count_themes(own, split=True))
    sums = split.groupby(["report_id", "part"])["share"].sum().reset_index(drop=True)
    assert sums.tolist() == pytest.approx(covered["share"].tolist())
    alone = count_themes(own, unit="tokens").totals()[1]  # the stream is made with the default engine
    assert (
        alone.tolist() == count_themes(own, unit="tokens", tokens=tokenise_corpus(own)).totals()[1].tolist()
    )
    with pytest.raises(InputError, match="no unit 'words' of attention"):
        count_themes(own, unit="words")
    with pytest.raises(InputError, match="split=True"):
        theme_coverage(count_themes(own))


def test_ranks_of_the_corpus(corpus: Corpus) -> None:
    table = theme_ranks(count_themes(corpus), resamples=50)
    provinces = table[table["level"] == "province"]
    themes = len(load_themes().codes)
    assert (provinces["reports"] == 29).all() and (table["themes"] == themes).all()
    assert provinces.groupby("theme")["report_rank"].sum().tolist() == pytest.approx([29 * 30 / 2] * themes)
    every = themes * (themes + 1) / 2
    assert table.groupby("report_id")["theme_rank"].sum().tolist() == pytest.approx([every] * 33)
    ranked, alone = table[table["reports"] > 1], table[table["reports"] == 1]
    assert (ranked["report_rank_low"] <= ranked["report_rank_high"]).all()
    assert set(alone["report_id"]) == {"national-2024", "xianning-2020-tasks"}
    assert (
        alone[["report_rank", "report_rank_low", "report_rank_high"]].isna().all(axis=None)
    )  # the first and the last at once: no rank


def test_plan_against_review(corpus: Corpus) -> None:
    counts = count_themes(corpus)
    table = part_gaps(counts, resamples=50)
    assert (table["gap"] - (table["plan"] - table["review"])).abs().max() < 1e-12
    assert set(table["stance"]) <= {"promised", "reported", "alike", ""}
    assert table["report_id"].nunique() == 29, "task divisions and the text of 2024 have no review"
    together = part_gaps(counts.pool(["level", "kind", "year", "part"]), resamples=50)
    assert len(together) == len(load_themes().codes)


def test_against_the_nation(corpus: Corpus) -> None:
    table = national_gaps(count_themes(corpus), resamples=50)
    assert set(table["national_report_id"]) == {"national-2020-tasks"}
    assert (
        table.drop_duplicates("report_id")
        .set_index("report_id")["same_kind"]
        .to_dict()["xianning-2020-tasks"]
    )
    assert not table.loc[table["report_id"] == "anhui-2020", "same_kind"].any()
    distances = national_distances(count_themes(corpus, split=True), resamples=50)
    assert distances["distance"].is_monotonic_decreasing
    assert (distances["low"] <= distances["distance"]).all() and (
        distances["distance"] <= distances["high"]
    ).all()
    assert distances["report_id"].iloc[-1] == "xianning-2020-tasks", "it copies the nation's document"


def test_a_report_of_one_paragraph_has_a_distance_without_interval() -> None:
    strata = pd.DataFrame(
        {
            "report_id": ["n", "a"],
            "level": ["national", "province"],
            "region": ["全国", "甲"],
            "region_code": "",
            "year": 2020,
            "kind": "work_report",
            "part": "plan",
        }
    )
    counts = ThemeCounts(
        strata, ("x", "y", "z"), ("n/plan", "a/plan"), np.array([0, 1]), np.array([0, 0, 1]),
        np.array([[1.0, 0, 0], [0, 1, 0], [1, 0, 0]]), np.array([1.0, 1, 1]), split=True,
    )  # fmt: skip
    table = national_distances(counts, resamples=20)
    assert table["distance"].tolist() == pytest.approx([0.311278], abs=1e-6)
    assert table[["bias", "low", "high"]].isna().all(axis=None), "unknown, and not 0"
    assert table[["more", "less"]].to_numpy().tolist() == [["x", "y"]], "z is as rare in both"


def test_changes_over_years(corpus: Corpus) -> None:
    counts = count_themes(corpus)
    table = theme_changes(counts, resamples=50)
    assert table[["year_from", "year_to"]].drop_duplicates().to_numpy().tolist() == [
        [2020, 2021],
        [2020, 2024],
        [2021, 2024],
    ]
    alike = theme_changes(counts, same_kind=True, resamples=50)
    assert alike[["year_from", "year_to"]].drop_duplicates().to_numpy().tolist() == [[2020, 2021]]
    assert alike["same_kind"].all()
    assert len(theme_changes(count_themes(corpus.select(level="province")), resamples=20)) == 0


def test_two_documents_of_a_year() -> None:
    """The work report is taken; with same_kind each kind makes its own series."""
    strata = pd.DataFrame(
        {
            "report_id": list("abcd"),
            "level": "city",
            "region": "甲",
            "year": [2020, 2020, 2021, 2021],
            "part": "plan",
            "kind": ["task_division", "work_report", "work_report", "task_division"],
        }
    )
    assert year_pairs(strata) == [(1, 2)]
    assert sorted(year_pairs(strata, same_kind=True)) == [(0, 3), (1, 2)]


def test_terms_new_and_gone(corpus: Corpus) -> None:
    tokens = tokenise_corpus(corpus.select(level="national"), TokenOptions(engine="rjieba"))
    table = term_changes(term_matrix(tokens, unit="paragraph"), resamples=100)
    assert (table.loc[table["trend"] == "new", "count_from"] == 0).all()
    assert (table.loc[table["trend"] == "gone", "count_to"] == 0).all()
    assert ((table["low"] > 0) | (table["high"] < 0)).all()


def test_one_report_and_no_plan(corpus: Corpus) -> None:
    own = corpus.select(report_id="national-2024")
    tokens = tokenise_corpus(own, TokenOptions(engine="rjieba"))
    quantities = quantities_table(own.iter_reports())
    tables = theme_tables(own, tokens, quantities, resamples=20)
    assert len(tables["attention"]) == len(load_themes().codes)
    for name in ("theme_parts", "theme_gaps", "theme_distances", "theme_changes", "term_changes"):
        assert len(tables[name]) == 0 and len(tables[name].columns) > 5
    review = corpus.select(region="江苏省", part="review")
    tables = theme_tables(
        review, tokenise_corpus(review, TokenOptions(engine="rjieba")), quantities, resamples=20
    )
    assert set(tables["attention"]["part"]) == {"review"}
    assert len(tables["theme_ranks"]) == 0 and len(tables["commitment"]) == 0


def test_the_same_tables_twice(corpus: Corpus) -> None:
    own = corpus.select(year=2020, level=["city", "national"])
    tokens, quantities = (
        tokenise_corpus(own, TokenOptions(engine="rjieba")),
        quantities_table(own.iter_reports()),
    )
    first, second = (theme_tables(own, tokens, quantities, resamples=20) for _ in range(2))
    for name, table in first.items():
        pd.testing.assert_frame_equal(table, second[name])


def test_commitment_of_sentences() -> None:
    texts = [
        "必须坚决打赢脱贫攻坚战。",
        "力争开工建设商合杭铁路。",
        "鼓励社会力量办学，确保质量。",
        "推进工业园区建设。",
        "6月底前完成改造。",
        "实施“双百双新”工程。",
    ]
    table = pd.DataFrame(
        {
            "report_id": "r",
            "part": "plan",
            "paragraph": 0,
            "sentence": range(6),
            "start": range(0, 60, 10),
            "end": range(10, 70, 10),
            "text": texts,
        }
    )
    quantities = pd.DataFrame({"report_id": ["r", "other"], "start": [25, 35], "end": [27, 37]})
    marks = commitment_marks(table, quantities)
    assert marks["firm"].tolist() == [True, False, True, False, False, False]
    assert marks["soft"].tolist() == [False, True, True, False, False, False]
    assert marks["number"].tolist() == [False, False, True, False, False, False]
    assert marks["deadline"].tolist() == [False, False, False, False, True, False]
    assert marks["named"].tolist() == [False, True, False, False, False, True]


def test_commitment_shares(corpus: Corpus) -> None:
    own = corpus.select(region=["江苏省", "浙江省"])
    table = commitment(own, quantities_table(own.iter_reports()), resamples=50)
    every = table[table["theme"] == "all"]
    assert len(every) == 2
    for name in ("firm", "soft", "number", "named", "concrete"):
        assert every[name].between(every[f"{name}_low"], every[f"{name}_high"]).all()
    assert (table["concrete"].dropna() + 1e-12 >= table["number"].dropna()).all()
    assert table.loc[table["sentences"] == 0, "firm"].isna().all()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("term,grade\n必须,hard\n", "row 2: the grade “hard” is unknown"),
        ("term,grade\n必须,firm\n必须,firm\n", "row 3: .* stands twice"),
        ("term,grade\n", "names no term"),
        ("term,grade,exclude\n必须,firm,一定\n", "doesn't hold “必须”"),
    ],
)
def test_a_broken_list_of_modality_is_told(tmp_path: pytest.TempPathFactory, text: str, message: str) -> None:
    path = tmp_path / "m.csv"  # type: ignore[operator]
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        load_commitment(path)
