"""The main text of a web page, or of a fragment of one: navigation, lists of links, scripts and imprints left
out.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from analysis.characters.blanks import BLANKS
from analysis.errors import InputError
from analysis.formats.html_tables import holds_data, lay_out
from analysis.limits import PAGE_ATTRIBUTES, PAGE_DEPTH, PAGE_ELEMENTS

_DROP = frozenset(
    ("script", "style", "noscript", "nav", "button", "select",
     "option", "iframe", "object", "embed", "svg", "canvas", "template", "textarea", "input", "head")
)  # fmt: skip
_SILENT = frozenset(("script", "style", "noscript", "template", "option", "textarea", "head", "svg"))
_LIGHT = frozenset(("header", "footer", "aside", "form"))  # these hold the whole report now and then
_MAIN_WEIGHT = 1500  # characters outside links that no piece of furniture has
_MAIN_SHARE = 0.4  # … and the share of a page's
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:nav|menu|navbar|breadcrumbs?|crumbs?|position|location|footer|header|sidebar|side|aside|"
    r"share|social|related|recommend|copyright|toolbar|tools|comment|comments|pagination|pager|banner|advert|"
    r"ads?|login|search|print|qrcode|erweima|dibu|daohang|friendlink|links)(?:$|[-_ ]|\d)",
    re.I,
)
_BLOCKS = frozenset(
    ("address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
     "form", "header", "footer", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html",
     "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_TAGS = re.compile(
    r"</?(?:p|br|div|span|html|body|table|td|font|h[1-6]|article|section|strong)\b[^<>]{0,300}>", re.I
)
_EDGE = re.compile(f"(?<![{BLANKS}])[{BLANKS}]*+\n[\n{BLANKS}]*+")
_INSTRUCTION = re.compile(r"<\?[^>]*+(>)?")  # shown by no browser; libxml2 takes long for a long one
_WORDS = re.compile(r"\w")
_LONG_TAG = 2 * PAGE_ATTRIBUTES.most  # characters that so many attributes take
_TAG = re.compile(r"""<[A-Za-z](?:[^"'<>]++|"[^"]*+"|'[^']*+')*+""")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']++)""")
_SITE = re.compile(r"\s*[-_|—]{1,2}\s*(?=[^-_|—]*(?:网|门户|网站|政府)$)")  # behind a title
_LONG_TITLE = 300  # characters, the site's name with it
_TITLE = re.compile("政府工作报告|重点工作.{0,6}(?:分工|分解)")


def looks_like_html(text: str) -> bool:
    """True when the text holds tags (not just 〈〉 typed as < >).

    >>> looks_like_html("<p>各位代表：</p><p>现在报告工作。</p>")
    True
    >>> looks_like_html("关于落实<政府工作报告>的意见")
    False
    """
    return len(_TAGS.findall(text[:200_000])) >= 2


def _strip(root: Any) -> None:
    """Take furniture out of the tree; what follows an element stays.

    Whatever it is called, an element that holds much of the page's text is no furniture.
    """
    weights = _weights(root)
    most = min(_MAIN_WEIGHT, _MAIN_SHARE * weights.get(root, 0))
    gone = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            gone.append(element)  # a comment, an instruction
        elif element.tag in _DROP or (_is_furniture(element) and weights.get(element, 0) <= most):
            gone.append(element)
    for element in gone:
        parent = element.getparent()
        if parent is not None:
            element.drop_tree()


def _is_furniture(element: Any) -> bool:
    """Whether an element is hidden or by its name one of a page's."""
    if element.tag in ("html", "body"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    hidden = re.search(r"display\s*:\s*none", element.get("style") or "", re.I)
    return bool(hidden or element.tag in _LIGHT or _FURNITURE.search(names))


def _weights(root: Any) -> dict[Any, int]:
    """Characters of text outside links and scripts, for every element: children before parents, in one pass,
    however deep the tree is.
    """
    weights: dict[Any, int] = {}
    for element in reversed(list(root.iter())):
        if not isinstance(element.tag, str) or element.tag in ("a", "script", "style"):
            continue
        weights[element] = len((element.text or "").strip()) + sum(
            weights.get(child, 0) + len((child.tail or "").strip()) for child in element
        )
    return weights


def _main(root: Any) -> Any:
    """The smallest element that holds four fifths of the text outside links."""
    weights = _weights(root)
    best = root
    while True:
        inner = [
            c
            for c in best
            if weights.get(c, 0) >= 0.8 * weights[best]
            and c.tag in _BLOCKS
            and c.tag not in ("p", "pre", "li")
        ]
        if not inner or not weights[best]:
            return best
        best = inner[0]


def _data_cells(root: Any) -> set[Any]:
    """The cells of tables' rows that hold data, and not a page's layout."""
    rows = dict.fromkeys(
        row for cell in root.iter("td", "th") if (row := cell.getparent()) is not None
    )  # each is judged once, however many cells it has
    return {cell for row in rows if holds_data(row) for cell in row if cell.tag in ("td", "th")}


def _before(element: Any, is_data: bool) -> str:
    """What stands before an element's text: a line end, a bar between cells."""
    if is_data:
        return "" if element.getprevious() is None else " | "
    return "\n" if element.tag == "br" or element.tag in _BLOCKS else ""


def _after(element: Any, is_data: bool) -> str:
    return "\n" if element.tag in _BLOCKS and not is_data else ""


def _blanks_joined(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _lines(root: Any) -> str:
    """The text of an element, one block a line; the cells of a table's row set off by bars."""
    pieces: list[str] = []
    data_cells = _data_cells(root)
    stack: list[tuple[Any, bool]] = [(root, False)]  # elements, and whether what they hold was read
    while stack:
        element, is_read = stack.pop()
        if is_read:
            pieces += [_after(element, element in data_cells)] if element is not root else []
            pieces.append(_blanks_joined(element.tail) if element is not root else "")
        else:
            text = (element.text or "") if element.tag == "pre" else _blanks_joined(element.text)
            pieces += [_before(element, element in data_cells) if element is not root else "", text]
            stack.append((element, True))
            stack += [(child, False) for child in reversed(element)]
    return _EDGE.sub("\n", f"\n{''.join(pieces)}\n")[1:-1]


_CHARSET = re.compile(rb"<meta\b[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", re.I)


def declared_charset(data: bytes) -> str:
    """What a page says of its own encoding; "" where it says nothing.

    >>> declared_charset(b'<html><head><meta charset="gb2312">')
    'gb2312'
    """
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else ""


class Page(NamedTuple):
    """A page's main text, and how much of the page was left out.

    Attributes
    ----------
    text : str
        One paragraph a line, under its title.
    left_out : int
        Characters (figures, letters, hanzi) of menus, links and imprints.
    """

    text: str
    left_out: int

    @property
    def remark(self) -> str:
        """What was left out, in a few words; "" for nothing."""
        return (
            f"{self.left_out:,} characters of the page left out (menus, links, imprint)"
            if self.left_out
            else ""
        )


def _visible(root: Any) -> int:
    """Characters of the words that a page shows."""
    body = root.find("body")
    texts = (
        (element.text or "") if isinstance(element.tag, str) and element.tag not in _SILENT else ""
        for element in (root if body is None else body).iter()
    )
    tails = (element.tail or "" for element in (root if body is None else body).iter())
    return sum(len(_WORDS.findall(text)) for pair in (texts, tails) for text in pair)


def _hold_limits(markup: str, name: str) -> None:
    """``InputError`` for a page that is too much for a reader of pages: its elements, or the attributes of
    one, each of which is held against all others.
    """
    PAGE_ELEMENTS.hold(name, markup.count("<"))
    for tag in _TAG.finditer(markup):
        if tag.end() - tag.start() > _LONG_TAG:
            bare = _VALUE.sub(" ", tag.group())
            PAGE_ATTRIBUTES.hold(name, len(re.split(r"[\s/\"']+", bare)) - 1)


def read_page(markup: str, name: str) -> Page:
    """The main text of a page or fragment, and how much was left out.

    Parameters
    ----------
    markup : str
        The page.
    name : str
        What to call it in a message.

    Returns
    -------
    Page
        Its text and the account.

    Raises
    ------
    InputError
        When there is no text in it.

    Examples
    --------
    >>> page = read_page("<nav>首页</nav><p>各位代表：</p><p>今年要<b>更好</b>。</p>", "a.html")
    >>> page.text, page.remark
    ('各位代表：\\n今年要更好。', '2 characters of the page left out (menus, links, imprint)')
    """
    import lxml.etree
    import lxml.html

    nothing = f"{name} holds no text; if the page is built by a script, copy its text into a .txt file"
    bare = _INSTRUCTION.sub(lambda found: "" if found[1] else found[0], markup.replace("\0", ""))
    _hold_limits(bare, name)
    parser = lxml.html.HTMLParser(huge_tree=True)
    try:
        root = lxml.html.document_fromstring(bare, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as error:
        raise InputError(nothing) from error
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise PAGE_DEPTH.refusal(name)  # what lies deeper is missing, and all that follows it
    titles = [" ".join(e.itertext()).strip() for e in root.iter("h1", "h2", "title")]
    visible = _visible(root)
    _strip(root)
    lay_out(root, _lines)
    text = _lines(_main(root))
    if not text:
        raise InputError(nothing)
    left_out = max(0, visible - len(_WORDS.findall(text)))
    title = next((re.sub(r"\s+", " ", t) for t in titles if _TITLE.search(t)), "")
    title = "" if len(title) > _LONG_TITLE else _SITE.split(title)[0]
    if title and len(title) <= 60 and not _TITLE.search("\n".join(text.split("\n")[:3])):
        text = f"{title}\n{text}"
    return Page(text, left_out)


def html_text(markup: str, name: str) -> str:
    """The text of ``read_page``.

    >>> html_text("<nav>首页</nav><p>各位代表：</p><p>今年要<b>更好</b>。</p>", "a.html")
    '各位代表：\\n今年要更好。'
    """
    return read_page(markup, name).text
