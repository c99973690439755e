"""Measures that papers have published, rebuilt: the share of a list of words, with the choices that papers
leave silent as arguments.

Whether the whole report or only the plan was counted, words or characters in the denominator, words as cut by
a tokeniser or wherever the characters stand: such choices move a variable, and with it a regression.
``MeasureChoice`` names them, ``word_share`` makes one variable, ``robustness`` all of them side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.sources import TableSource, as_tables
from analysis.errors import InputError
from analysis.stats.intervals import ratio
from analysis.stats.ranks import ranks
from analysis.tables.declaration import columns_of, table_of
from analysis.themes.word_lists import (
    DENOMINATORS,
    MATCHES,
    PARTS,
    ListedSentences,
    MeasureChoice,
    published_lists,
)

if TYPE_CHECKING:
    from analysis.text.tokens import Tokens

_ABOUT = ["report_id", "level", "region", "region_code", "year", "kind"]
_ROBUSTNESS = columns_of(
    "measure part match denominator headings:bool reports:int mean:float rank_correlation:float "
    "largest_shift:float top"
)
_CHOICE = ("part", "match", "denominator", "headings")


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
    if tokens is None and any("tokens" in (choice.match, choice.denominator) for choice in choices):
        from analysis.text.tokens import tokenise_corpus

        tokens = tokenise_corpus(corpus)
    sentences = {
        headings: ListedSentences(corpus, headings, tokens)
        for headings in {choice.headings for choice in choices}
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

    Attributions of task divisions (…负责) aren't counted.

    Parameters
    ----------
    source : corpus, its tables, reports, report, path or text
        What is counted (``analysis.corpus.sources.as_tables``).
    words : str or iterable of str
        The list; a single word is a list of one.
    choice : MeasureChoice or None, default None
        What is counted over what; ``None`` is ``MeasureChoice()``.
    tokens : Tokens or None, default None
        Used for words as cut, and for words in the denominator; the stream of the default options is made
        when none is given.
    measure : str, default ""
        The name of the list in the table.

    Returns
    -------
    DataFrame
        ``measure, report_id, level, region, region_code, year, kind``, the choices ``part, match,
        denominator, headings``, then ``count`` (occurrences, or sentences with a word), ``total`` (the
        denominator), ``share`` = count / total, ``NaN`` for an empty part. In the order of the corpus.

    Raises
    ------
    InputError
        For an empty list, and for tokens of another corpus.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> corpus = load_corpus().select(region=["北京市", "河北省"])
    >>> choice = MeasureChoice(part="plan", denominator="characters")
    >>> word_share(corpus, ["污染", "绿色"], choice)["count"].tolist()
    [11, 14]
    """
    return _shares(source, {measure: _words(words)}, [choice or MeasureChoice()], tokens)


def environmental_attention(
    source: TableSource, choice: MeasureChoice | None = None, *, tokens: Tokens | None = None
) -> pd.DataFrame:
    """Environmental attention: the share of 15 environmental words in a report's words.

    The paper gives the list and “the share in the words of the report”; by default all parts, the characters
    wherever they stand, over running words.

    Parameters
    ----------
    source : corpus, its tables, reports, report, path or text
        What is counted (``analysis.corpus.sources.as_tables``).
    choice : MeasureChoice or None, default None
        What is counted over what; ``None`` is ``MeasureChoice()``.
    tokens : Tokens or None, default None
        Used for words as cut, and for words in the denominator; the stream of the default options is made
        when none is given.

    Returns
    -------
    DataFrame
        As ``word_share``.

    References
    ----------
    陈诗一、陈登科 (2018), 雾霾污染、政府治理与经济高质量发展, 《经济研究》 2.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> table = environmental_attention(
    ...     load_corpus().select(region="海南省"), MeasureChoice(denominator="characters")
    ... )
    >>> bool(table["share"].between(0, 0.01).all())
    True
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
    """One list of words under several choices.

    Parameters
    ----------
    source : corpus, its tables, reports, report, path or text
        What is counted (``analysis.corpus.sources.as_tables``).
    words : str or iterable of str
        The list; a single word is a list of one.
    tokens : Tokens or None, default None
        As for ``word_share``.
    choices : sequence of MeasureChoice, default ALL_CHOICES
        By default all parts and the plan, every way of matching, every denominator.
    measure : str, default ""
        The name of the list in the table.

    Returns
    -------
    DataFrame
        One row a report and choice; columns as ``word_share``.

    Examples
    --------
    >>> choices = [MeasureChoice(denominator=name) for name in ("characters", "sentences")]
    >>> compare_choices("绿色发展。扩大就业。", "绿色", choices=choices)[["count", "total"]].values.tolist()
    [[1, 10], [1, 2]]
    """
    return _shares(source, {measure: _words(words)}, choices, tokens)


def published_measures(
    source: TableSource, tokens: Tokens | None = None, choices: Sequence[MeasureChoice] = ALL_CHOICES
) -> pd.DataFrame:
    """Every published list under every choice.

    Parameters
    ----------
    source : corpus, its tables, reports, report, path or text
        What is counted (``analysis.corpus.sources.as_tables``).
    tokens, choices
        As for ``compare_choices``.

    Returns
    -------
    DataFrame
        One row a report, list and choice; columns as ``word_share``. Sorted by measure, choice, report.
    """
    table = _shares(source, published_lists(), choices, tokens)
    return table.sort_values(["measure", "part", "match", "denominator", "report_id"]).reset_index(drop=True)


def choice_robustness(table: pd.DataFrame, baseline: MeasureChoice | None = None) -> pd.DataFrame:
    """How much the choices move a measure: each choice against the baseline, over the same reports.

    Parameters
    ----------
    table : DataFrame
        As ``word_share`` or ``published_measures`` gives it (several choices).
    baseline : MeasureChoice or None, default None
        The choice that the others are held against; ``None`` is ``MeasureChoice()``.

    Returns
    -------
    DataFrame
        ``measure, part, match, denominator, headings, reports`` (with a value in both), ``mean,
        rank_correlation`` (Spearman's, with the baseline), ``largest_shift`` (of a report's rank), ``top``
        (the region that comes first). Sorted by measure, then correlation downwards, then choice.

    Raises
    ------
    InputError
        For a table without the baseline.

    Examples
    --------
    >>> base = MeasureChoice(denominator="characters")
    >>> table = compare_choices("绿色发展。", "绿色", choices=[base])
    >>> choice_robustness(table, base)[["reports", "largest_shift"]].values.tolist()
    [[1.0, 0.0]]
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
