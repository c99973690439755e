"""The cleaners in their order, and one report through all of them.

The order matters: glued lines are parted before the page's lines are set apart; bold and collectors' lines go
before lines are joined (they would end up inside a paragraph), lines are joined before spaced-out hanzi are
closed (a line that was spaced out to fill its column is not a short last line), notes are split off before
note marks are removed, and order is restored once lines are paragraphs.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.cleaning import artefacts, heads, lines, newspaper, order
from analysis.cleaning.collections import split_notes
from analysis.cleaning.edits import Cleaner, Step, merged, run
from analysis.cleaning.markup import MARKUP
from analysis.cleaning.page import set_page_apart

CHARACTERS: tuple[Cleaner, ...] = (
    artefacts.normalise_newlines,
    artefacts.normalise_spaces,
    *artefacts.FOLDS,
    *MARKUP,
    heads.join_title,
    heads.part_lines,
)
LINES: tuple[Cleaner, ...] = (
    artefacts.flatten_subscripts,
    artefacts.drop_collector_lines,
    artefacts.drop_contents,
    artefacts.drop_banners,
    newspaper.drop_jump_lines,
    newspaper.drop_page_numbers,
    artefacts.undouble_bold,
)
MARKS: tuple[Cleaner, ...] = (artefacts.drop_note_marks,)
EDGES: tuple[Cleaner, ...] = (artefacts.trim_lines, artefacts.drop_blank_lines)
PARAGRAPHS: tuple[Cleaner, ...] = (
    *EDGES,
    lines.join_lines,
    artefacts.close_spaced_hanzi,
    artefacts.close_number_blanks,
    artefacts.narrow_ascii,
    artefacts.widen_punctuation,
    order.restore_order,
)
SPEECH: tuple[Cleaner, ...] = (*MARKS, *PARAGRAPHS, heads.part_lines)  # spaced-out lines are closed by now
CLEANERS: tuple[Cleaner, ...] = (*CHARACTERS, *LINES, *SPEECH)


class Cleaned(NamedTuple):
    """A cleaned report.

    Attributes
    ----------
    text : str
        The speech, one paragraph a line.
    notes : str
        The glossary, notes or forms printed behind it; below them the lines of the page that it was saved
        from.
    steps, note_steps : tuple of Step
        What each step did to the speech and to the notes.
    """

    text: str
    notes: str
    steps: tuple[Step, ...]
    note_steps: tuple[Step, ...]


def clean_report(raw: str) -> Cleaned:
    """The clean text of one report, with its notes kept apart.

    Parameters
    ----------
    raw
        The text as received.

    Returns
    -------
    Cleaned
        The speech, one paragraph a line; the notes; what was done.

    Examples
    --------
    >>> clean_report("政府工作报告\\n\\n\\n各位代表：\\n\\n新增高新技术企业 1200 家，**增长** 5%。").text
    '政府工作报告\\n各位代表：\\n新增高新技术企业1200家，增长5%。'
    """
    text, first = run(raw, CHARACTERS)
    apart = set_page_apart(text)
    text, steps = run(apart.text, LINES)
    speech, notes = split_notes(text)
    speech, more = run(speech, SPEECH)
    notes, note_steps = run(notes, PARAGRAPHS)
    page, page_steps = run(apart.page, EDGES)
    break_between = "\n" if notes and page else ""
    account = (apart.step._replace(added=apart.step.added + break_between),) if apart.step else ()
    return Cleaned(
        speech,
        notes + break_between + page,
        merged(*first, *account, *steps, *more),
        merged(*note_steps, *page_steps),
    )
