"""The programs that cut text into words, each with a dictionary of its own, so that nothing global changes."""

from __future__ import annotations

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
    jieba = _import_jieba()
    frequencies, total = _jieba_dictionary()
    engine = jieba.Tokenizer()
    # Given its tables, the engine neither reads nor writes its cache in the temporary folder, and has nothing
    # to log.
    engine.FREQ, engine.total, engine.initialized = dict(frequencies), total, True
    for word in words:
        engine.add_word(word)
    return engine  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _jieba_dictionary() -> tuple[dict[str, int], int]:
    jieba = _import_jieba()
    return jieba.Tokenizer.gen_pfdict(jieba.Tokenizer().get_dict_file())  # type: ignore[no-any-return]


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
    with _import_jieba().Tokenizer().get_dict_file() as file:
        rows = (line.decode("utf-8").split() for line in file)
        return {row[0]: row[2] for row in rows if len(row) == 3}
