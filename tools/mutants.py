"""Small mistakes put into rules and boundaries, to see whether the tests notice.

    python tools/mutants.py [MODULE ...] [--sample 10] [--seed 0]

Each mutant is one change in one module: a comparison at its boundary or turned round, ``and`` for ``or``,
``+`` for ``-``, a number one more, ``True`` for ``False``, ``min`` for ``max``, a condition dropped. The
tests of the module's room run on it, the first failure kills it. What survives is printed; the exit status is
1 below 90 %. The module is put back whatever happens.
"""

from __future__ import annotations

import argparse
import ast
import copy
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = (
    "corpus/selection",
    "themes/ranks",
    "themes/gaps",
    "themes/changes",
    "stats/intervals",
    "attributions/deadlines",
    "targets/comparison",
    "targets/headline",
    "tasks/alignment",
    "quantities/qualifiers",
    "store/cache",
    "identity/year",
)
LEAST = 0.9
COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPERATIONS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


def changed(node: ast.AST) -> ast.AST | None:
    """The node with its mistake; ``None`` where there is none to make."""
    new = copy.deepcopy(node)
    match new:
        case ast.Compare(ops=[only]) if type(only) in COMPARISONS:
            new.ops = [COMPARISONS[type(only)]()]
        case ast.BoolOp():
            new.op = ast.Or() if isinstance(new.op, ast.And) else ast.And()
        case ast.BinOp() if type(new.op) in OPERATIONS:
            new.op = OPERATIONS[type(new.op)]()
        case ast.UnaryOp(op=ast.Not()):
            return new.operand
        case ast.Constant(value=bool()):
            new.value = not new.value
        case ast.Constant(value=int() | float()):
            new.value += 1
        case ast.Call(func=ast.Name(id=name)) if name in NAMES:
            new.func.id = NAMES[name]
        case ast.IfExp():
            return new.body
        case _:
            return None
    return new


def places(tree: ast.Module) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Every place where a mistake can be made: the node above, its field, the place in a list, the node."""
    for parent in ast.walk(tree):
        if isinstance(parent, (ast.arguments, ast.AnnAssign, ast.JoinedStr, ast.FormattedValue)):
            continue  # defaults, types, sentences
        if isinstance(parent, ast.keyword) and parent.arg == "strict":
            continue  # a guard that never speaks
        for field, value in ast.iter_fields(parent):
            if field in ("annotation", "returns", "decorator_list", "slice"):
                continue
            for place, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(node, ast.AST) and changed(node) is not None:
                    yield parent, field, place, node


def mutants(text: str) -> list[tuple[int, str, str, str]]:
    """Every mutant of a module: its line, what stood there, what stands there now, the whole text."""
    tree, found = ast.parse(text), []
    for parent, field, place, node in list(places(tree)):
        new = changed(node)
        assert new is not None
        siblings = getattr(parent, field)
        if place is None:
            setattr(parent, field, new)
        else:
            siblings[place] = new
        found.append((node.lineno, ast.unparse(node), ast.unparse(new), ast.unparse(tree)))  # type: ignore[attr-defined]
        if place is None:
            setattr(parent, field, node)
        else:
            siblings[place] = node
    return found


def survives(module: str) -> bool:
    """Whether the tests of a module's room pass on what stands in it now."""
    room = module.split("/")[0]
    tests = ["tests/test_golden.py", f"analysis/{module}.py", f"tests/{room}", "tests/toys"]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *tests]
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("modules", nargs="*", default=MODULES, help="such as themes/ranks")
    parser.add_argument("--sample", type=int, default=10, help="mutants of each module (default: 10)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    killed = total = 0
    for module in options.modules:
        path = ROOT / "analysis" / f"{module}.py"
        text = path.read_text(encoding="utf-8")
        known = mutants(text)
        chosen = random.Random(f"{module} {options.seed}").sample(known, min(options.sample, len(known)))
        dead = 0
        try:
            for line, old, new, whole in sorted(chosen):
                path.write_text(whole, encoding="utf-8")
                if survives(module):
                    print(f"  {module}.py:{line}  {old}  ->  {new}", flush=True)
                else:
                    dead += 1
        finally:
            path.write_text(text, encoding="utf-8")
        print(f"{module}: {dead} of {len(chosen)} killed", flush=True)
        killed, total = killed + dead, total + len(chosen)
    print(f"{killed} of {total} killed: {killed / max(1, total):.0%}")
    return 0 if killed >= LEAST * total else 1


if __name__ == "__main__":
    raise SystemExit(main())
