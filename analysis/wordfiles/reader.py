"""A Word file as text, and what was left out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from analysis.errors import InputError
from analysis.wordfiles.numbering import Numbering
from analysis.wordfiles.package import Package, W, open_package
from analysis.wordfiles.story import Story
from analysis.wordfiles.styles import Styles
from analysis.wordfiles.tables import Line

NOTES_BELOW = "【脚注】"  # the line that the notes of a Word file stand below


class WordText(NamedTuple):
    """The text of a Word file, a paragraph or a table's row a line; and one sentence on what was left out
    (empty where nothing was).
    """

    text: str
    remark: str = ""


def read_word(data: bytes, name: str) -> WordText:
    """The text of a ``.docx`` file as a reader sees it.

    Parameters
    ----------
    data
        The file's bytes.
    name
        Its name, for the sentence of a mistake.

    Returns
    -------
    WordText
        Paragraphs with their automatic numbers, a line each; a table's row with bars between its cells, 〃
        where a cell goes on from the row above; below a line 【脚注】 the notes with their numbers. The
        remark counts what a reader can see that isn't part of the text (comments, charts, tracked deletions),
        and the notes.

    Raises
    ------
    InputError
        For a file that can't be opened or holds no text.

    Examples
    --------
    >>> import io, zipfile
    >>> file = io.BytesIO()
    >>> names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    >>> put = "<w:ins><w:r><w:t>推进改革。</w:t></w:r></w:ins>"
    >>> struck = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    >>> body = f"<w:body><w:p>{put}{struck}</w:p></w:body>"
    >>> with zipfile.ZipFile(file, "w") as archive:
    ...     archive.writestr("word/document.xml", f"<w:document {names}>{body}</w:document>")
    >>> read_word(file.getvalue(), "a.docx")
    WordText(text='推进改革。', remark='left out: 1 tracked deletion')
    """
    package = open_package(data, name)
    story = Story(package.document.find(W + "body"), Styles(package.styles), Numbering(package.numbering))
    text = _as_text(story.read())
    if not text.strip():
        if story.left_out["embedded document"]:
            raise InputError(
                f"{name} holds its text as an embedded document; open it in a word processor and "
                "save it again"
            )
        raise InputError(f"{name} holds no text; if it is a scan, it must be recognised first")
    apart = _notes(package, story)
    kept = Counter(note.kind for note in apart)
    title = f"\n{NOTES_BELOW}\n" if apart else ""
    return WordText(
        text + title + "\n".join(note.text for note in apart),
        "; ".join(filter(None, [_remark(story.left_out), _counted("set apart as notes", kept)])),
    )


class _Note(NamedTuple):
    """A note: footnote or endnote, and its text behind its number."""

    kind: str
    text: str


def _notes(package: Package, story: Story) -> list[_Note]:
    """The notes that a document points to, each once and in their order; one that is missing counts as left
    out.
    """
    roots = {"footnote": package.footnotes, "endnote": package.endnotes}
    known = {
        (kind, note.get(W + "id")): note
        for kind, root in roots.items()
        if root is not None
        for note in root.iterfind(W + kind)
    }
    read: list[_Note] = []
    numbers: Counter[str] = Counter()
    for kind, place in dict.fromkeys(story.notes):
        note = known.get((kind, place))
        inner = Story(note, story.styles, story.numbering) if note is not None else None
        words = " ".join(_as_text(inner.read()).split()) if inner else ""
        numbers[kind] += 1
        if inner and words:
            story.left_out += inner.left_out
            read.append(_Note(kind, f"[{numbers[kind]}] {words}"))
        else:
            story.left_out[kind] += 1
    return sorted(read, key=lambda note: note.kind == "endnote")


def _as_text(lines: Iterable[Line]) -> str:
    return "\n".join(" | ".join(line) for line in lines)


def _remark(left_out: Counter[str]) -> str:
    """What was left out, in words.

    >>> _remark(Counter({"footnote": 2, "piece of hidden text": 2, "chart": 1}))
    'left out: 2 footnotes, 2 pieces of hidden text, 1 chart'
    """
    return _counted("left out", left_out)


def _counted(said_of: str, counts: Counter[str]) -> str:
    said = []
    for what, count in counts.items():
        first, blank, rest = what.partition(" of " if " of " in what else " without ")
        if count:
            said.append(f"{count} {first}{'s' if count > 1 else ''}{blank}{rest}")
    return f"{said_of}: {', '.join(said)}" if said else ""
