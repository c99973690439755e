"""Figures of topics, trees, maps and shared wording: what they show is what the tables say, nothing overlaps,
the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from analysis.drawing.placing import place_labels, shortened, text_size
from analysis.drawing.saving import figure_bytes
from analysis.figures import clusters, reuse, topics
from analysis.similarity.clusters import branch_support, branch_table, leaf_order, linkage_tree
from analysis.similarity.coefficients import similarity_pairs

REGIONS = ["安徽省", "北京市", "山东省", "江苏省"]
SHARES = pd.DataFrame(
    {"region": np.repeat(REGIONS, 2), "topic": [1, 2] * 4, "label": ["改革·开放", "教育·学校"] * 4,
        "share": [0.3, 0.7, 0.5, 0.5, 0.4, 0.6, np.nan, np.nan],
     "low": [0.2, 0.65, 0.4, 0.4, 0.2, 0.5, np.nan, np.nan], "high": [0.35, 0.8, 0.6, 0.6, 0.6, 0.7, np.nan,
         np.nan], "average": [0.45, 0.55] * 4}
)  # fmt: skip
COUNTS = pd.DataFrame(
    {"topics": [10, 20], "npmi": [0.3, 0.4], "npmi_window": [np.nan, np.nan], "stability": [0.8, 0.7],
        "stability_low": [0.7, 0.6],
     "stability_high": [0.9, 0.8], "exclusivity": [0.8, 0.7], "recommended": [False, True]}
)  # fmt: skip
SQUARE = np.array([[1, 0.9, 0.2, 0.3], [0.9, 1, 0.2, 0.3], [0.2, 0.2, 1, 0.8], [0.3, 0.3, 0.8, 1]])
POINTS = pd.DataFrame(
    {"kind": ["report"] * 4 + ["topic"] * 2, "label": [*REGIONS, "改革", "教育"], "economic_region": ["中部",
        "东部", "东部", "东部", None, None],
     "dim1": [0.1, -0.1, 0.1, 0.3, 0, 0.2], "dim2": [0.1, 0.2, 0.11, -0.1, 0, 0.1], "share1": 0.4,
     "share2": 0.2}
)  # fmt: skip
PAIRS = pd.DataFrame(
    {"report_id": ["b", "c", "c"], "other_id": ["a", "a", "b"], "characters": [500, 60, 40],
        "name": ["北京市", "山东省", "山东省"],
     "other": ["安徽省", "安徽省", "北京市"], "year": [2020] * 3, "other_year": [2020] * 3,
     "kind": ["work_report"] * 3, "other_kind": ["work_report"] * 3}
)  # fmt: skip


def tree() -> pd.DataFrame:
    merges = linkage_tree(SQUARE)
    support = branch_support(merges, np.stack([SQUARE, SQUARE]))
    place = np.argsort(leaf_order(merges)) + 1
    leaves = pd.DataFrame(
        {
            "basis": "terms",
            "report_id": list("abcd"),
            "region": REGIONS,
            "economic_region": ["中部", "东部", "东部", ""],
            "cluster": 1,
            "position": place,
        }
    )
    tables = {
        "clusters": leaves,
        "branches": branch_table(merges, list("abcd"), support, "terms"),
        "similarity": similarity_pairs(SQUARE, list("abcd"), "terms"),
    }
    return clusters.similarity_tree(tables)


DRAWINGS: dict[str, Callable[[str], object]] = {
    "shares": lambda language: topics.draw_topic_shares(SHARES, language=language),
    "counts": lambda language: topics.draw_topic_counts(COUNTS, language=language),
    "tree": lambda language: clusters.draw_similarity_tree(tree(), language=language),
    "map": lambda language: clusters.draw_correspondence(POINTS, language=language),
    "network": lambda language: reuse.draw_reuse_network(PAIRS, language=language),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", DRAWINGS)
def test_same_bytes_in_both_languages(name: str, language: str) -> None:
    first, second = (figure_bytes(DRAWINGS[name](language), "svg") for _ in range(2))  # type: ignore[arg-type]
    assert first == second
    text = first.decode("utf-8")
    assert {"zh": {"shares": "安徽", "counts": "主题数", "tree": "相似度", "map": "惯量", "network": "北京"},
            "en": {"shares": "Anhui", "counts": "number of topics", "tree": "similarity", "map": "inertia",
                "network": "Beijing"}}[language][name] in text  # fmt: skip


def test_shares_mark_what_differs_from_the_mean() -> None:
    ax = topics.draw_topic_shares(SHARES).axes[0]
    assert [t.get_text() for t in ax.texts] == ["30", "70", "50", "50", "40", "60"], (
        "an unknown share stays empty"
    )
    marks = [line.get_marker() for line in ax.lines]
    assert marks == ["v", "^"], "安徽's two"


def test_the_recommended_number_is_ringed() -> None:
    figure = topics.draw_topic_counts(COUNTS)
    assert len(figure.axes) == 3, "a measure that wasn't taken has no panel"
    assert all(list(ax.lines[-1].get_xdata()) == [20] for ax in figure.axes)


def test_typical_paragraphs_stand_below_their_topic() -> None:
    table = pd.DataFrame(
        {
            "topic": [1, 1],
            "share": 0.5,
            "rank": [1, 2],
            "term": ["改革", "开放"],
            "weight": [0.2, 0.1],
            "region": "安徽省",
            "typical": "推进" * 40,
        }
    )
    figure = topics.draw_topic_terms(table)
    assert figure.axes[0].get_xlabel().startswith("安徽：推进") and figure.axes[0].get_xlabel().endswith("…")
    assert figure.axes[0].get_xlabel().count("\n") == 1


def test_firm_branches_carry_their_support() -> None:
    figure = clusters.draw_similarity_tree(tree())
    assert sorted(t.get_text() for t in figure.axes[0].texts) == ["100", "100"], (
        "the two pairs; the root goes without"
    )
    image = figure.axes[1].images[0].get_array()
    assert image is not None and np.nanmax(image) == 0.9
    order = [t.get_text().split(" ")[0] for t in figure.axes[1].get_yticklabels()]
    assert {frozenset(order[:2]), frozenset(order[2:])} == {
        frozenset({"安徽", "北京"}),
        frozenset({"山东", "江苏"}),
    }


def test_the_network_has_an_arrow_a_pair() -> None:
    ax = reuse.draw_reuse_network(PAIRS).axes[0]
    arrows = [t for t in ax.texts if getattr(t, "arrow_patch", None) is not None]
    assert len(arrows) == 3
    assert {t.get_text() for t in ax.texts if t.get_text()} == {"安徽", "北京", "山东"}
    assert reuse.draw_reuse_network(PAIRS.iloc[:1]) is not None, "two reports"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(30, 470), st.integers(30, 370)), min_size=2, max_size=25, unique=True))
def test_labels_stay_in_the_box_and_mostly_apart(places: list[tuple[int, int]]) -> None:
    points, sizes = np.array(places, dtype=float), np.tile([21.0, 8.0], (len(places), 1))
    centres = place_labels(points, sizes, (500.0, 400.0))
    assert (centres >= sizes / 2 - 0.05).all() and (centres <= np.array([500, 400]) - sizes / 2 + 0.05).all()
    apart = np.abs(centres[:, None] - centres[None])
    hits = ((apart < sizes - 0.2).all(axis=2).sum() - len(points)) / 2
    assert hits <= len(points) / 8
    assert (centres == place_labels(points, sizes, (500.0, 400.0))).all()


def test_text_is_measured_and_shortened() -> None:
    assert text_size("改革", 7)[0] == 14 > text_size("ab", 7)[0]
    assert shortened("全面建成小康社会", 7) == "全面建成小康…" and shortened("改革", 7) == "改革"


def test_no_labels_of_the_map_overlap(built: Path) -> None:
    """On the shipped corpus, measured with the drawn sizes."""
    table = pd.read_csv(built / "figures" / "correspondence_map.csv", encoding="utf-8-sig")
    for language in ("zh", "en"):
        ax = clusters.draw_correspondence(table, language=language).axes[0]
        ax.figure.draw_without_rendering()  # type: ignore[union-attr]
        boxes = [t.get_window_extent().shrunk(0.9, 0.8) for t in ax.texts]
        assert [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a.overlaps(b)] == []


def test_tables_of_a_build(built: Path) -> None:
    """Their columns and what must hold between them."""
    tables = {name: pd.read_csv(built / "tables" / f"{name}.csv", encoding="utf-8-sig") for name in (
        "topics", "topic_shares", "topic_labels", "topic_paragraphs", "similarity", "clusters", "branches",
        "cluster_agreement", "correspondence",
        "correspondence_inertia", "reuse_pairs", "stock_phrases")}  # fmt: skip
    shares = tables["topic_shares"]
    assert list(shares.columns)[:7] == ["report_id", "region", "year", "topic", "share", "low", "high"]
    assert shares.groupby("report_id")["share"].sum().tolist() == pytest.approx([1] * 29)
    assert ((shares["low"] <= shares["share"]) & (shares["share"] <= shares["high"])).mean() > 0.97
    assert tables["topics"]["topic"].nunique() == len(tables["topic_labels"]) == 20
    assert tables["topic_labels"]["label"].isna().all(), "names are the researcher's"
    assert tables["clusters"].groupby("basis").size().tolist() == [29, 29]
    assert (tables["branches"].groupby("basis").size() == 28).all()
    assert tables["branches"]["support"].between(0, 1).all()
    assert len(tables["similarity"]) == 2 * 29 * 28 / 2
    assert tables["correspondence_inertia"]["share"].sum() == pytest.approx(1)
    assert set(tables["cluster_agreement"]["basis"]) == {"terms", "topics"}
    texts = {p.stem: p.read_text(encoding="utf-8") for p in (built / "reports").glob("*.txt")}
    assert all(
        text in texts[report]
        for text, report in zip(
            tables["topic_paragraphs"]["text"], tables["topic_paragraphs"]["report_id"], strict=True
        )
    )
