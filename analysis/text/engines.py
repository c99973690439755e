"""The programs that cut text into words.

Each has a dictionary of its own, so that nothing global changes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol

ENGINES = ("jieba", "rjieba")


_MISSING: Any = object()


class Engine(Protocol):
    def cut(self, text: str, cut_all: bool, hmm: bool) -> Iterable[str]: ...


def _import_jieba() -> Any:
    """jieba 0.42.1 has backslashes in its patterns that newer Pythons warn of when they first compile it;
    that is no news to a user.
    """
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    return jieba


def jieba_engine(words: Sequence[str]) -> Engine:
    """jieba with these words added to its dictionary: its cuts, found in three fifths of its time."""
    jieba = _import_jieba()
    frequencies, total = _jieba_dictionary()
    known = jieba.Tokenizer()
    # Given its tables, the engine neither reads nor writes its cache in the temporary folder, and has nothing
    # to log.
    known.FREQ, known.total, known.initialized = dict(frequencies), total, True
    for word in words:
        known.add_word(word)
    return JiebaEngine(known)


class JiebaEngine:
    """jieba's cuts by the dictionary of one of its tokenisers, with the likeliest path found in one pass.

    jieba lists the words that begin at each character, then weighs each by its logarithm, anew at every
    place. Here the logarithms are taken once, the words at a character are weighed as they are found, from
    the last character to the first, and a stretch that stands in a text several times is cut once. The sums
    are those of jieba, in its order, so the cuts are too.
    """

    def __init__(self, known: Any) -> None:
        jieba = _import_jieba()
        self._hanzi, self._blank, self._latin = jieba.re_han_default, jieba.re_skip_default, jieba.re_eng
        self._unknown_words = jieba.finalseg.cut
        self._frequencies: dict[str, int] = known.FREQ
        total = math.log(known.total)
        counts = set(known.FREQ.values())
        of_count = {count: math.log(count) - total if count else None for count in counts}
        # A word has its weight, the beginning of a word has none.
        self._weights: dict[str, Any] = {word: of_count[count] for word, count in known.FREQ.items()}
        self._unknown = math.log(1) - total

    def cut(self, text: str, cut_all: bool, hmm: bool) -> list[str]:
        """Everything in the text, in order: words, marks, blanks."""
        words: list[str] = []
        known: dict[str, list[str]] = {}
        for stretch in self._hanzi.split(text):
            if not stretch:
                continue
            if self._hanzi.match(stretch):
                found = known.get(stretch)
                if found is None:
                    found = known[stretch] = self._stretch(stretch, hmm)
                words += found
            else:
                for piece in self._blank.split(stretch):
                    words += [piece] if self._blank.match(piece) else list(piece)
        return words

    def _stretch(self, text: str, hmm: bool) -> list[str]:
        """The words of a stretch of hanzi, letters and figures. What is cut into single characters is put
        together again: by the hidden Markov model, or letters and figures alone without it.
        """
        words: list[str] = []
        lasts = self._path(text)
        start, length, waiting = 0, len(text), 0
        while start < length:
            end = lasts[start] + 1
            if end - start == 1 and (hmm or self._latin.match(text[start])):
                waiting += 1
            else:
                if waiting:
                    words += self._singles(text[start - waiting : start], hmm)
                    waiting = 0
                words.append(text[start:end])
            start = end
        return words + self._singles(text[start - waiting :], hmm) if waiting else words

    def _singles(self, text: str, hmm: bool) -> list[str]:
        if len(text) == 1 or not hmm:
            return [text]
        return list(text) if self._frequencies.get(text) else list(self._unknown_words(text))

    def _path(self, text: str) -> list[int]:
        """The last character of the word that the likeliest path takes at each character; of paths alike the
        longer word.
        """
        length, look, unknown, missing = len(text), self._weights.get, self._unknown, _MISSING
        scores, lasts = [0.0] * (length + 1), [0] * length
        for start in range(length - 1, -1, -1):
            best, last, found, end = unknown + scores[start + 1], start, False, start + 1
            weight = look(text[start], missing)
            while weight is not missing:
                if weight is not None:
                    score = weight + scores[end]
                    if not found or score >= best:
                        best, last, found = score, end - 1, True
                if end == length:
                    break
                end += 1
                weight = look(text[start:end], missing)
            scores[start], lasts[start] = best, last
        return lasts


@lru_cache(maxsize=1)
def _jieba_dictionary() -> tuple[dict[str, int], int]:
    """Words with their frequencies, and the beginnings of words with 0, as ``jieba.Tokenizer.gen_pfdict``
    makes them, in two thirds of its time; and the sum of the frequencies.
    """
    words, frequencies, _ = _jieba_rows()
    counts = list(map(int, frequencies))
    table = dict(zip(words, counts, strict=True))
    for word in words:
        start = word[:-1]
        while start and start not in table:
            table[start] = 0
            start = start[:-1]
    return table, sum(counts)


def _jieba_rows() -> tuple[list[str], list[str], list[str]]:
    """The words of jieba's dictionary, their frequencies and their parts of speech."""
    with _import_jieba().Tokenizer().get_dict_file() as file:
        cells = file.read().decode("utf-8").split()
    return cells[0::3], cells[1::3], cells[2::3]


class RjiebaEngine:
    def __init__(self, words: Sequence[str]) -> None:
        import rjieba

        self._engine = rjieba.Jieba()
        for word in words:
            self._engine.add_word(word, None, None)

    def cut(self, text: str, cut_all: bool, hmm: bool) -> list[str]:
        return list(self._engine.cut(text, hmm))


@lru_cache(maxsize=1)
def word_classes() -> dict[str, str]:
    """The part of speech that jieba's dictionary gives each word (``n``, ``v``, ``vn`` …)."""
    words, _, classes = _jieba_rows()
    return dict(zip(words, classes, strict=True))
