"""PDFs that make a reader loop, fill the memory or break down."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping

from tests.ingest.makers import report_of

_FONT = {
    3: b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
    4: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)"
    b"/Ordering(GB1)/Supplement 2>>/DW 1000/FontDescriptor 5 0 R>>",
    5: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
}
_ONE = b"<</Type/Pages/Kids[6 0 R]/Count 1>>"


def _file(objects: Mapping[int, bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = {}
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start, size = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    out.writelines(
        b"%010d 00000 %s \n" % (places.get(n, 0), b"n" if n in places else b"f") for n in range(1, size)
    )
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start))
    return out.getvalue()


def stream(data: bytes, more: bytes = b"", packed: int = 0) -> bytes:
    """A stream, packed so many times."""
    for _ in range(packed):
        data = zlib.compress(data, 9)
    filters = b"/Filter[%s]" % (b"/FlateDecode" * packed) if packed else b""
    return b"<<%s%s/Length %d>>stream\n%s\nendstream" % (more, filters, len(data), data)


def text(words: str, size: float = 14, x: float = 50, y: float = 700) -> bytes:
    """What draws some words."""
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n".encode()


LINES = b"".join(
    text(words[:30], y=800 - 20 * n) for n, words in enumerate(report_of("安徽省", 2021).split("\n")[:36])
)


def paged(
    content: bytes = LINES,
    box: bytes = b"0 0 595 842",
    pages: bytes = _ONE,
    forms: Mapping[int, bytes] | None = None,
    packed: int = 0,
) -> bytes:
    """A PDF of one page; ``forms`` are objects from 8 on, of which it may draw the first as ``/X Do``."""
    resources = b"/Font<</F1 3 0 R>>" + (b"/XObject<</X 8 0 R>>" if forms else b"")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources<<%s>>/Contents 7 0 R>>" % (box, resources)
    return _file(
        {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: pages, **_FONT, 6: page, 7: stream(content, packed=packed)}
        | dict(forms or {})
    )


def form(content: bytes, draws: int) -> bytes:
    """A form that may draw another one as ``/X Do``."""
    return stream(
        content,
        b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X %d 0 R>>>>" % draws,
    )


def draws_itself() -> bytes:
    """A form that draws itself several times over."""
    return paged(LINES + b"/X Do", forms={8: form(b"/X Do /X Do /X Do /X Do", 8)})


def draws_twice(deep: int = 30) -> bytes:
    """Forms that draw the next one twice, each: two to the power of their number."""
    return paged(LINES + b"/X Do", forms={8 + n: form(b"/X Do /X Do ", 9 + n) for n in range(deep)})


def many_pages(number: int, declared: int | None = None) -> bytes:
    """The same page many times, and how many are said to be there."""
    kids, count = b"6 0 R " * number, number if declared is None else declared
    return paged(pages=b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count))
