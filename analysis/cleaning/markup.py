"""Marks of Markdown, of wikis and of HTML in a plain text: the marks go, their words stay.

``MARKS`` and ``LINKS`` are ordered tables of rules; each has an example and a counterexample, which are run
as tests.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from analysis.cleaning.edits import Cleaner, Edit, holds, substitute

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_TEXT_START = "[\u3400-\u9fff0-9A-Za-z“《（(〔【*_]"


@dataclass(frozen=True)
class Mark:
    """A mark of some markup.

    Parameters
    ----------
    name : str
        What it is called.
    signs : tuple of str
        A text that holds none of these has no such mark.
    reason : str
        Where it comes from.
    pattern : re.Pattern
        The mark, with what it encloses.
    kept : str
        What stays of a match: a template of ``re.Match.expand``.
    example, plain : str
        A text with the mark, and without it.
    counterexample : str
        A text that stays.
    beside : re.Pattern, optional
        What the text must hold for it to be a mark; anything by default.
    """

    name: str
    signs: tuple[str, ...]
    reason: str
    pattern: re.Pattern[str]
    kept: str
    example: str
    plain: str
    counterexample: str
    beside: re.Pattern[str] | None = None


LINKS: tuple[Mark, ...] = (
    Mark(
        "picture",
        ("![",),
        "A picture has no words of the report.",
        re.compile(r"!\[[^\]\n]{0,200}\]\([^()\n]{0,500}\)"),
        "",
        "![会场](a.jpg)推进改革。",
        "推进改革。",
        "推进改革！[1]",
    ),
    Mark(
        "link",
        ("](",),
        "A link's words stay, its address goes.",
        re.compile(
            r"\[([^\[\]\n]{1,200})\]\((?:https?:|/|#|\.|www\.|javascript:|mailto:)[^()\s]{0,500}"
            r"(?:[ ]\"[^\"\n]*\")?\)"
        ),
        r"\1",
        "[首页](http://example.org)",
        "首页",
        "[2](见附件)",
    ),
    Mark(
        "link of a wiki",
        ("[[",),
        "So do those of a wiki.",
        re.compile(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]"),
        r"\1",
        "[[中华人民共和国|中国]]",
        "中国",
        "[2]",
    ),
    Mark(
        "address",
        ("<http",),
        "An address between angle brackets is no word.",
        re.compile(r"<https?://[^<>\s]{1,500}>"),
        "",
        "见<http://example.org/a>。",
        "见。",
        "落实<政府工作报告>的意见",
    ),
    Mark(
        "footnote",
        ("[^",),
        "A mark that points to a footnote.",
        re.compile(r"\[\^[^\[\]\s]{1,20}\](?!:)"),
        "",
        "完成120项[^1]。",
        "完成120项。",
        "完成120项[1]。",
    ),
    Mark(
        "edit link of a wiki",
        ("编辑",),
        "A wiki puts it behind every heading.",
        re.compile(
            r"(?<![ ])[ ]*+[\[［【][ ]*+编辑(?:源代码)?(?:[ ]*+\|[ ]*+编辑(?:源代码)?)?"
            r"[ ]*+[\]］】](?=[ ]*$)", re.M
        ),
        "",
        "一、工作回顾[编辑]",
        "一、工作回顾",
        "编辑出版年鉴",
    ),
)  # fmt: skip
_OF_HEADER = re.compile(r"\A\s*(?:\{\{|---[ ]*\n)")
_TABLE_RULE = re.compile(r"^[ ]*+(?=[^\n]*\|)\|?(?:[ ]*+:?-{2,}+:?[ ]*+\|?)++[ ]*+$\n?", re.M)
MARKS: tuple[Mark, ...] = (
    Mark(
        "title in a header",
        ("title", "标题", "標題"),
        "A wiki's template and a Markdown file's header hold the title that the text may lack.",
        re.compile(
            r"^[ ]*+\|?[ ]*+(?:title|标题|標題)[ ]*+[=:：][ ]*+"
            r"[\"'“]?([^\n\"'“”|{}]{4,60}?)[\"'”]?[ ]*+$",
            re.M,
        ),
        r"\1",
        "{{Header\n| title = 2024年某县政府工作报告\n}}",
        "{{Header\n2024年某县政府工作报告\n}}",
        "title = 2024年某县政府工作报告",
        beside=_OF_HEADER,
    ),
    Mark(
        "venue in a header",
        ("会议", "大会"),
        "Day and venue stand in the notes of a wiki's template.",
        re.compile(
            r"^[ ]*+\|?[ ]*+(?:notes?|section|备注|備註|说明)[ ]*+[=:：][ ]*+"
            r"[\"'“]?([^\n\"'“”|{}]{4,80}[议議会會]上)[\"'”。]*[ ]*$",
            re.M,
        ),
        r"\1",
        "{{Header\n| notes = 在某县第十届人民代表大会第一次会议上\n}}",
        "{{Header\n在某县第十届人民代表大会第一次会议上\n}}",
        "notes = 在某县第十届人民代表大会第一次会议上",
        beside=_OF_HEADER,
    ),
    Mark(
        "comment",
        ("<!--", "==>",),
        "What programs that read pages say of them, with the line end behind it.",
        re.compile(
            r"<!--(?:(?!-->)[^\n]){0,300}-->[ ]*\n?"
            r"|^[ ]*\**=+>[ ]*picture[ ]\[[^\]\n]{0,40}\][ ]intentionally[ ]omitted[ ]<=+\**[ ]*$\n?",
            re.M,
        ),
        "",
        "<!-- image -->\n推进改革。",
        "推进改革。",
        "推进<改革>",
    ),
    Mark(
        "formula",
        ("$",),
        "Dollar signs around figures.",
        re.compile(r"\$[ ]*+(?! )([0-9.,%\\~ +×/-]{1,40}?)(?:(?<![ ])[ ]++)?\$"),
        r"\1",
        "增长$5.4\\%$。",
        "增长5.4\\%。",
        "投资$5亿",
    ),
    Mark(
        "fence",
        ("```", "~~~",),
        "A fence of a block of code, with the line end behind it.",
        re.compile(r"^[ ]{0,3}(?:`{3,}|~{3,})[a-z]*[ ]*$\n?", re.M),
        "",
        "```\n推进改革。\n```",
        "推进改革。\n",
        "推进`改革`",
    ),
    Mark(
        "row",
        ("|",),
        "The bars at the ends of a table's row; those between its cells stay.",
        re.compile(
            r"^[ ]*+\|(?![ |:-]*$)(?=[^\n]*\|[ ]*$)[ ]*+([^\n]*?[^\s|][^\n]*?)(?:(?<![ ])[ ]++)?\|[ ]*$",
            re.M,
        ),
        r"\1",
        "| 粮食产量 | 12万吨 |\n|---|---|",
        "粮食产量 | 12万吨\n|---|---|",
        " | 县财政局 |",
        beside=_TABLE_RULE,
    ),
    Mark(
        "rule of a table",
        ("|",),
        "The line between a table's header and its rows.",
        _TABLE_RULE,
        "",
        "| 指标 |\n|---|\n| 粮食 |",
        "| 指标 |\n| 粮食 |",
        "2018--2020 | 增长",
    ),
    Mark(
        "rule",
        ("---", "***", "___", "===", "- -", "* *",),
        "A line of dashes, stars or equals signs.",
        re.compile(r"^[ ]{0,3}(?:(?:-[ ]?){3,}|(?:\*[ ]?){3,}|_{3,}|={3,})[ ]*$\n?", re.M),
        "",
        "改革\n---\n开放",
        "改革\n开放",
        "- 12 -",
    ),
    Mark(
        "heading",
        ("#",),
        "Number signs before a heading, and perhaps behind it.",
        re.compile(
            rf"^[ ]{{0,3}}#{{1,6}}[ ]*(?={_TEXT_START})(?!\d)([^\n]*?)(?:(?<![ ])[ ]++#*+|(?<![ #])#++)?$",
            re.M,
        ),
        r"\1",
        "## 一、2022年工作回顾",
        "一、2022年工作回顾",
        "#1机组投产",
    ),
    Mark(
        "heading of a wiki",
        ("==",),
        "Equals signs around a heading.",
        re.compile(r"^[ ]*+(={2,6})[ ]*+(?! )([^=\n]{1,80}?)(?:(?<![ ])[ ]++)?\1[ ]*$", re.M),
        r"\2",
        "== 一、工作回顾 ==",
        "一、工作回顾",
        "2 == 2",
    ),
    Mark(
        "quotation",
        (">",),
        "Angle brackets before a quoted line.",
        re.compile(rf"^[ ]{{0,3}}(?:>[ ]?)+(?={_TEXT_START})", re.M),
        "",
        "> 现在报告工作。",
        "现在报告工作。",
        "首页 > 政务公开",
    ),
    Mark(
        "bullet",
        ("- ", "* ", "+ ",),
        "A star or a dash before an item of a list.",
        re.compile(rf"^[ ]{{0,8}}[-*+][ ]+(?:\[[ xX]\][ ]+)?(?={_TEXT_START})(?!\d{{1,4}}[ ]*-)", re.M),
        "",
        "* 推进改革。",
        "推进改革。",
        "- 12 -",
    ),
    Mark("bold", ("**",), "Two stars at both ends.", re.compile(r"\*\*"), "", "**改革**", "改革", "3*4"),
    Mark(
        "bold of a wiki",
        ("''",),
        "Two or three apostrophes at both ends.",
        re.compile(r"'{2,5}(?=[^'\n])([^'\n]{1,300})'{2,5}"),
        r"\1",
        "'''改革'''",
        "改革",
        "It's",
    ),
    Mark(
        "slanted",
        ("*", "__", "~~",),
        "A star, or two underscores or tildes, at both ends.",
        re.compile(r"(?<![*A-Za-z0-9])\*(?=[^\s*])([^*\n]{1,300})(?<=[^\s*])\*(?![*A-Za-z0-9])|__(?=\S)([^_\n]{1,300})__|~~(?=\S)([^~\n]{1,300})~~"),
        r"\1\2\3",
        "*稳中求进*，推进改革。",
        "稳中求进，推进改革。",
        "增长 5 * 3 * 2",
    ),
    Mark(
        "code",
        ("`",),
        "A grave accent at both ends.",
        re.compile(r"`([^`\n]{1,200})`"),
        r"\1",
        "推进`改革`",
        "推进改革",
        "推进`改革",
    ),
    Mark(
        "escape",
        ("\\",),
        "A backslash says that what follows is no mark.",
        re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|>~%$])"),
        "",
        r"1\.推进改革。",
        "1.推进改革。",
        "C:\\数据",
    ),
    Mark(
        "line end",
        ("<br", "<BR", "<Br",),
        "A tag for a line end.",
        re.compile("<br[ ]?/?>", re.I),
        "\n",
        "改革<br>开放",
        "改革\n开放",
        "改革<开放>",
    ),
)  # fmt: skip


def _edits(rule: Mark, text: str) -> Iterator[Edit]:
    """The edits of one rule: what stays of a match isn't touched."""
    if not holds(text, rule.signs) or (rule.beside and not rule.beside.search(text)):
        return
    for match in rule.pattern.finditer(text):
        kept = match.expand(rule.kept)
        at = match.group().find(kept)
        if not kept or at < 0:
            yield Edit(match.start(), match.end(), kept)
            continue
        inner = match.start() + at
        yield from (
            Edit(*span)
            for span in ((match.start(), inner), (inner + len(kept), match.end()))
            if span[0] < span[1]
        )


def _unescaped(text: str) -> Iterator[Edit]:
    """Names of characters become the characters: ``&nbsp;``, ``&ldquo;``."""
    if "&" in text:
        yield from substitute(_ENTITY, text, lambda m: html.unescape(m.group()).replace("\u00a0", " "))


MARKUP: tuple[Cleaner, ...] = (
    Cleaner("drop_entities", _unescaped, _unescaped.__doc__),
    *(Cleaner("drop_links", partial(_edits, rule), rule.reason) for rule in LINKS),
    *(Cleaner("drop_markdown", partial(_edits, rule), rule.reason) for rule in MARKS),
)
