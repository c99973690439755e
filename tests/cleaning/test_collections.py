"""Reports in one file, and what is printed behind a speech."""

from __future__ import annotations

import re

import pytest

from analysis import Corpus
from analysis.cleaning.collections import find_articles, split_notes
from analysis.corpus.readers import read_text
from analysis.resources import DATA


def test_29_articles_in_the_order_of_the_contents() -> None:
    text = read_text(DATA / "raw" / "provinces-2020.txt")
    titles = [a.title for a in find_articles(text)]
    assert len(titles) == len(set(titles)) == 29
    contents = re.findall(r"【第.+?篇】(.+?)\(全文\)\.{3,}", text)
    assert titles == contents
    for article in find_articles(text):
        body = text[article.start : article.end].strip()
        assert body.startswith("政府工作报告")
        assert "【第" not in body


def test_a_file_of_one_report_has_no_articles() -> None:
    for name in (
        "national-2020-tasks.txt",
        "national-2021-tasks.txt",
        "national-2024.txt",
        "xianning-2020-tasks.txt",
    ):
        assert find_articles(read_text(DATA / "raw" / name)) == []


@pytest.mark.parametrize(("region", "notes"), [("海南省", 64), ("广东省", 18), ("江西省", 17)])
def test_notes_are_kept_apart(corpus: Corpus, region: str, notes: int) -> None:
    """All the notes that the file prints, numbered from 1 without a gap, and none of them in the speech."""
    report = corpus.select(region=region).items[0]
    numbers = [int(n) for n in re.findall(r"^\[?(\d{1,2})[\].]", report.notes, re.M)]
    assert numbers == list(range(1, notes + 1))
    assert "名词" in report.notes.split("\n")[0] + report.notes.split("\n")[1]
    assert not any(line in report.text for line in report.notes.split("\n") if len(line) > 30)
    assert not re.search(r"\[\d+\]|〔\d{1,2}〕", report.text)


def test_only_four_reports_have_notes(corpus: Corpus) -> None:
    assert [r.report_id for r in corpus.iter_reports() if r.notes] == [
        "xianning-2020-tasks",
        "guangdong-2020",
        "hainan-2020",
        "jiangxi-2020",
    ]


def test_blank_forms_are_kept_with_the_notes(corpus: Corpus) -> None:
    report = corpus.report("xianning-2020-tasks")
    lines = report.notes.split("\n")
    assert [line for line in lines if line.startswith("附件")] == ["附件2", "附件3"]
    assert sum("|" in line for line in lines) == 2
    assert "|" not in report.text
    assert report.text.endswith("咸宁高新区管委会）")
    assert "附件1" in report.text.split("\n")


def test_annex_of_tasks_stays_in_the_speech(corpus: Corpus) -> None:
    """Guangdong's annex 1 lists ten tasks of the year, which are part of the plan; its annex 2, a glossary,
    is not.
    """
    report = corpus.report("guangdong-2020")
    assert "2020年省十件民生实事" in report.text
    assert report.notes.startswith("附件2：\n名词解释")


@pytest.mark.parametrize(
    "title",
    [
        "名词解释",
        "附件\n名词解释",
        "附件2：\n名词解释",
        "《政府工作报告》有关内容名词注释",
        "政府工作报告名词解释",
        "报告中有关用语说明",
        "（名词解释）",
        "名词解释和说明",
        "注释",
    ],
)
def test_titles_of_a_glossary(title: str) -> None:
    text = "推动高质量发展。\n" * 12
    notes = f"{title}\n1.六稳：稳就业、稳金融。"
    assert split_notes(text + notes) == (text, notes)


def test_a_mention_is_not_a_glossary() -> None:
    text = "推动高质量发展。\n" * 12 + "做好名词解释工作，办好人民满意的教育。\n" + "落实到位。\n"
    assert split_notes(text) == (text, "")
    early = "名词解释\n" + "推动高质量发展。\n" * 12
    assert split_notes(early) == (early, "")
