"""Concordance and collocates: by hand, against a plain search, and true to the text."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from analysis.corpus.corpus import Corpus
from analysis.errors import InputError
from analysis.text.concordance import ConcordanceLines, collocates, concordance
from analysis.text.tokens import TokenOptions, Tokens, tokenise_corpus

FAST = TokenOptions(engine="rjieba")


@pytest.fixture(scope="module")
def tokens(corpus: Corpus) -> Tokens:
    return tokenise_corpus(corpus, FAST)


def tiny(lines: list[str]) -> SimpleNamespace:
    """One report, each line a paragraph of one sentence."""
    table = pd.DataFrame(
        {
            "report_id": "r",
            "paragraph": range(len(lines)),
            "sentence": range(len(lines)),
            "part": "plan",
            "text": lines,
        }
    )
    table["start"] = np.cumsum([0, *(len(line) + 1 for line in lines[:-1])])
    return SimpleNamespace(
        reports=pd.DataFrame({"report_id": ["r"], "region": ["甲省"], "year": [2020]}),
        paragraphs=table,
        sentences=table,
        attributions=pd.DataFrame(columns=["report_id", "paragraph", "start", "end"]),
    )


def test_every_occurrence_is_found_and_its_offsets_are_true(corpus: Corpus) -> None:
    lines = concordance(corpus, "改革", width=8)
    assert len(lines) == sum(report.text.count("改革") for report in corpus.iter_reports())
    for row in lines.iloc[::97].itertuples():
        report = corpus.report(str(row.report_id))
        assert report.text[row.start : row.end] == row.node == "改革"
        assert (
            report.text[row.start - len(row.left) : row.end + len(row.right)] == f"{row.left}改革{row.right}"
        )
        assert (row.region, row.year) == (report.region, report.year)
        paragraph = report.paragraphs[row.paragraph]
        assert paragraph.start <= row.start - len(row.left) and row.end + len(row.right) <= paragraph.end
        assert paragraph.part == row.part


def test_a_selection_is_searched_alone(corpus: Corpus) -> None:
    plan = concordance(corpus.select(level="province", part="plan"), "放管服")
    assert set(plan["part"]) == {"plan"}
    assert 0 < len(plan) < len(concordance(corpus, "放管服"))


def test_sorting_by_hand() -> None:
    lines = tiny(["乙丙改革丁", "甲丙改革丙", "甲乙改革丁"])
    assert concordance(lines, "改革")["left"].tolist() == ["乙丙", "甲丙", "甲乙"]
    assert concordance(lines, "改革", sort="right")["right"].tolist() == ["丁", "丁", "丙"]
    assert concordance(lines, "改革", sort="right")["paragraph"].tolist() == [0, 2, 1], (
        "ties stand in the order of positions"
    )
    # read outwards from the node, in the order of code points: 丙乙, 丙甲, 乙甲
    assert concordance(lines, "改革", sort="left")["left"].tolist() == ["乙丙", "甲丙", "甲乙"]
    assert concordance(tiny(["甲丙改革", "乙丙改革"]), "改革", sort="left")["left"].tolist() == [
        "乙丙",
        "甲丙",
    ]


def test_regular_expressions_and_phrases() -> None:
    lines = tiny(["深化“放管服”改革，深化国企改革。", "增长6.5%。"])
    assert concordance(lines, "深化.{2,5}改革", regex=True)["node"].tolist() == [
        "深化“放管服”改革",
        "深化国企改革",
    ]
    assert concordance(lines, re.compile(r"\d+\.\d+%"))["node"].tolist() == ["6.5%"]
    assert concordance(lines, "6.5%")["start"].tolist() == [len("深化“放管服”改革，深化国企改革。") + 1 + 2]
    assert concordance(lines, "x*", regex=True).empty
    assert concordance(lines, "无此词").columns.tolist() == [
        "report_id", "region", "year", "part", "paragraph", "start", "end", "left", "node", "right",
    ]  # fmt: skip


def test_whole_words() -> None:
    lines = tiny(["内蒙古草原，蒙古国。", "促进中国和蒙古合作。"])
    assert len(concordance(lines, "蒙古")) == 3
    whole = concordance(lines, "蒙古", words=FAST)
    assert whole["left"].tolist() == ["促进中国和"]


def test_the_view_is_safe_and_says_how_many() -> None:
    table = concordance(tiny(["甲<b>改革</b>&乙"] * 3), "改革")
    view = ConcordanceLines(table, limit=2)
    page = view._repr_html_()
    assert "甲&lt;b&gt;" in page and "&lt;/b&gt;&amp;乙" in page
    assert page.count("<tr>") == 2 and "3 lines; 2 shown" in page
    assert str(view).splitlines() == ["甲省 2020  甲<b>【改革】</b>&乙"] * 2


def test_collocates_by_hand() -> None:
    """Words: 优化 营商环境 服务 | 优化 企业 | 企业 营商环境 服务 企业 | 学校 企业; a window of one."""
    corpus = tiny(["优化营商环境服务。", "优化企业。", "企业营商环境服务企业。", "学校企业。"])
    stream = tokenise_corpus(corpus, TokenOptions(engine="rjieba", lexicon=("营商环境",), stopwords=()))
    assert len(stream) == 11
    table = collocates(corpus, "营商环境", stream, window=1, min_count=1).set_index("term")
    assert table[["count", "left", "right", "frequency", "documents"]].to_dict("index") == {
        "服务": {"count": 2, "left": 0, "right": 2, "frequency": 2, "documents": 1},
        "优化": {"count": 1, "left": 1, "right": 0, "frequency": 2, "documents": 1},
        "企业": {"count": 1, "left": 1, "right": 0, "frequency": 4, "documents": 1},
    }
    assert table["log_dice"].tolist() == pytest.approx([14, 13, 14 + np.log2(2 / 6)])
    # four of the nine words outside the nodes lie in the windows
    assert table.loc["企业", "expected"] == pytest.approx(4 * 4 / 9)
    expected = chi2_contingency([[1, 3], [3, 2]], correction=False, lambda_="log-likelihood")
    assert (table.loc["企业", "g2"], table.loc["企业", "p"]) == pytest.approx(
        (expected.statistic, expected.pvalue)
    )


def test_windows_end_at_the_sentence_and_count_a_word_once() -> None:
    corpus = tiny(["改革企业改革。", "学校。"])
    stream = tokenise_corpus(corpus, TokenOptions(engine="rjieba", lexicon=(), stopwords=()))
    table = collocates(corpus, "改革", stream, window=5, min_count=1)
    assert table[["term", "count", "left", "right"]].values.tolist() == [["企业", 1, 0, 1]]


def test_a_phrase_of_several_words_is_one_node(corpus: Corpus, tokens: Tokens) -> None:
    table = collocates(corpus, "改革开放", tokens)
    assert "改革开放" not in set(table["term"])
    phrase = collocates(corpus, "城市绿道", tokens, min_count=1)
    assert not phrase.empty and not {"绿道"} & set(phrase.loc[phrase["count"] > phrase["frequency"], "term"])
    assert (table["count"] <= table["frequency"]).all()
    assert (table["count"] == table["left"] + table["right"]).all()


def test_collocates_of_the_corpus(corpus: Corpus, tokens: Tokens) -> None:
    table = collocates(corpus, "营商环境", tokens)
    assert (np.diff(table["log_dice"]) <= 1e-12).all()
    assert {"优化", "法治化", "国际化", "条例"} <= set(table["term"].head(8))


def test_mistakes_say_what_to_do(corpus: Corpus, tokens: Tokens) -> None:
    with pytest.raises(InputError, match=r"“\(改革” is no regular expression"):
        concordance(corpus, "(改革", regex=True)
    with pytest.raises(InputError, match="the query is empty"):
        concordance(corpus, "")
    with pytest.raises(InputError, match="no sort 'date' of a concordance; known: left, position, right"):
        concordance(corpus, "改革", sort="date")
    with pytest.raises(InputError, match="0 or more"):
        concordance(corpus, "改革", width=-1)
    with pytest.raises(InputError, match="the tokens aren't those of this corpus"):
        collocates(corpus.select(region="安徽省"), "改革", tokens)
    with pytest.raises(InputError, match="window is a number of words"):
        collocates(corpus, "改革", tokens, window=0)
