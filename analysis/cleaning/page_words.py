"""The words of saved pages (``data/lexicon/page_words.csv``), and lines that are made of them."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.errors import InputError
from analysis.resources import LEXICON, kept_until_changed, read_rows

KINDS = ("button", "mark", "menu", "label", "imprint", "list")
PLAIN_DAY = r"20\d\d[-/.]\d{1,2}[-/.]\d{1,2}"  # a report prints its own with 年月日
DAY = rf"(?:{PLAIN_DAY}|20\d\d年\d{{1,2}}月\d{{1,2}}日)"
CLOCK = r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
_DECORATION = r"[ 【\[（(〖·•*|丨☆★◆■▲►▶>-]"
OPEN = f"{_DECORATION}*"
_BEGIN = rf"(?<!{_DECORATION}){OPEN}"  # where a line is searched: not again at each sign of a run
_CLOSE = r"[】\]）)〗]?"
# As text: a path is put together anew at each call, and each line of a page is asked about.
_LIST = str(LEXICON / "page_words.csv")
_BETWEEN = re.compile(
    r"[\s|丨│┃/\\·•>›»＞＜<\[\]【】〖〗「」（）()：:,，、“”\"'+＋*×✕xX…。.—_\-→↑↓~～#©®！!？?&]+"
)
_COUNT = re.compile(r"\d{1,7}")


class Words:
    """The words of pages, by kind, and the patterns that are made of them."""

    def __init__(self, path: Path) -> None:
        kinds: dict[str, set[str]] = {kind: set() for kind in KINDS}
        for number, row in read_rows(path, ("word", "kind")):
            if row["kind"] not in KINDS:
                raise InputError(
                    f"{path.name}, row {number}: there is no kind {row['kind']!r} of words; give one of "
                    f"{', '.join(KINDS)}"
                )
            kinds[row["kind"]].add(row["word"])
        self.buttons = frozenset(kinds["button"])
        self.weak = frozenset(kinds["mark"] | kinds["menu"])
        labels, lists, imprints = (_any_of(kinds[kind]) for kind in ("label", "list", "imprint"))
        sources = {
            "label": rf"{_BEGIN}(?:{DAY}[ ]*(?:{CLOCK})?[ ]*)?{OPEN}{labels}[ ]*"
            rf"(?:[】\]〗]|{_CLOSE}[ ]*(?:[:：丨｜|]|$))",
            "label behind": rf"{OPEN}{labels}[ ]*{_CLOSE}[ ]*[:：丨｜|]",
            "list": rf"{OPEN}{lists}[ ]*{_CLOSE}[ ]*(?:[:：>»›|+]|$|[（(《]|(?=20\d\d年))",
            "imprint": rf"{OPEN}{imprints}[ ]*{_CLOSE}[ ]*(?:[:：|©]|$)",
        }
        self.patterns = {name: re.compile(source) for name, source in sources.items()}


def _any_of(words: set[str]) -> str:
    """A pattern for any of some words, which may be spaced out.

    >>> _any_of({"来源", "稿源"})
    '(?:来[ ]*源|稿[ ]*源)'
    """
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join("[ ]*".join(map(re.escape, word)) for word in longest_first) + ")"


@kept_until_changed
def _read_words(path: Path) -> Words:
    return Words(path)


def words() -> Words:
    """The words of pages.

    >>> "打印" in words().buttons
    True
    """
    return _read_words(_LIST)


def pattern(name: str) -> re.Pattern[str]:
    """The patterns that are made of the lists of words: ``label``, ``label behind``, ``list``, ``imprint``.

    >>> bool(pattern("label").match("来源：某某日报")), bool(pattern("label").match("来源广"))
    (True, False)
    """
    return words().patterns[name]


def _tokens(line: str) -> list[str]:
    return [token for token in _BETWEEN.split(line) if token]


def is_of_buttons(line: str) -> bool:
    """Whether a line is made of buttons' and menus' words, their counters and decoration, or of decoration
    alone.

    >>> [is_of_buttons(line) for line in ("【打印】 收藏", "视频", "】", "打印设备")]
    [True, True, True, False]
    """
    tokens = _tokens(line)
    known = words()
    is_known = [token in known.buttons or token in known.weak for token in tokens]
    if not tokens:
        return line != ""
    whole = "".join(tokens)
    if whole in known.buttons or whole in known.weak:  # 打 印
        return True
    counters = all(ok or _COUNT.fullmatch(token) for ok, token in zip(is_known, tokens, strict=True))
    return any(is_known) and counters


def is_of_strong_buttons(line: str) -> bool:
    """Whether a line is made of such words, one of them a button's.

    >>> [is_of_strong_buttons(line) for line in ("【打印】", "视频", "】")]
    [True, False, False]
    """
    tokens = _tokens(line)
    strong = any(token in words().buttons for token in [*tokens, "".join(tokens)])
    return strong and is_of_buttons(line)


def is_of_items(line: str) -> bool:
    """Whether a line holds several pieces of furniture, blanks between them.

    >>> is_of_items("县政府办 来源：县政府办 字体：【大 中 小】"), is_of_items("县长 甲乙丙")
    (True, False)
    """
    items = [item for item in re.split("[ \t]+", line) if item]
    if len(items) < 2 or "。" in line:
        return False
    found = sum(bool(is_of_buttons(item) or pattern("label").match(item)) for item in items)
    return found >= 2 and pattern("label").search(line) is not None
