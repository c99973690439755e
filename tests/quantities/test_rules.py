"""Every rule's example and counterexample: the rule decides the one and not the other."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import analysis.quantities
from analysis.quantities import amounts, attributes, exclusions, forms, roles
from analysis.quantities.grammar import scan
from analysis.quantities.qualifiers import Context, QuantityMention
from analysis.quantities.quantities import read_contexts, read_quantities
from analysis.quantities.rules import Rule, RuleTable
from tests.targets.texts import report

SAID = re.compile(r"(?:(?P<part>review|plan|other|mixed|hanzi):)?(?P<text>.*)")


def read(example: str) -> tuple[str, str, int, int]:
    """Part, text, and where the number in 【】 starts and ends."""
    said = SAID.fullmatch(example)
    assert said is not None
    start, end = said["text"].index("【"), said["text"].index("】") - 1
    return said["part"] or "plan", re.sub("[【】]", "", said["text"]), start, end


def context_of(example: str) -> Context:
    part, text, start, end = read(example)
    # A report with a plan somewhere: what stands in another part isn't planned.
    hanzi = part == "hanzi"
    made = report(f"【plan】\n一、工作安排\n【{'plan' if hanzi else part}】\n{text}")
    shift = len("一、工作安排\n")
    (context,) = (context for context in read_contexts(made) if context.mention.start == start + shift)
    assert made.text[context.mention.start : context.mention.end] == text[start:end]
    return context._replace(setting=context.setting._replace(hanzi=hanzi))


def candidates(text: str) -> Iterator[tuple[str, QuantityMention]]:
    """The name of the form and what it reads, at every number of a text."""
    for match in forms.NUMBERS.finditer(text):
        mention = forms.read_form(text, match, 0)
        if mention is not None:
            yield match.lastgroup or "", mention


def role_rule(example: str, table: RuleTable[Context, str]) -> Rule[Context, str] | None:
    context = context_of(example)
    if table is roles.PARTS:
        return table.decide(context, "", "", roles.part_of(context))
    return table.decide(context, context.mention.unit, context.mention.kind, context.right[:1])


def names(rules: tuple[Rule[Context, str], ...]) -> list[str]:
    return [rule.name for rule in rules]


@pytest.mark.parametrize("rule", roles.ROLES.rules, ids=names(roles.ROLES.rules))
def test_references_and_attributes(rule: Rule[Context, str]) -> None:
    assert role_rule(rule.example, roles.ROLES) is rule
    assert role_rule(rule.counterexample, roles.ROLES) is not rule
    if rule.result != attributes.MEASURED:
        assert roles.deciding(context_of(rule.example)) is rule


@pytest.mark.parametrize("rule", roles.PARTS.rules, ids=names(roles.PARTS.rules))
def test_target_or_achieved(rule: Rule[Context, str]) -> None:
    assert role_rule(rule.example, roles.PARTS) is rule
    assert role_rule(rule.counterexample, roles.PARTS) is not rule
    assert roles.deciding(context_of(rule.example)) is rule


@pytest.mark.parametrize("rule", exclusions.IDLE.rules, ids=lambda rule: rule.name)
def test_what_counts_nothing(rule: Rule[exclusions.Candidate, bool]) -> None:
    def decided(example: str) -> Rule[exclusions.Candidate, bool] | None:
        _, text, start, end = read(example)
        (mention,) = (m for _, m in candidates(text) if (m.start, m.end) == (start, end))
        candidate = exclusions.Candidate(text, mention)
        assert (start in {m.start for m in scan(text)}) is not exclusions.idle(text, mention)
        return exclusions.IDLE.decide(candidate, mention.unit, mention.kind)

    assert decided(rule.example) is rule
    assert decided(rule.counterexample) is not rule


@pytest.mark.parametrize("rule", amounts.AMOUNTS.rules, ids=lambda rule: rule.name)
def test_amounts(rule: Rule[amounts.Amount, amounts.Reader]) -> None:
    def decided(example: str) -> Rule[amounts.Amount, amounts.Reader] | None:
        _, text, start, end = read(example)
        (match,) = (match for match in forms.NUMBERS.finditer(text) if match.start() == start)
        amount = amounts.read_amount(text, match, 0)
        decision = amounts.AMOUNTS.decide(amount, amount.unit, amount.kind, amount.before)
        assert decision is not None
        mention = decision.result(amount)
        assert mention == amounts.arabic(text, match, 0)
        assert mention is None or (mention.start, mention.end) == (start, end)
        return decision

    assert decided(rule.example) is rule
    assert decided(rule.counterexample) is not rule


@pytest.mark.parametrize("form", forms.FORMS, ids=lambda form: form.name)
def test_forms(form: forms.Form) -> None:
    _, text, start, end = read(form.example)
    found = [(name, mention.start, mention.end) for name, mention in candidates(text)]
    assert (form.name, start, end) in found
    assert form.name not in [name for name, _ in candidates(form.counterexample)]


TABLES: tuple[RuleTable[Any, Any], ...] = (roles.ROLES, roles.PARTS, exclusions.IDLE, amounts.AMOUNTS)


def test_rules_of_a_table_have_names_of_their_own_and_reasons() -> None:
    for table in TABLES:
        all_names = [rule.name for rule in table.rules]
        assert len(set(all_names)) == len(all_names)
        assert [rule.name for rule in table.rules if not rule.reason.endswith(".")] == []


def rules_in(thing: object) -> list[Rule[Any, Any]]:
    """The rules of a table, of a tuple of them, or a rule by itself."""
    if isinstance(thing, RuleTable):
        return list(thing.rules)
    some = thing if isinstance(thing, (list, tuple)) else [thing]
    return [rule for rule in some if isinstance(rule, Rule)]


def test_every_rule_of_the_room_is_run_here() -> None:
    """A rule that stands in none of the tables decides nothing, and its examples aren't tried."""
    run = {id(rule) for table in TABLES for rule in table.rules}
    for module in pkgutil.iter_modules(analysis.quantities.__path__, "analysis.quantities."):
        for name, thing in vars(importlib.import_module(module.name)).items():
            idle = [rule.name for rule in rules_in(thing) if id(rule) not in run]
            assert not idle, f"rules of {module.name}.{name} that TABLES lacks: {', '.join(idle)}"


def test_the_first_rule_that_fits_decides() -> None:
    rules = tuple(
        Rule(name, "", name, "", "", test)
        for name, test in [
            ("none", lambda size: False),
            ("small", lambda size: size < 9),
            ("any", lambda size: True),
        ]
    )
    table: RuleTable[int, str] = RuleTable(rules)
    assert [rule.name for rule in (table.decide(5, "", ""), table.decide(50, "", "")) if rule] == [
        "small",
        "any",
    ]
    assert repr(table) == "<RuleTable: 3 rules>"


def test_rules_concern_units_kinds_and_neighbours() -> None:
    rule = Rule("tons", "", True, "", "", units=re.compile("吨$"), kinds=("amount",), near=re.compile("级"))
    table: RuleTable[None, bool] = RuleTable((rule,))
    assert table.decide(None, "万吨", "amount", "级") is rule
    for unit, kind, near in [
        ("吨级", "amount", "级"),
        ("万吨", "scale", "级"),
        ("万吨", "amount", "的"),
        ("吨", "amount", ""),
    ]:
        assert table.decide(None, unit, kind, near) is None


@pytest.mark.parametrize(
    "text",
    ["百分之点五。", "百分之三点十。", "百分之五点三点二。", f"居第{'1' * 40}位。", f"居第{'一' * 40}位。"],
)
def test_what_is_no_number_is_no_error(text: str) -> None:
    assert [quantity.low for quantity in read_quantities(report(text))] in ([], [10.0])
