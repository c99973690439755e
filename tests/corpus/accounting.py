"""An account of what cleaning changed, made without the cleaners: an alignment of the raw text with the clean
one.

White space, punctuation of the other width, and markup are set aside on both sides; every other difference is
a row.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from rapidfuzz.distance import Indel

PUNCTUATION = str.maketrans("，：；（）！？．－〈〉", ",:;()!?.—<>")


def plain(text: str) -> str:
    """Comparable form: NFKC (subscripts, full-width), no white space, one kind of punctuation."""
    text = unicodedata.normalize("NFKC", text.replace("－", "—"))
    return re.sub(r"\s|\ufeff", "", text).translate(PUNCTUATION)


def differences(raw: str, clean: str) -> Counter[tuple[str, str]]:
    """Pieces taken out (``-``) and put in (``+``) on the way from ``raw`` to ``clean``, comparable."""
    a, b = plain(raw), plain(clean)
    found: Counter[tuple[str, str]] = Counter()
    for op in Indel.opcodes(a, b):
        if op.tag == "delete":
            found["-", a[op.src_start : op.src_end]] += 1
        elif op.tag == "insert":
            found["+", b[op.dest_start : op.dest_end]] += 1
    return found
