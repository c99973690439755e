"""Counts of terms in documents: a sparse matrix, its terms and a table of its documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.corpus.names import find_regions, find_values
from analysis.errors import InputError, unknown
from analysis.stats.grouping import alike
from analysis.text.tokens import Tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array


UNITS = {
    "report": ["report_id"],
    "paragraph": ["report_id", "paragraph"],
    "sentence": ["report_id", "paragraph", "sentence"],
}
WEIGHTS = ("relative", "log", "binary", "tfidf")
_BLOCK = 500_000  # words that are counted at a time


@dataclass(frozen=True, eq=False, repr=False)
class TermMatrix:
    """How often each term stands in each document; every method returns a new matrix.

    Parameters
    ----------
    counts : scipy.sparse.csr_array, N × M (N documents, M terms)
        Counts, or weights.
    terms : tuple of str, M
        The columns, sorted.
    docs : pandas.DataFrame, N rows
        One row a document; its column ``tokens`` counts all running words, also those that are no terms: the
        denominator of rates.
    weighting : str, default "count"
        ``count`` until ``weight`` was called.

    Examples
    --------
    >>> from analysis.text.tokens import TokenOptions, tokenise_corpus
    >>> options = TokenOptions(engine="rjieba", lexicon=("就业", "外贸"))
    >>> term_matrix(tokenise_corpus("稳就业，稳外贸。", options))
    <TermMatrix: 1 documents × 2 terms, count>
    """

    counts: csr_array
    terms: tuple[str, ...]
    docs: pd.DataFrame
    weighting: str = "count"

    def __post_init__(self) -> None:
        if self.counts.shape != (len(self.docs), len(self.terms)):
            raise ValueError(
                f"{self.counts.shape} counts don't fit {len(self.docs)} documents and {len(self.terms)} terms"
            )

    def __repr__(self) -> str:
        documents, terms = self.shape
        return f"<TermMatrix: {documents:,} documents × {terms:,} terms, {self.weighting}>"

    @property
    def shape(self) -> tuple[int, int]:
        """Documents, terms."""
        return len(self.docs), len(self.terms)

    @cached_property
    def terms_index(self) -> dict[str, int]:
        """The column of each term."""
        return {term: column for column, term in enumerate(self.terms)}

    @cached_property
    def totals(self) -> NDArray[Any]:
        """The sum of each column."""
        sums = np.bincount(self.counts.indices, weights=self.counts.data, minlength=len(self.terms))
        return sums.astype(np.int64 if self.counts.dtype.kind in "iu" else np.float64)

    @cached_property
    def document_counts(self) -> NDArray[np.int64]:
        """In how many documents each term stands."""
        return np.bincount(self.counts.indices[self.counts.data != 0], minlength=len(self.terms)).astype(
            np.int64
        )

    def columns(self, terms: Iterable[str]) -> list[int]:
        """The columns of the terms.

        Parameters
        ----------
        terms : str or iterable of str
            Terms of the matrix.

        Returns
        -------
        list of int
            A column for each term, in the order given.

        Raises
        ------
        InputError
            Naming the terms that the matrix lacks.
        """
        terms = [terms] if isinstance(terms, str) else list(terms)
        missing = [term for term in terms if term not in self.terms_index]
        if missing:
            raise InputError(
                f"“{'”, “'.join(missing)}”: no term of this matrix; it may be cut otherwise, "
                "be a stop word or have been trimmed away: "
                "add it to the lexicon (TokenOptions(extra_terms=…)) to have it cut whole"
            )
        return [self.terms_index[term] for term in terms]

    def keep(self, terms: Iterable[str]) -> TermMatrix:
        """Only these terms, in the order given."""
        terms = tuple(dict.fromkeys([terms] if isinstance(terms, str) else terms))
        return replace(self, counts=self.counts[:, self.columns(terms)], terms=terms)

    def drop(self, terms: Iterable[str]) -> TermMatrix:
        """Without these terms; terms that the matrix lacks are passed over."""
        gone = frozenset(terms)
        return self._keep_mask(np.array([term not in gone for term in self.terms], dtype=np.bool_))

    def trim(self, min_count: int = 1, min_docs: int = 1, max_share: float = 1.0) -> TermMatrix:
        """Only terms that are neither rare nor everywhere.

        Parameters
        ----------
        min_count : int, default 1
            Occurrences that a term must have.
        min_docs : int, default 1
            Documents that it must stand in.
        max_share : float, default 1.0
            Share of all documents that it may stand in, from 0 to 1.

        Returns
        -------
        TermMatrix
            The same documents, fewer terms.

        Raises
        ------
        InputError
            For a matrix of weights.
        """
        self._must_be_counts("trim")
        share = self.document_counts / max(1, len(self.docs))
        return self._keep_mask(
            (self.totals >= min_count) & (self.document_counts >= min_docs) & (share <= max_share)
        )

    def select(
        self, mask: pd.Series[bool] | NDArray[np.bool_] | Sequence[bool] | None = None, **conditions: Any
    ) -> TermMatrix:
        """Only the documents of a mask and of conditions: ``select(level="province", year=[2019, 2020])``.

        Parameters
        ----------
        mask : sequence of bool, N, optional
            One truth value a document.
        **conditions
            Columns of ``docs`` and the value or values wanted. A region goes by its full, short or English
            name or its code; numbers may be written as text.

        Returns
        -------
        TermMatrix
            The chosen documents, the same terms.

        Raises
        ------
        InputError
            For a column that ``docs`` lacks, a value that no document has, and a mask of another length.
        """
        chosen = np.ones(len(self.docs), dtype=np.bool_) if mask is None else self.as_mask(mask)
        rows = np.flatnonzero(chosen & self.where(**conditions))
        return replace(self, counts=self.counts[rows], docs=self.docs.iloc[rows].reset_index(drop=True))

    def where(self, **conditions: Any) -> NDArray[np.bool_]:
        """Which documents meet all the conditions of ``select``.

        Returns
        -------
        numpy.ndarray of bool, N
            One truth value a document.

        Raises
        ------
        InputError
            For a column that ``docs`` lacks and a value that no document has.
        """
        chosen = np.ones(len(self.docs), dtype=np.bool_)
        self.must_have(conditions)
        for column, wanted in conditions.items():
            values = self.docs[column]
            if column == "region":
                codes = (
                    self.docs["region_code"]
                    if "region_code" in self.docs.columns
                    else pd.Series("", index=self.docs.index)
                )
                pairs = find_regions(wanted, set(zip(values, codes, strict=True)), where="in the documents")
                chosen &= np.fromiter(
                    (place in pairs for place in zip(values, codes, strict=True)),
                    dtype=np.bool_,
                    count=len(values),
                )
            else:
                chosen &= values.isin(
                    find_values(column, wanted, values.unique(), where="in the documents")
                ).to_numpy(dtype=np.bool_)
        return chosen

    def as_mask(self, mask: pd.Series[bool] | NDArray[np.bool_] | Sequence[bool]) -> NDArray[np.bool_]:
        """The truth values as an array; ``InputError`` when there isn't one a document."""
        values = np.asarray(mask, dtype=np.bool_)
        if values.shape != (len(self.docs),):
            raise InputError(
                f"the mask has {len(values) if values.ndim == 1 else values.shape} values for "
                f"{len(self.docs)} documents; give one each"
            )
        return values

    def group(self, by: str | Sequence[str]) -> TermMatrix:
        """The sums over documents alike in some columns, in the order of their first document.

        Parameters
        ----------
        by : str or sequence of str
            Columns of ``docs``.

        Returns
        -------
        TermMatrix
            One row a group. ``docs`` holds the columns ``by``, ``tokens``, ``documents`` (how many were
            summed), and whatever other column is the same throughout each group.

        Raises
        ------
        InputError
            For a column that ``docs`` lacks and for a matrix of weights.
        """
        from scipy.sparse import csr_array

        codes, docs = self.groups(by)
        size = len(docs)
        summing = csr_array(
            (np.ones(len(codes), dtype=np.int64), (codes, np.arange(len(codes)))), shape=(size, len(codes))
        )
        first = np.unique(codes, return_index=True)[1]
        others = [
            column for column in self.docs.columns if column not in (*docs.columns, "tokens", "documents")
        ]
        tokens = self.docs["tokens"].to_numpy()
        docs["tokens"] = np.bincount(codes, weights=tokens, minlength=size).astype(tokens.dtype)
        docs["documents"] = np.bincount(codes, minlength=size)
        for column in others:
            values = pd.factorize(self.docs[column], use_na_sentinel=False)[0]
            if (values == values[first][codes]).all():
                docs[column] = self.docs[column].iloc[first].reset_index(drop=True)
        return TermMatrix(csr_array(summing @ self.counts), self.terms, docs)

    def groups(self, by: str | Sequence[str]) -> tuple[NDArray[np.int64], pd.DataFrame]:
        """The group of each document, numbered in the order of their first documents.

        Parameters
        ----------
        by : str or sequence of str
            Columns of ``docs``; without any there is one group.

        Returns
        -------
        codes : numpy.ndarray of int, N
            The number of each document's group.
        groups : pandas.DataFrame
            These columns, one row a group.

        Raises
        ------
        InputError
            For a column that ``docs`` lacks and for a matrix of weights.
        """
        self._must_be_counts("group")
        by = [by] if isinstance(by, str) else list(by)
        self.must_have(by)
        if not by:
            return np.zeros(len(self.docs), dtype=np.int64), pd.DataFrame(index=range(1))
        codes = alike(self.docs[by])
        first = np.unique(codes, return_index=True)[1]
        return codes, self.docs[by].iloc[first].reset_index(drop=True)

    def weight(self, scheme: str = "tfidf") -> TermMatrix:
        """Weighted counts, in a new matrix.

        Parameters
        ----------
        scheme : {"relative", "log", "binary", "tfidf"}, default "tfidf"
            ``relative``: per 10,000 running words of the document. ``log``: 1 + ln(count). ``binary``: 1
            where the term stands. ``tfidf``: (1 + ln tf) · (ln((1 + N) / (1 + df)) + 1), each document scaled
            to length 1 (scikit-learn's ``TfidfTransformer`` with ``sublinear_tf``; N documents, df of them
            with the term).

        Returns
        -------
        TermMatrix
            N × M weights.

        Raises
        ------
        InputError
            For an unknown scheme and for a matrix that is weighted already.
        """

        self._must_be_counts("weight")
        counts = self.counts.astype(np.float64)
        if scheme == "relative":
            tokens = self.docs["tokens"].to_numpy(dtype=np.float64)
            counts.data *= np.repeat(1e4 / np.maximum(tokens, 1), np.diff(counts.indptr))
        elif scheme == "log":
            counts.data = 1 + np.log(counts.data)
        elif scheme == "binary":
            counts.data = np.ones_like(counts.data)
        elif scheme == "tfidf":
            counts = counts.sorted_indices()
            documents = np.repeat(np.arange(len(self.docs)), np.diff(counts.indptr))
            with np.errstate(divide="ignore"):
                rarity = np.log((1 + len(self.docs)) / (1 + self.document_counts)) + 1
                counts.data = (1 + np.log(counts.data)) * rarity[counts.indices]
            length = np.sqrt(np.bincount(documents, weights=counts.data**2, minlength=len(self.docs)))
            counts.data /= length[documents]
        else:
            raise unknown("weighting", scheme, WEIGHTS)
        return replace(self, counts=counts, weighting=scheme)

    def to_frame(self) -> pd.DataFrame:
        """The matrix as a dense table, documents × terms (for small ones)."""
        return pd.DataFrame(self.counts.toarray(), columns=list(self.terms))

    def _keep_mask(self, mask: NDArray[np.bool_]) -> TermMatrix:
        from scipy.sparse import csr_array

        cells = np.flatnonzero(mask[self.counts.indices])
        indices = (np.cumsum(mask) - 1).astype(self.counts.indices.dtype)[self.counts.indices[cells]]
        starts = np.searchsorted(cells, self.counts.indptr).astype(self.counts.indptr.dtype)
        terms = tuple(compress(self.terms, mask.tolist()))
        return replace(
            self,
            counts=csr_array((self.counts.data[cells], indices, starts), shape=(len(self.docs), len(terms))),
            terms=terms,
        )

    def must_have(self, columns: Iterable[str]) -> None:
        """Raises ``InputError`` for a column that ``docs`` lacks."""
        for column in columns:
            if column not in self.docs.columns:
                raise unknown("column", column, self.docs.columns, where="in the documents", most=12)

    def _must_be_counts(self, verb: str) -> None:
        if self.weighting != "count":
            raise InputError(
                f"{verb} needs counts, and this matrix holds {self.weighting} weights; "
                f"{verb} first, weight afterwards"
            )


def term_matrix(tokens: Tokens, unit: str = "report") -> TermMatrix:
    """The term matrix of a token stream.

    Parameters
    ----------
    tokens : Tokens
        What ``tokenise_corpus`` returns.
    unit : {"report", "paragraph", "sentence"}, default "report"
        What a document is.

    Returns
    -------
    TermMatrix
        ``docs`` has ``report_id`` (and ``paragraph``, ``sentence``), the report's ``level, region,
        region_code, year, kind``, for paragraphs and sentences also ``part`` (and for paragraphs
        ``heading_level, chapter, section``), and ``tokens``, all running words. Documents keep the corpus's
        order; a report without a sentence has a row of zeros.

    Raises
    ------
    InputError
        For something that is no token stream, and an unknown unit.

    Examples
    --------
    >>> from analysis.text.tokens import TokenOptions, tokenise_corpus
    >>> tokens = tokenise_corpus("稳就业。稳外贸。", TokenOptions(engine="rjieba", lexicon=("就业", "外贸")))
    >>> term_matrix(tokens, "sentence").counts.toarray().tolist()
    [[0, 1], [1, 0]]
    """
    from scipy.sparse import csr_array

    if not isinstance(tokens, Tokens):
        raise InputError(
            f"term_matrix counts a token stream, not a {type(tokens).__name__}; give tokenise_corpus(corpus)"
        )
    if unit not in UNITS:
        raise unknown("unit", unit, UNITS, where="of a term matrix")
    docs = _documents(tokens, unit)
    keys = UNITS[unit]
    known = alike(pd.concat([docs[keys], tokens.sentences[keys]], ignore_index=True))
    row_of_sentence = pd.Index(known[: len(docs)]).get_indexer(pd.Index(known[len(docs) :]))
    kept_columns = np.flatnonzero(tokens.kept)
    column_of_code = np.full(len(tokens.vocabulary), -1, dtype=np.int64)
    column_of_code[kept_columns] = np.arange(len(kept_columns))
    lengths = np.diff(tokens.starts)
    blocks = [
        _counted(
            column_of_code[tokens.codes[tokens.starts[a] : tokens.starts[b]]],
            np.repeat(row_of_sentence[a:b], lengths[a:b]),
            len(kept_columns),
        )
        for a, b in _blocks(row_of_sentence, tokens.starts)
    ]
    none = _counted(*(np.zeros(0, dtype=np.int64),) * 2, 0)
    pair_rows, pair_columns, counts = (np.concatenate(columns) for columns in zip(none, *blocks, strict=True))
    pointers = np.concatenate(([0], np.cumsum(np.bincount(pair_rows, minlength=len(docs))))).astype(np.int32)
    matrix = csr_array((counts, pair_columns, pointers), shape=(len(docs), len(kept_columns)))
    docs["tokens"] = np.bincount(row_of_sentence, weights=lengths, minlength=len(docs)).astype(np.int64)
    return TermMatrix(matrix, tuple(compress(tokens.vocabulary, tokens.kept.tolist())), docs)


def _blocks(rows: NDArray[np.int64], starts: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Runs of sentences of some ``_BLOCK`` words that together hold whole documents: sorting the words of all
    reports at once takes longer, and gigabytes.
    """
    if not len(rows):
        return []
    if (np.diff(rows) < 0).any():  # documents whose sentences don't follow one another
        return [(0, len(rows))]
    firsts = np.concatenate(([0], np.flatnonzero(np.diff(rows)) + 1))  # of each document
    cuts = firsts[np.concatenate(([True], np.diff(starts[firsts] // _BLOCK) > 0))]
    return list(zip(cuts.tolist(), [*cuts[1:].tolist(), len(rows)], strict=True))


def _counted(
    columns: NDArray[np.int64], rows: NDArray[np.int64], width: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """The cells that these words fall into (−1 is none), by row and column, and how many fall into each."""
    is_term = columns >= 0
    # One sort over (row, column) pairs gives the sparse matrix with sorted columns and sums at once.
    pairs, counts = np.unique(rows[is_term] * np.int64(width) + columns[is_term], return_counts=True)
    rows, columns = np.divmod(pairs, max(1, width))
    return rows.astype(np.int32), columns.astype(np.int32), counts.astype(np.int64)


def _documents(tokens: Tokens, unit: str) -> pd.DataFrame:
    about = [
        column
        for column in ("report_id", "level", "region", "region_code", "year", "kind")
        if column in tokens.reports.columns
    ]
    reports = tokens.reports[about]
    if unit == "report":
        return reports.reset_index(drop=True)
    if unit == "paragraph":
        places = tokens.paragraphs.rename(columns={"level": "heading_level"})
        places = places[
            [
                column
                for column in ("report_id", "paragraph", "part", "heading_level", "chapter", "section")
                if column in places.columns
            ]
        ]
    else:
        places = tokens.sentences[["report_id", "paragraph", "sentence", "part"]]
    described = reports.set_index("report_id").reindex(places["report_id"]).reset_index(drop=True)
    return pd.concat([places.reset_index(drop=True), described], axis=1)
