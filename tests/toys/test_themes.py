"""Themes: whole tables of three themes in a few sentences.

Where the paragraphs of a report are alike, each draw of them has the same shares: the interval is the value
itself. A report of one paragraph has none.
"""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import jensenshannon
from scipy.stats import spearmanr

import analysis as wr
from tests.toys.corpora import DRAWN, NAN, around, matrix, parts, report, same_table

JOBS, TRADE, GRAIN, NONE = "要扩大就业。", "要稳外贸。", "要抓粮食。", "要开好会。"
# Other sentences of the same themes: the same one twice in a row would be taken for bold print read twice.
JOBS_3, TRADE_3, GRAIN_2 = JOBS + "稳住就业。保障就业。", TRADE + "扩大外贸。做强外贸。", GRAIN + "多收粮食。"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> wr.Codebook:
    """Three themes, not in the order of the alphabet; 粮食局 is no grain."""
    path = tmp_path_factory.mktemp("codebook") / "themes.csv"
    rows = ["trade,外贸,", "jobs,就业,", "jobs,稳岗,", "grain,粮食,粮食局"]
    path.write_text("\n".join(["theme,term,exclude", *rows]) + "\n", encoding="utf-8")
    return wr.load_themes(path)


def city(
    year: int, *plan: str, review: tuple[str, ...] = (), code: str = "420100", name: str = "甲市"
) -> wr.Report:
    return report(name, code, "city", year, parts(review, plan))


def nation(year: int, *plan: str, kind: str = "work_report", report_id: str = "") -> wr.Report:
    return report("全国", "100000", "national", year, parts([], plan), kind=kind, report_id=report_id)


@pytest.fixture(scope="module")
def corpus() -> wr.Corpus:
    """Shares in the plans (jobs, trade, grain): the nation ½ ½ 0 in 2020, ¼ ¾ 0 in 2021, and 1 0 0 in its
    task division of 2020, whose id is the first; 甲 ¾ 0 ¼ in 2020 and 0 0 1 in 2021; 乙 0 ½ ½ in 2020.
    """
    return wr.Corpus(
        (
            nation(2020, *[JOBS_3] * 2, kind="task_division", report_id="100000-2020-a"),
            nation(2020, *[JOBS + TRADE] * 2, report_id="100000-2020-b"),
            nation(2021, *[JOBS + TRADE_3] * 2),
            city(2020, *[JOBS_3 + GRAIN] * 2, review=(JOBS + TRADE,) * 2),
            city(2021, *[GRAIN_2] * 2),
            city(2020, *[TRADE + GRAIN] * 2, code="420200", name="乙市"),
        )
    )


@pytest.fixture(scope="module")
def counts(corpus: wr.Corpus, book: wr.Codebook) -> wr.ThemeCounts:
    return wr.count_themes(corpus, book)


def test_hits(book: wr.Codebook) -> None:
    text = city(2020, "粮食局抓粮食。", "稳岗就业，粮食丰收。")
    same_table(
        wr.theme_hits(text, book),
        "report_id part paragraph sentence start end theme term",
        [
            ["420100-2020", "plan", 1, 1, 13, 15, "grain", "粮食"],
            ["420100-2020", "plan", 2, 2, 17, 19, "jobs", "稳岗"],
            ["420100-2020", "plan", 2, 2, 19, 21, "jobs", "就业"],
            ["420100-2020", "plan", 2, 2, 22, 24, "grain", "粮食"],
        ],
    )


MIXED = ("稳岗就业。稳岗。", "抓粮食就业。" + NONE)


@pytest.mark.parametrize(
    ("settings", "numerator", "denominator"),
    [
        ({}, [[0, 2, 0], [0, 1, 1]], [2, 2]),
        ({"split": True}, [[0, 2, 0], [0, 0.5, 0.5]], [2, 2]),
        ({"unit": "paragraphs"}, [[0, 1, 0], [0, 1, 1]], [1, 1]),  # two sentences, one paragraph
        ({"unit": "characters"}, [[0, 8, 0], [0, 6, 6]], [8, 11]),
        ({"parts": "review"}, [], []),
    ],
)
def test_counts(
    book: wr.Codebook, settings: dict[str, object], numerator: list[list[float]], denominator: list[float]
) -> None:
    """Paragraphs × (trade, jobs, grain): a sentence with a theme counts once, however often it names it."""
    found = wr.count_themes(city(2020, *MIXED), book, **settings)
    assert found.codes == ("trade", "jobs", "grain")
    assert found.numerator.tolist() == numerator
    assert found.denominator.tolist() == denominator
    rows = [["420100-2020", "city", "甲市", "420100", 2020, "work_report", "plan"]] if denominator else []
    same_table(found.strata, "report_id level region region_code year kind part", rows)


def test_counts_by_words(book: wr.Codebook) -> None:
    """就业创新 are two words, 创新 is one."""
    text = city(2020, "就业创新。创新。")
    tokens = wr.tokenise_corpus(
        text, wr.TokenOptions(engine="rjieba", lexicon=("就业", "创新"), stop_kinds=())
    )
    found = wr.count_themes(text, book, unit="tokens", tokens=tokens)
    assert found.numerator.tolist() == [[0, 2, 0]]
    assert found.denominator.tolist() == [3]


ATTENTION = "theme share low high count total"


def test_attention(book: wr.Codebook) -> None:
    """Groups in the order of their keys, themes by share, then by name; a report of one paragraph has no
    interval; of two unlike ones each comes out alone in a quarter of the draws.
    """
    reports = wr.Corpus(
        (
            city(2021, JOBS + GRAIN),
            city(2020, *[JOBS_3 + GRAIN] * 2, review=(TRADE, NONE)),
        )
    )
    same_table(
        wr.attention(wr.count_themes(reports, book)),
        f"report_id region year part {ATTENTION}",
        [
            ["420100-2020", "甲市", 2020, "plan", "jobs", 3 / 4, 3 / 4, 3 / 4, 6, 8],
            ["420100-2020", "甲市", 2020, "plan", "grain", 1 / 4, 1 / 4, 1 / 4, 2, 8],
            ["420100-2020", "甲市", 2020, "plan", "trade", 0, 0, 0, 0, 8],
            ["420100-2020", "甲市", 2020, "review", "trade", 1 / 2, 0, 1, 1, 2],
            ["420100-2020", "甲市", 2020, "review", "grain", 0, 0, 0, 0, 2],
            ["420100-2020", "甲市", 2020, "review", "jobs", 0, 0, 0, 0, 2],
            ["420100-2021", "甲市", 2021, "plan", "grain", 1 / 2, NAN, NAN, 1, 2],
            ["420100-2021", "甲市", 2021, "plan", "jobs", 1 / 2, NAN, NAN, 1, 2],
            ["420100-2021", "甲市", 2021, "plan", "trade", 0, NAN, NAN, 0, 2],
        ],
    )


def test_attention_of_groups_adds_reports_up(counts: wr.ThemeCounts) -> None:
    """Sentences of jobs, trade, grain: the nation's 6 0 0 of 6, 2 2 0 of 4 and 2 6 0 of 8; 甲's 6 0 2 of 8,
    with 2 2 0 of 4 in the review, and 0 0 4 of 4; 乙's 0 2 2 of 4.
    """
    sums = {
        "city": ({"jobs": 8, "grain": 8, "trade": 4}, 20),
        "national": ({"jobs": 10, "trade": 8, "grain": 0}, 18),
    }
    expected = [
        [level, theme, *[count / total] * 3, count, total]
        for level, (themes, total) in sums.items()
        for theme, count in themes.items()
    ]
    expected[0], expected[1] = expected[1], expected[0]  # grain before jobs, which have as many
    same_table(wr.attention(counts, "level"), f"level {ATTENTION}", expected)


def test_paragraphs_count_once(book: wr.Codebook) -> None:
    """Three sentences of a theme in one paragraph are one paragraph with it."""
    found = wr.attention(wr.count_themes(city(2020, *[JOBS_3 + GRAIN] * 2), book, unit="paragraphs"), "part")
    same_table(
        found,
        f"part {ATTENTION}",
        [["plan", "grain", 1, 1, 1, 2, 2], ["plan", "jobs", 1, 1, 1, 2, 2], ["plan", "trade", 0, 0, 0, 0, 2]],
    )


def test_coverage(book: wr.Codebook) -> None:
    reports = wr.Corpus((city(2021, NONE), city(2020, *MIXED, review=(TRADE,))))
    same_table(
        wr.theme_coverage(wr.count_themes(reports, book, split=True)),
        "report_id region year part covered total share",
        [
            ["420100-2020", "甲市", 2020, "plan", 3, 4, 3 / 4],
            ["420100-2020", "甲市", 2020, "review", 1, 1, 1],
            ["420100-2021", "甲市", 2021, "plan", 0, 1, 0],
        ],
    )


RANKS = (
    "report_id level region year theme share low high theme_rank theme_rank_low theme_rank_high themes "
    "report_rank report_rank_low report_rank_high reports"
)


def test_ranks(counts: wr.ThemeCounts) -> None:
    """The nation's two work reports are ranked together, though of two years; its task division stands alone,
    and so does 甲 in 2021, when no other city has a report. Equal shares have the mean of their ranks.
    """
    nation, first, second = ("national", "全国"), ("city", "甲市"), ("city", "乙市")
    shares = {  # of each theme; its rank in the report; the report's rank
        ("100000-2020-a", *nation, 2020): [
            ("jobs", 1, 1, NAN),
            ("grain", 0, 2.5, NAN),
            ("trade", 0, 2.5, NAN),
        ],
        ("100000-2020-b", *nation, 2020): [
            ("jobs", 1 / 2, 1.5, 1),
            ("trade", 1 / 2, 1.5, 2),
            ("grain", 0, 3, 1.5),
        ],
        ("100000-2021", *nation, 2021): [("trade", 3 / 4, 1, 1), ("jobs", 1 / 4, 2, 2), ("grain", 0, 3, 1.5)],
        ("420100-2020", *first, 2020): [("jobs", 3 / 4, 1, 1), ("grain", 1 / 4, 2, 2), ("trade", 0, 3, 2)],
        ("420100-2021", *first, 2021): [("grain", 1, 1, NAN), ("jobs", 0, 2.5, NAN), ("trade", 0, 2.5, NAN)],
        ("420200-2020", *second, 2020): [
            ("grain", 1 / 2, 1.5, 1),
            ("trade", 1 / 2, 1.5, 1),
            ("jobs", 0, 3, 2),
        ],
    }
    reports = {"100000-2020-a": 1, "100000-2020-b": 2, "100000-2021": 2, "420100-2020": 2, "420100-2021": 1}
    expected = [
        [*about, theme, share, share, share, own, own, own, 3, among, among, among, reports.get(about[0], 2)]
        for about, themes in shares.items()
        for theme, share, own, among in themes
    ]
    same_table(wr.theme_ranks(counts, resamples=50), RANKS, expected)


def test_ranks_of_one_part(counts: wr.ThemeCounts) -> None:
    """Only 甲's report of 2020 has a review."""
    same_table(
        wr.theme_ranks(counts, part="review", resamples=50),
        RANKS,
        [
            ["420100-2020", "city", "甲市", 2020, "jobs", 0.5, 0.5, 0.5, 1.5, 1.5, 1.5, 3, NAN, NAN, NAN, 1],
            ["420100-2020", "city", "甲市", 2020, "trade", 0.5, 0.5, 0.5, 1.5, 1.5, 1.5, 3, NAN, NAN, NAN, 1],
            ["420100-2020", "city", "甲市", 2020, "grain", 0, 0, 0, 3, 3, 3, 3, NAN, NAN, NAN, 1],
        ],
    )


def test_gaps_between_plan_and_review(counts: wr.ThemeCounts) -> None:
    """甲 in 2020: ¾ 0 ¼ after ½ ½ 0. The others have no review."""
    about = ["420100-2020", "city", "甲市", 2020]
    same_table(
        wr.part_gaps(counts, resamples=50),
        "report_id level region year theme review plan gap low high stance",
        [
            [*about, "grain", 0, 1 / 4, 1 / 4, 1 / 4, 1 / 4, "promised"],
            [*about, "jobs", 1 / 2, 3 / 4, 1 / 4, 1 / 4, 1 / 4, "promised"],
            [*about, "trade", 1 / 2, 0, -1 / 2, -1 / 2, -1 / 2, "reported"],
        ],
    )


def test_gaps_that_chance_may_make(book: wr.Codebook) -> None:
    """One of two paragraphs: each draw of the plan has 0, ½ or 1, and the review ½ always; one paragraph has
    no interval, and no stance.
    """
    unlike = city(2020, JOBS, NONE, review=(JOBS + NONE,) * 2)
    short = city(2021, JOBS, review=(NONE,))
    found = wr.part_gaps(wr.count_themes(wr.Corpus((short, unlike)), book.keep("jobs")))
    same_table(
        found,
        "report_id level region year theme review plan gap low high stance",
        [
            ["420100-2020", "city", "甲市", 2020, "jobs", 0.5, 0.5, 0, -0.5, 0.5, "alike"],
            ["420100-2021", "city", "甲市", 2021, "jobs", 0, 1, 1, NAN, NAN, ""],
        ],
    )


GAPS = "report_id level region year national_report_id same_kind theme share national gap low high stance"


def test_gaps_to_the_nation(corpus: wr.Corpus, counts: wr.ThemeCounts, book: wr.Codebook) -> None:
    """Each city beside the nation's work report of its year, though the task division's id comes first."""
    tables = {
        ("420100-2020", "甲市", 2020, "100000-2020-b"): [
            ("grain", 1 / 4, 0), ("jobs", 3 / 4, 1 / 2), ("trade", 0, 1 / 2),
        ],
        ("420100-2021", "甲市", 2021, "100000-2021"): [
            ("grain", 1, 0), ("jobs", 0, 1 / 4), ("trade", 0, 3 / 4),
        ],
        ("420200-2020", "乙市", 2020, "100000-2020-b"): [
            ("grain", 1 / 2, 0), ("trade", 1 / 2, 1 / 2), ("jobs", 0, 1 / 2),
        ],
    }  # fmt: skip
    expected = [
        [name, "city", region, year, partner, True, theme, share, national, *[share - national] * 3,
         "more" if share > national else "less" if share < national else "alike"]
        for (name, region, year, partner), themes in tables.items()
        for theme, share, national in themes
    ]  # fmt: skip
    same_table(wr.national_gaps(counts, resamples=50), GAPS, expected)

    division = report(
        "丙市", "420300", "city", 2020, parts([], [GRAIN] * 2), kind="task_division", report_id="420300-2020"
    )
    both = wr.national_gaps(wr.count_themes(wr.Corpus((*corpus, division)), book), resamples=50)
    about = ["420300-2020", "city", "丙市", 2020, "100000-2020-a", True]
    same_table(
        both[both["report_id"] == "420300-2020"],
        GAPS,
        [
            [*about, "grain", 1, 0, 1, 1, 1, "more"],
            [*about, "trade", 0, 0, 0, 0, 0, "alike"],
            [*about, "jobs", 0, 1, -1, -1, -1, "less"],
        ],
    )
    alone = wr.national_gaps(
        wr.count_themes(wr.Corpus((corpus[0], corpus[5])), book.keep("jobs")), resamples=50
    )
    same_table(  # no work report of the nation: its task division, and the table says so
        alone,
        GAPS,
        [["420200-2020", "city", "乙市", 2020, "100000-2020-a", False, "jobs", 0, 1, -1, -1, -1, "less"]],
    )


def test_distances_to_the_nation(corpus: wr.Corpus, book: wr.Codebook) -> None:
    """The square of scipy's Jensen–Shannon distance; paragraphs alike leave no bias."""
    far = jensenshannon([0, 0, 1], [0.25, 0.75, 0], base=2) ** 2
    near = jensenshannon([0.75, 0, 0.25], [0.5, 0.5, 0], base=2) ** 2
    middle = jensenshannon([0, 0.5, 0.5], [0.5, 0.5, 0], base=2) ** 2
    assert far == pytest.approx(1)
    assert middle == pytest.approx(0.5)  # half of each in common
    expected = [
        ["420100-2021", "city", "甲市", 2021, "100000-2021", True, 1, 0, 1, 1, "grain", "trade;jobs"],
        ["420200-2020", "city", "乙市", 2020, "100000-2020-b", True, 0.5, 0, 0.5, 0.5, "grain", "jobs"],
        ["420100-2020", "city", "甲市", 2020, "100000-2020-b", True, near, 0, near, near, DRAWN, "trade"],
    ]
    found = wr.national_distances(wr.count_themes(corpus, book, split=True), resamples=50)
    same_table(
        found,
        "report_id level region year national_report_id same_kind distance bias low high more less",
        expected,
    )
    assert near < middle
    assert set(found["more"].iloc[2].split(";")) == {"jobs", "grain"}  # ¼ more of each


def test_distances_that_chance_makes(book: wr.Codebook) -> None:
    """A paragraph of jobs and one of trade against jobs alone: drawn as 0, 1 and, half of the time, as they
    are. The mean of the draws less the distance is the bias, taken off both ends, and no end is below 0. A
    plan without any theme has no row, and one of one paragraph no interval.
    """
    silent, short = city(2020, NONE, NONE, code="420300"), city(2020, GRAIN, code="420400")
    corpus = wr.Corpus((nation(2020, *[JOBS] * 2), city(2020, JOBS, TRADE), silent, short))
    distance = jensenshannon([0.5, 0.5], [1, 0], base=2) ** 2
    found = wr.national_distances(wr.count_themes(corpus, book, split=True), resamples=4000)
    bias = float(found["bias"].iloc[1])
    same_table(
        found,
        "report_id level region year national_report_id same_kind distance bias low high more less",
        [
            ["420400-2020", "city", "甲市", 2020, "100000-2020", True, 1, NAN, NAN, NAN, "grain", "jobs"],
            ["420100-2020", "city", "甲市", 2020, "100000-2020", True, distance, DRAWN, 0, 1 - bias, "trade",
             "jobs"],
        ],
    )  # fmt: skip
    assert bias == pytest.approx((0 + 2 * distance + 1) / 4 - distance, abs=0.03)


def test_distances_divide_a_sentence_among_its_themes() -> None:
    """Without counts, by the shipped codebook: a sentence of two themes is half of each."""
    corpus = wr.Corpus((nation(2020, *["扩大就业，抓好粮食生产。" + JOBS] * 2), city(2020, *[JOBS] * 2)))
    found = wr.national_distances(corpus, resamples=20)
    given = wr.national_distances(wr.count_themes(corpus, split=True), resamples=20)
    pd.testing.assert_frame_equal(found, given)
    assert found["distance"].tolist() == pytest.approx([jensenshannon([3 / 4, 1 / 4], [1, 0], base=2) ** 2])


CHANGES = (
    "level region part year_from year_to report_from report_to same_kind theme share_from share_to change "
    "low high trend"
)


def test_changes_of_themes(book: wr.Codebook) -> None:
    """Three years: each with the next, and the first with the last. By region: 乙 comes before 甲."""
    corpus = wr.Corpus(
        (
            city(2022, *[JOBS + GRAIN] * 2),
            city(2020, *[JOBS_3 + GRAIN] * 2),
            city(2021, *[GRAIN + TRADE] * 2),
            city(2020, JOBS, NONE, code="420200", name="乙市"),
            city(2021, NONE, JOBS, code="420200", name="乙市"),
        )
    )
    found = wr.theme_changes(wr.count_themes(corpus, book), resamples=400)

    def rows(years: tuple[int, int], *themes: tuple[str, float, float, str]) -> list[list[object]]:
        first, second = years
        about = ["city", "甲市", "plan", first, second, f"420100-{first}", f"420100-{second}", True]
        return [[*about, theme, was, now, *[now - was] * 3, trend] for theme, was, now, trend in themes]

    other = ["city", "乙市", "plan", 2020, 2021, "420200-2020", "420200-2021", True]
    expected = [
        [*other, "grain", 0, 0, 0, 0, 0, "steady"],
        [*other, "jobs", 1 / 2, 1 / 2, 0, DRAWN, DRAWN, "steady"],
        [*other, "trade", 0, 0, 0, 0, 0, "steady"],
        *rows(
            (2020, 2021), ("trade", 0, 0.5, "new"), ("grain", 0.25, 0.5, "rising"), ("jobs", 0.75, 0, "gone")
        ),
        *rows(
            (2020, 2022),
            ("grain", 0.25, 0.5, "rising"),
            ("trade", 0, 0, "steady"),
            ("jobs", 0.75, 0.5, "fading"),
        ),
        *rows(
            (2021, 2022), ("jobs", 0, 0.5, "new"), ("grain", 0.5, 0.5, "steady"), ("trade", 0.5, 0, "gone")
        ),
    ]
    same_table(found, CHANGES, expected)
    around(found, "change")
    drawn = found[(found["region"] == "乙市") & (found["theme"] == "jobs")].iloc[0]
    assert {abs(drawn["low"]), abs(drawn["high"])} <= {0.5, 1.0}  # differences of 0, ½ and 1


def test_pairs_of_years(book: wr.Codebook) -> None:
    """By the earlier year, then by the later one."""
    corpus = wr.Corpus(tuple(city(year, *[JOBS] * 2) for year in (2023, 2020, 2022, 2021)))
    found = wr.theme_changes(wr.count_themes(corpus, book.keep("jobs")), resamples=50)
    pairs = [(2020, 2021), (2020, 2023), (2021, 2022), (2022, 2023)]
    same_table(
        found,
        CHANGES,
        [
            [
                "city",
                "甲市",
                "plan",
                a,
                b,
                f"420100-{a}",
                f"420100-{b}",
                True,
                "jobs",
                1,
                1,
                0,
                0,
                0,
                "steady",
            ]
            for a, b in pairs
        ],
    )


def test_changes_between_kinds(book: wr.Codebook) -> None:
    """Of a year's two reports the work report is taken; a division of another year is another kind."""
    corpus = wr.Corpus(
        (
            nation(2020, *[JOBS] * 2, kind="task_division", report_id="a"),
            nation(2020, *[TRADE] * 2, report_id="b"),
            nation(2021, *[JOBS] * 2, kind="task_division", report_id="c"),
        )
    )
    counts = wr.count_themes(corpus, book.keep("jobs"))
    about = ["national", "全国", "plan", 2020, 2021]
    same_table(
        wr.theme_changes(counts, resamples=50),
        CHANGES,
        [[*about, "b", "c", False, "jobs", 0, 1, 1, 1, 1, "new"]],
    )
    same_table(
        wr.theme_changes(counts, same_kind=True, resamples=50),
        CHANGES,
        [[*about, "a", "c", True, "jobs", 1, 1, 0, 0, 0, "steady"]],
    )


def test_changes_of_terms() -> None:
    """log₂ of ((later + ½) / (words + ½)) over the same of the earlier; paragraphs alike leave nothing to
    chance, so the interval is the value. 粮食 is in one of the two earlier paragraphs, four times: draws have
    it 0, 4 or 8 times.
    """
    about = {
        "report_id": ["x"] * 2 + ["y"] * 2,
        "level": ["city"] * 4,
        "region": ["甲"] * 4,
        "region_code": ["1"] * 4,
        "kind": ["work_report"] * 4,
        "part": ["plan"] * 4,
        "year": [2021] * 2 + [2020] * 2,
    }
    counts = [[3, 0, 1, 1], [3, 0, 1, 1], [1, 2, 0, 4], [1, 2, 0, 0]]
    plans = matrix(counts, ["就业", "外贸", "科技", "粮食"], [10, 10, 20, 20], **about)

    def change(before: float, after: float) -> float:
        return math.log2((after + 0.5) / 20.5 / ((before + 0.5) / 40.5))

    head = ["city", "甲", "plan", 2020, 2021, "y", "x", True]
    rows = [  # by the end of the interval that is nearer to 0: 3.3, 2.4, 2.2 and, on the other side, 0.8
        ["科技", 0, 2, 0, 1000, *[change(0, 2)] * 3, "new"],
        ["就业", 2, 6, 500, 3000, *[change(2, 6)] * 3, "rising"],
        ["外贸", 4, 0, 1000, 0, *[change(4, 0)] * 3, "gone"],
        ["粮食", 4, 2, 1000, 1000, change(4, 2), change(8, 2), change(0, 2), "steady"],
    ]
    whole = {str(row[0]): [*head, *row] for row in rows}
    columns = (
        "level region part year_from year_to report_from report_to same_kind term count_from count_to "
        "per_10k_from per_10k_to log_ratio low high trend"
    )
    found = wr.term_changes(plans, min_count=1, top=None, resamples=50)
    same_table(found, columns, list(whole.values()), 1e-6)
    best = wr.term_changes(plans, min_count=4, top=1, resamples=50)
    same_table(best, columns, [whole[term] for term in ("就业", "外贸")], 1e-6)


MEASURES = ("firm", "soft", "number", "deadline", "named", "concrete")
COMMITMENT = "sentences " + " ".join(f"{name} {name}_low {name}_high" for name in MEASURES)
PROMISES = (
    "必须扩大就业。探索稳外贸，年底前见效。要稳外贸5亿美元。实施“粮安”行动，抓粮食。确保就业、力争增产。"
)


def test_commitment(book: wr.Codebook) -> None:
    """Five sentences, twice: firm the first and the last, soft the second and the last; a deadline in the
    second, a number in the third, a project in the fourth. A report of one paragraph has no intervals.
    """
    corpus = wr.Corpus((city(2021, JOBS), city(2020, *[PROMISES] * 2, review=(PROMISES,))))

    def row(theme: str, sentences: int, *shares: float) -> list[object]:
        return [
            "420100-2020",
            "甲市",
            2020,
            theme,
            sentences,
            *[cell for share in shares for cell in [share] * 3],
        ]

    def alone(theme: str, sentences: int, share: float) -> list[object]:
        return ["420100-2021", "甲市", 2021, theme, sentences, *[share, NAN, NAN] * 6]

    same_table(
        wr.commitment(corpus, codebook=book, resamples=50),
        f"report_id region year theme {COMMITMENT}",
        [
            row("all", 10, 2 / 5, 2 / 5, 1 / 5, 1 / 5, 1 / 5, 3 / 5),
            row("trade", 4, 0, 1 / 2, 1 / 2, 1 / 2, 0, 1),
            row("jobs", 4, 1, 1 / 2, 0, 0, 0, 0),
            row("grain", 2, 0, 0, 0, 0, 1, 1),
            alone("all", 1, 0),
            alone("trade", 0, NAN),
            alone("jobs", 1, 0),
            alone("grain", 0, NAN),
        ],
    )


ABOUT = "measure report_id level region region_code year kind"
SHARE = f"{ABOUT} part match denominator headings count total share"
# 绿色 and 绿色发展 overlap; a heading line of 9 characters (二、今年工作安排 8), sentences of 8 and 7.
GREEN = city(2020, "推进绿色发展。", "要开好会。")
EMPTY = city(2021, "要开好会。", code="420200", name="乙市")


def head(name: str, region: str, code: str, year: int) -> list[object]:
    return ["green", name, "city", region, code, year, "work_report"]


FIRST, SECOND = head("420100-2020", "甲市", "420100", 2020), head("420200-2021", "乙市", "420200", 2021)
LIST = ["绿色", "绿色发展"]


def test_share_of_words() -> None:
    """20 characters with the heading; 绿色发展 holds 绿色, so two words stand there, or the longest."""
    corpus = wr.Corpus((GREEN, EMPTY))

    def found(**choice: object) -> pd.DataFrame:
        return wr.word_share(corpus, LIST, wr.MeasureChoice(**choice), measure="green")

    same_table(
        found(denominator="characters"),
        SHARE,
        [
            [*FIRST, "all", "substring", "characters", True, 2, 20, 0.1],
            [*SECOND, "all", "substring", "characters", True, 0, 13, 0],
        ],
    )
    same_table(
        found(denominator="characters", match="longest", part="plan", headings=False),
        SHARE,
        [
            [*FIRST, "plan", "longest", "characters", False, 1, 12, 1 / 12],
            [*SECOND, "plan", "longest", "characters", False, 0, 5, 0],
        ],
    )
    same_table(
        found(denominator="sentences", headings=False),
        SHARE,
        [
            [*FIRST, "all", "substring", "sentences", False, 1, 2, 1 / 2],
            [*SECOND, "all", "substring", "sentences", False, 0, 1, 0],
        ],
    )
    same_table(
        found(denominator="sentences", part="review"),
        SHARE,
        [
            [*FIRST, "review", "substring", "sentences", True, 0, 0, NAN],
            [*SECOND, "review", "substring", "sentences", True, 0, 0, NAN],
        ],
    )


def test_share_of_words_as_they_are_cut() -> None:
    """推进 | 绿色发展 with the lexicon: one word of four characters, and 绿色 is none."""
    tokens = wr.tokenise_corpus(
        GREEN, wr.TokenOptions(engine="rjieba", lexicon=("推进", "绿色发展", "要开好会"), stop_kinds=())
    )
    choices = [
        wr.MeasureChoice(match="tokens", headings=False),
        wr.MeasureChoice(match="substring", headings=False),
    ]
    same_table(
        wr.compare_choices(GREEN, LIST, tokens, choices, measure="green"),
        SHARE,
        [
            [*FIRST, "all", "tokens", "tokens", False, 1, 3, 1 / 3],
            [*FIRST, "all", "substring", "tokens", False, 2, 3, 2 / 3],
        ],
    )


def test_environmental_attention() -> None:
    """污染 and 减排 are of the list, 就业 isn't."""
    words = wr.published_lists()["environmental_attention"]
    assert {"污染", "减排"} <= set(words) and "就业" not in words
    found = wr.environmental_attention(
        city(2020, "治污染，促减排，扩就业。"), wr.MeasureChoice(denominator="characters", headings=False)
    )
    expected = sum("治污染，促减排，扩就业。".count(word) for word in words)
    row = ["environmental_attention", *FIRST[1:], "all", "substring", "characters", False, expected, 12]
    same_table(found, SHARE, [[*row, expected / 12]])
    assert expected == 2


def test_robustness() -> None:
    """Four reports under three choices, ranks by scipy; the table is made by hand."""
    shares = {
        "tokens": [0.4, 0.3, 0.2, 0.1],
        "characters": [0.3, 0.4, 0.2, 0.1],
        "sentences": [0.2, 0.2, 0.2, NAN],
    }
    rows = [
        ["green", f"r{number}", f"市{number}", "all", "substring", denominator, True, share]
        for denominator, values in shares.items()
        for number, share in enumerate(values)
    ]
    columns = ["measure", "report_id", "region", "part", "match", "denominator", "headings", "share"]
    found = wr.choice_robustness(pd.DataFrame(rows, columns=columns))
    correlation = spearmanr(shares["tokens"], shares["characters"]).statistic
    assert correlation == pytest.approx(0.8)
    same_table(
        found,
        "measure part match denominator headings reports mean rank_correlation largest_shift top",
        [
            ["green", "all", "substring", "tokens", True, 4, 0.25, 1, 0, "市0"],
            ["green", "all", "substring", "characters", True, 4, 0.25, 0.8, 1, "市1"],
            ["green", "all", "substring", "sentences", True, 3, 0.2, NAN, 1, "市0"],  # ranks 2, 2, 2
        ],
    )
    assert found.loc[2, "mean"] == pytest.approx(np.nanmean(shares["sentences"]))


def test_every_choice_has_a_row() -> None:
    """All parts and the plan × three ways of matching × three denominators."""
    found = wr.compare_choices(GREEN, LIST, measure="green")
    wanted = product(
        ("all", "plan"), ("substring", "longest", "tokens"), ("tokens", "characters", "sentences")
    )
    assert found[["part", "match", "denominator"]].to_numpy().tolist() == [list(three) for three in wanted]
    assert (found["share"] == found["count"] / found["total"]).all()
    assert not found["share"].map(math.isnan).any()
