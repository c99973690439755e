"""The parts of a ``.docx`` file that its text needs: the document, its styles, its lists."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any, NamedTuple

from analysis.errors import InputError
from analysis.limits import ARCHIVE_RATIO, WORD_ELEMENTS, WORD_PART

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
_LARGE_PART = 2**24
# “Strict Open XML”, which Word writes when it is asked to, has the same elements under other names.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
)


class Package(NamedTuple):
    """The roots of the parts (elements of lxml); ``None`` for one that the file lacks."""

    document: Any
    styles: Any
    numbering: Any
    footnotes: Any = None
    endnotes: Any = None


def value_of(parent: Any, *path: str) -> str | None:
    """``w:val`` of the element down a path of names; ``None`` where there is no such element, "" where it has
    no value.
    """
    for name in path:
        parent = parent.find(W + name) if parent is not None else None
    return None if parent is None else parent.get(VAL, "")


def number_of(text: str | None, default: int) -> int:
    """A whole number as an attribute has it; ``default`` where there is none, or none that is sensible.

    >>> number_of("12", 1), number_of("", 1), number_of(None, 1), number_of("9" * 5000, 1)
    (12, 1, 1, 1)
    """
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else default


def is_on(text: str | None) -> bool:
    """Whether an on-off property says yes; without a value it does.

    >>> is_on(""), is_on("1"), is_on("false"), is_on(None)
    (True, True, False, False)
    """
    return text is not None and text not in ("0", "false", "off", "none")


class _Parts:
    """The files of an archive by their names, as Word looks them up: whatever their case."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive, self.name = archive, name
        self.infos = {info.filename.replace("\\", "/").lower(): info for info in archive.infolist()}

    def root(self, path: str) -> Any:
        """The root of a part; ``None`` where there is no such part."""
        import lxml.etree

        info = self.infos.get(path.lower())
        if info is None:
            return None
        WORD_PART.hold(self.name, info.file_size)
        if info.file_size > _LARGE_PART:
            ARCHIVE_RATIO.hold(self.name, info.file_size // max(1, info.compress_size))
        data = self.archive.read(info)
        WORD_ELEMENTS.hold(self.name, data.count(b"<"))
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        # Nested deeply or not, a file is read without recursion; what it says of other files isn't followed.
        parser = lxml.etree.XMLParser(
            huge_tree=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        root = lxml.etree.fromstring(data, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise ValueError("a part of a Word file has no document type")
        return root

    def related(self, path: str) -> dict[str, str]:
        """The parts that a part names, by the last word of their kind (styles, numbering)."""
        folder, file = posixpath.split(path)
        rels = self.root(posixpath.join(folder, "_rels", file + ".rels"))
        if rels is None:
            return {}
        if not str(rels.tag).endswith("}Relationships"):
            raise ValueError("the list of parts is none")
        return {
            relation.get("Type", "").rpartition("/")[2]: posixpath.normpath(
                posixpath.join("/" + folder, relation.get("Target", ""))
            ).lstrip("/")
            for relation in rels
            if relation.get("TargetMode") != "External"
        }


def open_package(data: bytes, name: str) -> Package:
    """The parts of a ``.docx`` file.

    Raises ``InputError`` for a file that can't be opened, and for a zip bomb.
    """
    import lxml.etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _Parts(archive, name)
            main = parts.related("").get("officeDocument", "word/document.xml")
            document = parts.root(main)
            if document is None or document.find(W + "body") is None:
                raise ValueError("there is no document")
            others = {key: posixpath.join(posixpath.dirname(main), key + ".xml") for key in _OTHERS}
            others |= parts.related(main)
            return Package(document, *(parts.root(others[key]) for key in _OTHERS))
    except InputError:
        raise
    except (
        lxml.etree.LxmlError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,  # a way of packing that Python doesn't know
        RuntimeError,  # a password
        ValueError,
    ) as error:
        raise InputError(
            f"{name} is not a readable .docx file; save it again from a word processor"
        ) from error


_OTHERS = ("styles", "numbering", "footnotes", "endnotes")
