"""What a corpus has already, so that nothing is added twice."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from analysis.corpus.manifest import ManifestRow, parse_manifest
from analysis.errors import InputError
from analysis.folders.mark import is_marked
from analysis.formats.convert import Draft
from analysis.formats.received import Received
from analysis.formulas import unguarded
from analysis.identity.identity import Identity
from analysis.ingest.addition import Addition, checksum

MANIFEST = "reports.csv"


def check_corpus(corpus: Path) -> None:
    """``InputError`` for what can't be a corpus: a file, or a folder that a build or a check wrote."""
    if corpus.exists() and not corpus.is_dir():
        raise InputError(f"{corpus} is a file; give a folder with --corpus")
    if not (corpus / MANIFEST).exists() and is_marked(corpus):
        raise InputError(f"{corpus} is a folder of results, and no corpus; give --corpus another folder")


def read_present(corpus: Path) -> tuple[bytes, list[ManifestRow], list[Mapping[str, str]]]:
    """The manifest as bytes, as rows, and with the columns that only ``add`` writes, read once: somebody may
    be adding to it.
    """
    check_corpus(corpus)
    path = corpus / MANIFEST
    if not path.exists():
        return b"", [], []
    data = path.read_bytes()
    rows = parse_manifest(data, path.name)
    return data, rows, list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


class Present:
    """What the corpus and the reports before this one have already: reports by region, year and kind; files
    and texts by checksum.
    """

    def __init__(self, rows: list[ManifestRow], cells: list[Mapping[str, str]]) -> None:
        self.reports = {_key(r.region, r.region_code, r.year, r.kind): r.report_id for r in rows}
        self.reports |= {_key(r.region, "", r.year, r.kind): r.report_id for r in rows if not r.region_code}
        self.ids = {r.report_id.lower() for r in rows}
        self.sources = {r.source.lower() for r in rows if not r.article}
        self.files: dict[str, str] = {}
        for row, extra in zip(rows, cells, strict=True):
            for sha in (row.sha256, (extra.get("original_sha256") or "").strip().lower()):
                if sha and not row.article:
                    self.files.setdefault(sha, row.report_id)
        self.new: dict[str, str] = {}  # keys of this addition, by label
        self.texts: dict[str, str] = {}

    def refuse_file(self, item: Received) -> None:
        """``InputError`` when the corpus has the very file."""
        sha = checksum(item.data)
        if sha in self.files:
            raise InputError(f"{item.label} is in the corpus already, as {self.files[sha]}; leave it out")

    def enter(self, draft: Draft, who: Identity, fingerprint: str) -> None:
        """Take note of a report;

        ``InputError`` when there is one of the same region, year and kind, or with the same words.
        """
        for key in (_key(who.region, who.code, who.year, who.kind), _key(who.region, "", who.year, who.kind)):
            if key in self.reports:
                raise InputError(
                    f"{draft.label} is the {_what(who)}, which the corpus has already as "
                    f"{self.reports[key]}; leave it out, or remove that row and its file"
                )
        if fingerprint in self.texts:
            raise InputError(
                f"{draft.label} has the same words as {self.texts[fingerprint]}; leave one of them out"
            )
        key = _key(who.region, who.code, who.year, who.kind)
        if key in self.new:
            raise InputError(
                f"{draft.label} and {self.new[key]} are both the {_what(who)}; leave one of them out, or "
                "say of which year or region it is"
            )
        self.new[key] = draft.label
        self.texts[fingerprint] = draft.label


def renewed(plan: Addition) -> bytes:
    """The manifest as it stands, to which a survey's reports can still be added though others were meanwhile.

    Raises ``InputError`` where one of them is there now, or its name is taken.
    """
    manifest, rows, cells = read_present(plan.corpus)
    if manifest == plan.manifest:
        return manifest
    present = Present(rows, cells)
    for number, entry in enumerate(plan.entries):
        present.refuse_file(entry.draft.item)
        present.enter(entry.draft, entry.who, str(number))
        if entry.report_id.lower() in present.ids or entry.source.lower() in present.sources:
            raise InputError(
                f"{plan.corpus / MANIFEST} was changed meanwhile by somebody else, who took the name "
                f"{entry.report_id}; run the command again"
            )
    return manifest


def named_files(rows: Iterable[ManifestRow], cells: Iterable[Mapping[str, str]]) -> set[str]:
    """The files of a corpus that its manifest names, as ``raw/NAME`` and ``received/NAME``."""
    return {f"raw/{row.source}" for row in rows} | {
        f"received/{name}" for extra in cells if (name := unguarded((extra.get("received") or "").strip()))
    }


def _key(region: str, code: str, year: int, kind: str) -> str:
    return f"{code or region}|{year}|{kind}"


def _what(who: Identity) -> str:
    return (
        f"{'task division' if who.kind == 'task_division' else 'work report'} of {who.region} for {who.year}"
    )
