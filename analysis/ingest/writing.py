"""Reports into a corpus folder: their files, each whole, and the manifest last."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable
from pathlib import Path

from analysis.corpus.manifest import COLUMNS
from analysis.errors import InputError
from analysis.folders.locks import only_writer
from analysis.formulas import guarded
from analysis.ingest.addition import Addition, Entry, checksum
from analysis.ingest.leftovers import journal
from analysis.ingest.present import MANIFEST, check_corpus, renewed
from analysis.output import write_bytes

# The file as it came, where another stands in raw/; what each fact was told from.
ADDING = "adding to"  # what is told of whoever others wait for
EXTRA_COLUMNS = ("received", "original_sha256", "evidence")


def _row(entry: Entry, raw: bytes) -> dict[str, str]:
    draft, who = entry.draft, entry.who
    return {
        "report_id": entry.report_id, "level": who.level, "region": who.region, "region_code": who.code,
        "year": str(who.year), "kind": who.kind,
        "title": who.title, "date": who.date, "speaker": who.speaker, "source": entry.source,
        "article": draft.article,
        "original_name": draft.item.label if draft.article else draft.label, "sha256": checksum(raw),
        "known_gaps": draft.remark, "received": entry.received,
        "original_sha256": checksum(draft.item.data) if entry.received else "",
        "evidence": who.evidence,
    }  # fmt: skip


def _wanted_columns(header: list[str], rows: list[dict[str, str]]) -> list[str]:
    """The columns to add to a manifest: those that the new rows need; all to an empty one."""
    columns = [*COLUMNS, *EXTRA_COLUMNS]
    return [c for c in columns if c not in header and any(row[c] for row in rows)] if header else columns


def _manifest(before: bytes, rows: list[dict[str, str]]) -> bytes:
    """The manifest with rows added. What stood in it stays byte for byte, unless a column has to be added."""
    text = before.decode("utf-8-sig")
    newline = "\r\n" if "\r\n" in text else "\n"
    header, *old = list(csv.reader(io.StringIO(text, newline=""))) or [[]]
    plain = [h.strip() for h in header]
    wanted = _wanted_columns(plain, rows)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator=newline)
    if plain and not wanted:
        buffer.write(text if text.endswith("\n") else text + newline)
    else:
        writer.writerow([*header, *wanted])
        writer.writerows([*cells, *[""] * (len(header) - len(cells) + len(wanted))] for cells in old if cells)
    columns = [*plain, *wanted]
    writer.writerows([guarded(row.get(c, "")) for c in columns] for row in rows)
    mark = b"\xef\xbb\xbf" if not before or before.startswith(b"\xef\xbb\xbf") else b""
    return mark + buffer.getvalue().encode("utf-8")


def _contents(plan: Addition) -> tuple[dict[Path, bytes], list[dict[str, str]]]:
    """What will stand in each new file, and the new rows of the manifest.

    ``InputError`` when a file of another content stands in the way.
    """
    contents: dict[Path, bytes] = {}
    rows = []
    for entry in plan.entries:
        raw = entry.draft.item.data if entry.draft.kept else entry.draft.text.encode("utf-8")
        contents[plan.corpus / "raw" / entry.source] = raw
        if entry.received:
            contents[plan.corpus / "received" / entry.received] = entry.draft.item.data
        rows.append(_row(entry, raw))
    for path, data in contents.items():
        if path.exists() and (not path.is_file() or path.read_bytes() != data):
            raise InputError(
                f"{path} is in the way: it belongs to no report of the corpus and holds something else; "
                "move it away"
            )
    return contents, rows


def _undo(files: Iterable[Path], folders: Iterable[Path]) -> None:
    """Remove what was written, as far as that can be done."""
    for path in files:
        with contextlib.suppress(OSError):
            path.unlink()
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def write(plan: Addition, *, keep_going: bool = False) -> list[Path]:
    """Put the reports of a survey into the corpus: their files first, each whole, then the manifest.

    Whatever happens, a corpus to which nothing was added is as it was. While somebody else adds to it, this
    waits; reports that were added since the survey stay.

    Parameters
    ----------
    plan : Addition
        What ``survey`` returned.
    keep_going : bool, optional
        Whether reports are added although others can't be; by default it is all or none.

    Returns
    -------
    list of Path
        The new files, the manifest last.

    Raises
    ------
    InputError
        When the survey found problems, when a file of another content stands in the way, when one of the
        reports was added meanwhile, or when the folder can't be written.

    Examples
    --------
    >>> import tempfile
    >>> from analysis.ingest.survey import survey
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "四川2021.txt")
    ...     _ = file.write_text("四川省2021年政府工作报告\\n各位代表：今年要更好。", encoding="utf-8")
    ...     [path.name for path in write(survey([file], Path(folder, "corpus")))]
    ['sichuan-2021.txt', 'reports.csv']
    """
    if plan.problems and not (keep_going and plan.entries):
        raise InputError(plan.complaint())
    check_corpus(plan.corpus)
    try:
        with only_writer(plan.corpus, ADDING):
            return _written(plan)
    except OSError as error:
        raise InputError(
            f"{plan.corpus} can't be written ({error.strerror or error}), so nothing was added; the file was "
            f"{error.filename or plan.corpus}: check its permissions and the disk"
        ) from error


def _written(plan: Addition) -> list[Path]:
    folder = plan.corpus
    before = renewed(plan)
    contents, rows = _contents(plan)
    manifest = folder / MANIFEST
    new = {path: data for path, data in contents.items() if not path.exists()}
    folders = [place for place in (folder / "raw", folder / "received") if not place.exists()]
    made: list[Path] = []
    sums = {path.relative_to(folder).as_posix(): checksum(data) for path, data in new.items()}
    with journal(folder, sums):
        try:
            for path, data in new.items():
                made.append(path)
                write_bytes(path, data)
            write_bytes(manifest, _manifest(before, rows))
        except BaseException:
            _undo(made, folders)
            raise
    return [*made, manifest]
