"""Reuse: whole tables of three texts with two passages planted in them.

Paragraphs but for the planted wording have no ten characters in common, so nothing else can be found.
"""

from __future__ import annotations

import pandas as pd

import analysis as wr
from tests.toys.corpora import parts, report, same_table

# 30 letters, and the same with two marks
LONG = "坚持稳中求进工作总基调完整准确全面贯彻新发展理念加快构建格局"
MARKED = LONG[:10] + "，“" + LONG[10:]
# 26 letters, and 29: three more in the middle
SHORT = "推动农业农村现代化建设促进城乡区域协调发展形成新合力"
LONGER = SHORT[:13] + "并持续" + SHORT[13:]

FIRST = report(
    "甲市", "420100", "city", 2020, parts([], ["甲乙丙" + LONG + "丁戊己。", "庚辛" + SHORT + "壬癸。"])
)
SECOND = report(
    "乙市", "420200", "city", 2021, parts([], ["子丑" + MARKED + "寅卯。", "金木" + LONG + "水火。"])
)
THIRD = report("丙省", "430000", "province", 2021, parts([], ["东西" + LONGER + "南北。"]))

assert (len(LONG), len(SHORT), len(LONGER)) == (30, 26, 29)

REUSE = (
    "report_id other_id paragraph start end other_paragraph other_start other_end characters similarity text "
    "other_text"
)


def row(
    later: wr.Report, paragraph: int, wording: str, earlier: wr.Report, other_paragraph: int, other: str,
    characters: int, similarity: float,
) -> list[object]:  # fmt: skip
    """A passage, found by ``str.index``."""
    start, other_start = later.text.index(wording), earlier.text.index(other)
    return [
        later.report_id, earlier.report_id, paragraph, start, start + len(wording), other_paragraph,
        other_start, other_start + len(other), characters, similarity, wording, other,
    ]  # fmt: skip


def test_passages() -> None:
    """The later report first, the longest passage first, then ids and places: 30 letters each, marks aside,
    and 29 against 26, three of 55 inserted.
    """
    same_table(
        wr.find_reuse([THIRD, FIRST, SECOND]),
        REUSE,
        [
            row(SECOND, 1, MARKED, FIRST, 1, LONG, 30, 1),
            row(SECOND, 2, LONG, FIRST, 1, LONG, 30, 1),
            row(THIRD, 1, LONGER, FIRST, 2, SHORT, 29, 1 - 3 / 55),
        ],
    )


def test_passages_that_are_long_and_alike_enough() -> None:
    """Each half of the changed passage has 13 letters, too few to stand for itself."""
    reports = [FIRST, THIRD]
    whole = [row(THIRD, 1, LONGER, FIRST, 2, SHORT, 29, 1 - 3 / 55)]
    same_table(wr.find_reuse(reports, min_characters=26), REUSE, whole)
    same_table(wr.find_reuse(reports, min_characters=27), REUSE, [])
    likeness = float(wr.find_reuse(reports)["similarity"].iloc[0])
    same_table(wr.find_reuse(reports, min_similarity=likeness), REUSE, whole)
    same_table(wr.find_reuse(reports, min_similarity=0.95), REUSE, [])
    halves = [
        row(THIRD, 1, SHORT[:13], FIRST, 2, SHORT[:13], 13, 1),
        row(THIRD, 1, SHORT[13:], FIRST, 2, SHORT[13:], 13, 1),
    ]
    found = wr.find_reuse(reports, min_similarity=0.95, min_characters=13, shingle=5, window=3)
    same_table(found, REUSE, halves)


def test_of_one_day_the_higher_level_is_the_earlier() -> None:
    city = report("丁市", "430100", "city", 2021, parts([], ["春夏" + LONGER + "秋冬。"]), report_id="a")
    same_table(wr.find_reuse([city, THIRD]), REUSE, [row(city, 1, LONGER, THIRD, 1, LONGER, 29, 1)])


def test_pairs() -> None:
    """Spans with their marks, each character once: 32 and 30 of 乙's text; similarity by letters."""
    reports = wr.Corpus((FIRST, SECOND, THIRD)).reports
    same_table(
        wr.reuse_pairs(wr.find_reuse([FIRST, SECOND, THIRD]), reports),
        "report_id other_id passages characters share similarity",
        [
            ["420200-2021", "420100-2020", 2, 62, 62 / len(SECOND.text), 1],
            ["430000-2021", "420100-2020", 1, 29, 29 / len(THIRD.text), 1 - 3 / 55],
        ],
    )


def test_characters_of_a_pair_count_once() -> None:
    """0–30, 20–40 and 22–30: 40 characters; the mean of similarities weighs by letters."""
    passages = pd.DataFrame(
        [
            ["b", "a", 20, 40, 20, 0.9],
            ["b", "a", 0, 30, 30, 1.0],
            ["b", "a", 22, 30, 10, 0.8],
            ["c", "a", 0, 40, 36, 0.9],
            ["c", "b", 0, 50, 50, 1.0],
        ],
        columns=["report_id", "other_id", "start", "end", "characters", "similarity"],
    )
    reports = pd.DataFrame({"report_id": ["a", "b", "c"], "characters": [60, 80, 100]})
    same_table(
        wr.reuse_pairs(passages, reports),
        "report_id other_id passages characters share similarity",
        [
            ["c", "b", 1, 50, 0.5, 1],
            ["b", "a", 3, 40, 0.5, (18 + 30 + 8) / 60],
            ["c", "a", 1, 40, 0.4, 0.9],
        ],
    )
    same_table(
        wr.reuse_pairs(passages[:0], reports), "report_id other_id passages characters share similarity", []
    )


def test_stock_phrases() -> None:
    """The long wording stands in three places of two reports, the short one in two: more than two places are
    stock, which seeds no passage.
    """
    reports = [FIRST, SECOND, THIRD]
    same_table(wr.stock_phrases(reports, common=2), "text reports occurrences", [[LONG, 2, 3]])
    same_table(wr.stock_phrases(reports, common=3), "text reports occurrences", [])
    same_table(
        wr.find_reuse(reports, common=2), REUSE, [row(THIRD, 1, LONGER, FIRST, 2, SHORT, 29, 1 - 3 / 55)]
    )


def test_stock_phrases_by_reports_then_places_then_text() -> None:
    head, tail = LONG[:15], SHORT[:15]
    texts = [
        ["一" + head + "二。", "三" + head + "四。", "五" + tail + "六。"],
        ["七" + head + "八。", "九" + tail + "十。"],
    ]
    texts.append(["甲" + tail + "乙。"])
    reports = [
        report(f"市{n}", "", "city", 2020, parts([], lines), report_id=f"r{n}")
        for n, lines in enumerate(texts)
    ]
    same_table(wr.stock_phrases(reports, common=2), "text reports occurrences", [[tail, 3, 3], [head, 2, 3]])


def test_network_to_draw() -> None:
    corpus = wr.Corpus((FIRST, SECOND, THIRD))
    pairs = wr.reuse_pairs(wr.find_reuse(corpus), corpus.reports)
    columns = (
        "report_id other_id passages characters share similarity name other year other_year kind other_kind"
    )
    kinds = ["work_report", "work_report"]
    expected = [
        ["420200-2021", "420100-2020", 2, 62, 62 / len(SECOND.text), 1, "乙市", "甲市", 2021, 2020, *kinds],
        [
            "430000-2021",
            "420100-2020",
            1,
            29,
            29 / len(THIRD.text),
            1 - 3 / 55,
            "丙省",
            "甲市",
            2021,
            2020,
            *kinds,
        ],
    ]
    tables = {"reuse_pairs": pairs, "reports": corpus.reports}
    same_table(wr.reuse_network(tables), columns, expected)
    same_table(wr.reuse_network(tables, shown=1), columns, expected[:1])
