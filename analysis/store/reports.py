"""What is kept of one report between builds: its text and spans, its words, its themes counted, and its rows
of the tables.

Several entries a report, since few steps need all of them: *rows* (of the tables, ready to be joined, and
files), *data* (text, spans, words, counts, for the steps that put reports beside one another), *listed*
(targets and tasks, which are compared over all reports), *prints* (the report's fingerprint, for finding
wording in common).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.cleaning.edits import Step
from analysis.corpus.types import PARTS, AttributionSpan, Heading, Paragraph, Report, Sentence
from analysis.store.packing import Packed, pack
from analysis.text.tokens import CutWords, Tokeniser, Tokens
from analysis.themes.counts import ThemeCounts

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SAID = (
    "report_id",
    "level",
    "region",
    "region_code",
    "year",
    "kind",
    "title",
    "date",
    "speaker",
    "source",
    "sha256",
    "text",
    "notes",
)
_ABOUT = ("report_id", "level", "region", "region_code", "year", "kind")
_SHARE = 10_000  # a confidence is kept as a whole number of so many parts
_PART = {part: number for number, part in enumerate(PARTS)}


# What is listed of a report, and the table whose columns it has: the headline targets are targets.
LISTINGS = {"targets": "targets", "headline": "targets", "tasks": "tasks"}


class Entries(NamedTuple):
    """What is kept of one report, as bytes."""

    report_id: str
    rows: bytes
    data: bytes
    listed: bytes
    prints: bytes


class Words(NamedTuple):
    """The words of one report:

    ``codes`` into ``vocabulary`` (in order of appearance), ``lengths`` in words of each sentence.
    """

    codes: NDArray[np.integer[Any]]
    lengths: NDArray[np.int32]
    vocabulary: tuple[str, ...]


def words_of(cut: CutWords, first: int, last: int) -> Words:
    """The words of some of the sentences that were cut: those of one report.

    Parameters
    ----------
    cut : CutWords
        The words of the sentences of several reports.
    first, last : int
        The report's first sentence, and the one behind its last.

    Returns
    -------
    Words

    Examples
    --------
    >>> codes, lengths = np.array([7, 3, 3, 9], dtype=np.int32), np.array([1, 0, 3])
    >>> words_of(CutWords(codes, lengths, tuple("abcdefghij")), 1, 3)
    Words(codes=array([0, 0, 1], dtype=uint16), lengths=array([0, 3], dtype=int32), vocabulary=('d', 'j'))
    """
    start, end = int(cut.lengths[:first].sum()), int(cut.lengths[:last].sum())
    codes = cut.codes[start:end]
    # The place where each word of the vocabulary occurs first: of several assignments the last one holds.
    place = np.full(len(cut.vocabulary), -1, dtype=np.int32)
    place[codes[::-1]] = np.arange(len(codes) - 1, -1, -1, dtype=np.int32)
    own = np.flatnonzero(place >= 0)
    own = own[np.argsort(place[own], kind="stable")]
    place[own] = np.arange(len(own), dtype=np.int32)
    renumbered = place[codes]
    small: NDArray[np.integer[Any]] = renumbered.astype(np.uint16) if len(own) < 65_536 else renumbered
    return Words(
        small, cut.lengths[first:last].astype(np.int32), tuple(map(cut.vocabulary.__getitem__, own.tolist()))
    )


def _columns(
    spans: Sequence[tuple[Any, ...]], kind: type[Heading | Paragraph | Sentence | AttributionSpan]
) -> NDArray[np.int32]:
    """Spans as whole numbers, a field a row (each field is read at once); a part is its number."""
    fields = dict(zip(kind._fields, list(zip(*spans, strict=True)) or [()] * len(kind._fields), strict=True))
    if "part" in fields:
        fields["part"] = tuple(map(_PART.__getitem__, fields["part"]))
    if "confidence" in fields:
        fields["confidence"] = tuple(round(_SHARE * value) for value in fields["confidence"])
    return np.array(list(fields.values()), dtype=np.int32)


def pack_data(report: Report, words: Words, counts: dict[str, ThemeCounts]) -> bytes:
    """The entry *data* of a report.

    Parameters
    ----------
    report : Report
        Whole.
    words : Words
        Its words (``words_of``).
    counts : dict of str to ThemeCounts
        Its themes counted, of this report alone, by the names that ``join_counts`` takes.

    Returns
    -------
    bytes
        For ``Kept``.
    """
    values: dict[str, Any] = {
        "said": {name: getattr(report, name) for name in _SAID},
        "cleaning": [list(step) for step in report.cleaning],
        "headings": _columns(report.headings, Heading),
        "paragraphs": _columns(report.paragraphs, Paragraph),
        "sentences": _columns(report.sentences, Sentence),
        "attributions": _columns(report.attributions, AttributionSpan),
        "codes": words.codes,
        "lengths": words.lengths,
        "vocabulary": "\n".join(words.vocabulary),
    }
    for name, own in counts.items():
        whole = (
            bool((own.numerator == np.floor(own.numerator)).all()) and own.numerator.max(initial=0) < 65_536
        )
        values[f"{name}.parts"] = own.strata["part"].tolist()
        values[f"{name}.source"] = own.source.astype(np.int16)
        values[f"{name}.numerator"] = own.numerator.astype(np.uint16) if whole else own.numerator
        values[f"{name}.denominator"] = own.denominator
    return pack(values)


class Spoken(NamedTuple):
    """The words of one report: what stands in a table of reports, its different words (one a line, in order
    of appearance), its words as codes into them, the length of each sentence in words, and its sentences and
    paragraphs as columns of whole numbers.
    """

    report_id: str
    about: list[Any]
    vocabulary: str
    codes: NDArray[np.integer[Any]]
    lengths: NDArray[np.int32]
    sentences: NDArray[np.int32]
    paragraphs: NDArray[np.int32]


class Kept:
    """The entry *data* of one report, read when asked for."""

    def __init__(self, data: bytes) -> None:
        self._values = Packed(data)
        self.said: dict[str, Any] = self._values["said"]
        self.report_id: str = self.said["report_id"]

    def report(self) -> Report:
        """The report itself."""
        headings = [
            Heading(a, b, level, p, bool(inline))
            for a, b, level, p, inline in self._values["headings"].T.tolist()
        ]
        sentences = [Sentence(a, b, PARTS[part], p) for a, b, part, p in self._values["sentences"].T.tolist()]
        steps = tuple(Step(*step) for step in self._values["cleaning"])
        return Report(
            **self.said,
            headings=tuple(headings),
            paragraphs=self._paragraphs(),
            sentences=tuple(sentences),
            cleaning=steps,
            attributions=self._attributions(),
        )

    def _attributions(self) -> tuple[AttributionSpan, ...]:
        return tuple(AttributionSpan(*span) for span in self._values["attributions"].T.tolist())

    def _paragraphs(self) -> tuple[Paragraph, ...]:
        start, end, part, *rest, sure = self._values["paragraphs"].tolist()
        confidence = (value / _SHARE for value in sure)
        return tuple(map(Paragraph, start, end, map(PARTS.__getitem__, part), *rest, confidence))

    def text_only(self) -> Report:
        """The report with its text, paragraphs and attributions, without sentences, headings and what
        cleaning did: thousands of them stay small.
        """
        return Report(
            **self.said,
            headings=(),
            paragraphs=self._paragraphs(),
            sentences=(),
            attributions=self._attributions(),
        )

    def spoken(self) -> Spoken:
        """What its token stream is made of."""
        codes, lengths, sentences, paragraphs = (
            np.array(self._values[name]) for name in ("codes", "lengths", "sentences", "paragraphs")
        )
        return Spoken(
            self.report_id,
            [self.said[name] for name in _ABOUT],
            str(self._values["vocabulary"]),
            codes,
            lengths,
            sentences,
            paragraphs,
        )

    def counted(
        self, name: str
    ) -> tuple[list[str], NDArray[np.int16], NDArray[np.number[Any]], NDArray[np.float64]]:
        """Its themes counted, under one of the names they were kept by: the parts, the part of each
        paragraph, numerators and denominators.
        """
        parts, *counts = (
            self._values[f"{name}.{field}"] for field in ("parts", "source", "numerator", "denominator")
        )
        return (parts, *counts)


def join_counts(kept: Sequence[Kept], name: str, codes: tuple[str, ...]) -> ThemeCounts:
    """The themes of several reports counted, under one of the names they were kept by.

    Parameters
    ----------
    kept : sequence of Kept
        The entries *data* of the reports, one at the least.
    name : str
        ``sentences``, ``split``, ``tokens``, ``paragraphs`` or ``firm``.
    codes : tuple of str
        What the columns of the counts are called: the themes, or for ``firm`` what ``firm_codes`` gives.

    Returns
    -------
    ThemeCounts
        A row of ``strata`` for each report and part, in the order of the reports.
    """
    parts, source, numerator, denominator = zip(*(one.counted(name) for one in kept), strict=True)
    sizes = [len(own) for own in parts]
    firsts = np.cumsum([0, *sizes[:-1]])
    columns = {
        key: [value for one, size in zip(kept, sizes, strict=True) for value in [one.said[key]] * size]
        for key in _ABOUT
    }
    strata = pd.DataFrame(columns | {"part": list(chain.from_iterable(parts))})
    sources = tuple(
        f"{report_id}/{part}" for report_id, part in zip(columns["report_id"], strata["part"], strict=True)
    )
    return ThemeCounts(
        strata,
        codes,
        sources,
        np.arange(len(sources)),
        np.concatenate([own.astype(np.int64) + first for own, first in zip(source, firsts, strict=True)]),
        np.concatenate(numerator).astype(np.float64, copy=False),
        np.concatenate(denominator),
    )


def join_words(spoken: Sequence[Spoken], cutter: Tokeniser) -> Tokens:
    """The token stream of several reports; the vocabulary is sorted and holds every term of the lexicon, as
    that of ``tokenise_corpus``.
    """
    numbers, words = _numbered([one.vocabulary for one in spoken])
    vocabulary = tuple(sorted({*cutter.terms, *words}))
    index = {word: code for code, word in enumerate(vocabulary)}
    place = np.fromiter(map(index.__getitem__, words), np.int32, len(words))
    lengths = np.concatenate([np.zeros(1, dtype=np.int64), *(one.lengths for one in spoken)])
    return Tokens(
        codes=np.concatenate(
            [
                np.zeros(0, dtype=np.int32),
                *(place[own][one.codes] for own, one in zip(numbers, spoken, strict=True)),
            ]
        ),
        starts=np.cumsum(lengths, dtype=np.int64),
        vocabulary=vocabulary,
        kept=np.fromiter(map(cutter.keeps, vocabulary), dtype=np.bool_, count=len(vocabulary)),
        sentences=_sentence_frame(spoken),
        paragraphs=_paragraph_frame(spoken),
        reports=pd.DataFrame([one.about for one in spoken], columns=list(_ABOUT)),
        options=cutter.options,
    )


def _numbered(vocabularies: Sequence[str]) -> tuple[list[NDArray[np.int32]], list[str]]:
    """The number of each word of each vocabulary (one word a line), and the words by number. Arrow cuts and
    numbers them, so that no text is made of a word each time that it stands in a vocabulary.

    >>> numbers, words = _numbered(["创新\\n发展", "", "发展"])
    >>> [own.tolist() for own in numbers], words
    ([[0, 1], [], [1]], ['创新', '发展'])
    """
    import pyarrow
    from pyarrow import compute

    full = pyarrow.array([text for text in vocabularies if text], pyarrow.string())
    encoded = compute.split_pattern(full, "\n").flatten().dictionary_encode()
    ends = np.cumsum([text.count("\n") + 1 if text else 0 for text in vocabularies])
    return np.split(encoded.indices.to_numpy(), ends[:-1]), encoded.dictionary.to_pylist()


def _ids(spoken: Sequence[Spoken], sizes: Sequence[int]) -> pd.Series[str]:
    """The id of the report of each row; a categorical's worth of work, a plain column of text."""
    names = np.array([one.report_id for one in spoken], dtype=object)
    return pd.Series(np.repeat(names, sizes), dtype="str")


def _sentence_frame(spoken: Sequence[Spoken]) -> pd.DataFrame:
    spans = [one.sentences for one in spoken]
    sizes = [own.shape[1] for own in spans]
    table = {"report_id": _ids(spoken, sizes)}
    joined = np.concatenate([np.zeros((4, 0), dtype=np.int32), *spans], axis=1)
    number = np.concatenate([np.zeros(0, dtype=np.int64), *(np.arange(size) for size in sizes)])
    parts = pd.Series(np.array(PARTS, dtype=object)[joined[2]], dtype="str")
    return pd.DataFrame(table | {"paragraph": joined[3].astype(np.int64), "sentence": number, "part": parts})


def _paragraph_frame(spoken: Sequence[Spoken]) -> pd.DataFrame:
    spans = [one.paragraphs for one in spoken]
    sizes = [own.shape[1] for own in spans]
    joined = np.concatenate([np.zeros((len(Paragraph._fields), 0), dtype=np.int32), *spans], axis=1).astype(
        np.int64
    )
    number = np.concatenate([np.zeros(0, dtype=np.int64), *(np.arange(size) for size in sizes)])
    parts = pd.Series(np.array(PARTS, dtype=object)[joined[2]], dtype="str")
    columns = {
        "report_id": _ids(spoken, sizes),
        "paragraph": number,
        "start": joined[0],
        "end": joined[1],
        "part": parts,
        "level": joined[3],
    }
    return pd.DataFrame(columns)
