"""A user's mistake: one sentence, with the nearest known names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analysis import (
    Corpus,
    InputError,
    TermMatrix,
    TokenOptions,
    attention,
    commitment,
    count_themes,
    extract_targets,
    fit_topics,
    keyness,
    keyword_frequencies,
    keyword_trends,
    load_themes,
    quantities_table,
    read_report,
    target_comparison,
    targets_wide,
    term_matrix,
    theme_ranks,
    tokenise_corpus,
)
from analysis.choices import check_choices
from analysis.targets.comparison import target_sums
from analysis.text.concordance import concordance
from analysis.themes.word_lists import MeasureChoice


@pytest.fixture(scope="module")
def own(corpus: Corpus) -> Corpus:
    return corpus.select(region=["安徽", "浙江"])


@pytest.fixture(scope="module")
def matrix(own: Corpus) -> TermMatrix:
    return term_matrix(tokenise_corpus(own, TokenOptions(engine="rjieba")), unit="paragraph")


MISTAKES: list[tuple[str, Callable[[Corpus, TermMatrix], Any], str]] = [
    ("file", lambda c, m: read_report("x.docx"), "x.docx is not in "),
    (
        "region",
        lambda c, m: c.select(region="安徽州"),
        "no region '安徽州' in the corpus; did you mean '安徽省'",
    ),
    ("year", lambda c, m: c.select(year="2019"), "no year '2019' in the corpus; known: 2020"),
    (
        "level",
        lambda c, m: c.select(level="privince"),
        "no level 'privince' in the corpus; did you mean 'province'?",
    ),
    (
        "kind",
        lambda c, m: c.select(kind="workreport"),
        "no kind 'workreport' in the corpus; did you mean 'work_report'?",
    ),
    (
        "kind of a file",
        lambda c, m: read_report("data/raw/national-2024.txt", 2024, "report"),
        "no kind 'report' of report; did you mean 'work_report'?",
    ),
    ("part", lambda c, m: c.select(part="plans"), "no part 'plans'; did you mean 'plan'?"),
    (
        "column",
        lambda c, m: m.select(regoin="安徽"),
        "no column 'regoin' in the documents; did you mean 'region'",
    ),
    (
        "condition",
        lambda c, m: keyness(m, {"regoin": "安徽"}),
        "no column 'regoin' in the documents; did you mean 'region'",
    ),
    ("value", lambda c, m: m.select(part="paln"), "no part 'paln' in the documents; did you mean 'plan'?"),
    ("mask", lambda c, m: m.select([True]), "the mask has 1 values for"),
    ("by", lambda c, m: keyword_frequencies(m, by="provinz"), "no column 'provinz' in the documents; known:"),
    (
        "by of attention",
        lambda c, m: attention(c, by="yaer"),
        "no column 'yaer' to group attention by; did you mean 'year'?",
    ),
    (
        "unit",
        lambda c, m: count_themes(c, unit="sentence"),
        "no unit 'sentence' of attention; did you mean 'sentences'?",
    ),
    (
        "unit of a matrix",
        lambda c, m: term_matrix(tokenise_corpus(c, TokenOptions(engine="rjieba")), unit="paragraphs"),
        "did you mean 'paragraph'?",
    ),
    (
        "corpus for tokens",
        lambda c, m: term_matrix(c),
        "term_matrix counts a token stream, not a Corpus; give tokenise_corpus(corpus)",
    ),  # type: ignore[arg-type]
    ("codebook", lambda c, m: count_themes(c, "themes.cvs"), "themes.cvs: there is no such file"),
    (
        "trend without years",
        lambda c, m: keyword_trends("扩大就业。", ["就业"]),
        "the year of some documents isn't known",
    ),
    ("weighting", lambda c, m: m.weight("tf-idf"), "no weighting 'tf-idf'; did you mean 'tfidf'?"),
    ("weights", lambda c, m: m.weight("tfidf").group("part"), "group needs counts"),
    (
        "engine",
        lambda c, m: TokenOptions(engine="rjeiba"),
        "no engine 'rjeiba' among the tokenisers; did you mean 'rjieba' or 'jieba'?",
    ),
    (
        "theme",
        lambda c, m: load_themes().keep(["digtal"]),
        "no theme 'digtal' in the codebook; did you mean 'digital'?",
    ),
    ("language", lambda c, m: load_themes().names("fr"), "no language 'fr'; known: en, zh"),
    ("parts", lambda c, m: count_themes(c, parts=["paln"]), "no part 'paln'; did you mean 'plan'?"),
    ("part of ranks", lambda c, m: theme_ranks(c, part="paln"), "no part 'paln'; did you mean 'plan'?"),
    ("part of commitment", lambda c, m: commitment(c, part="paln"), "no part 'paln'; did you mean 'plan'?"),
    ("codebook first", lambda c, m: commitment(c, load_themes()), "give the codebook as codebook="),
    # type: ignore[arg-type]
    (
        "indicator",
        lambda c, m: target_comparison(extract_targets(c), quantities_table(c), "retail", c),
        "no indicator 'retail' in the list of indicators; did you mean 'retail_sales'?",
    ),
    (
        "sums",
        lambda c, m: target_sums(extract_targets(c), "urban_jobs"),
        "no indicator 'urban_jobs' in the list of indicators; did you mean 'urban_new_jobs'",
    ),
    (
        "bound",
        lambda c, m: targets_wide(extract_targets(c), value="mid"),
        "no value 'mid' of a target; did you mean 'middle'?",
    ),
    ("method", lambda c, m: fit_topics(m, 5, method="nfm"), "no method 'nfm' of topics; did you mean 'nmf'?"),
    (
        "choice",
        lambda c, m: MeasureChoice(denominator="words"),
        "no denominator 'words' of a choice; known: characters, sentences, tokens",
    ),
    (
        "sort",
        lambda c, m: concordance(c, "就业", sort="rigth"),
        "no sort 'rigth' of a concordance; did you mean 'right'?",
    ),
]


@pytest.mark.parametrize(
    ("call", "sentence"), [case[1:] for case in MISTAKES], ids=[case[0] for case in MISTAKES]
)
def test_a_mistake_is_one_sentence(
    own: Corpus, matrix: TermMatrix, call: Callable[[Corpus, TermMatrix], Any], sentence: str
) -> None:
    with pytest.raises(InputError) as raised:
        call(own, matrix)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"theme": "digtal"}, "no theme 'digtal' in the codebook; did you mean 'digital'?"),
        ({"theme": ["digital", "helth"]}, "no theme 'helth' in the codebook; did you mean 'health'?"),
        (
            {"indicator": "retail"},
            "no indicator 'retail' in the list of indicators; did you mean 'retail_sales'?",
        ),
        ({"region": "安徽州"}, "no region '安徽州' in the corpus; did you mean '安徽省'"),
        ({"year": 2019}, "no year 2019 in the corpus; known: 2020, 2021, 2024"),
        ({"part": "paln"}, "no part 'paln'; did you mean 'plan'?"),
        ({"engine": "rjeiba"}, "no engine 'rjeiba' among the tokenisers"),
        ({"language": "english"}, "no language 'english' of figures; known: en, zh"),
        ({"level": "privince"}, "no level 'privince' in the corpus; did you mean 'province'?"),
        ({"kind": "tasks"}, "no kind 'tasks' in the corpus; known: task_division, work_report"),
        ({"report_id": "anhui"}, "no report 'anhui' in the corpus; did you mean 'anhui-2020'?"),
        ({"codebook": "themes.cvs"}, "themes.cvs: there is no such file"),
    ],
)
def test_the_first_cell_tells(corpus: Corpus, choices: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError) as raised:
        check_choices(corpus, **choices)
    assert sentence in str(raised.value)


def test_good_choices_pass(corpus: Corpus) -> None:
    names = (
        "theme",
        "indicator",
        "region",
        "year",
        "part",
        "engine",
        "language",
        "level",
        "kind",
        "codebook",
        "report_id",
    )
    check_choices(corpus, **dict.fromkeys(names))
    check_choices(
        corpus, theme=["environment", "health"], indicator="gdp", region=["安徽", "Zhejiang"], year=["2020",
            2021], part="plan",
        engine="rjieba", language="zh", level="province", kind="work_report", report_id="anhui-2020",
        codebook=load_themes(),
    )  # fmt: skip
