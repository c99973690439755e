"""The tables of the corpus itself."""

from __future__ import annotations

from analysis.tables.declaration import Table, columns, made

ROOM = "Corpus"

TABLES = (
    Table(
        "reports",
        ROOM,
        "One row a report.",
        columns("""
            report_id level region region_code year kind
            title | as it stands above the text
            date | on which the speech was given, or the document issued, where the text says it
            speaker | where the text names one
            source | file in `raw/`
            sha256 | of that file
            characters:int | of the clean text
            paragraphs:int | of body text
            sentences:int | of body text
            tokens
        """),
        made(report="report_tables:reports"),
    ),
    Table(
        "lengths",
        ROOM,
        "One row a report and part that it has.",
        columns("""
            report_id region year kind part
            paragraphs:int | headings too
            sentences:int | headings too
            characters:int | without line ends
        """),
        made(report="report_tables:lengths"),
    ),
    Table(
        "paragraphs",
        ROOM,
        "One row a paragraph.",
        columns("""
            report_id paragraph start end part
            confidence:float | how likely it belongs to its part, 0–1
            heading | the last of a chapter or section that begins at it or above it
        """),
        made(report="report_tables:paragraphs"),
    ),
    Table(
        "headings",
        ROOM,
        "One row a heading.",
        columns("""
            report_id paragraph start end
            level:int | 1 一、 · 2 （一） · 3 1. or 一是 or —— · 4 a short sentence that opens a paragraph
            inline:bool | body text follows on the line
            part
            text | of the heading
        """),
        made(report="report_tables:headings"),
    ),
    Table(
        "cleaning",
        ROOM,
        "One row a report and cleaning step that changed it.",
        columns("""
            report_id
            step | name of the step
            times:int | how often it changed something
            characters_removed:int | by it
            characters_added:int | by it
        """),
        made(report="report_tables:cleaning"),
    ),
)
