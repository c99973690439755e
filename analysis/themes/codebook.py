"""Policy themes: a codebook of terms, found in clean text by longest match.

A codebook is a CSV file with the columns ``theme, term`` and, where one likes, ``name_zh, name_en, cap_topic,
source`` (one value a theme, written on any of its rows) and ``exclude``: longer phrases, joined with ``;``,
inside which the term isn't meant (内蒙古 for 蒙古). A term belongs to one theme.

At each place of the text the longest term or excluded phrase wins, from left to right; a sentence may carry
several themes. The search is one pass of an Aho–Corasick automaton (Aho & Corasick 1975, Communications of
the ACM 18 (6)).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from analysis.characters.traditional import simple_views
from analysis.corpus.names import must_be
from analysis.corpus.sources import TableSource
from analysis.errors import InputError
from analysis.resources import LEXICON, kept_until_changed
from analysis.text.lexicon import read_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

ABOUT = ("name_zh", "name_en", "cap_topic", "source")
HIT_COLUMNS = ["report_id", "part", "paragraph", "sentence", "start", "end", "theme", "term"]


@dataclass(frozen=True, eq=False, repr=False)
class Codebook:
    """Themes and their terms.

    Parameters
    ----------
    themes : DataFrame
        One row a theme: ``theme, name_zh, name_en, cap_topic, source``.
    terms : DataFrame
        One row a term: ``theme, term``.
    excluded : tuple of str
        Phrases that count for nothing.
    """

    themes: pd.DataFrame
    terms: pd.DataFrame
    excluded: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Codebook: {len(self.codes)} themes, {len(self.terms):,} terms>"

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the themes, in the order of the file."""
        return tuple(self.themes["theme"])

    def names(self, language: str = "zh") -> dict[str, str]:
        """The name of each theme in ``zh`` or ``en``; the code where the codebook gives none."""
        must_be("language", language, ("zh", "en"))
        return {
            code: name or code
            for code, name in zip(self.themes["theme"], self.themes[f"name_{language}"], strict=True)
        }

    def keep(self, themes: str | Iterable[str]) -> Codebook:
        """Only these themes; terms of the others then count as excluded phrases, so that the matches of those
        kept stay the same.
        """
        wanted = list(dict.fromkeys([themes] if isinstance(themes, str) else themes))
        for theme in wanted:
            must_be("theme", theme, self.codes, where="in the codebook")
        kept = self.terms["theme"].isin(wanted)
        return replace(
            self,
            themes=self.themes[self.themes["theme"].isin(wanted)].reset_index(drop=True),
            terms=self.terms[kept].reset_index(drop=True),
            excluded=(*self.excluded, *self.terms.loc[~kept, "term"]),
        )

    @cached_property
    def _automaton(self) -> tuple[Any, NDArray[np.int64]]:
        import ahocorasick_rs

        patterns = [*self.terms["term"], *self.excluded]
        place = {code: index for index, code in enumerate(self.codes)}
        theme_of = np.array(
            [place[theme] for theme in self.terms["theme"]] + [-1] * len(self.excluded), dtype=np.int64
        )
        return ahocorasick_rs.AhoCorasick(
            patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        ), theme_of

    def find(self, text: str) -> NDArray[np.int64]:
        """Every match in a text: an array with a row ``(row of terms, theme, start, end)`` each; excluded
        phrases are left out.

        >>> book = load_themes()
        >>> [book.terms["term"][row] for row, *_ in book.find("在内蒙古改善营商环境和生态环境")]
        ['营商环境', '生态环境']
        """
        automaton, theme_of = self._automaton
        matches = automaton.find_matches_as_indexes(text)
        found = np.fromiter(chain.from_iterable(matches), dtype=np.int64, count=3 * len(matches)).reshape(
            -1, 3
        )
        themes = theme_of[found[:, 0]]
        return np.column_stack([found[:, 0], themes, found[:, 1:]])[themes >= 0]


def load_themes(path: str | Path | None = None) -> Codebook:
    """A codebook: the shipped one, or a CSV file of one's own.

    Parameters
    ----------
    path : str, path or None, default None
        A CSV file with the columns that the module names; ``None`` is the shipped one.

    Returns
    -------
    Codebook

    Raises
    ------
    InputError
        Naming the row, for a term that stands twice (in one theme or in two), a theme without a term, a term
        of one character, an excluded phrase that doesn't hold its term, and a theme described in two ways.

    Examples
    --------
    >>> book = load_themes()
    >>> len(book.codes), book.names("en")["health"]
    (25, 'Health')
    """
    path = LEXICON / "themes.csv" if path is None else Path(path)
    return _load(path)


CodebookSource: TypeAlias = Codebook | str | Path | None


def as_codebook(source: CodebookSource) -> Codebook:
    """A codebook passes as it is; ``None`` is the shipped one, a path that of a CSV file."""
    return source if isinstance(source, Codebook) else load_themes(source)


class _Rows:
    """The rows of a file as they are read: what is known of each theme, the row where it first stands, the
    row and theme of each term, the excluded phrases.
    """

    def __init__(self) -> None:
        self.themes: dict[str, dict[str, str]] = {}
        self.first: dict[str, int] = {}
        self.terms: dict[str, tuple[int, str]] = {}
        self.excluded: dict[str, None] = {}

    def describe(self, where: str, number: int, row: dict[str, str]) -> None:
        """What a row says of its theme."""
        theme = row["theme"]
        if not theme:
            raise InputError(
                f"{where}: the theme is empty; write the code of the theme that “{row['term']}” belongs to"
            )
        known = self.themes.setdefault(theme, dict.fromkeys(ABOUT, ""))
        self.first.setdefault(theme, number)
        for column in ABOUT:
            if row[column] and known[column] and row[column] != known[column]:
                raise InputError(
                    f"{where}: {column} of the theme {theme} is “{row[column]}” here and “{known[column]}” "
                    "above; write it once"
                )
            known[column] = known[column] or row[column]

    def add_term(self, where: str, number: int, row: dict[str, str]) -> None:
        """The term of a row and the phrases in which it isn't meant."""
        theme, term = row["theme"], row["term"]
        if len(term) < 2:
            raise InputError(f"{where}: the term “{term}” has one character; a term needs two or more")
        if term in self.terms:
            before, other = self.terms[term]
            again = (
                f"stands already in row {before}"
                if other == theme
                else f"is in two themes, {other} (row {before}) and {theme}"
            )
            raise InputError(f"{where}: “{term}” {again}; keep one of them")
        self.terms[term] = (number, theme)
        for phrase in filter(None, (part.strip() for part in row["exclude"].replace("；", ";").split(";"))):
            if term not in phrase or phrase == term:
                raise InputError(
                    f"{where}: the excluded phrase “{phrase}” isn't longer than “{term}” or doesn't hold "
                    "it; write the whole phrase"
                )
            self.excluded[phrase] = None

    def check_themes(self, file: str) -> None:
        """Raise ``InputError`` where a theme has no term, and where there is none at all."""
        if not self.terms:
            raise InputError(f"{file} names no term; write one row a term, with its theme")
        filled = {theme for _, theme in self.terms.values()}
        for theme, number in self.first.items():
            if theme not in filled:
                raise InputError(
                    f"{file}, row {number}: the theme {theme} has no term; give it terms or delete the row"
                )

    def codebook(self) -> Codebook:
        themes = [{"theme": theme, **known} for theme, known in self.themes.items()]
        terms = [(theme, term) for term, (_, theme) in self.terms.items()]
        return Codebook(
            pd.DataFrame(themes, columns=["theme", *ABOUT]),
            pd.DataFrame(terms, columns=["theme", "term"]),
            tuple(phrase for phrase in self.excluded if phrase not in self.terms),
        )


@kept_until_changed  # with its automaton: a build reads reports in batches
def _load(path: Path) -> Codebook:
    rows = _Rows()
    for number, row in read_rows(path, ("theme", "term"), (*ABOUT, "exclude")):
        where = f"{path.name}, row {number}"
        rows.describe(where, number, row)
        if row["term"]:  # a row without one only describes its theme
            rows.add_term(where, number, row)
    rows.check_themes(path.name)
    return rows.codebook()


class ThemeMatches(NamedTuple):
    """The matches in a table of sentences: ``row`` is the sentence of each, ``matches`` are as
    ``Codebook.find`` gives them, with offsets into the report's text.
    """

    row: NDArray[np.int64]
    matches: NDArray[np.int64]

    def __repr__(self) -> str:
        return f"<ThemeMatches: {len(self.row):,} matches>"


def theme_hits(source: pd.DataFrame | TableSource, codebook: CodebookSource = None) -> pd.DataFrame:
    """Every term of the codebook in the sentences.

    Parameters
    ----------
    source : DataFrame, corpus, reports, path or text
        Sentences as ``corpus.plain.body_sentences`` gives them, or what that takes.
    codebook : Codebook, path or None, default None
        The themes; ``None`` is the shipped codebook.

    Returns
    -------
    DataFrame
        One row a match, in the order of the text: ``report_id, part, paragraph, sentence, start, end``
        (characters into the report's clean text), ``theme, term``.

    Examples
    --------
    >>> theme_hits("在内蒙古改善营商环境。")[["start", "end", "theme", "term"]].values.tolist()
    [[6, 10, 'business', '营商环境']]
    """
    from analysis.corpus.plain import body_sentences

    codebook = as_codebook(codebook)
    sentences = source if isinstance(source, pd.DataFrame) else body_sentences(source)
    row, found = find_themes(sentences, codebook)
    table = sentences[["report_id", "part", "paragraph", "sentence"]].iloc[row].reset_index(drop=True)
    table["start"], table["end"] = found[:, 2], found[:, 3]
    table["theme"] = pd.Series(codebook.codes, dtype="str").take(found[:, 1]).reset_index(drop=True)
    table["term"] = codebook.terms["term"].take(found[:, 0]).reset_index(drop=True)
    return table


def find_themes(sentences: pd.DataFrame, codebook: Codebook) -> ThemeMatches:
    """Every match in the sentences, in one pass, for ``theme_marks`` and ``sentence_themes`` to share.

    Parameters
    ----------
    sentences : DataFrame
        With ``text, start``.
    codebook : Codebook
        The themes.

    Returns
    -------
    ThemeMatches
        In the order of the text.

    Examples
    --------
    >>> sentences = pd.DataFrame({"text": ["各位代表！", "改善营商环境。"], "start": [0, 5]})
    >>> find_themes(sentences, load_themes()).row.tolist()
    [1]
    """
    texts = read_texts(sentences)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    at = np.concatenate(([0], np.cumsum(lengths)))[: len(texts)]
    found = codebook.find("\n".join(texts))
    row = np.searchsorted(at, found[:, 2], side="right") - 1
    if len(found):
        found[:, 2:] += (sentences["start"].to_numpy(dtype=np.int64)[row] - at[row])[:, None]
    return ThemeMatches(row, found)


def read_texts(sentences: pd.DataFrame) -> list[str]:
    """The texts of sentences as they are read: those of a report in traditional characters in simple ones, of
    the same length.

    >>> read_texts(pd.DataFrame({"report_id": ["a"], "text": ["改善營商環境。"]}))
    ['改善营商环境。']
    """
    texts = sentences["text"].tolist()
    owners = sentences["report_id"].tolist() if "report_id" in sentences else [""] * len(texts)
    return list(simple_views(texts, owners))


def theme_marks(
    sentences: pd.DataFrame, codebook: CodebookSource = None, *, found: ThemeMatches | None = None
) -> NDArray[np.bool_]:
    """Which themes each sentence carries.

    Parameters
    ----------
    sentences : DataFrame
        With ``text, start``.
    codebook : Codebook, path or None, default None
        The themes; ``None`` is the shipped codebook.
    found : ThemeMatches or None, default None
        What ``find_themes`` gave for these sentences, when it is at hand.

    Returns
    -------
    array of bool, sentences × themes

    Examples
    --------
    >>> theme_marks(pd.DataFrame({"text": ["改善营商环境。"], "start": [0]})).sum(axis=1).tolist()
    [1]
    """
    codebook = as_codebook(codebook)
    row, matches = found or find_themes(sentences, codebook)
    marks = np.zeros((len(sentences), len(codebook.codes)), dtype=np.bool_)
    marks[row, matches[:, 1]] = True
    return marks


def sentence_themes(
    sentences: pd.DataFrame, codebook: CodebookSource = None, *, found: ThemeMatches | None = None
) -> pd.DataFrame:
    """The themes and terms of each sentence that carries a theme.

    Parameters
    ----------
    sentences : DataFrame
        With ``report_id, part, paragraph, sentence, start, end, text``.
    codebook, found
        As for ``theme_marks``.

    Returns
    -------
    DataFrame
        ``report_id, part, paragraph, sentence, start, end``, ``themes`` and ``terms`` (joined with ``;``,
        each once, in the order of the text).
    """
    codebook = as_codebook(codebook)
    row, matches = found or find_themes(sentences, codebook)
    rows, firsts = np.unique(row, return_index=True)  # the matches of a sentence stand together
    table = (
        sentences[["report_id", "part", "paragraph", "sentence", "start", "end"]]
        .iloc[rows]
        .reset_index(drop=True)
    )
    bounds = [*firsts.tolist(), len(row)]
    codes = np.array(codebook.codes, dtype=object)[matches[:, 1]].tolist()
    words = codebook.terms["term"].to_numpy(dtype=object)[matches[:, 0]].tolist()
    table["themes"] = [";".join(dict.fromkeys(codes[a:b])) for a, b in pairwise(bounds)]
    table["terms"] = [";".join(dict.fromkeys(words[a:b])) for a, b in pairwise(bounds)]
    return table


def agreement(coded: Iterable[Iterable[str]], found: NDArray[np.bool_], codebook: Codebook) -> pd.DataFrame:
    """Precision, recall and F1 of the marks against themes coded by reading.

    Parameters
    ----------
    coded : iterable of iterables of str
        The codes of the themes of each sentence, by reading.
    found : array of bool, sentences × themes
        The marks (``theme_marks``).
    codebook : Codebook
        Whose themes they are.

    Returns
    -------
    DataFrame
        One row a theme, and ``all`` over all pairs of sentence and theme: ``theme, n`` (sentences coded with
        it), ``found, both, precision, recall, f1`` (0–1; undefined ones are ``NaN``).
    """
    codes = codebook.codes
    truth = np.array([[code in own for code in codes] for own in map(set, coded)], dtype=np.bool_).reshape(
        -1, len(codes)
    )
    sums = np.stack([truth.sum(0), found.sum(0), (truth & found).sum(0)]).astype(np.float64)
    sums = np.concatenate([sums, sums.sum(axis=1, keepdims=True)], axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        precision, recall = sums[2] / sums[1], sums[2] / sums[0]
        f1 = 2 * sums[2] / (sums[0] + sums[1])
    counts = sums.astype(np.int64)
    return pd.DataFrame(
        {
            "theme": [*codes, "all"],
            "n": counts[0],
            "found": counts[1],
            "both": counts[2],
            "precision": precision,
            "recall": recall,
            "f1": f1,
        }
    )
