"""Words: whole tables of a handful of words, against numbers worked out by hand or by scipy."""

from __future__ import annotations

import math
from collections import Counter
from statistics import NormalDist

import numpy as np
import pytest
from scipy.stats import chi2_contingency, false_discovery_control

import analysis as wr
from tests.toys.corpora import DRAWN, NAN, around, matrix, parts, report, same_table

LEXICON = ("创新", "就业", "外贸")
OPTIONS = wr.TokenOptions(engine="rjieba", lexicon=LEXICON, stop_kinds=())


def three_reports() -> wr.TermMatrix:
    """a: 4 words, b: 4, c: 8. Sizes ¼, ¼, ½."""
    return matrix(
        [[2, 1, 0], [0, 1, 1], [2, 2, 0]],
        LEXICON,
        [4, 4, 8],
        report_id=["a", "b", "c"],
        region=["甲", "乙", "丙"],
        region_code=["1", "2", "3"],
        level=["city", "city", "province"],
        year=[2020, 2020, 2020],
    )


FREQUENCIES = "term count tokens per_10k documents range dp dp_norm dp_floor dp_free"


def test_frequencies_of_all_documents() -> None:
    """DP = ½ Σ |s − v| with s = (¼, ¼, ½); the ceiling is 1 − ¼.

    创新 (2, 0, 2) of 4: v = (½, 0, ½), DP = ½ (¼ + ¼ + 0) = ¼; 就业 (1, 1, 2): spread as the words are, 0;
    外贸 (0, 1, 0): ½ (¼ + ¾ + ½) = ¾. The least: 4 can be dealt evenly (1, 1, 2), 0; one alone is best in c:
    ½ (¼ + ¼ + ½) = ½.
    """
    same_table(
        wr.keyword_frequencies(three_reports()),
        FREQUENCIES,
        [
            ["创新", 4, 16, 2500, 2, 2 / 3, 1 / 4, 1 / 3, 0, 1 / 3],
            ["就业", 4, 16, 2500, 3, 1, 0, 0, 0, 0],
            ["外贸", 1, 16, 625, 1, 1 / 3, 3 / 4, 1, 1 / 2, 1],
        ],
    )


def test_frequencies_by_group_of_terms_asked_for() -> None:
    """A term that the group lacks has a row of 0; a group of one document has no dispersion."""
    same_table(
        wr.keyword_frequencies(three_reports(), ["外贸", "创新"], by="level"),
        f"level {FREQUENCIES}",
        [
            # sizes ½, ½: 创新 (2, 0): ½ (½ + ½), ceiling ½, two can be dealt evenly; 外贸: one can't, the
            # least is the ceiling, so that nothing is left to choose
            ["city", "创新", 2, 8, 2500, 1, 1 / 2, 1 / 2, 1, 0, 1],
            ["city", "外贸", 1, 8, 1250, 1, 1 / 2, 1 / 2, 1, 1 / 2, NAN],
            ["province", "创新", 2, 8, 2500, 1, 1, NAN, NAN, NAN, NAN],
            ["province", "外贸", 0, 8, 0, 0, 0, NAN, NAN, NAN, NAN],
        ],
    )


def test_the_most_frequent_of_each_group_that_are_frequent_enough() -> None:
    same_table(
        wr.keyword_frequencies(three_reports(), by=["report_id", "year"], top=1, min_count=2),
        f"report_id year {FREQUENCIES}",
        [
            ["a", 2020, "创新", 2, 4, 5000, 1, 1, NAN, NAN, NAN, NAN],
            ["c", 2020, "创新", 2, 8, 2500, 1, 1, NAN, NAN, NAN, NAN],
        ],
    )


def test_words_of_a_text_are_counted_as_a_counter_counts_them() -> None:
    texts = {"a": ["就业", "创新", "就业", "外贸", "就业", "创新"], "b": ["外贸", "创新", "外贸"]}
    reports = [
        report(name, "", "city", 2020, "".join(words), report_id=name) for name, words in texts.items()
    ]
    found = wr.keyword_frequencies(wr.term_matrix(wr.tokenise_corpus(reports, OPTIONS)), by="report_id")
    expected = [
        [name, term, count, len(words), 1e4 * count / len(words), 1, 1]
        for name, words in texts.items()
        for term, count in sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    same_table(found.iloc[:, :7], "report_id term count tokens per_10k documents range", expected)


def test_dispersion() -> None:
    """The same in the order of the matrix, not of the counts."""
    same_table(
        wr.dispersion(three_reports().keep(["外贸", "就业", "创新"])),
        "term count dp dp_norm dp_floor dp_free",
        [
            ["外贸", 1, 3 / 4, 1, 1 / 2, 1],
            ["就业", 4, 0, 0, 0, 0],
            ["创新", 4, 1 / 4, 1 / 3, 0, 1 / 3],
        ],
    )


def test_distinctive_terms() -> None:
    """(1 + ln tf)(ln(4 / (1 + df)) + 1), scaled to length 1; df: 创新 2, 就业 3, 外贸 1."""
    rare, common, once = math.log(4 / 3) + 1, 1.0, math.log(4 / 2) + 1
    twice = 1 + math.log(2)
    a, b, c = math.hypot(twice * rare, common), math.hypot(common, once), math.hypot(twice * rare, twice)
    same_table(
        wr.distinctive_terms(three_reports(), min_count=1, top=2),
        "report_id region year rank term tfidf count per_10k documents",
        [
            ["a", "甲", 2020, 1, "创新", twice * rare / a, 2, 5000, 2],
            ["a", "甲", 2020, 2, "就业", 1 / a, 1, 2500, 3],
            ["b", "乙", 2020, 1, "外贸", once / b, 1, 2500, 1],
            ["b", "乙", 2020, 2, "就业", 1 / b, 1, 2500, 3],
            ["c", "丙", 2020, 1, "创新", twice * rare / c, 2, 2500, 2],
            ["c", "丙", 2020, 2, "就业", twice / c, 2, 2500, 3],
        ],
    )
    same_table(  # one term a document, used twice: nothing else stands beside it
        wr.distinctive_terms(three_reports(), exclude=["创新"], label=["region"]),
        "region rank term tfidf count per_10k documents",
        [["丙", 1, "就业", 1, 2, 2500, 3]],
    )


def test_distinctive_terms_stand_by_weight_then_by_name() -> None:
    """就业 three times and 创新 and 外贸 once, in one document: all of one df."""
    alone = matrix([[1, 1, 3]], ["创新", "外贸", "就业"], [5], report_id=["a"])
    thrice = 1 + math.log(3)
    length = math.sqrt(thrice**2 + 2)
    same_table(
        wr.distinctive_terms(alone, min_count=1),
        "report_id rank term tfidf count per_10k documents",
        [
            ["a", 1, "就业", thrice / length, 3, 6000, 1],
            ["a", 2, "创新", 1 / length, 1, 2000, 1],
            ["a", 3, "外贸", 1 / length, 1, 2000, 1],
        ],
    )


def test_spread() -> None:
    """Rates of a, b, c: 创新 5000, 0, 2500; 就业 2500 each; 外贸 0, 2500, 0. Quartiles lie half way."""
    columns = "term count per_10k lower_quartile median upper_quartile documents reports"
    expected = [
        ["创新", 4, 2500, 1250, 2500, 3750, 2, 3],
        ["就业", 4, 2500, 2500, 2500, 2500, 3, 3],
        ["外贸", 1, 625, 0, 0, 1250, 1, 3],
    ]
    same_table(wr.keyword_spread(three_reports()), columns, expected)
    same_table(wr.keyword_spread(three_reports(), top=2), columns, expected[:2])


def paragraphs() -> wr.TermMatrix:
    """Two plans and two reviews, eight words each, two paragraphs a report and part."""
    return matrix(
        [[3, 1, 0], [3, 0, 0], [0, 2, 1], [1, 2, 0]],
        LEXICON,
        [8, 8, 8, 8],
        report_id=["a", "a", "b", "b"],
        region=["甲", "甲", "乙", "乙"],
        region_code=["1", "1", "2", "2"],
        level=["city"] * 4,
        kind=["work_report"] * 4,
        year=[2020, 2020, 2021, 2021],
        paragraph=[1, 2, 1, 2],
        part=["plan", "plan", "plan", "plan"],
    )


KEYNESS = (
    "term target_count reference_count target_tokens reference_tokens target_per_10k reference_per_10k "
    "g2 p q log_ratio low high log_odds z"
)


def spread(counts: list[int], words: list[int]) -> float:
    """The variance of the logarithm of a rate, from the documents: n / (n − 1) Σ (x − r t)² / (Σ x)²; without
    an occurrence 2 − 1 / words.
    """
    n, total = len(counts), sum(counts)
    if not total:
        return 2 - 1 / sum(words)
    rate = total / sum(words)
    return n / (n - 1) * sum((x - rate * t) ** 2 for x, t in zip(counts, words, strict=True)) / total**2


def keyness_row(term: str, here: list[int], there: list[int], words: int = 8) -> list[float | str]:
    """All cells of a row but q, by scipy's G test and by the formulas of the docstring."""
    a, b, c, d = sum(here), sum(there), words * len(here), words * len(there)
    g2, p, *_ = chi2_contingency([[a, b], [c - a, d - b]], correction=False, lambda_="log-likelihood")
    ratio = math.log2((max(a, 0.5) / c) / (max(b, 0.5) / d))
    reach = (
        NormalDist().inv_cdf(0.975)
        * math.sqrt(spread(here, [words] * len(here)) + spread(there, [words] * len(there)))
        / math.log(2)
    )
    size = 0.1 * (c + d)
    alpha = size * (a + b) / (c + d)
    odds = math.log((a + alpha) / (c + size - a - alpha)) - math.log((b + alpha) / (d + size - b - alpha))
    z = odds / math.sqrt(1 / (a + alpha) + 1 / (b + alpha))
    rates = [a, b, c, d, 1e4 * a / c, 1e4 * b / d]
    return [term, *rates, float(g2), float(p), NAN, ratio, ratio - reach, ratio + reach, odds, z]


def keyness_rows(terms: list[tuple[str, list[int], list[int]]]) -> list[list[float | str]]:
    """Rows with q, from the term that the target favours most to the one that it avoids most."""
    rows = [keyness_row(*term) for term in terms]
    for row, q in zip(rows, false_discovery_control([row[8] for row in rows]), strict=True):
        row[9] = float(q)
    return sorted(rows, key=lambda row: (-float(row[14]), row[0]))


OF_A = [("创新", [3, 3], [0, 1]), ("就业", [1, 0], [2, 2]), ("外贸", [0, 0], [1, 0])]
OF_B = [(term, there, here) for term, here, there in OF_A]


def test_keyness() -> None:
    expected = keyness_rows(OF_A)
    assert [row[0] for row in expected] == ["创新", "外贸", "就业"]
    found = wr.keyness(paragraphs(), {"report_id": "a"}, options=wr.KeynessOptions(min_count=1))
    same_table(found, KEYNESS, expected)


def test_keyness_by_hand() -> None:
    """One row without any formula: 创新 6 of 16 words against 1 of 16; 2.58 = log₂ 6."""
    table = wr.keyness(paragraphs(), {"report_id": "a"}, options=wr.KeynessOptions(min_count=5))
    assert table["term"].tolist() == ["创新", "就业"]
    row = table.iloc[0]
    g2 = 2 * (6 * math.log(6 / 3.5) + math.log(1 / 3.5) + 10 * math.log(10 / 12.5) + 15 * math.log(15 / 12.5))
    assert row["g2"] == pytest.approx(g2)
    assert row["log_ratio"] == pytest.approx(math.log2(6))
    assert (row["target_per_10k"], row["reference_per_10k"]) == (3750, 625)
    # Σ (x − r t)²: 0 with 3 and 3, ½ with 0 and 1, each of n / (n − 1) = 2
    reach = 1.959963984540054 * math.sqrt(2 * 0.5) / math.log(2)
    assert (row["low"], row["high"]) == pytest.approx((math.log2(6) - reach, math.log2(6) + reach))


def test_keyness_of_each_group() -> None:
    found = wr.keyness_by(paragraphs(), "region", wr.KeynessOptions(min_count=1))
    expected = [["甲", *row] for row in keyness_rows(OF_A)] + [["乙", *row] for row in keyness_rows(OF_B)]
    same_table(found, f"region {KEYNESS}", expected)


def test_keyness_keeps_the_strongest_of_each_side() -> None:
    found = wr.keyness_by(paragraphs(), "region", wr.KeynessOptions(min_count=1, top=1))
    a, b = keyness_rows(OF_A), keyness_rows(OF_B)
    same_table(
        found,
        f"region {KEYNESS}",
        [["甲", *row] for row in (a[0], a[-1])] + [["乙", *row] for row in (b[0], b[-1])],
    )


def test_keyness_of_each_report_against_the_others() -> None:
    found = wr.compare_reports(paragraphs(), wr.KeynessOptions(min_count=1))
    expected = [["report", "a", "others", *row] for row in keyness_rows(OF_A)]
    expected += [["report", "b", "others", *row] for row in keyness_rows(OF_B)]
    same_table(found, f"comparison target reference {KEYNESS}", expected)


def test_two_sides_or_none() -> None:
    options = wr.KeynessOptions(min_count=1)
    same_table(wr.compare_sides(paragraphs(), {"region": "甲"}, options=options), KEYNESS, keyness_rows(OF_A))
    alone = paragraphs().select(report_id="a")
    same_table(wr.compare_sides(alone, {"region": "甲"}, options=options), KEYNESS, [])
    assert wr.example_sides(paragraphs(), ["a", "b"]) == (
        {"report_id": ("a", "b"), "part": "plan"},
        {"region": ["甲"]},
    )


def test_dealing_anew() -> None:
    """Six ways to deal two of four paragraphs to a side: the counts of 创新 are 3, 3, 0, 1, so that an excess
    of 2.5 or more over the 3.5 due comes in two of six; p is near ⅓, and the rest of the table stays.
    """
    options = wr.KeynessOptions(min_count=1, resamples=999)
    found = wr.keyness(paragraphs(), {"report_id": "a"}, options=options)
    expected = [[*row, DRAWN, DRAWN] for row in keyness_rows(OF_A)]
    same_table(found, f"{KEYNESS} p_resampled q_resampled", expected)
    p = dict(zip(found["term"], found["p_resampled"], strict=True))
    assert p["创新"] == pytest.approx(1 / 3, abs=0.06)
    assert p["外贸"] == 1  # one occurrence is on one side or the other, always
    assert found["q_resampled"].between(0, 1).all()


def test_profile() -> None:
    """Terms by the sum of their squared z: with two reports, twice the square of one."""
    reports = paragraphs().group("report_id")
    z = {str(row[0]): float(row[14]) for row in keyness_rows(OF_A)}
    order = sorted(z, key=lambda term: -abs(z[term]))
    counts = {"创新": (6, 1), "就业": (1, 4), "外贸": (0, 1)}
    expected = [
        [name, region, term, counts[term][side], 1e4 * counts[term][side] / 16, sign * z[term]]
        for term in order
        for side, (name, region, sign) in enumerate((("a", "甲", 1), ("b", "乙", -1)))
    ]
    columns = "report_id region term count per_10k z"
    same_table(wr.term_profile(reports), columns, expected)
    same_table(wr.term_profile(reports, terms=1), columns, expected[:2])
    both = [row for row in expected if row[2] != "外贸"]
    same_table(wr.term_profile(reports, min_share=0.6), columns, both)


def years() -> wr.TermMatrix:
    """One city in 2019, 2021 and 2022, which was renamed, and another in 2021; two paragraphs a report, alike
    in all but one.
    """
    return matrix(
        [[1, 0], [1, 0], [4, 0], [0, 0], [0, 0], [0, 0], [2, 1], [2, 1]],
        ["创新", "就业"],
        [10, 10, 10, 10, 10, 10, 5, 5],
        region=["甲"] * 4 + ["旧甲"] * 2 + ["乙"] * 2,
        region_code=["1"] * 6 + ["2"] * 2,
        level=["city"] * 8,
        year=[2021, 2021, 2022, 2022, 2019, 2019, 2021, 2021],
    )


def test_trends() -> None:
    """Two paragraphs alike have the same rate in every draw; 4 and 0 of ten words each are drawn as 0, 2000
    and 4000 with chances of ¼, ½ and ¼, so that the interval reaches from end to end.
    """
    expected = [
        ["甲", "就业", 2019, 0, 20, 0, 0, 0, None, NAN, NAN],
        ["甲", "就业", 2021, 0, 20, 0, 0, 0, 2019, 0, NAN],
        ["甲", "就业", 2022, 0, 20, 0, 0, 0, 2021, 0, NAN],
        ["甲", "创新", 2019, 0, 20, 0, 0, 0, None, NAN, NAN],
        ["甲", "创新", 2021, 2, 20, 1000, 1000, 1000, 2019, 1000, 2],  # 2 over ½: four times
        ["甲", "创新", 2022, 4, 20, 2000, 0, 4000, 2021, 1000, 1],
        ["乙", "就业", 2021, 2, 10, 2000, 2000, 2000, None, NAN, NAN],
        ["乙", "创新", 2021, 4, 10, 4000, 4000, 4000, None, NAN, NAN],
    ]
    found = wr.keyword_trends(years(), ["就业", "创新"], by="region")
    same_table(
        found, "region term year count tokens per_10k low high previous_year change log_ratio", expected
    )
    around(found, "per_10k")


def test_parts_of_a_text_are_counted_apart() -> None:
    """From text to table: the plan has 就业 three times among four words, the review once."""
    text = parts(["就业创新。"], ["就业就业。", "就业外贸。"])
    found = wr.term_matrix(wr.tokenise_corpus(report("甲", "1", "city", 2020, text), OPTIONS), "paragraph")
    plan = found.select(found.docs["heading_level"] == 0)
    table = wr.keyword_frequencies(plan, ["就业"], by="part")
    assert np.array_equal(table["count"], [1, 3])
    same_table(
        table,
        f"part {FREQUENCIES}",
        [
            ["review", "就业", 1, 2, 5000, 1, 1, NAN, NAN, NAN, NAN],
            ["plan", "就业", 3, 4, 7500, 2, 1, 1 / 6, 1 / 3, 1 / 6, 0],
        ],
    )


def test_lines_of_a_word() -> None:
    """Six characters on either side; as in the text, or by what goes before, read outwards."""
    source = report("甲市", "420100", "city", 2020, parts(["要扩大就业。"], ["多方稳就业，促就业。"]))
    first, second, third = (
        ["420100-2020", "甲市", 2020, part, paragraph, start, start + 2, left, "就业", right]
        for part, paragraph, start, left, right in (
            ("review", 1, 10, "要扩大", "。"),
            ("plan", 3, 26, "多方稳", "，促就业。"),
            ("plan", 3, 30, "方稳就业，促", "。"),
        )
    )
    assert [source.text[row[5] : row[6]] for row in (first, second, third)] == ["就业"] * 3
    columns = "report_id region year part paragraph start end left node right"
    same_table(wr.concordance(source, "就业", width=6), columns, [first, second, third])
    left = sorted([first, second, third], key=lambda row: str(row[7])[::-1])
    same_table(wr.concordance(source, "就业", width=6, sort="left"), columns, left)


def test_collocates() -> None:
    """Two nodes 就业 in sentences of four and five words; the window is two words to either side.

    Windows: 创新 外贸 | 粮食 and 创新 | 外贸 创新; 粮食 behind those is out of reach.
    """
    texts = "创新外贸就业粮食。创新就业外贸创新粮食。粮食外贸创新。"
    source = report("甲市", "420100", "city", 2020, texts)
    tokens = wr.tokenise_corpus(
        source, wr.TokenOptions(engine="rjieba", lexicon=("创新", "外贸", "就业", "粮食"), stop_kinds=())
    )
    windows = [(["创新", "外贸"], ["粮食"]), (["创新"], ["外贸", "创新"])]
    left = Counter(word for before, _ in windows for word in before)
    right = Counter(word for _, behind in windows for word in behind)
    frequency = {"创新": 4, "外贸": 3, "粮食": 3}
    near, words, nodes = sum((left + right).values()), sum(frequency.values()), 2
    expected = []
    for term, total in frequency.items():
        count = left[term] + right[term]
        table = [[count, total - count], [near - count, words - near - total + count]]
        g2, p, *_ = chi2_contingency(table, correction=False, lambda_="log-likelihood")
        dice = 14 + math.log2(2 * count / (nodes + total))
        due = total * near / words
        expected.append([term, count, left[term], right[term], 1, total, due, dice, float(g2), float(p)])
    expected.sort(key=lambda row: (-float(row[7]), str(row[0])))
    same_table(
        wr.collocates(source, "就业", tokens, window=2, min_count=1),
        "term count left right documents frequency expected log_dice g2 p",
        expected,
    )
