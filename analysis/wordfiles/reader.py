"""A Word file as text, and what was left out of it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from analysis.errors import InputError
from analysis.wordfiles.package import open_package
from analysis.wordfiles.story import Story


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
        where a cell goes on from the row above. The remark counts what a reader can see that isn't part of
        the text: notes, comments, charts, tracked deletions.

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
    story = Story(open_package(data, name))
    text = "\n".join(" | ".join(line) for line in story.read())
    if not text.strip():
        if story.left_out["embedded document"]:
            raise InputError(
                f"{name} holds its text as an embedded document; open it in a word processor and "
                "save it again"
            )
        raise InputError(f"{name} holds no text; if it is a scan, it must be recognised first")
    return WordText(text, _remark(story.left_out))


def _remark(left_out: Counter[str]) -> str:
    """What was left out, in words.

    >>> _remark(Counter({"footnote": 2, "piece of hidden text": 2, "chart": 1}))
    'left out: 2 footnotes, 2 pieces of hidden text, 1 chart'
    """
    said = []
    for what, count in left_out.items():
        first, blank, rest = what.partition(" of " if " of " in what else " without ")
        if count:
            said.append(f"{count} {first}{'s' if count > 1 else ''}{blank}{rest}")
    return f"left out: {', '.join(said)}" if said else ""
