"""What the verbs take: a corpus, reports, one report, a path, or a text.

Every function that reads reports passes its first argument through ``as_reports``, ``as_corpus`` or
``as_tables``, so that the same things are understood everywhere and a wrong one is refused in the same words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

from analysis.corpus.corpus import Corpus, load_corpus
from analysis.corpus.folders import CLOSED, READ, files_of, is_read
from analysis.corpus.single import read_report, text_report
from analysis.corpus.types import Report
from analysis.errors import InputError, nearest_file

if TYPE_CHECKING:
    import pandas as pd

_FILES = {
    *READ, *CLOSED, ".csv", ".tsv", ".xlsx", ".dta", ".json", ".jsonl", ".ndjson", ".tmx", ".html", ".htm",
    ".shtml", ".xhtml", ".mht", ".mhtml", ".pdf", ".zip",
}  # fmt: skip
_LONGEST_NAME = 200  # characters; longer strings are texts
WANTED = "give a corpus, a report or several, the path of a file or folder, or a text"


@runtime_checkable
class CorpusTables(Protocol):
    """What counting needs of a corpus: its tables of reports, paragraphs, sentences and attributions."""

    @property
    def reports(self) -> pd.DataFrame: ...
    @property
    def paragraphs(self) -> pd.DataFrame: ...
    @property
    def sentences(self) -> pd.DataFrame: ...
    @property
    def attributions(self) -> pd.DataFrame: ...


Source: TypeAlias = Corpus | Report | Iterable[Report | str | Path] | str | Path
TableSource: TypeAlias = Source | CorpusTables


def as_reports(source: Source, year: int | None = None, kind: str = "work_report") -> tuple[Report, ...]:
    """The reports of a source, in its order.

    A source is

    * a ``Corpus``, a ``Report``, or an iterable of reports, paths and texts;
    * a path (``Path`` or string) of a corpus's folder (it holds ``reports.csv``), of a folder of report files
      (those in folders below it are not read, and refused), or of one file that ``read_report`` reads;
    * a string that is a report's text. Its year is None where the text's opening doesn't tell it.

    A short string on one line that looks like a file's name (an ending such as .docx, or a / without a stop)
    is never taken for a text.

    Parameters
    ----------
    source
        See above.
    year, kind
        Of files and texts that don't come from a corpus; see ``text_report``.

    Returns
    -------
    tuple of Report
        The reports; texts of a list are called ``text-1``, ``text-2`` ….

    Raises
    ------
    InputError
        For a path that isn't there (with the nearest name that is), and for anything else.

    Examples
    --------
    >>> [report.report_id for report in as_reports("今年地区生产总值增长6%左右。")]
    ['text']
    >>> as_reports(None)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    analysis.errors.InputError: None is no source of reports; give a corpus, a report or several, ...
    """
    if isinstance(source, Corpus):
        return source.items
    if isinstance(source, Report):
        return (source,)
    if isinstance(source, Path):
        return _at_path(_existing(source), year, kind)
    if isinstance(source, str):
        path = _path_of(source)
        return (text_report(source, year, kind),) if path is None else _at_path(path, year, kind)
    if _has_tables(source):
        raise InputError(
            f"{_described(source)} holds tables without their reports, and this needs the reports; give the "
            "corpus itself"
        )
    if not isinstance(source, Iterable) or not _plain_iterable(source):
        raise InputError(f"{_described(source)} is no source of reports; {WANTED}")
    reports: list[Report] = []
    for number, item in enumerate(source):
        if not isinstance(item, (Report, str, Path)):
            raise InputError(
                f"item {number} is {_described(item)}, which is no report; give reports, paths or texts"
            )
        read = as_reports(item, year, kind)
        reports += (
            [_numbered(report, number) for report in read]
            if isinstance(item, str) and read[0].source == ""
            else read
        )
    return tuple(reports)


def as_corpus(source: Source, year: int | None = None) -> Corpus:
    """The source as a corpus.

    Parameters
    ----------
    source
        See ``as_reports``.
    year
        Of files and texts that don't come from a corpus.

    Returns
    -------
    Corpus
        A corpus passes as it is.

    Raises
    ------
    InputError
        As ``as_reports``, and when two reports have one id.

    Examples
    --------
    >>> as_corpus("今年地区生产总值增长6%左右。").reports["year"].tolist()
    [<NA>]
    """
    if isinstance(source, Corpus):
        return source
    reports = as_reports(source, year)
    twice = [name for name, times in Counter(report.report_id for report in reports).items() if times > 1]
    if twice:
        raise InputError(
            f"{len(reports)} reports were given, and more than one is called {twice[0]!r}; give each an id "
            "(a file's name) of its own"
        )
    return Corpus(reports)


def as_tables(source: TableSource) -> CorpusTables:
    """The tables of a source.

    Parameters
    ----------
    source
        See ``as_reports``; also whatever has the tables (``without_attributions`` of a corpus).

    Returns
    -------
    CorpusTables
        What has the tables passes as it is; all else goes through ``as_corpus``.

    Examples
    --------
    >>> len(as_tables("今年地区生产总值增长6%左右。").sentences)
    1
    """
    if _has_tables(source):
        return source  # type: ignore[return-value]
    return as_corpus(source)  # type: ignore[arg-type]


def as_table(source: Any) -> pd.DataFrame:
    """The table of reports of a source.

    Parameters
    ----------
    source
        See ``as_tables``; a table passes as it is.

    Returns
    -------
    pandas.DataFrame
        One row a report; the columns of ``Corpus.reports``.

    Raises
    ------
    InputError
        For a table that isn't one of reports.

    Examples
    --------
    >>> as_table("今年地区生产总值增长6%左右。")["report_id"].tolist()
    ['text']
    """
    import pandas as pd

    if not isinstance(source, pd.DataFrame):
        return as_tables(source).reports
    missing = [
        column for column in ("report_id", "level", "region", "year", "kind") if column not in source.columns
    ]
    if {"level", "year"} & set(missing):
        raise InputError(
            f"the table has no column {missing[0]!r}, so it is no table of reports; give a corpus, or its "
            "table corpus.reports"
        )
    return source


def _has_tables(source: object) -> bool:
    """Whether an object has the three tables, texts and all (a token stream has the tables and no texts)."""
    import pandas as pd

    if isinstance(source, Corpus):
        return True
    tables = [getattr(source, name, None) for name in ("reports", "paragraphs", "sentences", "attributions")]
    return all(isinstance(table, pd.DataFrame) for table in tables) and "text" in tables[2].columns  # type: ignore[union-attr]


def _plain_iterable(source: object) -> bool:
    """Whether items of it may be reports: not so for tables, arrays, mappings and bytes."""
    from collections.abc import Mapping

    import numpy as np
    import pandas as pd

    return not isinstance(source, (pd.DataFrame, pd.Series, np.ndarray, Mapping, bytes))


def _described(source: object) -> str:
    if source is None:
        return "None"
    if isinstance(source, (int, float, bool)):
        return f"the number {source!r}"
    return f"a {type(source).__name__}"


def _numbered(report: Report, number: int) -> Report:
    """Texts of a list have no names: the first is text-1."""
    from dataclasses import replace

    return replace(report, report_id=f"{report.report_id}-{number + 1}")


def _path_of(source: str) -> Path | None:
    """The path that a string means, ``None`` for a text."""
    if len(source) > _LONGEST_NAME or "\n" in source or not source.strip():
        return None
    path = Path(source.strip()).expanduser()
    exists = _path_there(path)
    if exists is not None:
        return exists
    named = path.suffix.lower() in _FILES
    apart = re.search(r"[/\\]", source) and not re.search("[。；，！？]", source)
    if named or apart or not re.search("[\u3400-\u9fff]", source):
        return _existing(path)
    return None


def _path_there(path: Path) -> Path | None:
    """The path, where it is; a relative folder of a corpus also from the folders above the working folder."""
    try:
        if path.exists():
            return path
        if not path.is_absolute():
            return next(
                (base / path for base in Path.cwd().parents if (base / path / "reports.csv").is_file()), None
            )
    except OSError:  # a text with characters that no path has
        pass
    return None


def _existing(path: Path) -> Path:
    path = path.expanduser()
    there = _path_there(path)
    if there is not None:
        return there
    above = next((parent for parent in path.parents if parent.is_dir()), Path())
    wanted = path.relative_to(above).parts[0]
    names = [entry.name for entry in above.iterdir() if not entry.name.startswith(".")]
    near = nearest_file(wanted, names)
    hint = (
        f"did you mean {' or '.join(repr(str(above / name)) for name in near)}?"
        if near
        else "correct the name"
    )
    raise InputError(f"there is no file or folder {str(path)!r}; {hint}")


def _at_path(path: Path, year: int | None, kind: str) -> tuple[Report, ...]:
    if path.is_file():
        return (read_report(path, year, kind),)
    if (path / "reports.csv").is_file():
        return load_corpus(path).items
    inside = files_of(path)
    files = [file for file in inside if file.parent == path]
    below = [file for file in inside if file.parent != path and is_read(file)]
    if below:
        raise InputError(
            f"{path} holds reports in folders below it ({below[0].relative_to(path)}); give these folders "
            "one by one"
        )
    if not files:
        raise InputError(
            f"{path} holds no report; give a folder with reports.csv, or with report files "
            f"({', '.join(READ)})"
        )
    return tuple(read_report(file, year, kind) for file in files)
