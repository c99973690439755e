"""Similarity: whole tables of four reports in two pairs, against scipy and sums written out."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import jensenshannon

import analysis as wr
from tests.toys.corpora import DRAWN, TERMS, by_hand, matrix, same_table

REPORTS = ["r1", "r2", "r3", "r4"]
REGIONS = {
    "r1": ("北京市", "110000"),
    "r2": ("天津市", "120000"),
    "r3": ("安徽省", "340000"),
    "r4": ("湖北省", "420000"),
}
AREAS = {"r1": "东部", "r2": "东部", "r3": "中部", "r4": "中部"}
# r1 and r2 speak of the first term, r3 and r4 of the second; all of the third; the fourth stands in two
# paragraphs alone and is left out.
COUNTS = {"r1": [3, 0, 1, 0], "r2": [4, 0, 1, 1], "r3": [0, 3, 1, 0], "r4": [0, 5, 1, 0]}
# Shares of three topics, and words
SHARES = {"r1": (0.75, 0.25, 0), "r2": (0.5, 0.25, 0.25), "r3": (0, 0.25, 0.75), "r4": (0, 0.5, 0.5)}
WORDS = {"r1": 40, "r2": 80, "r3": 40, "r4": 80}


def documents() -> dict[str, list[object]]:
    """Two paragraphs a report, alike: nothing is left to chance."""
    twice = [name for name in REPORTS for _ in range(2)]
    return {
        "report_id": twice,
        "region": [REGIONS[name][0] for name in twice],
        "region_code": [REGIONS[name][1] for name in twice],
        "year": [2020] * 8,
        "paragraph": [1, 2] * 4,
    }


def paragraphs() -> wr.TermMatrix:
    about = documents()
    counts = [COUNTS[str(name)] for name in about["report_id"]]
    return matrix(counts, TERMS, [WORDS[str(name)] // 2 for name in about["report_id"]], **about)


def topics() -> wr.TopicModel:
    found = paragraphs()
    return by_hand(found.docs, [SHARES[name] for name in found.docs["report_id"]])


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return wr.cluster_tables(paragraphs(), topics(), resamples=20)


def cosines() -> dict[tuple[str, str], float]:
    """TF-IDF of the reports, twice the paragraph's counts: (1 + ln tf)(ln(5 / (1 + df)) + 1)."""
    df = [2, 2, 4]
    idf = [math.log(5 / (1 + number)) + 1 for number in df]
    vectors = {}
    for name, counts in COUNTS.items():
        raw = [
            (1 + math.log(2 * count)) * weight if count else 0
            for count, weight in zip(counts[:3], idf, strict=True)
        ]
        vectors[name] = [value / math.hypot(*raw) for value in raw]
    return {
        (one, other): sum(a * b for a, b in zip(vectors[one], vectors[other], strict=True))
        for one in REPORTS
        for other in REPORTS
        if one < other
    }


def by_topics() -> dict[tuple[str, str], float]:
    return {
        (one, other): 1 - jensenshannon(SHARES[one], SHARES[other], base=2)
        for one in REPORTS for other in REPORTS if one < other
    }  # fmt: skip


BASES = {"terms": cosines, "topics": by_topics}


def test_similarity(tables: dict[str, pd.DataFrame]) -> None:
    """Each pair once, by basis, the most alike first, then by ids."""
    expected = []
    for basis, measure in BASES.items():
        pairs = sorted(measure().items(), key=lambda pair: (-round(pair[1], 9), pair[0]))
        expected += [[basis, *ids, value] for ids, value in pairs]
    same_table(tables["similarity"], "basis report_id other_id similarity", expected)


def ward(basis: str) -> list[float]:
    """The heights of scipy's tree of 1 − similarity."""
    pairs = BASES[basis]()
    return list(linkage([1 - round(pairs[key], 12) for key in sorted(pairs)], "ward")[:, 2])


def test_branches(tables: dict[str, pd.DataFrame]) -> None:
    """Two pairs, then all; paragraphs alike give the same tree in every draw. Which of two sides stands left
    is the order of the leaves.
    """
    found = tables["branches"]
    expected = []
    for basis in BASES:
        pairs = BASES[basis]()
        low, high = sorted([("r1", "r2"), ("r3", "r4")], key=lambda ids: 1 - round(pairs[ids], 9))
        heights = ward(basis)
        for number, (ids, height) in enumerate(zip((low, high), heights, strict=False), start=1):
            expected.append([basis, number, height, 2, 1, DRAWN, DRAWN, ";".join(ids)])
        expected.append([basis, 3, heights[2], 4, 1, DRAWN, DRAWN, "r1;r2;r3;r4"])
    same_table(found, "basis branch height size support left right members", expected, 1e-8)
    for left, right, members in found[["left", "right", "members"]].itertuples(index=False):
        assert {left, right} == ({"1", "2"} if len(members) > 5 else set(members.split(";")))


def test_clusters(tables: dict[str, pd.DataFrame]) -> None:
    """As many as there are economic regions, 东部 and 中部, numbered from one end of the page; the pairs
    stand together.
    """
    found = tables["clusters"]
    expected = []
    for basis in BASES:
        own = found[found["basis"] == basis]["report_id"].tolist()
        assert {frozenset(own[:2]), frozenset(own[2:])} == {frozenset(("r1", "r2")), frozenset(("r3", "r4"))}
        expected += [
            [basis, name, REGIONS[name][0], AREAS[name], 1 + (place > 1), place + 1]
            for place, name in enumerate(own)
        ]
    same_table(found, "basis report_id region economic_region cluster position", expected)


def test_leaves_stand_beside_those_that_are_most_alike(tables: dict[str, pd.DataFrame]) -> None:
    """Of the four orders that the tree allows (and their mirrors) the one of the least sum of distances."""
    found = tables["clusters"]
    for basis in BASES:
        pairs = BASES[basis]()
        own = found[found["basis"] == basis]["report_id"].tolist()
        orders = [[*a, *b] for a in (("r1", "r2"), ("r2", "r1")) for b in (("r3", "r4"), ("r4", "r3"))]

        def far(order: list[str], pairs: dict[tuple[str, str], float] = pairs) -> float:
            return sum(1 - pairs[min(a, b), max(a, b)] for a, b in pairwise(order))

        assert far(own) == pytest.approx(min(map(far, orders)))


def test_agreement(tables: dict[str, pd.DataFrame]) -> None:
    """The clusters are the economic regions: 1. Of the six ways to deal two and two, two give it again."""
    same_table(
        tables["cluster_agreement"],
        "basis clusters ari p reports",
        [["terms", 2, 1, DRAWN, 4], ["topics", 2, 1, DRAWN, 4]],
    )
    assert tables["cluster_agreement"]["p"].to_numpy() == pytest.approx(1 / 3, abs=0.02)


def test_correspondence(tables: dict[str, pd.DataFrame]) -> None:
    """Words × shares, by the eigenvalues of SᵀS; in each dimension the row of most inertia is positive."""
    words = np.array([[WORDS[name] * share for share in SHARES[name]] for name in REPORTS])
    table = words / words.sum()
    row, column = table.sum(axis=1), table.sum(axis=0)
    residual = (table - np.outer(row, column)) / np.sqrt(np.outer(row, column))
    inertia, right = np.linalg.eigh(residual.T @ residual)
    inertia, right = inertia[::-1][:2], right[:, ::-1][:, :2]
    left = residual @ right
    signs = np.sign(left[np.abs(left).argmax(axis=0), [0, 1]])
    points = left * signs / np.sqrt(row)[:, None]
    topics = right * signs * np.sqrt(inertia) / np.sqrt(column)[:, None]
    total = inertia.sum()
    assert total == pytest.approx((residual**2).sum())  # three topics: two dimensions show all
    same_table(
        tables["correspondence_inertia"],
        "dimension inertia share",
        [[1, inertia[0], inertia[0] / total], [2, inertia[1], inertia[1] / total]],
    )
    expected: list[list[object]] = [
        ["report", name, row[n], row[n] * (points[n] ** 2).sum() / total, *points[n], 1]
        for n, name in enumerate(REPORTS)
    ]
    expected += [
        ["topic", str(n + 1), column[n], column[n] * (topics[n] ** 2).sum() / total, *topics[n], 1]
        for n in range(3)
    ]
    same_table(tables["correspondence"], "kind name mass inertia dim1 dim2 quality", expected, 1e-8)


def test_fewer_than_three_reports_have_no_tree() -> None:
    two = paragraphs().select(report_id=["r1", "r2"])
    model = by_hand(two.docs, [SHARES[name] for name in two.docs["report_id"]])
    with pytest.raises(wr.InputError):
        wr.cluster_tables(two, model, resamples=5)


def test_tree_to_draw() -> None:
    """Leaves, branches and pairs of one basis, one below the other; what a kind hasn't is unknown."""
    clusters = pd.DataFrame(
        [
            ["terms", "b", "乙省", "东部", 1, 1],
            ["terms", "a", "甲省", "", 2, 2],
            ["topics", "a", "甲省", "", 1, 1],
        ],
        columns=["basis", "report_id", "region", "economic_region", "cluster", "position"],
    )
    branches = pd.DataFrame(
        [["topics", 1, 0.5, 2, 0.25, "a", "b", "a;b"], ["terms", 1, 0.75, 2, 0.5, "b", "a", "a;b"]],
        columns=["basis", "branch", "height", "size", "support", "left", "right", "members"],
    )
    similarity = pd.DataFrame(
        [["terms", "a", "b", 0.25], ["topics", "a", "b", 0.5]],
        columns=["basis", "report_id", "other_id", "similarity"],
    )
    same_table(
        wr.similarity_tree({"clusters": clusters, "branches": branches, "similarity": similarity}),
        "kind name other region economic_region position cluster left right height size support similarity",
        [
            ["leaf", "b", None, "乙省", "东部", 1, 1, None, None, None, None, None, None],
            ["leaf", "a", None, "甲省", "", 2, 2, None, None, None, None, None, None],
            ["branch", "1", None, None, None, None, None, "b", "a", 0.75, 2, 0.5, None],
            ["pair", "a", "b", None, None, None, None, None, None, None, None, None, 0.25],
        ],
    )


def test_map_to_draw(tables: dict[str, pd.DataFrame]) -> None:
    """A report by its region, a topic by its heaviest term; the axes' parts of the inertia in each row."""
    found = wr.correspondence_map(tables | {"topics": topics().topics})
    places = tables["correspondence"].to_numpy().tolist()
    first, second = tables["correspondence_inertia"]["share"]
    names = [(REGIONS[name][0], AREAS[name]) for name in REPORTS]
    names += [("创新", None), ("外贸", None), ("创新", None)]  # of four equal weights the first by name
    same_table(
        found,
        "kind name mass inertia dim1 dim2 quality label economic_region share1 share2",
        [[*place, *about, first, second] for place, about in zip(places, names, strict=True)],
    )
