"""Which column of a table is what: told from its header, or from what its cells hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.characters.plausible import common_share
from analysis.errors import NoReportError

if TYPE_CHECKING:
    import pandas as pd

LEAST_TEXT = 500  # characters of its cells on average: a column that can hold the reports
NO_TEXT = 200  # … that a header called text can't have with such a column beside it
# Header words by what they mean; the first that a header equals, then the first that it contains.
WORDS: dict[str, tuple[str, ...]] = {
    "text": (
        "正文",
        "内容",
        "全文",
        "文本",
        "报告全文",
        "报告内容",
        "报告正文",
        "text",
        "content",
        "fulltext",
        "body",
        "政府工作报告",
        "报告",
        "report",
    ),
    "year": ("年份", "年度", "报告年份", "年", "year"),
    "province": ("省份", "省", "省级", "所属省份", "省名", "province", "prov", "省市"),
    "city": ("城市", "市", "地级市", "市名", "所属城市", "city", "prefecture"),
    "county": ("区县", "县", "县区", "县市", "县名", "county", "district"),
    "region": ("地区", "区域", "地域", "行政区", "地名", "region", "area", "place", "名称", "单位"),
    "code": ("行政区划代码", "区划代码", "地区代码", "行政代码", "代码", "code", "adcode", "region_code"),
    "title": ("标题", "题目", "报告标题", "title", "文件名", "文件", "filename", "file", "name"),
    "date": ("日期", "报告日期", "时间", "date"),
    "speaker": ("报告人", "讲话人", "发言人", "作者", "speaker", "author"),
    "level": ("层级", "级别", "level"),
    "kind": ("类型", "类别", "kind", "type"),
}
_PART = {
    "text",
    "year",
    "province",
    "city",
    "county",
    "region",
}  # these are also found inside a longer header


# Inside a longer header these say nothing of it: 报告日期, report_id.
_TOO_BROAD = {("text", "报告"), ("text", "report")}


def guess_columns(headers: list[str], longest: str = "") -> dict[str, str]:
    """Which header means what: exact words first, then headers that contain one.

    Parameters
    ----------
    headers : list of str
        The headers of a table, in their order.
    longest : str, optional
        The column that holds the text when no header says it does; "", the default, for none.

    Returns
    -------
    dict of str to str
        Header by meaning, in the order of ``WORDS``.

    Examples
    --------
    >>> guess_columns(["省份", "年份", "报告正文（全）"])
    {'text': '报告正文（全）', 'year': '年份', 'province': '省份'}
    """
    bare = {h: re.sub(r"[\s_（）()\-]", "", h).lower() for h in headers}
    columns: dict[str, str] = {}
    for exact in (True, False):
        for meaning in WORDS if exact else (meaning for meaning in WORDS if meaning in _PART):
            if meaning in columns:
                continue
            free = {header: words for header, words in bare.items() if header not in columns.values()}
            header = _header_of(meaning, free, exact)
            if header is not None:
                columns[meaning] = header
    if "text" not in columns and longest:
        columns["text"] = longest
    return {meaning: columns[meaning] for meaning in WORDS if meaning in columns}


def _header_of(meaning: str, bare: dict[str, str], exact: bool) -> str | None:
    """The first header (by its bare form) that is, or holds, the first word of a meaning that any has."""
    words = [word.replace("_", "") for word in WORDS[meaning]]
    if not exact:
        words = [word for word in words if len(word) >= 2 and (meaning, word) not in _TOO_BROAD]
    for word in words:
        for header, form in bare.items():
            if (form == word) if exact else (word in form):
                return header
    return None


def columns_of(table: pd.DataFrame, name: str) -> dict[str, str]:
    """Column by meaning; ``InputError`` when none holds reports."""
    lengths = {c: float(table[c].str.len().mean()) for c in table.columns}
    longest = max(lengths, key=lambda c: lengths[c])
    holds_texts = lengths[longest] >= LEAST_TEXT
    columns = guess_columns(list(table.columns), longest if holds_texts else "")
    if "text" in columns and lengths[columns["text"]] < NO_TEXT and holds_texts:
        columns["text"] = longest
    if "text" not in columns or common_share(table[columns["text"]].iloc[0][:5000]) == 0:
        raise NoReportError(
            f"{name} has no column that holds reports (its columns are {', '.join(table.columns[:8])}); "
            "name it 正文 or text"
        )
    return {m: c for m, c in columns.items() if m == "text" or c != columns["text"]}
