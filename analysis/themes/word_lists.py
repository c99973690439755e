"""Lists of words, and how often they stand in sentences under every choice that papers leave silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.names import must_be
from analysis.corpus.plain import body_sentences
from analysis.corpus.sources import CorpusTables
from analysis.errors import InputError
from analysis.resources import LEXICON
from analysis.text.lexicon import read_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.text.tokens import Tokens

PARTS = ("all", "plan", "review")
MATCHES = ("substring", "longest", "tokens")
DENOMINATORS = ("tokens", "characters", "sentences")


@dataclass(frozen=True)
class MeasureChoice:
    """What a paper may have meant by “the share of words”.

    Parameters
    ----------
    part : str, default "all"
        ``all`` of the report, the ``plan`` or the ``review``.
    match : str, default "substring"
        ``substring`` (each word wherever its characters stand, also inside another one of the list),
        ``longest`` (no character counts twice), ``tokens`` (words as the tokeniser cuts them).
    denominator : str, default "tokens"
        ``tokens`` or ``characters`` (occurrences over running words, or over characters without blanks),
        ``sentences`` (sentences with a word of the list over sentences).
    headings : bool, default True
        Heading lines are counted too.

    Raises
    ------
    InputError
        For a choice that isn't known.

    Examples
    --------
    >>> MeasureChoice(part="plan").denominator
    'tokens'
    """

    part: str = "all"
    match: str = "substring"
    denominator: str = "tokens"
    headings: bool = True

    def __post_init__(self) -> None:
        for name, value, known in (
            ("part", self.part, PARTS),
            ("match", self.match, MATCHES),
            ("denominator", self.denominator, DENOMINATORS),
        ):
            must_be(name, value, known, where="of a choice")


def read_words(path: str | Path) -> tuple[str, ...]:
    """The words of a list of one's own.

    Parameters
    ----------
    path : str or path
        A CSV file with a column ``word``.

    Returns
    -------
    tuple of str
        In the order of the file.

    Raises
    ------
    InputError
        For an empty list, an empty word or one that stands twice.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "words.csv")
    ...     _ = path.write_text("word\\n绿色\\n污染\\n", encoding="utf-8")
    ...     read_words(path)
    ('绿色', '污染')
    """
    rows = read_rows(path, ("word",))
    words: dict[str, int] = {}
    for number, row in rows:
        if not row["word"]:
            raise InputError(f"{Path(path).name}, row {number}: the word is empty; fill it or delete the row")
        if row["word"] in words:
            raise InputError(
                f"{Path(path).name}, row {number}: “{row['word']}” stands already in row "
                f"{words[row['word']]}; keep one of them"
            )
        words[row["word"]] = number
    if not words:
        raise InputError(f"{Path(path).name} holds no word; write one a row under the heading word")
    return tuple(words)


def published_lists(path: str | Path | None = None) -> dict[str, tuple[str, ...]]:
    """The word lists of published measures, by name.

    Parameters
    ----------
    path : str, path or None, default None
        A CSV file with ``measure, word``, and ``name_zh, name_en, source``; ``None`` is
        ``data/lexicon/published.csv``.

    Returns
    -------
    dict of str to tuple of str

    Examples
    --------
    >>> len(published_lists()["environmental_attention"])
    15
    """
    lists: dict[str, list[str]] = {}
    for _, row in read_rows(
        LEXICON / "published.csv" if path is None else path,
        ("measure", "word"),
        ("name_zh", "name_en", "source"),
    ):
        lists.setdefault(row["measure"], []).append(row["word"])
    return {name: tuple(words) for name, words in lists.items()}


def _occurrences(texts: list[str], words: Sequence[str], match: str) -> NDArray[np.int64]:
    """How many words of the list stand in each text."""
    import ahocorasick_rs

    kind = (
        ahocorasick_rs.MatchKind.LeftmostLongest if match == "longest" else ahocorasick_rs.MatchKind.Standard
    )
    automaton = ahocorasick_rs.AhoCorasick(list(words), matchkind=kind)
    starts = np.concatenate(([0], np.cumsum([len(text) + 1 for text in texts])))
    found = automaton.find_matches_as_indexes("\n".join(texts), overlapping=match == "substring")
    at = np.fromiter((start for _, start, _ in found), dtype=np.int64, count=len(found))
    return np.bincount(np.searchsorted(starts, at, side="right") - 1, minlength=len(texts)).astype(np.int64)


class ListedSentences:
    """The sentences that choices count over, with what is counted in them worked out once for all lists and
    choices.
    """

    def __init__(self, corpus: CorpusTables, headings: bool, tokens: Tokens | None) -> None:
        self.table, self.tokens = body_sentences(corpus, headings=headings), tokens
        self.reports = len(corpus.reports)
        self.place = pd.Index(corpus.reports["report_id"]).get_indexer(pd.Index(self.table["report_id"]))
        self._found: dict[tuple[tuple[str, ...], str], NDArray[np.int64]] = {}
        self._sizes: dict[str, NDArray[np.int64]] = {}
        self._own: dict[str, NDArray[np.int64]] = {}

    @cached_property
    def texts(self) -> list[str]:
        return [str(text) for text in self.table["text"].tolist()]

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """The place of each sentence in the token stream."""
        assert self.tokens is not None  # made when a choice counts words
        keys = pd.MultiIndex.from_frame(self.tokens.sentences[["report_id", "sentence"]])
        row = np.asarray(
            keys.get_indexer(pd.MultiIndex.from_frame(self.table[["report_id", "sentence"]])), dtype=np.int64
        )
        if (row < 0).any():
            raise InputError("the token stream isn't of this corpus; tokenise the same selection")
        return row

    def found(self, words: tuple[str, ...], match: str) -> NDArray[np.int64]:
        """Words of the list in each sentence."""
        if (words, match) not in self._found:
            if match == "tokens":
                row, tokens, wanted = self.rows, self.tokens, frozenset(words)
                assert tokens is not None
                listed = np.fromiter(
                    map(wanted.__contains__, tokens.vocabulary), dtype=np.bool_, count=len(tokens.vocabulary)
                )
                running = np.concatenate(([0], np.cumsum(listed[tokens.codes], dtype=np.int64)))
                self._found[words, match] = np.diff(running[tokens.starts])[row]
            else:
                self._found[words, match] = _occurrences(self.texts, words, match)
        return self._found[words, match]

    def sizes(self, denominator: str) -> NDArray[np.int64]:
        """What each sentence adds to the denominator."""
        if denominator not in self._sizes:
            if denominator == "tokens":
                row = self.rows
                self._sizes[denominator] = (
                    np.diff(self.tokens.starts)[row] if self.tokens is not None else row
                )
            elif denominator == "characters":
                self._sizes[denominator] = np.array(
                    [sum(map(len, text.split())) for text in self.texts], dtype=np.int64
                )
            else:
                self._sizes[denominator] = np.ones(len(self.table), dtype=np.int64)
        return self._sizes[denominator]

    def own(self, part: str) -> NDArray[np.int64]:
        """The sentences of a part of the report."""
        if part not in self._own:
            self._own[part] = (
                np.arange(len(self.table))
                if part == "all"
                else np.flatnonzero((self.table["part"] == part).to_numpy())
            )
        return self._own[part]

    def counts(
        self, words: tuple[str, ...], choice: MeasureChoice
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Numerator and denominator of each report under a choice."""
        found, sizes, own = (
            self.found(words, choice.match),
            self.sizes(choice.denominator),
            self.own(choice.part),
        )
        if choice.denominator == "sentences":
            found = (found > 0).astype(np.int64)
        place = self.place[own]
        return _sums(place, found[own], self.reports), _sums(place, sizes[own], self.reports)


def _sums(place: NDArray[np.int64], values: NDArray[np.int64], reports: int) -> NDArray[np.float64]:
    return np.bincount(place, weights=values, minlength=reports).astype(np.float64)
