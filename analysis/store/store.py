"""The entries of a corpus's reports: which there are, which must be made, and what they hold for the steps
that follow.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.raw import RawSource
from analysis.resources import LEXICON, PACKAGE
from analysis.reuse.fingerprints import Fingerprint
from analysis.store.cache import Cache, code_stamp, content_key
from analysis.store.packing import Packed, join_tables, unpack
from analysis.store.reports import LISTINGS, Entries, Kept, join_counts, join_words
from analysis.tables import column_types
from analysis.text.tokens import TokenOptions, tokeniser
from analysis.themes.codebook import load_themes

if TYPE_CHECKING:
    from analysis.corpus.types import Report
    from analysis.text.tokens import Tokens
    from analysis.themes.counts import ThemeCounts

ENTRIES = ("data", "listed", "prints", "rows")
# What draws, speaks to users or takes files in has no part in an entry.
_NO_PART = {"cli", "drawing", "figures", "folders", "formats", "identity", "ingest"}


def stages_stamp() -> str:
    """A digest of the code and word lists that entries depend on."""
    places = [
        place
        for place in sorted(PACKAGE.iterdir())
        if place.name not in _NO_PART and not place.name.startswith("_")
    ]
    return content_key([code_stamp(*places, LEXICON), *library_versions()])


# The libraries that entries depend on: with another version of one they are made again.
LIBRARIES = (
    "numpy", "scipy", "pandas", "pyarrow", "jieba", "rjieba", "scikit-learn", "networkx", "rapidfuzz",
    "ahocorasick-rs", "openpyxl", "xlsxwriter", "lxml",
)  # fmt: skip


@lru_cache(maxsize=1)
def library_versions() -> tuple[str, ...]:
    """The version of Python and of each library that entries depend on."""
    from importlib.metadata import version
    from platform import python_version

    return (python_version(), *(f"{name} {version(name)}" for name in LIBRARIES))


def report_keys(sources: Sequence[RawSource], options: TokenOptions) -> dict[str, str]:
    """What the entries of each report are kept under: a digest of its file, what the manifest and the
    corrections say, the settings and the code.
    """
    shared = [stages_stamp(), repr(options)]
    return {
        s.row.report_id: content_key([*shared, repr(s.row), s.sha256, repr(s.corrections)]) for s in sources
    }


@dataclass(frozen=True)
class Store:
    """The entries of some reports, in the order of the corpus: ``keys`` by report id, in ``cache``."""

    cache: Cache
    keys: Mapping[str, str]
    options: TokenOptions

    def missing(self, look_closely: bool = False) -> list[str]:
        """The reports whose entries must be made: those without rows, which are kept last; or those that lack
        any entry, when one was found to be gone.
        """
        kinds = ENTRIES if look_closely else ("rows",)
        return [
            name for name, key in self.keys.items() if not all(self.cache.has(kind, key) for kind in kinds)
        ]

    def keep(self, entries: Entries) -> None:
        """Keep what was made of a report; its rows come last: where they are, the report is whole."""
        for kind in ENTRIES:
            self.cache.write(kind, self.keys[entries.report_id], getattr(entries, kind))

    def only(self, report_ids: Iterable[str]) -> Store:
        """The store of some of the reports, in the order of the corpus."""
        wanted = set(report_ids)
        return Store(
            self.cache, {name: key for name, key in self.keys.items() if name in wanted}, self.options
        )

    def _read(self, kind: str, report_id: str) -> bytes:
        data = self.cache.read(kind, self.keys[report_id])
        if data is None:
            raise DamagedEntry(kind, self.keys[report_id])
        return data

    def rows(self, report_id: str) -> dict[str, Any]:
        """The entry *rows* of a report, unpacked."""
        return unpack(self._read("rows", report_id))

    @cached_property
    def kept(self) -> list[Kept]:
        """The entries *data* of all reports of this store: take a small one."""
        return [Kept(self._read("data", name)) for name in self.keys]

    def corpus(self) -> Corpus:
        """The reports themselves."""
        return Corpus(tuple(kept.report() for kept in self.kept))

    def tokens(self, report_ids: Container[str] | None = None) -> Tokens:
        """Their token stream, or that of some of the reports; entries that nothing else has asked for are
        read one at a time.
        """
        entries = (
            self.kept if "kept" in vars(self) else (Kept(self._read("data", name)) for name in self.keys)
        )
        return join_words(
            [one.spoken() for one in entries if report_ids is None or one.report_id in report_ids],
            tokeniser(self.options),
        )

    def counts(self, name: str, codes: tuple[str, ...] | None = None) -> ThemeCounts:
        """Their themes counted:

        ``sentences``, ``split``, ``tokens``, ``paragraphs`` (totals only), ``firm``.
        """
        names = codes or load_themes().codes
        return join_counts(self.kept, name, names)

    def listed(self, name: str) -> pd.DataFrame:
        """The table ``targets`` or ``tasks`` of all reports, or ``headline``: the targets of the main
        passages, a fifth of all.
        """
        entries = (Packed(self._read("listed", report_id)) for report_id in self.keys)
        types = column_types(LISTINGS[name])
        return join_tables((entry[name] for entry in entries if name in entry), types)

    def texts(self) -> list[Report]:
        """The reports with their texts and paragraphs only, read one at a time."""
        return [Kept(self._read("data", name)).text_only() for name in self.keys]

    def fingerprints(self) -> dict[str, Fingerprint]:
        """Their fingerprints, by id."""
        return {name: Fingerprint(**unpack(self._read("prints", name))) for name in self.keys}

    def said(self) -> dict[str, dict[str, Any]]:
        """What the manifest and the text say of each report (region, year, title …), by id; entries that
        nothing else has asked for are read one at a time.
        """
        entries = (
            self.kept if "kept" in vars(self) else (Kept(self._read("data", name)) for name in self.keys)
        )
        return {kept.report_id: kept.said for kept in entries}


class DamagedEntry(Exception):
    """An entry that was there is gone or damaged: another build cleared it, or a disk failed.

    It is to be dropped and made again.
    """

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(kind, key)
        self.kind, self.key = kind, key
