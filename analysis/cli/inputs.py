"""The reports that ``targets`` and ``tasks`` read: files, folders, patterns, corpora."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analysis.corpus.folders import READ, files_of, is_read
from analysis.errors import InputError, some

if TYPE_CHECKING:
    from analysis.corpus.types import Report

_READ = ", ".join(sorted(READ))
NO_REPORT = "no reports, as far as their titles and names tell; give a file itself if it is one"
_SHOWN = 10  # names of files that were passed over for one reason


class Source(NamedTuple):
    """A report and where it came from."""

    label: str
    report: Report


class Reader(NamedTuple):
    """How a command reads: the year told for files, the kind they are read as, what it calls them, and why a
    report isn't one ("" when it is).
    """

    year: int | None
    kind: str
    noun: str
    objection: Callable[[Report, str], str]


def read_sources(paths: Sequence[Path], reader: Reader, passed_over: Callable[[str], None]) -> list[Source]:
    """The reports of these paths, in their order.

    A file that is named itself is read, whatever it is; among the files of a folder those are passed over
    that can't be read or aren't what the command reads. A folder with ``reports.csv`` is a corpus. The id of
    a report is the name of its file, with the folders below the one that was given before it (``安徽-2020``
    for ``安徽/2020.txt``).

    Parameters
    ----------
    paths
        Files and folders.
    reader
        What reads a file.
    passed_over
        Hears which files of a folder are no reports, and why.

    Returns
    -------
    list of Source
        In the order of the paths.

    Raises
    ------
    InputError
        For a file that can't be read, a folder without reports, a file that is given twice, and two
        files of one id.
    """
    sources: list[Source] = []
    seen: dict[Path, Path] = {}
    ids: dict[str, str] = {}
    for path in _expanded(paths):
        found = list(_sources(path, reader, passed_over, seen))
        if not found:
            raise InputError(
                f"{path} holds no {reader.noun} ({_READ}); give a folder that does, a file, or a "
                "corpus with reports.csv"
            )
        for source in found:
            name = source.report.report_id
            if name in ids:
                raise InputError(
                    f"{ids[name]} and {source.label} have the same name, which is their id; rename one of "
                    "them or give them one at a time"
                )
            ids[name] = source.label
        sources += found
    return sources


def _expanded(paths: Sequence[Path]) -> Iterator[Path]:
    """The paths, patterns written out: not every shell does that."""
    for path in paths:
        if path.exists() or not glob.has_magic(str(path)):
            yield path
        else:
            found = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 (absolute patterns)
            if not found:
                raise InputError(f"{path}: no file has such a name; check the pattern")
            yield from map(Path, found)


def _sources(
    path: Path, reader: Reader, passed_over: Callable[[str], None], seen: dict[Path, Path]
) -> Iterator[Source]:
    if path.resolve() in seen:
        raise InputError(f"{path} is given twice ({seen[path.resolve()]} is the same); give it once")
    seen[path.resolve()] = path
    if not path.is_dir():
        yield Source(str(path), _of_file(path, reader, passed_over))
    elif (path / "reports.csv").exists():
        yield from _of_corpus(path, reader, passed_over)
    else:
        yield from _of_folder(path, reader, passed_over, seen)


def _of_file(path: Path, reader: Reader, hears: Callable[[str], None]) -> Report:
    """The report of a file; ``hears`` is told what was left out of it."""
    from analysis.corpus.manifest import check_year
    from analysis.corpus.readers import read_file
    from analysis.corpus.single import parse_report

    year = None if reader.year is None else check_year(reader.year)
    read = read_file(path)
    report = parse_report(path, read.text, year, reader.kind)
    if read.remark:
        hears(f"{path.name}: {read.remark}")
    return report


def _of_corpus(folder: Path, reader: Reader, passed_over: Callable[[str], None]) -> Iterator[Source]:
    from analysis.corpus.corpus import load_corpus

    if reader.year is not None:
        raise InputError(f"--year is for files; the reports of {folder} have their years in reports.csv")
    others: dict[str, list[str]] = {}
    for report in load_corpus(folder).iter_reports():
        objection = reader.objection(report, report.source)
        if objection:
            others.setdefault(objection, []).append(report.report_id)
        else:
            yield Source(f"{folder}: {report.report_id}", report)
    _say_passed_over(others, passed_over)


def _of_folder(
    folder: Path, reader: Reader, passed_over: Callable[[str], None], seen: dict[Path, Path]
) -> Iterator[Source]:
    from analysis.corpus.readers import read_file
    from analysis.corpus.single import parse_report
    from analysis.identity.kind import may_be_report

    others: dict[str, list[str]] = {}
    for path in files_of(folder):
        inside = path.relative_to(folder)
        if not is_read(path):
            others.setdefault(f"not {_READ}", []).append(str(inside))
            continue
        if path.resolve() in seen:
            raise InputError(f"{path} is given twice ({seen[path.resolve()]} is the same); give it once")
        seen[path.resolve()] = path
        raw = ""
        try:
            raw, remark = read_file(path)
            report = parse_report(path, raw, reader.year, reader.kind)
        except InputError as error:
            if raw and not may_be_report(raw, path.name):
                others.setdefault(NO_REPORT, []).append(str(inside))
            else:
                passed_over(f"passed over: {error}")
            continue
        objection = reader.objection(report, path.name)
        if objection:
            others.setdefault(objection, []).append(str(inside))
        else:
            if remark:
                passed_over(f"{inside}: {remark}")
            yield Source(str(path), replace(report, report_id="-".join([*inside.parts[:-1], inside.stem])))
    _say_passed_over(others, passed_over)


def _say_passed_over(others: dict[str, list[str]], passed_over: Callable[[str], None]) -> None:
    for reason, names in others.items():
        passed_over(f"passed over: {some(names, _SHOWN)} ({reason})")
