"""Fields: what Word works out and shows, and signs of its symbol fonts."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import Any

from analysis.wordfiles.counting import in_format
from analysis.wordfiles.package import VAL, W, number_of, value_of

# Signs of Word's symbol fonts that lists and forms use, by the last two figures of their code.
SYMBOLS: dict[str, dict[str, str]] = {
    "wingdings": {
        "6C": "●", "6D": "❍", "6E": "■", "6F": "□", "71": "❑", "72": "❒", "74": "⧫", "75": "◆", "76": "❖",
        "9F": "•", "A1": "○", "A8": "◻", "AB": "★", "AC": "✶", "D8": "➢", "DF": "←", "E0": "→", "E1": "↑",
        "E2": "↓", "E8": "➔", "F0": "⇨", "FB": "✗", "FC": "✓", "FD": "☒", "FE": "☑",
        **{f"{0x81 + n:X}": chr(0x2460 + n) for n in range(10)},
        **{f"{0x8C + n:X}": chr(0x2776 + n) for n in range(10)},
    },
    "wingdings 2": {"50": "✓", "52": "☑", "53": "☒", "54": "☒", "A3": "☐", "F3": "☆"},
    "symbol": {
        "2A": "*", "2B": "+", "2D": "−", "40": "≅", "44": "Δ", "53": "Σ", "57": "Ω", "61": "α", "62": "β",
        "67": "γ", "64": "δ", "6C": "λ", "6D": "μ", "70": "π", "73": "σ", "77": "ω", "A3": "≤", "A5": "∞",
        "AE": "→", "B0": "°", "B1": "±", "B3": "≥", "B4": "×", "B7": "•", "B8": "÷", "B9": "≠", "BB": "≈",
        "A2": "′", "B2": "″", "D6": "√",
    },
}  # fmt: skip
_EQUATION = re.compile(r"\s*EQ\s+(?:\\\*\s*\S+\s+(?:\"[^\"]*\"\s*)?)*\\([of])\b", re.I)
_COUNTER = re.compile(r"\s*(?:LISTNUM|AUTONUM)", re.I)
_CONTENTS = re.compile(r"\s*TOC\b", re.I)
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass
class Field:
    """A field that has been opened.

    ``shows`` is true once its result begins: text before that is part of the instruction. ``choice`` is what
    a drop-down field has chosen, ``written`` whether its result has text.
    """

    shows: bool = False
    instruction: list[str] = field(default_factory=list)
    choice: str = ""
    written: bool = False

    @property
    def is_contents(self) -> bool:
        """Whether the field is a table of contents."""
        return bool(_CONTENTS.match("".join(self.instruction[:9])))

    def worked_out(self) -> str | None:
        """What Word shows of a closed field that has no result; ``None`` for a sign that isn't known.

        >>> Field(instruction=[r"EQ \\o\\ac(○,7)"]).worked_out(), Field(instruction=["XE 改革"]).worked_out()
        ('⑦', '')
        """
        if self.written:
            return ""
        instruction = "".join(self.instruction)
        if _COUNTER.match(instruction):
            return None
        return self.choice or _equation(instruction)


def _equation(instruction: str) -> str | None:
    r"""Signs set over one another, as circles around figures and readings over hanzi are in old files; and
    fractions.

    >>> _equation(r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(gǎi),改)'), _equation(r"EQ \f(1,2)")
    ('改', '1/2')
    """
    found = _EQUATION.match(instruction)
    if not found:
        return None if re.match(r"\s*EQ\b", instruction) else ""
    parts = _arguments(instruction[found.end() :].partition("(")[2].rpartition(")")[0])
    if found[1] in "fF":
        return "/".join(parts)
    number = number_of(parts[-1].translate(_NARROW), 0)
    return in_format(number, "decimalEnclosedCircle") if parts[0] in tuple("○◯〇") and number else parts[-1]


def _arguments(inside: str) -> list[str]:
    """What stands between commas outside brackets.

    >>> _arguments("up 9(a,b),改")
    ['up 9(a,b)', '改']
    """
    parts, depth = [""], 0
    for char in inside:
        depth += (char in "(（") - (char in ")）")
        if depth == 0 and char in ",，;；":
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]


def chosen(begin: Any) -> str:
    """What a drop-down field shows, by the ``w:fldChar`` that opens it."""
    choices = begin.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = [entry.get(VAL, "") for entry in choices.iterfind(W + "listEntry")]
    at = number_of(value_of(choices, "result") or value_of(choices, "default"), 0)
    return entries[at] if at < len(entries) else ""


def closing_fields(root: Any) -> set[Any]:
    """The ``w:fldChar`` that open a field which is closed further on."""
    closes, opened = set(), []
    for mark in root.iter(W + "fldChar"):
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            opened.append(mark)
        elif kind == "end" and opened:
            closes.add(opened.pop())
    return closes


def symbol(element: Any) -> str | None:
    """The sign of a ``w:sym``; ``None`` for one that isn't known."""
    code = element.get(W + "char", "")
    if not re.fullmatch("[0-9A-Fa-f]{1,6}", code):
        return None
    value = int(code, 16)
    font = element.get(W + "font", "").strip().lower()
    if 0xF000 <= value <= 0xF0FF:  # where symbol fonts have their signs
        value -= 0xF000
    elif font not in SYMBOLS:
        return chr(value) if value <= sys.maxunicode and chr(value).isprintable() else None
    sign = SYMBOLS.get(font, {}).get(f"{value:02X}")
    own = chr(value) if value < 0x80 and (font not in SYMBOLS or not chr(value).isalpha()) else ""
    return sign or (own if own.isprintable() and not font.startswith("wingdings") else "") or None
