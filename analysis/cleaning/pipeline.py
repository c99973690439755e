"""The cleaners in their order, and one report through all of them.

The order matters: bold and collectors' lines go before lines are joined (they would end up inside a
paragraph), lines are joined before spaced-out hanzi are closed (a line that was spaced out to fill its column
is not a short last line), notes are split off before note marks are removed, and order is restored once lines
are paragraphs.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.cleaning import artefacts as cleaning, lines as layout, order
from analysis.cleaning.collections import split_notes
from analysis.cleaning.edits import Cleaner, Step, run

LINES: tuple[Cleaner, ...] = (
    cleaning.normalise_newlines,
    cleaning.normalise_spaces,
    cleaning.drop_markdown,
    cleaning.flatten_subscripts,
    cleaning.drop_collector_lines,
    cleaning.drop_contents,
    cleaning.drop_banners,
    cleaning.undouble_bold,
)
MARKS: tuple[Cleaner, ...] = (cleaning.drop_note_marks,)
PARAGRAPHS: tuple[Cleaner, ...] = (
    cleaning.trim_lines,
    cleaning.drop_blank_lines,
    layout.join_lines,
    cleaning.close_spaced_hanzi,
    cleaning.close_number_blanks,
    cleaning.narrow_ascii,
    cleaning.widen_punctuation,
    order.restore_order,
)
CLEANERS: tuple[Cleaner, ...] = (*LINES, *MARKS, *PARAGRAPHS)


class Cleaned(NamedTuple):
    """A cleaned report: the speech, the notes printed behind it, and what each step did to the speech and to
    the notes.
    """

    text: str
    notes: str
    steps: tuple[Step, ...]
    note_steps: tuple[Step, ...]


def clean_report(raw: str) -> Cleaned:
    """The clean text of one report, one paragraph a line, with its notes kept apart.

    >>> clean_report("政府工作报告\\n\\n\\n各位代表：\\n\\n新增高新技术企业 1200 家，**增长** 5%。").text
    '政府工作报告\\n各位代表：\\n新增高新技术企业1200家，增长5%。'
    """
    text, steps = run(raw, LINES)
    speech, notes = split_notes(text)
    speech, more = run(speech, MARKS + PARAGRAPHS)
    notes, note_steps = run(notes, PARAGRAPHS)
    return Cleaned(speech, notes, (*steps, *more), tuple(note_steps))
