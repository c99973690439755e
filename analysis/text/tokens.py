"""Words: one stream of tokens feeds every count.  The only module that imports jieba or rjieba.

How a text is cut
-----------------
1. A **lexicon term** of three characters or more is cut whole wherever it stands: at each place the longest
   term wins, from left to right.
   So a term's count is the number of its longest matches, whatever surrounds it, and both engines agree on
   it; a term may hold marks (互联网+, “放管服”改革). A term of two characters is too short for that (两重
   stands in 两重点): it goes into the dictionary, and the engine decides.
2. **Numbers** (6.5%, 2020) and **Latin words** (5G, PM2.5, G60) are taken out by rule.
3. What remains is cut by the engine: jieba 0.42.1 (the reference) or rjieba (the same dictionary and method
   in Rust, about twenty times as
   fast).

Every tokeniser owns its engine, so two with different lexicons can live side by side; jieba's shared one is
never touched, and neither its cache file nor its log is used.

Marks are no tokens. Stop words, numbers and short words are: they count as running words (the denominator of
every rate) but not as terms. Headings are text like any other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus.sources import TableSource, as_tables
from analysis.corpus.types import counted
from analysis.errors import InputError, unknown
from analysis.resources import LEXICON, file_stamp
from analysis.text.engines import ENGINES, RjiebaEngine, jieba_engine
from analysis.text.lexicon import STOP_KINDS, load_stopwords, load_terms
from analysis.text.patterns import Fixed, left_to_engine

if TYPE_CHECKING:
    from numpy.typing import NDArray

CONTENT = (
    "function",
    "unit",
    "formula",
    "head",
)  # stop kinds that leave the words of content: what the tables and figures of words count as terms
_WORD = re.compile(r"\w")
_END, _FIXED = "\0", "\1"  # no text holds them; should one, they are blanks
_TOGETHER = 4000  # sentences given to the engine at once: more take more memory and no less time
_NUMERAL = re.compile(r"[\d.．%％‰]+|[〇零一二三四五六七八九十百千万亿两]+")

Words = str | Path | tuple[str, ...] | None


@dataclass(frozen=True)
class TokenOptions:
    """How to cut and what to keep as a term.

    Parameters
    ----------
    engine : {"jieba", "rjieba"}, default "jieba"
        The program that cuts.
    lexicon : str, Path or tuple of str, optional
        A path to a CSV of one's own (column ``term``), or the terms themselves; ``()`` for none. By default
        the shipped policy lexicon.
    extra_terms : tuple of str, default ()
        Added to the lexicon.
    hmm : bool, default True
        Guess words that the dictionary lacks.
    stopwords : str, Path or tuple of str, optional
        Likewise (column ``word``); by default the shipped list.
    stop_kinds : tuple of str, default ("function", "unit")
        Which kinds of the list to drop: ``function``, ``unit``, ``formula``, ``head``.
    min_length : int, default 2
        Characters that a term must have (5G has two).
    drop_numbers : bool, default True
        6.5%, 2020, 三十 are no terms.

    Raises
    ------
    InputError
        For an unknown engine or kind, and a length below 1.

    Examples
    --------
    >>> TokenOptions(engine="rjieba").min_length
    2
    """

    engine: str = "jieba"
    lexicon: Words = None
    extra_terms: tuple[str, ...] = ()
    hmm: bool = True
    stopwords: Words = None
    stop_kinds: tuple[str, ...] = ("function", "unit")
    min_length: int = 2
    drop_numbers: bool = True

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise unknown("engine", self.engine, ENGINES, where="among the tokenisers")
        for kind in self.stop_kinds:
            if kind not in STOP_KINDS:
                raise unknown("kind", kind, STOP_KINDS, where="of stop word")
        if self.min_length < 1:
            raise InputError("min_length is the least number of characters of a term; give 1 or more")
        for name in ("lexicon", "extra_terms", "stopwords"):
            if isinstance(getattr(self, name), list):  # lists can't be hashed
                object.__setattr__(self, name, tuple(getattr(self, name)))

    def terms(self) -> tuple[str, ...]:
        """The terms of the lexicon and the extra ones, without doubles."""
        words = self.lexicon if isinstance(self.lexicon, tuple) else tuple(load_terms(self.lexicon)["term"])
        terms = tuple(dict.fromkeys(word.strip() for word in (*words, *self.extra_terms)))
        short = [word for word in terms if len(word) < 2]
        if short:
            raise InputError(f"the term “{short[0]}” has fewer than two characters; a term needs two or more")
        return terms

    def stop_set(self) -> frozenset[str]:
        """The stop words of the chosen kinds; words given as a tuple are taken whatever their kind."""
        if isinstance(self.stopwords, tuple):
            return frozenset(self.stopwords)
        table = load_stopwords(self.stopwords)
        return frozenset(table.loc[table["kind"].isin(self.stop_kinds), "word"])


class CutWords(NamedTuple):
    """The words of some texts:

    ``codes`` (one a word) into ``vocabulary``, in which not every word need occur; ``lengths``: words of each
    text.
    """

    codes: NDArray[np.int32]
    lengths: NDArray[np.int64]
    vocabulary: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<CutWords: {len(self.codes):,} words of {len(self.lengths):,} texts>"


def _is_word(piece: str) -> bool:
    return piece.isalnum() or _WORD.match(piece) is not None


class Tokeniser:
    """One engine with one lexicon.

    ``words(text)`` gives every word, ``tokens(text)`` those that are terms under the options.
    """

    def __init__(self, options: TokenOptions | None = None) -> None:
        self.options = options or TokenOptions()
        self.terms = self.options.terms()
        self._stop = self.options.stop_set()
        self._lexicon = frozenset(self.terms)
        self.known_words = self._lexicon, sorted(self._lexicon)
        self._fixed = Fixed(term for term in self.terms if not left_to_engine(term))
        in_dictionary = [term for term in self.terms if left_to_engine(term)]
        self._engine = (
            jieba_engine(in_dictionary) if self.options.engine == "jieba" else RjiebaEngine(in_dictionary)
        )

    def words(self, text: str) -> list[str]:
        """Every word of the text, in order; marks and blanks left out."""
        return self.words_of_sentences([text])[0]

    def words_of_sentences(self, texts: Sequence[str]) -> list[list[str]]:
        """The words of each text, as ``words`` gives them.

        >>> Tokeniser(TokenOptions(engine="rjieba")).words_of_sentences(["六稳，六保", "增长6.5%左右"])
        [['六稳', '六保'], ['增长', '6.5%', '左右']]
        """
        cut = self.cut(texts)
        words = list(map(cut.vocabulary.__getitem__, cut.codes.tolist()))
        ends = np.cumsum(cut.lengths).tolist()
        return [words[start:end] for start, end in zip([0, *ends], ends, strict=False)]

    def cut(self, texts: Sequence[str]) -> CutWords:
        """The words of each text as numbers; a report at once takes a third of the time of its sentences one
        by one.

        The engine sees all texts as one, with a control character for what is fixed and for the end of each
        text. It breaks at such a character as at any mark and gives it back as a word of its own.

        >>> Tokeniser(TokenOptions(engine="rjieba")).cut(["六稳，六保", "六稳"]).lengths.tolist()
        [2, 1]
        """
        if not texts:
            return CutWords(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int64), ())
        cut, fixed = self._cut(texts)
        number: defaultdict[str, int] = defaultdict(count().__next__)  # as they are met
        gap, end = number[_FIXED], number[_END]
        codes = np.fromiter(map(number.__getitem__, cut), dtype=np.int32, count=len(cut))
        is_fixed = codes == gap
        codes[is_fixed] = np.fromiter(map(number.__getitem__, fixed), dtype=np.int32, count=len(fixed))
        is_word = np.fromiter(map(_is_word, number), dtype=np.bool_, count=len(number))[codes] | is_fixed
        lengths = np.bincount(np.cumsum(codes == end)[is_word], minlength=len(texts))
        return CutWords(codes[is_word], lengths, tuple(number))

    def words_and_places(self, texts: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
        """The words of all texts in one list, and where each begins in the texts when they are joined by one
        character.

        >>> words, places = Tokeniser(TokenOptions(engine="rjieba")).words_and_places(["六稳，六保", "增长"])
        >>> words, places.tolist()
        (['六稳', '六保', '增长'], [0, 3, 6])
        """
        cut, fixed = self._cut(texts)
        words = {_FIXED, *filter(_is_word, dict.fromkeys(cut))}
        is_word = np.fromiter(map(words.__contains__, cut), dtype=np.bool_, count=len(cut))
        taken = iter(fixed)
        cut = [next(taken) if word == _FIXED else word for word in cut]
        ends = np.cumsum(np.fromiter(map(len, cut), dtype=np.int64, count=len(cut)))
        return list(compress(cut, is_word)), np.concatenate(([0], ends[:-1]))[is_word]

    def _cut(self, texts: Sequence[str]) -> tuple[list[str], list[str]]:
        """Everything in the texts, marks and all, with ``_FIXED`` for what is fixed and ``_END`` between two
        texts; and what is fixed.
        """
        text = _END.join(texts)
        if text.count(_END) >= max(1, len(texts)) or _FIXED in text:
            text = _END.join([one_text.replace(_END, " ").replace(_FIXED, " ") for one_text in texts])
        pieces, fixed = self._fixed.split(text)
        pieces_cut = self._engine.cut(_FIXED.join(pieces), False, self.options.hmm)
        return pieces_cut if isinstance(pieces_cut, list) else list(pieces_cut), fixed

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where each word stands: ``text[start:end]`` are the words, in order.

        >>> Tokeniser(TokenOptions(engine="rjieba")).spans("六稳，六保")
        [(0, 2), (3, 5)]
        """
        cut, fixed = self._cut([text])
        taken = iter(fixed)
        spans, end = [], 0
        for word in cut:
            start = end
            end += len(next(taken) if word == _FIXED else word)
            if word == _FIXED or _is_word(word):
                spans.append((start, end))
        return spans

    def keeps(self, word: str) -> bool:
        """Whether the word is a term under the options; a term of the lexicon always is."""
        if word in self._lexicon:
            return True
        if len(word) < self.options.min_length or word in self._stop:
            return False
        return not (self.options.drop_numbers and _NUMERAL.fullmatch(word))

    def tokens(self, text: str) -> list[str]:
        """The words of the text that are terms under the options."""
        return [word for word in self.words(text) if self.keeps(word)]


def tokenise(text: str, options: TokenOptions | None = None) -> list[str]:
    """The terms of a text, in order.

    Parameters
    ----------
    text : str
        Any text.
    options : TokenOptions, optional
        How to cut and what to keep.

    Returns
    -------
    list of str
        Without stop words, numbers and what is too short.

    Examples
    --------
    >>> tokenise("持续深化“放管服”改革，推动粤港澳大湾区建设，增长6.5%左右。", TokenOptions(engine="rjieba"))
    ['持续', '深化', '放管服', '改革', '推动', '粤港澳大湾区', '建设', '增长']
    """
    return tokeniser(options).tokens(text)


def tokeniser(options: TokenOptions | None = None) -> Tokeniser:
    """The tokeniser for the options, made once and kept (a dictionary takes half a second to load) until its
    files change.
    """
    options = options or TokenOptions()
    files = [LEXICON / "terms.csv" if options.lexicon is None else options.lexicon]
    files.append(LEXICON / "stopwords.csv" if options.stopwords is None else options.stopwords)
    return _tokeniser(options, tuple(_stamp(file) for file in files))


@dataclass(frozen=True, eq=False, repr=False)
class Tokens:
    """All words of a corpus as whole numbers, sentence after sentence.

    Parameters
    ----------
    codes : numpy.ndarray of int32, W (W words)
        Indices into ``vocabulary``; sentence ``i`` is ``codes[starts[i]:starts[i + 1]]``.
    starts : numpy.ndarray of int64, S + 1 (S sentences)
        Where each sentence starts in ``codes``, and the end of the last.
    vocabulary : tuple of str, V
        The words, sorted.
    kept : numpy.ndarray of bool, V
        Which words are terms.
    sentences : pandas.DataFrame, S rows
        ``report_id, paragraph, sentence, part``.
    paragraphs, reports : pandas.DataFrame
        The corpus's own tables without their text.
    options : TokenOptions
        How the words were cut.
    """

    codes: NDArray[np.int32]
    starts: NDArray[np.int64]
    vocabulary: tuple[str, ...]
    kept: NDArray[np.bool_]
    sentences: pd.DataFrame
    paragraphs: pd.DataFrame
    reports: pd.DataFrame
    options: TokenOptions

    def __len__(self) -> int:
        return len(self.codes)

    def __repr__(self) -> str:
        words = f"{counted(len(self), 'word')} ({len(self.vocabulary):,} in the vocabulary)"
        where = f"{counted(len(self.sentences), 'sentence')} of {counted(len(self.reports), 'report')}"
        return f"<Tokens: {words} in {where}, {self.options.engine}>"

    def words(self, sentence: int) -> list[str]:
        """The words of one sentence (its row number in ``sentences``)."""
        return [
            self.vocabulary[code] for code in self.codes[self.starts[sentence] : self.starts[sentence + 1]]
        ]

    def per_report(self) -> pd.Series[int]:
        """Running words a report, by ``report_id``, in the order of ``reports``."""
        counts = pd.Series(np.diff(self.starts)).groupby(self.sentences["report_id"].to_numpy()).sum()
        return counts.reindex(self.reports["report_id"], fill_value=0).astype(np.int64).rename("tokens")


def tokenise_corpus(source: TableSource, options: TokenOptions | None = None) -> Tokens:
    """The words of every sentence of a corpus, headings included.

    Parameters
    ----------
    source : corpus or its tables, report, reports, path or text
        As ``analysis.corpus.sources.as_tables`` takes it.
    options : TokenOptions, optional
        How to cut and what to keep as a term.

    Returns
    -------
    Tokens
        The token stream.

    Raises
    ------
    InputError
        For a source or a list of words that can't be read.

    Examples
    --------
    >>> tokenise_corpus("增长6.5%左右。六稳，六保。", TokenOptions(engine="rjieba", lexicon=("六稳", "六保")))
    <Tokens: 5 words (5 in the vocabulary) in 2 sentences of 1 report, rjieba>
    """
    corpus = as_tables(source)
    cutter = tokeniser(options)
    sentences = corpus.sentences
    texts = sentences["text"].tolist()
    words = joined_words(cutter.cut(texts[at : at + _TOGETHER]) for at in range(0, len(texts), _TOGETHER))
    return tokens_of(words, sentences, corpus.paragraphs, corpus.reports, cutter)


def joined_words(several: Iterable[CutWords]) -> CutWords:
    """The words of several lots of texts as those of one.

    >>> cutter = Tokeniser(TokenOptions(engine="rjieba"))
    >>> joined_words([cutter.cut(["六稳，六保", "增长"]), cutter.cut(["六稳"])]).lengths.tolist()
    [2, 1, 1]
    """
    number: defaultdict[str, int] = defaultdict(count().__next__)
    codes, lengths = [np.empty(0, dtype=np.int32)], [np.empty(0, dtype=np.int64)]
    for lot in several:
        codes.append(
            np.fromiter(map(number.__getitem__, lot.vocabulary), dtype=np.int32, count=len(lot.vocabulary))[
                lot.codes
            ]
        )
        lengths.append(lot.lengths)
    return CutWords(np.concatenate(codes), np.concatenate(lengths), tuple(number))


def tokens_of(
    words: CutWords,
    sentences: pd.DataFrame,
    paragraphs: pd.DataFrame,
    reports: pd.DataFrame,
    cutter: Tokeniser,
) -> Tokens:
    """``Tokens`` from words that are cut already.

    The vocabulary is sorted and holds every term of the lexicon, also those that never occur, so that a known
    term without a hit counts 0 and an unknown word can be told from it.

    Parameters
    ----------
    words : CutWords
        The words, sentence by sentence.
    sentences : DataFrame
        ``report_id, paragraph, sentence, part``, one row a sentence of ``words``.
    paragraphs, reports : DataFrame
        As a corpus has them; ``text`` is dropped.
    cutter : Tokeniser
        What cut them: it knows the lexicon, and which words are kept.

    Returns
    -------
    Tokens
    """
    known, ordered = cutter.known_words
    occurs = np.bincount(words.codes, minlength=len(words.vocabulary)) > 0
    others = set(compress(words.vocabulary, occurs.tolist())) - known
    vocabulary = tuple(sorted([*ordered, *sorted(others)]))  # two sorted runs are merged in half the time
    terms = known.union(filter(cutter.keeps, others))
    index = {word: code for code, word in enumerate(vocabulary)}
    place = np.fromiter(
        (index.get(word, -1) for word in words.vocabulary), dtype=np.int32, count=len(words.vocabulary)
    )
    return Tokens(
        codes=place[words.codes],
        starts=np.concatenate(([0], np.cumsum(words.lengths))),
        vocabulary=vocabulary,
        kept=np.fromiter(map(terms.__contains__, vocabulary), dtype=np.bool_, count=len(vocabulary)),
        sentences=sentences[["report_id", "paragraph", "sentence", "part"]].reset_index(drop=True),
        paragraphs=paragraphs.drop(columns=["text"], errors="ignore").reset_index(drop=True),
        reports=reports.drop(columns=["text"], errors="ignore").reset_index(drop=True),
        options=cutter.options,
    )


def _stamp(source: Words) -> object:
    return file_stamp(source) if isinstance(source, (str, Path)) else None


@lru_cache(maxsize=4)
def _tokeniser(options: TokenOptions, stamps: tuple[object, ...]) -> Tokeniser:
    return Tokeniser(options)
