"""Words in their surroundings: keyword in context (KWIC), and collocates."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.sources import TableSource, as_tables
from analysis.errors import InputError, unknown
from analysis.stats.association import chi2_tail, log_dice, log_likelihood
from analysis.tables.declaration import columns_of, table_of
from analysis.text.tokens import Tokens, tokenise_corpus, tokeniser

if TYPE_CHECKING:
    from analysis.text.tokens import TokenOptions

SORTS = ("position", "left", "right")
_KWIC = columns_of("report_id region year:int part paragraph:int start:int end:int left node right")


def concordance(
    source: TableSource,
    query: str | re.Pattern[str],
    *,
    regex: bool = False,
    width: int = 20,
    sort: str = "position",
    words: TokenOptions | None = None,
) -> pd.DataFrame:
    """Every occurrence of a word, a phrase or a regular expression in the clean text, in its context.

    Parameters
    ----------
    source : corpus or its tables, report, reports, path or text
        As ``analysis.corpus.sources.as_tables`` takes it.
    query : str or re.Pattern
        What is looked for. A compiled pattern is a regular expression always. Matches of no length are passed
        over.
    regex : bool, default False
        The query is a regular expression.
    width : int, default 20
        Characters of the paragraph on either side.
    sort : {"position", "left", "right"}, default "position"
        As in the corpus, by what goes before (read outwards from the node), or by what follows; ties stand in
        the order of positions.
    words : TokenOptions, optional
        Count only occurrences that are whole words or runs of whole words under these options, so that 蒙古
        isn't found in 内蒙古.

    Returns
    -------
    pandas.DataFrame
        One row an occurrence: ``report_id, region, year, part, paragraph``; ``start, end``, characters of the
        report's clean text; ``left, node, right``: the occurrence and what stands on either side. An empty
        table means that the text doesn't have it.

    Raises
    ------
    InputError
        For an empty query, one that is no regular expression, an unknown ``sort`` or a negative ``width``.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> lines = concordance(load_corpus().select(region="安徽省"), "长三角", width=6)
    >>> lines.loc[0, ["left", "node", "right"]].tolist()
    ['——', '长三角', '一体化发展战']
    """
    if sort not in SORTS:
        raise unknown("sort", sort, SORTS, where="of a concordance")
    if width < 0:
        raise InputError("width is a number of characters, 0 or more")
    corpus, pattern = as_tables(source), _pattern(query, regex)
    cutter = tokeniser(words) if words is not None else None
    about = {
        row[0]: row[1:]
        for row in corpus.reports[["report_id", "region", "year"]].itertuples(index=False, name=None)
    }
    columns = corpus.paragraphs[["report_id", "part", "paragraph", "start", "text"]]
    rows = []
    for report_id, part, paragraph, begin, text in columns.itertuples(index=False, name=None):
        hits = _hits(pattern, text)
        if hits and cutter is not None:
            hits = _whole(hits, cutter.spans(text))
        for start, end in hits:
            left, right = text[max(0, start - width) : start], text[end : end + width]
            rows.append(
                (
                    report_id,
                    *about[report_id],
                    part,
                    paragraph,
                    begin + start,
                    begin + end,
                    left,
                    text[start:end],
                    right,
                )
            )
    table = table_of(rows, _KWIC)
    if sort == "right":
        table = table.sort_values("right", kind="stable", ignore_index=True)
    elif sort == "left":
        table = table.sort_values(
            "left", key=lambda column: column.str[::-1], kind="stable", ignore_index=True
        )
    return table


@dataclass(frozen=True, eq=False, repr=False)
class ConcordanceLines:
    """A concordance to look at: in a notebook, lines with the node in the middle; ``str`` gives plain ones.

    Parameters
    ----------
    table : pandas.DataFrame
        What ``concordance`` returns.
    limit : int, default 50
        Lines that are shown.

    Examples
    --------
    >>> row = ("a", "安徽省", 2020, "plan", 3, 7, 9, "做好", "六稳", "工作")
    >>> table = pd.DataFrame([row], columns=list(_KWIC))
    >>> print(ConcordanceLines(table))
    安徽省 2020  做好【六稳】工作
    """

    table: pd.DataFrame
    limit: int = 50

    def __str__(self) -> str:
        shown = self.table.head(self.limit)
        return "\n".join(
            f"{row.region} {row.year}  {row.left}【{row.node}】{row.right}" for row in shown.itertuples()
        )

    __repr__ = __str__

    def _repr_html_(self) -> str:
        cells = []
        for row in self.table.head(self.limit).itertuples():
            where, left, node, right = (
                html.escape(str(value))
                for value in (f"{row.region} {row.year}", row.left, row.node, row.right)
            )
            place = html.escape(f"{row.report_id}, {row.start}–{row.end}")
            cells.append(
                f'<tr><td style="text-align:left" title="{place}">{where}</td>'
                f'<td style="text-align:right">{left}</td>'
                f'<td style="text-align:center"><b>{node}</b></td>'
                f'<td style="text-align:left">{right}</td></tr>'
            )
        rest = len(self.table) - self.limit
        more = f"<caption>{len(self.table)} lines; {self.limit} shown</caption>" if rest > 0 else ""
        return f"<table>{more}<tbody>{''.join(cells)}</tbody></table>"


def collocates(
    source: TableSource,
    query: str | re.Pattern[str],
    tokens: Tokens | None = None,
    *,
    regex: bool = False,
    window: int = 5,
    min_count: int = 3,
) -> pd.DataFrame:
    """The terms that stand near a word, a phrase or a regular expression more often than elsewhere.

    The window is ``window`` running words on either side of the node, inside its sentence; a word in the
    windows of two nodes counts once. Words that the node covers belong to neither side.

    Parameters
    ----------
    source : corpus or its tables, report, reports, path or text
        As ``analysis.corpus.sources.as_tables`` takes it.
    query : str or re.Pattern
        The node.
    tokens : Tokens, optional
        The source's token stream; by default it is made with the default options.
    regex : bool, default False
        The query is a regular expression.
    window : int, default 5
        Running words on either side.
    min_count : int, default 3
        How often a term must stand in the windows.

    Returns
    -------
    pandas.DataFrame
        One row a term: ``term``; ``count`` (in the windows), ``left, right`` (of them, before and behind the
        nearest node; halfway between two, it stands behind the first); ``documents`` (reports); ``frequency``
        (in the whole corpus, outside the nodes); ``expected`` (frequency times the windows' share of the
        words outside the nodes); ``log_dice`` (14 + log₂ (2 count / (nodes + frequency))); ``g2`` and ``p``
        of the 2 × 2 table of the windows and the other words. Sorted by ``log_dice`` downwards, then term.

    Raises
    ------
    InputError
        When the stream isn't that of the corpus, or ``window`` is below 1.

    References
    ----------
    Rychlý (2008), RASLAN, 6–9; Dunning (1993), Computational Linguistics 19 (1), 61–74.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> from analysis.text.tokens import TokenOptions, tokenise_corpus
    >>> corpus = load_corpus()
    >>> table = collocates(corpus, "营商环境", tokenise_corpus(corpus, TokenOptions(engine="rjieba")))
    >>> table["term"].head(3).tolist()
    ['优化', '条例', '评价']
    """
    if window < 1:
        raise InputError("window is a number of words, 1 or more")
    corpus = as_tables(source)
    sentences = corpus.sentences
    tokens = tokenise_corpus(corpus) if tokens is None else tokens
    if (
        len(sentences) != len(tokens.sentences)
        or not (sentences["report_id"].to_numpy() == tokens.sentences["report_id"].to_numpy()).all()
    ):
        raise InputError("the tokens aren't those of this corpus; tokenise the corpus that is searched")
    pattern, cutter = _pattern(query, regex), tokeniser(tokens.options)
    counts = _Counts()
    for report_id, text in zip(sentences["report_id"], sentences["text"], strict=True):
        hits = _hits(pattern, text)
        if hits:
            counts.add(report_id, text, hits, cutter.spans(text), window)
    return _collocate_table(tokens, counts, min_count)


@dataclass
class _Counts:
    """What stands in the windows of the nodes, counted sentence by sentence."""

    left: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    covered: Counter[str] = field(default_factory=Counter)  # words of the nodes themselves
    reports: dict[str, set[str]] = field(default_factory=dict)
    nodes: int = 0

    def add(
        self,
        report_id: str,
        text: str,
        hits: list[tuple[int, int]],
        spans: list[tuple[int, int]],
        window: int,
    ) -> None:
        words = [text[start:end] for start, end in spans]
        places = [place for hit in hits if (place := _covered(hit, spans))[0] < place[1]]
        self.nodes += len(places)
        inside = {index for first, last in places for index in range(first, last)}
        self.covered.update(words[index] for index in inside)
        for index, side in _window(places, inside, len(spans), window).items():
            (self.left if side < 0 else self.right)[words[index]] += 1
            self.reports.setdefault(words[index], set()).add(report_id)


def _collocate_table(
    tokens: Tokens,
    counts: _Counts,
    min_count: int,
) -> pd.DataFrame:
    left, right, covered = counts.left, counts.right, counts.covered
    index = {word: code for code, word in enumerate(tokens.vocabulary)}
    everywhere = np.bincount(tokens.codes, minlength=len(tokens.vocabulary))
    words = [
        word for word in left | right if left[word] + right[word] >= min_count and tokens.kept[index[word]]
    ]
    before, after = (
        np.array([left[word] for word in words], dtype=np.int64),
        np.array([right[word] for word in words], dtype=np.int64),
    )
    count = before + after
    frequency = np.array([everywhere[index[word]] - covered[word] for word in words], dtype=np.int64)
    size = left.total() + right.total()
    others = len(tokens) - covered.total() - size
    g2 = log_likelihood(count, frequency - count, size, others)
    table = pd.DataFrame(
        {
            "term": pd.Series(words, dtype="str"),
            "count": count,
            "left": before,
            "right": after,
            "documents": np.array([len(counts.reports[word]) for word in words], dtype=np.int64),
            "frequency": frequency,
            "expected": frequency * size / max(1, size + others),
            "log_dice": log_dice(count, float(counts.nodes), frequency),
            "g2": g2,
            "p": chi2_tail(g2),
        }
    )
    order = np.lexsort((table["term"].to_numpy(dtype=str), -table["log_dice"].to_numpy()))
    return table.iloc[order].reset_index(drop=True)


def _pattern(query: str | re.Pattern[str], regex: bool) -> re.Pattern[str]:
    if isinstance(query, re.Pattern):
        return query
    if not query:
        raise InputError("the query is empty; give a word, a phrase or a regular expression")
    try:
        return re.compile(query if regex else re.escape(query))
    except re.error as error:
        raise InputError(
            f"“{query}” is no regular expression ({error}); mend it, or search for the plain text with "
            "regex=False"
        ) from error


def _hits(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """The places of the pattern; matches of no length are passed over."""
    return [match.span() for match in pattern.finditer(text) if match.end() > match.start()]


def _whole(hits: list[tuple[int, int]], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The hits that begin where a word begins and end where one ends."""
    starts, ends = {start for start, _ in spans}, {end for _, end in spans}
    return [(start, end) for start, end in hits if start in starts and end in ends]


def _covered(hit: tuple[int, int], spans: list[tuple[int, int]]) -> tuple[int, int]:
    """The words that the hit touches, as a range of their numbers."""
    touched = [index for index, (start, end) in enumerate(spans) if start < hit[1] and end > hit[0]]
    return (touched[0], touched[-1] + 1) if touched else (0, 0)


def _window(places: list[tuple[int, int]], inside: set[int], size: int, window: int) -> dict[int, int]:
    """The words in the windows of the nodes, each with its side of the nearest node.

    −1 is before the node, 1 behind it.
    """
    nearest: dict[int, tuple[int, int]] = {}
    for first, last in places:
        for distance in range(1, window + 1):
            for index, side in ((first - distance, -1), (last - 1 + distance, 1)):
                if (
                    0 <= index < size
                    and index not in inside
                    and (index not in nearest or distance < nearest[index][0])
                ):
                    nearest[index] = (distance, side)
    return {index: side for index, (_, side) in nearest.items()}
