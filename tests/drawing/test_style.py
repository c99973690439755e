"""Figures: hanzi from the packaged font, text that stays text, the same bytes, nothing global left behind."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest

from analysis.drawing import style
from analysis.drawing.labels import labels
from analysis.drawing.saving import figure_bytes
from analysis.errors import InputError
from analysis.figures.lengths import draw_corpus_lengths
from analysis.figures.targets import draw_qualified_targets
from analysis.figures.topics import draw_topic_terms
from analysis.figures.words import draw_distinctive_terms, draw_keywords

LENGTHS = pd.DataFrame(
    {"report_id": ["a", "b"], "region": ["安徽省", "西藏自治区"], "year": [2020, 2021],
        "kind": ["work_report", "task_division"],
     "review": [5000, 0], "plan": [9000, 8000], "mixed": [0, 0], "other": [200, 100], "total": [14200, 8100]}
)  # fmt: skip
TARGETS = pd.DataFrame(
    {"region": ["安徽省", "北京市", "山东省", "江苏省", "吉林省"], "low": [7.5, 6, 6, float("nan"), 5],
        "high": [7.5, 6, float("nan"), 5, 6],
     "qualifier": ["exact", "around", "at_least", "at_most", "range"], "label": list("abcde"),
     "outturn": [7.5, 6.1, float("nan"), 5.0, 3.0]}
)  # fmt: skip


def font_characters() -> set[int]:
    """The code points of the packaged font."""
    from fontTools.ttLib import TTFont

    with TTFont(style.font_path(), lazy=True) as font:
        return set(font.getBestCmap())


def glyphs_missing(figure: mpl.figure.Figure) -> set[str]:
    """Characters of the figure that the packaged font lacks."""
    known = font_characters()
    texts = "".join(t.get_text() for t in figure.findobj(mpl.text.Text))
    return {c for c in texts if ord(c) not in known and not c.isspace()}


def test_every_label_can_be_drawn() -> None:
    """The font has every character of the table of names and of the hanzi that a GB2312 subset lacks."""
    known = font_characters()
    drawn = "".join(
        words
        for language in ("zh", "en")
        for key, words in labels(language).words.items()
        if not key.startswith("caption.")
    )
    wanted = set(re.sub(r"\s", "", drawn)) | set("槃勠崀崑")
    assert {c for c in wanted if ord(c) not in known} == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_marks_and_names(language: str) -> None:
    ax = draw_qualified_targets(TARGETS, language=language).axes[0]
    assert [t.get_text() for t in ax.get_yticklabels()] == [
        labels(language).region(r) for r in TARGETS["region"]
    ]
    assert glyphs_missing(ax.figure) == set()
    # five rows, five different shapes: a dot, a wave, two arrows and a bar
    assert len(ax.texts) >= 5


def test_drawing_leaves_no_trace() -> None:
    """Styles are in force only while drawing, and figures aren't kept by pyplot."""
    before = dict(mpl.rcParams)
    draw_corpus_lengths(LENGTHS)
    assert dict(mpl.rcParams) == before
    import sys

    if "matplotlib.pyplot" in sys.modules:
        assert sys.modules["matplotlib.pyplot"].get_fignums() == []


def test_axes_can_be_given() -> None:
    figure = style.new_figure(style.DOUBLE, 3)
    left, right = figure.subplots(1, 2)
    assert draw_corpus_lengths(LENGTHS, left) is figure
    assert draw_qualified_targets(TARGETS, right) is figure


def test_bars_are_the_numbers_of_the_table() -> None:
    ax = draw_corpus_lengths(LENGTHS).axes[0]
    widths = [bar.get_width() * 1000 for bar in ax.patches]
    assert widths == pytest.approx([5000, 0, 9000, 8000, 200, 100])


@pytest.mark.parametrize("kind", style.FORMATS)
def test_same_bytes(kind: str) -> None:
    first, second = (figure_bytes(draw_corpus_lengths(LENGTHS), kind) for _ in range(2))
    assert first == second


def test_svg_text_is_text_with_its_font_inside() -> None:
    svg = figure_bytes(draw_corpus_lengths(LENGTHS, language="zh"), "svg").decode("utf-8")
    assert "上年回顾" in svg
    assert "@font-face" in svg and "data:font/woff;base64," in svg
    assert "<dc:date>" not in svg


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils isn't installed")
def test_pdf_text_can_be_copied(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(figure_bytes(draw_corpus_lengths(LENGTHS, language="zh"), "pdf"))
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "上年回顾" in text
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout
    assert "NotoSansSC" in fonts and " no " not in fonts.splitlines()[2].split("Custom")[1][:5]


def test_no_dates_in_pdf() -> None:
    data = figure_bytes(draw_corpus_lengths(LENGTHS), "pdf")
    assert b"CreationDate" not in data


def test_widths_fit_a_column() -> None:
    spread = pd.DataFrame(
        {
            "term": ["创新"],
            "per_10k": [4.0],
            "lower_quartile": [3.0],
            "median": [4.0],
            "upper_quartile": [5.0],
            "documents": [2],
            "reports": [2],
        }
    )
    terms = pd.DataFrame(
        {"region": ["安徽省"] * 2, "rank": [1, 2], "term": ["江淮", "皖北"], "tfidf": [0.2, 0.1]}
    )
    topics = pd.DataFrame(
        {"topic": [1, 1], "share": [0.5, 0.5], "rank": [1, 2], "term": ["改革", "开放"], "weight": [0.2, 0.1]}
    )
    assert draw_keywords(spread).get_figwidth() == style.SINGLE
    assert draw_distinctive_terms(terms).get_figwidth() == style.DOUBLE
    assert draw_topic_terms(topics).get_figwidth() == style.DOUBLE


def test_labels_of_an_unknown_language_or_key() -> None:
    with pytest.raises(InputError, match="fr"):
        labels("fr")
    with pytest.raises(InputError, match="no row"):
        labels("zh")("nothing")


def test_every_label_is_in_both_languages() -> None:
    zh, en = labels("zh").words, labels("en").words
    assert zh.keys() == en.keys()
    assert all(zh.values()) and all(en.values())
    for key in zh:
        assert set(re.findall(r"\{(\w+)\}", zh[key])) >= set(re.findall(r"\{(\w+)\}", en[key])) - {"year"}, (
            key
        )
