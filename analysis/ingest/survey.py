"""Every file read and judged before anything is written: what adding would do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import NamedTuple

from analysis.characters.decoding import AS_FOUND, Reading, known_encoding
from analysis.checks.cuts import end_missing
from analysis.checks.duplicates import repeated_share
from analysis.checks.endings import ending_of
from analysis.cleaning.pipeline import clean_report
from analysis.corpus.manifest import KINDS, LEVELS, check_year
from analysis.corpus.single import text_report
from analysis.errors import InputError, NoReportError, unknown
from analysis.formats.convert import Draft, drafts_of
from analysis.formats.received import Received, receive
from analysis.identity.gazetteer import gazetteer
from analysis.identity.identity import NOBODY, Identity, Told, contradiction, identify
from analysis.identity.kind import SHORT, is_another_text
from analysis.ingest.addition import Addition, Entry, checksum
from analysis.ingest.cells import told_of
from analysis.ingest.metadata import NO_REPORT, Known, Metadata
from analysis.ingest.present import Present, read_present

_TWICE = 0.5  # of a text's stretches that stand in it more than once
_MANY = 3  # reports of a file whose sizes can be held against each other
_MUCH_LONGER = 2.5


def _fingerprint(text: str) -> str:
    return checksum(re.sub(r"\W", "", text).encode("utf-8", "surrogatepass"))


def _plain_name(name: str) -> str:
    return re.sub(r'[\x00-\x1f/\\:*?"<>|]', "_", name).lstrip(".") or "file"


class _Judged(NamedTuple):
    """A draft whose report is known."""

    draft: Draft
    who: Identity
    text: str  # clean
    contradiction: str


def _identify(draft: Draft, told: Told, known: Known | None) -> _Judged:
    text = clean_report(draft.text).text
    if not text.strip():
        raise InputError("holds no text")
    name = f"{draft.article} {draft.item.name}" if draft.article else draft.item.name
    # In a file of many, the file's name speaks of all of them: only the report's own lines say whose it is.
    many = draft.label != draft.item.label
    told = told_of(draft, _before(known.told, told) if known else told)
    who = identify(text, draft.article or ("" if many else name), draft.item.folders, told, draft.cells)
    if known:
        who = who._replace(
            title=known.title or who.title, date=known.date or who.date, speaker=known.speaker or who.speaker
        )
    return _Judged(draft, who, text, contradiction(text, who, told))


def _before(first: Told, second: Told) -> Told:
    """What is told of one file, and else what is told of all."""
    return Told(
        first.region or second.region,
        first.year if first.year is not None else second.year,
        first.level or second.level,
        first.kind or second.kind,
    )


def _end(one: _Judged) -> str:
    """That the end of a work report seems to be missing; an extract says so by its size."""
    if one.who.kind != "work_report" or len(one.text) < SHORT:
        return ""
    report = text_report(one.text, one.who.year)
    return end_missing(report, ending_of(report.text))


def _oddities(judged: Sequence[_Judged]) -> dict[str, tuple[str, ...]]:
    """What is odd about reports, by label: several times as long as the others of their file, the same words
    twice over, an end that is missing.
    """
    found: dict[str, tuple[str, ...]] = {}
    for _, group in groupby(judged, key=lambda one: one.draft.item.label):
        reports = list(group)
        middle = median(len(one.text) for one in reports)
        for one in reports:
            twice = repeated_share(one.text) > _TWICE
            times = len(one.text) / middle
            found[one.draft.label] = tuple(
                filter(
                    None,
                    [
                        "the report stands twice over in it" if twice else "",
                        _end(one),
                        f"{times:.1f} times as long as the middle one of its file; perhaps several reports"
                        if len(reports) >= _MANY and times > _MUCH_LONGER
                        else "",
                    ],
                )
            )
    return found


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
    metadata: Metadata | None = None,
    reading: Reading = AS_FOUND,
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
    metadata : Metadata, optional
        What the user knows of each file; it goes before ``told``. By default nothing.
    reading : Reading, optional
        What the user says of the bytes of all of them; by default nothing.

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
    if reading.encoding:
        known_encoding(reading.encoding)
    manifest, rows, cells = read_present(corpus)
    plan = Addition(corpus, manifest=manifest)
    ledger = Present(rows, cells)
    judged: list[_Judged] = []
    labels: list[str] = []
    for item in _received(paths, plan, reading):
        tick(item.label)
        try:
            ledger.refuse_file(item)
            drafts = drafts_of(item, plan.said)
        except InputError as error:
            if isinstance(error, NoReportError) and not item.named:
                plan.passed_over.append(item.label)
            else:
                plan.problems.append((item.label, str(error)))
            continue
        labels += [draft.label for draft in drafts]
        judged += _judge(drafts, told, metadata, ledger, plan)
    if metadata:
        plan.said += metadata.unused(labels)
    if not judged and not plan.problems:
        raise InputError(
            "there are no reports among these files; give files of the kinds .txt, .docx, .pdf, .html, "
            ".csv, .xlsx, .dta, .json, .jsonl, .tmx or .zip"
        )
    _name_files(plan, judged, ledger)
    return plan


def _received(paths: Iterable[str | Path], plan: Addition, reading: Reading) -> Iterator[Received]:
    """The files; where one of them stops the walk, that is a problem of the plan."""
    try:
        yield from receive(paths, plan.passed_over, reading)
    except InputError as error:
        plan.problems.append((str(error).split(":")[0], str(error)))


def _judge(
    drafts: Iterable[Draft], told: Told, metadata: Metadata | None, ledger: Present, plan: Addition
) -> Iterator[_Judged]:
    """The reports of a file that are known and new; what is wrong with the others goes into the plan."""
    for draft in drafts:
        known = metadata.of(draft.item, draft.label) if metadata else None
        if known and known.told.kind == NO_REPORT:
            plan.passed_over.append(draft.label)
            continue
        try:
            judged = _identify(draft, told, known)
        except InputError as error:
            if isinstance(error, NoReportError) and not draft.item.named and _is_no_report(draft):
                plan.passed_over.append(draft.label)  # a README, a list of links, a resolution
            else:
                plan.problems.append((draft.label, f"{draft.label} {error}"))
            continue
        try:
            ledger.enter(draft, judged.who, _fingerprint(judged.text))
        except InputError as error:
            plan.problems.append((draft.label, str(error)))
            continue
        yield judged


def _is_no_report(draft: Draft) -> bool:
    """Whether a text can be passed over: it is short, or has another text's title."""
    lines = draft.text[:400].split("\n")
    return len(draft.text) < SHORT or is_another_text(lines, draft.item.name)


def _name_files(plan: Addition, drafts: list[_Judged], ledger: Present) -> None:
    shared = Counter(checksum(judged.draft.item.data) for judged in drafts)
    taken = set(ledger.ids)
    warnings = _oddities(drafts)
    for draft, who, text, doubt in drafts:
        report_id = f"{who.stem}-{who.year}" + ("-tasks" if who.kind == "task_division" else "")
        if report_id.lower() in taken:
            report_id = f"{who.code or who.region}-{who.year}" + (
                "-tasks" if who.kind == "task_division" else ""
            )
        taken.add(report_id.lower())
        sha = checksum(draft.item.data)
        suffix = Path(draft.item.name).suffix.lower()
        plain = re.fullmatch(r"\.[a-z0-9]{1,5}", suffix)
        together = f"{Path(_plain_name(draft.item.name)).stem}-{sha[:8]}{suffix}"
        source = together if draft.article else f"{report_id}{draft.suffix}"
        kept_beside = (
            "" if draft.kept else together if shared[sha] > 1 else f"{report_id}{suffix if plain else ''}"
        )
        odd = warnings[draft.label]
        plan.entries.append(Entry(draft, who, report_id, source, kept_beside, len(text), doubt, odd))
