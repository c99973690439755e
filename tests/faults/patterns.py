"""All patterns of the package, and texts that are as bad for each as can be made from it.

Run as a program it imports every module, reads a report with all of them, and prints the patterns that were
made meanwhile, with those that stand in calls such as ``re.sub("…", …)``.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from re import _constants as names, _parser as parser  # type: ignore[attr-defined]
from typing import Any

PACKAGE = Path(__file__).resolve().parents[2] / "analysis"
_CALLS = {"compile", "sub", "subn", "findall", "finditer", "search", "match", "fullmatch", "split"}
_MOST = 24  # attacks of a pattern
_CLASSES = {
    names.CATEGORY_DIGIT: "1",
    names.CATEGORY_SPACE: " ",
    names.CATEGORY_WORD: "改",
    names.CATEGORY_NOT_DIGIT: "改",
    names.CATEGORY_NOT_SPACE: "改",
    names.CATEGORY_NOT_WORD: "，",
}
_ANY = "改 1，a\t\n。一|(（*"


def in_calls() -> Iterator[tuple[str, int, str]]:
    """The patterns that are written out where they are used: pattern, flags, module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in _CALLS
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            ):
                yield node.args[0].value, 0, path.relative_to(PACKAGE).as_posix()


def made() -> list[tuple[str, int, str]]:
    """The patterns that modules of the package make, each once: pattern, flags, module."""
    found = subprocess.run(
        [sys.executable, "-m", "tests.faults.patterns"],
        capture_output=True,
        check=True,
        cwd=PACKAGE.parent,
        encoding="utf-8",
    )
    rows = {(pattern, flags): where for pattern, flags, where in json.loads(found.stdout)}
    for pattern, flags, where in in_calls():
        if not any(known == pattern for known, _ in rows):
            rows[pattern, flags] = where
    return [(pattern, flags, where) for (pattern, flags), where in rows.items()]


def _record() -> None:
    """Import and run everything, and print what was compiled by modules of the package."""
    rows: dict[tuple[str, int], str] = {}
    compile_it = re._compile  # type: ignore[attr-defined]

    def recorded(pattern: Any, flags: Any) -> Any:
        frame = sys._getframe(1)
        while frame.f_back and frame.f_code.co_filename.endswith(("/re/__init__.py", "/functools.py")):
            frame = frame.f_back
        path = Path(frame.f_code.co_filename)
        if isinstance(pattern, str) and path.is_relative_to(PACKAGE):
            rows.setdefault((pattern, int(flags)), path.relative_to(PACKAGE).as_posix())
        return compile_it(pattern, flags)

    re._compile = recorded  # type: ignore[attr-defined]
    import importlib
    import pkgutil

    import analysis

    for module in pkgutil.walk_packages(analysis.__path__, "analysis."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    _use()
    sys.stdout.write(json.dumps([[*key, where] for key, where in rows.items()]))


def _use() -> None:
    """A report and a task division read in every way, for the patterns that are made when first used."""
    from tests.faults.reading import read_all

    read_all()


def _sample(item: Any, choice: int = 0) -> str:
    """A text that a part of a pattern matches."""
    if isinstance(item, parser.SubPattern):
        return "".join(_sample(part, choice) for part in item)
    kind, value = item
    if kind is names.LITERAL:
        return chr(value)
    if kind is names.NOT_LITERAL:
        return next(c for c in _ANY if ord(c) != value)
    if kind is names.ANY:
        return "改"
    if kind is names.IN:
        return _of_set(value, choice)
    if kind is names.BRANCH:
        return _sample(value[1][choice % len(value[1])], choice)
    if kind is names.SUBPATTERN:
        return _sample(value[3], choice)
    if kind is names.ATOMIC_GROUP:
        return _sample(value, choice)
    if kind in (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT):
        return _sample(value[2], choice) * max(1, min(value[0], 9))
    return ""


def _of_set(value: Sequence[Any], choice: int) -> str:
    if value and value[0][0] is names.NEGATE:
        return next((c for c in _ANY[choice % 3 :] + _ANY if not _is_in(c, value[1:])), "改")
    kind, what = value[choice % len(value)]
    if kind is names.LITERAL:
        return chr(what)
    if kind is names.RANGE:
        return chr(what[0])
    return _CLASSES.get(what, "改")


def _is_in(char: str, value: Sequence[Any]) -> bool:
    for kind, what in value:
        if kind is names.LITERAL and ord(char) == what:
            return True
        if kind is names.RANGE and what[0] <= ord(char) <= what[1]:
            return True
        if kind is names.CATEGORY and re.match(
            {"1": r"\d", " ": r"\s", "改": r"\w"}.get(_CLASSES[what], ","), char
        ):
            return True
    return False


def _repeats(pattern: Any, before: str = "") -> Iterator[tuple[str, Any, str]]:
    """What stands before each repeat of a pattern, its body, and what stands behind it."""
    for at, item in enumerate(pattern):
        kind, value = item
        behind = "".join(_sample(part) for part in pattern[at + 1 :])
        if kind in (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT):
            if value[1] > 20:
                yield before, value[2], behind
            yield from _repeats(value[2], before)
        elif kind is names.SUBPATTERN:
            yield from _repeats(value[3], before)
        elif kind is names.ATOMIC_GROUP:
            yield from _repeats(value, before)
        elif kind in (names.ASSERT, names.ASSERT_NOT):
            yield from _repeats(value[1], before)
        elif kind is names.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before)
        before += _sample(item)


def attacks(pattern: str, flags: int) -> list[tuple[str, str, str]]:
    """Beginnings, units to be repeated, and ends, of texts that the pattern may take long for."""
    parsed = parser.parse(pattern, flags)
    whole = _sample(parsed)
    found: dict[tuple[str, str, str], None] = {("", whole, ""): None, ("", whole[:-1], ""): None}
    for choice in range(3):
        found["", _sample(parsed, choice), "\0"] = None
    for before, body, behind in _repeats(parsed):
        units = {_sample(body, choice) for choice in range(4)}
        for unit in sorted(units | {behind[:1]} - {""}):
            found[before, unit, "\0"] = None
            found[before, unit, behind[:-1] + "\0"] = None
        found["", before + _sample(body), "\0"] = None
        found["", before, "\0"] = None
    for unit in (" ", "改", "1", "\n", " 改"):
        found["", unit, "\0"] = None
    return [attack for attack in found if attack[1]][:_MOST]


if __name__ == "__main__":
    _record()
