"""Measures that papers have published, rebuilt: the share of a list of words, with the choices that papers
leave silent as arguments.

Whether the whole report or only the plan was counted, words or characters in the denominator, words as cut by
a tokeniser or wherever the characters stand: such choices move a variable, and with it a regression.
``MeasureChoice`` names them, ``word_share`` makes one variable, ``robustness`` all of them side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.body import body_sentences
from analysis.corpus.names import must_be
from analysis.corpus.sources import CorpusTables, TableSource, as_tables
from analysis.errors import InputError
from analysis.resources import LEXICON
from analysis.stats.intervals import ratio
from analysis.stats.ranks import ranks
from analysis.tables.declaration import columns_of, table_of
from analysis.text.lexicon import read_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.text.tokens import Tokens

PARTS = ("all", "plan", "review")
MATCHES = ("substring", "longest", "tokens")
DENOMINATORS = ("tokens", "characters", "sentences")
_ABOUT = ["report_id", "level", "region", "region_code", "year", "kind"]
_ROBUSTNESS = columns_of(
    "measure part match denominator headings:bool reports:int mean:float rank_correlation:float "
    "largest_shift:float top"
)
_CHOICE = ("part", "match", "denominator", "headings")


@dataclass(frozen=True)
class MeasureChoice:
    """What a paper may have meant by “the share of words”.

    ``part``: ``all`` of the report, the ``plan`` or the ``review``. ``match``: ``substring`` (each word
    wherever its characters stand, also inside another one of the list), ``longest`` (no character counts
    twice), ``tokens`` (words as the tokeniser cuts them). ``denominator``: ``tokens`` or ``characters``
    (occurrences over running words, or over characters without blanks), ``sentences`` (sentences with a word
    of the list over sentences). ``headings``: heading lines are counted too.
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
    """The words of a list of one's own: a CSV file with a column ``word``.

    Raises ``InputError`` for an empty list, an empty word or one that stands twice.
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
    """The word lists of published measures, by name (``data/lexicon/published.csv``: ``measure, word``, and
    ``name_zh, name_en, source``).

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


class _Sentences:
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


def _shares(
    source: TableSource,
    lists: Mapping[str, Sequence[str]],
    choices: Sequence[MeasureChoice],
    tokens: Tokens | None,
) -> pd.DataFrame:
    """Every list under every choice, one row a list, choice and report: one table, since a table for each of
    dozens of choices costs more than the counts.
    """
    corpus = as_tables(source)
    chosen = {name: tuple(dict.fromkeys(words)) for name, words in lists.items()}
    if not all(chosen.values()):
        raise InputError("the list of words is empty; give one word or more")
    if tokens is None and any(
        choice.match == "tokens" or choice.denominator == "tokens" for choice in choices
    ):
        from analysis.text.tokens import tokenise_corpus

        tokens = tokenise_corpus(corpus)
    sentences = {
        headings: _Sentences(corpus, headings, tokens) for headings in {choice.headings for choice in choices}
    }
    rows = [(name, choice) for name in chosen for choice in choices]
    counted = [sentences[choice.headings].counts(chosen[name], choice) for name, choice in rows]
    count, total = (np.concatenate([np.zeros(0), *column]) for column in zip(*counted, strict=True))
    size = len(corpus.reports)
    table = corpus.reports[_ABOUT].iloc[np.tile(np.arange(size), len(rows))].reset_index(drop=True)
    table.insert(0, "measure", np.repeat([name for name, _ in rows], size))
    for column in _CHOICE:
        table[column] = np.repeat([getattr(choice, column) for _, choice in rows], size)
    table["count"], table["total"], table["share"] = (
        count.astype(np.int64),
        total.astype(np.int64),
        ratio(count, total),
    )
    return table


def _words(words: str | Iterable[str]) -> tuple[str, ...]:
    """A single word is a list of one, not its characters."""
    return (words,) if isinstance(words, str) else tuple(words)


def word_share(
    source: TableSource,
    words: str | Iterable[str],
    choice: MeasureChoice | None = None,
    *,
    tokens: Tokens | None = None,
    measure: str = "",
) -> pd.DataFrame:
    """The share of a list of words in each report.

    ``source``: a corpus or its tables, reports, a report, a path or a text
    (``analysis.corpus.sources.as_tables``). Columns: ``measure, report_id, level, region, region_code, year,
    kind``, the choices ``part, match, denominator, headings``, then ``count`` (occurrences, or sentences with
    a word), ``total`` (the denominator), ``share`` = count / total, ``NaN`` for an empty part. Attributions
    of task divisions (…负责) aren't counted. ``tokens`` is used for words as cut, and for words in the
    denominator; the stream of the default options is made when none is given. In the order of the corpus.

    >>> from analysis import load_corpus
    >>> corpus = load_corpus().select(region=["北京市", "河北省"])
    >>> word_share(corpus, ["污染", "绿色"], MeasureChoice(part="plan", denominator="characters"))["count"].tolist()
    [11, 14]
    """
    return _shares(source, {measure: _words(words)}, [choice or MeasureChoice()], tokens)


def environmental_attention(
    source: TableSource, choice: MeasureChoice | None = None, *, tokens: Tokens | None = None
) -> pd.DataFrame:
    """Environmental attention: the share of 15 environmental words in a report's words.

    Source: 陈诗一、陈登科 (2018), 雾霾污染、政府治理与经济高质量发展, 《经济研究》 2. The paper gives the
    list and “the share in the words of the report”; by default all parts, the characters wherever they stand,
    over running words. Columns as ``word_share``.
    """
    return word_share(
        source,
        published_lists()["environmental_attention"],
        choice,
        tokens=tokens,
        measure="environmental_attention",
    )


ALL_CHOICES = tuple(MeasureChoice(*three) for three in product(PARTS[:2], MATCHES, DENOMINATORS))


def compare_choices(
    source: TableSource,
    words: str | Iterable[str],
    tokens: Tokens | None = None,
    choices: Sequence[MeasureChoice] = ALL_CHOICES,
    *,
    measure: str = "",
) -> pd.DataFrame:
    """One list of words under several choices, one row a report and choice; columns as ``word_share``."""
    return _shares(source, {measure: _words(words)}, choices, tokens)


def published_measures(
    source: TableSource, tokens: Tokens | None = None, choices: Sequence[MeasureChoice] = ALL_CHOICES
) -> pd.DataFrame:
    """Every published list under every choice, one row a report, list and choice; columns as ``word_share``.

    Sorted by measure, choice, report.
    """
    table = _shares(source, published_lists(), choices, tokens)
    return table.sort_values(["measure", "part", "match", "denominator", "report_id"]).reset_index(drop=True)


def choice_robustness(table: pd.DataFrame, baseline: MeasureChoice | None = None) -> pd.DataFrame:
    """How much the choices move a measure: each choice against the baseline, over the same reports.

    ``table`` as ``word_share`` or ``published_measures`` gives it (several choices). Columns: ``measure,
    part, match, denominator, headings, reports`` (with a value in both), ``mean, rank_correlation``
    (Spearman's, with the baseline), ``largest_shift`` (of a report's rank), ``top`` (the region that comes
    first). Sorted by measure, then correlation downwards, then choice.
    """
    baseline = baseline or MeasureChoice()
    keys = list(_CHOICE)
    base = tuple(asdict(baseline)[key] for key in keys)
    rows: list[tuple[object, ...]] = []
    for measure, own in table.groupby("measure", sort=True):
        region = own.drop_duplicates("report_id").set_index("report_id")["region"]
        by_choice = {
            tuple(choice): part.set_index("report_id")["share"].dropna()
            for choice, part in own.groupby(keys, sort=True)
        }
        if base not in by_choice:
            raise InputError(
                f"the table lacks the baseline {baseline}; make it with that choice among the others"
            )
        for choice, values in by_choice.items():
            known = values.index.intersection(by_choice[base].index, sort=False)
            here, there = (
                values[known].to_numpy(dtype=np.float64),
                by_choice[base][known].to_numpy(dtype=np.float64),
            )
            first, second = ranks(there), ranks(here)
            varied = len(known) > 2 and first.std() > 0 and second.std() > 0
            correlation = np.corrcoef(first, second)[0, 1] if varied else np.nan
            shift, mean = (np.abs(first - second).max(), here.mean()) if len(known) else (np.nan, np.nan)
            top = str(region[known[int(here.argmax())]]) if len(known) else ""
            rows.append((measure, *choice, len(known), mean, correlation, shift, top))
    result = table_of(rows, _ROBUSTNESS)
    return result.sort_values(
        ["measure", "rank_correlation", *keys], ascending=[True, False, *[True] * 4]
    ).reset_index(drop=True)
