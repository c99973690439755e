"""A step of a new figure that is forgotten is said: CONTRIBUTING.md has the recipe."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analysis
import analysis.figures
from analysis.drawing.labels import LANGUAGES, labels
from analysis.drawing.spec import FigureSpec
from analysis.pipeline.figures import FIGURES

ROOT = Path(__file__).resolve().parents[2]
MODULES = [
    importlib.import_module(module.name)
    for module in pkgutil.iter_modules(analysis.figures.__path__, "analysis.figures.")
]
DRAWINGS = {
    name: function
    for module in MODULES
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if name.startswith("draw_")
}
# Drawn with another figure's caption.
CAPTIONS = {"keyness_levels": "keyness_bars", "keyness_years": "keyness_bars"}


def names_in(function: Callable[..., Any]) -> set[str]:
    """The names that a function's code calls, those of functions within it too."""
    code = function.__code__
    return {*code.co_names, *code.co_freevars}


def test_every_module_is_built() -> None:
    known = {id(spec) for spec in FIGURES}
    lacking = [
        f"{spec.name} of {module.__name__}"
        for module in MODULES
        for spec in getattr(module, "SPECS", ())
        if id(spec) not in known
    ]
    assert not lacking, f"add SPECS to FIGURES in analysis/pipeline/figures.py: {lacking}"


def test_names_are_unlike() -> None:
    names = [spec.name for spec in FIGURES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_decorated_and_at_the_front_door(name: str) -> None:
    assert hasattr(DRAWINGS[name], "__wrapped__"), (
        "put @drawing(…) above it: it checks the table, and gives the style and the font"
    )
    assert name in analysis.__all__, f"{name} lacks its line in analysis/__init__.pyi"


@pytest.mark.parametrize("spec", FIGURES, ids=lambda spec: spec.name)
def test_a_caption_in_both_languages(spec: FigureSpec) -> None:
    key = f"caption.{CAPTIONS.get(spec.name, spec.name)}"
    for language in LANGUAGES:
        assert labels(language).words.get(key), f"data/labels.csv has no {key} in {language!r}"


@pytest.mark.parametrize("spec", FIGURES, ids=lambda spec: spec.name)
def test_its_notebook_draws_it(spec: FigureSpec) -> None:
    source = (ROOT / "notebooks" / "src" / f"{spec.notebook}.py").read_text(encoding="utf-8")
    drawn = names_in(spec.draw) & set(DRAWINGS)
    assert drawn, f"the spec of {spec.name} calls no draw_ function by its name"
    assert any(f"{name}(" in source for name in drawn), (
        f"notebooks/src/{spec.notebook}.py doesn't call {' or '.join(sorted(drawn))}; then make notebooks"
    )
