"""Characters that are another form of a usual one, folded to it: one for one, so that places hold.

Programs that make or read PDFs leave radicals (⼯, ⼈, ⺠) and compatibility ideographs where hanzi were
meant, and forms of marks that are made for vertical print. Full-width punctuation, circled figures and
squared units are what they are meant to be, and stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from analysis.resources import LEXICON, read_rows


class Folding(NamedTuple):
    """A set of characters that are folded, and why.

    Attributes
    ----------
    name, reason : str
        What it is called, and why its characters are folded.
    table : dict of int to str
        For ``str.translate``: one character for each.
    example, folded : str
        Such characters, and what they become.
    counterexample : str
        Characters that stay.
    """

    name: str
    reason: str
    table: dict[int, str]
    example: str
    folded: str
    counterexample: str


def _by_unicode(*ranges: range) -> dict[int, str]:
    """What NFKC makes of characters, where that is one other character."""
    forms = {code: unicodedata.normalize("NFKC", chr(code)) for codes in ranges for code in codes}
    return {code: form for code, form in forms.items() if len(form) == 1 and form != chr(code)}


_FORMS = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\U0001d7ce-\U0001d7ff\U0002f800-\U0002fa1f]"
)
_VERTICAL = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈﹐﹑﹒﹔﹕﹖﹗﹘﹙﹚﹛﹜﹝﹞",
        "，、。：；！？〖〗…：—（）｛｝〔〕【】《》〈〉「」『』［］，、．；：？！—（）｛｝〔〕",
        strict=True,
    )
)


@lru_cache(maxsize=1)
def foldings() -> tuple[Folding, ...]:
    """What is folded, in order.

    >>> [folding.name for folding in foldings()]
    ['radicals', 'compatibility ideographs', 'forms of marks', 'mathematical figures']
    """
    supplement = {
        ord(row["form"]): row["hanzi"] for _, row in read_rows(LEXICON / "radicals.csv", ("form", "hanzi"))
    }
    return (
        Folding(
            "radicals",
            "A radical by itself stands for the hanzi that looks like it.",
            _by_unicode(range(0x2F00, 0x2FD6)) | supplement,
            "⼯⼈⼤⻓⺠",
            "工人大长民",
            "工①，：（",
        ),
        Folding(
            "compatibility ideographs",
            "Kept in Unicode for the sake of old Korean and Japanese sets; canonically the usual hanzi.",
            _by_unicode(range(0xF900, 0xFB00), range(0x2F800, 0x2FA20)),
            "\uf9f4\uf98a",
            "林力",
            "林﨑",
        ),
        Folding(
            "forms of marks",
            "Forms for vertical print and small ones.",
            {ord(form): mark for form, mark in _VERTICAL.items()},
            "︵一︶﹐",
            "（一），",
            "（一），①㎡",
        ),
        Folding(
            "mathematical figures",
            "Bold and slanted figures of formulas.",
            _by_unicode(range(0x1D7CE, 0x1D800)),
            "𝟓.𝟏",
            "5.1",
            "５①²",
        ),
    )


def holds_forms(text: str) -> bool:
    """Whether a text holds characters that may be folded: a quick look.

    >>> holds_forms("⼈民"), holds_forms("人民，（一）")
    (True, False)
    """
    return _FORMS.search(text) is not None


@lru_cache(maxsize=1)
def _all() -> dict[int, str]:
    return {code: form for folding in foldings() for code, form in folding.table.items()}


def folded(text: str) -> str:
    """A text with all of this folded; of the same length.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        The text, character for character.

    Examples
    --------
    >>> folded("政府⼯作报告：⼈⺠")
    '政府工作报告：人民'
    """
    return text.translate(_all()) if holds_forms(text) else text
