"""Small files of every kind, made in the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from analysis import Corpus, load_corpus
from analysis.corpus.types import Report


class Text(NamedTuple):
    """Words on a page, in points from its lower left corner."""

    x: float
    y: float
    words: str
    size: float = 14


def pdf(pages: Sequence[Iterable[Text]]) -> bytes:
    """A PDF of A4 pages with a text layer; the font isn't embedded (readers know its characters)."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode())
    objects.append(
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>"
    )
    objects.append(
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/"
        b"Ordering(GB1)/Supplement 2>>/DW 1000"
        b"/FontDescriptor 5 0 R>>"
    )
    objects.append(
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/"
        b"Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
    )
    for number, page in enumerate(pages):
        drawn = "".join(
            f"BT /F1 {t.size} Tf 1 0 0 1 {t.x} {t.y} Tm <{t.words.encode('utf-16-be').hex()}> Tj ET\n"
            for t in page
        ).encode()
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            b"/Contents %d 0 R>>" % (7 + 2 * number)
        )
        objects.append(b"<</Length %d>>stream\n%sendstream" % (len(drawn), drawn))
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % p for p in places))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def set_lines(paragraphs: Iterable[str], width: int) -> list[tuple[str, bool]]:
    """Lines of ``width`` characters with a first line indented by two, as a printer sets them;

    True for a first line.
    """
    lines = []
    for paragraph in paragraphs:
        lines.append((paragraph[: width - 2], True))
        lines += [(paragraph[at : at + width], False) for at in range(width - 2, len(paragraph), width)]
    return lines


def zipped(files: dict[str, bytes], encoding: str = "utf-8") -> bytes:
    """A ZIP archive; with ``encoding="gbk"`` its names are bytes in GBK without a flag, as old Windows
    programs write them.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            # A placeholder of the same length in bytes is put in and exchanged below, since zipfile writes
            # UTF-8 only.
            archive.writestr(name if encoding == "utf-8" else _placeholder(name.encode(encoding)), data)
    data = buffer.getvalue()
    if encoding != "utf-8":
        for name in files:
            data = data.replace(_placeholder(name.encode(encoding)).encode(), name.encode(encoding))
    return data


def _placeholder(name: bytes) -> str:
    return ("".join(chr(97 + b % 26) for b in name) + "z" * len(name))[: len(name)]


def docx(paragraphs: Iterable[str]) -> bytes:
    import docx as word

    document = word.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)


def word(body: str, numbering: str = "", styles: str = "", **files: str) -> bytes:
    """A Word file of bare XML: what stands in its body, its lists and its styles; other files by their paths
    (``word_x`` for ``word/x``).
    """
    parts = {
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {NAMES}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {NAMES}>{styles}</w:styles>",
    }
    parts |= {path.replace("word_", "word/"): text for path, text in files.items()}
    return zipped({path: text.encode() for path, text in parts.items()})


def run(text: str, properties: str = "") -> str:
    """A run of one text."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def par(text: str, properties: str = "") -> str:
    """A paragraph: of text, or of the elements that ``text`` begins with."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{text if text.startswith('<') else run(text)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    """A table's cell: of text, or of the elements that ``text`` begins with."""
    inside = text if text.startswith("<") else par(text) if text else "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def grid(*rows: Iterable[str]) -> str:
    """A table: rows of texts, or of whole cells."""
    return "".join(
        [
            "<w:tbl>",
            *(
                f"<w:tr>{''.join(c if c.startswith('<w:tc>') else cell(c) for c in row)}</w:tr>"
                for row in rows
            ),
            "</w:tbl>",
        ]
    )


@lru_cache
def _shipped() -> Corpus:
    return load_corpus()


def shipped(report_id: str) -> Report:
    """A report of the shipped corpus."""
    return _shipped().report(report_id)


def report_of(
    region: str,
    year: int,
    assembly: str = "第十四届",
    office: str = "省长",
    paragraphs: int = 40,
    seed: int = 0,
) -> str:
    """A made-up report that says whose it is in its first lines; every region, year and seed has its own
    words.
    """
    body = [
        f"（{'一二三四五六七八九十'[n % 10]}）第{n + seed}件事。{region}{year}年要把第{n * 7 + seed}项工程做"
        f"好，完成投资{n * 13 + year + seed}亿元，新增就业{n * 31 + seed}万人，"
        f"推进改革开放和经济社会发展，提高人民生活水平，建设现代化产业体系{n}号园区。"
        for n in range(paragraphs)
    ]
    half = len(body) // 2
    return "\n".join(
        [
            "政府工作报告",
            f"——{year}年1月15日在{region}{assembly}人民代表大会第三次会议上",
            f"{region}{office} 王建国",
            "各位代表：",
            "现在，我代表人民政府，向大会报告工作，请予审议。",
            f"一、{year - 1}年工作回顾",
            *body[:half],
            f"二、{year}年工作安排",
            f"今年经济社会发展的主要预期目标是：地区生产总值增长{4 + seed % 4}%左右，城镇新增就业"
            f"{20 + seed}万人，居民消费价格涨幅{2 + seed % 2}%左右。",
            *body[half:],
            "各位代表！让我们更加紧密地团结起来，为完成今年目标任务而努力奋斗！",
        ]
    )


def mhtml(pages: Sequence[str], encoding: str = "utf-8", transfer: str = "quoted-printable") -> bytes:
    """A web archive of some pages and a picture, as browsers save them."""
    import base64
    import quopri

    boundary = "----MultipartBoundary--x----"
    parts = [
        "From: <Saved by a browser>",
        "Snapshot-Content-Location: https://example.org/a.html",
        "Subject: a page",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/related; type="text/html"; boundary="{boundary}"',
        "",
    ]
    for page in pages:
        data = page.encode(encoding)
        coded = quopri.encodestring(data) if transfer == "quoted-printable" else base64.encodebytes(data)
        parts += [
            f"--{boundary}",
            f'Content-Type: text/html; charset="{encoding}"',
            f"Content-Transfer-Encoding: {transfer}",
            "",
            coded.decode("ascii"),
        ]
    picture = base64.encodebytes(b"\x89PNG\r\n\x1a\n" + bytes(99)).decode("ascii")
    parts += [f"--{boundary}", "Content-Type: image/png", "Content-Transfer-Encoding: base64", "", picture]
    return "\r\n".join([*parts, f"--{boundary}--", ""]).replace("\r\n", "\n").replace("\n", "\r\n").encode()
