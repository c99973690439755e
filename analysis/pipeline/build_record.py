"""Where a build writes, and which folders it may write to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from analysis.corpus.raw import RawSource
from analysis.errors import InputError
from analysis.folders.mark import MARK, Maker, Mark, sha256_of
from analysis.folders.owned import check_folder
from analysis.output import header_row
from analysis.store.cache import KINDS, content_key
from analysis.tables import TABLES

CACHE = ".cache"
BUILD = Maker(
    "build",
    "a build",
    "--output",
    "building into",
    r"tables/[^/\\]+\.(?:csv|xlsx)|reports/[^/\\]+\.txt|ledgers/[^/\\]+\.(?:xlsx|html)|"
    r"figures/[^/\\]+\.(?:csv|md)|figures/[a-z]{2}/[^/\\]+\.(?:pdf|svg|png)",
    (
        *("tables", "reports", "ledgers", "figures", "figures/zh", "figures/en", CACHE),
        *(f"{CACHE}/{kind}" for kind in KINDS),
    ),
)


def check_output(output: Path, corpus: Path) -> None:
    """Whether a build of ``corpus`` may write to ``output``, before any work; nothing is touched.

    Raises ``InputError`` for what ``check_folder`` refuses, a list of an earlier version beside tables that
    no build wrote, and folders that lie in one another so that one would be taken for the other.
    """
    here, there = output.resolve(), corpus.resolve()
    if here == there:
        raise InputError(f"{output} is the corpus itself; give --output another folder")
    for name in ("raw", "received"):
        if here.is_relative_to(there / name):
            raise InputError(f"{output} lies in {name}/ of the corpus; give --output another folder")
    for place in BUILD.places:
        if there.is_relative_to(here / place):
            raise InputError(f"{corpus} lies in {place}/ of the output folder; give --output another folder")
    mark = check_folder(output, BUILD)
    if mark is not None and not mark.maker and not _is_verified(output, mark):
        raise InputError(
            f"{output / MARK} is not the list of files that a build writes, or none of the tables that it "
            "names is as it says, so nothing was touched; give --output an empty folder or one that a build "
            "wrote"
        )


def _is_verified(output: Path, mark: Mark) -> bool:
    """Whether a table that a list of an earlier version names is there, with its bytes and columns."""
    for name in TABLES:
        path = output / "tables" / f"{name}.csv"
        sums = mark.files.get(f"tables/{name}.csv", set())
        if not sums or path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            columns = file.readline().decode("utf-8-sig", "replace").strip().split(",")
        wanted = header_row(TABLES[name].types).strip().split(",")
        if (sums == {""} or sha256_of(path) in sums) and columns[:2] == wanted[:2]:
            return True
    return False


def corpus_sum(sources: Iterable[RawSource]) -> str:
    """A digest of the reports of a corpus: their ids and files.

    >>> corpus_sum([]) == content_key([])
    True
    """
    return content_key(part for source in sources for part in (source.row.report_id, source.sha256))
