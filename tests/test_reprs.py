"""What stands at the end of a cell: a line or a small table, never texts or arrays by the million."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from analysis import (
    Corpus,
    InputError,
    TokenOptions,
    count_themes,
    fit_topics,
    load_themes,
    place_names,
    term_matrix,
    tokenise_corpus,
    without_attributions,
)
from analysis.corpus.raw import iter_raw
from analysis.quantities.indicators import read_indicators
from analysis.resources import DATA
from analysis.reuse.fingerprints import fingerprint
from analysis.targets.strength import read_strength
from analysis.tasks.departments import load_departments
from analysis.text.tokens import Tokeniser
from analysis.themes.codebook import find_themes
from analysis.themes.modality import load_commitment
from analysis.words.comparisons import part_comparison


@pytest.fixture(scope="module")
def nouns(corpus: Corpus) -> dict[str, Any]:
    own = corpus.select(region=["安徽", "浙江"])
    tokens = tokenise_corpus(own, TokenOptions(engine="rjieba"))
    matrix = term_matrix(tokens, unit="paragraph")
    book = load_themes()
    return {
        "corpus": corpus, "report": corpus["anhui-2020"], "raw": next(iter(iter_raw(DATA))), "tokens": tokens,
        "matrix": matrix, "themes": book,
        "plain": without_attributions(own), "counts": count_themes(own, book),
        "matches": find_themes(own.sentences, book),
        "topics": fit_topics(matrix, 5, runs=0, exclude=place_names()), "modal": load_commitment(),
        "indicators": read_indicators(),
        "strength": read_strength(), "departments": load_departments(),
        "comparison": part_comparison(matrix.docs)[0],
        "fingerprint": fingerprint(own[0]),
        "cut": Tokeniser(TokenOptions(engine="rjieba")).cut(["六稳，六保"] * 1000),
    }  # fmt: skip


def test_each_noun_is_short(nouns: dict[str, Any]) -> None:
    for name, noun in nouns.items():
        shown = repr(noun)
        assert shown.startswith("<") and shown.endswith(">") and len(shown) < 160 and "\n" not in shown, (
            name,
            shown,
        )


def test_a_corpus_in_a_line(corpus: Corpus) -> None:
    characters = sum(len(report.text) for report in corpus)
    assert repr(corpus) == f"<Corpus: 33 reports of 31 regions, 2020–2024; {characters:,} characters>"
    assert (
        repr(corpus.select(region="安徽", part="plan"))
        == "<Corpus: 1 report of 1 region, 2020; 19,222 characters; parts: plan>"
    )
    assert repr(corpus[:0]) == "<Corpus: 0 reports of 0 regions; 0 characters>"


class Cells(HTMLParser):
    """The rows of a table, and whatever tags there are."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def test_a_corpus_as_a_table(corpus: Corpus) -> None:
    page = corpus._repr_html_()
    cells = Cells(page)
    assert cells.rows[0] == ["report", "region", "year", "kind", "characters", "review"]
    assert len(cells.rows) == 1 + 20
    assert "and 13 more" in page
    assert len(page) < 5000
    report = corpus["anhui-2020"]
    sizes = report.part_sizes()
    own = Cells(corpus.select(region="安徽")._repr_html_()).rows[1]
    assert own[:4] == ["anhui-2020", "安徽省", "2020", "work_report"]
    assert own[5].startswith(f"{sizes['review'] / sum(sizes.values()):.0%}")
    assert (
        sizes == corpus.lengths.query("report_id == 'anhui-2020'").set_index("part")["characters"].to_dict()
    )


def test_a_report_as_a_table(corpus: Corpus) -> None:
    report = corpus["anhui-2020"]
    cells = Cells(report._repr_html_())
    assert ["speaker", "李国英"] in cells.rows
    assert len(report._repr_html_()) < 5000
    assert report.text[:200] not in report._repr_html_()


def test_names_are_escaped(corpus: Corpus) -> None:
    odd = replace(corpus[0], region="<script>alert(1)</script>", title="<b>", year=None)
    for page in (odd._repr_html_(), Corpus((odd,))._repr_html_()):
        assert "script" not in Cells(page).tags
        assert "b" not in Cells(page).tags


def test_a_corpus_is_a_sequence(corpus: Corpus) -> None:
    assert list(corpus) == list(corpus.iter_reports()) == list(corpus.items)
    assert corpus["anhui-2020"] is corpus.report("anhui-2020")
    assert corpus[0] is corpus.items[0] and corpus[-1] is corpus.items[-1]
    assert corpus[2:5].items == corpus.items[2:5]
    assert corpus.select(part="plan")[:3].parts == ("plan",)
    assert "anhui-2020" in corpus and corpus[3] in corpus and "anhui-2019" not in corpus and 3 not in corpus
    for key, sentence in (
        ("anhui2020", "no report 'anhui2020' in the corpus; did you mean 'anhui-2020'"),
        (99, "no report at position 99; the corpus has 33 reports"),
        (None, "not by None"),
    ):
        with pytest.raises(InputError, match=sentence):
            corpus[key]  # type: ignore[index]
