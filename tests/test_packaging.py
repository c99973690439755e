"""The lists of what is needed say the same: pyproject.toml, requirements*.txt, constraints.txt, and what the
code imports.
"""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import analysis

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Where the name that is imported isn't the name of the distribution.
IMPORTED_AS = {
    "sklearn": "scikit-learn",
    "docx": "python-docx",
    "pylopdf_fonts_zh_cn": "pylopdf-fonts-zh-cn",
    "ahocorasick_rs": "ahocorasick-rs",
    "fontTools": "fonttools",
}


def name_of(requirement: str) -> str:
    return canonicalize_name(Requirement(requirement.partition("#")[0]).name)


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {
        name_of(line): line.partition("==")[2] for line in lines if "==" in line and not line.startswith("#")
    }


def satisfied(requirement: str, version: str) -> bool:
    return Requirement(requirement).specifier.contains(version)


def extra(name: str) -> list[str]:
    return [r for r in PROJECT["optional-dependencies"][name] if not r.startswith("work-report-analysis")]


def test_requirements_pin_what_the_project_declares() -> None:
    declared = {name_of(r): r for r in [*PROJECT["dependencies"], *extra("notebooks")]}
    pinned = pins("requirements.txt")
    assert pinned.keys() == declared.keys()
    assert [name for name, version in pinned.items() if not satisfied(declared[name], version)] == []
    assert "--editable .[notebooks]" in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()


def test_the_other_lists_likewise() -> None:
    for file, extras in (("requirements-dev.txt", ("dev", "dask")), ("requirements-extra.txt", ("topics",))):
        declared = {name_of(r): r for name in extras for r in extra(name)}
        pinned = pins(file)
        assert pinned.keys() == declared.keys(), file
        assert [name for name, version in pinned.items() if not satisfied(declared[name], version)] == []


def test_constraints_agree_with_the_requirements_and_with_what_is_installed() -> None:
    constraints = pins("constraints.txt")
    for file in ("requirements.txt", "requirements-dev.txt"):
        assert {name: constraints.get(name, version) for name, version in pins(file).items()} == pins(file)
    installed = {name_of(d.name): d.version for d in importlib.metadata.distributions()}
    unpinned = (
        installed.keys()
        - constraints.keys()
        - pins("requirements.txt").keys()
        - pins("requirements-dev.txt").keys()
        - pins("requirements-extra.txt").keys()
    )
    assert (
        unpinned
        - {"pip", "work-report-analysis", "colorama", "pywinpty", "pywin32", "appnope", "win32-setctime"}
        == set()
    )
    assert {
        name: version for name, version in constraints.items() if installed.get(name, version) != version
    } == {}


def test_what_the_code_imports_is_declared() -> None:
    declared = {name_of(r) for r in [*PROJECT["dependencies"], *extra("topics")]}
    names = set()
    for path in (ROOT / "analysis").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    third_party = {
        name_of(IMPORTED_AS.get(name, name))
        for name in names - set(sys.stdlib_module_names) - {"analysis", "IPython", "matplotlib_inline"}
    }
    assert third_party - declared == set()


def test_one_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.+)$", citation, flags=re.M).group(1) == analysis.__version__  # type: ignore[union-attr]
    assert f"## {analysis.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert importlib.metadata.version("work-report-analysis") == analysis.__version__
