"""Reports into a corpus folder: all are read and judged first, then written whole, the manifest last."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analysis.cleaning.pipeline import clean_report
from analysis.corpus.manifest import (
    COLUMNS,
    FIRST_YEAR,
    KINDS,
    LAST_YEAR,
    LEVELS,
    ManifestRow,
    check_year,
    read_manifest,
)
from analysis.errors import InputError, unknown
from analysis.formats.convert import Draft, drafts_of
from analysis.formats.received import Received, receive
from analysis.ingest.identity import NOBODY, Identity, NoReportError, Told, contradiction, identify
from analysis.ingest.kind import SHORT
from analysis.ingest.regions import gazetteer
from analysis.output import write_bytes

if TYPE_CHECKING:
    import pandas as pd

EXTRA_COLUMNS = ("received", "original_sha256")  # the file as it came, where another stands in raw/
_NO_CELL = ("nan", "none", "null", "无", "-", "—", "/", "全省", "省级", "省本级", "本级", "全市")
_LEVEL_WORDS = {
    "国家": "national", "中央": "national", "省": "province", "省级": "province", "市": "city",
    "地级": "city", "地级市": "city",
    "县": "county", "县级": "county", "区县": "county",
}  # fmt: skip


class Entry(NamedTuple):
    """A report that can be added: whose it is, its id, and the files that will hold it."""

    draft: Draft
    who: Identity
    report_id: str
    source: str  # in raw/
    received: str  # in received/; "" when raw/ has the file itself
    characters: int
    contradiction: str = ""  # what the text says otherwise than the user told

    @property
    def remark(self) -> str:
        """What the user should look at."""
        return "; ".join(
            filter(
                None,
                [
                    self.contradiction,
                    self.who.remark,
                    self.draft.remark,
                    "only an extract?" if self.characters < SHORT else "",
                ],
            )
        )


@dataclass
class Addition:
    """What ``add`` would do:

    ``entries``, the ``problems`` that forbid it (file, sentence), and what the user should know.
    """

    corpus: Path
    entries: list[Entry] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    manifest: bytes = b""  # as it stood when all this was worked out

    def table(self) -> pd.DataFrame:
        """One row a report or problem: file, region, level, year, kind, date, speaker, characters, remark."""
        import pandas as pd

        rows: list[tuple[object, ...]] = [
            (
                e.draft.label,
                e.who.region,
                e.who.level,
                e.who.year,
                e.who.kind,
                e.who.date,
                e.who.speaker,
                e.characters,
                e.remark,
            )
            for e in self.entries
        ]
        rows += [
            (label, None, None, None, None, None, None, None, f"PROBLEM: {text}")
            for label, text in self.problems
        ]
        return pd.DataFrame(
            rows,
            columns=["file", "region", "level", "year", "kind", "date", "speaker", "characters", "remark"],
        )

    def complaint(self) -> str:
        """One sentence about what forbids the addition; "" when nothing does."""
        if not self.problems:
            return ""
        if len(self.problems) == 1:
            return self.problems[0][1]
        rest = len(self.problems) - 3
        more = f"; and {rest} more (--dry-run lists them)" if rest > 0 else ""
        return (
            f"{len(self.problems)} reports can't be added, so none was: "
            + "; ".join(text for _, text in self.problems[:3])
            + more
        )


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _region_cells(cells: Mapping[str, str]) -> str:
    """The names of a row from the province down, or else its code.

    The same name twice is a city within its province (吉林, 吉林), or a city that is a province.
    """
    names = [re.sub(r"\s", "", cells.get(c, "")) for c in ("province", "city", "county", "region")]
    named = "".join(name for name in names if name.lower() not in _NO_CELL)
    return named or re.sub(r"\.0$", "", cells.get("code", ""))


def _year_cell(cell: str) -> int | None:
    """The year of a cell (2021, 2021.0, 2021年度); ``None`` for an empty one."""
    if not cell:
        return None
    match = re.fullmatch(r"((?:19|20)\d\d)(?:\.0+)?年?(?:度)?", cell)
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise InputError(f"has the year {cell[:20]!r}; write it as 2025 ({FIRST_YEAR} to {LAST_YEAR})")
    return int(match[1])


def _kind_cell(cells: Mapping[str, str], text: str) -> str:
    """The kind of a row: its cell, or what its title and the first words of its text say."""
    if cells.get("kind") in KINDS:
        return cells["kind"]
    says_so = re.search("分工|分解", cells.get("title", "") + text[:60])
    return "task_division" if says_so else "work_report"


def _told_of(draft: Draft, told: Told) -> Told:
    """What the command line says, and else the cells of a table's row."""
    cells = draft.cells
    if cells is None:
        return told
    return Told(
        told.region or _region_cells(cells),
        told.year if told.year is not None else _year_cell(cells.get("year", "")),
        told.level or _LEVEL_WORDS.get(cells.get("level", ""), ""),
        told.kind or _kind_cell(cells, draft.text),
    )


def _existing(corpus: Path) -> tuple[bytes, list[ManifestRow], list[Mapping[str, str]]]:
    """The manifest as bytes, as rows, and with the columns that only this module writes."""
    path = corpus / "reports.csv"
    if corpus.exists() and not corpus.is_dir():
        raise InputError(f"{corpus} is a file; give a folder with --corpus")
    if not path.exists():
        return b"", [], []
    rows = read_manifest(path)
    data = path.read_bytes()
    return data, rows, list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


class _Ledger:
    """What the corpus and the reports before this one have already: reports by region, year and kind; files
    and texts by checksum.
    """

    def __init__(self, rows: list[ManifestRow], cells: list[Mapping[str, str]]) -> None:
        self.reports = {_key(r.region, r.region_code, r.year, r.kind): r.report_id for r in rows}
        self.reports |= {_key(r.region, "", r.year, r.kind): r.report_id for r in rows if not r.region_code}
        self.ids = {r.report_id.lower() for r in rows}
        self.files: dict[str, str] = {}
        for row, extra in zip(rows, cells, strict=True):
            for sha in (row.sha256, (extra.get("original_sha256") or "").strip().lower()):
                if sha and not row.article:
                    self.files.setdefault(sha, row.report_id)
        self.new: dict[str, str] = {}  # keys of this addition, by label
        self.texts: dict[str, str] = {}

    def refuse_file(self, item: Received) -> None:
        """``InputError`` when the corpus has the very file."""
        sha = _sha(item.data)
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


def _key(region: str, code: str, year: int, kind: str) -> str:
    return f"{code or region}|{year}|{kind}"


def _what(who: Identity) -> str:
    return (
        f"{'task division' if who.kind == 'task_division' else 'work report'} of {who.region} for {who.year}"
    )


def _fingerprint(text: str) -> str:
    return _sha(re.sub(r"\W", "", text).encode("utf-8", "surrogatepass"))


def _plain_name(name: str) -> str:
    return re.sub(r'[\x00-\x1f/\\:*?"<>|]', "_", name).lstrip(".") or "file"


class _Judged(NamedTuple):
    """A draft whose report is known."""

    draft: Draft
    who: Identity
    text: str  # clean
    contradiction: str


def _identify(draft: Draft, told: Told) -> _Judged:
    text = clean_report(draft.text).text
    if not text.strip():
        raise InputError("holds no text")
    name = f"{draft.article} {draft.item.name}" if draft.article else draft.item.name
    # In a file of many, the file's name speaks of all of them: only the report's own lines say whose it is.
    many = draft.label != draft.item.label
    told = _told_of(draft, told)
    who = identify(text, draft.article or ("" if many else name), draft.item.folders, told, draft.cells)
    return _Judged(draft, who, text, contradiction(text, who, told))


def _check_told(told: Told) -> None:
    """``InputError`` for what no report can be: an unknown level or kind, a year outside 1949–2100, a name
    that no region has.
    """
    for what, value, known in (("level", told.level, LEVELS), ("kind", told.kind, KINDS)):
        if value and value not in known:
            raise unknown(what, value, known)
    if told.year is not None:
        check_year(told.year)
    if told.region and not told.level:  # with its level a name that is no longer in use will do
        try:
            gazetteer().named(told.region)
        except InputError:
            if not gazetteer().places(
                told.region, loose=True
            ):  # else it is one of several, and the text may tell which
                raise


def survey(
    paths: Iterable[str | Path],
    corpus: Path,
    told: Told = NOBODY,
    tick: Callable[[str], None] = lambda _: None,
) -> Addition:
    """Read every file and say what adding it would do; nothing is written.

    A file that can't be added becomes a problem, and the others are looked at all the same.

    Parameters
    ----------
    paths : iterable of str or Path
        Files, folders, archives and patterns.
    corpus : Path
        The folder of the corpus; it needn't exist.
    told : Told, optional
        What the user said of all of them; by default nothing.
    tick : callable, optional
        Hears the name of each file.

    Returns
    -------
    Addition
        What can be added, what forbids it, and what the user should know.

    Raises
    ------
    InputError
        When a path leads nowhere, the corpus's own manifest is broken, or what was told can't be (a region
        that there isn't, a year outside 1949–2100).

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "四川2021.txt")
    ...     _ = file.write_text("政府工作报告\\n各位代表：今年要更好。", encoding="utf-8")
    ...     survey([file], Path(folder, "corpus")).entries[0].report_id
    'sichuan-2021'
    """
    _check_told(told)
    manifest, rows, cells = _existing(corpus)
    plan = Addition(corpus, manifest=manifest)
    ledger = _Ledger(rows, cells)
    drafts: list[_Judged] = []
    items = receive(paths, plan.passed_over)
    while True:
        try:
            item = next(items, None)
        except InputError as error:
            plan.problems.append((str(error).split(":")[0], str(error)))
            break
        if item is None:
            break
        tick(item.label)
        try:
            ledger.refuse_file(item)
            found = drafts_of(item, plan.said)
        except InputError as error:
            plan.problems.append((item.label, str(error)))
            continue
        for draft in found:
            try:
                judged = _identify(draft, told)
            except InputError as error:
                if isinstance(error, NoReportError) and not item.named and len(draft.text) < SHORT:
                    plan.passed_over.append(item.name)  # a README, a list of links
                else:
                    plan.problems.append((draft.label, f"{draft.label} {error}"))
                continue
            try:
                ledger.enter(draft, judged.who, _fingerprint(judged.text))
            except InputError as error:
                plan.problems.append((draft.label, str(error)))
                continue
            drafts.append(judged)
    if not drafts and not plan.problems:
        raise InputError(
            "there are no reports among these files; give files of the kinds .txt, .docx, .pdf, .html, "
            ".csv, .xlsx, .dta or .zip"
        )
    _name_files(plan, drafts, ledger)
    return plan


def _name_files(plan: Addition, drafts: list[_Judged], ledger: _Ledger) -> None:
    shared = Counter(_sha(judged.draft.item.data) for judged in drafts)
    taken = set(ledger.ids)
    for draft, who, text, doubt in drafts:
        report_id = f"{who.stem}-{who.year}" + ("-tasks" if who.kind == "task_division" else "")
        if report_id.lower() in taken:
            report_id = f"{who.code or who.region}-{who.year}" + (
                "-tasks" if who.kind == "task_division" else ""
            )
        taken.add(report_id.lower())
        sha = _sha(draft.item.data)
        suffix = Path(draft.item.name).suffix.lower()
        plain = re.fullmatch(r"\.[a-z0-9]{1,5}", suffix)
        together = f"{Path(_plain_name(draft.item.name)).stem}-{sha[:8]}{suffix}"
        source = together if draft.article else f"{report_id}{draft.suffix}"
        kept_beside = (
            "" if draft.kept else together if shared[sha] > 1 else f"{report_id}{suffix if plain else ''}"
        )
        plan.entries.append(Entry(draft, who, report_id, source, kept_beside, len(text), doubt))


def _row(entry: Entry, raw: bytes) -> dict[str, str]:
    draft, who = entry.draft, entry.who
    return {
        "report_id": entry.report_id, "level": who.level, "region": who.region, "region_code": who.code,
        "year": str(who.year), "kind": who.kind,
        "title": who.title, "date": who.date, "speaker": who.speaker, "source": entry.source,
        "article": draft.article,
        "original_name": draft.item.label if draft.article else draft.label, "sha256": _sha(raw),
        "known_gaps": draft.remark, "received": entry.received,
        "original_sha256": _sha(draft.item.data) if entry.received else "",
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
    writer.writerows([row.get(c, "") for c in columns] for row in rows)
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


def write(plan: Addition) -> list[Path]:
    """Put the reports of a survey into the corpus: their files first, each whole, then the manifest.

    Whatever happens, a corpus to which nothing was added is as it was.

    Parameters
    ----------
    plan : Addition
        What ``survey`` returned.

    Returns
    -------
    list of Path
        The new files, the manifest last.

    Raises
    ------
    InputError
        When the survey found problems, when a file of another content stands in the way, when the manifest
        has changed since, or when the folder can't be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "四川2021.txt")
    ...     _ = file.write_text("四川省2021年政府工作报告\\n各位代表：今年要更好。", encoding="utf-8")
    ...     [path.name for path in write(survey([file], Path(folder, "corpus")))]
    ['sichuan-2021.txt', 'reports.csv']
    """
    if plan.problems:
        raise InputError(plan.complaint())
    folder = plan.corpus
    contents, rows = _contents(plan)
    manifest = folder / "reports.csv"
    made: list[Path] = []
    folders = [f for f in (folder / "raw", folder / "received", folder, *folder.parents) if not f.exists()]
    try:
        for path, data in contents.items():
            if not path.exists():
                made.append(path)
                write_bytes(path, data)
        if (manifest.read_bytes() if manifest.exists() else b"") != plan.manifest:
            raise InputError(f"{manifest} was changed meanwhile by somebody else; run the command again")
        write_bytes(manifest, _manifest(plan.manifest, rows))
    except BaseException as error:
        _undo(made, folders)
        if isinstance(error, OSError):
            raise InputError(
                f"{folder} can't be written ({error.strerror or error}), so nothing was added; check its "
                "permissions and the disk"
            ) from error
        raise
    return [*made, manifest]
