"""One name for a department, whatever the document and the level of government call it.

国家发展改革委, 省发展和改革委员会 and 市发改委 are 发展改革部门; 财政部 and 市财政局 are 财政部门. The forms
stand in ``data/lexicon/departments.csv`` (``form, name, kind, source``), which users extend: a form is
written without its level (发改委 serves 市发改委 and 省发改委), and ``*`` in it stands for a place
(``*银保监分局``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.errors import InputError
from analysis.resources import kept_until_changed

KINDS = (
    "government", "party", "mass_organisation", "financial", "enterprise", "institution", "coordination",
    "local_government", "unspecified",
    "other",
)  # fmt: skip
_BRACKETS = str.maketrans("()", "（）", " 　\n")
_CENTRAL = re.compile(r"(?:中华人民共和国|国务院|国家|中央|全国|中国|中共)")
_CUT = re.compile(r"[省市州盟县区旗镇乡]")
_BETWEEN = ("", "委", "人民政府", "政府", "直属", "直", "级", "属")
_LOCAL = re.compile(r"^(?:全[国省市县区])?各.*(?:政府|管委会|办事处|[省市州盟县区旗乡镇]|街道|地区|）)$")
_GOVERNMENT = re.compile(
    r"^([一-龥]{1,12}?(?:自治[区州县旗]|特别行政区|[省市州盟县区旗]))(?:人民政府|政府)?$"
)
_UNKNOWN = re.compile(
    r"^(?:国家|国务院|全国|(?:[一-龥]{2,7}(?:省|市|自治区|自治州|县|"
    r"区))?[省市州县区])?([一-龥和]{2,12}?)(?:委员会|总局|[部局厅署])$"
)


@dataclass(frozen=True, eq=False, repr=False)
class Departments:
    """A table of forms:

    ``exact`` maps a comparable form to (name, kind); ``patterns`` are the forms with a ``*``.
    """

    exact: Mapping[str, tuple[str, str]]
    patterns: tuple[tuple[re.Pattern[str], str, str], ...]

    def __repr__(self) -> str:
        return f"<Departments: {len(self.exact):,} forms of names>"

    def find(self, form: str) -> tuple[str, str] | None:
        """(name, kind) of a form, or ``None``."""
        if hit := self.exact.get(_comparable(form)):
            return hit
        return next(((name, kind) for pattern, name, kind in self.patterns if pattern.fullmatch(form)), None)


def _comparable(form: str) -> str:
    form = re.sub(r"[和与]", "", form)
    return re.sub(r"办公室$", "办", re.sub(r"委员会(?=$|办)", "委", form))


@kept_until_changed
def _read(*paths: Path) -> Departments:
    from analysis.text.lexicon import read_rows

    exact: dict[str, tuple[str, str]] = {}
    patterns: dict[str, tuple[re.Pattern[str], str, str]] = {}
    for path in paths:
        here: dict[str, tuple[int, str]] = {}
        for number, row in read_rows(path, ("form", "name"), ("kind", "source")):
            form, name, kind = row["form"].translate(_BRACKETS), row["name"], row["kind"] or "other"
            if not form or not name:
                missing = "form" if not form else "name"
                raise InputError(
                    f"{path.name}, row {number}: {missing} is empty; write both the form and the name it "
                    "stands for"
                )
            if kind not in KINDS:
                raise InputError(
                    f"{path.name}, row {number}: the kind “{kind}” is unknown; write {', '.join(KINDS)}"
                )
            if not form.replace("*", ""):
                raise InputError(
                    f"{path.name}, row {number}: the form “{form}” would match every name; write some of "
                    "its characters"
                )
            if form in here and here[form][1] != name:
                raise InputError(
                    f"{path.name}, row {number}: “{form}” stands already in row {here[form][0]}; keep one "
                    "of them"
                )
            here[form] = (number, name)
            if "*" in form:
                pattern = "[一-龥]{0,15}".join(re.escape(part) for part in form.split("*"))
                patterns[form] = (re.compile(pattern), name, kind)
            else:
                exact[_comparable(form)] = (name, kind)
    return Departments(exact, tuple(patterns[form] for form in sorted(patterns, key=lambda f: (-len(f), f))))


def load_departments(extra: str | Path | None = None, path: str | Path | None = None) -> Departments:
    """The table of department names; ``extra`` is a file of one's own whose rows go before the shipped ones
    (or replace ``path``).

    Columns ``form, name`` (required), ``kind`` (one of ``KINDS``) and ``source``. Raises :class:`InputError`
    naming file and row for an empty cell, an unknown kind, or a form given to two names in one file.

    >>> load_departments().find("发改委")
    ('发展改革部门', 'government')
    """
    from analysis.resources import LEXICON

    chosen = [Path(path) if path is not None else LEXICON / "departments.csv"]
    if extra is not None:
        chosen.append(Path(extra))
    return _read(*chosen)


def _without_level(name: str) -> Iterator[str]:
    """The name, then the name with ever more of a leading level taken off (市政府扶贫办, 政府扶贫办,
    扶贫办).
    """
    yield name
    cuts = [found.end()] if (found := _CENTRAL.match(name)) else []
    cuts += [found.end() for found in _CUT.finditer(name[:20]) if len(name) - found.end() >= 2]
    for cut in cuts:
        for middle in _BETWEEN:
            if name.startswith(middle, cut) and len(name) - cut - len(middle) >= 2:
                yield name[cut + len(middle) :]


def _classify(name: str, departments: Departments | None) -> tuple[str, str]:
    return _read_name(name, load_departments() if departments is None else departments)


@lru_cache(maxsize=4096)  # few names stand in many tasks
def _read_name(name: str, table: Departments) -> tuple[str, str]:
    plain = name.translate(_BRACKETS).strip()
    for form in _without_level(plain[:60]):
        if hit := table.find(form):
            return hit
    if _LOCAL.match(plain[:60]):
        return "地方人民政府", "local_government"
    if found := _GOVERNMENT.match(plain[:40]):
        return found.group(1), "local_government"
    if found := _UNKNOWN.match(plain[:40]):
        return found.group(1) + "部门", "other"
    return plain, "other"


def resolve_department(name: str, departments: Departments | None = None) -> str:
    """The one name of a department across documents and levels; a body that the table doesn't know keeps its
    own, less its level.

    >>> {resolve_department(name) for name in ("国家发展改革委", "市发改委", "省发展和改革委员会")}
    {'发展改革部门'}
    >>> resolve_department("财政部"), resolve_department("市财政局"), resolve_department("咸宁银保监分局")
    ('财政部门', '财政部门', '银行保险监管部门')
    >>> names = ("各县、市、区人民政府", "海南省人民政府", "湖北科技学院")
    >>> tuple(resolve_department(name) for name in names)
    ('地方人民政府', '海南省', '湖北科技学院')
    """
    return _classify(name, departments)[0]


def department_kind(name: str, departments: Departments | None = None) -> str:
    """The kind of body, one of ``KINDS``; ``unspecified`` for 有关部门 and 各部门, ``other`` for what the
    table doesn't know.

    >>> department_kind("财政部"), department_kind("有关部门"), department_kind("市妇联")
    ('government', 'unspecified', 'mass_organisation')
    """
    return _classify(name, departments)[1]
