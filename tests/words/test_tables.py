"""The build's tables of words: what is compared, in what order, and on corpora that lack a side."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.corpus.corpus import Corpus
from analysis.corpus.plain import without_attributions
from analysis.stats.permutation import affordable_resamples
from analysis.text.lexicon import place_names
from analysis.text.matrix import TermMatrix, term_matrix
from analysis.text.tokens import CONTENT, TokenOptions, tokenise_corpus
from analysis.words.comparisons import COLUMNS, compare_reports, strongest, year_comparisons
from analysis.words.keyness import keyness
from analysis.words.profile import moving_terms, term_profile
from analysis.words.sides import KeynessOptions
from analysis.words.tables import Tables, trend_table
from tests.pipeline.whole import word_tables

FAST = TokenOptions(engine="rjieba", stop_kinds=CONTENT)


@pytest.fixture(scope="module")
def tables(corpus: Corpus) -> Tables:
    """The tables of words of the shipped corpus."""
    return word_tables(corpus, FAST)[1]


def paragraphs(corpus: Corpus) -> TermMatrix:
    return term_matrix(tokenise_corpus(without_attributions(corpus), FAST), "paragraph")


def test_every_comparison_that_the_corpus_allows(tables: Tables) -> None:
    found = tables["keyness"]
    assert found.columns.tolist() == COLUMNS
    sides = found[["comparison", "target", "reference"]].drop_duplicates()
    assert sides["comparison"].value_counts().to_dict() == {"report": 29, "part": 1, "year": 1, "level": 1}
    assert sides[sides["comparison"] != "report"].to_numpy().tolist() == [
        ["part", "plan", "review"],
        ["year", "national-2021-tasks", "national-2020-tasks"],
        ["level", "national", "province"],
    ]
    for _, own in found.groupby(["comparison", "target"], sort=False):
        assert (np.diff(own["z"]) <= 1e-9).all()
        assert (own["z"] > 0).sum() <= 50 and (own["z"] < 0).sum() <= 50
    assert not set(found["term"]) & place_names()
    assert (found["q_resampled"].between(0, 1) & (found["p_resampled"] >= 1 / 201 - 1e-9)).all()


def test_the_counts_are_those_of_the_matrix(tables: Tables, corpus: Corpus) -> None:
    rows = tables["keyness"]
    row = rows[
        (rows["comparison"] == "report") & (rows["target"] == "jiangsu-2020") & (rows["term"] == "强富美高")
    ].iloc[0]
    plans = paragraphs(corpus.select(level="province")).select(part="plan").keep(["强富美高"])
    assert row["target_count"] == plans.select(report_id="jiangsu-2020").totals[0]
    assert row["target_count"] + row["reference_count"] == plans.totals[0]
    assert row["target_tokens"] + row["reference_tokens"] == plans.docs["tokens"].sum()


def test_departments_that_answer_are_no_words_of_the_text(tables: Tables) -> None:
    """国家 and 住房 would be words of the nation, out of 国家发展改革委 and 住房城乡建设部."""
    rows = tables["keyness"]
    favoured = rows[(rows["comparison"] == "level") & (rows["z"] > 0)]["term"]
    assert not {"财政部", "国家", "住房", "人力资源", "信息化"} & set(favoured)
    assert "就业" in set(favoured)


def test_attributions_leave_the_sentences_and_nothing_else_does(corpus: Corpus) -> None:
    plain = without_attributions(corpus)
    before, after = corpus.sentences, plain.sentences
    divisions = before["report_id"].isin(
        corpus.reports.loc[corpus.reports["kind"] == "task_division", "report_id"]
    )
    assert (before["text"] == after["text"])[~divisions].all()
    assert (after["text"].str.len() <= before["text"].str.len()).all()
    assert (before["text"] != after["text"]).sum() > 200
    assert all(new in old for new, old in zip(after["text"], before["text"], strict=True) if new.strip())
    assert not after["text"].str.contains(r"（[^（）]*(?:负责|牵头)[^（）]*）").any()


def test_the_vocabulary_is_shared_and_complete(tables: Tables) -> None:
    shared = tables["term_profile"]
    assert shared.groupby("term").size().eq(29).all()
    assert shared["term"].nunique() == 40
    assert (shared[shared["count"] > 0].groupby("term").size() >= 0.25 * 29).all()


def test_dispersion_is_over_reports(tables: Tables) -> None:
    rows = tables["dispersion"]
    assert (rows["count"] >= 5).all() and rows["documents"].max() == 29
    assert (rows["dp"] >= rows["dp_floor"] - 1e-9).all() and rows["dp_free"].between(0, 1).all()
    assert rows.set_index("term").loc["强富美高", "dp"] > rows.set_index("term").loc["创新", "dp"]


def test_trends_name_their_documents(tables: Tables) -> None:
    rows = tables["trends"]
    assert set(rows["region"]) == {"全国"}
    assert all(years == [2020, 2021, 2024] for years in rows.groupby("term")["year"].agg(list))
    assert rows.loc[rows["year"] == 2024, "report_ids"].eq("national-2024").all()
    assert rows.loc[rows["year"] == 2020, "previous_year"].isna().all()


@pytest.mark.parametrize(
    "choice",
    [{"report_id": "national-2024"}, {"level": "city"}, {"report_id": ["anhui-2020", "beijing-2020"]}],
)
def test_small_corpora_have_all_tables(choice: dict[str, str], corpus: Corpus) -> None:
    made = word_tables(corpus.select(**choice), FAST)[1]  # type: ignore[arg-type]
    assert set(made) == {
        "keywords",
        "keyword_spread",
        "dispersion",
        "tfidf",
        "keyness",
        "keyness_parts",
        "term_profile",
        "trends",
        "phrases",
    }
    assert made["keyness"].columns.tolist() == COLUMNS
    assert len(made["keywords"])


def test_large_groups_are_dealt_less_often() -> None:
    assert [affordable_resamples(n, 200) for n in (1, 29, 60, 333, 3000)] == [200, 200, 200, 36, 30]


def planted() -> TermMatrix:
    """Two regions with two years each; 新 comes in the later year, 旧 in the earlier one."""
    from scipy.sparse import csr_array

    rows = [(region, year, n) for region in "甲乙" for year in (2019, 2020) for n in range(6)]
    docs = pd.DataFrame(
        {
            "report_id": [f"{region}-{year}" for region, year, _ in rows],
            "region": [r[0] for r in rows],
            "year": [r[1] for r in rows],
            "region_code": ["100001" if r[0] == "甲" else "100002" for r in rows],
            "level": "city",
            "kind": "work_report",
            "part": "plan",
            "tokens": 100,
        }
    )
    counts = np.array([[4 * (year == 2020), 4 * (year == 2019), 3] for _, year, _ in rows])
    return TermMatrix(csr_array(counts), ("新", "旧", "常"), docs)


def test_years_of_any_region_are_compared() -> None:
    matrix = planted()
    found = year_comparisons(matrix.docs)
    assert [(c.target, c.reference) for c in found] == [("甲-2020", "甲-2019"), ("乙-2020", "乙-2019")]
    table = keyness(matrix, found[0].target_mask, found[0].reference_mask, KeynessOptions(min_count=1))
    assert table["term"].tolist() == ["新", "常", "旧"]
    assert table["target_tokens"].tolist() == [600] * 3
    trends = trend_table(matrix, top=2, resamples=20)
    assert trends.groupby("region", sort=False)["term"].agg(
        lambda terms: list(dict.fromkeys(terms))
    ).to_dict() == {"甲": ["新", "旧"], "乙": ["新", "旧"]}
    assert moving_terms(matrix.select(region="甲").group("year"), 3)[-1] == "常"


def test_strongest_by_hand() -> None:
    table = pd.DataFrame(
        {
            "comparison": "report",
            "target": list("aabbaabb"),
            "reference": "others",
            "term": list("xyxyzwzw"),
            "z": [3.0, 2, 2, 1, -1, -2, -1, -3],
        }
    )
    table = table.sort_values(["target", "z"], ascending=[True, False], kind="stable")
    assert strongest(table, 1)[["target", "term"]].to_numpy().tolist() == [
        ["a", "x"],
        ["a", "w"],
        ["b", "x"],
        ["b", "w"],
    ]


def test_the_profile_has_the_z_of_each_report_against_the_others() -> None:
    matrix = planted().group(["report_id", "region"])
    shared = term_profile(matrix, terms=2, min_share=0.5)
    assert (
        list(dict.fromkeys(shared["term"])) == ["新", "旧"] and len(shared) == 8
    )  # as far apart, so by name
    assert shared.loc[(shared["term"] == "新") & (shared["report_id"] == "甲-2020"), "per_10k"].tolist() == [
        400.0
    ]
    each = compare_reports(planted(), KeynessOptions(min_count=1)).set_index(["target", "term"])["z"]
    assert [each[row.report_id, row.term] for row in shared.itertuples()] == pytest.approx(
        shared["z"].tolist(), rel=1e-12
    )


def test_the_strongest_are_cut_the_same_way_before_and_after() -> None:
    everything = compare_reports(planted(), KeynessOptions(min_count=1, resamples=20))
    cut = compare_reports(planted(), KeynessOptions(min_count=1, resamples=20, top=1))
    pd.testing.assert_frame_equal(cut, strongest(everything, 1))
    assert cut.groupby("target", sort=False)["term"].agg(list).tolist() == [["旧", "新"], ["新", "旧"]] * 2


def test_a_term_that_a_side_lacks_is_found() -> None:
    """28 : 0 in 127,000 and 66,000 words: with a prior of a few words its z would drown in the variance of
    the empty side.
    """
    from scipy.sparse import csr_array

    counts = np.zeros((20, 2), dtype=np.int64)
    counts[:10, 0] = [3, 3, 3, 3, 3, 3, 3, 3, 2, 2]
    counts[:, 1] = 50
    docs = pd.DataFrame({"side": ["plan"] * 10 + ["review"] * 10, "tokens": [12_700] * 10 + [6_600] * 10})
    matrix = TermMatrix(csr_array(counts), ("收官之年", "发展"), docs)
    z = keyness(matrix, {"side": "plan"}).set_index("term")["z"]
    small = keyness(matrix, {"side": "plan"}, options=KeynessOptions(prior_size=100.0)).set_index("term")["z"]
    assert small["收官之年"] < 1 < 2.5 < z["收官之年"]
