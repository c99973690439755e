"""Trees, their support, adjusted Rand, similarity and correspondence analysis against other programs, a book
and hand.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from scipy.sparse import csr_array
from scipy.spatial.distance import jensenshannon
from sklearn.metrics import adjusted_rand_score
from sklearn.metrics.pairwise import cosine_similarity as reference_cosine

from analysis.errors import InputError
from analysis.similarity import clusters, coefficients as similarity, tables as topic_tables
from analysis.similarity.clusters import (
    adjusted_rand,
    branch_support,
    branch_table,
    branches,
    compare_classes,
    cut,
    leaf_order,
    linkage_tree,
)
from analysis.similarity.coefficients import (
    cosine_similarity,
    profile_similarity,
    report_profiles,
    resampled_cosines,
    resampled_profiles,
    similarity_pairs,
)
from analysis.similarity.correspondence import correspondence
from analysis.text.matrix import TermMatrix
from analysis.topics.fit import fit_topics
from tests.topics.planted import planted_matrix

# Two tight pairs and one apart.
SQUARE = np.array(
    [
        [1, 0.9, 0.2, 0.2, 0.1],
        [0.9, 1, 0.2, 0.2, 0.1],
        [0.2, 0.2, 1, 0.8, 0.1],
        [0.2, 0.2, 0.8, 1, 0.1],
        [0.1, 0.1, 0.1, 0.1, 1.0],
    ]
)


def test_a_tree_by_hand() -> None:
    tree = linkage_tree(SQUARE, "average")
    assert tree[:, 2] == pytest.approx([0.1, 0.2, 0.8, 0.9])
    assert [sorted(b) for b in branches(tree)] == [[0, 1], [2, 3], [0, 1, 2, 3], [0, 1, 2, 3, 4]]
    assert adjusted_rand(cut(tree, 3).tolist(), cut(linkage_tree(SQUARE), 3).tolist()) == 1, (
        "Ward's criterion makes the same three"
    )
    found = cut(tree, 3)
    assert found[0] == found[1] != found[2] == found[3] != found[4]
    assert sorted(leaf_order(tree)) == [0, 1, 2, 3, 4]
    table = branch_table(tree, list("abcde"), np.array([1, 0.5, 0.2, 1]), "terms")
    assert table["members"].tolist() == ["a;b", "c;d", "a;b;c;d", "a;b;c;d;e"]
    assert set(table.loc[2, ["left", "right"]]) == {"1", "2"}
    assert set(table.loc[0, ["left", "right"]]) == {"a", "b"}


def test_support_counts_branches_with_the_same_members() -> None:
    other = SQUARE.copy()
    other[[0, 1, 2, 3], [2, 3, 0, 1]] = 0.95  # now 0 goes with 2 and 1 with 3
    other[[0, 1, 2, 3], [1, 0, 3, 2]] = 0.1
    tree = linkage_tree(SQUARE, "average")
    support = branch_support(tree, np.stack([SQUARE, SQUARE, SQUARE, other]), "average")
    by_members = dict(zip(map(frozenset, branches(tree)), support, strict=True))
    assert by_members[frozenset({0, 1})] == 0.75
    assert by_members[frozenset({0, 1, 2, 3})] == 1
    assert np.isnan(branch_support(tree, np.empty((0, 5, 5)))).all()


def test_a_large_tree_keeps_its_branches_and_has_them_in_no_order(monkeypatch: pytest.MonkeyPatch) -> None:
    ordered = linkage_tree(SQUARE)
    monkeypatch.setattr(clusters, "ORDERED", 4)
    assert set(branches(linkage_tree(SQUARE))) == set(branches(ordered))


def test_a_tree_wants_three_reports_with_words() -> None:
    with pytest.raises(InputError, match="three reports or more, not 2"):
        linkage_tree(np.eye(2))
    broken = SQUARE.copy()
    broken[2] = np.nan
    with pytest.raises(InputError, match="without terms"):
        linkage_tree(broken)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=20))
def test_adjusted_rand_is_scikit_learns(pairs: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    own = adjusted_rand(first, second)
    if own == own:
        assert own == pytest.approx(adjusted_rand_score(first, second))
    else:
        assert len(set(first)) == len(set(second)) and len(set(first)) in (1, len(first))


def test_p_is_the_share_of_all_permutations() -> None:
    found, known = [1, 1, 1, 2, 2, 3], ["a", "a", "b", "b", "c", "c"]
    every = [adjusted_rand(found, list(order)) for order in permutations(known)]
    exact = np.mean(np.array(every) >= adjusted_rand(found, known) - 1e-12)
    result = compare_classes(found, known, resamples=5000, seed=1)
    assert result.ari == pytest.approx(adjusted_rand_score(found, known))
    assert result.p == pytest.approx(exact, abs=0.03)
    assert compare_classes([*found, 9], [*known, ""], resamples=99).items == 6, (
        "an item without a known class is left out"
    )
    assert np.isnan(compare_classes([1, 2], ["a", "b"]).ari)


def test_cosines_are_those_of_scikit_learn() -> None:
    matrix = planted_matrix().group("report_id")
    assert cosine_similarity(matrix) == pytest.approx(reference_cosine(matrix.weight("tfidf").counts))
    empty = TermMatrix(
        csr_array(np.array([[1, 0], [0, 0], [1, 1]])),
        ("a", "b"),
        pd.DataFrame({"report_id": list("xyz"), "tokens": 5}),
    )
    assert np.isnan(cosine_similarity(empty)[1]).all()


def test_profiles_are_compared_by_jensen_shannon() -> None:
    profiles = np.random.default_rng(0).dirichlet(np.ones(5), size=4)
    expected = [[1 - jensenshannon(a, b, base=2) for b in profiles] for a in profiles]
    assert profile_similarity(profiles) == pytest.approx(np.array(expected), abs=1e-7)
    assert profile_similarity(profiles[None])[0] == pytest.approx(np.array(expected), abs=1e-7)
    assert np.isnan(profile_similarity(np.vstack([profiles, np.full(5, np.nan)]))[4]).all()


def test_resampled_similarities_lie_about_the_observed() -> None:
    matrix = planted_matrix()
    model = fit_topics(matrix, 3, max_share=0.9, runs=0)
    drawn = resampled_profiles(model, resamples=60)
    observed = profile_similarity(report_profiles(model).to_numpy())
    assert drawn.shape == (60, 6, 6)
    assert np.abs(drawn.mean(axis=0) - observed).max() < 0.2
    cosines = resampled_cosines(matrix, resamples=30)
    assert cosines.shape == (30, 6, 6)
    assert np.diagonal(cosines, axis1=1, axis2=2) == pytest.approx(1, abs=1e-5)
    assert (cosines == resampled_cosines(matrix, resamples=30)).all()


def test_pairs_stand_once_each() -> None:
    table = similarity_pairs(SQUARE, list("abcde"), "terms")
    assert len(table) == 10
    assert table.iloc[0].tolist() == ["terms", "a", "b", 0.9]
    assert table["similarity"].is_monotonic_decreasing
    with pytest.raises(InputError, match="don't fit"):
        similarity_pairs(SQUARE, ["a"], "terms")


def test_of_many_reports_the_nearest_pairs_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similarity, "ALL_PAIRS", 4)
    monkeypatch.setattr(similarity, "NEAREST", 1)
    table = similarity_pairs(SQUARE, list("abcde"), "terms")
    assert table[["report_id", "other_id"]].agg("".join, axis=1).tolist() == [
        "ab",
        "cd",
        "ae",
    ]  # e is as far from all, and a stands first


def test_of_very_many_reports_the_tree_has_no_support(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = planted_matrix()
    matrix = replace(matrix, docs=matrix.docs.assign(region=matrix.docs["report_id"]))
    model = fit_topics(matrix, 3, min_docs=1, max_share=1)
    usual = topic_tables.cluster_tables(matrix, model, resamples=5)
    monkeypatch.setattr(topic_tables, "SUPPORTED", 5)
    large = topic_tables.cluster_tables(matrix, model, resamples=5)
    assert usual["branches"]["support"].notna().all() and large["branches"]["support"].isna().all()
    for name in usual:
        pd.testing.assert_frame_equal(
            usual[name].drop(columns="support", errors="ignore"),
            large[name].drop(columns="support", errors="ignore"),
        )


def test_smoking_among_staff() -> None:
    """Greenacre's table (Correspondence Analysis in Practice, chapter 9): principal inertias 0.0748, 0.0100
    and 0.0004.
    """
    table = pd.DataFrame(
        [[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]],
        index=["SM", "JM", "SE", "JE", "SC"], columns=["none", "light", "medium", "heavy"],
    )  # fmt: skip
    result = correspondence(table)
    assert result.inertias["inertia"].round(4).tolist() == [0.0748, 0.0100, 0.0004]
    assert result.inertias["share"].round(3).tolist() == [0.878, 0.118, 0.005]
    assert result.inertias["inertia"].sum() == pytest.approx(0.08519, abs=5e-6)
    rows = result.rows.set_index("name")
    assert rows["dim1"].abs().round(3).tolist() == [0.066, 0.259, 0.381, 0.233, 0.201]
    assert result.columns.set_index("name")["dim1"].abs().round(3).tolist() == [0.393, 0.099, 0.196, 0.294]
    assert rows["dim1"]["SE"] > 0 and rows["dim1"]["JE"] < 0, (
        "the row of greatest inertia is on the positive side"
    )
    assert rows["quality"].round(3)["SE"] == pytest.approx(1.0, abs=0.002)
    assert rows["inertia"].sum() == pytest.approx(1)


def test_coordinates_give_back_chi_square_distances() -> None:
    table = pd.DataFrame(np.random.default_rng(1).integers(1, 30, size=(5, 4)))
    result = correspondence(table, dimensions=3)
    shares = table.to_numpy() / table.to_numpy().sum()
    profiles = shares / shares.sum(axis=1, keepdims=True)
    distance = np.sqrt((((profiles[0] - profiles[3]) ** 2) / shares.sum(axis=0)).sum())
    points = result.rows[["dim1", "dim2", "dim3"]].to_numpy()
    assert np.linalg.norm(points[0] - points[3]) == pytest.approx(distance)


def test_maps_that_cannot_be_drawn_say_so() -> None:
    with pytest.raises(InputError, match="0 or more in every cell"):
        correspondence(pd.DataFrame([[1, -1], [2, 2]]))
    with pytest.raises(InputError, match="the table has 2 and 3"):
        correspondence(pd.DataFrame([[1, 2, 3], [4, 5, 6], [0, 0, 0]]))
    result = correspondence(pd.DataFrame([[1, 2, 0, 3], [4, 5, 0, 6], [7, 2, 0, 1]]))
    assert result.columns.loc[2, ["dim1", "dim2"]].isna().all() and result.columns.loc[2, "mass"] == 0
