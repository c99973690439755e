"""Figures of very many reports: forty names at the most, chosen by the rule of the caption; up to forty
nothing is left out.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from matplotlib.figure import Figure

from analysis.drawing import style
from analysis.drawing.labels import labels
from analysis.drawing.saving import figure_bytes
from analysis.drawing.selection import MOST, ends, evenly, is_selection, keep, selection_caption, shown_evenly
from analysis.drawing.spec import FigureSpec, Overview
from analysis.figures import clusters, keyness, lengths, reuse, target_years, targets, themes, topics, words
from analysis.similarity.clusters import branch_support, branch_table, leaf_order, linkage_tree
from analysis.similarity.coefficients import similarity_pairs
from analysis.text.lexicon import load_regions

Drawing = tuple[Callable[[pd.DataFrame], pd.DataFrame], Callable[..., Any]]


def regions_of(count: int) -> pd.DataFrame:
    """So many made-up cities: names of the table of regions, ids in their order."""
    names = load_regions()["name"].drop_duplicates().iloc[40 : 40 + count].tolist()
    return pd.DataFrame({"report_id": [f"r{n:03}" for n in range(count)], "region": names, "year": 2024})


def with_columns(about: pd.DataFrame, name: str, values: list[object]) -> pd.DataFrame:
    """Each report once for each value of a further column."""
    return about.merge(pd.DataFrame({name: values}), how="cross")


def made(count: int) -> dict[str, pd.DataFrame]:
    """Whole tables of the figures, of so many reports, before anything is chosen."""
    about = regions_of(count)
    rng = np.random.default_rng(3)
    level = np.arange(count, dtype=float)
    themed = with_columns(about, "theme", [*"abcde"])
    share = rng.random(len(themed))
    topic = with_columns(about, "topic", [1, 2, 3])
    term = with_columns(about, "term", [f"词{n}" for n in range(10)])
    rank = with_columns(about, "rank", [1, 2, 3])
    target = with_columns(about, "indicator", ["gdp", "cpi"])
    lengths_table = about.assign(
        kind="work_report", review=1000 + level, plan=5000, mixed=0, other=10, total=6010 + level
    ).sort_values("total", ascending=False)
    return {
        "lengths": lengths_table.reset_index(drop=True),
        "gdp": about.assign(
            low=5 + level[::-1] / 100,
            high=5 + level[::-1] / 100,
            middle=5 + level[::-1] / 100,
            qualifier="exact",
            label="5%",
            outturn=5.0,
        ),
        "matrix": target.assign(
            label="5%",
            kind="numeric",
            unit="%",
            middle=np.repeat(level, 2),
            qualifier="exact",
            comparable=True,
            position=np.repeat(level / count, 2),
        ),
        "terms": rank.assign(
            term=[f"词{n}" for n in range(len(rank))], tfidf=np.repeat(level, 3) / count + 0.1 / rank["rank"]
        ),
        "heatmap": themed.assign(share=share),
        "ranks": about.assign(
            theme="a",
            share=1 - level / count,
            report_rank=level + 1,
            report_rank_low=np.maximum(1, level - 3),
            report_rank_high=level + 4,
        ),
        "shares": topic.assign(label="甲·乙", share=1 / 3, low=0.1, high=0.5, average=1 / 3),
        "profile": term.assign(z=rng.normal(size=len(term))),
    }


DRAWINGS: dict[str, Drawing] = {
    "lengths": (lengths.shown_lengths, lengths.draw_corpus_lengths),
    "gdp": (targets.shown_targets, targets.draw_qualified_targets),
    "matrix": (targets.shown_matrix, targets.draw_target_matrix),
    "terms": (words.shown_terms, words.draw_distinctive_terms),
    "heatmap": (themes.shown_heatmap, themes.draw_theme_heatmap),
    "ranks": (themes.shown_ranks, themes.draw_theme_ranks),
    "shares": (shown_evenly, topics.draw_topic_shares),
    "profile": (shown_evenly, keyness.draw_term_profile),
}


def covered(figure: Figure, axis: str) -> list[tuple[str, str]]:
    """Neighbouring names of an axis that cover one another by more than a hair along it."""
    with style.style():
        figure.draw_without_rendering()
        ax = figure.axes[0]
        texts = [t for t in (ax.get_yticklabels() if axis == "y" else ax.get_xticklabels()) if t.get_text()]
        low, high = ("y0", "y1") if axis == "y" else ("x0", "x1")
        boxes = sorted(
            ((t.get_text(), t.get_window_extent()) for t in texts),
            key=lambda pair: float(getattr(pair[1], low)),
        )
    return [
        (a, b)
        for (a, one), (b, two) in itertools.pairwise(boxes)
        if getattr(one, high) > getattr(two, low) + 0.15 * (getattr(one, high) - getattr(one, low))
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", DRAWINGS)
def test_of_a_hundred_reports_forty_are_named(name: str, language: str) -> None:
    shown, draw = DRAWINGS[name]
    table = shown(made(100)[name])
    assert table["report_id"].nunique() == MOST and set(table["of"]) == {100}
    pd.testing.assert_frame_equal(shown(table), table)
    figure = draw(table, language=language)
    axis = "x" if name == "profile" else "y"
    ticks = figure.axes[0].get_xticklabels() if axis == "x" else figure.axes[0].get_yticklabels()
    assert {t.get_text().replace("\n", "").split(" 2024")[0] for t in ticks} == {
        labels(language).region(r) for r in table["region"]
    }
    assert covered(figure, axis) == []
    assert figure.get_figheight() <= style.TALLEST
    note = {"zh": "40／100", "en": "40 of 100"}[language]
    assert any(note in text.get_text() for text in figure.texts), "a figure says that it isn't whole"
    caption = selection_caption("X", table, labels(language), name)
    assert "40" in caption and "100" in caption and caption.startswith("X")


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_whole_table_is_drawn_as_its_selection(name: str) -> None:
    """A notebook that hands over everything gets the figure of the build."""
    shown, draw = DRAWINGS[name]
    whole = made(60)[name]
    one, two = (figure_bytes(draw(table), "svg") for table in (whole, shown(whole)))
    assert one == two


@pytest.mark.parametrize("count", [29, MOST])
@pytest.mark.parametrize("name", DRAWINGS)
def test_up_to_forty_reports_nothing_is_left_out(name: str, count: int) -> None:
    shown, _ = DRAWINGS[name]
    table = made(count)[name]
    assert shown(table) is table
    assert selection_caption("X", table, labels("zh"), name) == "X"


def test_the_rules_choose_what_they_say() -> None:
    tables = made(100)
    assert lengths.shown_lengths(tables["lengths"])["total"].agg(["min", "max"]).tolist() == [6010, 6109], (
        "the shortest and the longest"
    )
    assert targets.shown_targets(tables["gdp"])["middle"].iloc[[0, -1]].tolist() == [5.99, 5.0]
    ranks = themes.shown_ranks(tables["ranks"].sample(frac=1, random_state=1))["report_rank"]
    assert sorted(ranks) == [*range(1, 21), *range(81, 101)]
    assert set(words.shown_terms(tables["terms"])["report_id"]) == {f"r{n:03}" for n in range(60, 100)}, (
        "the heaviest first terms"
    )
    assert {"r000", "r099"} < set(targets.shown_matrix(tables["matrix"])["report_id"])


def test_places_in_the_heatmap_are_among_all() -> None:
    whole = made(100)["heatmap"]
    shown = themes.shown_heatmap(whole)
    for report_id, theme, share, place in (
        shown[["report_id", "theme", "share", "place"]].head(20).itertuples(index=False)
    ):
        assert place == pytest.approx((whole.loc[whole["theme"] == theme, "share"] < share).sum() / 99), (
            report_id
        )
    ax = themes.draw_theme_heatmap(shown).axes[0]
    assert sorted(ax.collections[0].get_array().ravel()) == pytest.approx(sorted(shown["place"]))


def test_reports_of_like_named_regions_keep_their_own_rows() -> None:
    """Counties share names: 鼓楼区 stands in four cities."""
    about = pd.DataFrame({"report_id": ["a", "b"], "region": "鼓楼区", "year": 2024})
    table = with_columns(about, "theme", ["x", "y"]).assign(share=[0.1, 0.2, 0.3, 0.4])
    assert len(themes.draw_theme_heatmap(table).axes[0].get_yticks()) == 2
    rows = with_columns(about, "rank", [1]).assign(term=["甲", "乙"], tfidf=[0.2, 0.1])
    assert len(words.draw_distinctive_terms(rows).axes[0].get_yticks()) == 2


def whole_tree(count: int) -> tuple[pd.DataFrame, np.ndarray]:
    about = regions_of(count)
    points = np.random.default_rng(5).random((count, 6))
    unit = points / np.linalg.norm(points, axis=1, keepdims=True)
    square = np.round(unit @ unit.T, 6)
    np.fill_diagonal(square, 1)
    merges = linkage_tree(square)
    ids = about["report_id"].tolist()
    leaves = about.assign(
        basis="terms", economic_region="东部", cluster=1, position=np.argsort(leaf_order(merges)) + 1
    )
    tables = {
        "clusters": leaves, "branches": branch_table(merges, ids, branch_support(merges, np.stack([square,
            square])), "terms"),
        "similarity": similarity_pairs(square, ids, "terms"),
    }  # fmt: skip
    return clusters.similarity_tree(tables), square


def test_a_tree_of_many_is_cut_into_clusters() -> None:
    whole, square = whole_tree(100)
    table = clusters.shown_tree(whole)
    leaves, merges, pairs = (table[table["kind"] == kind] for kind in ("leaf", "branch", "pair"))
    assert len(leaves) == MOST and len(merges) == MOST - 1 and leaves["size"].sum() == 100
    assert set(table["of"]) == {100} and clusters.shown_tree(table) is table
    # The clusters are those of scipy's own cut, and their similarities means over the pairs of reports.
    members = {
        str(row.branch): set(row.members.split(";"))
        for row in branch_table(
            linkage_tree(square), [f"r{n:03}" for n in range(100)], np.zeros(99), ""
        ).itertuples()
    }
    parts = [members.get(name, {name}) for name in leaves["name"]]
    assert (
        set().union(*parts) == {f"r{n:03}" for n in range(100)}
        and [len(part) for part in parts] == leaves["size"].astype(int).tolist()
    )
    at = [[int(name[1:]) for name in sorted(part)] for part in parts]
    for row in pairs.head(60).itertuples():
        a, b = (at[leaves["name"].tolist().index(name)] for name in (row.name, row.other))
        values = [square[i, j] for i in a for j in b if i != j]
        assert row.similarity == pytest.approx(np.mean(values))
    wanted = set(leaves["name"])
    for row in merges.itertuples():  # each branch joins what stands already
        assert {row.left, row.right} <= wanted
        wanted.add(row.name)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_cut_tree_is_readable(language: str) -> None:
    figure = clusters.draw_similarity_tree(whole_tree(100)[0], language=language)
    names = [t.get_text() for t in figure.axes[1].get_yticklabels()]
    assert len(names) == MOST and any("+" in name for name in names)
    assert any("100" in text.get_text() for text in figure.texts)
    whole, _ = whole_tree(30)
    assert clusters.shown_tree(whole) is whole


def test_the_map_shows_all_and_names_the_farthest() -> None:
    about = regions_of(100)
    rng = np.random.default_rng(1)
    reports = pd.DataFrame(
        {
            "kind": "report",
            "name": about["report_id"],
            "label": about["region"],
            "dim1": rng.normal(size=100),
            "dim2": rng.normal(size=100),
        }
    )
    themes_of = pd.DataFrame(
        {
            "kind": "topic",
            "name": ["1", "2"],
            "label": ["改革", "教育"],
            "dim1": [0.0, 0.1],
            "dim2": [0.0, 0.1],
        }
    )
    table = pd.concat([reports, themes_of], ignore_index=True).assign(
        economic_region="东部", share1=0.3, share2=0.2
    )
    shown = clusters.shown_names(table)
    assert len(shown) == 102 and shown["named"].sum() == MOST + 2
    far = np.hypot(shown["dim1"], shown["dim2"])[shown["kind"] == "report"]
    named = shown.loc[far.index, "named"]
    assert far[named].min() >= far[~named].max()
    ax = clusters.draw_correspondence(table).axes[0]
    assert len(ax.texts) == MOST + 2
    points = {
        (float(x), float(y))
        for line in ax.lines
        if line.get_marker() in ("o", "x")
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    }
    assert points >= set(zip(table["dim1"], table["dim2"], strict=True)), "no report is missing"
    assert clusters.shown_names(table.head(29)) is not None and "named" not in clusters.shown_names(
        table.head(29)
    )


def test_the_network_keeps_to_forty_reports_and_its_names_apart() -> None:
    about = regions_of(100).assign(kind="work_report")
    ids = about["report_id"].tolist()
    pairs = pd.DataFrame({"report_id": ids[50:], "other_id": ids[:50], "characters": np.arange(150, 100, -1)})
    table = reuse.reuse_network({"reuse_pairs": pairs, "reports": about})
    assert len(table) == MOST // 2, "twenty pairs are forty reports"
    ax = reuse.draw_reuse_network(table, language="en").axes[0]
    named = [t for t in ax.texts if t.get_text()]
    assert len(named) == MOST
    turns = sorted(round(t.get_rotation() % 180, 3) for t in named)
    assert len(set(turns)) >= MOST // 2, "names point outwards"
    few = pairs.head(10)
    assert len(reuse.reuse_network({"reuse_pairs": few, "reports": about})) == 10


def over_years(count: int) -> pd.DataFrame:
    about = pd.concat(
        [
            regions_of(count).assign(year=year, middle=np.arange(count) + float(year - 2020))
            for year in (2020, 2021)
        ],
        ignore_index=True,
    )
    local = about.assign(
        level="city",
        indicator="gdp",
        unit="%",
        low=about["middle"],
        high=about["middle"],
        qualifier="exact",
        label="x",
    )
    nation = local.head(2).assign(
        report_id="n", region="全国", level="national", year=[2020, 2021], middle=6.0
    )
    columns = [
        "report_id",
        "region",
        "level",
        "indicator",
        "unit",
        "year",
        "low",
        "high",
        "middle",
        "qualifier",
        "label",
    ]
    return pd.concat([local, nation], ignore_index=True)[columns]


def test_very_many_regions_over_the_years_are_a_band() -> None:
    whole = over_years(100)
    table = target_years.shown_years(whole)
    band = table[table["qualifier"] == "quartiles"]
    assert band[["low", "middle", "high"]].to_numpy().tolist() == [[24.75, 49.5, 74.25], [25.75, 50.5, 75.25]]
    assert band["of"].tolist() == [100, 100] and len(table) == 4, "and the nation"
    figure = target_years.draw_targets_over_years(whole, language="en")
    assert [t.get_text() for t in figure.axes[0].texts] == ["cities", "China"], "apart, from the top"
    few = over_years(MOST)
    assert target_years.shown_years(few) is few


def test_tall_stacks_of_targets_are_bars() -> None:
    about = regions_of(100)
    table = about.assign(indicator="gdp", middle=np.where(np.arange(100) < 60, 6.0, 5.5), national_middle=5.0)
    ax = targets.draw_target_gaps(table).axes[0]
    heights = sorted(float(np.ptp(path.vertices[:, 1])) for path in ax.collections[0].get_paths())
    assert heights == [40, 60]
    assert not len(targets.draw_target_gaps(table.head(29)).axes[0].collections), "dots"


@given(st.integers(0, 400), st.integers(2, 60))
def test_places_are_spread_and_end_at_the_ends(count: int, most: int) -> None:
    for places in (evenly(count, most), ends(count, most)):
        assert len(places) == min(count, most) == len(set(places.tolist()))
        assert places.tolist() == sorted(places.tolist())
        if count:
            assert places[0] == 0 and places[-1] == count - 1
    gaps = np.diff(evenly(count, most))
    assert not len(gaps) or gaps.max() - gaps.min() <= 1


def test_keep_says_how_many_there_were() -> None:
    table = pd.DataFrame({"report_id": [*"abc"]})
    assert not is_selection(keep(table, [*"abc"], np.arange(3)))
    assert is_selection(keep(table, [*"abc"], np.arange(2)))


@pytest.mark.parametrize("level", ["province", "city"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_captions_of_cities_dont_speak_of_provinces(level: str, language: str) -> None:
    reports = regions_of(100).assign(level=level, kind="work_report")
    table = made(100)["matrix"]
    spec: FigureSpec = next(s for s in targets.SPECS if s.name == "target_matrix")
    caption = spec.caption(Overview(reports), targets.shown_matrix(table), labels(language))
    assert ({"zh": "各省中", "en": "among the provinces"}[language] in caption) == (level == "province")
    assert "40" in caption and "100" in caption
