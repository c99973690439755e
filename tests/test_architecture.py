"""The rooms: imports point one way, nothing heavy or noisy at import time."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "analysis"
# From the ground up: a room imports only rooms of lower floors. What stands beside the rooms has a floor too.
FLOORS: tuple[set[str], ...] = (
    {"errors", "formulas", "rules"},
    {"limits", "resources", "output", "tables"},
    {"folders"},
    {"characters"},
    {"attributions", "parts", "stats", "wordfiles"},
    {"cleaning"},
    {"corpus"},
    {"formats", "identity", "reuse", "text"},
    {"checks", "drawing", "quantities", "tasks", "topics", "words"},
    {"similarity", "targets", "themes"},
    {"choices", "figures", "ingest", "store"},
    {"pipeline"},
    {"cli"},
    {"__main__"},
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
COMPLEXITY = 15  # of a function, at the most
MODULES = 15  # of a room, at the most
SHARE = 1 / 6  # of the code, in one room, at the most
HEAVY = {
    "sklearn",
    "scipy",
    "matplotlib",
    "jieba",
    "rjieba",
    "docx",
    "xlsxwriter",
    "openpyxl",
    "joblib",
    "rapidfuzz",
    "networkx",
    "tqdm",
    "lxml",
    "pypdfium2",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imported(tree: ast.AST) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [
                node.module,
                *(f"{node.module}.{a.name}" for a in node.names if node.module == "analysis"),
            ]
    return names


def module_edges() -> dict[str, set[str]]:
    """The modules that each module imports, by dotted name inside the package."""
    known = {".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in modules()}
    edges: dict[str, set[str]] = {}
    for path in modules():
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {name.removeprefix("analysis.") for name in imported(tree) if name.startswith("analysis.")}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("analysis."):
                names |= {f"{node.module}.{alias.name}".removeprefix("analysis.") for alias in node.names}
        edges[module] = {name for name in names if name in known}
    return edges


def test_every_room_has_a_floor() -> None:
    rooms = {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in modules()}
    assert rooms == {*FLOOR, "__init__"}


def test_imports_point_one_way() -> None:
    """A module imports its own room and rooms of lower floors; rooms of one floor don't import each other."""
    wrong = []
    for module, others in module_edges().items():
        room = module.split(".")[0]
        for other in others:
            if (
                room != "__init__"
                and other.split(".")[0] != room
                and FLOOR[other.split(".")[0]] >= FLOOR[room]
            ):
                wrong.append(f"{module} imports {other}")
    assert wrong == []


def test_no_circle_of_modules() -> None:
    """Modules can be put in an order in which each imports only earlier ones."""
    edges = module_edges()
    while free := [module for module, others in edges.items() if not (others - {module}) & edges.keys()]:
        for module in free:
            del edges[module]
    assert edges == {}


def test_no_room_is_too_large() -> None:
    lines: dict[str, int] = {}
    for path in modules():
        room = path.relative_to(PACKAGE).parts[0]
        lines[room] = lines.get(room, 0) + len(path.read_text(encoding="utf-8").splitlines())
    total = sum(lines.values())
    large = [room for room, count in lines.items() if count > SHARE * total]
    assert not large, f"more than a sixth of the code in one room: part {large}"
    count = {
        folder.name: len([path for path in folder.glob("*.py") if path.name != "__init__.py"])
        for folder in PACKAGE.iterdir()
        if folder.is_dir()
    }
    full = [room for room, number in count.items() if number > MODULES]
    assert not full, f"more than {MODULES} modules in one room: join some, or part {full}"


def complexity(function: ast.AST) -> int:
    """The cyclomatic complexity, as radon counts it: one, and one for each branch, loop, ``and``, ``or``,
    comprehension and its conditions.
    """
    total = 1
    for node in ast.walk(function):
        if isinstance(node, (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.Assert)):
            total += 1 + bool(getattr(node, "orelse", None) and isinstance(node, (ast.For, ast.While)))
        elif isinstance(node, ast.BoolOp):
            total += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            total += 1 + len(node.ifs)
    return total


def test_no_function_is_too_complex() -> None:
    found = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and complexity(node) > COMPLEXITY:
                found[f"{path.relative_to(PACKAGE)}:{node.name}"] = complexity(node)
    assert found == {}


def test_tests_mirror_the_rooms() -> None:
    """Each room has a folder of tests, and a folder of tests that is no room is known to be none."""
    rooms = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists()}
    folders = {folder.name for folder in (ROOT / "tests").iterdir() if (folder / "__init__.py").exists()}
    assert rooms - folders == {"formats"}  # a stranger's files are read in the tests of ingest
    assert folders - rooms <= {"browser", "doors", "faults", "toys"}


def test_only_engines_imports_the_tokenisers() -> None:
    for path in modules():
        names = {n.split(".")[0] for n in imported(ast.parse(path.read_text(encoding="utf-8")))}
        if path.name != "engines.py":
            assert not names & {"jieba", "rjieba"}, path


def test_heavy_libraries_are_imported_inside_functions() -> None:
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                names = {n.split(".")[0] for n in imported(node)} | {
                    n.split(".")[0] for n in imported(ast.Module([node], []))
                }
                assert not names & HEAVY, f"{path}: {names & HEAVY}"


def test_notebooks_define_nothing() -> None:
    """A notebook is prose and calls; functions live in the package, under test."""
    for path in (ROOT / "notebooks" / "src").glob("*.py"):
        code = path.read_text(encoding="utf-8").replace("%matplotlib inline", "")
        defined = [
            n for n in ast.walk(ast.parse(code)) if isinstance(n, (ast.FunctionDef, ast.ClassDef, ast.Lambda))
        ]
        assert defined == [], path


def test_import_is_quiet_and_light() -> None:
    """``import analysis`` and every public name: nothing printed, no tokeniser, learner or plotting library
    loaded.
    """
    code = (
        "import sys, analysis\n"
        "for name in analysis.__all__: getattr(analysis, name)\n"
        f"print(sorted(m for m in sys.modules if m in {HEAVY!r}))"
    )
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert result.stdout.strip() == "[]"
    assert result.stderr == ""
