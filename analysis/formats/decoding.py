"""Bytes to text where nobody says in which encoding, and texts that were once decoded wrongly."""

from __future__ import annotations

import re

from analysis.corpus.readers import decode
from analysis.errors import InputError

# The commonest characters of these reports: about half of any report's hanzi, and next to none of a text
# decoded wrongly.
_COMMON = frozenset(
    "的和发展全一中国社会建设经济业实化工年大政人民生高产力新市推进加行提主动资本现公开制作服务农村体保重点改革区地城基完成成以为了十二三五不上百"
)
_HANZI = re.compile("[\u3400-\u9fff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_MISREAD = (("gb18030", "utf-8"), ("latin-1", "gb18030"), ("latin-1", "utf-8"), ("cp1252", "utf-8"))


def common_share(text: str) -> float:
    """The share of the commonest characters among the hanzi of ``text``: about 0.3 for a report, under 0.05
    for noise, 0 without hanzi.

    >>> common_share("推进经济发展") > 0.9
    True
    """
    hanzi = _HANZI.findall(text)
    return sum(c in _COMMON for c in hanzi) / len(hanzi) if hanzi else 0.0


def rare_share(text: str) -> float:
    """The share of hanzi outside GB 2312 (6,763 characters): traditional forms, very rare ones, and what
    wrong decoding leaves.
    """
    hanzi = "".join(_HANZI.findall(text))
    return 1 - len(hanzi.encode("gb2312", "ignore")) / 2 / len(hanzi) if hanzi else 0.0


def _is_noise(text: str) -> bool:
    """A stretch of at least 40 hanzi that no Chinese text would hold."""
    return (
        len(text) >= 40
        and len(_HANZI.findall(text)) >= 40
        and common_share(text) < 0.08
        and rare_share(text) > 0.1
    )


def _noisy_line(text: str) -> int:
    """The number of the first line that is noise; 0 when none is."""
    return next((number for number, line in enumerate(text.split("\n"), 1) if _is_noise(line)), 0)


def _utf16_without_mark(data: bytes) -> str:
    """The text of UTF-16 without a byte-order mark; "" when it isn't that."""
    if len(data) % 2:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if (
            not _CONTROL.search(text[:4096])
            and len(_HANZI.findall(text[:4096])) >= 0.4 * len(text[:4096])
            and common_share(text[:4096]) >= 0.12
        ):
            return text
    return ""


def decode_bytes(data: bytes, name: str) -> str:
    """Text of UTF-8, UTF-16 (with or without a mark) or GB18030; ``InputError`` for an empty or binary file,
    or one in two encodings.

    >>> decode_bytes("各位代表：推进经济发展，完成改革任务。".encode("utf-16-le"), "a.txt")
    '各位代表：推进经济发展，完成改革任务。'
    """
    if not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            wide = _utf16_without_mark(data)
            if wide:
                return wide
        else:
            wide = _utf16_without_mark(data) if b"\0" in data else ""
            if wide:
                return wide
    try:
        text = decode(data, name)
    except InputError:
        if _two_encodings(data):
            raise InputError(
                f"{name} is partly UTF-8 and partly GB18030; save it in one encoding, best UTF-8"
            ) from None
        raise
    if "\0" in text:
        raise InputError(
            f"{name} holds NUL characters, so it is damaged or no text file; save the report again as .txt "
            "(UTF-8) or .docx"
        )
    return mend_misread(text, name)


def _two_encodings(data: bytes) -> bool:
    found = set()
    for line in data.split(b"\n"):
        if line.isascii():
            continue
        for encoding in ("utf-8", "gb18030"):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                continue
            found.add(encoding)
            break
    return len(found) == 2


def mend_misread(text: str, name: str) -> str:
    """``text``, or what it was before somebody decoded it wrongly, when every character can be had back.

    Raises ``InputError`` when it is noise that can't be undone: a wrong encoding, a PDF whose fonts don't say
    which characters they draw.

    >>> mend_misread("政府工作报告。推进经济发展。".encode().decode("latin-1"), "a.txt")
    '政府工作报告。推进经济发展。'
    """
    latin = len(re.findall("[\x80-\xff]", text[:20000]))
    noisy = _noisy_line(text)
    if not noisy and latin < 0.2 * max(1, len(text[:20000])):
        return text
    for wrong, right in _MISREAD:
        try:
            mended = text.encode(wrong).decode(right)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if common_share(mended) >= 0.2 and not _noisy_line(mended):
            return mended
    where = f" (line {noisy})" if noisy else ""
    raise InputError(
        f"{name} can't be read as Chinese text{where}: it was saved in a wrong encoding or in two; save it "
        "again as UTF-8"
    )
