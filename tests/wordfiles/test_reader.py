"""Word files as a reader sees them."""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree

from analysis.corpus.single import read_report, text_report
from analysis.errors import InputError
from analysis.formats.convert import drafts_of
from analysis.formats.received import Received
from analysis.wordfiles.reader import read_word
from tests.ingest.makers import NAMES, cell, docx, grid, par, run, word, zipped


def text_of(body: str, **parts: str) -> str:
    return read_word(word(body, **parts), "a.docx").text


def remark_of(body: str) -> str:
    return read_word(word(body), "a.docx").remark


def box(inside: str) -> str:
    """A text box as Word writes it: for itself, and once more for older versions."""
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def field(instruction: str, result: str | None) -> str:
    """A field of runs; without a separator where it has no result."""
    middle = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'{middle}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


PAGE = '<w:r><w:br w:type="page"/></w:r>'
INSIDE = {
    "an insertion": (f"<w:ins>{run('6%左右')}</w:ins>", "6%左右"),
    "a deletion": ("<w:del><w:r><w:delText>5%</w:delText></w:r></w:del>", ""),
    "a deletion that holds text": (f"<w:del>{run('5%')}</w:del>", ""),
    "moved from here": (f"<w:moveFrom>{run('5%')}</w:moveFrom>", ""),
    "moved to here": (f"<w:moveTo>{run('5%')}</w:moveTo>", "5%"),
    "an insertion that was deleted": (f"<w:ins><w:del>{run('5%')}</w:del>{run('6%')}</w:ins>", "6%"),
    "a content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('15')}</w:sdtContent></w:sdt>", "15"),
    "a smart tag": (
        f"<w:smartTag><w:smartTag>{run('2004年')}</w:smartTag>{run('1月')}</w:smartTag>",
        "2004年1月",
    ),
    "custom XML": (f"<w:customXml>{run('15')}</w:customXml>", "15"),
    "a link": (f"<w:hyperlink>{run('见附件')}</w:hyperlink>", "见附件"),
    "a simple field": (f'<w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>', "3"),
    "a field": (field("HYPERLINK x", run("见附件")), "见附件"),
    "a field in an instruction": (field(f"IF {field('REF a', run('甲'))} = 1", run("乙")), "乙"),
    "a field that isn't closed": ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("甲"), "甲"),
    "a circle around a figure": (field(r"EQ \o\ac(○,3)", None), "③"),
    "hidden text": (run("内部", "<w:vanish/>") + run("公开"), "公开"),
    "text that isn't hidden": (run("公开", '<w:vanish w:val="0"/>'), "公开"),
    "a reading": (
        f"<w:r><w:ruby><w:rt>{run('gǎi')}</w:rt><w:rubyBase>{run('改')}</w:rubyBase></w:ruby></w:r>",
        "改",
    ),
    "breaks and tabs": (
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t><w:tab/><w:t>丁</w:t></w:r>",
        "甲\n乙\n丙\t丁",
    ),
    "a page's end": (f'{PAGE}{run("甲。")}', "\n甲。"),
    "hyphens": ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t></w:r>", "A-BC"),
    "a sign of a symbol font": ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
    "a sign of any font": ('<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>', "①"),
    "an equation": (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>",
        "1/3",
    ),
    "a form that Word doesn't know": (
        f'<mc:AlternateContent><mc:Choice Requires="zz">{run("新")}</mc:Choice>'
        f"<mc:Fallback>{run('旧')}</mc:Fallback></mc:AlternateContent>",
        "旧",
    ),
    "two forms that Word knows": (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{run("新")}</mc:Choice>'
        f'<mc:Choice Requires="wps">{run("次")}</mc:Choice>'
        f"<mc:Fallback>{run('旧')}</mc:Fallback></mc:AlternateContent>",
        "新",
    ),
    "a drop-down field": (
        field("FORMDROPDOWN", None).replace(
            '"begin"/>',
            '"begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/>'
            '<w:listEntry w:val="乙"/></w:ddList></w:ffData></w:fldChar>',
        ),
        "乙",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INSIDE)
def test_what_stands_inside_a_paragraph(name: str) -> None:
    inside, text = INSIDE[name]
    assert text_of(f"<w:p>{run('前')}{inside}{run('后')}</w:p>") == f"前{text}后"


AROUND = {
    "a page's end": par(PAGE + run("甲") + PAGE) + par(PAGE + run("乙")),
    "a content control": f"<w:sdt><w:sdtPr/><w:sdtContent>{par('甲')}{par('乙')}</w:sdtContent></w:sdt>",
    "custom XML": f"<w:customXml>{par('甲')}{par('乙')}</w:customXml>",
    "a deleted paragraph between": par("甲") + par("<w:del/>", "<w:rPr><w:del/></w:rPr>") + par("乙"),
    "a deleted mark": par("甲") + par("乙前", "<w:rPr><w:del/></w:rPr>").replace("乙前", "") + par("乙"),
    "an inserted mark": par("甲", "<w:rPr><w:ins/></w:rPr>") + par("乙"),
    "a hidden paragraph": par("甲") + par(run("丙", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>") + par("乙"),
    "a dropped initial": par("甲") + par("乙", '<w:framePr w:dropCap="drop"/>') + "<w:p/>",
    "what properties were before": par("甲") + par("乙", "<w:pPrChange><w:pPr/></w:pPrChange>"),
}


@pytest.mark.parametrize("name", AROUND)
def test_what_stands_around_paragraphs(name: str) -> None:
    assert text_of(AROUND[name]) == "甲\n乙"


def test_marks_that_are_gone_join_paragraphs() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    assert text_of(par("甲", gone) + par("乙", gone) + par("丙") + par("丁", gone)) == "甲乙丙\n丁"


def test_text_boxes_are_lines_of_their_own() -> None:
    inner = box(par("盒一") + par("盒二"))
    assert text_of(f"<w:p>{inner}{run('正文')}</w:p>") == "盒一\n盒二\n正文"
    assert text_of(f"<w:p>{run('正')}{inner}{run('文')}</w:p>") == "正文\n盒一\n盒二"
    art = '<w:r><w:pict><v:shape><v:textpath string="公开"/></v:shape></w:pict></w:r>'
    assert text_of(f"<w:p>{art}{run('正文')}</w:p>") == "公开\n正文"
    hidden = f"<w:p>{inner.replace('<w:r><mc', '<w:r><w:rPr><w:vanish/></w:rPr><mc')}{run('正文')}</w:p>"
    assert text_of(hidden) == "正文"


def test_styles_hide_text() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="character" w:styleId="c"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="d"><w:basedOn w:val="e"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="e"><w:basedOn w:val="d"/></w:style>'
    )
    shown = run("丙", '<w:rStyle w:val="c"/>')
    body = par("甲", '<w:pStyle w:val="b"/>') + par(run("乙") + shown) + par("丁", '<w:pStyle w:val="d"/>')
    assert text_of(body, styles=styles) == "乙\n丁"
    # What is hidden twice over, by two styles, shows: each undoes the other.
    assert text_of(par(shown, '<w:pStyle w:val="b"/>') + par("丁"), styles=styles) == "丙丁"


def test_the_style_of_paragraphs_without_one() -> None:
    """It is the default one of paragraphs, whatever the default ones of runs and tables are."""
    hides = "<w:rPr><w:vanish/></w:rPr></w:style>"
    for kind, text in (("paragraph", "乙"), ("character", "甲\n乙"), ("table", "甲\n乙")):
        styles = f'<w:style w:type="{kind}" w:default="1" w:styleId="n">{hides}'
        shown = '<w:style w:type="paragraph" w:styleId="s"/>'
        assert text_of(par("甲") + par("乙", '<w:pStyle w:val="s"/>'), styles=styles + shown) == text


SIGNS = {
    ("Wingdings", "F0FC"): "✓", ("wingdings", "00FC"): "✓", ("Wingdings", "F081"): "①",
    ("Wingdings", "F08C"): "❶",
    ("Wingdings", "F08A"): "⑩", ("Wingdings", "F041"): None, ("Wingdings 2", "F052"): "☑",
    ("Symbol", "F062"): "β", ("Symbol", "F035"): "5", ("Symbol", "F066"): None,
    ("宋体", "2460"): "①", ("宋体", "F041"): "A", ("宋体", "F0FF"): None, ("宋体", "110000"): None,
    ("宋体", "x"): None, ("", ""): None, ("宋体", "E000"): None, ("宋体", "0007"): None,
}  # fmt: skip


@pytest.mark.parametrize(("font", "code"), SIGNS)
def test_signs_of_symbol_fonts(font: str, code: str) -> None:
    """Those that aren't known are counted."""
    read = read_word(word(par(run("甲") + f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>')), "a.docx")
    sign = SIGNS[font, code]
    assert read == (f"甲{sign or ''}", "" if sign else "left out: 1 unknown sign")


def test_a_choice_that_a_field_hasnt_made() -> None:
    """The first, where neither a result nor a default is given; none, where the list lacks it."""
    entries = '<w:listEntry w:val="甲"/><w:listEntry w:val="乙"/>'
    for told, shown in (("", "甲"), ('<w:default w:val="1"/>', "乙"), ('<w:result w:val="2"/>', "")):
        data = f"<w:ffData><w:ddList>{told}{entries}</w:ddList></w:ffData>"
        opened = field("FORMDROPDOWN", None).replace('"begin"/>', f'"begin">{data}</w:fldChar>')
        assert text_of(par(run("前") + opened)) == f"前{shown}"


def test_a_run_outside_of_paragraphs() -> None:
    """No file should have one, and it stops nothing."""
    assert text_of(run("甲") + par("乙")) == "乙"


CONTENTS = "<w:r><w:tab/></w:r>" + run("3")


def test_lines_of_contents_are_printed_with_their_dots() -> None:
    """As the cleaners know them; in a field, or by their style."""
    styles = '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="toc 1"/></w:style>'
    styled = par(run("一、回顾") + CONTENTS, '<w:pStyle w:val="x"/>')
    assert text_of(styled, styles=styles) == "一、回顾......3"
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o</w:instrText></w:r>'
    opened = par(begin + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("一、回顾") + CONTENTS)
    closed = par(run("二、安排") + CONTENTS + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    other = par(run("三、附件") + CONTENTS)
    assert text_of(opened + closed + other) == "一、回顾......3\n二、安排......3\n三、附件\t3"


def test_an_instruction_hides_no_more_than_its_paragraph() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    assert text_of(par(begin + run("甲")) + par("乙") + par(run("丙") + end)) == "\n乙\n丙"


def test_notes_and_others_are_counted() -> None:
    marks = (
        "".join(f"<w:r><w:footnoteReference w:id='{n}'/></w:r>" for n in "12")
        + "<w:r><w:commentReference w:id='1'/></w:r>"
    )
    chart = "<w:r><w:drawing><a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/chart'/></w:drawing></w:r>"
    gone = f"<w:del>{marks}<w:r><w:delText>旧</w:delText></w:r></w:del>"
    sign = '<w:r><w:sym w:font="Webdings" w:char="F0FC"/></w:r>'.replace("Webdings", "Wingdings 3")
    body = par(run("甲") + marks + chart + gone)
    assert remark_of(body) == "left out: 1 comment, 1 chart, 1 tracked deletion, 2 footnotes"
    assert remark_of(par("甲")) == ""
    assert remark_of(par(run("甲") + sign)) == "left out: 1 unknown sign"
    assert remark_of(par(run("甲") + run("乙", "<w:vanish/>"))) == "left out: 1 piece of hidden text"
    [draft] = drafts_of(Received("a.docx", "a.docx", (), word(body)), [])
    assert draft.remark == remark_of(body)


def test_a_text_that_is_embedded_is_told_from_none() -> None:
    with pytest.raises(InputError, match=r"a\.docx holds its text as an embedded document"):
        text_of("<w:altChunk/>")
    with pytest.raises(InputError, match=r"a\.docx holds no text"):
        text_of("<w:p/>")


def test_other_ways_to_pack_a_file() -> None:
    """The main part under another name; names in another case; the elements of “Strict Open XML”."""
    document = f"<w:document {NAMES}><w:body>{par('推进改革。')}</w:body></w:document>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = (
        f'<Relationships xmlns="x"><Relationship Type="{kind}" Target="/Word/document2.xml"/></Relationships>'
    )
    elsewhere = zipped({"_rels/.rels": relations.encode(), "word/Document2.xml": document.encode()})
    assert read_word(elsewhere, "a.docx").text == "推进改革。"
    strict = document.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read_word(zipped({"word/document.xml": strict.encode()}), "a.docx").text == "推进改革。"


HOSTILE = {
    "a document type": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
    "no body": f"<w:document {NAMES}/>".encode(),
    "torn": b"<w:document",
    "nothing": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_files_that_are_none(name: str) -> None:
    with pytest.raises(InputError, match=r"a\.docx is not a readable \.docx file"):
        read_word(zipped({"word/document.xml": HOSTILE[name]}), "a.docx")


def test_a_bomb_is_refused() -> None:
    data = b"<x>" + b" " * 2**25
    with pytest.raises(InputError, match="zip bomb"):
        read_word(zipped({"word/document.xml": data}), "a.docx")


def merged(rows: int) -> str:
    """A table whose second column is one cell."""
    first = ["1", cell("合并的一格" * 40, '<w:vMerge w:val="restart"/>'), "丙"]
    return grid(first, *([str(n), cell("", "<w:vMerge/>"), "丙"] for n in range(2, rows + 1)))


WIDE = '<w:gridSpan w:val="1000000"/>'
LARGE = {
    "a cell merged over rows": merged(4000),
    "a million columns": grid(*([cell("甲", WIDE), "乙", "丙"] for _ in range(999))),
    "columns that drift": grid(*(["甲", "乙"] for _ in range(4000))).replace(
        "<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="9999"/></w:trPr>'
    ),
    "tables in tables": "<w:tbl><w:tr><w:tc>" * 300 + par("甲") + "<w:p/></w:tc></w:tr></w:tbl>" * 300,
    "insertions in insertions": "<w:p>" + "<w:ins>" * 1500 + run("甲") + "</w:ins>" * 1500 + "</w:p>",
    "marks that are gone": par("甲", "<w:rPr><w:del/></w:rPr>") * 20_000,
    "fields in fields": "".join(par('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') for _ in range(9000))
    + par("甲") * 9000 + par('<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 9000),
    "text boxes on one paragraph": f"<w:p>{box(par('甲')) * 3000}</w:p>",
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_time_grows_with_the_file(name: str) -> None:
    data = word(LARGE[name])
    start = time.perf_counter()
    text = read_word(data, "a.docx").text
    assert time.perf_counter() - start < 5
    assert "甲" in text or "合并的一格" in text
    assert len(text) < 3 * len(LARGE[name])


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What can stand around runs."""
    ways = [
        "<w:ins>{}</w:ins>", "<w:del>{}</w:del>", "<w:moveFrom>{}</w:moveFrom>", "<w:moveTo>{}</w:moveTo>",
        "<w:hyperlink>{}</w:hyperlink>", "<w:smartTag>{}</w:smartTag>", "<w:customXml>{}</w:customXml>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="REF x">{}</w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
        '<mc:AlternateContent><mc:Choice Requires="w14">{}</mc:Choice><mc:Fallback>{}</mc:Fallback>'
        "</mc:AlternateContent>",
    ]  # fmt: skip
    return st.tuples(st.sampled_from(ways), st.lists(inner, max_size=3)).map(
        lambda drawn: drawn[0].replace("{}", "".join(drawn[1]))
    )


RUNS = st.sampled_from([run("@"), run("@", "<w:vanish/>"), run("@") + run("@", "<w:b/>")])
INLINE = st.recursive(RUNS, wrapped, max_leaves=6)
PROPERTIES = st.sampled_from(
    ["", "<w:rPr><w:ins/></w:rPr>", "<w:rPr><w:del/></w:rPr>", "<w:jc w:val='left'/>"]
)
PARAGRAPHS = st.tuples(st.lists(INLINE, max_size=3), PROPERTIES).map(
    lambda drawn: f"<w:p><w:pPr>{drawn[1]}</w:pPr>{''.join(drawn[0])}</w:p>"
)


def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What can stand around blocks: content controls, tables with merged cells, text boxes."""
    many = st.lists(inner, min_size=1, max_size=3)
    span = st.integers(1, 3).map(lambda n: f'<w:gridSpan w:val="{n}"/>')
    cells = st.tuples(many, span).map(lambda drawn: cell("".join(drawn[0]), drawn[1]))
    rows = st.lists(st.lists(cells, min_size=1, max_size=3), min_size=1, max_size=3)
    return st.one_of(
        many.map(lambda blocks: f"<w:sdt><w:sdtContent>{''.join(blocks)}</w:sdtContent></w:sdt>"),
        many.map(lambda blocks: f"<w:customXml>{''.join(blocks)}</w:customXml>"),
        rows.map(lambda drawn: grid(*drawn)),
        rows.map(lambda drawn: grid(*([*row, cell("", "<w:vMerge/>")] for row in drawn))),
        st.tuples(INLINE, many).map(lambda drawn: f"<w:p>{drawn[0]}{box(''.join(drawn[1]))}</w:p>"),
    )


BODIES = st.lists(st.recursive(PARAGRAPHS, around, max_leaves=6), min_size=1, max_size=4).map("".join)
GONE = ("del", "moveFrom", "rt")


def shown(root: etree._Element) -> tuple[list[str], list[str]]:
    """The words that Word shows, told from the XML by what stands around each: those of text boxes, and the
    others in their order.
    """
    boxed, plain = [], []
    for element in root.iter(W + "t"):
        above = list(element.iterancestors())
        names = {etree.QName(e).localname for e in above}
        runs = [e for e in above if e.tag == W + "r"]
        if names & {*GONE, "Fallback"} or any(e.find(f"{W}rPr/{W}vanish") is not None for e in runs):
            continue
        (boxed if "txbxContent" in names else plain).append(element.text)
    return boxed, plain


@settings(max_examples=200)
@given(BODIES)
def test_every_word_that_shows_is_there_once(body: str) -> None:
    """Words in nested structure, each another one: those that show are there once, in order; no other is."""
    number = iter(range(10**6))
    body = re.sub("@", lambda _: f"词{next(number)}字", body)
    boxed, plain = shown(etree.fromstring(f"<w:document {NAMES}>{body}</w:document>"))
    try:
        found = re.findall(r"词\d+字", text_of(body))
    except InputError as error:
        assert "holds no text" in str(error)
        found = []
    assert sorted(found) == sorted(boxed + plain)
    assert [word for word in found if word not in set(boxed)] == plain


def test_as_the_library_reads_plain_files() -> None:
    """python-docx reads paragraphs and plain tables alike."""
    import docx as library

    document = library.Document(
        io.BytesIO(docx(["政府工作报告", "", "各位代表：", "一是\n改革。\t二是开放。"]))
    )
    table = document.add_table(rows=2, cols=3)
    for number, place in enumerate(table._cells):
        place.text = f"第{number}格"
    file = io.BytesIO()
    document.save(file)
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [" | ".join(place.text for place in row.cells) for row in table.rows]
    assert read_word(file.getvalue(), "a.docx").text == "\n".join(lines)
    with zipfile.ZipFile(file) as archive:
        assert b"w:tbl" in archive.read("word/document.xml")


def test_notes_stand_apart_with_their_numbers() -> None:
    """Footnotes and endnotes in the order of their marks; what Word doesn't show stays out."""

    def note(kind: str, place: int, text: str) -> str:
        return f"<w:{kind} w:id='{place}'>{par(run(text))}</w:{kind}>"

    def mark(kind: str, place: int) -> str:
        return f"<w:r><w:{kind}Reference w:id='{place}'/></w:r>"

    body = par(
        run("落实六稳") + mark("footnote", 7) + run("，建设") + mark("endnote", 3) + run("粮库。")
    ) + par(run("各项工作") + mark("footnote", 2) + f"<w:del>{mark('footnote', 9)}</w:del>" + run("推进。"))
    footnotes = "".join(
        note("footnote", n, words) for n, words in ((2, "指十项。"), (7, "稳就业等。"), (9, "旧。"))
    )
    parts = {
        "word_footnotes.xml": f"<w:footnotes {NAMES}>{footnotes}</w:footnotes>",
        "word_endnotes.xml": f"<w:endnotes {NAMES}>{note('endnote', 3, '新建的。')}</w:endnotes>",
    }
    read = read_word(word(body, **parts), "a.docx")
    assert read.text == (
        "落实六稳，建设粮库。\n各项工作推进。\n【脚注】\n[1] 稳就业等。\n[2] 指十项。\n[1] 新建的。"
    )
    assert read.remark == "set apart as notes: 2 footnotes, 1 endnote"
    report = text_report(read.text)
    assert report.text == "落实六稳，建设粮库。\n各项工作推进。"
    assert "稳就业等" in report.notes and "新建的" in report.notes


def test_a_note_that_is_missing_is_said() -> None:
    assert remark_of(par(run("甲") + "<w:r><w:footnoteReference w:id='4'/></w:r>")) == "left out: 1 footnote"


def test_read_report_says_what_was_left_out(tmp_path: Path) -> None:
    file = tmp_path / "2021.docx"
    file.write_bytes(word(par(run("推进改革。") + "<w:r><w:commentReference w:id='1'/></w:r>")))
    with pytest.warns(UserWarning, match=r"2021\.docx: left out: 1 comment"):
        assert read_report(file).text == "推进改革。"
