"""Which files of a folder are read as reports: the one rule of the commands and of the verbs."""

from __future__ import annotations

from pathlib import Path, PurePath

# Documents that somebody would miss: of kinds that aren't read, with what to do instead.
_AS_WORD, _AS_TABLE = (
    f"open it in {programs}, choose “Save as” (另存为) and the kind {kind}, and give the new file"
    for programs, kind in (
        ("Word, WPS or LibreOffice", ".docx"),
        ("Excel, WPS or LibreOffice", ".xlsx"),
    )
)
_AS_TEXT = "save it as PDF with its text, or copy the report into a .txt file"
CLOSED = {
    **dict.fromkeys((".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott", ".uot", ".uof"), _AS_WORD),
    **dict.fromkeys((".pages",), _AS_WORD),
    **dict.fromkeys((".xls", ".et", ".ods"), _AS_TABLE),
    **dict.fromkeys((".caj", ".ofd", ".epub", ".ppt", ".pptx", ".dps", ".odp"), _AS_TEXT),
    **dict.fromkeys((".rar", ".7z"), "unpack it and give its folder"),
}
READ = (".txt", ".md", ".docx")  # what is read as a report; a file without a suffix is read as text
_LITTER = ("~$", ".", "__MACOSX", "Thumbs.db", "desktop.ini")


def is_litter(path: PurePath) -> bool:
    """Whether a path leads to what systems and office programs leave behind, or into a hidden folder.

    >>> [is_litter(PurePath(name)) for name in (".DS_Store", "安徽/~$报告.docx", "../安徽/报告.docx")]
    [True, True, False]
    """
    return any(part.startswith(_LITTER) and part not in (".", "..") for part in path.parts)


def is_read(path: PurePath) -> bool:
    """Whether a file's name is that of a kind which is read.

    >>> [is_read(PurePath(name)) for name in ("2020.DOCX", "2020", "2020.pdf")]
    [True, True, False]
    """
    return not path.suffix or path.suffix.lower() in READ


def files_of(folder: Path) -> list[Path]:
    """The files of a folder and of those below it, sorted by path, litter left out.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     for file in ("b.txt", "a/2020.pdf", ".hidden/c.txt"):
    ...         Path(name, file).parent.mkdir(exist_ok=True)
    ...         _ = Path(name, file).write_text("")
    ...     [path.relative_to(name).as_posix() for path in files_of(Path(name))]
    ['a/2020.pdf', 'b.txt']
    """
    return sorted(
        path for path in folder.rglob("*") if not is_litter(path.relative_to(folder)) and path.is_file()
    )
