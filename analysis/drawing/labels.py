"""Words on the figures, in Chinese or English, from one table of names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError
from analysis.resources import LABELS, LEXICON, kept_until_changed
from analysis.text.lexicon import load_regions, read_rows

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Labels:
    """The labels of one language. Call it with a key of ``data/labels.csv`` and the values that the wording
    wants.

    >>> labels("en")("group.province.work_report", n=29, year=2020)
    '29 provincial work reports of 2020'
    """

    language: str
    words: Mapping[str, str]
    regions: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        if key not in self.words:
            raise InputError(f"labels.csv has no row {key!r}; add it with its wording in Chinese and English")
        return self.words[key].format(**values)

    def region(self, name: str) -> str:
        """A region's short name: 安徽 or Anhui for 安徽省; the name itself when the table lacks it."""
        return self.regions.get(name, name)

    def report(self, region: str, year: int, kind: str = "work_report") -> str:
        """A report's name on an axis: 安徽 2020; a task division is marked."""
        mark = "" if kind == "work_report" else ("（分工）" if self.language == "zh" else " (tasks)")
        return f"{self.region(region)} {year}{mark}"


def labels(language: str = "zh") -> Labels:
    """The labels of ``zh`` or ``en``. Raises ``InputError`` for another language.

    >>> labels("zh").region("内蒙古自治区"), labels("en").region("内蒙古自治区")
    ('内蒙古', 'Inner Mongolia')
    """
    if language not in LANGUAGES:
        raise InputError(f"figures speak {' or '.join(LANGUAGES)}, not {language!r}")
    return _labels(LABELS, LEXICON / "regions.csv")[language]


@kept_until_changed
def _labels(path: Path, list_of_regions: Path) -> dict[str, Labels]:
    rows = [row for _, row in read_rows(path, ("key", *LANGUAGES))]
    regions = load_regions(list_of_regions)
    found = {}
    for language, column in zip(LANGUAGES, ("short", "name_en"), strict=True):
        names = {n: s or n for n, s in zip(regions["name"], regions[column], strict=True)}
        found[language] = Labels(language, {row["key"]: row[language] for row in rows}, names)
    return found
