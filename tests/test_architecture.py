"""The rooms: imports point one way, nothing heavy or noisy at import time."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "analysis"
LAYERS = {"corpus": 0, "text": 1, "targets": 2, "tasks": 2, "ingest": 2, "measures": 3, "figures": 4, "stages": 4, "cli": 6}
TOP = {
    "errors": -1, "resources": -1, "output": -1, "packing": -1, "progress": -1, "schema": -1, "cache": 0, "groups": 0, "build_record": 0,
    "choices": 4, "check": 5, "build": 5, "__main__": 7, "__init__": 7,
}  # fmt: skip
HEAVY = {"sklearn", "scipy", "matplotlib", "jieba", "rjieba", "docx", "xlsxwriter", "openpyxl", "joblib", "rapidfuzz", "networkx", "tqdm", "lxml", "pypdfium2"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def layer(parts: tuple[str, ...]) -> int:
    """The layer of a module given by its path inside the package, without suffix."""
    return LAYERS[parts[0]] if parts[0] in LAYERS else TOP[parts[0]]


def imported(tree: ast.AST) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{a.name}" for a in node.names if node.module == "analysis")]
    return names


def test_imports_point_one_way() -> None:
    """No module imports one of a higher layer; rooms of one layer don't import each other."""
    wrong = []
    for path in modules():
        own = path.relative_to(PACKAGE).with_suffix("").parts
        if own == ("__init__",):
            continue
        for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
            if not name.startswith("analysis."):
                continue
            other = tuple(name.split(".")[1:])
            if other[0] not in LAYERS and other[0] not in TOP:
                continue  # a public name taken from analysis itself
            same_room = other[0] == own[0]
            if not same_room and layer(other) >= layer(own) and not (layer(own) == layer(other) == 0 and own[0] != "corpus"):
                wrong.append(f"{'.'.join(own)} imports {name}")
    assert wrong == []


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
                names = {n.split(".")[0] for n in imported(node)} | {n.split(".")[0] for n in imported(ast.Module([node], []))}
                assert not names & HEAVY, f"{path}: {names & HEAVY}"


def test_notebooks_define_nothing() -> None:
    """A notebook is prose and calls; functions live in the package, under test."""
    for path in (ROOT / "notebooks" / "src").glob("*.py"):
        code = path.read_text(encoding="utf-8").replace("%matplotlib inline", "")
        defined = [n for n in ast.walk(ast.parse(code)) if isinstance(n, (ast.FunctionDef, ast.ClassDef, ast.Lambda))]
        assert defined == [], path


def test_import_is_quiet_and_light() -> None:
    """``import analysis`` and every public name: nothing printed, no tokeniser, learner or plotting library loaded."""
    code = (
        "import sys, analysis\n"
        "for name in analysis.__all__: getattr(analysis, name)\n"
        f"print(sorted(m for m in sys.modules if m in {HEAVY!r}))"
    )
    result = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.strip() == "[]"
    assert result.stderr == ""
