"""The programs that cut text into words.

Each has a dictionary of its own, so that nothing global changes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol

ENGINES = ("jieba", "rjieba")


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
    """jieba with these words added to its dictionary; its cuts, found in two thirds of its time."""
    jieba = _import_jieba()
    frequencies, total = _jieba_dictionary()
    known = jieba.Tokenizer()
    # Given its tables, the engine neither reads nor writes its cache in the temporary folder, and has nothing
    # to log.
    known.FREQ, known.total, known.initialized = dict(frequencies), total, True
    for word in words:
        known.add_word(word)
    return _quick(known)


def _quick(known: Any) -> Engine:
    """A tokeniser with the dictionary of another one, that finds the likeliest path in one pass.

    jieba lists the words that begin at each character, then weighs each by its logarithm, anew at every
    place. Here the logarithms are taken once, and the words at a character are weighed as they are found,
    from the last character to the first. The sums are those of jieba, in its order, so the cuts are too.
    """
    jieba = _import_jieba()
    total = math.log(known.total)
    of_count = {count: math.log(count) - total if count else None for count in set(known.FREQ.values())}
    # A word has its weight, the beginning of a word has none.
    weights: dict[str, Any] = {word: of_count[count] for word, count in known.FREQ.items()}
    unknown = math.log(1) - total
    missing: Any = object()

    class Quick(jieba.Tokenizer):  # type: ignore[misc, name-defined]
        def get_DAG(self, sentence: str) -> None:
            """Nothing: ``calc`` finds the words itself."""

        def calc(self, sentence: str, _: None, route: dict[int, tuple[float, int]]) -> None:
            """The likeliest path from each character on: its weight, and the last character of its first
            word. Of paths alike the one with the longer first word.
            """
            length = len(sentence)
            scores = [0.0] * (length + 1)
            route[length] = (0, 0)
            look = weights.get
            for start in range(length - 1, -1, -1):
                best, last = unknown + scores[start + 1], start
                found = False
                end = start + 1
                weight = look(sentence[start], missing)
                while weight is not missing:
                    if weight is not None:
                        score = weight + scores[end]
                        if not found or score >= best:
                            best, last, found = score, end - 1, True
                    if end == length:
                        break
                    end += 1
                    weight = look(sentence[start:end], missing)
                scores[start] = best
                route[start] = (best, last)

    engine = Quick()
    engine.FREQ, engine.total, engine.initialized = known.FREQ, known.total, True
    return engine


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
