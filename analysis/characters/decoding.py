"""Bytes to text where nobody says in which encoding; where a byte belongs to none, its place is said."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.characters.plausible import HANZI, LEAST, common_share, is_control, is_prose
from analysis.errors import InputError, unknown

STRICT, MARK = "stop", "mark"
MISTAKES = (STRICT, MARK)  # what to do about a byte that belongs to no character
REPLACED = "\ufffd"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_WIDE = ("utf-16-le", "utf-16-be")
_NARROW = ("gb18030", "big5hkscs", "cp950")  # the first is meant where several are as likely
_SHOWN = {"big5hkscs": "Big5", "cp950": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_FEW = 10  # hanzi of a page in UTF-16
_MANY = 40  # hanzi that tell whether a text is prose
_SAMPLE = 20_000  # characters that are looked at
_MOST_BAD = 200  # bytes that are marked in one file …
_BAD_SHARE = 0.01  # … and among its bytes, at the most


class Reading(NamedTuple):
    """What the user says of a file's bytes.

    Parameters
    ----------
    encoding : str
        How they are encoded; "", the default, where that is to be told from the bytes.
    errors : str
        ``stop``, the default, refuses a file with a byte that belongs to no character; ``mark`` puts U+FFFD
        there and reads on.

    Examples
    --------
    >>> Reading("big5")
    Reading(encoding='big5', errors='stop')
    """

    encoding: str = ""
    errors: str = STRICT


AS_FOUND = Reading()


class Decoded(NamedTuple):
    """A file's text.

    Attributes
    ----------
    text : str
        As it stands there, without a byte-order mark.
    encoding : str
        How it is encoded.
    remark : str
        Where bytes were marked; "" for none.
    """

    text: str
    encoding: str
    remark: str = ""


class _Bad(NamedTuple):
    """A byte that belongs to no character: its place in the file, its value, and whether the file ends in the
    middle of a character there.
    """

    at: int
    byte: int
    is_end: bool


def known_encoding(name: str) -> str:
    """The name that Python has for an encoding.

    >>> known_encoding("Big5"), known_encoding("GB2312")
    ('big5hkscs', 'gb18030')

    Raises
    ------
    InputError
        For an encoding that there isn't.
    """
    try:
        info = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        info = None
    if info is None or not info._is_text_encoding:
        raise unknown("encoding", name, ("utf-8", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be"))
    wider = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "hz": "hz"}
    return wider.get(info.name, info.name)


def decode(data: bytes, name: str, reading: Reading = AS_FOUND, declared: str = "") -> Decoded:
    """The text of some bytes.

    What the user says of the encoding holds. Else a byte-order mark does; else the bytes are UTF-8 if they
    can be; else UTF-16, GB18030 or Big5, whichever gives Chinese prose.

    Parameters
    ----------
    data : bytes
        A file's bytes.
    name : str
        Its name, for the sentence of a mistake.
    reading : Reading, optional
        What the user says of them; nothing by default.
    declared : str, optional
        What the file says of itself; it holds where the bytes agree.

    Returns
    -------
    Decoded
        The text, its encoding, and where bytes were marked.

    Raises
    ------
    InputError
        For an empty or binary file, an encoding that there isn't, and a byte that belongs to no character:
        with its line and place.

    Examples
    --------
    >>> decode("推进经济发展。".encode("utf-16-le"), "a.txt").encoding
    'utf-16-le'
    >>> decode("推進經濟發展。".encode("big5"), "a.txt").text
    '推進經濟發展。'
    """
    encoding = _encoding_of(data, name, reading, declared)
    try:
        decoded = Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        decoded = _with_mistakes(data, name, encoding, reading)
    text = decoded.text.removeprefix("\ufeff")
    if not text.strip().strip("\ufeff"):
        raise InputError(f"{name} is empty; put the report's text in it or remove it")
    return decoded._replace(text=text)


def _encoding_of(data: bytes, name: str, reading: Reading, declared: str) -> str:
    """The encoding that the bytes are, or are but for some mistakes."""
    if reading.encoding:
        return known_encoding(reading.encoding)
    marked = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), "")
    if marked:
        return marked
    if _is_declared(data, declared):
        return known_encoding(declared)
    return _told_by(data, name)


def _told_by(data: bytes, name: str) -> str:
    """The encoding that the bytes tell."""
    if b"\0" not in data and _decodes(data, "utf-8"):
        return "utf-8"
    wide = next((encoding for encoding in _WIDE if _is_wide(data, encoding)), "")
    if wide:
        return wide
    if b"\0" in data[:4096]:
        raise InputError(f"{name} is not a text file; save the report as .txt (UTF-8) or .docx")
    if _decodes(data, "utf-8"):
        return "utf-8"
    narrow = [encoding for encoding in _NARROW if _decodes(data, encoding)]
    prose = [encoding for encoding in narrow if _share(data, encoding) >= LEAST]
    return next(iter(prose + narrow), "") or _likeliest(data, name)


def _is_declared(data: bytes, declared: str) -> bool:
    """Whether the bytes can be what the file says of itself; what says nothing of hanzi isn't believed."""
    try:
        encoding = known_encoding(declared) if declared else ""
    except InputError:
        return False
    if not encoding.startswith(("utf", "gb", "big5", "cp950", "hz")) or not _decodes(data, encoding):
        return False
    if encoding == "utf-8" or _decodes(data, "utf-8"):
        return encoding == "utf-8"
    few = len(HANZI.findall(data.decode(encoding))) < _MANY
    return few or _share(data, encoding) >= LEAST


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _share(data: bytes, encoding: str) -> float:
    return common_share(data.decode(encoding, "replace")[:_SAMPLE])


def _is_wide(data: bytes, encoding: str) -> bool:
    """Whether bytes without a mark are UTF-16: as such they are Chinese prose, perhaps with a page's tags."""
    text = data[: 2 * 4096].decode(encoding, "replace").rstrip(REPLACED)  # which may end in half a character
    if text.count(REPLACED) > _FEW:
        return False
    text = text.replace(REPLACED, "")
    tags = b"\0" in data and not is_control(text) and common_share(text) >= LEAST
    return is_prose(text) or (tags and len(HANZI.findall(text)) >= _FEW)


def _likeliest(data: bytes, name: str) -> str:
    """The encoding that gives Chinese prose with the fewest mistakes; ``InputError`` when none does, or when
    the file is in two.
    """
    first, second = _two_encodings(data)
    if second:
        raise InputError(
            f"{name} is partly UTF-8 and partly GB18030 (from line {max(first, second)}); save it in one "
            "encoding, best UTF-8"
        )
    likely = [encoding for encoding in ("utf-8", *_NARROW) if _share(data, encoding) >= LEAST]
    if not likely:
        raise InputError(
            f"{name} is neither UTF-8 nor GB18030 (nor UTF-16, nor Big5); save it as UTF-8, or give its "
            "encoding with --encoding"
        )
    return min(likely, key=lambda encoding: len(_mistakes(data, encoding)[1]))


def _two_encodings(data: bytes) -> tuple[int, int]:
    """The first lines in UTF-8 and in GB18030 of a text in both; 0 for a text that isn't."""
    found: dict[str, int] = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        for encoding in ("utf-8", "gb18030"):
            if not line.isascii() and _decodes(line, encoding):
                if _is_likely(line.decode(encoding)):
                    found.setdefault(encoding, number)
                break
    return (found["utf-8"], found["gb18030"]) if len(found) == 2 else (0, 0)


def _is_likely(line: str) -> bool:
    return len(HANZI.findall(line)) < 6 or common_share(line) >= LEAST


def _mistakes(data: bytes, encoding: str) -> tuple[str, list[_Bad]]:
    """The text with U+FFFD for each byte that belongs to no character, and these bytes."""
    pieces: list[str] = []
    bad: list[_Bad] = []
    at = 0
    while at < len(data) and len(bad) <= _MOST_BAD:
        try:
            pieces.append(data[at:].decode(encoding))
            break
        except UnicodeDecodeError as error:
            pieces += [data[at : at + error.start].decode(encoding), REPLACED]
            place = at + error.start
            bad.append(_Bad(place, data[place], at + error.end >= len(data) and len(data) - place <= 4))
            at += error.end
    return "".join(pieces), bad


def _with_mistakes(data: bytes, name: str, encoding: str, reading: Reading) -> Decoded:
    """The text with its mistakes marked, if the user wants that; else ``InputError`` with their place."""
    text, bad = _mistakes(data, encoding)
    shown = _SHOWN.get(encoding, encoding.upper())
    where = _where(data, bad, encoding)
    if len(bad) > max(1, min(_MOST_BAD, _BAD_SHARE * len(data))):
        raise InputError(
            f"{name} isn't {shown} from {where} on: too many bytes belong to no character; save it as UTF-8, "
            "or give its encoding with --encoding"
        )
    if reading.errors != MARK:
        what = (
            "the file ends in the middle of a character"
            if bad[0].is_end
            else "a byte belongs to no character"
        )
        more = f" (and {len(bad) - 1} more)" if len(bad) > 1 else ""
        raise InputError(
            f"{name}, {where}: {what} of {shown}{more}; mend it, or read over it with --errors mark"
        )
    number = "1 byte" if len(bad) == 1 else f"{len(bad)} bytes"
    return Decoded(text, encoding, f"{number} of no character marked with U+FFFD ({where})")


def _where(data: bytes, bad: Sequence[_Bad], encoding: str) -> str:
    """The place of the first mistake: its line and byte, as people count."""
    at = bad[0].at
    before = data[:at].decode(encoding, "replace")
    line = len(re.findall("\r\n|\r|\n", before)) + 1
    return f"line {line}, byte {at + 1:,} (0x{bad[0].byte:02X})"
