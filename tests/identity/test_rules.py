"""Every rule's example and counterexample: the rule decides the one and not the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import pytest

from analysis.corpus.metadata import read_opening
from analysis.errors import InputError
from analysis.identity.clues import Clues
from analysis.identity.first_lines import PLACES_NAMED, Place
from analysis.identity.kind import KINDS_TOLD, NEITHER, Titles, tell_kind, titles_of
from analysis.identity.region import CHOICES, SOURCES, Candidates, choose, first_candidates, tell_region
from analysis.identity.year import YEARS_TOLD, YearClues, tell_year, year_clues
from analysis.rules import Rule, first_to_speak


class Decision(NamedTuple):
    """Which rules of a table decide a file, and what the table tells."""

    rules: Sequence[Rule[Any, Any]]
    answer: str


def clues_of(example: str) -> Clues:
    """An example's clues: ``file: a.txt / folder: b / date: 2021-01-20 / level: city / first line / …``."""
    known: dict[str, list[str]] = {"file": [], "folder": [], "date": [], "level": [], "line": []}
    for piece in example.split(" / "):
        what, _, value = piece.partition(": ")
        known[what if what in known else "line"].append(value if what in known else piece)
    lines = tuple(known["line"])
    return Clues(
        lines,
        "".join(known["file"]),
        tuple(known["folder"]),
        "".join(known["date"]) or read_opening("\n".join(lines)).date,
        "".join(known["level"]),
    )


def decide_kind(clues: Clues, rule: Rule[Titles, str]) -> Decision:
    spoken = first_to_speak(KINDS_TOLD, titles_of(clues.lines, clues.name))
    assert tell_kind(clues.lines, clues.name) == (spoken[1].replace(NEITHER, "") if spoken else "")
    return Decision([spoken[0]], spoken[1]) if spoken else Decision([], "")


def decide_year(clues: Clues, rule: Rule[YearClues, int | None]) -> Decision:
    years = year_clues(clues)
    spoken = first_to_speak(YEARS_TOLD, years)
    year, _ = tell_year(clues.lines, clues.name, clues.date, clues.folders)
    return Decision([spoken[0]] if spoken else [], str(year))


def region_of(clues: Clues) -> str:
    try:
        return tell_region(clues.lines, clues.name, clues.folders, clues.level).name
    except InputError:
        return ""


def decide_place(clues: Clues, rule: Rule[Clues, list[Place]]) -> Decision:
    first = first_to_speak(PLACES_NAMED, clues)
    return Decision([first[0]] if first else [], region_of(clues))


def decide_source(clues: Clues, rule: Rule[Clues, list[Place]]) -> Decision:
    source = first_to_speak(SOURCES, clues)
    return Decision([source[0]] if source else [], region_of(clues))


def decide_choice(clues: Clues, rule: Rule[Candidates, list[Any]]) -> Decision:
    """The rules that leave fewer candidates than there were, each after those before it."""
    candidates, deciding = first_candidates(clues), []
    for choice in CHOICES:
        chosen = choose(candidates, [choice])
        if chosen.regions != candidates.regions:
            deciding.append(choice)
        candidates = chosen
    return Decision(deciding, region_of(clues))


TABLES: list[tuple[str, Sequence[Rule[Any, Any]], Callable[[Clues, Any], Decision]]] = [
    ("kind", KINDS_TOLD, decide_kind),
    ("year", YEARS_TOLD, decide_year),
    ("place", PLACES_NAMED, decide_place),
    ("source", SOURCES, decide_source),
    ("choice", CHOICES, decide_choice),
]
RULES = [
    pytest.param(rule, decide, id=f"{table}: {rule.name}")
    for table, rules, decide in TABLES
    for rule in rules
]


@pytest.mark.parametrize(("rule", "decide"), RULES)
def test_a_rule_decides_its_example_and_not_its_counterexample(
    rule: Rule[Any, Any], decide: Callable[[Clues, Any], Decision]
) -> None:
    example = decide(clues_of(rule.example), rule)
    assert rule in example.rules
    assert example.answer == rule.answer
    assert rule not in decide(clues_of(rule.counterexample), rule).rules


@pytest.mark.parametrize(("rules", "name"), [(rules, name) for name, rules, _ in TABLES])
def test_names_and_reasons(rules: Sequence[Rule[Any, Any]], name: str) -> None:
    assert len({rule.name for rule in rules}) == len(rules)
    assert all(rule.reason.endswith(".") for rule in rules)


@pytest.mark.parametrize(
    ("example", "year"),
    [
        # Headings speak of one year, in a numbered line or a short one, and not of a longer plan's end.
        ("政府工作报告 / 一、二〇二一年工作回顾" + "，" * 30, "2022"),
        ("政府工作报告 / 二〇二一年工作回顾" + "，" * 30, "None"),
        ("政府工作报告 / 二、2021年和2022年工作安排", "None"),
        ("政府工作报告 / 一、一九九八年工作回顾 / 二〇〇五年一月十二日", "2005"),
        # The meeting's month, its first and last cases.
        ("date: 2021-09-30 / 政府工作报告", "2021"),
        ("date: 2021-10-01 / 政府工作报告", "None"),
        ("date: 2021-10-01 / 2022年政府工作报告", "2022"),
        ("date: 2021-10-01 / 政府工作报告 / " + "2022年，" * 5, "2022"),
        ("date: 2021-10-01 / 政府工作报告 / " + "2022年，" * 4, "None"),
        ("政府工作报告 / （2021年1月）", "2021"),
        ("政府工作报告 / （2021年12月） / " + "2022年，" * 5, "2022"),
    ],
)
def test_boundaries_of_the_year(example: str, year: str) -> None:
    clues = clues_of(example)
    assert str(tell_year(clues.lines, clues.name, clues.date, clues.folders)[0]) == year


@pytest.mark.parametrize(
    ("example", "region"),
    [
        # The city that a text names three times, and three times as often as another.
        ("鼓楼区政府工作报告 / 各位代表： / 南京，南京，南京，徐州。", "320106"),
        ("鼓楼区政府工作报告 / 各位代表： / 南京，南京。", ""),
        ("鼓楼区政府工作报告 / 各位代表： / 南京，南京，南京，南京，南京，徐州，徐州。", ""),
        # The level that a text speaks of five times, and three times as often as another.
        ("吉林政府工作报告 / 各位代表： / 全市，全市，全市，全市，全市。", "220200"),
        ("吉林政府工作报告 / 各位代表： / 全市，全市，全市，全市。", "220000"),
        ("吉林政府工作报告 / 各位代表： / 全市，全市，全市，全市，全市，全省，全省。", "220000"),
    ],
)
def test_boundaries_of_the_region(example: str, region: str) -> None:
    clues = clues_of(example)
    try:
        code = tell_region(clues.lines, clues.name, clues.folders, clues.level).code
    except InputError as error:
        assert "could be" in str(error)
        code = ""
    assert code == region
