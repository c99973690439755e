"""Character-level cleaning: each artefact of a source file by one small named ``str → str`` function.

What each removes, with examples from the shipped files, stands in ``docs/artefacts.md``; lines and paragraphs
are the business of ``lines`` and ``order``. Nothing here knows a particular file.

Most texts lack most artefacts, and a pattern that opens with a set, a line start or a look behind is tried at
every character. So a cleaner looks for the marks that its pattern needs first (``holds``), and a pattern
about blanks opens with the blank and looks behind it from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from analysis.characters.blanks import HIDDEN, WIDE_BLANKS
from analysis.characters.folding import foldings, holds_forms
from analysis.cleaning.edits import Cleaner, Edit, cleaner, holds, substitute

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # hanzi (extension A, the main block, compatibility)
FULL = "，。、；：！？（）《》〈〉“”‘’【】〔〕—…·「」『』"
WIDE = HAN + FULL

_LINE_ENDS = "\r\u2028\u2029\x0b\x0c\x85"
_NEWLINE = re.compile(f"\r\n?|[{_LINE_ENDS[1:]}]")
_INVISIBLE = re.compile(f"[{HIDDEN}]")
_OTHER_SPACE = re.compile(f"[{WIDE_BLANKS}\t]")
_SUBSCRIPT = re.compile(r"(?<=[A-Za-z])_(?:\{([0-9.A-Za-z]{1,6})\}|(\d(?:\.\d)?)(?![\w.]*_))")
_SUBSCRIPT_DIGITS = re.compile(r"(?<=[A-Za-z])[₀-₉]+")
_COLLECTOR = re.compile(
    r"^[ ]*(?:公选王[^\n。]{0,30}"
    r"|(?:来源|稿源|信息来源|文章来源|责任编辑|编辑|责编|校对|发布时间|发布日期|浏览次数|点击数|字号|字体)"
    r"[ ]?[:：][^\n。]{0,60}"
    r"|(?:打印本页|关闭窗口|分享到|扫一扫[^\n。]{0,20}|【?(?:字体|字号)[:：]?[^\n。]{0,20}】?))[ ]*$\n?",
    re.M,
)
_CONTENTS = re.compile(r"^[^\n]{1,60}?(?:\.{4,}|…{2,}|·{4,})[ ]*\d{1,4}[ ]*$\n?", re.M)
_BANNER = re.compile(
    r"^[ ]*(?:[（(]此件(?:公开|主动公开|依申请公开|不予公开)[^\n]{0,6}[)）]|[（(]新华社[^\n）)]{1,20}电[)）]"
    r"|第[ ]?\d+[ ]?页(?:[ ]?共[ ]?\d+[ ]?页)?|[-—－][ ]?\d{1,3}[ ]?[-—－])[ ]*$\n?",
    re.M,
)
_RUNNING_HEAD = re.compile(r"^[ ]*政[ ]?府[ ]?工[ ]?作[ ]?报[ ]?告[ ]*$\n?", re.M)
_DOUBLED_LINE = re.compile(r"^([ ]*)([^\n]{4,80})\2[ ]*$", re.M)
_DOUBLED_LEAD = re.compile(r"([一二三四五六七八九十]{1,2}是[^。\n]{2,30}。|(?<=[。！？\n])[^。\n]{4,40}。)\1")
_SPACED_RUN = re.compile(rf"(?<![^ \n{FULL}])[{HAN}](?:[ ][{HAN}]){{3,}}")
_SPACED_LINE = re.compile(rf"^[ ]*[{HAN}](?:[ ]+[{HAN}]){{1,}}[ ]*$", re.M)
_SPACED_NAME = re.compile(rf"[ ](?<=[{HAN}] [{HAN}] )(?=[{HAN}][ ]*$)", re.M)
_BLANK_IN_WIDE = re.compile(
    rf"(?<=[{WIDE}])[ ]+(?=[{WIDE}])|(?<=[{WIDE}])[ ]+(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])[ ]+(?=[{WIDE}])"
)
_NUMBER_BLANK = re.compile(
    rf"[ ](?:(?<=[0-9A-Za-z%％‰℃.+\])] )[ ]*(?=[{WIDE},:;!?()])"
    rf"|(?<=[{WIDE},:;!?()\]] )[ ]*(?=[0-9A-Za-z+\[(])"
    rf"|(?<=[0-9] )[ ]*(?=[0-9%])|(?<=PM )[ ]*(?=\d)|(?<=[）)] )[ ]*(?=[{HAN}])"
    rf"|(?<=[{HAN}] )[ ]*(?=[（(，。；：])|(?<=[，。；：！？,;!?] )[ ]*(?=[{WIDE}])"
    rf"|(?<=[”’》】] )[ ]*(?=[{WIDE}])|(?<!  )[ ]*(?=/)|(?<=/ )[ ]*)"
)
_LINE_EDGE = re.compile(r"[ ](?:(?<=^ )[ ]*|(?<!  )[ ]*$)", re.M)
_BLANK_LINE = re.compile(r"\n(?:(?<=\A\n)\n*|(?<=\n\n)\n*|\n*\Z)")
_NOTE_MARK = re.compile(r"(?<![ ])[ ]*+(?:\[[ ]?\d{1,3}[ ]?\]|［\d{1,3}］|〔\d{1,3}〕)[ ]*")
_FULL_ASCII = re.compile("[０-９Ａ-Ｚａ-ｚ％．＋]")
_FULL_DASH = re.compile("－")
_ANGLE = re.compile(rf"<(?=[{WIDE}])([^<>\n]{{1,40}})>")
_PARENS = re.compile(r"\(([^()\n]{0,200}?)\)")
_HALF = re.compile(r"[,:;!?]")
_BESIDE_WIDE = re.compile(rf"[{WIDE}\n]")
_LONE_PAREN = re.compile(rf"[()](?:(?<=[{WIDE}].)|(?=[{WIDE}]))")
_IN_LATIN = re.compile(r"[0-9A-Za-z/]")
_TO_FULL = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}


@cleaner
def normalise_newlines(text: str) -> Iterator[Edit]:
    r"""Every kind of line end becomes ``\n``; byte-order marks and invisible characters go."""
    if not text.isascii():
        yield from sorted([*substitute(_NEWLINE, text, "\n"), *substitute(_INVISIBLE, text)])
    elif holds(text, _LINE_ENDS):
        yield from substitute(_NEWLINE, text, "\n")


@cleaner
def normalise_spaces(text: str) -> Iterator[Edit]:
    """Full-width, non-breaking and other blanks, and tabs, become a plain blank."""
    yield from substitute(_OTHER_SPACE, text, " ")


def _fold(number: int, text: str) -> Iterator[Edit]:
    """The edits of one of ``analysis.characters.folding.foldings``."""
    table = foldings()[number].table
    if holds_forms(text):
        yield from (Edit(at, at + 1, table[ord(c)]) for at, c in enumerate(text) if ord(c) in table)


# ⼯⼈⺠ → 工人民: other forms of usual characters, one for one.
FOLDS: tuple[Cleaner, ...] = tuple(
    Cleaner(name, partial(_fold, number), reason)
    for number, (name, reason) in enumerate(
        (
            ("fold_radicals", "Radicals that stand for hanzi become these: ``⼯⼈⺠`` → ``工人民``."),
            ("fold_ideographs", "Compatibility ideographs become the hanzi that they are."),
            ("fold_marks", "Vertical and small forms of marks become usual ones: ``︵一︶`` → ``（一）``."),
            ("fold_figures", "Bold and slanted figures of formulas become plain ones: ``𝟓`` → ``5``."),
        )
    )
)


@cleaner
def flatten_subscripts(text: str) -> Iterator[Edit]:
    """LaTeX and subscript figures become plain ones: ``PM_{2.5}`` and ``PM_2.5`` → ``PM2.5``, ``PM₁₀`` →
    ``PM10``.
    """
    if not holds(text, "_₀₁₂₃₄₅₆₇₈₉"):
        return
    plain = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
    yield from sorted(
        [
            *substitute(_SUBSCRIPT, text, lambda m: m[1] or m[2]),
            *substitute(_SUBSCRIPT_DIGITS, text, lambda m: m.group().translate(plain)),
        ]
    )


@cleaner
def drop_collector_lines(text: str) -> Iterator[Edit]:
    """Lines that a collector or a web page added go: ``公选王独家资料``, ``责任编辑：…``."""
    yield from substitute(_COLLECTOR, text)


@cleaner
def drop_contents(text: str) -> Iterator[Edit]:
    """Lines of a table of contents go: ``【第一篇】安徽省政府工作报告(全文).....3``."""
    if holds(text, ("....", "……", "····")):
        yield from substitute(_CONTENTS, text)


@cleaner
def drop_banners(text: str) -> Iterator[Edit]:
    """Datelines, release notes, page numbers and running heads go: ``（新华社北京3月 12日电）``,
    ``（此件公开发布）``.

    ``政府工作报告`` on a line of its own is the report's title among the first lines and a newspaper's
    running head anywhere else.
    """
    head_end = 0
    for _ in range(8):
        at = text.find("\n", head_end)
        if at < 0:
            break
        head_end = at + 1
    edits = [*substitute(_BANNER, text)]
    if head_end > 0:
        edits += [e for e in substitute(_RUNNING_HEAD, text) if e.start >= head_end]
    yield from sorted(edits)


@cleaner
def undouble_bold(text: str) -> Iterator[Edit]:
    """Bold text that was read twice from a PDF stays once: a heading line, or a lead within a line.

    ``二、加大力度二、加大力度`` → ``二、加大力度``; ``一是加强组织领导。一是加强组织领导。各部门`` →
    ``一是加强组织领导。各部门``
    """
    lines = list(_doubled_lines(text))
    spans = [(m.start(), m.end()) for m in lines]
    leads = [
        Edit(m.end() - len(m.group(1)), m.end())
        for m in (_DOUBLED_LEAD.finditer(text) if _may_double_lead(text) else ())
        if not any(a <= m.start() < b for a, b in spans)
    ]
    yield from sorted([*(Edit(m.end(2), 2 * m.end(2) - m.start(2)) for m in lines), *leads])


def _doubled_lines(text: str) -> Iterator[re.Match[str]]:
    """The matches of ``_DOUBLED_LINE``, tried only on lines that are short enough and, if they hold no
    blanks, have two equal halves.
    """
    start = 0
    for line in text.split("\n"):
        bare = line.strip(" ")
        half = len(bare) // 2
        if len(line) >= 8 and half <= 80 and (" " in bare or bare[:half] == bare[half:]):
            match = _DOUBLED_LINE.match(text, start)
            if match:
                yield match
        start += len(line) + 1


def _may_double_lead(text: str) -> bool:
    """True when the stretch before a full stop stands again before the next one: what ``_DOUBLED_LEAD`` looks
    for, but for its length and opening.
    """
    last = text.find("。")
    while last >= 0:
        following = text.find("。", last + 1)
        if following >= 0 and text[2 * last - following + 1 : last + 1] == text[last + 1 : following + 1]:
            return True
        last = following
    return False


@cleaner
def close_spaced_hanzi(text: str) -> Iterator[Edit]:
    """Blanks between the characters of a spaced-out line go: ``使 命 重 在 担 当 ，`` → ``使命重在担当，``;
    ``国 务 院`` → ``国务院``.

    A blank between an office and a name (``省长 李国英``), or between two slogans, stays; one inside a
    two-character name goes.
    """
    start = 0
    for line in text.split("\n"):
        if " " in line:
            if (line.count(" ") >= 3 and _SPACED_RUN.search(line)) or _SPACED_LINE.match(line):
                yield from (Edit(start + e.start, start + e.end) for e in substitute(_BLANK_IN_WIDE, line))
            else:
                yield from (Edit(start + e.start, start + e.end) for e in substitute(_SPACED_NAME, line))
        start += len(line) + 1


@cleaner
def close_number_blanks(text: str) -> Iterator[Edit]:
    """Blanks around figures, Latin letters and punctuation go:

    ``新增 1200 家``, ``推进 5G 网络``, ``(四) 扎实推进``.
    """
    yield from substitute(_NUMBER_BLANK, text)


@cleaner
def trim_lines(text: str) -> Iterator[Edit]:
    """Blanks at the start and end of a line go."""
    yield from substitute(_LINE_EDGE, text)


@cleaner
def drop_note_marks(text: str) -> Iterator[Edit]:
    """Marks that point to a note go:

    ``完成120项 [2]，`` → ``完成120项，``; a document number such as 〔2020〕 stays.
    """
    if holds(text, "[［〔"):
        yield from substitute(_NOTE_MARK, text)


@cleaner
def narrow_ascii(text: str) -> Iterator[Edit]:
    """Full-width figures, Latin letters and ``％ ．＋`` become plain ones;

    ``－`` between hanzi becomes a dash.
    """
    narrow = [*substitute(_FULL_ASCII, text, lambda m: chr(ord(m.group()) - 0xFEE0))]
    yield from sorted([*narrow, *substitute(_FULL_DASH, text, "—")])


def _is_chinese_mark(text: str, at: int) -> bool:
    """False for a mark inside a figure (1,000 3:1), a Latin word or an address; a comma between Latin words
    is Chinese punctuation here.
    """
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == ",":
        return not (before.isdigit() and after.isdigit())
    return not (_IN_LATIN.match(before or "x") and _IN_LATIN.match(after or "x"))


@cleaner
def widen_punctuation(text: str) -> Iterator[Edit]:
    """Half-width punctuation in Chinese text becomes full-width; inside figures and Latin words it stays:
    ``1,000``, ``3:1``, ``5G(NSA)``.

    A pair of parentheses is widened when it holds or touches a hanzi; angle brackets around hanzi are a book
    title's inner marks.
    """
    edits: list[Edit] = []
    for m in _PARENS.finditer(text):
        around = text[m.start() - 1 : m.start()] + m.group(1) + text[m.end() : m.end() + 1]
        if _BESIDE_WIDE.search(around) or not around.strip():
            edits += [Edit(m.start(), m.start() + 1, "（"), Edit(m.end() - 1, m.end(), "）")]
    for m in _ANGLE.finditer(text):
        edits += [Edit(m.start(), m.start() + 1, "〈"), Edit(m.end() - 1, m.end(), "〉")]
    for m in _HALF.finditer(text):
        if _is_chinese_mark(text, m.start()):
            edits.append(Edit(m.start(), m.end(), _TO_FULL[m.group()]))
    taken = {e.start for e in edits}
    # A parenthesis whose partner is missing or lies in another paragraph still belongs to the Chinese text
    # around it.
    for m in _LONE_PAREN.finditer(text):
        if m.start() not in taken:
            edits.append(Edit(m.start(), m.end(), "（" if m.group() == "(" else "）"))
    yield from sorted(edits)


@cleaner
def drop_blank_lines(text: str) -> Iterator[Edit]:
    """Blank lines go: one paragraph a line."""
    yield from substitute(_BLANK_LINE, text)
