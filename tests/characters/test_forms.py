"""Blanks, forms of one character, traditional characters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from analysis import Corpus, text_report
from analysis.characters.blanks import BLANKS, HIDDEN, WIDE_BLANKS
from analysis.characters.folding import Folding, folded, foldings
from analysis.characters.traditional import (
    in_simple_forms,
    is_traditional,
    simple_by_traditional,
    simple_view,
    simple_views,
)
from analysis.cleaning.paragraphs import needs_paragraphs, recover_paragraphs
from analysis.cleaning.pipeline import clean_report
from analysis.corpus.single import parse_report
from analysis.quantities.quantities import read_quantities
from analysis.targets.targets import extract_targets
from analysis.themes.counting import count_themes
from tests.characters.test_decoding import SIMPLE, TRADITIONAL


def _characters(ranges: str) -> list[str]:
    """The characters of a set as patterns write it: ``a-c`` and single ones."""
    found, at = [], 0
    while at < len(ranges):
        if ranges[at + 1 : at + 2] == "-":
            found += [chr(c) for c in range(ord(ranges[at]), ord(ranges[at + 2]) + 1)]
            at += 3
        else:
            found.append(ranges[at])
            at += 1
    return found


def test_every_blank_of_unicode_is_known() -> None:
    """Whatever Unicode counts as a separator of words is a blank; what it counts as format is hidden."""
    separators = {chr(c) for c in range(0x10000) if unicodedata.category(chr(c)) == "Zs"}
    assert separators - set(_characters(BLANKS)) == set()
    hidden = set(_characters(HIDDEN))
    assert {"\ufeff", "\u200b", "\u200d", "\u2060", "\u00ad", "\u202e"} <= hidden
    assert not hidden & set(_characters(BLANKS))


@pytest.mark.parametrize("blank", _characters(WIDE_BLANKS), ids=lambda c: f"U+{ord(c):04X}")
def test_blanks_are_plain_ones_and_indents(blank: str) -> None:
    assert (
        clean_report(f"各位代表：\n{blank}{blank}推进{blank}改革开放。").text == "各位代表：\n推进 改革开放。"
    )
    paragraphs = [f"第{n}段，推进改革，扩大开放。" * 20 for n in range(8)]
    line = f"{blank}{blank}".join(paragraphs)
    assert needs_paragraphs(line)
    assert recover_paragraphs(line).split("\n") == paragraphs


def test_characters_that_print_nothing_go() -> None:
    assert (
        clean_report(f"各位代表：\n推进{''.join(_characters(HIDDEN))}改革。").text == "各位代表：\n推进改革。"
    )


def test_a_single_file_in_one_line_has_paragraphs(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "2024.txt"
    paragraphs = [
        f"（{'一二三四五六七八'[n]}）推进改革。"
        + "".join(f"第{m}项工程完成投资{m * n}亿元。" for m in range(20))
        for n in range(8)
    ]
    path.write_text("\u2003\u2003".join(paragraphs), encoding="utf-8")
    report = parse_report(path, path.read_text(encoding="utf-8"), 2024, "work_report")
    assert report.text.split("\n") == paragraphs


@pytest.mark.parametrize("folding", foldings(), ids=lambda folding: folding.name)
def test_a_folding_folds_its_example_and_not_its_counterexample(folding: Folding) -> None:
    assert folding.example.translate(folding.table) == folding.folded
    assert folding.counterexample.translate(folding.table) == folding.counterexample
    assert folded(folding.counterexample) == folding.counterexample or folding.name == "mathematical figures"


def test_every_radical_is_folded_to_a_hanzi() -> None:
    for code in (
        *range(0x2F00, 0x2FD6),
        *(c for c in range(0x2E80, 0x2EF4) if unicodedata.category(chr(c)) == "So"),
    ):
        form = folded(chr(code))
        assert code == 0x2E80 or "\u3400" <= form <= "\U0002ffff", hex(
            code
        )  # U+2E80 repeats what stands above


@given(st.text(max_size=60))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert len(in_simple_forms(text)) == len(text)
    assert folded(folded(text)) == folded(text)


def test_what_is_meant_stays() -> None:
    meant = "，：（）％①⑫㎡℃Ⅳ²…—“”·〇○"
    assert folded(meant) == meant


def test_folding_is_said() -> None:
    cleaned = clean_report("各位代表：\n⼈⺠︵一︶\uf98a𝟓")
    assert cleaned.text == "各位代表：\n人民（一）力5"
    steps = {step.name: (step.removed, step.added) for step in cleaned.steps}
    assert steps == {
        "fold_radicals": ("⼈⺠", "人民"),
        "fold_marks": ("︵︶", "（）"),
        "fold_ideographs": ("\uf98a", "力"),
        "fold_figures": ("𝟓", "5"),
    }


def test_the_table_of_traditional_forms() -> None:
    forms = simple_by_traditional()
    assert all(len(form) == len(simple) == 1 and form != simple for form, simple in forms.items())
    assert not set(forms.values()) & set(forms)  # one reading is enough
    assert all(simple.encode("gb2312") for simple in forms.values())
    assert in_simple_forms(TRADITIONAL) == SIMPLE


def test_simplified_reports_have_no_view(corpus: Corpus) -> None:
    for report in corpus.iter_reports():
        assert report.reading is simple_view(report.text) is report.text


def test_stretches_of_one_report_are_read_alike() -> None:
    texts = ["億元。", TRADITIONAL, "於是", "崑山於是", SIMPLE]
    assert list(simple_views(texts, ["a", "a", "a", "b", "b"])) == [
        "亿元。",
        SIMPLE,
        "于是",
        "崑山於是",
        SIMPLE,
    ]
    assert simple_views(["改革"], ["a"]) == ["改革"]
    assert not is_traditional("")


PLAN = """
二、2024年工作安排
今年經濟社會發展的主要預期目標是：地區生產總值增長6%左右，一般公共預算收入增長5%，社會消費品零售總額增長7%以上，城鎮新增就業2000人，居民收入增長與經濟增長同步。
優化營商環境，推進鄉村振興，改造老舊小區15個，確保6月底前完成。（縣住房城鄉建設局牽頭，年內完成）
各位代表！讓我們為建設美好家園而努力奮鬥！"""


def test_a_traditional_report_is_read_as_a_simple_one() -> None:
    """Parts, numbers, targets and themes are those of the same report in simple characters; what is quoted is
    as printed.
    """
    text = TRADITIONAL.replace("過去一年", "一、2023年工作回顧\n過去一年").strip() + PLAN
    printed, simple = text_report(text, 2024), text_report(in_simple_forms(text), 2024)
    assert printed.text == text
    assert printed.reading == simple.text
    assert printed.title == "政府工作報告"
    assert (printed.paragraphs, printed.sentences) == (simple.paragraphs, simple.sentences)
    assert printed.attributions == simple.attributions != ()
    numbers = [
        [(q.low, q.high, q.unit, q.indicator, q.role, q.start) for q in read_quantities(r)]
        for r in (printed, simple)
    ]
    assert numbers[0] == numbers[1]
    assert {row[3] for row in numbers[0]} >= {"gdp", "fiscal_revenue_general", "urban_new_jobs"}
    targets, plain = extract_targets(printed), extract_targets(simple)
    columns = ["indicator", "kind", "low", "high", "unit", "direction", "qualifier", "headline", "strength"]
    assert targets[columns].equals(plain[columns])
    assert targets["headline"].sum() == 5
    assert targets["evidence"].iloc[0] == "地區生產總值增長6%左右"
    assert (count_themes(printed).numerator == count_themes(simple).numerator).all()
    assert count_themes(printed).numerator.sum() > 0
