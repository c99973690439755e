"""Attributions in the lines of a document: one that goes on in the next line is found there too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.attributions.brackets import OPEN
from analysis.attributions.department_names import like_department
from analysis.attributions.finding import find_attributions, is_attribution
from analysis.attributions.label_rules import CONTACT, DEPARTMENTS
from analysis.attributions.labels import find_labels
from analysis.attributions.parser import parse_attribution

_ASK = ("联系人", "联络人", "联络员")
_LONGEST = 200  # characters of a line that only goes on
_RUN = 2000  # characters of labelled lines that are looked back at


def find_in_lines(lines: Sequence[str]) -> list[list[tuple[int, int]]]:
    """The attributions of each line.

    Parameters
    ----------
    lines : sequence of str
        The paragraphs of a document, without their line ends.

    Returns
    -------
    list of lists of (int, int)
        Start and end of each attribution, in characters of its line.

    Examples
    --------
    >>> find_in_lines(["建粮库。", "责任单位：县发改委", "县财政局", "修路。"])
    [[], [(0, 9)], [(0, 4)], []]
    """
    found = [find_attributions(line) for line in lines]
    last = max((at for at, spans in enumerate(found) if spans), default=-1)
    asked = sum(line.lstrip().startswith(_ASK) for line in lines) > 1
    run = ""  # the attribution that ends with the line before
    for at, line in enumerate(lines):
        if not found[at] and run and line and goes_on(line, run, asked or at < last):
            found[at] = [(0, len(line))]
        spans = found[at]
        if spans and spans[-1][1] == len(line):
            whole = run and spans[0] == (0, len(line))
            run = f"{run}\n{line}"[-_RUN:] if whole else line[spans[-1][0] :]
        else:
            run = ""
    return found


def goes_on(line: str, before: str, asked: bool = True) -> bool:
    """Whether a whole line goes on with the attribution that the line before it is.

    Parameters
    ----------
    line : str
        The line.
    before : str
        The attribution that ends with the line before.
    asked : bool
        Whether 联系人 belongs to a task here; behind the last task, a document may say of itself whom to ask.

    Returns
    -------
    bool
        True for another list of departments, a time, whom to ask, and a bracket that says when.

    Examples
    --------
    >>> goes_on("县教育局、县财政局", "责任单位：县发改委"), goes_on("扩大内需。", "责任单位：县发改委")
    (True, False)
    """
    if len(line) > _LONGEST:
        return False
    if line[0] in OPEN and is_attribution(line):
        return True
    label = next(find_labels(line), None)
    if label is not None:
        said = {CONTACT * (not asked), "", *(other.role for other in find_labels(before))}
        return label.role not in said and label.start == 0 and label.end < len(line)
    read = parse_attribution(line)
    who = read.leads + read.participants
    only_names = bool(who) and not (read.notes or read.deadlines) and not re.search(r"\d", line)
    return only_names and all(map(like_department, who)) and _names_departments(before)


def _names_departments(attribution: str) -> bool:
    """Whether the last label of an attribution is one of departments: the next line may name more.

    >>> _names_departments("责任单位：县发改委"), _names_departments("责任单位：县发改委；时限：年底")
    (True, False)
    """
    *_, last = ["", *(label.role for label in find_labels(attribution))]
    return last in DEPARTMENTS
