"""Web archives (``.mht``, ``.mhtml``): a page and its pictures in one file, as browsers and word processors
save them.
"""

from __future__ import annotations

import email
import email.errors
import email.headerregistry
import email.policy
import re
from email.message import EmailMessage
from typing import Any

from analysis.characters.decoding import AS_FOUND, Reading
from analysis.characters.misread import decode_file
from analysis.errors import InputError
from analysis.formats.html import Page, declared_charset, read_page
from analysis.limits import WEB_HEADER

_HEADER = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:[A-Za-z-]{2,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){1,40}", re.M
)
_SIGNS = re.compile(
    rb"(?im)^(?:mime-version:|content-type:\s*(?:multipart/related|multipart/mixed|text/html))"
)
_PAGES = ("text/html", "application/xhtml+xml")


def looks_like_mhtml(data: bytes) -> bool:
    """Whether a file begins with the header of a web archive, whatever its name is.

    >>> looks_like_mhtml(b"MIME-Version: 1.0\\r\\nContent-Type: multipart/related; boundary=x\\r\\n\\r\\n--x")
    True
    >>> looks_like_mhtml("政府工作报告".encode())
    False
    """
    header = _HEADER.match(data[:8192])
    return header is not None and len(_SIGNS.findall(header[0])) >= 2


class _TooLongError(ValueError):
    """A header that is too long to be read letter by letter."""


def _policy() -> Any:
    known = email.headerregistry.HeaderRegistry()

    def header(name: str, value: str) -> Any:
        if len(value) > WEB_HEADER.most:
            raise _TooLongError
        return known(name, value)

    return email.policy.default.clone(header_factory=header)


def read_mhtml(data: bytes, name: str, reading: Reading = AS_FOUND) -> Page:
    """The main text of the page in a web archive.

    Of several pages (a site of frames) it is the one with most text.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What to call it in a message.
    reading : Reading, optional
        What the user says of its bytes; nothing by default.

    Returns
    -------
    Page
        As ``analysis.formats.html.read_page`` gives it.

    Raises
    ------
    InputError
        When it is damaged, or holds no page with text.

    Examples
    --------
    >>> head = "MIME-Version: 1.0\\r\\nContent-Type: text/html; charset=utf-8\\r\\n\\r\\n"
    >>> read_mhtml((head + "<p>各位代表：</p><p>推进改革。</p>").encode(), "a.mht").text
    '各位代表：\\n推进改革。'
    """
    try:
        message = email.message_from_bytes(data.removeprefix(b"\\xef\\xbb\\xbf").lstrip(), policy=_policy())
        found = [part for part in message.walk() if part.get_content_type() in _PAGES]
        pages = [page for part in found if (page := _page(part, name, reading))]
    except _TooLongError:
        raise WEB_HEADER.refusal(name) from None
    except (RecursionError, email.errors.MessageError, ValueError, LookupError) as error:
        raise InputError(
            f"{name} is damaged: it can't be read as a web archive; save the page again"
        ) from error
    if not pages:
        raise InputError(f"{name} holds no page with text; save the page again as .html or .txt")
    return max(pages, key=lambda page: len(page.text))


def _page(part: EmailMessage, name: str, reading: Reading) -> Page | None:
    """The page of one part; ``None`` for a part without text."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return None
    declared = part.get_content_charset() or declared_charset(payload)
    try:
        return read_page(decode_file(payload, name, reading, declared).text, name)
    except InputError:
        return None
