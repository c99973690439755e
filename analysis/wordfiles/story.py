"""A document's text in reading order: an element's beginning and end, one after the other, without recursion.

In: tracked insertions, what was moved to its new place, content controls, smart tags, links, results of
fields, text boxes, automatic numbers. Out: tracked deletions, hidden text, readings over hanzi, headers and
footers. Footnotes and endnotes are read apart (``notes``); comments are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from analysis.wordfiles.fields import Field, chosen, closing_fields, symbol
from analysis.wordfiles.flow import Flow, Paragraph, mark_of
from analysis.wordfiles.numbering import Numbering
from analysis.wordfiles.package import W, number_of, value_of
from analysis.wordfiles.styles import Styles, style_of
from analysis.wordfiles.tables import Line, Table, table_lines

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_KNOWN = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
_WIDEST = 10**6  # columns; Word takes 63

# What isn't part of the text though a reader can see it, and what to call it.
NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
COUNTED = {
    W + "commentReference": "comment", W + "altChunk": "embedded document", W + "subDoc": "embedded document",
    W + "object": "embedded object",
}  # fmt: skip
_GRAPHICS = {"chart": "chart", "chartex": "chart", "diagram": "diagram", "lockedCanvas": "diagram"}
_PASSED = (
    "pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "smartTagPr",
    "customXmlPr", "rt", "rubyPr", "fldData", "ffData", "delText", "delInstrText",
)  # fmt: skip


class Story:
    """The text of a document's body, or of a note, while it is read."""

    def __init__(self, body: Any, styles: Styles, numbering: Numbering) -> None:
        self.notes: list[tuple[str, str]] = []  # kinds and numbers of the notes that are pointed to, in order
        self.styles, self.numbering = styles, numbering
        self.left_out: Counter[str] = Counter()
        self._body = body
        self._closing = closing_fields(self._body)
        self._flows = [Flow()]
        self._paragraphs: list[Paragraph] = []
        self._tables: list[Table] = []
        self._cells: list[tuple[int, bool, bool]] = []
        self._runs: list[bool] = []  # whether the runs that are open are hidden
        self._fields: list[Field] = []
        self._hiding = self._contents = 0  # of the open fields: whose instruction it is; tables of contents
        self._branches: list[Any] = []  # of alternatives, the one that is read
        self._begin: dict[str, Callable[[Any], bool | None]] = {
            W + "p": self._begin_paragraph, W + "r": self._begin_run, W + "tbl": self._begin_table,
            W + "tr": self._begin_row, W + "tc": self._begin_cell, W + "txbxContent": self._begin_box,
            _MC + "AlternateContent": self._begin_alternatives, _MC + "Choice": self._is_other_branch,
            _MC + "Fallback": self._is_other_branch,
            W + "del": self._deletion, W + "moveFrom": lambda element: True,
            W + "t": self._words, _M + "t": self._words, _M + "den": lambda element: self._add("/"),
            W + "tab": lambda element: self._add("\t"), W + "ptab": lambda element: self._add("\t"),
            W + "br": self._break, W + "cr": lambda element: self._add("\n"),
            W + "noBreakHyphen": lambda element: self._add("-"), W + "sym": self._symbol,
            W + "fldChar": self._field_mark, W + "instrText": self._instruction,
            W + "fldSimple": self._begin_simple_field,
            _A + "graphicData": self._graphic, _V + "textpath": self._word_art,
        }  # fmt: skip
        self._begin |= {W + name: lambda element: True for name in _PASSED}
        self._begin |= dict.fromkeys(COUNTED, self._counted) | dict.fromkeys(NOTES, self._note)
        self._end: dict[str, Callable[[], None]] = {
            W + "p": self._end_paragraph, W + "r": self._end_run, W + "tbl": self._end_table,
            W + "tr": self._end_row, W + "tc": self._end_cell, W + "txbxContent": self._end_box,
            _MC + "AlternateContent": self._end_alternatives, W + "fldSimple": self._end_simple_field,
        }  # fmt: skip

    def read(self) -> list[Line]:
        """The lines of the document, in order: a paragraph, or the cells of a row."""
        from lxml.etree import iterwalk

        walk = iterwalk(self._body, events=("start", "end"))
        passed = None
        for event, element in walk:
            if event == "start":
                begin = self._begin.get(element.tag)
                if begin is not None and begin(element):
                    walk.skip_subtree()
                    passed = element
            elif element is passed:
                passed = None
            elif (end := self._end.get(element.tag)) is not None:
                end()
        return self._flows[0].close()

    # Words and signs

    def _is_hidden(self) -> bool:
        return bool(self._runs) and self._runs[-1]

    def _add(self, text: str) -> None:
        if not self._paragraphs or self._hiding:
            return
        if self._is_hidden():
            self.left_out["piece of hidden text"] += bool(text.strip())
            return
        self._paragraphs[-1].pieces.append(text)
        self._paragraphs[-1].has_words |= bool(text.strip())
        if self._fields:
            self._fields[-1].written = True

    def _words(self, element: Any) -> None:
        self._add((element.text or "").replace("\r", "").replace("\n", " "))

    def _break(self, element: Any) -> None:
        self._add("\n" if element.get(W + "type", "textWrapping") == "textWrapping" else "\f")

    def _symbol(self, element: Any) -> None:
        self._add_or_count(symbol(element), "unknown sign")

    def _add_or_count(self, text: str | None, what: str) -> None:
        if text is None:
            self.left_out[what] += not self._is_hidden()
        elif text:
            self._add(text)

    def _counted(self, element: Any) -> None:
        self.left_out[COUNTED[element.tag]] += not self._is_hidden()

    def _note(self, element: Any) -> None:
        if not self._is_hidden():
            self.notes.append((NOTES[element.tag], element.get(W + "id", "")))

    def _graphic(self, element: Any) -> None:
        kind = _GRAPHICS.get(element.get("uri", "").rpartition("/")[2])
        if kind:
            self.left_out[kind] += not self._is_hidden()

    def _deletion(self, element: Any) -> bool:
        self.left_out["tracked deletion"] += any(
            (e.text or "").strip() for e in element.iter(W + "delText", W + "t")
        )
        return True

    def _word_art(self, element: Any) -> None:
        if element.get("string") and not self._is_hidden():
            self._hang([(element.get("string"),)])

    # Fields

    def _field_mark(self, element: Any) -> bool:
        kind = element.get(W + "fldCharType")
        if kind == "begin" and element in self._closing:
            self._fields.append(Field(choice=chosen(element)))
            self._hiding += 1
        elif kind == "separate" and self._fields:
            self._show(self._fields[-1])
        elif kind == "end" and self._fields:
            self._close_field()
        return True

    def _show(self, opened: Field) -> None:
        """The result of a field begins."""
        if not opened.shows:
            opened.shows = True
            self._hiding -= 1
            self._contents += opened.is_contents
            if self._paragraphs:
                self._paragraphs[-1].contents |= opened.is_contents

    def _close_field(self) -> None:
        closed = self._fields.pop()
        self._show(closed)
        self._contents -= closed.is_contents
        self._add_or_count(closed.worked_out(), "field without its result")

    def _instruction(self, element: Any) -> bool:
        if self._fields and not self._fields[-1].shows:
            self._fields[-1].instruction.append(element.text or "")
        return True

    def _begin_simple_field(self, element: Any) -> None:
        self._fields.append(Field(instruction=[element.get(W + "instr", "")]))
        self._hiding += 1
        self._show(self._fields[-1])

    def _end_simple_field(self) -> None:
        if self._fields:
            self._close_field()

    # Runs and paragraphs

    def _begin_run(self, element: Any) -> None:
        style = self._paragraphs[-1].style if self._paragraphs else self.styles.default
        properties = element.find(W + "rPr")
        self._runs.append(self._is_hidden() or self.styles.is_hidden(properties, style))

    def _end_run(self) -> None:
        self._runs.pop()

    def _begin_paragraph(self, element: Any) -> None:
        properties = element.find(W + "pPr")
        style = style_of(properties, self.styles.default)
        run = None if properties is None else properties.find(W + "rPr")  # of the paragraph's mark
        mark = mark_of(properties, self.styles.is_hidden(run, style))
        paragraph = Paragraph(style, self.styles.list_of(properties, style), mark=mark)
        if not paragraph.mark:
            paragraph.label = self.numbering.label(paragraph.listed)
        paragraph.contents = self.styles.is_contents(style) or self._contents > 0
        self._paragraphs.append(paragraph)

    def _end_paragraph(self) -> None:
        paragraph, flow = self._paragraphs.pop(), self._flows[-1]
        flow.lines += paragraph.above
        if paragraph.mark == "gone":
            flow.bare.append(paragraph.text())
        elif paragraph.mark != "hidden":
            flow.put(flow.take(paragraph.text(), paragraph.label))
        elif paragraph.has_words:
            flow.whole.append(flow.take(paragraph.text(), self.numbering.label(paragraph.listed)))
        flow.lines += paragraph.below
        for opened in reversed(self._fields):  # an instruction hides no more than its paragraph
            if not self._hiding:
                break
            self._show(opened)

    # Text boxes and alternatives

    def _hang(self, lines: list[Line]) -> None:
        """Lines of a box: before the paragraph that it hangs on where this has no words yet, else behind."""
        if not self._paragraphs:
            self._flows[-1].lines += lines
            return
        paragraph = self._paragraphs[-1]
        (paragraph.below if paragraph.has_words else paragraph.above).extend(lines)

    def _begin_box(self, element: Any) -> bool:
        if self._is_hidden():
            return True
        self._flows.append(Flow())
        return False

    def _end_box(self) -> None:
        self._hang(self._flows.pop().close())

    def _begin_alternatives(self, element: Any) -> None:
        """Of the forms in which a thing is given, Word shows the first that it knows."""
        branches = [e for e in element if e.tag in (_MC + "Choice", _MC + "Fallback")]
        self._branches.append(next((e for e in branches if _is_known(e)), None))

    def _is_other_branch(self, element: Any) -> bool:
        return bool(self._branches) and element is not self._branches[-1]

    def _end_alternatives(self) -> None:
        self._branches.pop()

    # Tables

    def _begin_table(self, element: Any) -> None:
        widths = [number_of(e.get(W + "w"), 0) for e in element.iterfind(f"{W}tblGrid/{W}gridCol")]
        self._tables.append(Table(widths))

    def _end_table(self) -> None:
        flow = self._flows[-1]
        flow.close()
        flow.lines += table_lines(self._tables.pop())

    def _begin_row(self, element: Any) -> bool:
        if element.find(f"{W}trPr/{W}del") is not None:
            self.left_out["tracked deletion"] += 1
            return True
        if self._tables:
            before = value_of(element, "trPr", "gridBefore")
            self._tables[-1].begin_row(min(number_of(before, 0), _WIDEST))
        return False

    def _end_row(self) -> None:
        if self._tables:
            self._tables[-1].end_row()

    def _begin_cell(self, element: Any) -> bool:
        if element.find(f"{W}tcPr/{W}cellDel") is not None:
            self.left_out["tracked deletion"] += 1
            return True
        span = min(max(1, number_of(value_of(element, "tcPr", "gridSpan"), 1)), _WIDEST)
        merged = value_of(element, "tcPr", "vMerge")
        if merged not in (None, "restart") and self._tables and self._tables[-1].continues(span):
            return True
        joins = value_of(element, "tcPr", "hMerge") in ("", "continue")
        self._cells.append((span, merged is not None, joins))
        self._flows.append(Flow(is_cell=True))
        return False

    def _end_cell(self) -> None:
        lines = self._flows.pop().close()
        span, goes_on, joins = self._cells.pop()
        if self._tables:
            self._tables[-1].add(span, lines, goes_on, joins)
        else:
            self._flows[-1].lines += lines


def _is_known(branch: Any) -> bool:
    """Whether Word knows all that one form of a thing requires."""
    names = branch.get("Requires", "").split()
    return all((branch.nsmap.get(name) or "").startswith(_KNOWN) for name in names)
