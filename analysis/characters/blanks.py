"""All that Unicode counts as a blank or as nothing at all, for patterns."""

from __future__ import annotations

# The plain blank and the tab; no-break, Ogham, en and em quads to hair space, narrow no-break, mathematical,
# ideographic; fillers that print nothing (Mongolian vowel separator, Braille, Hangul).
WIDE_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u180e\u2800\u3164\uffa0"
BLANKS = f" \t{WIDE_BLANKS}"
# Zero width: marks of byte order, joiners, directions, invisible operators, variation selectors, soft hyphen.
HIDDEN = "\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u00ad\u034f\u061c\ufe00-\ufe0f"
