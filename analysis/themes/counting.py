"""The themes of a corpus, counted paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from analysis.corpus.names import must_be
from analysis.corpus.plain import body_sentences
from analysis.corpus.sources import TableSource, as_tables
from analysis.corpus.types import BODY, PARTS
from analysis.themes.codebook import CodebookSource, as_codebook, theme_marks
from analysis.themes.counts import ThemeCounts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.text.tokens import Tokens

UNITS = ("sentences", "paragraphs", "characters", "tokens")
ABOUT = ["report_id", "level", "region", "region_code", "year", "kind"]
CountSource: TypeAlias = "ThemeCounts | TableSource"


def count_themes(
    source: TableSource,
    codebook: CodebookSource = None,
    *,
    unit: str = "sentences",
    tokens: Tokens | None = None,
    split: bool = False,
    parts: str | Sequence[str] = BODY,
    sentences: pd.DataFrame | None = None,
    marks: NDArray[np.bool_] | None = None,
) -> ThemeCounts:
    """The themes of a corpus, counted by paragraph.

    Heading lines and attributions are left out.

    Parameters
    ----------
    source : corpus, its tables, reports, report, path or text
        What is counted (``analysis.corpus.sources.as_tables``).
    codebook : Codebook, path or None, default None
        The themes; ``None`` is the shipped codebook.
    unit : str, default "sentences"
        ``sentences`` (each counts one), ``characters`` or ``tokens`` (each counts its length), ``paragraphs``
        (a paragraph has a theme when a sentence of it has).
    tokens : Tokens or None, default None
        The token stream for the unit ``tokens``; made with the default options when none is given.
    split : bool, default False
        A sentence with several themes is divided among them.
    parts : str or sequence of str, default ("review", "plan", "mixed")
        The parts that are counted.
    sentences : DataFrame or None, default None
        Those of ``body_sentences(corpus)``, when they are at hand, or some of them (a section, say).
    marks : array of bool, sentences × themes, or None, default None
        Their themes (``theme_marks``), likewise.

    Returns
    -------
    ThemeCounts
        One stratum a report and part.

    Raises
    ------
    InputError
        For a unit or part that isn't known.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> counts = count_themes(load_corpus().select(region="海南省"))
    >>> counts.strata["part"].tolist(), len(counts.codes)
    (['review', 'plan'], 25)
    """
    codebook = as_codebook(codebook)
    must_be("unit", unit, UNITS, where="of attention")
    parts = [parts] if isinstance(parts, str) else list(parts)
    for part in parts:
        must_be("part", part, PARTS)
    corpus = as_tables(source)
    if unit == "tokens" and tokens is None:
        from analysis.text.tokens import tokenise_corpus

        tokens = tokenise_corpus(corpus)
    sentences = body_sentences(corpus) if sentences is None else sentences
    marks = theme_marks(sentences, codebook) if marks is None else marks
    wanted = sentences["part"].isin(list(parts)).to_numpy()
    if not wanted.all():
        sentences, marks = sentences[wanted].reset_index(drop=True), marks[wanted]
    return count_marks(corpus.reports, sentences, marks, codebook.codes, unit, tokens, split)


def count_marks(
    reports: pd.DataFrame,
    sentences: pd.DataFrame,
    marks: NDArray[np.bool_],
    codes: tuple[str, ...],
    unit: str,
    tokens: Tokens | None,
    split: bool,
) -> ThemeCounts:
    """Marks of sentences (themes, commitment) counted by paragraph.

    Parameters
    ----------
    reports : DataFrame
        The reports of a corpus, with ``ABOUT``.
    sentences : DataFrame
        With ``report_id, part, paragraph`` and, for characters and words, ``text`` or ``sentence``.
    marks : array of bool, sentences × codes
        Which sentence has which mark.
    codes : tuple of str
        The names of the marks.
    unit, tokens, split
        As for ``count_themes``.

    Returns
    -------
    ThemeCounts
        One stratum a report and part.
    """
    report, report_ids = pd.factorize(sentences["report_id"])
    part, parts = pd.factorize(sentences["part"])
    number = sentences["paragraph"].to_numpy(dtype=np.int64)
    stratum_of_row, stratum_keys = pd.factorize(report * np.int64(len(parts)) + part)
    width = int(number.max(initial=0)) + 1
    paragraph, keys = pd.factorize(stratum_of_row * width + number)
    stratum = np.asarray(keys // width, dtype=np.int64)
    lengths = (
        np.ones(len(sentences)) if unit in ("sentences", "paragraphs") else _lengths(sentences, unit, tokens)
    )
    row, theme = np.nonzero(marks)
    each = 1 / np.maximum(np.bincount(row, minlength=len(marks)), 1) if split else np.ones(len(marks))
    cells = paragraph[row] * np.int64(len(codes)) + theme
    numerator = np.bincount(cells, weights=each[row] * lengths[row], minlength=len(keys) * len(codes)).astype(
        np.float64
    )
    if unit == "paragraphs":
        numerator = np.minimum(numerator, 1)
        denominator = np.ones(len(keys))
    else:
        denominator = np.bincount(paragraph, weights=lengths, minlength=len(keys)).astype(np.float64)
    reports_of_strata, parts_of_strata = np.divmod(stratum_keys, max(1, len(parts)))
    strata = (
        reports[ABOUT]
        .set_index("report_id", drop=False)
        .reindex(report_ids[reports_of_strata])
        .reset_index(drop=True)
    )
    strata["part"] = parts[parts_of_strata]
    sources = tuple(
        f"{report_id}/{part}" for report_id, part in zip(strata["report_id"], strata["part"], strict=True)
    )
    numerator = numerator.reshape(len(keys), len(codes))
    return ThemeCounts(
        strata, codes, sources, np.arange(len(strata)), stratum, numerator, denominator, unit, split
    )


def _lengths(sentences: pd.DataFrame, unit: str, tokens: Tokens | None) -> NDArray[np.float64]:
    if unit == "characters":
        return np.asarray(sentences["text"].str.strip().str.len(), dtype=np.float64)
    assert tokens is not None  # made by count_themes when it isn't given
    several = (tokens.sentences, sentences)
    report = pd.factorize(pd.concat([table["report_id"] for table in several], ignore_index=True))[0].astype(
        np.int64
    )
    number = np.concatenate([table["sentence"].to_numpy(dtype=np.int64) for table in several])
    key = report * (int(number.max(initial=0)) + 1) + number
    place = pd.Index(key[: len(tokens.sentences)]).get_indexer(key[len(tokens.sentences) :])
    sizes = np.append(np.diff(tokens.starts), 0)  # a sentence that wasn't cut has no words
    return np.asarray(sizes[place], dtype=np.float64)


def as_counts(source: CountSource, *, split: bool = False) -> ThemeCounts:
    """Counts of themes; they pass as they are, and are made of anything that ``count_themes`` takes."""
    return source if isinstance(source, ThemeCounts) else count_themes(source, split=split)
