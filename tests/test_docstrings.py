"""Every public name tells its parameters, what it returns, what it refuses, and an example; functions of many
parameters that other modules use tell these.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
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


PACKAGE = Path(__file__).resolve().parents[1] / "analysis"
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}


def parameters_of(function: ast.FunctionDef) -> list[str]:
    """The parameters as a docstring names them: ``*args``, ``**kwargs``."""
    given = function.args
    return [
        *(one.arg for one in (*given.posonlyargs, *given.args)),
        *([f"*{given.vararg.arg}"] if given.vararg else []),
        *(one.arg for one in given.kwonlyargs),
        *([f"**{given.kwarg.arg}"] if given.kwarg else []),
    ]


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of all modules, with their modules."""
    for path, tree in TREES.items():
        yield from ((path, node) for node in tree.body if isinstance(node, ast.FunctionDef))


def names_used(tree: ast.Module) -> set[str]:
    """What a module speaks of: names, attributes, imports."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return names | {alias.name for node in imports for alias in node.names}


def test_told_parameters_are_those_of_the_function() -> None:
    wrong = {}
    for path, function in functions():
        told = sections(ast.get_docstring(function) or "").get("Parameters")
        if told is not None and named(told) != parameters_of(function):
            wrong[f"{path}: {function.name}"] = parameters_of(function)
    assert wrong == {}, "their Parameters sections name others, or in another order"


def test_functions_of_many_parameters_tell_them() -> None:
    """Those that other modules use."""
    used = {path: names_used(tree) for path, tree in TREES.items()}
    silent = [
        f"{path}: {function.name}"
        for path, function in functions()
        if len(parameters_of(function)) > 2
        and not function.name.startswith("_")
        and "Parameters" not in sections(ast.get_docstring(function) or "")
        and any(function.name in names for other, names in used.items() if other != path)
    ]
    assert not silent, f"these lack a Parameters section: {silent}"
