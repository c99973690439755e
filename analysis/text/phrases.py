"""Phrases that the lexicon lacks: runs of words that hold together and stand free."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.sources import CorpusTables, TableSource, as_tables
from analysis.errors import InputError
from analysis.tables import column_types
from analysis.tables.declaration import empty_table
from analysis.text.engines import word_classes
from analysis.text.grams import Grams
from analysis.text.lexicon import load_stopwords, place_names
from analysis.text.tokens import TokenOptions, tokeniser

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TOGETHER = 4000  # sentences cut at once
_HANZI = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True)
class PhraseOptions:
    """What a candidate must have.

    Parameters
    ----------
    min_count : int, default 5
        Occurrences.
    min_documents : int, default 4
        Reports that it occurs in.
    min_cohesion : float, default 4.0
        Bits of its weakest seam, between words and between characters.
    min_entropy : float, default 1.5
        Bits of branching on either side, over words and over characters.
    min_open : float, default 0.3
        Share of its occurrences that must stand free on either side (at a mark, a function word, a set word
        of reports).
    max_words, max_characters : int, default 5 and 12
        How long it may be.
    exclude : tuple of str, optional
        Words that no candidate may contain; by default the names of places.

    Raises
    ------
    InputError
        For a limit that no phrase can keep.

    Examples
    --------
    >>> PhraseOptions(min_count=10).max_words
    5
    """

    min_count: int = 5
    min_documents: int = 4
    min_cohesion: float = 4.0
    min_entropy: float = 1.5
    min_open: float = 0.3
    max_words: int = 5
    max_characters: int = 12
    exclude: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if self.max_words < 2 or self.max_characters < 2:
            raise InputError(
                "a phrase has two words and two characters or more; raise max_words or max_characters"
            )
        if self.min_count < 2:
            raise InputError("min_count is 2 or more: what occurs once shows no pattern")


def find_phrases(
    source: TableSource, options: PhraseOptions | None = None, tokens: TokenOptions | None = None
) -> pd.DataFrame:
    """Candidates for the lexicon: set phrases and terms that the tokeniser cuts apart.

    How: count all runs of words (as ``tokens`` cuts them; by default the fast engine with the shipped
    lexicon) between marks; keep those that

    1. occur often enough, in enough reports;
    2. hold together: the pointwise mutual information of their weakest seam, over words and over characters;
    3. stand free: the branching entropy left and right, over words and over characters, and the share of
       occurrences with a mark, a function word or a set word of reports beside them;
    4. have clean ends: no function word, unit or set verb at either end (等重点, 取得新), no verb with a
       whole term as its object (改造农村危房), no cut inside a word (nine in ten occurrences of the
       characters must be cut so);
    5. aren't just the inside of a longer candidate that has seven in ten of their occurrences.

    Parameters
    ----------
    source : corpus or its tables, report, reports, path or text
        As ``analysis.corpus.sources.as_tables`` takes it.
    options : PhraseOptions, optional
        What a candidate must have.
    tokens : TokenOptions, optional
        How the words are cut.

    Returns
    -------
    pandas.DataFrame
        One row a candidate, best first: ``phrase``; ``cut`` (its words, with |); ``count``; ``documents``
        (reports); ``cohesion`` and ``cohesion_characters`` (bits); ``left_entropy, right_entropy`` (bits, the
        lesser of words and characters); ``left_open, right_open`` (shares); ``score``; ``report_id`` and
        ``example``, its first occurrence in context. The score is cohesion over the bits that it could at
        most be, log₂(N / count), times log₂(reports) times the root of the lesser open share; ties stand in
        the order of the phrases.

    Raises
    ------
    InputError
        For a source that can't be read.

    References
    ----------
    Church & Hanks (1990), Computational Linguistics 16 (1), 22–29 (mutual information); Jin & Tanaka-Ishii
    (2006), COLING/ACL Poster Sessions, 428–435 (branching entropy).

    Examples
    --------
    >>> from analysis import load_corpus
    >>> bare = TokenOptions(engine="rjieba", lexicon=())  # as if there were no lexicon yet
    >>> found = find_phrases(load_corpus(), tokens=bare)
    >>> {"新一代信息技术", "公办幼儿园"} <= set(found["phrase"])
    True
    """
    options = options or PhraseOptions()
    stream = _Stream(as_tables(source), tokens or TokenOptions(engine="rjieba"))
    words = Grams(stream.codes, stream.stretches, options.max_words, least=options.min_count)
    table = _candidates(words, stream, options)
    if table.empty:
        return empty_table(column_types("phrases"))
    lists = _Lists.load()
    table = table[_clean_ends(table["cut"], lists, options)]
    table = _measure(table, words, stream, lists)
    table = table[(table["left_open"] >= options.min_open) & (table["right_open"] >= options.min_open)]
    table = table[
        table[["left_entropy", "right_entropy"]].min(axis=1) >= options.min_entropy
    ]  # before the costly measures over characters
    table = _measure_characters(table, stream)
    spread = table[["left_entropy", "right_entropy"]].min(axis=1) >= options.min_entropy
    table = table[spread & (table["whole"] >= 0.9) & (table["cohesion_characters"] >= options.min_cohesion)]
    table = table[~table["phrase"].isin(_with_objects(table, stream.terms))]
    table = table[~table["phrase"].isin(_inside_longer(table))]
    if table.empty:
        return empty_table(column_types("phrases"))
    openness = np.sqrt(table[["left_open", "right_open"]].min(axis=1))
    table["score"] = (
        table["cohesion"] / np.log2(words.total / table["count"]) * np.log2(table["documents"]) * openness
    )
    order = np.lexsort((table["phrase"].to_numpy(dtype=str), -table["score"].to_numpy()))
    table = table.iloc[order].reset_index(drop=True)
    examples = [
        stream.example(place, len(phrase)) for place, phrase in zip(table["at"], table["phrase"], strict=True)
    ]
    table["report_id"], table["example"] = [e[0] for e in examples], [e[1] for e in examples]
    return table[list(column_types("phrases"))]


def _joined(parts: list[NDArray[np.int32]]) -> NDArray[np.int32]:
    return np.concatenate([np.empty(0, dtype=np.int32), *parts])


class _Stream:
    """The words and the characters of the corpus as two sequences over one text."""

    def __init__(self, corpus: CorpusTables, options: TokenOptions) -> None:
        cutter = tokeniser(options)
        self.terms = frozenset(cutter.terms)
        self.report_ids = list(dict.fromkeys(corpus.sentences["report_id"]))
        number = {report_id: index for index, report_id in enumerate(self.report_ids)}
        texts = corpus.sentences["text"].tolist()
        self.text = "\n".join(texts) + "\n"
        begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
        index: dict[str, int] = {}
        codes, starts, ends = [], [], []
        for row in range(0, len(texts), _TOGETHER):
            words, places = cutter.words_and_places(texts[row : row + _TOGETHER])
            index.update(zip(set(words).difference(index), range(len(index), sys.maxsize), strict=False))
            codes.append(np.fromiter(map(index.__getitem__, words), dtype=np.int32, count=len(words)))
            starts.append((places + begins[row]).astype(np.int32))
            ends.append(starts[-1] + np.fromiter(map(len, words), dtype=np.int32, count=len(words)))
        self.starts = _joined(starts)
        reports = np.array([number[report_id] for report_id in corpus.sentences["report_id"]], dtype=np.int32)
        self.reports = reports[np.searchsorted(begins, self.starts, side="right") - 1]
        breaks = np.append(True, self.starts[1:] != _joined(ends)[:-1])[: len(self.starts)]
        self.vocabulary = sorted(index)
        order = np.empty(len(index), dtype=np.int32)
        for code, word in enumerate(self.vocabulary):
            order[index[word]] = code if _HANZI.fullmatch(word) else -1
        self.codes = order[_joined(codes)]
        self.stretches = np.cumsum(breaks | (self.codes < 0), dtype=np.int32)
        points = np.frombuffer(self.text.encode("utf-32-le"), dtype=np.uint32)
        inside = (points >= 0x3400) & (points <= 0x9FFF)
        points = np.where(inside, points, 0)
        known = np.zeros(0xA000, dtype=np.bool_)
        known[points] = True
        known[0] = False
        self.characters = np.where(known, np.cumsum(known) - 1, -1).astype(np.int32)[points]
        self.character_stretches = np.cumsum(~inside, dtype=np.int32)

    def example(self, word: int, length: int, context: int = 12) -> tuple[str, str]:
        """The report and the surroundings of an occurrence."""
        start = int(self.starts[word])
        before = self.text[max(0, start - context) : start].rsplit("\n", 1)[-1]
        after = self.text[start + length : start + length + context].split("\n", 1)[0]
        return self.report_ids[self.reports[word]], f"{before}【{self.text[start : start + length]}】{after}"


def _candidates(words: Grams, stream: _Stream, options: PhraseOptions) -> pd.DataFrame:
    """Runs of words that are frequent, spread and coherent enough, and no terms yet."""
    parts = []
    for n in range(2, options.max_words + 1):
        counts = words.counts[n]
        often = np.flatnonzero(counts >= options.min_count)
        places, which = words.places(n, often)
        pairs = np.unique(which * np.int64(len(stream.report_ids)) + stream.reports[places])
        documents = np.bincount(pairs // len(stream.report_ids), minlength=len(often))
        cohesion = words.cohesion(n, often)
        fit = (documents >= options.min_documents) & (cohesion >= options.min_cohesion)
        runs = often[fit]
        first = words.first[n][runs]
        cut = [
            "|".join(stream.vocabulary[code] for code in stream.codes[place : place + n]) for place in first
        ]
        parts.append(
            pd.DataFrame(
                {
                    "cut": cut,
                    "n": n,
                    "run": runs,
                    "at": first,
                    "count": counts[runs],
                    "documents": documents[fit],
                    "cohesion": cohesion[fit],
                }
            )
        )
    table = pd.concat(parts, ignore_index=True).astype(
        {"cut": "str"}
    )  # empty columns have no kind of their own
    table.insert(0, "phrase", table["cut"].str.replace("|", ""))
    table = table[~table["phrase"].isin(stream.terms) & (table["phrase"].str.len() <= options.max_characters)]
    # The same characters may be cut in two ways: the more frequent way stands for them.
    return table.sort_values(["count", "cut"], ascending=[False, True], kind="stable").drop_duplicates(
        "phrase"
    )


@dataclass(frozen=True)
class _Lists:
    """Stop words by what they do at the ends of a phrase."""

    functions: frozenset[str]  # function words and units: never at an end
    formulas: frozenset[str]  # set words of reports: never at an end
    heads: frozenset[str]  # 体系, 机制: may end a term
    followers: frozenset[
        str
    ]  # what may follow a whole term: heads and the nouns among the set words (工作, 建设)

    @classmethod
    def load(cls) -> _Lists:
        table, classes = load_stopwords(), word_classes()
        kinds = {str(kind): frozenset(group["word"]) for kind, group in table.groupby("kind")}
        nouns = frozenset(word for word in kinds["formula"] if classes.get(word, "").startswith(("n", "vn")))
        return cls(kinds["function"] | kinds["unit"], kinds["formula"], kinds["head"], kinds["head"] | nouns)

    def clean(self, words: list[str]) -> bool:
        """Whether a run of words begins and ends as a term does."""
        first, last, inner = words[0], words[-1], words[1:-1]
        ends = self.functions | self.formulas
        return first not in ends | self.heads and last not in ends and not self.functions.intersection(inner)


def _clean_ends(cuts: Iterable[str], lists: _Lists, options: PhraseOptions) -> NDArray[np.bool_]:
    gone = place_names() if options.exclude is None else frozenset(options.exclude)
    split = (cut.split("|") for cut in cuts)
    return np.fromiter(
        (lists.clean(words) and not gone.intersection(words) for words in split), dtype=np.bool_
    )


def _measure(table: pd.DataFrame, words: Grams, stream: _Stream, lists: _Lists) -> pd.DataFrame:
    """Entropies and openness over words."""
    free_before, free_after = (
        lists.functions | lists.formulas | lists.heads,
        lists.functions | lists.followers,
    )
    open_left = np.array([word in free_before for word in stream.vocabulary] + [True])
    open_right = np.array([word in free_after for word in stream.vocabulary] + [True])
    table = table.assign(left_entropy=np.inf, right_entropy=np.inf, left_open=np.nan, right_open=np.nan)
    for n, group in table.groupby("n"):
        runs = group["run"].to_numpy()
        places, which = words.places(int(str(n)), runs)
        for side, free, name in ((-1, open_left, "left"), (1, open_right, "right")):
            table.loc[group.index, f"{name}_entropy"] = words.entropy(int(str(n)), runs, side)
            beside = words.neighbours(int(str(n)), places, side)  # a break is −1, the last cell
            table.loc[group.index, f"{name}_open"] = np.bincount(which, weights=free[beside]) / np.bincount(
                which
            )
    return table


def _measure_characters(table: pd.DataFrame, stream: _Stream) -> pd.DataFrame:
    """The measures over characters; of the entropies the lesser stays."""
    table = table.assign(cohesion_characters=np.nan, whole=np.nan)
    lengths = table["phrase"].str.len().to_numpy(dtype=np.int64)
    starts = stream.starts[table["at"].to_numpy(dtype=np.int64)]
    characters = Grams(
        stream.characters, stream.character_stretches, int(lengths.max(initial=1)), wanted=(starts, lengths)
    )
    for size in np.unique(lengths).tolist():
        of_size = lengths == size
        group = table[of_size]
        runs = characters.at(size, starts[of_size])
        table.loc[of_size, "cohesion_characters"] = characters.cohesion(size, runs)
        table.loc[of_size, "whole"] = group["count"].to_numpy() / characters.counts[size][runs]
        for side, name in ((-1, "left_entropy"), (1, "right_entropy")):
            table.loc[of_size, name] = np.minimum(group[name], characters.entropy(size, runs, side))
    return table


def _with_objects(table: pd.DataFrame, terms: frozenset[str]) -> set[str]:
    """Candidates that are a verb and a whole term, its object."""
    classes, whole = word_classes(), terms | frozenset(table["phrase"])
    firsts = table["cut"].str.split("|", n=1)
    return {
        phrase
        for phrase, (verb, rest) in zip(table["phrase"], firsts, strict=True)
        if classes.get(verb) == "v" and rest.replace("|", "") in whole
    }


def _inside_longer(table: pd.DataFrame, share: float = 0.7) -> set[str]:
    """Candidates most of whose occurrences lie inside one longer candidate."""
    counts = dict(zip(table["phrase"], table["count"], strict=True))
    inside = set()
    for longer, count in counts.items():
        for length in range(2, len(longer)):
            for start in range(len(longer) - length + 1):
                part = longer[start : start + length]
                if count >= share * counts.get(part, np.inf):
                    inside.add(part)
    return inside
