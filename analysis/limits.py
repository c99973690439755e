"""How large a thing may be that is read, and the sentence for what is larger: one table.

A limit is far above what any report or collection of reports has, and far below what stops a machine. What is
within all limits is read in a time that grows with its size. ``docs/reliability.md`` shows the table.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.errors import InputError

_MIB = 2**20


class Limit(NamedTuple):
    """The most that there may be of something.

    Parameters
    ----------
    what : str
        What is counted.
    most : int
        How many there may be.
    unit : str
        Of what; sizes are bytes and shown in MiB.
    reason : str
        Why no more is needed, or what more would do.
    sentence : str
        What is said of a file that has more: ``{name}`` is the file, ``{found}`` the number where it is
        known, ``{most}`` the limit.
    """

    what: str
    most: int
    unit: str
    reason: str
    sentence: str

    @property
    def shown(self) -> str:
        """The limit as people read it.

        >>> PDF_PAGES.shown, FILE.shown
        ('2,000 pages', '512 MiB')
        """
        return f"{_number(self.most, self.unit)} {'MiB' if self.unit == 'bytes' else self.unit}"

    def refusal(self, name: str, found: int = 0) -> InputError:
        """The sentence about a file that has more.

        >>> print(PDF_PAGES.refusal("a.pdf", 3000))
        a.pdf has 3,000 pages, more than 2,000; a report has a few dozen, so cut it up first
        """
        found_shown, most = _number(found, self.unit), _number(self.most, self.unit)
        return InputError(self.sentence.format(name=name, found=found_shown, most=most))

    def hold(self, name: str, found: int) -> None:
        """``InputError`` when more is found than there may be.

        >>> PDF_PAGES.hold("a.pdf", 30)
        """
        if found > self.most:
            raise self.refusal(name, found)


def _number(value: int, unit: str) -> str:
    return f"{-(-value // _MIB):,}" if unit == "bytes" else f"{value:,}"


FILE = Limit(
    "a file", 512 * _MIB, "bytes",
    "All reports of all provinces and years have some 60 MB.",
    "{name} has {found} MiB, more than {most}; cut it up first",
)  # fmt: skip
LINE = Limit(
    "a line of a text", 2_000_000, "characters",
    "The longest report has 60,000 characters; what is longer than several is no line of reports.",
    "{name} has a line of {found} characters, more than {most}; cut it into its reports, one a file",
)  # fmt: skip
REPORT = Limit(
    "a report", 400_000, "characters",
    "The longest known has 60,000.",
    "{name} holds {found} characters, and a report has some 20,000; cut it into its reports, one a file",
)  # fmt: skip
ARCHIVE_FILES = Limit(
    "files in an archive", 20_000, "files",
    "Each costs time even when it is empty.",
    "{name} holds {found} files, more than {most}; unpack it and add its folders one by one",
)  # fmt: skip
ARCHIVE_MEMBER = Limit(
    "a file in an archive, unpacked", 256 * _MIB, "bytes",
    "A file is read as a whole.",
    "{name} would unpack to {found} MiB; it looks like a zip bomb and was not read",
)  # fmt: skip
ARCHIVE_TOTAL = Limit(
    "an archive, unpacked, and those within it", 2048 * _MIB, "bytes",
    "More than any collection; archives within archives count together.",
    "{name} would unpack to {found} MiB; it looks like a zip bomb and was not read",
)  # fmt: skip
ARCHIVE_RATIO = Limit(
    "an archive, unpacked (from 16 MiB on)", 300, "times its size",
    "Texts shrink to a third, forms and tables to a thirtieth.",
    "{name} would unpack to {found} times its size; it looks like a zip bomb and was not read",
)  # fmt: skip
ARCHIVE_NAME = Limit(
    "the name of a file in an archive, its folders with it", 1_000, "characters",
    "Systems take 255 for a name and 4,096 bytes for a path.",
    "{name} holds a file whose name has {found} characters, more than {most}; pack it again",
)  # fmt: skip
PDF_PAGES = Limit(
    "a PDF", 2_000, "pages",
    "A report has a few dozen, a yearbook a thousand.",
    "{name} has {found} pages, more than {most}; a report has a few dozen, so cut it up first",
)  # fmt: skip
PDF_CHARACTERS = Limit(
    "a PDF's text", 1_000_000, "characters",
    "All provinces of a year have 600,000.",
    "{name} has more than {most} characters; cut it into its reports, one a file",
)  # fmt: skip
PDF_TIME = Limit(
    "reading a PDF", 10, "seconds of processor time",
    "And a third of a second a page read, and one a MiB: a report takes less than one.",
    "{name} can't be read: it takes more than {found} seconds; it may be damaged, so print it to a new PDF",
)  # fmt: skip
PDF_MEMORY = Limit(
    "reading a PDF, in memory", 512 * _MIB, "bytes",
    "And four times the file's size: a report takes less than 100 MiB.",
    "{name} can't be read: it takes more than {found} MiB of memory; it may be damaged, so print it to a new "
    "PDF",
)  # fmt: skip
WORD_PART = Limit(
    "the text of a Word file, unpacked", 256 * _MIB, "bytes",
    "A report has one or two.",
    "{name} would unpack to {found} MiB; it looks like a zip bomb and was not read",
)  # fmt: skip
WORD_ELEMENTS = Limit(
    "elements of a Word file, beginnings and ends", 2_000_000, "tags",
    "A report has some 20,000; each takes memory, an empty paragraph too.",
    "{name} has {found} tags, more than {most}; copy its text into a new file",
)  # fmt: skip
PAGE_ELEMENTS = Limit(
    "elements of a web page, beginnings and ends", 2_000_000, "tags",
    "A page has some thousands.",
    "{name} has {found} tags, more than {most}; copy its text into a .txt file",
)  # fmt: skip
PAGE_ATTRIBUTES = Limit(
    "attributes of an element of a web page", 1_000, "attributes",
    "An element has a few; each is held against all others.",
    "{name} has an element with more than {most} attributes, so it is damaged; copy its text elsewhere",
)  # fmt: skip
WEB_HEADER = Limit(
    "a header of a part of a web archive", 20_000, "characters",
    "A header has some hundred; long ones are read letter by letter.",
    "{name} is damaged: it has a header of more than {most} characters; save the page again",
)  # fmt: skip
PAGE_DEPTH = Limit(
    "elements of a web page within one another", 2_048, "levels",
    "Pages have thirty; what lies deeper isn't read by the reader of pages.",
    "{name} is nested more than {most} levels deep; copy its text into a .txt file",
)  # fmt: skip
RECORD_DEPTH = Limit(
    "records of JSON within one another", 100, "levels",
    "Records have two or three.",
    "{name} is nested too deeply, more than {most} levels; put one report a record",
)  # fmt: skip
ROWS = Limit(
    "rows of a table", 1_048_576, "rows",
    "As many as a sheet of a workbook can have.",
    "{name} has more than {most} rows; cut it up first",
)  # fmt: skip
COLUMNS = Limit(
    "columns of a table", 500, "columns",
    "A table of reports has a dozen.",
    "{name} has more than {most} columns; leave only those of the reports: region, year, text",
)  # fmt: skip
REPORTS = Limit(
    "a table of reports", 100_000, "reports",
    "All provinces, cities and counties of twenty years have 60,000.",
    "{name} has {found} rows with a text each, more than {most}; cut it up first",
)  # fmt: skip
CELLS = Limit(
    "a table's cells, empty ones too", 20_000_000, "cells",
    "Each takes memory.",
    "{name} has more than {most} cells; leave only the columns of the reports: region, year, text",
)  # fmt: skip
TABLE_RATIO = Limit(
    "the text of a table (from 16 million characters on)", 300, "characters a byte of its file",
    "A text that many cells share is read once for each.",
    "{name} would give {found} characters for each of its bytes, more than {most}; it looks like a bomb and "
    "was not read",
)  # fmt: skip
EMPTY_ROWS = Limit(
    "empty rows of a sheet, one after the other", 100_000, "rows",
    "A row's number can be a trap: each row before it costs time.",
    "{name} has more than {most} empty rows one after the other; delete them and what stands below",
)  # fmt: skip

LIMITS: tuple[Limit, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Limit))
