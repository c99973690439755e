"""Published measures: counts by hand, choices, robustness, a list of one's own."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis import Corpus, TokenOptions, environmental_attention, tokenise_corpus, word_share
from analysis.errors import InputError
from analysis.themes.published import ALL_CHOICES, choice_robustness, compare_choices, published_measures
from analysis.themes.word_lists import MeasureChoice, published_lists, read_words


def test_the_list_of_the_paper() -> None:
    words = published_lists()["environmental_attention"]
    assert len(words) == 15
    assert {"化学需氧量", "PM2.5", "低碳"} <= set(words)


def test_counts_by_a_plain_search(corpus: Corpus) -> None:
    """Attributions aside, an occurrence is what str.count finds."""
    own = corpus.select(region=["江苏省", "浙江省", "青海省"])
    words = published_lists()["environmental_attention"]
    table = word_share(own, words, MeasureChoice(denominator="characters"))
    expected = [sum(report.text.count(word) for word in words) for report in own.iter_reports()]
    assert table["count"].tolist() == expected
    sizes = [len("".join(report.text.split())) for report in own.iter_reports()]
    assert table["total"].tolist() == pytest.approx(sizes, rel=0.001)
    assert table["share"].tolist() == pytest.approx(
        [a / b for a, b in zip(table["count"], table["total"], strict=True)]
    )


def test_substring_and_longest_differ_where_words_overlap(corpus: Corpus) -> None:
    own = corpus.select(region="青海省")
    both = [
        int(
            word_share(own, ["生态", "生态环境"], MeasureChoice(match=m, denominator="characters"))[
                "count"
            ].iloc[0]
        )
        for m in ("substring", "longest")
    ]
    text = own.report("qinghai-2020").text
    assert both == [text.count("生态") + text.count("生态环境"), text.count("生态")]


def test_choices_and_robustness(corpus: Corpus) -> None:
    own = corpus.select(level="province")
    tokens = tokenise_corpus(own, TokenOptions(engine="rjieba"))
    table = published_measures(own, tokens)
    assert len(table) == 29 * len(ALL_CHOICES)
    assert table["share"].between(0, 1).all()
    compared = choice_robustness(table)
    first = compared.iloc[0]
    assert first["rank_correlation"] == pytest.approx(1)
    assert compared["rank_correlation"].min() < 0.9, "the choices matter"
    with pytest.raises(InputError, match="lacks the baseline"):
        choice_robustness(table[table["part"] == "plan"])
    one = environmental_attention(own, tokens=tokens)
    base = table[
        (table["part"] == "all") & (table["match"] == "substring") & (table["denominator"] == "tokens")
    ]
    assert sorted(one["count"]) == sorted(base["count"])


def test_tokens_agree_with_the_stream(corpus: Corpus) -> None:
    own = corpus.select(region="江苏省")
    tokens = tokenise_corpus(own, TokenOptions(engine="rjieba"))
    table = word_share(own, ["生态"], MeasureChoice(match="tokens", headings=True), tokens=tokens)
    assert int(table["count"].iloc[0]) == sum(
        tokens.words(i).count("生态") for i in range(len(tokens.starts) - 1)
    )


def test_an_empty_part_has_no_share(corpus: Corpus) -> None:
    table = word_share(
        corpus.select(report_id="national-2024"),
        ["生态"],
        MeasureChoice(part="review", denominator="characters"),
    )
    assert table["share"].isna().all()


def test_tokens_are_made_where_they_are_wanted(corpus: Corpus) -> None:
    own = corpus.select(region="江苏省")
    tokens = tokenise_corpus(own)
    pd.testing.assert_frame_equal(word_share(own, "生态"), word_share(own, ["生态"], tokens=tokens))
    pd.testing.assert_frame_equal(compare_choices(own, ["生态"]), compare_choices(own, ["生态"], tokens))


def test_errors(corpus: Corpus, tmp_path: Path) -> None:
    own = corpus.select(region="江苏省")
    with pytest.raises(InputError, match="list of words is empty"):
        word_share(own, [])
    with pytest.raises(InputError, match="no part 'end' of a choice; known: all, plan, review"):
        MeasureChoice(part="end")
    other = tokenise_corpus(corpus.select(region="浙江省"), TokenOptions(engine="rjieba"))
    with pytest.raises(InputError, match="isn't of this corpus"):
        compare_choices(own, ["生态"], other)
    for text, message in (
        ("word\n生态\n生态\n", "row 3"),
        ("word,note\n,x\n", "row 2: the word is empty"),
        ("word\n", "holds no word"),
    ):
        path = tmp_path / "w.csv"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=message):
            read_words(path)
    path.write_text("word\n生态\n绿色\n", encoding="utf-8")
    assert read_words(path) == ("生态", "绿色")
