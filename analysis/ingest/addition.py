"""What adding reports would do: the reports, what forbids it, and what the user should know."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analysis.formats.convert import Draft
from analysis.identity.identity import Identity
from analysis.identity.kind import SHORT

if TYPE_CHECKING:
    import pandas as pd


def checksum(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal figures.

    >>> checksum(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


class Entry(NamedTuple):
    """A report that can be added: whose it is, its id, and the files that will hold it."""

    draft: Draft
    who: Identity
    report_id: str
    source: str  # in raw/
    received: str  # in received/; "" when raw/ has the file itself
    characters: int
    contradiction: str = ""  # what the text says otherwise than the user told
    warnings: tuple[str, ...] = ()  # of its size and words, held against the others of its file

    @property
    def remark(self) -> str:
        """What the user should look at."""
        return "; ".join(
            filter(
                None,
                [
                    self.contradiction,
                    *self.warnings,
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
