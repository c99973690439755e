"""Texts that were once decoded wrongly, had back where that can be done."""

from __future__ import annotations

import re

from analysis.characters.decoding import AS_FOUND, Decoded, Reading, decode
from analysis.characters.plausible import common_share, noisy_line
from analysis.errors import InputError

_MISREAD = (("gb18030", "utf-8"), ("latin-1", "gb18030"), ("latin-1", "utf-8"), ("cp1252", "utf-8"))


def decode_file(data: bytes, name: str, reading: Reading = AS_FOUND, declared: str = "") -> Decoded:
    """``decode``, and ``mend_misread`` of what it gives.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What to call it in a message.
    reading : Reading, optional
        What the user said of its encoding; by default nothing.
    declared : str, optional
        The encoding that the file itself declares; "", the default, for none.

    Returns
    -------
    Decoded
        The text, and how it was read.

    Examples
    --------
    >>> decode_file("各位代表：推进经济发展，完成改革任务。".encode("utf-16-le"), "a.txt").text
    '各位代表：推进经济发展，完成改革任务。'

    Raises ``InputError`` as they do, and for NUL characters.
    """
    decoded = decode(data, name, reading, declared)
    if "\0" in decoded.text:
        raise InputError(
            f"{name} holds NUL characters, so it is damaged or no text file; save the report again as .txt "
            "(UTF-8) or .docx"
        )
    return decoded._replace(text=mend_misread(decoded.text, name))


def mend_misread(text: str, name: str) -> str:
    """``text``, or what it was before somebody decoded it wrongly, when every character can be had back.

    Raises ``InputError`` when it is noise that can't be undone: a wrong encoding, a PDF whose fonts don't say
    which characters they draw.

    >>> mend_misread("政府工作报告。推进经济发展。".encode().decode("latin-1"), "a.txt")
    '政府工作报告。推进经济发展。'
    """
    latin = len(re.findall("[\x80-\xff]", text[:20000]))
    noisy = noisy_line(text)
    if not noisy and latin < 0.2 * max(1, len(text[:20000])):
        return text
    for wrong, right in _MISREAD:
        try:
            mended = text.encode(wrong).decode(right)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if common_share(mended) >= 0.2 and not noisy_line(mended):
            return mended
    where = f" (line {noisy})" if noisy else ""
    raise InputError(
        f"{name} can't be read as Chinese text{where}: it was saved in a wrong encoding or in two; save it "
        "again as UTF-8"
    )
