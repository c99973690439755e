"""A lower document's items beside the wording they come from, as HTML: dropped words struck through, added
ones underlined.

The marks are those of the language itself (``<del>``, ``<ins>``), so that they are read without colour, in
print, and where a notebook takes styles away. All wording is escaped; a page holds no scripts and asks for
nothing from elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from analysis.errors import InputError
from analysis.tasks.alignment import Matched, align, match
from analysis.tasks.cascade import kept_and_new
from analysis.tasks.wording import Clause, compare_wording

if TYPE_CHECKING:
    import pandas as pd

RELATION_WORDS = {
    "same": "照录 same",
    "narrowed": "收窄 narrowed",
    "split": "拆分 split",
    "merged": "合并 merged",
    "none": "自拟 none",
}
STYLE = """\
.task-reader{font:15px/1.7 "Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC",\
"Microsoft YaHei",sans-serif;color:#111;text-align:left}
.task-reader table{border-collapse:collapse;width:100%;table-layout:fixed;margin:.3em 0 1.4em}
.task-reader td,.task-reader th{border:1px solid #bbb;padding:.5em .7em;vertical-align:top;\
text-align:left!important;white-space:normal;overflow-wrap:anywhere}
.task-reader tr{background:none!important}
.task-reader th{background:#f2f2f2;font-weight:600}
.task-reader h3{font-size:1.05em;margin:1.2em 0 .2em}
.task-reader ins{background:#d9ecf8;text-decoration:underline;text-decoration-thickness:2px;\
text-underline-offset:3px}
.task-reader del{background:#fbe5d8;color:#7a3300;text-decoration:line-through}
.task-reader .elsewhere{border-bottom:1px dotted #555;color:#444}
.task-reader .who{display:block;font-size:.85em;color:#444;margin-top:.4em}
.task-reader .index a{display:inline-block;min-width:2em}
.task-reader{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.task-reader td>div+div{margin-top:.6em}
@media print{.task-reader{font-size:11px;line-height:1.5}.task-reader section{break-inside:avoid}}
"""


class Stretch(NamedTuple):
    """A stretch of a wording:

    ``op`` equal | dropped | added | elsewhere; ``note`` is the item that has it elsewhere.
    """

    op: str
    text: str
    note: str = ""


class UnitView(NamedTuple):
    """One task unit to be read: its number (item.unit), its whole text in pieces, its attribution as
    printed.
    """

    label: str
    pieces: tuple[Stretch, ...]
    attribution: str


class ItemView(NamedTuple):
    """A lower item beside the upper units that it carries wording of."""

    item: int
    relations: tuple[str, ...]
    similarity: float | None
    lower: tuple[UnitView, ...]
    upper: tuple[UnitView, ...]


class _Unit(NamedTuple):
    item: int
    unit: int
    text: str
    start: int
    attribution: str


def _units(tasks: pd.DataFrame) -> list[_Unit]:
    ordered = tasks.sort_values(["item", "unit"], kind="stable")
    said = ordered["attribution"] if "attribution" in ordered else [""] * len(ordered)
    columns = (ordered["item"], ordered["unit"], ordered["text"], ordered["start"], said)
    return [
        _Unit(int(i), int(u), str(text), int(start), str(a))
        for i, u, text, start, a in zip(*columns, strict=True)
    ]


def _weave(unit: _Unit, clauses: Iterable[tuple[Clause, Sequence[Stretch]]]) -> UnitView:
    """The unit's whole text: the pieces of its clauses with the stops between them; a stop goes with the
    clause before it.
    """
    woven: list[Stretch] = []
    place = 0
    mark = Stretch("equal", "")
    for clause, pieces in clauses:
        begin, end = clause.start - unit.start, clause.end - unit.start
        woven += [mark._replace(text=unit.text[place:begin]), *pieces]
        ops = {(piece.op, piece.note) for piece in pieces}
        mark = pieces[0]._replace(text="") if len(ops) == 1 else Stretch("equal", "")
        place = end
    woven.append(mark._replace(text=unit.text[place:]))
    runs = groupby((piece for piece in woven if piece.text), key=lambda piece: (piece.op, piece.note))
    joined = tuple(Stretch(op, "".join(piece.text for piece in run), note) for (op, note), run in runs)
    return UnitView(f"{unit.item}.{unit.unit}", joined, unit.attribution)


def _upper_pieces(model: Clause, own: list[Clause], others: list[Clause]) -> list[Stretch]:
    """An upper clause as one lower item sees it: what it keeps, what other items have, what nobody has."""
    marks = [("dropped", "")] * len(model.text)
    for op, takers in (("elsewhere", others), ("equal", own)):
        for clause in reversed(takers):
            mark = (op, str(clause.group) if op == "elsewhere" else "")
            for i in kept_and_new(model.text, clause.text)[0]:
                marks[i] = mark
    runs = groupby(zip(marks, model.text, strict=True), key=lambda pair: pair[0])
    return [Stretch(op, "".join(char for _, char in run), note) for (op, note), run in runs]


def read_side_by_side(
    lower: pd.DataFrame,
    upper: pd.DataFrame,
    matched: Matched | None = None,
    aligned: pd.DataFrame | None = None,
) -> list[ItemView]:
    """Every item of ``lower`` beside the upper units it carries, in order; both are tables of tasks of one
    report.

    The pieces of a unit join to its text, stops and all. ``matched`` and ``aligned`` are what ``match`` and
    ``align`` make of the two, when they are at hand.

    >>> import pandas as pd
    >>> columns = ["report_id", "item", "unit", "text", "start"]
    >>> nation = pd.DataFrame([("n", 1, 1, "发展养老、托幼服务。稳定物价。", 0)], columns=columns)
    >>> city = pd.DataFrame([("c", 5, 1, "发展养老服务。", 0)], columns=columns)
    >>> view = read_side_by_side(city, nation)[0]
    >>> [(piece.op, piece.text) for piece in view.upper[0].pieces]
    [('equal', '发展养老'), ('dropped', '、托幼'), ('equal', '服务。'), ('dropped', '稳定物价。')]
    """
    matched = matched or match(lower, upper)
    aligned = align(lower, upper, matched) if aligned is None else aligned
    both = _Both(matched)
    uppers = {(unit.item, unit.unit): unit for unit in _units(upper)}
    by_item: dict[int, list[_Unit]] = defaultdict(list)
    for unit in _units(lower):
        by_item[unit.item].append(unit)
    relations = {int(row["item"]): row for row in aligned.to_dict("records")}
    views = []
    for item, units in by_item.items():
        left = [_weave(unit, both.lower_pieces(unit)) for unit in units]
        right = [_weave(uppers[key], both.upper_pieces(key, item)) for key in both.models(units)]
        row = relations[item]
        names = (str(row["relation"]), *filter(None, str(row["also"]).split(";")))
        similarity = float(row["similarity"]) if row["similarity"] == row["similarity"] else None
        views.append(ItemView(item, names, similarity, tuple(left), tuple(right)))
    return views


class _Both:
    """The clauses of two documents and who carries whose: what stands in a unit of either, piece by piece."""

    def __init__(self, matched: Matched) -> None:
        self.below, self.above, self.carried = matched
        self.of_lower, self.of_upper = _by_unit(self.below), _by_unit(self.above)
        self.takers: dict[int, list[Clause]] = defaultdict(list)
        for k, u in self.carried.items():
            self.takers[u].append(self.below[k])

    def models(self, units: Iterable[_Unit]) -> list[tuple[int, int]]:
        """The upper units that lower ones carry, in order."""
        carried = {
            self.carried[k]
            for unit in units
            for k in self.of_lower.get((unit.item, unit.unit), ())
            if k in self.carried
        }
        return sorted({(self.above[u].group, self.above[u].unit) for u in carried})

    def lower_pieces(self, unit: _Unit) -> list[tuple[Clause, list[Stretch]]]:
        """Each clause of a lower unit: what it keeps of the upper one, and what is new."""
        pieces = []
        for k in self.of_lower.get((unit.item, unit.unit), ()):
            clause = self.below[k]
            if k in self.carried:
                changes = compare_wording(self.above[self.carried[k]].text, clause.text)
                parts = [Stretch(change.op, change.text) for change in changes if change.op != "dropped"]
            else:
                parts = [Stretch("added", clause.text)]
            pieces.append((clause, parts))
        return pieces

    def upper_pieces(self, unit: tuple[int, int], item: int) -> list[tuple[Clause, list[Stretch]]]:
        """Each clause of an upper unit as one lower item sees it."""
        pieces = []
        for u in self.of_upper.get(unit, ()):
            own = [clause for clause in self.takers[u] if clause.group == item]
            others = [clause for clause in self.takers[u] if clause.group != item]
            pieces.append((self.above[u], _upper_pieces(self.above[u], own, others)))
        return pieces


def _by_unit(clauses: Iterable[Clause]) -> dict[tuple[int, int], list[int]]:
    """The clauses of each unit (group and unit), by their numbers."""
    of_unit: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, clause in enumerate(clauses):
        of_unit[clause.group, clause.unit].append(number)
    return of_unit


def _html_piece(piece: Stretch, number: Callable[[str], str]) -> str:
    text = escape(piece.text).replace("\n", "<br>")
    if piece.op == "dropped":
        return f"<del>{text}</del>"
    if piece.op == "added":
        return f"<ins>{text}</ins>"
    if piece.op == "elsewhere":
        item, above = escape(piece.note), number(piece.note)
        return f'<span class="elsewhere" title="第{item}项 item {item}">{text}<sup>{above}</sup></span>'
    return text


def _html_units(units: Sequence[UnitView], number: Callable[[str], str]) -> str:
    if not units:
        return "—"
    cells = []
    for unit in units:
        who = f'<span class="who">{escape(unit.attribution)}</span>' if unit.attribution else ""
        cells.append(
            f"<div><b>{escape(unit.label)}</b> "
            f"{''.join(_html_piece(piece, number) for piece in unit.pieces)}{who}</div>"
        )
    return "".join(cells)


def _html_item(view: ItemView, upper_title: str, lower_title: str, linked: bool) -> str:
    def number(item: str) -> str:
        return f'<a href="#item-{escape(item)}">→{escape(item)}</a>' if linked else f"→{escape(item)}"

    words = "，".join(RELATION_WORDS[name] for name in view.relations)
    alike = f" · 相似度 similarity {view.similarity:.3f}" if view.similarity is not None else ""
    name = f' id="item-{view.item}"' if linked else ""
    return (
        f"<section{name}><h3>第{view.item}项 Item {view.item} · {words}{alike}</h3>\n"
        f"<table><tr><th>{escape(upper_title)}</th><th>{escape(lower_title)}</th></tr>\n"
        f"<tr><td>{_html_units(view.upper, number)}</td><td>{_html_units(view.lower, number)}</td></tr>"
        "</table></section>\n"
    )


LEGEND = (
    "<p><del>删去 dropped</del>　<ins>增加 added</ins>　"
    '<span class="elsewhere">见他项 carried by another item<sup>→5</sup></span></p>\n'
)


def reader_html(
    lower: pd.DataFrame,
    upper: pd.DataFrame,
    item: int,
    lower_title: str = "下级 lower",
    upper_title: str = "上级 upper",
) -> str:
    """One item of a lower document beside its model, as a piece of HTML for a notebook.

    Parameters
    ----------
    lower, upper : DataFrame
        Tasks of the lower document and of the upper one, as ``tasks_table`` gives them.
    item : int
        The number of the item in the lower document.
    lower_title, upper_title : str
        What stands above the two columns.

    Returns
    -------
    str
        HTML; everything that comes from the documents is escaped.

    Raises
    ------
    InputError
        Where ``lower`` has no such item.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["report_id", "item", "unit", "text", "start"]
    >>> tasks = pd.DataFrame([("c", 5, 1, "发展<b>养老</b>服务。", 0)], columns=columns)
    >>> upper = tasks.assign(report_id="n", text="稳定物价。")
    >>> "<ins>发展&lt;b&gt;养老&lt;/b&gt;服务。</ins>" in reader_html(tasks, upper, 5)
    True
    """
    found = next((view for view in read_side_by_side(lower, upper) if view.item == item), None)
    if found is None:
        raise InputError(
            f"there is no item {item}; the items run from {lower['item'].min()} to {lower['item'].max()}"
        )
    shown = _html_item(found, upper_title, lower_title, False)
    return f'<div class="task-reader"><style>{STYLE}</style>{LEGEND}{shown}</div>'


def reader_page(
    lower: pd.DataFrame,
    upper: pd.DataFrame,
    lower_title: str,
    upper_title: str,
    matched: Matched | None = None,
    aligned: pd.DataFrame | None = None,
) -> str:
    """All items of ``lower`` beside their models, and the upper units that nobody took up, as one page of
    HTML; see ``read_side_by_side``.

    Parameters
    ----------
    lower, upper
        The tasks of one report each.
    lower_title, upper_title
        What the page calls the two reports.
    matched
        Whose wording is whose, where it is known already.
    aligned
        The table of :func:`analysis.tasks.alignment.align`, where it is known already.

    Returns
    -------
    str
        One page of HTML.
    """
    views = read_side_by_side(lower, upper, matched, aligned)
    counts = Counter(view.relations[0] for view in views)
    index = "".join(
        f"<p class=index><b>{words}</b>（{counts[name]}）："
        + " ".join(
            f'<a href="#item-{view.item}">{view.item}</a>' for view in views if view.relations[0] == name
        )
        + "</p>\n"
        for name, words in RELATION_WORDS.items()
        if counts[name]
    )
    read = {unit.label for view in views for unit in view.upper}
    gone = [unit for unit in _units(upper) if f"{unit.item}.{unit.unit}" not in read]
    rest = "".join(
        f"<tr><td><b>{unit.item}.{unit.unit}</b> <del>{escape(unit.text)}</del>"
        + (f'<span class="who">{escape(unit.attribution)}</span>' if unit.attribution else "")
        + "</td></tr>\n"
        for unit in gone
    )
    lost = (
        f"<section><h3>无人承接 Taken up by no item（{len(gone)}）</h3><table>{rest}</table></section>\n"
        if gone
        else ""
    )
    title = f"{escape(lower_title)} ← {escape(upper_title)}"
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title><style>body{{max-width:1100px;margin:1.5em auto;padding:0 "
        f"1em}}\n{STYLE}</style></head>\n"
        f'<body class="task-reader"><h1>{title}</h1>\n{LEGEND}{index}'
        + "".join(_html_item(view, upper_title, lower_title, True) for view in views)
        + f"{lost}</body></html>\n"
    )
