"""Every public name tells its parameters, what it returns, what it refuses, and an example."""

from __future__ import annotations

import inspect
import re
from typing import Any

import analysis

SECTIONS = ("Parameters", "Attributes", "Returns", "Yields", "Raises", "References", "Notes", "Examples")


def sections(doc: str) -> dict[str, str]:
    """The text under each heading of a docstring, and what stands before them under ``""``."""
    parts = re.split(rf"^({'|'.join(SECTIONS)})\n-+\n", doc, flags=re.M)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def named(text: str) -> list[str]:
    """The names that a section describes."""
    lines = [line for line in text.splitlines() if line and not line.startswith(" ")]
    return [name.strip() for line in lines for name in line.split(" : ")[0].split(",")]


def missing(name: str, thing: Any) -> list[str]:
    """What the docstring of a function or class lacks."""
    doc = inspect.getdoc(thing) or ""
    found = sections(doc)
    lacks = [] if doc else ["a docstring"]
    if doc and max(map(len, doc.splitlines()[:1])) > 110:
        lacks.append("a first line of 110 columns")
    if inspect.isclass(thing):
        return lacks
    function = inspect.unwrap(thing)
    parameters = [
        "**" + parameter.name if parameter.kind is parameter.VAR_KEYWORD else parameter.name
        for parameter in inspect.signature(function).parameters.values()
    ]
    if parameters and named(found.get("Parameters", "")) != parameters:
        lacks.append(f"Parameters {', '.join(parameters)}")
    if inspect.signature(function).return_annotation not in (None, "None") and not {
        "Returns",
        "Yields",
    } & set(found):
        lacks.append("Returns")
    if re.search(r"raise (InputError|unknown)\(", inspect.getsource(function)) and "Raises" not in found:
        lacks.append("Raises")
    if "Examples" not in found and not name.startswith("draw_"):
        lacks.append("Examples")
    return lacks


def test_every_public_name_is_told_in_sections() -> None:
    things = {name: getattr(analysis, name) for name in analysis.__all__}
    callables = {name: thing for name, thing in things.items() if callable(thing)}
    found = {name: missing(name, thing) for name, thing in callables.items()}
    assert {name: lacks for name, lacks in found.items() if lacks} == {}
