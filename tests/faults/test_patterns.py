"""Patterns tried on texts that are made to be as bad for them as can be."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import cache

import pytest

from tests.faults.patterns import PACKAGE, attacks, made
from tests.growth import LINEAR, exponent

_SIZE = 4_000
_QUICK = 0.01  # seconds for so many characters: no need to measure how they grow
_SEARCHES = "search|finditer|findall|sub|subn|split"
# Searched in a few characters only, whatever the text is.
SHORT = {
    "checks/endings.py:_END_BRACKET": "in the last 120 characters of a text",
    "quantities/subjects.py:_PLACE_OF_RANK": "in 24 characters before a rank",
    "targets/headline.py:_STOP": "in the first 24 characters of a paragraph",
    "formats/collection.py:_LEADERS": "in lines of up to 100 characters",
    "formats/html.py:_SITE": "in titles of up to 300 characters",
    "formats/collection.py:_SEPARATOR": "in 44 characters from a place on",
}


@cache
def _sources() -> dict[str, str]:
    paths = sorted(PACKAGE.rglob("*.py"))
    return {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def _name(pattern: str, where: str) -> str:
    """The module's name for a pattern; "" where it has none."""
    import importlib

    module = importlib.import_module("analysis." + where.removesuffix(".py").replace("/", "."))
    named = (key for key, value in vars(module).items() if isinstance(value, re.Pattern))
    return next((key for key in named if vars(module)[key].pattern == pattern), "")


def _is_searched(name: str, where: str) -> bool:
    """Whether a pattern is looked for at every place of a text, or held against its beginning alone."""
    uses = re.compile(rf"\b{name}\.(?:{_SEARCHES})\(|substitute\({name},")
    own = [_sources()[where]] if name.startswith("_") else _sources().values()
    return bool(name) and any(uses.search(text) for text in own)


def _slow(pattern: str, flags: int, searched: bool) -> list[tuple[str, str, str]]:
    """The attacks for which the time of a pattern grows faster than the text."""
    compiled = re.compile(pattern, flags)

    def use(text: str) -> object:
        if searched:
            return sum(1 for _ in compiled.finditer(text))
        return compiled.match(text), compiled.fullmatch(text)

    def run(attack: tuple[str, str, str]) -> Callable[[int], Callable[[], object]]:
        before, unit, end = attack

        def sized(size: int) -> Callable[[], object]:
            text = before + unit * (size // len(unit) + 1) + end
            return lambda: use(text)

        return sized

    found = []
    for attack in attacks(pattern, flags):
        call = run(attack)(_SIZE)
        start = time.thread_time()
        call()
        if time.thread_time() - start > _QUICK and exponent(run(attack), _SIZE // 2) > LINEAR:
            found.append(attack)
    return found


def _failures(rooms: tuple[str, ...]) -> dict[str, list[tuple[str, str, str]]]:
    failures = {}
    for pattern, flags, where in made():
        name = _name(pattern, where)
        if not where.startswith(rooms) or f"{where}:{name}" in SHORT:
            continue
        if slow := _slow(pattern, flags, _is_searched(name, where)):
            failures[f"{where}:{name or pattern[:60]}"] = slow[:1]
    return failures


@pytest.mark.long_faults
def test_patterns_of_strangers_texts() -> None:
    assert _failures(("characters/", "formats/", "wordfiles/")) == {}


def test_a_bad_pattern_is_found() -> None:
    assert _slow(r"(?:a|b)*c", 0, True)
    assert not _slow(r"(?:a|b)*c", 0, False)
