"""The codebook: reading it, its errors, longest match, offsets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from analysis import Corpus, text_report
from analysis.corpus.plain import body_sentences
from analysis.errors import InputError
from analysis.themes.codebook import agreement, load_themes, sentence_themes, theme_hits, theme_marks

BOOK = (
    "theme,name_zh,term,exclude\nplace,地方,蒙古,内蒙古\nplace,,草原,\n"
    "green,绿色,生态,产业生态;创新生态\ngreen,,生态环境,\n"
)


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return path


def sentences(*texts: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "report_id": "r",
            "part": "plan",
            "paragraph": range(len(texts)),
            "sentence": range(len(texts)),
            "start": 100,
            "end": 200,
            "text": texts,
        }
    )


def test_the_shipped_codebook() -> None:
    book = load_themes()
    assert 20 <= len(book.codes) <= 30
    assert book.terms["term"].is_unique
    # A code misspelt on the row of a term makes a theme of its own.
    themes = book.themes.set_index("theme")
    for column in ("name_zh", "name_en", "cap_topic", "source"):
        lacking = themes.index[themes[column] == ""].tolist()
        assert lacking == [], f"themes whose rows in themes.csv lack {column}; or is the code misspelt?"
    sizes = book.terms.groupby("theme").size()
    assert sizes[sizes < 25].to_dict() == {}, "too few terms to find a theme by; 25 is the least"
    assert book.themes["name_en"].is_unique and book.themes["name_zh"].is_unique
    assert book.themes["cap_topic"].str.fullmatch(r"\d{1,2} [A-Z].*").all()


def test_longest_match_and_exclusions(tmp_path: Path) -> None:
    book = load_themes(write(tmp_path, BOOK))
    hits = theme_hits(sentences("内蒙古的草原", "蒙古与生态环境", "产业生态和生态"), book)
    assert list(zip(hits["sentence"], hits["term"], hits["theme"], strict=True)) == [
        (0, "草原", "place"), (1, "蒙古", "place"), (1, "生态环境", "green"), (2, "生态", "green"),
    ]  # fmt: skip
    assert hits[["start", "end"]].to_numpy().tolist() == [[104, 106], [100, 102], [103, 107], [105, 107]]


def test_a_theme_kept_alone_keeps_its_matches(tmp_path: Path) -> None:
    """A term of a theme left out still covers the shorter ones inside it."""
    book = load_themes(write(tmp_path, "theme,term\na,农村\nb,农村公路\n"))
    assert len(theme_hits(sentences("农村公路"), book.keep(["a"]))) == 0
    assert list(theme_hits(sentences("农村公路"), book.keep(["b"]))["term"]) == ["农村公路"]
    with pytest.raises(InputError, match="no theme 'c' in the codebook; known: a, b"):
        book.keep(["c"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("theme,term\na,生态\nb,生态\n", "mine.csv, row 3: “生态” is in two themes, a \\(row 2\\) and b"),
        ("theme,term\na,生态\na,生态\n", "row 3: “生态” stands already in row 2"),
        ("theme,term\na,生态\nb,\n", "row 3: the theme b has no term"),
        ("theme,term\n,生态\n", "row 2: the theme is empty"),
        ("theme,term\na,水\n", "row 2: the term “水” has one character"),
        ("theme,term,exclude\na,生态,产业\n", "row 2: the excluded phrase “产业”"),
        ("theme,term,exclude\na,生态,生态\n", "row 2: the excluded phrase “生态”"),
        (
            "theme,term,name_zh\na,生态,环境\na,污染,生态\n",
            "row 3: name_zh of the theme a is “生态” here and “环境” above",
        ),
        ("theme,term\na,生态,多余\n", "row 2: 3 cells under 2 headings"),
        ("theme,word\na,生态\n", "row 1: column term is missing"),
        ("theme,term\n", "names no term"),
    ],
)
def test_a_broken_codebook_is_told(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_themes(write(tmp_path, text))


def test_a_minimal_codebook(tmp_path: Path) -> None:
    """Only theme and term are needed; the code stands for the name; a full-width semicolon and blank lines
    are fine.
    """
    book = load_themes(write(tmp_path, "theme,term,exclude\n\na,生态,产业生态；创新生态\n\n"))
    assert book.names("en") == {"a": "a"}
    assert set(book.excluded) == {"产业生态", "创新生态"}


def test_an_exclusion_that_is_another_themes_term(tmp_path: Path) -> None:
    book = load_themes(write(tmp_path, "theme,term,exclude\na,生态,生态旅游\nb,生态旅游,\n"))
    assert list(theme_hits(sentences("生态旅游"), book)["theme"]) == ["b"]


def test_hits_point_into_the_clean_text(corpus: Corpus) -> None:
    hits = theme_hits(body_sentences(corpus))
    texts = {report.report_id: report.text for report in corpus.iter_reports()}
    assert len(hits) > 20_000
    for report_id, start, end, term in (
        hits[["report_id", "start", "end", "term"]].sample(3000, random_state=0).itertuples(index=False)
    ):
        assert texts[report_id][start:end] == term
    assert (hits["start"].to_numpy()[1:] >= hits["end"].to_numpy()[:-1])[
        hits["report_id"].to_numpy()[1:] == hits["report_id"].to_numpy()[:-1]
    ].all()


def test_tables_agree(corpus: Corpus) -> None:
    own = body_sentences(corpus.select(region="江苏省"))
    book = load_themes()
    marks, table = theme_marks(own, book), sentence_themes(own, book)
    assert len(table) == marks.any(axis=1).sum()
    assert sum(len(themes.split(";")) for themes in table["themes"]) == marks.sum()


def test_attributions_and_headings_are_left_out(corpus: Corpus) -> None:
    own = body_sentences(corpus.select(report_id="national-2020-tasks"))
    assert not own["text"].str.contains("按职责分工负责").any()
    assert not own["text"].str.contains("生态环境部").any()
    assert len(body_sentences(corpus, headings=True)) > len(body_sentences(corpus))


@given(st.text(alphabet="（）负责牵头财政部，。 ", max_size=40))
@settings(max_examples=150, deadline=None)
def test_masking_keeps_the_length(text: str) -> None:
    report = text_report("工作。" + text)
    masked = body_sentences(report, headings=True)
    for start, end, said in masked[["start", "end", "text"]].itertuples(index=False):
        assert len(said) == end - start
        assert all(a in (b, " ") for a, b in zip(said, report.text[start:end], strict=True))


@given(st.lists(st.sampled_from(["生态", "产业生态", "内蒙古", "蒙古", "草原", "，", "和"]), max_size=12))
@settings(max_examples=80, deadline=None)
def test_longest_match_by_hand(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    """The automaton finds what a slow search from left to right finds."""
    path = tmp_path_factory.getbasetemp() / "hand.csv"
    path.write_text(BOOK, encoding="utf-8")
    book, text = load_themes(path), "".join(words)
    patterns = sorted([*book.terms["term"], *book.excluded], key=len, reverse=True)
    expected, at = [], 0
    while at < len(text):
        found = next((p for p in patterns if text.startswith(p, at)), None)
        if found and found not in book.excluded:
            expected.append((at, found))
        at += len(found) if found else 1
    assert [(int(s), book.terms["term"][row]) for row, _, s, _ in book.find(text)] == expected


def test_agreement_by_hand() -> None:
    book = load_themes().keep(["health", "education"])
    codes = book.codes
    found = np.array([[True, False], [True, True], [False, False]])
    table = agreement([[codes[0]], [codes[1]], [codes[1]]], found, book).set_index("theme")
    assert table.loc[codes[0], ["n", "found", "both"]].tolist() == [1, 2, 1]
    assert table.loc["all", ["precision", "recall", "f1"]].tolist() == pytest.approx([2 / 3, 2 / 3, 2 / 3])
    none = agreement([[], [], []], np.zeros((3, 2), dtype=bool), book)
    assert none["precision"].isna().all() and none["recall"].isna().all()
