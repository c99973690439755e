"""How hard a target binds: a small scale of qualifying words that users can change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError
from analysis.resources import LEXICON, kept_until_changed, read_rows

COLUMNS = ("term", "class", "strength", "note", "source")
MODAL = "modal"
CLASSES = ("exact", "around", "at_least", "at_most", "range", "reach", "relative", MODAL)


@dataclass(frozen=True, repr=False)
class StrengthScale:
    """Words and their strength;

    ``modals`` (确保, 力争) stand anywhere in the clause, the others qualify the number.
    """

    words: tuple[tuple[str, float], ...]
    modals: tuple[tuple[str, float], ...]
    classes: tuple[tuple[str, float], ...]  # exact, range: no word of their own

    def __repr__(self) -> str:
        return f"<StrengthScale: {len(self.words) + len(self.modals) + len(self.classes)} wordings>"

    def of(self, qualifier: str, qualifier_text: str, clause: str) -> float | None:
        """The strength of a target: of its modal word if it has one (the softest), else of its qualifying
        word, else of its class.

        >>> read_strength().of("at_least", "以上", "确保增长6%以上"), read_strength().of("around", "左右",
        ...     "增长6%左右")
        (5.0, 2.0)
        """
        modal = [strength for word, strength in self.modals if word in clause]
        if modal:
            return min(modal)
        told = [strength for word, strength in self.words if word in qualifier_text]
        if told:
            return max(told)
        return next((strength for word, strength in self.classes if word == qualifier), None)


def read_strength(path: Path | None = None) -> StrengthScale:
    """The scale in a CSV file (by default the shipped one): columns term, class, strength, note, source.

    ``strength`` runs from 1 (striving) to 5 (bound); ``class`` is a qualifier class or ``modal``; the terms
    ``exact`` and ``range`` stand for targets without a qualifying word. That targets bind more or less hard
    by their wording is taken from Li, Liu, Weng & Zhou (2019), *Economic Journal* 129, and 余泳泽等 (2019),
    《世界经济》; the numbers only order the words and are this project's own.

    Raises InputError, naming file and row, for a missing column, an unknown class or a strength that is no
    number.
    """
    return _read(path or LEXICON / "strength.csv")


@kept_until_changed
def _read(path: Path) -> StrengthScale:
    words: list[tuple[str, float]] = []
    modals: list[tuple[str, float]] = []
    classes: list[tuple[str, float]] = []
    for number, cells in read_rows(path, COLUMNS):
        term, name = cells["term"], cells["class"]
        if not term or name not in CLASSES:
            raise InputError(
                f"{path.name}, row {number}: class is {name!r}; write a term and one of {', '.join(CLASSES)}"
            )
        try:
            strength = float(cells["strength"])
        except ValueError:
            raise InputError(
                f"{path.name}, row {number}: strength is {cells['strength']!r}; write a number"
            ) from None
        (modals if name == MODAL else classes if term in CLASSES else words).append((term, strength))
    return StrengthScale(tuple(words), tuple(modals), tuple(classes))
