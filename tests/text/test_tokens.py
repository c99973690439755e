"""Cutting: terms whole, engines alike, tokenisers apart, nothing left behind."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from analysis.corpus.corpus import Corpus
from analysis.errors import InputError
from analysis.text.lexicon import load_terms
from analysis.text.patterns import Fixed, fixed_pattern, left_to_engine
from analysis.text.tokens import Tokeniser, TokenOptions, Tokens, tokenise, tokenise_corpus, tokeniser

FAST = TokenOptions(engine="rjieba")
ALL = TokenOptions(engine="rjieba", stopwords=(), min_length=1, drop_numbers=False)


@pytest.fixture(scope="module")
def both(corpus: Corpus) -> tuple[Tokens, Tokens]:
    return tokenise_corpus(corpus, TokenOptions()), tokenise_corpus(corpus, FAST)


def test_the_engines_agree_on_the_corpus(both: tuple[Tokens, Tokens]) -> None:
    reference, fast = both
    assert len(reference) > 200_000
    alike = sum(
        (Counter(reference.words(i)) & Counter(fast.words(i))).total()
        for i in range(len(reference.sentences))
    )
    assert alike >= 0.999 * max(len(reference), len(fast))


@pytest.mark.parametrize("engine", ["jieba", "rjieba"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("增长6.5%左右", ["增长", "6.5%", "左右"]),
        ("2019-2020年", ["2019", "2020", "年"]),
        ("推进5G网络，PM2.5浓度", ["推进", "5G网络", "PM2.5", "浓度"]),
        ("COVID-19", ["COVID-19"]),
        ("G60科创走廊", ["G60", "科创走廊"]),
        ("做好六稳工作、落实六保任务", ["做好", "六稳", "工作", "落实", "六保", "任务"]),
        (
            "在习近平新时代中国特色社会主义思想指引下",
            ["在", "习近平新时代中国特色社会主义思想", "指引", "下"],
        ),
        ("", []),
        ("——“”！", []),
    ],
)
def test_words_by_hand(engine: str, text: str, words: list[str]) -> None:
    assert tokeniser(TokenOptions(engine=engine)).words(text) == words


def test_stop_words_numbers_and_short_words_are_no_terms() -> None:
    assert tokenise("要在2020年底前完成的改革", FAST) == ["完成", "改革"]
    assert tokenise("要在2020年底前完成的改革", ALL) == [
        "要",
        "在",
        "2020",
        "年底",
        "前",
        "完成",
        "的",
        "改革",
    ]


def test_every_multi_word_term_is_counted_as_often_as_it_stands(
    corpus: Corpus, both: tuple[Tokens, Tokens]
) -> None:
    """The oracle: longest matches, found by a plain walk over the text with no pattern and no engine."""
    terms = {term for term in load_terms()["term"] if len(term) > 2}
    hanzi = [
        term for term in terms if not re.search("^[0-9A-Za-z]|[0-9A-Za-z]$", term)
    ]  # Latin ends are another test
    longest = max(map(len, terms))
    expected: Counter[str] = Counter()
    for text in corpus.sentences["text"]:
        at = 0
        while at < len(text):
            for length in range(min(longest, len(text) - at), 2, -1):
                if text[at : at + length] in terms:
                    expected[text[at : at + length]] += 1
                    at += length - 1
                    break
            at += 1
    for tokens in both:
        counts = Counter(tokens.vocabulary[code] for code in tokens.codes)
        assert {term: counts[term] for term in hanzi} == {term: expected[term] for term in hanzi}
    assert expected["放管服"] > 50


def test_terms_that_jieba_would_split() -> None:
    text = "深化“放管服”改革，推进粤港澳大湾区建设"
    assert tokenise(text, TokenOptions(lexicon=())) == [
        "深化",
        "放管服",
        "改革",
        "推进",
        "粤港澳",
        "大湾",
        "建设",
    ]
    assert tokenise(text, TokenOptions()) == ["深化", "放管服", "改革", "推进", "粤港澳大湾区", "建设"]


@pytest.mark.parametrize("engine", ["jieba", "rjieba"])
def test_a_users_term_may_hold_marks(engine: str) -> None:
    options = TokenOptions(engine=engine, lexicon=("“放管服”改革", "互联网+", "两不愁、三保障", "C++"))
    assert tokenise("深化“放管服”改革，发展互联网+农业，两不愁、三保障，C++语言", options) == [
        "深化", "“放管服”改革", "发展", "互联网+", "农业", "两不愁、三保障", "C++", "语言",
    ]  # fmt: skip


def test_a_latin_term_is_not_torn_out_of_a_longer_word() -> None:
    options = TokenOptions(engine="rjieba", lexicon=("5G", "AI"), stopwords=())
    assert tokenise("5G、15G、5GHz、AI、AIM、到5G", options) == ["5G", "15G", "5GHz", "AI", "AIM", "5G"]
    assert tokenise("5G基站2万个，用AI", TokenOptions(engine="rjieba", lexicon=("5G基站", "AI"))) == [
        "5G基站",
        "AI",
    ]


TERM = st.text(alphabet="改革5G企业A+“”", min_size=2, max_size=5).filter(lambda term: term.strip() == term)


@settings(max_examples=200, deadline=None)
@given(st.lists(TERM, max_size=6), st.text(alphabet="改革5G企业A+“”的。", max_size=30))
def test_the_pattern_finds_the_longest_terms_from_left_to_right(terms: list[str], text: str) -> None:
    """Against a plain walk: at each place the longest term whose Latin ends don't lie inside a longer word,
    else a Latin word, else a number.
    """

    def latin(character: str) -> bool:
        return re.fullmatch("[0-9A-Za-z]", character) is not None

    def fits(term: str, at: int) -> bool:
        end = at + len(term)
        torn_left = latin(term[0]) and at > 0 and (latin(text[at - 1]) or text[at - 1] == ".")
        torn_right = latin(term[-1]) and end < len(text) and latin(text[end])
        return text.startswith(term, at) and not torn_left and not torn_right

    expected, at = [], 0
    other = fixed_pattern([])
    while at < len(text):
        fitting = sorted((term for term in terms if fits(term, at)), key=len)
        rest = other.match(text, at)
        if fitting:
            expected.append(fitting[-1])
        elif rest:
            expected.append(rest[0])
        at += len(expected[-1]) if fitting or rest else 1
    assert fixed_pattern(terms).findall(text) == expected


TOUCHING = [
    "5G基站",
    "基站建设",
    "设施",
    "中国制造2025",
    "2025年",
    "劣V类",
    "互联网+",
    "+5G",
    "5G",
    "AI",
    "%以上",
    "以上",
    "改革+",
    "2+26",
    ".NET",
    "３D打印",
    "上2",
    "上.5",
]
PIECES = st.sampled_from(
    [
        *TOUCHING,
        *"5G基站建设中国制造2025年劣V类互联网+%％‰.．-_'&#以上改革AIx。， \n３Ａ",
        *load_terms()["term"][::40],
        "\0",
        "\1",
    ]
)
MIXED = st.lists(PIECES, max_size=14).map("".join)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(TOUCHING), TERM), max_size=8),
    st.one_of(MIXED, st.text(alphabet="改革5G企业A+“”.%的。", max_size=30)),
)
def test_automaton_and_small_pattern_find_what_the_large_pattern_finds(terms: list[str], text: str) -> None:
    pieces, fixed = Fixed(terms).split(text)
    parts = fixed_pattern(terms).split(text)
    assert (pieces, fixed) == (parts[::2], parts[1::2])


def piece_by_piece(cutter: Tokeniser, texts: list[str]) -> list[list[str]]:
    """The oracle: each text split by the large pattern, each piece given to the engine by itself."""
    pattern = fixed_pattern(term for term in cutter.terms if not left_to_engine(term))
    per_text = []
    for text in texts:
        words: list[str] = []
        for number, part in enumerate(pattern.split(text)):
            words += (
                [part]
                if number % 2
                else [
                    word
                    for word in cutter._engine.cut(part, False, cutter.options.hmm)
                    if re.match(r"\w", word)
                ]
            )
        per_text.append(words)
    return per_text


@pytest.mark.parametrize("engine", ["jieba", "rjieba"])
@pytest.mark.parametrize("lexicon", [None, tuple(TOUCHING), ()])
@settings(max_examples=100, deadline=None)
@given(texts=st.lists(MIXED, max_size=5))
def test_sentences_together_are_cut_as_one_by_one(
    engine: str, lexicon: tuple[str, ...] | None, texts: list[str]
) -> None:
    cutter = tokeniser(TokenOptions(engine=engine, lexicon=lexicon))
    expected = piece_by_piece(cutter, texts)
    assert cutter.words_of_sentences(texts) == [cutter.words(text) for text in texts] == expected
    words, places = cutter.words_and_places(texts)
    assert words == [word for own in expected for word in own]
    joined = "|".join(texts)
    assert [
        joined[place : place + len(word)] for word, place in zip(words, places.tolist(), strict=True)
    ] == words
    assert places.tolist() == sorted(set(places.tolist()))
    assert [[text[start:end] for start, end in cutter.spans(text)] for text in texts] == expected


@pytest.mark.parametrize("engine", ["jieba", "rjieba"])
def test_a_report_is_cut_as_its_sentences(corpus: Corpus, engine: str) -> None:
    texts = corpus.sentences["text"].iloc[:: 1 if engine == "rjieba" else 20].tolist()
    cutter = tokeniser(TokenOptions(engine=engine))
    assert cutter.words_of_sentences(texts) == piece_by_piece(cutter, texts)


@pytest.mark.parametrize("engine", ["jieba", "rjieba"])
def test_two_tokenisers_do_not_disturb_each_other(engine: str) -> None:
    text = "扛牢两项机制任务"
    plain = Tokeniser(TokenOptions(engine=engine, lexicon=()))
    before = plain.words(text)
    own = Tokeniser(TokenOptions(engine=engine, lexicon=("扛牢", "两项机制任务")))
    assert own.words(text) == ["扛牢", "两项机制任务"]
    assert plain.words(text) == before != own.words(text)
    assert Tokeniser(TokenOptions(engine=engine, lexicon=())).words(text) == before


def test_the_shared_jieba_is_left_alone() -> None:
    import jieba

    tokenise("新质生产力", TokenOptions(lexicon=("新质生产力",)))
    assert not jieba.dt.initialized
    assert jieba.dt.FREQ == {}


def test_nothing_is_logged_and_no_cache_is_written(tmp_path: Path) -> None:
    code = "from analysis.text.tokens import tokenise; print(len(tokenise('推进粤港澳大湾区建设')))"
    read_only = tmp_path / "tmp"
    read_only.mkdir()
    read_only.chmod(0o500)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={"TMPDIR": str(read_only), "PATH": "/usr/bin:/bin"},
    )
    assert (done.stdout, done.stderr) == ("3\n", "")
    assert not list(read_only.iterdir())
    assert tempfile.gettempdir() != str(read_only)
    assert logging.getLogger("analysis").handlers == []


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("term\n扛牢责任\n", encoding="utf-8")
    options = TokenOptions(engine="rjieba", lexicon=file)
    assert "扛牢责任" in tokenise("扛牢责任书", options)
    file.write_text("term\n牢责任书吧\n扛牢责任书\n", encoding="utf-8")
    assert tokenise("扛牢责任书", options) == ["扛牢责任书"]


def test_a_term_outranks_stop_word_and_length() -> None:
    assert tokenise(
        "的确如此", TokenOptions(engine="rjieba", lexicon=("确如此",), stopwords=("确如此",), min_length=9)
    ) == ["确如此"]


def test_bad_options_say_so() -> None:
    with pytest.raises(InputError, match="no engine 'mecab' among the tokenisers; known: jieba, rjieba"):
        TokenOptions(engine="mecab")
    with pytest.raises(
        InputError, match="no kind 'verbs' of stop word; known: formula, function, head, unit"
    ):
        TokenOptions(stop_kinds=("verbs",))
    with pytest.raises(InputError, match="fewer than two characters"):
        Tokeniser(TokenOptions(lexicon=("稳",)))
    with pytest.raises(InputError, match="give 1 or more"):
        TokenOptions(min_length=0)


def test_a_list_is_as_good_as_a_tuple() -> None:
    assert TokenOptions(lexicon=["放管服"]) == TokenOptions(lexicon=("放管服",))  # type: ignore[arg-type]


CHARACTERS = st.text(
    alphabet="推进粤港澳大湾区建设六稳保的2020.5%GPM，。、“”—－ 放管服新质生产力\n", max_size=40
)


@settings(max_examples=200, deadline=None)
@given(CHARACTERS)
def test_words_are_pieces_of_the_text_in_order(text: str) -> None:
    at = 0
    for word in tokeniser(ALL).words(text):
        found = text.find(word, at)
        assert found >= at
        assert not re.search(r"\w", text[at:found]), "a character of a word was lost"
        at = found + len(word)
    assert not re.search(r"\w", text[at:])


@settings(max_examples=300, deadline=None)
@given(CHARACTERS)
def test_without_guessing_the_engines_agree_on_any_text(text: str) -> None:
    """With ``hmm`` they may break a tie of two guesses differently (生保|保保新 or 生保保|保新), on nonsense
    rather than on language.
    """
    assert tokeniser(TokenOptions(hmm=False)).words(text) == tokeniser(
        TokenOptions(engine="rjieba", hmm=False)
    ).words(text)


def test_the_stream_is_compact_and_gives_back_every_sentence(
    corpus: Corpus, both: tuple[Tokens, Tokens]
) -> None:
    tokens = both[1]
    assert tokens.codes.dtype == np.int32
    assert tokens.starts[-1] == len(tokens.codes)
    assert list(tokens.vocabulary) == sorted(tokens.vocabulary)
    cutter = tokeniser(FAST)
    for row in (0, 17, 5000, len(corpus.sentences) - 1):
        assert tokens.words(row) == cutter.words(corpus.sentences["text"].iloc[row])
    assert tokens.per_report().sum() == len(tokens)
    assert tokens.per_report().index.tolist() == corpus.reports["report_id"].tolist()


def test_a_part_of_the_corpus_has_its_own_stream(corpus: Corpus) -> None:
    whole = tokenise_corpus(corpus.select(region="安徽省"), FAST)
    parts = [
        tokenise_corpus(corpus.select(region="安徽省", part=part), FAST)
        for part in ("review", "plan", "other")
    ]
    assert sum(map(len, parts)) == len(whole) > sum(map(len, parts[:2])) > 0
